"""The order to pay as a document: internal, addressed to the Kasse."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.zahlung import auszahlungsanordnung as schreibe
from antraege.foerderung import mittel
from antraege.foerderung.models import Mittelabruf
from antraege.foerderung.zahlung.referenz import referenz
from rollen import bankverbindung, stellen, uhr
from rollen.models import Benutzer
from workflows.tuer.erlass import Brief, rahmen
from workflows.tuer.handlung import Handlung

ART = Schriftstueckart.AUSZAHLUNGSANORDNUNG


def auszahlungsanordnung(handlung: Handlung, abruf: Mittelabruf, *, grenze: Decimal) -> Brief:
    """The order with its certificates; `grenze` is the limit in euro of the person who orders."""
    antrag = handlung.antrag
    assert abruf.angeordnet_am is not None
    assert abruf.faellig_am is not None
    anordnung = fakten.Anordnungszeichen(
        name=handlung.person.name,
        funktion=handlung.person.funktion,
        zeitpunkt=abruf.angeordnet_am,
        grenze=grenze,
    )
    brief = fakten.Anordnungsfakten(
        rahmen=_an_die_kasse(rahmen(handlung, ART)),
        rechtsregime=fakten.Rechtsregime(antrag.richtlinie.rechtsregime),
        projekt=antrag.titel,
        programm=antrag.programm.name,
        bescheid_vom=uhr.tag_von(antrag.bescheid.erlassen_am),
        bewilligt=antrag.bewilligt,
        kreditor=antrag.traeger.name,
        konto=fakten.Bankkonto(
            inhaber=abruf.kontoinhaber, iban=abruf.iban, bic=bankverbindung.bic_zu(abruf.iban)
        ),
        gegenstand=str(abruf),
        betrag=abruf.betrag,
        faellig_am=abruf.faellig_am,
        kontierungen=tuple(
            fakten.Kontierung(
                jahr=zeile.jahr,
                auftrag=zeile.auftrag,
                sachkonto=zeile.sachkonto,
                bezeichnung=zeile.bezeichnung,
                betrag=betrag,
                produkt=zeile.produkt,
                kostenstelle=zeile.kostenstelle,
            )
            for zeile, betrag in mittel.kontierung(abruf.antrag, abruf.betrag, tag=uhr.heute())
        ),
        verwendungszweck=f"{referenz(abruf.pk)} {antrag.aktenzeichen} {abruf.zweck}",
        bisher=antrag.ausgezahlt,
        sachlich=_zeichen(abruf.sachlich_von, abruf.sachlich_am),
        rechnerisch=_zeichen(abruf.rechnerisch_von, abruf.rechnerisch_am),
        anordnung=anordnung,
    )
    return Brief(ART, schreibe, brief)


def _an_die_kasse(r: fakten.Rahmen) -> fakten.Rahmen:
    kasse = stellen.kasse()
    anschrift = tuple(zeile for zeile in kasse.anschrift.split(", ") if zeile)
    return replace(r, empfaenger=fakten.Empfaenger(name=kasse.name, anschrift=anschrift, ist_stadt=True))


def _zeichen(wer: Benutzer | None, wann: datetime | None) -> fakten.Zeichen | None:
    return fakten.Zeichen(name=wer.name, funktion=wer.funktion, zeitpunkt=wann) if wer and wann else None
