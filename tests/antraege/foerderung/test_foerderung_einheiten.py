"""Plans per unit, costs of administration, and how the money falls into years."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Planposition
from antraege.foerderung.plan import maengel_des_plans, plan_von, verteilungen
from antraege.kern.geld import zeige
from antraege.programme.models import Finanzierungsart
from tests.antraege.antrag import entwuerfe
from tests.antraege.antrag.entwuerfe import entwurf
from tests.antraege.foerderung.test_foerderung_planseite import Zeile, adresse, sendung

PLAN: list[Zeile] = [
    ("ausgabe", "", "Künstlerische Leitung", "4.200,00"),
    ("deckung", "zuwendung", "", "3.360,00"),
    ("deckung", "eigenmittel", "Eigenmittel", "840,00"),
]


@pytest.fixture
def je_einheit(db: None) -> entwuerfe.Welt:
    return entwuerfe.welt(
        finanzierungsart=Finanzierungsart.EINHEITEN, einheit="Einheit", einheitensatz=Decimal("84.00")
    )


@pytest.fixture
def mit_verwaltung(db: None) -> entwuerfe.Welt:
    return entwuerfe.welt(gemeinkosten_max=Decimal("15.00"))


def gesendet(welt: entwuerfe.Welt, client: Client, **weiteres: str) -> tuple[Antrag, int]:
    client.force_login(welt.person)
    antrag = entwurf(welt)
    status = client.post(adresse(antrag), sendung(PLAN, **weiteres)).status_code
    antrag.refresh_from_db()
    return antrag, status


def test_vierzig_einheiten_zu_84_euro(je_einheit: entwuerfe.Welt, client: Client) -> None:
    antrag, status = gesendet(je_einheit, client, einheiten="40")
    assert (status, antrag.einheiten, antrag.beantragt) == (302, 40, Decimal("3360.00"))
    assert maengel_des_plans(antrag, plan_von(antrag)) == []


def test_zuwendung_und_einheiten_muessen_zusammenpassen(je_einheit: entwuerfe.Welt, client: Client) -> None:
    antrag, _ = gesendet(je_einheit, client, einheiten="36")
    soll, ist = zeige(Decimal("3024.00")), zeige(Decimal("3360.00"))
    assert [m.text for m in maengel_des_plans(antrag, plan_von(antrag))] == [
        f"Die Zuwendung muss 36 × {zeige(Decimal('84.00'))} = {soll} betragen. Eingetragen sind {ist}."
    ]


def test_ohne_zahl_der_einheiten_fehlt_etwas(je_einheit: entwuerfe.Welt, client: Client) -> None:
    antrag, _ = gesendet(je_einheit, client, einheiten="")
    assert [(m.text, m.feld) for m in maengel_des_plans(antrag, plan_von(antrag))] == [
        ("Bitte geben Sie an, wie viele Einheiten Sie planen.", "einheiten")
    ]


@pytest.mark.parametrize("einheiten", ["0", "-1", "viele", "1,5", "100001"])
def test_eine_zahl_die_keine_ist_wird_abgewiesen(
    je_einheit: entwuerfe.Welt, client: Client, einheiten: str
) -> None:
    antrag, status = gesendet(je_einheit, client, einheiten=einheiten)
    assert (status, antrag.einheiten, Planposition.objects.count()) == (422, None, 0)


def test_zu_viel_verwaltung_ist_ein_mangel(mit_verwaltung: entwuerfe.Welt, client: Client) -> None:
    antrag, _ = gesendet(mit_verwaltung, client, **{"form-0-gemeinkosten": "on"})
    assert Planposition.objects.get(seite="ausgabe").gemeinkosten
    assert [m.feld for m in maengel_des_plans(antrag, plan_von(antrag))] == ["ausgaben"]
    seite = client.get(reverse("antrag_plan", args=[antrag.pk])).content.decode()
    assert "Verwaltungskosten dürfen höchstens" in seite


def test_ein_schuljahr_faellt_in_zwei_haushaltsjahre(je_einheit: entwuerfe.Welt, client: Client) -> None:
    antrag, _ = gesendet(je_einheit, client, einheiten="40")
    antrag.beginn, antrag.ende = date(2023, 8, 1), date(2024, 7, 31)
    (name, verteilung), *weitere = verteilungen(antrag)
    assert (name, weitere) == ("Haushaltsjahr", [])
    assert verteilung.teile == {"2023": Decimal("1400.00"), "2024": Decimal("1960.00")}
