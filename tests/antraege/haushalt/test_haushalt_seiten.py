"""The budget pages: who sees which lines, sums, Buchungen page by page, CSV without formulas."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from antraege.haushalt import services, uebersicht
from antraege.haushalt.bild import balken
from antraege.haushalt.export import zelle
from antraege.haushalt.models import Haushaltsstelle
from antraege.haushalt.views.liste import KOPF
from rollen import uhr
from rollen.models import Benutzer, Stelle
from rollen.tabelle import RECHTE, Recht, Rolle
from tests.fabriken import person_mit

D = Decimal
LISTE = "/haushalt/"


@pytest.fixture
def geladen(db) -> None:
    call_command("daten_laden", verbosity=0)


@pytest.fixture(autouse=True)
def im_jahr_2023():
    with uhr.gestellt(datetime(2023, 3, 1, 8, tzinfo=UTC)):
        yield


def angemeldet(client, rolle: Rolle, kuerzel: str) -> Benutzer:
    person = person_mit(rolle, Stelle.objects.get(kuerzel=kuerzel))
    client.force_login(person)
    return person


def gezeigt(antwort) -> list[str]:
    return [str(z.haushaltsstelle) for tabelle in antwort.context["tabellen"] for z in tabelle.zeilen]


def test_names():
    assert [reverse("haushalt"), reverse("haushalt_csv"), reverse("haushaltsstelle", args=[7])] == [
        LISTE,
        "/haushalt/haushalt.csv",
        "/haushalt/7/",
    ]


@pytest.mark.parametrize("adresse", [LISTE, "/haushalt/haushalt.csv", "/haushalt/1/"])
@pytest.mark.parametrize("rolle", [r for r in Rolle if Recht.HAUSHALT_SEHEN not in RECHTE[r]])
def test_without_the_right(client, stelle, rolle, adresse):
    client.force_login(person_mit(rolle, stelle))
    assert client.get(adresse).status_code == 403


def test_without_login(client, db):
    assert client.get(LISTE).headers["Location"] == f"/anmelden/?next={LISTE}"


def test_the_present_year_with_the_sums_of_the_paper(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    antwort = client.get(LISTE)
    assert {t.name: (t.summen["frei"], len(t.zeilen)) for t in antwort.context["tabellen"]} == {
        "Personalaufwand": (271_200, 4),
        "Sachaufwand": (30_200, 5),
    }
    assert antwort.context["gesamt"]["frei"] == 301_400
    assert "271.200,00\xa0€" in antwort.content.decode()


def test_all_years_are_the_total_of_the_paper(client, geladen):
    angemeldet(client, Rolle.FINANZEN, "fb-40")
    antwort = client.get(LISTE, {"jahr": "alle"})
    summen = {t.name: t.summen["ansatz"] + t.summen["deckung"] for t in antwort.context["tabellen"]}
    assert list(summen.items()) == [
        ("Personalaufwand", 1_234_400),
        ("Sachaufwand", 133_384),
        ("Büroausstattung", 4_206),
        ("Deckung", 0),
    ]
    assert antwort.context["gesamt"]["frei"] == 1_371_990


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


@pytest.mark.parametrize(
    ("kuerzel", "anzahl"),
    [("stadt", 10), ("dezernat-4", 10), ("fb-40", 9), ("40-5", 5), ("fb-51", 1), ("fabido", 0)],
)
def test_everybody_sees_the_lines_of_their_stellen(client, geladen, kuerzel, anzahl):
    angemeldet(client, Rolle.SACHBEARBEITUNG, kuerzel)
    assert len(gezeigt(client.get(LISTE))) == anzahl


def test_a_foreign_line_does_not_exist(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-51")
    fremd = Haushaltsstelle.objects.filter(stelle__kuerzel="fb-40")[0]
    assert client.get(f"/haushalt/{fremd.pk}/").status_code == 404
    assert client.get("/haushalt/999999/").status_code == 404


def test_the_number_of_queries_does_not_grow(client, geladen, django_assert_num_queries):
    angemeldet(client, Rolle.RECHNUNGSPRUEFUNG, "stadt")
    for jahr in ("2027", "alle"):
        with django_assert_num_queries(8):
            client.get(LISTE, {"jahr": jahr})


@pytest.fixture
def projekte(geladen) -> Haushaltsstelle:
    return services.finde(auftrag="400303020400", sachkonto="529100", bezeichnung="Projekte", jahr=2023)


def test_one_line_with_its_buchungen(client, projekte):
    akteur = angemeldet(client, Rolle.LEITUNG, "40-5")
    services.vormerken(projekte, D("100"), aktenzeichen="40/5-FK-2023-00001", schluessel="v", akteur=akteur)
    services.binden(projekte, D("250"), aktenzeichen="40/5-FK-2023-00001", schluessel="b", akteur=akteur)
    antwort = client.get(f"/haushalt/{projekte.pk}/")
    assert [(b.art, b.aktenzeichen, b.wirkungen) for b in antwort.context["blatt"].buchungen] == [
        ("bindung", "40/5-FK-2023-00001", [("vorgemerkt", D("-100.00")), ("gebunden", D("250.00"))]),
        ("vormerkung", "40/5-FK-2023-00001", [("vorgemerkt", D("100.00"))]),
        ("ansatz", "", [("ansatz", D("10000.00"))]),
    ]
    assert "+250,00\xa0€" in antwort.content.decode()


def test_buchungen_page_by_page(client, projekte, django_assert_num_queries):
    akteur = angemeldet(client, Rolle.LEITUNG, "40-5")
    for nr in range(59):
        services.vormerken(projekte, D("1"), aktenzeichen="a", schluessel=f"k{nr}", akteur=akteur)
    alle = list(projekte.buchungen.order_by("-pk").values_list("pk", flat=True))
    adresse, gesehen, seiten = f"/haushalt/{projekte.pk}/", [], []
    while True:
        antwort = client.get(adresse)
        gesehen.append([b.pk for b in antwort.context["blatt"].buchungen])
        seiten.append(antwort.context["seiten"])
        if "naechste" not in seiten[-1]:
            break
        adresse = f"/haushalt/{projekte.pk}/{seiten[-1]['naechste']}"
    assert [sorted(teil, reverse=True) for teil in gesehen] == [alle[:25], alle[25:50], alle[50:]]
    zurueck = client.get(f"/haushalt/{projekte.pk}/{seiten[2]['vorherige']}")
    assert [b.pk for b in zurueck.context["blatt"].buchungen] == alle[25:50]
    letzte = client.get(f"/haushalt/{projekte.pk}/{seiten[0]['letzte']}")
    assert [b.pk for b in letzte.context["blatt"].buchungen] == alle[-25:]
    with django_assert_num_queries(8):
        client.get(f"/haushalt/{projekte.pk}/?vor={alle[30]}")


@pytest.mark.parametrize("wert", ["x", "-1", "1' OR 1=1", "9" * 30, "²"])
def test_a_page_nobody_offered(client, projekte, wert):
    angemeldet(client, Rolle.LEITUNG, "40-5")
    assert client.get(f"/haushalt/{projekte.pk}/", {"vor": wert}).status_code == 404


def test_text_is_escaped(client, projekte):
    akteur = angemeldet(client, Rolle.LEITUNG, "40-5")
    services.setze_ansatz(
        projekte, D("9000"), schluessel="k", akteur=akteur, text="<script>alert(1)</script>"
    )
    assert "<script>alert" not in client.get(f"/haushalt/{projekte.pk}/").content.decode()


def test_csv(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    antwort = client.get("/haushalt/haushalt.csv", {"jahr": "2022", "bereich": "deckung"})
    zeilen = b"".join(antwort.streaming_content).decode("utf-8-sig").splitlines()
    assert antwort.headers["Content-Disposition"] == 'attachment; filename="haushalt.csv"'
    assert [zeile.split(";") for zeile in zeilen[:1]] == [list(KOPF)]
    assert [zeile.split(";", 14) for zeile in zeilen[1:]] == [
        [
            *("2022", "Fachbereich Schule", "Deckung", "40_0030101", "4003010100PA", "", "529700"),
            "Sach- und Dienstleistung Schülerbeförderungskosten",
            *("12.584,00", "-12.584,00", "0,00", "0,00", "0,00", "0,00"),
            '"DS 24046-22, Minderaufwendungen 2022; als Ansatz steht nur der Teil, der andere Zeilen deckt"',
        ]
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_no_cell_becomes_a_formula(text):
    assert zelle(text) == f"'{text}"


def test_cells():
    assert [zelle(wert) for wert in (D("-1234.5"), None, "e. V.", 2023)] == ["-1.234,50", "", "e. V.", "2023"]


def test_the_bar_is_as_wide_as_the_money():
    betraege = {"ausgezahlt": D("10"), "gebunden": D("20"), "vorgemerkt": D("0"), "frei": D("30")}
    bild = balken("b", titel="T", betraege=betraege)
    assert [(teil.name, teil.x, teil.breite) for teil in bild.teile] == [
        ("ausgezahlt", 0, 166),
        ("gebunden", 166, 334),
        ("frei", 500, 500),
    ]
    assert bild.satz == "ausgezahlt 10,00\xa0€, gebunden 20,00\xa0€, vorgemerkt 0,00\xa0€, frei 30,00\xa0€."
    assert balken("leer", titel="T", betraege=dict.fromkeys(betraege, D("0"))).teile == ()


def test_no_bar_leaves_its_frame(geladen):
    for zeile in Haushaltsstelle.objects.all():
        assert sum(teil.breite for teil in uebersicht.balken_fuer(zeile).teile) in (0, 1000)
