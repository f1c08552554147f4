"""The command makes many different agreements, the same ones for the same seed, and says which are not valid."""

import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from antraege.dokumente.fakten.kooperation import Finanzierungsweg
from antraege.dokumente.models import Textbaustein
from fixtures.management.commands.vereinbarungen_erzeugen import STICHTAG
from fixtures.messung import serie_herstellung as herstellung
from fixtures.messung.serie_wuerfel import vereinbarungsfakten
from tests.antraege.dokumente import preflight
from tests.antraege.dokumente.beispiele import TEXTE


@pytest.fixture
def texte(db) -> None:
    call_command("loaddata", "textbausteine", verbosity=0)


def auftrag(saat: int = 1) -> herstellung.Auftrag:
    return herstellung.Auftrag(saat=saat, stichtag=STICHTAG, texte=TEXTE, ordner=None)


def erzeuge(**angaben) -> str:
    ausgabe = StringIO()
    call_command("vereinbarungen_erzeugen", stdout=ausgabe, **angaben)
    return ausgabe.getvalue()


def test_a_series_has_two_to_twelve_parties_every_way_of_money_and_both_kinds():
    fakten = [vereinbarungsfakten(saat=1, nr=nr, stichtag=STICHTAG) for nr in range(1, 1001)]

    assert {len(eine.parteien) for eine in fakten} == set(range(2, 13))
    assert {(eine.finanzierung, eine.intern) for eine in fakten} == {
        (weg, intern) for weg in Finanzierungsweg for intern in (True, False)
    }
    assert {len(eine.zeichnungen) in (0, len(eine.parteien)) for eine in fakten} == {True, False}
    assert len({eine.gegenstand for eine in fakten}) > 500


def test_equal_seed_gives_equal_bytes_and_another_seed_others():
    erste, zweite, andere = (herstellung.vereinbarung(auftrag(saat), 3) for saat in (1, 1, 2))

    assert erste == zweite
    assert erste != andere


def test_two_processes_make_the_same_files_as_one(texte, tmp_path: Path):
    berichte = [erzeuge(anzahl=7, kerne=kerne, ordner=tmp_path / str(kerne)) for kerne in (1, 2)]

    namen = [f"vereinbarung-{nr:05}.pdf" for nr in range(1, 8)]
    assert [sorted(datei.name for datei in (tmp_path / k).iterdir()) for k in "12"] == [namen, namen]
    assert [(tmp_path / "1" / name).read_bytes() for name in namen] == [
        (tmp_path / "2" / name).read_bytes() for name in namen
    ]
    eins, zwei = (bericht.splitlines()[-1] for bericht in berichte)
    assert eins == zwei


def test_progress_number_seconds_and_median_are_printed(texte):
    zeilen = erzeuge(anzahl=3, kerne=1).splitlines()

    assert zeilen[:3] == ["1 von 3", "2 von 3", "3 von 3"]
    muster = (
        r"3 Vereinbarungen in \d+,\d s auf 1 Prozess, \d+,\d je Sekunde",
        r"je Vereinbarung im Median \d+,\d ms, davon Rechenzeit \d+,\d ms",
        r"\d+ bis \d+ Seiten, im Median \d+; \d+,\d MB",
        r"SHA-256 über alle: [0-9a-f]{64}",
    )
    assert [bool(re.fullmatch(m, zeile)) for m, zeile in zip(muster, zeilen[3:], strict=True)] == [True] * 4


def test_every_file_is_checked(texte):
    preflight.verlange_pdfbox()

    assert "PDF/A-1b: 4 gültig, 0 ungültig" in erzeuge(anzahl=4, kerne=2, pruefen=True)


def test_invalid_files_are_named(texte, monkeypatch, tmp_path: Path):
    """The check reads what lies in the folder: a file that is no PDF/A is named, and the command fails."""
    preflight.verlange_pdfbox()
    echte = herstellung.stelle_her

    def verdirb(*teile, **angaben):
        yield from echte(*teile, **angaben)
        datei = tmp_path / "vereinbarung-00002.pdf"
        datei.write_bytes(datei.read_bytes().replace(b"/OutputIntents", b"/OutputIntentz"))

    monkeypatch.setattr("fixtures.management.commands.vereinbarungen_erzeugen.stelle_her", verdirb)
    with pytest.raises(CommandError) as fehler:
        erzeuge(anzahl=2, kerne=1, pruefen=True, ordner=tmp_path)
    assert str(fehler.value).startswith("vereinbarung-00002.pdf: ")
    assert len(str(fehler.value).splitlines()) == 1


def test_nothing_is_written_to_the_database(texte, django_assert_num_queries):
    vorher = Textbaustein.objects.count()
    with django_assert_num_queries(1):
        erzeuge(anzahl=1, kerne=1)
    assert Textbaustein.objects.count() == vorher


def test_without_texts_the_command_says_what_to_do(db):
    with pytest.raises(CommandError, match="daten_laden"):
        erzeuge(anzahl=1, kerne=1)


def test_without_pdfbox_the_command_says_what_is_missing(settings, tmp_path: Path):
    """Before anything is made: nobody waits for a check that cannot run."""
    settings.JAVA_ARCHIVE = str(tmp_path)
    ausgabe = StringIO()
    with pytest.raises(CommandError, match=r"preflight\.jar"):
        call_command("vereinbarungen_erzeugen", anzahl=1, kerne=1, pruefen=True, stdout=ausgabe)
    assert ausgabe.getvalue() == ""


def test_texts_of_the_day_count(texte):
    with pytest.raises(CommandError, match=r"31\.12\.2021"):
        erzeuge(anzahl=1, kerne=1, stichtag=date(2021, 12, 31))
