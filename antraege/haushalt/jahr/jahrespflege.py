"""Budget years: planned by one person, and put in force by one person with the release of another."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from antraege.haushalt.hauptbuch.buchen import KETTE
from antraege.haushalt.jahr import reste
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from rollen import protokoll, rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

SPANNE = 1  # years by which the day of a Satzung may differ from its budget year


@transaction.atomic
def plane_jahr(jahr: int, *, akteur: Benutzer) -> Haushaltsjahr:
    """Add a year without Satzung. Raises Verweigert, ValidationError when it exists."""
    berechtigung = _irgendwo(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN)
    zeile, neu = Haushaltsjahr.objects.get_or_create(jahr=jahr)
    if not neu:
        raise ValidationError({"jahr": f"Das Haushaltsjahr {jahr} gibt es schon."})
    _schreibe(zeile, Tat.HAUSHALTSJAHR_PLANEN, akteur, berechtigung)
    return zeile


@transaction.atomic
def schlage_inkrafttreten_vor(jahr: int, tag: date, *, akteur: Benutzer) -> Haushaltsjahr:
    """Propose the day from which the Satzung is in force; a new proposal replaces one not yet released.

    Raises Verweigert, ValidationError for a closed year or a day far from the year.
    """
    berechtigung = _irgendwo(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN)
    zeile = _sperre(jahr)
    if zeile.abgeschlossen_am:
        raise ValidationError(f"Das Haushaltsjahr {jahr} ist abgeschlossen.")
    if abs(tag.year - jahr) > SPANNE:
        raise ValidationError({"tag": f"Der Tag passt nicht zum Haushaltsjahr {jahr}."})
    zeile.vorschlag_ab, zeile.vorgeschlagen_von, zeile.vorgeschlagen_am = tag, akteur, uhr.jetzt()
    zeile.freigegeben_von = zeile.freigegeben_am = None
    zeile.save()
    _schreibe(zeile, Tat.HAUSHALTSJAHR_VORSCHLAGEN, akteur, berechtigung)
    return zeile


@transaction.atomic
def gib_inkrafttreten_frei(jahr: int, tag: date, *, akteur: Benutzer) -> Haushaltsjahr:
    """Release the proposed day, which must be `tag`: the one the person saw.

    Raises Verweigert for whoever proposed it, ValidationError when that proposal is no longer open.
    """
    berechtigung = _irgendwo(akteur, Recht.HAUSHALT_FREIGEBEN)
    zeile = _sperre(jahr)
    if zeile.vorgeschlagen_von_id == akteur.pk:
        raise Verweigert("Sie haben den Tag vorgeschlagen. Freigeben muss eine zweite Person.")
    if zeile.vorschlag_ab != tag or zeile.abgeschlossen_am:
        raise ValidationError("Dieser Vorschlag ist nicht mehr offen.")
    vorher = zeile.in_kraft_ab
    zeile.in_kraft_ab, zeile.vorschlag_ab = tag, None
    zeile.freigegeben_von, zeile.freigegeben_am = akteur, uhr.jetzt()
    zeile.save()
    _schreibe(zeile, Tat.HAUSHALTSJAHR_FREIGEBEN, akteur, berechtigung, vorher=vorher)
    return zeile


@transaction.atomic
def lege_folgezeilen_an(jahr: int, stelle: Stelle, *, akteur: Benutzer) -> list[Haushaltsstelle]:
    """Add to the next year, without money, the lines that lack it and have something left over.

    Raises Verweigert.
    """
    berechtigung = rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, stelle)
    fehlende = reste.ohne_folgezeile(reste.posten(jahr, stelle))
    neue = [
        Haushaltsstelle.objects.create(
            **{feld: getattr(zeile, feld) for feld in reste.KONTO},
            stelle=zeile.stelle,
            bereich=zeile.bereich,
            jahr=jahr + 1,
            quelle=f"Folgejahr von {zeile.jahr}",
        )
        for zeile in fehlende
    ]
    if neue:
        protokoll.schreibe(
            kette=KETTE,
            aktion=Tat.HAUSHALTSSTELLEN_ANLEGEN,
            objekt=f"haushaltsjahr/{jahr + 1}",
            akteur=akteur,
            berechtigung=berechtigung,
            nachher={"haushaltsstellen": [str(zeile) for zeile in neue]},
        )
    return neue


def _sperre(jahr: int) -> Haushaltsjahr:
    return Haushaltsjahr.objects.select_for_update().get(jahr=jahr)


def _irgendwo(akteur: Benutzer, recht: Recht) -> Berechtigung:
    """A year belongs to the whole city: the right counts wherever it is held. Raises Verweigert."""
    for berechtigung in rechte.berechtigungen(akteur):
        if berechtigung.recht == recht:
            return berechtigung
    raise Verweigert(f"Ihnen fehlt das Recht „{recht.bezeichnung}“.", rechte.wer_darf(recht))


def _schreibe(
    zeile: Haushaltsjahr,
    aktion: Tat,
    akteur: Benutzer,
    berechtigung: Berechtigung,
    vorher: date | None = None,
) -> None:
    protokoll.schreibe(
        kette=KETTE,
        aktion=aktion,
        objekt=f"haushaltsjahr/{zeile.jahr}",
        akteur=akteur,
        berechtigung=berechtigung,
        vorher={"in_kraft_ab": vorher},
        nachher={"in_kraft_ab": zeile.in_kraft_ab, "vorschlag_ab": zeile.vorschlag_ab},
    )
