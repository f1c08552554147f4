"""The bodies of the council paper, and what the database itself does not let pass."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from antraege.gremien.models import Beratung, Gremienvorlage, Gremium
from rollen.models import Benutzer
from tests.fabriken import AntragFactory, BenutzerFactory
from workflows.einrichtung import daten

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


@pytest.fixture
def vorlage() -> Gremienvorlage:
    return _vorlage(AntragFactory(), nr=1, von=BenutzerFactory())


def _vorlage(antrag, *, nr: int, von: Benutzer, **felder) -> Gremienvorlage:
    return Gremienvorlage.objects.create(
        antrag=antrag, nr=nr, drucksache="24046-22", betrag=Decimal("1.00"), geschrieben_von=von, **felder
    )


def _verweigert(tat) -> bool:
    """True when the database refuses."""
    try:
        with transaction.atomic():
            tat()
    except IntegrityError:
        return True
    return False


def test_die_acht_gremien_der_vorlage_und_zweimal_laden_aendert_nichts() -> None:
    for _ in range(2):
        daten.lade_gremien()
    assert list(Gremium.objects.values_list("name", "art")) == [
        ("Ausschuss für Personal, Organisation und Digitalisierung", "ausschuss"),
        ("Schulausschuss", "ausschuss"),
        ("Ausschuss für Finanzen, Beteiligungen und Liegenschaften", "ausschuss"),
        ("Betriebsausschuss FABIDO", "betriebsausschuss"),
        ("Ausschuss für Kinder, Jugend und Familie", "ausschuss"),
        ("Hauptausschuss und Ältestenrat", "ausschuss"),
        ("Rat der Stadt", "rat"),
        ("Integrationsrat", "beirat"),
    ]


def test_die_datenbank_laesst_nur_eine_laufende_vorlage_zu(vorlage: Gremienvorlage) -> None:
    antrag, von = vorlage.antrag, vorlage.geschrieben_von
    assert _verweigert(lambda: _vorlage(antrag, nr=2, von=von)) is True
    vorlage.bewege(Gremienvorlage.zurueckziehen)
    assert _vorlage(antrag, nr=2, von=von).nr == 2


def test_entschieden_ist_nichts_ohne_tag(vorlage: Gremienvorlage) -> None:
    assert _verweigert(lambda: vorlage.bewege(Gremienvorlage.bestaetigen)) is True


def test_eine_vorlage_hat_genau_einen_beschluss_der_nicht_vertagt_ist(vorlage: Gremienvorlage) -> None:
    daten.lade_gremien()
    rat, am = Gremium.objects.get(art="rat"), date(2022, 5, 12)

    def beschluss(nr: int) -> Beratung:
        return Beratung.objects.create(vorlage=vorlage, nr=nr, gremium=rat, art="beschluss", geplant_am=am)

    erster = beschluss(1)
    assert _verweigert(lambda: beschluss(2)) is True
    erster.ergebnis, erster.tatsaechlich_am = "vertagt", am
    erster.save()
    assert beschluss(2).nr == 2


def test_ein_ergebnis_hat_einen_tag_ausser_es_entfaellt(vorlage: Gremienvorlage) -> None:
    daten.lade_gremien()
    gremium = Gremium.objects.get(name="Schulausschuss")
    eintrag = Beratung(vorlage=vorlage, nr=1, gremium=gremium, art="empfehlung", geplant_am=date(2022, 5, 4))
    eintrag.ergebnis = "empfohlen"
    assert _verweigert(eintrag.save) is True
    eintrag.ergebnis = "uebersprungen"
    eintrag.save()
    assert Beratung.objects.get().ergebnis == "uebersprungen"
