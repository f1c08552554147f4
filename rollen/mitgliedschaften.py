"""People get and lose roles: one person asks, another one confirms, and the trail keeps both."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from rollen import rechte, uhr
from rollen.abgleich import gleiche_gruppen_ab
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import (
    Benutzer,
    Mitgliedschaft,
    Rollengruppe,
    Stelle,
    StelleGroupObjectPermission,
    Stellenart,
    Traeger,
)
from rollen.models.mitgliedschaft import Ebene
from rollen.rechte import Berechtigung
from rollen.tabelle import RECHTE, TRAEGERROLLEN, Recht, Rolle
from rollen.taten import Tat

EBENENROLLEN = frozenset({Rolle.LEITUNG, Rolle.ANORDNUNG})
SCHON_BESTAETIGT = "Diese Rolle ist schon bestätigt."


@transaction.atomic
def gruppe_fuer(stelle: Stelle, rolle: Rolle) -> Rollengruppe:
    """The group of a role at a Stelle; made with its Django group and guardian rows when it is missing."""
    gruppe, _ = Group.objects.get_or_create(name=f"{rolle}@{stelle.pk}")
    rollengruppe, neu = Rollengruppe.objects.get_or_create(
        stelle=stelle, rolle=rolle.value, defaults={"gruppe": gruppe}
    )
    if neu:
        erlaubnisse = Permission.objects.filter(
            content_type__app_label="rollen", content_type__model="stelle", codename__in=RECHTE[rolle]
        )
        zeilen = [
            StelleGroupObjectPermission(group=gruppe, permission=erlaubnis, content_object=stelle)
            for erlaubnis in erlaubnisse
        ]
        StelleGroupObjectPermission.objects.bulk_create(zeilen, ignore_conflicts=True)
    return rollengruppe


@transaction.atomic
def beantragen(
    benutzer: Benutzer,
    *,
    rolle: Rolle,
    stelle: Stelle,
    akteur: Benutzer,
    ebene: str = "",
    von: date | None = None,
    bis: date | None = None,
    eingeladen_als: str = "",
) -> Mitgliedschaft:
    """Ask for a role for somebody; it counts once another person has confirmed it.

    Outside the city it wants the person's yes too, which is given by who asks for themselves.

    Raises Verweigert when the person may not ask here, ValidationError for impossible days or Ebene.
    """
    mitgliedschaft = Mitgliedschaft(
        benutzer=benutzer,
        gruppe=gruppe_fuer(stelle, rolle),
        ebene=ebene,
        von=von or uhr.heute(),
        bis=bis,
        beantragt_von=akteur,
        angenommen_am=uhr.jetzt() if benutzer == akteur else None,
        eingeladen_als=eingeladen_als,
    )
    with akt(Tat.ROLLE_BEANTRAGEN, mitgliedschaft, BEANTRAGUNG, akteur=akteur) as antrag:
        _pruefe(mitgliedschaft, rolle)
        antrag.nenne(**fakten(mitgliedschaft))
    return mitgliedschaft


def bestaetigen(mitgliedschaft_id: int, *, akteur: Benutzer) -> Mitgliedschaft:
    """Confirm a requested role. Only by somebody who is neither the person nor the one who asked.

    Raises Verweigert otherwise, Ueberholt when it is confirmed already.
    """
    return setze_in_kraft(zeile(mitgliedschaft_id), BESTAETIGUNG, akteur=akteur)


@transaction.atomic
def setze_in_kraft(
    zeile: QuerySet[Mitgliedschaft], wer: Wer[Mitgliedschaft], *, akteur: Benutzer
) -> Mitgliedschaft:
    """The confirmation of a role, whoever may give it. Raises as `bestaetigen` does."""
    with akt(Tat.ROLLE_BESTAETIGEN, zeile, wer, akteur=akteur) as bestaetigung:
        mitgliedschaft = bestaetigung.objekt
        if mitgliedschaft.bestaetigt_von_id is not None:
            raise Ueberholt(SCHON_BESTAETIGT)
        mitgliedschaft.bestaetigt_von, mitgliedschaft.bestaetigt_am = akteur, uhr.jetzt()
        bestaetigung.nenne(**fakten(mitgliedschaft))
    mache_wirksam(mitgliedschaft)
    return mitgliedschaft


def beenden(mitgliedschaft_id: int, *, akteur: Benutzer, bis: date | None = None) -> None:
    """End a role with the day `bis`, without it at once; turn down a request, take an invitation back.

    At once means that yesterday was the last day. What would then never have been valid is removed; the
    trail keeps it. Raises Verweigert, also for one's own role, ValidationError for a day in the past.
    """
    schliesse(zeile(mitgliedschaft_id), BEENDIGUNG, bis, akteur=akteur)


@transaction.atomic
def schliesse(
    zeile: QuerySet[Mitgliedschaft], wer: Wer[Mitgliedschaft], bis: date | None, *, akteur: Benutzer
) -> None:
    """The end of a role, as `beenden` describes it, whoever brings it about."""
    with akt(Tat.ROLLE_BEENDEN, zeile, wer, akteur=akteur) as ende:
        mitgliedschaft = ende.objekt
        mitgliedschaft.bis = letzter_tag(bis, bisher=mitgliedschaft.bis)
        galt = Mitgliedschaft.objects.filter(
            rechte.ANGENOMMEN, pk=mitgliedschaft.pk, bestaetigt_von__isnull=False
        )
        if mitgliedschaft.bis < mitgliedschaft.von or not galt.exists():
            ende.tat, ende.entfaellt = Tat.ROLLE_ENTFERNEN, True
        ende.nenne(**fakten(mitgliedschaft))
    mache_wirksam(mitgliedschaft)


def letzter_tag(bis: date | None, *, bisher: date | None) -> date:
    """The last valid day of what is being ended, yesterday when it ends at once.

    Raises ValidationError for a day in the past, or when it has ended or ends earlier anyway.
    """
    heute = uhr.heute()
    if bis is not None and bis < heute:
        raise ValidationError({"bis": "Der letzte Tag liegt in der Vergangenheit."})
    letzter = bis or heute - timedelta(days=1)
    if bisher is not None and bisher <= letzter:
        raise ValidationError({"bis": f"Das endet schon am {bisher:%d.%m.%Y}."})
    return letzter


def zeile(mitgliedschaft_id: int) -> QuerySet[Mitgliedschaft]:
    """The one role, with what an act on it and its entry in the trail read."""
    return Mitgliedschaft.objects.select_related("benutzer", "gruppe__stelle").filter(pk=mitgliedschaft_id)


def _darf_verwalten(
    mitgliedschaft: Mitgliedschaft, akteur: Benutzer, *, auch: Iterable[Recht] = ()
) -> Berechtigung:
    stelle, moeglich = mitgliedschaft.gruppe.stelle, [Recht.ROLLEN_VERGEBEN, *auch]
    if mitgliedschaft.gruppe.rolle in TRAEGERROLLEN:
        moeglich += [Recht.MITGLIEDER_EINLADEN, Recht.TRAEGER_VERIFIZIEREN]
    gefunden = (rechte.berechtigung_fuer(akteur, recht, stelle) for recht in moeglich)
    return next(filter(None, gefunden), None) or rechte.verlange(akteur, moeglich[0], stelle)


def _darf_beantragen(mitgliedschaft: Mitgliedschaft, akteur: Benutzer) -> Berechtigung | None:
    registriert = Traeger.objects.filter(
        stelle=mitgliedschaft.gruppe.stelle, registriert_von=akteur, verifiziert_am=None
    )
    if mitgliedschaft.gruppe.rolle in TRAEGERROLLEN and registriert.exists():
        return None
    return _darf_verwalten(mitgliedschaft, akteur, auch=[Recht.VERTRETUNG_PFLEGEN])


BEANTRAGUNG = Wer(_darf_beantragen)
BESTAETIGUNG = Wer(
    _darf_verwalten,
    nicht={
        "benutzer": "Niemand bestätigt die eigenen Rollen. Bitte fragen Sie eine andere Person.",
        "beantragt_von": "Wer eine Rolle beantragt hat, bestätigt sie nicht. Bitte fragen Sie jemand anderen.",
    },
)
BEENDIGUNG = Wer(_darf_verwalten, nicht={"benutzer": "Niemand ändert die eigenen Rollen."})


def _pruefe(mitgliedschaft: Mitgliedschaft, rolle: Rolle) -> None:
    if (rolle in TRAEGERROLLEN) != (mitgliedschaft.gruppe.stelle.art == Stellenart.TRAEGER):
        raise ValidationError({"rolle": "Diese Rolle gibt es an dieser Stelle nicht."})
    if not mitgliedschaft.gruppe.stelle.aktiv:
        raise ValidationError({"rolle": "Diese Stelle ist geschlossen. Neue Rollen gibt es hier nicht mehr."})
    if mitgliedschaft.ebene and (rolle not in EBENENROLLEN or mitgliedschaft.ebene not in Ebene.values):
        raise ValidationError({"ebene": "Eine Ebene haben nur Leitung und Anordnung."})
    bis = mitgliedschaft.bis
    if bis is not None and bis < max(mitgliedschaft.von, uhr.heute()):
        raise ValidationError({"bis": "Das Ende liegt vor dem Beginn oder in der Vergangenheit."})
    Rollengruppe.objects.select_for_update(no_key=True).get(pk=mitgliedschaft.gruppe_id)
    gleiche = Mitgliedschaft.objects.filter(benutzer=mitgliedschaft.benutzer, gruppe=mitgliedschaft.gruppe)
    if gleiche.filter(rechte.laeuft(mitgliedschaft.von)).exists():
        raise ValidationError({"rolle": "Diese Rolle ist schon vergeben oder beantragt."})


def mache_wirksam(mitgliedschaft: Mitgliedschaft) -> None:
    """Bring the groups of the person in line, and forget what was remembered."""
    gleiche_gruppen_ab(mitgliedschaft.benutzer)
    rechte.vergiss(mitgliedschaft.benutzer)


def fakten(mitgliedschaft: Mitgliedschaft) -> dict[str, dict[str, Any]]:
    """What the trail keeps of an act on a role."""
    return {
        "nachher": {
            "benutzer": mitgliedschaft.benutzer_id,
            "rolle": mitgliedschaft.gruppe.rolle,
            "ebene": mitgliedschaft.ebene,
            "von": mitgliedschaft.von,
            "bis": mitgliedschaft.bis,
        },
        "personen": {"benutzer": mitgliedschaft.benutzer.name},
    }
