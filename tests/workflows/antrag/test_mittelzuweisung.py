"""Internal money: transfer, short report, control by two, and the way back; no Kasse, no claim."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from antraege.antrag.models import Antrag, Antragsart
from antraege.foerderung import mittelzuweisung
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Haushaltsstelle, Weg
from rollen import uhr
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.antrag.topfwelt import lege_an, schlage_vor, stand
from tests.workflows.besuch import als, aufgabe_von, bild, frisch, hole, sende
from tests.workflows.wege import BEWILLIGEN, FACHLICH, FORMAL, offene
from workflows.antrag import tuer as antragstuer
from workflows.antrag.mittelzuweisungsverfahren import Mittelzuweisungsverfahren
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler

NACHHER = datetime.fromisoformat("2023-07-10T10:00+02:00")
BERICHT = {"anzahl": "40", "kurzbericht": "Zusammen gelesen.", "bestaetigung": "on"}
IN_ORDNUNG = {"ergebnis": "in_ordnung", "nicht_anerkannt": "0", "vermerk": "Zweck erreicht."}


def _zeile(welt: Welt, stelle: str, bezeichnung: str, jahr: int = 2023) -> Haushaltsstelle:
    return Haushaltsstelle.objects.create(
        stelle=welt.stellen[stelle],
        jahr=jahr,
        bereich=Bereich.SACH,
        kostenstelle="570101",
        sachkonto="524900",
        bezeichnung=bezeichnung,
    )


@pytest.fixture
def ziel(welt: Welt) -> Haushaltsstelle:
    """The line of the Kita at FABIDO."""
    return _zeile(welt, "fabido", "Budget Kita Clarenberg")


@pytest.fixture
def antrag(welt: Welt, ziel: Haushaltsstelle) -> Antrag:
    """A need of the Kita of 10,000 €, decided; the transfer is open."""
    entwurf = welt.antrag(art=Antragsart.MITTELZUWEISUNG, traeger=welt.stellen["kita"])
    antrag = antragstuer.einreichen(entwurf.pk, akteur=welt.neu("kita"))
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH)
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    welt.tu(antrag, "mitzeichnung", "fabido", "fabido", votum="einverstanden")
    return welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)


def _bucht_um(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle) -> Antrag:
    return welt.tu(antrag, "umbuchung", "fi", ziel_2023=str(ziel.pk))


def _berichtet(welt: Welt, antrag: Antrag, betrag: str) -> None:
    position = antrag.planpositionen.get(seite="ausgabe")
    welt.tu(antrag, "verwendungsbericht", "kita", **{f"ist_{position.pk}": betrag}, **BERICHT)


def test_interne_antraege_gehen_ihren_eigenen_weg(welt: Welt, antrag: Antrag) -> None:
    assert antrag.vorgaenge.get().flow_class is Mittelzuweisungsverfahren
    assert offene(antrag) == ["umbuchung"]
    assert mittelzuweisung.weg(antrag) is Weg.VILV


def test_umbuchung_zu_fabido_ist_eine_vilv(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle) -> None:
    neu = _bucht_um(welt, antrag, ziel)
    ziel.refresh_from_db()
    assert (neu.status, neu.ausgezahlt, ziel.deckung) == (
        "ausgezahlt",
        Decimal("10000.00"),
        Decimal("10000.00"),
    )
    assert [(u.betrag, u.weg) for u in mittelzuweisung.umbuchungen(neu)] == [
        (Decimal("10000.00"), "Verwaltungsinterne Leistungsverrechnung")
    ]
    assert (offene(neu), neu.mittelabrufe.count()) == (["verwendungsbericht"], 0)
    assert haushalt.abgleich() == []


def test_umbuchung_im_eigenen_fachbereich_ist_eine_umschichtung(welt: Welt, antrag: Antrag) -> None:
    eigene = _zeile(welt, "fb40", "Schulbudget")
    _bucht_um(welt, antrag, eigene)
    assert [u.weg for u in mittelzuweisung.umbuchungen(antrag)] == ["Umschichtung im eigenen Haushalt"]


def test_unverbrauchtes_fliesst_mit_der_zeichnung_zurueck(
    welt: Welt, antrag: Antrag, ziel: Haushaltsstelle
) -> None:
    _bucht_um(welt, antrag, ziel)
    with uhr.gestellt(NACHHER):
        _berichtet(welt, antrag, "9.000,00")
        welt.tu(antrag, "berichtspruefung", "sb", **{**IN_ORDNUNG, "nicht_anerkannt": "500,00"})
        neu = welt.tu(antrag, "berichtszeichnung", "gruppenleitung", ergebnis="zeichnen")
        ziel.refresh_from_db()
        quelle = Haushaltsstelle.objects.get(pk=welt.haushaltsstelle.pk)
        assert (neu.status, neu.abgerechnet, neu.erstattet) == (
            "kontrolliert",
            Decimal("8500.00"),
            Decimal("1500.00"),
        )
        assert (ziel.deckung, quelle.erstattet, quelle.frei) == (
            Decimal("8500.00"),
            Decimal("1500.00"),
            Decimal("21500.00"),
        )
        assert (neu.nachweis.rueckforderung, neu.rueckforderungen.count()) == (Decimal("0.00"), 0)
        assert haushalt.abgleich() == []
        neu = welt.tu(antrag, "abschluss", "sb", schliessen="on")
    assert (neu.status, offene(neu)) == ("abgeschlossen", [])


def test_rueckfrage_und_rueckgabe_fuehren_zurueck(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle) -> None:
    _bucht_um(welt, antrag, ziel)
    with uhr.gestellt(NACHHER):
        _berichtet(welt, antrag, "10.000,00")
        welt.tu(antrag, "berichtspruefung", "sb", ergebnis="rueckfrage", rueckfrage="Welche Bücher?")
        assert offene(antrag) == ["verwendungsbericht"]
        _berichtet(welt, antrag, "10.000,00")
        welt.tu(antrag, "berichtspruefung", "sb", **IN_ORDNUNG)
        welt.tu(antrag, "berichtszeichnung", "gruppenleitung", ergebnis="zurueck", grund="Bitte genauer.")
        assert offene(antrag) == ["berichtspruefung"]


@pytest.mark.parametrize("wer", ["sb", "leitung", "kasse", "kita"])
def test_nur_die_finanzen_buchen_um(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle, wer: str) -> None:
    vorher = bild()
    with pytest.raises(Verweigert):
        welt.tu(antrag, "umbuchung", wer, ziel_2023=str(ziel.pk))
    assert bild() == vorher


def test_wer_geprueft_hat_zeichnet_nicht(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle) -> None:
    _bucht_um(welt, antrag, ziel)
    with uhr.gestellt(NACHHER):
        _berichtet(welt, antrag, "10.000,00")
        welt.tu(antrag, "berichtspruefung", "sb", **IN_ORDNUNG)
        with pytest.raises(Verweigert):
            welt.tu(antrag, "berichtszeichnung", "sb", ergebnis="zeichnen")


def test_ein_ziel_ausserhalb_ist_kein_ziel(welt: Welt, antrag: Antrag) -> None:
    fremd = _zeile(welt, "fb51", "Jugendamt")
    with pytest.raises(Eingabefehler):
        _bucht_um(welt, antrag, fremd)
    assert mittelzuweisung.umbuchungen(antrag) == []


def test_vor_dem_ende_kein_bericht(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle) -> None:
    _bucht_um(welt, antrag, ziel)
    schritt = aufgaben.SCHRITTE["verwendungsbericht"]
    assert [m.text for m in schritt.bedingungen(frisch(antrag))] == [
        "Das Vorhaben läuft noch bis 30.06.2023."
    ]


@pytest.mark.parametrize("bis", ["umbuchung", "verwendungsbericht", "berichtspruefung", "berichtszeichnung"])
def test_aufnahme_findet_die_stelle_im_graphen(
    welt: Welt, antrag: Antrag, ziel: Haushaltsstelle, bis: str
) -> None:
    with uhr.gestellt(NACHHER):
        _bis(welt, antrag, ziel, bis)
        antragstuer.aufnehmen(antrag.pk, akteur=None)
        assert offene(antrag) == [bis]


def _bis(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle, bis: str) -> None:
    if bis == "umbuchung":
        return
    _bucht_um(welt, antrag, ziel)
    if bis != "verwendungsbericht":
        _berichtet(welt, antrag, "10.000,00")
    if bis == "berichtszeichnung":
        welt.tu(antrag, "berichtspruefung", "sb", **IN_ORDNUNG)


def test_seiten_der_schritte(welt: Welt, antrag: Antrag, ziel: Haushaltsstelle) -> None:
    def seite(schritt: str, wer: str) -> Any:
        return hole(welt.personen[wer], "aufgabe", aufgabe_von(antrag, schritt).pk)

    assert "Verwaltungsinterne Leistungsverrechnung" in seite("umbuchung", "fi").content.decode()
    leer = sende(welt.personen["fi"], aufgabe_von(antrag, "umbuchung"), ziel_2023="")
    assert (leer.status_code, "Bitte wählen Sie die Haushaltsstelle" in leer.content.decode()) == (422, True)
    _bucht_um(welt, antrag, ziel)
    with uhr.gestellt(NACHHER):
        assert seite("verwendungsbericht", "kita").status_code == 200
        _berichtet(welt, antrag, "9.000,00")
        assert "fließt ohne Zinsen zurück" in seite("berichtspruefung", "sb").content.decode()
        welt.tu(antrag, "berichtspruefung", "sb", **IN_ORDNUNG)
        assert "1.000,00\xa0€ fließen" in seite("berichtszeichnung", "gruppenleitung").content.decode()
    fall = als(welt.personen["sb"]).get(f"/faelle/{antrag.pk}/").content.decode()
    assert ("Umgebucht" in fall, "Mittelabruf" in fall) == (True, False)


def test_zwei_toepfe_zwei_umbuchungen_und_was_bleibt_fliesst_anteilig_zurueck(
    welt: Welt, ziel: Haushaltsstelle
) -> None:
    """6.000 € of FB 40 and 4.000 € of FB 51 for one Kita; 1.000,01 € are not needed."""
    toepfe = lege_an(welt)
    entwurf = welt.antrag(art=Antragsart.MITTELZUWEISUNG, traeger=welt.stellen["kita"])
    antrag = antragstuer.einreichen(entwurf.pk, akteur=welt.neu("kita"))
    welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
    for stelle in ("fb51", "fabido"):
        welt.tu(antrag, "mitzeichnung", stelle, stelle, votum="einverstanden")
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    assert offene(antrag) == ["einvernehmen"]
    welt.tu(antrag, "einvernehmen", "fb51", "fb51", votum="einverstanden")
    antrag = welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    brief = str(antrag.bescheid.schriftstueck.inhalt)
    assert "davon Jugendamt" in brief
    assert "510100" in brief
    felder = {f"ziel_2023_{zeile.pk}": str(ziel.pk) for zeile in (toepfe.fb40, toepfe.fb51)}
    with pytest.raises(Eingabefehler):
        welt.tu(antrag, "umbuchung", "fi", **{**felder, f"ziel_2023_{toepfe.fb51.pk}": ""})
    assert (stand(toepfe.fb40)[1], stand(toepfe.fb51)[1]) == (Decimal("6000.00"), Decimal("4000.00"))
    antrag = welt.tu(antrag, "umbuchung", "fi", **felder)
    assert [(u.von, u.betrag) for u in mittelzuweisung.umbuchungen(antrag)] == [
        (toepfe.fb40, Decimal("6000.00")),
        (toepfe.fb51, Decimal("4000.00")),
    ]
    assert antrag.ausgezahlt == Decimal("10000.00")
    with uhr.gestellt(NACHHER):
        _berichtet(welt, antrag, "8.999,99")
        welt.tu(antrag, "berichtspruefung", "sb", **IN_ORDNUNG)
        welt.tu(antrag, "berichtszeichnung", "gruppenleitung", ergebnis="zeichnen")
    assert (stand(toepfe.fb40)[3], stand(toepfe.fb51)[3]) == (Decimal("600.01"), Decimal("400.00"))
    assert haushalt.abgleich() == []
