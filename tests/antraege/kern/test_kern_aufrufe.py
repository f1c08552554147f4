"""Calls: which one is open, which comes next, and what is said outside of them."""

from datetime import date

import pytest

from antraege.kern.aufrufe import Antragszeit, abweisung, naechste, offene, ueberschneidungen

FRUEHJAHR = Antragszeit(date(2026, 3, 2), date(2026, 3, 31), "Frühjahr")
HERBST = Antragszeit(date(2026, 9, 1), date(2026, 9, 30), "Herbst")
NAECHSTER = "Der nächste Aufruf „Herbst“ läuft vom 01.09.2026 bis zum 30.09.2026."
BEIDE = (HERBST, FRUEHJAHR)


@pytest.mark.parametrize(
    ("tag", "offen", "danach", "satz"),
    [
        (
            date(2026, 3, 1),
            None,
            FRUEHJAHR,
            "Anträge sind erst ab dem 02.03.2026 möglich (Aufruf „Frühjahr“ vom 02.03.2026 bis zum 31.03.2026).",
        ),
        (date(2026, 3, 2), FRUEHJAHR, HERBST, ""),
        (date(2026, 3, 31), FRUEHJAHR, HERBST, ""),
        (
            date(2026, 4, 1),
            None,
            HERBST,
            f"Die Antragsfrist ist am 31.03.2026 abgelaufen. {NAECHSTER}",
        ),
        (date(2026, 10, 1), None, None, "Die Antragsfrist ist am 30.09.2026 abgelaufen."),
    ],
)
def test_zwei_aufrufe(tag: date, offen: Antragszeit | None, danach: Antragszeit | None, satz: str) -> None:
    assert (offene(BEIDE, tag), naechste(BEIDE, tag), abweisung(BEIDE, tag)) == (offen, danach, satz)


def test_ohne_aufruf_und_mit_offenen_enden_ist_es_offen() -> None:
    tag = date(2026, 4, 1)
    assert [abweisung(zeiten, tag) for zeiten in ((), (Antragszeit(),), (Antragszeit(bis=tag),))] == [
        "",
        "",
        "",
    ]
    assert (
        abweisung((Antragszeit(von=tag),), date(2026, 3, 31))
        == "Anträge sind erst ab dem 01.04.2026 möglich."
    )
    assert [z.zeitraum for z in (Antragszeit(), Antragszeit(von=tag), Antragszeit(bis=tag))] == [
        "",
        "ab dem 01.04.2026",
        "bis zum 01.04.2026",
    ]


def test_was_sich_ueberschneidet() -> None:
    assert ueberschneidungen(BEIDE) == []
    am_letzten_tag = Antragszeit(date(2026, 3, 31), None, "Dazwischen")
    assert ueberschneidungen([HERBST, am_letzten_tag, FRUEHJAHR]) == [
        (FRUEHJAHR, am_letzten_tag),
        (am_letzten_tag, HERBST),
    ]
