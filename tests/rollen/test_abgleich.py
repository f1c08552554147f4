from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from guardian.core import ObjectPermissionChecker

from rollen import rechte, uhr
from rollen.mitgliedschaften import gruppe_fuer
from rollen.models import Rollengruppe, StelleGroupObjectPermission, StelleUserObjectPermission
from rollen.tabelle import RECHTE, Recht, Rolle
from tests.fabriken import BenutzerFactory, StelleFactory, person_mit, rolle_geben

pytestmark = pytest.mark.django_db


def _gleiche_ab() -> str:
    ausgabe = StringIO()
    call_command("rollen_abgleichen", stdout=ausgabe)
    return ausgabe.getvalue()


def _scheine(gruppe: Rollengruppe) -> set[str]:
    zeilen = StelleGroupObjectPermission.objects.filter(group=gruppe.gruppe, content_object=gruppe.stelle)
    return set(zeilen.values_list("permission__codename", flat=True))


def test_gruppe_fuer_gibt_es_je_stelle_und_rolle_einmal() -> None:
    stelle = StelleFactory()
    gruppe = gruppe_fuer(stelle, Rolle.LEITUNG)
    assert gruppe_fuer(stelle, Rolle.LEITUNG) == gruppe
    assert Rollengruppe.objects.count() == 1
    assert _scheine(gruppe) == {recht.value for recht in RECHTE[Rolle.LEITUNG]}


def test_der_zweite_lauf_aendert_nichts() -> None:
    person_mit(Rolle.LEITUNG, StelleFactory())
    assert _gleiche_ab() == "Alles stimmt, nichts geändert.\n"


def test_fehlendes_kommt_ueberzaehliges_geht() -> None:
    stelle, fremd = StelleFactory(), StelleFactory()
    person = person_mit(Rolle.LEITUNG, stelle)
    gruppe = Rollengruppe.objects.get()
    buchen = Permission.objects.get(codename="buchen")
    StelleGroupObjectPermission.objects.filter(permission__codename="bewilligen").delete()
    for ort in (stelle, fremd):
        StelleGroupObjectPermission.objects.create(group=gruppe.gruppe, permission=buchen, content_object=ort)
    StelleUserObjectPermission.objects.create(user=person, permission=buchen, content_object=stelle)
    assert _gleiche_ab() == (
        "Rechte: 1 ergänzt, 3 entfernt.\nGruppen: 0 Personen aufgenommen, 0 ausgetragen.\n"
    )
    assert _scheine(gruppe) == {recht.value for recht in RECHTE[Rolle.LEITUNG]}
    assert StelleGroupObjectPermission.objects.filter(content_object=fremd).count() == 0
    assert StelleUserObjectPermission.objects.count() == 0
    assert _gleiche_ab() == "Alles stimmt, nichts geändert.\n"


def test_guardian_und_darf_stimmen_an_jeder_stelle_ueberein() -> None:
    """After the command guardian's rows and groups say the same of every person, right and own Stelle."""
    orte = [StelleFactory(), StelleFactory()]
    personen = [person_mit(rolle, ort) for rolle in Rolle for ort in orte]
    abgelaufen, kuenftig, unbestaetigt = BenutzerFactory.create_batch(3)
    rolle_geben(abgelaufen, Rolle.LEITUNG, orte[0], bis=date(2023, 5, 9))
    rolle_geben(kuenftig, Rolle.LEITUNG, orte[0], von=date(2023, 5, 11))
    rolle_geben(unbestaetigt, Rolle.LEITUNG, orte[0], bestaetigt=False)
    with uhr.gestellt(datetime(2023, 5, 10, 12, tzinfo=UTC)):
        assert _gleiche_ab().endswith("0 Personen aufgenommen, 2 ausgetragen.\n")
        for person in (*personen, abgelaufen, kuenftig, unbestaetigt):
            for ort in orte:
                nach_guardian = set(ObjectPermissionChecker(person).get_perms(ort))
                assert nach_guardian == {recht for recht in Recht if rechte.darf(person, recht, ort)}
    with uhr.gestellt(datetime(2023, 5, 11, 12, tzinfo=UTC)):
        assert _gleiche_ab().endswith("1 Personen aufgenommen, 0 ausgetragen.\n")
        assert ObjectPermissionChecker(kuenftig).has_perm("bewilligen", orte[0]) is True
