"""Order, filter, pages and export of the Postkorb."""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.fabriken import ProgrammFactory
from tests.welt import Welt
from tests.workflows.besuch import text
from workflows.models import Aufgabe

HEUTE = date(2023, 1, 16)


def aufgaben(welt: Welt, anzahl: int) -> list[int]:
    """Free tasks of FB 40 with every mixture of deadline, amount and programme; many are alike."""
    muster = welt.aufgabe(welt.eingereicht(), "formale_pruefung")
    zweites = ProgrammFactory(name="Aktionsplan", stelle=welt.programm.stelle)
    neue = [
        Aufgabe(
            process=muster.process,
            flow_task=muster.flow_task,
            antrag=muster.antrag,
            stelle=muster.stelle,
            recht=muster.recht,
            schritt=muster.schritt,
            aktenzeichen=f"40-FK-2023-{nr:05d}",
            betreff="Leseclub" if nr % 2 else "Theater",
            betrag=Decimal(nr % 4) * 100,
            programm=zweites if nr % 3 == 0 else welt.programm,
            faellig_am=None if nr % 7 == 0 else HEUTE + timedelta(days=nr % 9 - 4),
        )
        for nr in range(2, anzahl + 1)
    ]
    return sorted([muster.pk, *(a.pk for a in Aufgabe.objects.bulk_create(neue))])


def nummern(antwort) -> list[int]:
    return [zeile.aufgabe.pk for zeile in antwort.context["zeilen"]]


@pytest.mark.beide_datenbanken
@pytest.mark.parametrize("sort", ["frist", "-frist", "betrag", "-betrag", "programm", "-programm"])
def test_blaettern_zeigt_jede_zeile_einmal_und_zurueck_dieselben(welt, als, sort):
    alle, client = aufgaben(welt, 60), als("sb")
    seiten, adresse = [], f"?reiter=frei&sort={sort}"
    while adresse:
        antwort = client.get(f"/postkorb/{adresse}")
        seiten.append(nummern(antwort))
        adresse = antwort.context["seiten"].get("naechste")
    assert [len(seite) for seite in seiten] == [25, 25, 10]
    vorwaerts = [pk for seite in seiten for pk in seite]
    assert sorted(vorwaerts) == alle
    rueckwaerts, antwort = [], client.get(f"/postkorb/?reiter=frei&sort={sort}&seite=letzte")
    assert "letzte" not in antwort.context["seiten"]
    while True:
        rueckwaerts = nummern(antwort) + rueckwaerts
        if "vorherige" not in antwort.context["seiten"]:
            break
        antwort = client.get(f"/postkorb/{antwort.context['seiten']['vorherige']}")
    assert rueckwaerts == vorwaerts
    assert "erste" not in antwort.context["seiten"]


def test_ueberfaelliges_steht_oben_und_ohne_frist_unten(welt, als):
    aufgaben(welt, 20)
    zeilen = [zeile.aufgabe.faellig_am for zeile in als("sb").get("/postkorb/?reiter=frei").context["zeilen"]]
    assert zeilen == sorted(zeilen, key=lambda tag: tag or date.max)
    assert (zeilen[0], zeilen[-1]) == (HEUTE - timedelta(days=4), None)


@pytest.mark.parametrize(
    ("frage", "passt"),
    [
        ("ueberfaellig=on", lambda a: a.faellig_am is not None and a.faellig_am < HEUTE),
        ("suche=40-FK-2023-0000", lambda a: a.aktenzeichen.startswith("40-FK-2023-0000")),
        ("suche=lese", lambda a: "Lese" in a.betreff),
        ("schritt=formale_pruefung", lambda _: True),
        ("schritt=mitzeichnung", lambda _: False),
        ("suche=theater&ueberfaellig=on", lambda a: a.betreff == "Theater" and a.sortierfrist < HEUTE),
        ("suche=%25", lambda _: False),
    ],
)
def test_filter(welt, als, frage, passt):
    aufgaben(welt, 24)
    erwartet = {a.pk for a in Aufgabe.objects.filter(stelle__isnull=False) if passt(a)}
    assert set(nummern(als("sb").get(f"/postkorb/?reiter=frei&{frage}"))) == erwartet


def test_filter_nach_programm(welt, als):
    aufgaben(welt, 24)
    antwort = als("sb").get(f"/postkorb/?reiter=frei&programm={welt.programm.pk}")
    assert {zeile.aufgabe.programm_id for zeile in antwort.context["zeilen"]} == {welt.programm.pk}
    assert len(antwort.context["zeilen"]) == 16


@pytest.mark.parametrize("laenge", [25, 50, 100])
def test_zeilen_je_seite(welt, als, laenge):
    aufgaben(welt, 60)
    antwort = als("sb").get(f"/postkorb/?reiter=frei&laenge={laenge}")
    assert len(antwort.context["zeilen"]) == min(laenge, 60)
    assert [zahl["zahl"] for zahl in antwort.context["laengen"] if not zahl["url"]] == [laenge]


@pytest.mark.parametrize(
    "unsinn",
    [
        "sort=quatsch",
        "laenge=7",
        "programm=abc",
        "schritt=loeschen",
        "reiter=alle",
        "nach=heute_1",
        "nach=9999-99-99_1",
        "nach=2023-01-16_99999999999999999999",
        "vor=_",
        "sort=betrag&nach=NaN_1",
        "sort=betrag&nach=2023-01-16_1",
        "suche=%00",
        "seite=quatsch",
    ],
)
def test_unsinn_in_der_adresse_fuehrt_zur_ersten_seite(welt, als, unsinn):
    alle = aufgaben(welt, 3)
    antwort = als("sb").get(f"/postkorb/?reiter=frei&{unsinn}")
    assert antwort.status_code == 200
    if "reiter" not in unsinn and "%00" not in unsinn:
        assert sorted(nummern(antwort)) == alle


def test_html_im_betreff_bleibt_text(welt, als):
    Aufgabe.objects.filter(pk=aufgaben(welt, 1)[0]).update(betreff="<script>alert(1)</script>")
    assert "<script>alert" not in text(als("sb").get("/postkorb/?reiter=frei&suche=<script>"))


def test_csv_traegt_den_filter_und_keine_formel(welt, als):
    aufgaben(welt, 4)
    Aufgabe.objects.filter(aktenzeichen="40-FK-2023-00002").update(betreff='=HYPERLINK("https://x.example")')
    antwort = als("sb").get("/postkorb/?reiter=frei&format=csv&suche=40-FK-2023-00002")
    zeilen = b"".join(antwort.streaming_content).decode().splitlines()
    assert len(zeilen) == 2
    assert zeilen[1].startswith("40-FK-2023-00002;\"'=HYPERLINK(")
    assert zeilen[1].endswith(f";200,00;{HEUTE - timedelta(days=2)};;")


def test_xlsx_hat_betraege_als_zahlen_und_keine_formel(welt, als):
    aufgaben(welt, 3)
    Aufgabe.objects.filter(aktenzeichen="40-FK-2023-00002").update(betreff="=1+1")
    antwort = als("sb").get("/postkorb/?reiter=frei&format=xlsx&suche=40-FK-2023-00002")
    with ZipFile(BytesIO(b"".join(antwort.streaming_content))) as mappe:
        blatt = mappe.read("xl/worksheets/sheet1.xml").decode()
        assert 'formatCode="dd.mm.yyyy"' in mappe.read("xl/styles.xml").decode()
    zellen = dict(re.findall(r'<c r="([A-Z]+2)"[^>]*>(.*?)</c>', blatt))
    assert zellen["B2"] == "<is><t>=1+1</t></is>"
    assert (zellen["G2"], zellen["H2"]) == (
        "<v>200</v>",
        f"<v>{(HEUTE - timedelta(days=2) - date(1899, 12, 30)).days}</v>",
    )
    assert "<f>" not in blatt


def test_sortierung_steht_im_kopf_der_spalte(welt, als):
    aufgaben(welt, 2)
    seite = als("sb").get("/postkorb/?reiter=frei&sort=-betrag&suche=a")
    assert seite.context["kopf"]["betrag"] == {
        "titel": "Betrag",
        "url": "?reiter=frei&suche=a&sort=betrag",
        "wie": "descending",
    }
    assert [name for name, spalte in seite.context["kopf"].items() if spalte["wie"]] == ["betrag"]
