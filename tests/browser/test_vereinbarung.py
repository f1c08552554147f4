"""An agreement of three parties from the wish of a school to a Nachtrag; with and without JavaScript."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.kooperation.models import Partei, Vereinbarung
from fixtures.vorfuehrung.personen import person
from fixtures.vorfuehrung.vorbereitung import bereite_vor
from rollen.pruefung import pruefe_kette
from rollen.vorfuehrung import frischer_code
from tests.browser.test_reise import PAPIER, Mensch, _beantworte, _liste
from workflows import tagwerk as fristen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HAUPTKNOPF = "main form.app-formular button.kern-btn--primary[type=submit]"
ENTWURF: dict[str, Any] = {
    "ort": "Garten",
    "ziele": "Kinder erleben Natur",
    "termine": "dienstags, 14 Uhr | Gärtnern | 12 Kinder | Garten",
    "schulkonferenz_am": "2026-10-01",
    "haftpflicht": True,
    "weiter": ("vorlegen",),
}


def _frage_an(schule: Mensch) -> Antrag:
    schule.geh("/antraege/neu/")
    schule.druecke("main a[aria-label$='Kooperationsvereinbarung']")
    schule.fuelle(titel="Schulgarten für alle")
    schule.seite.locator("main select[name=standort]").select_option(label="Kindercampus Hörde-Clarenberg")
    schule.druecke(HAUPTKNOPF)
    antrag = Antrag.objects.get(titel="Schulgarten für alle")
    schule.geh(f"/antraege/{antrag.pk}/vorhaben/")
    schule.fuelle(beginn="2026-10-19", ende="2027-07-31")
    schule.druecke(HAUPTKNOPF)
    _beantworte(schule, antrag)
    schule.geh(f"/antraege/{antrag.pk}/pruefen/")
    schule.druecke("main button:has-text('verbindlich einreichen')")
    antrag.refresh_from_db()
    assert (antrag.status, antrag.aktenzeichen) == ("eingereicht", "40/SB-KV-2026-00001")
    return antrag


def _klaere(servicestelle: Mensch, antrag: Antrag) -> None:
    """The site proposes its institutions; here three parties are enough."""
    parteien = {1: "Fachbereich Schule", 2: "Stift-Grundschule", 3: "DOBEQ"}
    namen = {f"partei_{nr}": parteien.get(nr, "") for nr in range(1, 8)}
    servicestelle.tu(antrag, "bedarfsklaerung", **_liste(antrag, "formal"), ergebnis=("abstimmen",), **namen)
    assert list(Partei.objects.values_list("stelle__name", flat=True)) == list(parteien.values())


def _zeichne(mensch: Mensch, antrag: Antrag, kurz: str, **anders: Any) -> None:
    code = frischer_code(person(kurz))
    schritt = "stadtzeichnung" if kurz == "leitung-fb40" else "parteizeichnung"
    stelle = {"leitung-fb40": "fb-40"}.get(kurz, kurz)
    mensch.tu(antrag, schritt, stelle, **({"gelesen": True, "weg": ("portal",), "code": code} | anders))


@pytest.mark.parametrize("js", [True, False], ids=["mit-javascript", "ohne-javascript"])
def test_von_der_anfrage_der_schule_bis_zum_nachtrag(live_server: Any, browser: Browser, *, js: bool) -> None:
    def mensch(kurz: str) -> Mensch:
        return Mensch(browser, live_server.url, kurz, js=js, sitzung=kurz != "dobeq")

    bereite_vor()
    with time_machine.travel(datetime(2026, 10, 5, 8, tzinfo=UTC), tick=True):
        schule, dobeq, leitung = mensch("stift-grundschule"), mensch("dobeq"), mensch("leitung-fb40")
        servicestelle, stadt = mensch("servicestelle"), mensch("sachbearbeitung-fb40")
        antrag = _frage_an(schule)
        mensch("leitung-40-5").tu(antrag, "mitzeichnung", votum=("einverstanden",))
        _klaere(servicestelle, antrag)
        stimme = {"leistungen": "Wirkt mit\nPflegt Beete", "votum": ("einverstanden",)}
        stadt.tu(antrag, "stadtabstimmung", **stimme)
        for wer, stelle in ((schule, "stift-grundschule"), (dobeq, "dobeq")):
            wer.geh("/meine-vereinbarungen/")
            wer.tu(antrag, "parteiabstimmung", stelle, **stimme)
        servicestelle.geh(f"/vereinbarungen/{antrag.pk}/anlagen/")
        servicestelle.fuelle(bezeichnung="Beetplan", datei=PAPIER)
        servicestelle.druecke("main button:has-text('Anlage hochladen')")
        servicestelle.tu(antrag, "vereinbarungsentwurf", **ENTWURF)
        leitung.tu(antrag, "vereinbarungsfreigabe", **_liste(antrag, "fachlich"), ergebnis=("freigeben",))

        _zeichne(schule, antrag, "stift-grundschule")
        scan = {
            "weg": ("scan",),
            "name": "Geschäftsführung",
            "unterschrieben_am": "2026-10-05",
            "datei": PAPIER,
        }
        dobeq.tu(antrag, "parteizeichnung", "dobeq", gelesen=True, **scan)
        _erfasse_papier(servicestelle, antrag)
        scans = Vereinbarung.objects.get().fassung.zeichnungen.filter(weg="scan")  # type: ignore[union-attr]
        servicestelle.tu(antrag, "scanvergleich", **{f"scan_{s.pk}": ("stimmt",) for s in scans})
        assert Vereinbarung.objects.get().status == "gezeichnet"
    with time_machine.travel(datetime(2026, 10, 19, 8, tzinfo=UTC), tick=True):
        list(fristen.pruefe())
        assert Vereinbarung.objects.get().status == "aktiv"
        servicestelle, leitung = mensch("servicestelle"), mensch("leitung-fb40")
        _beginne_nachtrag(servicestelle, antrag)
        leitung.tu(antrag, "nachtragsfreigabe", **_liste(antrag, "fachlich"), ergebnis=("freigeben",))
        for kurz in ("leitung-fb40", "stift-grundschule", "dobeq"):
            _zeichne(mensch(kurz), antrag, kurz)
        _pruefe_echtheit(mensch("dobeq"), antrag)
        _pruefe_akte(mensch("rechnungspruefung"), antrag)


def _erfasse_papier(servicestelle: Mensch, antrag: Antrag) -> None:
    """The city's signature came on paper."""
    vereinbarung = Vereinbarung.objects.get(antrag=antrag)
    partei = vereinbarung.parteien.get(stelle__kuerzel="fb-40")
    assert vereinbarung.fassung is not None
    servicestelle.geh(f"/vereinbarungen/{antrag.pk}/parteien/{partei.pk}/papier/")
    servicestelle.fuelle(
        name="Leitung FB 40", unterschrieben_am="2026-10-05", kennung=vereinbarung.fassung.kennung
    )
    servicestelle.druecke(HAUPTKNOPF)


def _beginne_nachtrag(servicestelle: Mensch, antrag: Antrag) -> None:
    servicestelle.geh(f"/vereinbarungen/{antrag.pk}/nachtrag/")
    servicestelle.fuelle(
        art=("nachtrag",),
        anlass="Der Garten ist dienstags belegt.",
        wirksam_ab="2026-10-19",
        termine="donnerstags, 14 Uhr | Gärtnern | 12 Kinder | Garten",
    )
    servicestelle.druecke(HAUPTKNOPF)
    servicestelle.geh(f"/vereinbarungen/{antrag.pk}/")
    gelesen = servicestelle.seite.locator("main").text_content() or ""
    assert "dienstags, 14 Uhr, Gärtnern, 12 Kinder, Garten" in gelesen


def _pruefe_echtheit(leser: Mensch, antrag: Antrag) -> None:
    """The downloaded agreement is genuine but changed, the Nachtrag holds; both say where to ask."""
    for art, wort in (("kooperationsvereinbarung", "echt, aber geändert"), ("nachtrag", "echt und gültig")):
        stueck = Schriftstueck.objects.get(antrag=antrag, art=art)
        leser.geh(f"/vereinbarungen/{antrag.pk}/")
        with leser.seite.expect_download() as laden:
            leser.seite.locator(f"main a[href$='/dateien/{stueck.pk}/']").click()
        datei = Path(laden.value.path())
        leser.geh("/echtheit/")
        leser.seite.locator("main input[name=datei]").set_input_files(
            {"name": "brief.pdf", "mimeType": "application/pdf", "buffer": datei.read_bytes()}
        )
        leser.seite.locator("main form button[type=submit]").click()
        assert leser.seite.locator("#ergebnis").inner_text() == f"Ergebnis: {wort}"
        leser.pruefe()


def _pruefe_akte(pruefer: Mensch, antrag: Antrag) -> None:
    """The auditor sees both versions, every signature and a whole trail."""
    pruefer.geh(f"/vereinbarungen/{antrag.pk}/")
    gelesen = pruefer.seite.locator("main").inner_text()
    assert [wort in gelesen for wort in ("Fassung 1", "1. Nachtrag, Fassung 2", "Beetplan")] == [True] * 3
    assert gelesen.count("zweiter Faktor") >= 4
    pruefer.geh(f"/faelle/{antrag.pk}/protokoll/")
    assert "unversehrt" in pruefer.seite.locator("main").inner_text()
    assert pruefe_kette(antrag.kette).heil
