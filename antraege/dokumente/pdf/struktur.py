"""What a screen reader and an archive find: structure tree, characters to copy, PDF/A-1b (ISO 19005-1)."""

import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import escape
from importlib import resources
from itertools import islice
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

EINTRAG = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
TABELLE = re.compile(rb"\d+ beginbfchar.*endbfchar", re.DOTALL)
ARABISCHE_FORMEN = range(0xFB50, 0xFEFD)
HOECHSTENS = 100  # entries in one table of a CMap (Adobe Technical Note 5411)
ERZEUGER = "Kindercampus"
FARBRAUM = "sRGB IEC61966-2.1"
# One rdf:Description per schema: PDFBox reads it so, and the standard allows it.
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:format>application/pdf</dc:format>\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{titel}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>{verfasser}</rdf:li></rdf:Seq></dc:creator>\
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{thema}</rdf:li></rdf:Alt></dc:description>\
<dc:language><rdf:Bag><rdf:li>de-DE</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\
<pdf:Producer>{erzeuger}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">\
<xmp:CreatorTool>{erzeuger}</xmp:CreatorTool>\
<xmp:CreateDate>{tag}</xmp:CreateDate><xmp:ModifyDate>{tag}</xmp:ModifyDate></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass
class Knoten:
    """One structure element: its role, its children, and the marked content that belongs to it.

    woertlich is its text in reading order where it is drawn in another: right-to-left writing.
    """

    rolle: str
    attribute: dict[str, Any] = field(default_factory=dict)
    kinder: list["Knoten"] = field(default_factory=list)
    inhalt: list[tuple[int, int]] = field(default_factory=list)
    woertlich: str = ""

    def kind(self, rolle: str, **attribute: Any) -> "Knoten":
        """Append a child and return it."""
        neu = Knoten(rolle, attribute)
        self.kinder.append(neu)
        return neu


@contextmanager
def markiert(leinwand: Any, knoten: Knoten) -> Iterator[None]:
    """Everything drawn inside belongs to the element; pages count from 0, marks from 0 on every page."""
    seite = leinwand.getPageNumber() - 1
    marke = leinwand.marken.get(seite, 0)
    leinwand.marken[seite] = marke + 1
    knoten.inhalt.append((seite, marke))
    with _klammer(leinwand, f"/{knoten.rolle} <</MCID {marke}>> BDC"):
        yield


@contextmanager
def beiwerk(leinwand: Any, art: str = "Layout") -> Iterator[None]:
    """Everything drawn inside is decoration; art is Layout or Pagination."""
    with _klammer(leinwand, f"/Artifact <</Type /{art}>> BDC"):
        yield


@contextmanager
def _klammer(leinwand: Any, beginn: str) -> Iterator[None]:
    leinwand.schreibe(beginn)
    yield
    leinwand.schreibe("EMC")


def berichtige_zeichenkarten(datei: Pdf) -> None:
    """Write every ToUnicode map of the fonts anew: UTF-16, plain letters for joined forms, no empty entry."""
    schriften = (schrift for seite in datei.pages for schrift in seite.Resources.Font.values())
    for schrift in {s.objgen: s for s in schriften if "/ToUnicode" in s}.values():
        schrift.ToUnicode.write(TABELLE.sub(_tabellen, schrift.ToUnicode.read_bytes()))


def _tabellen(alte: re.Match[bytes]) -> bytes:
    eintraege = iter(
        f"<{code.decode()}> <{_getippt(int(punkt, 16)).encode('utf-16-be').hex().upper()}>"
        for code, punkt in EINTRAG.findall(alte[0])
        if int(punkt, 16)
    )
    tabellen = []
    while tabelle := list(islice(eintraege, HOECHSTENS)):
        tabellen.append("\n".join([f"{len(tabelle)} beginbfchar", *tabelle, "endbfchar"]))
    return "\n".join(tabellen).encode()


def _getippt(punkt: int) -> str:
    """What was typed for the glyph; two joined letters backwards, like everything in a right-to-left line."""
    zeichen = chr(punkt)
    return unicodedata.normalize("NFKC", zeichen)[::-1] if punkt in ARABISCHE_FORMEN else zeichen


def mache_archivfest(datei: Pdf, *, titel: str, verfasser: str, thema: str, datum: date) -> None:
    """Add output intent, XMP and the document information, which must say the same."""
    absicht = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=FARBRAUM,
        Info=FARBRAUM,
        RegistryName="http://www.color.org",
        DestOutputProfile=Stream(datei, _farbprofil(), N=3, Alternate=Name.DeviceRGB),
    )
    datei.Root.OutputIntents = Array([absicht])
    angaben = {"titel": titel, "verfasser": verfasser, "thema": thema, "erzeuger": ERZEUGER}
    xmp = XMP.format(
        tag=f"{datum:%Y-%m-%d}T00:00:00Z", **{name: escape(wert) for name, wert in angaben.items()}
    )
    datei.Root.Metadata = Stream(datei, xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    tag = f"D:{datum:%Y%m%d}000000Z"
    felder = {
        "/Title": titel,
        "/Author": verfasser,
        "/Subject": thema,
        "/Creator": ERZEUGER,
        "/Producer": ERZEUGER,
        "/CreationDate": tag,
        "/ModDate": tag,
    }
    datei.trailer.Info = datei.make_indirect(
        Dictionary({name: String(wert) for name, wert in felder.items()})
    )


@cache
def _farbprofil() -> bytes:
    """The sRGB profile (ICC v2) pikepdf carries for this purpose."""
    return resources.files("pikepdf").joinpath("pdfa", "data", "sRGB.icc").read_bytes()


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
            verweise = (
                Dictionary(Type=Name.MCR, Pg=self.seiten[seite], MCID=marke) for seite, marke in knoten.inhalt
            )
            element.K = Array([*kinder, *verweise])
        return element
