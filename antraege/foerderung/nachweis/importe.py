"""Import of vouchers: read a list row by row, show every error, then take over all of it or nothing."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.core.files.base import File

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Belegimport, Seite
from antraege.foerderung.nachweis.belege import (
    MEISTE_BELEGE,
    Belegwerte,
    listenbearbeitung,
    neue_belege,
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
                if all(leer(wert) for wert in werte):
                    self.leer += 1
                    continue
                self.gelesen += 1
                beleg, fehler = self.leser.lies(werte)
                if beleg is not None:
                    tag, betrag = beleg.datum.isoformat(), cent(beleg.betrag)
                    wer = (beleg.empfaenger, beleg.zweck, betrag, beleg.belegnummer)
                    self.zeilen.append([nr, beleg.planposition, tag, *wer])
                    continue
                self.fehlerzeilen += 1
                if len(self.fehler) < MEISTE_FEHLER:
                    self.fehler += [(nr, spalte, satz) for spalte, satz in fehler]
            yield self.gelesen
            if self.gelesen > MEISTE_BELEGE:
                self.fehler.append((0, "", f"Die Tabelle hat mehr als {MEISTE_BELEGE} Zeilen."))
                return

    def speichere(self, *, akteur: Benutzer) -> Belegimport:
        """Keep the result until it is taken over; an earlier one that was not goes. Raises Ueberholt."""
        with listenbearbeitung(Tat.BELEGE_EINLESEN, self.antrag, akteur=akteur) as handlung:
            nachweis = handlung.objekt.nachweis
            nachweis.belegimporte.filter(uebernommen_am=None).delete()
            belegimport = Belegimport.objects.create(
                nachweis=nachweis,
                name=self.tabelle.name,
                sha256=self.tabelle.sha256,
                gelesen=self.gelesen,
                leer=self.leer,
                zeilen=self.zeilen,
                fehler=self.fehler,
                gelesen_von=akteur,
            )
            nachher = {"datei": self.tabelle.name, "zeilen": self.gelesen, "fehlerhaft": self.fehlerzeilen}
            handlung.nenne(nachher=nachher, dokument_hash=self.tabelle.sha256)
        return belegimport


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
    antrag = belegimport.nachweis.antrag
    with listenbearbeitung(Tat.BELEGE_UEBERNEHMEN, antrag, akteur=akteur, stand=stand) as handlung:
        nachweis = handlung.objekt.nachweis
        frisch = nachweis.belegimporte.filter(pk=belegimport.pk, uebernommen_am=None).first()
        if frisch is None:
            raise Ueberholt("Diese Liste ist schon übernommen oder durch eine neue ersetzt.")
        if not frisch.zeilen:
            keine_oder([Mangel("Die Liste enthält keinen gültigen Beleg.", behebt="Träger")])
        if frisch.fehler and not nur_gueltige:
            rat = "Bitte berichtigen Sie sie oder übernehmen Sie nur die gültigen Zeilen."
            keine_oder([Mangel(f"Die Liste enthält Fehler. {rat}", behebt="Träger")])
        if ersetzen:
            nachweis.belege.all().delete()
        verlange_platz(nachweis, neue=len(frisch.zeilen))
        ansaetze = set(antrag.planpositionen.filter(seite=Seite.AUSGABE).values_list("pk", flat=True))
        werte = [_entpackt(zeile) for zeile in frisch.zeilen]
        if any(beleg.planposition not in ansaetze for beleg in werte):
            raise Ueberholt("Der Finanzierungsplan hat sich geändert. Bitte lesen Sie die Liste neu ein.")
        Beleg.objects.bulk_create(neue_belege(nachweis, werte), batch_size=BLOCK)
        summiere_belege(nachweis)
        frisch.uebernommen, frisch.uebernommen_am, frisch.zeilen = len(werte), uhr.jetzt(), []
        frisch.save(update_fields=["uebernommen", "uebernommen_am", "zeilen"])
        fakten = {"datei": frisch.name, "belege": len(werte), "ersetzt": ersetzen}
        handlung.nenne(nachher=fakten | {"nur_gueltige": nur_gueltige}, dokument_hash=frisch.sha256)
    return len(werte)


def verwirf(belegimport: Belegimport, *, akteur: Benutzer) -> None:
    """Throw away what was read; the list stays as it is."""
    antrag = belegimport.nachweis.antrag
    with listenbearbeitung(Tat.BELEGE_VERWERFEN, antrag, akteur=akteur) as handlung:
        handlung.objekt.nachweis.belegimporte.filter(pk=belegimport.pk, uebernommen_am=None).delete()
        handlung.nenne(nachher={"datei": belegimport.name})


def _entpackt(zeile: list[Any]) -> Belegwerte:
    _, planposition, tag, empfaenger, zweck, betrag, nummer = zeile
    return Belegwerte(planposition, date.fromisoformat(tag), empfaenger, zweck, aus_cent(betrag), nummer)


def vorschau(belegimport: Belegimport, *, anzahl: int) -> list[tuple[int, Belegwerte]]:
    """The first rows as they would be taken over, with their number in the file."""
    return [(zeile[0], _entpackt(zeile)) for zeile in belegimport.zeilen[:anzahl]]
