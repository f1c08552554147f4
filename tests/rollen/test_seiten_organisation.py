from datetime import timedelta

import pytest
from django.urls import reverse

from rollen import rechte, uhr
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle
from rollen.tabelle import Recht, Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, VertretungFactory, person_mit, rolle_geben
from tests.rollen.seiten import als, fehler, link, oeffne, organisation, stand

pytestmark = pytest.mark.django_db
NEU = "Lampe-Wolke-Treppe-7"


@pytest.fixture
def verein() -> Stelle:
    return organisation().stelle


@pytest.fixture
def zeichnung(verein: Stelle) -> Benutzer:
    return person_mit(Rolle.TRAEGER_ZEICHNUNG, verein, name="Zara Zeichnung", email="zara@verein.example")


def test_zur_kita_eines_traegers_fuehrt_kein_weg_zum_einladen(verein: Stelle, zeichnung: Benutzer) -> None:
    kita, client = StelleFactory(art="kita", eltern=verein), als(zeichnung)
    eigene, fremde = (reverse("organisation", args=[stelle.pk]) for stelle in (verein, kita))
    assert (client.get(eigene).status_code, client.get(fremde).status_code) == (200, 404)
    for seite in (reverse("konto"), *(reverse("rechte_stelle", args=[s.pk]) for s in (verein, kita))):
        antwort = client.get(seite)
        assert antwort.status_code == 200
        assert fremde not in antwort.content.decode()
    assert eigene in client.get(reverse("konto")).content.decode()


@pytest.fixture
def lade_ein(verein: Stelle, zeichnung: Benutzer, django_capture_on_commit_callbacks):
    def sende(**felder: str):
        werte = {
            "name": "Anton",
            "email": "Anton@verein.example",
            "rolle": Rolle.TRAEGER_ANTRAG.value,
            **felder,
        }
        with django_capture_on_commit_callbacks(execute=True):
            return als(zeichnung).post(reverse("organisation_einladen", args=[verein.pk]), werte)

    return sende


def test_wer_neu_ist_waehlt_das_passwort_nimmt_an_und_darf_dann_vorbereiten(
    verein, zeichnung, lade_ein, mailoutbox
) -> None:
    antwort = lade_ein(funktion="Projektleitung")
    assert (antwort.status_code, antwort.headers["Location"]) == (
        302,
        reverse("organisation", args=[verein.pk]),
    )
    person = Benutzer.objects.get(email="anton@verein.example")
    assert (person.name, person.funktion, person.has_usable_password()) == ("Anton", "Projektleitung", False)
    rolle = person.mitgliedschaften.get()
    assert (rolle.beantragt_von, rolle.bestaetigt_von, rolle.angenommen_am) == (zeichnung, zeichnung, None)
    assert [mail.to for mail in mailoutbox] == [["anton@verein.example"]]
    client = oeffne(link(mailoutbox[0].body), NEU, name="Anton Antrag", funktion="Leitung")
    assert client.post(reverse("anmelden"), {"username": person.email, "password": NEU}).status_code == 302
    assert client.get("/").headers["Location"] == reverse("konto")
    assert rechte.berechtigungen(Benutzer.objects.get(pk=person.pk)) == ()
    assert client.post(reverse("einladung_annehmen", args=[verein.pk])).status_code == 302
    person = Benutzer.objects.get(pk=person.pk)
    assert (person.name, person.funktion) == ("Anton Antrag", "Leitung")
    assert rechte.darf(person, Recht.ANTRAG_BEARBEITEN, verein) is True
    assert rechte.darf(person, Recht.ANTRAG_EINREICHEN, verein) is False
    assert list(person.groups.all()) == [rolle.gruppe.gruppe]
    zeilen = als(zeichnung).get(reverse("organisation", args=[verein.pk])).context["zeilen"]
    assert [(z.name, z.anders_eingeladen) for z in zeilen] == [
        ("Anton Antrag", "Anton"),
        ("Zara Zeichnung", ""),
    ]
    taten = Eintrag.objects.filter(kette=f"stelle/{verein.pk}").values_list("aktion", "akteur")
    assert list(taten) == [
        ("rolle_beantragen", zeichnung.pk),
        ("rolle_bestaetigen", zeichnung.pk),
        ("einladung_annehmen", person.pk),
    ]


def test_zeichnung_wartet_auf_die_servicestelle(verein, zeichnung, lade_ein, mailoutbox) -> None:
    lade_ein(rolle=Rolle.TRAEGER_ZEICHNUNG.value)
    rolle = Mitgliedschaft.objects.get(benutzer__email="anton@verein.example")
    assert (rolle.beantragt_von, rolle.bestaetigt_von) == (zeichnung, None)
    assert rechte.berechtigungen(rolle.benutzer) == ()
    assert "sobald die Stadt sie bestätigt hat" in mailoutbox[0].body
    for stand_ in ("eingeladen", "wartet"):
        zeilen = als(zeichnung).get(reverse("organisation", args=[verein.pk])).context["zeilen"]
        assert [(z.name, z.stand) for z in zeilen] == [("Anton", stand_), ("Zara Zeichnung", "gilt")]
        Mitgliedschaft.objects.filter(pk=rolle.pk).update(angenommen_am=uhr.jetzt())
    assert rechte.berechtigungen(Benutzer.objects.get(pk=rolle.benutzer_id)) == ()


def test_wer_schon_ein_konto_hat_behaelt_namen_und_passwort_und_bleibt_bis_zur_annahme_unbekannt(
    verein, zeichnung, lade_ein, mailoutbox
) -> None:
    person = BenutzerFactory(email="anton@verein.example", name="Anton der Echte", funktion="Im Amt")
    lade_ein(name="Falscher Name")
    nachher = Benutzer.objects.get(pk=person.pk)
    assert (nachher.name, nachher.password) == (person.name, person.password)
    assert rechte.berechtigungen(nachher) == ()
    assert "/passwort/neu/" not in mailoutbox[0].body
    lade_ein(name="Ganz Neu", email="neu@verein.example")
    einladende = als(zeichnung)
    for adresse in ("organisation", "rechte_stelle"):
        seite = einladende.get(reverse(adresse, args=[verein.pk])).content.decode()
        assert "Anton der Echte" not in seite
        assert "Im Amt" not in seite
    zeilen = einladende.get(reverse("organisation", args=[verein.pk])).context["zeilen"]
    ist = {z.name: (z.stand, z.funktion) for z in zeilen if z.person != zeichnung}
    assert ist == {"Falscher Name": ("eingeladen", ""), "Ganz Neu": ("eingeladen", "")}
    seite = als(person).get(reverse("konto")).content.decode()
    assert "Die Einladung nennt Sie „Falscher Name“. In Ihrem Konto steht „Anton der Echte“." in seite


FALSCHES = {
    "sich selbst": ({"email": "ZARA@verein.example"}, {"email"}),
    "keine Adresse": ({"email": "anton"}, {"email"}),
    "kein Name": ({"name": ""}, {"name"}),
    "hat die Rolle": ({"email": "hat@verein.example"}, {"rolle"}),
    "fremde Rolle": ({"rolle": Rolle.LEITUNG.value}, {"rolle"}),
    "keine Rolle": ({"rolle": ""}, {"rolle"}),
}


@pytest.mark.parametrize("fall", FALSCHES)
def test_falsche_einladungen_kommen_zurueck_und_aendern_nichts(
    fall, verein, zeichnung, lade_ein, mailoutbox
) -> None:
    person_mit(Rolle.TRAEGER_ANTRAG, verein, email="hat@verein.example")
    als(zeichnung)
    felder, soll = FALSCHES[fall]
    vorher = _ohne_anmeldung(stand())
    antwort = lade_ein(funktion="<b>Chef</b>", **felder)
    assert (antwort.status_code, set(fehler(antwort))) == (422, soll)
    assert 'value="&lt;b&gt;Chef&lt;/b&gt;"' in antwort.content.decode()
    assert _ohne_anmeldung(stand()) == vorher
    assert mailoutbox == []


def _ohne_anmeldung(tabellen: dict) -> dict:
    personen = [{**person, "last_login": None} for person in tabellen["Benutzer"]]
    return {**tabellen, "Benutzer": personen}


@pytest.mark.parametrize("name", ["organisation", "organisation_einladen"])
def test_fremde_organisation_gibt_es_nicht(name: str, verein, zeichnung) -> None:
    client = als(person_mit(Rolle.TRAEGER_ZEICHNUNG, organisation(name="Andere").stelle))
    vorher = stand()
    werte = {"name": "Eva", "email": "eva@x.example", "rolle": Rolle.TRAEGER_ANTRAG.value}
    assert client.get(reverse(name, args=[verein.pk])).status_code == 404
    if name == "organisation_einladen":
        assert client.post(reverse(name, args=[verein.pk]), werte).status_code == 404
    assert stand() == vorher


def test_rolle_endet_sofort_oder_spaeter(verein, zeichnung) -> None:
    heute, client = uhr.heute(), als(zeichnung)
    rollen = [person_mit(Rolle.TRAEGER_ANTRAG, verein).mitgliedschaften.get() for _ in range(2)]
    tage = ["", (heute + timedelta(days=7)).isoformat()]
    for rolle, bis in zip(rollen, tage, strict=True):
        client.post(reverse("organisation_rolle_beenden", args=[verein.pk, rolle.pk]), {"bis": bis})
        rolle.refresh_from_db()
    assert [rolle.bis for rolle in rollen] == [heute - timedelta(days=1), heute + timedelta(days=7)]


@pytest.mark.parametrize("fall", ["eigene", "Rolle anderswo", "vorbei"])
def test_beenden_weist_ab_und_aendert_nichts(fall: str, verein, zeichnung) -> None:
    person_mit(Rolle.TRAEGER_ZEICHNUNG, verein)
    anderswo = organisation(name="Andere").stelle
    person = zeichnung if fall == "eigene" else BenutzerFactory()
    if fall != "eigene":
        rolle_geben(person, Rolle.TRAEGER_ANTRAG, anderswo if fall == "Rolle anderswo" else verein)
    client = als(zeichnung)
    vorher = stand()
    adresse = reverse("organisation_rolle_beenden", args=[verein.pk, person.mitgliedschaften.get().pk])
    antwort = client.post(adresse, {"bis": "2020-01-01" if fall == "vorbei" else ""})
    assert antwort.status_code == {"eigene": 403, "Rolle anderswo": 404, "vorbei": 422}[fall]
    assert stand() == vorher


def test_die_letzte_zeichnung_bleibt_auch_in_vertretung(verein, zeichnung) -> None:
    """Who stands in for the last one who may sign still cannot end that role."""
    vertretung = VertretungFactory(vertretener=zeichnung)
    client = als(vertretung.vertreter)
    rolle = zeichnung.mitgliedschaften.get()
    adresse = reverse("organisation_rolle_beenden", args=[verein.pk, rolle.pk])
    assert [b["text"] for b in client.get(adresse).context["bedingungen"]] == [
        "Die letzte Person, die zeichnen darf."
    ]
    vorher = stand()
    antwort = client.post(adresse, {"bis": ""})
    assert antwort.status_code == 403
    assert "Mindestens eine Person muss zeichnen dürfen" in antwort.content.decode()
    assert stand() == vorher
    assert Eintrag.objects.get(kette=f"stelle/{verein.pk}").verweigert is True


def test_wer_noch_wartet_zaehlt_nicht_als_zweite_zeichnung(verein, zeichnung) -> None:
    rolle_geben(BenutzerFactory(), Rolle.TRAEGER_ZEICHNUNG, verein, bestaetigt=False)
    rolle_geben(BenutzerFactory(), Rolle.TRAEGER_ZEICHNUNG, verein, von=uhr.heute() + timedelta(days=1))
    zweite = person_mit(Rolle.TRAEGER_ZEICHNUNG, verein)
    als(zweite).post(
        reverse("organisation_rolle_beenden", args=[verein.pk, zeichnung.mitgliedschaften.get().pk]),
        {"bis": ""},
    )
    assert rechte.darf(Benutzer.objects.get(pk=zeichnung.pk), Recht.ANTRAG_EINREICHEN, verein) is False
    zeilen = als(zweite).get(reverse("organisation", args=[verein.pk])).context["zeilen"]
    assert {z.person: z.grund for z in zeilen}[
        zweite
    ] == "Ihre eigene Rolle verlassen Sie unter „Mein Konto“."


def test_liste_braucht_gleich_viele_abfragen_bei_einer_und_bei_drei_zeilen(
    verein, zeichnung, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client, adresse = als(zeichnung), reverse("organisation", args=[verein.pk])
    with django_assert_max_num_queries(8) as gezaehlt:
        client.get(adresse)
    for _ in range(2):
        person_mit(Rolle.TRAEGER_ANTRAG, verein)
    with django_assert_num_queries(len(gezaehlt)):
        client.get(adresse)
