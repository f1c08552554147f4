"""Verwendungsnachweis: the Träger proves what the money was used for."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.foerderung import nachweise
from antraege.foerderung.models import Planposition, Seite
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.tabelle import Recht
from workflows.benachrichtigungen import schreibe_amt
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe

ANGABEN = ("durchfuehrung", "zielerreichung", "teilnehmende", "eigenmittel", "drittmittel")


class NachweisFormular(Formular):
    """Report in words, real costs for each line of the plan, real own and third-party money."""

    durchfuehrung = forms.CharField(
        label="Was haben Sie gemacht?",
        help_text="Tätigkeiten, Tage, Orte. Nennen Sie keine Namen von Kindern.",
        widget=forms.Textarea,
        max_length=5000,
    )
    zielerreichung = forms.CharField(
        label="Welche Ziele haben Sie erreicht, welche nicht?", widget=forms.Textarea, max_length=5000
    )
    teilnehmende = forms.IntegerField(
        label="Wie viele Menschen haben teilgenommen?", min_value=0, max_value=1_000_000
    )
    eigenmittel = EuroFormField(label="Eigenmittel, tatsächlich, in Euro")
    drittmittel = EuroFormField(label="Drittmittel und Beiträge, tatsächlich, in Euro")
    bestaetigung = forms.BooleanField(
        label="Die Ausgaben waren notwendig, wirtschaftlich und stimmen mit den Büchern überein."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ausgaben: list[Planposition] = list(self.antrag.planpositionen.filter(seite=Seite.AUSGABE))
        nachweis = getattr(self.antrag, "nachweis", None)
        bisher = {p.planposition_id: p.betrag for p in nachweis.positionen.all()} if nachweis else {}
        for position in self.ausgaben:
            self.fields[f"ist_{position.pk}"] = EuroFormField(
                label=position.bezeichnung,
                help_text=f"Geplant waren {zeige(position.betrag)}.",
                initial=bisher.get(position.pk),
                widget=forms.TextInput(attrs={"data-seite": "ausgabe"}),
            )
        for angabe in ANGABEN if nachweis else ():
            self.fields[angabe].initial = getattr(nachweis, angabe)

    @property
    def istfelder(self) -> list[tuple[Planposition, BoundField]]:
        """Each planned cost with the field of its actual amount, for the page."""
        return [(position, self[f"ist_{position.pk}"]) for position in self.ausgaben]

    @property
    def einnahmefelder(self) -> list[BoundField]:
        """The fields of own and third-party money, for the page."""
        return [self["eigenmittel"], self["drittmittel"]]

    @property
    def summe_ist(self) -> Decimal:
        """The sum of the stored actual costs in euro; the browser adds up what is typed."""
        betraege = (self.fields[f"ist_{position.pk}"].initial for position in self.ausgaben)
        return sum((betrag for betrag in betraege if betrag is not None), Decimal("0.00"))


class Verwendungsnachweis(Schritt):
    """The proof of use, signed by the Träger."""

    name = "verwendungsnachweis"
    titel = "Verwendungsnachweis"
    frage = "Wofür wurde das Geld verwendet?"
    knopf = "Nachweis einreichen"
    oeffentlich = "Sie sind dran: Bitte weisen Sie die Verwendung nach."
    danach = "Zwei Personen der Stelle prüfen Ihren Nachweis."
    recht = Recht.NACHWEIS_EINREICHEN
    taetigkeit = Taetigkeit.NACHWEISEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = NachweisFormular
    vorlage = "workflows/schritte/verwendungsnachweis.html"
    beim_traeger = True

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The day the Bescheid names."""
        return antrag.nachweis_faellig_am

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """What is not over cannot be proved."""
        if antrag.ende is None or antrag.ende <= uhr.heute():
            return []
        return [
            Mangel(
                f"Das Vorhaben läuft noch bis {antrag.ende:%d.%m.%Y}.",
                behebt="Träger: nach dem Ende nachweisen",
            )
        ]

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What the office has asked about an earlier try."""
        return {"nachweis": getattr(antrag, "nachweis", None)}

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Store the proof and tell the office."""
        nachweis = nachweise.reiche_ein(
            handlung.antrag,
            {angabe: daten[angabe] for angabe in ANGABEN},
            ist={p.pk: daten[f"ist_{p.pk}"] for p in daten["formular"].ausgaben},
            akteur=handlung.person,
        )
        handlung.vermerke(nachweis=nachweis.pk)
        schreibe_amt(
            handlung, betreff="Verwendungsnachweis eingereicht", text="Der Nachweis kann geprüft werden."
        )
