"""Whose account it is: it belongs to whoever opens a link that went to its address."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import transaction

from rollen import rechte, uhr, zweitfaktor
from rollen.abgleich import gleiche_gruppen_ab
from rollen.akt import EIGENES, akt
from rollen.models import Benutzer, Stelle
from rollen.taten import Tat


class Anmeldung(ModelBackend):
    """Login by password, and every session, only for accounts that count; `has_perm` is `rechte.darf`."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Neither deactivated nor without a proved address."""
        return bool(user.zaehlt)

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """What `rechte.darf` allows the person at a Stelle, in Django's spelling; nothing on anything else."""
        if not isinstance(obj, Stelle):
            return set()
        return {f"rollen.{b.recht}" for b in rechte.berechtigungen(user_obj) if b.deckt(obj.pfad)}

    get_all_permissions = get_group_permissions  # has_perm asks this one

    def get_user_permissions(self, _user_obj: Any, _obj: Any = None) -> set[str]:
        """Nobody has a right that does not come from a role."""
        return set()


def setze_zurueck(benutzer: Benutzer, *, name: str, funktion: str) -> None:
    """What somebody entered for an address that nobody has proved gives way to the invitation; old links are void."""
    with akt(Tat.KONTO_ZURUECKSETZEN, benutzer, EIGENES, akteur=None) as handlung:
        benutzer.name, benutzer.funktion = name or benutzer.name, funktion
        benutzer.set_unusable_password()
        handlung.nenne(personen={"name": benutzer.name})


@transaction.atomic
def belege(benutzer: Benutzer, *, name: str, funktion: str) -> None:
    """The link to this address was opened: from now on the account counts, under the name its owner says.

    A second factor set up before was not set up by the owner.
    """
    with akt(Tat.ADRESSE_BELEGEN, benutzer, EIGENES, akteur=benutzer) as handlung:
        zweitfaktor.verwirf(benutzer)
        benutzer.name, benutzer.funktion, benutzer.adresse_belegt_am = name, funktion, uhr.jetzt()
        handlung.nenne(personen={"name": name})
    gleiche_gruppen_ab(benutzer)
    rechte.vergiss(benutzer)
