"""The request and the budget: which line pays, reserve, commit, pay, release. Amounts in euro."""

from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Mittelabruf
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.maengel import Mangel
from rollen.models import Benutzer


def haushaltsstelle(antrag: Antrag) -> Haushaltsstelle:
    """The line that pays for this request; raises KeineHaushaltsstelle."""
    r = antrag.richtlinie
    return haushalt.finde(
        auftrag=r.auftrag,
        sachkonto=r.sachkonto,
        bezeichnung=r.haushaltsbezeichnung,
        jahr=antrag.haushaltsjahr or 0,
    )


def _az(antrag: Antrag) -> str:
    """Budget moves only for requests that have one."""
    return antrag.aktenzeichen or ""


def maengel(antrag: Antrag) -> list[Mangel]:
    """Why no money can be reserved for this request."""
    try:
        haushaltsstelle(antrag)
    except haushalt.KeineHaushaltsstelle as fehler:
        return [Mangel(str(fehler), behebt="Kämmerei oder Haushaltssachbearbeitung")]
    return []


def merke_vor(antrag: Antrag, *, schluessel: str, akteur: Benutzer) -> None:
    """Reserve `antrag.vorgeschlagen` instead of what was reserved before; raises MittelReichenNicht."""
    stelle = haushaltsstelle(antrag)
    _gib_vormerkung_frei(antrag, stelle, schluessel=f"{schluessel}/ersetzt", akteur=akteur)
    if antrag.vorgeschlagen > 0:
        haushalt.vormerken(
            stelle,
            antrag.vorgeschlagen,
            aktenzeichen=_az(antrag),
            schluessel=f"{_az(antrag)}/{schluessel}",
            akteur=akteur,
        )


def binde(antrag: Antrag, *, akteur: Benutzer) -> None:
    """Commit `antrag.bewilligt` and release what was reserved beyond it; raises MittelReichenNicht."""
    stelle = haushaltsstelle(antrag)
    haushalt.binden(
        stelle,
        antrag.bewilligt,
        aktenzeichen=_az(antrag),
        schluessel=f"{_az(antrag)}/bindung",
        akteur=akteur,
    )
    _gib_vormerkung_frei(antrag, stelle, schluessel="bewilligung", akteur=akteur)


def zahle_aus(abruf: Mittelabruf, *, akteur: Benutzer) -> None:
    """Book one instalment once, whatever happens twice."""
    antrag = abruf.antrag
    haushalt.auszahlen(
        haushaltsstelle(antrag),
        abruf.betrag,
        aktenzeichen=_az(antrag),
        schluessel=f"{_az(antrag)}/abruf/{abruf.nr}",
        akteur=akteur,
    )


def gib_vormerkung_frei(antrag: Antrag, *, anlass: str, akteur: Benutzer) -> None:
    """Release everything reserved (refusal, withdrawal); nothing happens when nothing is reserved."""
    bestand = haushalt.bestand(_az(antrag))
    if bestand.vorgemerkt > 0:
        _gib_vormerkung_frei(antrag, haushaltsstelle(antrag), schluessel=anlass, akteur=akteur)


def gib_rest_frei(antrag: Antrag, *, akteur: Benutzer) -> Decimal:
    """Release what is committed and will not be paid; returns it in euro."""
    rest = haushalt.bestand(_az(antrag)).gebunden
    if rest > 0:
        haushalt.bindung_freigeben(
            haushaltsstelle(antrag),
            rest,
            aktenzeichen=_az(antrag),
            schluessel=f"{_az(antrag)}/rest",
            akteur=akteur,
        )
    return rest


def _gib_vormerkung_frei(
    antrag: Antrag, stelle: Haushaltsstelle, *, schluessel: str, akteur: Benutzer
) -> None:
    vorgemerkt = haushalt.bestand(_az(antrag)).vorgemerkt
    if vorgemerkt > 0:
        haushalt.vormerkung_freigeben(
            stelle,
            vorgemerkt,
            aktenzeichen=_az(antrag),
            schluessel=f"{_az(antrag)}/{schluessel}/frei",
            akteur=akteur,
        )
