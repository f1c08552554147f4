import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from rollen import uhr
from rollen.kanon import KanonFehler
from rollen.models import Eintrag, Kettenkopf
from rollen.protokoll import pruefe_alles, pruefe_kette, schreibe
from rollen.taten import Tat
from tests.fabriken import BenutzerFactory

NICHTS_VERANKERT = (
    "Noch ist nichts verankert: Kein Siegel trägt eine gültige Unterschrift. Wer die Datenbank beherrscht, "
    "könnte alles neu gerechnet haben."
)
pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


def _stelle_sitzung_auf(zone: str | None) -> None:
    sitzung = connections["default"]
    sitzung.settings_dict["TIME_ZONE"] = zone
    for gemerkt in ("timezone", "timezone_name"):
        vars(sitzung).pop(gemerkt, None)
    sitzung.ensure_timezone()


@pytest.fixture
def sitzung_in_auckland(db) -> Iterator[None]:
    _stelle_sitzung_auf("Pacific/Auckland")
    yield
    _stelle_sitzung_auf(None)


def test_die_eintraege_einer_kette_haengen_aneinander(drei_ketten) -> None:
    for anfang in (0, 4, 8):
        kette = drei_ketten[anfang : anfang + 4]
        assert [eintrag.nr for eintrag in kette] == [1, 2, 3, 4]
        assert [eintrag.vorgaenger for eintrag in kette] == ["", *(eintrag.hash for eintrag in kette[:3])]
        kopf = Kettenkopf.objects.get(kette=kette[0].kette)
        assert (kopf.nr, kopf.hash) == (4, kette[3].hash)


def test_was_gelesen_wird_ist_was_gehasht_wurde(drei_ketten) -> None:
    befund = pruefe_alles()
    assert (befund.heil, befund.ketten, befund.eintraege, befund.siegel.anzahl) == (True, 3, 12, 0)
    assert str(pruefe_kette("antrag/2")) == "antrag/2: 4 Einträge, unverändert"
    assert pruefe_kette("antrag/99").heil is True


@pytest.mark.postgres
def test_die_zeitzone_der_sitzung_ist_gleichgueltig(drei_ketten, sitzung_in_auckland) -> None:
    assert Eintrag.objects.get(pk=drei_ketten[0].pk).zeitpunkt.utcoffset() == timedelta(hours=12)
    assert pruefe_alles().heil is True


def test_rolle_stelle_und_vertretung_stehen_im_eintrag(drei_ketten) -> None:
    eintrag = Eintrag.objects.get(pk=drei_ketten[0].pk)
    assert eintrag.rolle == "lt"
    assert eintrag.stelle is not None
    assert eintrag.vertretung_fuer != eintrag.akteur
    assert eintrag.zeitpunkt == datetime(2023, 5, 10, 9, 30, 0, 123456, tzinfo=UTC)
    assert eintrag.nachher == {"bewilligt": "10000.00", "titel": "Projekte „Hörde“", "nr": 0}


def test_eine_verweigerung_ohne_berechtigung(db) -> None:
    with uhr.gestellt(datetime(2023, 5, 10, 12, tzinfo=UTC)):
        eintrag = schreibe(
            kette="antrag/5",
            aktion=Tat.VERWEIGERT,
            objekt="antrag/5",
            akteur=BenutzerFactory(),
            nachher={"frist": date(2023, 6, 1), "betrag": Decimal("1.50")},
            verweigert=True,
        )
    assert (eintrag.verweigert, eintrag.rolle, eintrag.stelle) == (True, "", None)
    assert eintrag.nachher == {"frist": "2023-06-01", "betrag": "1.50"}
    assert pruefe_kette("antrag/5").heil is True


def test_was_sich_nicht_eindeutig_schreiben_laesst_wird_abgewiesen(db) -> None:
    with pytest.raises(KanonFehler):
        schreibe(kette="antrag/5", aktion=Tat.ERINNERN, objekt="antrag/5", nachher={"betrag": 1.5})
    assert Eintrag.objects.count() == 0


def test_drei_abfragen_je_eintrag(db, django_assert_num_queries) -> None:
    schreibe(kette="stelle/5", aktion=Tat.ERINNERN, objekt="stelle/5")
    with django_assert_num_queries(3):
        schreibe(kette="stelle/5", aktion=Tat.ERINNERN, objekt="stelle/5")


def test_der_beweis_im_terminal(drei_ketten) -> None:
    text, daten = StringIO(), StringIO()
    call_command("protokoll_pruefen", stdout=text)
    call_command("protokoll_pruefen", "--json", stdout=daten)
    assert [zeile for zeile in text.getvalue().splitlines() if not zeile.startswith("Hinweis")] == [
        f"Das Protokoll ist unverändert, soweit es verankert ist. {NICHTS_VERANKERT}",
        "Ketten: 3, Einträge: 12, Siegel: 0",
        "Kopf der Siegelkette: noch kein Siegel",
    ]
    befund = json.loads(daten.getvalue())
    befund.pop("hinweise")  # the database of the tests belongs to the tests
    assert befund == {
        "heil": True,
        "urteil": text.getvalue().splitlines()[0],
        "ketten": 3,
        "eintraege": 12,
        "siegel": {"anzahl": 0, "kopf": "", "fehler": [], "verankert_am": None, "danach": 12},
        "gebrochen": [],
        "schutz": [],
    }


def test_wo_nichts_ist_wird_nichts_als_unveraendert_bezeugt(db) -> None:
    assert pruefe_alles().urteil == "Das Protokoll ist leer: Es gibt keinen Eintrag und kein Siegel."


@pytest.mark.django_db(transaction=True)
def test_ausserhalb_einer_transaktion_wird_nichts_geschrieben() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        schreibe(kette="antrag/5", aktion=Tat.ERINNERN, objekt="antrag/5")
    assert (Eintrag.objects.count(), Kettenkopf.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_was_zurueckgerollt_wird_hinterlaesst_keine_luecke() -> None:
    for gelingt in (True, False, True):
        with transaction.atomic():
            schreibe(kette="antrag/5", aktion=Tat.ERINNERN, objekt="antrag/5")
            transaction.set_rollback(not gelingt)
    assert list(Eintrag.objects.values_list("nr", flat=True)) == [1, 2]
    assert pruefe_kette("antrag/5").heil is True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_acht_gleichzeitig_schreiben_lueckenlos_in_eine_kette() -> None:
    start = threading.Barrier(8)
    fehler: list[Exception] = []

    def schreiber(wer: int) -> None:
        try:
            start.wait(timeout=30)
            for lauf in range(25):
                with transaction.atomic():
                    schreibe(kette="antrag/7", aktion=Tat.ERINNERN, objekt=f"antrag/7/{wer}/{lauf}")
        except Exception as aufgetreten:  # noqa: BLE001
            fehler.append(aufgetreten)
        finally:
            connection.close()

    faeden = [threading.Thread(target=schreiber, args=(wer,)) for wer in range(8)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join(timeout=120)
    assert fehler == []
    eintraege = Eintrag.objects.filter(kette="antrag/7")
    assert list(eintraege.order_by("nr").values_list("nr", flat=True)) == list(range(1, 201))
    assert eintraege.values("objekt").distinct().count() == 200
    assert pruefe_alles().heil is True
