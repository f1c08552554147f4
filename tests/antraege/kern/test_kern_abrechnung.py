"""Settlement with a stated rate, Einzelansätze and the option on Überfinanzierung: B10, B15, B17, B18."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antraege.kern.einzelansaetze import Anerkennung, Einzelansatz, anerkenne
from antraege.kern.geld import GeldFehler, aus_cent
from antraege.kern.nachweis import Abrechnung, Deckung, Finanzierungsart, abrechnung

PLAN = {"Personal": "12000", "Honorare": "4000", "Sachkosten": "3000", "Verwaltung": "1000"}
B17 = ("11150.00", "4780.00", "2960.40", "1000.00")
B18 = ("11150.00", "4900.00", "2960.40", "1000.00")


def rechne(ist: str, **abweichend: Any) -> Abrechnung:
    """Settle base plan P at 70,00 % as stated, without Bagatelle, with deviations."""
    fall: dict[str, Any] = {
        "finanzierungsart": "anteil",
        "bewilligt": Decimal("14000.00"),
        "ausgaben_plan": Decimal("20000.00"),
        "ausgaben_ist": Decimal(ist),
        "nicht_zuwendungsfaehig": Decimal("0.00"),
        "deckung_plan": Deckung(Decimal("4000.00"), Decimal("2000.00")),
        "deckung_ist": Deckung(Decimal("4000.00"), Decimal("2000.00")),
        "ausgezahlt": Decimal("14000.00"),
        "bagatelle": Decimal("0.00"),
        "foerdersatz": Decimal("70.00"),
    }
    return abrechnung(**fall | abweichend)


def anerkannt(*ist: str) -> Anerkennung:
    zeilen = [Einzelansatz(n, Decimal(p), Decimal(i)) for (n, p), i in zip(PLAN.items(), ist, strict=True)]
    return anerkenne(zeilen, toleranz=Decimal(20))


def worte(ergebnis: Abrechnung) -> list[str]:
    return [schritt.replace("\u00a0", " ") for schritt in ergebnis.schritte]


@pytest.mark.parametrize(("satz", "zuwendung"), [("33.33", "9482.39"), (None, "9483.33")])
def test_b15_satz_wie_im_bescheid(satz: str | None, zuwendung: str) -> None:
    """33,33 % is not a third: the stated rate counts; without it the rate is grant over costs."""
    ergebnis = rechne(
        "28450.00",
        bewilligt=Decimal("10000.00"),
        ausgaben_plan=Decimal("30000.00"),
        foerdersatz=None if satz is None else Decimal(satz),
    )
    assert (str(ergebnis.zuwendung), str(ergebnis.minderung)) == (
        zuwendung,
        str(Decimal(10000) - Decimal(zuwendung)),
    )


def test_schritt_nennt_den_satz_des_bescheids() -> None:
    assert worte(rechne("17850.40"))[1] == "Bemessungsgrundlage 17.850,40 € × 70,00 % = 12.495,28 €."


def test_b17_anerkannte_ueberschreitung() -> None:
    ohne = rechne("19890.40", einzelansaetze=anerkannt(*B17))
    mit = rechne("19890.40", einzelansaetze=anerkannt(*B17), bagatelle=Decimal(500))
    assert [str(e.zuwendung) for e in (ohne, mit)] == ["13923.28", "14000.00"]
    assert [str(e.zuwendungsfaehig) for e in (ohne, mit)] == ["19890.40"] * 2
    assert worte(ohne)[2] == (
        "Überschreitungen 780,00 €, Einsparungen 889,60 €: Die Einsparungen decken die Überschreitungen."
    )
    assert worte(ohne)[3] == "Bemessungsgrundlage 19.890,40 € × 70,00 % = 13.923,28 €."


def test_b18_gekuerzte_ueberschreitung() -> None:
    ergebnis = rechne("20010.40", einzelansaetze=anerkannt(*B18))
    assert (str(ergebnis.zuwendungsfaehig), str(ergebnis.zuwendung)) == ("19910.40", "13937.28")
    assert worte(ergebnis)[3:5] == [
        "Abzüglich nicht anerkannter Überschreitungen: 20.010,40 € − 100,00 € = 19.910,40 €.",
        "Bemessungsgrundlage 19.910,40 € × 70,00 % = 13.937,28 €.",
    ]


def test_kuerzung_steht_vor_der_zwanzig_prozent_regel() -> None:
    ergebnis = rechne("20010.40", nicht_zuwendungsfaehig=Decimal(350), einzelansaetze=anerkannt(*B18))
    assert str(ergebnis.zuwendungsfaehig) == "19560.40"
    assert worte(ergebnis)[0] == "Zuwendungsfähige Ausgaben: 20.010,40 € − 350,00 € = 19.660,40 €."


def test_bagatelle_misst_nach_der_zwanzig_prozent_regel() -> None:
    """Costs as planned, but 600 of them are not recognised: the change is 600."""
    zuviel = Anerkennung(Decimal(600), [])
    assert str(rechne("20000.00", einzelansaetze=zuviel, bagatelle=Decimal(500)).zuwendung) == "13580.00"
    assert str(rechne("20000.00", einzelansaetze=zuviel, bagatelle=Decimal(600)).zuwendung) == "14000.00"


def test_mehr_gekuerzt_als_ausgegeben_ist_null() -> None:
    ergebnis = rechne(
        "500.00", nicht_zuwendungsfaehig=Decimal(400), einzelansaetze=Anerkennung(Decimal(200), [])
    )
    assert (str(ergebnis.zuwendungsfaehig), str(ergebnis.zuwendung)) == ("0.00", "0.00")


def test_ueberfinanzierung_kuerzen_ist_eine_option() -> None:
    fest = {"finanzierungsart": "festbetrag"}
    ergebnisse = [
        rechne(ist, ueberfinanzierung_kuerzen=kuerzen, **fest)
        for ist in ("15000.00", "13200.00")
        for kuerzen in (True, False)
    ]
    assert [str(e.zuwendung) for e in ergebnisse] == ["13000.00", "14000.00", "11200.00", "13200.00"]
    assert worte(ergebnisse[3])[2] == (
        "Überfinanzierung: Die Zuwendung übersteigt die Ausgaben um 800,00 €. "
        "Die Zuwendung sinkt auf 13.200,00 €."
    )


def test_drittmittel_ueber_den_ausgaben_lassen_nichts_uebrig() -> None:
    fest = {"finanzierungsart": "festbetrag", "deckung_ist": Deckung(Decimal(0), Decimal(16000))}
    assert str(rechne("15000.00", **fest).zuwendung) == "0.00"


@pytest.mark.parametrize(
    ("art", "minderung"),
    [("anteil", "1504.72"), ("fehlbedarf", "2149.60"), ("festbetrag", "0.00"), ("voll", "2149.60")],
)
def test_minderung(art: str, minderung: str) -> None:
    """B01, B06, B09: how far the grant falls below the approved one."""
    ergebnis = rechne("17850.40", finanzierungsart=art)
    assert (str(ergebnis.minderung), str(ergebnis.zuwendungsfaehig)) == (minderung, "17850.40")


@pytest.mark.parametrize("satz", ["-0.01", "100.01", "70.001"])
def test_foerdersatz_ist_ein_prozentsatz(satz: str) -> None:
    with pytest.raises(GeldFehler):
        rechne("100.00", foerdersatz=Decimal(satz))


def test_satz_des_bescheids_braucht_keine_geplanten_ausgaben() -> None:
    ohne = Deckung(Decimal(0), Decimal(0))
    assert str(rechne("100.00", ausgaben_plan=Decimal(0), deckung_ist=ohne).zuwendung) == "70.00"
    with pytest.raises(GeldFehler) as fehler:
        rechne("100.00", ausgaben_plan=Decimal(0), foerdersatz=None)
    assert (
        str(fehler.value) == "Für eine Anteilfinanzierung müssen die geplanten Ausgaben über 0,00 € liegen."
    )


BETRAG = st.integers(min_value=0, max_value=4 * 10**6).map(aus_cent)
ARTEN = st.sampled_from(list(Finanzierungsart))


@given(ARTEN, BETRAG, BETRAG, BETRAG, BETRAG, st.booleans())
def test_mehr_ausgaben_senken_die_zuwendung_nie(
    art: str, ausgaben: Decimal, mehr: Decimal, dritt: Decimal, grenze: Decimal, kuerzen
) -> None:
    fall = {
        "finanzierungsart": art,
        "deckung_ist": Deckung(Decimal(4000), dritt),
        "bagatelle": grenze,
        "ueberfinanzierung_kuerzen": kuerzen,
    }
    wenig, viel = rechne(str(ausgaben), **fall), rechne(str(ausgaben + mehr), **fall)
    assert wenig.zuwendung <= viel.zuwendung <= Decimal(14000)
    assert wenig.zuwendung <= ausgaben


@given(ARTEN, BETRAG, BETRAG, BETRAG)
def test_mehr_drittmittel_erhoehen_die_zuwendung_nie(
    art: str, ausgaben: Decimal, dritt: Decimal, mehr: Decimal
) -> None:
    wenig, viel = (
        rechne(str(ausgaben), finanzierungsart=art, deckung_ist=Deckung(Decimal(4000), betrag))
        for betrag in (dritt, dritt + mehr)
    )
    assert viel.zuwendung <= wenig.zuwendung


@given(ARTEN, BETRAG, BETRAG)
def test_kein_cent_geht_verloren(art: str, ausgaben: Decimal, gezahlt: Decimal) -> None:
    e = rechne(str(ausgaben), finanzierungsart=art, ausgezahlt=gezahlt)
    assert gezahlt + e.restzahlung - e.rueckforderung == e.zuwendung == Decimal(14000) - e.minderung
