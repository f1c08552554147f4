"""A change of a joint grant: which pot bears more or less, who agrees to that, and how the ledger follows; euro.

Less is taken from what is bound in the year, more falls on its pots in proportion, unless the check lays it otherwise.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from antraege.antrag.models import Antrag, Mitzeichnung
from antraege.foerderung import mittel, toepfe
from antraege.foerderung.models import (
    Abrufstatus,
    Aenderung,
    Aenderungsanteil,
    Aenderungsart,
    Mittelanteil,
)
from antraege.foerderung.toepfe import Topf
from antraege.haushalt import services as haushalt
from antraege.haushalt.jahr.jahre import abschlusshindernisse
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import NULL, GeldFehler, summe, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.toepfe import verschiebe
from rollen.models import Benutzer, Stelle

Unterschied = Mapping[int, Decimal]
ABRUF_ANGEORDNET = Mangel(
    "Eine Zahlung ist angeordnet und auf die Töpfe verteilt. Sie muss erst gebucht sein.",
    behebt="Kasse",
)
NICHT_VORGESCHLAGEN = Mangel(
    "Die Prüfung hat nicht vorgeschlagen, welcher Topf mehr oder weniger trägt. Bitte geben Sie die Änderung zurück.",
    behebt="Sachbearbeitung",
)
NICHT_GEBUNDEN = Mangel(
    "In den Töpfen ist nicht mehr so viel gebunden, wie wegfallen soll.", behebt="Träger (zurückziehen)"
)
INZWISCHEN_ANDERS = Mangel(
    "Die Töpfe stehen anders als bei der Prüfung. Bitte geben Sie die Änderung zur Prüfung zurück.",
    behebt="Sachbearbeitung",
)


def gemeinsam(antrag: Antrag) -> bool:
    """True when several pots bear this case."""
    return antrag.mittelanteile.exists()


def betrifft(aenderung: Aenderung, antrag: Antrag, unterschied: Unterschied) -> bool:
    """True when the change moves money of a joint case."""
    anders = any(unterschied.values()) or Aenderungsart.TOEPFE in aenderung.arten
    return anders and gemeinsam(antrag)


def anteile(aenderung: Aenderung) -> list[Aenderungsanteil]:
    """The shares as the check proposes them, by year; empty when it moves no money between pots."""
    mit = ("aenderung__antrag__stelle", "haushaltsstelle__stelle", "einvernehmen", "bestaetigt_von")
    return list(aenderung.anteile.select_related(*mit))


def benannt(alle: Sequence[Aenderungsanteil]) -> list[tuple[str, Aenderungsanteil]]:
    """Each share with whose money it is."""
    namen = toepfe.eindeutig([a.herkunft for a in alle], [a.haushaltsstelle for a in alle])
    return list(zip(namen, alle, strict=True))


def vorschlag(antrag: Antrag, unterschied: Unterschied) -> list[Topf]:
    """The pots with what they would bear by the rule; a year without a pot stays open, for somebody must be named."""
    traegt = toepfe.traegt(antrag)
    vereinbart = toepfe.anteile_der_zeilen(antrag, traegt)
    differenz, _ = _nach_der_regel(antrag, unterschied, traegt) or ({}, {})
    return [
        Topf(
            nr,
            zeile,
            betrag + differenz.get(zeile, NULL),
            vereinbart[zeile].geldgeber if zeile in vereinbart else "",
            vereinbart[zeile].zusage if zeile in vereinbart else "",
        )
        for nr, (zeile, betrag) in enumerate(traegt.items(), start=1)
    ]


def maengel(
    aenderung: Aenderung,
    antrag: Antrag,
    gewollt: Sequence[Topf],
    *,
    unterschied: Unterschied,
    jahre: set[int],
) -> Iterator[Mangel]:
    """Everything that speaks against these pots after the change; `jahre` are those of the project then."""
    if not gewollt:
        yield NICHT_VORGESCHLAGEN
        return
    bisher, neu = toepfe.traegt(antrag), {topf.zeile: topf.betrag for topf in gewollt}
    yield from _verteilt(antrag, gewollt, unterschied, bisher)
    if _anders(bisher, neu) and _abruf_angeordnet(antrag):
        yield ABRUF_ANGEORDNET
    if Aenderungsart.TOEPFE in aenderung.arten and not _anders(bisher, neu):
        yield Mangel("Die Anteile der Töpfe sind unverändert.", feld=f"topf_{gewollt[-1].nr}_betrag")
    bestaende = {
        b.haushaltsstelle: b for b in haushalt.bestaende(antrag.aktenzeichen or "") if b.haushaltsstelle
    }
    for zeile, bestand in bestaende.items():
        if neu.get(zeile, NULL) < bestand.ausgezahlt:
            nr = next((topf.nr for topf in gewollt if topf.zeile == zeile), gewollt[-1].nr)
            text = f"Aus {zeile} sind schon {zeige(bestand.ausgezahlt)} ausgezahlt."
            yield Mangel(f"{text} Weniger kann der Anteil nicht sein.", feld=f"topf_{nr}_betrag")
    vereinbart = toepfe.anteile_der_zeilen(antrag, neu)
    for topf in gewollt:
        yield from toepfe.zusagemaengel(topf)
        mehr = topf.betrag - bisher.get(topf.zeile, NULL)
        if mehr > 0:
            vorgemerkt = bestaende[topf.zeile].vorgemerkt if topf.zeile in bestaende else NULL
            alt = vereinbart.get(topf.zeile)
            yield from _mehrmaengel(topf, mehr, frei=topf.zeile.frei + vorgemerkt, alt=alt, jahre=jahre)


def _verteilt(
    antrag: Antrag,
    gewollt: Sequence[Topf],
    unterschied: Unterschied,
    bisher: Mapping[Haushaltsstelle, Decimal],
) -> Iterator[Mangel]:
    """Each line once, and in every year together what is granted for it."""
    mehrfach = {zeile for zeile, anzahl in Counter(topf.zeile for topf in gewollt).items() if anzahl > 1}
    for topf in gewollt:
        if topf.zeile in mehrfach:
            yield Mangel("Jede Haushaltsstelle bitte nur einmal nennen.", feld=f"topf_{topf.nr}_zeile")
    verschoben = _nach_der_regel(antrag, unterschied, bisher)
    if verschoben is None:
        yield NICHT_GEBUNDEN
        return
    soll = _je_jahr(bisher)
    for jahr, betrag in [*_je_jahr(verschoben[0]).items(), *verschoben[1].items()]:
        soll[jahr] = soll.get(jahr, NULL) + betrag
    ist = dict.fromkeys((topf.zeile.jahr for topf in gewollt), NULL)
    for topf in gewollt:
        ist[topf.zeile.jahr] += topf.betrag
    for jahr in sorted({*soll, *ist}):
        da, verlangt = ist.get(jahr, NULL), soll.get(jahr, NULL)
        if da != verlangt:
            letzter = next((t.nr for t in reversed(gewollt) if t.zeile.jahr == jahr), gewollt[-1].nr)
            text = f"{jahr} ergeben die Töpfe {zeige(da)}. Nach der Änderung sind es {zeige(verlangt)}."
            yield Mangel(f"{text} Beides muss gleich sein.", feld=f"topf_{letzter}_betrag")


def _mehrmaengel(
    topf: Topf, mehr: Decimal, *, frei: Decimal, alt: Mittelanteil | None, jahre: set[int]
) -> Iterator[Mangel]:
    """Why this line cannot bear so many euro more."""
    feld, zeile = f"topf_{topf.nr}_zeile", topf.zeile
    if zeile.jahr not in jahre:
        yield Mangel(f"Das Vorhaben hat im Haushaltsjahr {zeile.jahr} keine Monate.", feld=feld)
    yield from (Mangel(m.text, m.behebt, feld) for m in abschlusshindernisse(zeile))
    if mehr > frei:
        text = f"Auf {zeile} sind nur {zeige(frei)} frei. Der Anteil steigt um {zeige(mehr)}."
        yield Mangel(text, behebt="Haushaltssachbearbeitung", feld=f"topf_{topf.nr}_betrag")
    if topf.geldgeber and topf.zusage and alt is not None and topf.zusage == alt.zusage:
        text = "Der Anteil steigt: Bitte nennen Sie Tag und Zeichen der neuen Zusage."
        yield Mangel(text, feld=f"topf_{topf.nr}_zusage")


def speichere(aenderung: Aenderung, antrag: Antrag, gewollt: Sequence[Topf], *, akteur: Benutzer) -> None:
    """These shares instead of those before; nothing is stored when no pot moves. Einvernehmen is asked anew."""
    aenderung.anteile.all().delete()
    bisher = toepfe.traegt(antrag)
    neu = {topf.zeile: topf for topf in gewollt}
    if not gewollt or not _anders(bisher, {zeile: topf.betrag for zeile, topf in neu.items()}):
        return
    vereinbart = toepfe.anteile_der_zeilen(antrag, {**bisher, **neu})
    Aenderungsanteil.objects.bulk_create(
        _zeile(aenderung, zeile, bisher.get(zeile, NULL), neu.get(zeile), vereinbart.get(zeile), akteur)
        for zeile in sorted({**bisher, **neu}, key=lambda z: (z.jahr, z.pk))
    )


def _zeile(
    aenderung: Aenderung,
    zeile: Haushaltsstelle,
    bisher: Decimal,
    topf: Topf | None,
    alt: Mittelanteil | None,
    akteur: Benutzer,
) -> Aenderungsanteil:
    """A row; a promise that stays as it was keeps who has proposed and who has confirmed it."""
    neu = Aenderungsanteil(
        aenderung=aenderung,
        haushaltsstelle=zeile,
        bisher=bisher,
        betrag=topf.betrag if topf else NULL,
        geldgeber=topf.geldgeber if topf else (alt.geldgeber if alt else ""),
        zusage=topf.zusage if topf else (alt.zusage if alt else ""),
        vorgeschlagen_von=akteur,
    )
    if alt is not None and not neu.mehr and (neu.geldgeber, neu.zusage) == (alt.geldgeber, alt.zusage):
        neu.vorgeschlagen_von = alt.vorgeschlagen_von
        neu.bestaetigt_am, neu.bestaetigt_von = alt.bestaetigt_am, alt.bestaetigt_von
    return neu


def mehr(aenderung: Aenderung) -> dict[Haushaltsstelle, Decimal]:
    """The euro that lines bear more than now."""
    return {anteil.haushaltsstelle: anteil.mehr for anteil in anteile(aenderung) if anteil.mehr}


def beteiligte(aenderung: Aenderung) -> dict[Stelle, list[Aenderungsanteil]]:
    """The shares that rise of every Fachbereich but the one that leads: who is asked again, and for what."""
    je_stelle: dict[Stelle, list[Aenderungsanteil]] = {}
    for anteil in anteile(aenderung):
        if anteil.mehr and not anteil.federfuehrend:
            je_stelle.setdefault(anteil.einheit, []).append(anteil)
    return je_stelle


def ohne_einvernehmen(aenderung: Aenderung) -> list[Stelle]:
    """The Fachbereiche that have not agreed to bear more."""
    return [
        stelle
        for stelle, ihre in beteiligte(aenderung).items()
        if any(anteil.einvernehmen_id is None for anteil in ihre)
    ]


def gib_einvernehmen(aenderung: Aenderung, stimme: Mitzeichnung) -> None:
    """The Stelle of this vote agrees to what it bears more."""
    ihre = [anteil.pk for anteil in beteiligte(aenderung).get(stimme.stelle, [])]
    Aenderungsanteil.objects.filter(pk__in=ihre).update(einvernehmen=stimme)


def bewilligungshindernisse(aenderung: Aenderung, antrag: Antrag, unterschied: Unterschied) -> list[Mangel]:
    """Why the change may not be granted yet, as far as its pots are concerned."""
    if not betrifft(aenderung, antrag, unterschied):
        return []
    alle = anteile(aenderung)
    if not alle:
        return [NICHT_VORGESCHLAGEN]
    bisher = {anteil.haushaltsstelle: anteil.bisher for anteil in alle}
    anders = [INZWISCHEN_ANDERS] if _anders(bisher, toepfe.traegt(antrag)) else []
    angeordnet = [ABRUF_ANGEORDNET] if _abruf_angeordnet(antrag) else []
    return [*anders, *angeordnet, *toepfe.offene_zustimmungen(ohne_einvernehmen(aenderung), alle)]


def buche(
    aenderung: Aenderung, antrag: Antrag, unterschied: Unterschied, *, schluessel: str, akteur: Benutzer
) -> None:
    """The pots bear what was agreed, in the ledger and as the shares of the case. Raises HaushaltFehler."""
    alle = anteile(aenderung)
    differenzen = {anteil.haushaltsstelle: anteil.differenz for anteil in alle}
    mittel.verschiebe(antrag, differenzen, unterschied, schluessel=schluessel, akteur=akteur)
    vereinbart = toepfe.anteile_der_zeilen(antrag, differenzen)
    neue = [
        _vereinbart(antrag, anteil, vereinbart.get(anteil.haushaltsstelle))
        for anteil in alle
        if anteil.betrag
    ]
    antrag.mittelanteile.all().delete()
    Mittelanteil.objects.bulk_create(neue)


def _vereinbart(antrag: Antrag, anteil: Aenderungsanteil, alt: Mittelanteil | None) -> Mittelanteil:
    """The share from now on; who was not asked again has agreed before."""
    return Mittelanteil(
        antrag=antrag,
        haushaltsstelle=anteil.haushaltsstelle,
        betrag=anteil.betrag,
        geldgeber=anteil.geldgeber,
        zusage=anteil.zusage,
        vorgeschlagen_von=anteil.vorgeschlagen_von,
        bestaetigt_am=anteil.bestaetigt_am,
        bestaetigt_von=anteil.bestaetigt_von,
        einvernehmen=anteil.einvernehmen or (alt.einvernehmen if alt else None),
    )


def _anders(bisher: Mapping[Haushaltsstelle, Decimal], neu: Mapping[Haushaltsstelle, Decimal]) -> bool:
    return any(bisher.get(zeile, NULL) != neu.get(zeile, NULL) for zeile in {**bisher, **neu})


def _je_jahr(betraege: Mapping[Haushaltsstelle, Decimal]) -> dict[int, Decimal]:
    jahre = {zeile.jahr for zeile in betraege}
    return {jahr: summe(b for zeile, b in betraege.items() if zeile.jahr == jahr) for jahr in sorted(jahre)}


def _gebunden(antrag: Antrag) -> dict[Haushaltsstelle, Decimal]:
    bestaende = haushalt.bestaende(antrag.aktenzeichen or "")
    return {b.haushaltsstelle: b.gebunden for b in bestaende if b.haushaltsstelle}


def _nach_der_regel(
    antrag: Antrag, unterschied: Unterschied, traegt: Mapping[Haushaltsstelle, Decimal]
) -> tuple[dict[Haushaltsstelle, Decimal], dict[int, Decimal]] | None:
    """The difference of each line, and of years without one; None when less is bound than shall fall away."""
    try:
        return verschiebe(unterschied, gebunden=_gebunden(antrag), gewichte=traegt)
    except GeldFehler:
        return None


def _abruf_angeordnet(antrag: Antrag) -> bool:
    """An instalment that is ordered and not booked: its order names the lines as they stand now."""
    return antrag.mittelabrufe.filter(status__in=[Abrufstatus.ANGEORDNET, Abrufstatus.UEBERGEBEN]).exists()
