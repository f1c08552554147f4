"""One agreement is taken over: its case, its parties, its sheet, its place in the machine and in its flow."""

from dataclasses import replace
from typing import Any

from antraege.antrag import services as antragsdienst
from antraege.antrag.models import Antrag, Antragsart, Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.kooperation import uebernahmeblatt
from antraege.dokumente.schreibweise import monaten
from antraege.kern.altvereinbarung import Vereinbarungslage
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import uebernahme
from antraege.kooperation.models import Vereinbarung
from rollen import rechte, uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.kooperation import schreiben
from workflows.kooperation.bedarfsklaerung import als_partei
from workflows.models import Uebernahmelauf
from workflows.tuer.erlass import Brief, rahmen
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.verzeichnis import verfahren_fuer
from workflows.uebernahme.herkunft import herkunft
from workflows.uebernahme.pruefen_vereinbarung import Vereinbarungszeile


def uebernimm(zeile: Vereinbarungszeile, lauf: Uebernahmelauf, nr: int, akteur: Benutzer) -> Antrag:
    """The act itself. Raises MaengelFehler, Verweigert; then nothing is left of it."""
    alt = zeile.alt
    neu = Antrag.objects.create(
        art=Antragsart.KOOPERATION,
        programm=zeile.programm,
        richtlinie=zeile.richtlinie,
        stelle=zeile.programm.stelle,
        traeger=zeile.parteien[0],
        standort=zeile.standort,
        titel=zeile.titel,
        beginn=alt.von,
        ende=alt.bis,
        haushaltsjahr=alt.von.year,
        angelegt_von=akteur,
        sachbearbeitung=zeile.sachbearbeitung,
        eingereicht_am=uhr.mittag(alt.geschlossen_am),
        entschieden_am=uhr.mittag(alt.geschlossen_am),
        uebernommen_am=uhr.jetzt(),
        fremdzeichen=zeile.fremdzeichen,
    )
    with geoeffnet(Tat.FALL_UEBERNEHMEN, neu.pk, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.VEREINBARUNG_ENTWERFEN, antrag.stelle)
        handlung.beteilige(Taetigkeit.UEBERNEHMEN)
        antragsdienst.vergib_aktenzeichen(antrag, jahr=uhr.heute().year)
        vereinbarung = uebernahme.beginne(antrag, alt, zeile.von, _parteien(zeile))
        antrag.vereinbarung = vereinbarung
        text = schreiben.als_text(_blatt(handlung, zeile, lauf, vereinbarung), texte_vom=uhr.heute())
        daten = schreiben.mit_parteien(vereinbarung, uebernahme.daten(vereinbarung, alt, zeile.von))
        uebernahme.lege_fest(vereinbarung, alt, zeile.von, (text, daten), akteur=akteur)
        if alt.lage == Vereinbarungslage.ABGELAUFEN:
            antrag.abgeschlossen_am = uhr.jetzt()
            handlung.bewege(Antrag.uebernimm_abgeschlossen)
        else:
            handlung.bewege(Antrag.uebernimm_bewilligt)
        handlung.von = ""
        verfahren_fuer(antrag).aufnahme.run(handlung=handlung)
        handlung.vermerke(
            **herkunft(lauf, nr, zeile.fremdzeichen, stand=alt.lage.bezeichnung),
            vereinbarung=vereinbarung.get_status_display(),
            parteien=[stelle.name for stelle in zeile.parteien],
            geschlossen_am=alt.geschlossen_am,
            laufzeit_von=alt.von,
            laufzeit_bis=alt.bis,
        )
        handlung.nenne(freigegeben_von=str(lauf.freigegeben_von))
    return antrag


def _parteien(zeile: Vereinbarungszeile) -> list[Any]:
    """The parties as the texts of the house call them; no two by one name."""
    gesehen: set[str] = set()
    angaben = []
    for stelle in zeile.parteien:
        angabe = als_partei(stelle, gesehen)
        if angabe.kuerzel in gesehen:
            angabe = replace(angabe, kuerzel=f"{stelle.kuerzel} ({len(gesehen) + 1})"[:80])
        gesehen.add(angabe.kuerzel)
        angaben.append(angabe)
    return angaben


def _blatt(
    handlung: Handlung, zeile: Vereinbarungszeile, lauf: Uebernahmelauf, vereinbarung: Vereinbarung
) -> Brief:
    """What stands for the text: all that the list says, and where the words are."""
    alt, art = zeile.alt, Schriftstueckart.KOOPERATIONSVEREINBARUNG
    kuendigende = next((p.name for p in zeile.parteien if p.pk == zeile.von.kuendigende), "")
    kopf = rahmen(handlung, art)
    blatt = fakten.Uebernahmeblattfakten(
        rahmen=replace(
            kopf,
            dokument_id=f"{handlung.antrag.aktenzeichen}-F1",
            empfaenger=fakten.Empfaenger(
                name="An alle Parteien", anschrift=(), ist_stadt=vereinbarung.intern
            ),
            zeichnung=fakten.Zeichnung(
                name=handlung.antrag.stelle.name, funktion="durch das Verfahren erstellt"
            ),
        ),
        titel=zeile.titel,
        quelle=lauf.quelle,
        fremdzeichen=zeile.fremdzeichen,
        stand_vom=lauf.stand_vom,
        lage=alt.lage.bezeichnung,
        geschlossen_am=alt.geschlossen_am,
        laufzeit=fakten.Zeitraum(von=alt.von, bis=alt.bis),
        frist=f"innerhalb von {monaten(alt.frist)} zum Ende des Schuljahres",
        parteien=tuple(schreiben.parteiname(stelle) for stelle in zeile.parteien),
        gekuendigt_von=kuendigende,
        zugegangen_am=alt.zugegangen_am,
        wirksam_zum=alt.wirksam_zum,
    )
    return Brief(art, uebernahmeblatt, blatt)
