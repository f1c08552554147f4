"""The process picture: the steps of people from top to bottom, one column per phase; what is past, now and next.

Nothing crosses: where a step leads back or past its neighbour, its box says so. Figures are pixels of a drawing that
is shown in its own size, so that text stays readable on the narrowest page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any

from django.template.loader import render_to_string

from antraege.kern.status import Status
from workflows.akte.verlauf import Prozessschritt
from workflows.tuer.verzeichnis import SCHRITTE

BREITE = 256
KASTEN = 240  # width of a box
ABSTAND = 26  # between boxes, with the arrow
TITELZEICHEN, HINWEISZEICHEN = 24, 30  # characters of a line
TITELHOEHE, HINWEISHOEHE, RAND = 20, 18, 12
STAENDE = {
    "offen": "hier liegt der Fall",
    "erledigt": "erledigt",
    "naechstes": "als Nächstes",
    "spaeter": "kommt noch",
    "unnoetig": "war nicht nötig",
    "entfaellt": "entfällt",
    "vorgesehen": "Schritt des Verfahrens",  # without a case
}
PHASEN: tuple[tuple[str, frozenset[Status]], ...] = (
    ("Prüfung", frozenset({Status.EINGEREICHT, Status.NACHFORDERUNG})),
    ("Entscheidung", frozenset({Status.GEPRUEFT})),
    ("Durchführung und Nachweis", frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})),
    ("Abschluss", frozenset({Status.KONTROLLIERT, Status.WIDERRUFEN})),
)


@dataclass(frozen=True)
class Zeile:
    """A line of text and where it stands."""

    text: str
    y: int


@dataclass(frozen=True)
class Kasten:
    """One step: its lines, its state in words, and whether an arrow leads on from it."""

    titel: str
    stand: str
    wort: str
    y: int
    hoehe: int
    titelzeilen: tuple[Zeile, ...]
    hinweise: tuple[Zeile, ...]
    pfeil: bool

    @property
    def unten(self) -> int:
        """Where the arrow to the next box begins."""
        return self.y + self.hoehe


@dataclass(frozen=True)
class Bahn:
    """One phase with its boxes."""

    name: str
    hoehe: int
    kaesten: tuple[Kasten, ...]

    @property
    def in_worten(self) -> str:
        """The same as text."""
        return " ".join(f"{kasten.titel}: {kasten.wort}." for kasten in self.kaesten)


@dataclass(frozen=True)
class Wege:
    """Where a step leads: the steps that may follow, and those that run at the same time."""

    danach: tuple[str, ...]
    zugleich: tuple[str, ...]


@lru_cache(maxsize=16)
def wege(flow_class: Any) -> dict[str, Wege]:
    """For every step of a person in this procedure."""
    knoten = {k.name: k for k in flow_class.instance.nodes()}
    zugleich: dict[str, set[str]] = {}
    for k in knoten.values():
        if k.bpmn_element == "parallelGateway":
            aeste = [
                naechste[0] for kante in k._outgoing() if (naechste := list(_naechste(kante.dst, set())))
            ]
            for ast in aeste:
                zugleich.setdefault(ast, set()).update(set(aeste) - {ast})
    return {
        name: Wege(
            tuple(
                dict.fromkeys(z for kante in knoten[name]._outgoing() for z in _naechste(kante.dst, set()))
            ),
            tuple(sorted(zugleich.get(name, ()))),
        )
        for name in SCHRITTE
        if name in knoten
    }


def _naechste(knoten: Any, besucht: set[str]) -> Iterator[str]:
    """The steps of people that are reached from here without passing one."""
    if knoten.name in SCHRITTE:
        yield knoten.name
    elif knoten.name not in besucht:
        besucht.add(knoten.name)
        for kante in knoten._outgoing():
            yield from _naechste(kante.dst, besucht)


def bahnen(flow_class: Any, schritte: Iterable[Prozessschritt]) -> list[Bahn]:
    """The columns of this case, in the order of its steps."""
    reihe, leitet = list(schritte), wege(flow_class)
    platz = {schritt.name: nr for nr, schritt in enumerate(reihe)}
    offen = {schritt.name for schritt in reihe if schritt.stand == "offen"}
    danach = {z for name in offen for z in leitet[name].danach if platz.get(z, -1) > platz[name]}
    phasen: dict[str, list[Prozessschritt]] = {}
    for schritt in reihe:
        phasen.setdefault(_phase(schritt.name), []).append(schritt)
    fertig = []
    for name, eigene in phasen.items():
        kaesten: list[Kasten] = []
        for schritt in eigene:
            als_naechstes = schritt.name in danach and schritt.stand == "spaeter"
            oben = kaesten[-1].unten + ABSTAND if kaesten else RAND
            kaesten.append(
                _kasten(
                    schritt,
                    "naechstes" if als_naechstes else schritt.stand,
                    tuple(_hinweise(schritt.name, reihe, platz, leitet[schritt.name])),
                    oben,
                    pfeil=schritt is not eigene[-1],
                )
            )
        fertig.append(Bahn(name, kaesten[-1].unten + RAND, tuple(kaesten)))
    return fertig


def _phase(schritt: str) -> str:
    staende = SCHRITTE[schritt].zustaende
    return next((name for name, phase in PHASEN if staende and staende <= phase), "Schritte")


def _hinweise(name: str, reihe: list[Prozessschritt], platz: dict[str, int], weg: Wege) -> Iterator[str]:
    """Where the step leads besides the one below it, in words."""
    titel = {schritt.name: schritt.titel for schritt in reihe}
    hier = platz[name]
    if zugleich := [titel[z] for z in weg.zugleich if z in platz]:
        yield f"zugleich mit: {', '.join(zugleich)}"
    for ziel in weg.danach:
        if ziel not in platz or ziel in weg.zugleich or platz[ziel] == hier + 1:
            continue
        if platz[ziel] == hier:
            yield "auch mehrmals"
        elif platz[ziel] < hier:
            yield f"oder zurück zu: {titel[ziel]}"
        else:
            yield f"oder weiter mit: {titel[ziel]}"


def _kasten(
    schritt: Prozessschritt, stand: str, hinweise: tuple[str, ...], oben: int, *, pfeil: bool
) -> Kasten:
    titel = wrap(schritt.titel, TITELZEICHEN)
    klein = [STAENDE[stand], *(z for hinweis in hinweise for z in wrap(hinweis, HINWEISZEICHEN))]
    unter_titel = oben + RAND + len(titel) * TITELHOEHE
    return Kasten(
        titel=schritt.titel,
        stand=stand,
        wort=". ".join([STAENDE[stand], *hinweise]),
        y=oben,
        hoehe=2 * RAND + len(titel) * TITELHOEHE + len(klein) * HINWEISHOEHE,
        titelzeilen=tuple(Zeile(z, oben + RAND + nr * TITELHOEHE + 14) for nr, z in enumerate(titel)),
        hinweise=tuple(Zeile(z, unter_titel + nr * HINWEISHOEHE + 13) for nr, z in enumerate(klein)),
        pfeil=pfeil,
    )


def zeichne(flow_class: Any, schritte: Iterable[Prozessschritt], *, kennung: str = "ablaufbild") -> str:
    """The columns as SVG, each with its text; `kennung` tells several pictures of one page apart."""
    werte = {"bahnen": bahnen(flow_class, schritte), "breite": BREITE, "kasten": KASTEN}
    return render_to_string("akte/prozessbild.html", {**werte, "kennung": kennung})
