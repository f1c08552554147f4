"""A new programme from nothing to its first request, through the pages alone; counts what people open and fill in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.ablaeufe.gruendung import beantworte, plane
from tests.ablaeufe.mensch import Browser, Mensch

NAME = "Lesen im Park"
FRAGEN: tuple[dict[str, Any], ...] = (
    {"abschnitt": "Ihr Vorhaben", "text": "Was haben Sie vor?", "art": "langtext"},
    {"abschnitt": "Ihr Vorhaben", "text": "Wie viele Kinder nehmen teil?", "art": "zahl"},
    {"abschnitt": "Ihr Vorhaben", "text": "Haben Sie einen eigenen Raum?", "art": "ja_nein"},
    {
        "abschnitt": "Ihr Vorhaben",
        "text": "Wo findet es dann statt?",
        "art": "text",
        "bedingung": "haben-sie-einen-eigenen-raum=nein",
        "hilfe": "Straße oder Name der Einrichtung.",
    },
    {
        "abschnitt": "Ihre Erklärungen",
        "text": "Wir haben noch nicht begonnen.",
        "art": "erklaerung",
        "grundlage": "VV Nr. 1.3 zu § 44 LHO",
    },
)
PRUEFPUNKTE = {
    "formal": "Der Antrag ist vollständig.",
    "fachlich": "Das Vorhaben passt zum Zweck.",
    "nachweis": "Der Zweck ist erreicht.",
}
WERTGRENZEN = {"gruppenleitung": "5.000,00", "fachbereichsleitung": "100.000,00"}


# Seconds of the keystroke-level model (Card, Moran, Newell 1983): think, point, click, hand to the keyboard, key.
DENKEN, ZEIGEN, KLICKEN, GREIFEN, TASTE = 1.35, 1.10, 0.20, 0.40, 0.28


@dataclass
class Gang:
    """How much it took: pages opened or sent, fields filled in, characters typed."""

    seiten: int = 0
    felder: int = 0
    zeichen: int = field(default=0, compare=False)

    @property
    def sekunden(self) -> float:
        """What a practised person needs by the model: a click per page, for each field a click and its keys.

        Waiting for the machine, and thinking about what the rules should be, are not in it.
        """
        je_seite = DENKEN + ZEIGEN + KLICKEN
        je_feld = DENKEN + ZEIGEN + KLICKEN + GREIFEN
        return self.seiten * je_seite + self.felder * je_feld + self.zeichen * TASTE


class Zaehlender(Mensch):
    """Counts every page opened or sent, and every field filled in."""

    def __init__(self, browser: Browser, gang: Gang) -> None:
        super().__init__(browser)
        self.gang = gang

    def _zeige(self, status: int, html: str, pfad: str) -> Mensch:
        self.gang.seiten += 1
        return super()._zeige(status, html, pfad)

    def druecke(self, knopf: str, *, bei: str = "", **eingaben: Any) -> Mensch:
        """Count what is filled in."""
        self.gang.felder += len(eingaben)
        self.gang.zeichen += sum(len(wert) for wert in eingaben.values() if isinstance(wert, str))
        return super().druecke(knopf, bei=bei, **eingaben)


def richte_ein(sb: Mensch, *, stelle: str, mitzeichnung: str, konto: str) -> str:
    """The clerk writes the rules and lays them before; returns the address of the version."""
    sb.geh("/programme/").folge("Programme pflegen").folge("Neues Programm")
    beschreibung = "Geld für Vorlesen unter freiem Himmel."
    sb.druecke("Speichern", name=NAME, beschreibung=beschreibung, stelle=stelle, zeichen="LP")
    fassung = sb.pfad
    sb.folge("Grunddaten").druecke("Speichern", rechtsgrundlage="Beschluss zur DS 24046-22")
    sb.folge("Wer darf beantragen").druecke("Speichern", antragsberechtigt="traeger")
    sb.folge("Finanzierung").druecke("Speichern", mindestbetrag="250,00", hoechstbetrag="10.000,00")
    sb.folge("Haushaltsstelle").druecke("Speichern", haushaltsstelle=konto)
    fuege_hinzu(sb, fassung, "Mitzeichnung", stelle=mitzeichnung)
    for ebene, betrag in WERTGRENZEN.items():
        fuege_hinzu(sb, fassung, "Wertgrenzen", ebene=ebene, bis_betrag=betrag)
    for frage in FRAGEN:
        fuege_hinzu(sb, fassung, "Fragen im Antrag", **frage)
    fuege_hinzu(
        sb, fassung, "Unterlagen", bezeichnung="Projektbeschreibung", warum="Sie zeigt, was Sie vorhaben."
    )
    for art, text in PRUEFPUNKTE.items():
        fuege_hinzu(sb, f"{fassung}teil/{art}/", "", text=text)
    fuege_hinzu(sb, fassung, "Nebenbestimmungen", text="Nennen Sie die Stadt auf Ihren Plakaten.")
    fuege_hinzu(sb, fassung, "Fragen im Sachbericht", text="Was haben Sie gemacht?", art="langtext")
    sb.geh(fassung).druecke("Probelauf")
    assert sb.liest("Der Antrag kommt an."), sb.html
    sb.geh(fassung).folge("Vorschau").folge("Ihr Vorhaben")
    sb.geh(fassung).druecke("Zur Freigabe vorlegen")
    assert sb.liest("Vorgelegt.")
    return fassung


def fuege_hinzu(sb: Mensch, wo: str, teil: str, /, **werte: Any) -> None:
    """One row more in a list."""
    if "teil/" in wo:
        sb.geh(wo)
    else:
        sb.geh(wo).folge(teil)
    sb.folge("hinzufügen").druecke("Speichern", **werte)
    assert sb.liest("Gespeichert.")


def gib_frei(leitung: Mensch) -> None:
    """The second person reads it and releases it."""
    leitung.geh("/programme/").folge(f"Richtlinie {NAME}, Version 1").druecke("Freigeben")
    assert leitung.liest("Ab jetzt ändert sich daran nichts mehr.")


def beantrage(vera: Mensch, *, heute: date, papier: Any) -> str:
    """The first request; returns its Aktenzeichen."""
    vera.geh("/programme/lesen-im-park/").folge("Antrag beginnen").druecke("", titel="Vorlesen am See")
    antrag = re.findall(r"/antraege/(\d+)/", vera.pfad)[0]
    beginn = heute + timedelta(days=40)
    vera.geh(f"/antraege/{antrag}/vorhaben/").druecke(
        "", beginn=f"{beginn:%Y-%m-%d}", ende=f"{beginn + timedelta(days=20):%Y-%m-%d}"
    )
    beantworte(vera, antrag)
    vera.geh(f"/antraege/{antrag}/unterlagen/").druecke("Hochladen", **{"projektbeschreibung-datei": papier})
    plane(vera, antrag)
    vera.geh(f"/antraege/{antrag}/pruefen/").druecke("verbindlich einreichen")
    assert vera.liest("Ihr Antrag ist eingegangen")
    return str(re.findall(r"[\w/]+-LP-\d{4}-\d{5}", vera.html)[0])


def gehe(
    anmelden: Callable[[str, Gang], Mensch],
    *,
    stelle: str,
    mitzeichnung: str,
    konto: str,
    heute: date,
    papier: Any,
) -> tuple[str, dict[str, Gang]]:
    """The whole way; the Aktenzeichen, and what it took of each person."""
    gaenge = {wer: Gang() for wer in ("sb", "leitung", "zeichnung")}
    richte_ein(anmelden("sb", gaenge["sb"]), stelle=stelle, mitzeichnung=mitzeichnung, konto=konto)
    gib_frei(anmelden("leitung", gaenge["leitung"]))
    return beantrage(anmelden("zeichnung", gaenge["zeichnung"]), heute=heute, papier=papier), gaenge
