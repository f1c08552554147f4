"""What the city alone decides: the delivered value until two people have set another one, from its day on."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from antraege.kern.maengel import MaengelFehler
from antraege.programme import festwerte
from antraege.programme.forms import FestwertFormular
from antraege.programme.models import Festwert, Festwertart
from antraege.programme.models.festwert import EINSTELLUNGEN, WERTGRENZEN
from antraege.programme.redaktion import dienst
from antraege.programme.regelwerk import als_daten
from rollen import uhr
from rollen.models import Benutzer, Eintrag
from rollen.models.mitgliedschaft import Ebene
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import person_mit, stadt
from tests.rollen.seiten import als

pytestmark = pytest.mark.django_db
ART = Festwertart.ERINNERUNG_TAGE


def test_ein_eigener_wert_gilt_ab_seinem_tag_und_nach_der_zweiten_person() -> None:
    wer, zweite = person_mit(Rolle.SACHBEARBEITUNG, stadt()), person_mit(Rolle.LEITUNG, stadt())
    with uhr.gestellt(datetime(2026, 7, 1, 8, tzinfo=UTC)):
        ab = uhr.heute().replace(day=10)
        wert = festwerte.schlage_vor(
            schluessel=ART, wert=Decimal("10.00"), gueltig_ab=ab, quelle="Verfügung", akteur=wer
        )
        with pytest.raises(Verweigert):
            festwerte.gib_frei(wert.pk, akteur=wer)
    with uhr.gestellt(datetime(2026, 7, 10, 8, tzinfo=UTC)):
        assert festwerte.einstellung(ART) == 7
        festwerte.gib_frei(wert.pk, akteur=zweite)
        assert festwerte.einstellung(ART) == 10
    with uhr.gestellt(datetime(2026, 7, 9, 8, tzinfo=UTC)):
        assert festwerte.einstellung(ART) == 7


@pytest.mark.parametrize("wert", ["0", "1,50", "367", "-1"])
def test_tage_und_monate_sind_ganze_zahlen(wert: str) -> None:
    daten = {"schluessel": ART, "wert": wert, "gueltig_ab": "2026-08-01", "quelle": "Verfügung"}
    assert list(FestwertFormular(daten).errors) == ["wert"]
    assert FestwertFormular({**daten, "wert": "366"}).is_valid()


def test_die_seite_nennt_was_mitgeliefert_ist() -> None:
    seite = als(person_mit(Rolle.LEITUNG, stadt())).get("/festwerte/")
    assert seite.status_code == 200
    text = seite.content.decode()
    assert "Einstellungen der Stadt" in text
    assert "21, mitgeliefert" in text
    gruppen = {marke: [art for art, _, _ in gruppe] for marke, _, gruppe in seite.context["gruppen"]}
    assert gruppen["stadt"] == [*EINSTELLUNGEN, *WERTGRENZEN.values()]
    assert Festwertart.BASISZINS in gruppen["gesetz"]


def _setze(ebene: str, wert: int, ab: date, *wer: Benutzer) -> Festwert:
    schluessel = WERTGRENZEN[Ebene(ebene)]
    felder = {"schluessel": schluessel, "wert": Decimal(wert), "gueltig_ab": ab, "quelle": "Dienstanweisung"}
    neu = festwerte.schlage_vor(**felder, akteur=wer[0])
    return festwerte.gib_frei(neu.pk, akteur=wer[1]) if len(wer) > 1 else neu


def test_ein_neues_programm_beginnt_mit_den_wertgrenzen_seines_tages() -> None:
    wer, zweite = person_mit(Rolle.SACHBEARBEITUNG, stadt()), person_mit(Rolle.LEITUNG, stadt())
    heute = uhr.heute()
    _setze("gruppenleitung", 5_000, heute, wer, zweite)
    _setze("dezernat", 250_000, heute, wer, zweite)
    _setze("gruppenleitung", 10_000, heute + timedelta(days=1), wer, zweite)
    _setze("bereichsleitung", 25_000, heute, wer)
    assert festwerte.wertgrenzen_am(heute - timedelta(days=1)) == {}
    assert festwerte.wertgrenzen_am(heute) == {"gruppenleitung": 5_000, "dezernat": 250_000}
    felder = {"name": "Lesen", "stelle": stadt(), "beschreibung": "", "zeichen": "L", "kooperation": False}
    neu = dienst.lege_programm_an(**felder, akteur=wer)
    assert als_daten(neu)["wertgrenzen"] == {"gruppenleitung": "5000.00", "dezernat": "250000.00"}
    seite = " ".join(als(wer).get(f"/richtlinien/{neu.pk}/teil/wertgrenzen/").content.decode().split())
    assert "neue Programme: Gruppenleitung bis 5.000,00 €, Dezernat bis 250.000,00 €" in seite
    assert ">Gruppenleitung bis 5.000,00 €</a>" in seite
    assert "250.000,00 seit" in " ".join(als(wer).get("/festwerte/").content.decode().split())


def test_eine_wertgrenze_die_nicht_zu_den_anderen_passt_wird_weder_vorgeschlagen_noch_freigegeben() -> None:
    wer, zweite = person_mit(Rolle.SACHBEARBEITUNG, stadt()), person_mit(Rolle.LEITUNG, stadt())
    heute, spaeter = uhr.heute(), uhr.heute() + timedelta(days=30)
    _setze("gruppenleitung", 5_000, heute, wer, zweite)
    _setze("bereichsleitung", 25_000, heute, wer, zweite)
    with pytest.raises(MaengelFehler, match="nicht höher als die Wertgrenze der Gruppenleitung"):
        _setze("gruppenleitung", 25_000, spaeter, wer)
    assert Festwert.objects.count() == 2
    hoeher = _setze("bereichsleitung", 50_000, spaeter, wer)
    gehoben = _setze("gruppenleitung", 30_000, spaeter, wer)
    with pytest.raises(MaengelFehler, match="Heben Sie zuerst die höhere Ebene an"):
        festwerte.gib_frei(gehoben.pk, akteur=zweite)
    seite = als(zweite).post(f"/festwerte/{gehoben.pk}/freigeben/")
    assert (seite.status_code, "höhere Ebene" in seite.content.decode()) == (409, True)
    gehoben.refresh_from_db()
    assert gehoben.freigegeben_am is None
    assert festwerte.gib_alle_frei([gehoben.pk, hoeher.pk], akteur=zweite) == 2
    assert festwerte.wertgrenzen_am(spaeter) == {"gruppenleitung": 30_000, "bereichsleitung": 50_000}
    frei = Eintrag.objects.filter(kette="festwerte", aktion=Tat.FESTWERT_FREIGEBEN, verweigert=False)
    assert frei.count() == 4


def test_die_seite_sagt_was_an_einer_wertgrenze_falsch_ist_und_behaelt_das_getippte() -> None:
    wer, zweite = person_mit(Rolle.SACHBEARBEITUNG, stadt()), person_mit(Rolle.LEITUNG, stadt())
    _setze("gruppenleitung", 5_000, uhr.heute(), wer, zweite)
    werte = {
        "schluessel": "wertgrenze_bereichsleitung",
        "gueltig_ab": f"{uhr.heute():%Y-%m-%d}",
        "quelle": "DA",
    }
    for wert in ("0", "-1", "5.000,00"):
        seite = als(wer).post("/festwerte/neu/", {**werte, "wert": wert})
        assert (seite.status_code, list(seite.context["form"].errors)) == (422, ["wert"]), wert
        assert f'value="{wert}"' in seite.content.decode()
    assert Festwert.objects.count() == 1


@pytest.mark.beide_datenbanken
def test_von_jedem_wert_die_neuesten_und_alle_auf_einer_eigenen_seite(django_assert_num_queries) -> None:
    person = person_mit(Rolle.LEITUNG, stadt())
    tage = [date(2020 + nr // 12, nr % 12 + 1, 1) for nr in range(30)]
    felder = {"schluessel": ART, "quelle": "Verfügung", "freigegeben_am": uhr.jetzt()}
    Festwert.objects.bulk_create(
        Festwert(wert=nr + 1, gueltig_ab=tag, **felder) for nr, tag in enumerate(tage)
    )
    with django_assert_num_queries(1):
        neueste = festwerte.neueste(je=4)
    assert [wert.gueltig_ab for wert in neueste] == tage[:-5:-1]
    seite = als(person).get("/festwerte/")
    assert f'href="/festwerte/wert/{ART.value}/"' in seite.content.decode()
    erste = als(person).get(f"/festwerte/wert/{ART.value}/")
    assert (len(erste.context["werte"]), erste.context["werte"][0].wert) == (25, 30)
    zweite = als(person).get(f"/festwerte/wert/{ART.value}/{erste.context['seiten']['naechste']}")
    assert [int(wert.wert) for wert in zweite.context["werte"]] == [5, 4, 3, 2, 1]
    assert als(person).get("/festwerte/wert/gibtesnicht/").status_code == 404
    assert als(person_mit(Rolle.EINRICHTUNG, stadt())).get(f"/festwerte/wert/{ART.value}/").status_code == 403
