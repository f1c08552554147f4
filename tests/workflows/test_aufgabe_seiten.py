"""The task page of every step: who sees it, what it shows, where it leads."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from tests.welt import Welt
from tests.workflows.wege import MITZEICHNENDE, NACHFORDERN, TATEN, gehe
from workflows.models import Aufgabe
from workflows.schritte import SCHRITTE

TRAEGERSCHRITTE = [name for name, schritt in SCHRITTE.items() if schritt.beim_traeger]
AMTSSCHRITTE = [name for name in SCHRITTE if name not in TRAEGERSCHRITTE]


def als(welt: Welt, person: str) -> Client:
    client = Client()
    client.force_login(welt.neu(person))
    return client


def bis(welt: Welt, schritt: str) -> tuple[Antrag, Aufgabe]:
    """A case at which this step is open."""
    antrag = welt.eingereicht()
    if schritt == "nachforderung":
        welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)
    else:
        antrag = gehe(welt, antrag, bis=schritt)
    aufgabe = Aufgabe.objects.filter(antrag=antrag, schritt=schritt, finished__isnull=True).first()
    assert aufgabe is not None
    return antrag, aufgabe


def wer_tut(schritt: str, aufgabe: Aufgabe) -> str:
    if schritt == "mitzeichnung":
        assert aufgabe.stelle is not None
        return MITZEICHNENDE[aufgabe.stelle.kuerzel]
    return "zeichnung" if schritt == "nachforderung" else TATEN[schritt][0]


@pytest.mark.parametrize("schritt", list(SCHRITTE))
def test_seite_zeigt_frage_formular_und_stand(welt: Welt, schritt: str) -> None:
    antrag, aufgabe = bis(welt, schritt)
    antwort = als(welt, wer_tut(schritt, aufgabe)).get(reverse("aufgabe", args=[aufgabe.pk]))
    html = antwort.content.decode()
    assert antwort.status_code == 200
    assert SCHRITTE[schritt].frage in html
    assert f'<input type="hidden" name="stand" value="{antrag.stand}">' in html
    assert re.search(r"\bstyle=", html) is None
    fehlende = [feld.html_name for feld in antwort.context["form"] if f'name="{feld.html_name}"' not in html]
    assert fehlende == []
