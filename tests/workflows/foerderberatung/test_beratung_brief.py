"""The confirmation as a letter: written once, sent where an address is known, printed otherwise."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from antraege.foerderberatung.models import Beratungsvermerk
from rollen.fehler import Ueberholt
from rollen.models import Eintrag, Stelle
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.foerderberatung.beratungswelt import LISTE, text, vermerk
from workflows.foerderberatung import schreiben, tuer
from workflows.models import Postausgang
from workflows.tuer.postausgang import sende_faellige

Anmelden = Callable[[str], Client]


@pytest.mark.pdf
def test_der_brief_geht_mit_dem_code_an_die_bekannte_adresse(welt: Welt, als: Anmelden) -> None:
    Stelle.objects.filter(pk=welt.traeger.pk).update(email="verein@example.org")
    eins, client = vermerk(welt), als("sb2")
    adresse = f"{LISTE}{eins.pk}/bestaetigung/"
    assert "verein@example.org" in text(client.get(adresse))
    assert client.post(adresse, {"stand": "9"}).status_code == 409
    assert not Postausgang.objects.filter(an="verein@example.org").exists()
    assert client.post(adresse, {"stand": "0"}).status_code == 302
    eins = Beratungsvermerk.objects.get()
    assert list(eins.berater.all()) == [welt.personen["sb"]]  # who confirms has not advised by that
    eintrag = Eintrag.objects.get(aktion="beratung_bestaetigen")
    assert (eintrag.nachher["weg"], eintrag.dokument_hash) == ("E-Mail", eins.brief_sha256)
    sende_faellige()
    nachricht = next(m for m in mail.outbox if m.to == ["verein@example.org"])
    assert eins.code in str(nachricht.body)
    (name, inhalt, art), *_ = nachricht.attachments
    assert (name, art) == (f"bestaetigung-{eins.code}.pdf", "application/pdf")
    geladen = b"".join(client.get(f"{LISTE}{eins.pk}/bestaetigung/brief/").streaming_content)
    assert inhalt == geladen
    assert geladen.startswith(b"%PDF")
    assert "Brief als PDF zum Drucken" in text(client.get(adresse))
    assert client.post(adresse, {"stand": str(eins.stand)}).status_code == 409


def test_ohne_adresse_wird_gedruckt(welt: Welt, als: Anmelden) -> None:
    eins = vermerk(welt, organisation=None, mit_wem="Anruferin", kanal="telefon")
    adresse = f"{LISTE}{eins.pk}/bestaetigung/"
    vorher = Postausgang.objects.count()
    antwort = als("sb").post(adresse, {"stand": "0"}, follow=True)
    assert "bitte drucken Sie ihn" in text(antwort)
    assert Postausgang.objects.count() == vorher
    assert Eintrag.objects.get(aktion="beratung_bestaetigen").nachher["weg"] == "Ausdruck"
    with pytest.raises(Ueberholt):
        tuer.bestaetige(eins.pk, stand=1, akteur=welt.neu("sb"))


def test_wer_dort_nicht_beraet_bestaetigt_nichts(welt: Welt, als: Anmelden) -> None:
    eins = vermerk(welt)
    with pytest.raises(Verweigert):
        tuer.bestaetige(eins.pk, stand=0, akteur=welt.neu("fb51"))
    assert als("fb51").get(f"{LISTE}{eins.pk}/bestaetigung/brief/").status_code == 404
    assert als("sb").get(f"{LISTE}{eins.pk}/bestaetigung/brief/").status_code == 404  # none is written
    eins.refresh_from_db()
    assert (eins.brief.name, eins.stand) == ("", 0)
    assert not Postausgang.objects.filter(anhang__gt="").exists()


def test_der_brief_eines_papiers_sagt_dass_noch_nichts_eingereicht_ist(welt: Welt) -> None:
    eins = vermerk(welt)
    anruf = str(schreiben.bestaetigung(eins, von=welt.neu("sb")))
    papier = str(schreiben.bestaetigung(Beratungsvermerk(**_als_papier(eins)), von=welt.neu("sb")))
    assert eins.code in anruf
    assert "Eingereicht ist er erst" in papier
    assert "Eingereicht ist er erst" not in anruf
    assert "entscheidet nicht über Ihren Antrag" in anruf


def _als_papier(eins: Beratungsvermerk) -> dict[str, object]:
    felder = ("code", "stelle", "organisation", "thema", "eingang_am")
    return {**{feld: getattr(eins, feld) for feld in felder}, "kanal": "papier", "scan_name": "antrag.pdf"}
