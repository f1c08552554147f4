"""Co-signing: the proposal, a no that is answered, after the proposal, silence that counts as a yes, and escalation."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from antraege.antrag.models import Antrag, Beteiligung, Mitzeichnung, Votum
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.views import regeln_der_mitzeichnung
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag, Mitgliedschaft
from rollen.taten import Tat
from tests.welt import Welt
from tests.workflows.besuch import aufgabe_von, bild, bis, frisch, hole, sende, text
from tests.workflows.wege import BEWILLIGEN, FACHLICH, gehe, offene
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.graph.mitzeichnung import gilt_als_erteilt
from workflows.models import Aufgabe, Nachricht, Postausgang

GRUND = "Im Sozialraum gibt es das schon."
ANTWORT = "Das andere Angebot endet im Sommer."


def stimmen(antrag: Antrag) -> list[tuple[str, str]]:
    return list(antrag.mitzeichnungen.order_by("id").values_list("stelle__kuerzel", "votum"))


def mit_nein(welt: Welt) -> Antrag:
    """FB 51 says no, FABIDO yes; the decision is open."""
    antrag, _ = bis(welt, "mitzeichnung")
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="nein", begruendung=GRUND)
    return gehe(welt, antrag, bis="entscheidung")


def am(tag: str) -> list[str]:
    """What the nightly run prints on this day."""
    ausgabe = StringIO()
    with uhr.gestellt(datetime.fromisoformat(f"{tag}T06:00").replace(tzinfo=ZoneInfo("Europe/Berlin"))):
        call_command("fristen_pruefen", stdout=ausgabe)
    return ausgabe.getvalue().splitlines()


def test_wer_mitzeichnet_sieht_den_vorschlag(welt):
    antrag, _ = bis(welt, "mitzeichnung")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    assert "einen Vorschlag gibt es noch nicht" in text(hole(welt.neu("fb51"), "aufgabe", aufgabe.pk))
    gehe(welt, antrag, bis="fachliche_pruefung")
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH)
    seite = text(hole(welt.neu("fb51"), "aufgabe", aufgabe.pk))
    assert "10.000,00" in seite
    assert FACHLICH["vermerk"] in seite


def test_ein_nein_braucht_gruende(welt):
    antrag, aufgabe = bis(welt, "mitzeichnung")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    vorher = bild()
    antwort = sende(welt.neu("fb51"), aufgabe, votum="nein")
    assert (antwort.status_code, bild()) == (422, vorher)
    assert "Bitte begründen Sie" in text(antwort)


def test_ein_nein_geht_an_die_pruefende_stelle_und_haelt_den_fall_nicht_auf(welt):
    antrag = mit_nein(welt)
    assert Nachricht.objects.filter(
        antrag=antrag, betreff="Mitzeichnung: Nein", text__contains=GRUND
    ).exists()
    assert offene(antrag) == ["entscheidung"]
    seite = text(hole(welt.neu("leitung"), "aufgabe", aufgabe_von(antrag, "entscheidung").pk))
    assert "Ihre Antwort auf das Nein von Jugendamt" in seite


def test_trotz_nein_bewilligt_nur_wer_antwortet(welt):
    antrag = mit_nein(welt)
    aufgabe, vorher = aufgabe_von(antrag, "entscheidung"), bild()
    ohne = sende(welt.neu("leitung"), aufgabe, **BEWILLIGEN)
    assert (ohne.status_code, bild()) == (422, vorher)
    assert "Jugendamt hat Nein gesagt" in text(ohne)
    stimme = antrag.mitzeichnungen.get(votum=Votum.NEIN)
    sende(welt.neu("leitung"), aufgabe, **BEWILLIGEN, **{f"antwort_{stimme.pk}": ANTWORT})
    stimme.refresh_from_db()
    assert frisch(antrag).status == "bewilligt"
    assert (stimme.antwort, stimme.beantwortet_von) == (ANTWORT, welt.personen["leitung"])
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion=Tat.ENTSCHEIDUNG)
    assert eintrag.nachher["antworten_auf_nein"] == [f"Jugendamt: {ANTWORT}"]
    assert Postausgang.objects.filter(an=welt.personen["fb51"].email, text__contains=ANTWORT).exists()
    gezeichnet = Aufgabe.objects.get(antrag=antrag, schritt="mitzeichnung", stelle=welt.stellen["fb51"])
    assert ANTWORT in text(hole(welt.neu("fb51"), "aufgabe", gezeichnet.pk))


def test_ablehnen_und_zurueckgeben_brauchen_keine_antwort(welt):
    antrag = mit_nein(welt)
    welt.tu(antrag, "entscheidung", "leitung", entscheidung="zurueckgeben", begruendung="Bitte klären.")
    # Who has said no is asked again; who agreed is not.
    neue = Aufgabe.objects.filter(antrag=antrag, schritt="mitzeichnung", finished__isnull=True)
    assert list(neue.values_list("stelle__kuerzel", flat=True)) == ["fb-51"]
    seite = text(hole(welt.neu("fb51"), "aufgabe", neue.get().pk))
    assert GRUND in seite
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    gehe(welt, antrag, bis="entscheidung")
    welt.tu(antrag, "entscheidung", "leitung", **BEWILLIGEN)
    assert frisch(antrag).status == "bewilligt"


def test_erst_der_vorschlag_dann_die_mitzeichnung(welt):
    welt.aendere_regeln(mitzeichnung_nach_vorschlag=True)
    antrag, _ = bis(welt, "fachliche_pruefung")
    assert offene(antrag) == ["fachliche_pruefung"]
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH)
    assert offene(antrag) == ["mitzeichnung", "mitzeichnung"]
    assert frisch(antrag).status == "eingereicht"
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="bedenken", begruendung=GRUND)
    assert offene(antrag) == ["mitzeichnung"]
    welt.tu(antrag, "mitzeichnung", "fabido", "fabido", votum="einverstanden")
    assert offene(antrag) == ["entscheidung"]
    vorschlag = antrag.pruefungen.get(art="fachlich")
    assert set(antrag.mitzeichnungen.values_list("pruefung", flat=True)) == {vorschlag.pk}
    # A new proposal is signed anew, by all of them.
    welt.tu(antrag, "entscheidung", "leitung", entscheidung="zurueckgeben", begruendung="Bitte klären.")
    assert offene(antrag) == ["fachliche_pruefung"]
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH)
    assert offene(antrag) == ["mitzeichnung", "mitzeichnung"]
    gehe(welt, antrag)
    assert frisch(antrag).status == "abgeschlossen"
    assert pruefe_verfahren(antrag.pk) == []


def test_schweigen_gilt_nach_den_werktagen_der_richtlinie(welt):
    """Due on Monday 30 January, three working days more: until Thursday 2 February somebody may still answer."""
    welt.aendere_regeln(tage_mitzeichnung_gilt=3)
    antrag, _ = bis(welt, "mitzeichnung")
    gehe(welt, antrag, bis="fachliche_pruefung")
    welt.tu(antrag, "mitzeichnung", "fabido", "fabido", votum="einverstanden")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    assert f"{aufgabe.faellig_am}" == "2023-01-30"
    assert "02.02.2023" in text(hole(welt.neu("fb51"), "aufgabe", aufgabe.pk))
    am("2023-02-02")
    assert stimmen(antrag) == [("fabido", "einverstanden")]
    assert f"{antrag.aktenzeichen}: Mitzeichnung gilt als erteilt, denn es kam keine Antwort." in am(
        "2023-02-03"
    )
    assert stimmen(antrag) == [("fabido", "einverstanden"), ("fb-51", "gilt")]
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion=Tat.MITZEICHNUNG_GILT)
    assert (eintrag.akteur, eintrag.nachher["stelle"]) == (None, "Jugendamt")
    mitgezeichnet = Beteiligung.objects.filter(antrag=antrag, taetigkeit=Taetigkeit.MITZEICHNEN)
    assert list(mitgezeichnet.values_list("benutzer", flat=True)) == [welt.personen["fabido"].pk]
    assert am("2023-02-04")[-1:] != ["Erledigt: 2."]
    assert len(stimmen(antrag)) == 2
    gehe(welt, antrag, bis="entscheidung")
    assert offene(antrag) == ["entscheidung"]
    assert "nach Ablauf der Frist" in str(antrag.schriftstuecke.get(art="pruefvermerk").inhalt)
    assert pruefe_verfahren(antrag.pk) == []


def test_schweigen_als_letztes_bringt_den_fall_zur_entscheidung(welt):
    welt.aendere_regeln(tage_mitzeichnung_gilt=0, mitzeichnung_nach_vorschlag=True)
    antrag, _ = bis(welt, "mitzeichnung")
    am("2023-03-01")
    assert offene(antrag) == ["entscheidung"]
    assert [votum for _, votum in stimmen(antrag)] == ["gilt", "gilt"]


@pytest.mark.parametrize("grund", ["keine_regel", "widersprochen", "niemand", "frist"])
def test_wann_schweigen_nie_ein_ja_ist(welt, grund):
    welt.aendere_regeln(tage_mitzeichnung_gilt=None if grund == "keine_regel" else 1)
    antrag, _ = bis(welt, "mitzeichnung")
    if grund == "widersprochen":
        welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="nein", begruendung=GRUND)
        gehe(welt, antrag, bis="entscheidung")
        welt.tu(antrag, "entscheidung", "leitung", entscheidung="zurueckgeben", begruendung="Bitte klären.")
    if grund == "niemand":
        Mitgliedschaft.objects.filter(benutzer=welt.personen["fb51"]).update(bis="2023-01-10")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    vorher = bild()
    tag = "2023-01-30" if grund == "frist" else "2023-03-15"
    with uhr.gestellt(datetime.fromisoformat(f"{tag}T06:00+01:00")), pytest.raises(Ueberholt):
        gilt_als_erteilt(aufgabe.pk)
    assert bild() == vorher


def test_einvernehmen_und_entscheidung_gelten_nie_von_selbst(welt):
    welt.aendere_regeln(tage_mitzeichnung_gilt=0)
    antrag, entscheidung = bis(welt, "entscheidung")
    vorher = bild()
    with uhr.gestellt(datetime.fromisoformat("2023-05-01T06:00+02:00")), pytest.raises(Ueberholt):
        gilt_als_erteilt(entscheidung.pk)
    assert bild() == vorher
    assert frisch(antrag).status == "geprueft"


def test_die_datenbank_kennt_keine_stimme_ohne_person_ausser_dem_schweigen(welt):
    antrag, _ = bis(welt, "entscheidung")
    for felder in (
        {"votum": Votum.EINVERSTANDEN, "gezeichnet_von": None},
        {"votum": Votum.GILT, "gezeichnet_von": welt.personen["fb51"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mitzeichnung.objects.create(antrag=antrag, stelle=welt.stellen["fb51"], **felder)


def test_eine_versaeumte_frist_erfaehrt_die_leitung_einmal(welt):
    """Due on 30 January; after two working days, on 2 February, the Leitung learns of it."""
    welt.aendere_regeln(tage_eskalation=2)
    antrag = welt.eingereicht()
    aufgabe = welt.aufgabe(antrag, "formale_pruefung")
    assert f"{aufgabe.faellig_am}" == "2023-01-30"
    zeile = f"{antrag.aktenzeichen}: „Formale Prüfung“ ist der Leitung gemeldet, fällig war 30.01.2023."
    assert [zeile in am(tag) for tag in ("2023-02-01", "2023-02-02", "2023-02-03")] == [False, True, False]
    post = Postausgang.objects.filter(betreff__contains="Frist versäumt").values_list("an", flat=True)
    assert set(post) == {welt.personen[wer].email for wer in ("leitung", "gruppenleitung")} | set(
        Mitgliedschaft.objects.filter(benutzer__name="Freigabe").values_list("benutzer__email", flat=True)
    )
    assert Eintrag.objects.filter(kette=antrag.kette, aktion=Tat.ESKALIEREN, akteur=None).count() == 1


def test_ohne_regel_wird_nichts_gemeldet(welt):
    welt.eingereicht()
    assert not [zeile for zeile in am("2023-06-01") if "Leitung gemeldet" in zeile]


def test_wer_freigibt_liest_was_schweigen_bedeutet(welt):
    neu = welt.aendere_regeln(mitzeichnung_nach_vorschlag=True, tage_mitzeichnung_gilt=3, tage_eskalation=2)
    assert regeln_der_mitzeichnung(neu) == [
        ("Mitzeichnung", "erst, wenn der Vorschlag steht"),
        ("Keine Antwort", "gilt 3 Werktage nach der Frist als Mitzeichnung"),
        ("Versäumte Frist", "erfährt die Leitung nach 2 Werktagen"),
    ]
    neu.tage_mitzeichnung_gilt = neu.tage_eskalation = None
    assert len(regeln_der_mitzeichnung(neu)) == 1
