"""A clerk whom a Träger invites: asked or not, and what stays after leaving; an organisation that waits drafts."""

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.antrag.services import lege_an, speichere_vorhaben
from antraege.kern.maengel import MaengelFehler
from rollen import einladung, traeger, uhr, zustimmung
from rollen.models import Benutzer, Traeger
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit, rolle_geben
from tests.rollen.seiten import organisation
from tests.welt import Welt
from workflows.antrag import tuer as antragstuer
from workflows.tuer import aufgaben, hindernisse
from workflows.tuer.verzeichnis import SCHRITTE


def _hindernisse(welt: Welt, antrag: Antrag) -> list[str]:
    aufgabe = welt.aufgabe(antrag, "formale_pruefung")
    return [m.text for m in hindernisse.alle(SCHRITTE["formale_pruefung"], aufgabe, akteur=welt.neu("sb"))]


def _lade_ein(welt: Welt) -> None:
    clerk = welt.personen["sb"]
    person = einladung.Person(clerk.name, "", clerk.email)
    einladung.lade_ein(welt.traeger, person=person, rolle=Rolle.TRAEGER_ANTRAG, akteur=welt.neu("zeichnung"))


def test_eine_einladung_schliesst_die_sachbearbeitung_nicht_von_ihrem_fall_aus(welt: Welt) -> None:
    antrag = welt.eingereicht()
    _lade_ein(welt)
    assert _hindernisse(welt, antrag) == []
    zustimmung.nimm_an(welt.traeger, akteur=welt.neu("sb"))
    assert "gehört zu Ihrer eigenen Stelle" in _hindernisse(welt, antrag)[0]
    rolle = welt.personen["sb"].mitgliedschaften.get(gruppe__stelle=welt.traeger)
    zustimmung.verlasse(rolle.pk, akteur=welt.neu("sb"))
    assert _hindernisse(welt, antrag) == []
    zuruecknehmbar = welt.aufgabe(antrag, "formale_pruefung")
    aufgaben.uebernehmen(zuruecknehmbar.pk, akteur=welt.neu("sb"))


def test_wer_am_antrag_mitgeschrieben_hat_prueft_ihn_auch_nach_dem_verlassen_nicht(welt: Welt) -> None:
    antrag = welt.antrag()
    _lade_ein(welt)
    zustimmung.nimm_an(welt.traeger, akteur=welt.neu("sb"))
    speichere_vorhaben(
        antrag, titel="Leseclub neu", beginn=antrag.beginn, ende=antrag.ende, akteur=welt.neu("sb")
    )
    rolle = welt.personen["sb"].mitgliedschaften.get(gruppe__stelle=welt.traeger)
    zustimmung.verlasse(rolle.pk, akteur=welt.neu("sb"))
    antrag = antragstuer.einreichen(antrag.pk, akteur=welt.neu("zeichnung"))
    assert _hindernisse(welt, antrag) != []


@pytest.fixture
def wartend(welt: Welt) -> Benutzer:
    """Who registered an organisation that waits for its verification."""
    neu = organisation(name="Neue Ideen e. V.", verifiziert_am=None, verifiziert_von=None)
    for rolle in (Rolle.TRAEGER_ANTRAG, Rolle.TRAEGER_ZEICHNUNG):
        rolle_geben(neu.registriert_von, rolle, neu.stelle, bestaetigt=False)
    Traeger.objects.filter(pk=neu.pk).update(pruefung_bis=uhr.heute())
    return neu.registriert_von


def _als(person: Benutzer) -> Client:
    client = Client()
    client.force_login(Benutzer.objects.get(pk=person.pk))
    return client


def test_eine_wartende_organisation_entwirft_und_liest_warum_sie_noch_nicht_einreicht(
    welt: Welt, wartend: Benutzer
) -> None:
    client, neu = _als(wartend), Traeger.objects.get(registriert_von=wartend)
    assert (
        "Sie können Anträge entwerfen, aber noch nicht einreichen."
        in client.get(reverse("antrag_neu")).content.decode()
    )
    antwort = client.post(
        reverse("antrag_beginnen", args=[welt.programm.pk]), {"traeger": neu.stelle_id, "titel": "Leseclub"}
    )
    antrag = Antrag.objects.get(traeger=neu.stelle)
    assert (antwort.status_code, antwort.headers["Location"]) == (
        302,
        reverse("antrag_entwurf", args=[antrag.pk]),
    )
    speichere_vorhaben(antrag, titel="Leseclub 2", beginn=None, ende=None, akteur=wartend)
    for name in ("antrag_entwurf", "antrag_pruefen"):
        seite = client.get(reverse(name, args=[antrag.pk])).content.decode()
        assert "Ihre Organisation ist noch nicht verifiziert." in seite
        assert f"Prüfung bis zum {uhr.heute():%d.%m.%Y}" in seite
    stand = Antrag.objects.filter(pk=antrag.pk).values().get()
    antwort = client.post(reverse("antrag_einreichen", args=[antrag.pk]), {"stand": antrag.stand})
    assert antwort.status_code == 403
    assert "Sie können den Antrag entwerfen, aber noch nicht einreichen." in antwort.content.decode()
    assert Antrag.objects.filter(pk=antrag.pk).values().get() == stand
    traeger.lehne_ab(
        neu.pk, grund="Auszug fehlt.", akteur=person_mit(Rolle.SERVICESTELLE, welt.stellen["fb40"])
    )
    assert "noch einmal vorlegen" in client.get(reverse("antrag_pruefen", args=[antrag.pk])).content.decode()
    traeger.verifiziere(neu.pk, akteur=person_mit(Rolle.SERVICESTELLE, welt.stellen["fb40"]))
    with pytest.raises(MaengelFehler) as fehler:
        antragstuer.einreichen(antrag.pk, akteur=Benutzer.objects.get(pk=wartend.pk))
    assert "verifiziert" not in str(fehler.value)


def test_im_auftrag_entwirft_niemand_fuer_eine_wartende_organisation(welt: Welt, wartend: Benutzer) -> None:
    neu = Traeger.objects.get(registriert_von=wartend)
    beratung = person_mit(Rolle.SERVICESTELLE, welt.stellen["stadt"])
    with pytest.raises((MaengelFehler, Verweigert)):
        lege_an(programm=welt.programm, traeger=neu.stelle, titel="Fremdes", akteur=beratung, im_auftrag=True)
    assert Antrag.objects.count() == 0
