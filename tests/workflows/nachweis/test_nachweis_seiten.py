"""The pages on which the office checks a proof."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from rollen import uhr
from tests.welt import Welt
from tests.workflows.nachweis.nachweise import bis_zum_nachweis, mit_belegen, offene_pruefung, reiche_ein
from tests.workflows.wege import NACH_DEM_ENDE

BOESE = "<script>alert(1)</script>"


@pytest.fixture
def antrag(welt: Welt) -> Antrag:
    mit_belegen(welt)
    antrag = bis_zum_nachweis(welt)
    reiche_ein(welt, antrag, "7500.00", "5000.00")
    return Antrag.objects.get(pk=antrag.pk)


def seite(client: Client, name: str, *ids: int, **felder: str):
    with uhr.gestellt(NACH_DEM_ENDE):
        if not felder:
            return client.get(reverse(name, args=ids))
        aufgabe_antrag = Antrag.objects.get(aufgaben=ids[0])
        return client.post(reverse(name, args=ids), {"stand": aufgabe_antrag.stand, **felder})


def test_ziehen_kuerzen_fragen_streichen(antrag: Antrag, als: Callable[[str], Client]) -> None:
    client, aufgabe = als("sb"), offene_pruefung(antrag)
    zeile, beleg = antrag.planpositionen.get(seite="ausgabe"), antrag.nachweis.belege.get(nr=1)
    assert "Noch nicht gezogen" in seite(client, "nachweis_pruefen", aufgabe.pk).content.decode()
    assert seite(client, "nachweis_pruefen", aufgabe.pk, tat="ziehen").status_code == 302
    erneut = seite(client, "nachweis_pruefen", aufgabe.pk, tat="ziehen")
    assert (erneut.status_code, "Bitte begründen Sie" in erneut.content.decode()) == (422, True)
    ohne = seite(client, "beleg_pruefen", aufgabe.pk, beleg.pk, tat="pruefen", gekuerzt="10,00", grund="")
    assert (ohne.status_code, "Bitte begründen Sie die Kürzung." in ohne.content.decode()) == (422, True)
    mit = {"tat": "pruefen", "gekuerzt": "1.000,00", "grund": BOESE}
    assert seite(client, "beleg_pruefen", aufgabe.pk, beleg.pk, **mit).status_code == 302
    assert (
        seite(client, "ansatz_pruefen", aufgabe.pk, zeile.pk, **{**mit, "gekuerzt": "500"}).status_code == 302
    )
    frage = {"tat": "fragen", "frage-frage": BOESE}
    assert seite(client, "beleg_pruefen", aufgabe.pk, beleg.pk, **frage).status_code == 302
    html = seite(client, "nachweis_pruefen", aufgabe.pk).content.decode().replace("\xa0", " ")
    assert ("8.800,00 €" in html, "1.500,00 €" in html, "<script>alert" in html) == (True, True, False)
    notiert = antrag.nachweis.rueckfragen.get()
    assert (
        seite(client, "nachweis_pruefen", aufgabe.pk, tat="streichen", frage=str(notiert.pk)).status_code
        == 302
    )
    assert not antrag.nachweis.rueckfragen.exists()


@pytest.mark.parametrize("betrag", ["-1", "7500,01", "1,234", "viel", "1000000000000000"])
def test_schlechte_kuerzungen(antrag: Antrag, als: Callable[[str], Client], betrag: str) -> None:
    beleg = antrag.nachweis.belege.get(nr=1)
    felder = {"tat": "pruefen", "gekuerzt": betrag, "grund": "Grund"}
    antwort = seite(als("sb"), "beleg_pruefen", offene_pruefung(antrag).pk, beleg.pk, **felder)
    beleg.refresh_from_db()
    assert (antwort.status_code, beleg.gekuerzt, beleg.geprueft_am) == (422, 0, None)


@pytest.mark.parametrize(
    ("person", "status"),
    [("leitung", 200), ("pruefung", 200), ("zeichnung", 403), ("kasse", 403), ("fb51", 404)],
)
def test_wer_die_pruefung_liest(
    antrag: Antrag, als: Callable[[str], Client], person: str, status: int
) -> None:
    antwort = seite(als(person), "nachweis_pruefen", offene_pruefung(antrag).pk)
    assert antwort.status_code == status
    if status == 200:
        assert "Stichprobe ziehen</span>" not in antwort.content.decode()


def test_ein_alter_stand_kuerzt_nichts(antrag: Antrag, als: Callable[[str], Client]) -> None:
    beleg = antrag.nachweis.belege.get(nr=1)
    felder = {"tat": "pruefen", "gekuerzt": "5", "grund": "Grund", "stand": "1"}
    antwort = seite(als("sb"), "beleg_pruefen", offene_pruefung(antrag).pk, beleg.pk, **felder)
    beleg.refresh_from_db()
    assert (antwort.status_code, beleg.gekuerzt) == (409, 0)


def test_wer_vorbereiten_darf_findet_den_weg_vom_stand_aus(welt: Welt, als: Callable[[str], Client]) -> None:
    antrag = bis_zum_nachweis(welt)
    ziel = reverse("nachweis", args=[antrag.pk])
    html = als("antrag").get(reverse("antrag_status", args=[antrag.pk])).content.decode()
    assert f'href="{ziel}"' in html
    assert als("antrag").get(ziel).status_code == 200
    mit_belegen(welt)
    reiche_ein(welt, antrag, "12500.00")
    html = als("antrag").get(reverse("antrag_status", args=[antrag.pk])).content.decode()
    assert f'href="{ziel}"' not in html
