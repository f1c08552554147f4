"""Money that comes back: never more than was paid on this line, free again, once per key."""

import pytest

from antraege.haushalt import services
from antraege.haushalt.models import Buchung
from tests.antraege.haushalt.konten import AZ, FREMD, D, erwartet, stand

pytestmark = pytest.mark.beide_datenbanken


def test_erstattet_is_free_again_and_stays_paid(zeile, buche):
    buche(services.binden, "600")
    buche(services.auszahlen, "600")
    buchung = buche(services.erstatten, "150.50", schluessel="r")
    assert (buchung.art, buchung.wirkungen) == ("erstattung", [("erstattet", D("150.50"))])
    assert stand(zeile) == erwartet(ausgezahlt="600", erstattet="150.50", frei="550.50")
    assert services.bestand(AZ) == services.Bestand(zeile, D("0"), D("0"), D("600"), D("150.50"))
    assert buche(services.erstatten, "150.50", schluessel="r") == buchung
    assert Buchung.objects.filter(art="erstattung").count() == 1
    assert services.abgleich() == []


def test_never_more_than_was_paid_and_not_yet_returned(zeile, buche, nichts_geschieht):
    for fall, betrag in ((FREMD, "500"), (AZ, "100")):
        buche(services.binden, betrag, aktenzeichen=fall)
        buche(services.auszahlen, betrag, aktenzeichen=fall)
    buche(services.erstatten, "60")
    satz = nichts_geschieht(services.NichtVorhanden, buche, services.erstatten, "40.01")
    assert satz == f"Für {AZ} sind 40,00\xa0€ ausgezahlt. Verlangt sind 40,01\xa0€."
    buche(services.erstatten, "40")
    assert stand(zeile) == erwartet(ausgezahlt="600", erstattet="100", frei="500")


def test_what_came_back_can_be_granted_again(zeile, buche, nichts_geschieht):
    buche(services.binden, "1000")
    buche(services.auszahlen, "1000")
    nichts_geschieht(services.MittelReichenNicht, buche, services.binden, "0.01", aktenzeichen=FREMD)
    buche(services.erstatten, "300")
    buche(services.binden, "300", aktenzeichen=FREMD)
    assert stand(zeile) == erwartet(gebunden="300", ausgezahlt="1000", erstattet="300", frei="0")


def test_the_same_key_for_another_amount_is_refused(buche, nichts_geschieht):
    buche(services.binden, "100")
    buche(services.auszahlen, "100")
    buche(services.erstatten, "10", schluessel="r")
    nichts_geschieht(services.SchluesselVergeben, buche, services.erstatten, "11", schluessel="r")
    nichts_geschieht(services.BetragFehlt, buche, services.erstatten, "0")
