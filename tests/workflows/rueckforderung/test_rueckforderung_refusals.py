"""Every refusal on the way of a claim; nothing has changed afterwards."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    Forderungsgrund,
    Forderungsstatus,
    Rechtsbehelfsart,
    Zahlungseingang,
)
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.programme.models import Festwert
from rollen.fehler import Ueberholt
from rollen.rechte import Verweigert
from tests.datenbank import ohne_trigger
from tests.welt import Welt
from tests.workflows.rueckforderung.forderungswelt import (
    ANHOERUNG,
    ANTWORT,
    FESTSETZEN,
    PRUEFUNG,
    absicht,
    am,
    angehoert,
    ausgezahlt,
    eroeffnet,
    festgesetzt,
    stand,
    vorgeschlagen,
    zahle,
)
from tests.workflows.wege import offene
from workflows.rueckforderung import tuer as rueckforderung
from workflows.tuer.aufgaben import erledigen
from workflows.tuer.fehler import Eingabefehler


def _felder(fehler: pytest.ExceptionInfo[Eingabefehler]) -> list[str]:
    return sorted(fehler.value.formular.errors)


def test_wer_bewilligt_hat_bereitet_keine_rueckforderung_vor(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"), pytest.raises(Verweigert):
        eroeffnet(welt, antrag, person="leitung")
    assert antrag.rueckforderungen.count() == 0


def test_ohne_recht_beginnt_niemand(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    for person in ("zeichnung", "kasse", "pruefung", "fb51"):
        with am("2024-10-01"), pytest.raises(Verweigert):
            eroeffnet(welt, antrag, person=person)
    assert antrag.rueckforderungen.count() == 0


def test_zweimal_beginnen_ist_einmal(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        eroeffnet(welt, antrag)
        with pytest.raises(MaengelFehler, match="läuft noch"):
            eroeffnet(welt, antrag)
    assert antrag.rueckforderungen.count() == 1
    assert offene(antrag) == ["anhoerung", "verwendungsnachweis"]


def test_vor_der_bewilligung_gibt_es_nichts_zurueckzufordern(welt: Welt) -> None:
    antrag = welt.eingereicht()
    with pytest.raises(MaengelFehler, match="Im Zustand „eingereicht“"):
        eroeffnet(welt, antrag)


def test_wer_anhoert_entscheidet_nicht(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        vorgeschlagen(welt, antrag)
        vorher = stand(antrag)
        with pytest.raises(Verweigert):
            welt.tu(antrag, "rueckforderungsentscheidung", "sb", **FESTSETZEN)
    assert stand(antrag) == vorher


def test_ueber_der_wertgrenze_entscheidet_niemand(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        vorgeschlagen(welt, antrag)
        vorher = stand(antrag)
        with pytest.raises(Verweigert, match="Wertgrenze"):
            welt.tu(antrag, "rueckforderungsentscheidung", "gruppenleitung", **FESTSETZEN)
    assert stand(antrag) == vorher


@pytest.mark.parametrize("feld", ["begruendung", "ermessen", "vertrauensschutz", "wuerdigung"])
def test_ohne_gruende_kein_bescheid(welt: Welt, feld: str) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        angehoert(welt, antrag)
        vorher = stand(antrag)
        with pytest.raises(Eingabefehler) as fehler:
            welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG | {feld: ""})
    assert _felder(fehler) == [feld]
    assert stand(antrag) == vorher


def test_zinsen_oder_ein_grund_dagegen(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        angehoert(welt, antrag)
        with pytest.raises(Eingabefehler) as fehler:
            welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG | {"zinsbeginn": ""})
        assert _felder(fehler) == ["zinsbeginn"]
        verzicht = {"zinsverzicht": "Der Träger hatte keine Schuld und zahlt sofort."}
        welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG | verzicht)
        welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
    with am("2025-02-21"):
        zahle(welt, antrag, "12.500,00", "2025-02-20", "E-1")
    forderung = antrag.rueckforderungen.get()
    assert (forderung.status, forderung.zinsen_bezahlt) == (Forderungsstatus.BEZAHLT, Decimal("0.00"))


def test_nach_einem_jahr_ist_der_widerruf_zu_spaet(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        angehoert(welt, antrag)
    with am("2025-10-02"):
        with pytest.raises(Eingabefehler) as fehler:
            welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG)
        assert _felder(fehler) == ["vorschlag"]
        welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG | {"vorschlag": "einstellen"})
        with pytest.raises(Eingabefehler):
            welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
        welt.tu(antrag, "rueckforderungsentscheidung", "leitung", entscheidung="einstellen", grund="Zu spät.")
    assert antrag.rueckforderungen.get().status == Forderungsstatus.EINGESTELLT
    assert offene(antrag) == ["verwendungsnachweis"]


def test_ohne_basiszins_wird_nichts_festgesetzt(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        vorgeschlagen(welt, antrag)
        with ohne_trigger():
            Festwert.objects.filter(schluessel="basiszins", gueltig_ab=date(2024, 7, 1)).delete()
        vorher = stand(antrag)
        with pytest.raises(MaengelFehler, match=r"ab 01\.07\.2024 ist kein Basiszinssatz"):
            welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
    assert stand(antrag) == vorher


def test_die_leitung_gibt_zurueck_und_der_fall_geht_weiter(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        vorgeschlagen(welt, antrag)
        zurueck = {"entscheidung": "zurueckgeben", "grund": "Bitte das Ermessen ergänzen."}
        welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **zurueck)
        assert offene(antrag) == ["rueckforderungspruefung", "verwendungsnachweis"]
        welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG)
        welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
    assert Antrag.objects.get(pk=antrag.pk).zustand == Status.WIDERRUFEN


def test_zurueckgeben_und_einstellen_brauchen_einen_grund(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        vorgeschlagen(welt, antrag)
        for entscheidung in ("zurueckgeben", "einstellen"):
            with pytest.raises(Eingabefehler) as fehler:
                welt.tu(antrag, "rueckforderungsentscheidung", "leitung", entscheidung=entscheidung)
            assert _felder(fehler) == ["grund"]


def test_kein_widerspruch_im_vwvfg(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    with am("2024-10-15"), pytest.raises(MaengelFehler, match="keinen Widerspruch"):
        rueckforderung.erfasse_rechtsbehelf(
            forderung.pk,
            akteur=welt.neu("sb"),
            art=Rechtsbehelfsart.WIDERSPRUCH,
            eingegangen_am=date(2024, 10, 14),
            vermerk="",
        )
    assert forderung.rechtsbehelfe.count() == 0


def test_wer_festsetzt_bucht_nicht_und_die_kasse_allein_bucht(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        festgesetzt(welt, antrag)
        for person in ("sb", "leitung", "zeichnung"):
            eingaben = {"betrag": "1,00", "wertstellung": "2024-10-01", "belegnummer": "E-1"}
            with pytest.raises(Verweigert):
                welt.tu(antrag, "zahlungseingang", person, **eingaben)
    assert Zahlungseingang.objects.count() == 0


def test_jeder_schritt_zweimal_ist_einmal(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    taten = [("anhoerung", "sb", ANHOERUNG), ("stellungnahme", "zeichnung", ANTWORT)]
    taten += [
        ("rueckforderungspruefung", "sb", PRUEFUNG),
        ("rueckforderungsentscheidung", "leitung", FESTSETZEN),
    ]
    taten += [
        ("zahlungseingang", "kasse", {"betrag": "10,00", "wertstellung": "2024-10-01", "belegnummer": "E"})
    ]
    with am("2024-10-01"):
        eroeffnet(welt, antrag)
        for schritt, person, eingaben in taten:
            aufgabe = welt.aufgabe(antrag, schritt)
            erledigen(aufgabe.pk, akteur=welt.neu(person), eingaben=eingaben)
            vorher = stand(antrag)
            with pytest.raises(Ueberholt):
                erledigen(aufgabe.pk, akteur=welt.neu(person), eingaben=eingaben)
            assert stand(antrag) == vorher
    assert Zahlungseingang.objects.count() == 1


def test_teilwiderruf_ohne_rest_passt_nicht(welt: Welt) -> None:
    antrag = ausgezahlt(welt)
    for verbleibt in ("0.00", "12500.00"):
        with am("2024-10-01"), pytest.raises(MaengelFehler) as fehler:
            eroeffnet(welt, antrag, absicht(Forderungsgrund.TEILWIDERRUF, verbleibt=Decimal(verbleibt)))
        assert [mangel.feld for mangel in fehler.value.maengel] == ["verbleibt"]
    assert antrag.rueckforderungen.count() == 0


def test_laufender_abruf_haelt_den_widerruf_auf(welt: Welt) -> None:
    antrag = ausgezahlt(welt, betrag="5.000,00")
    with am("2024-10-01"):
        vorgeschlagen(welt, antrag)
        abruf = {"betrag": "100,00", "zweck": "Honorare", "verzicht": "on"}
        welt.tu(antrag, "mittelabruf", "zeichnung", **abruf)
        vorher = stand(antrag)
        with pytest.raises(Eingabefehler) as fehler:
            welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
    assert _felder(fehler) == ["entscheidung"]
    assert stand(antrag) == vorher
