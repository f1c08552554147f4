"""The door for annexes of agreements: add a file, take one out. Raises as `workflows.services`."""

from antraege.antrag.dateien import GepruefteDatei
from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import anlagen
from antraege.kooperation.models import Vereinbarung, Vereinbarungsanlage
from antraege.kooperation.models.vereinbarung import GEENDETE
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.taten import Tat
from workflows.kooperation.tuer import verlange_entwurfsrecht
from workflows.tuer.handlung import Handlung, geoeffnet


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
