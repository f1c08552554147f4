"""A programme goes out as a file and comes in as an unreleased version; all that is wrong with a file is said."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from antraege.dokumente.models import Textbaustein
from antraege.kern.maengel import MaengelFehler
from antraege.programme.models import Foerderprogramm, Richtlinie
from antraege.programme.redaktion import datei
from antraege.programme.regelwerk import als_daten
from rollen import uhr
from rollen.models import Eintrag, Stelle, Stellenart
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.antraege.programme.test_freigabe import vollstaendig
from tests.fabriken import StelleFactory, person_mit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def am_2_maerz():
    with uhr.gestellt(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def stelle():
    return StelleFactory(kuerzel="bildung", name="Bildungsbüro", art=Stellenart.FACHBEREICH)


@pytest.fixture
def sb(stelle):
    return person_mit(Rolle.SACHBEARBEITUNG, stelle)


@pytest.fixture
def richtlinie():
    return vollstaendig(programm__name="Lesen im Park", programm__kuerzel="lesen")


@pytest.fixture
def inhalt(richtlinie):
    """The file of the programme, as data to be spoilt."""
    return json.loads(datei.als_datei(richtlinie))


def roh(inhalt) -> bytes:
    return json.dumps(inhalt).encode()


def saetze(inhalt) -> list[str]:
    with pytest.raises(MaengelFehler) as info:
        datei.lies(inhalt if isinstance(inhalt, bytes) else roh(inhalt))
    return [mangel.text for mangel in info.value.maengel]


def test_what_goes_out_comes_in_again(richtlinie, stelle, sb):
    daten = datei.lies(datei.als_datei(richtlinie).encode())
    assert daten == als_daten(richtlinie)
    neu = datei.uebernimm(daten, name="Lesen im Park", stelle=stelle, zuordnung={}, akteur=sb)
    erwartet = {**daten, "kuerzel": "lesen-im-park", "stelle": "bildung"}
    assert als_daten(neu) == erwartet
    assert (neu.freigegeben_am, neu.vorgelegt_am, neu.erstellt_von) == (None, None, sb)
    aktionen = Eintrag.objects.filter(kette=f"programm/{neu.programm_id}").values_list("aktion", flat=True)
    assert list(aktionen.order_by("pk")) == ["programm_anlegen", "richtlinie_beginnen"]


def test_a_file_names_no_person(richtlinie):
    text = datei.als_datei(richtlinie)
    assert [
        wort for wort in (richtlinie.erstellt_von.name, "freigegeben", "erstellt", '"id"') if wort in text
    ] == []


@pytest.mark.parametrize(
    ("kaputt", "satz"),
    [
        (b"", "kein gültiges JSON"),
        (b"{", "kein gültiges JSON"),
        (b"\xff\xfe", "kein gültiges JSON"),
        (b"[" * 100_000, "kein gültiges JSON"),
        (b"[]", "keine Programmdatei"),
        (b'{"format": "kindercampus-programm", "fassung": 1}', "keine Programmdatei"),
        (b'{"format": "kindercampus-programm", "fassung": 2}', "steht kein Programm"),
        (b" " * 300_001, "größer als 300 KB"),
    ],
)
def test_what_is_no_file_of_ours(kaputt, satz):
    [gesagt] = saetze(kaputt)
    assert satz in gesagt


def verdirb(inhalt, pfad, wert):
    ziel = inhalt["programm"]
    for teil in pfad[:-1]:
        ziel = ziel[teil]
    if wert is KeyError:
        del ziel[pfad[-1]]
    else:
        ziel[pfad[-1]] = wert


@pytest.mark.parametrize(
    ("pfad", "wert", "satz"),
    [
        (["richtlinie", "id"], 7, "Richtlinie: Die Angabe „id“ kennt"),
        (["richtlinie", "freigegeben_von"], 1, "„freigegeben_von“ kennt"),
        (["befehl"], "rm", "„befehl“ kennt"),
        (["fragen"], KeyError, "„fragen“ fehlt"),
        (["fragen"], {}, "„fragen“ hat die falsche Form"),
        (["fragen"], [{}] * 201, "mehr als 200"),
        (["fragen", 0, "art"], "zaubern", "Frage 1: „Art der Antwort“"),
        (["fragen", 0, "schluessel"], "a b", "Frage 1: „schluessel“"),
        (["fragen", 0, "text"], KeyError, "Frage 1: „Frage“ fehlt"),
        (["fragen", 0, "text"], "x" * 301, "höchstens 300"),
        (["fragen", 0, "text"], ["x"], "hat die falsche Form"),
        (["fragen", 0, "auswahl"], [["a"]], "keine Paare"),
        (["fragen", 0, "auswahl"], "abc", "keine Paare"),
        (["fragen", 0], "x", "Frage 1 hat die falsche Form"),
        (["richtlinie", "finanzierungsart"], "geschenk", "„Finanzierungsart“"),
        (["richtlinie", "hoechstbetrag"], "viel", "ist kein Betrag"),
        (["richtlinie", "hoechstbetrag"], "-1.00", "ist kein Betrag"),
        (["richtlinie", "hoechstbetrag"], 1.5, "ist kein Betrag"),
        (["richtlinie", "foerdersatz_max"], "NaN", "„höchster Fördersatz in %“"),
        (["richtlinie", "foerdersatz_max"], "abc", "ist keine Zahl"),
        (["richtlinie", "gueltig_von"], "2026-02-30", "„gültig ab“"),
        (["richtlinie", "tage_pruefung"], -1, "„Werktage für die formale Prüfung“"),
        (["richtlinie", "antragsberechtigt"], ["koenige"], "Die Art „koenige“"),
        (["richtlinie", "antragsberechtigt"], "traeger", "keine Liste"),
        (["richtlinie", "nachweis_erinnerungen"], ["a"], "keine Liste von Tagen"),
        (["pruefpunkte"], {"geheim": []}, "Die Prüfliste „geheim“"),
        (["wertgrenzen"], {"koenig": "1.00"}, "Die Ebene „koenig“"),
        (["wertgrenzen", "dezernat"], "viel", "ist kein Betrag"),
        (["mitzeichnung"], [1], "sind keine Kürzel"),
        (["mitzeichnung"], ["a", "a"], "zeichnet zweimal mit"),
        (["zeichen"], "zu lang", "„Zeichen im Aktenzeichen“"),
        (["kooperation"], "ja", "hat die falsche Form"),
        (["nebenbestimmungen"], [7], "Nebenbestimmung 1 hat die falsche Form"),
        (["nebenbestimmungen"], [{"text": 7}], "Nebenbestimmung 1: „Nebenbestimmung“ hat die falsche Form"),
        (["nebenbestimmungen"], [{"text": "A", "herkunft": "x"}], "wird mit seiner Version genannt"),
        (["nebenbestimmungen"], [{"text": "A"}] * 2, "Eine Nebenbestimmung steht zweimal"),
        (["richtlinie", "gueltig_von"], 20260101, "„gültig ab“ hat die falsche Form"),
        (["richtlinie", "stichprobe_prozent"], "20", "hat die falsche Form"),
        (["richtlinie", "stichprobe_prozent"], True, "hat die falsche Form"),
        (["pruefpunkte", "formal", 0, "text"], 7, "hat die falsche Form"),
        (["fragen", 0, "pflicht"], 1, "hat die falsche Form"),
        (["unterlagen"], [{"schluessel": "a", "bezeichnung": t} for t in "AB"], "nicht verschieden"),
        (["pruefpunkte", "formal"], [{"schluessel": "a", "text": "A."}] * 2, "nicht verschieden"),
        (["aufrufe"], KeyError, "„aufrufe“ fehlt"),
        (["aufrufe"], [7], "Aufruf 1 hat die falsche Form"),
        (["aufrufe", 0, "von"], "2026-02-30", "Aufruf 1: „Anträge ab“"),
        (["aufrufe", 0, "von"], None, "Aufruf 1: „Anträge ab“ hat die falsche Form"),
        (["aufrufe", 0, "bis"], "2021-12-31", "bevor er am 01.01.2022 beginnt"),
        (["aufrufe", 0, "budget"], "viel", "Aufruf 1: „Geld in diesem Aufruf“ ist kein Betrag"),
        (["aufrufe"], [{"titel": "A", "von": "2022-01-01"}] * 2, "„A“ und „A“ überschneiden sich"),
        (["richtlinie", "auftrag"], KeyError, None),
        (["fragen", 0, "auswahl"], KeyError, None),
        (["richtlinie", "mindestbetrag"], None, None),
    ],
)
def test_every_fault_has_its_sentence(inhalt, pfad, wert, satz):
    verdirb(inhalt, pfad, wert)
    if satz is None:
        datei.lies(roh(inhalt))
        return
    assert [s for s in saetze(inhalt) if satz in s], saetze(inhalt)


def test_all_faults_are_said_at_once(inhalt):
    verdirb(inhalt, ["fragen", 0, "art"], "zaubern")
    verdirb(inhalt, ["richtlinie", "hoechstbetrag"], "viel")
    assert len(saetze(inhalt)) == 2


def test_rules_that_contradict_themselves_are_refused_gaps_are_not(inhalt):
    verdirb(inhalt, ["richtlinie", "foerdersatz_max"], "80.00")
    verdirb(inhalt, ["richtlinie", "finanzierungsart"], "festbetrag")
    [satz] = saetze(inhalt)
    assert "hat keinen Fördersatz" in satz
    verdirb(inhalt, ["richtlinie", "finanzierungsart"], "anteil")
    verdirb(inhalt, ["wertgrenzen"], {})
    assert datei.lies(roh(inhalt))["wertgrenzen"] == {}


def test_a_foreign_stelle_needs_an_own_one(inhalt, stelle, sb):
    verdirb(inhalt, ["mitzeichnung"], ["koeln-40", "koeln-51"])
    daten, eigene = datei.lies(roh(inhalt)), StelleFactory(kuerzel="jugend")
    with pytest.raises(MaengelFehler, match="koeln-40"):
        datei.uebernimm(daten, name="X", stelle=stelle, zuordnung={}, akteur=sb)
    doppelt = {"koeln-40": eigene, "koeln-51": eigene}
    with pytest.raises(MaengelFehler, match="derselben eigenen Stelle"):
        datei.uebernimm(daten, name="X", stelle=stelle, zuordnung=doppelt, akteur=sb)
    assert Foerderprogramm.objects.filter(name="X").count() == 0
    neu = datei.uebernimm(
        daten, name="X", stelle=stelle, zuordnung={"koeln-40": eigene, "koeln-51": None}, akteur=sb
    )
    assert als_daten(neu)["mitzeichnung"] == ["jugend"]


def test_a_text_there_is_none_of_here_stays_in_its_words(client, inhalt, stelle, sb):
    Textbaustein.objects.create(
        schluessel="nebenbestimmung.a", version=1, text="Hier.", gueltig_von="2022-01-01"
    )
    texte = [
        {"text": "Hier.", "herkunft": "nebenbestimmung.a", "herkunft_version": 1},
        {"text": "Anders.", "herkunft": "nebenbestimmung.a", "herkunft_version": 2},
        {"text": "Fremd.", "herkunft": "koeln.b", "herkunft_version": 1},
        {"text": "Getippt."},
    ]
    verdirb(inhalt, ["nebenbestimmungen"], texte)
    daten = datei.lies(roh(inhalt))
    assert datei.fremde_texte(daten) == ["Anders.", "Fremd."]
    seite = client.post(EINLESEN, {"datei": SimpleUploadedFile("p.json", roh(inhalt))})
    assert "Anders. · Fremd." in seite.content.decode()
    neu = datei.uebernimm(daten, name="X", stelle=stelle, zuordnung={}, akteur=sb)
    assert [(n.text, n.herkunft) for n in neu.nebenbestimmungen.all()] == [
        ("Hier.", "nebenbestimmung.a"),
        *((text, "") for text in ("Anders.", "Fremd.", "Getippt.")),
    ]


def test_nobody_takes_over_for_a_foreign_stelle(inhalt, sb):
    daten = datei.lies(roh(inhalt))
    with pytest.raises(Verweigert):
        datei.uebernimm(daten, name="X", stelle=StelleFactory(), zuordnung={}, akteur=sb)


@pytest.fixture
def client(sb):
    client = Client()
    client.force_login(sb)
    return client


EINLESEN = "/richtlinien/einlesen/"


def test_in_the_browser_the_file_first_and_then_its_stellen(client, inhalt, stelle):
    verdirb(inhalt, ["mitzeichnung"], ["koeln-51"])
    eigene = StelleFactory(kuerzel="jugend", art=Stellenart.FACHBEREICH)
    seite = client.post(EINLESEN, {"datei": SimpleUploadedFile("p.json", roh(inhalt))})
    assert (seite.status_code, "Mitzeichnung statt „koeln-51“" in seite.content.decode()) == (200, True)
    assert Richtlinie.objects.filter(programm__stelle=stelle).count() == 0
    werte = {"inhalt": seite.context["form"]["inhalt"].value(), "name": "Lesen", "stelle": stelle.pk}
    assert client.post(EINLESEN, werte | {"name": ""}).status_code == 422
    antwort = client.post(EINLESEN, werte | {"fremd_0": eigene.pk})
    neu = Richtlinie.objects.get(programm__stelle=stelle)
    assert (antwort.url, [m.stelle for m in neu.mitzeichnungsstellen.all()]) == (
        f"/richtlinien/{neu.pk}/",
        [eigene],
    )


def test_in_the_browser_a_bad_file_is_refused_also_when_it_was_changed_in_between(client, inhalt, stelle):
    verdirb(inhalt, ["fragen", 0, "art"], "zaubern")
    for werte in (
        {"datei": SimpleUploadedFile("p.json", roh(inhalt))},
        {"inhalt": roh(inhalt).decode(), "name": "X", "stelle": stelle.pk},
    ):
        antwort = client.post(EINLESEN, werte)
        assert (antwort.status_code, "Art der Antwort" in antwort.content.decode()) == (422, True)
    assert client.post(EINLESEN, {}).status_code == 422
    assert Foerderprogramm.objects.filter(stelle=stelle).count() == 0


def test_the_file_of_an_own_version_only(client, richtlinie, stelle):
    assert client.get(f"/richtlinien/{richtlinie.pk}/datei/").status_code == 404
    Foerderprogramm.objects.update(stelle=stelle)
    antwort = client.get(f"/richtlinien/{richtlinie.pk}/datei/")
    assert antwort["Content-Disposition"] == 'attachment; filename="lesen-version-1.json"'
    assert datei.lies(antwort.content) == als_daten(Richtlinie.objects.get())


def test_as_commands(richtlinie, stelle, sb, tmp_path, capsys):
    call_command("programm_ausgeben", "lesen")
    pfad = tmp_path / "lesen.json"
    pfad.write_text(capsys.readouterr().out)
    Stelle.objects.filter(pk=richtlinie.mitzeichnungsstellen.get().stelle_id).update(kuerzel="umbenannt")
    wer = {"stelle": "bildung", "person": sb.email}
    with pytest.raises(CommandError, match="Ordnen Sie ihr eine eigene zu"):
        call_command("programm_einlesen", pfad, **wer)
    fremd = json.loads(pfad.read_text())["programm"]["mitzeichnung"][0]
    call_command("programm_einlesen", pfad, **wer, statt=[f"{fremd}=umbenannt"])
    assert capsys.readouterr().out == "Eingelesen als Entwurf: lesen-im-park, Version 1.\n"
    for anders, satz in (
        ({"stelle": "weg"}, "gibt es nicht"),
        ({"person": "niemand@x.de"}, "gibt es nicht"),
        ({"stelle": "stadt"}, "Ihnen fehlt das Recht"),
    ):
        with pytest.raises(CommandError, match=satz):
            call_command("programm_einlesen", pfad, **{**wer, **anders}, statt=[f"{fremd}="])
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        call_command("programm_einlesen", tmp_path / "weg.json", **wer)
    with pytest.raises(CommandError, match="gibt es diese Fassung nicht"):
        call_command("programm_ausgeben", "lesen", version_nr=9)
