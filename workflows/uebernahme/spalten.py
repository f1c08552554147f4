"""The columns of the list in a clerk's words: what they are called, what they mean, which of them must be filled."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from antraege.antrag.fehler import DateiFehler

TEXT, TAG, BETRAG, JAHR, ZAHL = "Text", "Datum", "Betrag in Euro", "Jahr", "Zahl"
ZAHLUNGEN = 4
GENANNTE = 12


@dataclass(frozen=True)
class Spalte:
    """One column; `pflicht` counts in every state, what a state demands besides stands in `wann`."""

    feld: str
    name: str
    art: str
    erklaerung: str
    beispiel: str = ""
    wann: str = ""
    zeichen: int = 0
    auch: tuple[str, ...] = ()

    @property
    def pflicht(self) -> bool:
        """Whether every row must fill it."""
        return self.wann == IMMER

    @property
    def notwendig(self) -> str:
        """When it must be filled, in words."""
        return self.wann or "freiwillig"


IMMER, BEWILLIGT, NACHWEIS = "immer", "ab „bewilligt“", "bei „Nachweis eingereicht“"

SPALTEN: tuple[Spalte, ...] = (
    Spalte(
        "fremdzeichen",
        "Altes Aktenzeichen",
        TEXT,
        "Das Aktenzeichen im bisherigen Verfahren. Jedes wird nur einmal übernommen.",
        "40-2024-0117",
        IMMER,
        60,
        ("aktenzeichen", "az", "altes az", "externes aktenzeichen"),
    ),
    Spalte(
        "stand",
        "Stand",
        TEXT,
        "Wie weit der Fall ist. Erlaubte Wörter stehen auf dem Blatt „Stände“.",
        "teilweise ausgezahlt",
        IMMER,
        40,
        ("status",),
    ),
    Spalte(
        "programm",
        "Programm",
        TEXT,
        "Name oder Kürzel des Förderprogramms, wie hier eingerichtet (Blatt „Programme“).",
        "Kindercampus-Projektmittel",
        IMMER,
        160,
        ("förderprogramm",),
    ),
    Spalte(
        "traeger",
        "Träger",
        TEXT,
        "Name, Register und Nummer oder Kürzel. Der Träger muss hier registriert und verifiziert sein.",
        "Bildungsverein Nord e. V.",
        IMMER,
        200,
        ("antragsteller", "zuwendungsempfänger"),
    ),
    Spalte(
        "titel", "Titel", TEXT, "Wie das Vorhaben heißt.", "Leseclub am Clarenberg", IMMER, 160, ("vorhaben",)
    ),
    Spalte("standort", "Standort", TEXT, "Name oder Kürzel des Kindercampus-Standorts.", "", "", 200),
    Spalte("antrag_vom", "Antrag vom", TAG, "Tag, an dem der Antrag einging.", "15.01.2025", IMMER),
    Spalte("beginn", "Beginn", TAG, "Erster Tag des Vorhabens.", "01.03.2025", IMMER),
    Spalte("ende", "Ende", TAG, "Letzter Tag des Vorhabens.", "28.02.2026", IMMER),
    Spalte("beantragt", "Beantragt", BETRAG, "Beantragte Zuwendung.", "9.000,00", IMMER),
    Spalte(
        "gesamtausgaben",
        "Gesamtausgaben",
        BETRAG,
        "Geplante Ausgaben zusammen. Leer: Beantragt plus Drittmittel. Was übrig bleibt, gilt als Eigenmittel.",
        "10.000,00",
    ),
    Spalte("drittmittel", "Drittmittel", BETRAG, "Geplantes Geld anderer.", "500,00"),
    Spalte("bewilligt", "Bewilligt", BETRAG, "Betrag des Bescheids.", "8.000,00", BEWILLIGT),
    Spalte("bescheid_vom", "Bescheid vom", TAG, "Tag des Bescheids.", "20.02.2025", BEWILLIGT),
    Spalte(
        "bekannt_am",
        "Bekannt gegeben am",
        TAG,
        "Tag der Bekanntgabe. Leer: nach § 41 Abs. 2 VwVfG NRW ab dem Bescheid gerechnet.",
        "24.02.2025",
    ),
    Spalte("verzicht_am", "Rechtsbehelfsverzicht am", TAG, "Wenn der Träger verzichtet hat.", ""),
    Spalte(
        "zeitraum_von", "Bewilligungszeitraum von", TAG, "Anfang nach dem Bescheid.", "01.03.2025", BEWILLIGT
    ),
    Spalte(
        "zeitraum_bis", "Bewilligungszeitraum bis", TAG, "Ende nach dem Bescheid.", "28.02.2026", BEWILLIGT
    ),
    Spalte(
        "auflagen",
        "Auflagen",
        TEXT,
        "Besondere Nebenbestimmungen, durch Semikolon getrennt. Der Nachweis wird gegen sie geprüft.",
        "",
        "",
        2000,
        ("nebenbestimmungen",),
    ),
    Spalte(
        "haushaltsstelle",
        "Haushaltsstelle",
        TEXT,
        "Auftrag und Sachkonto, zum Abgleich. Gebucht wird auf die Haushaltsstelle des Programms.",
        "400303020400 / 529100",
        "",
        80,
    ),
    Spalte(
        "haushaltsjahr",
        "Haushaltsjahr",
        JAHR,
        "Jahr, das die Bewilligung trägt. Leer: das Jahr des Beginns. Für jedes Jahr muss es hier eine "
        "Haushaltsstelle mit Ansatz geben.",
        "2025",
    ),
    Spalte(
        "anteile",
        "Bewilligt je Haushaltsjahr",
        TEXT,
        "Nur wenn mehrere Jahre tragen: Jahr, Doppelpunkt, Betrag; durch Semikolon getrennt.",
        "2025: 5.000,00; 2026: 3.000,00",
        "",
        200,
    ),
    *(
        spalte
        for nr in range(1, ZAHLUNGEN + 1)
        for spalte in (
            Spalte(
                f"zahlung_{nr}_am",
                f"{nr}. Zahlung am",
                TAG,
                "Tag der Wertstellung."
                if nr < ZAHLUNGEN
                else "Weitere Zahlungen zusammengefasst: letzter Tag.",
                "15.04.2025" if nr == 1 else "",
            ),
            Spalte(
                f"zahlung_{nr}",
                f"{nr}. Zahlung",
                BETRAG,
                "Betrag dieser Zahlung."
                if nr < ZAHLUNGEN
                else "Weitere Zahlungen zusammengefasst: ihre Summe.",
                "3.000,00" if nr == 1 else "",
            ),
        )
    ),
    Spalte("erstattet", "Erstattet", BETRAG, "Was der Träger schon zurückgezahlt hat.", ""),
    Spalte(
        "nachweis_bis",
        "Nachweis fällig am",
        TAG,
        "Leer: nach den Monaten der Richtlinie ab Ende des Bewilligungszeitraums.",
        "31.08.2026",
    ),
    Spalte("nachweis_am", "Nachweis eingegangen am", TAG, "Tag des Eingangs.", "", NACHWEIS),
    Spalte("nachweis_ausgaben", "Ausgaben laut Nachweis", BETRAG, "Summe der Ausgaben.", "", NACHWEIS),
    Spalte("nachweis_eigenmittel", "Eigenmittel laut Nachweis", BETRAG, "Summe; keine: 0,00.", "", NACHWEIS),
    Spalte(
        "nachweis_drittmittel",
        "Drittmittel laut Nachweis",
        BETRAG,
        "Summe mit Teilnahmebeiträgen; keine: 0,00.",
        "",
        NACHWEIS,
    ),
    Spalte(
        "sachbearbeitung",
        "Sachbearbeitung",
        TEXT,
        "E-Mail-Adresse der Person, die den Fall betreut und hier Anträge der Stelle prüfen darf.",
        "",
        "",
        200,
        ("bearbeitung", "zuständig"),
    ),
)
JE_FELD = {spalte.feld: spalte for spalte in SPALTEN}


def _schlicht(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).replace("€", "").casefold()
    return " ".join(re.sub(r"[^\w§ ]", " ", text.replace("\n", " ")).split())


def ordne_zu(kopf: Iterable[str], spalten: Iterable[Spalte] = SPALTEN) -> dict[str, int]:
    """Where each column stands, by its field. Raises DateiFehler that names what is missing or double."""
    spalten = tuple(spalten)
    nach_namen = {_schlicht(name): s for s in spalten for name in (s.name, *s.auch)}
    orte: dict[str, int] = {}
    namen = list(kopf)
    for ort, name in enumerate(namen):
        spalte = nach_namen.get(_schlicht(name))
        if spalte is None:
            continue
        if spalte.feld in orte:
            raise DateiFehler(f"Die Spalte „{spalte.name}“ kommt zweimal vor. Bitte löschen Sie eine davon.")
        orte[spalte.feld] = ort
    if fehlend := [f"„{s.name}“" for s in spalten if s.pflicht and s.feld not in orte]:
        gefunden = [f"„{name[:40]}“" for name in namen if name]
        raise DateiFehler(
            f"Es fehlen Spalten: {', '.join(fehlend)}. Gefunden sind: "
            f"{', '.join(gefunden[:GENANNTE]) or 'keine Namen'}. Gelesen wird das erste sichtbare Blatt; die Namen "
            "stehen in einer der ersten zehn Zeilen. Am einfachsten nutzen Sie unsere Vorlage."
        )
    return orte
