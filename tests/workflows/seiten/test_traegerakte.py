"""The page of a Träger: sums to the cent over what the person sees, what is open, and nobody else's."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit
from tests.welt import Welt
from tests.workflows.besuch import als, bis, hole


def test_summen_und_offene_nachweise(welt: Welt) -> None:
    antrag, _ = bis(welt, "verwendungsnachweis")
    anderer = welt.eingereicht(titel="Theater im Quartier")
    antwort = hole(welt.neu("sb"), "traegerakte", antrag.traeger_id)
    assert antwort.status_code == 200
    frisch = Antrag.objects.get(pk=antrag.pk)
    assert dict(antwort.context["summen"]) == {
        "bewilligt": frisch.bewilligt,
        "ausgezahlt": frisch.ausgezahlt,
        "zurückgefordert": Decimal("0.00"),
        "davon erstattet": Decimal("0.00"),
    }
    assert [a.pk for a in antwort.context["nachweise"]] == [antrag.pk]
    assert [a.pk for a, _ in antwort.context["zeilen"]] == [anderer.pk, antrag.pk]
    assert str(antrag.aktenzeichen) in antwort.content.decode()


def test_wer_keinen_fall_des_traegers_sieht_kennt_die_seite_nicht(welt: Welt) -> None:
    antrag = welt.eingereicht()
    fremd = person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())
    assert hole(fremd, "traegerakte", antrag.traeger_id).status_code == 404
    assert hole(welt.neu("sb"), "traegerakte", 999_999).status_code == 404
    assert hole(welt.neu("antrag"), "traegerakte", antrag.traeger_id).status_code == 403
    assert (
        "/faelle/traeger/"
        not in als(welt.neu("antrag")).get(reverse("suche"), {"wort": "2023"}).content.decode()
    )
    ziel = reverse("traegerakte", args=[antrag.traeger_id])
    assert ziel in als(welt.neu("sb")).get(reverse("faelle")).content.decode()
    assert ziel in als(welt.neu("sb")).get(reverse("suche"), {"wort": "2023"}).content.decode()


@pytest.mark.parametrize("anzahl", [1, 4])
def test_die_seite_kostet_immer_gleich_viel(welt: Welt, anzahl: int, django_assert_num_queries: Any) -> None:
    for _ in range(anzahl):
        antrag = welt.eingereicht()
    client = als(welt.neu("sb"))
    with django_assert_num_queries(13):
        assert client.get(reverse("traegerakte", args=[antrag.traeger_id])).status_code == 200
