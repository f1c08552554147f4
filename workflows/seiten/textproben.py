"""Letters rehearsed on a real case: the true letter functions run up to the moment of writing, nothing is stored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.db import transaction

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
from workflows.rueckforderung import schreiben as rueckforderung
from workflows.rueckforderung import schreiben_massnahmen as forderung
from workflows.tuer import hindernisse
from workflows.tuer.handlung import Handlung
from workflows.zahlung import schreiben as zahlung

MUSTER_GRUND = "[Hier steht die Begründung des Einzelfalls.]"
MUSTER_ERMESSEN = "[Hier stehen die Erwägungen zum Ermessen.]"
Schreiber = Callable[..., Dokument]


class KeineProbe(LookupError):
    """This letter cannot be rehearsed on this case; the message says why, for people."""


class _Gezeigt(Exception):
    def __init__(self, schreibe: Schreiber, inhalt: Any) -> None:
        super().__init__()
        self.schreibe, self.inhalt = schreibe, inhalt


class _Probe(Handlung):
    """An act that ends when its letter is about to be written."""

    def zeige(self, schreibe: Schreiber, inhalt: Any) -> None:
        raise _Gezeigt(schreibe, inhalt)


def probe(fall: Antrag, art: Dokumentart, *, akteur: Benutzer) -> tuple[Schreiber, Any]:
    """The function and the facts, marked as a draft, of this letter on this case. Raises KeineProbe.

    Where such a letter was issued, the clock stands at its day. The transaction always ends without effect.
    """
    stueck = fall.schriftstuecke.filter(art=art.value).last()
    handlung = _Probe(antrag=fall, akteur=akteur, taten={})
    try:
        with uhr.gestellt(stueck.erlassen_am if stueck else uhr.jetzt()), transaction.atomic():
            PROBEN[art](handlung)
    except _Gezeigt as gezeigt:
        rahmen = replace(gezeigt.inhalt.rahmen, entwurf=True)
        return gezeigt.schreibe, replace(gezeigt.inhalt, rahmen=rahmen)
    except (FaktenFehler, HaushaltFehler, MaengelFehler) as fehler:
        raise KeineProbe(f"Aus diesem Fall entsteht das Schreiben nicht: {fehler}") from fehler
    raise KeineProbe("Für diesen Fall ist kein Schreiben nötig.")


def _vorhanden(eines: Any, was: str) -> Any:
    if eines is None:
        raise KeineProbe(f"In diesem Fall gibt es {was}.")
    return eines


def _eingang(h: Handlung) -> None:
    _vorhanden(h.antrag.eingereicht_am, "noch keinen Eingang")
    antrag.eingangsbestaetigung(h)


def _nachforderung(h: Handlung) -> None:
    antrag.nachforderung(h, _vorhanden(h.antrag.nachforderungen.last(), "keine Nachforderung"))


def _bewilligung(h: Handlung) -> None:
    """As decided; before the decision as proposed or asked for."""
    fall = h.antrag
    bescheid = getattr(fall, "bescheid", None)
    if bescheid is None or bescheid.art == Bescheidart.ABLEHNUNG:
        daten = _als_waere_es_bewilligt(fall)
    else:
        daten = _daten(
            zeitraum=(bescheid.zeitraum_von or fall.beginn, bescheid.zeitraum_bis or fall.ende),
            auflagen=bescheid.auflagen,
            raten=[(rate.faellig_am, rate.betrag) for rate in bescheid.raten.all()],
            anteile=mittel.bewilligte_anteile(fall),
        )
    antrag.bewilligung(h, daten)


def _als_waere_es_bewilligt(fall: Antrag) -> dict[str, Any]:
    if not fall.beginn or not fall.ende or not fall.beantragt:
        raise KeineProbe("In diesem Fall ist kein Geld beantragt.")
    fall.bewilligt = fall.vorgeschlagen or fall.beantragt
    fall.begruendung = fall.begruendung or MUSTER_GRUND
    fall.nachweis_faellig_am = bescheide.nachweis_faellig(fall, fall.ende)
    anteile = mittel.verteile(fall, fall.bewilligt)
    return _daten(zeitraum=(fall.beginn, fall.ende), auflagen="", raten=[], anteile=anteile)


def _daten(
    *,
    zeitraum: tuple[Any, Any],
    auflagen: str,
    raten: list[tuple[date, Decimal]],
    anteile: dict[int, Decimal],
) -> dict[str, Any]:
    """What the form of the decision would hold."""
    formular = SimpleNamespace(raten=raten, anteile=anteile)
    von, bis = zeitraum
    return {"zeitraum_von": von, "zeitraum_bis": bis, "auflagen": auflagen, "formular": formular}


def _zuwendungsbescheid(h: Handlung) -> None:
    if h.antrag.intern:
        raise KeineProbe("Die Stadt selbst erhält eine Mittelzuweisung, keinen Zuwendungsbescheid.")
    _bewilligung(h)


def _mittelzuweisung(h: Handlung) -> None:
    if not h.antrag.intern:
        raise KeineProbe("Eine Mittelzuweisung geht nur an die Stadt selbst.")
    _bewilligung(h)


def _ablehnung(h: Handlung) -> None:
    h.antrag.begruendung = h.antrag.begruendung or MUSTER_GRUND
    antrag.ablehnung(h, ermessen=MUSTER_ERMESSEN)


def _anordnung(h: Handlung) -> None:
    abrufe = h.antrag.mittelabrufe.filter(angeordnet_am__isnull=False, gebucht_am__isnull=True)
    abruf = _vorhanden(abrufe.last(), "keine angeordnete Auszahlung, die noch nicht gebucht ist")
    befugnisse = rechte.berechtigungen_fuer(abruf.angeordnet_von, Recht.ANORDNEN, h.antrag.stelle)
    grenze = hindernisse.eigene_grenze(befugnisse, h.antrag.richtlinie.wertgrenzen.all())
    zahlung.auszahlungsanordnung(h, abruf, grenze=max(grenze, abruf.betrag))


def _anhoerung(h: Handlung) -> None:
    eine = h.antrag.rueckforderungen.filter(anhoerung_frist__isnull=False).last()
    rueckforderung.anhoerung(h, _vorhanden(eine, "keine Anhörung"))


def _rueckforderung(h: Handlung) -> None:
    eine = h.antrag.rueckforderungen.filter(faellig_am__isnull=False, anhoerung_frist__isnull=False).last()
    rueckforderung.bescheid(h, _vorhanden(eine, "keine Rückforderung"))


def _aenderung(h: Handlung) -> None:
    """Decided changes carry old and new."""
    eine = h.antrag.aenderungen.exclude(nachher={}).last()
    aenderung.aenderungsbescheid(h, _vorhanden(eine, "keine bewilligte Änderung"))


def _aenderungsablehnung(h: Handlung) -> None:
    eine = _vorhanden(h.antrag.aenderungen.last(), "keinen Antrag auf Änderung")
    eine.entscheidung = eine.entscheidung or MUSTER_GRUND
    aenderung.aenderungsablehnung(h, eine, ermessen=MUSTER_ERMESSEN)


def _nachweis(h: Handlung) -> Any:
    einer = getattr(h.antrag, "nachweis", None)
    eingereicht = einer if einer is not None and einer.eingereicht_am else None
    return _vorhanden(eingereicht, "noch keinen eingereichten Verwendungsnachweis")


def _verwendungsnachweis(h: Handlung) -> None:
    nachweis.verwendungsnachweis(h, _nachweis(h))


def _pruefvermerk(h: Handlung) -> None:
    _vorhanden(_nachweis(h).zuwendung, "noch keine Prüfung des Verwendungsnachweises")
    nachweis.pruefvermerk(h, h.antrag.nachweis)


def _schluss(h: Handlung) -> None:
    _nachweis(h)
    _vorhanden(h.antrag.abgerechnet, "noch keine Abrechnung")
    nachweis.schlussmitteilung(h)


def _massnahme(was: str, *arten: Massnahmenart) -> Callable[[Handlung], None]:
    """The letter on the latest measure of these kinds."""

    def schreibe(h: Handlung) -> None:
        massnahmen = Massnahme.objects.filter(rueckforderung__antrag=h.antrag, art__in=arten)
        eine = _vorhanden(massnahmen.order_by("pk").last(), was)
        forderung.massnahme(h, eine, gruende=eine.entscheidung or MUSTER_GRUND)

    return schreibe


def _mahnung(h: Handlung) -> None:
    eine = h.antrag.rueckforderungen.filter(faellig_am__isnull=False, entschieden_am__isnull=False).last()
    frist = date.fromordinal(uhr.heute().toordinal() + 14)
    forderung.mahnung(h, _vorhanden(eine, "keine Rückforderung"), frist=frist)


def _vereinbarung(h: Handlung) -> Any:
    return _vorhanden(getattr(h.antrag, "vereinbarung", None), "keine Kooperationsvereinbarung")


def _kooperation(h: Handlung) -> None:
    """The newest text of the agreement, with the data it was made from."""
    vereinbarung = _vereinbarung(h)
    fassung = vereinbarung.fassungen.filter(art=Fassungsart.VEREINBARUNG).last()
    daten = dict(_vorhanden(fassung, "noch keinen Text der Vereinbarung").daten)
    kooperation.vereinbarungstext(h, vereinbarung, daten, entwurf=True)


def _nachtrag(h: Handlung) -> None:
    eintrag = _vereinbarung(h).nachtraege.last()
    kooperation.nachtragstext(h, _vorhanden(eintrag, "keinen Nachtrag"))


def _gremienvorlage(h: Handlung) -> None:
    eine = h.antrag.gremienvorlagen.filter(auswaertig=False).last()
    gremien.gremienvorlage(h, _vorhanden(eine, "keine Gremienvorlage"))


PROBEN: dict[Dokumentart, Callable[[Handlung], Any]] = {  # partial: lists and reports have no sample
    Dokumentart.EINGANGSBESTAETIGUNG: _eingang,
    Dokumentart.NACHFORDERUNG: _nachforderung,
    Dokumentart.ZUWENDUNGSBESCHEID: _zuwendungsbescheid,
    Dokumentart.MITTELZUWEISUNG: _mittelzuweisung,
    Dokumentart.ABLEHNUNGSBESCHEID: _ablehnung,
    Dokumentart.AUSZAHLUNGSANORDNUNG: _anordnung,
    Dokumentart.ANHOERUNG: _anhoerung,
    Dokumentart.RUECKFORDERUNGSBESCHEID: _rueckforderung,
    Dokumentart.AENDERUNGSBESCHEID: _aenderung,
    Dokumentart.AENDERUNGSABLEHNUNG: _aenderungsablehnung,
    Dokumentart.VERWENDUNGSNACHWEIS: _verwendungsnachweis,
    Dokumentart.PRUEFVERMERK_NACHWEIS: _pruefvermerk,
    Dokumentart.SCHLUSSMITTEILUNG: _schluss,
    Dokumentart.STUNDUNGSBESCHEID: _massnahme("keine Stundung", Massnahmenart.STUNDUNG),
    Dokumentart.NIEDERSCHLAGUNGSVERMERK: _massnahme(
        "keine Niederschlagung", Massnahmenart.NIEDERSCHLAGUNG, Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET
    ),
    Dokumentart.ERLASSBESCHEID: _massnahme("keinen Erlass", Massnahmenart.ERLASS),
    Dokumentart.MAHNUNG: _mahnung,
    Dokumentart.KOOPERATIONSVEREINBARUNG: _kooperation,
    Dokumentart.NACHTRAG: _nachtrag,
    Dokumentart.GREMIENVORLAGE: _gremienvorlage,
}
