"""Facts of sample cases, and how to make every document from them."""

from tests.antraege.dokumente.beispiele.aenderung import aenderungsablehnungsfakten, aenderungsfakten
from tests.antraege.dokumente.beispiele.alle import ERZEUGER, alle_dokumente
from tests.antraege.dokumente.beispiele.anordnung import anordnungsfakten
from tests.antraege.dokumente.beispiele.antrag import (
    ablehnungsfakten,
    bescheidfakten,
    eingangsfakten,
    nachforderungsfakten,
    zuweisungsfakten,
)
from tests.antraege.dokumente.beispiele.forderung import (
    erlassfakten,
    mahnungsfakten,
    niederschlagungsfakten,
    schlussfakten,
    stundungsfakten,
)
from tests.antraege.dokumente.beispiele.gremium import gremienfakten
from tests.antraege.dokumente.beispiele.grund import (
    BETRAG,
    INTERN,
    PLAN,
    RAHMEN,
    SCHULE,
    TEXTE,
    TRAEGER,
    ZWEI_LINKS,
)
from tests.antraege.dokumente.beispiele.kooperation import (
    interne_kooperationsfakten,
    kooperationsfakten,
    kuendigungsfakten,
    nachtragsfakten,
)
from tests.antraege.dokumente.beispiele.nachweis import nachweispruefungsfakten, verwendungsnachweisfakten
from tests.antraege.dokumente.beispiele.pruefung import antragspruefungsfakten
from tests.antraege.dokumente.beispiele.register import jugendhilfefakten, registerfakten
from tests.antraege.dokumente.beispiele.rueckforderung import (
    anhoerungsfakten,
    rueckforderungsfakten,
    zinsfakten,
)

__all__ = [
    "BETRAG",
    "ERZEUGER",
    "INTERN",
    "PLAN",
    "RAHMEN",
    "SCHULE",
    "TEXTE",
    "TRAEGER",
    "ZWEI_LINKS",
    "ablehnungsfakten",
    "aenderungsablehnungsfakten",
    "aenderungsfakten",
    "alle_dokumente",
    "anhoerungsfakten",
    "anordnungsfakten",
    "antragspruefungsfakten",
    "bescheidfakten",
    "eingangsfakten",
    "erlassfakten",
    "gremienfakten",
    "interne_kooperationsfakten",
    "jugendhilfefakten",
    "kooperationsfakten",
    "kuendigungsfakten",
    "mahnungsfakten",
    "nachforderungsfakten",
    "nachtragsfakten",
    "nachweispruefungsfakten",
    "niederschlagungsfakten",
    "registerfakten",
    "rueckforderungsfakten",
    "schlussfakten",
    "stundungsfakten",
    "verwendungsnachweisfakten",
    "zinsfakten",
    "zuweisungsfakten",
]
