"""Gates of a flow that read the proof of use."""

from collections.abc import Callable
from typing import Any

from antraege.foerderung.models import Nachweisstatus


def nachweis_ist(*status: Nachweisstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the proof of use; there may be none."""
    return lambda a: getattr(getattr(a.process.antrag, "nachweis", None), "status", "") in status
