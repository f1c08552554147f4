"""Verifies a Prüfakte without the system it comes from: every file, the index, the chain of the trail.

Python 3.8 or newer, nothing else. `python3 pruefe.py [folder or zip]`; without argument the folder it lies in.
Exit code 0 when everything is whole, 1 when something is not, 2 when there is no Prüfakte.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any, Iterator

# What the hash of an entry covers, in this order; names of people enter through personen_hash only.
FELDER = (
    "kette", "nr", "zeitpunkt", "akteur_id", "rolle", "stelle_id", "vertretung_fuer_id", "aktion", "objekt",
    "von", "nach", "verweigert", "vorher", "nachher", "personen_hash", "dokument_hash", "vorgaenger",
)  # fmt: skip
EIGENE = ("index.json", "index.sha256")
STUECK = 1 << 20


class Ordner:
    """A pack that was unpacked."""

    def __init__(self, pfad: Path) -> None:
        self.pfad = pfad

    def namen(self) -> set[str]:
        """Everything in it; what Python leaves behind when it runs the script does not count."""
        dateien = (p.relative_to(self.pfad) for p in self.pfad.rglob("*") if p.is_file() or p.is_symlink())
        return {p.as_posix() for p in dateien if "__pycache__" not in p.parts}

    def stuecke(self, name: str) -> Iterator[bytes]:
        """A file in pieces."""
        with (self.pfad / name).open("rb") as datei:
            while daten := datei.read(STUECK):
                yield daten


class Archiv:
    """A pack as it was loaded."""

    def __init__(self, pfad: Path) -> None:
        self.zip = zipfile.ZipFile(pfad)

    def namen(self) -> set[str]:
        """Everything in it."""
        return {name for name in self.zip.namelist() if not name.endswith("/")}

    def stuecke(self, name: str) -> Iterator[bytes]:
        """A file in pieces."""
        with self.zip.open(name) as datei:
            while daten := datei.read(STUECK):
                yield daten


def kanonisch(wert: Any) -> str:
    """Sorted keys, no spaces: the text over which the hash was taken."""
    return json.dumps(wert, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def summe(wert: Any) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(kanonisch(wert).encode()).hexdigest()


def dateien(pack: Any, index: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a file."""
    uebrig = pack.namen() - set(EIGENE)
    for datei in index["dateien"]:
        name = datei["pfad"]
        if datei["befund"]:
            yield "{}: Schon beim Packen {} die gespeicherte Datei.".format(
                name, "fehlte" if datei["befund"] == "fehlt" else "war verändert"
            )
        if name not in uebrig:
            yield f"{name}: Die Datei fehlt."
            continue
        uebrig.discard(name)
        gerechnet = hashlib.sha256()
        for daten in pack.stuecke(name):
            gerechnet.update(daten)
        if gerechnet.hexdigest() != datei["sha256"]:
            yield f"{name}: Der Inhalt passt nicht zu seiner Prüfsumme."
    for name in sorted(uebrig):
        yield f"{name}: Die Datei steht nicht im Verzeichnis."


def kette(zeilen: list[str], kopf: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the chain; `kopf` is its end as the index names it."""
    vorgaenger = ""
    for nr, zeile in enumerate(zeilen, start=1):
        try:
            eintrag = json.loads(zeile)
            gerechnet = summe([[feld, eintrag[feld]] for feld in FELDER])
            namen = eintrag["personen"]
            if eintrag["nr"] != nr:
                yield f"Protokoll: Eintrag {nr} fehlt; an seiner Stelle steht Nummer {eintrag['nr']}."
            if gerechnet != eintrag["hash"]:
                yield f"Protokoll, Eintrag {nr}: Der Inhalt passt nicht zu seiner Prüfsumme."
            if namen is not None and summe(namen) != eintrag["personen_hash"]:
                yield f"Protokoll, Eintrag {nr}: Die Angaben zu Personen passen nicht zu ihrer Prüfsumme."
            if eintrag["vorgaenger"] != vorgaenger or eintrag["kette"] != kopf["kette"]:
                yield f"Protokoll, Eintrag {nr}: Er schließt nicht an den Eintrag davor an."
            vorgaenger = eintrag["hash"]
        except (ValueError, KeyError, TypeError):
            yield f"Protokoll, Eintrag {nr}: Die Zeile ist nicht lesbar."
    if (len(zeilen), vorgaenger) != (kopf["eintraege"], kopf["hash"]):
        yield f"Protokoll: Das Ende fehlt; das Verzeichnis nennt {kopf['eintraege']} Einträge."


def lies(pack: Any, name: str) -> bytes:
    """A whole file; empty when it is missing."""
    return b"".join(pack.stuecke(name)) if name in pack.namen() else b""


def pruefe(pack: Any) -> tuple[list[str], list[str]]:
    """What is wrong, and what was found."""
    roh = lies(pack, "index.json")
    genannt = lies(pack, "index.sha256").decode("ascii", "replace")
    if genannt != f"{hashlib.sha256(roh).hexdigest()}  index.json\n":
        return ["index.json: Das Verzeichnis passt nicht zu seiner Prüfsumme in index.sha256."], []
    index = json.loads(roh)
    zeilen = lies(pack, "protokoll/protokoll.jsonl").decode("utf-8", "replace").split("\n")[:-1]
    fehler = list(dateien(pack, index)) + list(kette(zeilen, index["protokoll"]))
    ohne = sum('"personen":null' in zeile for zeile in zeilen)
    worte = [
        f"Fall {index['fall']['aktenzeichen'] or 'ohne Aktenzeichen'}, gepackt {index['erstellt_am']}",
        f"{len(index['dateien'])} Dateien, {len(zeilen)} Einträge im Protokoll",
        f"Ende der Kette: {index['protokoll']['hash']}",
    ]
    if ohne:
        worte.append(f"In {ohne} Einträgen sind die Namen geschwärzt; ihre Prüfsummen stehen.")
    return fehler, worte


def main(argumente: list[str]) -> int:
    """Print the verdict."""
    pfad = Path(argumente[0]) if argumente else Path(__file__).resolve().parent
    try:
        fehler, worte = pruefe(Archiv(pfad) if pfad.is_file() else Ordner(pfad))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as grund:
        sys.stdout.write(f"Das ist keine lesbare Prüfakte: {grund}\n")
        return 2
    for zeile in worte + fehler:
        sys.stdout.write(f"{zeile}\n")
    sys.stdout.write("FEHLER: Die Prüfakte ist verändert.\n" if fehler else "Die Prüfakte ist unverändert.\n")
    return 1 if fehler else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
