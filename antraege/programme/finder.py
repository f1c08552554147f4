"""Every funding a person may find here, the city's and other funders', with a verdict on what they have in mind.

A city has some dozens of programmes: each kind is read in one query and judged in Python.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from antraege.kern.aufrufe import naechste, offene
from antraege.kern.foerdersuche import (
    Anliegen,
    Befund,
    Eignung,
    Foerderung,
    Gruppe,
    Weg,
    Zweck,
    beurteile,
    kommt_infrage,
)
from antraege.programme.models import ExternesProgramm, Foerderprogramm, Richtlinie
from antraege.programme.queries import geltende_richtlinien, gueltige_richtlinie

OFFEN = Anliegen()  # nothing answered yet
NICHT_OFFEN = "zurzeit nicht offen"


@dataclass(frozen=True)
class Treffer:
    """One funding as lists show it, and what speaks for and against it."""

    name: str
    geber: str
    beschreibung: str
    url: str
    foerderung: Foerderung
    befund: Befund
    am: date
    extern: ExternesProgramm | None = None
    auch: tuple["Treffer", ...] = ()

    @property
    def wege(self) -> tuple["Treffer", ...]:
        """Over the city, then directly at the funders whose money it is."""
        return (self, *self.auch)

    @property
    def weg_in_worten(self) -> str:
        """Where this way to the money begins."""
        return self.extern.weg_in_worten if self.extern else f"Über die Stadt: {self.geber}"

    @property
    def eignung(self) -> Eignung:
        """The best verdict of its ways."""
        return min((weg.befund.eignung for weg in self.wege), key=list(Eignung).index)

    @property
    def offen(self) -> bool:
        """True when requests are taken today."""
        return self.foerderung.offen_am(self.am)

    @property
    def stand(self) -> tuple[str, str]:
        """Whether it is open and until when, in words, and the kind of its mark; only what is known."""
        zeiten = self.foerderung.zeiten
        offen, danach = offene(zeiten, self.am), naechste(zeiten, self.am)
        if not self.offen:
            beginn = danach and danach.von
            return (f"nächster Aufruf ab {beginn:%d.%m.%Y}", "info") if beginn else (NICHT_OFFEN, "neutral")
        if offen and offen.bis:
            return f"offen bis {offen.bis:%d.%m.%Y}", "success"
        return ("Frist beim Geber", "neutral") if self.extern else ("offen", "success")

    @property
    def gruppen(self) -> list[str]:
        """For whom, in words."""
        return [gruppe.bezeichnung for gruppe in Gruppe if gruppe in self.foerderung.gruppen]


@dataclass(frozen=True)
class Suche:
    """What a list is narrowed by."""

    anliegen: Anliegen = OFFEN
    suche: str = ""
    nur_offen: bool = False

    @property
    def gefiltert(self) -> bool:
        """True when something narrows the list."""
        return self != Suche()

    def passt(self, treffer: Treffer) -> bool:
        """Every word occurs, and on one of its ways nothing rules it out and it is open where that is asked."""
        text = " ".join(map(_gesagtes, treffer.wege)).casefold()
        worte_da = all(wort in text for wort in self.suche.casefold().split())
        return worte_da and any(
            kommt_infrage(self.anliegen, weg.foerderung) and (weg.offen or not self.nur_offen)
            for weg in treffer.wege
        )


def _gesagtes(treffer: Treffer) -> str:
    zwecke = (zweck.bezeichnung for zweck in treffer.foerderung.zwecke)
    return " ".join((treffer.name, treffer.geber, treffer.beschreibung, *treffer.gruppen, *zwecke))


def foerderungen(suche: Suche, *, am: date) -> tuple[list[Treffer], list[Treffer]]:
    """The city's and the other funders' programmes that fit, by name; three queries."""
    stadt, andere = _verbunden(suche.anliegen, am)
    return [t for t in stadt if suche.passt(t)], [t for t in andere if suche.passt(t)]


def beurteilte(anliegen: Anliegen, *, am: date) -> list[tuple[Eignung, list[Treffer]]]:
    """All of them under their verdict, the city's first; what has two ways stands once, under the better one."""
    stadt, andere = _verbunden(anliegen, am)
    treffer = [*stadt, *andere]
    return [(eignung, [t for t in treffer if t.eignung == eignung]) for eignung in Eignung]


def _verbunden(anliegen: Anliegen, am: date) -> tuple[list[Treffer], list[Treffer]]:
    """The city's, each with the funders whose money it gives on, and the others."""
    stadt = {r.programm_id: _aus_richtlinie(r, anliegen, am) for r in _richtlinien(am)}
    andere: list[Treffer] = []
    for extern in geltende_externe(am):
        treffer = _aus_extern(extern, anliegen, am)
        if programm := stadt.get(extern.programm_id or 0):
            stadt[extern.programm_id or 0] = replace(programm, auch=(*programm.auch, treffer))
        else:
            andere.append(treffer)
    return list(stadt.values()), andere


def geltende_externe(am: date) -> QuerySet[ExternesProgramm]:
    """What somebody has checked, nobody has ended, and whose time has not run out."""
    laeuft = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=am)
    return ExternesProgramm.objects.filter(laeuft, geprueft_am__isnull=False, beendet_am__isnull=True)


def der_stadt(extern: ExternesProgramm, *, am: date) -> Foerderprogramm | None:
    """The city's programme that gives the same money on, when its rules are valid on the day."""
    programm = extern.programm
    return programm if programm and gueltige_richtlinie(programm, am) else None


def foerderung_aus(richtlinie: Richtlinie) -> Foerderung:
    """What the verdict needs of the city's rules; `programm.finder` says what they are for, if anybody has."""
    programm = richtlinie.programm
    return Foerderung(
        weg=Weg.VEREINBARUNG if programm.kooperation else Weg.HIER,
        gruppen=frozenset(Gruppe(art) for art in richtlinie.antragsberechtigt if art in set(Gruppe)),
        zwecke=zwecke_von(programm),
        mindestens=richtlinie.mindestbetrag,
        hoechstens=richtlinie.hoechstbetrag,
        eigenanteil=richtlinie.eigenanteil_min,
        zeiten=tuple(richtlinie.antragszeiten),
        zeitraum_von=richtlinie.gueltig_von,
        zeitraum_bis=richtlinie.gueltig_bis,
    )


def zwecke_von(programm: Foerderprogramm) -> frozenset[Zweck]:
    """What it is for; empty as long as nobody has said it."""
    finder = getattr(programm, "finder", None)
    return frozenset(map(Zweck, finder.zwecke)) if finder else frozenset()


def _richtlinien(am: date) -> list[Richtlinie]:
    return geltende_richtlinien(am, "programm__stelle", "programm__finder")


def _aus_richtlinie(richtlinie: Richtlinie, anliegen: Anliegen, am: date) -> Treffer:
    programm = richtlinie.programm
    foerderung = foerderung_aus(richtlinie)
    return Treffer(
        name=programm.name,
        geber=programm.stelle.name,
        beschreibung=programm.beschreibung,
        url=reverse("programm", args=[programm.kuerzel]),
        foerderung=foerderung,
        befund=beurteile(anliegen, foerderung, am=am),
        am=am,
    )


def _aus_extern(extern: ExternesProgramm, anliegen: Anliegen, am: date) -> Treffer:
    foerderung = extern.als_foerderung()
    return Treffer(
        name=extern.name,
        geber=extern.geber,
        beschreibung=extern.beschreibung,
        url=reverse("andere_foerderung", args=[extern.kuerzel]),
        foerderung=foerderung,
        befund=beurteile(anliegen, foerderung, am=am),
        am=am,
        extern=extern,
    )
