from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rollen import protokoll
from rollen.models import Stellenart
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from tests.fabriken import BenutzerFactory, StelleFactory, VertretungFactory, person_mit, rolle_geben
from tests.rollen.seiten import als, organisation

pytestmark = pytest.mark.django_db


def _konto(person):
    return als(person).get(reverse("konto")).context


def test_konto_zeigt_rollen_mit_stelle_ebene_zeit_und_stand() -> None:
    hier, dort = StelleFactory(name="Fachbereich Schule"), StelleFactory(name="Jugendamt")
    person = person_mit(Rolle.LEITUNG, hier, Ebene.BEREICHSLEITUNG)
    rolle_geben(person, Rolle.FINANZEN, dort, von=date(2999, 1, 1), bestaetigt=True)
    rolle_geben(person, Rolle.ANORDNUNG, dort, bis=date(2021, 12, 31))
    rolle_geben(person, Rolle.KASSE, dort, bestaetigt=False)
    ist = {(z.stelle, z.rolle, z.ebene, z.stand) for z in _konto(person)["mitgliedschaften"]}
    assert ist == {
        ("Fachbereich Schule", "Leitung", "Bereichsleitung", "gilt"),
        ("Jugendamt", "Finanz-Sachbearbeitung", "", "beginnt"),
        ("Jugendamt", "Anordnung", "", "beendet"),
        ("Jugendamt", "Kasse", "", "wartet"),
    }


def test_konto_sagt_rechte_in_worten_auch_die_der_vertretung() -> None:
    stelle = StelleFactory(name="Stadtkasse")
    person = person_mit(Rolle.KASSE, stelle)
    vertretene = person_mit(Rolle.DATENSCHUTZ, stelle, name="Dora Datenschutz")
    VertretungFactory(vertretener=vertretene, vertreter=person)
    seite = _konto(person)
    assert seite["rechte"] == [
        {
            "stelle": "Stadtkasse",
            "vertretung": "",
            "rechte": [Recht.BUCHEN.bezeichnung, Recht.BANKVERBINDUNG_AENDERN.bezeichnung],
        },
        {
            "stelle": "Stadtkasse",
            "vertretung": "Dora Datenschutz",
            "rechte": [Recht.RECHTE_SEHEN.bezeichnung],
        },
    ]
    assert [v.vertretener.name for v in seite["vertritt"]] == ["Dora Datenschutz"]
    assert [v.vertreter for v in _konto(vertretene)["wird_vertreten"]] == [person]


def test_konto_zeigt_die_letzten_zwanzig_eigenen_taten_und_keine_fremden() -> None:
    ich, andere = BenutzerFactory(), BenutzerFactory()
    for nr in range(22):
        protokoll.schreibe(
            kette="stelle/1", aktion=Tat.VERTRETUNG_EINRICHTEN, objekt=f"vertretung/{nr}", akteur=ich
        )
    protokoll.schreibe(
        kette="stelle/1", aktion=Tat.VERTRETUNG_EINRICHTEN, objekt="vertretung/99", akteur=andere
    )
    protokoll.schreibe(kette="stelle/1", aktion=Tat.ROLLE_BESTAETIGEN, objekt="mitgliedschaft/1", akteur=ich)
    eintraege = [(eintrag["was"], eintrag["text"]) for eintrag in _konto(ich)["eintraege"]]
    assert eintraege == [
        ("Rolle bestätigt", "Rolle Nr. 1"),
        *(("Vertretung eingerichtet", f"Vertretung Nr. {nr}") for nr in range(21, 2, -1)),
    ]


def test_registrierte_organisation_wird_geprueft_oder_ist_mit_grund_abgelehnt() -> None:
    traeger = organisation(name="Lesewelt <b>e. V.</b>", verifiziert_am=None, verifiziert_von=None)
    client: Client = als(traeger.registriert_von)
    assert "Lesewelt &lt;b&gt;e. V.&lt;/b&gt;: wird geprüft" in client.get(reverse("konto")).content.decode()
    traeger.ablehnungsgrund = "Es fehlt <i>der Registerauszug</i>."
    traeger.save()
    seite = client.get(reverse("konto")).content.decode()
    assert "Es fehlt &lt;i&gt;der Registerauszug&lt;/i&gt;." in seite
    assert "wird geprüft" not in seite


def test_konto_braucht_gleich_viele_abfragen_bei_einer_und_bei_drei_rollen(
    django_assert_num_queries, django_assert_max_num_queries
) -> None:
    person = person_mit(Rolle.LEITUNG, StelleFactory())
    client = als(person)
    client.get(reverse("konto"))
    with django_assert_max_num_queries(14) as gezaehlt:
        client.get(reverse("konto"))
    for stelle in (StelleFactory(art=Stellenart.SCHULE), StelleFactory(art=Stellenart.KITA)):
        rolle_geben(person, Rolle.EINRICHTUNG, stelle)
        VertretungFactory(vertretener=person_mit(Rolle.LEITUNG, stelle), vertreter=person)
        VertretungFactory(vertretener=person)
        protokoll.schreibe(kette="stelle/1", aktion=Tat.VERTRETUNG_EINRICHTEN, objekt="x/1", akteur=person)
    with django_assert_num_queries(len(gezaehlt)):
        client.get(reverse("konto"))
