"""Letters about a change of the grant: granted or refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.fakten.aenderung import Aenderungsablehnungsfakten
from antraege.dokumente.inhalt.aenderung import aenderungsablehnung as schreibe_ablehnung
from antraege.dokumente.inhalt.aenderung import aenderungsbescheid as schreibe_bescheid
from antraege.foerderung import aenderungen
from antraege.foerderung.models import Aenderung
from rollen import uhr
from workflows.tuer.erlass import Brief, grundangaben, rechtsgrundlagen
from workflows.tuer.handlung import Handlung

NAMEN = {"Träger": "Zuwendungsempfänger"}
EIGENE_TABELLEN = ("Anteil ", "Davon ")  # years and pots
EIGENE_ZEILEN = ("Zuwendung", "Bewilligungszeitraum bis", "Verwendungsnachweis bis")


def aenderungsbescheid(handlung: Handlung, aenderung: Aenderung) -> Brief:
    """What changes, old beside new; the letter goes to whoever holds the grant from now on."""
    art = Schriftstueckart.AENDERUNGSBESCHEID
    neues = _neues(aenderung, handlung)
    fall = _fall(handlung, aenderung, art)
    if neues["toepfe"]:  # the table says it, before and after
        fall["rahmen"] = replace(fall["rahmen"], gemeinsam=())
    brief = fakten.Aenderungsfakten(
        **fall,
        nr=aenderung.nr,
        antrag_vom=None if aenderung.von_amts_wegen else uhr.tag_von(aenderung.beantragt_am),
        gruende=aenderung.entscheidung,
        **neues,
    )
    return Brief(art, schreibe_bescheid, brief)


def aenderungsablehnung(handlung: Handlung, aenderung: Aenderung, *, ermessen: str) -> Brief:
    """The reasons why everything stays as it is."""
    art = Schriftstueckart.ABLEHNUNGSBESCHEID
    saetze = [
        f"{n.was}: {n.neu} statt {n.bisher}"
        for n in aenderungen.neuerungen(aenderung.vorher, aenderung.nachher)
    ]
    brief = Aenderungsablehnungsfakten(
        **_fall(handlung, aenderung, art),
        antrag_vom=uhr.tag_von(aenderung.beantragt_am),
        gewuenscht=tuple(saetze or aenderung.arten_in_worten),
        gruende=aenderung.entscheidung,
        ermessen=ermessen,
    )
    return Brief(art, schreibe_ablehnung, brief)


def _fall(handlung: Handlung, aenderung: Aenderung, art: Schriftstueckart) -> dict[str, Any]:
    antrag = handlung.antrag
    return {
        **grundangaben(handlung, art),
        "bewilligt": Decimal(aenderung.vorher["bewilligt"]),
        "rechtsgrundlagen": rechtsgrundlagen(antrag),
    }


def _neues(aenderung: Aenderung, handlung: Handlung) -> dict[str, Any]:
    antrag, vorher, nachher = handlung.antrag, aenderung.vorher, aenderung.nachher
    von, bis = antrag.bescheid.zeitraum_von or antrag.beginn, antrag.bescheid.zeitraum_bis
    assert von is not None
    assert bis is not None
    seiten = aenderungen.planunterschied(vorher, nachher)
    plan = tuple(
        fakten.Planaenderung(
            seite=z.seite,
            art_bezeichnung=z.art,
            bezeichnung=z.bezeichnung,
            bisher=z.bisher,
            neu=z.neu,
        )
        for seite in seiten
        for z in seite.zeilen
    )
    jahre = tuple(fakten.Jahresbetrag(jahr=int(j), betrag=Decimal(b)) for j, b in nachher["jahre"].items())
    neu = {n.was: n for n in aenderungen.neuerungen(vorher, nachher)}
    return {
        "bewilligungszeitraum": fakten.Zeitraum(von=von, bis=date.fromisoformat(vorher["zeitraum_bis"])),
        "betrag_neu": Decimal(nachher["bewilligt"]) if "Zuwendung" in neu else None,
        "zeitraum_neu": fakten.Zeitraum(von=von, bis=bis) if "Bewilligungszeitraum bis" in neu else None,
        "nachweis_bis": date.fromisoformat(vorher["nachweis_bis"]) if vorher["nachweis_bis"] else None,
        "nachweis_bis_neu": antrag.nachweis_faellig_am if "Verwendungsnachweis bis" in neu else None,
        "plan": plan if any(seite.geaendert for seite in seiten) else (),
        "jahresbetraege_neu": jahre if vorher["jahre"] != nachher["jahre"] else (),
        "toepfe": tuple(
            fakten.Topfaenderung(herkunft=name, jahr=a.haushaltsstelle.jahr, bisher=a.bisher, neu=a.betrag)
            for name, a in aenderungen.benannt(aenderungen.anteile(aenderung))
        ),
        "sonstige": tuple(
            fakten.Aenderung(was=NAMEN.get(n.was, n.was), bisher=n.bisher, neu=n.neu)
            for n in neu.values()
            if n.was not in EIGENE_ZEILEN and not n.was.startswith(EIGENE_TABELLEN)
        ),
    }
