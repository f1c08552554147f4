"""README: "Follow the money"; and a claim that is decided."""

import re

from antraege.antrag.models import Antrag
from antraege.kern.fristen import werktage_spaeter
from rollen import uhr
from tests.vorfuehrung.besucher import Besucher, offene_aufgabe
from tests.vorfuehrung.uhren import Reise
from workflows.models import Aufgabe


def dem_geld_nach() -> Reise:
    """README: Follow the money."""
    fall = Antrag.objects.get(titel="Lernbrücke Clarenberg")
    sb, kasse, finanzen = Besucher("sachbearbeitung-fb40"), Besucher("kasse"), Besucher("finanzen-fb40")
    sb.geh("/faelle/?suche=Lernbrücke")
    sb.folge(fall.aktenzeichen or "")
    assert "12.000,00" in sb.worte
    assert fall.nachweis.belege.count() == 20
    assert fall.jahresanteile.count() == 2
    kasse.geh("/zahlungen/laeufe/")
    lauf = next(href for _, href in kasse.seite.links if re.fullmatch(r"/zahlungen/laeufe/\d+/", href))
    kasse.geh(lauf)
    assert b"pain.001.001.09" in kasse.lade("pain.001")
    kasse.geh("/zahlungen/klaerungen/")
    finanzen.geh("/haushalt/")
    finanzen.geh(f"/haushalt/?jahr={uhr.heute().year}")
    finanzen.folge("Bildungspartnerschaften")
    leitung51 = Besucher("leitung-fb51")
    leitung51.geh("/rueckforderungen/")
    leitung51.folge(f"{Antrag.objects.get(titel='Gospel für Anfänger').aktenzeichen}/R")
    assert "Stundung" in leitung51.worte
    _schlage_basiszins_vor(sb)
    _bestaetige_das_konto()
    yield uhr.heute()


def eine_forderung() -> Reise:
    """A claim is decided: the hearing is answered, checked, set, with the interest of today's half-year."""
    antrag = Antrag.objects.get(titel="Ferienakademie")
    Besucher("dobeq").tu(antrag, "stellungnahme", stellungnahme="Auf der Reise wurde auch gelesen.")
    yield werktage_spaeter(uhr.heute(), 3)
    sb = Besucher("sachbearbeitung-fb51")
    sb.tu(
        antrag,
        "rueckforderungspruefung",
        vorschlag="festsetzen",
        wuerdigung="Die Reise war nicht Gegenstand des Antrags.",
        begruendung="Das Geld diente nicht dem bewilligten Zweck.",
        ermessen="Sparsamkeit und Gleichbehandlung überwiegen.",
        vertrauensschutz="Der Träger kannte die Zweckbindung aus dem Bescheid.",
    )
    Besucher("leitung-fb51").tu(antrag, "rueckforderungsentscheidung", entscheidung="festsetzen")
    assert Aufgabe.objects.filter(antrag=antrag, schritt="zahlungseingang", finished__isnull=True).exists()


def _schlage_basiszins_vor(sb: Besucher) -> None:
    """A rate for a half-year that has none yet, released by another person."""
    sb.geh("/festwerte/neu/")
    sb.sende(
        schluessel="basiszins", wert="1,52", gueltig_ab=f"{uhr.heute().year + 2}-01-01", quelle="Bundesbank"
    )
    leitung = Besucher("leitung-fb40")
    leitung.geh("/festwerte/")
    leitung.sende(knopf="Freigeben")
    assert "1,52" in leitung.worte


def _bestaetige_das_konto() -> None:
    """Until a second person has looked at it, nothing is ordered; then the money flows."""
    antrag = Antrag.objects.get(titel="Lesenacht")
    anordnung = Besucher("anordnung-fb51")
    anordnung.geh(f"/aufgaben/{offene_aufgabe(antrag, 'anordnung').pk}/")
    anordnung.wird_abgewiesen(ergebnis="anordnen")
    finanzen = Besucher("finanzen-fb51")
    finanzen.geh("/bankverbindungen/")
    finanzen.folge(antrag.traeger.name)
    finanzen.sende(entscheidung="bestaetigen")
    anordnung.tu(antrag, "anordnung", ergebnis="anordnen")
    Besucher("kasse").tu(antrag, "buchung", belegnummer="2027-0002")
