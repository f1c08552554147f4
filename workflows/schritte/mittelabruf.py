"""Mittelabruf: the Träger asks for an instalment, or for nothing more."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import abrufe, bescheide, mittel
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.tabelle import Recht
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class MittelabrufFormular(Formular):
    """An instalment in euro for what is due in the next two months."""

    bedingt = frozenset({"betrag", "zweck"})
    vorhaben = forms.ChoiceField(
        label="Was möchten Sie tun?",
        choices=[
            ("abrufen", "Geld abrufen"),
            ("beenden", "Nichts mehr abrufen – ich verzichte auf den Rest"),
        ],
        widget=forms.RadioSelect,
        initial="abrufen",
    )
    betrag = EuroFormField(label="Betrag in Euro", required=False, min_betrag=Decimal("0.01"))
    zweck = forms.CharField(
        label="Wofür brauchen Sie das Geld in den nächsten zwei Monaten?", required=False, max_length=300
    )
    verzicht = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.abrufbar = mittel.abrufbar(self.antrag, tag=uhr.heute())
        self.fields["betrag"].initial = self.abrufbar
        self.fields["betrag"].help_text = f"Heute abrufbar sind {zeige(self.abrufbar)}."
        self.wartet = (
            self.antrag.richtlinie.bestandskraft_noetig
            and not self.antrag.bescheid.bestandskraeftig(am=uhr.heute())
        )
        if self.wartet:
            rechtsbehelf = bescheide.rechtsbehelf(self.antrag)
            ab = self.antrag.bescheid.bestandskraeftig_ab
            self.fields["verzicht"].label = f"Ich verzichte auf {rechtsbehelf} gegen den Bescheid."
            self.fields["verzicht"].help_text = f"Ohne Verzicht zahlen wir ab dem {ab:%d.%m.%Y} aus."
        else:
            del self.fields["verzicht"]

    def clean_betrag(self) -> Decimal | None:
        """Not more than is left."""
        betrag = self.cleaned_data["betrag"]
        if betrag is not None and betrag > self.abrufbar:
            raise forms.ValidationError(f"Es sind heute nur {zeige(self.abrufbar)} abrufbar.")
        return betrag

    def clean(self) -> dict[str, Any]:
        """Calling money needs amount and purpose."""
        daten = super().clean() or self.cleaned_data
        if daten.get("vorhaben") == "abrufen":
            for feld, text in (
                ("betrag", "Bitte geben Sie den Betrag an."),
                ("zweck", "Bitte nennen Sie den Zweck."),
            ):
                if not daten.get(feld) and feld not in self.errors:
                    self.add_error(feld, text)
        return daten


class Mittelabruf(Schritt):
    """Opens an instalment; the waiver of a legal remedy lets money flow at once."""

    name = "mittelabruf"
    titel = "Mittelabruf"
    frage = "Welchen Betrag brauchen Sie in den nächsten zwei Monaten?"
    knopf = "Absenden"
    oeffentlich = "Sie sind dran: Sie können jetzt Geld abrufen."
    danach = "Die Stelle prüft Ihren Abruf. Dann zahlt die Stadtkasse."
    recht = Recht.MITTEL_ABRUFEN
    taetigkeit = Taetigkeit.ABRUFEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = MittelabrufFormular
    vorlage = "workflows/schritte/mittelabruf.html"
    beim_traeger = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The earlier instalments."""
        return {"abrufe": list(antrag.mittelabrufe.all())}

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Create the instalment or end the calling."""
        antrag = handlung.antrag
        if daten["vorhaben"] == "beenden":
            antrag.abruf_beendet = True
            return
        if daten.get("verzicht"):
            antrag.bescheid.verzicht_am = uhr.heute()
            antrag.bescheid.save(update_fields=["verzicht_am"])
            handlung.vermerke(rechtsbehelfsverzicht_am=uhr.heute())
        abruf = abrufe.fordere_an(
            antrag, betrag=daten["betrag"], zweck=daten["zweck"], akteur=handlung.person
        )
        handlung.vermerke(abruf=abruf.nr, betrag=abruf.betrag)
