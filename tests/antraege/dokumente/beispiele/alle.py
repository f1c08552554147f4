"""The registry: one sample of every document the city writes, by its name."""

from collections.abc import Callable
from typing import Any

from antraege.dokumente.bloecke import Dokument, Dokumentart
from antraege.dokumente.inhalt.ablehnungsbescheid import ablehnungsbescheid
from antraege.dokumente.inhalt.aenderungsablehnung import aenderungsablehnung
from antraege.dokumente.inhalt.aenderungsbescheid import aenderungsbescheid
from antraege.dokumente.inhalt.anhoerung import anhoerung
from antraege.dokumente.inhalt.auszahlungsanordnung import auszahlungsanordnung
from antraege.dokumente.inhalt.eingangsbestaetigung import eingangsbestaetigung
from antraege.dokumente.inhalt.erlassbescheid import erlassbescheid
from antraege.dokumente.inhalt.gremienvorlage import gremienvorlage
from antraege.dokumente.inhalt.jugendhilfeliste import jugendhilfeliste
from antraege.dokumente.inhalt.kooperationsvereinbarung import kooperationsvereinbarung
from antraege.dokumente.inhalt.kuendigung import kuendigung
from antraege.dokumente.inhalt.mahnung import mahnung
from antraege.dokumente.inhalt.mittelzuweisung import mittelzuweisung
from antraege.dokumente.inhalt.nachforderung import nachforderung
from antraege.dokumente.inhalt.nachtrag import nachtrag
from antraege.dokumente.inhalt.niederschlagungsvermerk import niederschlagungsvermerk
from antraege.dokumente.inhalt.pruefvermerk_antrag import pruefvermerk_antrag
from antraege.dokumente.inhalt.pruefvermerk_nachweis import pruefvermerk_nachweis
from antraege.dokumente.inhalt.rueckforderungsbescheid import rueckforderungsbescheid
from antraege.dokumente.inhalt.schlussmitteilung import schlussmitteilung
from antraege.dokumente.inhalt.stundungsbescheid import stundungsbescheid
from antraege.dokumente.inhalt.vereinbarungsregister import vereinbarungsregister
from antraege.dokumente.inhalt.verwendungsnachweis import verwendungsnachweis
from antraege.dokumente.inhalt.zuwendungsbescheid import zuwendungsbescheid
from tests.antraege.dokumente.beispiele import (
    aenderung,
    anordnung,
    antrag,
    forderung,
    gremium,
    kooperation,
    nachweis,
    pruefung,
    register,
    rueckforderung,
)
from tests.antraege.dokumente.beispiele.grund import TEXTE

# How each document is made, and from which facts: tests go through all of them by this table.
ERZEUGER: dict[Dokumentart, tuple[Callable[..., Dokument], Callable[..., Any]]] = {
    Dokumentart(schreibe.__name__): (schreibe, fakten)
    for schreibe, fakten in (
        (eingangsbestaetigung, antrag.eingangsfakten),
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
        (kuendigung, kooperation.kuendigungsfakten),
        (gremienvorlage, gremium.gremienfakten),
        (vereinbarungsregister, register.registerfakten),
        (jugendhilfeliste, register.jugendhilfefakten),
    )
}


def alle_dokumente() -> dict[Dokumentart, Dokument]:
    """One document of every kind by its name."""
    return {name: schreibe(fakten(), texte=TEXTE) for name, (schreibe, fakten) in ERZEUGER.items()}
