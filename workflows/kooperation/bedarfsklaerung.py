"""Clearing the need: who takes part, and what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.boundfield import BoundField

from antraege.angebote.models import Angebot, Einrichtung, Themenfeld
from antraege.antrag.models import Antrag
from antraege.haushalt.felder import EuroFormField
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst, queries
from antraege.kooperation.dienst import Parteiangabe
from antraege.kooperation.forms import langtext
from antraege.kooperation.models import Parteirolle
from antraege.programme.models import Pruefart
from rollen.formulare import Wenn, tag
from rollen.models import Stelle, Stellenart
from rollen.tabelle import Recht
from workflows.graph.pruefliste import PrueflisteFormular, fuer_protokoll, halte_pruefung
from workflows.kooperation import angebotsabgleich
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import Vereinbarungsschritt, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger

if TYPE_CHECKING:
    from workflows.models import Aufgabe


MEISTE = 12
ROLLEN = {  # partial: every other unit is AMT
    Stellenart.SCHULE: (Parteirolle.SCHULE, "Schule", "Schulleitung"),
    Stellenart.KITA: (Parteirolle.KITA, "Kita", "Leitung der Einrichtung"),
    Stellenart.JUGENDFREIZEIT: (
        Parteirolle.JUGENDARBEIT,
        "Jugendfreizeitstätte",
        "Leitung der Einrichtung",
    ),
    Stellenart.TRAEGER: (Parteirolle.TRAEGER, "Träger", "Geschäftsführung oder Vorstand"),
    Stellenart.EIGENBETRIEB: (Parteirolle.FACHBEREICH, "Eigenbetrieb", "Betriebsleitung"),
}
AMT = (Parteirolle.SCHULTRAEGER, "Stadt", "Leitung des Fachbereichs")


def als_partei(
    stelle: Stelle, gesehen: set[str], *, kuerzel: str | None = None, vertreten: str | None = None
) -> Parteiangabe:
    """A party with what is usual for its kind where nothing was typed."""
    rolle, wort, funktion = ROLLEN.get(Stellenart(stelle.art), AMT)
    kuerzel = kuerzel or (wort if wort not in gesehen else stelle.name[:80])
    return Parteiangabe(stelle, rolle, kuerzel, vertreten or funktion)


def kennzeichen(angabe: Parteiangabe) -> set[str]:
    """What no two parties share."""
    return {angabe.kuerzel, f"stelle/{angabe.stelle.pk}"}


def waehlbare_stellen() -> list[Stelle]:
    """Everybody who can be a party: institutions, organisations, units of the city."""
    keine = (Stellenart.STANDORT, Stellenart.RECHNUNGSPRUEFUNG, Stellenart.KASSE, Stellenart.STADT)
    return list(Stelle.objects.filter(aktiv=True).exclude(art__in=keine).order_by("name"))


def vorgeschlagene(antrag: Antrag, anbieter: Iterable[Stelle] = ()) -> list[Stelle]:
    """The city, who asks, who offers what was asked for, the institutions of the site and who runs their Ganztag."""
    stadt = Stelle.objects.filter(pk__in=antrag.stelle.vorfahren, art=Stellenart.FACHBEREICH)
    einrichtungen = Einrichtung.objects.filter(standort__stelle=antrag.standort_id)
    vorschlag = [*stadt, antrag.traeger, *anbieter]
    for einrichtung in einrichtungen.select_related("stelle", "ogs_traeger"):
        vorschlag += [einrichtung.stelle, *([einrichtung.ogs_traeger] if einrichtung.ogs_traeger else [])]
    return list(dict.fromkeys(vorschlag))[:MEISTE]


RAHMEN = ("zielgruppe", "laufzeit_von", "laufzeit_bis", "ganztag", "mit_geld", "wert")
Parteifelder = tuple[BoundField, BoundField, BoundField]


@dataclass(frozen=True)
class Klaerung:
    """The answered list and the result; with a need the frame of the agreement, its parties and offers.

    `wert` is what it is worth to the city, in euro.
    """

    ergebnis: str
    vermerk: str
    themenfeld: Themenfeld
    zielgruppe: str
    laufzeit_von: date
    laufzeit_bis: date
    ganztag: bool
    mit_geld: bool
    wert: Decimal | None
    parteien: list[Parteiangabe]
    angebote: list[Angebot]
    ergebnisse: list[dict[str, str]]


class BedarfsklaerungFormular(PrueflisteFormular):
    """The result, the frame of the agreement, and up to twelve parties in the order of their signatures."""

    werte = Klaerung
    pruefart = Pruefart.FORMAL
    weiter = frozenset({"abstimmen"})
    bedingt = (
        Wenn("vermerk", "ergebnis", ("kein_bedarf",), "Bitte begründen Sie, warum kein Bedarf besteht."),
    )
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[
            ("abstimmen", "Bedarf besteht – mit allen Parteien abstimmen"),
            ("kein_bedarf", "Kein Bedarf – der Leitung die Ablehnung vorschlagen"),
        ],
        widget=forms.RadioSelect,
    )
    vermerk = langtext("Vermerk", help_text="Nötig, wenn kein Bedarf besteht. Die Leitung liest ihn.")
    themenfeld = forms.ModelChoiceField(
        Themenfeld.objects.all(), label="Themenfeld", empty_label="Bitte wählen"
    )
    zielgruppe = forms.CharField(label="Zielgruppe", max_length=300)
    laufzeit_von = tag("Laufzeit von", required=True)
    laufzeit_bis = tag("Laufzeit bis", required=True)
    ganztag = forms.BooleanField(
        label="Das Angebot gehört zum Ganztag", required=False, help_text="Dann nur gemeinnützige Partner."
    )
    mit_geld = forms.BooleanField(label="Es fließt Geld der Stadt", required=False)
    wert = EuroFormField(
        label="Wert für die Stadt in Euro",
        required=False,
        help_text="Über der höchsten Wertgrenze entscheidet ein Gremium.",
    )
    angebote = forms.TypedMultipleChoiceField(
        label="Diese Angebote übernehmen",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Der Anbieter wird Partei, auch wenn er unten nicht steht.",
        error_messages={
            "invalid_choice": "Ein Angebot gilt nicht mehr. Bitte sehen Sie die Liste noch einmal durch."
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vereinbarung = vereinbarung_von(self.antrag)
        for name in ("themenfeld", *RAHMEN):
            self.fields[name].initial = getattr(vereinbarung, name)
        self.stellen = {
            schluessel: stelle
            for stelle in waehlbare_stellen()
            for schluessel in (stelle.name, stelle.kuerzel)
        }
        self.vorschlaege = angebotsabgleich.vorschlaege(vereinbarung)
        self.auswahl = {eins.angebot.pk: eins.angebot for eins in self.vorschlaege}
        feld = cast("forms.TypedMultipleChoiceField", self.fields["angebote"])
        feld.choices = [(pk, f"{a.titel} – {a.anbieter.name}") for pk, a in self.auswahl.items()]
        angefragte = [eins.angebot for eins in self.vorschlaege if eins.angefragt]
        feld.initial = [angebot.pk for angebot in angefragte]
        anbieter = [angebot.anbieter for angebot in angefragte]
        vorschlag = vorgeschlagene(self.antrag, anbieter)
        for nr in range(1, MEISTE + 1):
            stelle = vorschlag[nr - 1] if nr <= len(vorschlag) else None
            liste = {"list": "stellen", "autocomplete": "off"}
            self.fields[f"partei_{nr}"] = forms.CharField(
                label=f"Partei {nr}",
                required=nr <= 2,
                max_length=200,
                initial=stelle.name if stelle else "",
                widget=forms.TextInput(attrs=liste),
            )
            self.fields[f"kuerzel_{nr}"] = forms.CharField(
                label=f"Partei {nr}: im Text genannt", required=False, max_length=80
            )
            self.fields[f"vertreten_{nr}"] = forms.CharField(
                label=f"Partei {nr}: vertreten durch (Funktion)", required=False, max_length=160
            )

    @property
    def parteifelder(self) -> tuple[list[Parteifelder], list[Parteifelder]]:
        """Name, word in the text and representative of each row: those in use and one more, then the rest."""
        alle = [
            (self[f"partei_{nr}"], self[f"kuerzel_{nr}"], self[f"vertreten_{nr}"])
            for nr in range(1, MEISTE + 1)
        ]
        benutzte = [nr for nr, zeile in enumerate(alle, 1) if any(f.value() or f.errors for f in zeile)]
        grenze = max(benutzte, default=1) + 1
        return alle[:grenze], alle[grenze:]

    def clean(self) -> dict[str, Any]:
        """A need wants known, different parties and days in order."""
        daten = super().clean()
        von, bis = daten.get("laufzeit_von"), daten.get("laufzeit_bis")
        if von and bis and bis < von:
            self.add_error("laufzeit_bis", "Die Laufzeit endet vor ihrem Beginn.")
        if daten.get("mit_geld"):
            self.verlange("wert", "Bitte geben Sie den Wert an.")
        if daten.get("ergebnis") == "kein_bedarf":
            daten["angebote"] = []
        self.parteien = list(self._lies_parteien(daten))
        if len(self.parteien) > MEISTE:
            self.add_error("angebote", f"Mit diesen Anbietern sind es mehr als {MEISTE} Parteien.")
        return daten

    def weitere(self) -> dict[str, Any]:
        """The parties as they were read, and the offers."""
        angebote = [self.auswahl[pk] for pk in self.cleaned_data["angebote"]]
        return {**super().weitere(), "parteien": self.parteien, "angebote": angebote}

    def _lies_parteien(self, daten: dict[str, Any]) -> Iterable[Parteiangabe]:
        gesehen: set[str] = set()
        for nr in range(1, MEISTE + 1):
            name = (daten.get(f"partei_{nr}") or "").strip()
            stelle = self.stellen.get(name)
            if name and stelle is None:
                self.add_error(
                    f"partei_{nr}", "Diese Stelle ist nicht bekannt. Bitte wählen Sie aus der Liste."
                )
            if stelle is None:
                continue
            angabe = als_partei(
                stelle, gesehen, kuerzel=daten.get(f"kuerzel_{nr}"), vertreten=daten.get(f"vertreten_{nr}")
            )
            if kennzeichen(angabe) & gesehen:
                self.add_error(f"partei_{nr}", "Diese Partei oder ihre Bezeichnung steht schon in der Liste.")
                continue
            gesehen |= kennzeichen(angabe)
            yield angabe
        # Who offers what is taken over is a party, named in a row or not.
        for pk in daten.get("angebote") or []:
            stelle = self.auswahl[pk].anbieter
            if f"stelle/{stelle.pk}" in gesehen:
                continue
            angabe = als_partei(stelle, gesehen)
            if kennzeichen(angabe) & gesehen:
                self.add_error("angebote", f"„{angabe.kuerzel}“ bezeichnet schon eine andere Partei.")
            gesehen |= kennzeichen(angabe)
            yield angabe


class Bedarfsklaerung(Vereinbarungsschritt):
    """The Servicestelle (or a clerk) matches the request with what there is."""

    name = "bedarfsklaerung"
    titel = "Bedarfsklärung"
    frage = "Besteht ein Bedarf, und wer sind die Parteien?"
    knopf = "Klärung abschließen"
    oeffentlich = "Die Servicestelle klärt den Bedarf und spricht mögliche Partner an."
    danach = "Dann stimmen sich alle Parteien ab."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.BERATEN
    uebergaenge = frozenset({"pruefen"})
    formular = BedarfsklaerungFormular
    fakten = ("ergebnis", "vermerk", *RAHMEN)
    vorlage = "kooperation/schritte/bedarfsklaerung.html"
    frist_feld = "tage_pruefung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What there is at the same site, so that nothing is done twice."""
        vereinbarung = vereinbarung_von(antrag)
        return {
            **super().kontext(antrag, aufgabe),
            "verwandte": list(queries.verwandte(vereinbarung)[:10]),
            "faelle_am_standort": list(
                Antrag.objects.filter(standort=antrag.standort_id, aktenzeichen__isnull=False)
                .exclude(pk=antrag.pk)
                .select_related("traeger", "programm")
                .order_by("-id")[:10]
            ),
            "waehlbare": waehlbare_stellen(),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Klaerung) -> None:
        """Name the parties and ask them, or propose to refuse."""
        antrag = handlung.antrag
        antrag.sachbearbeitung = handlung.person
        halte_pruefung(handlung, Pruefart.FORMAL, angaben)
        handlung.vermerke(
            **fuer_protokoll(angaben.ergebnisse),
            themenfeld=angaben.themenfeld.name,
            parteien=[f"{eine.stelle.name} ({eine.kuerzel})" for eine in angaben.parteien],
        )
        handlung.nenne(vertreten_durch={eine.stelle.name: eine.vertreten_durch for eine in angaben.parteien})
        if angaben.ergebnis == "kein_bedarf":
            handlung.bewege(Antrag.pruefen)
            return
        rahmen = {name: getattr(angaben, name) for name in ("themenfeld", *RAHMEN)}
        schule = any(eine.rolle == Parteirolle.SCHULE for eine in angaben.parteien)
        dienst.klaere(
            vereinbarung_von(antrag),
            {**rahmen, "schule_gebunden": schule},
            angaben.parteien,
            angebote=[angebot.pk for angebot in angaben.angebote],
        )
        if angaben.angebote:
            handlung.vermerke(angebote=[str(angebot) for angebot in angaben.angebote])
        schreibe_parteien(
            handlung,
            betreff="Bitte stimmen Sie eine Kooperation ab",
            text=f"Sie sind als Partei vorgesehen: „{antrag.titel}“. Bitte nennen Sie Ihre Leistungen.",
        )
        schreibe_traeger(
            handlung, betreff="Der Bedarf ist geklärt", text="Alle Parteien stimmen sich jetzt ab."
        )
