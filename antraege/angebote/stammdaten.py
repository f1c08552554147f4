"""Offers, topics and sites keep a Stelle from being closed."""

from django.db.models import QuerySet
from django.urls import reverse

from antraege.angebote.models import Angebot, Angebotsstatus, Einrichtung, Themenfeld
from rollen.models import Stelle
from rollen.stammdaten.sache import Bindung, Uebergabe, melde

GEENDET = (Angebotsstatus.ERSETZT, Angebotsstatus.ZURUECKGEZOGEN)


def _angebote(stelle: Stelle) -> QuerySet[Angebot]:
    return Angebot.objects.filter(anbieter=stelle).exclude(status__in=GEENDET)


def _themen(stelle: Stelle) -> QuerySet[Themenfeld]:
    return Themenfeld.objects.filter(koordination=stelle)


def _uebergib_themen(themen: QuerySet[Themenfeld], uebergabe: Uebergabe) -> None:
    for thema in list(themen):
        thema.koordination.remove(uebergabe.von)
        thema.koordination.add(uebergabe.an)


melde(
    Bindung(
        "Angebote",
        _angebote,
        lambda a: reverse("angebot", args=[a.pk]),
        rat="Angebote werden zuerst zurückgezogen; wer sie weiterführt, schreibt sie als eigene.",
    ),
    Bindung("Themenfelder, die sie koordiniert", _themen, lambda _: reverse("standorte"), _uebergib_themen),
    Bindung(
        "Zugehörigkeit zu einem Standort",
        lambda s: Einrichtung.objects.filter(stelle=s),
        lambda _: reverse("standorte"),
        rat="Nehmen Sie die Einrichtung zuerst aus ihrem Standort.",
    ),
    Bindung(
        "Einrichtungen am Standort",
        lambda s: Einrichtung.objects.filter(standort__stelle=s).select_related("stelle"),
        lambda _: reverse("standorte"),
        rat="Nehmen Sie zuerst die Einrichtungen aus dem Standort.",
    ),
    Bindung(
        "Einrichtungen, deren Offenen Ganztag sie trägt",
        lambda s: Einrichtung.objects.filter(ogs_traeger=s).select_related("stelle"),
        lambda _: reverse("standorte"),
        rat="Nennen Sie zuerst einen anderen Träger des Offenen Ganztags.",
    ),
)
