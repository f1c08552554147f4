"""The sheets of the list: what each is called, its columns, and the words for where a row stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from antraege.kern.altforderung import Forderungslage
from antraege.kern.altvereinbarung import Vereinbarungslage
from antraege.kern.uebernahme import Altstand
from workflows.models import Zeilenart
from workflows.uebernahme.spalten import BETRAG, IMMER, SPALTEN, TAG, TEXT, ZAHL, Spalte

PARTEIEN = 6
EINGAENGE = 3
GEKUENDIGT = "bei „gekündigt“"

VEREINBARUNGSSPALTEN: tuple[Spalte, ...] = (
    Spalte(
        "fremdzeichen",
        "Altes Aktenzeichen",
        TEXT,
        "Das Aktenzeichen im bisherigen Verfahren. Jedes wird nur einmal übernommen.",
        "40-KV-2021-07",
        IMMER,
        60,
        ("aktenzeichen", "az", "vertragsnummer"),
    ),
    Spalte(
        "stand", "Stand", TEXT, "in Kraft, gekündigt oder abgelaufen.", "in Kraft", IMMER, 40, ("status",)
    ),
    Spalte(
        "programm",
        "Programm",
        TEXT,
        "Name oder Kürzel, unter dem hier Vereinbarungen geführt werden (Blatt „Programme“).",
        "Kooperationsvereinbarung",
        IMMER,
        160,
    ),
    Spalte("titel", "Titel", TEXT, "Worum es geht.", "Forschen im Quartier", IMMER, 160, ("gegenstand",)),
    *(
        Spalte(
            f"partei_{nr}",
            f"{nr}. Partei",
            TEXT,
            "Name oder Kürzel einer Stelle, Einrichtung oder eines verifizierten Trägers."
            if nr > 1
            else "Wer die Vereinbarung führt; bei ihr liegt der Fall. Name oder Kürzel.",
            "Stift-Grundschule" if nr == 1 else "",
            IMMER if nr < 3 else "",
            200,
        )
        for nr in range(1, PARTEIEN + 1)
    ),
    Spalte("geschlossen_am", "Geschlossen am", TAG, "Tag der letzten Unterschrift.", "08.05.2021", IMMER),
    Spalte("laufzeit_von", "Laufzeit von", TAG, "Erster Tag.", "01.08.2021", IMMER, 0, ("beginn",)),
    Spalte("laufzeit_bis", "Laufzeit bis", TAG, "Letzter Tag.", "31.07.2027", IMMER, 0, ("ende",)),
    Spalte(
        "kuendigungsfrist",
        "Kündigungsfrist in Monaten",
        ZAHL,
        "Zum Ende des Schuljahres. Leer: 3.",
        "3",
        "",
        0,
    ),
    Spalte("gekuendigt_von", "Gekündigt von", TEXT, "Eine der Parteien.", "", GEKUENDIGT, 200),
    Spalte(
        "kuendigungsart",
        "Art der Kündigung",
        TEXT,
        "ordentlich oder außerordentlich. Leer: ordentlich.",
        "",
        "",
        20,
    ),
    Spalte("zugegangen_am", "Kündigung eingegangen am", TAG, "Tag des Eingangs.", "", GEKUENDIGT),
    Spalte("wirksam_zum", "Kündigung wirksam zum", TAG, "Letzter Tag, an dem sie gilt.", "", GEKUENDIGT),
    Spalte("themenfeld", "Themenfeld", TEXT, "Name oder Kürzel des Themenfelds.", "", "", 120),
    Spalte("zielgruppe", "Zielgruppe", TEXT, "Für wen.", "", "", 300),
    Spalte("standort", "Standort", TEXT, "Name oder Kürzel des Kindercampus-Standorts.", "", "", 200),
    Spalte("ganztag", "Ganztag", TEXT, "ja, wenn es ein Angebot im Ganztag ist.", "", "", 4),
    Spalte(
        "schulkonferenz_am",
        "Schulkonferenz am",
        TAG,
        "Tag ihrer Zustimmung. Ohne ihn kann eine Vereinbarung mit einer Schule hier keinen Nachtrag bekommen.",
        "",
    ),
    Spalte("pauschale", "Pauschale je Schuljahr", BETRAG, "Was die Stadt zahlt. Leer: nichts.", ""),
    Spalte(
        "sachbearbeitung",
        "Sachbearbeitung",
        TEXT,
        "E-Mail-Adresse der Person, die sie betreut und hier Vereinbarungen der Stelle entwerfen darf.",
        "",
        "",
        200,
        ("bearbeitung", "zuständig"),
    ),
)
FORDERUNGSSPALTEN: tuple[Spalte, ...] = (
    Spalte(
        "fremdzeichen",
        "Altes Kassenzeichen",
        TEXT,
        "Das Zeichen der Forderung im bisherigen Verfahren. Jedes wird nur einmal übernommen.",
        "40-2024-0117/R1",
        IMMER,
        60,
        ("kassenzeichen", "forderungsnummer"),
    ),
    Spalte(
        "fall",
        "Fall",
        TEXT,
        "Altes Aktenzeichen des Falls auf dem Blatt „Fälle“ oder aus einer früheren Liste derselben Quelle, oder "
        "sein Aktenzeichen hier.",
        "40-2024-0117",
        IMMER,
        60,
        ("aktenzeichen des falls",),
    ),
    Spalte(
        "stand",
        "Stand",
        TEXT,
        "offen, gestundet oder befristet niedergeschlagen.",
        "offen",
        IMMER,
        40,
        ("status",),
    ),
    Spalte(
        "grund",
        "Grund",
        TEXT,
        "Minderung nach dem Verwendungsnachweis, Widerruf, Teilwiderruf oder Rücknahme.",
        "Teilwiderruf",
        IMMER,
        60,
    ),
    Spalte(
        "hauptforderung", "Hauptforderung", BETRAG, "Festgesetzter Betrag ohne Zinsen.", "1.200,00", IMMER
    ),
    Spalte("bescheid_vom", "Bescheid vom", TAG, "Tag des Rückforderungsbescheids.", "10.02.2025", IMMER),
    Spalte("bekannt_am", "Bekannt gegeben am", TAG, "Leer: nach § 41 Abs. 2 VwVfG NRW gerechnet.", ""),
    Spalte("faellig_am", "Fällig am", TAG, "Leer: nach dem Zahlungsziel der Richtlinie.", "14.03.2025"),
    Spalte(
        "zinsen_seit", "Zinsen seit", TAG, "Erster Tag, der verzinst wird. Leer: keine Zinsen.", "02.12.2024"
    ),
    *(
        spalte
        for nr in range(1, EINGAENGE + 1)
        for spalte in (
            Spalte(f"gezahlt_{nr}_am", f"{nr}. Zahlung am", TAG, "Tag der Gutschrift.", ""),
            Spalte(
                f"gezahlt_{nr}",
                f"{nr}. Zahlung",
                BETRAG,
                "Was der Träger gezahlt hat. Verrechnet wird zuerst auf Zinsen (§ 367 BGB)."
                if nr < EINGAENGE
                else "Weitere Zahlungen zusammengefasst: ihre Summe.",
                "",
            ),
        )
    ),
    Spalte(
        "bis",
        "Gestundet oder niedergeschlagen bis",
        TAG,
        "Letzter Tag.",
        "",
        "bei „gestundet“, „niedergeschlagen“",
    ),
    Spalte("gemahnt_am", "Gemahnt am", TAG, "Wenn schon gemahnt ist: der Tag.", ""),
)


class Stand(Protocol):
    """Where a row may stand: the word, and what happens then."""

    @property
    def bezeichnung(self) -> str:
        """The word in the list."""

    @property
    def folge(self) -> str:
        """What happens here."""


@dataclass(frozen=True)
class Blatt:
    """One sheet: its rows, its columns, and where a row may stand."""

    art: Zeilenart
    spalten: tuple[Spalte, ...]
    staende: tuple[Stand, ...]
    je_feld: dict[str, Spalte] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "je_feld", {spalte.feld: spalte for spalte in self.spalten})

    @property
    def name(self) -> str:
        """As people read it."""
        return str(self.art.label)

    @property
    def kopf(self) -> list[str]:
        """The names of the columns."""
        return [spalte.name for spalte in self.spalten]

    def in_spalten(self, funde: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Faults by field as faults by the name of the column."""
        return [(self.je_feld[f].name if f in self.je_feld else f, satz) for f, satz in funde]


FAELLE = Blatt(Zeilenart.FALL, SPALTEN, tuple(Altstand))
VEREINBARUNGEN = Blatt(Zeilenart.VEREINBARUNG, VEREINBARUNGSSPALTEN, tuple(Vereinbarungslage))
FORDERUNGEN = Blatt(Zeilenart.FORDERUNG, FORDERUNGSSPALTEN, tuple(Forderungslage))
# In the order in which rows are judged and taken over: a claim wants its case first.
BLAETTER = (FAELLE, FORDERUNGEN, VEREINBARUNGEN)
JE_ART = {blatt.art: blatt for blatt in BLAETTER}
