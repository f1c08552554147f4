"""Open claims from elsewhere: each in its case, in its state, watched and worked on like every other."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Forderungsstatus, Massnahmenart, Rueckforderung
from antraege.foerderung.rueckforderungen import konto
from antraege.kern.status import Status
from rollen import uhr
from rollen.models import Eintrag
from tests.welt import Welt
from tests.workflows.rueckforderung.forderungswelt import am, kassenkonto
from tests.workflows.uebernahme.altfaelle import (
    NACHWEIS,
    fehler,
    forderung,
    fuehre_aus,
    lies_mappe,
    zeile,
)
from tests.workflows.uebernahme.test_uebernahme import alles_heil
from workflows.models import Uebernahmezeile, Zeilenart
from workflows.rueckforderung import massnahmen
from workflows.rueckforderung.fristen import pruefe_fristen

OFFEN = NACHWEIS | {"stand": "Rückforderung offen"}


def _uebernimm(
    welt: Welt, *forderungen: dict[str, Any], fall: dict[str, str] | None = None
) -> Rueckforderung:
    faelle = [zeile(welt, **(OFFEN | (fall or {})))]
    lauf = lies_mappe(welt.neu("fi"), faelle=faelle, forderungen=list(forderungen))
    assert fehler(lauf) == {}
    fuehre_aus(lauf, leitung=welt.neu("leitung"))
    assert fehler(lauf) == {}
    return Rueckforderung.objects.select_related("antrag").get()


def test_eine_offene_forderung_kommt_mit_ihrem_fall_in_ihren_stand(welt: Welt) -> None:
    eine = _uebernimm(welt, forderung())
    antrag = eine.antrag
    assert (antrag.status, antrag.fremdzeichen) == (Status.KONTROLLIERT, "A-1")
    assert antrag.abgerechnet == Decimal("7000.00")
    assert (eine.status, eine.betrag, eine.rest) == (Forderungsstatus.FESTGESETZT, 1000, 1000)
    assert (eine.zinsbeginn, eine.faellig_am) == (date(2022, 11, 14), date(2022, 12, 31))
    assert eine.verjaehrt_am is not None
    offene = set(antrag.aufgaben.filter(finished=None).values_list("schritt", flat=True))
    assert offene == {"zahlungseingang", "abschluss"}
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion="forderung_uebernehmen")
    assert (eintrag.nachher["fremdzeichen"], eintrag.nachher["zeile"]) == ("K-1", 2)
    assert "alten Akte" in eintrag.nachher["davor"]
    assert (eine.entschieden_von, eine.schriftstueck, eine.eingeleitet_von) == (None, None, None)
    alles_heil()


def test_was_gezahlt_ist_wird_verrechnet_und_nicht_noch_einmal_gebucht(welt: Welt) -> None:
    gezahlt = {"gezahlt_1_am": "02.01.2023", "gezahlt_1": "400,00"}
    eine = _uebernimm(welt, forderung(**gezahlt), fall={"erstattet": "400,00"})
    (eingang,) = eine.eingaenge.all()
    assert (eingang.betrag, eingang.gebucht_von) == (Decimal("400.00"), None)
    assert eingang.auf_zinsen > 0
    assert eine.getilgt == Decimal("400.00") - eingang.auf_zinsen
    assert eine.antrag.erstattet == Decimal("400.00")
    assert konto.auszug(eine, am=uhr.heute()).stand.hauptforderung == eine.rest
    alles_heil()


def test_sie_wird_bezahlt_und_der_fall_geschlossen(welt: Welt) -> None:
    kassenkonto(welt)
    eine = _uebernimm(welt, forderung(zinsen_seit=None))
    antrag = eine.antrag
    welt.tu(
        antrag, "zahlungseingang", "kasse", wertstellung="2023-01-16", betrag="1.000,00", belegnummer="B1"
    )
    eine.refresh_from_db()
    assert eine.status == Forderungsstatus.BEZAHLT
    welt.tu(antrag, "abschluss", "sb", schliessen="on")
    antrag.refresh_from_db()
    assert (antrag.status, antrag.erstattet) == (Status.ABGESCHLOSSEN, Decimal("1000.00"))
    alles_heil()


@pytest.mark.parametrize(
    ("art", "stand"),
    [(Massnahmenart.STUNDUNG, "gestundet"), (Massnahmenart.ERLASS, "erlassen")],
)
def test_sie_wird_gestundet_und_erlassen(welt: Welt, art: Massnahmenart, stand: str) -> None:
    kassenkonto(welt)
    eine = _uebernimm(welt, forderung())
    massnahmen.schlage_massnahme_vor(
        eine.pk,
        akteur=welt.neu("sb"),
        art=art,
        bis=date(2023, 6, 30) if art == Massnahmenart.STUNDUNG else None,
        antrag_vom=date(2023, 1, 12),
        grund="Der Verein kann zurzeit nicht zahlen.",
    )
    welt.tu(eine.antrag, "massnahmenentscheidung", "leitung", entscheidung="annehmen", gruende="Vertretbar.")
    eine.refresh_from_db()
    assert eine.status == stand
    alles_heil()


def test_von_jetzt_an_wird_gemahnt_und_vor_der_verjaehrung_gewarnt(welt: Welt) -> None:
    kassenkonto(welt)
    eine = _uebernimm(welt, forderung())
    gesagt = list(pruefe_fristen())
    assert any("an die Zahlung von" in satz for satz in gesagt)
    assert list(pruefe_fristen()) == []
    Rueckforderung.objects.update(verjaehrt_am=date(2023, 3, 1), gewarnt_monate=None)
    assert any("vor der Verjährung" in satz for satz in pruefe_fristen())
    eine.refresh_from_db()
    assert eine.mahnstufe == 1


def test_gestundet_und_niedergeschlagen_bis_zu_ihrem_tag(welt: Welt) -> None:
    kassenkonto(welt)
    eine = _uebernimm(welt, forderung(stand="befristet niedergeschlagen", bis="31.03.2023"))
    assert eine.status == Forderungsstatus.AUSGESETZT
    assert list(pruefe_fristen()) == []
    with am("2023-04-03"):
        assert any("Niederschlagung bis 31.03.2023 abgelaufen" in satz for satz in pruefe_fristen())


def test_dieselbe_liste_zweimal_gibt_keine_doppelte(welt: Welt) -> None:
    _uebernimm(welt, forderung())
    lauf = lies_mappe(
        welt.neu("fi"),
        faelle=[zeile(welt, **OFFEN)],
        forderungen=[forderung(), forderung(fremdzeichen="K-2")],
    )
    zeilen = {z.fremdzeichen: (z.ergebnis, z.fehler) for z in lauf.zeilen.all()}
    assert [zeilen[z][0] for z in ("A-1", "K-1", "K-2")] == ["schon_da", "schon_da", "fehler"]
    assert "läuft hier schon eine Rückforderung" in zeilen["K-2"][1][0][1]
    assert Rueckforderung.objects.count() == 1


def test_eine_spaetere_liste_findet_den_fall_der_frueheren(welt: Welt) -> None:
    lauf = lies_mappe(welt.neu("fi"), faelle=[zeile(welt, **OFFEN)])
    fuehre_aus(lauf, leitung=welt.neu("leitung"))
    zeichen = Antrag.objects.get().aktenzeichen
    spaeter = lies_mappe(welt.neu("fi"), forderungen=[forderung(fall=zeichen)])
    assert fehler(spaeter) == {}
    fuehre_aus(spaeter, leitung=welt.neu("leitung"))
    assert Rueckforderung.objects.get().antrag.aktenzeichen == zeichen


FEHLER: list[tuple[dict[str, Any], str, str]] = [
    ({"fall": "A-9"}, "Fall", "gibt es weiter oben nicht"),
    ({"stand": "offn"}, "Stand", "Möglich sind: „offen“, „gestundet“, „befristet niedergeschlagen“"),
    ({"grund": "Laune"}, "Grund", "ist kein Grund"),
    ({"hauptforderung": "0,00"}, "Hauptforderung", "größer als null"),
    ({"hauptforderung": "9.000,00"}, "Hauptforderung", "hat nach dem Fall aber nur noch"),
    ({"bescheid_vom": "01.12.2030"}, "Bescheid vom", "in der Zukunft"),
    ({"faellig_am": "01.01.2022"}, "Fällig am", "vor dem Bescheid"),
    ({"stand": "gestundet"}, "Gestundet oder niedergeschlagen bis", "dieser Tag nötig"),
    ({"stand": "gestundet", "bis": "01.01.2023"}, "Stand", "nur bis 01.01.2023"),
    ({"bis": "31.03.2023"}, "Gestundet oder niedergeschlagen bis", "weder gestundet"),
    ({"gezahlt_1": "10,00"}, "1. Zahlung am", "Tag und Betrag"),
    ({"gezahlt_1": "400,00", "gezahlt_1_am": "02.01.2023"}, "1. Zahlung", "beim Fall sind aber nur"),
    ({"gezahlt_1": "5.000,00", "gezahlt_1_am": "02.01.2023"}, "1. Zahlung", "mehr gezahlt, als verlangt"),
    ({"hauptforderung": "=A1"}, "Hauptforderung", "Formel"),
]


@pytest.mark.parametrize(("anders", "spalte", "satz"), FEHLER, ids=lambda w: str(w)[:30])
def test_jeder_fehler_steht_an_seiner_spalte(
    welt: Welt, anders: dict[str, Any], spalte: str, satz: str
) -> None:
    lauf = lies_mappe(welt.neu("fi"), faelle=[zeile(welt, **OFFEN)], forderungen=[forderung(**anders)])
    gefunden = lauf.zeilen.get(art=Zeilenart.FORDERUNG).fehler
    assert any(s == spalte and satz in text for s, text in gefunden), gefunden
    fuehre_aus(lauf, leitung=welt.neu("leitung"))
    assert not Rueckforderung.objects.exists()
    assert Antrag.objects.get().status == Status.KONTROLLIERT


@pytest.mark.parametrize(
    ("fall", "satz"),
    [({"stand": "abgeschlossen"}, "„Rückforderung offen“"), ({"bewilligt": "9,00"}, "nicht ohne Fehler")],
)
def test_ohne_passenden_fall_keine_forderung(welt: Welt, fall: dict[str, str], satz: str) -> None:
    lauf = lies_mappe(welt.neu("fi"), faelle=[zeile(welt, **OFFEN | fall)], forderungen=[forderung()])
    assert satz in lauf.zeilen.get(art=Zeilenart.FORDERUNG).fehler[0][1]
    assert not Rueckforderung.objects.exists()


def test_die_seiten_zeigen_sie_wie_jede_andere(welt: Welt, als: Any) -> None:
    kassenkonto(welt)
    eine = _uebernimm(
        welt, forderung(gezahlt_1="100,00", gezahlt_1_am="02.01.2023"), fall={"erstattet": "100,00"}
    )
    for wer in ("sb", "kasse"):
        client: Client = als(wer)
        for adresse in (f"/faelle/{eine.antrag_id}/", f"/rueckforderungen/{eine.pk}/"):
            if (antwort := client.get(adresse)).status_code != 404:
                assert antwort.status_code in (200, 403), adresse
    seite = als("sb").get(f"/faelle/{eine.antrag_id}/").content.decode()
    assert "1.000,00" in seite
    liste = als("fi").get(f"/uebernahmen/{Uebernahmezeile.objects.latest('pk').lauf_id}/?zeilen=uebernommen")
    assert eine.antrag.aktenzeichen in liste.content.decode()
