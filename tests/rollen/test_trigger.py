"""Both databases refuse to rewrite what was written, whatever way somebody tries."""

from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction

from rollen.models import Eintrag, Kettenkopf
from rollen.protokoll import pruefe_alles
from rollen.siegel import siegle
from rollen.trigger import Trigger, fehlende, operationen, vorhandene
from tests.datenbank import sql

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]
nur_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="Anweisung von SQLite")
NUR_FORTGESCHRIEBEN = "Das Protokoll wird nur fortgeschrieben."
KETTE = "Eine Kette wird nur fortgeschrieben."


def _abgewiesen(anweisung: str, meldung: str) -> None:
    vorher = list(Eintrag.objects.values_list()), list(Kettenkopf.objects.values_list())
    with pytest.raises(IntegrityError, match=meldung), transaction.atomic():
        sql(anweisung)
    assert (list(Eintrag.objects.values_list()), list(Kettenkopf.objects.values_list())) == vorher
    assert pruefe_alles().heil is True


@pytest.mark.parametrize("spalte", [feld.column for feld in Eintrag._meta.concrete_fields])
def test_keine_spalte_laesst_sich_aendern(drei_ketten, spalte: str) -> None:
    _abgewiesen(f"UPDATE rollen_eintrag SET {spalte} = {spalte}", NUR_FORTGESCHRIEBEN)  # noqa: S608


@pytest.mark.parametrize(
    ("anweisung", "meldung"),
    [
        ("DELETE FROM rollen_eintrag", NUR_FORTGESCHRIEBEN),
        ("DELETE FROM rollen_eintrag WHERE nr = 4", NUR_FORTGESCHRIEBEN),
        ("DELETE FROM rollen_kettenkopf", KETTE),
        ("UPDATE rollen_kettenkopf SET nr = nr - 1", KETTE),
        ("UPDATE rollen_kettenkopf SET hash = ''", KETTE),
        ("UPDATE rollen_kettenkopf SET nr = nr + 1, kette = 'antrag/9' WHERE kette = 'antrag/1'", KETTE),
    ],
)
def test_loeschen_und_zurueckstellen_werden_abgewiesen(drei_ketten, anweisung: str, meldung: str) -> None:
    _abgewiesen(anweisung, meldung)


def test_ein_siegel_bleibt(drei_ketten) -> None:
    tag = siegle(drei_ketten[0].zeitpunkt.date()).tag
    for anweisung in ("UPDATE rollen_siegel SET anzahl = 1", "DELETE FROM rollen_siegel"):
        _abgewiesen(anweisung, "Ein Siegel wird nie geändert.")
    assert siegle(tag).anzahl == 12


@nur_sqlite
@pytest.mark.parametrize("wiederholt", ["ON", "OFF"])
@pytest.mark.parametrize("nummer", ["id", "id + 1000"])
def test_ersetzen_wird_abgewiesen(drei_ketten, wiederholt: str, nummer: str) -> None:
    """By id or by (kette, nr), also in a session that has switched the recursive triggers off."""
    spalten = [feld.column for feld in Eintrag._meta.concrete_fields if feld.column not in ("id", "aktion")]
    liste = ", ".join(spalten)
    sql(f"PRAGMA recursive_triggers = {wiederholt}")
    try:
        _abgewiesen(
            f"INSERT OR REPLACE INTO rollen_eintrag (id, aktion, {liste}) "  # noqa: S608
            f"SELECT {nummer}, 'ablehnen', {liste} FROM rollen_eintrag WHERE nr = 2",
            NUR_FORTGESCHRIEBEN,
        )
    finally:
        sql("PRAGMA recursive_triggers = ON")


@nur_sqlite
def test_ein_kopf_laesst_sich_nicht_ersetzen(drei_ketten) -> None:
    _abgewiesen("INSERT OR REPLACE INTO rollen_kettenkopf VALUES ('antrag/1', 1, '')", KETTE)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "tabelle", ["rollen_eintrag", "rollen_siegel", "rollen_kettenkopf", "antrag_momentaufnahme"]
)
def test_leeren_wird_abgewiesen(drei_ketten, tabelle: str) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    _abgewiesen(f"TRUNCATE {tabelle} CASCADE", "fortgeschrieben|geändert")


@pytest.mark.postgres
def test_ueberschreiben_beim_einfuegen_wird_abgewiesen(drei_ketten) -> None:
    spalten = ", ".join(feld.column for feld in Eintrag._meta.concrete_fields)
    _abgewiesen(
        f"INSERT INTO rollen_eintrag ({spalten}) SELECT {spalten} FROM rollen_eintrag WHERE nr = 2 "  # noqa: S608
        "ON CONFLICT (id) DO UPDATE SET aktion = 'ablehnen'",
        NUR_FORTGESCHRIEBEN,
    )


def test_die_datenbank_hat_die_trigger_der_migrationen_und_keine_anderen() -> None:
    """SQLite drops them silently when a later migration rebuilds the table."""
    genannte = {name for operation in operationen() for name in operation.namen(connection.vendor)}
    assert "rollen_eintrag_kein_ersatz" in genannte or "rollen_eintrag_zeile" in genannte
    assert genannte == vorhandene()
    assert fehlende() == []


def einmalige() -> list[Trigger]:
    """In one order on every worker; what a later migration repeats goes back only together with that migration."""
    genannte = Counter(name for operation in operationen() for name in operation.namen("sqlite"))
    einmal = (op for op in operationen() if all(genannte[name] == 1 for name in op.namen("sqlite")))
    return sorted(einmal, key=Trigger.describe)


@pytest.mark.parametrize("operation", einmalige(), ids=Trigger.describe)
def test_jede_operation_laesst_sich_zuruecknehmen(operation: Trigger) -> None:
    editor, vorher = connection.SchemaEditorClass(connection, atomic=False), vorhandene()
    operation.database_backwards("rollen", editor, None, None)
    assert vorhandene() == vorher - set(operation.namen(connection.vendor))
    operation.database_forwards("rollen", editor, None, None)
    assert vorhandene() == vorher


def test_ohne_trigger_wird_geaendert_und_mit_ihm_wieder_abgewiesen(drei_ketten) -> None:
    operation = next(op for op in operationen() if "rollen_eintrag" in op.describe())
    editor = connection.SchemaEditorClass(connection, atomic=False)
    operation.database_backwards("rollen", editor, None, None)
    assert sql("UPDATE rollen_eintrag SET objekt = objekt") == 12
    operation.database_forwards("rollen", editor, None, None)
    _abgewiesen("UPDATE rollen_eintrag SET objekt = objekt", NUR_FORTGESCHRIEBEN)


def test_eine_anweisung_ohne_trigger_wird_nicht_angenommen() -> None:
    with pytest.raises(ValueError, match="UPDATE"):
        Trigger(sqlite=["UPDATE x SET y = 1"], postgresql=[]).namen("sqlite")
