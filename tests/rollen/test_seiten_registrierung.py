import pytest
from django.test import Client
from django.urls import reverse

from rollen import rechte, traeger
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stellenart, Traeger
from rollen.tabelle import Rolle
from tests.fabriken import BenutzerFactory, person_mit, stadt
from tests.rollen.seiten import als, fehler, organisation, stand

pytestmark = pytest.mark.django_db
ANGABEN = {
    "name": "Lesewelt e. V.",
    "rechtsform": "eingetragener Verein (e. V.)",
    "register": "Amtsgericht Dortmund, VR 1234",
    "strasse": "Musterweg 1",
    "plz": "44263",
    "ort": "Dortmund",
    "gemeinnuetzig": "on",
    "iban": "de89 3704 0044 0532 0130 00",
    "kontoinhaber": "Lesewelt e. V.",
    "person": "Kim Beispiel",
    "funktion": "Vorstand",
    "email": "Kim@Lesewelt.example",
    "passwort": "Lampe-Wolke-Treppe-7",
    "webseite": "",
}


@pytest.fixture
def registriere(django_capture_on_commit_callbacks):
    def sende(**felder: str):
        with django_capture_on_commit_callbacks(execute=True):
            return Client().post(reverse("traeger_registrieren"), {**ANGABEN, **felder})

    return sende


def test_registrierung_legt_organisation_person_und_zwei_wartende_rollen_an(registriere, mailoutbox) -> None:
    antwort = registriere()
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("traeger_registriert"))
    neu = Traeger.objects.select_related("stelle", "registriert_von").get()
    stelle, person = neu.stelle, neu.registriert_von
    assert (stelle.name, stelle.art, stelle.staedtisch, stelle.eltern, stelle.pfad, stelle.anschrift) == (
        "Lesewelt e. V.",
        Stellenart.TRAEGER,
        False,
        None,
        f"{stelle.pk}.",
        "Musterweg 1, 44263 Dortmund",
    )
    assert (neu.konto.iban, neu.konto.stand) == ("DE89370400440532013000", "offen")
    assert (neu.gemeinnuetzig, neu.anerkannt_jugendhilfe) == (True, False)
    assert (neu.verifiziert_am, neu.verifiziert_von, neu.ablehnungsgrund) == (None, None, "")
    assert (person.email, person.name, person.funktion) == (
        "kim@lesewelt.example",
        "Kim Beispiel",
        "Vorstand",
    )
    rollen = Mitgliedschaft.objects.filter(benutzer=person).values_list(
        "gruppe__rolle", "gruppe__stelle", "bestaetigt_von"
    )
    assert sorted(rollen) == [("tr_a", stelle.pk, None), ("tr_z", stelle.pk, None)]
    assert rechte.berechtigungen(person) == ()
    taten = Eintrag.objects.filter(kette=f"stelle/{stelle.pk}").values_list("aktion", "akteur")
    assert list(taten) == [
        ("traeger_registrieren", person.pk),
        ("rolle_beantragen", person.pk),
        ("rolle_beantragen", person.pk),
    ]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["kim@lesewelt.example"], "Registrierung bei Kindercampus")
    ]


def test_die_person_meldet_sich_an_und_sieht_dass_geprueft_wird(registriere) -> None:
    registriere()
    client = Client()
    client.post(reverse("anmelden"), {"username": "kim@lesewelt.example", "password": ANGABEN["passwort"]})
    seite = client.get("/", follow=True)
    assert seite.request["PATH_INFO"] == reverse("konto")
    assert "Lesewelt e. V.: wird geprüft" in seite.content.decode()


def test_bekannte_adresse_verraet_kein_konto_und_der_inhaber_bekommt_post(registriere, mailoutbox) -> None:
    BenutzerFactory(email="kim@lesewelt.example", name="Kim")
    neu = registriere(name="Ganz neu e. V.", email="neu@lesewelt.example")
    vorher = stand()
    bekannt = registriere()
    assert (bekannt.status_code, bekannt.headers["Location"], bekannt.content) == (
        neu.status_code,
        neu.headers["Location"],
        neu.content,
    )
    assert stand() == vorher
    assert mailoutbox[-1].to == ["kim@lesewelt.example"]
    assert "Zu dieser Adresse gibt es schon ein Konto" in mailoutbox[-1].body
    assert ANGABEN["name"] not in mailoutbox[-1].body


@pytest.mark.parametrize("email", ["kim@lesewelt.example", "neu@lesewelt.example"])
def test_bekannter_name_sagt_es_gleich_ob_die_adresse_ein_konto_hat_oder_nicht(
    email, registriere, mailoutbox
) -> None:
    organisation(name="LESEWELT  e. V.")
    BenutzerFactory(email="kim@lesewelt.example")
    vorher = stand()
    antwort = registriere(email=email)
    assert (antwort.status_code, fehler(antwort)) == (422, {"name": [traeger.NAME_VERGEBEN]})
    assert stand() == vorher
    assert mailoutbox == []


def test_maschinen_bekommen_dieselbe_antwort_und_nichts_wird_angelegt(registriere, mailoutbox) -> None:
    vorher = stand()
    antwort = registriere(webseite="https://spam.example")
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("traeger_registriert"))
    assert stand() == vorher
    assert mailoutbox == []


FALSCHES = {
    "kein Name": {"name": ""},
    "Name zu lang": {"name": "x" * 201},
    "unbekannte Rechtsform": {"rechtsform": "Räuberbande"},
    "IBAN mit Zahlendreher": {"iban": "DE89370400440532013001"},
    "IBAN ist HTML": {"iban": "<b>DE</b>"},
    "Postleitzahl mit Buchstaben": {"plz": "4426x"},
    "Postleitzahl mit Zeile": {"plz": "44263\n1"},
    "keine Adresse": {"email": "kim"},
    "Adresse zu lang": {"email": "k" * 250 + "@x.example"},
    "kurzes Passwort": {"passwort": "kurz"},
    "häufiges Passwort": {"passwort": "1234567890123"},
    "Passwort wie die Adresse": {"passwort": "kim@lesewelt.example"},
}


@pytest.mark.parametrize("fall", FALSCHES)
def test_falsche_angaben_kommen_zurueck_ohne_das_passwort(fall: str, registriere, mailoutbox) -> None:
    vorher = stand()
    antwort = registriere(**FALSCHES[fall], kontoinhaber="<script>alert(1)</script>")
    assert (antwort.status_code, set(fehler(antwort))) == (422, set(FALSCHES[fall]))
    seite = antwort.content.decode()
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in seite
    assert ANGABEN["passwort"] not in seite
    assert "<title>Fehler: " in seite
    assert stand() == vorher
    assert mailoutbox == []


def test_wer_angemeldet_ist_wird_zum_konto_geleitet() -> None:
    client = als(person_mit(Rolle.KASSE, stadt()))
    vorher = stand()
    antwort = client.post(reverse("traeger_registrieren"), ANGABEN)
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("konto"))
    assert stand() == vorher


def test_html_in_jedem_feld_bleibt_text(registriere) -> None:
    boese = "<img src=x>"
    registriere(
        name=boese, register=boese, strasse=boese, ort=boese, kontoinhaber=boese, person=boese, funktion=boese
    )
    neu = Traeger.objects.get()
    servicestelle = als(person_mit(Rolle.SERVICESTELLE, stadt()))
    for adresse in (reverse("traeger_liste"), reverse("traeger_pruefen", args=[neu.pk])):
        seite = servicestelle.get(adresse).content.decode()
        assert boese not in seite
        assert "&lt;img src=x&gt;" in seite
    assert (
        boese
        not in als(Benutzer.objects.get(email="kim@lesewelt.example")).get(reverse("konto")).content.decode()
    )
