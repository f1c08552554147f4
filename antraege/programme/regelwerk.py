"""A Richtlinie with its programme as plain data: delivered, cloned, compared, written to a file and read from one.

The shape is that of `programme.json`: amounts and percentages are text with a point, days `2026-03-01`, Stellen
their Kürzel.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from antraege.programme.models import (
    Aufruf,
    Berichtsfrage,
    Foerderprogramm,
    Frage,
    Nebenbestimmung,
    Pruefart,
    Pruefpunkt,
    Richtlinie,
    Unterlage,
)
from rollen.lieferung import LieferFehler
from rollen.models import Benutzer, Stelle

Daten = dict[str, Any]
# Neither what a version says nor anything another programme could take over.
_VERWALTUNG = {
    *("id", "programm", "version", "erstellt_von", "freigegeben_von", "freigegeben_am", "stand"),
    "vorgelegt_am",
}
_EIGENES_DER_ZEILE = {"id", "richtlinie", "nr"}
LISTEN: dict[str, type[Model]] = {
    "fragen": Frage,
    "berichtsfragen": Berichtsfrage,
    "unterlagen": Unterlage,
    "nebenbestimmungen": Nebenbestimmung,
}
PROGRAMMFELDER = ("kuerzel", "name", "beschreibung", "kooperation", "zeichen")


def felder(modell: type[Model]) -> list[str]:
    """What a row of this table says of itself."""
    ohne = (
        _VERWALTUNG
        if modell is Richtlinie
        else _EIGENES_DER_ZEILE | ({"art"} if modell is Pruefpunkt else set())
    )
    return [feld.name for feld in modell._meta.concrete_fields if feld.name not in ohne]


def als_daten(richtlinie: Richtlinie) -> Daten:
    """Everything this version says, freshly read."""
    programm = richtlinie.programm
    punkte = list(richtlinie.pruefpunkte.all())
    return {
        **{feld: getattr(programm, feld) for feld in PROGRAMMFELDER},
        "stelle": programm.stelle.kuerzel,
        "richtlinie": _zeile(richtlinie),
        **{liste: [_zeile(z) for z in getattr(richtlinie, liste).all()] for liste in LISTEN},
        "aufrufe": [_zeile(aufruf) for aufruf in richtlinie.aufrufe.all()],
        "pruefpunkte": {art.value: [_zeile(p) for p in punkte if p.art == art] for art in Pruefart},
        "mitzeichnung": [m.stelle.kuerzel for m in richtlinie.mitzeichnungsstellen.select_related("stelle")],
        "wertgrenzen": {w.ebene: str(w.bis_betrag) for w in richtlinie.wertgrenzen.all()},
    }


def _zeile(objekt: Model) -> Daten:
    return {feld: _wert(getattr(objekt, feld)) for feld in felder(type(objekt))}


def _wert(wert: Any) -> Any:
    if isinstance(wert, Decimal):
        return str(wert)
    return wert.isoformat() if isinstance(wert, date) else wert


def vorgaben() -> Daten:
    """What a version says where nobody says anything else."""
    meta = Richtlinie._meta
    alle: list[Any] = [meta.get_field(name) for name in felder(Richtlinie)]
    return {f.name: _wert(f.get_default()) for f in alle if f.has_default() or f.null or f.blank}


def neue_richtlinie(
    programm: Foerderprogramm, daten: Daten, *, erstellt_von: Benutzer, **felder: Any
) -> Richtlinie:
    """A version as the data say it, not saved yet and without its rows; `felder` go before the data."""
    return Richtlinie(programm=programm, erstellt_von=erstellt_von, **{**daten["richtlinie"], **felder})


def lege_richtlinie_an(richtlinie: Richtlinie, daten: Daten) -> Richtlinie:
    """Save a new version with all its rows, not released. Raises ValidationError, LieferFehler."""
    richtlinie.full_clean()
    richtlinie.save()
    for liste in LISTEN:
        for nr, zeile in enumerate(daten.get(liste, ()), 1):
            getattr(richtlinie, liste).create(nr=nr, **zeile)
    for art, punkte in daten["pruefpunkte"].items():
        for nr, punkt in enumerate(punkte, 1):
            richtlinie.pruefpunkte.create(art=art, nr=nr, **punkt)
    _lege_aufrufe_an(richtlinie, daten.get("aufrufe", ()))
    for kuerzel in daten["mitzeichnung"]:
        richtlinie.mitzeichnungsstellen.create(stelle=stelle(kuerzel))
    for ebene, betrag in daten["wertgrenzen"].items():
        richtlinie.wertgrenzen.create(ebene=ebene, bis_betrag=Decimal(betrag))
    return richtlinie


def _lege_aufrufe_an(richtlinie: Richtlinie, zeilen: Iterable[Daten]) -> None:
    for zeile in zeilen:
        aufruf = Aufruf(richtlinie=richtlinie, **zeile)
        aufruf.full_clean()
        aufruf.save()


def stelle(kuerzel: str) -> Stelle:
    """The Stelle that a row names. Raises LieferFehler."""
    gefunden = Stelle.objects.filter(kuerzel=kuerzel).first()
    if gefunden is None:
        raise LieferFehler(f"Die Stelle „{kuerzel}“ gibt es nicht. Tragen Sie sie in stellen.json ein.")
    return gefunden
