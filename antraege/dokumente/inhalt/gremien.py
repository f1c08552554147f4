"""Gremienvorlage: the paper for council and committees, in the order the city uses."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from antraege.dokumente.bloecke import Absatz, Block, Dokument, Dokumentart, Liste, Tabelle, Ueberschrift
from antraege.dokumente.fakten.gremien import Aufwandstabelle, Gremienfakten
from antraege.dokumente.inhalt.gemeinsam import angaben, dokument, quelle, tabelle, unterschrift
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import volle_euro
from antraege.kern.geld import zeige, zeige_zahl

VERSION = 1


def gremienvorlage(fakten: Gremienfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The paper with Beratungsfolge, proposal, effects and reasons."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"organ": fakten.beschlussorgan})
    return dokument(
        Dokumentart.GREMIENVORLAGE,
        titel="Beschlussvorlage",
        bezug=(
            f"Drucksache Nr. {fakten.drucksache}, {'öffentlich' if fakten.oeffentlich else 'nicht öffentlich'}",
        ),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *_kopf(fakten),
            *_beschluss(fakten, worte=worte),
            *_auswirkungen(fakten, worte=worte),
            *_gruende(fakten),
            unterschrift(fakten.rahmen, texte=worte, hinweis="schluss.intern"),
        ),
        version=VERSION,
    )


def _kopf(fakten: Gremienfakten) -> tuple[Tabelle, ...]:
    return (
        angaben(
            "Angaben zur Vorlage",
            ("Fachbereiche", ", ".join(fakten.fachbereiche)),
            ("Dezernat", fakten.dezernat),
            ("Verantwortlich", "\n".join(fakten.verantwortlich)),
            ("Dringlichkeit", fakten.dringlichkeit),
        ),
        tabelle(
            "Beratungsfolge",
            ("Gremium", "Beratungstermin", "Zuständigkeit"),
            ((schritt.gremium, schritt.am, schritt.art.bezeichnung) for schritt in fakten.beratungsfolge),
        ),
    )


def _beschluss(fakten: Gremienfakten, *, worte: Textquelle) -> Iterator[Block]:
    yield Ueberschrift("Tagesordnungspunkt")
    yield from freitext(fakten.tagesordnungspunkt)
    yield Ueberschrift("Beschlussvorschlag")
    yield from worte.bloecke("gremium.beschluss")
    if len(fakten.beschluss) == 1:
        yield from freitext(fakten.beschluss[0])
        return
    for nr, punkt in enumerate(fakten.beschluss):
        yield Absatz(f"{chr(ord('a') + nr)}) {punkt}")


def _auswirkungen(fakten: Gremienfakten, *, worte: Textquelle) -> Iterator[Block]:
    yield Ueberschrift("Personelle Auswirkungen")
    yield from freitext(fakten.personell) or worte.bloecke("gremium.personell.keine")
    if fakten.stellen:
        yield from worte.bloecke("gremium.stellen")
        yield _stellen(fakten)
    yield Ueberschrift("Finanzielle Auswirkungen")
    yield from freitext(fakten.finanziell)
    for aufwand in fakten.aufwand:
        yield _aufwand(aufwand)
        yield from freitext(aufwand.erlaeuterung)
    if fakten.deckung:
        yield Ueberschrift("Deckung", ebene=2)
        yield from freitext(fakten.deckung)
    yield Ueberschrift("Klimarelevanz")
    yield from freitext(fakten.klimarelevanz)


def _stellen(fakten: Gremienfakten) -> Tabelle:
    summe = sum((stelle.umfang for stelle in fakten.stellen), Decimal(0))
    return tabelle(
        "Planstellen",
        ("Stelle", "Wertigkeit", "Befristet bis", "vzv"),
        ((s.bezeichnung, s.wertigkeit, s.befristet_bis, zeige_zahl(s.umfang)) for s in fakten.stellen),
        summe=("Summe", "", "", zeige_zahl(summe)),
        rechts=(3,),
    )


def _aufwand(aufwand: Aufwandstabelle) -> Tabelle:
    konten, jahre = len(aufwand.kopf), len(aufwand.jahre)
    ganz = all(betrag == betrag.to_integral_value() for zeile in aufwand.zeilen for betrag in zeile.betraege)
    schreibe = volle_euro if ganz else zeige
    summen = [sum((z.betraege[nr] for z in aufwand.zeilen), Decimal("0.00")) for nr in range(jahre)]
    return tabelle(
        aufwand.beschriftung,
        (*(angabe.value for angabe in aufwand.kopf), "Bezeichnung", *(str(jahr) for jahr in aufwand.jahre)),
        ((*z.konto, z.bezeichnung, *(schreibe(betrag) for betrag in z.betraege)) for z in aufwand.zeilen),
        summe=("Summe", *[""] * konten, *(schreibe(betrag) for betrag in summen)),
        rechts=tuple(range(konten + 1, konten + 1 + jahre)),
    )


def _gruende(fakten: Gremienfakten) -> Iterator[Block]:
    yield Ueberschrift("Begründung")
    for titel, text in fakten.begruendung:
        if titel:
            yield Ueberschrift(titel, ebene=2)
        yield from freitext(text)
    yield Ueberschrift("Zuständigkeit")
    yield from freitext(fakten.zustaendigkeit)
    if fakten.anlagen:
        yield Ueberschrift("Anlagen")
        yield Liste(fakten.anlagen, nummeriert=True)
