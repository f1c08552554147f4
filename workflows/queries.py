"""The Postkorb: which tasks are mine, free, with others or put aside; one indexed query for the rows of a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from viewflow.workflow.status import STATUS

from antraege.antrag.models import Beteiligung
from antraege.kern.vieraugen import Taetigkeit, vier_augen
from antraege.programme.models import Mitzeichnungsstelle
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from workflows.models import Aufgabe
from workflows.schritte import SCHRITTE

REITER = {
    "meine": "Meine Aufgaben",
    "frei": "Nicht vergeben",
    "wartend": "Bei anderen",
    "wiedervorlage": "Wiedervorlage",
}
AUFGABENRECHTE = frozenset(schritt.recht for schritt in SCHRITTE.values() if not schritt.beim_traeger)
ZAEHLGRENZE = 99
VIELE_ARME = 60
SORTIERUNGEN = {
    "frist": ("faellig_am", "id"),
    "betrag": ("betrag", "id"),
    "-betrag": ("-betrag", "-id"),
    "programm": ("programm", "faellig_am", "id"),
}


@dataclass(frozen=True)
class Auswahl:
    """Filter and order of one Postkorb page."""

    reiter: str = "meine"
    sort: str = "frist"
    programm: int | None = None
    schritt: str = ""
    suche: str = ""
    nur_ueberfaellig: bool = False

    def bedingung(self) -> Q:
        """The filter as a condition on Aufgabe."""
        q = Q()
        if self.programm:
            q &= Q(programm=self.programm)
        if self.schritt:
            q &= Q(schritt=self.schritt)
        if self.nur_ueberfaellig:
            q &= Q(faellig_am__lt=uhr.heute())
        if self.suche:
            q &= Q(aktenzeichen__startswith=self.suche) | Q(betreff__icontains=self.suche)
        return q


def arme(benutzer: Benutzer, reiter: str) -> list[QuerySet[Aufgabe]]:
    """The parts of a view of the Postkorb; each can be read from one partial index in order."""
    ich_und_vertretene = [benutzer.pk, *(person.pk for person in rechte.vertretene(benutzer))]
    vergeben = Aufgabe.objects.filter(status=STATUS.ASSIGNED)
    heute = uhr.heute()
    match reiter:
        case "meine":
            ruht = Q(wiedervorlage_am__gt=heute)
            return [vergeben.filter(~ruht | Q(wiedervorlage_am__isnull=True), owner=p) for p in ich_und_vertretene]
        case "wiedervorlage":
            return [vergeben.filter(owner=p, wiedervorlage_am__gt=heute) for p in ich_und_vertretene]
        case "wartend":
            offen = Aufgabe.objects.filter(
                status__in=[STATUS.NEW, STATUS.ASSIGNED], stelle__isnull=False, fallbetreuung=benutzer
            )
            return [offen.exclude(owner=benutzer)]
    freie = Aufgabe.objects.filter(status=STATUS.NEW)
    paare = _paare(benutzer)
    if len(paare) > VIELE_ARME:
        return [freie.filter(stelle__in={stelle for stelle, _ in paare}, recht__in={recht for _, recht in paare})]
    return [freie.filter(stelle=stelle, recht=recht) for stelle, recht in paare]


def _paare(benutzer: Benutzer) -> list[tuple[int, str]]:
    """Stelle and right for which this person may take tasks; read once per object, like the rights."""
    if "_aufgabenpaare" not in benutzer.__dict__:
        benutzer.__dict__["_aufgabenpaare"] = list(_lies_paare(benutzer))
    paare: list[tuple[int, str]] = benutzer.__dict__["_aufgabenpaare"]
    return paare


def _lies_paare(benutzer: Benutzer) -> Iterator[tuple[int, str]]:
    """Only Stellen that are given tasks count: of programmes, of Mitzeichnungen, the Kasse."""
    eigene = [b for b in rechte.berechtigungen(benutzer) if b.recht in AUFGABENRECHTE]
    pfade = {b.pfad for b in eigene}
    if not pfade:
        return
    unter = Q()
    for pfad in pfade:
        unter |= Q(pfad__startswith=pfad)
    mit_aufgaben = Q(programme__isnull=False) | Q(pk__in=Mitzeichnungsstelle.objects.values("stelle")) | Q(art="kasse")
    stellen = Stelle.objects.filter(unter, mit_aufgaben).distinct().values_list("pk", "pfad")
    for pk, pfad in stellen:
        for recht in sorted({b.recht for b in eigene if pfad.startswith(b.pfad)}):
            yield pk, recht.value


def seite(
    teile: Iterable[QuerySet[Aufgabe]], *, auswahl: Auswahl, ab: tuple[str, int] | None = None, laenge: int = 25
) -> list[Aufgabe]:
    """Up to `laenge` + 1 rows in order, after the row `ab`; each part gives at most that many from its index."""
    ordnung = SORTIERUNGEN.get(auswahl.sort, SORTIERUNGEN["frist"])
    bedingung = auswahl.bedingung() & _nach(ordnung, ab)
    stuecke = [teil.filter(bedingung).order_by(*ordnung)[: laenge + 1].values("pk") for teil in teile]
    if not stuecke:
        return []
    zeilen = Aufgabe.objects.filter(pk__in=_vereint(stuecke)).select_related("stelle", "owner", "antrag__traeger", "programm")
    return list(zeilen.order_by(*ordnung)[: laenge + 1])


def _nach(ordnung: tuple[str, ...], ab: tuple[str, int] | None) -> Q:
    """Only rows after the last one shown: its value in the leading column, then its id."""
    if ab is None:
        return Q()
    wert, pk = ab
    if ordnung[0] == "betrag":
        return Q(betrag__gt=wert) | Q(betrag=wert, pk__gt=pk)
    if ordnung[0] == "-betrag":
        return Q(betrag__lt=wert) | Q(betrag=wert, pk__lt=pk)
    programm, _, frist = wert.rpartition("|")
    spaeter = Q(faellig_am__gt=frist) | Q(faellig_am=frist, pk__gt=pk)
    return Q(programm__gt=programm) | (Q(programm=programm) & spaeter) if programm else spaeter


def _vereint(stuecke: list[QuerySet[Any]]) -> RawSQL:
    """UNION ALL of limited parts; written out because SQLite wants each limited part in a subselect."""
    verbindung = connections[stuecke[0].db]
    sql, werte = [], []
    for stueck in stuecke:
        text, parameter = stueck.query.get_compiler(connection=verbindung).as_sql()
        sql.append(f"SELECT * FROM ({text}) AS teil")  # noqa: S608 - compiled by Django
        werte += parameter
    return RawSQL(" UNION ALL ".join(sql), werte)  # noqa: S611 - compiled by Django, values as parameters


def zaehler(benutzer: Benutzer) -> dict[str, str]:
    """How many tasks stand in each view, up to 99+: never a count over everything; one query."""
    verbindung = connections["default"]
    sql, werte = [], []
    for name in REITER:
        stuecke = [teil.order_by()[: ZAEHLGRENZE + 1].values("pk") for teil in arme(benutzer, name)]
        if stuecke:
            vereint = _vereint(stuecke)
            sql.append(f"(SELECT COUNT(*) FROM (SELECT * FROM ({vereint.sql}) AS v LIMIT {ZAEHLGRENZE + 1}) AS z)")  # noqa: S608
            werte += vereint.params
        else:
            sql.append("0")
    with verbindung.cursor() as zeiger:
        zeiger.execute(f"SELECT {', '.join(sql)}", werte)
        zahlen = zeiger.fetchone()
    return {
        name: f"{ZAEHLGRENZE}+" if zahl > ZAEHLGRENZE else str(zahl)
        for name, zahl in zip(REITER, zahlen, strict=True)
    }


def gesperrte(benutzer: Benutzer, aufgaben: Iterable[Aufgabe]) -> set[int]:
    """Which of these tasks four eyes forbid this person; one query for the page."""
    aufgaben = list(aufgaben)
    taten: dict[int, set[Taetigkeit]] = {}
    eigene = Beteiligung.objects.filter(benutzer=benutzer, antrag__in={a.antrag_id for a in aufgaben})
    for antrag, tat in eigene.values_list("antrag", "taetigkeit"):
        taten.setdefault(antrag, set()).add(Taetigkeit(tat))
    return {
        a.pk
        for a in aufgaben
        if a.schritt in SCHRITTE
        and vier_augen(SCHRITTE[a.schritt].taetigkeit, bisher=taten.get(a.antrag_id or 0, ()))
    }


POSTKORBRECHTE: tuple[Recht, ...] = tuple(sorted(AUFGABENRECHTE))
