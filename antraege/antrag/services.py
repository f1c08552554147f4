"""What people do to a request while it is a draft; its status is none of this room's business."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from antraege.antrag import antworten as antwortregeln
from antraege.antrag.aenderung import IM_AUFTRAG, WER, bearbeitung, beteilige
from antraege.antrag.anlagen import als_antwort, lege_bei
from antraege.antrag.aufnahme import nimm_auf, vergib_aktenzeichen
from antraege.antrag.dateien import GepruefteDatei, pruefe_datei
from antraege.antrag.fehler import NICHT_NACHGEFORDERT, DateiFehler
from antraege.antrag.models import Anlage, Antrag, Antragsart, Nachforderungspunkt
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.queries import verifiziert
from antraege.kern.maengel import Mangel, keine_oder
from antraege.programme.models import Foerderprogramm, Frageart, Richtlinie, Unterlage
from antraege.programme.queries import gueltige_richtlinie, kein_aufruf
from rollen import uhr
from rollen.akt import akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.rechte import Berechtigung
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
ZU_VIELE = f"Ein Antrag hat höchstens {MEISTE_ANLAGEN} Dateien. Bitte fassen Sie einige zusammen."


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
    satz = kein_aufruf(richtlinie, uhr.heute()) if richtlinie else ""
    if richtlinie is None or satz:
        text = f"Für dieses Programm sind heute keine Anträge möglich. {satz}".strip()
        maengel.append(Mangel(text, feld="programm"))
    if richtlinie and traeger.art not in richtlinie.antragsberechtigt:
        arten = ", ".join(richtlinie.arten_in_worten)
        maengel.append(Mangel(f"Anträge stellen können hier nur: {arten}.", feld="traeger"))
    if not traeger.aktiv or (im_auftrag and not verifiziert(traeger)):
        text = "Die Organisation ist noch nicht verifiziert. Erst danach sind Anträge im Auftrag möglich."
        maengel.append(Mangel(text, behebt="Servicestelle", feld="traeger"))
    return [*maengel, *standortmaengel(standort)]


def standortmaengel(standort: Stelle | None) -> list[Mangel]:
    """Why the project cannot take place there; no Standort is none."""
    if standort is None or (standort.aktiv and standort.art == Stellenart.STANDORT):
        return []
    return [Mangel("Bitte wählen Sie einen Standort des Kindercampus.", feld="standort")]


@transaction.atomic
def lege_an(  # noqa: PLR0913
    *,
    programm: Foerderprogramm,
    traeger: Stelle,
    titel: str,
    akteur: Benutzer,
    standort: Stelle | None = None,
    im_auftrag: bool = False,
    antworten: Mapping[str, Any] | None = None,
    anlass: str = "",
    papiereingang_am: date | None = None,
) -> Antrag:
    """Begin a request as a draft (fachdomaene §2.2, T1), with what is known already and from where.

    `papiereingang_am` is the day on which it came on paper. Raises Verweigert and MaengelFehler.
    """
    neu = Antrag(
        programm=programm,
        stelle=programm.stelle,
        traeger=traeger,
        standort=standort,
        angelegt_von=akteur,
        im_auftrag=im_auftrag,
        papiereingang_am=papiereingang_am,
    )
    with akt(Tat.ANTRAG_ANLEGEN, neu, WER, akteur=akteur) as handlung:
        berechtigung = handlung.berechtigung
        assert berechtigung is not None
        neu.im_auftrag = berechtigung.recht in IM_AUFTRAG
        if neu.im_auftrag:
            neu.im_auftrag_von = _im_auftrag_von(akteur, berechtigung)
        richtlinie = gueltige_richtlinie(programm, uhr.heute())
        keine_oder(
            [*hindernisse(richtlinie, traeger, standort, im_auftrag=neu.im_auftrag), *_titelmaengel(titel)]
        )
        assert richtlinie is not None
        if programm.kooperation:
            neu.art = Antragsart.KOOPERATION
        elif traeger.staedtisch:
            neu.art = Antragsart.MITTELZUWEISUNG
        neu.richtlinie, neu.titel, neu.antworten = richtlinie, titel.strip(), dict(antworten or {})
        bekannt = {
            "anlass": anlass,
            "antworten": neu.antworten,
            "im_auftrag_von": neu.im_auftrag_von,
            "papiereingang_am": papiereingang_am,
        }
        fakten = {**_vorhaben(neu), "programm": str(richtlinie), "traeger": str(traeger)}
        handlung.nenne(nachher=fakten | {name: wert for name, wert in bekannt.items() if wert})
    beteilige(neu, akteur, berechtigung=berechtigung)
    return neu


def _im_auftrag_von(akteur: Benutzer, berechtigung: Berechtigung) -> str:
    """Who drafts for somebody else, by function and Stelle."""
    stelle = Stelle.objects.get(pk=berechtigung.stelle_id)
    return f"{akteur.funktion or berechtigung.rolle.bezeichnung}, {stelle}"


def _titelmaengel(titel: str) -> list[Mangel]:
    if 0 < len(titel.strip()) <= TITEL_ZEICHEN:
        return []
    return [Mangel(f"Bitte geben Sie einen Titel mit höchstens {TITEL_ZEICHEN} Zeichen ein.", feld="titel")]


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
    with bearbeitung(Tat.ANTRAG_BEARBEITEN, antrag, akteur=akteur, stand=stand) as handlung:
        frisch, vorher = handlung.objekt, _vorhaben(handlung.objekt)
        keine_oder([*_titelmaengel(titel), *standortmaengel(standort)])
        frisch.titel, frisch.beginn, frisch.ende, frisch.standort = titel.strip(), beginn, ende, standort
        frisch.haushaltsjahr = beginn.year if beginn else None
        nachher = _vorhaben(frisch)
        handlung.unveraendert = vorher == nachher
        handlung.nenne(vorher=vorher, nachher=nachher)
        if vorher != nachher:  # also at the new Standort
            WER.verlange(frisch, akteur)
    return frisch


def _vorhaben(antrag: Antrag) -> dict[str, Any]:
    standort = antrag.standort.name if antrag.standort else None
    return {"titel": antrag.titel, "beginn": antrag.beginn, "ende": antrag.ende, "standort": standort}


def speichere_antworten(
    antrag: Antrag, antworten: Mapping[str, Any], *, akteur: Benutzer, stand: int | None = None
) -> Antrag:
    """Save answers by the key of their question; None takes an answer back, keys not named stay.

    A file comes as a GepruefteDatei and replaces the one before; without a new one it stays until it is removed.
    Raises Verweigert, Ueberholt, MaengelFehler for an answer its question does not take.
    """
    tat, bezug, schluessel = Tat.ANTRAG_BEARBEITEN, Bezugsart.FRAGE, antworten.keys()
    with bearbeitung(tat, antrag, akteur=akteur, stand=stand, bezug=bezug, schluessel=schluessel) as handlung:
        frisch = handlung.objekt
        fragen = {frage.schluessel: frage for frage in frisch.richtlinie.fragen.all()}
        keine_oder(antwortregeln.pruefe(fragen, antworten))
        dateien = {s: wert for s, wert in antworten.items() if fragen[s].art == Frageart.DATEI}
        neue = {s: wert for s, wert in antworten.items() if s not in dateien}
        neue |= {s: _lege_antwort_bei(frisch, s, datei, akteur) for s, datei in dateien.items() if datei}
        vorher = frisch.antworten
        frisch.antworten = {k: v for k, v in {**vorher, **neue}.items() if v is not None}
        handlung.unveraendert = vorher == frisch.antworten
        handlung.nenne(vorher=vorher, nachher=frisch.antworten)
    return frisch


def _lege_antwort_bei(
    antrag: Antrag, schluessel: str, datei: GepruefteDatei, akteur: Benutzer
) -> dict[str, Any]:
    vorhandene = antrag.anlagen.filter(entfernt_am=None)
    if bisher := antrag.antworten.get(schluessel):
        vorhandene.filter(pk=bisher["anlage"]).update(entfernt_am=uhr.jetzt())
    if vorhandene.count() >= MEISTE_ANLAGEN:
        keine_oder([Mangel(ZU_VIELE, feld=schluessel)])
    return als_antwort(lege_bei(antrag, datei, akteur=akteur))


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
    tat, bezug = Tat.ANLAGE_HINTERLEGEN, Bezugsart.UNTERLAGE
    schluessel = [zu_punkt.schluessel] if zu_punkt else []
    with bearbeitung(tat, antrag, akteur=akteur, stand=stand, bezug=bezug, schluessel=schluessel) as handlung:
        frisch = handlung.objekt
        fremd = unterlage is not None and unterlage.richtlinie_id != frisch.richtlinie_id
        if fremd or (zu_punkt is not None and zu_punkt.nachforderung.antrag_id != frisch.pk):
            raise Ueberholt(NICHT_NACHGEFORDERT)
        if frisch.anlagen.filter(entfernt_am=None).count() >= MEISTE_ANLAGEN:
            raise DateiFehler(ZU_VIELE)
        anlage = lege_bei(frisch, geprueft, akteur=akteur, unterlage=unterlage, zu_punkt=zu_punkt)
        handlung.nenne(nachher=_fakten(anlage), dokument_hash=anlage.sha256)
    antrag.stand = frisch.stand
    return anlage


def _fakten(anlage: Anlage) -> dict[str, Any]:
    wozu = anlage.unterlage.bezeichnung if anlage.unterlage else ""
    return {"anlage": anlage.name, "unterlage": wozu, "groesse": anlage.groesse}


def entferne(anlage: Anlage, *, akteur: Benutzer, stand: int | None = None) -> Antrag:
    """Take a file out of a draft, and the answer it was; it is marked, not destroyed. Raises Verweigert, Ueberholt."""
    with bearbeitung(Tat.ANLAGE_ENTFERNEN, anlage.antrag, akteur=akteur, stand=stand) as handlung:
        frisch = Anlage.objects.select_for_update(of=("self",)).select_related("unterlage").get(pk=anlage.pk)
        if frisch.entfernt_am:
            handlung.unveraendert = True
        else:
            frisch.entfernt_am = uhr.jetzt()
            frisch.save(update_fields=["entfernt_am"])
            antwort, antrag = als_antwort(frisch), handlung.objekt
            antrag.antworten = {k: v for k, v in antrag.antworten.items() if v != antwort}
            handlung.nenne(vorher=_fakten(frisch), dokument_hash=frisch.sha256)
    return handlung.objekt
