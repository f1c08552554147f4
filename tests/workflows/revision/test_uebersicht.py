"""The entry page of the Rechnungsprüfung, and the trail of a person, a budget line, a document."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Schriftstueck
from rollen.taten import Tat
from tests.welt import Welt
from tests.workflows.revision.revisionswelt import fall, zahlung
from tests.workflows.revision.test_feststellungen import _erhoben
from tests.workflows.revision.test_stichproben import _ziehe
from tests.workflows.wege import gehe

pytestmark = pytest.mark.django_db
Als = Callable[[str], Client]


def _taten(client: Client, **suche: str) -> list[str]:
    antwort = client.get(reverse("protokoll_suche"), suche)
    assert antwort.status_code == 200
    return [zeile.eintrag.aktion for zeile in antwort.context["zeilen"]]


def test_die_uebersicht_nennt_offenes_gezogenes_und_auffaelliges(welt: Welt, als: Als) -> None:
    client = als("pruefung")
    leer = client.get(reverse("revision"))
    assert (list(leer.context["feststellungen"]), leer.context["regeln"]) == ([], [])
    zahlung(fall(welt))
    f, s = _erhoben(welt), _ziehe(welt)
    seite = client.get(reverse("revision"))
    text = seite.content.decode()
    assert f.kennung in text
    assert s.kennung in text
    assert ("zahlung-ohne-bescheid", "1") in [(r.name, zahl) for r, zahl in seite.context["regeln"]]
    for ziel in (
        "protokoll_suche",
        "faelle",
        "haushalt",
        "rechte_uebersicht",
        "stichprobe_ziehen",
        "protokoll_befund",
    ):
        assert reverse(ziel) in text


def test_die_spur_einer_haushaltsstelle_nennt_was_auf_ihr_gebucht_wurde(welt: Welt, als: Als) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    client = als("pruefung")
    taten = _taten(client, haushaltsstelle="400303020400")
    assert Tat.ANSATZ_SETZEN in taten
    assert Tat.ENTSCHEIDUNG in taten
    assert Tat.FORMALE_PRUEFUNG not in taten
    assert _taten(client, haushaltsstelle="Projekte") == taten
    assert _taten(client, haushaltsstelle="gibt es nicht") == []
    assert Tat.ENTSCHEIDUNG in _taten(client, person="Leitung FB 40")
    assert Tat.ANSATZ_SETZEN not in _taten(
        client, haushaltsstelle="Projekte", aktenzeichen=antrag.aktenzeichen or ""
    )


def test_die_spur_eines_dokuments_findet_wer_es_erlassen_hat(welt: Welt, als: Als) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    stueck = Schriftstueck.objects.get(antrag=antrag, art="zuwendungsbescheid")
    client = als("pruefung")
    taten = _taten(client, dokument=stueck.kennung)
    assert taten
    assert Tat.FORMALE_PRUEFUNG not in taten
    assert _taten(client, dokument=stueck.sha256.upper()) == taten
    assert _taten(client, dokument="0" * 64) == []


@pytest.mark.parametrize("wert", ["%", "' OR 1=1", "\\", "_" * 64])
def test_sonderbare_suchworte_finden_nichts_oder_einen_satz(wert: str, als: Als) -> None:
    client: Any = als("pruefung")
    for name in ("haushaltsstelle", "dokument"):
        assert client.get(reverse("protokoll_suche"), {name: wert}).status_code == 200
    assert client.get(reverse("protokoll_suche"), {"dokument": "x" * 10_000}).status_code == 422
