"""What the Servicestelle does to the programmes of other funders, and what a programme of the city is said to be for.

Everything raises Verweigert without the right and Ueberholt when the page was outdated.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from antraege.kern.foerdersuche import Gruppe, Zweck
from antraege.programme.models import ExternesProgramm, Foerderprogramm, Programmzwecke
from antraege.programme.models.finder import EXTERNE_FELDER
from rollen import rechte, uhr
from rollen.akt import Wer, akt, unterschied
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat

BEENDET = "Dieses Programm ist schon beendet."
PFLEGE: Wer[ExternesProgramm] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.FOERDERUNGEN_PFLEGEN)
)
REDAKTION: Wer[Programmzwecke] = Wer(
    lambda zwecke, akteur: rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, zwecke.programm.stelle)
)


def erfasse(felder: Mapping[str, Any], *, akteur: Benutzer) -> ExternesProgramm:
    """Write down a programme; who does so has just read its source, so it counts as checked today."""
    extern = ExternesProgramm(**felder, kuerzel=_kuerzel(felder["name"]))
    with akt(Tat.EXTERN_ERFASSEN, extern, PFLEGE, akteur=akteur) as erfassung:
        _geprueft(extern, akteur)
        erfassung.nenne(nachher=_fakten(extern))
    return extern


def aendere(extern_id: int, felder: Mapping[str, Any], *, stand: int, akteur: Benutzer) -> ExternesProgramm:
    """Change what is told; counts as checked today."""
    with _akt(Tat.EXTERN_AENDERN, extern_id, stand, akteur) as aenderung:
        extern = aenderung.objekt
        vorher = _fakten(extern)
        for name, wert in felder.items():
            setattr(extern, name, wert)
        _geprueft(extern, akteur)
        aenderung.nenne(**unterschied(vorher, _fakten(extern)))
    return extern


def pruefe(extern_id: int, *, stand: int, akteur: Benutzer) -> ExternesProgramm:
    """Somebody has compared it with its source today and found it right; from then on everybody sees it."""
    with _akt(Tat.EXTERN_PRUEFEN, extern_id, stand, akteur) as pruefung:
        _geprueft(pruefung.objekt, akteur)
        pruefung.nenne(nachher={"name": pruefung.objekt.name, "quelle": pruefung.objekt.quelle})
    return pruefung.objekt


def beende(extern_id: int, *, stand: int, akteur: Benutzer) -> ExternesProgramm:
    """It is not offered any more: it leaves every public list, and stays here."""
    with _akt(Tat.EXTERN_BEENDEN, extern_id, stand, akteur) as ende:
        ende.objekt.beendet_am = uhr.heute()
        ende.nenne(nachher={"name": ende.objekt.name})
    return ende.objekt


@transaction.atomic
def setze_zwecke(
    programm: Foerderprogramm, zwecke: Sequence[str], *, stand: int, akteur: Benutzer
) -> Programmzwecke:
    """Say what a programme of the city is for; raises Verweigert for whoever does not work on its rules."""
    Programmzwecke.objects.get_or_create(programm=programm)
    zeile = Programmzwecke.objects.filter(programm=programm).select_related("programm__stelle")
    with akt(Tat.ZWECKE_AENDERN, zeile, REDAKTION, akteur=akteur, stand=stand) as aenderung:
        vorher = {"zwecke": _in_worten(aenderung.objekt.zwecke)}
        aenderung.objekt.zwecke = list(zwecke)
        aenderung.nenne(vorher=vorher, nachher={"zwecke": _in_worten(zwecke)})
    return aenderung.objekt


def _akt(tat: Tat, extern_id: int, stand: int, akteur: Benutzer) -> Any:
    if ExternesProgramm.objects.filter(pk=extern_id, beendet_am__isnull=False).exists():
        raise Ueberholt(BEENDET)
    zeile = ExternesProgramm.objects.filter(pk=extern_id, beendet_am__isnull=True)
    return akt(tat, zeile, PFLEGE, akteur=akteur, stand=stand)


def _geprueft(extern: ExternesProgramm, akteur: Benutzer) -> None:
    extern.geprueft_von, extern.geprueft_am = akteur, uhr.heute()


def _kuerzel(name: str) -> str:
    """A short name for the address that nobody else has."""
    stamm = slugify(name)[:32].strip("-") or "programm"
    vergeben = set(
        ExternesProgramm.objects.filter(kuerzel__startswith=stamm).values_list("kuerzel", flat=True)
    )
    freie = (stamm, *(f"{stamm}-{nr}" for nr in range(2, len(vergeben) + 3)))
    return next(kuerzel for kuerzel in freie if kuerzel not in vergeben)


def _fakten(extern: ExternesProgramm) -> dict[str, Any]:
    """What is told of it, choices in their words."""
    worte = {
        "geberart": extern.get_geberart_display(),
        "programm": str(extern.programm or ""),
        "weg": extern.get_weg_display(),
        "gruppen": [Gruppe(gruppe).bezeichnung for gruppe in extern.gruppen],
        "zwecke": _in_worten(extern.zwecke),
    }
    return {name: getattr(extern, name) for name in EXTERNE_FELDER} | worte


def _in_worten(zwecke: Iterable[str]) -> list[str]:
    return [Zweck(zweck).bezeichnung for zweck in zwecke]
