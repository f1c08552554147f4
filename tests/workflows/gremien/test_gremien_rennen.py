"""Two people record the same session in the same second: one result counts."""

import pytest

from antraege.gremien.models import Beratung
from rollen import uhr
from rollen.fehler import Ueberholt
from tests.welt import baue
from tests.workflows.gremien.gremienwelt import Gremienwelt
from tests.workflows.kooperation.test_kooperation_rennen import JETZT, gleichzeitig
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.tuer import aufgaben


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_zwei_erfassen_dieselbe_beratung() -> None:
    with uhr.gestellt(JETZT):
        stadt = Gremienwelt(baue())
        antrag = stadt.eingebracht()
        aufgabe = stadt.welt.aufgabe(antrag, "beratung").pk
        personen = [stadt.welt.neu(wer) for wer in ("gremien", "gremien2")]

    def erfasse(person, ergebnis):
        eingaben = {
            "ergebnis": ergebnis,
            "tatsaechlich_am": "2023-01-16",
            "vermerk": "Aus der Niederschrift.",
        }
        return lambda: aufgaben.erledigen(aufgabe, akteur=person, eingaben=eingaben)

    antworten = gleichzeitig(
        *(erfasse(p, e) for p, e in zip(personen, ("empfohlen", "abgelehnt"), strict=True))
    )
    assert [type(antwort) for antwort in antworten].count(Ueberholt) == 1
    assert Beratung.objects.exclude(ergebnis="").count() == 1
    with uhr.gestellt(JETZT):
        assert pruefe_verfahren() == []
