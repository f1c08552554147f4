"""Abstimmung: every party says what it brings in and whether it agrees."""

from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import dienst
from antraege.kooperation.dienst import Stimme
from antraege.kooperation.forms import ZEILEN, langtext
from antraege.kooperation.models import Abstimmungsvotum
from antraege.kooperation.queries import angebotene
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.kooperation.schritt import Vereinbarungsschritt, partei_der
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class AbstimmungFormular(Formular):
    """The vote with the party's own part of the agreement."""

    werte = Stimme
    bedingt = (
        Wenn(
            "wunsch", "votum", (Abstimmungsvotum.AENDERUNG,), "Bitte schreiben Sie, was geändert werden soll."
        ),
    )
    leistungen = langtext(
        "Ihre Leistungen",
        required=True,
        help_text=f"Was Sie einbringen: Angebot, Zeiten, Räume, Personal, Material. {ZEILEN}",
        zeilen=4,
    )
    vertreten_durch = forms.CharField(
        label="Vertreten durch",
        max_length=160,
        help_text="Die Funktion der Person, die für Sie zeichnet. Bitte keinen Namen.",
    )
    ansprechperson = forms.CharField(
        label="Ansprechperson", max_length=160, help_text="Funktion oder Stelle, die laufende Fragen klärt."
    )
    kontakt = forms.CharField(label="Telefon oder E-Mail der Ansprechperson", max_length=160, required=False)
    votum = forms.ChoiceField(
        label="Sind Sie einverstanden?", choices=Abstimmungsvotum.choices, widget=forms.RadioSelect
    )
    wunsch = langtext("Was soll geändert werden?", help_text="Nötig, wenn Sie Änderungen wünschen.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partei = partei_der(self.antrag, self.aufgabe)
        letzte = partei.abstimmungen.order_by("-id").first()
        angeboten = "" if letzte else "\n".join(angebotene(partei.vereinbarung).get(partei.stelle_id, []))
        self.initial.update(
            leistungen=letzte.leistungen if letzte else angeboten,
            vertreten_durch=partei.vertreten_durch,
            ansprechperson=partei.ansprechperson or partei.vertreten_durch,
            kontakt=partei.kontakt or partei.stelle.email,
        )


class Parteiabstimmung(Vereinbarungsschritt):
    """One party outside the offices: a school, a Kita, an organisation."""

    name = "parteiabstimmung"
    titel = "Vereinbarung abstimmen"
    frage = "Was bringen Sie ein, und sind Sie einverstanden?"
    knopf = "Antwort absenden"
    oeffentlich = "Sie sind dran: Bitte sagen Sie, was Sie einbringen und ob Sie einverstanden sind."
    danach = "Haben alle geantwortet, entsteht der Text der Vereinbarung."
    recht = Recht.VEREINBARUNG_ABSTIMMEN
    taetigkeit = Taetigkeit.ABSTIMMEN
    formular = AbstimmungFormular
    fakten = ("leistungen", "votum", "wunsch")
    personen = ("vertreten_durch", "ansprechperson", "kontakt")
    vorlage = "kooperation/schritte/abstimmung.html"
    frist_feld = "tage_mitzeichnung"
    beim_traeger = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The party whose answer this is."""
        return {**super().kontext(antrag, aufgabe), "partei": partei_der(antrag, aufgabe)}

    def ausfuehren(self, handlung: Handlung, angaben: Stimme) -> None:
        """Keep the answer; the last one leads on."""
        partei = partei_der(handlung.antrag, handlung.aufgabe)
        partei.vereinbarung = handlung.antrag.vereinbarung
        stimme = dienst.stimme_ab(partei, angaben, akteur=handlung.person)
        handlung.vermerke(partei=partei.stelle.name, runde=stimme.runde)


class Stadtabstimmung(Parteiabstimmung):
    """The same for a party that is a unit of the city."""

    name = "stadtabstimmung"
    titel = "Vereinbarung abstimmen (Stadt)"
    frage = "Was bringt Ihre Stelle ein, und ist sie einverstanden?"
    oeffentlich = "Die Stadt stimmt die Vereinbarung für ihre Seite ab."
    recht = Recht.MITZEICHNEN
    taetigkeit = Taetigkeit.STADT_ABSTIMMEN
    beim_traeger = False
