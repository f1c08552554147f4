"""A paper on its way: written by one, signed by another, consulted on in order, decided, carried out."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.gremien import beschluesse
from rollen.models import Eintrag
from tests.antraege.dokumente.preflight import verstoesse
from tests.workflows.gremien.gremienwelt import Gremienwelt, folge, offene, vorlage_von
from workflows.akte import echtheit
from workflows.akte.echtheit import Geltung
from workflows.antrag import tuer as antragstuer
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.gremien import tuer as gremien
from workflows.models import Aufgabe, Nachricht

SATZ = "Rat der Stadt, Beschluss vom 02.02.2023, Drucksache 24046-23"


@pytest.fixture
def stadt(welt) -> Gremienwelt:
    return Gremienwelt(welt)


def letzter(antrag: Antrag, aktion: str) -> Eintrag:
    return Eintrag.objects.filter(kette=antrag.kette, aktion=aktion, verweigert=False).latest("nr")


def test_vom_papier_bis_zur_bewilligung(stadt: Gremienwelt) -> None:
    antrag = stadt.bewillige(stadt.beschlossen())
    assert (antrag.status, antrag.bewilligt) == ("bewilligt", Decimal("300000.00"))
    assert vorlage_von(antrag).status == "beschlossen"
    assert folge(antrag) == [
        ("Schulausschuss", "2023-01-25", "empfohlen"),
        ("Finanzausschuss", "2023-01-26", "empfohlen"),
        ("Rat der Stadt", "2023-02-02", "beschlossen"),
        ("Integrationsrat", "2023-02-16", ""),
    ]
    assert letzter(antrag, "entscheidung").nachher["beschluss"] == SATZ
    bescheid = Schriftstueck.objects.get(antrag=antrag, art="zuwendungsbescheid")
    assert SATZ in str(bescheid.inhalt)
    assert pruefe_verfahren() == []


def test_die_kenntnisnahme_haelt_den_fall_nicht_auf_und_bleibt_offen(stadt: Gremienwelt) -> None:
    antrag = stadt.bewillige(stadt.beschlossen())
    assert offene(antrag) == ["beratung"]
    stadt.berate(antrag, "2023-02-16", "zur_kenntnis")
    assert (offene(antrag), folge(antrag)[-1][2]) == ([], "zur_kenntnis")
    assert antrag.vorgaenge.filter(finished__isnull=True).count() == 1


def test_jede_handlung_steht_mit_einem_eintrag_im_protokoll(stadt: Gremienwelt) -> None:
    antrag = stadt.beschlossen()
    taten = Eintrag.objects.filter(kette=antrag.kette).order_by("nr").values_list("aktion", flat=True)
    assert list(taten)[-5:] == ["gremienvorlage_schreiben", "einbringung", "beratung", "beratung", "beratung"]
    eintrag = letzter(antrag, "einbringung")
    stueck = Schriftstueck.objects.get(antrag=antrag, art="gremienvorlage")
    assert (eintrag.dokument_hash, eintrag.nachher["drucksache"]) == (stueck.sha256, "24046-23")
    assert letzter(antrag, "beratung").nachher["beschluss"] == SATZ


def test_die_aufgabe_liegt_beim_gremienbuero_bis_zum_tag_der_sitzung(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    aufgabe = stadt.welt.aufgabe(antrag, "beratung")
    assert (aufgabe.stelle, aufgabe.recht) == (stadt.welt.stellen["stadt"], "gremienlauf_pflegen")
    assert (aufgabe.faellig_am, aufgabe.betrag) == (date(2023, 1, 25), Decimal("300000.00"))
    assert aufgabe.betreff == "Schulausschuss (Empfehlung): Leseclub am Clarenberg"


def test_vertagt_kommt_das_gremium_mit_seinem_neuen_tag_wieder(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    stadt.berate(antrag, "2023-01-25", "vertagt", neuer_termin="2023-01-31", vermerk="Fragen offen.")
    assert stadt.welt.aufgabe(antrag, "beratung").betreff.startswith("Finanzausschuss")
    stadt.berate(antrag, "2023-01-26", "empfohlen")
    assert stadt.welt.aufgabe(antrag, "beratung").faellig_am == date(2023, 1, 31)
    stadt.berate(antrag, "2023-01-31", "empfohlen")
    assert stadt.welt.aufgabe(antrag, "beratung").betreff.startswith("Rat der Stadt (Beschluss)")
    assert folge(antrag)[0] == ("Schulausschuss", "2023-01-25", "vertagt")
    assert folge(antrag)[-1] == ("Schulausschuss", "2023-01-31", "empfohlen")


def test_ein_geaenderter_beschluss_deckt_was_beschlossen_ist(stadt: Gremienwelt) -> None:
    antrag = stadt.berate(
        stadt.empfohlen(),
        "2023-02-02",
        "geaendert",
        vermerk="Nur für ein Jahr.",
        wortlaut="eine Zuwendung von 200.000 € zu bewilligen.",
        betrag="200.000,00",
    )
    vorlage = vorlage_von(antrag)
    assert (vorlage.status, vorlage.betrag) == ("beschlossen", Decimal("200000.00"))
    assert vorlage.wortlaut == "eine Zuwendung von 200.000 € zu bewilligen."
    bewilligt = stadt.bewillige(antrag, betrag="200.000,00", begruendung="Der Rat hat gekürzt.")
    assert bewilligt.bewilligt == Decimal("200000.00")


def test_ein_nein_des_rates_beendet_die_vorlage_und_sagt_es_dem_amt(stadt: Gremienwelt) -> None:
    antrag = stadt.berate(stadt.empfohlen(), "2023-02-02", "abgelehnt", vermerk="Kein Geld.")
    assert (vorlage_von(antrag).status, offene(antrag)) == ("abgelehnt", [])
    nachricht = Nachricht.objects.filter(antrag=antrag, richtung="an_amt").latest("pk")
    assert (nachricht.betreff, "Kein Geld." in nachricht.text) == ("Drucksache 24046-23: abgelehnt", True)
    abgelehnt = stadt.bewillige(
        antrag, entscheidung="ablehnen", begruendung="Der Rat hat abgelehnt.", ermessen="Keins."
    )
    assert (abgelehnt.status, pruefe_verfahren()) == ("abgelehnt", [])


def test_die_leitung_gibt_zurueck_und_bringt_die_neue_fassung_ein(stadt: Gremienwelt) -> None:
    antrag = stadt.geschrieben()
    stadt.welt.tu(antrag, "einbringung", "leitung", ergebnis="zurueckgeben", grund="Bitte kürzer.")
    assert (offene(antrag), vorlage_von(antrag).grund) == (["gremienentwurf"], "Bitte kürzer.")
    stadt.welt.tu(antrag, "gremienentwurf", "sb", **stadt.vorlage(begruendung="Kurz."))
    assert (offene(antrag), vorlage_von(antrag).begruendung) == (["einbringung"], "Kurz.")
    stadt.welt.tu(antrag, "einbringung", "leitung", ergebnis="einbringen")
    assert (vorlage_von(antrag).status, len(folge(antrag))) == ("eingebracht", 4)


def test_zurueckgezogen_befasst_sich_niemand_mehr_damit(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    gremien.ziehe_zurueck(antrag.pk, akteur=stadt.welt.neu("sb"), grund="Der Träger hat anderes Geld.")
    assert (vorlage_von(antrag).status, offene(antrag)) == ("zurueckgezogen", [])
    assert letzter(antrag, "gremienvorlage_zurueckziehen").nachher["grund"] == "Der Träger hat anderes Geld."
    stadt.geschrieben(antrag, drucksache="24047-23")
    assert (vorlage_von(antrag).nr, pruefe_verfahren()) == (2, [])


def test_die_oeffentliche_pruefung_kennt_das_ende_einer_vorlage(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    stueck = Schriftstueck.objects.get(antrag=antrag, art="gremienvorlage")
    assert echtheit.echtheit(stueck).geltung == Geltung.GILT
    gremien.ziehe_zurueck(antrag.pk, akteur=stadt.welt.neu("sb"), grund="Der Träger hat anderes Geld.")
    assert echtheit.echtheit(stueck).geltung == Geltung.AUFGEHOBEN


def test_zieht_der_traeger_zurueck_endet_auch_die_vorlage(stadt: Gremienwelt) -> None:
    antrag = stadt.eingebracht()
    antragstuer.zurueckziehen(antrag.pk, akteur=stadt.welt.neu("zeichnung"), grund="Anderes Geld.")
    assert (vorlage_von(antrag).status, Aufgabe.objects.filter(antrag=antrag, finished=None).count()) == (
        "zurueckgezogen",
        0,
    )
    nachher = letzter(antrag, "zurueckziehen").nachher
    assert (nachher["grund"], nachher["gremienvorlage_zurueckgezogen"]) == ("Anderes Geld.", "24046-23")
    assert pruefe_verfahren() == []


def test_ein_beschluss_von_anderswo_zaehlt_wenn_er_bestaetigt_ist(stadt: Gremienwelt) -> None:
    antrag = stadt.anderswo(stadt.geprueft())
    assert (offene(antrag), beschluesse.geltender(antrag)) == (["beschlussbestaetigung"], None)
    stadt.welt.tu(antrag, "beschlussbestaetigung", "gremien", ergebnis="bestaetigen")
    assert beschluesse.satz(antrag) == "Rat der Stadt, Beschluss vom 10.01.2023, Drucksache 11111-22"
    assert stadt.bewillige(antrag).status == "bewilligt"
    taten = Eintrag.objects.filter(kette=antrag.kette).order_by("nr").values_list("aktion", flat=True)
    assert list(taten)[-3:] == ["beschluss_erfassen", "beschlussbestaetigung", "entscheidung"]


def test_ein_beschluss_von_anderswo_der_nicht_stimmt_zaehlt_nie(stadt: Gremienwelt) -> None:
    antrag = stadt.anderswo(stadt.geprueft())
    stadt.welt.tu(antrag, "beschlussbestaetigung", "gremien", ergebnis="verwerfen", grund="Andere Vorlage.")
    assert (vorlage_von(antrag).status, vorlage_von(antrag).grund) == ("zurueckgezogen", "Andere Vorlage.")
    assert (beschluesse.geltender(antrag), offene(antrag), pruefe_verfahren()) == (None, [], [])


@pytest.mark.pdf
def test_das_schreiben_aus_dem_fall_ist_gueltiges_pdf_a(stadt: Gremienwelt, tmp_path) -> None:
    antrag = stadt.eingebracht()
    stueck = Schriftstueck.objects.get(antrag=antrag, art="gremienvorlage")
    assert "Zuwendung je Haushaltsjahr" in str(stueck.inhalt)
    with stueck.datei.open("rb") as datei:
        assert verstoesse({"vorlage.pdf": datei.read()}, ordner=tmp_path) == {"vorlage.pdf": []}
