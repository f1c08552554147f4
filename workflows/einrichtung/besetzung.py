"""Who is missing: rights and levels that the procedures need today and nobody holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from antraege.angebote.models import Themenfeld
from antraege.antrag.models import Antrag
from antraege.kern.geld import NULL
from antraege.programme.models import Richtlinie
from rollen import rechte, uhr
from rollen.models import Mitgliedschaft, Stelle
from rollen.tabelle import OERTLICH, RECHTE, Recht, Rolle
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import FLOWS, schritte_von


@dataclass(frozen=True)
class Vakanz:
    """Nobody holds this right there, or nobody for amounts above `ab` up to `bis` euro; who needs it."""

    stelle: Stelle
    recht: Recht
    ab: Decimal | None
    bis: Decimal | None
    programme: tuple[str, ...]


def vakanzen() -> list[Vakanz]:
    """Everything that is missing for the programmes that run or take requests today, by Stelle and right."""
    # Rights, Stelle and level of every role that counts today. One query.
    heute = uhr.heute()
    gelten = Mitgliedschaft.objects.filter(rechte.gueltig(heute), benutzer__is_active=True).order_by()
    zeilen = gelten.values_list("gruppe__rolle", "gruppe__stelle", "ebene").distinct()
    inhaber = [(RECHTE[Rolle(rolle)], stelle, ebene) for rolle, stelle, ebene in zeilen]
    orte: dict[tuple[str, int], Stelle] = {}
    gefunden: dict[tuple[int, Recht, Decimal | None, Decimal | None], list[str]] = {}
    stellen: dict[int, Stelle] = {}
    laufend = Exists(Aufgabe.objects.filter(OFFEN, antrag__richtlinie=OuterRef("pk")))
    gilt = Q(gueltig_von__lte=heute) & (Q(gueltig_bis__isnull=True) | Q(gueltig_bis__gte=heute))
    gebrauchte = (  # rules that count today, or under which something is still to be done
        Richtlinie.objects.filter(gilt | laufend, freigegeben_von__isnull=False)
        .select_related("programm__stelle")
        .prefetch_related("wertgrenzen", "mitzeichnungsstellen__stelle")
        .order_by("programm__name", "version")
    )
    for richtlinie in gebrauchte:
        for recht, stelle, mit_grenze in dict.fromkeys(_bedarf(richtlinie, orte)):
            dort = {stelle.pk} if recht in OERTLICH else set(stelle.vorfahren)
            ebenen = {ebene for ihre, ort, ebene in inhaber if recht in ihre and ort in dort}
            ab, bis = _luecke(richtlinie, ebenen) if mit_grenze and ebenen else (None, None)
            if not ebenen or bis is not None:
                stellen[stelle.pk] = stelle
                namen = gefunden.setdefault((stelle.pk, recht, ab, bis), [])
                namen += [] if richtlinie.programm.name in namen else [richtlinie.programm.name]
    return sorted(
        (
            Vakanz(stellen[pk], recht, ab, bis, tuple(sorted(namen)))
            for (pk, recht, ab, bis), namen in gefunden.items()
        ),
        key=lambda v: (v.stelle.name, v.recht.bezeichnung, v.bis or NULL),
    )


def _bedarf(
    richtlinie: Richtlinie, orte: dict[tuple[str, int], Stelle]
) -> Iterator[tuple[Recht, Stelle, bool]]:
    """Right, Stelle, and whether amounts count: of every step of the office; `orte` remembers where it lies."""
    probe = Antrag(programm=richtlinie.programm, richtlinie=richtlinie, stelle=richtlinie.programm.stelle)
    for schritt in _schritte(richtlinie):
        if schritt.recht in OERTLICH:
            yield from ((schritt.recht, stelle, False) for stelle in _stimmende(richtlinie))
        elif not schritt.beim_traeger:
            ort = (schritt.name, probe.stelle_id)
            orte[ort] = orte.get(ort) or schritt.stelle(probe)
            yield schritt.recht, orte[ort], schritt.mit_wertgrenze


def _schritte(richtlinie: Richtlinie) -> Iterator[Schritt]:
    for verfahren in FLOWS:
        if verfahren.gehoert_zu(richtlinie):
            yield from schritte_von(verfahren)


def _stimmende(richtlinie: Richtlinie) -> Iterable[Stelle]:
    """Whose vote is asked for, whatever the case is."""
    if richtlinie.programm.kooperation:
        return Stelle.objects.filter(pk__in=Themenfeld.objects.values("koordination"))
    return [zeile.stelle for zeile in richtlinie.mitzeichnungsstellen.all()]


def _luecke(richtlinie: Richtlinie, ebenen: set[str]) -> tuple[Decimal | None, Decimal | None]:
    """Above and up to which amount these levels decide nothing although the rules name somebody for it."""
    grenzen = list(richtlinie.wertgrenzen.all())
    erreicht = max((g.bis_betrag for g in grenzen if g.ebene in ebenen), default=NULL)
    hoechste = max((g.bis_betrag for g in grenzen), default=NULL)
    return (erreicht, hoechste) if erreicht < hoechste else (None, None)
