"""What is refused around a paper: nothing has changed, and a refusal stands in the trail."""

from typing import Any

import pytest

from antraege.antrag.models import Antrag
from antraege.gremien.models import Beratung, Gremienvorlage
from antraege.kern.maengel import MaengelFehler
from rollen.fehler import Ueberholt
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit, rolle_geben
from tests.workflows.besuch import bild, verweigerte
from tests.workflows.gremien.gremienwelt import BEWILLIGUNG, Gremienwelt, am, vorlage_von
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.gremien import tuer as gremien
from workflows.nachweis.abschluss import offene_kinder
from workflows.tuer.fehler import Eingabefehler


@pytest.fixture
def stadt(welt) -> Gremienwelt:
    return Gremienwelt(welt)


def ganzes_bild() -> dict[str, Any]:
    modelle = (Gremienvorlage, Beratung)
    return {**bild(), **{m.__name__: list(m.objects.order_by("pk").values()) for m in modelle}}


def fehler_bei(stadt: Gremienwelt, antrag: Antrag, schritt: str, wer: str, **eingaben: Any) -> dict[str, Any]:
    """The errors of the form; nothing has changed."""
    vorher = ganzes_bild()
    with pytest.raises(Eingabefehler) as fehler:
        stadt.welt.tu(antrag, schritt, wer, **eingaben)
    assert ganzes_bild() == vorher
    return dict(fehler.value.formular.errors)


def verweigert(stadt: Gremienwelt, antrag: Antrag, schritt: str, wer: str, **eingaben: Any) -> str:
    """Why the door does not open; nothing has changed but one refusal more in the trail."""
    vorher, bisher = ganzes_bild(), verweigerte(antrag)
    with pytest.raises(Verweigert) as fehler:
        stadt.welt.tu(antrag, schritt, wer, **eingaben)
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, bisher + 1)
    return str(fehler.value)


def test_wer_geschrieben_hat_bringt_nicht_ein_und_erfasst_nicht(stadt: Gremienwelt) -> None:
    rolle_geben(stadt.welt.personen["sb2"], Rolle.LEITUNG, stadt.welt.stellen["fb40"], ebene="dezernat")
    rolle_geben(stadt.welt.personen["sb2"], Rolle.GREMIEN, stadt.welt.stellen["stadt"])
    antrag = stadt.geschrieben(wer="sb2")
    grund = "Vier-Augen-Prinzip: Sie haben in diesem Fall bereits die Gremienvorlage geschrieben."
    assert grund in verweigert(stadt, antrag, "einbringung", "sb2", ergebnis="einbringen")
    stadt.welt.tu(antrag, "einbringung", "leitung", ergebnis="einbringen")
    assert grund in verweigert(stadt, antrag, "beratung", "sb2", ergebnis="empfohlen")
    assert grund in verweigert(stadt, antrag, "entscheidung", "sb2", **BEWILLIGUNG)


def test_wer_ein_ergebnis_erfasst_hat_entscheidet_nicht(stadt: Gremienwelt) -> None:
    rolle_geben(stadt.welt.personen["gremien"], Rolle.LEITUNG, stadt.welt.stellen["fb40"], ebene="dezernat")
    antrag = stadt.beschlossen()
    satz = verweigert(stadt, antrag, "entscheidung", "gremien", **BEWILLIGUNG)
    assert "das Ergebnis einer Beratung erfasst" in satz


def test_schreiben_darf_nur_wer_das_recht_an_der_stelle_hat(stadt: Gremienwelt) -> None:
    antrag = stadt.geprueft()
    vorher = ganzes_bild()
    for wer in ("fi", "leitung", "gremien", "fb51", "zeichnung"):
        for tat, eingaben in ((gremien.beginne, stadt.vorlage()), (gremien.erfasse_beschluss, {})):
            with pytest.raises(Verweigert, match="Gremienvorlagen schreiben"):
                tat(antrag.pk, akteur=stadt.welt.neu(wer), eingaben=eingaben)
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 10)


def test_ergebnisse_erfasst_nur_das_gremienbuero(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    for wer in ("sb2", "leitung", "fb51", "pruefung"):
        satz = verweigert(stadt, antrag, "beratung", wer, ergebnis="empfohlen", tatsaechlich_am="2023-01-16")
        assert "Beratungen der Gremien erfassen" in satz


def test_ohne_beschluss_sagt_die_ablehnung_wie_man_einen_bekommt(stadt: Gremienwelt) -> None:
    antrag = stadt.geprueft()
    errors = fehler_bei(stadt, antrag, "entscheidung", "leitung", **BEWILLIGUNG)
    satz = (
        "300.000,00\xa0€ liegen über der höchsten Wertgrenze von 250.000,00\xa0€. Darüber entscheidet ein "
        "Gremium, und es gibt noch keinen Beschluss. Das kann ändern: Sachbearbeitung oder Servicestelle "
        "(Gremienvorlage erstellen)."
    )
    assert errors["betrag"] == [satz]


def test_auch_ein_teil_davon_ist_nicht_sache_der_verwaltung(stadt: Gremienwelt) -> None:
    teil = {**BEWILLIGUNG, "betrag": "90.000,00", "begruendung": "Kürzung."}
    assert list(fehler_bei(stadt, stadt.geprueft(), "entscheidung", "leitung", **teil)) == ["betrag"]


def test_zurueckgeben_und_ablehnen_kann_die_hoechste_ebene_auch_ohne_beschluss(stadt: Gremienwelt) -> None:
    antrag = stadt.welt.tu(
        stadt.geprueft(), "entscheidung", "leitung", entscheidung="zurueckgeben", begruendung="Bitte kürzen."
    )
    assert (antrag.status, pruefe_verfahren()) == ("eingereicht", [])


def test_mit_beschluss_bleibt_jede_niedrigere_ebene_aussen_vor(stadt: Gremienwelt) -> None:
    antrag = stadt.beschlossen()
    satz = verweigert(stadt, antrag, "entscheidung", "gruppenleitung", **BEWILLIGUNG)
    assert "300.000,00\xa0€ liegen über Ihrer Wertgrenze von 5.000,00\xa0€." in satz
    assert "Möglich ist es für: Fachbereichsleitung mit Beschluss eines Gremiums." in satz


def test_gibt_es_eine_hoehere_ebene_fuehrt_nur_sie_den_beschluss_aus(stadt: Gremienwelt) -> None:
    person_mit(Rolle.LEITUNG, stadt.welt.stellen["stadt"], "dezernat", name="Dezernat")
    antrag = stadt.beschlossen()
    satz = verweigert(stadt, antrag, "entscheidung", "leitung", **BEWILLIGUNG)
    assert "Möglich ist es für: Dezernat mit Beschluss eines Gremiums." in satz


def test_der_beschluss_deckt_keinen_euro_mehr(stadt: Gremienwelt) -> None:
    antrag = stadt.geschrieben(betrag="260.000,00")
    stadt.welt.tu(antrag, "einbringung", "leitung", ergebnis="einbringen")
    stadt.beschlossen(antrag)
    with am("2023-02-06"):
        errors = fehler_bei(stadt, antrag, "entscheidung", "leitung", **BEWILLIGUNG)
    assert "Der Beschluss deckt nur 260.000,00\xa0€" in errors["betrag"][0]


def test_nach_einem_nein_wird_nichts_bewilligt(stadt: Gremienwelt) -> None:
    antrag = stadt.berate(stadt.empfohlen(), "2023-02-02", "abgelehnt", vermerk="Kein Geld.")
    with am("2023-02-06"):
        errors = fehler_bei(stadt, antrag, "entscheidung", "leitung", **BEWILLIGUNG)
    assert errors["betrag"][0].startswith(
        "Das Gremium hat abgelehnt: Rat der Stadt, Beschluss vom 02.02.2023"
    )


def test_solange_die_vorlage_laeuft_wird_gewartet(stadt: Gremienwelt) -> None:
    errors = fehler_bei(stadt, stadt.eingebracht(), "entscheidung", "leitung", **BEWILLIGUNG)
    assert errors["betrag"][0].startswith("Drucksache 24046-23 läuft noch (in Beratung).")


def test_es_laeuft_immer_nur_eine_vorlage(stadt: Gremienwelt) -> None:
    antrag = stadt.geschrieben()
    vorher = ganzes_bild()
    for tat in (stadt.geschrieben, stadt.anderswo):
        with pytest.raises(MaengelFehler, match="Drucksache 24046-23 läuft noch"):
            tat(antrag)
    assert ganzes_bild() == vorher


def test_vor_der_neuen_vorlage_hat_jeder_die_alte_zur_kenntnis_genommen(stadt: Gremienwelt) -> None:
    antrag = stadt.beschlossen()
    vorher = ganzes_bild()
    with pytest.raises(MaengelFehler, match=r"Integrationsrat \(Kenntnisnahme\) steht noch aus"):
        stadt.geschrieben(antrag, drucksache="24047-23")
    assert ganzes_bild() == vorher


def test_vor_der_pruefung_gibt_es_keine_vorlage(stadt: Gremienwelt) -> None:
    antrag = stadt.welt.eingereicht()
    vorher = ganzes_bild()
    with pytest.raises(MaengelFehler, match="Im Stand „eingereicht“ ist keine Gremienvorlage möglich"):
        stadt.geschrieben(antrag)
    assert ganzes_bild() == vorher


def test_eine_offene_empfehlung_wird_nur_mit_grund_uebersprungen(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    errors = fehler_bei(stadt, antrag, "beratung", "gremien", ergebnis="uebersprungen")
    assert errors == {"vermerk": ["Bitte sagen Sie, warum."]}
    ohne_tag = {"ergebnis": "uebersprungen", "vermerk": "Dringlichkeit."}
    stadt.welt.tu(antrag, "beratung", "gremien", **ohne_tag)
    assert stadt.welt.aufgabe(antrag, "beratung").betreff.startswith("Finanzausschuss")


def test_was_ein_ergebnis_braucht(stadt: Gremienwelt) -> None:
    antrag, heute = stadt.eingebracht(), {"tatsaechlich_am": "2023-01-16"}
    for eingaben, felder in (
        ({}, ["ergebnis", "tatsaechlich_am"]),
        ({"ergebnis": "beschlossen", **heute}, ["ergebnis"]),
        ({"ergebnis": "empfohlen"}, ["tatsaechlich_am"]),
        ({"ergebnis": "empfohlen", "tatsaechlich_am": "2023-01-17"}, ["tatsaechlich_am"]),
        ({"ergebnis": "empfohlen", "tatsaechlich_am": "2023-01-15"}, ["tatsaechlich_am"]),
        ({"ergebnis": "empfohlen", "tatsaechlich_am": "gestern"}, ["tatsaechlich_am"]),
        ({"ergebnis": "vertagt", **heute}, ["neuer_termin"]),
        ({"ergebnis": "vertagt", **heute, "neuer_termin": "2023-01-16"}, ["neuer_termin"]),
        ({"ergebnis": "geaendert", **heute}, ["vermerk"]),
    ):
        assert sorted(fehler_bei(stadt, antrag, "beratung", "gremien", **eingaben)) == felder


def test_ein_geaenderter_beschluss_nennt_wortlaut_und_betrag(stadt: Gremienwelt) -> None:
    antrag = stadt.empfohlen()
    with am("2023-02-02"):
        eingaben = {"ergebnis": "geaendert", "tatsaechlich_am": "2023-02-02", "vermerk": "Kürzer."}
        errors = fehler_bei(stadt, antrag, "beratung", "gremien", **eingaben)
    assert sorted(errors) == ["betrag", "wortlaut"]


def test_was_in_der_vorlage_fehlt(stadt: Gremienwelt) -> None:
    antrag = stadt.geprueft()
    vorher = ganzes_bild()
    for feld, wert in (("drucksache", "24046/22"), ("betrag", "viel"), ("begruendung", "")):
        with pytest.raises(Eingabefehler) as gefangen:
            stadt.geschrieben(antrag, **{feld: wert})
        assert (list(gefangen.value.formular.errors), ganzes_bild()) == ([feld], vorher)


def test_die_beratungsfolge_hat_ihre_ordnung(stadt: Gremienwelt) -> None:
    antrag, rat = stadt.geprueft(), stadt.gremien["Rat der Stadt"].pk
    for anders, satz in (
        ({f"art_{rat}": "empfehlung"}, "Die Beratungsfolge hat genau einen Beschluss."),
        ({f"am_{rat}": "2023-01-24"}, "Eine Empfehlung kommt vor dem Beschluss."),
        ({f"am_{rat}": ""}, "Bitte nennen Sie den Termin: Rat der Stadt."),
        ({f"art_{rat}": ""}, "Bitte sagen Sie, was zu tun ist: Rat der Stadt."),
        ({f"am_{rat}": "2023-01-16"}, "Der Termin liegt nicht in der Zukunft: Rat der Stadt."),
    ):
        with pytest.raises(Eingabefehler) as gefangen:
            stadt.geschrieben(antrag, **anders)
        saetze = [str(s) for liste in gefangen.value.formular.errors.values() for s in liste]
        assert saetze == [satz]
    assert not Gremienvorlage.objects.exists()


def test_zurueckgezogen_wird_mit_grund_und_nur_was_laeuft(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    vorher = ganzes_bild()
    with pytest.raises(MaengelFehler, match="Bitte nennen Sie den Grund"):
        gremien.ziehe_zurueck(antrag.pk, akteur=stadt.welt.neu("sb"), grund=" ")
    assert ganzes_bild() == vorher
    beschlossen = stadt.beschlossen(antrag)
    vorher = ganzes_bild()
    with pytest.raises(Ueberholt, match="Es läuft keine Gremienvorlage mehr"):
        gremien.ziehe_zurueck(beschlossen.pk, akteur=stadt.welt.neu("sb"), grund="Doch nicht.")
    assert (ganzes_bild(), vorlage_von(antrag).status) == (vorher, "beschlossen")


def test_ein_beschluss_von_anderswo_liegt_nicht_in_der_zukunft(stadt: Gremienwelt) -> None:
    antrag = stadt.geprueft()
    vorher = ganzes_bild()
    with pytest.raises(Eingabefehler) as gefangen:
        stadt.anderswo(antrag, am="2023-01-17")
    assert (list(gefangen.value.formular.errors), ganzes_bild()) == (["am"], vorher)


def test_wer_einen_beschluss_erfasst_bestaetigt_ihn_nicht(stadt: Gremienwelt) -> None:
    rolle_geben(stadt.welt.personen["sb"], Rolle.GREMIEN, stadt.welt.stellen["stadt"])
    antrag = stadt.anderswo(stadt.geprueft())
    satz = verweigert(stadt, antrag, "beschlussbestaetigung", "sb", ergebnis="bestaetigen")
    assert "die Gremienvorlage geschrieben" in satz


def test_die_akte_schliesst_nicht_ueber_einer_offenen_kenntnisnahme(stadt: Gremienwelt) -> None:
    antrag = stadt.bewillige(stadt.beschlossen())
    texte = [mangel.text for mangel in offene_kinder(antrag)]
    assert texte == ["Drucksache 24046-23: Integrationsrat (Kenntnisnahme) steht noch aus."]
