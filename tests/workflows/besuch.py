"""People at a browser, and a picture of everything that a refusal must leave as it was."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag, Beteiligung, Momentaufnahme, Pruefung, Schriftstueck
from antraege.haushalt.models import Buchung, Haushaltsstelle
from rollen.models import Benutzer, Eintrag
from tests.welt import Welt
from tests.workflows.wege import MITZEICHNENDE, NACHFORDERN, TATEN, gehe
from workflows.models import Aufgabe, Nachricht


def als(person: Benutzer) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(Benutzer.objects.get(pk=person.pk))
    return client


def bild() -> dict[str, Any]:
    """All that moves; of the trail only what is no refusal."""
    return {
        "antraege": list(Antrag.objects.order_by("pk").values()),
        "aufgaben": list(Aufgabe.objects.order_by("pk").values()),
        "haushalt": list(Haushaltsstelle.objects.order_by("pk").values()),
        "zahlen": [
            tafel.objects.count()
            for tafel in (Beteiligung, Momentaufnahme, Pruefung, Schriftstueck, Buchung, Nachricht)
        ],
        "eintraege": list(Eintrag.objects.filter(verweigert=False).values_list("hash", flat=True)),
    }


def verweigerte(antrag: Antrag) -> int:
    """How many refusals stand in the trail of the case."""
    return Eintrag.objects.filter(kette=antrag.kette, verweigert=True).count()


def bis(welt: Welt, schritt: str) -> tuple[Antrag, Aufgabe]:
    """A case at which this step is open, and its task."""
    antrag = welt.eingereicht()
    if schritt == "nachforderung":
        welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)
    gehe(welt, antrag, bis=schritt)
    return frisch(antrag), aufgabe_von(antrag, schritt)


def frisch(antrag: Antrag) -> Antrag:
    """The request as it is stored now."""
    return Antrag.objects.get(pk=antrag.pk)


def aufgabe_von(antrag: Antrag, schritt: str) -> Aufgabe:
    """The open task of this step; of several the first."""
    return Aufgabe.objects.filter(antrag=antrag, schritt=schritt, finished__isnull=True).earliest("pk")


def wer_tut(schritt: str, aufgabe: Aufgabe) -> str:
    """The short name of the person of `tests.welt` who does this task."""
    if schritt == "mitzeichnung":
        assert aufgabe.stelle is not None
        return MITZEICHNENDE[aufgabe.stelle.kuerzel]
    return "zeichnung" if schritt == "nachforderung" else TATEN[schritt][0]


def hole(person: Benutzer, name: str, pk: int) -> HttpResponse:
    """The page as this person gets it."""
    return als(person).get(reverse(name, args=[pk]))


def sende(person: Benutzer, aufgabe: Aufgabe, **eingaben: Any) -> HttpResponse:
    """Submit the form of a task as this person."""
    return als(person).post(reverse("aufgabe", args=[aufgabe.pk]), mit_stand(aufgabe.antrag_id, eingaben))


def mit_stand(antrag_id: int | None, eingaben: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent from a page that was opened just now: with the state of the request as it is."""
    return {"stand": Antrag.objects.values_list("stand", flat=True).get(pk=antrag_id), **eingaben}


def text(antwort: HttpResponse) -> str:
    """The page as written."""
    return antwort.content.decode()


def glatt(antwort: HttpResponse) -> str:
    """The page without the white space around its tags."""
    return re.sub(r" ?(<[^>]*>) ?", r"\1", re.sub(r"[ \n]+", " ", text(antwort)))
