"""The end of a budget year for one unit: proposed row by row, released by another, booked at once (§ 22 KomHVO)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from antraege.haushalt.hauptbuch.bewegungen import uebertragen
from antraege.haushalt.hauptbuch.buchen import sperre
from antraege.haushalt.hauptbuch.fallmittel import bindung_freigeben, vormerkung_freigeben
from antraege.haushalt.jahr import reste
from antraege.haushalt.jahr.reste import Posten, Schluessel
from antraege.haushalt.models import (
    Entscheidung,
    Haushaltsjahr,
    Haushaltsstelle,
    Jahreswechsel,
    Rest,
    Uebertragung,
    Wechselstatus,
)
from antraege.kern.geld import NULL
from antraege.kern.maengel import Mangel, keine_oder
from rollen import rechte, uhr
from rollen.akt import Akt, Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat

WECHSEL = Jahreswechsel.objects.select_related("jahr", "stelle")
Wahl = Mapping[Schluessel, tuple[str, str]]


@dataclass(frozen=True)
class Ergebnis:
    """What the end of a year did: rows carried and fallen, and the cases whose commitment fell."""

    uebertragen: tuple[Uebertragung, ...]
    verfallen: tuple[Uebertragung, ...]

    @property
    def alle(self) -> tuple[Uebertragung, ...]:
        """Every row, by line and case."""
        return tuple(sorted((*self.uebertragen, *self.verfallen), key=lambda u: u.pk))

    @property
    def summe_uebertragen(self) -> Decimal:
        """What goes over into the next year, in euro."""
        return sum((u.betrag for u in self.uebertragen), NULL)

    @property
    def summe_verfallen(self) -> Decimal:
        """What falls, in euro."""
        return sum((u.betrag for u in self.verfallen), NULL)

    @property
    def betroffene(self) -> list[str]:
        """The Aktenzeichen that lost a commitment or a reserve, each once, sorted."""
        return sorted({u.aktenzeichen for u in self.verfallen if u.aktenzeichen})


@transaction.atomic
def vorschlagen(jahr: int, stelle: Stelle, wahl: Wahl, *, akteur: Benutzer) -> Jahreswechsel:
    """Keep a decision (`Entscheidung` value and reason) for every row that is open today; nothing is booked.

    Raises Verweigert, ValidationError when the year is closed for the unit, MaengelFehler for rows without
    a decision or reason.
    """
    haushaltsjahr = Haushaltsjahr.objects.select_for_update().get(jahr=jahr)
    vorhandener = WECHSEL.filter(jahr=haushaltsjahr, stelle=stelle)
    neuer = Jahreswechsel(jahr=haushaltsjahr, stelle=stelle, vorgeschlagen_von=akteur)
    zeile = vorhandener if vorhandener.exists() else neuer
    with akt(Tat.JAHRESWECHSEL_VORSCHLAGEN, zeile, VORSCHLAG, akteur=akteur) as vorschlag:
        wechsel = vorschlag.objekt
        if wechsel.status == Wechselstatus.FREIGEGEBEN:
            raise Ueberholt(f"Das Haushaltsjahr {jahr} ist für „{stelle}“ schon abgeschlossen.")
        posten = reste.posten(jahr, stelle)
        keine_oder(_unentschieden(posten, wahl))
        wechsel.schlage_vor()
        wechsel.vorgeschlagen_von, wechsel.vorgeschlagen_am = akteur, uhr.jetzt()
        wechsel.entschieden_von, wechsel.entschieden_am, wechsel.rueckgabegrund = None, None, ""
        wechsel.save()
        wechsel.uebertragungen.all().delete()
        Uebertragung.objects.bulk_create(
            Uebertragung(
                wechsel=wechsel,
                haushaltsstelle=p.haushaltsstelle,
                aktenzeichen=p.schluessel.aktenzeichen,
                rest=p.schluessel.rest,
                betrag=p.betrag,
                entscheidung=entscheidung,
                grund=grund,
            )
            for p in posten
            for entscheidung, grund in [wahl[p.schluessel]]
        )
        # A proposal may replace another one: the trail tells only where it stands now.
        vorschlag.nenne(von="", nachher=_fakten(wechsel, zeilen=len(posten)))
    return wechsel


def zurueckgeben(wechsel_id: int, *, grund: str, akteur: Benutzer) -> Jahreswechsel:
    """Let it be decided anew. Raises Verweigert, Ueberholt when it is no longer open."""
    with _entscheidung(Tat.JAHRESWECHSEL_ZURUECKGEBEN, wechsel_id, akteur) as entscheidung:
        wechsel = entscheidung.objekt
        wechsel.gib_zurueck()
        wechsel.rueckgabegrund = grund
        entscheidung.nenne(nachher=_fakten(wechsel, grund=grund))
    return wechsel


def freigeben(wechsel_id: int, *, akteur: Benutzer) -> Ergebnis:
    """Carry over, let fall, close the lines of the unit; the year too when no line of it is left open.

    Raises Verweigert, Ueberholt when it is no longer open, MaengelFehler for `freigabemaengel`.
    """
    with _entscheidung(Tat.JAHRESWECHSEL_FREIGEBEN, wechsel_id, akteur) as entscheidung:
        wechsel = entscheidung.objekt
        jahr, zeilen = wechsel.jahr.jahr, reste.zeilen(wechsel.jahr.jahr, wechsel.stelle)
        sperre(*zeilen, *reste.folgezeilen(zeilen).values())
        keine_oder(freigabemaengel(wechsel))
        for uebertragung in _uebertragungen(wechsel):
            _buche(uebertragung, akteur)
        jetzt = uhr.jetzt()
        zeilen.update(abgeschlossen_am=jetzt)
        if not Haushaltsstelle.objects.filter(jahr=jahr, abgeschlossen_am__isnull=True).exists():
            Haushaltsjahr.objects.filter(jahr=jahr).update(abgeschlossen_am=jetzt, abgeschlossen_von=akteur)
        ausgang = ergebnis(wechsel)
        wechsel.gib_frei()
        entscheidung.nenne(
            nachher=_fakten(
                wechsel,
                uebertragen=ausgang.summe_uebertragen,
                verfallen=ausgang.summe_verfallen,
                betroffene=ausgang.betroffene,
            )
        )
    return ausgang


def ergebnis(wechsel: Jahreswechsel) -> Ergebnis:
    """What is decided, as carried and fallen rows."""
    alle = list(_uebertragungen(wechsel))
    weiter = tuple(u for u in alle if u.entscheidung == Entscheidung.UEBERTRAGEN)
    return Ergebnis(weiter, tuple(u for u in alle if u.entscheidung == Entscheidung.VERFALLEN))


def freigabemaengel(wechsel: Jahreswechsel) -> list[Mangel]:
    """Everything that keeps the year from being closed as proposed."""
    jahr, stelle = wechsel.jahr.jahr, wechsel.stelle
    beschlossen = list(_uebertragungen(wechsel))
    maengel = reste.laufende(jahr, stelle)
    soll = {Schluessel(u.haushaltsstelle_id, u.aktenzeichen, u.rest): u.betrag for u in beschlossen}
    if soll != {p.schluessel: p.betrag for p in reste.posten(jahr, stelle)}:
        text = "Seit dem Vorschlag hat sich der Bestand geändert. Bitte neu vorschlagen."
        maengel.append(Mangel(text, behebt="Finanz-Sachbearbeitung"))
    weiter = [u.haushaltsstelle for u in beschlossen if u.entscheidung == Entscheidung.UEBERTRAGEN]
    return [*maengel, *reste.fehlende_folgezeilen(weiter)]


VORSCHLAG: Wer[Jahreswechsel] = Wer(
    lambda wechsel, akteur: rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, wechsel.stelle)
)
ENTSCHEIDUNG: Wer[Jahreswechsel] = Wer(
    lambda wechsel, akteur: rechte.verlange(akteur, Recht.HAUSHALT_FREIGEBEN, wechsel.stelle),
    nicht={
        "vorgeschlagen_von": "Sie haben den Jahreswechsel vorgeschlagen. Freigeben muss eine zweite Person."
    },
)


@contextmanager
def _entscheidung(tat: Tat, wechsel_id: int, akteur: Benutzer) -> Iterator[Akt[Jahreswechsel]]:
    with akt(tat, WECHSEL.filter(pk=wechsel_id), ENTSCHEIDUNG, akteur=akteur) as entscheidung:
        wechsel = entscheidung.objekt
        if wechsel.status != Wechselstatus.VORGESCHLAGEN:
            raise Ueberholt("Über diesen Jahreswechsel ist schon entschieden.")
        wechsel.entschieden_von, wechsel.entschieden_am = akteur, uhr.jetzt()
        yield entscheidung


def _unentschieden(posten: Iterable[Posten], wahl: Wahl) -> list[Mangel]:
    maengel = []
    for p in posten:
        entscheidung, grund = wahl.get(p.schluessel, ("", ""))
        if entscheidung not in Entscheidung.values:
            maengel.append(Mangel(f"{p.name}: Bitte entscheiden Sie.", feld=p.feld))
        elif not grund and p.schluessel.rest != Rest.FREI:
            maengel.append(Mangel(f"{p.name}: Bitte begründen Sie die Entscheidung.", feld=p.grundfeld))
    return maengel


def _uebertragungen(wechsel: Jahreswechsel) -> QuerySet[Uebertragung]:
    return wechsel.uebertragungen.select_related("haushaltsstelle")


def _buche(u: Uebertragung, akteur: Benutzer) -> None:
    zeile, schluessel = u.haushaltsstelle, f"jahreswechsel/{u.wechsel_id}/{u.pk}"
    if u.entscheidung == Entscheidung.UEBERTRAGEN:
        uebertragen(
            zeile,
            reste.folgezeilen([zeile])[zeile.pk],
            u.betrag,
            aktenzeichen=u.aktenzeichen,
            spalte="" if u.rest == Rest.FREI else u.rest,
            schluessel=schluessel,
            akteur=akteur,
            text=u.grund,
        )
    elif u.rest != Rest.FREI:
        gib_frei = bindung_freigeben if u.rest == Rest.GEBUNDEN else vormerkung_freigeben
        gib_frei(zeile, u.betrag, aktenzeichen=u.aktenzeichen, schluessel=schluessel, akteur=akteur)


def _fakten(wechsel: Jahreswechsel, **mehr: object) -> dict[str, object]:
    return {"jahr": wechsel.jahr.jahr, "stelle": wechsel.stelle.name} | mehr
