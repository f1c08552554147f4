"""How a text comes to count: written by one person, released by another, from a day to come.

A release counts from the next day on at the earliest. So the texts of a day that has begun never change.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from antraege.dokumente.models import FREIGEGEBEN, Textbaustein
from antraege.dokumente.textpflege.katalog import angebot
from antraege.dokumente.textpflege.pruefung import geglaettet, maengel
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from rollen import protokoll, rechte, uhr
from rollen.kanon import sha256_hex
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

KETTE = "texte"
EIGENER = "Wer einen Text geschrieben hat, gibt ihn nicht frei. Bitte fragen Sie eine zweite Person."
FREMDER = "Diesen Entwurf ändert nur, wer ihn geschrieben hat. Sie können ihn verwerfen und neu schreiben."
VERGANGEN = "Ein Text gilt frühestens ab dem Tag nach der Freigabe. Wählen Sie einen späteren Beginn."
GEAENDERT = "Der Entwurf wurde inzwischen geändert. Bitte lesen Sie ihn noch einmal."
ERLEDIGT = "Diesen Entwurf gibt es nicht mehr. Jemand hat ihn freigegeben oder verworfen."


class EntwurfUeberholt(MaengelFehler):
    """The draft is gone or is not the one that was read; for pages a 409."""


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
    berechtigung = _verlange(akteur, Recht.RICHTLINIE_BEARBEITEN)
    versionen = list(Textbaustein.objects.select_for_update(of=("self",)).filter(schluessel=schluessel))
    if not versionen:
        keine_oder([Mangel("Diesen Text verwendet kein Schreiben.")])
    entwurf = next((v for v in versionen if not v.freigegeben), None)
    if entwurf and entwurf.erfasst_von_id != akteur.pk:
        raise Verweigert(FREMDER)
    keine_oder(zeitmaengel(versionen, fassung, entwurf=entwurf))
    aktion = Tat.TEXT_AENDERN if entwurf else Tat.TEXT_ENTWERFEN
    entwurf = entwurf or Textbaustein(schluessel=schluessel, version=max(v.version for v in versionen) + 1)
    entwurf.text, entwurf.quelle = geglaettet(fassung.text), fassung.quelle
    entwurf.gueltig_von, entwurf.gueltig_bis = fassung.gueltig_von, fassung.gueltig_bis
    entwurf.erfasst_von, entwurf.erfasst_am = akteur, uhr.jetzt()
    entwurf.save()
    _protokolliere(entwurf, aktion, akteur, berechtigung)
    return entwurf


@transaction.atomic
def gib_frei(pk: int, *, gesehen: str, akteur: Benutzer) -> Textbaustein:
    """A second person makes the draft count; `gesehen` is the mark of what that person has read.

    Raises Verweigert for its author, EntwurfUeberholt, MaengelFehler with every fault and its place.
    """
    entwurf = _offener(pk)
    berechtigung = _verlange(akteur, Recht.RICHTLINIE_FREIGEBEN)
    if entwurf.erfasst_von_id == akteur.pk:
        raise Verweigert(EIGENER)
    if gesehen != marke(entwurf):
        raise EntwurfUeberholt([Mangel(GEAENDERT)])
    keine_oder(freigabemaengel(entwurf))
    entwurf.freigegeben_von, entwurf.freigegeben_am = akteur, uhr.jetzt()
    entwurf.save(update_fields=["freigegeben_von", "freigegeben_am"])
    _protokolliere(entwurf, Tat.TEXT_FREIGEBEN, akteur, berechtigung)
    return entwurf


@transaction.atomic
def verwirf(pk: int, *, akteur: Benutzer) -> str:
    """Take back a draft that nobody has released; the trail keeps its words. Returns the key."""
    entwurf = _offener(pk)
    berechtigung = _verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN)
    _protokolliere(entwurf, Tat.TEXT_VERWERFEN, akteur, berechtigung)
    entwurf.delete()
    return entwurf.schluessel


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


def freigabehindernisse(entwurf: Textbaustein, *, akteur: Benutzer) -> list[str]:
    """Why this person may not release the draft, in words."""
    try:
        _verlange(akteur, Recht.RICHTLINIE_FREIGEBEN)
    except Verweigert as fehler:
        return list(fehler.gruende)
    return [EIGENER] if entwurf.erfasst_von_id == akteur.pk else []


def zeitmaengel(
    versionen: list[Textbaustein], fassung: Fassung, *, entwurf: Textbaustein | None
) -> list[Mangel]:
    """A beginning that is past, one that another version has, an end that another version would cut off."""
    gefunden = []
    if fassung.gueltig_von <= uhr.heute():
        gefunden.append(Mangel(VERGANGEN, feld="gueltig_von"))
    if fassung.gueltig_bis and fassung.gueltig_bis < fassung.gueltig_von:
        gefunden.append(Mangel("Das Ende liegt vor dem Beginn.", feld="gueltig_bis"))
    for andere in versionen:
        if entwurf is None or andere.pk != entwurf.pk:
            gefunden += _ueberschneidung(andere, fassung)
    return gefunden


def _ueberschneidung(andere: Textbaustein, fassung: Fassung) -> list[Mangel]:
    if andere.gueltig_von == fassung.gueltig_von:
        satz = f"Am {andere.gueltig_von:%d.%m.%Y} beginnt schon Version {andere.version}. Wählen Sie einen anderen Tag."
        return [Mangel(satz, feld="gueltig_von")]
    if fassung.gueltig_bis and fassung.gueltig_von < andere.gueltig_von <= fassung.gueltig_bis:
        satz = f"Ab dem {andere.gueltig_von:%d.%m.%Y} gilt Version {andere.version}. Wählen Sie ein früheres Ende."
        return [Mangel(satz, feld="gueltig_bis")]
    return []


def _offener(pk: int) -> Textbaustein:
    """The draft, locked. Raises EntwurfUeberholt when it is none any more."""
    entwurf = Textbaustein.objects.select_for_update(of=("self",)).exclude(FREIGEGEBEN).filter(pk=pk).first()
    if entwurf is None:
        raise EntwurfUeberholt([Mangel(ERLEDIGT)])
    return entwurf


def _verlange(akteur: Benutzer, *einer: Recht) -> Berechtigung:
    """Texts count for the whole city: the right at any of its Stellen is enough, two people are needed."""
    for berechtigung in rechte.berechtigungen(akteur):
        if berechtigung.recht in einer:
            return berechtigung
    raise Verweigert(*(rechte.wer_darf(recht) for recht in einer))


@transaction.atomic
def vermerke_verweigerung(verweigert: Verweigert, *, aktion: Tat, schluessel: str, akteur: Benutzer) -> None:
    """Write a refusal to the trail of the texts, after the act itself was undone."""
    gruende: dict[str, Any] = {"gruende": list(verweigert.gruende)}
    protokoll.schreibe(
        kette=KETTE,
        aktion=aktion,
        objekt=f"text/{schluessel}",
        akteur=akteur,
        nachher=gruende,
        verweigert=True,
    )


def _protokolliere(entwurf: Textbaustein, aktion: Tat, akteur: Benutzer, berechtigung: Berechtigung) -> None:
    protokoll.schreibe(
        kette=KETTE,
        aktion=aktion,
        objekt=f"text/{entwurf.schluessel}",
        akteur=akteur,
        berechtigung=berechtigung,
        nachher={
            "version": entwurf.version,
            "gueltig_von": entwurf.gueltig_von,
            "gueltig_bis": entwurf.gueltig_bis,
            "quelle": entwurf.quelle,
            "text": entwurf.text,
        },
    )
