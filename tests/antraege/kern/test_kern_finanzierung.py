"""Checks of the Finanzierungsplan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.kern.finanzierung import Grenzen, Plan, Position, pruefe_jahre, pruefe_plan
from antraege.kern.geld import GeldFehler
from antraege.kern.maengel import Mangel

OHNE_GRENZEN = Grenzen(foerdersatz_max=None, eigenanteil_min=None, hoechstbetrag=None, mindestbetrag=None)


def ausgabe(betrag: str, art: str = "sachkosten") -> Position:
    return Position("ausgabe", art, "Material", Decimal(betrag))


def deckung(betrag: str, art: str) -> Position:
    return Position("deckung", art, art.capitalize(), Decimal(betrag))


def plan_p(eigen: str = "4000", dritt: str = "2000", zuwendung: str = "14000") -> Plan:
    """Base plan P of the worked examples."""
    return Plan(
        (
            Position("ausgabe", "personal", "Personal", Decimal(12000)),
            Position("ausgabe", "honorare", "Honorare", Decimal(4000)),
            Position("ausgabe", "sachkosten", "Sachkosten", Decimal(3000)),
            Position("ausgabe", "verwaltung", "Verwaltung", Decimal(1000)),
            deckung(eigen, "eigenmittel"),
            deckung(dritt, "drittmittel"),
            deckung(zuwendung, "zuwendung"),
        )
    )


def texte(maengel: list[Mangel]) -> list[tuple[str, str]]:
    return [(mangel.feld, mangel.text.replace("\u00a0", " ")) for mangel in maengel]


def test_summen_des_basisplans() -> None:
    plan = plan_p()
    summen = (plan.summe_ausgaben, plan.summe_deckung, plan.eigenmittel, plan.zuwendung, plan.foerdersatz)
    assert [str(s) for s in summen] == ["20000.00", "20000.00", "4000.00", "14000.00", "70.00"]


def test_basisplan_ist_ohne_mangel() -> None:
    grenzen = Grenzen(Decimal(70), Decimal(20), Decimal(14000), Decimal(14000))
    assert pruefe_plan(plan_p(), grenzen) == []


def test_teilnahmebeitraege_zaehlen_zur_deckung() -> None:
    plan = Plan((ausgabe("100"), deckung("30", "teilnahmebeitraege"), deckung("70", "zuwendung")))
    assert pruefe_plan(plan, OHNE_GRENZEN) == []


def test_ausgaben_groesser_als_deckung() -> None:
    assert texte(pruefe_plan(plan_p(eigen="3500"), OHNE_GRENZEN)) == [
        (
            "deckung",
            (
                "Die Ausgaben sind um 500,00 € höher als die Deckung: Ausgaben 20.000,00 €, "
                "Deckung 19.500,00 €. Beide Seiten müssen gleich sein."
            ),
        )
    ]


def test_deckung_groesser_als_ausgaben() -> None:
    assert texte(pruefe_plan(plan_p(dritt="2000.01"), OHNE_GRENZEN)) == [
        (
            "deckung",
            (
                "Die Deckung ist um 0,01 € höher als die Ausgaben: Ausgaben 20.000,00 €, "
                "Deckung 20.000,01 €. Beide Seiten müssen gleich sein."
            ),
        )
    ]


def test_leerer_plan() -> None:
    assert texte(pruefe_plan(Plan(()), Grenzen(Decimal(70), Decimal(20), Decimal(1), Decimal(1)))) == [
        ("ausgaben", "Bitte tragen Sie mindestens eine Ausgabe ein."),
        ("zuwendung", "Bitte tragen Sie ein, welche Zuwendung Sie beantragen."),
    ]
    assert Plan(()).foerdersatz == Decimal("0.00")


def test_negative_zeile_wird_mit_stelle_genannt() -> None:
    plan = Plan((ausgabe("100", "honorare"), ausgabe("-10"), deckung("90", "zuwendung")))
    assert texte(pruefe_plan(plan, OHNE_GRENZEN)) == [
        ("position-1", "„Material“: Der Betrag darf nicht negativ sein.")
    ]


def test_eigenanteil_zu_klein() -> None:
    grenzen = replace(OHNE_GRENZEN, eigenanteil_min=Decimal("20.01"))
    assert texte(pruefe_plan(plan_p(), grenzen)) == [
        (
            "eigenmittel",
            (
                "Die Eigenmittel müssen mindestens 20,01 % der Ausgaben betragen, das sind 4.002,00 €. "
                "Eingetragen sind 4.000,00 €."
            ),
        )
    ]


def test_foerdersatz_zu_hoch() -> None:
    grenzen = replace(OHNE_GRENZEN, foerdersatz_max=Decimal("69.99"))
    assert texte(pruefe_plan(plan_p(), grenzen)) == [
        (
            "zuwendung",
            (
                "Die Zuwendung darf höchstens 69,99 % der Ausgaben betragen, das sind 13.998,00 €. "
                "Beantragt sind 14.000,00 €."
            ),
        )
    ]


def test_hoechstbetrag_und_mindestbetrag() -> None:
    hoechstens = replace(OHNE_GRENZEN, hoechstbetrag=Decimal("13999.99"))
    mindestens = replace(OHNE_GRENZEN, mindestbetrag=Decimal("14000.01"))
    assert texte([*pruefe_plan(plan_p(), hoechstens), *pruefe_plan(plan_p(), mindestens)]) == [
        ("zuwendung", "Die Zuwendung darf höchstens 13.999,99 € betragen. Beantragt sind 14.000,00 €."),
        ("zuwendung", "Die Zuwendung muss mindestens 14.000,01 € betragen. Beantragt sind 14.000,00 €."),
    ]


def plan_mit_verwaltung(betrag: str) -> Plan:
    gemein = Position("ausgabe", "verwaltung", "Verwaltung", Decimal(betrag), gemeinkosten=True)
    rest = str(Decimal(20000) - Decimal(betrag))
    return Plan((ausgabe(rest), gemein, deckung("6000", "eigenmittel"), deckung("14000", "zuwendung")))


def test_verwaltungskosten_ueber_dem_hoechstsatz() -> None:
    grenzen = replace(OHNE_GRENZEN, gemeinkosten_max=Decimal("7.50"))
    assert str(plan_mit_verwaltung("1500").gemeinkosten) == "1500.00"
    assert pruefe_plan(plan_mit_verwaltung("1500"), grenzen) == []
    assert texte(pruefe_plan(plan_mit_verwaltung("1500.01"), grenzen)) == [
        (
            "ausgaben",
            (
                "Die Verwaltungskosten dürfen höchstens 7,50 % der Ausgaben betragen, das sind 1.500,00 €. "
                "Eingetragen sind 1.500,01 €."
            ),
        )
    ]


def test_nur_gekennzeichnete_ausgaben_sind_verwaltungskosten() -> None:
    gekennzeichnet = Position("deckung", "eigenmittel", "Eigenmittel", Decimal(6000), gemeinkosten=True)
    plan = Plan((ausgabe("20000"), gekennzeichnet, deckung("14000", "zuwendung")))
    assert pruefe_plan(plan, replace(OHNE_GRENZEN, gemeinkosten_max=Decimal(0))) == []


def test_doppelte_zeile_wird_mit_stelle_genannt() -> None:
    plan = Plan(
        (
            Position("ausgabe", "sachkosten", "Bastel material", Decimal(50)),
            Position("ausgabe", "sachkosten", " bastel  Material", Decimal(30)),
            Position("ausgabe", "honorare", "Bastel Material", Decimal(20)),
            deckung("100", "zuwendung"),
        )
    )
    text = "Diese Zeile gibt es schon. Bitte fassen Sie beide zusammen oder benennen Sie eine um."
    assert texte(pruefe_plan(plan, OHNE_GRENZEN)) == [("position-1", f"„ bastel  Material“: {text}")]


def test_gleicher_name_auf_beiden_seiten_und_leere_namen_sind_keine_doppelten() -> None:
    zeilen = (
        Position("ausgabe", "zuwendung", "Stadt", Decimal(50)),
        Position("deckung", "zuwendung", "Stadt", Decimal(100)),
        *[Position("ausgabe", "sachkosten", "", Decimal(25))] * 2,
    )
    assert pruefe_plan(Plan(zeilen), OHNE_GRENZEN) == []


def test_jahresbetraege_ergeben_die_zuwendung() -> None:
    jahre = {2025: Decimal("12916.67"), 2026: Decimal("18083.33")}
    zeitraum = {"von": date(2025, 8, 1), "bis": date(2026, 7, 31)}
    assert pruefe_jahre(Decimal(31000), jahre, **zeitraum) == []
    assert pruefe_jahre(Decimal(31000), jahre) == []
    assert texte(pruefe_jahre(Decimal("31000.01"), jahre)) == [
        (
            "jahre",
            (
                "Die Jahresbeträge ergeben 31.000,00 €, die Zuwendung beträgt 31.000,01 €. "
                "Beides muss gleich sein."
            ),
        )
    ]


def test_alle_maengel_der_jahresbetraege_auf_einmal() -> None:
    jahre = {2024: Decimal(5), 2025: Decimal(-1), 2026: Decimal(0), 2027: Decimal(1)}
    maengel = pruefe_jahre(Decimal(4), jahre, von=date(2025, 1, 1), bis=date(2026, 12, 31))
    assert [(m.feld, m.text.replace("\u00a0", " "), m.behebt) for m in maengel] == [
        ("jahr-2024", "2024 liegt nicht im Bewilligungszeitraum.", "Träger"),
        ("jahr-2025", "2025: Der Betrag darf nicht negativ sein.", "Träger"),
        ("jahr-2027", "2027 liegt nicht im Bewilligungszeitraum.", "Träger"),
        (
            "jahre",
            "Die Jahresbeträge ergeben 5,00 €, die Zuwendung beträgt 4,00 €. Beides muss gleich sein.",
            "Träger",
        ),
    ]


def test_jahresbetraege_sind_genau() -> None:
    for gesamt, betrag in (("0.001", "1"), ("1", "0.001")):
        with pytest.raises(GeldFehler):
            pruefe_jahre(Decimal(gesamt), {2026: Decimal(betrag)})


def test_b15_hoechster_foerdersatz_rundet_auf_den_cent() -> None:
    grenzen = Grenzen(foerdersatz_max=Decimal("33.33"))
    plan = Plan((ausgabe("28450"), deckung("18967.61", "eigenmittel"), deckung("9482.39", "zuwendung")))
    assert pruefe_plan(plan, grenzen) == []


def test_alle_maengel_auf_einmal() -> None:
    verwaltung = Position("ausgabe", "sachkosten", "Büro", Decimal(101), gemeinkosten=True)
    plan = Plan((ausgabe("-1"), verwaltung, ausgabe("1"), deckung("99", "zuwendung")))
    grenzen = Grenzen(Decimal(50), Decimal(10), Decimal(60), Decimal(10), Decimal(5))
    assert [(mangel.feld, mangel.behebt) for mangel in pruefe_plan(plan, grenzen)] == [
        ("position-0", "Träger"),
        ("position-2", "Träger"),
        ("deckung", "Träger"),
        ("ausgaben", "Träger"),
        ("eigenmittel", "Träger"),
        ("zuwendung", "Träger"),
        ("zuwendung", "Träger"),
    ]


def test_riesige_summen_sind_kein_absturz() -> None:
    plan = Plan(
        (
            *[ausgabe("9999999999999.99", f"art-{n}") for n in range(5)],
            deckung("9999999999999.99", "zuwendung"),
        )
    )
    assert [mangel.feld for mangel in pruefe_plan(plan, Grenzen(Decimal(80), Decimal(20)))] == [
        "deckung",
        "eigenmittel",
    ]


@pytest.mark.parametrize("betrag", [1.5, Decimal("1.005"), Decimal("NaN"), "1,50"])
def test_position_nimmt_nur_genaue_betraege(betrag: Any) -> None:
    with pytest.raises(GeldFehler):
        Position("ausgabe", "sachkosten", "Material", betrag)


def test_position_kennt_seiten_und_deckungsarten() -> None:
    with pytest.raises(ValueError, match="Unbekannte Seite: haben"):
        Position("haben", "sachkosten", "x", Decimal(1))
    with pytest.raises(ValueError, match="Unbekannte Deckungsart: lotto"):
        Position("deckung", "lotto", "x", Decimal(1))
