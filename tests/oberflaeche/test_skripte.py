from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from antraege.kern.geld import GeldFehler, cent, lies_betrag, zeige
from tests.browser.conftest import CHROMIUM, SCHALTER

pytestmark = pytest.mark.browser
SKRIPTE = Path(__file__).resolve().parents[2] / "static" / "app"
ADRESSE = "http://probe.example/"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as spieler:
        chromium = spieler.chromium.launch(executable_path=CHROMIUM, args=SCHALTER)
        yield chromium
        chromium.close()


@pytest.fixture
def seite(browser):
    """A function that opens a page with this body and these scripts."""
    kontext = browser.new_context()
    blatt = kontext.new_page()

    def oeffne(koerper, *skripte):
        marken = "".join(f'<script type="module" src="/{name}"></script>' for name in skripte)
        html = f"<!doctype html><meta charset=utf-8><title>Probe</title>{koerper}{marken}"

        def antworte(route):
            name = route.request.url.removeprefix(ADRESSE)
            if name.endswith(".js"):
                quelle = (SKRIPTE / name).read_text(encoding="utf-8")
                route.fulfill(body=quelle, content_type="text/javascript")
            else:
                route.fulfill(body=html, content_type="text/html")

        blatt.route(f"{ADRESSE}**", antworte)
        blatt.goto(ADRESSE)
        return blatt

    yield oeffne
    kontext.close()


def _cent_oder_nichts(text):
    try:
        return str(cent(lies_betrag(text)))
    except GeldFehler:
        return "null"


def test_browser_und_server_lesen_betraege_gleich(seite):
    texte = ["1.234,56", "1234.56", "1234,5", "1.234", "12.50", "1 234,50 EUR", "0,01", "7 €"]
    texte += ["01.234", "12 34", "1,", "1.2.3", "10,001", "abc", "1,234.56", "1e3"]
    gelesen = seite("").evaluate(
        "async (t) => { const m = await import('/summen.js'); return t.map((x) => String(m.lies(x))); }",
        texte,
    )
    assert gelesen == [_cent_oder_nichts(text) for text in texte]


def test_browser_zeigt_betraege_wie_der_server(seite):
    betraege = ["0.00", "0.05", "12.50", "1234.56", "1234567.80"]
    gezeigt = seite("").evaluate(
        "async (c) => { const m = await import('/summen.js'); return c.map((x) => m.zeige(BigInt(x))); }",
        [str(cent(lies_betrag(betrag))) for betrag in betraege],
    )
    assert gezeigt == [zeige(lies_betrag(betrag)) for betrag in betraege]


def test_summen_nennen_den_unterschied_in_worten(seite):
    blatt = seite(
        '<div data-finanzierungsplan><input data-seite="ausgabe" value="1.000,50">'
        '<input data-seite="ausgabe" value="0.50"><input data-seite="deckung" value="900">'
        '<output data-summe="ausgabe"></output><p data-differenz></p></div>',
        "summen.js",
    )
    assert blatt.inner_text("[data-summe]") == "1.001,00\xa0€"
    assert blatt.inner_text("[data-differenz]") == "Die Ausgaben sind um 101,00\xa0€ höher als die Deckung."
    blatt.fill("[data-seite=deckung]", "1001")
    blatt.wait_for_selector("[data-differenz][data-stand=gleich]")
    assert blatt.inner_text("[data-differenz]") == "Beide Seiten sind gleich: 1.001,00\xa0€."


def test_zweiter_klick_sendet_nicht_noch_einmal(seite):
    blatt = seite("<form method=post><button>Senden</button></form>", "fokus.js")
    gesendet = blatt.evaluate(
        """() => {
            let zahl = 0;
            document.forms[0].addEventListener("submit", (e) => { zahl += 1; e.preventDefault(); });
            for (let i = 0; i < 3; i += 1) document.querySelector("button").click();
            return [zahl, document.querySelector("button").getAttribute("aria-disabled")];
        }"""
    )
    assert gesendet == [1, "true"]


def test_tasten_gehen_durch_den_postkorb_aber_nicht_beim_tippen(seite):
    zeile = '<tr data-zeile><td><input type=checkbox><a href="#{0}">{0}</a></td></tr>'
    blatt = seite(
        f"<input id=suche><table data-postkorb><tbody>{zeile.format('A')}{zeile.format('B')}</tbody></table>",
        "tasten.js",
    )
    for taste in "jjjkx":
        blatt.keyboard.press(taste)
    assert blatt.evaluate("document.activeElement.textContent") == "A"
    assert blatt.evaluate("[...document.querySelectorAll('[type=checkbox]')].map((k) => k.checked)") == [
        True,
        False,
    ]
    blatt.focus("#suche")
    blatt.keyboard.type("jxk")
    assert blatt.input_value("#suche") == "jxk"
    assert blatt.evaluate("document.activeElement.id") == "suche"
