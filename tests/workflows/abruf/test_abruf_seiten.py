"""The pages of an Abruf: booked in three steps, moved by whoever it lies with, found in three lists."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.angebote.models import Abruf, Angebot, Termin
from antraege.antrag.models import Antrag
from antraege.programme.models import Foerderprogramm
from rollen.models import Eintrag, Traeger
from rollen.tabelle import Rolle
from tests.fabriken import ProgrammFactory, RichtlinieFactory, person_mit, stadt
from tests.rollen.seiten import als
from tests.workflows.abruf.abrufwelt import Abrufwelt, bild
from workflows.abruf import tuer

GRUPPE = {"gruppe": "Klasse 3b", "kinder": "20", "kontakt": "Klassenleitung", "bedarf": "Raum ohne Stufen"}


def buche(client: Client, welt: Abrufwelt, **anders: Any) -> Any:
    """The three pages as a browser walks them; gives the answer to the last."""
    angebot = welt.angebot.pk
    wahl = {"einrichtung": welt.schule.pk, "termin": str(welt.termin.pk), "wunsch": "", **anders}
    antwort = client.post(reverse("abruf_beginnen", args=[angebot]), wahl)
    assert antwort.status_code == 302, antwort.context["form"].errors
    antwort = client.post(antwort.url, {**GRUPPE, **anders})
    assert antwort.status_code == 302, antwort.context["form"].errors
    assert client.get(antwort.url).status_code == 200
    return client.post(antwort.url)


def test_drei_seiten_und_der_abruf_ist_gesendet(welt: Abrufwelt) -> None:
    client = als(welt.schulleitung)
    seite = client.get(reverse("angebot", args=[welt.angebot.pk])).content.decode()
    assert reverse("abruf_beginnen", args=[welt.angebot.pk]) in seite
    antwort = buche(client, welt)
    abruf = Abruf.objects.get()
    assert antwort.url == reverse("abruf", args=[abruf.pk])
    assert (abruf.termin, abruf.gruppe, abruf.bedarf) == (welt.termin, "Klasse 3b", "Raum ohne Stufen")
    seite = client.get(antwort.url).content.decode()
    assert "Die Koordination des Themas ordnet den Abruf zu." in seite
    assert f"abruf-{welt.angebot.pk}" not in client.session


def test_wer_zwischen_zwei_seiten_ueberholt_wird_liest_es(welt: Abrufwelt) -> None:
    for klasse in "ab":
        welt.angefragt(einrichtung=welt.andere, gruppe=klasse)
    antwort = buche(als(welt.schulleitung), welt)
    assert Abruf.objects.latest("pk").status == "warteliste"
    seite = als(welt.schulleitung).get(antwort.url).content.decode()
    assert "Platz 1 der Warteliste" in seite
    client = als(welt.schulleitung)
    antwort = buche(client, welt, gruppe="Klasse 4a")
    meldung = client.get(antwort.url).content.decode()
    assert "Der Termin ist ausgebucht. Sie stehen auf Platz 2 der Warteliste." in meldung


def test_ohne_die_ersten_seiten_fuehrt_die_dritte_zurueck(welt: Abrufwelt) -> None:
    client = als(welt.schulleitung)
    for methode in (client.get, client.post):
        antwort = methode(reverse("abruf_pruefen", args=[welt.angebot.pk]))
        assert antwort.url == reverse("abruf_beginnen", args=[welt.angebot.pk])
    assert Abruf.objects.count() == 0


def test_ein_wunsch_braucht_worte_und_nichts_getipptes_geht_verloren(welt: Abrufwelt) -> None:
    client, seite = als(welt.schulleitung), reverse("abruf_beginnen", args=[welt.angebot.pk])
    wunsch = {"einrichtung": welt.schule.pk, "termin": "wunsch", "wunsch": ""}
    assert client.post(seite, wunsch).status_code == 422
    assert client.post(seite, {**wunsch, "wunsch": "dienstags"}).status_code == 302
    assert "dienstags" in client.get(seite).content.decode()
    antwort = client.post(reverse("abruf_gruppe", args=[welt.angebot.pk]), {**GRUPPE, "kinder": "0"})
    assert antwort.status_code == 422
    assert "Raum ohne Stufen" in antwort.content.decode()


def test_gewinn_im_ganztag_wird_vor_dem_senden_gesagt(welt: Abrufwelt) -> None:
    Angebot.objects.update(ganztag=True)
    Traeger.objects.update(gemeinnuetzig=False)
    antwort = buche(als(welt.schulleitung), welt, ganztag="on")
    assert antwort.status_code == 422
    assert "nicht gemeinnützig" in antwort.content.decode()
    assert Abruf.objects.count() == 0


def test_andere_kommen_nicht_auf_die_seiten(welt: Abrufwelt) -> None:
    abruf = welt.angefragt()
    seite = reverse("abruf", args=[abruf.pk])
    for wer in (welt.andere_leitung, welt.jugend):
        assert als(wer).get(seite).status_code == 404
    for wer in (welt.schulleitung, welt.antrag, welt.buero, welt.service):
        assert als(wer).get(seite).status_code == 200
    assert als(welt.antrag).get(reverse("abruf_beginnen", args=[welt.angebot.pk])).status_code == 403
    assert Client().get(seite).status_code == 302
    vorher = bild()
    assert als(welt.antrag).post(reverse("abruf_tat", args=[abruf.pk, "zuordnen"])).status_code in (403, 422)
    werte = {"stand": abruf.stand, "angebot": welt.angebot.pk}
    antwort = als(welt.antrag).post(reverse("abruf_tat", args=[abruf.pk, "zuordnen"]), werte)
    assert antwort.status_code == 403
    assert Eintrag.objects.filter(kette=abruf.kette, verweigert=True).count() == 1
    assert als(welt.antrag).get(reverse("abruf_tat", args=[abruf.pk, "zuordnen"])).status_code == 403
    assert als(welt.buero).get(reverse("abruf_tat", args=[abruf.pk, "unsinn"])).status_code == 404
    assert bild() == vorher


def test_jede_seite_tut_das_ihre(welt: Abrufwelt) -> None:
    abruf = welt.angefragt()

    def tue(wer: Any, tat: str, **werte: Any) -> int:
        frisch = Abruf.objects.get(pk=abruf.pk)
        antwort = als(wer).post(reverse("abruf_tat", args=[abruf.pk, tat]), {"stand": frisch.stand, **werte})
        return antwort.status_code

    assert tue(welt.buero, "zuordnen", angebot=welt.angebot.pk, hinweis="Bitte rasch") == 302
    assert tue(welt.antrag, "zusagen", termin=welt.termin.pk) == 302
    assert tue(welt.antrag, "durchfuehren") == 422
    Termin.objects.update(am=date(2023, 1, 16), buchbar_bis=date(2023, 1, 16))
    assert tue(welt.antrag, "durchfuehren") == 302
    assert tue(welt.schulleitung, "rueckmelden", kinder_erreicht="18", passung="gut") == 422
    werte = {"kinder_erreicht": "18", "passung": "teils", "gelungen": "Alle haben gebaut."}
    assert tue(welt.schulleitung, "rueckmelden", **werte) == 302
    seite = als(welt.antrag).get(reverse("abruf", args=[abruf.pk])).content.decode()
    assert "passte teilweise. Erreicht: 18 Kinder." in seite
    assert "Bitte rasch" in seite
    assert als(welt.schulleitung).get(reverse("abruf_tat", args=[abruf.pk, "absagen"])).status_code == 302
    assert tue(welt.schulleitung, "absagen", grund="zu spät") == 422


def test_eine_veraltete_seite_aendert_nichts(welt: Abrufwelt) -> None:
    abruf = welt.angefragt()
    werte = {"stand": abruf.stand, "grund": "Klassenfahrt"}
    assert (
        als(welt.schulleitung).post(reverse("abruf_tat", args=[abruf.pk, "absagen"]), werte).status_code
        == 302
    )
    antwort = als(welt.schulleitung).post(reverse("abruf_tat", args=[abruf.pk, "absagen"]), werte)
    assert antwort.status_code == 409
    assert "Klassenfahrt" in antwort.content.decode()


def test_drei_listen_je_eine_abfrage_fuer_die_zeilen(
    welt: Abrufwelt, django_assert_max_num_queries: Any
) -> None:
    welt.angefragt()
    welt.zugeordnet(gruppe="4a")
    welt.angefragt(einrichtung=welt.andere)
    listen = (
        (welt.schulleitung, "meine_abrufe", "", 2),
        (welt.andere_leitung, "meine_abrufe", "", 1),
        (welt.antrag, "eingegangene_abrufe", "", 3),
        (welt.antrag, "eingegangene_abrufe", "?stand=zugeordnet", 1),
        (welt.buero, "abrufe_zuordnen", "", 2),
        (welt.service, "abrufe_zuordnen", "?stand=alle", 3),
        (welt.service, "abrufe_zuordnen", f"?stand=alle&standort={welt.hoerde.pk}", 2),
        (welt.service, "abrufe_zuordnen", f"?stand=alle&themenfeld={welt.demokratie.pk}", 0),
        (welt.jugend, "abrufe_zuordnen", "?stand=alle", 0),
        (person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt()), "abrufe_zuordnen", "?stand=alle", 3),
        (welt.service, "abrufe_zuordnen", "?stand=unsinn&themenfeld=x", 2),
    )
    for wer, name, adresse, anzahl in listen:
        client = als(wer)
        with django_assert_max_num_queries(12):
            antwort = client.get(reverse(name) + adresse)
        assert len(antwort.context["zeilen"]) == anzahl, (name, adresse)
    assert als(welt.schulleitung).get(reverse("abrufe_zuordnen")).status_code == 403


def test_ein_termin_wird_auf_der_seite_abgesagt(welt: Abrufwelt) -> None:
    abruf = welt.angefragt()
    seite = reverse("termin_absagen", args=[welt.termin.pk])
    assert "laufen Abrufe: 1" in als(welt.antrag).get(seite).content.decode()
    assert als(welt.antrag).post(seite, {"stand": 1, "grund": ""}).status_code == 422
    assert als(welt.buero).get(seite).status_code in (403, 404)
    assert als(welt.antrag).post(seite, {"stand": 1, "grund": "Kraft erkrankt"}).status_code == 302
    abruf.refresh_from_db()
    assert abruf.status == "abgesagt"
    liste = als(welt.antrag).get(reverse("termine", args=[welt.angebot.pk])).content.decode()
    assert "Kraft erkrankt" in liste


@pytest.fixture
def kooperation(welt: Abrufwelt) -> Foerderprogramm:
    """A programme under which cooperations can be asked for."""
    programm = ProgrammFactory(kooperation=True, stelle=welt.amt)
    RichtlinieFactory(programm=programm, antragsberechtigt=["schule"])
    return programm


def test_vom_abruf_zur_vereinbarung_mit_allem_was_bekannt_ist(
    welt: Abrufwelt, kooperation: Foerderprogramm
) -> None:
    Angebot.objects.update(vereinbarung_ab=1)
    abruf = welt.angefragt()
    ziel = reverse("abruf_vereinbaren", args=[abruf.pk])
    assert als(welt.schulleitung).get(ziel).status_code == 404
    abruf = tuer.ordne_zu(abruf.pk, stand=abruf.stand, akteur=welt.buero)
    abruf = tuer.sage_zu(abruf.pk, termin=abruf.termin, stand=abruf.stand, akteur=welt.antrag)
    assert ziel in als(welt.schulleitung).get(reverse("abruf", args=[abruf.pk])).content.decode()
    form = als(welt.schulleitung).get(ziel).context["form"]
    assert (form.initial["traeger"], form.initial["standort"]) == (welt.schule.pk, welt.hoerde.stelle)
    werte = {"traeger": welt.schule.pk, "titel": "Werkstatt mit Lesewelt", "standort": welt.hoerde.stelle_id}
    assert als(welt.schulleitung).post(ziel, werte).status_code == 302
    antrag = Antrag.objects.get()
    assert (antrag.programm, list(abruf.antraege.all())) == (kooperation, [antrag])
    assert list(antrag.angefragte_angebote.all()) == [welt.angebot]
    assert als(welt.andere_leitung).get(ziel).status_code == 404


def test_vom_abruf_zum_zuschuss_mit_der_pauschale_im_plan(welt: Abrufwelt) -> None:
    passt = ProgrammFactory(stelle=welt.amt)
    RichtlinieFactory(
        programm=passt,
        antragsberechtigt=["schule"],
        foerdersatz_max=Decimal("80.00"),
        hoechstbetrag=Decimal(500),
    )
    zu_klein = ProgrammFactory(stelle=welt.amt)
    RichtlinieFactory(programm=zu_klein, antragsberechtigt=["schule"], hoechstbetrag=Decimal("100.00"))
    abruf = welt.angefragt()
    ziel = reverse("abruf_bezuschussen", args=[abruf.pk, passt.pk])
    assert als(welt.schulleitung).get(ziel).status_code == 404
    Angebot.objects.update(kosten=Decimal("250.00"), kosten_worte="je Gruppe")
    seite = als(welt.schulleitung).get(reverse("abruf", args=[abruf.pk])).content.decode()
    assert ziel in seite
    assert reverse("abruf_bezuschussen", args=[abruf.pk, zu_klein.pk]) not in seite
    werte = {"traeger": welt.schule.pk, "titel": "Werkstatt", "standort": ""}
    assert als(welt.schulleitung).post(ziel, werte).status_code == 302
    antrag = Antrag.objects.get()
    plan = [(p.art, p.betrag) for p in antrag.planpositionen.order_by("seite", "nr")]
    assert plan == [("ausgabe", 250), ("zuwendung", 200), ("eigenmittel", 50)]
    assert antrag.beantragt == Decimal("200.00")
