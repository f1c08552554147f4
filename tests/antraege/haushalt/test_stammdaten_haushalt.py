"""Budget lines in the browser: two people at the unit, no amounts, and no line that something still lies on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Haushaltsjahr, Haushaltsstelle
from rollen import uhr
from rollen.models import Benutzer, Eintrag, Stelle
from rollen.rechte import Verweigert
from rollen.stammdaten import aenderungen
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import RichtlinieFactory, StelleFactory, person_mit
from tests.rollen.stammwelt import fehler, schlage_vor

pytestmark = pytest.mark.django_db
HEUER = uhr.heute().year


@pytest.fixture
def amt() -> Stelle:
    Haushaltsjahr.objects.create(jahr=HEUER, in_kraft_ab=date(HEUER, 1, 1))
    return StelleFactory()


@pytest.fixture
def finanzen(amt: Stelle) -> Benutzer:
    return person_mit(Rolle.FINANZEN, amt)


def _werte(amt: Stelle, **anders: Any) -> dict[str, Any]:
    werte = {"stelle": amt, "jahr": HEUER, "bereich": "sach", "auftrag": "4003", "sachkonto": "529100"}
    return {**werte, "bezeichnung": "Leseprojekte", **anders}


def _zeile(amt: Stelle, **anders: Any) -> Haushaltsstelle:
    felder = {"jahr": HEUER, "bereich": Bereich.SACH, "auftrag": "4003", "sachkonto": "529100"}
    return Haushaltsstelle.objects.create(stelle=amt, **{**felder, "bezeichnung": "Projekte", **anders})


def test_eine_neue_zeile_hat_kein_geld_und_zwei_personen(amt: Stelle, finanzen: Benutzer) -> None:
    vorschlag = schlage_vor("haushaltsstelle", "anlegen", akteur=finanzen, **_werte(amt))
    for person in (finanzen, person_mit(Rolle.LEITUNG, StelleFactory())):
        with pytest.raises(Verweigert):
            aenderungen.gib_frei(vorschlag.pk, akteur=person)
    assert not Haushaltsstelle.objects.exists()
    aenderungen.gib_frei(vorschlag.pk, akteur=person_mit(Rolle.LEITUNG, amt))
    zeile = Haushaltsstelle.objects.get()
    assert (zeile.bezeichnung, zeile.frei) == ("Leseprojekte", Decimal("0.00"))
    eintrag = Eintrag.objects.get(aktion=Tat.HAUSHALTSSTELLE_ANLEGEN)
    assert (eintrag.kette, eintrag.nachher["bezeichnung"]) == ("haushalt", "Leseprojekte")
    haushalt.setze_ansatz(zeile, Decimal("100.00"), schluessel="a", akteur=finanzen, text="Test")


def test_wer_woanders_wirtschaftet_schlaegt_hier_nichts_vor(amt: Stelle) -> None:
    with pytest.raises(Verweigert):
        schlage_vor(
            "haushaltsstelle", "anlegen", akteur=person_mit(Rolle.FINANZEN, StelleFactory()), **_werte(amt)
        )


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"auftrag": ""}, "auftrag"),
        ({"jahr": 1999}, "jahr"),
        ({"bezeichnung": "Projekte"}, "__all__"),
        ({"bereich": "geld"}, "bereich"),
        ({"stelle": ""}, "stelle"),
    ],
)
def test_was_nicht_geht(amt: Stelle, anders: dict[str, Any], feld: str) -> None:
    _zeile(amt)
    assert list(fehler("haushaltsstelle", "anlegen", **_werte(amt, **anders))) == [feld]


def test_geschlossen_wird_erst_wenn_nichts_mehr_darauf_liegt(amt: Stelle, finanzen: Benutzer) -> None:
    zeile = _zeile(amt)
    haushalt.setze_ansatz(zeile, Decimal("100.00"), schluessel="a", akteur=finanzen, text="Test")
    zeile.refresh_from_db()
    (satz,) = fehler("haushaltsstelle", "schliessen", zeile)["__all__"]
    assert "100,00" in satz
    haushalt.setze_ansatz(zeile, Decimal("0.00"), schluessel="b", akteur=finanzen, text="Test")
    vorschlag = schlage_vor("haushaltsstelle", "schliessen", zeile, akteur=finanzen)
    aenderungen.gib_frei(vorschlag.pk, akteur=person_mit(Rolle.LEITUNG, amt))
    with pytest.raises(haushalt.JahrGesperrt, match=r"Projekte .* ist geschlossen"):
        haushalt.setze_ansatz(zeile, Decimal("5.00"), schluessel="c", akteur=finanzen, text="Test")


def test_eine_zeile_die_regeln_nennen_behaelt_ihren_namen(amt: Stelle, finanzen: Benutzer) -> None:
    zeile = _zeile(amt)
    richtlinie = RichtlinieFactory(auftrag="4003", sachkonto="529100", haushaltsbezeichnung="Projekte")
    (satz,) = fehler("haushaltsstelle", "umbenennen", zeile, bezeichnung="Anders", quelle="")["bezeichnung"]
    assert str(richtlinie) in satz
    frei = _zeile(amt, bezeichnung="Frei")
    vorschlag = schlage_vor("haushaltsstelle", "umbenennen", frei, akteur=finanzen, bezeichnung="Neu")
    aenderungen.gib_frei(vorschlag.pk, akteur=person_mit(Rolle.LEITUNG, amt))
    frei.refresh_from_db()
    assert frei.bezeichnung == "Neu"
    assert "bezeichnung" in fehler("haushaltsstelle", "umbenennen", frei, bezeichnung="Projekte")
