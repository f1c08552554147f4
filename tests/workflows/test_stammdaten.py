"""A Stelle with open work is closed only when another one follows; what cannot go over stands in the way."""

import pytest
from django.apps import apps

from antraege.foerderberatung import dienst
from antraege.foerderberatung.models import Beratungsvermerk
from antraege.programme.models import Foerderprogramm
from rollen.models import Eintrag, Stelle
from rollen.pruefung import pruefe_kette
from rollen.stammdaten import aenderungen
from rollen.stammdaten.sache import BINDUNGEN
from rollen.taten import Tat
from tests.fabriken import StelleFactory
from tests.rollen.stammwelt import administration, fehler, pflege, schlage_vor
from tests.welt import Welt
from tests.workflows.foerderberatung.beratungswelt import vermerk
from tests.workflows.wege import FORMAL
from workflows.models import Aufgabe


def _woerter(stelle: Stelle) -> list[str]:
    return [bindung.wort for bindung in BINDUNGEN if bindung.offen(stelle).exists()]


def test_ein_amt_mit_offener_arbeit_bleibt_ohne_nachfolge(welt: Welt) -> None:
    welt.eingereicht()
    assert set(_woerter(welt.stellen["fb40"])) == {
        "Rollen von Personen",
        "laufende Fälle, für die sie zuständig ist",
        "Haushaltsstellen",
        "Programme, die sie führt",
        "offene Aufgaben",
    }
    (satz,) = fehler("stelle", "schliessen", welt.stellen["fb40"])["__all__"]
    assert "laufende Fälle, für die sie zuständig ist (1)" in satz


def test_die_nachfolge_fuehrt_die_faelle_weiter(welt: Welt) -> None:
    antrag, neu = welt.eingereicht(), StelleFactory(name="Amt für Bildung", aktenzeichen="41")
    stand = antrag.stand
    vorschlag = schlage_vor("stelle", "schliessen", welt.stellen["fb40"], akteur=pflege(), nachfolge=neu)
    antrag.refresh_from_db()
    assert antrag.stelle == welt.stellen["fb40"]
    aenderungen.gib_frei(vorschlag.pk, akteur=administration())
    antrag.refresh_from_db()
    welt.haushaltsstelle.refresh_from_db()
    assert (antrag.stelle, antrag.stand, antrag.aktenzeichen) == (neu, stand + 1, "40-FK-2023-00001")
    assert welt.haushaltsstelle.stelle == neu
    assert Foerderprogramm.objects.get(kuerzel="kindercampus").stelle == neu
    assert set(Aufgabe.objects.filter(antrag=antrag, finished=None).values_list("stelle", flat=True)) == {
        neu.pk
    }
    eintrag = Eintrag.objects.filter(kette=f"antrag/{antrag.pk}").latest("nr")
    assert (eintrag.aktion, eintrag.nachher["stelle"]) == (Tat.ZUSTAENDIGKEIT_UEBERGEBEN, "Amt für Bildung")
    uebergeben = Eintrag.objects.filter(aktion=Tat.ZUSTAENDIGKEIT_UEBERGEBEN).values_list("objekt", flat=True)
    assert {f"haushaltsstelle/{welt.haushaltsstelle.pk}", f"antrag/{antrag.pk}"} <= set(uebergeben)
    assert {"aufgabe", "foerderprogramm"} <= {name.partition("/")[0] for name in uebergeben}
    assert all(pruefe_kette(kette).heil for kette in ("haushalt", f"antrag/{antrag.pk}"))
    assert welt.tu(antrag, "formale_pruefung", "sb", **FORMAL).stelle == neu
    assert _woerter(Stelle.objects.get(kuerzel="fb-40")) == []


def test_was_niemand_uebernehmen_kann_steht_auch_mit_nachfolge_im_weg(welt: Welt) -> None:
    antrag = welt.eingereicht()
    (satz,) = fehler("stelle", "schliessen", antrag.traeger, nachfolge=StelleFactory(art="traeger"))[
        "__all__"
    ]
    assert "laufende eigene Anträge (1)" in satz
    assert "zurückgezogen" in satz
    (satz,) = fehler("stelle", "schliessen", welt.stellen["fb51"], nachfolge=welt.stellen["fb40"])["__all__"]
    assert "Richtlinien, nach denen sie mitzeichnet (1)" in satz


def test_die_nachfolge_beraet_weiter_wo_nichts_erledigt_ist(welt: Welt) -> None:
    offen, erledigt = vermerk(welt), vermerk(welt)
    dienst.schliesse_ab(erledigt.pk, stand=erledigt.stand, akteur=welt.neu("sb"))
    assert "offene Beratungen" in _woerter(welt.stellen["fb40"])
    neu = StelleFactory(name="Amt für Bildung", aktenzeichen="41")
    vorschlag = schlage_vor("stelle", "schliessen", welt.stellen["fb40"], akteur=pflege(), nachfolge=neu)
    aenderungen.gib_frei(vorschlag.pk, akteur=administration())
    stellen = [(v.stelle, v.stand) for v in Beratungsvermerk.objects.order_by("pk")]
    assert stellen == [(neu, offen.stand + 1), (welt.stellen["fb40"], erledigt.stand + 1)]


# Fields that name a Stelle and never keep it open: what has happened, and rows that live and die with their Stelle.
BLEIBT = {
    "antrag.Abgabe.an",
    "antrag.Abgabe.von",
    "angebote.Bedarfsantwort.anbieter",
    "foerderberatung.Beratungsvermerk.organisation",
    "antrag.Aktenzeichenkreis.stelle",
    "antrag.Mitzeichnung.stelle",
    "foerderung.Aenderung.bisheriger_traeger",
    "foerderung.Beihilfe.stelle",
    "foerderung.Veroeffentlichungssperre.organisation",
    "rollen.Bankverbindung.stelle",
    "rollen.Eintrag.stelle",
    "rollen.Rollengruppe.stelle",
    "rollen.StelleGroupObjectPermission.content_object",
    "rollen.StelleUserObjectPermission.content_object",
    "rollen.Traeger.stelle",
    "angebote.Standort.stelle",
}
ERFRAGT = {
    "angebote.Abruf.anbieter",
    "angebote.Abruf.einrichtung",
    "angebote.Bedarf.einrichtung",
    "foerderberatung.Beratungsvermerk.stelle",
    "gremien.Gremienvorlage.stelle",
    "angebote.Angebot.anbieter",
    "angebote.Einrichtung.ogs_traeger",
    "angebote.Einrichtung.stelle",
    "angebote.Themenfeld.koordination",
    "antrag.Antrag.standort",
    "antrag.Antrag.stelle",
    "antrag.Antrag.traeger",
    "foerderung.Aenderung.neuer_traeger",
    "foerderung.Weiterleitung.stelle",
    "haushalt.Haushaltsstelle.stelle",
    "haushalt.Jahreswechsel.stelle",
    "kooperation.Partei.stelle",
    "programme.Foerderprogramm.stelle",
    "programme.Mitzeichnungsstelle.stelle",
    "revision.Feststellung.organisation",
    "revision.Feststellung.stelle",
    "rollen.Stelle.eltern",
    "workflows.Aufgabe.stelle",
}


def test_jeder_verweis_auf_eine_stelle_ist_bedacht() -> None:
    verweise = {
        f"{modell._meta.app_label}.{modell.__name__}.{feld.name}"
        for modell in apps.get_models()
        if not modell._meta.auto_created
        for feld in modell._meta.get_fields()
        if feld.concrete and feld.is_relation and feld.related_model is Stelle
    }
    assert verweise == BLEIBT | ERFRAGT


@pytest.mark.django_db
def test_jede_bindung_laesst_sich_fragen() -> None:
    stelle = StelleFactory()
    assert {bindung.wort for bindung in BINDUNGEN if list(bindung.offen(stelle))} == set()
    assert [bindung.wort for bindung in BINDUNGEN if not (bindung.uebergib or bindung.rat)] == []


def test_was_offen_ist_nennt_sich_in_worten_und_nicht_wie_die_stelle_selbst(demo: None) -> None:
    """Every kind of open work at every Stelle of the demo, as the page of the closing lists it."""
    genannt = {
        (bindung.wort, stelle.name, bindung.worte(zeile))
        for stelle in Stelle.objects.all()
        for bindung in BINDUNGEN
        for zeile in bindung.offen(stelle)[:3]
    }
    assert len({wort for wort, _, _ in genannt}) > len(BINDUNGEN) / 2
    assert [eines for eines in genannt if "<" in eines[2] or eines[2] in ("", eines[1])] == []
