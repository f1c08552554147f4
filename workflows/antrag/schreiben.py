"""Letters of the application: receipt, missing items, Prüfvermerk, decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag, Nachforderung, Pruefung, Schriftstueck, Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.antrag import eingangsbestaetigung as schreibe_eingang
from antraege.dokumente.inhalt.antrag import nachforderung as schreibe_nachforderung
from antraege.dokumente.inhalt.antrag import pruefvermerk_antrag
from antraege.dokumente.inhalt.bewilligung import ablehnungsbescheid, mittelzuweisung, zuwendungsbescheid
from antraege.foerderung import mittel, toepfe
from antraege.foerderung.aenderungen import bewilligte_zeilen
from antraege.foerderung.mittelzuweisung import weg as buchungsweg
from antraege.foerderung.models import Deckungsart, Hinweisart, Seite
from antraege.foerderung.waechter import beihilfen
from antraege.foerderung.weiterleitung.stand import speisende
from antraege.haushalt import services as haushalt
from antraege.kern.fristen import werktage_spaeter
from antraege.kern.geld import NULL, zeige
from antraege.kern.nachweis import Finanzierungsart
from antraege.programme import festwerte
from antraege.programme.models import Festwertart, Pruefart
from rollen import uhr
from workflows.graph.pruefliste import fuer_schreiben
from workflows.tuer.erlass import Brief, antragstag, erlasse, rahmen, rechtsgrundlagen
from workflows.tuer.handlung import Handlung
from workflows.weiterleitung.schreiben import geberfakt


@dataclass(frozen=True)
class Bewilligung:
    """What an approval fixes besides the amount: its time, conditions, shares of the years and instalments in euro."""

    zeitraum_von: date
    zeitraum_bis: date
    auflagen: str
    anteile: Mapping[int, Decimal]
    raten: Sequence[tuple[date, Decimal]]


def eingangsbestaetigung(handlung: Handlung) -> Brief:
    """The request has arrived."""
    antrag = handlung.antrag
    assert antrag.eingereicht_am is not None
    eingang = fakten.Eingangsfakten(
        rahmen=rahmen(handlung, Schriftstueckart.EINGANGSBESTAETIGUNG),
        projekt=antrag.titel,
        programm=antrag.programm.name,
        eingegangen=antrag.eingereicht_am,
        beantragt=antrag.beantragt or None,
        anlagen=tuple(antrag.anlagen.filter(entfernt_am__isnull=True).values_list("name", flat=True)),
        pruefung_bis=werktage_spaeter(uhr.heute(), antrag.richtlinie.tage_pruefung),
    )
    return Brief(Schriftstueckart.EINGANGSBESTAETIGUNG, schreibe_eingang, eingang)


def nachforderung(handlung: Handlung, verlangt: Nachforderung) -> Brief:
    """Something is missing."""
    antrag = handlung.antrag
    brief = fakten.Nachforderungsfakten(
        rahmen=rahmen(handlung, Schriftstueckart.NACHFORDERUNG),
        rechtsregime=fakten.Rechtsregime(antrag.richtlinie.rechtsregime),
        projekt=antrag.titel,
        antrag_vom=antragstag(antrag),
        punkte=tuple(
            fakten.Nachforderungspunkt(bezeichnung=p.was, warum=p.warum) for p in verlangt.punkte.all()
        ),
        frist=verlangt.frist,
    )
    return Brief(Schriftstueckart.NACHFORDERUNG, schreibe_nachforderung, brief)


def bewilligung(handlung: Handlung, was: Bewilligung) -> Brief:
    """A Zuwendungsbescheid, or for the city itself an internal Mittelzuweisung."""
    schreibe = _mittelzuweisung if handlung.antrag.intern else _zuwendungsbescheid
    return schreibe(handlung, was)


def ablehnung(handlung: Handlung, *, ermessen: str) -> Brief:
    """An Ablehnungsbescheid with its reasons."""
    brief = fakten.Ablehnungsfakten(
        **_entscheidung(handlung, Schriftstueckart.ABLEHNUNGSBESCHEID),
        gruende=(handlung.antrag.begruendung,),
        ermessen=ermessen,
    )
    return Brief(Schriftstueckart.ABLEHNUNGSBESCHEID, ablehnungsbescheid, brief)


def _zuwendungsbescheid(handlung: Handlung, was: Bewilligung) -> Brief:
    antrag, richtlinie = handlung.antrag, handlung.antrag.richtlinie
    einheiten = _einheiten(antrag)
    art = Finanzierungsart.FESTBETRAG if einheiten else Finanzierungsart(richtlinie.finanzierungsart)
    plan = _plan(antrag)
    ausgaben = sum((z.betrag for z in plan if z.seite == Seite.AUSGABE), antrag.bewilligt * 0)
    brief = fakten.Bescheidfakten(
        **_bewilligung(handlung, Schriftstueckart.ZUWENDUNGSBESCHEID, was, plan),
        finanzierungsart=art,
        foerdersatz=None if art != Finanzierungsart.ANTEIL else 100 * antrag.bewilligt / ausgaben,
        zuwendungsfaehig=ausgaben,
        nachweisart=fakten.Nachweisart(richtlinie.nachweisform),
        einheiten=einheiten,
        raten=_raten(was.raten, antrag.bewilligt),
        de_minimis=richtlinie.deminimis,
        de_minimis_betraege=_de_minimis(antrag),
        monate_verwendung=richtlinie.monate_verwendung,
        bestandskraft_noetig=richtlinie.bestandskraft_noetig,
        toepfe=tuple(_toepfe(antrag, was.anteile)),
        geber=tuple(geberfakt(eine) for eine in speisende(antrag)),
    )
    return Brief(Schriftstueckart.ZUWENDUNGSBESCHEID, zuwendungsbescheid, brief)


def _toepfe(antrag: Antrag, anteile: Mapping[int, Decimal]) -> Iterator[fakten.Topfbetrag]:
    """Who bears how much of a joint grant; nothing where one line pays."""
    herkunft = {anteil.haushaltsstelle: anteil.herkunft for anteil in toepfe.anteile(antrag)}
    for zeile, betrag in mittel.auf_zeilen(antrag, anteile) if herkunft else ():
        yield fakten.Topfbetrag(herkunft=herkunft[zeile], jahr=zeile.jahr, betrag=betrag)


def _einheiten(antrag: Antrag) -> fakten.Einheiten | None:
    """What is paid per unit; None for a programme that pays otherwise."""
    richtlinie = antrag.richtlinie
    if not antrag.einheiten or richtlinie.einheitensatz is None:
        return None
    return fakten.Einheiten(
        bezeichnung=richtlinie.einheit or "Einheit", satz=richtlinie.einheitensatz, anzahl=antrag.einheiten
    )


def _de_minimis(antrag: Antrag) -> fakten.DeMinimis | None:
    """What the certificate says; only programmes that are De-minimis aid have one."""
    if not antrag.richtlinie.deminimis:
        return None
    summe = beihilfen.pruefe(antrag, antrag.bewilligt, tag=uhr.heute()).summe
    grenze = festwerte.wert_am(Festwertart.DEMINIMIS, uhr.heute())
    return fakten.DeMinimis(bisher=summe - antrag.bewilligt, hoechstbetrag=grenze)


def _raten(raten: Sequence[tuple[date, Decimal]], bewilligt: Decimal) -> tuple[fakten.Ratenfakt, ...]:
    """The zugesagt instalments; what they leave over follows after the proof of use."""
    zugesagt = [fakten.Ratenfakt(nr=nr, betrag=b, faellig_am=am) for nr, (am, b) in enumerate(raten, start=1)]
    rest = bewilligt - sum((b for _, b in raten), bewilligt * 0)
    if raten and rest > 0:
        zugesagt.append(fakten.Ratenfakt(nr=len(raten) + 1, betrag=rest, faellig_am=None, nach_nachweis=True))
    return tuple(zugesagt)


def _mittelzuweisung(handlung: Handlung, was: Bewilligung) -> Brief:
    antrag = handlung.antrag
    zeilen = mittel.auf_zeilen(antrag, was.anteile)
    wege = dict.fromkeys(buchungsweg(antrag, zeile) for zeile, _ in zeilen)
    kontierungen = [
        fakten.Kontierung(
            jahr=zeile.jahr,
            auftrag=zeile.auftrag,
            sachkonto=zeile.sachkonto,
            bezeichnung=zeile.bezeichnung,
            betrag=betrag,
        )
        for zeile, betrag in zeilen
    ]
    brief = fakten.Zuweisungsfakten(
        **_bewilligung(handlung, Schriftstueckart.MITTELZUWEISUNG, was, _plan(antrag)),
        buchungswege=tuple(fakten.Buchungsweg(weg.value) for weg in wege),
        kontierungen=tuple(kontierungen),
        toepfe=tuple(_toepfe(antrag, was.anteile)),
    )
    return Brief(Schriftstueckart.MITTELZUWEISUNG, mittelzuweisung, brief)


def _bewilligung(
    handlung: Handlung, art: Schriftstueckart, was: Bewilligung, plan: tuple[fakten.PlanZeile, ...]
) -> dict[str, Any]:
    antrag = handlung.antrag
    assert antrag.beginn
    assert antrag.ende
    assert antrag.nachweis_faellig_am
    return {
        **_entscheidung(handlung, art),
        "zweck": antrag.titel,
        "bewilligt": antrag.bewilligt,
        "bewilligungszeitraum": fakten.Zeitraum(von=was.zeitraum_von, bis=was.zeitraum_bis),
        "durchfuehrungszeitraum": fakten.Zeitraum(von=antrag.beginn, bis=antrag.ende),
        "plan": plan,
        "jahresbetraege": tuple(
            fakten.Jahresbetrag(jahr=jahr, betrag=betrag) for jahr, betrag in was.anteile.items() if betrag
        ),
        "auflagen": tuple(zeile.strip() for zeile in was.auflagen.splitlines() if zeile.strip()),
        "nachweis_bis": antrag.nachweis_faellig_am,
        "begruendung_kuerzung": antrag.begruendung if antrag.bewilligt < antrag.beantragt else "",
    }


def _entscheidung(handlung: Handlung, art: Schriftstueckart) -> dict[str, Any]:
    antrag, richtlinie = handlung.antrag, handlung.antrag.richtlinie
    return {
        "rahmen": rahmen(handlung, art),
        "rechtsregime": fakten.Rechtsregime(richtlinie.rechtsregime),
        "projekt": antrag.titel,
        "programm": antrag.programm.name,
        "richtlinie": str(richtlinie),
        "rechtsgrundlagen": rechtsgrundlagen(antrag),
        "antrag_vom": antragstag(antrag),
        "beantragt": antrag.beantragt,
    }


def _plan(antrag: Antrag) -> tuple[fakten.PlanZeile, ...]:
    """The accepted plan: what is approved less than asked for, the Träger bears as own money."""
    return tuple(
        fakten.PlanZeile(
            seite=zeile.seite,
            art_bezeichnung=str(Deckungsart(zeile.art).label),
            bezeichnung=zeile.bezeichnung,
            betrag=zeile.betrag,
        )
        for zeile in bewilligte_zeilen(antrag)
    )


_ABSCHNITTE = {  # partial: the proof of use has a paper of its own
    Pruefart.FORMAL: "Formale Prüfung",
    Pruefart.FACHLICH: "Fachliche Prüfung",
}


def pruefvermerk(handlung: Handlung) -> Schriftstueck:
    """Everything the decision rests on; issued when the last of the checks is in."""
    antrag = handlung.antrag
    pruefungen = {p.art: p for p in antrag.pruefungen.select_related("geprueft_von")}
    fachlich = pruefungen[Pruefart.FACHLICH]
    person = fachlich.geprueft_von
    kopf = replace(
        rahmen(handlung, Schriftstueckart.PRUEFVERMERK),
        zeichnung=fakten.Zeichnung(name=person.name, funktion=person.funktion),
    )
    plan = tuple(_gepruefter_plan(antrag, fachlich.vermerk))
    art = (
        Finanzierungsart.FESTBETRAG
        if antrag.einheiten
        else Finanzierungsart(antrag.richtlinie.finanzierungsart)
    )
    ausgaben = sum((z.beantragt for z in plan if z.seite == Seite.AUSGABE), NULL)
    anteil = art == Finanzierungsart.ANTEIL and ausgaben > 0
    brief = fakten.Antragspruefungsfakten(
        rahmen=kopf,
        rechtsregime=fakten.Rechtsregime(antrag.richtlinie.rechtsregime),
        antragsteller=antrag.traeger.name,
        projekt=antrag.titel,
        programm=antrag.programm.name,
        richtlinie=str(antrag.richtlinie),
        antrag_vom=antragstag(antrag),
        sachverhalt=_sachverhalt(antrag),
        pruefung=tuple(_listen(pruefungen)),
        plan=plan,
        beantragt=antrag.beantragt,
        vorschlag=antrag.vorgeschlagen,
        finanzierungsart=art,
        foerdersatz=100 * antrag.vorgeschlagen / ausgaben if anteil else None,
        eigenmittel=sum(
            (z.beantragt for z in plan if z.art_bezeichnung == Deckungsart.EIGENMITTEL.label), NULL
        ),
        eigenanteil_mindestens=antrag.richtlinie.eigenanteil_min,
        doppelfoerderung=_hinweise(antrag),
        beihilfe=_beihilfe(antrag),
        haushalt=tuple(_haushalt(antrag)),
        ermessen=fachlich.vermerk,
        begruendung=_begruendung(antrag),
        mitzeichnungen=tuple(_voten(antrag)),
        gezeichnet=fakten.Zeichen(name=person.name, funktion=person.funktion, zeitpunkt=fachlich.geprueft_am),
    )
    return erlasse(handlung, Brief(Schriftstueckart.PRUEFVERMERK, pruefvermerk_antrag, brief))


def _sachverhalt(antrag: Antrag) -> str:
    zeitraum = f"vom {antrag.beginn:%d.%m.%Y} bis {antrag.ende:%d.%m.%Y}"
    return f"{antrag.traeger.name} beantragt {zeige(antrag.beantragt)} für „{antrag.titel}“ {zeitraum}."


def _listen(pruefungen: dict[str, Pruefung]) -> Iterator[tuple[str, tuple[fakten.Pruefantwort, ...]]]:
    for art, titel in _ABSCHNITTE.items():
        if pruefung := pruefungen.get(art):
            yield (titel, fuer_schreiben(pruefung.ergebnisse))


def _gepruefter_plan(antrag: Antrag, vermerk: str) -> Iterator[fakten.Planpruefung]:
    """Asked and accepted; what is proposed less than asked for, the Träger would bear as own money."""
    fehlt = antrag.beantragt - antrag.vorgeschlagen if antrag.vorgeschlagen else NULL
    offen = fehlt
    for p in antrag.planpositionen.all():
        weg = min(p.betrag, offen) if p.art == Deckungsart.ZUWENDUNG else NULL
        offen -= weg
        yield fakten.Planpruefung(
            seite=p.seite,
            art_bezeichnung=p.get_art_display(),
            bezeichnung=p.bezeichnung,
            beantragt=p.betrag,
            anerkannt=p.betrag - weg,
            grund=vermerk if weg else "",
        )
    if fehlt:
        yield fakten.Planpruefung(
            seite=Seite.DECKUNG.value,
            art_bezeichnung=str(Deckungsart.EIGENMITTEL.label),
            bezeichnung="wegen der Kürzung",
            beantragt=Decimal("0.00"),
            anerkannt=fehlt,
            grund=vermerk,
        )


def _hinweise(antrag: Antrag) -> str:
    zeilen = [
        f"{Hinweisart(h.art).label}: {h.text} Klärung: {h.klaerung}" for h in antrag.pruefhinweise.all()
    ]
    return "\n".join(zeilen) or "Es ist nichts aufgefallen."


def _beihilfe(antrag: Antrag) -> str:
    if not antrag.richtlinie.deminimis:
        return "Das Programm wird nicht als De-minimis-Beihilfe geprüft."
    return "\n".join(beihilfen.pruefe(antrag, antrag.vorgeschlagen, tag=uhr.heute()).schritte)


def _haushalt(antrag: Antrag) -> Iterator[fakten.Haushaltsstand]:
    for bestand in haushalt.bestaende(antrag.aktenzeichen or ""):
        zeile = bestand.haushaltsstelle
        if zeile is not None and bestand.vorgemerkt:
            yield fakten.Haushaltsstand(
                jahr=zeile.jahr,
                auftrag=zeile.auftrag,
                sachkonto=zeile.sachkonto,
                bezeichnung=zeile.bezeichnung,
                verfuegbar=zeile.frei + bestand.vorgemerkt,
                benoetigt=bestand.vorgemerkt,
            )


def _begruendung(antrag: Antrag) -> str:
    if not antrag.vorgeschlagen:
        return "Vorgeschlagen wird eine Ablehnung."
    jahre = ", ".join(f"{jahr}: {zeige(b)}" for jahr, b in mittel.vorgeschlagene_anteile(antrag).items())
    satz = f"Vorgeschlagen werden {zeige(antrag.vorgeschlagen)} ({jahre})."
    gemeinsam = toepfe.anteile(antrag)
    if not gemeinsam:
        return satz
    wer = "; ".join(f"{a.herkunft} {a.haushaltsstelle.jahr}: {zeige(a.betrag)}" for a in gemeinsam)
    return f"{satz} Gemeinsam getragen: {wer}. Federführend ist {antrag.stelle.name}; dort wird der Nachweis geprüft."


def _voten(antrag: Antrag) -> Iterator[fakten.Mitzeichnungsvermerk]:
    for stimme in antrag.mitzeichnungen.select_related("stelle", "gezeichnet_von"):
        person = stimme.gezeichnet_von
        yield fakten.Mitzeichnungsvermerk(
            stelle=stimme.stelle.name,
            votum=stimme.get_votum_display()
            if stimme.anteil is None
            else f"{stimme.get_votum_display()} (eigener Anteil {zeige(stimme.anteil)})",
            zeichen=fakten.Zeichen(
                name=person.name if person else "ohne Zeichnung",
                funktion=person.funktion if person else "nach Ablauf der Frist",
                zeitpunkt=stimme.gezeichnet_am,
            ),
            bemerkung=stimme.begruendung,
        )
