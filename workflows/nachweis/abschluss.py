"""Abschluss: the file is closed when nothing is open."""

from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    BEENDETE_FORDERUNG,
    Abrufstatus,
    Aenderungsstatus,
    Nachweisstatus,
)
from antraege.gremien import dienst as gremien
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import uhr
from rollen.tabelle import Recht
from workflows.akte.folgen import AbschlussFormular, Schluss, offene_folgen
from workflows.nachweis import schreiben as schriftstuecke
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Schritt

ABRUF_ENDE = (Abrufstatus.GEBUCHT, Abrufstatus.ZURUECKGEWIESEN)
AENDERUNG_OFFEN = (Aenderungsstatus.BEANTRAGT, Aenderungsstatus.GEPRUEFT)


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
    fakten = ("schliessen",)
    frist_feld = "tage_zahlung"
    bei_fallbetreuung = True

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """Open children, each in words."""
        return [*offene_kinder(antrag), *offene_folgen(antrag)]

    def ausfuehren(self, handlung: Handlung, angaben: Schluss) -> None:
        """Close the file and say so in a letter; a revoked grant has had its last one."""
        antrag = handlung.antrag
        text = "Damit ist nichts mehr zu tun."
        if antrag.zustand == Status.KONTROLLIERT and not _anderswo_geprueft(antrag):
            erlasse(handlung, schriftstuecke.schlussmitteilung(handlung))
            text = "Die Schlussmitteilung finden Sie bei den Dokumenten."
        antrag.abgeschlossen_am = uhr.jetzt()
        handlung.bewege(Antrag.abschliessen)
        schreibe_traeger(handlung, betreff="Ihr Fall ist abgeschlossen", text=text)


def offene_kinder(antrag: Antrag) -> list[Mangel]:
    """Every instalment, change, claim and proof that has not come to its end, with who ends it."""
    maengel = [
        Mangel(f"{abruf} ist noch nicht gebucht ({abruf.get_status_display()}).", behebt="Kasse")
        for abruf in antrag.mittelabrufe.exclude(status__in=ABRUF_ENDE)
    ]
    maengel += [
        Mangel(
            f"{aenderung} ist noch nicht entschieden ({aenderung.get_status_display()}).", behebt="Leitung"
        )
        for aenderung in antrag.aenderungen.filter(status__in=AENDERUNG_OFFEN)
    ]
    maengel += [
        Mangel(
            f"{forderung} ist noch nicht erledigt ({forderung.get_status_display()}).",
            behebt="Sachbearbeitung, Träger oder Kasse",
        )
        for forderung in antrag.rueckforderungen.exclude(status__in=BEENDETE_FORDERUNG)
    ]
    maengel += gremien.offen(antrag)
    if antrag.zustand != Status.KONTROLLIERT or _anderswo_geprueft(antrag):
        return maengel
    if antrag.nachweis.status != Nachweisstatus.GEZEICHNET:
        maengel.append(Mangel("Der Verwendungsnachweis ist nicht gezeichnet.", behebt="Leitung"))
    return maengel


def _anderswo_geprueft(antrag: Antrag) -> bool:
    """True when the case was taken over after its use had been checked: that proof lies in the old file."""
    return antrag.uebernommen_am is not None and not hasattr(antrag, "nachweis")
