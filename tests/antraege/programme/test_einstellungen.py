"""What the city alone decides: the delivered value until two people have set another one, from its day on."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from antraege.programme import festwerte
from antraege.programme.forms import FestwertFormular
from antraege.programme.models import Festwertart
from antraege.programme.models.festwert import EINSTELLUNGEN
from rollen import uhr
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit, stadt
from tests.rollen.seiten import als

pytestmark = pytest.mark.django_db
ART = Festwertart.ERINNERUNG_TAGE


def test_ein_eigener_wert_gilt_ab_seinem_tag_und_nach_der_zweiten_person() -> None:
    wer, zweite = person_mit(Rolle.SACHBEARBEITUNG, stadt()), person_mit(Rolle.LEITUNG, stadt())
    with uhr.gestellt(datetime(2026, 7, 1, 8, tzinfo=UTC)):
        ab = uhr.heute().replace(day=10)
        wert = festwerte.schlage_vor(
            schluessel=ART, wert=Decimal("10.00"), gueltig_ab=ab, quelle="Verfügung", akteur=wer
        )
        with pytest.raises(Verweigert):
            festwerte.gib_frei(wert.pk, akteur=wer)
    with uhr.gestellt(datetime(2026, 7, 10, 8, tzinfo=UTC)):
        assert festwerte.einstellung(ART) == 7
        festwerte.gib_frei(wert.pk, akteur=zweite)
        assert festwerte.einstellung(ART) == 10
    with uhr.gestellt(datetime(2026, 7, 9, 8, tzinfo=UTC)):
        assert festwerte.einstellung(ART) == 7


@pytest.mark.parametrize("wert", ["0", "1,50", "367", "-1"])
def test_tage_und_monate_sind_ganze_zahlen(wert: str) -> None:
    daten = {"schluessel": ART, "wert": wert, "gueltig_ab": "2026-08-01", "quelle": "Verfügung"}
    assert list(FestwertFormular(daten).errors) == ["wert"]
    assert FestwertFormular({**daten, "wert": "366"}).is_valid()


def test_die_seite_nennt_was_mitgeliefert_ist() -> None:
    seite = als(person_mit(Rolle.LEITUNG, stadt())).get("/festwerte/")
    assert seite.status_code == 200
    text = seite.content.decode()
    assert "Einstellungen der Stadt" in text
    assert "21, mitgeliefert" in text
    gruppen = {marke: [name for name, _, _ in gruppe] for marke, _, gruppe in seite.context["gruppen"]}
    assert gruppen["stadt"] == [art.label for art in EINSTELLUNGEN]
    assert Festwertart.BASISZINS.label in gruppen["gesetz"]
