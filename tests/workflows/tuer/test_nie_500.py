"""A missing text or a step that no longer fits the state is a sentence on a page, and nothing has changed."""

from typing import Any

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.dokumente.models import Textbaustein
from tests.datenbank import ohne_trigger
from tests.welt import Welt
from tests.workflows.besuch import als, bild, bis, frisch, sende, wer_tut
from tests.workflows.wege import HAUPTSCHRITTE, TATEN, klaerungen
from workflows.models import Aufgabe


def tu(welt: Welt, antrag: Antrag, aufgabe: Aufgabe) -> Any:
    """Submit what the step asks for, as whoever does it."""
    person, eingaben = welt.personen[wer_tut(aufgabe.schritt, aufgabe)], {"votum": "einverstanden"}
    if aufgabe.schritt == "nachforderung":
        punkt = antrag.nachforderungen.latest("id").punkte.get()
        eingaben = {f"neu_{punkt.pk}": "Lesen macht stärker.", f"antwort_{punkt.pk}": ""}
    elif aufgabe.schritt in TATEN:
        eingaben = TATEN[aufgabe.schritt][1]
    if aufgabe.schritt == "fachliche_pruefung":
        eingaben = eingaben | klaerungen(antrag)
    return sende(person, aufgabe, stand=frisch(antrag).stand, **eingaben)


@pytest.fixture
def ohne_texte(welt: Welt):
    """Takes all texts away, as in a city that has none yet."""

    def nimm() -> None:
        with ohne_trigger():
            Textbaustein.objects.all().delete()

    return nimm


def test_first_submission_without_texts_is_a_sentence(welt: Welt, ohne_texte) -> None:
    entwurf = welt.antrag()
    ohne_texte()
    vorher = bild()

    antwort = als(welt.personen["zeichnung"]).post(
        reverse("antrag_einreichen", args=[entwurf.pk]), {"stand": entwurf.stand}
    )

    html = antwort.content.decode()
    assert antwort.status_code == 422
    assert "Zu einem Schreiben fehlt noch ein gültiger Text." in html
    assert "briefkopf." not in html
    assert bild() == vorher


@pytest.mark.parametrize("schritt", HAUPTSCHRITTE)
def test_no_step_answers_500_without_texts(welt: Welt, ohne_texte, schritt: str) -> None:
    antrag, aufgabe = bis(welt, schritt)
    ohne_texte()
    vorher = bild()

    antwort = tu(welt, antrag, aufgabe)

    assert antwort.status_code < 500
    if antwort.status_code >= 400:
        assert bild() == vorher


@pytest.mark.parametrize("schritt", HAUPTSCHRITTE)
def test_no_step_answers_500_when_the_state_has_moved(welt: Welt, schritt: str) -> None:
    antrag, aufgabe = bis(welt, schritt)
    Antrag.objects.filter(pk=antrag.pk).update(status="abgeschlossen")
    vorher = bild()

    antwort = tu(welt, antrag, aufgabe)

    assert antwort.status_code < 500
    if antwort.status_code >= 400:
        assert bild() == vorher
