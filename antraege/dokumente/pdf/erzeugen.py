"""Puts letterhead, text and tags together into the bytes of one PDF."""

import io
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from antraege.dokumente.bloecke import Dokument
from antraege.dokumente.pdf import seite, stile
from antraege.dokumente.pdf.nachbearbeiten import zeichne_aus
from antraege.dokumente.pdf.satz import setze
from antraege.dokumente.pdf.schrift import NORMAL, lade_schriften
from antraege.dokumente.pdf.struktur import Knoten
from antraege.dokumente.zeichen import kurz


class Leinwand(Canvas):
    """A canvas that counts marks per page, keeps the outline and knows the number of pages at the end."""

    def __init__(self, *teile: Any, **angaben: Any) -> None:
        super().__init__(*teile, **angaben)
        self.marken: dict[int, int] = {}
        self._ziele = 0
        self._letzte_stufe = -1

    def schreibe(self, befehl: str) -> None:
        """Write an operator reportlab has no method for."""
        self._code.append(befehl)

    def waehle(self, *, schrift: str, groesse: float, farbe: Any) -> None:
        """Set font (points) and fill colour where they change."""
        if (self._fontname, self._fontsize) != (schrift, groesse):
            self.setFont(schrift, groesse)
        if self._fillColorObj != farbe:
            self.setFillColor(farbe)

    def merke(self, text: str, *, hoehe: float, stufe: int) -> None:
        """Add an outline entry for this place; a level is never skipped."""
        self._ziele += 1
        self._letzte_stufe = min(stufe, self._letzte_stufe + 1)
        ziel = f"ziel-{self._ziele}"
        self.bookmarkHorizontal(ziel, 0, hoehe)
        self.addOutlineEntry(text, ziel, self._letzte_stufe)

    def save(self) -> None:
        """Fill the form with the number of pages, then finish."""
        self.beginForm(seite.GESAMTZAHL)
        self.setFont(NORMAL, 8)
        self.setFillColor(stile.GRAU)
        self.drawString(0, 0, str(self.getPageNumber() - 1))
        self.endForm()
        super().save()


def erzeuge_pdf(dokument: Dokument) -> bytes:
    """The tagged PDF of the document; equal documents give equal bytes.

    Raises ImproperlyConfigured when the fonts are not built.
    """
    lade_schriften()
    wurzel = Knoten("Document")
    kopf = seite.Kopf(dokument.briefkopf, wurzel=wurzel)
    inhalt = [*kopf.ueberlauf, *setze(dokument, wurzel=wurzel)]
    ausgabe = io.BytesIO()
    _vorlage(ausgabe, dokument=dokument, kopf=kopf).build(inhalt, canvasmaker=Leinwand)
    return zeichne_aus(
        ausgabe.getvalue(),
        wurzel=wurzel,
        titel=kurz(f"{dokument.titel} {dokument.briefkopf.aktenzeichen}"),
        verfasser=kurz(dokument.briefkopf.stadt),
        thema=kurz(", ".join(dokument.bezug)),
        datum=dokument.briefkopf.datum,
    )


def _vorlage(ausgabe: io.BytesIO, *, dokument: Dokument, kopf: seite.Kopf) -> Any:
    vorlage = BaseDocTemplate(
        ausgabe,
        pagesize=(stile.BREITE, stile.HOEHE),
        lang="de-DE",
        invariant=1,
        initialFontName=NORMAL,
    )

    def rahmen(leinwand: Any) -> None:
        if dokument.entwurf:
            seite.zeichne_wasserzeichen(leinwand)
        leinwand.saveState()
        seite.zeichne_fuss(leinwand, dokument)
        leinwand.restoreState()

    def erste(leinwand: Any, _vorlage: Any) -> None:
        rahmen(leinwand)
        seite.zeichne_marken(leinwand)
        kopf.zeichne(leinwand)

    def folgende(leinwand: Any, _vorlage: Any) -> None:
        rahmen(leinwand)
        seite.zeichne_folgekopf(leinwand, dokument)

    vorlage.addPageTemplates(
        [
            PageTemplate(
                "erste", [_satzspiegel(stile.OBEN_BETREFF)], onPage=erste, autoNextPageTemplate="folgende"
            ),
            PageTemplate("folgende", [_satzspiegel(stile.OBEN_FOLGESEITE)], onPage=folgende),
        ]
    )
    return vorlage


def _satzspiegel(oben: float) -> Any:
    hoehe = oben - stile.RAND_UNTEN
    polster = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    return Frame(stile.RAND_LINKS, stile.RAND_UNTEN, stile.SATZBREITE, hoehe, **polster)
