"""What the demo does for its people so that they can sign without a phone; refuses outside demo and tests."""

import time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_number_token

from rollen.models import Benutzer
from rollen.zweitfaktor import ZIFFERN_APP, ZIFFERN_ERSATZCODE, app_von, begonnene_app

TOLERANZ = 20  # steps of 30 seconds: a code holds ten minutes


def gib_app(benutzer: Benutzer) -> TOTPDevice:
    """A confirmed app with a random key, for signing only; the one that is there stays as it is."""
    _verlange_profil("demo", "test")
    app = app_von(benutzer)
    if app is None:
        app = TOTPDevice.objects.create(user=benutzer, name="Vorführung", tolerance=TOLERANZ)
        Benutzer.objects.filter(pk=benutzer.pk).update(code_bei_anmeldung=False)
    return app


def frischer_code(benutzer: Benutzer) -> str:
    """One more Ersatzcode: the players of the demo and the tests sign with it at any hour of the day."""
    gib_app(benutzer)
    geraet, _ = StaticDevice.objects.get_or_create(user=benutzer, defaults={"name": "Ersatzcodes"})
    code = random_number_token(ZIFFERN_ERSATZCODE)
    StaticToken.objects.create(device=geraet, token=code)
    return code


def app_code(benutzer: Benutzer) -> str:
    """What the app of this person shows now, or next when that is used up; empty without an app."""
    _verlange_profil("demo")
    app = app_von(benutzer) or begonnene_app(benutzer)
    if app is None:
        return ""
    totp = TOTP(app.bin_key, app.step, app.t0, app.digits)
    totp.time = max(int(time.time()), (app.last_t + 1) * app.step)
    return f"{totp.token():0{ZIFFERN_APP}}"


def _verlange_profil(*profile: str) -> None:
    if settings.PROFIL not in profile:
        raise ImproperlyConfigured("This belongs to the demo: nobody else hands out codes.")
