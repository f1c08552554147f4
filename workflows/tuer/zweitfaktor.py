"""The second factor at the door: who signs shows a code, and five wrong ones in a quarter of an hour lock."""

from datetime import timedelta

from django import forms

from rollen import uhr, zweitfaktor
from rollen.forms.zweitfaktor import Codefeld
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from workflows.tuer.fehler import Fehlversuch
from workflows.tuer.handlung import Handlung

VERSUCHE, SPERRE = 5, timedelta(minutes=15)
ZU_OFT = "Der Code war zu oft falsch. Bitte warten Sie eine Viertelstunde."


def richte_codefeld_ein(formular: forms.Form, person: Benutzer | None) -> bool:
    """The field `code` is this person's; without a second factor it goes, and the answer is False."""
    if person is None or zweitfaktor.app_von(person) is None:
        del formular.fields["code"]
        return False
    feld = formular.fields["code"]
    assert isinstance(feld, Codefeld)
    feld.person = person
    return True


def verlange_code(handlung: Handlung, code: str, *, ohne: str = "") -> None:
    """Use up a code of the acting person inside the act. Raises Fehlversuch, Verweigert when tried too often.

    A wrong code rolls the act back, and with it django-otp's own waiting time; so the refusals in the trail
    are what counts the tries. `ohne` is the field that says that there is no second factor.
    """
    verweigerte = Eintrag.objects.filter(
        akteur=handlung.person, verweigert=True, zeitpunkt__gte=uhr.jetzt() - SPERRE
    )
    gruende = (nachher.get("gruende", []) for nachher in verweigerte.values_list("nachher", flat=True))
    if sum(zweitfaktor.FALSCHER_CODE in worte for worte in gruende) >= VERSUCHE:
        raise Verweigert(ZU_OFT)
    try:
        ersatz = zweitfaktor.verlange(handlung.person, code)
    except zweitfaktor.Codefehler as fehler:
        feld = "code" if zweitfaktor.app_von(handlung.person) else ohne
        raise Fehlversuch(str(fehler), feld=feld) from fehler
    handlung.vermerke(zweiter_faktor="Ersatzcode" if ersatz else "App")
