"""Upload rules: what is taken, and each refusal with its sentence."""

import io
import resource
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile, File
from pikepdf import Array, Dictionary, Name, Pdf

from antraege.antrag.dateien import GROESSTE_DATEI, DateiFehler, pruefe_datei
from rollen.kanon import sha256_hex
from tests.antraege.antrag.dateiproben import (
    EINFACH,
    TYPEN,
    archiv,
    bild,
    docx,
    pdf,
    pdf_bombe,
    png_kopf,
    xlsx,
)

SKRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def setze(name: str, wert):
    def aendere(neu: Pdf) -> None:
        neu.Root[name] = wert

    return aendere


def haenge_an(neu: Pdf) -> None:
    neu.attachments["x.exe"] = b"MZ"


def seite_mit_aktion(neu: Pdf) -> None:
    neu.pages[0].obj["/AA"] = Dictionary(O=Dictionary(S=Name.GoTo))


def verstecktes_skript(neu: Pdf) -> None:
    neu.pages[0].obj["/Annots"] = Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="x"))])


@pytest.mark.parametrize(
    ("name", "inhalt", "medientyp"),
    [
        ("Satzung.pdf", pdf(), "application/pdf"),
        ("Foto.JPG", bild("JPEG"), "image/jpeg"),
        ("Foto.jpeg", bild("JPEG"), "image/jpeg"),
        ("Plan.png", bild("PNG"), "image/png"),
        ("Plan.png", bild("PNG", modus="RGBA"), "image/png"),
        ("Kosten.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("Text.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("Übersicht – Größe & Co.pdf", pdf(), "application/pdf"),
    ],
)
def test_gute_datei_wird_genommen(name, inhalt, medientyp):
    geprueft = pruefe_datei(ContentFile(inhalt, name))
    assert (geprueft.name, geprueft.medientyp, geprueft.groesse) == (name, medientyp, len(inhalt))
    assert geprueft.sha256 == sha256_hex(inhalt)
    assert geprueft.inhalt == inhalt


def test_name_in_einer_form():
    assert pruefe_datei(ContentFile(pdf(), "U\u0308bersicht.pdf")).name == "\u00dcbersicht.pdf"


@pytest.mark.parametrize("ziel", [Array([0, Name.Fit]), Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]))])
def test_startseite_ist_keine_aktion(ziel):
    """LibreOffice and LaTeX write this into every file."""
    assert pruefe_datei(ContentFile(pdf(setze("/OpenAction", ziel)), "a.pdf")).medientyp == "application/pdf"


KEINE_ART = "hat keine erlaubte Dateiart."
NICHT_ECHT = "auch wenn sie so heißt."
UNSICHTBAR = "Der Dateiname enthält unsichtbare Zeichen."
PFAD = "Der Dateiname enthält einen Pfad."
AKTIONEN = "Die PDF-Datei enthält selbsttätige Aktionen."
KENNWORT = "Die PDF-Datei ist mit einem Kennwort geschützt."
MEHR = "ist unvollständig oder enthält weitere Daten."
MAKROS = "Die Datei enthält Makros oder eingebettete Programme."
AUFBAU = "Der Aufbau der Datei ist nicht erlaubt."
ZU_GROSS = "Die Datei ist entpackt zu groß."
ZUGLEICH = "Das Bild enthält zugleich eine andere Datei."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
VORLAGE = '<Relationship Type="x/attachedTemplate" Target="http://x" TargetMode="External"/>'
BOMBE = archiv((TYPEN, EINFACH), ("xl/workbook.xml", b"\0" * 30_000_000))
GEMISCHT = xlsx() + archiv(("a", "b"))
DOKTYP = '<!DOCTYPE t [<!ENTITY a "b">]><Types/>'


@pytest.mark.parametrize(
    ("name", "inhalt", "satz"),
    [
        ("x.svg", SVG, KEINE_ART),
        ("x.exe", b"MZ", KEINE_ART),
        ("pdf", pdf(), KEINE_ART),
        ("rechnung.pdf.exe", pdf(), KEINE_ART),
        ("x.docm", docx(), KEINE_ART),
        ("x.html", b"<html>", KEINE_ART),
        ("", pdf(), "Die Datei hat keinen Namen."),
        ("a" * 157 + ".pdf", pdf(), "Der Dateiname ist länger als 160 Zeichen."),
        ("../x.pdf", pdf(), PFAD),
        ("..\\x.pdf", pdf(), PFAD),
        ("/etc/x.pdf", pdf(), PFAD),
        (".pdf", pdf(), PFAD),
        ("x\0.pdf", pdf(), UNSICHTBAR),
        ("x\u202efdp.pdf", pdf(), UNSICHTBAR),
        ("x\u2066.pdf", pdf(), UNSICHTBAR),
        ("x\u200f.pdf", pdf(), UNSICHTBAR),
        ("x\n.pdf", pdf(), UNSICHTBAR),
        ("x.pdf", b"", "Die Datei ist leer."),
        ("x.pdf", b"%PDF-" + b"a" * GROESSTE_DATEI, "Die Datei ist größer als 10 MB."),
        ("x.pdf", bild("PNG"), NICHT_ECHT),
        ("x.pdf", SVG, NICHT_ECHT),
        ("x.png", bild("JPEG"), NICHT_ECHT),
        ("x.jpg", bild("PNG"), NICHT_ECHT),
        ("x.jpg", SVG, NICHT_ECHT),
        ("x.docx", pdf(), NICHT_ECHT),
        ("x.pdf", b"\n" + pdf(), NICHT_ECHT),
        ("x.docx", xlsx(), "Die Datei ist nicht das, was ihre Endung sagt."),
        ("x.xlsx", archiv(("a", "b")), "Die Datei ist nicht das, was ihre Endung sagt."),
        ("x.pdf", b"%PDF-1.7\nnichts\n%%EOF", "Die PDF-Datei ist beschädigt."),
        ("x.pdf", pdf(encryption=pikepdf.Encryption(owner="a", user="b")), KENNWORT),
        ("x.pdf", pdf(encryption=pikepdf.Encryption(owner="a", user="")), KENNWORT),
        ("x.pdf", pdf(setze("/OpenAction", SKRIPT)), AKTIONEN),
        ("x.pdf", pdf(setze("/OpenAction", Dictionary(S=Name.URI, URI="http://x"))), AKTIONEN),
        ("x.pdf", pdf(setze("/Names", Dictionary(JavaScript=Dictionary()))), "enthält ein Skript."),
        ("x.pdf", pdf(seite_mit_aktion), AKTIONEN),
        ("x.pdf", pdf(verstecktes_skript), "Die PDF-Datei enthält einen Programmaufruf."),
        ("x.pdf", pdf(haenge_an), "Die PDF-Datei enthält eingebettete Dateien."),
        ("x.pdf", pdf(setze("/AcroForm", Dictionary(XFA="x"))), "enthält ein dynamisches Formular."),
        ("x.pdf", pdf() + archiv(("a", "b")), MEHR),
        ("x.pdf", pdf() + archiv(("a", "b"), kommentar=b"\n%%EOF"), MEHR),
        ("x.pdf", pdf() + b"<html>", MEHR),
        ("x.jpg", bild("JPEG") + archiv(("a", "b")), MEHR),
        ("x.jpg", bild("JPEG") + archiv(("a", "b"), kommentar=b"\xff\xd9"), ZUGLEICH),
        ("x.jpg", bild("JPEG")[:-2] + b"<script>\xff\xd9", ZUGLEICH),
        ("x.jpg", bild("JPEG")[:200] + b"\xff\xd9", "Das Bild lässt sich nicht öffnen."),
        ("x.png", bild("PNG") + b"mehr", MEHR),
        ("x.png", bild("PNG")[:-20], MEHR),
        ("x.png", png_kopf(12_000, 12_000), "Das Bild hat mehr als 40 Megapixel."),
        ("x.png", png_kopf(7_000, 6_000), "Das Bild hat mehr als 40 Megapixel."),
        ("x.png", png_kopf(60_000, 60_000), "Das Bild hat mehr als 40 Megapixel."),
        ("x.png", png_kopf(100, 100), "Das Bild lässt sich nicht öffnen."),
        ("x.docx", docx(("word/vbaProject.bin", b"x")), MAKROS),
        ("x.docx", docx(("word/activeX/activeX1.xml", "x")), MAKROS),
        ("x.docx", docx(("word/embeddings/oleObject1.bin", b"x")), MAKROS),
        ("x.xlsx", xlsx(("xl/macrosheets/sheet1.xml", "x")), MAKROS),
        ("x.docx", docx(typen='<Types><Default ContentType="a.macroEnabled.b"/></Types>'), MAKROS),
        ("x.docx", docx(("word/_rels/settings.xml.rels", VORLAGE)), "lädt eine fremde Vorlage nach."),
        ("x.docx", docx(typen=DOKTYP), "Die Datei ist kein gültiges Office-Dokument."),
        ("x.docx", docx(typen="<Types>"), "Die Datei ist kein gültiges Office-Dokument."),
        ("x.docx", archiv(("word/document.xml", "x")), "Die Datei ist kein gültiges Office-Dokument."),
        ("x.docx", docx(("../x", "y")), AUFBAU),
        ("x.xlsx", BOMBE, ZU_GROSS),
        ("x.xlsx", xlsx(*((f"a{n}", "") for n in range(2_001))), ZU_GROSS),
        ("x.xlsx", GEMISCHT, AUFBAU),
        ("x.xlsx", xlsx() + b"mehr", MEHR),
        ("x.xlsx", archiv((TYPEN, EINFACH), kommentar=b"%PDF-1.7"), MEHR),
        ("x.xlsx", xlsx()[:-30], MEHR),
    ],
)
def test_schlechte_datei_wird_mit_grund_abgewiesen(name, inhalt, satz):
    with pytest.raises(DateiFehler) as fehler:
        pruefe_datei(File(io.BytesIO(inhalt), name))
    assert satz in str(fehler.value)


def test_jede_absage_sagt_was_zu_tun_ist():
    with pytest.raises(DateiFehler) as fehler:
        pruefe_datei(ContentFile(b"MZ", "programm.exe"))
    assert str(fehler.value) == (
        "„programm.exe“ hat keine erlaubte Dateiart. "
        "Bitte laden Sie die Datei als PDF, JPEG, PNG, XLSX oder DOCX hoch."
    )


def test_ueberlappende_teile_werden_abgewiesen():
    inhalt = bytearray(xlsx(("xl/a", b"x" * 500)))
    with zipfile.ZipFile(io.BytesIO(inhalt)) as gut:
        verzeichnis = gut.start_dir
    # The second entry of the directory points at the first entry's data.
    zweiter = inhalt.index(b"PK\x01\x02", verzeichnis + 4)
    inhalt[zweiter + 42 : zweiter + 46] = b"\0\0\0\0"
    with pytest.raises(DateiFehler, match=AUFBAU):
        pruefe_datei(ContentFile(bytes(inhalt), "x.xlsx"))


def test_verschluesselte_teile_werden_abgewiesen():
    inhalt = bytearray(docx())
    with zipfile.ZipFile(io.BytesIO(inhalt)) as gut:
        inhalt[gut.start_dir + 8] |= 1
    with pytest.raises(DateiFehler, match="mit einem Kennwort geschützt"):
        pruefe_datei(ContentFile(bytes(inhalt), "x.docx"))


def test_pdf_bombe_fuellt_den_speicher_nicht():
    inhalt = pdf_bombe(400)
    vorher = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DateiFehler, match="beschädigt"):
        pruefe_datei(ContentFile(inhalt, "x.pdf"))
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - vorher) / 1024 < 200
