from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rollen import rechte, registrierung, traeger, uhr, zugang
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle, Stellenart, Traeger
from rollen.tabelle import Recht, Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, person_mit, rolle_geben, stadt
from tests.rollen.seiten import als, fehler, link, oeffne, organisation, stand
from workflows.einrichtung.daten import lade_festwerte

pytestmark = pytest.mark.django_db
PASSWORT = "Lampe-Wolke-Treppe-7"
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
    "webseite": "",
}


@pytest.fixture
def registriere(django_capture_on_commit_callbacks):
    def sende(**felder: str):
        with django_capture_on_commit_callbacks(execute=True):
            return Client().post(reverse("traeger_registrieren"), {**ANGABEN, **felder})

    return sende


def test_registrierung_merkt_sich_die_angaben_und_nichts_davon_zaehlt(registriere, mailoutbox) -> None:
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
    assert (neu.verifiziert_am, neu.vorgelegt_am, neu.ablehnungsgrund, stelle.aktiv) == (
        None,
        None,
        "",
        False,
    )
    assert (person.email, person.name, person.funktion) == (
        "kim@lesewelt.example",
        "Kim Beispiel",
        "Vorstand",
    )
    assert (person.adresse_belegt_am, person.has_usable_password()) == (None, False)
    assert Mitgliedschaft.objects.count() == 0
    eintrag = Eintrag.objects.get(kette=f"stelle/{stelle.pk}")
    assert (eintrag.aktion, eintrag.akteur) == ("traeger_registrieren", None)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["kim@lesewelt.example"], "Registrierung bei Kindercampus")
    ]
    servicestelle, finanzen = person_mit(Rolle.SERVICESTELLE, stadt()), person_mit(Rolle.FINANZEN, stadt())
    assert list(als(servicestelle).get(reverse("traeger_liste")).context["seite"]) == []
    assert als(servicestelle).post(reverse("traeger_verifizieren", args=[neu.pk])).status_code == 404
    assert als(finanzen).get(reverse("bankverbindungen")).context["konten"] == []
    assert als(finanzen).get(reverse("bankverbindung_pruefen", args=[neu.konto.pk])).status_code == 404


def test_mit_dem_link_und_einem_ja_liegt_sie_bei_der_servicestelle_bis_zu_einem_tag(
    registriere, mailoutbox
) -> None:
    lade_festwerte()
    servicestelle = StelleFactory(art=Stellenart.SERVICESTELLE, name="Servicestelle Bildung")
    registriere()
    client = oeffne(link(mailoutbox[0].body), PASSWORT, name="Kim Beispiel", funktion="Vorsitz")
    client.post(reverse("anmelden"), {"username": "kim@lesewelt.example", "password": PASSWORT})
    seite = client.get("/", follow=True)
    assert seite.request["PATH_INFO"] == reverse("konto")
    assert "Haben Sie diese Organisation registriert?" in seite.content.decode()
    neu = Traeger.objects.get()
    assert client.post(reverse("registrierung_bestaetigen", args=[neu.pk])).status_code == 302
    neu.refresh_from_db()
    heute, person = uhr.heute(), neu.registriert_von
    assert neu.pruefung_bis == heute + timedelta(days=14)
    seite = client.get("/", follow=True).content.decode()
    for text in ("Lesewelt e. V.: wird geprüft", servicestelle.name, f"{neu.pruefung_bis:%d.%m.%Y}"):
        assert text in seite
    rollen = Mitgliedschaft.objects.filter(benutzer=person).values_list(
        "gruppe__rolle", "gruppe__stelle", "bestaetigt_von"
    )
    assert sorted(rollen) == [("tr_a", neu.stelle_id, None), ("tr_z", neu.stelle_id, None)]
    taten = Eintrag.objects.filter(kette=f"stelle/{neu.stelle_id}").values_list("aktion", "akteur")
    assert list(taten) == [
        ("traeger_registrieren", None),
        ("rolle_beantragen", person.pk),
        ("rolle_beantragen", person.pk),
        ("traeger_vorlegen", person.pk),
    ]
    vorher = stand()
    assert client.post(reverse("registrierung_bestaetigen", args=[neu.pk])).status_code == 409
    assert client.get(reverse("registrierung_aendern", args=[neu.pk])).status_code == 409
    assert client.post(reverse("registrierung_aendern", args=[neu.pk]), ANGABEN).status_code == 409
    assert stand() == vorher


def test_wer_es_nicht_war_sagt_nein_und_niemand_prueft(registriere, mailoutbox) -> None:
    registriere()
    oeffne(link(mailoutbox[0].body), PASSWORT, name="Kim")
    neu, kim = Traeger.objects.get(), Benutzer.objects.get(email="kim@lesewelt.example")
    assert als(kim).post(reverse("registrierung_zurueckziehen", args=[neu.pk])).status_code == 302
    neu.refresh_from_db()
    assert (neu.zurueckgezogen_am is None, neu.stelle.aktiv, neu.vorgelegt_am) == (False, False, None)
    assert als(kim).get(reverse("konto")).context["registrierungen"] == []
    assert (
        list(als(person_mit(Rolle.SERVICESTELLE, stadt())).get(reverse("traeger_liste")).context["seite"])
        == []
    )
    assert registriere(email="andere@lesewelt.example").status_code == 302  # the name is free


def test_ein_name_den_inzwischen_eine_andere_hat_wird_beim_bestaetigen_geaendert(
    registriere, mailoutbox
) -> None:
    registriere()
    oeffne(link(mailoutbox[0].body), PASSWORT, name="Kim")
    organisation(name="LESEWELT  e. V.")
    client, neu = (
        als(Benutzer.objects.get(email="kim@lesewelt.example")),
        Traeger.objects.get(vorgelegt_am=None),
    )
    vorher = stand()
    assert client.post(reverse("registrierung_bestaetigen", args=[neu.pk])).status_code == 409
    antwort = client.post(reverse("registrierung_aendern", args=[neu.pk]), ANGABEN)
    assert (antwort.status_code, fehler(antwort)) == (422, {"name": [registrierung.NAME_VERGEBEN]})
    assert stand() == vorher
    client.post(reverse("registrierung_aendern", args=[neu.pk]), {**ANGABEN, "name": "Lesewelt Hörde e. V."})
    neu.refresh_from_db()
    assert (neu.stelle.name, neu.vorgelegt_am is None) == ("Lesewelt Hörde e. V.", False)


def test_abgelehntes_wird_geaendert_und_noch_einmal_vorgelegt() -> None:
    traeger_ = organisation(name="Lesewelt e. V.", verifiziert_am=None, verifiziert_von=None)
    Stelle.objects.filter(pk=traeger_.stelle_id).update(anschrift="Musterweg 1, 44263 Dortmund")
    for rolle in (Rolle.TRAEGER_ANTRAG, Rolle.TRAEGER_ZEICHNUNG):
        rolle_geben(traeger_.registriert_von, rolle, traeger_.stelle, bestaetigt=False)
    pruefende = person_mit(Rolle.SERVICESTELLE, stadt())
    traeger.lehne_ab(traeger_.pk, grund="Der Registerauszug fehlt.", akteur=pruefende)
    client, adresse = als(traeger_.registriert_von), reverse("registrierung_aendern", args=[traeger_.pk])
    assert "Angaben ändern und noch einmal vorlegen" in client.get(reverse("konto")).content.decode()
    gezeigt = client.get(adresse).context["form"].initial
    assert (gezeigt["strasse"], gezeigt["plz"], gezeigt["ort"]) == ("Musterweg 1", "44263", "Dortmund")
    vorher = stand()
    antwort = client.post(adresse, {**ANGABEN, "plz": "x"})
    assert (antwort.status_code, set(fehler(antwort))) == (422, {"plz"})
    assert stand() == vorher
    assert client.post(adresse, ANGABEN).status_code == 302
    traeger_.refresh_from_db()
    assert (traeger_.register, traeger_.ablehnungsgrund) == ("Amtsgericht Dortmund, VR 1234", "")
    assert traeger_.konto.iban == "DE89370400440532013000"
    letzter = Eintrag.objects.filter(kette=f"stelle/{traeger_.stelle_id}").last()
    assert (letzter.aktion, letzter.akteur) == ("traeger_vorlegen", traeger_.registriert_von)
    assert (letzter.vorher["register"], letzter.nachher["register"]) == ("", "Amtsgericht Dortmund, VR 1234")
    assert "name" not in letzter.vorher
    seite = als(pruefende).get(reverse("traeger_pruefen", args=[traeger_.pk])).content.decode()
    for text in ("Der Registerauszug fehlt.", "Register und Nummer (vorher: leer)"):
        assert text in seite
    als(pruefende).post(reverse("traeger_verifizieren", args=[traeger_.pk]))
    person = Benutzer.objects.get(pk=traeger_.registriert_von_id)
    assert rechte.darf(person, Recht.ANTRAG_EINREICHEN, traeger_.stelle) is True


def test_eine_fremde_registrierung_gibt_es_nicht(registriere) -> None:
    registriere()
    neu, client = Traeger.objects.get(), als(BenutzerFactory())
    vorher = stand()
    for name in ("registrierung_bestaetigen", "registrierung_aendern", "registrierung_zurueckziehen"):
        assert client.post(reverse(name, args=[neu.pk]), ANGABEN).status_code == 404
    assert stand() == vorher


def test_wer_wartet_zieht_die_registrierung_zurueck_und_darf_nichts_mehr() -> None:
    traeger_ = organisation(verifiziert_am=None, verifiziert_von=None)
    person = traeger_.registriert_von
    rolle_geben(person, Rolle.TRAEGER_ANTRAG, traeger_.stelle, bestaetigt=False)
    assert rechte.darf(person, Recht.ANTRAG_BEARBEITEN, traeger_.stelle) is True
    als(person).post(reverse("registrierung_zurueckziehen", args=[traeger_.pk]))
    assert rechte.berechtigungen(Benutzer.objects.get(pk=person.pk)) == ()
    assert Mitgliedschaft.objects.count() == 0
    taten = Eintrag.objects.filter(kette=f"stelle/{traeger_.stelle_id}").values_list("aktion", flat=True)
    assert list(taten) == ["rolle_entfernen", "traeger_zurueckziehen"]


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
    assert (antwort.status_code, fehler(antwort)) == (422, {"name": [registrierung.NAME_VERGEBEN]})
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
}


@pytest.mark.parametrize("fall", FALSCHES)
def test_falsche_angaben_kommen_zurueck(fall: str, registriere, mailoutbox) -> None:
    vorher = stand()
    antwort = registriere(**FALSCHES[fall], kontoinhaber="<script>alert(1)</script>")
    assert (antwort.status_code, set(fehler(antwort))) == (422, set(FALSCHES[fall]))
    seite = antwort.content.decode()
    assert 'value="&lt;script&gt;alert(1)&lt;/script&gt;"' in seite
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
    kim = neu.registriert_von
    zugang.belege(kim, name=kim.name, funktion=kim.funktion)
    konten = [als(kim).get(reverse("konto")).content.decode()]
    registrierung.lege_vor(neu.pk, akteur=kim)
    konten.append(als(kim).get(reverse("konto")).content.decode())
    servicestelle = als(person_mit(Rolle.SERVICESTELLE, stadt()))
    for adresse in (reverse("traeger_liste"), reverse("traeger_pruefen", args=[neu.pk])):
        seite = servicestelle.get(adresse).content.decode()
        assert boese not in seite
        assert "&lt;img src=x&gt;" in seite
    assert [boese in seite for seite in konten] == [False, False]
