"""Is a letter ours, and does it still hold? Reckoned from the data of its case, never stored."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, NullIf

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.foerderung.models import (
    Aenderung,
    Aenderungsstatus,
    Forderungsgrund,
    Forderungsstatus,
    Rechtsbehelf,
    Rechtsbehelfsausgang,
    Rueckforderung,
)
from antraege.foerderung.rueckforderungen.verfahren import hebt_ganz_auf
from rollen import uhr
from workflows.frueher import INNERES

GEWAEHREND = (
    Schriftstueckart.ZUWENDUNGSBESCHEID,
    Schriftstueckart.MITTELZUWEISUNG,
    Schriftstueckart.AENDERUNGSBESCHEID,
)
_BRIEF = ("schriftstueck__art", "schriftstueck__kennung", "schriftstueck__erlassen_am")
_STRICHE = re.compile("[‐-―−]")


class Geltung(StrEnum):
    """What the city says about a letter that somebody holds in their hands."""

    GILT = "gilt"
    ERSETZT = "ersetzt"
    AUFGEHOBEN = "aufgehoben"
    UNBEKANNT = "unbekannt"


@dataclass(frozen=True)
class Nachfolger:
    """The letter that changed another one or took it back."""

    art: str
    kennung: str
    vom: date


@dataclass(frozen=True)
class Stand:
    """All that everybody may know about a letter: no person, no amount, no project."""

    geltung: Geltung
    art: str = ""
    kennung: str = ""
    stelle: str = ""
    vom: date | None = None
    durch: Nachfolger | None = None

    @property
    def bekannt(self) -> bool:
        """True when the city has issued it."""
        return self.geltung != Geltung.UNBEKANNT


def zur_kennung(eingabe: str) -> Stand:
    """The state of the letter with this Dokument-ID, as people type it. Three queries, known or not."""
    kennung = _STRICHE.sub("-", "".join(eingabe.split()))
    return _stand(Schriftstueck.objects.filter(kennung__in={kennung, kennung.upper()}))


def zur_datei(sha256: str) -> Stand:
    """The state of the letter whose file has this hash. Three queries, known or not."""
    return _stand(Schriftstueck.objects.filter(sha256=sha256))


def echtheit(stueck: Schriftstueck) -> Stand:
    """The state of this letter; internal papers are unknown to the public."""
    return _stand(Schriftstueck.objects.filter(pk=stueck.pk))


def _stand(gesucht: QuerySet[Schriftstueck]) -> Stand:
    im_brief = NullIf(KT("inhalt__briefkopf__fachbereich"), Value(""))
    amt = Coalesce(im_brief, F("antrag__stelle__name"), output_field=TextField())
    nach_aussen = gesucht.exclude(art__in=INNERES).annotate(amt=amt).order_by("id")
    stueck = nach_aussen.only("art", "kennung", "erlassen_am", "antrag_id").first()
    fall = stueck.antrag_id if stueck else 0  # what is unknown costs the same queries
    aenderungen, forderungen = list(_aenderungen(fall)), list(_forderungen(fall))
    if stueck is None:
        return Stand(Geltung.UNBEKANNT)
    geltung, durch = _geltung(stueck, aenderungen, forderungen)
    return Stand(
        geltung,
        art=stueck.get_art_display(),
        kennung=stueck.kennung,
        stelle=stueck.amt,  # type: ignore[attr-defined]
        vom=uhr.tag_von(stueck.erlassen_am),
        durch=durch and Nachfolger(durch.get_art_display(), durch.kennung, uhr.tag_von(durch.erlassen_am)),
    )


def _geltung(
    stueck: Schriftstueck, aenderungen: list[Aenderung], forderungen: list[Rueckforderung]
) -> tuple[Geltung, Schriftstueck | None]:
    eigene = next((f for f in forderungen if f.schriftstueck_id == stueck.pk), None)
    if eigene is not None:
        return _geltung_der_forderung(eigene), None
    if stueck.art not in GEWAEHREND:
        return Geltung.GILT, None
    stehende = [f for f in forderungen if _kuerzt(f) and (f.schriftstueck_id or 0) > stueck.pk]
    if ganz := [f for f in stehende if hebt_ganz_auf(f)]:
        return Geltung.AUFGEHOBEN, ganz[-1].schriftstueck
    spaetere = [a for a in aenderungen if (a.schriftstueck_id or 0) > stueck.pk]
    briefe = [was.schriftstueck for was in (*stehende, *spaetere) if was.schriftstueck]
    if briefe:
        return Geltung.ERSETZT, max(briefe, key=lambda brief: brief.pk)
    return Geltung.GILT, None


def _geltung_der_forderung(forderung: Rueckforderung) -> Geltung:
    """A remedy may have ended the claim or lowered it."""
    if forderung.status == Forderungsstatus.EINGESTELLT:
        return Geltung.AUFGEHOBEN
    return Geltung.ERSETZT if forderung.abgeholfen else Geltung.GILT  # type: ignore[attr-defined]


def _kuerzt(forderung: Rueckforderung) -> bool:
    """True when the claim takes something of the grant; interest alone does not."""
    stehen = forderung.status != Forderungsstatus.EINGESTELLT
    return stehen and forderung.grund != Forderungsgrund.ZWISCHENZINSEN


def _aenderungen(fall: int) -> QuerySet[Aenderung]:
    bewilligte = Aenderung.objects.filter(antrag=fall, status=Aenderungsstatus.BEWILLIGT)
    return bewilligte.select_related("schriftstueck").only("antrag_id", *_BRIEF)


def _forderungen(fall: int) -> QuerySet[Rueckforderung]:
    geholfen = Rechtsbehelf.objects.filter(
        rueckforderung=OuterRef("pk"), ausgang=Rechtsbehelfsausgang.ABGEHOLFEN
    )
    entschiedene = Rueckforderung.objects.filter(antrag=fall, schriftstueck__isnull=False)
    felder = ("antrag_id", "status", "grund", "verbleibt", *_BRIEF)
    return (
        entschiedene.select_related("schriftstueck")
        .only(*felder)
        .annotate(abgeholfen=Exists(geholfen))
        .order_by("nr")
    )
