"""What a person should look at: names of children in a text, money that was used late."""

import re
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Sum

from antraege.foerderung.models import Abrufstatus, Verwendungsnachweis
from antraege.kern.fristen import fristende
from antraege.kern.geld import zeige
from rollen import uhr

_PERSON = (
    r"(?:Kind|Kindes|Schüler|Schülerin|Schülers|Teilnehmer|Teilnehmerin|Junge|Jungen|Mädchen|Sohn|Tochter)"
)
_MUSTER = (
    re.compile(rf"\b{_PERSON}:?\s+(?:namens\s+)?([A-ZÄÖÜ][a-zäöüß]+)\b"),
    re.compile(r"\b(?:geb\.|geboren am)\s*\d{1,2}\.\d{1,2}\.\d{2,4}"),
    re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+ \(\d{1,2}(?: Jahre)?\)"),
)


def namen(texte: Iterable[str]) -> list[str]:
    """Passages that look like the name or birthday of a child; people decide, nothing is refused."""
    return [fund.group(0) for text in texte for muster in _MUSTER for fund in muster.finditer(text)]


def spaete_verwendung(nachweis: Verwendungsnachweis) -> list[str]:
    """Payments that vouchers do not cover within the months allowed (§ 49a Abs. 4 VwVfG NRW), in sentences.

    A hint, no finding: the grant is only a part of the costs, so the vouchers' sum is the most favourable view.
    """
    monate = nachweis.antrag.richtlinie.monate_verwendung
    gezahlt, saetze = Decimal("0.00"), []
    for abruf in nachweis.antrag.mittelabrufe.filter(status=Abrufstatus.GEBUCHT).order_by("nr"):
        tag = abruf.bezahlt_am or (uhr.tag_von(abruf.gebucht_am) if abruf.gebucht_am else None)
        if tag is None:
            continue
        gezahlt += abruf.betrag
        bis = fristende(tag, monate=monate)
        verwendet = nachweis.belege.filter(datum__lte=bis).aggregate(s=Sum("betrag"))["s"] or Decimal("0.00")
        if verwendet < gezahlt:
            saetze.append(
                f"{abruf}: Bis zum {bis:%d.%m.%Y} waren {zeige(gezahlt)} gezahlt, "
                f"aber erst {zeige(verwendet)} mit Belegen verwendet."
            )
    return saetze
