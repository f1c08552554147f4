"""The registry: one sample of every document the city writes, by its name."""

from collections.abc import Callable
from typing import Any

from antraege.dokumente.bloecke import Dokument, Dokumentart
from antraege.dokumente.inhalt.aenderung import aenderungsablehnung, aenderungsbescheid
from antraege.dokumente.inhalt.antrag import (
    beratungsbestaetigung,
    eingangsbestaetigung,
    nachforderung,
    pruefvermerk_antrag,
)
from antraege.dokumente.inhalt.ausdruck import ausdruck
from antraege.dokumente.inhalt.auswertung import jahresbericht
from antraege.dokumente.inhalt.bewilligung import ablehnungsbescheid, mittelzuweisung, zuwendungsbescheid
from antraege.dokumente.inhalt.forderung import (
    erlassbescheid,
    mahnung,
    niederschlagungsvermerk,
    schlussmitteilung,
    stundungsbescheid,
)
from antraege.dokumente.inhalt.gremien import gremienvorlage
from antraege.dokumente.inhalt.kooperation import (
    kooperationsvereinbarung,
    kuendigung,
    nachtrag,
    uebernahmeblatt,
)
from antraege.dokumente.inhalt.nachweis import pruefvermerk_nachweis, verwendungsnachweis
from antraege.dokumente.inhalt.register import jugendhilfeliste, vereinbarungsregister
from antraege.dokumente.inhalt.revision import pruefbericht
from antraege.dokumente.inhalt.rueckforderung import anhoerung, rueckforderungsbescheid
from antraege.dokumente.inhalt.weiterleitung import weiterleitungsnachweis
from antraege.dokumente.inhalt.zahlung import auszahlungsanordnung
from tests.antraege.dokumente.beispiele import (
    aenderung,
    anordnung,
    antrag,
    auswertung,
    forderung,
    gremium,
    kooperation,
    nachweis,
    pruefung,
    register,
    revision,
    rueckforderung,
    weiterleitung,
)
from tests.antraege.dokumente.beispiele import ausdruck as gedruckt
from tests.antraege.dokumente.beispiele.grund import TEXTE

# How each document is made, and from which facts: tests go through all of them by this table.
ERZEUGER: dict[Dokumentart, tuple[Callable[..., Dokument], Callable[..., Any]]] = {
    Dokumentart(schreibe.__name__): (schreibe, fakten)
    for schreibe, fakten in (
        (eingangsbestaetigung, antrag.eingangsfakten),
        (beratungsbestaetigung, antrag.beratungsfakten),
        (nachforderung, antrag.nachforderungsfakten),
        (zuwendungsbescheid, antrag.bescheidfakten),
        (ablehnungsbescheid, antrag.ablehnungsfakten),
        (mittelzuweisung, antrag.zuweisungsfakten),
        (auszahlungsanordnung, anordnung.anordnungsfakten),
        (anhoerung, rueckforderung.anhoerungsfakten),
        (rueckforderungsbescheid, rueckforderung.rueckforderungsfakten),
        (pruefvermerk_nachweis, nachweis.nachweispruefungsfakten),
        (verwendungsnachweis, nachweis.verwendungsnachweisfakten),
        (aenderungsbescheid, aenderung.aenderungsfakten),
        (aenderungsablehnung, aenderung.aenderungsablehnungsfakten),
        (pruefvermerk_antrag, pruefung.antragspruefungsfakten),
        (stundungsbescheid, forderung.stundungsfakten),
        (niederschlagungsvermerk, forderung.niederschlagungsfakten),
        (erlassbescheid, forderung.erlassfakten),
        (schlussmitteilung, forderung.schlussfakten),
        (mahnung, forderung.mahnungsfakten),
        (kooperationsvereinbarung, kooperation.kooperationsfakten),
        (nachtrag, kooperation.nachtragsfakten),
        (weiterleitungsnachweis, weiterleitung.weiterleitungsfakten),
        (pruefbericht, revision.pruefberichtfakten),
        (kuendigung, kooperation.kuendigungsfakten),
        (uebernahmeblatt, kooperation.uebernahmeblattfakten),
        (gremienvorlage, gremium.gremienfakten),
        (vereinbarungsregister, register.registerfakten),
        (jugendhilfeliste, register.jugendhilfefakten),
        (ausdruck, gedruckt.ausdruckfakten),
        (jahresbericht, auswertung.jahresberichtfakten),
    )
}


def alle_dokumente() -> dict[Dokumentart, Dokument]:
    """One document of every kind by its name."""
    return {name: schreibe(fakten(), texte=TEXTE) for name, (schreibe, fakten) in ERZEUGER.items()}
