"""Abschluss: the file is closed when nothing is open."""

from datetime import date
from typing import Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Nachweisstatus
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.tabelle import Recht
from workflows.handlung import Handlung
from workflows.schritte.basis import Formular, Schritt


class AbschlussFormular(Formular):
    """Closing; with a repayment, the day it came in."""

    erstattet_am = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    schliessen = forms.BooleanField(label="Alles ist erledigt. Die Akte wird geschlossen.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rueckforderung = self.antrag.nachweis.rueckforderung
        if rueckforderung:
            self.fields["erstattet_am"].label = f"Erstattung von {zeige(rueckforderung)} eingegangen am"
        else:
            del self.fields["erstattet_am"]

    def clean_erstattet_am(self) -> date:
        """Money that came in came in by today."""
        tag = self.cleaned_data["erstattet_am"]
        if tag > uhr.heute():
            raise forms.ValidationError("Der Tag liegt in der Zukunft.")
        return tag


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
    zustaende = frozenset({Status.KONTROLLIERT})
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
        if antrag.nachweis.status != Nachweisstatus.GEZEICHNET:
            maengel.append(Mangel("Der Verwendungsnachweis ist nicht gezeichnet.", behebt="Leitung"))
        return maengel

    def ausfuehren(self, handlung: Handlung, daten: dict[str, Any]) -> None:
        """Close the file."""
        antrag = handlung.antrag
        if daten.get("erstattet_am"):
            antrag.nachweis.erstattet_am = daten["erstattet_am"]
            antrag.nachweis.save(update_fields=["erstattet_am"])
        antrag.abgeschlossen_am = uhr.jetzt()
        handlung.bewege("abschliessen")
