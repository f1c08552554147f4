"""Fachliche Prüfung: is it worth funding, with how much, and is the money there?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag, Pruefung
from antraege.foerderung import mittel, waechter
from antraege.foerderung.waechter import beihilfen
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Pruefart
from rollen import uhr
from rollen.tabelle import Recht
from workflows.antrag import hinweise, jahre
from workflows.graph.pruefliste import PrueflisteFormular
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Schritt


class FachlichePruefungFormular(PrueflisteFormular):
    """The expert check list, the proposal and the note for the decision."""

    pruefart = Pruefart.FACHLICH
    vorschlag = EuroFormField(
        label="Vorgeschlagener Betrag in Euro",
        help_text="0,00 schlägt eine Ablehnung vor. Der Betrag wird vorgemerkt.",
    )
    vermerk = forms.CharField(
        label="Prüfvermerk für die Entscheidung", widget=forms.Textarea, max_length=4000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vorschlag"].initial = self.antrag.beantragt
        self.grundlage = mittel.verteile(self.antrag, self.antrag.beantragt)
        jahre.fuege_jahre_ein(self, self.grundlage)
        self.funde = hinweise.fuege_hinweise_ein(self)

    @property
    def jahresfelder(self) -> list[BoundField]:
        """The share of each year, for the page."""
        return jahre.jahresfelder(self)

    @property
    def hinweisfelder(self) -> list[BoundField]:
        """What the guards have noticed, for the page."""
        return hinweise.hinweisfelder(self)

    def geht_weiter(self, daten: Mapping[str, Any]) -> bool:
        """Money is proposed; 0,00 proposes a refusal, for which a no is a reason."""
        return bool(daten.get("vorschlag"))

    def clean(self) -> dict[str, Any]:
        """The shares of the years make the proposal; De-minimis aids stay below their limit."""
        daten = super().clean()
        if daten.get("vorschlag") is not None:
            self.anteile = jahre.anteile(self, daten["vorschlag"], self.grundlage)
            for mangel in beihilfen.maengel(self.antrag, daten["vorschlag"], tag=uhr.heute()):
                self.add_error("vorschlag", mangel.text)
        return daten

    def clean_vorschlag(self) -> Decimal:
        """Nobody proposes more than was asked for."""
        vorschlag = self.cleaned_data["vorschlag"]
        if vorschlag > self.antrag.beantragt:
            raise forms.ValidationError(
                f"Beantragt sind {zeige(self.antrag.beantragt)}. Bitte nicht mehr vorschlagen."
            )
        return vorschlag


class FachlichePruefung(Schritt):
    """The case worker's expert opinion; reserves the proposed amount in the budget."""

    name = "fachliche_pruefung"
    titel = "Fachliche Prüfung"
    frage = "Ist das Vorhaben förderwürdig, und mit welchem Betrag?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft Ihr Vorhaben fachlich."
    danach = "Haben alle geprüft, entscheidet die Leitung."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.PRUEFEN
    zustaende = frozenset({Status.EINGEREICHT})
    formular = FachlichePruefungFormular
    vorlage = "workflows/schritte/fachliche_pruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """There is a budget line for the year."""
        return mittel.maengel(antrag)

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Store the check and reserve the money."""
        antrag = handlung.antrag
        pruefung = Pruefung.objects.create(
            antrag=antrag,
            art=Pruefart.FACHLICH,
            ergebnisse=daten["formular"].ergebnisse(),
            vermerk=daten["vermerk"],
            vorschlag=daten["vorschlag"],
            geprueft_von=handlung.person,
        )
        formular = daten["formular"]
        waechter.klaere(antrag, hinweise.klaerungen(formular, formular.funde), akteur=handlung.person)
        antrag.sachbearbeitung = handlung.person
        antrag.vorgeschlagen = daten["vorschlag"]
        mittel.merke_vor(
            antrag, daten["formular"].anteile, schluessel=f"pruefung/{pruefung.pk}", akteur=handlung.person
        )
        handlung.vermerke(vorgemerkt=antrag.vorgeschlagen, je_jahr=jahre.in_worten(daten["formular"].anteile))
