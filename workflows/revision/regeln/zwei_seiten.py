"""One person has done two things in a case that exclude each other."""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from antraege.antrag.models import Beteiligung
from antraege.kern.vieraugen import Taetigkeit, ausgeschlossen_durch
from workflows.revision.regel import Regel, Treffer, am_fall


def _ausschluss() -> Q:
    """Which earlier acts of the same person exclude the act `meine`, as four eyes have it."""
    unvereinbar = Q(pk__in=[])
    for tat in Taetigkeit:
        immer = ausgeschlossen_durch(tat, feststellung_eine_person=True)
        unvereinbar |= Q(meine=tat.value, taetigkeit__in=immer)
        if manchmal := ausgeschlossen_durch(tat, feststellung_eine_person=False) - immer:
            eine_person = Q(antrag__richtlinie__feststellung_eine_person=True)
            unvereinbar |= Q(meine=tat.value, taetigkeit__in=manchmal) & ~eine_person
    return unvereinbar


def zeilen(_tag: date) -> QuerySet[Any]:
    """The later one of two acts of a person in a case that one person must not both do."""
    frueher = Beteiligung.objects.filter(
        antrag=OuterRef("antrag"), benutzer=OuterRef("benutzer"), pk__lt=OuterRef("pk")
    ).annotate(meine=ExpressionWrapper(OuterRef("taetigkeit"), output_field=CharField()))
    alle = Beteiligung.objects.select_related("antrag__traeger", "benutzer")
    stoerend = frueher.filter(_ausschluss()).order_by("pk")
    return alle.filter(Exists(stoerend)).annotate(davor=Subquery(stoerend.values("taetigkeit")[:1]))


def zeile(beteiligung: Any) -> Treffer:
    """Who, and both acts."""
    davor, danach = (Taetigkeit(tat).bezeichnung for tat in (beteiligung.davor, beteiligung.taetigkeit))
    text = f"{beteiligung.benutzer.name} hat {davor} und {danach}."
    return am_fall(beteiligung.antrag, text, pk=beteiligung.pk)


REGEL = Regel(
    "zwei-seiten",
    "Eine Person auf zwei Seiten",
    "Personen, die in einem Fall zwei Dinge getan haben, die sich ausschließen: für den Antragsteller und für das Amt, "
    "geprüft und entschieden, festgestellt und angeordnet, angeordnet und gebucht.",
    "§§ 20, 21 VwVfG NRW, § 16 SGB X, § 31 KomHVO NRW",
    "antrag",
    zeilen,
    zeile,
)
