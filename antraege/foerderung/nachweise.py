"""Verwendungsnachweis: handing in, checking with recalculation, signing."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Deckungsart, Nachweisposition, Seite, Verwendungsnachweis
from antraege.kern.finanzierung import Abrechnung, Deckung, Finanzierungsart, abrechnung
from rollen import uhr
from rollen.models import Benutzer

NULL = Decimal("0.00")


def reiche_ein(
    antrag: Antrag, angaben: Mapping[str, Any], *, ist: Mapping[int, Decimal], akteur: Benutzer
) -> Verwendungsnachweis:
    """Store the proof; `ist` holds euro by the id of the Planposition. A mended proof replaces the old figures."""
    nachweis, _ = Verwendungsnachweis.objects.get_or_create(antrag=antrag)
    for feld, wert in angaben.items():
        setattr(nachweis, feld, wert)
    nachweis.einreichen()
    nachweis.eingereicht_am, nachweis.eingereicht_von = uhr.jetzt(), akteur
    nachweis.save()
    nachweis.positionen.all().delete()
    Nachweisposition.objects.bulk_create(
        Nachweisposition(nachweis=nachweis, planposition_id=position, betrag=betrag)
        for position, betrag in ist.items()
    )
    return nachweis


def rechne_ab(nachweis: Verwendungsnachweis, *, nicht_zuwendungsfaehig: Decimal) -> Abrechnung:
    """The final grant in euro with every step in words (ANBest-P Nr. 1.2 and 2)."""
    antrag = nachweis.antrag
    plan = list(antrag.planpositionen.all())
    return abrechnung(
        finanzierungsart=Finanzierungsart(antrag.richtlinie.finanzierungsart),
        bewilligt=antrag.bewilligt,
        ausgaben_plan=sum((p.betrag for p in plan if p.seite == Seite.AUSGABE), NULL),
        ausgaben_ist=sum((p.betrag for p in nachweis.positionen.all()), NULL),
        nicht_zuwendungsfaehig=nicht_zuwendungsfaehig,
        deckung_plan=Deckung(
            eigen=sum((p.betrag for p in plan if p.art == Deckungsart.EIGENMITTEL), NULL),
            dritt=sum(
                (
                    p.betrag
                    for p in plan
                    if p.art in (Deckungsart.DRITTMITTEL, Deckungsart.TEILNAHMEBEITRAEGE)
                ),
                NULL,
            ),
        ),
        deckung_ist=Deckung(eigen=nachweis.eigenmittel, dritt=nachweis.drittmittel),
        ausgezahlt=antrag.ausgezahlt,
        bagatelle=antrag.richtlinie.bagatelle or NULL,
    )


def pruefe(
    nachweis: Verwendungsnachweis, *, nicht_zuwendungsfaehig: Decimal, vermerk: str, akteur: Benutzer
) -> Abrechnung:
    """The first person's check; stores result and reckoning. What was never called is waived: no Restzahlung."""
    ergebnis = rechne_ab(nachweis, nicht_zuwendungsfaehig=nicht_zuwendungsfaehig)
    nachweis.pruefen()
    nachweis.nicht_zuwendungsfaehig, nachweis.vermerk = nicht_zuwendungsfaehig, vermerk
    nachweis.zuwendung = min(ergebnis.zuwendung, nachweis.antrag.ausgezahlt)
    nachweis.rueckforderung = ergebnis.rueckforderung
    nachweis.rechenweg = list(ergebnis.schritte)
    nachweis.geprueft_von, nachweis.geprueft_am = akteur, uhr.jetzt()
    nachweis.save()
    return ergebnis


def frage_zurueck(nachweis: Verwendungsnachweis, *, frage: str) -> None:
    """Give the proof back to the Träger with a question."""
    nachweis.zurueckfragen()
    nachweis.rueckfrage = frage
    nachweis.save()


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
