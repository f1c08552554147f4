"""The gaps: what the figures say, and that each leads to a list of the same length."""

from typing import Any

import pytest
from django.urls import reverse

from antraege.angebote.models import Termin
from antraege.kern.luecken import Versorgung
from tests.rollen.seiten import als
from tests.workflows.abruf.abrufwelt import Abrufwelt
from tests.workflows.abruf.test_bedarf import melde
from workflows.abruf import luecken


@pytest.mark.parametrize(
    ("angebote", "bedarfe", "worte"),
    [
        (0, 2, "Lücke: gesucht, aber nichts ist frei"),
        (0, 0, "Lücke: nichts ist frei"),
        (3, 1, "gesucht und frei: bitte vermitteln"),
        (3, 0, "versorgt"),
    ],
)
def test_was_die_zahlen_sagen(angebote: int, bedarfe: int, worte: str) -> None:
    assert Versorgung(angebote, 5, bedarfe).in_worten == worte


@pytest.mark.beide_datenbanken
def test_jede_zahl_fuehrt_zu_ihrer_liste(welt: Abrufwelt, django_assert_max_num_queries: Any) -> None:
    welt.angefragt()
    dort = welt.veroeffentlicht(titel="Nur hier", ort="standorte", standorte=[welt.westerfilde, welt.hoerde])
    Termin.objects.create(
        **{n: getattr(welt.termin, n) for n in ("am", "von", "bis", "ort", "plaetze", "buchbar_bis")},
        stamm=dort,
        eingetragen_von=welt.antrag,
    )
    melde(welt)
    melde(welt, themenfeld=welt.demokratie)
    client = als(welt.service)
    with django_assert_max_num_queries(18):
        antwort = client.get(reverse("luecken"))
    seite = antwort.content.decode()
    gezaehlt = {}
    for standort, zellen in antwort.context["standorte"]:
        for z in zellen:
            listen = []
            for name, dazu, was in (
                ("angebote", "&termin=on", "angebote"),
                ("abrufe_zuordnen", "&stand=alle", "zeilen"),
                ("bedarfe", "&stand=offen", "zeilen"),
            ):
                adresse = f"{reverse(name)}?{z.adresse}{dazu}"
                assert adresse.replace("&", "&amp;") in seite
                listen.append(len(client.get(adresse).context[was]))
            zahlen = (z.versorgung.angebote, z.versorgung.abrufe, z.versorgung.bedarfe)
            assert zahlen == tuple(listen)
            gezaehlt[standort.quartier, z.themenfeld.kuerzel] = zahlen
    assert gezaehlt == {
        ("Hörde", "mint-digitales"): (2, 1, 1),
        ("Hörde", "demokratie"): (0, 0, 1),
        ("Westerfilde", "mint-digitales"): (2, 0, 0),
        ("Westerfilde", "demokratie"): (0, 0, 0),
    }


def test_jede_stelle_sieht_ihre_themen_und_sonst_niemand(welt: Abrufwelt) -> None:
    eigene = [z.themenfeld for _, zellen in luecken.uebersicht(welt.jugend) for z in zellen]
    assert set(eigene) == {welt.demokratie}
    assert als(welt.schulleitung).get(reverse("luecken")).status_code == 403
