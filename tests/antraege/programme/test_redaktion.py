"""A programme from nothing: every section written, rows added, moved and taken out, refusals too."""

import re
from decimal import Decimal

import pytest

from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.programme.models import Foerderprogramm, Frageart, Richtlinie
from antraege.programme.queries import gueltige_richtlinie
from antraege.programme.redaktion.abschnitte import ABSCHNITTE, JE_KUERZEL
from antraege.programme.regelwerk import als_daten, felder
from rollen import uhr
from rollen.models import Eintrag
from rollen.tabelle import Rolle
from tests.antraege.programme.redaktionswelt import (
    adresse,
    als,
    am_2_maerz,
    client,
    entwurf,
    frisch,
    leitung,
    neue_frage,
    sb,
    sende,
    stelle,
)
from tests.fabriken import StelleFactory, person_mit

pytestmark = pytest.mark.django_db
__all__ = ["am_2_maerz", "client", "entwurf", "leitung", "sb", "stelle"]  # fixtures


def test_every_field_of_a_version_has_one_section():
    gezeigt = [feld for abschnitt in ABSCHNITTE for feld in abschnitt.felder]
    assert sorted(gezeigt) == sorted(felder(Richtlinie))
    assert len(JE_KUERZEL) == len(ABSCHNITTE)


def test_every_section_opens_with_labels_and_is_saved(client, entwurf):
    for abschnitt in ABSCHNITTE:
        seiten = [adresse(entwurf, abschnitt.kuerzel)]
        if abschnitt.liste:
            seiten.append(adresse(entwurf, abschnitt.kuerzel, "neu"))
        for seite in seiten:
            antwort = client.get(seite)
            assert (antwort.status_code, abschnitt.name in antwort.content.decode()) == (200, True), seite


def test_a_programme_begins_with_its_name(client, stelle, sb):
    antwort = client.post(
        "/richtlinien/neu/",
        {"name": "Lesen im Park", "stelle": stelle.pk, "zeichen": "LP", "beschreibung": ""},
    )
    neu = Richtlinie.objects.select_related("programm").get()
    assert antwort.url == adresse(neu)
    assert (neu.programm.kuerzel, neu.programm.zeichen, neu.version, neu.erstellt_von, neu.vorgelegt_am) == (
        "lesen-im-park",
        "LP",
        1,
        sb,
        None,
    )
    assert gueltige_richtlinie(neu.programm, uhr.heute()) is None
    eintraege = Eintrag.objects.filter(kette=f"programm/{neu.programm_id}").order_by("pk")
    assert [e.aktion for e in eintraege] == ["programm_anlegen", "richtlinie_beginnen"]
    assert client.get("/programme/lesen-im-park/").status_code == 404


def test_nobody_begins_a_programme_elsewhere(client):
    fremd = StelleFactory()
    werte = {"name": "X", "stelle": fremd.pk, "zeichen": "FK", "beschreibung": ""}
    assert client.post("/richtlinien/neu/", werte).status_code == 422
    assert Foerderprogramm.objects.count() == 0


@pytest.mark.parametrize("rolle", [Rolle.FINANZEN, Rolle.KASSE, Rolle.TRAEGER_ZEICHNUNG])
def test_other_roles_do_not_see_the_editor(entwurf, stelle, rolle):
    client = als(person_mit(rolle, stelle))
    assert [client.get(seite).status_code for seite in ("/richtlinien/", adresse(entwurf))] == [403, 403]


def test_who_only_releases_reads_and_changes_nothing(entwurf, leitung):
    client = als(leitung)
    assert client.get(adresse(entwurf)).status_code == 200
    assert client.get(adresse(entwurf, "grunddaten")).status_code == 302
    vorher = als_daten(frisch(entwurf))
    assert sende(client, entwurf, "unterlagen", "neu", bezeichnung="Plan").status_code == 403
    assert als_daten(frisch(entwurf)) == vorher
    assert Eintrag.objects.filter(aktion="richtlinie_aendern", verweigert=True).count() == 1


def test_a_foreign_version_does_not_exist(entwurf):
    client = als(person_mit(Rolle.SACHBEARBEITUNG, StelleFactory()))
    assert [client.get(adresse(entwurf, *t)).status_code for t in ((), ("fragen",))] == [404, 404]


def test_fields_are_saved_and_the_trail_says_what_is_different(client, entwurf, sb):
    antwort = sende(
        client,
        entwurf,
        "finanzierung",
        finanzierungsart="anteil",
        foerdersatz_max="80",
        eigenanteil_min="10,5",
        hoechstbetrag="5.000,00",
        toleranz_prozent="20",
        ueberfinanzierung_kuerzen="on",
    )
    assert antwort.status_code == 302
    neu = frisch(entwurf)
    assert (neu.finanzierungsart, neu.foerdersatz_max, neu.eigenanteil_min, neu.hoechstbetrag, neu.stand) == (
        "anteil",
        Decimal(80),
        Decimal("10.5"),
        Decimal("5000.00"),
        1,
    )
    eintrag = Eintrag.objects.get(aktion="richtlinie_aendern")
    assert eintrag.nachher["geaendert"] == [
        "Finanzierung: Finanzierungsart: Festbetragsfinanzierung → Anteilfinanzierung",
        "Finanzierung: Höchster Fördersatz in %: – → 80,00",
        "Finanzierung: Mindester Eigenanteil in %: – → 10,50",
        "Finanzierung: Höchstbetrag: – → 5.000,00\xa0€",
    ]
    assert list(neu.mitwirkende.all()) == [sb]


def test_nothing_typed_is_lost_when_a_value_is_wrong(client, entwurf):
    antwort = sende(client, entwurf, "finanzierung", finanzierungsart="anteil", hoechstbetrag="viel")
    assert (antwort.status_code, 'value="viel"' in antwort.content.decode()) == (422, True)
    assert frisch(entwurf).stand == 0


def test_a_period_that_ends_before_it_begins_is_refused_at_once(client, entwurf):
    werte = {"titel": "R", "rechtsgrundlage": "B", "rechtsregime": "vwvfg", "mittelherkunft": "stadt"}
    tage = {"gueltig_von": "2026-05-01", "gueltig_bis": "2026-04-01"}
    antwort = sende(client, entwurf, "grunddaten", **werte, **tage)
    assert antwort.status_code == 422
    assert "Das Ende der Gültigkeit liegt vor dem Beginn." in antwort.content.decode()


def test_an_outdated_page_changes_nothing_and_gives_back_what_was_typed(client, entwurf):
    antwort = client.post(adresse(entwurf, "unterlagen", "neu"), {"stand": 7, "bezeichnung": "Mein Plan"})
    assert (antwort.status_code, "Mein Plan" in antwort.content.decode()) == (409, True)
    assert entwurf.unterlagen.count() == 0
    assert client.post(adresse(entwurf, "unterlagen", "neu"), {"bezeichnung": "x"}).status_code == 409


def test_rows_are_added_changed_moved_and_taken_out(client, entwurf):
    neue_frage(client, entwurf, "Gibt es einen Raum?", "ja_nein")
    neue_frage(client, entwurf, "Wer vermietet ihn?", bedingung="gibt-es-einen-raum=ja")
    neue_frage(client, entwurf, "Welches Thema?", "auswahl", auswahl="Sport\n\nMusik\nSport")
    fragen = list(entwurf.fragen.all())
    assert [(f.nr, f.schluessel, f.wenn_frage, f.wenn_antwort) for f in fragen] == [
        (1, "gibt-es-einen-raum", "", ""),
        (2, "wer-vermietet-ihn", "gibt-es-einen-raum", "ja"),
        (3, "welches-thema", "", ""),
    ]
    assert fragen[2].auswahl == [["sport", "Sport"], ["musik", "Musik"]]
    seite = client.get(adresse(entwurf, "fragen", fragen[2].pk)).content.decode()
    assert re.findall(r">\s*Sport\s+Musik\s*</textarea>", seite)

    sende(client, entwurf, "fragen", fragen[2].pk, "hoch")
    assert [f.pk for f in entwurf.fragen.all()] == [fragen[0].pk, fragen[2].pk, fragen[1].pk]
    sende(client, entwurf, "fragen", fragen[0].pk, "hoch")
    assert [f.pk for f in entwurf.fragen.all()] == [fragen[0].pk, fragen[2].pk, fragen[1].pk]

    werte = {
        "abschnitt": "A",
        "text": "Welche Themen?",
        "art": "auswahl",
        "pflicht": "on",
        "max_zeichen": 200,
    }
    sende(client, entwurf, "fragen", fragen[2].pk, **werte, auswahl="Musik\nMINT")
    geaendert = entwurf.fragen.get(pk=fragen[2].pk)
    assert (geaendert.schluessel, geaendert.auswahl) == (
        "welches-thema",
        [["musik", "Musik"], ["mint", "MINT"]],
    )

    sende(client, entwurf, "fragen", fragen[0].pk, "entfernen")
    assert entwurf.fragen.count() == 2
    assert "die es nicht gibt" in client.get(adresse(entwurf)).content.decode()


def test_a_question_may_hang_only_on_one_before_it(client, entwurf):
    neue_frage(client, entwurf, "Erste?", "ja_nein")
    neue_frage(client, entwurf, "Zweite?", "ja_nein")
    erste, zweite = entwurf.fragen.all()
    angeboten = [
        [
            wert
            for wert, _ in client.get(adresse(entwurf, "fragen", f.pk))
            .context["form"]
            .fields["bedingung"]
            .choices
        ]
        for f in (erste, zweite)
    ]
    assert angeboten == [[""], ["", "erste=ja", "erste=nein"]]


def test_the_same_level_or_stelle_stands_once(client, entwurf):
    fremd = StelleFactory()
    for teil, werte in (
        ("wertgrenzen", {"ebene": "dezernat", "bis_betrag": "250.000,00"}),
        ("mitzeichnung", {"stelle": fremd.pk}),
    ):
        assert sende(client, entwurf, teil, "neu", **werte).status_code == 302
        zweite = sende(client, entwurf, teil, "neu", **werte)
        assert (zweite.status_code, "steht schon in der Liste" in zweite.content.decode()) == (422, True)
    assert (entwurf.wertgrenzen.count(), entwurf.mitzeichnungsstellen.count()) == (1, 1)


def test_a_row_that_somebody_took_out_meanwhile(client, entwurf):
    assert sende(client, entwurf, "fragen", 999, "entfernen").status_code == 409
    assert client.get(adresse(entwurf, "fragen", 999)).status_code == 404
    assert client.post(adresse(entwurf, "fragen", 1, "zaubern"), {}).status_code == 404
    assert client.get(adresse(entwurf, "gibt-es-nicht")).status_code == 404


def test_the_line_is_one_of_the_own_stelle(client, entwurf, stelle):
    felder_ = {"jahr": 2026, "auftrag": "1", "sachkonto": "2", "bereich": Bereich.SACH}
    Haushaltsstelle.objects.create(stelle=stelle, bezeichnung="Eigene", **felder_)
    Haushaltsstelle.objects.create(stelle=StelleFactory(), bezeichnung="Fremde", **felder_)
    wahl = client.get(adresse(entwurf, "haushalt")).context["form"].fields["haushaltsstelle"].choices
    assert [wert for wert, _ in wahl] == ["", "1|2|Eigene"]
    assert sende(client, entwurf, "haushalt", haushaltsstelle="1|2|Fremde").status_code == 422
    assert sende(client, entwurf, "haushalt", haushaltsstelle="1|2|Eigene").status_code == 302
    neu = frisch(entwurf)
    assert (neu.auftrag, neu.sachkonto, neu.haushaltsbezeichnung) == ("1", "2", "Eigene")


@pytest.mark.parametrize(("tage", "status"), [("-30, 14,1", 302), ("bald", 422), ("999", 422)])
def test_reminders_are_days(client, entwurf, tage, status):
    werte = {"nachweisform": "einfach", "monate_nachweis": 6, "jahre_belege": 5, "stichprobe_prozent": 20}
    antwort = sende(client, entwurf, "nachweisregeln", nachweis_erinnerungen=tage, **werte)
    assert antwort.status_code == status
    assert frisch(entwurf).nachweis_erinnerungen == ([-30, 1, 14] if status == 302 else [-30, -7, 1, 14])


def test_all_kinds_of_questions_can_be_chosen(client, entwurf):
    arten = client.get(adresse(entwurf, "fragen", "neu")).context["form"].fields["art"].choices
    assert [wert for wert, _ in arten if wert] == list(Frageart)
    im_bericht = client.get(adresse(entwurf, "berichtsfragen", "neu")).context["form"].fields["art"].choices
    assert {w for w, _ in arten} - {w for w, _ in im_bericht} == {"erklaerung", "datei"}
