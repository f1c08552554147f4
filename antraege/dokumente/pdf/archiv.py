"""What an archive asks of a PDF beyond its pages (PDF/A-1b, ISO 19005-1): colour profile and metadata."""

from datetime import date
from functools import cache
from html import escape
from importlib import resources
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

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


def mache_archivfest(datei: Pdf, *, titel: str, verfasser: str, thema: str, datum: date) -> None:
    """Add output intent, XMP and the document information, which must say the same."""
    datei.Root.OutputIntents = Array([_ausgabeabsicht(datei)])
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


def _ausgabeabsicht(datei: Pdf) -> Any:
    profil = Stream(datei, _farbprofil(), N=3, Alternate=Name.DeviceRGB)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=FARBRAUM,
        Info=FARBRAUM,
        RegistryName="http://www.color.org",
        DestOutputProfile=profil,
    )


@cache
def _farbprofil() -> bytes:
    """The sRGB profile (ICC v2) pikepdf carries for this purpose."""
    return resources.files("pikepdf").joinpath("pdfa", "data", "sRGB.icc").read_bytes()
