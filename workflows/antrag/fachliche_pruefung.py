"""Fachliche Prüfung: is it worth funding, with how much, and is the money there?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel, toepfe, waechter
from antraege.foerderung.models import Hinweisart
from antraege.foerderung.toepfe import Topf
from antraege.foerderung.waechter import Fund, beihilfen
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from antraege.programme.models import Pruefart
from rollen import uhr
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.antrag.jahre import MitJahren, in_worten
from workflows.graph.pruefliste import PrueflisteFormular, fuer_protokoll, halte_pruefung
from workflows.graph.toepfe import MitToepfen, in_einem_satz, je_jahr
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Fachurteil:
    """The proposal in euro with the shares of years and pots, the answered list, and what was said to each hint."""

    vorschlag: Decimal
    vermerk: str
    anteile: Mapping[int, Decimal]
    toepfe: tuple[Topf, ...]
    ergebnisse: list[dict[str, str]]
    klaerungen: Mapping[Fund, str]


class FachlichePruefungFormular(MitJahren, MitToepfen, PrueflisteFormular):
    """The expert check list, the proposal and the note for the decision; every open hint is cleared in words."""

    werte = Fachurteil
    pruefart = Pruefart.FACHLICH
    vorschlag = EuroFormField(
        label="Vorgeschlagener Betrag in Euro",
        help_text="0,00 schlägt eine Ablehnung vor. Der Betrag wird vorgemerkt.",
    )
    vermerk = langtext("Prüfvermerk für die Entscheidung", required=True, zeilen=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vorschlag"].initial = self.antrag.beantragt
        self.fuege_jahre_ein(mittel.verteile(self.antrag, self.antrag.beantragt))
        self.fuege_toepfe_ein(toepfe.vorgeschlagene(self.antrag), mittel.jahre(self.antrag))
        self.funde = waechter.offene(self.antrag)
        for nr, fund in enumerate(self.funde, start=1):
            self.fields[f"klaerung_{nr}"] = langtext(
                f"Hinweis {nr}: {Hinweisart(fund.art).label}",
                required=True,
                help_text=f"{fund.text} Warum steht das der Förderung nicht entgegen?",
                hoechstens=1000,
            )

    @property
    def hinweisfelder(self) -> list[BoundField]:
        """What the guards have noticed, for the page."""
        return [self[f"klaerung_{nr}"] for nr, _ in enumerate(self.funde, start=1)]

    def geht_weiter(self, daten: Mapping[str, Any]) -> bool:
        """Money is proposed; 0,00 proposes a refusal, for which a no is a reason."""
        return bool(daten.get("vorschlag"))

    def clean(self) -> dict[str, Any]:
        """The shares of the years and of the pots make the proposal; De-minimis aids stay below their limit."""
        daten = super().clean()
        if daten.get("vorschlag") is not None:
            self.toepfe = self.lies_toepfe(partial(self._topfmaengel, daten["vorschlag"]))
            self.anteile = self._anteile(daten["vorschlag"])
            for mangel in beihilfen.maengel(self.antrag, daten["vorschlag"], tag=uhr.heute()):
                self.add_error("vorschlag", mangel.text)
        return daten

    def _topfmaengel(self, vorschlag: Decimal, gelesen: Sequence[Topf]) -> list[Mangel]:
        return toepfe.maengel(self.antrag, gelesen, betrag=vorschlag, jahre=mittel.jahre(self.antrag))

    def _anteile(self, vorschlag: Decimal) -> dict[int, Decimal]:
        """The pots say what each year bears; whoever gives the years too must give the same."""
        if not self.toepfe:
            return self.lies_anteile(vorschlag)
        aus_toepfen = je_jahr(self.toepfe, self.grundlage)
        gegeben = [self.cleaned_data.get(feld.name) for feld in self.jahresfelder]
        if any(wert is not None for wert in gegeben) and self.lies_anteile(vorschlag) != aus_toepfen:
            satz = "Die Jahre und die Töpfe widersprechen sich. Lassen Sie die Jahre leer: Die Töpfe ergeben sie."
            self.add_error(self.jahresfelder[0].name, satz)
        return aus_toepfen

    def weitere(self) -> dict[str, Any]:
        """The shares of the years and pots, and the hints with their clearance."""
        klaerungen = {f: self.cleaned_data[f"klaerung_{nr}"] for nr, f in enumerate(self.funde, start=1)}
        return {**super().weitere(), "anteile": self.anteile, "toepfe": self.toepfe, "klaerungen": klaerungen}

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
    fakten = ("vorschlag", "vermerk")
    vorlage = "antrag/schritte/fachliche_pruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """There is a budget line for the year."""
        return mittel.maengel(antrag)

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What proposing the whole amount does to the budget lines; what this case already holds is reckoned in."""
        if mittel.maengel(antrag):
            return {}
        gehalten = dict(mittel.auf_zeilen(antrag, mittel.vorgeschlagene_anteile(antrag)))
        stuecke = mittel.auf_zeilen(antrag, mittel.verteile(antrag, antrag.beantragt))
        return {
            "wirkungen": [
                (zeile, akte.wirkung(zeile, vorgemerkt=teil - gehalten.get(zeile, NULL)))
                for zeile, teil in stuecke
            ],
            "wirkung_text": f"So wirkt ein Vorschlag über {zeige(antrag.beantragt)}. Bei weniger bleibt mehr frei.",
        }

    def ausfuehren(self, handlung: Handlung, angaben: Fachurteil) -> None:
        """Store the check and reserve the money."""
        antrag = handlung.antrag
        pruefung = halte_pruefung(handlung, Pruefart.FACHLICH, angaben, vorschlag=angaben.vorschlag)
        waechter.klaere(antrag, angaben.klaerungen, akteur=handlung.person)
        antrag.sachbearbeitung = handlung.person
        antrag.vorgeschlagen = angaben.vorschlag
        mittel.merke_vor(
            antrag,
            angaben.anteile,
            aus=angaben.toepfe,
            schluessel=f"pruefung/{pruefung.pk}",
            akteur=handlung.person,
        )
        handlung.vermerke(
            **fuer_protokoll(angaben.ergebnisse),
            **{f"klaerung_{nr}": text for nr, text in enumerate(angaben.klaerungen.values(), start=1)},
            vorgemerkt=antrag.vorgeschlagen,
            je_jahr=in_worten(angaben.anteile),
            **({"toepfe": [in_einem_satz(topf) for topf in angaben.toepfe]} if angaben.toepfe else {}),
        )
