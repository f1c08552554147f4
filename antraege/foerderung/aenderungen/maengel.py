"""Everything that speaks against a change, all at once, each with who can mend it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.antrag.queries import verifiziert
from antraege.foerderung import bescheide
from antraege.foerderung.aenderungen.wunsch import (
    Vorher,
    Wunsch,
    neue_jahre,
    neuer_betrag,
    neuer_zeitraum_bis,
    vorher,
)
from antraege.foerderung.models import Abrufstatus, Aenderungsart, Nachweisstatus
from antraege.foerderung.models.aenderung import LAUFENDE_AENDERUNG
from antraege.foerderung.plan import grenzen
from antraege.haushalt import services as haushalt
from antraege.kern.einzelansaetze import Einzelansatz, anerkenne
from antraege.kern.finanzierung import Plan, pruefe_jahre, pruefe_plan
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.prozent import zeige_prozent
from antraege.kern.status import Status
from rollen import bankverbindung
from rollen.models import Stelle

TRAEGER = "Träger"
AENDERBAR = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
_Befunde = Iterator[Mangel]


def hindernisse(antrag: Antrag) -> list[Mangel]:
    """Why no change can be asked for at all; empty when one can."""
    if antrag.kooperation:
        return [Mangel("Eine Vereinbarung ändert man durch einen Nachtrag.", behebt="Servicestelle")]
    gefunden = []
    if antrag.zustand not in AENDERBAR:
        text = f"Im Zustand „{antrag.zustand.bezeichnung}“ ist keine Änderung möglich."
        gefunden.append(Mangel(text, behebt="niemand"))
    if antrag.aenderungen.filter(status__in=LAUFENDE_AENDERUNG).exists():
        gefunden.append(
            Mangel("Es läuft schon eine Änderung.", behebt="die Stelle (entscheiden) oder der Träger")
        )
    return [*gefunden, *nachweis_liegt_vor(antrag)]


def nachweis_liegt_vor(antrag: Antrag) -> list[Mangel]:
    """What is proved cannot be changed any more."""
    nachweis = getattr(antrag, "nachweis", None)
    if nachweis is None or nachweis.status == Nachweisstatus.ENTWURF:
        return []
    text = "Der Verwendungsnachweis ist eingereicht. Danach ist keine Änderung mehr möglich."
    return [Mangel(text, behebt="die Stelle, wenn sie den Nachweis zurückgibt")]


def laufende_aenderung(antrag: Antrag) -> list[Mangel]:
    """Why the proof of use and the end of a case must wait: a change is not decided."""
    if not antrag.aenderungen.filter(status__in=LAUFENDE_AENDERUNG).exists():
        return []
    text = "Über eine Änderung ist noch nicht entschieden."
    return [Mangel(text, behebt="Leitung (entscheiden) oder Träger (zurückziehen)")]


def maengel_der_aenderung(antrag: Antrag, wunsch: Wunsch, *, tag: date) -> list[Mangel]:
    """Return every defect of a wish; `tag` is the day on which it was asked for.

    `feld` is a field of the form (`arten`, `neues_ende`, `neuer_traeger`, `jahr_2026`), `plan` or empty.
    """
    bisher = vorher(antrag)
    return [mangel for pruefung in _PRUEFUNGEN for mangel in pruefung(antrag, wunsch, bisher, tag)]


def _arten(antrag: Antrag, wunsch: Wunsch, bisher: Vorher, _tag: date) -> _Befunde:
    if antrag.intern and wunsch.will(Aenderungsart.TRAEGERWECHSEL, Aenderungsart.BETRAG):
        text = "Eine interne Mittelzuweisung ändert weder Empfänger noch Betrag. Bitte stellen Sie einen neuen Antrag."
        yield Mangel(text, TRAEGER, "arten")
    if wunsch.zeilen is None:
        return
    gewollt = {z.schluessel: z.betrag for z in wunsch.zeilen if z.betrag}
    geaendert = gewollt != {z.schluessel: z.betrag for z in bisher.zeilen if z.betrag}
    if geaendert and not wunsch.will(Aenderungsart.UMSCHICHTUNG, Aenderungsart.BETRAG):
        text = "Sie haben den Finanzierungsplan geändert. Bitte kreuzen Sie „Umschichtung“ oder „Anderer Betrag“ an."
        yield Mangel(text, TRAEGER, "arten")
    if not geaendert and wunsch.will(Aenderungsart.UMSCHICHTUNG):
        yield Mangel("Der Finanzierungsplan ist unverändert.", TRAEGER, "plan")


def _verlaengerung(antrag: Antrag, wunsch: Wunsch, bisher: Vorher, tag: date) -> _Befunde:
    if not wunsch.will(Aenderungsart.VERLAENGERUNG):
        if wunsch.neues_ende is not None:
            yield Mangel("Bitte kreuzen Sie auch „Verlängerung“ an.", TRAEGER, "arten")
        return
    neu, bis = wunsch.neues_ende, antrag.richtlinie.gueltig_bis
    if tag > bisher.zeitraum_bis:
        text = f"Der Bewilligungszeitraum ist am {bisher.zeitraum_bis:%d.%m.%Y} abgelaufen."
        text = f"{text} Danach ist keine Verlängerung möglich."
        yield Mangel(text, "niemand", "neues_ende")
    if neu is None:
        yield Mangel("Bitte geben Sie das neue Ende an.", TRAEGER, "neues_ende")
    elif antrag.ende and neu <= antrag.ende:
        yield Mangel(f"Das neue Ende muss nach dem {antrag.ende:%d.%m.%Y} liegen.", TRAEGER, "neues_ende")
    elif bis and neu > bis:
        yield Mangel(f"Die Richtlinie gilt nur bis zum {bis:%d.%m.%Y}.", TRAEGER, "neues_ende")
    for mangel in bescheide.nachweismaengel(antrag, neuer_zeitraum_bis(antrag, wunsch)):
        yield Mangel(mangel.text, TRAEGER, "neues_ende")


def _plan(antrag: Antrag, wunsch: Wunsch, bisher: Vorher, _tag: date) -> _Befunde:
    plan = wunsch.plan
    if plan is None or not wunsch.will(Aenderungsart.UMSCHICHTUNG, Aenderungsart.BETRAG):
        return
    # Who needs less than the smallest grant of the programme may say so.
    for mangel in pruefe_plan(plan, replace(grenzen(antrag.richtlinie), mindestbetrag=None)):
        yield Mangel(mangel.text, TRAEGER, "plan")
    if not wunsch.will(Aenderungsart.BETRAG) and plan.zuwendung != antrag.bewilligt:
        text = f"Die Zuwendung ändert sich von {zeige(antrag.bewilligt)} auf {zeige(plan.zuwendung)}."
        yield Mangel(f"{text} Bitte kreuzen Sie auch „Anderer Betrag“ an.", TRAEGER, "arten")
    if wunsch.arten == {Aenderungsart.UMSCHICHTUNG} and _innerhalb(antrag, bisher.plan, plan):
        satz = zeige_prozent(antrag.richtlinie.toleranz_prozent)
        text = f"Kein Einzelansatz steigt um mehr als {satz}. Dafür brauchen Sie keine Änderung (ANBest-P Nr. 1.2)."
        yield Mangel(text, "niemand: Sie dürfen so verfahren", "plan")


def _innerhalb(antrag: Antrag, bisher: Plan, neu: Plan) -> bool:
    """True when the tolerance covers every overrun and nothing on the side of the cover changes."""
    alt, soll = _betraege(bisher, "ausgabe"), _betraege(neu, "ausgabe")
    if not soll or _betraege(bisher, "deckung") != _betraege(neu, "deckung") or alt == soll:
        return False
    ansaetze = [
        Einzelansatz(name[1], plan=alt.get(name, NULL), ist=soll.get(name, NULL)) for name in alt | soll
    ]
    return anerkenne(ansaetze, toleranz=antrag.richtlinie.toleranz_prozent).nicht_anerkannt == 0


def _betraege(plan: Plan, seite: str) -> dict[tuple[str, str], Decimal]:
    summen: dict[tuple[str, str], Decimal] = {}
    for p in plan.positionen:
        if p.seite == seite:
            summen[p.art, p.bezeichnung] = summen.get((p.art, p.bezeichnung), NULL) + p.betrag
    return summen


def _betrag(antrag: Antrag, wunsch: Wunsch, _bisher: Vorher, _tag: date) -> _Befunde:
    if not wunsch.will(Aenderungsart.BETRAG) or wunsch.plan is None:
        return
    neu, verlangt = neuer_betrag(antrag, wunsch), _unterwegs(antrag)
    if neu == antrag.bewilligt:
        yield Mangel(f"Die Zuwendung bleibt bei {zeige(neu)}. Bitte ändern Sie ihre Zeile.", TRAEGER, "plan")
    if neu < antrag.ausgezahlt + verlangt:
        dazu = f" und {zeige(verlangt)} abgerufen" if verlangt else ""
        text = f"{zeige(antrag.ausgezahlt)} sind ausgezahlt{dazu}. Weniger kann die Zuwendung nicht betragen."
        yield Mangel(text, TRAEGER, "plan")


def _verzicht(antrag: Antrag, wunsch: Wunsch, bisher: Vorher, _tag: date) -> _Befunde:
    """What was given up is given up for good: no change raises, lowers or moves it."""
    if not antrag.entfallen:
        return
    if wunsch.will(Aenderungsart.BETRAG) or (wunsch.jahre and wunsch.jahre != bisher.jahre):
        text = (
            f"Auf {zeige(antrag.entfallen)} ist verzichtet. Betrag und Haushaltsjahre ändern sich nicht mehr."
        )
        yield Mangel(text, "niemand: stellen Sie einen neuen Antrag", "arten")


def _unterwegs(antrag: Antrag) -> Decimal:
    """Euro called and not booked yet."""
    fertig = [Abrufstatus.GEBUCHT, Abrufstatus.ZURUECKGEWIESEN]
    return sum((abruf.betrag for abruf in antrag.mittelabrufe.exclude(status__in=fertig)), NULL)


def _jahre(antrag: Antrag, wunsch: Wunsch, bisher: Vorher, _tag: date) -> _Befunde:
    if wunsch.will(Aenderungsart.BETRAG) and wunsch.plan is None:
        return
    neu = neue_jahre(antrag, wunsch, bisher.jahre)
    if not neu:
        yield Mangel("Bitte verteilen Sie den neuen Betrag auf die Haushaltsjahre.", TRAEGER)
        return
    if wunsch.jahre:
        betrag, ende = neuer_betrag(antrag, wunsch), neuer_zeitraum_bis(antrag, wunsch)
        for mangel in pruefe_jahre(betrag, wunsch.jahre, von=antrag.beginn, bis=ende):
            yield Mangel(mangel.text, TRAEGER, mangel.feld.replace("jahr-", "jahr_"))
    for bestand in haushalt.bestaende(antrag.aktenzeichen or ""):
        jahr = bestand.haushaltsstelle.jahr if bestand.haushaltsstelle else 0
        if neu.get(jahr, NULL) < bestand.ausgezahlt:
            text = f"{jahr}: {zeige(bestand.ausgezahlt)} sind schon ausgezahlt. Weniger geht nicht."
            yield Mangel(text, TRAEGER, f"jahr_{jahr}" if wunsch.jahre else "plan")


def _toepfe(antrag: Antrag, wunsch: Wunsch, _bisher: Vorher, _tag: date) -> _Befunde:
    """Pots are moved where there are several; which ones, the check proposes."""
    if wunsch.will(Aenderungsart.TOEPFE) and not antrag.mittelanteile.exists():
        text = "Diesen Fall trägt eine Haushaltsstelle allein. Da gibt es keine Anteile zu ändern."
        yield Mangel(text, "niemand", "arten")


def _traegerwechsel(antrag: Antrag, wunsch: Wunsch, _bisher: Vorher, _tag: date) -> _Befunde:
    neu = wunsch.neuer_traeger
    if not wunsch.will(Aenderungsart.TRAEGERWECHSEL):
        if neu is not None:
            yield Mangel("Bitte kreuzen Sie auch „Trägerwechsel“ an.", TRAEGER, "arten")
        return
    if neu is None:
        yield Mangel("Bitte wählen Sie den neuen Träger.", TRAEGER, "neuer_traeger")
        return
    if neu.pk == antrag.traeger_id:
        yield Mangel("Das ist der jetzige Träger.", TRAEGER, "neuer_traeger")
    if _unterwegs(antrag):
        yield Mangel(
            "Ein Mittelabruf ist noch unterwegs. Er muss erst gebucht sein.", "Kasse", "neuer_traeger"
        )
    yield from _darf_uebernehmen(antrag, neu)


def _darf_uebernehmen(antrag: Antrag, neu: Stelle) -> _Befunde:
    if not verifiziert(neu):
        yield Mangel(f"{neu.name} ist noch nicht verifiziert.", "Servicestelle", "neuer_traeger")
    if neu.staedtisch or neu.art not in antrag.richtlinie.antragsberechtigt:
        yield Mangel(
            f"{neu.name} darf in diesem Programm keine Zuwendung erhalten.", TRAEGER, "neuer_traeger"
        )
    if bankverbindung.geltende(neu) is None:
        yield Mangel(
            f"Von {neu.name} fehlt eine bestätigte Bankverbindung.",
            f"{neu.name} und die Kämmerei",
            "neuer_traeger",
        )


_PRUEFUNGEN: tuple[Callable[[Antrag, Wunsch, Vorher, date], _Befunde], ...] = (
    _arten,
    _verlaengerung,
    _plan,
    _betrag,
    _verzicht,
    _jahre,
    _toepfe,
    _traegerwechsel,
)
