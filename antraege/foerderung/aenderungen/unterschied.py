"""The difference old to new in words: of a change, and between any two versions of the plan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.foerderung.models import Seite
from antraege.kern.geld import NULL, zeige
from antraege.kern.vergleich import unterschiede

KEINE = "–"
NAMEN = {
    "antrag.programm": "Programm",
    "antrag.richtlinie": "Richtlinie",
    "antrag.traeger": "Träger",
    "antrag.standort": "Standort",
    "antrag.titel": "Titel",
    "antrag.beginn": "Beginn des Vorhabens",
    "antrag.ende": "Ende des Vorhabens",
    "antrag.haushaltsjahr": "Haushaltsjahr",
    "antrag.beantragt": "Beantragt",
    "antrag.im_auftrag": "Im Auftrag entworfen",
    "traeger": "Träger",
    "bewilligt": "Zuwendung",
    "ende": "Ende des Vorhabens",
    "zeitraum_bis": "Bewilligungszeitraum bis",
    "nachweis_bis": "Verwendungsnachweis bis",
}
GELD = ("beantragt", "bewilligt", "jahre", "toepfe")
_TEILE = ("jahre.", "toepfe.")
TAGE = ("beginn", "ende", "zeitraum_bis", "nachweis_bis")


@dataclass(frozen=True)
class Neuerung:
    """One thing that changes, in words."""

    was: str
    bisher: str
    neu: str


@dataclass(frozen=True)
class Planneuerung:
    """One line of the plan in euro before and after; 0 for a line that is new or gone."""

    seite: str
    art: str
    bezeichnung: str
    bisher: Decimal
    neu: Decimal

    @property
    def differenz(self) -> Decimal:
        """New minus old."""
        return self.neu - self.bisher

    @property
    def art_der_aenderung(self) -> str:
        """How the line changes, in one word; empty for one that stays."""
        if self.differenz == 0:
            return ""
        if self.bisher == 0:
            return "neu"
        return "entfällt" if self.neu == 0 else ("mehr" if self.differenz > 0 else "weniger")


@dataclass(frozen=True)
class Planunterschied:
    """One side of the plan, before and after."""

    name: str
    zeilen: list[Planneuerung]

    @property
    def summe(self) -> Planneuerung:
        """Both sums."""
        alt = sum((zeile.bisher for zeile in self.zeilen), NULL)
        return Planneuerung("", "", "Summe", alt, sum((zeile.neu for zeile in self.zeilen), NULL))

    @property
    def geaendert(self) -> bool:
        """True when a line differs."""
        return any(zeile.differenz for zeile in self.zeilen)


def neuerungen(vorher: Mapping[str, Any], nachher: Mapping[str, Any]) -> list[Neuerung]:
    """Every fact that differs, without the plan, in words: in the order of NAMEN, years and pots after the amount."""
    rang = {name: nr for nr, name in enumerate(NAMEN)}
    gefunden = sorted(
        unterschiede(_lesbar(vorher), _lesbar(nachher)),
        key=lambda u: rang.get("bewilligt" if u.feld.startswith(_TEILE) else u.feld, len(rang)),
    )
    return [Neuerung(_name(u.feld), _wert(u.feld, u.vorher), _wert(u.feld, u.nachher)) for u in gefunden]


def _lesbar(inhalt: Mapping[str, Any]) -> dict[str, Any]:
    """Snapshot content by what a reader calls it: answers by question, papers by name; dots would be paths."""
    teile: dict[str, Any] = {name: wert for name, wert in inhalt.items() if name not in ("plan", "anlagen")}
    doppelt = teile.get("antrag", {})
    teile |= {n: w for n, w in teile.pop("bewilligung", {}).items() if n not in doppelt}
    if "antworten" in teile:
        teile["antworten"] = {
            antwort["frage"].replace(".", "․"): antwort["antwort"] for antwort in teile["antworten"].values()
        }
    if inhalt.get("anlagen"):
        teile["anlagen"] = {a["name"].replace(".", "․"): a["sha256"][:12] for a in inhalt["anlagen"]}
    if "toepfe" in teile:
        teile["toepfe"] = {name.replace(".", "․"): betrag for name, betrag in teile["toepfe"].items()}
    return teile


def _name(feld: str) -> str:
    kopf, _, rest = feld.partition(".")
    worte: dict[str, Callable[[str], str]] = {
        "jahre": lambda jahr: f"Anteil {jahr}",
        "toepfe": lambda topf: f"Davon {topf}",
        "antworten": lambda frage: frage,
        "anlagen": lambda name: f"Unterlage {name}",
    }
    if kopf in worte and rest:
        return worte[kopf](rest).replace("․", ".")
    return NAMEN.get(feld, feld.rpartition(".")[2].capitalize())


def _wert(feld: str, wert: Any) -> str:
    if wert is None or wert == "":
        return KEINE
    if isinstance(wert, bool):
        return "Ja" if wert else "Nein"
    namen = feld.split(".")
    if "antworten" not in namen:
        if not set(GELD).isdisjoint(namen):
            return zeige(Decimal(str(wert)))
        if namen[-1] in TAGE:
            return f"{date.fromisoformat(wert):%d.%m.%Y}"
    return str(wert)


def planunterschied(vorher: Mapping[str, Any], nachher: Mapping[str, Any]) -> list[Planunterschied]:
    """Both sides of the plan of two versions, every line, the unchanged too."""
    alt, neu = vorher.get("plan", {}), nachher.get("plan", {})
    seiten = []
    for seite, ort in ((Seite.AUSGABE, "ausgaben"), (Seite.DECKUNG, "deckung")):
        bisher, dann = _summen(alt.get(ort, ())), _summen(neu.get(ort, ()))
        zeilen = [
            Planneuerung(seite.value, art, name, bisher.get((art, name), NULL), dann.get((art, name), NULL))
            for art, name in bisher | dann
        ]
        seiten.append(Planunterschied(str(seite.label), zeilen))
    return seiten


def _summen(zeilen: Any) -> dict[tuple[str, str], Decimal]:
    summen: dict[tuple[str, str], Decimal] = {}
    for zeile in zeilen:
        name = (zeile.get("art", "Ausgabe"), zeile["bezeichnung"])
        summen[name] = summen.get(name, NULL) + Decimal(zeile["betrag"])
    return summen
