"""A city sets itself up, page by page: from two links to the first request."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.ablaeufe.mensch import Browser, Mensch

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
        wer = {"name": "Person am Link"} if "name" in mensch.felder("") else {}
        mensch.druecke("", new_password1=PASSWORT, new_password2=PASSWORT, **wer)
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
}


def stelle_ersten_antrag(stadt: Stadt, leute: dict[str, Mensch]) -> str:
    """A Träger registers, is verified, and hands in; returns the Aktenzeichen."""
    fremd = Mensch(stadt.neuer_browser()).geh("/traeger/registrieren/")
    fremd.druecke("", **TRAEGER)
    stadt.waehle_passwort(stadt.link("vorstand@lesewelt.de"))
    vera = stadt.melde_an("vorstand@lesewelt.de")
    vera.geh("/konto/").druecke("Ja, zur Prüfung geben")
    leute["servicestelle"].geh("/traeger/").folge("Lesewelt Hörde").druecke("Träger bestätigen")
    konto = leute["fi"].geh("/bankverbindungen/").folge("Lesewelt Hörde")
    konto.druecke("Entscheiden", entscheidung="bestaetigen")
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
