"""The Träger hands in, withdraws, and begins anew from an old request."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from rollen import uhr
from rollen.models import Eintrag
from tests.welt import Welt
from tests.workflows.wege import gehe
from workflows.models import Aufgabe

Als = Callable[[str], Client]


def test_einreichen_fuehrt_zur_bestaetigung(welt: Welt, als: Als) -> None:
    entwurf = welt.antrag()
    antwort = als("zeichnung").post(reverse("antrag_einreichen", args=[entwurf.pk]), {"stand": entwurf.stand})
    ziel = f"{reverse('antrag_status', args=[entwurf.pk])}?neu=1"
    assert (antwort.status_code, antwort["Location"]) == (302, ziel)
    html = als("zeichnung").get(ziel).content.decode()
    assert "Ihr Antrag ist eingegangen" in html
    assert "40-FK-2023-00001" in html
    assert "Die Stelle prüft, ob Ihr Antrag vollständig ist." in html
    assert "30.01.2023" in html


def test_einreichen_mit_maengeln_zeigt_alle_und_aendert_nichts(welt: Welt, als: Als) -> None:
    entwurf = welt.antrag(ende=None, antworten={})
    antwort = als("zeichnung").post(reverse("antrag_einreichen", args=[entwurf.pk]), {"stand": entwurf.stand})
    html = antwort.content.decode()
    assert antwort.status_code == 422
    assert "<title>Fehler:" in html
    assert "Bitte geben Sie an, wann das Vorhaben endet." in html
    assert "Bitte beantworten Sie: „Ziel“" in html
    entwurf.refresh_from_db()
    eintraege = Eintrag.objects.filter(kette=entwurf.kette)
    assert (entwurf.status, entwurf.aktenzeichen, list(eintraege)) == ("entwurf", None, [])
    assert Aufgabe.objects.count() == 0


def test_zweites_einreichen_und_alter_stand_sind_409(welt: Welt, als: Als) -> None:
    entwurf, client = welt.antrag(), als("zeichnung")
    adresse = reverse("antrag_einreichen", args=[entwurf.pk])
    assert client.post(adresse, {"stand": entwurf.stand + 5}).status_code == 409
    assert client.post(adresse, {"stand": entwurf.stand}).status_code == 302
    assert client.post(adresse, {"stand": entwurf.stand}).status_code == 409
    assert list(Antrag.objects.values_list("aktenzeichen", "status")) == [("40-FK-2023-00001", "eingereicht")]
    assert client.get(adresse)["Location"] == reverse("antrag_pruefen", args=[entwurf.pk])


def test_ohne_zeichnung_kein_einreichen(welt: Welt, als: Als) -> None:
    entwurf = welt.antrag()
    antwort = als("antrag").post(reverse("antrag_einreichen", args=[entwurf.pk]), {"stand": entwurf.stand})
    entwurf.refresh_from_db()
    assert (antwort.status_code, entwurf.status, Aufgabe.objects.count()) == (403, "entwurf", 0)
    assert "Anträge einreichen (Zeichnung)" in antwort.content.decode()


def test_zurueckziehen_mit_bestaetigung(welt: Welt, als: Als) -> None:
    antrag, client = welt.eingereicht(), als("zeichnung")
    adresse = reverse("antrag_zurueckziehen", args=[antrag.pk])
    unbestaetigt = client.post(adresse, {"grund": "Kein Raum"})
    antrag.refresh_from_db()
    assert (unbestaetigt.status_code, antrag.status) == (422, "eingereicht")
    assert "Kein Raum" in unbestaetigt.content.decode()
    antwort = client.post(adresse, {"grund": "Kein Raum", "sicher": "on"})
    antrag.refresh_from_db()
    assert (antwort.status_code, antrag.status) == (302, "zurueckgezogen")
    assert [str(m) for m in get_messages(antwort.wsgi_request)] == ["Ihr Antrag ist zurückgezogen."]
    assert client.post(adresse, {"sicher": "on"}).status_code == 409


def test_nach_der_entscheidung_kein_rueckzug(welt: Welt, als: Als) -> None:
    antrag, client = gehe(welt, welt.eingereicht(), bis="mittelabruf"), als("zeichnung")
    vorher = Eintrag.objects.count()
    seite = client.get(reverse("antrag_zurueckziehen", args=[antrag.pk])).content.decode()
    antwort = client.post(reverse("antrag_zurueckziehen", args=[antrag.pk]), {"sicher": "on"})
    antrag.refresh_from_db()
    assert "Nach der Entscheidung können Sie den Antrag nicht mehr zurückziehen." in seite
    assert (antwort.status_code, antrag.status, Eintrag.objects.count()) == (422, "bewilligt", vorher)


def test_wer_nicht_zeichnet_zieht_nicht_zurueck(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    antwort = als("antrag").post(reverse("antrag_zurueckziehen", args=[antrag.pk]), {"sicher": "on"})
    antrag.refresh_from_db()
    assert (antwort.status_code, antrag.status) == (403, "eingereicht")


def test_aus_dem_letzten_jahr_uebernehmen(welt: Welt, als: Als) -> None:
    alter = welt.eingereicht()
    with uhr.gestellt(datetime(2024, 1, 15, 9, tzinfo=ZoneInfo("Europe/Berlin"))):
        antwort = als("antrag").post(reverse("antrag_kopieren", args=[alter.pk]))
    neuer = Antrag.objects.latest("pk")
    assert antwort["Location"] == reverse("antrag_entwurf", args=[neuer.pk])
    assert (neuer.status, neuer.titel, neuer.beantragt, neuer.beginn) == (
        "entwurf",
        alter.titel,
        alter.beantragt,
        None,
    )
