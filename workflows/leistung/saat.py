"""Seeds many cases in bulk: requests, their tasks and one trail entry each; only for measuring."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from viewflow.workflow.status import PROCESS, STATUS

from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE, Status
from antraege.programme.models import Foerderprogramm, Richtlinie
from rollen.kette import eintrag_hash, personen_hash
from rollen.models import Benutzer, Eintrag, Kettenkopf, Stelle, Stellenart
from workflows.durchspielen.personen import person
from workflows.flows.antragsverfahren import Antragsverfahren
from workflows.models import Aufgabe, Vorgang
from workflows.verzeichnis import SCHRITTE

BLOCK = 2000
JETZT = datetime(2026, 11, 23, 8, tzinfo=UTC)
VERTEILUNG: dict[Status, int] = {  # partial: what is sown
    Status.ENTWURF: 5,
    Status.EINGEREICHT: 15,
    Status.NACHFORDERUNG: 3,
    Status.GEPRUEFT: 5,
    Status.BEWILLIGT: 8,
    Status.AUSGEZAHLT: 12,
    Status.KONTROLLIERT: 4,
    Status.ABGESCHLOSSEN: 38,
    Status.ABGELEHNT: 7,
    Status.ZURUECKGEZOGEN: 3,
}
SCHRITTE_IM: dict[Status, tuple[str, ...]] = {  # partial: the others have no task
    Status.EINGEREICHT: ("formale_pruefung", "fachliche_pruefung", "mitzeichnung"),
    Status.NACHFORDERUNG: ("nachforderung",),
    Status.GEPRUEFT: ("entscheidung",),
    Status.BEWILLIGT: ("mittelabruf", "sachliche_feststellung"),
    Status.AUSGEZAHLT: ("verwendungsnachweis", "nachweispruefung"),
    Status.KONTROLLIERT: ("abschluss",),
}
ERLEDIGT = ("formale_pruefung", "fachliche_pruefung", "entscheidung")


@dataclass
class Saat:
    """What every seeded row is made from; the same seed gives the same cases."""

    wuerfel: random.Random
    richtlinien: list[Richtlinie]
    traeger: list[Stelle]
    mitzeichner: Stelle
    standorte: list[Stelle | None]
    sachbearbeitung: dict[int, Benutzer]
    anleger: Benutzer


def saeh(anzahl: int, *, fortschritt: Callable[[int], None]) -> None:
    """Write `anzahl` cases in blocks."""
    saat = _saat()
    nummern = iter(range(1, anzahl + 1))
    while block := list(islice(nummern, BLOCK)):
        antraege = Antrag.objects.bulk_create(_antrag(nr, saat) for nr in block)
        _schreibe_protokoll(antraege)
        vorgaenge = Vorgang.objects.bulk_create(_vorgaenge(antraege))
        Aufgabe.objects.bulk_create(a for vorgang in vorgaenge for a in _aufgaben(vorgang, saat))
        fortschritt(block[-1])


def _saat() -> Saat:
    programme = Foerderprogramm.objects.order_by("kuerzel")
    staedtisch = (Stellenart.SCHULE, Stellenart.KITA, Stellenart.JUGENDFREIZEIT)
    sb40, sb51 = person("sachbearbeitung-fb40"), person("sachbearbeitung-fb51")
    return Saat(
        wuerfel=random.Random(24046),
        richtlinien=[p.richtlinien.select_related("programm__stelle").get() for p in programme],
        traeger=list(Stelle.objects.filter(art__in=(Stellenart.TRAEGER, *staedtisch)).order_by("pk")),
        mitzeichner=Stelle.objects.get(kuerzel="fabido"),
        standorte=[None, *Stelle.objects.filter(art=Stellenart.STANDORT)],
        sachbearbeitung={p.stelle_id: sb51 if p.stelle.kuerzel == "fb-51" else sb40 for p in programme},
        anleger=person("dobeq"),
    )


def _antrag(nr: int, saat: Saat) -> Antrag:
    w = saat.wuerfel
    richtlinie = w.choice(saat.richtlinien)
    status = w.choices(list(VERTEILUNG), weights=list(VERTEILUNG.values()))[0]
    beginn = date(2022, 8, 1) + timedelta(days=w.randrange(1570))
    betrag = Decimal(w.randrange(25_000, 1_000_000)) / 100
    bewilligt = betrag if status in _NACH_BEWILLIGUNG else Decimal("0.00")
    antrag = Antrag(
        programm_id=richtlinie.programm_id,
        richtlinie=richtlinie,
        stelle=richtlinie.programm.stelle,
        traeger=w.choice(saat.traeger),
        standort=w.choice(saat.standorte),
        titel=f"{w.choice(_WAS)} {w.choice(_WO)} {nr}",
        beginn=beginn,
        ende=beginn + timedelta(days=90),
        haushaltsjahr=beginn.year,
        beantragt=betrag,
        vorgeschlagen=bewilligt,
        bewilligt=bewilligt,
        ausgezahlt=bewilligt if status in _NACH_ZAHLUNG else Decimal("0.00"),
        aktenzeichen=None
        if status == Status.ENTWURF
        else f"{richtlinie.programm.stelle.aktenzeichen}-FK-{beginn.year}-{nr:06d}",
        angelegt_am=JETZT,
        angelegt_von=saat.anleger,
        sachbearbeitung=saat.sachbearbeitung[richtlinie.programm.stelle_id],
        eingereicht_am=JETZT - timedelta(days=w.randrange(1500)),
    )
    antrag.__dict__["status"] = status.value
    return antrag


_WAS = ("Leseclub", "Theater", "Schwimmen", "Forscherwerkstatt", "Elterncafé", "Musikwoche", "Schulgarten")
_WO = ("am Clarenberg", "in Westerfilde", "im Ganztag", "im Quartier", "in den Ferien")
_NACH_ZAHLUNG = frozenset({Status.AUSGEZAHLT, Status.KONTROLLIERT, Status.ABGESCHLOSSEN})
_NACH_BEWILLIGUNG = _NACH_ZAHLUNG | {Status.BEWILLIGT}


def _schreibe_protokoll(antraege: list[Antrag]) -> None:
    eintraege = []
    for antrag in antraege:
        eintrag = Eintrag(
            kette=antrag.kette,
            nr=1,
            zeitpunkt=JETZT,
            akteur=antrag.angelegt_von,
            aktion="antrag anlegen",
            objekt=antrag.kette,
            nach=antrag.status,
            personen_hash=personen_hash({}),
        )
        eintrag.hash = eintrag_hash(eintrag)
        eintraege.append(eintrag)
    Eintrag.objects.bulk_create(eintraege)
    Kettenkopf.objects.bulk_create(Kettenkopf(kette=e.kette, nr=1, hash=e.hash) for e in eintraege)


def _vorgaenge(antraege: list[Antrag]) -> Iterator[Vorgang]:
    for antrag in antraege:
        if antrag.status == Status.ENTWURF:
            continue
        zu_ende = antrag.zustand in ENDZUSTAENDE
        yield Vorgang(
            flow_class=Antragsverfahren,
            antrag=antrag,
            status=PROCESS.DONE if zu_ende else PROCESS.NEW,
            created=JETZT,
            finished=JETZT if zu_ende else None,
        )


def _aufgaben(vorgang: Vorgang, saat: Saat) -> Iterator[Aufgabe]:
    """Three done tasks, and for a running case the open one its status asks for."""
    for schritt in ERLEDIGT:
        aufgabe = _aufgabe(vorgang, schritt, saat)
        aufgabe.status, aufgabe.finished, aufgabe.erledigt_am = STATUS.DONE, JETZT, JETZT
        yield aufgabe
    if offene := SCHRITTE_IM.get(vorgang.antrag.zustand):
        aufgabe = _aufgabe(vorgang, saat.wuerfel.choice(offene), saat)
        aufgabe.faellig_am = JETZT.date() + timedelta(days=saat.wuerfel.randrange(-20, 60))
        if SCHRITTE[aufgabe.schritt].bei_fallbetreuung and saat.wuerfel.random() < 0.5:
            aufgabe.owner, aufgabe.status = aufgabe.fallbetreuung, STATUS.ASSIGNED
        yield aufgabe


def _aufgabe(vorgang: Vorgang, name: str, saat: Saat) -> Aufgabe:
    antrag, schritt = vorgang.antrag, SCHRITTE[name]
    return Aufgabe(
        process=vorgang,
        flow_task=Antragsverfahren.instance.node(name),
        flow_task_type="HUMAN",
        antrag=antrag,
        stelle=saat.mitzeichner if name == "mitzeichnung" else schritt.stelle(antrag),
        recht=schritt.recht.value,
        schritt=name,
        betreff=antrag.titel,
        aktenzeichen=antrag.aktenzeichen or "",
        betrag=antrag.beantragt,
        programm_id=antrag.programm_id,
        fallbetreuung=antrag.sachbearbeitung,
        created=JETZT,
        eroeffnet_am=JETZT,
    )
