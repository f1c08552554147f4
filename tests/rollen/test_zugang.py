"""An account belongs to whoever reads its e-mail: what counts before and after the link, and what a stranger gets."""

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from rollen import mitgliedschaften, rechte, zugang
from rollen.einladung import Person, finde_oder_lege_an
from rollen.models import Benutzer, Eintrag, Mitgliedschaft
from rollen.tabelle import Recht, Rolle
from tests.fabriken import PASSWORT, BenutzerFactory, StelleFactory, person_mit, rolle_geben, stadt
from tests.rollen.seiten import als, fehler, link, oeffne, organisation, stand
from tests.rollen.test_seiten_registrierung import ANGABEN

pytestmark = pytest.mark.django_db
KOLLEGIN = "kollegin@verein.example"
FREMD, EIGEN = "Das-kennt-der-Fremde-1", "Lampe-Wolke-Treppe-7"


def _melde_an(passwort: str) -> Client:
    client = Client()
    client.post(reverse("anmelden"), {"username": KOLLEGIN, "password": passwort})
    return client


def test_wer_eine_fremde_adresse_registriert_bekommt_die_rolle_der_kollegin_nicht(
    mailoutbox, django_capture_on_commit_callbacks
) -> None:
    """The attack: register a colleague's address with a password of one's own and wait for the invitation."""
    verein = organisation(name="Echter Verein e. V.").stelle
    einladend = person_mit(Rolle.TRAEGER_ZEICHNUNG, verein)
    angaben = {**ANGABEN, "email": KOLLEGIN, "person": "Fritz Fremd", "passwort": FREMD}
    werte = {"name": "Kolle Gin", "email": KOLLEGIN, "rolle": Rolle.TRAEGER_ANTRAG.value}
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse("traeger_registrieren"), angaben)
        als(einladend).post(reverse("organisation_einladen", args=[verein.pk]), werte)
    assert "_auth_user_id" not in _melde_an(FREMD).session
    assert [mail.to for mail in mailoutbox] == [[KOLLEGIN]] * 2
    person = Benutzer.objects.get(email=KOLLEGIN)
    assert rechte.berechtigungen(person) == ()
    assert (person.name, person.has_usable_password()) == ("Kolle Gin", False)
    alter_link = Client().get(link(mailoutbox[0].body), follow=True)
    assert "Der Link gilt nicht mehr" in alter_link.content.decode()
    oeffne(link(mailoutbox[1].body), EIGEN, name="Kolle Gin")
    assert "_auth_user_id" not in _melde_an(FREMD).session
    kollegin = _melde_an(EIGEN)
    seite = kollegin.get(reverse("konto")).content.decode()
    for text in (
        "Einladung von Echter Verein e. V.",
        "Lesewelt e. V.: Haben Sie diese Organisation registriert?",
    ):
        assert text in seite
    assert rechte.berechtigungen(Benutzer.objects.get(email=KOLLEGIN)) == ()
    kollegin.post(reverse("einladung_annehmen", args=[verein.pk]))
    assert {b.stelle_id for b in rechte.berechtigungen(Benutzer.objects.get(email=KOLLEGIN))} == {verein.pk}


def _unbelegt(**felder: object) -> Benutzer:
    return BenutzerFactory(email=KOLLEGIN, adresse_belegt_am=None, **felder)


def test_ohne_belegte_adresse_zaehlt_weder_passwort_noch_sitzung_noch_rolle() -> None:
    stelle, person = StelleFactory(), _unbelegt()
    rolle_geben(person, Rolle.SACHBEARBEITUNG, stelle)
    andere = person_mit(Rolle.SACHBEARBEITUNG, stelle)
    assert rechte.berechtigungen(person) == ()
    assert list(
        Mitgliedschaft.objects.filter(rechte.gueltig(rechte.uhr.heute())).values_list("benutzer", flat=True)
    ) == [andere.pk]
    mitgliedschaften.mache_wirksam(person.mitgliedschaften.get())
    assert list(person.groups.all()) == []
    alte_sitzung = als(person)
    vorher = stand()
    assert "_auth_user_id" not in _melde_an(PASSWORT).session
    assert alte_sitzung.get(reverse("konto")).status_code == 302
    assert stand() == vorher
    zeilen = als(andere).get(reverse("rechte_stelle", args=[stelle.pk])).context["zeilen"]
    assert {z.person: z.stand for z in zeilen} == {person: "ohne_zugang", andere: "gilt"}


def test_mit_dem_ersten_link_zaehlt_alles_und_die_person_sagt_wie_sie_heisst(mailoutbox) -> None:
    stelle, person = StelleFactory(), _unbelegt(name="Fritz Fremd")
    rolle_geben(person, Rolle.SACHBEARBEITUNG, stelle)
    TOTPDevice.objects.create(user=person, name="App des Fremden")
    Client().post(reverse("passwort_vergessen"), {"email": KOLLEGIN})
    adresse = link(mailoutbox[0].body)
    client = Client()
    seite = client.get(adresse, follow=True)
    assert 'value="Fritz Fremd"' in seite.content.decode()
    vorher = stand()
    leer = client.post(
        seite.request["PATH_INFO"], {"name": " ", "new_password1": EIGEN, "new_password2": "anders"}
    )
    assert (leer.status_code, set(fehler(leer))) == (422, {"name", "new_password2"})
    assert stand() == vorher
    oeffne(adresse, EIGEN, name="Kolle Gin", funktion="Leitung")
    person = Benutzer.objects.get(pk=person.pk)
    assert (person.name, person.funktion, person.adresse_belegt_am is None) == ("Kolle Gin", "Leitung", False)
    assert TOTPDevice.objects.count() == 0
    assert rechte.darf(person, Recht.FALL_PRUEFEN, stelle) is True
    assert len(person.groups.all()) == 1
    assert "_auth_user_id" in _melde_an(EIGEN).session
    eintrag = Eintrag.objects.get(kette=f"benutzer/{person.pk}")
    assert (eintrag.aktion, eintrag.akteur) == ("adresse_belegen", person)


def test_ein_belegtes_konto_setzt_keine_einladung_zurueck() -> None:
    person = BenutzerFactory(email=KOLLEGIN, name="Kolle Gin")
    gefunden, braucht_link = finde_oder_lege_an(Person("Anders", "Chefin", KOLLEGIN))
    assert (gefunden, braucht_link) == (person, False)
    person.refresh_from_db()
    assert (person.name, person.funktion, person.check_password(PASSWORT)) == ("Kolle Gin", "", True)


def test_auch_die_administration_setzt_zurueck_was_niemand_belegt_hat(
    mailoutbox, django_capture_on_commit_callbacks
) -> None:
    stelle, person = StelleFactory(), _unbelegt(name="Fritz Fremd")
    client = als(person_mit(Rolle.ADMINISTRATION, stadt()))
    adresse = reverse("mitgliedschaft_beantragen", args=[stelle.pk])
    werte = {"email": KOLLEGIN, "rolle": Rolle.KASSE.value, "von": rechte.uhr.heute().isoformat()}
    ohne = client.post(adresse, werte)
    assert (ohne.status_code, set(fehler(ohne))) == (422, {"name"})
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(adresse, {**werte, "name": "Kolle Gin"}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.has_usable_password()) == ("Kolle Gin", False)
    assert "/passwort/neu/" in mailoutbox[0].body


def test_wer_sich_noch_einmal_registriert_bekommt_wieder_einen_link_und_waehlt_spaeter(
    mailoutbox, django_capture_on_commit_callbacks
) -> None:
    for name in ("Fremde Idee e. V.", "Eigene Idee e. V."):
        with django_capture_on_commit_callbacks(execute=True):
            Client().post(reverse("traeger_registrieren"), {**ANGABEN, "email": KOLLEGIN, "name": name})
    oeffne(link(mailoutbox[1].body), EIGEN, name="Kolle Gin")
    konto = als(Benutzer.objects.get(email=KOLLEGIN)).get(reverse("konto"))
    assert [t.stelle.name for t in konto.context["registrierungen"]] == [
        "Fremde Idee e. V.",
        "Eigene Idee e. V.",
    ]


def test_belegen_laesst_ein_konto_seinen_namen_sagen_und_steht_im_protokoll() -> None:
    person = _unbelegt(name="Fritz Fremd")
    zugang.belege(person, name="Kolle Gin", funktion="")
    assert Benutzer.objects.get(pk=person.pk).zaehlt is True
