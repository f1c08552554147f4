"""Directories as files: read however they were saved, refused in words, every row told what it would do."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from rollen.fehler import Ueberholt
from rollen.models import Eintrag, Stammdatenaenderung, Stelle, Verzeichnis, Verzeichnisimport
from rollen.rechte import Verweigert
from rollen.stammdaten import aenderungen, einlesen
from rollen.stammdaten.verzeichnis import GROESSTE_DATEI, Dateifehler, lies
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import StelleFactory, person_mit, stadt
from tests.rollen.seiten import als
from tests.rollen.stammwelt import administration, pflege

KOPF = "Schulnummer;Amtliche Bezeichnung;Strasse;PLZ;Ort;Schulform;Traeger;E-Mail"
ZEILE = "191234;Möwen-Grundschule;Am Hafen 1;44263;Stadt;02;;191234@schule.example"
LAND = (
    "Schulnummer;Schulform;Schulbezeichnung_1;Schulbezeichnung_2;Schulbezeichnung_3;Kurzbezeichnung;Bezirksregierung;PLZ;Ort;"
    "Strasse;Telefonvorwahl;Telefon;E-Mail;Homepage;Rechtsform;Traegernummer;Gemeindeschluessel;\n"
    "191234;02;Möwen-Grundschule;Städt. Gem. Grundschule;- Primarstufe -;Stadt, GG Möwen;4;44263;Stadt;"
    "Am Hafen 1;0231;1;191234@schule.example;;1;10001;05913000;\n"
    "191235;02;Freie Schule;;;;4;44263;Stadt;Am Hafen 2;;;;;2;70001;05913000;\n"
)


def _datei(*zeilen: str, kopf: str = KOPF) -> bytes:
    return "\n".join((kopf, *zeilen)).encode()


def _was(ergebnis: dict) -> list[tuple[str, str]]:
    return [(befund["nummer"], befund["was"]) for befund in ergebnis["befunde"]]


@pytest.mark.parametrize(
    "inhalt",
    [
        _datei(ZEILE),
        b"\xef\xbb\xbf" + _datei(ZEILE),
        _datei(ZEILE).decode().encode("iso-8859-1"),
        _datei(ZEILE).decode().encode("utf-16"),
        _datei(ZEILE).replace(b"\n", b"\r"),
        _datei(ZEILE).replace(b"\n", b"\r\n"),
        b"sep=;\n" + _datei(ZEILE),
        _datei(ZEILE).replace(b";", b"\t"),
        b"Schulverzeichnis;;\nStand;01.10.2026;\n;;\n" + _datei(ZEILE),
        _datei(ZEILE.replace("Möwen-Grundschule", '"Möwen-\n Grundschule"')).replace(
            b"M\xc3\xb6wen-\n ", b"M\xc3\xb6wen-"
        ),
        _datei(ZEILE, ";;;;;;;", ""),
    ],
    ids=["utf8", "bom", "latin1", "utf16", "cr", "crlf", "sep", "tab", "vorspann", "umbruch", "leere"],
)
def test_wie_auch_immer_gespeichert_es_steht_dasselbe_darin(inhalt: bytes) -> None:
    (zeile,) = lies(inhalt, Verzeichnis.SCHULE).zeilen
    assert (zeile.nummer, zeile.name, zeile.anschrift, zeile.fehler) == (
        "191234",
        "Möwen-Grundschule",
        "Am Hafen 1, 44263 Stadt",
        [],
    )


def test_ein_umbruch_im_namen_ist_ein_leerzeichen_und_die_zeile_behaelt_ihre_nummer() -> None:
    zeilen = lies(
        _datei(ZEILE.replace("Möwen-", '"Möwen\n').replace("schule;Am", 'schule";Am'), ZEILE),
        Verzeichnis.SCHULE,
    ).zeilen
    assert (zeilen[0].name, zeilen[0].fehler) == ("Möwen Grundschule", [])
    assert zeilen[1].fehler == ["Die Nummer 191234 steht schon in Zeile 2."]


def test_das_verzeichnis_des_landes_wie_es_ist() -> None:
    gelesen = lies(LAND.encode(), Verzeichnis.SCHULE)
    assert [zeile.name for zeile in gelesen.zeilen] == [
        "Möwen-Grundschule Städt. Gem. Grundschule - Primarstufe -",
        "Freie Schule",
    ]
    assert [(zeile.privat, zeile.fehler) for zeile in gelesen.zeilen] == [(False, []), (True, [])]
    assert gelesen.unbekannt == []


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (b"", "leer"),
        (b"  \n ", "leer"),
        (b"%PDF-1.7", "keine CSV-Datei"),
        (b"PK\x03\x04abc", "keine CSV-Datei"),
        (b"Schulnummer\0;x", "keine Textdatei"),
        (b"Name;Ort\nA;B", "keine Spalte „Schulnummer“"),
        (b"Schulnummer;Ort\n1;B", "Es fehlen Spalten: Name, Straße, PLZ"),
        (f"{KOPF};PLZ\n{ZEILE};1".encode(), "„PLZ“ kommt zweimal vor"),
        (f'{KOPF}\n191234;"offen'.encode(), "Anführungszeichen"),
        (f"{KOPF}\n".replace(";", "|").encode(), "keine Spalte „Schulnummer“"),
        (b"x" * (GROESSTE_DATEI + 1), "größer als 10 MB"),
        (_datei(*["x"] * 20_001), "mehr als 20.000 Zeilen"),
    ],
)
def test_was_kein_verzeichnis_ist_wird_in_worten_abgelehnt(inhalt: bytes, satz: str) -> None:
    with pytest.raises(Dateifehler, match=satz):
        lies(inhalt, Verzeichnis.SCHULE)


@pytest.mark.parametrize(
    ("zeile", "satz"),
    [
        (ZEILE.replace("191234;", "19123;"), "keine Schulnummer"),
        (ZEILE.replace("191234;", "1.91E+05;"), "keine Schulnummer"),
        (ZEILE.replace("191234;", ";"), "Die Nummer fehlt."),
        (ZEILE.replace("Möwen-Grundschule", ""), "Der Name fehlt."),
        (ZEILE.replace("Möwen-Grundschule", "=cmd|' /C calc'!A0"), "als Formel ausführen"),
        (ZEILE.replace("Möwen-Grundschule", "@SUM(A1)"), "als Formel ausführen"),
        (ZEILE.replace("Am Hafen 1", "+49 231"), "als Formel ausführen"),
        (ZEILE.replace("Möwen-Grundschule", "x" * 201), "länger als 200"),
        (ZEILE.replace("Möwen", "M\u200bwen"), "nicht lesen lassen"),
        (ZEILE.replace("44263", "4426"), "keine Postleitzahl"),
        (ZEILE.replace("@schule.example", ""), "keine E-Mail-Adresse"),
        (ZEILE + ";zu;viel", "mehr Felder"),
    ],
)
def test_fehler_einer_zeile_stehen_an_ihr(zeile: str, satz: str) -> None:
    gelesen = lies(_datei(zeile), Verzeichnis.SCHULE)
    assert [fehler for fehler in gelesen.zeilen[0].fehler if satz in fehler]


@pytest.mark.django_db
def test_jede_zeile_sagt_was_sie_tun_wuerde() -> None:
    StelleFactory(
        name="Alte Schule", art="schule", nummer="190001", anschrift="Weg 1, 44263 Stadt", eltern=stadt()
    )
    StelleFactory(
        name="Bleibt", art="schule", nummer="190002", anschrift="Weg 2, 44263 Stadt", eltern=stadt()
    )
    StelleFactory(name="Fehlt hier", art="schule", nummer="190003", eltern=stadt())
    StelleFactory(name="Stift", art="schule", eltern=stadt())
    ergebnis = einlesen.lies(
        _datei(
            ZEILE + ";Unfug",
            "190001;Neue Schule;Weg 1;44263;Stadt;02;;;",
            "190002;Bleibt;Weg 2;44263;Stadt;02;;;",
            "199999;Fremde Schule;Weg 3;44135;Andere Stadt;02;;;",
            "12;Kaputt;Weg 4;44263;Stadt;02;;;",
            "190009;Schule des Ordens;Weg 5;44263;Stadt;02;Orden;;",
            "190010;Stift-Grundschule;Weg 6;44263;Stadt;02;;;",
            kopf=KOPF + ";Sozialindex",
        ),
        Verzeichnis.SCHULE,
    )
    assert _was(ergebnis) == [
        ("191234", "neu"),
        ("190001", "geaendert"),
        ("190002", "gleich"),
        ("12", "fehlerhaft"),
        ("190009", "fehlerhaft"),
        ("190010", "fehlerhaft"),
    ]
    worte = {befund["nummer"]: befund["worte"] for befund in ergebnis["befunde"]}
    assert worte["190001"] == ["Name: Alte Schule → Neue Schule"]
    assert "registriert sich zuerst" in worte["190009"][0]
    assert "„Stift“ gibt es schon ohne Nummer" in worte["190010"][0]
    assert ergebnis["fremde"] == [[5, "Fremde Schule", "Andere Stadt"]]
    assert ergebnis["unbekannt"] == ["Sozialindex"]
    assert [name for _, name, _ in ergebnis["fehlend"]] == ["Fehlt hier"]
    assert not Stammdatenaenderung.objects.exists()


@pytest.mark.django_db
def test_uebernehmen_freigeben_und_noch_einmal() -> None:
    alt = StelleFactory(name="Alte Schule", art="schule", nummer="190001", eltern=stadt())
    inhalt = _datei(ZEILE, "190001;Neue Schule;Weg 1;44263;Stadt;02;;;", "12;Kaputt;Weg;44263;Stadt;;;")
    wer, zweite = pflege(), administration()

    def gelesen() -> Verzeichnisimport:
        return einlesen.lies_ein(inhalt, art=Verzeichnis.SCHULE, name="s.csv", akteur=wer)

    erster = gelesen()
    assert einlesen.uebernimm(erster.pk, akteur=wer) == (1, 1)
    alt.refresh_from_db()
    assert (alt.name, alt.anschrift) == ("Neue Schule", "Weg 1, 44263 Stadt")
    assert _was(gelesen().ergebnis) == [("191234", "wartet"), ("190001", "gleich"), ("12", "fehlerhaft")]
    with pytest.raises(Verweigert, match="zweite Person"):
        aenderungen.gib_stapel_frei(erster, akteur=wer)
    assert aenderungen.gib_stapel_frei(erster, akteur=zweite) == 1
    assert Stelle.objects.get(nummer="191234").email == "191234@schule.example"
    with pytest.raises(Ueberholt):
        aenderungen.gib_stapel_frei(erster, akteur=zweite)
    with pytest.raises(Ueberholt):
        einlesen.uebernimm(erster.pk, akteur=wer)
    letzter = gelesen()
    assert _was(letzter.ergebnis) == [("191234", "gleich"), ("190001", "gleich"), ("12", "fehlerhaft")]
    assert einlesen.uebernimm(letzter.pk, akteur=wer) == (0, 0)
    assert Stelle.objects.filter(art="schule").count() == 2
    eintrag = Eintrag.objects.filter(aktion=Tat.VERZEICHNIS_UEBERNEHMEN).earliest("id")
    assert eintrag.nachher == {"datei": "s.csv", "neu": 1, "geaendert": 1, "fehlerhaft": 1}


@pytest.mark.django_db
def test_was_sich_seit_dem_einlesen_bewegt_hat_wird_nicht_ueberschrieben() -> None:
    alt, wer = StelleFactory(name="Alt", art="schule", nummer="190001", eltern=stadt()), pflege()
    inhalt = _datei("190001;Neu;Weg 1;44263;Stadt;02;;;")
    gelesen = einlesen.lies_ein(inhalt, art=Verzeichnis.SCHULE, name="s.csv", akteur=wer)
    Stelle.objects.filter(pk=alt.pk).update(name="Inzwischen anders")
    with pytest.raises(Ueberholt, match="noch einmal ein"):
        einlesen.uebernimm(gelesen.pk, akteur=wer)
    alt.refresh_from_db()
    assert (alt.name, alt.anschrift) == ("Inzwischen anders", "")


@pytest.mark.django_db
def test_kitas_stehen_unter_ihrem_traeger() -> None:
    stadt()
    fabido = StelleFactory(name="FABIDO", art="eigenbetrieb")
    kopf = "Einrichtungsnummer;Name;Straße;PLZ;Ort;Träger"
    inhalt = _datei(
        "K-1;Kita Ost;Weg 1;44263;Stadt;Fabido", "K-2;Kita West;Weg 2;44263;Stadt;Niemand", kopf=kopf
    )
    befunde = einlesen.lies(inhalt, Verzeichnis.KITA)["befunde"]
    assert [(b["was"], b["eltern"]) for b in befunde] == [("neu", fabido.pk), ("fehlerhaft", None)]


@pytest.mark.django_db
def test_die_seiten_von_der_datei_bis_zur_freigabe() -> None:
    stadt()
    client, zweite = als(pflege()), als(administration())
    adresse = "/stammdaten/verzeichnis/"
    falsch = client.post(adresse, {"art": "schule", "datei": SimpleUploadedFile("x.csv", b"%PDF-1.7")})
    assert falsch.status_code == 422
    assert "keine CSV-Datei" in falsch.content.decode()
    antwort = client.post(adresse, {"art": "schule", "datei": SimpleUploadedFile("s.csv", _datei(ZEILE))})
    seite = antwort.headers["Location"]
    assert "Möwen-Grundschule" in client.get(seite).content.decode()
    assert not Stammdatenaenderung.objects.exists()
    assert zweite.post(f"{seite}freigeben/").status_code == 409
    assert client.post(f"{seite}uebernehmen/").status_code == 302
    assert client.post(f"{seite}uebernehmen/").status_code == 409
    assert client.post(f"{seite}freigeben/").status_code == 403
    assert "Alle freigeben (1)" in zweite.get(seite).content.decode()
    assert zweite.post(f"{seite}freigeben/").status_code == 302
    assert Stelle.objects.filter(nummer="191234").count() == 1
    assert client.get("/stammdaten/stelle/?suche=191234").context["zeilen"]


@pytest.mark.django_db
def test_wer_nicht_pflegt_liest_nichts_ein() -> None:
    leitung = person_mit(Rolle.LEITUNG, stadt())
    assert als(leitung).get("/stammdaten/verzeichnis/").status_code == 403
    with pytest.raises(Verweigert):
        einlesen.lies_ein(_datei(ZEILE), art=Verzeichnis.SCHULE, name="s.csv", akteur=leitung)
    assert not Verzeichnisimport.objects.exists()


@pytest.mark.django_db
def test_das_kommando_zeigt_und_schlaegt_vor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stadt()
    datei, wer = tmp_path / "schulen.csv", pflege()
    datei.write_bytes(_datei(ZEILE))
    call_command("verzeichnis_einlesen", datei, "schule")
    assert "Zeile 2: neu: Möwen-Grundschule" in capsys.readouterr().out
    assert not Stammdatenaenderung.objects.exists()
    call_command("verzeichnis_einlesen", datei, "schule", uebernehmen=wer.email)
    assert Stammdatenaenderung.objects.get().wartet
    for falsch in (
        {"uebernehmen": "niemand@example.org"},
        {"uebernehmen": person_mit(Rolle.KASSE, stadt()).email},
    ):
        with pytest.raises(CommandError):
            call_command("verzeichnis_einlesen", datei, "schule", **falsch)
    with pytest.raises(CommandError):
        call_command("verzeichnis_einlesen", tmp_path / "fehlt.csv", "schule")
