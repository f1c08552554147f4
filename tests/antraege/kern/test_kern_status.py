"""States of a request and the five phases."""

import copy
import pickle
from enum import StrEnum

import pytest

from antraege.kern.status import ENDZUSTAENDE, PHASEN, Status, als_choices, phasen_stand


def test_werte_und_woerter() -> None:
    assert als_choices(Status) == [
        ("entwurf", "Entwurf"),
        ("eingereicht", "eingereicht"),
        ("nachforderung", "Nachforderung"),
        ("geprueft", "geprüft"),
        ("bewilligt", "bewilligt"),
        ("ausgezahlt", "ausgezahlt"),
        ("kontrolliert", "kontrolliert"),
        ("abgeschlossen", "abgeschlossen"),
        ("abgelehnt", "abgelehnt"),
        ("zurueckgezogen", "zurückgezogen"),
        ("widerrufen", "widerrufen"),
    ]


def test_als_choices_liefert_schlichten_text() -> None:
    assert {type(teil) for eintrag in als_choices(Status) for teil in eintrag} == {str}


def test_als_choices_nimmt_jede_aufzaehlung_mit_bezeichnung() -> None:
    class Farbe(StrEnum):
        ROT = "rot"

        @property
        def bezeichnung(self) -> str:
            return "Rot"

    assert als_choices(Farbe) == [("rot", "Rot")]


def test_status_ist_sein_wert() -> None:
    assert {Status("geprueft"): f"{Status.GEPRUEFT}"} == {"geprueft": "geprueft"}
    assert pickle.loads(pickle.dumps(Status.GEPRUEFT)) is copy.deepcopy(Status.GEPRUEFT) is Status.GEPRUEFT  # noqa: S301


def test_oeffentliche_woerter() -> None:
    assert [status.oeffentlich for status in Status] == [
        "Noch nicht abgeschickt",
        "In Prüfung",
        "Unterlagen fehlen",
        "Wird entschieden",
        "Bewilligt",
        "Geld ausgezahlt",
        "Nachweis geprüft",
        "Abgeschlossen",
        "Abgelehnt",
        "Von Ihnen zurückgezogen",
        "Bewilligung aufgehoben",
    ]


def test_endzustaende() -> None:
    assert sorted(ENDZUSTAENDE) == ["abgelehnt", "abgeschlossen", "zurueckgezogen"]


STAND = {"E": "erledigt", "A": "aktuell", "o": "offen", "x": "entfällt"}


@pytest.mark.parametrize(
    ("status", "hat_geld", "stand"),
    [
        (Status.ENTWURF, True, "Aoooo"),
        (Status.EINGEREICHT, True, "EAooo"),
        (Status.NACHFORDERUNG, True, "EAooo"),
        (Status.GEPRUEFT, True, "EEAoo"),
        (Status.BEWILLIGT, True, "EEEAo"),
        (Status.AUSGEZAHLT, True, "EEEEA"),
        (Status.KONTROLLIERT, True, "EEEEE"),
        (Status.ABGESCHLOSSEN, True, "EEEEE"),
        (Status.ABGELEHNT, True, "EExxx"),
        (Status.ZURUECKGEZOGEN, True, "Exxxx"),
        (Status.WIDERRUFEN, True, "EEExx"),
        (Status.GEPRUEFT, False, "EEAxo"),
        (Status.BEWILLIGT, False, "EEExA"),
        (Status.KONTROLLIERT, False, "EEExE"),
        ("eingereicht", True, "EAooo"),
    ],
)
def test_phasen_stand(status: str, *, hat_geld: bool, stand: str) -> None:
    woerter = ["eingereicht", "geprüft", "bewilligt", "ausgezahlt", "kontrolliert"]
    assert phasen_stand(status, hat_geld=hat_geld) == [
        (wort, STAND[zeichen]) for wort, zeichen in zip(woerter, stand, strict=True)
    ]


def test_jeder_status_hat_einen_phasenstand() -> None:
    assert [len(phasen_stand(status)) for status in Status] == [len(PHASEN)] * len(Status)
    assert phasen_stand(Status.ENTWURF) == phasen_stand(Status.ENTWURF, hat_geld=True)


def test_unbekannter_status() -> None:
    with pytest.raises(ValueError, match="irgendwas"):
        phasen_stand("irgendwas")


def test_ein_widerrufener_fall_kann_gezahlt_haben() -> None:
    staende = dict(phasen_stand(Status.WIDERRUFEN, gezahlt=True))
    assert (staende["ausgezahlt"], staende["kontrolliert"]) == ("erledigt", "entfällt")
