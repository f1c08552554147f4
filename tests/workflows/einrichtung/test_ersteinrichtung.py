"""The first two people of a city, its own data, and everything the commands refuse."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from antraege.dokumente.models import Textbaustein
from antraege.haushalt.models import Buchung, Haushaltsstelle
from antraege.programme.models import Festwert, Foerderprogramm, Richtlinie
from rollen.lieferung import lies
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle, Traeger
from rollen.pruefung import pruefe_kette
from tests.rollen.seiten import als
from workflows.models import Postausgang

pytestmark = pytest.mark.django_db
ADMINS = ("Ada Eins <A@stadt.de>", "b@stadt.de")


def richte_ein(*admins: str, **optionen: Any) -> str:
    ausgabe = StringIO()
    call_command("ersteinrichtung", admin=list(admins), stdout=ausgabe, **optionen)
    return ausgabe.getvalue()


@pytest.mark.beide_datenbanken
def test_two_people_get_a_link_each_and_an_entry_in_the_trail():
    ausgabe = richte_ein(*ADMINS)

    ada, bo = Benutzer.objects.order_by("pk")
    assert [(p.name, p.email, p.has_usable_password()) for p in (ada, bo)] == [
        ("Ada Eins", "a@stadt.de", False),
        ("b@stadt.de", "b@stadt.de", False),
    ]
    stadt = Stelle.objects.get(kuerzel="stadt")
    eintraege = Eintrag.objects.filter(aktion="ersteinrichtung")
    assert [(e.kette, e.akteur, e.nachher["benutzer"]) for e in eintraege] == [
        (f"stelle/{stadt.pk}", None, ada.pk),
        (f"stelle/{stadt.pk}", None, bo.pk),
    ]
    assert pruefe_kette(f"stelle/{stadt.pk}").heil
    assert [post.an for post in Postausgang.objects.all()] == ["a@stadt.de", "b@stadt.de"]
    for post in Postausgang.objects.all():
        link = next(zeile for zeile in post.text.splitlines() if "/passwort/neu/" in zeile)
        assert link in ausgabe
    assert als(ada).get("/rechte/").status_code == 200


@pytest.mark.beide_datenbanken
def test_the_city_gets_its_own_data_without_people_money_or_releases():
    richte_ein(*ADMINS)

    assert not Stelle.objects.filter(staedtisch=False).exists()
    assert not Traeger.objects.exists()
    assert not Benutzer.objects.filter(email__endswith=".example").exists()
    assert Mitgliedschaft.objects.count() == 2
    assert (Buchung.objects.count(), Richtlinie.objects.count()) == (0, 0)
    assert not Haushaltsstelle.objects.filter(quelle__startswith="Beispiel").exists()
    assert Haushaltsstelle.objects.filter(auftrag="400303020400", bezeichnung="Projekte").count() == 2
    assert Festwert.objects.exists()
    assert not Festwert.objects.exclude(freigegeben_am=None).exists()
    geliefert = {zeile["kuerzel"] for zeile in lies("programme")}
    assert set(Foerderprogramm.objects.values_list("kuerzel", flat=True)) == geliefert
    assert Textbaustein.objects.filter(schluessel="briefkopf.stadt").exists()


def test_refused_once_there_is_an_administration():
    richte_ein(*ADMINS)
    vorher = (Benutzer.objects.count(), Eintrag.objects.count(), Postausgang.objects.count())

    with pytest.raises(CommandError, match="Es gibt schon eine Administration"):
        richte_ein("c@stadt.de", "d@stadt.de")

    assert (Benutzer.objects.count(), Eintrag.objects.count(), Postausgang.objects.count()) == vorher


@pytest.mark.parametrize(
    ("admins", "satz"),
    [
        ((), "zwei verschiedene Personen"),
        (("a@stadt.de",), "zwei verschiedene Personen"),
        (("a@stadt.de", "A@stadt.de"), "zwei verschiedene Personen"),
        (("a@stadt.de", "b@stadt.de", "c@stadt.de"), "zwei verschiedene Personen"),
        (("a@stadt.de", "Frau Müller"), "keine E-Mail-Adresse: Frau Müller"),
    ],
)
def test_wrong_people_are_refused_and_nothing_is_there(admins: tuple[str, ...], satz: str):
    with pytest.raises(CommandError, match=satz):
        richte_ein(*admins)

    assert not Stelle.objects.exists()
    assert not Benutzer.objects.exists()


def test_fresh_links_only_for_who_has_no_password():
    erste = richte_ein(*ADMINS)
    ada = Benutzer.objects.get(email="a@stadt.de")
    ada.set_password("Ein-Haus-am-Phoenixsee-42")
    ada.save()

    neue = richte_ein(neue_links=True)

    assert ("b@stadt.de: Passwort wählen" in neue, "Ada Eins" in neue) == (True, False)
    assert "Ada Eins" in erste
    bo = Benutzer.objects.get(email="b@stadt.de")
    bo.set_password("Ein-Haus-am-Phoenixsee-42")
    bo.save()
    with pytest.raises(CommandError, match="Niemand in der Administration wartet"):
        richte_ein(neue_links=True)


@pytest.mark.parametrize(
    ("datei", "inhalt", "satz"),
    [
        ("stellen.json", None, "stellen.json fehlt"),
        ("stellen.json", "[{", "kein gültiges JSON"),
        ("stellen.json", "[]", "Die Stelle „.*“ gibt es nicht"),
    ],
)
def test_faults_in_the_own_data_are_said_and_nothing_is_loaded(
    tmp_path: Path, settings: Any, datei: str, inhalt: str | None, satz: str
):
    for vorlage in Path(settings.DATEN).glob("*.json"):
        (tmp_path / vorlage.name).write_bytes(vorlage.read_bytes())
    (tmp_path / datei).unlink()
    if inhalt is not None:
        (tmp_path / datei).write_text(inhalt)
    settings.DATEN = tmp_path

    with pytest.raises(CommandError, match=satz):
        richte_ein(*ADMINS)

    assert not Stelle.objects.exists()
    assert not Textbaustein.objects.exists()


def test_addresses_of_the_units_follow_the_file(tmp_path: Path, settings: Any):
    richte_ein(*ADMINS)
    for vorlage in Path(settings.DATEN).glob("*.json"):
        text = vorlage.read_text(encoding="utf-8").replace("fb-40@kindercampus.example", "schule@stadt.de")
        (tmp_path / vorlage.name).write_text(text, encoding="utf-8")
    settings.DATEN = tmp_path

    ausgabe = StringIO()
    call_command("daten_laden", stellen=True, stdout=ausgabe)
    call_command("daten_laden", stellen=True, stdout=ausgabe)

    stelle = Stelle.objects.get(kuerzel="fb-40")
    assert stelle.email == "schule@stadt.de"
    assert ausgabe.getvalue().splitlines() == ["Geändert: Fachbereich Schule.", "Geändert: nichts."]
    assert Eintrag.objects.get(aktion="stelle_aendern").nachher["email"] == "schule@stadt.de"


@pytest.mark.beide_datenbanken
def test_loading_again_in_a_city_changes_nothing(settings: Any):
    richte_ein(*ADMINS)
    settings.LOKAL = False
    vorher = [
        modell.objects.count() for modell in (Stelle, Festwert, Textbaustein, Haushaltsstelle, Benutzer)
    ]

    call_command("daten_laden", stdout=StringIO())

    assert [m.objects.count() for m in (Stelle, Festwert, Textbaustein, Haushaltsstelle, Benutzer)] == vorher


def test_data_for_demo_and_tests_bring_the_texts_too():
    call_command("daten_laden", stdout=StringIO())

    assert Textbaustein.objects.filter(schluessel="briefkopf.stadt").exists()


def test_superuser_is_refused_in_words():
    with pytest.raises(CommandError, match="ersteinrichtung"):
        call_command("createsuperuser", email="a@stadt.de", noinput=True)
    assert not Benutzer.objects.exists()


def test_administrators_need_each_other():
    richte_ein(*ADMINS)
    ada, bo = Benutzer.objects.order_by("pk")
    stelle = Stelle.objects.get(kuerzel="fb-40")
    werte = {"email": "c@stadt.de", "name": "C", "rolle": "sb", "von": "2099-01-01"}
    als(ada).post(f"/rechte/{stelle.pk}/beantragen/", werte)
    mitgliedschaft = Mitgliedschaft.objects.get(benutzer__email="c@stadt.de")

    assert als(ada).post(f"/mitgliedschaften/{mitgliedschaft.pk}/bestaetigen/").status_code == 403
    mitgliedschaft.refresh_from_db()
    assert mitgliedschaft.bestaetigt_von is None
    assert als(bo).post(f"/mitgliedschaften/{mitgliedschaft.pk}/bestaetigen/").status_code == 302
