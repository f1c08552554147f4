"""What the tests of advice share: the form of a note, a note, the text of a page."""

from typing import Any

from antraege.foerderberatung import dienst
from antraege.foerderberatung.models import Beratungsvermerk, Kanal
from rollen import uhr
from tests.welt import Welt

LISTE = "/beratung/"


def angaben(welt: Welt, **anders: Any) -> dict[str, Any]:
    """What a form of a note sends."""
    werte = {
        "stelle": welt.stellen["fb40"].pk,
        "kanal": "telefon",
        "organisation": welt.traeger.pk,
        "mit_wem": "Vorstand",
        "eingang_am": "2023-01-16",
        "thema": "Leseclub",
        "fragen": "Welche Förderung passt?",
        "empfehlung": "Kindercampus-Projektmittel.",
    }
    return {**werte, **anders}


def vermerk(welt: Welt, person: str = "sb", stelle: str = "fb40", **felder: Any) -> Beratungsvermerk:
    """A note on a talk with the Träger, written by this person."""
    werte = {"organisation": welt.traeger, "eingang_am": uhr.heute(), "thema": "Leseclub", "fragen": "Was?"}
    kanal = felder.pop("kanal", Kanal.TELEFON)
    scan = felder.pop("scan", None)
    return dienst.vermerke(
        welt.stellen[stelle], werte | felder, kanal=kanal, akteur=welt.neu(person), scan=scan
    )


def text(antwort: Any) -> str:
    return antwort.content.decode()
