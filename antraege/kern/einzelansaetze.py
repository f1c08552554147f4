"""How far a line of the Finanzierungsplan may be exceeded (20 % rule, ANBest-P Nr. 1.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from antraege.kern.geld import NULL, nicht_negativ, runden, zeige
from antraege.kern.prozent import prozent, zeige_prozent


@dataclass(frozen=True)
class Einzelansatz:
    """One line in euro: planned costs and actual eligible costs, its own cuts already taken off.

    Raises GeldFehler for a negative or inexact amount.
    """

    bezeichnung: str
    plan: Decimal
    ist: Decimal

    def __post_init__(self) -> None:
        object.__setattr__(self, "plan", nicht_negativ(self.plan))
        object.__setattr__(self, "ist", nicht_negativ(self.ist))

    @property
    def ueberschreitung(self) -> Decimal:
        """Actual costs above the plan; 0 when there are none."""
        return max(NULL, self.ist - self.plan)

    @property
    def einsparung(self) -> Decimal:
        """Planned costs that were not needed; 0 when there are none."""
        return max(NULL, self.plan - self.ist)


@dataclass(frozen=True)
class Anerkennung:
    """Costs that are not recognised without prior consent (euro), and the steps that led there."""

    nicht_anerkannt: Decimal
    schritte: list[str]


def anerkenne(ansaetze: Iterable[Einzelansatz], *, toleranz: Decimal) -> Anerkennung:
    """Return what of the overruns is cut: above ``toleranz`` percent of a line, or not saved in other lines.

    A line that was not planned has the plan 0, so its costs are an overrun without tolerance. Raises
    GeldFehler for a tolerance that is no percentage from 0 to 100.
    """
    satz, schritte = prozent(toleranz), []
    ueberschritten, zulaessig, gespart = NULL, NULL, NULL
    for zeile in ansaetze:
        gespart += zeile.einsparung
        if not (mehr := zeile.ueberschreitung):
            continue
        spielraum = runden(zeile.plan * satz / 100)
        ueberschritten += mehr
        zulaessig += min(mehr, spielraum)
        ergebnis = f"nicht anerkannt {zeige(mehr - spielraum)}" if mehr > spielraum else "eingehalten"
        schritte.append(
            f"„{zeile.bezeichnung}“: {zeige(mehr)} über dem Ansatz. Zulässig sind {zeige_prozent(satz)} "
            f"von {zeige(zeile.plan)} = {zeige(spielraum)}, {ergebnis}."
        )
    if zulaessig:
        folge = "Die Einsparungen decken die Überschreitungen."
        if zulaessig > gespart:
            folge = f"Nicht durch Einsparungen gedeckt und nicht anerkannt {zeige(zulaessig - gespart)}."
        schritte.append(f"Überschreitungen {zeige(zulaessig)}, Einsparungen {zeige(gespart)}: {folge}")
    return Anerkennung(ueberschritten - min(zulaessig, gespart), schritte)
