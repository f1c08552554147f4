"""Drafts on behalf and from paper – and who advised decides nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag, Beteiligung
from antraege.foerderberatung import dienst, queries
from antraege.foerderberatung.models import Beratungsvermerk
from antraege.kern.maengel import MaengelFehler
from antraege.kern.vieraugen import AMTSSEITE, Taetigkeit, vier_augen
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from tests.antraege.antrag.dateiproben import pdf
from tests.welt import Welt
from tests.workflows.foerderberatung.beratungswelt import LISTE, angaben, text, vermerk
from workflows.antrag import tuer as antragstuer
from workflows.foerderberatung import tuer
from workflows.tuer import aufgaben, hindernisse
from workflows.tuer.verzeichnis import SCHRITTE

Anmelden = Callable[[str], Client]
# Writing a paper for the council proposes and decides nothing; taking a list of cases over is no step of one.
VORSCHLAGEND = {Taetigkeit.VORLEGEN, Taetigkeit.UEBERNEHMEN}
BERATEN = "den Antragsteller beraten oder den Antrag im Auftrag entworfen"


# drafts on behalf, paper


def test_aus_papier_wird_ein_entwurf_im_auftrag_und_nur_der_traeger_reicht_ein(
    welt: Welt, als: Anmelden
) -> None:
    client = als("sb")
    inhalt = pdf()
    scan = SimpleUploadedFile("antrag.pdf", inhalt)
    werte = angaben(welt, kanal="papier", eingang_am="2023-01-10", empfehlung="", scan=scan)
    assert client.post(f"{LISTE}neu/", werte).status_code == 302
    papier = Beratungsvermerk.objects.get()
    assert list(papier.berater.all()) == []  # who takes in a paper has not advised yet
    assert papier.code in text(client.get(f"{LISTE}{papier.pk}/bestaetigung/"))
    scan_zurueck = client.get(f"{LISTE}{papier.pk}/scan/")
    assert b"".join(scan_zurueck.streaming_content) == inhalt
    assert scan_zurueck.headers["Content-Disposition"].startswith("attachment")
    beginn = {"richtlinie": welt.richtlinie.pk, "titel": "Leseclub", "stand": "0"}
    assert client.post(f"{LISTE}{papier.pk}/entwerfen/", beginn | {"titel": ""}).status_code == 422
    assert client.post(f"{LISTE}{papier.pk}/entwerfen/", beginn).status_code == 302
    antrag = Antrag.objects.get()
    assert (antrag.im_auftrag, antrag.im_auftrag_von, f"{antrag.papiereingang_am}") == (
        True,
        "Sachbearbeitung, Fachbereich Schule",
        "2023-01-10",
    )
    assert [anlage.name for anlage in antrag.anlagen.all()] == ["antrag.pdf"]
    assert Beteiligung.objects.get().taetigkeit == Taetigkeit.BERATEN
    angelegt = Eintrag.objects.get(aktion="antrag_anlegen")
    assert angelegt.nachher["im_auftrag_von"] == "Sachbearbeitung, Fachbereich Schule"
    assert angelegt.nachher["anlass"] == f"Beratung {papier.code}"
    entwurf = client.get(f"{LISTE}{papier.pk}/").context["fallseite"]
    for wer in ("sb", "zeichnung"):
        assert "im Auftrag erstellt von Sachbearbeitung, Fachbereich Schule" in text(als(wer).get(entwurf))
    assert als("sb2").get(entwurf).status_code == 404
    assert als("sb2").get(f"{LISTE}{papier.pk}/").context["fallseite"] == ""
    anlage = reverse("anlage", args=[antrag.anlagen.get().pk])
    assert b"".join(client.get(anlage).streaming_content) == inhalt
    assert als("sb2").get(anlage).status_code == 404
    assert client.post(f"/antraege/{antrag.pk}/einreichen/", {"stand": str(antrag.stand)}).status_code != 302
    with pytest.raises(Verweigert):
        antragstuer.einreichen(antrag.pk, akteur=welt.neu("sb"))
    assert client.post(f"{LISTE}{papier.pk}/entwerfen/", beginn | {"stand": "1"}).status_code == 409


def test_der_traeger_bestaetigt_dass_er_geprueft_hat(welt: Welt, als: Anmelden) -> None:
    antrag = welt.antrag(im_auftrag=True, im_auftrag_von="Förderberatung, Servicestelle")
    client, adresse = als("zeichnung"), f"/antraege/{antrag.pk}/einreichen/"
    assert 'name="geprueft"' in text(client.get(f"/antraege/{antrag.pk}/pruefen/"))
    ohne = client.post(adresse, {"stand": "0"})
    assert ohne.status_code == 422
    assert antragstuer.AUFTRAG_UNGEPRUEFT.text in text(ohne)
    assert Antrag.objects.get(pk=antrag.pk).aktenzeichen is None
    assert client.post(adresse, {"stand": "0", "geprueft": "on"}).status_code == 302
    aufnahme = Antrag.objects.get(pk=antrag.pk).momentaufnahmen.get()
    assert aufnahme.inhalt["antrag"]["im_auftrag_von"] == "Förderberatung, Servicestelle"
    eingereicht = Eintrag.objects.get(kette=antrag.kette, aktion="einreichen")
    assert eingereicht.nachher["im_auftrag_von"] == "Förderberatung, Servicestelle"


def test_entwerfen_geht_nur_fuer_bekannte_und_bei_der_eigenen_stelle(
    welt: Welt, als: Anmelden, servicestelle: Benutzer
) -> None:
    unbekannt = vermerk(welt, organisation=None, mit_wem="Anruferin")
    with pytest.raises(MaengelFehler, match="Organisation"):
        tuer.entwirf(unbekannt.pk, welt.programm, titel="A", stand=0, akteur=welt.neu("sb"))
    fremd = vermerk(welt, "fb51", "fb51")
    assert als("fb51").get(f"{LISTE}{fremd.pk}/").context["entwerfbar"] is False
    with pytest.raises(Verweigert):
        tuer.entwirf(fremd.pk, welt.programm, titel="A", stand=0, akteur=welt.neu("fb51"))
    assert not Antrag.objects.exists()
    fremd.refresh_from_db()
    assert (fremd.antrag, fremd.stand) == (None, 0)
    antrag = tuer.entwirf(fremd.pk, welt.programm, titel="A", stand=0, akteur=welt.neu("sv"))
    assert antrag.im_auftrag_von == "Förderberatung, Servicestelle"
    beraten = set(Beteiligung.objects.filter(antrag=antrag).values_list("benutzer__name", flat=True))
    assert beraten == {"Sachbearbeitung FB 51", "Beratung"}


# who advised never decides


def _gruende(welt: Welt, antrag: Antrag, person: str, schritt: str = "formale_pruefung") -> list[str]:
    aufgabe = welt.aufgabe(antrag, schritt)
    return [m.text for m in hindernisse.alle(SCHRITTE[schritt], aufgabe, akteur=welt.neu(person))]


@pytest.mark.parametrize(
    "schritt",
    [s for s in SCHRITTE.values() if s.taetigkeit in AMTSSEITE - VORSCHLAGEND],
    ids=lambda s: s.name,
)
def test_wer_beraten_hat_tut_keinen_schritt_der_stadt(schritt: Any) -> None:
    """Over every step of checking, deciding, certifying, ordering, booking, signing and controlling."""
    gruende = vier_augen(schritt.taetigkeit, bisher={Taetigkeit.BERATEN}, feststellung_eine_person=True)
    assert [m.text for m in gruende] == [f"Vier-Augen-Prinzip: Sie haben in diesem Fall bereits {BERATEN}."]


def test_kein_schritt_der_stadt_fehlt_in_dieser_probe() -> None:
    geprueft = {s.taetigkeit for s in SCHRITTE.values()} & AMTSSEITE
    assert AMTSSEITE - geprueft - VORSCHLAGEND == set()


def test_wer_beraten_hat_liest_auf_der_seite_warum_er_nicht_entscheidet(welt: Welt, als: Anmelden) -> None:
    antrag = welt.eingereicht()
    eins = vermerk(welt)
    befangen = tuer.ordne_zu(eins.pk, aktenzeichen=antrag.aktenzeichen or "", stand=0, akteur=welt.neu("sb2"))
    assert befangen == []
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion="beratung_zuordnen")
    assert (eintrag.nachher["code"], eintrag.personen["berater"]) == (eins.code, ["Sachbearbeitung FB 40"])
    assert BERATEN in _gruende(welt, antrag, "sb")[0]
    assert _gruende(welt, antrag, "sb2") == []  # who only assigned the note has not advised
    aufgabe = welt.aufgabe(antrag, "formale_pruefung")
    assert BERATEN in text(als("sb").get(f"/aufgaben/{aufgabe.pk}/"))
    with pytest.raises(Verweigert):
        aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("sb"))
    assert eins.code in text(als("sb2").get(f"/faelle/{antrag.pk}/"))


def test_ein_offener_vermerk_muss_erst_geklaert_werden(welt: Welt) -> None:
    antrag = welt.eingereicht()
    eins = vermerk(welt)
    gruende = _gruende(welt, antrag, "sb")
    assert len(gruende) == 1
    assert eins.code in gruende[0]
    with pytest.raises(Verweigert):
        welt.tu(antrag, "formale_pruefung", "sb")
    assert _gruende(welt, antrag, "sb2") == []
    dienst.schliesse_ab(eins.pk, stand=0, akteur=welt.neu("sb"))
    assert _gruende(welt, antrag, "sb") == []


def test_gespraeche_mit_anderen_hindern_nicht(welt: Welt) -> None:
    antrag = welt.eingereicht()
    vermerk(welt, organisation=None, mit_wem="Anruferin")
    vermerk(welt, organisation=welt.stellen["kita"])
    assert queries.ungeklaerte(welt.neu("sb"), antrag) == []
    assert _gruende(welt, antrag, "sb") == []


def test_was_schon_getan_ist_steht_mit_der_beratung_im_protokoll(
    welt: Welt, als: Anmelden, servicestelle: Benutzer
) -> None:
    antrag = welt.eingereicht()
    Beteiligung.objects.create(antrag=antrag, benutzer=welt.personen["sb"], taetigkeit=Taetigkeit.PRUEFEN)
    eins, client = vermerk(welt), als("sb2")
    adresse = f"{LISTE}{eins.pk}/zuordnen/"
    assert client.post(adresse, {"aktenzeichen": "40-XX-1", "stand": "0"}).status_code == 422
    assert client.post(adresse, {"aktenzeichen": antrag.aktenzeichen, "stand": "4"}).status_code == 409
    erfolg = client.post(adresse, {"aktenzeichen": antrag.aktenzeichen, "stand": "0"}, follow=True)
    assert "Schon für die Stadt tätig waren dort: Sachbearbeitung FB 40." in text(erfolg)
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion="beratung_zuordnen")
    assert eintrag.personen["schon_taetig"] == ["Sachbearbeitung FB 40"]
    assert client.post(adresse, {"aktenzeichen": antrag.aktenzeichen, "stand": "1"}).status_code == 409


def test_die_seite_des_falls_fuehrt_mit_seinen_angaben_zum_finder(welt: Welt, als: Anmelden) -> None:
    antrag = welt.eingereicht()
    seite = als("sb").get(f"/faelle/{antrag.pk}/")
    assert "Zu diesem Antrag ist keine Beratung vermerkt." in text(seite)
    finder = als("sb").get(f"{LISTE}foerderfinder/?fall={antrag.pk}", follow=True)
    assert finder.redirect_chain[0][0].endswith("?wer=traeger&beginn=2023-03-01&betrag=10000.00")
    for fremd in ("999999", "abc"):
        assert als("sb").get(f"{LISTE}foerderfinder/?fall={fremd}").status_code == 404
    assert 'value="10000.00"' in text(finder)
