"""Amounts, days, tables, files and conditions: in the form, in the answers, in the snapshot, in words."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from antraege.antrag.antworten import beispiel, gestellte, in_worten, passt, pruefe
from antraege.antrag.forms import angaben_formular
from antraege.antrag.models import Antrag
from antraege.antrag.services import entferne, speichere_antworten
from antraege.foerderung.services import inhalt_fuer_aufnahme, kopiere, maengel_des_antrags
from antraege.kern.maengel import MaengelFehler
from antraege.programme.models import Frage, Frageart
from tests.antraege.antrag.dateiproben import pdf
from tests.antraege.antrag.entwuerfe import alles, entwurf, welt

SPALTEN = [["was", "Was"], ["stunden", "Stunden"]]
NEUE = [
    ("miete", Frageart.BETRAG, {"pflicht": False}),
    ("erster_tag", Frageart.DATUM, {"hilfe": "Der erste Termin.", "grundlage": "§ 44 LHO"}),
    ("angebote", Frageart.TABELLE, {"auswahl": SPALTEN}),
    ("lageplan", Frageart.DATEI, {}),
    ("raum", Frageart.JA_NEIN, {}),
    ("vermieter", Frageart.TEXT, {"wenn_frage": "raum", "wenn_antwort": "ja"}),
]


@pytest.fixture
def neue_welt(db, monkeypatch):
    """Rules with a page of the newer kinds, and below them a page that hangs on an answer of the first one."""
    seite = [("Raum", name, art, werte) for name, art, werte in NEUE]
    spaeter = [("Vertrag", "vertrag", Frageart.TEXT, {"wenn_frage": "raum", "wenn_antwort": "ja"})]
    monkeypatch.setattr("tests.antraege.antrag.entwuerfe.FRAGEN", [*seite, *spaeter])
    return welt()


@pytest.fixture
def antrag(neue_welt, client):
    client.force_login(neue_welt.person)
    return entwurf(neue_welt)


def sende(client, antrag, nr=1, **werte):
    ziel = reverse("antrag_angaben", args=[antrag.pk, nr])
    stand = Antrag.objects.get(pk=antrag.pk).stand
    return client.post(ziel, {"stand": stand, **{f"frage-{k}": w for k, w in werte.items()}})


def frisch() -> Antrag:
    return Antrag.objects.get()


ALLES = {
    "miete": "1.200,50",
    "erster_tag": "2023-03-01",
    "angebote-0-was": "Chor",
    "angebote-0-stunden": "12",
    "angebote-2-was": "Theater",
    "raum": "ja",
    "vermieter": "Kirchengemeinde",
}


def test_every_new_kind_is_stored_and_reads_well(client, antrag):
    antwort = sende(client, antrag, lageplan=SimpleUploadedFile("Plan.pdf", pdf()), **ALLES)
    assert antwort.status_code == 302
    gespeichert = frisch().antworten
    anlage = antrag.anlagen.get()
    assert gespeichert == {
        "miete": "1200.50",
        "erster_tag": "2023-03-01",
        "angebote": [{"was": "Chor", "stunden": "12"}, {"was": "Theater", "stunden": ""}],
        "lageplan": {"anlage": anlage.pk, "name": "Plan.pdf", "sha256": anlage.sha256},
        "raum": True,
        "vermieter": "Kirchengemeinde",
    }
    aufnahme = inhalt_fuer_aufnahme(frisch())
    assert {k: zeile["antwort"] for k, zeile in aufnahme["antworten"].items()} == {
        "miete": "1.200,50\xa0€",
        "erster_tag": "01.03.2023",
        "angebote": "Was: Chor, Stunden: 12\nWas: Theater",
        "lageplan": "Plan.pdf",
        "raum": "Ja",
        "vermieter": "Kirchengemeinde",
        "vertrag": "",
    }
    assert [a["name"] for a in aufnahme["anlagen"]] == ["Plan.pdf"]


def test_what_is_stored_stands_in_the_form_again(client, antrag):
    sende(client, antrag, lageplan=SimpleUploadedFile("Plan.pdf", pdf()), **ALLES)
    seite = client.get(reverse("antrag_angaben", args=[antrag.pk, 1])).content.decode()
    da = ('value="1.200,50"', 'value="2023-03-01"', 'value="Chor"', "Hochgeladen ist „Plan.pdf“")
    assert [teil for teil in da if teil not in seite] == []
    erklaert = (
        "Der erste Termin. Rechtsgrundlage: § 44 LHO.",
        "Nur wenn Sie bei „Frage nach raum?“ antworten: Ja.",
        'enctype="multipart/form-data"',
        'aria-label="Stunden, Zeile 5"',
    )
    assert [teil for teil in erklaert if teil not in seite] == []


def test_a_file_stays_until_another_replaces_it_or_it_is_removed(client, antrag, neue_welt):
    sende(client, antrag, lageplan=SimpleUploadedFile("Plan.pdf", pdf()), raum="nein")
    sende(client, antrag, raum="nein")
    assert frisch().antworten["lageplan"]["name"] == "Plan.pdf"
    sende(client, antrag, lageplan=SimpleUploadedFile("Neu.pdf", pdf()), raum="nein")
    assert [a.name for a in antrag.anlagen.filter(entfernt_am=None)] == ["Neu.pdf"]
    assert frisch().antworten["lageplan"]["name"] == "Neu.pdf"
    entferne(antrag.anlagen.get(entfernt_am=None), akteur=neue_welt.person)
    assert "lageplan" not in frisch().antworten


@pytest.mark.parametrize(
    "falsch",
    [
        {"miete": "viel"},
        {"miete": "-1"},
        {"erster_tag": "31.02.2023"},
        {"angebote-0-was": "x" * 201},
        {"lageplan": SimpleUploadedFile("Plan.exe", b"MZ")},
    ],
)
def test_a_wrong_answer_changes_nothing(client, antrag, falsch):
    vorher = alles()
    antwort = sende(client, antrag, **{**ALLES, **falsch})
    assert (antwort.status_code, alles()) == (422, vorher)
    assert "Kirchengemeinde" in antwort.content.decode()


def test_a_question_is_asked_only_of_whom_it_concerns(client, antrag):
    def offen():
        return [m.feld for m in maengel_des_antrags(frisch()) if "frage-" in m.feld]

    sende(client, antrag, raum="nein", **{k: w for k, w in ALLES.items() if k not in ("raum", "vermieter")})
    assert [feld for feld in offen() if "vermieter" in feld or "vertrag" in feld] == []
    assert client.get(reverse("antrag_entwurf", args=[antrag.pk])).content.decode().count("Vertrag") == 0
    sende(client, antrag, **{**ALLES, "vermieter": ""})
    assert [feld for feld in offen() if "lageplan" not in feld] == [
        "antrag_angaben/1#id_frage-vermieter",
        "antrag_angaben/2#id_frage-vertrag",
    ]


def test_an_answer_that_is_not_asked_any_more_does_not_count(client, antrag):
    sende(client, antrag, **ALLES)
    sende(client, antrag, **{**ALLES, "raum": "nein"})
    assert "vermieter" not in inhalt_fuer_aufnahme(frisch())["antworten"]


def test_a_copy_takes_no_files_along(client, antrag, neue_welt):
    sende(client, antrag, lageplan=SimpleUploadedFile("Plan.pdf", pdf()), **ALLES)
    assert set(kopiere(frisch(), akteur=neue_welt.person).antworten) == {
        "miete",
        "erster_tag",
        "angebote",
        "raum",
        "vermieter",
    }


def test_a_chain_of_conditions_ends_with_its_first_link():
    fragen = [
        Frage(schluessel="a", art=Frageart.JA_NEIN),
        Frage(schluessel="b", art=Frageart.AUSWAHL, wenn_frage="a", wenn_antwort="ja"),
        Frage(schluessel="c", wenn_frage="b", wenn_antwort="x"),
        Frage(schluessel="d", wenn_frage="e", wenn_antwort="ja"),
        Frage(schluessel="e", art=Frageart.JA_NEIN),
    ]

    def wer(**antworten):
        return "".join(f.schluessel for f in gestellte(fragen, antworten))

    assert [wer(), wer(a=True), wer(a=True, b="x"), wer(a=False, b="x"), wer(e=True)] == [
        "ae",
        "abe",
        "abce",
        "ae",
        "ae",
    ]


@pytest.mark.parametrize(
    ("art", "taugt", "taugt_nicht"),
    [
        (Frageart.BETRAG, ["0.00", "1200.50"], ["1", "-1.00", "1,00", 1, Decimal("1.00")]),
        (Frageart.DATUM, ["2023-02-28"], ["2023-02-30", "1.1.2023", 20230101]),
        (
            Frageart.TABELLE,
            [[{"was": "Chor", "stunden": ""}]],
            [
                [],
                [{"was": "", "stunden": ""}],
                [{"was": "Chor"}],
                [{"was": "x" * 201, "stunden": ""}],
                "Chor",
            ],
        ),
        (Frageart.DATEI, [], ["a.pdf", {"anlage": 1, "name": "a", "sha256": "b"}]),
    ],
)
def test_what_an_answer_may_be(art, taugt, taugt_nicht):
    frage = Frage(schluessel="f", text="F", art=art, auswahl=SPALTEN)
    assert [passt(frage, wert) for wert in taugt] == [True] * len(taugt)
    assert [passt(frage, wert) for wert in taugt_nicht] == [False] * len(taugt_nicht)


@pytest.mark.parametrize("art", [a for a in Frageart if a != Frageart.DATEI])
def test_every_kind_has_an_example_that_it_takes(art):
    frage = Frage(schluessel="f", text="F", art=art, auswahl=SPALTEN)
    assert pruefe({"f": frage}, {"f": beispiel(frage)}) == []
    assert in_worten(frage, beispiel(frage))
    assert isinstance(angaben_formular([frage])().as_div(), str)


def test_a_file_is_no_answer_that_can_be_claimed(neue_welt, antrag):
    gefaelscht = {"lageplan": {"anlage": 999, "name": "Fremd.pdf", "sha256": "0"}}
    with pytest.raises(MaengelFehler):
        speichere_antworten(antrag, gefaelscht, akteur=neue_welt.person)
    assert frisch().antworten == {}
