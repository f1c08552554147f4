"""What an agreement says, as plain JSON: the data behind every version, and how two of them differ."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.kern.geld import zeige

# What people read for each entry, in the order in which it stands in the text.
FELDER: dict[str, str] = {
    "titel": "Angebot",
    "praeambel": "Präambel, Ergänzung",
    "gegenstand": "Gegenstand",
    "ziele": "Ziele",
    "zielgruppe": "Zielgruppe",
    "ort": "Ort",
    "leistungen": "Leistungen",
    "termine": "Zeiten",
    "ferien": "Ferien",
    "raeume": "Räume",
    "material": "Material",
    "verpflegung": "Verpflegung",
    "steuerrunde": "Steuerrunde",
    "schulische_gremien": "Mitwirkung in der Schule",
    "qualifikation": "Qualifikation des Personals",
    "vertretung": "Vertretung",
    "aufsicht": "Aufsicht",
    "fuehrungszeugnis": "erweitertes Führungszeugnis",
    "lebensmittel": "Umgang mit Lebensmitteln",
    "fachkraft_kinderschutz": "insoweit erfahrene Fachkraft",
    "vereinbarung_72a_vom": "Vereinbarung nach §§ 8a, 72a SGB VIII vom",
    "datenschutz": "Verantwortung für Daten",
    "daten": "verarbeitete Daten",
    "fotos": "Fotos und Filme",
    "haftpflicht": "Betriebshaftpflicht",
    "finanzierung": "Finanzierung",
    "zuwendung": "verbundene Förderung",
    "pauschale": "Pauschale je Schuljahr",
    "oeffentlichkeit": "Öffentlichkeitsarbeit",
    "laufzeit_von": "Laufzeit von",
    "laufzeit_bis": "Laufzeit bis",
    "probezeit_bis": "Probezeit bis",
    "verlaengerung": "Verlängerung",
    "kuendigungsfrist": "Kündigungsfrist in Monaten",
    "indikatoren": "Indikatoren der Auswertung",
    "evaluation_am": "Auswertung bis",
    "schulkonferenz_am": "Zustimmung der Schulkonferenz am",
    "nebenabreden": "Nebenabreden",
    "anlagen": "Anlagen",
    "dateien": "Anlagen als Datei",
    "texte_vom": "Stand der Textbausteine",
}
LISTEN = frozenset({"ziele", "indikatoren", "anlagen"})
TAGE = frozenset(
    {
        "vereinbarung_72a_vom",
        "laufzeit_von",
        "laufzeit_bis",
        "probezeit_bis",
        "evaluation_am",
        "schulkonferenz_am",
        "texte_vom",
    }
)
DATENSCHUTZ = {
    "getrennt": "jede Partei für sich",
    "gemeinsam": "gemeinsam (Art. 26 DSGVO)",
    "auftrag": "eine Partei im Auftrag (Art. 28 DSGVO)",
}
FINANZIERUNG = {
    "keine": "ohne Zahlungen",
    "zuwendung": "aus einer Förderung",
    "pauschale": "durch eine Pauschale",
}


@dataclass(frozen=True)
class Unterschied:
    """One entry that is not the same in two versions."""

    was: str
    bisher: str
    neu: str


def zeilen(text: str) -> list[str]:
    """The lines of a text area without empty ones and without bullets."""
    return [zeile.strip().removeprefix("- ").strip() for zeile in text.splitlines() if zeile.strip()]


def termine(text: str) -> list[list[str]]:
    """Lines `wann | was | Gruppe | Ort`; what is left out stays empty."""
    return [[teil.strip() for teil in (zeile.split("|") + [""] * 4)[:4]] for zeile in zeilen(text)]


def als_text(name: str, wert: Any) -> str:
    """An entry as it stands in a text area."""
    if name == "termine":
        return "\n".join(" | ".join(termin).rstrip(" |") for termin in wert or [])
    if name in LISTEN:
        return "\n".join(wert or [])
    return "" if wert is None else str(wert)


def in_worten(name: str, wert: Any) -> str:
    """An entry as people read it; a dash for nothing."""
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if wert in (None, "", [], {}):
        return "–"
    return IN_WORTEN[name](wert) if name in IN_WORTEN else als_text(name, wert)


def dateizeilen(dateien: Iterable[Mapping[str, Any]]) -> list[str]:
    """The annexes that are files, as the text names them."""
    return [f"{d['bezeichnung']} (Datei „{d['name']}“, SHA-256: {d['sha256']})" for d in dateien]


IN_WORTEN: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(TAGE, lambda tag: f"{date.fromisoformat(tag):%d.%m.%Y}"),
    "pauschale": lambda betrag: zeige(Decimal(betrag)),
    "leistungen": lambda je: "\n".join(f"{wer}: {was}" for wer, eigene in je.items() for was in eigene),
    "termine": lambda alle: "\n".join(", ".join(filter(None, termin)) for termin in alle),
    "dateien": lambda dateien: "\n".join(dateizeilen(dateien)),
    "datenschutz": DATENSCHUTZ.__getitem__,
    "finanzierung": FINANZIERUNG.__getitem__,
}


def unterschiede(alt: Mapping[str, Any], neu: Mapping[str, Any]) -> list[Unterschied]:
    """Every entry that differs, services party by party, in the order of the text."""
    alle: list[Unterschied] = []
    for name, wort in FELDER.items():
        if name == "leistungen":
            bisher, jetzt = alt.get(name) or {}, neu.get(name) or {}
            for wer in dict.fromkeys([*bisher, *jetzt]):
                teile = ("\n".join(je.get(wer, [])) or "–" for je in (bisher, jetzt))
                alle.append(Unterschied(f"Leistungen: {wer}", *teile))
        else:
            alle.append(Unterschied(wort, in_worten(name, alt.get(name)), in_worten(name, neu.get(name))))
    return [eins for eins in alle if eins.bisher != eins.neu]


def laufzeit(daten: Mapping[str, Any]) -> tuple[date, date]:
    """First and last day of the term."""
    return date.fromisoformat(daten["laufzeit_von"]), date.fromisoformat(daten["laufzeit_bis"])


def als_daten(felder: Mapping[str, Any], *, leistungen: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Cleaned fields of the form as JSON; `leistungen` are pairs of a party's name in the text and its lines."""
    daten: dict[str, Any] = {}
    for name in FELDER:
        wert = felder.get(name)
        if name == "termine":
            daten[name] = termine(wert or "")
        elif name in LISTEN:
            daten[name] = zeilen(wert or "")
        elif isinstance(wert, date):
            daten[name] = wert.isoformat()
        elif isinstance(wert, Decimal):
            daten[name] = str(wert)
        else:
            daten[name] = wert
    daten["leistungen"] = {kuerzel: zeilen(text) for kuerzel, text in leistungen}
    return daten
