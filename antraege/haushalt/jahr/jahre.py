"""What a budget year allows on a day (§ 82 GO NRW, § 22 KomHVO NRW)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle, Jahreswechsel
from antraege.haushalt.models.wechsel import Wechselstatus
from antraege.kern.maengel import Mangel

BEHEBT = "Finanz-Sachbearbeitung und Leitung (Haushaltsjahre)"


def verpflichtungshindernisse(jahr: int, *, tag: date) -> list[Mangel]:
    """Why no new voluntary commitment may burden this budget year on this day; empty when it may.

    A present or past year needs a Satzung in force (§ 82 GO NRW). A coming year may be burdened once it
    is planned, for the Bescheid carries a Haushaltsvorbehalt. A closed year takes nothing.
    """
    zeile = Haushaltsjahr.objects.filter(jahr=jahr).first()
    if zeile is None:
        return [Mangel(f"Das Haushaltsjahr {jahr} ist nicht angelegt.", behebt=BEHEBT)]
    if zeile.abgeschlossen_am:
        return [_abgeschlossen(jahr)]
    if jahr <= tag.year and (zeile.in_kraft_ab is None or zeile.in_kraft_ab > tag):
        return [
            Mangel(
                f"Die Haushaltssatzung {jahr} ist am {tag:%d.%m.%Y} nicht in Kraft. "
                "In der vorläufigen Haushaltsführung sind neue freiwillige Zusagen nicht erlaubt "
                "(§ 82 GO NRW).",
                behebt=BEHEBT,
            )
        ]
    return []


def abschlusshindernisse(zeile: Haushaltsstelle) -> list[Mangel]:
    """Why nothing at all may be booked on this line: its year is closed, wholly or for its unit, or it is itself."""
    jahr_zu = Haushaltsjahr.objects.filter(jahr=OuterRef("jahr"), abgeschlossen_am__isnull=False)
    geschlossen = Q(abgeschlossen_am__isnull=False) | Exists(jahr_zu)
    if not Haushaltsstelle.objects.filter(geschlossen, pk=zeile.pk).exists():
        return []
    wechsel = Jahreswechsel.objects.filter(
        stelle__in=zeile.stelle.vorfahren, status=Wechselstatus.FREIGEGEBEN
    )
    jahre = Haushaltsjahr.objects.filter(jahr=zeile.jahr, abgeschlossen_am__isnull=False)
    if jahre.exists() or wechsel.filter(jahr__jahr=zeile.jahr).exists():
        return [_abgeschlossen(zeile.jahr)]
    return [Mangel(f"{zeile} ist geschlossen. Dort sind nur noch Erstattungen möglich.", behebt=BEHEBT)]


def _abgeschlossen(jahr: int) -> Mangel:
    return Mangel(
        f"Das Haushaltsjahr {jahr} ist abgeschlossen. Dort sind nur noch Erstattungen möglich.",
        behebt=BEHEBT,
    )
