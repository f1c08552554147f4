"""Breaks lines of the product one by one and counts what the tests of the room do not notice: `make stichprobe`.

The same seed breaks the same lines. Everything happens in a copy of the tree; nothing here is touched.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RAEUME = ("rollen", "antraege", "workflows")
AUSGELASSEN = {"migrations", "management", "__init__.py", "apps.py", "admin.py", "urls.py"}
AUSWAHL = "not postgres and not uhren and not browser"
NICHT_KOPIERT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "var", "mutants", "__pycache__", ".*_cache"
)


@dataclass(frozen=True)
class Bruch:
    """One place and what is put there instead."""

    datei: str
    zeile: int
    art: str
    von: tuple[int, int, int, int]
    ersatz: str


def brueche(wurzel: Path) -> list[Bruch]:
    """Every condition, every call for its effect alone and every number of the product."""
    gefunden = []
    for raum in RAEUME:
        for datei in sorted((wurzel / raum).rglob("*.py")):
            if AUSGELASSEN.isdisjoint(datei.relative_to(wurzel).parts):
                gefunden += list(_in(datei.read_text(encoding="utf-8"), str(datei.relative_to(wurzel))))
    return gefunden


def _in(text: str, datei: str) -> Iterator[Bruch]:
    for knoten in ast.walk(ast.parse(text)):
        match knoten:
            case ast.If(test=stelle) | ast.IfExp(test=stelle) | ast.While(test=stelle):
                yield _bruch(datei, stelle, "Bedingung verneint", f"(not ({ast.unparse(stelle)}))")
            case ast.Expr(value=ast.Call()):
                yield _bruch(datei, knoten, "Aufruf gestrichen", "pass")
            case ast.Constant(value=bool(wert)):
                yield _bruch(datei, knoten, "Wahrheitswert gedreht", repr(not wert))
            case ast.Constant(value=int(zahl)):
                yield _bruch(datei, knoten, "Zahl erhöht", repr(zahl + 1))


def _bruch(datei: str, stelle: ast.expr | ast.stmt, art: str, ersatz: str) -> Bruch:
    ende, spalte = stelle.end_lineno or stelle.lineno, stelle.end_col_offset or stelle.col_offset
    return Bruch(datei, stelle.lineno, art, (stelle.lineno, stelle.col_offset, ende, spalte), ersatz)


def gebrochen(text: str, bruch: Bruch) -> str:
    """The file with the one place replaced; columns count bytes, as ast does."""
    zeilen = text.encode().splitlines(keepends=True)
    erste, vorne, letzte, hinten = bruch.von
    rest = zeilen[letzte - 1][hinten:]
    zeilen[erste - 1 : letzte] = [zeilen[erste - 1][:vorne] + bruch.ersatz.encode() + rest]
    return b"".join(zeilen).decode()


def raum_der_tests(wurzel: Path, datei: str) -> str:
    """The narrowest folder of tests that belongs to the file."""
    ordner = Path("tests", *Path(datei).parts[:2]).with_suffix("")
    return str(ordner if (wurzel / ordner).is_dir() else ordner.parent)


def bemerkt(kopie: Path, bruch: Bruch) -> bool:
    """Whether a test of the room fails while the place is broken."""
    datei, raum = kopie / bruch.datei, raum_der_tests(kopie, bruch.datei)
    heil = datei.read_text(encoding="utf-8")
    datei.write_text(gebrochen(heil, bruch), encoding="utf-8")
    try:
        lauf = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", AUSWAHL, raum],
            cwd=kopie,
            env=os.environ | {"KINDERCAMPUS_PROFIL": "test", "DATABASE_URL": "sqlite://:memory:"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    finally:
        datei.write_text(heil, encoding="utf-8")
    return lauf.returncode != 0


def main() -> None:
    """Print every break that nobody noticed, and the count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anzahl", type=int, default=30)
    parser.add_argument("--saat", type=int, default=1)
    parser.add_argument(
        "--ab", type=int, default=0, help="so viele der Stellen auslassen: sie sind schon gelaufen"
    )
    parser.add_argument("--baum", type=Path, default=Path.cwd(), help="ein anderer Stand zum Vergleich")
    wahl = parser.parse_args()
    baum = wahl.baum.resolve()
    alle = random.Random(wahl.saat).sample(brueche(baum), wahl.anzahl)[wahl.ab :]
    unbemerkt = 0
    with tempfile.TemporaryDirectory() as ordner:
        kopie = Path(ordner) / "baum"
        shutil.copytree(baum, kopie, ignore=NICHT_KOPIERT, symlinks=True)
        if (vorlagen := baum / "var" / "testvorlage").is_dir():
            shutil.copytree(vorlagen, kopie / "var" / "testvorlage", ignore=shutil.ignore_patterns("demo-*"))
        for bruch in alle:
            gesehen = bemerkt(kopie, bruch)
            unbemerkt += not gesehen
            wort = "bemerkt  " if gesehen else "UNBEMERKT"
            sys.stdout.write(f"{wort} {bruch.datei}:{bruch.zeile} {bruch.art}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(alle)} Brüche, {unbemerkt} unbemerkt\n")


if __name__ == "__main__":
    main()
