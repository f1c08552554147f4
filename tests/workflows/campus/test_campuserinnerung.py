"""What the calendar does about the deadlines of the Kindercampus."""

from datetime import UTC, datetime

from antraege.campus.models import Campusfrist
from rollen import uhr
from rollen.models import Eintrag
from tests.workflows.campus.conftest import Campus
from workflows.models import Postausgang
from workflows.tagwerk import pruefe


def test_erinnert_wird_im_tagwerk_einmal_vorher_und_einmal_danach(campus: Campus) -> None:
    gesagt = [satz for satz in pruefe() if satz.startswith("Kindercampus")]
    assert gesagt == [
        "Kindercampus: an „Ergebnis der Evaluation vorlegen“ bis 31.08.2026 erinnert.",
        "Kindercampus: an „Über die Planstellen entscheiden“ bis 31.08.2026 erinnert.",
    ]
    post = Postausgang.objects.filter(betreff="Bis 31.08.2026: Über die Planstellen entscheiden")
    assert campus.leitung.email in {brief.an for brief in post}
    assert campus.management.email not in {brief.an for brief in post}
    assert list(pruefe()) == []
    with uhr.gestellt(datetime(2026, 9, 1, 9, tzinfo=UTC)):
        assert len(list(pruefe())) == 2
        assert list(pruefe()) == []
    assert Postausgang.objects.filter(betreff="Überfällig: Über die Planstellen entscheiden").exists()
    assert Eintrag.objects.filter(aktion="erinnern", objekt__startswith="campusfrist/").count() == 4


def test_was_erledigt_ist_daran_erinnert_niemand(campus: Campus) -> None:
    Campusfrist.objects.update(erledigt_am=uhr.heute(), ergebnis="Erledigt.")
    assert list(pruefe()) == []
    assert not Postausgang.objects.exists()
