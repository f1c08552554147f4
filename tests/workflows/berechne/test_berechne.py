"""The worked examples of grants, interest, deadlines, splits and De-minimis through manage.py berechne."""

import io
import json
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from antraege.programme.models import Festwert
from workflows.berechne.werte import aus_datei, reihe

KOPF = {
    "bagatelle": None,
    "toleranz_prozent": "20.00",
    "ueberfinanzierung_kuerzen": True,
    "ausgezahlt": "14000.00",
}
AUSGABEN = {"Personal": "12000.00", "Honorare": "4000.00", "Sachkosten": "3000.00", "Verwaltung": "1000.00"}
PLAN = {
    "ausgaben": AUSGABEN,
    "eigenmittel": "4000.00",
    "drittmittel": "2000.00",
    "zuwendung": "14000.00",
    "foerdersatz": "70.00",
}


def ausgaben(*betraege: str) -> dict[str, str]:
    return dict(zip(AUSGABEN, betraege, strict=True))


def ist(spent: str | dict[str, str], eigen: str = "4000.00", dritt: str = "2000.00", ab: str = "0.00") -> Any:
    """Actual figures; a bare amount is spent less than planned in one line."""
    if isinstance(spent, str):
        spent = {**AUSGABEN, "Personal": str(Decimal(spent) - Decimal(8000))}
    return {"ausgaben": spent, "nicht_zuwendungsfaehig": ab, "eigenmittel": eigen, "drittmittel": dritt}


def fall(art: str, tatsaechlich: Any, **abweichend: Any) -> dict[str, Any]:
    return {"finanzierungsart": art, "plan": PLAN, "ist": tatsaechlich, **KOPF} | abweichend


def einfach(betrag: str, zuwendung: str, satz: str) -> dict[str, Any]:
    keine = {"eigenmittel": "0.00", "drittmittel": "0.00"}
    return {"ausgaben": {"Gesamt": betrag}, **keine, "zuwendung": zuwendung, "foerdersatz": satz}


def nur(betrag: str) -> dict[str, Any]:
    return ist({"Gesamt": betrag}, eigen="0.00", dritt="0.00")


def einheiten(satz: str, plan: int, geleistet: int, ausgezahlt: str) -> dict[str, Any]:
    werte = {"satz": satz, "plan": plan, "ist": geleistet}
    return {"finanzierungsart": "einheiten", "einheiten": werte, "ausgezahlt": ausgezahlt}


B17 = ausgaben("11150.00", "4780.00", "2960.40", "1000.00")
B18 = ausgaben("11150.00", "4900.00", "2960.40", "1000.00")


@pytest.fixture
def rechne(monkeypatch, capfd):
    """Run the command on these objects: exit code and answers."""

    def lauf(art: str, *objekte: Any) -> tuple[int, list[Any]]:
        zeilen = "".join(f"{json.dumps(objekt)}\n" for objekt in objekte)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(zeilen.encode())))
        ausgabe, code = io.StringIO(), 0
        try:
            call_command("berechne", art, stdout=ausgabe)
        except SystemExit as ende:
            code = int(ende.code)
        return code, [json.loads(zeile) for zeile in ausgabe.getvalue().splitlines()]

    return lauf


@pytest.mark.parametrize(
    ("eingabe", "zuwendung", "minderung"),
    [
        pytest.param(fall("anteil", ist("17850.40")), "12495.28", "1504.72", id="B01"),
        pytest.param(fall("anteil", ist("17850.40", ab="350.00")), "12250.28", "1749.72", id="B02"),
        pytest.param(fall("anteil", ist("20000.00", dritt="3000.00")), "13300.00", "700.00", id="B03"),
        pytest.param(fall("anteil", ist("17850.40", dritt="3000.00")), "11795.28", "2204.72", id="B04"),
        pytest.param(fall("anteil", ist("21000.00")), "14000.00", "0.00", id="B05"),
        pytest.param(
            fall("anteil", ist("21000.00"), toleranz_prozent=None), "14000.00", "0.00", id="B05 ohne"
        ),
        pytest.param(fall("fehlbedarf", ist("17850.40")), "11850.40", "2149.60", id="B06"),
        pytest.param(fall("fehlbedarf", ist("17850.40", dritt="3000.00")), "10850.40", "3149.60", id="B07"),
        pytest.param(fall("fehlbedarf", ist("17850.40", eigen="3500.00")), "11850.40", "2149.60", id="B08"),
        pytest.param(fall("festbetrag", ist("17850.40", eigen="1850.40")), "14000.00", "0.00", id="B09"),
        pytest.param(fall("festbetrag", ist("15000.00")), "13000.00", "1000.00", id="B10"),
        pytest.param(
            fall("festbetrag", ist("15000.00"), ueberfinanzierung_kuerzen=False),
            "14000.00",
            "0.00",
            id="B10 aus",
        ),
        pytest.param(fall("festbetrag", ist("13200.00", dritt="0.00")), "13200.00", "800.00", id="B11"),
        pytest.param(einheiten("84.00", 40, 36, "3360.00"), "3024.00", "336.00", id="B12"),
        pytest.param(einheiten("1073.00", 78, 75, "83694.00"), "80475.00", "3219.00", id="B13"),
        pytest.param(
            fall("voll", nur("17850.40"), plan=einfach("20000.00", "20000.00", "100.00")),
            "17850.40",
            "2149.60",
            id="B14",
        ),
        pytest.param(
            fall("anteil", nur("28450.00"), plan=einfach("30000.00", "9999.00", "33.33")),
            "9482.39",
            "516.61",
            id="B15",
        ),
        pytest.param(fall("anteil", ist("19700.00"), bagatelle="500.00"), "14000.00", "0.00", id="B16"),
        pytest.param(fall("anteil", ist(B17), bagatelle="500.00"), "14000.00", "0.00", id="B17 an"),
        pytest.param(fall("anteil", ist(B17)), "13923.28", "76.72", id="B17 aus"),
        pytest.param(fall("anteil", ist(B18)), "13937.28", "62.72", id="B18"),
    ],
)
def test_zuwendung(rechne, eingabe, zuwendung, minderung) -> None:
    code, (antwort,) = rechne("zuwendung", eingabe)
    assert (code, antwort["zuwendung"], antwort["minderung"]) == (0, zuwendung, minderung)


def test_zuwendung_mit_allen_angaben(rechne) -> None:
    _, (antwort,) = rechne("zuwendung", fall("anteil", ist(B18), ausgezahlt="10500.00"))
    assert antwort == {
        "zuwendung": "13937.28",
        "minderung": "62.72",
        "restzahlung": "3437.28",
        "rueckforderung": "0.00",
        "zuwendungsfaehig": "19910.40",
        "schritte": [
            "Zuwendungsfähige Ausgaben: 20.010,40 € − 0,00 € = 20.010,40 €.",
            (
                "„Honorare“: 900,00 € über dem Ansatz. "
                "Zulässig sind 20,00 % von 4.000,00 € = 800,00 €, nicht anerkannt 100,00 €."
            ),
            "Überschreitungen 800,00 €, Einsparungen 889,60 €: Die Einsparungen decken die Überschreitungen.",
            "Abzüglich nicht anerkannter Überschreitungen: 20.010,40 € − 100,00 € = 19.910,40 €.",
            "Bemessungsgrundlage 19.910,40 € × 70,00 % = 13.937,28 €.",
            "Endgültige Zuwendung 13.937,28 €, ausgezahlt 10.500,00 €: Restzahlung 3.437,28 €.",
        ],
    }


def test_position_ohne_ansatz_hat_plan_null(rechne) -> None:
    spent = {**ausgaben("11000.00", "4000.00", "3000.00", "1000.00"), "Reisen": "300.00"}
    _, (antwort,) = rechne("zuwendung", fall("anteil", ist(spent)))
    assert antwort["zuwendungsfaehig"] == "19000.00"


def test_was_fehlen_darf(rechne) -> None:
    ohne_satz = {**PLAN}
    del ohne_satz["foerdersatz"]
    eingabe = fall("fehlbedarf", ist("17850.40"), plan=ohne_satz)
    del eingabe["ueberfinanzierung_kuerzen"]
    leer = fall("einheiten", None, plan=None, einheiten={"satz": "84.00", "plan": 40, "ist": 36})
    code, antworten = rechne("zuwendung", eingabe, leer, fall("anteil", ist(B17), einheiten=None))
    assert (code, [a["zuwendung"] for a in antworten]) == (0, ["11850.40", "3024.00", "13923.28"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("methode", "aufschlag", "summe"),
    [
        pytest.param("ACT_ACT", "3.00", "734.26", id="Z1"),
        pytest.param("ACT_365", "3.00", "736.02", id="Z2"),
        pytest.param("30_360", "3.00", "730.97", id="Z3"),
        pytest.param("ACT_ACT", "5.00", "967.97", id="Z4"),
    ],
)
def test_zinsen(rechne, methode, aufschlag, summe) -> None:
    tage = {"beginn": "2024-03-15", "ende": "2025-02-20"}
    eingabe = {"betrag": "12500.00", **tage, "aufschlag": aufschlag, "methode": methode}
    code, (antwort,) = rechne("zinsen", eingabe)
    assert (code, antwort["zinsen"]) == (0, summe)


@pytest.mark.django_db
def test_z5_zwischenzinsen(rechne) -> None:
    tage = {"beginn": "2025-08-01", "ende": "2025-11-15"}
    eingaben = [
        {"betrag": "10000.00", **tage, "aufschlag": "3.00", "methode": m} for m in ("ACT_ACT", "30_360")
    ]
    _, (taggenau, kaufmaennisch) = rechne("zinsen", *eingaben)
    abschnitt = {"von": "2025-08-02", "bis": "2025-11-15", "satz": "4.27"}
    assert taggenau == {"zinsen": "124.01", "abschnitte": [{**abschnitt, "tage": 106, "zinsen": "124.01"}]}
    assert kaufmaennisch == {
        "zinsen": "123.36",
        "abschnitte": [{**abschnitt, "tage": 104, "zinsen": "123.36"}],
    }


@pytest.mark.django_db
def test_fehlender_basiszins_wird_genannt(rechne) -> None:
    tage = {"beginn": "2026-06-01", "ende": "2026-07-01"}
    code, (antwort,) = rechne("zinsen", {"betrag": "1.00", **tage, "aufschlag": "3.00", "methode": "ACT_ACT"})
    assert (code, antwort) == (
        2,
        {
            "fehler": (
                "Für das Halbjahr ab 01.07.2026 ist kein Basiszinssatz hinterlegt. "
                "Bitte lassen Sie ihn eintragen und freigeben."
            )
        },
    )


FRISTEN = [
    ({"art": "bekanntgabe", "aufgegeben_am": posted}, {"bekannt_am": bekannt, "klagefrist_ende": ende})
    for posted, bekannt, ende in (
        ("2026-01-05", "2026-01-09", "2026-02-09"),
        ("2025-10-29", "2025-11-02", "2025-12-02"),
        ("2024-12-18", "2024-12-21", "2025-01-21"),
        ("2026-01-27", "2026-01-31", "2026-03-02"),
        ("2026-04-30", "2026-05-04", "2026-06-05"),
    )
] + [
    ({"art": "dauer", "ereignis": ereignis, "dauer": dauer, "verschieben": verschieben}, {"ende": ende})
    for ereignis, dauer, verschieben, ende in (
        ("2026-08-31", "P6M", True, "2027-03-01"),
        ("2025-07-31", "P6M", True, "2026-02-02"),
        ("2025-12-15", "P2M", True, "2026-02-16"),
        ("2026-08-31", "P6M", False, "2027-02-28"),
        ("2026-01-05", "P14D", True, "2026-01-19"),
        ("2026-01-05", "P2W", True, "2026-01-19"),
        ("2024-02-29", "P1Y", True, "2025-02-28"),
    )
]


def test_fristen(rechne) -> None:
    code, antworten = rechne("frist", *[eingabe for eingabe, _ in FRISTEN])
    assert (code, antworten) == (0, [antwort for _, antwort in FRISTEN])


def test_aufteilung(rechne) -> None:
    b19 = {"betrag": "31000.00", "teile": ["5/12", "7/12"]}
    b20 = {"betrag": "10000.00", "anzahl": 3}
    assert rechne("aufteilung", b19, b20, {"betrag": "0.00", "anzahl": 1000, "teile": None}) == (
        0,
        [
            {"teile": ["12916.67", "18083.33"]},
            {"teile": ["3333.33", "3333.33", "3333.34"]},
            {"teile": ["0.00"] * 1000},
        ],
    )


def test_deminimis(rechne) -> None:
    bisher = [
        {"datum": "2023-03-12", "betrag": "90000.00"},
        {"datum": "2024-06-05", "betrag": "120000.00"},
        {"datum": "2025-02-20", "betrag": "60000.00"},
    ]
    neu = {"bisher": bisher, "betrag": "80000.00", "grenze": "300000.00"}
    assert rechne("deminimis", {**neu, "datum": "2026-03-10"}, {**neu, "datum": "2026-03-20"}) == (
        0,
        [{"summe": "350000.00", "zulaessig": False}, {"summe": "260000.00", "zulaessig": True}],
    )


def test_ausgelieferter_basiszins_hat_jedes_halbjahr() -> None:
    tage = [tag for tag, _ in aus_datei("basiszins")]
    halbjahre = [date(jahr, monat, 1) for jahr in range(2002, 2027) for monat in (1, 7)]
    assert tage == halbjahre[:-1]


@pytest.mark.django_db
def test_freigegebene_werte_gehen_vor() -> None:
    Festwert.objects.all().delete()
    assert reihe("basiszins") == aus_datei("basiszins")
    Festwert.objects.create(schluessel="basiszins", wert="9.99", gueltig_ab=date(2026, 7, 1), quelle="Probe")
    assert reihe("basiszins") == aus_datei("basiszins")
    Festwert.objects.update(freigegeben_am="2026-07-02T00:00:00Z")
    assert reihe("basiszins") == [(date(2026, 7, 1), Decimal("9.99"))]
