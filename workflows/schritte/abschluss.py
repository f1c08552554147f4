"""Abschluss: the file is closed when nothing is open."""

from typing import Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import Abrufstatus, Nachweisstatus
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.tabelle import Recht
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular, Schritt


class AbschlussFormular(Formular):
    """Closing."""

    schliessen = forms.BooleanField(label="Alles ist erledigt. Die Akte wird geschlossen.")


class Abschluss(Schritt):
    """The last step; the case never closes over an open child."""

    name = "abschluss"
    titel = "Abschluss"
    frage = "Ist alles erledigt?"
    knopf = "Akte schließen"
    oeffentlich = "Ihr Nachweis ist geprüft. Die Stelle schließt die Akte."
    danach = "Dann ist nichts mehr zu tun."
    recht = Recht.NACHWEIS_PRUEFEN
    taetigkeit = Taetigkeit.NACHWEIS_PRUEFEN
    zustaende = frozenset({Status.KONTROLLIERT, Status.WIDERRUFEN})
    uebergaenge = frozenset({"abschliessen"})
    formular = AbschlussFormular
    frist_feld = "tage_zahlung"
    bei_fallbetreuung = True

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """Open children, each in words."""
        maengel = [
            Mangel(f"Der {abruf.nr}. Mittelabruf ist noch nicht gebucht.", behebt="Kasse")
            for abruf in antrag.mittelabrufe.exclude(
                status__in=[Abrufstatus.GEBUCHT, Abrufstatus.ZURUECKGEWIESEN]
            )
        ]
        if antrag.zustand == Status.KONTROLLIERT and antrag.nachweis.status != Nachweisstatus.GEZEICHNET:
            maengel.append(Mangel("Der Verwendungsnachweis ist nicht gezeichnet.", behebt="Leitung"))
        return [*maengel, *rueckforderungen.offene_maengel(antrag)]

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Close the file."""
        antrag = handlung.antrag
        antrag.abgeschlossen_am = uhr.jetzt()
        handlung.bewege("abschliessen")
