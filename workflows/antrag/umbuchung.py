"""Umbuchung: the Finanz-Sachbearbeitung transfers granted money to a line of the internal recipient."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel, mittelzuweisung
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.tabelle import Recht
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Formular, Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Umbuchungsziele:
    """The target line of each year that moves now."""

    ziele: Mapping[int, Haushaltsstelle]


class UmbuchungFormular(Formular):
    """A target line for each Haushaltsjahr; the way follows from whose line it is."""

    werte = Umbuchungsziele

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moegliche: dict[int, dict[str, Haushaltsstelle]] = {}
        for jahr, betrag in mittelzuweisung.umzubuchen(self.antrag).items():
            zeilen = mittelzuweisung.zielstellen(self.antrag, jahr)
            self.moegliche[jahr] = {str(zeile.pk): zeile for zeile in zeilen}
            herkunft = mittel.haushaltsstelle(self.antrag, jahr)
            namen = {
                str(
                    z.pk
                ): f"{z.bezeichnung}, {z.konto} – {z.stelle.name} ({haushalt.passender_weg(herkunft, z).label})"
                for z in zeilen
            }
            spaeter = jahr > uhr.heute().year
            self.fields[f"ziel_{jahr}"] = forms.ChoiceField(
                label=f"Ziel für {jahr}: {zeige(betrag)}",
                help_text="Ein späteres Jahr können Sie jetzt oder später umbuchen." if spaeter else "",
                choices=[("", "Bitte wählen"), *namen.items()],
                initial=next((str(z.pk) for z in zeilen if mittelzuweisung.gehoert_zu(self.antrag, z)), ""),
                required=not spaeter,
                error_messages={"required": f"Bitte wählen Sie die Haushaltsstelle für {jahr}."},
            )

    def clean(self) -> dict[str, Any]:
        """At least one year moves."""
        daten = super().clean() or self.cleaned_data
        if not self.errors and not self.gewaehlte():
            raise forms.ValidationError("Bitte wählen Sie mindestens eine Haushaltsstelle.")
        return daten

    def gewaehlte(self) -> dict[int, Haushaltsstelle]:
        """The target line of each year that moves now."""
        wahl = {jahr: self.cleaned_data.get(f"ziel_{jahr}") for jahr in self.moegliche}
        return {jahr: self.moegliche[jahr][pk] for jahr, pk in wahl.items() if pk}

    def weitere(self) -> dict[str, Any]:
        """The lines that were chosen."""
        return {"ziele": self.gewaehlte()}


class Umbuchung(Schritt):
    """The transfer; the first one turns the request into an ausgezahlter. No order, no Kasse, no account."""

    name = "umbuchung"
    titel = "Umbuchung"
    frage = "Auf welche Haushaltsstelle wird umgebucht?"
    knopf = "Umbuchen"
    oeffentlich = "Die Stelle bucht die Mittel für Sie um."
    danach = "Dann verwenden Sie die Mittel und berichten kurz darüber."
    recht = Recht.HAUSHALT_BEWIRTSCHAFTEN
    taetigkeit = Taetigkeit.UMBUCHEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    uebergaenge = frozenset({"auszahlen"})
    formular = UmbuchungFormular
    vorlage = "antrag/schritte/umbuchung.html"
    frist_feld = "tage_zahlung"

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """Each year that is due has a line that may receive the money."""
        return [
            Mangel(f"Für {jahr} gibt es keine Haushaltsstelle als Ziel.", behebt="Haushaltssachbearbeitung")
            for jahr in mittelzuweisung.umzubuchen(antrag)
            if jahr <= uhr.heute().year and not mittelzuweisung.zielstellen(antrag, jahr)
        ]

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """Where the money comes from, and what has moved already."""
        offen = mittelzuweisung.umzubuchen(antrag)
        return {
            "herkunft": [(mittel.haushaltsstelle(antrag, jahr), betrag) for jahr, betrag in offen.items()],
            "umbuchungen": mittelzuweisung.umbuchungen(antrag),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Umbuchungsziele) -> None:
        """Transfer and tell the recipient."""
        antrag = handlung.antrag
        vorher = sum(mittelzuweisung.umzubuchen(antrag).values(), NULL)
        gebucht = mittelzuweisung.buche_um(antrag, angaben.ziele, akteur=handlung.person)
        betrag = vorher - sum(mittelzuweisung.umzubuchen(antrag).values(), NULL)
        antrag.ausgezahlt += betrag
        handlung.bewege(
            Antrag.auszahlen,
            betrag=betrag,
            umbuchungen=[f"{u.weg}: {u.von} → {u.zu}, {zeige(u.betrag)}" for u in gebucht],
        )
        schreibe_traeger(
            handlung,
            betreff="Mittel sind umgebucht",
            text=f"{zeige(betrag)} stehen bereit auf: {', '.join(str(u.zu) for u in gebucht)}.",
        )
