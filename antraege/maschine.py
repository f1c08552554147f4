"""What every object with a status of its own stands on: a machine, whose transitions are functions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models
from django_fsm import ConcurrentTransition, ConcurrentTransitionMixin, TransitionNotAllowed, transition

from antraege.kern.maengel import Mangel, keine_oder

__all__ = ["STANDFEHLER", "Maschine", "Uebergang", "transition"]

# What a machine raises when a step does not fit the state it finds.
STANDFEHLER = (TransitionNotAllowed, ConcurrentTransition)

Uebergang: TypeAlias = Callable[[Any], None]


class Maschine(ConcurrentTransitionMixin, models.Model):
    """An object with a status; a transition is named as a function of its class: `Angebot.vorlegen`."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        status: str

        def get_status_display(self) -> str:
            """The status in words."""

    def unerfuellt(self, uebergang: Uebergang) -> list[Mangel]:
        """Why this transition is not lawful now, in words: the status, or every condition that is not met."""
        funktion: Any = uebergang
        moeglich = funktion._django_fsm.get_transition(self.status)
        if moeglich is None:
            return [Mangel(f"Im Stand „{self.get_status_display()}“ ist das nicht möglich.")]
        return [bedingung.mangel for bedingung in moeglich.conditions if not bedingung(self)]

    def bewege(self, uebergang: Uebergang) -> None:
        """Run one transition and save; raises MaengelFehler when it is not lawful now."""
        keine_oder(self.unerfuellt(uebergang))
        uebergang(self)
        self.save()
