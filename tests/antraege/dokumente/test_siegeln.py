"""The city's seal: off by default; who, when, unchanged; still PDF/A-1b; a stranger's seal is not recognised."""

import io
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.core import checks
from django.core.management import CommandError, call_command

from antraege.dokumente.bloecke import Dokumentart
from antraege.dokumente.pdf import erzeuge_pdf, siegeln
from rollen import uhr
from tests.antraege.dokumente import beispiele, lesen, preflight
from tests.antraege.dokumente.pruefsiegel import KENNWORT, NAME, TAG, neuer_schluessel

VEREINBARUNG = beispiele.alle_dokumente()[Dokumentart.KOOPERATIONSVEREINBARUNG]


SCHLUESSEL, ZERTIFIKAT = neuer_schluessel()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return erzeuge_pdf(VEREINBARUNG)


@pytest.fixture(scope="module")
def gesiegelt(pdf) -> bytes:
    with uhr.gestellt(TAG):
        return siegeln.siegle(pdf, schluessel=SCHLUESSEL)


@pytest.fixture
def eingerichtet(settings, tmp_path: Path):
    datei = tmp_path / "siegel.p12"
    datei.write_bytes(SCHLUESSEL.pkcs12)
    settings.SIEGEL_DATEI, settings.SIEGEL_KENNWORT = str(datei), KENNWORT
    return settings


def test_sealing_is_off_by_default(pdf):
    assert siegeln.eingerichteter_schluessel() is None
    assert siegeln.siegle_wenn_eingerichtet(pdf) == pdf
    assert siegeln.pruefe_siegel(pdf) == siegeln.Siegelbefund(vorhanden=False)


def test_a_seal_says_who_and_when_and_that_nothing_changed(eingerichtet, gesiegelt):
    befund = siegeln.pruefe_siegel(gesiegelt)

    fingerabdruck = x509.load_pem_x509_certificate(ZERTIFIKAT).fingerprint(hashes.SHA256()).hex()
    assert befund == siegeln.Siegelbefund(
        vorhanden=True,
        von=NAME,
        am=TAG,
        zertifikat_sha256=fingerabdruck,
        unversehrt=True,
        anerkannt=True,
    )
    assert befund.gueltig


def test_the_seal_is_appended_and_shows_nothing(pdf, gesiegelt):
    assert gesiegelt[: len(pdf)] == pdf
    assert lesen.text(gesiegelt) == lesen.text(pdf)
    with pikepdf.open(io.BytesIO(gesiegelt)) as datei:
        (feld,) = datei.Root.AcroForm.Fields
        assert (str(feld.V.Reason), str(feld.V.Location)) == ("Stadt Dortmund", "Stadt Dortmund")
        assert str(feld.V.SubFilter) == "/ETSI.CAdES.detached"
        assert [float(zahl) for zahl in feld.Rect] == [0, 0, 0, 0]


def test_a_sealed_file_is_still_pdf_a(gesiegelt, tmp_path: Path):
    assert preflight.verstoesse({"gesiegelt.pdf": gesiegelt}, ordner=tmp_path) == {"gesiegelt.pdf": []}


def test_the_hook_seals_where_a_key_is_set_up(eingerichtet, pdf):
    with uhr.gestellt(TAG):
        gesiegelt = siegeln.siegle_wenn_eingerichtet(pdf)

    assert gesiegelt[: len(pdf)] == pdf
    assert siegeln.pruefe_siegel(gesiegelt).gueltig


def test_one_changed_byte_is_found(eingerichtet, pdf, gesiegelt):
    stelle = len(pdf) // 2
    geaendert = bytearray(gesiegelt)
    geaendert[stelle] ^= 1

    befund = siegeln.pruefe_siegel(bytes(geaendert))
    assert (befund.vorhanden, befund.von, befund.unversehrt, befund.gueltig) == (True, NAME, False, False)


def test_what_is_added_after_sealing_is_found(eingerichtet, gesiegelt):
    befund = siegeln.pruefe_siegel(gesiegelt + b"\n% danach\n")

    assert (befund.vorhanden, befund.unversehrt, befund.gueltig) == (True, False, False)


def test_a_seal_by_a_stranger_with_the_citys_name_is_not_recognised(eingerichtet, pdf, caplog):
    fremder, _ = neuer_schluessel()
    with uhr.gestellt(TAG):
        befund = siegeln.pruefe_siegel(siegeln.siegle(pdf, schluessel=fremder))

    assert (befund.von, befund.unversehrt, befund.anerkannt, befund.gueltig) == (NAME, True, False, False)
    assert caplog.records == []  # whoever checks files of strangers does not fill the log


def test_seals_of_an_earlier_key_count_when_its_certificate_is_named(settings, tmp_path: Path, gesiegelt):
    assert not siegeln.pruefe_siegel(gesiegelt).anerkannt

    datei = tmp_path / "anker.pem"
    datei.write_bytes(ZERTIFIKAT)
    settings.SIEGEL_ANKER = str(datei)
    assert siegeln.pruefe_siegel(gesiegelt).gueltig


def test_a_seal_after_the_end_of_its_certificate_is_not_recognised(eingerichtet, pdf):
    with uhr.gestellt(TAG + timedelta(days=400)):
        befund = siegeln.pruefe_siegel(siegeln.siegle(pdf, schluessel=SCHLUESSEL))

    assert (befund.unversehrt, befund.anerkannt) == (True, False)


def test_what_is_no_pdf_has_no_seal():
    assert siegeln.pruefe_siegel(b"kein PDF") == siegeln.Siegelbefund(vorhanden=False)


def test_wrong_passphrase_is_one_sentence_and_found_at_the_start(eingerichtet, pdf):
    falsch = replace(SCHLUESSEL, kennwort="falsch")
    with pytest.raises(siegeln.SiegelFehler, match=r"^Siegelschlüssel und Kennwort passen nicht zusammen\.$"):
        siegeln.siegle(pdf, schluessel=falsch)

    assert "dokumente.E001" not in [meldung.id for meldung in checks.run_checks(tags=["security"])]
    eingerichtet.SIEGEL_KENNWORT = "falsch"
    assert "dokumente.E001" in [meldung.id for meldung in checks.run_checks(tags=["security"])]


def test_a_missing_key_file_is_one_sentence(settings, pdf, tmp_path: Path):
    settings.SIEGEL_DATEI = str(tmp_path / "fehlt.p12")

    with pytest.raises(siegeln.SiegelFehler, match=r"^Die Datei aus SIEGEL_DATEI ist nicht lesbar\.$"):
        siegeln.siegle_wenn_eingerichtet(pdf)


def test_without_the_extra_one_sentence_says_so(eingerichtet, pdf, monkeypatch):
    monkeypatch.delitem(sys.modules, "antraege.dokumente.pdf.pades", raising=False)
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)

    with pytest.raises(siegeln.SiegelFehler, match="Installieren Sie das Extra „siegel“"):
        siegeln.siegle_wenn_eingerichtet(pdf)


def test_neither_key_nor_passphrase_show_in_a_log():
    assert repr(SCHLUESSEL) == "Siegelschluessel()"


def test_the_command_says_what_the_seal_says(eingerichtet, gesiegelt, tmp_path: Path):
    datei, ausgabe = tmp_path / "vereinbarung.pdf", io.StringIO()
    datei.write_bytes(gesiegelt)
    call_command("siegel_pruefen", str(datei), stdout=ausgabe)

    fingerabdruck = x509.load_pem_x509_certificate(ZERTIFIKAT).fingerprint(hashes.SHA256()).hex()
    assert ausgabe.getvalue().splitlines() == [
        f"gesiegelt von {NAME}, 16.01.2023, 09:15:00 Uhr",
        f"Zertifikat (SHA-256): {fingerabdruck}",
        "unverändert seit dem Siegeln",
        "Zertifikat der Stadt",
    ]


def test_the_command_fails_without_a_valid_seal(eingerichtet, pdf, gesiegelt, tmp_path: Path):
    datei, ausgabe = tmp_path / "vereinbarung.pdf", io.StringIO()
    datei.write_bytes(pdf)
    with pytest.raises(CommandError, match=r"^Die Datei trägt kein Siegel\.$"):
        call_command("siegel_pruefen", str(datei), stdout=ausgabe)
    datei.write_bytes(gesiegelt + b"%")
    with pytest.raises(CommandError, match=r"^Das Siegel ist nicht gültig\.$"):
        call_command("siegel_pruefen", str(datei), stdout=ausgabe)
    assert ausgabe.getvalue().splitlines()[2] == "nach dem Siegeln verändert"
