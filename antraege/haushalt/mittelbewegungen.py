"""A booking without a case, asked for by one person and released by another (four eyes)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from antraege.haushalt.hauptbuch.bewegungen import decken, passender_weg, setze_ansatz, vilv
from antraege.haushalt.hauptbuch.buchen import KETTE
from antraege.haushalt.jahr.jahre import abschlusshindernisse
from antraege.haushalt.models import Bewegungsart, Haushaltsstelle, Mittelbewegung, Weg
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from rollen import protokoll, rechte, uhr
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat


@transaction.atomic
def beantragen(
    art: Bewegungsart,
    *,
    von: Haushaltsstelle | None,
    zu: Haushaltsstelle,
    betrag: Decimal,
    grund: str,
    akteur: Benutzer,
) -> Mittelbewegung:
    """Ask for a booking in euro; nothing is booked yet.

    Raises Verweigert without HAUSHALT_BEWIRTSCHAFTEN at the Stelle whose money moves, MaengelFehler for
    everything that stands against it today.
    """
    berechtigung = rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, (von or zu).stelle)
    keine_oder(maengel(art, von=von, zu=zu, betrag=betrag))
    bewegung = Mittelbewegung.objects.create(
        art=art, von=von, zu=zu, betrag=betrag, grund=grund, beantragt_von=akteur
    )
    _schreibe(bewegung, Tat.MITTELBEWEGUNG_BEANTRAGEN, akteur, berechtigung)
    return bewegung


@transaction.atomic
def freigeben(bewegung_id: int, *, akteur: Benutzer) -> Mittelbewegung:
    """Release and book at once.

    Raises Verweigert for whoever asked for it and without HAUSHALT_FREIGEBEN, ValidationError when it is
    decided already, HaushaltFehler when the ledger refuses.
    """
    bewegung, berechtigung = _zu_entscheiden(bewegung_id, akteur)
    bewegung.gib_frei()
    bewegung.entschieden_von, bewegung.entschieden_am = akteur, uhr.jetzt()
    bewegung.save()
    _buche(bewegung, akteur, berechtigung)
    return bewegung


@transaction.atomic
def ablehnen(bewegung_id: int, *, grund: str, akteur: Benutzer) -> Mittelbewegung:
    """Decline; nothing is booked. Raises as `freigeben`."""
    bewegung, berechtigung = _zu_entscheiden(bewegung_id, akteur)
    bewegung.lehne_ab()
    bewegung.entschieden_von, bewegung.entschieden_am = akteur, uhr.jetzt()
    bewegung.ablehnungsgrund = grund
    bewegung.save()
    _schreibe(bewegung, Tat.MITTELBEWEGUNG_ABLEHNEN, akteur, berechtigung)
    return bewegung


def maengel(art: str, *, von: Haushaltsstelle | None, zu: Haushaltsstelle, betrag: Decimal) -> list[Mangel]:
    """Everything that stands against booking this now."""
    gefunden = [m for zeile in (von, zu) if zeile is not None for m in abschlusshindernisse(zeile)]
    if von is None:
        belegt = zu.ansatz - zu.frei
        if betrag < belegt:
            gefunden.append(Mangel(f"Vom Ansatz sind schon {zeige(belegt)} belegt.", feld="betrag"))
        return gefunden
    if von == zu or von.jahr != zu.jahr:
        text = "Bitte wählen Sie zwei verschiedene Haushaltsstellen desselben Jahres."
        return [*gefunden, Mangel(text, feld="zu")]
    if art == Bewegungsart.VILV and passender_weg(von, zu) is not Weg.VILV:
        text = "Eine VILV führt in einen anderen Fachbereich. Innerhalb hilft eine Deckung."
        gefunden.append(Mangel(text, feld="zu"))
    if betrag > von.frei:
        text = f"Auf „{von}“ sind nur {zeige(von.frei)} frei."
        gefunden.append(Mangel(text, feld="betrag"))
    return gefunden


def entscheidungshindernisse(bewegung: Mittelbewegung, akteur: Benutzer) -> list[Mangel]:
    """Why this person may not decide about it."""
    try:
        verlange_entscheidung(bewegung, akteur)
    except Verweigert as fehler:
        return [Mangel(grund) for grund in fehler.gruende]
    return []


def verlange_entscheidung(bewegung: Mittelbewegung, akteur: Benutzer) -> Berechtigung:
    """The right that lets the person decide. Raises Verweigert."""
    if akteur.pk == bewegung.beantragt_von_id:
        raise Verweigert("Sie haben diese Bewegung beantragt. Freigeben muss eine zweite Person.")
    return rechte.verlange(akteur, Recht.HAUSHALT_FREIGEBEN, bewegung.stelle)


def _zu_entscheiden(bewegung_id: int, akteur: Benutzer) -> tuple[Mittelbewegung, Berechtigung]:
    zeilen = Mittelbewegung.objects.select_for_update(of=("self",))
    bewegung = zeilen.select_related("von__stelle", "zu__stelle").get(pk=bewegung_id)
    berechtigung = verlange_entscheidung(bewegung, akteur)
    if not bewegung.offen:
        raise ValidationError("Über diese Haushaltsbewegung ist schon entschieden.")
    return bewegung, berechtigung


def _buche(bewegung: Mittelbewegung, akteur: Benutzer, berechtigung: Berechtigung) -> None:
    text = f"{bewegung}: {bewegung.grund}"
    schluessel = f"mittelbewegung/{bewegung.pk}"
    if bewegung.von is None:
        setze_ansatz(
            bewegung.zu,
            bewegung.betrag,
            schluessel=schluessel,
            akteur=akteur,
            text=text,
            berechtigung=berechtigung,
        )
        return
    buche = vilv if bewegung.art == Bewegungsart.VILV else decken
    buche(
        bewegung.von,
        bewegung.zu,
        bewegung.betrag,
        schluessel=schluessel,
        akteur=akteur,
        text=text,
        berechtigung=berechtigung,
    )


def _schreibe(bewegung: Mittelbewegung, aktion: Tat, akteur: Benutzer, berechtigung: Berechtigung) -> None:
    protokoll.schreibe(
        kette=KETTE,
        aktion=aktion,
        objekt=f"mittelbewegung/{bewegung.pk}",
        akteur=akteur,
        berechtigung=berechtigung,
        nach=bewegung.status,
        nachher={
            "art": bewegung.art,
            "von": str(bewegung.von or ""),
            "zu": str(bewegung.zu),
            "betrag": bewegung.betrag,
            "grund": bewegung.ablehnungsgrund or bewegung.grund,
        },
    )
