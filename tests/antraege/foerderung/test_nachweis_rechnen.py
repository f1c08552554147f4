"""The reckoning of stored proofs against the worked examples, and every defect at once."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Nachweisposition
from antraege.foerderung.nachweis import bericht, pruefung
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.nachweis.hinweise import namen, spaete_verwendung
from antraege.foerderung.nachweis.maengel import maengel
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from tests.antraege.foerderung.nachweiswelt import (
    HEUTE,
    ansatz,
    beleg,
    bewilligt,
    eingereicht,
    fuelle,
    traegerperson,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _juli():
    with uhr.gestellt(HEUTE):
        yield


def nachweis(*, regulaer: bool = False, ist: dict[str, str] | None = None, **felder):
    antrag = bewilligt(regulaer=regulaer, **felder)
    fuelle(antrag, traegerperson(antrag), **(ist or {}))
    return eingereicht(antrag)


def ergebnis(stand) -> tuple[Decimal, Decimal, Decimal]:
    a = nachweise.rechne_ab(stand)
    return a.zuwendung, a.restzahlung, a.rueckforderung


B17 = {"Personal": "11150.00", "Honorare": "4780.00", "Sachkosten": "2960.40"}
B18 = {**B17, "Honorare": "4900.00"}


@pytest.mark.parametrize("regulaer", [False, True])
def test_b17_ueberschreitung_unter_zwanzig_prozent(regulaer: bool) -> None:  # noqa: FBT001
    assert ergebnis(nachweis(regulaer=regulaer, ist=B17))[0] == Decimal("14000.00")
    ohne = nachweis(regulaer=regulaer, ist=B17, richtlinie={"bagatelle": None})
    assert ergebnis(ohne) == (Decimal("13923.28"), Decimal("0.00"), Decimal("76.72"))


def test_b18_ueber_zwanzig_prozent_zaehlt_nicht() -> None:
    stand = nachweis(ist=B18, richtlinie={"bagatelle": None})
    staende = nachweise.ansaetze(stand)
    assert nachweise.zwanzig_prozent(stand, staende).nicht_anerkannt == Decimal("100.00")
    assert nachweise.rechne_ab(stand).zuwendungsfaehig == Decimal("19910.40")


def test_b01_rest_oder_rueckforderung() -> None:
    gesunken = {"Personal": "9850.40"}
    assert ergebnis(nachweis(ist=gesunken)) == (Decimal("12495.28"), Decimal("0.00"), Decimal("1504.72"))
    assert ergebnis(nachweis(ist=gesunken, ausgezahlt="10500.00")) == (
        Decimal("12495.28"),
        Decimal("1995.28"),
        Decimal("0.00"),
    )


def test_b02_gekuerzter_beleg_senkt_die_zuwendung() -> None:
    stand = nachweis(regulaer=True, ist={"Personal": "9850.40"})
    b = beleg(stand.antrag, 3)
    b.nachweis = stand
    pruefung.pruefe_beleg(b, gekuerzt=Decimal("350.00"), grund="Kein Beleg")
    assert ergebnis(stand)[0] == Decimal("12250.28")
    assert [(s.name, s.gekuerzt) for s in nachweise.ansaetze(stand) if s.gekuerzt] == [
        ("Sachkosten", Decimal("350.00"))
    ]


def test_b12_je_einheit() -> None:
    regeln = {"finanzierungsart": "einheiten", "einheit": "Kurse", "einheitensatz": Decimal("84.00")}
    stand = nachweis(betrag="3360.00", ausgezahlt="3360.00", richtlinie=regeln, einheiten=40)
    stand.einheiten = 36
    assert ergebnis(stand) == (Decimal("3024.00"), Decimal("0.00"), Decimal("336.00"))
    stand.einheiten = 45
    assert ergebnis(stand) == (Decimal("3360.00"), Decimal("0.00"), Decimal("0.00"))


def test_wegen_teilbewilligung_zaehlen_mehr_eigenmittel() -> None:
    """Fehlbedarf: 12.000 of 14.000 granted, so the accepted plan holds 6.000 of own money."""
    stand = nachweis(
        betrag="12000.00",
        ausgezahlt="12000.00",
        richtlinie={"finanzierungsart": "fehlbedarf"},
        ist={"Personal": "9850.40"},
    )
    assert ergebnis(stand)[0] == Decimal("9850.40")


def test_kuerzungen_brauchen_grund_und_bleiben_im_rahmen() -> None:
    stand = nachweis()
    personal = ansatz(stand.antrag, "Personal").pk
    for gekuerzt, grund in (("1.00", " "), ("-1.00", "Grund"), ("12000.01", "Grund")):
        with pytest.raises(MaengelFehler):
            pruefung.kuerze_ansatz(stand, personal, gekuerzt=Decimal(gekuerzt), grund=grund)
    assert not Nachweisposition.objects.filter(gekuerzt__gt=0).exists()
    pruefung.kuerze_ansatz(stand, personal, gekuerzt=Decimal("2000.00"), grund="Besserstellung")
    assert ergebnis(stand)[0] == Decimal("12600.00")


def test_stichprobe_mit_startwert_und_grund(db) -> None:
    stand = nachweis(regulaer=True)
    wer = stand.antrag.angelegt_von
    erste = pruefung.ziehe_stichprobe(stand, akteur=wer)
    assert (erste.umfang, erste.grundgesamtheit, len(erste.startwert)) == (1, 4, 16)
    with pytest.raises(MaengelFehler, match="Bitte begründen Sie"):
        pruefung.ziehe_stichprobe(stand, akteur=wer)
    zweite = pruefung.ziehe_stichprobe(stand, akteur=wer, grund="Auswahl war zu klein")
    assert (zweite.nr, zweite.startwert == erste.startwert) == (2, False)
    assert Beleg.objects.filter(in_stichprobe=True).count() == zweite.umfang


def test_alle_maengel_auf_einmal(db) -> None:
    antrag = bewilligt(regulaer=False)
    with uhr.gestellt(HEUTE.replace(month=6)):
        texte = [m.text for m in maengel(antrag)]
    assert texte == [
        "Das Vorhaben läuft noch bis 30.06.2023.",
        "Bitte beantworten Sie: „Was haben Sie gemacht?“",
        *(
            f"Bitte geben Sie an: {name}. Wenn es keine gab: 0,00."
            for name in ("Eigenmittel", "Drittmittel", "Teilnahmebeiträge")
        ),
        *(
            f"Bitte geben Sie an, was „{name}“ gekostet hat. Wenn nichts: 0,00."
            for name in ("Personal", "Honorare", "Sachkosten", "Verwaltung")
        ),
    ]


def test_ausgefuellt_hat_er_keine_maengel_und_null_euro_sind_eine_angabe() -> None:
    assert maengel(nachweis().antrag) == []
    nichts = dict.fromkeys(("Personal", "Honorare", "Sachkosten", "Verwaltung"), "0.00")
    assert maengel(nachweis(ist=nichts).antrag) == []


def test_belege_ausserhalb_des_zeitraums_und_ungedeckte_ausgaben() -> None:
    stand = nachweis(regulaer=True, ist={"Personal": "13000.00"})
    Beleg.objects.filter(nr=1).update(datum=date(2023, 2, 28))
    Beleg.objects.filter(nr__in=[2, 3]).update(datum=date(2023, 7, 1))
    antrag = Antrag.objects.get(pk=stand.antrag.pk)
    assert [m.text for m in maengel(antrag)] == [
        "Beleg 1 liegt vor dem Beginn des Bewilligungszeitraums (01.03.2023).",
        "Die Belege 2, 3 liegen nach dem Ende des Bewilligungszeitraums (30.06.2023).",
        (
            "Die Ausgaben sind um 1.000,00\N{NO-BREAK SPACE}€ höher als Zuwendung und Einnahmen. "
            "Wer hat das bezahlt? Meist sind es Eigenmittel."
        ),
    ]


def test_offene_rueckfrage_ist_ein_mangel(db) -> None:
    stand = nachweis()
    frage = pruefung.notiere_frage(stand, frage="Wofür?", akteur=stand.antrag.angelegt_von)
    nachweise.frage_zurueck(stand, frage="Bitte antworten.")
    antrag = Antrag.objects.get(pk=stand.antrag.pk)
    assert [m.text for m in maengel(antrag)] == [
        "Bitte antworten Sie auf die Rückfrage zu: Sachbericht und ganzer Nachweis."
    ]
    bericht.beantworte_rueckfragen(antrag, {frage.pk: " Für Bücher. "}, akteur=traegerperson(antrag))
    frage.refresh_from_db()
    assert (frage.antwort, maengel(Antrag.objects.get(pk=antrag.pk))) == ("Für Bücher.", [])


@pytest.mark.parametrize(
    ("text", "funde"),
    [
        ("Das Kind Emil hat gelesen.", ["Kind Emil"]),
        ("Schülerin Aylin war dabei, geb. 3.4.2015", ["Schülerin Aylin", "geb. 3.4.2015"]),
        ("Mit Mia Muster (7 Jahre)", ["Mia Muster (7 Jahre)"]),
        ("25 Kinder lasen Bücher, je Kind ein Buch.", []),
        ("Die Schüler lernten viel.", []),
    ],
)
def test_namen_von_kindern_werden_bemerkt(text: str, funde: list[str]) -> None:
    assert namen([text]) == funde


def test_spaete_verwendung_ist_ein_hinweis() -> None:
    stand = nachweis(regulaer=True)
    stand.antrag.mittelabrufe.create(
        nr=1, betrag=Decimal("14000.00"), zweck="x", status="gebucht", bezahlt_am=date(2023, 1, 16)
    )
    assert spaete_verwendung(stand) == [
        (
            "1. Mittelabruf: Bis zum 16.03.2023 waren 14.000,00\N{NO-BREAK SPACE}€ gezahlt, "
            "aber erst 0,00\N{NO-BREAK SPACE}€ mit Belegen verwendet."
        )
    ]
    stand.antrag.mittelabrufe.update(bezahlt_am=date(2023, 3, 15))
    assert spaete_verwendung(stand) == []
