"""manage.py createsuperuser: refused, for nobody here may do everything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Django's command would make a person outside of all roles."""

    help = "Gibt es hier nicht. Die ersten zwei Personen richtet ersteinrichtung ein."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Whatever Django's command takes."""
        parser.add_argument("angaben", nargs="*")
        for name in ("--email", "--username", "--name", "--database"):
            parser.add_argument(name)
        parser.add_argument("--noinput", "--no-input", action="store_true")

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refuse in words."""
        raise CommandError(
            "Hier darf niemand alles: Jedes Recht kommt aus einer Rolle, und jede Rolle bestätigt eine zweite Person. "
            'So beginnen Sie: manage.py ersteinrichtung --admin "NAME <E-MAIL>" --admin "NAME <E-MAIL>"'
        )
