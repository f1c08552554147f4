"""Pots for one request of the small city: its own line, one of FB 51, one of a foundation at FB 51."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.programme.models import Richtlinie
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows.wege import BEWILLIGEN, FACHLICH, FORMAL, klaerungen


@dataclass
class Toepfe:
    """The three lines."""

    fb40: Haushaltsstelle
    fb51: Haushaltsstelle
    stiftung: Haushaltsstelle


def lege_an(welt: Welt) -> Toepfe:
    """FB 51 has 5.000 € of its own and 1.000 € of a foundation; somebody there keeps the budget."""
    welt.personen["fi51"] = person_mit(Rolle.FINANZEN, welt.stellen["fb51"], name="Finanzen FB 51")
    zeilen = {
        name: Haushaltsstelle.objects.create(
            stelle=welt.stellen["fb51"],
            jahr=2023,
            bereich=Bereich.SACH,
            auftrag=auftrag,
            sachkonto="531800",
            bezeichnung=name,
        )
        for name, auftrag in (("Jugendförderung", "510100"), ("Stiftungsmittel", "510900"))
    }
    for zeile, ansatz in zip(zeilen.values(), ("5000.00", "1000.00"), strict=True):
        haushalt.setze_ansatz(
            zeile, Decimal(ansatz), schluessel=f"ansatz/{zeile.pk}", akteur=welt.personen["fi51"], text="Test"
        )
    return Toepfe(welt.haushaltsstelle, *zeilen.values())


def vor_der_pruefung(welt: Welt, **mehr: Any) -> Antrag:
    """10.000 € asked for, everybody has co-signed, the expert check is open."""
    antrag = welt.eingereicht(**mehr)
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    for stelle in ("fb51", "fabido"):
        welt.tu(antrag, "mitzeichnung", stelle, stelle=stelle, votum="einverstanden")
    return antrag


def felder(*toepfe: tuple[Any, ...]) -> dict[str, str]:
    """The fields of the form for (line, amount, funder, promise)."""
    werte = {}
    for nr, (zeile, betrag, *dritte) in enumerate(toepfe, start=1):
        werte |= {f"topf_{nr}_zeile": str(zeile.pk), f"topf_{nr}_betrag": betrag}
        werte |= dict(zip((f"topf_{nr}_geldgeber", f"topf_{nr}_zusage"), dritte, strict=False))
    return werte


def schlage_vor(welt: Welt, antrag: Antrag, *toepfe: tuple[Any, ...], **mehr: Any) -> Antrag:
    """The expert check with these pots."""
    return welt.tu(
        antrag, "fachliche_pruefung", "sb", **{**FACHLICH, **klaerungen(antrag), **felder(*toepfe), **mehr}
    )


def gemeinsam_bewilligt(
    welt: Welt, toepfe: Toepfe, *, richtlinie: Richtlinie | None = None, **mehr: Any
) -> Antrag:
    """6.000 € of FB 40 and 4.000 € of FB 51, agreed and granted."""
    antrag = vor_der_pruefung(welt, richtlinie=richtlinie or welt.richtlinie)
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="einverstanden")
    return welt.tu(antrag, "entscheidung", "leitung", **{**BEWILLIGEN, **mehr})


def stand(zeile: Haushaltsstelle) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Reserved, committed, paid, taken back on this line."""
    zeile.refresh_from_db()
    return zeile.vorgemerkt, zeile.gebunden, zeile.ausgezahlt, zeile.erstattet
