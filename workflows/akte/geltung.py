"""Whether a letter or an agreement still holds, in one word; and the state of an agreement with its Nachträge."""

from dataclasses import dataclass
from enum import StrEnum

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.kooperation.models import Fassung, Nachtrag, Nachtragsstatus, Vereinbarung, Vereinbarungsstatus

GEZEICHNETE = (Nachtragsstatus.GEZEICHNET, Nachtragsstatus.WIRKSAM)
VORBEI = (Vereinbarungsstatus.BEENDET, Vereinbarungsstatus.EVALUIERT)


class Geltung(StrEnum):
    """What the city says about a letter that somebody holds in their hands."""

    GILT = "gilt"
    ERSETZT = "ersetzt"
    AUFGEHOBEN = "aufgehoben"
    NICHT_GEZEICHNET = "nicht_gezeichnet"
    UNBEKANNT = "unbekannt"


Befund = tuple[Geltung, Schriftstueck | None]


@dataclass(frozen=True)
class Vereinbarungslage:
    """The agreement of a case, its signed Nachträge (number, in force) and their letters in the same order."""

    vereinbarung: Vereinbarung | None
    nachtraege: list[tuple[int, bool]]
    briefe: list[Schriftstueck]

    @classmethod
    def von(cls, fall: int) -> "Vereinbarungslage":
        """Read it. Three queries, also for a case without any agreement."""
        nachtraege = Nachtrag.objects.filter(vereinbarung__antrag=fall, status__in=GEZEICHNETE)
        briefe = Schriftstueck.objects.filter(antrag=fall, art=Schriftstueckart.NACHTRAG)
        return cls(
            Vereinbarung.objects.only("status", "fassung_id", "geltende_id").filter(antrag=fall).first(),
            [
                (nr, status == Nachtragsstatus.WIRKSAM)
                for nr, status in nachtraege.order_by("nr").values_list("nr", "status")
            ],
            list(briefe.only("art", "kennung", "erlassen_am").order_by("id")),
        )

    def brief(self, stueck: Schriftstueck) -> Befund:
        """A signed file of this case: the agreement, or one of its Nachträge."""
        vorher = [brief for brief in self.briefe if brief.pk <= stueck.pk]
        return self._geltung(len(vorher) if stueck.art == Schriftstueckart.NACHTRAG else 0)

    def fassung(self, fassung: Fassung) -> Befund:
        """A text of this case; what not all have signed has never counted."""
        assert self.vereinbarung is not None
        in_arbeit = fassung.pk == self.vereinbarung.fassung_id
        gilt = fassung.pk == self.vereinbarung.geltende_id
        if not gilt and (in_arbeit or not fassung.gezeichnet):  # type: ignore[attr-defined]
            return Geltung.NICHT_GEZEICHNET, None
        bis = fassung.nachtrag_nr or 0
        return self._geltung(len([nr for nr, _ in self.nachtraege if nr <= bis]))

    def _geltung(self, rang: int) -> Befund:
        """`rang` is 0 for the agreement itself, n for its n-th signed Nachtrag."""
        if self.vereinbarung is not None and self.vereinbarung.status in VORBEI:
            return Geltung.AUFGEHOBEN, None
        wirksame = len([nr for nr, wirksam in self.nachtraege if wirksam])
        if wirksame > rang:
            return Geltung.ERSETZT, self.briefe[wirksame - 1] if len(self.briefe) >= wirksame else None
        return Geltung.GILT, None
