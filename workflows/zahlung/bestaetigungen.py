"""Confirmations through the door: take a file in, book row by row, clear what did not fit.

Each row has its own transaction: it is booked wholly, or it becomes a task of the Kasse.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from antraege.foerderung.models import (
    Buchungsdatei,
    Buchungszeile,
    Klaerungsgrund,
    Klaerungsstatus,
    Mittelabruf,
    Zahlungsklaerung,
    Zeilenergebnis,
)
from antraege.foerderung.zahlung import bestaetigungen
from antraege.foerderung.zahlung.bestaetigungen import DateiUnlesbar, Urteil
from antraege.kern.maengel import MaengelFehler
from rollen import rechte
from rollen.akt import halte_fest
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.stellen import kasse
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler


@dataclass(frozen=True)
class Bilanz:
    """How many rows of a file were booked and how many became tasks."""

    gebucht: int
    klaerung: int


class SchonEingelesen(Ueberholt):
    """The same content was taken in before; `datei` is that file."""

    def __init__(self, datei: Buchungsdatei) -> None:
        super().__init__(f"Diese Datei ist schon eingelesen, am {datei.eingelesen_am:%d.%m.%Y}.")
        self.datei = datei


def lies_ein(inhalt: bytes, *, name: str, akteur: Benutzer) -> Buchungsdatei:
    """Keep the file and its rows for the preview; nothing is booked. Raises DateiUnlesbar, SchonEingelesen."""
    berechtigung = _recht(akteur)
    if datei := bestaetigungen.bekannte(inhalt):
        raise SchonEingelesen(datei)
    zeilen = bestaetigungen.lies(inhalt)
    try:
        with transaction.atomic():
            datei = bestaetigungen.nimm_auf(inhalt, zeilen, name=name, akteur=akteur)
            fakten = {"name": datei.name, "zeilen": len(zeilen), "sha256": datei.sha256}
            halte_fest(
                Tat.BUCHUNGSDATEI_EINLESEN,
                datei,
                akteur,
                berechtigung,
                nachher=fakten,
                dokument_hash=datei.sha256,
            )
    except IntegrityError as fehler:
        if vorhandene := bestaetigungen.bekannte(inhalt):
            raise SchonEingelesen(vorhandene) from fehler
        raise
    return datei


def verarbeite(datei_id: int, *, akteur: Benutzer) -> Bilanz:
    """Book what fits, make the rest a task; a second time finds nothing left to do."""
    berechtigung = _recht(akteur)
    datei = Buchungsdatei.objects.get(pk=datei_id)
    offene = datei.zeilen.filter(ergebnis=Zeilenergebnis.OFFEN).order_by("nr")
    ergebnisse = [_verarbeite(zeile, akteur) for zeile in list(offene.values_list("pk", flat=True))]
    bilanz = Bilanz(
        gebucht=ergebnisse.count(Zeilenergebnis.GEBUCHT), klaerung=ergebnisse.count(Zeilenergebnis.KLAERUNG)
    )
    if ergebnisse:
        with transaction.atomic():
            fakten = {"gebucht": bilanz.gebucht, "klaerung": bilanz.klaerung}
            halte_fest(
                Tat.BUCHUNGSDATEI_VERARBEITEN,
                datei,
                akteur,
                berechtigung,
                nachher=fakten,
                dokument_hash=datei.sha256,
            )
    return bilanz


def klaere(klaerung_id: int, *, loesung: str, akteur: Benutzer) -> Zahlungsklaerung:
    """A person of the Kasse writes down what happened. Raises Ueberholt when it is cleared."""
    berechtigung = _recht(akteur)
    with transaction.atomic():
        klaerung = Zahlungsklaerung.objects.select_for_update().get(pk=klaerung_id)
        if klaerung.status != Klaerungsstatus.OFFEN:
            raise Ueberholt("Das ist schon geklärt.")
        bestaetigungen.klaere(klaerung, loesung=loesung, akteur=akteur)
        fakten = {"zeile": klaerung.zeile.nr, "grund": klaerung.art, "loesung": loesung}
        datei, tat = klaerung.zeile.datei, Tat.ZAHLUNGSKLAERUNG_ERLEDIGEN
        halte_fest(tat, datei, akteur, berechtigung, nachher=fakten, dokument_hash=datei.sha256)
    return klaerung


@transaction.atomic
def _verarbeite(zeile_id: int, akteur: Benutzer) -> str:
    zeile = Buchungszeile.objects.select_for_update().get(pk=zeile_id)
    if zeile.ergebnis != Zeilenergebnis.OFFEN:
        return ""
    urteil = bestaetigungen.urteile(zeile)
    if urteil.buchbar and urteil.abruf is not None:
        urteil = _buche(zeile, urteil.abruf, akteur)
    if urteil.buchbar and urteil.abruf is not None:
        bestaetigungen.vermerke_gebucht(zeile, urteil.abruf)
    else:
        bestaetigungen.vermerke_klaerung(zeile, urteil)
    return str(zeile.ergebnis)


def _buche(zeile: Buchungszeile, abruf: Mittelabruf, akteur: Benutzer) -> Urteil:
    """Do the step of the Kasse; what the door says against it becomes the reason."""
    aufgabe = Aufgabe.objects.filter(OFFEN, antrag=abruf.antrag_id, schritt="buchung").first()
    if aufgabe is None:
        return Urteil(abruf, Klaerungsgrund.ABGELEHNT, "Für diese Zahlung ist keine Buchung offen.")
    eingaben = {"belegnummer": zeile.belegnummer, "bezahlt_am": zeile.wertstellung}
    try:
        aufgaben.erledigen(aufgabe.pk, akteur=akteur, eingaben=eingaben)
    except (Ueberholt, MaengelFehler, Verweigert) as fehler:
        return Urteil(abruf, Klaerungsgrund.ABGELEHNT, str(fehler))
    except Eingabefehler as fehler:
        texte = " ".join(str(text) for liste in fehler.formular.errors.values() for text in liste)
        return Urteil(abruf, Klaerungsgrund.ABGELEHNT, texte)
    return Urteil(abruf)


def _recht(akteur: Benutzer) -> Berechtigung:
    return rechte.verlange(akteur, Recht.BUCHEN, kasse())


__all__ = ["Bilanz", "DateiUnlesbar", "SchonEingelesen", "klaere", "lies_ein", "verarbeite"]
