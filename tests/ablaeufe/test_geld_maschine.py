"""Random lawful and unlawful acts with money: after every one, ledger = Σ Buchungen = Σ cases.

`GELD_LAEUFE` and `GELD_SCHRITTE` make the walk longer (docs/leistung.md names the command of the long one).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as laufe

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Forderungsgrund, Rueckforderung
from antraege.haushalt import services as haushalt
from antraege.kern.fristen import naechster_werktag
from antraege.kern.geld import zeige_zahl
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from rollen import uhr
from rollen.pruefung import pruefe_kette
from tests.welt import Welt, baue
from tests.workflows import wege
from tests.workflows.aenderung import aenderungen
from tests.workflows.rueckforderung import forderungswelt
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.models import Aufgabe
from workflows.rueckforderung import tuer as rueckforderung
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler
from workflows.zahlung.abgleich_hauptbuch import hauptbuch_gegen_faelle

LAEUFE = int(os.environ.get("GELD_LAEUFE", "4"))
SCHRITTE = int(os.environ.get("GELD_SCHRITTE", "7"))
BEGINN = datetime(2023, 1, 16, 9)
CENT = Decimal("0.01")
BRUCH = st.sampled_from([Decimal(zahl) / 7 for zahl in range(1, 8)])


def anteil(betrag: Decimal, bruch: Decimal) -> Decimal:
    """A part of an amount, at least one cent."""
    return max(CENT, (betrag * bruch).quantize(CENT))


class Geldmaschine(RuleBasedStateMachine):
    """One case and its line; every rule is what people do, through the door, on a later day."""

    welt: Welt

    def __init__(self) -> None:
        super().__init__()
        self.zeit = BEGINN
        self.beleg = 0
        self.sicherung = transaction.atomic()
        self.sicherung.__enter__()

    def teardown(self) -> None:
        """The trail of the case verifies; then everything is as before."""
        befund = pruefe_kette(self.antrag.kette)
        transaction.set_rollback(True)
        self.sicherung.__exit__(None, None, None)
        assert befund.heil

    @contextmanager
    def spaeter(self, tage: int = 1) -> Iterator[None]:
        """The clock some days on, at a working day."""
        tag = naechster_werktag(self.zeit.date() + timedelta(days=tage))
        self.zeit = datetime.combine(tag, time(9))
        with uhr.gestellt(self.zeit):
            yield

    @initialize(betrag=st.integers(200_000, 1_000_000), bruch=BRUCH)
    def bewillige(self, betrag: int, bruch: Decimal) -> None:
        """A request of some euro and cents, approved in full or in part."""
        beantragt = Decimal(betrag) / 100
        bewilligt = max(Decimal("1000.00"), anteil(beantragt, bruch))
        with self.spaeter():
            antrag = self.welt.eingereicht(betrag=f"{beantragt:.2f}")
            wege.gehe(self.welt, antrag, bis="fachliche_pruefung")
            daten = wege.FACHLICH | {"vorschlag": zeige_zahl(beantragt)}
            self.welt.tu(antrag, "fachliche_pruefung", "sb", **daten)
            wege.gehe(self.welt, antrag, bis="entscheidung")
            daten = wege.BEWILLIGEN | {"betrag": zeige_zahl(bewilligt), "begruendung": "So weit reicht es."}
            self.welt.tu(antrag, "entscheidung", "leitung", **daten)
        self.pk = antrag.pk

    @property
    def antrag(self) -> Antrag:
        """The case as the database has it now."""
        return Antrag.objects.get(pk=self.pk)

    def offen(self, schritt: str) -> bool:
        """True when somebody has this task."""
        return Aufgabe.objects.filter(antrag=self.pk, schritt=schritt, finished__isnull=True).exists()

    @precondition(lambda self: self.offen("mittelabruf"))
    @rule(bruch=BRUCH)
    def zahle_aus(self, bruch: Decimal) -> None:
        """One instalment from call to booking; asking for a cent more than is left is refused before."""
        antrag = self.antrag
        self.beleg += 1
        with self.spaeter():
            self.verweigert("mittelabruf", "zeichnung", **self.abruf(antrag.offen + CENT))
            if not antrag.offen:  # a partial Widerruf has left nothing to call
                return
            self.welt.tu(antrag, "mittelabruf", "zeichnung", **self.abruf(anteil(antrag.offen, bruch)))
            for schritt in ("sachliche_feststellung", "rechnerische_feststellung", "anordnung", "buchung"):
                person, eingaben = wege.TATEN[schritt]
                if schritt == "buchung":
                    eingaben = eingaben | {"belegnummer": f"B-{self.pk}-{self.beleg}"}
                self.welt.tu(antrag, schritt, person, **eingaben)

    @staticmethod
    def abruf(betrag: Decimal) -> dict[str, Any]:
        return wege.ABRUFEN | {"betrag": zeige_zahl(betrag)}

    @precondition(lambda self: self.offen("mittelabruf") and not self.forderung_laeuft())
    @rule(bruch=BRUCH, bewilligen=st.booleans())
    def aendere(self, bruch: Decimal, *, bewilligen: bool) -> None:
        """A lower or higher amount, granted or refused; what no rule allows is refused whole."""
        antrag = self.antrag
        neu = anteil(antrag.beantragt, bruch)
        betraege = {"Honorare": zeige_zahl(neu), "Zuwendung": zeige_zahl(neu)}
        daten = aenderungen.BEWILLIGEN if bewilligen else aenderungen.ABLEHNEN
        with self.spaeter():
            try:
                aenderungen.beantrage(self.welt, antrag, "betrag", betraege=betraege)
            except (Eingabefehler, MaengelFehler):
                return
            aenderungen.entscheide(self.welt, antrag, daten)

    def forderung_laeuft(self) -> bool:
        """True while a claim is not settled."""
        return any(self.offen(schritt) for schritt in ("anhoerung", "stellungnahme", "zahlungseingang"))

    @precondition(lambda self: self.antrag.ausgezahlt > self.antrag.erstattet and not self.forderung_laeuft())
    @rule(bruch=BRUCH)
    def widerrufe_teilweise(self, bruch: Decimal) -> None:
        """Part of what was paid is claimed back, up to the Bescheid."""
        antrag = self.antrag
        if antrag.zustand not in (Status.BEWILLIGT, Status.AUSGEZAHLT):
            return
        netto = antrag.ausgezahlt - antrag.erstattet
        verbleibt = netto - anteil(netto, bruch)
        zinsbeginn = self.zeit.date().isoformat()
        with self.spaeter():
            absicht = forderungswelt.absicht(Forderungsgrund.TEILWIDERRUF, verbleibt=verbleibt)
            try:
                rueckforderung.eroeffne(self.pk, akteur=self.welt.neu("sb"), absicht=absicht)
            except MaengelFehler:
                return
            frist = (self.zeit + timedelta(days=30)).date().isoformat()
            weiteres = {"verbleibt": zeige_zahl(verbleibt), "zinsbeginn": zinsbeginn}
            self.tu("anhoerung", "sb", **forderungswelt.ANHOERUNG | weiteres | {"frist": frist})
            self.tu("stellungnahme", "zeichnung", **forderungswelt.ANTWORT)
            self.tu("rueckforderungspruefung", "sb", **forderungswelt.PRUEFUNG | weiteres)
            self.tu("rueckforderungsentscheidung", "leitung", **forderungswelt.FESTSETZEN)

    @precondition(lambda self: self.offen("zahlungseingang"))
    @rule(bruch=BRUCH, tage=st.integers(1, 200))
    def vereinnahme(self, bruch: Decimal, tage: int) -> None:
        """The Träger pays a part or all of principal, interest and costs; more than that is refused."""
        forderung = Rueckforderung.objects.filter(antrag=self.pk).latest("nr")
        self.beleg += 1
        with self.spaeter(tage):
            eingaben = {
                "wertstellung": self.zeit.date().isoformat(),
                "belegnummer": f"E-{self.pk}-{self.beleg}",
            }
            self.verweigert("zahlungseingang", "kasse", **eingaben, betrag=zeige_zahl(forderung.rest * 9))
            self.tu("zahlungseingang", "kasse", **eingaben, betrag=zeige_zahl(anteil(forderung.rest, bruch)))

    @rule(tage=st.integers(1, 40))
    def warte(self, tage: int) -> None:
        """Nothing happens for some days."""
        self.zeit += timedelta(days=tage)

    @precondition(lambda self: self.offen("mittelabruf"))
    @rule()
    def verzichte_auf_den_rest(self) -> None:
        """The Träger calls no more."""
        with self.spaeter():
            self.tu("mittelabruf", "zeichnung", vorhaben="beenden", sicher="on")

    def tu(self, schritt: str, person: str, **eingaben: Any) -> None:
        self.welt.tu(self.antrag, schritt, person, **eingaben)

    def verweigert(self, schritt: str, person: str, **eingaben: Any) -> None:
        """This must be refused, and nothing may have changed."""
        vorher = (self.antrag.stand, haushalt.bestand(self.antrag.aktenzeichen or ""))
        aufgabe = self.welt.aufgabe(self.antrag, schritt)
        with pytest.raises((Eingabefehler, MaengelFehler)), transaction.atomic():
            aufgaben.erledigen(aufgabe.pk, akteur=self.welt.neu(person), eingaben=eingaben)
        assert (self.antrag.stand, haushalt.bestand(self.antrag.aktenzeichen or "")) == vorher

    @invariant()
    def hauptbuch_buchungen_und_faelle_sagen_dasselbe(self) -> None:
        assert haushalt.abgleich() == []
        assert [str(ungleich) for ungleich in hauptbuch_gegen_faelle()] == []

    @invariant()
    def nie_mehr_gezahlt_als_bewilligt_und_nie_mehr_gebunden_als_da_ist(self) -> None:
        antrag, zeile = self.antrag, self.welt.haushaltsstelle
        zeile.refresh_from_db()
        assert 0 <= antrag.erstattet <= antrag.ausgezahlt <= antrag.bewilligt <= antrag.beantragt
        assert zeile.frei >= 0
        assert (
            zeile.frei
            == zeile.ansatz - zeile.vorgemerkt - zeile.gebunden - zeile.ausgezahlt + zeile.erstattet
        )

    @invariant()
    def die_aufgaben_passen_zum_status(self) -> None:
        assert pruefe_verfahren(self.pk) == []


@pytest.fixture
def maschine(db: None) -> Callable[[], Geldmaschine]:
    """A machine over one small city."""
    with uhr.gestellt(BEGINN):
        welt = baue()
        forderungswelt.kassenkonto(welt)
    return type("Maschine", (Geldmaschine,), {"welt": welt})


def test_geld_geht_nie_verloren(maschine: Callable[[], Geldmaschine]) -> None:
    """Approve, change, pay, revoke, take back, release in any order."""
    laufe(
        maschine,
        settings=settings(
            max_examples=LAEUFE,
            stateful_step_count=SCHRITTE,
            deadline=None,
            derandomize=LAEUFE == 6,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        ),
    )
