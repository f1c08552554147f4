"""Gemeinsamer Mitteleinsatz: several lines bear one request; what is wrong with them, and who has to agree. Euro.

One Fachbereich leads the case and checks the proof of use; every other one whose money is in it agrees to its
share before the decision (VV Nr. 1.4 zu § 44 LHO), and a funder's promise is seen by a second person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from antraege.antrag.models import Antrag, Mitzeichnung
from antraege.foerderung.models import Aenderungsanteil, Mittelanteil, Topfanteil
from antraege.haushalt import services as haushalt
from antraege.haushalt.jahr.jahre import abschlusshindernisse
from antraege.haushalt.jahr.reste import konto
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import NULL, summe, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.toepfe import endgueltig
from antraege.kern.verteilung import nach_anteilen
from rollen import uhr
from rollen.models import Benutzer, Stelle


@dataclass(frozen=True)
class Topf:
    """One proposed share in euro; `nr` is its row in the form. Money of a funder names the promise too."""

    nr: int
    zeile: Haushaltsstelle
    betrag: Decimal
    geldgeber: str = ""
    zusage: str = ""


def anteile(antrag: Antrag) -> list[Mittelanteil]:
    """The shares of a request with their lines, by year; empty in the ordinary case of one line."""
    mit = ("antrag__stelle", "haushaltsstelle__stelle", "einvernehmen__gezeichnet_von", "bestaetigt_von")
    return list(antrag.mittelanteile.select_related(*mit))


def vorgeschlagene(antrag: Antrag) -> list[Topf]:
    """The shares as they stand, as a form shows them again."""
    return [
        Topf(nr, a.haushaltsstelle, a.betrag, a.geldgeber, a.zusage)
        for nr, a in enumerate(anteile(antrag), start=1)
    ]


def speichere(antrag: Antrag, toepfe: Iterable[Topf], *, akteur: Benutzer) -> None:
    """These shares instead of those before; an Einvernehmen and a confirmation belong to the proposal and fall."""
    antrag.mittelanteile.all().delete()
    Mittelanteil.objects.bulk_create(
        Mittelanteil(
            antrag=antrag,
            haushaltsstelle=topf.zeile,
            betrag=topf.betrag,
            geldgeber=topf.geldgeber,
            zusage=topf.zusage,
            vorgeschlagen_von=akteur,
        )
        for topf in toepfe
    )


def maengel(antrag: Antrag, toepfe: Sequence[Topf], *, betrag: Decimal, jahre: Iterable[int]) -> list[Mangel]:
    """Everything that speaks against paying `betrag` euro out of these lines; empty without pots."""
    return list(_maengel(antrag, toepfe, betrag, set(jahre))) if toepfe else []


def _maengel(antrag: Antrag, toepfe: Sequence[Topf], betrag: Decimal, jahre: set[int]) -> Iterator[Mangel]:
    zusammen = summe(topf.betrag for topf in toepfe)
    if zusammen != betrag:
        text = f"Die Töpfe ergeben {zeige(zusammen)}, vorgeschlagen sind {zeige(betrag)}. Beides muss gleich sein."
        yield Mangel(text, feld=f"topf_{toepfe[-1].nr}_betrag")
    eigene = {b.haushaltsstelle: b.vorgemerkt for b in haushalt.bestaende(antrag.aktenzeichen or "")}
    mehrfach = {zeile for zeile, anzahl in Counter(topf.zeile for topf in toepfe).items() if anzahl > 1}
    for topf in toepfe:
        feld, zeile = f"topf_{topf.nr}_zeile", topf.zeile
        if zeile in mehrfach:
            yield Mangel("Jede Haushaltsstelle bitte nur einmal nennen.", feld=feld)
        if zeile.jahr not in jahre:
            yield Mangel(f"Das Vorhaben hat im Haushaltsjahr {zeile.jahr} keine Monate.", feld=feld)
        yield from (Mangel(m.text, m.behebt, feld) for m in abschlusshindernisse(zeile))
        frei = zeile.frei + eigene.get(zeile, NULL)
        if topf.betrag > frei:
            text = f"Auf {zeile} sind nur {zeige(frei)} frei. Verlangt sind {zeige(topf.betrag)}."
            yield Mangel(text, behebt="Haushaltssachbearbeitung", feld=f"topf_{topf.nr}_betrag")
        yield from zusagemaengel(topf)


def zusagemaengel(topf: Topf) -> Iterator[Mangel]:
    """A funder comes with a promise, and a promise with its funder."""
    if topf.geldgeber and not topf.zusage:
        yield Mangel("Bitte nennen Sie Tag und Zeichen der Zusage.", feld=f"topf_{topf.nr}_zusage")
    if topf.zusage and not topf.geldgeber:
        yield Mangel("Bitte nennen Sie den Geldgeber der Zusage.", feld=f"topf_{topf.nr}_geldgeber")


def beteiligte(antrag: Antrag) -> dict[Stelle, list[Mittelanteil]]:
    """The shares of every Fachbereich but the one that leads: who is asked for its Einvernehmen, and to what."""
    je_stelle: dict[Stelle, list[Mittelanteil]] = {}
    for anteil in anteile(antrag):
        if not anteil.federfuehrend:
            je_stelle.setdefault(anteil.einheit, []).append(anteil)
    return je_stelle


def ohne_einvernehmen(antrag: Antrag) -> list[Stelle]:
    """The Fachbereiche that have not vereinbart to the proposal as it stands."""
    return [
        stelle for stelle, ihre in beteiligte(antrag).items() if any(a.einvernehmen_id is None for a in ihre)
    ]


def gib_einvernehmen(antrag: Antrag, stimme: Mitzeichnung) -> None:
    """The Stelle of this vote agrees to each of its shares."""
    ihre = [anteil.pk for anteil in beteiligte(antrag).get(stimme.stelle, [])]
    Mittelanteil.objects.filter(pk__in=ihre).update(einvernehmen=stimme)


def offene_zusage(anteil: Topfanteil) -> Topfanteil | None:
    """The share read anew while its promise waits; None when it is confirmed, proposed anew, or its change decided."""
    aktuell = type(anteil).objects.select_related("haushaltsstelle__stelle").filter(pk=anteil.pk).first()
    if aktuell is None or not aktuell.bestaetigung_fehlt:
        return None
    entschieden = isinstance(aktuell, Aenderungsanteil) and not aktuell.aenderung.laeuft
    return None if entschieden else aktuell


def bestaetige(anteil: Topfanteil, *, akteur: Benutzer) -> None:
    """A second person has seen the funder's promise in writing."""
    anteil.bestaetigt_am, anteil.bestaetigt_von = uhr.heute(), akteur
    anteil.save(update_fields=["bestaetigt_am", "bestaetigt_von"])


def bewilligungshindernisse(antrag: Antrag) -> list[Mangel]:
    """Why nothing may be granted out of these pots yet."""
    return offene_zustimmungen(ohne_einvernehmen(antrag), anteile(antrag))


def offene_zustimmungen(ohne: Iterable[Stelle], alle: Iterable[Topfanteil]) -> list[Mangel]:
    """The Fachbereiche that have not vereinbart, and the promises of funders that nobody has confirmed."""
    offen = [Mangel(f"Das Einvernehmen fehlt: {stelle.name}.", behebt=stelle.name) for stelle in ohne]
    unbestaetigt = [
        Mangel(
            f"Die Zusage von {anteil.geldgeber} ist noch nicht bestätigt.",
            behebt="eine zweite Person mit dem Recht „Haushalt bewirtschaften“ auf der Seite des Falls",
        )
        for anteil in alle
        if anteil.bestaetigung_fehlt
    ]
    return offen + unbestaetigt


def traegt(antrag: Antrag) -> dict[Haushaltsstelle, Decimal]:
    """What each line bears of the grant by the ledger: bound and paid, in euro, the oldest year first."""
    bestaende = haushalt.bestaende(antrag.aktenzeichen or "")
    betraege = {b.haushaltsstelle: b.gebunden + b.ausgezahlt for b in bestaende if b.haushaltsstelle}
    return {zeile: betrag for zeile, betrag in betraege.items() if betrag}


def anteile_der_zeilen(
    antrag: Antrag, zeilen: Iterable[Haushaltsstelle]
) -> dict[Haushaltsstelle, Mittelanteil]:
    """The vereinbart share that each line stands for; money carried into a later year is that of the same account."""
    je_zeile = {anteil.haushaltsstelle: anteil for anteil in anteile(antrag)}
    je_konto = {konto(zeile): anteil for zeile, anteil in je_zeile.items()}
    gefunden = {zeile: je_zeile.get(zeile) or je_konto.get(konto(zeile)) for zeile in zeilen}
    return {zeile: anteil for zeile, anteil in gefunden.items() if anteil is not None}


def benannt(
    antrag: Antrag, betraege: Mapping[Haushaltsstelle, Decimal]
) -> list[tuple[str, Haushaltsstelle, Decimal]]:
    """Each line with whose money it is, and its euro."""
    vereinbart = anteile_der_zeilen(antrag, betraege)
    herkunft = [
        vereinbart[zeile].herkunft if zeile in vereinbart else zeile.stelle.name for zeile in betraege
    ]
    namen = eindeutig(herkunft, list(betraege))
    return [(name, zeile, betraege[zeile]) for name, zeile in zip(namen, betraege, strict=True)]


def eindeutig(herkunft: Sequence[str], zeilen: Sequence[Haushaltsstelle]) -> list[str]:
    """Whose money each line is; where one gives from two lines of a year, the line is named too."""
    paare = list(zip(herkunft, zeilen, strict=True))
    mehrfach = Counter((wer, zeile.jahr) for wer, zeile in paare)
    return [
        wer if mehrfach[wer, zeile.jahr] == 1 else f"{wer} ({zeile.auftrag} {zeile.bezeichnung})"
        for wer, zeile in paare
    ]


@dataclass(frozen=True)
class Topfstand:
    """What one pot has given so far over all years, what came back, and its part of a sum that falls on all; euro."""

    herkunft: str
    konto: str
    ausgezahlt: Decimal
    erstattet: Decimal
    teil: Decimal


def staende(antrag: Antrag, *, betrag: Decimal = NULL, zuwendung: Decimal | None = None) -> list[Topfstand]:
    """The pots as the ledger has them; `betrag` (interest) falls on them as the grant did.

    A final grant (`zuwendung`) falls on them as the ledger will book it: what is still paid out of the oldest year,
    what comes back into the latest. Empty for a request that one line pays. Interest is income and no booking on the
    line: its part is told here.
    """
    pots = {konto(anteil.haushaltsstelle): anteil for anteil in anteile(antrag)}
    if not pots:
        return []
    bestaende = haushalt.bestaende(antrag.aktenzeichen or "")
    zeilen = {b.haushaltsstelle: b for b in bestaende if b.haushaltsstelle}
    gegeben, gezahlt, zurueck = (dict.fromkeys(pots, NULL) for _ in range(3))
    for zeile, bestand in zeilen.items():
        name = konto(zeile)
        if name in pots:
            gegeben[name] += bestand.gebunden + bestand.ausgezahlt
            gezahlt[name] += bestand.ausgezahlt
            zurueck[name] += bestand.erstattet
    teile = dict.fromkeys(pots, NULL)
    gebunden = {zeile: b.gebunden for zeile, b in zeilen.items()}
    draussen = {zeile: b.ausgezahlt - b.erstattet for zeile, b in zeilen.items()}
    if zuwendung is not None and zuwendung <= summe([*gebunden.values(), *draussen.values()]):
        for zeile, teil in endgueltig(zuwendung, gebunden=gebunden, draussen=draussen).items():
            teile[konto(zeile)] += teil
    elif any(gegeben.values()):
        teile = nach_anteilen(betrag if zuwendung is None else zuwendung, gegeben)
    return [
        Topfstand(
            herkunft=anteil.herkunft,
            konto=anteil.haushaltsstelle.konto,
            ausgezahlt=gezahlt[name],
            erstattet=zurueck[name],
            teil=teile[name],
        )
        for name, anteil in pots.items()
    ]
