"""What the city says about a letter: valid, changed, taken back, unknown."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.antrag.models import Antrag, Schriftstueck, Schriftstueckart
from antraege.foerderung.models import Forderungsgrund, Rechtsbehelfsart, Rechtsbehelfsausgang, Rueckforderung
from antraege.foerderung.rueckforderungen import rechtsbehelfe
from tests.welt import Welt
from tests.workflows.aenderung.aenderungen import ABLEHNEN, beantrage, bewilligt, entscheide
from tests.workflows.rueckforderung.forderungswelt import absicht, am, ausgezahlt, festgesetzt
from tests.workflows.wege import gehe
from workflows.akte import echtheit
from workflows.akte.echtheit import Geltung, Nachfolger, Stand

UNBEKANNT = Stand(Geltung.UNBEKANNT)


def brief(antrag: Antrag, art: Schriftstueckart) -> Schriftstueck:
    """The newest letter of this kind."""
    return Schriftstueck.objects.filter(antrag=antrag, art=art).latest("id")


def als_nachfolger(stueck: Schriftstueck, vom: date) -> Nachfolger:
    return Nachfolger(stueck.get_art_display(), stueck.kennung, vom)


def gemindert(welt: Welt, grund: Forderungsgrund, **felder: Any) -> Antrag:
    """A paid grant with a fixed claim of this kind, decided on 1 October 2024."""
    antrag = ausgezahlt(welt)
    with am("2024-10-01"):
        festgesetzt(welt, antrag, absicht(grund, **felder), **_uebrig(felder))
    return antrag


def _uebrig(felder: dict[str, Any]) -> dict[str, str]:
    return {"verbleibt": str(felder["verbleibt"]).replace(".", ",")} if "verbleibt" in felder else {}


def test_ein_bescheid_gilt_und_sagt_art_stelle_und_tag(welt: Welt) -> None:
    stueck = brief(bewilligt(welt), Schriftstueckart.ZUWENDUNGSBESCHEID)
    erwartet = Stand(
        Geltung.GILT,
        art="Zuwendungsbescheid",
        kennung=stueck.kennung,
        stelle="Fachbereich Schule",
        vom=date(2023, 1, 16),
    )
    assert echtheit.echtheit(stueck) == erwartet
    assert echtheit.zur_kennung(stueck.kennung) == erwartet
    assert echtheit.zur_datei(stueck.sha256) == erwartet


def test_die_kennung_darf_klein_mit_leerzeichen_und_langen_strichen_kommen(welt: Welt) -> None:
    stueck = brief(bewilligt(welt), Schriftstueckart.ZUWENDUNGSBESCHEID)
    getippt = f" {stueck.kennung.lower().replace('-', ' – ')} "
    assert echtheit.zur_kennung(getippt).kennung == stueck.kennung


def test_nach_der_abgabe_bleibt_die_stelle_die_im_brief_steht(welt: Welt) -> None:
    antrag = bewilligt(welt)
    Antrag.objects.filter(pk=antrag.pk).update(stelle=welt.stellen["fb51"])
    assert (
        echtheit.echtheit(brief(antrag, Schriftstueckart.ZUWENDUNGSBESCHEID)).stelle == "Fachbereich Schule"
    )


def test_jede_bewilligte_aenderung_aendert_was_vorher_galt(welt: Welt) -> None:
    antrag = bewilligt(welt)
    erster = brief(antrag, Schriftstueckart.ZUWENDUNGSBESCHEID)
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    entscheide(welt, antrag)
    zweiter = brief(antrag, Schriftstueckart.AENDERUNGSBESCHEID)
    stand = echtheit.echtheit(erster)
    assert (stand.geltung, stand.durch) == (Geltung.ERSETZT, als_nachfolger(zweiter, date(2023, 1, 16)))
    assert echtheit.echtheit(zweiter).geltung == Geltung.GILT

    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-10-31")
    entscheide(welt, antrag)
    dritter = brief(antrag, Schriftstueckart.AENDERUNGSBESCHEID)
    durch = als_nachfolger(dritter, date(2023, 1, 16))
    assert [echtheit.echtheit(b).durch for b in (erster, zweiter, dritter)] == [durch, durch, None]


def test_eine_abgelehnte_aenderung_aendert_nichts(welt: Welt) -> None:
    antrag = bewilligt(welt)
    beantrage(welt, antrag, "verlaengerung", neues_ende="2023-09-30")
    entscheide(welt, antrag, ABLEHNEN)
    arten = (Schriftstueckart.ZUWENDUNGSBESCHEID, Schriftstueckart.ABLEHNUNGSBESCHEID)
    assert [echtheit.echtheit(brief(antrag, art)).geltung for art in arten] == [Geltung.GILT, Geltung.GILT]


def test_der_ganze_widerruf_hebt_auf(welt: Welt) -> None:
    antrag = gemindert(welt, Forderungsgrund.WIDERRUF)
    rueck = brief(antrag, Schriftstueckart.RUECKFORDERUNGSBESCHEID)
    stand = echtheit.echtheit(brief(antrag, Schriftstueckart.ZUWENDUNGSBESCHEID))
    assert (stand.geltung, stand.durch) == (Geltung.AUFGEHOBEN, als_nachfolger(rueck, date(2024, 10, 1)))
    assert echtheit.echtheit(rueck).geltung == Geltung.GILT


def test_der_teilwiderruf_aendert(welt: Welt) -> None:
    antrag = gemindert(welt, Forderungsgrund.TEILWIDERRUF, verbleibt=Decimal("5000.00"))
    stand = echtheit.echtheit(brief(antrag, Schriftstueckart.ZUWENDUNGSBESCHEID))
    rueck = brief(antrag, Schriftstueckart.RUECKFORDERUNGSBESCHEID)
    assert (stand.geltung, stand.durch) == (Geltung.ERSETZT, als_nachfolger(rueck, date(2024, 10, 1)))


@pytest.mark.parametrize(
    ("neuer_betrag", "bescheid", "zuwendung"),
    [
        ("0.00", Geltung.AUFGEHOBEN, Geltung.GILT),
        ("100.00", Geltung.ERSETZT, Geltung.AUFGEHOBEN),
    ],
)
def test_ein_rechtsbehelf_nimmt_die_forderung_ganz_oder_zum_teil(
    welt: Welt, neuer_betrag: str, bescheid: Geltung, zuwendung: Geltung
) -> None:
    antrag = gemindert(welt, Forderungsgrund.WIDERRUF)
    forderung = Rueckforderung.objects.get(antrag=antrag)
    with am("2024-11-04"):
        klage = rechtsbehelfe.erfasse(
            forderung,
            art=Rechtsbehelfsart.KLAGE,
            eingegangen_am=date(2024, 10, 28),
            vermerk="",
            akteur=welt.personen["sb"],
        )
        rechtsbehelfe.beende(
            klage,
            ausgang=Rechtsbehelfsausgang.ABGEHOLFEN,
            beendet_am=date(2024, 11, 4),
            neuer_betrag=Decimal(neuer_betrag),
            vermerk="",
            akteur=welt.personen["sb"],
        )
    arten = (Schriftstueckart.RUECKFORDERUNGSBESCHEID, Schriftstueckart.ZUWENDUNGSBESCHEID)
    assert [echtheit.echtheit(brief(antrag, art)).geltung for art in arten] == [bescheid, zuwendung]


def test_was_innen_bleibt_kennt_die_seite_nicht(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="buchung")
    anordnung = brief(antrag, Schriftstueckart.AUSZAHLUNGSANORDNUNG)
    assert echtheit.zur_kennung(anordnung.kennung) == UNBEKANNT
    assert echtheit.zur_datei(anordnung.sha256) == UNBEKANNT


@pytest.mark.parametrize("eingabe", ["", "40-FK-2023-99999-ZUW-1", "%", "' OR 1=1 --", "\u202eFK", "x" * 500])
def test_unbekannt_kostet_dieselben_abfragen(
    welt: Welt, django_assert_num_queries: Any, eingabe: str
) -> None:
    stueck = brief(bewilligt(welt), Schriftstueckart.ZUWENDUNGSBESCHEID)
    with django_assert_num_queries(7):
        assert echtheit.zur_kennung(stueck.kennung).bekannt is True
    with django_assert_num_queries(7):
        assert echtheit.zur_kennung(eingabe) == UNBEKANNT
    with django_assert_num_queries(7):
        assert echtheit.zur_datei("0" * 64) == UNBEKANNT
