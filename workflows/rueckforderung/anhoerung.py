"""The hearing before a claim: what is held against the recipient, and what they answer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.fragen import DateiFeld
from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import Aufhebungsgrund, Forderungsgrund
from antraege.foerderung.rueckforderungen.verfahren import GANZ, GRUENDE
from antraege.haushalt.felder import EuroFormField
from antraege.kern.fristen import fristende
from antraege.kern.geld import NULL, zeige
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import tag
from rollen.tabelle import Recht
from workflows.rueckforderung import schreiben
from workflows.rueckforderung.schritt import Forderungsschritt, pruefe_verbleib
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Formular


@dataclass(frozen=True)
class Beabsichtigtes:
    """The intended decision on its facts: what remains in euro and from when, where the claim leaves that open."""

    aufhebungsgrund: str
    sachverhalt: str
    erwaegungen: str
    frist: date
    verbleibt: Decimal | None = None
    zinsbeginn: date | None = None


class AnhoerungFormular(Formular):
    """Intended decision, facts, considerations, amount, deadline."""

    werte = Beabsichtigtes
    aufhebungsgrund = forms.ChoiceField(
        label="Worauf stützt sich die Entscheidung?", widget=forms.RadioSelect
    )
    sachverhalt = langtext(
        "Sachverhalt",
        required=True,
        help_text="Was ist geschehen? Der Text steht wörtlich im Schreiben.",
        zeilen=10,
        hoechstens=8000,
    )
    verbleibt = EuroFormField(
        label="Zuwendung, die verbleibt, in Euro", help_text="Alles darüber wird zurückgefordert."
    )
    zinsbeginn = tag(
        "Bewilligung unwirksam ab",
        help_text="Zinsen laufen ab dem Tag danach (§ 49a Abs. 3 VwVfG NRW, § 50 Abs. 2a SGB X).",
    )
    erwaegungen = langtext(
        "Gründe der beabsichtigten Entscheidung", required=True, zeilen=10, hoechstens=8000
    )
    frist = tag("Antwort möglich bis", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.forderung = rueckforderungen.verlangte(self.antrag)
        gruende = GRUENDE[self.forderung.grund]
        self.fields["aufhebungsgrund"].choices = [(g.value, g.label) for g in gruende]  # type: ignore[attr-defined]
        self.fields["aufhebungsgrund"].initial = gruende[0].value
        self.fields["sachverhalt"].initial = self.forderung.sachverhalt
        self.fields["verbleibt"].initial = self.forderung.verbleibt
        self.fields["frist"].initial = fristende(uhr.heute(), tage=self.antrag.richtlinie.tage_anhoerung)
        grund = self.forderung.grund
        if grund not in (Forderungsgrund.TEILWIDERRUF, Forderungsgrund.RUECKNAHME):
            del self.fields["verbleibt"]
        if grund == Forderungsgrund.ZWISCHENZINSEN:
            del self.fields["zinsbeginn"]

    def clean_frist(self) -> date:
        """Time to answer."""
        frist: date = self.cleaned_data["frist"]
        if frist <= uhr.heute():
            raise forms.ValidationError("Die Frist muss in der Zukunft liegen.")
        return frist

    def clean_zinsbeginn(self) -> date | None:
        """A day that has come."""
        ab: date | None = self.cleaned_data["zinsbeginn"]
        if ab is not None and ab >= uhr.heute():
            raise forms.ValidationError("Der Tag muss in der Vergangenheit liegen.")
        return ab

    def clean_verbleibt(self) -> Decimal:
        """What remains fits the kind of the claim."""
        verbleibt: Decimal = self.cleaned_data["verbleibt"]
        pruefe_verbleib(self.forderung, verbleibt)
        return verbleibt


class Anhoerung(Forderungsschritt):
    """The hearing before a burden is laid on the Träger (§ 28 VwVfG NRW, § 24 SGB X)."""

    name = "anhoerung"
    titel = "Anhörung"
    frage = "Was soll entschieden werden, und warum?"
    knopf = "Anhörung absenden"
    oeffentlich = "Die Stelle bereitet eine Anhörung vor."
    danach = "Sie können sich dazu äußern."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.ANHOEREN
    formular = AnhoerungFormular
    fakten = ("aufhebungsgrund", "sachverhalt", "verbleibt", "zinsbeginn", "erwaegungen", "frist")
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Beabsichtigtes) -> None:
        """Keep what is intended, write the letter, give time."""
        forderung = rueckforderungen.verlangte(handlung.antrag)
        forderung.aufhebungsgrund = Aufhebungsgrund(angaben.aufhebungsgrund)
        forderung.sachverhalt, forderung.ermessen = angaben.sachverhalt, angaben.erwaegungen
        if forderung.grund != Forderungsgrund.ZWISCHENZINSEN:
            forderung.zinsbeginn = forderung.unwirksam_ab = angaben.zinsbeginn
        verbleibt = angaben.verbleibt
        if verbleibt is None:  # whole measures leave nothing; a Minderung leaves what the proof has shown
            verbleibt = NULL if forderung.grund in GANZ else forderung.verbleibt
        rueckforderungen.setze_betrag(forderung, verbleibt)
        rueckforderungen.hoere_an(forderung, frist=angaben.frist)
        erlasse(handlung, schreiben.anhoerung(handlung, forderung))
        handlung.vermerke(rueckforderung=forderung.nr, zu_erstatten=forderung.betrag)
        schreibe_traeger(
            handlung,
            betreff="Anhörung: Bitte nehmen Sie Stellung",
            text=f"Es geht um {zeige(forderung.betrag)}. Sie können bis {angaben.frist:%d.%m.%Y} antworten. "
            "Das Schreiben finden Sie im Portal.",
        )


@dataclass(frozen=True)
class Aeusserung:
    """The answer in words, and a file."""

    stellungnahme: str
    datei: GepruefteDatei | None


class StellungnahmeFormular(Formular):
    """The answer in words, and a file."""

    werte = Aeusserung
    stellungnahme = langtext(
        "Ihre Stellungnahme",
        required=True,
        help_text="Was ist aus Ihrer Sicht geschehen? Was spricht gegen die Rückforderung?",
        zeilen=10,
        hoechstens=8000,
    )
    datei = DateiFeld(label="Datei", required=False, help_text="Zum Beispiel Belege oder ein Schreiben.")


class Stellungnahme(Forderungsschritt):
    """The right to be heard; when nobody answers, the office goes on with the file."""

    name = "stellungnahme"
    titel = "Stellungnahme zur Anhörung"
    frage = "Was möchten Sie zu der beabsichtigten Entscheidung sagen?"
    knopf = "Stellungnahme absenden"
    oeffentlich = "Sie sind dran: Sie können zur Anhörung Stellung nehmen."
    danach = "Die Stelle berücksichtigt Ihre Antwort. Dann entscheidet die Leitung."
    recht = Recht.ANTRAG_EINREICHEN
    taetigkeit = Taetigkeit.STELLUNG_NEHMEN
    formular = StellungnahmeFormular
    fakten = ("stellungnahme",)
    beim_traeger = True

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The deadline of the hearing."""
        return rueckforderungen.verlangte(antrag).anhoerung_frist

    def ausfuehren(self, handlung: Handlung, angaben: Aeusserung) -> None:
        """Keep the answer and tell the office."""
        forderung = rueckforderungen.verlangte(handlung.antrag)
        rueckforderungen.nimm_stellung(
            forderung, text=angaben.stellungnahme, datei=angaben.datei, akteur=handlung.person
        )
        handlung.vermerke(rueckforderung=forderung.nr)
        if angaben.datei:
            handlung.vermerke(datei=angaben.datei.name)
        schreibe_amt(handlung, betreff="Stellungnahme zur Anhörung", text="Der Träger hat sich geäußert.")
