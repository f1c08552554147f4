"""What an Abruf leads to: the agreement it needs, or money for its lump sum, with all that is known filled in."""

from typing import Any

from django.db import transaction

from antraege.angebote import katalog
from antraege.angebote.models import Abruf, Standort
from antraege.antrag.models import Antrag
from antraege.antrag.queries import offene_richtlinien
from antraege.antrag.services import lege_an
from antraege.foerderung.plan import speichere_plan
from antraege.kern.finanzierung import Position
from antraege.kern.geld import NULL, runden
from antraege.kern.prozent import HUNDERT
from antraege.programme.models import Richtlinie
from rollen import uhr
from rollen.models import Benutzer, Stelle


def standort(abruf: Abruf) -> Stelle | None:
    """The site of the institution, if it belongs to one."""
    einer = (
        Standort.objects.filter(einrichtungen__stelle=abruf.einrichtung_id).select_related("stelle").first()
    )
    return einer.stelle if einer else None


def programme(abruf: Abruf) -> list[Richtlinie]:
    """The rules, open today, under which this institution can ask for the lump sum (in euro) of the offer."""
    kosten = abruf.angebot.kosten
    if kosten is None:
        return []
    return [
        richtlinie
        for richtlinie in offene_richtlinien(am=uhr.heute())
        if not richtlinie.programm.kooperation
        and abruf.einrichtung.art in richtlinie.antragsberechtigt
        and (richtlinie.mindestbetrag or NULL) <= kosten
        and (richtlinie.hoechstbetrag is None or kosten <= richtlinie.hoechstbetrag)
    ]


@transaction.atomic
def beginne_vereinbarung(abruf: Abruf, richtlinie: Richtlinie, **werte: Any) -> Antrag:
    """The request for an agreement, as from the offer itself, with what the Abruf says. Raises as `lege_an`."""
    antrag = katalog.frage_an(abruf.angebot, richtlinie, dazu=_bekannt(abruf), **werte)
    abruf.antraege.add(antrag)
    return antrag


@transaction.atomic
def beginne_zuschuss(abruf: Abruf, richtlinie: Richtlinie, *, akteur: Benutzer, **werte: Any) -> Antrag:
    """The request for money with the lump sum in its plan, the share of the programme as Zuwendung.

    Raises as `lege_an` does.
    """
    antrag = lege_an(
        programm=richtlinie.programm,
        antworten=katalog.antworten(abruf.angebot, richtlinie.fragen.all(), _bekannt(abruf)),
        anlass=f"Abruf „{abruf}“ ({abruf.anbieter.name})",
        akteur=akteur,
        **werte,
    )
    kosten = abruf.angebot.kosten or NULL
    anteil = runden(kosten * (richtlinie.foerdersatz_max or HUNDERT) / HUNDERT)
    zeilen = [
        Position("ausgabe", "ausgabe", f"Pauschale: {abruf.angebot.titel}"[:160], kosten),
        Position("deckung", "zuwendung", "Zuwendung", anteil),
    ]
    if anteil < kosten:
        zeilen.append(Position("deckung", "eigenmittel", "Eigenmittel", kosten - anteil))
    speichere_plan(antrag, zeilen, akteur=akteur, stand=antrag.stand)
    abruf.antraege.add(antrag)
    return antrag


def _bekannt(abruf: Abruf) -> dict[str, Any]:
    """What the Abruf answers of the questions of a programme."""
    bedarf = f"Wir haben das Angebot „{abruf.angebot.titel}“ abgerufen: {abruf.wann}. {abruf.bedarf}".strip()
    return {
        "zielgruppe": f"{abruf.gruppe}, {abruf.kinder} Kinder",
        "anzahl_kinder": abruf.kinder,
        "bedarf": bedarf,
        "ziele": abruf.angebot.beschreibung,
        "zusammenarbeit": abruf.anbieter.name,
        "ganztag": abruf.ganztag,
        "ort": abruf.termin.ort if abruf.termin else abruf.einrichtung.name,
    }
