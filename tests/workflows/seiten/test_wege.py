"""A link asks the rule of its page: who would be refused there is not led there."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import get_resolver, reverse

from antraege.antrag.models import Antrag
from einstellungen.navigation import EINTRAEGE
from rollen import uhr
from rollen.ansicht import weg
from rollen.tabelle import Rolle
from rollen.views.anmeldung import ERSTE_SEITEN
from tests.fabriken import StelleFactory, person_mit
from tests.test_architektur import alle_muster
from tests.welt import Welt
from tests.workflows.besuch import als as als_person
from tests.workflows.besuch import aufgabe_von, bild, bis, hole
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.nachweis.nachweise import bis_zum_nachweis, mit_belegen
from tests.workflows.wege import NACH_DEM_ENDE


def test_ein_verweis_gilt_fuer_wen_seine_seite_gilt(welt: Welt) -> None:
    antrag, _ = bis(welt, "entscheidung")
    fremd = person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())
    for person in (*(welt.neu(kurz) for kurz in welt.personen), fremd):
        for name in ("fall", "nachrichten", "beihilfen", "zahlungsunterlage", "nachweis", "vereinbarung"):
            offen = hole(person, name, antrag.pk).status_code < 400
            assert bool(weg(person, name, antrag.pk)) is offen, (person.email, name)


def test_ohne_anmeldung_fuehrt_ein_verweis_zur_anmeldung(welt: Welt, client: Client) -> None:
    adresse = weg(AnonymousUser(), "antrag_beginnen", welt.richtlinie.programm_id)
    assert client.get(adresse).url == f"/anmelden/?next={adresse}"


def test_wer_mitzeichnet_liest_keine_nachrichten_und_wird_nicht_hingefuehrt(welt: Welt) -> None:
    antrag, _ = bis(welt, "entscheidung")
    ziel = reverse("nachrichten", args=[antrag.pk])
    assert ziel in hole(welt.neu("sb"), "fall", antrag.pk).content.decode()
    assert ziel not in hole(welt.neu("fb51"), "fall", antrag.pk).content.decode()


def test_ein_verweis_auf_eine_seite_kostet_keine_abfrage_wenn_nur_das_recht_zaehlt(
    welt: Welt, django_assert_num_queries
) -> None:
    person = welt.neu("sb")
    weg(person, "postkorb")
    with django_assert_num_queries(0):
        assert (weg(person, "postkorb"), weg(person, "zahlungen")) == ("/postkorb/", "")


def test_die_navigation_fuehrt_nirgends_hin_wo_ihr_recht_nicht_genuegt() -> None:
    klassen = {muster.name: muster.callback.view_class for _, muster in alle_muster(get_resolver())}
    ziele = [(eintrag.ziel, eintrag.rechte) for eintrag in EINTRAEGE] + list(ERSTE_SEITEN)
    for ziel, rechte in ziele:
        noetig = klassen[ziel].recht
        genuegt = (
            rechte if noetig is None else rechte & set(noetig if isinstance(noetig, tuple) else (noetig,))
        )
        assert genuegt == rechte, ziel


@pytest.fixture
def unbegonnen(welt: Welt) -> Antrag:
    """A grant whose proof wants vouchers and that nobody has begun."""
    mit_belegen(welt)
    return bis_zum_nachweis(welt)


def test_die_aufgabe_eines_unbegonnenen_nachweises_oeffnet_sich(unbegonnen: Antrag, welt: Welt) -> None:
    aufgabe = aufgabe_von(unbegonnen, "verwendungsnachweis")
    with uhr.gestellt(NACH_DEM_ENDE):
        antwort = hole(welt.neu("zeichnung"), "aufgabe", aufgabe.pk)
    assert antwort.status_code == 200
    assert "Ihre Belegliste ist leer." in antwort.content.decode() or antwort.context["bedingungen"]
    assert reverse("nachweis", args=[unbegonnen.pk]) in antwort.content.decode()


def test_rueckfragen_ohne_nachweis_zu_beantworten_aendert_nichts(
    unbegonnen: Antrag, als: Callable[[str], Client]
) -> None:
    client, vorher = als("zeichnung"), bild()
    antwort = client.post(reverse("nachweis_rueckfragen", args=[unbegonnen.pk]))
    assert (antwort.status_code, antwort.url) == (302, reverse("nachweis", args=[unbegonnen.pk]))
    assert bild() == vorher
    assert not hasattr(Antrag.objects.get(pk=unbegonnen.pk), "nachweis")


def test_ein_nachtrag_vor_der_unterschrift_ist_ueberholt_und_aendert_nichts(welt: Welt) -> None:
    koop = Kooperationswelt(welt)
    antrag = koop.in_zeichnung()
    browser, vorher = als_person(welt.neu("servicestelle")), bild()
    antwort = browser.post(reverse("nachtrag_beginnen", args=[antrag.pk]), {"titel": "Neuer Titel"})
    assert antwort.status_code == 409
    assert "Neuer Titel" in antwort.content.decode()
    assert bild() == vorher


def test_die_seite_eines_antrags_auf_kooperation_spricht_von_keinem_verwendungsnachweis(welt: Welt) -> None:
    koop = Kooperationswelt(welt)
    antrag = koop.aktiv()
    assert "Nachweis bearbeiten" not in hole(welt.neu("schule"), "antrag_status", antrag.pk).content.decode()
