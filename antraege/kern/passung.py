"""How well an offer fits what an institution asks for: a pure order, with its reasons in words."""

import re
from dataclasses import dataclass

Alter = tuple[int, int]
AELTESTE = 27  # offers are for young people; who is not yet 27 is one (§ 7 Abs. 1 Nr. 4 SGB VIII)
THEMENFELD, STANDORT, GANZTAG, ALTER = 100, 20, 10, 10

_ZAHLWOERTER = {
    wort: zahl
    for zahl, wort in enumerate(
        ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"), 1
    )
}
_ZAHL = rf"(\d{{1,2}}|{'|'.join(sorted(_ZAHLWOERTER, key=len, reverse=True))})"
_KLASSEN = re.compile(r"klassen?\s+(\d{1,2}(?:\s*(?:,|und|bis|-|–)\s*\d{1,2})*)")
_SPANNE = re.compile(rf"{_ZAHL}\s*(?:bis|-|–|und)\s*{_ZAHL}\s*jahre")
_AB = re.compile(rf"\bab\s+{_ZAHL}\s*jahre")
_STUFEN: dict[str, Alter] = {"vorschul": (5, 6), "kita": (3, 6), "grundschul": (6, 10)}


@dataclass(frozen=True)
class Bedarf:
    """What is asked for: topic and site by their ids, Ganztag, and the age of the children if it is known."""

    themenfeld: int | None
    standort: int | None
    ganztag: bool
    alter: Alter | None


@dataclass(frozen=True)
class Angebotslage:
    """What an offer can serve; `standorte` is None for one that comes anywhere."""

    themenfeld: int
    standorte: frozenset[int] | None
    ganztag: bool
    alter: Alter


@dataclass(frozen=True)
class Passung:
    """The rank of an offer, what speaks for it and what against; `moeglich` is False when it cannot be used."""

    punkte: int
    gruende: tuple[str, ...]
    bedenken: tuple[str, ...]
    moeglich: bool


def passung(bedarf: Bedarf, lage: Angebotslage) -> Passung:
    """The same topic outweighs everything else; a wrong site, or no Ganztag where it is needed, rules out."""
    am_standort = bedarf.standort is None or lage.standorte is None or bedarf.standort in lage.standorte
    urteile: list[tuple[int, bool, str, str]] = []  # weight, whether it holds, words for it, words against it
    if bedarf.themenfeld is not None:
        gleich = bedarf.themenfeld == lage.themenfeld
        urteile.append((THEMENFELD, gleich, "gleiches Themenfeld", "anderes Themenfeld"))
    if bedarf.standort is not None:
        urteile.append((STANDORT, am_standort, "am Standort möglich", "nicht an diesem Standort"))
    if bedarf.ganztag:
        urteile.append((GANZTAG, lage.ganztag, "im Ganztag geeignet", "nicht für den Ganztag vorgesehen"))
    if bedarf.alter is not None:
        passend = bedarf.alter[0] <= lage.alter[1] and lage.alter[0] <= bedarf.alter[1]
        urteile.append((ALTER, passend, "passt zum Alter der Kinder", "für ein anderes Alter"))
    punkte, gruende, bedenken = 0, [], []
    for gewicht, passt, dafuer, dagegen in urteile:
        if passt:
            punkte += gewicht
            gruende.append(dafuer)
        else:
            bedenken.append(dagegen)
    return Passung(
        punkte, tuple(gruende), tuple(bedenken), moeglich=am_standort and (lage.ganztag or not bedarf.ganztag)
    )


def alter_aus_worten(text: str) -> Alter | None:
    """From which age to which a target group reaches, read from its words; None when they do not say.

    Children of class n are n + 5 to n + 6 years old (§ 35 Abs. 1 SchulG NRW).
    """
    text = text.lower()
    spannen: list[Alter] = []
    for fund in _KLASSEN.finditer(text):
        klassen = [int(zahl) for zahl in re.findall(r"\d+", fund[1])]
        spannen.append((min(klassen) + 5, max(klassen) + 6))
    for fund in _SPANNE.finditer(text):
        von, bis = sorted(_ZAHLWOERTER.get(wort) or int(wort) for wort in fund.groups())
        spannen.append((von, bis))
    spannen += [(_ZAHLWOERTER.get(fund[1]) or int(fund[1]), AELTESTE) for fund in _AB.finditer(text)]
    spannen += [spanne for wort, spanne in _STUFEN.items() if wort in text]
    return (min(von for von, _ in spannen), max(bis for _, bis in spannen)) if spannen else None
