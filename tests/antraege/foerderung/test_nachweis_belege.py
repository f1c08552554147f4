"""Vouchers one by one and by import: sums follow, nothing is half done, everything is in the trail."""

import time
from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag, Beteiligung
from antraege.foerderung.models import Beleg, Verwendungsnachweis
from antraege.foerderung.nachweis import belege, bericht, importe
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.kern.maengel import MaengelFehler
from rollen import protokoll, uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.antraege.foerderung.nachweiswelt import (
    HEUTE,
    ZEILE,
    ansatz,
    beleg,
    bewilligt,
    csv,
    eingereicht,
    fuelle,
    traegerperson,
    werte,
    xlsx,
)
from tests.fabriken import person_mit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _juli():
    with uhr.gestellt(HEUTE):
        yield


@pytest.fixture
def antrag(db) -> Antrag:
    return bewilligt()


@pytest.fixture
def wer(antrag):
    return traegerperson(antrag)


def summen(antrag: Antrag) -> dict[str, Decimal]:
    zeilen = antrag.nachweis.positionen.select_related("planposition")
    return {z.planposition.bezeichnung: z.betrag for z in zeilen if z.betrag}


def gelesen(antrag: Antrag, datei, wer):
    vorgang = importe.Lesevorgang(antrag, datei)
    list(vorgang.schritte())
    return vorgang.speichere(akteur=wer)


@pytest.mark.beide_datenbanken
def test_ein_beleg_summiert_seinen_einzelansatz(antrag, wer) -> None:
    erster = belege.lege_an(antrag, werte(antrag), akteur=wer)
    zweiter = belege.lege_an(antrag, werte(antrag, betrag=Decimal("0.50")), akteur=wer)
    assert ((erster.nr, zweiter.nr), summen(antrag)) == ((1, 2), {"Sachkosten": Decimal("121.00")})
    eintrag = Eintrag.objects.filter(kette=antrag.kette).latest("nr")
    assert (eintrag.aktion, eintrag.akteur, eintrag.nachher["betrag"]) == ("beleg_eintragen", wer, "0.50")
    assert Beteiligung.objects.get(antrag=antrag, benutzer=wer).taetigkeit == "nachweisen"
    assert protokoll.pruefe_kette(antrag.kette).heil is True


def test_aendern_und_entfernen_rechnen_neu(antrag, wer) -> None:
    belege.lege_an(antrag, werte(antrag), akteur=wer)
    neu = werte(antrag, planposition=ansatz(antrag, "Honorare").pk, betrag=Decimal("99.00"))
    belege.aendere(beleg(antrag), neu, akteur=wer)
    assert summen(antrag) == {"Honorare": Decimal("99.00")}
    belege.entferne(beleg(antrag), akteur=wer)
    assert (summen(antrag), Beleg.objects.count()) == ({}, 0)


def test_eine_aenderung_hebt_kuerzung_und_haken_auf(antrag, wer) -> None:
    belege.lege_an(antrag, werte(antrag), akteur=wer)
    Beleg.objects.update(gekuerzt=Decimal("5.00"), kuerzungsgrund="Pfand", geprueft_am=HEUTE)
    geaendert = belege.aendere(beleg(antrag), werte(antrag, betrag=Decimal("130.00")), akteur=wer)
    assert (geaendert.gekuerzt, geaendert.kuerzungsgrund, geaendert.geprueft_am) == (
        Decimal("0.00"),
        "",
        None,
    )


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"betrag": Decimal("0.00")}, "betrag"),
        ({"betrag": Decimal("-1.00")}, "betrag"),
        ({"datum": date(2023, 7, 11)}, "datum"),
        ({"empfaenger": "  "}, "empfaenger"),
        ({"zweck": ""}, "zweck"),
        ({"planposition": 0}, "planposition"),
    ],
)
def test_ein_falscher_beleg_wird_nicht_eingetragen(antrag, wer, anders, feld: str) -> None:
    with pytest.raises(MaengelFehler) as fehler:
        belege.lege_an(antrag, werte(antrag, **anders), akteur=wer)
    assert [m.feld for m in fehler.value.maengel] == [feld]
    assert (Beleg.objects.count(), Verwendungsnachweis.objects.count()) == (0, 0)


def test_der_einzelansatz_eines_anderen_antrags(antrag, wer) -> None:
    with pytest.raises(MaengelFehler):
        belege.lege_an(antrag, werte(antrag, planposition=ansatz(bewilligt(), "Sachkosten").pk), akteur=wer)
    assert Beleg.objects.count() == 0


def test_wer_nicht_zum_traeger_gehoert_aendert_nichts(antrag) -> None:
    for fremd in (
        traegerperson(bewilligt()),
        person_mit(Rolle.SACHBEARBEITUNG, antrag.stelle),
        person_mit(Rolle.SERVICESTELLE, antrag.stelle),
    ):
        with pytest.raises(Verweigert):
            belege.lege_an(antrag, werte(antrag), akteur=fremd)
    assert Beleg.objects.count() == 0


def test_nach_dem_einreichen_ist_nichts_mehr_zu_aendern(antrag, wer) -> None:
    fuelle(antrag, wer)
    eingereicht(antrag)
    vorher = list(Beleg.objects.values())
    for tun in (
        lambda: belege.lege_an(antrag, werte(antrag), akteur=wer),
        lambda: belege.entferne(beleg(antrag), akteur=wer),
        lambda: bericht.speichere_antworten(antrag, {"bericht": "Neu"}, akteur=wer),
        lambda: bericht.speichere_einnahmen(antrag, {}, akteur=wer),
    ):
        with pytest.raises(Ueberholt):
            tun()
    assert list(Beleg.objects.values()) == vorher


def test_ein_alter_stand_aendert_nichts(antrag, wer) -> None:
    belege.lege_an(antrag, werte(antrag), akteur=wer)
    with pytest.raises(Ueberholt):
        belege.aendere(beleg(antrag), werte(antrag, zweck="Neu"), akteur=wer, stand=0)
    assert beleg(antrag).zweck == "Kinderbücher"


def test_ein_einfacher_nachweis_hat_keine_belege(db) -> None:
    antrag = bewilligt(regulaer=False)
    with pytest.raises(MaengelFehler, match="verlangt keine Belegliste"):
        belege.lege_an(antrag, werte(antrag), akteur=traegerperson(antrag))
    assert Beleg.objects.count() == 0


@pytest.mark.beide_datenbanken
def test_alles_oder_nichts(antrag, wer) -> None:
    liste = gelesen(antrag, csv(ZEILE, [*ZEILE[:4], "falsch", "Honorare"]), wer)
    with pytest.raises(MaengelFehler, match="Die Liste enthält Fehler"):
        importe.uebernimm(liste, akteur=wer)
    assert Beleg.objects.count() == 0
    assert importe.uebernimm(liste, akteur=wer, nur_gueltige=True) == 1
    assert summen(antrag) == {"Sachkosten": Decimal("120.50")}


@pytest.mark.beide_datenbanken
def test_zweimal_uebernehmen_geht_nicht(antrag, wer) -> None:
    liste = gelesen(antrag, csv(ZEILE), wer)
    importe.uebernimm(liste, akteur=wer)
    with pytest.raises(Ueberholt, match="schon übernommen"):
        importe.uebernimm(liste, akteur=wer)
    assert Beleg.objects.count() == 1


def test_hinzu_oder_anstelle(antrag, wer) -> None:
    belege.lege_an(antrag, werte(antrag), akteur=wer)
    importe.uebernimm(gelesen(antrag, csv(ZEILE), wer), akteur=wer)
    assert [b.nr for b in Beleg.objects.all()] == [1, 2]
    importe.uebernimm(gelesen(antrag, csv(ZEILE, ZEILE, ZEILE), wer), akteur=wer, ersetzen=True)
    assert (Beleg.objects.count(), summen(antrag)) == (3, {"Sachkosten": Decimal("361.50")})
    nachher = Eintrag.objects.filter(kette=antrag.kette, aktion=Tat.BELEGE_UEBERNEHMEN).latest("nr").nachher
    assert (nachher["belege"], nachher["ersetzt"]) == (3, True)


def test_verwerfen_laesst_die_liste_wie_sie_ist(antrag, wer) -> None:
    belege.lege_an(antrag, werte(antrag), akteur=wer)
    liste = gelesen(antrag, csv(ZEILE), wer)
    importe.verwirf(liste, akteur=wer)
    assert (Beleg.objects.count(), antrag.nachweis.belegimporte.count()) == (1, 0)


@pytest.mark.beide_datenbanken
def test_zwanzigtausend_zeilen(antrag, wer) -> None:
    """≤ 30 s from file to list; measured for docs/leistung.md by `leistung_nachweis`."""
    zeilen = [
        [f"R-{nr}", "01.04.2023", f"Laden {nr}", "Stifte", nr / 100, "Sachkosten"] for nr in range(1, 20_001)
    ]
    datei = xlsx(*zeilen)
    beginn = time.perf_counter()
    liste = gelesen(antrag, datei, wer)
    assert importe.uebernimm(liste, akteur=wer) == 20_000
    assert time.perf_counter() - beginn < 30
    assert summen(antrag) == {"Sachkosten": Decimal("2000100.00")}


def test_mehr_als_fuenfzigtausend_passen_nicht(antrag, wer, monkeypatch) -> None:
    monkeypatch.setattr(belege, "MEISTE_BELEGE", 2)
    liste = gelesen(antrag, csv(ZEILE, ZEILE, ZEILE), wer)
    with pytest.raises(MaengelFehler, match="höchstens 2 Belege"):
        importe.uebernimm(liste, akteur=wer)
    assert Beleg.objects.count() == 0


@pytest.mark.beide_datenbanken
def test_ueberfaellig_ist_was_nie_kam_oder_nie_beantwortet_wurde(antrag, wer) -> None:
    spaet, frage = date(2024, 1, 1), date(2023, 8, 1)
    assert nachweise.ueberfaellig(antrag.traeger, antrag.programm, date(2023, 12, 31)) == []
    assert nachweise.ueberfaellig(antrag.traeger, antrag.programm, spaet) == [antrag]
    assert nachweise.ueberfaellig(bewilligt().traeger, antrag.programm, spaet) == []
    fuelle(antrag, wer)
    eingereicht(antrag)
    assert nachweise.ueberfaellig(antrag.traeger, antrag.programm, spaet) == []
    Verwendungsnachweis.objects.filter(antrag=antrag).update(status="entwurf", rueckfrage_frist=frage)
    assert nachweise.ueberfaellig(antrag.traeger, antrag.programm, frage) == []
    assert nachweise.ueberfaellig(antrag.traeger, antrag.programm, date(2023, 8, 2)) == [antrag]
