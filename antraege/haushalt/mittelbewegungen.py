"""A booking without a case, asked for by one person and released by another (four eyes)."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from antraege.haushalt.hauptbuch.bewegungen import decken, passender_weg, setze_ansatz, vilv
from antraege.haushalt.jahr.jahre import abschlusshindernisse
from antraege.haushalt.models import Bewegungsart, Haushaltsstelle, Mittelbewegung, Weg
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from rollen import rechte, uhr
from rollen.akt import Akt, Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat


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
    bewegung = Mittelbewegung(art=art, von=von, zu=zu, betrag=betrag, grund=grund, beantragt_von=akteur)
    with akt(Tat.MITTELBEWEGUNG_BEANTRAGEN, bewegung, BEANTRAGUNG, akteur=akteur) as antrag:
        keine_oder(maengel(art, von=von, zu=zu, betrag=betrag))
        antrag.nenne(nachher=_fakten(bewegung))
    return bewegung


def freigeben(bewegung_id: int, *, akteur: Benutzer) -> Mittelbewegung:
    """Release and book at once; the booking is what the trail keeps.

    Raises Verweigert for whoever asked for it and without HAUSHALT_FREIGEBEN, Ueberholt when it is decided
    already, HaushaltFehler when the ledger refuses.
    """
    with _entscheidung(Tat.MITTELBEWEGUNG_FREIGEBEN, bewegung_id, akteur) as entscheidung:
        bewegung = entscheidung.objekt
        bewegung.gib_frei()
        wie: dict[str, Any] = {
            "schluessel": f"mittelbewegung/{bewegung.pk}",
            "akteur": akteur,
            "text": f"{bewegung}: {bewegung.grund}",
            "berechtigung": entscheidung.berechtigung,
        }
        if bewegung.von is None:
            setze_ansatz(bewegung.zu, bewegung.betrag, **wie)
        else:
            buche = vilv if bewegung.art == Bewegungsart.VILV else decken
            buche(bewegung.von, bewegung.zu, bewegung.betrag, **wie)
        entscheidung.vermerkt = True
    return bewegung


def ablehnen(bewegung_id: int, *, grund: str, akteur: Benutzer) -> Mittelbewegung:
    """Decline; nothing is booked. Raises as `freigeben`."""
    with _entscheidung(Tat.MITTELBEWEGUNG_ABLEHNEN, bewegung_id, akteur) as entscheidung:
        entscheidung.objekt.lehne_ab()
        entscheidung.objekt.ablehnungsgrund = grund
    return entscheidung.objekt


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


BEANTRAGUNG: Wer[Mittelbewegung] = Wer(
    lambda bewegung, akteur: rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, bewegung.stelle)
)
ENTSCHEIDUNG: Wer[Mittelbewegung] = Wer(
    lambda bewegung, akteur: rechte.verlange(akteur, Recht.HAUSHALT_FREIGEBEN, bewegung.stelle),
    nicht={"beantragt_von": "Sie haben diese Bewegung beantragt. Freigeben muss eine zweite Person."},
)


@contextmanager
def _entscheidung(tat: Tat, bewegung_id: int, akteur: Benutzer) -> Iterator[Akt[Mittelbewegung]]:
    zeile = Mittelbewegung.objects.select_related("von__stelle", "zu__stelle").filter(pk=bewegung_id)
    with akt(tat, zeile, ENTSCHEIDUNG, akteur=akteur) as entscheidung:
        bewegung = entscheidung.objekt
        if not bewegung.offen:
            raise Ueberholt("Über diese Haushaltsbewegung ist schon entschieden.")
        bewegung.entschieden_von, bewegung.entschieden_am = akteur, uhr.jetzt()
        yield entscheidung
        entscheidung.nenne(nachher=_fakten(bewegung))


def _fakten(bewegung: Mittelbewegung) -> dict[str, Any]:
    return {
        "art": bewegung.art,
        "von": str(bewegung.von or ""),
        "zu": str(bewegung.zu),
        "betrag": bewegung.betrag,
        "grund": bewegung.ablehnungsgrund or bewegung.grund,
    }
