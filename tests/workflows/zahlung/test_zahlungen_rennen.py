"""16 workers at the same 50 payouts: every one is handed over, booked and paid exactly once (R2)."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    Abrufstatus,
    Bescheid,
    Mittelabruf,
    Zahlungsklaerung,
    Zahlungslauf,
    Zahlungsposition,
)
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.maengel import MaengelFehler
from rollen import protokoll, uhr
from rollen.fehler import Ueberholt
from tests.fabriken import TraegerFactory
from tests.welt import Welt, baue
from tests.workflows.wege import gehe, offene
from tests.workflows.zahlung.zahlwelt import bestaetigung, eroeffne_konto, lauf, zahlfall
from workflows.antrag import tuer as antragstuer
from workflows.tuer import aufgaben
from workflows.zahlung import bestaetigungen as zahlungen_buchen
from workflows.zahlung import laeufe as zahlungen

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
JETZT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))
ARBEITER, ZAHLUNGEN = 16, 50


@pytest.fixture
def stadt_mit_zahlungen() -> Iterator[tuple[Welt, list[Mittelabruf]]]:
    """50 ordered instalments of 100 euro."""
    with uhr.gestellt(JETZT):
        welt = baue()
        eroeffne_konto(welt)
        traeger = TraegerFactory().stelle
        yield welt, [zahlfall(welt, betrag="100.00", traeger=traeger) for _ in range(ZAHLUNGEN)]


@pytest.fixture
def welt_am_mittelabruf() -> Iterator[tuple[Welt, Antrag]]:
    """A granted case that has called nothing yet."""
    with uhr.gestellt(JETZT):
        welt = baue()
        antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
        Bescheid.objects.update(verzicht_am=JETZT.date())
        yield welt, antrag


def gleichzeitig(tun: Callable[[int], int]) -> list[int]:
    """Run it in 16 threads with a connection and a clock of their own."""

    def einer(wer: int) -> int:
        try:
            with uhr.gestellt(JETZT):
                return tun(wer)
        finally:
            connection.close()

    with ThreadPoolExecutor(ARBEITER) as pool:
        return list(pool.map(einer, range(ARBEITER)))


def verlange_jede_einmal_gezahlt(abrufe: list[Mittelabruf]) -> None:
    """Request, instalment, ledger and trail all say 50 × 100 euro."""
    assert set(Mittelabruf.objects.values_list("status", flat=True)) == {Abrufstatus.GEBUCHT}
    assert set(Antrag.objects.values_list("ausgezahlt", flat=True)) == {Decimal("100.00")}
    zeile = Haushaltsstelle.objects.get()
    assert (zeile.ausgezahlt, zeile.gebunden) == (Decimal("5000.00"), Decimal("0.00"))
    assert haushalt.abgleich() == []
    for abruf in abrufe:
        assert protokoll.pruefe_kette(abruf.antrag.kette).heil


def test_16_arbeiter_buchen_dieselben_50_zahlungen(
    stadt_mit_zahlungen: tuple[Welt, list[Mittelabruf]],
) -> None:
    welt, abrufe = stadt_mit_zahlungen
    lauf(welt, *abrufe)
    pks = [welt.aufgabe(abruf.antrag, "buchung").pk for abruf in abrufe]

    def buche_alle(wer: int) -> int:
        akteur, gelungen = welt.neu("kasse"), 0
        for aufgabe in random.Random(wer).sample(pks, ZAHLUNGEN):
            try:
                aufgaben.erledigen(aufgabe, akteur=akteur, eingaben={"belegnummer": f"B-{wer}"})
            except Ueberholt:
                continue
            gelungen += 1
        return gelungen

    assert sum(gleichzeitig(buche_alle)) == ZAHLUNGEN
    verlange_jede_einmal_gezahlt(abrufe)


def test_16_arbeiter_verarbeiten_dieselbe_datei(stadt_mit_zahlungen: tuple[Welt, list[Mittelabruf]]) -> None:
    welt, abrufe = stadt_mit_zahlungen
    lauf(welt, *abrufe)
    zeilen = [(a, "100,00", "16.01.2023", f"B-{nr}") for nr, a in enumerate(abrufe)]
    datei = zahlungen_buchen.lies_ein(bestaetigung(*zeilen), name="b.csv", akteur=welt.neu("kasse"))

    def verarbeite(_: int) -> int:
        return zahlungen_buchen.verarbeite(datei.pk, akteur=welt.neu("kasse")).gebucht

    assert sum(gleichzeitig(verarbeite)) == ZAHLUNGEN
    assert Zahlungsklaerung.objects.count() == 0
    verlange_jede_einmal_gezahlt(abrufe)


@pytest.mark.parametrize("dasselbe_formular", [True, False])
def test_16_arbeiter_uebergeben_dieselben_50_zahlungen(
    stadt_mit_zahlungen: tuple[Welt, list[Mittelabruf]], *, dasselbe_formular: bool
) -> None:
    welt, abrufe = stadt_mit_zahlungen
    schluessel = uuid4()

    def uebergib(_: int) -> int:
        try:
            neuer = zahlungen.erstelle_lauf(
                [abruf.pk for abruf in abrufe],
                schluessel=schluessel if dasselbe_formular else uuid4(),
                ausfuehrung_am=uhr.heute(),
                akteur=welt.neu("kasse"),
            )
        except MaengelFehler:
            return 0
        return int(neuer.pk)

    erfolge = [pk for pk in gleichzeitig(uebergib) if pk]
    assert (len(set(erfolge)), Zahlungslauf.objects.count(), Zahlungsposition.objects.count()) == (
        1,
        1,
        ZAHLUNGEN,
    )
    assert len(erfolge) == (ARBEITER if dasselbe_formular else 1)


def test_16_mal_anordnen_und_zurueckgeben_hat_je_zahlung_eine_wirkung(
    stadt_mit_zahlungen: tuple[Welt, list[Mittelabruf]],
) -> None:
    """Who is second finds the task done: an order never stands without its certificates, nor the other way."""
    welt, abrufe = stadt_mit_zahlungen
    zeichen = {"sachlich_von": welt.personen["sb"], "rechnerisch_von": welt.personen["fi"]}
    Mittelabruf.objects.update(
        **zeichen,
        status=Abrufstatus.RECHNERISCH_RICHTIG,
        sachlich_am=JETZT,
        rechnerisch_am=JETZT,
        angeordnet_am=None,
        angeordnet_von=None,
    )
    for abruf in abrufe:
        antragstuer.aufnehmen(abruf.antrag_id, akteur=None)
    pks = [welt.aufgabe(abruf.antrag, "anordnung").pk for abruf in abrufe]
    wege = [{"ergebnis": "anordnen"}, {"ergebnis": "sachlich", "grund": "Nein."}]

    def tu_alle(wer: int) -> int:
        akteur, gelungen = welt.neu("anordnung"), 0
        for aufgabe in random.Random(wer).sample(pks, ZAHLUNGEN):
            try:
                aufgaben.erledigen(aufgabe, akteur=akteur, eingaben=wege[wer % 2])
            except Ueberholt:
                continue
            gelungen += 1
        return gelungen

    assert sum(gleichzeitig(tu_alle)) == ZAHLUNGEN
    for abruf in Mittelabruf.objects.select_related("antrag"):
        angeordnet = abruf.status == Abrufstatus.ANGEORDNET
        assert angeordnet or abruf.status == Abrufstatus.ANGEFORDERT
        gesetzt = [abruf.sachlich_am, abruf.rechnerisch_am, abruf.angeordnet_am]
        assert [bool(wann) for wann in gesetzt] == [angeordnet] * 3
        schritt = "buchung" if angeordnet else "sachliche_feststellung"
        assert offene(abruf.antrag) == [schritt]
        assert protokoll.pruefe_kette(abruf.antrag.kette).heil


def test_16_mal_abrufen_und_verzichten_hat_eine_wirkung(welt_am_mittelabruf: tuple[Welt, Antrag]) -> None:
    welt, antrag = welt_am_mittelabruf
    aufgabe = welt.aufgabe(antrag, "mittelabruf").pk
    wege = [{"betrag": "100,00", "zweck": "Bücher"}, {"vorhaben": "beenden", "sicher": "on"}]

    def tu(wer: int) -> int:
        try:
            aufgaben.erledigen(aufgabe, akteur=welt.neu("zeichnung"), eingaben=wege[wer % 2])
        except Ueberholt:
            return 0
        return 1

    assert sum(gleichzeitig(tu)) == 1
    antrag.refresh_from_db()
    assert antrag.mittelabrufe.count() + antrag.abruf_beendet == 1
    assert haushalt.bestand(antrag.aktenzeichen or "").gebunden == antrag.offen
    assert antrag.offen == (Decimal("0.00") if antrag.abruf_beendet else Decimal("10000.00"))
