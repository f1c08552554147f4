"""Delivered texts become the city's own by two people, all together or not at all."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from antraege.dokumente import textuebernahme
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.queries import text_am
from rollen import uhr
from rollen.models import Benutzer, Eintrag
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import StelleFactory, person_mit
from tests.rollen.seiten import als
from tests.welt import lade_texte

pytestmark = pytest.mark.django_db
SEITE, FREIGABE = "/texte/mitgeliefert/", "/texte/mitgeliefert/freigeben/"
KEY = "briefkopf.stadt"


@pytest.fixture
def leute() -> Iterator[dict[str, Benutzer]]:
    """Who writes, who releases, who does neither; 1 March 2023."""
    with uhr.gestellt(datetime(2023, 3, 1, 8, tzinfo=UTC)):
        lade_texte()
        stelle = StelleFactory()
        yield {
            "sb": person_mit(Rolle.SACHBEARBEITUNG, stelle),
            "sb2": person_mit(Rolle.SACHBEARBEITUNG, stelle),
            "leitung": person_mit(Rolle.LEITUNG, stelle),
            "fi": person_mit(Rolle.FINANZEN, stelle),
        }


def lege_vor(leute: dict[str, Benutzer], tag: str = "2023-03-02"):
    return als(leute["sb"]).post(SEITE, {"gueltig_von": tag})


def marke() -> str:
    return textuebernahme.marke(textuebernahme.vorgelegte())


def test_two_people_take_all_texts_over_but_never_an_example(leute):
    vorher = text_am(KEY, tag=date(2023, 3, 1))
    anzahl = len(textuebernahme.uebernehmbare())

    assert lege_vor(leute).status_code == 302
    assert als(leute["leitung"]).post(FREIGABE, {"gesehen": marke()}).status_code == 302

    neu = text_am(KEY, tag=date(2023, 3, 2))
    assert (neu.text, neu.version, neu.erfasst_von, neu.freigegeben_von) == (
        vorher.text,
        2,
        leute["sb"],
        leute["leitung"],
    )
    assert text_am(KEY, tag=date(2023, 3, 1)) == vorher
    assert Eintrag.objects.filter(kette="texte", aktion=Tat.TEXT_FREIGEBEN).count() == anzahl > 100
    assert [b.schluessel for b in textuebernahme.ungelesene()] == ["briefkopf.fusszeilen"]


def test_refusals_change_nothing(leute):
    lege_vor(leute)
    stand = list(Textbaustein.objects.order_by("pk").values())

    assert als(leute["sb"]).post(FREIGABE, {"gesehen": marke()}).status_code == 403
    assert als(leute["fi"]).get(SEITE).status_code == 403
    assert als(leute["leitung"]).post(SEITE, {"gueltig_von": "2023-03-09"}).status_code in (403, 422)
    assert als(leute["leitung"]).post(FREIGABE, {"gesehen": "etwas anderes"}).status_code == 409
    assert list(Textbaustein.objects.order_by("pk").values()) == stand


def test_a_day_that_is_past_comes_back_with_the_form(leute):
    antwort = lege_vor(leute, "2023-03-01")

    assert antwort.status_code == 422
    assert "Ein Text gilt frühestens ab dem Tag nach der Freigabe." in antwort.content.decode()
    assert textuebernahme.vorgelegte() == []


def test_released_too_late_they_are_laid_again_with_a_new_day(leute):
    lege_vor(leute)
    with uhr.gestellt(datetime(2023, 3, 3, 8, tzinfo=UTC)):
        antwort = als(leute["leitung"]).post(FREIGABE, {"gesehen": marke()})
        assert antwort.status_code == 409
        assert "legt sie mit neuem Beginn noch einmal vor" in antwort.content.decode()
        assert not Textbaustein.objects.exclude(freigegeben_am=None).exists()

        assert lege_vor(leute, "2023-03-04").status_code == 302
        assert als(leute["leitung"]).post(FREIGABE, {"gesehen": marke()}).status_code == 302
    assert text_am(KEY, tag=date(2023, 3, 4)).version == 2
