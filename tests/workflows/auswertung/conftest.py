"""Two lines of the Auftrag in 2023, one in 2022, and what was booked on them: every figure by hand."""

from decimal import Decimal

import pytest

from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Haushaltsjahr, Haushaltsstelle
from tests.welt import Welt

AUFTRAG = "400303020400"
D = Decimal


@pytest.fixture
def gebucht(welt: Welt) -> dict[str, Haushaltsstelle]:
    """Projekte 30,000 (300 bound, 200 paid, 50 back), Fortbildungen 3,000 (80 paid), in 2022 1,000 (400 paid)."""
    Haushaltsjahr.objects.get_or_create(jahr=2022, defaults={"in_kraft_ab": "2022-01-01"})
    wer = welt.personen["leitung"]
    zeilen = {"projekte": welt.haushaltsstelle}
    for name, jahr, ansatz in (("fortbildungen", 2023, "3000"), ("projekte22", 2022, "1000")):
        sachkonto, bezeichnung = ("540200", "Fortbildungen") if jahr == 2023 else ("529100", "Projekte")
        zeilen[name] = Haushaltsstelle.objects.create(
            stelle=welt.stellen["fb40"],
            jahr=jahr,
            bereich=Bereich.SACH,
            auftrag=AUFTRAG,
            sachkonto=sachkonto,
            bezeichnung=bezeichnung,
        )
        haushalt.setze_ansatz(zeilen[name], D(ansatz), schluessel=f"a/{name}", akteur=wer, text="Plan")
    for nr, (name, tat, betrag) in enumerate(
        (
            ("projekte", haushalt.vormerken, "100"),
            ("projekte", haushalt.binden, "500"),
            ("projekte", haushalt.auszahlen, "200"),
            ("projekte", haushalt.erstatten, "50"),
            ("fortbildungen", haushalt.binden, "80"),
            ("fortbildungen", haushalt.auszahlen, "80"),
            ("projekte22", haushalt.binden, "400"),
            ("projekte22", haushalt.auszahlen, "400"),
        )
    ):
        tat(zeilen[name], D(betrag), aktenzeichen="40-FK-2023-00001", schluessel=f"b{nr}", akteur=wer)
    return zeilen
