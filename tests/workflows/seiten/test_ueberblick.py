"""The first page of the office: every figure is that of its list, and a Leitung sees what is overdue with whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antraege.haushalt.models import Bewegungsart, Mittelbewegung
from rollen import uhr
from rollen.models import Mitgliedschaft
from rollen.tabelle import RECHTE, TRAEGERROLLEN, Recht, Rolle
from rollen.views.anmeldung import ERSTE_SEITEN, erste_seite
from tests.fabriken import StelleFactory, person_mit
from tests.welt import Welt
from tests.workflows.besuch import als as als_person
from tests.workflows.besuch import glatt
from tests.workflows.wege import gehe
from workflows.models import Aufgabe
from workflows.postkorb import leitung
from workflows.postkorb.vorrat import Arbeitsvorrat
from workflows.seiten.ueberblick import Ueberblick
from workflows.tuer import aufgaben

UEBERBLICK = "/ueberblick/"
SPAET = date(2023, 1, 2)


def kacheln(client) -> dict[str, tuple[str, str]]:
    kontext = client.get(UEBERBLICK).context
    return {k.name: (k.zahl, k.url) for k in [*kontext["wartend"], *kontext["ruhig"]]}


def spaete(welt: Welt, anzahl: int) -> list[Aufgabe]:
    """Overdue formal checks that nobody has taken."""
    alle = [welt.aufgabe(welt.eingereicht(), "formale_pruefung") for _ in range(anzahl)]
    Aufgabe.objects.filter(pk__in=[a.pk for a in alle]).update(faellig_am=SPAET)
    return alle


@pytest.mark.parametrize("rolle", list(Rolle))
def test_jede_rolle_des_amtes_beginnt_mit_ihrer_arbeit(rolle):
    erste = erste_seite(RECHTE[rolle])
    if rolle in TRAEGERROLLEN | {Rolle.EINRICHTUNG}:
        assert erste == "meine_antraege"
    elif rolle == Rolle.DATENSCHUTZ:
        assert erste == "rechte_uebersicht"
    else:
        assert (erste, bool(RECHTE[rolle] & set(Ueberblick.recht))) == ("ueberblick", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rolle", [r for r in Rolle if erste_seite(RECHTE[r]) == "ueberblick"], ids=lambda rolle: rolle.name
)
def test_jede_zahl_fuehrt_zu_einer_seite_die_sich_oeffnet(welt, rolle):
    stelle = welt.stellen["kasse" if rolle == Rolle.KASSE else "fb40"]
    client = als_person(person_mit(rolle, stelle))
    alle = kacheln(client)
    assert alle
    for name, (_, url) in alle.items():
        assert client.get(url).status_code == 200, name


def test_freigaben_die_noch_niemand_hat_stehen_oben(welt, als):
    """A Leitung has nothing of its own, and yet two decisions wait for it."""
    for _ in range(2):
        gehe(welt, welt.eingereicht(), bis="entscheidung")
    client = als("leitung")
    zahl, url = kacheln(client)["Noch nicht vergeben: Bewilligen und ablehnen"]
    assert zahl == "2"
    assert len(client.get(url).context["zeilen"]) == 2
    assert kacheln(client)["Meine Aufgaben"][0] == "0"


def test_wer_etwas_beantragt_hat_dem_steht_es_nicht_zur_freigabe(welt, als):
    Mittelbewegung.objects.create(
        art=Bewegungsart.ANSATZ,
        zu=welt.haushaltsstelle,
        betrag="100.00",
        grund="mehr",
        beantragt_von=welt.personen["gruppenleitung"],
    )
    name = "Haushaltsbewegungen freigeben"
    assert [kacheln(als(wer))[name][0] for wer in ("leitung", "gruppenleitung")] == ["1", "0"]


def test_ueberfaelliges_nach_person_und_schritt(welt, als):
    eine, zweite, dritte = spaete(welt, 3)
    aufgaben.zuweisen(eine.pk, an=welt.neu("sb"), akteur=welt.neu("leitung"))
    aufgaben.zuweisen(zweite.pk, an=welt.neu("sb"), akteur=welt.neu("leitung"))
    lage = als("leitung").get(UEBERBLICK).context["lage"]
    assert (lage["zahl"], lage["seit"]) == ("3", SPAET)
    assert [(s.name, zahl) for s, zahl, _ in lage["schritte"]] == [("Formale Prüfung", "3")]
    je_person = {z["person"].benutzer.name: (z["person"].offen, z["spaet"]) for z in lage["personen"]}
    assert je_person["Sachbearbeitung FB 40"] == ("2", "2")
    assert je_person["Zweite Sachbearbeitung FB 40"] == ("0", "0")
    assert lage["niemand_zahl"] == "1"
    client = als("leitung")
    zeilen = client.get(lage["personen"][0]["url_spaet"]).context["zeilen"]
    assert {z.aufgabe.pk for z in zeilen} == {eine.pk, zweite.pk}
    assert [z.aufgabe.pk for z in client.get(lage["niemand_url"]).context["zeilen"]] == [dritte.pk]


def test_wer_gegangen_ist_steht_noch_da_solange_etwas_bei_ihm_liegt(welt, als):
    (eine,) = spaete(welt, 1)
    aufgaben.zuweisen(eine.pk, an=welt.neu("sb"), akteur=welt.neu("leitung"))
    Mitgliedschaft.objects.filter(benutzer=welt.personen["sb"]).update(bis=uhr.heute() - timedelta(days=1))
    seite = als("leitung").get(UEBERBLICK)
    personen = {z["person"].benutzer.pk: z["person"].gehoert_dazu for z in seite.context["lage"]["personen"]}
    assert personen[welt.personen["sb"].pk] is False
    assert "hat hier keine Rolle mehr" in glatt(seite)


def test_fremde_stellen_und_der_traeger_bleiben_draussen(welt, als):
    (eine,) = spaete(welt, 1)
    fremd = person_mit(Rolle.LEITUNG, StelleFactory())
    lage = als_person(fremd).get(UEBERBLICK).context["lage"]
    assert (lage["zahl"], lage["seit"], lage["niemand"]) == ("0", None, None)
    assert als_person(fremd).get("/postkorb/?reiter=stelle").context["zeilen"] == []
    assert als("sb").get(UEBERBLICK).context["lage"] is None
    assert als("sb").get("/postkorb/?reiter=stelle").context["auswahl"].reiter == "meine"
    assert als("zeichnung").get(UEBERBLICK).status_code == 403
    assert eine.pk not in {z.aufgabe.pk for z in als("sb").get("/postkorb/?reiter=stelle").context["zeilen"]}


def test_die_ansicht_der_stelle_filtert_nach_person_schritt_und_frist(welt, als):
    eine, zweite = spaete(welt, 2)
    Aufgabe.objects.filter(pk=zweite.pk).update(faellig_am=date(2023, 3, 1))
    aufgaben.zuweisen(eine.pk, an=welt.neu("sb"), akteur=welt.neu("leitung"))
    sb = welt.personen["sb"].pk
    client = als("leitung")

    def gezeigte(frage: str) -> list[int]:
        return [z.aufgabe.pk for z in client.get(f"/postkorb/?reiter=stelle&{frage}").context["zeilen"]]

    assert gezeigte("") == [eine.pk, zweite.pk]
    assert gezeigte(f"person={sb}") == [eine.pk]
    assert gezeigte("person=niemand") == [zweite.pk]
    assert gezeigte("ueberfaellig=on") == [eine.pk]
    assert gezeigte("schritt=entscheidung") == []
    assert gezeigte("sort=-frist") == [zweite.pk, eine.pk]
    assert gezeigte("person=abc") == [eine.pk, zweite.pk]
    assert gezeigte("person=99999999999999999999") == [eine.pk, zweite.pk]
    inhalt = b"".join(client.get(f"/postkorb/?reiter=stelle&person={sb}&format=csv").streaming_content)
    assert eine.aktenzeichen.encode() in inhalt
    assert zweite.aktenzeichen.encode() not in inhalt


def test_die_zahl_der_abfragen_haengt_nicht_an_der_zahl_der_aufgaben(welt, als):
    def abfragen() -> int:
        client = als("leitung")
        with CaptureQueriesContext(connection) as gefangen:
            client.get(UEBERBLICK)
        return len(gefangen)

    spaete(welt, 1)
    vorher = abfragen()
    spaete(welt, 4)
    assert abfragen() == vorher <= 22


@pytest.mark.beide_datenbanken
def test_mehr_als_gelesen_wird_wird_gesagt(welt, monkeypatch):
    monkeypatch.setattr(leitung, "HOECHSTENS", 2)
    spaete(welt, 3)
    stau = leitung.ueberfaellig(Arbeitsvorrat(welt.neu("leitung")))
    assert (stau.zahl, stau.mehr, stau.seit) == (2, True, SPAET)


def test_die_rechte_der_seite_sind_die_der_ersten_seite():
    assert set(Ueberblick.recht) == set(dict(ERSTE_SEITEN)["ueberblick"])
    assert Recht.RECHTE_SEHEN not in Ueberblick.recht
