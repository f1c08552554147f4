"""Letterhead, text and tags become the bytes of one PDF: DIN 5008 form B, marks, footer, watermark."""

import io
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from antraege.dokumente.bloecke import Briefkopf, Dokument
from antraege.dokumente.pdf import stile
from antraege.dokumente.pdf.bausteine import Text
from antraege.dokumente.pdf.fragmente import zeichne_zeile
from antraege.dokumente.pdf.satz import setze
from antraege.dokumente.pdf.schrift import FETT, NORMAL, lade_schriften
from antraege.dokumente.pdf.struktur import Knoten, beiwerk, zeichne_aus
from antraege.dokumente.schreibweise import tag
from antraege.dokumente.zeichen import einzeilig, kurz

INFO_X, INFO_BREITE, INFO_HOEHE = 125 * mm, 65 * mm, 50 * mm
ANSCHRIFT_BREITE, ANSCHRIFT_HOEHE = 80 * mm, 27.3 * mm
FUSS = 8.8 * mm
GESAMTZAHL = "gesamtzahl"


class Kopf:
    """The first page above the subject; the body must say what its fields could not hold (`ueberlauf`)."""

    def __init__(self, briefkopf: Briefkopf, *, wurzel: Knoten) -> None:
        self.stadt = Text.aus(briefkopf.stadt, stil=stile.STADT, knoten=wurzel.kind("P"))
        amt = f"{briefkopf.leitung}\n{briefkopf.fachbereich}"
        self.amt = Text.aus(amt, stil=stile.AMT, knoten=wurzel.kind("P"))
        self.ruecksendung = Text.aus(
            briefkopf.ruecksendezeile, stil=stile.RUECKSENDUNG, knoten=wurzel.kind("P")
        )
        self.ueberlauf: list[Text] = []
        self.anschrift = self._anschrift("\n".join(briefkopf.anschrift_empfaenger), wurzel=wurzel)
        self.info = self._angaben(briefkopf, wurzel=wurzel)

    def zeichne(self, leinwand: Any) -> None:
        """Draw every field at its place in DIN 5008 form B."""
        _stelle(leinwand, self.stadt, x=stile.RAND_LINKS, oben=12 * mm, breite=ANSCHRIFT_BREITE)
        _stelle(leinwand, self.amt, x=INFO_X, oben=13 * mm, breite=INFO_BREITE)
        _stelle(leinwand, self.ruecksendung, x=stile.RAND_LINKS, oben=57.5 * mm, breite=ANSCHRIFT_BREITE)
        _stelle(leinwand, self.anschrift, x=stile.RAND_LINKS, oben=62.7 * mm, breite=ANSCHRIFT_BREITE)
        oben = 45 * mm
        for feld in self.info:
            oben += _stelle(leinwand, feld, x=INFO_X, oben=oben, breite=INFO_BREITE) + feld.getSpaceAfter()

    def _angaben(self, briefkopf: Briefkopf, *, wurzel: Knoten) -> list[Text]:
        felder: list[Text] = []
        frei = INFO_HOEHE
        for name, wert in (
            ("Aktenzeichen (bitte immer angeben)", briefkopf.aktenzeichen),
            ("Auskunft gibt", briefkopf.bearbeitung),
            ("Kontakt", "\n".join(briefkopf.kontakt)),
            ("Datum", tag(briefkopf.datum)),
        ):
            feldname = Text.aus(name, stil=stile.FELDNAME, knoten=wurzel.kind("P"))
            feldwert = Text.aus(wert, stil=stile.FELDWERT, knoten=wurzel.kind("P"))
            hoehe = sum(feld.wrap(INFO_BREITE, 0)[1] + feld.getSpaceAfter() for feld in (feldname, feldwert))
            if hoehe <= frei:
                felder += [feldname, feldwert]
                frei -= hoehe
            else:
                feldwert.style = stile.TEXT
                self.ueberlauf += [feldname, feldwert]
        return felder

    def _anschrift(self, text: str, *, wurzel: Knoten) -> Any:
        knoten = wurzel.kind("P")
        for stil in stile.ANSCHRIFTEN:
            feld = Text.aus(text, stil=stil, knoten=knoten)
            if feld.wrap(ANSCHRIFT_BREITE, 0)[1] <= ANSCHRIFT_HOEHE:
                return feld
        ganz = f"Vollständige Anschrift: {einzeilig(text)}"
        self.ueberlauf.append(Text.aus(ganz, stil=stile.TEXT, knoten=wurzel.kind("P")))
        return feld.split(ANSCHRIFT_BREITE, ANSCHRIFT_HOEHE)[0]


def _stelle(leinwand: Any, text: Any, *, x: float, oben: float, breite: float) -> float:
    _, hoehe = text.wrap(breite, 0)
    text.drawOn(leinwand, x, stile.HOEHE - oben - hoehe)
    return float(hoehe)


def zeichne_marken(leinwand: Any) -> None:
    """Fold marks at 105 and 210 mm, punch mark at 148.5 mm, the line under the letterhead."""
    with beiwerk(leinwand):
        leinwand.setStrokeColor(stile.GRAU)
        leinwand.setLineWidth(0.4)
        for oben, laenge in ((105, 5), (148.5, 8), (210, 5)):
            leinwand.line(4 * mm, stile.HOEHE - oben * mm, (4 + laenge) * mm, stile.HOEHE - oben * mm)
        leinwand.setStrokeColor(stile.LINIE)
        y = stile.HOEHE - 36 * mm
        leinwand.line(stile.RAND_LINKS, y, stile.BREITE - stile.RAND_RECHTS, y)


def zeichne_folgekopf(leinwand: Any, dokument: Dokument) -> None:
    """The running head from the second page on."""
    kopf = dokument.briefkopf
    with beiwerk(leinwand, "Pagination"):
        leinwand.setFillColor(stile.GRAU)
        text = f"{kopf.stadt} · {dokument.titel} vom {tag(kopf.datum)} · Aktenzeichen {kopf.aktenzeichen}"
        _zeile(leinwand, text, y=stile.HOEHE - 18 * mm, groesse=8)


def zeichne_fuss(leinwand: Any, dokument: Dokument) -> None:
    """Bank line, where to check the letter, its id and page number; the total is a form filled at the end."""
    rechts = stile.BREITE - stile.RAND_RECHTS
    entwurf = " · ENTWURF" if dokument.entwurf else ""
    with beiwerk(leinwand, "Pagination"):
        leinwand.setStrokeColor(stile.LINIE)
        leinwand.setLineWidth(0.4)
        leinwand.line(stile.RAND_LINKS, 22 * mm, rechts, 22 * mm)
        leinwand.setFillColor(stile.GRAU)
        for nr, text in enumerate(dokument.briefkopf.fuss):
            _zeile(leinwand, text, y=18.5 * mm - nr * 9, groesse=7)
        kennung = f"Dokument-ID {dokument.dokument_id}{entwurf}"
        _zeile(leinwand, kennung, y=FUSS, groesse=7, breite=stile.SATZBREITE - 30 * mm)
        leinwand.setFont(NORMAL, 8)
        leinwand.drawRightString(rechts - 5, FUSS, f"Seite {leinwand.getPageNumber()}/")
        leinwand.translate(rechts - 5, FUSS)
        leinwand.doForm(GESAMTZAHL)


def _zeile(leinwand: Any, text: str, *, y: float, groesse: float, breite: float = stile.SATZBREITE) -> None:
    zeichne_zeile(leinwand, text, x=stile.RAND_LINKS, y=y, groesse=groesse, breite=breite)


def zeichne_wasserzeichen(leinwand: Any) -> None:
    """ENTWURF across the page, behind the text."""
    with beiwerk(leinwand, "Pagination"):
        leinwand.saveState()
        leinwand.translate(stile.BREITE / 2, stile.HOEHE / 2)
        leinwand.rotate(52)
        leinwand.setFont(FETT, 120)
        leinwand.setFillColor(stile.WASSERZEICHEN)
        leinwand.drawCentredString(0, -40, "ENTWURF")
        leinwand.restoreState()


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
        self.beginForm(GESAMTZAHL)
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
    kopf = Kopf(dokument.briefkopf, wurzel=wurzel)
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


def _vorlage(ausgabe: io.BytesIO, *, dokument: Dokument, kopf: Kopf) -> Any:
    vorlage = BaseDocTemplate(
        ausgabe,
        pagesize=(stile.BREITE, stile.HOEHE),
        lang="de-DE",
        invariant=1,
        initialFontName=NORMAL,
    )

    def rahmen(leinwand: Any) -> None:
        if dokument.entwurf:
            zeichne_wasserzeichen(leinwand)
        leinwand.saveState()
        zeichne_fuss(leinwand, dokument)
        leinwand.restoreState()

    def erste(leinwand: Any, _vorlage: Any) -> None:
        rahmen(leinwand)
        zeichne_marken(leinwand)
        kopf.zeichne(leinwand)

    def folgende(leinwand: Any, _vorlage: Any) -> None:
        rahmen(leinwand)
        zeichne_folgekopf(leinwand, dokument)

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
