"""Letters of the proof: what the Träger handed in, what the check found, and the end of the case."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.antworten import gestellte, in_worten
from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.forderung import schlussmitteilung as schreibe_schluss
from antraege.dokumente.inhalt.nachweis import pruefvermerk_nachweis
from antraege.dokumente.inhalt.nachweis import verwendungsnachweis as schreibe_nachweis
from antraege.foerderung import toepfe
from antraege.foerderung.models import Deckungsart, Seite, Verwendungsnachweis
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.nachweis.maengel import zeitraum
from antraege.foerderung.nachweis.rechnen import geplante_deckung, summe
from antraege.programme.models import Frageart, Pruefart
from rollen import uhr
from workflows.graph.pruefliste import fuer_schreiben
from workflows.tuer.erlass import Brief, grundangaben
from workflows.tuer.handlung import Handlung

NULL = Decimal("0.00")
MEISTE_IM_DOKUMENT = 1_000
BESTAETIGUNGEN = (
    "Die Ausgaben waren notwendig, und wir haben wirtschaftlich und sparsam gehandelt.",
    "Die Angaben stimmen mit den Büchern und Belegen überein.",
    "Wo wir Vorsteuer abziehen dürfen, sind die Beträge ohne Umsatzsteuer angegeben.",
)


def verwendungsnachweis(handlung: Handlung, nachweis: Verwendungsnachweis) -> Brief:
    """The proof as it was handed in, signed by the acting person of the Träger."""
    antrag = handlung.antrag
    assert nachweis.eingereicht_am is not None
    von, bis = zeitraum(antrag)
    assert von is not None
    assert bis is not None
    anzahl = nachweis.belege.count()
    texte = list(nachweis.belegdateien.filter(belege__isnull=False).distinct().values_list("name", flat=True))
    if anzahl > MEISTE_IM_DOKUMENT:
        texte.insert(
            0,
            f"Vollständige Belegliste mit {anzahl} Belegen in der elektronischen Akte; hier stehen die "
            f"{MEISTE_IM_DOKUMENT} höchsten.",
        )
    brief = fakten.Verwendungsnachweisfakten(
        **grundangaben(handlung, Schriftstueckart.VERWENDUNGSNACHWEIS),
        zeitraum=fakten.Zeitraum(von=von, bis=bis),
        eingereicht=nachweis.eingereicht_am,
        ausgezahlt=antrag.ausgezahlt,
        nachweisart=fakten.Nachweisart(antrag.richtlinie.nachweisform),
        **_bericht(nachweis),
        zeilen=(
            *(
                fakten.Nachweiszeile(
                    seite=Seite.AUSGABE, art_bezeichnung="Ausgabe", bezeichnung=s.name, plan=s.plan, ist=s.ist
                )
                for s in nachweise.ansaetze(nachweis)
            ),
            *_deckung(nachweis),
        ),
        belege=_belege(nachweis),
        bestaetigungen=BESTAETIGUNGEN,
        anlagen=tuple(texte),
    )
    return Brief(Schriftstueckart.VERWENDUNGSNACHWEIS, schreibe_nachweis, brief)


def _bericht(nachweis: Verwendungsnachweis) -> dict[str, Any]:
    """Answers in words, and counts apart from them."""
    fragen = gestellte(nachweis.antrag.richtlinie.berichtsfragen.all(), nachweis.antworten)
    zahlen = [f for f in fragen if f.art == Frageart.ZAHL and f.schluessel in nachweis.antworten]
    zaehlwerte = [
        fakten.Zaehlwert(bezeichnung=f.text, anzahl=nachweis.antworten[f.schluessel]) for f in zahlen
    ]
    if nachweis.einheiten is not None:
        einheit = nachweis.antrag.richtlinie.einheit or "Einheiten"
        zaehlwerte.append(fakten.Zaehlwert(bezeichnung=f"Geleistet: {einheit}", anzahl=nachweis.einheiten))
    antworten = [
        fakten.Berichtsantwort(
            frage=f.text, antwort=in_worten(f, nachweis.antworten.get(f.schluessel)) or "–"
        )
        for f in fragen
        if f.art != Frageart.ZAHL
    ]
    return {"sachbericht": tuple(antworten), "zaehlwerte": tuple(zaehlwerte)}


def _deckung(nachweis: Verwendungsnachweis) -> Iterable[fakten.Nachweiszeile]:
    """Each kind of money with plan and actual; the grant as far as it is paid."""
    antrag = nachweis.antrag
    plan = list(antrag.planpositionen.filter(seite=Seite.DECKUNG))
    geplant = {art: summe(p.betrag for p in plan if p.art == art) for art in Deckungsart}
    geplant[Deckungsart.EIGENMITTEL] = geplante_deckung(nachweis).eigen
    kinds = (
        (Deckungsart.EIGENMITTEL, nachweis.eigenmittel),
        (Deckungsart.DRITTMITTEL, nachweis.drittmittel),
        (Deckungsart.TEILNAHMEBEITRAEGE, nachweis.teilnahmebeitraege),
    )
    for art, ist in kinds:
        if geplant[art] or ist:
            yield _deckungszeile(str(art.label), geplant[art], ist or NULL)
    yield _deckungszeile("Zuwendung", antrag.bewilligt, antrag.ausgezahlt - antrag.erstattet)


def _deckungszeile(name: str, plan: Decimal, ist: Decimal) -> fakten.Nachweiszeile:
    return fakten.Nachweiszeile(
        seite=Seite.DECKUNG, art_bezeichnung=name, bezeichnung=name, plan=plan, ist=ist
    )


def _belege(nachweis: Verwendungsnachweis) -> tuple[fakten.Beleg, ...]:
    """The list, and of a very long one the highest amounts; the rest stands in the case's data."""
    zeilen = nachweis.belege.select_related("planposition")
    if zeilen.count() > MEISTE_IM_DOKUMENT:
        zeilen = zeilen.order_by("-betrag", "nr")[:MEISTE_IM_DOKUMENT]
    return tuple(
        fakten.Beleg(
            nr=b.belegnummer or str(b.nr),
            datum=b.datum,
            empfaenger=b.empfaenger,
            zweck=b.zweck,
            betrag=b.betrag,
            einzelansatz=b.planposition.bezeichnung,
        )
        for b in zeilen
    )


def pruefvermerk(handlung: Handlung, nachweis: Verwendungsnachweis) -> Brief:
    """The check with its result, signed by two people; the second one is acting now."""
    antrag = handlung.antrag
    pruefung = antrag.pruefungen.filter(art=Pruefart.NACHWEIS).latest("id")
    assert nachweis.eingereicht_am is not None
    assert nachweis.zuwendung is not None
    punkte = [p for p in pruefung.ergebnisse if not p["schluessel"].startswith("auflage-")]
    auflagen = [p for p in pruefung.ergebnisse if p["schluessel"].startswith("auflage-")]
    brief = fakten.Nachweispruefungsfakten(
        **grundangaben(handlung, Schriftstueckart.PRUEFVERMERK_NACHWEIS),
        eingereicht_am=uhr.tag_von(nachweis.eingereicht_am),
        faellig_am=antrag.nachweis_faellig_am or uhr.tag_von(nachweis.eingereicht_am),
        nachweisart=fakten.Nachweisart(antrag.richtlinie.nachweisform),
        vollstaendigkeit=fuer_schreiben(punkte),
        stichprobe=_stichprobe(nachweis),
        **_kuerzungen(nachweis),
        rechenschritte=tuple(nachweis.rechenweg),
        zweck=nachweis.zweck,
        auflagen=fuer_schreiben(auflagen),
        zinsen=nachweis.zinsen,
        endgueltig=nachweis.zuwendung,
        ausgezahlt=antrag.ausgezahlt - antrag.erstattet,
        toepfe=tuple(
            fakten.Topfabrechnung(
                herkunft=t.herkunft, ausgezahlt=t.ausgezahlt - t.erstattet, endgueltig=t.teil
            )
            for t in toepfe.staende(antrag, zuwendung=nachweis.zuwendung)
        ),
        begruendung=nachweis.vermerk,
        erstpruefung=fakten.Zeichen(
            name=pruefung.geprueft_von.name,
            funktion=pruefung.geprueft_von.funktion,
            zeitpunkt=pruefung.geprueft_am,
        ),
        zweitpruefung=fakten.Zeichen(
            name=handlung.person.name, funktion=handlung.person.funktion, zeitpunkt=uhr.jetzt()
        ),
    )
    return Brief(Schriftstueckart.PRUEFVERMERK_NACHWEIS, pruefvermerk_nachweis, brief)


def _stichprobe(nachweis: Verwendungsnachweis) -> fakten.Stichprobe | None:
    gezogen = nachweis.stichproben.order_by("nr").last()
    if gezogen is None:
        return None
    belege = list(nachweis.belege.filter(in_stichprobe=True))
    return fakten.Stichprobe(
        verfahren=f"{gezogen.verfahren} Anteil {gezogen.prozent} %.",
        startwert=gezogen.startwert,
        grundgesamtheit=gezogen.grundgesamtheit,
        umfang=len(belege),
        belege=tuple(str(b.nr) for b in belege),
        betrag=summe(b.betrag for b in belege),
    )


def _kuerzungen(nachweis: Verwendungsnachweis) -> dict[str, Any]:
    """Lines and vouchers with what was cut, and the 20 % rule in sentences."""
    staende = nachweise.ansaetze(nachweis)
    return {
        "ansaetze": tuple(
            fakten.Ansatzpruefung(
                bezeichnung=s.name, plan=s.plan, ist=s.ist, anerkannt=s.anerkannt, grund=s.grund
            )
            for s in staende
        ),
        "belegkuerzungen": tuple(
            fakten.Belegkuerzung(
                beleg_nr=str(b.nr),
                einzelansatz=b.planposition.bezeichnung,
                betrag=b.gekuerzt,
                grund=b.kuerzungsgrund,
            )
            for b in nachweis.belege.filter(gekuerzt__gt=0).select_related("planposition")
        ),
        "zwanzig_prozent": tuple(nachweise.zwanzig_prozent(nachweis, staende).schritte),
    }


def schlussmitteilung(handlung: Handlung) -> Brief:
    """The case is over: final grant, what was paid and paid back, how long vouchers are kept."""
    antrag = handlung.antrag
    nachweis = antrag.nachweis
    assert nachweis.eingereicht_am is not None
    assert antrag.abgerechnet is not None
    gezahlt = antrag.ausgezahlt - antrag.erstattet
    eingereicht = uhr.tag_von(nachweis.eingereicht_am)
    endgueltig = min(antrag.abgerechnet, gezahlt)
    brief = fakten.Schlussfakten(
        **grundangaben(handlung, Schriftstueckart.SCHLUSSMITTEILUNG),
        nachweis_vom=eingereicht,
        endgueltig=endgueltig,
        ausgezahlt=antrag.ausgezahlt,
        erstattet=antrag.erstattet,
        zinsen_gezahlt=summe(r.zinsen_bezahlt for r in antrag.rueckforderungen.all()),
        verzichtet=gezahlt - endgueltig,
        aufbewahrung_bis=_spaeter(eingereicht, jahre=antrag.richtlinie.jahre_belege),
    )
    return Brief(Schriftstueckart.SCHLUSSMITTEILUNG, schreibe_schluss, brief)


def _spaeter(tag: date, *, jahre: int) -> date:
    """The same day years later; 29 February becomes the 28th."""
    try:
        return tag.replace(year=tag.year + jahre)
    except ValueError:
        return tag.replace(year=tag.year + jahre, day=28)
