"""What a Leitung sees of its people: who there is, how much each has, what is overdue, by person and by step.

Nothing here counts over everything: what is overdue is read up to `HOECHSTENS` rows, the oldest first, and the load of
each person up to "99+".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connections
from django.db.models import Exists, OuterRef, Q, QuerySet

from rollen import rechte, uhr
from rollen.blaettern import in_worten
from rollen.models import Benutzer, Mitgliedschaft, Vertretung
from rollen.tabelle import TRAEGERROLLEN, Recht
from workflows.models import Aufgabe
from workflows.models.vorgang import VERGEBEN
from workflows.postkorb.keyset import vereine
from workflows.postkorb.vorrat import Arbeitsvorrat, postkorbrechte, zaehle
from workflows.tuer.verzeichnis import SCHRITTE

HOECHSTENS = 1000
PERSONEN = 60


@dataclass
class Stau:
    """Overdue tasks that belong together: how many, and since which day the oldest of them is overdue."""

    name: str
    schluessel: str
    zahl: int = 0
    seit: date = date.max

    def merke(self, faellig_am: date) -> None:
        """One more."""
        self.zahl += 1
        self.seit = min(self.seit, faellig_am)


@dataclass
class Ueberfaellig:
    """What is overdue at the Stellen of a Leitung; `mehr` when there is more than was read."""

    je_person: dict[int | None, Stau] = field(default_factory=dict)
    je_schritt: dict[str, Stau] = field(default_factory=dict)
    zahl: int = 0
    mehr: bool = False

    @property
    def seit(self) -> date | None:
        """Since when the oldest is overdue."""
        return min((stau.seit for stau in self.je_schritt.values()), default=None)


@dataclass(frozen=True)
class Person:
    """One of the people of a Leitung, with how much lies with them."""

    benutzer: Benutzer
    gehoert_dazu: bool
    im_amt: bool
    offen: str
    ueberfaellig: Stau | None
    vertretung: Vertretung | None


def ueberfaellig(vorrat: Arbeitsvorrat) -> Ueberfaellig:
    """The oldest overdue tasks by person and by step. One query over an index, whatever else is open."""
    felder = ("sortierfrist", "pk", "schritt", "owner")
    teile = [t.order_by("sortierfrist", "pk").values_list(*felder) for t in vorrat.ueberfaellige()]
    sql, werte = vereine(teile, grenze=HOECHSTENS + 1)
    ergebnis = Ueberfaellig()
    if not sql:
        return ergebnis
    with connections[Aufgabe.objects.db].cursor() as zeiger:
        zeiger.execute(f"{sql} ORDER BY 1, 2 LIMIT {HOECHSTENS + 1}", werte)
        zeilen = zeiger.fetchall()
    ergebnis.mehr, zeilen = len(zeilen) > HOECHSTENS, zeilen[:HOECHSTENS]
    ergebnis.zahl = len(zeilen)
    for frist, _, schritt, person in zeilen:
        tag = frist if isinstance(frist, date) else date.fromisoformat(frist)  # SQLite keeps days as text
        ergebnis.je_person.setdefault(person, Stau("", str(person or ""))).merke(tag)
        ergebnis.je_schritt.setdefault(schritt, Stau(SCHRITTE[schritt].titel, schritt)).merke(tag)
    return ergebnis


def leute(benutzer: Benutzer, stellen: Collection[int]) -> QuerySet[Benutzer]:
    """The people of the Stellen this person leads, and whoever else still holds a task at `stellen`, by name.

    Who has left stays among them as long as something lies with them.
    """
    leitend = [b for b in rechte.berechtigungen(benutzer) if b.recht == Recht.AUFGABEN_ZUWEISEN]
    amt = Mitgliedschaft.objects.exclude(gruppe__rolle__in=TRAEGERROLLEN)
    hier = amt.filter(rechte.gueltig(uhr.heute()), _an(leitend))
    belegt = Aufgabe.objects.filter(VERGEBEN, owner=OuterRef("pk"), stelle__in=list(stellen))
    im_amt = Q(pk__in=amt.values("benutzer"))
    hier_aktiv = Q(pk__in=hier.values("benutzer"), is_active=True)
    return Benutzer.objects.filter(im_amt, hier_aktiv | Exists(belegt)).order_by("name", "pk")


def mit_last(benutzer: Benutzer, vorrat: Arbeitsvorrat, stau: Ueberfaellig) -> list[Person]:
    """These people with their open and overdue tasks, who has most overdue first; at most `PERSONEN`. Four queries."""
    alle = list(leute(benutzer, vorrat.geleitete))
    alle.sort(key=lambda p: (-_zahl(stau, p), p.name))
    gezeigte = alle[:PERSONEN]
    lasten = zaehle({p.pk: [offene_von(p.pk, vorrat.geleitete)] for p in gezeigte})
    dazu, im_amt = dazugehoerige(benutzer, gezeigte)
    weg = {v.vertretener_id: v for v in _vertretungen_heute(gezeigte)}
    return [
        Person(
            p, p.pk in dazu, p.pk in im_amt, in_worten(lasten[p.pk]), stau.je_person.get(p.pk), weg.get(p.pk)
        )
        for p in gezeigte
    ]


def _vertretungen_heute(personen: Iterable[Benutzer]) -> QuerySet[Vertretung]:
    heute = uhr.heute()
    laufende = Vertretung.objects.filter(
        vertretener__in=[p.pk for p in personen], von__lte=heute, bis__gte=heute
    )
    return laufende.select_related("vertreter").order_by("-bis", "pk")


def offene_von(person: int, stellen: Iterable[int]) -> QuerySet[Aufgabe]:
    """The open office tasks of one person at these Stellen."""
    return Aufgabe.objects.filter(
        VERGEBEN, owner=person, stelle__in=list(stellen), recht__in=postkorbrechte()
    )


def dazugehoerige(benutzer: Benutzer, personen: Iterable[Benutzer]) -> tuple[set[int], set[int]]:
    """Which of these people have a role today where this person leads, and which have one at the city. One query.

    Who works further up may hold tasks here too; who has no role any more holds none of the rights for them.
    """
    stellen = [b.pfad for b in rechte.berechtigungen(benutzer) if b.recht == Recht.AUFGABEN_ZUWEISEN]
    rollen = Mitgliedschaft.objects.filter(
        rechte.gueltig(uhr.heute()), benutzer__in=[p.pk for p in personen], benutzer__is_active=True
    ).exclude(gruppe__rolle__in=TRAEGERROLLEN)
    dazu: set[int] = set()
    im_amt: set[int] = set()
    for person, pfad in rollen.values_list("benutzer", "gruppe__stelle__pfad"):
        im_amt.add(person)
        if any(pfad.startswith(oben) for oben in stellen):
            dazu.add(person)
    return dazu, im_amt


def _an(leitend: Iterable[rechte.Berechtigung]) -> Q:
    """Memberships at the Stellen these rights reach."""
    bedingung = Q(pk__in=[])
    for eine in leitend:
        bedingung |= Q(gruppe__stelle__pfad__startswith=eine.pfad)
    return bedingung


def _zahl(stau: Ueberfaellig, person: Benutzer) -> int:
    eigener = stau.je_person.get(person.pk)
    return eigener.zahl if eigener else 0
