"""Pages of papers: who sees them, what they say, how many queries they take; lists and files of the bodies' office."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.antrag.queries import sichtbar_fuer
from antraege.gremien.models import Gremienvorlage
from tests.workflows.besuch import als, bild, hole, mit_stand, sende, text
from tests.workflows.gremien.gremienwelt import Gremienwelt, vorlage_von
from workflows.postkorb import fallliste


@pytest.fixture
def stadt(welt) -> Gremienwelt:
    return Gremienwelt(welt)


def seite(stadt: Gremienwelt, wer: str, name: str, *args: int):
    return als(stadt.welt.personen[wer]).get(reverse(name, args=args))


def test_das_gremienbuero_sieht_nur_faelle_die_vorliegen(stadt: Gremienwelt) -> None:
    ohne, geschrieben = stadt.geprueft(), stadt.geschrieben(stadt.geprueft("290000.00"))
    person = stadt.welt.neu("gremien")
    assert list(sichtbar_fuer(person)) == []
    antrag = stadt.welt.tu(geschrieben, "einbringung", "leitung", ergebnis="einbringen")
    stueck = Schriftstueck.objects.get(antrag=antrag, art="gremienvorlage")
    eingang = Schriftstueck.objects.get(antrag=ohne, art="eingangsbestaetigung")
    assert list(sichtbar_fuer(stadt.welt.neu("gremien"))) == [antrag]
    liste = seite(stadt, "gremien", "faelle").context["zeilen"]
    gesucht = als(person).get("/faelle/?suche=Leseclub").context["zeilen"]
    assert [[a.pk for a, _ in zeilen] for zeilen in (liste, gesucht)] == [[antrag.pk]] * 2
    staende = {
        (name, ziel): seite(stadt, "gremien", name, ziel).status_code
        for name, ziel in (
            ("fall", antrag.pk),
            ("fall", ohne.pk),
            ("dokument", stueck.pk),
            ("dokument_pdf", stueck.pk),
            ("dokument", eingang.pk),
            ("fall_trail", antrag.pk),
        )
    }
    assert staende == {
        ("fall", antrag.pk): 200,
        ("fall", ohne.pk): 404,
        ("dokument", stueck.pk): 200,
        ("dokument_pdf", stueck.pk): 200,
        ("dokument", eingang.pk): 404,
        ("fall_trail", antrag.pk): 403,
    }
    sprung = [
        als(person).get(f"/faelle/aktenzeichen/?az={a.aktenzeichen}").status_code for a in (antrag, ohne)
    ]
    assert sprung == [302, 404]


def test_die_teile_der_liste_ergeben_was_sichtbar_ist(stadt: Gremienwelt) -> None:
    antrag = stadt.welt.eingereicht()
    stadt.welt.eingereicht()
    Antrag.objects.filter(pk=antrag.pk).update(im_gremium=True)
    person = stadt.welt.neu("gremien")
    aus_teilen = sorted(pk for teil in fallliste.teile(person) for pk in teil.values_list("pk", flat=True))
    assert aus_teilen == [antrag.pk] == list(sichtbar_fuer(person).values_list("pk", flat=True))


def test_die_seite_der_vorlage_sieht_nur_wer_den_fall_sieht(stadt: Gremienwelt) -> None:
    antrag = stadt.geschrieben()
    staende = {
        wer: seite(stadt, wer, "gremienvorlage", antrag.pk, 1).status_code
        for wer in ("sb", "leitung", "fb51", "pruefung", "gremien", "zeichnung", "kasse")
    }
    assert staende == {
        "sb": 200,
        "leitung": 200,
        "fb51": 404,
        "pruefung": 200,
        "gremien": 404,
        "zeichnung": 403,
        "kasse": 403,
    }
    assert seite(stadt, "sb", "gremienvorlage", antrag.pk, 2).status_code == 404


def test_die_vorlage_wird_aus_dem_fall_vorbelegt_und_im_browser_geschrieben(stadt: Gremienwelt) -> None:
    antrag = stadt.geprueft()
    html = text(seite(stadt, "sb", "gremienvorlage_schreiben", antrag.pk))
    for wort in ("Zuwendung an ", "300.000,00", "Förderwürdig.", "Das Vorhaben beginnt am 01.03.2023."):
        assert wort in html
    adresse = reverse("gremienvorlage_schreiben", args=[antrag.pk])
    antwort = als(stadt.welt.personen["sb"]).post(adresse, stadt.vorlage(stand=antrag.stand))
    assert (antwort.status_code, antwort.url) == (302, reverse("gremienvorlage", args=[antrag.pk, 1]))


def test_mit_fehlern_bleibt_alles_getippte_stehen(stadt: Gremienwelt) -> None:
    antrag = stadt.geprueft()
    client, adresse = als(stadt.welt.personen["sb"]), reverse("gremienvorlage_schreiben", args=[antrag.pk])
    vorher = bild()
    falsch = client.post(adresse, stadt.vorlage(stand=antrag.stand, drucksache="x", begruendung="Nur dies."))
    alt = client.post(adresse, stadt.vorlage(stand=antrag.stand - 1, begruendung="Nur dies."))
    assert [antwort.status_code for antwort in (falsch, alt)] == [422, 409]
    assert all("Nur dies." in text(antwort) for antwort in (falsch, alt))
    assert (bild(), Gremienvorlage.objects.count()) == (vorher, 0)


def test_ein_beschluss_von_anderswo_und_der_rueckzug_im_browser(stadt: Gremienwelt) -> None:
    antrag, client = stadt.geprueft(), als(stadt.welt.personen["sb"])
    adresse = reverse("beschluss_erfassen", args=[antrag.pk])
    assert client.get(adresse).status_code == 200
    eingaben = {
        "drucksache": "11111-22",
        "tagesordnungspunkt": "Leseclub",
        "beschlussvorschlag": "die Zuwendung.",
        "betrag": "300.000,00",
        "am": "2023-01-10",
        "gremium": stadt.gremien["Rat der Stadt"].pk,
    }
    assert client.post(adresse, mit_stand(antrag.pk, eingaben)).status_code == 302
    zurueck = reverse("gremienvorlage_zurueckziehen", args=[antrag.pk, 1])
    assert (client.get(zurueck).status_code, client.post(zurueck, {}).status_code) == (200, 422)
    assert client.post(zurueck, {"grund": "Falsche Vorlage."}).status_code == 302
    assert (vorlage_von(antrag).status, client.post(zurueck, {"grund": "x"}).status_code) == (
        "zurueckgezogen",
        409,
    )


def test_die_aufgaben_am_papier_lassen_sich_im_browser_tun(stadt: Gremienwelt) -> None:
    antrag = stadt.geschrieben()
    for schritt, wer, eingaben in (
        ("einbringung", "leitung", {"ergebnis": "zurueckgeben", "grund": "Kürzer bitte."}),
        ("gremienentwurf", "sb", stadt.vorlage(begruendung="Kurz.")),
        ("einbringung", "leitung", {"ergebnis": "einbringen"}),
        ("beratung", "gremien", {"ergebnis": "empfohlen", "tatsaechlich_am": "2023-01-16"}),
    ):
        aufgabe = stadt.welt.aufgabe(antrag, schritt)
        html = text(hole(stadt.welt.personen[wer], "aufgabe", aufgabe.pk))
        assert ("Beratungsfolge" in html, schritt == "gremienentwurf") in ((True, False), (True, True))
        antwort = sende(stadt.welt.personen[wer], aufgabe, **eingaben)
        assert antwort.status_code == 302


def test_zwei_tippen_dasselbe_ergebnis_eines_zaehlt(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    adresse = reverse("aufgabe", args=[stadt.welt.aufgabe(antrag, "beratung").pk])
    eingaben = {"ergebnis": "empfohlen", "tatsaechlich_am": "2023-01-16", "vermerk": "Einstimmig."}
    eingaben = mit_stand(antrag.pk, eingaben)
    antworten = [als(stadt.welt.personen[wer]).post(adresse, eingaben) for wer in ("gremien", "gremien2")]
    assert [antwort.status_code for antwort in antworten] == [302, 409]
    assert "Einstimmig." in text(antworten[1])
    assert vorlage_von(antrag).beratungen.exclude(ergebnis="").count() == 1


def test_eine_oeffentliche_vorlage_liest_der_traeger_eine_andere_nicht(stadt: Gremienwelt) -> None:
    staende = {}
    for art, anders in (("gremienvorlage", {}), ("gremienvorlage_intern", {"oeffentlich": ""})):
        betrag = "300000.00" if not anders else "290000.00"
        antrag = stadt.eingebracht(stadt.geprueft(betrag), **anders)
        stueck = Schriftstueck.objects.get(antrag=antrag, art=art)
        staende[art] = [seite(stadt, wer, "dokument", stueck.pk).status_code for wer in ("zeichnung", "sb")]
    assert staende == {"gremienvorlage": [200, 200], "gremienvorlage_intern": [404, 200]}


def test_fallseite_zeigt_papier_folge_und_datei_mit_fester_zahl_von_abfragen(stadt: Gremienwelt) -> None:
    antrag, client = stadt.eingebracht(), als(stadt.welt.personen["sb"])
    adresse, gesehen = reverse("gremienvorlage", args=[antrag.pk, 1]), []
    client.get(adresse)
    for tag in ("2023-01-25", "2023-01-26"):
        with CaptureQueriesContext(connection) as abfragen:
            html = text(client.get(adresse))
        gesehen.append((len(abfragen), html.count('scope="row"')))
        stadt.berate(antrag, tag, "vertagt", neuer_termin="2023-02-01")
    assert gesehen == [(gesehen[0][0], 4), (gesehen[0][0], 5)]
    fall = text(seite(stadt, "sb", "fall", antrag.pk))
    stueck = Schriftstueck.objects.get(antrag=antrag, art="gremienvorlage")
    assert (reverse("dokument", args=[stueck.pk]) in fall, "Finanzausschuss" in fall) == (True, True)


@pytest.mark.parametrize("anzahl", [1, 3])
def test_die_liste_des_gremienbueros_braucht_immer_gleich_viele_abfragen(
    stadt: Gremienwelt, anzahl: int, django_assert_max_num_queries
) -> None:
    for _ in range(anzahl):
        stadt.welt.eingereicht()
    Antrag.objects.update(im_gremium=True)
    client = als(stadt.welt.personen["gremien"])
    with django_assert_max_num_queries(9):
        antwort = client.get("/faelle/")
    assert len(antwort.context["zeilen"]) == anzahl


def test_wo_kein_gremium_noetig_ist_steht_nichts_davon_am_fall(stadt: Gremienwelt) -> None:
    klein, gross = stadt.geprueft("9000.00"), stadt.geprueft()
    assert "Rat und Ausschüsse" not in text(seite(stadt, "sb", "fall", klein.pk))
    html = text(seite(stadt, "sb", "fall", gross.pk))
    assert reverse("gremienvorlage_schreiben", args=[gross.pk]) in html
    assert "Darüber entscheidet ein Gremium" in text(seite(stadt, "leitung", "fall", gross.pk))
