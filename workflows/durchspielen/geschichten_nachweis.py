"""Stories of the proof of use: a list that was read, costs that fell, a cut after a question, a rest that follows."""

from decimal import Decimal

from django.core.files.base import ContentFile

from antraege.foerderung.models import Beleg, Seite
from antraege.foerderung.nachweis import bericht, importe
from antraege.foerderung.nachweis.maengel import zeitraum
from antraege.kern.fristen import naechster_werktag, werktage_spaeter
from antraege.kern.geld import zeige_zahl
from antraege.programme.models import Pruefart
from rollen import uhr
from workflows import nachweispruefung
from workflows.durchspielen.geschichten import ausgezahlt, geprueft, teilweise_ausgezahlt
from workflows.durchspielen.geschichten_zahlung import verzichte_auf_papier, zahle_die_rate
from workflows.durchspielen.nachweis import bereite_vor
from workflows.durchspielen.personen import person
from workflows.durchspielen.raten import mitte
from workflows.durchspielen.spieler import NULL, Spieler

KOPF = "Belegnummer;Datum;Empfänger;Zweck;Betrag;Einzelansatz"
GRUND = "Bewirtung ist nicht zuwendungsfähig"


def nachweis_in_arbeit(s: Spieler) -> None:
    """All is paid; the Träger has read a list of vouchers and not handed in yet."""
    ausgezahlt(s)
    _lies_liste(s, anteil=Decimal("0.90"))


def mit_belegliste(s: Spieler) -> None:
    """A list of vouchers, costs a tenth below the plan: part of the grant comes back."""
    nachweis_in_arbeit(s)
    s.reiche_nachweis_ein()
    s.pruefe_nachweis(vermerk="Die Ausgaben sind gesunken, die Zuwendung sinkt mit.")
    s.zeichne_nachweis()


def rueckfrage_offen(s: Spieler) -> None:
    """The office has a question about one voucher; the Träger is asked."""
    ausgezahlt(s)
    _lies_liste(s, anteil=Decimal(1))
    s.reiche_nachweis_ein()
    s.ziehe_stichprobe()
    beleg = _groesster(s)
    aufgabe = s.aufgabe("nachweispruefung")
    with uhr.gestellt(s.zeit):
        nachweispruefung.frage(
            aufgabe.pk,
            "Für wen war die Bewirtung?",
            akteur=person(s.besetzung.pruefung),
            beleg_id=beleg.pk,
        )
    punkte = s.antrag.richtlinie.pruefpunkte.filter(art=Pruefart.NACHWEIS)
    liste = {f"punkt_{punkt.schluessel}": "ja" for punkt in punkte}
    auflagen = [zeile for zeile in s.antrag.bescheid.auflagen.splitlines() if zeile.strip()]
    liste |= {f"punkt_auflage-{nr}": "ja" for nr in range(1, len(auflagen) + 1)}
    s.tu("nachweispruefung", s.besetzung.pruefung, **liste, ergebnis="rueckfrage")


def gekuerzt_nach_rueckfrage(s: Spieler) -> None:
    """The answer does not convince: the voucher is cut, the grant falls."""
    rueckfrage_offen(s)
    s.warte_bis(werktage_spaeter(s.zeit.date(), 5))
    with uhr.gestellt(s.zeit):
        offene = s.antrag.nachweis.rueckfragen.filter(beantwortet_am=None)
        antworten = {frage.pk: "Für die Helferinnen und Helfer beim Abschlussfest." for frage in offene}
        bericht.beantworte_rueckfragen(s.antrag, antworten, akteur=person(s.besetzung.zeichnung))
    s.reiche_nachweis_ein()
    beleg = _groesster(s)
    with uhr.gestellt(s.zeit):
        nachweispruefung.pruefe_beleg(
            s.aufgabe("nachweispruefung").pk,
            beleg.pk,
            akteur=person(s.besetzung.pruefung),
            gekuerzt=(beleg.betrag / 4).quantize(NULL),
            grund=GRUND,
        )
    s.pruefe_nachweis(vermerk="Ein Beleg ist gekürzt, sonst stimmt alles.")
    s.zeichne_nachweis()


def restzahlung(s: Spieler) -> None:
    """The Bescheid keeps a fifth back until the proof; costs fell, so less than all of it follows."""
    geprueft(s)
    anteil = (s.antrag.vorgeschlagen * 4 / 5).quantize(NULL)
    s.tu(
        "entscheidung",
        s.besetzung.leitung,
        entscheidung="bewilligen",
        betrag=zeige_zahl(s.antrag.vorgeschlagen),
        zeitraum_von=s.antrag.beginn,
        zeitraum_bis=s.antrag.ende,
        auflagen="",
        begruendung="",
        rate_1_am=naechster_werktag(mitte(s.antrag)),
        rate_1_betrag=zeige_zahl(anteil),
    )
    verzichte_auf_papier(s)
    zahle_die_rate(s)
    s.weise_nach(anteil=Decimal("0.90"))
    s.pruefe_nachweis(vermerk="Die Ausgaben sind gesunken. Der Rest ist zu zahlen.")
    s.zeichne_nachweis()
    s.stelle_fest()
    s.ordne_an()
    s.buche()


def verzichtet(s: Spieler) -> None:
    """The Träger calls half and waives the rest; the proof covers what it used."""
    teilweise_ausgezahlt(s)
    s.beende_abruf()
    s.weise_nach(anteil=Decimal("0.60"))
    s.pruefe_nachweis(vermerk="Die Ausgaben liegen unter dem Plan.")
    s.zeichne_nachweis()


def _lies_liste(s: Spieler, *, anteil: Decimal) -> None:
    """Three vouchers per line, read from a CSV file and taken over."""
    assert s.antrag.ende is not None
    s.warte_bis(werktage_spaeter(s.antrag.ende, 7))
    wer = person(s.besetzung.zeichnung)
    with uhr.gestellt(s.zeit):
        bereite_vor(s.antrag, akteur=wer, anteil=anteil)
        vorgang = importe.Lesevorgang(s.antrag, ContentFile(_liste(s, anteil), name="Belegliste.csv"))
        for _ in vorgang.schritte():
            pass
        importe.uebernimm(vorgang.speichere(akteur=wer), akteur=wer, ersetzen=True)


def _liste(s: Spieler, anteil: Decimal) -> bytes:
    von, _ = zeitraum(s.antrag)
    assert von is not None
    zeilen = [KOPF]
    for ansatz in s.antrag.planpositionen.filter(seite=Seite.AUSGABE):
        rest = (ansatz.betrag * anteil).quantize(NULL)
        for nr, teil in enumerate(((rest / 2).quantize(NULL), (rest / 3).quantize(NULL)), start=1):
            zeilen.append(_zeile(ansatz.bezeichnung, f"{ansatz.nr}-{nr}", f"{von:%d.%m.%Y}", teil))
            rest -= teil
        zeilen.append(_zeile(ansatz.bezeichnung, f"{ansatz.nr}-3", f"{von:%d.%m.%Y}", rest))
    return "\r\n".join(zeilen).encode("utf-8-sig")


def _zeile(ansatz: str, nr: str, tag: str, betrag: Decimal) -> str:
    return ";".join([f"R-{nr}", tag, f"Rechnung zu {ansatz}", ansatz, zeige_zahl(betrag), ansatz])


def _groesster(s: Spieler) -> Beleg:
    return s.antrag.nachweis.belege.order_by("-betrag", "nr")[0]
