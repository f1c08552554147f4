"""Worked examples: who has what in mind, what fits, and the words that say why."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.kern.aufrufe import Antragszeit
from antraege.kern.foerdersuche import (
    INTERN,
    REGISTRIEREN,
    Anliegen,
    Eignung,
    Foerderung,
    Gruppe,
    Weg,
    Wer,
    Zweck,
    beurteile,
    kommt_infrage,
    wer_ist,
)

HEUTE = date(2026, 11, 30)
AKTIONSPLAN = Foerderung(
    weg=Weg.HIER,
    gruppen=frozenset({Gruppe.TRAEGER, Gruppe.SCHULE}),
    zwecke=frozenset({Zweck.PROJEKT, Zweck.KULTUR}),
    mindestens=Decimal("1500.00"),
    hoechstens=Decimal("15000.00"),
    eigenanteil=Decimal("10.00"),
    zeitraum_von=date(2022, 6, 1),
)
FGZ = Foerderung(
    weg=Weg.UEBER_STADT,
    gruppen=frozenset({Gruppe.SCHULE}),
    zwecke=frozenset({Zweck.FAMILIE}),
    zeiten=(Antragszeit(None, date(2027, 7, 31)),),
    zeitraum_von=date(2026, 8, 1),
    zeitraum_bis=date(2029, 7, 31),
)
KULTUR = Foerderung(
    weg=Weg.BEIM_GEBER,
    gruppen=frozenset({Gruppe.TRAEGER}),
    zwecke=frozenset({Zweck.KULTUR}),
    hoechstens=Decimal("3360.00"),
    zeiten=(Antragszeit(date(2026, 3, 2), date(2026, 3, 31)),),
)
BUT = Foerderung(
    weg=Weg.EINZELANSPRUCH, gruppen=frozenset({Gruppe.FAMILIE}), zwecke=frozenset({Zweck.EINZELHILFE})
)
VEREINBARUNG = Foerderung(
    weg=Weg.VEREINBARUNG, gruppen=frozenset({Gruppe.TRAEGER}), zwecke=frozenset({Zweck.VEREINBARUNG})
)
PROJEKT = Anliegen(Wer.TRAEGER, Zweck.PROJEKT, date(2027, 2, 1), Decimal("5000.00"))


def test_ein_verein_mit_einem_projekt() -> None:
    befund = beurteile(PROJEKT, AKTIONSPLAN, am=HEUTE)
    assert befund.eignung == Eignung.PASST
    assert befund.dafuer == (
        "Gedacht für: Vereine und andere Träger.",
        "Passt zum Zweck: Projekt oder Angebot mit Kindern.",
        "Der Beginn am 01.02.2027 liegt im Förderzeitraum.",
        "Ihr Betrag liegt im Rahmen: 1.500,00\xa0€ bis 15.000,00\xa0€.",
    )
    assert befund.hinweise == ("Mindestens 10,00 % der Ausgaben zahlen Sie aus eigenem Geld.",)


@pytest.mark.parametrize(
    ("anliegen", "foerderung", "eignung", "satz"),
    [
        (Anliegen(Wer.FREIE_KITA), AKTIONSPLAN, "nicht", "Nur für: Vereine und andere Träger, Schulen."),
        (
            Anliegen(zweck=Zweck.GANZTAG),
            AKTIONSPLAN,
            "nicht",
            "Für einen anderen Zweck: Projekt oder Angebot mit Kindern; Kunst und Kultur mit Kindern.",
        ),
        (Anliegen(betrag=Decimal("1499.99")), AKTIONSPLAN, "nicht", "Gefördert wird erst ab 1.500,00\xa0€."),
        (
            Anliegen(betrag=Decimal("15000.01")),
            AKTIONSPLAN,
            "vielleicht",
            "Es gibt höchstens 15.000,00\xa0€. Für 0,01\xa0€ brauchen Sie anderes Geld.",
        ),
        (
            Anliegen(beginn=HEUTE),
            AKTIONSPLAN,
            "nicht",
            "Wer vor der Entscheidung beginnt, wird in der Regel nicht gefördert (VV Nr. 1.3 zu § 44 LHO).",
        ),
        (Anliegen(Wer.TRAEGER), KULTUR, "nicht", "Die Antragsfrist ist am 31.03.2026 abgelaufen."),
        (
            Anliegen(Wer.STADTSCHULE),
            FGZ,
            "vielleicht",
            "Den Antrag stellt die Stadt. Sprechen Sie mit der Servicestelle.",
        ),
        (
            Anliegen(beginn=date(2029, 8, 1)),
            FGZ,
            "vielleicht",
            "Die Regeln gelten bis zum 31.07.2029. Was danach gilt, steht noch nicht fest.",
        ),
        (
            Anliegen(Wer.STADTSCHULE),
            BUT,
            "vielleicht",
            "Nicht für Ihre Einrichtung: Weisen Sie Eltern darauf hin.",
        ),
        (
            Anliegen(betrag=Decimal("1.00")),
            VEREINBARUNG,
            "nicht",
            "Hier gibt es kein Geld, sondern eine Vereinbarung.",
        ),
    ],
)
def test_was_dagegen_spricht_oder_zu_klaeren_ist(
    anliegen: Anliegen, foerderung: Foerderung, eignung: str, satz: str
) -> None:
    befund = beurteile(anliegen, foerderung, am=HEUTE)
    assert befund.eignung == eignung
    assert satz in (befund.dagegen if eignung == "nicht" else befund.vorbehalte)


def test_vor_dem_foerderzeitraum_und_vor_der_antragszeit() -> None:
    assert beurteile(Anliegen(beginn=date(2026, 6, 1)), FGZ, am=date(2026, 5, 1)).dagegen == (
        "Gefördert wird erst ab dem 01.08.2026.",
    )
    assert beurteile(Anliegen(), KULTUR, am=date(2026, 3, 1)).vorbehalte == (
        "Anträge sind erst ab dem 02.03.2026 möglich.",
    )
    assert [KULTUR.offen_am(date(2026, 3, tag)) for tag in (1, 2, 31)] == [False, True, True]
    assert KULTUR.offen_am(date(2026, 4, 1)) is False


def test_ohne_antworten_spricht_nichts_dafuer_und_nichts_dagegen() -> None:
    befund = beurteile(Anliegen(), AKTIONSPLAN, am=HEUTE)
    assert (befund.dafuer, befund.vorbehalte, befund.dagegen, befund.hinweise) == ((), (), (), ())


def test_ohne_genannten_zweck_entscheidet_die_stelle() -> None:
    ohne = Foerderung(weg=Weg.HIER, gruppen=frozenset({Gruppe.TRAEGER}), zwecke=frozenset())
    assert beurteile(PROJEKT, ohne, am=HEUTE).vorbehalte == ("Ob Ihr Vorhaben dazu passt, sagt die Stelle.",)


@pytest.mark.parametrize("wer", [Wer.STADTSCHULE, Wer.FABIDO, Wer.JUGENDFREIZEIT])
def test_die_stadt_bekommt_keinen_bescheid(wer: Wer) -> None:
    fuer_alle = Foerderung(weg=Weg.HIER, gruppen=frozenset(Gruppe), zwecke=frozenset())
    assert beurteile(Anliegen(wer), fuer_alle, am=HEUTE).hinweise == (INTERN,)
    assert "interne Mittelzuweisung" in INTERN


def test_wer_neu_ist_registriert_sich_zuerst_und_beim_anderen_geber_nicht() -> None:
    neu = Anliegen(Wer.NEUER_TRAEGER)
    assert beurteile(neu, AKTIONSPLAN, am=HEUTE).hinweise == (REGISTRIEREN,)
    assert beurteile(neu, VEREINBARUNG, am=HEUTE).hinweise == (REGISTRIEREN,)
    assert beurteile(neu, KULTUR, am=HEUTE).hinweise == ()
    assert beurteile(Anliegen(Wer.TRAEGER), AKTIONSPLAN, am=HEUTE).hinweise == ()


def test_ein_anspruch_einzelner_kennt_weder_betrag_noch_beginn() -> None:
    eltern = Anliegen(Wer.FAMILIE, Zweck.EINZELHILFE, HEUTE, Decimal("195.00"))
    befund = beurteile(eltern, BUT, am=HEUTE)
    assert (befund.eignung, befund.vorbehalte, befund.dagegen) == (Eignung.PASST, (), ())


def test_die_liste_laesst_abgelaufenes_stehen() -> None:
    assert kommt_infrage(Anliegen(Wer.TRAEGER, Zweck.KULTUR), KULTUR) is True
    assert kommt_infrage(Anliegen(Wer.STADTSCHULE), KULTUR) is False


@pytest.mark.parametrize(
    ("rahmen", "worte"),
    [
        ((None, None), ""),
        (("1.00", None), "ab 1,00\xa0€"),
        ((None, "2.00"), "bis 2,00\xa0€"),
        (("1.00", "2.00"), "1,00\xa0€ bis 2,00\xa0€"),
    ],
)
def test_der_betragsrahmen_in_worten(rahmen: tuple[str | None, str | None], worte: str) -> None:
    von, bis = (Decimal(betrag) if betrag else None for betrag in rahmen)
    foerderung = Foerderung(
        weg=Weg.HIER, gruppen=frozenset(), zwecke=frozenset(), mindestens=von, hoechstens=bis
    )
    assert foerderung.betragsrahmen == worte


@pytest.mark.parametrize(
    ("art", "staedtisch", "wer"),
    [
        ("traeger", False, Wer.TRAEGER),
        ("schule", True, Wer.STADTSCHULE),
        ("schule", False, Wer.FREIE_SCHULE),
        ("kita", True, Wer.FABIDO),
        ("kita", False, Wer.FREIE_KITA),
        ("jugendfreizeit", True, Wer.JUGENDFREIZEIT),
        ("fachbereich", True, None),
    ],
)
def test_wer_eine_bekannte_stelle_ist(art: str, staedtisch: bool, wer: Wer | None) -> None:  # noqa: FBT001
    assert wer_ist(art, staedtisch=staedtisch) == wer
