"""The database keeps the ledger honest against SQL that goes around the services."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Buchung, Buchungsart, Haushaltsstelle

pytestmark = pytest.mark.beide_datenbanken
D = Decimal
SUMMEN = ["ansatz", "deckung", "vorgemerkt", "gebunden", "ausgezahlt", "erstattet"]


def alles() -> list[object]:
    return [*Haushaltsstelle.objects.order_by("pk").values(), *Buchung.objects.order_by("pk").values()]


@transaction.atomic
def versuche(satz, werte) -> None:
    satz() if callable(satz) else connection.cursor().execute(satz, werte)
    connection.check_constraints()


@pytest.fixture
def verweigert(db):
    """Run raw SQL or a callable that the database must refuse; check that nothing changed."""

    def pruefe(satz, *werte) -> str:
        vorher = alles()
        with pytest.raises(IntegrityError) as info:
            versuche(satz, werte)
        assert alles() == vorher
        return str(info.value)

    return pruefe


@pytest.mark.parametrize("spalte", SUMMEN)
def test_totals_change_by_a_buchung_only(zeile, verweigert, spalte):
    satz = verweigert(f"UPDATE haushalt_haushaltsstelle SET {spalte} = {spalte} + 1")  # noqa: S608
    assert satz.startswith("Die Summen einer Haushaltsstelle ändert nur eine Buchung.")


def test_totals_cannot_be_changed_by_naming_a_buchung(zeile, neue_zeile, akteur, verweigert):
    andere = neue_zeile(bezeichnung="Andere")
    for nummer in (*Buchung.objects.values_list("pk", flat=True), 0, 999_999):
        verweigert(
            "UPDATE haushalt_haushaltsstelle SET ansatz = ansatz + 100000, letzte_buchung = %s WHERE id = %s",
            nummer,
            zeile.pk,
        )
        verweigert("UPDATE haushalt_haushaltsstelle SET letzte_buchung = %s + 1000", nummer)
    assert andere.buchungen.count() == 1


def test_a_stale_object_cannot_overwrite_totals(zeile, akteur, verweigert):
    services.vormerken(zeile, D("10"), aktenzeichen="a", schluessel="k", akteur=akteur)
    verweigert(zeile.save)
    zeile.refresh_from_db()
    zeile.quelle = "Vorlage"
    zeile.save()
    zeile.refresh_from_db()
    assert (zeile.quelle, zeile.vorgemerkt) == ("Vorlage", D("10.00"))


@pytest.mark.parametrize("spalte", SUMMEN)
def test_a_line_begins_with_nothing(stelle, verweigert, spalte):
    zeile = Haushaltsstelle(stelle=stelle, jahr=2023, bereich=Bereich.SACH, sachkonto="1", bezeichnung="x")
    setattr(zeile, spalte, D("0.01"))
    satz = verweigert(zeile.save)
    assert satz.startswith("Eine Haushaltsstelle beginnt mit Null; der Ansatz wird gebucht.")


def test_a_buchung_is_never_changed_or_deleted(zeile, verweigert):
    for satz in (
        "UPDATE haushalt_buchung SET ansatz = 1",
        "DELETE FROM haushalt_buchung",
        "DELETE FROM haushalt_haushaltsstelle",
    ):
        verweigert(satz)
    assert services.abgleich() == []


@pytest.mark.parametrize("spalte", ["vorgemerkt", "gebunden", "ausgezahlt", "erstattet"])
def test_an_insert_past_the_services_cannot_overcommit_or_go_below_zero(zeile, verweigert, spalte):
    for betrag in ("1000.01", "-0.01"):
        buchung = Buchung(haushaltsstelle=zeile, art=Buchungsart.BINDUNG, schluessel="k")
        setattr(buchung, spalte, D(betrag))
        verweigert(buchung.save)


def test_one_bulk_insert_is_applied_row_by_row(zeile, verweigert):
    def haelften(betrag: str) -> list[Buchung]:
        return [
            Buchung(haushaltsstelle=zeile, art=Buchungsart.BINDUNG, schluessel=s, gebunden=D(betrag))
            for s in ("a", "b")
        ]

    verweigert(lambda: Buchung.objects.bulk_create(haelften("500.01")))
    Buchung.objects.bulk_create(haelften("500"))
    zeile.refresh_from_db()
    assert (zeile.gebunden, zeile.frei) == (D("1000.00"), D("0.00"))
    assert services.abgleich() == []


def test_a_buchung_needs_a_line(zeile, verweigert):
    verweigert(Buchung(haushaltsstelle_id=999_999, art=Buchungsart.BINDUNG, schluessel="k").save)
