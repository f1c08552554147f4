"""Verwendungsnachweis: its machine and what others ask of it; the pages' work is done in `nachweis`."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Nachweisstatus, Verwendungsnachweis
from antraege.foerderung.nachweis.aenderung import NACHWEISBAR
from antraege.foerderung.nachweis.bericht import regulaer, summiere_belege
from antraege.foerderung.nachweis.maengel import maengel
from antraege.foerderung.nachweis.rechnen import Ansatzstand, ansaetze, rechne_ab, zwanzig_prozent
from antraege.kern.geld import NULL
from antraege.kern.nachweis import Abrechnung
from antraege.programme.models import Foerderprogramm
from rollen import uhr
from rollen.models import Benutzer, Stelle

__all__ = [
    "Ansatzstand",
    "ansaetze",
    "frage_zurueck",
    "gib_zurueck",
    "maengel",
    "nachweis_von",
    "pruefe",
    "rechne_ab",
    "regulaer",
    "reiche_ein",
    "ueberfaellig",
    "ueberfaellige",
    "zeichne",
    "zwanzig_prozent",
]


def nachweis_von(antrag: Antrag) -> Verwendungsnachweis | None:
    """The proof of this request, if the Träger has begun one."""
    return getattr(antrag, "nachweis", None)


def ueberfaellige(tag: date) -> QuerySet[Antrag]:
    """Requests whose proof should be there by now: never handed in, or a question not answered in time."""
    nie_eingereicht = Q(nachweis__isnull=True) | Q(nachweis__eingereicht_am__isnull=True)
    ohne_antwort = Q(nachweis__status=Nachweisstatus.ENTWURF, nachweis__rueckfrage_frist__lt=tag)
    zustaende = [zustand.value for zustand in NACHWEISBAR]
    return Antrag.objects.filter(
        (nie_eingereicht & Q(nachweis_faellig_am__lt=tag)) | ohne_antwort, status__in=zustaende
    )


def ueberfaellig(traeger: Stelle, programm: Foerderprogramm, tag: date) -> list[Antrag]:
    """Overdue proofs of this Träger in this programme on that day; the oldest first. Gate of payments (T14)."""
    zeilen = ueberfaellige(tag).filter(traeger=traeger, programm=programm)
    return list(zeilen.order_by("nachweis_faellig_am", "id"))


def reiche_ein(antrag: Antrag, *, akteur: Benutzer) -> Verwendungsnachweis:
    """Hand in what was prepared; its defects were asked for before. A mended proof comes again."""
    nachweis, _ = Verwendungsnachweis.objects.get_or_create(antrag=antrag)
    nachweis.antrag = antrag
    if regulaer(antrag):
        summiere_belege(nachweis)
    nachweis.einreichen()
    nachweis.eingereicht_am, nachweis.eingereicht_von = uhr.jetzt(), akteur
    nachweis.rueckfrage, nachweis.rueckfrage_frist = "", None
    nachweis.save()
    return nachweis


def pruefe(nachweis: Verwendungsnachweis, *, vermerk: str, akteur: Benutzer) -> Abrechnung:
    """The first person's check; stores result and reckoning. What the Träger has waived is not paid any more."""
    ergebnis = rechne_ab(nachweis)
    verzichtet = min(nachweis.antrag.entfallen, ergebnis.restzahlung)
    nachweis.pruefen()
    nachweis.nicht_zuwendungsfaehig = sum((s.gekuerzt for s in ansaetze(nachweis)), NULL)
    nachweis.vermerk = vermerk
    nachweis.restzahlung = ergebnis.restzahlung - verzichtet
    nachweis.zuwendung = ergebnis.zuwendung - verzichtet
    nachweis.rueckforderung = ergebnis.rueckforderung
    nachweis.rechenweg = list(ergebnis.schritte)
    if verzichtet:
        nachweis.rechenweg.append("Auf den nicht abgerufenen Rest hat der Träger verzichtet.")
    nachweis.geprueft_von, nachweis.geprueft_am = akteur, uhr.jetzt()
    nachweis.save()
    return ergebnis


def frage_zurueck(nachweis: Verwendungsnachweis, *, frage: str) -> int:
    """Give the proof back to the Träger with every question noted; returns how many. `frage` is the letter."""
    jetzt = uhr.jetzt()
    gestellt = nachweis.rueckfragen.filter(gestellt_am__isnull=True).update(gestellt_am=jetzt)
    nachweis.zurueckfragen()
    nachweis.rueckfrage = frage
    nachweis.rueckfrage_frist = uhr.heute() + timedelta(days=nachweis.antrag.richtlinie.tage_nachforderung)
    nachweis.save()
    return gestellt


def zeichne(nachweis: Verwendungsnachweis, *, akteur: Benutzer) -> None:
    """The second person signs."""
    nachweis.zeichnen()
    nachweis.gezeichnet_von, nachweis.gezeichnet_am = akteur, uhr.jetzt()
    nachweis.save()


def gib_zurueck(nachweis: Verwendungsnachweis, *, grund: str) -> None:
    """The second person wants it checked again."""
    nachweis.zurueckgeben()
    nachweis.rueckfrage = grund
    nachweis.save()
