"""An agreement in the making keeps the clauses its parties have read; new ones come only by a decision and a vote."""

from datetime import date, datetime
from typing import Any

import pytest

from antraege.antrag.models import Antrag
from antraege.dokumente.models import Textbaustein
from antraege.dokumente.queries import fassung_am
from antraege.kooperation.angaben import unterschiede
from antraege.kooperation.models import Fassung, Vereinbarung
from rollen import uhr
from tests.antraege.dokumente import lesen
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from workflows.tuer.fehler import Eingabefehler

pytestmark = pytest.mark.django_db
ALT, NEU = "Meinungsverschiedenheiten klären zuerst", "Streit schlichtet die Ombudsstelle."


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


@pytest.fixture
def entworfen(koop: Kooperationswelt) -> Antrag:
    """A first text from 16 January; since the 20th another clause on conflicts is in force, and all have voted."""
    antrag = koop.entwirf(koop.stimme_alle_ab(koop.geklaert()), weiter="abstimmen")
    Textbaustein.objects.create(
        schluessel="koop.konflikt", version=2, text=NEU, gueltig_von=date(2023, 1, 20)
    )
    with am("2023-01-23"):
        return koop.stimme_alle_ab(antrag)


def am(tag: str) -> Any:
    return uhr.gestellt(datetime.fromisoformat(f"{tag}T10:00:00+01:00"))


def fassung(antrag: Antrag) -> Fassung:
    neueste = Vereinbarung.objects.get(antrag=antrag).fassung
    assert neueste is not None
    return neueste


def hat(eine: Fassung) -> tuple[bool, bool]:
    """Whether the file says the old clause, and the new one."""
    with eine.datei.open("rb") as datei:
        gelesen = lesen.text(datei.read())
    return ALT in gelesen, NEU in gelesen


def test_ein_neuer_text_entsteht_aus_den_gelesenen_klauseln(
    koop: Kooperationswelt, entworfen: Antrag
) -> None:
    with am("2023-01-23"):
        antrag = koop.entwirf(entworfen)
        zweite = fassung(antrag)
    assert hat(zweite) == (True, False)
    assert zweite.vorlagenversion.split()[1] == fassung_am(date(2023, 1, 16)) != fassung_am(date(2023, 1, 23))
    erste = Fassung.objects.get(nr=1)
    assert unterschiede(erste.daten, zweite.daten) == []


def test_neue_klauseln_kommen_mit_haken_abstimmung_und_sichtbarem_unterschied(
    koop: Kooperationswelt, entworfen: Antrag
) -> None:
    with am("2023-01-23"):
        with pytest.raises(Eingabefehler) as fehler:
            koop.entwirf(entworfen, neue_texte="on")
        assert fehler.value.formular.errors == {
            "weiter": ["Die neuen Klauseln hat noch keine Partei gelesen. Bitte abstimmen."]
        }
        assert fassung(entworfen).nr == 1
        antrag = koop.entwirf(entworfen, neue_texte="on", weiter="abstimmen")
    assert hat(fassung(antrag)) == (False, True)
    (unterschied,) = unterschiede(Fassung.objects.get(nr=1).daten, fassung(antrag).daten)
    assert (unterschied.was, unterschied.bisher, unterschied.neu) == (
        "Stand der Textbausteine",
        "16.01.2023",
        "23.01.2023",
    )


def test_ohne_geaenderte_texte_fragt_niemand_danach(koop: Kooperationswelt, entworfen: Antrag) -> None:
    (aufgabe,) = koop.offene(entworfen, "vereinbarungsentwurf")
    schritt = aufgabe.flow_task.schritt
    felder = {}
    for tag in ("2023-01-19", "2023-01-23"):
        with am(tag):
            wer = koop.welt.neu("servicestelle")
            felder[tag] = "neue_texte" in schritt.baue_formular(entworfen, aufgabe, akteur=wer).fields
    assert felder == {"2023-01-19": False, "2023-01-23": True}
