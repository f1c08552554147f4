"""Texts: written by one person, released by another, from a day to come, and then for ever as they are."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from antraege.dokumente.models import Textbaustein
from antraege.dokumente.queries import fassung_am, text_am, texte_am
from antraege.dokumente.textpflege import dienst as textpflege
from antraege.dokumente.textpflege.dienst import Fassung
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag
from rollen.pruefung import pruefe_kette
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, person_mit
from tests.welt import lade_texte

SCHLUESSEL = "bescheid.zweck"
HEUTE, MORGEN, SPAETER = date(2026, 3, 10), date(2026, 3, 11), date(2026, 9, 1)


@pytest.fixture(autouse=True)
def heute(db: None) -> Any:
    lade_texte()
    with uhr.gestellt(datetime(2026, 3, 10, 9)):
        yield


@pytest.fixture
def sb(db: None) -> Benutzer:
    return person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())


@pytest.fixture
def leitung(db: None) -> Benutzer:
    return person_mit(Rolle.LEITUNG, StelleFactory())


def fassung(**anders: Any) -> Fassung:
    werte = {"text": "Nur für {projekt}.", "gueltig_von": SPAETER, "quelle": "Ratsbeschluss"}
    return Fassung(**{**werte, **anders})


def entwurf(akteur: Benutzer, **anders: Any) -> Textbaustein:
    return textpflege.entwirf(SCHLUESSEL, fassung(**anders), akteur=akteur)


def frei(baustein: Textbaustein, akteur: Benutzer) -> Textbaustein:
    return textpflege.gib_frei(baustein.pk, gesehen=textpflege.marke(baustein), akteur=akteur)


def test_text_counts_after_release_by_a_second_person_from_its_day_on(sb: Benutzer, leitung: Benutzer):
    bisher = text_am(SCHLUESSEL, tag=SPAETER).text
    neu = entwurf(sb)
    assert texte_am(SPAETER)[SCHLUESSEL] == bisher

    frei(neu, leitung)

    assert texte_am(date(2026, 8, 31))[SCHLUESSEL] == bisher
    assert texte_am(SPAETER)[SCHLUESSEL] == "Nur für {projekt}."
    assert (neu.version, neu.erfasst_von) == (2, sb)
    eintraege = Eintrag.objects.filter(kette="texte").order_by("nr")
    assert [(e.aktion, e.objekt, e.nachher["text"]) for e in eintraege] == [
        ("text_entwerfen", "text/bescheid.zweck", "Nur für {projekt}."),
        ("text_freigeben", "text/bescheid.zweck", "Nur für {projekt}."),
    ]
    assert pruefe_kette("texte").heil


def test_nobody_releases_the_own_text_nor_without_the_right(sb: Benutzer):
    beides = person_mit(Rolle.LEITUNG, StelleFactory())
    neu = entwurf(sb)
    Textbaustein.objects.filter(pk=neu.pk).update(erfasst_von=beides)

    for person in (beides, sb):
        with pytest.raises(Verweigert):
            frei(neu, person)
    neu.refresh_from_db()
    assert neu.freigegeben_am is None
    assert textpflege.FREIGABE.hindernisse(neu, beides) == [textpflege.EIGENER]


@pytest.mark.beide_datenbanken
def test_database_refuses_the_author_as_second_person(sb: Benutzer):
    neu = entwurf(sb)
    with pytest.raises(IntegrityError), transaction.atomic():
        Textbaustein.objects.filter(pk=neu.pk).update(freigegeben_von=sb, freigegeben_am=uhr.jetzt())
    with pytest.raises(IntegrityError), transaction.atomic():
        Textbaustein.objects.filter(pk=neu.pk).update(freigegeben_am=uhr.jetzt())


@pytest.mark.beide_datenbanken
def test_released_and_shipped_texts_never_change(sb: Benutzer, leitung: Benutzer):
    neu = frei(entwurf(sb), leitung)
    for pk in (neu.pk, text_am(SCHLUESSEL, tag=HEUTE).pk):
        zeile = Textbaustein.objects.filter(pk=pk)
        for anders in ({"text": "Anders"}, {"gueltig_bis": SPAETER}, {"version": 9}):
            with pytest.raises(IntegrityError), transaction.atomic():
                zeile.update(**anders)
        with pytest.raises(IntegrityError), transaction.atomic():
            zeile.delete()
    with pytest.raises(Ueberholt):
        textpflege.verwirf(neu.pk, akteur=leitung)
    with pytest.raises(Ueberholt):
        frei(neu, leitung)


@pytest.mark.parametrize(
    ("text", "satz"),
    [
        ("", "Zeile 1, Spalte 1: Der Text ist leer."),
        ("Eins\nzwei {unfug}", "Zeile 2, Spalte 6: Der Platzhalter {unfug} ist unbekannt."),
        ("Eins {}", "Zeile 1, Spalte 6: Der Platzhalter ist leer."),
        ("Eins {kassenzeichen}", "Zeile 1, Spalte 6: Der Platzhalter {kassenzeichen} hat in diesem Text"),
        ("Eins {projekt", "Zeile 1, Spalte 6: Diese geschweifte Klammer"),
        ("a [[wenn nachweisart = x]]b[[ende]]", "Zeile 1, Spalte 3: Der Wert „x“ passt nicht"),
    ],
)
def test_faults_stop_the_release_and_say_where(sb: Benutzer, leitung: Benutzer, text: str, satz: str):
    neu = entwurf(sb, text=text)

    with pytest.raises(MaengelFehler) as fehler:
        frei(neu, leitung)

    assert str(fehler.value).startswith(satz)
    neu.refresh_from_db()
    assert neu.freigegeben_am is None


@pytest.mark.parametrize(
    ("anders", "feld"),
    [
        ({"gueltig_von": HEUTE}, "gueltig_von"),
        ({"gueltig_von": date(2022, 1, 1)}, "gueltig_von"),
        ({"gueltig_bis": date(2026, 8, 31)}, "gueltig_bis"),
    ],
)
def test_past_and_reversed_validity_are_refused(sb: Benutzer, anders: dict, feld: str):
    with pytest.raises(MaengelFehler) as fehler:
        entwurf(sb, **anders)

    assert feld in {m.feld for m in fehler.value.maengel}
    assert Textbaustein.objects.filter(schluessel=SCHLUESSEL).count() == 1


@pytest.mark.beide_datenbanken
def test_overlapping_validity_is_refused(sb: Benutzer, leitung: Benutzer):
    frei(entwurf(sb), leitung)

    with pytest.raises(MaengelFehler, match=r"Am 01\.09\.2026 beginnt schon Version 2"):
        entwurf(sb)
    with pytest.raises(MaengelFehler, match=r"Ab dem 01\.09\.2026 gilt Version 2"):
        entwurf(sb, gueltig_von=MORGEN, gueltig_bis=SPAETER)
    assert Textbaustein.objects.filter(schluessel=SCHLUESSEL).count() == 2


def test_earlier_version_holds_until_the_later_one_begins(sb: Benutzer, leitung: Benutzer):
    frei(entwurf(sb), leitung)
    frei(entwurf(sb, gueltig_von=MORGEN, text="Zwischenzeit"), leitung)

    versionen = [text_am(SCHLUESSEL, tag=tag).version for tag in (HEUTE, MORGEN, date(2026, 8, 31), SPAETER)]
    assert versionen == [1, 3, 3, 2]


def test_draft_that_waited_past_its_day_is_not_released(sb: Benutzer, leitung: Benutzer):
    neu = entwurf(sb, gueltig_von=MORGEN)

    with (
        uhr.gestellt(datetime(2026, 3, 11, 8)),
        pytest.raises(MaengelFehler, match="frühestens ab dem Tag nach"),
    ):
        frei(neu, leitung)
    assert text_am(SCHLUESSEL, tag=MORGEN).version == 1


def test_draft_changed_after_reading_is_not_released(sb: Benutzer, leitung: Benutzer):
    gelesen = textpflege.marke(entwurf(sb))
    neu = entwurf(sb, text="Nach dem Lesen geändert.")

    with pytest.raises(Ueberholt, match="inzwischen geändert"):
        textpflege.gib_frei(neu.pk, gesehen=gelesen, akteur=leitung)
    neu.refresh_from_db()
    assert (neu.version, neu.freigegeben_am) == (2, None)


def test_only_the_author_changes_a_draft_others_may_discard_it(sb: Benutzer, leitung: Benutzer):
    neu = entwurf(sb)
    andere = person_mit(Rolle.SACHBEARBEITUNG, StelleFactory())

    with pytest.raises(Verweigert, match="wer ihn geschrieben hat"):
        entwurf(andere, text="Anders")
    with pytest.raises(Verweigert):
        entwurf(leitung)
    neu.refresh_from_db()
    assert neu.text == "Nur für {projekt}."

    assert textpflege.verwirf(neu.pk, akteur=andere) == SCHLUESSEL
    assert Eintrag.objects.filter(kette="texte").latest("nr").nachher["text"] == "Nur für {projekt}."
    assert entwurf(andere).version == 2


def test_unknown_key_gets_no_draft(sb: Benutzer):
    with pytest.raises(MaengelFehler, match="verwendet kein Schreiben"):
        textpflege.entwirf("neu.erfunden", fassung(), akteur=sb)


def test_id_of_the_set_of_versions_changes_only_for_days_to_come(
    sb: Benutzer, leitung: Benutzer, django_assert_num_queries: Any
):
    vorher = {tag: fassung_am(tag) for tag in (date(2023, 1, 1), HEUTE, MORGEN, SPAETER)}
    assert len(set(vorher.values())) == 1

    frei(entwurf(sb), leitung)

    nachher = {tag: fassung_am(tag) for tag in vorher}
    assert {tag for tag in vorher if vorher[tag] != nachher[tag]} == {SPAETER}
    with django_assert_num_queries(1):
        fassung_am(HEUTE)
    with django_assert_num_queries(1):
        texte_am(SPAETER)
