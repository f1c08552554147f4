"""Gemeinsamer Mitteleinsatz: several pots on one case, Einvernehmen of each, every euro on its own line."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from antraege.antrag.models import Antrag, Mitzeichnung
from antraege.foerderung import toepfe as topfdienst
from antraege.foerderung.models import Mittelanteil
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from antraege.kern.status import Status
from antraege.kern.verteilung import nach_anteilen
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models.protokoll import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import person_mit, rolle_geben
from tests.welt import Welt
from tests.workflows.antrag.topfwelt import (
    Toepfe,
    gemeinsam_bewilligt,
    lege_an,
    schlage_vor,
    stand,
    vor_der_pruefung,
)
from tests.workflows.rueckforderung.forderungswelt import am, festgesetzt, kassenkonto, zahle
from tests.workflows.wege import BEWILLIGEN, TATEN, gehe, offene
from workflows.antrag import tuer
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.tuer.fehler import Eingabefehler
from workflows.zahlung.abgleich_hauptbuch import hauptbuch_gegen_faelle

pytestmark = pytest.mark.django_db
D = Decimal
NULL = D("0.00")
Als = Callable[[str], Client]


@pytest.fixture
def toepfe(welt: Welt) -> Toepfe:
    return lege_an(welt)


def _fehler(welt: Welt, antrag: Antrag, *was: tuple[object, ...], **mehr: str) -> dict[str, list[str]]:
    """What the form says; nothing may have changed."""
    with pytest.raises(Eingabefehler) as fehler:
        schlage_vor(welt, antrag, *was, **mehr)
    assert not Mittelanteil.objects.exists()
    assert not Haushaltsstelle.objects.filter(vorgemerkt__gt=0).exists()
    assert offene(antrag) == ["fachliche_pruefung"]
    return fehler.value.formular.errors


def test_jeder_topf_merkt_vor_und_der_andere_fachbereich_wird_gefragt(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    antrag = schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    assert stand(toepfe.fb40)[0] == D("6000.00")
    assert stand(toepfe.fb51)[0] == D("4000.00")
    assert offene(antrag) == ["einvernehmen"]
    assert welt.aufgabe(antrag, "einvernehmen").stelle == welt.stellen["fb51"]
    assert antrag.zustand == Status.EINGEREICHT


def test_ohne_toepfe_bleibt_alles_wie_es_war(welt: Welt, toepfe: Toepfe) -> None:
    antrag = schlage_vor(welt, vor_der_pruefung(welt))
    assert offene(antrag) == ["entscheidung"]
    assert stand(toepfe.fb40)[0] == D("10000.00")


def test_das_einvernehmen_nennt_den_anteil_und_fuehrt_zur_entscheidung(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    antrag = welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="einverstanden")
    assert (antrag.zustand, offene(antrag)) == (Status.GEPRUEFT, ["entscheidung"])
    stimme = Mitzeichnung.objects.get(anteil__isnull=False)
    assert (stimme.stelle, stimme.anteil) == (welt.stellen["fb51"], D("4000.00"))
    eintrag = Eintrag.objects.get(aktion=Tat.EINVERNEHMEN)
    assert eintrag.nachher["anteil"] == "4000.00"


def test_ein_nein_haelt_die_entscheidung_auf_bis_neu_vorgeschlagen_ist(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    with pytest.raises(Eingabefehler):
        welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="versagt")
    antrag = welt.tu(
        antrag, "einvernehmen", "fb51", stelle="fb51", votum="versagt", begruendung="Nur 2.000 €."
    )
    assert (antrag.zustand, offene(antrag)) == (Status.EINGEREICHT, ["fachliche_pruefung"])
    assert antrag.nachrichten.filter(text__contains="Nur 2.000 €.").exists()
    antrag = schlage_vor(welt, antrag, (toepfe.fb40, "8.000,00"), (toepfe.fb51, "2.000,00"))
    assert (stand(toepfe.fb40)[0], stand(toepfe.fb51)[0]) == (D("8000.00"), D("2000.00"))
    assert offene(antrag) == ["einvernehmen"]
    antrag = welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="einverstanden")
    assert offene(antrag) == ["entscheidung"]


def test_wer_geprueft_hat_gibt_nicht_das_einvernehmen(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    rolle_geben(welt.personen["sb"], Rolle.SACHBEARBEITUNG, welt.stellen["fb51"])
    with pytest.raises(Verweigert):
        welt.tu(antrag, "einvernehmen", "sb", stelle="fb51", votum="einverstanden")
    with pytest.raises(Verweigert):
        welt.tu(antrag, "einvernehmen", "leitung", stelle="fb51", votum="einverstanden")
    assert offene(antrag) == ["einvernehmen"]


def test_anteile_die_nicht_aufgehen(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    fehler = _fehler(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "3.999,99"))
    assert list(fehler) == ["topf_2_betrag"]


def test_ein_topf_ohne_geld(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    fehler = _fehler(welt, antrag, (toepfe.fb40, "4.000,00"), (toepfe.fb51, "6.000,00"))
    assert list(fehler) == ["topf_2_betrag"]
    assert "5.000,00" in fehler["topf_2_betrag"][0]


def test_eine_abgeschlossene_haushaltsstelle(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    Haushaltsstelle.objects.filter(pk=toepfe.fb51.pk).update(abgeschlossen_am=uhr.jetzt())
    assert list(_fehler(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))) == [
        "topf_2_zeile"
    ]


@pytest.mark.parametrize(
    ("zweiter", "feld"),
    [
        (("fb40", "4.000,00"), "topf_1_zeile"),
        (("fb51", ""), "topf_2_betrag"),
        (("stiftung", "1.000,00", "Sparkassenstiftung"), "topf_2_zusage"),
        (("stiftung", "1.000,00", "", "Schreiben vom 02.01.2023"), "topf_2_geldgeber"),
    ],
)
def test_unvollstaendige_toepfe(welt: Welt, toepfe: Toepfe, zweiter: tuple[str, ...], feld: str) -> None:
    antrag = vor_der_pruefung(welt)
    name, betrag, *dritte = zweiter
    erster = D("10000.00") - D(betrag.replace(".", "").replace(",", ".") or "0")
    fehler = _fehler(
        welt,
        antrag,
        (toepfe.fb40, str(erster).replace(".", ",")),
        (getattr(toepfe, name), betrag, *dritte),
    )
    assert feld in fehler


def test_drittmittel_werden_erst_mit_bestaetigter_zusage_bewilligt(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    dritte = (toepfe.stiftung, "1.000,00", "Sparkassenstiftung", "Schreiben vom 02.01.2023")
    schlage_vor(welt, antrag, (toepfe.fb40, "9.000,00"), dritte)
    welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="einverstanden")
    with pytest.raises(Eingabefehler) as fehler:
        welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert list(fehler.value.formular.errors) == ["entscheidung"]
    anteil = Mittelanteil.objects.exclude(geldgeber="").get()
    for wer in ("fi", "sb"):
        with pytest.raises(Verweigert):
            tuer.bestaetige_zusage(anteil, akteur=welt.neu(wer))
    tuer.bestaetige_zusage(anteil, akteur=welt.neu("fi51"))
    with pytest.raises(Ueberholt):
        tuer.bestaetige_zusage(anteil, akteur=welt.neu("fi51"))
    antrag = welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert stand(toepfe.stiftung)[1] == D("1000.00")
    brief = str(antrag.bescheid.schriftstueck.inhalt)
    assert "davon Sparkassenstiftung" in brief
    assert "davon Fachbereich Schule" in brief


def test_wer_vorschlaegt_bestaetigt_keine_zusage(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    dritte = (toepfe.stiftung, "1.000,00", "Sparkassenstiftung", "Schreiben vom 02.01.2023")
    schlage_vor(welt, antrag, (toepfe.fb40, "9.000,00"), dritte)
    rolle_geben(welt.personen["sb"], Rolle.FINANZEN, welt.stellen["fb51"])
    with pytest.raises(Verweigert, match="andere Person"):
        tuer.bestaetige_zusage(Mittelanteil.objects.exclude(geldgeber="").get(), akteur=welt.neu("sb"))
    assert Eintrag.objects.filter(aktion=Tat.VERWEIGERT).exists()


def test_weniger_als_vorgeschlagen_sinkt_im_verhaeltnis(welt: Welt, toepfe: Toepfe) -> None:
    antrag = gemeinsam_bewilligt(welt, toepfe, betrag="9.999,99", begruendung="Ein Cent weniger.")
    # 5.999,994 and 3.999,996: the last cent goes to the larger remainder.
    assert stand(toepfe.fb40) == (NULL, D("5999.99"), NULL, NULL)
    assert stand(toepfe.fb51) == (NULL, D("4000.00"), NULL, NULL)
    assert antrag.bewilligt == D("9999.99")


def test_das_einvernehmen_bindet_bis_ein_neues_gefordert_ist(welt: Welt, toepfe: Toepfe) -> None:
    """A share without Einvernehmen is refused at the decision, however it came there."""
    antrag = vor_der_pruefung(welt)
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    antrag = welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="einverstanden")
    Mittelanteil.objects.update(einvernehmen=None)
    with pytest.raises(Eingabefehler) as fehler:
        welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert "Jugendamt" in fehler.value.formular.errors["entscheidung"][0]
    assert stand(toepfe.fb51) == (D("4000.00"), NULL, NULL, NULL)


def test_zahlungen_fallen_anteilig_auf_die_toepfe_und_nichts_geht_verloren(
    welt: Welt, toepfe: Toepfe
) -> None:
    antrag = gemeinsam_bewilligt(welt, toepfe)
    for nr, betrag in enumerate(("3.333,33", "3.333,33", "3.333,34"), start=1):
        abruf = {"betrag": betrag, "zweck": "Honorare", **({"verzicht": "on"} if nr == 1 else {})}
        welt.tu(antrag, "mittelabruf", "zeichnung", **abruf)
        for schritt in ("sachliche_feststellung", "rechnerische_feststellung", "anordnung"):
            welt.tu(antrag, schritt, TATEN[schritt][0], **TATEN[schritt][1])
        welt.tu(antrag, "buchung", "kasse", belegnummer=f"B-{nr}")
        bezahlt = stand(toepfe.fb40)[2] + stand(toepfe.fb51)[2]
        assert bezahlt == sum(antrag.mittelabrufe.values_list("betrag", flat=True))
    assert stand(toepfe.fb40) == (NULL, NULL, D("6000.00"), NULL)
    assert stand(toepfe.fb51) == (NULL, NULL, D("4000.00"), NULL)
    assert list(hauptbuch_gegen_faelle()) == []


def test_die_anordnung_nennt_beide_haushaltsstellen(welt: Welt, toepfe: Toepfe) -> None:
    antrag = gehe(welt, gemeinsam_bewilligt(welt, toepfe), bis="buchung")
    anordnung = str(antrag.schriftstuecke.get(art="auszahlungsanordnung").inhalt)
    assert "400303020400" in anordnung
    assert "510100" in anordnung
    assert "4.000,00" in anordnung


def test_was_zurueckkommt_fliesst_anteilig_auf_die_toepfe_zurueck(
    welt: Welt, toepfe: Toepfe, als: Als
) -> None:
    kassenkonto(welt)
    antrag = gehe(welt, gemeinsam_bewilligt(welt, toepfe), bis="verwendungsnachweis")
    with am("2024-10-01"):
        forderung = festgesetzt(welt, antrag)
    with am("2024-12-11"):
        zahle(welt, antrag, "5.000,00", "2024-12-10", "E-1")
        forderung.refresh_from_db()
        zurueck = stand(toepfe.fb40)[3], stand(toepfe.fb51)[3]
        assert zurueck == tuple(nach_anteilen(forderung.getilgt, {0: D("6000"), 1: D("4000")}).values())
        antrag.refresh_from_db()
        zinsen = [t.teil for t in topfdienst.staende(antrag, betrag=forderung.zinsen_bezahlt)]
        assert sum(zinsen) == forderung.zinsen_bezahlt > 0
        seite = als("sb").get(f"/rueckforderungen/{forderung.pk}/").content.decode()
        assert "Anteile der Töpfe" in seite
    assert list(hauptbuch_gegen_faelle()) == []


def test_der_nachweis_zeigt_was_auf_jeden_topf_faellt(welt: Welt, toepfe: Toepfe, als: Als) -> None:
    antrag = gehe(welt, gemeinsam_bewilligt(welt, toepfe), bis="nachweiszeichnung")
    seite = als("gruppenleitung").get(f"/aufgaben/{welt.aufgabe(antrag, 'nachweiszeichnung').pk}/")
    assert "6.000,00" in seite.content.decode().partition("Anteile der Töpfe")[2]
    antrag = gehe(welt, antrag)
    assert antrag.zustand == Status.ABGESCHLOSSEN
    assert "Gemeinsame Förderung: Anteile" in str(
        antrag.schriftstuecke.get(art="pruefvermerk_nachweis").inhalt
    )


def test_der_mitfinanzierende_fachbereich_sieht_den_fall(welt: Welt, toepfe: Toepfe, als: Als) -> None:
    antrag = gemeinsam_bewilligt(welt, toepfe)
    seite = als("fb51").get(f"/faelle/{antrag.pk}/").content.decode()
    assert "Gemeinsamer Mitteleinsatz" in seite
    welt.personen["fremd"] = person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["fabido"], name="Fremd")
    assert als("fremd").get(f"/faelle/{antrag.pk}/").status_code == 404
    assert als("fi51").get(f"/haushalt/{toepfe.fb51.pk}/").content.decode().count(antrag.aktenzeichen or "")


def test_seiten_zeigen_die_toepfe_und_behalten_was_getippt_ist(welt: Welt, toepfe: Toepfe, als: Als) -> None:
    antrag = vor_der_pruefung(welt)
    antrag.refresh_from_db()
    aufgabe = welt.aufgabe(antrag, "fachliche_pruefung")
    client = als("sb")
    assert "mehrere Töpfe" in client.get(f"/aufgaben/{aufgabe.pk}/").content.decode()
    getippt = {"topf_1_zeile": toepfe.fb51.pk, "topf_1_betrag": "1,00", "topf_1_geldgeber": "Stiftung X"}
    antwort = client.post(
        f"/aufgaben/{aufgabe.pk}/", {"vorschlag": "10.000,00", "stand": antrag.stand, **getippt}
    )
    assert antwort.status_code == 422
    assert "Stiftung X" in antwort.content.decode()
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    seite = als("fb51").get(f"/aufgaben/{welt.aufgabe(antrag, 'einvernehmen').pk}/").content.decode()
    assert "Ihr Anteil: 4.000,00" in seite


def test_ein_jahr_ohne_satzung_haelt_auch_den_fremden_topf(welt: Welt, toepfe: Toepfe) -> None:
    antrag = vor_der_pruefung(welt)
    schlage_vor(welt, antrag, (toepfe.fb40, "6.000,00"), (toepfe.fb51, "4.000,00"))
    welt.tu(antrag, "einvernehmen", "fb51", stelle="fb51", votum="einverstanden")
    Haushaltsjahr.objects.update(in_kraft_ab=None)
    with pytest.raises(Eingabefehler):
        welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert stand(toepfe.fb51) == (D("4000.00"), NULL, NULL, NULL)


def test_das_verfahren_passt_zu_den_zustaenden(welt: Welt, toepfe: Toepfe) -> None:
    gemeinsam_bewilligt(welt, toepfe)
    assert pruefe_verfahren() == []
