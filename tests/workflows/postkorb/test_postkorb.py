"""The four views of the Postkorb: who sees what, marked how, and that nothing else is there."""

from datetime import date

import pytest

from rollen import rechte, uhr
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, VertretungFactory, person_mit, rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import text
from tests.workflows.wege import gehe
from workflows.models import Aufgabe
from workflows.postkorb import keyset
from workflows.postkorb.vorrat import VIELE_TEILE, Arbeitsvorrat, Auswahl, zeilen
from workflows.tuer import aufgaben


def gezeigt(welt: Welt, person: str, reiter: str, **auswahl: object) -> list[tuple[str, str]]:
    """Step and Stelle of every row this person gets."""
    vorrat, wahl = Arbeitsvorrat(welt.neu(person)), Auswahl(reiter=reiter, **auswahl)
    teile = [teil.filter(wahl.bedingung()) for teil in vorrat.teile(wahl)]
    blatt = keyset.blatt(zeilen(), teile, ordnung=wahl.ordnung, ziel=keyset.Ziel())
    return [(a.schritt, a.stelle.kuerzel) for a in blatt.zeilen]


def test_frei_ist_nur_was_stelle_und_recht_erlauben(welt):
    welt.eingereicht()
    alle = {
        name: gezeigt(welt, name, "frei") for name in ("sb", "sb2", "fb51", "leitung", "kasse", "zeichnung")
    }
    pruefung = [("formale_pruefung", "fb-40")]
    assert alle == {"sb": pruefung, "sb2": pruefung, "fb51": [], "leitung": [], "kasse": [], "zeichnung": []}


def test_uebernommenes_wandert_zu_meinen(welt):
    antrag = welt.eingereicht()
    aufgaben.uebernehmen(welt.aufgabe(antrag, "formale_pruefung").pk, akteur=welt.neu("sb"))
    assert gezeigt(welt, "sb", "frei") == gezeigt(welt, "sb2", "frei") == gezeigt(welt, "sb2", "meine") == []
    assert gezeigt(welt, "sb", "meine") == [("formale_pruefung", "fb-40")]


def test_wartend_zeigt_meine_faelle_bei_anderen(welt):
    antrag = welt.eingereicht()
    gehe(welt, antrag, bis="mitzeichnung")
    assert sorted(gezeigt(welt, "sb", "wartend")) == [("mitzeichnung", "fabido"), ("mitzeichnung", "fb-51")]
    assert gezeigt(welt, "sb2", "wartend") == []
    assert gezeigt(welt, "fb51", "frei") == [("mitzeichnung", "fb-51")]


def test_was_ich_selbst_nehmen_kann_wartet_nicht_auf_andere(welt):
    antrag = welt.eingereicht()
    gehe(welt, antrag, bis="fachliche_pruefung")
    aufgabe = welt.aufgabe(antrag, "fachliche_pruefung")
    aufgaben.abgeben(aufgabe.pk, akteur=welt.neu("sb"))
    assert ("fachliche_pruefung", "fb-40") in gezeigt(welt, "sb", "frei")
    assert sorted(gezeigt(welt, "sb", "wartend")) == [("mitzeichnung", "fabido"), ("mitzeichnung", "fb-51")]


def test_wiedervorlage_ruht_bis_zu_ihrem_tag(welt):
    antrag = welt.eingereicht()
    aufgabe = aufgaben.uebernehmen(welt.aufgabe(antrag, "formale_pruefung").pk, akteur=welt.neu("sb"))
    aufgaben.wiedervorlegen(aufgabe.pk, am=date(2023, 1, 20), grund="Rückruf", akteur=welt.neu("sb"))
    zeile = [("formale_pruefung", "fb-40")]
    assert (gezeigt(welt, "sb", "meine"), gezeigt(welt, "sb", "wiedervorlage")) == ([], zeile)
    with uhr.gestellt(uhr.jetzt().replace(day=20)):
        assert (gezeigt(welt, "sb", "meine"), gezeigt(welt, "sb", "wiedervorlage")) == (zeile, [])


def test_vertretung_sieht_die_aufgaben_der_abwesenden_person(welt, als):
    antrag = welt.eingereicht()
    aufgabe = aufgaben.uebernehmen(welt.aufgabe(antrag, "formale_pruefung").pk, akteur=welt.neu("sb"))
    VertretungFactory(vertretener=welt.personen["sb"], vertreter=welt.personen["sb2"])
    assert gezeigt(welt, "sb2", "meine") == [("formale_pruefung", "fb-40")]
    assert Arbeitsvorrat(welt.neu("sb2")).vertretung(aufgabe) == welt.personen["sb"]
    assert "in Vertretung für Sachbearbeitung FB 40" in text(als("sb2").get("/postkorb/"))
    assert Arbeitsvorrat(welt.neu("sb")).vertretung(aufgabe) is None


def test_vertretung_darf_freies_nehmen_und_weiss_fuer_wen(welt, als):
    welt.eingereicht()
    VertretungFactory(vertretener=welt.personen["sb"], vertreter=welt.personen["fb51"])
    assert gezeigt(welt, "fb51", "frei") == [("formale_pruefung", "fb-40")]
    assert "in Vertretung für Sachbearbeitung FB 40" in text(als("fb51").get("/postkorb/?reiter=frei"))


def test_vier_augen_sperren_sichtbar(welt, als):
    antrag = welt.eingereicht()
    rolle_geben(welt.personen["sb"], Rolle.LEITUNG, welt.stellen["fb40"])
    gehe(welt, antrag, bis="entscheidung")
    entscheidung = welt.aufgabe(antrag, "entscheidung")
    gesperrt = Arbeitsvorrat(welt.neu("sb")).sperren([entscheidung])
    assert [m.text for m in gesperrt[entscheidung.pk]] == [
        "Vier-Augen-Prinzip: Sie haben in diesem Fall bereits den Antrag geprüft."
    ]
    seite = text(als("sb").get("/postkorb/?reiter=frei"))
    assert ("für Sie gesperrt" in seite, "data-uebernehmen" in seite, 'name="aufgabe"' in seite) == (
        True,
        False,
        False,
    )
    assert Arbeitsvorrat(welt.neu("leitung")).sperren([entscheidung]) == {}


def test_viele_stellen_gehen_in_einer_abfrage(welt):
    antrag = welt.eingereicht()
    person = person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["stadt"])
    muster = welt.aufgabe(antrag, "formale_pruefung")
    for nr in range(9):
        muster.pk, muster.stelle = None, StelleFactory(name=f"Bereich {nr}")
        muster._state.adding = True
        muster.save()
    vorrat = Arbeitsvorrat(person)
    paare = sum(len(gleiche) * len(stellen) for gleiche, stellen in vorrat.gruppen)
    assert paare > VIELE_TEILE
    auswahl = Auswahl(reiter="frei")
    blatt = keyset.blatt(zeilen(), vorrat.teile(auswahl), ordnung=auswahl.ordnung, ziel=keyset.Ziel())
    assert len(vorrat.teile(auswahl)) == 1
    assert sorted(a.pk for a in blatt.zeilen) == sorted(
        Aufgabe.objects.filter(stelle__isnull=False).values_list("pk", flat=True)
    )


@pytest.mark.parametrize("anzahl", [1, 3])
@pytest.mark.parametrize(
    ("reiter", "abfragen"), [("frei", 9), ("meine", 9), ("wartend", 8), ("wiedervorlage", 8)]
)
def test_hoechstens_neun_abfragen(welt, als, django_assert_num_queries, reiter, abfragen, anzahl):
    for _ in range(anzahl):
        antrag = welt.eingereicht()
        if reiter == "wartend":
            gehe(welt, antrag, bis="mitzeichnung")
        elif reiter != "frei":
            aufgabe = aufgaben.uebernehmen(welt.aufgabe(antrag, "formale_pruefung").pk, akteur=welt.neu("sb"))
            if reiter == "wiedervorlage":
                aufgaben.wiedervorlegen(aufgabe.pk, am=date(2023, 2, 1), grund="", akteur=welt.neu("sb"))
    client = als("sb")
    with django_assert_num_queries(abfragen):
        antwort = client.get(f"/postkorb/?reiter={reiter}")
    assert len(antwort.context["zeilen"]) == anzahl * (2 if reiter == "wartend" else 1)


def test_zaehler_zaehlen_bis_neunundneunzig(welt, als):
    muster = welt.aufgabe(welt.eingereicht(), "formale_pruefung")
    Aufgabe.objects.bulk_create(
        Aufgabe(
            process=muster.process, flow_task=muster.flow_task, stelle=muster.stelle, recht=muster.recht,
            schritt=muster.schritt, antrag=muster.antrag, programm=muster.programm,
        )
        for _ in range(98)
    )  # fmt: skip
    assert Arbeitsvorrat(welt.neu("sb")).zaehler() == {
        "meine": 0,
        "frei": 99,
        "wartend": 0,
        "wiedervorlage": 0,
    }
    muster.pk, muster._state.adding = None, True
    muster.save()
    assert Arbeitsvorrat(welt.neu("sb")).zaehler()["frei"] == 100
    reiter = als("sb").get("/postkorb/").context["reiter"]
    assert [r["zaehler"] for r in reiter] == ["0", "99+", "0", "0", "0"]


def test_leerer_postkorb_sagt_was_zu_tun_ist(welt, als):
    seite = text(als("sb").get("/postkorb/"))
    assert "Sie haben keine offene Aufgabe." in seite
    assert 'href="?reiter=frei"' in seite


@pytest.mark.parametrize("person", ["zeichnung", "pruefung"])
def test_ohne_amtsrecht_kein_postkorb(welt, als, person):
    assert als(person).get("/postkorb/").status_code == 403


def test_rechte_werden_nur_einmal_gelesen(welt, django_assert_num_queries):
    person = welt.neu("sb")
    rechte.berechtigungen(person)
    with django_assert_num_queries(1):
        Arbeitsvorrat(person)
