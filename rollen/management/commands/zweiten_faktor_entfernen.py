"""manage.py zweiten_faktor_entfernen: for somebody who has lost the phone and the Ersatzcodes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rollen import zweitfaktor
from rollen.models import Benutzer


class Command(BaseCommand):
    """The operator has made sure who asks; the reason stands in the trail, the person gets an e-mail."""

    help = "Entfernt den zweiten Faktor einer Person, die Telefon und Ersatzcodes verloren hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and why."""
        parser.add_argument("email", metavar="E-MAIL", help="Adresse, mit der sich die Person anmeldet")
        parser.add_argument("--grund", required=True, help="steht im Protokoll und in der E-Mail")

    def handle(self, *_args: Any, email: str, grund: str, **_options: Any) -> None:
        """Raises CommandError when there is no such person, no second factor or no reason."""
        person = Benutzer.objects.filter(email=email.lower()).first()
        if person is None:
            raise CommandError(f"Diese Person gibt es nicht: {email}")
        if not grund.strip():
            raise CommandError("Bitte nennen Sie den Grund.")
        try:
            zweitfaktor.entferne_ohne_code(person, grund=grund.strip())
        except zweitfaktor.Codefehler as fehler:
            raise CommandError(f"{person.email}: {fehler}") from fehler
        self.stdout.write(f"Der zweite Faktor von {person.email} ist entfernt.")
