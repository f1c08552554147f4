"""Gates of a flow that read the instalments."""

from collections.abc import Callable
from typing import Any

from antraege.foerderung.models import Abrufstatus


def abruf_ist(status: Abrufstatus) -> Callable[[Any], bool]:
    """A gate that reads the status of the newest instalment; there may be none."""
    return lambda a: getattr(a.process.antrag.mittelabrufe.order_by("nr").last(), "status", "") == status
