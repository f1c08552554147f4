"""Nebenbestimmungen out of the texts: chosen with their version, in their words, and left alone by later texts."""

from datetime import date

import pytest

from antraege.dokumente.models import Textbaustein
from antraege.dokumente.textpflege.katalog import angebot
from antraege.dokumente.textpflege.pruefung import EIN_ABSATZ, maengel
from antraege.programme.models import Nebenbestimmung
from antraege.programme.redaktion.unterschied import unterschied
from antraege.programme.regelwerk import als_daten
from tests.antraege.programme.redaktionswelt import (
    adresse,
    am_2_maerz,
    client,
    entwurf,
    frisch,
    leitung,
    sb,
    sende,
    stelle,
)
from tests.antraege.programme.test_freigabe import vollstaendig

pytestmark = pytest.mark.django_db
__all__ = ["am_2_maerz", "client", "entwurf", "leitung", "sb", "stelle"]  # fixtures
PLAKATE, FOTOS = "nebenbestimmung.plakate", "nebenbestimmung.fotos"


def schreibe(schluessel, text, version=1, von=date(2022, 1, 1), **felder) -> Textbaustein:
    return Textbaustein.objects.create(
        schluessel=schluessel, version=version, text=text, gueltig_von=von, **felder
    )


@pytest.fixture
def texte() -> list[Textbaustein]:
    schreibe("bescheid.nebenbestimmungen", "Kein Text zum Wählen.")
    schreibe("nebenbestimmung.alt", "Galt früher.", gueltig_bis=date(2026, 3, 1))
    return [schreibe(FOTOS, "Bilder nur mit Einwilligung."), schreibe(PLAKATE, "Nennen Sie die Stadt.")]


def seite(richtlinie) -> str:
    return f"/richtlinien/{richtlinie.pk}/nebenbestimmungen/"


def waehle(client, richtlinie, *pks):
    return client.post(seite(richtlinie), {"stand": frisch(richtlinie).stand, "texte": pks})


def zeilen(richtlinie) -> list[tuple[str, str, int | None]]:
    return list(richtlinie.nebenbestimmungen.values_list("text", "herkunft", "herkunft_version"))


def test_chosen_texts_stand_in_the_list_in_their_words_and_can_be_put_in_order(client, entwurf, texte):
    sende(client, entwurf, "nebenbestimmungen", "neu", text="Eigenes.")
    gezeigt = client.get(seite(entwurf)).content.decode()
    assert "Nennen Sie die Stadt." in gezeigt
    assert "Version 1, gilt seit 01.01.2022" in gezeigt
    assert not [wort for wort in ("Galt früher.", "Kein Text zum Wählen.") if wort in gezeigt]
    assert waehle(client, entwurf, *(t.pk for t in texte)).url == adresse(entwurf, "nebenbestimmungen")
    assert zeilen(entwurf) == [
        ("Eigenes.", "", None),
        ("Bilder nur mit Einwilligung.", FOTOS, 1),
        ("Nennen Sie die Stadt.", PLAKATE, 1),
    ]
    letzte = entwurf.nebenbestimmungen.last()
    sende(client, entwurf, "nebenbestimmungen", letzte.pk, "hoch")
    assert [n.herkunft for n in entwurf.nebenbestimmungen.all()] == ["", PLAKATE, FOTOS]
    liste = client.get(adresse(entwurf, "nebenbestimmungen")).content.decode()
    assert ("aus den Texten, Version 1" in liste, "eigener Wortlaut" in liste) == (True, True)


def test_a_newer_version_takes_the_place_of_the_older_one(client, entwurf, texte):
    waehle(client, entwurf, texte[1].pk)
    neu = schreibe(PLAKATE, "Nennen Sie Stadt und Land.", version=2, von=date(2026, 3, 2))
    vorher = als_daten(entwurf)
    assert "ersetzt Version 1 in der Liste" in client.get(seite(entwurf)).content.decode()
    waehle(client, entwurf, neu.pk)
    assert zeilen(entwurf) == [("Nennen Sie Stadt und Land.", PLAKATE, 2)]
    assert [a.satz for a in unterschied(vorher, als_daten(entwurf))] == [
        "Nebenbestimmung „Nennen Sie die Stadt. (aus den Texten, Version 1)“ entfällt.",
        "Nebenbestimmung „Nennen Sie Stadt und Land. (aus den Texten, Version 2)“ ist neu.",
    ]


def test_words_that_are_changed_come_from_no_text_any_more(client, entwurf, texte):
    waehle(client, entwurf, texte[1].pk)
    sende(client, entwurf, "nebenbestimmungen", entwurf.nebenbestimmungen.get().pk, text="Nennen Sie uns.")
    assert zeilen(entwurf) == [("Nennen Sie uns.", "", None)]


def test_what_cannot_be_chosen_is_refused_and_nothing_changes(client, entwurf, texte, sb):
    waehle(client, entwurf, texte[0].pk)
    offener = schreibe("nebenbestimmung.neu", "Wartet.", erfasst_von=sb)
    stand, vorher = frisch(entwurf).stand, zeilen(entwurf)
    for pks, satz in (
        ([], "Bitte kreuzen Sie mindestens einen Text an."),
        ([texte[0].pk], "steht schon in der Liste"),
        ([offener.pk], "gilt nicht mehr oder steht schon"),
    ):
        antwort = waehle(client, entwurf, *pks)
        assert (antwort.status_code, satz in antwort.content.decode()) == (422, True)
    veraltet = client.post(seite(entwurf), {"stand": stand - 1, "texte": [texte[1].pk]})
    assert veraltet.status_code == 409
    assert (frisch(entwurf).stand, zeilen(entwurf)) == (stand, vorher)


def test_a_released_version_keeps_the_words_of_a_text_that_ends(client, stelle, leitung, texte):
    richtlinie = vollstaendig(programm__stelle=stelle)
    werte = {"text": texte[1].text, "herkunft": PLAKATE, "herkunft_version": 1}
    richtlinie.nebenbestimmungen.create(nr=2, **werte)
    richtlinie.freigegeben_von = leitung
    richtlinie.save()
    schreibe(PLAKATE, "Gilt nur noch heute.", version=2, von=date(2026, 3, 2), gueltig_bis=date(2026, 3, 2))
    assert richtlinie.nebenbestimmungen.filter(**werte).exists()
    assert client.get(seite(richtlinie)).url == f"/richtlinien/{richtlinie.pk}/"


@pytest.mark.parametrize("text", ["Eins.\n\nZwei.", "x" * (EIN_ABSATZ + 1), "Nennen Sie {betrag}.", ""])
def test_a_text_to_be_chosen_is_one_line_without_values(text):
    assert len(maengel(text, angebot=angebot(PLAKATE))) == 1
    assert Nebenbestimmung._meta.get_field("text").max_length == EIN_ABSATZ
