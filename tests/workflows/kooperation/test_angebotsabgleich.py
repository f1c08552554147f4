"""From an offer to a request, its matching, the party it becomes and the service it fills in."""

from typing import Any

import pytest
from django.urls import reverse

from antraege.angebote.models import Angebot, Standort, Themenfeld
from antraege.antrag.models import Antrag
from antraege.kooperation.models import Vereinbarung
from antraege.programme.models import Frageart
from rollen.models import Eintrag, Stelle, Traeger
from tests.angebotswelt import zeile
from tests.fabriken import TraegerFactory
from tests.welt import Welt
from tests.workflows.besuch import bild, text
from tests.workflows.kooperation.kooperationswelt import FREIGABE, KLAERUNG, Kooperationswelt
from workflows.kooperation import angebotsabgleich
from workflows.kooperation.entwurf import grundlage
from workflows.tuer.fehler import Eingabefehler


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


@pytest.fixture
def verein(koop: Kooperationswelt) -> Stelle:
    """An organisation that offers and is no party yet."""
    return TraegerFactory(stelle__name="Sternwarte e. V.").stelle


def vereinbarung(antrag: Antrag) -> Vereinbarung:
    return Vereinbarung.objects.select_related("antrag").get(antrag=antrag)


def klaere(koop: Kooperationswelt, antrag: Antrag, **anders: Any) -> Antrag:
    """Bedarfsklärung with city and school named by hand."""
    namen = {"partei_1": koop.welt.stellen["fb40"].name, "partei_2": koop.welt.stellen["schule"].name}
    eingaben = {**KLAERUNG, "themenfeld": koop.themenfeld.pk, **namen, **anders}
    return koop.tu(antrag, "bedarfsklaerung", "servicestelle", **eingaben)


def aufgabenseite(koop: Kooperationswelt, als: Any, antrag: Antrag, schritt: str, wer: str) -> Any:
    (aufgabe, *_) = koop.offene(antrag, schritt)
    return als(wer).get(f"/aufgaben/{aufgabe.pk}/")


@pytest.mark.beide_datenbanken
def test_was_passt_steht_in_seiner_reihenfolge_mit_gruenden_da(
    koop: Kooperationswelt, verein: Stelle
) -> None:
    musik = Themenfeld.objects.create(kuerzel="musik", name="Musik")
    fern = Standort.objects.create(stelle=TraegerFactory().stelle, quartier="Fern")
    hier = Standort.objects.get(stelle=koop.welt.stellen["standort"])
    zeile(musik, verein, titel="Chor", alter_von=8, alter_bis=10)
    zeile(koop.themenfeld, verein, titel="Zu alt", alter_von=14, alter_bis=16)
    zeile(koop.themenfeld, verein, titel="Forschen", ort="standorte", standorte=[hier])
    zeile(koop.themenfeld, verein, titel="Woanders", ort="standorte", standorte=[fern])
    antrag = koop.eingereicht(antworten={"themenfeld": "mint", "zielgruppe": "Kinder der Klassen 3 und 4"})
    gefunden = angebotsabgleich.vorschlaege(vereinbarung(antrag))
    assert [(v.angebot.titel, v.passung.gruende, v.passung.bedenken) for v in gefunden] == [
        ("Forschen", ("gleiches Themenfeld", "am Standort möglich", "passt zum Alter der Kinder"), ()),
        ("Zu alt", ("gleiches Themenfeld", "am Standort möglich"), ("für ein anderes Alter",)),
        ("Chor", ("am Standort möglich", "passt zum Alter der Kinder"), ("anderes Themenfeld",)),
    ]


def test_im_ganztag_bleibt_weg_was_nicht_geeignet_ist(koop: Kooperationswelt, verein: Stelle) -> None:
    zeile(koop.themenfeld, verein, titel="Ohne Ganztag")
    zeile(koop.themenfeld, verein, titel="Mit Ganztag", ganztag=True)
    antrag = koop.eingereicht(antworten={"themenfeld": "mint", "ganztag": True})
    gefunden = angebotsabgleich.vorschlaege(vereinbarung(antrag))
    assert [v.angebot.titel for v in gefunden] == ["Mit Ganztag"]


@pytest.mark.parametrize("anzahl", [1, 30])
@pytest.mark.beide_datenbanken
def test_der_abgleich_kostet_vier_abfragen(
    koop: Kooperationswelt, verein: Stelle, django_assert_num_queries: Any, anzahl: int
) -> None:
    for _ in range(anzahl):
        zeile(koop.themenfeld, verein)
    eine = vereinbarung(koop.eingereicht())
    with django_assert_num_queries(4):
        assert len(angebotsabgleich.vorschlaege(eine)) == min(anzahl, 10)


def test_was_uebernommen_wird_macht_seinen_anbieter_zur_partei(
    koop: Kooperationswelt, verein: Stelle, als: Any
) -> None:
    erstes, zweites = (zeile(koop.themenfeld, verein, titel=titel) for titel in ("Forschen", "Sterne"))
    antrag = koop.eingereicht()
    seite = text(aufgabenseite(koop, als, antrag, "bedarfsklaerung", "servicestelle"))
    assert ("Passende Angebote aus dem Katalog" in seite, "gleiches Themenfeld" in seite) == (True, True)
    antrag = klaere(koop, antrag, angebote=[erstes.pk, zweites.pk])
    eine = vereinbarung(antrag)
    assert [(p.stelle.name, p.rolle, p.kuerzel) for p in eine.parteien.select_related("stelle")] == [
        (koop.welt.stellen["fb40"].name, "schultraeger", "Stadt"),
        ("Grundschule", "schule", "Schule"),
        ("Sternwarte e. V.", "traeger", "Träger"),
    ]
    assert set(eine.angebote.all()) == {erstes, zweites}
    eintrag = Eintrag.objects.filter(kette=antrag.kette).latest("nr")
    assert (eintrag.aktion, eintrag.nachher["angebote"]) == ("bedarfsklaerung", ["Forschen", "Sterne"])
    for wer in ("servicestelle", "schule"):
        assert "Beruht auf Angeboten" in text(als(wer).get(f"/vereinbarungen/{antrag.pk}/"))
    seite = text(als("servicestelle").get(reverse("angebot", args=[erstes.pk])))
    assert ("In einer Vereinbarung." in seite, "Noch in keiner" in seite) == (True, False)
    assert "Vereinbarung." not in text(als("schule").get(reverse("angebot", args=[erstes.pk])))


def test_wer_schon_genannt_ist_wird_nicht_doppelt_partei(koop: Kooperationswelt) -> None:
    angebot = zeile(koop.themenfeld, koop.welt.traeger)
    antrag = klaere(
        koop, koop.eingereicht(), partei_3=koop.welt.traeger.name, kuerzel_3="Verein", angebote=[angebot.pk]
    )
    eine = vereinbarung(antrag)
    assert [p.kuerzel for p in eine.parteien.all()] == ["Stadt", "Schule", "Verein"]
    assert list(eine.angebote.all()) == [angebot]


def test_die_leistung_ist_vorbelegt_solange_sie_leer_ist(koop: Kooperationswelt, als: Any) -> None:
    angebot = zeile(koop.themenfeld, koop.welt.traeger, titel="Sterne")
    antrag = klaere(koop, koop.eingereicht(), angebote=[angebot.pk])
    aufgaben = koop.offene(antrag, "parteiabstimmung")
    gezeigt = {
        aufgabe.stelle.name: als(koop.person_fuer(aufgabe))
        .get(f"/aufgaben/{aufgabe.pk}/")
        .context["form"]["leistungen"]
        .value()
        for aufgabe in aufgaben
    }
    assert gezeigt == {
        "Grundschule": "",
        koop.welt.traeger.name: "Führt das Angebot „Sterne“ durch: zwei Stunden in der Woche\n"
        "Nimmt bis zu 12 Kinder auf (8 bis 10 Jahre)",
    }
    eine = vereinbarung(antrag)
    assert grundlage(eine)["leistungen"] == {"Träger": angebot.leistung}
    koop.stimme_alle_ab(antrag)
    assert grundlage(vereinbarung(antrag))["leistungen"]["Träger"] == ["Räume am Dienstag", "Material"]


def test_ein_zurueckgezogenes_angebot_wird_nicht_uebernommen(koop: Kooperationswelt, verein: Stelle) -> None:
    angebot = zeile(koop.themenfeld, verein)
    antrag = koop.eingereicht()
    Angebot.objects.filter(pk=angebot.pk).update(gueltig_bis="2022-12-31")
    vorher = bild()
    with pytest.raises(Eingabefehler) as fehler:
        klaere(koop, antrag, angebote=[angebot.pk], zielgruppe="Alle Kinder")
    assert list(fehler.value.formular.errors) == ["angebote"]
    assert fehler.value.formular["zielgruppe"].value() == "Alle Kinder"
    assert (bild(), vereinbarung(antrag).parteien.count()) == (vorher, 0)


def test_mit_den_anbietern_sind_es_hoechstens_zwoelf_parteien(koop: Kooperationswelt, verein: Stelle) -> None:
    angebot = zeile(koop.themenfeld, verein)
    weitere = {f"partei_{nr}": TraegerFactory().stelle.name for nr in range(3, 13)}
    antrag = koop.eingereicht()
    vorher = bild()
    with pytest.raises(Eingabefehler) as fehler:
        klaere(koop, antrag, angebote=[angebot.pk], **weitere)
    assert (list(fehler.value.formular.errors), bild()) == (["angebote"], vorher)


def test_ohne_bedarf_wird_nichts_uebernommen(koop: Kooperationswelt, verein: Stelle) -> None:
    angebot = zeile(koop.themenfeld, verein)
    eingaben = {"ergebnis": "kein_bedarf", "vermerk": "Gibt es schon.", "angebote": [angebot.pk]}
    antrag = klaere(koop, koop.eingereicht(), **eingaben)
    assert vereinbarung(antrag).angebote.count() == 0


def test_ein_anbieter_mit_gewinn_bleibt_im_ganztag_aussen_vor(koop: Kooperationswelt) -> None:
    Traeger.objects.filter(stelle=koop.welt.traeger).update(gemeinnuetzig=False)
    angebot = zeile(koop.themenfeld, koop.welt.traeger)
    antrag = koop.stimme_alle_ab(klaere(koop, koop.eingereicht(), angebote=[angebot.pk], ganztag="on"))
    antrag = koop.entwirf(antrag)
    vorher = bild()
    with pytest.raises(Eingabefehler) as fehler:
        koop.tu(antrag, "vereinbarungsfreigabe", "leitung", **FREIGABE)
    assert "nicht gemeinnützig" in fehler.value.formular.errors["ergebnis"][0]
    assert bild() == vorher


def test_vom_katalog_zur_anfrage_mit_allem_was_das_angebot_sagt(
    koop: Kooperationswelt, verein: Stelle, als: Any
) -> None:
    fragen = koop.richtlinie.fragen
    assert [(f.schluessel, f.art) for f in fragen.all()] == [("themenfeld", Frageart.AUSWAHL)]
    hier = Standort.objects.get(stelle=koop.welt.stellen["standort"])
    angebot = zeile(koop.themenfeld, verein, titel="Sterne", ort="standorte", standorte=[hier])
    adresse = reverse("angebot_anfragen", args=[angebot.pk])
    seite = als("schule").get(adresse)
    assert (seite.context["form"]["titel"].value(), seite.context["form"]["standort"].value()) == (
        "Sterne",
        hier.stelle_id,
    )
    werte = {"traeger": koop.welt.stellen["schule"].pk, "titel": "Sterne", "standort": hier.stelle.pk}
    antwort = als("schule").post(adresse, werte)
    antrag = Antrag.objects.get(titel="Sterne")
    assert antwort.url == reverse("antrag_entwurf", args=[antrag.pk])
    assert (antrag.programm, antrag.antworten) == (koop.programm, {"themenfeld": "mint"})
    assert list(antrag.angefragte_angebote.all()) == [angebot]
    (eintrag,) = Eintrag.objects.filter(kette=antrag.kette)
    assert eintrag.nachher["anlass"] == "Angebot „Sterne“ (Sternwarte e. V.)"
    assert "Angefragt ist das Angebot" in text(als("schule").get(antwort.url))
    als("schule").post(adresse, werte)
    assert Antrag.objects.filter(titel="Sterne").count() == 1


def test_das_angefragte_angebot_ist_vorgeschlagen_und_angekreuzt(
    koop: Kooperationswelt, verein: Stelle, als: Any
) -> None:
    zeile(koop.themenfeld, koop.welt.traeger, titel="Passt besser")
    musik = Themenfeld.objects.create(kuerzel="musik", name="Musik")
    angefragt = zeile(musik, verein, titel="Chor")
    antrag = koop.eingereicht()
    angefragt.anfragen.add(antrag)
    form = aufgabenseite(koop, als, antrag, "bedarfsklaerung", "servicestelle").context["form"]
    assert [v.angebot.titel for v in form.vorschlaege] == ["Chor", "Passt besser"]
    assert form["angebote"].value() == [angefragt.pk]
    namen = [name.value() for zeilen in form.parteifelder for name, _, _ in zeilen]
    assert namen[:3] == [koop.welt.stellen["fb40"].name, "Grundschule", "Sternwarte e. V."]


def test_was_heute_nicht_gilt_kann_niemand_anfragen(koop: Kooperationswelt, verein: Stelle, als: Any) -> None:
    angebot = zeile(koop.themenfeld, verein, gueltig_bis="2022-12-31")
    adresse = reverse("angebot_anfragen", args=[angebot.pk])
    assert [als("schule").get(adresse).status_code, als("kasse").get(adresse).status_code] == [404, 403]
    assert Antrag.objects.count() == 0


def test_eine_fremde_organisation_fragt_niemand_an(koop: Kooperationswelt, verein: Stelle, als: Any) -> None:
    angebot = zeile(koop.themenfeld, verein)
    adresse = reverse("angebot_anfragen", args=[angebot.pk])
    antwort = als("schule").post(adresse, {"traeger": verein.pk, "titel": "Fremd"})
    assert (antwort.status_code, list(antwort.context["form"].errors)) == (422, ["traeger"])
    assert (Antrag.objects.count(), angebot.anfragen.count()) == (0, 0)
