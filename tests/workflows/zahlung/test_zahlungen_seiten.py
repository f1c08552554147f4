"""The payment chain over its pages: each POST sent twice has one effect; bad input changes nothing."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from antraege.foerderung.models import (
    Abrufstatus,
    Buchungsdatei,
    Zahlungsklaerung,
    Zahlungslauf,
    Zahlungsposition,
    Zahlungsunterlage,
)
from fixtures.vorfuehrung.muster import papier
from rollen import uhr
from tests.welt import Welt
from tests.workflows.besuch import aufgabe_von, bild, mit_stand
from tests.workflows.zahlung.zahlwelt import bestaetigung, eroeffne_konto, frisch, lauf, zahlfall

Als = Callable[[str], Client]


def upload(inhalt: bytes, name: str = "buchungen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, inhalt, content_type="text/csv")


def test_die_ganze_kette_mit_jedem_absenden_doppelt(welt: Welt, als: Als) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(
        welt, stand=Abrufstatus.ANGEFORDERT, iban="", kontoinhaber="", angeordnet_am=None, angeordnet_von=None
    )
    kasse = als("kasse")

    def doppelt(client: Client, adresse: str, daten: dict[str, Any]) -> list[int]:
        return [client.post(adresse, daten).status_code for _ in range(2)]

    schritte = [
        ("sachliche_feststellung", "sb", {"ergebnis": "richtig"}),
        ("rechnerische_feststellung", "fi", {"ergebnis": "richtig"}),
        ("anordnung", "anordnung", {"ergebnis": "anordnen"}),
    ]
    for schritt, wer, eingaben in schritte:
        adresse = reverse("aufgabe", args=[aufgabe_von(abruf.antrag, schritt).pk])
        assert doppelt(als(wer), adresse, mit_stand(abruf.antrag_id, eingaben)) == [302, 409]
    assert abruf.antrag.schriftstuecke.filter(art="auszahlungsanordnung").count() == 1
    formular = {"abruf": [abruf.pk], "schluessel": str(uuid4()), "ausfuehrung_am": "2023-01-17"}
    assert doppelt(kasse, reverse("zahlungslauf_neu"), formular) == [302, 302]
    assert (Zahlungslauf.objects.count(), Zahlungsposition.objects.count()) == (1, 1)
    inhalt = bestaetigung((abruf, "1.000,00", "16.01.2023", "B-1"), ("X", "1,00", "16.01.2023", "B-2"))
    antworten = [kasse.post(reverse("buchungsdateien"), {"datei": upload(inhalt)}) for _ in range(2)]
    datei = Buchungsdatei.objects.get()
    ziel = reverse("buchungsdatei", args=[datei.pk])
    assert [a.headers["Location"] for a in antworten] == [ziel, ziel]
    assert doppelt(kasse, ziel, {}) == [302, 302]
    klaerung = reverse("zahlungsklaerung", args=[Zahlungsklaerung.objects.get().pk])
    assert doppelt(kasse, klaerung, {"loesung": "Irrläufer."}) == [302, 409]
    assert (frisch(abruf).status, str(frisch(abruf).antrag.ausgezahlt)) == ("gebucht", "1000.00")


def test_zuruecknehmen_doppelt_gesendet(welt: Welt, als: Als) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    neuer = lauf(welt, abruf)
    adresse = reverse("zahlungslauf_zurueckziehen", args=[neuer.pk])
    ohne = als("kasse").post(adresse, {"grund": ""})
    antworten = [als("kasse").post(adresse, {"grund": "Falscher Tag"}).status_code for _ in range(2)]
    assert (ohne.status_code, antworten, frisch(abruf).status) == (422, [302, 409], "angeordnet")
    zweiter = lauf(welt, abruf)
    position = reverse("zahlung_zuruecknehmen", args=[zweiter.positionen.get().pk])
    assert [als("kasse").post(position, {"grund": "Rückläufer"}).status_code for _ in range(2)] == [302, 409]


def test_die_vorschau_aendert_nichts_und_zeigt_was_sperrt(welt: Welt, als: Als) -> None:
    eroeffne_konto(welt)
    gut, gesperrt = zahlfall(welt), zahlfall(welt, iban="DE89370400440532013000")
    vorher = bild()
    liste = als("kasse").get(reverse("zahlungen")).content.decode()
    assert "Die Bankverbindung hat sich nach der Anordnung geändert." in liste
    assert gut.iban not in liste
    seite = als("kasse").get(
        reverse("zahlungslauf_neu"), {"abruf": [gut.pk, gesperrt.pk], "ausfuehrung_am": "2023-01-17"}
    )
    assert (seite.status_code, seite.context["gesperrt"]) == (200, True)
    antwort = als("kasse").post(
        reverse("zahlungslauf_neu"),
        {"abruf": [gut.pk, gesperrt.pk], "schluessel": str(uuid4()), "ausfuehrung_am": "2023-01-17"},
    )
    assert (antwort.status_code, bild(), Zahlungslauf.objects.count()) == (422, vorher, 0)
    assert "Kasse: zurückgeben" in antwort.content.decode()


@pytest.mark.parametrize(
    "daten",
    [
        {},
        {"abruf": ["9" * 30], "schluessel": "x", "ausfuehrung_am": "2023-01-17"},
        {"abruf": ["-1"], "ausfuehrung_am": "gestern"},
        {"abruf": ["1' OR 1"], "schluessel": str(uuid4()), "ausfuehrung_am": "2023-01-17"},
    ],
)
def test_ein_verbogenes_formular_ist_422(welt: Welt, als: Als, daten: dict[str, Any]) -> None:
    eroeffne_konto(welt)
    assert als("kasse").post(reverse("zahlungslauf_neu"), daten).status_code == 422
    assert als("kasse").get(reverse("zahlungslauf_neu"), daten).status_code == 200
    assert Zahlungslauf.objects.count() == 0


@pytest.mark.parametrize(
    ("inhalt", "name"),
    [
        (b"", "leer.csv"),
        (b"PK\x03\x04\0\0", "x.csv"),
        (b"Name;Ort\nA;B", "x.csv"),
        (b"x" * 2_000_001, "x.csv"),
    ],
)
def test_eine_unlesbare_datei_ist_422(welt: Welt, als: Als, inhalt: bytes, name: str) -> None:
    antwort = als("kasse").post(reverse("buchungsdateien"), {"datei": upload(inhalt, name)})
    assert (antwort.status_code, Buchungsdatei.objects.count()) == (422, 0)


def test_dateien_werden_heruntergeladen_nie_angezeigt(welt: Welt, als: Als) -> None:
    eroeffne_konto(welt)
    neuer = lauf(welt, zahlfall(welt))
    for datei in neuer.dateien.all():
        antwort = als("kasse").get(reverse("zahlungsdatei", args=[datei.pk]))
        assert len(b"".join(antwort.streaming_content)) == datei.groesse
        assert antwort.headers["Content-Disposition"] == f'attachment; filename="{datei.name}"'
        assert antwort.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


SEITEN = ["zahlungen", "zahlungslauf_neu", "zahlungslaeufe", "buchungsdateien", "zahlungsklaerungen"]


@pytest.mark.parametrize("wer", ["sb", "fi", "anordnung", "zeichnung", "pruefung"])
def test_nur_die_kasse_sieht_die_seiten(welt: Welt, als: Als, wer: str) -> None:
    client = als(wer)
    assert {client.get(reverse(seite)).status_code for seite in SEITEN} == {403}


def test_die_seiten_der_kasse_und_der_zaehler(welt: Welt, als: Als) -> None:
    eroeffne_konto(welt)
    neuer = lauf(welt, zahlfall(welt))
    kasse = als("kasse")
    kasse.post(reverse("buchungsdateien"), {"datei": upload(bestaetigung(("X", "1,00", "16.01.2023", "B")))})
    datei = Buchungsdatei.objects.get()
    assert "unbekannt" in kasse.get(reverse("buchungsdatei", args=[datei.pk])).content.decode()
    kasse.post(reverse("buchungsdatei", args=[datei.pk]))
    for seite in (*SEITEN, "postkorb"):
        assert kasse.get(reverse(seite)).status_code == 200
    for name, pk in (("zahlungslauf", neuer.pk), ("buchungsdatei", datei.pk)):
        assert kasse.get(reverse(name, args=[pk])).status_code == 200
        assert kasse.get(reverse(name, args=[pk + 1000])).status_code == 404
    html = kasse.get(reverse("zahlungen")).content.decode()
    assert '<span class="app-zaehler">1<span class="kern-sr-only"> offen</span></span>' in html


def test_der_fall_zeigt_die_klaerung(welt: Welt, als: Als) -> None:
    abruf = zahlfall(welt)
    kasse = als("kasse")
    inhalt = bestaetigung((abruf, "1000,00", "16.01.2023", "B"))
    kasse.post(reverse("buchungsdateien"), {"datei": upload(inhalt)})
    kasse.post(reverse("buchungsdatei", args=[Buchungsdatei.objects.get().pk]))
    seite = als("sb").get(reverse("fall", args=[abruf.antrag_id])).content.decode()
    assert "Diese Zahlung ist nicht übergeben, sondern angeordnet." in seite


def test_die_voraussetzungen_stehen_auf_der_aufgabe(welt: Welt, als: Als) -> None:
    abruf = zahlfall(welt, stand=Abrufstatus.ANGEFORDERT, angeordnet_am=None, angeordnet_von=None)
    seite = als("sb").get(reverse("aufgabe", args=[aufgabe_von(abruf.antrag, "sachliche_feststellung").pk]))
    html = seite.content.decode()
    assert "Voraussetzungen der Zahlung" in html
    assert "Kein Verwendungsnachweis des Trägers ist überfällig." in html


def test_unterlage_erfassen_fremd_falsch_und_richtig(welt: Welt, als: Als) -> None:
    abruf = zahlfall(welt)
    adresse = reverse("zahlungsunterlage", args=[abruf.antrag_id])
    daten = {"art": "vereinbarung", "vom": f"{uhr.heute():%Y-%m-%d}"}
    assert als("kasse").get(adresse).status_code == 403
    assert als("zeichnung").get(adresse).status_code == 403
    assert als("sb").post(adresse, {**daten, "datei": upload(b"kein PDF", "v.pdf")}).status_code == 422
    assert als("sb").post(adresse, daten).status_code == 422
    assert (als("sb").get(adresse).status_code, Zahlungsunterlage.objects.count()) == (200, 0)
    antwort = als("sb").post(adresse, {**daten, "datei": papier()})
    assert (antwort.status_code, Zahlungsunterlage.objects.get().art) == (302, "vereinbarung")


def test_die_anordnung_bleibt_im_haus(welt: Welt, als: Als) -> None:
    abruf = zahlfall(
        welt,
        stand=Abrufstatus.RECHNERISCH_RICHTIG,
        traeger=welt.traeger,
        angeordnet_am=None,
        sachlich_von=welt.personen["sb"],
        sachlich_am=uhr.jetzt(),
        rechnerisch_von=welt.personen["fi"],
        rechnerisch_am=uhr.jetzt(),
    )
    welt.tu(abruf.antrag, "anordnung", "anordnung", ergebnis="anordnen")
    stueck = abruf.antrag.schriftstuecke.get(art="auszahlungsanordnung")
    for name in ("dokument", "dokument_pdf"):
        adresse = reverse(name, args=[stueck.pk])
        wer = ("sb", "kasse", "zeichnung", "antrag")
        assert [als(person).get(adresse).status_code for person in wer] == [200, 200, 404, 404]
    seite = als("zeichnung").get(reverse("antrag_status", args=[abruf.antrag_id])).content.decode()
    assert "Auszahlungsanordnung" not in seite
