import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string

from antraege.maschine import STANDFEHLER
from einstellungen.middleware import Ausnahmen

UEBERSCHRIFTEN = {
    "400.html": "Diese Anfrage konnten wir nicht verstehen",
    "403.html": "Das dürfen Sie hier nicht tun",
    "403_csrf.html": "Diese Seite war zu lange geöffnet",
    "404.html": "Diese Seite gibt es nicht",
    "500.html": "Da ist etwas schiefgegangen",
    "fehler/409.html": "Jemand war schneller",
    "fehler/422.html": "So können wir das noch nicht annehmen",
}


@pytest.mark.parametrize(("vorlage", "ueberschrift"), UEBERSCHRIFTEN.items())
def test_fehlerseite_steht_auch_ohne_anfrage(vorlage, ueberschrift):
    assert render_to_string(vorlage).count(f"<h1>{ueberschrift}</h1>") == 1


def test_verweigerung_nennt_den_grund_als_text():
    html = render_to_string("fehler/403.html", {"grund": "<b>Vier Augen</b>"})
    assert "<strong>Grund:</strong> &lt;b&gt;Vier Augen&lt;/b&gt;" in html


@pytest.mark.django_db
@pytest.mark.parametrize("fehler", STANDFEHLER)
def test_schritt_zum_falschen_stand_ist_409_mit_allem_getippten(rf, fehler):
    anfrage = rf.post("/aufgaben/1/", {"grund": "Weil es nötig ist.", "csrfmiddlewaretoken": "geheim"})
    anfrage.user = AnonymousUser()

    antwort = Ausnahmen(lambda _: HttpResponse()).process_exception(anfrage, fehler("Can't switch"))

    html = antwort.content.decode()
    assert antwort.status_code == 409
    assert "Dieser Schritt passt nicht mehr zum Stand des Vorgangs." in html
    assert ("Weil es nötig ist." in html, "Can&#x27;t switch" in html) == (True, False)
