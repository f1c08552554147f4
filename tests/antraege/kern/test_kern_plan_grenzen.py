"""The checks of the plan just at, above and below their limits."""

from decimal import Decimal

from antraege.kern.finanzierung import Grenzen, Plan, Position, pruefe_jahre, pruefe_plan


def plan(ausgaben: str, *, eigen: str = "0.00", zuwendung: str) -> Plan:
    return Plan(
        (
            Position("ausgabe", "sachkosten", "Material", Decimal(ausgaben)),
            Position("deckung", "eigenmittel", "Eigenmittel", Decimal(eigen)),
            Position("deckung", "zuwendung", "Zuwendung", Decimal(zuwendung)),
        )
    )


def texte(eingabe: Plan, **grenzen: Decimal) -> list[str]:
    return [mangel.text.replace("\u00a0", " ") for mangel in pruefe_plan(eingabe, Grenzen(**grenzen))]


def test_zeilen_mit_null_und_kleinen_betraegen_sind_erlaubt() -> None:
    assert texte(plan("0.50", zuwendung="0.50")) == []


def test_halber_euro_unterschied() -> None:
    assert texte(plan("10.00", zuwendung="9.50")) == [
        (
            "Die Ausgaben sind um 0,50 € höher als die Deckung: Ausgaben 10,00 €, Deckung 9,50 €. "
            "Beide Seiten müssen gleich sein."
        )
    ]


def test_mindester_eigenanteil_wird_aufgerundet() -> None:
    knapp, genug = (
        plan("100.01", eigen="10.00", zuwendung="90.01"),
        plan("100.01", eigen="10.01", zuwendung="90"),
    )
    assert texte(knapp, eigenanteil_min=Decimal("10.00")) == [
        (
            "Die Eigenmittel müssen mindestens 10,00 % der Ausgaben betragen, das sind 10,01 €. "
            "Eingetragen sind 10,00 €."
        )
    ]
    assert texte(genug, eigenanteil_min=Decimal("10.00")) == []


def test_foerdersatz_auch_unter_einem_euro() -> None:
    assert str(plan("0.50", zuwendung="0.25").foerdersatz) == "50.00"


def test_mindestbetrag_gilt_auch_unter_einem_euro() -> None:
    assert texte(plan("0.50", zuwendung="0.50"), mindestbetrag=Decimal(10)) == [
        "Die Zuwendung muss mindestens 10,00 € betragen. Beantragt sind 0,50 €."
    ]


def test_position_wird_euro() -> None:
    assert str(Position("ausgabe", "sachkosten", "Material", 5).betrag) == "5.00"


def test_ohne_jahre_fehlt_alles() -> None:
    assert [mangel.text.replace("\u00a0", " ") for mangel in pruefe_jahre(Decimal(5), {})] == [
        "Die Jahresbeträge ergeben 0,00 €, die Zuwendung beträgt 5,00 €. Beides muss gleich sein."
    ]
