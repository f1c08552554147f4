"""The Verfahrensdokumentation, drawn from the tables of the code and the rows of the city; nothing is written twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.management import get_commands, load_command_class

from antraege.foerderung.zahlung.pain import SCHEMA
from antraege.programme.models import Festwert, Festwertart, Richtlinie
from antraege.programme.models.festwert import EINSTELLUNGEN
from rollen.tabelle import OERTLICH, RECHTE, Recht, Rolle
from rollen.taten import Tat
from workflows.akte.bild import zeichne
from workflows.akte.verlauf import Prozessschritt
from workflows.dokumentation import testbericht, zustaende
from workflows.models import Lauf
from workflows.pruefakte.xdomea import NACHRICHT
from workflows.tuer.verzeichnis import FLOWS, SCHRITTE

EIGENE = ("rollen", "antraege", "workflows")
# What goes in and out: what it is, in which form, which way, when.
SCHNITTSTELLEN = (
    ("Zahlungen an das Finanzverfahren", f"SEPA {SCHEMA} und CSV", "hinaus", "je Zahlungslauf"),
    ("Bestätigungen des Finanzverfahrens", "CSV", "herein", "durch die Kasse"),
    ("E-Mail", "SMTP, aus dem Postausgang", "hinaus", "laufend"),
    ("Kalender", "iCalendar über einen geheimen Link", "hinaus", "auf Abruf"),
    ("Schulverzeichnis und Liste der Kitas", "CSV", "herein", "durch die Servicestelle"),
    ("Laufende Fälle", "XLSX oder CSV", "herein", "bei der Einführung"),
    ("Belegliste", "XLSX oder CSV", "herein", "durch den Träger"),
    ("Programme und Richtlinien", "JSON", "hinaus und herein", "auf Abruf"),
    ("Listen", "CSV und XLSX", "hinaus", "auf Abruf"),
    ("Prüfakte", "ZIP mit Prüfprogramm", "hinaus", "auf Abruf, mit Eintrag im Protokoll"),
    ("E-Akte", f"xdomea 3.0.0, {NACHRICHT}", "hinaus", "auf Abruf, mit Eintrag im Protokoll"),
    ("Siegel des Protokolls", "JSON-Zeilen zur Verwahrung außerhalb", "hinaus", "täglich"),
)
DIENSTE = {  # partial: the others are called by hand
    "postausgang_senden": "als Dienst (--dauerhaft)",
    "uebernahmen_ausfuehren": "als Dienst (--dauerhaft)",
    "fristen_pruefen": "täglich",
    "protokoll_siegeln": "jede Nacht",
}

RECHTE_ENTSTEHEN = (
    "Ein Recht hat, wer an einer Stelle eine bestätigte Rolle hat, die es enthält. Niemand hat alle Rechte; "
    "ein Konto ohne Rolle darf nichts."
)
ZWEITE_PERSON = (
    "Was Gesetz und Stadt für alle bestimmen, gilt von einem Tag an "
    "und wird von einer zweiten Person freigegeben."
)
PROTOKOLLIERT = (
    "Jede Handlung ist ein Eintrag: wer, in welcher Rolle, in wessen Vertretung, was, von welchem Stand zu welchem, "
    "mit welchen Angaben. Verweigerte Handlungen stehen auch darin. Einträge werden nie geändert; sie sind je Fall "
    "verkettet und werden täglich gesiegelt."
)
BLEIBT = (
    "Gebuchtes, Erlassenes und Protokolliertes wird nicht gelöscht; die Datenbank selbst lehnt es ab. Wie lange der "
    "Träger seine Belege aufbewahrt, bestimmt die Richtlinie."
)


@dataclass(frozen=True)
class Teil:
    """Part of a section: sentences, a picture, a table under `kopf`; every cell is text."""

    titel: str
    saetze: tuple[str, ...] = ()
    kopf: tuple[str, ...] = ()
    zeilen: tuple[tuple[str, ...], ...] = ()
    bild: str = ""


@dataclass(frozen=True)
class Abschnitt:
    """A section by its address; its parts are made when it is shown."""

    kennung: str
    titel: str
    worum: str
    teile: Callable[[], Iterator[Teil]]


def _rechte() -> Iterator[Teil]:
    zeilen = tuple(
        (
            r.bezeichnung,
            ", ".join(rolle.bezeichnung for rolle in Rolle if r in RECHTE[rolle]),
            "nur an der eigenen Stelle" if r in OERTLICH else "an der Stelle und allen darunter",
        )
        for r in Recht
    )
    yield Teil(
        "Rechte und wer sie hat",
        saetze=(RECHTE_ENTSTEHEN,),
        kopf=("Recht", "Rollen", "Reicht"),
        zeilen=zeilen,
    )
    yield Teil(
        "Rollen und was sie dürfen",
        kopf=("Rolle", "Rechte"),
        zeilen=tuple(
            (rolle.bezeichnung, "; ".join(r.bezeichnung for r in Recht if r in RECHTE[rolle]))
            for rolle in Rolle
        ),
    )


def _verfahren() -> Iterator[Teil]:
    for flow in FLOWS:
        knoten = {n.name for n in flow.instance.nodes()}
        schritte = [schritt for name, schritt in SCHRITTE.items() if name in knoten]
        yield Teil(
            str(flow.process_title),
            kopf=("Schritt", "Recht", "Rollen"),
            zeilen=tuple(
                (
                    s.titel,
                    Recht(s.recht).bezeichnung,
                    ", ".join(rolle.bezeichnung for rolle in Rolle if s.recht in RECHTE[rolle]),
                )
                for s in schritte
            ),
            bild=zeichne(
                flow,
                [Prozessschritt(s.name, s.titel, "vorgesehen", []) for s in schritte],
                kennung=flow.__name__.lower(),
            ),
        )


def _zustaende() -> Iterator[Teil]:
    for plan in zustaende.plaene():
        yield Teil(
            plan.name,
            saetze=(
                f"Zustände: {', '.join(plan.zustaende.values())}. Am Anfang steht: {plan.zustaende[plan.erster]}.",
            ),
            kopf=("Von", "Nach", "Voraussetzung"),
            zeilen=tuple((u.von, u.nach, " ".join(u.wenn) or "–") for u in plan.uebergaenge),
            bild=zustaende.zeichne(plan),
        )


def _regeln() -> Iterator[Teil]:
    richtlinien = Richtlinie.objects.select_related("programm", "freigegeben_von")
    yield Teil(
        "Richtlinien und ihre Fassungen",
        saetze=("Ein Fall behält die Fassung, mit der er begonnen hat.",),
        kopf=("Programm", "Fassung", "Gilt", "Freigegeben"),
        zeilen=tuple(
            (
                r.programm.name,
                str(r),
                f"ab {r.gueltig_von:%d.%m.%Y}" + (f" bis {r.gueltig_bis:%d.%m.%Y}" if r.gueltig_bis else ""),
                f"{r.freigegeben_am:%d.%m.%Y}" if r.freigegeben_am else "noch nicht",
            )
            for r in richtlinien.order_by("programm__name", "version")
        ),
    )
    werte = Festwert.objects.filter(freigegeben_am__isnull=False).order_by("schluessel", "gueltig_ab")
    yield Teil(
        "Festwerte und Einstellungen",
        saetze=(ZWEITE_PERSON,),
        kopf=("Wert", "Höhe", "Gilt ab", "Quelle"),
        zeilen=tuple(
            (w.get_schluessel_display(), w.hoehe, f"{w.gueltig_ab:%d.%m.%Y}", w.quelle) for w in werte
        ),
    )
    yield Teil(
        "Alle Festwerte, die das System kennt",
        kopf=("Wert", "Solange die Stadt nichts anderes bestimmt"),
        zeilen=tuple(
            (str(art.label), str(EINSTELLUNGEN.get(art, "muss bestimmt werden"))) for art in Festwertart
        ),
    )


def _taten() -> Iterator[Teil]:
    yield Teil(
        "Was im Protokoll steht",
        saetze=(PROTOKOLLIERT,),
        kopf=("Handlung",),
        zeilen=tuple((str(tat.label),) for tat in sorted(Tat, key=lambda t: str(t.label))),
    )


def _aufbewahrung() -> Iterator[Teil]:
    yield Teil(
        "Aufbewahrung",
        saetze=(BLEIBT,),
        kopf=("Richtlinie", "Jahre, die der Träger Belege aufbewahrt"),
        zeilen=tuple(
            (f"{r.programm.name}: {r}", str(r.jahre_belege))
            for r in Richtlinie.objects.select_related("programm").order_by("programm__name", "version")
        ),
    )


def _schnittstellen() -> Iterator[Teil]:
    yield Teil("Schnittstellen", kopf=("Wofür", "Form", "Richtung", "Wann"), zeilen=SCHNITTSTELLEN)


def dienste() -> list[tuple[str, str]]:
    """Every command of the product that runs in operation, with what it says of itself."""
    eigene = sorted((name, app) for name, app in get_commands().items() if app.split(".")[0] in EIGENE)
    return [(name, str(load_command_class(app, name).help)) for name, app in eigene]


def _dienste() -> Iterator[Teil]:
    laeufe = dict(Lauf.objects.values_list("befehl", "zuletzt"))
    yield Teil(
        "Dienste und Befehle",
        kopf=("Befehl", "Was er tut", "Wann", "Zuletzt"),
        zeilen=tuple(
            (
                name,
                was or "–",
                DIENSTE.get(name, "von Hand"),
                f"{laeufe[name]:%d.%m.%Y, %H:%M}" if name in laeufe else "nicht vermerkt",
            )
            for name, was in dienste()
        ),
    )


def _tests() -> Iterator[Teil]:
    yield Teil(
        "Prüfung des Programms",
        saetze=testbericht.saetze(),
        kopf=("Bereich", "Prüfungen im Quelltext"),
        zeilen=tuple((bereich, str(anzahl)) for bereich, anzahl in testbericht.gezaehlt()),
    )


ABSCHNITTE = (
    Abschnitt("rechte", "Rollen und Rechte", "Wer darf was, und wie weit es reicht.", _rechte),
    Abschnitt("verfahren", "Verfahren", "Jeder Ablauf als Bild, jeder Schritt mit seinem Recht.", _verfahren),
    Abschnitt(
        "zustaende", "Zustände", "Jeder Zustand und jeder Übergang mit seiner Voraussetzung.", _zustaende
    ),
    Abschnitt(
        "regeln",
        "Regeln und Fassungen",
        "Richtlinien, Festwerte und Einstellungen mit ihrer Geltung.",
        _regeln,
    ),
    Abschnitt("handlungen", "Handlungen", "Alles, was im Protokoll stehen kann.", _taten),
    Abschnitt("aufbewahrung", "Aufbewahrung", "Was bleibt und wie lange.", _aufbewahrung),
    Abschnitt("schnittstellen", "Schnittstellen", "Was herein- und hinausgeht.", _schnittstellen),
    Abschnitt("dienste", "Dienste", "Was im Hintergrund läuft und was man aufrufen kann.", _dienste),
    Abschnitt("pruefung", "Prüfung des Programms", "Was vor jeder Auslieferung geprüft wird.", _tests),
)
