"""Django and guardian answer every question of rights as `rechte.darf` does."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.test import RequestFactory
from guardian.decorators import permission_required

from rollen import rechte, uhr
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from rollen.tabelle import Recht, Rolle
from tests.fabriken import (
    BenutzerFactory,
    StelleFactory,
    VertretungFactory,
    person_mit,
    rolle_geben,
    stadt,
)

pytestmark = pytest.mark.django_db


def _unterschiede(personen: Iterable[Benutzer], orte: Iterable[Stelle]) -> tuple[int, int, list[str]]:
    """How many questions were asked, how many of them `darf` allows, and where Django says something else."""
    fragen = list(product(personen, Recht, orte))
    erlaubt = [frage for frage in fragen if rechte.darf(*frage)]
    nach_django = [(p, recht, ort) for p, recht, ort in fragen if p.has_perm(f"rollen.{recht}", ort)]
    verschieden = set(erlaubt).symmetric_difference(nach_django)
    return len(fragen), len(erlaubt), sorted(map(str, verschieden))


def test_django_und_guardian_antworten_wie_darf_in_der_kleinen_stadt() -> None:
    """Every role × right × Stelle: its own one, above, below and beside; also by date and by deputyship."""
    oben = StelleFactory()
    mitte = StelleFactory(eltern=oben)
    orte = [stadt(), oben, mitte, StelleFactory(eltern=mitte), StelleFactory(eltern=oben)]
    personen = [person_mit(rolle, ort) for rolle in Rolle for ort in orte[:3]]
    abgelaufen, kuenftig, unbestaetigt, vertreter, gesperrt = BenutzerFactory.create_batch(5)
    rolle_geben(abgelaufen, Rolle.LEITUNG, oben, bis=date(2023, 5, 9))
    rolle_geben(kuenftig, Rolle.LEITUNG, oben, von=date(2023, 5, 11))
    rolle_geben(unbestaetigt, Rolle.LEITUNG, oben, bestaetigt=False)
    rolle_geben(gesperrt, Rolle.LEITUNG, oben)
    Benutzer.objects.filter(pk=gesperrt.pk).update(is_active=False)
    gesperrt.refresh_from_db()
    with uhr.gestellt(datetime(2023, 5, 10, 12, tzinfo=UTC)):
        VertretungFactory(
            vertretener=personen[0], vertreter=vertreter, von=date(2023, 5, 1), bis=date(2023, 5, 31)
        )
        anzahl, erlaubt, verschieden = _unterschiede(
            [*personen, abgelaufen, kuenftig, unbestaetigt, vertreter, gesperrt], orte
        )
        assert vertreter.has_perm("rollen.antrag_bearbeiten", mitte) is True
        assert [p.has_perm("rollen.bewilligen", oben) for p in (abgelaufen, kuenftig, gesperrt)] == [
            False
        ] * 3
    assert (anzahl, verschieden) == ((3 * len(Rolle) + 5) * len(Recht) * 5, [])
    assert erlaubt > 1000


@pytest.mark.usefixtures("demo")
def test_django_und_guardian_antworten_wie_darf_in_der_demo() -> None:
    personen, orte = list(Benutzer.objects.all()), list(Stelle.objects.all())
    anzahl, erlaubt, verschieden = _unterschiede(personen, orte)
    assert (anzahl, verschieden) == (len(personen) * len(Recht) * len(orte), [])
    assert erlaubt > 1000


def test_die_verzierung_von_guardian_laesst_durch_wen_darf_durchlaesst() -> None:
    oben = StelleFactory()
    unten = StelleFactory(eltern=oben)

    @permission_required(
        "rollen.bewilligen", (Stelle, "pk", "pk"), return_403=True, accept_global_perms=False
    )
    def ansicht(_request, pk: int) -> int:
        return pk

    anfrage = RequestFactory().get("/")
    anfrage.user = person_mit(Rolle.LEITUNG, oben)
    assert ansicht(anfrage, pk=unten.pk) == unten.pk
    anfrage.user = person_mit(Rolle.KASSE, oben)
    assert ansicht(anfrage, pk=unten.pk).status_code == 403


def test_has_perm_verweigert_was_keine_stelle_ist_und_wen_es_nicht_kennt() -> None:
    stelle = StelleFactory()
    leitung = person_mit(Rolle.LEITUNG, stelle)
    erlaubnis = Permission.objects.get(codename="bewilligen")
    leitung.user_permissions.add(erlaubnis)
    Group.objects.get(user=leitung).permissions.add(erlaubnis)
    dinge = [None, leitung, "stelle", stelle.pk, Mitgliedschaft.objects.get(benutzer=leitung)]
    assert [leitung.has_perm("rollen.bewilligen", ding) for ding in dinge] == [False] * 5
    assert [leitung.has_perm(name, stelle) for name in ("rollen.bewilligen", "antrag.bewilligen")] == [
        True,
        False,
    ]
    assert AnonymousUser().has_perm("rollen.bewilligen", stelle) is False
    assert leitung.get_user_permissions(stelle) == set()
    assert leitung.get_all_permissions(stelle) == leitung.get_group_permissions(stelle)
    assert leitung.has_module_perms("rollen") is False


def test_niemand_darf_alles() -> None:
    assert "is_superuser" not in {feld.name for feld in Benutzer._meta.get_fields()}
    assert Benutzer().is_superuser is None
