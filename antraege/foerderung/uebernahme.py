"""What an adopted case is made of beside the request: plan, decision, payments, proof.

Facts only: no step of a person is pretended.
"""

from datetime import date

from antraege.antrag.models import Antrag
from antraege.foerderung import bescheide, mittel
from antraege.foerderung.models import (
    Deckungsart,
    Mittelabruf,
    Nachweisposition,
    Planposition,
    Seite,
    Verwendungsnachweis,
)
from antraege.kern.geld import NULL
from antraege.kern.uebernahme import OHNE_REST, Altfall, verteile
from rollen import uhr
from rollen.models import Benutzer

AUSGABEN = "Ausgaben laut alter Akte"
EIGENMITTEL = "Eigenmittel laut alter Akte"
DRITTMITTEL = "Drittmittel laut alter Akte"
ZUWENDUNG = "Zuwendung laut alter Akte"
ZWECK = "Vor der Übernahme gezahlt; Abruf und Anordnung stehen in der alten Akte"


def lege_plan_an(antrag: Antrag, fall: Altfall) -> Planposition:
    """The plan in sums: one line of costs, and who bears them. Returns the line of costs."""
    ausgaben = fall.gesamtausgaben or fall.beantragt + (fall.drittmittel or NULL)
    eigen = ausgaben - fall.beantragt - (fall.drittmittel or NULL)
    deckung = [
        (Deckungsart.ZUWENDUNG, ZUWENDUNG, fall.beantragt),
        (Deckungsart.EIGENMITTEL, EIGENMITTEL, eigen),
        (Deckungsart.DRITTMITTEL, DRITTMITTEL, fall.drittmittel or NULL),
    ]
    kosten = Planposition(antrag=antrag, nr=1, seite=Seite.AUSGABE, bezeichnung=AUSGABEN, betrag=ausgaben)
    getragen = [
        Planposition(antrag=antrag, nr=nr, seite=Seite.DECKUNG, art=art, bezeichnung=name, betrag=betrag)
        for nr, (art, name, betrag) in enumerate((d for d in deckung if d[2]), start=1)
    ]
    return Planposition.objects.bulk_create([kosten, *getragen])[0]


def trage_entscheidung_ein(
    antrag: Antrag, fall: Altfall, *, auflagen: str, akteur: Benutzer, text: str
) -> None:
    """Decision, shares of the years with their Buchungen, payments; the caller saves `antrag`.

    Raises KeineHaushaltsstelle, MittelReichenNicht, JahrGesperrt.
    """
    assert fall.bescheid_vom is not None
    assert fall.zeitraum_von is not None
    assert fall.zeitraum_bis is not None
    antrag.abruf_beendet = fall.stand in OHNE_REST
    antrag.nachweis_faellig_am = fall.nachweis_bis or bescheide.nachweis_faellig(antrag, fall.zeitraum_bis)
    mittel.uebernimm(antrag, verteile(fall), akteur=akteur, text=text)
    bescheide.uebernimm(
        antrag,
        vom=fall.bescheid_vom,
        zeitraum=(fall.zeitraum_von, fall.zeitraum_bis),
        bekannt_am=fall.bekannt_am,
        verzicht_am=fall.verzicht_am,
        auflagen=auflagen,
    )
    Mittelabruf.objects.bulk_create(
        gezahlt(antrag, nr, tag=tag, betrag=betrag)
        for nr, (tag, betrag) in enumerate(fall.zahlungen, start=1)
    )


def gezahlt(antrag: Antrag, nr: int, *, tag: date, betrag: object) -> Mittelabruf:
    """An instalment of which we know only that it was paid, so many euro on that day: nobody here has certified it."""
    abruf = Mittelabruf(
        antrag=antrag, nr=nr, betrag=betrag, zweck=ZWECK, bezahlt_am=tag, angefordert_am=uhr.mittag(tag)
    )
    abruf.uebernehmen()
    return abruf


def trage_nachweis_ein(antrag: Antrag, fall: Altfall, kosten: Planposition) -> Verwendungsnachweis:
    """The proof that lies in the old file, by its sums: handed in, nobody has checked it here."""
    assert fall.nachweis_am is not None
    nachweis = Verwendungsnachweis(
        antrag=antrag,
        eigenmittel=fall.nachweis_eigenmittel,
        drittmittel=fall.nachweis_drittmittel,
        teilnahmebeitraege=NULL,
        eingereicht_am=uhr.mittag(fall.nachweis_am),
    )
    nachweis.einreichen()
    nachweis.save()
    Nachweisposition.objects.create(
        nachweis=nachweis, planposition=kosten, betrag=fall.nachweis_ausgaben or NULL
    )
    return nachweis
