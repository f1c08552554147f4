"""Someone was faster, a second click, an outdated page: a friendly 409, one effect, nothing typed lost."""

from django.urls import reverse

from antraege.antrag.models import Pruefung
from rollen.models import Eintrag
from tests.welt import Welt
from tests.workflows.besuch import als, aufgabe_von, bild, bis, frisch, hole, sende, text
from tests.workflows.wege import FACHLICH, FORMAL, gehe
from workflows.antrag import tuer as antragstuer

LANGER_TEXT = "Der Verein hat die Kinder in zwei Gruppen geteilt."


def test_die_aufgabe_hat_gerade_jemand_anderes_uebernommen(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    adresse = reverse("aufgabe_uebernehmen", args=[aufgabe.pk])
    als(welt.personen["sb"]).post(adresse)
    vorher = bild()
    antworten = [als(welt.personen["sb2"]).post(adresse), sende(welt.personen["sb2"], aufgabe, **FORMAL)]
    assert ([a.status_code for a in antworten], bild()) == ([409, 409], vorher)
    assert "Sachbearbeitung FB 40" in text(antworten[0])
    html = text(hole(welt.personen["sb2"], "aufgabe", aufgabe.pk))
    assert "Die Aufgabe liegt bei: Sachbearbeitung FB 40, Sachbearbeitung." in html


def test_abgeben_kann_nur_wer_sie_hat(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    als(welt.personen["sb"]).post(reverse("aufgabe_uebernehmen", args=[aufgabe.pk]))
    vorher = bild()
    antwort = als(welt.personen["sb2"]).post(reverse("aufgabe_abgeben", args=[aufgabe.pk]))
    assert (antwort.status_code, bild()) == (409, vorher)


def test_der_zweite_klick_wirkt_nicht_und_sagt_es(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    eingaben = {**FORMAL, "vermerk": LANGER_TEXT, "stand": antrag.stand}
    assert sende(welt.personen["sb"], aufgabe, **eingaben).status_code == 302
    vorher = bild()
    zweite = sende(welt.personen["sb"], aufgabe, **eingaben)
    assert (zweite.status_code, bild()) == (409, vorher)
    assert "Diese Aufgabe ist bereits erledigt." in text(zweite)
    assert LANGER_TEXT in text(zweite)
    assert Pruefung.objects.filter(antrag=antrag).count() == 1


def test_die_zweite_buchung_zahlt_nicht_noch_einmal(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "buchung")
    antworten = [sende(welt.personen["kasse"], aufgabe, belegnummer="B-1").status_code for _ in range(2)]
    assert (antworten, str(frisch(antrag).ausgezahlt)) == ([302, 409], "10000.00")
    assert Eintrag.objects.filter(kette=antrag.kette, aktion="buchung").count() == 1


def test_veraltete_seite_behaelt_was_getippt_war(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "fachliche_pruefung")
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    eingaben = {**FACHLICH, "vermerk": LANGER_TEXT}
    vorher = bild()
    antwort = sende(welt.personen["sb"], aufgabe, stand=antrag.stand, **eingaben)
    assert (antwort.status_code, bild()) == (409, vorher)
    html = text(antwort)
    assert "Der Fall hat sich geändert, seit Sie diese Seite geöffnet haben." in html
    assert LANGER_TEXT in html
    neuer = frisch(antrag).stand
    assert f'name="stand" value="{neuer}"' in html
    assert sende(welt.personen["sb"], aufgabe, stand=neuer, **eingaben).status_code == 302


def test_wiedervorlage_einer_fremden_aufgabe(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    vorher = bild()
    antwort = als(welt.personen["sb"]).post(
        reverse("aufgabe_wiedervorlegen", args=[aufgabe.pk]), {"am": "2023-02-01", "grund": LANGER_TEXT}
    )
    assert (antwort.status_code, bild()) == (409, vorher)
    assert LANGER_TEXT in text(antwort)


def test_ein_zurueckgezogener_fall_hat_keine_aufgabe_mehr(welt: Welt) -> None:
    antrag, aufgabe = bis(welt, "formale_pruefung")
    antragstuer.zurueckziehen(antrag.pk, akteur=welt.neu("zeichnung"), grund="Keine Zeit.")
    vorher = bild()
    assert (sende(welt.personen["sb"], aufgabe, **FORMAL).status_code, bild()) == (409, vorher)
    assert "Diese Aufgabe ist weggefallen" in text(hole(welt.personen["sb"], "aufgabe", aufgabe.pk))


def test_parallele_mitzeichnungen_stoeren_sich_nicht_ohne_grund(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mitzeichnung")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fabido")
    assert (
        sende(welt.personen["fabido"], aufgabe, votum="einverstanden", stand=antrag.stand).status_code == 302
    )
    andere = aufgabe_von(antrag, "mitzeichnung")
    assert (
        sende(welt.personen["fb51"], andere, votum="einverstanden", stand=frisch(antrag).stand).status_code
        == 302
    )
