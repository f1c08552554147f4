"""The Postkorb: what is mine, what is free, what waits for others, what is put aside; for a Leitung, all of the Stelle.

The rows of a page come from one query over partial indexes of Aufgabe: one part per person, or per Stelle
and right. Steps of the office always have a deadline; `sortierfrist` puts the applicant's steps without one last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from typing import Any

from django.db import connections
from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from antraege.antrag.models import Beteiligung
from antraege.kern.maengel import Mangel
from antraege.kern.vieraugen import Taetigkeit, vier_augen
from antraege.programme.models import Foerderprogramm
from rollen import rechte, uhr
from rollen.blaettern import ZAEHLGRENZE
from rollen.models import Benutzer, Stelle
from rollen.tabelle import OERTLICH, Recht
from workflows.models import Aufgabe
from workflows.models.vorgang import FREI, OFFEN, VERGEBEN
from workflows.postkorb.keyset import Ordnung, Ziel, blatt, vereine
from workflows.tuer.hindernisse import stimmangel
from workflows.tuer.verzeichnis import SCHRITTE

REITER = {
    "meine": "Meine Aufgaben",
    "frei": "Nicht vergeben",
    "wartend": "Bei anderen",
    "wiedervorlage": "Wiedervorlage",
    "stelle": "Alle der Stelle",
}
NIEMAND = "niemand"
SORTIERUNGEN = {
    "frist": ("sortierfrist", "id"),
    "betrag": ("betrag", "id"),
    "programm": ("programm_id", "sortierfrist", "id"),
}
WIEDERVORLAGE = ("wiedervorlage_am", "id")
VIELE_TEILE = 40
_STIMME = "stimme"
_MIT = ("stelle", "owner", "antrag__traeger")
_ANZEIGE = (
    *("schritt", "recht", "status", "aktenzeichen", "betreff", "betrag", "faellig_am", "sortierfrist"),
    *(
        "wiedervorlage_am",
        "wiedervorlage_grund",
        "programm_id",
        "owner__name",
        "stelle__name",
        "stelle__pfad",
    ),
    *("antrag__status", "antrag__traeger__name"),
)


@cache
def postkorbrechte() -> tuple[Recht, ...]:
    """The rights of all steps of the office."""
    return tuple(sorted({schritt.recht for schritt in SCHRITTE.values() if not schritt.beim_traeger}))


@dataclass(frozen=True)
class Auswahl:
    """View, filter and order of a Postkorb."""

    reiter: str = "meine"
    sort: str = "frist"
    programm: int | None = None
    schritt: str = ""
    suche: str = ""
    ueberfaellig: bool = False
    recht: str = ""
    person: str = ""

    @property
    def ordnung(self) -> Ordnung:
        """The columns of the order; in the Wiedervorlage its day takes the place of the deadline."""
        name = self.sort.removeprefix("-")
        if self.reiter == "stelle":  # all of a Stelle has no index by amount or programme
            return Ordnung(SORTIERUNGEN["frist"], absteigend=self.sort == "-frist")
        felder = WIEDERVORLAGE if name == "frist" and self.reiter == "wiedervorlage" else SORTIERUNGEN[name]
        return Ordnung(felder, absteigend=self.sort.startswith("-"))

    @property
    def gefiltert(self) -> bool:
        """True when something narrows the view."""
        return bool(self.bedingung())

    def bedingung(self) -> Q:
        """The filter as a condition on Aufgabe."""
        q = Q()
        if self.programm:
            q &= Q(programm=self.programm)
        if self.schritt:
            q &= Q(schritt=self.schritt, recht=SCHRITTE[self.schritt].recht)
        if self.recht:
            q &= Q(recht=self.recht)
        if self.ueberfaellig:
            q &= Q(sortierfrist__lt=uhr.heute())
        if self.person == NIEMAND:
            q &= FREI
        elif self.person:
            q &= Q(owner=int(self.person))
        if self.suche:
            q &= Q(aktenzeichen__startswith=self.suche) | Q(betreff__icontains=self.suche)
        return q


@dataclass
class _Bisher:
    """What one person has done in one case, and for which Stellen they have voted."""

    taten: set[Taetigkeit] = field(default_factory=set)
    stimmen: set[str] = field(default_factory=set)
    eine_person: bool = False

    def merke(self, tat: str, stelle: str, *, auch_beides: bool) -> None:
        """An act, or a vote for a Stelle."""
        if tat == _STIMME:
            self.stimmen.add(stelle)
            return
        self.taten.add(Taetigkeit(tat))
        self.eine_person = auch_beides

    def gegen(self, aufgabe: Aufgabe) -> list[Mangel]:
        """Why the person may not do this task as well."""
        taetigkeit = SCHRITTE[aufgabe.schritt].taetigkeit
        gruende = vier_augen(taetigkeit, bisher=self.taten, feststellung_eine_person=self.eine_person)
        if aufgabe.recht in OERTLICH and aufgabe.stelle:
            gruende += stimmangel(self.stimmen - {aufgabe.stelle.name})
        return gruende


@dataclass
class Arbeitsvorrat:
    """What one person may work on; reads Stellen and programmes once, in one query."""

    benutzer: Benutzer
    programme: list[tuple[int, str]] = field(default_factory=list)
    gruppen: list[tuple[tuple[Recht, ...], list[int]]] = field(default_factory=list)
    geleitete: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        alle = rechte.berechtigungen(self.benutzer)
        eigene = [b for b in alle if b.recht in postkorbrechte()]
        leitend = [b for b in alle if b.recht == Recht.AUFGABEN_ZUWEISEN]
        # The Stellen within these rights that have a free task at present; the data says which can have one.
        freie = Aufgabe.objects.filter(FREI, stelle=OuterRef("pk"), recht__in={b.recht for b in eigene})
        stellen = (
            Stelle.objects.filter(rechte.reichweite(eigene), Exists(freie))
            .order_by()
            .values_list(Value("stelle"), "pk", "pfad")
        )
        programme = Foerderprogramm.objects.order_by().values_list(Value("programm"), "pk", "name")
        offene = Aufgabe.objects.filter(OFFEN, stelle=OuterRef("pk"), recht__in=postkorbrechte())
        geleitete = (
            Stelle.objects.filter(rechte.reichweite(leitend), Exists(offene))
            .order_by()
            .values_list(Value("geleitet"), "pk", "name")
        )
        je_stelle = []
        for art, pk, text in stellen.union(programme, *([geleitete] if leitend else []), all=True):
            if art == "programm":
                self.programme.append((pk, text))
            elif art == "geleitet":
                self.geleitete[pk] = text
            else:
                je_stelle.append((tuple(sorted({b.recht for b in eigene if b.deckt(text)})), pk))
        self.programme.sort(key=lambda programm: programm[1])
        for gleiche, paare in groupby(sorted(je_stelle), key=lambda paar: paar[0]):
            self.gruppen.append((gleiche, [pk for _, pk in paare]))

    @property
    def leitet(self) -> bool:
        """True for who assigns tasks somewhere, and so sees all of them there."""
        return any(b.recht == Recht.AUFGABEN_ZUWEISEN for b in rechte.berechtigungen(self.benutzer))

    @property
    def reiter(self) -> dict[str, str]:
        """The views this person has, by name."""
        return {name: titel for name, titel in REITER.items() if name != "stelle" or self.leitet}

    @cached_property
    def _personen(self) -> list[int]:
        """Me, and whom I deputise for."""
        return [self.benutzer.pk, *(person.pk for person in rechte.vertretene(self.benutzer))]

    def teile(self, auswahl: Auswahl) -> list[QuerySet[Aufgabe]]:
        """The parts of a view; one partial index gives each in the order by deadline (or amount, programme)."""
        if auswahl.reiter == "stelle":
            return self._der_stelle(auswahl)
        if auswahl.reiter != "frei":
            return self._zusammen(auswahl.reiter)
        paare = [
            (stelle, recht) for rechte_, stellen in self.gruppen for stelle in stellen for recht in rechte_
        ]
        if auswahl.schritt:
            paare = [(stelle, recht) for stelle, recht in paare if recht == SCHRITTE[auswahl.schritt].recht]
        if auswahl.recht:
            paare = [(stelle, recht) for stelle, recht in paare if recht == auswahl.recht]
        if len(paare) > VIELE_TEILE:
            return self._zusammen("frei")
        return [Aufgabe.objects.filter(FREI, stelle=stelle, recht=recht) for stelle, recht in paare]

    def alle(self, auswahl: Auswahl) -> QuerySet[Aufgabe]:
        """Every row of a view in order, for an export."""
        bedingung = Q(pk__in=[])
        for teil in self._zusammen(auswahl.reiter):
            bedingung |= Q(pk__in=teil.values("pk"))
        return (
            zeilen()
            .filter(bedingung, auswahl.bedingung())
            .order_by(*auswahl.ordnung.felder_fuer(rueckwaerts=False))
        )

    def zaehler(self, **weitere: Sequence[QuerySet[Any]]) -> dict[str, int]:
        """How many tasks stand in each view, and rows in `weitere`; never counts beyond ZAEHLGRENZE + 1. One query."""
        return zaehle({**{name: self._zusammen(name) for name in self.reiter}, **weitere})

    def vertretung(self, aufgabe: Aufgabe) -> Benutzer | None:
        """The person in whose place I would do this; None when it is mine anyway."""
        if aufgabe.owner_id is not None:
            return aufgabe.owner if aufgabe.owner_id != self.benutzer.pk else None
        assert aufgabe.stelle is not None
        eigene = rechte.berechtigung_fuer(self.benutzer, Recht(aufgabe.recht), aufgabe.stelle)
        return eigene.vertretung_fuer if eigene else None

    def sperren(self, aufgaben: Sequence[Aufgabe]) -> dict[int, list[Mangel]]:
        """Which of these tasks four eyes or an earlier vote forbid this person, and why. One query."""
        faelle = {aufgabe.antrag_id for aufgabe in aufgaben}
        eigene = Beteiligung.objects.filter(benutzer=self.benutzer, antrag__in=faelle)
        eine_person = "antrag__richtlinie__feststellung_eine_person"
        stimmen = Aufgabe.objects.filter(antrag__in=faelle, recht__in=OERTLICH, erledigt_von=self.benutzer)
        nein = Value(False, output_field=BooleanField())  # noqa: FBT003 - Django's own style
        zeilen = eigene.values_list("antrag", "taetigkeit", eine_person, Value("")).union(
            stimmen.order_by().values_list("antrag", Value(_STIMME), nein, "stelle__name"), all=True
        )
        taten: dict[int, _Bisher] = {}
        for antrag, tat, auch_beides, stelle in zeilen:
            taten.setdefault(antrag, _Bisher()).merke(tat, stelle, auch_beides=auch_beides)
        return {
            a.pk: gruende for a in aufgaben if (gruende := taten.get(a.antrag_id or 0, _Bisher()).gegen(a))
        }

    def naechste(self) -> Aufgabe | None:
        """The task to go on with: the own one with the earliest deadline, or else a free one. Two queries at most."""
        for ansicht in ("meine", "frei"):
            auswahl = Auswahl(ansicht)
            blatt_ = blatt(zeilen(), self.teile(auswahl), ordnung=auswahl.ordnung, ziel=Ziel(laenge=1))
            offene = [a for a in blatt_.zeilen if a.pk not in self.sperren(blatt_.zeilen)]
            if offene:
                return offene[0]
        return None

    def ueberfaellige(self) -> list[QuerySet[Aufgabe]]:
        """What is overdue at the Stellen this person leads, one part per Stelle."""
        return [teil.filter(sortierfrist__lt=uhr.heute()) for teil in self._der_stelle(Auswahl("stelle"))]

    def _der_stelle(self, auswahl: Auswahl) -> list[QuerySet[Aufgabe]]:
        stellen, recht = list(self.geleitete), Q(recht__in=postkorbrechte())
        if auswahl.person and auswahl.person != NIEMAND:  # few rows, by an index of its own
            return [Aufgabe.objects.filter(VERGEBEN, recht, owner=int(auswahl.person), stelle__in=stellen)]
        if len(stellen) > VIELE_TEILE:
            return self._zusammen("stelle")
        return [Aufgabe.objects.filter(OFFEN, recht, stelle=stelle) for stelle in stellen]

    def _zusammen(self, reiter: str) -> list[QuerySet[Aufgabe]]:
        """A view in as few parts as possible, not in order."""
        ruht = Q(wiedervorlage_am__isnull=False, wiedervorlage_am__gt=uhr.heute())
        vergeben = Aufgabe.objects.filter(VERGEBEN, stelle__isnull=False)
        match reiter:
            case "meine":
                return [vergeben.exclude(ruht).filter(owner=person) for person in self._personen]
            case "stelle":
                q = Q(stelle__in=list(self.geleitete), recht__in=postkorbrechte())
                return [Aufgabe.objects.filter(OFFEN, q)]
            case "wiedervorlage":
                return [vergeben.filter(ruht, owner=person) for person in self._personen]
            case "wartend":
                offene = Aufgabe.objects.filter(OFFEN, fallbetreuung=self.benutzer)
                q = Q(pk__in=[])
                for gleiche, stellen in self.gruppen:
                    q |= FREI & Q(stelle__in=stellen, recht__in=gleiche)
                return [offene.exclude(owner__in=self._personen).exclude(q)]
        return [
            Aufgabe.objects.filter(FREI, stelle__in=stellen, recht__in=gleiche)
            for gleiche, stellen in self.gruppen
        ]


def zaehle(was: Mapping[Any, Sequence[QuerySet[Any]]]) -> dict[Any, int]:
    """How many rows the united parts of each name hold, never beyond ZAEHLGRENZE + 1. One query."""
    ausdruecke: list[str] = []
    werte: list[Any] = []
    for nr, teile in enumerate(was.values()):
        sql, parameter = vereine([t.order_by().values_list("pk") for t in teile], grenze=ZAEHLGRENZE + 1)
        ausdruecke.append(f"(SELECT COUNT(*) FROM ({sql}) AS zahl{nr})" if sql else "0")  # noqa: S608 - compiled
        werte += parameter
    if not ausdruecke:
        return {}
    with connections[Aufgabe.objects.db].cursor() as zeiger:
        zeiger.execute(f"SELECT {', '.join(ausdruecke)}", werte)
        zahlen = zeiger.fetchone()
    return dict(zip(was, zahlen, strict=True))


def zeilen() -> QuerySet[Aufgabe]:
    """Tasks with everything a row of the Postkorb shows but the programme, whose name is known anyway."""
    return Aufgabe.objects.select_related(*_MIT).only(*_ANZEIGE)
