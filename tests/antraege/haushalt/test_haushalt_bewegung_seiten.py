"""Asking for a booking and deciding about it in the browser: four eyes, nothing typed lost, 404 and 409."""

import pytest

from antraege.haushalt.models import Haushaltsstelle, Mittelbewegung
from rollen.models import Benutzer, Eintrag
from rollen.tabelle import Rolle
from tests.antraege.haushalt.konten import D, angemeldet, stand

pytestmark = pytest.mark.usefixtures("im_jahr_2023")
NEU = "/haushalt/bewegungen/neu/deckung/"


@pytest.fixture
def fortbildungen(geladen) -> Haushaltsstelle:
    return Haushaltsstelle.objects.get(jahr=2023, sachkonto="540200")


@pytest.fixture
def finanzen(client, geladen) -> Benutzer:
    return angemeldet(client, Rolle.FINANZEN, "fb-40")


@pytest.fixture
def eingabe(projekte, fortbildungen):
    return {"von": projekte.pk, "zu": fortbildungen.pk, "betrag": "1.000,00", "grund": "Minderaufwand"}


@pytest.fixture
def beantragt(client, finanzen, eingabe) -> str:
    antwort = client.post(NEU, eingabe)
    assert antwort.status_code == 302
    return antwort.headers["Location"]


def test_asked_for_then_released(client, projekte, fortbildungen, beantragt):
    html = client.get(beantragt).content.decode()
    assert "Freigeben muss eine zweite Person" in html
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    html = client.get(beantragt).content.decode()
    assert "9.000,00\xa0€" in html
    assert "4.000,00\xa0€" in html
    assert client.post(beantragt, {"freigeben": "1"}).headers["Location"] == beantragt
    assert (stand(projekte)["deckung"], stand(fortbildungen)["deckung"]) == (D("-1000"), D("1000"))
    assert "freigegeben und gebucht" in client.get(beantragt).content.decode()
    zweiter = client.post(beantragt, {"freigeben": "1"})
    assert zweiter.status_code == 409
    assert stand(projekte)["deckung"] == D("-1000")


def test_the_person_who_asked_cannot_release(client, projekte, beantragt, finanzen):
    assert client.post(beantragt, {"freigeben": "1"}).status_code == 403
    assert stand(projekte)["deckung"] == D("0")
    letzter = Eintrag.objects.latest("pk")
    assert (letzter.aktion, letzter.verweigert, letzter.akteur) == (
        "mittelbewegung_freigeben",
        True,
        finanzen,
    )


def test_declining_needs_a_reason(client, projekte, beantragt):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    assert client.post(beantragt, {"ablehnen": "1", "grund": ""}).status_code == 422
    client.post(beantragt, {"ablehnen": "1", "grund": "Nicht nötig"})
    html = client.get(beantragt).content.decode()
    assert "Nicht nötig" in html
    assert stand(projekte)["deckung"] == D("0")


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"betrag": "10.000,01"}, "sind nur 10.000,00\xa0€ frei."),
        ({"betrag": "0"}, "Der Betrag muss mindestens 0,01 Euro sein."),
        ({"betrag": "viel"}, "Der Betrag ist nicht eindeutig."),
        ({"grund": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"zu": ""}, "Dieses Feld ist zwingend erforderlich."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, finanzen, eingabe, anders, satz):
    antwort = client.post(NEU, eingabe | anders)
    assert (antwort.status_code, Mittelbewegung.objects.count()) == (422, 0)
    html = antwort.content.decode()
    assert satz in html
    for wert in (anders.get("betrag", "1.000,00"), anders.get("grund", "Minderaufwand")):
        assert wert in html


def test_a_line_that_is_not_offered(client, finanzen, eingabe):
    fremd = Haushaltsstelle.objects.filter(stelle__kuerzel="fb-51", jahr=2023).first()
    for feld in ("von", "zu"):
        assert client.post(NEU, eingabe | {feld: fremd.pk}).status_code == 422
    assert Mittelbewegung.objects.count() == 0


def test_vilv_leads_to_another_unit(client, finanzen, projekte):
    fremd = Haushaltsstelle.objects.filter(stelle__kuerzel="fb-51", jahr=2023).first()
    eingabe = {"von": projekte.pk, "zu": fremd.pk, "betrag": "10", "grund": "Technik"}
    assert client.post("/haushalt/bewegungen/neu/vilv/", eingabe).status_code == 302
    assert Mittelbewegung.objects.get().art == "vilv"


def test_a_new_ansatz(client, finanzen, projekte):
    seite = client.get(f"/haushalt/bewegungen/neu/ansatz/?zeile={projekte.pk}").content.decode()
    assert f'value="{projekte.pk}" selected' in seite
    eingabe = {"zu": projekte.pk, "betrag": "12.000", "grund": "Nachtrag"}
    ort = client.post("/haushalt/bewegungen/neu/ansatz/", eingabe).headers["Location"]
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    client.post(ort, {"freigeben": "1"})
    assert stand(projekte)["ansatz"] == D("12000")


def test_a_kind_nobody_knows_and_a_foreign_one(client, beantragt, finanzen):
    assert client.get("/haushalt/bewegungen/neu/geschenk/").status_code == 404
    angemeldet(client, Rolle.LEITUNG, "fb-51")
    assert client.get(beantragt).status_code == client.get("/haushalt/bewegungen/999/").status_code == 404
    assert client.get("/haushalt/bewegungen/").context["bewegungen"] == []


def test_only_who_manages_the_budget_asks(client, geladen):
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    assert client.get(NEU).status_code == 403


def test_the_list(client, finanzen, eingabe, django_assert_num_queries):
    anzahl = []
    for _ in range(3):
        client.post(NEU, eingabe)
        anzahl.append(len(client.get("/haushalt/bewegungen/", {"status": "beantragt"}).context["bewegungen"]))
        with django_assert_num_queries(5):
            client.get("/haushalt/bewegungen/")
    assert anzahl == [1, 2, 3]
    assert client.get("/haushalt/bewegungen/", {"art": "vilv"}).context["bewegungen"] == []
    datei = client.get("/haushalt/bewegungen/", {"format": "csv"})
    assert len(b"".join(datei.streaming_content).splitlines()) == 4
