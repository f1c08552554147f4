"""German words as a search compares them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from antraege.kern.suchworte import MEISTE_WOERTER, Suchwort, anfrage, falte, index, stamm, trifft, woerter


def findet(suche: str, text: str) -> bool:
    """Whether all words of the search stand in the text."""
    gespeichert = index(text)
    return all(trifft(wort, gespeichert) for wort in anfrage(suche))


@pytest.mark.parametrize("wort", ["Übung", "Uebung", "ubung", "ÜBUNGEN", "übungen"])
def test_umlaute_in_jeder_schreibweise(wort: str) -> None:
    for text in ("Eine Übung im Wald", "Uebungen", "ubung"):
        assert findet(wort, text), (wort, text)


@pytest.mark.parametrize(
    ("suche", "text", "gefunden"),
    [
        ("Projekte", "ein Projekt", True),
        ("Projekt", "viele Projekte", True),
        ("forschen", "Forscher unter sich", True),
        ("Forscher", "Wir forschen", True),
        ("Räder", "ein Rad", True),
        ("Rad", "Radio hören", False),
        ("Werkstatt", "Forscherwerkstatt", True),
        ("Forscher", "Forscherwerkstatt", True),
        ("Spiel", "zum Beispiel", False),
        ("Strasse", "Straßenfest", True),
        ("Garten Clarenberg", "Garten am Clarenberg", True),
        ("Garten Westerfilde", "Garten am Clarenberg", False),
        ("MINT", "mint-digitales", True),
        ("Feuer", "Feuer und Wasser", True),
        ("neue", "Quelle der Freude", False),
    ],
)
def test_staemme_teile_und_zwei_woerter(suche: str, text: str, gefunden: bool) -> None:  # noqa: FBT001
    assert findet(suche, text) is gefunden


def test_was_eine_suche_sucht() -> None:
    assert anfrage("  Ölkräne, Rad! ") == [Suchwort("olkran", anfang=True), Suchwort("rad", anfang=False)]
    assert anfrage("% _ '") == []
    assert len(anfrage("eins zwei drei vier fünf sechs sieben acht")) == MEISTE_WOERTER
    assert woerter("x" * 100) == ["x" * 40]


@given(st.text(alphabet="abcdeghiklmnoprstuzäöüß", min_size=1, max_size=25))
@example("aaea")  # its stem is no beginning of it
def test_jedes_wort_findet_sich_selbst_und_steht_mit_seinem_stamm_im_index(wort: str) -> None:
    (gefaltet,) = woerter(wort)
    assert {gefaltet, stamm(gefaltet)} <= set(index(wort).split())
    assert findet(wort, f"Davor {wort} danach")


@given(st.text())
def test_gefaltet_bleibt_gefaltet(text: str) -> None:
    assert all(wort.isalnum() for wort in woerter(text))
    assert falte(text) == falte(text.upper()) or not text.isascii()
