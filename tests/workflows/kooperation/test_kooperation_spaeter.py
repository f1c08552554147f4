"""What happens to an agreement in force: first day, Nachtrag, notice, end, evaluation."""

from datetime import date, datetime
from typing import Any

import pytest

from antraege.antrag.models import Antrag
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import Status
from antraege.kooperation.models import Nachtrag, Vereinbarung, Zeichnung
from rollen import uhr
from tests.welt import Welt
from tests.workflows.kooperation.kooperationswelt import ENTWURF, FREIGABE, Kooperationswelt
from workflows import tagwerk as fristen
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.kooperation import kuendigung
from workflows.kooperation import tuer_nachtrag as nachtrag
from workflows.tuer.fehler import Eingabefehler

pytestmark = pytest.mark.django_db
NACHTRAG = {
    **{name: wert for name, wert in ENTWURF.items() if name != "weiter"},
    "leistungen_1": "Wirkt mit",
    "leistungen_2": "Wirkt mit",
    "leistungen_3": "Wirkt mit\nBringt ein Mikroskop mit",
    "art": "nachtrag",
    "anlass": "Der Raum wird umgebaut.",
    "wirksam_ab": "2023-03-01",
}
SELBST = {"art": "ordentlich", "gruende": "", "folgen": "Das Angebot endet."}


@pytest.fixture
def koop(welt: Welt) -> Kooperationswelt:
    return Kooperationswelt(welt)


def am(tag: str) -> Any:
    return uhr.gestellt(datetime.fromisoformat(f"{tag}T10:00:00+01:00"))


def frisch(antrag: Antrag) -> Vereinbarung:
    return Vereinbarung.objects.get(antrag=antrag.pk)


def kuendige(koop: Kooperationswelt, antrag: Antrag, wer: str, stelle: Any, **eingaben: Any) -> Any:
    partei = frisch(antrag).parteien.get(stelle=stelle)
    return kuendigung.kuendige(
        antrag.pk,
        partei.pk,
        akteur=koop.welt.neu(wer),
        eingaben={**SELBST, "code": koop.code(wer), **eingaben},
    )


def test_am_ersten_tag_ist_sie_aktiv_und_ein_zweiter_lauf_tut_nichts(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    assert frisch(antrag).status == "gezeichnet"
    with am("2023-02-01"):
        assert list(fristen.pruefe()) == [f"{antrag.aktenzeichen}: Vereinbarung ist aktiv."]
        assert list(fristen.pruefe()) == []
    assert (frisch(antrag).status, frisch(antrag).aktiv_seit) == ("aktiv", date(2023, 2, 1))
    assert pruefe_verfahren() == []


def test_ein_nachtrag_wird_geschrieben_freigegeben_von_allen_gezeichnet_und_wirksam(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.aktiv()
    with am("2023-02-10"):
        list(fristen.pruefe())
        neu = nachtrag.beginne(antrag.pk, akteur=koop.welt.neu("servicestelle"), eingaben=NACHTRAG)
        assert neu.aenderungen == [
            {
                "was": "Leistungen: Träger",
                "bisher": "Wirkt mit",
                "neu": "Wirkt mit\nBringt ein Mikroskop mit",
            }
        ]
        koop.tu(antrag, "nachtragsfreigabe", "leitung", **{**FREIGABE, "zeichnungsfrist": "2023-02-28"})
        koop.zeichne_alle(antrag)
        assert Nachtrag.objects.get().status == "gezeichnet"
        assert frisch(antrag).geltende.nachtrag_nr is None
    with am("2023-03-01"):
        assert list(fristen.pruefe()) == [f"{antrag.aktenzeichen}: 1. Nachtrag ist wirksam."]
    assert Nachtrag.objects.get().status == "wirksam"
    assert frisch(antrag).geltende.nachtrag_nr == 1
    assert antrag.schriftstuecke.filter(art="nachtrag").count() == 1
    assert Zeichnung.objects.filter(ungueltig_am=None).count() == 6
    assert pruefe_verfahren() == []


def test_ein_zurueckgegebener_nachtrag_wird_neu_geschrieben(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    nachtrag.beginne(antrag.pk, akteur=koop.welt.neu("servicestelle"), eingaben=NACHTRAG)
    koop.tu(
        antrag,
        "nachtragsfreigabe",
        "leitung",
        ergebnis="zurueckgeben",
        begruendung="Unklar.",
        punkt_eins="ja",
    )
    koop.tu(antrag, "nachtragsentwurf", "servicestelle", **{**NACHTRAG, "anlass": "Umbau ab März."})
    assert Nachtrag.objects.get().status == "vorgelegt"
    koop.tu(antrag, "nachtragsfreigabe", "leitung", ergebnis="ablehnen", begruendung="Nein.", punkt_eins="ja")
    assert Nachtrag.objects.get().status == "abgelehnt"
    assert frisch(antrag).fassung == frisch(antrag).geltende
    assert pruefe_verfahren() == []


def test_ein_nachtrag_in_zeichnung_laesst_sich_ueberarbeiten_und_zurueckziehen(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.aktiv()
    sv = koop.welt.neu("servicestelle")
    nachtrag.beginne(antrag.pk, akteur=sv, eingaben=NACHTRAG)
    koop.tu(antrag, "nachtragsfreigabe", "leitung", **FREIGABE)
    koop.zeichne(koop.offene(antrag, "parteizeichnung")[0])
    nachtrag.ueberarbeite(antrag.pk, akteur=sv, grund="Schreibfehler.")
    assert Zeichnung.objects.exclude(ungueltig_am=None).count() == 1
    assert len(koop.offene(antrag, "nachtragsentwurf")) == 1
    nachtrag.ziehe_zurueck(antrag.pk, akteur=sv, grund="Doch nicht.")
    assert Nachtrag.objects.get().status == "zurueckgezogen"
    assert frisch(antrag).fassung == frisch(antrag).geltende
    assert pruefe_verfahren() == []


def test_ein_nachtrag_ohne_unterschied_ist_keiner(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    gleich = {**NACHTRAG, "leistungen_3": "Wirkt mit"}
    with pytest.raises(Eingabefehler) as fehler:
        nachtrag.beginne(antrag.pk, akteur=koop.welt.neu("servicestelle"), eingaben=gleich)
    assert fehler.value.formular.errors == {"__all__": ["Der Nachtrag ändert nichts."]}
    assert not Nachtrag.objects.exists()


def test_eine_verlaengerung_verschiebt_ende_und_auswertung(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    eingaben = {
        **NACHTRAG,
        "art": "verlaengerung",
        "laufzeit_bis": "2025-07-31",
        "evaluation_am": "2025-07-31",
        "wirksam_ab": "2023-02-01",
    }
    with am("2023-02-01"):
        nachtrag.beginne(antrag.pk, akteur=koop.welt.neu("servicestelle"), eingaben=eingaben)
        koop.tu(antrag, "nachtragsfreigabe", "leitung", **FREIGABE)
        koop.zeichne_alle(antrag)
    assert frisch(antrag).laufzeit_bis == date(2025, 7, 31)
    assert koop.offene(antrag, "evaluation")[0].faellig_am == date(2025, 7, 31)


def test_ordentliche_kuendigung_zum_ende_des_schuljahres_dann_ende_und_auswertung(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.aktiv()
    with am("2023-02-10"):
        list(fristen.pruefe())
        erklaert = kuendige(koop, antrag, "zeichnung", koop.welt.traeger)
        assert erklaert.wirksam_zum == date(2023, 7, 31)
        assert frisch(antrag).status == "gekuendigt"
        assert antrag.schriftstuecke.filter(art="kuendigung").count() == 1
    with am("2023-07-31"):
        assert list(fristen.pruefe()) == []
    with am("2023-08-01"):
        assert next(iter(fristen.pruefe())) == f"{antrag.aktenzeichen}: Vereinbarung ist beendet."
        assert frisch(antrag).beendet_durch == f"Kündigung: {koop.welt.traeger.name}"
        koop.tu(
            antrag,
            "evaluation",
            "servicestelle",
            ergebnis_1="14",
            erreicht_1="ja",
            bericht="Gut angenommen.",
            empfehlung="fortsetzen",
        )
        antrag = koop.tu(antrag, "kooperationsabschluss", "servicestelle", schliessen="on")
    assert (antrag.status, frisch(antrag).status) == (Status.ABGESCHLOSSEN, "evaluiert")
    assert pruefe_verfahren() == []


def test_kuendigung_nach_dem_30_april_wirkt_erst_ein_jahr_spaeter_und_nicht_nach_dem_ende(
    koop: Kooperationswelt,
) -> None:
    antrag = koop.aktiv()
    with am("2023-05-01"), pytest.raises(Eingabefehler):
        kuendige(koop, antrag, "zeichnung", koop.welt.traeger)
    assert frisch(antrag).status == "gezeichnet"


def test_kuendigung_aus_wichtigem_grund_braucht_worte_und_wirkt_sofort(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    with am("2023-02-10"):
        with pytest.raises(Eingabefehler) as fehler:
            kuendige(koop, antrag, "schule", koop.welt.stellen["schule"], art="ausserordentlich")
        assert list(fehler.value.formular.errors) == ["gruende"]
        eine = kuendige(
            koop,
            antrag,
            "schule",
            koop.welt.stellen["schule"],
            art="ausserordentlich",
            gruende="Der Träger setzt kein Personal ein.",
        )
    assert eine.wirksam_zum == date(2023, 2, 10)


def test_die_stelle_erfasst_eine_kuendigung_die_per_brief_kam(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    with am("2023-02-10"):
        eine = kuendige(
            koop,
            antrag,
            "servicestelle",
            koop.welt.traeger,
            erklaert_am="2023-02-06",
            zugegangen_am="2023-02-08",
        )
    assert (eine.erklaert_am, eine.zugegangen_am) == (date(2023, 2, 6), date(2023, 2, 8))


def test_die_auswertung_wartet_auf_das_ende(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    with pytest.raises(MaengelFehler) as fehler:
        koop.tu(
            antrag,
            "evaluation",
            "servicestelle",
            ergebnis_1="14",
            erreicht_1="ja",
            bericht="Gut.",
            empfehlung="fortsetzen",
        )
    assert [m.text for m in fehler.value.maengel] == [
        "Die Vereinbarung ist noch nicht beendet. Sie läuft bis zum 31.07.2024."
    ]
    assert frisch(antrag).status == "gezeichnet"


def test_sechs_und_drei_monate_vor_dem_ende_wird_erinnert_je_einmal(koop: Kooperationswelt) -> None:
    antrag = koop.aktiv()
    with am("2024-01-30"):
        list(fristen.pruefe())
        assert not frisch(antrag).laufzeiterinnerungen.exists()
    for tag, gesagt in (("2024-01-31", [6]), ("2024-04-30", [3, 6])):
        with am(tag):
            list(fristen.pruefe())
            list(fristen.pruefe())
        assert sorted(frisch(antrag).laufzeiterinnerungen.values_list("monate", flat=True)) == gesagt
