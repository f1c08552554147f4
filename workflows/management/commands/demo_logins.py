"""Prints one login per role."""

from typing import Any

from django.core.management.base import BaseCommand

from rollen.tabelle import Rolle
from workflows.durchspielen.personen import DOMAENE, PASSWORT, lies


class Command(BaseCommand):
    """The list a newcomer needs."""

    help = "Zeigt die Anmeldungen der Demo, eine je Rolle."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """One line per role, then the one password."""
        erste: dict[str, dict[str, Any]] = {}
        for zeile in lies():
            for rolle, _stelle, _ebene in zeile["rollen"]:
                erste.setdefault(rolle, zeile)
        self.stdout.write("\nAnmeldungen der Demo:")
        for rolle in Rolle:
            zeile = erste[rolle.value]
            self.stdout.write(f"  {rolle.bezeichnung:<26} {zeile['person']}@{DOMAENE:<24} {zeile['name']}")
        self.stdout.write(f"  Passwort für alle: {PASSWORT}")
        self.stdout.write("  Beim Zeichnen steht Ihr Code unter dem Feld; ein Telefon brauchen Sie nicht.\n")
