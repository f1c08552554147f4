"""The 20 % rule per Einzelansatz: B17, B18 and what must hold always."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.einzelansaetze import Anerkennung, Einzelansatz, anerkenne
from antraege.kern.geld import GeldFehler, aus_cent

PLAN = {"Personal": "12000", "Honorare": "4000", "Sachkosten": "3000", "Verwaltung": "1000"}


def ansaetze(*ist: str) -> list[Einzelansatz]:
    return [
        Einzelansatz(name, Decimal(plan), Decimal(betrag))
        for (name, plan), betrag in zip(PLAN.items(), ist, strict=True)
    ]


def urteil(*ist: str, toleranz: str = "20.00") -> Anerkennung:
    return anerkenne(ansaetze(*ist), toleranz=Decimal(toleranz))


def worte(anerkennung: Anerkennung) -> list[str]:
    return [schritt.replace("\u00a0", " ") for schritt in anerkennung.schritte]


def test_b17_ueberschreitung_ist_durch_einsparung_gedeckt() -> None:
    ergebnis = urteil("11150.00", "4780.00", "2960.40", "1000.00")
    assert str(ergebnis.nicht_anerkannt) == "0.00"
    assert worte(ergebnis) == [
        (
            "„Honorare“: 780,00 € über dem Ansatz. "
            "Zulässig sind 20,00 % von 4.000,00 € = 800,00 €, eingehalten."
        ),
        "Überschreitungen 780,00 €, Einsparungen 889,60 €: Die Einsparungen decken die Überschreitungen.",
    ]


def test_b18_ueber_zwanzig_prozent_wird_gekuerzt() -> None:
    ergebnis = urteil("11150.00", "4900.00", "2960.40", "1000.00")
    assert str(ergebnis.nicht_anerkannt) == "100.00"
    assert worte(ergebnis) == [
        (
            "„Honorare“: 900,00 € über dem Ansatz. "
            "Zulässig sind 20,00 % von 4.000,00 € = 800,00 €, nicht anerkannt 100,00 €."
        ),
        "Überschreitungen 800,00 €, Einsparungen 889,60 €: Die Einsparungen decken die Überschreitungen.",
    ]


def test_genau_zwanzig_prozent_und_genau_gespart() -> None:
    ergebnis = urteil("11200.00", "4800.00", "3000.00", "1000.00")
    assert str(ergebnis.nicht_anerkannt) == "0.00"
    assert worte(ergebnis)[0].endswith("eingehalten.")
    assert worte(ergebnis)[1].endswith("Die Einsparungen decken die Überschreitungen.")


def test_ohne_einsparung_wird_nichts_anerkannt() -> None:
    ergebnis = urteil("11900.00", "4500.00", "3000.00", "1000.00")
    assert str(ergebnis.nicht_anerkannt) == "400.00"
    assert worte(ergebnis)[1:] == [
        (
            "Überschreitungen 500,00 €, Einsparungen 100,00 €: "
            "Nicht durch Einsparungen gedeckt und nicht anerkannt 400,00 €."
        )
    ]


def test_mehrere_ueberschreitungen_teilen_die_einsparung() -> None:
    """Honorare 900 of which 800 count, Sachkosten 100, savings 850: 100 + 50 are not recognised."""
    assert str(urteil("11150.00", "4900.00", "3100.00", "1000.00").nicht_anerkannt) == "150.00"


def test_nicht_geplante_position_hat_keinen_spielraum() -> None:
    neu = Einzelansatz("Reisen", Decimal(0), Decimal(300))
    ergebnis = anerkenne([*ansaetze("11000", "4000", "3000", "1000"), neu], toleranz=Decimal(20))
    assert str(ergebnis.nicht_anerkannt) == "300.00"
    assert worte(ergebnis) == [
        (
            "„Reisen“: 300,00 € über dem Ansatz. "
            "Zulässig sind 20,00 % von 0,00 € = 0,00 €, nicht anerkannt 300,00 €."
        )
    ]


def test_toleranz_ist_ein_wert_der_richtlinie() -> None:
    ist = ("11150.00", "4780.00", "2960.40", "1000.00")
    erkannt = {t: str(urteil(*ist, toleranz=t).nicht_anerkannt) for t in ("0", "10", "19.5", "100")}
    assert erkannt == {"0": "780.00", "10": "380.00", "19.5": "0.00", "100": "0.00"}


def test_spielraum_wird_kaufmaennisch_gerundet() -> None:
    zeilen = [Einzelansatz("a", Decimal("0.02"), Decimal("1.00")), Einzelansatz("b", Decimal(9), Decimal(0))]
    assert str(anerkenne(zeilen, toleranz=Decimal(25)).nicht_anerkannt) == "0.97"


def test_ohne_ueberschreitung_keine_worte() -> None:
    assert urteil("12000.00", "3999.99", "0.00", "1000.00") == Anerkennung(Decimal("0.00"), [])
    assert anerkenne([], toleranz=Decimal(20)) == Anerkennung(Decimal("0.00"), [])


@pytest.mark.parametrize(("plan", "ist"), [("-1", "0"), ("0", "-1"), ("0.001", "0"), ("0", "0.001")])
def test_ansatz_nimmt_nur_genaue_betraege(plan: str, ist: str) -> None:
    with pytest.raises(GeldFehler):
        Einzelansatz("Personal", Decimal(plan), Decimal(ist))


def test_ansatz_wird_euro() -> None:
    zeile = Einzelansatz("Personal", 5, 7)
    assert [str(b) for b in (zeile.plan, zeile.ist, zeile.ueberschreitung, zeile.einsparung)] == [
        "5.00",
        "7.00",
        "2.00",
        "0.00",
    ]
    assert str(Einzelansatz("Personal", 7, 5).einsparung) == "2.00"


@pytest.mark.parametrize("toleranz", ["-0.01", "100.01", "20.001"])
def test_toleranz_ist_ein_prozentsatz(toleranz: str) -> None:
    with pytest.raises(GeldFehler):
        urteil("0", "0", "0", "0", toleranz=toleranz)


BETRAG = st.integers(min_value=0, max_value=10**7).map(aus_cent)
ZEILEN = st.lists(st.builds(Einzelansatz, st.just("x"), BETRAG, BETRAG), max_size=6)
PROZENT = st.integers(min_value=0, max_value=10000).map(aus_cent)


@given(ZEILEN, PROZENT)
def test_anerkannt_wird_nie_mehr_als_geplant(zeilen: list[Einzelansatz], toleranz: Decimal) -> None:
    gekuerzt = anerkenne(zeilen, toleranz=toleranz).nicht_anerkannt
    ist, plan = sum(z.ist for z in zeilen), sum(z.plan for z in zeilen)
    assert max(Decimal(0), ist - plan) <= gekuerzt <= sum(z.ueberschreitung for z in zeilen)


@given(ZEILEN, PROZENT, BETRAG)
def test_mehr_kosten_senken_die_anerkennung_nie(
    zeilen: list[Einzelansatz], toleranz: Decimal, mehr: Decimal
) -> None:
    def anerkannt(alle: list[Einzelansatz]) -> Decimal:
        return sum(z.ist for z in alle) - anerkenne(alle, toleranz=toleranz).nicht_anerkannt

    for stelle, zeile in enumerate(zeilen):
        teurer = [*zeilen]
        teurer[stelle] = Einzelansatz(zeile.bezeichnung, zeile.plan, zeile.ist + mehr)
        assert anerkannt(teurer) >= anerkannt(zeilen)
