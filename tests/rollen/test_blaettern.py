"""Pages of a list by keyset: forwards, backwards, to the end, in any order, with equal values and rows gone."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from antraege.haushalt.models import Bereich, Haushaltsstelle
from rollen.blaettern import blaettere
from rollen.models import Stelle
from rollen.stammdaten.sache import SACHEN
from tests.fabriken import StelleFactory, stadt
from tests.rollen.seiten import als
from tests.rollen.stammwelt import pflege

pytestmark = pytest.mark.django_db
NACH_NAMEN = ("name", "pk")
ABFRAGEN = 6  # session, person, rights, the rows, their earlier names


def _blatt(adresse: str, ordnung: tuple[str, ...] = NACH_NAMEN) -> tuple[list[str], dict[str, str]]:
    zeilen, links = blaettere(
        RequestFactory().get(f"/{adresse}"), Stelle.objects.filter(art="schule"), laenge=2, ordnung=ordnung
    )
    return [zeile.name for zeile in zeilen], links


def _wandere(adresse: str, wohin: str) -> list[str]:
    gesehen: list[str] = []
    while True:
        namen, links = _blatt(adresse)
        gesehen += namen if wohin == "naechste" else namen[::-1]
        if wohin not in links:
            return gesehen
        adresse = links[wohin]


@pytest.mark.beide_datenbanken
def test_vorwaerts_und_rueckwaerts_kommt_jede_zeile_einmal() -> None:
    namen = ["Amt", "Bad", "Bad", "Bad", "Chor"]
    for name in ("Bad", "Chor", "Amt", "Bad", "Bad"):
        StelleFactory(name=name, art="schule")
    assert _wandere("", "naechste") == namen
    assert _wandere("?seite=letzte", "vorherige") == namen[::-1]
    erste, links = _blatt("")
    assert (erste, sorted(links)) == (["Amt", "Bad"], ["letzte", "naechste"])
    assert sorted(_blatt("?seite=letzte")[1]) == ["erste", "vorherige"]
    assert _blatt("", ("-name", "-pk"))[0] == ["Chor", "Bad"]


@pytest.mark.parametrize("adresse", ["?vor=999999", "?vor=x", "?nach=-1", "?vor=99999999999999999999"])
def test_eine_zeile_die_es_nicht_gibt_fuehrt_zum_anfang(adresse: str) -> None:
    for name in ("Amt", "Bad", "Chor"):
        StelleFactory(name=name, art="schule")
    assert _blatt(adresse)[0] == ["Amt", "Bad"]


@pytest.mark.beide_datenbanken
def test_haushaltsstellen_stehen_nach_jahr_absteigend_und_konto_aufsteigend() -> None:
    amt, soll = StelleFactory(), []
    for jahr, auftrag in ((2025, "A"), (2026, "B"), (2026, "A"), (2027, "A"), (2026, "C")):
        feld = {"jahr": jahr, "auftrag": auftrag, "sachkonto": "529100", "bezeichnung": f"{jahr} {auftrag}"}
        soll.append(Haushaltsstelle.objects.create(stelle=amt, bereich=Bereich.SACH, **feld).bezeichnung)
    gesehen: list[str] = []
    adresse = ""
    while True:
        anfrage = RequestFactory().get(f"/{adresse}")
        ordnung = SACHEN["haushaltsstelle"].ordnung
        zeilen, links = blaettere(anfrage, Haushaltsstelle.objects.all(), laenge=2, ordnung=ordnung)
        gesehen += [zeile.bezeichnung for zeile in zeilen]
        if "naechste" not in links:
            break
        adresse = links["naechste"]
    assert gesehen == ["2027 A", "2026 A", "2026 B", "2026 C", "2025 A"]
    assert sorted(gesehen) == sorted(soll)


@pytest.mark.parametrize("sache", ["stelle", "haushaltsstelle", "gremium", "themenfeld"])
def test_die_zeilen_einer_liste_kommen_aus_ihrem_index(sache: str) -> None:
    ding = SACHEN[sache]
    plan = ding.modell.objects.order_by(*ding.ordnung)[:50].explain()
    assert ("USING INDEX" in plan, "TEMP B-TREE" in plan) == (True, False), plan


@pytest.mark.parametrize("wieviele", [1, 120])
def test_eine_liste_kostet_gleich_viele_abfragen(wieviele: int, django_assert_num_queries) -> None:
    amt = stadt()
    for nr in range(wieviele):
        StelleFactory(name=f"Schule {nr:03}", art="schule", eltern=amt)
    client, adresse = als(pflege()), reverse("stammdatenliste", args=["stelle"])
    client.get(adresse)
    with django_assert_num_queries(ABFRAGEN):
        seite = client.get(adresse, {"art": "schule"})
    assert len(seite.context["zeilen"]) == min(wieviele, 50)
    if wieviele > 1:
        weiter = QueryDict(seite.context["seiten"]["naechste"][1:])
        with django_assert_num_queries(ABFRAGEN + 1):  # the place of the row that the address names
            zweite = client.get(adresse, weiter.dict())
        assert zweite.context["zeilen"][0][0].name == "Schule 050"
        assert weiter["art"] == "schule"
