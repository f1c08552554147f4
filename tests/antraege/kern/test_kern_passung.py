"""How offers are ordered for a request, and how an age is read from words."""

import pytest

from antraege.kern.passung import Angebotslage, Bedarf, alter_aus_worten, passung

BEDARF = Bedarf(themenfeld=1, standort=5, ganztag=True, alter=(8, 10))


def lage(
    themenfeld: int = 1,
    standort: int | None = None,
    *,
    ganztag: bool = True,
    alter: tuple[int, int] = (6, 10),
) -> Angebotslage:
    """An offer that suits BEDARF but for what is said."""
    standorte = None if standort is None else frozenset({standort})
    return Angebotslage(themenfeld, standorte, ganztag, alter)


def test_was_ganz_passt_nennt_vier_gruende() -> None:
    ergebnis = passung(BEDARF, lage(standort=5))
    assert (ergebnis.punkte, ergebnis.moeglich, ergebnis.bedenken) == (140, True, ())
    assert ergebnis.gruende == (
        "gleiches Themenfeld",
        "am Standort möglich",
        "im Ganztag geeignet",
        "passt zum Alter der Kinder",
    )


@pytest.mark.parametrize(
    ("angebot", "bedenken", "moeglich"),
    [
        (lage(2, 5), "anderes Themenfeld", True),
        (lage(standort=6), "nicht an diesem Standort", False),
        (lage(ganztag=False), "nicht für den Ganztag vorgesehen", False),
        (lage(alter=(11, 14)), "für ein anderes Alter", True),
    ],
)
def test_was_nicht_passt_steht_in_worten_da(angebot: Angebotslage, bedenken: str, moeglich: bool) -> None:  # noqa: FBT001
    ergebnis = passung(BEDARF, angebot)
    assert (ergebnis.bedenken, ergebnis.moeglich) == ((bedenken,), moeglich)


def test_das_themenfeld_wiegt_mehr_als_alles_andere() -> None:
    anderes = passung(BEDARF, lage(2))
    nur_thema = passung(BEDARF, lage(standort=6, ganztag=False, alter=(12, 14)))
    assert anderes.punkte < nur_thema.punkte


def test_was_nicht_gefragt_ist_spricht_weder_dafuer_noch_dagegen() -> None:
    ohne = Bedarf(themenfeld=None, standort=None, ganztag=False, alter=None)
    ergebnis = passung(ohne, lage(ganztag=False, alter=(0, 3)))
    assert (ergebnis.punkte, ergebnis.gruende, ergebnis.bedenken, ergebnis.moeglich) == (0, (), (), True)
    assert passung(ohne, lage(standort=5, alter=(0, 3))).moeglich is True


@pytest.mark.parametrize(
    ("alter", "gruende"), [((10, 12), ("passt zum Alter der Kinder",)), ((11, 12), ()), ((3, 8), None)]
)
def test_ein_gemeinsames_jahr_genuegt(alter: tuple[int, int], gruende: tuple[str, ...] | None) -> None:
    nur_alter = Bedarf(None, None, ganztag=False, alter=(8, 10))
    erwartet = ("passt zum Alter der Kinder",) if gruende is None else gruende
    assert passung(nur_alter, lage(alter=alter)).gruende == erwartet


@pytest.mark.parametrize(
    ("text", "alter"),
    [
        ("Kinder der Klassen 3 und 4", (8, 10)),
        ("Klasse 1", (6, 7)),
        ("Kinder der Klassen 2 bis 4", (7, 10)),
        ("Klassen 1, 2 und 3", (6, 9)),
        ("Vorschulkinder und Kinder der Klassen 1 und 2", (5, 8)),
        ("Kinder von drei bis sechs Jahren", (3, 6)),
        ("Kinder von 6 – 12 Jahren", (6, 12)),
        ("zwischen 4 und 10 Jahren", (4, 10)),
        ("Kinder ab 6 Jahren", (6, 27)),
        ("ab zwölf Jahren", (12, 27)),
        ("Kita-Kinder", (3, 6)),
        ("Alle Grundschulkinder", (6, 10)),
        ("Alle Kinder der Schule", None),
        ("", None),
        ("10 bis 6 Jahre", (6, 10)),
    ],
)
def test_das_alter_steht_in_den_worten(text: str, alter: tuple[int, int] | None) -> None:
    assert alter_aus_worten(text) == alter
