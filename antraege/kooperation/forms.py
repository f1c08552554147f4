"""The fields of an agreement's text; the steps that ask for them stand in `workflows`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.haushalt.felder import EuroFormField
from antraege.kooperation import angaben, anlagen
from antraege.kooperation.models import Partei, Vereinbarung
from rollen.formulare import tag

ZEILEN = "Ein Punkt je Zeile."


def langtext(
    label: str, *, required: bool = False, help_text: str = "", zeilen: int = 3, hoechstens: int = 4000
) -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": zeilen})
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=widget, max_length=hoechstens
    )


class Angabenfelder(forms.Form):
    """Everything that fills the sixteen sections; `stelle_ein` adds a field of services per party."""

    titel = forms.CharField(label="Angebot", max_length=160)
    gegenstand = langtext("Gegenstand", required=True, help_text="Was die Parteien gemeinsam tun.")
    ziele = langtext("Ziele", required=True, help_text=ZEILEN)
    zielgruppe = forms.CharField(label="Zielgruppe", max_length=300)
    ort = forms.CharField(label="Ort", max_length=300)
    praeambel = langtext("Ergänzung der Präambel")
    termine = langtext(
        "Zeiten", help_text="Je Zeile: wann | was | Gruppe | Ort. Leer: Absprache je Halbjahr."
    )
    ferien = langtext("Ferien", zeilen=2)
    raeume = langtext("Räume", zeilen=2, help_text="Räume sind unentgeltlich (BASS 12-63 Nr. 2, 6.2).")
    material = langtext("Material", zeilen=2)
    verpflegung = langtext("Verpflegung", zeilen=2)
    steuerrunde = langtext("Steuerrunde", required=True, zeilen=2)
    schulische_gremien = langtext("Mitwirkung in der Schule", zeilen=2)
    qualifikation = langtext("Qualifikation des Personals", required=True, zeilen=2)
    vertretung = langtext("Vertretung bei Ausfall", required=True, zeilen=2)
    aufsicht = langtext("Aufsicht", required=True, zeilen=2)
    fuehrungszeugnis = forms.BooleanField(
        label="Erweitertes Führungszeugnis wird verlangt (§ 30a BZRG, § 72a SGB VIII)", required=False
    )
    lebensmittel = forms.BooleanField(label="Lebensmittel werden zubereitet (§ 43 IfSG)", required=False)
    fachkraft_kinderschutz = forms.CharField(
        label="Insoweit erfahrene Fachkraft", max_length=200, help_text="Stelle oder Funktion, kein Name."
    )
    vereinbarung_72a_vom = tag(
        "Vereinbarung nach §§ 8a, 72a SGB VIII vom", help_text="Mit dem Jugendamt geschlossen."
    )
    datenschutz = forms.ChoiceField(
        label="Verantwortung für Daten", choices=list(angaben.DATENSCHUTZ.items()), widget=forms.RadioSelect
    )
    daten = langtext("Welche Daten werden verarbeitet?", required=True, zeilen=2)
    fotos = forms.BooleanField(label="Fotos und Filme mit Einwilligung", required=False)
    haftpflicht = forms.BooleanField(label="Träger weisen eine Betriebshaftpflicht nach", required=False)
    finanzierung = forms.ChoiceField(
        label="Finanzierung", choices=list(angaben.FINANZIERUNG.items()), widget=forms.RadioSelect
    )
    zuwendung = forms.CharField(
        label="Aktenzeichen der Förderung",
        max_length=40,
        required=False,
        help_text="Nötig bei Finanzierung aus einer Förderung. Sie bleibt ein eigener Fall.",
    )
    pauschale = EuroFormField(label="Pauschale je Schuljahr in Euro", required=False)
    oeffentlichkeit = langtext("Öffentlichkeitsarbeit", zeilen=2)
    laufzeit_von = tag("Laufzeit von", required=True)
    laufzeit_bis = tag("Laufzeit bis", required=True)
    probezeit_bis = tag("Probezeit bis")
    kuendigungsfrist = forms.IntegerField(
        label="Kündigungsfrist in Monaten",
        min_value=1,
        max_value=12,
        help_text="Zum Ende des Schuljahres (31.07.).",
    )
    verlaengerung = langtext("Verlängerung", zeilen=2)
    indikatoren = langtext("Indikatoren der Auswertung", required=True, help_text=ZEILEN)
    evaluation_am = tag("Auswertung bis", required=True)
    schulkonferenz_am = tag(
        "Zustimmung der Schulkonferenz am", help_text="Nötig vor der Freigabe, wenn sich eine Schule bindet."
    )
    nebenabreden = langtext("Nebenabreden", zeilen=2)
    anlagen = langtext(
        "Weitere Anlagen", help_text=f"{ZEILEN} Hochgeladene Anlagen nennt der Text von selbst.", zeilen=2
    )

    parteien: Sequence[Partei] = ()
    dateien: Sequence[Mapping[str, Any]] = ()
    texte_vom: str | None = None

    def stelle_ein(self, vereinbarung: Vereinbarung, daten: Mapping[str, Any]) -> None:
        """Add the services of each party and fill in what is known; annexes are today's, clauses those so far."""
        self.parteien = parteien = list(vereinbarung.parteien.select_related("stelle"))
        self.dateien, self.texte_vom = anlagen.als_daten(vereinbarung), daten.get("texte_vom")
        leistungen = daten.get("leistungen") or {}
        for partei in parteien:
            self.fields[f"leistungen_{partei.nr}"] = langtext(
                f"Leistungen: {partei.kuerzel}", required=True, help_text=ZEILEN
            )
            self.initial.setdefault(f"leistungen_{partei.nr}", "\n".join(leistungen.get(partei.kuerzel, [])))
        for name in angaben.FELDER.keys() & self.fields.keys():
            if name in daten:
                als_text = name == "termine" or name in angaben.LISTEN
                self.initial.setdefault(
                    name, angaben.als_text(name, daten[name]) if als_text else daten[name]
                )

    @property
    def leistungsfelder(self) -> list[BoundField]:
        """The services party by party, for the page."""
        return [self[f"leistungen_{partei.nr}"] for partei in self.parteien]

    def clean_zuwendung(self) -> str:
        """The Aktenzeichen of a grant to one of the parties."""
        zeichen = str(self.cleaned_data["zuwendung"]).strip()
        if zeichen and self.verbundene(zeichen) is None:
            raise forms.ValidationError("Zu diesem Aktenzeichen gibt es keine Förderung einer Partei.")
        return zeichen

    def verbundene(self, zeichen: str) -> Antrag | None:
        """The grant with this Aktenzeichen, if a party has it."""
        stellen = [partei.stelle_id for partei in self.parteien]
        faelle = Antrag.objects.filter(aktenzeichen=zeichen, traeger__in=stellen)
        return next((fall for fall in faelle if not fall.kooperation), None)

    def clean(self) -> dict[str, Any]:
        """Days in their order, and every way of money with what it needs."""
        daten = super().clean() or self.cleaned_data
        von, bis = daten.get("laufzeit_von"), daten.get("laufzeit_bis")
        if isinstance(von, date) and isinstance(bis, date):
            probe, auswertung = daten.get("probezeit_bis"), daten.get("evaluation_am")
            if bis < von:
                self.add_error("laufzeit_bis", "Die Laufzeit endet vor ihrem Beginn.")
            if probe and not von <= probe <= bis:
                self.add_error("probezeit_bis", "Die Probezeit endet nicht in der Laufzeit.")
            if auswertung and auswertung < von:
                self.add_error("evaluation_am", "Die Auswertung liegt vor dem Beginn.")
        weg = daten.get("finanzierung")
        if (weg == "zuwendung") != bool(daten.get("zuwendung")) and "zuwendung" not in self.errors:
            self.add_error("zuwendung", "Das Aktenzeichen gehört zur Finanzierung aus einer Förderung.")
        if (weg == "pauschale") != (daten.get("pauschale") is not None) and "pauschale" not in self.errors:
            self.add_error("pauschale", "Der Betrag gehört zur Finanzierung durch eine Pauschale.")
        return daten

    def vertragsdaten(self) -> dict[str, Any]:
        """What was entered, as the data of a version."""
        werte = self.cleaned_data
        leistungen = [(p.kuerzel, werte[f"leistungen_{p.nr}"]) for p in self.parteien]
        fest = {"dateien": list(self.dateien), "texte_vom": self.texte_vom}
        return {**angaben.als_daten(werte, leistungen=leistungen), **fest}
