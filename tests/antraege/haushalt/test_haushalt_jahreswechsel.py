"""The end of a year: every row decided by one, released by another, booked at once, then closed."""

from decimal import Decimal

import pytest

from antraege.haushalt import mittelbewegungen, services
from antraege.haushalt.jahr import jahreswechsel, reste
from antraege.haushalt.models import Bewegungsart, Haushaltsjahr, Haushaltsstelle, Jahreswechsel
from antraege.kern.maengel import MaengelFehler
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.antraege.haushalt.konten import AZ, FREMD, D, erwartet, stand
from tests.fabriken import StelleFactory, person_mit

NEU = "40/5-FK-2023-00003"
WEITER, WEG = ("uebertragen", "Das Projekt läuft weiter."), ("verfallen", "Das Projekt ist beendet.")


@pytest.fixture
def finanzen(stelle) -> Benutzer:
    return person_mit(Rolle.FINANZEN, stelle, name="Finanzen")


@pytest.fixture
def leitung(stelle) -> Benutzer:
    return person_mit(Rolle.LEITUNG, stelle, name="Leitung")


@pytest.fixture
def folge(neue_zeile) -> Haushaltsstelle:
    return neue_zeile("0", jahr=2024)


@pytest.fixture
def belegt(zeile, buche):
    """300 bound for AZ, 200 for FREMD, 100 reserved for NEU, 400 free."""
    buche(services.binden, "500")
    buche(services.auszahlen, "150")
    buche(services.bindung_freigeben, "50")
    buche(services.binden, "200", aktenzeichen=FREMD)
    buche(services.vormerken, "100", aktenzeichen=NEU)


WAHL = {(AZ, "gebunden"): WEITER, (FREMD, "gebunden"): WEG, (NEU, "vorgemerkt"): WEITER, ("", "frei"): WEG}


@pytest.fixture
def vorschlagen(zeile, stelle, finanzen):
    def ruf(wahl=WAHL, akteur=finanzen) -> Jahreswechsel:
        je_posten = {reste.Schluessel(zeile.pk, *was): wie for was, wie in wahl.items()}
        return jahreswechsel.vorschlagen(2023, stelle, je_posten, akteur=akteur)

    return ruf


@pytest.mark.beide_datenbanken
def test_what_is_left_over(zeile, stelle, belegt):
    gefunden = [(p.schluessel.aktenzeichen, p.schluessel.rest, p.betrag) for p in reste.posten(2023, stelle)]
    assert gefunden == [
        (AZ, "gebunden", D("300")),
        (FREMD, "gebunden", D("200")),
        (NEU, "vorgemerkt", D("100")),
        ("", "frei", D("250")),
    ]


@pytest.mark.beide_datenbanken
def test_carried_and_fallen(zeile, folge, belegt, vorschlagen, leitung):
    ergebnis = jahreswechsel.freigeben(vorschlagen().pk, akteur=leitung)
    assert ergebnis.betroffene == [FREMD]
    assert stand(zeile) == erwartet(deckung="-400", ausgezahlt="150", frei="450")
    assert stand(folge) == erwartet(ansatz="0", deckung="400", gebunden="300", vorgemerkt="100", frei="0")
    assert services.bestaende(AZ) == [
        services.Bestand(zeile, D("0"), D("0"), D("150"), D("0")),
        services.Bestand(folge, D("0"), D("300"), D("0"), D("0")),
    ]
    assert services.verfallen(FREMD) == {"gebunden": D("200")}
    assert services.abgleich() == []
    assert [e.aktion for e in Eintrag.objects.filter(objekt__startswith="jahreswechsel").order_by("nr")] == [
        "jahreswechsel_vorschlagen",
        "jahreswechsel_freigeben",
    ]


@pytest.mark.beide_datenbanken
def test_a_carried_case_goes_on_in_the_new_year_and_only_there(
    zeile, folge, belegt, vorschlagen, leitung, akteur, nichts_geschieht
):
    jahreswechsel.freigeben(vorschlagen().pk, akteur=leitung)
    wie = {"aktenzeichen": AZ, "akteur": akteur}
    satz = nichts_geschieht(services.NichtVorhanden, services.auszahlen, zeile, D("1"), schluessel="x", **wie)
    assert satz == f"Für {AZ} sind 0,00\xa0€ gebunden. Verlangt sind 1,00\xa0€."
    nichts_geschieht(services.JahrGesperrt, services.vormerken, zeile, D("1"), schluessel="y", **wie)
    services.auszahlen(folge, D("300"), schluessel="z", **wie)
    services.erstatten(zeile, D("10"), schluessel="r", **wie)
    assert stand(folge)["ausgezahlt"] == D("300")


def test_free_money_can_be_carried_too(zeile, folge, vorschlagen, leitung):
    wechsel = vorschlagen({("", "frei"): WEITER})
    jahreswechsel.freigeben(wechsel.pk, akteur=leitung)
    assert stand(zeile) == erwartet(deckung="-1000", frei="0")
    assert stand(folge) == erwartet(ansatz="0", deckung="1000", frei="1000")


@pytest.mark.beide_datenbanken
def test_the_year_is_closed_when_the_last_unit_is(zeile, folge, vorschlagen, leitung):
    andere = Haushaltsstelle.objects.create(
        stelle=StelleFactory(), jahr=2023, bereich="sach", sachkonto="1", bezeichnung="x"
    )
    jahreswechsel.freigeben(vorschlagen({("", "frei"): WEG}).pk, akteur=leitung)
    assert Haushaltsjahr.objects.get(jahr=2023).abgeschlossen_am is None
    leitung2 = person_mit(Rolle.LEITUNG, andere.stelle)
    finanzen2 = person_mit(Rolle.FINANZEN, andere.stelle)
    wechsel = jahreswechsel.vorschlagen(2023, andere.stelle, {}, akteur=finanzen2)
    jahreswechsel.freigeben(wechsel.pk, akteur=leitung2)
    jahr = Haushaltsjahr.objects.get(jahr=2023)
    assert (jahr.abgeschlossen_am is None, jahr.abgeschlossen_von) == (False, leitung2)


def test_every_case_needs_a_decision_with_a_reason(belegt, vorschlagen, nichts_geschieht):
    satz = nichts_geschieht(
        MaengelFehler, vorschlagen, {(AZ, "gebunden"): ("uebertragen", ""), (FREMD, "gebunden"): WEG}
    )
    assert satz == (
        f"{AZ}: Bitte begründen Sie die Entscheidung. {NEU}: Bitte entscheiden Sie. "
        "Freier Rest 4711 / 529100 Projekte 2023: Bitte entscheiden Sie."
    )
    assert Jahreswechsel.objects.count() == 0


def test_two_people_and_only_once(stelle, folge, vorschlagen, finanzen, leitung, nichts_geschieht):
    wechsel = vorschlagen({("", "frei"): WEG})
    nichts_geschieht(Verweigert, jahreswechsel.freigeben, wechsel.pk, akteur=finanzen)
    jahreswechsel.freigeben(wechsel.pk, akteur=leitung)
    nichts_geschieht(Ueberholt, jahreswechsel.freigeben, wechsel.pk, akteur=leitung)
    nichts_geschieht(Ueberholt, vorschlagen, {})


def test_given_back_and_proposed_anew(folge, vorschlagen, leitung):
    wechsel = jahreswechsel.zurueckgeben(vorschlagen({("", "frei"): WEG}).pk, grund="Prüfen", akteur=leitung)
    assert (wechsel.status, wechsel.rueckgabegrund) == ("zurueckgegeben", "Prüfen")
    assert vorschlagen({("", "frei"): WEITER}).pk == wechsel.pk
    assert len(jahreswechsel.freigeben(wechsel.pk, akteur=leitung).uebertragen) == 1


def test_what_changed_since_must_be_proposed_anew(
    zeile, folge, belegt, buche, vorschlagen, leitung, nichts_geschieht
):
    wechsel = vorschlagen()
    buche(services.auszahlen, "1")
    satz = nichts_geschieht(MaengelFehler, jahreswechsel.freigeben, wechsel.pk, akteur=leitung)
    assert satz == "Seit dem Vorschlag hat sich der Bestand geändert. Bitte neu vorschlagen."


def test_the_next_year_must_have_the_line(zeile, vorschlagen, leitung, nichts_geschieht):
    wechsel = vorschlagen({("", "frei"): WEITER})
    Haushaltsjahr.objects.filter(jahr=2024).delete()
    satz = nichts_geschieht(MaengelFehler, jahreswechsel.freigeben, wechsel.pk, akteur=leitung)
    assert satz == (
        "Das Haushaltsjahr 2024 ist nicht angelegt. "
        "Für 2024 gibt es keine Haushaltsstelle 4711 / 529100 „Projekte“."
    )


def test_a_requested_booking_comes_first(zeile, neue_zeile, vorschlagen, finanzen, leitung, nichts_geschieht):
    andere = neue_zeile("0", bezeichnung="Andere")
    bewegung = mittelbewegungen.beantragen(
        Bewegungsart.DECKUNG, von=zeile, zu=andere, betrag=Decimal(5), grund="x", akteur=finanzen
    )
    wechsel = vorschlagen({("", "frei"): WEG})
    satz = nichts_geschieht(MaengelFehler, jahreswechsel.freigeben, wechsel.pk, akteur=leitung)
    assert satz == f"Deckung Nr. {bewegung.pk} wartet noch auf die Freigabe."


def test_only_the_same_line_of_the_next_year(zeile, neue_zeile, akteur, nichts_geschieht):
    for andere in (neue_zeile(bezeichnung="Andere", jahr=2024), neue_zeile(bezeichnung="Gleich")):
        satz = nichts_geschieht(
            services.HaushaltFehler,
            services.uebertragen,
            zeile,
            andere,
            D("1"),
            schluessel="u",
            akteur=akteur,
            text="",
        )
        assert satz == "Übertragen wird auf dieselbe Haushaltsstelle des Folgejahres."
