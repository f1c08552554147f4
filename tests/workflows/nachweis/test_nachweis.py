"""From the proof that is handed in to its result: in Ordnung, Restzahlung, Rückforderung, question."""

from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufart, Rate
from antraege.foerderung.nachweis import bericht
from antraege.haushalt import services as haushalt
from antraege.kern.maengel import MaengelFehler
from rollen import protokoll, uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.besuch import bild, verweigerte
from tests.workflows.nachweis.nachweise import (
    bis_zum_nachweis,
    mit_belegen,
    offene_pruefung,
    pruefe_und_zeichne,
    reiche_ein,
    sieh_an,
)
from tests.workflows.wege import NACH_DEM_ENDE, TATEN, offene
from workflows.antrag import tuer as antragstuer
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.models import Nachricht
from workflows.nachweis import tuer as nachweispruefung
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler
from workflows.zahlung.abgleich_hauptbuch import hauptbuch_gegen_faelle

NULL = Decimal("0.00")


def stuecke(antrag: Antrag) -> list[str]:
    return list(antrag.schriftstuecke.order_by("id").values_list("art", flat=True))[-3:]


@pytest.fixture
def geprueft(welt: Welt) -> Antrag:
    """12.500 spent in two vouchers, all of the grant paid."""
    mit_belegen(welt)
    antrag = bis_zum_nachweis(welt)
    reiche_ein(welt, antrag, "7500.00", "5000.00")
    return Antrag.objects.get(pk=antrag.pk)


def test_in_ordnung_mit_stichprobe_und_zwei_dokumenten(welt: Welt, geprueft: Antrag) -> None:
    sieh_an(welt, geprueft)
    antrag = pruefe_und_zeichne(welt, geprueft)
    assert (antrag.status, antrag.abgerechnet, offene(antrag)) == (
        "kontrolliert",
        Decimal("10000.00"),
        ["abschluss"],
    )
    assert stuecke(antrag)[-2:] == ["verwendungsnachweis", "pruefvermerk_nachweis"]
    vermerk = str(antrag.schriftstuecke.get(art="pruefvermerk_nachweis").inhalt)
    assert antrag.nachweis.stichproben.get().startwert in vermerk
    assert protokoll.pruefe_kette(antrag.kette).heil is True


def test_der_abschluss_schreibt_die_schlussmitteilung(welt: Welt, geprueft: Antrag) -> None:
    sieh_an(welt, geprueft)
    antrag = pruefe_und_zeichne(welt, geprueft)
    with uhr.gestellt(NACH_DEM_ENDE):
        antrag = welt.tu(antrag, "abschluss", "sb", schliessen="on")
    assert (antrag.status, stuecke(antrag)[-1]) == ("abgeschlossen", "schlussmitteilung")
    assert pruefe_verfahren() == []


def test_ohne_gepruefte_stichprobe_kein_ergebnis(welt: Welt, geprueft: Antrag) -> None:
    person, eingaben = TATEN["nachweispruefung"]
    aufgabe = offene_pruefung(geprueft)
    for satz in ("noch nicht gezogen", "Noch nicht geprüfte Belege der Stichprobe: 1"):
        vorher = bild()
        with uhr.gestellt(NACH_DEM_ENDE), pytest.raises(Eingabefehler) as fehler:
            aufgaben.erledigen(aufgabe.pk, akteur=welt.neu(person), eingaben=eingaben)
        assert satz in str(fehler.value.formular.errors)
        assert bild() == vorher
        if "gezogen" in satz:
            with uhr.gestellt(NACH_DEM_ENDE):
                nachweispruefung.ziehe_stichprobe(aufgabe.pk, akteur=welt.neu("sb"))


def test_kuerzung_fuehrt_zur_rueckforderung_und_sperrt_den_abschluss(welt: Welt, geprueft: Antrag) -> None:
    sieh_an(welt, geprueft)
    beleg = geprueft.nachweis.belege.get(nr=2)
    with uhr.gestellt(NACH_DEM_ENDE):
        nachweispruefung.pruefe_beleg(
            offene_pruefung(geprueft).pk,
            beleg.pk,
            akteur=welt.neu("sb"),
            gekuerzt=Decimal("1000.00"),
            grund="Kein Zusammenhang mit dem Zweck",
        )
    antrag = pruefe_und_zeichne(welt, geprueft)
    forderung = antrag.rueckforderungen.get()
    assert (antrag.status, antrag.abgerechnet, forderung.betrag) == (
        "kontrolliert",
        Decimal("9200.00"),
        Decimal("800.00"),
    )
    assert "Kein Zusammenhang mit dem Zweck" in str(
        antrag.schriftstuecke.get(art="pruefvermerk_nachweis").inhalt
    )
    vorher = bild()
    with uhr.gestellt(NACH_DEM_ENDE), pytest.raises(MaengelFehler) as fehler:
        welt.tu(antrag, "abschluss", "sb", schliessen="on")
    assert [m.text for m in fehler.value.maengel] == [
        f"1. Rückforderung ist noch nicht erledigt ({forderung.get_status_display()})."
    ]
    assert bild() == vorher


def test_kleinbetrag_wird_nicht_gefordert(welt: Welt) -> None:
    mit_belegen(welt, kleinbetrag=Decimal("50.00"))
    antrag = bis_zum_nachweis(welt)
    reiche_ein(welt, antrag, "7500.00", "4950.00")
    sieh_an(welt, antrag)
    antrag = pruefe_und_zeichne(welt, Antrag.objects.get(pk=antrag.pk))
    assert (antrag.abgerechnet, antrag.rueckforderungen.count()) == (Decimal("9960.00"), 0)
    with uhr.gestellt(NACH_DEM_ENDE):
        antrag = welt.tu(antrag, "abschluss", "sb", schliessen="on")
    assert (antrag.status, stuecke(antrag)[-1]) == ("abgeschlossen", "schlussmitteilung")


def test_verzicht_auf_den_rest_zahlt_nichts_nach(welt: Welt) -> None:
    mit_belegen(welt)
    antrag = bis_zum_nachweis(welt, abgerufen="6.000,00", beenden=True)
    reiche_ein(welt, antrag, "12500.00")
    sieh_an(welt, antrag)
    antrag = pruefe_und_zeichne(welt, Antrag.objects.get(pk=antrag.pk))
    assert (antrag.status, antrag.abgerechnet, antrag.nachweis.restzahlung) == (
        "kontrolliert",
        Decimal("6000.00"),
        NULL,
    )
    assert antrag.nachweis.rechenweg[-1] == "Auf den nicht abgerufenen Rest hat der Träger verzichtet."
    assert (haushalt.bestand(antrag.aktenzeichen).gebunden, antrag.mittelabrufe.count()) == (NULL, 1)


def test_restzahlung_geht_durch_die_kasse_und_dann_ist_es_kontrolliert(welt: Welt) -> None:
    """The Bescheid keeps the rest back until the proof: 6.000 paid, costs fall, 3.200 follow."""
    mit_belegen(welt)
    antrag = bis_zum_nachweis(welt, abgerufen="6.000,00", beenden=False)
    rate = Rate.objects.create(bescheid=antrag.bescheid, nr=1, betrag=Decimal("6000.00"))
    antrag.mittelabrufe.update(rate=rate)
    antragstuer.aufnehmen(antrag.pk, akteur=None)
    antrag = Antrag.objects.get(pk=antrag.pk)
    reiche_ein(welt, antrag, "7500.00", "4000.00")
    sieh_an(welt, antrag)
    antrag = pruefe_und_zeichne(welt, Antrag.objects.get(pk=antrag.pk))
    abruf = antrag.mittelabrufe.latest("nr")
    assert (antrag.status, antrag.abgerechnet, offene(antrag)) == (
        "ausgezahlt",
        Decimal("9200.00"),
        ["sachliche_feststellung"],
    )
    assert (abruf.art, abruf.betrag) == (Abrufart.REST, Decimal("3200.00"))
    assert haushalt.bestand(antrag.aktenzeichen).gebunden == Decimal("3200.00")
    assert (antrag.offen, antrag.entfallen) == (Decimal("3200.00"), Decimal("800.00"))
    assert list(hauptbuch_gegen_faelle()) == []


def test_rueckfrage_geht_hin_und_her(welt: Welt, geprueft: Antrag) -> None:
    beleg, aufgabe = geprueft.nachweis.belege.get(nr=1), offene_pruefung(geprueft)
    with uhr.gestellt(NACH_DEM_ENDE):
        frage = nachweispruefung.frage(aufgabe.pk, "Wer war das?", akteur=welt.neu("sb"), beleg_id=beleg.pk)
        gestrichen = nachweispruefung.frage(aufgabe.pk, "Und das?", akteur=welt.neu("sb"))
        nachweispruefung.streiche_frage(aufgabe.pk, gestrichen.pk, akteur=welt.neu("sb"))
        welt.tu(geprueft, "nachweispruefung", "sb", punkt_eins="ja", ergebnis="rueckfrage")
    assert offene(geprueft) == ["verwendungsnachweis"]
    assert Nachricht.objects.latest("id").betreff == "Rückfrage zum Verwendungsnachweis"
    antrag = Antrag.objects.get(pk=geprueft.pk)
    with uhr.gestellt(NACH_DEM_ENDE):
        with pytest.raises(MaengelFehler, match="Bitte antworten Sie auf die Rückfrage zu: Beleg 1"):
            welt.tu(antrag, "verwendungsnachweis", "zeichnung", bestaetigung="on")
        bericht.beantworte_rueckfragen(antrag, {frage.pk: "Die Buchhandlung."}, akteur=welt.neu("antrag"))
        welt.tu(antrag, "verwendungsnachweis", "zeichnung", bestaetigung="on")
    frage.refresh_from_db()
    assert (frage.antwort, offene(antrag)) == ("Die Buchhandlung.", ["nachweispruefung"])
    aktionen = list(
        Eintrag.objects.filter(kette=antrag.kette).order_by("nr").values_list("aktion", flat=True)
    )
    assert aktionen[-6:] == [
        "rueckfrage_notieren",
        "rueckfrage_notieren",
        "rueckfrage_streichen",
        "nachweispruefung",
        "rueckfragen_beantworten",
        "verwendungsnachweis",
    ]


@pytest.mark.parametrize("person", ["sb2", "leitung", "zeichnung", "fb51"])
def test_wer_die_aufgabe_nicht_hat_zieht_und_kuerzt_nicht(welt: Welt, geprueft: Antrag, person: str) -> None:
    aufgabe, vorher, verweigert = offene_pruefung(geprueft), bild(), verweigerte(geprueft)
    beleg = geprueft.nachweis.belege.get(nr=1)
    with uhr.gestellt(NACH_DEM_ENDE):
        for tun in (
            lambda: nachweispruefung.ziehe_stichprobe(aufgabe.pk, akteur=welt.neu(person)),
            lambda: nachweispruefung.pruefe_beleg(
                aufgabe.pk, beleg.pk, akteur=welt.neu(person), gekuerzt=NULL
            ),
            lambda: nachweispruefung.frage(aufgabe.pk, "Was?", akteur=welt.neu(person)),
        ):
            with pytest.raises((Ueberholt, Verweigert)):
                tun()
    assert bild() == vorher
    assert verweigerte(geprueft) >= verweigert


def test_nach_der_pruefung_wird_nicht_mehr_gekuerzt(welt: Welt, geprueft: Antrag) -> None:
    sieh_an(welt, geprueft)
    aufgabe = offene_pruefung(geprueft)
    person, eingaben = TATEN["nachweispruefung"]
    with uhr.gestellt(NACH_DEM_ENDE):
        welt.tu(geprueft, "nachweispruefung", person, **eingaben)
        with pytest.raises(Ueberholt):
            nachweispruefung.ziehe_stichprobe(aufgabe.pk, akteur=welt.neu("sb"), grund="noch einmal")
    assert geprueft.nachweis.stichproben.count() == 1
