"""An agreement as pages show it: parties with vote and signature, versions, what is open since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from antraege.antrag.models import Antrag, Schriftstueckart
from antraege.kooperation import beendigung, dienst, nachtraege, zeichnen
from antraege.kooperation.angaben import Unterschied, unterschiede
from antraege.kooperation.models import (
    Abstimmung,
    Fassung,
    Kuendigung,
    Nachtragsstatus,
    Partei,
    Vereinbarung,
    Vereinbarungsstatus,
    Zeichnung,
)
from antraege.kooperation.models.vereinbarung import GEENDETE
from antraege.kooperation.queries import PARTEIRECHTE
from antraege.kooperation.zeichnen import zeichnungsrecht
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN

DATEIEN = (
    Schriftstueckart.KOOPERATIONSVEREINBARUNG,
    Schriftstueckart.NACHTRAG,
    Schriftstueckart.KUENDIGUNG,
)
FARBEN = {
    "aktiv": "success",
    "gekuendigt": "warning",
    "abgelehnt": "danger",
    "abgebrochen": "danger",
    "beendet": "neutral",
    "evaluiert": "neutral",
}
SCHRITTE_DER_PARTEI = ("parteizeichnung", "stadtzeichnung", "parteiabstimmung", "stadtabstimmung")


@dataclass(frozen=True)
class Parteizeile:
    """One party: its last vote, its signature under the present text, and since when it is asked."""

    partei: Partei
    stimme: Abstimmung | None
    zeichnung: Zeichnung | None
    offen_seit: datetime | None
    niemand_darf: bool


@dataclass(frozen=True)
class Fassungszeile:
    """One version with its signatures, void ones too, and how it differs from the one before."""

    fassung: Fassung
    zeichnungen: list[Zeichnung]
    unterschiede: list[Unterschied]


def stand(vereinbarung: Vereinbarung) -> dict[str, Any]:
    """What every step page of an agreement shows beside its form."""
    return {
        "vereinbarung": vereinbarung,
        "fassung": vereinbarung.fassung,
        "parteizeilen": parteizeilen(vereinbarung),
        "angebote": list(vereinbarung.angebote.select_related("anbieter").order_by("pk")),
        "wird_gezeichnet": zeichnen.laeuft(vereinbarung),
        "farbe": FARBEN.get(vereinbarung.status, "info"),
    }


def parteizeilen(vereinbarung: Vereinbarung) -> list[Parteizeile]:
    """Every party in its order."""
    stimmen = dienst.letzte_stimmen(vereinbarung)
    gueltige = Zeichnung.objects.filter(fassung=vereinbarung.fassung, ungueltig_am=None)
    zeichnungen = {z.partei_id: z for z in gueltige.select_related("verglichen_von")}
    offene = Aufgabe.objects.filter(OFFEN, antrag=vereinbarung.antrag_id, schritt__in=SCHRITTE_DER_PARTEI)
    seit = {aufgabe.stelle_id: aufgabe.eroeffnet_am for aufgabe in offene if aufgabe.stelle_id}
    zu_ende = vereinbarung.status in GEENDETE
    return [
        Parteizeile(
            partei,
            stimmen.get(partei.pk),
            zeichnungen.get(partei.pk),
            seit.get(partei.stelle_id),
            not zu_ende and partei.zeichnet and not zeichnen.zeichnungsberechtigte(partei),
        )
        for partei in vereinbarung.parteien.select_related("stelle")
    ]


def fassungszeilen(vereinbarung: Vereinbarung) -> list[Fassungszeile]:
    """Every version, the newest first."""
    mit = ("zeichnungen__partei__stelle",)
    alle = list(vereinbarung.fassungen.select_related("erstellt_von").prefetch_related(*mit))
    vorige = [None, *alle][: len(alle)]
    zeilen = [
        Fassungszeile(
            fassung, list(fassung.zeichnungen.all()), unterschiede(vor.daten, fassung.daten) if vor else []
        )
        for fassung, vor in zip(alle, vorige, strict=True)
    ]
    return zeilen[::-1]


def verlauf(vereinbarung: Vereinbarung, *, innen: bool) -> dict[str, Any]:
    """Versions, files, Nachträge, notice and evaluation; the check list is for the office."""
    return {
        "fassungszeilen": fassungszeilen(vereinbarung),
        "dateien": list(vereinbarung.antrag.schriftstuecke.filter(art__in=DATEIEN).order_by("-id")),
        "nachtraege": list(vereinbarung.nachtraege.select_related("fassung").order_by("-nr")),
        "kuendigung": Kuendigung.objects.filter(vereinbarung=vereinbarung)
        .select_related("partei__stelle")
        .first(),
        "evaluation": getattr(vereinbarung, "evaluation", None),
        "freigaben": list(vereinbarung.freigaben.select_related("fassung")) if innen else [],
        "stimmen": list(dienst.letzte_stimmen(vereinbarung).values()),
    }


def eigene_aufgaben(benutzer: Benutzer, antrag: Antrag | None = None) -> list[Aufgabe]:
    """Open tasks on agreements at the own Stellen of this person, the most urgent first."""
    offene = Aufgabe.objects.filter(OFFEN, schritt__in=SCHRITTE_DER_PARTEI)
    if antrag is not None:
        offene = offene.filter(antrag=antrag)
    rechte_hier = (*PARTEIRECHTE, Recht.MITZEICHNEN, Recht.VEREINBARUNG_FREIGEBEN)
    eigene = offene.filter(stelle__in=rechte.stellen_mit(benutzer, *rechte_hier))
    return [
        aufgabe
        for aufgabe in eigene.select_related("stelle", "antrag").order_by("sortierfrist", "id")[:50]
        if aufgabe.stelle and rechte.darf(benutzer, Recht(aufgabe.recht), aufgabe.stelle)
    ]


def moegliche_handlungen(vereinbarung: Vereinbarung, benutzer: Benutzer) -> set[str]:
    """What this person of the office may begin on the page of the agreement."""
    if not rechte.darf(benutzer, Recht.VEREINBARUNG_ENTWERFEN, vereinbarung.antrag.stelle):
        return set()
    moeglich = {"papier"} if zeichnen.laeuft(vereinbarung) else set()
    if vereinbarung.status not in GEENDETE:
        moeglich |= {"anlagen"}
    if vereinbarung.status == Vereinbarungsstatus.ZEICHNUNG:
        moeglich |= {"ueberarbeiten"}
    if not nachtraege.hindernisse(vereinbarung):
        moeglich |= {"nachtrag"}
    if laufend := nachtraege.laufender(vereinbarung):
        moeglich |= {"nachtrag_zurueckziehen"}
        if laufend.status == Nachtragsstatus.ZEICHNUNG:
            moeglich |= {"nachtrag_ueberarbeiten"}
    return moeglich


def kuendbare(vereinbarung: Vereinbarung, benutzer: Benutzer) -> list[Partei]:
    """The parties for which this person may give notice, or record one."""
    if beendigung.kuendigungshindernisse(vereinbarung):
        return []
    vom_amt = rechte.darf(benutzer, Recht.VEREINBARUNG_ENTWERFEN, vereinbarung.antrag.stelle)
    return [
        partei
        for partei in vereinbarung.parteien.select_related("stelle")
        if vom_amt or rechte.darf(benutzer, zeichnungsrecht(partei.stelle), partei.stelle)
    ]
