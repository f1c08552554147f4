"""What is done with a need: posted by a school or Kita, answered by providers, covered by an Abruf or taken back.

Everything raises Verweigert without the right, Ueberholt when it is no longer open, MaengelFehler for what stands
against it; each act is one entry in the chain of the need.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from antraege.angebote import queries
from antraege.angebote.models import Abruf, Angebot, Angebotsstatus, Bedarf, Bedarfsantwort, Bedarfsstand
from antraege.kern.maengel import Mangel, keine_oder
from rollen import rechte
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.abruf.post import schreibe_zum_bedarf

FELDER = ("themenfeld", "titel", "zielgruppe", "wann", "wofuer")
MIT = ("einrichtung", "themenfeld")
ZU_SPAET = "Dieser Bedarf ist nicht mehr offen."
EINRICHTUNG: Wer[Bedarf] = Wer(
    lambda bedarf, akteur: rechte.verlange(akteur, Recht.ABRUF_STELLEN, bedarf.einrichtung)
)


def anbietende(benutzer: Benutzer) -> QuerySet[Stelle]:
    """The Stellen in whose name this person may answer: those with a published offer."""
    veroeffentlicht = Angebot.objects.filter(status=Angebotsstatus.VEROEFFENTLICHT).values("anbieter")
    return rechte.stellen_mit(benutzer, Recht.ANGEBOT_PFLEGEN).filter(pk__in=veroeffentlicht, aktiv=True)


def sichtbare(benutzer: Benutzer) -> QuerySet[Bedarf]:
    """Own needs and those of the own site in every state, the open ones for whoever offers; all for who coordinates."""
    eigene = {b.recht for b in rechte.berechtigungen(benutzer)}
    if eigene & {Recht.ABRUF_ZUORDNEN, Recht.PROTOKOLL_PRUEFEN}:
        return Bedarf.objects.all()
    sichtbar = Q(einrichtung__in=rechte.stellen_mit(benutzer, Recht.ABRUF_STELLEN))
    if Recht.STANDORTABRUFE_SEHEN in eigene:
        orte = rechte.stellen_mit(benutzer, Recht.STANDORTABRUFE_SEHEN)
        sichtbar |= Q(einrichtung__einrichtung__standort__stelle__in=orte)
    if Recht.ANGEBOT_PFLEGEN in eigene:
        anbieter = anbietende(benutzer)
        beantwortet = Bedarfsantwort.objects.filter(anbieter__in=anbieter).values("bedarf")
        sichtbar |= Q(pk__in=beantwortet)
        if anbieter.exists():
            sichtbar |= Q(status=Bedarfsstand.OFFEN)
    return Bedarf.objects.filter(sichtbar)


@transaction.atomic
def melde(einrichtung: Stelle, felder: Mapping[str, Any], *, akteur: Benutzer) -> Bedarf:
    """Post a need; whoever coordinates the topic, and whoever has published an offer in it, is told."""
    werte = {name: felder[name] for name in FELDER}
    bedarf = Bedarf(einrichtung=einrichtung, gemeldet_von=akteur, **werte)
    with akt(Tat.BEDARF_MELDEN, bedarf, EINRICHTUNG, akteur=akteur) as meldung:
        meldung.nenne(
            nachher={**werte, "themenfeld": str(bedarf.themenfeld), "einrichtung": einrichtung.name}
        )
    angebote = Angebot.objects.filter(status=Angebotsstatus.VEROEFFENTLICHT, themenfeld=bedarf.themenfeld)
    anbieter = Stelle.objects.filter(pk__in=angebote.values("anbieter"), aktiv=True).exclude(
        pk=einrichtung.pk
    )
    stellen = [*queries.koordinierende(bedarf.themenfeld), *anbieter]
    text = "Eine Einrichtung sucht ein Angebot. Wer eines hat, antwortet im Portal."
    schreibe_zum_bedarf(bedarf, stellen, betreff="Gesucht", text=text)
    return bedarf


@transaction.atomic
def beantworte(
    bedarf_id: int, anbieter: Stelle, *, angebot: Angebot | None, text: str, akteur: Benutzer
) -> Bedarfsantwort:
    """An offer, a few words, or both, in the name of a provider."""
    wer: Wer[Bedarf] = Wer(lambda _, akteur: rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, anbieter))
    with akt(Tat.BEDARF_BEANTWORTEN, _zeile(bedarf_id), wer, akteur=akteur, zugleich=True) as handlung:
        bedarf = handlung.objekt
        _verlange_offen(bedarf)
        keine_oder(_maengel(bedarf, anbieter, angebot, text))
        antwort = Bedarfsantwort.objects.create(
            bedarf=bedarf, anbieter=anbieter, angebot=angebot, text=text.strip(), geantwortet_von=akteur
        )
        titel = angebot.titel if angebot else ""
        handlung.nenne(nachher={"anbieter": anbieter.name, "angebot": titel, "text": antwort.text})
    schreibe_zum_bedarf(
        bedarf, [bedarf.einrichtung], betreff="Antwort", text=f"{anbieter.name} antwortet auf Ihren Bedarf."
    )
    return antwort


def _maengel(bedarf: Bedarf, anbieter: Stelle, angebot: Angebot | None, text: str) -> list[Mangel]:
    gefunden = []
    veroeffentlichte = Angebot.objects.filter(anbieter=anbieter, status=Angebotsstatus.VEROEFFENTLICHT)
    if not veroeffentlichte.exists():
        gefunden.append(Mangel("Antworten kann, wer ein veröffentlichtes Angebot hat.", behebt="Anbieter"))
    if angebot and angebot not in veroeffentlichte:
        gefunden.append(Mangel("Bitte wählen Sie ein eigenes, veröffentlichtes Angebot.", feld="angebot"))
    if angebot and bedarf.antworten.filter(angebot=angebot).exists():
        gefunden.append(Mangel("Dieses Angebot haben Sie schon genannt.", feld="angebot"))
    if angebot is None and not text.strip():
        gefunden.append(Mangel("Bitte wählen Sie ein Angebot, oder schreiben Sie etwas.", feld="text"))
    return gefunden


def decke(bedarf_id: int, abruf: Abruf, *, akteur: Benutzer) -> None:
    """An Abruf of the same institution has come of it. Raises Verweigert for another institution's need."""
    with akt(Tat.BEDARF_DECKEN, _zeile(bedarf_id), EINRICHTUNG, akteur=akteur, zugleich=True) as deckung:
        bedarf = deckung.objekt
        _verlange_offen(bedarf)
        if bedarf.einrichtung_id != abruf.einrichtung_id:
            keine_oder([Mangel("Der Bedarf gehört zu einer anderen Einrichtung.")])
        bedarf.bewege(Bedarf.decken)
        abruf.anlass = bedarf
        abruf.save()
        deckung.nenne(nachher={"abruf": str(abruf)})


def ziehe_zurueck(bedarf_id: int, *, stand: int | None, akteur: Benutzer) -> Bedarf:
    """Nobody looks for it any more."""
    with akt(
        Tat.BEDARF_ZURUECKZIEHEN, _zeile(bedarf_id), EINRICHTUNG, akteur=akteur, stand=stand
    ) as rueckzug:
        rueckzug.objekt.bewege(Bedarf.zurueckziehen)
    return rueckzug.objekt


def _zeile(bedarf_id: int) -> QuerySet[Bedarf]:
    return Bedarf.objects.select_related(*MIT).filter(pk=bedarf_id)


def _verlange_offen(bedarf: Bedarf) -> None:
    if bedarf.status != Bedarfsstand.OFFEN:
        raise Ueberholt(ZU_SPAET)
