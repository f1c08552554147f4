"""Agreements in any state as rows, for what reads many of them."""

from datetime import date
from typing import Any

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kooperation.models import Fassung, Partei, Vereinbarung
from rollen.models import Stelle
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt

GEBUNDEN = ("gezeichnet", "aktiv", "gekuendigt", "beendet", "evaluiert")


def vereinbarung(
    koop: Kooperationswelt, *parteien: Stelle, status: str = "aktiv", titel: str = "Forschen", **felder: Any
) -> Vereinbarung:
    """One agreement between these Stellen; what is bound holds in a text of its own."""
    fall = {name: felder.pop(name) for name in ("traeger", "stelle", "standort") if name in felder}
    antrag = antrag_dazu(koop, titel=titel, **fall)
    werte: dict[str, Any] = {"laufzeit_von": date(2022, 8, 1), "laufzeit_bis": date(2024, 7, 31)}
    werte |= {"themenfeld": koop.themenfeld, **felder}
    eine = Vereinbarung.objects.create(antrag=antrag, **werte)
    for nr, stelle in enumerate(parteien, start=1):
        Partei.objects.create(
            vereinbarung=eine,
            nr=nr,
            stelle=stelle,
            rolle="partner",
            kuerzel=f"P{nr}",
            vertreten_durch="Leitung",
        )
    if status in GEBUNDEN:
        text = fassung(eine, koop, nr=1)
        Vereinbarung.objects.filter(pk=eine.pk).update(fassung=text, geltende=text)
    Vereinbarung.objects.filter(pk=eine.pk).update(status=status)
    return Vereinbarung.objects.get(pk=eine.pk)


def antrag_dazu(koop: Kooperationswelt, **felder: Any) -> Antrag:
    """The request behind an agreement, with an Aktenzeichen."""
    koop.welt.nummer += 1
    nummer = f"40-KV-2023-{koop.welt.nummer:05d}"
    return koop.entwurf(aktenzeichen=nummer, status=Status.BEWILLIGT, **felder)


def fassung(eine: Vereinbarung, koop: Kooperationswelt, *, nr: int, **felder: Any) -> Fassung:
    """A text of the agreement."""
    werte = {
        "titel": "Kooperationsvereinbarung",
        "kennung": f"{eine.antrag.aktenzeichen}-F{nr}",
        "daten": {},
        "inhalt": {},
        "vorlagenversion": "1",
        "sha256": f"{eine.pk:032d}{nr:032d}",
        "groesse": 1,
        "erstellt_von": koop.welt.personen["servicestelle"],
    }
    return Fassung.objects.create(vereinbarung=eine, nr=nr, **{**werte, **felder})
