"""Mittelabrufe: asking for an instalment and each certificate on its way to the booking."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.models import Abrufart, Abrufstatus, Mittelabruf, Rate
from antraege.kern import fristen
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import bankverbindung, uhr
from rollen.models import Benutzer

# The certificates in their order: the field's name and its words.
_VERMERKE = (
    ("sachlich", "sachlich richtig"),
    ("rechnerisch", "rechnerisch richtig"),
    ("angeordnet", "angeordnet"),
)


def fordere_an(antrag: Antrag, *, betrag: Decimal, zweck: str, akteur: Benutzer) -> Mittelabruf:
    """The next instalment of this request, in euro."""
    return Mittelabruf.objects.create(
        antrag=antrag, nr=antrag.mittelabrufe.count() + 1, betrag=betrag, zweck=zweck, angefordert_von=akteur
    )


def naechste_rate(antrag: Antrag) -> Rate | None:
    """The first instalment of the Bescheid that nobody has asked for yet."""
    return Rate.objects.filter(bescheid__antrag=antrag, mittelabruf__isnull=True).order_by("nr").first()


def fordere_rate_an(antrag: Antrag) -> Mittelabruf:
    """The next instalment the Bescheid promises, asked for by the plan and no person; raises MaengelFehler."""
    rate = naechste_rate(antrag)
    if rate is None:
        raise MaengelFehler([Mangel("Alle Raten des Bescheids sind bereits angefordert.")])
    return Mittelabruf.objects.create(
        antrag=antrag,
        nr=antrag.mittelabrufe.count() + 1,
        art=Abrufart.RATE,
        rate=rate,
        betrag=rate.betrag,
        faellig_am=rate.faellig_am,
        zweck=f"{rate.nr}. Rate nach dem Bescheid",
    )


def fordere_rest_an(antrag: Antrag, betrag: Decimal) -> Mittelabruf:
    """What is still to be paid after the proof of use, in euro."""
    return Mittelabruf.objects.create(
        antrag=antrag,
        nr=antrag.mittelabrufe.count() + 1,
        art=Abrufart.REST,
        betrag=betrag,
        zweck="Restzahlung nach geprüftem Verwendungsnachweis",
    )


def laufender(antrag: Antrag) -> Mittelabruf:
    """The newest instalment."""
    return antrag.mittelabrufe.latest("nr")


def stelle_sachlich_fest(abruf: Mittelabruf, *, akteur: Benutzer) -> None:
    """The facts are right (§ 31 KomHVO NRW)."""
    abruf.sachlich_feststellen()
    abruf.sachlich_von, abruf.sachlich_am = akteur, uhr.jetzt()
    abruf.save()


def weise_zurueck(abruf: Mittelabruf, *, grund: str, akteur: Benutzer) -> list[str]:
    """The Träger has to ask again; only what the Träger has asked for can be sent back."""
    abruf.zurueckweisen()
    return _gib_zurueck(abruf, _VERMERKE, grund=grund, akteur=akteur)


def gib_zurueck(abruf: Mittelabruf, *, an: Abrufstatus, grund: str, akteur: Benutzer) -> list[str]:
    """Back to an earlier certificate; what was ordered or handed over cannot be. Returns what is void now."""
    if an == Abrufstatus.ANGEFORDERT:
        abruf.zur_sachlichen_feststellung()
        return _gib_zurueck(abruf, _VERMERKE, grund=grund, akteur=akteur)
    abruf.zur_rechnerischen_feststellung()
    return _gib_zurueck(abruf, _VERMERKE[1:], grund=grund, akteur=akteur)


def _gib_zurueck(
    abruf: Mittelabruf, vermerke: Sequence[tuple[str, str]], *, grund: str, akteur: Benutzer
) -> list[str]:
    """Keep who gave it back and why; certificates from there on have to be given anew."""
    hinfaellig = [worte for name, worte in vermerke if getattr(abruf, f"{name}_am")]
    for name, _ in vermerke:
        setattr(abruf, f"{name}_von", None)
        setattr(abruf, f"{name}_am", None)
    abruf.grund, abruf.zurueckgegeben_von, abruf.zurueckgegeben_am = grund, akteur, uhr.jetzt()
    abruf.save()
    return hinfaellig


def stelle_rechnerisch_fest(abruf: Mittelabruf, *, akteur: Benutzer) -> None:
    """The arithmetic is right (§ 31 KomHVO NRW)."""
    abruf.rechnerisch_feststellen()
    abruf.rechnerisch_von, abruf.rechnerisch_am = akteur, uhr.jetzt()
    abruf.save()


def ordne_an(abruf: Mittelabruf, *, akteur: Benutzer) -> None:
    """The Kasse shall pay to the account that is in force now; the city itself has none."""
    abruf.anordnen()
    abruf.angeordnet_von, abruf.angeordnet_am = akteur, uhr.jetzt()
    konto = None if abruf.antrag.intern else bankverbindung.geltende(abruf.antrag.traeger)
    abruf.iban, abruf.kontoinhaber = (konto.iban, konto.kontoinhaber) if konto else ("", "")
    abruf.faellig_am = abruf.faellig_am or fristen.naechster_werktag(uhr.heute())
    abruf.save()


def hebe_anordnung_auf(abruf: Mittelabruf, *, grund: str, akteur: Benutzer) -> list[str]:
    """The order no longer holds: somebody has to order anew."""
    abruf.anordnung_aufheben()
    abruf.iban, abruf.kontoinhaber = "", ""
    return _gib_zurueck(abruf, _VERMERKE[2:], grund=grund, akteur=akteur)


def uebergib(abruf: Mittelabruf) -> None:
    """The order has gone to the finance system."""
    abruf.uebergeben()
    abruf.save()


def hole_zurueck(abruf: Mittelabruf) -> None:
    """The finance system has not paid: the order stands again."""
    abruf.zurueckholen()
    abruf.save()


def buche(abruf: Mittelabruf, *, belegnummer: str, bezahlt_am: date, akteur: Benutzer) -> None:
    """The Kasse has paid: the ledger moves from gebunden to ausgezahlt, once.

    `bezahlt_am` is the day of Wertstellung; on it the time to use the money begins.
    """
    abruf.buchen()
    abruf.belegnummer, abruf.bezahlt_am = belegnummer, bezahlt_am
    abruf.gebucht_von, abruf.gebucht_am = akteur, uhr.jetzt()
    abruf.save()
    mittel.zahle_aus(abruf, akteur=akteur)
