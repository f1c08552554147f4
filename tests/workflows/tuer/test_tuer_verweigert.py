"""The door stays shut: each refusal is said in words, stands in the trail, and nothing else has changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.forms import Form

from antraege.antrag.models import Antrag, Beteiligung
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Buchung
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.ablaeufe.test_antragsverfahren import BEWILLIGEN, FACHLICH, FORMAL
from tests.fabriken import person_mit, rolle_geben
from tests.welt import Welt, baue
from tests.workflows.wege import klaerungen
from workflows.antrag import tuer as antragstuer
from workflows.models import Aufgabe, Nachricht
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler


@pytest.fixture
def welt(db: None) -> Iterator[Welt]:
    with uhr.gestellt(datetime(2023, 1, 16, 9)):
        yield baue()


def _bild() -> dict[str, Any]:
    """Everything that must stay as it was; refusals alone may be added to the trail."""
    return {
        "antraege": list(Antrag.objects.order_by("pk").values()),
        "aufgaben": list(Aufgabe.objects.order_by("pk").values("pk", "status", "owner", "schritt")),
        "buchungen": list(Buchung.objects.order_by("pk").values_list("pk", flat=True)),
        "beteiligungen": Beteiligung.objects.count(),
        "nachrichten": Nachricht.objects.count(),
        "eintraege": Eintrag.objects.filter(verweigert=False).count(),
    }


def _verweigert(welt: Welt, antrag: Antrag, schritt: str, person: str, **eingaben: Any) -> str:
    aufgabe, vorher = _aufgabe(antrag, schritt), _bild()
    with pytest.raises(Verweigert) as fehler:
        aufgaben.erledigen(aufgabe.pk, akteur=welt.neu(person), eingaben=eingaben)
    assert _bild() == vorher
    assert Eintrag.objects.filter(kette=antrag.kette, verweigert=True).count() == 1
    return " ".join(fehler.value.gruende)


def _fehler(welt: Welt, antrag: Antrag, schritt: str, person: str, **eingaben: Any) -> Form:
    aufgabe, vorher = _aufgabe(antrag, schritt), _bild()
    with pytest.raises(Eingabefehler) as fehler:
        aufgaben.erledigen(aufgabe.pk, akteur=welt.neu(person), eingaben=eingaben)
    assert _bild() == vorher
    return fehler.value.formular


def _aufgabe(antrag: Antrag, schritt: str) -> Aufgabe:
    return Aufgabe.objects.filter(antrag=antrag, schritt=schritt, finished__isnull=True).earliest("pk")


def _geprueft(welt: Welt, **felder: Any) -> Antrag:
    antrag = welt.eingereicht(**felder)
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    eingaben = FACHLICH | klaerungen(antrag) | {"vorschlag": str(antrag.beantragt)}
    welt.tu(antrag, "fachliche_pruefung", "sb", **eingaben)
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    return welt.tu(antrag, "mitzeichnung", "fabido", "fabido", votum="einverstanden")


def _bewilligt(welt: Welt) -> Antrag:
    return welt.tu(_geprueft(welt), "entscheidung", "leitung", **BEWILLIGEN)


def _abgerufen(welt: Welt) -> Antrag:
    abruf = {"betrag": "6000", "zweck": "Honorare", "verzicht": "on"}
    return welt.tu(_bewilligt(welt), "mittelabruf", "zeichnung", **abruf)


def test_falsche_rolle_wird_verweigert(welt: Welt) -> None:
    grund = _verweigert(welt, welt.eingereicht(), "formale_pruefung", "fi", **FORMAL)
    assert "Anträge prüfen" in grund


def test_falsche_stelle_wird_verweigert(welt: Welt) -> None:
    assert "Fachbereich Schule" in _verweigert(welt, welt.eingereicht(), "formale_pruefung", "fb51", **FORMAL)


def test_traeger_prueft_nicht(welt: Welt) -> None:
    _verweigert(welt, welt.eingereicht(), "formale_pruefung", "zeichnung", **FORMAL)


def test_eigener_antrag_wird_nicht_selbst_geprueft(welt: Welt) -> None:
    rolle_geben(welt.personen["sb"], Rolle.TRAEGER_ANTRAG, welt.traeger)
    grund = _verweigert(welt, welt.eingereicht(), "formale_pruefung", "sb", **FORMAL)
    assert "Ihrer eigenen Stelle" in grund


def test_fabido_entscheidet_nie_ueber_die_eigene_kita(welt: Welt) -> None:
    welt.personen["fabido-fb40"] = person_mit(
        Rolle.LEITUNG, welt.stellen["fb40"], "dezernat", name="Zwei Hüte"
    )
    rolle_geben(welt.personen["fabido-fb40"], Rolle.LEITUNG, welt.stellen["fabido"])
    antrag = welt.antrag(
        traeger=welt.stellen["kita"], art="mittelzuweisung", angelegt_von=welt.personen["kita"]
    )
    antrag = antragstuer.einreichen(antrag.pk, akteur=welt.neu("kita"))
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH)
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    antrag = welt.tu(antrag, "mitzeichnung", "fabido", "fabido", votum="einverstanden")
    assert antrag.status == "geprueft"
    assert "Ihrer eigenen Stelle" in _verweigert(welt, antrag, "entscheidung", "fabido-fb40", **BEWILLIGEN)


@pytest.mark.parametrize(
    ("vorher", "schritt", "wer", "rolle", "eingaben"),
    [
        (_geprueft, "entscheidung", "sb", Rolle.LEITUNG, BEWILLIGEN),
        (_geprueft, "entscheidung", "zeichnung", Rolle.LEITUNG, BEWILLIGEN),
    ],
)
def test_wer_geprueft_oder_beantragt_hat_entscheidet_nicht(
    welt: Welt, vorher: Any, schritt: str, wer: str, rolle: Rolle, eingaben: dict[str, str]
) -> None:
    antrag = vorher(welt)
    rolle_geben(welt.personen[wer], rolle, welt.stellen["fb40"], ebene="dezernat")
    assert "Vier-Augen-Prinzip" in _verweigert(welt, antrag, schritt, wer, **eingaben)


def test_wer_sachlich_feststellt_stellt_nicht_rechnerisch_fest(welt: Welt) -> None:
    antrag = welt.tu(_abgerufen(welt), "sachliche_feststellung", "sb", ergebnis="richtig")
    assert "sachliche Richtigkeit" in _verweigert(
        welt, antrag, "rechnerische_feststellung", "sb", ergebnis="richtig"
    )


def test_wer_feststellt_ordnet_nicht_an(welt: Welt) -> None:
    antrag = welt.tu(_abgerufen(welt), "sachliche_feststellung", "sb", ergebnis="richtig")
    antrag = welt.tu(antrag, "rechnerische_feststellung", "fi", ergebnis="richtig")
    rolle_geben(welt.personen["fi"], Rolle.ANORDNUNG, welt.stellen["fb40"], ebene="dezernat")
    assert "rechnerische Richtigkeit" in _verweigert(welt, antrag, "anordnung", "fi", ergebnis="anordnen")


def test_betrag_ueber_der_wertgrenze_wird_verweigert(welt: Welt) -> None:
    assert "Wertgrenze von 5.000,00" in _verweigert(
        welt, _geprueft(welt), "entscheidung", "gruppenleitung", **BEWILLIGEN
    )


def test_jemand_anders_war_schneller(welt: Welt) -> None:
    aufgabe = _aufgabe(welt.eingereicht(), "formale_pruefung")
    aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("sb2"))
    vorher = _bild()
    for tat in (
        lambda: aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("sb")),
        lambda: aufgaben.erledigen(aufgabe.pk, akteur=welt.neu("sb"), eingaben=FORMAL),
    ):
        with pytest.raises(Ueberholt, match="Zweite Sachbearbeitung"):
            tat()
    assert _bild() == vorher


def test_zweiter_klick_wirkt_nicht(welt: Welt) -> None:
    antrag = welt.eingereicht()
    aufgabe = _aufgabe(antrag, "formale_pruefung")
    aufgaben.erledigen(aufgabe.pk, akteur=welt.neu("sb"), eingaben=FORMAL)
    vorher = _bild()
    with pytest.raises(Ueberholt):
        aufgaben.erledigen(aufgabe.pk, akteur=welt.neu("sb"), eingaben=FORMAL)
    with pytest.raises(Ueberholt):
        antragstuer.einreichen(antrag.pk, akteur=welt.neu("zeichnung"))
    assert _bild() == vorher


def test_veraltete_seite_wird_abgewiesen(welt: Welt) -> None:
    antrag = welt.eingereicht()
    aufgabe, vorher = _aufgabe(antrag, "formale_pruefung"), _bild()
    with pytest.raises(Ueberholt):
        aufgaben.erledigen(aufgabe.pk, akteur=welt.neu("sb"), eingaben=FORMAL, stand=antrag.stand - 1)
    assert _bild() == vorher


@pytest.mark.parametrize("betrag", ["-1", "viel", "10.000,001", "1,234.56", "10000.01", "1e3", "NaN"])
def test_falscher_betrag_wird_am_feld_gesagt(welt: Welt, betrag: str) -> None:
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    formular = _fehler(welt, antrag, "fachliche_pruefung", "sb", **{**FACHLICH, "vorschlag": betrag})
    assert list(formular.errors) == ["vorschlag"]


@pytest.mark.parametrize("betrag", ["9.999,50", "9999.50", "9999,5"])
def test_beide_schreibweisen_sind_derselbe_betrag(welt: Welt, betrag: str) -> None:
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    antrag = welt.tu(antrag, "fachliche_pruefung", "sb", **{**FACHLICH, "vorschlag": betrag})
    assert str(antrag.vorgeschlagen) == "9999.50"


def test_betrag_ueber_dem_haushalt_wird_abgewiesen(welt: Welt) -> None:
    for _ in range(3):
        _geprueft(welt)
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    aufgabe, vorher = _aufgabe(antrag, "fachliche_pruefung"), _bild()
    eingaben = FACHLICH | klaerungen(antrag)
    with pytest.raises(MaengelFehler, match="Frei sind 0,00"):
        aufgaben.erledigen(aufgabe.pk, akteur=welt.neu("sb"), eingaben=eingaben)
    assert _bild() == vorher


def test_zeitraum_der_das_vorhaben_nicht_umfasst_wird_abgewiesen(welt: Welt) -> None:
    eingaben = {**BEWILLIGEN, "zeitraum_von": "2023-04-01"}
    assert list(_fehler(welt, _geprueft(welt), "entscheidung", "leitung", **eingaben).errors) == [
        "zeitraum_bis"
    ]


@pytest.mark.parametrize("frist", ["2023-01-16", "2022-12-31", "gestern"])
def test_frist_in_der_vergangenheit_wird_abgewiesen(welt: Welt, frist: str) -> None:
    eingaben = {
        "punkt_eins": "ja",
        "ergebnis": "nachfordern",
        "fehlt_frage_ziel": "Bitte genauer.",
        "frist": frist,
    }
    formular = _fehler(welt, welt.eingereicht(), "formale_pruefung", "sb", **eingaben)
    assert "frist" in formular.errors


def test_jahr_ohne_haushaltsstelle_wird_abgewiesen(welt: Welt) -> None:
    antrag = welt.antrag(
        haushaltsjahr=2031, beginn=datetime(2031, 3, 1).date(), ende=datetime(2031, 6, 1).date()
    )
    vorher = _bild()
    with pytest.raises(MaengelFehler, match="2031"):
        antragstuer.einreichen(antrag.pk, akteur=welt.neu("zeichnung"))
    assert _bild() == vorher


def test_rueckzug_nach_der_entscheidung_ist_nicht_mehr_moeglich(welt: Welt) -> None:
    antrag = _bewilligt(welt)
    vorher = _bild()
    with pytest.raises(MaengelFehler):
        antragstuer.zurueckziehen(antrag.pk, akteur=welt.neu("zeichnung"), grund="")
    assert _bild() == vorher


def test_rueckzug_gibt_die_vormerkung_frei(welt: Welt) -> None:
    antrag = _geprueft(welt)
    antrag = antragstuer.zurueckziehen(antrag.pk, akteur=welt.neu("zeichnung"), grund="Kein Bedarf")
    assert antrag.status == "zurueckgezogen"
    assert haushalt.bestand(antrag.aktenzeichen or "").vorgemerkt == 0
    assert not Aufgabe.objects.filter(antrag=antrag, finished__isnull=True).exists()


def test_antragsperson_ohne_zeichnungsrecht_reicht_nicht_ein(welt: Welt) -> None:
    antrag = welt.antrag()
    vorher = _bild()
    with pytest.raises(Verweigert):
        antragstuer.einreichen(antrag.pk, akteur=welt.neu("antrag"))
    assert _bild() == vorher
