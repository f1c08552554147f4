"""Facts of a change of the grant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.dokumente.fakten.grund import Fallfakten, Jahresbetrag, Zeitraum, leer
from antraege.kern.geld import summe


@dataclass(frozen=True, kw_only=True)
class Aenderung:
    """One thing that changes, in words: bisher and neu as the reader shall see them."""

    was: str
    bisher: str
    neu: str


@dataclass(frozen=True, kw_only=True)
class Planaenderung:
    """One line of the plan in euro before and after; 0 for a line that is new or gone."""

    seite: str
    art_bezeichnung: str
    bezeichnung: str
    bisher: Decimal
    neu: Decimal


@dataclass(frozen=True, kw_only=True)
class Topfaenderung:
    """What one Fachbereich or funder bears of a joint grant in one year, in euro, before and after; 0 for none."""

    herkunft: str
    jahr: int
    bisher: Decimal
    neu: Decimal


@dataclass(frozen=True, kw_only=True)
class Aenderungsfakten(Fallfakten):
    """Facts of an Änderungsbescheid; antrag_vom None means von Amts wegen, amounts in euro.

    bewilligt is the amount before. What stays as it is stays None or empty. plan holds every line, toepfe every
    pot, the unchanged too, or nothing when they stay. The recipient of a change of recipient stands in
    sonstige and in rahmen.empfaenger. Towards the city itself the document is an internal order.
    """

    nr: int
    antrag_vom: date | None
    bewilligungszeitraum: Zeitraum
    betrag_neu: Decimal | None = None
    zeitraum_neu: Zeitraum | None = None
    plan: tuple[Planaenderung, ...] = ()
    jahresbetraege_neu: tuple[Jahresbetrag, ...] = ()
    toepfe: tuple[Topfaenderung, ...] = ()
    nachweis_bis: date | None = None
    nachweis_bis_neu: date | None = None
    auflagen_neu: tuple[str, ...] = ()
    sonstige: tuple[Aenderung, ...] = ()
    gruende: str
    rechtsgrundlagen: tuple[str, ...] = ()

    @property
    def betrag(self) -> Decimal:
        """The amount from now on, euro."""
        return self.bewilligt if self.betrag_neu is None else self.betrag_neu

    def widersprueche(self) -> Iterator[str]:
        """Nothing changes, sums, periods, no reasons."""
        yield from super().widersprueche()
        neues = (
            self.betrag_neu is not None,
            self.zeitraum_neu,
            self.plan,
            self.nachweis_bis_neu,
            self.auflagen_neu,
            self.sonstige,
            self.jahresbetraege_neu,
            self.toepfe,
        )
        if not any(neues):
            yield "Der Änderungsbescheid ändert nichts."
        if leer(self.gruende):
            yield "Die Änderung braucht eine Begründung."
        if self.betrag <= 0:
            yield "Der neue Betrag ist nicht positiv; nötig wäre ein Widerruf."
        if self.jahresbetraege_neu and summe(t.betrag for t in self.jahresbetraege_neu) != self.betrag:
            yield "Die Jahresbeträge ergeben nicht den neuen Betrag."
        mehr = summe(t.neu for t in self.toepfe) - summe(t.bisher for t in self.toepfe)
        if self.toepfe and mehr != self.betrag - self.bewilligt:
            yield "Die Anteile der Töpfe ergeben nicht den neuen Betrag."
        ausgaben, deckung = (summe(z.neu for z in self.plan if z.seite == s) for s in ("ausgabe", "deckung"))
        if ausgaben != deckung:
            yield "Ausgaben und Deckung des neuen Finanzierungsplans sind nicht gleich."
        ende = (self.zeitraum_neu or self.bewilligungszeitraum).bis
        if self.nachweis_bis_neu and self.nachweis_bis_neu <= ende:
            yield "Der Nachweis wäre vor dem Ende des Bewilligungszeitraums fällig."


@dataclass(frozen=True, kw_only=True)
class Aenderungsablehnungsfakten(Fallfakten):
    """What was asked for, in words, and why it is refused; the grant itself stays as it is."""

    antrag_vom: date
    gewuenscht: tuple[str, ...]
    gruende: str
    ermessen: str
    rechtsgrundlagen: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """No wish, no reasons, no discretion."""
        yield from super().widersprueche()
        if not self.gewuenscht:
            yield "Die Ablehnung nennt nicht, was beantragt war."
        if leer(self.gruende) or leer(self.ermessen):
            yield "Eine Ablehnung nennt ihre Gründe und die Erwägungen zum Ermessen."
