"""What people do to a request while it is a draft; its status is none of this room's business."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from antraege.antrag import antworten as antwortregeln
from antraege.antrag.aenderung import beginne, beteilige, verlange_bearbeitung
from antraege.antrag.anlagen import lege_bei
from antraege.antrag.aufnahme import nimm_auf, vergib_aktenzeichen
from antraege.antrag.dateien import GepruefteDatei, pruefe_datei
from antraege.antrag.fehler import NICHT_NACHGEFORDERT, DateiFehler
from antraege.antrag.models import Anlage, Antrag, Antragsart, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.queries import verifiziert
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.status import Status
from antraege.programme.models import Foerderprogramm, Richtlinie, Unterlage
from antraege.programme.queries import gueltige_richtlinie, nimmt_antraege_an
from rollen import uhr
from rollen.akt import halte_fest
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.tabelle import Recht
from rollen.taten import Tat

__all__ = [
    "entferne",
    "hindernisse",
    "hinterlege",
    "lege_an",
    "nimm_auf",
    "speichere_antworten",
    "speichere_vorhaben",
    "vergib_aktenzeichen",
]

TITEL_ZEICHEN = 160
MEISTE_ANLAGEN = 50


def hindernisse(
    richtlinie: Richtlinie | None,
    traeger: Stelle,
    standort: Stelle | None = None,
    *,
    im_auftrag: bool = False,
) -> list[Mangel]:
    """Why no request can be begun today; `richtlinie` is the version valid today.

    An organisation that waits for its verification drafts itself; nobody drafts on its behalf.
    """
    maengel = []
    if richtlinie is None or not nimmt_antraege_an(richtlinie, uhr.heute()):
        maengel.append(Mangel("Für dieses Programm sind heute keine Anträge möglich.", feld="programm"))
    if richtlinie and traeger.art not in richtlinie.antragsberechtigt:
        arten = ", ".join(richtlinie.arten_in_worten)
        maengel.append(Mangel(f"Anträge stellen können hier nur: {arten}.", feld="traeger"))
    if not traeger.aktiv or (im_auftrag and not verifiziert(traeger)):
        text = "Die Organisation ist noch nicht verifiziert. Erst danach sind Anträge im Auftrag möglich."
        maengel.append(Mangel(text, behebt="Servicestelle", feld="traeger"))
    if standort and not (standort.aktiv and standort.art == Stellenart.STANDORT):
        maengel.append(Mangel("Bitte wählen Sie einen Standort des Kindercampus.", feld="standort"))
    return maengel


@transaction.atomic
def lege_an(
    *,
    programm: Foerderprogramm,
    traeger: Stelle,
    titel: str,
    akteur: Benutzer,
    standort: Stelle | None = None,
    im_auftrag: bool = False,
    antworten: Mapping[str, Any] | None = None,
    anlass: str = "",
) -> Antrag:
    """Begin a request as a draft (fachdomaene §2.2, T1), with what is known already and from where.

    Raises Verweigert and MaengelFehler.
    """
    berechtigung = verlange_bearbeitung(akteur, traeger=traeger, standort=standort, im_auftrag=im_auftrag)
    bekannt = {"anlass": anlass, "antworten": dict(antworten)} if antworten else {}
    richtlinie = gueltige_richtlinie(programm, uhr.heute())
    auftrag = berechtigung.recht == Recht.IM_AUFTRAG_BEARBEITEN
    keine_oder([*hindernisse(richtlinie, traeger, standort, im_auftrag=auftrag), *_titelmaengel(titel)])
    antrag = Antrag.objects.create(
        art=_art(programm, traeger),
        programm=programm,
        richtlinie=richtlinie,
        stelle=programm.stelle,
        traeger=traeger,
        standort=standort,
        titel=titel.strip(),
        antworten=dict(antworten or {}),
        angelegt_von=akteur,
        im_auftrag=auftrag,
    )
    beteilige(antrag, akteur, berechtigung=berechtigung)
    halte_fest(
        Tat.ANTRAG_ANLEGEN,
        antrag,
        akteur,
        berechtigung,
        nach=Status.ENTWURF,
        nachher={**_vorhaben(antrag), "programm": str(richtlinie), "traeger": str(traeger), **bekannt},
    )
    return antrag


def _art(programm: Foerderprogramm, traeger: Stelle) -> Antragsart:
    if programm.kooperation:
        return Antragsart.KOOPERATION
    return Antragsart.MITTELZUWEISUNG if traeger.staedtisch else Antragsart.FOERDERUNG


def _titelmaengel(titel: str) -> list[Mangel]:
    if 0 < len(titel.strip()) <= TITEL_ZEICHEN:
        return []
    return [Mangel(f"Bitte geben Sie einen Titel mit höchstens {TITEL_ZEICHEN} Zeichen ein.", feld="titel")]


@transaction.atomic
def speichere_vorhaben(
    antrag: Antrag,
    *,
    titel: str,
    beginn: date | None,
    ende: date | None,
    akteur: Benutzer,
    standort: Stelle | None = None,
    stand: int | None = None,
) -> Antrag:
    """Save what the project is and when; the Haushaltsjahr is the year of its beginning.

    Raises Verweigert, Ueberholt, MaengelFehler (title and Standort only: a draft may be incomplete).
    """
    aenderung = beginne(antrag, akteur=akteur, stand=stand)
    frisch, vorher = aenderung.antrag, _vorhaben(aenderung.antrag)
    keine_oder([*_titelmaengel(titel), *_standortmaengel(standort)])
    frisch.titel, frisch.beginn, frisch.ende, frisch.standort = titel.strip(), beginn, ende, standort
    frisch.haushaltsjahr = beginn.year if beginn else None
    nachher = _vorhaben(frisch)
    if vorher == nachher:
        return frisch
    felder = ["titel", "beginn", "ende", "standort", "haushaltsjahr"]
    verlange_bearbeitung(akteur, traeger=frisch.traeger, standort=standort, im_auftrag=frisch.im_auftrag)
    return aenderung.schliesse_ab(Tat.ANTRAG_BEARBEITEN, felder=felder, vorher=vorher, nachher=nachher)


def _standortmaengel(standort: Stelle | None) -> list[Mangel]:
    if standort is None or (standort.aktiv and standort.art == Stellenart.STANDORT):
        return []
    return [Mangel("Bitte wählen Sie einen Standort des Kindercampus.", feld="standort")]


def _vorhaben(antrag: Antrag) -> dict[str, Any]:
    standort = antrag.standort.name if antrag.standort else None
    return {"titel": antrag.titel, "beginn": antrag.beginn, "ende": antrag.ende, "standort": standort}


@transaction.atomic
def speichere_antworten(
    antrag: Antrag, antworten: Mapping[str, Any], *, akteur: Benutzer, stand: int | None = None
) -> Antrag:
    """Save answers by the key of their question; None takes an answer back, keys not named stay.

    Raises Verweigert, Ueberholt, MaengelFehler for an answer its question does not take.
    """
    aenderung = beginne(
        antrag, akteur=akteur, stand=stand, bezug=Bezugsart.FRAGE, schluessel=antworten.keys()
    )
    frisch = aenderung.antrag
    fragen = {frage.schluessel: frage for frage in frisch.richtlinie.fragen.all()}
    keine_oder(antwortregeln.pruefe(fragen, antworten))
    vorher = frisch.antworten
    frisch.antworten = {k: v for k, v in {**vorher, **antworten}.items() if v is not None}
    if vorher == frisch.antworten:
        return frisch
    nachher = frisch.antworten
    return aenderung.schliesse_ab(Tat.ANTRAG_BEARBEITEN, felder=["antworten"], vorher=vorher, nachher=nachher)


@transaction.atomic
def hinterlege(
    antrag: Antrag,
    datei: File | GepruefteDatei,
    *,
    akteur: Benutzer,
    unterlage: Unterlage | None = None,
    zu_punkt: Nachforderungspunkt | None = None,
    stand: int | None = None,
) -> Anlage:
    """Check and store a file; after submission only as the answer to an open item.

    Raises DateiFehler, Verweigert, Ueberholt.
    """
    geprueft = datei if isinstance(datei, GepruefteDatei) else pruefe_datei(datei)
    schluessel = [zu_punkt.schluessel] if zu_punkt else []
    aenderung = beginne(antrag, akteur=akteur, stand=stand, bezug=Bezugsart.UNTERLAGE, schluessel=schluessel)
    _verlange_zugehoerig(aenderung.antrag, unterlage, zu_punkt)
    if aenderung.antrag.anlagen.filter(entfernt_am=None).count() >= MEISTE_ANLAGEN:
        raise DateiFehler(
            f"Ein Antrag hat höchstens {MEISTE_ANLAGEN} Dateien. Bitte fassen Sie einige zusammen."
        )
    anlage = lege_bei(aenderung.antrag, geprueft, akteur=akteur, unterlage=unterlage, zu_punkt=zu_punkt)
    nachher = _fakten(anlage)
    aenderung.schliesse_ab(Tat.ANLAGE_HINTERLEGEN, nachher=nachher, dokument_hash=anlage.sha256)
    antrag.stand = aenderung.antrag.stand
    return anlage


def _verlange_zugehoerig(
    antrag: Antrag, unterlage: Unterlage | None, zu_punkt: Nachforderungspunkt | None
) -> None:
    fremd = unterlage is not None and unterlage.richtlinie_id != antrag.richtlinie_id
    if fremd or (zu_punkt is not None and zu_punkt.nachforderung.antrag_id != antrag.pk):
        raise Ueberholt(NICHT_NACHGEFORDERT)


def _fakten(anlage: Anlage) -> dict[str, Any]:
    wozu = anlage.unterlage.bezeichnung if anlage.unterlage else ""
    return {"anlage": anlage.name, "unterlage": wozu, "groesse": anlage.groesse}


@transaction.atomic
def entferne(anlage: Anlage, *, akteur: Benutzer, stand: int | None = None) -> Antrag:
    """Take a file out of a draft; it is marked, not destroyed. Raises Verweigert, Ueberholt."""
    aenderung = beginne(anlage.antrag, akteur=akteur, stand=stand)
    frisch = Anlage.objects.select_for_update(of=("self",)).select_related("unterlage").get(pk=anlage.pk)
    if frisch.entfernt_am:
        return aenderung.antrag
    frisch.entfernt_am = uhr.jetzt()
    frisch.save(update_fields=["entfernt_am"])
    return aenderung.schliesse_ab(Tat.ANLAGE_ENTFERNEN, vorher=_fakten(frisch), dokument_hash=frisch.sha256)
