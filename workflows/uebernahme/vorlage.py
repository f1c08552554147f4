"""The empty list to fill in: CSV, or a workbook with sheets that explain every column and name what is allowed."""

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile

import xlsxwriter
from django.http import FileResponse

from antraege.programme.models import Foerderprogramm
from rollen.models import Stelle, Stellenart
from workflows.uebernahme.blaetter import BLAETTER, FAELLE, VEREINBARUNGEN
from workflows.uebernahme.spalten import BETRAG, TAG, TEXT

NAME = "vorlage-laufende-faelle"
ERLAEUTERUNGEN = ("Blatt", "Spalte", "Inhalt", "Nötig", "Erläuterung", "Beispiel")
Zeile = Sequence[str]


def blaetter() -> Iterator[tuple[str, Zeile, list[Zeile]]]:
    """What stands beside the list: name of the sheet, its head, its rows."""
    yield (
        "Erläuterungen",
        ERLAEUTERUNGEN,
        [(b.name, s.name, s.art, s.notwendig, s.erklaerung, s.beispiel) for b in BLAETTER for s in b.spalten],
    )
    yield (
        "Stände",
        ("Blatt", "Stand", "Was hier geschieht"),
        [(b.name, s.bezeichnung, s.folge) for b in BLAETTER for s in b.staende],
    )
    programme = Foerderprogramm.objects.select_related("stelle").order_by("kooperation", "name")
    yield (
        "Programme",
        ("Blatt", "Programm", "Kürzel", "Stelle"),
        [
            ((VEREINBARUNGEN if p.kooperation else FAELLE).name, p.name, p.kuerzel, p.stelle.name)
            for p in programme
        ],
    )
    standorte = Stelle.objects.filter(art=Stellenart.STANDORT, aktiv=True)
    yield "Standorte", ("Standort", "Kürzel"), [(s.name, s.kuerzel) for s in standorte]


def als_xlsx() -> FileResponse:
    """The workbook: days and amounts typed as such, states as a choice; text never becomes a formula."""
    datei = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with xlsxwriter.Workbook(datei, {"strings_to_formulas": False, "strings_to_urls": False}) as mappe:
        fett, umbruch = (
            mappe.add_format({"bold": True}),
            mappe.add_format({"text_wrap": True, "valign": "top"}),
        )
        formate = {
            TEXT: mappe.add_format({"num_format": "@"}),
            TAG: mappe.add_format({"num_format": "dd.mm.yyyy"}),
            BETRAG: mappe.add_format({"num_format": "#,##0.00"}),
        }
        ganz = mappe.add_format({"num_format": "0"})
        for eines in BLAETTER:
            liste = mappe.add_worksheet(eines.name)
            liste.freeze_panes(1, 1)
            liste.write_row(0, 0, eines.kopf, fett)
            for nr, spalte in enumerate(eines.spalten):
                liste.set_column(nr, nr, max(14, len(spalte.name)), formate.get(spalte.art, ganz))
            stand = next(nr for nr, spalte in enumerate(eines.spalten) if spalte.feld == "stand")
            staende = [s.bezeichnung for s in eines.staende]
            liste.data_validation(1, stand, 10_000, stand, {"validate": "list", "source": staende})
        for name, spaltennamen, zeilen in blaetter():
            blatt = mappe.add_worksheet(name)
            blatt.freeze_panes(1, 0)
            blatt.write_row(0, 0, spaltennamen, fett)
            blatt.set_column(0, len(spaltennamen) - 1, 34, umbruch)
            for nr, zeile in enumerate(zeilen, start=1):
                blatt.write_row(nr, 0, zeile)
    datei.seek(0)
    return FileResponse(datei, as_attachment=True, filename=f"{NAME}.xlsx")
