"""Separation of duties: which acts in one case exclude each other for one person (pure data)."""

from collections.abc import Collection
from enum import StrEnum

from antraege.kern.maengel import Mangel


class Taetigkeit(StrEnum):
    """What a person may have done in a case."""

    BERATEN = "beraten"
    BEANTRAGEN = "beantragen"
    PRUEFEN = "pruefen"
    MITZEICHNEN = "mitzeichnen"
    EINVERNEHMEN = "einvernehmen"
    ENTSCHEIDEN = "entscheiden"
    ABRUFEN = "abrufen"
    SACHLICH = "sachlich"
    RECHNERISCH = "rechnerisch"
    ANORDNEN = "anordnen"
    BUCHEN = "buchen"
    NACHWEISEN = "nachweisen"
    NACHWEIS_PRUEFEN = "nachweis_pruefen"
    NACHWEIS_ZEICHNEN = "nachweis_zeichnen"
    UMBUCHEN = "umbuchen"
    AENDERUNG_BEANTRAGEN = "aenderung_beantragen"
    AENDERUNG_PRUEFEN = "aenderung_pruefen"
    AENDERUNG_ENTSCHEIDEN = "aenderung_entscheiden"
    ANHOEREN = "anhoeren"
    STELLUNG_NEHMEN = "stellung_nehmen"
    WIDERRUFEN = "widerrufen"
    VEREINNAHMEN = "vereinnahmen"
    ENTWERFEN = "entwerfen"
    ABSTIMMEN = "abstimmen"
    ZEICHNEN = "zeichnen"
    STADT_ABSTIMMEN = "stadt_abstimmen"
    FREIGEBEN = "freigeben"
    STADT_ZEICHNEN = "stadt_zeichnen"
    VORLEGEN = "vorlegen"
    EINBRINGEN = "einbringen"
    BERATUNG_ERFASSEN = "beratung_erfassen"
    UEBERNEHMEN = "uebernehmen"

    @property
    def bezeichnung(self) -> str:
        """What the person has done, in words that follow »hat«."""
        return _WORTE[self]


_WORTE: dict[Taetigkeit, str] = {
    Taetigkeit.BERATEN: "den Antragsteller beraten oder den Antrag im Auftrag entworfen",
    Taetigkeit.BEANTRAGEN: "den Antrag gestellt oder bearbeitet",
    Taetigkeit.PRUEFEN: "den Antrag geprüft",
    Taetigkeit.MITZEICHNEN: "den Antrag mitgezeichnet",
    Taetigkeit.EINVERNEHMEN: "über das Einvernehmen zum Anteil einer Stelle entschieden",
    Taetigkeit.ENTSCHEIDEN: "über den Antrag entschieden",
    Taetigkeit.ABRUFEN: "die Mittel abgerufen",
    Taetigkeit.SACHLICH: "die sachliche Richtigkeit festgestellt",
    Taetigkeit.RECHNERISCH: "die rechnerische Richtigkeit festgestellt",
    Taetigkeit.ANORDNEN: "die Auszahlung angeordnet",
    Taetigkeit.BUCHEN: "die Zahlung gebucht",
    Taetigkeit.NACHWEISEN: "den Verwendungsnachweis erstellt",
    Taetigkeit.NACHWEIS_PRUEFEN: "den Verwendungsnachweis geprüft",
    Taetigkeit.NACHWEIS_ZEICHNEN: "die Prüfung des Verwendungsnachweises gezeichnet",
    Taetigkeit.UMBUCHEN: "die Mittel umgebucht",
    Taetigkeit.AENDERUNG_BEANTRAGEN: "eine Änderung beantragt",
    Taetigkeit.AENDERUNG_PRUEFEN: "eine Änderung geprüft",
    Taetigkeit.AENDERUNG_ENTSCHEIDEN: "über eine Änderung entschieden",
    Taetigkeit.ANHOEREN: "die Rückforderung vorbereitet",
    Taetigkeit.STELLUNG_NEHMEN: "für den Träger Stellung genommen",
    Taetigkeit.WIDERRUFEN: "über die Rückforderung entschieden",
    Taetigkeit.VEREINNAHMEN: "den Zahlungseingang gebucht",
    Taetigkeit.ENTWERFEN: "die Vereinbarung entworfen",
    Taetigkeit.ABSTIMMEN: "für eine Partei der Vereinbarung abgestimmt",
    Taetigkeit.ZEICHNEN: "die Vereinbarung für eine Partei gezeichnet",
    Taetigkeit.STADT_ABSTIMMEN: "die Vereinbarung für die Stadt abgestimmt",
    Taetigkeit.FREIGEBEN: "die Vereinbarung freigegeben",
    Taetigkeit.STADT_ZEICHNEN: "die Vereinbarung für die Stadt gezeichnet",
    Taetigkeit.VORLEGEN: "die Gremienvorlage geschrieben",
    Taetigkeit.EINBRINGEN: "die Gremienvorlage eingebracht",
    Taetigkeit.BERATUNG_ERFASSEN: "das Ergebnis einer Beratung erfasst",
    Taetigkeit.UEBERNEHMEN: "den Fall mit seinen Beträgen aus einem anderen Verfahren übernommen",
}

_T = Taetigkeit
ANTRAGSSEITE = frozenset(
    {
        _T.BEANTRAGEN,
        _T.ABRUFEN,
        _T.NACHWEISEN,
        _T.AENDERUNG_BEANTRAGEN,
        _T.STELLUNG_NEHMEN,
        _T.ABSTIMMEN,
        _T.ZEICHNEN,
    }
)
# Who stands between the sides: advises, or drafts what both shall sign.
VERMITTLUNG = frozenset({_T.BERATEN, _T.ENTWERFEN})
AMTSSEITE = frozenset(_T) - ANTRAGSSEITE - VERMITTLUNG

_AUSSCHLUSS: dict[Taetigkeit, frozenset[Taetigkeit]] = {  # partial: read in both directions
    _T.ENTSCHEIDEN: frozenset(
        {_T.PRUEFEN, _T.MITZEICHNEN, _T.EINVERNEHMEN, _T.VORLEGEN, _T.BERATUNG_ERFASSEN}
    ),
    _T.EINVERNEHMEN: frozenset({_T.PRUEFEN, _T.AENDERUNG_PRUEFEN}),
    _T.RECHNERISCH: frozenset({_T.SACHLICH}),
    _T.ANORDNEN: frozenset({_T.SACHLICH, _T.RECHNERISCH}),
    _T.BUCHEN: frozenset({_T.SACHLICH, _T.RECHNERISCH, _T.ANORDNEN}),
    _T.NACHWEIS_PRUEFEN: frozenset({_T.ENTSCHEIDEN}),
    _T.NACHWEIS_ZEICHNEN: frozenset({_T.NACHWEIS_PRUEFEN}),
    _T.UMBUCHEN: frozenset({_T.PRUEFEN, _T.ENTSCHEIDEN}),
    _T.AENDERUNG_ENTSCHEIDEN: frozenset({_T.AENDERUNG_PRUEFEN, _T.PRUEFEN, _T.EINVERNEHMEN}),
    _T.AENDERUNG_PRUEFEN: frozenset({_T.ENTSCHEIDEN}),
    _T.WIDERRUFEN: frozenset({_T.ANHOEREN, _T.NACHWEIS_PRUEFEN}),
    _T.ANHOEREN: frozenset({_T.ENTSCHEIDEN}),
    _T.VEREINNAHMEN: frozenset({_T.ANHOEREN, _T.WIDERRUFEN}),
    _T.FREIGEBEN: frozenset({_T.PRUEFEN, _T.MITZEICHNEN, _T.VORLEGEN, _T.BERATUNG_ERFASSEN}),
    _T.EINBRINGEN: frozenset({_T.VORLEGEN}),
    _T.BERATUNG_ERFASSEN: frozenset({_T.VORLEGEN, _T.EINBRINGEN}),
    # Whoever brought the amounts in from elsewhere neither decides on them nor sends money after them.
    _T.UEBERNEHMEN: frozenset({_T.ENTSCHEIDEN, _T.ANORDNEN, _T.BUCHEN, _T.NACHWEIS_ZEICHNEN}),
}
# Who advises or drafts may also write the paper for the council, which proposes and decides nothing, and have taken
# the case over as a row of a list.
_VERTRAEGLICH = VERMITTLUNG | {_T.VORLEGEN, _T.UEBERNEHMEN}


def ausgeschlossen_durch(taetigkeit: Taetigkeit, *, feststellung_eine_person: bool) -> frozenset[Taetigkeit]:
    """The acts after which the same person may no longer do `taetigkeit` in this case, in either order."""
    direkt = set(_AUSSCHLUSS.get(taetigkeit, ()))
    direkt |= {frueher for frueher, spaeter in _AUSSCHLUSS.items() if taetigkeit in spaeter}
    if feststellung_eine_person and taetigkeit in (_T.SACHLICH, _T.RECHNERISCH):
        direkt -= {_T.SACHLICH, _T.RECHNERISCH}
    gegenseite = ANTRAGSSEITE | VERMITTLUNG if taetigkeit in AMTSSEITE else AMTSSEITE
    if taetigkeit in _VERTRAEGLICH:
        gegenseite = gegenseite - _VERTRAEGLICH
    return frozenset(direkt | gegenseite)


def vier_augen(
    taetigkeit: Taetigkeit, *, bisher: Collection[Taetigkeit], feststellung_eine_person: bool = False
) -> list[Mangel]:
    """Why this person must not do `taetigkeit`; empty when they may.

    `bisher` holds all acts of the person in this case, across roles and deputyships
    (§§ 20, 21 VwVfG NRW; § 31 KomHVO NRW).
    """
    stoerend = ausgeschlossen_durch(taetigkeit, feststellung_eine_person=feststellung_eine_person)
    return [schon_getan(frueher) for frueher in Taetigkeit if frueher in stoerend and frueher in bisher]


def schon_getan(frueher: Taetigkeit) -> Mangel:
    """What the person has done in this case before, as the reason why another one is needed."""
    return Mangel(
        f"Vier-Augen-Prinzip: Sie haben in diesem Fall bereits {frueher.bezeichnung}.",
        behebt="eine andere Person mit diesem Recht",
    )
