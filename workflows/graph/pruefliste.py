"""A check list: its answers, and its form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag, Pruefung
from antraege.dokumente.fakten.grund import Pruefantwort
from antraege.kooperation.forms import langtext
from antraege.programme.models import Pruefart, Pruefpunkt
from rollen.models import Benutzer
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular

ANTWORTEN = {"ja": "Ja", "nein": "Nein", "entfaellt": "Entfällt"}
Ergebnisse = Iterable[Mapping[str, str]]


@dataclass(frozen=True)
class Nein:
    """One point answered with no: in which list, why, why the case went on, who has found it."""

    liste: str
    text: str
    grund: str
    trotzdem: str
    von: Benutzer
    am: datetime


def verneint(antrag: Antrag) -> list[Nein]:
    """Every no in the last word of each check list of the case; two queries at most."""
    funde: list[Nein] = []
    letzte = {eine.art: eine for eine in antrag.pruefungen.select_related("geprueft_von").order_by("id")}
    for art, pruefung in letzte.items():
        liste = "Bedarfsklärung" if antrag.kooperation and art == Pruefart.FORMAL else Pruefart(art).label
        funde += _neins(liste, pruefung.ergebnisse, pruefung.geprueft_von, pruefung.geprueft_am)
    if antrag.kooperation and hasattr(antrag, "vereinbarung"):
        freigabe = antrag.vereinbarung.freigaben.select_related("entschieden_von").order_by("-id").first()
        if freigabe is not None:
            funde += _neins("Freigabe", freigabe.punkte, freigabe.entschieden_von, freigabe.entschieden_am)
    return funde


def _neins(liste: str, ergebnisse: Ergebnisse, von: Benutzer, am: datetime) -> Iterator[Nein]:
    for punkt in ergebnisse:
        if punkt["antwort"] == "nein":
            grund, trotzdem = punkt.get("anmerkung", ""), punkt.get("trotzdem", "")
            yield Nein(liste[:1].upper() + liste[1:], punkt["text"], grund, trotzdem, von, am)


def in_worten(ergebnisse: Ergebnisse) -> list[dict[str, str]]:
    """An answered list as pages show it."""
    return [
        {**punkt, "schluss": punkt["antwort"], "antwort": ANTWORTEN.get(punkt["antwort"], punkt["antwort"])}
        for punkt in ergebnisse
    ]


def fuer_schreiben(ergebnisse: Ergebnisse) -> tuple[Pruefantwort, ...]:
    """An answered list as letters show it."""
    return tuple(
        Pruefantwort(frage=punkt["text"], antwort=punkt["antwort"], bemerkung=_bemerkung(punkt))
        for punkt in in_worten(ergebnisse)
    )


def _bemerkung(punkt: Mapping[str, str]) -> str:
    trotzdem = punkt.get("trotzdem", "")
    return "\n".join(
        zeile
        for zeile in (punkt.get("anmerkung", ""), f"Trotzdem weiter: {trotzdem}" if trotzdem else "")
        if zeile
    )


NEIN = "nein"
TROTZ_NEIN = (
    "Sie haben einen Punkt verneint. Bitte begründen Sie, warum es trotzdem weitergeht, "
    "oder geben Sie den Fall nicht weiter."
)


class PrueflisteFormular(Formular):
    """The points of one check list of the case's own Richtlinie version."""

    pruefart: ClassVar[Pruefart]
    weiter: ClassVar[frozenset[str]] = frozenset()
    nein_sperrt: ClassVar[bool] = False
    trotzdem = langtext(
        "Warum geht es trotz Nein weiter?",
        help_text=(
            "Nötig, wenn Sie einen Punkt verneinen und den Fall trotzdem weitergeben. "
            "Wer entscheidet, liest es neben dem Nein."
        ),
        hoechstens=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trotzdem"].bedingt = True  # type: ignore[attr-defined]
        if self.nein_sperrt:
            del self.fields["trotzdem"]
        self.punkte: list[Pruefpunkt] = list(self.antrag.richtlinie.pruefpunkte.filter(art=self.pruefart))
        for punkt in reversed(self.punkte):
            self.fuege_ein(punkt)

    def fuege_ein(self, punkt: Pruefpunkt) -> None:
        frage = forms.ChoiceField(
            label=punkt.text,
            help_text=punkt.grundlage,
            choices=list(ANTWORTEN.items()),
            widget=forms.RadioSelect,
        )
        anmerkung = forms.CharField(label=f"Anmerkung: {punkt.text}", required=False, max_length=500)
        neu = {f"punkt_{punkt.schluessel}": frage, f"anmerkung_{punkt.schluessel}": anmerkung}
        self.fields = {**neu, **self.fields}

    @property
    def punktfelder(self) -> list[tuple[BoundField, BoundField]]:
        """Question and remark of each point, for the page."""
        return [(self[f"punkt_{p.schluessel}"], self[f"anmerkung_{p.schluessel}"]) for p in self.punkte]

    def geht_weiter(self, daten: Mapping[str, Any]) -> bool:
        """True when this result takes the case on, rather than giving it back."""
        return daten.get("ergebnis") in self.weiter

    def clean(self) -> dict[str, Any]:
        """Every no needs a reason, and going on all the same another one, where it is possible at all."""
        daten = super().clean() or self.cleaned_data
        verneint = [p for p in self.punkte if daten.get(f"punkt_{p.schluessel}") == NEIN]
        for punkt in verneint:
            if not daten.get(f"anmerkung_{punkt.schluessel}"):
                self.add_error(f"anmerkung_{punkt.schluessel}", "Bitte begründen Sie das Nein.")
        if not verneint or not self.geht_weiter(daten):
            daten["trotzdem"] = ""
        elif self.nein_sperrt:
            self.add_error(
                "ergebnis", "Ein Punkt der Liste ist mit Nein beantwortet. So ist keine Freigabe möglich."
            )
        elif not daten.get("trotzdem"):
            self.add_error("trotzdem", TROTZ_NEIN)
        return daten

    def weitere(self) -> dict[str, Any]:
        """The answered list."""
        return {"ergebnisse": self.ergebnisse()}

    def ergebnisse(self) -> list[dict[str, str]]:
        """The answered list, as it is stored with the check; a no carries why it went on all the same."""
        daten = self.cleaned_data
        return [
            {
                "schluessel": punkt.schluessel,
                "text": punkt.text,
                "antwort": antwort,
                "anmerkung": daten.get(f"anmerkung_{punkt.schluessel}", ""),
                **({"trotzdem": daten["trotzdem"]} if antwort == NEIN and daten["trotzdem"] else {}),
            }
            for punkt in self.punkte
            if (antwort := daten.get(f"punkt_{punkt.schluessel}"))
        ]


def halte_pruefung(handlung: Handlung, art: Pruefart, angaben: Any, **mehr: Any) -> Pruefung:
    """Keep the answered list with its note as a check of the acting person."""
    return Pruefung.objects.create(
        antrag=handlung.antrag,
        art=art,
        ergebnisse=angaben.ergebnisse,
        vermerk=angaben.vermerk,
        geprueft_von=handlung.person,
        **mehr,
    )


def fuer_protokoll(ergebnisse: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The answered list as facts of the trail: each answer, what was remarked, why it goes on all the same."""
    fakten: dict[str, str] = {}
    for punkt in ergebnisse:
        fakten[f"punkt_{punkt['schluessel']}"] = punkt["antwort"]
        if punkt["anmerkung"]:
            fakten[f"anmerkung_{punkt['schluessel']}"] = punkt["anmerkung"]
        if trotzdem := punkt.get("trotzdem"):
            fakten["trotzdem"] = trotzdem
    return fakten
