"""The catalogue of the demo: written by those who offer, published by the Servicestelle; two offers wait."""

from datetime import date
from decimal import Decimal
from typing import Any

from antraege.angebote import dienst
from antraege.angebote.models import OEFFENTLICHE_FELDER, Angebot, Standort, Themenfeld
from rollen.models import Stelle
from workflows.daten import lies
from workflows.durchspielen.personen import person


def lade() -> None:
    """Every offer of `fixtures/angebote.json` that is not there yet, through the service as in the browser."""
    for zeile in lies("angebote")["angebote"]:
        anbieter = Stelle.objects.get(kuerzel=zeile["anbieter"])
        if not Angebot.objects.filter(anbieter=anbieter, titel=zeile["titel"]).exists():
            _lade(anbieter, zeile)


def _lade(anbieter: Stelle, zeile: dict[str, Any]) -> None:
    akteur, servicestelle = person(zeile["verfasst_von"]), person("servicestelle")
    standorte = Standort.objects.filter(stelle__kuerzel__in=zeile["standorte"])
    angebot = dienst.lege_an(anbieter, _felder(zeile), standorte=list(standorte), akteur=akteur)
    angebot = dienst.lege_vor(angebot.pk, stand=angebot.stand, akteur=akteur)
    if zeile["stand"] == "veroeffentlicht":
        dienst.veroeffentliche(angebot.pk, stand=angebot.stand, akteur=servicestelle)
    elif zeile["stand"] == "zurueckgegeben":
        dienst.gib_zurueck(angebot.pk, grund=zeile["grund"], stand=angebot.stand, akteur=servicestelle)


def _felder(zeile: dict[str, Any]) -> dict[str, Any]:
    werte = {name: zeile[name] for name in OEFFENTLICHE_FELDER}
    return werte | {
        "themenfeld": Themenfeld.objects.get(kuerzel=zeile["themenfeld"]),
        "kosten": Decimal(zeile["kosten"]) if zeile["kosten"] else None,
        "gueltig_von": date.fromisoformat(zeile["gueltig_von"]),
        "gueltig_bis": date.fromisoformat(zeile["gueltig_bis"]) if zeile["gueltig_bis"] else None,
    }
