"""A change of the grant through the door: what it does to plan, money, years, days and letters."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag, Schriftstueckart
from antraege.foerderung import aenderungen
from antraege.foerderung.models import Aenderungsstatus, Planposition
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.maengel import MaengelFehler
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import ABLEHNEN, PRUEFEN, beantrage, bewilligt, entscheide
from tests.workflows.besuch import aufgabe_von, bild, frisch
from tests.workflows.wege import offene
from workflows.aenderung import tuer as aenderung
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler


@pytest.fixture
def antrag(welt: Welt) -> Antrag:
    """Approved with 6,000 €, Honorare 4,000 and Material 2,000, until 30.06.2023."""
    return bewilligt(welt)


def _zeilen(antrag: Antrag) -> dict[str, Decimal]:
    return {p.bezeichnung: p.betrag for p in antrag.planpositionen.order_by("id")}


def _bestand(antrag: Antrag) -> tuple[Decimal, Decimal]:
    bestand = haushalt.bestand(antrag.aktenzeichen or "")
    return (bestand.vorgemerkt, bestand.gebunden)


def test_verlaengerung_verschiebt_ende_zeitraum_und_nachweis(welt: Welt, antrag: Antrag) -> None:
    eine = beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    assert offene(antrag) == ["aenderungspruefung", "mittelabruf"]
    neu = entscheide(welt, antrag)
    eine.refresh_from_db()
    assert (neu.ende, neu.bescheid.zeitraum_bis, neu.nachweis_faellig_am, neu.bewilligt) == (
        date(2023, 9, 30),
        date(2023, 12, 1),
        date(2024, 6, 3),
        Decimal("6000.00"),
    )
    assert (eine.status, eine.bekannt_am, eine.bestandskraeftig_ab) == (
        Aenderungsstatus.BEWILLIGT,
        date(2023, 1, 19),
        date(2023, 2, 21),
    )
    assert eine.schriftstueck is not None
    assert eine.schriftstueck.art == Schriftstueckart.AENDERUNGSBESCHEID
    assert list(neu.momentaufnahmen.values_list("anlass", flat=True)) == [
        "eingereicht",
        "bewilligt",
        "geaendert",
    ]
    assert offene(neu) == ["mittelabruf"]


def test_umschichtung_haelt_die_zeilen_und_haengt_neue_an(welt: Welt, antrag: Antrag) -> None:
    vorher = dict(antrag.planpositionen.values_list("bezeichnung", "pk"))
    beantrage(
        welt,
        antrag,
        "umschichtung",
        betraege={"Honorare": "1.500,00", "Material": "0"},
        neu=[("ausgabe", "", "Bücher", "4.500,00")],
    )
    neu = entscheide(welt, antrag)
    assert _zeilen(neu) == {
        "Honorare": Decimal("1500.00"),
        "Material": Decimal("0.00"),
        "Zuwendung": Decimal("6000.00"),
        "Bücher": Decimal("4500.00"),
    }
    assert vorher.items() <= dict(neu.planpositionen.values_list("bezeichnung", "pk")).items()
    assert (neu.bewilligt, _bestand(neu)) == (Decimal("6000.00"), (Decimal("0.00"), Decimal("6000.00")))


def test_umschichtung_innerhalb_der_toleranz_braucht_keine_aenderung(welt: Welt, antrag: Antrag) -> None:
    with pytest.raises(Eingabefehler) as fehler:
        beantrage(welt, antrag, "umschichtung", betraege={"Honorare": "3.600,00", "Material": "2.400,00"})
    assert fehler.value.formular.non_field_errors() == [
        "Kein Einzelansatz steigt um mehr als 20,00\xa0%. Dafür brauchen Sie keine Änderung (ANBest-P Nr. 1.2)."
    ]
    assert not antrag.aenderungen.exists()


def test_mehr_geld_wird_vorgemerkt_dann_gebunden(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "betrag", betraege={"Honorare": "5.000,00", "Zuwendung": "7.000,00"})
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    assert _bestand(antrag) == (Decimal("1000.00"), Decimal("6000.00"))
    neu = welt.tu(
        antrag, "aenderungsentscheidung", "leitung", entscheidung="bewilligen", begruendung="Notwendig."
    )
    assert (neu.bewilligt, _bestand(neu)) == (Decimal("7000.00"), (Decimal("0.00"), Decimal("7000.00")))
    assert list(neu.jahresanteile.values_list("jahr", "bewilligt")) == [(2023, Decimal("7000.00"))]
    assert aufgabe_von(neu, "mittelabruf").betrag == Decimal("7000.00")
    assert haushalt.abgleich() == []


def test_weniger_geld_gibt_die_bindung_frei(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "betrag", betraege={"Honorare": "3.000,00", "Zuwendung": "5.000,00"})
    neu = entscheide(welt, antrag)
    assert (neu.bewilligt, neu.offen) == (Decimal("5000.00"), Decimal("5000.00"))
    assert _bestand(neu) == (Decimal("0.00"), Decimal("5000.00"))
    assert Haushaltsstelle.objects.get(pk=welt.haushaltsstelle.pk).frei == Decimal("25000.00")


def test_die_ganze_neue_zuwendung_muss_in_der_wertgrenze_liegen(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "betrag", betraege={"Honorare": "4.500,00", "Zuwendung": "6.500,00"})
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    vorher = bild()
    with pytest.raises(Verweigert) as fehler:
        welt.tu(antrag, "aenderungsentscheidung", "gruppenleitung", entscheidung="bewilligen")
    assert fehler.value.gruende[0].startswith("6.500,00\xa0€ liegen über Ihrer Wertgrenze")
    assert bild() == vorher


def test_wer_die_aenderung_geprueft_hat_entscheidet_nicht(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    schritt = aufgaben.SCHRITTE["aenderungsentscheidung"]
    gruende = schritt.hindernisse(aufgabe_von(antrag, schritt.name), akteur=welt.neu("sb"))
    assert [grund.text for grund in gruende] == [
        "Ihnen fehlt das Recht „Bewilligen und ablehnen“ bei Fachbereich Schule.",
        "Vier-Augen-Prinzip: Sie haben in diesem Fall bereits den Antrag geprüft.",
        "Vier-Augen-Prinzip: Sie haben in diesem Fall bereits eine Änderung geprüft.",
    ]


def test_ablehnung_laesst_alles_wie_es_war(welt: Welt, antrag: Antrag) -> None:
    eine = beantrage(welt, antrag, "betrag", betraege={"Honorare": "5.000,00", "Zuwendung": "7.000,00"})
    neu = entscheide(welt, antrag, ABLEHNEN)
    eine.refresh_from_db()
    assert (eine.status, eine.entscheidung) == (Aenderungsstatus.ABGELEHNT, "Die Mittel sind verbraucht.")
    assert (neu.bewilligt, _zeilen(neu)["Honorare"]) == (Decimal("6000.00"), Decimal("4000.00"))
    assert _bestand(neu) == (Decimal("0.00"), Decimal("6000.00"))
    assert eine.schriftstueck is not None
    assert eine.schriftstueck.titel == "Ablehnung der Änderung"
    assert list(neu.momentaufnahmen.values_list("anlass", flat=True)) == ["eingereicht", "bewilligt"]


def test_zurueckgeben_und_noch_einmal_pruefen_merkt_nicht_doppelt_vor(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "betrag", betraege={"Honorare": "5.000,00", "Zuwendung": "7.000,00"})
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    zurueck = {"entscheidung": "zurueckgeben", "begruendung": "Bitte die Kosten belegen."}
    welt.tu(antrag, "aenderungsentscheidung", "leitung", **zurueck)
    assert offene(antrag) == ["aenderungspruefung", "mittelabruf"]
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    assert _bestand(antrag) == (Decimal("1000.00"), Decimal("6000.00"))


def test_rueckzug_schliesst_die_aufgaben_und_gibt_die_vormerkung_frei(welt: Welt, antrag: Antrag) -> None:
    eine = beantrage(welt, antrag, "betrag", betraege={"Honorare": "5.000,00", "Zuwendung": "7.000,00"})
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    aenderung.ziehe_zurueck(antrag.pk, akteur=welt.neu("zeichnung"), grund="Doch nicht nötig.")
    eine.refresh_from_db()
    assert (eine.status, offene(antrag)) == (Aenderungsstatus.ZURUECKGEZOGEN, ["mittelabruf"])
    assert _bestand(antrag) == (Decimal("0.00"), Decimal("6000.00"))
    with pytest.raises(Ueberholt):
        aenderung.ziehe_zurueck(antrag.pk, akteur=welt.neu("zeichnung"), grund="")


def test_nur_eine_aenderung_zugleich(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    with pytest.raises(MaengelFehler) as fehler:
        beantrage(welt, antrag, "verlaengerung", neues_ende="2023-10-31")
    assert str(fehler.value) == "Es läuft schon eine Änderung."
    assert antrag.aenderungen.count() == 1


@pytest.mark.parametrize("wer", ["antrag", "leitung", "fabido", "pruefung"])
def test_ohne_zeichnungsrecht_keine_aenderung(welt: Welt, antrag: Antrag, wer: str) -> None:
    vorher = bild()
    with pytest.raises(Verweigert):
        beantrage(welt, antrag, "verlaengerung", wer=wer, neues_ende="2023-09-30")
    assert bild() == vorher
    assert Eintrag.objects.filter(kette=antrag.kette, verweigert=True).count() == 1


def test_von_amts_wegen_ist_gekennzeichnet_und_bekommt_bei_verzicht_keinen_bescheid(
    welt: Welt, antrag: Antrag
) -> None:
    eine = beantrage(welt, antrag, "verlaengerung", wer="sb", neues_ende="2023-09-30")
    assert eine.von_amts_wegen
    with pytest.raises(Verweigert):
        aenderung.ziehe_zurueck(antrag.pk, akteur=welt.neu("zeichnung"), grund="")
    entscheide(welt, antrag, ABLEHNEN)
    eine.refresh_from_db()
    assert (eine.status, eine.schriftstueck, eine.bekannt_am) == (Aenderungsstatus.ABGELEHNT, None, None)


def test_nach_dem_nachweis_keine_aenderung_und_umgekehrt(welt: Welt, antrag: Antrag) -> None:
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    assert [m.text for m in aenderungen.laufende_aenderung(antrag)] == [
        "Über eine Änderung ist noch nicht entschieden."
    ]
    entscheide(welt, antrag)
    assert aenderungen.laufende_aenderung(antrag) == []


def test_alle_maengel_auf_einmal(welt: Welt, antrag: Antrag) -> None:
    with pytest.raises(Eingabefehler) as fehler:
        beantrage(
            welt,
            antrag,
            "verlaengerung",
            "umschichtung",
            neues_ende="2023-05-01",
            betraege={"Honorare": "9.000,00"},
            begruendung="",
        )
    formular = fehler.value.formular
    assert sorted(formular.errors) == ["__all__", "begruendung", "neues_ende"]
    assert formular.errors["neues_ende"] == ["Das neue Ende muss nach dem 30.06.2023 liegen."]
    assert len(formular.non_field_errors()) == 1
    assert not antrag.aenderungen.exists()


def test_geaenderter_plan_ohne_haken_faellt_auf(welt: Welt, antrag: Antrag) -> None:
    with pytest.raises(Eingabefehler) as fehler:
        beantrage(
            welt,
            antrag,
            "verlaengerung",
            neues_ende="2023-09-30",
            betraege={"Honorare": "3.000,00", "Material": "3.000,00"},
        )
    assert list(fehler.value.formular.errors) == ["arten"]


def test_teilbewilligung_zeigt_den_anerkannten_plan(welt: Welt) -> None:
    antrag = bewilligt(welt, betrag="5.000,00", begruendung="Gekürzt.")
    assert {z.bezeichnung: z.betrag for z in aenderungen.bewilligte_zeilen(antrag)} == {
        "Honorare": Decimal("4000.00"),
        "Material": Decimal("2000.00"),
        "Zuwendung": Decimal("5000.00"),
        "wegen der Kürzung": Decimal("1000.00"),
    }
    beantrage(welt, antrag, "umschichtung", betraege={"Honorare": "2.000,00", "Material": "4.000,00"})
    neu = entscheide(welt, antrag)
    assert sum(p.betrag for p in Planposition.objects.filter(antrag=neu, seite="deckung")) == 6000
    assert {z.bezeichnung: z.betrag for z in aenderungen.bewilligte_zeilen(frisch(neu))}["Zuwendung"] == 5000
