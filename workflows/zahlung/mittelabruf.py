"""Mittelabruf: the Träger asks for an instalment, or for nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import bescheide, mittel
from antraege.foerderung.models import Abrufstatus
from antraege.foerderung.zahlung import abrufe
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular, Schritt
from workflows.zahlung import tore as zahlungstore

if TYPE_CHECKING:
    from workflows.models import Aufgabe


BEENDEN = "beenden"
NICHTS_MEHR = "Ja, ich rufe nichts mehr ab."


@dataclass(frozen=True)
class Abruf:
    """How much in euro is called for what, and whether a legal remedy is waived."""

    betrag: Decimal
    zweck: str
    verzicht: bool = False


@dataclass(frozen=True)
class Restverzicht:
    """Nothing more is wanted."""

    vorhaben: str = BEENDEN
    sicher: bool = True


class MittelabrufFormular(Formular):
    """An instalment in euro for what is due in the next two months."""

    werte = Abruf
    betrag = EuroFormField(
        label="Betrag in Euro",
        min_betrag=Decimal("0.01"),
        error_messages={"required": "Bitte geben Sie den Betrag an."},
    )
    zweck = forms.CharField(
        label="Wofür brauchen Sie das Geld in den nächsten zwei Monaten?",
        max_length=300,
        error_messages={"required": "Bitte nennen Sie den Zweck."},
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
        betrag: Decimal | None = self.cleaned_data["betrag"]
        if betrag is not None and betrag > self.abrufbar:
            raise forms.ValidationError(f"Es sind heute nur {zeige(self.abrufbar)} abrufbar.")
        return betrag


class RestverzichtFormular(Formular):
    """Nothing more is wanted: asked back with the amount, for it cannot be undone."""

    werte = Restverzicht
    vorhaben = forms.CharField(widget=forms.HiddenInput, initial=BEENDEN)
    sicher = forms.BooleanField(
        error_messages={"required": "Bitte bestätigen Sie, dass Sie auf den Rest verzichten."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = self.antrag.offen
        self.fields["sicher"].label = f"Ja, ich verzichte auf {zeige(rest)}." if rest else NICHTS_MEHR


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
    vorlage = "zahlung/schritte/mittelabruf.html"
    beim_traeger = True

    def baue_formular(
        self,
        antrag: Antrag,
        aufgabe: "Aufgabe",
        *,
        akteur: Benutzer,
        eingaben: Mapping[str, Any] | None = None,
        dateien: Mapping[str, Any] | None = None,
    ) -> Formular:
        """The call; or the waiver, whose page says so in a hidden field."""
        if (eingaben or {}).get("vorhaben") == BEENDEN:
            return RestverzichtFormular(eingaben, antrag=antrag, aufgabe=aufgabe, akteur=akteur)
        return super().baue_formular(antrag, aufgabe, akteur=akteur, eingaben=eingaben, dateien=dateien)

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The earlier instalments, and what stands against paying the next one."""
        abrufbar = mittel.abrufbar(antrag, tag=uhr.heute())
        alle = list(antrag.mittelabrufe.all())
        return {
            "abrufe": alle,
            "abrufbar": abrufbar,
            "zurueckgewiesen": alle[-1] if alle and alle[-1].status == Abrufstatus.ZURUECKGEWIESEN else None,
            "zahlungsmaengel": zahlungstore.fuer_traeger(antrag, betrag=abrufbar or antrag.offen),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Abruf | Restverzicht) -> None:
        """Create the instalment; or give up the rest, which is free in the budget at once."""
        if isinstance(angaben, Restverzicht):
            antrag, rest = handlung.antrag, handlung.antrag.offen
            antrag.abruf_beendet = True
            frei = mittel.gib_rest_frei(antrag, akteur=handlung.person, anlass="verzicht")
            handlung.vermerke(verzichtet=rest, freigegeben=frei)
            text = f"Der Träger ruft nichts mehr ab und verzichtet auf {zeige(rest)}."
            schreibe_amt(handlung, betreff="Verzicht auf den Rest", text=text)
            return
        antrag = handlung.antrag
        if angaben.verzicht:
            antrag.bescheid.verzicht_am = uhr.heute()
            antrag.bescheid.save(update_fields=["verzicht_am"])
            handlung.vermerke(rechtsbehelfsverzicht_am=uhr.heute())
        abruf = abrufe.fordere_an(antrag, betrag=angaben.betrag, zweck=angaben.zweck, akteur=handlung.person)
        handlung.vermerke(abruf=abruf.nr, betrag=abruf.betrag, zweck=abruf.zweck)
