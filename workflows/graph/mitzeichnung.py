"""Mitzeichnung: every further Stelle the programme names gives its vote."""

from dataclasses import dataclass

from django import forms

from antraege.antrag.models import Antrag, Votum
from antraege.antrag.models import Mitzeichnung as Stimme
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen.formulare import Wenn
from rollen.models import Stelle
from rollen.tabelle import Recht
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular, Schritt


def offene_mitzeichnungsstellen(antrag: Antrag) -> list[Stelle]:
    """The Stellen whose agreement is missing: never asked, or with doubts in the last round."""
    stimmen = antrag.mitzeichnungen.filter(anteil__isnull=True).order_by("id")
    letzte = {stimme.stelle_id: stimme.votum for stimme in stimmen}
    gefragt = antrag.richtlinie.mitzeichnungsstellen.select_related("stelle")
    return [m.stelle for m in gefragt if letzte.get(m.stelle_id, Votum.BEDENKEN) == Votum.BEDENKEN]


@dataclass(frozen=True)
class Stimmabgabe:
    """The vote, with a reason unless it is a plain yes."""

    votum: str
    begruendung: str


class MitzeichnungFormular(Formular):
    """The vote, with a reason unless it is a plain yes."""

    werte = Stimmabgabe
    bedingt = (
        Wenn(
            "begruendung",
            "votum",
            (Votum.MIT_HINWEIS, Votum.BEDENKEN),
            "Bitte begründen Sie Ihren Hinweis oder Ihre Bedenken.",
        ),
    )
    votum = forms.ChoiceField(
        label="Ihr Votum",
        choices=[(v.value, v.label) for v in Votum if v != Votum.VERSAGT],
        widget=forms.RadioSelect,
    )
    begruendung = langtext(
        "Begründung",
        help_text="Nötig bei Hinweis oder Bedenken. Die Leitung liest sie vor der Entscheidung.",
        zeilen=10,
        hoechstens=2000,
    )


class Mitzeichnung(Schritt):
    """One vote of one further Stelle; doubts do not stop the case, the Leitung sees them."""

    name = "mitzeichnung"
    titel = "Mitzeichnung"
    frage = "Ist Ihre Stelle einverstanden?"
    knopf = "Votum abgeben"
    oeffentlich = "Weitere Fachbereiche zeichnen mit."
    danach = "Haben alle geprüft, entscheidet die Leitung."
    recht = Recht.MITZEICHNEN
    taetigkeit = Taetigkeit.MITZEICHNEN
    zustaende = frozenset({Status.EINGEREICHT})
    formular = MitzeichnungFormular
    fakten = ("votum", "begruendung")
    frist_feld = "tage_mitzeichnung"

    def ausfuehren(self, handlung: Handlung, angaben: Stimmabgabe) -> None:
        """Store the vote of the task's Stelle."""
        assert handlung.aufgabe is not None
        Stimme.objects.create(
            antrag=handlung.antrag,
            stelle_id=handlung.aufgabe.stelle_id,
            votum=angaben.votum,
            begruendung=angaben.begruendung,
            gezeichnet_von=handlung.person,
        )
