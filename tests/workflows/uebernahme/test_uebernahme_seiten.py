"""The pages: template, upload with a judgement per row, release by another person, progress, faulty rows as a file."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from antraege.antrag.models import Antrag
from rollen.models import Eintrag
from tests.welt import Welt
from tests.workflows.uebernahme.altfaelle import als_csv, lies_ein, uebernimm, zeile
from workflows.models import Uebernahmelauf
from workflows.uebernahme import tuer
from workflows.uebernahme.blaetter import BLAETTER
from workflows.uebernahme.spalten import SPALTEN


def test_die_vorlage_erklaert_jede_spalte_und_laesst_sich_wieder_einlesen(welt: Welt, als) -> None:
    antwort = als("fi").get(reverse("uebernahmevorlage"))
    mappe = load_workbook(io.BytesIO(b"".join(antwort.streaming_content)))
    neben = ["Erläuterungen", "Stände", "Programme", "Standorte"]
    assert mappe.sheetnames == ["Fälle", "Rückforderungen", "Vereinbarungen", *neben]
    assert [zelle.value for zelle in mappe["Fälle"][1]] == [s.name for s in SPALTEN]
    assert {zeile[1].value for zeile in mappe["Stände"].iter_rows(min_row=2)} == {
        s.bezeichnung for blatt in BLAETTER for s in blatt.staende
    }
    assert mappe["Erläuterungen"].max_row == sum(len(blatt.spalten) for blatt in BLAETTER) + 1
    for blatt in BLAETTER:
        leer = als("fi").get(reverse("uebernahmevorlage") + f"?format=csv&blatt={blatt.art}")
        assert b"".join(leer.streaming_content).decode("utf-8-sig").strip().split(";") == blatt.kopf
    csv = b"".join(als("fi").get(reverse("uebernahmevorlage") + "?format=csv").streaming_content)
    assert csv.decode("utf-8-sig").strip().split(";") == [s.name for s in SPALTEN]


def test_hochladen_pruefen_freigeben_und_zusehen(welt: Welt, als) -> None:
    fi, leitung = als("fi"), als("leitung")
    datei = als_csv(zeile(welt), zeile(welt, fremdzeichen="A-2", titel=""))
    antwort = fi.post(
        reverse("uebernahmen"), {"quelle": "Altverfahren", "stand_vom": "2023-01-10", "datei": datei}
    )
    lauf = Uebernahmelauf.objects.get()
    seite = reverse("uebernahme", args=[lauf.pk])
    assert antwort.url == seite
    text = fi.get(seite).content.decode()
    assert "Hier fehlt eine Angabe." in text
    assert "Wer die Liste eingelesen hat, gibt sie nicht frei." in text
    assert fi.post(seite, {"freigeben": "1"}).status_code == 403
    assert Eintrag.objects.filter(kette=lauf.kette, verweigert=True).count() == 1
    assert "1 Zeilen freigeben" in leitung.get(seite).content.decode()
    assert leitung.post(seite, {"freigeben": "1"}).url == seite
    assert leitung.post(seite, {"freigeben": "1"}).status_code == 409
    text = leitung.get(seite).content.decode()
    assert 'http-equiv="refresh"' in text
    assert "1 von 2 Zeilen" in text
    while tuer.uebernimm_naechste(lauf.pk):
        pass
    text = leitung.get(f"{seite}?zeilen=uebernommen").content.decode()
    antrag = Antrag.objects.get()
    assert antrag.aktenzeichen in text
    assert "http-equiv" not in text
    fall = leitung.get(reverse("fall", args=[antrag.pk])).content.decode()
    assert "Altverfahren, Aktenzeichen A-1" in fall
    assert als("zeichnung").get(reverse("antrag_status", args=[antrag.pk])).status_code == 200


def test_fehlerhafte_zeilen_kommen_ausgebessert_wieder(welt: Welt, als) -> None:
    lauf = lies_ein(welt, zeile(welt, titel="=cmd|' /C calc'!A0"))
    antwort = als("fi").get(reverse("uebernahmefehler", args=[lauf.pk]))
    text = b"".join(antwort.streaming_content).decode("utf-8-sig")
    assert "'=cmd" in text
    assert "Titel: Hier steht eine Formel." in text
    ausgebessert = text.replace("'=cmd|' /C calc'!A0", "Leseclub").encode("utf-8-sig")
    datei = als_csv()
    datei.file = io.BytesIO(ausgebessert)
    datei.size = len(ausgebessert)
    neu = tuer.lies_ein(datei, quelle="Altverfahren", stand_vom=lauf.stand_vom, akteur=welt.neu("fi"))
    assert tuer.bilanz(neu)["offen"] == 1


def test_verwerfen_verlangt_einen_grund_und_die_datei_bleibt(welt: Welt, als) -> None:
    lauf = lies_ein(welt, zeile(welt))
    seite = reverse("uebernahme", args=[lauf.pk])
    assert als("leitung").post(seite, {"verwerfen": "1"}).status_code == 422
    assert als("leitung").post(seite, {"verwerfen": "1", "grund": "Falsche Liste"}).status_code == 302
    assert "Falsche Liste" in als("fi").get(seite).content.decode()
    datei = als("fi").get(reverse("uebernahmedatei", args=[lauf.pk]))
    assert b"Altes Aktenzeichen" in b"".join(datei.streaming_content)


def test_was_keine_liste_ist_und_was_fehlt_steht_am_feld(welt: Welt, als) -> None:
    werte = {
        "quelle": "Altverfahren",
        "stand_vom": "2031-01-10",
        "datei": SimpleUploadedFile("a.csv", b"a;b\n1;2"),
    }
    antwort = als("fi").post(reverse("uebernahmen"), werte)
    assert antwort.status_code == 422
    assert "Der Tag liegt in der Zukunft." in antwort.content.decode()
    werte |= {"stand_vom": "2023-01-10", "datei": SimpleUploadedFile("a.csv", b"a;b\n1;2")}
    antwort = als("fi").post(reverse("uebernahmen"), werte)
    assert antwort.status_code == 422
    assert "Es fehlen Spalten" in antwort.content.decode()
    assert "Altverfahren" in antwort.content.decode()


def test_nur_haushalt_sieht_die_seiten(welt: Welt, als) -> None:
    lauf = uebernimm(welt, zeile(welt))
    for name, args in (("uebernahmen", []), ("uebernahme", [lauf.pk]), ("uebernahmefehler", [lauf.pk])):
        for person in ("zeichnung", "kasse", "pruefung"):
            assert als(person).get(reverse(name, args=args)).status_code == 403
    assert "Der Träger kann den Rest abrufen." in als("fi").get(reverse("uebernahmen")).content.decode()
    assert "Laufende Fälle" in als("fi").get(reverse("postkorb")).content.decode()
    assert reverse("uebernahmen") not in als("kasse").get(reverse("postkorb")).content.decode()
    assert "Liste einlesen" not in als("leitung").get(reverse("uebernahmen")).content.decode()
