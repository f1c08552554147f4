"""A run to the finance system: its rows, its two files, and taking rows back."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models import QuerySet

from antraege.foerderung.models import (
    Abrufstatus,
    Mittelabruf,
    Zahlungsdatei,
    Zahlungsdateiart,
    Zahlungslauf,
    Zahlungsposition,
)
from antraege.foerderung.zahlung import abrufe
from antraege.foerderung.zahlung.pain import pain
from antraege.foerderung.zahlung.profil import profil
from antraege.foerderung.zahlung.referenz import referenz
from antraege.kern.fristen import naechster_werktag
from antraege.kern.geld import NULL
from rollen import uhr
from rollen.kanon import sha256_hex
from rollen.models import Bankverbindung, Benutzer


def uebergebbare() -> QuerySet[Mittelabruf]:
    """Ordered instalments not yet handed over; the city pays itself by an internal booking."""
    return Mittelabruf.objects.filter(status=Abrufstatus.ANGEORDNET, antrag__art="foerderung").select_related(
        "antrag__traeger", "antrag__richtlinie", "antrag__programm", "antrag__bescheid", "antrag__stelle"
    )


def beginne(
    *, schluessel: UUID, konto: Bankverbindung, ausfuehrung_am: date, akteur: Benutzer
) -> Zahlungslauf:
    """An empty run; IntegrityError when the same form has made one already."""
    return Zahlungslauf.objects.create(
        schluessel=schluessel,
        ausfuehrung_am=max(ausfuehrung_am, naechster_werktag(uhr.heute())),
        iban=konto.iban,
        bic=konto.bic,
        kontoinhaber=konto.kontoinhaber,
        anzahl=0,
        summe=NULL,
        erstellt_von=akteur,
    )


def nimm_auf(lauf: Zahlungslauf, abruf: Mittelabruf) -> Zahlungsposition:
    """Hand over one instalment as it was ordered."""
    abrufe.uebergib(abruf)
    return Zahlungsposition.objects.create(
        lauf=lauf,
        mittelabruf=abruf,
        referenz=referenz(abruf.pk),
        betrag=abruf.betrag,
        iban=abruf.iban,
        kontoinhaber=abruf.kontoinhaber,
        zweck=f"{abruf.antrag.aktenzeichen} {abruf} {abruf.antrag.titel}"[:140],
    )


def schliesse(lauf: Zahlungslauf, positionen: list[Zahlungsposition]) -> list[Zahlungsdatei]:
    """Sum up and write both files, each with its hash; raises ZahlungsdateiFehler."""
    lauf.anzahl, lauf.summe = len(positionen), sum((p.betrag for p in positionen), NULL)
    lauf.save()
    dateien = []
    for art, endung, schreibe in (
        (Zahlungsdateiart.PAIN, "xml", pain),
        (Zahlungsdateiart.CSV, "csv", profil),
    ):
        inhalt, name = schreibe(lauf, positionen), f"{lauf.kennung}.{endung}"
        datei = Zahlungsdatei(lauf=lauf, art=art, name=name, sha256=sha256_hex(inhalt), groesse=len(inhalt))
        datei.datei.save(name, ContentFile(inhalt), save=True)
        dateien.append(datei)
    return dateien


def gib_zurueck(position: Zahlungsposition) -> None:
    """The instalment leaves its run; its order stands again."""
    abrufe.hole_zurueck(position.mittelabruf)
    position.entfallen_am = uhr.jetzt()
    position.save(update_fields=["entfallen_am"])


def ziehe_zurueck(lauf: Zahlungslauf, *, grund: str, akteur: Benutzer) -> None:
    """The run as a whole is not used."""
    lauf.zurueckziehen()
    lauf.zurueckgezogen_von, lauf.zurueckgezogen_am, lauf.grund = akteur, uhr.jetzt(), grund
    lauf.save()


def offene_positionen(lauf: Zahlungslauf) -> list[Zahlungsposition]:
    """The rows neither booked nor taken back."""
    positionen = lauf.positionen.filter(entfallen_am=None, mittelabruf__status=Abrufstatus.UEBERGEBEN)
    return list(positionen.select_related("mittelabruf").order_by("mittelabruf__antrag_id"))


def gebuchte(positionen: Iterable[Zahlungsposition]) -> int:
    """How many of these rows the Kasse has booked."""
    return sum(p.entfallen_am is None and p.mittelabruf.status == Abrufstatus.GEBUCHT for p in positionen)
