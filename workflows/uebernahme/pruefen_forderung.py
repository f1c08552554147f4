"""Judges one row of the sheet of claims: one that can be adopted, or every fault as column and sentence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen, uebernahme
from antraege.foerderung.models import Forderungsgrund
from antraege.foerderung.nachweis.spalten import Zellfehler
from antraege.kern.altforderung import Altforderung, passt_zum_fall, widersprueche
from antraege.kern.geld import NULL
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.kern.uebernahme import Altstand
from antraege.programme.models import Richtlinie
from rollen import rechte
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.models import Uebernahmezeile, Zeilenart, Zeilenstand
from workflows.uebernahme.blaetter import EINGAENGE, FORDERUNGEN
from workflows.uebernahme.pruefen import Fall, Fehler, Leser, lies_zahlungen, lies_zellen, stand_leser
from workflows.uebernahme.spalten import Spalte
from workflows.uebernahme.stammdaten import Stammdaten, namen, schlicht

MOEGLICH = (Status.BEWILLIGT, Status.AUSGEZAHLT, Status.KONTROLLIERT)
GRUENDE = {
    schlicht(grund.label): grund for grund in Forderungsgrund if grund != Forderungsgrund.ZWISCHENZINSEN
}
NUR_LAUFEND = (
    "Dieser Fall hat den Stand „{stand}“. Eine offene Rückforderung gehört zu einem laufenden Fall; ist sonst alles "
    "erledigt, ist sein Stand „Rückforderung offen“."
)
_GERUEST = ("stand", "hauptforderung", "bescheid_vom")
_GRUPPE = 500


def _grund(text: str, _: Spalte) -> Forderungsgrund:
    if (grund := GRUENDE.get(schlicht(text))) is None:
        raise Zellfehler(
            f"„{text}“ ist kein Grund. Möglich sind: {namen(g.label for g in GRUENDE.values())}."
        )
    return grund


_LESER: Leser = {"stand": stand_leser(FORDERUNGEN), "grund": _grund}


@dataclass(frozen=True)
class Schuldner:
    """The case of a claim: here already, or a row of the same list (then without `antrag`). Amounts in euro."""

    antrag: Antrag | None
    richtlinie: Richtlinie
    stelle: Stelle
    stand: str
    moeglich: bool
    ausgezahlt: Decimal
    erstattet: Decimal


@dataclass(frozen=True)
class Forderungszeile:
    """A row without fault."""

    fremdzeichen: str
    grund: Forderungsgrund
    schuldner: Schuldner
    alt: Altforderung


class Forderungspruefung:
    """Judges rows one after the other; `merke` makes the cases of the same list known, one running claim each."""

    def __init__(self, stamm: Stammdaten, *, quelle: str, heute: date) -> None:
        self.stamm, self.quelle, self.heute = stamm, quelle, heute
        self._schuldner: dict[str, Schuldner] = {}
        self._belegt: dict[str, str] = {}

    def merke(self, fall: Fall) -> None:
        """A row of the same list that can be adopted."""
        offen = fall.alt.entschieden and fall.alt.stand != Altstand.ABGESCHLOSSEN
        self._schuldner[fall.fremdzeichen] = Schuldner(
            antrag=None,
            richtlinie=fall.richtlinie,
            stelle=fall.programm.stelle,
            stand=fall.alt.stand.bezeichnung,
            moeglich=offen and not fall.traeger.staedtisch,
            ausgezahlt=fall.alt.ausgezahlt,
            erstattet=fall.alt.erstattet or NULL,
        )

    def lies_faelle(self, zeichen: Iterable[str]) -> None:
        """The cases that were taken over before, by their old and by their new Aktenzeichen; a query per 500."""
        gesucht = sorted({z for z in zeichen if z})
        mit = ("richtlinie", "stelle", "programm")
        for ab in range(0, len(gesucht), _GRUPPE):
            teil = gesucht[ab : ab + _GRUPPE]
            zeilen = Uebernahmezeile.objects.filter(
                quelle=self.quelle,
                art=Zeilenart.FALL,
                ergebnis=Zeilenstand.UEBERNOMMEN,
                fremdzeichen__in=teil,
            )
            alte = dict(zeilen.values_list("antrag", "fremdzeichen"))
            hiesige = Antrag.objects.filter(uebernommen_am__isnull=False, aktenzeichen__in=teil)
            for antrag in Antrag.objects.filter(pk__in=alte).select_related(*mit):
                self._schuldner[alte[antrag.pk]] = _schuldner(antrag)
            for antrag in hiesige.select_related(*mit):
                self._schuldner[antrag.aktenzeichen or ""] = _schuldner(antrag)

    def pruefe(self, zellen: Mapping[str, str]) -> tuple[Forderungszeile | None, Fehler]:
        """The claim, or every fault of its row."""
        werte, funde = lies_zellen(FORDERUNGEN, zellen, _LESER)
        zahlungen = lies_zahlungen(werte, funde, "gezahlt", EINGAENGE)
        schuldner = self._schuldner.get(werte["fall"] or "")
        funde += self._fall(werte["fall"], schuldner)
        if any(werte[feld] is None for feld in _GERUEST):
            return None, FORDERUNGEN.in_spalten(funde)
        eigene = (
            "hauptforderung",
            "bescheid_vom",
            "bekannt_am",
            "faellig_am",
            "zinsen_seit",
            "bis",
            "gemahnt_am",
        )
        alt = Altforderung(lage=werte["stand"], zahlungen=zahlungen, **{name: werte[name] for name in eigene})
        schon = {feld for feld, _ in funde}
        funde += [fund for fund in widersprueche(alt, heute=self.heute) if fund[0] not in schon]
        if not funde and schuldner is not None:
            funde += _geld(alt, schuldner)
        if funde or schuldner is None:
            return None, FORDERUNGEN.in_spalten(funde)
        self._belegt[werte["fall"]] = werte["fremdzeichen"]
        return Forderungszeile(werte["fremdzeichen"], werte["grund"], schuldner, alt), []

    def _fall(self, zeichen: Any, schuldner: Schuldner | None) -> Fehler:
        if zeichen is None:
            return []
        if schuldner is None:
            text = (
                f"Den Fall „{zeichen}“ gibt es weiter oben nicht ohne Fehler, und übernommen ist er auch nicht. "
                "Er muss auf dem Blatt „Fälle“ stehen."
            )
            return [("fall", text)]
        return [("fall", satz) for satz in self._dagegen(zeichen, schuldner)]

    def _dagegen(self, zeichen: str, schuldner: Schuldner) -> Iterator[str]:
        recht = Recht.HAUSHALT_BEWIRTSCHAFTEN
        if not rechte.darf(self.stamm.akteur, recht, schuldner.stelle):
            yield f"Wer einliest, braucht bei „{schuldner.stelle}“ das Recht „{recht.bezeichnung}“."
        elif not schuldner.moeglich:
            yield NUR_LAUFEND.format(stand=schuldner.stand)
        elif zeichen in self._belegt:
            yield f"Zu diesem Fall gibt es schon die Forderung „{self._belegt[zeichen]}“. Offen sein kann nur eine."
        elif schuldner.antrag is not None and rueckforderungen.laufende(schuldner.antrag):
            yield "In diesem Fall läuft hier schon eine Rückforderung."


def _geld(alt: Altforderung, schuldner: Schuldner) -> Fehler:
    try:
        getilgt = uebernahme.getilgt(alt, schuldner.richtlinie)
    except MaengelFehler as fehler:
        return [(mangel.feld or "zinsen_seit", mangel.text) for mangel in fehler.maengel]
    return passt_zum_fall(
        alt, getilgt=getilgt, ausgezahlt=schuldner.ausgezahlt, erstattet=schuldner.erstattet
    )


def _schuldner(antrag: Antrag) -> Schuldner:
    return Schuldner(
        antrag=antrag,
        richtlinie=antrag.richtlinie,
        stelle=antrag.stelle,
        stand=antrag.zustand.bezeichnung,
        moeglich=antrag.zustand in MOEGLICH and not antrag.intern and not antrag.kooperation,
        ausgezahlt=antrag.ausgezahlt,
        erstattet=antrag.erstattet,
    )
