"""The public list and the finder: released and valid only, by three queries, with reasons, nothing lost."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from antraege.foerderberatung.ergebnis import in_worten
from antraege.kern.foerdersuche import INTERN, Anliegen, Eignung, Gruppe, Wer, Zweck
from antraege.programme import externe
from antraege.programme.finder import beurteilte, foerderung_aus
from antraege.programme.models import ExternesProgramm, Foerderprogramm, Programmzwecke, Richtlinie
from rollen import uhr
from rollen.models import Stellenart
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import RichtlinieFactory, StelleFactory, person_mit
from workflows.einrichtung import daten

pytestmark = pytest.mark.django_db
FINDER = "/foerderfinder/"


@pytest.fixture(autouse=True)
def am_30_november():
    with uhr.gestellt(datetime(2026, 11, 30, 8, tzinfo=UTC)):
        yield


@pytest.fixture
def servicestelle():
    stelle = StelleFactory(
        kuerzel="servicestelle",
        name="Servicestelle",
        art=Stellenart.SERVICESTELLE,
        anschrift="44122 Dortmund",
        email="servicestelle@stadt.example",
    )
    return person_mit(Rolle.SERVICESTELLE, stelle, name="Servicestelle")


@pytest.fixture
def projekte(servicestelle) -> Richtlinie:
    """Rules that are released and valid, for Träger and Schulen, 1.500 to 15.000 euro."""
    richtlinie = RichtlinieFactory(
        programm__kuerzel="projekte",
        programm__name="Projektmittel",
        antragsberechtigt=["traeger", "schule"],
        mindestbetrag=Decimal("1500.00"),
        hoechstbetrag=Decimal("15000.00"),
        gueltig_von=date(2022, 1, 1),
        gueltig_bis=None,
    )
    Programmzwecke.objects.create(programm=richtlinie.programm, zwecke=["projekt"])
    return richtlinie


@pytest.fixture
def geliefert(servicestelle) -> list[ExternesProgramm]:
    """The delivered programmes of other funders, checked by the Servicestelle."""
    daten.lade_externe()
    return [
        externe.pruefe(extern.pk, stand=0, akteur=servicestelle) for extern in ExternesProgramm.objects.all()
    ]


def text(antwort) -> str:
    return antwort.content.decode()


def test_die_startseite_zeigt_programme_beider_seiten(client, projekte, geliefert) -> None:
    antwort = client.get("/")
    assert antwort.status_code == 200
    assert [treffer.name for treffer in antwort.context["der_stadt"]] == ["Projektmittel"]
    assert len(antwort.context["anderer"]) == len(geliefert) == 10
    assert "Welche Förderung passt?" in text(antwort)


@pytest.mark.parametrize("adresse", ["/", "/programme/", FINDER + "?wer=traeger"])
def test_drei_abfragen_und_die_servicestelle(
    client, projekte, geliefert, adresse: str, django_assert_num_queries
) -> None:
    for nr in range(3):
        RichtlinieFactory(programm__kuerzel=f"weiteres-{nr}", gueltig_von=date(2022, 1, 1), gueltig_bis=None)
    with django_assert_num_queries(4):
        client.get(adresse)


def test_was_nicht_freigegeben_gueltig_geprueft_oder_beendet_ist_steht_nirgends(
    client, servicestelle, projekte
) -> None:
    RichtlinieFactory(programm__name="Unfertig", freigegeben=False, gueltig_von=date(2022, 1, 1))
    RichtlinieFactory(programm__name="Vorbei", gueltig_von=date(2022, 1, 1), gueltig_bis=date(2026, 11, 29))
    daten.lade_externe()
    ungeprueft = ExternesProgramm.objects.get(kuerzel="ogs")
    beendet = externe.pruefe(
        ExternesProgramm.objects.get(kuerzel="jugendring").pk, stand=0, akteur=servicestelle
    )
    externe.beende(beendet.pk, stand=beendet.stand, akteur=servicestelle)
    vorbei = externe.pruefe(
        ExternesProgramm.objects.get(kuerzel="kultur-und-schule-land").pk, stand=0, akteur=servicestelle
    )
    ExternesProgramm.objects.filter(pk=vorbei.pk).update(gueltig_bis=date(2026, 11, 29))
    antwort = client.get("/")
    assert [treffer.name for treffer in antwort.context["der_stadt"]] == ["Projektmittel"]
    assert antwort.context["anderer"] == []
    for extern in (ungeprueft, beendet, vorbei):
        assert client.get(f"/andere-foerderung/{extern.kuerzel}/").status_code == 404


@pytest.mark.parametrize(
    ("auswahl", "namen"),
    [
        ("suche=PROJEKT", {"Projektmittel", "Bildungsscheck"}),
        ("suche=jugendring", {"Förderung der Jugendverbände"}),
        ("wer=familie", {"Bildung und Teilhabe (BuT)"}),
        ("zweck=ganztag", {"Offener Ganztag (OGS)"}),
        ("zweck=projekt&betrag=1.000", {"Bildungsscheck"}),
        ("wer=gibt-es-nicht&suche=projektmittel", {"Projektmittel"}),
    ],
)
def test_filtern(client, projekte, geliefert, auswahl: str, namen: set[str]) -> None:
    antwort = client.get(f"/?{auswahl}")
    gefunden = {t.name for t in (*antwort.context["der_stadt"], *antwort.context["anderer"])}
    assert gefunden == namen


def test_nur_was_heute_offen_ist(client, projekte, geliefert) -> None:
    alle = {t.name for t in client.get("/?zweck=kultur").context["anderer"]}
    offen = {t.name for t in client.get("/?zweck=kultur&nur_offen=on").context["anderer"]}
    assert (alle, offen) == ({"Kultur und Schule (Landesprogramm)"}, set())


def test_leere_listen_helfen_weiter(client, servicestelle) -> None:
    assert "Zurzeit ist kein Programm offen." in text(client.get("/"))
    gefiltert = text(client.get("/?suche=raumfahrt"))
    assert "Kein Programm passt zu diesem Filter." in gefiltert
    assert "servicestelle@stadt.example" in gefiltert


def test_ein_falscher_betrag_bleibt_stehen_und_wird_erklaert(client, projekte) -> None:
    for adresse in ("/", FINDER):
        antwort = client.get(f"{adresse}?betrag=viel&wer=traeger")
        assert 'value="viel"' in text(antwort)
        assert "Der Betrag ist nicht eindeutig." in text(antwort)
        assert "Projektmittel" in text(antwort)


def test_die_seite_eines_programms_sagt_wer_wofuer_und_wen_man_fragt(client, projekte) -> None:
    stelle = projekte.programm.stelle
    stelle.anschrift, stelle.email = "Südwall 2, 44122 Dortmund", "fb@stadt.example"
    stelle.save()
    seite = text(client.get("/programme/projekte/"))
    for worte in (
        "Projekt oder Angebot mit Kindern",
        f"Sachbearbeitung: {stelle.name}",
        "Südwall 2, 44122 Dortmund",
        "fb@stadt.example",
        "Organisation registrieren",
        "Antrag beginnen",
    ):
        assert worte in seite


def test_die_seite_eines_anderen_gebers(client, geliefert) -> None:
    seite = text(client.get("/andere-foerderung/familiengrundschulzentren/"))
    for worte in (
        'href="https://bass.schule.nrw/20256.htm"',
        "Den Antrag stellt die Stadt.",
        "28.800 €",
        "31.07.2027",
        "Zuletzt geprüft am",
        "Annahme:",
    ):
        assert worte in seite
    assert "Ein Anspruch einzelner Kinder." in text(client.get("/andere-foerderung/bildung-und-teilhabe/"))
    assert "Zurzeit nimmt der Geber keine Anträge an." in text(
        client.get("/andere-foerderung/kultur-und-schule-land/")
    )


def test_der_finder_begruendet_und_speichert_nichts(client, projekte, geliefert) -> None:
    antwort = client.get(f"{FINDER}?wer=stadtschule&zweck=projekt&beginn=2027-02-01&betrag=5.000,00")
    seite = text(antwort)
    nach_eignung = {str(e): [t.name for t in treffer] for e, treffer in antwort.context["gruppen"]}
    assert nach_eignung["passt"] == ["Projektmittel"]
    assert "Bildungsscheck" in nach_eignung["nicht"]
    assert INTERN in seite
    assert antwort.context["offene_fragen"] == []
    assert client.session.keys() == set()


def test_der_finder_ohne_und_mit_halben_antworten(client, projekte) -> None:
    leer = client.get(FINDER)
    assert (leer.status_code, leer.context["gruppen"]) == (200, [])
    halb = client.get(f"{FINDER}?wer=neuer_traeger&beginn=morgen&betrag=5000")
    assert halb.status_code == 422
    assert halb.context["offene_fragen"] == ["Was haben Sie vor?", "Wann soll es losgehen?"]
    assert 'value="morgen"' in text(halb)
    assert 'value="5000"' in text(halb)
    assert "/traeger/registrieren/" in text(halb)


def test_gruppen_sind_arten_von_stellen_und_fremde_arten_zaehlen_nicht(projekte) -> None:
    assert {gruppe.value for gruppe in Gruppe} - set(Stellenart.values) == {"familie"}
    projekte.antragsberechtigt = ["traeger", "stadt"]
    assert foerderung_aus(projekte).gruppen == {Gruppe.TRAEGER}


def test_was_ein_programm_will_sagt_wer_seine_regeln_pflegt(client, projekte) -> None:
    adresse = "/programme/projekte/zwecke/"
    assert client.get(adresse).status_code == 302
    client.force_login(person_mit(Rolle.SACHBEARBEITUNG, StelleFactory()))
    assert client.post(adresse, {"zwecke": ["kultur"], "stand": "0"}).status_code == 404
    client.force_login(person_mit(Rolle.SACHBEARBEITUNG, projekte.programm.stelle))
    assert client.post(adresse, {"zwecke": ["raumfahrt"], "stand": "0"}).status_code == 422
    assert client.post(adresse, {"zwecke": ["kultur"], "stand": "7"}).status_code == 409
    assert Programmzwecke.objects.get().zwecke == ["projekt"]
    assert client.post(adresse, {"zwecke": ["kultur", "ganztag"], "stand": "0"}).status_code == 302
    assert Programmzwecke.objects.get().zwecke == ["kultur", "ganztag"]


def test_auch_ohne_bisherige_zwecke(client, servicestelle) -> None:
    programm = RichtlinieFactory(programm__kuerzel="neu").programm
    client.force_login(person_mit(Rolle.SACHBEARBEITUNG, programm.stelle))
    assert client.post("/programme/neu/zwecke/", {"zwecke": ["kultur"], "stand": "0"}).status_code == 302
    assert Foerderprogramm.objects.get(kuerzel="neu").finder.zwecke == ["kultur"]
    with pytest.raises(Verweigert):
        externe.setze_zwecke(
            programm, ["ganztag"], stand=1, akteur=person_mit(Rolle.LEITUNG, StelleFactory())
        )
    assert Foerderprogramm.objects.get(kuerzel="neu").finder.zwecke == ["kultur"]


def test_dasselbe_geld_steht_einmal_da_mit_beiden_wegen(client, projekte, geliefert) -> None:
    programm = projekte.programm
    ogs = ExternesProgramm.objects.get(kuerzel="ogs")
    ExternesProgramm.objects.filter(pk=ogs.pk).update(programm=programm)
    antwort = client.get("/")
    (treffer,) = antwort.context["der_stadt"]
    assert [weg.name for weg in treffer.wege] == ["Projektmittel", "Offener Ganztag (OGS)"]
    assert "ogs" not in [t.extern.kuerzel for t in antwort.context["anderer"]]
    for adresse, worte in (
        ("/", ("Über die Stadt: ", "Beim Geber: Land Nordrhein-Westfalen")),
        (f"/programme/{programm.kuerzel}/", ("Gibt es einen anderen Weg zu diesem Geld?", ogs.name)),
        ("/andere-foerderung/ogs/", ("Auch über die Stadt.", f"/programme/{programm.kuerzel}/")),
        (f"{FINDER}?wer=traeger", ("Über die Stadt: ", "Beim Geber: Land Nordrhein-Westfalen")),
    ):
        seite = text(client.get(adresse))
        assert [wort for wort in worte if wort not in seite] == [], adresse
    assert [t.name for t in client.get("/?suche=OGS").context["der_stadt"]] == ["Projektmittel"]


def test_der_bessere_weg_entscheidet_wo_der_eintrag_steht(client, projekte, geliefert) -> None:
    ExternesProgramm.objects.filter(kuerzel="familiengrundschulzentren").update(programm=projekte.programm)
    anliegen = Anliegen(wer=Wer.STADTSCHULE, zweck=Zweck.FAMILIE)
    gruppen = dict(beurteilte(anliegen, am=date(2026, 11, 30)))
    (eintrag,) = [t for liste in gruppen.values() for t in liste if t.name == "Projektmittel"]
    assert eintrag in gruppen[Eignung.VIELLEICHT]
    assert [weg.befund.eignung for weg in eintrag.wege] == [Eignung.NICHT, Eignung.VIELLEICHT]
    worte = " ".join(in_worten(anliegen, am=date(2026, 11, 30))["treffer"])
    assert "Das passt vielleicht: Projektmittel. Über die Stadt: " in worte


def test_ohne_geltende_regeln_der_stadt_bleibt_der_andere_weg_fuer_sich(client, projekte, geliefert) -> None:
    zu = RichtlinieFactory(programm__name="Zu", gueltig_von=date(2022, 1, 1), gueltig_bis=date(2022, 2, 1))
    ExternesProgramm.objects.filter(kuerzel="ogs").update(programm=zu.programm)
    assert "ogs" in [t.extern.kuerzel for t in client.get("/").context["anderer"]]
    assert "Auch über die Stadt." not in text(client.get("/andere-foerderung/ogs/"))
