"""From an empty database to the first request, by the README, in the browser, with nobody invented."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from antraege.antrag.models import Antrag, Schriftstueck
from rollen import uhr
from rollen.models import Benutzer
from tests.ablaeufe.gruendung import Stadt, gruende
from workflows.einrichtung.bereitschaft import pruefe

pytestmark = [pytest.mark.django_db, pytest.mark.beide_datenbanken]


class Probebrowser:
    """Django's client; what is to happen after a commit happens at once."""

    def __init__(self, nach_commit: Any) -> None:
        self.client, self.nach_commit = Client(), nach_commit

    def hole(self, pfad: str) -> tuple[int, str, str]:
        """Open a page, redirects followed."""
        return self._antwort(lambda: self.client.get(pfad, follow=True), pfad)

    def sende(self, pfad: str, daten: dict[str, Any]) -> tuple[int, str, str]:
        """Send a form."""
        dateien = {
            name: SimpleUploadedFile(wert.name, wert.read_bytes())
            for name, wert in daten.items()
            if isinstance(wert, Path)
        }
        return self._antwort(lambda: self.client.post(pfad, daten | dateien, follow=True), pfad)

    def _antwort(self, tue: Callable[[], Any], pfad: str) -> tuple[int, str, str]:
        with self.nach_commit(execute=True):
            antwort = tue()
        ende = antwort.redirect_chain[-1][0] if antwort.redirect_chain else pfad
        inhalt = b"" if antwort.streaming else antwort.content
        return antwort.status_code, inhalt.decode(errors="replace"), ende.partition("#")[0]


@pytest.fixture
def stadt(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Where a city keeps its files and its data, with addresses of its own; 2 March 2026."""
    daten = tmp_path / "daten"
    shutil.copytree(settings.DATEN, daten)
    stellen = (daten / "stellen.json").read_text(encoding="utf-8")
    (daten / "stellen.json").write_text(stellen.replace("kindercampus.example", "stadt.de"), encoding="utf-8")
    (tmp_path / "staticfiles.json").write_text("{}", encoding="ascii")
    settings.DATEN, settings.STATIC_ROOT, settings.MEDIA_ROOT = daten, tmp_path, tmp_path / "dateien"
    settings.DEFAULT_FROM_EMAIL = settings.BARRIERE_EMAIL = "servicestelle@stadt.de"
    with uhr.gestellt(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        yield


def test_a_city_sets_itself_up(django_capture_on_commit_callbacks: Any, stadt: None) -> None:
    ausgabe = StringIO()
    call_command("ersteinrichtung", admin=["Ada Eins <a@stadt.de>", "Bo Zwei <b@stadt.de>"], stdout=ausgabe)
    links = dict(
        zip(
            ("a@stadt.de", "b@stadt.de"),
            re.findall(r"http\S+/passwort/neu/\S+", ausgabe.getvalue()),
            strict=True,
        )
    )
    leute = Stadt(
        neuer_browser=lambda: Probebrowser(django_capture_on_commit_callbacks),
        post=lambda an: [m.body for m in mail.outbox if an in m.to][-1],
        heute=uhr.heute(),
    )

    aktenzeichen = gruende(leute, links)

    antrag = Antrag.objects.get(aktenzeichen=aktenzeichen)
    assert antrag.status == "eingereicht"
    assert Schriftstueck.objects.filter(antrag=antrag, art="eingangsbestaetigung").count() == 1
    assert {b.email.rpartition("@")[2] for b in Benutzer.objects.all()} == {"stadt.de", "lesewelt.de"}
    call_command("fristen_pruefen", stdout=StringIO())
    call_command("postausgang_senden", stdout=StringIO())
    call_command("protokoll_siegeln", stdout=StringIO())
    assert [(p.bereich, p.fehlt) for p in pruefe()] == []
