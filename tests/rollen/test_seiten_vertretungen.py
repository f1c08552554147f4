from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rollen import rechte, uhr
from rollen.models import Benutzer, Eintrag, Stelle, Vertretung
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from tests.fabriken import StelleFactory, VertretungFactory, person_mit, rolle_geben
from tests.rollen.seiten import als, fehler, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def stelle() -> Stelle:
    return StelleFactory()


@pytest.fixture
def leitung(stelle: Stelle) -> Benutzer:
    return person_mit(Rolle.LEITUNG, stelle)


@pytest.fixture
def zwei(stelle: Stelle) -> tuple[Benutzer, Benutzer]:
    return person_mit(Rolle.SACHBEARBEITUNG, stelle), person_mit(Rolle.KASSE, stelle)


def _tag(tage: int) -> str:
    return (uhr.heute() + timedelta(days=tage)).isoformat()


def _trage_ein(leitung: Benutzer, vertretener: Benutzer, vertreter: Benutzer, *, von: str, bis: str):
    werte = {"vertretener": vertretener.pk, "vertreter": vertreter.pk, "von": von, "bis": bis}
    return als(leitung).post(reverse("vertretung_neu"), werte)


def test_leitung_traegt_eine_vertretung_ein_und_sie_gilt(leitung, zwei, stelle) -> None:
    antwort = _trage_ein(leitung, *zwei, von=_tag(0), bis=_tag(5))
    assert (antwort.status_code, antwort.headers["Location"]) == (302, reverse("vertretungen"))
    vertretung = Vertretung.objects.get()
    assert (vertretung.vertretener, vertretung.vertreter, vertretung.eingerichtet_von) == (*zwei, leitung)
    assert rechte.darf(Benutzer.objects.get(pk=zwei[1].pk), Recht.FALL_PRUEFEN, stelle) is True
    assert Eintrag.objects.get(kette=f"stelle/{stelle.pk}").aktion == Tat.VERTRETUNG_EINRICHTEN


FALSCHES = {
    "Beginn vorbei": (_tag(-3), _tag(2), {"von"}),
    "alles vorbei": (_tag(-3), _tag(-2), {"von"}),
    "Ende vor Beginn": (_tag(5), _tag(2), {"bis"}),
    "kein Ende": (_tag(0), "", {"bis"}),
    "kein Datum": ("31.02.2027", _tag(2), {"von"}),
    "sich selbst": (_tag(0), _tag(2), {"vertreter"}),
    "die Leitung sich": (_tag(0), _tag(2), {"vertreter"}),
    "fremde Person": (_tag(0), _tag(2), {"vertretener"}),
    "Person mit Rolle anderswo": (_tag(0), _tag(2), {"vertretener"}),
    "schon eingetragen": (_tag(1), _tag(2), {"__all__"}),
}


@pytest.mark.parametrize("fall", FALSCHES)
def test_falsche_angaben_kommen_zurueck_und_aendern_nichts(fall: str, leitung, zwei) -> None:
    von, bis, soll = FALSCHES[fall]
    vertretener, vertreter = zwei
    if fall == "sich selbst":
        vertreter = vertretener
    if fall == "die Leitung sich":
        vertreter = leitung
    if fall == "fremde Person":
        vertretener = person_mit(Rolle.KASSE, StelleFactory())
    if fall == "Person mit Rolle anderswo":
        rolle_geben(vertretener, Rolle.KASSE, StelleFactory())
    if fall == "schon eingetragen":
        VertretungFactory(vertretener=vertretener, vertreter=vertreter)
    client = als(leitung)
    vorher = stand()
    werte = {"vertretener": vertretener.pk, "vertreter": vertreter.pk, "von": von, "bis": bis}
    antwort = client.post(reverse("vertretung_neu"), werte)
    assert (antwort.status_code, set(fehler(antwort))) == (422, soll)
    assert [antwort.context["form"][feld].value() for feld in ("von", "bis")] == [von, bis]
    assert stand() == vorher


def test_liste_zeigt_nur_die_eigenen_stellen_mit_stand(leitung, zwei) -> None:
    heute = uhr.heute()
    for von, bis in ((0, 5), (3, 4), (-5, -1)):
        tage = {"von": heute + timedelta(days=von), "bis": heute + timedelta(days=bis)}
        VertretungFactory(vertretener=zwei[0], vertreter=zwei[1], **tage)
    VertretungFactory(vertretener=person_mit(Rolle.KASSE, StelleFactory()))
    zeilen = als(leitung).get(reverse("vertretungen")).context["zeilen"]
    assert [zeile["stand"] for zeile in zeilen] == ["gilt", "beginnt", "beendet"]
    assert {zeile["vertretung"].vertretener for zeile in zeilen} == {zwei[0]}


def test_vertretung_endet_frueher(leitung, zwei) -> None:
    vertretung = VertretungFactory(vertretener=zwei[0], vertreter=zwei[1])
    adresse = reverse("vertretung_beenden", args=[vertretung.pk])
    assert als(leitung).post(adresse, {"bis": _tag(3)}).status_code == 302
    vertretung.refresh_from_db()
    assert vertretung.bis == uhr.heute() + timedelta(days=3)
    als(leitung).post(adresse, {"bis": ""})
    vertretung.refresh_from_db()
    assert vertretung.bis == uhr.heute() - timedelta(days=1)


@pytest.mark.parametrize(("bis", "fremd", "code"), [("2020-01-01", False, 422), ("", True, 404)])
def test_beenden_weist_ab_und_aendert_nichts(bis, fremd, code, leitung, zwei) -> None:
    vertretener = person_mit(Rolle.KASSE, StelleFactory()) if fremd else zwei[0]
    vertretung = VertretungFactory(vertretener=vertretener)
    client: Client = als(leitung)
    vorher = stand()
    antwort = client.post(reverse("vertretung_beenden", args=[vertretung.pk]), {"bis": bis})
    assert antwort.status_code == code
    assert stand() == vorher


def test_liste_braucht_gleich_viele_abfragen_bei_einer_und_bei_drei_zeilen(
    leitung, stelle, zwei, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client = als(leitung)
    VertretungFactory(vertretener=zwei[0])
    with django_assert_max_num_queries(8) as gezaehlt:
        client.get(reverse("vertretungen"))
    for _ in range(2):
        VertretungFactory(vertretener=person_mit(Rolle.KASSE, stelle))
    with django_assert_num_queries(len(gezaehlt)):
        client.get(reverse("vertretungen"))
