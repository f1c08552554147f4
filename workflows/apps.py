"""The room HOW."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """How a request moves: flows, steps, the door, the queues."""

    name = "workflows"
    verbose_name = "Verfahren"
