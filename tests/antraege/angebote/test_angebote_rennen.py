"""Two people in the same second: one of them wins, the other hears of it."""

import pytest

from antraege.angebote import dienst
from antraege.angebote.models import Angebot
from rollen import protokoll, uhr
from rollen.fehler import Ueberholt
from tests.angebotswelt import Angebotswelt, inhalt
from tests.workflows.kooperation.test_kooperation_rennen import JETZT, gleichzeitig

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def versuche(tat, *args, **werte) -> str:
    """The status the act leads to, or why it was refused."""
    try:
        return tat(*args, **werte).status
    except Ueberholt as fehler:
        return str(fehler)


def test_aus_einem_veroeffentlichten_angebot_entsteht_nur_eine_neue_fassung() -> None:
    with uhr.gestellt(JETZT):
        welt = Angebotswelt()
        alt = welt.veroeffentlicht()
    werte = inhalt(themenfeld=welt.mint)
    ergebnisse = gleichzeitig(
        *(
            lambda wer=wer: versuche(dienst.bearbeite, alt.pk, werte, stand=alt.stand, akteur=wer)
            for wer in (welt.antrag, welt.zeichnung)
        )
    )
    verloren = "Zu diesem Angebot gibt es schon eine neue Fassung in Arbeit."
    assert sorted(map(str, ergebnisse)) == [verloren, "entwurf"]
    assert Angebot.objects.filter(stamm=alt).count() == 1


def test_was_gerade_geaendert_wird_veroeffentlicht_niemand_ungesehen() -> None:
    with uhr.gestellt(JETZT):
        welt = Angebotswelt()
        angebot = welt.vorgelegt()
    werte = inhalt(themenfeld=welt.mint, titel="Anders")
    stand = angebot.stand
    ergebnisse = gleichzeitig(
        lambda: versuche(dienst.bearbeite, angebot.pk, werte, stand=stand, akteur=welt.antrag),
        lambda: versuche(dienst.veroeffentliche, angebot.pk, stand=stand, akteur=welt.service),
    )
    geworden = Angebot.objects.get()
    assert ergebnisse in (
        ["entwurf", dienst.GEAENDERT],
        [dienst.GEAENDERT, "veroeffentlicht"],
    )
    assert geworden.titel == ("Anders" if geworden.status == "entwurf" else "Forscherwerkstatt")
    assert protokoll.pruefe_kette(f"stelle/{welt.traeger.pk}").heil
