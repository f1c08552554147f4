"""Defects in words, and the difference between snapshots."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.vergleich import Unterschied, unterschiede


def test_ohne_maengel_geschieht_nichts() -> None:
    keine_oder([])


def test_alle_maengel_werden_getragen() -> None:
    maengel = [Mangel("Der Plan fehlt.", behebt="Träger", feld="plan"), Mangel("Die Unterschrift fehlt.")]
    with pytest.raises(MaengelFehler) as fehler:
        keine_oder(iter(maengel))
    assert fehler.value.maengel == tuple(maengel)
    assert str(fehler.value) == "Der Plan fehlt. Die Unterschrift fehlt."
    assert pickle.loads(pickle.dumps(fehler.value)).maengel == tuple(maengel)  # noqa: S301


def test_mangel_hat_leere_vorgaben() -> None:
    assert Mangel("Der Plan fehlt.") == Mangel("Der Plan fehlt.", behebt="", feld="")


def test_unterschiede_verschachtelt() -> None:
    vorher = {"titel": "Alt", "plan": {"zeilen": [{"betrag": "1.00"}, {"betrag": "2.00"}]}, "ort": "Hörde"}
    nachher = {"titel": "Neu", "plan": {"zeilen": [{"betrag": "1.50"}]}, "ort": "Hörde", "zusatz": True}
    assert unterschiede(vorher, nachher) == [
        Unterschied("titel", "Alt", "Neu"),
        Unterschied("plan.zeilen.0.betrag", "1.00", "1.50"),
        Unterschied("plan.zeilen.1.betrag", "2.00", None),
        Unterschied("zusatz", None, nachher=True),
    ]


@pytest.mark.parametrize("leer", [None, [], {}, (), {"b": None}])
def test_nichts_ist_nichts(leer: Any) -> None:
    assert unterschiede({"a": leer}, {}) == unterschiede({}, {"a": leer}) == []


def test_wert_wird_zur_liste() -> None:
    assert unterschiede({"a": "x"}, {"a": ["x"]}) == [
        Unterschied("a", "x", None),
        Unterschied("a.0", None, "x"),
    ]


def test_punkte_im_namen_verdecken_nichts() -> None:
    assert unterschiede({"a.b": 1, "a": {"b": 2}}, {"a.b": 1, "a": {"b": 3}}) == [Unterschied("a.b", 2, 3)]


def test_null_und_falsch_sind_werte() -> None:
    assert unterschiede({"a": 0, "b": False, "c": ""}, {}) == [
        Unterschied("a", 0, None),
        Unterschied("b", vorher=False, nachher=None),
        Unterschied("c", "", None),
    ]


SCHNAPPSCHUSS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inhalt: st.lists(inhalt, max_size=3) | st.dictionaries(st.text(max_size=3), inhalt, max_size=3),
    max_leaves=10,
)
ABBILD = st.dictionaries(st.text(max_size=3), SCHNAPPSCHUSS, max_size=4)


@given(ABBILD)
def test_gleiches_hat_keine_unterschiede(abbild: dict[str, Any]) -> None:
    assert unterschiede(abbild, abbild) == []


@given(ABBILD, ABBILD)
def test_rueckwaerts_sind_es_dieselben_felder(a: dict[str, Any], b: dict[str, Any]) -> None:
    hin = [(u.feld, repr(u.vorher), repr(u.nachher)) for u in unterschiede(a, b)]
    zurueck = [(u.feld, repr(u.nachher), repr(u.vorher)) for u in unterschiede(b, a)]
    assert sorted(hin) == sorted(zurueck)
