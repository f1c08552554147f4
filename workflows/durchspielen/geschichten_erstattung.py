"""Stories of grants that cost less than planned: the hearing, the claim, interest, the way back of the money."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import Aufhebungsgrund
from antraege.foerderung.nachweis import bericht, importe
from antraege.foerderung.rueckforderungen import konto
from antraege.kern.fristen import naechster_werktag, werktage_spaeter
from antraege.kern.geld import zeige_zahl
from rollen import uhr
from workflows.durchspielen import nachweis
from workflows.durchspielen.geschichten import ausgezahlt, geprueft
from workflows.durchspielen.geschichten_zahlung import verzichte_auf_papier, zahle_die_rate
from workflows.durchspielen.personen import person
from workflows.durchspielen.spieler import NULL, Spieler

GESUNKEN = "Zwei Termine fielen aus. Die Ausgaben waren niedriger als geplant."


def mit_erstattung(s: Spieler) -> None:
    """Less was spent; the Träger is heard, pays back with interest, the file is closed."""
    ausgezahlt(s)
    s.weise_nach(anteil=Decimal("0.90"))
    s.pruefe_nachweis()
    s.zeichne_nachweis()
    if not rueckforderungen.laufende(s.antrag):
        s.schliesse()
        return
    fordere_zurueck(s)
    zahle_zurueck(s, am=werktage_spaeter(s.zeit.date(), 15))
    s.schliesse()


def zwei_jahre(s: Spieler) -> None:
    """A school year in two Haushaltsjahre: two instalments by plan, a list of vouchers, costs fell, interest."""
    geprueft(s)
    je_jahr = dict(s.antrag.jahresanteile.values_list("jahr", "vorgeschlagen"))
    jahr, naechstes = sorted(je_jahr)
    s.tu(
        "entscheidung",
        s.besetzung.leitung,
        entscheidung="bewilligen",
        betrag=zeige_zahl(s.antrag.vorgeschlagen),
        zeitraum_von=s.antrag.beginn,
        zeitraum_bis=s.antrag.ende,
        auflagen="Das Logo des Kindercampus ist zu verwenden.",
        rate_1_am=naechster_werktag(date(jahr, 9, 2)),
        rate_1_betrag=zeige_zahl(je_jahr[jahr]),
        rate_2_am=naechster_werktag(date(naechstes, 2, 3)),
        rate_2_betrag=zeige_zahl(je_jahr[naechstes]),
    )
    verzichte_auf_papier(s)
    zahle_die_rate(s)
    zahle_die_rate(s)
    _weise_mit_liste_nach(s)
    s.pruefe_nachweis(vermerk="Zweck erreicht. Die Ausgaben sind gesunken, die Zuwendung sinkt mit.")
    s.zeichne_nachweis()
    fordere_zurueck(s)
    zahle_zurueck(s, am=date(naechstes + 1, 1, 20))
    s.schliesse()


def fordere_zurueck(s: Spieler) -> None:
    """From the hearing to the Bescheid on what the proof has left over."""
    zinsbeginn = _zuletzt_gezahlt(s)
    s.tu(
        "anhoerung",
        s.besetzung.pruefung,
        aufhebungsgrund=Aufhebungsgrund.BEDINGUNG.value,
        sachverhalt=GESUNKEN,
        erwaegungen="Mit den Ausgaben sinkt die Zuwendung (ANBest-P Nr. 2).",
        zinsbeginn=zinsbeginn,
        frist=werktage_spaeter(s.zeit.date(), 16),
    )
    s.tu(
        "stellungnahme", s.besetzung.zeichnung, stellungnahme="Das ist richtig. Wir zahlen den Betrag zurück."
    )
    s.tu(
        "rueckforderungspruefung",
        s.besetzung.pruefung,
        vorschlag="festsetzen",
        wuerdigung="Der Träger stimmt zu.",
        begruendung="Die Zuwendung ermäßigt sich mit den Ausgaben. Zu viel gezahltes Geld ist zu erstatten.",
        zinsbeginn=zinsbeginn,
    )
    s.tu("rueckforderungsentscheidung", s.besetzung.leitung, entscheidung="festsetzen")


def zahle_zurueck(s: Spieler, *, am: date) -> None:
    """Everything that is owed on that day, to the cent."""
    s.warte_bis(am)
    tag = s.zeit.date()
    offen = konto.auszug(rueckforderungen.verlangte(s.antrag), am=tag).offen
    s.tu(
        "zahlungseingang",
        s.besetzung.kasse,
        wertstellung=tag.isoformat(),
        betrag=zeige_zahl(offen),
        belegnummer=f"E-{tag:%Y%m%d}-{s.antrag.pk:05d}",
    )


def _weise_mit_liste_nach(s: Spieler) -> None:
    """The Träger answers, imports its list of vouchers, and hands in."""
    assert s.antrag.ende is not None
    s.warte_bis(werktage_spaeter(s.antrag.ende, 28))
    akteur = person(s.besetzung.zeichnung)
    with uhr.gestellt(s.zeit):
        bericht.speichere_antworten(s.antrag, nachweis.antworten(s.antrag), akteur=akteur)
        datei = ContentFile("\r\n".join(_liste(s)).encode("utf-8-sig"), name="belegliste.csv")
        lesen = importe.Lesevorgang(s.antrag, datei)
        list(lesen.schritte())
        importe.uebernimm(lesen.speichere(akteur=akteur), akteur=akteur)
        einnahmen = {"eigenmittel": _eigenmittel(s), "drittmittel": NULL, "teilnahmebeitraege": NULL}
        bericht.speichere_einnahmen(s.antrag, einnahmen, akteur=akteur)
    s.reiche_nachweis_ein()


def _liste(s: Spieler) -> Iterator[str]:
    """A month's voucher per line of the plan, seven eighths of what was planned."""
    assert s.antrag.beginn is not None
    yield "Belegnummer;Datum;Empfänger;Zweck;Betrag;Einzelansatz"
    for zeile in s.antrag.planpositionen.filter(seite="ausgabe"):
        teil = (zeile.betrag * 7 / 80).quantize(Decimal("0.01"))
        for nr in range(10):
            tag = s.antrag.beginn + timedelta(days=30 * nr + 10)
            wer, was = f"Werkstatt {nr + 1}", zeile.bezeichnung
            yield f"{was[0]}-{nr + 1:03d};{tag:%d.%m.%Y};{wer};{was};{zeige_zahl(teil)};{was}"


def _eigenmittel(s: Spieler) -> Decimal:
    return sum((p.betrag for p in s.antrag.planpositionen.filter(art="eigenmittel")), NULL)


def _zuletzt_gezahlt(s: Spieler) -> date:
    """The day from which the money was too much; the day after it interest begins."""
    letzter = s.antrag.mittelabrufe.exclude(gebucht_am=None).latest("nr")
    assert letzter.gebucht_am is not None
    return letzter.bezahlt_am or uhr.tag_von(letzter.gebucht_am)
