"""Facts of the proof of use, and of its check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from antraege.dokumente.fakten.grund import Fallfakten, Nachweisart, Pruefantwort, Zeichen, Zeitraum, leer
from antraege.kern.geld import summe


@dataclass(frozen=True, kw_only=True)
class Berichtsantwort:
    """A question of the Sachbericht and what the Träger answered."""

    frage: str
    antwort: str


@dataclass(frozen=True, kw_only=True)
class Zaehlwert:
    """A count of the Sachbericht: participants, dates, units."""

    bezeichnung: str
    anzahl: int


@dataclass(frozen=True, kw_only=True)
class Nachweiszeile:
    """One line of the zahlenmäßiger Nachweis in euro; seite is "ausgabe" or "deckung"."""

    seite: str
    art_bezeichnung: str
    bezeichnung: str
    plan: Decimal
    ist: Decimal


@dataclass(frozen=True, kw_only=True)
class Beleg:
    """One voucher in euro; nr as the Träger wrote it, einzelansatz the line it belongs to."""

    nr: str
    datum: date
    empfaenger: str
    zweck: str
    betrag: Decimal
    einzelansatz: str = ""


@dataclass(frozen=True, kw_only=True)
class Inventar:
    """An object bought with the money, and until when it serves the purpose."""

    bezeichnung: str
    angeschafft_am: date
    betrag: Decimal
    zweckbindung_bis: date | None = None


@dataclass(frozen=True, kw_only=True)
class Verwendungsnachweisfakten(Fallfakten):
    """What the Träger handed in; rahmen.zeichnung is the Träger's signing person, eingereicht aware.

    The figures stand as handed in: vouchers that do not add up are shown, not refused.
    """

    zeitraum: Zeitraum
    eingereicht: datetime
    ausgezahlt: Decimal
    nachweisart: Nachweisart
    sachbericht: tuple[Berichtsantwort, ...]
    zaehlwerte: tuple[Zaehlwert, ...] = ()
    zeilen: tuple[Nachweiszeile, ...]
    belege: tuple[Beleg, ...] = ()
    inventar: tuple[Inventar, ...] = ()
    bestaetigungen: tuple[str, ...]
    anlagen: tuple[str, ...] = ()
    zwischennachweis: bool = False

    def summe(self, seite: str, *, spalte: str) -> Decimal:
        """Sum of one side in euro; spalte is "plan" or "ist"."""
        return summe(getattr(zeile, spalte) for zeile in self.zeilen if zeile.seite == seite)

    def widersprueche(self) -> Iterator[str]:
        """A report without text or figures, a regular one without vouchers, no confirmations."""
        yield from super().widersprueche()
        if not self.sachbericht or all(leer(antwort.antwort) for antwort in self.sachbericht):
            yield "Der Sachbericht fehlt."
        if not any(zeile.seite == "ausgabe" for zeile in self.zeilen):
            yield "Der zahlenmäßige Nachweis fehlt."
        if (
            self.nachweisart is Nachweisart.REGULAER
            and not self.belege
            and self.summe("ausgabe", spalte="ist")
        ):
            yield "Ein regulärer Nachweis hat eine Belegliste."
        if not self.bestaetigungen:
            yield "Die Bestätigungen des Trägers fehlen."


@dataclass(frozen=True, kw_only=True)
class Stichprobe:
    """How vouchers were chosen: method, stored seed, how many of how many, which, their sum in euro."""

    verfahren: str
    startwert: str
    grundgesamtheit: int
    umfang: int
    belege: tuple[str, ...]
    betrag: Decimal


@dataclass(frozen=True, kw_only=True)
class Ansatzpruefung:
    """One Einzelansatz in euro: planned, spent, accepted, and why less."""

    bezeichnung: str
    plan: Decimal
    ist: Decimal
    anerkannt: Decimal
    grund: str = ""


@dataclass(frozen=True, kw_only=True)
class Belegkuerzung:
    """What was cut from one voucher in euro, and why."""

    beleg_nr: str
    einzelansatz: str
    betrag: Decimal
    grund: str


@dataclass(frozen=True, kw_only=True)
class Topfabrechnung:
    """One pot of a joint grant in euro: paid less what came back, and its part of the final grant."""

    herkunft: str
    ausgezahlt: Decimal
    endgueltig: Decimal


@dataclass(frozen=True, kw_only=True)
class Nachweispruefungsfakten(Fallfakten):
    """Facts of the Prüfvermerk zum Verwendungsnachweis; amounts in euro, rahmen.empfaenger is the file.

    endgueltig is the final grant; zwanzig_prozent and rechenschritte are the steps of `kern`. A draft may
    lack the Zeichen; zweitpruefung is the second person (Vier-Augen-Prinzip).
    """

    eingereicht_am: date
    faellig_am: date
    nachweisart: Nachweisart
    vollstaendigkeit: tuple[Pruefantwort, ...]
    stichprobe: Stichprobe | None = None
    ansaetze: tuple[Ansatzpruefung, ...]
    belegkuerzungen: tuple[Belegkuerzung, ...] = ()
    zwanzig_prozent: tuple[str, ...]
    rechenschritte: tuple[str, ...]
    zweck: str
    auflagen: tuple[Pruefantwort, ...] = ()
    zinsen: str = ""
    endgueltig: Decimal
    ausgezahlt: Decimal
    toepfe: tuple[Topfabrechnung, ...] = ()
    begruendung: str
    erstpruefung: Zeichen | None
    zweitpruefung: Zeichen | None

    @property
    def restzahlung(self) -> Decimal:
        """Euro the city still pays; negative is a Rückforderung."""
        return self.endgueltig - self.ausgezahlt

    def widersprueche(self) -> Iterator[str]:
        """Cuts without reasons, cuts above spending, missing second person."""
        yield from super().widersprueche()
        if not self.rechenschritte or not self.ansaetze or leer(self.begruendung):
            yield "Rechenweg, Einzelansätze oder Begründung fehlen."
        if not 0 <= self.endgueltig <= self.bewilligt:
            yield "Die endgültige Zuwendung übersteigt die Bewilligung."
        if self.toepfe and summe(topf.endgueltig for topf in self.toepfe) != self.endgueltig:
            yield "Die Anteile der Töpfe ergeben nicht die endgültige Zuwendung."
        yield from self._ansaetze()
        if any(kuerzung.betrag <= 0 or leer(kuerzung.grund) for kuerzung in self.belegkuerzungen):
            yield "Die Kürzung eines Belegs braucht Betrag und Grund."
        if self.stichprobe and self.stichprobe.umfang != len(self.stichprobe.belege):
            yield "Die Stichprobe nennt nicht alle gezogenen Belege."
        if not self.rahmen.entwurf and not (self.erstpruefung and self.zweitpruefung):
            yield "Ein Prüfvermerk braucht zwei Personen."

    def _ansaetze(self) -> Iterator[str]:
        for ansatz in self.ansaetze:
            if not 0 <= ansatz.anerkannt <= ansatz.ist:
                yield f"„{ansatz.bezeichnung}“: Anerkannt ist mehr als ausgegeben."
            belege = (k.betrag for k in self.belegkuerzungen if k.einzelansatz == ansatz.bezeichnung)
            unerklaert = summe(belege) != ansatz.ist - ansatz.anerkannt
            if ansatz.anerkannt < ansatz.ist and leer(ansatz.grund) and unerklaert:
                yield f"„{ansatz.bezeichnung}“: Die Kürzung braucht einen Grund."
