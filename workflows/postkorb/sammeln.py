"""Bulk acts: what will happen to each selected task and why not, and doing it row by row through the door."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404

from antraege.kern.maengel import MaengelFehler, Mangel
from antraege.programme.models import Pruefart, Pruefpunkt, Richtlinie
from rollen import rechte
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.models import Aufgabe
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler, Veraltet
from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import SCHRITTE

HOECHSTENS = 100
UNBEKANNT = "Diese Aufgabe gibt es nicht, oder sie liegt nicht bei Ihrer Stelle."
ZUVIEL = f"Auf einmal gehen höchstens {HOECHSTENS} Aufgaben. Diese Zeile ist unverändert."
VERALTET = "Der Fall hat sich seit der Vorschau geändert. Bitte öffnen Sie ihn einzeln."
_MIT = ("stelle", "owner", "antrag__richtlinie__programm", "antrag__traeger", "antrag__stelle")


@dataclass(frozen=True)
class Sammeltat:
    """One act on many tasks: its words, and the step it does with what it enters; without a step it moves tasks.

    `erklaerung` is what the person says about every row at once; nobody confirms a list they have not been shown.
    """

    name: str
    titel: str
    folge: str
    fertig: str
    ansichten: tuple[str, ...]
    schritt: str = ""
    eingaben: Mapping[str, str] = field(default_factory=dict)
    erklaerung: str = ""

    def geht_fuer(self, akteur: Benutzer) -> bool:
        """Whether this person has the right for it anywhere."""
        noetig = {SCHRITTE[self.schritt].recht} if self.schritt else _RECHTE_OHNE_SCHRITT.get(self.name)
        return noetig is None or any(b.recht in noetig for b in rechte.berechtigungen(akteur))


_RECHTE_OHNE_SCHRITT = {"zuweisen": {Recht.AUFGABEN_ZUWEISEN}, "erinnern": aufgaben.ERINNERNDE}
_EIGENE, _TUN = ("meine", "wiedervorlage"), ("meine", "frei")
SAMMELTATEN = {
    tat.name: tat
    for tat in (
        Sammeltat("uebernehmen", "Aufgaben übernehmen", "liegt danach bei Ihnen", "übernommen", ("frei",)),
        Sammeltat(
            "zuweisen",
            "Aufgaben zuweisen",
            "liegt danach bei der Person, die Sie wählen",
            "zugewiesen",
            ("stelle",),
        ),
        Sammeltat(
            "formal",
            "Mehrere Anträge formal prüfen",
            "alle Punkte Ja, vollständig – weiter zur fachlichen Prüfung",
            "formal geprüft",
            _TUN,
            schritt="formale_pruefung",
        ),
        Sammeltat(
            "mitzeichnen",
            "Mehrere Fälle mitzeichnen",
            "Ihre Stelle ist einverstanden",
            "mitgezeichnet",
            _TUN,
            schritt="mitzeichnung",
            eingaben={"votum": "einverstanden"},
            erklaerung="Ich habe jeden dieser Fälle gelesen. Unsere Stelle ist mit jedem einverstanden.",
        ),
        Sammeltat(
            "sachlich",
            "Mehrere Zahlungen sachlich feststellen",
            "sachlich richtig",
            "sachlich festgestellt",
            _TUN,
            schritt="sachliche_feststellung",
            eingaben={"ergebnis": "richtig"},
            erklaerung="Ich habe jede dieser Zahlungen geprüft. Jede ist sachlich richtig (§ 31 KomHVO NRW).",
        ),
        Sammeltat(
            "rechnerisch",
            "Mehrere Zahlungen rechnerisch feststellen",
            "rechnerisch richtig",
            "rechnerisch festgestellt",
            _TUN,
            schritt="rechnerische_feststellung",
            eingaben={"ergebnis": "richtig"},
            erklaerung="Ich habe jede dieser Zahlungen geprüft. Jede ist rechnerisch richtig (§ 31 KomHVO NRW).",
        ),
        Sammeltat(
            "anordnen",
            "Mehrere Auszahlungen anordnen",
            "wird zur Auszahlung angeordnet",
            "angeordnet",
            _TUN,
            schritt="anordnung",
            eingaben={"ergebnis": "anordnen"},
            erklaerung="Ich ordne jede dieser Auszahlungen an.",
        ),
        Sammeltat(
            "abschliessen",
            "Mehrere Akten schließen",
            "die Akte wird geschlossen",
            "geschlossen",
            _TUN,
            schritt="abschluss",
            eingaben={"schliessen": "on"},
            erklaerung="In jedem dieser Fälle ist alles erledigt.",
        ),
        Sammeltat(
            "wiedervorlegen",
            "Aufgaben auf Wiedervorlage legen",
            "kommt an dem Tag wieder, den Sie nennen",
            "auf Wiedervorlage",
            _EIGENE,
        ),
        Sammeltat(
            "erinnern",
            "An Aufgaben erinnern",
            "wer sie hat, bekommt eine Nachricht",
            "erinnert",
            ("wartend", "stelle"),
        ),
    )
}


def angebotene(ansicht: str, akteur: Benutzer) -> list[Sammeltat]:
    """What this person may do with several rows of this view of the Postkorb."""
    return [tat for tat in SAMMELTATEN.values() if ansicht in tat.ansichten and tat.geht_fuer(akteur)]


@dataclass(frozen=True)
class Zeile:
    """One selected task; `aufgabe` is None when this person may not know of it."""

    pk: int
    aufgabe: Aufgabe | None
    gruende: tuple[Mangel, ...] = ()

    @property
    def moeglich(self) -> bool:
        """True when nothing stands against it."""
        return not self.gruende

    @property
    def stand(self) -> int:
        """The state of the request that the preview has shown."""
        return self.aufgabe.antrag.stand if self.aufgabe and self.aufgabe.antrag else 0


@dataclass(frozen=True)
class Gruppe:
    """Rows under the same version of the rules and their common check list."""

    richtlinie: Richtlinie
    punkte: list[Pruefpunkt]
    zeilen: list[Zeile]


def vorschau(nummern: Iterable[int], was: str, *, akteur: Benutzer) -> list[Zeile]:
    """What would happen to each task; changes nothing. The door asks all of it again."""
    alle = list(dict.fromkeys(nummern))
    nummern, zuviel = alle[:HOECHSTENS], alle[HOECHSTENS:]
    gefunden = {
        a.pk: a for a in Aufgabe.objects.filter(pk__in=nummern, stelle__isnull=False).select_related(*_MIT)
    }
    return [
        *(_vorschau(nr, gefunden.get(nr), SAMMELTATEN[was], akteur) for nr in nummern),
        *(Zeile(nr, None, (Mangel(ZUVIEL),)) for nr in zuviel),
    ]


def gruppen(zeilen: Iterable[Zeile]) -> list[Gruppe]:
    """The rows that can be checked together, by version of the rules, each with the formal check list."""
    je_richtlinie: dict[int, list[Zeile]] = {}
    for zeile in zeilen:
        if zeile.moeglich and zeile.aufgabe and zeile.aufgabe.antrag:
            je_richtlinie.setdefault(zeile.aufgabe.antrag.richtlinie_id, []).append(zeile)
    punkte: dict[int, list[Pruefpunkt]] = {}
    for punkt in Pruefpunkt.objects.filter(richtlinie__in=je_richtlinie, art=Pruefart.FORMAL).order_by("nr"):
        punkte.setdefault(punkt.richtlinie_id, []).append(punkt)
    return [
        Gruppe(zeilen[0].aufgabe.antrag.richtlinie, punkte.get(pk, []), zeilen)  # type: ignore[union-attr]
        for pk, zeilen in je_richtlinie.items()
    ]


def uebernehmen(zeile: Zeile, *, akteur: Benutzer) -> tuple[str, ...]:
    """Claim one task; the reasons when the door refuses, nothing when it is done."""
    return _versuche(lambda: aufgaben.uebernehmen(zeile.pk, akteur=akteur))


def zuweisen(zeile: Zeile, *, an: Benutzer, bisher: int, akteur: Benutzer) -> tuple[str, ...]:
    """Give one task to a person, if it still lies where the preview has shown it (`bisher`, 0 for nobody)."""
    return _versuche(lambda: aufgaben.zuweisen(zeile.pk, an=an, akteur=akteur, bisher=bisher))


def wiedervorlegen(zeile: Zeile, *, am: date, grund: str, akteur: Benutzer) -> tuple[str, ...]:
    """Put one own task aside."""
    return _versuche(lambda: aufgaben.wiedervorlegen(zeile.pk, am=am, grund=grund, akteur=akteur))


def erinnern(zeile: Zeile, *, akteur: Benutzer) -> tuple[str, ...]:
    """Remind whoever has the task."""
    return _versuche(lambda: aufgaben.erinnern(zeile.pk, akteur=akteur))


def erledige(zeile: Zeile, eingaben: Mapping[str, Any], *, akteur: Benutzer, stand: int) -> tuple[str, ...]:
    """Do the step of one task with these entries; the reasons when the door refuses."""
    return _versuche(lambda: aufgaben.erledigen(zeile.pk, akteur=akteur, eingaben=eingaben, stand=stand))


def alle_ja(punkte: Iterable[Pruefpunkt], vermerk: str) -> dict[str, str]:
    """What the formal check is sent when every point is a yes."""
    eingaben = {f"punkt_{punkt.schluessel}": "ja" for punkt in punkte}
    return eingaben | {"ergebnis": "vollstaendig", "vermerk": vermerk}


def _versuche(tat: Callable[[], object]) -> tuple[str, ...]:
    try:
        tat()
    except (Http404, rechte.Verweigert, Eingabefehler, MaengelFehler, Ueberholt) as fehler:
        return tuple(_worte(fehler))
    return ()


def _worte(fehler: Exception) -> Iterable[str]:
    """Why the door did not open, in sentences."""
    match fehler:
        case rechte.Verweigert():
            return fehler.gruende
        case Eingabefehler():
            return [str(text) for texte in fehler.formular.errors.values() for text in texte]
        case MaengelFehler():
            return [mangel.text for mangel in fehler.maengel]
        case Veraltet():
            return [VERALTET]
    return [UNBEKANNT] if isinstance(fehler, Http404) else [str(fehler)]


def _vorschau(pk: int, aufgabe: Aufgabe | None, tat: Sammeltat, akteur: Benutzer) -> Zeile:
    # Only a task within a right of this person: nobody learns of foreign cases by trying numbers.
    if not aufgabe or not _kennt(akteur, aufgabe, tat):
        return Zeile(pk, None, (Mangel(UNBEKANNT),))
    return Zeile(pk, aufgabe, tuple(_gruende(aufgabe, tat, akteur)))


def _kennt(akteur: Benutzer, aufgabe: Aufgabe, tat: Sammeltat) -> bool:
    assert aufgabe.stelle is not None
    assert aufgabe.antrag is not None
    if tat.name == "erinnern":
        return aufgaben.darf_erinnern(akteur, aufgabe, aufgabe.antrag) is not None
    recht = Recht.AUFGABEN_ZUWEISEN if tat.name == "zuweisen" else Recht(aufgabe.recht)
    return rechte.darf(akteur, recht, aufgabe.stelle)


def _gruende(aufgabe: Aufgabe, tat: Sammeltat, akteur: Benutzer) -> list[Mangel]:
    schritt = SCHRITTE[aufgabe.schritt]
    if not aufgabe.offen:
        return [Mangel("Diese Aufgabe ist bereits erledigt.")]
    if tat.schritt and schritt.name != tat.schritt:
        satz = f"„{schritt.titel}“ ist ein anderer Schritt. Hier geht nur: {SCHRITTE[tat.schritt].titel}."
        return [Mangel(satz, behebt="Sie selbst, auf der Seite der Aufgabe")]
    if tat.name in ("zuweisen", "erinnern"):
        return _ohne_eigenes(aufgabe, schritt, tat, akteur)
    if besitz := _besitz(aufgabe, tat, akteur):
        return [besitz]
    assert aufgabe.antrag is not None
    fehlt = schritt.was_fehlt(aufgabe.antrag, aufgabe) if tat.schritt else []
    return [*schritt.hindernisse(aufgabe, akteur=akteur), *fehlt]


def _ohne_eigenes(aufgabe: Aufgabe, schritt: Schritt, tat: Sammeltat, akteur: Benutzer) -> list[Mangel]:
    """Acts on what lies with others."""
    if tat.name == "zuweisen":
        satz = "Diese Aufgabe liegt beim Antragsteller und kann nicht zugewiesen werden."
        return [Mangel(satz)] if schritt.beim_traeger else []
    return [Mangel(grund) for grund in aufgaben.gegen_erinnern(aufgabe, akteur)]


def _besitz(aufgabe: Aufgabe, tat: Sammeltat, akteur: Benutzer) -> Mangel | None:
    eigene = {akteur.pk, *(person.pk for person in rechte.vertretene(akteur))}
    if aufgabe.owner_id is None:
        if tat.name == "wiedervorlegen":
            return Mangel("Diese Aufgabe haben Sie noch nicht übernommen.", behebt="Sie selbst (übernehmen)")
        return None
    if tat.name == "uebernehmen" and aufgabe.owner_id == akteur.pk:
        return Mangel("Sie haben diese Aufgabe bereits übernommen.")
    if tat.name == "uebernehmen" or aufgabe.owner_id not in eigene:
        return Mangel(
            f"Die Aufgabe liegt schon bei: {aufgabe.owner}.", behebt=f"{aufgabe.owner} oder die Leitung"
        )
    return None
