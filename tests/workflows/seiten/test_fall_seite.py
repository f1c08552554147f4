"""The case page: who sees it, what it says, how many queries it takes; letters as page and file."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from antraege.antrag.models.schriftstueck import INTERNE
from rollen.tabelle import Rolle
from tests.fabriken import TraegerFactory, person_mit, rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import als, bis, hole, text
from tests.workflows.wege import HAUPTSCHRITTE, gehe
from workflows.tuer.verzeichnis import SCHRITTE

HOECHSTENS = 40


def test_den_fall_sieht_nur_das_amt(welt: Welt) -> None:
    antrag, _ = bis(welt, "entscheidung")
    personen = {**welt.personen, "fremd": person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["kasse"])}
    gesehen = {name: hole(person, "fall", antrag.pk).status_code for name, person in personen.items()}
    ohne_recht = {"antrag": 403, "zeichnung": 403, "kasse": 403, "kita": 403, "fremd": 404}
    haben_gestimmt = {"fb51": 404, "fabido": 404}
    assert {n: status for n, status in gesehen.items() if status != 200} == {**ohne_recht, **haben_gestimmt}
    assert hole(welt.personen["sb"], "fall", 999_999).status_code == 404


def test_traeger_mit_zweitem_amt_sieht_den_eigenen_fall_nicht_von_innen(welt: Welt) -> None:
    antrag, _ = bis(welt, "entscheidung")
    beides = person_mit(Rolle.TRAEGER_ZEICHNUNG, welt.traeger)
    rolle_geben(beides, Rolle.SACHBEARBEITUNG, welt.stellen["kasse"])
    assert hole(beides, "fall", antrag.pk).status_code == 404


def test_entwuerfe_sieht_das_amt_nicht(welt: Welt) -> None:
    entwurf = welt.antrag()
    gesehen = [hole(welt.personen[p], "fall", entwurf.pk).status_code for p in ("sb", "leitung", "pruefung")]
    assert gesehen == [404, 404, 200]


def test_der_ablauf_nennt_jeden_schritt_mit_stand(welt: Welt) -> None:
    antrag, _ = bis(welt, "entscheidung")
    antwort = hole(welt.personen["leitung"], "fall", antrag.pk)
    stand = {schritt.name: schritt.stand for schritt in antwort.context["schritte"]}
    erledigt = {"formale_pruefung", "fachliche_pruefung", "mitzeichnung"}
    erwartet = {
        name: "erledigt"
        if name in erledigt
        else {"entscheidung": "offen", "nachforderung": "unnoetig"}.get(name, "spaeter")
        for name in HAUPTSCHRITTE
    } | {"einvernehmen": "unnoetig"}
    assert stand == erwartet


def test_das_bild_markiert_den_schritt_ohne_stilangaben(welt: Welt) -> None:
    antrag, _ = bis(welt, "entscheidung")
    html = text(hole(welt.personen["leitung"], "fall", antrag.pk))
    svg = html[html.index('<div class="app-prozess"') : html.rindex("</svg>")]
    offen = re.findall(r"app-prozess__schritt ist-offen.*?</g>", svg, re.DOTALL)
    assert len(offen) == 1
    assert "Entscheidung" in offen[0]
    assert "hier liegt der Fall" in offen[0]
    assert "Entscheidung: hier liegt der Fall" in svg  # the same as text
    assert (re.search(r"\sstyle=", html), "<style" in html) == (None, False)
    titel = {SCHRITTE[name].titel for name in HAUPTSCHRITTE}
    assert {t for t in titel if all(wort not in svg for wort in t.split())} == set()


@pytest.mark.parametrize("schritt", ["formale_pruefung", "abschluss"])
def test_die_seite_bleibt_bei_wenigen_abfragen(welt: Welt, schritt: str) -> None:
    antrag, _ = bis(welt, schritt)
    client = als(welt.personen["sb"])
    with CaptureQueriesContext(connection) as abfragen:
        assert client.get(reverse("fall", args=[antrag.pk])).status_code == 200
    assert len(abfragen) <= HOECHSTENS


def test_ein_geschlossener_fall_hat_nichts_offenes(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht())
    antwort = hole(welt.personen["pruefung"], "fall", antrag.pk)
    assert (antrag.status, antwort.context["offene"]) == ("abgeschlossen", [])
    assert "Es ist nichts offen." in text(antwort)


def test_schreiben_als_seite_und_als_gepruefte_datei(welt: Welt) -> None:
    antrag, _ = bis(welt, "mittelabruf")
    for stueck in antrag.schriftstuecke.all():
        wer = "sb" if stueck.art in INTERNE else "zeichnung"
        seite = hole(welt.personen[wer], "dokument", stueck.pk)
        assert (seite.status_code, text(seite).count("<h1")) == (200, 1)
        fremd = hole(welt.personen["zeichnung"], "dokument", stueck.pk).status_code
        assert (fremd == 404) == (stueck.art in INTERNE)
        datei = hole(welt.personen["sb"], "dokument_pdf", stueck.pk)
        assert datei.content[:5] == b"%PDF-"
        assert datei["Content-Disposition"] == f'attachment; filename="{stueck.kennung}.pdf"'
        assert datei["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert datei["X-Content-Type-Options"] == "nosniff"


def test_die_eingangsbestaetigung_zeichnet_die_stelle_und_nicht_der_traeger(welt: Welt) -> None:
    stueck = welt.eingereicht().schriftstuecke.get()
    html = text(hole(welt.personen["zeichnung"], "dokument", stueck.pk))
    zeichnung = html[html.index("app-dokument__unterschrift") :]
    assert zeichnung.index("Fachbereich Schule") < zeichnung.index("</p>")
    assert "Zeichnung Träger" not in zeichnung[: zeichnung.index("</p>")]


def test_fremde_schreiben_gibt_es_nicht(welt: Welt) -> None:
    antrag, _ = bis(welt, "mittelabruf")
    stueck = antrag.schriftstuecke.earliest("id")
    fremd = person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle)
    gesehen = [
        hole(p, n, stueck.pk).status_code
        for p in (fremd, welt.personen["kita"])
        for n in ("dokument", "dokument_pdf")
    ]
    assert gesehen == [404, 404, 404, 404]


@pytest.mark.parametrize("wie", ["verändert", "gelöscht"])
def test_eine_datei_die_nicht_mehr_stimmt_verlaesst_das_haus_nicht(
    welt: Welt, wie: str, caplog: pytest.LogCaptureFixture
) -> None:
    stueck = welt.eingereicht().schriftstuecke.get()
    pfad = Path(stueck.datei.path)
    pfad.unlink() if wie == "gelöscht" else pfad.write_bytes(pfad.read_bytes() + b" ")
    antwort = hole(welt.personen["zeichnung"], "dokument_pdf", stueck.pk)
    assert (antwort.status_code, antwort["Content-Type"].split(";")[0]) == (500, "text/html")
    assert stueck.kennung in text(antwort)
    assert [r.levelname for r in caplog.records if r.name == "workflows.seiten.dokument"] == ["CRITICAL"]
