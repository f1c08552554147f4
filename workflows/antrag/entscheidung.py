"""Entscheidung: a Leitung within its Wertgrenze approves, approves in part, returns or refuses."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, bescheide, mittel
from antraege.foerderung.waechter import beihilfen
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Pruefart
from rollen import uhr
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.antrag import jahre, raten
from workflows.antrag.schreiben import ablehnung, bewilligung
from workflows.gremien import beschluss
from workflows.gremien.ende import beende_gremienlauf
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe

DATUM = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EntscheidungFormular(Formular):
    """The decision with amount, period, conditions and reasons."""

    bedingt = frozenset({"betrag", "zeitraum_von", "zeitraum_bis", "begruendung", "ermessen"})
    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[
            ("bewilligen", "Bewilligen (ganz oder teilweise)"),
            ("zurueckgeben", "Zur Prüfung zurückgeben"),
            ("ablehnen", "Ablehnen"),
        ],
        widget=forms.RadioSelect,
    )
    betrag = EuroFormField(label="Bewilligter Betrag in Euro", required=False)
    zeitraum_von = forms.DateField(label="Bewilligungszeitraum von", required=False, widget=DATUM)
    zeitraum_bis = forms.DateField(label="Bewilligungszeitraum bis", required=False, widget=DATUM)
    auflagen = forms.CharField(
        label="Besondere Nebenbestimmungen",
        help_text="Eine Auflage je Zeile. Sie stehen wörtlich im Bescheid.",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    begruendung = forms.CharField(
        label="Begründung",
        help_text="Nötig bei Kürzung, Rückgabe und Ablehnung (§ 39 VwVfG NRW).",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )

    ermessen = forms.CharField(
        label="Erwägungen zum Ermessen",
        help_text="Nötig bei Ablehnung: Warum fiel die Entscheidung so und nicht anders?",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["betrag"].initial = self.antrag.vorgeschlagen
        self.grundlage = mittel.vorgeschlagene_anteile(self.antrag)
        jahre.fuege_jahre_ein(self, self.grundlage)
        raten.fuege_raten_ein(self)
        self.fields["zeitraum_von"].initial = self.antrag.beginn
        self.fields["zeitraum_bis"].initial = self.antrag.ende

    @property
    def jahresfelder(self) -> list[BoundField]:
        """The share of each year, for the page."""
        return jahre.jahresfelder(self)

    @property
    def ratenfelder(self) -> list[tuple[BoundField, BoundField]]:
        """Day and amount of each instalment, for the page."""
        return raten.ratenfelder(self)

    def clean_betrag(self) -> Decimal | None:
        """At most what the check has proposed and reserved."""
        betrag = self.cleaned_data["betrag"]
        if betrag is not None and betrag > self.antrag.vorgeschlagen:
            raise forms.ValidationError(
                f"Vorgeschlagen und vorgemerkt sind {zeige(self.antrag.vorgeschlagen)}. "
                "Für mehr geben Sie den Fall bitte zur Prüfung zurück."
            )
        return betrag

    def clean(self) -> dict[str, Any]:
        """An approval has amount and period, everything else a reason."""
        daten = super().clean() or self.cleaned_data
        if daten.get("entscheidung") == "bewilligen":
            self._pruefe_bewilligung(daten)
        gekuerzt = (
            daten.get("entscheidung") == "bewilligen" and (daten.get("betrag") or 0) < self.antrag.beantragt
        )
        if (gekuerzt or daten.get("entscheidung") in ("zurueckgeben", "ablehnen")) and not daten.get(
            "begruendung"
        ):
            self.add_error("begruendung", "Bitte begründen Sie die Entscheidung.")
        if daten.get("entscheidung") == "ablehnen" and not daten.get("ermessen"):
            self.add_error("ermessen", "Bitte nennen Sie die Erwägungen zum Ermessen.")
        return daten

    def _pruefe_bewilligung(self, daten: dict[str, Any]) -> None:
        if not daten.get("betrag") and "betrag" not in self.errors:
            self.add_error("betrag", "Bitte geben Sie den bewilligten Betrag an.")
        satz = self.antrag.richtlinie.einheitensatz
        if self.antrag.einheiten and satz and daten.get("betrag") and daten["betrag"] % satz:
            self.add_error("betrag", f"Je Einheit werden {zeige(satz)} gezahlt: Bitte ein Vielfaches davon.")
        if daten.get("betrag"):
            self.anteile = jahre.anteile(self, daten["betrag"], self.grundlage)
            self.raten = raten.plan(self, daten["betrag"], self.anteile)
            for mangel in mittel.verpflichtungshindernisse(self.anteile):
                self.add_error("entscheidung", mangel.text)
            for mangel in beihilfen.maengel(self.antrag, daten["betrag"], tag=uhr.heute()):
                self.add_error("betrag", mangel.text)
            beschluss.trage_ein(
                self, self.antrag, daten["betrag"], feld="betrag", von=self.antrag.vorgeschlagen
            )
        von, bis = daten.get("zeitraum_von"), daten.get("zeitraum_bis")
        if not von or not bis:
            self.add_error("zeitraum_bis", "Bitte geben Sie den Bewilligungszeitraum an.")
        elif not self._umfasst(von, bis):
            self.add_error(
                "zeitraum_bis",
                f"Der Bewilligungszeitraum muss das Vorhaben umfassen: {self.antrag.beginn:%d.%m.%Y} "
                f"bis {self.antrag.ende:%d.%m.%Y}.",
            )

    def _umfasst(self, von: date, bis: date) -> bool:
        beginn, ende = self.antrag.beginn, self.antrag.ende
        return beginn is not None and ende is not None and von <= beginn and ende <= bis


class Entscheidung(Schritt):
    """The decision and what follows from it: commitment, letter, notice."""

    name = "entscheidung"
    titel = "Entscheidung"
    frage = "Wird bewilligt, zurückgegeben oder abgelehnt?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung entscheidet über Ihren Antrag."
    danach = "Sie erhalten die Entscheidung schriftlich, hier im Portal."
    recht = Recht.BEWILLIGEN
    taetigkeit = Taetigkeit.ENTSCHEIDEN
    zustaende = frozenset({Status.GEPRUEFT})
    uebergaenge = frozenset({"bewilligen", "ablehnen", "zurueckgeben"})
    formular = EntscheidungFormular
    vorlage = "workflows/schritte/entscheidung.html"
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True
    fuehrt_beschluss_aus = True

    def betrag(self, antrag: Antrag) -> Decimal:
        """What is decided about."""
        return antrag.vorgeschlagen

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The check that proposes, and what approving the proposal does to the budget line."""
        pruefung = antrag.pruefungen.filter(art=Pruefart.FACHLICH).select_related("geprueft_von").last()
        stelle, betrag = mittel.haushaltsstelle(antrag), antrag.vorgeschlagen
        return {
            "pruefung": pruefung,
            "hinweise": akte.hinweise(antrag),
            "verbundene": akte.verbundene(antrag),
            "geprueft_von": akte.person(pruefung.geprueft_von) if pruefung else "",
            "haushaltsstelle": stelle,
            "wirkung": akte.wirkung(stelle, vorgemerkt=-betrag, gebunden=betrag),
            **beschluss.kontext(antrag, betrag),
            "wirkung_text": f"So wirkt eine Bewilligung von {zeige(betrag)}. Bei weniger wird der Rest frei.",
        }

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Approve, refuse or return."""
        handlung.antrag.begruendung = daten["begruendung"]
        getattr(self, f"_{daten['entscheidung']}")(handlung, daten)

    def _bewilligen(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        antrag = handlung.antrag
        antrag.bewilligt, antrag.entschieden_am = daten["betrag"], uhr.jetzt()
        if antrag.einheiten and antrag.richtlinie.einheitensatz:
            antrag.einheiten = int(antrag.bewilligt / antrag.richtlinie.einheitensatz)
        antrag.nachweis_faellig_am = bescheide.nachweis_faellig(antrag, daten["zeitraum_bis"])
        handlung.bewege("bewilligen", betrag=antrag.bewilligt, begruendung=antrag.begruendung)
        anteile = daten["formular"].anteile
        mittel.binde(antrag, anteile, akteur=handlung.person)
        handlung.vermerke(je_jahr=jahre.in_worten(anteile), **beschluss.fuer_protokoll(antrag))
        beihilfen.vermerke(antrag, tag=uhr.heute(), akteur=handlung.person)
        bewilligung(handlung, daten)
        aenderungen.nimm_stand_auf(antrag, anlass="bewilligt")
        schreibe_traeger(
            handlung,
            betreff="Ihr Antrag ist bewilligt",
            text=f"Bewilligt sind {zeige(antrag.bewilligt)}. Sie können die Entscheidung im Portal herunterladen.",
        )

    def _ablehnen(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        antrag = handlung.antrag
        antrag.entschieden_am = uhr.jetzt()
        handlung.bewege("ablehnen", begruendung=antrag.begruendung, **beschluss.fuer_protokoll(antrag))
        beende_gremienlauf(handlung, grund="Der Antrag ist abgelehnt.")
        mittel.gib_vormerkung_frei(antrag, anlass="ablehnung", akteur=handlung.person)
        ablehnung(handlung, ermessen=daten["ermessen"])
        schreibe_traeger(
            handlung,
            betreff="Entscheidung über Ihren Antrag",
            text="Ihr Antrag wurde abgelehnt. Die Gründe stehen im Bescheid im Portal.",
        )

    def _zurueckgeben(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        handlung.bewege("zurueckgeben", begruendung=handlung.antrag.begruendung)
