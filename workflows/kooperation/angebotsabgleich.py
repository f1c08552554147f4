"""Matching a request for a cooperation with the catalogue: what fits, in order, each with its reasons (K2)."""

from dataclasses import dataclass

from django.db.models import Case, When

from antraege.angebote import queries
from antraege.angebote.models import Angebot, Angebotsort, Standort
from antraege.kern.passung import Angebotslage, Bedarf, Passung, alter_aus_worten, passung
from antraege.kooperation.models import Vereinbarung
from rollen import uhr

KANDIDATEN = 200
HOECHSTENS = 10


@dataclass(frozen=True)
class Vorschlag:
    """One offer, how well it fits, and whether the request was begun from it."""

    angebot: Angebot
    passung: Passung
    angefragt: bool


def vorschlaege(vereinbarung: Vereinbarung) -> list[Vorschlag]:
    """The offers that count when the term begins: those asked for, then what fits best, the newest first."""
    gesucht = bedarf(vereinbarung)
    angefragte = set(vereinbarung.antrag.angefragte_angebote.values_list("pk", flat=True))
    # At most so many rows are read: what was asked for, the same topic, then the newest.
    tag = max(uhr.heute(), vereinbarung.laufzeit_von or uhr.heute())
    zuerst = Case(When(pk__in=angefragte, then=0), When(themenfeld=gesucht.themenfeld, then=1), default=2)
    angebote = queries.mit_allem(queries.geltende(tag))
    alle = [
        Vorschlag(angebot, passung(gesucht, lage(angebot)), angebot.pk in angefragte)
        for angebot in angebote.order_by(zuerst, "-pk")[:KANDIDATEN]
    ]
    moegliche = [eins for eins in alle if eins.angefragt or eins.passung.moeglich]
    return sorted(moegliche, key=lambda eins: (not eins.angefragt, -eins.passung.punkte, -eins.angebot.pk))[
        :HOECHSTENS
    ]


def bedarf(vereinbarung: Vereinbarung) -> Bedarf:
    """What the request asks for; the age is read from the words of its target group."""
    standort = Standort.objects.filter(stelle=vereinbarung.antrag.standort_id).first()
    return Bedarf(
        vereinbarung.themenfeld_id,
        standort.pk if standort else None,
        vereinbarung.ganztag,
        alter_aus_worten(vereinbarung.zielgruppe),
    )


def lage(angebot: Angebot) -> Angebotslage:
    """What an offer can serve."""
    nur_dort = angebot.ort == Angebotsort.STANDORTE
    standorte = frozenset(standort.pk for standort in angebot.standorte.all()) if nur_dort else None
    return Angebotslage(
        angebot.themenfeld_id, standorte, angebot.ganztag, (angebot.alter_von, angebot.alter_bis)
    )
