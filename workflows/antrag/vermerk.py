"""The Prüfvermerk: what the checks of an application found and what they propose, signed by who checked."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from antraege.antrag.models import Antrag, Pruefung, Schriftstueck, Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.antrag import pruefvermerk_antrag
from antraege.foerderung import mittel
from antraege.foerderung.models import Deckungsart, Hinweisart, Seite
from antraege.foerderung.waechter import beihilfen
from antraege.haushalt import services as haushalt
from antraege.kern.finanzierung import Finanzierungsart
from antraege.kern.geld import NULL, zeige
from antraege.programme.models import Pruefart
from rollen import uhr
from workflows.graph.pruefergebnisse import fuer_schreiben
from workflows.tuer.erlass import Brief, antragstag, erlasse, rahmen
from workflows.tuer.handlung import Handlung

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
    plan = tuple(_plan(antrag, fachlich.vermerk))
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


def _plan(antrag: Antrag, vermerk: str) -> Iterator[fakten.Planpruefung]:
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
    return f"Vorgeschlagen werden {zeige(antrag.vorgeschlagen)} ({jahre})."


def _voten(antrag: Antrag) -> Iterator[fakten.Mitzeichnungsvermerk]:
    for stimme in antrag.mitzeichnungen.select_related("stelle", "gezeichnet_von"):
        person = stimme.gezeichnet_von
        yield fakten.Mitzeichnungsvermerk(
            stelle=stimme.stelle.name,
            votum=stimme.get_votum_display(),
            zeichen=fakten.Zeichen(
                name=person.name, funktion=person.funktion, zeitpunkt=stimme.gezeichnet_am
            ),
            bemerkung=stimme.begruendung,
        )
