"""The one way to change a draft: an act on the locked row, for which it must be open; who acts has taken part."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from antraege.antrag.fehler import GEAENDERT, NICHT_NACHGEFORDERT, NICHT_OFFEN
from antraege.antrag.models import Antrag, Beteiligung
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.queries import fuer_alle_im_auftrag, offene_punkte
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.akt import Akt, Wer, akt, unterschied
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat

IM_AUFTRAG = frozenset({Recht.IM_AUFTRAG_BEARBEITEN, Recht.BERATEN})  # by these one drafts for somebody else


@contextmanager
def bearbeitung(
    tat: Tat,
    antrag: Antrag,
    *,
    akteur: Benutzer,
    stand: int | None = None,
    bezug: Bezugsart | None = None,
    schluessel: Collection[str] = (),
) -> Iterator[Akt[Antrag]]:
    """A change of the locked request; the trail keeps what differs between `vorher` and `nachher`.

    `bezug` and `schluessel` say what is to be changed: after submission only what is asked for again.
    Raises Verweigert, and Ueberholt for an outdated `stand` or a request that is no draft any more.
    """
    zeile = Antrag.objects.filter(pk=antrag.pk).select_related("richtlinie", "traeger", "standort", "stelle")
    with akt(tat, zeile, WER, akteur=akteur, zugleich=True) as handlung:
        frisch = handlung.objekt
        if frisch.status == Status.NACHFORDERUNG:
            gefragt = {punkt.schluessel for punkt in offene_punkte(frisch) if punkt.bezug == bezug}
            alles = bezug == Bezugsart.PLAN or (schluessel and set(schluessel) <= gefragt)
            if not (gefragt and alles):
                raise Ueberholt(NICHT_NACHGEFORDERT)
        elif frisch.status != Status.ENTWURF:
            raise Ueberholt(NICHT_OFFEN)
        if stand is not None and stand != frisch.stand:
            raise Ueberholt(GEAENDERT)
        yield handlung
        nenne_unterschied(handlung)
        if not handlung.unveraendert:
            beteilige(frisch, akteur, berechtigung=handlung.berechtigung)


def nenne_unterschied(handlung: Akt[Antrag]) -> None:
    """Of what was and what is, the trail keeps what differs; the case itself does not move."""
    fakten = handlung.fakten
    handlung.nenne(von="", nach="", **unterschied(fakten.get("vorher"), fakten.get("nachher")))


def verlange_bearbeitung(akteur: Benutzer, antrag: Antrag) -> Berechtigung:
    """The right to work on a draft: at the Träger, or on behalf. Raises Verweigert.

    On behalf works the Servicestelle, the Campus-Management at its site, and who advises at the programme's Stelle
    on what they have begun themselves.
    """
    eigene = rechte.berechtigung_fuer(akteur, Recht.ANTRAG_BEARBEITEN, antrag.traeger)
    if eigene is not None:
        return eigene
    if antrag.im_auftrag:
        fremde = _im_auftrag(akteur, antrag.traeger, antrag.standort) or _beratend(akteur, antrag)
        if fremde is not None:
            return fremde
    return rechte.verlange(akteur, Recht.ANTRAG_BEARBEITEN, antrag.traeger)


def _im_auftrag(akteur: Benutzer, traeger: Stelle, standort: Stelle | None) -> Berechtigung | None:
    for stelle in (standort, traeger):
        if stelle and (b := rechte.berechtigung_fuer(akteur, Recht.IM_AUFTRAG_BEARBEITEN, stelle)):
            return b
    if not fuer_alle_im_auftrag(akteur):
        return None
    return next(b for b in rechte.berechtigungen(akteur) if b.recht == Recht.IM_AUFTRAG_BEARBEITEN)


def _beratend(akteur: Benutzer, antrag: Antrag) -> Berechtigung | None:
    if antrag.angelegt_von_id != akteur.pk:
        return None
    return rechte.berechtigung_fuer(akteur, Recht.BERATEN, antrag.stelle)


WER: Wer[Antrag] = Wer(lambda antrag, akteur: verlange_bearbeitung(akteur, antrag))


def beteilige(antrag: Antrag, akteur: Benutzer, *, berechtigung: Berechtigung | None) -> None:
    """Remember on which side the person worked (fachdomaene §5, separation of duties 4)."""
    im_auftrag = berechtigung is not None and berechtigung.recht in IM_AUFTRAG
    taetigkeit = Taetigkeit.BERATEN if im_auftrag else Taetigkeit.BEANTRAGEN
    Beteiligung.objects.get_or_create(antrag=antrag, benutzer=akteur, taetigkeit=taetigkeit)
