"""A colleague is away: who deputises on which days, and what nobody can do meanwhile."""

from datetime import date, timedelta

from rollen import uhr
from rollen.models import Vertretung
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, VertretungFactory, person_mit
from tests.workflows.besuch import als as als_person
from tests.workflows.besuch import aufgabe_von, bis, glatt
from workflows.postkorb.abwesenheit import luecken
from workflows.tuer import aufgaben


def vertretung(von: str, bis_: str) -> Vertretung:
    return Vertretung(von=date.fromisoformat(von), bis=date.fromisoformat(bis_))


def test_an_welchen_tagen_niemand_vertritt():
    erster, letzter = date(2023, 2, 1), date(2023, 2, 28)

    def frei(*zeilen: Vertretung) -> list[tuple[str, str]]:
        return [(f"{a:%d.}", f"{b:%d.}") for a, b in luecken(zeilen, von=erster, bis=letzter)]

    assert frei() == [("01.", "28.")]
    assert frei(vertretung("2023-01-01", "2023-03-31")) == []
    assert frei(vertretung("2023-02-06", "2023-02-10")) == [("01.", "05."), ("11.", "28.")]
    assert frei(vertretung("2023-02-10", "2023-02-28"), vertretung("2023-01-20", "2023-02-12")) == []
    assert frei(vertretung("2023-03-01", "2023-03-31")) == [("01.", "28.")]


def seite(als, welt, wer: str, **tage: str):
    return als("leitung").get(f"/ueberblick/abwesenheit/{welt.personen[wer].pk}/", tage)


def test_was_andere_uebernehmen_koennen_und_was_niemand(welt, als):
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("sb")) if aufgabe.owner_id is None else None
    antwort = seite(als, welt, "sb")
    assert [(f.aufgabe.pk, [p.name for p in f.koennen]) for f in antwort.context["andere"]] == [
        (aufgabe.pk, ["Zweite Sachbearbeitung FB 40"])
    ]
    # The other clerk is away on all these days too: nobody is left.
    heute = uhr.heute()
    VertretungFactory(vertretener=welt.personen["sb2"], von=heute, bis=heute + timedelta(days=30))
    antwort = seite(als, welt, "sb")
    assert [f.aufgabe.pk for f in antwort.context["niemand"]] == [aufgabe.pk]
    assert "Anträge prüfen bei Fachbereich Schule" in glatt(antwort)
    assert antwort.context["luecken"] == [(heute, heute + timedelta(days=13))]
    # A deputy has all rights of who is away, unless four eyes forbid it.
    VertretungFactory(vertretener=welt.personen["sb"], vertreter=welt.personen["leitung"], von=heute)
    antwort = seite(als, welt, "sb")
    assert [[p.name for p in f.koennen] for f in antwort.context["andere"]] == [["Leitung FB 40"]]
    assert (antwort.context["luecken"], antwort.context["ruhend"]) == ([], [])
    assert antrag.pk


def test_vier_augen_gelten_auch_fuer_die_vertretung(welt, als):
    antrag, _ = bis(welt, "rechnerische_feststellung")
    aufgabe = aufgabe_von(antrag, "rechnerische_feststellung")
    aufgaben.uebernehmen(aufgabe.pk, akteur=welt.neu("fi"))
    # The clerk has certified the facts of this payment and cannot certify its figures as a deputy.
    VertretungFactory(vertretener=welt.personen["fi"], vertreter=welt.personen["sb"], von=uhr.heute())
    antwort = seite(als, welt, "fi")
    (folge,) = antwort.context["andere"]
    assert [p.name for p in folge.koennen] == ["Zweite Sachbearbeitung FB 40"]


def test_tage_die_nicht_sein_koennen(welt, als):
    for tage in ({"von": "2023-02-10", "bis": "2023-02-01"}, {"von": "unsinn"}, {"bis": "2099-01-01"}):
        antwort = seite(als, welt, "sb", **tage)
        assert (antwort.status_code, bool(antwort.context["form"].errors)) == (200, True)
        assert "niemand" not in antwort.context


def test_nur_die_eigenen_leute(welt, als):
    fremd = person_mit(Rolle.LEITUNG, StelleFactory())
    ziel = f"/ueberblick/abwesenheit/{welt.personen['sb'].pk}/"
    assert als_person(fremd).get(ziel).status_code == 404
    assert als("leitung").get(f"/ueberblick/abwesenheit/{fremd.pk}/").status_code == 404
    assert als("sb").get(ziel).status_code == 403


def test_der_ueberblick_sagt_wer_vertreten_wird(welt, als):
    VertretungFactory(vertretener=welt.personen["sb"], vertreter=welt.personen["sb2"], bis=date(2023, 2, 3))
    antwort = glatt(als("leitung").get("/ueberblick/"))
    assert "vertreten durch Zweite Sachbearbeitung FB 40 bis" in antwort
    assert f"/ueberblick/abwesenheit/{welt.personen['sb'].pk}/" in antwort
