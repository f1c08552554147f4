"""The one way to change a draft: lock, right, state, stand – then count, join, record."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from antraege.antrag.fehler import GEAENDERT, NICHT_NACHGEFORDERT, NICHT_OFFEN
from antraege.antrag.models import Antrag, Beteiligung
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.queries import fuer_alle_im_auftrag, offene_punkte
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.akt import halte_fest, unterschied
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat


@dataclass(frozen=True)
class Aenderung:
    """A locked request, who changes it and by which right."""

    antrag: Antrag
    akteur: Benutzer
    berechtigung: Berechtigung

    def schliesse_ab(
        self,
        aktion: Tat,
        *,
        felder: Collection[str] = (),
        vorher: dict[str, Any] | None = None,
        nachher: dict[str, Any] | None = None,
        dokument_hash: str = "",
    ) -> Antrag:
        """Count the change, save the named fields and write to the trail what differs."""
        self.antrag.stand += 1
        self.antrag.save(update_fields=[*felder, "stand"])
        beteilige(self.antrag, self.akteur, berechtigung=self.berechtigung)
        halte_fest(
            aktion,
            self.antrag,
            self.akteur,
            self.berechtigung,
            dokument_hash=dokument_hash,
            **unterschied(vorher, nachher),
        )
        return self.antrag


def beginne(
    antrag: Antrag,
    *,
    akteur: Benutzer,
    stand: int | None = None,
    bezug: Bezugsart | None = None,
    schluessel: Collection[str] = (),
) -> Aenderung:
    """Lock the request for a change, inside the caller's transaction.

    `bezug` and `schluessel` say what is to be changed: after submission only what is asked for again.
    Raises Verweigert, and Ueberholt for an outdated `stand` or a request that is no draft any more.
    """
    gesperrt = Antrag.objects.select_for_update(of=("self",)).select_related(
        "richtlinie", "traeger", "standort"
    )
    frisch = gesperrt.get(pk=antrag.pk)
    berechtigung = verlange_bearbeitung(
        akteur, traeger=frisch.traeger, standort=frisch.standort, im_auftrag=frisch.im_auftrag
    )
    _verlange_offen(frisch, bezug, schluessel)
    if stand is not None and stand != frisch.stand:
        raise Ueberholt(GEAENDERT)
    return Aenderung(frisch, akteur, berechtigung)


def _verlange_offen(antrag: Antrag, bezug: Bezugsart | None, schluessel: Collection[str]) -> None:
    if antrag.status == Status.ENTWURF:
        return
    if antrag.status != Status.NACHFORDERUNG:
        raise Ueberholt(NICHT_OFFEN)
    gefragt = {punkt.schluessel for punkt in offene_punkte(antrag) if punkt.bezug == bezug}
    erlaubt = bool(gefragt) if bezug == Bezugsart.PLAN else bool(schluessel) and set(schluessel) <= gefragt
    if not erlaubt:
        raise Ueberholt(NICHT_NACHGEFORDERT)


def verlange_bearbeitung(
    akteur: Benutzer, *, traeger: Stelle, standort: Stelle | None, im_auftrag: bool
) -> Berechtigung:
    """The right to work on a draft: at the Träger, or on behalf. Raises Verweigert."""
    eigene = rechte.berechtigung_fuer(akteur, Recht.ANTRAG_BEARBEITEN, traeger)
    if eigene is not None:
        return eigene
    if im_auftrag and (fremde := _im_auftrag(akteur, traeger, standort)):
        return fremde
    return rechte.verlange(akteur, Recht.ANTRAG_BEARBEITEN, traeger)


def _im_auftrag(akteur: Benutzer, traeger: Stelle, standort: Stelle | None) -> Berechtigung | None:
    for stelle in (standort, traeger):
        if stelle and (b := rechte.berechtigung_fuer(akteur, Recht.IM_AUFTRAG_BEARBEITEN, stelle)):
            return b
    if not fuer_alle_im_auftrag(akteur):
        return None
    return next(b for b in rechte.berechtigungen(akteur) if b.recht == Recht.IM_AUFTRAG_BEARBEITEN)


def beteilige(antrag: Antrag, akteur: Benutzer, *, berechtigung: Berechtigung) -> None:
    """Remember on which side the person worked (fachdomaene §5, separation of duties 4)."""
    im_auftrag = berechtigung.recht == Recht.IM_AUFTRAG_BEARBEITEN
    taetigkeit = Taetigkeit.BERATEN if im_auftrag else Taetigkeit.BEANTRAGEN
    Beteiligung.objects.get_or_create(antrag=antrag, benutzer=akteur, taetigkeit=taetigkeit)
