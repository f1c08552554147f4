"""The programme pages: open to everybody, true to the Richtlinie, released by the right person only."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from antraege.programme.models import Foerderprogramm, Pruefart, Richtlinie, Wertgrenze
from rollen import uhr
from rollen.models import Eintrag, Stelle
from rollen.tabelle import Rolle
from tests.fabriken import BenutzerFactory, person_mit
from tests.gedaechtnis import gemerkt

SEITE = "/programme/kindercampus-projekte/"
FREIGABE = f"{SEITE}freigeben/"


@pytest.fixture(autouse=True)
def im_jahr_2023():
    with uhr.gestellt(datetime(2023, 3, 1, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def programm(db) -> Foerderprogramm:
    gemerkt(call_command, "daten_laden", verbosity=0)
    return Foerderprogramm.objects.get(kuerzel="kindercampus-projekte")


@pytest.fixture
def entwurf(programm) -> Richtlinie:
    """Version 2, complete, waiting for its release."""
    neu = programm.richtlinien.get()
    teile = [
        zeile
        for teil in (
            neu.fragen,
            neu.unterlagen,
            neu.pruefpunkte,
            neu.mitzeichnungsstellen,
            neu.wertgrenzen,
            neu.berichtsfragen,
        )
        for zeile in teil.all()
    ]
    neu.pk, neu.version, neu.stand, neu.freigegeben_von, neu.freigegeben_am = None, 2, 0, None, None
    neu.titel, neu.erstellt_von = "Neue Richtlinie", BenutzerFactory(name="Verfasserin")
    neu.save(force_insert=True)
    for zeile in teile:
        zeile.pk, zeile.richtlinie = None, neu
        zeile.save(force_insert=True)
    return neu


@pytest.fixture
def leitung(client, programm):
    person = person_mit(Rolle.LEITUNG, programm.stelle)
    client.force_login(person)
    return person


def stand(richtlinie):
    return Richtlinie.objects.values().get(pk=richtlinie.pk)


def test_everybody_reads_the_list(client, programm):
    text = client.get("/programme/").content.decode()
    assert [
        name for name in ("Kindercampus-Projektmittel", "Aktionsplan Teilhabe und Bildung") if name in text
    ] == [
        "Kindercampus-Projektmittel",
        "Aktionsplan Teilhabe und Bildung",
    ]
    assert "Wartet auf die Freigabe" not in text


def test_everybody_reads_what_a_programme_demands(client, programm):
    antwort = client.get(SEITE)
    assert antwort.context["betraege"] == [
        ("Art der Förderung", "Festbetragsfinanzierung: Sie bekommen einen festen Betrag."),
        ("Mindestbetrag", "250,00\xa0€"),
        ("Höchstbetrag", "10.000,00\xa0€"),
    ]
    assert dict(antwort.context["fristen"]) == {
        "Anträge": "jederzeit, vor Beginn des Vorhabens",
        "Bearbeitung": "in der Regel bis zu 45 Werktage",
        "Rückfragen": "Sie haben 14 Tage Zeit für Ihre Antwort.",
        "Verwendung": "Gezahltes Geld verwenden Sie innerhalb von 2 Monaten.",
        "Verwendungsnachweis": "bis 6 Monate nach dem Ende des Vorhabens",
    }
    text = antwort.content.decode()
    fehlend = [
        s
        for s in ("Projektbeschreibung", "Wie viele Kinder nehmen teil?", "FABIDO, Jugendamt")
        if s not in text
    ]
    assert fehlend == []


def test_the_share_of_the_second_programme(client, programm):
    assert client.get("/programme/aktionsplan-teilhabe/").context["betraege"][1:] == [
        ("Mindestbetrag", "1.500,00\xa0€"),
        ("Höchstbetrag", "15.000,00\xa0€"),
        ("Höchster Fördersatz", "80,00 %"),
        ("Kleinster Eigenanteil", "10,00 %"),
    ]


def test_the_queries_of_the_public_pages(client, programm, django_assert_num_queries):
    with django_assert_num_queries(8):
        client.get(SEITE)


def test_a_programme_without_valid_rules_is_not_shown(client, programm):
    with uhr.gestellt(datetime(2022, 5, 31, 8, tzinfo=UTC)):
        assert client.get(SEITE).status_code == 404
        assert client.get("/programme/").context["der_stadt"] == []
    assert client.get("/programme/gibt-es-nicht/").status_code == 404


def test_outside_the_period_for_requests(client, entwurf, leitung):
    entwurf.aufrufe.create(
        titel="Frühjahr", von=date(2023, 4, 1), bis=date(2023, 6, 30), worte="Lesen.", budget="5000.00"
    )
    entwurf.aufrufe.create(titel="Herbst", von=date(2023, 9, 1))
    client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0})
    antwort = client.get(SEITE)
    zeiten = "vom 01.04.2023 bis zum 30.06.2023; ab dem 01.09.2023"
    assert antwort.context["fristen"][0] == ("Anträge", zeiten)
    seite = antwort.content.decode()
    assert "Anträge sind erst ab dem 01.04.2023 möglich (Aufruf „Frühjahr“ vom" in seite
    assert "Antrag beginnen" not in seite
    assert "Geld in diesem Aufruf: 5.000,00\xa0€. Maßgeblich ist der Haushalt." in seite
    assert "nächster Aufruf ab 01.04.2023" in client.get("/programme/").content.decode()
    assert [stand for _, stand, _ in antwort.context["aufrufe"]] == ["noch nicht offen"] * 2
    with uhr.gestellt(datetime(2023, 7, 1, 8, tzinfo=UTC)):
        antwort = client.get(SEITE)
        assert "Der nächste Aufruf „Herbst“ läuft ab dem 01.09.2023." in antwort.content.decode()
        assert [stand for _, stand, _ in antwort.context["aufrufe"]] == ["abgelaufen", "noch nicht offen"]
    with uhr.gestellt(datetime(2023, 6, 30, 8, tzinfo=UTC)):
        assert client.get(SEITE).context["geschlossen"] == ""
        assert "offen bis 30.06.2023" in client.get("/programme/").content.decode()


def test_releasing_in_the_browser(client, entwurf, leitung):
    seite = client.get(FREIGABE)
    assert (seite.context["hindernisse"], seite.context["richtlinie"]) == ([], entwurf)
    assert client.get("/programme/").context["wartend"].get() == entwurf
    antwort = client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0}, follow=True)
    assert antwort.redirect_chain == [("/programme/", 302)]
    assert [str(m) for m in antwort.context["messages"]] == [
        "Freigegeben: Neue Richtlinie, Version 2. Ab jetzt ändert sich daran nichts mehr."
    ]
    entwurf.refresh_from_db()
    assert entwurf.freigegeben_von == leitung
    assert client.get(SEITE).context["richtlinie"] == entwurf


def test_a_second_click_is_told_so(client, entwurf, leitung):
    client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0})
    vorher = stand(entwurf)
    assert client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0}).status_code == 409
    assert stand(entwurf) == vorher


@pytest.mark.parametrize("gesendet", [{}, {"richtlinie": "x"}, {"richtlinie": "0"}])
def test_a_page_that_showed_another_version(client, entwurf, leitung, gesendet):
    vorher = stand(entwurf)
    assert client.post(FREIGABE, gesendet).status_code == 409
    assert stand(entwurf) == vorher


def test_the_author_is_refused_and_the_trail_says_so(client, entwurf, leitung):
    Richtlinie.objects.filter(pk=entwurf.pk).update(erstellt_von=leitung)
    vorher = stand(entwurf)
    grund = "Wer eine Richtlinie erstellt hat, gibt sie nicht frei. Bitte fragen Sie eine zweite Person."
    assert [m.text for m in client.get(FREIGABE).context["hindernisse"]] == [grund]
    antwort = client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0})
    assert (antwort.status_code, grund in antwort.content.decode(), stand(entwurf)) == (403, True, vorher)
    assert Eintrag.objects.filter(kette=f"programm/{entwurf.programm_id}", verweigert=True).count() == 1


def test_an_editor_reads_the_page_and_is_refused(client, programm, entwurf):
    client.force_login(person_mit(Rolle.SACHBEARBEITUNG, programm.stelle))
    vorher = stand(entwurf)
    assert [m.text for m in client.get(FREIGABE).context["hindernisse"]] == [
        "Ihnen fehlt das Recht „Richtlinien freigeben“ an der Stelle „Regionales Bildungsbüro“.",
        "Dieses Recht haben: Leitung.",
    ]
    assert client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0}).status_code == 403
    assert stand(entwurf) == vorher


def test_the_leitung_elsewhere_finds_nothing(client, entwurf):
    client.force_login(person_mit(Rolle.LEITUNG, Stelle.objects.get(kuerzel="fb-51")))
    vorher = stand(entwurf)
    assert [
        client.get(FREIGABE).status_code,
        client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0}).status_code,
    ] == [404, 404]
    assert stand(entwurf) == vorher


def test_everybody_else_is_refused(client, entwurf):
    assert client.get(FREIGABE).status_code == 302
    client.force_login(person_mit(Rolle.KASSE, Stelle.objects.get(kuerzel="stadt")))
    assert client.get(FREIGABE).status_code == 403


def test_missing_parts_are_listed(client, entwurf, leitung):
    Wertgrenze.objects.filter(richtlinie=entwurf).delete()
    entwurf.pruefpunkte.filter(art=Pruefart.FORMAL).delete()
    vorher = stand(entwurf)
    antwort = client.post(FREIGABE, {"richtlinie": entwurf.pk, "stand": 0})
    assert antwort.status_code == 422
    assert [m.text for m in antwort.context["hindernisse"]] == [
        "Es fehlen Wertgrenzen für die Entscheidung.",
        "Es fehlen Prüfpunkte: formale Prüfung.",
    ]
    assert stand(entwurf) == vorher


def test_nothing_to_release(client, leitung):
    antwort = client.get(FREIGABE)
    assert antwort.context["richtlinie"] is None
    assert "Es wartet keine Fassung auf die Freigabe." in antwort.content.decode()
