"""Giving up the rest: asked back with the amount, for good, and nothing stays open anywhere."""

from decimal import Decimal

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Mittelabruf
from antraege.foerderung.rueckforderungen.kuerzung import kuerze
from antraege.haushalt import services as haushalt
from antraege.kern.geld import NULL
from rollen.models import Eintrag
from tests.welt import Welt
from tests.workflows.aenderung import aenderungen
from tests.workflows.besuch import als, bild, bis, glatt, hole, mit_stand, text
from tests.workflows.wege import ABRUFEN, gehe, offene
from workflows.models import Aufgabe, Nachricht
from workflows.tuer.fehler import Eingabefehler
from workflows.zahlung.abgleich_hauptbuch import hauptbuch_gegen_faelle

REST = "4.000,00\xa0€"


@pytest.fixture
def halb(welt: Welt) -> tuple[Antrag, Aufgabe]:
    """6.000 of 10.000 euro are paid; the Träger may call the rest."""
    antrag, _ = bis(welt, "mittelabruf")
    welt.tu(antrag, "mittelabruf", "zeichnung", **ABRUFEN | {"betrag": "6.000,00"})
    gehe(welt, antrag, bis="mittelabruf")
    return Antrag.objects.get(pk=antrag.pk), welt.aufgabe(antrag, "mittelabruf")


def verzicht(aufgabe: Aufgabe) -> str:
    return reverse("restverzicht", args=[aufgabe.pk])


def test_die_seite_sagt_wie_viel_und_dass_es_endgueltig_ist(welt: Welt, halb: tuple[Antrag, Aufgabe]) -> None:
    _, aufgabe = halb
    vorher = bild()
    zeichnung = welt.personen["zeichnung"]
    assert f'href="{verzicht(aufgabe)}"' in text(hole(zeichnung, "aufgabe", aufgabe.pk))
    html = text(hole(zeichnung, "restverzicht", aufgabe.pk))
    assert f"Ja, ich verzichte auf {REST}." in html
    assert "Das gilt endgültig" in html
    assert bild() == vorher


def test_ohne_haken_geschieht_nichts(welt: Welt, halb: tuple[Antrag, Aufgabe]) -> None:
    _, aufgabe = halb
    vorher = bild()
    for adresse in (verzicht(aufgabe), reverse("aufgabe", args=[aufgabe.pk])):
        antwort = als(welt.personen["zeichnung"]).post(
            adresse, mit_stand(aufgabe.antrag_id, {"vorhaben": "beenden"})
        )
        assert antwort.status_code == 422
        assert "Bitte bestätigen Sie, dass Sie auf den Rest verzichten." in text(antwort)
    assert bild() == vorher


def test_danach_ist_ueberall_nichts_mehr_offen(welt: Welt, halb: tuple[Antrag, Aufgabe]) -> None:
    antrag, aufgabe = halb
    welt.haushaltsstelle.refresh_from_db()
    frei = welt.haushaltsstelle.frei
    client = als(welt.personen["zeichnung"])
    daten = {"vorhaben": "beenden", "sicher": "on", "stand": antrag.stand}
    antwort = client.post(verzicht(aufgabe), daten)
    assert antwort["Location"] == reverse("antrag_status", args=[antrag.pk])
    antrag.refresh_from_db()
    assert (antrag.bewilligt, antrag.ausgezahlt, antrag.offen, antrag.entfallen) == (
        Decimal("10000.00"),
        Decimal("6000.00"),
        NULL,
        Decimal("4000.00"),
    )
    welt.haushaltsstelle.refresh_from_db()
    assert welt.haushaltsstelle.frei == frei + Decimal("4000.00")
    assert haushalt.bestand(antrag.aktenzeichen or "").gebunden == NULL
    assert list(hauptbuch_gegen_faelle()) == []
    assert offene(antrag) == ["verwendungsnachweis"]
    status = glatt(client.get(reverse("antrag_status", args=[antrag.pk])))
    assert f'Auf<strong class="app-zahl">{REST}</strong>haben Sie verzichtet.' in status
    for adresse, wer in (
        (reverse("antrag_status", args=[antrag.pk]), "zeichnung"),
        (reverse("aufgabe", args=[welt.aufgabe(antrag, "verwendungsnachweis").pk]), "zeichnung"),
        (reverse("fall", args=[antrag.pk]), "sb"),
    ):
        html = glatt(als(welt.personen[wer]).get(adresse))
        assert "<div><dt>offen</dt><dd>0,00\xa0€</dd></div>" in html
        assert f"<div><dt>entfallen</dt><dd>{REST}</dd></div>" in html
    for adresse, wer in (("meine_antraege", "zeichnung"), ("faelle", "sb")):
        liste = als(welt.personen[wer]).get(reverse(adresse))
        assert f"{REST} entfallen" in text(liste)
        csv = als(welt.personen[wer]).get(reverse(adresse), {"format": "csv"})
        kopf, zeile = b"".join(csv.streaming_content).decode().lstrip("\ufeff").splitlines()
        werte = dict(zip(kopf.split(";"), zeile.split(";"), strict=True))
        assert [werte[s] for s in ("bewilligt", "ausgezahlt", "offen", "entfallen")] == [
            *("10.000,00", "6.000,00", "0,00", "4.000,00")
        ]
    eintrag = Eintrag.objects.filter(kette=antrag.kette, aktion="mittelabruf").latest("nr")
    assert (eintrag.nachher["verzichtet"], eintrag.nachher["freigegeben"]) == ("4000.00", "4000.00")
    assert REST in Nachricht.objects.filter(richtung="an_amt").latest("pk").text


def test_zweimal_und_veraltet(welt: Welt, halb: tuple[Antrag, Aufgabe]) -> None:
    antrag, aufgabe = halb
    client, daten = als(welt.personen["zeichnung"]), {"vorhaben": "beenden", "sicher": "on"}
    vorher = bild()
    assert client.post(verzicht(aufgabe), daten | {"stand": antrag.stand - 1}).status_code == 409
    assert bild() == vorher
    daten = mit_stand(antrag.pk, daten)
    assert client.post(verzicht(aufgabe), daten).status_code == 302
    vorher = bild()
    assert client.post(verzicht(aufgabe), daten).status_code == 409
    assert client.get(verzicht(aufgabe)).status_code == 302
    assert bild() == vorher


def test_wer_nicht_abrufen_darf_verzichtet_nicht(welt: Welt, halb: tuple[Antrag, Aufgabe]) -> None:
    _, aufgabe = halb
    vorher = bild()
    for wer in ("antrag", "sb", "kita"):
        client = als(welt.personen[wer])
        seite = client.get(verzicht(aufgabe))
        assert "Ja, ich verzichte" not in text(seite)
        antwort = client.post(verzicht(aufgabe), {"vorhaben": "beenden", "sicher": "on"})
        assert antwort.status_code in (403, 404)
    assert bild() == vorher


def test_die_seite_gehoert_nur_zum_mittelabruf(welt: Welt) -> None:
    _, aufgabe = bis(welt, "formale_pruefung")
    assert als(welt.personen["sb"]).get(verzicht(aufgabe)).status_code == 404


def test_verzicht_auf_alles_endet_ohne_zahlung(welt: Welt) -> None:
    antrag, _ = bis(welt, "mittelabruf")
    welt.tu(antrag, "mittelabruf", "zeichnung", vorhaben="beenden", sicher="on")
    antrag = gehe(welt, antrag)
    assert (antrag.status, antrag.ausgezahlt, antrag.offen, antrag.abgerechnet) == (
        *("abgeschlossen", NULL, NULL, NULL),
    )
    assert Mittelabruf.objects.count() == 0
    assert list(hauptbuch_gegen_faelle()) == []


def test_wo_nichts_mehr_offen_ist_gibt_niemand_etwas_auf(welt: Welt, halb: tuple[Antrag, Aufgabe]) -> None:
    """A revocation may have cut the grant to what was paid."""
    antrag, aufgabe = halb
    kuerze(antrag, Decimal("6000.00"), schluessel="widerruf/1", akteur=welt.personen["leitung"])
    antrag.save()
    assert "Ja, ich rufe nichts mehr ab." in text(
        hole(welt.personen["zeichnung"], "restverzicht", aufgabe.pk)
    )
    antrag = welt.tu(antrag, "mittelabruf", "zeichnung", vorhaben="beenden", sicher="on")
    assert (antrag.offen, antrag.entfallen, offene(antrag)) == (NULL, NULL, ["verwendungsnachweis"])


def test_nach_dem_verzicht_aendert_niemand_den_betrag(welt: Welt, halb: tuple[Antrag, Aufgabe]) -> None:
    antrag, _ = halb
    welt.tu(antrag, "mittelabruf", "zeichnung", vorhaben="beenden", sicher="on")
    vorher = bild()
    with pytest.raises(Eingabefehler) as fehler:
        aenderungen.beantrage(
            welt, antrag, "betrag", betraege={"Honorare": "8.000,00", "Zuwendung": "8.000,00"}
        )
    assert "ist verzichtet" in str(fehler.value.formular.errors)
    assert bild() == vorher
