"""The field every state machine stands on."""

from typing import Any

from django_fsm import FSMField


class Statusfeld(FSMField):
    """The status of an object: only a transition writes it. To the database and its migrations it is text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, protected=True, **kwargs)

    def set_state(self, instance: Any, state: Any) -> None:
        """Keep the plain text, also when a transition names a member of an enum."""
        super().set_state(instance, str(state))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """What a migration writes down: a CharField, so that none ever depends on django_fsm."""
        name, _, args, kwargs = super().deconstruct()
        del kwargs["protected"]
        return name, "django.db.models.CharField", args, kwargs
