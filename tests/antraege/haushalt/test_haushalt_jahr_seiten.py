"""Budget years and their end in the browser."""

from datetime import date

import pytest

from antraege.haushalt import services
from antraege.haushalt.jahr import reste
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle, Jahreswechsel
from rollen.models import Eintrag, Stelle
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.antraege.haushalt.konten import AZ, FREMD, D, angemeldet, stand
from tests.fabriken import rolle_geben

pytestmark = pytest.mark.usefixtures("im_jahr_2023")


@pytest.fixture
def fb40(geladen) -> Stelle:
    return Stelle.objects.get(kuerzel="fb-40")


@pytest.fixture
def wechsel(fb40) -> str:
    return f"/haushalt/jahre/2023/wechsel/{fb40.pk}/"


def test_a_satzung_comes_into_force_by_two_people(client, geladen):
    Haushaltsjahr.objects.filter(jahr=2023).update(in_kraft_ab=None)
    finanzen = angemeldet(client, Rolle.FINANZEN, "fb-40")
    html = client.get("/haushalt/jahre/2023/").content.decode()
    assert "Die Haushaltssatzung 2023 ist am 01.03.2023 nicht in Kraft." in html
    assert client.post("/haushalt/jahre/2023/", {"tag": "2029-01-01"}).status_code == 422
    assert client.post("/haushalt/jahre/2023/", {"tag": "2023-02-15"}).status_code == 302
    assert Haushaltsjahr.objects.get(jahr=2023).in_kraft_ab is None
    frei = {"tag": "2023-02-15"}
    assert client.post("/haushalt/jahre/2023/freigeben/", frei).status_code == 403
    angemeldet(client, Rolle.LEITUNG, "fb-40")
    assert "Vorschlag freigeben" in client.get("/haushalt/jahre/2023/").content.decode()
    assert client.post("/haushalt/jahre/2023/freigeben/", {"tag": "2023-02-16"}).status_code == 409
    assert client.post("/haushalt/jahre/2023/freigeben/", frei).status_code == 302
    jahr = Haushaltsjahr.objects.get(jahr=2023)
    assert (jahr.in_kraft_ab, jahr.vorgeschlagen_von) == (date(2023, 2, 15), finanzen)
    assert "erlaubt" in client.get("/haushalt/jahre/").content.decode()
    assert client.post("/haushalt/jahre/2023/freigeben/", frei).status_code == 409


def test_nobody_releases_their_own_day(client, fb40):
    beides = angemeldet(client, Rolle.FINANZEN, "fb-40")
    rolle_geben(beides, Rolle.LEITUNG, fb40)
    client.post("/haushalt/jahre/2027/", {"tag": "2027-01-01"})
    assert client.post("/haushalt/jahre/2027/freigeben/", {"tag": "2027-01-01"}).status_code == 403
    assert Haushaltsjahr.objects.get(jahr=2027).in_kraft_ab is None
    assert Eintrag.objects.filter(aktion=Tat.HAUSHALTSJAHR_FREIGEBEN, verweigert=True).count() == 1


def test_a_year_is_planned_once(client, geladen):
    angemeldet(client, Rolle.FINANZEN, "fb-40")
    assert client.post("/haushalt/jahre/", {"jahr": "2028"}).status_code == 302
    assert client.post("/haushalt/jahre/", {"jahr": "2028"}).status_code == 422
    angemeldet(client, Rolle.SACHBEARBEITUNG, "fb-40")
    assert client.post("/haushalt/jahre/", {"jahr": "2029"}).status_code == 403
    assert Haushaltsjahr.objects.filter(jahr__gte=2028).count() == 1
    assert client.get("/haushalt/jahre/1999/").status_code == 404


def test_the_end_of_a_year(client, fb40, projekte, wechsel):
    finanzen = angemeldet(client, Rolle.FINANZEN, "fb-40")
    for az in (AZ, FREMD):
        services.binden(projekte, D("100"), aktenzeichen=az, schluessel=az, akteur=finanzen)
    posten = client.get(wechsel).context["form"].posten
    eingabe = {p.feld: "verfallen" for p in posten}
    assert client.post(wechsel, eingabe | {"vorschlagen": "1"}).status_code == 422
    for p in posten[:2]:
        eingabe[p.grundfeld] = f"Grund {p.name}"
    eingabe[posten[0].feld] = "uebertragen"
    assert client.post(wechsel, eingabe | {"vorschlagen": "1"}).status_code == 302
    assert f"Grund {AZ}" in client.get(wechsel).content.decode()
    assert client.post(wechsel, {"freigeben": "1"}).status_code == 403

    angemeldet(client, Rolle.LEITUNG, "fb-40")
    assert client.post(wechsel, {"zurueckgeben": "1", "grund": ""}).status_code == 422
    assert client.post(wechsel, {"freigeben": "1"}).status_code == 302
    assert client.get(wechsel).context["ergebnis"].betroffene == [FREMD]
    assert stand(projekte)["gebunden"] == D("0")
    assert stand(Haushaltsstelle.objects.get(jahr=2024, bezeichnung="Projekte"))["gebunden"] == D("100")
    assert client.post(wechsel, {"freigeben": "1"}).status_code == 409
    assert client.get("/haushalt/jahre/2023/").context["jahr"].abgeschlossen_am is None


def test_missing_lines_of_the_next_year_are_added(client, fb40, geladen):
    finanzen = angemeldet(client, Rolle.FINANZEN, "fb-40")
    adresse = f"/haushalt/jahre/2026/wechsel/{fb40.pk}/"
    fehlen = client.get(adresse).context["fehlt"]
    assert len(fehlen) == 9
    client.post(adresse, {"folgezeilen": "1"})
    assert client.get(adresse).context["fehlt"] == []
    neue = Haushaltsstelle.objects.filter(jahr=2027, quelle="Folgejahr von 2026")
    assert (neue.count(), {z.ansatz for z in neue}) == (9, {D("0.00")})
    assert Eintrag.objects.latest("pk").akteur == finanzen


def test_a_foreign_unit_has_no_page(client, fb40, wechsel):
    angemeldet(client, Rolle.LEITUNG, "fb-51")
    assert client.get(wechsel).status_code == 404
    assert client.post(wechsel, {"freigeben": "1"}).status_code == 404


def test_who_only_sees_cannot_propose(client, fb40, wechsel):
    angemeldet(client, Rolle.SACHBEARBEITUNG, "fb-40")
    assert client.get(wechsel).context["form"] is None
    eingabe = {p.feld: "verfallen" for p in reste.posten(2023, fb40)}
    for knopf in ("vorschlagen", "folgezeilen"):
        assert client.post(wechsel, eingabe | {knopf: "1"}).status_code == 403
    assert Jahreswechsel.objects.count() == 0
