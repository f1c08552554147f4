"""The overview of the budget: who sees which lines, sums per table and year, links to the Buchungen, CSV."""

import pytest
from django.urls import reverse

from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.views.hauptbuch import KOPF
from rollen.models import Stelle
from rollen.tabelle import RECHTE, Recht, Rolle
from tests.antraege.haushalt.konten import angemeldet
from tests.fabriken import person_mit

LISTE = "/haushalt/"


pytestmark = pytest.mark.usefixtures("im_jahr_2023")
SEITEN = [
    LISTE,
    "/haushalt/1/",
    "/haushalt/buchungen/",
    "/haushalt/bewegungen/",
    "/haushalt/bewegungen/1/",
    "/haushalt/bewegungen/neu/deckung/",
    "/haushalt/jahre/",
    "/haushalt/jahre/2023/",
    "/haushalt/jahre/2023/wechsel/1/",
]


def gezeigt(antwort) -> list[str]:
    return [str(z.haushaltsstelle) for tabelle in antwort.context["tabellen"] for z in tabelle.zeilen]


def test_names():
    assert [reverse("haushalt"), reverse("haushaltsstelle", args=[7])] == [LISTE, "/haushalt/7/"]


@pytest.mark.parametrize("adresse", SEITEN)
@pytest.mark.parametrize("rolle", [r for r in Rolle if Recht.HAUSHALT_SEHEN not in RECHTE[r]])
def test_without_the_right(client, stelle, rolle, adresse):
    client.force_login(person_mit(rolle, stelle))
    assert client.get(adresse).status_code == 403


def test_without_login(client, db):
    assert client.get(LISTE).headers["Location"] == f"/anmelden/?next={LISTE}"


def test_the_present_year_with_the_sums_of_the_paper(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    antwort = client.get(LISTE)
    personal = antwort.context["tabellen"][0]
    assert (personal.name, personal.summen["frei"], len(personal.zeilen)) == ("Personalaufwand", 271_200, 4)
    assert "271.200,00\xa0€" in antwort.content.decode()


def test_the_first_year_is_the_table_of_the_paper(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    antwort = client.get(LISTE, {"jahr": "2022"})
    gezeigt = {t.name: (t.summen["frei"], len(t.zeilen)) for t in antwort.context["tabellen"]}
    del gezeigt["Sachaufwand"]  # holds examples of the demo too
    assert gezeigt == {"Personalaufwand": (109_900, 4), "Büroausstattung": (4_206, 3), "Deckung": (0, 1)}


def test_the_years_side_by_side(client, geladen):
    angemeldet(client, Rolle.FINANZEN, "fb-40")
    antwort = client.get(LISTE, {"jahr": "alle", "bereich": "personal"})
    je_jahr = {jahr: summen["ansatz"] for jahr, summen in antwort.context["je_jahr"].items()}
    assert je_jahr == {2022: 109_900, 2023: 271_200, 2024: 277_700, 2025: 284_400, 2026: 291_200}
    assert antwort.context["gesamt"]["ansatz"] == 1_234_400
    assert [saeule.jahr for saeule in antwort.context["verlauf"].saeulen] == list(je_jahr)
    html = antwort.content.decode()
    assert '<title id="verlauf-titel">Haushalt nach Jahren</title>' in html
    assert (
        "2022: ausgezahlt 0,00\xa0€, gebunden 0,00\xa0€, vorgemerkt 0,00\xa0€, frei 109.900,00\xa0€." in html
    )


def test_filter_by_year_and_table(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    antwort = client.get(LISTE, {"jahr": "2022", "bereich": "deckung"})
    assert gezeigt(antwort) == [
        "4003010100PA / 529700 Sach- und Dienstleistung Schülerbeförderungskosten 2022"
    ]


@pytest.mark.parametrize("wahl", [{"jahr": "1999"}, {"jahr": "x"}, {"bereich": "<b>"}])
def test_a_filter_nobody_offered_shows_nothing(client, geladen, wahl):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    antwort = client.get(LISTE, wahl)
    assert (antwort.status_code, gezeigt(antwort)) == (200, [])
    assert "<b>" not in antwort.content.decode()


@pytest.mark.parametrize("kuerzel", ["stadt", "dezernat-4", "fb-40", "40-5", "fb-51", "fabido"])
def test_everybody_sees_the_lines_of_their_stellen(client, geladen, kuerzel):
    angemeldet(client, Rolle.SACHBEARBEITUNG, kuerzel)
    pfad = Stelle.objects.get(kuerzel=kuerzel).pfad
    eigene = Haushaltsstelle.objects.filter(jahr=2022, stelle__pfad__startswith=pfad)
    assert sorted(gezeigt(client.get(LISTE, {"jahr": "2022"}))) == sorted(map(str, eigene))


def test_a_foreign_line_does_not_exist(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-51")
    fremd = Haushaltsstelle.objects.filter(stelle__kuerzel="fb-40")[0]
    assert client.get(f"/haushalt/{fremd.pk}/").status_code == 404
    assert client.get("/haushalt/999999/").status_code == 404


def test_the_number_of_queries_does_not_grow(client, geladen, django_assert_num_queries):
    angemeldet(client, Rolle.RECHNUNGSPRUEFUNG, "stadt")
    for jahr in ("2027", "alle"):
        with django_assert_num_queries(9):
            client.get(LISTE, {"jahr": jahr})


def test_a_figure_leads_to_its_buchungen(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    html = client.get(LISTE, {"jahr": "2022"}).content.decode()
    zeile = Haushaltsstelle.objects.get(jahr=2022, bereich="deckung")
    assert f'href="/haushalt/{zeile.pk}/?spalte=deckung">-12.584,00' in html
    assert 'href="/haushalt/buchungen/?jahr=2022&amp;bereich=sach&amp;spalte=deckung">12.584,00' in html


def test_csv(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    antwort = client.get(LISTE, {"jahr": "2022", "bereich": "deckung", "format": "csv"})
    zeilen = b"".join(antwort.streaming_content).decode("utf-8-sig").splitlines()
    assert antwort.headers["Content-Disposition"] == 'attachment; filename="haushalt.csv"'
    assert [zeile.split(";") for zeile in zeilen[:1]] == [list(KOPF)]
    assert [zeile.split(";", 15) for zeile in zeilen[1:]] == [
        [
            *("2022", "Fachbereich Schule", "Deckung", "40_0030101", "4003010100PA", "", "529700"),
            "Sach- und Dienstleistung Schülerbeförderungskosten",
            *("12.584,00", "-12.584,00", "0,00", "0,00", "0,00", "0,00", "0,00"),
            '"DS 24046-22, Minderaufwendungen 2022; als Ansatz steht nur der Teil, der andere Zeilen deckt"',
        ]
    ]


def test_a_format_nobody_offers(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    assert client.get(LISTE, {"format": "pdf"}).status_code == 404
