"""How a text comes to count: written by one person, released by another, from a day to come.

A release counts from the next day on at the earliest. So the texts of a day that has begun never change.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from antraege.dokumente.models import FREIGEGEBEN, Textbaustein
from antraege.dokumente.textpflege.katalog import angebot
from antraege.dokumente.textpflege.pruefung import geglaettet, maengel
from antraege.kern.maengel import Mangel, keine_oder
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.kanon import sha256_hex
from rollen.models import Benutzer
from rollen.rechte import Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

EIGENER = "Wer einen Text geschrieben hat, gibt ihn nicht frei. Bitte fragen Sie eine zweite Person."
FREMDER = "Diesen Entwurf ändert nur, wer ihn geschrieben hat. Sie können ihn verwerfen und neu schreiben."
VERGANGEN = "Ein Text gilt frühestens ab dem Tag nach der Freigabe. Wählen Sie einen späteren Beginn."
GEAENDERT = "Der Entwurf wurde inzwischen geändert. Bitte lesen Sie ihn noch einmal."


@dataclass(frozen=True, kw_only=True)
class Fassung:
    """What somebody wants a text to say, from when (and until when), and why."""

    text: str
    gueltig_von: date
    gueltig_bis: date | None = None
    quelle: str


@transaction.atomic
def entwirf(schluessel: str, fassung: Fassung, *, akteur: Benutzer) -> Textbaustein:
    """Write the draft of the next version, or change one's own. Raises Verweigert and MaengelFehler.

    A draft may still have faults in its text; they stop the release. Its days may not.
    """
    versionen = list(Textbaustein.objects.select_for_update(of=("self",)).filter(schluessel=schluessel))
    bisher = next((v for v in versionen if not v.freigegeben), None)
    tat = Tat.TEXT_AENDERN if bisher else Tat.TEXT_ENTWERFEN
    naechste = max((v.version for v in versionen), default=0) + 1
    entwurf = bisher or Textbaustein(schluessel=schluessel, version=naechste)
    with akt(tat, entwurf, SCHREIBEN, akteur=akteur) as entwerfen:
        if not versionen:
            keine_oder([Mangel("Diesen Text verwendet kein Schreiben.")])
        if bisher and bisher.erfasst_von_id != akteur.pk:
            raise Verweigert(FREMDER)
        keine_oder(zeitmaengel(versionen, fassung, entwurf=bisher))
        entwurf.text, entwurf.quelle = geglaettet(fassung.text), fassung.quelle
        entwurf.gueltig_von, entwurf.gueltig_bis = fassung.gueltig_von, fassung.gueltig_bis
        entwurf.erfasst_von, entwurf.erfasst_am = akteur, uhr.jetzt()
        entwerfen.nenne(nachher=_fakten(entwurf))
    return entwurf


def gib_frei(pk: int, *, gesehen: str, akteur: Benutzer) -> Textbaustein:
    """A second person makes the draft count; `gesehen` is the mark of what that person has read.

    Raises Verweigert for its author, Ueberholt, MaengelFehler with every fault and its place.
    """
    with akt(Tat.TEXT_FREIGEBEN, _entwuerfe(pk), FREIGABE, akteur=akteur) as freigabe:
        entwurf = freigabe.objekt
        if gesehen != marke(entwurf):
            raise Ueberholt(GEAENDERT)
        keine_oder(freigabemaengel(entwurf))
        entwurf.freigegeben_von, entwurf.freigegeben_am = akteur, uhr.jetzt()
        freigabe.nenne(nachher=_fakten(entwurf))
    return entwurf


def verwirf(pk: int, *, akteur: Benutzer) -> str:
    """Take back a draft that nobody has released; the trail keeps its words. Returns the key."""
    with akt(Tat.TEXT_VERWERFEN, _entwuerfe(pk), VERWERFEN, akteur=akteur) as verwerfen:
        verwerfen.nenne(nachher=_fakten(verwerfen.objekt))
        verwerfen.entfaellt = True
    return verwerfen.objekt.schluessel


def marke(entwurf: Textbaustein) -> str:
    """What a draft says and when, as one hash; it changes with every change."""
    teile = (entwurf.pk, entwurf.text, entwurf.gueltig_von, entwurf.gueltig_bis, entwurf.quelle)
    return sha256_hex("\n".join(map(str, teile)))


def freigabemaengel(entwurf: Textbaustein) -> list[Mangel]:
    """Everything that stops the release, whoever asks for it; places in the text are named."""
    fassung = Fassung(
        text=entwurf.text,
        gueltig_von=entwurf.gueltig_von,
        gueltig_bis=entwurf.gueltig_bis,
        quelle=entwurf.quelle,
    )
    versionen = list(Textbaustein.objects.filter(schluessel=entwurf.schluessel))
    im_text = [
        Mangel(str(m), behebt="wer den Entwurf geschrieben hat", feld="text")
        for m in maengel(entwurf.text, angebot=angebot(entwurf.schluessel))
    ]
    return [*zeitmaengel(versionen, fassung, entwurf=entwurf), *im_text]


def zeitmaengel(
    versionen: list[Textbaustein], fassung: Fassung, *, entwurf: Textbaustein | None
) -> list[Mangel]:
    """A beginning that is past, one that another version has, an end that another version would cut off."""
    gefunden = []
    if fassung.gueltig_von <= uhr.heute():
        gefunden.append(Mangel(VERGANGEN, feld="gueltig_von"))
    if fassung.gueltig_bis and fassung.gueltig_bis < fassung.gueltig_von:
        gefunden.append(Mangel("Das Ende liegt vor dem Beginn.", feld="gueltig_bis"))
    for andere in (v for v in versionen if entwurf is None or v.pk != entwurf.pk):
        beginn, nr = f"{andere.gueltig_von:%d.%m.%Y}", andere.version
        if andere.gueltig_von == fassung.gueltig_von:
            satz = f"Am {beginn} beginnt schon Version {nr}. Wählen Sie einen anderen Tag."
            gefunden.append(Mangel(satz, feld="gueltig_von"))
        elif fassung.gueltig_bis and fassung.gueltig_von < andere.gueltig_von <= fassung.gueltig_bis:
            satz = f"Ab dem {beginn} gilt Version {nr}. Wählen Sie ein früheres Ende."
            gefunden.append(Mangel(satz, feld="gueltig_bis"))
    return gefunden


# Texts count for the whole city: the right at any of its Stellen is enough, two people are needed.
SCHREIBEN: Wer[Textbaustein] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.RICHTLINIE_BEARBEITEN)
)
FREIGABE: Wer[Textbaustein] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.RICHTLINIE_FREIGEBEN),
    nicht={"erfasst_von": EIGENER},
)
VERWERFEN: Wer[Textbaustein] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(
        akteur, Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN
    )
)


def _entwuerfe(pk: int) -> QuerySet[Textbaustein]:
    return Textbaustein.objects.exclude(FREIGEGEBEN).filter(pk=pk)


def _fakten(entwurf: Textbaustein) -> dict[str, Any]:
    return {
        "version": entwurf.version,
        "gueltig_von": entwurf.gueltig_von,
        "gueltig_bis": entwurf.gueltig_bis,
        "quelle": entwurf.quelle,
        "text": entwurf.text,
    }
