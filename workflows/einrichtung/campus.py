"""Loads what the council paper sets for the model sites: goals, tasks of Campus-Management, days to think of."""

from datetime import date

from antraege.campus.models import Aufgabenfeld, Campusfrist, Ziel
from antraege.gremien.models import Gremienvorlage
from rollen.lieferung import LieferFehler, lies


def lade_campus() -> None:
    """Every delivered row, tied to the paper that sets it; one that is there stays as it is."""
    daten = lies("campus")
    vorlage = Gremienvorlage.objects.filter(drucksache=daten["vorlage"], antrag__isnull=True).first()
    if vorlage is None:
        raise LieferFehler(f"Die Vorlage {daten['vorlage']} aus campus.json steht nicht in vorlagen.json.")
    for zeile in daten["ziele"]:
        Ziel.objects.get_or_create(nr=zeile["nr"], defaults={**zeile, "vorlage": vorlage})
    for zeile in daten["aufgaben"]:
        Aufgabenfeld.objects.get_or_create(nr=zeile["nr"], defaults={**zeile, "vorlage": vorlage})
    for zeile in daten["fristen"]:
        rest = {**zeile, "vorlage": vorlage, "tag": date.fromisoformat(zeile["tag"])}
        Campusfrist.objects.get_or_create(titel=zeile["titel"], defaults=rest)
