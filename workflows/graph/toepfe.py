"""The pots of a request as form fields, and the answer of a Fachbereich that shall bear one of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.models import Votum
from antraege.foerderung.toepfe import Topf
from antraege.haushalt.felder import EuroFormField
from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel
from antraege.kooperation.forms import langtext
from rollen.formulare import Wenn
from workflows.tuer.schritt import Formular
from workflows.tuer.seite import trage_ein

MEISTE_TOEPFE = 6
_CENT = Decimal("0.01")


class MitToepfen(Formular):
    """Room for six lines; none is the ordinary case."""

    meiste_toepfe = MEISTE_TOEPFE

    def fuege_toepfe_ein(self, bisher: Sequence[Topf], jahre: Iterable[int]) -> None:
        """The lines of all Stellen in these years; filled with what was proposed before."""
        self.zeilen: dict[str, Haushaltsstelle] = {}
        zeilen = Haushaltsstelle.objects.filter(jahr__in=set(jahre), bereich=Bereich.SACH)
        je_stelle: dict[str, list[tuple[str, str]]] = {}
        for zeile in zeilen.select_related("stelle").order_by(
            "stelle__name", "jahr", "auftrag", "bezeichnung"
        ):
            self.zeilen[str(zeile.pk)] = zeile
            je_stelle.setdefault(zeile.stelle.name, []).append((str(zeile.pk), str(zeile)))
        self.meiste_toepfe = max(MEISTE_TOEPFE, len(bisher) + 2)
        for nr in range(1, self.meiste_toepfe + 1):
            alt = bisher[nr - 1] if nr <= len(bisher) else None
            self.fields[f"topf_{nr}_zeile"] = forms.ChoiceField(
                label=f"{nr}. Haushaltsstelle",
                choices=[("", "Keine"), *je_stelle.items()],
                required=False,
                initial=str(alt.zeile.pk) if alt else "",
            )
            self.fields[f"topf_{nr}_betrag"] = EuroFormField(
                label=f"{nr}. Anteil in Euro",
                required=False,
                min_betrag=_CENT,
                initial=alt.betrag if alt else None,
            )
            self.fields[f"topf_{nr}_geldgeber"] = forms.CharField(
                label=f"{nr}. Geldgeber, nur bei Drittmitteln",
                max_length=140,
                required=False,
                initial=alt.geldgeber if alt else "",
            )
            self.fields[f"topf_{nr}_zusage"] = forms.CharField(
                label=f"{nr}. Zusage vom, Zeichen",
                max_length=140,
                required=False,
                initial=alt.zusage if alt else "",
            )

    @property
    def topffelder(self) -> list[list[BoundField]]:
        """The four fields of each pot, for the page."""
        nummern = range(1, self.meiste_toepfe + 1) if "topf_1_zeile" in self.fields else ()
        return [
            [self[f"topf_{nr}_{name}"] for name in ("zeile", "betrag", "geldgeber", "zusage")]
            for nr in nummern
        ]

    @property
    def toepfe_offen(self) -> bool:
        """True when the page shows the pots at once: something stands in them."""
        return any(feld.value() for felder in self.topffelder for feld in felder)

    def lies_toepfe(self, urteile: Callable[[Sequence[Topf]], Iterable[Mangel]]) -> tuple[Topf, ...]:
        """The pots that were named; every defect, also those that `urteile` finds, becomes an error of its field."""
        gelesen = []
        for nr in range(1, self.meiste_toepfe + 1) if self.topffelder else ():
            zeile, euro, geldgeber, zusage = (
                self.cleaned_data.get(f"topf_{nr}_{name}")
                for name in ("zeile", "betrag", "geldgeber", "zusage")
            )
            if bool(zeile) != bool(euro) and not {f"topf_{nr}_zeile", f"topf_{nr}_betrag"} & set(self.errors):
                fehlt, was = ("betrag", "den Anteil") if zeile else ("zeile", "die Haushaltsstelle")
                self.add_error(f"topf_{nr}_{fehlt}", f"Bitte geben Sie auch {was} an.")
            elif (geldgeber or zusage) and not zeile:
                self.add_error(f"topf_{nr}_zeile", "Bitte wählen Sie die Haushaltsstelle der Drittmittel.")
            elif zeile and euro:
                gelesen.append(Topf(nr, self.zeilen[zeile], euro, geldgeber or "", zusage or ""))
        if not self.errors:
            trage_ein(self, list(urteile(gelesen)))
        return tuple(gelesen)


@dataclass(frozen=True)
class Antwort:
    """Yes to the own share, or no with a reason."""

    votum: str
    begruendung: str


class EinvernehmenFormular(Formular):
    """Yes to the own share, or no with a reason."""

    werte = Antwort
    bedingt = (
        Wenn(
            "begruendung",
            "votum",
            (Votum.VERSAGT,),
            "Bitte begründen Sie, was dem Einvernehmen entgegensteht.",
        ),
    )
    votum = forms.ChoiceField(
        label="Ihre Antwort",
        choices=[
            (Votum.EINVERSTANDEN, "Einvernehmen: Unsere Stelle trägt diesen Anteil."),
            (Votum.VERSAGT, "Kein Einvernehmen: zurück zur Prüfung"),
        ],
        widget=forms.RadioSelect,
    )
    begruendung = langtext(
        "Begründung",
        help_text="Nötig, wenn Sie das Einvernehmen versagen. Die federführende Stelle liest sie.",
        zeilen=10,
        hoechstens=2000,
    )


def je_jahr(gewaehlte: tuple[Topf, ...], jahre: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """What the pots bear in each year, in euro."""
    anteile = dict.fromkeys(jahre, NULL)
    for topf in gewaehlte:
        anteile[topf.zeile.jahr] = anteile.get(topf.zeile.jahr, NULL) + topf.betrag
    return anteile


def in_einem_satz(topf: Topf) -> str:
    """A pot for the trail."""
    woher = f" ({topf.geldgeber}, Zusage {topf.zusage})" if topf.geldgeber else ""
    return f"{topf.zeile.stelle.name}, {topf.zeile}{woher}: {zeige(topf.betrag)}"
