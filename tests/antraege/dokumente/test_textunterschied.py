"""The difference of two texts word by word, of two letters passage by passage."""

import time
from dataclasses import replace

import pytest

from antraege.dokumente.bloecke import Absatz, Dokument, Kasten
from antraege.dokumente.textpflege.unterschied import Wandel, als_html, als_vergleich, unterschied
from tests.antraege.dokumente.beispiele import alle_dokumente


def kurz(alt: str, neu: str) -> list[tuple[str, str]]:
    return [(s.wandel.value, s.text) for s in unterschied(alt, neu)]


@pytest.mark.parametrize(
    ("alt", "neu", "stuecke"),
    [
        ("", "", []),
        ("Gleich.", "Gleich.", [("gleich", "Gleich.")]),
        ("", "Neu", [("neu", "Neu")]),
        (
            "Sie zahlen 5 Euro bar.",
            "Sie zahlen 7 Dollar bar.",
            [("gleich", "Sie zahlen "), ("weg", "5 Euro "), ("neu", "7 Dollar "), ("gleich", "bar.")],
        ),
        (
            "Eins\n\nZwei",
            "Eins\n\nZwei\n\nDrei",
            [("gleich", "Eins\n\nZwei"), ("neu", "\n\nDrei")],
        ),
    ],
)
def test_words_that_came_and_went(alt: str, neu: str, stuecke: list[tuple[str, str]]):
    assert kurz(alt, neu) == stuecke


@pytest.mark.parametrize("wort", ["a ", "a\n", "x"])
def test_nothing_is_lost_and_long_texts_stay_quick(wort: str):
    alt, neu = f"A {wort * 6000} Z", f"B {wort * 3000}neu {wort * 3000} Y"
    beginn = time.perf_counter()

    stuecke = unterschied(alt, neu)

    assert "".join(s.text for s in stuecke if s.wandel is not Wandel.NEU).split() == alt.split()
    assert "".join(s.text for s in stuecke if s.wandel is not Wandel.WEG) == neu
    assert time.perf_counter() - beginn < 5


def test_marks_are_escaped_and_have_words():
    html = als_html(unterschied("<i>alt</i>", "<b>neu</b>"))

    assert html == (
        '<del><span class="kern-sr-only">[gestrichen: </span>&lt;i&gt;alt&lt;/i&gt;'
        '<span class="kern-sr-only">]</span></del>'
        '<ins><span class="kern-sr-only">[neu: </span>&lt;b&gt;neu&lt;/b&gt;<span class="kern-sr-only">]</span></ins>'
    )


@pytest.mark.parametrize("dokument", alle_dokumente().values(), ids=lambda d: d.art.value)
def test_letter_that_stays_has_no_marks(dokument: Dokument):
    kontext, anzahl = als_vergleich(dokument, dokument)

    assert (anzahl, "<ins>" in repr(kontext)) == (0, False)


def test_passages_that_came_went_and_changed_their_kind():
    alt = next(iter(alle_dokumente().values()))
    neu = replace(alt, titel="Anders", bloecke=(Absatz("Zuerst"), *alt.bloecke[1:-1], Kasten("Zuletzt")))

    kontext, anzahl = als_vergleich(alt, neu)

    bloecke = kontext["dokument"]["bloecke"]
    assert "<ins>" in kontext["dokument"]["titel"]
    assert "Zuerst" in bloecke[0]["text"]
    assert bloecke[-1]["typ"] == "Kasten"
    assert any("<del>" in repr(block) for block in bloecke[-2:])
    assert anzahl >= 3
