"""Abrufe that lie still: who is told when, that nothing else changes, and where it stands until it is done."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.angebote.models import Abruf
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr
from rollen.models import Eintrag
from rollen.tabelle import Rolle
from tests.fabriken import person_mit, stadt
from tests.rollen.seiten import als
from tests.workflows.abruf.abrufwelt import GEGEBEN, Abrufwelt
from workflows.abruf import erinnerung, tuer
from workflows.models import Postausgang


def am(tag: int, monat: int = 2) -> Any:
    """The clock on a day of 2023."""
    return uhr.gestellt(datetime(2023, monat, tag, 9))


def gesagt() -> list[str]:
    """What one nightly run says, without the number of the Abruf."""
    return [satz.split(": ", 1)[1] for satz in erinnerung.erinnere()]


def empfaenger() -> set[str]:
    """Who got a reminder by e-mail."""
    return set(Postausgang.objects.filter(betreff__startswith="Erinnerung").values_list("an", flat=True))


def liegt_bei(person: Any) -> list[int]:
    """The Abrufe in this person's reminders."""
    return [abruf.pk for abruf, _, _ in als(person).get(reverse("erinnerungen")).context["zeilen"]]


@pytest.mark.beide_datenbanken
def test_ohne_antwort_hoert_die_koordination_nach_sieben_tagen_davon(welt: Abrufwelt) -> None:
    abruf = welt.angefragt()
    with am(22, 1):
        assert gesagt() == []
        assert liegt_bei(welt.buero) == []
    with am(23, 1):
        assert gesagt() == ["an „angefragt“ seit 16.01.2023 erinnert."]
        assert gesagt() == []
        assert (welt.buero.email in empfaenger(), welt.antrag.email in empfaenger()) == (True, False)
        assert (liegt_bei(welt.buero), liegt_bei(welt.service)) == ([abruf.pk], [abruf.pk])
        assert (liegt_bei(welt.antrag), liegt_bei(welt.schulleitung), liegt_bei(welt.jugend)) == ([], [], [])
        eintrag = Eintrag.objects.get(kette=abruf.kette, aktion="erinnern")
        assert (eintrag.akteur, eintrag.nachher) == (None, {"seit": "2023-01-16", "an": "Koordination"})


def test_nach_einer_pause_eine_erinnerung_und_dann_im_abstand(welt: Abrufwelt) -> None:
    welt.angefragt(termin=None, wunsch="dienstags")
    laeufe = []
    for tag in (20, 21, 26, 27):
        with am(tag):
            laeufe.append(len(gesagt()))
    assert laeufe == [1, 0, 0, 1]


def test_der_anbieter_sagt_nicht_zu_und_dann_nicht_ob_es_stattfand(welt: Abrufwelt) -> None:
    abruf = welt.zugeordnet()
    with am(23, 1):
        assert gesagt() == ["an „beim Anbieter“ seit 16.01.2023 erinnert."]
        assert welt.antrag.email in empfaenger()
        assert liegt_bei(welt.antrag) == [abruf.pk]
        # A reminder leaves the page open that somebody has in front of them.
        tuer.sage_zu(abruf.pk, termin=abruf.termin, stand=abruf.stand, akteur=welt.antrag)
        assert liegt_bei(welt.antrag) == []
    with am(7):
        assert gesagt() == []
    with am(8):
        assert gesagt() == ["an „Termin steht fest“ seit 01.02.2023 erinnert."]
        assert liegt_bei(welt.antrag) == [abruf.pk]


def test_die_einrichtung_meldet_nicht_zurueck(welt: Abrufwelt) -> None:
    abruf = welt.durchgefuehrt()
    with am(8):
        assert gesagt() == ["an „durchgeführt“ seit 01.02.2023 erinnert."]
        assert {welt.schulleitung.email, welt.schule.email} <= empfaenger()
        assert (liegt_bei(welt.schulleitung), liegt_bei(welt.andere_leitung)) == ([abruf.pk], [])
        abruf.refresh_from_db()
        tuer.melde_rueck(abruf.pk, GEGEBEN, stand=abruf.stand, akteur=welt.schulleitung)
        assert liegt_bei(welt.schulleitung) == []
    with am(20, 3):
        assert gesagt() == []


def test_auf_der_warteliste_liegt_still_wessen_termin_vorbei_ist(welt: Abrufwelt) -> None:
    for gruppe in ("3a", "3b", "3c"):
        abruf = welt.angefragt(gruppe=gruppe)
    assert abruf.status == "warteliste"
    Abruf.objects.exclude(pk=abruf.pk).update(erinnert_am=datetime(2023, 2, 8).date())
    with am(7):
        assert gesagt() == []
    with am(8):
        assert gesagt() == ["an „auf der Warteliste“ seit 01.02.2023 erinnert."]


def test_den_abstand_setzt_die_stadt(welt: Abrufwelt) -> None:
    welt.angefragt(termin=None, wunsch="dienstags")
    wer, zweite = person_mit(Rolle.SACHBEARBEITUNG, stadt()), person_mit(Rolle.LEITUNG, stadt())
    ab = uhr.heute() + timedelta(days=1)
    art = Festwertart.ABRUF_RUHE_TAGE
    wert = festwerte.schlage_vor(schluessel=art, wert="14", gueltig_ab=ab, quelle="Verfügung", akteur=wer)
    festwerte.gib_frei(wert.pk, akteur=zweite)
    with am(29, 1):
        assert gesagt() == []
    with am(30, 1):
        assert len(gesagt()) == 1


def test_die_seite_sagt_was_zu_tun_ist_und_kostet_immer_gleich_viel(
    welt: Abrufwelt, django_assert_max_num_queries: Any
) -> None:
    for nr in range(30):
        welt.angefragt(termin=None, wunsch="dienstags", gruppe=f"Gruppe {nr}")
    with am(23, 1):
        list(erinnerung.erinnere())
        client = als(welt.buero)
        with django_assert_max_num_queries(14):
            antwort = client.get(reverse("erinnerungen"))
        assert len(antwort.context["zeilen"]) == 25
        assert "Bitte ordnen Sie den Abruf zu, oder lehnen Sie ihn ab." in antwort.content.decode()
        assert [r["zaehler"] for r in antwort.context["reiter"]] == ["0", "0", "0", "0", "0", "30"]
        weiter = client.get(reverse("erinnerungen") + antwort.context["seiten"]["naechste"])
        assert len(weiter.context["zeilen"]) == 5
        fremde = als(welt.schulleitung).get(reverse("erinnerungen"))
        assert (fremde.context["zeilen"], fremde.context["reiter"]) == ([], [])
        assert "Nichts liegt still." in fremde.content.decode()


def test_ohne_recht_und_ohne_anmeldung_keine_erinnerungen(welt: Abrufwelt) -> None:
    kasse = person_mit(Rolle.KASSE, stadt())
    assert als(kasse).get(reverse("erinnerungen")).status_code == 403
    assert Client().get(reverse("erinnerungen")).status_code == 302
