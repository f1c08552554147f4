"""Two schools want the last place in the same second: one gets it, the other waits and is told so."""

import pytest

from antraege.angebote.models import Abruf, Termin
from rollen import protokoll, uhr
from tests.workflows.abruf.abrufwelt import Abrufwelt
from tests.workflows.kooperation.test_kooperation_rennen import JETZT, gleichzeitig
from workflows.abruf import tuer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_der_letzte_platz_geht_an_genau_eine_schule() -> None:
    with uhr.gestellt(JETZT):
        welt = Abrufwelt()
        welt.angefragt(gruppe="Klasse 1")
    gleichzeitig(
        lambda: tuer.frage_an(welt.angebot.pk, welt.anfrage(), akteur=welt.schulleitung),
        lambda: tuer.frage_an(
            welt.angebot.pk, welt.anfrage(einrichtung=welt.andere), akteur=welt.andere_leitung
        ),
    )
    neue = Abruf.objects.exclude(gruppe="Klasse 1")
    assert sorted(neue.values_list("status", flat=True)) == ["angefragt", "warteliste"]
    assert Termin.objects.get().belegt == 2
    assert all(protokoll.pruefe_kette(abruf.kette).heil for abruf in neue)


def test_zwei_absagen_lassen_zwei_nachruecken_und_niemand_wartet_auf_den_anderen() -> None:
    with uhr.gestellt(JETZT):
        welt = Abrufwelt()
        erster, zweiter, *wartende = (welt.angefragt(gruppe=klasse) for klasse in "abcd")
    gleichzeitig(
        *(
            lambda a=a: tuer.sage_ab(a.pk, grund="krank", stand=a.stand, akteur=welt.schulleitung)
            for a in (erster, zweiter, wartende[0])
        )
    )
    assert Termin.objects.get().belegt == Abruf.objects.filter(status="angefragt").count()
    assert not Abruf.objects.filter(status="warteliste").exists()
    assert Abruf.objects.get(pk=wartende[1].pk).status == "angefragt"
