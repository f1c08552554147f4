"""Memberships and deputyships as rows of a table, with their state in one word."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from rollen import uhr
from rollen.models import Benutzer, Mitgliedschaft, Vertretung
from rollen.tabelle import TRAEGERROLLEN, Rolle


@dataclass(frozen=True)
class Zeile:
    """One membership; `grund` says why the person who looks may not change it."""

    pk: int
    person: Benutzer
    stelle: str
    rolle: str
    ebene: str
    von: date
    bis: date | None
    stand: str
    beantragt_von: Benutzer | None
    eingeladen_als: str = ""
    grund: str = ""
    vertretungen: list[Vertretung] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Before somebody has said yes, only the name that the invitation knows: nobody learns of an account."""
        return self.eingeladen_als or self.person.name if self.stand == "eingeladen" else self.person.name

    @property
    def funktion(self) -> str:
        """What the person says they are; nothing before they have said yes."""
        return "" if self.stand == "eingeladen" else self.person.funktion

    @property
    def anders_eingeladen(self) -> str:
        """The name of the invitation when the account bears another one."""
        return self.eingeladen_als if self.eingeladen_als not in ("", self.name) else ""


def stand_am(tag: date, von: date, bis: date | None) -> str:
    """`beginnt`, `gilt` or `beendet` on that day; both ends count."""
    if von > tag:
        return "beginnt"
    return "gilt" if bis is None or bis >= tag else "beendet"


def stand_von(m: Mitgliedschaft) -> str:
    """The state of a membership in one word; needs gruppe and benutzer loaded."""
    if m.gruppe.rolle in TRAEGERROLLEN and m.angenommen_am is None:
        return "eingeladen"
    if not m.bestaetigt_von_id:
        return "wartet"
    stand = stand_am(uhr.heute(), m.von, m.bis)
    return "ohne_zugang" if stand == "gilt" and m.benutzer.adresse_belegt_am is None else stand


def zeile(m: Mitgliedschaft, *, grund: str = "", vertretungen: Iterable[Vertretung] = ()) -> Zeile:
    """The row of one membership; needs gruppe__stelle, benutzer and beantragt_von loaded."""
    return Zeile(
        pk=m.pk,
        person=m.benutzer,
        stelle=m.gruppe.stelle.name,
        rolle=Rolle(m.gruppe.rolle).bezeichnung,
        ebene=m.get_ebene_display(),
        von=m.von,
        bis=m.bis,
        stand=stand_von(m),
        beantragt_von=m.beantragt_von,
        eingeladen_als=m.eingeladen_als,
        grund=grund,
        vertretungen=list(vertretungen),
    )


def mitgliedschaften() -> QuerySet[Mitgliedschaft]:
    """Memberships with everything a row shows, in one query."""
    return Mitgliedschaft.objects.select_related("benutzer", "gruppe__stelle", "beantragt_von").order_by(
        "benutzer__name", "benutzer_id", "gruppe__rolle", "pk"
    )


def laufend(*, vor: str = "") -> Q:
    """Memberships that have not ended, also those that begin later or wait; `vor` is a lookup prefix."""
    offen = Q(**{f"{vor}bis__isnull": True}) | Q(**{f"{vor}bis__gte": uhr.heute()})
    return offen & Q(**{f"{vor}pk__isnull": False})


def vertretungen_von(personen: Iterable[int]) -> dict[int, list[Vertretung]]:
    """Who stands in for each of these people, now or later, in one query."""
    je_person: dict[int, list[Vertretung]] = {}
    laufende = Vertretung.objects.filter(vertretener__in=personen, bis__gte=uhr.heute())
    for vertretung in laufende.select_related("vertreter").order_by("von", "pk"):
        je_person.setdefault(vertretung.vertretener_id, []).append(vertretung)
    return je_person
