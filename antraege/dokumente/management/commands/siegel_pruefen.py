"""manage.py siegel_pruefen DATEI: who sealed a file and when, whether it is unchanged and the seal the city's."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from antraege.dokumente.pdf.siegeln import SiegelFehler, pruefe_siegel


class Command(BaseCommand):
    """Exits 1 unless the file is what the city sealed."""

    help = "Prüft das elektronische Siegel einer Datei, ohne eine andere Maschine zu fragen."
    requires_system_checks = []  # it needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("datei", type=Path)

    def handle(self, *_args: Any, datei: Path, **_angaben: Any) -> None:
        """Four lines. Raises CommandError for a file without a valid seal."""
        try:
            befund = pruefe_siegel(datei.read_bytes())
        except OSError as fehler:
            raise CommandError(f"Die Datei {datei.name} ist nicht lesbar.") from fehler
        except SiegelFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        if not befund.vorhanden:
            raise CommandError("Die Datei trägt kein Siegel.")
        am = f"{timezone.localtime(befund.am):%d.%m.%Y, %H:%M:%S} Uhr" if befund.am else "ohne Angabe"
        zeilen = [
            f"gesiegelt von {befund.von}, {am}",
            f"Zertifikat (SHA-256): {befund.zertifikat_sha256}",
            "unverändert seit dem Siegeln" if befund.unversehrt else "nach dem Siegeln verändert",
            "Zertifikat der Stadt" if befund.anerkannt else "Zertifikat nicht anerkannt",
        ]
        self.stdout.write("\n".join(zeilen))
        if not befund.gueltig:
            raise CommandError("Das Siegel ist nicht gültig.")
