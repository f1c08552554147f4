"""The pages of the master data: who sees what, the way from a form to the release, and what is refused."""

from typing import Any

import pytest
from django.urls import reverse

from rollen.models import Eintrag, Stammdatenaenderung, Stelle
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import StelleFactory, person_mit, stadt
from tests.rollen.seiten import als
from tests.rollen.stammwelt import administration, pflege, schlage_vor

pytestmark = pytest.mark.django_db
LISTE = "/stammdaten/stelle/"


def _felder(client: Any, adresse: str) -> dict[str, Any]:
    """What a browser would send back untouched."""
    seite = client.get(adresse)
    assert seite.status_code == 200
    form = seite.context["form"]
    werte = {name: form[name].value() for name in form.fields}
    return {"ausgang": seite.context["ausgang"], **{n: w if w is not None else "" for n, w in werte.items()}}


def test_nur_wer_etwas_damit_zu_tun_hat_sieht_die_stammdaten() -> None:
    for rolle, status in (
        (Rolle.SERVICESTELLE, 200),
        (Rolle.ADMINISTRATION, 200),
        (Rolle.RECHNUNGSPRUEFUNG, 200),
        (Rolle.SACHBEARBEITUNG, 403),
        (Rolle.EINRICHTUNG, 403),
    ):
        client = als(person_mit(rolle, stadt()))
        assert client.get("/stammdaten/").status_code == status, rolle
        assert client.get(LISTE).status_code == status, rolle
    gremien = als(person_mit(Rolle.GREMIEN, stadt()))
    assert gremien.get("/stammdaten/").status_code == 200
    assert gremien.get(LISTE).status_code == 403
    assert als(pflege()).get("/stammdaten/gibtesnicht/").status_code == 404


def test_die_pruefung_liest_und_aendert_nichts() -> None:
    stelle = StelleFactory()
    client = als(person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt()))
    seite = client.get(f"{LISTE}{stelle.pk}/")
    assert (seite.status_code, seite.context["handlungen"]) == (200, [])
    assert client.get(f"{LISTE}{stelle.pk}/umbenennen/").status_code == 403
    assert client.post(f"{LISTE}neu/", {}).status_code == 403


def test_der_baum_zeigt_einheiten_und_fuehrt_zu_den_einrichtungen() -> None:
    amt = StelleFactory(name="Amt für Möwen")
    for nr in (1, 2):
        StelleFactory(name=f"Schule {nr}", art="schule", eltern=amt)
    client = als(pflege())
    text = client.get(LISTE).content.decode()
    assert "Amt für Möwen" in text
    assert f'<a href="{LISTE}?unter={amt.pk}">Einrichtungen' in text
    assert text.count("?unter=") == 1
    assert "Schule 1" not in text
    unter = client.get(LISTE, {"unter": amt.pk})
    assert [zeile[0].name for zeile in unter.context["zeilen"]] == ["Schule 1", "Schule 2"]
    assert client.get(LISTE, {"unter": "x"}).status_code == 200


def test_die_suche_findet_namen_nummer_und_fruehere_namen() -> None:
    schule = StelleFactory(name="Alte Schule", art="schule", nummer="191234")
    schlage_vor("stelle", "umbenennen", schule, akteur=pflege(), name="Neue Schule")
    client = als(pflege())
    for suche in ("neue", "ALTE", "191234"):
        seite = client.get(LISTE, {"suche": suche})
        assert [zeile[0] for zeile in seite.context["zeilen"]] == [schule], suche
        assert "früher: Alte Schule" in seite.content.decode()
    Stelle.objects.filter(pk=schule.pk).update(aktiv=False)
    assert client.get(LISTE, {"suche": "neue"}).context["zeilen"] == []
    assert len(client.get(LISTE, {"suche": "neue", "geschlossene": "auch"}).context["zeilen"]) == 1


def test_von_der_seite_bis_zur_freigabe() -> None:
    client, wer = als(pflege()), administration()
    werte = _felder(client, f"{LISTE}neu/") | {
        "art": "schule",
        "name": "Möwen-Grundschule",
        "eltern": stadt().pk,
    }
    probe = client.post(f"{LISTE}neu/", werte | {"probe": "1"})
    assert (probe.status_code, Stammdatenaenderung.objects.count()) == (200, 0)
    assert "Möwen-Grundschule" in probe.content.decode()
    client.post(f"{LISTE}neu/", werte)
    vorschlag = Stammdatenaenderung.objects.get()
    seite = reverse("stammdatenaenderung", args=[vorschlag.pk])
    assert "Sie haben das vorgeschlagen" not in als(wer).get(seite).content.decode()
    selbst = client.post(f"{seite}freigeben/")
    assert selbst.status_code == 403
    assert Eintrag.objects.filter(aktion=Tat.STAMMDATEN_FREIGEBEN, verweigert=True).count() == 1
    antwort = als(wer).post(f"{seite}freigeben/")
    schule = Stelle.objects.get(name="Möwen-Grundschule")
    assert antwort.headers["Location"] == f"{LISTE}{schule.pk}/"
    assert als(wer).post(f"{seite}freigeben/").status_code == 409
    geschichte = als(wer).get(f"{LISTE}{schule.pk}/").content.decode()
    assert "Neue Stelle: Möwen-Grundschule" in geschichte


def test_was_falsch_ist_kommt_mit_allem_getippten_zurueck() -> None:
    client = als(pflege())
    werte = _felder(client, f"{LISTE}neu/") | {
        "art": "schule",
        "name": "Möwe",
        "nummer": "12",
        "eltern": stadt().pk,
    }
    antwort = client.post(f"{LISTE}neu/", werte)
    assert antwort.status_code == 422
    assert 'value="Möwe"' in antwort.content.decode()
    assert list(antwort.context["form"].errors) == ["nummer"]
    assert not Stammdatenaenderung.objects.exists()


def test_eine_veraltete_seite_wird_abgewiesen() -> None:
    stelle = StelleFactory(name="Eins", aktenzeichen="")
    client = als(pflege())
    adresse = f"{LISTE}{stelle.pk}/umbenennen/"
    werte = _felder(client, adresse) | {"name": "Zwei"}
    schlage_vor("stelle", "umbenennen", stelle, akteur=pflege(), name="Drei")
    assert client.post(adresse, werte).status_code == 409
    assert client.post(adresse, {**werte, "ausgang": ""}).status_code == 409
    stelle.refresh_from_db()
    assert stelle.name == "Drei"


def test_die_seite_zum_schliessen_nennt_was_offen_ist_mit_links() -> None:
    amt = StelleFactory()
    unten = StelleFactory(eltern=amt, name="Bereich Möwen")
    client = als(pflege())
    adresse = f"{LISTE}{amt.pk}/schliessen/"
    text = client.get(adresse).content.decode()
    assert "Bereich Möwen" in text
    assert f'href="{LISTE}{unten.pk}/"' in text
    antwort = client.post(adresse, _felder(client, adresse))
    assert antwort.status_code == 422
    assert "Noch offen: Stellen, die zu ihr gehören (1)" in antwort.content.decode()
    amt.refresh_from_db()
    assert amt.aktiv


@pytest.mark.parametrize("pfad", ["0/", "0/umbenennen/", "1/zaubern/", "1/anlegen/", "neu/zaubern/"])
def test_was_es_nicht_gibt(pfad: str) -> None:
    stadt()
    assert als(pflege()).get(f"{LISTE}{pfad}").status_code == 404


def test_verwerfen() -> None:
    wer = pflege()
    vorschlag = schlage_vor("stelle", "anlegen", akteur=wer, art="bereich", name="Neu", eltern=stadt())
    adresse = reverse("stammdatenaenderung_verwerfen", args=[vorschlag.pk])
    assert als(person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt())).post(adresse).status_code == 403
    assert als(wer).post(adresse).status_code == 302
    assert als(wer).post(adresse).status_code == 409
    vorschlag.refresh_from_db()
    assert vorschlag.stand == "verworfen"
