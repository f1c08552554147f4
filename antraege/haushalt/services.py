"""Booking: every change of a budget line is one Buchung, written here; amounts are euro.

Plan and Deckung are written to the chain "haushalt" too; bookings for a case belong to the chain of the case.

Every function takes a `schluessel`: the same key again books nothing and gives back the first Buchung.
A refusal raises a HaushaltFehler and changes nothing. Over-commitment is refused by the database itself.
"""

from collections.abc import Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum

from antraege.haushalt.fehler import (
    BetragFehlt,
    HaushaltFehler,
    KeineHaushaltsstelle,
    MittelReichenNicht,
    NichtVorhanden,
    SchluesselVergeben,
)
from antraege.haushalt.models import NULL, Buchung, Buchungsart, Haushaltsstelle
from antraege.haushalt.queries import Abweichung, Bestand, abgleich, bestaende, bestand, finde
from antraege.kern.geld import euro, zeige
from rollen import protokoll
from rollen.models import Benutzer

KETTE = "haushalt"

__all__ = [
    "Abweichung",
    "Bestand",
    "BetragFehlt",
    "HaushaltFehler",
    "KeineHaushaltsstelle",
    "MittelReichenNicht",
    "NichtVorhanden",
    "SchluesselVergeben",
    "abgleich",
    "auszahlen",
    "bestaende",
    "bestand",
    "binden",
    "bindung_freigeben",
    "decken",
    "finde",
    "setze_ansatz",
    "vormerken",
    "vormerkung_freigeben",
]


@transaction.atomic
def vormerken(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Reserve euro for a case. Raises MittelReichenNicht."""
    betrag = _positiv(betrag)
    neu = _entwurf(Buchungsart.VORMERKUNG, schluessel, akteur, aktenzeichen, vorgemerkt=betrag)
    _sperre(haushaltsstelle)
    return _schon_gebucht(haushaltsstelle, neu) or _buche(haushaltsstelle, neu, verlangt=betrag)


@transaction.atomic
def binden(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Commit euro to a case, first out of its own Vormerkung. Raises MittelReichenNicht."""
    betrag = _positiv(betrag)
    neu = _entwurf(Buchungsart.BINDUNG, schluessel, akteur, aktenzeichen, gebunden=betrag)
    _sperre(haushaltsstelle)
    if erste := _schon_gebucht(haushaltsstelle, neu):
        return erste
    vorgemerkt = _gehalten(haushaltsstelle, aktenzeichen, "vorgemerkt")
    neu.vorgemerkt = -min(betrag, vorgemerkt)
    return _buche(haushaltsstelle, neu, verlangt=betrag, eigenes=vorgemerkt)


@transaction.atomic
def auszahlen(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Turn committed euro of a case into paid ones. Raises NichtVorhanden beyond what the case has bound."""
    betrag = _positiv(betrag)
    neu = _entwurf(
        Buchungsart.AUSZAHLUNG, schluessel, akteur, aktenzeichen, gebunden=-betrag, ausgezahlt=betrag
    )
    return _nimm(haushaltsstelle, neu, "gebunden")


@transaction.atomic
def vormerkung_freigeben(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Give reserved euro back. Raises NichtVorhanden beyond what the case has reserved."""
    neu = _entwurf(Buchungsart.FREIGABE, schluessel, akteur, aktenzeichen, vorgemerkt=-_positiv(betrag))
    return _nimm(haushaltsstelle, neu, "vorgemerkt")


@transaction.atomic
def bindung_freigeben(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, aktenzeichen: str, schluessel: str, akteur: Benutzer
) -> Buchung:
    """Give committed euro back. Raises NichtVorhanden beyond what the case has bound."""
    neu = _entwurf(Buchungsart.FREIGABE, schluessel, akteur, aktenzeichen, gebunden=-_positiv(betrag))
    return _nimm(haushaltsstelle, neu, "gebunden")


@transaction.atomic
def decken(
    von: Haushaltsstelle,
    zu: Haushaltsstelle,
    betrag: Decimal,
    *,
    schluessel: str,
    akteur: Benutzer,
    text: str,
) -> tuple[Buchung, Buchung]:
    """Move savings in euro from one line to another of the same year (§ 21 KomHVO NRW).

    Raises MittelReichenNicht when `von` has less free, HaushaltFehler for one line twice or two years.
    """
    betrag = _positiv(betrag)
    if von.pk == zu.pk or von.jahr != zu.jahr:
        raise HaushaltFehler("Eine Deckung braucht zwei verschiedene Haushaltsstellen desselben Jahres.")
    _sperre(von, zu)
    ab = _entwurf(Buchungsart.DECKUNG, f"{schluessel}/ab", akteur, text=text, deckung=-betrag)
    an = _entwurf(Buchungsart.DECKUNG, f"{schluessel}/zu", akteur, text=text, deckung=betrag)
    if (erste_ab := _schon_gebucht(von, ab)) and (erste_an := _schon_gebucht(zu, an)):
        return erste_ab, erste_an
    paar = _buche(von, ab, verlangt=betrag), _buche(zu, an, verlangt=betrag)
    fakten = {"von": str(von), "zu": str(zu), "betrag": betrag, "text": text}
    protokoll.schreibe(
        kette=KETTE, aktion="decken", objekt=f"haushaltsstelle/{zu.pk}", akteur=akteur, nachher=fakten
    )
    return paar


@transaction.atomic
def setze_ansatz(
    haushaltsstelle: Haushaltsstelle, betrag: Decimal, *, schluessel: str, akteur: Benutzer, text: str
) -> Buchung:
    """Set the Ansatz to `betrag` euro by booking the difference. Raises MittelReichenNicht below its use."""
    betrag = euro(betrag)
    if betrag < 0:
        raise BetragFehlt("Der Ansatz darf nicht negativ sein.")
    bisher = _sperre(haushaltsstelle)[0].ansatz
    if frueher := Buchung.objects.filter(schluessel=schluessel).first():
        bisher = _ansatz_vor(frueher)
    neu = _entwurf(Buchungsart.ANSATZ, schluessel, akteur, text=text, ansatz=betrag - bisher)
    if erste := _schon_gebucht(haushaltsstelle, neu):
        return erste
    buchung = _buche(haushaltsstelle, neu, verlangt=bisher - betrag)
    protokoll.schreibe(
        kette=KETTE,
        aktion="ansatz_setzen",
        objekt=f"haushaltsstelle/{haushaltsstelle.pk}",
        akteur=akteur,
        vorher={"haushaltsstelle": str(haushaltsstelle), "ansatz": bisher},
        nachher={"haushaltsstelle": str(haushaltsstelle), "ansatz": betrag, "text": text},
    )
    return buchung


def _positiv(betrag: Decimal) -> Decimal:
    betrag = euro(betrag)
    if betrag <= 0:
        raise BetragFehlt("Der Betrag muss größer als null sein.")
    return betrag


def _entwurf(
    art: Buchungsart,
    schluessel: str,
    akteur: Benutzer,
    aktenzeichen: str = "",
    text: str = "",
    **summen: Decimal,
) -> Buchung:
    return Buchung(
        art=art, schluessel=schluessel, gebucht_von=akteur, aktenzeichen=aktenzeichen, text=text, **summen
    )


def _sperre(*zeilen: Haushaltsstelle) -> list[Haushaltsstelle]:
    """Lock the lines in one order for everybody, so that two Deckungen never wait for each other."""
    pks = [zeile.pk for zeile in zeilen]
    return list(Haushaltsstelle.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))


def _gehalten(zeile: Haushaltsstelle, aktenzeichen: str, spalte: str) -> Decimal:
    """What the case holds on this line in one column, in euro."""
    buchungen = Buchung.objects.filter(haushaltsstelle=zeile, aktenzeichen=aktenzeichen)
    return buchungen.aggregate(summe=Sum(spalte))["summe"] or NULL


def _ansatz_vor(buchung: Buchung) -> Decimal:
    frueher = Buchung.objects.filter(haushaltsstelle=buchung.haushaltsstelle_id, pk__lt=buchung.pk)
    return frueher.aggregate(summe=Sum("ansatz"))["summe"] or NULL


def _schon_gebucht(zeile: Haushaltsstelle, neu: Buchung) -> Buchung | None:
    """The Buchung that has this key. Raises SchluesselVergeben when it booked something else."""
    erste = Buchung.objects.filter(schluessel=neu.schluessel).first()
    if erste is None:
        return None
    verlangt = _kennzeichen(neu, zeile.pk)
    if verlangt != _kennzeichen(erste, erste.haushaltsstelle_id):
        raise _vergeben(neu)
    return erste


def _vergeben(neu: Buchung) -> SchluesselVergeben:
    return SchluesselVergeben(
        f"Unter dem Schlüssel „{neu.schluessel}“ steht schon eine andere Buchung. Es wurde nichts gebucht."
    )


def _kennzeichen(buchung: Buchung, zeile: int) -> Mapping[str, object]:
    """What makes two Buchungen the same act; for a Bindung the Vormerkung it used up does not count."""
    summen = ["ansatz", "deckung", "gebunden", "ausgezahlt"]
    if buchung.art != Buchungsart.BINDUNG:
        summen.append("vorgemerkt")
    return {
        "zeile": zeile,
        "art": buchung.art,
        "aktenzeichen": buchung.aktenzeichen,
        **{spalte: getattr(buchung, spalte) for spalte in summen},
    }


def _nimm(zeile: Haushaltsstelle, neu: Buchung, spalte: str) -> Buchung:
    """Book something that takes from what the case holds in `spalte`."""
    _sperre(zeile)
    if erste := _schon_gebucht(zeile, neu):
        return erste
    gehalten, verlangt = _gehalten(zeile, neu.aktenzeichen, spalte), -getattr(neu, spalte)
    if verlangt > gehalten:
        raise NichtVorhanden(
            f"Für {neu.aktenzeichen} sind {zeige(gehalten)} {spalte}. Verlangt sind {zeige(verlangt)}."
        )
    return _buche(zeile, neu, verlangt=verlangt)


def _buche(zeile: Haushaltsstelle, neu: Buchung, *, verlangt: Decimal, eigenes: Decimal = NULL) -> Buchung:
    """Insert; the trigger moves the totals and the CHECK refuses what exceeds the free money."""
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
