"""One graph per process, written out as the story it is."""

from .antragsverfahren import Antragsverfahren

FLOWS = (Antragsverfahren,)

__all__ = ["FLOWS", "Antragsverfahren"]
