"""The catalogue everybody may search, and the request for a cooperation that begins from an offer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from antraege.angebote import queries, termine
from antraege.angebote.models import Angebot, Angebotsort
from antraege.angebote.volltext import Trifft
from antraege.antrag.antworten import passt
from antraege.antrag.models import Antrag
from antraege.antrag.queries import offene_richtlinien
from antraege.antrag.services import lege_an
from antraege.kern.suchworte import anfrage, index, trifft
from antraege.programme.models import Frage, Richtlinie
from rollen import uhr
from rollen.models import Stelle

BLOCK = 1000
KOPF = (
    *("Titel", "Anbieter", "Thema", "Zielgruppe", "Alter von", "Alter bis", "Umfang und Dauer"),
    *("Kinder höchstens", "Ort", "Pauschale in Euro", "Pauschale wofür", "Ganztag"),
    *("Gültig von", "Gültig bis", "Ansprechstelle", "E-Mail"),
)


@dataclass(frozen=True)
class Suche:
    """What the catalogue is narrowed by."""

    suche: str = ""
    themenfeld: int | None = None
    standort: int | None = None
    alter: int | None = None
    ganztag: bool = False
    kostenlos: bool = False
    termin: bool = False

    @property
    def gefiltert(self) -> bool:
        """True when something narrows the catalogue."""
        return self != Suche()

    def bedingung(self) -> Q:
        """The filter as a condition on Angebot."""
        q = Q(themenfeld=self.themenfeld) if self.themenfeld else Q()
        if self.standort:
            q &= queries.am_standort(self.standort)
        if self.alter is not None:
            q &= Q(alter_von__lte=self.alter, alter_bis__gte=self.alter)
        if self.ganztag:
            q &= Q(ganztag=True)
        if self.kostenlos:
            q &= Q(kosten__isnull=True)
        if self.termin:
            q &= Q(termine.hat_freie(uhr.heute()))
        return q & _mit_worten(self.suche) if self.suche else q


def _mit_worten(suche: str) -> Q:
    """Every word stands in the offer or in the name of its provider."""
    anbieter = Stelle.objects.filter(Exists(Angebot.objects.filter(anbieter=OuterRef("pk")))).order_by()
    namen = [(pk, index(name)) for pk, name in anbieter.values_list("pk", "name")]
    worte = anfrage(suche)
    q = Q() if worte else Q(pk__in=[])
    for wort in worte:
        q &= Q(Trifft(wort)) | Q(anbieter__in=[pk for pk, name in namen if trifft(wort, name)])
    return q


def angebote(suche: Suche) -> QuerySet[Angebot]:
    """The offers that count today and fit, each once."""
    return queries.mit_allem(queries.geltende(uhr.heute()).filter(suche.bedingung()))


def export(suche: Suche) -> Iterator[tuple[Any, ...]]:
    """Every row as cells under `KOPF`, in blocks: constant memory."""
    for a in angebote(suche).order_by("-pk").iterator(chunk_size=BLOCK):
        yield (
            *(a.titel, a.anbieter.name, a.themenfeld.name),
            *(a.zielgruppe, a.alter_von, a.alter_bis, a.umfang, a.gruppe_bis, ort_in_worten(a)),
            *(a.kosten, a.kosten_worte, "ja" if a.ganztag else "nein"),
            *(a.gueltig_von, a.gueltig_bis, a.kontakt, a.anbieter.email),
        )


def ort_in_worten(angebot: Angebot) -> str:
    """Where it takes place; named sites by name."""
    if angebot.ort == Angebotsort.STANDORTE:
        return ", ".join(str(standort) for standort in angebot.standorte.all())
    return str(Angebotsort(angebot.ort).label)


def offene_richtlinie() -> Richtlinie | None:
    """The rules under which a cooperation can be asked for today."""
    offene = offene_richtlinien(am=uhr.heute())
    return next((richtlinie for richtlinie in offene if richtlinie.programm.kooperation), None)


@transaction.atomic
def frage_an(
    angebot: Angebot, richtlinie: Richtlinie, *, dazu: Mapping[str, Any] | None = None, **werte: Any
) -> Antrag:
    """Begin the request with the answers that follow from the offer; `dazu` are further ones, or better ones.

    Raises as `lege_an` of requests does.
    """
    antrag = lege_an(
        programm=richtlinie.programm,
        antworten=antworten(angebot, richtlinie.fragen.all(), dazu or {}),
        anlass=f"Angebot „{angebot.titel}“ ({angebot.anbieter.name})",
        **werte,
    )
    angebot.anfragen.add(antrag)
    return antrag


def antworten(angebot: Angebot, fragen: Iterable[Frage], dazu: Mapping[str, Any]) -> dict[str, Any]:
    """What the offer, and what is known besides, answers of these questions; only what their question takes."""
    bekannt: dict[str, Any] = {
        "themenfeld": angebot.themenfeld.kuerzel,
        "zielgruppe": angebot.zielgruppe,
        "bedarf": f"Wir möchten das Angebot „{angebot.titel}“ nutzen.\n{angebot.beschreibung}",
        "partner": angebot.anbieter.name,
        "ganztag": angebot.ganztag,
    }
    if angebot.ort == Angebotsort.STANDORTE:
        bekannt["ort"] = ort_in_worten(angebot)
    bekannt |= dazu
    gewaehlt: dict[str, Any] = {}
    for frage in fragen:
        wert = bekannt.get(frage.schluessel)
        if isinstance(wert, str):
            wert = wert[: frage.max_zeichen].strip()
        if frage.schluessel in bekannt and passt(frage, wert):
            gewaehlt[frage.schluessel] = wert
    return gewaehlt


def einziger_standort(angebot: Angebot) -> Stelle | None:
    """The site, when the offer names exactly one."""
    standorte = list(angebot.standorte.all())
    return standorte[0].stelle if len(standorte) == 1 else None
