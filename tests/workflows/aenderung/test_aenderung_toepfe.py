"""A change of a joint case: pots and years rise or fall, who bears more is asked again, every euro on its line."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from antraege.antrag.models import Antrag, Mitzeichnung
from antraege.foerderung import aenderungen
from antraege.foerderung.models import Aenderungsanteil, Aenderungsstatus
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsjahr
from rollen.fehler import Ueberholt
from rollen.models.protokoll import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import rolle_geben
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import ABLEHNEN, PRUEFEN, beantrage
from tests.workflows.aenderung.topfaenderung import (
    MEHR,
    STIFTUNG,
    WENIGER,
    abgelehnt,
    einvernehmen,
    entscheide,
    im_jahr,
    mit_stiftung,
    pruefe,
)
from tests.workflows.antrag.topfwelt import (
    Toepfe,
    felder,
    gemeinsam_bewilligt,
    lege_an,
    stand,
)
from tests.workflows.rueckforderung.forderungswelt import regeln
from tests.workflows.wege import ABRUFEN, TATEN, offene
from workflows.aenderung import tuer as aenderung
from workflows.antrag import tuer as antragstuer
from workflows.berechne.rechnungen import toepfe as berechne
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.tuer.fehler import Eingabefehler
from workflows.zahlung.abgleich_hauptbuch import hauptbuch_gegen_faelle

pytestmark = pytest.mark.django_db
D = Decimal
NULL = D("0.00")
Als = Callable[[str], Client]


@pytest.fixture
def toepfe(welt: Welt) -> Toepfe:
    return lege_an(welt)


@pytest.fixture
def antrag(welt: Welt, toepfe: Toepfe) -> Antrag:
    """10.000 € granted, 6.000 of FB 40 and 4.000 of FB 51, under rules without a highest amount."""
    return gemeinsam_bewilligt(welt, toepfe, richtlinie=regeln(welt))


def test_mehr_geld_faellt_nach_anteilen_und_der_andere_fachbereich_wird_gefragt(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    eine = beantrage(welt, antrag, "betrag", betraege=MEHR)
    assert eine.nachher["toepfe"] == eine.vorher["toepfe"]
    pruefe(welt, antrag)
    assert offene(antrag) == ["aenderungseinvernehmen", "mittelabruf"]
    assert welt.aufgabe(antrag, "aenderungseinvernehmen").stelle == welt.stellen["fb51"]
    assert stand(toepfe.fb40) == (D("600.00"), D("6000.00"), NULL, NULL)
    assert stand(toepfe.fb51) == (D("400.00"), D("4000.00"), NULL, NULL)
    einvernehmen(welt, antrag)
    stimme = Mitzeichnung.objects.latest("id")
    assert (stimme.stelle, stimme.anteil, stimme.aenderung_nr) == (welt.stellen["fb51"], D("400.00"), 1)
    assert Eintrag.objects.get(aktion=Tat.AENDERUNGSEINVERNEHMEN).nachher["anteil"] == "400.00"
    neu = entscheide(welt, antrag)
    assert neu.bewilligt == D("11000.00")
    assert stand(toepfe.fb40) == (NULL, D("6600.00"), NULL, NULL)
    assert stand(toepfe.fb51) == (NULL, D("4400.00"), NULL, NULL)
    assert list(neu.jahresanteile.values_list("bewilligt", flat=True)) == [D("11000.00")]
    assert list(neu.mittelanteile.values_list("betrag", flat=True)) == [D("6600.00"), D("4400.00")]
    assert neu.mittelanteile.get(haushaltsstelle=toepfe.fb51).einvernehmen == stimme
    eine.refresh_from_db()
    assert eine.nachher["toepfe"] == {"Fachbereich Schule, 2023": "6600.00", "Jugendamt, 2023": "4400.00"}
    assert haushalt.abgleich() == []
    assert list(hauptbuch_gegen_faelle()) == []
    assert pruefe_verfahren() == []


def test_was_berechne_sagt_bucht_das_hauptbuch(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    """An odd cent, and an instalment paid before: 11.000,01 € of 6.000 and 4.000."""
    abruf = {**ABRUFEN, "betrag": "3.333,33"}
    welt.tu(antrag, "mittelabruf", "zeichnung", **abruf)
    for schritt in ("sachliche_feststellung", "rechnerische_feststellung", "anordnung"):
        welt.tu(antrag, schritt, TATEN[schritt][0], **TATEN[schritt][1])
    welt.tu(antrag, "buchung", "kasse", belegnummer="B-1")
    beantrage(welt, antrag, "betrag", betraege={"Honorare": "11.000,01", "Zuwendung": "11.000,01"})
    pruefe(welt, antrag)
    einvernehmen(welt, antrag)
    entscheide(welt, antrag)
    pots = [
        {"topf": "FB 40", "jahr": 2023, "anteil": "6000.00"},
        {"topf": "FB 51", "jahr": 2023, "anteil": "4000.00"},
    ]
    antwort = berechne({"toepfe": pots, "aenderung": {"2023": "11000.01"}}, lambda _: [])
    getragen = [stand(zeile)[1] + stand(zeile)[2] for zeile in (toepfe.fb40, toepfe.fb51)]
    assert getragen == [D(eine["betrag"]) for eine in antwort["geaendert"]] == [D("6600.01"), D("4400.00")]


def test_weniger_geld_fragt_niemanden(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    beantrage(welt, antrag, "betrag", betraege=WENIGER)
    pruefe(welt, antrag)
    assert offene(antrag) == ["aenderungsentscheidung", "mittelabruf"]
    neu = entscheide(welt, antrag)
    assert (stand(toepfe.fb40)[1], stand(toepfe.fb51)[1]) == (D("5400.00"), D("3600.00"))
    assert neu.mittelanteile.get(haushaltsstelle=toepfe.fb51).einvernehmen is not None


def test_ein_topf_allein_traegt_das_mehr(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    """FB 40 leads: it bears the 1.000 € itself and asks nobody; FB 51 stays as it is."""
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag, (toepfe.fb40, "7.000,00"), (toepfe.fb51, "4.000,00"))
    assert offene(antrag) == ["aenderungsentscheidung", "mittelabruf"]
    entscheide(welt, antrag)
    assert (stand(toepfe.fb40)[1], stand(toepfe.fb51)[1]) == (D("7000.00"), D("4000.00"))


def test_anteile_verschieben_sich_ohne_anderen_betrag(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    eine = beantrage(welt, antrag, "toepfe", wer="sb")
    pruefe(welt, antrag, (toepfe.fb40, "5.000,00"), (toepfe.fb51, "5.000,00"))
    assert (stand(toepfe.fb40)[0], stand(toepfe.fb51)[0]) == (NULL, D("1000.00"))
    einvernehmen(welt, antrag)
    neu = entscheide(welt, antrag)
    assert neu.bewilligt == D("10000.00")
    assert (stand(toepfe.fb40)[:2], stand(toepfe.fb51)[:2]) == ((NULL, D("5000.00")), (NULL, D("5000.00")))
    eine.refresh_from_db()
    assert [(n.was, n.neu) for n in aenderungen.neuerungen(eine.vorher, eine.nachher)] == [
        ("Davon Fachbereich Schule, 2023", "5.000,00\xa0€"),
        ("Davon Jugendamt, 2023", "5.000,00\xa0€"),
    ]


def test_einen_topf_kann_ein_anderer_ersetzen(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    """FB 51 falls away, a foundation steps in: its promise is seen by a second person before anything is granted."""
    beantrage(welt, antrag, "toepfe", wer="sb")
    pruefe(welt, antrag, (toepfe.fb40, "9.000,00"), (toepfe.stiftung, "1.000,00", *STIFTUNG))
    einvernehmen(welt, antrag)
    with pytest.raises(Eingabefehler) as fehler:
        entscheide(welt, antrag)
    assert "noch nicht bestätigt" in fehler.value.formular.errors["entscheidung"][0]
    assert stand(toepfe.fb51)[1] == D("4000.00")
    anteil = Aenderungsanteil.objects.exclude(geldgeber="").get()
    for wer in ("fi", "sb"):
        with pytest.raises(Verweigert):
            antragstuer.bestaetige_zusage(anteil, akteur=welt.neu(wer))
    antragstuer.bestaetige_zusage(anteil, akteur=welt.neu("fi51"))
    with pytest.raises(Ueberholt):
        antragstuer.bestaetige_zusage(anteil, akteur=welt.neu("fi51"))
    neu = entscheide(welt, antrag)
    assert [stand(zeile)[1] for zeile in (toepfe.fb40, toepfe.fb51, toepfe.stiftung)] == [
        D("9000.00"),
        NULL,
        D("1000.00"),
    ]
    neuer = neu.mittelanteile.get(haushaltsstelle=toepfe.stiftung)
    assert (neuer.geldgeber, neuer.bestaetigt_von) == ("Sparkassenstiftung", welt.personen["fi51"])
    assert not neu.mittelanteile.filter(haushaltsstelle=toepfe.fb51).exists()


def test_eine_zusage_die_steigt_wird_neu_genannt_und_neu_bestaetigt(welt: Welt, toepfe: Toepfe) -> None:
    antrag = mit_stiftung(welt, toepfe)
    beantrage(welt, antrag, "toepfe", wer="sb")
    fehler = abgelehnt(welt, antrag, (toepfe.fb40, "9.200,00"), (toepfe.stiftung, "800,00", *STIFTUNG))
    assert fehler == {
        "topf_2_zusage": ["Der Anteil steigt: Bitte nennen Sie Tag und Zeichen der neuen Zusage."]
    }
    neue = ("Sparkassenstiftung", "Schreiben vom 12.01.2023")
    pruefe(welt, antrag, (toepfe.fb40, "9.200,00"), (toepfe.stiftung, "800,00", *neue))
    assert Aenderungsanteil.objects.exclude(geldgeber="").get().bestaetigt_am is None


def test_eine_zusage_die_bleibt_bleibt_bestaetigt(welt: Welt, toepfe: Toepfe) -> None:
    antrag = mit_stiftung(welt, toepfe)
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag, (toepfe.fb40, "10.500,00"), (toepfe.stiftung, "500,00", *STIFTUNG))
    assert offene(antrag) == ["aenderungsentscheidung", "mittelabruf"]
    neu = entscheide(welt, antrag)
    assert neu.mittelanteile.get(haushaltsstelle=toepfe.stiftung).bestaetigt_von == welt.personen["fi51"]


def test_ein_nein_fuehrt_zurueck_zur_pruefung(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    eine = beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag)
    with pytest.raises(Eingabefehler):
        einvernehmen(welt, antrag, votum="versagt")
    einvernehmen(welt, antrag, votum="versagt", begruendung="Nur 200 €.")
    eine.refresh_from_db()
    assert (eine.status, offene(antrag)) == (
        Aenderungsstatus.BEANTRAGT,
        ["aenderungspruefung", "mittelabruf"],
    )
    assert eine.entscheidung == "Kein Einvernehmen: Jugendamt."
    assert antrag.nachrichten.filter(text__contains="Nur 200 €.").exists()
    pruefe(welt, antrag, (toepfe.fb40, "6.800,00"), (toepfe.fb51, "4.200,00"))
    assert (stand(toepfe.fb40)[0], stand(toepfe.fb51)[0]) == (D("800.00"), D("200.00"))
    assert offene(antrag) == ["aenderungseinvernehmen", "mittelabruf"]
    einvernehmen(welt, antrag)
    entscheide(welt, antrag)
    assert (stand(toepfe.fb40)[1], stand(toepfe.fb51)[1]) == (D("6800.00"), D("4200.00"))


def test_wer_prueft_oder_entscheidet_gibt_kein_einvernehmen(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag)
    for wer in ("sb", "leitung"):
        rolle_geben(welt.personen[wer], Rolle.SACHBEARBEITUNG, welt.stellen["fb51"])
        with pytest.raises(Verweigert):
            welt.tu(antrag, "aenderungseinvernehmen", wer, stelle="fb51", votum="einverstanden")
    assert "aenderungseinvernehmen" in offene(antrag)
    assert stand(toepfe.fb51)[1] == D("4000.00")


def test_rueckzug_und_ablehnung_lassen_die_toepfe_wie_sie_waren(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag)
    aenderung.ziehe_zurueck(antrag.pk, akteur=welt.neu("zeichnung"), grund="Doch nicht.")
    assert offene(antrag) == ["mittelabruf"]
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag)
    einvernehmen(welt, antrag)
    welt.tu(antrag, "aenderungsentscheidung", "leitung", **ABLEHNEN)
    assert stand(toepfe.fb40) == (NULL, D("6000.00"), NULL, NULL)
    assert stand(toepfe.fb51) == (NULL, D("4000.00"), NULL, NULL)
    assert pruefe_verfahren() == []


def test_eine_verlaengerung_laesst_die_toepfe_in_ruhe(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    pruefe(welt, antrag)
    entscheide(welt, antrag)
    assert not Aenderungsanteil.objects.exists()
    assert (stand(toepfe.fb40)[1], stand(toepfe.fb51)[1]) == (D("6000.00"), D("4000.00"))


def test_ein_jahr_mehr_bekommt_seinen_topf_von_der_pruefung(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    """Four months longer and 1.000 € in 2024: no pot bears that year yet, so the check names one."""
    Haushaltsjahr.objects.create(jahr=2024, in_kraft_ab=date(2023, 1, 1))
    neu = im_jahr(toepfe.fb51, 2024)
    haushalt.setze_ansatz(neu, D("2000.00"), schluessel="a24", akteur=welt.personen["fi51"], text="Test")
    beantrage(
        welt,
        antrag,
        "verlaengerung",
        "betrag",
        betraege=MEHR,
        neues_ende="2024-02-28",
        jahr_2023="10.000,00",
        jahr_2024="1.000,00",
    )
    fehler = abgelehnt(welt, antrag)
    assert "2024 ergeben die Töpfe 0,00" in str(fehler)
    pruefe(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"), (neu, "1.000,00"))
    einvernehmen(welt, antrag)
    geaendert = entscheide(welt, antrag)
    assert stand(neu) == (NULL, D("1000.00"), NULL, NULL)
    assert dict(geaendert.jahresanteile.values_list("jahr", "bewilligt")) == {
        2023: D("10000.00"),
        2024: D("1000.00"),
    }


def test_seiten_zeigen_bisher_und_neu_und_behalten_was_getippt_ist(
    welt: Welt, toepfe: Toepfe, antrag: Antrag, als: Als
) -> None:
    assert "Andere Anteile der Töpfe" in als("sb").get(f"/antraege/{antrag.pk}/aenderung/").content.decode()
    assert (
        "Andere Anteile der Töpfe"
        not in als("zeichnung").get(f"/antraege/{antrag.pk}/aenderung/").content.decode()
    )
    eine = beantrage(welt, antrag, "betrag", betraege=MEHR)
    aufgabe = welt.aufgabe(antrag, "aenderungspruefung")
    seite = als("sb").get(f"/aufgaben/{aufgabe.pk}/").content.decode()
    assert "Wer trägt danach wie viel?" in seite
    assert 'value="6.600,00"' in seite
    antrag.refresh_from_db()
    getippt = felder((toepfe.fb40, "1,00", "Stiftung Y")) | {**PRUEFEN, "stand": antrag.stand}
    antwort = als("sb").post(f"/aufgaben/{aufgabe.pk}/", getippt)
    assert antwort.status_code == 422
    assert "Stiftung Y" in antwort.content.decode()
    pruefe(
        welt,
        antrag,
        (toepfe.fb40, "9.000,00"),
        (toepfe.stiftung, "1.000,00", *STIFTUNG),
        (toepfe.fb51, "1.000,00"),
    )
    aufgabe = welt.aufgabe(antrag, "aenderungseinvernehmen")
    seite = als("fb51").get(f"/aufgaben/{aufgabe.pk}/").content.decode()
    assert "Ihr Anteil steigt um 1.000,00" in seite
    seite = als("fi51").get(f"/antraege/{antrag.pk}/aenderungen/{eine.nr}/").content.decode()
    assert "Zusage bestätigen" in seite
    anteil = Aenderungsanteil.objects.exclude(geldgeber="").get()
    adresse = f"/aenderungsanteile/{anteil.pk}/bestaetigen/"
    assert als("sb").get(adresse).status_code == 403
    assert als("fi51").post(adresse).status_code == 302
    seite = als("zeichnung").get(f"/antraege/{antrag.pk}/aenderungen/{eine.nr}/").content.decode()
    assert "Anteile der Töpfe" not in seite
    einvernehmen(welt, antrag)
    aufgabe = welt.aufgabe(antrag, "aenderungsentscheidung")
    assert "Einvernehmen" in als("leitung").get(f"/aufgaben/{aufgabe.pk}/").content.decode()
    assert entscheide(welt, antrag).bewilligt == D("11000.00")
    assert "Zur 1. Änderung: 1.000,00" in als("sb").get(f"/faelle/{antrag.pk}/").content.decode()
