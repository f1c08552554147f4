"""Signatures: what does not count, what makes them void, who may not; nothing else has changed."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from antraege.kooperation import zeichnen
from antraege.kooperation.models import Fassung, Freigabe, Vereinbarung, Zeichnung
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag, Mitgliedschaft
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows.besuch import als, bild, sende, text, verweigerte
from tests.workflows.kooperation.kooperationswelt import FREIGABE, Kooperationswelt
from workflows import tagwerk as fristen
from workflows.antrag import tuer as antragstuer
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.kooperation import tuer as kooperation
from workflows.models import Nachricht
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler

pytestmark = pytest.mark.django_db


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def ganzes_bild() -> dict[str, Any]:
    modelle = (Vereinbarung, Fassung, Freigabe, Zeichnung)
    return {**bild(), **{m.__name__: list(m.objects.order_by("pk").values()) for m in modelle}}


def test_ein_entzogenes_recht_zwischen_oeffnen_und_zeichnen(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    (aufgabe,) = [a for a in koop.offene(antrag, "parteizeichnung") if a.stelle == koop.welt.traeger]
    person = koop.welt.personen["zeichnung"]
    browser = als(person)
    seite = browser.get(reverse("aufgabe", args=[aufgabe.pk]))
    assert aufgabe.antrag.vereinbarung.fassung.sha256 in text(seite)
    Mitgliedschaft.objects.filter(benutzer=person).update(bestaetigt_von=None)
    vorher = ganzes_bild()
    antwort = browser.post(reverse("aufgabe", args=[aufgabe.pk]), koop.unterschrift(aufgabe))
    assert (antwort.status_code, ganzes_bild()) == (403, vorher)
    with pytest.raises(Verweigert):
        koop.zeichne(aufgabe)
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 1)


def test_eine_partei_ohne_zeichnungsberechtigte_wird_gemeldet_und_zeichnet_auf_papier(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.in_zeichnung()
    traeger = antrag.vereinbarung.parteien.get(stelle=koop.welt.traeger)
    assert zeichnen.zeichnungsberechtigte(traeger) == [koop.welt.personen["zeichnung"]]
    Mitgliedschaft.objects.filter(benutzer=koop.welt.personen["zeichnung"]).delete()
    assert zeichnen.zeichnungsberechtigte(traeger) == []
    list(fristen.pruefe())
    list(fristen.pruefe())
    assert Nachricht.objects.filter(antrag=antrag, betreff__startswith="Eine Partei kann nicht").count() == 1
    seite = als(koop.welt.personen["servicestelle"]).get(reverse("vereinbarung", args=[antrag.pk]))
    assert "Niemand hat hier zurzeit das Recht zu zeichnen." in text(seite)
    kooperation.erfasse_papier(
        antrag.pk,
        traeger.pk,
        akteur=koop.welt.neu("servicestelle"),
        eingaben={
            "name": "V. Vorstand",
            "funktion": "Vorsitz",
            "unterschrieben_am": "2023-01-16",
            "ort": "Dortmund",
            "kennung": antrag.vereinbarung.fassung.kennung,
        },
    )
    eintrag = Eintrag.objects.get(kette=antrag.kette, aktion="papierzeichnung_erfassen")
    assert (eintrag.personen, "V. Vorstand" in str(eintrag.nachher)) == (
        {"gezeichnet_von": "V. Vorstand"},
        False,
    )
    antrag = koop.zeichne_alle(antrag)
    assert antrag.vereinbarung.status == "gezeichnet"
    assert sorted(Zeichnung.objects.values_list("weg", flat=True)) == ["faktor", "faktor", "papier"]


def test_papier_einer_anderen_fassung_zaehlt_nicht(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    partei = antrag.vereinbarung.parteien.get(nr=2)
    vorher = ganzes_bild()
    with pytest.raises(Eingabefehler) as fehler:
        kooperation.erfasse_papier(
            antrag.pk,
            partei.pk,
            akteur=koop.welt.neu("servicestelle"),
            eingaben={"name": "S", "unterschrieben_am": "2023-01-15", "ort": "Do", "kennung": "alt"},
        )
    assert sorted(fehler.value.formular.errors) == ["kennung", "unterschrieben_am"]
    assert ganzes_bild() == vorher


def test_jede_aenderung_macht_alle_zeichnungen_sichtbar_ungueltig(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    koop.zeichne(koop.offene(antrag, "parteizeichnung")[0])
    (spaete, *_) = koop.offene(antrag, "parteizeichnung")
    formular = koop.unterschrift(spaete)
    sv = koop.welt.neu("servicestelle")
    kooperation.ueberarbeite(antrag.pk, akteur=sv, grund="Der Raum hat sich geändert.")
    vorher = ganzes_bild()
    antwort = sende(koop.welt.personen["zeichnung"], spaete, **formular)
    assert (antwort.status_code, ganzes_bild()) == (409, vorher)
    (ungueltige,) = Zeichnung.objects.all()
    assert ungueltige.ungueltig_grund == "Der Raum hat sich geändert."
    antrag = koop.entwirf(antrag, ort="Turnhalle")
    antrag = koop.tu(antrag, "vereinbarungsfreigabe", "leitung", **FREIGABE)
    (neue, *_) = koop.offene(antrag, "parteizeichnung")
    with pytest.raises(Eingabefehler) as fehler:
        koop.zeichne(neue, pruefsumme=formular["pruefsumme"])
    assert "Der Text hat sich geändert" in fehler.value.formular.errors["pruefsumme"][0]
    seite = text(als(koop.welt.personen["schule"]).get(reverse("vereinbarung", args=[antrag.pk])))
    assert "Ungültig seit" in seite
    assert "Turnhalle" in seite
    koop.zeichne_alle(antrag)
    assert Zeichnung.objects.filter(ungueltig_am=None).count() == 3
    assert pruefe_verfahren() == []


def test_feste_reihenfolge_fragt_eine_partei_nach_der_anderen(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung(freigabe={"feste_reihenfolge": "on"})
    gefragt = []
    while offene := koop.offene(antrag, "parteizeichnung", "stadtzeichnung"):
        assert len(offene) == 1
        gefragt.append(offene[0].stelle)
        antrag = koop.zeichne(offene[0])
    assert gefragt == [koop.welt.stellen["fb40"], koop.welt.stellen["schule"], koop.welt.traeger]


def test_ein_scan_zaehlt_erst_nach_dem_vergleich_und_kann_zurueckgehen(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    with antrag.vereinbarung.fassung.datei.open("rb") as datei:
        pdf = ContentFile(datei.read(), name="unterschrieben.pdf")
    scan = {
        "weg": "scan",
        "name": "V. Vorstand",
        "unterschrieben_am": "2023-01-16",
        "code": "",
    }
    for aufgabe in koop.offene(antrag, "parteizeichnung", "stadtzeichnung"):
        if aufgabe.stelle == koop.welt.traeger:
            eingaben = {**koop.unterschrift(aufgabe), **scan}
            akteur = koop.welt.neu("zeichnung")
            antrag = aufgaben.erledigen(aufgabe.pk, akteur=akteur, eingaben=eingaben, dateien={"datei": pdf})
        else:
            antrag = koop.zeichne(aufgabe)
    (zeichnung,) = zeichnen.zu_vergleichen(antrag.vereinbarung)
    assert zeichnung.zaehlt is False
    (eintrag,) = Eintrag.objects.filter(kette=antrag.kette, nachher__weg="scan")
    assert eintrag.personen == {"name": "V. Vorstand", "funktion": ""}
    assert (eintrag.nachher["datei"], "V. Vorstand" in str(eintrag.nachher)) == ("unterschrieben.pdf", False)
    koop.tu(
        antrag,
        "scanvergleich",
        "servicestelle",
        **{f"scan_{zeichnung.pk}": "stimmt_nicht", f"grund_{zeichnung.pk}": "Seite 3 fehlt."},
    )
    (wieder,) = koop.offene(antrag, "parteizeichnung", "stadtzeichnung")
    assert wieder.stelle == koop.welt.traeger
    antrag = koop.zeichne(wieder)
    assert antrag.vereinbarung.status == "gezeichnet"
    assert pruefe_verfahren() == []


def test_zurueckgezogen_ist_die_vereinbarung_abgebrochen_und_nichts_zaehlt(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    koop.zeichne(koop.offene(antrag, "parteizeichnung")[0])
    antragstuer.zurueckziehen(antrag.pk, akteur=koop.welt.neu("schule"), grund="Kein Personal.")
    assert Vereinbarung.objects.get().status == "abgebrochen"
    assert Zeichnung.objects.filter(ungueltig_am=None).count() == 0
    assert pruefe_verfahren() == []


def test_nur_die_stelle_ueberarbeitet_und_erfasst_papier(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    partei = antrag.vereinbarung.parteien.get(nr=2)
    vorher = ganzes_bild()
    with pytest.raises(Verweigert):
        kooperation.ueberarbeite(antrag.pk, akteur=koop.welt.neu("schule"), grund="x")
    with pytest.raises(Verweigert):
        kooperation.erfasse_papier(antrag.pk, partei.pk, akteur=koop.welt.neu("leitung"), eingaben={})
    assert (ganzes_bild(), verweigerte(antrag)) == (vorher, 2)


def test_wer_schon_gezeichnet_hat_wird_nicht_noch_einmal_erfasst(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    (aufgabe, *_) = koop.offene(antrag, "parteizeichnung")
    koop.zeichne(aufgabe)
    partei = antrag.vereinbarung.parteien.get(stelle=aufgabe.stelle)
    with pytest.raises(Ueberholt):
        kooperation.erfasse_papier(antrag.pk, partei.pk, akteur=koop.welt.neu("servicestelle"), eingaben={})
    assert Zeichnung.objects.count() == 1


def test_nur_die_stadt_ist_eine_interne_vereinbarung(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv(parteien=("fb40", "schule"))
    assert antrag.vereinbarung.intern is True
    assert antrag.vereinbarung.geltende.titel == "Interne Kooperationsvereinbarung"


def test_eine_fremde_vereinbarung_gibt_es_nicht(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    fremd: Benutzer = person_mit(Rolle.TRAEGER_ZEICHNUNG, koop.welt.stellen["kita"])
    for name in ("vereinbarung", "nachtrag_beginnen"):
        status = als(fremd).get(reverse(name, args=[antrag.pk])).status_code
        assert status == (404 if name == "vereinbarung" else 403)
    assert als(fremd).get(reverse("fassung_pdf", args=[antrag.pk, 1])).status_code == 404
