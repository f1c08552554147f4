"""The hearing as data."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.dokumente.bloecke import Kasten
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.inhalt.rueckforderung import anhoerung
from tests.antraege.dokumente.beispiele import TEXTE, anhoerungsfakten
from tests.antraege.dokumente.bloeckelesen import abschnitt, ganzer_text, texte_von, ueberschriften

OHNE_ZAHLUNG = {"ausgezahlt": Decimal("1500.00"), "erstattung": Decimal("0.00")}


def test_anhoerung_decides_nothing_and_says_how_to_answer():
    dokument = anhoerung(anhoerungsfakten(), texte=TEXTE)

    assert [titel.split(". ")[1] for titel in ueberschriften(dokument)] == [
        "Was wir beabsichtigen",
        "Sachverhalt",
        "Gründe",
        "Rechtsgrundlagen",
        "Betrag",
        "Zinsen",
        "Ihre Gelegenheit zur Äußerung",
        "Wie es weitergeht",
    ]
    assert "Rechtsbehelfsbelehrung" not in ganzer_text(dokument)
    assert abschnitt(dokument, "Ihre Gelegenheit zur Äußerung")[0] == Kasten(
        "Sie haben Gelegenheit, sich bis Montag, 30.12.2024 zu den entscheidungserheblichen "
        "Tatsachen zu äußern (§ 28 Abs. 1 VwVfG NRW)."
    )


def test_hearing_about_a_repayment_names_the_sum():
    mit = anhoerung(anhoerungsfakten(), texte=TEXTE)
    ohne = anhoerung(anhoerungsfakten(**OHNE_ZAHLUNG, zinsen_ab=None), texte=TEXTE)

    assert texte_von(abschnitt(mit, "Was wir beabsichtigen")).endswith(
        "Erstattung von 12.500,00\u00a0€ zu fordern."
    )
    assert len(abschnitt(ohne, "Was wir beabsichtigen")) == 1


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"frist": date(2024, 12, 2)}, "liegt nicht nach dem Datum"),
        ({"erwaegungen": ""}, "Die Gründe der beabsichtigten Entscheidung fehlen."),
    ],
)
def test_anhoerung_refuses(anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        anhoerungsfakten(**anders)
