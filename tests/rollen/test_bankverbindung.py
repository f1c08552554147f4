"""Bank accounts: two people, one in force, a doubled IBAN only with reasons; a refusal changes nothing."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from rollen import bankverbindung
from rollen.fehler import Ueberholt
from rollen.models import Bankverbindung, Benutzer, Eintrag, Stelle
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, TraegerFactory, person_mit, rolle_geben

pytestmark = pytest.mark.django_db
NEU = "DE89370400440532013000"


@pytest.fixture
def stelle() -> Stelle:
    return TraegerFactory().stelle


@pytest.fixture
def zeichnung(stelle: Stelle) -> Benutzer:
    return person_mit(Rolle.TRAEGER_ZEICHNUNG, stelle)


@pytest.fixture
def finanzen() -> Benutzer:
    return person_mit(Rolle.FINANZEN, StelleFactory())


def bild() -> list[dict[str, Any]]:
    return list(Bankverbindung.objects.order_by("pk").values())


def test_die_neue_gilt_erst_wenn_eine_zweite_person_sie_bestaetigt(
    stelle: Stelle, zeichnung: Benutzer, finanzen: Benutzer, mailoutbox: list[Any]
) -> None:
    alte = bankverbindung.geltende(stelle)
    neue = bankverbindung.erfasse(
        stelle, iban="de89 3704 0044 0532 0130 00", kontoinhaber="V", akteur=zeichnung
    )
    assert (bankverbindung.geltende(stelle), bankverbindung.offene(stelle)) == (alte, neue)
    assert (neue.iban, neue.bic, neue.stand) == (NEU, "COBADEFFXXX", "offen")
    bankverbindung.bestaetige(neue.pk, akteur=finanzen)
    assert (bankverbindung.geltende(stelle), bankverbindung.offene(stelle)) == (neue, None)
    assert [konto.stand for konto in stelle.bankverbindungen.all()] == ["gilt", "ersetzt"]
    kette = Eintrag.objects.filter(kette=f"stelle/{stelle.pk}", aktion__startswith="bankverbindung")
    assert [e.aktion for e in kette.order_by("nr")] == [
        "bankverbindung_erfassen",
        "bankverbindung_bestaetigen",
    ]
    assert all(NEU not in str(e.nachher) for e in kette)


@pytest.mark.parametrize("wer", ["selbst", "ohne_recht", "mitglied"])
def test_wer_nicht_bestaetigen_darf(
    stelle: Stelle, zeichnung: Benutzer, finanzen: Benutzer, wer: str
) -> None:
    if wer == "selbst":
        rolle_geben(zeichnung, Rolle.FINANZEN, StelleFactory())
    if wer == "mitglied":
        rolle_geben(finanzen, Rolle.TRAEGER_ANTRAG, stelle)
    neue = bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=zeichnung)
    vorher = bild()
    person = {"selbst": zeichnung, "mitglied": finanzen}.get(wer) or person_mit(
        Rolle.LEITUNG, StelleFactory()
    )
    with pytest.raises(Verweigert):
        bankverbindung.bestaetige(neue.pk, akteur=Benutzer.objects.get(pk=person.pk))
    assert bild() == vorher


def test_die_datenbank_selbst_verlangt_zwei_personen(stelle: Stelle, zeichnung: Benutzer) -> None:
    neue = bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=zeichnung)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bankverbindung.objects.filter(pk=neue.pk).update(bestaetigt_von=zeichnung)


@pytest.mark.parametrize("iban", ["DE89370400440532013001", "", "<b>DE</b>", "DE89", "X" * 42])
def test_eine_falsche_iban_wird_abgewiesen(stelle: Stelle, zeichnung: Benutzer, iban: str) -> None:
    vorher = bild()
    with pytest.raises(ValidationError) as fehler:
        bankverbindung.erfasse(stelle, iban=iban, kontoinhaber="V", akteur=zeichnung)
    assert (list(fehler.value.message_dict), bild()) == (["iban"], vorher)


def test_fremde_aendern_nichts(stelle: Stelle) -> None:
    vorher = bild()
    fremde = person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle)
    vorher = bild()
    with pytest.raises(Verweigert):
        bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=fremde)
    assert bild() == vorher


def test_zweimal_dieselbe_wird_abgewiesen_eine_andere_ersetzt_die_wartende(
    stelle: Stelle, zeichnung: Benutzer
) -> None:
    erste = bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=zeichnung)
    with pytest.raises(ValidationError):
        bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=zeichnung)
    zweite = bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="W", akteur=zeichnung)
    erste.refresh_from_db()
    assert (erste.stand, bankverbindung.offene(stelle)) == ("abgelehnt", zweite)


def test_eine_doppelte_iban_braucht_eine_begruendung(
    stelle: Stelle, zeichnung: Benutzer, finanzen: Benutzer
) -> None:
    anderer = TraegerFactory(iban=NEU)
    neue = bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=zeichnung)
    assert [konto.stelle for konto in bankverbindung.doppelte(neue)] == [anderer.stelle]
    with pytest.raises(ValidationError) as fehler:
        bankverbindung.bestaetige(neue.pk, akteur=finanzen)
    assert (list(fehler.value.message_dict), bankverbindung.offene(stelle)) == (["begruendung"], neue)
    bankverbindung.bestaetige(neue.pk, akteur=finanzen, begruendung="Der Dachverband führt das Konto.")
    neue.refresh_from_db()
    assert (neue.stand, neue.doppelt_von, bankverbindung.ungeklaerte(neue)) == ("gilt", finanzen, [])


def test_die_aeltere_von_zweien_ist_nie_ungeklaert(zeichnung: Benutzer, stelle: Stelle) -> None:
    anderer = TraegerFactory(iban=NEU)
    bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=zeichnung)
    aeltere = bankverbindung.geltende(anderer.stelle)
    assert aeltere is not None
    assert bankverbindung.ungeklaerte(aeltere) == []


def test_nachtraeglich_klaeren(finanzen: Benutzer) -> None:
    erste, zweite = TraegerFactory(iban=NEU), TraegerFactory(iban=NEU)
    konto = bankverbindung.geltende(zweite.stelle)
    assert konto is not None
    with pytest.raises(ValidationError):
        bankverbindung.klaere_doppelte(konto.pk, begruendung=" ", akteur=finanzen)
    bankverbindung.klaere_doppelte(konto.pk, begruendung="Gemeinsames Konto.", akteur=finanzen)
    konto.refresh_from_db()
    assert bankverbindung.ungeklaerte(konto) == []
    aeltere = bankverbindung.geltende(erste.stelle)
    assert aeltere is not None
    with pytest.raises(Ueberholt):
        bankverbindung.klaere_doppelte(aeltere.pk, begruendung="Unnötig.", akteur=finanzen)


def test_ablehnen_laesst_die_alte_gelten_und_ist_endgueltig(
    stelle: Stelle, zeichnung: Benutzer, finanzen: Benutzer
) -> None:
    alte = bankverbindung.geltende(stelle)
    neue = bankverbindung.erfasse(stelle, iban=NEU, kontoinhaber="V", akteur=zeichnung)
    with pytest.raises(ValidationError):
        bankverbindung.lehne_ab(neue.pk, grund=" ", akteur=finanzen)
    bankverbindung.lehne_ab(neue.pk, grund="Kein Beleg.", akteur=finanzen)
    with pytest.raises(Ueberholt):
        bankverbindung.bestaetige(neue.pk, akteur=finanzen)
    assert (bankverbindung.geltende(stelle), bankverbindung.offene(stelle)) == (alte, None)
