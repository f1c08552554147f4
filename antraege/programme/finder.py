"""Every funding a person may find here, the city's and other funders', with a verdict on what they have in mind.

A city has some dozens of programmes: each kind is read in one query and judged in Python.
"""

from dataclasses import dataclass
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
from antraege.programme.queries import geltende_richtlinien

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
        """Every word occurs, nothing in the answers rules it out, and it is open where that is asked."""
        text = " ".join((treffer.name, treffer.geber, treffer.beschreibung, *treffer.gruppen)).casefold()
        text += " ".join(zweck.bezeichnung for zweck in treffer.foerderung.zwecke).casefold()
        worte_da = all(wort in text for wort in self.suche.casefold().split())
        infrage = kommt_infrage(self.anliegen, treffer.foerderung)
        return worte_da and infrage and (treffer.offen or not self.nur_offen)


def foerderungen(suche: Suche, *, am: date) -> tuple[list[Treffer], list[Treffer]]:
    """The city's and the other funders' programmes that fit, by name; three queries."""
    stadt, andere = _der_stadt(suche.anliegen, am), _anderer(suche.anliegen, am)
    return [t for t in stadt if suche.passt(t)], [t for t in andere if suche.passt(t)]


def beurteilte(anliegen: Anliegen, *, am: date) -> list[tuple[Eignung, list[Treffer]]]:
    """All of them under their verdict, the city's first."""
    treffer = [*_der_stadt(anliegen, am), *_anderer(anliegen, am)]
    return [(eignung, [t for t in treffer if t.befund.eignung == eignung]) for eignung in Eignung]


def geltende_externe(am: date) -> QuerySet[ExternesProgramm]:
    """What somebody has checked, nobody has ended, and whose time has not run out."""
    laeuft = Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=am)
    return ExternesProgramm.objects.filter(laeuft, geprueft_am__isnull=False, beendet_am__isnull=True)


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


def _der_stadt(anliegen: Anliegen, am: date) -> list[Treffer]:
    richtlinien = geltende_richtlinien(am, "programm__stelle", "programm__finder")
    return [_aus_richtlinie(richtlinie, anliegen, am) for richtlinie in richtlinien]


def _anderer(anliegen: Anliegen, am: date) -> list[Treffer]:
    return [_aus_extern(extern, anliegen, am) for extern in geltende_externe(am)]


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
