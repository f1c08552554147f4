"""The task page of every step: who sees it, what it shows, where it leads."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rollen import uhr
from rollen.models import Eintrag
from rollen.tabelle import Rolle
from rollen.templatetags.anzeige import iban_lesbar
from tests.fabriken import TraegerFactory, VertretungFactory, person_mit
from tests.welt import Welt
from tests.workflows.besuch import als, aufgabe_von, bild, bis, frisch, hole, sende, text, wer_tut
from tests.workflows.wege import FACHLICH, FORMAL, HAUPTSCHRITTE, NACHFORDERN, beantworte
from workflows.models import Aufgabe
from workflows.tuer.verzeichnis import SCHRITTE


@pytest.mark.parametrize("schritt", HAUPTSCHRITTE)
def test_seite_zeigt_frage_formular_und_stand(welt: Welt, schritt: str) -> None:
    antrag, aufgabe = bis(welt, schritt)
    antwort = hole(welt.personen[wer_tut(schritt, aufgabe)], "aufgabe", aufgabe.pk)
    html = text(antwort)
    assert antwort.status_code == 200
    assert SCHRITTE[schritt].frage in html
    assert f'<input type="hidden" name="stand" value="{antrag.stand}">' in html
    assert [
        feld.html_name for feld in antwort.context["form"] if f'name="{feld.html_name}"' not in html
    ] == []
    assert re.search(r"\sstyle=", html) is None


@pytest.mark.parametrize("schritt", [name for name in HAUPTSCHRITTE if SCHRITTE[name].beim_traeger])
def test_seite_des_traegers_nennt_funktion_statt_namen(welt: Welt, schritt: str) -> None:
    _, aufgabe = bis(welt, schritt)
    html = text(hole(welt.personen["zeichnung"], "aufgabe", aufgabe.pk))
    namen = [welt.personen[p].name for p in ("sb", "leitung", "fabido", "fi", "kasse")]
    assert [name for name in namen if name in html] == []
    assert "Zuletzt geschehen" not in html


def test_nur_beteiligte_sehen_eine_aufgabe_des_amtes(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    fremd = person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["kasse"])
    fremder_traeger = person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle)
    personen = {**welt.personen, "fremd": fremd, "fremder_traeger": fremder_traeger}
    gesehen = {name: hole(person, "aufgabe", aufgabe.pk).status_code for name, person in personen.items()}
    amt = ("sb", "sb2", "fi", "leitung", "gruppenleitung", "anordnung", "pruefung")
    assert gesehen == {name: 200 if name in amt else 404 for name in personen}


def test_aufgabe_beim_traeger_sehen_traeger_und_amt(welt: Welt) -> None:
    _, aufgabe = bis(welt, "mittelabruf")
    personen = {**welt.personen, "fremder": person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle)}
    gesehen = {name: hole(person, "aufgabe", aufgabe.pk).status_code for name, person in personen.items()}
    assert [name for name, status in gesehen.items() if status == 404] == [
        "kasse",
        "fb51",
        "fabido",
        "kita",
        "fremder",
    ]


def test_unbekannte_systemknoten_und_ohne_anmeldung(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    knoten = Aufgabe.objects.filter(antrag=antrag, stelle__isnull=True).earliest("pk")
    assert hole(welt.personen["sb"], "aufgabe", knoten.pk).status_code == 404
    assert hole(welt.personen["sb"], "aufgabe", 999_999).status_code == 404
    assert Client().get(reverse("aufgabe", args=[aufgabe.pk])).status_code == 302


def test_die_entscheidung_zeigt_ihre_ganze_grundlage(welt: Welt) -> None:
    _, aufgabe = bis(welt, "entscheidung")
    html = text(hole(welt.personen["leitung"], "aufgabe", aufgabe.pk)).replace("\xa0", " ")
    fakten = (
        "Förderwürdig.",
        "Einverstanden",
        "100.000,00 €",
        "frei",
        "20.000,00 €",
        str(welt.haushaltsstelle),
    )
    assert [fakt for fakt in fakten if fakt not in html] == []


def test_die_anordnung_zeigt_feststellungen_und_wirkung(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "anordnung")
    html = text(hole(welt.personen["anordnung"], "aufgabe", aufgabe.pk)).replace("\xa0", " ")
    fakten = (
        "Sachbearbeitung FB 40",
        "Finanzen FB 40",
        iban_lesbar(antrag.traeger.bankverbindungen.get().iban),
        "10.000,00 €",
        "gebunden",
    )
    assert [fakt for fakt in fakten if fakt not in html] == []


def test_nachgereichtes_steht_als_unterschied_da(welt: Welt) -> None:
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)
    beantworte(welt, antrag, "Lesen macht froh.")
    html = text(hole(welt.personen["sb"], "aufgabe", aufgabe_von(antrag, "formale_pruefung").pk))
    html = re.sub(r">\s+<", "><", html)
    assert "<dt>vorher</dt><dd>Lesen macht stark.</dd>" in html
    assert "<dt>nachher</dt><dd>Lesen macht froh.</dd>" in html


def test_nach_der_formalen_pruefung_geht_es_zur_eigenen_naechsten_aufgabe(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    antwort = sende(welt.personen["sb"], aufgabe, stand=antrag.stand, **FORMAL)
    naechste = aufgabe_von(antrag, "fachliche_pruefung")
    assert (antwort.status_code, antwort["Location"]) == (302, reverse("aufgabe", args=[naechste.pk]))
    antwort = sende(welt.personen["sb"], naechste, stand=frisch(antrag).stand, **FACHLICH)
    assert (antwort.status_code, antwort["Location"]) == (302, reverse("postkorb"))


def test_der_traeger_kommt_zu_seinem_stand(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "mittelabruf")
    antwort = sende(
        welt.personen["zeichnung"],
        aufgabe,
        betrag="1.234,56",
        zweck="Honorare",
        verzicht="on",
    )
    assert (antwort.status_code, antwort["Location"]) == (302, reverse("antrag_status", args=[antrag.pk]))


def test_eine_erledigte_aufgabe_zeigt_wer_und_kein_formular(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    sende(welt.personen["sb"], aufgabe, **FORMAL)
    antwort = hole(welt.personen["leitung"], "aufgabe", aufgabe.pk)
    assert "Diese Aufgabe ist erledigt" in text(antwort)
    assert "Sachbearbeitung FB 40" in text(antwort)
    assert "form" not in antwort.context


def test_gesperrtes_nennt_grund_und_wer_es_kann(welt: Welt) -> None:
    _, aufgabe = bis(welt, "entscheidung")
    antwort = hole(welt.personen["sb"], "aufgabe", aufgabe.pk)
    html = text(antwort)
    assert [g.behebt for g in antwort.context["gruende"]] == [
        "eine Person mit diesem Recht oder die Administration",
        "eine andere Person mit diesem Recht",
    ]
    assert 'aria-disabled="true" aria-describedby="hindernisse"' in html
    assert 'name="entscheidung"' not in html


def test_vor_dem_ende_ist_der_nachweis_sichtbar_aber_gesperrt(welt: Welt) -> None:
    _, aufgabe = bis(welt, "verwendungsnachweis")
    html = text(hole(welt.personen["zeichnung"], "aufgabe", aufgabe.pk))
    assert "Das Vorhaben läuft noch bis 30.06.2023." in html
    assert '<fieldset class="app-gesperrt" disabled>' in html


def test_uebernehmen_und_abgeben(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    sb = als(welt.personen["sb"])
    assert sb.get(reverse("aufgabe_uebernehmen", args=[aufgabe.pk])).status_code == 405
    antwort = sb.post(reverse("aufgabe_uebernehmen", args=[aufgabe.pk]))
    assert antwort["Location"] == reverse("aufgabe", args=[aufgabe.pk])
    assert Aufgabe.objects.get(pk=aufgabe.pk).owner == welt.personen["sb"]
    antwort = sb.post(reverse("aufgabe_abgeben", args=[aufgabe.pk]))
    assert antwort["Location"] == reverse("postkorb")
    assert Aufgabe.objects.get(pk=aufgabe.pk).owner is None


def test_zuweisen_nennt_wer_kann_und_wer_nicht(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    leitung, adresse = als(welt.personen["leitung"]), reverse("aufgabe_zuweisen", args=[aufgabe.pk])
    antwort = leitung.get(adresse)
    assert [p.name for p in antwort.context["form"].personen.values()] == [
        "Sachbearbeitung FB 40",
        "Zweite Sachbearbeitung FB 40",
    ]
    assert "Finanzen FB 40" in [name for name, _ in antwort.context["andere"]]
    vorher = bild()
    antwort = leitung.post(adresse, {"an": welt.personen["fi"].pk})
    assert (antwort.status_code, bild()) == (422, vorher)
    antwort = leitung.post(adresse, {"an": welt.personen["sb2"].pk})
    assert antwort.status_code == 302
    assert Aufgabe.objects.get(pk=aufgabe.pk).owner == welt.personen["sb2"]


def test_wiedervorlage_nur_in_die_zukunft(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    sb, adresse = als(welt.personen["sb"]), reverse("aufgabe_wiedervorlegen", args=[aufgabe.pk])
    sb.post(reverse("aufgabe_uebernehmen", args=[aufgabe.pk]))
    vorher = bild()
    antwort = sb.post(adresse, {"am": uhr.heute().isoformat(), "grund": "Rückruf"})
    assert (antwort.status_code, bild()) == (422, vorher)
    assert "Rückruf" in text(antwort)
    am = uhr.heute() + timedelta(days=3)
    assert sb.post(adresse, {"am": am.isoformat(), "grund": "Rückruf"}).status_code == 302
    gespeichert = Aufgabe.objects.get(pk=aufgabe.pk)
    assert (gespeichert.wiedervorlage_am, gespeichert.wiedervorlage_grund) == (date(2023, 1, 19), "Rückruf")


def test_vertretung_handelt_sichtbar_fuer_die_abwesende_person(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    als(welt.personen["sb"]).post(reverse("aufgabe_uebernehmen", args=[aufgabe.pk]))
    VertretungFactory(vertretener=welt.personen["sb"], vertreter=welt.personen["sb2"])
    html = text(hole(welt.personen["sb2"], "aufgabe", aufgabe.pk))
    assert "Sie handeln in Vertretung für Sachbearbeitung FB 40." in html
    assert sende(welt.personen["sb2"], aufgabe, **FORMAL).status_code == 302
    letzter = Eintrag.objects.filter(kette=antrag.kette).latest("nr")
    assert (letzter.akteur, letzter.vertretung_fuer) == (welt.personen["sb2"], welt.personen["sb"])
