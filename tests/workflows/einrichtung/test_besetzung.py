"""What nobody holds is told to the administration and to whoever waits for it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.kern.geld import zeige
from antraege.programme.models import Foerderprogramm, Richtlinie
from fixtures.vorfuehrung import personen
from rollen.models import Benutzer, Mitgliedschaft
from rollen.models.mitgliedschaft import Ebene
from rollen.rechte import Verweigert
from rollen.tabelle import Recht, Rolle
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows.besuch import als, aufgabe_von, bild, hole, text
from tests.workflows.gremien.gremienwelt import Gremienwelt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.wege import BEWILLIGEN
from workflows.einrichtung import besetzung, daten

SATZ = "Für diese Höhe ist noch niemand benannt; die Verwaltung weiß es."


@pytest.fixture
def fall(welt: Welt) -> Antrag:
    """A checked request of 150,000 €; in this city nobody of the Dezernat decides for FB 40."""
    return Gremienwelt(welt).geprueft("150000.00")


def offen(welt: Welt) -> set[tuple[str, Recht, str]]:
    """The vacancies in short."""
    return {(v.stelle.kuerzel, v.recht, zeige(v.bis) if v.bis else "") for v in besetzung.vakanzen()}


def test_die_unbesetzte_ebene_steht_in_der_liste_der_verwaltung(welt: Welt, fall: Antrag) -> None:
    for recht in (Recht.BEWILLIGEN, Recht.ANORDNEN):
        assert ("fb-40", recht, zeige(Decimal("250000.00"))) in offen(welt)
    verwaltung = person_mit(Rolle.ADMINISTRATION, welt.stellen["stadt"])
    html = text(als(verwaltung).get(reverse("rechte_uebersicht"))).replace("\xa0", " ")
    kasten = html.split('id="vakanzen"')[1].split("</section>")[0]
    assert "über 100.000,00 € bis 250.000,00 €" in kasten
    assert "Bewilligen und ablehnen" in kasten
    assert reverse("rechte_stelle", args=[welt.stellen["fb40"].pk]) in kasten
    assert 'id="vakanzen"' not in text(als(welt.personen["leitung"]).get(reverse("rechte_uebersicht")))
    person_mit(Rolle.LEITUNG, welt.stellen["stadt"], Ebene.DEZERNAT)
    assert {recht for ort, recht, bis in offen(welt) if ort == "fb-40" and bis} == {Recht.ANORDNEN}


def test_wer_wartet_liest_es_und_die_tuer_sagt_wer_es_aendert(welt: Welt, fall: Antrag) -> None:
    aufgabe = aufgabe_von(fall, "entscheidung")
    seiten = {
        "leitung": ("aufgabe", aufgabe.pk),
        "sb": ("fall", fall.pk),
        "zeichnung": ("antrag_status", fall.pk),
    }
    for wer, (name, pk) in seiten.items():
        assert SATZ in text(hole(welt.personen[wer], name, pk))
    vorher = bild()
    with pytest.raises(Verweigert) as fehler:
        welt.tu(fall, "entscheidung", "leitung", **{**BEWILLIGEN, "betrag": "150.000,00"})
    assert (bild(), SATZ in str(fehler.value), "die Administration" in str(fehler.value)) == (
        vorher,
        True,
        True,
    )
    welt.personen["dezernat"] = person_mit(Rolle.LEITUNG, welt.stellen["stadt"], Ebene.DEZERNAT)
    for wer, (name, pk) in seiten.items():
        bei = text(hole(welt.personen[wer], name, pk)).split("Zuletzt geschehen")[0]
        assert SATZ not in bei
    antrag = welt.tu(fall, "entscheidung", "dezernat", **{**BEWILLIGEN, "betrag": "150.000,00"})
    assert antrag.bewilligt == Decimal("150000.00")


def test_ein_betrag_den_jemand_entscheiden_kann_wartet_auf_niemanden(welt: Welt) -> None:
    fall = Gremienwelt(welt).geprueft("90000.00")
    for wer, name in (("sb", "fall"), ("zeichnung", "antrag_status")):
        assert "noch niemand benannt" not in text(hole(welt.personen[wer], name, fall.pk))


def test_ueber_der_hoechsten_wertgrenze_wartet_der_fall_auf_das_gremium(welt: Welt) -> None:
    fall = Gremienwelt(welt).geprueft("300000.00")
    assert SATZ not in text(hole(welt.personen["sb"], "fall", fall.pk))


def test_ein_recht_das_niemand_hat_steht_in_der_liste_und_im_fall(welt: Welt) -> None:
    antrag = welt.eingereicht()
    assert "noch niemand benannt" not in text(hole(welt.personen["leitung"], "fall", antrag.pk))
    Mitgliedschaft.objects.filter(gruppe__rolle=Rolle.SACHBEARBEITUNG).update(bis="2023-01-15")
    satz = "Dafür ist bei Fachbereich Schule noch niemand benannt; die Verwaltung weiß es."
    assert satz in text(hole(welt.personen["leitung"], "fall", antrag.pk))
    assert satz in text(hole(welt.personen["zeichnung"], "antrag_status", antrag.pk))
    assert {("fb-40", Recht.FALL_PRUEFEN, ""), ("fb-51", Recht.MITZEICHNEN, "")} <= offen(welt)


def test_die_stimme_einer_stelle_kommt_nicht_von_oben(welt: Welt) -> None:
    Mitgliedschaft.objects.filter(gruppe__stelle=welt.stellen["fb51"]).update(bis="2023-01-15")
    person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["stadt"])
    assert ("fb-51", Recht.MITZEICHNEN, "") in offen(welt)


def test_auch_vereinbarungen_zaehlen(welt: Welt) -> None:
    Kooperationswelt(welt)
    assert ("servicestelle", Recht.VEREINBARUNG_FREIGEBEN, zeige(Decimal("250000.00"))) in offen(welt)


def test_die_liste_kostet_bei_vielen_programmen_gleich_viel(welt: Welt, django_assert_num_queries) -> None:
    def koste() -> int:
        with django_assert_num_queries(60, exact=False) as abfragen:
            besetzung.vakanzen()
        return len(abfragen)

    vorher = koste()
    for nr in range(3):
        programm = Foerderprogramm.objects.create(
            kuerzel=f"p{nr}", name=f"P {nr}", stelle=welt.stellen["fb40"]
        )
        richtlinie = Richtlinie.objects.get(pk=welt.richtlinie.pk)
        richtlinie.pk, richtlinie.programm, richtlinie._state.adding = None, programm, True
        richtlinie.save()
    assert koste() == vorher


@pytest.mark.django_db
def test_in_der_vorfuehrung_ist_jede_aufgabe_besetzt() -> None:
    daten.lade()
    personen.lade()
    assert besetzung.vakanzen() == []
    assert Benutzer.objects.filter(email__startswith="leitung-dezernat@").exists()
