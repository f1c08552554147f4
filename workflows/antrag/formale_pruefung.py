"""Formale Prüfung: is the request complete and are we competent?"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag import nachforderungen
from antraege.antrag.models import Antrag, Pruefung
from antraege.antrag.nachforderungen import Verlangtes
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Pruefart
from rollen import uhr
from rollen.tabelle import Recht
from workflows.antrag import schreiben
from workflows.graph.pruefliste import PrueflisteFormular
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Schritt


class FormalePruefungFormular(PrueflisteFormular):
    """The formal check list; what is missing is named item by item."""

    pruefart = Pruefart.FORMAL
    weiter = frozenset({"vollstaendig"})
    bedingt = frozenset({"frist"})
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[
            ("vollstaendig", "Vollständig – weiter zur Fachprüfung"),
            ("nachfordern", "Es fehlt etwas – nachfordern"),
        ],
        widget=forms.RadioSelect,
    )
    vermerk = forms.CharField(label="Vermerk", widget=forms.Textarea, required=False, max_length=4000)
    frist = forms.DateField(
        label="Frist der Nachforderung",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Nur nötig, wenn etwas fehlt.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frist"].initial = uhr.heute() + timedelta(days=self.antrag.richtlinie.tage_nachforderung)
        self.verlangbar = nachforderungen.verlangbar(self.antrag)
        for ziel in self.verlangbar:
            self.fields[f"fehlt_{ziel.name}"] = forms.CharField(
                label=ziel.was, required=False, max_length=300, help_text="Was fehlt und warum?"
            )

    @property
    def fehltfelder(self) -> list[BoundField]:
        """What may be asked for again, for the page."""
        return [self[f"fehlt_{ziel.name}"] for ziel in self.verlangbar]

    @property
    def fehlt_offen(self) -> bool:
        """True when the part for missing items is in use."""
        return self.is_bound and self.data.get("ergebnis") != "vollstaendig"

    def verlangtes(self) -> list[Verlangtes]:
        """The items the clerk has filled in."""
        texte = ((ziel, self.cleaned_data.get(f"fehlt_{ziel.name}")) for ziel in self.verlangbar)
        return [Verlangtes(ziel, warum) for ziel, warum in texte if warum]

    def clean_frist(self) -> date | None:
        """A deadline lies in the future."""
        frist = self.cleaned_data["frist"]
        if frist is not None and frist <= uhr.heute():
            raise forms.ValidationError("Die Frist muss in der Zukunft liegen.")
        return frist

    def clean(self) -> dict[str, Any]:
        """Asking for more needs items and a deadline; complete means that nothing is asked."""
        daten = super().clean()
        if daten.get("ergebnis") == "nachfordern":
            if not self.verlangtes():
                self.add_error(
                    "ergebnis", "Bitte tragen Sie unten bei mindestens einem Punkt ein, was fehlt."
                )
            if not daten.get("frist") and "frist" not in self.errors:
                self.add_error("frist", "Bitte setzen Sie eine Frist.")
        elif daten.get("ergebnis") == "vollstaendig" and self.verlangtes():
            self.add_error("ergebnis", "Sie haben Fehlendes eingetragen. Bitte wählen Sie „nachfordern“.")
        return daten


class FormalePruefung(Schritt):
    """The first look of the office; the person becomes the case worker."""

    name = "formale_pruefung"
    titel = "Formale Prüfung"
    frage = "Ist der Antrag vollständig und sind wir zuständig?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft, ob Ihr Antrag vollständig ist."
    danach = "Ist alles da, prüft die Stelle Ihr Vorhaben fachlich. Fehlt etwas, schreiben wir Ihnen."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.PRUEFEN
    zustaende = frozenset({Status.EINGEREICHT})
    uebergaenge = frozenset({"nachfordern"})
    formular = FormalePruefungFormular
    vorlage = "workflows/schritte/formale_pruefung.html"
    frist_feld = "tage_pruefung"
    bei_fallbetreuung = True
    sammelbar = True

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Store the check; on missing items write the Nachforderung."""
        antrag, formular = handlung.antrag, daten["formular"]
        antrag.sachbearbeitung = handlung.person
        Pruefung.objects.create(
            antrag=antrag,
            art=Pruefart.FORMAL,
            ergebnisse=formular.ergebnisse(),
            vermerk=daten["vermerk"],
            geprueft_von=handlung.person,
        )
        if daten["ergebnis"] == "nachfordern":
            self._fordere_nach(handlung, antrag, formular)

    def _fordere_nach(self, handlung: Handlung, antrag: Antrag, formular: FormalePruefungFormular) -> None:
        nachforderung = nachforderungen.stelle(
            antrag, formular.verlangtes(), frist=formular.cleaned_data["frist"], akteur=handlung.person
        )
        punkte = [punkt.was for punkt in nachforderung.punkte.all()]
        handlung.bewege("nachfordern", frist=nachforderung.frist, punkte=punkte)
        schreiben.nachforderung(handlung, nachforderung)
        schreibe_traeger(
            handlung,
            betreff="Zu Ihrem Antrag fehlt noch etwas",
            text=f"Bitte reichen Sie bis {nachforderung.frist:%d.%m.%Y} nach:\n- " + "\n- ".join(punkte),
        )
