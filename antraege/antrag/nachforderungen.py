"""Nachforderung: what may be asked for again, asking for it, and taking in the answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from antraege.antrag.antworten import gestellte
from antraege.antrag.models import Antrag, Nachforderung, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from rollen import uhr
from rollen.models import Benutzer


@dataclass(frozen=True)
class Ziel:
    """Something of the request that can be asked for again."""

    bezug: Bezugsart
    schluessel: str
    was: str

    @property
    def name(self) -> str:
        """A name fit for a form field."""
        return f"{self.bezug.value}_{self.schluessel}" if self.schluessel else self.bezug.value


@dataclass(frozen=True)
class Verlangtes:
    """An item that is asked for, and why."""

    ziel: Ziel
    warum: str


def verlangbar(antrag: Antrag) -> list[Ziel]:
    """Every question that was asked and every paper of the case's Richtlinie version, and the Finanzierungsplan."""
    gefragt = gestellte(antrag.richtlinie.fragen.all(), antrag.antworten)
    fragen = [Ziel(Bezugsart.FRAGE, f.schluessel, f.text) for f in gefragt]
    unterlagen = [
        Ziel(Bezugsart.UNTERLAGE, u.schluessel, u.bezeichnung) for u in antrag.richtlinie.unterlagen.all()
    ]
    return [*fragen, *unterlagen, Ziel(Bezugsart.PLAN, "", "Finanzierungsplan")]


def stelle(
    antrag: Antrag, verlangtes: Iterable[Verlangtes], *, frist: date, akteur: Benutzer
) -> Nachforderung:
    """Write the Nachforderung with what stood in each item when it was asked for."""
    nachforderung = Nachforderung.objects.create(antrag=antrag, frist=frist, gestellt_von=akteur)
    Nachforderungspunkt.objects.bulk_create(
        Nachforderungspunkt(
            nachforderung=nachforderung,
            bezug=v.ziel.bezug,
            schluessel=v.ziel.schluessel,
            was=v.ziel.was,
            warum=v.warum,
            vorher=antrag.antworten.get(v.ziel.schluessel) if v.ziel.bezug == Bezugsart.FRAGE else None,
        )
        for v in verlangtes
    )
    return nachforderung


def offene(antrag: Antrag) -> Nachforderung | None:
    """The Nachforderung the Träger may still answer."""
    return antrag.nachforderungen.filter(beantwortet_am__isnull=True, abgelaufen_am__isnull=True).first()


def beantworte(nachforderung: Nachforderung, antworten: dict[int, dict[str, Any]]) -> None:
    """Take in the answers by item id: `antwort` in words and, for questions, the new `nachher`."""
    antrag = nachforderung.antrag
    for punkt in nachforderung.punkte.all():
        antwort = antworten[punkt.pk]
        punkt.antwort = antwort.get("antwort", "")
        punkt.nachher = antwort.get("nachher")
        if punkt.bezug == Bezugsart.FRAGE:
            antrag.antworten[punkt.schluessel] = punkt.nachher
        punkt.save(update_fields=["antwort", "nachher"])
    nachforderung.beantwortet_am = uhr.jetzt()
    nachforderung.save(update_fields=["beantwortet_am"])


def lasse_ablaufen(nachforderung: Nachforderung) -> None:
    """The deadline has passed without an answer: the office decides on the file, never automatically."""
    nachforderung.abgelaufen_am = uhr.jetzt()
    nachforderung.save(update_fields=["abgelaufen_am"])
