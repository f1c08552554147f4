"""The Buchungen on pages: one line page by page, all lines by filter; each figure with what makes it."""

import csv
import html
import io
import zipfile

import pytest

from antraege.haushalt import services
from antraege.haushalt.views.hauptbuch import KOPF_BUCHUNGEN
from rollen.tabelle import Rolle
from tests.antraege.haushalt.konten import AZ, D, angemeldet

pytestmark = pytest.mark.usefixtures("im_jahr_2023")
LISTE = "/haushalt/buchungen/"


@pytest.fixture
def leitung(client, projekte):
    return angemeldet(client, Rolle.LEITUNG, "40-5")


@pytest.fixture
def belegt(projekte, leitung):
    wie = {"aktenzeichen": AZ, "akteur": leitung}
    services.vormerken(projekte, D("100"), schluessel="v", **wie)
    services.binden(projekte, D("250"), schluessel="b", **wie)
    services.auszahlen(projekte, D("200"), schluessel="a", **wie)
    services.erstatten(projekte, D("30"), schluessel="e", **wie)
    return projekte


def test_one_line_with_its_buchungen(client, belegt):
    antwort = client.get(f"/haushalt/{belegt.pk}/")
    assert [(b.art, b.aktenzeichen, b.wirkungen) for b in antwort.context["buchungen"]] == [
        ("erstattung", AZ, [("erstattet", D("30"))]),
        ("auszahlung", AZ, [("gebunden", D("-200")), ("ausgezahlt", D("200"))]),
        ("bindung", AZ, [("vorgemerkt", D("-100")), ("gebunden", D("250"))]),
        ("vormerkung", AZ, [("vorgemerkt", D("100"))]),
        ("ansatz", "", [("ansatz", D("10000"))]),
    ]
    seite = antwort.content.decode()
    assert "+250,00\xa0€" in seite
    assert 'href="/faelle/aktenzeichen/?az=40%2F5-FK-2023-00001"' in seite


@pytest.mark.parametrize(
    ("spalte", "arten", "summe"),
    [
        ("vorgemerkt", ["bindung", "vormerkung"], "0"),
        ("gebunden", ["auszahlung", "bindung"], "50"),
        ("ausgezahlt", ["auszahlung"], "200"),
        ("erstattet", ["erstattung"], "30"),
        ("ansatz", ["ansatz"], "10000"),
    ],
)
def test_behind_a_figure_stand_exactly_its_buchungen(client, belegt, spalte, arten, summe):
    for adresse, wahl in ((f"/haushalt/{belegt.pk}/", {}), (LISTE, {"zeile": belegt.pk})):
        antwort = client.get(adresse, {"spalte": spalte, **wahl})
        assert [b.art for b in antwort.context["buchungen"]] == arten
        assert antwort.context["summe"] == D(summe)
    belegt.refresh_from_db()
    assert getattr(belegt, spalte) == D(summe)


def test_all_buchungen_by_case_kind_and_table(client, belegt):
    def gezeigt(**wahl):
        return [b.art for b in client.get(LISTE, wahl).context["buchungen"]]

    assert gezeigt(aktenzeichen=AZ) == ["erstattung", "auszahlung", "bindung", "vormerkung"]
    assert gezeigt(aktenzeichen=AZ, art="bindung", jahr="2023") == ["bindung"]
    assert gezeigt(aktenzeichen=AZ, jahr="2024") == gezeigt(bereich="personal") == gezeigt(art="<b>") == []


def test_foreign_buchungen_are_not_in_the_list(client, belegt):
    angemeldet(client, Rolle.LEITUNG, "fb-51")
    assert {b.haushaltsstelle.stelle.kuerzel for b in client.get(LISTE).context["buchungen"]} == {"fb-51"}
    assert client.get(LISTE, {"zeile": belegt.pk}).context["buchungen"] == []


def test_buchungen_page_by_page(client, projekte, leitung, django_assert_num_queries):
    for nr in range(59):
        services.vormerken(projekte, D("1"), aktenzeichen="a", schluessel=f"k{nr}", akteur=leitung)
    alle = list(projekte.buchungen.order_by("-pk").values_list("pk", flat=True))
    adresse, gesehen, seiten = f"/haushalt/{projekte.pk}/", [], []
    while True:
        antwort = client.get(adresse)
        gesehen.append([b.pk for b in antwort.context["buchungen"]])
        seiten.append(antwort.context["seiten"])
        if "naechste" not in seiten[-1]:
            break
        adresse = f"/haushalt/{projekte.pk}/{seiten[-1]['naechste']}"
    assert gesehen == [alle[:25], alle[25:50], alle[50:]]
    zurueck = client.get(f"/haushalt/{projekte.pk}/{seiten[2]['vorherige']}")
    assert [b.pk for b in zurueck.context["buchungen"]] == alle[25:50]
    letzte = client.get(f"/haushalt/{projekte.pk}/{seiten[0]['letzte']}")
    assert [b.pk for b in letzte.context["buchungen"]] == alle[-25:]
    for laenge in (1, 2):
        with django_assert_num_queries(6):
            client.get(f"/haushalt/{projekte.pk}/?vor={alle[-laenge]}")


def test_text_is_escaped(client, projekte, leitung):
    services.setze_ansatz(
        projekte, D("9000"), schluessel="k", akteur=leitung, text="<script>alert(1)</script>"
    )
    for adresse in (f"/haushalt/{projekte.pk}/", LISTE):
        assert "<script>alert" not in client.get(adresse).content.decode()


def test_csv_and_xlsx(client, belegt, leitung):
    services.setze_ansatz(belegt, D("9000"), schluessel="k", akteur=leitung, text='=HYPERLINK("x")')
    wahl = {"zeile": belegt.pk, "art": "ansatz"}
    antwort = client.get(LISTE, wahl | {"format": "csv"})
    text = b"".join(antwort.streaming_content).decode("utf-8-sig")
    kopf, _, zeile = csv.reader(io.StringIO(text), delimiter=";")
    assert kopf == list(KOPF_BUCHUNGEN)
    assert zeile[1:] == [
        "01.03.2023 09:00",
        "2023",
        "400303020400 / 529100",
        "Projekte",
        "Ansatz",
        "",
        "-1.000,00",
        *["0,00"] * 5,
        '\'=HYPERLINK("x")',
        leitung.name,
    ]
    antwort = client.get(LISTE, wahl | {"format": "xlsx"})
    with zipfile.ZipFile(io.BytesIO(b"".join(antwort.streaming_content))) as mappe:
        blatt = mappe.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in blatt
    assert '=HYPERLINK("x")' in html.unescape(blatt)
    assert "<v>-1000</v>" in blatt
