"""Abrufe that lie still are told of: to whom they lie with, after so many days, and again after as many more."""

from collections.abc import Callable, Iterator, Mapping

from antraege.angebote import abrufe
from antraege.angebote.models import Abruf, Abrufstand
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr
from rollen.akt import EIGENES, akt
from rollen.taten import Tat
from workflows.abruf.post import schreibe_anbieter, schreibe_einrichtung, schreibe_koordination
from workflows.abruf.tuer import MIT

# Who is told, and what is to be done.
BITTEN: Mapping[str, tuple[Callable[..., None], str]] = {  # partial: what has ended waits for nobody
    Abrufstand.ANGEFRAGT: (schreibe_koordination, "Bitte ordnen Sie den Abruf zu, oder lehnen Sie ihn ab."),
    Abrufstand.WARTELISTE: (
        schreibe_koordination,
        "Der Termin ist vorbei. Bitte ordnen Sie ein anderes Angebot zu, oder lehnen Sie den Abruf ab.",
    ),
    Abrufstand.ZUGEORDNET: (schreibe_anbieter, "Bitte sagen Sie zu, oder lehnen Sie den Abruf mit Grund ab."),
    Abrufstand.ZUGESAGT: (schreibe_anbieter, "Bitte legen Sie den Termin fest."),
    Abrufstand.TERMINIERT: (
        schreibe_anbieter,
        "Der Termin ist vorbei. Bitte bestätigen Sie die Durchführung, oder sagen Sie mit Grund ab.",
    ),
    Abrufstand.DURCHGEFUEHRT: (schreibe_einrichtung, "Bitte melden Sie kurz zurück, wie es war."),
}


def erinnere() -> Iterator[str]:
    """Tell of every Abruf that lies still; yields in German what was done. A second run does nothing."""
    tage = festwerte.einstellung(Festwertart.ABRUF_RUHE_TAGE)
    for pk in list(abrufe.ruhende(uhr.heute(), tage=tage).values_list("pk", flat=True)):
        if gesagt := _erinnere(pk, tage):
            yield gesagt


def _erinnere(pk: int, tage: int) -> str:
    """Locked and looked at anew. Nothing of it changes but the day of the reminder: open pages stay in date."""
    zeile = Abruf.objects.select_related(*MIT).filter(pk=pk)
    with akt(Tat.ERINNERN, zeile, EIGENES, akteur=None) as erinnerung:
        abruf = erinnerung.objekt
        seit = abrufe.ruht_seit(abruf)
        if seit is None or not abrufe.ist_zu_erinnern(abruf, uhr.heute(), tage=tage):
            erinnerung.unveraendert = True
            return ""
        schreibe, bitte = BITTEN[abruf.status]
        stand = f"„{abruf.get_status_display()}“ seit {seit:%d.%m.%Y}"
        schreibe(abruf, betreff="Erinnerung", text=f"Dieser Abruf liegt still: {stand}. {bitte}")
        abruf.erinnert_am, erinnerung.ungezaehlt = uhr.heute(), True
        erinnerung.nenne(von="", nach="", nachher={"seit": seit, "an": abruf.liegt_bei})
    return f"Abruf {pk}: an {stand} erinnert."
