"""The Prüfbericht says what was found, what was answered, and refuses to say nothing."""

from dataclasses import replace

import pytest

from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.revision import pruefbericht
from tests.antraege.dokumente.beispiele import TEXTE
from tests.antraege.dokumente.beispiele.grund import RAHMEN
from tests.antraege.dokumente.beispiele.revision import pruefberichtfakten


def test_der_bericht_nennt_feststellung_antwort_und_ergebnis() -> None:
    text = str(pruefbericht(pruefberichtfakten(), texte=TEXTE).bloecke)
    for satz in (
        "Das trifft zu.",
        "Ausgeräumt",
        "§ 31 KomHVO NRW",
        "Antwort der Stelle vom 20.03.2025, Leitung",
    ):
        assert satz in text


def test_ein_bericht_ohne_sachverhalt_oder_ergebnis_geht_nicht_hinaus() -> None:
    with pytest.raises(FaktenFehler, match="Sachverhalt"):
        pruefberichtfakten(sachverhalt=" ")
    fertig = replace(RAHMEN, entwurf=False)
    with pytest.raises(FaktenFehler, match="Ergebnis"):
        pruefberichtfakten(beitraege=(), rahmen=fertig)
    assert pruefberichtfakten(beitraege=(), rahmen=replace(RAHMEN, entwurf=True)).beitraege == ()
