"""The second factor in tests: an app that shows codes at the test's clock, and codes that are wrong."""

import time_machine
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from rollen import zweitfaktor
from rollen.models import Benutzer

SCHRITT = 30  # seconds for which the app shows one code


def zeigt(benutzer: Benutzer) -> str:
    """What the app of this person shows at this moment."""
    app = TOTPDevice.objects.get(user=benutzer)
    return f"{TOTP(app.bin_key).token():06}"


def falscher(benutzer: Benutzer) -> str:
    """Six digits that the app shows at another time only."""
    return f"{(int(zeigt(benutzer)) + 1) % 1_000_000:06}"


def richte_ein(benutzer: Benutzer, reise: time_machine.Traveller, *, bei_anmeldung: bool = True) -> list[str]:
    """The person has an app since this moment; the next code is there. Gives the Ersatzcodes."""
    zweitfaktor.beginne(benutzer)
    codes = zweitfaktor.bestaetige(benutzer, zeigt(benutzer), bei_anmeldung=bei_anmeldung)
    reise.shift(SCHRITT)
    return codes
