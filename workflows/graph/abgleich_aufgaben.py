"""Does every request have the open tasks that its status asks for? Set-based, for any number of cases."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE, Status
from workflows.models import Aufgabe, Vorgang
from workflows.models.vorgang import OFFEN
from workflows.tuer.verzeichnis import SCHRITTE

LAUFEND = tuple(status for status in Status if status not in ENDZUSTAENDE and status != Status.ENTWURF)


@cache
def erlaubt() -> dict[Status, frozenset[str]]:
    """Which steps may be open in which state."""
    return {
        status: frozenset(s.name for s in SCHRITTE.values() if status in s.zustaende) for status in Status
    }


@dataclass(frozen=True)
class Abweichung:
    """One request whose tasks do not fit its status, in words."""

    antrag_id: int
    aktenzeichen: str | None
    was: str

    def __str__(self) -> str:
        return f"{self.aktenzeichen or f'Antrag {self.antrag_id}'}: {self.was}"


def pruefe_verfahren(antrag_id: int | None = None) -> list[Abweichung]:
    """Every deviation in the order of the requests; five queries, whatever their number."""
    eingrenzung = {} if antrag_id is None else {"antrag": antrag_id}
    gefunden = [
        *_ohne_aufgabe(antrag_id),
        *_unpassende(Aufgabe.objects.filter(OFFEN, **eingrenzung)),
        *_doppelte(Aufgabe.objects.filter(OFFEN, **eingrenzung)),
        *_vorgaenge(Vorgang.objects.filter(finished__isnull=True, **eingrenzung)),
        *_verwaiste(Aufgabe.objects.filter(OFFEN, **eingrenzung)),
    ]
    return sorted(gefunden, key=lambda a: (a.antrag_id, a.was))


def _ohne_aufgabe(antrag_id: int | None) -> Iterator[Abweichung]:
    offene = Aufgabe.objects.filter(OFFEN, antrag=OuterRef("pk"))
    faelle = Antrag.objects.filter(~Exists(offene), status__in=LAUFEND)
    if antrag_id is not None:
        faelle = faelle.filter(pk=antrag_id)
    for pk, zeichen, status in faelle.values_list("pk", "aktenzeichen", "status"):
        yield Abweichung(
            pk, zeichen, f"Der Fall läuft ({Status(status).bezeichnung}), hat aber keine offene Aufgabe."
        )


def _unpassende(offene: QuerySet[Aufgabe]) -> Iterator[Abweichung]:
    passt = Q(pk__in=[])
    for status, schritte in erlaubt().items():
        passt |= Q(antrag__status=status, schritt__in=schritte) if schritte else Q(pk__in=[])
    zeilen = offene.exclude(passt).values_list("antrag", "antrag__aktenzeichen", "antrag__status", "schritt")
    for pk, zeichen, status, schritt in zeilen:
        titel = SCHRITTE[schritt].titel if schritt in SCHRITTE else schritt
        yield Abweichung(
            pk,
            zeichen,
            f"Die Aufgabe „{titel}“ ist offen, der Status ist aber „{Status(status).bezeichnung}“.",
        )


def _doppelte(offene: QuerySet[Aufgabe]) -> Iterator[Abweichung]:
    gruppen = offene.values("antrag", "antrag__aktenzeichen", "schritt", "stelle").annotate(
        anzahl=Count("pk")
    )
    for gruppe in gruppen.filter(anzahl__gt=1).order_by():
        was = f"Die Aufgabe „{gruppe['schritt']}“ ist an derselben Stelle {gruppe['anzahl']}-mal offen."
        yield Abweichung(gruppe["antrag"], gruppe["antrag__aktenzeichen"], was)


def _vorgaenge(offene: QuerySet[Vorgang]) -> Iterator[Abweichung]:
    zeilen: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    laufend = Q(antrag__status__in=LAUFEND)
    mehrere = Exists(
        Vorgang.objects.filter(
            antrag=OuterRef("antrag"), finished__isnull=True, flow_class=OuterRef("flow_class")
        ).exclude(pk=OuterRef("pk"))
    )
    for pk, zeichen, status in offene.filter(~laufend | mehrere).values_list(
        "antrag", "antrag__aktenzeichen", "antrag__status"
    ):
        zeilen[pk].append((zeichen, status))
    for pk, vorgaenge in zeilen.items():
        zeichen, status = vorgaenge[0]
        if len(vorgaenge) > 1:
            yield Abweichung(pk, zeichen, f"{len(vorgaenge)} Vorgänge sind zugleich offen.")
        if status not in LAUFEND:
            yield Abweichung(
                pk,
                zeichen,
                f"Der Status ist „{Status(status).bezeichnung}“, ein Vorgang ist aber noch offen.",
            )


def _verwaiste(offene: QuerySet[Aufgabe]) -> Iterator[Abweichung]:
    verwaist = Q(process__finished__isnull=False) | ~Q(process__antrag=F("antrag"))
    for pk, zeichen, schritt in offene.filter(verwaist).values_list(
        "antrag", "antrag__aktenzeichen", "schritt"
    ):
        yield Abweichung(pk, zeichen, f"Die Aufgabe „{schritt}“ ist offen, ihr Vorgang ist aber beendet.")
