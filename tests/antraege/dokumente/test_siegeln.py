"""The city's seal: off by default; who, when, unchanged; still PDF/A-1b; a stranger's seal is not recognised."""

import io
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.core import checks

from antraege.dokumente.bloecke import Dokumentart
from antraege.dokumente.pdf import erzeuge_pdf, siegeln
from rollen import uhr
from tests.antraege.dokumente import beispiele, lesen, preflight

NAME, KENNWORT = "Stadt Dortmund (Prüfsiegel)", "nur für Tests"
TAG = datetime(2026, 5, 10, 8, 15, tzinfo=UTC)
VEREINBARUNG = beispiele.alle_dokumente()[Dokumentart.KOOPERATIONSVEREINBARUNG]


def neuer_schluessel() -> tuple[siegeln.Siegelschluessel, bytes]:
    """A self-made key with its certificate as PEM; both bear the city's name."""
    privat = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    zweck = dict.fromkeys(
        (
            *(
                "content_commitment",
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "key_cert_sign",
            ),
            *("crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    zertifikat = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(privat.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(TAG - timedelta(days=30))
        .not_valid_after(TAG + timedelta(days=365))
        .add_extension(x509.KeyUsage(digital_signature=True, **zweck), critical=True)
        .sign(privat, hashes.SHA256())
    )
    schutz = serialization.BestAvailableEncryption(KENNWORT.encode())
    datei = pkcs12.serialize_key_and_certificates(b"siegel", privat, zertifikat, None, schutz)
    return siegeln.Siegelschluessel(datei, KENNWORT), zertifikat.public_bytes(serialization.Encoding.PEM)


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


def test_a_seal_by_a_stranger_with_the_citys_name_is_not_recognised(eingerichtet, pdf):
    fremder, _ = neuer_schluessel()
    with uhr.gestellt(TAG):
        befund = siegeln.pruefe_siegel(siegeln.siegle(pdf, schluessel=fremder))

    assert (befund.von, befund.unversehrt, befund.anerkannt, befund.gueltig) == (NAME, True, False, False)


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
