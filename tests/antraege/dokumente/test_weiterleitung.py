"""The city's proof to the Land, and the Bescheid that passes its conditions on."""

from decimal import Decimal

import pytest

from antraege.dokumente.bloecke import Absatz, Tabelle
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.bewilligung import zuwendungsbescheid
from antraege.dokumente.inhalt.weiterleitung import weiterleitungsnachweis
from tests.antraege.dokumente.beispiele import TEXTE, bescheidfakten
from tests.antraege.dokumente.beispiele.weiterleitung import GEBER, weiterleitungsfakten


def test_summen_und_offenes_stehen_im_nachweis():
    dokument = weiterleitungsnachweis(weiterleitungsfakten(), texte=TEXTE)
    tafel = next(b for b in dokument.bloecke if isinstance(b, Tabelle) and b.summenzeile)
    letzte = [zelle.replace("\u00a0", " ") for zelle in tafel.zeilen[-1]]
    assert letzte == ["Summe", "13.000,00 €", "12.000,00 €", "10.000,00 €", "7.500,00 €", "500,00 €"]
    assert "offen" in tafel.zeilen[1]
    assert "Der Träger ist insolvent." in str(dokument.bloecke)


def test_wer_alles_weitergeleitet_hat_sagt_es():
    dokument = weiterleitungsnachweis(
        weiterleitungsfakten(uebrig=(), erhalten=Decimal("9500.00")), texte=TEXTE
    )
    assert "Alle erhaltenen Mittel sind weitergeleitet" in str(dokument.bloecke)


def test_ohne_sachbericht_kein_nachweis():
    with pytest.raises(FaktenFehler):
        weiterleitungsfakten(sachbericht=" ")


def test_der_bescheid_legt_die_nebenbestimmungen_des_landes_auf():
    dokument = zuwendungsbescheid(bescheidfakten(geber=(GEBER,)), texte=TEXTE)
    saetze = [b.text for b in dokument.bloecke if isinstance(b, Absatz)]
    assert any("ANBest-P NRW" in satz and "48.02-117/25" in satz for satz in saetze)
