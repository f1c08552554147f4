"""The door for notice: a party gives it in the portal, or a clerk records the letter.

Raises as `workflows.services` does.
"""

from collections.abc import Mapping
from typing import Any

from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import beendigung, nachtraege
from antraege.kooperation.models import Kuendigung, Partei, Vereinbarung
from antraege.kooperation.zeichnen import zeichnungsrecht
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.kooperation.abschluss import melde_allen, setze_auswertung_neu
from workflows.kooperation.kuendigungsformular import Kuendigungsformular
from workflows.kooperation.schreiben_kuendigung import kuendigungsschreiben
from workflows.kooperation.schritt import vereinbarung_von
from workflows.kooperation.tuer_nachtrag import beende as beende_nachtrag
from workflows.kooperation.verbunden import melde_der_zuwendung
from workflows.tuer import hindernisse
from workflows.tuer.erlass import erlasse
from workflows.tuer.fehler import lies
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.zweitfaktor import verlange_code


def kuendige(antrag_id: int, partei_id: int, *, akteur: Benutzer, eingaben: Mapping[str, Any]) -> Kuendigung:
    """One party gives notice; a Nachtrag that runs ends with it, the linked grant is told."""
    with geoeffnet(Tat.VEREINBARUNG_KUENDIGEN, antrag_id, akteur) as handlung:
        vereinbarung, partei = _partei(handlung, partei_id)
        handlung.berechtigung = kuendigungsrecht(partei, akteur)
        taetigkeit = _taetigkeit(handlung.berechtigung)
        hindernisse.verlange_ohne(hindernisse.vieraugen(handlung, taetigkeit))
        keine_oder(beendigung.kuendigungshindernisse(vereinbarung))
        selbst = akteur if zeichnet_selbst(handlung.berechtigung) else None
        formular = Kuendigungsformular(eingaben, vereinbarung=vereinbarung, selbst=selbst)
        erklaert = lies(formular)
        if selbst:
            verlange_code(handlung, formular.eingegebener_code())
        if nachtrag := nachtraege.laufender(vereinbarung):
            beende_nachtrag(handlung, nachtrag, grund=f"Kündigung: {partei.stelle.name}")
        kuendigung = beendigung.kuendige(vereinbarung, partei, erklaert, akteur=akteur)
        kuendigung.schriftstueck = erlasse(handlung, kuendigungsschreiben(handlung, kuendigung))
        kuendigung.save(update_fields=["schriftstueck"])
        handlung.beteilige(taetigkeit)
        setze_auswertung_neu(handlung)
        _melde(handlung, kuendigung)
    return kuendigung


def kuendigungsrecht(partei: Partei, akteur: Benutzer) -> Berechtigung:
    """Signing for the party, or recording at the office what came in by letter. Raises Verweigert."""
    eigenes = zeichnungsrecht(partei.stelle)
    selbst = rechte.berechtigung_fuer(akteur, eigenes, partei.stelle)
    stelle = partei.vereinbarung.antrag.stelle
    amt = rechte.berechtigung_fuer(akteur, Recht.VEREINBARUNG_ENTWERFEN, stelle)
    gefunden = selbst or amt
    if gefunden is None:
        raise Verweigert(f"Sie dürfen nicht für {partei.stelle.name} kündigen.", rechte.wer_darf(eigenes))
    return gefunden


def zeichnet_selbst(berechtigung: Berechtigung) -> bool:
    """True for the party itself, False for the clerk who records a letter."""
    return berechtigung.recht != Recht.VEREINBARUNG_ENTWERFEN


def _taetigkeit(berechtigung: Berechtigung) -> Taetigkeit:
    return {  # partial: whoever else may, records a letter
        Recht.VEREINBARUNG_ZEICHNEN: Taetigkeit.ZEICHNEN,
        Recht.VEREINBARUNG_FREIGEBEN: Taetigkeit.STADT_ZEICHNEN,
    }.get(berechtigung.recht, Taetigkeit.ENTWERFEN)


def _partei(handlung: Handlung, partei_id: int) -> tuple[Vereinbarung, Partei]:
    if not handlung.antrag.kooperation or not handlung.antrag.aktenzeichen:
        raise Ueberholt("Hier gibt es keine Vereinbarung.")
    vereinbarung = vereinbarung_von(handlung.antrag)
    partei = vereinbarung.parteien.select_related("stelle").filter(pk=partei_id).first()
    if partei is None:
        raise Ueberholt("Diese Partei gehört nicht zur Vereinbarung.")
    partei.vereinbarung = vereinbarung
    return vereinbarung, partei


def _melde(handlung: Handlung, kuendigung: Kuendigung) -> None:
    zum = f"{kuendigung.wirksam_zum:%d.%m.%Y}"
    handlung.vermerke(
        partei=kuendigung.partei.stelle.name,
        art=kuendigung.get_art_display(),
        zugegangen_am=kuendigung.zugegangen_am,
        wirksam_zum=kuendigung.wirksam_zum,
        gekuendigt_am=uhr.heute(),
    )
    text = f"{kuendigung.partei.stelle.name} kündigt zum {zum}. Bis dahin gilt die Vereinbarung."
    melde_allen(handlung, betreff="Die Vereinbarung ist gekündigt", text=text)
    melde_der_zuwendung(handlung, betreff="Verbundene Vereinbarung gekündigt", text=text)
