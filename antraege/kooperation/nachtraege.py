"""Nachtrag: what shall change in an agreement in force, and when it counts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from antraege.antrag.models import Antrag
from antraege.kern.maengel import Mangel
from antraege.kooperation import angaben, dienst, zeichnen
from antraege.kooperation.models import (
    LAUFENDER_NACHTRAG,
    Nachtrag,
    Nachtragsstatus,
    Vereinbarung,
    Vereinbarungsstatus,
)
from rollen import uhr
from rollen.models import Benutzer

AENDERBAR = (Vereinbarungsstatus.GEZEICHNET, Vereinbarungsstatus.AKTIV)


def hindernisse(vereinbarung: Vereinbarung) -> list[Mangel]:
    """Why no Nachtrag can begin now."""
    if vereinbarung.status not in AENDERBAR:
        return [Mangel(f"Im Stand „{vereinbarung.get_status_display()}“ ist kein Nachtrag möglich.")]
    if laufender(vereinbarung):
        return [Mangel("Ein Nachtrag läuft schon.", behebt="Servicestelle (abschließen oder zurückziehen)")]
    return []


def laufender(vereinbarung: Vereinbarung) -> Nachtrag | None:
    """The Nachtrag that is being written, released or signed."""
    return vereinbarung.nachtraege.filter(status__in=LAUFENDER_NACHTRAG).select_related("fassung").first()


def neuester(vereinbarung: Vereinbarung) -> Nachtrag:
    """The last one begun. Raises Nachtrag.DoesNotExist."""
    return vereinbarung.nachtraege.select_related("fassung").latest("nr")


@dataclass(frozen=True)
class Nachtragsinhalt:
    """The whole text as it shall be, why and from when on."""

    art: str
    anlass: str
    wirksam_ab: date
    daten: Mapping[str, Any]


def beginne(vereinbarung: Vereinbarung, was: Nachtragsinhalt, *, akteur: Benutzer) -> Nachtrag:
    """A new Nachtrag; its text follows."""
    return Nachtrag.objects.create(
        vereinbarung=vereinbarung,
        nr=vereinbarung.nachtraege.count() + 1,
        begonnen_von=akteur,
        **_inhalt(vereinbarung, was),
    )


def schreibe_neu(nachtrag: Nachtrag, vereinbarung: Vereinbarung, was: Nachtragsinhalt) -> None:
    """Other data for a Nachtrag that was returned."""
    for name, wert in _inhalt(vereinbarung, was).items():
        setattr(nachtrag, name, wert)
    nachtrag.save()


def _inhalt(vereinbarung: Vereinbarung, was: Nachtragsinhalt) -> dict[str, Any]:
    assert vereinbarung.geltende is not None
    neu = dict(was.daten)
    return {
        "art": was.art,
        "anlass": was.anlass,
        "wirksam_ab": was.wirksam_ab,
        "neue_daten": neu,
        "aenderungen": [asdict(u) for u in angaben.unterschiede(vereinbarung.geltende.daten, neu)],
    }


def ende(vereinbarung: Vereinbarung, nachtrag: Nachtrag, *, grund: str) -> None:
    """It does not come about: signatures are void, the text in force is the present one again."""
    if nachtrag.fassung:
        zeichnen.erklaere_ungueltig(nachtrag.fassung, grund=grund)
    vereinbarung.fassung = vereinbarung.geltende
    vereinbarung.save()


def schliesse_ab(vereinbarung: Vereinbarung, nachtrag: Nachtrag) -> None:
    """The last signature is in; it counts from its first day on."""
    nachtrag.bewege(Nachtrag.zeichnen_beenden)
    wirke(vereinbarung, nachtrag)


def wirke(vereinbarung: Vereinbarung, nachtrag: Nachtrag) -> bool:
    """Let it count when its first day has come; False otherwise."""
    if nachtrag.status != Nachtragsstatus.GEZEICHNET or nachtrag.wirksam_ab > uhr.heute():
        return False
    nachtrag.wirksam_seit = max(nachtrag.wirksam_ab, uhr.heute())
    nachtrag.bewege(Nachtrag.wirken)
    vereinbarung.geltende = nachtrag.fassung
    zeichen = nachtrag.neue_daten.get("zuwendung") or ""
    zuwendung = Antrag.objects.filter(aktenzeichen=zeichen).first() if zeichen else None
    dienst.uebernimm(vereinbarung, nachtrag.neue_daten, zuwendung=zuwendung)
    vereinbarung.save()
    return True


def zu_frueh(vereinbarung: Vereinbarung, tag: date) -> bool:
    """A Nachtrag counts from a day inside the term, and not in the past."""
    von, bis = vereinbarung.laufzeit_von, vereinbarung.laufzeit_bis
    return tag < uhr.heute() or (von is not None and tag < von) or (bis is not None and tag > bis)
