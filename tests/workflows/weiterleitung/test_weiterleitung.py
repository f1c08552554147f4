"""Weiterleitung: two people enter it, the ledger knows its sub-grants, proofs keep its days, the city proves."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from antraege.foerderung.models import Weiterleitung, Weiterleitungsstatus
from antraege.foerderung.weiterleitung import dienst
from antraege.foerderung.weiterleitung.stand import letzter_tag_fuer, rueckzuzahlen, summen, unterfaelle
from antraege.kern.maengel import MaengelFehler
from antraege.kern.weiterleitung import Ungenutzt
from rollen import uhr
from rollen.blaettern import blaettere
from rollen.fehler import Ueberholt
from rollen.models.protokoll import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import rolle_geben
from tests.welt import Welt
from tests.workflows.antrag.topfwelt import gemeinsam_bewilligt, lege_an
from tests.workflows.wege import BEWILLIGEN, gehe
from tests.workflows.weiterleitung.weiterwelt import angaben, bestaetigt, erfasst, frisch
from workflows.models import Postausgang
from workflows.tuer.fehler import Eingabefehler
from workflows.weiterleitung import fristen

pytestmark = pytest.mark.django_db
D = Decimal
NULL = D("0.00")
S = Weiterleitungsstatus
Als = Callable[[str], Client]


def _am(tag: date) -> datetime:
    return datetime(tag.year, tag.month, tag.day, 9, tzinfo=ZoneInfo("Europe/Berlin"))


def test_eine_person_erfasst_eine_zweite_bestaetigt(welt: Welt) -> None:
    w = erfasst(welt)
    assert (w.status, w.gilt) == (S.VORGELEGT, False)
    rolle_geben(welt.personen["fi"], Rolle.LEITUNG, welt.stellen["fb40"])
    with pytest.raises(Verweigert, match="zweite Person"):
        dienst.bestaetige(w.pk, stand=w.stand, akteur=welt.neu("fi"))
    with pytest.raises(Verweigert):
        dienst.bestaetige(w.pk, stand=w.stand, akteur=welt.neu("sb"))
    w = dienst.bestaetige(w.pk, stand=w.stand, akteur=welt.neu("leitung"))
    assert (w.status, w.gilt) == (S.BESTAETIGT, True)
    with pytest.raises(Ueberholt):
        dienst.bestaetige(w.pk, stand=w.stand, akteur=welt.neu("leitung"))
    taten = Eintrag.objects.filter(kette=w.kette).order_by("nr").values_list("aktion", flat=True)
    assert list(taten) == [Tat.WEITERLEITUNG_ERFASSEN, Tat.WEITERLEITUNG_BESTAETIGEN]


def test_zurueckgegeben_wird_neu_erfasst(welt: Welt) -> None:
    w = erfasst(welt)
    with pytest.raises(MaengelFehler):
        dienst.gib_zurueck(w.pk, grund=" ", stand=w.stand, akteur=welt.neu("leitung"))
    w = dienst.gib_zurueck(w.pk, grund="Betrag stimmt nicht.", stand=w.stand, akteur=welt.neu("leitung"))
    with pytest.raises(Ueberholt):
        dienst.aendere(w.pk, angaben(welt), stand=w.stand - 1, akteur=welt.neu("fi"))
    w = dienst.aendere(w.pk, angaben(welt, name="Neu"), stand=w.stand, akteur=welt.neu("fi"))
    assert (w.status, w.name, w.speisungen.count()) == (S.VORGELEGT, "Neu", 1)


def test_was_nicht_erfasst_werden_kann(welt: Welt) -> None:
    bestaetigt(welt)
    with pytest.raises(MaengelFehler) as fehler:
        erfasst(welt, nachweis_bis=date(2022, 1, 1))
    assert {m.feld for m in fehler.value.maengel} == {"zeichen", "nachweis_bis", "zeile_1"}
    with pytest.raises(MaengelFehler):
        erfasst(welt, zeichen="neu", zeilen=())
    with pytest.raises(Verweigert):
        dienst.erfasse(angaben(welt), akteur=welt.neu("sb"))
    assert Weiterleitung.objects.count() == 1


def test_die_stadt_muss_frueher_nachweisen_also_auch_der_traeger(welt: Welt) -> None:
    """56 days before 30.04.2024 is 05.03.2024; before 29.12.2023 it is 03.11.2023, before the rule's six months."""
    bestaetigt(welt)
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    assert letzter_tag_fuer(antrag) == date(2024, 3, 5)
    Weiterleitung.objects.update(nachweis_bis=date(2023, 12, 29))
    antrag = welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert antrag.nachweis_faellig_am == date(2023, 11, 3)
    assert "ANBest-P NRW" in str(antrag.bescheid.schriftstueck.inhalt)


def test_ein_zeitraum_der_zu_lange_dauert_wird_nicht_bewilligt(welt: Welt) -> None:
    bestaetigt(welt, nachweis_bis=date(2023, 9, 29))
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    with pytest.raises(Eingabefehler) as fehler:
        welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert "04.08.2023" in fehler.value.formular.errors["zeitraum_bis"][0]
    antrag = welt.tu(antrag, "entscheidung", "leitung", **{**BEWILLIGEN, "zeitraum_bis": "2023-07-31"})
    assert antrag.nachweis_faellig_am == date(2023, 8, 4)


def test_ohne_bestaetigung_bindet_sie_niemanden(welt: Welt) -> None:
    erfasst(welt, nachweis_bis=date(2023, 9, 29))
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    assert letzter_tag_fuer(antrag) is None
    antrag = welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert "ANBest-P NRW" not in str(antrag.bescheid.schriftstueck.inhalt)


def test_unterfaelle_und_summen_kommen_aus_dem_hauptbuch(welt: Welt) -> None:
    w = bestaetigt(welt)
    antrag = gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    (u,) = unterfaelle(w)
    assert (u.antrag, u.bewilligt, u.ausgezahlt, u.geprueft) == (antrag, D("10000.00"), D("10000.00"), False)
    assert u.anerkannt is None
    with uhr.gestellt(_am(date(2024, 4, 1))):
        assert [(u.stand, u.ueberfaellig) for u in unterfaelle(w)] == [("überfällig", True)]
    gehe(welt, antrag)
    (u,) = unterfaelle(w)
    assert (u.geprueft, u.anerkannt, u.stand) == (True, D("10000.00"), "geprüft")
    alle = summen(w)
    assert (alle.zugewendet, alle.ausgezahlt, alle.anerkannt) == (D("30000.00"), D("10000.00"), D("10000.00"))


def test_ungenutztes_geld_geht_nach_zwei_monaten_zurueck(welt: Welt) -> None:
    w = bestaetigt(welt)
    zahlung = {"art": "eingang", "betrag": D("12000.00"), "tag": date(2023, 1, 10), "belegnummer": "L-1"}
    dienst.erfasse_zahlung(w.pk, **zahlung, stand=w.stand, akteur=welt.neu("fi"))
    gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    assert rueckzuzahlen(frisch(w)) == [Ungenutzt(D("2000.00"), date(2023, 1, 10), date(2023, 3, 10))]
    stand = frisch(w).stand
    with pytest.raises(MaengelFehler):
        dienst.erfasse_zahlung(w.pk, **zahlung, stand=stand, akteur=welt.neu("fi"))
    spaeter = zahlung | {"tag": date(2023, 2, 1), "belegnummer": "L-2"}
    with pytest.raises(MaengelFehler):
        dienst.erfasse_zahlung(w.pk, **spaeter, stand=stand, akteur=welt.neu("fi"))
    zurueck = zahlung | {"art": "rueckzahlung", "betrag": D("2000.00"), "belegnummer": "L-3"}
    dienst.erfasse_zahlung(w.pk, **zurueck, stand=stand, akteur=welt.neu("fi"))
    assert rueckzuzahlen(frisch(w)) == []
    alle = summen(frisch(w))
    assert (
        alle.erhalten + alle.eigen == alle.weitergegeben + alle.zurueckgezahlt + alle.uebrig == D("12000.00")
    )
    assert (alle.weitergegeben, alle.eigen) == (D("10000.00"), NULL)


def test_was_der_geber_nicht_zahlt_traegt_die_stadt(welt: Welt) -> None:
    w = bestaetigt(welt)
    zahlung = {"art": "eingang", "betrag": D("8000.00"), "tag": date(2023, 1, 10), "belegnummer": "L-1"}
    dienst.erfasse_zahlung(w.pk, **zahlung, stand=w.stand, akteur=welt.neu("fi"))
    gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    alle = summen(frisch(w))
    assert (alle.erhalten, alle.eigen, alle.weitergegeben, alle.uebrig) == (
        D("8000.00"),
        D("2000.00"),
        D("10000.00"),
        NULL,
    )


def test_von_einem_gemeinsamen_fall_zaehlt_nur_der_gespeiste_topf(welt: Welt) -> None:
    """6.000 of 10.000 € come from the fed line: of the final 10.000 € it bears 6.000."""
    w = bestaetigt(welt)
    antrag = gehe(welt, gemeinsam_bewilligt(welt, lege_an(welt)))
    assert antrag.abgerechnet == D("10000.00")
    alle = summen(w)
    assert (alle.bewilligt, alle.ausgezahlt, alle.anerkannt) == (D("6000.00"), D("6000.00"), D("6000.00"))
    assert [(u.bewilligt, u.anerkannt) for u in unterfaelle(w)] == [(D("6000.00"), D("6000.00"))]


def test_eine_seite_zeigt_nur_ihre_zeilen_und_fragt_nicht_mehr(
    welt: Welt, als: Als, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(blaettere.__kwdefaults__, "laenge", 1)
    w = bestaetigt(welt)
    erster = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    zweiter = gehe(welt, welt.eingereicht(titel="Zweites"), bis="mittelabruf")
    alt, neu = str(erster.aktenzeichen), str(zweiter.aktenzeichen)
    client = als("sb")
    client.get(f"/weiterleitungen/{w.pk}/")
    with django_assert_max_num_queries(32):
        seite = client.get(f"/weiterleitungen/{w.pk}/").content.decode()
    assert neu in seite
    assert alt not in seite
    assert "20.000,00" in seite
    seite = client.get(f"/weiterleitungen/{w.pk}/?vor={zweiter.pk}").content.decode()
    assert alt in seite
    assert neu not in seite


def test_der_nachweis_der_stadt_nennt_was_offen_ist(welt: Welt) -> None:
    w = bestaetigt(welt)
    antrag = gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    with pytest.raises(MaengelFehler) as fehler:
        dienst.lege_nachweis_vor(w.pk, sachbericht="", gruende={}, stand=w.stand, akteur=welt.neu("sb"))
    assert {m.feld for m in fehler.value.maengel} == {"sachbericht", f"grund_{antrag.pk}"}
    gruende = {antrag.pk: "Die Frist läuft noch."}
    w = dienst.lege_nachweis_vor(
        w.pk, sachbericht="Gut.", gruende=gruende, stand=w.stand, akteur=welt.neu("sb")
    )
    rolle_geben(welt.personen["sb"], Rolle.LEITUNG, welt.stellen["fb40"])
    with pytest.raises(Verweigert, match="zweite Person"):
        dienst.schliesse_ab(w.pk, schreibe=lambda _: b"x", stand=w.stand, akteur=welt.neu("sb"))
    w = dienst.schliesse_ab(w.pk, schreibe=lambda _: b"x", stand=w.stand, akteur=welt.neu("leitung"))
    assert (w.status, len(w.sha256)) == (S.ABGESCHLOSSEN, 64)
    assert Eintrag.objects.get(aktion=Tat.WEITERLEITUNG_ABSCHLIESSEN).dokument_hash == w.sha256


def test_was_nach_dem_vorlegen_offen_wird_haelt_den_abschluss_auf(welt: Welt) -> None:
    w = bestaetigt(welt)
    w = dienst.lege_nachweis_vor(w.pk, sachbericht="Gut.", gruende={}, stand=w.stand, akteur=welt.neu("sb"))
    gehe(welt, welt.eingereicht(), bis="mittelabruf")
    with pytest.raises(MaengelFehler, match="nicht genannt"):
        dienst.schliesse_ab(w.pk, schreibe=lambda _: b"x", stand=w.stand, akteur=welt.neu("leitung"))
    w = dienst.gib_nachweis_zurueck(w.pk, grund="Neuer Fall.", stand=w.stand, akteur=welt.neu("leitung"))
    assert w.status == S.BESTAETIGT


def test_erinnert_wird_je_anlass_einmal(welt: Welt) -> None:
    bestaetigt(welt)
    assert list(fristen.erinnere()) == []
    anlaesse = ((date(2024, 3, 5), 1), (date(2024, 3, 6), 0), (date(2024, 4, 16), 1), (date(2024, 5, 2), 1))
    for tag, anzahl in anlaesse:
        with uhr.gestellt(_am(tag)):
            assert len(list(fristen.erinnere())) == anzahl
    assert Postausgang.objects.filter(betreff__contains="Bezirksregierung").exists()


def test_seiten(welt: Welt, als: Als) -> None:
    felder = {
        "stelle": welt.stellen["fb40"].pk,
        "name": "Aktionsplan",
        "geber": "Bezirksregierung",
        "zeichen": "48.02",
        "bescheid_vom": "2023-01-02",
        "zweck": "Teilhabe",
        "nachweis_bis": "2024-04-30",
        "nebenbestimmungen": "ANBest-P",
        "monate_verwendung": "2",
        "zeile_1": welt.haushaltsstelle.pk,
    }
    client = als("fi")
    antwort = client.post("/weiterleitungen/neu/", felder)
    assert antwort.status_code == 422
    assert "48.02" in antwort.content.decode()
    assert client.post("/weiterleitungen/neu/", {**felder, "betrag_1": "30.000,00"}).status_code == 302
    w = Weiterleitung.objects.get()
    adresse = f"/weiterleitungen/{w.pk}/"
    assert client.get(f"{adresse}bestaetigen/").status_code == 403
    leitung = als("leitung")
    assert "30.000,00" in leitung.get(f"{adresse}bestaetigen/").content.decode()
    assert leitung.post(f"{adresse}bestaetigen/", {"stand": "99"}).status_code == 409
    assert leitung.post(f"{adresse}bestaetigen/", {"stand": w.stand}).status_code == 302
    gehe(welt, welt.eingereicht(), bis="verwendungsnachweis")
    seite = als("sb").get(adresse).content.decode()
    assert "10.000,00" in seite
    assert "Nachweis der Stadt vorlegen" in seite
    mappe = client.get(f"{adresse}?format=xlsx")
    assert b"".join(mappe.streaming_content).startswith(b"PK")
    assert b"48.02" in b"".join(client.get("/weiterleitungen/?format=csv").streaming_content)
    assert als("fb51").get(adresse).status_code == 404
    assert als("pruefung").get("/weiterleitungen/").status_code == 200
    assert als("antrag").get("/weiterleitungen/").status_code == 403


def test_eine_veraltete_seite_bleibt_veraltet_und_behaelt_was_getippt_ist(welt: Welt, als: Als) -> None:
    w = erfasst(welt)
    neu = dienst.gib_zurueck(w.pk, grund="Noch einmal.", stand=w.stand, akteur=welt.neu("leitung"))
    dienst.aendere(w.pk, angaben(welt, name="Neu"), stand=neu.stand, akteur=welt.neu("fi"))
    client, adresse = als("leitung"), f"/weiterleitungen/{w.pk}/zurueckgeben/"
    leer = client.post(adresse, {"grund": "", "stand": w.stand})
    assert (leer.status_code, f'name="stand" value="{w.stand}"' in leer.content.decode()) == (422, True)
    for stand in (w.stand, "", "x", "9" * 5000):
        alt = client.post(adresse, {"grund": "Betrag stimmt nicht.", "stand": stand})
        assert (alt.status_code, "Betrag stimmt nicht." in alt.content.decode()) == (409, True)
    assert (frisch(w).status, frisch(w).stand) == (S.VORGELEGT, w.stand + 2)


def test_der_abschluss_schreibt_das_pdf(welt: Welt, als: Als) -> None:
    w = bestaetigt(welt)
    w = dienst.lege_nachweis_vor(w.pk, sachbericht="Gut.", gruende={}, stand=w.stand, akteur=welt.neu("sb"))
    adresse = f"/weiterleitungen/{w.pk}/"
    assert als("sb").get(f"{adresse}nachweis.pdf")["Content-Type"] == "application/pdf"
    assert als("leitung").post(f"{adresse}abschliessen/", {"stand": w.stand}).status_code == 302
    assert als("sb").get(f"{adresse}nachweis.pdf").content.startswith(b"%PDF")
    assert frisch(w).status == S.ABGESCHLOSSEN


@pytest.mark.parametrize("was", ["veraendert", "fehlt"])
def test_eine_datei_die_nicht_mehr_stimmt_geht_nicht_hinaus(welt: Welt, als: Als, was: str) -> None:
    w = bestaetigt(welt)
    w = dienst.lege_nachweis_vor(w.pk, sachbericht="Gut.", gruende={}, stand=w.stand, akteur=welt.neu("sb"))
    leitung = welt.neu("leitung")
    w = dienst.schliesse_ab(w.pk, schreibe=lambda _: b"%PDF-echt", stand=w.stand, akteur=leitung)
    client = als("sb")
    assert client.get(f"/weiterleitungen/{w.pk}/nachweis.pdf").content == b"%PDF-echt"
    ort = Path(w.datei.path)
    ort.unlink() if was == "fehlt" else ort.write_bytes(b"%PDF-falsch")
    antwort = client.get(f"/weiterleitungen/{w.pk}/nachweis.pdf")
    assert antwort.status_code == 500
    assert antwort["Content-Type"].startswith("text/html")
    assert "passt nicht zu seiner Prüfsumme" in antwort.content.decode()
    assert b"falsch" not in antwort.content
