import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.views import View

from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.rechte import Verweigert
from rollen.tabelle import Recht, Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, person_mit

pytestmark = pytest.mark.django_db


class Seite(RechtMixin, View):
    recht = (Recht.BEWILLIGEN, Recht.MITZEICHNEN)

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("Inhalt")


class Eigenes(Seite):
    recht = ANGEMELDET


def _rufe(seite: type[View], benutzer) -> HttpResponseBase:
    anfrage = RequestFactory().get("/seite/")
    anfrage.user = benutzer
    return seite.as_view()(anfrage)


def test_ohne_anmeldung_geht_es_zur_anmeldung() -> None:
    for seite in (Seite, Eigenes):
        antwort = _rufe(seite, AnonymousUser())
        assert (antwort.status_code, antwort.headers["Location"]) == (302, "/anmelden/?next=/seite/")


def test_eines_der_rechte_genuegt() -> None:
    assert _rufe(Seite, person_mit(Rolle.FINANZEN, StelleFactory())).status_code == 200


def test_ohne_das_recht_wird_mit_grund_abgewiesen() -> None:
    with pytest.raises(Verweigert) as gefangen:
        _rufe(Seite, person_mit(Rolle.KASSE, StelleFactory()))
    assert gefangen.value.gruende == (
        "Für diese Seite brauchen Sie das Recht „Bewilligen und ablehnen“ oder „Mitzeichnen“.",
    )


def test_eigene_seiten_brauchen_nur_die_anmeldung() -> None:
    assert _rufe(Eigenes, BenutzerFactory()).status_code == 200
