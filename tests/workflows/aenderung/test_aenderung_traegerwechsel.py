"""Somebody else takes over a grant: consent, tasks, letters, and what the old Träger still reads."""

from decimal import Decimal

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag, Schriftstueckart
from antraege.foerderung.models import Aenderungsstatus
from rollen.models import Bankverbindung, Stelle
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import PRUEFEN, beantrage, bewilligt, entscheide
from tests.workflows.besuch import als, aufgabe_von, mit_stand
from tests.workflows.wege import offene
from workflows.models import Nachricht, Postausgang
from workflows.tuer.fehler import Eingabefehler

UEBERNEHMEN = {"erklaerung": "uebernehmen", "pflichten": "on"}


@pytest.fixture
def antrag(welt: Welt) -> Antrag:
    """Approved with 6,000 €."""
    return bewilligt(welt)


@pytest.fixture
def neuer(welt: Welt) -> Stelle:
    """A verified organisation with an account; "neu" signs for it, "neu-antrag" does not."""
    stelle: Stelle = TraegerFactory(stelle__name="Nachfolge e. V.").stelle
    welt.personen["neu"] = person_mit(Rolle.TRAEGER_ZEICHNUNG, stelle, name="Zeichnung Nachfolge")
    welt.personen["neu-antrag"] = person_mit(Rolle.TRAEGER_ANTRAG, stelle, name="Antrag Nachfolge")
    return stelle


def test_traegerwechsel_mit_zustimmung(welt: Welt, antrag: Antrag, neuer: Stelle) -> None:
    alter = antrag.traeger
    eine = beantrage(welt, antrag, "traegerwechsel", neuer_traeger=str(neuer.pk))
    assert offene(antrag) == ["mittelabruf", "uebernahmeerklaerung"]
    assert aufgabe_von(antrag, "uebernahmeerklaerung").stelle == neuer
    assert Postausgang.objects.filter(nachricht=None, an=welt.personen["neu"].email).count() == 1
    welt.tu(antrag, "uebernahmeerklaerung", "neu", **UEBERNEHMEN)
    neu = entscheide(welt, antrag)
    eine.refresh_from_db()
    assert (neu.traeger, eine.bisheriger_traeger, neu.bewilligt) == (neuer, alter, Decimal("6000.00"))
    aufgabe = aufgabe_von(neu, "mittelabruf")
    assert (aufgabe.stelle, aufgabe.owner) == (neuer, None)
    bescheid = neu.schriftstuecke.get(art=Schriftstueckart.AENDERUNGSBESCHEID)
    assert bescheid.inhalt["briefkopf"]["anschrift_empfaenger"][0] == "Nachfolge e. V."


def test_absage_beendet_die_aenderung(welt: Welt, antrag: Antrag, neuer: Stelle) -> None:
    eine = beantrage(welt, antrag, "traegerwechsel", neuer_traeger=str(neuer.pk))
    welt.tu(antrag, "uebernahmeerklaerung", "neu", erklaerung="absagen", grund="Keine Leute.")
    eine.refresh_from_db()
    assert (eine.status, offene(antrag)) == (Aenderungsstatus.ZURUECKGEZOGEN, ["mittelabruf"])
    assert Nachricht.objects.filter(antrag=antrag, betreff="Trägerwechsel abgesagt").count() == 2


def test_ohne_bestaetigte_bankverbindung_kein_wechsel(welt: Welt, antrag: Antrag, neuer: Stelle) -> None:
    Bankverbindung.objects.filter(stelle=neuer).update(bestaetigt_am=None, bestaetigt_von=None)
    with pytest.raises(Eingabefehler) as fehler:
        beantrage(welt, antrag, "traegerwechsel", neuer_traeger=str(neuer.pk))
    assert fehler.value.formular.errors["neuer_traeger"] == [
        "Von Nachfolge e. V. fehlt eine bestätigte Bankverbindung."
    ]


def test_nur_der_neue_traeger_erklaert_die_uebernahme(welt: Welt, antrag: Antrag, neuer: Stelle) -> None:
    beantrage(welt, antrag, "traegerwechsel", neuer_traeger=str(neuer.pk))
    for wer in ("zeichnung", "neu-antrag", "sb"):
        with pytest.raises(Verweigert):
            welt.tu(antrag, "uebernahmeerklaerung", wer, **UEBERNEHMEN)


def test_seiten_vor_und_nach_dem_wechsel(welt: Welt, antrag: Antrag, neuer: Stelle) -> None:
    alt, neu = als(welt.personen["zeichnung"]), als(welt.personen["neu"])
    beantrage(welt, antrag, "traegerwechsel", neuer_traeger=str(neuer.pk))
    aufgabe = reverse("aufgabe", args=[aufgabe_von(antrag, "uebernahmeerklaerung").pk])
    assert [neu.get(aufgabe).status_code, neu.get(_status(antrag)).status_code] == [200, 404]
    assert "Nachfolge e. V. ist dran" in alt.get(_status(antrag)).content.decode()
    assert aufgabe in neu.get(reverse("meine_antraege")).content.decode()
    assert neu.post(aufgabe, mit_stand(antrag.pk, UEBERNEHMEN)).headers["Location"] == reverse(
        "meine_antraege"
    )
    welt.tu(antrag, "aenderungspruefung", "sb", **PRUEFEN)
    welt.tu(antrag, "aenderungsentscheidung", "leitung", entscheidung="bewilligen", begruendung="Sinnvoll.")
    assert [alt.get(_status(antrag)).status_code, neu.get(_status(antrag)).status_code] == [404, 200]


def test_der_alte_traeger_liest_was_bis_dahin_seines_war(welt: Welt, antrag: Antrag, neuer: Stelle) -> None:
    frueher = reverse("antrag_frueher", args=[antrag.pk])
    alt = als(welt.personen["zeichnung"])
    assert alt.get(frueher).status_code == 404
    beantrage(welt, antrag, "traegerwechsel", neuer_traeger=str(neuer.pk))
    welt.tu(antrag, "uebernahmeerklaerung", "neu", **UEBERNEHMEN)
    entscheide(welt, antrag)
    beantrage(welt, antrag, "verlaengerung", wer="neu", neues_ende="2023-09-30")
    entscheide(welt, antrag)
    seite = alt.get(frueher).content.decode()
    arten = {stueck.art: stueck for stueck in antrag.schriftstuecke.order_by("id")}
    bescheide = list(antrag.schriftstuecke.filter(art=Schriftstueckart.AENDERUNGSBESCHEID))
    lesbar = [arten[Schriftstueckart.ZUWENDUNGSBESCHEID], bescheide[0]]
    assert [alt.get(reverse("dokument", args=[s.pk])).status_code for s in [*lesbar, bescheide[1]]] == [
        200,
        200,
        404,
    ]
    assert ("1. Änderungsbescheid" in seite, "2. Änderungsbescheid" in seite) == (True, False)
    assert reverse("antrag_frueher", args=[antrag.pk]) in alt.get(reverse("meine_antraege")).content.decode()
    assert als(welt.personen["neu"]).get(frueher).status_code == 404


def _status(antrag: Antrag) -> str:
    return reverse("antrag_status", args=[antrag.pk])
