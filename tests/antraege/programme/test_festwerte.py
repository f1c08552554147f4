"""Values the law sets: proposed by one, released by another, never changed, never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from antraege.kern.maengel import MaengelFehler
from antraege.programme import festwerte
from antraege.programme.models import Festwert
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit

JULI = date(2026, 7, 1)
EINGABEN = {"schluessel": "basiszins", "wert": "1,42", "gueltig_ab": "2026-07-01", "quelle": "Bundesanzeiger"}


@pytest.fixture
def sb(db: None) -> Benutzer:
    return person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())


@pytest.fixture
def leitung(db: None) -> Benutzer:
    return person_mit(Rolle.LEITUNG, StelleFactory())


def vorschlag(akteur: Benutzer) -> Festwert:
    return festwerte.schlage_vor(
        schluessel="basiszins", wert=Decimal("1.42"), gueltig_ab=JULI, quelle="Bundesanzeiger", akteur=akteur
    )


def als(benutzer: Benutzer) -> Client:
    client = Client()
    client.force_login(benutzer)
    return client


def test_ein_wert_zaehlt_erst_nach_der_freigabe_durch_eine_zweite_person(
    sb: Benutzer, leitung: Benutzer
) -> None:
    wert = vorschlag(sb)
    with pytest.raises(MaengelFehler, match="kein Wert hinterlegt"):
        festwerte.wert_am("basiszins", JULI)
    festwerte.gib_frei(wert.pk, akteur=leitung)
    assert festwerte.wert_am("basiszins", date(2026, 8, 1)) == Decimal("1.42")
    assert festwerte.reihe("basiszins") == [(JULI, Decimal("1.42"))]
    assert list(Eintrag.objects.filter(kette="festwerte").values_list("aktion", flat=True)) == [
        "festwert_vorschlagen",
        "festwert_freigeben",
    ]


@pytest.mark.beide_datenbanken
def test_vor_dem_ersten_tag_gibt_es_keinen_wert(sb: Benutzer, leitung: Benutzer) -> None:
    festwerte.gib_frei(vorschlag(sb).pk, akteur=leitung)
    with pytest.raises(MaengelFehler, match=r"30\.06\.2026"):
        festwerte.wert_am("basiszins", date(2026, 6, 30))


def test_niemand_gibt_den_eigenen_wert_frei(sb: Benutzer) -> None:
    beides = person_mit(Rolle.LEITUNG, StelleFactory())
    Festwert.objects.create(schluessel="basiszins", wert=1, gueltig_ab=JULI, quelle="Q", erfasst_von=beides)
    wert = Festwert.objects.get()
    with pytest.raises(Verweigert, match="zweite Person"):
        festwerte.gib_frei(wert.pk, akteur=beides)
    with pytest.raises(Verweigert):
        festwerte.gib_frei(wert.pk, akteur=sb)
    wert.refresh_from_db()
    assert wert.freigegeben_am is None


@pytest.mark.beide_datenbanken
def test_ein_freigegebener_wert_bleibt_in_der_datenbank_wie_er_ist(sb: Benutzer, leitung: Benutzer) -> None:
    wert = festwerte.gib_frei(vorschlag(sb).pk, akteur=leitung)
    with pytest.raises(IntegrityError), transaction.atomic():
        Festwert.objects.filter(pk=wert.pk).update(wert=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Festwert.objects.filter(pk=wert.pk).delete()
    with pytest.raises(Ueberholt, match="bereits freigegeben"):
        festwerte.verwirf(wert.pk, akteur=leitung)


@pytest.mark.beide_datenbanken
def test_zwei_werte_fuer_denselben_tag_gibt_es_nicht(sb: Benutzer) -> None:
    vorschlag(sb)
    antwort = als(sb).post(reverse("festwert_neu"), EINGABEN)
    assert antwort.status_code == 422
    assert "existiert bereits" in antwort.content.decode()
    with pytest.raises(MaengelFehler, match="gibt es diesen Wert schon"):
        vorschlag(sb)
    assert Festwert.objects.count() == 1


@pytest.mark.parametrize(
    ("eingaben", "feld"),
    [
        ({"gueltig_ab": "2026-08-01"}, "gueltig_ab"),
        ({"schluessel": "deminimis_grenze", "wert": "-1"}, "wert"),
        ({"wert": "1,234"}, "wert"),
        ({"quelle": ""}, "quelle"),
    ],
)
def test_was_nicht_stimmt_wird_am_feld_gesagt(sb: Benutzer, eingaben: dict[str, str], feld: str) -> None:
    antwort = als(sb).post(reverse("festwert_neu"), {**EINGABEN, **eingaben})
    assert antwort.status_code == 422
    assert list(antwort.context["form"].errors) == [feld]
    assert Festwert.objects.count() == 0


def test_vom_vorschlag_bis_zur_freigabe_im_browser(sb: Benutzer, leitung: Benutzer) -> None:
    assert als(sb).post(reverse("festwert_neu"), EINGABEN).status_code == 302
    wert = Festwert.objects.get()
    assert (wert.wert, wert.erfasst_von) == (Decimal("1.42"), sb)
    assert "Freigeben" in als(leitung).get(reverse("festwerte")).content.decode()
    assert als(leitung).post(reverse("festwert_freigeben", args=[wert.pk])).status_code == 302
    assert als(leitung).post(reverse("festwert_freigeben", args=[wert.pk])).status_code == 409
    wert.refresh_from_db()
    assert wert.freigegeben_von == leitung


def test_ein_falscher_vorschlag_wird_verworfen(sb: Benutzer) -> None:
    wert = vorschlag(sb)
    assert als(sb).post(reverse("festwert_verwerfen", args=[wert.pk])).status_code == 302
    assert Festwert.objects.count() == 0
    assert als(sb).post(reverse("festwert_verwerfen", args=[wert.pk])).status_code == 404
