"""A need: posted by a school, seen by whoever offers, answered, covered by an Abruf or taken back."""

from typing import Any

import pytest
from django.urls import reverse

from antraege.angebote.models import Abruf, Angebot, Bedarf, Bedarfsantwort
from antraege.kern.maengel import MaengelFehler
from rollen import protokoll
from rollen.fehler import Ueberholt
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import TraegerFactory, person_mit
from tests.rollen.seiten import als
from tests.workflows.abruf.abrufwelt import Abrufwelt
from tests.workflows.abruf.test_abruf_seiten import buche
from workflows.abruf import bedarfe, tuer
from workflows.models import Postausgang

WORTE = {
    "titel": "Trommeln mit Vorschulkindern",
    "zielgruppe": "12 Kinder",
    "wann": "ab März",
    "wofuer": "Gemeinsam Musik machen.",
}


def melde(welt: Abrufwelt, **anders: Any) -> Bedarf:
    werte = {**WORTE, "themenfeld": welt.mint, **anders}
    return bedarfe.melde(welt.schule, werte, akteur=welt.schulleitung)


def bild() -> list[dict[str, Any]]:
    return [*Bedarf.objects.order_by("pk").values(), *Bedarfsantwort.objects.order_by("pk").values()]


def test_gemeldet_gelesen_beantwortet_abgerufen(welt: Abrufwelt) -> None:
    client = als(welt.schulleitung)
    eingaben = {**WORTE, "einrichtung": welt.schule.pk, "themenfeld": welt.mint.pk}
    assert client.post(reverse("bedarf_neu"), {**eingaben, "wofuer": ""}).status_code == 422
    assert client.post(reverse("bedarf_neu"), eingaben).status_code == 302
    bedarf = Bedarf.objects.get()
    an = set(Postausgang.objects.values_list("an", flat=True))
    assert {welt.antrag.email, welt.buero.email, welt.service.email} <= an
    seite = reverse("bedarf", args=[bedarf.pk])
    werte = {"anbieter": welt.traeger.pk, "angebot": welt.angebot.pk, "text": "Wir kommen gern."}
    assert als(welt.antrag).post(seite, {**werte, "angebot": "", "text": ""}).status_code == 422
    assert als(welt.antrag).post(seite, werte).status_code == 302
    ziel = f"{reverse('abruf_beginnen', args=[welt.angebot.pk])}?bedarf={bedarf.pk}"
    assert ziel in client.get(seite).content.decode()
    client.get(ziel)
    assert buche(client, welt).status_code == 302
    abruf = Abruf.objects.get()
    bedarf.refresh_from_db()
    assert (bedarf.status, abruf.anlass) == ("gedeckt", bedarf)
    kette = protokoll.pruefe_kette(bedarf.kette)
    assert (kette.heil, kette.eintraege) == (True, 3)
    assert str(abruf) in client.get(seite).content.decode()


def test_wer_was_sieht(welt: Abrufwelt) -> None:
    bedarf = melde(welt)
    ohne_angebot = person_mit(Rolle.TRAEGER_ANTRAG, TraegerFactory().stelle)
    for wer, sieht in (
        (welt.schulleitung, True),
        (welt.antrag, True),
        (welt.buero, True),
        (welt.jugend, True),
        (welt.andere_leitung, False),
        (ohne_angebot, False),
    ):
        antwort = als(wer).get(reverse("bedarfe"))
        assert [b.pk for b in antwort.context["zeilen"]] == ([bedarf.pk] if sieht else [])
        status = als(wer).get(reverse("bedarf", args=[bedarf.pk])).status_code
        assert status == (200 if sieht else 404)
    bedarfe.ziehe_zurueck(bedarf.pk, stand=1, akteur=welt.schulleitung)
    assert als(welt.antrag).get(reverse("bedarf", args=[bedarf.pk])).status_code == 404
    liste = als(welt.buero).get(f"{reverse('bedarfe')}?stand=alle&standort={welt.hoerde.pk}")
    assert len(liste.context["zeilen"]) == 1


def test_was_nicht_geht(welt: Abrufwelt) -> None:
    bedarf = melde(welt)
    fremdes = welt.veroeffentlicht(anbieter=welt.andere, akteur=welt.andere_leitung)
    entwurf = welt.entwurf()
    bedarfe.beantworte(bedarf.pk, welt.traeger, angebot=welt.angebot, text="", akteur=welt.antrag)
    vorher = bild()
    with pytest.raises(Verweigert):
        bedarfe.melde(welt.schule, {**WORTE, "themenfeld": welt.mint}, akteur=welt.andere_leitung)
    with pytest.raises(Verweigert):
        bedarfe.beantworte(bedarf.pk, welt.traeger, angebot=None, text="Ja", akteur=welt.buero)
    for angebot, text in ((fremdes, ""), (entwurf, ""), (welt.angebot, ""), (None, "  ")):
        with pytest.raises(MaengelFehler):
            bedarfe.beantworte(bedarf.pk, welt.traeger, angebot=angebot, text=text, akteur=welt.antrag)
    with pytest.raises(Verweigert):
        bedarfe.ziehe_zurueck(bedarf.pk, stand=1, akteur=welt.buero)
    with pytest.raises(Ueberholt):
        bedarfe.ziehe_zurueck(bedarf.pk, stand=7, akteur=welt.schulleitung)
    fremde = welt.anfrage(einrichtung=welt.andere)
    with pytest.raises(Verweigert):
        tuer.frage_an(welt.angebot.pk, fremde, bedarf_id=bedarf.pk, akteur=welt.andere_leitung)
    assert bild() == vorher
    assert Abruf.objects.count() == 0


def test_zu_spaet_ist_zu_spaet(welt: Abrufwelt) -> None:
    bedarf = melde(welt)
    seite = reverse("bedarf_zurueckziehen", args=[bedarf.pk])
    assert als(welt.schulleitung).post(seite, {"stand": 1}).status_code == 302
    assert als(welt.schulleitung).post(seite, {"stand": 2}).status_code == 409
    with pytest.raises(Ueberholt):
        bedarfe.beantworte(bedarf.pk, welt.traeger, angebot=None, text="Ja", akteur=welt.antrag)
    with pytest.raises(Ueberholt):
        tuer.frage_an(welt.angebot.pk, welt.anfrage(), bedarf_id=bedarf.pk, akteur=welt.schulleitung)
    assert (Abruf.objects.count(), Bedarfsantwort.objects.count()) == (0, 0)
    assert Angebot.objects.count() == 1
