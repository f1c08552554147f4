"""Cases by what became of them, steps by their days: a small city counted by hand, and the lists behind each figure."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Verwendungsnachweis
from rollen import uhr
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.workflows.auswertung.conftest import D
from workflows.antrag.antragsverfahren import Antragsverfahren
from workflows.auswertung import dauer
from workflows.models import Aufgabe, GemerkterFilter, Vorgang


@pytest.fixture
def faelle(welt) -> list[Antrag]:
    """2023: two approved (3,000 and 1,000), one refused, one withdrawn, one open; 2022: one approved (700)."""
    gesaet = []
    for nr, (status, jahr, bewilligt, entschieden) in enumerate(
        (
            ("ausgezahlt", 2023, "3000", True),
            ("bewilligt", 2023, "1000", True),
            ("abgelehnt", 2023, "0", True),
            ("zurueckgezogen", 2023, "0", False),
            ("geprueft", 2023, "0", False),
            ("abgeschlossen", 2022, "700", True),
        )
    ):
        moment = datetime(jahr, 1, 9, 12, tzinfo=UTC)
        antrag = welt.antrag(
            aktenzeichen=f"40-FK-{jahr}-{nr:05d}",
            haushaltsjahr=jahr,
            bewilligt=D(bewilligt),
            ausgezahlt=D("2500") if nr == 0 else D(0),
            begruendung="Das Ziel ist nicht erreicht." if status == "abgelehnt" else "",
            eingereicht_am=moment,
            entschieden_am=moment + timedelta(days=4) if entschieden else None,
        )
        Antrag.objects.filter(pk=antrag.pk).update(status=status)
        gesaet.append(antrag)
    Verwendungsnachweis.objects.create(antrag=gesaet[0])
    vor_40_tagen = uhr.jetzt() - timedelta(days=40)
    Verwendungsnachweis.objects.filter(antrag=gesaet[0]).update(
        status="eingereicht", eingereicht_am=vor_40_tagen
    )
    return gesaet


@pytest.mark.beide_datenbanken
def test_eingang_und_entscheidungen_gegen_das_vorjahr(als, faelle):
    browser = als("leitung")
    kontext = browser.get(reverse("verfahrensdauer")).context
    assert [(z.name, z.jetzt, z.vorher) for z in kontext["zahlen"]] == [
        ("eingegangen", 5, 1),
        ("bewilligt", 2, 1),
        ("abgelehnt", 1, 0),
        ("zurückgezogen", 1, 0),
        ("eingegangen und noch nicht entschieden", 1, 0),
    ]
    for z in kontext["zahlen"]:
        for ziel, zahl in ((z.ziel, z.jetzt), (z.ziel_vorher, z.vorher)):
            liste = browser.get(ziel).context
            assert len(liste["zeilen"]) == zahl
            assert liste["summe"].startswith(f"{zahl} Fälle")
    abgelehnt = browser.get(kontext["zahlen"][2].ziel)
    assert "Das Ziel ist nicht erreicht." in abgelehnt.content.decode()
    assert [(name, anzahl) for name, anzahl, _ in kontext["nachweise"]] == [
        ("0 bis 29 Tage", 0),
        ("30 bis 59 Tage", 1),
        ("60 bis 89 Tage", 0),
        ("ab 90 Tagen", 0),
    ]
    assert [len(browser.get(ziel).context["zeilen"]) for _, _, ziel in kontext["nachweise"]] == [0, 1, 0, 0]


@pytest.mark.beide_datenbanken
@pytest.mark.parametrize("gruppe", ["programm", "traeger", "standort", "stelle"])
def test_zuwendungen_je_gruppe_fuehren_zu_faellen_mit_derselben_summe(als, faelle, gruppe):
    browser = als("leitung")
    kontext = browser.get(reverse("zuwendungen"), {"gruppe": gruppe}).context
    (eine,) = kontext["gruppen"]
    assert (eine.anzahl, eine.geld["bewilligt"], eine.geld["ausgezahlt"], eine.vorher) == (
        *(5, D("4000"), D("2500"), D("700")),
    )
    assert browser.get(eine.ziel).context["summe"] == (
        "5 Fälle: beantragt 50.000,00\xa0€, bewilligt 4.000,00\xa0€, ausgezahlt 2.500,00\xa0€, erstattet 0,00\xa0€"
    )
    assert "bewilligt 700,00\xa0€" in browser.get(eine.ziel_vorher).context["summe"]
    datei = browser.get(eine.ziel, {"format": "csv"}).getvalue().decode()
    assert datei.count("40-FK-2023") == 5


def test_fremde_faelle_zaehlen_nicht(faelle, welt, client):
    client.force_login(person_mit(Rolle.LEITUNG, welt.stellen["fb51"]))
    assert client.get(reverse("zuwendungen")).context["gruppen"] == []
    assert client.get(reverse("auswertung_faelle"), {"jahr": 2023}).context["zeilen"] == []
    client.force_login(welt.neu("sb"))
    for seite in (
        "zuwendungen",
        "verfahrensdauer",
        "auswertung_module",
        "jahresbericht",
        "auswertung_faelle",
    ):
        assert client.get(reverse(seite)).status_code == 403


@pytest.mark.parametrize(
    "seite",
    ["zuwendungen", "verfahrensdauer", "auswertung_module", "auswertung_faelle", "auswertung_aufgaben"],
)
def test_unsinn_in_der_adresse_ist_nie_ein_fehler(als, faelle, seite):
    for wahl in (
        {"jahr": "-1"},
        {"jahr": "9" * 30},
        {"was": "%", "ab": "9" * 9},
        {"schritt": "x", "gruppe": "x"},
    ):
        assert als("leitung").get(reverse(seite), wahl).status_code == 200


@pytest.fixture
def erledigte(welt, faelle) -> None:
    """Four formal checks of 0, 1, 2 and 9 days, one of them a second short of three; one still open, overdue."""
    vorgang = Vorgang.objects.create(flow_class=Antragsverfahren, antrag=faelle[0])
    von = datetime(2023, 1, 2, 8, tzinfo=UTC)
    for tage, sekunden in ((0, 5), (1, 0), (3, -1), (9, 0), (None, 0)):
        bis = None if tage is None else von + timedelta(days=tage, seconds=sekunden)
        Aufgabe.objects.create(
            process=vorgang,
            flow_task=Antragsverfahren.instance.node("formale_pruefung"),
            flow_task_type="HUMAN",
            stelle=welt.stellen["fb40"],
            schritt="formale_pruefung",
            recht="fall_pruefen",
            eroeffnet_am=von,
            erledigt_am=bis,
            finished=bis,
            faellig_am=date(2023, 1, 5),
            status="NEW" if bis is None else "DONE",
        )


def pruefe_tage(person) -> None:
    (eine,) = dauer.dauern(person, 2023)
    assert (eine.anzahl, eine.median, eine.p90, eine.vorher) == (4, 1, 9, None)
    (wartend,) = dauer.wartende(person)
    assert (wartend.anzahl, wartend.ueberfaellig) == (1, 1)


@pytest.mark.beide_datenbanken
def test_tage_je_schritt_von_hand_gezaehlt(welt, erledigte, als):
    pruefe_tage(welt.neu("leitung"))
    pruefe_tage(welt.neu("pruefung"))
    browser = als("leitung")
    kontext = browser.get(reverse("verfahrensdauer")).context
    liste = browser.get(kontext["dauern"][0].ziel).context
    assert sorted(z.zellen[-1] for z in liste["zeilen"]) == [0, 1, 2, 9]
    assert liste["summe"] == "4 Aufgaben"
    assert len(browser.get(kontext["wartende"][0].ziel_ueberfaellig).context["zeilen"]) == 1


def test_median_und_neun_von_zehn():
    assert dauer.anteil({}, 50) is None
    assert (dauer.anteil({4: 1}, 50), dauer.anteil({1: 1, 2: 1}, 50)) == (4, 1)
    assert dauer.anteil(dict.fromkeys(range(1, 11), 1), 90) == 9


def test_eine_ansicht_merkt_die_liste_der_eigenen_filter(als, welt):
    browser, seite = als("leitung"), reverse("zuwendungen") + "?gruppe=traeger&jahr=2023"
    (merken,) = re.findall(r'href="([^"]+liste=zuwendungen[^"]+)"', browser.get(seite).content.decode())
    browser.post(unescape(merken), {"name": "Träger 2023"})
    (filter_,) = GemerkterFilter.objects.all()
    assert (filter_.name, filter_.liste, filter_.werte) == (
        "Träger 2023",
        "zuwendungen",
        "gruppe=traeger&jahr=2023",
    )
    assert unescape(browser.get(reverse("filter")).content.decode()).count(seite) == 1
