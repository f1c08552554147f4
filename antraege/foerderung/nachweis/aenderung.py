"""The one way to change a proof while it is with the Träger: an act on its locked request."""

from collections.abc import Iterator
from contextlib import contextmanager

from antraege.antrag.aenderung import nenne_unterschied
from antraege.antrag.fehler import GEAENDERT
from antraege.antrag.models import Antrag, Beteiligung
from antraege.foerderung.models import Nachweisstatus, Verwendungsnachweis
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.akt import Akt, Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat

NACHWEISBAR = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
NICHT_OFFEN = "Der Nachweis ist eingereicht. Hier kann nichts mehr geändert werden."
NOCH_NICHT = "Ein Nachweis ist erst nach der Bewilligung möglich."


WER: Wer[Antrag] = Wer(
    lambda antrag, akteur: rechte.verlange(akteur, Recht.NACHWEIS_BEARBEITEN, antrag.traeger)
)


@contextmanager
def bearbeitung(
    tat: Tat, antrag: Antrag, *, akteur: Benutzer, stand: int | None = None
) -> Iterator[Akt[Antrag]]:
    """A change of the proof of the locked request, `objekt.nachweis`; the first change begins it.

    Raises Verweigert, and Ueberholt for an outdated `stand` or a proof that is handed in.
    """
    zeile = Antrag.objects.filter(pk=antrag.pk).select_related("richtlinie", "traeger")
    with akt(tat, zeile, WER, akteur=akteur, zugleich=True) as handlung:
        frisch = handlung.objekt
        if frisch.zustand not in NACHWEISBAR:
            raise Ueberholt(NOCH_NICHT)
        if stand is not None and stand != frisch.stand:
            raise Ueberholt(GEAENDERT)
        nachweis, _ = Verwendungsnachweis.objects.get_or_create(antrag=frisch)
        if nachweis.status != Nachweisstatus.ENTWURF:
            raise Ueberholt(NICHT_OFFEN)
        nachweis.antrag = frisch
        yield handlung
        nenne_unterschied(handlung)
        taetigkeit = Taetigkeit.NACHWEISEN
        Beteiligung.objects.get_or_create(antrag=frisch, benutzer=akteur, taetigkeit=taetigkeit)


def offen(antrag: Antrag) -> bool:
    """Whether the Träger may work on the proof now."""
    nachweis = getattr(antrag, "nachweis", None)
    return antrag.zustand in NACHWEISBAR and (nachweis is None or nachweis.status == Nachweisstatus.ENTWURF)
