"""Units and institutions: made, renamed, moved and closed, with the people whose rights follow the tree."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from rollen import mitgliedschaften, rechte, stellen, uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag, Mitgliedschaft, Stammdatenaenderung, Stelle, Stellenart
from rollen.rechte import Verweigert
from rollen.stammdaten import aenderungen
from rollen.stammdaten.stelle import STELLE
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat
from tests.fabriken import StelleFactory, TraegerFactory, person_mit, rolle_geben, stadt
from tests.rollen.stammwelt import administration, fehler, pflege, schlage_vor

pytestmark = pytest.mark.django_db


def _taten(kette: str) -> list[str]:
    return list(Eintrag.objects.filter(kette=kette).order_by("nr").values_list("aktion", flat=True))


def test_eine_schule_gilt_erst_nach_der_zweiten_person() -> None:
    wer, zweite = pflege(), administration()
    vorschlag = schlage_vor(
        "stelle",
        "anlegen",
        akteur=wer,
        art="schule",
        name="Möwen-Grundschule",
        eltern=stadt(),
        nummer="191234",
    )
    assert vorschlag.wartet
    assert not Stelle.objects.filter(name="Möwen-Grundschule").exists()
    aenderungen.gib_frei(vorschlag.pk, akteur=zweite)
    schule = Stelle.objects.get(name="Möwen-Grundschule")
    assert (schule.art, schule.nummer, schule.kuerzel) == ("schule", "191234", "schule-191234")
    assert schule.pfad == f"{stadt().pk}.{schule.pk}."
    assert _taten("stammdaten") == [Tat.STAMMDATEN_VORSCHLAGEN]
    eintrag = Eintrag.objects.get(kette=f"stelle/{schule.pk}")
    assert (eintrag.aktion, eintrag.akteur, eintrag.vorher) == (Tat.STELLE_ANLEGEN, zweite, {})
    assert eintrag.nachher["name"] == "Möwen-Grundschule"
    assert eintrag.personen == {"vorgeschlagen_von": wer.name}


def test_wer_vorschlaegt_gibt_nicht_frei_und_wer_fremd_ist_auch_nicht() -> None:
    wer = administration()
    fremd = person_mit(Rolle.ADMINISTRATION, StelleFactory())
    vorschlag = schlage_vor("stelle", "anlegen", akteur=wer, art="bereich", name="Neu", eltern=stadt())
    for person in (wer, fremd, pflege()):
        with pytest.raises(Verweigert):
            aenderungen.gib_frei(vorschlag.pk, akteur=person)
    assert not Stelle.objects.filter(name="Neu").exists()
    with pytest.raises(Verweigert):
        schlage_vor(
            "stelle",
            "anlegen",
            akteur=person_mit(Rolle.LEITUNG, stadt()),
            art="bereich",
            name="Neu 2",
            eltern=stadt(),
        )


def test_eine_kita_eines_traegers_gehoert_nicht_zur_stadt() -> None:
    traeger = TraegerFactory(stelle=StelleFactory(art=Stellenart.TRAEGER, eltern=None)).stelle
    Stelle.objects.filter(pk=stadt().pk).update(staedtisch=True)
    for eltern, staedtisch in ((traeger, False), (stadt(), True)):
        vorschlag = schlage_vor(
            "stelle", "anlegen", akteur=pflege(), art="kita", name="Kita Ost", eltern=eltern
        )
        aenderungen.gib_frei(vorschlag.pk, akteur=administration())
        assert Stelle.objects.get(name="Kita Ost", eltern=eltern).staedtisch is staedtisch


@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"art": "schule", "nummer": "12"}, "nummer"),
        ({"art": "bereich", "nummer": "191234"}, "nummer"),
        ({"art": "schule", "nummer": "190001"}, "nummer"),
        ({"art": "schule", "name": " vorhandene  SCHULE "}, "name"),
        ({"art": "schule", "aktenzeichen": "99"}, "aktenzeichen"),
        ({"art": "bereich", "aktenzeichen": "40/9"}, "aktenzeichen"),
        ({"art": "traeger"}, "art"),
        ({"art": "kasse"}, "art"),
        ({"art": "kita", "eltern": ""}, "eltern"),
        ({"art": "kita", "gilt_ab": "2020-01-01"}, "gilt_ab"),
    ],
)
def test_was_nicht_geht_steht_am_feld(werte: dict[str, str], feld: str) -> None:
    StelleFactory(art="schule", name="Vorhandene Schule", nummer="190001")
    StelleFactory(aktenzeichen="40/9")
    gefunden = fehler("stelle", "anlegen", **{"name": "Neue", "eltern": stadt(), **werte})
    assert list(gefunden) == [feld]


def test_umbenennen_braucht_niemand_zweiten_und_der_alte_name_bleibt_auffindbar() -> None:
    wer, stelle = pflege(), StelleFactory(name="Schulverwaltungsamt", aktenzeichen="40")
    aenderung = schlage_vor(
        "stelle", "umbenennen", stelle, akteur=wer, name="Fachbereich Schule", gilt_ab="2023-08-01"
    )
    stelle.refresh_from_db()
    assert (stelle.name, stelle.aktenzeichen) == ("Fachbereich Schule", "40")
    assert aenderung.vorher == {"name": "Schulverwaltungsamt"}
    assert list(aenderungen.frueher_genannt("stelle", "verwaltung")) == [{"objekt_id": stelle.pk}]
    assert aenderungen.namen_vor("stelle", [stelle.pk]) == {stelle.pk: ["Schulverwaltungsamt"]}
    eintrag = Eintrag.objects.get(kette=f"stelle/{stelle.pk}")
    assert (eintrag.aktion, eintrag.vorher, eintrag.nachher) == (
        Tat.STELLE_UMBENENNEN,
        {"name": "Schulverwaltungsamt"},
        {"name": "Fachbereich Schule", "gueltig_ab": "2023-08-01"},
    )
    assert "gilt_ab" in fehler("stelle", "umbenennen", stelle, name="Noch anders", gilt_ab="2023-07-31")


def test_ein_kuerzel_das_aktenzeichen_trug_bekommt_keine_andere_stelle() -> None:
    alt, neu = StelleFactory(aktenzeichen="40/5"), StelleFactory(aktenzeichen="40/7")
    schlage_vor("stelle", "umbenennen", alt, akteur=pflege(), aktenzeichen="40/8")
    assert "aktenzeichen" in fehler("stelle", "umbenennen", neu, name=neu.name, aktenzeichen="40/5")


def test_ein_name_ab_einem_spaeteren_tag_gilt_erst_dann() -> None:
    stelle = StelleFactory(name="Alt", aktenzeichen="")
    with uhr.gestellt(datetime(2026, 7, 1, 8, tzinfo=UTC)):
        vorgemerkt = schlage_vor(
            "stelle", "umbenennen", stelle, akteur=pflege(), name="Neu", gilt_ab="2026-08-01"
        )
        assert list(aenderungen.fuehre_aus()) == []
        assert vorgemerkt.stand == "vorgemerkt"
        with pytest.raises(ValidationError, match="schon einen offenen"):
            schlage_vor("stelle", "umbenennen", stelle, akteur=pflege(), name="Anders")
    stelle.refresh_from_db()
    assert stelle.name == "Alt"
    with uhr.gestellt(datetime(2026, 8, 1, 8, tzinfo=UTC)):
        assert list(aenderungen.fuehre_aus()) == [f"{vorgemerkt}: gilt."]
        assert list(aenderungen.fuehre_aus()) == []
    stelle.refresh_from_db()
    assert stelle.name == "Neu"
    assert _taten(stelle.kette) == [Tat.STAMMDATEN_VORMERKEN, Tat.STELLE_UMBENENNEN]


def test_wer_nichts_aendert_bekommt_es_gesagt() -> None:
    with pytest.raises(ValidationError, match="nichts geändert"):
        schlage_vor("stelle", "angaben", StelleFactory(), akteur=pflege())
    assert not Stammdatenaenderung.objects.exists()


def test_ein_umzug_nennt_wer_rechte_gewinnt_und_verliert_und_nimmt_alles_mit() -> None:
    alt, neu = StelleFactory(name="Alt"), StelleFactory(name="Neu")
    bereich = StelleFactory(eltern=alt)
    unten = StelleFactory(eltern=bereich, name="Ganz unten")
    verliert, gewinnt = person_mit(Rolle.LEITUNG, alt), person_mit(Rolle.LEITUNG, neu)
    oben = person_mit(Rolle.RECHNUNGSPRUEFUNG, stadt())
    vorschlag = schlage_vor("stelle", "verschieben", bereich, akteur=pflege(), eltern=neu)
    form = aenderungen.formular(vorschlag)
    assert form.is_valid()
    folgen = {folge.titel: [text for text, _ in folge.zeilen] for folge in form.folgen()}
    assert folgen == {
        "Bekommt Rechte an dieser Stelle": [f"{gewinnt}, Leitung an „Neu“"],
        "Verliert Rechte an dieser Stelle": [f"{verliert}, Leitung an „Alt“"],
        "Zieht mit um": ["Ganz unten"],
    }
    assert rechte.darf(verliert, Recht.BEWILLIGEN, unten)
    aenderungen.gib_frei(vorschlag.pk, akteur=administration())
    unten.refresh_from_db()
    assert unten.pfad == f"{stadt().pk}.{neu.pk}.{bereich.pk}.{unten.pk}."
    for person, darf in ((verliert, False), (gewinnt, True)):
        rechte.vergiss(person)
        assert rechte.darf(person, Recht.BEWILLIGEN, unten) is darf
    assert rechte.darf(oben, Recht.FALL_SEHEN, unten)


def test_wer_dadurch_rechte_bekaeme_gibt_es_nicht_frei() -> None:
    neu = StelleFactory()
    bereich = StelleFactory(eltern=StelleFactory())
    vorschlag = schlage_vor("stelle", "verschieben", bereich, akteur=pflege(), eltern=neu)
    beide = administration()
    rolle_geben(beide, Rolle.LEITUNG, neu)
    rechte.vergiss(beide)
    with pytest.raises(Verweigert, match="selbst Rechte"):
        aenderungen.gib_frei(vorschlag.pk, akteur=beide)
    bereich.refresh_from_db()
    assert bereich.eltern != neu


def test_unter_sich_selbst_zieht_niemand() -> None:
    oben = StelleFactory()
    unten = StelleFactory(eltern=oben)
    assert "eltern" in fehler("stelle", "verschieben", oben, eltern=unten)
    assert "eltern" in fehler("stelle", "verschieben", oben, eltern=oben)


def test_was_sich_seit_dem_vorschlag_geaendert_hat_wird_nicht_ueberschrieben() -> None:
    eins, zwei, drei = StelleFactory(), StelleFactory(), StelleFactory()
    bereich = StelleFactory(eltern=eins)
    vorschlag = schlage_vor("stelle", "verschieben", bereich, akteur=pflege(), eltern=zwei)
    bereich.eltern = drei
    stellen.speichere(bereich)
    with pytest.raises(Ueberholt, match="geändert"):
        aenderungen.gib_frei(vorschlag.pk, akteur=administration())
    bereich.refresh_from_db()
    assert bereich.eltern == drei
    aenderungen.verwirf(vorschlag.pk, akteur=pflege())
    with pytest.raises(Ueberholt, match="schon entschieden"):
        aenderungen.verwirf(vorschlag.pk, akteur=pflege())


def test_geschlossen_wird_nicht_wo_noch_menschen_und_stellen_sind() -> None:
    amt = StelleFactory()
    StelleFactory(eltern=amt)
    person_mit(Rolle.LEITUNG, amt)
    (satz,) = fehler("stelle", "schliessen", amt)["__all__"]
    assert "Stellen, die zu ihr gehören (1)" in satz
    assert "Rollen von Personen (1)" in satz
    assert "die folgt" in satz


def test_eine_leere_stelle_schliesst_und_oeffnet_wieder() -> None:
    amt = StelleFactory()
    vorschlag = schlage_vor("stelle", "schliessen", amt, akteur=pflege())
    aenderungen.gib_frei(vorschlag.pk, akteur=administration())
    amt = Stelle.objects.get(pk=amt.pk)
    assert not amt.aktiv
    zurueck = schlage_vor("stelle", "oeffnen", amt, akteur=pflege())
    aenderungen.gib_frei(zurueck.pk, akteur=administration())
    amt = Stelle.objects.get(pk=amt.pk)
    assert amt.aktiv
    assert _taten(amt.kette)[1::2] == [Tat.STELLE_SCHLIESSEN, Tat.STELLE_OEFFNEN]


def test_die_nachfolge_uebernimmt_personen_stellen_und_akten() -> None:
    alt, neu = StelleFactory(name="Alt"), StelleFactory(name="Neu")
    kind = StelleFactory(eltern=alt)
    leitung, vorschlagend = person_mit(Rolle.LEITUNG, alt, "fachbereichsleitung"), pflege()
    rolle_geben(vorschlagend, Rolle.SACHBEARBEITUNG, alt)
    vorschlag = schlage_vor("stelle", "schliessen", alt, akteur=vorschlagend, nachfolge=neu)
    zweite = administration()
    aenderungen.gib_frei(vorschlag.pk, akteur=zweite)
    alt.refresh_from_db()
    kind.refresh_from_db()
    assert (alt.aktiv, alt.eltern, kind.eltern) == (False, neu, neu)
    rechte.vergiss(leitung)
    assert rechte.darf(leitung, Recht.BEWILLIGEN, neu)
    assert rechte.darf(leitung, Recht.FALL_SEHEN, alt)
    rolle = Mitgliedschaft.objects.get(benutzer=leitung, gruppe__stelle=neu)
    assert (rolle.ebene, rolle.beantragt_von, rolle.bestaetigt_von) == (
        "fachbereichsleitung",
        vorschlagend,
        zweite,
    )
    eigene = Mitgliedschaft.objects.get(benutzer=vorschlagend, gruppe__stelle=neu)
    assert eigene.bestaetigt_von is None
    assert _taten(kind.kette) == [Tat.STELLE_VERSCHIEBEN]


def test_wo_niemand_mehr_ist_wird_keine_rolle_vergeben() -> None:
    amt, wer = StelleFactory(aktiv=False), administration()
    with pytest.raises(ValidationError, match="geschlossen"):
        mitgliedschaften.beantragen(
            pflege(), rolle=Rolle.LEITUNG, stelle=amt, akteur=wer, von=date(2099, 1, 1)
        )
    assert not Mitgliedschaft.objects.filter(gruppe__stelle=amt).exists()


@pytest.mark.parametrize("art", ["stadt", "kasse"])
def test_stadt_und_kasse_bleiben(art: str) -> None:
    stelle = stadt() if art == "stadt" else StelleFactory(art="kasse")
    assert "schliessen" not in [handlung.name for handlung in STELLE.moegliche(stelle)]


def test_was_am_tag_nicht_mehr_passt_bleibt_liegen_und_sagt_warum() -> None:
    amt, wer = StelleFactory(), pflege()
    with uhr.gestellt(datetime(2026, 7, 1, 8, tzinfo=UTC)):
        vorschlag = schlage_vor("stelle", "schliessen", amt, akteur=wer, gilt_ab="2026-08-01")
        aenderungen.gib_frei(vorschlag.pk, akteur=administration())
    kind = StelleFactory(eltern=amt)
    with uhr.gestellt(datetime(2026, 8, 1, 8, tzinfo=UTC)):
        (satz,) = aenderungen.fuehre_aus()
        assert "konnte nicht wirksam werden" in satz
    vorschlag.refresh_from_db()
    assert "Stellen, die zu ihr gehören (1)" in vorschlag.hindernis
    assert Stelle.objects.get(pk=amt.pk).aktiv
    kind.eltern = stadt()
    stellen.speichere(kind)
    with uhr.gestellt(datetime(2026, 8, 2, 8, tzinfo=UTC)):
        assert list(aenderungen.fuehre_aus()) == [f"{vorschlag}: gilt."]
    assert not Stelle.objects.get(pk=amt.pk).aktiv
    taten = [Tat.STAMMDATEN_VORSCHLAGEN, Tat.STAMMDATEN_FREIGEBEN, Tat.STELLE_SCHLIESSEN]
    assert _taten(amt.kette) == taten
    assert Eintrag.objects.get(kette=amt.kette, aktion=Tat.STELLE_SCHLIESSEN).akteur is None
