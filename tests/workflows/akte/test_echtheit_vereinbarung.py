"""What the city says about an agreement: not signed, in force, changed by a Nachtrag, ended."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.kooperation.models import Nachtrag, Vereinbarung
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.kooperation.registerwelt import fassung, vereinbarung
from workflows.akte import echtheit
from workflows.akte.echtheit import Geltung


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def test_vom_entwurf_bis_zur_letzten_unterschrift(koop: Kooperationswelt) -> None:
    antrag = koop.in_zeichnung()
    text = Vereinbarung.objects.get(antrag=antrag).fassung
    assert text is not None
    stand = echtheit.zur_datei(text.sha256)
    assert (stand.geltung, stand.art, stand.stelle) == (
        Geltung.NICHT_GEZEICHNET,
        "Kooperationsvereinbarung",
        "Servicestelle",
    )
    koop.zeichne_alle(antrag)
    assert echtheit.zur_kennung(text.kennung).geltung == Geltung.GILT
    datei = antrag.schriftstuecke.get(art=Schriftstueckart.KOOPERATIONSVEREINBARUNG)
    stand = echtheit.echtheit(datei)
    assert (stand.geltung, stand.kennung, stand.vom) == (Geltung.GILT, datei.kennung, date(2023, 1, 16))


def test_eine_ueberholte_fassung_hat_nie_gegolten(koop: Kooperationswelt) -> None:
    eine = vereinbarung(koop, koop.welt.traeger)
    andere = fassung(eine, koop, nr=2)
    assert echtheit.zur_kennung(andere.kennung).geltung == Geltung.NICHT_GEZEICHNET


def test_ein_wirksamer_nachtrag_aendert_die_vereinbarung(koop: Kooperationswelt) -> None:
    eine = vereinbarung(koop, koop.welt.traeger)
    datei = brief(eine, Schriftstueckart.KOOPERATIONSVEREINBARUNG, nr=1)
    texte, briefe = [], []
    for nr in (1, 2):
        text = fassung(eine, koop, nr=nr + 1, art="nachtrag", nachtrag_nr=nr)
        Nachtrag.objects.create(
            vereinbarung=eine,
            nr=nr,
            art="nachtrag",
            anlass="Mehr Kinder",
            wirksam_ab=date(2023, 1, 16),
            fassung=text,
            begonnen_von=koop.welt.personen["servicestelle"],
        )
        Nachtrag.objects.filter(vereinbarung=eine, nr=nr).update(status="wirksam")
        Vereinbarung.objects.filter(pk=eine.pk).update(fassung=text, geltende=text)
        texte.append(text)
        briefe.append(brief(eine, Schriftstueckart.NACHTRAG, nr=nr + 1))
    staende = [echtheit.echtheit(was) for was in (datei, *briefe)]
    assert [stand.geltung for stand in staende] == [Geltung.ERSETZT, Geltung.ERSETZT, Geltung.GILT]
    assert [stand.durch and stand.durch.kennung for stand in staende] == [briefe[1].kennung] * 2 + [None]
    assert echtheit.zur_kennung(texte[1].kennung).geltung == Geltung.GILT

    Nachtrag.objects.filter(vereinbarung=eine, nr=2).update(status="gezeichnet")
    staende = [echtheit.echtheit(was) for was in (datei, *briefe)]
    assert [stand.geltung for stand in staende] == [Geltung.ERSETZT, Geltung.GILT, Geltung.GILT]
    assert staende[0].durch is not None
    assert staende[0].durch.kennung == briefe[0].kennung


def test_eine_beendete_vereinbarung_gilt_nicht_mehr(koop: Kooperationswelt) -> None:
    eine = vereinbarung(koop, koop.welt.traeger, status="beendet")
    datei = brief(eine, Schriftstueckart.KOOPERATIONSVEREINBARUNG, nr=1)
    text = eine.fassungen.get()
    assert echtheit.echtheit(datei).geltung == Geltung.AUFGEHOBEN
    assert echtheit.zur_kennung(text.kennung).geltung == Geltung.AUFGEHOBEN


def brief(eine: Vereinbarung, art: Schriftstueckart, *, nr: int) -> Schriftstueck:
    """The signed file of an agreement or Nachtrag."""
    stueck = Schriftstueck(
        antrag=eine.antrag,
        art=art,
        titel="Kooperationsvereinbarung",
        kennung=f"{eine.antrag.aktenzeichen}-{art.value[:3].upper()}-{nr}",
        inhalt={},
        vorlagenversion="1",
        sha256=f"{nr:064d}",
        groesse=1,
    )
    stueck.datei.save("", ContentFile(b"%PDF"), save=False)
    stueck.save()
    return stueck
