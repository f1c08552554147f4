"""The sample: the same for ever, large ones always, risky ones likelier."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.foerderung.nachweis.stichprobe import Parameter, Ziehbeleg, ziehe

MITTWOCH, SONNTAG = date(2023, 4, 5), date(2023, 4, 2)


def beleg(nr: int, betrag: str = "10.07", tag: date = MITTWOCH, an: str = "") -> Ziehbeleg:
    return Ziehbeleg(nr, Decimal(betrag), tag, an or f"Laden {nr}")


def parameter(startwert: str = "a", prozent: int = 20, ab: str | None = None) -> Parameter:
    return Parameter(startwert, prozent, Decimal(ab) if ab else None, date(2023, 6, 30))


def test_gleicher_startwert_gleiche_stichprobe() -> None:
    belege = [beleg(nr) for nr in range(1, 101)]
    erste = ziehe(belege, parameter())
    assert erste == ziehe(reversed(belege), parameter())
    assert (len(erste), set(erste.values())) == (20, {"Zufall"})
    assert set(erste) != set(ziehe(belege, parameter("b")))


def test_die_stichprobe_ist_fuer_immer_diese() -> None:
    """A fixed value: whoever changes the dice makes every old sample unexplainable."""
    assert list(ziehe([beleg(nr) for nr in range(1, 31)], parameter("2023", 10))) == [19, 23, 25]


def test_alle_grossen_und_vom_rest_der_anteil() -> None:
    belege = [beleg(nr, "1000.00" if nr <= 3 else "10.07") for nr in range(1, 14)]
    gezogen = ziehe(belege, parameter(ab="1000.00", prozent=20))
    assert [gezogen.pop(nr) for nr in (1, 2, 3)] == ["Betrag ab 1.000,00\N{NO-BREAK SPACE}€"] * 3
    assert len(gezogen) == 2


@pytest.mark.parametrize(
    ("anzahl", "prozent", "umfang"), [(0, 20, 0), (1, 0, 1), (3, 1, 1), (10, 100, 10), (7, 250, 7)]
)
def test_mindestens_einer_hoechstens_alle(anzahl: int, prozent: int, umfang: int) -> None:
    assert len(ziehe([beleg(nr) for nr in range(1, anzahl + 1)], parameter(prozent=prozent))) == umfang


def test_risiken_stehen_im_anlass() -> None:
    belege = [
        beleg(1, "500.00"),
        beleg(2, tag=SONNTAG),
        beleg(3, "20.07", an="Doppelt"),
        beleg(4, "20.07", an=" doppelt"),
        beleg(5, tag=date(2023, 6, 28)),
        beleg(6),
    ]
    assert ziehe(belege, parameter(prozent=100)) == {
        1: "Zufall, hoher Betrag, runder Betrag",
        2: "Zufall, Wochenende",
        3: "Zufall, gleicher Betrag an denselben Empfänger",
        4: "Zufall, gleicher Betrag an denselben Empfänger",
        5: "Zufall, kurz vor dem Ende",
        6: "Zufall",
    }


def test_riskante_belege_werden_oefter_gezogen() -> None:
    belege = [
        beleg(nr, "50.00" if nr % 2 else "50.01", SONNTAG if nr % 2 else MITTWOCH) for nr in range(1, 201)
    ]
    ungerade = sum(nr % 2 for lauf in range(50) for nr in ziehe(belege, parameter(f"lauf {lauf}", 10)))
    assert 1000 * 0.70 < ungerade < 1000 * 0.90  # four times the weight of the others: 80 % expected
