"""Facts of the lists of agreements."""

from dataclasses import dataclass
from datetime import date

from antraege.dokumente.fakten.grund import Rahmen


@dataclass(frozen=True, kw_only=True)
class Registerzeile:
    """One agreement; days are empty while they are not settled."""

    aktenzeichen: str
    titel: str
    thema: str
    standort: str
    parteien: str
    von: date | None
    bis: date | None
    stand: str


@dataclass(frozen=True, kw_only=True)
class Registerfakten:
    """The register as somebody sees it on a day."""

    rahmen: Rahmen
    zeilen: tuple[Registerzeile, ...]


@dataclass(frozen=True, kw_only=True)
class Jugendhilfezeile:
    """One agreement of a school with a recognised Träger."""

    schule: str
    traeger: str
    aktenzeichen: str
    stand: str
    von: date | None
    bis: date | None


@dataclass(frozen=True, kw_only=True)
class Jugendhilfefakten:
    """The list of a day, in the order of the schools."""

    rahmen: Rahmen
    zeilen: tuple[Jugendhilfezeile, ...]
