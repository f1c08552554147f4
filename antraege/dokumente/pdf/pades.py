"""PAdES-B seals by pyhanko; imported only where somebody seals or checks, because pyhanko is an extra."""

import io
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from antraege.dokumente.pdf.siegeln import Siegelbefund, SiegelFehler, Siegelschluessel
from rollen import uhr

FELD = "Stadtsiegel"
GRUND = ORT = "Stadt Dortmund"
# An organisation's seal carries one or the other.
ZWECKE = KeyUsageConstraints(key_usage=("digital_signature", "non_repudiation"), match_all_key_usages=False)


class _Schreiber(IncrementalPdfFileWriter):
    """Leaves document information and XMP alone: both go on saying the same, and what the letter said."""

    def _update_meta(self) -> None:
        pass


class _Unterzeichner(signers.PdfSigner):
    """Reads the clock everybody reads."""

    def init_signing_session(self, *teile: Any, **angaben: Any) -> Any:
        sitzung = super().init_signing_session(*teile, **angaben)
        sitzung.system_time = uhr.jetzt()
        return sitzung


def siegle(pdf: bytes, schluessel: Siegelschluessel) -> bytes:
    """The file and, appended, an invisible signature field with its signature. Raises SiegelFehler."""
    angaben = signers.PdfSignatureMetadata(
        field_name=FELD, md_algorithm="sha256", reason=GRUND, location=ORT, subfilter=SigSeedSubFilter.PADES
    )
    unterzeichner = _Unterzeichner(angaben, signer=lade(schluessel))
    schreiber, gesiegelt = _Schreiber(io.BytesIO(pdf)), io.BytesIO()
    _lege_feld_an(schreiber)
    unterzeichner.sign_pdf(schreiber, existing_fields_only=True, output=gesiegelt)
    return gesiegelt.getvalue()


def _lege_feld_an(schreiber: IncrementalPdfFileWriter) -> None:
    """An invisible field; PDF/A-1 wants an appearance even of what nobody sees, so it gets an empty one."""
    append_signature_field(schreiber, SigFieldSpec(FELD))
    leer = generic.StreamObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
            generic.pdf_name("/BBox"): generic.ArrayObject([generic.NumberObject(0)] * 4),
        },
        stream_data=b"",
    )
    feld = schreiber.root["/AcroForm"]["/Fields"][-1]
    feld["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): schreiber.add_object(leer)})


def lade(schluessel: Siegelschluessel) -> signers.SimpleSigner:
    """The key, ready to sign. Raises SiegelFehler when file and passphrase do not fit."""
    try:
        return signers.SimpleSigner.load_pkcs12_data(
            schluessel.pkcs12, other_certs=(), passphrase=schluessel.kennwort.encode() or None
        )
    except (ValueError, AttributeError) as fehler:  # AttributeError: a PKCS#12 without a key
        raise SiegelFehler("Siegelschlüssel und Kennwort passen nicht zusammen.") from fehler


def zertifikate(pem_datei: bytes) -> list[x509.Certificate]:
    """Every certificate of a PEM file. Raises SiegelFehler for anything else."""
    if not pem_datei:
        return []
    try:
        return [x509.Certificate.load(der) for _art, _kopf, der in pem.unarmor(pem_datei, multiple=True)]
    except ValueError as fehler:
        raise SiegelFehler("SIEGEL_ANKER enthält nicht nur Zertifikate (PEM).") from fehler


def pruefe(pdf: bytes, *, anker: bytes, schluessel: Siegelschluessel | None) -> Siegelbefund:
    """What the last seal says; the city's own certificate and those of anker (PEM) are recognised."""
    eigenes = [lade(schluessel).signing_cert] if schluessel else []
    try:
        siegel = list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
        return (
            _befund(siegel[-1], anker=[*zertifikate(anker), *eigenes])
            if siegel
            else Siegelbefund(vorhanden=False)
        )
    except (PdfError, ValueError):
        return Siegelbefund(vorhanden=False)


def _befund(siegel: EmbeddedPdfSignature, *, anker: Iterable[x509.Certificate]) -> Siegelbefund:
    """Whether signature and whole file fit, and whether the certificate was recognised when it sealed."""
    zertifikat, am = siegel.signer_cert, siegel.self_reported_timestamp
    umfeld = ValidationContext(trust_roots=list(anker), moment=am, allow_fetching=False)
    unversehrt = anerkannt = False
    with suppress(SignatureValidationError):
        stand = validate_pdf_signature(siegel, umfeld, key_usage_settings=ZWECKE)
        ganz = siegel.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
        unversehrt = stand.intact and stand.valid and ganz
        # pyhanko asks for the days of every certificate but those it was told to trust.
        galt = am is not None and zertifikat.not_valid_before <= am <= zertifikat.not_valid_after
        anerkannt = stand.trusted and galt
    return Siegelbefund(
        vorhanden=True,
        von=str(zertifikat.subject.native.get("common_name", zertifikat.subject.human_friendly)),
        am=am,
        zertifikat_sha256=zertifikat.sha256.hex(),
        unversehrt=unversehrt,
        anerkannt=anerkannt,
    )
