"""The two-month rule through the door: the Träger declares the use; who says nothing is reminded once."""

from collections.abc import Iterator
from datetime import date

from antraege.foerderung.models import Mittelabruf
from antraege.foerderung.zahlung import verwendung
from antraege.kern.geld import zeige
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.tuer.handlung import geoeffnet
from workflows.tuer.post import schreibe_traeger


def erklaere_verwendung(abruf_id: int, *, verwendet_am: date, akteur: Benutzer) -> Mittelabruf:
    """The Träger says until which day an instalment was used. Raises Ueberholt when that is said already."""
    antrag_id = Mittelabruf.objects.values_list("antrag_id", flat=True).get(pk=abruf_id)
    with geoeffnet(Tat.VERWENDUNG_ERKLAEREN, antrag_id, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.MITTEL_ABRUFEN, antrag.traeger)
        abruf = antrag.mittelabrufe.get(pk=abruf_id)
        if abruf.verwendet_am:
            raise Ueberholt("Die Verwendung ist schon erklärt.")
        abruf.antrag = antrag
        verwendung.erklaere(abruf, verwendet_am=verwendet_am, akteur=akteur)
        handlung.vermerke(abruf=abruf.nr, betrag=abruf.betrag, verwendet_am=verwendet_am)
    return abruf


def erinnere() -> Iterator[str]:
    """Remind each Träger once when the time to use an instalment is over; yields in German what was done."""
    heute = uhr.heute()
    offene = verwendung.ungeklaerte().filter(verwendung_erinnert_am=None)
    faellige = [abruf.pk for abruf in offene.iterator() if verwendung.abgelaufen(abruf, tag=heute)]
    for abruf_id in faellige:
        if satz := _erinnere(abruf_id):
            yield satz


def _erinnere(abruf_id: int) -> str:
    antrag_id = Mittelabruf.objects.values_list("antrag_id", flat=True).get(pk=abruf_id)
    with geoeffnet(Tat.ERINNERN, antrag_id, None) as handlung:
        abruf = handlung.antrag.mittelabrufe.get(pk=abruf_id)
        abruf.antrag = handlung.antrag
        ende = verwendung.frist(abruf)
        if abruf.verwendet_am or abruf.verwendung_erinnert_am or ende is None:
            return ""
        abruf.verwendung_erinnert_am = uhr.heute()
        abruf.save()
        schreibe_traeger(
            handlung,
            betreff="Haben Sie das Geld verwendet?",
            text=f"{zeige(abruf.betrag)} waren bis zum {ende:%d.%m.%Y} zu verwenden. "
            "Bitte nennen Sie uns im Portal den Tag. Sonst können Zinsen anfallen.",
        )
        handlung.vermerke(abruf=abruf.nr, faellig_am=ende)
    return f"{handlung.antrag.aktenzeichen}: an die Verwendung von {abruf} erinnert."
