"""The PDF: letter, tags, fonts, page numbers, equal bytes."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ImproperlyConfigured

from antraege.dokumente.bloecke import (
    Absatz,
    Dokument,
    Dokumentart,
    Liste,
    Seitenumbruch,
    Tabelle,
    Ueberschrift,
)
from antraege.dokumente.pdf import erzeuge_pdf
from antraege.dokumente.pdf.schrift import lade_schriften
from tests.antraege.dokumente import beispiele, lesen

DOKUMENTE = beispiele.alle_dokumente()
BESCHEID = DOKUMENTE[Dokumentart.ZUWENDUNGSBESCHEID]


@pytest.fixture(params=list(DOKUMENTE.values()), ids=list(DOKUMENTE))
def dokument(request) -> Dokument:
    return request.param


def test_equal_documents_give_equal_bytes(dokument):
    assert erzeuge_pdf(dokument) == erzeuge_pdf(replace(dokument))


def test_only_our_two_fonts_and_both_embedded(dokument):
    namen = {(zeile[0].split("+")[1], zeile[-5]) for zeile in lesen.schriften(erzeuge_pdf(dokument))}

    assert namen == {("FiraSans-Regular", "yes"), ("FiraSans-Bold", "yes")}


def test_catalogue_says_german_tagged_and_titled(dokument):
    with pikepdf.open(io.BytesIO(erzeuge_pdf(dokument))) as datei:
        wurzel = datei.Root
        assert str(wurzel.Lang) == "de-DE"
        assert bool(wurzel.MarkInfo.Marked)
        assert bool(wurzel.ViewerPreferences.DisplayDocTitle)
        assert str(datei.docinfo["/Title"]) == f"{dokument.titel} {dokument.briefkopf.aktenzeichen}"
        assert str(datei.docinfo["/CreationDate"]) == f"D:{dokument.briefkopf.datum:%Y%m%d}000000Z"


def test_every_mark_on_every_page_leads_to_its_element(dokument):
    with pikepdf.open(io.BytesIO(erzeuge_pdf(dokument))) as datei:
        nummern = datei.Root.StructTreeRoot.ParentTree.Nums
        for nr, seite in enumerate(datei.pages):
            marken = [
                int(befehl.operands[1].MCID)
                for befehl in pikepdf.parse_content_stream(seite)
                if str(befehl.operator) == "BDC" and "/MCID" in befehl.operands[1]
            ]
            elemente = nummern[2 * nr + 1]
            assert marken == list(range(len(elemente)))
            for marke, element in enumerate(elemente):
                assert marke in lesen.marken(element, seite=seite.obj)


def test_nothing_is_drawn_outside_a_mark(dokument):
    with pikepdf.open(io.BytesIO(erzeuge_pdf(dokument))) as datei:
        for seite in datei.pages:
            tiefe = 0
            for befehl in pikepdf.parse_content_stream(seite):
                zeichen = str(befehl.operator)
                tiefe += {"BDC": 1, "EMC": -1}.get(zeichen, 0)
                assert tiefe in (0, 1)
                assert tiefe == 1 or zeichen not in ("Tj", "TJ", "'", "S", "f", "f*", "Do", "B")
            assert tiefe == 0


def test_lines_of_a_paragraph_are_separate_words_in_the_structure():
    """A screen reader reads marked content on end, whatever line a word stands on."""
    text = "Zuwendungszweck Forscherwerkstatt " * 20
    pdf = erzeuge_pdf(replace(BESCHEID, bloecke=(Absatz(text), Absatz(f"{text}\n✓ {text}"))))

    assert lesen.strukturtext(pdf).count(f'"{text.strip()}"') == 1
    assert lesen.strukturtext(pdf).count(f'"{text}✓ {text.strip()}"') == 1


def test_structure_of_a_nachforderung():
    with pikepdf.open(io.BytesIO(erzeuge_pdf(DOKUMENTE[Dokumentart.NACHFORDERUNG]))) as datei:
        rollen = lesen.struktur(datei)

    zeile = ["TR", "TD", "TD", "TD"]
    assert rollen[rollen.index("H1") :] == [
        *["H1", "P", "P", "P", "P"],
        *["Table", "Caption", "TR", "TH", "TH", "TH", *zeile, *zeile],
        *["P", "H2", "P", "H2", "P", "P", "P", "P"],
    ]


def test_list_and_table_head_tell_what_they_are():
    with pikepdf.open(io.BytesIO(erzeuge_pdf(BESCHEID))) as datei:
        rollen = lesen.struktur(datei)
        bloecke = [b for b in BESCHEID.bloecke if isinstance(b, Liste)]
        assert rollen.count("LI") == sum(len(b.punkte) for b in bloecke)
        assert rollen.count("Lbl") == rollen.count("LBody") == rollen.count("LI")
        koepfe = [
            obj for obj in datei.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/TH"
        ]
        assert {str(kopf.A.Scope) for kopf in koepfe} == {"/Column"}


def test_outline_names_title_and_sections():
    with pikepdf.open(io.BytesIO(erzeuge_pdf(BESCHEID))) as datei, datei.open_outline() as gliederung:
        (titel,) = gliederung.root
        abschnitte = [eintrag.title for eintrag in titel.children]

    assert titel.title == "Zuwendungsbescheid"
    assert abschnitte[0] == "1. Bewilligung"
    assert abschnitte[-2:] == [
        "Anlage 1: Kosten- und Finanzierungsplan",
        "Anlage 2: Verzicht auf einen Rechtsbehelf",
    ]


def test_every_page_says_which_of_how_many():
    lang = replace(BESCHEID, bloecke=(Absatz("Anfang"), *(Seitenumbruch(), Absatz("Mehr")) * 11))
    pdf = erzeuge_pdf(lang)

    with pikepdf.open(io.BytesIO(pdf)) as datei:
        assert len(datei.pages) == 12
    gelesen = lesen.text(pdf)
    assert [f"Seite {nr}/12" in gelesen for nr in range(1, 13)] == [True] * 12


def test_every_page_says_where_to_check_the_letter_unless_it_is_internal():
    """The address stands whole beside the id, however long the id is."""
    pruefen = (
        "Echt und noch gültig? Prüfen Sie das mit der Dokument-ID auf https://kindercampus.example/echtheit/"
    )
    pdf = erzeuge_pdf(replace(BESCHEID, dokument_id="DOK-" + "9" * 36))
    with pikepdf.open(io.BytesIO(pdf)) as datei:
        seiten = len(datei.pages)
    assert lesen.text(pdf).count(pruefen) == lesen.text(pdf).count("9" * 36) == seiten

    intern = replace(BESCHEID, briefkopf=replace(BESCHEID.briefkopf, pruefadresse=""))
    assert "echtheit" not in lesen.text(erzeuge_pdf(intern))


def test_a_narrow_column_leaves_room_for_the_long_word_beside_it():
    """An address of the web or of mail is not broken while other columns can spare the room."""
    adresse = "fabido-clarenberg@kindercampus.example"
    satz = "Kita und Familienzentrum mit einem langen Namen, der sich umbrechen lässt"
    tabelle = Tabelle(
        kopf=("Im Text", "Partei", "Vertreten durch", "Kontakt"),
        zeilen=((satz, satz, satz, f"{adresse} {satz}"),),
        ausrichtung=beispiele.ZWEI_LINKS * 2,
        beschriftung="Parteien",
    )
    assert adresse in lesen.text(erzeuge_pdf(replace(BESCHEID, bloecke=(tabelle,))))


def test_draft_says_so_on_every_page_and_final_nowhere():
    entwurf = erzeuge_pdf(replace(BESCHEID, entwurf=True))

    with pikepdf.open(io.BytesIO(entwurf)) as datei:
        seiten = len(datei.pages)
    gelesen = lesen.text(entwurf)
    assert gelesen.count("· ENTWURF") == seiten
    assert gelesen.count("Entwurf – noch nicht bekannt gegeben") == 1
    assert "ENTWURF" not in lesen.text(erzeuge_pdf(BESCHEID)).upper()


def test_table_repeats_its_head_once_tagged_and_breaks_tall_rows():
    tabelle = Tabelle(
        kopf=("Nr.", "Inhalt"),
        zeilen=tuple((str(nr), f"Zeile {nr} " + "lang " * 1500 * (nr == 3)) for nr in range(1, 40)),
        ausrichtung=beispiele.ZWEI_LINKS,
        beschriftung="Viele Zeilen",
    )
    pdf = erzeuge_pdf(replace(BESCHEID, bloecke=(tabelle,)))

    with pikepdf.open(io.BytesIO(pdf)) as datei:
        assert lesen.struktur(datei).count("TH") == 2
        assert lesen.struktur(datei).count("TR") == 40
    gelesen = lesen.text(pdf)
    assert gelesen.count("lang") == 1500
    assert gelesen.count("Inhalt") > 2
    assert [f"Zeile {nr} " in f"{gelesen} " for nr in range(1, 40)] == [True] * 39


def test_high_table_begins_under_its_heading_on_the_same_page():
    tabelle = Tabelle(
        kopf=("Nr.", "Inhalt"),
        zeilen=tuple((str(nr), f"Zeile {nr}.") for nr in range(60)),
        ausrichtung=beispiele.ZWEI_LINKS,
        beschriftung="Viele Zeilen",
    )
    for anzahl in range(18):
        davor = tuple(Absatz(f"Satz {nr}.") for nr in range(anzahl))
        pdf = erzeuge_pdf(replace(BESCHEID, bloecke=(*davor, Ueberschrift("Plan"), tabelle)))
        seiten = [lesen.text_der_seite(pdf, seite=nr) for nr in (1, 2)]
        (seite,) = [text for text in seiten if "Plan Viele Zeilen" in text]
        assert seite.index("Plan Viele Zeilen") < seite.index("Zeile 2.")
        assert anzahl > 14 or seite == seiten[0]


def test_signature_never_stands_alone_on_a_page():
    """However long the text before it, the page of the signature begins with more than the signature."""
    for anzahl in range(20, 36):
        unterschrift = next(b for b in BESCHEID.bloecke if type(b).__name__ == "Unterschrift")
        text = tuple(Absatz(f"Satz {nr}.") for nr in range(anzahl))
        pdf = erzeuge_pdf(replace(BESCHEID, bloecke=(*text, unterschrift)))
        with pikepdf.open(io.BytesIO(pdf)) as datei:
            letzte = len(datei.pages)
        seite = lesen.text_der_seite(pdf, seite=letzte)
        assert f"Satz {anzahl - 1}. Im Auftrag" in seite


def test_missing_fonts_name_the_command(settings, tmp_path: Path):
    settings.BASE_DIR = tmp_path
    lade_schriften.cache_clear()
    try:
        with pytest.raises(ImproperlyConfigured, match="make assets"):
            erzeuge_pdf(BESCHEID)
    finally:
        lade_schriften.cache_clear()


def test_letter_names_sender_recipient_and_date():
    gelesen = lesen.text(erzeuge_pdf(BESCHEID))

    for wort in (
        "Stadt Dortmund",
        "Lernfreude Hörde e. V.",
        "Beispielweg 12",
        "40/5-KC-2023-00017",
        "06.02.2023",
    ):
        assert wort in gelesen
    assert BESCHEID.briefkopf.datum == date(2023, 2, 6)


def test_what_the_information_block_cannot_hold_is_said_below():
    kopf = replace(BESCHEID.briefkopf, kontakt=tuple(f"Kanal {nr}" for nr in range(12)))
    gelesen = lesen.text_der_seite(erzeuge_pdf(replace(BESCHEID, briefkopf=kopf)), seite=1)

    assert gelesen.index("Datum 06.02.2023") < gelesen.index("Kanal 0 Kanal 1") < gelesen.index("Kanal 11")
    assert gelesen.index("Kanal 11") < gelesen.index("1. Bewilligung")
