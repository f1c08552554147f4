"""Where the rules of a programme contradict each other or leave a gap: pure, over their data (`regelwerk`).

Each finding says how to mend it; its `feld` is the section of the editor where that is done. Findings block a release.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from antraege.kern.aufrufe import Antragszeit, ueberschneidungen
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.kern.wertgrenzen import zu_niedrige
from antraege.programme.models import (
    BEDINGEND,
    JA,
    NEIN,
    Finanzierungsart,
    Frageart,
    Pruefart,
    Rechtsregime,
)
from antraege.programme.regelwerk import Daten
from rollen.models.mitgliedschaft import Ebene

REDAKTION = "Richtlinien bearbeiten (Servicestelle, Sachbearbeitung)"
_FEST = {Finanzierungsart.FESTBETRAG, Finanzierungsart.EINHEITEN, Finanzierungsart.VOLL}
_WENIGSTE_ANTWORTEN = 2


@dataclass(frozen=True)
class Umfeld:
    """What the rules must fit: the day, and the lines of their account as year → may the programme use it."""

    heute: date
    haushaltsjahre: Mapping[int, bool] = field(default_factory=dict)
    jugendamt: bool = False


_Befunde = Iterator[str]


def widersprueche(regeln: Daten, umfeld: Umfeld) -> list[Mangel]:
    """Every contradiction and gap, in the order of the editor's sections; an agreement needs nothing about money."""
    return [
        Mangel(text, behebt=REDAKTION, feld=abschnitt)
        for abschnitt, pruefung in _PRUEFUNGEN
        for text in pruefung(regeln, umfeld)
    ]


def ist_luecke(mangel: Mangel) -> bool:
    """Something is not there yet, rather than against something else."""
    return mangel.text.startswith("Es fehl")


def _berechtigte(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    if not regeln["richtlinie"]["antragsberechtigt"]:
        yield "Es fehlt, wer Anträge stellen darf."


def _pruefliste(art: Pruefart, regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    punkte = regeln["pruefpunkte"].get(art.value) or []
    if not (punkte or (regeln["kooperation"] and art == Pruefart.NACHWEIS)):
        yield f"Es fehlen Prüfpunkte: {art.label}."
    if any("?" in punkt["text"] for punkt in punkte):
        yield "Ein Prüfpunkt ist eine Frage. Schreiben Sie jeden als Aussage, deren Ja in Ordnung ist."


def _gueltigkeit(regeln: Daten, umfeld: Umfeld) -> _Befunde:
    von, bis = _tag(regeln, "gueltig_von"), _tag(regeln, "gueltig_bis")
    if von and bis and bis < von:
        yield (
            f"Die Richtlinie endet am {bis:%d.%m.%Y}, bevor sie am {von:%d.%m.%Y} beginnt. "
            "Tauschen Sie die Tage."
        )
    elif bis and bis < umfeld.heute:
        yield (
            f"Die Richtlinie gilt nur bis zum {bis:%d.%m.%Y}, und der ist vorbei. "
            "Wählen Sie ein späteres Ende."
        )


def _aufrufe(regeln: Daten, umfeld: Umfeld) -> _Befunde:
    gilt_von, gilt_bis = _tag(regeln, "gueltig_von"), _tag(regeln, "gueltig_bis")
    aufrufe = [_als_zeit(aufruf) for aufruf in regeln["aufrufe"]]
    for zeit in aufrufe:
        name = f"Der Aufruf „{zeit.titel}“"
        if zeit.von and zeit.bis and zeit.bis < zeit.von:
            yield (
                f"{name} endet am {zeit.bis:%d.%m.%Y}, bevor er am {zeit.von:%d.%m.%Y} beginnt. "
                "Tauschen Sie die Tage."
            )
        elif zeit.bis and gilt_von and zeit.bis < gilt_von:
            yield (
                f"{name} endet, bevor die Richtlinie am {gilt_von:%d.%m.%Y} beginnt. "
                "Ändern Sie einen der beiden Tage."
            )
        elif zeit.von and gilt_bis and zeit.von > gilt_bis:
            yield (
                f"{name} beginnt, nachdem die Richtlinie am {gilt_bis:%d.%m.%Y} endet. "
                "Ändern Sie einen der beiden Tage."
            )
        elif zeit.bis and gilt_bis and zeit.bis > gilt_bis:
            yield (
                f"{name} geht bis zum {zeit.bis:%d.%m.%Y}, die Richtlinie gilt nur bis zum {gilt_bis:%d.%m.%Y}. "
                "Ändern Sie einen der beiden Tage."
            )
    for frueher, spaeter in ueberschneidungen(aufrufe):
        yield (
            f"Die Aufrufe „{frueher.titel}“ und „{spaeter.titel}“ überschneiden sich. Jeder Tag gehört zu "
            "höchstens einem Aufruf: Ändern Sie einen der Tage."
        )
    if aufrufe and all(zeit.bis and zeit.bis < umfeld.heute for zeit in aufrufe):
        letzter = max(zeit.bis for zeit in aufrufe if zeit.bis)
        yield (
            f"Der letzte Aufruf ist am {letzter:%d.%m.%Y} abgelaufen. "
            "Tragen Sie einen neuen ein, oder nehmen Sie ihn heraus: Dann sind Anträge jederzeit möglich."
        )


def _als_zeit(aufruf: Mapping[str, Any]) -> Antragszeit:
    bis = aufruf.get("bis")
    return Antragszeit(
        date.fromisoformat(aufruf["von"]), date.fromisoformat(bis) if bis else None, aufruf["titel"]
    )


def _regime(regeln: Daten, umfeld: Umfeld) -> _Befunde:
    regime, grundlage = regeln["richtlinie"]["rechtsregime"], regeln["richtlinie"]["rechtsgrundlage"]
    sozial = umfeld.jugendamt or "SGB" in grundlage
    if regeln["kooperation"]:
        return
    if sozial and regime != Rechtsregime.SGBX:
        wer = (
            "Das Jugendamt entscheidet"
            if umfeld.jugendamt
            else f"Nach der Rechtsgrundlage „{grundlage}“ entscheidet die Stelle"
        )
        yield (
            f"{wer} nach dem SGB X. Wählen Sie das Rechtsregime SGB X, oder ändern Sie die Rechtsgrundlage."
        )
    if regime == Rechtsregime.SGBX and not sozial:
        yield (
            "Das SGB X gilt nur für Leistungen nach dem Sozialgesetzbuch. Nennen Sie es in der Rechtsgrundlage, "
            "oder wählen Sie das Rechtsregime VwVfG NRW."
        )


def _betraege(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    kleinster, hoechster = _zahl(regeln, "mindestbetrag"), _zahl(regeln, "hoechstbetrag")
    if kleinster is not None and hoechster is not None and kleinster > hoechster:
        yield (
            f"Der Mindestbetrag {zeige(kleinster)} liegt über dem Höchstbetrag {zeige(hoechster)}. "
            "Ändern Sie einen von beiden."
        )


def _kleine(feld: str, wort: str, regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    grenze, hoechster = _zahl(regeln, feld), _zahl(regeln, "hoechstbetrag")
    if grenze is not None and hoechster is not None and grenze > hoechster:
        yield f"{wort} {zeige(grenze)} liegt über dem Höchstbetrag {zeige(hoechster)}. Senken Sie sie."


def _anteile(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    art = Finanzierungsart(regeln["richtlinie"]["finanzierungsart"])
    satz, eigen = _zahl(regeln, "foerdersatz_max"), _zahl(regeln, "eigenanteil_min")
    if regeln["kooperation"]:
        return
    if art in _FEST and satz is not None:
        yield (
            f"Die {art.label} hat keinen Fördersatz. Lassen Sie ihn weg, oder wählen Sie die Anteilfinanzierung."
        )
    if art == Finanzierungsart.ANTEIL and satz is None:
        yield "Die Anteilfinanzierung braucht einen höchsten Fördersatz. Tragen Sie ihn ein."
    if art == Finanzierungsart.VOLL and eigen:
        yield (
            "Die Vollfinanzierung verlangt keinen Eigenanteil. Lassen Sie ihn weg, oder wählen Sie eine andere Art."
        )
    for wert, wort in ((satz, "Der höchste Fördersatz"), (eigen, "Der kleinste Eigenanteil")):
        if wert is not None and not 0 <= wert <= 100:
            yield f"{wort} muss zwischen 0 und 100 % liegen."
    if satz is not None and eigen is not None and satz + eigen > 100:
        yield "Fördersatz und Eigenanteil sind zusammen mehr als 100 %. Senken Sie einen von beiden."


def _einheiten(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    je_einheit = regeln["richtlinie"]["finanzierungsart"] == Finanzierungsart.EINHEITEN
    satz, hoechster = _zahl(regeln, "einheitensatz"), _zahl(regeln, "hoechstbetrag")
    if je_einheit and not (satz and regeln["richtlinie"]["einheit"]):
        yield "Für den Festbetrag je Einheit fehlen die Einheit oder ihr Betrag. Tragen Sie beides ein."
    if not je_einheit and satz is not None:
        yield (
            "Ein Betrag je Einheit passt nur zum Festbetrag je Einheit. Lassen Sie ihn weg, oder ändern Sie die Art."
        )
    if satz is not None and hoechster is not None and satz > hoechster:
        yield (
            f"Schon eine Einheit kostet mehr als der Höchstbetrag {zeige(hoechster)}. Ändern Sie einen der Beträge."
        )


def _haushalt(regeln: Daten, umfeld: Umfeld) -> _Befunde:
    regel, jahre = regeln["richtlinie"], umfeld.haushaltsjahre
    if regeln["kooperation"]:
        return
    if not (regel["auftrag"] and regel["sachkonto"]):
        yield "Es fehlt die Haushaltsstelle."
        return
    konto = f"{regel['auftrag']} / {regel['sachkonto']} „{regel['haushaltsbezeichnung']}“"
    von, bis = _tag(regeln, "gueltig_von"), _tag(regeln, "gueltig_bis")
    passende = [j for j in jahre if (not von or j >= von.year) and (not bis or j <= bis.year)]
    if jahre and not passende:
        vorhandene = ", ".join(map(str, sorted(jahre)))
        yield (
            f"Die Haushaltsstelle {konto} gibt es nur für {vorhandene}, "
            "die Richtlinie gilt in anderen Jahren. Wählen Sie eine andere."
        )
    elif not all(jahre[jahr] for jahr in passende):
        yield f"Die Haushaltsstelle {konto} gehört einer anderen Stelle. Wählen Sie eine der eigenen."


def _mitzeichnung(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    if regeln["stelle"] in regeln["mitzeichnung"]:
        yield "Die federführende Stelle zeichnet nicht bei sich selbst mit. Nehmen Sie sie heraus."
    if not regeln["mitzeichnung"] and regeln["richtlinie"].get("tage_mitzeichnung_gilt") is not None:
        yield (
            "Eine Mitzeichnung soll nach einer Frist als erteilt gelten, aber keine Stelle zeichnet mit. "
            "Nennen Sie eine Stelle, oder lassen Sie die Werktage weg."
        )


def _wertgrenzen(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    if not regeln["wertgrenzen"]:
        yield "Es fehlen Wertgrenzen für die Entscheidung."
    grenzen = {e: Decimal(regeln["wertgrenzen"][e]) for e in Ebene.values if e in regeln["wertgrenzen"]}
    for untere, obere in zu_niedrige(list(grenzen.items())):
        namen = f"{Ebene(obere).label} darf nicht mehr als {Ebene(untere).label}"
        yield f"{namen}: bis {zeige(grenzen[obere])}. Erhöhen Sie die Grenze."


def _fragen(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    if not regeln["fragen"]:
        yield "Es fehlen Fragen an die Antragstellenden."
    yield from _fragensaetze(regeln["fragen"])


def _bericht(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    if not (regeln["kooperation"] or regeln["berichtsfragen"]):
        yield "Es fehlen Fragen für den Sachbericht."
    yield from _fragensaetze(regeln["berichtsfragen"])


def _fragensaetze(fragen: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    davor: dict[str, Mapping[str, Any]] = {}
    alle = {frage["schluessel"] for frage in fragen}
    for frage in fragen:
        name = f"Frage „{frage['text']}“"
        antworten = frage.get("auswahl") or []
        if frage["schluessel"] in davor:
            yield f"{name}: Den Schlüssel „{frage['schluessel']}“ gibt es zweimal. Löschen Sie eine der Fragen."
        if frage["art"] == Frageart.AUSWAHL and len(antworten) < _WENIGSTE_ANTWORTEN:
            yield f"{name}: Eine Auswahl braucht mindestens zwei Antworten. Tragen Sie sie ein."
        if frage["art"] == Frageart.TABELLE and not antworten:
            yield f"{name}: Eine Tabelle braucht Spalten. Tragen Sie sie ein."
        if wovon := frage.get("wenn_frage", ""):
            yield from _bedingung(
                name, davor.get(wovon), frage.get("wenn_antwort", ""), spaeter=wovon in alle
            )
        davor[frage["schluessel"]] = frage


def _bedingung(name: str, wovon: Mapping[str, Any] | None, antwort: str, *, spaeter: bool) -> Iterator[str]:
    if wovon is None:
        was = (
            "die erst danach gestellt wird. Schieben Sie diese nach unten"
            if spaeter
            else "die es nicht gibt. Wählen Sie eine andere"
        )
        yield f"{name} hängt von einer Frage ab, {was}, oder nehmen Sie die Bedingung heraus."
    elif wovon["art"] not in BEDINGEND:
        yield f"{name} hängt von „{wovon['text']}“ ab, und das geht nur bei Ja oder Nein und bei einer Auswahl."
    elif antwort not in (
        {JA, NEIN} if wovon["art"] == Frageart.JA_NEIN else dict(wovon.get("auswahl") or [])
    ):
        yield f"{name} hängt von einer Antwort ab, die „{wovon['text']}“ nicht hat. Wählen Sie eine andere."


def _unterlagen(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    namen = [u["bezeichnung"].casefold() for u in regeln["unterlagen"]]
    if len(set(namen)) < len(namen):
        yield "Eine Unterlage steht zweimal in der Liste. Löschen Sie eine davon."


def _nebenbestimmungen(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    texte = [zeile["text"].casefold() for zeile in regeln["nebenbestimmungen"]]
    if len(set(texte)) < len(texte):
        yield "Eine Nebenbestimmung steht zweimal in der Liste. Löschen Sie eine davon."


def _nachweis(regeln: Daten, _umfeld: Umfeld) -> _Befunde:
    stichprobe = regeln["richtlinie"].get("stichprobe_prozent")
    if stichprobe is not None and stichprobe > 100:
        yield "Die Stichprobe kann nicht mehr als 100 % der Belege umfassen. Senken Sie sie."


# By the section of the editor where it is mended.
_PRUEFUNGEN: tuple[tuple[str, Callable[[Daten, Umfeld], _Befunde]], ...] = (
    ("grunddaten", _gueltigkeit),
    ("grunddaten", _regime),
    ("antragsberechtigte", _berechtigte),
    ("finanzierung", _betraege),
    ("finanzierung", partial(_kleine, "bagatelle", "Die Bagatellgrenze")),
    ("finanzierung", _anteile),
    ("finanzierung", _einheiten),
    ("aufrufe", _aufrufe),
    ("haushalt", _haushalt),
    ("mitzeichnung", _mitzeichnung),
    ("wertgrenzen", _wertgrenzen),
    ("fragen", _fragen),
    ("unterlagen", _unterlagen),
    *((art.value, partial(_pruefliste, art)) for art in Pruefart),
    ("nebenbestimmungen", _nebenbestimmungen),
    ("berichtsfragen", _bericht),
    ("nachweisregeln", _nachweis),
    ("erstattung", partial(_kleine, "kleinbetrag", "Die Grenze für Kleinbeträge")),
)


def _zahl(regeln: Daten, feld: str) -> Decimal | None:
    wert = regeln["richtlinie"].get(feld)
    return None if wert is None else Decimal(str(wert))


def _tag(regeln: Daten, feld: str) -> date | None:
    wert = regeln["richtlinie"].get(feld)
    return date.fromisoformat(wert) if wert else None
