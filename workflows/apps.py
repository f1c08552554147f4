"""The room HOW."""

from importlib import import_module

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """How a request moves: flows, steps, the door, the queues."""

    name = "workflows"
    verbose_name = "Verfahren"

    def ready(self) -> None:
        """Load all procedures, so that the directory is full; say who has advised where a row is decided on.

        The search follows the trail.
        """
        import_module("workflows.verfahren")
        akt = import_module("rollen.akt")
        akt.EINWAENDE.append(import_module("workflows.tuer.befangenheit").einwand)
        import_module("workflows.suche.index")
