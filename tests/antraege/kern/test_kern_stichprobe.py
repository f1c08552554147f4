"""Samples by worked examples: reproducible, never more than there is, large amounts never left out."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antraege.kern.stichprobe import Element, Verfahren, pruefsumme, ziehe

V = Verfahren


def test_die_pruefsumme_ist_die_der_zeilen() -> None:
    elemente = [Element(2, 500), Element(1, 1000, 3)]
    assert pruefsumme(elemente) == hashlib.sha256(b"1;1000;3\n2;500;0\n").hexdigest()
    assert pruefsumme(elemente) == pruefsumme(reversed(elemente))
    assert pruefsumme([Element(2, 501), Element(1, 1000, 3)]) != pruefsumme(elemente)


def test_zufall_ist_die_reihenfolge_der_pruefsummen() -> None:
    elemente = [Element(n, 100) for n in range(1, 11)]
    reihe = sorted(range(1, 11), key=lambda n: hashlib.sha256(f"abc/{n}".encode()).hexdigest())
    gezogen = ziehe(V.ZUFALL, elemente, umfang=3, startwert="abc")
    assert [g.schluessel for g in gezogen] == sorted(reihe[:3])
    assert gezogen == ziehe(V.ZUFALL, reversed(elemente), umfang=3, startwert="abc")
    andere = {ziehe(V.ZUFALL, elemente, umfang=3, startwert=str(n)) for n in range(20)}
    assert len(andere) > 1


def test_jeder_n_te_cent_wird_gezogen() -> None:
    # 1.000 cents, two draws: interval 500, the start is the dice modulo 500
    start = int.from_bytes(hashlib.sha256(b"s/0").digest(), "big") % 500
    elemente = [Element(n, 100) for n in range(1, 11)]
    erwartet = {start // 100 + 1, (start + 500) // 100 + 1}
    assert {g.schluessel for g in ziehe(V.BETRAG, elemente, umfang=2, startwert="s")} == erwartet


def test_was_das_intervall_erreicht_ist_immer_dabei_und_ohne_betrag_nie() -> None:
    elemente = [Element(1, 90_000), Element(2, 0), Element(3, -500), *(Element(n, 10) for n in range(4, 104))]
    for startwert in "abcdef":
        gezogen = {g.schluessel: g.anlass for g in ziehe(V.BETRAG, elemente, umfang=5, startwert=startwert)}
        assert gezogen[1] == "Betrag erreicht das Intervall"
        assert not {2, 3} & gezogen.keys()


def test_risiko_nimmt_die_meisten_treffer_und_keinen_ohne() -> None:
    elemente = [Element(1, 5), Element(2, 5, 1), Element(3, 5, 4), Element(4, 5, 2)]
    zwei = ziehe(V.RISIKO, elemente, umfang=2, startwert="x")
    assert [(g.schluessel, g.anlass) for g in zwei] == [
        (3, "Treffer der Prüfregeln: 4"),
        (4, "Treffer der Prüfregeln: 2"),
    ]
    assert {g.schluessel for g in ziehe(V.RISIKO, elemente, umfang=99, startwert="x")} == {2, 3, 4}


@pytest.mark.parametrize("verfahren", V)
def test_aus_nichts_wird_nichts_gezogen(verfahren: Verfahren) -> None:
    assert ziehe(verfahren, [], umfang=5, startwert="x") == ()


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(
    st.sampled_from(V), st.lists(st.integers(-10, 10**7), max_size=12), st.integers(1, 30), st.integers(0, 99)
)
def test_eine_stichprobe_ist_ein_teil_und_wiederholbar(verfahren, cents, umfang, startwert) -> None:
    elemente = [Element(n, cent, treffer=cent % 4) for n, cent in enumerate(cents)]
    gezogen = ziehe(verfahren, elemente, umfang=umfang, startwert=str(startwert))
    schluessel = [g.schluessel for g in gezogen]
    assert len(set(schluessel)) == len(schluessel)
    assert set(schluessel) <= {e.schluessel for e in elemente}
    assert verfahren is V.ALLE or len(schluessel) <= umfang
    assert gezogen == ziehe(verfahren, elemente[::-1], umfang=umfang, startwert=str(startwert))
