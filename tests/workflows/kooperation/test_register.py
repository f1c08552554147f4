"""The register of agreements: who sees which, search, filters, pages, files, and what it costs."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from antraege.angebote.models import Themenfeld
from antraege.kooperation.models import Vereinbarung
from rollen.models import Stellenart, Traeger
from rollen.tabelle import Rolle
from tests.antraege.dokumente.lesen import text as pdftext
from tests.fabriken import StelleFactory, TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.kooperation.registerwelt import vereinbarung
from workflows.kooperation import seiten_register as seiten

Anmelden = Callable[[str], Client]


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def titel(client: Client, adresse: str = "", name: str = "register") -> list[str]:
    """The titles on the page, in order."""
    antwort = client.get(reverse(name) + adresse)
    assert antwort.status_code == 200
    return [zeile.vereinbarung.antrag.titel for zeile in antwort.context["zeilen"]]


@pytest.mark.beide_datenbanken
def test_jede_seite_sieht_das_ihre(koop: Kooperationswelt, als: Anmelden) -> None:
    welt = koop.welt
    fremder = TraegerFactory().stelle
    vereinbarung(koop, welt.stellen["schule"], welt.traeger, titel="Mit Träger")
    vereinbarung(koop, welt.stellen["schule"], welt.stellen["kita"], titel="Mit Kita")
    vereinbarung(koop, fremder, titel="Fremd", traeger=fremder, standort=None)
    alle = ["Fremd", "Mit Kita", "Mit Träger"]
    gesehen = {
        wer: titel(als(wer))
        for wer in ("pruefung", "servicestelle", "leitung", "zeichnung", "kita", "schule")
    }
    assert gesehen == {
        "pruefung": alle,
        "servicestelle": alle,
        "leitung": alle,
        "zeichnung": ["Mit Träger"],
        "kita": ["Mit Kita"],
        "schule": ["Mit Kita", "Mit Träger"],
    }


def test_wer_kein_recht_hat_kommt_nicht_hinein(koop: Kooperationswelt, als: Anmelden) -> None:
    assert als("kasse").get(reverse("register")).status_code == 403
    assert Client().get(reverse("register")).status_code == 302


@pytest.mark.beide_datenbanken
def test_viele_eigene_vereinbarungen_kommen_auf_dem_anderen_weg(
    koop: Kooperationswelt, als: Anmelden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.kooperation.register.WENIGE", 1)
    for nr in range(3):
        vereinbarung(koop, koop.welt.traeger, titel=f"Nr. {nr}")
    vereinbarung(koop, koop.welt.stellen["kita"], titel="Fremd")
    assert titel(als("zeichnung")) == ["Nr. 2", "Nr. 1", "Nr. 0"]


@pytest.mark.beide_datenbanken
def test_suche_und_filter_stehen_in_der_adresse(koop: Kooperationswelt, als: Anmelden) -> None:
    welt, client = koop.welt, als("servicestelle")
    musik = Themenfeld.objects.create(kuerzel="musik", name="Musik/Kultur")
    erste = vereinbarung(koop, welt.traeger, titel="Lesen")
    vereinbarung(koop, welt.stellen["kita"], titel="Singen", themenfeld=musik, status="abstimmung")
    vereinbarung(koop, welt.stellen["schule"], titel="Früher", status="beendet")
    assert titel(client, f"?suche={erste.antrag.aktenzeichen}") == ["Lesen"]
    assert titel(client, "?suche=40-KV-2023") == ["Früher", "Singen", "Lesen"]
    assert titel(client, "?suche=sing") == ["Singen"]
    assert titel(client, "?suche=Bildungsverein") == ["Lesen"]
    assert titel(client, "?suche=%25") == []
    assert [titel(client, f"?stand={stand}") for stand in ("geltend", "geplant", "geendet")] == [
        ["Lesen"],
        ["Singen"],
        ["Früher"],
    ]
    assert titel(client, f"?themenfeld={musik.pk}") == ["Singen"]
    assert titel(client, f"?standort={welt.stellen['standort'].pk}") == ["Früher", "Singen", "Lesen"]
    assert titel(client, "?sort=alt") == ["Lesen", "Singen", "Früher"]
    assert titel(client, "?stand=unfug&themenfeld=x&auslauf=7&nach=a_b") == ["Früher", "Singen", "Lesen"]


@pytest.mark.beide_datenbanken
def test_was_auslaeuft_steht_nach_dem_letzten_tag(koop: Kooperationswelt, als: Anmelden) -> None:
    """On 16 January 2023 three months reach to 16 April, six to 16 July."""
    tage = {"Juli": (2023, 7, 16), "April": (2023, 4, 16), "Spät": (2023, 7, 17), "Vorbei": (2023, 1, 15)}
    for name, tag in tage.items():
        vereinbarung(koop, koop.welt.traeger, titel=name, laufzeit_bis=date(*tag))
    vereinbarung(koop, koop.welt.traeger, titel="Plan", status="entwurf", laufzeit_bis=date(2023, 3, 1))
    vereinbarung(
        koop, koop.welt.traeger, titel="Gekündigt", status="gekuendigt", laufzeit_bis=date(2023, 5, 1)
    )
    for wer in ("pruefung", "servicestelle", "zeichnung"):
        assert titel(als(wer), "?auslauf=6") == ["April", "Gekündigt", "Juli"]
        assert titel(als(wer), "?auslauf=3") == ["April"]


@pytest.mark.parametrize(("adresse", "anzahl"), [("", 60), ("auslauf=12", 60)])
@pytest.mark.beide_datenbanken
def test_seiten_lassen_nichts_aus_und_zeigen_nichts_doppelt(
    koop: Kooperationswelt, als: Anmelden, adresse: str, anzahl: int
) -> None:
    for nr in range(anzahl):
        vereinbarung(koop, koop.welt.traeger, titel=f"{nr:02d}", laufzeit_bis=date(2023, 4, 1 + nr % 3))
    client, weiter, gesehen = als("servicestelle"), f"?{adresse}", []
    while weiter:
        antwort = client.get(reverse("register") + weiter)
        gesehen += [zeile.vereinbarung.antrag.titel for zeile in antwort.context["zeilen"]]
        weiter = antwort.context["seiten"].get("naechste", "")
    assert len(gesehen) == anzahl
    assert sorted(gesehen) == [f"{nr:02d}" for nr in range(anzahl)]


@pytest.mark.beide_datenbanken
def test_die_seite_kostet_bei_vielen_zeilen_dasselbe(
    koop: Kooperationswelt, als: Anmelden, django_assert_max_num_queries: Any
) -> None:
    for nr in range(30):
        vereinbarung(koop, koop.welt.traeger, koop.welt.stellen["schule"], titel=f"{nr}")
    for wer in ("pruefung", "servicestelle", "zeichnung"):
        client = als(wer)
        client.get(reverse("register"))
        for adresse in ("", "?auslauf=12", "?stand=geltend&suche=1"):
            with django_assert_max_num_queries(12):
                client.get(reverse("register") + adresse)


def test_dateien_zeigen_die_gefilterte_liste(koop: Kooperationswelt, als: Anmelden) -> None:
    eine = vereinbarung(koop, koop.welt.traeger, koop.welt.stellen["schule"], titel='=HYPERLINK("x")')
    vereinbarung(koop, koop.welt.traeger, titel="Plan", status="entwurf", laufzeit_bis=None)
    client, adresse = als("servicestelle"), reverse("register")
    tabelle = client.get(adresse, {"format": "csv", "stand": "geltend"})
    zeilen = list(csv.reader(io.StringIO(tabelle.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert zeilen == [
        list(seiten.register.KOPF),
        [
            eine.antrag.aktenzeichen,
            '\'=HYPERLINK("x")',
            "MINT",
            "Kindercampus",
            f"{koop.welt.traeger.name}; Grundschule",
            "Servicestelle",
            "2022-08-01",
            "2024-07-31",
            "aktiv",
        ],
    ]
    mappe = client.get(adresse, {"format": "xlsx"})
    blatt = load_workbook(io.BytesIO(mappe.getvalue())).active
    assert [zelle.value for zelle in blatt["B"]] == ["Titel", "Plan", '=HYPERLINK("x")']
    assert [zelle.data_type for zelle in blatt["B"]] == ["s", "s", "s"]
    pdf = client.get(adresse, {"format": "pdf"})
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    gelesen = pdftext(pdf.content)
    assert [
        wort for wort in ("Register der Vereinbarungen", "Plan", "noch offen") if wort not in gelesen
    ] == []


def test_ein_pdf_wird_nicht_beliebig_lang(
    koop: Kooperationswelt, als: Anmelden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seiten, "MEISTE_ZEILEN_PDF", 1)
    vereinbarung(koop, koop.welt.traeger)
    vereinbarung(koop, koop.welt.traeger)
    antwort = als("servicestelle").get(reverse("register"), {"format": "pdf"})
    assert (antwort.status_code, antwort.context["grund"]) == (422, seiten.ZU_LANG)


def test_die_liste_fuer_die_ogs_nennt_anerkannte_traeger_je_schule(
    koop: Kooperationswelt, als: Anmelden
) -> None:
    welt = koop.welt
    Traeger.objects.filter(stelle=welt.traeger).update(anerkannt_jugendhilfe=True)
    nicht_anerkannt = TraegerFactory().stelle
    zweite = StelleFactory(name="Astrid-Lindgren-Schule", art=Stellenart.SCHULE)
    schule = welt.stellen["schule"]
    alte = vereinbarung(koop, schule, welt.traeger, nicht_anerkannt, titel="A", ganztag=True)
    plan = {"status": "entwurf", "laufzeit_bis": None, "traeger": welt.traeger}
    neue = vereinbarung(koop, zweite, welt.traeger, titel="B", **plan)
    vereinbarung(koop, schule, nicht_anerkannt, titel="ohne Anerkennung")
    vereinbarung(koop, schule, welt.traeger, titel="vorbei", status="beendet")
    vereinbarung(koop, welt.stellen["kita"], welt.traeger, titel="keine Schule")

    def gezeigt(wer: str, adresse: str = "") -> list[tuple[str, list[str], str]]:
        zeilen = als(wer).get(reverse("jugendhilfeliste") + adresse).context["zeilen"]
        return [(z.partei.stelle.name, [t.name for t in z.traeger], z.stand) for z in zeilen]

    erste_zeile = ("Grundschule", [welt.traeger.name], "abgeschlossen")
    zweite_zeile = ("Astrid-Lindgren-Schule", [welt.traeger.name], "geplant")
    assert gezeigt("pruefung") == gezeigt("servicestelle") == [erste_zeile, zweite_zeile]
    assert gezeigt("zeichnung") == [erste_zeile, zweite_zeile]
    assert (gezeigt("schule"), gezeigt("kita")) == ([erste_zeile], [])
    assert gezeigt("servicestelle", "?stand=geplant") == [zweite_zeile]
    assert gezeigt("servicestelle", "?suche=lindgren") == [zweite_zeile]
    assert gezeigt("servicestelle", "?ganztag=on") == [erste_zeile]

    tabelle = als("servicestelle").get(reverse("jugendhilfeliste"), {"format": "csv"})
    zeilen = list(csv.reader(io.StringIO(tabelle.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert [(zeile[0], zeile[2], zeile[3]) for zeile in zeilen[1:]] == [
        ("Astrid-Lindgren-Schule", neue.antrag.aktenzeichen, "geplant"),
        ("Grundschule", alte.antrag.aktenzeichen, "abgeschlossen"),
    ]
    pdf = als("servicestelle").get(reverse("jugendhilfeliste"), {"format": "pdf"})
    assert "BASS 11-02 Nr. 19 Nr. 4" in pdftext(pdf.content)


def test_eine_person_ohne_eigene_organisation_sieht_eine_leere_liste(koop: Kooperationswelt) -> None:
    vereinbarung(koop, koop.welt.traeger)
    leute = person_mit(Rolle.TRAEGER_ANTRAG, TraegerFactory().stelle)
    client = Client()
    client.force_login(leute)
    antwort = client.get(reverse("register"))
    assert (antwort.context["zeilen"], Vereinbarung.objects.count()) == ([], 1)
    assert antwort.content.decode().count("Hier ist noch keine Vereinbarung.") == 1
