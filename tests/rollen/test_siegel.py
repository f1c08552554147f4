import json
import threading
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from rollen import uhr
from rollen.kette import siegel_hash
from rollen.models import Eintrag, Kettenkopf, Siegel
from rollen.protokoll import pruefe_alles, schreibe, siegle
from rollen.siegel import SiegelFehler, wurzel
from rollen.taten import Tat
from tests.datenbank import ohne_trigger, sql

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]
TAG = date(2023, 5, 10)


def _schreibe_am(tag: int, kette: str = "antrag/8") -> Eintrag:
    with uhr.gestellt(datetime(2023, 5, tag, 12, tzinfo=UTC)):
        return schreibe(kette=kette, aktion=Tat.ERINNERN, objekt=kette)


def _siegle(tag: int) -> Siegel:
    with uhr.gestellt(datetime(2023, 5, tag + 1, 0, 30, tzinfo=UTC)):
        return siegle(date(2023, 5, tag))


def _schneide_ab(letzter: Eintrag) -> None:
    """Cut off the last entry and rewrite the head so that the chain looks whole."""
    sql("DELETE FROM rollen_eintrag WHERE id = %s", [letzter.pk])
    sql(
        "UPDATE rollen_kettenkopf SET nr = %s, hash = %s WHERE kette = %s",
        [letzter.nr - 1, letzter.vorgaenger, letzter.kette],
    )


def test_jeder_tag_siegelt_was_noch_nicht_gesiegelt_ist(drei_ketten) -> None:
    erstes = _siegle(10)
    _schreibe_am(11)
    letzter = _schreibe_am(12)
    _schreibe_am(14)
    zweites = _siegle(12)
    drittes = _siegle(13)
    assert [(s.tag.day, s.anzahl) for s in Siegel.objects.all()] == [(10, 12), (12, 2), (13, 0)]
    assert [s.vorgaenger for s in (erstes, zweites, drittes)] == ["", erstes.hash, zweites.hash]
    assert (zweites.bis_eintrag, drittes.bis_eintrag) == (letzter.pk, letzter.pk)
    befund = pruefe_alles()
    assert (befund.heil, befund.siegel.anzahl, befund.siegel.kopf) == (True, 3, drittes.hash)


def test_ein_tag_wird_einmal_gesiegelt_und_keiner_vor_dem_letzten(drei_ketten) -> None:
    erstes = _siegle(10)
    _schreibe_am(10)
    assert _siegle(10) == erstes
    with uhr.gestellt(datetime(2023, 5, 11, 12, tzinfo=UTC)):
        for tag in (date(2023, 5, 9), date(2023, 5, 12)):
            with pytest.raises(SiegelFehler):
                siegle(tag)
    assert Siegel.objects.count() == 1
    assert _siegle(11).anzahl == 1


def test_der_tag_endet_um_mitternacht_in_dortmund(drei_ketten) -> None:
    with uhr.gestellt(datetime(2023, 5, 10, 22, 0, tzinfo=UTC)):
        schreibe(kette="antrag/8", aktion=Tat.ERINNERN, objekt="antrag/8")
    assert _siegle(10).anzahl == 12
    assert _siegle(11).anzahl == 1


def test_ein_abgeschnittenes_ende_mit_passendem_kopf_findet_das_siegel(drei_ketten) -> None:
    _siegle(10)
    with ohne_trigger():
        _schneide_ab(drei_ketten[7])
    befund = pruefe_alles()
    assert befund.fehler == ["Siegel vom 10.05.2023: Gesiegelt wurden 12 Einträge, gefunden wurden 11."]
    assert befund.gebrochen == ()


def test_eine_ganz_neu_gerechnete_kette_findet_das_siegel(drei_ketten) -> None:
    _siegle(10)
    with ohne_trigger():
        sql("DELETE FROM rollen_eintrag WHERE kette = 'antrag/3'")
        sql("DELETE FROM rollen_kettenkopf WHERE kette = 'antrag/3'")
        for _ in range(4):
            _schreibe_am(10, "antrag/3")
    assert pruefe_alles().fehler == [
        "antrag/3 Nr. 1: Der Eintrag ist rückdatiert: Er wurde nach dem Siegel vom 10.05.2023 geschrieben.",
        "Siegel vom 10.05.2023: Gesiegelt wurden 12 Einträge, gefunden wurden 8.",
    ]
    assert Kettenkopf.objects.get(kette="antrag/3").nr == 4


@pytest.mark.parametrize(
    ("anweisung", "was"),
    [
        ("UPDATE rollen_siegel SET anzahl = 11", "Das Siegel passt nicht zu seiner Prüfsumme."),
        ("UPDATE rollen_siegel SET wurzel = 'x'", "Das Siegel passt nicht zu seiner Prüfsumme."),
        ("UPDATE rollen_siegel SET hash = 'x'", "Das Siegel passt nicht zu seiner Prüfsumme."),
        ("UPDATE rollen_siegel SET tag = '2023-05-09'", None),
    ],
)
def test_ein_veraendertes_siegel_wird_gefunden(drei_ketten, anweisung: str, was: str | None) -> None:
    _siegle(10)
    with ohne_trigger():
        sql(anweisung)
    tag = "10.05.2023" if was else "09.05.2023"
    assert pruefe_alles().fehler == [
        f"Siegel vom {tag}: {was or 'Das Siegel passt nicht zu seiner Prüfsumme.'}"
    ]


def test_ein_geloeschtes_siegel_wird_gefunden(drei_ketten) -> None:
    _siegle(10)
    _schreibe_am(11)
    _siegle(11)
    with ohne_trigger():
        sql("DELETE FROM rollen_siegel WHERE tag = '2023-05-10'")
    assert pruefe_alles().fehler == [
        "Siegel vom 11.05.2023: Das Siegel schließt nicht an das Siegel davor an."
    ]


def _siegle_im_terminal(datei: Path, tag: str = "2023-05-10") -> str:
    ausgabe = StringIO()
    call_command("protokoll_siegeln", "--tag", tag, "--datei", str(datei), stdout=ausgabe)
    return ausgabe.getvalue()


def test_die_abschrift_draussen_findet_auch_neu_gerechnete_siegel(drei_ketten, tmp_path) -> None:
    """Tail, head and seal rewritten in the database: only the copy kept outside still knows."""
    datei = tmp_path / "siegel.jsonl"
    _siegle_im_terminal(datei)
    with ohne_trigger():
        _schneide_ab(drei_ketten[11])
        siegel = Siegel.objects.get()
        siegel.bis_eintrag = drei_ketten[10].pk
        siegel.wurzel, siegel.anzahl = wurzel(0, siegel.bis_eintrag)
        siegel.hash = siegel_hash(siegel)
        siegel.save()
    assert pruefe_alles().heil is True
    ausgabe = StringIO()
    with pytest.raises(SystemExit) as ende:
        call_command("protokoll_pruefen", "--siegel", str(datei), stdout=ausgabe)
    assert ende.value.code == 1
    assert ausgabe.getvalue().splitlines()[0] == (
        "Das Protokoll wurde verändert. Siegel vom 2023-05-10: Die Datenbank weicht von der Abschrift ab."
    )


def test_die_abschrift_waechst_und_wird_nie_neu_geschrieben(drei_ketten, tmp_path) -> None:
    datei = tmp_path / "siegel.jsonl"
    assert _siegle_im_terminal(datei).endswith("1 Siegel ergänzt.\n")
    erste = datei.read_text(encoding="utf-8")
    assert _siegle_im_terminal(datei).endswith("0 Siegel ergänzt.\n")
    _schreibe_am(11)
    assert _siegle_im_terminal(datei, "2023-05-11").endswith("1 Siegel ergänzt.\n")
    zeilen = datei.read_text(encoding="utf-8").splitlines(keepends=True)
    assert (zeilen[0], len(zeilen)) == (erste, 2)
    assert json.loads(zeilen[1])["anzahl"] == 1
    call_command("protokoll_pruefen", "--siegel", str(datei), stdout=StringIO())


@pytest.mark.parametrize("inhalt", ["kein json", "[]", '{"tag": "2023-05-10"}\n{"x": 1}'])
def test_eine_fremde_datei_wird_abgewiesen(drei_ketten, tmp_path, inhalt: str) -> None:
    datei = tmp_path / "siegel.jsonl"
    datei.write_text(inhalt, encoding="utf-8")
    with pytest.raises(CommandError):
        _siegle_im_terminal(datei)
    with pytest.raises(CommandError):
        call_command("protokoll_pruefen", "--siegel", str(datei))
    assert datei.read_text(encoding="utf-8") == inhalt


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_das_siegel_wartet_auf_wer_noch_schreibt() -> None:
    """An entry with a smaller number that is committed later must not slip behind the seal."""
    geschrieben, weiter = threading.Event(), threading.Event()

    def langsam() -> None:
        with transaction.atomic():
            _schreibe_am(10, "antrag/1")
            geschrieben.set()
            weiter.wait(timeout=30)
        connection.close()

    gesiegelt: list[int] = []

    def siegeln() -> None:
        gesiegelt.append(_siegle(10).anzahl)
        connection.close()

    schreiber, siegler = threading.Thread(target=langsam), threading.Thread(target=siegeln)
    schreiber.start()
    geschrieben.wait(timeout=30)
    with transaction.atomic():
        _schreibe_am(10, "antrag/2")
    siegler.start()
    siegler.join(timeout=1)
    assert gesiegelt == []
    weiter.set()
    for faden in (schreiber, siegler):
        faden.join(timeout=30)
    assert gesiegelt == [2]
    assert pruefe_alles().heil is True
