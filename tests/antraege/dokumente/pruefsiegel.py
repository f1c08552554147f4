"""A self-made seal for tests; it bears the city's name as any stranger's could."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from antraege.dokumente.pdf.siegeln import Siegelschluessel

NAME, KENNWORT = "Stadt Dortmund (Prüfsiegel)", "nur für Tests"
TAG = datetime(2023, 1, 16, 8, 15, tzinfo=UTC)


def neuer_schluessel() -> tuple[Siegelschluessel, bytes]:
    """A new key with its certificate as PEM, valid from 30 days before to a year after TAG."""
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
    return Siegelschluessel(datei, KENNWORT), zertifikat.public_bytes(serialization.Encoding.PEM)
