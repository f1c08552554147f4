"""One person asks for a booking, another releases it; only then something is booked, and only once."""

import pytest
from django.db import IntegrityError, transaction

from antraege.haushalt import mittelbewegungen
from antraege.haushalt.models import Bewegungsart, Buchung, Haushaltsstelle, Mittelbewegung
from antraege.haushalt.services import MittelReichenNicht, binden
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.antraege.haushalt.konten import AZ, D, erwartet, stand
from tests.fabriken import StelleFactory, person_mit, rolle_geben

pytestmark = pytest.mark.beide_datenbanken


@pytest.fixture
def finanzen(stelle) -> Benutzer:
    return person_mit(Rolle.FINANZEN, stelle, name="Finanzen")


@pytest.fixture
def leitung(stelle) -> Benutzer:
    return person_mit(Rolle.LEITUNG, stelle, name="Leitung")


@pytest.fixture
def quelle(neue_zeile) -> Haushaltsstelle:
    return neue_zeile("12584", bezeichnung="Schülerbeförderung")


@pytest.fixture
def beantrage(quelle, zeile, finanzen):
    def ruf(betrag="12584", *, art=Bewegungsart.DECKUNG, von=quelle, zu=zeile, akteur=finanzen):
        return mittelbewegungen.beantragen(
            art, von=von, zu=zu, betrag=D(betrag), grund="Minderaufwand", akteur=akteur
        )

    return ruf


def test_a_deckung_of_two_people(zeile, quelle, beantrage, finanzen, leitung):
    bewegung = beantrage()
    assert (bewegung.status, stand(quelle)["frei"]) == ("beantragt", D("12584"))
    bewegung = mittelbewegungen.freigeben(bewegung.pk, akteur=leitung)
    assert (bewegung.status, bewegung.entschieden_von) == ("freigegeben", leitung)
    assert stand(quelle) == erwartet(ansatz="12584", deckung="-12584", frei="0")
    assert stand(zeile) == erwartet(deckung="12584", frei="13584")
    texte = {b.text for b in Buchung.objects.filter(art="deckung")}
    assert texte == {f"Deckung Nr. {bewegung.pk}: Minderaufwand"}
    eintraege = Eintrag.objects.filter(kette="haushalt").order_by("nr")
    assert [(e.aktion, e.akteur, e.rolle) for e in eintraege][-2:] == [
        ("mittelbewegung_beantragen", finanzen, "fi"),
        ("decken", leitung, "lt"),
    ]


def test_a_vilv_and_an_ansatz(zeile, quelle, beantrage, leitung):
    fremd = Haushaltsstelle.objects.create(
        stelle=StelleFactory(), jahr=2023, bereich="buero", sachkonto="529980", bezeichnung="Technik"
    )
    for bewegung in (
        beantrage("4206", art=Bewegungsart.VILV, zu=fremd),
        beantrage("500", art=Bewegungsart.ANSATZ, von=None),
    ):
        mittelbewegungen.freigeben(bewegung.pk, akteur=leitung)
    assert stand(quelle) == erwartet(ansatz="12584", ausgezahlt="4206", frei="8378")
    assert stand(fremd) == erwartet(ansatz="0", deckung="4206", frei="4206")
    assert stand(zeile) == erwartet(ansatz="500", frei="500")


def test_nobody_releases_what_they_asked_for(stelle, beantrage, leitung, nichts_geschieht):
    beides = person_mit(Rolle.FINANZEN, stelle)
    bewegung = beantrage(akteur=beides)
    rolle_geben(beides, Rolle.LEITUNG, stelle)
    beides = Benutzer.objects.get(pk=beides.pk)
    satz = nichts_geschieht(Verweigert, mittelbewegungen.freigeben, bewegung.pk, akteur=beides)
    assert satz == "Sie haben diese Bewegung beantragt. Freigeben muss eine zweite Person."
    with pytest.raises(IntegrityError), transaction.atomic():
        Mittelbewegung.objects.filter(pk=bewegung.pk).update(
            entschieden_von=beides, entschieden_am=uhr.jetzt()
        )


def test_rights_count_at_the_stelle_whose_money_moves(beantrage, finanzen, leitung, nichts_geschieht):
    fremd = person_mit(Rolle.FINANZEN, StelleFactory())
    nichts_geschieht(Verweigert, beantrage, akteur=fremd)
    nichts_geschieht(Verweigert, beantrage, akteur=leitung)
    bewegung = beantrage()
    fremde_leitung = person_mit(Rolle.LEITUNG, StelleFactory())
    nichts_geschieht(Verweigert, mittelbewegungen.freigeben, bewegung.pk, akteur=fremde_leitung)


def test_it_is_decided_once(zeile, beantrage, leitung, nichts_geschieht):
    bewegung = beantrage("100")
    mittelbewegungen.freigeben(bewegung.pk, akteur=leitung)
    for tun in (mittelbewegungen.freigeben, mittelbewegungen.ablehnen):
        wie = {"grund": "x"} if tun is mittelbewegungen.ablehnen else {}
        nichts_geschieht(Ueberholt, tun, bewegung.pk, akteur=leitung, **wie)
    assert stand(zeile)["deckung"] == D("100")


def test_declined_is_not_booked(zeile, beantrage, leitung):
    bewegung = mittelbewegungen.ablehnen(beantrage().pk, grund="Nicht nötig", akteur=leitung)
    assert (bewegung.status, bewegung.ablehnungsgrund) == ("abgelehnt", "Nicht nötig")
    assert stand(zeile) == erwartet()
    assert Eintrag.objects.filter(kette="haushalt", aktion=Tat.MITTELBEWEGUNG_ABLEHNEN).count() == 1


@pytest.mark.parametrize(
    ("betrag", "art", "text"),
    [
        ("12584.01", Bewegungsart.DECKUNG, "sind nur 12.584,00\xa0€ frei."),
        (
            "1",
            Bewegungsart.VILV,
            "Eine VILV führt in einen anderen Fachbereich. Innerhalb hilft eine Deckung.",
        ),
    ],
)
def test_what_stands_against_it_is_said_at_once(beantrage, nichts_geschieht, betrag, art, text):
    assert nichts_geschieht(MaengelFehler, beantrage, betrag, art=art).endswith(text)
    assert Mittelbewegung.objects.count() == 0


def test_money_that_went_meanwhile_refuses_the_release(quelle, beantrage, akteur, leitung, nichts_geschieht):
    bewegung = beantrage()
    binden(quelle, D("1"), aktenzeichen=AZ, schluessel="b", akteur=akteur)
    nichts_geschieht(MittelReichenNicht, mittelbewegungen.freigeben, bewegung.pk, akteur=leitung)
    bewegung.refresh_from_db()
    assert (bewegung.status, bewegung.entschieden_von) == ("beantragt", None)
