"""Who may do what where: reads guardian's rows through valid memberships and deputyships."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet

from rollen import uhr
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Vertretung
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import OERTLICH, RECHTE, TRAEGERROLLEN, Recht, Rolle

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

_EBENEN = ["", *Ebene.values]
_RECHTE = frozenset(recht.value for recht in Recht)
_SCHEIN = "gruppe__gruppe__stellegroupobjectpermission__"
# A role outside the city wants the person's own yes; the city's roles belong to the office a person holds.
ANGENOMMEN = ~Q(gruppe__rolle__in=TRAEGERROLLEN) | Q(angenommen_am__isnull=False)
# Who registered an organisation drafts for it while it waits; nobody had to confirm that.
_ENTWIRFT_SCHON = Q(
    gruppe__rolle=Rolle.TRAEGER_ANTRAG,
    gruppe__stelle__traeger__registriert_von=F("benutzer"),
    gruppe__stelle__traeger__verifiziert_am__isnull=True,
)


class Verweigert(PermissionDenied):
    """A person may not do this; `gruende` are German sentences that say why (HTTP 403)."""

    def __init__(self, *gruende: str) -> None:
        super().__init__(" ".join(gruende))
        self.gruende: tuple[str, ...] = gruende


@dataclass(frozen=True)
class Berechtigung:
    """One right of a person: in which role, on which Stelle (and below it, see `deckt`), for whom they deputise."""

    recht: Recht
    stelle_id: int
    pfad: str
    rolle: Rolle
    ebene: str
    vertretung_fuer: Benutzer | None

    def deckt(self, pfad: str) -> bool:
        """True when it reaches the Stelle of this path: its own one and, unless it votes for it, all below."""
        return pfad == self.pfad if self.recht in OERTLICH else pfad.startswith(self.pfad)


@dataclass(frozen=True)
class _Stand:
    tag: date
    vertretene: list[Benutzer]
    berechtigungen: tuple[Berechtigung, ...]


def gueltig(tag: date) -> Q:
    """The condition under which a Mitgliedschaft counts on a day: proved, accepted, confirmed, within its days."""
    bestaetigt = Q(bestaetigt_von__isnull=False) | _ENTWIRFT_SCHON
    belegt = Q(benutzer__adresse_belegt_am__isnull=False)
    return laeuft(tag) & Q(von__lte=tag) & belegt & ANGENOMMEN & bestaetigt


def gehoert_zu(benutzer: Benutzer, stelle_id: int) -> bool:
    """True when the person belongs to a Stelle: has said yes to a role there that has not ended, confirmed or not."""
    eigene = Mitgliedschaft.objects.filter(benutzer=benutzer, gruppe__stelle=stelle_id)
    return eigene.filter(ANGENOMMEN, laeuft(uhr.heute())).exists()


def laeuft(tag: date) -> Q:
    """The condition under which something has not ended on a day: no last day, or not before it."""
    return Q(bis__isnull=True) | Q(bis__gte=tag)


def berechtigungen(benutzer: "Benutzer | AnonymousUser") -> tuple[Berechtigung, ...]:
    """Everything a person may do today, their own rights first; two queries, remembered for the day."""
    return _stand(benutzer).berechtigungen


def vertretene(benutzer: "Benutzer | AnonymousUser") -> list[Benutzer]:
    """The people whom this person deputises for today."""
    return list(_stand(benutzer).vertretene)


def vergiss(benutzer: Benutzer) -> None:
    """Forget what was remembered on this object, after memberships or deputies have changed."""
    benutzer.rechtestand = None


def berechtigungen_fuer(
    benutzer: "Benutzer | AnonymousUser", recht: Recht, stelle: Stelle
) -> list[Berechtigung]:
    """Every right of this kind that covers the Stelle: own, then highest Ebene, then nearest."""
    return [b for b in berechtigungen(benutzer) if b.recht == recht and b.deckt(stelle.pfad)]


def berechtigung_fuer(
    benutzer: "Benutzer | AnonymousUser", recht: Recht, stelle: Stelle
) -> Berechtigung | None:
    """The right on this Stelle or one above it, the person's own before one as deputy."""
    return next(iter(berechtigungen_fuer(benutzer, recht, stelle)), None)


def darf(benutzer: "Benutzer | AnonymousUser", recht: Recht, stelle: Stelle) -> bool:
    """True when the person holds the right on this Stelle or one above it."""
    return berechtigung_fuer(benutzer, recht, stelle) is not None


def verlange(benutzer: "Benutzer | AnonymousUser", recht: Recht, stelle: Stelle) -> Berechtigung:
    """The right that lets the person act here. Raises Verweigert with the reason."""
    berechtigung = berechtigung_fuer(benutzer, recht, stelle)
    if berechtigung is None:
        raise Verweigert(
            f"Ihnen fehlt das Recht „{recht.bezeichnung}“ an der Stelle „{stelle}“.", wer_darf(recht)
        )
    return berechtigung


def verlange_irgendwo(benutzer: "Benutzer | AnonymousUser", *einer: Recht) -> Berechtigung:
    """What belongs to the whole city: one of these rights, held anywhere, is enough. Raises Verweigert."""
    for berechtigung in berechtigungen(benutzer):
        if berechtigung.recht in einer:
            return berechtigung
    raise Verweigert(
        *(satz for r in einer for satz in (f"Ihnen fehlt das Recht „{r.bezeichnung}“.", wer_darf(r)))
    )


def wer_darf(recht: Recht) -> str:
    """Which roles carry a right, as a sentence."""
    namen = [rolle.bezeichnung for rolle in Rolle if recht in RECHTE[rolle]]
    return f"Dieses Recht haben: {', '.join(namen)}."


def stellen_mit(benutzer: "Benutzer | AnonymousUser", *rechte: Recht) -> QuerySet[Stelle]:
    """The Stellen that one of these rights of the person reaches."""
    return Stelle.objects.filter(reichweite(b for b in berechtigungen(benutzer) if b.recht in rechte))


def reichweite(eigene: Iterable[Berechtigung]) -> Q:
    """The condition on Stelle under which one of these rights reaches it."""
    eigene = list(eigene)
    bedingung = Q(pk__in={b.stelle_id for b in eigene if b.recht in OERTLICH})
    pfade = {b.pfad for b in eigene if b.recht not in OERTLICH}
    for pfad in sorted(pfade):
        if not any(pfad != p and pfad.startswith(p) for p in pfade):  # one above it reaches it anyway
            bedingung |= Q(pfad__startswith=pfad)
    return bedingung


def ebenen_mit(recht: Recht, stelle: Stelle) -> set[str]:
    """The levels of everybody whose own right reaches this Stelle today. One query."""
    return set(_inhaber(recht, stelle).values_list("ebene", flat=True))


def personen_mit(recht: Recht, stelle: Stelle) -> list[Benutzer]:
    """Everybody whose own right reaches this Stelle today, by name. One query."""
    zeilen = _inhaber(recht, stelle).order_by().values("benutzer")
    return list(Benutzer.objects.filter(pk__in=zeilen).order_by("name"))


def _inhaber(recht: Recht, stelle: Stelle) -> QuerySet[Mitgliedschaft]:
    rollen = [rolle.value for rolle in Rolle if recht in RECHTE[rolle]]
    return Mitgliedschaft.objects.filter(
        gueltig(uhr.heute()),
        gruppe__rolle__in=rollen,
        gruppe__stelle__in=[stelle.pk] if recht in OERTLICH else stelle.vorfahren,
        benutzer__is_active=True,
    )


def ueberall(benutzer: "Benutzer | AnonymousUser", recht: Recht) -> bool:
    """True when the person holds the right at a root of the tree, so that no filter is needed."""
    return any(b.recht == recht and b.pfad == f"{b.stelle_id}." for b in berechtigungen(benutzer))


def _stand(benutzer: "Benutzer | AnonymousUser") -> _Stand:
    tag = uhr.heute()
    if not isinstance(benutzer, Benutzer) or not benutzer.zaehlt:
        return _Stand(tag, [], ())
    stand = benutzer.rechtestand
    if not isinstance(stand, _Stand) or stand.tag != tag:
        gilt = Q(vertreter=benutzer.pk, von__lte=tag, bis__gte=tag, vertretener__is_active=True)
        zeilen = Vertretung.objects.filter(gilt).select_related("vertretener").order_by("vertretener_id")
        personen = {zeile.vertretener_id: zeile.vertretener for zeile in zeilen}
        eigene = _lies_rechte({benutzer.pk: None, **personen}, tag)
        stand = benutzer.rechtestand = _Stand(tag, list(personen.values()), tuple(sorted(eigene, key=_rang)))
    return stand


def _lies_rechte(personen: "dict[int, Benutzer | None]", tag: date) -> Iterable[Berechtigung]:
    zeilen = Mitgliedschaft.objects.filter(
        gueltig(tag), benutzer__in=personen, **{f"{_SCHEIN}permission__isnull": False}
    ).values_list(
        f"{_SCHEIN}permission__codename",
        f"{_SCHEIN}content_object",
        f"{_SCHEIN}content_object__pfad",
        "gruppe__rolle",
        "ebene",
        "benutzer",
    )
    return {
        Berechtigung(Recht(recht), stelle, pfad, Rolle(rolle), ebene, personen[person])
        for recht, stelle, pfad, rolle, ebene, person in zeilen
        if recht in _RECHTE
    }


def _rang(b: Berechtigung) -> tuple[int, int, int, str, str]:
    vertretung = b.vertretung_fuer.pk if b.vertretung_fuer else 0
    return (vertretung, -_EBENEN.index(b.ebene), -len(b.pfad), b.rolle, b.recht)
