"""Programmes of other funders, kept by the Servicestelle: list, new, change, check, end; everything else is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from antraege.programme import externe
from antraege.programme.models import ExternesProgramm
from rollen import uhr
from rollen.models import Eintrag, Stellenart
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import RichtlinieFactory, StelleFactory, person_mit
from workflows.einrichtung import daten

pytestmark = pytest.mark.django_db
LISTE = "/externe-programme/"
ANGABEN = {
    "name": "Stiftung Lesen: Leseclubs",
    "geber": "Stiftung Beispiel",
    "geberart": "stiftung",
    "beschreibung": "Leseclubs im Ganztag.",
    "weg": "beim_geber",
    "gruppen": ["traeger"],
    "zwecke": ["ganztag"],
    "hoechstbetrag": "2.500,00",
    "antrag_bis": "2027-03-31",
    "ansprechstelle": "Geschäftsstelle",
    "link": "https://stiftung.example/leseclubs",
    "quelle": "Ausschreibung 2027",
}


@pytest.fixture(autouse=True)
def am_30_november():
    with uhr.gestellt(datetime(2026, 11, 30, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def servicestelle(client):
    person = person_mit(
        Rolle.SERVICESTELLE,
        StelleFactory(kuerzel="servicestelle", art=Stellenart.SERVICESTELLE),
        name="Beratung Servicestelle",
    )
    client.force_login(person)
    return person


@pytest.fixture
def extern(servicestelle) -> ExternesProgramm:
    daten.lade_externe()
    return ExternesProgramm.objects.get(kuerzel="ogs")


def taten() -> list[str]:
    return list(Eintrag.objects.filter(kette="externe-programme").values_list("aktion", flat=True))


def test_mitgeliefertes_wartet_auf_die_erste_pruefung(client, extern) -> None:
    seite = client.get(LISTE)
    assert len(seite.context["ungeprueft"]) == 10
    assert client.post(f"{LISTE}{extern.pk}/pruefen/", {"stand": "0"}).status_code == 302
    extern.refresh_from_db()
    assert (extern.geprueft_am, extern.geprueft_von.name) == (date(2026, 11, 30), "Beratung Servicestelle")
    assert "Beratung Servicestelle" in client.get(LISTE).content.decode()
    assert taten() == ["extern_pruefen"]


def test_ein_neues_programm(client, servicestelle) -> None:
    assert client.post(f"{LISTE}neu/", ANGABEN).status_code == 302
    neu = ExternesProgramm.objects.get()
    assert (neu.kuerzel, neu.hoechstbetrag) == ("stiftung-lesen-leseclubs", Decimal("2500.00"))
    assert (neu.geprueft_am, neu.geprueft_von) == (date(2026, 11, 30), servicestelle)
    assert client.post(f"{LISTE}neu/", ANGABEN).status_code == 302
    assert set(ExternesProgramm.objects.values_list("kuerzel", flat=True)) == {
        "stiftung-lesen-leseclubs",
        "stiftung-lesen-leseclubs-2",
    }
    assert Eintrag.objects.get(kette="externe-programme", nr=1).nachher["zwecke"] == ["Offener Ganztag"]


@pytest.mark.parametrize(
    ("falsch", "satz"),
    [
        ({"link": "http://stiftung.example/"}, "Bitte geben Sie eine Adresse an, die mit https:// beginnt."),
        ({"link": "javascript:alert(1)"}, "Bitte geben Sie eine Adresse an, die mit https:// beginnt."),
        ({"link": ""}, "Bitte geben Sie eine Adresse an, die mit https:// beginnt."),
        ({"gruppen": []}, "Bitte kreuzen Sie an, für wen es gedacht ist."),
        ({"zwecke": ["raumfahrt"]}, "raumfahrt"),
        ({"antrag_von": "2027-04-01"}, "Die Antragszeit endet vor ihrem Beginn."),
        ({"gueltig_von": "2027-04-01", "gueltig_bis": "2027-03-01"}, "Der Förderzeitraum endet vor"),
        ({"mindestbetrag": "3.000"}, "Der Höchstbetrag liegt unter dem Mindestbetrag."),
        ({"hoechstbetrag": "-1"}, "mindestens"),
        ({"eigenanteil_min": "120"}, "100"),
    ],
)
def test_falsche_angaben_stehen_am_feld_und_nichts_ist_gespeichert(
    client, servicestelle, falsch: dict[str, object], satz: str
) -> None:
    antwort = client.post(f"{LISTE}neu/", ANGABEN | falsch)
    assert antwort.status_code == 422
    assert satz in antwort.content.decode()
    assert "Leseclubs im Ganztag." in antwort.content.decode()
    assert not ExternesProgramm.objects.exists()


def test_aendern_haelt_fest_was_anders_ist(client, extern) -> None:
    adresse = f"{LISTE}{extern.pk}/"
    assert client.get(adresse).status_code == 200
    werte = ANGABEN | {"name": extern.name, "stand": "0"}
    assert client.post(adresse, werte | {"stand": "5"}).status_code == 409
    assert client.post(adresse, werte).status_code == 302
    extern.refresh_from_db()
    assert (extern.kuerzel, extern.geber, extern.stand) == ("ogs", "Stiftung Beispiel", 1)
    eintrag = Eintrag.objects.get(aktion="extern_aendern")
    assert "name" not in eintrag.nachher
    assert eintrag.vorher["geber"] == "Land Nordrhein-Westfalen"


def test_beendet_ist_beendet(client, extern) -> None:
    assert client.post(f"{LISTE}{extern.pk}/beenden/", {"stand": "0"}).status_code == 302
    for was in ("", "pruefen/", "beenden/"):
        assert client.post(f"{LISTE}{extern.pk}/{was}", {"stand": "1"}).status_code == 409
    assert [e.name for e in client.get(LISTE).context["beendet"]] == [extern.name]
    assert taten() == ["extern_beenden"]


@pytest.mark.parametrize("rolle", [Rolle.SACHBEARBEITUNG, Rolle.LEITUNG, Rolle.TRAEGER_ZEICHNUNG])
def test_wer_nicht_zur_servicestelle_gehoert_pflegt_nichts(client, extern, rolle: Rolle) -> None:
    fremd = person_mit(rolle, StelleFactory())
    client.force_login(fremd)
    assert client.get(LISTE).status_code == 403
    assert client.get(f"{LISTE}neu/").status_code == 403
    for was in ("pruefen", "beenden"):
        assert client.post(f"{LISTE}{extern.pk}/{was}/", {"stand": "0"}).status_code == 403
    for tat in (externe.pruefe, externe.beende):
        with pytest.raises(Verweigert):
            tat(extern.pk, stand=0, akteur=fremd)
    with pytest.raises(Verweigert):
        externe.erfasse({"name": "x"}, akteur=fremd)
    extern.refresh_from_db()
    assert (extern.geprueft_am, extern.beendet_am, extern.stand) == (None, None, 0)


def test_die_datenbank_nimmt_nur_verschluesselte_links(extern) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternesProgramm.objects.filter(pk=extern.pk).update(link="http://stadt.example")


def test_die_mitgelieferten_programme_sind_vollstaendig(extern) -> None:
    for programm in ExternesProgramm.objects.all():
        programm.als_foerderung()
        assert programm.quelle
        assert programm.ansprechstelle
    daten.lade_externe()
    assert ExternesProgramm.objects.count() == 10


def test_das_programm_der_stadt_wird_gewaehlt_und_steht_im_protokoll(client, extern) -> None:
    gilt = RichtlinieFactory(programm__name="Offener Ganztag").programm
    entwurf = RichtlinieFactory(programm__name="Noch nicht", freigegeben=False).programm
    ziel = f"/externe-programme/{extern.pk}/"
    falsch = client.post(ziel, {**ANGABEN, "stand": 0, "programm": entwurf.pk})
    extern.refresh_from_db()
    assert (falsch.status_code, extern.programm, taten()) == (422, None, [])
    assert client.post(ziel, {**ANGABEN, "stand": 0, "programm": gilt.pk}).status_code == 302
    extern.refresh_from_db()
    assert (extern.programm, Eintrag.objects.get(kette=extern.kette).nachher["programm"]) == (
        gilt,
        "Offener Ganztag",
    )
    assert "Noch nicht" not in client.get(ziel).content.decode()
