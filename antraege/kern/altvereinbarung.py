"""An agreement from elsewhere: where it stands, and what it must say for that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Befund = tuple[str, str]  # name of the value, German sentence


class Vereinbarungslage(StrEnum):
    """Where an agreement stands elsewhere, as far as it can go on from there here."""

    IN_KRAFT = "in_kraft"
    GEKUENDIGT = "gekuendigt"
    ABGELAUFEN = "abgelaufen"

    @property
    def bezeichnung(self) -> str:
        """The word in the list."""
        return _WORTE[self][0]

    @property
    def folge(self) -> str:
        """What happens to the agreement here."""
        return _WORTE[self][1]


_L = Vereinbarungslage
_WORTE: dict[Vereinbarungslage, tuple[str, str]] = {
    _L.IN_KRAFT: (
        "in Kraft",
        "Sie gilt bis zu ihrem Ende. Das Programm erinnert vorher; Nachtrag und Kündigung sind möglich.",
    ),
    _L.GEKUENDIGT: ("gekündigt", "Sie gilt bis zu dem Tag, zu dem die Kündigung wirkt. Dann endet sie."),
    _L.ABGELAUFEN: ("abgelaufen", "Es ist nichts mehr zu tun. Sie steht im Register."),
}


@dataclass(frozen=True)
class Altvereinbarung:
    """What the list says of one agreement; `frist` is the period of notice in months."""

    lage: Vereinbarungslage
    geschlossen_am: date
    von: date
    bis: date
    frist: int
    parteien: int
    zugegangen_am: date | None = None
    wirksam_zum: date | None = None
    von_partei: bool = False

    @property
    def letzter_tag(self) -> date:
        """The last day on which it binds."""
        return min(self.bis, self.wirksam_zum) if self.wirksam_zum else self.bis


def widersprueche(alt: Altvereinbarung, *, heute: date) -> list[Befund]:
    """Everything in an agreement that cannot be, each with the value it belongs to; empty when it can go on."""
    return [*_laufzeit(alt, heute), *_kuendigung(alt, heute), *_lage(alt, heute)]


def _laufzeit(alt: Altvereinbarung, heute: date) -> Iterator[Befund]:
    if alt.bis < alt.von:
        yield "laufzeit_bis", f"Das Ende liegt vor dem Beginn ({alt.von:%d.%m.%Y})."
    if alt.geschlossen_am > heute:
        yield "geschlossen_am", f"Der {alt.geschlossen_am:%d.%m.%Y} liegt in der Zukunft."
    if not 1 <= alt.frist <= 12:
        yield "kuendigungsfrist", "Die Frist beträgt 1 bis 12 Monate."
    if alt.parteien < 2:
        yield "partei_2", "Eine Vereinbarung hat mindestens zwei Parteien."


def _kuendigung(alt: Altvereinbarung, heute: date) -> Iterator[Befund]:
    angaben = {
        "gekuendigt_von": alt.von_partei,
        "zugegangen_am": alt.zugegangen_am,
        "wirksam_zum": alt.wirksam_zum,
    }
    if alt.lage == _L.IN_KRAFT:
        for name in (name for name, wert in angaben.items() if wert):
            yield name, "Eine Vereinbarung in Kraft ist nicht gekündigt. Der Stand wäre „gekündigt“."
        return
    genannt = any(angaben.values())
    if alt.lage == _L.GEKUENDIGT or genannt:
        for name in (name for name, wert in angaben.items() if not wert):
            yield name, "Zu einer Kündigung ist diese Angabe nötig."
    if alt.zugegangen_am and alt.zugegangen_am > heute:
        yield "zugegangen_am", f"Der {alt.zugegangen_am:%d.%m.%Y} liegt in der Zukunft."
    if alt.zugegangen_am and alt.wirksam_zum and alt.wirksam_zum < alt.zugegangen_am:
        yield "wirksam_zum", f"Die Kündigung wirkt nicht vor ihrem Eingang ({alt.zugegangen_am:%d.%m.%Y})."
    if alt.wirksam_zum and alt.wirksam_zum > alt.bis:
        yield "wirksam_zum", f"Die Vereinbarung endet schon am {alt.bis:%d.%m.%Y}."


def _lage(alt: Altvereinbarung, heute: date) -> Iterator[Befund]:
    vorbei = alt.letzter_tag < heute
    if alt.lage == _L.ABGELAUFEN and not vorbei:
        yield "stand", f"Sie läuft noch bis {alt.letzter_tag:%d.%m.%Y}: „in Kraft“ oder „gekündigt“."
    if alt.lage != _L.ABGELAUFEN and vorbei:
        yield "stand", f"Sie ist am {alt.letzter_tag:%d.%m.%Y} zu Ende gegangen: „abgelaufen“."
