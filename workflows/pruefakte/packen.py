"""The Prüfakte of a case: files, rows, rules, trail and an index, with the script that verifies all of it."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from antraege.antrag.models import Antrag
from antraege.programme.models import Festwert
from antraege.programme.regelwerk import als_daten
from rollen import uhr
from rollen.kanon import kanonisch
from rollen.kette import FELDER
from rollen.models import Benutzer, Eintrag, Stelle
from workflows.pruefakte import schreiben, stoff
from workflows.pruefakte.zip import STUECK, Packstueck, packe

FORMAT = "kindercampus-pruefakte/1"
SKRIPT = Path(__file__).with_name("pruefe.py")
_UMSCHRIFT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
LAENGSTER_NAME = 80


def pruefakte(antrag: Antrag, *, leser: Benutzer, bis_nr: int, ohne_namen: bool) -> Iterator[bytes]:
    """The pack as a stream of bytes; the trail up to entry `bis_nr`, so that it ends with this very act.

    `ohne_namen` leaves the names of people out of the trail as data; their hash stands.
    """
    return packe(_stuecke(antrag, leser=leser, bis_nr=bis_nr, ohne_namen=ohne_namen))


def _stuecke(antrag: Antrag, *, leser: Benutzer, bis_nr: int, ohne_namen: bool) -> Iterator[Packstueck]:
    index = _Index(antrag)
    yield from index.fuehre(_alles(antrag, index, leser=leser, bis_nr=bis_nr, ohne_namen=ohne_namen))
    inhalt = {"antrag": antrag, "dateien": index.dateien, "leser": leser, "am": uhr.jetzt()}
    yield from index.fuehre(
        [("inhalt.html", "Inhalt", [render_to_string("pruefakte/inhalt.html", inhalt)], {})]
    )
    text = json.dumps(index.als_daten(), ensure_ascii=False, indent=1, default=_wert)
    verzeichnis = Packstueck("index.json", [text.encode()])
    yield verzeichnis
    yield Packstueck("index.sha256", [f"{verzeichnis.ergebnis.sha256}  index.json\n".encode()])


Teil = tuple[str, str, Iterable[str | bytes], dict[str, Any]]


def _alles(
    antrag: Antrag, index: "_Index", *, leser: Benutzer, bis_nr: int, ohne_namen: bool
) -> Iterator[Teil]:
    yield "pruefe.py", "Prüfprogramm (nur Python ab 3.8)", [SKRIPT.read_bytes()], {}
    yield "liesmich.txt", "Anleitung", [render_to_string("pruefakte/liesmich.txt", {"antrag": antrag})], {}
    for nr, stueck in enumerate(stoff.dateien(antrag), start=1):
        pfad = f"akte/{nr:04d}-{_name(stueck.name, stueck.endung)}"
        angaben = {"art": stueck.tabelle, "am": stueck.am, "quelle": stueck.schluessel, "soll": stueck.sha256}
        yield pfad, stueck.titel, _lies(stueck, index), angaben
    genannte = stoff.Genannte(set(), set())
    for tafel in stoff.tafeln(antrag, genannte):
        yield f"daten/{tafel.name}.json", tafel.titel, _tafel(tafel), {"art": "Daten"}
    for name, titel, daten in _umgebung(antrag, genannte):
        yield f"daten/{name}.json", titel, [_json(daten)], {"art": "Daten"}
    eintraege = _eintraege(antrag, bis_nr)
    zeilen = index.protokoll(eintraege, ohne_namen=ohne_namen)
    yield "protokoll/protokoll.jsonl", "Protokoll als Daten", zeilen, {"art": "Protokoll"}
    if not ohne_namen:
        pdf = schreiben.protokoll(antrag, eintraege, leser=leser)
        yield "protokoll/protokoll.pdf", "Protokoll in Worten", [pdf], {"art": "Protokoll"}


def _umgebung(antrag: Antrag, genannte: stoff.Genannte) -> Iterator[tuple[str, str, Any]]:
    """What the rows rest on: the version of the rules, the values of law and city, who the numbers are."""
    yield (
        "richtlinie",
        f"Richtlinie in der Fassung des Falls: {antrag.richtlinie}",
        als_daten(antrag.richtlinie),
    )
    festwerte = Festwert.objects.filter(freigegeben_am__isnull=False).order_by("schluessel", "gueltig_ab")
    felder = ("schluessel", "wert", "gueltig_ab", "quelle", "freigegeben_am")
    yield "festwerte", "Festwerte mit ihrer Geltung", list(festwerte.values(*felder))
    personen = Benutzer.objects.filter(pk__in=genannte.personen).order_by("pk")
    yield "personen", "Personen zu den Nummern", list(personen.values("id", "name", "funktion"))
    stellen = Stelle.objects.filter(pk__in=genannte.stellen).order_by("pk")
    yield "stellen", "Stellen zu den Nummern", list(stellen.values("id", "name", "art"))


def _eintraege(antrag: Antrag, bis_nr: int) -> Any:
    alle = Eintrag.objects.filter(kette=antrag.kette, nr__lte=bis_nr)
    return alle.select_related("akteur", "stelle", "vertretung_fuer").order_by("nr")


class _Index:
    """The list of everything inside, filled while it is written."""

    def __init__(self, antrag: Antrag) -> None:
        self._antrag = antrag
        self._kopf: dict[str, Any] = {"kette": antrag.kette, "eintraege": 0, "hash": ""}
        self.dateien: list[dict[str, Any]] = []
        self.fehlt = False

    def fuehre(self, teile: Iterable[Teil]) -> Iterator[Packstueck]:
        """Hand on what is packed, and write down what became of it."""
        for pfad, titel, inhalt, angaben in teile:
            self.fehlt = False
            stueck = Packstueck(pfad, (t.encode() if isinstance(t, str) else t for t in inhalt))
            yield stueck
            fertig = stueck.ergebnis
            soll = angaben.get("soll", "")
            befund = "fehlt" if self.fehlt else "weicht ab" if soll not in ("", fertig.sha256) else ""
            zeile = {"pfad": pfad, "titel": titel, "groesse": fertig.groesse, "sha256": fertig.sha256}
            self.dateien.append({**zeile, **angaben, "befund": befund})

    def protokoll(self, eintraege: Any, *, ohne_namen: bool) -> Iterator[str]:
        """One entry a line, as it is hashed; `personen` is null where the names are left out."""
        for eintrag in eintraege.iterator(chunk_size=500):
            zeile = {feld: getattr(eintrag, feld) for feld in FELDER}
            worte = {
                "akteur": eintrag.akteur.name if eintrag.akteur and not ohne_namen else None,
                "stelle": eintrag.stelle.name if eintrag.stelle else None,
            }
            personen = None if ohne_namen else eintrag.personen
            yield f"{kanonisch({**zeile, **worte, 'personen': personen, 'hash': eintrag.hash})}\n"
            self._kopf |= {"eintraege": eintrag.nr, "hash": eintrag.hash}

    def als_daten(self) -> dict[str, Any]:
        """What the script reads."""
        antrag = self._antrag
        fall = {"aktenzeichen": antrag.aktenzeichen, "titel": antrag.titel, "stelle": antrag.stelle.name}
        kopf = {"format": FORMAT, "erstellt_am": uhr.jetzt(), "fall": fall, "protokoll": self._kopf}
        return {**kopf, "dateien": self.dateien}


def _lies(stueck: stoff.Aktenstueck, index: _Index) -> Iterator[bytes]:
    try:
        with stueck.ablage.open("rb") as datei:
            while daten := datei.read(STUECK):
                yield daten
    except OSError:
        index.fehlt = True  # the pack goes on and its index says so


def _tafel(tafel: stoff.Tafel) -> Iterator[str]:
    kopf = json.dumps({"tabelle": tafel.titel, "felder": tafel.felder}, ensure_ascii=False)
    yield f'{kopf[:-1]}, "zeilen": ['
    for nr, zeile in enumerate(tafel.zeilen):
        yield f"{',' if nr else ''}\n{json.dumps(zeile, ensure_ascii=False, default=_wert)}"
    yield "\n]}\n"


def _json(daten: Any) -> str:
    return json.dumps(daten, ensure_ascii=False, indent=1, default=_wert)


def _wert(wert: Any) -> str:
    return wert.isoformat() if isinstance(wert, datetime | date) else str(wert)


def _name(name: str, endung: str) -> str:
    """A name that every system can unpack."""
    stamm = name.rpartition(".")[0] or name
    schlicht = re.sub(r"[^A-Za-z0-9]+", "-", stamm.translate(_UMSCHRIFT)).strip("-") or "datei"
    return f"{schlicht[:LAENGSTER_NAME]}.{endung}"
