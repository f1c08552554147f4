"""Bulk acts: what will happen to each selected task and why not, and doing it row by row through the door."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
from workflows.tuer.verzeichnis import SCHRITTE

HOECHSTENS = 100
UNBEKANNT = "Diese Aufgabe gibt es nicht, oder sie liegt nicht bei Ihrer Stelle."
VERALTET = "Der Fall hat sich seit der Vorschau geändert. Bitte öffnen Sie ihn einzeln."
_MIT = ("stelle", "owner", "antrag__richtlinie__programm", "antrag__traeger", "antrag__stelle")


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
    nummern = list(dict.fromkeys(nummern))[:HOECHSTENS]
    gefunden = {
        a.pk: a for a in Aufgabe.objects.filter(pk__in=nummern, stelle__isnull=False).select_related(*_MIT)
    }
    return [_vorschau(nr, gefunden.get(nr), was, akteur) for nr in nummern]


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


def pruefe_formal(
    zeile: Zeile, punkte: Iterable[Pruefpunkt], *, akteur: Benutzer, stand: int, vermerk: str
) -> tuple[str, ...]:
    """Answer every point of the formal check with yes; the reasons when the door refuses."""
    eingaben: dict[str, Any] = {f"punkt_{punkt.schluessel}": "ja" for punkt in punkte}
    eingaben |= {"ergebnis": "vollstaendig", "vermerk": vermerk}
    return _versuche(lambda: aufgaben.erledigen(zeile.pk, akteur=akteur, eingaben=eingaben, stand=stand))


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


def _vorschau(pk: int, aufgabe: Aufgabe | None, was: str, akteur: Benutzer) -> Zeile:
    # Only a task within a right of this person: nobody learns of foreign cases by trying numbers.
    if not aufgabe or not aufgabe.stelle or not rechte.darf(akteur, Recht(aufgabe.recht), aufgabe.stelle):
        return Zeile(pk, None, (Mangel(UNBEKANNT),))
    return Zeile(pk, aufgabe, tuple(_gruende(aufgabe, was, akteur)))


def _gruende(aufgabe: Aufgabe, was: str, akteur: Benutzer) -> list[Mangel]:
    schritt = SCHRITTE[aufgabe.schritt]
    if not aufgabe.offen:
        return [Mangel("Diese Aufgabe ist bereits erledigt.")]
    if was == "formal" and not schritt.sammelbar:
        return [
            Mangel(f"„{schritt.titel}“ geht nur einzeln.", behebt="Sie selbst, auf der Seite der Aufgabe")
        ]
    if besitz := _besitz(aufgabe, was, akteur):
        return [besitz]
    assert aufgabe.antrag is not None
    bedingungen = schritt.bedingungen(aufgabe.antrag) if was == "formal" else []
    return [*schritt.hindernisse(aufgabe, akteur=akteur), *bedingungen]


def _besitz(aufgabe: Aufgabe, was: str, akteur: Benutzer) -> Mangel | None:
    if aufgabe.owner_id is None:
        return None
    if was == "uebernehmen" and aufgabe.owner_id == akteur.pk:
        return Mangel("Sie haben diese Aufgabe bereits übernommen.")
    eigene = {akteur.pk, *(person.pk for person in rechte.vertretene(akteur))}
    if was == "uebernehmen" or aufgabe.owner_id not in eigene:
        return Mangel(
            f"Die Aufgabe liegt schon bei: {aufgabe.owner}.", behebt=f"{aufgabe.owner} oder die Leitung"
        )
    return None
