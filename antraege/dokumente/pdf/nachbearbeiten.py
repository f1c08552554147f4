"""Writes the structure tree and the document facts into the finished PDF."""

import io
from datetime import date
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from antraege.dokumente.pdf.archiv import mache_archivfest
from antraege.dokumente.pdf.struktur import Knoten
from antraege.dokumente.pdf.zeichenkarte import berichtige_zeichenkarten


def zeichne_aus(pdf: bytes, *, wurzel: Knoten, titel: str, verfasser: str, thema: str, datum: date) -> bytes:
    """The PDF/A-1b with its tags (PDF 1.7 §14.7), language and the letter's date; equal input, equal bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as datei:
        _Baum(datei).schreibe(wurzel)
        berichtige_zeichenkarten(datei)
        datei.Root.Lang = String("de-DE")
        datei.Root.MarkInfo = Dictionary(Marked=True)
        datei.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        mache_archivfest(datei, titel=titel, verfasser=verfasser, thema=thema, datum=datum)
        ausgabe = io.BytesIO()
        datei.save(
            ausgabe,
            deterministic_id=True,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return ausgabe.getvalue()


class _Baum:
    """Turns nodes into structure elements and remembers which mark on which page leads to which element."""

    def __init__(self, datei: pikepdf.Pdf) -> None:
        self.datei = datei
        self.seiten = [seite.obj for seite in datei.pages]
        self.marken: list[dict[int, Any]] = [{} for _ in self.seiten]

    def schreibe(self, wurzel: Knoten) -> None:
        """Attach the whole tree to the document."""
        ast = self.datei.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        ast.K = Array([self._element(wurzel, elter=ast)])
        nummern = Array()
        for nr, (seite, marken) in enumerate(zip(self.seiten, self.marken, strict=True)):
            seite.StructParents = nr
            del seite.Trans  # an empty effect reportlab adds
            nummern.append(nr)
            nummern.append(self.datei.make_indirect(Array([marken[m] for m in sorted(marken)])))
        ast.ParentTree = self.datei.make_indirect(Dictionary(Nums=nummern))
        ast.ParentTreeNextKey = len(self.seiten)
        self.datei.Root.StructTreeRoot = ast

    def _element(self, knoten: Knoten, *, elter: Any) -> Any:
        element = self.datei.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{knoten.rolle}"), P=elter)
        )
        if knoten.attribute:
            element.A = Dictionary({f"/{name}": Name(f"/{wert}") for name, wert in knoten.attribute.items()})
        if knoten.woertlich:
            element.ActualText = String(knoten.woertlich)
        for seite, marke in knoten.inhalt:
            self.marken[seite][marke] = element
        kinder = [self._element(kind, elter=element) for kind in knoten.kinder]
        if len(seiten := {seite for seite, _ in knoten.inhalt}) == 1:
            element.Pg = self.seiten[seiten.pop()]
            element.K = Array([*kinder, *(marke for _, marke in knoten.inhalt)])
        else:
            element.K = Array([*kinder, *(self._verweis(seite, marke) for seite, marke in knoten.inhalt)])
        return element

    def _verweis(self, seite: int, marke: int) -> Any:
        return Dictionary(Type=Name.MCR, Pg=self.seiten[seite], MCID=marke)
