"""What the programme demands of everybody stands in the form of the decision already."""

import pytest

from tests.antraege.programme.test_freigabe import vollstaendig
from tests.fabriken import AntragFactory
from workflows.antrag.entscheidung import EntscheidungFormular

pytestmark = pytest.mark.django_db


def test_the_conditions_of_the_programme_stand_there_already():
    richtlinie = vollstaendig()
    richtlinie.nebenbestimmungen.create(nr=2, text="Laden Sie die Presse ein.")
    formular = EntscheidungFormular(antrag=AntragFactory(richtlinie=richtlinie))
    assert (
        formular.fields["auflagen"].initial == "Nennen Sie die Stadt auf Plakaten.\nLaden Sie die Presse ein."
    )
