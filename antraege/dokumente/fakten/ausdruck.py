"""Facts of a printout: sections of sentences and tables that a page shows too."""

from dataclasses import dataclass

from antraege.dokumente.fakten.grund import Rahmen, Schreibenfakten


@dataclass(frozen=True, kw_only=True)
class Druckabschnitt:
    """A section: sentences, then one table where `kopf` names its columns; each row has as many cells."""

    titel: str
    saetze: tuple[str, ...] = ()
    kopf: tuple[str, ...] = ()
    zeilen: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ausdruckfakten(Schreibenfakten):
    """What is printed of the system itself: no letter to anybody."""

    rahmen: Rahmen
    titel: str
    bezug: tuple[str, ...]
    abschnitte: tuple[Druckabschnitt, ...]
