"""Maßnahmen with a day: open until somebody says that they are over, told of before and after, in the reminders."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from antraege.campus import dienst
from antraege.campus.models import Campuseintrag, Campusfrist, Ziel
from rollen import uhr
from tests.rollen.seiten import als
from tests.workflows.campus.conftest import Campus
from workflows.campus import erinnerung
from workflows.models import Postausgang

FELDER = {"tag": date(2026, 1, 12), "titel": "Elterncafé", "text": "Jeden Dienstag.", "bis": date(2026, 2, 6)}


def massnahme(campus: Campus, **anders: Any) -> Campuseintrag:
    """A Maßnahme of Hörde, due on 6 February."""
    felder = {"art": "massnahme", "ziel": Ziel.objects.get(nr=2), **FELDER, **anders}
    return dienst.trage_ein(campus.hoerde, felder, akteur=campus.management)


def offene(person: Any) -> list[str]:
    """The Maßnahmen in this person's reminders."""
    return [m.titel for m in als(person).get(reverse("erinnerungen")).context["massnahmen"]]


@pytest.fixture
def ohne_fristen(campus: Campus) -> Campus:
    """Nothing else is due."""
    Campusfrist.objects.update(erledigt_am=date(2026, 1, 1), ergebnis="Erledigt.")
    return campus


def test_an_eine_offene_massnahme_wird_vorher_und_nachher_erinnert(ohne_fristen: Campus) -> None:
    campus = ohne_fristen
    eintrag = massnahme(campus)
    assert list(erinnerung.erinnere()) == ["Kindercampus: an „Elterncafé“ bis 06.02.2026 erinnert."]
    assert list(erinnerung.erinnere()) == []
    post = Postausgang.objects.get(an=campus.management.email)
    assert post.betreff == "Bis 06.02.2026: Elterncafé"
    assert not Postausgang.objects.filter(an=campus.nachbar.email).exists()
    assert (offene(campus.management), offene(campus.nachbar)) == (["Elterncafé"], [])
    with uhr.gestellt(datetime(2026, 2, 7, 9, tzinfo=UTC)):
        assert len(list(erinnerung.erinnere())) == 1
        assert list(erinnerung.erinnere()) == []
    assert Postausgang.objects.filter(betreff="Überfällig: Elterncafé").exists()
    seite = reverse("campuseintrag", args=["hoerde-clarenberg", eintrag.pk])
    client = als(campus.management)
    formular = client.get(seite).context
    werte = {"tag": "2026-01-12", "titel": "Elterncafé", "text": "Fertig.", "bis": "2026-02-06"}
    antwort = client.post(
        seite, {**werte, "abgeschlossen_am": "2026-02-02", "stand": formular["stand"]}, follow=True
    )
    assert "abgeschlossen am" in antwort.content.decode()
    assert offene(campus.management) == []


def test_ein_neuer_tag_hat_seine_eigenen_erinnerungen(ohne_fristen: Campus) -> None:
    eintrag = massnahme(ohne_fristen)
    assert len(list(erinnerung.erinnere())) == 1
    eintrag.refresh_from_db()
    akteur = ohne_fristen.management
    dienst.aendere(eintrag.pk, {**FELDER, "bis": date(2026, 2, 8)}, stand=eintrag.stand, akteur=akteur)
    assert list(erinnerung.erinnere()) == ["Kindercampus: an „Elterncafé“ bis 08.02.2026 erinnert."]


@pytest.mark.parametrize(
    ("feld", "wert", "satz"),
    [
        ("bis", "2026-01-11", "Das ist vor dem Tag der Maßnahme (12.01.2026)."),
        ("abgeschlossen_am", "2026-01-11", "Das ist vor dem Tag der Maßnahme (12.01.2026)."),
        ("abgeschlossen_am", "2026-02-03", "Dieser Tag liegt in der Zukunft."),
    ],
)
def test_ein_ende_das_nicht_sein_kann_wird_abgewiesen(
    campus: Campus, feld: str, wert: str, satz: str
) -> None:
    eintrag = massnahme(campus)
    seite = reverse("campuseintrag", args=["hoerde-clarenberg", eintrag.pk])
    werte = {
        "tag": "2026-01-12",
        "titel": "Elterncafé",
        "text": "Anders.",
        "bis": "",
        feld: wert,
        "stand": "0",
    }
    antwort = als(campus.management).post(seite, werte)
    assert antwort.status_code == 422
    assert antwort.context["form"].errors[feld] == [satz]
    assert "Anders." in antwort.content.decode()
    assert Campuseintrag.objects.get(pk=eintrag.pk).text == "Jeden Dienstag."


def test_die_fristen_des_kindercampus_stehen_bei_denen_die_vorlagen_bringen(campus: Campus) -> None:
    seite = als(campus.leitung).get(reverse("erinnerungen"))
    assert [lage.frist.titel for lage in seite.context["lagen"]] == [
        "Ergebnis der Evaluation vorlegen",
        "Über die Planstellen entscheiden",
    ]
    frist = Campusfrist.objects.get(titel="Über die Planstellen entscheiden")
    assert reverse("campusfrist", args=[frist.pk]) in seite.content.decode()
    assert [r["zaehler"] for r in seite.context["reiter"]][-1] == "2"
    assert als(campus.management).get(reverse("erinnerungen")).context["lagen"] == []
    dienst.erledige(frist.pk, ergebnis="Verstetigt, DS 1-26.", stand=frist.stand, akteur=campus.leitung)
    assert len(als(campus.leitung).get(reverse("erinnerungen")).context["lagen"]) == 1
