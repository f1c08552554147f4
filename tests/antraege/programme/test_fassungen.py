"""The next version of a programme: a copy, compared, laid before, taken back, released by others, given up."""

from datetime import date

import pytest

from antraege.antrag.models import Antrag
from antraege.antrag.queries import abschnitte
from antraege.programme.models import Foerderprogramm, Richtlinie
from antraege.programme.queries import gueltige_richtlinie
from antraege.programme.redaktion import dienst
from antraege.programme.redaktion.abschnitte import JE_KUERZEL
from antraege.programme.redaktion.unterschied import unterschied
from antraege.programme.regelwerk import als_daten
from antraege.programme.services import freigeben
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.antraege.programme.redaktionswelt import (
    HEUTE,
    adresse,
    als,
    am_2_maerz,
    client,
    entwurf,
    frisch,
    leitung,
    neue_frage,
    sb,
    sende,
    stelle,
    tat,
)
from tests.antraege.programme.test_freigabe import vollstaendig
from tests.fabriken import AntragFactory, person_mit, rolle_geben

pytestmark = pytest.mark.django_db
__all__ = ["am_2_maerz", "client", "entwurf", "leitung", "sb", "stelle"]  # fixtures


@pytest.fixture
def gilt(stelle, leitung) -> Richtlinie:
    """A released first version."""
    richtlinie = vollstaendig(programm__stelle=stelle, gueltig_von=date(2025, 1, 1))
    return freigeben(richtlinie, akteur=leitung)


@pytest.fixture
def zweite(gilt, sb) -> Richtlinie:
    """The next version, as it begins."""
    return dienst.neue_fassung(gilt.programm, akteur=sb)


def test_a_new_version_is_a_copy_from_today_on(gilt, zweite):
    alt, neu = als_daten(gilt), als_daten(zweite)
    assert neu["richtlinie"].pop("gueltig_von") == "2026-03-02"
    assert alt["richtlinie"].pop("gueltig_von") == "2025-01-01"
    assert alt == neu
    assert (zweite.version, zweite.freigegeben_am, zweite.vorgelegt_am) == (2, None, None)
    assert [a.satz for a in unterschied(als_daten(gilt), als_daten(zweite))] == [
        "Gültig ab: 01.01.2025 → 02.03.2026"
    ]


def test_one_version_is_written_at_a_time(client, gilt, zweite):
    assert client.post(f"/richtlinien/neu/{gilt.programm.kuerzel}/").status_code == 409
    assert gilt.programm.richtlinien.count() == 2


def test_the_difference_in_words(client, gilt, zweite):
    sende(client, zweite, "unterlagen", zweite.unterlagen.get().pk, bezeichnung="Lageplan", pflicht="")
    sende(client, zweite, "nebenbestimmungen", "neu", text="Laden Sie die Presse ein.")
    sende(client, zweite, "fragen", zweite.fragen.get().pk, "entfernen")
    seite = client.get(adresse(zweite, "", "unterschied"))
    assert [(a.abschnitt, a.satz) for a in seite.context["aenderungen"]] == [
        ("Grunddaten", "Gültig ab: 01.01.2025 → 02.03.2026"),
        ("Fragen im Antrag", "Frage „Ziele?“ entfällt."),
        ("Unterlagen", "Unterlage „Lageplan“: Unterlage: Plan → Lageplan"),
        ("Unterlagen", "Unterlage „Lageplan“: Muss vorliegen: Ja → Nein"),
        ("Nebenbestimmungen", "Nebenbestimmung „Laden Sie die Presse ein.“ ist neu."),
    ]


def test_name_and_stelle_are_fixed_with_the_first_release(client, zweite, stelle):
    werte = {"name": "Anders", "stelle": stelle.pk, "zeichen": "XX", "beschreibung": ""}
    assert client.post(f"/richtlinien/{zweite.pk}/programm/", {"stand": 0, **werte}).status_code == 409
    assert Foerderprogramm.objects.get(pk=zweite.programm_id).name != "Anders"


def test_gaps_keep_a_version_from_being_laid_before(client, entwurf):
    antwort = tat(client, entwurf, "vorlegen")
    assert (antwort.status_code, "Es fehlen Wertgrenzen" in antwort.content.decode()) == (422, True)
    assert frisch(entwurf).vorgelegt_am is None


def test_laid_before_it_is_not_changed_taken_back_it_is(client, zweite, leitung):
    assert tat(client, zweite, "vorlegen").status_code == 302
    assert frisch(zweite).vorgelegt_am == HEUTE
    assert sende(client, zweite, "nebenbestimmungen", "neu", text="X").status_code == 409
    assert tat(client, zweite, "vorlegen").status_code == 409
    assert tat(als(leitung), zweite, "zurueckholen", grund="Bitte kürzen.").status_code == 302
    assert frisch(zweite).vorgelegt_am is None
    assert Eintrag.objects.get(aktion="richtlinie_zurueckholen").nachher["grund"] == "Bitte kürzen."
    assert sende(client, zweite, "nebenbestimmungen", "neu", text="X").status_code == 302
    assert tat(als(leitung), zweite, "zurueckholen").status_code == 409


def test_who_wrote_on_it_does_not_release_it_even_as_leitung(zweite, stelle):
    beides = person_mit(Rolle.LEITUNG, stelle)
    rolle_geben(beides, Rolle.SACHBEARBEITUNG, stelle)
    sende(als(beides), zweite, "nebenbestimmungen", "neu", text="Mein Satz.")
    dienst.lege_vor(zweite.pk, akteur=zweite.erstellt_von, stand=1)
    with pytest.raises(Verweigert):
        freigeben(frisch(zweite), akteur=beides)


def test_a_new_version_counts_from_its_first_day_and_running_drafts_keep_theirs(
    client, gilt, zweite, leitung
):
    antrag = AntragFactory(richtlinie=gilt, antworten={"ziele": "Lesen."})
    traeger = als(person_mit(Rolle.TRAEGER_ANTRAG, antrag.traeger))
    entwurfsseite = f"/antraege/{antrag.pk}/entwurf/"
    assert "Ihr Entwurf bleibt bei" not in traeger.get(entwurfsseite).content.decode()
    sende(client, zweite, "fragen", zweite.fragen.get().pk, "entfernen")
    neue_frage(client, zweite, "Was planen Sie?")
    tat(client, zweite, "vorlegen")
    seite = als(leitung).get(f"/programme/{gilt.programm.kuerzel}/freigeben/")
    assert "Unterschied" in seite.content.decode()
    werte = {"richtlinie": zweite.pk, "stand": frisch(zweite).stand}
    assert als(leitung).post(f"/programme/{gilt.programm.kuerzel}/freigeben/", werte).status_code == 302
    assert gueltige_richtlinie(gilt.programm, uhr.heute()) == zweite
    gesagt = " ".join(traeger.get(entwurfsseite).content.decode().split())
    assert "Ihr Entwurf bleibt bei Version 1 mit ihren Fragen" in gesagt
    alt = Antrag.objects.get(pk=antrag.pk)
    assert (alt.richtlinie, [f.text for a in abschnitte(alt.richtlinie.fragen.all()) for f in a.fragen]) == (
        gilt,
        ["Ziele?"],
    )


def test_a_version_can_be_given_up_and_a_programme_that_has_no_other(client, zweite, entwurf):
    assert tat(client, zweite, "verwerfen").url == "/richtlinien/"
    assert tat(client, entwurf, "verwerfen").url == "/richtlinien/"
    assert list(Richtlinie.objects.values_list("version", flat=True)) == [1]
    assert list(Foerderprogramm.objects.all()) == [zweite.programm]


def test_a_released_version_is_neither_changed_nor_given_up(client, gilt, sb):
    vorher = als_daten(gilt)
    stand = frisch(gilt).stand
    for tun in (
        lambda: dienst.verwirf(gilt.pk, akteur=sb, stand=stand),
        lambda: dienst.speichere_felder(gilt.pk, {"titel": "Anders"}, akteur=sb, stand=stand),
        lambda: dienst.entferne_zeile(
            gilt.pk, JE_KUERZEL["fragen"], gilt.fragen.get().pk, akteur=sb, stand=stand
        ),
    ):
        with pytest.raises(Ueberholt, match="freigegeben"):
            tun()
    assert als_daten(frisch(gilt)) == vorher


def test_the_list_shows_own_programmes_with_their_versions(client, gilt, zweite):
    fremd = vollstaendig()
    seite = client.get("/richtlinien/").content.decode()
    assert (gilt.programm.name in seite, fremd.programm.name in seite) == (True, False)
    assert ["wartet" in seite, "in Arbeit" in seite, "gilt ab" in seite] == [False, True, True]
