"""A draft text in the letters of real cases: marked, never stored, only for who may see the case."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as einstellungen
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.dokumente.bloecke import Dokumentart
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.queries import fassung_am, text_am
from antraege.dokumente.textpflege import dienst as textpflege
from antraege.dokumente.textpflege.dienst import Fassung
from antraege.foerderung.models import Bescheid, Rueckforderung
from rollen import uhr
from rollen.models import Eintrag
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.rueckforderung.forderungswelt import am, ausgezahlt, festgesetzt
from tests.workflows.wege import ABLEHNEN, gehe
from workflows.seiten.textproben import KeineProbe, probe

KEY = "bescheid.zweck"
ADRESSE = reverse("textvorschau", args=[KEY])
NEU = "Die Zuwendung ist nur für „{projekt}“ da. <b>Neu</b>"


@pytest.fixture(autouse=True)
def eigene_ablage(tmp_path: Path, settings: Any) -> None:
    """A place for files that nobody else writes to, so that they can be counted."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def fall(welt: Welt) -> Antrag:
    """Approved on 16 January 2023."""
    return gehe(welt, welt.eingereicht(), bis="mittelabruf")


def _stand() -> tuple[int, ...]:
    dateien = sum(1 for datei in Path(einstellungen.MEDIA_ROOT).rglob("*") if datei.is_file())
    zahlen = (m.objects.count() for m in (Schriftstueck, Eintrag, Bescheid, Rueckforderung, Textbaustein))
    return (dateien, *zahlen)


def sende(client: Client, vorgang: Antrag, text: str = NEU, **anders: str) -> str:
    daten = {"fall": vorgang.aktenzeichen, "dokument": "zuwendungsbescheid", "text": text, **anders}
    antwort = client.post(ADRESSE, daten)
    assert antwort.status_code == 200
    return antwort.content.decode()


def test_letter_of_a_real_case_shows_the_draft_marked(als: Callable[[str], Client], fall: Antrag):
    vorher = _stand()
    seite = sende(als("sb"), fall)

    assert "<strong>Entwurf</strong> – noch nicht bekannt gegeben" in seite
    assert "Geänderte Stellen in diesem Schreiben: 1." in seite
    assert '<ins><span class="kern-sr-only">[neu: </span>' in seite
    assert "&lt;b&gt;Neu&lt;/b&gt;" in seite
    assert "<b>Neu</b>" not in seite
    assert "Leseclub am Clarenberg" in seite
    assert _stand() == vorher


def test_stored_draft_is_shown_to_who_releases(als: Callable[[str], Client], welt: Welt, fall: Antrag):
    fassung = Fassung(text=NEU, gueltig_von=date(2023, 9, 1), quelle="Beschluss")
    textpflege.entwirf(KEY, fassung, akteur=welt.neu("sb"))

    seite = als("leitung").get(ADRESSE).content.decode()

    assert "Geänderte Stellen in diesem Schreiben: 1." in seite
    assert str(fall.aktenzeichen) in seite
    assert "Weiter bearbeiten" not in seite


def test_part_of_the_page_while_typing(als: Callable[[str], Client], fall: Antrag):
    daten = {"fall": fall.aktenzeichen, "dokument": "zuwendungsbescheid", "text": NEU}

    teil = als("sb").post(ADRESSE, daten, headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in teil, 'id="brief-stand"' in teil, "app-dokument" in teil) == (False, True, True)


def test_condition_that_does_not_hold_changes_nothing(als: Callable[[str], Client], fall: Antrag):
    alt = text_am(KEY, tag=uhr.heute()).text
    seite = sende(als("sb"), fall, f"{alt}\n\n[[wenn rechtsregime = sgbx]]\nNur im Sozialrecht.\n[[ende]]")

    assert "In diesem Schreiben ändert sich nichts." in seite


def test_faults_and_wrong_cases_are_said(als: Callable[[str], Client], fall: Antrag):
    assert "Zeile 1, Spalte 1, bei <code>{unfug}</code>" in sende(als("sb"), fall, "{unfug}")
    assert "oder Sie dürfen ihn nicht sehen" in sende(als("sb"), fall, fall="40-KC-9999-00001")
    assert "Die Stadt selbst" not in sende(als("sb"), fall)


def test_case_of_another_department_stays_hidden(fall: Antrag, als: Callable[[str], Client]):
    fremd = Client()
    fremd.force_login(person_mit(Rolle.SACHBEARBEITUNG, StelleFactory()))

    seite = sende(fremd, fall)

    assert "oder Sie dürfen ihn nicht sehen" in seite
    assert "Leseclub am Clarenberg" not in seite
    assert als("zeichnung").get(ADRESSE).status_code == 403
    assert als("sb").get(reverse("textvorschau", args=["gibt.es.nicht"])).status_code == 404


def test_back_to_the_editor_nothing_typed_is_lost(als: Callable[[str], Client], fall: Antrag):
    seite = sende(als("sb"), fall, quelle="Ratsbeschluss 17", gueltig_von="2023-09-01")
    assert 'name="quelle" value="Ratsbeschluss 17"' in seite

    zurueck = {"text": NEU, "quelle": "Ratsbeschluss 17", "gueltig_von": "2023-09-01", "tat": "pruefen"}
    editor = als("sb").post(reverse("text_bearbeiten", args=[KEY]), zurueck).content.decode()
    assert ("Ratsbeschluss 17" in editor, "2023-09-01" in editor) == (True, True)


ENTSCHIEDEN = ("eingangsbestaetigung", "zuwendungsbescheid", "ablehnungsbescheid")
GEZAHLT = ("verwendungsnachweis", "pruefvermerk_nachweis", "schlussmitteilung")


@pytest.mark.parametrize("art", [*ENTSCHIEDEN, *GEZAHLT])
def test_letters_of_a_whole_case_can_be_rehearsed(welt: Welt, art: str):
    fall = gehe(welt, welt.eingereicht())
    vorher = _stand()

    _, fakten = probe(fall, Dokumentart(art), akteur=welt.neu("sb"))

    assert fakten.rahmen.entwurf
    assert _stand() == vorher


def test_order_that_is_not_booked_can_be_rehearsed(welt: Welt):
    fall = gehe(welt, welt.eingereicht(), bis="buchung")

    _, fakten = probe(fall, Dokumentart.AUSZAHLUNGSANORDNUNG, akteur=welt.neu("sb"))

    assert fakten.betrag == fall.bewilligt


@pytest.mark.parametrize("art", ["anhoerung", "rueckforderungsbescheid", "mahnung"])
def test_letters_of_a_claim_can_be_rehearsed(welt: Welt, art: str):
    fall = ausgezahlt(welt)
    with am("2024-10-01"):
        festgesetzt(welt, fall)
    with am("2025-02-01"):
        vorher = _stand()
        _, fakten = probe(Antrag.objects.get(pk=fall.pk), Dokumentart(art), akteur=welt.neu("sb"))

        assert fakten.rahmen.aktenzeichen == fall.aktenzeichen
        assert _stand() == vorher


def test_agreement_can_be_rehearsed(welt: Welt):
    koop = Kooperationswelt(welt)
    fall = koop.in_zeichnung()
    vorher = _stand()

    _, fakten = probe(fall, Dokumentart.KOOPERATIONSVEREINBARUNG, akteur=welt.neu("leitung"))

    assert (fakten.rahmen.entwurf, len(fakten.parteien)) == (True, 3)
    assert _stand() == vorher


def test_letter_names_the_versions_it_was_written_from(welt: Welt):
    brief = welt.eingereicht().schriftstuecke.get()

    assert brief.vorlagenversion.split()[1] == fassung_am(uhr.heute())


def test_undecided_case_shows_what_would_be_approved(welt: Welt):
    fall = welt.eingereicht()

    _, fakten = probe(fall, Dokumentart.ZUWENDUNGSBESCHEID, akteur=welt.neu("sb"))

    assert fakten.bewilligt == fall.beantragt
    fall.refresh_from_db()
    assert fall.bewilligt == 0


@pytest.mark.parametrize(
    ("art", "satz"),
    [
        ("nachforderung", "gibt es keine Nachforderung"),
        ("mittelzuweisung", "nur an die Stadt selbst"),
        ("aenderungsbescheid", "keine bewilligte Änderung"),
        ("aenderungsablehnung", "keinen Antrag auf Änderung"),
        ("stundungsbescheid", "keine Stundung"),
        ("niederschlagungsvermerk", "keine Niederschlagung"),
        ("erlassbescheid", "keinen Erlass"),
        ("verwendungsnachweis", "noch keinen eingereichten"),
        ("auszahlungsanordnung", "keine angeordnete"),
        ("kooperationsvereinbarung", "keine Kooperationsvereinbarung"),
    ],
)
def test_case_without_such_a_letter_says_so(welt: Welt, art: str, satz: str):
    with pytest.raises(KeineProbe, match=satz):
        probe(welt.eingereicht(), Dokumentart(art), akteur=welt.neu("sb"))


def test_refused_case_keeps_its_letter_when_texts_change(welt: Welt):
    fall = gehe(welt, welt.eingereicht(), bis="entscheidung")
    welt.tu(fall, "entscheidung", "leitung", **ABLEHNEN)
    brief = fall.schriftstuecke.get(art="ablehnungsbescheid")
    gelesen, fassung = brief.inhalt, fassung_am(uhr.heute())
    neu = textpflege.entwirf(
        "ablehnung.tenor",
        Fassung(text="Neu.", gueltig_von=date(2023, 1, 17), quelle="Beschluss"),
        akteur=welt.neu("sb"),
    )
    textpflege.gib_frei(neu.pk, gesehen=textpflege.marke(neu), akteur=welt.neu("leitung"))

    brief.refresh_from_db()
    assert (brief.inhalt, fassung_am(uhr.heute())) == (gelesen, fassung)
