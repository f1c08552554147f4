"""Cases that stand right before their payment, and what the tests of payments share."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from antraege.antrag.models import Antrag, Schriftstueck, Schriftstueckart
from antraege.foerderung.models import Abrufstatus, Bescheid, Bescheidart, Mittelabruf, Zahlungslauf
from antraege.foerderung.zahlung.referenz import referenz
from antraege.haushalt import services as haushalt
from antraege.kern.status import Status
from rollen import bankverbindung, uhr
from rollen.models import Bankverbindung, Stelle
from tests.fabriken import BenutzerFactory, TraegerFactory
from tests.gedaechtnis import gemerkt
from tests.welt import Welt
from workflows.antrag import tuer as antragstuer
from workflows.zahlung import laeufe as zahlungen

KONTO_DER_STADT = "DE02370502990000684712"


def eroeffne_konto(welt: Welt) -> Bankverbindung:
    """The account from which the Kasse pays."""
    return Bankverbindung.objects.create(
        stelle=welt.stellen["kasse"],
        iban=KONTO_DER_STADT,
        bic="COKSDE33XXX",
        kontoinhaber="Stadt Dortmund",
        erfasst_von=BenutzerFactory(),
        bestaetigt_von=BenutzerFactory(),
        bestaetigt_am=uhr.jetzt(),
    )


def zahlfall(
    welt: Welt,
    *,
    betrag: str = "1000.00",
    bewilligt: str | None = None,
    stand: str = Abrufstatus.ANGEORDNET,
    traeger: Stelle | None = None,
    **felder: Any,
) -> Mittelabruf:
    """An instalment of a new case of a new Träger, with its open task."""
    antrag = _bewilligter(welt, traeger or TraegerFactory().stelle, bewilligt or betrag)
    konto = bankverbindung.geltende(antrag.traeger)
    assert konto is not None
    abruf = Mittelabruf.objects.create(
        **{
            "antrag": antrag,
            "nr": 1,
            "status": stand,
            "betrag": Decimal(betrag),
            "zweck": "Honorare",
            "iban": konto.iban,
            "kontoinhaber": konto.kontoinhaber,
            "faellig_am": uhr.heute(),
            "angeordnet_am": uhr.jetzt(),
            "angeordnet_von": welt.personen["anordnung"],
            **felder,
        }
    )
    gemerkt(antragstuer.aufnehmen, antrag.pk, akteur=None)
    return abruf


def _bewilligter(welt: Welt, traeger: Stelle, bewilligt: str) -> Antrag:
    welt.nummer += 1
    antrag = Antrag.objects.create(
        status=Status.BEWILLIGT,
        aktenzeichen=f"40-FK-2023-{90000 + welt.nummer}",
        programm=welt.programm,
        richtlinie=welt.richtlinie,
        stelle=welt.programm.stelle,
        traeger=traeger,
        titel="Leseclub für Mädchen & Jungen",
        beginn=date(2023, 1, 1),
        ende=date(2023, 12, 31),
        haushaltsjahr=2023,
        beantragt=Decimal(bewilligt),
        bewilligt=Decimal(bewilligt),
        angelegt_von=welt.personen["antrag"],
        eingereicht_am=uhr.jetzt(),
        entschieden_am=uhr.jetzt(),
        nachweis_faellig_am=date(2024, 6, 30),
    )
    haushalt.binden(
        welt.haushaltsstelle,
        antrag.bewilligt,
        aktenzeichen=antrag.aktenzeichen or "",
        schluessel=f"{antrag.aktenzeichen}/bindung",
        akteur=welt.personen["leitung"],
    )
    antrag.jahresanteile.create(jahr=2023, bewilligt=antrag.bewilligt)
    _bescheid(welt, antrag)
    return antrag


def _bescheid(welt: Welt, antrag: Antrag) -> None:
    stueck = Schriftstueck.objects.create(
        antrag=antrag,
        art=Schriftstueckart.ZUWENDUNGSBESCHEID,
        titel="Zuwendungsbescheid",
        kennung=f"{antrag.aktenzeichen}-ZUW",
        inhalt={},
        vorlagenversion="1",
        sha256="0" * 64,
        groesse=1,
    )
    Bescheid.objects.create(
        antrag=antrag,
        art=Bescheidart.ZUWENDUNG,
        betrag=antrag.bewilligt,
        schriftstueck=stueck,
        entschieden_von=welt.personen["leitung"],
        bekannt_am=date(2023, 1, 16),
        bestandskraeftig_ab=date(2023, 2, 17),
        verzicht_am=date(2023, 1, 16),
    )


def lauf(welt: Welt, *abrufe: Mittelabruf) -> Zahlungslauf:
    """A run of these instalments."""
    return zahlungen.erstelle_lauf(
        [abruf.pk for abruf in abrufe],
        schluessel=uuid4(),
        ausfuehrung_am=uhr.heute(),
        akteur=welt.neu("kasse"),
    )


def bestaetigung(*zeilen: tuple[Mittelabruf | str, str, str, str], trenner: str = ";") -> bytes:
    """A file of confirmations: instalment or reference, amount, day, voucher."""
    kopf = trenner.join(["Referenz", "Betrag", "Wertstellung", "Belegnummer"])
    text = [kopf]
    for wer, *rest in zeilen:
        kennung = wer if isinstance(wer, str) else referenz(wer.pk)
        text.append(trenner.join([kennung, *(f'"{feld}"' for feld in rest)]))
    return "\r\n".join(text).encode("utf-8-sig")


def frisch(abruf: Mittelabruf) -> Mittelabruf:
    """The instalment as it is stored now."""
    return Mittelabruf.objects.select_related("antrag").get(pk=abruf.pk)


def inhalt(lauf: Zahlungslauf, art: str) -> bytes:
    """The bytes of a file of the run."""
    with lauf.dateien.get(art=art).datei.open("rb") as datei:
        gelesen: bytes = datei.read()
    return gelesen
