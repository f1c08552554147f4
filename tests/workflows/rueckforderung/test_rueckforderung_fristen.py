"""The calendar and claims: hearings run out, reminders come once per step, nothing is limited by itself."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.foerderung.models import Forderungsstatus, Rueckforderung
from antraege.kern.maengel import MaengelFehler
from antraege.programme.models import Festwert
from tests.welt import Welt
from tests.workflows.rueckforderung.forderungswelt import (
    ANHOERUNG,
    am,
    ausgezahlt,
    eroeffnet,
    festgesetzt,
    stand,
)
from tests.workflows.wege import offene
from workflows.models import Nachricht
from workflows.rueckforderung import massnahmen
from workflows.rueckforderung import tuer as rueckforderung
from workflows.tuer.handlung import geoeffnet


def _saetze() -> list[str]:
    return [satz.partition(": ")[2] for satz in rueckforderung.pruefe_fristen()]


def test_die_anhoerung_laeuft_ab_und_entscheidet_nichts(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = eroeffnet(welt, antrag)
        welt.tu(antrag, "anhoerung", "sb", **ANHOERUNG)
    with am("2024-10-25"):
        assert _saetze() == []
    with am("2024-10-26"):
        assert _saetze() == ["Frist der Anhörung abgelaufen, die Stelle prüft nach Aktenlage."]
        assert _saetze() == []
    forderung = Rueckforderung.objects.get(pk=forderung.pk)
    assert (forderung.status, forderung.stellungnahme) == (Forderungsstatus.ANGEHOERT, "")
    assert offene(antrag) == ["rueckforderungspruefung", "verwendungsnachweis"]


def test_erinnerung_dann_mahnung_je_einmal(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    with am("2024-11-04"):
        assert _saetze() == []
    with am("2024-11-05"):
        assert [satz[:18] for satz in _saetze()] == ["an die Zahlung von"]
    with am("2024-11-18"):
        assert _saetze() == []
    with am("2024-11-19"):
        assert _saetze() == ["gemahnt."]
        assert _saetze() == []
    with am("2025-03-01"):
        assert _saetze() == []
    assert Rueckforderung.objects.get(pk=forderung.pk).mahnstufe == 2
    mahnungen = antrag.schriftstuecke.filter(art="mahnung")
    assert [mahnung.erlassen_von for mahnung in mahnungen] == [None]


def test_ohne_basiszins_sagt_die_pruefung_was_fehlt(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        festgesetzt(welt, antrag)
    spaetester = max(Festwert.objects.filter(schluessel="basiszins").values_list("gueltig_ab", flat=True))
    with am(f"{spaetester.year + 1}-09-01"):
        vorher = stand(antrag)
        saetze = list(rueckforderung.pruefe_fristen())
    assert [satz[:14] for satz in saetze] == ["Nicht möglich:"]
    assert stand(antrag) == vorher


@pytest.mark.parametrize(("tag", "monate"), [("2053-11-06", 12), ("2054-05-06", 6), ("2054-10-06", 1)])
def test_vor_der_verjaehrung_wird_gewarnt(welt: Welt, tag: str, monate: int) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    Rueckforderung.objects.filter(pk=forderung.pk).update(mahnstufe=2)
    with am(tag):
        assert _saetze() == ["vor der Verjährung am 05.11.2054 gewarnt."]
        assert _saetze() == []
    assert Rueckforderung.objects.get(pk=forderung.pk).gewarnt_monate == monate
    assert Nachricht.objects.filter(betreff="Verjährung droht am 05.11.2054").count() == 1


def test_verjaehrt_vermerkt_ein_mensch_und_nicht_zu_frueh(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    Rueckforderung.objects.filter(pk=forderung.pk).update(mahnstufe=2, gewarnt_monate=1)
    with am("2054-11-05"):
        vorher = stand(antrag)
        with pytest.raises(MaengelFehler, match=r"erst mit Ablauf des 05\.11\.2054"):
            massnahmen.verjaehre(forderung.pk, akteur=welt.neu("sb"))
        assert stand(antrag) == vorher
    with am("2054-11-06"):
        assert _saetze() == []
        assert Rueckforderung.objects.get(pk=forderung.pk).status == Forderungsstatus.FESTGESETZT
        massnahmen.verjaehre(forderung.pk, akteur=welt.neu("sb"))
    assert Rueckforderung.objects.get(pk=forderung.pk).status == Forderungsstatus.VERJAEHRT
    assert offene(antrag) == ["abschluss"]


def test_aus_dem_nachweis_entsteht_eine_minderung(welt: Welt) -> None:
    antrag = ausgezahlt(welt, kleinbetrag=Decimal("50.00"))
    with am("2024-10-01"), geoeffnet(None, antrag.pk, welt.neu("sb")) as handlung:
        assert rueckforderung.eroeffne_aus_nachweis(handlung, betrag=Decimal("50.00")) is None
        forderung = rueckforderung.eroeffne_aus_nachweis(handlung, betrag=Decimal("1504.72"))
    assert forderung is not None
    assert (forderung.betrag, forderung.verbleibt) == (Decimal("1504.72"), Decimal("10995.28"))
    assert offene(antrag) == ["anhoerung", "verwendungsnachweis"]
    assert forderung.kenntnis_am == date(2024, 10, 1)
