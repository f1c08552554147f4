"""Refuses facts that contradict each other before they become a letter."""

from collections.abc import Iterator
from decimal import Decimal

from antraege.dokumente.fakten import (
    Bescheidfakten,
    Bewilligungsfakten,
    FaktenFehler,
    Rahmen,
    Zuweisungsfakten,
)
from antraege.dokumente.fakten.grund import summe as summe_der
from antraege.dokumente.inhalt.gemeinsam import summe
from antraege.kern.finanzierung import Finanzierungsart

EINHEITEN = "einheiten"


def pruefe_bescheid(fakten: Bescheidfakten) -> None:
    """Raise FaktenFehler with every contradiction; the city itself never gets a Bescheid (VwVfG § 35)."""
    _verlange_keine((*_empfang(fakten, ist_stadt=False), *_bewilligung(fakten), *_bescheid(fakten)))


def pruefe_zuweisung(fakten: Zuweisungsfakten) -> None:
    """Raise FaktenFehler with every contradiction; only the city itself gets a Mittelzuweisung."""
    gebucht = sum((zeile.betrag for zeile in fakten.kontierungen), Decimal(0))
    buchung = (
        [] if gebucht == fakten.bewilligt else ["Die Kontierungen ergeben nicht den zugewiesenen Betrag."]
    )
    _verlange_keine((*_empfang(fakten, ist_stadt=True), *_bewilligung(fakten), *buchung))


def pruefe_zeichnung(rahmen: Rahmen) -> None:
    """Raise FaktenFehler when a final decision lacks who signs it (§ 37 Abs. 3 VwVfG, § 33 Abs. 3 SGB X)."""
    if not rahmen.entwurf and not rahmen.zeichnung.name.strip():
        raise FaktenFehler("Die Entscheidung nennt niemanden, der sie zeichnet.")


def _empfang(fakten: Bewilligungsfakten, *, ist_stadt: bool) -> Iterator[str]:
    if fakten.rahmen.empfaenger.ist_stadt and not ist_stadt:
        yield "Die Stadt kann sich selbst keinen Bescheid erteilen; nötig ist eine interne Mittelzuweisung."
    if ist_stadt and not fakten.rahmen.empfaenger.ist_stadt:
        yield "Eine interne Mittelzuweisung geht nur an die Stadt selbst; nötig ist ein Zuwendungsbescheid."


def _bewilligung(fakten: Bewilligungsfakten) -> Iterator[str]:
    ausgaben, deckung = summe(fakten.plan, seite="ausgabe"), summe(fakten.plan, seite="deckung")
    if ausgaben != deckung:
        yield "Ausgaben und Deckung des Finanzierungsplans sind nicht gleich."
    if not 0 < fakten.bewilligt <= min(fakten.beantragt, deckung):
        yield "Der bewilligte Betrag passt nicht zum Antrag oder zum Finanzierungsplan."
    if sum((teil.betrag for teil in fakten.jahresbetraege), Decimal(0)) != fakten.bewilligt:
        yield "Die Jahresbeträge ergeben nicht den bewilligten Betrag."
    if not fakten.bewilligungszeitraum.umfasst(fakten.durchfuehrungszeitraum):
        yield "Der Durchführungszeitraum liegt nicht im Bewilligungszeitraum."
    if fakten.nachweis_bis <= fakten.bewilligungszeitraum.bis:
        yield "Der Nachweis wäre vor dem Ende des Bewilligungszeitraums fällig."
    if (fakten.bewilligt < fakten.beantragt) != bool(fakten.begruendung_kuerzung.strip()):
        yield "Eine Kürzung braucht eine Begründung, und nur eine Kürzung hat eine."


def _bescheid(fakten: Bescheidfakten) -> Iterator[str]:
    if not fakten.bewilligt <= fakten.zuwendungsfaehig <= summe(fakten.plan, seite="ausgabe"):
        yield "Die zuwendungsfähigen Ausgaben passen nicht zum bewilligten Betrag oder zum Finanzierungsplan."
    if (fakten.finanzierungsart is Finanzierungsart.ANTEIL) != (fakten.foerdersatz is not None):
        yield "Einen Fördersatz hat genau die Anteilfinanzierung."
    if fakten.monate_verwendung < 1:
        yield "Die Zeit zur Verwendung ausgezahlter Mittel fehlt."
    yield from _auszahlung(fakten)
    yield from _beihilfe(fakten)


def _auszahlung(fakten: Bescheidfakten) -> Iterator[str]:
    raten, einheiten = fakten.raten, fakten.einheiten
    if raten and summe_der(rate.betrag for rate in raten) != fakten.bewilligt:
        yield "Die Raten ergeben nicht den bewilligten Betrag."
    if any(rate.faellig_am is None and not rate.nach_nachweis for rate in raten):
        yield "Eine Rate ist weder an einem Tag noch nach dem Nachweis fällig."
    if (fakten.finanzierungsart.value == EINHEITEN) > (einheiten is not None):
        yield "Die Förderung nach Einheiten nennt Satz und Anzahl."
    if einheiten and einheiten.satz * einheiten.anzahl != fakten.bewilligt:
        yield "Satz und Anzahl der Einheiten ergeben nicht den bewilligten Betrag."


def _beihilfe(fakten: Bescheidfakten) -> Iterator[str]:
    betraege = fakten.de_minimis_betraege
    if betraege and not fakten.de_minimis:
        yield "Beträge nach De-minimis gehören nur zu einer De-minimis-Beihilfe."
    if betraege and betraege.bisher + fakten.bewilligt > betraege.hoechstbetrag:
        yield "Die Zuwendung übersteigt den Höchstbetrag für De-minimis-Beihilfen."


def _verlange_keine(widersprueche: tuple[str, ...]) -> None:
    if widersprueche:
        raise FaktenFehler(" ".join(widersprueche))
