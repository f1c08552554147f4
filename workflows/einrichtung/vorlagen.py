"""Loads the papers of the administration that come with the product, above all the council paper itself.

Its words stand in `vorlagen.json`; its figures stand once, in `haushalt.json`, and are read from there by their source.
"""

from datetime import date
from typing import Any

from antraege.gremien import dienst, zahlen
from antraege.gremien.models import Beratung, Gremienvorlage, Gremium, Vorlagenstatus
from antraege.kern.beratung import Beratungsart
from antraege.kern.geld import NULL, euro
from antraege.programme.mitgeliefert import stelle
from rollen.lieferung import lies

WIE_GESCHRIEBEN = (
    *("drucksache", "oeffentlich", "datum", "dezernat", "fachbereiche", "verantwortlich", "dringlichkeit"),
    *("tagesordnungspunkt", "beschlussvorschlag", "personell", "stellen", "finanziell", "angaben"),
    *("klimarelevanz", "begruendung", "zustaendigkeit", "gezeichnet"),
)


def lade_vorlagen() -> None:
    """Every delivered paper with its Beratungsfolge and its sessions; one that is there stays as it is."""
    haushalt = lies("haushalt")
    for zeile in lies("vorlagen"):
        da = Gremienvorlage.objects.filter(drucksache=zeile["drucksache"], antrag__isnull=True)
        if not da.exists():
            _lade(zeile, haushalt)


def _lade(zeile: dict[str, Any], haushalt: dict[str, Any]) -> None:
    vorlage = Gremienvorlage(
        nr=1,
        stelle=stelle(zeile["stelle"]),
        status=_stand(zeile["beratungen"]),
        tabellen=[_tabelle(tabelle, f"DS {zeile['drucksache']}", haushalt) for tabelle in zeile["tabellen"]],
        **{name: zeile[name] for name in WIE_GESCHRIEBEN} | {"datum": date.fromisoformat(zeile["datum"])},
    )
    vorlage.betrag = zahlen.gesamt(vorlage)
    vorlage.save()
    for nr, beratung in enumerate(zeile["beratungen"], start=1):
        tage = {n: date.fromisoformat(w) for n, w in beratung.items() if n.endswith("_am")}
        gremium = Gremium.objects.get(name=beratung.pop("gremium"))
        Beratung.objects.create(vorlage=vorlage, nr=nr, gremium=gremium, **beratung | tage)
        dienst.setze_an(gremium.pk, tage["geplant_am"])


def _stand(beratungen: list[dict[str, Any]]) -> Vorlagenstatus:
    entschieden = any(b["art"] == Beratungsart.BESCHLUSS and b.get("ergebnis") for b in beratungen)
    return Vorlagenstatus.BESCHLOSSEN if entschieden else Vorlagenstatus.EINGEBRACHT


def _tabelle(tabelle: dict[str, Any], quelle: str, haushalt: dict[str, Any]) -> dict[str, Any]:
    """The table of the paper with its lines: what is planned for a year, and what others cover in it."""
    zeilen = [
        zeile
        for zeile in haushalt["zeilen"]
        if zeile["bereich"] == tabelle["bereich"] and zeile["quelle"].startswith(f"{quelle},")
    ]
    jahre = sorted({int(jahr) for zeile in zeilen for jahr in zeile["ansatz"]})
    namen = tabelle.pop("namen", {})
    return tabelle | {
        "jahre": jahre,
        "zeilen": [
            {
                "konto": [_konto(zeile, spalte, namen) for spalte in tabelle["kopf"]],
                "bezeichnung": zeile["bezeichnung"],
                "betraege": [str(_betrag(zeile, jahr, haushalt)) for jahr in jahre],
            }
            for zeile in zeilen
        ],
    }


_SPALTEN = {"Produkt": "produkt", "Auftrag": "auftrag", "KST": "kostenstelle", "Sachkonto": "sachkonto"}


def _konto(zeile: dict[str, Any], spalte: str, namen: dict[str, str]) -> str:
    nummer = zeile[_SPALTEN[spalte]]
    return f"{nummer} {namen[nummer]}" if nummer in namen else str(nummer)


def _betrag(zeile: dict[str, Any], jahr: int, haushalt: dict[str, Any]) -> Any:
    gedeckt = (
        zu["betrag"]
        for deckung in haushalt["deckungen"]
        if deckung["jahr"] == jahr
        for zu in deckung["zu"]
        if all(zu[name] == zeile[name] for name in ("auftrag", "sachkonto", "bezeichnung"))
    )
    return euro(zeile["ansatz"].get(str(jahr), NULL)) + sum(gedeckt)
