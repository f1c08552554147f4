"""A granted request whose proof is due, without the way there; times lie in July 2023."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from antraege.antrag.models import Antrag, Schriftstueck, Schriftstueckart
from antraege.foerderung.models import (
    Beleg,
    Bescheid,
    Bescheidart,
    Deckungsart,
    Nachweisstatus,
    Planposition,
    Seite,
    Verwendungsnachweis,
)
from antraege.foerderung.nachweis import belege, bericht
from rollen.models import Benutzer
from rollen.tabelle import Rolle
from tests.fabriken import AntragFactory, RichtlinieFactory, person_mit

HEUTE = datetime(2023, 7, 10, 9, tzinfo=UTC)
PLAN = {"Personal": "12000.00", "Honorare": "4000.00", "Sachkosten": "3000.00", "Verwaltung": "1000.00"}
DECKUNG = {Deckungsart.EIGENMITTEL: "4000.00", Deckungsart.DRITTMITTEL: "2000.00"}
KOPF = ["Belegnummer", "Datum", "Empfänger", "Zweck", "Betrag", "Einzelansatz"]
ZEILE = ["R-1", "01.04.2023", "Buchladen Hörde", "Kinderbücher", "120,50", "Sachkosten"]


def bewilligt(
    *,
    regulaer: bool = True,
    betrag: str = "14000.00",
    ausgezahlt: str = "14000.00",
    richtlinie: dict[str, Any] | None = None,
    **felder: Any,
) -> Antrag:
    """Base plan P of fachdomaene §3 under a Richtlinie of one's own."""
    regeln = {
        "nachweisform": "regulaer" if regulaer else "einfach",
        "finanzierungsart": "anteil",
        "bagatelle": Decimal("500.00"),
    }
    antrag = AntragFactory(
        richtlinie=RichtlinieFactory(**{**regeln, **(richtlinie or {})}),
        status="ausgezahlt" if Decimal(ausgezahlt) else "bewilligt",
        aktenzeichen=f"40-FK-2023-{Antrag.objects.count() + 1:05d}",
        beantragt=Decimal("14000.00"),
        bewilligt=Decimal(betrag),
        ausgezahlt=Decimal(ausgezahlt),
        ende=date(2023, 6, 30),
        nachweis_faellig_am=date(2023, 12, 31),
        **felder,
    )
    for nr, (name, wert) in enumerate(PLAN.items(), start=1):
        Planposition.objects.create(
            antrag=antrag, nr=nr, seite=Seite.AUSGABE, bezeichnung=name, betrag=Decimal(wert)
        )
    deckung = {**DECKUNG, Deckungsart.ZUWENDUNG: "14000.00"}
    for nr, (art, wert) in enumerate(deckung.items(), start=1):
        Planposition.objects.create(
            antrag=antrag, nr=nr, seite=Seite.DECKUNG, art=art, bezeichnung=art.label, betrag=Decimal(wert)
        )
    _bescheid(antrag)
    return Antrag.objects.get(pk=antrag.pk)


def _bescheid(antrag: Antrag) -> None:
    stueck = Schriftstueck.objects.create(
        antrag=antrag,
        art=Schriftstueckart.ZUWENDUNGSBESCHEID,
        titel="Zuwendungsbescheid",
        kennung=f"B-{antrag.pk}",
        inhalt={},
        vorlagenversion="1",
        datei="nichts",
        sha256="0" * 64,
        groesse=1,
    )
    Bescheid.objects.create(
        antrag=antrag,
        art=Bescheidart.ZUWENDUNG,
        betrag=antrag.bewilligt,
        zeitraum_von=date(2023, 3, 1),
        zeitraum_bis=date(2023, 6, 30),
        schriftstueck=stueck,
        entschieden_von=antrag.angelegt_von,
        erlassen_am=datetime(2023, 2, 1, 9, tzinfo=UTC),
    )


def traegerperson(antrag: Antrag, rolle: Rolle = Rolle.TRAEGER_ANTRAG) -> Benutzer:
    """Somebody of the Träger."""
    return person_mit(rolle, antrag.traeger)


def ansatz(antrag: Antrag, name: str) -> Planposition:
    """A line of the plan."""
    return antrag.planpositionen.get(bezeichnung=name)


def werte(antrag: Antrag, **anders: Any) -> belege.Belegwerte:
    """A voucher that is right."""
    return belege.Belegwerte(
        **{
            "planposition": ansatz(antrag, "Sachkosten").pk,
            "datum": date(2023, 4, 1),
            "empfaenger": "Buchladen Hörde",
            "zweck": "Kinderbücher",
            "betrag": Decimal("120.50"),
            **anders,
        }
    )


def fuelle(antrag: Antrag, wer: Benutzer, **ist: str) -> Verwendungsnachweis:
    """Every page filled in; costs by the name of their line, the planned ones where none is given."""
    bericht.speichere_antworten(antrag, {"bericht": "Gelesen und gelacht."}, akteur=wer)
    einnahmen = {"eigenmittel": "4000.00", "drittmittel": "2000.00", "teilnahmebeitraege": "0.00"}
    bericht.speichere_einnahmen(antrag, {k: Decimal(v) for k, v in einnahmen.items()}, akteur=wer)
    kosten = {ansatz(antrag, name): Decimal(ist.get(name, wert)) for name, wert in PLAN.items()}
    if bericht.regulaer(antrag):
        for zeile, betrag in kosten.items():
            belege.lege_an(
                antrag,
                werte(antrag, planposition=zeile.pk, betrag=betrag, zweck=zeile.bezeichnung),
                akteur=wer,
            )
    else:
        bericht.speichere_ausgaben(antrag, {zeile.pk: b for zeile, b in kosten.items()}, akteur=wer)
    return Verwendungsnachweis.objects.get(antrag=antrag)


def eingereicht(antrag: Antrag) -> Verwendungsnachweis:
    """As after handing in, without the door."""
    Verwendungsnachweis.objects.filter(antrag=antrag).update(
        status=Nachweisstatus.EINGEREICHT, eingereicht_am=HEUTE
    )
    return Verwendungsnachweis.objects.select_related("antrag__richtlinie").get(antrag=antrag)


def csv(*zeilen: list[str], kopf: list[str] = KOPF, name: str = "belege.csv") -> SimpleUploadedFile:
    """A list as CSV."""
    text = "\r\n".join(";".join(zeile) for zeile in [kopf, *zeilen])
    return SimpleUploadedFile(name, text.encode("utf-8-sig"))


def xlsx(*zeilen: list[Any], kopf: list[Any] = KOPF, name: str = "belege.xlsx") -> SimpleUploadedFile:
    """A list as XLSX, its values as they are."""
    mappe = Workbook(write_only=True)
    blatt = mappe.create_sheet()
    for zeile in [kopf, *zeilen]:
        blatt.append(zeile)
    datei = io.BytesIO()
    mappe.save(datei)
    return SimpleUploadedFile(name, datei.getvalue())


def beleg(antrag: Antrag, nr: int = 1) -> Beleg:
    """A voucher by its number, with what services read."""
    return Beleg.objects.select_related("nachweis__antrag", "planposition").get(
        nachweis__antrag=antrag, nr=nr
    )
