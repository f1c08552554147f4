"""With whom a case lies, and what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE
from workflows.akte import akte
from workflows.graph.verfahren import Verfahren
from workflows.models import Aufgabe
from workflows.tuer import hindernisse
from workflows.tuer.verzeichnis import SCHRITTE


def aufgaben(antrag: Antrag) -> list[Aufgabe]:
    """Every step of a person in this case, the oldest first."""
    menschlich = Aufgabe.objects.filter(antrag=antrag, schritt__in=SCHRITTE, stelle__isnull=False)
    return list(menschlich.select_related("stelle", "owner", "erledigt_von").order_by("id"))


def offene(alle: Sequence[Aufgabe]) -> list[dict[str, Any]]:
    """With whom the case lies and until when, and where nobody can go on."""
    return [
        {
            "aufgabe": a,
            "titel": SCHRITTE[a.schritt].titel,
            "bei": bei_wem(a),
            "unbesetzt": unbesetzt(a),
        }
        for a in alle
        if a.offen
    ]


def unbesetzt(aufgabe: Aufgabe) -> str:
    """That nobody of the office can do this open task, in a sentence; empty when somebody can."""
    schritt = SCHRITTE[aufgabe.schritt]
    if schritt.beim_traeger or aufgabe.antrag is None or aufgabe.stelle is None:
        return ""
    return hindernisse.unbesetzt(schritt, aufgabe.antrag, aufgabe.stelle)


def bei_wem(aufgabe: Aufgabe, *, nach_aussen: bool = False) -> str:
    """The person and the Stelle where an open task lies; outsiders read function and Stelle."""
    stelle = aufgabe.stelle.name if aufgabe.stelle else ""
    if aufgabe.owner is None:
        return stelle if nach_aussen else f"{stelle}, noch nicht übernommen"
    return f"{akte.person(aufgabe.owner, nach_aussen=nach_aussen)} ({stelle})"


@dataclass(frozen=True)
class Prozessschritt:
    """A step in a case: erledigt, offen, unnoetig, entfaellt or spaeter; its tasks say who and when."""

    name: str
    titel: str
    stand: str
    aufgaben: list[Aufgabe]


def prozessschritte(
    antrag: Antrag, alle: Sequence[Aufgabe], verfahren: type[Verfahren]
) -> list[Prozessschritt]:
    """All steps of this procedure in their order, each with its state in this case."""
    return _schritte(verfahren, alle, zu_ende=antrag.zustand in ENDZUSTAENDE)


@dataclass(frozen=True)
class Nebenablauf:
    """One run of a procedure beside the main one: a change, a claim."""

    titel: str
    verfahren: type[Verfahren]
    begonnen: datetime
    schritte: list[Prozessschritt]


def nebenablaeufe(antrag: Antrag, alle: Sequence[Aufgabe]) -> list[Nebenablauf]:
    """Every side procedure of this case with its own steps, the newest first."""
    if not any(SCHRITTE[a.schritt].nebenverfahren for a in alle):
        return []
    return [
        Nebenablauf(
            str(vorgang.flow_class.process_title),
            vorgang.flow_class,
            min((a.eroeffnet_am for a in alle if a.process_id == vorgang.pk), default=vorgang.created),
            _schritte(
                vorgang.flow_class,
                [a for a in alle if a.process_id == vorgang.pk],
                zu_ende=vorgang.finished is not None,
            ),
        )
        for vorgang in antrag.vorgaenge.order_by("-id")
        if vorgang.flow_class.nebenverfahren
    ]


def _schritte(verfahren: type[Verfahren], alle: Sequence[Aufgabe], *, zu_ende: bool) -> list[Prozessschritt]:
    knoten = {knoten.name for knoten in verfahren.instance.nodes()}
    je_schritt = {
        name: [a for a in alle if a.schritt == name and a.status != STATUS.CANCELED]
        for name in SCHRITTE
        if name in knoten
    }
    letzter = max((nr for nr, zeilen in enumerate(je_schritt.values()) if zeilen), default=-1)
    return [
        Prozessschritt(
            name, SCHRITTE[name].titel, _stand(zeilen, vorbei=nr < letzter, zu_ende=zu_ende), zeilen
        )
        for nr, (name, zeilen) in enumerate(je_schritt.items())
    ]


def _stand(zeilen: Sequence[Aufgabe], *, vorbei: bool, zu_ende: bool) -> str:
    if any(aufgabe.offen for aufgabe in zeilen):
        return "offen"
    if zeilen:
        return "erledigt"
    if vorbei:
        return "unnoetig"
    return "entfaellt" if zu_ende else "spaeter"
