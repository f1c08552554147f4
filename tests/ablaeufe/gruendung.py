"""A city sets itself up: people at browsers follow links and send forms as they stand on the pages, nothing else.

`Mensch` knows only pages; the caller says how a page is fetched (Django's client in the test, HTTP outside of it).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

PASSWORT = "Ein-Haus-am-Phoenixsee-42"
PAPIER = Path(__file__).resolve().parents[2] / "fixtures" / "projektbeschreibung.pdf"
# Who is needed for the Kindercampus-Projektmittel: name, unit, role, level.
AEMTER = (
    ("sb", "fb-40", "sb", ""),
    ("fi", "fb-40", "fi", ""),
    ("leitung", "fb-40", "lt", "fachbereichsleitung"),
    ("anordnung", "fb-40", "ao", "fachbereichsleitung"),
    ("kasse", "kasse", "ka", ""),
    ("servicestelle", "dezernat-4", "sv", ""),
    ("jugendamt", "fb-51", "sb", ""),
    ("fabido", "fabido", "lt", "fachbereichsleitung"),
    ("pruefung", "rpa", "rp", ""),
)


class Browser(Protocol):
    """How a person gets at pages: status, HTML and the address where it ended, redirects followed."""

    def hole(self, pfad: str) -> tuple[int, str, str]:
        """Open a page."""
        ...

    def sende(self, pfad: str, daten: dict[str, Any]) -> tuple[int, str, str]:
        """Send a form; paths among the values are files."""
        ...


@dataclass
class Formular:
    """One form of a page with what it holds already."""

    ziel: str
    methode: str
    felder: dict[str, Any] = field(default_factory=dict)
    namen: list[str] = field(default_factory=list)
    knoepfe: list[tuple[str, str, str]] = field(default_factory=list)


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.formulare: list[Formular] = []
        self.links: list[tuple[str, str]] = []
        self._offen: Formular | None = None
        self._auswahl = self._text = ""
        self._link = self._knopf = ""
        self._knopfwert: tuple[str, str] | None = None
        self._haupt = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: wert or "" for name, wert in attrs}
        if tag == "a" and "href" in a:
            self._link, self._text = a["href"], ""
        elif tag == "main":
            self._haupt = True
        elif tag == "form" and self._haupt:
            self._offen = Formular(a.get("action", ""), a.get("method", "get"))
            self.formulare.append(self._offen)
        elif self._offen is not None:
            self._feld(tag, a, self._offen)

    def _feld(self, tag: str, a: dict[str, str], formular: Formular) -> None:
        name = a.get("name", "")
        if tag == "button":
            self._knopfwert, self._text = (name, a.get("value", "")), ""
        elif tag == "option" and self._auswahl and "selected" in a:
            formular.felder[self._auswahl] = a.get("value", "")
        elif name:
            formular.namen.append(name)
            self._auswahl = name if tag == "select" else ""
            if tag == "input":
                _lies_eingabe(name, a, formular.felder)
            else:
                formular.felder.setdefault(name, "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            self.links.append((self._link, " ".join(self._text.split())))
            self._link = ""
        elif tag == "button" and self._offen is not None and self._knopfwert is not None:
            self._offen.knoepfe.append((*self._knopfwert, " ".join(self._text.split())))
            self._knopfwert = None
        elif tag == "select":
            self._auswahl = ""
        elif tag == "form":
            self._offen = None
        elif tag == "main":
            self._haupt = False


def _lies_eingabe(name: str, a: dict[str, str], felder: dict[str, Any]) -> None:
    """What an input holds already; several hidden ones of one name are sent as a list."""
    art, wert = a.get("type", "text"), a.get("value", "")
    if art in ("checkbox", "radio"):
        if "checked" in a:
            felder[name] = wert or "on"
    elif art == "hidden" and name in felder:
        bisher = felder[name]
        felder[name] = [*(bisher if isinstance(bisher, list) else [bisher]), wert]
    elif art != "file":
        felder[name] = wert


class Mensch:
    """A person at a browser of their own; every answer must be below 400."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.status, self.html, self.pfad = 0, "", "/"

    def geh(self, pfad: str) -> "Mensch":
        """Open an address."""
        return self._zeige(*self.browser.hole(pfad))

    def _zeige(self, status: int, html: str, pfad: str) -> "Mensch":
        assert status < 400, (status, pfad, " ".join(re.sub(r"<[^>]+>", " ", html).split())[:1500])
        self.status, self.html, self.pfad = status, html, pfad
        self._leser = _Leser()
        self._leser.feed(html)
        return self

    def folge(self, text: str) -> "Mensch":
        """Click the first link that reads like this."""
        ziel = next((href for href, worte in self._leser.links if text in worte), None)
        assert ziel is not None, (text, self.pfad, [worte for _, worte in self._leser.links])
        return self.geh(ziel)

    def druecke(self, knopf: str, *, bei: str = "", **eingaben: Any) -> "Mensch":
        """Fill the form with this button (and this text in its address) and press it."""
        for formular in self._leser.formulare:
            for name, wert, text in formular.knoepfe:
                if knopf in text and bei in formular.ziel:
                    fremd = set(eingaben) - set(formular.namen)
                    assert not fremd, (fremd, formular.namen)
                    daten = {**formular.felder, **({name: wert} if name else {}), **eingaben}
                    if formular.methode == "get":
                        return self.geh(f"{formular.ziel or self.pfad}?{urlencode(daten)}")
                    return self._zeige(*self.browser.sende(formular.ziel or self.pfad, daten))
        texte = [knopf_text for f in self._leser.formulare for *_, knopf_text in f.knoepfe]
        raise AssertionError((knopf, bei, self.pfad, texte))

    def liest(self, text: str) -> bool:
        """True when the page says so."""
        return text in " ".join(re.sub(r"<[^>]+>", " ", self.html).replace("\xa0", " ").split())

    def felder(self, endung: str) -> list[str]:
        """The names of all fields of the page that end like this."""
        return [name for f in self._leser.formulare for name in f.namen if name.endswith(endung)]

    def wert(self, name: str) -> str:
        """What a field holds."""
        return next(str(f.felder[name]) for f in self._leser.formulare if name in f.felder)


@dataclass
class Stadt:
    """The browsers of one city and its mail: the newest text sent to an address."""

    neuer_browser: Callable[[], Browser]
    post: Callable[[str], str]
    heute: date

    def melde_an(self, email: str, passwort: str = PASSWORT) -> Mensch:
        """Log in on the page for it."""
        mensch = Mensch(self.neuer_browser()).geh("/anmelden/")
        return mensch.druecke("Anmelden", username=email, password=passwort)

    def waehle_passwort(self, link: str) -> None:
        """Follow the link of an e-mail and choose."""
        mensch = Mensch(self.neuer_browser()).geh(re.sub(r"^https?://[^/]+", "", link))
        mensch.druecke("", new_password1=PASSWORT, new_password2=PASSWORT)
        assert mensch.liest("Ihr Passwort ist gespeichert.")

    def link(self, email: str) -> str:
        """The link for a password in the newest e-mail to this address."""
        return re.findall(r"https?://\S+/passwort/neu/\S+", self.post(email))[-1]


def gruende(stadt: Stadt, links: dict[str, str]) -> str:
    """From the two links of `ersteinrichtung` to the first request; returns its Aktenzeichen."""
    for link in links.values():
        stadt.waehle_passwort(link)
    ada, bo = (stadt.melde_an(email) for email in links)
    leute = besetze(stadt, ada, bo)
    gib_frei(stadt, leute)
    return stelle_ersten_antrag(stadt, leute)


def besetze(stadt: Stadt, ada: Mensch, bo: Mensch) -> dict[str, Mensch]:
    """One administrator asks for every role, the other one confirms; everybody chooses a password."""
    for kurz, stelle, rolle, ebene in AEMTER:
        ada.geh("/rechte/").druecke("Suchen", suche=STELLENNAMEN[stelle]).folge(STELLENNAMEN[stelle])
        ada.folge("Rolle beantragen").druecke(
            "", bei="", email=f"{kurz}@stadt.de", name=f"Person {kurz}", rolle=rolle, ebene=ebene
        )
        assert ada.liest("Die Rolle ist beantragt. Eine zweite Person muss sie bestätigen.")
        bo.geh("/rechte/").druecke("Bestätigen")
        assert bo.liest("Die Rolle gilt.")
        stadt.waehle_passwort(stadt.link(f"{kurz}@stadt.de"))
    return {kurz: stadt.melde_an(f"{kurz}@stadt.de") for kurz, *_ in AEMTER}


STELLENNAMEN = {
    "fb-40": "Fachbereich Schule",
    "fb-51": "Jugendamt",
    "kasse": "Stadtkasse",
    "dezernat-4": "Dezernat 4 – Schule, Jugend und FABIDO",
    "fabido": "FABIDO",
    "rpa": "Rechnungsprüfungsamt",
}


def gib_frei(stadt: Stadt, leute: dict[str, Mensch]) -> None:
    """Rules, values, texts, the year and its money: laid by one, released by another."""
    sb, leitung, fi = (leute[kurz] for kurz in ("sb", "leitung", "fi"))
    sb.geh("/programme/").druecke("Vorlegen", bei="kindercampus-projekte")
    leitung.geh("/programme/").folge("Richtlinie Kindercampus-Projektmittel, Version 1").druecke("Freigeben")
    sb.geh("/programme/").folge("Festwerte").druecke("Werte vorlegen")
    leitung.geh("/programme/").folge("Festwerte").druecke("Werte freigeben")
    sb.geh("/texte/").folge("Mitgelieferte Texte").druecke("Texte vorlegen")
    leitung.geh("/texte/").folge("Mitgelieferte Texte").druecke("Texte freigeben")
    morgen = f"{stadt.heute + timedelta(days=1):%Y-%m-%d}"
    sb.geh("/texte/mitgeliefert/").folge("briefkopf.fusszeilen").folge("Neue Version schreiben").druecke(
        "speichern",
        text="Bankverbindung der Stadt: IBAN DE89 3704 0044 0532 0130 00",
        gueltig_von=morgen,
        quelle="Konto der Stadt",
    )
    leitung.geh("/texte/briefkopf.fusszeilen/").druecke("Freigeben")
    ergaenze_basiszins(stadt, sb, leitung)
    jahr = stadt.heute.year
    fi.geh(f"/haushalt/jahre/{jahr}/").druecke("Vorschlagen", tag=f"{jahr}-01-01")
    leitung.geh(f"/haushalt/jahre/{jahr}/").druecke("Freigeben")
    fi.geh("/haushalt/bewegungen/neu/ansatz/")
    zeile = next(w for w, t in fi_optionen(fi.html) if t.startswith(f"{jahr}:") and t.endswith(" Projekte"))
    fi.druecke("", zu=zeile, betrag="50.000,00", grund="Ansatz laut Haushaltsplan")
    leitung.geh(fi.pfad).druecke("Freigeben und buchen")
    leute["kasse"].geh("/zahlungen/").folge("Konto der Stadt").druecke(
        "Zur Bestätigung geben", iban="DE02370502990000684712", kontoinhaber="Stadt Dortmund"
    )
    fi.geh("/bankverbindungen/").folge("Stadt").druecke("Entscheiden", entscheidung="bestaetigen")


def ergaenze_basiszins(stadt: Stadt, sb: Mensch, leitung: Mensch) -> None:
    """The value of this half-year, when the delivered ones end before it."""
    beginn = stadt.heute.replace(month=1 if stadt.heute.month < JULI else JULI, day=1)
    if leitung.geh("/festwerte/").liest(f"seit {beginn:%d.%m.%Y}"):
        return
    sb.geh("/festwerte/neu/").druecke(
        "vorschlagen",
        schluessel="basiszins",
        wert="1,27",
        gueltig_ab=f"{beginn:%Y-%m-%d}",
        quelle="Bundesbank",
    )
    leitung.geh("/festwerte/").druecke("Freigeben")


JULI = 7


def fi_optionen(html: str) -> list[tuple[str, str]]:
    """Value and text of every option of the page."""
    gefunden = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', html)
    return [(wert, " ".join(text.split())) for wert, text in gefunden]


TRAEGER = {
    "name": "Lesewelt Hörde e. V.",
    "rechtsform": "eingetragener Verein (e. V.)",
    "strasse": "Hörder Burgstraße 1",
    "plz": "44263",
    "ort": "Dortmund",
    "gemeinnuetzig": "on",
    "iban": "DE02120300000000202051",
    "kontoinhaber": "Lesewelt Hörde e. V.",
    "person": "Vera Vorstand",
    "funktion": "Vorstand",
    "email": "vorstand@lesewelt.de",
    "passwort": PASSWORT,
}


def stelle_ersten_antrag(stadt: Stadt, leute: dict[str, Mensch]) -> str:
    """A Träger registers, is verified, and hands in; returns the Aktenzeichen."""
    fremd = Mensch(stadt.neuer_browser()).geh("/traeger/registrieren/")
    fremd.druecke("", **TRAEGER)
    leute["servicestelle"].geh("/traeger/").folge("Lesewelt Hörde").druecke("Träger bestätigen")
    konto = leute["fi"].geh("/bankverbindungen/").folge("Lesewelt Hörde")
    konto.druecke("Entscheiden", entscheidung="bestaetigen")
    vera = stadt.melde_an("vorstand@lesewelt.de")
    vera.geh("/antraege/neu/").folge("Antrag beginnen").druecke("", titel="Vorlesen am Clarenberg")
    antrag = re.findall(r"/antraege/(\d+)/", vera.pfad)[0]
    beginn = stadt.heute + timedelta(days=40)
    vera.geh(f"/antraege/{antrag}/vorhaben/").druecke(
        "", beginn=f"{beginn:%Y-%m-%d}", ende=f"{beginn + timedelta(days=20):%Y-%m-%d}"
    )
    beantworte(vera, antrag)
    vera.geh(f"/antraege/{antrag}/unterlagen/").druecke("Hochladen", **{"projektbeschreibung-datei": PAPIER})
    plane(vera, antrag)
    vera.geh(f"/antraege/{antrag}/pruefen/").druecke("verbindlich einreichen")
    assert vera.liest("Ihr Antrag ist eingegangen")
    aktenzeichen = re.findall(r"[\w/]+-[A-Z]{2,4}-\d{4}-\d{5}", vera.html)[0]
    vera.geh(f"/antraege/{antrag}/status/").folge("Eingangsbestätigung")
    return aktenzeichen


def beantworte(vera: Mensch, antrag: str) -> None:
    """Every page of questions, as it stands there."""
    nr = 1
    while vera.geh(f"/antraege/{antrag}/entwurf/").html.count(f"/angaben/{nr}/"):
        vera.geh(f"/antraege/{antrag}/angaben/{nr}/")
        fragen = [name for name in vera.felder("") if name.startswith("frage-")]
        vera.druecke("", **{name: antwort_auf(vera.html, name) for name in fragen})
        nr += 1


def antwort_auf(html: str, name: str) -> str:
    """Something that fits this control: the last choice, a tick, a number or words."""
    marken = re.findall(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', html)
    if 'type="radio"' in marken[0]:
        return re.findall(r'value="([^"]*)"', marken[-1])[0]
    if 'type="checkbox"' in marken[0]:
        return "on"
    return "25" if "numeric" in marken[0] or 'type="number"' in marken[0] else "Kinder und Eltern"


def plane(vera: Mensch, antrag: str) -> None:
    """Costs of 5.000 euro, all of them from the city."""
    vera.geh(f"/antraege/{antrag}/plan/")
    zeilen = [name.removesuffix("betrag") for name in vera.felder("-betrag")]
    ausgabe = next(z for z in zeilen if vera.wert(f"{z}seite") == "ausgabe")
    deckung = next(z for z in zeilen if vera.wert(f"{z}seite") == "deckung")
    vera.druecke(
        "",
        **{
            f"{ausgabe}bezeichnung": "Honorare",
            f"{ausgabe}betrag": "5.000,00",
            f"{deckung}art": "zuwendung",
            f"{deckung}bezeichnung": "Zuwendung",
            f"{deckung}betrag": "5.000,00",
        },
    )
