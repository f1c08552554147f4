"""Confirmations through the door: take a file in, book row by row, clear what did not fit.

Each row has its own transaction: it is booked wholly, or it becomes a task of the Kasse.
"""

from dataclasses import asdict, dataclass

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
from rollen.akt import akt, wer_schon_darf
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Verweigert
from rollen.stellen import kasse
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer import aufgaben, befangenheit, hindernisse
from workflows.tuer.fehler import Eingabefehler
from workflows.tuer.handlung import taten


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
    berechtigung = rechte.verlange(akteur, Recht.BUCHEN, kasse())
    if datei := bestaetigungen.bekannte(inhalt):
        raise SchonEingelesen(datei)
    zeilen = bestaetigungen.lies(inhalt)
    try:
        with transaction.atomic():
            datei = bestaetigungen.nimm_auf(inhalt, zeilen, name=name, akteur=akteur)
            fakten = {"name": datei.name, "zeilen": len(zeilen), "sha256": datei.sha256}
            wer = wer_schon_darf(berechtigung)
            with akt(Tat.BUCHUNGSDATEI_EINLESEN, datei, wer, akteur=akteur) as einlesen:
                einlesen.nenne(nachher=fakten, dokument_hash=datei.sha256)
    except IntegrityError as fehler:
        if vorhandene := bestaetigungen.bekannte(inhalt):
            raise SchonEingelesen(vorhandene) from fehler
        raise
    return datei


def verarbeite(datei_id: int, *, akteur: Benutzer) -> Bilanz:
    """Book what fits, make the rest a task; a second time finds nothing left to do."""
    berechtigung = rechte.verlange(akteur, Recht.BUCHEN, kasse())
    datei = Buchungsdatei.objects.get(pk=datei_id)
    offene = datei.zeilen.filter(ergebnis=Zeilenergebnis.OFFEN).order_by("nr")
    ergebnisse = [_verarbeite(zeile, akteur) for zeile in list(offene.values_list("pk", flat=True))]
    bilanz = Bilanz(
        gebucht=ergebnisse.count(Zeilenergebnis.GEBUCHT), klaerung=ergebnisse.count(Zeilenergebnis.KLAERUNG)
    )
    if ergebnisse:
        wer = wer_schon_darf(berechtigung)
        with akt(Tat.BUCHUNGSDATEI_VERARBEITEN, datei, wer, akteur=akteur) as verarbeiten:
            verarbeiten.nenne(nachher=asdict(bilanz), dokument_hash=datei.sha256)
    return bilanz


def klaere(klaerung_id: int, *, loesung: str, akteur: Benutzer) -> Zahlungsklaerung:
    """A person of the Kasse writes down what happened. Raises Ueberholt when it is cleared."""
    wer = wer_schon_darf(rechte.verlange(akteur, Recht.BUCHEN, kasse()))
    dateien = Buchungsdatei.objects.filter(zeilen__klaerung=klaerung_id)
    with akt(Tat.ZAHLUNGSKLAERUNG_ERLEDIGEN, dateien, wer, akteur=akteur) as klaeren:
        klaerung = Zahlungsklaerung.objects.select_for_update().get(pk=klaerung_id)
        if klaerung.status != Klaerungsstatus.OFFEN:
            raise Ueberholt("Das ist schon geklärt.")
        _verlange_unbefangen(klaerung, akteur)
        bestaetigungen.klaere(klaerung, loesung=loesung, akteur=akteur)
        fakten = {"zeile": klaerung.zeile.nr, "grund": klaerung.art, "loesung": loesung}
        klaeren.nenne(nachher=fakten, dokument_hash=klaeren.objekt.sha256)
    return klaerung


def _verlange_unbefangen(klaerung: Zahlungsklaerung, akteur: Benutzer) -> None:
    """Whoever advised in the case of the payment does not say what became of it. Raises Verweigert."""
    abruf = klaerung.zeile.mittelabruf
    if abruf is None:
        return
    bisher = taten(abruf.antrag).get(akteur.pk, ())
    hindernisse.verlange_ohne(befangenheit.beratend(akteur, abruf.antrag, bisher=bisher))


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


__all__ = ["Bilanz", "DateiUnlesbar", "SchonEingelesen", "klaere", "lies_ein", "verarbeite"]
