"""An open claim from elsewhere: where it stands, and what it must say for that. Amounts in euro."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from antraege.kern.geld import NULL, summe, zeige

Zahlung = tuple[date, Decimal]
Befund = tuple[str, str]  # name of the value, German sentence


class Forderungslage(StrEnum):
    """Where a claim stands elsewhere; one that has ended needs no place here."""

    OFFEN = "offen"
    GESTUNDET = "gestundet"
    AUSGESETZT = "ausgesetzt"

    @property
    def bezeichnung(self) -> str:
        """The word in the list."""
        return _WORTE[self][0]

    @property
    def folge(self) -> str:
        """What happens to the claim here."""
        return _WORTE[self][1]


_L = Forderungslage
_WORTE: dict[Forderungslage, tuple[str, str]] = {
    _L.OFFEN: (
        "offen",
        "Die Kasse wartet auf die Zahlung. Das Programm erinnert, mahnt und warnt vor der Verjährung.",
    ),
    _L.GESTUNDET: ("gestundet", "Bis zu dem Tag wird nicht gemahnt. Danach ist sie fällig."),
    _L.AUSGESETZT: (
        "befristet niedergeschlagen",
        "Sie wird bis zu dem Tag nicht verfolgt. Dann erinnert das Programm die Stelle.",
    ),
}


@dataclass(frozen=True)
class Altforderung:
    """What the list says of one claim: principal, days, what was paid on it so far."""

    lage: Forderungslage
    hauptforderung: Decimal
    bescheid_vom: date
    bekannt_am: date | None = None
    faellig_am: date | None = None
    zinsen_seit: date | None = None
    zahlungen: Sequence[Zahlung] = ()
    bis: date | None = None
    gemahnt_am: date | None = None

    @property
    def gezahlt(self) -> Decimal:
        """All payments in euro."""
        return summe(betrag for _, betrag in self.zahlungen)


def widersprueche(alt: Altforderung, *, heute: date) -> list[Befund]:
    """Everything in a claim that cannot be, each with the value it belongs to; empty when it can go on."""
    return [*_tage(alt, heute), *_zahlungen(alt, heute), *_lage(alt, heute)]


def passt_zum_fall(
    alt: Altforderung, *, getilgt: Decimal, ausgezahlt: Decimal, erstattet: Decimal
) -> list[Befund]:
    """Why a claim of which so much is repaid does not fit what its case was paid and has paid back; euro."""
    offen = alt.hauptforderung - getilgt
    if getilgt > erstattet:
        text = (
            f"Auf die Hauptforderung sind nach den Zahlungen {zeige(getilgt)} gezahlt, beim Fall sind aber nur "
            f"{zeige(erstattet)} erstattet. Bitte tragen Sie beim Fall unter „Erstattet“ ein, was zurückkam."
        )
        return [("gezahlt_1", text)]
    if offen > ausgezahlt - erstattet:
        text = (
            f"Offen sind {zeige(offen)}. Der Träger hat nach dem Fall aber nur noch "
            f"{zeige(ausgezahlt - erstattet)} ({zeige(ausgezahlt)} ausgezahlt, {zeige(erstattet)} erstattet)."
        )
        return [("hauptforderung", text)]
    return []


def _tage(alt: Altforderung, heute: date) -> Iterator[Befund]:
    for name in ("bescheid_vom", "bekannt_am", "zinsen_seit", "gemahnt_am"):
        tag = getattr(alt, name)
        if tag and tag > heute:
            yield name, f"Der {tag:%d.%m.%Y} liegt in der Zukunft."
    for name in ("bekannt_am", "faellig_am", "gemahnt_am"):
        tag = getattr(alt, name)
        if tag and tag < alt.bescheid_vom:
            yield name, f"Der Tag liegt vor dem Bescheid ({alt.bescheid_vom:%d.%m.%Y})."
    if alt.gemahnt_am and alt.faellig_am and alt.gemahnt_am <= alt.faellig_am:
        yield "gemahnt_am", f"Die Forderung war erst am {alt.faellig_am:%d.%m.%Y} fällig."


def _zahlungen(alt: Altforderung, heute: date) -> Iterator[Befund]:
    if alt.hauptforderung <= NULL:
        yield "hauptforderung", "Der Betrag muss größer als null sein."
    for nr, (tag, betrag) in enumerate(alt.zahlungen, start=1):
        if betrag <= 0:
            yield f"gezahlt_{nr}", "Der Betrag muss größer als null sein."
        if tag > heute:
            yield f"gezahlt_{nr}_am", f"Der {tag:%d.%m.%Y} liegt in der Zukunft."


def _lage(alt: Altforderung, heute: date) -> Iterator[Befund]:
    if alt.lage == _L.OFFEN and alt.bis:
        yield "bis", "Eine offene Forderung ist weder gestundet noch niedergeschlagen."
    if alt.lage != _L.OFFEN and alt.bis is None:
        yield "bis", f"Im Stand „{alt.lage.bezeichnung}“ ist dieser Tag nötig."
    if alt.lage != _L.OFFEN and alt.bis and alt.bis < heute:
        yield "stand", f"Das galt nur bis {alt.bis:%d.%m.%Y}. Wählen Sie „{_L.OFFEN.bezeichnung}“."
