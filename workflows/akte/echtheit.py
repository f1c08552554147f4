"""What the city says about a letter: genuine, and whether it still counts."""

import logging
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, NullIf

from antraege.antrag.models import Schriftstueck, Schriftstueckart
from antraege.antrag.models.schriftstueck import INTERNE
from antraege.dokumente.pdf.siegeln import SiegelFehler, pruefe_siegel
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
from antraege.gremien.models import Gremienvorlage, Vorlagenstatus
from antraege.kooperation.models import (
    Fassung,
    Fassungsart,
    Nachtrag,
    Nachtragsstatus,
    Vereinbarung,
    Vereinbarungsstatus,
    Zeichnung,
)
from rollen import uhr
from rollen.kanon import sha256_hex

GEZEICHNETE = (Nachtragsstatus.GEZEICHNET, Nachtragsstatus.WIRKSAM)
VORBEI = (Vereinbarungsstatus.BEENDET, Vereinbarungsstatus.EVALUIERT)


class Geltung(StrEnum):
    """What the city says about a letter that somebody holds in their hands."""

    GILT = "gilt"
    ERSETZT = "ersetzt"
    AUFGEHOBEN = "aufgehoben"
    NICHT_GEZEICHNET = "nicht_gezeichnet"
    UNBEKANNT = "unbekannt"


Befund = tuple[Geltung, Schriftstueck | None]


@dataclass(frozen=True)
class Vereinbarungslage:
    """The agreement of a case, its signed Nachträge (number, in force) and their letters in the same order."""

    vereinbarung: Vereinbarung | None
    nachtraege: list[tuple[int, bool]]
    briefe: list[Schriftstueck]

    @classmethod
    def von(cls, fall: int) -> "Vereinbarungslage":
        """Read it. Three queries, also for a case without any agreement."""
        nachtraege = Nachtrag.objects.filter(vereinbarung__antrag=fall, status__in=GEZEICHNETE)
        briefe = Schriftstueck.objects.filter(antrag=fall, art=Schriftstueckart.NACHTRAG)
        return cls(
            Vereinbarung.objects.only("status", "fassung_id", "geltende_id").filter(antrag=fall).first(),
            [
                (nr, status == Nachtragsstatus.WIRKSAM)
                for nr, status in nachtraege.order_by("nr").values_list("nr", "status")
            ],
            list(briefe.only("art", "kennung", "erlassen_am").order_by("id")),
        )

    def brief(self, stueck: Schriftstueck) -> Befund:
        """A signed file of this case: the agreement, or one of its Nachträge."""
        vorher = [brief for brief in self.briefe if brief.pk <= stueck.pk]
        return self._geltung(len(vorher) if stueck.art == Schriftstueckart.NACHTRAG else 0)

    def fassung(self, fassung: Fassung) -> Befund:
        """A text of this case; what not all have signed has never counted."""
        assert self.vereinbarung is not None
        in_arbeit = fassung.pk == self.vereinbarung.fassung_id
        gilt = fassung.pk == self.vereinbarung.geltende_id
        if not gilt and (in_arbeit or not fassung.gezeichnet):  # type: ignore[attr-defined]
            return Geltung.NICHT_GEZEICHNET, None
        bis = fassung.nachtrag_nr or 0
        return self._geltung(len([nr for nr, _ in self.nachtraege if nr <= bis]))

    def _geltung(self, rang: int) -> Befund:
        """`rang` is 0 for the agreement itself, n for its n-th signed Nachtrag."""
        if self.vereinbarung is not None and self.vereinbarung.status in VORBEI:
            return Geltung.AUFGEHOBEN, None
        wirksame = len([nr for nr, wirksam in self.nachtraege if wirksam])
        if wirksame > rang:
            return Geltung.ERSETZT, self.briefe[wirksame - 1] if len(self.briefe) >= wirksame else None
        return Geltung.GILT, None


GEWAEHREND = (
    Schriftstueckart.ZUWENDUNGSBESCHEID,
    Schriftstueckart.MITTELZUWEISUNG,
    Schriftstueckart.AENDERUNGSBESCHEID,
)
GESCHEITERT = (Vorlagenstatus.ABGELEHNT, Vorlagenstatus.ZURUECKGEZOGEN)
VEREINBART = (Schriftstueckart.KOOPERATIONSVEREINBARUNG, Schriftstueckart.NACHTRAG)
_ARTEN = {
    Fassungsart.VEREINBARUNG: Schriftstueckart.KOOPERATIONSVEREINBARUNG.label,
    Fassungsart.NACHTRAG: Schriftstueckart.NACHTRAG.label,
}
_BRIEF = ("schriftstueck__art", "schriftstueck__kennung", "schriftstueck__erlassen_am")
log = logging.getLogger(__name__)
_STRICHE = re.compile("[‐-―−]")


@dataclass(frozen=True)
class Nachfolger:
    """The letter that changed another one or took it back."""

    art: str
    kennung: str
    vom: date


@dataclass(frozen=True)
class Siegel:
    """The city's own seal in our file: its holder as the certificate says, and the moment of sealing."""

    von: str
    am: datetime | None


@dataclass(frozen=True)
class Stand:
    """All that everybody may know about a letter: no person, no amount, no project."""

    geltung: Geltung
    art: str = ""
    kennung: str = ""
    stelle: str = ""
    vom: date | None = None
    durch: Nachfolger | None = None
    siegel: Siegel | None = None

    @property
    def bekannt(self) -> bool:
        """True when the city has issued it."""
        return self.geltung != Geltung.UNBEKANNT


def zur_kennung(eingabe: str) -> Stand:
    """The state of the letter with this Dokument-ID, as people type it. Seven queries, known or not."""
    kennung = _STRICHE.sub("-", "".join(eingabe.split()))
    return _stand(Q(kennung__in={kennung, kennung.upper()}))


def zur_datei(sha256: str) -> Stand:
    """The state of the letter whose file has this hash. Seven queries, known or not."""
    return _stand(Q(sha256=sha256))


def echtheit(stueck: Schriftstueck) -> Stand:
    """The state of this letter; internal papers are unknown to the public."""
    return zur_kennung(stueck.kennung)


def _stand(gesucht: Q) -> Stand:
    """A letter before a text of an agreement; what is unknown costs the same queries."""
    stueck, fassung = _briefe(gesucht).first(), _fassungen(gesucht).first()
    fall = stueck.antrag_id if stueck else fassung.vereinbarung.antrag_id if fassung else 0
    bewilligte = Aenderung.objects.filter(antrag=fall, status=Aenderungsstatus.BEWILLIGT)
    geholfen = Rechtsbehelf.objects.filter(
        rueckforderung=OuterRef("pk"), ausgang=Rechtsbehelfsausgang.ABGEHOLFEN
    )
    entschiedene = Rueckforderung.objects.filter(antrag=fall, schriftstueck__isnull=False)
    felder = ("antrag_id", "status", "grund", "verbleibt", *_BRIEF)
    mit_brief = entschiedene.select_related("schriftstueck").only(*felder)
    aenderungen = list(bewilligte.select_related("schriftstueck").only("antrag_id", *_BRIEF))
    forderungen = list(mit_brief.annotate(abgeholfen=Exists(geholfen)).order_by("nr"))
    lage = Vereinbarungslage.von(fall)
    if stueck is not None:
        vereinbart = stueck.art in VEREINBART
        befund = lage.brief(stueck) if vereinbart else _geltung(stueck, aenderungen, forderungen)
        auskunft = _auskunft(stueck, befund, art=stueck.get_art_display(), am=stueck.erlassen_am)
        return replace(auskunft, siegel=_siegel(stueck)) if vereinbart else auskunft
    if fassung is not None:
        art = str(_ARTEN[Fassungsart(fassung.art)])
        return _auskunft(fassung, lage.fassung(fassung), art=art, am=fassung.erstellt_am)
    return Stand(Geltung.UNBEKANNT)


def _auskunft(was: Any, befund: Befund, *, art: str, am: datetime) -> Stand:
    geltung, brief = befund
    durch = None
    if brief is not None:
        durch = Nachfolger(brief.get_art_display(), brief.kennung, uhr.tag_von(brief.erlassen_am))
    return Stand(
        geltung,
        art=art,
        kennung=was.kennung,
        stelle=was.amt,
        vom=uhr.tag_von(am),
        durch=durch,
    )


def _siegel(stueck: Schriftstueck) -> Siegel | None:
    """The valid seal of the city in the stored file; none where the file is damaged or seals cannot be read."""
    try:
        with stueck.datei.open("rb") as datei:
            pdf = datei.read()
        befund = pruefe_siegel(pdf) if sha256_hex(pdf) == stueck.sha256 else None
    except (OSError, SiegelFehler) as fehler:
        log.warning("seal of %s not checked: %s", stueck.kennung, fehler)
        return None
    return Siegel(befund.von, befund.am) if befund and befund.gueltig else None


def _briefe(gesucht: Q) -> QuerySet[Schriftstueck]:
    nach_aussen = Schriftstueck.objects.filter(gesucht).exclude(art__in=INTERNE)
    vorlagen = Gremienvorlage.objects.filter(schriftstueck=OuterRef("pk")).values("status")
    mit_amt = nach_aussen.annotate(
        amt=_amt("antrag__stelle__name"), vorlagenstatus=Subquery(vorlagen[:1])
    ).order_by("id")
    return mit_amt.only("art", "kennung", "erlassen_am", "antrag_id", "datei", "sha256")


def _fassungen(gesucht: Q) -> QuerySet[Fassung]:
    zeichnungen = Zeichnung.objects.filter(fassung=OuterRef("pk"), ungueltig_am__isnull=True)
    mit_amt = Fassung.objects.filter(gesucht).annotate(
        amt=_amt("vereinbarung__antrag__stelle__name"), gezeichnet=Exists(zeichnungen)
    )
    felder = ("art", "kennung", "erstellt_am", "nachtrag_nr", "vereinbarung__antrag_id")
    return mit_amt.select_related("vereinbarung").only(*felder).order_by("id")


def _amt(sonst: str) -> Coalesce:
    """The Stelle in the letterhead, which stays when the case goes elsewhere."""
    im_brief = NullIf(KT("inhalt__briefkopf__fachbereich"), Value(""))
    return Coalesce(im_brief, F(sonst), output_field=TextField())


def _geltung(
    stueck: Schriftstueck, aenderungen: list[Aenderung], forderungen: list[Rueckforderung]
) -> Befund:
    eigene = next((f for f in forderungen if f.schriftstueck_id == stueck.pk), None)
    if eigene is not None:
        return _geltung_der_forderung(eigene), None
    if stueck.vorlagenstatus in GESCHEITERT:  # type: ignore[attr-defined]
        return Geltung.AUFGEHOBEN, None
    if stueck.art not in GEWAEHREND:
        return Geltung.GILT, None
    stehende = [  # claims that take something of the grant; interest alone does not
        f
        for f in forderungen
        if f.status != Forderungsstatus.EINGESTELLT
        and f.grund != Forderungsgrund.ZWISCHENZINSEN
        and (f.schriftstueck_id or 0) > stueck.pk
    ]
    if ganz := [f for f in stehende if hebt_ganz_auf(f)]:
        return Geltung.AUFGEHOBEN, ganz[-1].schriftstueck
    spaetere = [a for a in aenderungen if (a.schriftstueck_id or 0) > stueck.pk]
    briefe = [f.schriftstueck for f in stehende if f.schriftstueck]
    briefe += [a.schriftstueck for a in spaetere if a.schriftstueck]
    if briefe:
        return Geltung.ERSETZT, max(briefe, key=lambda brief: brief.pk)
    return Geltung.GILT, None


def _geltung_der_forderung(forderung: Rueckforderung) -> Geltung:
    """A remedy may have ended the claim or lowered it."""
    if forderung.status == Forderungsstatus.EINGESTELLT:
        return Geltung.AUFGEHOBEN
    return Geltung.ERSETZT if forderung.abgeholfen else Geltung.GILT  # type: ignore[attr-defined]
