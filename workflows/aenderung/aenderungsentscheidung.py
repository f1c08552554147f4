"""Entscheidung über die Änderung: a Leitung within its Wertgrenze grants, returns or refuses it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen
from antraege.foerderung.models import Aenderung
from antraege.gremien import beschluesse
from antraege.kern.vieraugen import Taetigkeit
from rollen.formulare import Wenn
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.aenderung.schreiben import aenderungsablehnung, aenderungsbescheid
from workflows.aenderung.schritt import Aenderungsschritt
from workflows.gremien.muster import betrag_von
from workflows.models.vorgang import OFFEN
from workflows.tuer.abbruch import uebergib_aufgaben
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_stelle, schreibe_traeger
from workflows.tuer.schritt import Formular
from workflows.tuer.seite import trage_ein


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
    begruendung = forms.CharField(
        label="Begründung",
        help_text="Sie steht im Bescheid (§ 39 VwVfG NRW).",
        widget=forms.Textarea,
        max_length=4000,
    )
    ermessen = forms.CharField(
        label="Erwägungen zum Ermessen",
        help_text="Nötig bei Ablehnung: Warum fiel die Entscheidung so und nicht anders?",
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        """What a rule forbids cannot be granted."""
        daten = super().clean()
        if daten.get("entscheidung") == "bewilligen":
            for mangel in aenderungen.maengel_von(aenderungen.laufende(self.antrag), self.antrag):
                self.add_error("entscheidung", mangel.text)
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
            self._ablehnen(handlung, aenderung, gruende=angaben.begruendung, ermessen=angaben.ermessen)
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
            self._wechsle_traeger(handlung, bisheriger)
        _erneuere_aufgaben(antrag)
        aenderung.schriftstueck = erlasse(handlung, aenderungsbescheid(handlung, aenderung))
        aenderung.save(update_fields=["schriftstueck"])
        schreibe_traeger(
            handlung,
            betreff="Die Änderung ist bewilligt",
            text=f"Bewilligt ist: {', '.join(aenderung.arten_in_worten)}. Der Änderungsbescheid liegt im Portal.",
        )

    def _wechsle_traeger(self, handlung: Handlung, bisheriger: Stelle) -> None:
        """The open tasks of the old Träger are the new one's now; the old one is told, too."""
        antrag, neuer = handlung.antrag, handlung.antrag.traeger
        uebergib_aufgaben(antrag, von=bisheriger, an=neuer)
        schreibe_stelle(
            handlung,
            bisheriger,
            betreff="Der Trägerwechsel ist bewilligt",
            text=f"{neuer.name} führt die Förderung fort. Was bis heute Ihre Sache war, können Sie weiter lesen.",
            adresse=reverse("antrag_frueher", args=[antrag.pk]),
        )

    def _ablehnen(self, handlung: Handlung, aenderung: Aenderung, *, gruende: str, ermessen: str) -> None:
        antrag = handlung.antrag
        aenderungen.lehne_ab(aenderung, antrag, gruende=gruende, akteur=handlung.person)
        if aenderung.von_amts_wegen:
            text = "Die Stelle verfolgt die Änderung nicht weiter. Die Bewilligung gilt unverändert."
            schreibe_traeger(handlung, betreff="Änderung nicht weiter verfolgt", text=text)
            return
        brief = aenderungsablehnung(handlung, aenderung, ermessen=ermessen)
        aenderung.schriftstueck = erlasse(handlung, brief)
        aenderung.save(update_fields=["schriftstueck"])
        schreibe_traeger(
            handlung,
            betreff="Entscheidung über Ihre Änderung",
            text="Die Änderung wurde abgelehnt. Die Bewilligung gilt unverändert. Die Gründe stehen im Schreiben.",
        )


def _erneuere_aufgaben(antrag: Antrag) -> None:
    """Open tasks show the new amount, and the proof its new day."""
    offene = antrag.aufgaben.filter(OFFEN)
    offene.filter(mittelabruf__isnull=True).update(betrag=antrag.bewilligt)
    berichte = ["verwendungsnachweis", "verwendungsbericht"]
    offene.filter(schritt__in=berichte).update(faellig_am=antrag.nachweis_faellig_am)
