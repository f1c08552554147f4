"""Topics, sites and the institutions at them, kept in the browser."""

import pytest

from antraege.angebote.models import Einrichtung, Standort, Themenfeld
from rollen.models import Eintrag, Stelle
from rollen.rechte import Verweigert
from rollen.stammdaten import aenderungen
from rollen.taten import Tat
from tests.fabriken import StelleFactory, stadt
from tests.rollen.seiten import als
from tests.rollen.stammwelt import administration, fehler, pflege, schlage_vor

pytestmark = pytest.mark.django_db


def test_ein_themenfeld_und_wer_es_koordiniert() -> None:
    amt, anderes, wer, zweite = (
        StelleFactory(name="Amt"),
        StelleFactory(name="Bereich"),
        pflege(),
        administration(),
    )
    neu = schlage_vor(
        "themenfeld", "anlegen", akteur=wer, name="Sport für alle", reihenfolge=7, koordination=[amt]
    )
    aenderungen.gib_frei(neu.pk, akteur=zweite)
    thema = Themenfeld.objects.get()
    assert (thema.kuerzel, list(thema.koordination.all())) == ("sport-fur-alle", [amt])
    wechsel = schlage_vor("themenfeld", "koordination", thema, akteur=wer, koordination=[anderes])
    assert (wechsel.vorher, wechsel.nachher) == ({"koordination": "Amt"}, {"koordination": "Bereich"})
    with pytest.raises(Verweigert):
        aenderungen.gib_frei(wechsel.pk, akteur=wer)
    assert list(thema.koordination.all()) == [amt]
    aenderungen.gib_frei(wechsel.pk, akteur=zweite)
    assert list(thema.koordination.all()) == [anderes]
    assert "name" in fehler("themenfeld", "anlegen", name="SPORT für alle", reihenfolge=1, koordination=[amt])


def test_ein_standort_bekommt_seine_stelle_und_einen_anderen_namen() -> None:
    amt, wer = StelleFactory(), pflege()
    neu = schlage_vor(
        "standort", "anlegen", akteur=wer, name="Campus Ost", eltern=amt, quartier="Ost", merkmal=""
    )
    assert not Standort.objects.exists()
    aenderungen.gib_frei(neu.pk, akteur=administration())
    standort = Standort.objects.get()
    assert (standort.stelle.name, standort.stelle.art, standort.stelle.eltern) == (
        "Campus Ost",
        "standort",
        amt,
    )
    schlage_vor("standort", "aendern", standort, akteur=wer, name="Campus Hafen")
    assert Stelle.objects.get(pk=standort.stelle_id).name == "Campus Hafen"
    assert aenderungen.namen_vor("standort", [standort.pk]) == {standort.pk: ["Campus Ost"]}
    assert "name" in fehler("standort", "anlegen", name="Campus Hafen", eltern=amt, quartier="x")


def test_eine_einrichtung_kommt_und_geht_und_ihre_stelle_weiss_es() -> None:
    ort = Standort.objects.create(stelle=StelleFactory(name="Campus", art="standort"), quartier="Ost")
    schule, ogs, wer = StelleFactory(art="schule"), StelleFactory(art="traeger"), pflege()
    schlage_vor(
        "einrichtung", "anlegen", akteur=wer, stelle=schule, standort=ort, merkmal="", ogs_traeger=ogs
    )
    einrichtung = Einrichtung.objects.get()
    assert (einrichtung.standort, einrichtung.ogs_traeger) == (ort, ogs)
    assert "Zugehörigkeit zu einem Standort (1)" in fehler("stelle", "schliessen", schule)["__all__"][0]
    schlage_vor("einrichtung", "herausnehmen", einrichtung, akteur=wer)
    einrichtung.refresh_from_db()
    assert (einrichtung.standort, einrichtung.ogs_traeger) == (None, ogs)
    assert "__all__" not in fehler("stelle", "schliessen", schule)
    taten = Eintrag.objects.filter(kette=schule.kette).order_by("nr").values_list("aktion", flat=True)
    assert list(taten) == [Tat.EINRICHTUNG_AUFNEHMEN, Tat.EINRICHTUNG_HERAUSNEHMEN]


def test_merkmal_und_ganztag_stehen_auch_bei_einer_einrichtung_ohne_standort() -> None:
    schule, kita, ogs, wer = (
        StelleFactory(art="schule"),
        StelleFactory(art="kita"),
        StelleFactory(art="traeger"),
        pflege(),
    )
    werte = {"stelle": schule, "standort": "", "merkmal": "Familiengrundschulzentrum", "ogs_traeger": ogs}
    schlage_vor("einrichtung", "anlegen", akteur=wer, **werte)
    einrichtung = Einrichtung.objects.get()
    assert (einrichtung.standort, einrichtung.merkmal) == (None, "Familiengrundschulzentrum")
    assert "deren Offenen Ganztag sie trägt (1)" in fehler("stelle", "schliessen", ogs)["__all__"][0]
    leer = fehler("einrichtung", "anlegen", stelle=kita, standort="", merkmal="", ogs_traeger="")
    assert leer == {"__all__": ["Bitte nennen Sie Standort, Merkmal oder Träger des Offenen Ganztags."]}
    assert "stelle" in fehler(
        "einrichtung", "anlegen", stelle=schule, standort="", merkmal="x", ogs_traeger=""
    )
    assert Einrichtung.objects.count() == 1
    stadt()
    client = als(wer)
    liste = client.get("/stammdaten/einrichtung/").content.decode()
    assert ("Familiengrundschulzentrum" in liste, str(schule) in liste) == (True, True)
    assert client.get(f"/stammdaten/einrichtung/{einrichtung.pk}/herausnehmen/").status_code == 404
    schlage_vor("stelle", "schliessen", schule, akteur=wer, nachfolge="")
    assert einrichtung.stelle == schule


def test_die_seiten_oeffnen_sich() -> None:
    thema = Themenfeld.objects.create(kuerzel="sport", name="Sport")
    thema.koordination.add(StelleFactory())
    ort = Standort.objects.create(stelle=StelleFactory(name="Campus", art="standort"), quartier="Ost")
    Einrichtung.objects.create(stelle=StelleFactory(art="schule"), standort=ort)
    stadt()
    client = als(pflege())
    seiten = ["/stammdaten/"]
    for was, pk, taten in (
        ("themenfeld", thema.pk, ("umbenennen", "koordination")),
        ("standort", ort.pk, ("aendern",)),
        ("einrichtung", Einrichtung.objects.get().pk, ("aendern", "herausnehmen")),
    ):
        vorne = f"/stammdaten/{was}/"
        seiten += [vorne, f"{vorne}?suche=x", f"{vorne}neu/", f"{vorne}{pk}/"]
        seiten += [f"{vorne}{pk}/{tat}/" for tat in taten]
    assert {seite: client.get(seite).status_code for seite in seiten} == dict.fromkeys(seiten, 200)
