"""Budget years: planned by one person, and put in force by one person with the release of another."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from antraege.haushalt.felder import KETTE
from antraege.haushalt.jahr import reste
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat

SPANNE = 1  # years by which the day of a Satzung may differ from its budget year


@transaction.atomic
def plane_jahr(jahr: int, *, akteur: Benutzer) -> Haushaltsjahr:
    """Add a year without Satzung. Raises Verweigert, ValidationError when it exists."""
    zeile, neu = Haushaltsjahr.objects.get_or_create(jahr=jahr)
    with akt(Tat.HAUSHALTSJAHR_PLANEN, zeile, PFLEGE, akteur=akteur) as planung:
        if not neu:
            raise ValidationError({"jahr": f"Das Haushaltsjahr {jahr} gibt es schon."})
        planung.nenne(**_fakten(zeile))
    return zeile


def schlage_inkrafttreten_vor(jahr: int, tag: date, *, akteur: Benutzer) -> Haushaltsjahr:
    """Propose the day from which the Satzung is in force; a new proposal replaces one not yet released.

    Raises Verweigert, ValidationError for a closed year or a day far from the year.
    """
    zeilen = Haushaltsjahr.objects.filter(jahr=jahr)
    with akt(Tat.HAUSHALTSJAHR_VORSCHLAGEN, zeilen, PFLEGE, akteur=akteur) as vorschlag:
        zeile = vorschlag.objekt
        if zeile.abgeschlossen_am:
            raise ValidationError(f"Das Haushaltsjahr {jahr} ist abgeschlossen.")
        if abs(tag.year - jahr) > SPANNE:
            raise ValidationError({"tag": f"Der Tag passt nicht zum Haushaltsjahr {jahr}."})
        zeile.vorschlag_ab, zeile.vorgeschlagen_von, zeile.vorgeschlagen_am = tag, akteur, uhr.jetzt()
        zeile.freigegeben_von = zeile.freigegeben_am = None
        vorschlag.nenne(**_fakten(zeile))
    return zeile


def gib_inkrafttreten_frei(jahr: int, tag: date, *, akteur: Benutzer) -> Haushaltsjahr:
    """Release the proposed day, which must be `tag`: the one the person saw.

    Raises Verweigert for whoever proposed it, Ueberholt when that proposal is no longer open.
    """
    zeilen = Haushaltsjahr.objects.filter(jahr=jahr)
    with akt(Tat.HAUSHALTSJAHR_FREIGEBEN, zeilen, FREIGABE, akteur=akteur) as freigabe:
        zeile = freigabe.objekt
        if zeile.vorschlag_ab != tag or zeile.abgeschlossen_am:
            raise Ueberholt("Dieser Vorschlag ist nicht mehr offen.")
        vorher = zeile.in_kraft_ab
        zeile.in_kraft_ab, zeile.vorschlag_ab = tag, None
        zeile.freigegeben_von, zeile.freigegeben_am = akteur, uhr.jetzt()
        freigabe.nenne(**_fakten(zeile, vorher))
    return zeile


def lege_folgezeilen_an(jahr: int, stelle: Stelle, *, akteur: Benutzer) -> list[Haushaltsstelle]:
    """Add to the next year, without money, the lines that lack it and have something left over.

    Raises Verweigert.
    """
    wer: Wer[Any] = Wer(lambda *_: rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, stelle))
    with akt(Tat.HAUSHALTSSTELLEN_ANLEGEN, f"haushaltsjahr/{jahr + 1}", wer, akteur=akteur) as anlage:
        neue = [
            Haushaltsstelle.objects.create(
                **{feld: getattr(zeile, feld) for feld in reste.KONTO},
                stelle=zeile.stelle,
                bereich=zeile.bereich,
                jahr=jahr + 1,
                quelle=f"Folgejahr von {zeile.jahr}",
            )
            for zeile in reste.ohne_folgezeile(reste.posten(jahr, stelle))
        ]
        anlage.unveraendert = not neue
        anlage.nenne(kette=KETTE, nachher={"haushaltsstellen": [str(zeile) for zeile in neue]})
    return neue


PFLEGE: Wer[Haushaltsjahr] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN)
)
FREIGABE: Wer[Haushaltsjahr] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.HAUSHALT_FREIGEBEN),
    nicht={"vorgeschlagen_von": "Sie haben den Tag vorgeschlagen. Freigeben muss eine zweite Person."},
)


def _fakten(zeile: Haushaltsjahr, vorher: date | None = None) -> dict[str, dict[str, date | None]]:
    return {
        "vorher": {"in_kraft_ab": vorher},
        "nachher": {"in_kraft_ab": zeile.in_kraft_ab, "vorschlag_ab": zeile.vorschlag_ab},
    }
