"""Bulk acts beside taking and checking: assign, co-sign, certify, order, close, put aside, remind."""

from datetime import timedelta

import pytest
from django.db.models import F

from antraege.antrag.models import Antrag, Mitzeichnung, Votum
from antraege.foerderung.models import Abrufstatus, Mittelabruf
from rollen import uhr
from rollen.models import Bankverbindung, Eintrag, Mitgliedschaft
from rollen.taten import Tat
from tests.welt import Welt
from tests.workflows.besuch import aufgabe_von, bild, bis, frisch, text, verweigerte
from tests.workflows.wege import gehe
from workflows.models import Aufgabe, Nachricht, Postausgang
from workflows.postkorb import sammeln
from workflows.tuer import aufgaben

SAMMEL = "/postkorb/sammel/"


def freie(welt: Welt, anzahl: int) -> list[Aufgabe]:
    return [welt.aufgabe(welt.eingereicht(betrag="3000.00"), "formale_pruefung") for _ in range(anzahl)]


def bestaetigt(aufgaben: list[Aufgabe], was: str, **weiteres: object) -> dict[str, object]:
    """What the preview sends: for each row the state and with whom it lies, as the page has shown it."""
    zeilen = {
        a.pk: a for a in Aufgabe.objects.filter(pk__in=[a.pk for a in aufgaben]).select_related("antrag")
    }
    gezeigt = {f"stand_{pk}": a.antrag.stand for pk, a in zeilen.items() if a.antrag}
    gezeigt |= {f"bei_{pk}": a.owner_id or 0 for pk, a in zeilen.items()}
    return {"was": was, "aufgabe": [a.pk for a in aufgaben], "bestaetigt": "1", **gezeigt, **weiteres}


def ergebnis(client) -> dict[int, list[str]]:
    return {zeile["pk"]: zeile["gruende"] for zeile in client.session["sammelergebnis"]["zeilen"]}


def besitzer(alle: list[Aufgabe]) -> list[int | None]:
    return [Aufgabe.objects.values_list("owner", flat=True).get(pk=a.pk) for a in alle]


def test_viele_auf_einmal_zuweisen(welt, als):
    alle, client = freie(welt, 3), als("leitung")
    vorschau = client.post(SAMMEL, {"was": "zuweisen", "aufgabe": [a.pk for a in alle]})
    sb2 = welt.personen["sb2"]
    assert f"{sb2.name} – offen: 0" in text(vorschau)
    assert besitzer(alle) == [None] * 3
    client.post(SAMMEL, bestaetigt(alle, "zuweisen", an=sb2.pk))
    assert ergebnis(client) == {a.pk: [] for a in alle}
    assert besitzer(alle) == [sb2.pk] * 3
    assert Eintrag.objects.filter(aktion=Tat.AUFGABE_ZUWEISEN, akteur=welt.personen["leitung"]).count() == 3
    assert "3 von 3: zugewiesen" in text(client.get(SAMMEL))


def test_was_jemand_inzwischen_genommen_hat_bleibt_bei_ihm(welt, als):
    eine, zweite = freie(welt, 2)
    client, daten = als("leitung"), bestaetigt([eine, zweite], "zuweisen", an=welt.personen["sb2"].pk)
    aufgaben.uebernehmen(eine.pk, akteur=welt.neu("sb"))
    client.post(SAMMEL, daten)
    assert ergebnis(client)[eine.pk] == ["Die Aufgabe liegt inzwischen bei: Sachbearbeitung FB 40."]
    assert besitzer([eine, zweite]) == [welt.personen["sb"].pk, welt.personen["sb2"].pk]


def test_zweimal_zuweisen_sagt_wo_sie_schon_liegt(welt, als):
    alle, client = freie(welt, 2), als("leitung")
    daten = bestaetigt(alle, "zuweisen", an=welt.personen["sb2"].pk)
    client.post(SAMMEL, daten)
    vorher = bild()
    client.post(SAMMEL, daten)
    assert bild() == vorher
    assert (
        list(ergebnis(client).values())
        == [["Die Aufgabe liegt schon bei: Zweite Sachbearbeitung FB 40."]] * 2
    )


def test_wer_eben_gegangen_ist_bekommt_nichts(welt, als):
    alle, client = freie(welt, 2), als("leitung")
    daten = bestaetigt(alle, "zuweisen", an=welt.personen["sb2"].pk)
    Mitgliedschaft.objects.filter(benutzer=welt.personen["sb2"]).update(bis=uhr.heute() - timedelta(days=1))
    vorher = bild()
    antwort = client.post(SAMMEL, daten)
    assert (antwort.status_code, bild()) == (422, vorher)
    assert "Diese Person hat hier keine Rolle mehr." in text(antwort)
    assert client.post(SAMMEL, bestaetigt(alle, "zuweisen")).status_code == 422
    assert bild() == vorher


def test_wer_nach_der_vorschau_geht_wird_an_jeder_zeile_abgewiesen(welt):
    """Between the form and the door there is a moment; the door asks again."""
    (eine,) = freie(welt, 1)
    sb2, leitung = welt.neu("sb2"), welt.neu("leitung")
    Mitgliedschaft.objects.filter(benutzer=sb2).update(bis=uhr.heute() - timedelta(days=1))
    vorher = bild()
    (zeile,) = sammeln.vorschau([eine.pk], "zuweisen", akteur=leitung)
    (grund,) = sammeln.zuweisen(zeile, an=welt.neu("sb2"), bisher=0, akteur=leitung)
    assert "Ihnen fehlt das Recht „Anträge prüfen“" in grund
    assert bild() == vorher


def test_vier_augen_gelten_auch_beim_zuweisen_vieler(welt, als):
    geprueft, frei = freie(welt, 2)
    gehe(welt, geprueft.antrag, bis="fachliche_pruefung")
    fachlich = aufgabe_von(geprueft.antrag, "fachliche_pruefung")
    client = als("leitung")
    client.post(SAMMEL, bestaetigt([fachlich, frei], "zuweisen", an=welt.personen["fi"].pk))
    gruende = ergebnis(client)
    assert all("fehlt das Recht" in g[0] for g in gruende.values())
    assert besitzer([frei]) == [None]


def test_fremdes_und_500_zeilen(welt, als):
    alle = freie(welt, 2)
    Aufgabe.objects.filter(pk=alle[1].pk).update(stelle=welt.stellen["fb51"])
    nummern = [a.pk for a in alle] + list(range(900_000, 900_498))
    client = als("leitung")
    vorschau = client.post(SAMMEL, {"was": "zuweisen", "aufgabe": nummern})
    assert [z.pk for z in vorschau.context["moegliche"]] == [alle[0].pk]
    daten = {**bestaetigt(alle, "zuweisen", an=welt.personen["sb"].pk), "aufgabe": nummern}
    client.post(SAMMEL, daten)
    gruende = ergebnis(client)
    assert (len(gruende), gruende[alle[0].pk]) == (500, [])
    assert gruende[alle[1].pk] == [sammeln.UNBEKANNT]
    assert gruende[900_100] == [sammeln.ZUVIEL]
    assert besitzer(alle) == [welt.personen["sb"].pk, None]


def test_zuweisen_darf_nur_die_leitung(welt, als):
    alle = freie(welt, 2)
    vorher, client = bild(), als("sb")
    client.post(SAMMEL, bestaetigt(alle, "zuweisen", an=welt.personen["sb"].pk))
    assert bild() == vorher
    assert "zuweisen" not in {t.name for t in client.get("/postkorb/?reiter=frei").context["sammeltaten"]}


def test_mehrere_mitzeichnen(welt, als):
    faelle = [gehe(welt, a.antrag, bis="mitzeichnung") for a in freie(welt, 2)]
    alle = [welt.aufgabe(f, "mitzeichnung", "fb51") for f in faelle]
    client = als("fb51")
    ohne_haken = client.post(SAMMEL, bestaetigt(alle, "mitzeichnen"))
    assert (ohne_haken.status_code, Mitzeichnung.objects.count()) == (422, 0)
    client.post(SAMMEL, bestaetigt(alle, "mitzeichnen", erklaerung="on"))
    assert ergebnis(client) == {a.pk: [] for a in alle}
    stimmen = Mitzeichnung.objects.values_list("antrag", "votum", "gezeichnet_von")
    assert set(stimmen) == {(f.pk, Votum.EINVERSTANDEN, welt.personen["fb51"].pk) for f in faelle}


def test_feststellen_und_anordnen_je_zeile_mit_eigenem_grund(welt, als):
    antrag, sachlich = bis(welt, "sachliche_feststellung")
    (anderes,) = freie(welt, 1)
    client = als("sb")
    client.post(SAMMEL, bestaetigt([sachlich, anderes], "sachlich", erklaerung="on"))
    gruende = ergebnis(client)
    assert (gruende[sachlich.pk], "ein anderer Schritt" in gruende[anderes.pk][0]) == ([], True)
    rechnerisch = aufgabe_von(antrag, "rechnerische_feststellung")
    # Who has certified the facts does not certify the figures.
    client.post(SAMMEL, bestaetigt([rechnerisch], "rechnerisch", erklaerung="on"))
    assert "Vier-Augen-Prinzip" in ergebnis(client)[rechnerisch.pk][0]
    als("fi").post(SAMMEL, bestaetigt([rechnerisch], "rechnerisch", erklaerung="on"))
    anordnung, kasse = aufgabe_von(antrag, "anordnung"), als("anordnung")
    kasse.post(SAMMEL, bestaetigt([anordnung], "anordnen", erklaerung="on"))
    assert ergebnis(kasse)[anordnung.pk] == []
    assert Mittelabruf.objects.get(antrag=antrag).status == Abrufstatus.ANGEORDNET


def test_was_einer_anordnung_fehlt_steht_in_ihrer_zeile(welt, als):
    antrag, anordnung = bis(welt, "anordnung")
    Bankverbindung.objects.filter(stelle=antrag.traeger).update(bestaetigt_am=None, bestaetigt_von=None)
    vorher, client = bild(), als("anordnung")
    vorschau = client.post(SAMMEL, {"was": "anordnen", "aufgabe": [anordnung.pk]})
    assert [z.pk for z in vorschau.context["abgewiesene"]] == [anordnung.pk]
    client.post(SAMMEL, bestaetigt([anordnung], "anordnen", erklaerung="on"))
    assert (bild(), bool(ergebnis(client)[anordnung.pk])) == (vorher, True)


def test_mehrere_akten_schliessen(welt, als):
    antrag, abschluss = bis(welt, "abschluss")
    client = als("sb")
    client.post(SAMMEL, bestaetigt([abschluss], "abschliessen", erklaerung="on"))
    assert ergebnis(client) == {abschluss.pk: []}
    assert frisch(antrag).status == "abgeschlossen"


def test_mehrere_auf_wiedervorlage(welt, als):
    eigene, fremde = freie(welt, 2)
    aufgaben.uebernehmen(eigene.pk, akteur=welt.neu("sb"))
    client, tag = als("sb"), uhr.heute() + timedelta(days=5)
    gestern = client.post(SAMMEL, bestaetigt([eigene], "wiedervorlegen", am="2023-01-01", grund="Warten"))
    assert (gestern.status_code, "Warten" in text(gestern)) == (422, True)
    client.post(SAMMEL, bestaetigt([eigene, fremde], "wiedervorlegen", am=tag.isoformat(), grund="Warten"))
    assert [bool(g) for g in ergebnis(client).values()] == [False, True]
    eigene.refresh_from_db()
    assert (eigene.wiedervorlage_am, eigene.wiedervorlage_grund) == (tag, "Warten")


def test_erinnern_schreibt_einmal_am_tag(welt, als):
    alle = freie(welt, 2)
    aufgaben.uebernehmen(alle[0].pk, akteur=welt.neu("sb"))
    client = als("leitung")
    client.post(SAMMEL, bestaetigt(alle, "erinnern"))
    assert ergebnis(client) == {a.pk: [] for a in alle}
    assert set(Postausgang.objects.filter(betreff__contains="denken").values_list("an", flat=True)) == {
        welt.personen["sb"].email,
        welt.stellen["fb40"].email,
    }
    vorher, zahl = bild(), Nachricht.objects.count()
    client.post(SAMMEL, bestaetigt(alle, "erinnern"))
    assert (bild(), Nachricht.objects.count()) == (vorher, zahl)
    assert set(map(tuple, ergebnis(client).values())) == {("An diese Aufgabe wurde heute schon erinnert.",)}


def test_an_fremdes_erinnert_niemand(welt, als):
    (eine,) = freie(welt, 1)
    vorher, client = bild(), als("fb51")
    client.post(SAMMEL, bestaetigt([eine], "erinnern"))
    assert (bild(), ergebnis(client)[eine.pk]) == (vorher, [sammeln.UNBEKANNT])
    assert verweigerte(eine.antrag) == 1


def test_ein_fehler_haelt_die_anderen_nicht_auf(welt, als):
    faelle = [gehe(welt, a.antrag, bis="mitzeichnung") for a in freie(welt, 3)]
    alle = [welt.aufgabe(f, "mitzeichnung", "fb51") for f in faelle]
    daten = bestaetigt(alle, "mitzeichnen", erklaerung="on")
    Antrag.objects.filter(pk=faelle[1].pk).update(stand=F("stand") + 1)
    client = als("fb51")
    client.post(SAMMEL, daten)
    assert list(ergebnis(client).values()) == [[], [sammeln.VERALTET], []]
    assert Mitzeichnung.objects.count() == 2


@pytest.mark.parametrize("ansicht", ["meine", "frei", "wartend", "wiedervorlage", "stelle"])
def test_jede_ansicht_bietet_an_was_sie_kann(welt, als, ansicht):
    freie(welt, 1)
    antwort = als("leitung").get(f"/postkorb/?reiter={ansicht}")
    angeboten = {tat.name for tat in antwort.context["sammeltaten"]}
    erwartet = {
        "meine": {"mitzeichnen", "wiedervorlegen"},
        "frei": {"uebernehmen", "mitzeichnen"},
        "wartend": {"erinnern"},
        "wiedervorlage": {"wiedervorlegen"},
        "stelle": {"zuweisen", "erinnern"},
    }
    assert angeboten == erwartet[ansicht]
