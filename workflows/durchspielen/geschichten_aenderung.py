"""Stories of changed grants and of internal Mittelzuweisungen."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel, mittelzuweisung
from antraege.kern.fristen import werktage_spaeter
from antraege.kern.geld import zeige_zahl
from rollen.models import Benutzer, Stelle
from workflows import aenderung
from workflows.durchspielen.aenderungsmuster import eingaben
from workflows.durchspielen.geschichten import bewilligt, teilweise_ausgezahlt
from workflows.durchspielen.spieler import NULL, Spieler


def aenderung_beantragt(s: Spieler) -> None:
    """A prolongation waits for the check."""
    teilweise_ausgezahlt(s)
    assert s.antrag.ende is not None
    _beantrage(s, "verlaengerung", neues_ende=s.antrag.ende + timedelta(days=30))


def verlaengert(s: Spieler) -> None:
    """One month more; the proof is due later."""
    aenderung_beantragt(s)
    _entscheide(s, "Der Kurs konnte wegen Krankheit erst später beginnen.")


def umgeschichtet(s: Spieler) -> None:
    """A third of the material goes to the fees: more than a fifth, so it needs consent."""
    bewilligt(s)
    honorare, material = _ansatz(s, "Honorare"), _ansatz(s, "Material")
    weniger = (honorare / 4).quantize(Decimal("0.01"))
    _beantrage(
        s,
        "umschichtung",
        betraege={"Honorare": zeige_zahl(honorare - weniger), "Material": zeige_zahl(material + weniger)},
    )
    _entscheide(s, "Der Verein stellt die Kursleitung selbst, es fehlt an Material.")


def aufgestockt(s: Spieler) -> None:
    """A second group: more money, bound in the same year."""
    teilweise_ausgezahlt(s)
    mehr = Decimal("300.00")
    _beantrage(s, "betrag", betraege=_mehr(s, "Honorare", mehr), **_jahre(s, mehr))
    _entscheide(s, "Die Nachfrage ist groß, eine zweite Gruppe ist möglich.")


def traegerwechsel_zu(kuerzel: str) -> Any:
    """A story in which the organisation of that name takes over, consents and goes on."""

    def geschichte(s: Spieler) -> None:
        teilweise_ausgezahlt(s)
        _beantrage(s, "traegerwechsel", neuer_traeger=Stelle.objects.get(kuerzel=kuerzel).pk)
        s.tu("uebernahmeerklaerung", kuerzel, erklaerung="uebernehmen", pflichten="on")
        _entscheide(s, "Der bisherige Träger gibt seine Arbeit im Quartier auf.")

    return geschichte


traegerwechsel = traegerwechsel_zu("kulturwerkstatt-phoenix")


def aenderung_abgelehnt(s: Spieler) -> None:
    """More money is refused; the grant stays as it is."""
    bewilligt(s)
    mehr = Decimal("250.00")
    _beantrage(s, "betrag", betraege=_mehr(s, "Material", mehr), **_jahre(s, mehr))
    s.tu("aenderungspruefung", s.besetzung.pruefung, empfehlung="ablehnen", vermerk="Nicht notwendig.")
    s.tu(
        "aenderungsentscheidung",
        s.besetzung.leitung,
        entscheidung="ablehnen",
        begruendung="Das Material ist aus dem Vorjahr vorhanden.",
        ermessen="Andere Vorhaben haben keine Reserven und gehen vor.",
    )


def intern_umgebucht(s: Spieler) -> None:
    """The school or Kita has the money: by shift of budget, or by VILV for FABIDO."""
    bewilligt(s)
    s.tu("umbuchung", s.besetzung.rechnerisch, **_ziele(s.antrag))


def intern_berichtet(s: Spieler) -> None:
    """The short report waits for the first check; a tenth was not needed."""
    intern_umgebucht(s)
    assert s.antrag.ende is not None
    s.warte_bis(werktage_spaeter(s.antrag.ende, 10))
    ausgaben = s.antrag.planpositionen.filter(seite="ausgabe")
    anteil = Decimal("0.90")
    ist = {f"ist_{p.pk}": zeige_zahl((p.betrag * anteil).quantize(NULL)) for p in ausgaben}
    s.tu(
        "verwendungsbericht",
        s.besetzung.zeichnung,
        **ist,
        andere="0,00",
        anzahl="40",
        kurzbericht="Kinder und Eltern haben zusammen gelernt. Die Reihe geht weiter.",
        bestaetigung="on",
    )


def intern_bericht_geprueft(s: Spieler) -> None:
    """The report waits for the second signature."""
    intern_berichtet(s)
    s.tu(
        "berichtspruefung",
        s.besetzung.pruefung,
        ergebnis="in_ordnung",
        nicht_anerkannt="0,00",
        vermerk="Zweck erreicht.",
    )


def intern_kontrolliert(s: Spieler) -> None:
    """Controlled by two; what was not needed has flowed back."""
    intern_bericht_geprueft(s)
    s.tu("berichtszeichnung", s.besetzung.kontrolle, ergebnis="zeichnen")


def intern_abgeschlossen(s: Spieler) -> None:
    """The whole way."""
    intern_kontrolliert(s)
    s.schliesse()


def _beantrage(s: Spieler, *arten: str, **angaben: Any) -> None:
    def tat(antrag_id: int, *, akteur: Benutzer) -> Antrag:
        daten = eingaben(Antrag.objects.get(pk=antrag_id), *arten, **angaben)
        return aenderung.beantrage(antrag_id, akteur=akteur, eingaben=daten).antrag

    s.handle(s.besetzung.zeichnung, "beantragt eine Änderung", tat)


def _entscheide(s: Spieler, begruendung: str) -> None:
    s.tu(
        "aenderungspruefung",
        s.besetzung.pruefung,
        empfehlung="bewilligen",
        vermerk="Die Änderung ist notwendig und finanziert.",
    )
    s.tu(
        "aenderungsentscheidung",
        s.besetzung.leitung,
        entscheidung="bewilligen",
        begruendung=begruendung,
    )


def _mehr(s: Spieler, ansatz: str, mehr: Decimal) -> dict[str, str]:
    """The grant rises by `mehr` euro; own money rises in the same proportion where there is some."""
    eigen = s.antrag.planpositionen.filter(bezeichnung="Eigenmittel").first()
    anteil = (eigen.betrag * mehr / s.antrag.bewilligt).quantize(Decimal("0.01")) if eigen else NULL
    betraege = {
        ansatz: zeige_zahl(_ansatz(s, ansatz) + mehr + anteil),
        "Beantragte Zuwendung": zeige_zahl(s.antrag.bewilligt + mehr),
    }
    return betraege | ({"Eigenmittel": zeige_zahl(eigen.betrag + anteil)} if eigen else {})


def _jahre(s: Spieler, mehr: Decimal) -> dict[str, str]:
    """The shares of the Haushaltsjahre; `mehr` euro fall into the last one."""
    anteile = mittel.bewilligte_anteile(s.antrag)
    anteile[max(anteile)] += mehr
    return {f"jahr_{jahr}": zeige_zahl(betrag) for jahr, betrag in anteile.items()}


def _ansatz(s: Spieler, bezeichnung: str) -> Decimal:
    return s.antrag.planpositionen.get(bezeichnung=bezeichnung).betrag


def _ziele(antrag: Antrag) -> dict[str, str]:
    """The recipient's own line of each year."""
    return {
        f"ziel_{jahr}": str(mittelzuweisung.zielstellen(antrag, jahr)[0].pk)
        for jahr in mittelzuweisung.umzubuchen(antrag)
    }
