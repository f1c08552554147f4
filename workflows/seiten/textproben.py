"""Letters rehearsed on a real case: the true letters of the rooms, before anybody writes them down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from antraege.antrag.models import Antrag
from antraege.dokumente.bloecke import Dokument, Dokumentart
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.foerderung import bescheide, mittel
from antraege.foerderung.models import Bescheidart, Massnahme, Massnahmenart
from antraege.haushalt.hauptbuch.fehler import HaushaltFehler
from antraege.kern.maengel import MaengelFehler
from antraege.kooperation.models import Fassungsart
from rollen import rechte, uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.aenderung import schreiben as aenderung
from workflows.antrag import schreiben as antrag
from workflows.gremien import schreiben as gremien
from workflows.kooperation import schreiben as kooperation
from workflows.nachweis import schreiben as nachweis
from workflows.rueckforderung import schreiben as forderung
from workflows.rueckforderung import schreiben as rueckforderung
from workflows.tuer import hindernisse
from workflows.tuer.erlass import Brief
from workflows.tuer.handlung import Handlung
from workflows.zahlung import schreiben as zahlung

MUSTER_GRUND = "[Hier steht die Begründung des Einzelfalls.]"
MUSTER_ERMESSEN = "[Hier stehen die Erwägungen zum Ermessen.]"
Schreiber = Callable[..., Dokument]


class KeineProbe(LookupError):
    """This letter cannot be rehearsed on this case; the message says why, for people."""


def probe(fall: Antrag, art: Dokumentart, *, akteur: Benutzer) -> tuple[Schreiber, Any]:
    """The function and the facts, marked as a draft, of this letter on this case. Raises KeineProbe.

    Where such a letter was issued, the clock stands at its day.
    """
    stueck = fall.schriftstuecke.filter(art=art.value).last()
    handlung = Handlung(fall, akteur, taten={})
    try:
        with uhr.gestellt(stueck.erlassen_am if stueck else uhr.jetzt()):
            brief = PROBEN[art](handlung)
    except (FaktenFehler, HaushaltFehler, MaengelFehler) as fehler:
        raise KeineProbe(f"Aus diesem Fall entsteht das Schreiben nicht: {fehler}") from fehler
    if brief is None:
        raise KeineProbe("Für diesen Fall ist kein Schreiben nötig.")
    return brief.schreibe, replace(brief.fakten, rahmen=replace(brief.fakten.rahmen, entwurf=True))


def _vorhanden(eines: Any, was: str) -> Any:
    if eines is None:
        raise KeineProbe(f"In diesem Fall gibt es {was}.")
    return eines


def _eingang(h: Handlung) -> Brief:
    _vorhanden(h.antrag.eingereicht_am, "noch keinen Eingang")
    return antrag.eingangsbestaetigung(h)


def _bewilligung(h: Handlung) -> Brief:
    """As decided; before the decision as proposed or asked for."""
    fall = h.antrag
    bescheid = getattr(fall, "bescheid", None)
    if bescheid is None or bescheid.art == Bescheidart.ABLEHNUNG:
        return antrag.bewilligung(h, _als_waere_es_bewilligt(fall))
    von, bis = bescheid.zeitraum_von or fall.beginn, bescheid.zeitraum_bis or fall.ende
    assert von is not None
    assert bis is not None
    was = antrag.Bewilligung(
        von,
        bis,
        bescheid.auflagen,
        anteile=mittel.bewilligte_anteile(fall),
        raten=[(rate.faellig_am, rate.betrag) for rate in bescheid.raten.all()],
    )
    return antrag.bewilligung(h, was)


def _als_waere_es_bewilligt(fall: Antrag) -> antrag.Bewilligung:
    if not fall.beginn or not fall.ende or not fall.beantragt:
        raise KeineProbe("In diesem Fall ist kein Geld beantragt.")
    fall.bewilligt = fall.vorgeschlagen or fall.beantragt
    fall.begruendung = fall.begruendung or MUSTER_GRUND
    fall.nachweis_faellig_am = bescheide.nachweis_faellig(fall, fall.ende)
    anteile = mittel.verteile(fall, fall.bewilligt)
    return antrag.Bewilligung(fall.beginn, fall.ende, auflagen="", anteile=anteile, raten=[])


def _zuwendungsbescheid(h: Handlung) -> Brief:
    if h.antrag.intern:
        raise KeineProbe("Die Stadt selbst erhält eine Mittelzuweisung, keinen Zuwendungsbescheid.")
    return _bewilligung(h)


def _mittelzuweisung(h: Handlung) -> Brief:
    if not h.antrag.intern:
        raise KeineProbe("Eine Mittelzuweisung geht nur an die Stadt selbst.")
    return _bewilligung(h)


def _ablehnung(h: Handlung) -> Brief:
    h.antrag.begruendung = h.antrag.begruendung or MUSTER_GRUND
    return antrag.ablehnung(h, ermessen=MUSTER_ERMESSEN)


def _anordnung(h: Handlung) -> Brief:
    abrufe = h.antrag.mittelabrufe.filter(angeordnet_am__isnull=False, gebucht_am__isnull=True)
    abruf = _vorhanden(abrufe.last(), "keine angeordnete Auszahlung, die noch nicht gebucht ist")
    befugnisse = rechte.berechtigungen_fuer(abruf.angeordnet_von, Recht.ANORDNEN, h.antrag.stelle)
    grenze = hindernisse.eigene_grenze(befugnisse, h.antrag.richtlinie.wertgrenzen.all())
    return zahlung.auszahlungsanordnung(h, abruf, grenze=max(grenze, abruf.betrag))


def _aenderungsablehnung(h: Handlung) -> Brief:
    eine = _vorhanden(h.antrag.aenderungen.last(), "keinen Antrag auf Änderung")
    eine.entscheidung = eine.entscheidung or MUSTER_GRUND
    return aenderung.aenderungsablehnung(h, eine, ermessen=MUSTER_ERMESSEN)


def _nachweis(h: Handlung) -> Any:
    einer = getattr(h.antrag, "nachweis", None)
    eingereicht = einer if einer is not None and einer.eingereicht_am else None
    return _vorhanden(eingereicht, "noch keinen eingereichten Verwendungsnachweis")


def _pruefvermerk(h: Handlung) -> Brief:
    _vorhanden(_nachweis(h).zuwendung, "noch keine Prüfung des Verwendungsnachweises")
    return nachweis.pruefvermerk(h, h.antrag.nachweis)


def _schluss(h: Handlung) -> Brief:
    _nachweis(h)
    _vorhanden(h.antrag.abgerechnet, "noch keine Abrechnung")
    return nachweis.schlussmitteilung(h)


def _massnahme(was: str, *arten: Massnahmenart) -> Callable[[Handlung], Brief | None]:
    """The letter on the latest measure of these kinds."""

    def schreibe(h: Handlung) -> Brief | None:
        massnahmen = Massnahme.objects.filter(rueckforderung__antrag=h.antrag, art__in=arten)
        eine = _vorhanden(massnahmen.order_by("pk").last(), was)
        return forderung.massnahme(h, eine, gruende=eine.entscheidung or MUSTER_GRUND)

    return schreibe


def _vereinbarung(h: Handlung) -> Any:
    return _vorhanden(getattr(h.antrag, "vereinbarung", None), "keine Kooperationsvereinbarung")


def _kooperation(h: Handlung) -> Brief:
    """The newest text of the agreement, with the data it was made from."""
    vereinbarung = _vereinbarung(h)
    fassung = vereinbarung.fassungen.filter(art=Fassungsart.VEREINBARUNG).last()
    daten = _vorhanden(fassung, "noch keinen Text der Vereinbarung").daten
    return kooperation.vereinbarungstext(h, vereinbarung, daten, entwurf=True)


PROBEN: dict[Dokumentart, Callable[[Handlung], Brief | None]] = {  # partial: lists and reports have no sample
    Dokumentart.EINGANGSBESTAETIGUNG: _eingang,
    Dokumentart.NACHFORDERUNG: lambda h: antrag.nachforderung(
        h, _vorhanden(h.antrag.nachforderungen.last(), "keine Nachforderung")
    ),
    Dokumentart.ZUWENDUNGSBESCHEID: _zuwendungsbescheid,
    Dokumentart.MITTELZUWEISUNG: _mittelzuweisung,
    Dokumentart.ABLEHNUNGSBESCHEID: _ablehnung,
    Dokumentart.AUSZAHLUNGSANORDNUNG: _anordnung,
    Dokumentart.ANHOERUNG: lambda h: rueckforderung.anhoerung(
        h,
        _vorhanden(h.antrag.rueckforderungen.filter(anhoerung_frist__isnull=False).last(), "keine Anhörung"),
    ),
    Dokumentart.RUECKFORDERUNGSBESCHEID: lambda h: rueckforderung.bescheid(
        h,
        _vorhanden(
            h.antrag.rueckforderungen.filter(faellig_am__isnull=False, anhoerung_frist__isnull=False).last(),
            "keine Rückforderung",
        ),
    ),
    Dokumentart.AENDERUNGSBESCHEID: lambda h: (
        aenderung.aenderungsbescheid(  # decided changes carry old and new
            h, _vorhanden(h.antrag.aenderungen.exclude(nachher={}).last(), "keine bewilligte Änderung")
        )
    ),
    Dokumentart.AENDERUNGSABLEHNUNG: _aenderungsablehnung,
    Dokumentart.VERWENDUNGSNACHWEIS: lambda h: nachweis.verwendungsnachweis(h, _nachweis(h)),
    Dokumentart.PRUEFVERMERK_NACHWEIS: _pruefvermerk,
    Dokumentart.SCHLUSSMITTEILUNG: _schluss,
    Dokumentart.STUNDUNGSBESCHEID: _massnahme("keine Stundung", Massnahmenart.STUNDUNG),
    Dokumentart.NIEDERSCHLAGUNGSVERMERK: _massnahme(
        "keine Niederschlagung", Massnahmenart.NIEDERSCHLAGUNG, Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET
    ),
    Dokumentart.ERLASSBESCHEID: _massnahme("keinen Erlass", Massnahmenart.ERLASS),
    Dokumentart.MAHNUNG: lambda h: forderung.mahnung(
        h,
        _vorhanden(
            h.antrag.rueckforderungen.filter(faellig_am__isnull=False, entschieden_am__isnull=False).last(),
            "keine Rückforderung",
        ),
        frist=uhr.heute() + timedelta(days=14),
    ),
    Dokumentart.KOOPERATIONSVEREINBARUNG: _kooperation,
    Dokumentart.NACHTRAG: lambda h: kooperation.nachtragstext(
        h, _vorhanden(_vereinbarung(h).nachtraege.last(), "keinen Nachtrag")
    ),
    Dokumentart.GREMIENVORLAGE: lambda h: gremien.gremienvorlage(
        h, _vorhanden(h.antrag.gremienvorlagen.filter(auswaertig=False).last(), "keine Gremienvorlage")
    ),
}
