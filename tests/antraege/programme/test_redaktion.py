"""A programme from nothing and a new version of one: written, moved, taken back, laid before, released by others."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from antraege.antrag.models import Antrag
from antraege.antrag.queries import abschnitte
from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.programme.models import Foerderprogramm, Frageart, Richtlinie
from antraege.programme.queries import gueltige_richtlinie
from antraege.programme.redaktion import dienst
from antraege.programme.redaktion.abschnitte import ABSCHNITTE, JE_KUERZEL
from antraege.programme.redaktion.unterschied import unterschied
from antraege.programme.regelwerk import als_daten, felder
from antraege.programme.services import freigeben
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag, Stellenart
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.antraege.programme.test_freigabe import vollstaendig
from tests.fabriken import AntragFactory, StelleFactory, person_mit, rolle_geben

pytestmark = pytest.mark.django_db
HEUTE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def am_2_maerz():
    with uhr.gestellt(HEUTE):
        yield


@pytest.fixture
def stelle():
    return StelleFactory(kuerzel="fb-40", name="Fachbereich Schule", art=Stellenart.FACHBEREICH)


@pytest.fixture
def sb(stelle) -> Benutzer:
    return person_mit(Rolle.SACHBEARBEITUNG, stelle, name="Sachbearbeitung")


@pytest.fixture
def leitung(stelle) -> Benutzer:
    return person_mit(Rolle.LEITUNG, stelle, name="Leitung")


@pytest.fixture
def entwurf(stelle, sb) -> Richtlinie:
    """The empty first version of a new programme."""
    return dienst.lege_programm_an(
        name="Lesen im Park", stelle=stelle, beschreibung="", zeichen="FK", kooperation=False, akteur=sb
    )


@pytest.fixture
def client(sb) -> Client:
    client = Client()
    client.force_login(sb)
    return client


def als(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def adresse(richtlinie, teil="", *weiter) -> str:
    return "/".join(
        [f"/richtlinien/{richtlinie.pk}", *(["teil", teil] if teil else []), *map(str, weiter), ""]
    )


def frisch(richtlinie) -> Richtlinie:
    return Richtlinie.objects.get(pk=richtlinie.pk)


def sende(client, richtlinie, teil, *weiter, **werte):
    return client.post(adresse(richtlinie, teil, *weiter), {"stand": frisch(richtlinie).stand, **werte})


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


def neue_frage(client, entwurf, text, art="text", **werte):
    antwort = sende(
        client,
        entwurf,
        "fragen",
        "neu",
        **{
            "abschnitt": "Ihr Vorhaben",
            "text": text,
            "art": art,
            "pflicht": "on",
            "max_zeichen": 200,
            **werte,
        },
    )
    assert antwort.status_code == 302, antwort.content.decode()


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


# From here on with a programme that has everything.


@pytest.fixture
def gilt(stelle, leitung) -> Richtlinie:
    """A released first version."""
    richtlinie = vollstaendig(programm__stelle=stelle, gueltig_von=date(2025, 1, 1))
    return freigeben(richtlinie, akteur=leitung)


@pytest.fixture
def zweite(gilt, sb) -> Richtlinie:
    """The next version, as it begins."""
    return dienst.neue_fassung(gilt.programm, akteur=sb)


def test_a_new_version_is_a_copy_from_today_on(gilt, zweite):
    alt, neu = als_daten(gilt), als_daten(zweite)
    assert neu["richtlinie"].pop("gueltig_von") == "2026-03-02"
    assert alt["richtlinie"].pop("gueltig_von") == "2025-01-01"
    assert alt == neu
    assert (zweite.version, zweite.freigegeben_am, zweite.vorgelegt_am) == (2, None, None)
    assert [a.satz for a in unterschied(als_daten(gilt), als_daten(zweite))] == [
        "Gültig ab: 01.01.2025 → 02.03.2026"
    ]


def test_one_version_is_written_at_a_time(client, gilt, zweite):
    assert client.post(f"/richtlinien/neu/{gilt.programm.kuerzel}/").status_code == 409
    assert gilt.programm.richtlinien.count() == 2


def test_the_difference_in_words(client, gilt, zweite):
    sende(client, zweite, "unterlagen", zweite.unterlagen.get().pk, bezeichnung="Lageplan", pflicht="")
    sende(client, zweite, "nebenbestimmungen", "neu", text="Laden Sie die Presse ein.")
    sende(client, zweite, "fragen", zweite.fragen.get().pk, "entfernen")
    seite = client.get(adresse(zweite, "", "unterschied"))
    assert [(a.abschnitt, a.satz) for a in seite.context["aenderungen"]] == [
        ("Grunddaten", "Gültig ab: 01.01.2025 → 02.03.2026"),
        ("Fragen im Antrag", "Frage „Ziele?“ entfällt."),
        ("Unterlagen", "Unterlage „Lageplan“: Unterlage: Plan → Lageplan"),
        ("Unterlagen", "Unterlage „Lageplan“: Muss vorliegen: Ja → Nein"),
        ("Nebenbestimmungen", "Nebenbestimmung „Laden Sie die Presse ein.“ ist neu."),
    ]


def test_name_and_stelle_are_fixed_with_the_first_release(client, zweite, stelle):
    werte = {"name": "Anders", "stelle": stelle.pk, "zeichen": "XX", "beschreibung": ""}
    assert client.post(f"/richtlinien/{zweite.pk}/programm/", {"stand": 0, **werte}).status_code == 409
    assert Foerderprogramm.objects.get(pk=zweite.programm_id).name != "Anders"


def tat(client, richtlinie, name, **werte):
    ziel = f"/richtlinien/{richtlinie.pk}/tat/{name}/"
    return client.post(ziel, {"stand": frisch(richtlinie).stand, **werte})


def test_gaps_keep_a_version_from_being_laid_before(client, entwurf):
    antwort = tat(client, entwurf, "vorlegen")
    assert (antwort.status_code, "Es fehlen Wertgrenzen" in antwort.content.decode()) == (422, True)
    assert frisch(entwurf).vorgelegt_am is None


def test_laid_before_it_is_not_changed_taken_back_it_is(client, zweite, leitung):
    assert tat(client, zweite, "vorlegen").status_code == 302
    assert frisch(zweite).vorgelegt_am == HEUTE
    assert sende(client, zweite, "nebenbestimmungen", "neu", text="X").status_code == 409
    assert tat(client, zweite, "vorlegen").status_code == 409
    assert tat(als(leitung), zweite, "zurueckholen", grund="Bitte kürzen.").status_code == 302
    assert frisch(zweite).vorgelegt_am is None
    assert Eintrag.objects.get(aktion="richtlinie_zurueckholen").nachher["grund"] == "Bitte kürzen."
    assert sende(client, zweite, "nebenbestimmungen", "neu", text="X").status_code == 302
    assert tat(als(leitung), zweite, "zurueckholen").status_code == 409


def test_who_wrote_on_it_does_not_release_it_even_as_leitung(zweite, stelle):
    beides = person_mit(Rolle.LEITUNG, stelle)
    rolle_geben(beides, Rolle.SACHBEARBEITUNG, stelle)
    sende(als(beides), zweite, "nebenbestimmungen", "neu", text="Mein Satz.")
    dienst.lege_vor(zweite.pk, akteur=zweite.erstellt_von, stand=1)
    with pytest.raises(Verweigert):
        freigeben(frisch(zweite), akteur=beides)


def test_a_new_version_counts_from_its_first_day_and_running_drafts_keep_theirs(
    client, gilt, zweite, leitung
):
    antrag = AntragFactory(richtlinie=gilt, antworten={"ziele": "Lesen."})
    sende(client, zweite, "fragen", zweite.fragen.get().pk, "entfernen")
    neue_frage(client, zweite, "Was planen Sie?")
    tat(client, zweite, "vorlegen")
    seite = als(leitung).get(f"/programme/{gilt.programm.kuerzel}/freigeben/")
    assert "Unterschied" in seite.content.decode()
    werte = {"richtlinie": zweite.pk, "stand": frisch(zweite).stand}
    assert als(leitung).post(f"/programme/{gilt.programm.kuerzel}/freigeben/", werte).status_code == 302
    assert gueltige_richtlinie(gilt.programm, uhr.heute()) == zweite
    alt = Antrag.objects.get(pk=antrag.pk)
    assert (alt.richtlinie, [f.text for a in abschnitte(alt.richtlinie.fragen.all()) for f in a.fragen]) == (
        gilt,
        ["Ziele?"],
    )


def test_a_version_can_be_given_up_and_a_programme_that_has_no_other(client, zweite, entwurf):
    assert tat(client, zweite, "verwerfen").url == "/richtlinien/"
    assert tat(client, entwurf, "verwerfen").url == "/richtlinien/"
    assert list(Richtlinie.objects.values_list("version", flat=True)) == [1]
    assert list(Foerderprogramm.objects.all()) == [zweite.programm]


def test_a_released_version_is_neither_changed_nor_given_up(client, gilt, sb):
    vorher = als_daten(gilt)
    stand = frisch(gilt).stand
    for tun in (
        lambda: dienst.verwirf(gilt.pk, akteur=sb, stand=stand),
        lambda: dienst.speichere_felder(gilt.pk, {"titel": "Anders"}, akteur=sb, stand=stand),
        lambda: dienst.entferne_zeile(
            gilt.pk, JE_KUERZEL["fragen"], gilt.fragen.get().pk, akteur=sb, stand=stand
        ),
    ):
        with pytest.raises(Ueberholt, match="freigegeben"):
            tun()
    assert als_daten(frisch(gilt)) == vorher


def test_the_list_shows_own_programmes_with_their_versions(client, gilt, zweite):
    fremd = vollstaendig()
    seite = client.get("/richtlinien/").content.decode()
    assert (gilt.programm.name in seite, fremd.programm.name in seite) == (True, False)
    assert ["wartet" in seite, "in Arbeit" in seite, "gilt ab" in seite] == [False, True, True]


def test_all_kinds_of_questions_can_be_chosen(client, entwurf):
    arten = client.get(adresse(entwurf, "fragen", "neu")).context["form"].fields["art"].choices
    assert [wert for wert, _ in arten if wert] == list(Frageart)
    im_bericht = client.get(adresse(entwurf, "berichtsfragen", "neu")).context["form"].fields["art"].choices
    assert {w for w, _ in arten} - {w for w, _ in im_bericht} == {"erklaerung", "datei"}
