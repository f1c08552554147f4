"""The dates of an offer: entered by the provider, seen in the catalogue, never gone in silence."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from antraege.angebote import dienst, termine
from antraege.angebote.models import Termin
from antraege.kern.maengel import MaengelFehler
from antraege.kern.plaetze import nachruecker
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from tests.angebotswelt import Angebotswelt, inhalt, termin
from tests.rollen.seiten import als

EINGABEN = {
    "am": "2023-02-01",
    "von": "09:00",
    "bis": "11:00",
    "ort": "in der Schule",
    "art": "gruppen",
    "plaetze": "2",
    "buchbar_bis": "2023-01-25",
    "wochen": "3",
}


def felder(**anders: Any) -> dict[str, Any]:
    werte = {
        "am": date(2023, 2, 1),
        "von": time(9),
        "bis": time(11),
        "ort": "in der Schule",
        "art": "gruppen",
        "plaetze": 2,
        "buchbar_bis": date(2023, 1, 25),
    }
    return {**werte, **anders}


def bild() -> list[dict[str, Any]]:
    return list(Termin.objects.order_by("pk").values())


def test_der_anbieter_traegt_drei_wochen_ein_und_alle_sehen_was_frei_ist(welt: Angebotswelt) -> None:
    angebot = welt.veroeffentlicht()
    antwort = als(welt.antrag).post(reverse("termine", args=[angebot.pk]), EINGABEN)
    assert antwort.status_code == 302
    tage = [(t.am, t.buchbar_bis) for t in Termin.objects.all()]
    assert tage == [
        (date(2023, 2, 1), date(2023, 1, 25)),
        (date(2023, 2, 8), date(2023, 2, 1)),
        (date(2023, 2, 15), date(2023, 2, 8)),
    ]
    seite = Client().get(reverse("angebote")).content.decode()
    assert seite.count("frei für 2 Gruppen") == 3
    assert "in der Schule" in Client().get(reverse("angebot", args=[angebot.pk])).content.decode()
    eintrag = Eintrag.objects.filter(kette=angebot.kette).latest("nr")
    assert (eintrag.aktion, len(eintrag.nachher["termine"])) == ("termin_eintragen", 3)


def test_der_katalog_kennt_nur_freie_termine_und_filtert_danach(
    welt: Angebotswelt, django_assert_max_num_queries
) -> None:
    voll, leer = welt.veroeffentlicht(titel="Voll"), welt.veroeffentlicht(titel="Leer")
    for tag in range(1, 6):
        termin(leer, am=date(2023, 2, tag))
    Termin.objects.filter(pk=termin(voll).pk).update(belegt=2)
    termin(voll, am=date(2023, 1, 17), buchbar_bis=date(2023, 1, 15))
    with django_assert_max_num_queries(6):
        antwort = Client().get(reverse("angebote") + "?termin=on")
    assert [(a.titel, [t.am.day for t in frei]) for a, _, frei in antwort.context["angebote"]] == [
        ("Leer", [1, 2, 3])
    ]


def test_eine_neue_fassung_behaelt_die_termine(welt: Angebotswelt) -> None:
    alt = welt.veroeffentlicht()
    termin(alt)
    neu = dienst.bearbeite(alt.pk, inhalt(themenfeld=welt.mint), stand=None, akteur=welt.antrag)
    neu = dienst.lege_vor(neu.pk, stand=None, akteur=welt.antrag)
    neu = dienst.veroeffentliche(neu.pk, stand=None, akteur=welt.service)
    assert termine.kommende(neu).count() == 1
    assert [len(frei) for _, _, frei in Client().get(reverse("angebote")).context["angebote"]] == [1]


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"am": date(2023, 1, 15), "buchbar_bis": date(2023, 1, 15)}, "am"),
        ({"buchbar_bis": date(2023, 2, 2)}, "buchbar_bis"),
        ({"bis": time(9)}, "bis"),
    ],
)
def test_was_nicht_sein_kann_wird_gesagt(welt: Angebotswelt, anders: dict[str, Any], feld: str) -> None:
    angebot = welt.veroeffentlicht()
    with pytest.raises(MaengelFehler) as gefangen:
        termine.trage_ein(angebot, felder(**anders), akteur=welt.antrag)
    assert [mangel.feld for mangel in gefangen.value.maengel] == [feld]
    assert bild() == []


def test_ein_fehler_am_formular_verliert_nichts(welt: Angebotswelt) -> None:
    angebot = welt.veroeffentlicht()
    antwort = als(welt.antrag).post(
        reverse("termine", args=[angebot.pk]), {**EINGABEN, "am": "2023-01-02", "wochen": "61"}
    )
    assert antwort.status_code == 422
    assert "in der Schule" in antwort.content.decode()
    assert bild() == []


def test_nur_wer_anbietet_und_nur_was_veroeffentlicht_ist(welt: Angebotswelt) -> None:
    entwurf, angebot = welt.entwurf(), welt.veroeffentlicht()
    with pytest.raises(MaengelFehler):
        termine.trage_ein(entwurf, felder(), akteur=welt.antrag)
    with pytest.raises(Verweigert):
        termine.trage_ein(angebot, felder(), akteur=welt.buero)
    da = termin(angebot)
    assert als(welt.jugend).get(reverse("termin_aendern", args=[da.pk])).status_code == 404
    with pytest.raises(MaengelFehler):
        termine.trage_ein(angebot, felder(), wochen=termine.MEISTE, akteur=welt.antrag)
    assert len(bild()) == 1


def test_belegte_termine_bleiben_wo_sie_sind(welt: Angebotswelt) -> None:
    da = termin(welt.veroeffentlicht())
    seite = reverse("termin_aendern", args=[da.pk])
    gut = {**EINGABEN, "stand": da.stand, "plaetze": "5"}
    assert als(welt.antrag).post(seite, gut).status_code == 302
    da.refresh_from_db()
    assert (da.plaetze, da.stand) == (5, 2)
    assert als(welt.antrag).post(seite, gut).status_code == 409
    Termin.objects.filter(pk=da.pk).update(belegt=3)
    vorher = bild()
    for anders in ({"plaetze": 2}, {"am": date(2023, 2, 2)}, {"ort": "anderswo"}):
        with pytest.raises(MaengelFehler):
            termine.aendere(da.pk, felder(**anders), stand=2, akteur=welt.antrag)
    with pytest.raises(Ueberholt):
        termine.aendere(da.pk, felder(plaetze=9), stand=1, akteur=welt.antrag)
    assert bild() == vorher
    termine.aendere(da.pk, felder(plaetze=9), stand=2, akteur=welt.antrag)
    da.refresh_from_db()
    assert (da.plaetze, da.belegt) == (9, 3)


@pytest.mark.beide_datenbanken
def test_die_datenbank_selbst_ueberbucht_nicht(welt: Angebotswelt) -> None:
    da = termin(welt.veroeffentlicht())
    with pytest.raises(IntegrityError), transaction.atomic():
        Termin.objects.filter(pk=da.pk).update(belegt=3)
    assert Termin.objects.get().belegt == 0


@pytest.mark.parametrize(
    ("frei", "ruecken_nach"), [(0, []), (1, [2]), (20, [1]), (21, [1, 2]), (25, [1, 2]), (99, [1, 2, 3])]
)
def test_wer_am_laengsten_wartet_rueckt_zuerst_nach(frei: int, ruecken_nach: list[int]) -> None:
    assert nachruecker(frei, [(1, 20), (2, 1), (3, 30)]) == ruecken_nach
