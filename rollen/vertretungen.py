"""Leitung lets one person stand in for another, from day to day."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.mitgliedschaften import letzter_tag
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Vertretung
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat


@transaction.atomic
def einrichten(
    *, vertretener: Benutzer, vertreter: Benutzer, von: date, bis: date, akteur: Benutzer
) -> Vertretung:
    """Let `vertreter` act for `vertretener` on all days from `von` to `bis`, both included.

    The acting person maintains deputies at every Stelle where `vertretener` holds a role, for all of it is
    handed over, and never gains rights by it. Raises Verweigert, ValidationError for impossible days.
    """
    Benutzer.objects.select_for_update(no_key=True).get(pk=vertretener.pk)
    vertretung = Vertretung(
        vertretener=vertretener, vertreter=vertreter, von=von, bis=bis, eingerichtet_von=akteur
    )
    with akt(Tat.VERTRETUNG_EINRICHTEN, vertretung, EINRICHTUNG, akteur=akteur) as einrichtung:
        if vertreter == vertretener:
            satz = "Niemand vertritt sich selbst. Bitte wählen Sie jemand anderen."
            raise ValidationError({"vertreter": satz})
        staedtisch = any(stelle.art != Stellenart.TRAEGER for stelle in _stellen(vertreter))
        if not vertreter.is_active or not staedtisch:
            raise ValidationError({"vertreter": "Nur wer bei der Stadt eine Rolle hat, kann vertreten."})
        if von < uhr.heute():
            raise ValidationError({"von": "Der erste Tag liegt in der Vergangenheit."})
        if bis < von:
            raise ValidationError({"bis": "Der letzte Tag liegt vor dem ersten Tag."})
        paar = Vertretung.objects.filter(vertretener=vertretener, vertreter=vertreter)
        if paar.filter(von__lte=bis, bis__gte=von).exists():
            raise ValidationError("Diese Vertretung ist für diese Tage schon eingerichtet.")
        einrichtung.nenne(**_fakten(vertretung))
    rechte.vergiss(vertreter)
    return vertretung


def beenden(vertretung_id: int, *, akteur: Benutzer, bis: date | None = None) -> None:
    """End a deputyship with the day `bis`, without it at once (see mitgliedschaften.beenden).

    The represented person may do so as well as whoever may set it up.
    Raises Verweigert, ValidationError for a day in the past.
    """
    zeile = Vertretung.objects.select_related("vertretener", "vertreter").filter(pk=vertretung_id)
    with akt(Tat.VERTRETUNG_BEENDEN, zeile, ENDE, akteur=akteur) as ende:
        vertretung = ende.objekt
        vertretung.bis = letzter_tag(bis, bisher=vertretung.bis)
        if vertretung.bis < vertretung.von:
            ende.tat, ende.entfaellt = Tat.VERTRETUNG_ENTFERNEN, True
        ende.nenne(**_fakten(vertretung))
        rechte.vergiss(vertretung.vertreter)


def _darf_pflegen(vertretung: Vertretung, akteur: Benutzer) -> Berechtigung:
    hoechste, *weitere = _wo(vertretung.vertretener)
    berechtigung = rechte.verlange(akteur, Recht.VERTRETUNG_PFLEGEN, hoechste)
    for stelle in weitere:
        rechte.verlange(akteur, Recht.VERTRETUNG_PFLEGEN, stelle)
    return berechtigung


EINRICHTUNG = Wer(
    _darf_pflegen,
    nicht={
        "vertreter": "Sie können sich nicht selbst als Vertretung einsetzen. Bitte fragen Sie Ihre Leitung."
    },
)
ENDE: Wer[Vertretung] = Wer(
    lambda vertretung, akteur: None if vertretung.vertretener == akteur else _darf_pflegen(vertretung, akteur)
)


def _stellen(person: Benutzer) -> list[Stelle]:
    gilt = Mitgliedschaft.objects.filter(rechte.gueltig(uhr.heute()), benutzer=person)
    return list(Stelle.objects.filter(rollengruppen__mitgliedschaften__in=gilt).order_by("pfad").distinct())


def _wo(vertretener: Benutzer) -> list[Stelle]:
    """Where the person holds a role today, the highest first; raises Verweigert when nowhere."""
    stellen = _stellen(vertretener)
    if not stellen:
        raise Verweigert("Diese Person hat an keiner Stelle eine Rolle, die vertreten werden könnte.")
    return stellen


def _fakten(vertretung: Vertretung) -> dict[str, Any]:
    """What the trail keeps, in the chain of the highest Stelle of the represented person."""
    return {
        "kette": _wo(vertretung.vertretener)[0].kette,
        "nachher": {
            "vertretener": vertretung.vertretener_id,
            "vertreter": vertretung.vertreter_id,
            "von": vertretung.von,
            "bis": vertretung.bis,
        },
        "personen": {"vertretener": vertretung.vertretener.name, "vertreter": vertretung.vertreter.name},
    }
