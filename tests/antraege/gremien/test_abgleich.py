"""A paper beside the ledger: nothing differs when loaded, a moved line shows both amounts and its source."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from antraege.gremien import abgleich
from antraege.gremien.models import Gremienvorlage
from antraege.haushalt.hauptbuch.bewegungen import setze_ansatz
from antraege.haushalt.models import Haushaltsstelle
from rollen.tabelle import Rolle
from tests.fabriken import person_mit, stadt

pytestmark = pytest.mark.django_db


def test_was_sich_im_hauptbuch_bewegt_hat_steht_neben_der_vorlage(django_assert_num_queries) -> None:
    call_command("daten_laden", verbosity=0)
    vorlage = Gremienvorlage.objects.get(drucksache="24046-22")
    with django_assert_num_queries(1):
        zeilen = abgleich.gegenueber(vorlage, Haushaltsstelle.objects.all())
    assert len(zeilen) == 4 * 5 + 5 * 5 + 3
    assert [z for z in zeilen if z.unterschied] == []
    stelle = Haushaltsstelle.objects.get(auftrag="400303020400", bezeichnung="Projekte", jahr=2025)
    person = person_mit(Rolle.FINANZEN, stadt())
    setze_ansatz(stelle, Decimal("9000.00"), schluessel="nachtrag", akteur=person, text="Nachtragshaushalt")
    bewegt = [z for z in abgleich.gegenueber(vorlage, Haushaltsstelle.objects.all()) if z.unterschied]
    assert [(z.bezeichnung, z.jahr, z.vorlage, z.haushalt, z.unterschied) for z in bewegt] == [
        ("Projekte", 2025, 10_000, 9_000, -1_000)
    ]
    assert bewegt[0].quelle.startswith("DS 24046-22, Sachaufwendungen")
    assert abgleich.gegenueber(vorlage, Haushaltsstelle.objects.none()) == []
