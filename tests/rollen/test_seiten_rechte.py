from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rollen import mitgliedschaften, rechte, uhr
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle, Stellenart
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Recht, Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, VertretungFactory, person_mit, rolle_geben, stadt
from tests.rollen.seiten import als, fehler, organisation, stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def stelle() -> Stelle:
    return StelleFactory(name="Fachbereich Schule")


@pytest.fixture
def erste() -> Benutzer:
    return person_mit(Rolle.ADMINISTRATION, stadt(), name="Adam Erster")


@pytest.fixture
def zweite() -> Benutzer:
    return person_mit(Rolle.ADMINISTRATION, stadt(), name="Ada Zweite")


def _beantrage(client: Client, stelle: Stelle, **felder: object):
    werte = {
        "email": "kim@stadt.example",
        "rolle": Rolle.SACHBEARBEITUNG.value,
        "von": uhr.heute().isoformat(),
    }
    return client.post(reverse("mitgliedschaft_beantragen", args=[stelle.pk]), {**werte, **felder})


def test_wer_nur_eine_stelle_sieht_kommt_gleich_zu_ihr(stelle: Stelle) -> None:
    antwort = als(person_mit(Rolle.SACHBEARBEITUNG, stelle)).get(reverse("rechte_uebersicht"))
    assert antwort.headers["Location"] == reverse("rechte_stelle", args=[stelle.pk])


def test_leitung_waehlt_unter_ihren_stellen_und_findet_sie(stelle: Stelle) -> None:
    unten = StelleFactory(name="Bildungsbüro", eltern=stelle)
    StelleFactory(name="Fremdes Büro")
    client = als(person_mit(Rolle.LEITUNG, stelle))
    alle = client.get(reverse("rechte_uebersicht")).context
    assert [(s, s.personen) for s in alle["seite"]] == [(unten, 0), (stelle, 1)]
    gefunden = client.get(reverse("rechte_uebersicht"), {"suche": "büro"}).context
    assert list(gefunden["seite"]) == [unten]
    assert alle["verwaltet"] is False


def test_verwaltung_sieht_alle_stellen_seitenweise(erste: Benutzer) -> None:
    verein = organisation(name="AAA Verein").stelle
    StelleFactory.create_batch(30)
    client = als(erste)
    seiten = [client.get(reverse("rechte_uebersicht"), {"seite": nr}).context["seite"] for nr in (1, 2)]
    assert [len(seite) for seite in seiten] == [25, 7]
    assert seiten[0][0] == verein
    jenseits = client.get(reverse("rechte_uebersicht"), {"seite": "999"}).context["seite"]
    assert jenseits.number == 2


def test_tabelle_zeigt_person_rolle_zeit_vertretung_und_stand(stelle: Stelle) -> None:
    leitung = person_mit(Rolle.LEITUNG, stelle, Ebene.DEZERNAT, name="Anna <b>Leitung</b>")
    sachbearbeitung = person_mit(Rolle.SACHBEARBEITUNG, stelle, name="Bernd")
    rolle_geben(sachbearbeitung, Rolle.FINANZEN, stelle, bestaetigt=False)
    rolle_geben(BenutzerFactory(), Rolle.KASSE, stelle, bis=date(2021, 1, 1))
    VertretungFactory(vertretener=leitung, vertreter=sachbearbeitung)
    antwort = als(leitung).get(reverse("rechte_stelle", args=[stelle.pk]))
    ist = [
        (z.person, z.rolle, z.ebene, z.stand, [v.vertreter for v in z.vertretungen])
        for z in antwort.context["zeilen"]
    ]
    assert ist == [
        (leitung, "Leitung", "Dezernat", "gilt", [sachbearbeitung]),
        (sachbearbeitung, "Finanz-Sachbearbeitung", "", "wartet", []),
        (sachbearbeitung, "Sachbearbeitung", "", "gilt", []),
    ]
    assert "Anna &lt;b&gt;Leitung&lt;/b&gt;" in antwort.content.decode()
    assert dict(antwort.context["rollen"])["Kasse"] == [
        Recht.BUCHEN.bezeichnung,
        Recht.BANKVERBINDUNG_AENDERN.bezeichnung,
    ]


def test_eine_beantragt_eine_zweite_bestaetigt_dann_gilt_die_rolle(
    stelle: Stelle, erste: Benutzer, zweite: Benutzer
) -> None:
    person = BenutzerFactory(email="kim@stadt.example")
    antwort = _beantrage(als(erste), stelle, rolle=Rolle.LEITUNG.value, ebene=Ebene.DEZERNAT.value)
    assert (antwort.status_code, antwort.headers["Location"]) == (
        302,
        reverse("rechte_stelle", args=[stelle.pk]),
    )
    offen = Mitgliedschaft.objects.get(benutzer=person)
    assert (offen.beantragt_von, offen.bestaetigt_von, offen.ebene) == (erste, None, Ebene.DEZERNAT)
    assert rechte.darf(person, Recht.BEWILLIGEN, stelle) is False
    assert [z.person for z in als(zweite).get(reverse("rechte_uebersicht")).context["offene"]] == [person]
    als(zweite).post(reverse("mitgliedschaft_bestaetigen", args=[offen.pk]))
    assert rechte.darf(Benutzer.objects.get(pk=person.pk), Recht.BEWILLIGEN, stelle) is True
    noch_einmal = als(zweite).post(reverse("mitgliedschaft_bestaetigen", args=[offen.pk]))
    assert noch_einmal.status_code == 409
    taten = Eintrag.objects.filter(kette=f"stelle/{stelle.pk}").values_list("aktion", "akteur")
    assert list(taten) == [("rolle_beantragen", erste.pk), ("rolle_bestaetigen", zweite.pk)]


def test_unbekannte_person_bekommt_ein_konto_und_einen_link(
    stelle: Stelle, erste: Benutzer, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _beantrage(
            als(erste), stelle, email="Neu@stadt.example", name="Neu Dabei", funktion="Sachbearbeitung"
        )
    person = Benutzer.objects.get(email="neu@stadt.example")
    assert (person.name, person.funktion, person.has_usable_password()) == (
        "Neu Dabei",
        "Sachbearbeitung",
        False,
    )
    assert [mail.to for mail in mailoutbox] == [["neu@stadt.example"]]
    assert "/passwort/neu/" in mailoutbox[0].body


@pytest.mark.parametrize("wer", ["selbst beantragt", "die eigene"])
def test_niemand_bestaetigt_die_eigene_oder_selbst_beantragte_rolle(wer, stelle, erste, zweite) -> None:
    person = erste if wer == "die eigene" else BenutzerFactory()
    akteurin = zweite if wer == "die eigene" else erste
    offen = mitgliedschaften.beantragen(person, rolle=Rolle.KASSE, stelle=stelle, akteur=akteurin)
    client = als(erste)
    vorher = stand()
    antwort = client.post(reverse("mitgliedschaft_bestaetigen", args=[offen.pk]))
    assert antwort.status_code == 403
    assert "Es wurde nichts geändert" in antwort.content.decode()
    assert stand() == vorher
    letzter = Eintrag.objects.filter(kette=f"stelle/{stelle.pk}").last()
    assert (letzter.aktion, letzter.akteur, letzter.verweigert) == ("rolle_bestaetigen", erste, True)


FALSCHES = {
    "eigene Rolle": ({"email": "ich@stadt.example"}, {"email"}),
    "unbekannt ohne Namen": ({"email": "neu@stadt.example"}, {"name"}),
    "keine Adresse": ({"email": "kein at"}, {"email"}),
    "Leitung ohne Ebene": ({"rolle": Rolle.LEITUNG.value}, {"ebene"}),
    "Kasse mit Ebene": ({"rolle": Rolle.KASSE.value, "ebene": Ebene.DEZERNAT.value}, {"ebene"}),
    "Rolle eines Trägers": ({"rolle": Rolle.TRAEGER_ZEICHNUNG.value}, {"rolle"}),
    "Beginn vorbei": ({"von": "2020-01-01"}, {"von"}),
    "Ende vor Beginn": ({"bis": (date.today() - timedelta(days=3)).isoformat()}, {"bis"}),  # noqa: DTZ011
    "kein Datum": ({"von": "morgen"}, {"von"}),
    "hat sie schon": ({"email": "hat@stadt.example"}, {"rolle"}),
}


@pytest.mark.parametrize("fall", FALSCHES)
def test_falsche_antraege_kommen_mit_allem_eingetippten_zurueck(fall: str, stelle: Stelle) -> None:
    felder, soll = FALSCHES[fall]
    BenutzerFactory(email="kim@stadt.example")
    person_mit(Rolle.SACHBEARBEITUNG, stelle, email="hat@stadt.example")
    client = als(person_mit(Rolle.ADMINISTRATION, stadt(), email="ich@stadt.example"))
    vorher = stand()
    antwort = _beantrage(client, stelle, funktion="<i>Prüferin</i>", **felder)
    assert (antwort.status_code, set(fehler(antwort))) == (422, soll)
    assert 'value="&lt;i&gt;Prüferin&lt;/i&gt;"' in antwort.content.decode()
    assert stand() == vorher


def test_am_verein_vergibt_die_verwaltung_keine_rollen(erste: Benutzer) -> None:
    verein = StelleFactory(art=Stellenart.TRAEGER)
    vorher = stand()
    assert _beantrage(als(erste), verein).status_code == 404
    assert [zeile["email"] for zeile in stand()["Benutzer"]] == [
        zeile["email"] for zeile in vorher["Benutzer"]
    ]
    assert stand()["Mitgliedschaft"] == vorher["Mitgliedschaft"]


def test_ablehnen_entfernt_den_antrag_aber_nie_eine_bestaetigte_rolle(stelle, erste, zweite) -> None:
    offen = mitgliedschaften.beantragen(BenutzerFactory(), rolle=Rolle.KASSE, stelle=stelle, akteur=erste)
    gilt = person_mit(Rolle.KASSE, stelle).mitgliedschaften.get()
    client = als(zweite)
    assert client.post(reverse("mitgliedschaft_ablehnen", args=[offen.pk])).status_code == 302
    assert list(Mitgliedschaft.objects.filter(gruppe__stelle=stelle)) == [gilt]
    vorher = stand()
    assert client.post(reverse("mitgliedschaft_ablehnen", args=[gilt.pk])).status_code == 409
    assert stand() == vorher


def test_beenden_gilt_sofort_oder_mit_dem_genannten_tag(stelle, erste) -> None:
    heute, client = uhr.heute(), als(erste)
    sofort, spaeter = (person_mit(Rolle.KASSE, stelle).mitgliedschaften.get() for _ in range(2))
    client.post(reverse("mitgliedschaft_beenden", args=[sofort.pk]), {"bis": ""})
    tag = heute + timedelta(days=10)
    client.post(reverse("mitgliedschaft_beenden", args=[spaeter.pk]), {"bis": f"{tag:%d.%m.%Y}"})
    sofort.refresh_from_db()
    spaeter.refresh_from_db()
    assert (sofort.bis, spaeter.bis) == (heute - timedelta(days=1), tag)


@pytest.mark.parametrize(("fall", "code"), [("vorbei", 422), ("eigene", 403), ("noch einmal", 422)])
def test_beenden_weist_ab_und_aendert_nichts(fall: str, code: int, stelle: Stelle, erste: Benutzer) -> None:
    client = als(erste)
    rolle = (erste if fall == "eigene" else person_mit(Rolle.KASSE, stelle)).mitgliedschaften.get()
    adresse = reverse("mitgliedschaft_beenden", args=[rolle.pk])
    if fall == "noch einmal":
        client.post(adresse, {"bis": ""})
    vorher = stand()
    antwort = client.post(adresse, {"bis": "2020-01-01" if fall == "vorbei" else ""})
    assert antwort.status_code == code
    assert stand() == vorher


def test_listen_brauchen_gleich_viele_abfragen_bei_einer_und_bei_drei_zeilen(
    stelle, erste, zweite, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    adressen = (reverse("rechte_uebersicht"), reverse("rechte_stelle", args=[stelle.pk]))
    client, gezaehlt = als(erste), {}

    def fuege_hinzu() -> None:
        VertretungFactory(vertretener=person_mit(Rolle.KASSE, stelle))
        mitgliedschaften.beantragen(BenutzerFactory(), rolle=Rolle.KASSE, stelle=stelle, akteur=zweite)

    fuege_hinzu()
    for adresse in adressen:
        with django_assert_max_num_queries(12) as abfragen:
            client.get(adresse)
        gezaehlt[adresse] = len(abfragen)
    fuege_hinzu()
    fuege_hinzu()
    for adresse in adressen:
        with django_assert_num_queries(gezaehlt[adresse]):
            client.get(adresse)
