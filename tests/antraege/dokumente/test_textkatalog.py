"""The catalogue of what texts may use keeps its promises: nothing is offered that a letter does not have."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import Dokument, Dokumentart
from antraege.dokumente.fakten.grund import Jahresbetrag, Rechtsregime
from antraege.dokumente.fakten.rueckforderung import Aufhebungsgrund, Massnahme
from antraege.dokumente.inhalt.bewilligung import mittelzuweisung
from antraege.dokumente.inhalt.rueckforderung import rueckforderungsbescheid
from antraege.dokumente.textpflege.katalog import angebot, dokumentname, faktentyp, schluessel_von, schreiber
from antraege.dokumente.textpflege.pruefung import maengel, mit_beispielen
from tests.antraege.dokumente.beispiele import ERZEUGER, TEXTE, rueckforderungsfakten, zuweisungsfakten
from tests.antraege.dokumente.bloeckelesen import ganzer_text
from tests.antraege.dokumente.katalogbau import Mitschrift, hoere_zu

NEU_BAUEN = "Run: pytest tests/antraege/dokumente -p tests.antraege.dokumente.katalogbau"
SGBX: dict[str, Any] = {"rechtsregime": Rechtsregime.SGBX}


def seltene_dokumente() -> list[Dokument]:
    """Documents with texts that no other sample shows."""
    jahre = (
        Jahresbetrag(jahr=2023, betrag=Decimal("6000.00")),
        Jahresbetrag(jahr=2024, betrag=Decimal("2000.00")),
    )
    (kontierung,) = zuweisungsfakten().kontierungen
    teil = zuweisungsfakten(
        bewilligt=Decimal("8000.00"),
        begruendung_kuerzung="Die Mittel reichen nicht.",
        jahresbetraege=jahre,
        kontierungen=(replace(kontierung, betrag=Decimal("8000.00")),),
    )
    forderungen = (
        {"anhoerung_vom": None, "anhoerung_entbehrlich": "Die Sache eilt.", "aeusserung": ""},
        {"zinsen": None, "zinsverzicht": "Es trifft niemanden ein Verschulden."},
        {"zinsen": None, "zinsen_spaeter": True},
        {"grund": Aufhebungsgrund.NICHT_ALSBALD, "massnahme": Massnahme.TEILWIDERRUF},
    )
    return [
        mittelzuweisung(teil, texte=TEXTE),
        *(rueckforderungsbescheid(rueckforderungsfakten(**SGBX, **f), texte=TEXTE) for f in forderungen),
    ]


def test_rare_documents_show_their_texts():
    alles = " ".join(map(ganzer_text, seltene_dokumente()))

    for schluessel in ("mittelzuweisung.haushaltsvorbehalt", "rueckforderung.anhoerung.entbehrlich.sgbx"):
        assert TEXTE[schluessel].split("{")[0].split("\n")[0] in alles


def test_every_text_is_in_the_catalogue():
    assert [s for s in TEXTE if not angebot(s).dokumente] == [], NEU_BAUEN


@pytest.mark.parametrize("schluessel", TEXTE)
def test_shipped_text_could_be_released(schluessel: str):
    kann = angebot(schluessel)

    assert maengel(TEXTE[schluessel], angebot=kann) == [], NEU_BAUEN
    assert "{" not in mit_beispielen(TEXTE[schluessel], angebot=kann)


def test_catalogue_promises_only_what_letters_have(monkeypatch: pytest.MonkeyPatch):
    mitschrift = Mitschrift()
    hoere_zu(mitschrift, TEXTE, monkeypatch)
    for schreibe, fakten in ERZEUGER.values():
        schreibe(fakten(), texte=TEXTE)
    seltene_dokumente()

    gebrochen = {
        s: set(angebot(s).beispiele) - namen
        for s, namen in mitschrift.namen.items()
        if set(angebot(s).beispiele) - namen
    }
    assert gebrochen == {}, NEU_BAUEN
    for schluessel, arten in mitschrift.dokumente.items():
        assert arten <= {art.value for art in angebot(schluessel).dokumente}, NEU_BAUEN


@pytest.mark.parametrize("art", Dokumentart)
def test_every_document_has_a_name_a_writer_and_typed_facts(art: Dokumentart):
    schreibe, fakten = ERZEUGER[art]

    assert (schreiber(art), faktentyp(art)) == (schreibe, type(fakten()))
    assert dokumentname(art)[0].isupper()
    assert "briefkopf.stadt" in schluessel_von(art)


def test_unknown_text_may_use_nothing():
    assert (angebot("gibt.es.nicht").platzhalter, angebot("gibt.es.nicht").felder) == ((), ())
