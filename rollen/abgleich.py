"""Brings guardian's rows and Django's groups in line with the table of rights and the memberships."""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import QuerySet

from rollen import uhr
from rollen.models import (
    Benutzer,
    Mitgliedschaft,
    Rollengruppe,
    StelleGroupObjectPermission,
    StelleUserObjectPermission,
)
from rollen.rechte import gueltig
from rollen.tabelle import RECHTE, Rolle


@dataclass(frozen=True)
class Ergebnis:
    """How many rows were added and removed."""

    rechte_neu: int
    rechte_entfernt: int
    gruppen_neu: int
    gruppen_entfernt: int

    @property
    def unveraendert(self) -> bool:
        """True when everything was right already."""
        return not (self.rechte_neu or self.rechte_entfernt or self.gruppen_neu or self.gruppen_entfernt)


@transaction.atomic
def gleiche_ab() -> Ergebnis:
    """Make guardian's rows and the groups say exactly what the table and the valid memberships say."""
    erlaubnisse = Permission.objects.filter(content_type__app_label="rollen", content_type__model="stelle")
    erlaubnis = dict(erlaubnisse.values_list("codename", "pk"))
    soll = {
        (gruppe, erlaubnis[recht.value], stelle)
        for gruppe, rolle, stelle in Rollengruppe.objects.values_list("gruppe_id", "rolle", "stelle_id")
        for recht in RECHTE[Rolle(rolle)]
    }
    zeilen = StelleGroupObjectPermission.objects.all()
    ist = {
        tuple(rest): pk
        for pk, *rest in zeilen.values_list("pk", "group_id", "permission_id", "content_object_id")
    }
    fehlend = [
        StelleGroupObjectPermission(group_id=gruppe, permission_id=recht, content_object_id=stelle)
        for gruppe, recht, stelle in sorted(soll - ist.keys())
    ]
    zeilen.bulk_create(fehlend, ignore_conflicts=True)
    entfernt = _loesche(zeilen, [pk for zeile, pk in ist.items() if zeile not in soll])
    einzelrechte, _ = StelleUserObjectPermission.objects.all().delete()
    return Ergebnis(len(fehlend), entfernt + einzelrechte, *gleiche_gruppen_ab())


def gleiche_gruppen_ab(benutzer: Benutzer | None = None) -> tuple[int, int]:
    """Put people (or one person) into the groups of their valid memberships; how many came and went."""
    soll_zeilen = Mitgliedschaft.objects.filter(gueltig(uhr.heute()))
    ist_zeilen = Benutzer.groups.through.objects.filter(group__rollengruppe__isnull=False)
    if benutzer is not None:
        soll_zeilen = soll_zeilen.filter(benutzer=benutzer)
        ist_zeilen = ist_zeilen.filter(benutzer=benutzer)
    soll = set(soll_zeilen.values_list("benutzer_id", "gruppe__gruppe_id"))
    ist = {tuple(paar): pk for pk, *paar in ist_zeilen.values_list("pk", "benutzer_id", "group_id")}
    zeile = Benutzer.groups.through
    fehlend = [zeile(benutzer_id=person, group_id=gruppe) for person, gruppe in sorted(soll - ist.keys())]
    zeile.objects.bulk_create(fehlend, ignore_conflicts=True)
    return len(fehlend), _loesche(ist_zeilen, [pk for paar, pk in ist.items() if paar not in soll])


def _loesche(zeilen: QuerySet, ueberzaehlig: list[int]) -> int:
    for anfang in range(0, len(ueberzaehlig), 500):
        zeilen.filter(pk__in=ueberzaehlig[anfang : anfang + 500]).delete()
    return len(ueberzaehlig)
