"""Who sees which request, as a table; and that asking costs the same for one and for many."""

import pytest

from antraege.antrag.models import Antrag
from antraege.antrag.queries import bearbeitbar_fuer, offene_richtlinien, sichtbar_fuer, waehlbare_traeger
from rollen.models import Benutzer, Stellenart
from rollen.tabelle import Rolle
from tests.antraege.antrag.entwuerfe import entwurf
from tests.fabriken import (
    AntragFactory,
    ProgrammFactory,
    RichtlinieFactory,
    StelleFactory,
    TraegerFactory,
    person_mit,
    stadt,
)


@pytest.fixture
def faelle(welt) -> dict[str, Antrag]:
    """Drafts and submitted requests, own and foreign."""
    fremd = AntragFactory()
    mit = {"richtlinie": welt.richtlinie, "traeger": welt.traeger}
    return {
        "entwurf": entwurf(welt),
        "auftrag": AntragFactory(**mit, im_auftrag=True),
        "am_standort": AntragFactory(**mit, standort=welt.standort),
        "auftrag_am_standort": AntragFactory(**mit, standort=welt.standort, im_auftrag=True),
        "eingereicht": AntragFactory(**mit, aktenzeichen="1", standort=welt.standort),
        "fremd": fremd,
        "fremd_eingereicht": AntragFactory(
            richtlinie=fremd.richtlinie, traeger=fremd.traeger, aktenzeichen="2"
        ),
    }


def gesehen(benutzer: Benutzer, faelle: dict[str, Antrag]) -> set[str]:
    sichtbar = set(sichtbar_fuer(benutzer))
    return {name for name, antrag in faelle.items() if antrag in sichtbar}


EIGENE = {"entwurf", "auftrag", "am_standort", "auftrag_am_standort", "eingereicht"}


@pytest.mark.parametrize(
    ("rolle", "wo", "erwartet"),
    [
        (Rolle.TRAEGER_ANTRAG, "traeger", EIGENE),
        (Rolle.TRAEGER_ZEICHNUNG, "traeger", EIGENE),
        (Rolle.SACHBEARBEITUNG, "amt", {"eingereicht"}),
        (Rolle.LEITUNG, "amt", {"eingereicht"}),
        (Rolle.SACHBEARBEITUNG, "anderes", set()),
        (Rolle.CAMPUS_MANAGEMENT, "standort", {"eingereicht", "auftrag_am_standort"}),
        (Rolle.SERVICESTELLE, "servicestelle", {"auftrag", "auftrag_am_standort"}),
        (Rolle.KASSE, "amt", set()),
        (Rolle.DATENSCHUTZ, "amt", set()),
        (Rolle.ADMINISTRATION, "stadt", set()),
    ],
)
def test_wer_was_sieht(welt, faelle, rolle, wo, erwartet):
    stellen = {
        "traeger": lambda: welt.traeger,
        "amt": lambda: welt.programm.stelle,
        "standort": lambda: welt.standort,
        "servicestelle": lambda: StelleFactory(art=Stellenart.SERVICESTELLE),
        "anderes": StelleFactory,
        "stadt": stadt,
    }
    assert gesehen(person_mit(rolle, stellen[wo]()), faelle) == erwartet


def test_rechnungspruefung_sieht_alles(welt, faelle):
    pruefer = person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt())
    assert gesehen(pruefer, faelle) == set(faelle)
    assert not sichtbar_fuer(pruefer).query.where.children


def test_person_ohne_rolle_sieht_nichts(welt, faelle):
    assert gesehen(TraegerFactory().registriert_von, faelle) == set()


@pytest.mark.parametrize(
    ("rolle", "wo", "erwartet"),
    [
        (Rolle.TRAEGER_ANTRAG, "traeger", EIGENE),
        (Rolle.SACHBEARBEITUNG, "amt", set()),
        (Rolle.SERVICESTELLE, "servicestelle", {"auftrag", "auftrag_am_standort"}),
        (Rolle.CAMPUS_MANAGEMENT, "standort", {"auftrag_am_standort"}),
    ],
)
def test_wer_was_bearbeitet(welt, faelle, rolle, wo, erwartet):
    stellen = {
        "traeger": welt.traeger,
        "amt": welt.programm.stelle,
        "standort": welt.standort,
        "servicestelle": StelleFactory(art=Stellenart.SERVICESTELLE),
    }
    bearbeitbar = set(bearbeitbar_fuer(person_mit(rolle, stellen[wo])))
    assert {name for name, antrag in faelle.items() if antrag in bearbeitbar} == erwartet


@pytest.mark.parametrize("anzahl", [1, 3])
def test_sehen_kostet_immer_gleich_viel(welt, anzahl, django_assert_num_queries):
    for _ in range(anzahl):
        AntragFactory(richtlinie=welt.richtlinie, aktenzeichen=None)
    person = person_mit(Rolle.SACHBEARBEITUNG, welt.programm.stelle)
    with django_assert_num_queries(3):  # rights 2, requests 1
        list(sichtbar_fuer(person))


def test_offene_programme(welt):
    RichtlinieFactory(programm=ProgrammFactory(name="Z"), freigegeben=False)
    zweites = RichtlinieFactory(programm=ProgrammFactory(name="Aktionsplan"))
    assert offene_richtlinien(am=zweites.gueltig_von) == [zweites, welt.richtlinie]


def test_waehlbare_traeger(welt):
    wartend = TraegerFactory(verifiziert_am=None).stelle
    anderer = TraegerFactory().stelle
    person_mit(Rolle.TRAEGER_ANTRAG, anderer)
    beratung = person_mit(Rolle.SERVICESTELLE, StelleFactory(art=Stellenart.SERVICESTELLE))
    assert list(waehlbare_traeger(welt.person, welt.richtlinie)) == [welt.traeger]
    assert {welt.traeger, anderer} <= set(waehlbare_traeger(beratung, welt.richtlinie))
    assert wartend not in waehlbare_traeger(beratung, welt.richtlinie)
    wartende = person_mit(Rolle.TRAEGER_ANTRAG, wartend)
    assert list(waehlbare_traeger(wartende, welt.richtlinie)) == [wartend]
