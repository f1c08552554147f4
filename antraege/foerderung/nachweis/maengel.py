"""Everything that is missing before a proof can be handed in, each with the page that mends it."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from antraege.antrag.antworten import gestellte
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Seite, Verwendungsnachweis
from antraege.foerderung.nachweis.bericht import EINNAHMEN, regulaer
from antraege.foerderung.nachweis.rechnen import summe
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.programme.models import Finanzierungsart
from rollen import uhr

TRAEGER = "Träger"
BERICHT, EINNAHMENSEITE = "nachweis_bericht", "nachweis_einnahmen"
AUSGABEN, BELEGE, RUECKFRAGEN = "nachweis_ausgaben", "nachweis_belege", "nachweis_rueckfragen"
MEISTE_GENANNTE = 5
_Befunde = Iterator[Mangel]
_NAMEN = {
    "eigenmittel": "Eigenmittel",
    "drittmittel": "Drittmittel",
    "teilnahmebeitraege": "Teilnahmebeiträge",
}


def maengel(antrag: Antrag) -> list[Mangel]:
    """All defects at once; `feld` names page and place. An empty list means it may be handed in."""
    nachweis = getattr(antrag, "nachweis", None) or Verwendungsnachweis.leer(antrag)
    return [mangel for pruefung in _PRUEFUNGEN for mangel in pruefung(nachweis)]


def zeitraum(antrag: Antrag) -> tuple[date | None, date | None]:
    """The Bewilligungszeitraum of the decision, or the days of the project where it names none."""
    bescheid = antrag.bescheid
    return bescheid.zeitraum_von or antrag.beginn, bescheid.zeitraum_bis or antrag.ende


def _ende(nachweis: Verwendungsnachweis) -> _Befunde:
    ende = nachweis.antrag.ende
    if ende is not None and ende > uhr.heute():
        text = f"Das Vorhaben läuft noch bis {ende:%d.%m.%Y}."
        yield Mangel(text, behebt=f"{TRAEGER}: nach dem Ende nachweisen")


def _rueckfragen(nachweis: Verwendungsnachweis) -> _Befunde:
    if not nachweis.pk:
        return
    offen = nachweis.rueckfragen.filter(gestellt_am__isnull=False, beantwortet_am__isnull=True)
    for frage in offen:
        yield Mangel(
            f"Bitte antworten Sie auf die Rückfrage zu: {frage.worum}.",
            TRAEGER,
            f"{RUECKFRAGEN}#id_antwort_{frage.pk}",
        )


def _bericht(nachweis: Verwendungsnachweis) -> _Befunde:
    for frage in gestellte(nachweis.antrag.richtlinie.berichtsfragen.all(), nachweis.antworten):
        if frage.pflicht and nachweis.antworten.get(frage.schluessel) is None:
            feld = f"{BERICHT}#id_frage-{frage.schluessel}"
            yield Mangel(f"Bitte beantworten Sie: „{frage.text}“", TRAEGER, feld)


def _einnahmen(nachweis: Verwendungsnachweis) -> _Befunde:
    for name in EINNAHMEN:
        if getattr(nachweis, name) is None:
            text = f"Bitte geben Sie an: {_NAMEN[name]}. Wenn es keine gab: 0,00."
            yield Mangel(text, TRAEGER, f"{EINNAHMENSEITE}#id_{name}")
    je_einheit = nachweis.antrag.richtlinie.finanzierungsart == Finanzierungsart.EINHEITEN
    if je_einheit and nachweis.einheiten is None:
        einheit = nachweis.antrag.richtlinie.einheit or "Einheiten"
        yield Mangel(f"Bitte geben Sie die Zahl an: {einheit}.", TRAEGER, f"{EINNAHMENSEITE}#id_einheiten")


def _ausgaben(nachweis: Verwendungsnachweis) -> _Befunde:
    if regulaer(nachweis.antrag):
        return
    vorhanden = set(nachweis.positionen.values_list("planposition", flat=True)) if nachweis.pk else set()
    for ansatz in nachweis.antrag.planpositionen.filter(seite=Seite.AUSGABE):
        if ansatz.pk not in vorhanden:
            text = f"Bitte geben Sie an, was „{ansatz.bezeichnung}“ gekostet hat. Wenn nichts: 0,00."
            yield Mangel(text, TRAEGER, f"{AUSGABEN}#id_ist_{ansatz.pk}")


def _belege(nachweis: Verwendungsnachweis) -> _Befunde:
    if not regulaer(nachweis.antrag) or not nachweis.pk:
        return
    von, bis = zeitraum(nachweis.antrag)
    for grenze, art in ((von, "vor dem Beginn"), (bis, "nach dem Ende")):
        if grenze is None:
            continue
        ausserhalb = nachweis.belege.filter(
            **{"datum__lt" if art == "vor dem Beginn" else "datum__gt": grenze}
        )
        if anzahl := ausserhalb.count():
            nummern = ", ".join(map(str, ausserhalb.values_list("nr", flat=True)[:MEISTE_GENANNTE]))
            mehr = f" und {anzahl - MEISTE_GENANNTE} weitere" if anzahl > MEISTE_GENANNTE else ""
            wer = f"Beleg {nummern} liegt" if anzahl == 1 else f"Die Belege {nummern}{mehr} liegen"
            text = f"{wer} {art} des Bewilligungszeitraums ({grenze:%d.%m.%Y})."
            yield Mangel(text, TRAEGER, f"{BELEGE}?ausserhalb=1")


def deckungsluecke(nachweis: Verwendungsnachweis) -> Decimal:
    """Euro of the costs that nobody has paid, even when all that was granted is paid; 0 or less is none."""
    ausgaben = summe(p.betrag for p in nachweis.positionen.all()) if nachweis.pk else Decimal("0.00")
    return ausgaben - summe(getattr(nachweis, name) for name in EINNAHMEN) - nachweis.antrag.bewilligt


def _summen(nachweis: Verwendungsnachweis) -> _Befunde:
    """Somebody has paid every cost: what no one else has paid is own money."""
    if any(getattr(nachweis, name) is None for name in EINNAHMEN):
        return
    if (luecke := deckungsluecke(nachweis)) > 0:
        yield Mangel(
            f"Die Ausgaben sind um {zeige(luecke)} höher als Zuwendung und Einnahmen. "
            "Wer hat das bezahlt? Meist sind es Eigenmittel.",
            TRAEGER,
            f"{EINNAHMENSEITE}#id_eigenmittel",
        )


_PRUEFUNGEN: tuple[Callable[[Verwendungsnachweis], _Befunde], ...] = (
    _ende,
    _rueckfragen,
    _bericht,
    _einnahmen,
    _ausgaben,
    _belege,
    _summen,
)
