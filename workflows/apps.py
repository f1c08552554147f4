"""The room HOW."""

from importlib import import_module

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """How a request moves: flows, steps, the door, the queues."""

    name = "workflows"
    verbose_name = "Verfahren"

    def ready(self) -> None:
        """Load all procedures, so that the directory is full."""
        import_module("workflows.verfahren")
