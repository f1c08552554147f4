"""The one place that writes a Buchung: locks, keys, what a case holds, and what the year allows."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum

from antraege.haushalt.hauptbuch.fehler import (
    BetragFehlt,
    JahrGesperrt,
    MittelReichenNicht,
    NichtVorhanden,
    SchluesselVergeben,
)
from antraege.haushalt.jahr.jahre import abschlusshindernisse, verpflichtungshindernisse
from antraege.haushalt.models import Buchung, Buchungsart, Haushaltsstelle
from antraege.kern.geld import NULL, euro, zeige
from rollen import uhr
from rollen.models import Benutzer

# What a closed year still takes: money that comes back, reserves that fall, and the closing itself.
_NACH_ABSCHLUSS = (Buchungsart.ERSTATTUNG, Buchungsart.FREIGABE, Buchungsart.UEBERTRAG)


def positiv(betrag: Decimal) -> Decimal:
    """The amount in euro. Raises BetragFehlt unless it is above zero."""
    betrag = euro(betrag)
    if betrag <= 0:
        raise BetragFehlt("Der Betrag muss größer als null sein.")
    return betrag


def entwurf(
    art: Buchungsart,
    schluessel: str,
    akteur: Benutzer,
    aktenzeichen: str = "",
    text: str = "",
    **summen: Decimal,
) -> Buchung:
    """A Buchung without its line, not stored yet."""
    return Buchung(
        art=art, schluessel=schluessel, gebucht_von=akteur, aktenzeichen=aktenzeichen, text=text, **summen
    )


def sperre(*zeilen: Haushaltsstelle) -> list[Haushaltsstelle]:
    """Lock the lines in one order for everybody, so that two Deckungen never wait for each other."""
    pks = [zeile.pk for zeile in zeilen]
    return list(Haushaltsstelle.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))


def gehalten(zeile: Haushaltsstelle, aktenzeichen: str, spalte: str) -> Decimal:
    """What the case holds on this line in one column, in euro."""
    buchungen = Buchung.objects.filter(haushaltsstelle=zeile, aktenzeichen=aktenzeichen)
    return buchungen.aggregate(summe=Sum(spalte))["summe"] or NULL


def schon_gebucht(zeile: Haushaltsstelle, neu: Buchung) -> Buchung | None:
    """The Buchung that has this key. Raises SchluesselVergeben when it booked something else."""
    erste = Buchung.objects.filter(schluessel=neu.schluessel).first()
    if erste is None:
        return None
    verlangt = _kennzeichen(neu, zeile.pk)
    if verlangt != _kennzeichen(erste, erste.haushaltsstelle_id):
        raise _vergeben(neu)
    return erste


def nimm(zeile: Haushaltsstelle, neu: Buchung, spalte: str) -> Buchung:
    """Book something that takes from what the case holds in `spalte`. Raises NichtVorhanden."""
    sperre(zeile)
    if erste := schon_gebucht(zeile, neu):
        return erste
    da, verlangt = gehalten(zeile, neu.aktenzeichen, spalte), -getattr(neu, spalte)
    verlange_vorhanden(neu.aktenzeichen, spalte, da=da, verlangt=verlangt)
    return buche(zeile, neu, verlangt=verlangt)


def verlange_vorhanden(aktenzeichen: str, was: str, *, da: Decimal, verlangt: Decimal) -> None:
    """Raise NichtVorhanden when the case holds less than demanded; both in euro."""
    if verlangt > da:
        raise NichtVorhanden(f"Für {aktenzeichen} sind {zeige(da)} {was}. Verlangt sind {zeige(verlangt)}.")


def buche(zeile: Haushaltsstelle, neu: Buchung, *, verlangt: Decimal, eigenes: Decimal = NULL) -> Buchung:
    """Insert; the trigger moves the totals and the CHECK refuses what exceeds the free money.

    Raises JahrGesperrt when the year of the line does not allow it. The caller has locked the line.
    """
    if neu.art not in _NACH_ABSCHLUSS:
        maengel = abschlusshindernisse(zeile)
        if neu.art == Buchungsart.BINDUNG and not maengel:
            maengel = verpflichtungshindernisse(zeile.jahr, tag=uhr.heute())
        if maengel:
            raise JahrGesperrt(maengel)
    neu.haushaltsstelle = zeile
    try:
        with transaction.atomic():
            neu.save(force_insert=True)
    except IntegrityError as fehler:
        if "haushaltsstelle_nicht_ueberbucht" in str(fehler):
            frei = Haushaltsstelle.objects.get(pk=zeile.pk).frei
            raise MittelReichenNicht(frei + eigenes, verlangt) from fehler
        if Buchung.objects.filter(schluessel=neu.schluessel).exists():
            raise _vergeben(neu) from fehler
        raise
    return neu


def buche_paar(
    von: Haushaltsstelle, ab: Buchung, zu: Haushaltsstelle, an: Buchung, *, betrag: Decimal
) -> tuple[tuple[Buchung, Buchung], bool]:
    """Book both sides of one movement, or give back what the keys booked; whether it is new."""
    if (erste_ab := schon_gebucht(von, ab)) and (erste_an := schon_gebucht(zu, an)):
        return (erste_ab, erste_an), False
    return (buche(von, ab, verlangt=betrag), buche(zu, an, verlangt=betrag)), True


def _vergeben(neu: Buchung) -> SchluesselVergeben:
    return SchluesselVergeben(
        f"Unter dem Schlüssel „{neu.schluessel}“ steht schon eine andere Buchung. Es wurde nichts gebucht."
    )


def _kennzeichen(buchung: Buchung, zeile: int) -> Mapping[str, object]:
    """What makes two Buchungen the same act; for a Bindung the Vormerkung it used up does not count."""
    summen = ["ansatz", "deckung", "gebunden", "ausgezahlt", "erstattet"]
    if buchung.art != Buchungsart.BINDUNG:
        summen.append("vorgemerkt")
    return {
        "zeile": zeile,
        "art": buchung.art,
        "aktenzeichen": buchung.aktenzeichen,
        **{spalte: getattr(buchung, spalte) for spalte in summen},
    }
