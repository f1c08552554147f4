"""manage.py protokoll_schluessel: makes the pair of keys that signs the seals; again when a key is replaced."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rollen.siegelschluessel import SchluesselFehler, lege_an


class Command(BaseCommand):
    """The secret half is written for its owner's eyes only; the public half is added to those that count."""

    help = "Legt den Schlüssel an, mit dem die Siegel des Protokolls unterschrieben werden (Ed25519)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, or say why not."""
        try:
            marke = lege_an()
        except SchluesselFehler as fehler:
            raise CommandError(str(fehler)) from fehler
        except OSError as fehler:
            raise CommandError(f"Der Schlüssel lässt sich nicht schreiben: {fehler}") from fehler
        self.stdout.write(
            f"Schlüssel {marke}: geheim in {settings.PROTOKOLL_SCHLUESSEL}, "
            f"öffentlich in {settings.PROTOKOLL_OEFFENTLICH}."
        )
        self.stdout.write(
            "Geben Sie die geheime Datei dem Benutzer, unter dem protokoll_siegeln läuft, nicht dem des Webservers."
        )
