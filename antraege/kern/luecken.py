"""Where the Modulsystem has a gap: what the figures of a site and a topic say, in words. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Versorgung:
    """How many offers have free dates, how many Abrufe there are, how many needs are open."""

    angebote: int
    abrufe: int
    bedarfe: int

    @property
    def luecke(self) -> bool:
        """True where nothing is free."""
        return self.angebote == 0

    @property
    def in_worten(self) -> str:
        """What is to be done."""
        if self.luecke and self.bedarfe:
            return "Lücke: gesucht, aber nichts ist frei"
        if self.luecke:
            return "Lücke: nichts ist frei"
        if self.bedarfe:
            return "gesucht und frei: bitte vermitteln"
        return "versorgt"
