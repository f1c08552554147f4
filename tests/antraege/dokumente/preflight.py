"""PDF/A-1b as PDFBox sees it (Debian libpdfbox2-java): many files, one start of Java."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

JAVA_ORDNER = Path("/usr/share/java")
# What PDFBox needs of an older Java comes in packages of its own, named in `.ci/run`.
ARCHIVE = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
PRUEFPROGRAMM = "org.apache.pdfbox.preflight.Validator_A1b"


def verlange_pdfbox() -> None:
    """Skip with the reason on a machine without PDFBox; fail where nothing may be skipped."""
    fehlend = [name for name in ARCHIVE if not (JAVA_ORDNER / f"{name}.jar").is_file()]
    if shutil.which("java") is None:
        fehlend.append("java")
    if fehlend:
        melde = pytest.fail if os.environ.get("KINDERCAMPUS_VOLLSTAENDIG") == "1" else pytest.skip
        melde(f"PDF/A nicht geprüft, es fehlen: {', '.join(fehlend)} (siehe .ci/run)")


def verstoesse(pdfs: Mapping[str, bytes], *, ordner: Path) -> dict[str, list[str]]:
    """What PDFBox finds against PDF/A-1b in each file, by its name; an empty list says valid."""
    verlange_pdfbox()
    for name, pdf in pdfs.items():
        (ordner / name).write_bytes(pdf)
    liste = ordner / "liste.txt"
    liste.write_text("\n".join(str(ordner / name) for name in pdfs))
    pfad = os.pathsep.join(str(JAVA_ORDNER / f"{name}.jar") for name in ARCHIVE)
    subprocess.run(
        ["java", "-cp", pfad, PRUEFPROGRAMM, "xml", "group", str(liste)], check=True, capture_output=True
    )
    bericht = fromstring((ordner / "liste.txt.preflight.xml").read_bytes())
    return {datei.attrib["name"]: _fehler(datei) for datei in bericht.iter("preflight")}


def _fehler(datei: Element) -> list[str]:
    meldungen = [f"{fehler.findtext('code')} {fehler.findtext('details')}" for fehler in datei.iter("error")]
    gueltig = datei.findtext("isValid") == "true"
    return meldungen if gueltig or meldungen else ["ungültig ohne Angabe"]
