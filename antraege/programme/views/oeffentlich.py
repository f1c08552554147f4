"""What everybody may read: the programmes and what each of them demands."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.haushalt.templatetags.geld import euro
from antraege.kern.geld import zeige_zahl
from antraege.programme.mitgeliefert import ohne_richtlinie
from antraege.programme.models import Finanzierungsart, Foerderprogramm, Richtlinie
from antraege.programme.queries import (
    entwurf_zur_freigabe,
    gueltige_richtlinie,
    mitzeichnende,
    nimmt_antraege_an,
    wartende_entwuerfe,
)
from rollen import rechte, uhr
from rollen.tabelle import Recht

REDAKTION = (Recht.RICHTLINIE_FREIGEBEN, Recht.RICHTLINIE_BEARBEITEN)
_ART_IN_WORTEN = {
    Finanzierungsart.FESTBETRAG: "Sie bekommen einen festen Betrag.",
    Finanzierungsart.ANTEIL: "Sie bekommen einen Anteil Ihrer anerkannten Ausgaben.",
    Finanzierungsart.FEHLBEDARF: "Sie bekommen, was nach Ihren eigenen Mitteln fehlt.",
    Finanzierungsart.VOLL: "Sie bekommen alle anerkannten Ausgaben ersetzt.",
    Finanzierungsart.EINHEITEN: "Sie bekommen für jede Einheit einen festen Betrag.",
}


class Programme(TemplateView):
    """The programmes that are open by rules valid today."""

    recht = None
    oeffentlich = True
    template_name = "programme/liste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tag = uhr.heute()
        alle = Foerderprogramm.objects.select_related("stelle")
        paare = [(programm, gueltige_richtlinie(programm, tag)) for programm in alle]
        programme = [(programm, richtlinie) for programm, richtlinie in paare if richtlinie]
        stellen = rechte.stellen_mit(self.request.user, *REDAKTION)
        return super().get_context_data(
            programme=programme,
            wartend=wartende_entwuerfe(stellen),
            vorzulegen=ohne_richtlinie(rechte.stellen_mit(self.request.user, Recht.RICHTLINIE_BEARBEITEN)),
            redaktion=any(b.recht in REDAKTION for b in rechte.berechtigungen(self.request.user)),
            **kwargs,
        )


class Programm(TemplateView):
    """One programme: who may apply, how much, until when, with what."""

    recht = None
    oeffentlich = True
    template_name = "programme/programm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programm = get_object_or_404(
            Foerderprogramm.objects.select_related("stelle"), kuerzel=kwargs["kuerzel"]
        )
        richtlinie = gueltige_richtlinie(programm, uhr.heute())
        if richtlinie is None:
            raise Http404
        darf = rechte.darf(self.request.user, Recht.RICHTLINIE_FREIGEBEN, programm.stelle)
        return super().get_context_data(
            programm=programm,
            richtlinie=richtlinie,
            betraege=betraege(richtlinie),
            fristen=fristen(richtlinie),
            mitzeichnende=mitzeichnende(richtlinie),
            offen=nimmt_antraege_an(richtlinie, uhr.heute()),
            freigabe=darf and entwurf_zur_freigabe(programm),
            brotkrumen=[{"name": "Programme", "url": reverse("programme")}, {"name": programm.name}],
            **kwargs,
        )


def betraege(richtlinie: Richtlinie) -> list[tuple[str, str]]:
    """How much there is and how it is reckoned, as pairs of term and words."""
    art = Finanzierungsart(richtlinie.finanzierungsart)
    anteil = {
        "Höchster Fördersatz": richtlinie.foerdersatz_max,
        "Kleinster Eigenanteil": richtlinie.eigenanteil_min,
    }
    grenzen = {"Mindestbetrag": richtlinie.mindestbetrag, "Höchstbetrag": richtlinie.hoechstbetrag}
    return [
        ("Art der Förderung", f"{art.label}: {_ART_IN_WORTEN[art]}"),
        *((name, euro(wert)) for name, wert in grenzen.items() if wert is not None),
        *((name, f"{zeige_zahl(wert)} %") for name, wert in anteil.items() if wert is not None),
    ]


def fristen(richtlinie: Richtlinie) -> list[tuple[str, str]]:
    """Every period an applicant should know, as pairs of term and words."""
    tage = richtlinie.tage_pruefung + richtlinie.tage_fachlich + richtlinie.tage_mitzeichnung
    return [
        ("Anträge", _antragszeit(richtlinie)),
        ("Bearbeitung", f"in der Regel bis zu {tage + richtlinie.tage_entscheidung} Werktage"),
        ("Rückfragen", f"Sie haben {richtlinie.tage_nachforderung} Tage Zeit für Ihre Antwort."),
        ("Verwendung", f"Gezahltes Geld verwenden Sie innerhalb von {richtlinie.monate_verwendung} Monaten."),
        ("Verwendungsnachweis", f"bis {richtlinie.monate_nachweis} Monate nach dem Ende des Vorhabens"),
    ]


def _antragszeit(richtlinie: Richtlinie) -> str:
    von, bis = richtlinie.antrag_von, richtlinie.antrag_bis
    teile = [f"ab {von:%d.%m.%Y}" if von else "", f"bis {bis:%d.%m.%Y}" if bis else ""]
    return " ".join(filter(None, teile)) or "jederzeit, vor Beginn des Vorhabens"
