"""The task list of a proof and its list of vouchers, ready for the pages."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Planposition, Seite, Verwendungsnachweis
from antraege.foerderung.nachweis.bericht import EINNAHMEN, regulaer
from antraege.foerderung.nachweis.hinweise import namen
from antraege.foerderung.nachweis.maengel import (
    AUSGABEN,
    BELEGE,
    BERICHT,
    EINNAHMENSEITE,
    RUECKFRAGEN,
    zeitraum,
)
from antraege.foerderung.queries import Schritt
from antraege.kern.maengel import Mangel

_REIHENFOLGE = {"": ("-nr",), "nr": ("nr",), "datum": ("datum", "nr"), "-betrag": ("-betrag", "nr")}


def ausgabenansaetze(antrag: Antrag) -> list[Planposition]:
    """The lines of the plan that cost something."""
    return list(antrag.planpositionen.filter(seite=Seite.AUSGABE))


def schritte(nachweis: Verwendungsnachweis, maengel: Iterable[Mangel]) -> list[Schritt]:
    """The task list: questions of the office, report, income, costs or vouchers, handing in."""
    offene = list(maengel)
    antrag = nachweis.antrag
    seiten: list[tuple[str, str, bool]] = [
        (BERICHT, "Sachbericht", bool(nachweis.antworten)),
        (EINNAHMENSEITE, "Einnahmen", any(getattr(nachweis, name) is not None for name in EINNAHMEN)),
    ]
    if regulaer(antrag):
        seiten.append((BELEGE, "Ausgaben und Belegliste", bool(nachweis.pk and nachweis.belege.exists())))
    else:
        seiten.append((AUSGABEN, "Ausgaben", bool(nachweis.pk and nachweis.positionen.exists())))
    if nachweis.pk and nachweis.rueckfragen.filter(gestellt_am__isnull=False).exists():
        seiten.insert(0, (RUECKFRAGEN, "Rückfragen der Stelle", True))
    liste = []
    for seite, name, begonnen in seiten:
        hier = [m for m in offene if m.feld.partition("#")[0].partition("?")[0] == seite]
        stand = "fertig" if not hier and begonnen else "begonnen" if begonnen else "offen"
        hinweis = f"Offene Punkte: {len(hier)}" if hier and begonnen else ""
        liste.append(Schritt(name, reverse(seite, args=[antrag.pk]), stand, hinweis))
    return liste


def belegliste(nachweis: Verwendungsnachweis, filter_: dict[str, Any]) -> QuerySet[Beleg]:
    """The vouchers that the filter lets through, in its order."""
    zeilen = nachweis.belege.select_related("planposition", "datei")
    if filter_.get("einzelansatz"):
        zeilen = zeilen.filter(planposition=filter_["einzelansatz"])
    if wort := filter_.get("suche"):
        zeilen = zeilen.filter(Q(empfaenger__icontains=wort) | Q(zweck__icontains=wort))
    if filter_.get("ohne_datei"):
        zeilen = zeilen.filter(datei__isnull=True)
    if filter_.get("ausserhalb"):
        von, bis = zeitraum(nachweis.antrag)
        zeilen = zeilen.filter(Q(datum__lt=von) | Q(datum__gt=bis))
    return zeilen.order_by(*_REIHENFOLGE.get(filter_.get("sort", ""), ("-nr",)))


def namenshinweise(nachweis: Verwendungsnachweis) -> list[str]:
    """Passages of the report that look like names of children."""
    return namen(wert for wert in nachweis.antworten.values() if isinstance(wert, str))
