"""Money between lines: Ansatz, Deckung, VILV, internal Mittelzuweisung and its way back, carry-over.

Acts without a case are written to the chain "haushalt"; those of a case belong to the chain of the case.
"""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from antraege.haushalt.felder import KETTE
from antraege.haushalt.hauptbuch.buchen import (
    buche,
    buche_paar,
    entwurf,
    gehalten,
    positiv,
    schon_gebucht,
    sperre,
    verlange_vorhanden,
)
from antraege.haushalt.hauptbuch.fallmittel import draussen
from antraege.haushalt.hauptbuch.fehler import BetragFehlt, FalscherWeg, HaushaltFehler
from antraege.haushalt.jahr.reste import konto
from antraege.haushalt.models import Buchung, Buchungsart, Haushaltsstelle, Weg
from antraege.kern.geld import NULL, euro
from rollen.akt import akt, wer_schon_darf
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.rechte import Berechtigung
from rollen.taten import Tat

Paar = tuple[Buchung, Buchung]
_EINHEITEN = (Stellenart.FACHBEREICH, Stellenart.EIGENBETRIEB, Stellenart.RECHNUNGSPRUEFUNG, Stellenart.KASSE)


@transaction.atomic
def setze_ansatz(
    haushaltsstelle: Haushaltsstelle,
    betrag: Decimal,
    *,
    schluessel: str,
    akteur: Benutzer,
    text: str,
    berechtigung: Berechtigung | None = None,
) -> Buchung:
    """Set the Ansatz to `betrag` euro by booking the difference. Raises MittelReichenNicht below its use."""
    betrag = euro(betrag)
    if betrag < 0:
        raise BetragFehlt("Der Ansatz darf nicht negativ sein.")
    bisher = sperre(haushaltsstelle)[0].ansatz
    if frueher := Buchung.objects.filter(schluessel=schluessel).first():
        davor = Buchung.objects.filter(haushaltsstelle=frueher.haushaltsstelle_id, pk__lt=frueher.pk)
        bisher = davor.aggregate(summe=Sum("ansatz"))["summe"] or NULL
    neu = entwurf(Buchungsart.ANSATZ, schluessel, akteur, text=text, ansatz=betrag - bisher)
    if erste := schon_gebucht(haushaltsstelle, neu):
        return erste
    name, wer = f"haushaltsstelle/{haushaltsstelle.pk}", wer_schon_darf(berechtigung)
    with akt(Tat.ANSATZ_SETZEN, name, wer, akteur=akteur) as handlung:
        handlung.nenne(
            kette=KETTE,
            vorher={"haushaltsstelle": str(haushaltsstelle), "ansatz": bisher},
            nachher={"haushaltsstelle": str(haushaltsstelle), "ansatz": betrag, "text": text},
        )
        return buche(haushaltsstelle, neu, verlangt=bisher - betrag)


@transaction.atomic
def decken(
    von: Haushaltsstelle,
    zu: Haushaltsstelle,
    betrag: Decimal,
    *,
    schluessel: str,
    akteur: Benutzer,
    text: str,
    berechtigung: Berechtigung | None = None,
) -> Paar:
    """Move savings in euro from one line to another of the same year (§ 21 KomHVO NRW).

    Raises MittelReichenNicht when `von` has less free, HaushaltFehler for one line twice or two years.
    """
    betrag = positiv(betrag)
    _verlange_ein_jahr(von, zu, was="Deckung")
    sperre(von, zu)
    ab = entwurf(Buchungsart.DECKUNG, f"{schluessel}/ab", akteur, text=text, deckung=-betrag)
    an = entwurf(Buchungsart.DECKUNG, f"{schluessel}/zu", akteur, text=text, deckung=betrag)
    return _verbuche(Tat.DECKEN, von, ab, zu, an, akteur=akteur, berechtigung=berechtigung)


@transaction.atomic
def vilv(
    von: Haushaltsstelle,
    zu: Haushaltsstelle,
    betrag: Decimal,
    *,
    schluessel: str,
    akteur: Benutzer,
    text: str,
    berechtigung: Berechtigung | None = None,
) -> Paar:
    """Charge `von` euro for what the unit of `zu` has paid, without cash and without a case.

    `von` counts them as paid, `zu` may spend them again. Raises MittelReichenNicht when `von` has less
    free, FalscherWeg within one unit, HaushaltFehler for two years.
    """
    betrag = positiv(betrag)
    _verlange_weg(von, zu, Weg.VILV)
    sperre(von, zu)
    ab = entwurf(Buchungsart.VILV, f"{schluessel}/ab", akteur, text=text, ausgezahlt=betrag)
    an = entwurf(Buchungsart.VILV, f"{schluessel}/zu", akteur, text=text, deckung=betrag)
    return _verbuche(Tat.VILV, von, ab, zu, an, akteur=akteur, berechtigung=berechtigung)


@transaction.atomic
def umbuchen(
    von: Haushaltsstelle,
    zu: Haushaltsstelle,
    betrag: Decimal,
    *,
    aktenzeichen: str,
    schluessel: str,
    akteur: Benutzer,
    text: str,
    weg: Weg,
) -> Paar:
    """Give an internal recipient money: the Bindung of the case on `von` becomes Deckung of `zu`; euro.

    Raises NichtVorhanden beyond what the case has bound on `von`, FalscherWeg when `weg` is not
    `passender_weg(von, zu)`, JahrGesperrt in a closed year.
    """
    betrag = positiv(betrag)
    _verlange_weg(von, zu, weg)
    sperre(von, zu)
    art = weg.buchungsart
    ab = entwurf(
        art, f"{schluessel}/ab", akteur, aktenzeichen, text=text, gebunden=-betrag, ausgezahlt=betrag
    )
    an = entwurf(art, f"{schluessel}/zu", akteur, aktenzeichen, text=text, deckung=betrag)
    if schon_gebucht(von, ab) is None:
        da = gehalten(von, aktenzeichen, "gebunden")
        verlange_vorhanden(aktenzeichen, "gebunden", da=da, verlangt=betrag)
    return buche_paar(von, ab, zu, an, betrag=betrag)[0]


@transaction.atomic
def zurueckfuehren(
    von: Haushaltsstelle,
    zu: Haushaltsstelle,
    betrag: Decimal,
    *,
    aktenzeichen: str,
    schluessel: str,
    akteur: Benutzer,
    text: str,
) -> Paar:
    """The way back of `umbuchen(von, zu, …)`: unused euro leave `zu` and count as erstattet on `von`.

    Arguments stand as in `umbuchen`. Raises NichtVorhanden beyond what the case moved from `von` to `zu`
    less what came back, MittelReichenNicht when `zu` has spent it.
    """
    betrag = positiv(betrag)
    sperre(von, zu)
    ab = entwurf(Buchungsart.ERSTATTUNG, f"{schluessel}/ab", akteur, aktenzeichen, text=text, deckung=-betrag)
    an = entwurf(
        Buchungsart.ERSTATTUNG, f"{schluessel}/zu", akteur, aktenzeichen, text=text, erstattet=betrag
    )
    if schon_gebucht(zu, ab) is None:
        da = min(draussen(von, aktenzeichen), gehalten(zu, aktenzeichen, "deckung"))
        verlange_vorhanden(aktenzeichen, "umgebucht", da=da, verlangt=betrag)
    return buche_paar(zu, ab, von, an, betrag=betrag)[0]


@transaction.atomic
def uebertragen(
    von: Haushaltsstelle,
    zu: Haushaltsstelle,
    betrag: Decimal,
    *,
    schluessel: str,
    akteur: Benutzer,
    text: str,
    aktenzeichen: str = "",
    spalte: str = "",
) -> Paar:
    """Carry euro from a line to the same line of the next year (§ 22 KomHVO NRW).

    With `aktenzeichen` and `spalte` ("gebunden" or "vorgemerkt") what the case holds goes along with the
    money behind it; without them free money goes. Raises NichtVorhanden, MittelReichenNicht, HaushaltFehler.
    """
    betrag = positiv(betrag)
    if zu.jahr != von.jahr + 1 or konto(von) != konto(zu):
        raise HaushaltFehler("Übertragen wird auf dieselbe Haushaltsstelle des Folgejahres.")
    sperre(von, zu)
    weg = {spalte: -betrag} if spalte else {}
    hin = {spalte: betrag} if spalte else {}
    ab = entwurf(
        Buchungsart.UEBERTRAG, f"{schluessel}/ab", akteur, aktenzeichen, text=text, deckung=-betrag, **weg
    )
    an = entwurf(
        Buchungsart.UEBERTRAG, f"{schluessel}/zu", akteur, aktenzeichen, text=text, deckung=betrag, **hin
    )
    if spalte and schon_gebucht(von, ab) is None:
        da = gehalten(von, aktenzeichen, spalte)
        verlange_vorhanden(aktenzeichen, spalte, da=da, verlangt=betrag)
    return buche_paar(von, ab, zu, an, betrag=betrag)[0]


def passender_weg(von: Haushaltsstelle, zu: Haushaltsstelle) -> Weg:
    """UMSCHICHTUNG inside one Fachbereich or Eigenbetrieb, VILV between two."""
    return Weg.UMSCHICHTUNG if einheit(von.stelle) == einheit(zu.stelle) else Weg.VILV


def einheit(stelle: Stelle) -> Stelle:
    """The Fachbereich or Eigenbetrieb whose budget this is; the Stelle itself when it stands above all."""
    oben = Stelle.objects.filter(pk__in=stelle.vorfahren, art__in=_EINHEITEN)
    return max(oben, key=lambda eine: len(eine.pfad), default=stelle)


def _verlange_ein_jahr(von: Haushaltsstelle, zu: Haushaltsstelle, *, was: str) -> None:
    if von.pk == zu.pk or von.jahr != zu.jahr:
        raise HaushaltFehler(f"Eine {was} braucht zwei verschiedene Haushaltsstellen desselben Jahres.")


def _verlange_weg(von: Haushaltsstelle, zu: Haushaltsstelle, weg: Weg) -> None:
    _verlange_ein_jahr(von, zu, was="Umbuchung")
    passend = passender_weg(von, zu)
    if weg is not passend:
        raise FalscherWeg(
            f"Von „{von.stelle}“ zu „{zu.stelle}“ führt nur dieser Weg: {passend.label}. "
            f"Gewählt ist: {weg.label}."
        )


def _verbuche(
    tat: Tat,
    von: Haushaltsstelle,
    ab: Buchung,
    zu: Haushaltsstelle,
    an: Buchung,
    *,
    akteur: Benutzer,
    berechtigung: Berechtigung | None,
) -> Paar:
    """Book both sides and write it down; nothing new where the keys have booked it before."""
    wer = wer_schon_darf(berechtigung)
    with akt(tat, f"haushaltsstelle/{zu.pk}", wer, akteur=akteur) as handlung:
        paar, ist_neu = buche_paar(von, ab, zu, an, betrag=an.deckung)
        handlung.unveraendert = not ist_neu
        nachher = {"von": str(von), "zu": str(zu), "betrag": an.deckung, "text": an.text}
        handlung.nenne(kette=KETTE, nachher=nachher)
    return paar
