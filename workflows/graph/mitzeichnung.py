"""Mitzeichnung: every further Stelle the programme names gives its vote, on the request or on the proposal."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag, Pruefung, Votum
from antraege.antrag.models import Mitzeichnung as Stimme
from antraege.kern.fristen import werktage_spaeter
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from antraege.programme.models import Pruefart
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.formulare import Wenn
from rollen.models import Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.tuer.handlung import Handlung, sperre_aufgabe
from workflows.tuer.post import schreibe_amt
from workflows.tuer.schritt import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe

DAGEGEN = (Votum.BEDENKEN, Votum.NEIN)


def offene_mitzeichnungsstellen(antrag: Antrag) -> list[Stelle]:
    """The Stellen whose agreement to the request is missing: never asked, or against it in the last round.

    Nobody, where the Richtlinie lets them sign the proposal instead.
    """
    if antrag.richtlinie.mitzeichnung_nach_vorschlag:
        return []
    letzte = {stelle: stimme.votum for stelle, stimme in letzte_stimmen(antrag).items()}
    gefragt = antrag.richtlinie.mitzeichnungsstellen.select_related("stelle")
    return [m.stelle for m in gefragt if letzte.get(m.stelle_id, Votum.BEDENKEN) in DAGEGEN]


def stellen_zum_vorschlag(antrag: Antrag) -> list[Stelle]:
    """The Stellen that have not signed the present proposal, where the Richtlinie lets them sign that."""
    vorschlag = letzter_vorschlag(antrag)
    if vorschlag is None or not antrag.richtlinie.mitzeichnung_nach_vorschlag:
        return []
    gestimmt = set(vorschlag.mitzeichnungen.values_list("stelle", flat=True))
    gefragt = antrag.richtlinie.mitzeichnungsstellen.select_related("stelle")
    return [m.stelle for m in gefragt if m.stelle_id not in gestimmt]


def letzter_vorschlag(antrag: Antrag) -> Pruefung | None:
    """The newest expert check, which proposes an amount; none while it still runs for the first time."""
    return antrag.pruefungen.filter(art=Pruefart.FACHLICH).select_related("geprueft_von").last()


def letzte_stimmen(antrag: Antrag) -> dict[int, Stimme]:
    """The last vote of each co-signing Stelle, by its id."""
    stimmen = antrag.mitzeichnungen.filter(anteil__isnull=True).select_related("stelle").order_by("id")
    return {stimme.stelle_id: stimme for stimme in stimmen}


def unbeantwortete(antrag: Antrag) -> list[Stimme]:
    """Every no that is the last word of its Stelle and that nobody has answered."""
    return [s for s in letzte_stimmen(antrag).values() if s.votum == Votum.NEIN and not s.antwort]


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
            (Votum.MIT_HINWEIS, *DAGEGEN),
            "Bitte begründen Sie Ihren Hinweis, Ihre Bedenken oder Ihr Nein.",
        ),
    )
    votum = forms.ChoiceField(
        label="Ihr Votum",
        choices=[(v.value, v.label) for v in Votum if v not in (Votum.VERSAGT, Votum.GILT)],
        help_text="Auf ein Nein muss antworten, wer trotzdem bewilligt.",
        widget=forms.RadioSelect,
    )
    begruendung = langtext(
        "Begründung",
        help_text="Nötig bei Hinweis, Bedenken oder Nein. Die Leitung liest sie vor der Entscheidung.",
        zeilen=10,
        hoechstens=2000,
    )


class Mitzeichnung(Schritt):
    """One vote of one further Stelle; it does not stop the case, but whoever approves answers a no."""

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
    vorlage = "antrag/schritte/mitzeichnung.html"
    frist_feld = "tage_mitzeichnung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The proposal, what this Stelle has said before, and when silence counts as a yes."""
        assert aufgabe.stelle is not None
        bisher = antrag.mitzeichnungen.filter(stelle=aufgabe.stelle, anteil__isnull=True)
        return {
            "vorschlag": letzter_vorschlag(antrag),
            "bisherige_stimmen": list(bisher.select_related("beantwortet_von")),
            "gilt_nach": None if gegen_fiktion(antrag, aufgabe) else gilt_nach(antrag, aufgabe),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Stimmabgabe) -> None:
        """Store the vote of the task's Stelle; a no goes to whoever has proposed."""
        assert handlung.aufgabe is not None
        assert handlung.aufgabe.stelle is not None
        stelle, vorschlag = handlung.aufgabe.stelle, letzter_vorschlag(handlung.antrag)
        Stimme.objects.create(
            antrag=handlung.antrag,
            stelle=stelle,
            votum=angaben.votum,
            begruendung=angaben.begruendung,
            gezeichnet_von=handlung.person,
            pruefung=vorschlag,
        )
        if angaben.votum == Votum.NEIN:
            text = f"{stelle.name} sagt Nein: {angaben.begruendung}"
            schreibe_amt(handlung, betreff="Mitzeichnung: Nein", text=text, von=handlung.person)


def gilt_nach(antrag: Antrag, aufgabe: "Aufgabe") -> date | None:
    """The last day on which this Stelle may still answer; after it silence is a yes. None where it never is.

    So many working days after the deadline as the Richtlinie says (`tage_mitzeichnung_gilt`).
    """
    tage = antrag.richtlinie.tage_mitzeichnung_gilt
    if tage is None or aufgabe.faellig_am is None:
        return None
    return werktage_spaeter(aufgabe.faellig_am, tage)


def gegen_fiktion(antrag: Antrag, aufgabe: "Aufgabe") -> str:
    """Why silence is no yes here, whatever the Richtlinie says; empty when it may be one.

    Nobody could have spoken, or the Stelle has spoken against it before.
    """
    assert aufgabe.stelle is not None
    if not rechte.personen_mit(Recht.MITZEICHNEN, aufgabe.stelle):
        return f"Bei {aufgabe.stelle.name} ist niemand, der mitzeichnen könnte."
    if antrag.mitzeichnungen.filter(stelle=aufgabe.stelle, votum__in=DAGEGEN).exists():
        return f"{aufgabe.stelle.name} hat in diesem Fall schon widersprochen."
    return ""


def gilt_als_erteilt(aufgabe_id: int) -> Antrag:
    """The machine's act after a deadline that the Richtlinie sets: nobody has answered, so it counts as a yes.

    It is nobody's vote: no person takes part by it, so it lends nobody a second pair of eyes. Raises Ueberholt.
    """
    with sperre_aufgabe(Tat.MITZEICHNUNG_GILT, aufgabe_id, None) as (handlung, aufgabe):
        antrag = handlung.antrag
        bis = gilt_nach(antrag, aufgabe) if aufgabe.schritt == Mitzeichnung.name else None
        if bis is None or bis >= uhr.heute() or gegen_fiktion(antrag, aufgabe):
            raise Ueberholt("Diese Mitzeichnung gilt nicht als erteilt.")
        assert aufgabe.stelle is not None
        Stimme.objects.create(
            antrag=antrag,
            stelle=aufgabe.stelle,
            votum=Votum.GILT,
            begruendung=f"Keine Antwort bis zum {bis:%d.%m.%Y}.",
            pruefung=letzter_vorschlag(antrag),
        )
        handlung.vermerke(
            stelle=aufgabe.stelle.name, votum=Votum.GILT, faellig_am=aufgabe.faellig_am, bis=bis
        )
        handlung.schliesse(aufgabe, von=None)
        adressen = filter(None, (aufgabe.stelle.email, _fallpost(antrag)))
        text = (
            f"{aufgabe.stelle.name} hat bis zum {bis:%d.%m.%Y} nicht geantwortet. "
            "Nach der Richtlinie gilt die Mitzeichnung als erteilt."
        )
        schreibe_amt(handlung, betreff="Mitzeichnung gilt als erteilt", text=text, an=list(adressen))
    return handlung.antrag


def _fallpost(antrag: Antrag) -> str:
    return antrag.sachbearbeitung.email if antrag.sachbearbeitung else antrag.stelle.email
