"""Mittelabrufe: asking for an instalment and each certificate on its way to the booking."""

from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.models import Abrufart, Mittelabruf, Rate
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import uhr
from rollen.models import Benutzer


def fordere_an(antrag: Antrag, *, betrag: Decimal, zweck: str, akteur: Benutzer) -> Mittelabruf:
    """The next instalment of this request, in euro."""
    return Mittelabruf.objects.create(
        antrag=antrag, nr=antrag.mittelabrufe.count() + 1, betrag=betrag, zweck=zweck, angefordert_von=akteur
    )


def naechste_rate(antrag: Antrag) -> Rate | None:
    """The first instalment of the Bescheid nobody has asked for yet; one sent back counts again."""
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


def weise_zurueck(abruf: Mittelabruf, *, grund: str) -> None:
    """The Träger has to ask again; an instalment of the Bescheid becomes free to be asked for anew."""
    abruf.zurueckweisen()
    abruf.grund, abruf.rate = grund, None
    abruf.save()


def stelle_rechnerisch_fest(abruf: Mittelabruf, *, akteur: Benutzer) -> None:
    """The arithmetic is right (§ 31 KomHVO NRW)."""
    abruf.rechnerisch_feststellen()
    abruf.rechnerisch_von, abruf.rechnerisch_am = akteur, uhr.jetzt()
    abruf.save()


def ordne_an(abruf: Mittelabruf, *, akteur: Benutzer) -> None:
    """The Kasse shall pay."""
    abruf.anordnen()
    abruf.angeordnet_von, abruf.angeordnet_am = akteur, uhr.jetzt()
    abruf.save()


def buche(abruf: Mittelabruf, *, belegnummer: str, akteur: Benutzer) -> None:
    """The Kasse has paid: the ledger moves from gebunden to ausgezahlt, once."""
    abruf.buchen()
    abruf.belegnummer = belegnummer
    abruf.gebucht_von, abruf.gebucht_am = akteur, uhr.jetzt()
    abruf.save()
    mittel.zahle_aus(abruf, akteur=akteur)


def zahlungshindernisse(antrag: Antrag, *, betrag: Decimal) -> list[Mangel]:
    """Why `betrag` euro must not be paid now, each with who can mend it."""
    maengel: list[Mangel] = []
    bescheid = antrag.bescheid
    if antrag.richtlinie.bestandskraft_noetig and not bescheid.bestandskraeftig(am=uhr.heute()):
        maengel.append(
            Mangel(
                f"Der Bescheid ist erst ab {bescheid.bestandskraeftig_ab:%d.%m.%Y} bestandskräftig.",
                behebt="Träger: auf den Rechtsbehelf verzichten oder abwarten",
            )
        )
    if betrag > antrag.offen:
        maengel.append(Mangel("Der Betrag ist höher als der noch offene Rest.", behebt="Träger: neu abrufen"))
    return maengel
