"""What a change of the pots of a joint case is refused for; each time nothing has moved."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Aenderungsanteil
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import beantrage
from tests.workflows.aenderung.topfaenderung import (
    MEHR,
    abgelehnt,
    einvernehmen,
    entscheide,
    im_jahr,
    nicht_bewilligt,
    pruefe,
)
from tests.workflows.antrag.topfwelt import (
    Toepfe,
    gemeinsam_bewilligt,
    lege_an,
    stand,
)
from tests.workflows.rueckforderung.forderungswelt import regeln
from tests.workflows.wege import ABRUFEN, TATEN
from workflows.tuer.fehler import Eingabefehler

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


@pytest.mark.parametrize(
    ("toepfe_danach", "feld", "satz"),
    [
        ([("fb40", "7.000,00"), ("fb51", "4.000,01")], "topf_2_betrag", "2023 ergeben die Töpfe 11.000,01"),
        ([("fb40", "7.000,00"), ("fb40", "4.000,00")], "topf_1_zeile", "nur einmal nennen"),
        ([("fb40", "5.999,00"), ("fb51", "5.001,00")], "topf_2_betrag", "nur 1.000,00"),
        ([("fb40", "10.000,00"), ("stiftung", "1.000,00", "Stiftung")], "topf_2_zusage", "Tag und Zeichen"),
        ([("fb40", "10.000,00"), ("stiftung", "1.000,00", "", "X")], "topf_2_geldgeber", "den Geldgeber"),
        ([("fb40", "7.000,00"), ("fb51", "")], "topf_2_betrag", "auch den Anteil"),
        ([("fb40", "7.000,00"), ("spaeter", "4.000,00")], "topf_2_zeile", "gültige Auswahl|nicht gültig"),
    ],
)
def test_toepfe_die_nicht_gehen(
    welt: Welt, toepfe: Toepfe, antrag: Antrag, toepfe_danach: list[tuple[str, ...]], feld: str, satz: str
) -> None:
    zeilen = {**vars(toepfe), "spaeter": im_jahr(toepfe.fb51, 2031)}
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    was = [(zeilen[name], *rest) for name, *rest in toepfe_danach]
    fehler = abgelehnt(welt, antrag, *was)
    assert re.search(satz, " ".join(fehler[feld])), fehler


def test_unveraenderte_anteile_sind_keine_aenderung(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    beantrage(welt, antrag, "toepfe", wer="sb")
    assert "unverändert" in abgelehnt(welt, antrag)["topf_2_betrag"][0]


def test_was_ausgezahlt_ist_bleibt_beim_topf(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    welt.tu(antrag, "mittelabruf", "zeichnung", **{**ABRUFEN, "betrag": "5.000,00"})
    beantrage(welt, antrag, "toepfe", wer="sb")
    for schritt in ("sachliche_feststellung", "rechnerische_feststellung", "anordnung"):
        welt.tu(antrag, schritt, TATEN[schritt][0], **TATEN[schritt][1])
    fehler = abgelehnt(welt, antrag, (toepfe.fb40, "8.500,00"), (toepfe.fb51, "1.500,00"))
    assert "Zahlung ist angeordnet" in fehler["__all__"][0]
    welt.tu(antrag, "buchung", "kasse", belegnummer="B-1")
    fehler = abgelehnt(welt, antrag, (toepfe.fb40, "8.500,00"), (toepfe.fb51, "1.500,00"))
    assert "schon 2.000,00" in fehler["topf_2_betrag"][0]
    fehler = abgelehnt(welt, antrag, (toepfe.fb40, "10.000,00"))
    assert "schon 2.000,00" in fehler["topf_1_betrag"][0]
    pruefe(welt, antrag, (toepfe.fb40, "8.000,00"), (toepfe.fb51, "2.000,00"))
    entscheide(welt, antrag)
    assert stand(toepfe.fb40) == (NULL, D("5000.00"), D("3000.00"), NULL)
    assert stand(toepfe.fb51) == (NULL, NULL, D("2000.00"), NULL)


def test_eine_anordnung_nach_der_pruefung_haelt_die_entscheidung_auf(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    beantrage(welt, antrag, "toepfe", wer="sb")
    pruefe(welt, antrag, (toepfe.fb40, "7.000,00"), (toepfe.fb51, "3.000,00"))
    welt.tu(antrag, "mittelabruf", "zeichnung", **{**ABRUFEN, "betrag": "1.000,00"})
    for schritt in ("sachliche_feststellung", "rechnerische_feststellung", "anordnung"):
        welt.tu(antrag, schritt, TATEN[schritt][0], **TATEN[schritt][1])
    assert "angeordnet" in nicht_bewilligt(welt, antrag)
    welt.tu(antrag, "buchung", "kasse", belegnummer="B-1")
    entscheide(welt, antrag)
    assert (stand(toepfe.fb40)[1:3], stand(toepfe.fb51)[1:3]) == (
        (D("6400.00"), D("600.00")),
        (D("2600.00"), D("400.00")),
    )


def test_stehen_die_toepfe_anders_wird_neu_geprueft(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    beantrage(welt, antrag, "toepfe", wer="sb")
    pruefe(welt, antrag, (toepfe.fb40, "7.000,00"), (toepfe.fb51, "3.000,00"))
    Aenderungsanteil.objects.filter(haushaltsstelle=toepfe.fb51).update(bisher=D("3999.00"))
    assert "anders als bei der Prüfung" in nicht_bewilligt(welt, antrag)
    assert stand(toepfe.fb51)[1] == D("4000.00")


def test_gegen_die_empfehlung_geht_es_nicht_ohne_anteile(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    welt.tu(antrag, "aenderungspruefung", "sb", empfehlung="ablehnen", vermerk="Nicht nötig.")
    assert "geben Sie die Änderung zurück" in nicht_bewilligt(welt, antrag)
    assert (stand(toepfe.fb40)[1], stand(toepfe.fb51)[1]) == (D("6000.00"), D("4000.00"))


def test_ohne_einvernehmen_wird_nichts_bewilligt_wie_es_auch_dahin_kam(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag)
    einvernehmen(welt, antrag)
    Aenderungsanteil.objects.update(einvernehmen=None)
    assert "Das Einvernehmen fehlt: Jugendamt" in nicht_bewilligt(welt, antrag)
    assert stand(toepfe.fb51) == (D("400.00"), D("4000.00"), NULL, NULL)


def test_eine_abgeschlossene_haushaltsstelle_traegt_nicht_mehr(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    Haushaltsstelle.objects.filter(pk=toepfe.fb51.pk).update(abgeschlossen_am=uhr.jetzt())
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    assert "topf_2_zeile" in abgelehnt(welt, antrag)


def test_ein_jahr_ohne_satzung_haelt_das_mehr_auf(welt: Welt, toepfe: Toepfe, antrag: Antrag) -> None:
    beantrage(welt, antrag, "betrag", betraege=MEHR)
    pruefe(welt, antrag)
    einvernehmen(welt, antrag)
    Haushaltsjahr.objects.update(in_kraft_ab=None)
    with pytest.raises(MaengelFehler):
        entscheide(welt, antrag)
    assert stand(toepfe.fb51) == (D("400.00"), D("4000.00"), NULL, NULL)


def test_nur_das_amt_und_nur_ein_gemeinsamer_fall_aendert_anteile(
    welt: Welt, toepfe: Toepfe, antrag: Antrag
) -> None:
    with pytest.raises(Eingabefehler) as fehler:
        beantrage(welt, antrag, "toepfe")
    assert "arten" in fehler.value.formular.errors
    antrag.mittelanteile.all().delete()
    with pytest.raises(Eingabefehler) as fehler:
        beantrage(welt, antrag, "toepfe", wer="sb")
    assert "arten" in fehler.value.formular.errors
    assert not antrag.aenderungen.exists()
