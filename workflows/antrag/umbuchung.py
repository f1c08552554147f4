"""Umbuchung: the Finanz-Sachbearbeitung transfers granted money to a line of the internal recipient."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import mittelzuweisung
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
    """The target of each line that moves now."""

    ziele: Mapping[Haushaltsstelle, Haushaltsstelle]


class UmbuchungFormular(Formular):
    """A target line for each Haushaltsjahr, or for each pot of it; the way follows from whose line it is."""

    werte = Umbuchungsziele

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moegliche: dict[str, tuple[Haushaltsstelle, dict[str, Haushaltsstelle]]] = {}
        offen = mittelzuweisung.umzubuchen(self.antrag)
        je_jahr = Counter(von.jahr for von in offen)
        for von, betrag in offen.items():
            zeilen = mittelzuweisung.zielstellen(self.antrag, von)
            allein = je_jahr[von.jahr] == 1
            feld = f"ziel_{von.jahr}" if allein else f"ziel_{von.jahr}_{von.pk}"
            self.moegliche[feld] = (von, {str(zeile.pk): zeile for zeile in zeilen})
            namen = {
                str(
                    z.pk
                ): f"{z.bezeichnung}, {z.konto} – {z.stelle.name} ({haushalt.passender_weg(von, z).label})"
                for z in zeilen
            }
            spaeter = von.jahr > uhr.heute().year
            aus = "" if allein else f", aus {von}"
            self.fields[feld] = forms.ChoiceField(
                label=f"Ziel für {von.jahr}: {zeige(betrag)}{aus}",
                help_text="Ein späteres Jahr können Sie jetzt oder später umbuchen." if spaeter else "",
                choices=[("", "Bitte wählen"), *namen.items()],
                initial=next((str(z.pk) for z in zeilen if mittelzuweisung.gehoert_zu(self.antrag, z)), ""),
                required=not spaeter,
                error_messages={"required": f"Bitte wählen Sie die Haushaltsstelle für {von.jahr}."},
            )

    def clean(self) -> dict[str, Any]:
        """At least one line moves."""
        daten = super().clean() or self.cleaned_data
        if not self.errors and not self.gewaehlte():
            raise forms.ValidationError("Bitte wählen Sie mindestens eine Haushaltsstelle.")
        return daten

    def gewaehlte(self) -> dict[Haushaltsstelle, Haushaltsstelle]:
        """The target of each line that moves now."""
        wahl = {feld: self.cleaned_data.get(feld) for feld in self.moegliche}
        return {self.moegliche[feld][0]: self.moegliche[feld][1][pk] for feld, pk in wahl.items() if pk}

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
            Mangel(
                f"Für {von.jahr} gibt es keine Haushaltsstelle als Ziel.", behebt="Haushaltssachbearbeitung"
            )
            for von in mittelzuweisung.umzubuchen(antrag)
            if von.jahr <= uhr.heute().year and not mittelzuweisung.zielstellen(antrag, von)
        ]

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """Where the money comes from, and what has moved already."""
        return {
            "herkunft": list(mittelzuweisung.umzubuchen(antrag).items()),
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
