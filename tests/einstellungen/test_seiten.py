import re
from pathlib import Path

import pytest
from django.conf import settings as werte
from django.urls import reverse

SEITEN = [
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "barriere_melden",
    "echtheit",
    "leichte_sprache",
    "quelltext",
]


@pytest.mark.parametrize("name", SEITEN)
def test_seite_ist_oeffentlich_und_nennt_alle_pflichtseiten(client, name):
    antwort = client.get(reverse(name))
    assert antwort.status_code == 200
    html = antwort.content.decode()
    assert [ziel for ziel in SEITEN if f'href="{reverse(ziel)}' not in html] == []
    assert (html.count("<h1"), html.count("<main"), html.count("style=")) == (1, 1, 0)
    assert antwort.resolver_match.func.view_class.oeffentlich is True


def test_gemeldete_barriere_geht_als_post_an_die_zustaendige_stelle(client, mailoutbox, settings):
    antwort = client.post(
        reverse("barriere_melden"),
        {"seite": "/antraege/", "beschreibung": "Kontrast <b>zu</b> gering", "email": "kim@beispiel.example"},
    )
    assert (antwort.status_code, antwort.url) == (302, reverse("barrierefreiheit"))
    (nachricht,) = mailoutbox
    assert nachricht.to == [settings.BARRIERE_EMAIL]
    assert nachricht.reply_to == ["kim@beispiel.example"]
    assert nachricht.body == (
        "Seite: /antraege/\nName: nicht angegeben\nE-Mail: kim@beispiel.example\n\n"
        "Kontrast <b>zu</b> gering\n"
    )


@pytest.mark.parametrize(
    "angaben",
    [
        {"beschreibung": "", "name": "Kim"},
        {"beschreibung": "Text", "email": "kim@beispiel.example\nBcc: alle@beispiel.example", "name": "Kim"},
        {"beschreibung": "x" * 5001, "name": "Kim"},
    ],
)
def test_unvollstaendige_meldung_bleibt_im_formular_und_wird_nicht_gesendet(client, mailoutbox, angaben):
    antwort = client.post(reverse("barriere_melden"), angaben)
    assert antwort.status_code == 422
    html = antwort.content.decode()
    assert "<title>Fehler: Barriere melden" in html
    assert html.count('id="fehlerliste"') == 1
    assert html.count('value="Kim"') == 1
    assert mailoutbox == []


def test_stoerung_der_post_verliert_die_meldung_nicht(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    antwort = client.post(reverse("barriere_melden"), {"beschreibung": "Ich komme nicht weiter."})
    assert antwort.status_code == 503
    assert "Ich komme nicht weiter." in antwort.content.decode()


def test_seite_der_barriere_ist_vorbelegt(client):
    antwort = client.get(reverse("barriere_melden"), {"seite": "/postkorb/"})
    assert antwort.context["form"]["seite"].value() == "/postkorb/"


def test_kein_knopf_mit_worten_hat_versteckte_worte():
    """KERN makes a button with hidden words a square for an icon; what only readers need stands in aria-label."""
    muster = re.compile(r'class="kern-label">[^<\s][^<]*<span class="kern-sr-only"')
    vorlagen = (Path(werte.BASE_DIR) / "templates").rglob("*.html")
    assert [v.name for v in vorlagen if muster.search(v.read_text(encoding="utf-8"))] == []
