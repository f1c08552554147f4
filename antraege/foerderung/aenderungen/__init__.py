"""Changes of what was approved: judge a wish, check, decide, apply, show the difference."""

from antraege.foerderung.aenderungen.dienst import (
    beantrage,
    bewillige,
    gib_zurueck,
    laufende,
    lehne_ab,
    maengel_von,
    mehrbedarf,
    pruefe,
    uebernimm,
    ziehe_zurueck,
)
from antraege.foerderung.aenderungen.maengel import (
    AENDERBAR,
    hindernisse,
    laufende_aenderung,
    maengel_der_aenderung,
    nachweis_liegt_vor,
)
from antraege.foerderung.aenderungen.stand import (
    ANLASS_BEWILLIGT,
    ANLASS_GEAENDERT,
    bewilligte_zeilen,
    nimm_stand_auf,
    stand_von,
    zeitraum_bis,
)
from antraege.foerderung.aenderungen.unterschied import neuerungen, planunterschied
from antraege.foerderung.aenderungen.wunsch import Wunsch

__all__ = [
    "AENDERBAR",
    "ANLASS_BEWILLIGT",
    "ANLASS_GEAENDERT",
    "Wunsch",
    "beantrage",
    "bewillige",
    "bewilligte_zeilen",
    "gib_zurueck",
    "hindernisse",
    "laufende",
    "laufende_aenderung",
    "lehne_ab",
    "maengel_der_aenderung",
    "maengel_von",
    "mehrbedarf",
    "nachweis_liegt_vor",
    "neuerungen",
    "nimm_stand_auf",
    "planunterschied",
    "pruefe",
    "stand_von",
    "uebernimm",
    "zeitraum_bis",
    "ziehe_zurueck",
]
