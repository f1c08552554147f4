"""Payments that do not fit the account, and interest on money used too late (Z5)."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Forderungsgrund, Forderungsstatus, Rueckforderung, Zahlungseingang
from antraege.foerderung.rueckforderungen import Verspaetung, konto
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.programme.models import Rechtsregime
from tests.welt import Welt
from tests.workflows.rueckforderung.forderungswelt import (
    ANHOERUNG,
    ANTWORT,
    FESTSETZEN,
    PRUEFUNG,
    absicht,
    am,
    ausgezahlt,
    eroeffnet,
    festgesetzt,
    stand,
    zahle,
)


@pytest.mark.parametrize("regime", list(Rechtsregime))
def test_zahlung_ueber_dem_rest_nennt_den_rest(welt: Welt, regime: Rechtsregime) -> None:
    antrag = ausgezahlt(welt, regime=regime)
    with am("2024-10-01"):
        festgesetzt(welt, antrag)
    rest = {"vwvfg": "13.234,26", "sgbx": "13.467,97"}[regime.value]
    with am("2025-02-21"):
        vorher = stand(antrag)
        with pytest.raises(MaengelFehler, match=f"genau {rest}"):
            zahle(welt, antrag, "13.500,00", "2025-02-20", "E-1")
        assert (stand(antrag), Zahlungseingang.objects.count()) == (vorher, 0)
        zahle(welt, antrag, rest, "2025-02-20", "E-1")
    assert antrag.rueckforderungen.get().status == Forderungsstatus.BEZAHLT


@pytest.mark.parametrize(
    ("betrag", "tag", "beleg", "feld"),
    [("100,00", "2024-12-12", "E-2", "wertstellung"), ("100,00", "2024-12-10", "E-1", "belegnummer")],
)
def test_eingang_mit_fehler_wird_nicht_gebucht(
    welt: Welt, betrag: str, tag: str, beleg: str, feld: str
) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        festgesetzt(welt, antrag)
    with am("2024-12-11"):
        zahle(welt, antrag, "1.000,00", "2024-12-10", "E-1")
        vorher = stand(antrag)
        with pytest.raises(MaengelFehler) as fehler:
            zahle(welt, antrag, betrag, tag, beleg)
    assert [mangel.feld for mangel in fehler.value.maengel] == [feld]
    assert (stand(antrag), Zahlungseingang.objects.count()) == (vorher, 1)


def test_zwischenzinsen_z5(welt: Welt) -> None:
    """10.000 € paid 01.08.2025, used 15.11.2025: 106 days at 4,27 % are 124,01 €; they bear no interest."""
    antrag = ausgezahlt(welt)
    spaet = Verspaetung(Decimal("10000.00"), date(2025, 8, 1), date(2025, 11, 15))
    with am("2025-12-01"):
        forderung = eroeffnet(welt, antrag, absicht(Forderungsgrund.ZWISCHENZINSEN, verspaetung=spaet))
        assert forderung.betrag == Decimal("124.01")
        anhoerung = {k: w for k, w in ANHOERUNG.items() if k != "zinsbeginn"}
        gruende = {"aufhebungsgrund": "nicht_alsbald", "frist": "2025-12-31"}
        welt.tu(antrag, "anhoerung", "sb", **anhoerung | gruende)
        welt.tu(antrag, "stellungnahme", "zeichnung", **ANTWORT)
        welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG)
        welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
    with am("2026-02-02"):
        zahle(welt, antrag, "124,01", "2026-02-02", "E-1")
    antrag = Antrag.objects.get(pk=antrag.pk)
    fertig = Rueckforderung.objects.get(pk=forderung.pk)
    assert (fertig.status, antrag.erstattet, antrag.zustand) == (
        Forderungsstatus.BEZAHLT,
        Decimal("0.00"),
        Status.AUSGEZAHLT,
    )


def test_rechtzeitig_verwendet_traegt_keine_zwischenzinsen(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    puenktlich = Verspaetung(Decimal("10000.00"), date(2025, 8, 1), date(2025, 10, 1))
    with am("2025-12-01"), pytest.raises(MaengelFehler, match="rechtzeitig"):
        eroeffnet(welt, antrag, absicht(Forderungsgrund.ZWISCHENZINSEN, verspaetung=puenktlich))
    assert antrag.rueckforderungen.count() == 0


def test_ein_spaet_gebuchter_frueher_eingang_verrechnet_alles_neu(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    with am("2025-01-20"):
        zahle(welt, antrag, "1.000,00", "2025-01-15", "E-1")
        zahle(welt, antrag, "2.000,00", "2024-12-10", "E-2")
    forderung = Rueckforderung.objects.get(pk=forderung.pk)
    spaeter, frueher = forderung.eingaenge.order_by("nr")
    assert frueher.auf_zinsen == Decimal("596.53")
    auszug = konto.auszug(forderung, am=date(2025, 1, 15))
    assert [zeile.betrag for zeile in auszug.zeilen] == [Decimal("2000.00"), Decimal("1000.00")]
    assert auszug.zeilen[1].auf_zinsen == spaeter.auf_zinsen
    assert forderung.getilgt == frueher.auf_hauptforderung + spaeter.auf_hauptforderung
    assert Antrag.objects.get(pk=antrag.pk).erstattet == forderung.getilgt
