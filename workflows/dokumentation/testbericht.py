"""What is tested: counted in the tests that lie beside the program, and the last report where there is one."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from defusedxml.ElementTree import ParseError, parse
from django.conf import settings

PRUEFUNG = re.compile(r"^ *def test_", re.MULTILINE)
BERICHT = "testbericht.xml"


@cache
def gezaehlt() -> tuple[tuple[str, int], ...]:
    """How many test functions each part of the tests holds; nothing where they are not delivered."""
    wurzel = Path(settings.BASE_DIR) / "tests"
    anzahl: Counter[str] = Counter()
    for datei in wurzel.rglob("test_*.py"):
        bereich = "/".join(datei.relative_to(wurzel).parts[:-1][:2]) or "Regeln des Hauses"
        anzahl[bereich] += len(PRUEFUNG.findall(datei.read_text(encoding="utf-8")))
    return tuple(sorted(anzahl.items()))


def saetze() -> tuple[str, ...]:
    """What can be said: how many tests there are, how the last run that left a report ended."""
    summe = sum(anzahl for _, anzahl in gezaehlt())
    erster = (
        f"Im Quelltext stehen {summe} Prüfungen; viele laufen mit mehreren Werten. „make test“ führt sie auf "
        "SQLite aus und, wo es antwortet, auf PostgreSQL; dazu Schreibweise, Typen und die Regeln, wer wen kennen darf."
        if summe
        else "Die Prüfungen liegen beim Quelltext; hier sind sie nicht ausgeliefert."
    )
    return (erster, _letzter_lauf(Path(settings.VAR) / BERICHT))


def _letzter_lauf(datei: Path) -> str:
    """The report that pytest writes with --junitxml."""
    try:
        wurzel = parse(datei).getroot()
    except (OSError, ParseError):
        return "Ein Bericht des letzten Laufs liegt hier nicht vor."
    laeufe = [wurzel] if wurzel.tag == "testsuite" else list(wurzel.iterfind("testsuite"))

    def summe(was: str) -> int:
        return sum(int(lauf.get(was, "0")) for lauf in laeufe)

    fehler = summe("failures") + summe("errors")
    wann = (laeufe[0].get("timestamp", "") if laeufe else "")[:16].replace("T", ", ")
    zahlen = f"{summe('tests')} Prüfungen, davon {fehler} mit Fehler und {summe('skipped')} ausgelassen"
    return f"Letzter Lauf ({wann}): {zahlen}."
