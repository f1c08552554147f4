"""A programme as a file for another city, and one from another city as an unreleased version.

Nothing of a file is trusted: every name must be known, every value must pass its field, and rules that contradict
themselves are refused – with a sentence per fault. Nothing in it is ever run.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from antraege.dokumente.models import FREIGEGEBEN, Textbaustein
from antraege.haushalt.felder import EuroField
from antraege.kern.geld import GeldFehler, cent, nicht_negativ
from antraege.kern.maengel import Mangel, keine_oder
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
from antraege.programme.redaktion.dienst import gruende
from antraege.programme.regelwerk import LISTEN, PROGRAMMFELDER, Daten, als_daten, felder, vorgaben
from antraege.programme.widersprueche import Umfeld, ist_luecke, widersprueche
from rollen import rechte
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Recht

FORMAT = {"format": "kindercampus-programm", "fassung": 2}
GROESSTE_DATEI = 300_000
MEISTE_ZEILEN = 200
_ZEILEN: dict[str, tuple[type[Model], str]] = {
    "fragen": (Frage, "Frage"),
    "berichtsfragen": (Berichtsfrage, "Berichtsfrage"),
    "unterlagen": (Unterlage, "Unterlage"),
    "nebenbestimmungen": (Nebenbestimmung, "Nebenbestimmung"),
}
_TEILE = {
    *PROGRAMMFELDER,
    *("stelle", "richtlinie", "aufrufe", "pruefpunkte", "mitzeichnung", "wertgrenzen"),
    *LISTEN,
}
_Saetze = Iterator[str]
# How a value stands in the file, where it is not text.
_FORMEN: dict[str, type] = {
    "BooleanField": bool,
    "PositiveIntegerField": int,
    "PositiveSmallIntegerField": int,
}


def als_datei(richtlinie: Richtlinie) -> str:
    """The version as a file: JSON, Stellen by their Kürzel, no person, no amount of the budget."""
    daten = als_daten(richtlinie)
    daten["aufrufe"] = [{**aufruf, "budget": None} for aufruf in daten["aufrufe"]]
    return json.dumps({**FORMAT, "programm": daten}, ensure_ascii=False, indent=2) + "\n"


def lies(inhalt: bytes) -> Daten:
    """The rules a file holds. Raises MaengelFehler with a sentence per fault."""
    daten = _gelesen(inhalt)
    keine_oder(Mangel(satz) for satz in _umriss(daten))
    keine_oder(Mangel(satz) for pruefung in _PRUEFUNGEN for satz in pruefung(daten))
    daten["richtlinie"] = {**vorgaben(), **daten["richtlinie"]}
    befunde = widersprueche(daten, Umfeld(heute=date.min))
    keine_oder(Mangel(m.text) for m in befunde if not ist_luecke(m))
    return daten


def _gelesen(inhalt: bytes) -> Any:
    if len(inhalt) > GROESSTE_DATEI:
        keine_oder(
            [Mangel(f"Die Datei ist größer als {GROESSTE_DATEI // 1000} KB. So groß ist kein Programm.")]
        )
    try:
        gelesen = json.loads(inhalt.decode("utf-8"))
    except (ValueError, RecursionError):
        keine_oder(
            [Mangel("Die Datei ist kein gültiges JSON. Geben Sie das Programm in der anderen Stadt neu aus.")]
        )
    if not (isinstance(gelesen, dict) and {k: gelesen.get(k) for k in FORMAT} == FORMAT):
        keine_oder(
            [Mangel("Das ist keine Programmdatei dieses Verfahrens, oder sie ist von einer anderen Fassung.")]
        )
    return gelesen.get("programm")


def _umriss(daten: Any) -> _Saetze:
    """Everything is there and is of its kind, so that the checks after this one can look inside."""
    if not isinstance(daten, dict):
        yield "In der Datei steht kein Programm."
        return
    yield from (
        f"Die Angabe „{str(name)[:40]}“ kennt dieses Verfahren nicht." for name in daten if name not in _TEILE
    )
    yield from (f"Die Angabe „{name}“ fehlt." for name in sorted(_TEILE - set(daten)))
    arten: dict[str, type] = {
        **dict.fromkeys((*LISTEN, "aufrufe", "mitzeichnung"), list),
        **dict.fromkeys(("richtlinie", "pruefpunkte", "wertgrenzen"), dict),
        "stelle": str,
        "kooperation": bool,
    }
    for name, art in arten.items():
        if name in daten and not isinstance(daten[name], art):
            yield f"Die Angabe „{name}“ hat die falsche Form."
        elif art is list and len(daten.get(name, [])) > MEISTE_ZEILEN:
            yield f"„{name}“ hat mehr als {MEISTE_ZEILEN} Einträge."


def _programm(daten: Daten) -> _Saetze:
    yield from _werte(Foerderprogramm, {name: daten[name] for name in PROGRAMMFELDER}, "Programm")


def _richtlinie(daten: Daten) -> _Saetze:
    yield from _werte(Richtlinie, daten["richtlinie"], "Richtlinie")
    arten = daten["richtlinie"].get("antragsberechtigt")
    if not isinstance(arten, list) or not all(isinstance(a, str) for a in arten):
        yield "Richtlinie: „antragsberechtigt“ ist keine Liste."
        return
    for art in arten:
        if art not in Stellenart.values:
            yield f"Die Art „{art[:40]}“ von Antragstellenden gibt es hier nicht."
    tage = daten["richtlinie"].get("nachweis_erinnerungen", [])
    if not (isinstance(tage, list) and all(type(tag) is int for tag in tage)):
        yield "Richtlinie: Die Erinnerungen an den Nachweis sind keine Liste von Tagen."


def _zeilen(daten: Daten) -> _Saetze:
    for liste, (modell, wort) in _ZEILEN.items():
        for nr, zeile in enumerate(daten[liste], 1):
            yield from _werte(modell, zeile, f"{wort} {nr}")
            if isinstance(zeile, dict) and not _ist_auswahl(zeile.get("auswahl", [])):
                yield f"{wort} {nr}: Die Antworten sind keine Paare aus Schlüssel und Text."
        yield from _doppelte(daten[liste], f"Die Schlüssel von „{liste}“ sind nicht verschieden.")
    for nr, aufruf in enumerate(daten["aufrufe"], 1):
        yield from _werte(Aufruf, aufruf, f"Aufruf {nr}")
    for nr, zeile in enumerate(daten["nebenbestimmungen"], 1):
        if isinstance(zeile, dict) and bool(zeile.get("herkunft")) != bool(zeile.get("herkunft_version")):
            yield f"Nebenbestimmung {nr}: Ein Text wird mit seiner Version genannt."


def _ist_auswahl(wert: Any) -> bool:
    return isinstance(wert, list) and all(
        isinstance(paar, list)
        and len(paar) == 2
        and all(isinstance(t, str) and 0 < len(t) <= 120 for t in paar)
        for paar in wert
    )


def _doppelte(zeilen: Any, satz: str) -> _Saetze:
    schluessel = [str(z["schluessel"]) for z in zeilen if isinstance(z, Mapping) and "schluessel" in z]
    if len(set(schluessel)) < len(schluessel):
        yield satz


def _pruefpunkte(daten: Daten) -> _Saetze:
    for art, punkte in daten["pruefpunkte"].items():
        if art not in Pruefart.values or not isinstance(punkte, list) or len(punkte) > MEISTE_ZEILEN:
            yield f"Die Prüfliste „{art[:40]}“ gibt es hier nicht."
            continue
        for nr, punkt in enumerate(punkte, 1):
            yield from _werte(Pruefpunkt, punkt, f"Prüfpunkt {nr} ({Pruefart(art).label})")
        yield from _doppelte(
            punkte, f"Die Schlüssel der Prüfliste „{Pruefart(art).label}“ sind nicht verschieden."
        )


def _stellen(daten: Daten) -> _Saetze:
    if not all(isinstance(kuerzel, str) for kuerzel in daten["mitzeichnung"]):
        yield "Die Stellen der Mitzeichnung sind keine Kürzel."
    elif len(set(daten["mitzeichnung"])) < len(daten["mitzeichnung"]):
        yield "Eine Stelle zeichnet zweimal mit."
    for ebene, betrag in daten["wertgrenzen"].items():
        if ebene not in Ebene.values:
            yield f"Die Ebene „{ebene[:40]}“ gibt es hier nicht."
        elif not _ist_betrag(betrag):
            yield f"Die Wertgrenze von {Ebene(ebene).label} ist kein Betrag."


def _ist_betrag(wert: Any) -> bool:
    try:
        return isinstance(wert, str) and cent(nicht_negativ(wert)) >= 0
    except GeldFehler:
        return False


_PRUEFUNGEN: tuple[Callable[[Daten], _Saetze], ...] = (
    _programm,
    _richtlinie,
    _zeilen,
    _pruefpunkte,
    _stellen,
)


def _werte(modell: type[Model], zeile: Any, wo: str) -> _Saetze:
    """What is wrong with the values of one row, each by its field; unknown and missing names too."""
    if not isinstance(zeile, Mapping):
        yield f"{wo} hat die falsche Form."
        return
    erlaubt = PROGRAMMFELDER if modell is Foerderprogramm else felder(modell)
    yield from (
        f"{wo}: Die Angabe „{str(n)[:40]}“ kennt dieses Verfahren nicht." for n in zeile if n not in erlaubt
    )
    for name in erlaubt:
        feld: Any = modell._meta.get_field(name)
        if name not in zeile:
            if not (feld.has_default() or feld.null or feld.blank):
                yield f"{wo}: „{feld.verbose_name}“ fehlt."
            continue
        yield from _wert(feld, zeile[name], f"{wo}: „{feld.verbose_name}“")


def _wert(feld: Any, wert: Any, wo: str) -> _Saetze:
    if isinstance(feld, EuroField):
        if wert is not None and not _ist_betrag(wert):
            yield f"{wo} ist kein Betrag."
        elif wert is None and not feld.null:
            yield f"{wo} fehlt."
        return
    art = feld.get_internal_type()
    if art != "JSONField" and not (type(wert) is _FORMEN.get(art, str) or (wert is None and feld.null)):
        yield f"{wo} hat die falsche Form."
        return
    try:
        feld.clean(Decimal(wert) if art == "DecimalField" and wert is not None else wert, None)
    except ValidationError as fehler:
        yield f"{wo}: {' '.join(fehler.messages)}"
    except ArithmeticError:
        yield f"{wo} ist keine Zahl."


def fremde_stellen(daten: Daten) -> list[str]:
    """The Kürzel of co-signing Stellen that there are none of here, in order."""
    vorhanden = set(
        Stelle.objects.filter(kuerzel__in=daten["mitzeichnung"]).values_list("kuerzel", flat=True)
    )
    return [kuerzel for kuerzel in daten["mitzeichnung"] if kuerzel not in vorhanden]


def fremde_texte(daten: Daten) -> list[str]:
    """The words of the Nebenbestimmungen that name a text which says something else here, or nothing."""
    genannte = [zeile for zeile in daten["nebenbestimmungen"] if zeile.get("herkunft")]
    bausteine = Textbaustein.objects.filter(FREIGEGEBEN, schluessel__in={z["herkunft"] for z in genannte})
    hier = set(bausteine.values_list("schluessel", "version", "text"))
    return [z["text"] for z in genannte if (z["herkunft"], z["herkunft_version"], z["text"]) not in hier]


@transaction.atomic
def uebernimm(
    daten: Daten, *, name: str, stelle: Stelle, zuordnung: Mapping[str, Stelle | None], akteur: Benutzer
) -> Richtlinie:
    """What `lies` gave back as a new programme of one's own with an unreleased first version.

    `zuordnung` says for each Kürzel that is foreign here which own Stelle co-signs instead, None for none.
    Words of a text that there is none of here stay, as words of the programme's own.
    Raises Verweigert, and MaengelFehler for a Stelle that is neither known nor mapped or stands twice.
    """
    rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, stelle)
    keine_oder(
        Mangel(f"Die Stelle „{kuerzel}“ gibt es hier nicht. Ordnen Sie ihr eine eigene zu.")
        for kuerzel in fremde_stellen(daten)
        if kuerzel not in zuordnung
    )
    eigene = {k: s.kuerzel if s else "" for k, s in zuordnung.items()}
    mitzeichnung = [m for k in daten["mitzeichnung"] if (m := eigene.get(k, k)) and m != stelle.kuerzel]
    if len(set(mitzeichnung)) < len(mitzeichnung):
        keine_oder(
            [Mangel("Zwei Stellen sind derselben eigenen Stelle zugeordnet. Wählen Sie verschiedene.")]
        )
    felder = {feld: daten[feld] for feld in ("beschreibung", "kooperation", "zeichen")}
    programm = Foerderprogramm(name=name, stelle=stelle, **felder)
    fremde = fremde_texte(daten)
    texte = [{"text": z["text"]} if z["text"] in fremde else z for z in daten["nebenbestimmungen"]]
    eigenes = {**daten, "mitzeichnung": mitzeichnung, "nebenbestimmungen": texte}
    return gruende(programm, eigenes, akteur=akteur, quelle="Datei")
