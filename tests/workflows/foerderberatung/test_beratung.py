"""Advice: notes, their list, the finder's result, requests without an account."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antraege.foerderberatung import dienst
from antraege.foerderberatung.models import Beratungsvermerk, neuer_code
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from tests.antraege.antrag.dateiproben import pdf
from tests.welt import Welt
from tests.workflows.foerderberatung.beratungswelt import LISTE, angaben, text, vermerk
from workflows.foerderberatung import tuer
from workflows.models import Postausgang

Anmelden = Callable[[str], Client]


# notes


def test_ein_vermerk_nach_einem_anruf(welt: Welt, als: Anmelden) -> None:
    client = als("sb")
    antwort = client.post(f"{LISTE}neu/?wer=traeger&zweck=kultur", angaben(welt, wiedervorlage="2023-02-01"))
    neu = Beratungsvermerk.objects.get()
    assert (antwort.status_code, antwort.headers["Location"]) == (302, f"{LISTE}{neu.pk}/")
    assert re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", neu.code)
    assert (list(neu.berater.all()), neu.verfasst_von) == ([welt.personen["sb"]], welt.personen["sb"])
    assert neu.ergebnis["antworten"][0] == "Wer sind Sie? Verein oder anderer Träger, hier schon registriert"
    assert any("Kindercampus-Projektmittel" in zeile for zeile in neu.ergebnis["treffer"])
    seite = text(client.get(f"{LISTE}{neu.pk}/"))
    assert neu.code in seite
    eintrag = Eintrag.objects.get(aktion="beratung_vermerken")
    assert (eintrag.kette, eintrag.nachher["code"]) == (f"stelle/{welt.stellen['fb40'].pk}", neu.code)
    assert eintrag.personen == {"email": "", "mit_wem": "Vorstand"}


def test_codes_wiederholen_sich_nicht() -> None:
    assert len({neuer_code() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    ("falsch", "satz"),
    [
        ({"organisation": "", "mit_wem": ""}, "Bitte nennen Sie eine Organisation oder wer gefragt hat."),
        ({"eingang_am": "2023-01-17"}, "Der Eingang liegt nicht in der Zukunft."),
        ({"kanal": "papier"}, "Bitte laden Sie den Scan des Antrags hoch."),
        ({"kanal": "portal"}, "portal"),
        ({"fragen": ""}, "Anliegen"),
        ({"antwort_an": "keine Adresse"}, "E-Mail"),
    ],
)
def test_falsche_angaben_werden_erklaert_und_nichts_ist_gespeichert(
    welt: Welt, als: Anmelden, falsch: dict[str, Any], satz: str
) -> None:
    antwort = als("sb").post(f"{LISTE}neu/", angaben(welt, **falsch))
    assert antwort.status_code == 422
    assert satz in text(antwort)
    assert "Kindercampus-Projektmittel." in text(antwort)
    assert not Beratungsvermerk.objects.exists()


def test_ein_scan_gehoert_zum_papier_und_muss_eine_datei_sein(welt: Welt, als: Anmelden) -> None:
    client = als("sb")
    scan = SimpleUploadedFile("antrag.pdf", pdf())
    assert "Antrag auf Papier" in text(client.post(f"{LISTE}neu/", angaben(welt, scan=scan)))
    falsch = SimpleUploadedFile("antrag.pdf", b"<script>")
    assert client.post(f"{LISTE}neu/", angaben(welt, kanal="papier", scan=falsch)).status_code == 422
    assert not Beratungsvermerk.objects.exists()


def test_die_liste_sucht_und_zeigt_nur_was_man_lesen_darf(
    welt: Welt, als: Anmelden, servicestelle: Benutzer, django_assert_max_num_queries: Any
) -> None:
    eigener = vermerk(welt, wiedervorlage=uhr.heute())
    fremder = vermerk(welt, "fb51", "fb51", thema="Ganztag", mit_wem="Leitung", organisation=None)
    assert [v.pk for v in als("sv").get(LISTE).context["zeilen"]] == [fremder.pk, eigener.pk]
    assert [v.pk for v in als("sb").get(LISTE).context["zeilen"]] == [eigener.pk]
    assert als("sb").get(f"{LISTE}{fremder.pk}/").status_code == 404
    client = als("sv")
    for suche, erwartet in {
        "suche=ganztag": [fremder],
        f"suche={eigener.code}": [eigener],
        f"suche={welt.traeger.name[:9]}": [eigener],
        "stand=faellig": [eigener],
        "suche=nichts": [],
    }.items():
        assert list(client.get(f"{LISTE}?{suche}").context["zeilen"]) == erwartet
    with django_assert_max_num_queries(7):
        client.get(LISTE)
    for wer in ("leitung", "antrag", "kasse"):
        assert als(wer).get(LISTE).status_code == 403
        with pytest.raises(Verweigert):
            vermerk(welt, wer)


def test_wer_weiterschreibt_hat_auch_beraten(welt: Welt, als: Anmelden, servicestelle: Benutzer) -> None:
    eins = vermerk(welt)
    client = als("sv")
    assert client.post(f"{LISTE}{eins.pk}/aendern/", angaben(welt, stand="3")).status_code == 409
    assert client.post(f"{LISTE}{eins.pk}/aendern/", angaben(welt, stand="0", thema="Neu")).status_code == 302
    eins.refresh_from_db()
    assert (eins.thema, eins.stelle, eins.kanal) == ("Neu", welt.stellen["fb40"], "telefon")
    assert set(eins.berater.all()) == {welt.personen["sb"], servicestelle}


def test_das_ergebnis_des_finders_kommt_in_den_vermerk(welt: Welt, als: Anmelden) -> None:
    eins, client = vermerk(welt), als("sb")
    seite = client.get(f"{LISTE}foerderfinder/?vermerk={eins.pk}&wer=traeger")
    assert f"In den Vermerk {eins.code} übernehmen" in text(seite)
    ergebnis = f"{LISTE}{eins.pk}/ergebnis/?wer=traeger&betrag=5000"
    assert client.post(ergebnis, {"stand": "9"}).status_code == 409
    assert client.post(ergebnis, {"stand": "0"}).status_code == 302
    eins.refresh_from_db()
    assert "Wie viel Geld brauchen Sie ungefähr? 5.000,00\xa0€" in eins.ergebnis["antworten"]
    for falsch in ("abc", "999999", "²"):
        assert client.get(f"{LISTE}foerderfinder/?vermerk={falsch}").status_code == 404
    assert Client().get(f"{LISTE}foerderfinder/").status_code == 302


def test_abgeschlossen_ist_abgeschlossen(welt: Welt, als: Anmelden) -> None:
    eins, client = vermerk(welt), als("sb")
    assert client.post(f"{LISTE}{eins.pk}/abschliessen/", {"stand": "0"}).status_code == 302
    for was in ("abschliessen", "ergebnis"):
        assert client.post(f"{LISTE}{eins.pk}/{was}/?wer=traeger", {"stand": "1"}).status_code == 409
    assert client.get(f"{LISTE}{eins.pk}/aendern/").status_code == 409
    assert client.post(f"{LISTE}{eins.pk}/").status_code == 405
    with pytest.raises(Ueberholt):
        tuer.entwirf(eins.pk, welt.programm, titel="A", stand=1, akteur=welt.neu("sb"))


# without an account


ANFRAGE = {
    "name": "Vorstand",
    "organisation": "Verein",
    "email": "Vorstand@Verein.example",
    "anliegen": "Was?",
}


def test_wer_kein_konto_hat_fragt_und_bekommt_antwort(
    welt: Welt, als: Anmelden, servicestelle: Benutzer, client: Client
) -> None:
    seite = client.post(f"{LISTE}anfragen/", ANFRAGE, follow=True)
    offen = Beratungsvermerk.objects.get()
    assert offen.code in text(seite)
    assert (offen.stelle, offen.kanal, offen.antwort_an, offen.verfasst_von) == (
        welt.stellen["servicestelle"],
        "portal",
        "vorstand@verein.example",
        None,
    )
    assert "wartet auf Antwort" in text(als("sv").get(LISTE))
    antworten = f"{LISTE}{offen.pk}/beantworten/"
    assert als("sv").post(antworten, {"antwort": "", "stand": "0"}).status_code == 422
    assert als("sb").get(f"{LISTE}{offen.pk}/").status_code == 200
    assert als("sv").post(antworten, {"antwort": "Fragen Sie FB 40.", "stand": "0"}).status_code == 302
    post = Postausgang.objects.get()
    assert (post.an, post.betreff) == ("vorstand@verein.example", f"Ihre Anfrage {offen.code}")
    assert "Fragen Sie FB 40." in post.text
    assert als("sv").post(antworten, {"antwort": "Noch einmal.", "stand": "1"}).status_code == 409
    assert Postausgang.objects.count() == 1
    offen.refresh_from_db()
    assert list(offen.berater.all()) == [servicestelle]


def test_maschinen_merken_nichts_und_fehler_stehen_am_feld(
    welt: Welt, servicestelle: Benutzer, client: Client
) -> None:
    assert client.post(f"{LISTE}anfragen/", {**ANFRAGE, "webseite": "x"}).status_code == 302
    falsch = client.post(f"{LISTE}anfragen/", {**ANFRAGE, "email": "nein"})
    assert falsch.status_code == 422
    assert "name@beispiel.de" in text(falsch)
    assert not Beratungsvermerk.objects.exists()


def test_zu_viele_anfragen_warten_eine_minute(welt: Welt, servicestelle: Benutzer, client: Client) -> None:
    for _ in range(5):
        assert client.post(f"{LISTE}anfragen/", ANFRAGE).status_code == 302
    zu_viel = client.post(f"{LISTE}anfragen/", ANFRAGE)
    assert (zu_viel.status_code, zu_viel.headers["Retry-After"]) == (429, "60")
    assert "Vorstand@Verein.example" in text(zu_viel)
    assert Beratungsvermerk.objects.count() == 5


def test_ohne_servicestelle_sagt_die_seite_es(welt: Welt, client: Client) -> None:
    antwort = client.post(f"{LISTE}anfragen/", ANFRAGE)
    assert (antwort.status_code, dienst.OHNE_SERVICESTELLE in text(antwort)) == (422, True)
