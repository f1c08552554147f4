"""Stundung, Niederschlagung, Erlass, Zinsverzicht, remedies: who decides, what stops, what ends."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    Forderungsstatus,
    Massnahmenart,
    Rechtsbehelfsart,
    Rechtsbehelfsausgang,
    Rueckforderung,
)
from antraege.foerderung.rueckforderungen import konto
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.programme.models import Rechtsregime
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.rueckforderung.forderungswelt import am, ausgezahlt, festgesetzt, stand, zahle
from tests.workflows.wege import gehe, offene
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.rueckforderung import massnahmen
from workflows.rueckforderung import tuer as rueckforderung

JA = {"entscheidung": "annehmen", "gruende": "Die Zahlung gefährdet den Betrieb."}


def _fest(welt: Welt, **felder: Rechtsregime) -> tuple[Antrag, Rueckforderung]:
    antrag = ausgezahlt(welt, **felder)
    with am("2024-10-01"):
        return antrag, festgesetzt(welt, antrag)


def _schlage_vor(welt: Welt, forderung: Rueckforderung, art: Massnahmenart, bis: date | None = None) -> None:
    massnahmen.schlage_massnahme_vor(
        forderung.pk,
        akteur=welt.neu("sb"),
        art=art,
        bis=bis,
        antrag_vom=date(2024, 11, 1),
        grund="Der Träger ist in Not.",
    )


def _neu(forderung: Rueckforderung) -> Rueckforderung:
    return Rueckforderung.objects.get(pk=forderung.pk)


def test_gestundet_wird_von_zweien_und_endet_von_selbst(welt: Welt) -> None:
    antrag, forderung = _fest(welt)
    with am("2024-11-05"):
        _schlage_vor(welt, forderung, Massnahmenart.STUNDUNG, date(2025, 3, 31))
        assert offene(antrag) == ["massnahmenentscheidung", "zahlungseingang"]
        vorher = stand(antrag)
        with pytest.raises(Verweigert):
            welt.tu(antrag, "massnahmenentscheidung", "sb", **JA)
        assert stand(antrag) == vorher
        welt.tu(antrag, "massnahmenentscheidung", "leitung", **JA)
        assert (_neu(forderung).status, _neu(forderung).gestundet_bis) == ("gestundet", date(2025, 3, 31))
        assert offene(antrag) == ["zahlungseingang"]
        assert antrag.schriftstuecke.last().titel == "Stundungsbescheid"  # type: ignore[union-attr]
    with am("2025-03-31"):
        assert list(rueckforderung.pruefe_fristen()) == []
    with am("2025-04-01"):
        assert list(rueckforderung.pruefe_fristen()) == [
            f"{antrag.aktenzeichen}: Stundung bis 31.03.2025 beendet.",
            f"{antrag.aktenzeichen}: an die Zahlung von 13.306,46\N{NO-BREAK SPACE}€ erinnert.",
        ]
        assert list(rueckforderung.pruefe_fristen()) == []
    assert _neu(forderung).faellig_am == date(2025, 3, 31)


def test_abgelehnt_bleibt_alles(welt: Welt) -> None:
    antrag, forderung = _fest(welt)
    with am("2024-11-05"):
        _schlage_vor(welt, forderung, Massnahmenart.ERLASS)
        welt.tu(antrag, "massnahmenentscheidung", "leitung", **JA | {"entscheidung": "ablehnen"})
    massnahme = forderung.massnahmen.get()
    assert (_neu(forderung).status, massnahme.angenommen) == (Forderungsstatus.FESTGESETZT, False)
    assert offene(antrag) == ["zahlungseingang"]


@pytest.mark.parametrize(
    ("art", "status", "titel"),
    [
        (Massnahmenart.ERLASS, Forderungsstatus.ERLASSEN, "Erlassbescheid"),
        (Massnahmenart.NIEDERSCHLAGUNG, Forderungsstatus.NIEDERGESCHLAGEN, "Niederschlagung"),
    ],
)
def test_erlass_und_niederschlagung_beenden_das_warten(
    welt: Welt, art: Massnahmenart, status: str, titel: str
) -> None:
    antrag, forderung = _fest(welt)
    with am("2024-11-05"):
        _schlage_vor(welt, forderung, art)
        welt.tu(antrag, "massnahmenentscheidung", "leitung", **JA)
        assert (_neu(forderung).status, offene(antrag)) == (status, ["abschluss"])
        assert titel in antrag.schriftstuecke.last().titel  # type: ignore[union-attr]
        assert pruefe_verfahren() == []
        assert gehe(welt, antrag).zustand == Status.ABGESCHLOSSEN


def test_befristet_niedergeschlagen_wird_erinnert_und_wieder_aufgenommen(welt: Welt) -> None:
    antrag, forderung = _fest(welt)
    with am("2024-11-05"):
        _schlage_vor(welt, forderung, Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET, date(2025, 3, 31))
        welt.tu(antrag, "massnahmenentscheidung", "leitung", **JA)
        assert (_neu(forderung).status, offene(antrag)) == ("ausgesetzt", ["zahlungseingang"])
    with am("2025-04-01"):
        satz = f"{antrag.aktenzeichen}: Niederschlagung bis 31.03.2025 abgelaufen, die Stelle ist erinnert."
        assert list(rueckforderung.pruefe_fristen()) == [satz]
        assert list(rueckforderung.pruefe_fristen()) == []
        massnahmen.nimm_wieder_auf(forderung.pk, akteur=welt.neu("sb"))
        with pytest.raises(MaengelFehler):
            massnahmen.nimm_wieder_auf(forderung.pk, akteur=welt.neu("sb"))
    assert _neu(forderung).status == Forderungsstatus.FESTGESETZT


def test_zinsverzicht_laesst_die_hauptforderung(welt: Welt) -> None:
    antrag, forderung = _fest(welt)
    with am("2024-11-05"):
        _schlage_vor(welt, forderung, Massnahmenart.ZINSVERZICHT)
        welt.tu(antrag, "massnahmenentscheidung", "leitung", **JA)
    assert konto.auszug(_neu(forderung), am=date(2026, 1, 1)).offen == Decimal("12500.00")
    with am("2026-01-02"):
        zahle(welt, antrag, "12.500,00", "2026-01-01", "E-1")
    assert _neu(forderung).status == Forderungsstatus.BEZAHLT


@pytest.mark.parametrize(
    ("art", "bis", "feld"),
    [
        (Massnahmenart.STUNDUNG, None, "bis"),
        (Massnahmenart.STUNDUNG, date(2024, 11, 5), "bis"),
        (Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET, None, "bis"),
    ],
)
def test_stundung_braucht_einen_tag(welt: Welt, art: Massnahmenart, bis: date | None, feld: str) -> None:
    antrag, forderung = _fest(welt)
    with am("2024-11-05"), pytest.raises(MaengelFehler) as fehler:
        _schlage_vor(welt, forderung, art, bis)
    assert [mangel.feld for mangel in fehler.value.maengel] == [feld]
    assert (forderung.massnahmen.count(), offene(antrag)) == (0, ["zahlungseingang"])


def test_zwei_vorschlaege_zugleich_gibt_es_nicht(welt: Welt) -> None:
    _, forderung = _fest(welt)
    with am("2024-11-05"):
        _schlage_vor(welt, forderung, Massnahmenart.ERLASS)
        with pytest.raises(MaengelFehler, match="noch nicht entschieden"):
            _schlage_vor(welt, forderung, Massnahmenart.ERLASS)
    assert forderung.massnahmen.count() == 1


def _rechtsbehelf(welt: Welt, forderung: Rueckforderung, art: Rechtsbehelfsart) -> int:
    rechtsbehelf = rueckforderung.erfasse_rechtsbehelf(
        forderung.pk, akteur=welt.neu("sb"), art=art, eingegangen_am=date(2024, 10, 20), vermerk="Per Post."
    )
    return rechtsbehelf.pk


def _beende(welt: Welt, pk: int, ausgang: Rechtsbehelfsausgang, betrag: str | None = None) -> None:
    rueckforderung.beende_rechtsbehelf(
        pk,
        akteur=welt.neu("sb"),
        ausgang=ausgang,
        beendet_am=date(2025, 2, 3),
        neuer_betrag=Decimal(betrag) if betrag is not None else None,
        vermerk="",
    )


def test_widerspruch_haelt_die_mahnung_an_und_nicht_die_zinsen(welt: Welt) -> None:
    antrag, forderung = _fest(welt, regime=Rechtsregime.SGBX)
    with am("2024-10-21"):
        pk = _rechtsbehelf(welt, forderung, Rechtsbehelfsart.WIDERSPRUCH)
        with pytest.raises(MaengelFehler, match="läuft schon"):
            _rechtsbehelf(welt, forderung, Rechtsbehelfsart.KLAGE)
    with am("2025-01-15"):
        assert list(rueckforderung.pruefe_fristen()) == []
    assert konto.auszug(_neu(forderung), am=date(2025, 2, 20)).offen == Decimal("13467.97")
    with am("2025-02-04"):
        _beende(welt, pk, Rechtsbehelfsausgang.ZURUECKGEWIESEN)
        with pytest.raises(MaengelFehler, match="schon vermerkt"):
            _beende(welt, pk, Rechtsbehelfsausgang.ZURUECKGEWIESEN)
        assert _neu(forderung).verjaehrt_am == date(2029, 12, 31)
        assert [satz.partition(": ")[2][:18] for satz in rueckforderung.pruefe_fristen()] == [
            "an die Zahlung von"
        ]
    assert offene(antrag) == ["zahlungseingang"]


def test_abhilfe_senkt_die_forderung(welt: Welt) -> None:
    antrag, forderung = _fest(welt)
    with am("2025-01-15"):
        zahle(welt, antrag, "5.000,00", "2025-01-10", "E-1")
    with am("2025-02-04"):
        pk = _rechtsbehelf(welt, forderung, Rechtsbehelfsart.KLAGE)
        vorher = stand(antrag)
        with pytest.raises(MaengelFehler, match="zu viel gezahlt"):
            _beende(welt, pk, Rechtsbehelfsausgang.ABGEHOLFEN, "1000.00")
        with pytest.raises(MaengelFehler) as fehler:
            _beende(welt, pk, Rechtsbehelfsausgang.ABGEHOLFEN, "12500.00")
        assert [mangel.feld for mangel in fehler.value.maengel] == ["neuer_betrag"]
        assert stand(antrag) == vorher
        _beende(welt, pk, Rechtsbehelfsausgang.ABGEHOLFEN, "6000.00")
    neu = _neu(forderung)
    assert (neu.betrag, neu.status) == (Decimal("6000.00"), Forderungsstatus.FESTGESETZT)
    assert Antrag.objects.get(pk=antrag.pk).erstattet == neu.getilgt


def test_abhilfe_auf_null_beendet_die_forderung(welt: Welt) -> None:
    antrag, forderung = _fest(welt)
    with am("2025-02-04"):
        pk = _rechtsbehelf(welt, forderung, Rechtsbehelfsart.KLAGE)
        _beende(welt, pk, Rechtsbehelfsausgang.ABGEHOLFEN, "0.00")
    assert (_neu(forderung).status, offene(antrag)) == (Forderungsstatus.EINGESTELLT, ["abschluss"])
