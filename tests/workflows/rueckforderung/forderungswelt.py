"""A paid grant of 12.500 € under either regime, and the people's inputs on the way of a claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Aufhebungsgrund, Forderungsgrund, Rueckforderung
from antraege.foerderung.rueckforderungen import Absicht
from antraege.programme.models import Rechtsregime, Richtlinie
from rollen import uhr
from rollen.models import Bankverbindung
from tests.fabriken import BenutzerFactory
from tests.gedaechtnis import gemerkt
from tests.welt import Welt
from tests.workflows.wege import ABRUFEN, BEWILLIGEN, FACHLICH, TATEN, gehe, offene
from workflows.rueckforderung import tuer as rueckforderung

ANHOERUNG: dict[str, Any] = {
    "aufhebungsgrund": Aufhebungsgrund.ZWECK.value,
    "sachverhalt": "Das Geld wurde für eine Ferienreise ausgegeben.",
    "erwaegungen": "Der Zweck ist verfehlt.",
    "zinsbeginn": "2024-03-15",
    "frist": "2024-10-25",
}
ANTWORT: dict[str, Any] = {"stellungnahme": "Die Reise diente dem Lesen."}
PRUEFUNG: dict[str, Any] = {
    "vorschlag": "festsetzen",
    "wuerdigung": "Das überzeugt nicht.",
    "begruendung": "Die Mittel dienten nicht dem Zweck.",
    "ermessen": "Sparsamkeit überwiegt.",
    "vertrauensschutz": "Der Träger kannte die Auflage.",
    "zinsbeginn": "2024-03-15",
}
FESTSETZEN: dict[str, Any] = {"entscheidung": "festsetzen"}


@contextmanager
def am(tag: str, uhrzeit: str = "10:00") -> Iterator[None]:
    """The clock on that day in Dortmund."""
    zeit = datetime.fromisoformat(f"{tag}T{uhrzeit}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    with uhr.gestellt(zeit):
        yield


def regeln(welt: Welt, regime: Rechtsregime = Rechtsregime.VWVFG, **felder: Any) -> Richtlinie:
    """The Richtlinie of the small city as a further version without a highest amount."""
    alt = welt.richtlinie
    kinder = [list(getattr(alt, name).all()) for name in _KINDER]
    neu = Richtlinie.objects.get(pk=alt.pk)
    neu.pk, neu.version, neu.freigegeben_am, neu.freigegeben_von = None, alt.version + 1, None, None
    neu.rechtsregime, neu.hoechstbetrag = regime, None
    for name, wert in felder.items():
        setattr(neu, name, wert)
    neu._state.adding = True
    neu.save()
    for kind in (k for zeilen in kinder for k in zeilen):
        kind.pk, kind.richtlinie = None, neu
        kind._state.adding = True
        kind.save()
    neu.freigegeben_von, neu.freigegeben_am = alt.freigegeben_von, alt.freigegeben_am
    neu.save(update_fields=["freigegeben_von", "freigegeben_am"])
    return neu


_KINDER = ("fragen", "unterlagen", "pruefpunkte", "mitzeichnungsstellen", "wertgrenzen")


def kassenkonto(welt: Welt) -> None:
    """The Stadtkasse has an account that two people have confirmed."""
    Bankverbindung.objects.create(
        stelle=welt.stellen["kasse"],
        iban="DE89370400440532013000",
        kontoinhaber="Stadt Dortmund",
        erfasst_von=BenutzerFactory(),
        bestaetigt_von=BenutzerFactory(),
        bestaetigt_am=uhr.jetzt(),
    )


def bewilligt(welt: Welt, *, regime: Rechtsregime = Rechtsregime.VWVFG, **felder: Any) -> Antrag:
    """12.500 € are approved; nothing is paid."""
    kassenkonto(welt)
    antrag = welt.eingereicht(betrag="12500.00", richtlinie=regeln(welt, regime, **felder))
    gehe(welt, antrag, bis="fachliche_pruefung")
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH | {"vorschlag": "12.500,00"})
    gehe(welt, antrag, bis="entscheidung")
    return welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN | {"betrag": "12.500,00"})


def ausgezahlt(welt: Welt, *, betrag: str = "12.500,00", **felder: Any) -> Antrag:
    """So much of the 12.500 € is paid."""
    antrag = bewilligt(welt, **felder)
    welt.tu(antrag, "mittelabruf", "zeichnung", **ABRUFEN | {"betrag": betrag})
    for schritt in ("sachliche_feststellung", "rechnerische_feststellung", "anordnung", "buchung"):
        person, eingaben = TATEN[schritt]
        welt.tu(antrag, schritt, person, **eingaben)
    return Antrag.objects.get(pk=antrag.pk)


def absicht(grund: Forderungsgrund = Forderungsgrund.WIDERRUF, **felder: Any) -> Absicht:
    """What the office intends, known since the day the clock shows."""
    werte: dict[str, Any] = {
        "grund": grund,
        "sachverhalt": "Das Geld wurde für eine Ferienreise ausgegeben.",
        "kenntnis_am": uhr.heute(),
        "verbleibt": Decimal("0.00"),
    }
    return Absicht(**werte | felder)


def eroeffnet(welt: Welt, antrag: Antrag, was: Absicht | None = None, person: str = "sb") -> Rueckforderung:
    """The claim has begun and waits for its hearing."""
    return gemerkt(rueckforderung.eroeffne, antrag.pk, akteur=welt.neu(person), absicht=was or absicht())


def angehoert(welt: Welt, antrag: Antrag, was: Absicht | None = None, **anhoerung: Any) -> Rueckforderung:
    """The Träger has answered; call it inside `am("2024-10-01")`."""
    forderung = eroeffnet(welt, antrag, was)
    welt.tu(antrag, "anhoerung", "sb", **ANHOERUNG | anhoerung)
    welt.tu(antrag, "stellungnahme", "zeichnung", **ANTWORT)
    return Rueckforderung.objects.get(pk=forderung.pk)


def vorgeschlagen(welt: Welt, antrag: Antrag, was: Absicht | None = None, **eingaben: Any) -> Rueckforderung:
    """The first person has proposed a Bescheid."""
    forderung = angehoert(welt, antrag, was, **{k: w for k, w in eingaben.items() if k == "verbleibt"})
    welt.tu(antrag, "rueckforderungspruefung", "sb", **PRUEFUNG | eingaben)
    return Rueckforderung.objects.get(pk=forderung.pk)


def festgesetzt(welt: Welt, antrag: Antrag, was: Absicht | None = None, **eingaben: Any) -> Rueckforderung:
    """The Leitung has fixed the claim."""
    forderung = vorgeschlagen(welt, antrag, was, **eingaben)
    welt.tu(antrag, "rueckforderungsentscheidung", "leitung", **FESTSETZEN)
    return Rueckforderung.objects.get(pk=forderung.pk)


def zahle(welt: Welt, antrag: Antrag, betrag: str, tag: str, beleg: str) -> Antrag:
    """The Kasse books a receipt, credited on the day."""
    eingaben = {"betrag": betrag, "wertstellung": tag, "belegnummer": beleg}
    return welt.tu(antrag, "zahlungseingang", "kasse", **eingaben)


def stand(antrag: Antrag) -> tuple[Any, ...]:
    """What a refused act must leave as it was."""
    forderung = antrag.rueckforderungen.last()
    felder = ("status", "betrag", "getilgt", "zinsen_bezahlt", "faellig_am", "mahnstufe")
    return (
        Antrag.objects.values_list("status", "bewilligt", "erstattet").get(pk=antrag.pk),
        [getattr(forderung, feld) for feld in felder] if forderung else [],
        offene(antrag),
        antrag.schriftstuecke.count(),
    )
