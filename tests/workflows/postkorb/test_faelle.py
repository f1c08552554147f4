"""The list of cases: who sees which, filter, pages, fixed number of queries, export."""

import re

import pytest
from django.db import connection

from antraege.antrag.models import Antrag
from antraege.antrag.queries import mit_zeichen, sichtbar_fuer
from rollen.tabelle import Rolle
from tests.fabriken import AntragFactory, StelleFactory, VertretungFactory, person_mit, rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import text
from tests.workflows.wege import gehe
from workflows.akte import sicht
from workflows.postkorb import fallliste, keyset
from workflows.suche.index import baue_auf


def gezeigt(antwort) -> list[int]:
    return [antrag.pk for antrag, _ in antwort.context["zeilen"]]


def kopien(welt: Welt, anzahl: int) -> list[int]:
    """Cases of one Stelle, newest first."""
    muster = welt.eingereicht()
    for nr in range(2, anzahl + 1):
        muster.pk, muster.aktenzeichen, muster._state.adding = None, f"40-FK-2023-{nr:05d}", True
        muster.titel = f"Vorhaben {nr}"
        muster.save()
    return list(Antrag.objects.order_by("-pk").values_list("pk", flat=True))


def test_wer_welche_faelle_sieht(welt, als):
    standort = StelleFactory(art="standort", name="Campus Hörde")
    welt.personen["campus"] = person_mit(Rolle.CAMPUS_MANAGEMENT, standort)
    welt.personen["fb10"] = person_mit(Rolle.SACHBEARBEITUNG, StelleFactory(name="FB 10"))
    entwurf, am_standort, anderer = welt.antrag(), welt.eingereicht(standort=standort), welt.eingereicht()
    alle = [anderer.pk, am_standort.pk, entwurf.pk]
    eingereichte = alle[:2]
    sicht = {
        p: gezeigt(als(p).get("/faelle/")) for p in ("sb", "fb51", "fb10", "campus", "pruefung", "leitung")
    }
    assert sicht == {
        "sb": eingereichte,
        "fb51": [],
        "fb10": [],
        "campus": [am_standort.pk],
        "pruefung": alle,
        "leitung": eingereichte,
    }
    assert {p: als(p).get("/faelle/").status_code for p in ("kasse", "zeichnung")} == {
        "kasse": 403,
        "zeichnung": 403,
    }


@pytest.mark.parametrize("person", ["sb", "campus", "pruefung", "sb2", "servicestelle"])
def test_jede_zeile_fuehrt_auf_eine_seite_die_sich_oeffnet(welt, als, person):
    """A draft on somebody's behalf stands in the list, but not as a case of the office."""
    standort = StelleFactory(art="standort")
    welt.personen["campus"] = person_mit(Rolle.CAMPUS_MANAGEMENT, standort)
    amt = StelleFactory(art="servicestelle", eltern=welt.stellen["fb40"])
    welt.personen["servicestelle"] = person_mit(Rolle.SERVICESTELLE, amt)
    rolle_geben(welt.personen["sb2"], Rolle.TRAEGER_ANTRAG, welt.traeger)
    welt.antrag(im_auftrag=True, standort=standort)
    welt.eingereicht(standort=standort)
    welt.eingereicht(im_auftrag=True)
    client = als(person)
    seite = client.get("/faelle/")
    zeilen = [antrag for antrag, _orte in seite.context["zeilen"]]
    assert sicht.im_amt(welt.neu(person), zeilen) == {
        antrag.pk for antrag in zeilen if sicht.als_amt(welt.neu(person), antrag)
    }
    ziele = re.findall(r'href="(/(?:faelle|antraege)/\d+/(?:status/)?)"', seite.content.decode())
    assert len(ziele) == len(zeilen) > 0
    assert {ziel: client.get(ziel).status_code for ziel in ziele} == dict.fromkeys(ziele, 200)


@pytest.mark.parametrize("person", ["sb", "fb51", "fabido", "pruefung", "sb2", "viele"])
def test_die_teile_ergeben_was_sichtbar_ist(welt, person):
    """The indexed parts of the list are the rule of the room WHAT, nothing more and nothing less."""
    welt.antrag()
    welt.eingereicht(im_auftrag=True)
    kita = welt.eingereicht(standort=StelleFactory(art="standort"))
    Antrag.objects.filter(pk=kita.pk).update(traeger=welt.stellen["kita"])
    rolle_geben(welt.personen["sb2"], Rolle.TRAEGER_ANTRAG, welt.traeger)
    VertretungFactory(vertretener=welt.personen["fb51"], vertreter=welt.personen["sb2"])
    if person == "viele":
        welt.personen["viele"] = person_mit(Rolle.SERVICESTELLE, welt.stellen["fb40"])
        for nr in range(fallliste.VIELE_TEILE + 1):
            AntragFactory(
                richtlinie=welt.richtlinie,
                stelle=StelleFactory(eltern=welt.stellen["fb40"]),
                aktenzeichen=f"T-{nr}",
            )
    benutzer = welt.neu(person)
    suche = fallliste.Suche()
    blatt = keyset.blatt(
        fallliste.zeilen(), fallliste.teile(benutzer), ordnung=suche.ordnung, ziel=keyset.Ziel(laenge=100)
    )
    assert [a.pk for a in blatt.zeilen] == list(
        sichtbar_fuer(benutzer).order_by("-pk").values_list("pk", flat=True)
    )


@pytest.mark.parametrize("sort", ["neu", "alt"])
@pytest.mark.parametrize("person", ["sb", "pruefung"])
def test_blaettern_zeigt_jeden_fall_einmal(welt, als, person, sort):
    alle, client = kopien(welt, 60), als(person)
    seiten, adresse = [], f"?sort={sort}"
    while adresse:
        antwort = client.get(f"/faelle/{adresse}")
        seiten.append(gezeigt(antwort))
        adresse = antwort.context["seiten"].get("naechste")
    assert [len(seite) for seite in seiten] == [25, 25, 10]
    vorwaerts = [pk for seite in seiten for pk in seite]
    assert vorwaerts == (alle if sort == "neu" else alle[::-1])
    letzte = client.get(f"/faelle/?sort={sort}&seite=letzte")
    assert gezeigt(letzte) == vorwaerts[-25:]
    davor = client.get(f"/faelle/{letzte.context['seiten']['vorherige']}")
    assert gezeigt(davor) == vorwaerts[-50:-25]


FRAGEN = [
    "",
    "seite=letzte",
    "status=eingereicht",
    "programm=P",
    "stelle=S",
    "jahr=2023",
    "traeger=T",
    "sort=alt",
]
FRAGEN += [
    "suche=40-FK-2023",
    "suche=Leseclub",
    "suche=Bildungsverein",
    "status=eingereicht&jahr=2023&suche=lese",
]


@pytest.mark.parametrize("anzahl", [1, 3])
@pytest.mark.parametrize(("person", "abfragen"), [("sb", 8), ("pruefung", 7)])
def test_gleich_viele_abfragen_auf_jeder_seite_und_unter_jedem_filter(
    welt, als, django_assert_num_queries, person, abfragen, anzahl
):
    for _ in range(anzahl):
        welt.eingereicht()
    client = als(person)
    for frage in FRAGEN:
        echte = frage.replace("=P", f"={welt.programm.pk}").replace("=S", f"={welt.stellen['fb40'].pk}")
        with django_assert_num_queries(abfragen):
            antwort = client.get(f"/faelle/?{echte.replace('=T', f'={welt.traeger.pk}')}")
        assert len(antwort.context["zeilen"]) == anzahl


@pytest.mark.parametrize(
    ("frage", "anzahl"),
    [
        ("status=nachforderung", 0),
        ("status=eingereicht", 2),
        ("jahr=2024", 0),
        ("suche=40-FK-2023-00002", 1),
        ("suche=40-FK-2024", 0),
        ("suche=Kita Clarenberg", 1),
        ("suche=THEATER", 1),
        ("suche=%25", 0),
        ("suche=_", 0),
        ("suche=%00", 2),
        ("status=quatsch&jahr=x&programm=-1&traeger=abc&nach=x&vor=&laenge=9", 2),
        ("nach=999999999999999999999", 2),
    ],
)
def test_filter_und_unsinn(welt, als, frage, anzahl):
    welt.eingereicht()
    welt.eingereicht(titel="Theater im Quartier", traeger=welt.traeger)
    Antrag.objects.filter(aktenzeichen__endswith="00001").update(traeger=welt.stellen["kita"])
    baue_auf()
    antwort = als("pruefung").get(f"/faelle/?{frage}")
    assert (antwort.status_code, len(antwort.context["zeilen"])) == (200, anzahl)


def test_zeile_sagt_wo_der_fall_liegt_und_was_er_kostet(welt, als):
    antrag = welt.eingereicht()
    gehe(welt, antrag, bis="mitzeichnung")
    orte = fallliste.orte([antrag.pk])[antrag.pk]
    assert sorted((ort.schritt, ort.bei) for ort in orte) == [
        ("Fachliche Prüfung", "Sachbearbeitung FB 40, Fachbereich Schule"),
        ("Mitzeichnung", "FABIDO"),
        ("Mitzeichnung", "Jugendamt"),
    ]
    gehe(welt, antrag, bis="mittelabruf")
    seite = text(als("sb").get("/faelle/"))
    assert seite.count("10.000,00\N{NO-BREAK SPACE}€") == 2
    assert welt.traeger.name in seite


def test_leere_liste_sagt_was_zu_tun_ist(welt, als):
    client = als("sb")
    assert "Hier ist noch kein Fall." in text(client.get("/faelle/"))
    assert "Kein Fall passt zu diesem Filter." in text(client.get("/faelle/?suche=nichts"))


def test_html_im_titel_bleibt_text(welt, als):
    welt.eingereicht(titel="<b>fett</b>")
    assert "<b>fett" not in text(als("sb").get("/faelle/"))


def test_csv_ist_ein_strom_mit_filter_und_ohne_formeln(welt, als, django_assert_num_queries):
    antrag = welt.eingereicht(titel="+49 231 1")
    welt.eingereicht(titel="Zweites")
    client = als("sb")
    antwort = client.get("/faelle/?format=csv&suche=40-FK-2023-00001")
    assert antwort.streaming
    with django_assert_num_queries(2):  # the rows, where they lie
        kopf, zeile = b"".join(antwort.streaming_content).decode().lstrip("\ufeff").splitlines()
    assert kopf.split(";") == list(fallliste.KOPF)
    assert zeile.split(";") == [
        antrag.aktenzeichen,
        "'+49 231 1",
        welt.traeger.name,
        "Kindercampus-Projektmittel",
        "Fachbereich Schule",
        "2023",
        "eingereicht",
        "10.000,00",
        "0,00",
        "0,00",
        "0,00",
        "0,00",
        "Formale Prüfung: Fachbereich Schule",
        "2023-01-30",
    ]


def test_csv_enthaelt_nur_was_die_person_sieht(welt, als):
    welt.antrag(titel="Geheimer Entwurf")
    fremd = StelleFactory(name="FB 10")
    welt.personen["fb10"] = person_mit(Rolle.SACHBEARBEITUNG, fremd)
    welt.eingereicht()
    zeilen = {
        p: b"".join(als(p).get("/faelle/?format=csv").streaming_content).count(b"\n") for p in ("fb10", "sb")
    }
    assert zeilen == {"fb10": 1, "sb": 2}


@pytest.mark.beide_datenbanken
@pytest.mark.parametrize("suche", ["40-2019-07", "40-2019-0777", "fk-alt-7", "FK-ALT-7"])
def test_die_suche_findet_das_alte_aktenzeichen_ueber_seinen_index(welt: Welt, suche: str) -> None:
    eins, zwei = welt.eingereicht(), welt.eingereicht()
    Antrag.objects.filter(pk=eins.pk).update(
        fremdzeichen="40-2019-0777" if suche[0].isdigit() else "FK-ALT-7"
    )
    baue_auf()
    gefunden = Antrag.objects.filter(mit_zeichen(suche))
    assert list(gefunden) == [eins]
    assert list(Antrag.objects.filter(fallliste.Suche(suche=suche).bedingung())) == [eins]
    assert zwei not in gefunden
    if connection.vendor == "sqlite":
        plan = gefunden.explain()
        assert plan.count("USING INDEX") >= 2, plan
        assert "SCAN" not in plan.upper().replace("MULTI-INDEX OR", ""), plan
