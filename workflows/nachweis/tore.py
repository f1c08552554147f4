"""Gates of a flow that read the proof of use."""

from collections.abc import Callable
from typing import Any

from antraege.foerderung.models import Nachweisstatus
from workflows.tuer.handlung import laufende


def nachweis_ist(*status: Nachweisstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the proof of use; there may be none."""
    return lambda _: getattr(getattr(laufende().antrag, "nachweis", None), "status", "") in status
