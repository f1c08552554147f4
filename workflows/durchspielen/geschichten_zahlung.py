"""Stories of payments: instalments by plan through runs, a mismatch, an account that waits for its second person."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from antraege.antrag.dateien import pruefe_datei
from antraege.foerderung import abrufe
from antraege.foerderung.models import Zahlungsunterlagenart
from antraege.foerderung.zahlung.referenz import referenz
from antraege.kern.fristen import naechster_werktag, werktage_spaeter
from antraege.kern.geld import zeige_zahl
from rollen import bankverbindung, uhr
from workflows import zahlungen, zahlungen_buchen, zahlungen_verwendung
from workflows.durchspielen.geschichten import bewilligt, geprueft
from workflows.durchspielen.muster import papier
from workflows.durchspielen.personen import person
from workflows.durchspielen.raten import haelfte, mitte, vorgeschlagene_haelfte
from workflows.durchspielen.spieler import Spieler

NEUES_KONTO = "DE02370501980001802057"


def raten_bewilligt(s: Spieler) -> None:
    """The Bescheid promises two instalments; the waiver of the Klage came on paper."""
    geprueft(s)
    erste = vorgeschlagene_haelfte(s.antrag)
    assert s.antrag.beginn
    s.tu(
        "entscheidung",
        s.besetzung.leitung,
        entscheidung="bewilligen",
        betrag=zeige_zahl(s.antrag.vorgeschlagen),
        zeitraum_von=s.antrag.beginn,
        zeitraum_bis=s.antrag.ende,
        auflagen="",
        begruendung="",
        rate_1_am=naechster_werktag(s.antrag.beginn),
        rate_1_betrag=zeige_zahl(erste),
        rate_2_am=naechster_werktag(mitte(s.antrag)),
        rate_2_betrag=zeige_zahl(s.antrag.vorgeschlagen - erste),
    )
    verzichte_auf_papier(s)


def raten_im_lauf(s: Spieler) -> None:
    """Both instalments go out in runs and come back confirmed; the use of the first is declared."""
    raten_bewilligt(s)
    for nr in (1, 2):
        zahle_die_rate(s)
        if nr == 1:
            erklaere_verwendung(s, tage=40)


def erste_rate_uebergeben(s: Spieler) -> None:
    """The first instalment is handed over; the confirmation is still to come."""
    raten_bewilligt(s)
    ordne_die_rate_an(s)
    uebergib(s)


def bestaetigung_passt_nicht(s: Spieler) -> None:
    """The finance system reports another amount: a task of the Kasse, nothing is booked."""
    bewilligt(s)
    s.rufe_ab(haelfte(s.antrag))
    s.stelle_fest()
    s.ordne_an()
    uebergib(s)
    bestaetige(s, betrag=haelfte(s.antrag) - 10)


def konto_wartet(s: Spieler) -> None:
    """The Träger has entered another account: nothing is ordered until a second person confirms it."""
    bewilligt(s)
    s.rufe_ab(haelfte(s.antrag))
    s.stelle_fest()
    _am_naechsten_tag(s)
    with uhr.gestellt(s.zeit):
        bankverbindung.erfasse(
            s.antrag.traeger,
            iban=NEUES_KONTO,
            kontoinhaber=s.antrag.traeger.name,
            akteur=person(s.besetzung.zeichnung),
        )


def verwendung_offen(s: Spieler) -> None:
    """Paid, and nobody has said how it was used: after two months the Träger is reminded."""
    bewilligt(s)
    s.rufe_ab(haelfte(s.antrag))
    s.stelle_fest()
    s.ordne_an()
    uebergib(s)
    bestaetige(s, betrag=haelfte(s.antrag))


def verzichte_auf_papier(s: Spieler) -> None:
    """The case worker records the signed waiver."""
    _am_naechsten_tag(s)
    with uhr.gestellt(s.zeit):
        zahlungen.erfasse_unterlage(
            s.antrag.pk,
            pruefe_datei(papier()),
            art=Zahlungsunterlagenart.VERZICHT,
            vom=s.zeit.date(),
            akteur=person(s.besetzung.pruefung),
        )


def zahle_die_rate(s: Spieler) -> None:
    """One instalment from its day to its booking."""
    ordne_die_rate_an(s)
    uebergib(s)
    bestaetige(s, betrag=abrufe.laufender(s.antrag).betrag)


def ordne_die_rate_an(s: Spieler) -> None:
    """Certify and order when the instalment is due."""
    faellig = abrufe.laufender(s.antrag).faellig_am
    if faellig:
        s.warte_bis(faellig)
    s.stelle_fest()
    s.ordne_an()


def uebergib(s: Spieler) -> None:
    """The Kasse hands the order over in a run."""
    _am_naechsten_tag(s)
    with uhr.gestellt(s.zeit):
        zahlungen.erstelle_lauf(
            [abrufe.laufender(s.antrag).pk],
            schluessel=uuid4(),
            ausfuehrung_am=s.zeit.date(),
            akteur=person(s.besetzung.kasse),
        )
    s.antrag.refresh_from_db()


def bestaetige(s: Spieler, *, betrag: Decimal) -> None:
    """The finance system reports `betrag` euro as paid on this day."""
    _am_naechsten_tag(s)
    abruf, akteur = abrufe.laufender(s.antrag), person(s.besetzung.kasse)
    beleg = f"{s.zeit:%Y}-{abruf.pk:05d}"
    zeile = f"{referenz(abruf.pk)};{zeige_zahl(betrag)};{s.zeit:%d.%m.%Y};{beleg}"
    inhalt = f"Referenz;Betrag;Wertstellung;Belegnummer\r\n{zeile}\r\n".encode("utf-8-sig")
    with uhr.gestellt(s.zeit):
        datei = zahlungen_buchen.lies_ein(inhalt, name=f"buchungen-{s.zeit:%Y%m%d}.csv", akteur=akteur)
        zahlungen_buchen.verarbeite(datei.pk, akteur=akteur)
    s.antrag = type(s.antrag).objects.get(pk=s.antrag.pk)


def erklaere_verwendung(s: Spieler, *, tage: int) -> None:
    """The Träger says that the last payment was used up some days after it came."""
    abruf = s.antrag.mittelabrufe.filter(bezahlt_am__isnull=False).latest("nr")
    assert abruf.bezahlt_am is not None
    s.warte_bis(abruf.bezahlt_am + timedelta(days=tage))
    with uhr.gestellt(s.zeit):
        zahlungen_verwendung.erklaere_verwendung(
            abruf.pk, verwendet_am=s.zeit.date(), akteur=person(s.besetzung.zeichnung)
        )


def _am_naechsten_tag(s: Spieler) -> None:
    s.warte_bis(werktage_spaeter(s.zeit.date(), 1))
