"""Import of vouchers: read a list row by row, show every error, then take over all of it or nothing."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.db import transaction

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Belegimport, Seite
from antraege.foerderung.nachweis.belege import (
    MEISTE_BELEGE,
    Belegwerte,
    beginne_liste,
    naechste_nr,
    verlange_platz,
)
from antraege.foerderung.nachweis.bericht import summiere_belege
from antraege.foerderung.nachweis.spalten import Zeilenleser
from antraege.foerderung.nachweis.tabelle import leer, oeffne
from antraege.kern.geld import aus_cent, cent
from antraege.kern.maengel import Mangel, keine_oder
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.taten import Tat

BLOCK = 1_000
MEISTE_FEHLER = 2_000


class Lesevorgang:
    """Reads one file; `schritte` counts the rows on the way, `speichere` keeps what was read."""

    def __init__(self, antrag: Antrag, upload: File) -> None:
        """Raises DateiFehler for what is no table, or lacks columns."""
        self.antrag = antrag
        self.tabelle = oeffne(upload)
        ansaetze = antrag.planpositionen.filter(seite=Seite.AUSGABE)
        self.leser = Zeilenleser.fuer(self.tabelle.kopf, ansaetze)
        self.gelesen = self.leer = self.fehlerzeilen = 0
        self.zeilen: list[list[Any]] = []
        self.fehler: list[tuple[int, str, str]] = []

    def schritte(self) -> Iterator[int]:
        """Read on; gives the number of rows read so far after each block. Raises DateiFehler."""
        while block := list(islice(self.tabelle.zeilen, BLOCK)):
            for nr, werte in block:
                self._lies(nr, werte)
            yield self.gelesen
            if self.gelesen > MEISTE_BELEGE:
                self.fehler.append((0, "", f"Die Tabelle hat mehr als {MEISTE_BELEGE} Zeilen."))
                return

    def _lies(self, nr: int, werte: list[Any]) -> None:
        if all(leer(wert) for wert in werte):
            self.leer += 1
            return
        self.gelesen += 1
        beleg, fehler = self.leser.lies(werte)
        if beleg is not None:
            self.zeilen.append(_gepackt(nr, beleg))
            return
        self.fehlerzeilen += 1
        if len(self.fehler) < MEISTE_FEHLER:
            self.fehler += [(nr, spalte, satz) for spalte, satz in fehler]

    @transaction.atomic
    def speichere(self, *, akteur: Benutzer) -> Belegimport:
        """Keep the result until it is taken over; an earlier one that was not goes. Raises Ueberholt."""
        aenderung = beginne_liste(self.antrag, akteur=akteur)
        aenderung.nachweis.belegimporte.filter(uebernommen_am=None).delete()
        belegimport = Belegimport.objects.create(
            nachweis=aenderung.nachweis,
            name=self.tabelle.name,
            sha256=self.tabelle.sha256,
            gelesen=self.gelesen,
            leer=self.leer,
            zeilen=self.zeilen,
            fehler=self.fehler,
            gelesen_von=akteur,
        )
        nachher = {"datei": self.tabelle.name, "zeilen": self.gelesen, "fehlerhaft": self.fehlerzeilen}
        aenderung.schliesse_ab(Tat.BELEGE_EINLESEN, nachher=nachher, dokument_hash=self.tabelle.sha256)
        return belegimport


@transaction.atomic
def uebernimm(
    belegimport: Belegimport,
    *,
    akteur: Benutzer,
    nur_gueltige: bool = False,
    ersetzen: bool = False,
    stand: int | None = None,
) -> int:
    """Take the rows over into the list, all or – when asked for – the valid ones; returns how many.

    `ersetzen` takes the vouchers off first that are on the list. Raises Ueberholt, MaengelFehler.
    """
    aenderung = beginne_liste(belegimport.nachweis.antrag, akteur=akteur, stand=stand)
    nachweis = aenderung.nachweis
    frisch = nachweis.belegimporte.filter(pk=belegimport.pk, uebernommen_am=None).first()
    if frisch is None:
        raise Ueberholt("Diese Liste ist schon übernommen oder durch eine neue ersetzt.")
    keine_oder(_maengel(frisch, nur_gueltige=nur_gueltige))
    if ersetzen:
        nachweis.belege.all().delete()
    verlange_platz(nachweis, neue=len(frisch.zeilen))
    ansaetze = set(nachweis.antrag.planpositionen.filter(seite=Seite.AUSGABE).values_list("pk", flat=True))
    werte = [_entpackt(zeile) for zeile in frisch.zeilen]
    if any(beleg.planposition not in ansaetze for beleg in werte):
        raise Ueberholt("Der Finanzierungsplan hat sich geändert. Bitte lesen Sie die Liste neu ein.")
    anfang = naechste_nr(nachweis)
    Beleg.objects.bulk_create(
        (_beleg(nachweis.pk, nr, beleg) for nr, beleg in enumerate(werte, start=anfang)), batch_size=BLOCK
    )
    summiere_belege(nachweis)
    frisch.uebernommen, frisch.uebernommen_am, frisch.zeilen = len(werte), uhr.jetzt(), []
    frisch.save(update_fields=["uebernommen", "uebernommen_am", "zeilen"])
    nachher = {"datei": frisch.name, "belege": len(werte), "ersetzt": ersetzen, "nur_gueltige": nur_gueltige}
    aenderung.schliesse_ab(Tat.BELEGE_UEBERNEHMEN, nachher=nachher, dokument_hash=frisch.sha256)
    return len(werte)


@transaction.atomic
def verwirf(belegimport: Belegimport, *, akteur: Benutzer) -> None:
    """Throw away what was read; the list stays as it is."""
    aenderung = beginne_liste(belegimport.nachweis.antrag, akteur=akteur)
    aenderung.nachweis.belegimporte.filter(pk=belegimport.pk, uebernommen_am=None).delete()
    aenderung.schliesse_ab(Tat.BELEGE_VERWERFEN, nachher={"datei": belegimport.name})


def _maengel(belegimport: Belegimport, *, nur_gueltige: bool) -> list[Mangel]:
    if not belegimport.zeilen:
        return [Mangel("Die Liste enthält keinen gültigen Beleg.", behebt="Träger")]
    if belegimport.fehler and not nur_gueltige:
        text = (
            "Die Liste enthält Fehler. Bitte berichtigen Sie sie oder übernehmen Sie nur die gültigen Zeilen."
        )
        return [Mangel(text, behebt="Träger")]
    return []


def _gepackt(nr: int, w: Belegwerte) -> list[Any]:
    return [nr, w.planposition, w.datum.isoformat(), w.empfaenger, w.zweck, cent(w.betrag), w.belegnummer]


def _entpackt(zeile: list[Any]) -> Belegwerte:
    _, planposition, tag, empfaenger, zweck, betrag, nummer = zeile
    return Belegwerte(planposition, date.fromisoformat(tag), empfaenger, zweck, aus_cent(betrag), nummer)


def _beleg(nachweis: int, nr: int, werte: Belegwerte) -> Beleg:
    return Beleg(
        nachweis_id=nachweis,
        nr=nr,
        planposition_id=werte.planposition,
        datum=werte.datum,
        empfaenger=werte.empfaenger,
        zweck=werte.zweck,
        betrag=werte.betrag,
        belegnummer=werte.belegnummer,
    )


def vorschau(belegimport: Belegimport, *, anzahl: int) -> list[tuple[int, Belegwerte]]:
    """The first rows as they would be taken over, with their number in the file."""
    return [(zeile[0], _entpackt(zeile)) for zeile in belegimport.zeilen[:anzahl]]
