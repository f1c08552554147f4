"""A small world for the tests of drafts: one programme, one Träger, the people around it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model

from antraege.antrag.models import (
    Aktenzeichenkreis,
    Anlage,
    Antrag,
    Beteiligung,
    Nachforderung,
    Nachforderungspunkt,
)
from antraege.antrag.services import hinterlege, lege_an, speichere_antworten, speichere_vorhaben
from antraege.foerderung.models import Planposition
from antraege.foerderung.services import speichere_plan
from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.kern.finanzierung import Position
from antraege.kern.status import Status
from antraege.programme.models import Foerderprogramm, Frage, Frageart, Richtlinie, Unterlage
from rollen.models import Benutzer, Eintrag, Stelle, Stellenart
from rollen.tabelle import Rolle
from tests.antraege.antrag.dateiproben import pdf
from tests.fabriken import (
    BenutzerFactory,
    ProgrammFactory,
    RichtlinieFactory,
    StelleFactory,
    TraegerFactory,
    person_mit,
)

JETZT = datetime(2023, 1, 16, 9, tzinfo=UTC)
HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;"
FRAGEN: list[tuple[str, str, str, dict[str, Any]]] = [
    ("Ziele", "ziele", Frageart.LANGTEXT, {"max_zeichen": 500}),
    ("Ziele", "kinder", Frageart.ZAHL, {}),
    ("Ziele", "hinweis", Frageart.TEXT, {"pflicht": False, "max_zeichen": 100}),
    ("Ablauf", "ganztag", Frageart.JA_NEIN, {}),
    ("Ablauf", "thema", Frageart.AUSWAHL, {"auswahl": [["sport", "Sport und Gesundheit"], ["mint", "MINT"]]}),
    ("Erklärungen", "kein_beginn", Frageart.ERKLAERUNG, {}),
]
ANTWORTEN: dict[str, Any] = {
    "ziele": "Kinder lesen gern.",
    "kinder": 24,
    "ganztag": False,
    "thema": "mint",
    "kein_beginn": True,
}
PLAN = (
    Position("ausgabe", "ausgabe", "Honorare", Decimal("8000.00")),
    Position("ausgabe", "ausgabe", "Material", Decimal("3000.00")),
    Position("deckung", "zuwendung", "Zuwendung der Stadt", Decimal("10000.00")),
    Position("deckung", "eigenmittel", "Eigenmittel", Decimal("1000.00")),
)


@dataclass
class Welt:
    """What a test needs to know."""

    richtlinie: Richtlinie
    traeger: Stelle
    standort: Stelle
    person: Benutzer

    @property
    def programm(self) -> Foerderprogramm:
        return self.richtlinie.programm


def richtlinie(**felder: Any) -> Richtlinie:
    """Released rules with questions and papers, and a budget line for 2023."""
    arten = [Stellenart.TRAEGER, Stellenart.SCHULE]
    werte = {"eigenanteil_min": Decimal(5), "hoechstbetrag": Decimal(10_000), "antragsberechtigt": arten}
    offen = RichtlinieFactory(freigegeben=False, **{**werte, **felder})
    for nr, (abschnitt, schluessel, art, weiteres) in enumerate(FRAGEN, start=1):
        text = f"Frage nach {schluessel}?"
        Frage.objects.create(
            richtlinie=offen,
            nr=nr,
            abschnitt=abschnitt,
            schluessel=schluessel,
            text=text,
            art=art,
            **weiteres,
        )
    Unterlage.objects.create(richtlinie=offen, nr=1, schluessel="satzung", bezeichnung="Satzung")
    Unterlage.objects.create(richtlinie=offen, nr=2, schluessel="foto", bezeichnung="Foto", pflicht=False)
    Richtlinie.objects.filter(pk=offen.pk).update(freigegeben_von=TraegerFactory().registriert_von)
    Haushaltsstelle.objects.get_or_create(
        jahr=2023,
        auftrag=offen.auftrag,
        sachkonto=offen.sachkonto,
        bezeichnung=offen.haushaltsbezeichnung,
        defaults={"stelle": offen.programm.stelle, "bereich": Bereich.SACH},
    )
    return Richtlinie.objects.get(pk=offen.pk)


def welt(**felder: Any) -> Welt:
    """A programme, a verified Träger with one person who may apply, and a Standort."""
    fachbereich = StelleFactory(name="Fachbereich Schule", aktenzeichen="40/5")
    traeger = TraegerFactory().stelle
    standort = StelleFactory(name="Hörde-Clarenberg", art=Stellenart.STANDORT)
    person = person_mit(Rolle.TRAEGER_ANTRAG, traeger)
    regeln = richtlinie(programm=ProgrammFactory(stelle=fachbereich), **felder)
    return Welt(regeln, traeger, standort, person)


def entwurf(w: Welt, titel: str = "Leseclub") -> Antrag:
    """An empty draft."""
    return lege_an(programm=w.programm, traeger=w.traeger, titel=titel, akteur=w.person)


def fertiger_entwurf(w: Welt) -> Antrag:
    """A draft without any defect."""
    antrag = entwurf(w)
    speichere_vorhaben(
        antrag,
        titel="Leseclub",
        beginn=date(2023, 3, 1),
        ende=date(2023, 12, 31),
        standort=w.standort,
        akteur=w.person,
    )
    speichere_antworten(antrag, ANTWORTEN, akteur=w.person)
    speichere_plan(antrag, PLAN, akteur=w.person)
    satzung = w.richtlinie.unterlagen.get(schluessel="satzung")
    hinterlege(antrag, ContentFile(pdf(), "Satzung.pdf"), akteur=w.person, unterlage=satzung)
    return Antrag.objects.get(pk=antrag.pk)


def alles() -> dict[str, list[Any]]:
    """Every row a draft could have changed; equal before and after a refusal."""
    tabellen: list[type[Model]] = [Antrag, Anlage, Planposition, Beteiligung, Eintrag, Aktenzeichenkreis]
    return {t.__name__: list(t._default_manager.order_by("pk").values()) for t in tabellen}


def stelle_nachforderung(antrag: Antrag, *punkte: tuple[str, str]) -> list[Nachforderungspunkt]:
    """Put the request into that state the way no test of this room may: past the state machine."""
    Antrag.objects.filter(pk=antrag.pk).update(status=Status.NACHFORDERUNG, aktenzeichen="40/5-FK-2023-00001")
    nachforderung = Nachforderung.objects.create(
        antrag=antrag, frist=date(2023, 2, 1), gestellt_von=BenutzerFactory()
    )
    return [
        Nachforderungspunkt.objects.create(
            nachforderung=nachforderung, bezug=bezug, schluessel=schluessel, was="Bitte", warum="Darum"
        )
        for bezug, schluessel in punkte
    ]
