"""Pages of the texts: list, one text, draft, release, judgement while typing."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.dokumente.models import Textbaustein
from rollen import uhr
from rollen.models import Benutzer, Eintrag
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit
from tests.welt import lade_texte

pytestmark = pytest.mark.django_db
KEY = "bescheid.zweck"
EINGABEN = {
    "text": "Nur für {projekt}.",
    "gueltig_von": "2026-09-01",
    "gueltig_bis": "",
    "quelle": "Beschluss",
}
BEARBEITEN, SEITE, PRUEFEN = (reverse(n, args=[KEY]) for n in ("text_bearbeiten", "text", "text_pruefen"))
LISTE = reverse("texte") + "?suche=bescheid.zweck"
BOESE = "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; {projekt}"


@pytest.fixture(autouse=True)
def heute(db: None) -> Any:
    lade_texte()
    with uhr.gestellt(datetime(2026, 3, 10, 9)):
        yield


@pytest.fixture
def sb(db: None) -> Benutzer:
    return person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())


@pytest.fixture
def leitung(db: None) -> Benutzer:
    return person_mit(Rolle.LEITUNG, StelleFactory())


def als(benutzer: Benutzer) -> Client:
    client = Client()
    client.force_login(benutzer)
    return client


def entwurf(sb: Benutzer, **anders: str) -> Textbaustein:
    assert als(sb).post(BEARBEITEN, {**EINGABEN, **anders}).status_code == 302
    return Textbaustein.objects.get(schluessel=KEY, freigegeben_am=None, erfasst_von=sb)


def freigabe(benutzer: Benutzer, baustein: Textbaustein) -> Any:
    seite = als(benutzer).get(SEITE)
    adresse = reverse("text_freigeben", args=[baustein.pk])
    return als(benutzer).post(adresse, {"gesehen": seite.context["marke"]})


def test_from_draft_to_release_in_the_browser(sb: Benutzer, leitung: Benutzer):
    neu = entwurf(sb)
    assert "wartet auf Freigabe" in als(leitung).get(SEITE).content.decode()

    assert freigabe(leitung, neu).status_code == 302

    neu.refresh_from_db()
    assert (neu.freigegeben_von, neu.gueltig_von) == (leitung, date(2026, 9, 1))
    assert als(leitung).post(reverse("text_freigeben", args=[neu.pk]), {"gesehen": "x"}).status_code == 409


def test_own_release_is_refused_and_stands_in_the_trail(sb: Benutzer):
    beides = person_mit(Rolle.LEITUNG, StelleFactory())
    neu = entwurf(sb)
    Textbaustein.objects.filter(pk=neu.pk).update(erfasst_von=beides)

    assert freigabe(beides, neu).status_code == 403

    neu.refresh_from_db()
    letzter = Eintrag.objects.filter(kette="texte").latest("nr")
    assert (neu.freigegeben_am, letzter.verweigert, letzter.aktion) == (None, True, "text_freigeben")


def test_faults_bring_the_page_back_with_their_places(sb: Benutzer, leitung: Benutzer):
    neu = entwurf(sb, text="Erste Zeile\nzweite {unfug}")

    antwort = freigabe(leitung, neu)

    assert antwort.status_code == 422
    assert "Zeile 2, Spalte 8: Der Platzhalter {unfug} ist unbekannt." in antwort.content.decode()


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"text": ""}, "Text – "),
        ({"quelle": ""}, "Anlass – "),
        ({"gueltig_von": "2026-03-10"}, "Gilt ab – Ein Text gilt frühestens"),
        ({"gueltig_bis": "2026-08-01"}, "Gilt bis – Das Ende liegt vor dem Beginn."),
        ({"gueltig_von": "gestern"}, "Gilt ab – "),
    ],
)
def test_wrong_input_is_said_and_nothing_typed_is_lost(sb: Benutzer, anders: dict, satz: str):
    antwort = als(sb).post(BEARBEITEN, {**EINGABEN, "text": "Mein getippter Text", **anders})

    seite = antwort.content.decode()
    assert (antwort.status_code, satz in seite) == (422, True)
    assert anders.get("text") == "" or "Mein getippter Text" in seite
    assert Textbaustein.objects.filter(schluessel=KEY).count() == 1


def test_judgement_without_javascript_stores_nothing(sb: Benutzer):
    antwort = als(sb).post(BEARBEITEN, {**EINGABEN, "text": "Hallo {projekt} {}", "tat": "pruefen"})

    seite = antwort.content.decode()
    assert antwort.status_code == 200
    assert "Zeile 1, Spalte 17, bei <code>{}</code>: Der Platzhalter ist leer." in seite
    assert "Hallo {projekt} {}" in seite
    assert Textbaustein.objects.filter(schluessel=KEY).count() == 1


def test_judgement_while_typing_is_a_part_of_the_page(sb: Benutzer):
    antwort = als(sb).post(PRUEFEN, {"text": "Nur für {projekt}."}).content.decode()

    assert "Nur für Forschen im Quartier." in antwort
    assert 'id="probe-stand" role="status" data-hx-swap-oob="true"' in antwort
    assert "<html" not in antwort


def test_hostile_text_is_shown_as_it_was_typed(sb: Benutzer, leitung: Benutzer):
    als(sb).post(BEARBEITEN, {**EINGABEN, "text": BOESE, "quelle": BOESE})

    seiten = [als(leitung).get(adresse).content.decode() for adresse in (SEITE, LISTE)]
    seiten.append(als(sb).post(PRUEFEN, {"text": BOESE}).content.decode())
    for seite in seiten:
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seite
        assert not [boese for boese in ("<script>alert", "<img src=x") if boese in seite]


def test_invisible_characters_stop_the_release(sb: Benutzer):
    antwort = als(sb).post(PRUEFEN, {"text": "gut\u202egut"}).content.decode()

    assert "Zeile 1, Spalte 4, bei <code>[U+202E]</code>" in antwort


def test_difference_is_marked_with_words_and_signs(sb: Benutzer, leitung: Benutzer):
    freigabe(leitung, entwurf(sb, text="Die Zuwendung ist für das Projekt „{projekt}“."))

    seite = als(leitung).get(f"{SEITE}?von=1&bis=2").content.decode()

    assert '<ins><span class="kern-sr-only">[neu: </span>' in seite
    assert '<del><span class="kern-sr-only">[gestrichen: </span>' in seite


@pytest.mark.parametrize(
    ("adresse", "schluessel"),
    [
        ("?suche=zweckgebunden", ["bescheid.zweck"]),
        ("?stand=ENTWURF", ["bescheid.zweck"]),
        ("?stand=KUENFTIG", []),
        ("?dokument=kuendigung&suche=wichtigem+62", ["kuendigung.recht"]),
        ("?sort=neu&dokument=zuwendungsbescheid&suche=ausschließlich", ["bescheid.zweck"]),
        ("?stand=unfug&suche=Musterbank", ["briefkopf.fusszeilen"]),
    ],
)
def test_list_is_searched_and_filtered_by_its_address(sb: Benutzer, adresse: str, schluessel: list[str]):
    entwurf(sb, text="zweckgebunden und ausschließlich")

    seite = als(sb).get(reverse("texte") + adresse)

    assert [z.schluessel for z in seite.context["seite"].object_list] == schluessel


def test_list_costs_the_same_for_many_texts(sb: Benutzer, django_assert_max_num_queries: Any):
    client = als(sb)
    client.get(reverse("texte"))
    with django_assert_max_num_queries(8):
        client.get(reverse("texte"))


def test_list_as_file_holds_every_version(sb: Benutzer):
    entwurf(sb)

    antwort = als(sb).get(reverse("textliste") + "?format=csv&suche=bescheid.zweck")
    zeilen = b"".join(antwort.streaming_content).decode().splitlines()

    assert [zeile.split(";")[:4] for zeile in zeilen if zeile.startswith(KEY)] == [
        [KEY, "Zuwendungsbescheid", "2", "wartet auf Freigabe"],
        [KEY, "Zuwendungsbescheid", "1", "in Kraft"],
    ]
    assert als(sb).get(reverse("textliste")).status_code == 404


def test_somebody_elses_draft_is_not_written_over(sb: Benutzer):
    neu = entwurf(sb)
    andere = person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())

    assert als(andere).get(BEARBEITEN).status_code == 403
    assert als(andere).post(BEARBEITEN, {**EINGABEN, "text": "Anders"}).status_code == 403
    neu.refresh_from_db()
    assert neu.text == "Nur für {projekt}."
    assert als(andere).post(reverse("text_verwerfen", args=[neu.pk])).status_code == 302
    assert als(andere).post(reverse("text_verwerfen", args=[neu.pk])).status_code == 404


def test_pages_ask_for_the_right_and_an_existing_text(sb: Benutzer):
    fremd = person_mit(Rolle.TRAEGER_ANTRAG, StelleFactory())
    pruefung = person_mit(Rolle.RECHNUNGSPRUEFUNG, StelleFactory())

    assert [als(fremd).get(a).status_code for a in (SEITE, reverse("texte"), BEARBEITEN)] == [403, 403, 403]
    assert [als(pruefung).get(a).status_code for a in (SEITE, reverse("texte"), BEARBEITEN)] == [
        200,
        200,
        403,
    ]
    assert als(sb).get(reverse("text", args=["gibt.es.nicht"])).status_code == 404
    assert als(sb).get(reverse("text_bearbeiten", args=["gibt.es.nicht"])).status_code == 404
