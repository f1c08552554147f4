"""Stellungnahme: the Träger answers the hearing, with a paper if it likes."""

from dataclasses import dataclass
from datetime import date

from django import forms

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.forms import DateiFeld
from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from antraege.kern.vieraugen import Taetigkeit
from rollen.tabelle import Recht
from workflows.rueckforderung.schritt import Forderungsschritt
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular


@dataclass(frozen=True)
class Aeusserung:
    """The answer in words, and a file."""

    stellungnahme: str
    datei: GepruefteDatei | None


class StellungnahmeFormular(Formular):
    """The answer in words, and a file."""

    werte = Aeusserung
    stellungnahme = forms.CharField(
        label="Ihre Stellungnahme",
        help_text="Was ist aus Ihrer Sicht geschehen? Was spricht gegen die Rückforderung?",
        widget=forms.Textarea,
        max_length=8000,
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
