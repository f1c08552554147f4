from datetime import UTC, date, datetime

import pytest

from rollen import uhr
from rollen.templatetags.anzeige import datum, frist, zeitpunkt

HEUTE = datetime(2023, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "klasse", "gezeigt", "rest"),
    [
        (date(2023, 3, 12), "ueberfaellig", "So. 12.03.2023", "seit 3 Tagen überfällig"),
        (date(2023, 3, 14), "ueberfaellig", "Di. 14.03.2023", "seit gestern überfällig"),
        (date(2023, 3, 15), "bald", "Mi. 15.03.2023", "heute"),
        (date(2023, 3, 16), "bald", "Do. 16.03.2023", "morgen"),
        (date(2023, 3, 22), "bald", "Mi. 22.03.2023", "noch 7 Tage"),
        (date(2023, 3, 23), "ok", "Do. 23.03.2023", "noch 8 Tage"),
    ],
)
def test_frist_nennt_wochentag_datum_und_rest_in_worten(tag, klasse, gezeigt, rest):
    with uhr.gestellt(HEUTE):
        assert frist(tag) == (
            f'<span class="app-frist app-frist--{klasse}"><time datetime="{tag.isoformat()}">{gezeigt}</time>'
            f' <span class="app-frist__rest">{rest}</span></span>'
        )


def test_zeitpunkt_und_datum_stehen_in_ortszeit():
    spaet = datetime(2023, 3, 15, 23, 30, tzinfo=UTC)
    assert datum(spaet) == '<time datetime="2023-03-16">16.03.2023</time>'
    assert zeitpunkt(spaet) == '<time datetime="2023-03-16T00:30+01:00">16.03.2023, 00:30 Uhr</time>'


def test_ohne_wert_steht_ein_strich():
    assert (datum(None), zeitpunkt(None), frist(None)) == ("–", "–", "ohne Frist")
