"""A file that answers a question is asked for again, and the new one becomes the answer."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from antraege.antrag.models import Antrag, Nachforderungspunkt
from antraege.programme.models import Frageart, Richtlinie
from antraege.programme.redaktion import dienst
from antraege.programme.redaktion.abschnitte import JE_KUERZEL
from antraege.programme.services import freigeben
from rollen import uhr
from tests import welt as kleine_welt
from tests.antraege.antrag.dateiproben import pdf
from workflows.akte import akte
from workflows.tuer import aufgaben

pytestmark = pytest.mark.django_db


@pytest.fixture
def antrag(settings, tmp_path):
    """Handed in under rules that ask for a file."""
    settings.MEDIA_ROOT = tmp_path
    with uhr.gestellt(datetime(2023, 1, 16, 9, tzinfo=UTC)):
        welt = kleine_welt.baue()
        neu = dienst.neue_fassung(welt.programm, akteur=welt.personen["sb"])
        frage = {"abschnitt": "Ort", "schluessel": "lageplan", "text": "Lageplan", "art": Frageart.DATEI}
        wer = {"akteur": welt.personen["sb"]}
        dienst.speichere_zeile(neu.pk, JE_KUERZEL["fragen"], None, frage, stand=0, **wer)
        dienst.lege_vor(neu.pk, stand=1, **wer)
        neu = freigeben(Richtlinie.objects.get(pk=neu.pk), akteur=welt.personen["leitung"])
        antworten = {"ziel": "Lesen.", "kinder": 25, "datenschutz": True}
        alt = {"anlage": 0, "name": "Unscharf.pdf", "sha256": ""}
        yield welt, welt.eingereicht(richtlinie=neu, antworten={**antworten, "lageplan": alt})


def test_a_file_is_handed_in_again(antrag):
    welt, fall = antrag
    welt.tu(
        fall,
        "formale_pruefung",
        "sb",
        punkt_eins="ja",
        ergebnis="nachfordern",
        fehlt_frage_lageplan="Bitte lesbar.",
        frist=date(2023, 2, 1).isoformat(),
    )
    punkt = Nachforderungspunkt.objects.get()
    aufgaben.erledigen(
        welt.aufgabe(fall, "nachforderung").pk,
        akteur=welt.neu("zeichnung"),
        eingaben={f"antwort_{punkt.pk}": "Neu gescannt."},
        dateien={f"neu_{punkt.pk}": SimpleUploadedFile("Lesbar.pdf", pdf())},
    )
    frisch = Antrag.objects.get(pk=fall.pk)
    anlage = frisch.anlagen.get()
    erwartet = {"anlage": anlage.pk, "name": "Lesbar.pdf", "sha256": anlage.sha256}
    assert (frisch.antworten["lageplan"], anlage.zu_punkt) == (erwartet, punkt)
    [runde] = akte.nachforderungen(frisch, akte.fragen(frisch))
    assert [(p["vorher"], p["nachher"]) for p in runde["punkte"]] == [("Unscharf.pdf", "Lesbar.pdf")]
