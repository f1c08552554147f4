"""Nachtrag: what changes in an agreement in force, written by one, released by another, signed by all."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst, nachtraege
from antraege.kooperation.angaben import Unterschied, unterschiede
from antraege.kooperation.forms import Angabenfelder, langtext
from antraege.kooperation.models import Freigabeergebnis, Nachtrag, Nachtragsart
from antraege.kooperation.nachtraege import Nachtragsinhalt
from rollen import uhr
from rollen.formulare import tag
from rollen.tabelle import Recht
from workflows.gremien import beschluss
from workflows.gremien.muster import betrag_von
from workflows.kooperation import schreiben as texte
from workflows.kooperation.freigabe import (
    AUSGAENGE,
    FreigabeFormular,
    Freigabeurteil,
    bitte_um_zeichnung,
    vermerke_freigabe,
)
from workflows.kooperation.schritt import Vereinbarungsschritt, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class NachtragFormular(Angabenfelder, Formular):
    """The whole text as it shall be; what differs becomes the Nachtrag."""

    werte = Nachtragsinhalt
    art = forms.ChoiceField(label="Art", choices=Nachtragsart.choices, widget=forms.RadioSelect)
    anlass = langtext("Anlass", required=True, help_text="Er steht im Nachtrag.")
    wirksam_ab = tag("Wirksam ab", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vereinbarung = vereinbarung_von(self.antrag)
        laufend = nachtraege.laufender(self.vereinbarung)
        assert self.vereinbarung.geltende is not None
        daten = laufend.neue_daten if laufend else self.vereinbarung.geltende.daten
        self.stelle_ein(self.vereinbarung, daten)
        if laufend:
            self.initial.update(
                {
                    "art": laufend.art,
                    "anlass": laufend.anlass,
                    "wirksam_ab": laufend.wirksam_ab,
                }
            )

    def clean(self) -> dict[str, Any]:
        """Something changes, from a day inside the term on; a prolongation ends later."""
        daten = super().clean()
        ab = daten.get("wirksam_ab")
        if ab and nachtraege.zu_frueh(self.vereinbarung, ab):
            self.add_error("wirksam_ab", "Der Nachtrag wirkt frühestens heute und in der Laufzeit.")
        bis, bisher = daten.get("laufzeit_bis"), self.vereinbarung.laufzeit_bis
        if daten.get("art") == Nachtragsart.VERLAENGERUNG and bis and bisher and bis <= bisher:
            self.add_error("laufzeit_bis", "Eine Verlängerung endet später als bisher.")
        geltende = self.vereinbarung.geltende
        if not self.errors and geltende and not unterschiede(geltende.daten, self.vertragsdaten()):
            self.add_error(None, "Der Nachtrag ändert nichts.")
        return daten

    def weitere(self) -> dict[str, Any]:
        """The whole text as data."""
        return {"daten": self.vertragsdaten()}


def lege_nachtrag_vor(handlung: Handlung, nachtrag: Nachtrag) -> None:
    """Make the text and lay it before the Leitung."""
    vereinbarung = vereinbarung_von(handlung.antrag)
    text = texte.als_text(texte.nachtragstext(handlung, nachtrag), texte_vom=uhr.heute())
    daten = texte.mit_parteien(vereinbarung, nachtrag.neue_daten)
    nachtrag.fassung = dienst.lege_ab(
        vereinbarung, text, daten, akteur=handlung.person, anlass=nachtrag.anlass, nachtrag=nachtrag
    )
    nachtrag.bewege(Nachtrag.vorlegen)
    handlung.vermerke(
        nachtrag=nachtrag.nr,
        kennung=text.kennung,
        pruefsumme=nachtrag.fassung.sha256,
        geaendert={zeile["was"]: f"{zeile['bisher']} → {zeile['neu']}" for zeile in nachtrag.aenderungen},
    )


class Nachtragsschritt(Vereinbarungsschritt):
    """A step on the Nachtrag that runs."""

    nebenverfahren = True
    zustaende = frozenset({Status.BEWILLIGT})

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The Nachtrag with the difference in sight."""
        nachtrag = nachtraege.neuester(vereinbarung_von(antrag))
        return {
            **super().kontext(antrag, aufgabe),
            "nachtrag": nachtrag,
            "unterschiede": [Unterschied(**zeile) for zeile in nachtrag.aenderungen],
            "letzte_freigabe": vereinbarung_von(antrag).freigaben.last(),
        }


class Nachtragsentwurf(Nachtragsschritt):
    """The text of a Nachtrag that was returned or taken back."""

    name = "nachtragsentwurf"
    titel = "Nachtrag überarbeiten"
    frage = "Was soll der Nachtrag ändern?"
    knopf = "Text erzeugen und vorlegen"
    oeffentlich = "Die Servicestelle überarbeitet den Nachtrag."
    danach = "Die Leitung prüft den Nachtrag. Dann zeichnen alle Parteien."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.ENTWERFEN
    formular = NachtragFormular
    vorlage = "kooperation/schritte/nachtragsentwurf.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Nachtragsinhalt) -> None:
        """A new version of the Nachtrag."""
        vereinbarung = vereinbarung_von(handlung.antrag)
        nachtrag = nachtraege.neuester(vereinbarung)
        nachtraege.schreibe_neu(nachtrag, vereinbarung, angaben)
        lege_nachtrag_vor(handlung, nachtrag)


class NachtragsfreigabeFormular(FreigabeFormular):
    """As for the agreement; the Schulkonferenz and the partners are checked again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ergebnis"].choices = [  # type: ignore[attr-defined]
            *[(name, wort) for name, wort in AUSGAENGE.items() if name != "ablehnen"],
            ("ablehnen", "Ablehnen: Die Vereinbarung bleibt, wie sie ist"),
        ]

    def wert(self) -> Decimal:
        """As it will be with the Nachtrag."""
        return betrag_von(self.antrag)


class Nachtragsfreigabe(Nachtragsschritt):
    """The Leitung releases, returns or refuses the Nachtrag; never whoever has written it."""

    name = "nachtragsfreigabe"
    titel = "Freigabe des Nachtrags"
    frage = "Kann der Nachtrag so gezeichnet werden?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung prüft den Nachtrag und gibt ihn zur Zeichnung frei."
    danach = "Nach der Freigabe zeichnen alle Parteien den Nachtrag."
    recht = Recht.VEREINBARUNG_FREIGEBEN
    taetigkeit = Taetigkeit.FREIGEBEN
    formular = NachtragsfreigabeFormular
    fakten = ("ergebnis", "begruendung", "feste_reihenfolge", "zeichnungsfrist")
    vorlage = "kooperation/schritte/freigabe.html"
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True
    fuehrt_beschluss_aus = True

    def betrag(self, antrag: Antrag) -> Decimal:
        """As it will be with the Nachtrag."""
        return betrag_von(antrag)

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """Beside the difference, the Beschluss that carries it."""
        return {**super().kontext(antrag, aufgabe), **beschluss.kontext(antrag, betrag_von(antrag))}

    def ausfuehren(self, handlung: Handlung, angaben: Freigabeurteil) -> None:
        """Release, return or refuse."""
        vereinbarung = vereinbarung_von(handlung.antrag)
        nachtrag = nachtraege.neuester(vereinbarung)
        ergebnis = vermerke_freigabe(handlung, angaben)
        handlung.vermerke(nachtrag=nachtrag.nr)
        if ergebnis == Freigabeergebnis.FREIGEGEBEN:
            vereinbarung.feste_reihenfolge = angaben.feste_reihenfolge
            vereinbarung.zeichnungsfrist = angaben.zeichnungsfrist
            vereinbarung.save()
            nachtrag.bewege(Nachtrag.zeichnen_lassen)
            bitte_um_zeichnung(handlung, vereinbarung)
            return
        nachtrag.bewege(
            Nachtrag.ablehnen if ergebnis == Freigabeergebnis.ABGELEHNT else Nachtrag.zurueckgeben
        )
        if ergebnis == Freigabeergebnis.ABGELEHNT:
            nachtraege.ende(vereinbarung, nachtrag, grund=angaben.begruendung)
        schreibe_amt(handlung, betreff=f"{nachtrag}: {ergebnis.label}", text=angaben.begruendung)
