"""What the ledger books for a case: reserve, commit, pay, release, take back; amounts are euro."""

from decimal import Decimal

from django.db import transaction

from antraege.haushalt.hauptbuch.buchen import (
    buche,
    entwurf,
    gehalten,
    nimm,
    positiv,
    schon_gebucht,
    sperre,
    verlange_vorhanden,
)
from antraege.haushalt.models import Buchung, Buchungsart, Haushaltsstelle
from rollen.models import Benutzer


@transaction.atomic
def vormerken(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Reserve euro for a case. Raises MittelReichenNicht, JahrGesperrt in a closed year."""
    betrag = positiv(betrag)
    neu = entwurf(Buchungsart.VORMERKUNG, schluessel, akteur, aktenzeichen, vorgemerkt=betrag)
    sperre(haushaltsstelle)
    return schon_gebucht(haushaltsstelle, neu) or buche(haushaltsstelle, neu, verlangt=betrag)


@transaction.atomic
def binden(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Commit euro to a case, first out of its own Vormerkung.

    Raises MittelReichenNicht, and JahrGesperrt for what `verpflichtungshindernisse` names (§ 82 GO NRW).
    """
    betrag = positiv(betrag)
    neu = entwurf(Buchungsart.BINDUNG, schluessel, akteur, aktenzeichen, gebunden=betrag)
    sperre(haushaltsstelle)
    if erste := schon_gebucht(haushaltsstelle, neu):
        return erste
    vorgemerkt = gehalten(haushaltsstelle, aktenzeichen, "vorgemerkt")
    neu.vorgemerkt = -min(betrag, vorgemerkt)
    return buche(haushaltsstelle, neu, verlangt=betrag, eigenes=vorgemerkt)


@transaction.atomic
def auszahlen(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Turn committed euro of a case into paid ones.

    Raises NichtVorhanden beyond what the case has bound, JahrGesperrt in a closed year.
    """
    betrag = positiv(betrag)
    neu = entwurf(
        Buchungsart.AUSZAHLUNG, schluessel, akteur, aktenzeichen, gebunden=-betrag, ausgezahlt=betrag
    )
    return nimm(haushaltsstelle, neu, "gebunden")


@transaction.atomic
def vormerkung_freigeben(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Give reserved euro back. Raises NichtVorhanden beyond what the case has reserved."""
    neu = entwurf(Buchungsart.FREIGABE, schluessel, akteur, aktenzeichen, vorgemerkt=-positiv(betrag))
    return nimm(haushaltsstelle, neu, "vorgemerkt")


@transaction.atomic
def bindung_freigeben(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Give committed euro back. Raises NichtVorhanden beyond what the case has bound."""
    neu = entwurf(Buchungsart.FREIGABE, schluessel, akteur, aktenzeichen, gebunden=-positiv(betrag))
    return nimm(haushaltsstelle, neu, "gebunden")


@transaction.atomic
def erstatten(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Take paid euro of a case back; they are free again, in a closed year too.

    Raises NichtVorhanden beyond what the case was paid on this line less what already came back.
    """
    betrag = positiv(betrag)
    neu = entwurf(Buchungsart.ERSTATTUNG, schluessel, akteur, aktenzeichen, erstattet=betrag)
    sperre(haushaltsstelle)
    if erste := schon_gebucht(haushaltsstelle, neu):
        return erste
    verlange_vorhanden(
        aktenzeichen, "ausgezahlt", da=draussen(haushaltsstelle, aktenzeichen), verlangt=betrag
    )
    return buche(haushaltsstelle, neu, verlangt=betrag)


@transaction.atomic
def uebernehmen(
    haushaltsstelle: Haushaltsstelle,
    *,
    gebunden: Decimal,
    ausgezahlt: Decimal,
    erstattet: Decimal,
    aktenzeichen: str,
    schluessel: str,
    akteur: Benutzer,
    text: str,
) -> Buchung:
    """Enter what a case from elsewhere holds on this line: euro committed, paid and come back, in one Buchung.

    It is no new commitment (§ 82 GO NRW does not ask), but over-commitment is refused as ever.
    Raises MittelReichenNicht, JahrGesperrt in a closed year.
    """
    neu = entwurf(
        Buchungsart.UEBERNAHME,
        schluessel,
        akteur,
        aktenzeichen,
        text=text,
        gebunden=gebunden,
        ausgezahlt=ausgezahlt,
        erstattet=erstattet,
    )
    sperre(haushaltsstelle)
    verlangt = positiv(gebunden + ausgezahlt)
    return schon_gebucht(haushaltsstelle, neu) or buche(haushaltsstelle, neu, verlangt=verlangt)


def draussen(haushaltsstelle: Haushaltsstelle, aktenzeichen: str) -> Decimal:
    """Euro that the case was paid on this line and that have not come back."""
    gezahlt = gehalten(haushaltsstelle, aktenzeichen, "ausgezahlt")
    return gezahlt - gehalten(haushaltsstelle, aktenzeichen, "erstattet")
