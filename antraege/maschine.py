"""What the machines of child objects share: a transition that says in words why it is not possible."""

from typing import TYPE_CHECKING

from django.db import models
from django_fsm import ConcurrentTransitionMixin, can_proceed

from antraege.kern.maengel import MaengelFehler, Mangel


class Maschine(ConcurrentTransitionMixin, models.Model):
    """An object with a status of its own."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        status: str

        def get_status_display(self) -> str:
            """The status in words."""

    def bewege(self, uebergang: str) -> None:
        """Run one transition and save; raises MaengelFehler when it is not lawful now."""
        methode = getattr(self, uebergang)
        if not can_proceed(methode):
            raise MaengelFehler([Mangel(f"Im Stand „{self.get_status_display()}“ ist das nicht möglich.")])
        methode()
        self.save()
