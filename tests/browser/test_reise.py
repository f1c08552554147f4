"""One request from the Träger's form to the auditor's trail, in a real browser, with and without JavaScript."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from antraege.antrag.models import Antrag
from fixtures.vorfuehrung.personen import DOMAENE, PASSWORT, person
from fixtures.vorfuehrung.vorbereitung import bereite_vor
from rollen.pruefung import pruefe_kette
from tests.browser.conftest import pruefe_mit_axe
from workflows.models import Aufgabe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPIER = Path(settings.BASE_DIR) / "fixtures" / "projektbeschreibung.pdf"


class Mensch:
    """A person at a browser of their own."""

    def __init__(self, browser: Browser, adresse: str, kurz: str, *, js: bool, sitzung: bool = False) -> None:
        self.adresse, self.js = adresse, js
        self.seite: Page = browser.new_context(java_script_enabled=js, accept_downloads=True).new_page()
        self.seite.set_default_timeout(8000)
        if sitzung:  # the form of the login is walked by the others
            self._uebernimm_sitzung(kurz)
            return
        self.geh("/anmelden/")
        self.fuelle(username=f"{kurz}@{DOMAENE}", password=PASSWORT)
        self.druecke("main form button[type=submit]")

    def _uebernimm_sitzung(self, kurz: str) -> None:
        client = Client()
        client.force_login(person(kurz), backend="rollen.zugang.Anmeldung")
        keks = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.seite.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": keks, "url": self.adresse}]
        )

    def geh(self, pfad: str) -> None:
        """Open a page; it must answer 200 and be free of axe violations."""
        antwort = self.seite.goto(self.adresse + pfad)
        assert antwort is not None
        assert antwort.status == 200, (pfad, antwort.status)
        self.pruefe()

    def fuelle(self, **felder: Any) -> None:
        """Fill fields by name; True ticks a box, a tuple chooses a radio button or an option."""
        for name, wert in felder.items():
            feld = self.seite.locator(f"main [name='{name}']")
            match wert:
                case True:
                    feld.check()
                case Path():
                    feld.set_input_files(str(wert))
                case (wahl,):
                    self._waehle(name, wahl)
                case _:
                    feld.fill(wert)

    def _waehle(self, name: str, wahl: str) -> None:
        knopf = self.seite.locator(f"main input[name='{name}'][value='{wahl}']")
        if knopf.count():
            knopf.check()
        else:
            self.seite.locator(f"main select[name='{name}']").select_option(wahl)

    def druecke(self, knopf: str) -> None:
        """Press a button and look at the page that comes."""
        self.seite.locator(knopf).first.click()
        self.seite.wait_for_load_state()
        self.pruefe()

    def pruefe(self) -> None:
        """Axe finds nothing on this page."""
        if self.js:
            pruefe_mit_axe(self.seite)

    def tu(self, antrag: Antrag, schritt: str, stelle: str = "", **felder: Any) -> None:
        """Open the task of this step, fill its form, send it."""
        offene = Aufgabe.objects.filter(antrag=antrag, schritt=schritt, finished__isnull=True)
        aufgabe = offene.get(stelle__kuerzel=stelle) if stelle else offene.get()
        self.geh(f"/aufgaben/{aufgabe.pk}/")
        self.fuelle(**felder)
        self.druecke("main form.app-formular button.kern-btn--primary[type=submit]")
        aufgabe.refresh_from_db()
        assert aufgabe.status == "DONE", (schritt, self.seite.locator("main").inner_text()[:1500])


def _liste(antrag: Antrag, art: str) -> dict[str, Any]:
    return {f"punkt_{p.schluessel}": ("ja",) for p in antrag.richtlinie.pruefpunkte.filter(art=art)}


def _stelle_antrag(traeger: Mensch) -> Antrag:
    """From "Neuer Antrag" to the Aktenzeichen."""
    traeger.geh("/antraege/neu/")
    traeger.druecke("main a:has-text('Antrag beginnen') >> nth=0")
    titel = "Lesen <b>macht</b> stark & froh"
    traeger.fuelle(titel=titel)
    if traeger.seite.locator("main select[name=traeger]").count():
        traeger.seite.locator("main select[name=traeger]").select_option(label="DOBEQ")
    traeger.druecke("main form button[type=submit]")
    antrag = Antrag.objects.get(titel=titel)
    traeger.geh(f"/antraege/{antrag.pk}/vorhaben/")
    traeger.fuelle(beginn="2026-10-05", ende="2026-10-30")
    traeger.druecke("main form button[type=submit]")
    _beantworte(traeger, antrag)
    traeger.geh(f"/antraege/{antrag.pk}/unterlagen/")
    traeger.seite.locator("main form input[type=file]").first.set_input_files(str(PAPIER))
    traeger.druecke("main button:has-text('Hochladen') >> nth=0")
    _plane(traeger, antrag)
    traeger.geh(f"/antraege/{antrag.pk}/pruefen/")
    traeger.druecke("main button:has-text('verbindlich einreichen')")
    antrag.refresh_from_db()
    assert antrag.status == "eingereicht"
    assert str(antrag.aktenzeichen) in traeger.seite.content()
    return antrag


def _beantworte(traeger: Mensch, antrag: Antrag) -> None:
    fragen = list(antrag.richtlinie.fragen.all())
    werte: dict[str, Any] = {"zahl": "25", "ja_nein": ("nein",), "erklaerung": True}
    abschnitte = list(dict.fromkeys(f.abschnitt for f in fragen))
    for nr, abschnitt in enumerate(abschnitte, start=1):
        traeger.geh(f"/antraege/{antrag.pk}/angaben/{nr}/")
        for frage in (f for f in fragen if f.abschnitt == abschnitt):
            wert = (
                (frage.auswahl[0][0],)
                if frage.art == "auswahl"
                else werte.get(frage.art, "Kinder und Eltern")
            )
            traeger.fuelle(**{f"frage-{frage.schluessel}": wert})
        traeger.druecke("main form button[type=submit]")


def _plane(traeger: Mensch, antrag: Antrag) -> None:
    """Costs 5.000,00: 4.000 from the city, 1.000 own money; both ways to write an amount."""
    traeger.geh(f"/antraege/{antrag.pk}/plan/")
    zeilen = traeger.seite.locator("main input[name$=-betrag]")
    namen = [zeilen.nth(i).get_attribute("name") or "" for i in range(zeilen.count())]
    seiten = {n: traeger.seite.locator(f"[name='{n[:-6]}seite']").get_attribute("value") for n in namen}
    ausgabe = next(n for n in namen if seiten[n] == "ausgabe")
    deckung = [n for n in namen if seiten[n] == "deckung"]
    for name, text, art, betrag in (
        (ausgabe, "Honorare", "", "5.000,00"),
        (deckung[0], "Zuwendung", "zuwendung", "4000.00"),
        (deckung[1], "Eigenmittel", "eigenmittel", "1000"),
    ):
        vorne = name[: -len("betrag")]
        if art:
            traeger.fuelle(**{f"{vorne}art": (art,)})
        traeger.fuelle(**{f"{vorne}bezeichnung": text, name: betrag})
    traeger.druecke("main form button.kern-btn--primary[type=submit]")


@pytest.mark.parametrize("js", [True, False], ids=["mit-javascript", "ohne-javascript"])
def test_ein_antrag_vom_formular_bis_zum_protokoll(live_server: Any, browser: Browser, *, js: bool) -> None:
    def mensch(kurz: str) -> Mensch:
        return Mensch(browser, live_server.url, kurz, js=js, sitzung=kurz != "dobeq")

    bereite_vor()
    with time_machine.travel(datetime(2026, 10, 1, 8, tzinfo=UTC), tick=True):
        traeger = mensch("dobeq")
        antrag = _stelle_antrag(traeger)
        sb, sb40, leitung = (
            mensch("sachbearbeitung-fb51"),
            mensch("sachbearbeitung-fb40"),
            mensch("leitung-fb51"),
        )
        sb.geh("/postkorb/?reiter=frei")
        sb.tu(antrag, "formale_pruefung", **_liste(antrag, "formal"), ergebnis=("vollstaendig",))
        sb.tu(
            antrag,
            "fachliche_pruefung",
            **_liste(antrag, "fachlich"),
            vorschlag="4.000,00",
            vermerk="Förderwürdig.",
        )
        sb40.tu(antrag, "mitzeichnung", "fb-40", votum=("einverstanden",))
        traeger.geh(f"/antraege/{antrag.pk}/status/")
        assert "Wird entschieden" in traeger.seite.locator("main").inner_text()
        leitung.tu(antrag, "entscheidung", entscheidung=("bewilligen",))
        traeger.tu(antrag, "mittelabruf", betrag="4.000,00", zweck="Honorare", verzicht=True)
        sb.tu(antrag, "sachliche_feststellung", ergebnis=("richtig",))
        mensch("finanzen-fb51").tu(antrag, "rechnerische_feststellung", ergebnis=("richtig",))
        mensch("anordnung-fb51").tu(antrag, "anordnung", ergebnis=("anordnen",))
        mensch("kasse").tu(antrag, "buchung", belegnummer="2026-0001")
        _lade_bescheid(traeger, antrag)
    with time_machine.travel(datetime(2026, 11, 5, 8, tzinfo=UTC), tick=True):
        _weise_nach(mensch("dobeq"), antrag)
        sb = mensch("sachbearbeitung-fb51")
        _pruefe_nachweis(sb, antrag)
        mensch("gruppenleitung-fb51").tu(antrag, "nachweiszeichnung", ergebnis=("zeichnen",))
        sb.tu(antrag, "abschluss", schliessen=True)
        pruefer = mensch("rechnungspruefung")
        pruefer.geh("/faelle/")
        pruefer.geh(f"/faelle/{antrag.pk}/")
        pruefer.geh(f"/faelle/{antrag.pk}/protokoll/")
        assert "unversehrt" in pruefer.seite.locator("main").inner_text()
    antrag.refresh_from_db()
    assert (antrag.status, pruefe_kette(antrag.kette).heil) == ("abgeschlossen", True)


def _lade_bescheid(traeger: Mensch, antrag: Antrag) -> None:
    stueck = antrag.schriftstuecke.get(art="zuwendungsbescheid")
    traeger.geh(f"/dokumente/{stueck.pk}/")
    with traeger.seite.expect_download() as laden:
        traeger.seite.locator("main a[href$='/pdf/']").first.click()
    assert Path(laden.value.path()).read_bytes()[:5] == b"%PDF-"


def _weise_nach(traeger: Mensch, antrag: Antrag) -> None:
    """Report, income and one voucher on their pages, then sign."""
    seite = f"/antraege/{antrag.pk}/nachweis/"
    traeger.geh(seite)
    traeger.geh(f"{seite}bericht/")
    for frage in antrag.richtlinie.berichtsfragen.filter(pflicht=True):
        traeger.fuelle(
            **{f"frage-{frage.schluessel}": "25" if frage.art == "zahl" else "Gelesen und gelacht."}
        )
    traeger.druecke("main form button[type=submit]")
    traeger.geh(f"{seite}einnahmen/")
    traeger.fuelle(eigenmittel="1.000,00", drittmittel="0", teilnahmebeitraege="0")
    traeger.druecke("main form button[type=submit]")
    traeger.geh(f"{seite}belege/einlesen/")
    traeger.geh(f"{seite}belege/")
    traeger.fuelle(datum="2026-10-20", empfaenger="Lesepatin", zweck="Honorar", betrag="5.000,00")
    traeger.druecke("main button:has-text('Beleg eintragen')")
    traeger.geh(seite)
    traeger.tu(antrag, "verwendungsnachweis", bestaetigung=True)


def _pruefe_nachweis(sb: Mensch, antrag: Antrag) -> None:
    """Draw the sample, look at its voucher, conclude."""
    aufgabe = Aufgabe.objects.get(antrag=antrag, schritt="nachweispruefung", finished__isnull=True)
    sb.geh(f"/aufgaben/{aufgabe.pk}/nachweis/")
    sb.druecke("main button:has-text('Stichprobe ziehen')")
    sb.druecke("main a:has-text('Beleg 1')")
    sb.druecke("main button:has-text('Prüfung speichern')")
    liste = {**_liste(antrag, "nachweis"), "ergebnis": ("in_ordnung",)}
    sb.tu(antrag, "nachweispruefung", **liste, zweck="Erreicht.", vermerk="Beleg gesehen.")
