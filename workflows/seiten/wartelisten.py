"""What waits for a person beside the tasks of the cases: one list per kind, each with its right, its rows and its page.

A row that waits for a second person is left out for whoever brought it in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from antraege.angebote import abrufe
from antraege.angebote import queries as angebote
from antraege.angebote.models import Abrufstand
from antraege.antrag.models import Antrag
from antraege.dokumente.models import Textbaustein
from antraege.foerderberatung import queries as beratung
from antraege.foerderung.models import Klaerungsstatus, Zahlungsklaerung
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.gremien.models import Beratung
from antraege.haushalt.models import Bewegungsstatus, Mittelbewegung
from antraege.programme.models import Festwert, Richtlinie
from antraege.programme.queries import wartende_entwuerfe
from rollen import bankverbindung, rechte, uhr
from rollen.einladung import an_verifizierten
from rollen.models import Bankverbindung, Benutzer, Mitgliedschaft, Stammdatenaenderung, Traeger
from rollen.models.bankverbindung import OFFEN as KONTO_OFFEN
from rollen.models.stelle import VORGELEGT
from rollen.stammdaten.aenderungen import OFFEN as AENDERUNG_OFFEN
from rollen.stammdaten.sache import SACHEN
from rollen.tabelle import Recht
from rollen.views.rechte import verwaltete_stellen
from workflows.models import Uebernahmelauf

Zeilen = Callable[[Benutzer], QuerySet[Any]]


@dataclass(frozen=True)
class Warteliste:
    """One kind of thing that waits: its name, its page, the rights of which one suffices, its rows for a person."""

    name: str
    ziel: str
    rechte: frozenset[Recht]
    zeilen: Zeilen
    frage: str = ""


def _richtlinien(ich: Benutzer) -> QuerySet[Richtlinie]:
    stellen = rechte.stellen_mit(ich, Recht.RICHTLINIE_FREIGEBEN)
    return wartende_entwuerfe(stellen).exclude(Q(erstellt_von=ich) | Q(mitwirkende=ich))


def _bewegungen(ich: Benutzer) -> QuerySet[Mittelbewegung]:
    offene = Mittelbewegung.objects.filter(status=Bewegungsstatus.BEANTRAGT)
    stellen = rechte.stellen_mit(ich, Recht.HAUSHALT_FREIGEBEN)
    return offene.filter(zu__stelle__in=stellen).exclude(beantragt_von=ich)


def _festwerte(ich: Benutzer) -> QuerySet[Festwert]:
    return Festwert.objects.filter(freigegeben_am=None, erfasst_von__isnull=False).exclude(erfasst_von=ich)


def _texte(ich: Benutzer) -> QuerySet[Textbaustein]:
    return Textbaustein.objects.filter(freigegeben_am=None, erfasst_von__isnull=False).exclude(
        erfasst_von=ich
    )


def _uebernahmen(ich: Benutzer) -> QuerySet[Uebernahmelauf]:
    return Uebernahmelauf.objects.filter(freigegeben_am=None, verworfen_am=None).exclude(hochgeladen_von=ich)


def _konten(ich: Benutzer) -> QuerySet[Bankverbindung]:
    return bankverbindung.vorgelegte().filter(KONTO_OFFEN).exclude(erfasst_von=ich)


def _traeger(_ich: Benutzer) -> QuerySet[Traeger]:
    return Traeger.objects.filter(VORGELEGT, verifiziert_am=None)


def _zeichnungen(ich: Benutzer) -> QuerySet[Mitgliedschaft]:
    wartende = an_verifizierten().filter(bestaetigt_von=None)
    return Mitgliedschaft.objects.filter(pk__in=wartende.values("pk")).exclude(
        Q(benutzer=ich) | Q(beantragt_von=ich)
    )


def _rollen(ich: Benutzer) -> QuerySet[Mitgliedschaft]:
    wartende = Mitgliedschaft.objects.filter(bestaetigt_von=None, gruppe__stelle__in=verwaltete_stellen(ich))
    return wartende.exclude(Q(benutzer=ich) | Q(beantragt_von=ich))


def _stammdaten(ich: Benutzer) -> QuerySet[Stammdatenaenderung]:
    eigene = {b.recht for b in rechte.berechtigungen(ich)}
    sachen = [sache.schluessel for sache in SACHEN.values() if sache.freigabe in eigene]
    offene = Stammdatenaenderung.objects.filter(sache__in=sachen, freigegeben_am=None, **AENDERUNG_OFFEN)
    return offene.filter(braucht_freigabe=True).exclude(erfasst_von=ich)


def _abrufe(ich: Benutzer) -> QuerySet[Any]:
    return abrufe.zu_koordinieren(ich).filter(status__in=(Abrufstand.ANGEFRAGT, Abrufstand.WARTELISTE))


def _klaerungen(_ich: Benutzer) -> QuerySet[Zahlungsklaerung]:
    return Zahlungsklaerung.objects.filter(status=Klaerungsstatus.OFFEN)


def _beratungen(ich: Benutzer) -> QuerySet[Any]:
    return beratung.in_stand(beratung.sichtbare(ich), "offen", uhr.heute())


def _gremien(_ich: Benutzer) -> QuerySet[Beratung]:
    return Beratung.objects.filter(ergebnis="", geplant_am__lte=uhr.heute())


def _nachweise(ich: Benutzer) -> QuerySet[Antrag]:
    return nachweise.ueberfaellige(uhr.heute()).filter(stelle__in=rechte.stellen_mit(ich, Recht.FALL_SEHEN))


WARTELISTEN = (
    Warteliste("Richtlinien freigeben", "programme", frozenset({Recht.RICHTLINIE_FREIGEBEN}), _richtlinien),
    Warteliste(
        "Haushaltsbewegungen freigeben",
        "haushaltsbewegungen",
        frozenset({Recht.HAUSHALT_FREIGEBEN}),
        _bewegungen,
        "?status=beantragt",
    ),
    Warteliste("Festwerte freigeben", "festwerte", frozenset({Recht.RICHTLINIE_FREIGEBEN}), _festwerte),
    Warteliste("Texte freigeben", "texte", frozenset({Recht.RICHTLINIE_FREIGEBEN}), _texte),
    Warteliste(
        "Listen laufender Fälle freigeben",
        "uebernahmen",
        frozenset({Recht.HAUSHALT_FREIGEBEN}),
        _uebernahmen,
    ),
    Warteliste(
        "Bankverbindungen bestätigen",
        "bankverbindungen",
        frozenset({Recht.BANKVERBINDUNG_BESTAETIGEN}),
        _konten,
    ),
    Warteliste("Träger prüfen", "traeger_liste", frozenset({Recht.TRAEGER_VERIFIZIEREN}), _traeger),
    Warteliste(
        "Zeichnungsrechte bestätigen",
        "traeger_liste",
        frozenset({Recht.TRAEGER_VERIFIZIEREN}),
        _zeichnungen,
    ),
    Warteliste("Rollen bestätigen", "rechte_uebersicht", frozenset({Recht.ROLLEN_VERGEBEN}), _rollen),
    Warteliste(
        "Änderungen der Stammdaten freigeben",
        "stammdaten",
        frozenset({Recht.STAMMDATEN_PFLEGEN, Recht.RICHTLINIE_FREIGEBEN, Recht.HAUSHALT_FREIGEBEN}),
        _stammdaten,
    ),
    Warteliste(
        "Angebote prüfen",
        "angebote_pruefen",
        frozenset({Recht.ANGEBOT_VEROEFFENTLICHEN}),
        angebote.wartende,
    ),
    Warteliste("Abrufe zuordnen", "abrufe_zuordnen", frozenset({Recht.ABRUF_ZUORDNEN}), _abrufe),
    Warteliste("Beratungen offen", "beratungen", frozenset({Recht.BERATEN}), _beratungen, "?stand=offen"),
    Warteliste("Zahlungen klären", "zahlungsklaerungen", frozenset({Recht.BUCHEN}), _klaerungen),
    Warteliste("Beratungen ohne Ergebnis", "gremien", frozenset({Recht.GREMIENLAUF_PFLEGEN}), _gremien),
    Warteliste("Überfällige Nachweise", "nachweise_ueberfaellig", frozenset({Recht.FALL_SEHEN}), _nachweise),
)


def fuer(person: Benutzer) -> list[Warteliste]:
    """The lists of which this person holds a right."""
    eigene = {b.recht for b in rechte.berechtigungen(person)}
    return [liste for liste in WARTELISTEN if liste.rechte & eigene]
