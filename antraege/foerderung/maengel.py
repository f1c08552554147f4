"""Everything that keeps a draft from being submitted, all at once, each with the page that mends it."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils import timezone

from antraege.antrag.models import Antrag
from antraege.antrag.queries import gestellte_abschnitte
from antraege.foerderung.plan import maengel_des_plans, plan_von
from antraege.haushalt.queries import jahre_mit_haushaltsstelle
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.programme.models import Frageart
from antraege.programme.queries import kein_aufruf
from rollen import uhr
from rollen.traeger import wartestand

TRAEGER = "Träger"
VORHABEN, ANGABEN, PLAN, UNTERLAGEN = "antrag_vorhaben", "antrag_angaben", "antrag_plan", "antrag_unterlagen"
_Befunde = Iterator[Mangel]


def maengel_des_antrags(antrag: Antrag, *, heute: date | None = None) -> list[Mangel]:
    """Return every defect in the order of the task list; an empty list means it may be submitted.

    `feld` is the URL name of the page and the anchor on it: `antrag_plan#deckung`; for answers the number of
    the Abschnitt stands between: `antrag_angaben/2#id_frage-ziele`. Empty when no page mends the
    defect. `queries.adresse` makes the address of it.
    Once submitted, the day of submission counts instead of `heute`.
    """
    tag = heute or uhr.heute()
    if antrag.eingereicht_am:
        tag = timezone.localdate(antrag.eingereicht_am)
    return [mangel for pruefung in _PRUEFUNGEN for mangel in pruefung(antrag, tag)]


def _programm(antrag: Antrag, tag: date) -> _Befunde:
    if satz := kein_aufruf(antrag.richtlinie, tag):
        yield Mangel(satz)
    if stand := wartestand(antrag.traeger):
        yield Mangel(stand.text, behebt=stand.behebt)


def _zeitraum(antrag: Antrag, tag: date) -> _Befunde:
    beginn, ende = antrag.beginn, antrag.ende
    if beginn is None:
        yield _vorhaben("Bitte geben Sie an, wann das Vorhaben beginnt.", "beginn")
    elif beginn < tag:
        yield _vorhaben(
            f"Das Vorhaben beginnt am {beginn:%d.%m.%Y}, vor dem Antrag. Ein vorzeitiger Beginn schließt "
            "die Förderung aus. Bitte wählen Sie einen späteren Beginn."
            if not antrag.kooperation
            else f"Der {beginn:%d.%m.%Y} liegt in der Vergangenheit. Bitte wählen Sie einen späteren Beginn.",
            "beginn",
        )
    if ende is None:
        yield _vorhaben("Bitte geben Sie an, wann das Vorhaben endet.", "ende")
    if beginn and ende:
        von, bis = antrag.richtlinie.gueltig_von, antrag.richtlinie.gueltig_bis
        if ende < beginn:
            yield _vorhaben("Das Ende liegt vor dem Beginn.", "ende")
        if beginn < von:
            text = f"Die Richtlinie gilt erst ab dem {von:%d.%m.%Y}. Der Beginn liegt davor."
            yield _vorhaben(text, "beginn")
        if bis and ende > bis:
            text = f"Die Richtlinie gilt bis zum {bis:%d.%m.%Y}. Das Ende liegt danach."
            yield _vorhaben(text, "ende")


def _standort(antrag: Antrag, _tag: date) -> _Befunde:
    if antrag.kooperation and antrag.standort is None:
        yield _vorhaben("Bitte wählen Sie den Standort der Zusammenarbeit.", "standort")


def _haushalt(antrag: Antrag, _tag: date) -> _Befunde:
    """Every Haushaltsjahr of the project has its line; one question to the database, however long it runs."""
    richtlinie = antrag.richtlinie
    if antrag.beginn is None or not richtlinie.auftrag:
        return
    vorhanden = jahre_mit_haushaltsstelle(
        auftrag=richtlinie.auftrag,
        sachkonto=richtlinie.sachkonto,
        bezeichnung=richtlinie.haushaltsbezeichnung,
    )
    ende = antrag.ende or antrag.beginn
    fehlend = [j for j in range(antrag.beginn.year, ende.year + 1) if j not in vorhanden]
    if fehlend:
        anker = "beginn" if fehlend[0] == antrag.beginn.year else "ende"
        yield _vorhaben(f"Für {fehlend[0]} gibt es keine Haushaltsstelle.", anker)


def _vorhaben(text: str, anker: str) -> Mangel:
    return Mangel(text, behebt=TRAEGER, feld=f"{VORHABEN}#id_{anker}")


def _antworten(antrag: Antrag, _tag: date) -> _Befunde:
    for abschnitt in gestellte_abschnitte(antrag):
        for frage in abschnitt.fragen:
            if frage.pflicht and antrag.antworten.get(frage.schluessel) is None:
                bitte = (
                    "Bitte bestätigen Sie" if frage.art == Frageart.ERKLAERUNG else "Bitte beantworten Sie"
                )
                feld = f"{ANGABEN}/{abschnitt.nr}#id_frage-{frage.schluessel}"
                yield Mangel(f"{bitte}: „{frage.text}“", behebt=TRAEGER, feld=feld)


def _plan(antrag: Antrag, _tag: date) -> _Befunde:
    if antrag.kooperation:
        return
    plan = plan_von(antrag)
    for mangel in maengel_des_plans(antrag, plan):
        seite = mangel.feld if mangel.feld in ("ausgaben", "einheiten") else "deckung"
        yield Mangel(mangel.text, behebt=mangel.behebt, feld=f"{PLAN}#{seite}")
    if plan.zuwendung != antrag.beantragt:
        text = f"Im Plan stehen {zeige(plan.zuwendung)} Zuwendung, beantragt sind {zeige(antrag.beantragt)}."
        yield Mangel(f"{text} Bitte speichern Sie den Plan noch einmal.", TRAEGER, f"{PLAN}#deckung")


def _unterlagen(antrag: Antrag, _tag: date) -> _Befunde:
    vorhanden = set(antrag.anlagen.filter(entfernt_am=None).values_list("unterlage_id", flat=True))
    for unterlage in antrag.richtlinie.unterlagen.all():
        if unterlage.pflicht and unterlage.pk not in vorhanden:
            feld = f"{UNTERLAGEN}#unterlage-{unterlage.schluessel}"
            yield Mangel(f"Es fehlt die Unterlage „{unterlage.bezeichnung}“.", behebt=TRAEGER, feld=feld)


_PRUEFUNGEN: tuple[Callable[[Antrag, date], _Befunde], ...] = (
    _programm,
    _zeitraum,
    _standort,
    _haushalt,
    _antworten,
    _plan,
    _unterlagen,
)
