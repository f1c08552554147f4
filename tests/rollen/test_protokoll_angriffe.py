"""Somebody with full access to the database rewrites the trail: every way is found and named."""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from rollen.kette import eintrag_hash
from rollen.models import Eintrag, Kettenkopf
from rollen.protokoll import pruefe_alles, pruefe_kette
from tests.datenbank import ohne_trigger, sql
from tests.fabriken import BenutzerFactory, StelleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]
SPALTEN = [feld.column for feld in Eintrag._meta.concrete_fields if not feld.primary_key]
INHALT = "Der Inhalt passt nicht zu seiner Prüfsumme."
PERSONEN = "Die Angaben zu Personen passen nicht zu ihrer Prüfsumme."
FEHLT = "Der Eintrag fehlt; an seiner Stelle steht Nummer {}."
ENDE = "Der Eintrag fehlt; das Ende passt nicht zum Kopf der Kette."


@pytest.fixture
def angreifbar(drei_ketten) -> Iterator[list[Eintrag]]:
    """The triggers are gone; what is left is the arithmetic."""
    with ohne_trigger():
        yield drei_ketten


def _setze(eintrag: Eintrag, spalte: str, wert: Any) -> None:
    assert sql(f"UPDATE rollen_eintrag SET {spalte} = %s WHERE id = %s", [wert, eintrag.pk]) == 1  # noqa: S608


def _gefunden() -> list[tuple[str, int | None, str]]:
    return [(befund.kette, befund.nr, befund.was) for befund in pruefe_alles().gebrochen]


def _falsch(eintrag: Eintrag, spalte: str, zufall: random.Random) -> Any:
    """Another lawful value for a column."""
    alt = getattr(eintrag, spalte)
    if isinstance(alt, dict):
        return json.dumps(zufall.choice([{}, {**alt, "bewilligt": "10000.01"}, {**alt, "neu": None}, [alt]]))
    if isinstance(alt, bool):
        return not alt
    if isinstance(alt, datetime):
        return alt + timedelta(microseconds=zufall.choice([-1, 1, 10**6]))
    if spalte.endswith("_id"):
        andere = StelleFactory if spalte == "stelle_id" else BenutzerFactory
        return zufall.choice([andere().pk, None])
    if spalte == "nr":
        return zufall.randrange(100, 999)
    return zufall.choice([f"x{alt[1:]}", f"y{zufall.randrange(10**6)}", "x", alt.upper()[:-1] + "!"])


@pytest.mark.parametrize("spalte", SPALTEN)
def test_jede_veraenderte_spalte_wird_am_richtigen_eintrag_gefunden(angreifbar, spalte: str) -> None:
    eintrag = angreifbar[5]
    _setze(eintrag, spalte, _falsch(eintrag, spalte, random.Random(1)))
    erwartet = {
        "kette": FEHLT.format(3),
        "nr": FEHLT.format(3),
        "personen": PERSONEN,
        "personen_hash": PERSONEN,
    }
    fremd = [
        (kette, nr, was)
        for kette, nr, was in _gefunden()
        if kette not in ("antrag/1", "antrag/2", "antrag/3")
    ]
    assert [fund for fund in _gefunden() if fund not in fremd] == [
        ("antrag/2", 2, erwartet.get(spalte, INHALT))
    ]
    assert len(fremd) == (1 if spalte == "kette" else 0)
    assert pruefe_kette("antrag/2").nr == 2
    assert pruefe_kette("antrag/1").heil is True


def test_zweihundert_zufaellige_aenderungen_werden_alle_gefunden(angreifbar) -> None:
    zufall = random.Random(24046)
    entgangen = []
    for lauf in range(200):
        eintrag, spalte = zufall.choice(angreifbar), zufall.choice(SPALTEN)
        with transaction.atomic():
            wert = _falsch(eintrag, spalte, zufall)
            _setze(eintrag, spalte, wert)
            if (eintrag.kette, eintrag.nr) not in [(kette, nr) for kette, nr, _ in _gefunden()]:
                entgangen.append((lauf, eintrag.pk, spalte, wert))
            transaction.set_rollback(True)
    assert entgangen == []
    assert pruefe_alles().gebrochen == ()


def test_wer_die_pruefsumme_mitfaelscht_wird_am_naechsten_eintrag_gefunden(angreifbar) -> None:
    eintrag = angreifbar[5]
    eintrag.nachher = {"bewilligt": "99999.00"}
    _setze(eintrag, "nachher", json.dumps(eintrag.nachher))
    _setze(eintrag, "hash", eintrag_hash(eintrag))
    assert _gefunden() == [("antrag/2", 3, "Der Eintrag schließt nicht an Eintrag 2 an.")]


@pytest.mark.parametrize(
    ("stelle", "nr", "was"), [(0, 1, FEHLT.format(2)), (1, 2, FEHLT.format(3)), (3, 4, ENDE)]
)
def test_ein_geloeschter_eintrag_wird_gefunden(angreifbar, stelle: int, nr: int, was: str) -> None:
    sql("DELETE FROM rollen_eintrag WHERE id = %s", [angreifbar[stelle].pk])
    assert _gefunden() == [("antrag/1", nr, was)]


def test_eine_ganz_geloeschte_kette_wird_gefunden(angreifbar) -> None:
    sql("DELETE FROM rollen_eintrag WHERE kette = 'antrag/2'")
    assert _gefunden() == [("antrag/2", 1, "Der Eintrag fehlt; die Kette ist leer.")]
    assert pruefe_kette("antrag/2").nr == 1


def test_vertauschte_eintraege_werden_gefunden(angreifbar) -> None:
    erster, zweiter = angreifbar[1], angreifbar[2]
    for eintrag, nr in ((erster, 99), (zweiter, 2), (erster, 3)):
        _setze(eintrag, "nr", nr)
    assert _gefunden() == [("antrag/1", 2, INHALT)]


def test_vertauschte_nummern_der_datenbank_werden_gefunden(angreifbar) -> None:
    erste, zweite = angreifbar[1].pk, angreifbar[2].pk
    for von, nach in ((erste, -7), (zweite, erste), (-7, zweite)):
        sql("UPDATE rollen_eintrag SET id = %s WHERE id = %s", [nach, von])
    assert _gefunden() == [
        ("antrag/1", 3, "Der Eintrag steht nicht in der Reihenfolge, in der er geschrieben wurde.")
    ]


def test_ein_angehaengter_eintrag_ohne_kopf_wird_gefunden(angreifbar) -> None:
    letzter = Eintrag.objects.get(pk=angreifbar[3].pk)
    falsch = letzter
    falsch.pk, falsch.nr, falsch.vorgaenger = None, 5, letzter.hash
    falsch.hash = eintrag_hash(falsch)
    falsch.save(force_insert=True)
    assert [(kette, was) for kette, _, was in _gefunden()] == [("antrag/1", ENDE)]


def test_ein_verstellter_oder_geloeschter_kopf_wird_gefunden(angreifbar) -> None:
    sql("UPDATE rollen_kettenkopf SET nr = 3 WHERE kette = 'antrag/1'")
    sql("DELETE FROM rollen_kettenkopf WHERE kette = 'antrag/3'")
    assert _gefunden() == [("antrag/1", 5, ENDE), ("antrag/3", 5, ENDE)]
    assert Kettenkopf.objects.count() == 2


def test_das_terminal_nennt_den_ersten_gebrochenen_eintrag_und_endet_mit_1(angreifbar) -> None:
    _setze(angreifbar[5], "aktion", "ablehnen")
    text, daten = StringIO(), StringIO()
    for ausgabe, schalter in ((text, []), (daten, ["--json"])):
        with pytest.raises(SystemExit) as ende:
            call_command("protokoll_pruefen", *schalter, stdout=ausgabe)
        assert ende.value.code == 1
    assert text.getvalue().splitlines()[0] == f"Das Protokoll wurde verändert. antrag/2 Nr. 2: {INHALT}"
    befund = json.loads(daten.getvalue())
    assert (befund["heil"], befund["gebrochen"]) == (
        False,
        [{"kette": "antrag/2", "eintraege": 4, "nr": 2, "was": INHALT}],
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL nimmt in dieser Spalte nur Zeiten an")
@pytest.mark.parametrize("zeit", ["gestern", "2023-13-45 00:00:00", ""])
def test_eine_zeit_die_keine_ist_wird_gefunden(angreifbar, zeit: str) -> None:
    _setze(angreifbar[5], "zeitpunkt", zeit)
    assert [(kette, nr) for kette, nr, _ in _gefunden()] == [("antrag/2", 2)]
