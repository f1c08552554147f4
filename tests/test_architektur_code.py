"""Rules of the house that are found by reading the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from fixtures.messung.haus import rahmen_von_hand

WURZEL = Path(settings.BASE_DIR)
RAEUME = ("einstellungen", "rollen", "antraege", "workflows", "fixtures")
HOECHSTENS_ZEILEN = 400  # a smell, not a law: a file is cut where a second idea begins, not where it is long
TUER = ("workflows/tuer/aufgaben.py", "workflows/tuer/handlung.py", "workflows/tuer/abbruch.py")
KINDOBJEKTE = ("antraege/foerderung/", "antraege/kooperation/", "antraege/angebote/")
UHR = "rollen/uhr.py"


def _dateien(*ordner: str, endung: str = "py") -> Iterator[tuple[str, str]]:
    """Every file of ours below these directories, with its text."""
    for name in ordner:
        for datei in sorted((WURZEL / name).rglob(f"*.{endung}")):
            pfad = datei.relative_to(WURZEL).as_posix()
            if "/fremd/" not in pfad:
                yield pfad, datei.read_text(encoding="utf-8")


def _aufrufe(text: str) -> Iterator[ast.Call]:
    return (knoten for knoten in ast.walk(ast.parse(text)) if isinstance(knoten, ast.Call))


def _name(aufruf: ast.Call) -> tuple[str, str]:
    """`antrag.bewilligen()` as ("antrag", "bewilligen")."""
    funktion = aufruf.func
    if not isinstance(funktion, ast.Attribute):
        return "", getattr(funktion, "id", "")
    return ast.unparse(funktion.value), funktion.attr


def test_niemand_schreibt_einen_status_an_der_maschine_vorbei() -> None:
    verstoesse = [
        f"{pfad}:{aufruf.lineno}"
        for pfad, text in _dateien(*RAEUME)
        if pfad not in TUER and not pfad.startswith(KINDOBJEKTE)
        for aufruf in _aufrufe(text)
        if _name(aufruf)[1] in ("update", "bulk_update")
        and any(wort.arg == "status" for wort in aufruf.keywords)
    ]
    assert verstoesse == []


def test_nur_die_uhr_liest_die_zeit() -> None:
    verboten = {
        ("timezone", "now"),
        ("date", "today"),
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("datetime", "today"),
    }
    verstoesse = [
        f"{pfad}:{aufruf.lineno} {'.'.join(_name(aufruf))}()"
        for pfad, text in _dateien(*RAEUME)
        if pfad != UHR
        for aufruf in _aufrufe(text)
        if (_name(aufruf)[0].rpartition(".")[2], _name(aufruf)[1]) in verboten
        or any(wort.arg in ("auto_now", "auto_now_add") for wort in aufruf.keywords)
    ]
    assert verstoesse == []


def test_keine_datei_ist_viel_laenger_als_dreihundert_zeilen() -> None:
    alle = [
        *_dateien(*RAEUME, "tests"),
        *_dateien("templates", endung="html"),
        *_dateien("static/app", endung="css"),
        *_dateien("static/app", endung="js"),
    ]
    zulang = {
        pfad: anzahl
        for pfad, text in alle
        if "/migrations/" not in pfad and (anzahl := len(text.splitlines())) > HOECHSTENS_ZEILEN
    }
    assert zulang == {}


def test_nur_die_dokumente_schreiben_pdf() -> None:
    verstoesse = [
        pfad
        for pfad, text in _dateien(*RAEUME)
        if not pfad.startswith("antraege/dokumente/")
        for knoten in ast.walk(ast.parse(text))
        if (isinstance(knoten, ast.Import) and any(n.name.split(".")[0] == "reportlab" for n in knoten.names))
        or (isinstance(knoten, ast.ImportFrom) and (knoten.module or "").split(".")[0] == "reportlab")
    ]
    assert verstoesse == []


def test_nur_die_zwei_rahmen_schreiben_ins_protokoll() -> None:
    assert rahmen_von_hand() == [
        *(f"rollen/akt.py:{name}" for name in ("vermerke_verweigerung", "halte_fest", "schliesse_ab")),
        "workflows/tuer/handlung.py:schliesse_ab",
    ]
