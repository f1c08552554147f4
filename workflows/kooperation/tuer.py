"""The door for agreements: rework, paper signatures, annexes."""

from collections.abc import Mapping
from typing import Any

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Antrag
from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import anlagen, zeichnen
from antraege.kooperation.models import (
    Vereinbarung,
    Vereinbarungsanlage,
    Vereinbarungsstatus,
    Zeichnung,
)
from antraege.kooperation.models.vereinbarung import GEENDETE
from rollen import rechte
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.kooperation.formulare import Papierformular
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import vereinbarung_von
from workflows.kooperation.verfahren import Kooperationsverfahren
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer import hindernisse
from workflows.tuer.abbruch import brich_hauptverfahren_ab
from workflows.tuer.fehler import lies
from workflows.tuer.handlung import Handlung, geoeffnet, pruefe_stand, verlange_grund

ZEICHNUNGSSCHRITTE = ("parteizeichnung", "stadtzeichnung")


def ueberarbeite(antrag_id: int, *, akteur: Benutzer, grund: str, stand: int | None = None) -> Vereinbarung:
    """Take a text back that parties are signing: every signature is void, the draft opens again."""
    with geoeffnet(Tat.VEREINBARUNG_UEBERARBEITEN, antrag_id, akteur) as handlung:
        vereinbarung = verlange_entwurfsrecht(handlung)
        pruefe_stand(handlung.antrag, stand)
        if vereinbarung.status != Vereinbarungsstatus.ZEICHNUNG or vereinbarung.fassung is None:
            raise Ueberholt(f"Hier wird nicht gezeichnet ({vereinbarung.get_status_display()}).")
        verlange_grund(grund)
        ungueltig = zeichnen.erklaere_ungueltig(vereinbarung.fassung, grund=grund)
        vereinbarung.bewege(Vereinbarung.ueberarbeiten)
        handlung.antrag.begruendung = grund
        handlung.bewege(Antrag.zurueckgeben)
        handlung.beteilige(Taetigkeit.ENTWERFEN)
        brich_hauptverfahren_ab(handlung.antrag)
        Kooperationsverfahren.aufnahme.run(handlung=handlung)
        handlung.vermerke(
            grund=grund, fassung=vereinbarung.fassung.nr, ungueltig=[z.partei.stelle.name for z in ungueltig]
        )
        schreibe_parteien(
            handlung,
            betreff="Der Text wird geändert",
            text=f"Der Text wird noch einmal geändert: {grund} Alle Zeichnungen sind ungültig. "
            "Sie zeichnen danach die neue Fassung.",
        )
    return vereinbarung


def erfasse_papier(
    antrag_id: int, partei_id: int, *, akteur: Benutzer, eingaben: Mapping[str, Any]
) -> Zeichnung:
    """A clerk has the signed paper of a party in hand; its task is done by that."""
    with geoeffnet(Tat.PAPIERZEICHNUNG_ERFASSEN, antrag_id, akteur) as handlung:
        vereinbarung = verlange_entwurfsrecht(handlung)
        partei = vereinbarung.parteien.select_related("stelle").filter(pk=partei_id).first()
        if partei is None:
            raise Ueberholt("Diese Partei gehört nicht mehr zur Vereinbarung.")
        offene = Aufgabe.objects.filter(
            OFFEN, antrag=handlung.antrag, stelle=partei.stelle_id, schritt__in=ZEICHNUNGSSCHRITTE
        )
        aufgabe = offene.select_related("process", "stelle", "owner").first()
        if aufgabe is None:
            raise Ueberholt(f"{partei.stelle.name} ist jetzt nicht an der Reihe oder hat schon gezeichnet.")
        aufgabe.antrag = handlung.antrag
        von = lies(Papierformular(eingaben, vereinbarung=vereinbarung, partei=partei))
        assert vereinbarung.fassung is not None
        zeichnung = zeichnen.erfasse_papier(partei, vereinbarung.fassung, von, akteur=akteur)
        handlung.beteilige(Taetigkeit.ENTWERFEN)
        handlung.vermerke(
            partei=partei.stelle.name,
            fassung=vereinbarung.fassung.nr,
            pruefsumme=vereinbarung.fassung.sha256,
            unterschrieben_am=von.unterschrieben_am,
        )
        handlung.nenne(gezeichnet_von=zeichnung.name)
        handlung.schliesse(aufgabe, von=akteur)
    return zeichnung


def verlange_entwurfsrecht(handlung: Handlung) -> Vereinbarung:
    """The right to draft at the competent Stelle, by somebody on neither side. Raises Verweigert."""
    antrag = handlung.antrag
    if not antrag.kooperation or not antrag.aktenzeichen:
        raise Ueberholt("Hier gibt es keine Vereinbarung.")
    handlung.berechtigung = rechte.verlange(handlung.person, Recht.VEREINBARUNG_ENTWERFEN, antrag.stelle)
    hindernisse.verlange_ohne(hindernisse.vieraugen(handlung, Taetigkeit.ENTWERFEN))
    return vereinbarung_von(antrag)


def lege_bei(
    antrag_id: int, *, akteur: Benutzer, bezeichnung: str, datei: GepruefteDatei
) -> Vereinbarungsanlage:
    """The next text will name the file and its hash."""
    with geoeffnet(Tat.VEREINBARUNGSANLAGE_BEILEGEN, antrag_id, akteur) as handlung:
        vereinbarung = _aenderbare(handlung)
        keine_oder(anlagen.hindernisse(vereinbarung, bezeichnung=bezeichnung))
        eine = anlagen.lege_bei(vereinbarung, datei, bezeichnung=bezeichnung, akteur=akteur)
        _vermerke(handlung, eine)
    return eine


def entferne(antrag_id: int, anlage_id: int, *, akteur: Benutzer) -> Vereinbarungsanlage:
    """The next text will not name it any more; the texts that do keep it."""
    with geoeffnet(Tat.VEREINBARUNGSANLAGE_ENTFERNEN, antrag_id, akteur) as handlung:
        vorhandene = {eine.pk: eine for eine in anlagen.geltende(_aenderbare(handlung))}
        if anlage_id not in vorhandene:
            raise Ueberholt("Diese Anlage ist schon entfernt.")
        eine = vorhandene[anlage_id]
        anlagen.entferne(eine)
        _vermerke(handlung, eine)
    return eine


def _aenderbare(handlung: Handlung) -> Vereinbarung:
    vereinbarung = verlange_entwurfsrecht(handlung)
    if vereinbarung.status in GEENDETE:
        raise Ueberholt(f"Die Vereinbarung ist {vereinbarung.get_status_display()}.")
    return vereinbarung


def _vermerke(handlung: Handlung, eine: Vereinbarungsanlage) -> None:
    handlung.beteilige(Taetigkeit.ENTWERFEN)
    handlung.vermerke(anlage=eine.bezeichnung, datei=eine.anlage.name, pruefsumme=eine.anlage.sha256)
