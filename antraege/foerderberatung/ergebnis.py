"""What the finder said, kept with a note in words; and the answers that are known already from a case."""

from datetime import date
from typing import Any

from django.utils.http import urlencode

from antraege.antrag.models import Antrag
from antraege.kern.foerdersuche import Anliegen, Befund, wer_ist
from antraege.kern.geld import zeige
from antraege.programme import finder
from antraege.programme.forms_finder import Finderformular
from antraege.programme.models import Foerderprogramm

FRAGEN = {name: str(feld.label) for name, feld in Finderformular.base_fields.items()}


def in_worten(anliegen: Anliegen, *, am: date) -> dict[str, Any]:
    """The answers and the verdicts of this day as text, so that they still make sense in ten years."""
    antworten = {
        "wer": anliegen.wer.bezeichnung if anliegen.wer else "",
        "zweck": anliegen.zweck.bezeichnung if anliegen.zweck else "",
        "beginn": f"{anliegen.beginn:%d.%m.%Y}" if anliegen.beginn else "",
        "betrag": zeige(anliegen.betrag) if anliegen.betrag is not None else "",
    }
    return {
        "am": f"{am:%d.%m.%Y}",
        "antworten": [f"{FRAGEN[name]} {wort or 'offen'}" for name, wort in antworten.items()],
        "treffer": [
            f"{eignung.bezeichnung}: {treffer.name}. {_gruende(treffer)}".strip()
            for eignung, liste in finder.beurteilte(anliegen, am=am)
            for treffer in liste
        ],
    }


def _gruende(treffer: finder.Treffer) -> str:
    """Of each way to the money, named where there are two."""
    return " ".join(
        f"{f'{weg.weg_in_worten}. ' if treffer.auch else ''}{_befund(weg.befund)}" for weg in treffer.wege
    ).strip()


def _befund(befund: Befund) -> str:
    return " ".join(befund.dagegen or (*befund.vorbehalte, *befund.dafuer, *befund.hinweise))


def adresse(anliegen: Anliegen) -> str:
    """The answers as they stand in an address."""
    return urlencode({name: wert for name, wert in vars(anliegen).items() if wert is not None})


def anliegen_aus(antrag: Antrag) -> Anliegen:
    """What a case answers of the four questions."""
    programm = Foerderprogramm.objects.select_related("finder").get(pk=antrag.programm_id)
    zwecke = finder.zwecke_von(programm)
    return Anliegen(
        wer=wer_ist(antrag.traeger.art, staedtisch=antrag.traeger.staedtisch),
        zweck=next(iter(zwecke)) if len(zwecke) == 1 else None,
        beginn=antrag.beginn,
        betrag=antrag.beantragt or None,
    )
