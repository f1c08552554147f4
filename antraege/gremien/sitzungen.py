"""The calendar of the bodies: sessions, their papers, what was said there, the extract of the minutes.

Acts raise Verweigert without the right, Ueberholt when somebody was faster; each is one entry in the chain of the body.
"""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet

from antraege.antrag.dateien import GepruefteDatei
from antraege.gremien import dienst
from antraege.gremien.dienst import Beratungsergebnis
from antraege.gremien.models import VOR_DEN_GREMIEN, Auszug, Beratung, Sitzung
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte
from rollen.akt import Wer, akt, wer_ueberall
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

OEFFENTLICH = Q(vorlage__oeffentlich=True)
BERATEN = Q(vorlage__status__in=VOR_DEN_GREMIEN)
STEHT_FEST = "Das Ergebnis dieser Beratung steht schon fest."
WER_ANSETZT: Wer[Any] = wer_ueberall(Recht.GREMIENLAUF_PFLEGEN, lambda _sitzung, _akteur: "")
WER_HINTERLEGT: Wer[Beratung] = wer_ueberall(
    Recht.GREMIENLAUF_PFLEGEN, lambda _beratung, _akteur: "", entscheidet=True
)


def _darf_nachtragen(beratung: Beratung, akteur: Benutzer) -> Berechtigung:
    """Raises Verweigert without the right, and for a paper of a case: its results are recorded in its procedure."""
    berechtigung = rechte.verlange_irgendwo(akteur, Recht.GREMIENLAUF_PFLEGEN)
    if beratung.vorlage.antrag_id:
        raise Verweigert("Das Ergebnis dieser Vorlage wird in ihrem Fall erfasst, unter „Postkorb“.")
    return berechtigung


WER_NACHTRAEGT: Wer[Beratung] = Wer(_darf_nachtragen)


def tagesordnung(sitzung: Sitzung, *, intern: bool) -> list[Beratung]:
    """The papers of a session in their order, those that are not public only for people inside. Two queries."""
    papiere = Beratung.objects.filter(BERATEN, gremium=sitzung.gremium_id, geplant_am=sitzung.am)
    sichtbare = papiere if intern else papiere.filter(OEFFENTLICH)
    mit = sichtbare.select_related("vorlage", "gremium").prefetch_related("auszuege")
    return list(mit.order_by("-vorlage__oeffentlich", "vorlage__drucksache", "pk"))


def lesbare_auszuege(*, intern: bool) -> QuerySet[Auszug]:
    """Extracts follow their paper: what is public in it is public here."""
    alle = Auszug.objects.select_related("beratung__vorlage")
    return alle if intern else alle.filter(beratung__vorlage__oeffentlich=True)


def setze_an(felder: Mapping[str, Any], *, akteur: Benutzer) -> Sitzung:
    """A new day in the calendar of a body. Raises MaengelFehler when it meets on that day already."""
    sitzung = Sitzung(**felder)
    with akt(Tat.SITZUNG_ANSETZEN, sitzung, WER_ANSETZT, akteur=akteur) as handlung:
        if Sitzung.objects.filter(gremium=felder["gremium"], am=felder["am"]).exists():
            raise MaengelFehler([Mangel("An diesem Tag hat das Gremium schon eine Sitzung.", feld="am")])
        handlung.nenne(nachher=_bild(sitzung))
    return sitzung


def aendere(sitzung: int, felder: Mapping[str, Any], *, stand: int, akteur: Benutzer) -> Sitzung:
    """Another hour or place, or called off; the day stays, for papers are on their way to it."""
    zeile = Sitzung.objects.select_related("gremium").filter(pk=sitzung)
    with akt(Tat.SITZUNG_AENDERN, zeile, WER_ANSETZT, akteur=akteur, stand=stand) as handlung:
        vorher = _bild(handlung.objekt)
        for name in ("beginn", "ort", "abgesagt"):
            setattr(handlung.objekt, name, felder[name])
        handlung.nenne(vorher=vorher, nachher=_bild(handlung.objekt))
    return handlung.objekt


def _bild(sitzung: Sitzung) -> dict[str, Any]:
    return {
        "gremium": str(sitzung.gremium),
        "am": sitzung.am,
        "beginn": f"{sitzung.beginn:%H:%M}" if sitzung.beginn else "",
        "ort": sitzung.ort,
        "abgesagt": sitzung.abgesagt,
    }


def trage_nach(beratung: int, gesagt: Beratungsergebnis, *, akteur: Benutzer) -> Beratung:
    """What the minutes say on a paper without a case; of one whose month was known, the day."""
    zeile = Beratung.objects.select_related("vorlage", "gremium").filter(pk=beratung)
    with akt(Tat.BERATUNG_NACHTRAGEN, zeile, WER_NACHTRAEGT, akteur=akteur) as handlung:
        objekt = handlung.objekt
        if objekt.ergebnis and not objekt.nur_monat:
            raise Ueberholt(STEHT_FEST)
        if objekt.nur_monat:
            objekt.tatsaechlich_am, objekt.nur_monat = gesagt.tatsaechlich_am, False
            objekt.vermerk = gesagt.vermerk
        else:
            dienst.erfasse(objekt.vorlage, objekt, gesagt, akteur=akteur)
        handlung.nenne(
            nachher={
                "drucksache": objekt.vorlage.drucksache,
                "gremium": str(objekt),
                "tatsaechlich_am": gesagt.tatsaechlich_am,
                "ergebnis": objekt.get_ergebnis_display(),
                "vermerk": gesagt.vermerk,
            }
        )
    return handlung.objekt


def hinterlege(beratung: Beratung, datei: GepruefteDatei, *, akteur: Benutzer) -> Auszug:
    """The extract of the minutes on this paper; an earlier one stays beside it."""
    with akt(Tat.AUSZUG_HINTERLEGEN, beratung, WER_HINTERLEGT, akteur=akteur) as handlung:
        auszug = Auszug(
            beratung=beratung,
            name=datei.name,
            medientyp=datei.medientyp,
            groesse=datei.groesse,
            sha256=datei.sha256,
            hochgeladen_von=akteur,
        )
        auszug.datei.save(datei.name, ContentFile(datei.inhalt), save=True)
        drucksache, gremium = beratung.vorlage.drucksache, str(beratung)
        handlung.nenne(
            nachher={"drucksache": drucksache, "gremium": gremium, "auszug": datei.name},
            dokument_hash=datei.sha256,
        )
    return auszug
