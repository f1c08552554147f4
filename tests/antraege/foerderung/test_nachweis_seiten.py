"""The pages of a proof at the Träger: what they show, refuse and keep."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Belegdatei, Belegimport, Verwendungsnachweis
from antraege.foerderung.nachweis import belege, importe
from rollen import uhr
from rollen.tabelle import Rolle
from tests.antraege.antrag.dateiproben import pdf
from tests.antraege.foerderung.nachweiswelt import (
    HEUTE,
    ZEILE,
    ansatz,
    beleg,
    bewilligt,
    csv,
    eingereicht,
    fuelle,
    traegerperson,
    werte,
    xlsx,
)
from tests.fabriken import person_mit

pytestmark = pytest.mark.django_db
SEITEN = ("nachweis", "nachweis_bericht", "nachweis_einnahmen", "nachweis_belege", "nachweis_einlesen")


@pytest.fixture(autouse=True)
def _juli():
    with uhr.gestellt(HEUTE):
        yield


@pytest.fixture
def antrag(db) -> Antrag:
    return bewilligt()


@pytest.fixture
def wer(antrag):
    return traegerperson(antrag)


@pytest.fixture
def client(wer) -> Client:
    return als(wer)


def als(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def hole(client: Client, name: str, *ids: int, **frage: str) -> Any:
    return client.get(reverse(name, args=ids), frage)


def sende(client: Client, name: str, *ids: int, **felder: Any) -> Any:
    stand = Antrag.objects.get(pk=ids[0]).stand
    return client.post(reverse(name, args=ids), {"stand": stand, **felder})


@pytest.mark.parametrize("seite", SEITEN)
def test_jede_seite_oeffnet_sich_und_gehoert_nur_dem_traeger(antrag, client, seite: str) -> None:
    assert hole(client, seite, antrag.pk).status_code == 200
    assert hole(als(traegerperson(bewilligt())), seite, antrag.pk).status_code == 404
    assert hole(als(person_mit(Rolle.SACHBEARBEITUNG, antrag.stelle)), seite, antrag.pk).status_code == 403
    assert hole(Client(), seite, antrag.pk).status_code == 302


@pytest.mark.parametrize("seite", SEITEN)
def test_nach_dem_einreichen_fuehrt_jede_seite_zum_stand(antrag, wer, client, seite: str) -> None:
    fuelle(antrag, wer)
    eingereicht(antrag)
    antwort = hole(client, seite, antrag.pk)
    assert (antwort.status_code, antwort.url) == (302, reverse("antrag_status", args=[antrag.pk]))


def test_die_uebersicht_sagt_was_fehlt_und_was_fertig_ist(antrag, wer, client) -> None:
    html = hole(client, "nachweis", antrag.pk).content.decode()
    assert ("noch offen" in html, "Alles ist ausgefüllt" in html) == (True, False)
    fuelle(antrag, wer)
    html = hole(client, "nachweis", antrag.pk).content.decode()
    assert ("noch offen" in html, "Alles ist ausgefüllt" in html) == (False, True)
    assert "Dieses Recht haben: " in html


def test_bericht_speichern_und_vor_namen_warnen(antrag, client) -> None:
    sende(client, "nachweis_bericht", antrag.pk, **{"frage-bericht": "Kind Emil las vor."})
    assert Verwendungsnachweis.objects.get().antworten == {"bericht": "Kind Emil las vor."}
    assert "Namen eines Kindes aus: „Kind Emil“" in hole(client, "nachweis", antrag.pk).content.decode()


def test_ein_veralteter_stand_speichert_nichts_und_zeigt_das_getippte(antrag, client) -> None:
    antwort = client.post(
        reverse("nachweis_bericht", args=[antrag.pk]), {"stand": "99", "frage-bericht": "Mein langer Text"}
    )
    assert (antwort.status_code, "Mein langer Text" in antwort.content.decode()) == (409, True)
    assert not Verwendungsnachweis.objects.exists()


@pytest.mark.parametrize(
    ("betrag", "status"),
    [("1.234,56", 302), ("", 302), ("-1", 422), ("1,234", 422), ("1000000000000000", 422)],
)
def test_einnahmen(antrag, client, betrag: str, status: int) -> None:
    felder = {"eigenmittel": betrag, "drittmittel": "0", "teilnahmebeitraege": "0"}
    antwort = sende(client, "nachweis_einnahmen", antrag.pk, **felder)
    assert antwort.status_code == status
    if status == 422:
        assert betrag in antwort.content.decode()
        assert not Verwendungsnachweis.objects.exists()


def test_ausgaben_eines_einfachen_nachweises(db) -> None:
    antrag = bewilligt(regulaer=False)
    client = als(traegerperson(antrag))
    felder = {f"ist_{p.pk}": "100,50" for p in antrag.planpositionen.filter(seite="ausgabe")}
    assert sende(client, "nachweis_ausgaben", antrag.pk, **felder).status_code == 302
    assert sum(p.betrag for p in antrag.nachweis.positionen.all()) == Decimal("402.00")
    assert hole(client, "nachweis_belege", antrag.pk).url == reverse("nachweis", args=[antrag.pk])


def getippt(antrag: Antrag, **anders: str) -> dict[str, str]:
    felder = {
        "planposition": str(ansatz(antrag, "Sachkosten").pk),
        "datum": "2023-04-01",
        "empfaenger": "Laden",
        "zweck": "Stifte",
        "betrag": "12,50",
    }
    return {**felder, **anders}


def test_belege_eintragen_aendern_entfernen(antrag, client) -> None:
    assert sende(client, "nachweis_belege", antrag.pk, **getippt(antrag)).status_code == 302
    neu = getippt(antrag, betrag="13")
    assert sende(client, "nachweis_beleg", antrag.pk, beleg(antrag).pk, **neu).status_code == 302
    assert beleg(antrag).betrag == Decimal("13.00")
    assert "13,00" in hole(client, "nachweis_belege", antrag.pk).content.decode()
    sende(client, "nachweis_beleg_entfernen", antrag.pk, beleg(antrag).pk)
    assert Beleg.objects.count() == 0


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("betrag", "0"),
        ("betrag", "12,345"),
        ("datum", "2023-07-11"),
        ("datum", "gestern"),
        ("empfaenger", " "),
        ("planposition", "0"),
    ],
)
def test_ein_falscher_beleg_kommt_mit_allem_getippten_zurueck(antrag, client, feld: str, wert: str) -> None:
    antwort = sende(client, "nachweis_belege", antrag.pk, **getippt(antrag, **{feld: wert}))
    html = antwort.content.decode()
    assert (antwort.status_code, "Stifte" in html, 'id="fehlerliste"' in html) == (422, True, True)
    assert Beleg.objects.count() == 0


def test_html_im_beleg_bleibt_text(antrag, wer, client) -> None:
    belege.lege_an(antrag, werte(antrag, zweck="<script>alert(1)</script>"), akteur=wer)
    for name, ids in (("nachweis_belege", ()), ("nachweis_beleg", (beleg(antrag).pk,))):
        assert "<script>alert" not in hole(client, name, antrag.pk, *ids).content.decode()


def test_der_beleg_eines_anderen_ist_404(antrag, client) -> None:
    anderer = bewilligt()
    fremd = belege.lege_an(anderer, werte(anderer), akteur=traegerperson(anderer))
    assert hole(client, "nachweis_beleg", antrag.pk, fremd.pk).status_code == 404
    assert sende(client, "nachweis_beleg_entfernen", antrag.pk, fremd.pk).status_code == 404
    assert Beleg.objects.filter(pk=fremd.pk).exists()


def test_filter_suche_reihenfolge_und_seiten(antrag, wer, client) -> None:
    for nr in range(1, 31):
        belege.lege_an(antrag, werte(antrag, zweck=f"Stift {nr}", betrag=Decimal(nr)), akteur=wer)
    html = hole(client, "nachweis_belege", antrag.pk).content.decode()
    assert ("Seite 1 von 2" in html, "Stift 30" in html, "Stift 1<" in html) == (True, True, False)
    html = hole(client, "nachweis_belege", antrag.pk, suche="Stift 2", sort="-betrag").content.decode()
    assert html.index("Stift 29") < html.index("Stift 2<")
    Beleg.objects.filter(nr=7).update(datum=date(2023, 7, 5))
    html = hole(client, "nachweis_belege", antrag.pk, ausserhalb="on").content.decode()
    assert ("Stift 7<" in html, "Stift 8<" in html) == (True, False)


def test_datei_anheften_und_laden(antrag, wer, client) -> None:
    belege.lege_an(antrag, werte(antrag), akteur=wer)
    felder = {"anheften-datei": SimpleUploadedFile("quittung.pdf", pdf())}
    assert sende(client, "nachweis_beleg_datei", antrag.pk, beleg(antrag).pk, **felder).status_code == 302
    datei = Belegdatei.objects.get()
    assert (beleg(antrag).datei, datei.name) == (datei, "quittung.pdf")
    antwort = hole(als(person_mit(Rolle.SACHBEARBEITUNG, antrag.stelle)), "belegdatei", datei.pk)
    assert b"".join(antwort.streaming_content).startswith(b"%PDF-")
    assert (antwort.status_code, antwort["Content-Disposition"]) == (
        200,
        'attachment; filename="quittung.pdf"',
    )
    assert hole(als(traegerperson(bewilligt())), "belegdatei", datei.pk).status_code == 404


@pytest.mark.parametrize("name", ["quittung.pdf", "quittung.exe", "quittung.svg"])
def test_eine_feindliche_datei_wird_nicht_angeheftet(antrag, wer, client, name: str) -> None:
    belege.lege_an(antrag, werte(antrag), akteur=wer)
    felder = {"anheften-datei": SimpleUploadedFile(name, b"<html><script>alert(1)</script></html>")}
    antwort = sende(client, "nachweis_beleg_datei", antrag.pk, beleg(antrag).pk, **felder)
    assert (antwort.status_code, Belegdatei.objects.count()) == (422, 0)


def test_einlesen_zeigt_fehler_und_uebernimmt(antrag, client) -> None:
    datei = csv(ZEILE, [*ZEILE[:4], "12,345", "Sachkosten"])
    antwort = client.post(reverse("nachweis_einlesen", args=[antrag.pk]), {"datei": datei})
    assert antwort.status_code == 302
    html = client.get(antwort.url).content.decode()
    assert ("höchstens zwei Nachkommastellen" in html, "Nur die 1 gültigen" in html) == (True, True)
    einlesung = Belegimport.objects.get()
    alle = sende(client, "nachweis_import", antrag.pk, einlesung.pk, tat="alle")
    assert (alle.status_code, Beleg.objects.count()) == (422, 0)
    nur = sende(client, "nachweis_import", antrag.pk, einlesung.pk, tat="gueltige")
    assert (nur.url, Beleg.objects.count()) == (reverse("nachweis_belege", args=[antrag.pk]), 1)


@pytest.mark.parametrize("name", ["liste.exe", "liste.xlsx", "liste.csv"])
def test_was_keine_liste_ist_bleibt_am_feld_stehen(antrag, client, name: str) -> None:
    datei = SimpleUploadedFile(name, b"%PDF-1.7 und mehr")
    antwort = client.post(reverse("nachweis_einlesen", args=[antrag.pk]), {"datei": datei})
    assert (antwort.status_code, 'id="fehlerliste"' in antwort.content.decode()) == (422, True)
    assert Belegimport.objects.count() == 0


def test_eine_lange_liste_zaehlt_ihre_zeilen_auf_der_seite(antrag, client, monkeypatch) -> None:
    monkeypatch.setattr(importe, "BLOCK", 2)
    antwort = client.post(reverse("nachweis_einlesen", args=[antrag.pk]), {"datei": csv(*[ZEILE] * 5)})
    html = b"".join(antwort.streaming_content).decode()
    einlesung = Belegimport.objects.get()
    assert [f"{n} Zeilen gelesen" in html for n in (2, 4, 5)] == [True, True, True]
    assert (reverse("nachweis_import", args=[antrag.pk, einlesung.pk]) in html, html.count("</html>")) == (
        True,
        1,
    )


def test_vorlage_und_ausgabe_lassen_sich_wieder_einlesen(antrag, wer, client) -> None:
    for form in ("csv", "xlsx"):
        antwort = client.get(reverse("nachweis_vorlage", args=[antrag.pk]), {"format": form})
        inhalt = b"".join(antwort.streaming_content)
        vorgang = importe.Lesevorgang(antrag, SimpleUploadedFile(f"v.{form}", inhalt))
        assert (list(vorgang.schritte()), vorgang.gelesen) == ([], 0)
    belege.lege_an(antrag, werte(antrag, betrag=Decimal("1234.50")), akteur=wer)
    for form in ("csv", "xlsx"):
        antwort = client.get(reverse("nachweis_belege", args=[antrag.pk]), {"format": form})
        datei = SimpleUploadedFile(f"liste.{form}", b"".join(antwort.streaming_content))
        vorgang = importe.Lesevorgang(antrag, datei)
        list(vorgang.schritte())
        assert (vorgang.fehler, vorgang.gelesen) == ([], 1)


def test_ueberfaellige_liste_nur_der_eigenen_stelle(antrag) -> None:
    sb, fremd = person_mit(Rolle.SACHBEARBEITUNG, antrag.stelle), traegerperson(antrag)
    with uhr.gestellt(HEUTE.replace(year=2024)):
        html = als(sb).get(reverse("nachweise_ueberfaellig")).content.decode()
        assert str(antrag.aktenzeichen) in html
        anderer = bewilligt()
        assert (
            str(anderer.aktenzeichen) not in als(sb).get(reverse("nachweise_ueberfaellig")).content.decode()
        )
        assert als(fremd).get(reverse("nachweise_ueberfaellig")).status_code == 403
        csv_ = als(sb).get(reverse("nachweise_ueberfaellig"), {"format": "csv"})
        assert str(antrag.aktenzeichen) in b"".join(csv_.streaming_content).decode()


def test_eine_seite_mit_vielen_belegen_braucht_immer_gleich_viele_abfragen(
    antrag, wer, client, django_assert_max_num_queries
) -> None:
    liste = importe.Lesevorgang(antrag, xlsx(*[ZEILE] * 60))
    list(liste.schritte())
    importe.uebernimm(liste.speichere(akteur=wer), akteur=wer)
    with django_assert_max_num_queries(20):
        hole(client, "nachweis_belege", antrag.pk)
