"""The task list of a draft and everything it says, ready for its pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from antraege.antrag.antworten import in_worten
from antraege.antrag.models import Antrag, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.queries import gestellte_abschnitte
from antraege.foerderung.maengel import ANGABEN, PLAN, UNTERLAGEN, VORHABEN
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status


@dataclass(frozen=True)
class Schritt:
    """An entry of the task list, as `teile/aufgabenliste.html` takes it."""

    name: str
    url: str
    stand: str
    hinweis: str = ""


@dataclass(frozen=True)
class Hinweis:
    """A defect with the address of the page that mends it; empty when none does."""

    text: str
    behebt: str
    url: str


@dataclass(frozen=True)
class Angabenblock:
    """An Abschnitt with its questions and the answers in words."""

    nr: int
    name: str
    url: str
    fakten: list[tuple[str, str]]


def adresse(antrag: Antrag, feld: str) -> str:
    """The address of the page and place that `Mangel.feld` names; empty for no page."""
    if not feld:
        return ""
    seite, _, anker = feld.partition("#")
    name, _, nr = seite.partition("/")
    return reverse(name, args=[antrag.pk, int(nr)] if nr else [antrag.pk]) + (f"#{anker}" if anker else "")


def mit_adresse(antrag: Antrag, maengel: Iterable[Mangel]) -> list[Hinweis]:
    """The defects, each with the address where it is mended."""
    return [Hinweis(m.text, m.behebt, adresse(antrag, m.feld)) for m in maengel]


def schritte(
    antrag: Antrag, maengel: list[Mangel], *, punkte: Iterable[Nachforderungspunkt] = ()
) -> list[Schritt]:
    """The task list: project, each Abschnitt, plan, papers, submit; after submission only what is asked."""
    fragen = gestellte_abschnitte(antrag)
    seiten = [  # page, name and whether something was entered there
        (VORHABEN, "Vorhaben und Zeitraum", True),
        *(
            (f"{ANGABEN}/{a.nr}", a.name, any(f.schluessel in antrag.antworten for f in a.fragen))
            for a in fragen
        ),
        *([] if antrag.kooperation else [(PLAN, "Finanzierungsplan", antrag.planpositionen.exists())]),
        (UNTERLAGEN, "Unterlagen", antrag.anlagen.filter(entfernt_am=None).exists()),
    ]
    gefragt = None
    if antrag.status != Status.ENTWURF:
        orte = {f.schluessel: f"{ANGABEN}/{a.nr}" for a in fragen for f in a.fragen}
        gefragt = {
            PLAN if p.bezug == Bezugsart.PLAN else orte.get(p.schluessel, "")
            for p in punkte
            if p.bezug in (Bezugsart.FRAGE, Bezugsart.PLAN)
        }
    liste = [
        _schritt(antrag, seite, name, begonnen=begonnen, maengel=maengel, gefragt=gefragt)
        for seite, name, begonnen in seiten
    ]
    if gefragt is None:
        stand, hinweis = ("gesperrt", f"Offene Punkte: {len(maengel)}") if maengel else ("offen", "")
        liste.append(
            Schritt("Prüfen und einreichen", reverse("antrag_pruefen", args=[antrag.pk]), stand, hinweis)
        )
    return liste


def _schritt(
    antrag: Antrag,
    seite: str,
    name: str,
    *,
    begonnen: bool,
    maengel: list[Mangel],
    gefragt: set[str] | None,
) -> Schritt:
    hier = [mangel.text for mangel in maengel if mangel.feld.partition("#")[0] == seite]
    url = adresse(antrag, seite) if gefragt is None or seite in gefragt else ""
    if not begonnen:
        return Schritt(name, url, "offen", "" if hier else "freiwillig")
    if not hier:
        return Schritt(name, url, "fertig")
    weitere = f" (und {len(hier) - 1} weitere)" if len(hier) > 1 else ""
    return Schritt(name, url, "begonnen", f"{hier[0]}{weitere}")


def angabenbloecke(antrag: Antrag) -> list[Angabenblock]:
    """Every question with its answer in words, grouped as on the pages."""
    return [
        Angabenblock(
            a.nr,
            a.name,
            reverse(ANGABEN, args=[antrag.pk, a.nr]),
            [
                (
                    f.text,
                    in_worten(f, antrag.antworten.get(f.schluessel))
                    or ("noch offen" if f.pflicht else "keine Angabe"),
                )
                for f in a.fragen
            ],
        )
        for a in gestellte_abschnitte(antrag)
    ]
