"""The short report on internal money: written, checked, signed by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, mittel, mittelzuweisung
from antraege.foerderung.models import Planposition, Seite
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL, summe, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.nachweis.schritte import Nachweiszeichnung
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Antwort, Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Bericht:
    """What was spent in euro for each planned cost (by its id), how many people, a few sentences."""

    ist: Mapping[int, Decimal]
    anzahl: int
    kurzbericht: str
    bestaetigung: bool
    andere: Decimal | None = None


class BerichtFormular(Formular):
    """What was spent for each Einzelansatz, how many people, a few sentences."""

    werte = Bericht
    andere = EuroFormField(label="Davon aus anderen Mitteln bezahlt, in Euro")
    anzahl = forms.IntegerField(
        label="Wie viele Menschen haben teilgenommen?", min_value=0, max_value=1_000_000
    )
    kurzbericht = langtext(
        "Was haben Sie gemacht, und was hat es gebracht?",
        required=True,
        help_text="Ein paar Sätze genügen. Nennen Sie keine Namen von Kindern.",
        zeilen=10,
        hoechstens=2000,
    )
    bestaetigung = forms.BooleanField(label="Die Angaben stimmen mit den Büchern überein.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ausgaben: list[Planposition] = list(
            self.antrag.planpositionen.filter(seite=Seite.AUSGABE).order_by("nr")
        )
        bericht = getattr(self.antrag, "nachweis", None)
        bisher = {p.planposition_id: p.betrag for p in bericht.positionen.all()} if bericht else {}
        for position in self.ausgaben:
            self.fields[f"ist_{position.pk}"] = EuroFormField(
                label=position.bezeichnung,
                help_text=f"Geplant waren {zeige(position.betrag)}.",
                initial=bisher.get(position.pk),
                widget=forms.TextInput(attrs={"data-seite": "ausgabe"}),
            )
        if not mittelzuweisung.hat_andere_deckung(self.antrag):
            del self.fields["andere"]
        if bericht:
            self.initial = {
                "andere": bericht.eigenmittel,
                "anzahl": bericht.antworten.get(mittelzuweisung.ANZAHL),
                "kurzbericht": bericht.antworten.get(mittelzuweisung.KURZBERICHT),
            }

    def weitere(self) -> dict[str, Any]:
        """The actual costs."""
        return {"ist": {p.pk: self.cleaned_data[f"ist_{p.pk}"] for p in self.ausgaben}}

    @property
    def istfelder(self) -> list[tuple[Planposition, BoundField]]:
        """Each planned cost with the field of its actual amount, for the page."""
        return [(position, self[f"ist_{position.pk}"]) for position in self.ausgaben]

    @property
    def summe_ist(self) -> Decimal:
        """The sum of the stored actual costs in euro; the browser adds up what is typed."""
        betraege = (self.fields[f"ist_{position.pk}"].initial for position in self.ausgaben)
        return sum((betrag for betrag in betraege if betrag is not None), NULL)


class Verwendungsbericht(Schritt):
    """The short proof of an internal Mittelzuweisung; no vouchers."""

    name = "verwendungsbericht"
    titel = "Verwendungsbericht"
    frage = "Wofür haben Sie die Mittel verwendet?"
    knopf = "Bericht absenden"
    oeffentlich = "Sie sind dran: Bitte berichten Sie kurz, wofür Sie die Mittel verwendet haben."
    danach = "Zwei Personen der Stelle prüfen Ihren Bericht. Nicht verwendete Mittel fließen zurück."
    recht = Recht.NACHWEIS_EINREICHEN
    taetigkeit = Taetigkeit.NACHWEISEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = BerichtFormular
    fakten = ("andere", "anzahl", "kurzbericht", "bestaetigung")
    vorlage = "nachweis/schritte/verwendungsbericht.html"
    beim_traeger = True

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The day the decision names."""
        return antrag.nachweis_faellig_am

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """What is not over cannot be reported, and a change is decided first."""
        maengel = aenderungen.laufende_aenderung(antrag)
        if antrag.ende and antrag.ende > uhr.heute():
            text = f"Das Vorhaben läuft noch bis {antrag.ende:%d.%m.%Y}."
            maengel.append(Mangel(text, behebt="Einrichtung: nach dem Ende berichten"))
        return maengel

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What the office has asked about an earlier try, and where the money is."""
        return {
            "nachweis": getattr(antrag, "nachweis", None),
            "umbuchungen": mittelzuweisung.umbuchungen(antrag),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Bericht) -> None:
        """Store the report and tell the office."""
        bericht = mittelzuweisung.berichte(
            handlung.antrag,
            ist=angaben.ist,
            andere=angaben.andere or NULL,
            kurzbericht=angaben.kurzbericht,
            anzahl=angaben.anzahl,
            akteur=handlung.person,
        )
        handlung.vermerke(
            nachweis=bericht.pk, **{f"ist_{position}": betrag for position, betrag in angaben.ist.items()}
        )
        schreibe_amt(
            handlung, betreff="Verwendungsbericht liegt vor", text="Der Bericht kann geprüft werden."
        )


@dataclass(frozen=True)
class Berichtsurteil:
    """What was not used as meant, in euro, and the result: a note, or a question."""

    ergebnis: str
    vermerk: str
    rueckfrage: str
    nicht_anerkannt: Decimal


class BerichtspruefungFormular(Formular):
    """The cut and the result."""

    werte = Berichtsurteil
    bedingt = (
        Wenn("vermerk", "ergebnis", ("in_ordnung",)),
        Wenn("rueckfrage", "ergebnis", ("rueckfrage",)),
    )
    nicht_anerkannt = EuroFormField(
        label="Nicht zum Zweck verwendet, in Euro",
        help_text="Dieser Betrag fließt mit den nicht verwendeten Mitteln zurück.",
        initial=NULL,
        required=False,
    )
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[
            ("in_ordnung", "Geprüft – zur Zeichnung geben"),
            ("rueckfrage", "Rückfrage an die Einrichtung"),
        ],
        widget=forms.RadioSelect,
    )
    vermerk = langtext("Prüfvermerk", help_text="Nötig, wenn Sie den Bericht zur Zeichnung geben.", zeilen=10)
    rueckfrage = langtext(
        "Rückfrage",
        help_text="Nötig bei einer Rückfrage. Die Einrichtung liest sie.",
        zeilen=10,
        hoechstens=2000,
    )

    def clean_nicht_anerkannt(self) -> Decimal:
        """Nothing is cut that was not spent."""
        betrag: Decimal = self.cleaned_data["nicht_anerkannt"] or NULL
        if betrag > summe(p.betrag for p in self.antrag.nachweis.positionen.all()):
            raise forms.ValidationError("Das ist mehr als alle Ausgaben des Berichts.")
        return betrag


def bericht_kontext(antrag: Antrag) -> dict[str, Any]:
    """The report with plan and actual side by side."""
    bericht = antrag.nachweis
    return {
        "nachweis": bericht,
        "kurzbericht": bericht.antworten.get(mittelzuweisung.KURZBERICHT, ""),
        "anzahl": bericht.antworten.get(mittelzuweisung.ANZAHL),
        "umbuchungen": mittelzuweisung.umbuchungen(antrag),
        **akte.plan_und_ist(bericht),
    }


class Berichtspruefung(Schritt):
    """The first of the two persons of the control."""

    name = "berichtspruefung"
    titel = "Prüfung des Verwendungsberichts"
    frage = "Wurden die Mittel für den Zweck verwendet?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft Ihren Verwendungsbericht."
    danach = "Eine zweite Person zeichnet die Prüfung."
    recht = Recht.NACHWEIS_PRUEFEN
    taetigkeit = Taetigkeit.NACHWEIS_PRUEFEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = BerichtspruefungFormular
    fakten = ("ergebnis", "vermerk", "rueckfrage", "nicht_anerkannt")
    vorlage = "nachweis/schritte/berichtspruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The report and what would flow back without cuts."""
        _, schritte = mittelzuweisung.verwendet(antrag.nachweis, nicht_anerkannt=NULL)
        return {**bericht_kontext(antrag), "rechenweg": schritte}

    def ausfuehren(self, handlung: Handlung, angaben: Berichtsurteil) -> None:
        """Accept with what was used, or ask."""
        bericht = handlung.antrag.nachweis
        if angaben.ergebnis == "rueckfrage":
            mittelzuweisung.frage_zurueck(bericht, frage=angaben.rueckfrage)
            schreibe_traeger(handlung, betreff="Rückfrage zum Verwendungsbericht", text=angaben.rueckfrage)
            return
        schritte = mittelzuweisung.pruefe(
            bericht,
            nicht_anerkannt=angaben.nicht_anerkannt,
            vermerk=angaben.vermerk,
            akteur=handlung.person,
        )
        handlung.vermerke(rechenweg=schritte)


class Berichtszeichnung(Nachweiszeichnung):
    """The second of the two persons: the request is controlled. No claim, no interest, no legal remedy."""

    name = "berichtszeichnung"
    titel = "Zeichnung der Berichtsprüfung"
    frage = "Ist die Prüfung des Berichts richtig?"
    oeffentlich = "Eine zweite Person zeichnet die Prüfung Ihres Berichts."
    danach = "Die Stelle schließt die Akte."
    vorlage = "nachweis/schritte/berichtszeichnung.html"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The checked report."""
        bericht = antrag.nachweis
        return {
            **bericht_kontext(antrag),
            "rechenweg": bericht.rechenweg,
            "geprueft_von": akte.person(bericht.geprueft_von),
            "rueckfluss": antrag.ausgezahlt - (bericht.zuwendung or NULL),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Sign and let the unused money flow back, or give back."""
        antrag = handlung.antrag
        if angaben.ergebnis == "zurueck":
            nachweise.gib_zurueck(antrag.nachweis, grund=angaben.grund)
            return
        rest = mittelzuweisung.zeichne(antrag.nachweis, antrag, akteur=handlung.person)
        frei = mittel.gib_rest_frei(antrag, akteur=handlung.person)
        handlung.bewege(
            Antrag.kontrollieren, verwendet=antrag.abgerechnet, zurueckgeflossen=rest, freigegeben=frei
        )
        zurueck = f" {zeige(rest)} sind zurückgeflossen." if rest else ""
        schreibe_traeger(
            handlung,
            betreff="Ihr Verwendungsbericht ist geprüft",
            text=f"Verwendet sind {zeige(antrag.abgerechnet or NULL)}.{zurueck}",
        )
