"""The second factor: an app with changing codes (TOTP), ten Ersatzcodes beside it, and the proof that one holds it.

django-otp keeps the devices. A person has one app at most; its row is the lock under which every code is used up.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_number_token

from rollen.akt import EIGENES, akt, vermerke_verweigerung
from rollen.kontopost import sende
from rollen.models import Benutzer
from rollen.taten import Tat

ZIFFERN_APP, ZIFFERN_ERSATZCODE = 6, 12
ANZAHL_ERSATZCODES = 10
FALSCHER_CODE = "Der Code stimmt nicht oder ist schon benutzt. Bitte nehmen Sie den nächsten Code Ihrer App."
OHNE_FAKTOR = "Sie haben noch keinen zweiten Faktor eingerichtet."


class Codefehler(Exception):
    """A code does not count; the text says why and what to do."""


class FalscherCode(Codefehler):
    """It is not the code, or it has been used."""


def app_von(benutzer: Benutzer) -> TOTPDevice | None:
    """The confirmed app of a person."""
    return TOTPDevice.objects.filter(user=benutzer, confirmed=True).first()


def begonnene_app(benutzer: Benutzer) -> TOTPDevice | None:
    """The app that is being set up and does not count yet."""
    return TOTPDevice.objects.filter(user=benutzer, confirmed=False).first()


def ersatzcodes_uebrig(benutzer: Benutzer) -> int:
    """How many Ersatzcodes a person has not used."""
    return StaticToken.objects.filter(device__user=benutzer).count()


def fragt_bei_anmeldung(benutzer: Benutzer) -> bool:
    """True when the password alone does not let this person in."""
    return benutzer.code_bei_anmeldung and app_von(benutzer) is not None


def verlange(benutzer: Benutzer, code: str) -> bool:
    """Use up one code, digits only; True when it was an Ersatzcode. Raises Codefehler.

    The app stays locked until the surrounding transaction ends, so no code counts twice. Called on its own, a
    wrong code is kept and the next try must wait; inside a transaction that is rolled back it is not.
    """
    with transaction.atomic():
        # The app is locked for an Ersatzcode too: two of them never race, and without an app none counts.
        app = TOTPDevice.objects.select_for_update().filter(user=benutzer, confirmed=True).first()
        geraet: TOTPDevice | StaticDevice | None = app
        if len(code) == ZIFFERN_ERSATZCODE:
            geraet = StaticDevice.objects.filter(user=benutzer).first()
        if app is None:
            fehler: Codefehler | None = Codefehler(OHNE_FAKTOR)
        else:
            fehler = _loese_ein(geraet, code) if geraet else FalscherCode(FALSCHER_CODE)
    if fehler:
        raise fehler
    return len(code) == ZIFFERN_ERSATZCODE


def verlange_bei_anmeldung(benutzer: Benutzer, code: str) -> bool:
    """As `verlange`; a used Ersatzcode is one the person must know of, so it stands in the trail."""
    ersatz = verlange(benutzer, code)
    if ersatz:
        with akt(Tat.ERSATZCODE_BENUTZEN, benutzer, EIGENES, akteur=benutzer):
            pass  # `verlange` has used it up
    return ersatz


def halte_fehlversuche_fest(benutzer: Benutzer) -> None:
    """Somebody knew the password and not the code."""
    gruende = ["Nach dem richtigen Passwort war der Code zu oft falsch."]
    vermerke_verweigerung(Tat.ANMELDEN, benutzer, benutzer, gruende)


@transaction.atomic
def beginne(benutzer: Benutzer) -> None:
    """Make a new key for an app; it counts once a code has come back. Raises ValidationError when there is one."""
    Benutzer.objects.select_for_update(no_key=True).get(pk=benutzer.pk)
    if app_von(benutzer):
        raise ValidationError("Sie haben schon einen zweiten Faktor.")
    TOTPDevice.objects.filter(user=benutzer).delete()
    TOTPDevice.objects.create(user=benutzer, name="App", confirmed=False)


def bestaetige(benutzer: Benutzer, code: str, *, bei_anmeldung: bool) -> list[str]:
    """The app has the key: it counts from now on. Gives the Ersatzcodes, for this one time. Raises Codefehler."""
    with transaction.atomic():
        app = TOTPDevice.objects.select_for_update().filter(user=benutzer, confirmed=False).first()
        if app is None:
            raise Codefehler(OHNE_FAKTOR)
        fehler = _loese_ein(app, code)
        if fehler is None:
            app.confirmed = True
            app.save(update_fields=["confirmed"])
            with akt(Tat.ZWEITFAKTOR_EINRICHTEN, benutzer, EIGENES, akteur=benutzer) as einrichten:
                benutzer.code_bei_anmeldung = bei_anmeldung
                einrichten.nenne(nachher={"code_bei_anmeldung": bei_anmeldung})
            sende("zweitfaktor_eingerichtet", an=benutzer, betreff="Ihr zweiter Faktor ist eingerichtet")
            return _neue_ersatzcodes(benutzer)
    raise fehler


def erneuere_ersatzcodes(benutzer: Benutzer, code: str) -> list[str]:
    """Ten new Ersatzcodes, for this one time; the old ones are void. Raises Codefehler."""
    verlange(benutzer, code)
    with akt(Tat.ERSATZCODES_ERNEUERN, benutzer, EIGENES, akteur=benutzer):
        return _neue_ersatzcodes(benutzer)


def stelle_anmeldung_um(benutzer: Benutzer, code: str, *, bei_anmeldung: bool) -> None:
    """Ask for the code at the login too, or no longer. Raises Codefehler."""
    verlange(benutzer, code)
    with akt(Tat.ANMELDUNG_UMSTELLEN, benutzer, EIGENES, akteur=benutzer) as umstellen:
        benutzer.code_bei_anmeldung = bei_anmeldung
        umstellen.nenne(nachher={"code_bei_anmeldung": bei_anmeldung})


def entferne(benutzer: Benutzer, code: str) -> None:
    """The person wants no second factor any more. Raises Codefehler."""
    verlange(benutzer, code)
    _entferne(benutzer, akteur=benutzer)


def entferne_ohne_code(benutzer: Benutzer, *, grund: str) -> None:
    """Phone and Ersatzcodes are lost: the operator removes them. Raises Codefehler when there is nothing."""
    if app_von(benutzer) is None:
        raise Codefehler(OHNE_FAKTOR)
    _entferne(benutzer, akteur=None, grund=grund)


def verwirf(benutzer: Benutzer) -> None:
    """Drop every device without a word: of an account that did not count yet."""
    TOTPDevice.objects.filter(user=benutzer).delete()
    StaticDevice.objects.filter(user=benutzer).delete()


def _entferne(benutzer: Benutzer, *, akteur: Benutzer | None, grund: str = "") -> None:
    with akt(Tat.ZWEITFAKTOR_ENTFERNEN, benutzer, EIGENES, akteur=akteur) as entfernen:
        verwirf(benutzer)
        entfernen.nenne(nachher={"grund": grund} if grund else {})
        betreff = "Ihr zweiter Faktor ist entfernt"
        sende("zweitfaktor_entfernt", an=benutzer, betreff=betreff, fakten={"grund": grund})


def _loese_ein(geraet: TOTPDevice | StaticDevice, code: str) -> Codefehler | None:
    """Why the code does not count; None when it did and is used up."""
    frei, lage = geraet.verify_is_allowed()
    if not frei:
        bis = timezone.localtime(lage["locked_until"])
        return Codefehler(f"Bitte warten Sie nach einem falschen Code bis {bis:%d.%m.%Y, %H:%M:%S} Uhr.")
    return None if geraet.verify_token(code) else FalscherCode(FALSCHER_CODE)


def _neue_ersatzcodes(benutzer: Benutzer) -> list[str]:
    geraet, _ = StaticDevice.objects.get_or_create(user=benutzer, defaults={"name": "Ersatzcodes"})
    codes = [random_number_token(ZIFFERN_ERSATZCODE) for _ in range(ANZAHL_ERSATZCODES)]
    geraet.token_set.all().delete()
    StaticToken.objects.bulk_create(StaticToken(device=geraet, token=code) for code in codes)
    return codes
