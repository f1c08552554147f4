"""The task list of a version: what is done, what is still missing, what contradicts itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from antraege.kern.maengel import Mangel
from antraege.programme.models import Richtlinie
from antraege.programme.redaktion.abschnitte import ABSCHNITTE, Abschnitt
from antraege.programme.redaktion.dienst import programm_offen
from antraege.programme.widersprueche import ist_luecke


@dataclass(frozen=True)
class Schritt:
    """An entry of the task list, as `teile/aufgabenliste.html` takes it."""

    name: str
    url: str
    stand: str
    hinweis: str = ""


def schritte(richtlinie: Richtlinie, maengel: Iterable[Mangel], *, verlinkt: bool) -> list[Schritt]:
    """The programme itself while it may change, then every section with its first finding."""
    je_abschnitt: dict[str, list[Mangel]] = {}
    for mangel in maengel:
        je_abschnitt.setdefault(mangel.feld, []).append(mangel)
    liste = [_schritt(richtlinie, a, je_abschnitt.get(a.kuerzel, []), verlinkt=verlinkt) for a in ABSCHNITTE]
    programm = richtlinie.programm
    url = reverse("fassung_programm", args=[richtlinie.pk]) if verlinkt and programm_offen(programm) else ""
    worte = f"{programm.name}, {programm.stelle}, Zeichen {programm.zeichen}"
    return [Schritt("Programm", url, "fertig", worte), *liste]


def _schritt(richtlinie: Richtlinie, abschnitt: Abschnitt, hier: list[Mangel], *, verlinkt: bool) -> Schritt:
    url = reverse("fassung_abschnitt", args=[richtlinie.pk, abschnitt.kuerzel]) if verlinkt else ""
    if hier:
        weitere = f" (und {len(hier) - 1} weitere)" if len(hier) > 1 else ""
        stand = "offen" if all(map(ist_luecke, hier)) else "fehler"
        return Schritt(abschnitt.name, url, stand, f"{hier[0].text}{weitere}")
    if not abschnitt.liste:
        return Schritt(abschnitt.name, url, "fertig")
    anzahl = abschnitt.zeilen(richtlinie).count()
    return Schritt(abschnitt.name, url, "fertig", f"Einträge: {anzahl}" if anzahl else "keine Einträge")
