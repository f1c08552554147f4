"""The steps of a paper: written anew, brought in, consulted on, a Beschluss from elsewhere confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.gremien import beschluesse, dienst
from antraege.gremien.dienst import Beratungsergebnis, Folge
from antraege.gremien.models import Beratung as Sitzung
from antraege.haushalt.felder import EuroFormField
from antraege.kern.beratung import ERGEBNISSE, MIT_VERMERK, Beratungsart, Ergebnis
from antraege.kern.status import Status, als_choices
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import Wenn, tag
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.gremien import schreiben
from workflows.gremien import sicht as gremiensicht
from workflows.gremien.formulare import Vorlagenfelder
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Antwort, Formular, Schritt, wahl

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Gremienschritt(Schritt):
    """A step on the newest paper of the case; it runs beside everything else, until all bodies have spoken."""

    nebenverfahren = True
    zustaende = frozenset(
        {
            Status.EINGEREICHT,
            Status.NACHFORDERUNG,
            Status.GEPRUEFT,
            Status.BEWILLIGT,
            Status.AUSGEZAHLT,
            Status.KONTROLLIERT,
            Status.WIDERRUFEN,
        }
    )

    def betrag(self, antrag: Antrag) -> Decimal:
        """What the Beschluss shall cover, in euro."""
        return dienst.neueste(antrag).betrag

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The paper with its Beratungsfolge."""
        return {"zeile": gremiensicht.zeile(dienst.neueste(antrag))}


class Gremienbueroschritt(Gremienschritt):
    """Done by whoever looks after the bodies: they belong to the whole city, so the task lies at its root."""

    recht = Recht.GREMIENLAUF_PFLEGEN

    def stelle(self, antrag: Antrag) -> Stelle:
        """The root above the competent Stelle."""
        return Stelle.objects.get(pk=antrag.stelle.vorfahren[0])


@dataclass(frozen=True)
class Vorlagentext:
    """What the paper says, by the name of its columns, and which bodies deal with it when."""

    felder: Mapping[str, Any]
    folge: Folge


class Vorlagenformular(Vorlagenfelder, Formular):
    """The paper, filled from the case or as it was written before."""

    werte = Vorlagentext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stelle_ein(self.antrag, dienst.laufende(self.antrag))

    def weitere(self) -> dict[str, Any]:
        """The paper by the columns that keep it, and its way."""
        return {"felder": self.felder(), "folge": self.folge()}


class Gremienentwurf(Gremienschritt):
    """The same form as in the beginning, with what the Leitung has said in sight."""

    name = "gremienentwurf"
    titel = "Gremienvorlage überarbeiten"
    frage = "Was soll in der Vorlage stehen?"
    knopf = "Der Leitung vorlegen"
    oeffentlich = "Die Stelle bereitet eine Vorlage für Rat und Ausschüsse vor."
    danach = "Die Leitung bringt die Vorlage ein. Dann beraten die Gremien."
    recht = Recht.GREMIENVORLAGE_SCHREIBEN
    taetigkeit = Taetigkeit.VORLEGEN
    formular = Vorlagenformular
    vorlage = "gremien/schritte/entwurf.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Vorlagentext) -> None:
        """Lay it before the Leitung again."""
        vorlage = dienst.neueste(handlung.antrag)
        dienst.schreibe_neu(vorlage, angaben.felder, angaben.folge, akteur=handlung.person)
        handlung.vermerke(drucksache=vorlage.drucksache, betrag=vorlage.betrag)


class EinbringungFormular(Formular):
    """Yes, or back with a reason."""

    werte = Antwort
    bedingt = (Wenn("grund", "ergebnis", ("zurueckgeben",), "Bitte sagen Sie, was sich ändern soll."),)
    ergebnis = forms.ChoiceField(
        label="Ergebnis",
        choices=[
            ("einbringen", "Zeichnen und einbringen"),
            ("zurueckgeben", "Zur Überarbeitung zurückgeben"),
        ],
        widget=forms.RadioSelect,
    )
    grund = langtext("Grund", help_text="Nötig bei Rückgabe.", zeilen=4, hoechstens=2000)


class Einbringung(Gremienschritt):
    """The second person; never whoever has written the paper."""

    name = "einbringung"
    titel = "Gremienvorlage einbringen"
    frage = "Wird die Vorlage so eingebracht?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung zeichnet die Vorlage für Rat und Ausschüsse."
    danach = "Dann beraten die Gremien."
    recht = Recht.GREMIENVORLAGE_EINBRINGEN
    taetigkeit = Taetigkeit.EINBRINGEN
    formular = EinbringungFormular
    fakten = ("ergebnis", "grund")
    vorlage = "gremien/schritte/schritt.html"
    frist_feld = "tage_entscheidung"

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Issue the letter and go on to the bodies, or give it back."""
        vorlage = dienst.neueste(handlung.antrag)
        handlung.vermerke(drucksache=vorlage.drucksache)
        if angaben.ergebnis == "zurueckgeben":
            dienst.gib_zurueck(vorlage, grund=angaben.grund)
            schreibe_amt(handlung, betreff=f"{vorlage} zurückgegeben", text=angaben.grund)
            return
        vorlage.schriftstueck = erlasse(handlung, schreiben.gremienvorlage(handlung, vorlage))
        dienst.bringe_ein(vorlage, akteur=handlung.person)
        handlung.vermerke(
            beratungsfolge=[f"{b}: {b.geplant_am:%d.%m.%Y}" for b in dienst.beratungsfolge(vorlage)]
        )


MIT_TAG = ("", *(e.value for e in Ergebnis if e != Ergebnis.UEBERSPRUNGEN))


def anstehende(antrag: Antrag) -> Sitzung:
    """The body whose result is recorded next; the task is open only while there is one."""
    beratung = dienst.naechste_beratung(dienst.neueste(antrag))
    assert beratung is not None
    return beratung


class BeratungFormular(Formular):
    """Result, day, and what some results need besides."""

    werte = Beratungsergebnis
    bedingt = (
        Wenn("tatsaechlich_am", "ergebnis", MIT_TAG, "Bitte nennen Sie den Tag der Sitzung."),
        Wenn("neuer_termin"),
        Wenn("vermerk", "ergebnis", tuple(MIT_VERMERK), "Bitte sagen Sie, warum."),
        Wenn("wortlaut"),
        Wenn("betrag"),
    )
    ergebnis = forms.ChoiceField(label="Ergebnis", widget=forms.RadioSelect)
    tatsaechlich_am = tag("Beraten am", help_text="Der Tag der Sitzung, nicht der geplante.")
    neuer_termin = tag("Neuer Termin", help_text="Nötig, wenn vertagt ist.")
    vermerk = langtext(
        "Vermerk", help_text="Nötig bei Änderung und Ablehnung, und wenn eine Beratung entfällt."
    )
    wortlaut = langtext("Beschlossener Wortlaut", help_text="Nötig, wenn der Beschluss geändert ist.")
    betrag = EuroFormField(
        label="Betrag in Euro, den der Beschluss deckt",
        required=False,
        help_text="Nötig, wenn der Beschluss geändert ist.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vorlage = dienst.neueste(self.antrag)
        self.beratung = anstehende(self.antrag)
        art = Beratungsart(self.beratung.art)
        self.fields["ergebnis"].choices = als_choices(ERGEBNISSE[art])  # type: ignore[attr-defined]
        if art == Beratungsart.BESCHLUSS:
            self.initial.setdefault("betrag", vorlage.betrag)
            self.initial.setdefault("wortlaut", "\n".join(vorlage.beschlussvorschlag))
        else:
            del self.fields["wortlaut"], self.fields["betrag"]

    def clean(self) -> dict[str, Any]:
        """Every result with its day and its words."""
        daten = super().clean()
        ergebnis, am = daten.get("ergebnis"), daten.get("tatsaechlich_am")
        if ergebnis != Ergebnis.UEBERSPRUNGEN and am is not None:
            eingebracht = dienst.neueste(self.antrag).eingebracht_am
            if am > uhr.heute():
                self.add_error("tatsaechlich_am", "Dieser Tag liegt in der Zukunft.")
            elif eingebracht and am < uhr.tag_von(eingebracht):
                self.add_error("tatsaechlich_am", "An diesem Tag war die Vorlage noch nicht eingebracht.")
        if ergebnis == Ergebnis.VERTAGT:
            self._pruefe_neuen_termin(daten.get("neuer_termin"), am)
        if ergebnis == Ergebnis.GEAENDERT and self.beratung.art == Beratungsart.BESCHLUSS:
            for feld in ("wortlaut", "betrag"):
                if daten.get(feld) in (None, "") and feld not in self.errors:
                    self.add_error(feld, "Bitte tragen Sie ein, was beschlossen ist.")
        return daten

    def _pruefe_neuen_termin(self, neuer: date | None, am: date | None) -> None:
        if "neuer_termin" in self.errors:
            return
        if neuer is None or (am is not None and neuer <= am):
            self.add_error("neuer_termin", "Bitte nennen Sie einen Termin nach dieser Sitzung.")


class Beratung(Gremienbueroschritt):
    """One body after the other; who takes note after the Beschluss holds nobody up."""

    name = "beratung"
    titel = "Beratung im Gremium"
    frage = "Was hat das Gremium gesagt?"
    knopf = "Ergebnis erfassen"
    oeffentlich = "Rat und Ausschüsse befassen sich mit Ihrem Vorhaben."
    danach = "Sie erfahren hier im Portal, wie es weitergeht."
    taetigkeit = Taetigkeit.BERATUNG_ERFASSEN
    formular = BeratungFormular
    fakten = ("ergebnis", "tatsaechlich_am", "neuer_termin", "vermerk", "wortlaut", "betrag")
    vorlage = "gremien/schritte/schritt.html"

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The planned day of the body."""
        return anstehende(antrag).geplant_am

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """The Postkorb names the body."""
        assert aufgabe.antrag is not None
        beratung = anstehende(aufgabe.antrag)
        aufgabe.betreff = f"{beratung}: {aufgabe.antrag.titel}"[:160]

    def ausfuehren(self, handlung: Handlung, angaben: Beratungsergebnis) -> None:
        """Record it and tell the office what a body that decides has said."""
        beratung, vorlage = anstehende(handlung.antrag), dienst.neueste(handlung.antrag)
        dienst.erfasse(vorlage, beratung, angaben, akteur=handlung.person)
        handlung.vermerke(
            drucksache=vorlage.drucksache, gremium=str(beratung), geplant_am=beratung.geplant_am
        )
        if not vorlage.entschieden_am or beratung.art != Beratungsart.BESCHLUSS:
            return
        satz = beschluesse.in_worten(vorlage)
        handlung.vermerke(beschluss=satz, stand=vorlage.get_status_display())
        schreibe_amt(
            handlung,
            betreff=f"{vorlage}: {vorlage.get_status_display()}",
            text=f"{satz}: {beratung.get_ergebnis_display()}. {beratung.vermerk}".strip(),
        )


class BeschlussbestaetigungFormular(Formular):
    """The minutes say the same, or they do not."""

    werte = Antwort
    bedingt = (Wenn("grund", "ergebnis", ("verwerfen",), "Bitte sagen Sie, was nicht stimmt."),)
    ergebnis = wahl(
        "Was sagt die Niederschrift?",
        bestaetigen="Der Beschluss ist so gefasst",
        verwerfen="Das stimmt nicht",
    )
    grund = langtext("Grund", help_text="Nötig, wenn etwas nicht stimmt.", hoechstens=2000)


class Beschlussbestaetigung(Gremienbueroschritt):
    """The second pair of eyes; never whoever has recorded the Beschluss."""

    name = "beschlussbestaetigung"
    titel = "Beschluss bestätigen"
    frage = "Ist der Beschluss so gefasst?"
    knopf = "Antwort festhalten"
    oeffentlich = "Die Stadt prüft den Beschluss von Rat oder Ausschuss."
    danach = "Dann entscheidet die Leitung."
    taetigkeit = Taetigkeit.BERATUNG_ERFASSEN
    formular = BeschlussbestaetigungFormular
    fakten = ("ergebnis", "grund")
    vorlage = "gremien/schritte/schritt.html"
    frist_feld = "tage_entscheidung"

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Let it count, or end it."""
        vorlage = dienst.neueste(handlung.antrag)
        if angaben.ergebnis == "verwerfen":
            dienst.ziehe_zurueck(vorlage, grund=angaben.grund)
            handlung.vermerke(drucksache=vorlage.drucksache)
            schreibe_amt(handlung, betreff=f"{vorlage}: nicht bestätigt", text=angaben.grund)
            return
        dienst.bestaetige(vorlage, akteur=handlung.person)
        satz = beschluesse.in_worten(vorlage)
        handlung.vermerke(beschluss=satz, betrag=vorlage.betrag)
        schreibe_amt(
            handlung, betreff=f"{vorlage}: bestätigt", text=f"{satz}. Er trägt jetzt die Entscheidung."
        )
