"""Who sees which case as what, and where a page stands."""

import re
from collections.abc import Collection, Iterable
from functools import cache, reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from antraege.antrag.models import Antrag
from antraege.antrag.queries import (
    abgegeben,
    mitfinanziert,
    mitzufinanzieren,
    mitzuzeichnen,
    sichtbar_fuer,
    wege_ins_amt,
)
from rollen import rechte
from rollen.ansicht import weg
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.models import Aufgabe
from workflows.tuer.verzeichnis import SCHRITTE

FALLRECHTE = (Recht.FALL_SEHEN, Recht.STANDORT_SEHEN, Recht.MITZEICHNEN, Recht.GREMIENLAUF_PFLEGEN)
ANTRAGSSEITE = frozenset({Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN})
AKTENZEICHEN = re.compile(r"\b[\w/]+-[A-Z]{2,4}-\d{4}-\d{4,}\b")
STIMMEN = ("mitzeichnung", "einvernehmen", "aenderungseinvernehmen")
AKTENRECHTE = (*FALLRECHTE, Recht.ANTRAG_SEHEN, Recht.IM_AUFTRAG_BEARBEITEN)
MIT = ("programm", "richtlinie", "stelle", "traeger", "standort", "sachbearbeitung")


@cache
def aufgabenrechte() -> tuple[Recht, ...]:
    """Who may see some task at all: whoever sees cases, and whoever does a step."""
    return (*AKTENRECHTE, *sorted({schritt.recht for schritt in SCHRITTE.values()} - set(AKTENRECHTE)))


def faelle(benutzer: Benutzer) -> QuerySet[Antrag]:
    """The cases this person may open, with what every page of a case shows."""
    return sichtbar_fuer(benutzer).select_related(*MIT)


def als_amt(benutzer: Benutzer, antrag: Antrag) -> bool:
    """True when the person sees the inside of the whole case: checks, votes, names, letters, money.

    Being the applicant is not enough, and neither is co-signing (`zeichnet_mit`).
    """
    if rechte.ueberall(benutzer, Recht.FALL_SEHEN):
        return True
    if not antrag.aktenzeichen:
        return False
    if rechte.darf(benutzer, Recht.FALL_SEHEN, antrag.stelle):
        return True
    if antrag.standort and rechte.darf(benutzer, Recht.STANDORT_SEHEN, antrag.standort):
        return True
    if (
        any(
            gemeinsam(benutzer).filter(pk=antrag.pk).exists()
            for gemeinsam in (mitfinanziert, mitzufinanzieren)
        )
        or abgegeben(benutzer).filter(antrag=antrag).exists()
    ):
        return True
    return antrag.im_gremium and rechte.darf(benutzer, Recht.GREMIENLAUF_PFLEGEN, antrag.stelle)


def zeichnet_mit(benutzer: Benutzer, antrag: Antrag) -> bool:
    """True while a Stelle for which this person votes is asked to co-sign; afterwards the case is closed to them.

    It opens the request with its papers and the Prüfvermerk: no letters, payments, bank data, trail.
    """
    return mitzuzeichnen(benutzer).filter(pk=antrag.pk).exists()


def im_amt(benutzer: Benutzer, antraege: Collection[Antrag]) -> set[int]:
    """Which of these requests of a list open as a case, by id: `als_amt` for many. One query, mostly none."""
    alle = {antrag.pk for antrag in antraege}
    eigene = {b.recht for b in rechte.berechtigungen(benutzer)}
    if not eigene & ANTRAGSSEITE or rechte.ueberall(benutzer, Recht.FALL_SEHEN):
        return alle
    amtlich = reduce(
        or_, (weg.als_q() for weg in wege_ins_amt(benutzer, auch_mitzeichnung=True)), Q(pk__in=[])
    )
    return set(Antrag.objects.filter(amtlich, pk__in=alle).order_by().values_list("pk", flat=True))


def sieht_protokoll(benutzer: Benutzer, antrag: Antrag) -> bool:
    """True when the trail of the case is open to this person: at the competent Stelle."""
    return als_amt(benutzer, antrag) and rechte.darf(benutzer, Recht.PROTOKOLL_SEHEN, antrag.stelle)


def fall_fuer(benutzer: Benutzer, pk: int) -> Antrag:
    """The case from the office's side; raises Http404 for everything else, as for an unknown id."""
    antrag = faelle(benutzer).select_related("bescheid", "nachweis").filter(pk=pk).first()
    if antrag is None or not als_amt(benutzer, antrag):
        raise Http404
    return antrag


def mitzuzeichnender(benutzer: Benutzer, pk: int) -> Antrag:
    """The case that an own Stelle is asked to co-sign just now; raises Http404 for everything else."""
    antrag = mitzuzeichnen(benutzer).select_related(*MIT).filter(pk=pk).first()
    if antrag is None:
        raise Http404
    return antrag


def genannte(benutzer: Benutzer, texte: Iterable[str]) -> list[Antrag]:
    """The cases that these texts name by their Aktenzeichen, as far as this person may open them. One query."""
    zeichen = {fund for text in texte for fund in AKTENZEICHEN.findall(text)}
    return (
        list(sichtbar_fuer(benutzer).filter(aktenzeichen__in=zeichen).order_by("aktenzeichen"))
        if zeichen
        else []
    )


def aufgabe_fuer(benutzer: Benutzer, pk: int) -> Aufgabe:
    """The task with its case, for who holds its right at its Stelle or may see the case; raises Http404."""
    fall = [f"antrag__{name}" for name in MIT]
    menschlich = Aufgabe.objects.filter(schritt__in=SCHRITTE, stelle__isnull=False)
    aufgabe = (
        menschlich.select_related("stelle", "owner", "erledigt_von", "mittelabruf", *fall)
        .filter(pk=pk)
        .first()
    )
    if aufgabe is None or not _sieht(benutzer, aufgabe):
        raise Http404
    return aufgabe


def _sieht(benutzer: Benutzer, aufgabe: Aufgabe) -> bool:
    antrag, stelle = aufgabe.antrag, aufgabe.stelle
    assert antrag is not None
    assert stelle is not None
    if rechte.darf(benutzer, Recht(aufgabe.recht), stelle) or als_amt(benutzer, antrag):
        return True
    beim_traeger = SCHRITTE[aufgabe.schritt].beim_traeger
    return beim_traeger and sichtbar_fuer(benutzer).filter(pk=antrag.pk).exists()


def brotkrumen(benutzer: Benutzer, aufgabe: Aufgabe, *, amt: bool) -> list[dict[str, str]]:
    """Where a task stands: below the case in the Postkorb, or below the own request."""
    assert aufgabe.antrag is not None
    schritt, antrag = SCHRITTE[aufgabe.schritt], aufgabe.antrag
    zeichen = antrag.aktenzeichen or "Entwurf"
    if schritt.beim_traeger and not amt:
        eigener = aufgabe.stelle_id == antrag.traeger_id
        return [
            {"name": "Meine Anträge", "url": reverse("meine_antraege")},
            {"name": zeichen, "url": reverse("antrag_status", args=[antrag.pk]) if eigener else ""},
            {"name": schritt.titel, "url": ""},
        ]
    return [
        {"name": "Postkorb", "url": weg(benutzer, "postkorb")},
        {"name": zeichen, "url": reverse("fall", args=[antrag.pk]) if amt else ""},
        {"name": schritt.titel, "url": reverse("aufgabe", args=[aufgabe.pk])},
    ]
