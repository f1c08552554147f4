"""The decision, with the instalments the Bescheid promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse

from antraege.antrag.models import Antrag, Mitzeichnung
from antraege.foerderung import aenderungen, bescheide, mittel, toepfe
from antraege.foerderung.models import Bescheidart
from antraege.foerderung.waechter import beihilfen
from antraege.foerderung.weiterleitung.stand import letzter_tag_fuer, speisende
from antraege.gremien import beschluesse
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL, summe, zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from antraege.programme.models import Auszahlungsart, Pruefart
from rollen import uhr
from rollen.formulare import Wenn, tag
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.antrag.jahre import MitJahren, in_worten
from workflows.antrag.schreiben import Bewilligung, ablehnung, bewilligung
from workflows.graph.mitzeichnung import unbeantwortete
from workflows.gremien import beschluss
from workflows.gremien.tuer import beende_gremienlauf
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_stelle, schreibe_traeger
from workflows.tuer.schritt import Formular, Schritt
from workflows.tuer.seite import trage_ein

if TYPE_CHECKING:
    from workflows.models import Aufgabe


MEISTE_RATEN = 6
Raten = Sequence[tuple[date, Decimal]]


class MitRaten(Formular):
    """Day and amount per instalment, when the Richtlinie pays by instalments and the recipient is not the city."""

    def fuege_raten_ein(self) -> None:
        """Room for six."""
        if self.antrag.richtlinie.auszahlungsart != Auszahlungsart.RATEN or self.antrag.intern:
            return
        for nr in range(1, MEISTE_RATEN + 1):
            self.fields[f"rate_{nr}_am"] = tag(f"{nr}. Rate am")
            self.fields[f"rate_{nr}_betrag"] = EuroFormField(
                label=f"{nr}. Rate in Euro", required=False, min_betrag=Decimal("0.01")
            )

    @property
    def ratenfelder(self) -> list[tuple[BoundField, BoundField]]:
        """Day and amount of each instalment, for the page."""
        nummern = range(1, MEISTE_RATEN + 1) if "rate_1_am" in self.fields else range(0)
        return [(self[f"rate_{nr}_am"], self[f"rate_{nr}_betrag"]) for nr in nummern]

    def lies_raten(self, betrag: Decimal, anteile: Mapping[int, Decimal]) -> Raten:
        """The instalments in order; every defect becomes an error of its field.

        Together at most `betrag` euro; until the end of each year at most what the years until then hold.
        """
        if "rate_1_am" not in self.fields:
            return ()
        raten: list[tuple[date, Decimal]] = []
        for nr in range(1, MEISTE_RATEN + 1):
            am, wert = self.cleaned_data.get(f"rate_{nr}_am"), self.cleaned_data.get(f"rate_{nr}_betrag")
            if (am is None) != (wert is None):
                fehlt, was = ("am", "den Tag") if am is None else ("betrag", "den Betrag")
                self.add_error(f"rate_{nr}_{fehlt}", f"Bitte geben Sie auch {was} der {nr}. Rate an.")
            elif am and wert:
                if raten and am <= raten[-1][0]:
                    self.add_error(f"rate_{nr}_am", "Die Raten müssen nach dem Tag geordnet sein.")
                raten.append((am, wert))
        if not raten and not self.errors:
            self.add_error("rate_1_am", "Bitte geben Sie mindestens eine Rate an.")
        for satz in _widersprueche(raten, betrag, anteile):
            self.add_error("rate_1_betrag", satz)
        return tuple(raten)


def _widersprueche(raten: Raten, betrag: Decimal, anteile: Mapping[int, Decimal]) -> list[str]:
    zusammen = summe(wert for _, wert in raten)
    if zusammen > betrag:
        return [f"Die Raten ergeben {zeige(zusammen)}. Bewilligt werden {zeige(betrag)}."]
    saetze = []
    for jahr in anteile:
        faellig = summe(wert for am, wert in raten if am.year <= jahr)
        da = summe(teil for j, teil in anteile.items() if j <= jahr)
        if faellig > da:
            saetze.append(
                f"Bis Ende {jahr} werden {zeige(faellig)} fällig. Die Haushaltsjahre bis {jahr} "
                f"geben nur {zeige(da)} her."
            )
    return saetze


BEGRUENDE = "Bitte begründen Sie die Entscheidung."
ZEITRAUM = "Bitte geben Sie den Bewilligungszeitraum an."


@dataclass(frozen=True)
class Entscheid:
    """The decision with its reasons; an approval says how much in euro and on what terms."""

    entscheidung: str
    begruendung: str
    ermessen: str
    betrag: Decimal = NULL
    bewilligung: Bewilligung | None = None
    antworten: Mapping[Mitzeichnung, str] = field(default_factory=dict)


class EntscheidungFormular(MitJahren, MitRaten):
    """The decision with amount, period, conditions and reasons."""

    werte = Entscheid
    bedingt = (
        Wenn("betrag", "entscheidung", ("bewilligen",), "Bitte geben Sie den bewilligten Betrag an."),
        Wenn("zeitraum_von"),
        Wenn("zeitraum_bis", "entscheidung", ("bewilligen",), ZEITRAUM),
        Wenn("begruendung", "entscheidung", ("zurueckgeben", "ablehnen"), BEGRUENDE),
        Wenn("ermessen", "entscheidung", ("ablehnen",), "Bitte nennen Sie die Erwägungen zum Ermessen."),
    )
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
    zeitraum_von = tag("Bewilligungszeitraum von")
    zeitraum_bis = tag("Bewilligungszeitraum bis")
    auflagen = langtext(
        "Besondere Nebenbestimmungen",
        help_text="Eine Auflage je Zeile, die des Programms stehen schon da. Sie stehen wörtlich im Bescheid.",
        zeilen=10,
    )
    begruendung = langtext(
        "Begründung", help_text="Nötig bei Kürzung, Rückgabe und Ablehnung (§ 39 VwVfG NRW).", zeilen=10
    )

    ermessen = langtext(
        "Erwägungen zum Ermessen",
        help_text="Nötig bei Ablehnung: Warum fiel die Entscheidung so und nicht anders?",
        zeilen=10,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["betrag"].initial = self.antrag.vorgeschlagen
        eigene = self.antrag.richtlinie.nebenbestimmungen.all()
        self.fields["auflagen"].initial = "\n".join(zeile.text for zeile in eigene)
        self.fuege_jahre_ein(mittel.vorgeschlagene_anteile(self.antrag))
        self.fuege_raten_ein()
        self.fields["zeitraum_von"].initial = self.antrag.beginn
        self.fields["zeitraum_bis"].initial = self.antrag.ende
        self.neins = unbeantwortete(self.antrag)
        for stimme in self.neins:
            self.fields[f"antwort_{stimme.pk}"] = langtext(
                f"Ihre Antwort auf das Nein von {stimme.stelle.name}",
                help_text=f"Nötig, wenn Sie bewilligen. Das Nein: {stimme.begruendung}",
                hoechstens=2000,
            )
            self.fields[f"antwort_{stimme.pk}"].bedingt = True  # type: ignore[attr-defined]

    @property
    def antwortfelder(self) -> list[BoundField]:
        """What a co-signing Stelle has said no to, for the page."""
        return [self[f"antwort_{stimme.pk}"] for stimme in self.neins]

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
        """An approval keeps within money, rules and Beschluss; one of less than was asked for needs a reason."""
        daten = super().clean()
        if daten.get("entscheidung") == "bewilligen":
            self._pruefe_bewilligung(daten)
            if (daten.get("betrag") or 0) < self.antrag.beantragt:
                self.verlange("begruendung", BEGRUENDE)
            for stimme in self.neins:
                satz = f"{stimme.stelle.name} hat Nein gesagt. Bitte antworten Sie darauf, oder bewilligen Sie nicht."
                self.verlange(f"antwort_{stimme.pk}", satz)
        return daten

    def _pruefe_bewilligung(self, daten: dict[str, Any]) -> None:
        satz, betrag = self.antrag.richtlinie.einheitensatz, daten.get("betrag")
        if betrag and self.antrag.einheiten and satz and betrag % satz:
            self.add_error("betrag", f"Je Einheit werden {zeige(satz)} gezahlt: Bitte ein Vielfaches davon.")
        elif betrag:
            self.anteile = self.lies_anteile(betrag)
            self.raten = self.lies_raten(betrag, self.anteile)
            for mangel in mittel.verpflichtungshindernisse(self.anteile):
                self.add_error("entscheidung", mangel.text)
            self._pruefe_toepfe()
            for mangel in beihilfen.maengel(self.antrag, betrag, tag=uhr.heute()):
                self.add_error("betrag", mangel.text)
            ungedeckt = beschluesse.deckungsmaengel(self.antrag, betrag, von=self.antrag.vorgeschlagen)
            trage_ein(self, ungedeckt, feld="betrag")
        von, bis = daten.get("zeitraum_von"), daten.get("zeitraum_bis")
        if bis:
            trage_ein(self, bescheide.nachweismaengel(self.antrag, bis))
        beginn, ende = self.antrag.beginn, self.antrag.ende
        if not von and bis:
            self.add_error("zeitraum_bis", ZEITRAUM)
        elif von and bis and not (beginn and ende and von <= beginn and ende <= bis):
            self.add_error(
                "zeitraum_bis",
                f"Der Bewilligungszeitraum muss das Vorhaben umfassen: {beginn:%d.%m.%Y} "
                f"bis {ende:%d.%m.%Y}.",
            )

    def _pruefe_toepfe(self) -> None:
        """Who pays too has agreed, every promise is seen, and no year costs more than they agreed to."""
        trage_ein(self, toepfe.bewilligungshindernisse(self.antrag), feld="entscheidung")
        if not self.antrag.mittelanteile.exists():
            return
        vorschlag = mittel.vorgeschlagene_anteile(self.antrag)
        for jahr, betrag in self.anteile.items():
            if betrag > vorschlag.get(jahr, NULL):
                satz = f"Vereinbart sind für {jahr} höchstens {zeige(vorschlag.get(jahr, NULL))}."
                self.add_error(f"jahr_{jahr}" if f"jahr_{jahr}" in self.fields else "betrag", satz)

    def weitere(self) -> dict[str, Any]:
        """On what terms it is approved."""
        daten = self.cleaned_data
        if daten["entscheidung"] != "bewilligen":
            return {"betrag": NULL}
        zeitraum = (daten["zeitraum_von"], daten["zeitraum_bis"])
        return {
            "bewilligung": Bewilligung(*zeitraum, daten["auflagen"], self.anteile, self.raten),
            "antworten": {stimme: daten[f"antwort_{stimme.pk}"] for stimme in self.neins},
        }


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
    fakten = ("entscheidung", "begruendung", "ermessen")
    vorlage = "antrag/schritte/entscheidung.html"
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True
    fuehrt_beschluss_aus = True

    def betrag(self, antrag: Antrag) -> Decimal:
        """What is decided about."""
        return antrag.vorgeschlagen

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The check that proposes, and what approving the proposal does to the budget line."""
        pruefung = antrag.pruefungen.filter(art=Pruefart.FACHLICH).select_related("geprueft_von").last()
        betrag = antrag.vorgeschlagen
        stuecke = mittel.auf_zeilen(antrag, mittel.vorgeschlagene_anteile(antrag))
        return {
            "pruefung": pruefung,
            "hinweise": akte.hinweise(antrag),
            "verbundene": akte.verbundene(antrag),
            "geprueft_von": akte.person(pruefung.geprueft_von) if pruefung else "",
            "toepfe": toepfe.anteile(antrag),
            "weiterleitungen": speisende(antrag),
            "nachweis_spaetestens": letzter_tag_fuer(antrag),
            "wirkungen": [
                (zeile, akte.wirkung(zeile, vorgemerkt=-teil, gebunden=teil)) for zeile, teil in stuecke
            ],
            **beschluss.kontext(antrag, betrag),
            "wirkung_text": f"So wirkt eine Bewilligung von {zeige(betrag)}. Bei weniger wird der Rest frei.",
        }

    def ausfuehren(self, handlung: Handlung, angaben: Entscheid) -> None:
        """Approve, refuse or return."""
        handlung.antrag.begruendung = angaben.begruendung
        if angaben.bewilligung:
            _beantworte(handlung, angaben.antworten)
            self._bewilligen(handlung, angaben.betrag, angaben.bewilligung)
        elif angaben.entscheidung == "ablehnen":
            antrag = handlung.antrag
            antrag.entschieden_am = uhr.jetzt()
            handlung.bewege(Antrag.ablehnen, **beschluss.fuer_protokoll(antrag))
            beende_gremienlauf(handlung, grund="Der Antrag ist abgelehnt.")
            mittel.gib_vormerkung_frei(antrag, anlass="ablehnung", akteur=handlung.person)
            stueck = erlasse(handlung, ablehnung(handlung, ermessen=angaben.ermessen))
            bescheide.erlasse(antrag, art=Bescheidart.ABLEHNUNG, schriftstueck=stueck, akteur=handlung.person)
            schreibe_traeger(
                handlung,
                betreff="Entscheidung über Ihren Antrag",
                text="Ihr Antrag wurde abgelehnt. Die Gründe stehen im Bescheid im Portal.",
            )
        else:
            handlung.bewege(Antrag.zurueckgeben)

    def _bewilligen(self, handlung: Handlung, betrag: Decimal, was: Bewilligung) -> None:
        antrag = handlung.antrag
        antrag.bewilligt, antrag.entschieden_am = betrag, uhr.jetzt()
        if antrag.einheiten and antrag.richtlinie.einheitensatz:
            antrag.einheiten = int(antrag.bewilligt / antrag.richtlinie.einheitensatz)
        antrag.nachweis_faellig_am = bescheide.nachweis_faellig(antrag, was.zeitraum_bis)
        handlung.bewege(
            Antrag.bewilligen, betrag=betrag, zeitraum_von=was.zeitraum_von, zeitraum_bis=was.zeitraum_bis
        )
        mittel.binde(antrag, was.anteile, akteur=handlung.person)
        handlung.vermerke(
            je_jahr=in_worten(was.anteile),
            **({"auflagen": was.auflagen} if was.auflagen else {}),
            **({"raten": [f"{am:%d.%m.%Y}: {zeige(rate)}" for am, rate in was.raten]} if was.raten else {}),
            **beschluss.fuer_protokoll(antrag),
        )
        beihilfen.vermerke(antrag, tag=uhr.heute(), akteur=handlung.person)
        bescheide.erlasse(
            antrag,
            art=Bescheidart.MITTELZUWEISUNG if antrag.intern else Bescheidart.ZUWENDUNG,
            schriftstueck=erlasse(handlung, bewilligung(handlung, was)),
            akteur=handlung.person,
            zeitraum=(was.zeitraum_von, was.zeitraum_bis),
            auflagen=was.auflagen,
            raten=was.raten,
        )
        aenderungen.nimm_stand_auf(antrag, anlass="bewilligt")
        schreibe_traeger(
            handlung,
            betreff="Ihr Antrag ist bewilligt",
            text=f"Bewilligt sind {zeige(antrag.bewilligt)}. Sie können die Entscheidung im Portal herunterladen.",
        )


def _beantworte(handlung: Handlung, antworten: Mapping[Mitzeichnung, str]) -> None:
    """Keep the answer beside each no and in the trail, and tell the Stelle that has said it."""
    for stimme, antwort in antworten.items():
        stimme.antwort, stimme.beantwortet_von, stimme.beantwortet_am = antwort, handlung.person, uhr.jetzt()
        stimme.save(update_fields=["antwort", "beantwortet_von", "beantwortet_am"])
        text = f"Bewilligt wird trotz Ihres Neins. Die Antwort: {antwort}"
        schreibe_stelle(
            handlung, stimme.stelle, betreff="Antwort auf Ihr Nein", text=text, adresse=reverse("postkorb")
        )
    if antworten:
        handlung.vermerke(antworten_auf_nein=[f"{s.stelle.name}: {text}" for s, text in antworten.items()])
