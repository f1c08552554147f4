"""Releasing rules: a second person makes a version of a Richtlinie valid, and it never changes again."""

from antraege.kern.maengel import keine_oder
from antraege.programme.models import Richtlinie
from antraege.programme.queries import freigabemaengel
from rollen import rechte, uhr
from rollen.akt import Wer, akt, vermerke_verweigerung
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

MITGESCHRIEBEN = (
    "Wer an einer Richtlinie mitgeschrieben hat, gibt sie nicht frei. Bitte fragen Sie eine zweite Person."
)


def _darf_freigeben(richtlinie: Richtlinie, akteur: Benutzer) -> Berechtigung:
    if richtlinie.mitwirkende.filter(pk=akteur.pk).exists():
        raise Verweigert(MITGESCHRIEBEN)
    return rechte.verlange(akteur, Recht.RICHTLINIE_FREIGEBEN, richtlinie.programm.stelle)


FREIGABE: Wer[Richtlinie] = Wer(
    _darf_freigeben,
    nicht={
        "erstellt_von": (
            "Wer eine Richtlinie erstellt hat, gibt sie nicht frei. Bitte fragen Sie eine zweite Person."
        )
    },
)


def freigeben(richtlinie: Richtlinie, *, akteur: Benutzer) -> Richtlinie:
    """Release a version as it was read: right RICHTLINIE_FREIGEBEN at the programme's Stelle, nobody who wrote it.

    Raises Verweigert (noted in the trail), Ueberholt, or MaengelFehler with everything that is missing.
    """
    zeile = Richtlinie.objects.select_related("programm__stelle").filter(pk=richtlinie.pk)
    try:
        with akt(
            Tat.RICHTLINIE_FREIGEBEN, zeile, FREIGABE, akteur=akteur, stand=richtlinie.stand
        ) as freigabe:
            if freigabe.objekt.freigegeben_am:
                raise Ueberholt("Diese Richtlinie ist bereits freigegeben.")
            if freigabe.objekt.vorgelegt_am is None:
                raise Ueberholt("An dieser Richtlinie wird noch geschrieben. Sie ist nicht mehr vorgelegt.")
            keine_oder(freigabemaengel(freigabe.objekt))
            freigabe.objekt.freigegeben_von, freigabe.objekt.freigegeben_am = akteur, uhr.jetzt()
            freigabe.nenne(nachher={"version": freigabe.objekt.version})
    except Verweigert as fehler:
        vermerke_verweigerung(Tat.RICHTLINIE_FREIGEBEN, richtlinie, akteur, fehler.gruende)
        raise
    return freigabe.objekt
