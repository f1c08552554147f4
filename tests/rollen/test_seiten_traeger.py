from datetime import UTC, datetime

import pytest
from django.urls import reverse

from rollen import einladung, rechte, zustimmung
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stellenart, Traeger
from rollen.tabelle import Recht, Rolle
from rollen.templatetags.anzeige import iban_lesbar
from tests.fabriken import BenutzerFactory, StelleFactory, person_mit, rolle_geben
from tests.rollen.seiten import als, fehler, organisation, stand

pytestmark = pytest.mark.django_db
OFFEN = {"verifiziert_am": None, "verifiziert_von": None}


@pytest.fixture
def servicestelle() -> Benutzer:
    return person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE), name="Svenja Service")


@pytest.fixture
def neuer() -> Traeger:
    """An organisation that waits, with the two roles of the person who registered it."""
    traeger = organisation(**OFFEN)
    for rolle in (Rolle.TRAEGER_ANTRAG, Rolle.TRAEGER_ZEICHNUNG):
        rolle_geben(traeger.registriert_von, rolle, traeger.stelle, bestaetigt=False)
    return traeger


@pytest.fixture
def wartende(neuer: Traeger) -> Mitgliedschaft:
    """Somebody invited for Zeichnung at a verified organisation."""
    verein = organisation(name="Verein der Wartenden").stelle
    einladend = person_mit(Rolle.TRAEGER_ZEICHNUNG, verein)
    zoe = BenutzerFactory(email="zoe@verein.example", name="Zoe <b>Zweite</b>")
    person = einladung.Person("Zoe Andere", "", zoe.email)
    einladung.lade_ein(verein, person=person, rolle=Rolle.TRAEGER_ZEICHNUNG, akteur=einladend)
    return zustimmung.nimm_an(verein, akteur=zoe)[0]


def test_liste_zeigt_die_zu_pruefenden_zuerst_und_die_iban_nur_maskiert(servicestelle: Benutzer) -> None:
    fertig, abgelehnt, offen = (
        organisation(name="A fertig", iban="DE02120300000000202051"),
        organisation(name="B abgelehnt", ablehnungsgrund="Auszug fehlt", **OFFEN),
        organisation(name="C offen", **OFFEN),
    )
    antwort = als(servicestelle).get(reverse("traeger_liste"))
    assert list(antwort.context["seite"]) == [offen, abgelehnt, fertig]
    seite = antwort.content.decode()
    assert "DE** **** … 2051" in seite
    assert fertig.konto.iban not in seite
    for filter_, soll in (
        ({"stand": "offen"}, [offen]),
        ({"stand": "abgelehnt"}, [abgelehnt]),
        ({"stand": "verifiziert"}, [fertig]),
        ({"suche": "b ABGE"}, [abgelehnt]),
        ({"stand": "unsinn"}, [offen, abgelehnt, fertig]),
    ):
        assert list(als(servicestelle).get(reverse("traeger_liste"), filter_).context["seite"]) == soll


def test_verifizieren_laesst_die_rollen_gelten_und_schreibt_wer_und_wann(
    servicestelle, neuer, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        antwort = als(servicestelle).post(reverse("traeger_verifizieren", args=[neuer.pk]))
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("traeger_liste"))
    neuer.refresh_from_db()
    assert neuer.verifiziert_von == servicestelle
    assert neuer.verifiziert_am is not None
    person = Benutzer.objects.get(pk=neuer.registriert_von_id)
    assert rechte.darf(person, Recht.ANTRAG_EINREICHEN, neuer.stelle) is True
    assert set(person.mitgliedschaften.values_list("bestaetigt_von", flat=True)) == {servicestelle.pk}
    taten = Eintrag.objects.filter(kette=f"stelle/{neuer.stelle_id}").values_list("aktion", "akteur", "rolle")
    assert list(taten) == [
        ("traeger_verifizieren", servicestelle.pk, "sv"),
        ("rolle_bestaetigen", servicestelle.pk, "sv"),
        ("rolle_bestaetigen", servicestelle.pk, "sv"),
    ]
    assert [mail.to for mail in mailoutbox] == [[person.email]]


def test_zweiter_klick_auf_verifizieren_aendert_nichts(servicestelle, neuer) -> None:
    client = als(servicestelle)
    client.post(reverse("traeger_verifizieren", args=[neuer.pk]))
    vorher = stand()
    eintraege = Eintrag.objects.count()
    for adresse, werte in (("traeger_verifizieren", {}), ("traeger_pruefen", {"grund": "Doch nicht."})):
        assert client.post(reverse(adresse, args=[neuer.pk]), werte).status_code == 409
    assert stand() == vorher
    assert Eintrag.objects.count() == eintraege


def test_ablehnen_braucht_einen_grund(servicestelle, neuer) -> None:
    client = als(servicestelle)
    vorher = stand()
    antwort = client.post(reverse("traeger_pruefen", args=[neuer.pk]), {"grund": "  "})
    assert (antwort.status_code, fehler(antwort)) == (422, {"grund": ["Bitte nennen Sie einen Grund."]})
    assert stand() == vorher


def test_abgelehnt_mit_grund_gilt_keine_rolle_und_spaeter_geht_es_doch(
    servicestelle, neuer, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    client, adresse = als(servicestelle), reverse("traeger_pruefen", args=[neuer.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(adresse, {"grund": "Der Registerauszug fehlt."}).status_code == 302
    neuer.refresh_from_db()
    assert (neuer.ablehnungsgrund, neuer.verifiziert_am) == ("Der Registerauszug fehlt.", None)
    registriert = Benutzer.objects.get(pk=neuer.registriert_von_id)
    assert rechte.darf(registriert, Recht.ANTRAG_BEARBEITEN, neuer.stelle) is True
    assert rechte.darf(registriert, Recht.ANTRAG_EINREICHEN, neuer.stelle) is False
    assert "Der Registerauszug fehlt." in mailoutbox[0].body
    assert client.post(adresse, {"grund": "Noch einmal."}).status_code == 409
    client.post(reverse("traeger_verifizieren", args=[neuer.pk]))
    neuer.refresh_from_db()
    assert (neuer.ablehnungsgrund, neuer.verifiziert_von) == ("", servicestelle)


@pytest.mark.parametrize("adresse", ["traeger_verifizieren", "traeger_pruefen"])
@pytest.mark.parametrize("verbindung", ["registriert", "Mitglied"])
def test_niemand_entscheidet_ueber_die_eigene_organisation(adresse, verbindung, servicestelle, neuer) -> None:
    if verbindung == "registriert":
        Traeger.objects.filter(pk=neuer.pk).update(registriert_von=servicestelle)
    else:
        rolle_geben(servicestelle, Rolle.TRAEGER_ANTRAG, neuer.stelle, bestaetigt=False)
    client = als(servicestelle)
    vorher = stand()
    antwort = client.post(reverse(adresse, args=[neuer.pk]), {"grund": "Passt nicht."})
    assert antwort.status_code == 403
    assert "Über die eigene Organisation entscheidet eine andere Person" in antwort.content.decode()
    assert stand() == vorher
    eintrag = Eintrag.objects.get(kette=f"stelle/{neuer.stelle_id}")
    assert (eintrag.verweigert, eintrag.akteur) == (True, servicestelle)


def test_wer_das_recht_nicht_hat_aendert_nichts(neuer, wartende) -> None:
    client = als(person_mit(Rolle.LEITUNG, StelleFactory()))
    vorher = stand()
    for name, pk in (
        ("traeger_verifizieren", neuer.pk),
        ("traeger_pruefen", neuer.pk),
        ("zeichnung_bestaetigen", wartende.pk),
        ("zeichnung_ablehnen", wartende.pk),
    ):
        assert client.post(reverse(name, args=[pk]), {"grund": "Nein."}).status_code == 403
    assert stand() == vorher


def test_servicestelle_bestaetigt_wer_zeichnen_darf(servicestelle, wartende) -> None:
    client, stelle = als(servicestelle), wartende.gruppe.stelle
    offene = client.get(reverse("traeger_liste"))
    assert [zeile.pk for zeile in offene.context["offene"]] == [wartende.pk]
    assert "Zoe &lt;b&gt;Zweite&lt;/b&gt;" in offene.content.decode()
    assert "eingeladen als Zoe Andere" in offene.content.decode()
    adresse = reverse("zeichnung_bestaetigen", args=[wartende.pk])
    assert client.post(adresse).status_code == 302
    assert (
        rechte.darf(Benutzer.objects.get(email="zoe@verein.example"), Recht.ANTRAG_EINREICHEN, stelle) is True
    )
    vorher = stand()
    assert client.post(adresse).status_code == 409
    assert client.post(reverse("zeichnung_ablehnen", args=[wartende.pk])).status_code == 409
    assert stand() == vorher


def test_wer_noch_nicht_angenommen_hat_steht_bei_der_servicestelle_nicht_an(servicestelle, wartende) -> None:
    Mitgliedschaft.objects.filter(pk=wartende.pk).update(angenommen_am=None)
    client = als(servicestelle)
    vorher = stand()
    assert client.get(reverse("traeger_liste")).context["offene"] == []
    for name in ("zeichnung_bestaetigen", "zeichnung_ablehnen"):
        assert client.post(reverse(name, args=[wartende.pk])).status_code == 404
    assert stand() == vorher


def test_servicestelle_lehnt_eine_zeichnung_ab(servicestelle, wartende) -> None:
    als(servicestelle).post(reverse("zeichnung_ablehnen", args=[wartende.pk]))
    assert list(Mitgliedschaft.objects.filter(pk=wartende.pk)) == []
    letzter = Eintrag.objects.filter(kette=f"stelle/{wartende.gruppe.stelle_id}").last()
    assert (letzter.aktion, letzter.akteur) == ("rolle_ablehnen", servicestelle)


@pytest.mark.parametrize("verbindung", ["eigene", "selbst beantragt"])
def test_niemand_bestaetigt_die_eigene_zeichnung(verbindung, servicestelle, wartende) -> None:
    feld = "benutzer" if verbindung == "eigene" else "beantragt_von"
    Mitgliedschaft.objects.filter(pk=wartende.pk).update(**{feld: servicestelle})
    client = als(servicestelle)
    vorher = stand()
    for name in ("zeichnung_bestaetigen", "zeichnung_ablehnen"):
        assert client.post(reverse(name, args=[wartende.pk])).status_code == 403
    assert stand() == vorher


def test_vor_der_pruefung_der_organisation_gibt_es_keine_zeichnung_zu_bestaetigen(
    servicestelle, neuer
) -> None:
    rolle = Mitgliedschaft.objects.get(
        benutzer=neuer.registriert_von, gruppe__rolle=Rolle.TRAEGER_ZEICHNUNG.value
    )
    client = als(servicestelle)
    vorher = stand()
    assert client.get(reverse("traeger_liste")).context["offene"] == []
    assert client.post(reverse("zeichnung_bestaetigen", args=[rolle.pk])).status_code == 404
    assert stand() == vorher


def test_die_pruefseite_zeigt_alles_was_zu_pruefen_ist(servicestelle, neuer) -> None:
    Traeger.objects.filter(pk=neuer.pk).update(
        register="VR <1234>", registriert_am=datetime(2023, 5, 10, 9, 30, tzinfo=UTC)
    )
    seite = als(servicestelle).get(reverse("traeger_pruefen", args=[neuer.pk])).content.decode()
    for text in (
        "VR &lt;1234&gt;",
        iban_lesbar(neuer.stelle.bankverbindungen.get().iban),
        "10.05.2023, 11:30 Uhr",
        neuer.registriert_von.email,
    ):
        assert text in seite


def test_liste_braucht_gleich_viele_abfragen_bei_einer_und_bei_drei_zeilen(
    servicestelle, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client = als(servicestelle)

    def fuege_hinzu(nr: int) -> None:
        verein = organisation(name=f"Verein {nr}").stelle
        rolle_geben(BenutzerFactory(), Rolle.TRAEGER_ZEICHNUNG, verein, bestaetigt=False)

    fuege_hinzu(1)
    with django_assert_max_num_queries(8) as gezaehlt:
        client.get(reverse("traeger_liste"))
    fuege_hinzu(2)
    fuege_hinzu(3)
    with django_assert_num_queries(len(gezaehlt)):
        client.get(reverse("traeger_liste"))
