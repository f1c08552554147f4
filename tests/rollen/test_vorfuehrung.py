"""What only the demo does: codes on the page, and nobody else hands them out."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from rollen import vorfuehrung, zweitfaktor
from rollen.models import Benutzer
from tests.fabriken import BenutzerFactory
from tests.rollen.faktor import SCHRITT, richte_ein, zeigt
from tests.rollen.seiten import als

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("profil", "tat"),
    [
        ("betrieb", vorfuehrung.app_code),
        ("test", vorfuehrung.app_code),
        ("betrieb", vorfuehrung.gib_app),
        ("betrieb", vorfuehrung.frischer_code),
    ],
)
def test_ausserhalb_der_vorfuehrung_gibt_niemand_codes_heraus(profil, tat, settings, reise) -> None:
    person, ohne = BenutzerFactory(), BenutzerFactory()
    richte_ein(person, reise)
    settings.PROFIL = profil
    for benutzer in (person, ohne):
        with pytest.raises(ImproperlyConfigured):
            tat(benutzer)
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (1, 10)


def test_die_app_der_vorfuehrung_bleibt_und_das_passwort_genuegt_beim_anmelden() -> None:
    person, andere = BenutzerFactory(), BenutzerFactory()
    erste = vorfuehrung.gib_app(person)
    assert (vorfuehrung.gib_app(person).key, TOTPDevice.objects.count()) == (erste.key, 1)
    assert vorfuehrung.gib_app(andere).key != erste.key
    assert zweitfaktor.fragt_bei_anmeldung(Benutzer.objects.get(pk=person.pk)) is False


def test_der_code_der_vorfuehrung_haelt_zehn_minuten_und_ist_immer_ein_neuer(settings, reise) -> None:
    settings.PROFIL = "demo"
    person = BenutzerFactory()
    vorfuehrung.gib_app(person)
    erster = vorfuehrung.app_code(person)
    assert erster == zeigt(person)
    reise.shift(20 * SCHRITT)
    codes = [erster]
    for _ in range(3):
        zweitfaktor.verlange(person, codes[-1])
        codes.append(vorfuehrung.app_code(person))
    assert len(set(codes)) == 4


def test_auch_beim_einrichten_hilft_die_vorfuehrung_ohne_telefon(settings, reise) -> None:
    settings.PROFIL = "demo"
    person = BenutzerFactory()
    assert vorfuehrung.app_code(person) == ""
    zweitfaktor.beginne(person)
    code = vorfuehrung.app_code(person)
    seite = als(person).get(reverse("zweiter_faktor_einrichten")).content.decode()
    assert f'Vorführung: Ihr Code ist <strong class="app-zahl">{code[:3]} {code[3:]}</strong>' in seite
    assert len(zweitfaktor.bestaetige(person, code, bei_anmeldung=False)) == 10
