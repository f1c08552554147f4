"""The whole way of a claim: the worked examples Z1 and Z4 in two payments across a change of the Basiszins."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Forderungsgrund, Forderungsstatus, Rueckforderung
from antraege.foerderung.rueckforderungen import konto
from antraege.haushalt import services as haushalt
from antraege.kern.status import Status
from antraege.programme.models import Rechtsregime
from tests.welt import Welt
from tests.workflows.rueckforderung.forderungswelt import (
    absicht,
    am,
    ausgezahlt,
    bewilligt,
    festgesetzt,
    zahle,
)
from tests.workflows.wege import gehe, offene
from workflows.graph.abgleich_aufgaben import pruefe_verfahren


@pytest.mark.parametrize(
    ("regime", "aufschlag", "offen"),
    [(Rechtsregime.VWVFG, "3.00", "13234.26"), (Rechtsregime.SGBX, "5.00", "13467.97")],
)
def test_der_auszug_rechnet_z1_und_z4(welt: Welt, regime: Rechtsregime, aufschlag: str, offen: str) -> None:
    antrag = ausgezahlt(welt, regime=regime)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    auszug = konto.auszug(forderung, am=date(2025, 2, 20))
    assert (forderung.zinsaufschlag, auszug.offen) == (Decimal(aufschlag), Decimal(offen))


def test_zwei_zahlungen_ueber_den_wechsel_des_basiszinses(welt: Welt) -> None:
    """6.000 € on 10.12.2024: 642,22 € interest since 16.03.2024 first, the rest on the principal."""
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    with am("2024-12-11"):
        zahle(welt, antrag, "6.000,00", "2024-12-10", "E-1")
    erste = forderung.eingaenge.get(nr=1)
    zinsen = Decimal("241.92") + (Decimal(12500) * Decimal("6.37") / 100 * 163 / 366).quantize(
        Decimal("0.01")
    )
    assert (erste.auf_kosten, erste.auf_zinsen) == (Decimal("0.00"), zinsen)
    assert erste.auf_hauptforderung == Decimal("6000.00") - zinsen
    assert [abschnitt["tage"] for abschnitt in erste.zinsrechnung] == [107, 163]

    rest = Decimal("12500.00") - erste.auf_hauptforderung
    ende_24 = (rest * Decimal("6.37") / 100 * 21 / 366).quantize(Decimal("0.01"))
    anfang_25 = (rest * Decimal("5.27") / 100 * 51 / 365).quantize(Decimal("0.01"))
    offen = konto.auszug(Rueckforderung.objects.get(pk=forderung.pk), am=date(2025, 2, 20)).offen
    assert offen == rest + ende_24 + anfang_25
    with am("2025-02-21"):
        zahle(welt, antrag, str(offen).replace(".", ","), "2025-02-20", "E-2")
        fertig = Rueckforderung.objects.get(pk=forderung.pk)
        assert (fertig.status, fertig.rest) == (Forderungsstatus.BEZAHLT, Decimal("0.00"))
        assert fertig.zinsen_bezahlt == zinsen + ende_24 + anfang_25
        assert offene(antrag) == ["abschluss"]
        antrag = gehe(welt, antrag)
    assert (antrag.zustand, antrag.erstattet) == (Status.ABGESCHLOSSEN, Decimal("12500.00"))
    bestand = haushalt.bestand(antrag.aktenzeichen or "")
    assert (bestand.gebunden, bestand.ausgezahlt, bestand.erstattet) == (
        0,
        Decimal("12500.00"),
        Decimal("12500.00"),
    )
    assert pruefe_verfahren() == []


def test_ganzer_widerruf_beendet_das_hauptverfahren(welt: Welt) -> None:
    antrag = ausgezahlt(welt, betrag="5.000,00")
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
        antrag = Antrag.objects.get(pk=antrag.pk)
        assert (antrag.zustand, forderung.betrag) == (Status.WIDERRUFEN, Decimal("5000.00"))
        assert offene(antrag) == ["zahlungseingang"]
        assert haushalt.bestand(antrag.aktenzeichen or "").gebunden == 0
        assert pruefe_verfahren() == []
    assert (forderung.bekannt_am, forderung.faellig_am) == (date(2024, 10, 4), date(2024, 11, 4))
    assert (forderung.bestandskraeftig_ab, forderung.verjaehrt_am) == (date(2024, 11, 5), date(2054, 11, 5))


def test_widerruf_ohne_auszahlung_fordert_nichts(welt: Welt) -> None:
    antrag = bewilligt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag, zinsbeginn="")
        assert (forderung.betrag, forderung.status) == (Decimal("0.00"), Forderungsstatus.BEZAHLT)
        assert offene(antrag) == ["abschluss"]
        assert gehe(welt, antrag).zustand == Status.ABGESCHLOSSEN


def test_teilwiderruf_kuerzt_nie_unter_das_gezahlte(welt: Welt) -> None:
    antrag = ausgezahlt(welt, betrag="8.000,00")
    with am("2024-10-01"):
        was = absicht(Forderungsgrund.TEILWIDERRUF, verbleibt=Decimal("7500.00"))
        forderung = festgesetzt(welt, antrag, was, verbleibt="7.500,00")
        antrag = Antrag.objects.get(pk=antrag.pk)
        assert (forderung.betrag, antrag.bewilligt) == (Decimal("500.00"), Decimal("8000.00"))
        assert haushalt.bestand(antrag.aktenzeichen or "").gebunden == 0
        assert offene(antrag) == ["mittelabruf", "zahlungseingang"]
        assert antrag.zustand == Status.AUSGEZAHLT
        assert pruefe_verfahren() == []


def test_sgbx_verjaehrt_nach_vier_jahren(welt: Welt) -> None:
    antrag = ausgezahlt(welt, regime=Rechtsregime.SGBX)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    assert (forderung.bestandskraeftig_ab, forderung.verjaehrt_am) == (date(2024, 11, 5), date(2028, 12, 31))
