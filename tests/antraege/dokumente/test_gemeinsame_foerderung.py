"""Every letter about a joint grant says who bears it: in a sentence reckoned from the ledger, before the signature."""

from dataclasses import replace
from decimal import Decimal

import pytest

from antraege.dokumente.bloecke import Dokumentart, Unterschrift
from antraege.dokumente.fakten.grund import Topfbetrag
from tests.antraege.dokumente.beispiele import ERZEUGER, TEXTE
from tests.antraege.dokumente.bloeckelesen import ganzer_text

POTS = (
    Topfbetrag(herkunft="Fachbereich Schule", jahr=2023, betrag=Decimal("5999.99")),
    Topfbetrag(herkunft="Jugendamt", jahr=2023, betrag=Decimal("4000.00")),
)
SATZ = "Fachbereich Schule 2023: 5.999,99 €; Jugendamt 2023: 4.000,00 €"


@pytest.mark.parametrize("art", ERZEUGER)
def test_every_letter_can_say_it(art: Dokumentart):
    schreibe, fakten = ERZEUGER[art]
    gemeinsam = replace(fakten(), rahmen=replace(fakten().rahmen, gemeinsam=POTS))
    dokument = schreibe(gemeinsam, texte=TEXTE)

    assert SATZ in ganzer_text(dokument)
    assert SATZ not in ganzer_text(schreibe(fakten(), texte=TEXTE))
    stellen = [nr for nr, block in enumerate(dokument.bloecke) if SATZ in getattr(block, "text", "")]
    zeichnet = [nr for nr, block in enumerate(dokument.bloecke) if isinstance(block, Unterschrift)]
    assert len(stellen) == 1
    assert not zeichnet or stellen[0] < zeichnet[0]
