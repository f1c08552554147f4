"""The steps of a change: the new Träger says yes, the office checks, somebody decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, mittel
from antraege.foerderung.models import Aenderung
from antraege.foerderung.toepfe import Topf
from antraege.gremien import beschluesse
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen.formulare import Wenn
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.aenderung.schreiben import aenderungsablehnung, aenderungsbescheid
from workflows.akte import akte
from workflows.graph.toepfe import MitToepfen
from workflows.gremien.muster import betrag_von
from workflows.models.vorgang import OFFEN
from workflows.tuer.abbruch import uebergib_aufgaben
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_stelle, schreibe_traeger
from workflows.tuer.schritt import Formular, Schritt, wahl
from workflows.tuer.seite import trage_ein

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Aenderungsschritt(Schritt):
    """A step on the change that runs."""

    nebenverfahren = True
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The change, old beside new, and what speaks against it today."""
        aenderung = aenderungen.laufende(antrag)
        return {
            "aenderung": aenderung,
            "neuerungen": aenderungen.neuerungen(aenderung.vorher, aenderung.nachher),
            "planunterschied": aenderungen.planunterschied(aenderung.vorher, aenderung.nachher),
            "bewilligt_danach": Decimal(aenderung.nachher["bewilligt"]),
            "aenderungsmaengel": aenderungen.maengel_von(aenderung, antrag),
            "anteile": aenderungen.anteile(aenderung),
            "aenderung_geprueft_von": akte.person(aenderung.geprueft_von) if aenderung.geprueft_von else "",
        }


@dataclass(frozen=True)
class Erklaerung:
    """Yes with all duties, or no with a word why."""

    erklaerung: str
    pflichten: bool
    grund: str


class UebernahmeFormular(Formular):
    """Yes with all it means, or no with a word why."""

    werte = Erklaerung
    bedingt = (
        Wenn(
            "pflichten", "erklaerung", ("uebernehmen",), "Bitte bestätigen Sie die Übernahme der Pflichten."
        ),
        Wenn("grund", "erklaerung", ("absagen",), "Bitte nennen Sie den Grund."),
    )
    erklaerung = wahl(
        "Ihre Erklärung", uebernehmen="Wir übernehmen die Förderung", absagen="Wir übernehmen nicht"
    )
    pflichten = forms.BooleanField(
        label="Wir übernehmen alle Rechte und Pflichten aus dem Bescheid.",
        help_text="Das gilt ab dem Tag der Entscheidung. Den Nachweis führen Sie dann für die ganze Förderung.",
        required=False,
    )
    grund = langtext("Grund der Absage", zeilen=10, hoechstens=2000)


class Uebernahmeerklaerung(Aenderungsschritt):
    """The new Träger decides for itself; a no ends the change."""

    name = "uebernahmeerklaerung"
    titel = "Übernahmeerklärung"
    frage = "Übernehmen Sie diese Förderung mit allen Rechten und Pflichten?"
    knopf = "Erklärung abgeben"
    oeffentlich = "Sie sind dran: Bitte erklären Sie, ob Sie die Förderung übernehmen."
    danach = "Die Stelle prüft den Trägerwechsel. Dann entscheidet die Leitung."
    recht = Recht.ANTRAG_EINREICHEN
    taetigkeit = Taetigkeit.AENDERUNG_BEANTRAGEN
    formular = UebernahmeFormular
    fakten = ("erklaerung", "pflichten", "grund")
    vorlage = "aenderung/schritte/uebernahmeerklaerung.html"
    frist_feld = "tage_mitzeichnung"
    beim_traeger = True

    def stelle(self, antrag: Antrag) -> Stelle:
        """At the organisation that shall take over."""
        neu = aenderungen.laufende(antrag).neuer_traeger
        assert neu is not None
        return neu

    def ausfuehren(self, handlung: Handlung, angaben: Erklaerung) -> None:
        """Take over, or end the change."""
        antrag = handlung.antrag
        aenderung = aenderungen.laufende(antrag)
        neuer = aenderung.neuer_traeger.name if aenderung.neuer_traeger else ""
        handlung.vermerke(aenderung=aenderung.nr)
        if angaben.erklaerung == "uebernehmen":
            aenderungen.uebernimm(aenderung, akteur=handlung.person)
            schreibe_amt(handlung, betreff="Übernahme erklärt", text=f"{neuer} übernimmt die Förderung.")
            return
        aenderungen.ziehe_zurueck(aenderung, antrag, grund=angaben.grund, akteur=handlung.person)
        for schreibe in (schreibe_amt, schreibe_traeger):
            schreibe(
                handlung,
                betreff="Trägerwechsel abgesagt",
                text=f"{neuer} übernimmt die Förderung nicht: {angaben.grund}",
            )


@dataclass(frozen=True)
class Empfehlung:
    """What is recommended, and why; for a joint case the pots after the change."""

    empfehlung: str
    vermerk: str
    toepfe: tuple[Topf, ...] = ()


class AenderungspruefungFormular(MitToepfen):
    """The recommendation and the note; in a joint case also which pot bears more or less."""

    werte = Empfehlung
    empfehlung = wahl("Empfehlung", bewilligen="Die Änderung bewilligen", ablehnen="Die Änderung ablehnen")
    vermerk = langtext(
        "Prüfvermerk",
        required=True,
        help_text="Ist die Änderung notwendig? Bleibt der Zweck erhalten? Ist sie finanziert?",
        zeilen=10,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aenderung = aenderungen.laufende(self.antrag)
        self.toepfe: tuple[Topf, ...] = ()
        if aenderungen.gemeinsam(self.antrag):
            self.regel = aenderungen.vorschlag(self.antrag, aenderungen.je_jahr(self.aenderung, self.antrag))
            vorher = [Topf(nr, *topf) for nr, topf in enumerate(self._geprueft(), start=1)]
            self.fuege_toepfe_ein(vorher or self.regel, self._jahre())

    def _geprueft(self) -> list[tuple[Any, ...]]:
        """What the check before has proposed, when the Leitung has given the change back."""
        alle = aenderungen.anteile(self.aenderung)
        return [(a.haushaltsstelle, a.betrag, a.geldgeber, a.zusage) for a in alle if a.betrag]

    def _jahre(self) -> set[int]:
        bis = self.aenderung.neuer_zeitraum_bis or aenderungen.zeitraum_bis(self.antrag)
        return {*mittel.jahre(self.antrag, bis=bis), *(topf.zeile.jahr for topf in self.regel)}

    def clean(self) -> dict[str, Any]:
        """What a rule forbids cannot be recommended; pots left empty bear what the rule lays on them."""
        daten = super().clean()
        if daten.get("empfehlung") == "bewilligen":
            for mangel in aenderungen.maengel_von(self.aenderung, self.antrag):
                self.add_error("empfehlung", mangel.text)
            if self.topffelder:
                self.toepfe = self.lies_toepfe(self._topfmaengel) or tuple(self.regel)
        return daten

    def _topfmaengel(self, gelesen: Sequence[Topf]) -> list[Mangel]:
        return aenderungen.topfmaengel(self.aenderung, self.antrag, gelesen or self.regel)

    def weitere(self) -> dict[str, Any]:
        """The pots after the change."""
        return {"toepfe": self.toepfe}


class Aenderungspruefung(Aenderungsschritt):
    """The case worker's opinion on the change."""

    name = "aenderungspruefung"
    titel = "Prüfung der Änderung"
    frage = "Ist die Änderung notwendig, und ist sie finanziert?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft die Änderung."
    danach = "Die Leitung entscheidet über die Änderung. Wer mehr tragen soll, wird vorher gefragt."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.AENDERUNG_PRUEFEN
    formular = AenderungspruefungFormular
    fakten = ("empfehlung", "vermerk")
    vorlage = "aenderung/schritte/aenderungspruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """Also what the additional money does to each budget line."""
        werte = super().kontext(antrag, aufgabe)
        mehr = aenderungen.mehr_je_zeile(werte["aenderung"], antrag)
        return {
            **werte,
            "mehrbedarf": [(z, betrag, akte.wirkung(z, vorgemerkt=betrag)) for z, betrag in mehr],
        }

    def ausfuehren(self, handlung: Handlung, angaben: Empfehlung) -> None:
        """Store the opinion and reserve the money."""
        assert handlung.aufgabe is not None
        antrag = handlung.antrag
        aenderung = aenderungen.laufende(antrag)
        bedarf = aenderungen.pruefe(
            aenderung,
            antrag,
            empfohlen=angaben.empfehlung == "bewilligen",
            vermerk=angaben.vermerk,
            schluessel=f"aenderung/{aenderung.nr}/pruefung/{handlung.aufgabe.pk}",
            akteur=handlung.person,
            aus=angaben.toepfe,
        )
        if anteile := aenderungen.anteile(aenderung):
            handlung.vermerke(
                toepfe=[
                    f"{a.herkunft}, {a.haushaltsstelle}: {zeige(a.bisher)} → {zeige(a.betrag)}"
                    for a in anteile
                ]
            )
        handlung.vermerke(aenderung=aenderung.nr)
        if bedarf:
            handlung.vermerke(vorgemerkt={str(jahr): zeige(betrag) for jahr, betrag in bedarf.items()})


@dataclass(frozen=True)
class Entscheid:
    """The decision with its reasons."""

    entscheidung: str
    begruendung: str
    ermessen: str


class AenderungsentscheidungFormular(Formular):
    """The decision with its reasons."""

    werte = Entscheid
    bedingt = (
        Wenn("ermessen", "entscheidung", ("ablehnen",), "Bitte nennen Sie die Erwägungen zum Ermessen."),
    )
    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[
            ("bewilligen", "Die Änderung bewilligen"),
            ("zurueckgeben", "Zur Prüfung zurückgeben"),
            ("ablehnen", "Die Änderung ablehnen"),
        ],
        widget=forms.RadioSelect,
    )
    begruendung = langtext(
        "Begründung", required=True, help_text="Sie steht im Bescheid (§ 39 VwVfG NRW).", zeilen=10
    )
    ermessen = langtext(
        "Erwägungen zum Ermessen",
        help_text="Nötig bei Ablehnung: Warum fiel die Entscheidung so und nicht anders?",
        zeilen=10,
    )

    def clean(self) -> dict[str, Any]:
        """What a rule forbids cannot be granted."""
        daten = super().clean()
        if daten.get("entscheidung") == "bewilligen":
            for mangel in aenderungen.maengel_von(aenderungen.laufende(self.antrag), self.antrag):
                self.add_error("entscheidung", mangel.text)
            offen = aenderungen.bewilligungshindernisse(aenderungen.laufende(self.antrag), self.antrag)
            trage_ein(self, offen, feld="entscheidung")
            ungedeckt = beschluesse.deckungsmaengel(self.antrag, betrag_von(self.antrag))
            trage_ein(self, ungedeckt, feld="entscheidung")
        return daten


class Aenderungsentscheidung(Aenderungsschritt):
    """The decision and what follows from it: new plan, ledger, letter, notice."""

    name = "aenderungsentscheidung"
    titel = "Entscheidung über die Änderung"
    frage = "Wird die Änderung bewilligt, zurückgegeben oder abgelehnt?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung entscheidet über die Änderung."
    danach = "Sie erhalten die Entscheidung schriftlich, hier im Portal."
    recht = Recht.BEWILLIGEN
    taetigkeit = Taetigkeit.AENDERUNG_ENTSCHEIDEN
    formular = AenderungsentscheidungFormular
    fakten = ("entscheidung", "begruendung", "ermessen")
    vorlage = "aenderung/schritte/aenderungsentscheidung.html"
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True
    fuehrt_beschluss_aus = True

    def betrag(self, antrag: Antrag) -> Decimal:
        """The whole grant after the change: whoever decides must be allowed to grant all of it."""
        return betrag_von(antrag)

    def ausfuehren(self, handlung: Handlung, angaben: Entscheid) -> None:
        """Grant, refuse or return."""
        aenderung = aenderungen.laufende(handlung.antrag)
        handlung.vermerke(aenderung=aenderung.nr, arten=aenderung.arten_in_worten)
        if angaben.entscheidung == "bewilligen":
            self._bewilligen(handlung, aenderung, gruende=angaben.begruendung)
        elif angaben.entscheidung == "ablehnen":
            antrag = handlung.antrag
            aenderungen.lehne_ab(aenderung, antrag, gruende=angaben.begruendung, akteur=handlung.person)
            if aenderung.von_amts_wegen:
                text = "Die Stelle verfolgt die Änderung nicht weiter. Die Bewilligung gilt unverändert."
                schreibe_traeger(handlung, betreff="Änderung nicht weiter verfolgt", text=text)
                return
            brief = aenderungsablehnung(handlung, aenderung, ermessen=angaben.ermessen)
            aenderung.schriftstueck = erlasse(handlung, brief)
            aenderung.save(update_fields=["schriftstueck"])
            schreibe_traeger(
                handlung,
                betreff="Entscheidung über Ihre Änderung",
                text="Die Änderung wurde abgelehnt. Die Bewilligung gilt unverändert. Die Gründe stehen im Schreiben.",
            )
        else:
            aenderungen.gib_zurueck(aenderung, grund=angaben.begruendung)

    def _bewilligen(self, handlung: Handlung, aenderung: Aenderung, *, gruende: str) -> None:
        antrag, bisheriger = handlung.antrag, handlung.antrag.traeger
        aenderungen.bewillige(aenderung, antrag, gruende=gruende, akteur=handlung.person)
        handlung.vermerke(
            neu={
                n.was: f"{n.bisher} → {n.neu}"
                for n in aenderungen.neuerungen(aenderung.vorher, aenderung.nachher)
            }
        )
        if aenderung.bisheriger_traeger_id:
            # The open tasks of the old Träger are the new one's now; the old one is told, too.
            uebergib_aufgaben(antrag, von=bisheriger, an=antrag.traeger)
            schreibe_stelle(
                handlung,
                bisheriger,
                betreff="Der Trägerwechsel ist bewilligt",
                text=f"{antrag.traeger.name} führt die Förderung fort. "
                "Was bis heute Ihre Sache war, können Sie weiter lesen.",
                adresse=reverse("antrag_frueher", args=[antrag.pk]),
            )
        # Open tasks show the new amount, and the proof its new day.
        offene = antrag.aufgaben.filter(OFFEN)
        offene.filter(mittelabruf__isnull=True).update(betrag=antrag.bewilligt)
        berichte = ["verwendungsnachweis", "verwendungsbericht"]
        offene.filter(schritt__in=berichte).update(faellig_am=antrag.nachweis_faellig_am)
        aenderung.schriftstueck = erlasse(handlung, aenderungsbescheid(handlung, aenderung))
        aenderung.save(update_fields=["schriftstueck"])
        schreibe_traeger(
            handlung,
            betreff="Die Änderung ist bewilligt",
            text=f"Bewilligt ist: {', '.join(aenderung.arten_in_worten)}. Der Änderungsbescheid liegt im Portal.",
        )
