from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rollen import rechte, uhr, vertretungen
from rollen.models import Benutzer, Eintrag, Stelle, Vertretung
from rollen.rechte import Verweigert
from rollen.tabelle import Recht, Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, TraegerFactory, person_mit, rolle_geben, stadt

pytestmark = pytest.mark.django_db
HEUTE, ENDE = date(2023, 5, 10), date(2023, 5, 20)


@pytest.fixture(autouse=True)
def _mittag() -> Any:
    with uhr.gestellt(datetime(2023, 5, 10, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def stelle() -> Stelle:
    return StelleFactory()


@pytest.fixture
def leitung(stelle: Stelle) -> Benutzer:
    return person_mit(Rolle.LEITUNG, stelle)


@pytest.fixture
def paar(stelle: Stelle) -> dict[str, Benutzer]:
    return {
        "vertretener": person_mit(Rolle.SACHBEARBEITUNG, stelle, name="Abwesend"),
        "vertreter": person_mit(Rolle.FINANZEN, stelle, name="Anwesend"),
    }


def _abgewiesen(grund: str, *, art: type[Exception] = Verweigert, **felder: Any) -> None:
    vorher = (list(Vertretung.objects.values_list()), Eintrag.objects.count())
    with pytest.raises(art, match=grund):
        vertretungen.einrichten(**{"von": HEUTE, "bis": ENDE, **felder})
    assert (list(Vertretung.objects.values_list()), Eintrag.objects.count()) == vorher


def test_die_leitung_richtet_eine_vertretung_ein(stelle, leitung, paar) -> None:
    vertretung = vertretungen.einrichten(**paar, von=HEUTE, bis=ENDE, akteur=leitung)
    berechtigung = rechte.verlange(paar["vertreter"], Recht.FALL_PRUEFEN, stelle)
    assert berechtigung.vertretung_fuer == paar["vertretener"]
    eintrag = Eintrag.objects.get()
    assert (eintrag.kette, eintrag.aktion) == (f"stelle/{stelle.pk}", "vertretung_einrichten")
    assert (eintrag.objekt, eintrag.akteur) == (f"vertretung/{vertretung.pk}", leitung)
    assert eintrag.personen == {"vertretener": "Abwesend", "vertreter": "Anwesend"}


def test_die_leitung_laesst_auch_sich_selbst_vertreten(stelle, leitung, paar) -> None:
    vertretungen.einrichten(
        vertretener=leitung, vertreter=paar["vertreter"], von=HEUTE, bis=ENDE, akteur=leitung
    )
    assert rechte.darf(paar["vertreter"], Recht.BEWILLIGEN, stelle) is True


def test_niemand_setzt_sich_selbst_als_vertretung_ein(leitung, paar) -> None:
    _abgewiesen(
        "nicht selbst als Vertretung", vertretener=paar["vertretener"], vertreter=leitung, akteur=leitung
    )


def test_nur_wer_vertretungen_pflegt_und_zwar_an_jeder_stelle_der_person(stelle, leitung, paar) -> None:
    _abgewiesen("fehlt das Recht", **paar, akteur=person_mit(Rolle.SACHBEARBEITUNG, stelle))
    _abgewiesen("fehlt das Recht", **paar, akteur=person_mit(Rolle.LEITUNG, StelleFactory()))
    rolle_geben(paar["vertretener"], Rolle.RECHNUNGSPRUEFUNG, stadt())
    _abgewiesen("fehlt das Recht", **paar, akteur=leitung)


def test_nur_wer_bei_der_stadt_eine_rolle_hat_vertritt(leitung, paar) -> None:
    traegerperson = person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle)
    for vertreter in (traegerperson, BenutzerFactory()):
        _abgewiesen(
            "bei der Stadt",
            vertretener=paar["vertretener"],
            vertreter=vertreter,
            akteur=leitung,
            art=ValidationError,
        )


@pytest.mark.parametrize(
    ("felder", "grund"),
    [
        ({"von": date(2023, 5, 9)}, "in der Vergangenheit"),
        ({"bis": date(2023, 5, 9)}, "vor dem ersten Tag"),
    ],
)
def test_unmoegliche_tage(leitung, paar, felder: dict[str, date], grund: str) -> None:
    _abgewiesen(grund, **paar, **felder, akteur=leitung, art=ValidationError)


def test_niemand_vertritt_sich_selbst(leitung, paar) -> None:
    beide = {"vertretener": paar["vertreter"], "vertreter": paar["vertreter"]}
    _abgewiesen("Niemand vertritt sich selbst", **beide, akteur=leitung, art=ValidationError)


def test_ohne_rolle_gibt_es_nichts_zu_vertreten(leitung, paar) -> None:
    _abgewiesen(
        "an keiner Stelle", vertretener=BenutzerFactory(), vertreter=paar["vertreter"], akteur=leitung
    )


def test_dieselben_tage_nur_einmal(leitung, paar) -> None:
    vertretungen.einrichten(**paar, von=HEUTE, bis=ENDE, akteur=leitung)
    _abgewiesen("schon eingerichtet", **paar, von=ENDE, akteur=leitung, art=ValidationError)


def test_beenden_wirkt_sofort_und_bleibt_im_protokoll(stelle, leitung, paar) -> None:
    vertretung = vertretungen.einrichten(**paar, von=HEUTE, bis=ENDE, akteur=leitung)
    with uhr.gestellt(datetime(2023, 5, 12, 12, tzinfo=UTC)):
        vertretungen.beenden(vertretung.pk, akteur=leitung)
        assert rechte.darf(paar["vertreter"], Recht.FALL_PRUEFEN, stelle) is False
    vertretung.refresh_from_db()
    assert vertretung.bis == date(2023, 5, 11)
    assert [e.aktion for e in Eintrag.objects.all()] == ["vertretung_einrichten", "vertretung_beenden"]


def test_am_ersten_tag_beendet_bleibt_nur_das_protokoll(leitung, paar) -> None:
    vertretung = vertretungen.einrichten(**paar, von=HEUTE, bis=ENDE, akteur=leitung)
    vertretungen.beenden(vertretung.pk, akteur=paar["vertretener"])
    assert Vertretung.objects.count() == 0
    assert [e.aktion for e in Eintrag.objects.all()] == ["vertretung_einrichten", "vertretung_entfernen"]


def test_wer_vertritt_beendet_nicht(leitung, paar) -> None:
    vertretung = vertretungen.einrichten(**paar, von=HEUTE, bis=ENDE, akteur=leitung)
    with pytest.raises(Verweigert, match="fehlt das Recht"):
        vertretungen.beenden(vertretung.pk, akteur=paar["vertreter"])
    vertretung.refresh_from_db()
    assert (vertretung.bis, Eintrag.objects.count()) == (ENDE, 1)
