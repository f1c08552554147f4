"""The outbox: each e-mail effective once, failures noted and tried again later, nothing sent in a transaction."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection

from rollen import uhr
from tests.vorlage import schemadatei
from workflows.models import Postausgang
from workflows.tuer import postausgang

KAPUTT = "tests.workflows.postkorb.test_nachrichten_postausgang.KaputterServer"
WAECHTER = "tests.workflows.postkorb.test_nachrichten_postausgang.Waechter"


class KaputterServer(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: Any) -> int:
        """Never."""
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class Waechter(EmailBackend):
    """A mail server that refuses to work while a transaction is open, and sees whether the row is claimed."""

    gesehen: list[tuple[bool, int]] = []

    def send_messages(self, messages: Any) -> int:
        """Note the state of the database."""
        versuche = Postausgang.objects.values_list("versuche", flat=True)[0]
        self.gesehen.append((connection.in_atomic_block, versuche))
        return super().send_messages(messages)


def _post(**felder: Any) -> Postausgang:
    return Postausgang.objects.create(
        **{"an": "a@example.org", "betreff": "Az: Hallo", "text": "Text", **felder}
    )


def _sende() -> str:
    ausgabe = StringIO()
    call_command("postausgang_senden", stdout=ausgabe)
    return ausgabe.getvalue().strip()


@pytest.mark.django_db(transaction=True)
def test_gesendet_wird_einmal_und_ausserhalb_jeder_transaktion(settings: Any) -> None:
    settings.EMAIL_BACKEND = WAECHTER
    Waechter.gesehen.clear()
    post = _post(betreff="Az: Zeile\r\nBcc: x@example.org")
    assert _sende() == "E-Mails gesendet: 1, gescheitert: 0."
    assert _sende() == "E-Mails gesendet: 0, gescheitert: 0."
    assert Waechter.gesehen == [(False, 1)]
    (brief,) = mail.outbox
    post.refresh_from_db()
    assert (brief.to, brief.subject, brief.bcc) == (["a@example.org"], "Az: Zeile Bcc: x@example.org", [])
    assert brief.message()["Message-ID"] == f"<postausgang-{post.pk}@kindercampus.example>"
    assert (post.versuche, post.fehler, post.gesendet_am is not None) == (1, "", True)


@pytest.mark.django_db(transaction=True)
def test_ein_fehler_wird_vermerkt_und_spaeter_noch_einmal_versucht(settings: Any) -> None:
    settings.EMAIL_BACKEND, gut = KAPUTT, settings.EMAIL_BACKEND
    anfang = uhr.jetzt()
    with uhr.gestellt(anfang):
        post = _post()
        assert _sende() == "E-Mails gesendet: 0, gescheitert: 1."
        assert _sende() == "E-Mails gesendet: 0, gescheitert: 0."
    post.refresh_from_db()
    assert post.fehler == "SMTPServerDisconnected: Connection unexpectedly closed"
    assert (post.versuche, post.naechster_versuch_am) == (1, anfang + timedelta(minutes=1))
    settings.EMAIL_BACKEND = gut
    with uhr.gestellt(anfang + timedelta(minutes=1)):
        assert _sende() == "E-Mails gesendet: 1, gescheitert: 0."
    post.refresh_from_db()
    assert (post.versuche, post.fehler) == (2, "")


@pytest.mark.django_db(transaction=True)
def test_nach_dem_letzten_versuch_ist_schluss_und_andere_gehen_weiter(settings: Any) -> None:
    settings.EMAIL_BACKEND = KAPUTT
    post, zeit = _post(), uhr.jetzt()
    for _ in range(len(postausgang.PAUSEN) + 2):
        with uhr.gestellt(zeit):
            postausgang.sende_faellige()
        zeit += timedelta(days=2)
    post.refresh_from_db()
    assert (post.versuche, post.gesendet_am) == (len(postausgang.PAUSEN), None)


@pytest.mark.django_db(transaction=True)
def test_wer_beim_senden_stirbt_hinterlaesst_eine_wiedererkennbare_e_mail() -> None:
    anfang = uhr.jetzt()
    with uhr.gestellt(anfang):
        post = _post()
        gestorben = postausgang._reserviere()
        assert gestorben is not None
        postausgang._nachricht(gestorben).send()
        assert postausgang.sende_faellige() == (0, 0)
    with uhr.gestellt(anfang + timedelta(minutes=2)):
        assert postausgang.sende_faellige() == (1, 0)
    assert {brief.message()["Message-ID"] for brief in mail.outbox} == {postausgang.kennung(post)}
    assert len(mail.outbox) == 2


@pytest.mark.django_db(transaction=True)
def test_auf_zuruf_hoert_das_senden_zwischen_zwei_e_mails_auf() -> None:
    for _ in range(3):
        _post()
    antworten = iter([True, True, False])
    assert postausgang.sende_faellige(weiter=lambda: next(antworten)) == (2, 0)
    assert Postausgang.objects.filter(gesendet_am__isnull=True).count() == 1


def test_dauerhaft_endet_mit_sigterm(db: None, tmp_path: Path) -> None:
    umgebung = {
        **os.environ,
        "KINDERCAMPUS_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db'}",
    }
    befehl = [sys.executable, "manage.py"]
    shutil.copy(schemadatei(), tmp_path / "db")
    lauf = subprocess.Popen(
        [*befehl, "postausgang_senden", "--dauerhaft"], env=umgebung, stdout=subprocess.PIPE
    )
    try:
        assert lauf.stdout is not None
        assert lauf.stdout.readline().decode() == "E-Mails werden laufend gesendet.\n"
        lauf.send_signal(signal.SIGTERM)
        ausgabe, _ = lauf.communicate(timeout=10)
    finally:
        lauf.kill()
    assert (lauf.returncode, ausgabe.decode().strip()) == (0, "Beendet.")
