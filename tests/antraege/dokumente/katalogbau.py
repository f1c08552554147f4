"""Records what each text may use while the tests of the documents run, and writes the catalogue.

`pytest tests/antraege/dokumente -p tests.antraege.dokumente.katalogbau` after a document or a text is new.
"""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from antraege.dokumente.bloecke import Dokument
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.textpflege.katalog import DATEI, NEBENBESTIMMUNG
from antraege.dokumente.textpflege.platzhalter import Wert, geschrieben
from tests.antraege.dokumente.beispiele import TEXTE

ANFANG = "briefkopf.stadt"  # the first text every document asks for


class Mitschrift:
    """For each key the documents that asked and the names that had a value every time."""

    def __init__(self) -> None:
        self.namen: dict[str, frozenset[str]] = {}
        self.dokumente: dict[str, set[str]] = {}
        self.beispiele: dict[str, str] = {}
        self.seit_anfang: set[str] = set()

    def notiere(self, schluessel: str, werte: Mapping[str, Wert]) -> None:
        """One text was filled with these values at hand."""
        if schluessel == ANFANG and set(werte) == {"fachbereich"}:
            self.seit_anfang.clear()
        self.seit_anfang.add(schluessel)
        belegt = {name: geschrieben(name, wert) for name, wert in werte.items()}
        namen = frozenset(name for name, text in belegt.items() if text)
        self.namen[schluessel] = self.namen.get(schluessel, namen) & namen
        for name, text in belegt.items():
            self.beispiele.setdefault(name, text)

    def schliesse(self, art: str) -> None:
        """A document of this kind is whole."""
        for schluessel in self.seit_anfang:
            self.dokumente.setdefault(schluessel, set()).add(art)
        self.seit_anfang.clear()

    def als_katalog(self, texte: Mapping[str, str]) -> dict[str, Any]:
        """The catalogue of the shipped texts."""
        zeilen = {
            s: {"dokumente": sorted(self.dokumente[s]), "platzhalter": sorted(self.namen[s])}
            for s in texte
            if s in self.dokumente
        }
        namen = sorted({name for zeile in zeilen.values() for name in zeile["platzhalter"]})
        return {"beispiele": {name: self.beispiele[name] for name in namen}, "texte": zeilen}


def schreibe(katalog: dict[str, Any]) -> str:
    """One text a line, so that changes are easy to read."""
    teile = [
        f'  "{name}": {{\n' + ",\n".join(f"    {_json(s)}: {_json(z)}" for s, z in teil.items()) + "\n  }"
        for name, teil in katalog.items()
    ]
    return "{\n" + ",\n".join(teile) + "\n}\n"


def _json(wert: Any) -> str:
    return json.dumps(wert, ensure_ascii=False)


def hoere_zu(mitschrift: Mitschrift, texte: Mapping[str, str], monkeypatch: Any) -> None:
    """Let the sources of texts tell what they fill; they do what they always do."""
    satz, anlegen = Textquelle.satz, Dokument.__init__

    def mithoerend(self: Textquelle, schluessel: str, **werte: Wert) -> str:
        text = satz(self, schluessel, **werte)
        if schluessel in texte and len(self.texte) >= len(texte):
            mitschrift.notiere(schluessel, {**self.werte, **werte})
        return text

    def anlegend(self: Dokument, **felder: Any) -> None:
        anlegen(self, **felder)
        mitschrift.schliesse(felder["art"].value)

    monkeypatch.setattr(Textquelle, "satz", mithoerend)
    monkeypatch.setattr(Dokument, "__init__", anlegend)


def pytest_configure(config: Any) -> None:
    """Begin to record (pytest calls it because of `-p`)."""
    config._mitschrift, config._umbau = Mitschrift(), pytest.MonkeyPatch()
    hoere_zu(config._mitschrift, TEXTE, config._umbau)


def pytest_unconfigure(config: Any) -> None:
    """Write the catalogue, once every text was asked for; a run of a few tests would know too little."""
    config._umbau.undo()
    gewaehlt = {s for s in TEXTE if s.startswith(NEBENBESTIMMUNG)}  # a programme chooses them, no letter asks
    fehlend = sorted(set(TEXTE) - gewaehlt - set(config._mitschrift.dokumente))
    if fehlend:
        raise pytest.UsageError(f"No document of these tests asked for: {', '.join(fehlend)}")
    DATEI.write_text(schreibe(config._mitschrift.als_katalog(TEXTE)), "utf-8")
