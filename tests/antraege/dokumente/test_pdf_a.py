"""Every kind of letter is archival: PDF/A-1b by PDFBox, and the same facts in both kinds of metadata."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from defusedxml.ElementTree import fromstring

from antraege.dokumente.bloecke import Absatz, Dokument, Dokumentart, Seitenumbruch
from antraege.dokumente.pdf import erzeuge_pdf
from tests.antraege.dokumente import beispiele, preflight

DOKUMENTE = beispiele.alle_dokumente()
BESCHEID = DOKUMENTE[Dokumentart.ZUWENDUNGSBESCHEID]
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
RDF_LI = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


@pytest.fixture(params=list(DOKUMENTE.values()), ids=list(DOKUMENTE))
def dokument(request) -> Dokument:
    return request.param


def test_every_kind_has_an_example():
    assert set(DOKUMENTE) == set(Dokumentart)


def test_every_kind_is_pdf_a_as_draft_and_as_letter(tmp_path: Path):
    pdfs = {
        f"{art}-{'entwurf' if entwurf else 'fertig'}.pdf": erzeuge_pdf(replace(dokument, entwurf=entwurf))
        for art, dokument in DOKUMENTE.items()
        for entwurf in (True, False)
    }

    assert preflight.verstoesse(pdfs, ordner=tmp_path) == {name: [] for name in pdfs}


def test_preflight_would_notice(tmp_path: Path):
    """The proof proves something: without its colour profile the same letter is refused."""
    ausgabe = io.BytesIO()
    with pikepdf.open(io.BytesIO(erzeuge_pdf(BESCHEID))) as datei:
        del datei.Root.OutputIntents
        datei.save(ausgabe)

    fehler = preflight.verstoesse({"ohne-profil.pdf": ausgabe.getvalue()}, ordner=tmp_path)["ohne-profil.pdf"]
    assert [zeile for zeile in fehler if "Color Profile" in zeile] != []


def test_both_kinds_of_metadata_say_the_same(dokument: Dokument):
    with pikepdf.open(io.BytesIO(erzeuge_pdf(dokument))) as datei:
        xmp = fromstring(datei.Root.Metadata.read_bytes())
        info = {name: str(wert) for name, wert in datei.docinfo.items()}

    def von(feld: str) -> str | None:
        (element,) = xmp.iter(f"{DC}{feld}")
        return element.findtext(f".//{RDF_LI}")

    titel = f"{dokument.titel} {dokument.briefkopf.aktenzeichen}"
    assert von("title") == info["/Title"] == titel
    assert von("creator") == info["/Author"] == "Stadt Dortmund"
    assert von("description") == info["/Subject"] == ", ".join(dokument.bezug)
    assert von("language") == "de-DE"
    assert next(xmp.iter(f"{XMP}CreateDate")).text == f"{dokument.briefkopf.datum}T00:00:00Z"
    assert info["/CreationDate"] == f"D:{dokument.briefkopf.datum:%Y%m%d}000000Z"


def test_hostile_title_stays_one_title():
    """Mark-up of the XMP cannot be closed from outside."""
    titel = 'a</rdf:li><rdf:li>b & "c" ]]> <?xpacket end="w"?>'
    with pikepdf.open(io.BytesIO(erzeuge_pdf(replace(BESCHEID, titel=titel)))) as datei:
        (element,) = fromstring(datei.Root.Metadata.read_bytes()).iter(f"{DC}title")

    assert [li.text for li in element.iter(RDF_LI)] == [f"{titel} {BESCHEID.briefkopf.aktenzeichen}"]


def test_draft_mark_is_decoration_no_reader_meets():
    with pikepdf.open(
        io.BytesIO(
            erzeuge_pdf(replace(BESCHEID, bloecke=(Absatz("a"), Seitenumbruch(), Absatz("b")), entwurf=True))
        )
    ) as datei:
        for seite in datei.pages:
            offen = [
                str(befehl.operands[0])
                for befehl in pikepdf.parse_content_stream(seite)
                if str(befehl.operator) == "BDC" and "/MCID" not in befehl.operands[1]
            ]
            assert set(offen) == {"/Artifact"}


def test_without_pdfbox_a_developer_sees_why_and_the_full_check_fails(monkeypatch, settings, tmp_path: Path):
    settings.JAVA_ARCHIVE = str(tmp_path)

    monkeypatch.setenv("KINDERCAMPUS_VOLLSTAENDIG", "1")
    with pytest.raises(pytest.fail.Exception, match="preflight"):
        preflight.verlange_pdfbox()
    monkeypatch.delenv("KINDERCAMPUS_VOLLSTAENDIG")
    with pytest.raises(pytest.skip.Exception, match="preflight"):
        preflight.verlange_pdfbox()
