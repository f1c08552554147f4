from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rollen import mitgliedschaften, rechte, uhr, zustimmung
from rollen.fehler import Ueberholt
from rollen.models import Eintrag, Mitgliedschaft
from rollen.rechte import Verweigert
from rollen.tabelle import Recht, Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, TraegerFactory, person_mit, stadt

pytestmark = pytest.mark.django_db
HEUTE = date(2023, 5, 10)


@pytest.fixture(autouse=True)
def _mittag() -> Any:
    with uhr.gestellt(datetime(2023, 5, 10, 12, tzinfo=UTC)):
        yield


def _stand() -> tuple[list[Any], int]:
    return list(Mitgliedschaft.objects.order_by("pk").values_list()), Eintrag.objects.count()


def _abgewiesen(grund: str, tat: Any, *args: Any, art: type[Exception] = Verweigert, **felder: Any) -> None:
    """The act is refused for this reason and nothing has changed."""
    vorher = _stand()
    with pytest.raises(art, match=grund):
        tat(*args, **felder)
    assert _stand() == vorher


def test_eine_person_beantragt_eine_andere_bestaetigt() -> None:
    stelle, neue = StelleFactory(), BenutzerFactory(name="Neue Kraft")
    erste, zweite = person_mit(Rolle.ADMINISTRATION, stadt()), person_mit(Rolle.ADMINISTRATION, stadt())
    antrag = mitgliedschaften.beantragen(
        neue, rolle=Rolle.LEITUNG, stelle=stelle, akteur=erste, ebene="gruppenleitung", bis=date(2024, 12, 31)
    )
    assert rechte.darf(neue, Recht.BEWILLIGEN, stelle) is False
    mitgliedschaften.bestaetigen(antrag.pk, akteur=zweite)
    rechte.vergiss(neue)
    assert rechte.verlange(neue, Recht.BEWILLIGEN, stelle).ebene == "gruppenleitung"
    assert neue.has_perm("rollen.bewilligen", stelle) is True
    eintraege = Eintrag.objects.filter(kette=f"stelle/{stelle.pk}")
    assert [(e.nr, e.aktion, e.akteur, e.rolle, e.personen) for e in eintraege] == [
        (1, "rolle_beantragen", erste, "ad", {"benutzer": "Neue Kraft"}),
        (2, "rolle_bestaetigen", zweite, "ad", {"benutzer": "Neue Kraft"}),
    ]
    assert eintraege[0].nachher == {
        "benutzer": neue.pk,
        "rolle": "lt",
        "ebene": "gruppenleitung",
        "von": "2023-05-10",
        "bis": "2024-12-31",
    }


def test_niemand_bestaetigt_sich_selbst_oder_den_eigenen_antrag() -> None:
    stelle = StelleFactory()
    erste, zweite = person_mit(Rolle.ADMINISTRATION, stadt()), person_mit(Rolle.ADMINISTRATION, stadt())
    fuer_zweite = mitgliedschaften.beantragen(zweite, rolle=Rolle.LEITUNG, stelle=stelle, akteur=erste)
    _abgewiesen("die eigenen Rollen", mitgliedschaften.bestaetigen, fuer_zweite.pk, akteur=zweite)
    _abgewiesen("bestätigt sie nicht", mitgliedschaften.bestaetigen, fuer_zweite.pk, akteur=erste)
    eigener = mitgliedschaften.beantragen(erste, rolle=Rolle.LEITUNG, stelle=stelle, akteur=erste)
    _abgewiesen("die eigenen Rollen", mitgliedschaften.bestaetigen, eigener.pk, akteur=erste)


@pytest.mark.parametrize("rolle", [rolle for rolle in Rolle if rolle != Rolle.ADMINISTRATION])
def test_nur_die_administration_bestaetigt_rollen_der_stadt(rolle: Rolle) -> None:
    stelle = StelleFactory()
    antrag = mitgliedschaften.beantragen(
        BenutzerFactory(),
        rolle=Rolle.SACHBEARBEITUNG,
        stelle=stelle,
        akteur=person_mit(Rolle.ADMINISTRATION, stelle),
    )
    _abgewiesen("fehlt das Recht", mitgliedschaften.bestaetigen, antrag.pk, akteur=person_mit(rolle, stelle))
    fremd = person_mit(Rolle.ADMINISTRATION, StelleFactory())
    _abgewiesen("fehlt das Recht", mitgliedschaften.bestaetigen, antrag.pk, akteur=fremd)


def test_die_leitung_beantragt_fuer_ihre_stelle_und_bestaetigt_nicht() -> None:
    stelle = StelleFactory()
    leitung = person_mit(Rolle.LEITUNG, stelle)
    felder = {"rolle": Rolle.SACHBEARBEITUNG, "akteur": leitung}
    antrag = mitgliedschaften.beantragen(BenutzerFactory(), stelle=stelle, **felder)
    assert antrag.bestaetigt_von is None
    _abgewiesen(
        "fehlt das Recht", mitgliedschaften.bestaetigen, antrag.pk, akteur=person_mit(Rolle.LEITUNG, stelle)
    )
    _abgewiesen(
        "fehlt das Recht", mitgliedschaften.beantragen, BenutzerFactory(), stelle=StelleFactory(), **felder
    )


def test_der_traeger_laedt_ein_und_die_servicestelle_bestaetigt() -> None:
    traeger = TraegerFactory().stelle
    zeichnung, neue = person_mit(Rolle.TRAEGER_ZEICHNUNG, traeger), BenutzerFactory()
    antrag = mitgliedschaften.beantragen(neue, rolle=Rolle.TRAEGER_ANTRAG, stelle=traeger, akteur=zeichnung)
    mitgliedschaften.bestaetigen(antrag.pk, akteur=person_mit(Rolle.SERVICESTELLE, stadt()))
    assert rechte.darf(neue, Recht.ANTRAG_BEARBEITEN, traeger) is False
    zustimmung.nimm_an(traeger, akteur=neue)
    assert rechte.darf(neue, Recht.ANTRAG_BEARBEITEN, traeger) is True


def test_wer_registriert_beantragt_bis_zur_verifizierung_auch_fuer_sich() -> None:
    neue = BenutzerFactory()
    traeger = TraegerFactory(registriert_von=neue, verifiziert_am=None, verifiziert_von=None)
    felder = {"rolle": Rolle.TRAEGER_ZEICHNUNG, "stelle": traeger.stelle, "akteur": neue}
    antrag = mitgliedschaften.beantragen(neue, **felder)
    _abgewiesen("die eigenen Rollen", mitgliedschaften.bestaetigen, antrag.pk, akteur=neue)
    traeger.verifiziert_am = uhr.jetzt()
    traeger.save()
    _abgewiesen("fehlt das Recht", mitgliedschaften.beantragen, BenutzerFactory(), **felder)


@pytest.mark.parametrize(
    ("felder", "grund"),
    [
        ({"rolle": Rolle.KASSE, "ebene": "dezernat"}, "nur Leitung und Anordnung"),
        ({"rolle": Rolle.LEITUNG, "ebene": "kaiser"}, "nur Leitung und Anordnung"),
        ({"rolle": Rolle.TRAEGER_ZEICHNUNG}, "gibt es an dieser Stelle nicht"),
        ({"rolle": Rolle.KASSE, "bis": date(2023, 5, 9)}, "vor dem Beginn oder in der Vergangenheit"),
        ({"rolle": Rolle.KASSE, "von": date(2023, 6, 2), "bis": date(2023, 6, 1)}, "vor dem Beginn"),
    ],
)
def test_unmoegliches_wird_abgewiesen(felder: dict[str, Any], grund: str) -> None:
    stelle, akteur = StelleFactory(), person_mit(Rolle.ADMINISTRATION, stadt())
    person_mit(Rolle.KASSE, stelle)
    _abgewiesen(
        grund,
        mitgliedschaften.beantragen,
        BenutzerFactory(),
        stelle=stelle,
        akteur=akteur,
        art=ValidationError,
        **felder,
    )


def test_zweimal_beantragen_und_zweimal_bestaetigen_wird_abgewiesen() -> None:
    stelle, neue = StelleFactory(), BenutzerFactory()
    erste, zweite = person_mit(Rolle.ADMINISTRATION, stadt()), person_mit(Rolle.ADMINISTRATION, stadt())
    felder = {"rolle": Rolle.KASSE, "stelle": stelle, "akteur": erste}
    antrag = mitgliedschaften.beantragen(neue, **felder)
    _abgewiesen("schon vergeben", mitgliedschaften.beantragen, neue, art=ValidationError, **felder)
    mitgliedschaften.bestaetigen(antrag.pk, akteur=zweite)
    _abgewiesen("schon bestätigt", mitgliedschaften.bestaetigen, antrag.pk, akteur=zweite, art=Ueberholt)


def test_beenden_wirkt_sofort() -> None:
    stelle, admin = StelleFactory(), person_mit(Rolle.ADMINISTRATION, stadt())
    person = person_mit(Rolle.KASSE, stelle)
    mitgliedschaft = Mitgliedschaft.objects.get(benutzer=person)
    mitgliedschaften.beenden(mitgliedschaft.pk, akteur=admin)
    mitgliedschaft.refresh_from_db()
    assert mitgliedschaft.bis == date(2023, 5, 9)
    assert rechte.darf(person, Recht.BUCHEN, stelle) is False
    assert list(person.groups.all()) == []
    _abgewiesen("endet schon", mitgliedschaften.beenden, mitgliedschaft.pk, akteur=admin, art=ValidationError)


def test_beenden_zu_einem_tag() -> None:
    stelle, admin = StelleFactory(), person_mit(Rolle.ADMINISTRATION, stadt())
    person = person_mit(Rolle.KASSE, stelle)
    mitgliedschaft = Mitgliedschaft.objects.get(benutzer=person)
    _abgewiesen(
        "in der Vergangenheit",
        mitgliedschaften.beenden,
        mitgliedschaft.pk,
        akteur=admin,
        bis=date(2023, 5, 9),
        art=ValidationError,
    )
    mitgliedschaften.beenden(mitgliedschaft.pk, akteur=admin, bis=HEUTE)
    assert rechte.darf(person, Recht.BUCHEN, stelle) is True
    with uhr.gestellt(datetime(2023, 5, 11, 12, tzinfo=UTC)):
        assert rechte.darf(person, Recht.BUCHEN, stelle) is False


def test_ein_unbestaetigter_antrag_wird_beim_beenden_entfernt_und_bleibt_im_protokoll() -> None:
    stelle, admin = StelleFactory(), person_mit(Rolle.ADMINISTRATION, stadt())
    antrag = mitgliedschaften.beantragen(BenutzerFactory(), rolle=Rolle.KASSE, stelle=stelle, akteur=admin)
    mitgliedschaften.beenden(antrag.pk, akteur=admin)
    assert Mitgliedschaft.objects.filter(gruppe__stelle=stelle).count() == 0
    assert list(Eintrag.objects.values_list("aktion", flat=True)) == ["rolle_beantragen", "rolle_entfernen"]


def test_niemand_beendet_die_eigene_rolle() -> None:
    admin = person_mit(Rolle.ADMINISTRATION, stadt())
    eigene = Mitgliedschaft.objects.get(benutzer=admin)
    _abgewiesen("die eigenen Rollen", mitgliedschaften.beenden, eigene.pk, akteur=admin)
    fremde = person_mit(Rolle.LEITUNG, stadt())
    _abgewiesen("fehlt das Recht", mitgliedschaften.beenden, eigene.pk, akteur=fremde)
