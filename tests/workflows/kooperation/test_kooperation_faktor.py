"""Signing with the second factor: one code, one signature; without one, with a wrong or used one nothing happens."""

from typing import Any

import pytest
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from antraege.antrag.models import Antrag
from antraege.dokumente.bloecke import aus_daten
from antraege.dokumente.html import als_html_kontext
from antraege.kern.maengel import Mangel
from antraege.kooperation.models import Kuendigung, Vereinbarung, Zeichnung
from rollen import vorfuehrung, zweitfaktor
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from tests.rollen.faktor import falscher, zeigt
from tests.welt import Welt
from tests.workflows.besuch import als, bild, mit_stand, sende, text, verweigerte
from tests.workflows.kooperation.kooperationswelt import FREIGABE, Kooperationswelt
from tests.workflows.kooperation.test_kooperation_spaeter import NACHTRAG, SELBST
from workflows.kooperation import kuendigung
from workflows.kooperation import tuer_nachtrag as nachtrag
from workflows.models import Aufgabe
from workflows.tuer.fehler import Fehlversuch

pytestmark = pytest.mark.django_db
EINRICHTEN = "/konto/zweiter-faktor/einrichten/?next="


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def ganzes_bild() -> dict[str, Any]:
    modelle = (Vereinbarung, Zeichnung, Kuendigung)
    return {**bild(), **{m.__name__: list(m.objects.order_by("pk").values()) for m in modelle}}


def aufgabe_des_traegers(koop: Kooperationswelt, antrag: Antrag) -> Aufgabe:
    (aufgabe,) = [a for a in koop.offene(antrag, "parteizeichnung") if a.stelle == koop.welt.traeger]
    return aufgabe


def alles_im_protokoll() -> str:
    return str(list(Eintrag.objects.values()))


def test_mit_einem_code_der_app_wird_gezeichnet_und_er_steht_nirgends(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    aufgabe, person = aufgabe_des_traegers(koop, antrag), koop.welt.personen["zeichnung"]
    vorfuehrung.gib_app(person)
    code = zeigt(person)
    koop.zeichne(aufgabe, code=f"{code[:3]} {code[3:]}")
    assert Zeichnung.objects.get().weg == "faktor"
    eintrag = Eintrag.objects.filter(kette=antrag.kette).latest("pk")
    assert (eintrag.aktion, eintrag.nachher["zweiter_faktor"]) == ("parteizeichnung", "App")
    assert "code" not in eintrag.nachher
    assert code not in str(eintrag.nachher)


@pytest.mark.parametrize("art", ["App", "Ersatzcode"])
def test_ein_code_zeichnet_nicht_zweimal(koop: Kooperationswelt, art: str) -> None:
    person = koop.welt.personen["zeichnung"]
    vorfuehrung.gib_app(person)
    erste, zweite = (aufgabe_des_traegers(koop, koop.in_zeichnung()) for _ in range(2))
    code = zeigt(person) if art == "App" else koop.code("zeichnung")
    koop.zeichne(erste, code=code)
    vorher = ganzes_bild()
    with pytest.raises(Fehlversuch) as fehler:
        koop.zeichne(zweite, code=code)
    assert fehler.value.maengel == (Mangel(zweitfaktor.FALSCHER_CODE, feld="code"),)
    assert (ganzes_bild(), verweigerte(zweite.antrag)) == (vorher, 1)
    assert code not in alles_im_protokoll()
    koop.zeichne(zweite)


def test_fuenf_falsche_codes_sperren_eine_viertelstunde_und_keiner_steht_im_protokoll(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.in_zeichnung()
    aufgabe, person = aufgabe_des_traegers(koop, antrag), koop.welt.personen["zeichnung"]
    vorfuehrung.gib_app(person)
    falsch, richtig, vorher = falscher(person), koop.code("zeichnung"), ganzes_bild()
    for _ in range(5):
        with pytest.raises(Fehlversuch):
            koop.zeichne(aufgabe, code=falsch)
    with pytest.raises(Verweigert, match="zu oft falsch"):
        koop.zeichne(aufgabe, code=richtig)
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 6)
    assert (falsch in alles_im_protokoll(), richtig in alles_im_protokoll()) == (False, False)
    assert zweitfaktor.verlange(person, richtig) is True  # the lock has not used it up


def test_auch_das_amt_und_der_nachtrag_verlangen_einen_code(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    (amt,) = koop.offene(antrag, "stadtzeichnung")
    with pytest.raises(Fehlversuch):
        koop.zeichne(amt, code="000000000000")
    antrag = koop.zeichne_alle(antrag)
    nachtrag.beginne(antrag.pk, akteur=koop.welt.neu("servicestelle"), eingaben=NACHTRAG)
    koop.tu(antrag, "nachtragsfreigabe", "leitung", **FREIGABE)
    vorher = ganzes_bild()
    for aufgabe in koop.offene(antrag, "parteizeichnung", "stadtzeichnung"):
        with pytest.raises(Fehlversuch):
            koop.zeichne(aufgabe, code="000000000000")
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 4)


def test_nach_falschen_codes_beim_anmelden_heisst_es_warten_und_das_zaehlt_nicht(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.in_zeichnung()
    aufgabe, person = aufgabe_des_traegers(koop, antrag), koop.welt.personen["zeichnung"]
    vorfuehrung.gib_app(person)
    with pytest.raises(zweitfaktor.FalscherCode):
        zweitfaktor.verlange(person, falscher(person))
    TOTPDevice.objects.filter(user=person).update(throttling_failure_count=20)
    vorher = ganzes_bild()
    for _ in range(6):
        with pytest.raises(Fehlversuch) as fehler:
            koop.zeichne(aufgabe, code=zeigt(person))
        assert [("Bitte warten Sie" in m.text, m.feld) for m in fehler.value.maengel] == [(True, "code")]
    assert ganzes_bild() == vorher
    koop.zeichne(aufgabe, code=koop.code("zeichnung"))


def test_ohne_zweiten_faktor_sagt_die_seite_wie_man_ihn_bekommt_und_zeigt_nur_den_scan(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.in_zeichnung()
    aufgabe, person = aufgabe_des_traegers(koop, antrag), koop.welt.personen["zeichnung"]
    seite = text(als(person).get(reverse("aufgabe", args=[aufgabe.pk])))
    assert zweitfaktor.OHNE_FAKTOR in seite
    assert f'href="{EINRICHTEN}/aufgaben/{aufgabe.pk}/"' in seite
    assert ('name="code"' in seite, 'value="portal"' in seite, 'value="scan"' in seite) == (
        False,
        False,
        True,
    )
    vorfuehrung.gib_app(person)
    seite = text(als(person).get(reverse("aufgabe", args=[aufgabe.pk])))
    assert (zweitfaktor.OHNE_FAKTOR in seite, EINRICHTEN in seite) == (False, False)
    assert ('name="code"' in seite, 'value="portal"' in seite, 'value="scan"' in seite) == (True, True, True)


def test_ohne_zweiten_faktor_zeichnet_niemand_im_portal(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    aufgabe, person = aufgabe_des_traegers(koop, antrag), koop.welt.personen["zeichnung"]
    eingaben = {**koop.unterschrift(aufgabe), "code": "123456"}
    zweitfaktor.entferne_ohne_code(person, grund="Test")
    vorher = ganzes_bild()
    antwort = sende(person, aufgabe, **eingaben)
    assert (antwort.status_code, antwort.context["form"].errors) == (422, {"weg": [zweitfaktor.OHNE_FAKTOR]})
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 1)
    assert "123456" not in alles_im_protokoll()


def test_ein_zwischen_oeffnen_und_zeichnen_entfernter_faktor(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    aufgabe, person = aufgabe_des_traegers(koop, antrag), koop.welt.personen["zeichnung"]
    eingaben = koop.unterschrift(aufgabe)
    browser = als(person)
    assert 'name="code"' in text(browser.get(reverse("aufgabe", args=[aufgabe.pk])))
    zweitfaktor.entferne_ohne_code(person, grund="Telefon gestohlen")
    vorher = ganzes_bild()
    antwort = browser.post(reverse("aufgabe", args=[aufgabe.pk]), mit_stand(antrag.pk, eingaben))
    assert (antwort.status_code, ganzes_bild(), verweigerte(antrag)) == (422, vorher, 1)
    assert EINRICHTEN in text(antwort)
    assert 'value="Dortmund"' in text(antwort)


def test_im_portal_ohne_code_fehlt_eine_angabe_und_das_ist_kein_versuch(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    aufgabe, person = aufgabe_des_traegers(koop, antrag), koop.welt.personen["zeichnung"]
    eingaben = koop.unterschrift(aufgabe)
    vorher = ganzes_bild()
    for code, satz in (("", "Bitte füllen Sie dieses Feld aus."), ("12", "Ein Code hat 6 Ziffern")):
        antwort = sende(person, aufgabe, **{**eingaben, "code": code})
        assert antwort.status_code == 422
        assert antwort.context["form"].errors["code"][0].startswith(satz)
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 0)


def test_kuendigen_verlangt_einen_code_und_ohne_faktor_geht_es_per_brief(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    partei, person = antrag.vereinbarung.parteien.get(stelle=koop.welt.traeger), koop.welt.neu("zeichnung")
    vorher, seite = ganzes_bild(), reverse("vereinbarung_kuendigen", args=[antrag.pk, partei.pk])
    assert 'name="code"' in text(als(person).get(seite))
    with pytest.raises(Fehlversuch) as fehler:
        kuendigung.kuendige(antrag.pk, partei.pk, akteur=person, eingaben={**SELBST, "code": "0" * 12})
    assert fehler.value.maengel == (Mangel(zweitfaktor.FALSCHER_CODE, feld="code"),)
    assert ganzes_bild() == vorher
    zweitfaktor.entferne_ohne_code(person, grund="Test")
    vorher = ganzes_bild()
    html = text(als(person).get(seite))
    assert (f"{EINRICHTEN}{seite}" in html, 'name="code"' in html) == (True, False)
    antwort = als(person).post(seite, SELBST)
    assert antwort.context["form"].errors == {"__all__": [zweitfaktor.OHNE_FAKTOR]}
    assert (antwort.status_code, ganzes_bild(), verweigerte(antrag)) == (422, vorher, 2)


def test_seite_und_datei_sagen_wie_bestaetigt_wurde_und_fruehere_bleiben_wie_sie_waren(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.in_zeichnung()
    koop.zeichne(koop.offene(antrag, "stadtzeichnung")[0])
    Zeichnung.objects.update(weg="portal")  # as it was before there was a second factor
    koop.zeichne_alle(antrag)
    seite = text(als(koop.welt.personen["schule"]).get(reverse("vereinbarung", args=[antrag.pk])))
    assert seite.count("im Portal bestätigt (zweiter Faktor),") > 0
    assert seite.count("im Portal bestätigt,") > 0
    stueck = antrag.schriftstuecke.get(art="kooperationsvereinbarung")
    datei = str(als_html_kontext(aus_daten(stueck.inhalt), ebene=1))
    assert (datei.count("im Portal bestätigt (zweiter Faktor)"), datei.count("elektronisch im Portal")) == (
        2,
        1,
    )


@pytest.mark.parametrize("profil", ["demo", "test", "betrieb"])
def test_nur_die_vorfuehrung_zeigt_den_code_unter_dem_feld(koop: Kooperationswelt, profil, settings) -> None:
    aufgabe = aufgabe_des_traegers(koop, koop.in_zeichnung())
    person = koop.welt.personen["zeichnung"]
    vorfuehrung.gib_app(person)
    settings.PROFIL = profil
    code = zeigt(person)
    seite = text(als(person).get(reverse("aufgabe", args=[aufgabe.pk])))
    assert ("Vorführung: Ihr Code ist" in seite) is (profil == "demo")
    if profil == "demo":
        assert f"{code[:3]} {code[3:]}" in seite
