"""Every rule finds the planted row and not its lawful neighbour; every rule has words, a page and an export."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Beteiligung, Mitzeichnung, Pruefung, Votum
from antraege.foerderung.models import Forderungsgrund, Forderungsstatus, Rueckforderung
from antraege.gremien.models import Gremienvorlage, Vorlagenstatus
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Festwert, Festwertart
from rollen import uhr
from rollen.models import Bankverbindung, Eintrag, Stellenart
from rollen.tabelle import Rolle
from tests.fabriken import StelleFactory, TraegerFactory, VertretungFactory, person_mit
from tests.welt import Welt
from tests.workflows.revision.revisionswelt import bescheid, fall, moment, zahlung
from workflows.revision.regeln import REGELN

pytestmark = pytest.mark.django_db
D = Decimal
Als = Callable[[str], Client]
Paar = tuple[int, int]  # the row that shall be found, and the lawful one beside it


def _zahlung_ohne_bescheid(welt: Welt) -> Paar:
    rechtens = fall(welt)
    bescheid(rechtens)
    zu_spaet = fall(welt)
    bescheid(zu_spaet, moment(2022, 5, 2))
    return zahlung(zu_spaet).pk, zahlung(rechtens).pk


def _bescheid_ohne_beschluss(welt: Welt) -> Paar:
    betraege = {"bewilligt": D("300000.00"), "beantragt": D("300000.00")}
    mit = fall(welt, **betraege)
    Gremienvorlage.objects.create(
        antrag=mit,
        nr=1,
        status=Vorlagenstatus.BESCHLOSSEN,
        drucksache="1-22",
        betrag=D("300000.00"),
        entschieden_am=date(2022, 1, 20),
        geschrieben_von=welt.personen["sb"],
    )
    return fall(welt, **betraege).pk, mit.pk


def _zwei_seiten(welt: Welt) -> Paar:
    antrag = fall(welt)
    taten = {
        ("sb", Taetigkeit.PRUEFEN): None,
        ("leitung", Taetigkeit.ENTSCHEIDEN): None,
        ("sb", Taetigkeit.ENTSCHEIDEN): None,
    }
    zeilen = [
        Beteiligung.objects.create(antrag=antrag, benutzer=welt.personen[wer], taetigkeit=tat)
        for wer, tat in taten
    ]
    return zeilen[2].pk, zeilen[1].pk


def _trotz_nein(welt: Welt) -> Paar:
    def stimme(antrag: Any, votum: str) -> None:
        Mitzeichnung.objects.create(
            antrag=antrag, stelle=welt.stellen["fb51"], votum=votum, gezeichnet_von=welt.personen["fb51"]
        )

    versagt, umgestimmt = fall(welt), fall(welt)
    stimme(versagt, Votum.VERSAGT)
    stimme(umgestimmt, Votum.VERSAGT)
    stimme(umgestimmt, Votum.EINVERSTANDEN)
    return versagt.pk, umgestimmt.pk


def _fremde_mitzeichnung(welt: Welt) -> Paar:
    def stimme(person: Any) -> int:
        zeile = Mitzeichnung.objects.create(
            antrag=fall(welt), stelle=welt.stellen["fb51"], votum=Votum.EINVERSTANDEN, gezeichnet_von=person
        )
        return zeile.pk

    return stimme(welt.personen["kasse"]), stimme(welt.personen["fb51"])


def _stueckelung(welt: Welt) -> Paar:
    traeger = TraegerFactory().stelle
    einer, knapp = fall(welt, beantragt=D("4900.00")), {"beantragt": D("4900.00"), "traeger": traeger}
    fall(welt, **knapp)
    return fall(welt, **knapp).pk, einer.pk


def _doppelte_iban(welt: Welt) -> Paar:
    def konto(iban: str) -> int:
        zeile = Bankverbindung.objects.create(
            stelle=StelleFactory(art=Stellenart.TRAEGER),
            iban=iban,
            kontoinhaber="Verein",
            erfasst_von=welt.personen["zeichnung"],
            bestaetigt_von=welt.personen["fi"],
            bestaetigt_am=uhr.jetzt(),
        )
        return zeile.pk

    konto("DE89370400440532013000")
    return konto("DE89370400440532013000"), konto("DE02120300000000202051")


def _doppeltes_vorhaben(welt: Welt) -> Paar:
    traeger = TraegerFactory().stelle
    fall(welt, traeger=traeger, titel="Leseclub")
    spaeter = {"beginn": date(2022, 9, 1), "ende": date(2022, 12, 1)}
    anderes_jahr = fall(welt, traeger=traeger, titel="Leseclub", **spaeter)
    return fall(welt, traeger=traeger, titel="Leseclub").pk, anderes_jahr.pk


def _nachweis_ueberfaellig(welt: Welt) -> Paar:
    # today is 16 January 2023: 90 days after 18 October are not over
    gerade_noch = fall(welt, nachweis_faellig_am=date(2022, 10, 18))
    return fall(welt, nachweis_faellig_am=date(2022, 10, 17)).pk, gerade_noch.pk


def _forderung(welt: Welt, **felder: Any) -> int:
    werte: dict[str, Any] = {
        "nr": 1,
        "grund": Forderungsgrund.MINDERUNG,
        "status": Forderungsstatus.FESTGESETZT,
        "kenntnis_am": date(2022, 7, 1),
        "verbleibt": D("1500.00"),
        "betrag": D("500.00"),
    }
    return Rueckforderung.objects.create(antrag=fall(welt), **{**werte, **felder}).pk


def _offene_forderung(welt: Welt) -> Paar:
    return _forderung(welt, faellig_am=date(2022, 12, 16)), _forderung(welt, faellig_am=date(2022, 12, 17))


def _zinsverzicht(welt: Welt) -> Paar:
    return _forderung(welt, zinsverzicht="Kein Verschulden."), _forderung(welt)


def _spaete_verwendung(welt: Welt) -> Paar:
    # two months of 31 days and five days more after 1 April: until 7 June
    spaet = zahlung(fall(welt), verwendet_am=date(2022, 6, 8))
    return spaet.pk, zahlung(fall(welt), verwendet_am=date(2022, 6, 7)).pk


def _jahresende(welt: Welt) -> Paar:
    dezember = {"bezahlt_am": date(2022, 12, 20)}
    viel = zahlung(fall(welt), betrag=D("500.00"), **dezember)  # 500 of 2.000 € in the year: 25 %
    april = zahlung(fall(welt), betrag=D("1500.00"))
    return viel.pk, april.pk


def _tempo(welt: Welt) -> Paar:
    ein = moment(2022, 1, 10)
    genau = fall(welt, eingereicht_am=ein, entschieden_am=moment(2022, 1, 12))
    return fall(welt, eingereicht_am=ein, entschieden_am=moment(2022, 1, 12, 8)).pk, genau.pk


def _unmoegliche_tage(welt: Welt) -> Paar:
    rechtens, verkehrt = fall(welt), fall(welt)
    reihe = {"sachlich_am": moment(2022, 3, 1), "angeordnet_am": moment(2022, 3, 2)}
    zahlung(rechtens, **reihe)
    zahlung(verkehrt, **{**reihe, "sachlich_am": moment(2022, 3, 3)})
    return verkehrt.pk, rechtens.pk


GEPFLANZT: dict[str, Callable[[Welt], Paar]] = {
    "zahlung-ohne-bescheid": _zahlung_ohne_bescheid,
    "bescheid-ohne-beschluss": _bescheid_ohne_beschluss,
    "zwei-seiten": _zwei_seiten,
    "trotz-nein": _trotz_nein,
    "fremde-mitzeichnung": _fremde_mitzeichnung,
    "stueckelung": _stueckelung,
    "doppelte-iban": _doppelte_iban,
    "doppeltes-vorhaben": _doppeltes_vorhaben,
    "nachweis-ueberfaellig": _nachweis_ueberfaellig,
    "offene-forderung": _offene_forderung,
    "zinsverzicht": _zinsverzicht,
    "spaete-verwendung": _spaete_verwendung,
    "jahresende": _jahresende,
    "tempo": _tempo,
    "unmoegliche-tage": _unmoegliche_tage,
}


@pytest.mark.beide_datenbanken
@pytest.mark.parametrize("name", GEPFLANZT)
def test_die_regel_findet_den_fehler_und_nicht_den_nachbarn(name: str, welt: Welt) -> None:
    gesucht, nachbar = GEPFLANZT[name](welt)
    regel = REGELN[name]
    gefunden = set(regel.zeilen(uhr.heute()).values_list("pk", flat=True))
    assert gesucht in gefunden
    assert nachbar not in gefunden
    zeile = regel.zeilen(uhr.heute()).get(pk=gesucht)
    treffer = regel.zeile(zeile)
    assert len(treffer.befund) > 10
    assert "None" not in treffer.befund
    assert (treffer.antrag is None) == (regel.fall == "")


def test_jede_regel_hat_worte_quelle_abfrage_seite_und_ausgabe(welt: Welt, als: Als) -> None:
    assert set(REGELN) == set(GEPFLANZT)
    assert len({regel.titel for regel in REGELN.values()}) == len(REGELN)
    client = als("pruefung")
    uebersicht = client.get(reverse("pruefregeln")).content.decode()
    for name in sorted(
        REGELN, key=lambda name: name != "jahresende"
    ):  # first, for it is a share of all payments
        regel = REGELN[name]
        GEPFLANZT[name](welt)
        assert regel.erklaerung.endswith(".")
        assert regel.quelle
        assert regel.titel in uebersicht
        assert regel.anzahl(uhr.heute()) != "0"
        adresse = reverse("pruefregel", args=[name])
        seite = client.get(adresse)
        assert (seite.status_code, bool(seite.context["treffer"])) == (200, True)
        csv = b"".join(client.get(f"{adresse}?format=csv")).decode()  # type: ignore[arg-type]
        assert seite.context["treffer"][0].organisation.name in csv
        mappe = client.get(f"{adresse}?format=xlsx")
        assert mappe.status_code == 200
        mappe.close()
    assert client.get(reverse("pruefregel", args=["gibt-es-nicht"])).status_code == 404
    assert not Eintrag.objects.filter(akteur=welt.personen["pruefung"]).exists()  # reading changes nothing


def test_ein_nein_der_pruefliste_und_eine_beweisende_vertretung(welt: Welt) -> None:
    verneint, bejaht = fall(welt), fall(welt)
    for antrag, antwort in ((verneint, "nein"), (bejaht, "ja")):
        Pruefung.objects.create(
            antrag=antrag,
            art="formal",
            ergebnisse=[{"text": "nein oder ja?", "antwort": antwort}],
            geprueft_von=welt.personen["sb"],
        )
    faelle = REGELN["trotz-nein"].faelle(uhr.heute())
    assert (verneint.pk in faelle, bejaht.pk in faelle) == (True, False)
    vertretung = person_mit(Rolle.KASSE, welt.stellen["kasse"], name="Vertretung")
    VertretungFactory(
        vertretener=welt.personen["fb51"], vertreter=vertretung, von=uhr.heute(), bis=uhr.heute()
    )
    stimme = Mitzeichnung.objects.create(
        antrag=bejaht, stelle=welt.stellen["fb51"], votum=Votum.EINVERSTANDEN, gezeichnet_von=vertretung
    )
    assert not REGELN["fremde-mitzeichnung"].zeilen(uhr.heute()).filter(pk=stimme.pk).exists()


def test_die_grenze_gilt_ab_ihrem_tag(welt: Welt) -> None:
    _forderung(welt, faellig_am=date(2022, 12, 20))
    regel = REGELN["offene-forderung"]
    assert regel.anzahl(uhr.heute()) == "0"
    Festwert.objects.create(
        schluessel=Festwertart.REVISION_FORDERUNG_TAGE,
        wert=D("20.00"),
        gueltig_ab=uhr.heute(),
        quelle="Verfügung",
        erfasst_von=welt.personen["sb"],
        freigegeben_von=welt.personen["leitung"],
        freigegeben_am=uhr.jetzt(),
    )
    assert regel.anzahl(uhr.heute()) == "1"


@pytest.mark.parametrize("person", ["sb", "leitung", "kasse", "zeichnung"])
def test_wer_nicht_prueft_kommt_nicht_hinein(person: str, als: Als) -> None:
    client = als(person)
    for adresse in (
        reverse("revision"),
        reverse("pruefregeln"),
        reverse("pruefregel", args=["tempo"]),
    ):
        antwort = client.get(adresse)
        assert antwort.status_code == 403
        assert "Fälle übergreifend prüfen" in antwort.content.decode()


def test_die_seite_einer_regel_kostet_immer_gleich_viel(
    welt: Welt, als: Als, django_assert_num_queries: Any
) -> None:
    client = als("pruefung")
    adresse = reverse("pruefregel", args=["zahlung-ohne-bescheid"])
    for _ in range(30):
        zahlung(fall(welt))
    client.get(adresse)
    with django_assert_num_queries(5):
        seite = client.get(adresse)
    assert len(seite.context["treffer"]) == 25
    zweite = client.get(f"{adresse}{seite.context['seiten']['naechste']}")
    assert len(zweite.context["treffer"]) == 5
