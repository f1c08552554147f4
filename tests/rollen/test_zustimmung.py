"""A role at an organisation wants the person's own yes: before it nothing counts, afterwards they may leave."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rollen import abgleich, bankverbindung, einladung, rechte, traeger, uhr, zustimmung
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle
from rollen.tabelle import TRAEGERROLLEN, Recht, Rolle
from rollen.views.rechte import personen_der_stellen
from tests.fabriken import BenutzerFactory, StelleFactory, person_mit, rolle_geben, stadt
from tests.rollen.seiten import als, organisation, stand
from workflows.tuer.post import adressen

pytestmark = pytest.mark.django_db


@pytest.fixture
def verein() -> Stelle:
    return organisation(name="Lesewelt e. V.").stelle


@pytest.fixture
def zeichnung(verein: Stelle) -> Benutzer:
    return person_mit(Rolle.TRAEGER_ZEICHNUNG, verein, name="Zara Zeichnung")


def _lade_ein(verein: Stelle, person: Benutzer, zeichnung: Benutzer, rolle: Rolle = Rolle.TRAEGER_ANTRAG):
    wer = einladung.Person(person.name, "", person.email)
    return einladung.lade_ein(verein, person=wer, rolle=rolle, akteur=zeichnung)


def test_vor_dem_ja_zaehlt_nichts(verein, zeichnung) -> None:
    """Rights, lists, groups, notices, decisions on the organisation, deputies: nothing knows of the invitation."""
    amt = StelleFactory()
    leitung = person_mit(Rolle.LEITUNG, stadt())
    person = person_mit(Rolle.SERVICESTELLE, amt, name="Svenja Service")
    vorher = rechte.berechtigungen(person)
    for rolle in sorted(TRAEGERROLLEN):
        m = _lade_ein(verein, person, zeichnung, rolle)
        Mitgliedschaft.objects.filter(pk=m.pk).update(bestaetigt_von=zeichnung)
    person = Benutzer.objects.get(pk=person.pk)
    assert rechte.berechtigungen(person) == vorher
    assert [g.rollengruppe.stelle for g in person.groups.all()] == [amt]
    assert traeger.hinderung(verein.traeger, person) == ""
    assert bankverbindung.hinderung(verein.traeger.konto, person) == ""
    assert person in personen_der_stellen(leitung)
    assert einladung.zeichnende(verein) == {zeichnung.pk}
    assert person.email not in set(adressen(verein))
    auditor = als(person_mit(Rolle.ADMINISTRATION, stadt()))
    zeilen = auditor.get(reverse("rechte_stelle", args=[verein.pk])).context["zeilen"]
    assert [z.person for z in zeilen] == [zeichnung]
    stellen = auditor.get(reverse("rechte_uebersicht"), {"suche": "Lesewelt"})
    assert stellen.headers.get("Location") or [s.personen for s in stellen.context["seite"]] == [1]
    abgleich.gleiche_ab()
    assert [g.rollengruppe.stelle for g in person.groups.all()] == [amt]


def test_angenommen_zaehlt_es_ab_heute(verein, zeichnung) -> None:
    person = person_mit(Rolle.SERVICESTELLE, StelleFactory())
    m = _lade_ein(verein, person, zeichnung)
    Mitgliedschaft.objects.filter(pk=m.pk).update(von=uhr.heute() - timedelta(days=30))
    client = als(person)
    assert "Einladung von Lesewelt e. V." in client.get(reverse("konto")).content.decode()
    assert client.post(reverse("einladung_annehmen", args=[verein.pk])).status_code == 302
    m.refresh_from_db()
    assert (m.von, m.angenommen_am is None) == (uhr.heute(), False)
    person = Benutzer.objects.get(pk=person.pk)
    assert rechte.darf(person, Recht.ANTRAG_BEARBEITEN, verein) is True
    assert traeger.hinderung(verein.traeger, person) != ""
    vorher = stand()
    for name in ("einladung_annehmen", "einladung_ablehnen"):
        assert client.post(reverse(name, args=[verein.pk])).status_code == 409
    assert stand() == vorher


def test_ablehnen_laesst_nichts_zurueck_als_das_protokoll_und_eine_e_mail(
    verein, zeichnung, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    person = BenutzerFactory()
    for rolle in sorted(TRAEGERROLLEN):
        _lade_ein(verein, person, zeichnung, rolle)
    with django_capture_on_commit_callbacks(execute=True):
        als(person).post(reverse("einladung_ablehnen", args=[verein.pk]))
    assert list(person.mitgliedschaften.all()) == []
    taten = Eintrag.objects.filter(kette=f"stelle/{verein.pk}", akteur=person)
    assert list(taten.values_list("aktion", flat=True)) == ["einladung_ablehnen"] * 2
    assert [mail.to for mail in mailoutbox] == [[zeichnung.email]]
    _lade_ein(verein, person, zeichnung)  # it may be asked again


def test_niemand_beantwortet_die_einladung_einer_anderen(verein, zeichnung) -> None:
    _lade_ein(verein, BenutzerFactory(), zeichnung)
    client = als(zeichnung)
    vorher = stand()
    for name in ("einladung_annehmen", "einladung_ablehnen"):
        assert client.post(reverse(name, args=[verein.pk])).status_code == 409
    assert stand() == vorher


def test_die_organisation_zieht_eine_einladung_zurueck(verein, zeichnung) -> None:
    person = BenutzerFactory(name="Geheim Name")
    m = _lade_ein(verein, person, zeichnung)
    Mitgliedschaft.objects.filter(pk=m.pk).update(eingeladen_als="Anton")
    adresse = reverse("organisation_rolle_beenden", args=[verein.pk, m.pk])
    client = als(zeichnung)
    assert "Geheim Name" not in client.get(adresse).content.decode()
    antwort = client.post(adresse, {"bis": ""}, follow=True)
    assert "Die Rolle von Anton endet." in antwort.content.decode()
    assert Mitgliedschaft.objects.filter(pk=m.pk).exists() is False


def test_verlassen_wirkt_sofort_und_die_zeile_bleibt(verein, zeichnung) -> None:
    person = person_mit(Rolle.TRAEGER_ANTRAG, verein)
    m, client = person.mitgliedschaften.get(), als(person)
    assert client.get(reverse("konto")).context["verlassbar"] == {m.pk}
    antwort = client.post(reverse("rolle_verlassen", args=[m.pk]))
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("konto"))
    m.refresh_from_db()
    assert m.bis == uhr.heute() - timedelta(days=1)
    person = Benutzer.objects.get(pk=person.pk)
    assert (rechte.berechtigungen(person), list(person.groups.all())) == ((), [])
    letzter = Eintrag.objects.filter(kette=f"stelle/{verein.pk}").last()
    assert (letzter.aktion, letzter.akteur) == ("rolle_beenden", person)
    assert client.get(reverse("konto")).context["verlassbar"] == set()
    assert client.post(reverse("rolle_verlassen", args=[m.pk])).status_code == 404


def test_wer_als_letzte_zeichnen_darf_geht_erst_wenn_jemand_nachkommt(verein, zeichnung) -> None:
    m, client = zeichnung.mitgliedschaften.get(), als(zeichnung)
    rolle_geben(BenutzerFactory(), Rolle.TRAEGER_ZEICHNUNG, verein, angenommen=False)
    adresse = reverse("rolle_verlassen", args=[m.pk])
    assert "Sie sind die letzte Person" in client.get(adresse).content.decode()
    vorher = stand()
    antwort = client.post(adresse)
    assert antwort.status_code == 403
    assert "Laden Sie zuerst eine andere Person ein" in antwort.content.decode()
    assert stand() == vorher
    assert Eintrag.objects.get(kette=f"stelle/{verein.pk}").verweigert is True
    person_mit(Rolle.TRAEGER_ZEICHNUNG, verein)
    assert client.post(adresse).status_code == 302
    assert rechte.berechtigungen(Benutzer.objects.get(pk=zeichnung.pk)) == ()


def test_die_rollen_der_stadt_nimmt_und_verlaesst_niemand_selbst() -> None:
    """They belong to the office: two administrators give them, and they count once the address is proved."""
    person = person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())
    m = person.mitgliedschaften.get()
    Mitgliedschaft.objects.filter(pk=m.pk).update(angenommen_am=None)
    assert rechte.berechtigungen(Benutzer.objects.get(pk=person.pk)) != ()
    client = als(person)
    vorher = stand()
    assert client.get(reverse("konto")).context["einladungen"] == []
    assert client.post(reverse("rolle_verlassen", args=[m.pk])).status_code == 404
    assert stand() == vorher


def test_das_konto_braucht_gleich_viele_abfragen_bei_einer_und_bei_drei_einladungen(
    zeichnung, verein, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    person = BenutzerFactory()
    client = als(person)
    _lade_ein(verein, person, zeichnung)
    with django_assert_max_num_queries(16) as gezaehlt:
        client.get(reverse("konto"))
    for nr in range(2):
        anderer = organisation(name=f"Verein {nr}").stelle
        _lade_ein(anderer, person, person_mit(Rolle.TRAEGER_ZEICHNUNG, anderer))
    with django_assert_num_queries(len(gezaehlt)):
        client.get(reverse("konto"))


def test_der_dienst_meldet_was_es_nicht_mehr_gibt(verein) -> None:
    with pytest.raises(Ueberholt, match="gibt es nicht mehr"):
        zustimmung.nimm_an(verein, akteur=BenutzerFactory())
