"""Gremienvorlage: the paper for council and committees, in the order the city uses."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from antraege.dokumente.bloecke import Absatz, Block, Dokument, Dokumentart, Liste, Tabelle, Ueberschrift
from antraege.dokumente.fakten.gremien import Aufwandstabelle, Gremienfakten
from antraege.dokumente.inhalt.gemeinsam import Brief, angaben, quelle, tabelle
from antraege.dokumente.inhalt.textquelle import freitext, gegliedert
from antraege.dokumente.schreibweise import volle_euro
from antraege.kern import geld
from antraege.kern.geld import zeige, zeige_zahl


def gremienvorlage(fakten: Gremienfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The paper with Beratungsfolge, proposal, effects and reasons."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"organ": fakten.beschlussorgan})
    oeffentlich = "öffentlich" if fakten.oeffentlich else "nicht öffentlich"
    kopf = angaben(
        "Angaben zur Vorlage",
        ("Fachbereiche", ", ".join(fakten.fachbereiche)),
        ("Dezernat", fakten.dezernat),
        ("Verantwortlich", "\n".join(fakten.verantwortlich)),
        ("Dringlichkeit", fakten.dringlichkeit),
    )
    folge = tabelle(
        "Beratungsfolge",
        ("Gremium", "Beratungstermin", "Zuständigkeit"),
        ((schritt.gremium, schritt.am, schritt.art.bezeichnung) for schritt in fakten.beratungsfolge),
    )
    return worte.dokument(
        Dokumentart.GREMIENVORLAGE,
        titel="Beschlussvorlage",
        bezug=(f"Drucksache Nr. {fakten.drucksache}, {oeffentlich}",),
        bloecke=(
            kopf,
            folge,
            *beschluss(fakten, worte=worte),
            *auswirkungen(fakten, worte=worte),
            *((Ueberschrift("Gezeichnet"), Liste(fakten.gezeichnet)) if fakten.gezeichnet else ()),
            *gruende(fakten),
            *(() if fakten.gezeichnet else (worte.unterschrift("schluss.intern"),)),
        ),
    )


def beschluss(fakten: Gremienfakten, *, worte: Brief) -> Iterator[Block]:
    """What is to be decided; more than one point is lettered."""
    yield Ueberschrift("Tagesordnungspunkt")
    yield from freitext(fakten.tagesordnungspunkt)
    yield Ueberschrift("Beschlussvorschlag")
    yield from worte.bloecke("gremium.beschluss")
    if len(fakten.beschluss) == 1:
        yield from freitext(fakten.beschluss[0])
        return
    for nr, punkt in enumerate(fakten.beschluss):
        yield Absatz(f"{chr(ord('a') + nr)}) {punkt}")


def auswirkungen(fakten: Gremienfakten, *, worte: Brief) -> Iterator[Block]:
    """On posts, money and climate."""
    yield Ueberschrift("Personelle Auswirkungen")
    yield from freitext(fakten.personell) or worte.bloecke("gremium.personell.keine")
    if fakten.stellen:
        yield from worte.bloecke("gremium.stellen")
        yield tabelle(
            "Planstellen",
            ("Stelle", "Wertigkeit", "Befristet bis", "vzv"),
            ((s.bezeichnung, s.wertigkeit, s.befristet_bis, zeige_zahl(s.umfang)) for s in fakten.stellen),
            summe=("Summe", "", "", zeige_zahl(sum((s.umfang for s in fakten.stellen), Decimal(0)))),
            rechts=(3,),
        )
    yield Ueberschrift("Finanzielle Auswirkungen")
    yield from freitext(fakten.finanziell)
    for aufwand in fakten.aufwand:
        if aufwand.ueberschrift:
            yield Ueberschrift(aufwand.ueberschrift, ebene=2)
        yield from freitext(aufwand.einleitung)
        yield aufwandstabelle(aufwand)
        yield from freitext(aufwand.erlaeuterung)
    if fakten.deckung:
        yield Ueberschrift("Deckung", ebene=2)
        yield from freitext(fakten.deckung)
    yield Ueberschrift("Klimarelevanz")
    yield from freitext(fakten.klimarelevanz)


def aufwandstabelle(aufwand: Aufwandstabelle) -> Tabelle:
    """Euro per year, without cents where there are none."""
    konten, jahre = len(aufwand.kopf), len(aufwand.jahre)
    ganz = all(betrag == betrag.to_integral_value() for zeile in aufwand.zeilen for betrag in zeile.betraege)
    schreibe = volle_euro if ganz else zeige
    summen = [geld.summe(z.betraege[nr] for z in aufwand.zeilen) for nr in range(jahre)]
    return tabelle(
        aufwand.beschriftung,
        (*(angabe.value for angabe in aufwand.kopf), "Bezeichnung", *(str(jahr) for jahr in aufwand.jahre)),
        ((*z.konto, z.bezeichnung, *(schreibe(betrag) for betrag in z.betraege)) for z in aufwand.zeilen),
        summe=("Summe", *[""] * konten, *(schreibe(betrag) for betrag in summen)),
        rechts=tuple(range(konten + 1, konten + 1 + jahre)),
    )


def gruende(fakten: Gremienfakten) -> Iterator[Block]:
    """Reasons, who decides, annexes."""
    yield Ueberschrift("Begründung")
    for titel, text in fakten.begruendung:
        if titel:
            yield Ueberschrift(titel, ebene=2)
        yield from gegliedert(text)
    yield Ueberschrift("Zuständigkeit")
    yield from freitext(fakten.zustaendigkeit)
    if fakten.anlagen:
        yield Ueberschrift("Anlagen")
        yield Liste(fakten.anlagen, nummeriert=True)
