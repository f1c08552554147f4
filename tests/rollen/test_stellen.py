import pytest
from django.core.exceptions import ValidationError

from rollen import stellen
from rollen.models import Stelle
from tests.fabriken import StelleFactory, stadt

pytestmark = pytest.mark.django_db


def _pfade() -> dict[int, str]:
    return dict(Stelle.objects.values_list("pk", "pfad"))


def test_der_pfad_ist_die_kette_der_nummern() -> None:
    oben = StelleFactory()
    unten = StelleFactory(eltern=oben)
    assert unten.pfad == f"{stadt().pk}.{oben.pk}.{unten.pk}."
    assert unten.vorfahren == [stadt().pk, oben.pk, unten.pk]


def test_ein_umzug_nimmt_alles_darunter_mit_und_nichts_daneben() -> None:
    alt, neu = StelleFactory(), StelleFactory()
    mitte = StelleFactory(eltern=alt)
    unten = StelleFactory(eltern=mitte)
    daneben = StelleFactory(eltern=alt)
    mitte.eltern = neu
    stellen.speichere(mitte)
    wurzel = stadt().pk
    assert _pfade() == {
        wurzel: f"{wurzel}.",
        alt.pk: f"{wurzel}.{alt.pk}.",
        neu.pk: f"{wurzel}.{neu.pk}.",
        mitte.pk: f"{wurzel}.{neu.pk}.{mitte.pk}.",
        unten.pk: f"{wurzel}.{neu.pk}.{mitte.pk}.{unten.pk}.",
        daneben.pk: f"{wurzel}.{alt.pk}.{daneben.pk}.",
    }


def test_ein_veraltetes_objekt_verdirbt_keinen_pfad() -> None:
    oben, ziel = StelleFactory(), StelleFactory()
    unten = StelleFactory(eltern=oben)
    veraltet = Stelle.objects.get(pk=unten.pk)
    oben.eltern = ziel
    stellen.speichere(oben)
    veraltet.name = "Neuer Name"
    stellen.speichere(veraltet)
    assert _pfade()[unten.pk] == f"{stadt().pk}.{ziel.pk}.{oben.pk}.{unten.pk}."


def test_nichts_steht_unter_sich_selbst() -> None:
    oben = StelleFactory()
    unten = StelleFactory(eltern=oben)
    vorher = _pfade()
    for ziel in (oben, unten):
        oben.eltern = ziel
        with pytest.raises(ValidationError, match="nicht unter sich selbst"):
            stellen.speichere(oben)
    assert _pfade() == vorher
