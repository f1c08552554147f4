"""PDF/A-1b as PDFBox sees it (Debian libpdfbox2-java): many files, one start of Java.

Nothing needs Java to run; whoever wants files checked gets told what is missing.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from defusedxml.ElementTree import fromstring
from django.conf import settings

# What PDFBox needs of an older Java comes in packages of its own, named in `.ci/run`.
ARCHIVE = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
PRUEFPROGRAMM = "org.apache.pdfbox.preflight.Validator_A1b"


class PreflightFehlt(Exception):
    """Java or parts of PDFBox are not on this machine; the text names them."""


def verlange_pdfbox() -> None:
    """Raise PreflightFehlt with everything that is missing."""
    fehlend = [f"{name}.jar" for name in ARCHIVE if not _archiv(name).is_file()]
    if shutil.which("java") is None:
        fehlend.append("java")
    if fehlend:
        raise PreflightFehlt(f"PDF/A nicht geprüft, es fehlen: {', '.join(fehlend)} (siehe .ci/run)")


def verstoesse(dateien: Sequence[Path], *, ordner: Path, starts: int = 1) -> dict[str, list[str]]:
    """What PDFBox finds against PDF/A-1b in each file, by its name; an empty list says valid.

    The files are shared among that many Javas at once; list and report are written to the folder.
    Raises PreflightFehlt, and ValueError when a file is missing in the report.
    """
    verlange_pdfbox()
    teile = [teil for nr in range(starts) if (teil := dateien[nr::starts])]
    with ThreadPoolExecutor(starts) as faeden:
        berichte = faeden.map(
            lambda teil: _pruefe(teil[1], ordner / f"liste-{teil[0]}.txt"), enumerate(teile)
        )
        befunde = {name: fehler for bericht in berichte for name, fehler in bericht.items()}
    if fehlend := [datei.name for datei in dateien if datei.name not in befunde]:
        raise ValueError(f"PDFBox hat nicht alle Dateien geprüft: {', '.join(fehlend[:5])}")
    return {datei.name: befunde[datei.name] for datei in dateien}


def _pruefe(dateien: Sequence[Path], liste: Path) -> Mapping[str, list[str]]:
    liste.write_text("\n".join(str(datei) for datei in dateien), encoding="utf-8")
    pfad = os.pathsep.join(str(_archiv(name)) for name in ARCHIVE)
    befehl = ["java", "-cp", pfad, PRUEFPROGRAMM, "xml", "group", str(liste)]
    subprocess.run(befehl, check=True, capture_output=True)  # noqa: S603
    bericht = fromstring(Path(f"{liste}.preflight.xml").read_bytes())
    befunde = {}
    for datei in bericht.iter("preflight"):
        fehler = [f"{eins.findtext('code')} {eins.findtext('details')}" for eins in datei.iter("error")]
        gueltig = datei.findtext("isValid") == "true"
        befunde[datei.attrib["name"]] = fehler if gueltig or fehler else ["ungültig ohne Angabe"]
    return befunde


def _archiv(name: str) -> Path:
    return Path(settings.JAVA_ARCHIVE) / f"{name}.jar"
