"""Payments on a claim in the order of § 367 Abs. 1 BGB: cost, then interest, then principal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.kern.geld import NULL, nicht_negativ, zeige
from antraege.kern.zinsen import Reihe, Zinsrechnung, zinsen


@dataclass(frozen=True)
class Forderung:
    """A claim in euro: principal that bears interest after ``beginn``, and costs, which bear none.

    ``aufschlag`` in percentage points, ``methode`` as in ``zinsen``. Raises GeldFehler for bad amounts.
    """

    hauptforderung: Decimal
    kosten: Decimal
    beginn: date
    aufschlag: Decimal
    methode: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "hauptforderung", nicht_negativ(self.hauptforderung))
        object.__setattr__(self, "kosten", nicht_negativ(self.kosten))


@dataclass(frozen=True)
class Zahlung:
    """One payment in euro on the day of its credit. Raises GeldFehler for a bad amount."""

    eingang: date
    betrag: Decimal

    def __post_init__(self) -> None:
        object.__setattr__(self, "betrag", nicht_negativ(self.betrag))


@dataclass(frozen=True)
class Stand:
    """What is still open, in euro; ``guthaben`` is what was paid too much."""

    kosten: Decimal
    zinsen: Decimal
    hauptforderung: Decimal
    guthaben: Decimal

    @property
    def offen(self) -> Decimal:
        """Everything still to be paid."""
        return self.kosten + self.zinsen + self.hauptforderung


@dataclass(frozen=True)
class Kontozeile:
    """One day of the running account: interest accrued since the last, what was paid, on what, and the rest."""

    tag: date
    betrag: Decimal
    zinsen: Zinsrechnung
    auf_kosten: Decimal
    auf_zinsen: Decimal
    auf_hauptforderung: Decimal
    stand: Stand
    schritte: list[str]


def verrechne(
    forderung: Forderung, zahlungen: Iterable[Zahlung], *, basiszins: Reihe, stichtag: date | None = None
) -> list[Kontozeile]:
    """Return the running account: one row per payment in the order of credit, one more for ``stichtag``.

    Interest accrues on the open principal up to and including each day of credit and bears no interest itself.
    A payment up to ``beginn`` bears none. Payments after ``stichtag`` are left out. Raises as ``zinsen`` does.
    """
    reihe, geordnet = tuple(basiszins), sorted(zahlungen, key=lambda zahlung: zahlung.eingang)
    if stichtag is not None:  # its row is a payment of nothing
        geordnet = [*(z for z in geordnet if z.eingang <= stichtag), Zahlung(stichtag, NULL)]
    stand = Stand(forderung.kosten, NULL, forderung.hauptforderung, NULL)
    zeilen: list[Kontozeile] = []
    verzinst_bis = forderung.beginn
    for zahlung in geordnet:
        bis = max(verzinst_bis, zahlung.eingang)
        gelaufen = zinsen(
            stand.hauptforderung,
            beginn=verzinst_bis,
            ende=bis,
            aufschlag=forderung.aufschlag,
            methode=forderung.methode,
            basiszins=reihe,
        )
        zeilen.append(_zeile(zahlung, stand, gelaufen))
        stand, verzinst_bis = zeilen[-1].stand, bis
    return zeilen


def _zeile(zahlung: Zahlung, vorher: Stand, gelaufen: Zinsrechnung) -> Kontozeile:
    offene_zinsen = vorher.zinsen + gelaufen.zinsen
    auf_kosten = min(zahlung.betrag, vorher.kosten)
    auf_zinsen = min(zahlung.betrag - auf_kosten, offene_zinsen)
    auf_haupt = min(zahlung.betrag - auf_kosten - auf_zinsen, vorher.hauptforderung)
    zuviel = zahlung.betrag - auf_kosten - auf_zinsen - auf_haupt
    stand = Stand(
        vorher.kosten - auf_kosten,
        offene_zinsen - auf_zinsen,
        vorher.hauptforderung - auf_haupt,
        vorher.guthaben + zuviel,
    )
    schritte = [
        *gelaufen.schritte,
        (
            f"Eingang am {zahlung.eingang:%d.%m.%Y}: {zeige(zahlung.betrag)}, davon auf Kosten "
            f"{zeige(auf_kosten)}, auf Zinsen {zeige(auf_zinsen)}, auf die Hauptforderung {zeige(auf_haupt)}."
        ),
        (
            f"Offen: Kosten {zeige(stand.kosten)}, Zinsen {zeige(stand.zinsen)}, "
            f"Hauptforderung {zeige(stand.hauptforderung)}."
        ),
    ]
    if zuviel:
        schritte.append(f"Zu viel gezahlt: {zeige(zuviel)}.")
    return Kontozeile(
        tag=zahlung.eingang,
        betrag=zahlung.betrag,
        zinsen=gelaufen,
        auf_kosten=auf_kosten,
        auf_zinsen=auf_zinsen,
        auf_hauptforderung=auf_haupt,
        stand=stand,
        schritte=schritte,
    )
