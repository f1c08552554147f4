"""verfahren_pruefen finds requests whose tasks do not fit; aufnehmen mends them, and the journey goes on."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries
from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from rollen import protokoll, uhr
from tests.welt import Welt
from tests.workflows.wege import ABLEHNEN, ABRUFEN, NACHFORDERN, REIHENFOLGE, gehe, offene
from workflows.antrag import tuer as antragstuer
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.models import Aufgabe, Vorgang


def _befund() -> tuple[str, str]:
    """What the command prints, and with what it ends; empty when it finds nothing."""
    ausgabe = StringIO()
    try:
        call_command("verfahren_pruefen", stdout=ausgabe)
    except CommandError as fehler:
        return ausgabe.getvalue(), str(fehler)
    return ausgabe.getvalue(), ""


def _abweichungen(antrag: Antrag) -> list[str]:
    return [a.was for a in pruefe_verfahren() if a.antrag_id == antrag.pk]


@pytest.mark.parametrize("schritt", ["nachforderung", *REIHENFOLGE])
def test_aufnehmen_setzt_jeden_laufenden_fall_an_seinen_platz(welt: Welt, schritt: str) -> None:
    antrag = welt.eingereicht()
    if schritt == "nachforderung":
        welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)
    antrag = gehe(welt, antrag, bis=schritt)
    vorher = antrag.status
    assert offene(antrag)[0] == schritt

    antrag = antragstuer.aufnehmen(antrag.pk, akteur=None)

    erwartet = "formale_pruefung" if schritt == "fachliche_pruefung" else schritt
    assert (antrag.status, offene(antrag)) == (vorher, [erwartet])
    assert pruefe_verfahren() == []
    antrag = gehe(welt, antrag)
    assert (antrag.status, offene(antrag), pruefe_verfahren()) == ("abgeschlossen", [], [])
    assert protokoll.pruefe_kette(antrag.kette).heil


def test_aufnehmen_bleibt_beim_nachweis_wenn_der_abruf_beendet_ist(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    welt.tu(antrag, "mittelabruf", "zeichnung", **{**ABRUFEN, "vorhaben": "beenden", "sicher": "on"})
    assert offene(antrag) == ["verwendungsnachweis"]
    antragstuer.aufnehmen(antrag.pk, akteur=None)
    assert (offene(antrag), pruefe_verfahren()) == (["verwendungsnachweis"], [])


def test_aufnehmen_schliesst_die_reste_eines_beendeten_falls(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="entscheidung")
    antrag = welt.tu(antrag, "entscheidung", "leitung", **ABLEHNEN)
    Vorgang.objects.filter(antrag=antrag).update(finished=None, status=STATUS.NEW)
    assert _abweichungen(antrag) == ["Der Status ist „abgelehnt“, ein Vorgang ist aber noch offen."]
    antrag = antragstuer.aufnehmen(antrag.pk, akteur=None)
    assert (antrag.status, offene(antrag), pruefe_verfahren()) == ("abgelehnt", [], [])


def test_ein_entwurf_wird_nicht_aufgenommen(welt: Welt) -> None:
    entwurf = welt.antrag(aktenzeichen="40-FK-2023-09999")
    with pytest.raises(CommandError, match="Ein Entwurf liegt noch beim Träger"):
        call_command("verfahren_pruefen", aufnehmen=entwurf.aktenzeichen)
    assert (Aufgabe.objects.count(), Vorgang.objects.count()) == (0, 0)


def test_ein_unbekanntes_aktenzeichen_wird_gesagt(welt: Welt) -> None:
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("verfahren_pruefen", aufnehmen="40-FK-2023-00001")


def test_ein_laufender_fall_ohne_aufgabe_faellt_auf_und_wird_geheilt(welt: Welt) -> None:
    antrag = welt.eingereicht()
    assert _befund() == ("Geprüft: 1 Anträge. Alle offenen Aufgaben passen zum Status.\n", "")
    Aufgabe.objects.filter(antrag=antrag).update(status=STATUS.CANCELED, finished=uhr.jetzt())
    satz = "40-FK-2023-00001: Der Fall läuft (eingereicht), hat aber keine offene Aufgabe.\n"
    assert _befund() == (satz, "Abweichungen gefunden: 1.")

    ausgabe = StringIO()
    call_command("verfahren_pruefen", aufnehmen=antrag.aktenzeichen, stdout=ausgabe)

    assert ausgabe.getvalue().splitlines() == [
        "40-FK-2023-00001 ist neu aufgenommen: eingereicht.",
        "Geprüft: 40-FK-2023-00001. Alle offenen Aufgaben passen zum Status.",
    ]
    assert (offene(antrag), _befund()[1]) == (["formale_pruefung"], "")


def test_eine_aufgabe_die_nicht_zum_status_passt_faellt_auf(welt: Welt) -> None:
    antrag = welt.eingereicht()
    Aufgabe.objects.filter(antrag=antrag, schritt="formale_pruefung").update(schritt="buchung")
    assert _abweichungen(antrag) == ["Die Aufgabe „Buchung“ ist offen, der Status ist aber „eingereicht“."]


def test_eine_offene_aufgabe_nach_dem_ende_faellt_auf(welt: Welt) -> None:
    antrag = antragstuer.zurueckziehen(welt.eingereicht().pk, akteur=welt.neu("zeichnung"), grund="")
    assert _abweichungen(antrag) == []
    Aufgabe.objects.filter(antrag=antrag, schritt="formale_pruefung").update(status=STATUS.NEW, finished=None)
    assert _abweichungen(antrag) == [
        "Die Aufgabe „Formale Prüfung“ ist offen, der Status ist aber „zurückgezogen“.",
        "Die Aufgabe „formale_pruefung“ ist offen, ihr Vorgang ist aber beendet.",
    ]


def test_zwei_offene_vorgaenge_und_doppelte_aufgaben_fallen_auf(welt: Welt) -> None:
    antrag = welt.eingereicht()
    vorgang = Vorgang.objects.get(antrag=antrag)
    vorgang.pk = None
    vorgang.save(force_insert=True)
    doppelt = Aufgabe.objects.get(antrag=antrag, schritt="formale_pruefung")
    doppelt.pk, doppelt.process = None, vorgang
    doppelt.save(force_insert=True)
    assert _abweichungen(antrag) == [
        "2 Vorgänge sind zugleich offen.",
        "Die Aufgabe „formale_pruefung“ ist an derselben Stelle 2-mal offen.",
    ]
    antragstuer.aufnehmen(antrag.pk, akteur=None)
    assert pruefe_verfahren() == []


@pytest.mark.parametrize("anzahl", [1, 3])
def test_die_zahl_der_abfragen_haengt_nicht_von_den_faellen_ab(
    welt: Welt, anzahl: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(anzahl):
        welt.eingereicht(beantragt=Decimal("100.00"), betrag="100.00")
    with django_assert_num_queries(5):
        assert pruefe_verfahren() == []
