"""Keeps the words of the cases: after each act in the trail of its case, and all of them anew by a command."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection
from django.dispatch import receiver

from antraege.antrag.models import Antrag
from antraege.foerderung.models import (
    Beleg,
    Mittelabruf,
    Rueckforderung,
    Verwendungsnachweis,
    Zahlungseingang,
    Zahlungsposition,
)
from antraege.kern.fallsuche import Art, Kreis, index
from antraege.programme.models import Foerderprogramm
from rollen.models import Bankverbindung, Benutzer, Eintrag, Stelle
from rollen.protokoll import geschrieben
from rollen.taten import Tat
from workflows.models import Fallwoerter, Notiz, Schlagwort

STAPEL = 500
_GESPEICHERT = ""  # the kind under which the stored words are read beside the facts
# Acts in the chain of a Stelle that change how all its cases are found.
AN_DER_STELLE = frozenset(
    {
        Tat.STELLE_UMBENENNEN,
        Tat.STELLE_AENDERN,
        Tat.BANKVERBINDUNG_ERFASSEN,
        Tat.BANKVERBINDUNG_BESTAETIGEN,
        Tat.BANKVERBINDUNG_ABLEHNEN,
    }
)
# Circle, kind, column, and the tables it comes from; `f` is the case.
_QUELLEN: tuple[tuple[Kreis, Art, str, str], ...] = (
    (Kreis.ANTRAG, Art.ZEICHEN, "f.aktenzeichen", ""),
    (Kreis.ANTRAG, Art.TEXT, "f.titel", ""),
    (Kreis.ANTRAG, Art.CENT, "f.beantragt", ""),
    (Kreis.AKTE, Art.CENT, "f.bewilligt", ""),
    (Kreis.AKTE, Art.CENT, "f.ausgezahlt", ""),
    (Kreis.ANTRAG, Art.TEXT, "s.name", "JOIN {stelle} s ON s.id = f.traeger_id"),
    (Kreis.ANTRAG, Art.TEXT, "p.name", "JOIN {programm} p ON p.id = f.programm_id"),
    (Kreis.INNEN, Art.TEXT, "b.name", "JOIN {benutzer} b ON b.id = f.sachbearbeitung_id"),
    (Kreis.INNEN, Art.TEXT, "b.name", "JOIN {benutzer} b ON b.id = f.angelegt_von_id"),
    (Kreis.ANTRAG, Art.ZEICHEN, "f.fremdzeichen", ""),
    (Kreis.AKTE, Art.IBAN, "k.iban", "JOIN {konto} k ON k.stelle_id = f.traeger_id"),
    (Kreis.AKTE, Art.IBAN, "m.iban", "JOIN {abruf} m ON m.antrag_id = f.id"),
    (Kreis.AKTE, Art.CENT, "m.betrag", "JOIN {abruf} m ON m.antrag_id = f.id"),
    (Kreis.INNEN, Art.ZEICHEN, "m.belegnummer", "JOIN {abruf} m ON m.antrag_id = f.id"),
    (
        Kreis.INNEN,
        Art.ZEICHEN,
        "z.referenz",
        "JOIN {abruf} m ON m.antrag_id = f.id JOIN {position} z ON z.mittelabruf_id = m.id",
    ),
    (Kreis.AKTE, Art.CENT, "r.betrag", "JOIN {forderung} r ON r.antrag_id = f.id"),
    (
        Kreis.INNEN,
        Art.ZEICHEN,
        "e.belegnummer",
        "JOIN {forderung} r ON r.antrag_id = f.id JOIN {eingang} e ON e.rueckforderung_id = r.id",
    ),
    (
        Kreis.AKTE,
        Art.NUMMER,
        "v.belegnummer",
        (
            "JOIN {nachweis} n ON n.antrag_id = f.id AND n.eingereicht_am IS NOT NULL "
            "JOIN {beleg} v ON v.nachweis_id = n.id"
        ),
    ),
    (
        Kreis.INNEN,
        Art.TEXT,
        "o.text",
        "JOIN {notiz} o ON o.antrag_id = f.id AND o.erledigt_am IS NULL",
    ),
    (Kreis.INNEN, Art.TEXT, "w.wort", "JOIN {schlagwort} w ON w.antrag_id = f.id"),
)
_TABELLEN = {
    "stelle": Stelle,
    "programm": Foerderprogramm,
    "benutzer": Benutzer,
    "konto": Bankverbindung,
    "abruf": Mittelabruf,
    "position": Zahlungsposition,
    "forderung": Rueckforderung,
    "eingang": Zahlungseingang,
    "nachweis": Verwendungsnachweis,
    "beleg": Beleg,
    "notiz": Notiz,
    "schlagwort": Schlagwort,
    "woerter": Fallwoerter,
}


@receiver(geschrieben, dispatch_uid="fallsuche")
def folge_dem_protokoll(eintrag: Eintrag, **_: Any) -> None:
    """An act has changed a case, or the organisation of many; a refusal has changed nothing."""
    art, _strich, nummer = eintrag.kette.partition("/")
    if eintrag.verweigert or not nummer.isdigit():
        return
    if art == "antrag":
        schreibe([int(nummer)])
    elif art == "stelle" and eintrag.aktion in AN_DER_STELLE:
        faelle = Antrag.objects.filter(traeger=int(nummer)).order_by("pk").values_list("pk", flat=True)
        for stapel in _stapel(faelle.iterator()):
            schreibe(stapel)


def baue_auf() -> int:
    """Write the words of every case anew; says how many were not what they should be."""
    alle = Antrag.objects.order_by("pk").values_list("pk", flat=True)
    return sum(schreibe(stapel) for stapel in _stapel(alle.iterator(chunk_size=STAPEL)))


def schreibe(faelle: list[int]) -> int:
    """Bring the words of these cases up to date; says how many have changed. Two queries, one when nothing has."""
    neue = [
        Fallwoerter(antrag_id=fall, worte=worte)
        for fall, worte, bisher in _woerter(faelle)
        if worte != bisher
    ]
    if neue:
        Fallwoerter.objects.bulk_create(
            neue, update_conflicts=True, unique_fields=["antrag"], update_fields=["worte"]
        )
    return len(neue)


def _woerter(faelle: list[int]) -> Iterator[tuple[int, str, str | None]]:
    """The words of each case as they should be, and as they are stored."""
    with connection.cursor() as zeiger:
        zeiger.execute(_sql(len(faelle)), faelle * (len(_QUELLEN) + 1))
        zeilen = sorted((z for z in zeiger.fetchall() if z[3] not in (None, "")), key=lambda zeile: zeile[0])
    gefunden = {fall: list(gruppe) for fall, gruppe in groupby(zeilen, key=lambda zeile: zeile[0])}
    for fall, gruppe in gefunden.items():
        bisher = next((text for _, _, art, text in gruppe if art == _GESPEICHERT), None)
        fakten = sorted({(kreis, art, str(text)) for _, kreis, art, text in gruppe if art != _GESPEICHERT})
        yield fall, index(fakten), bisher


@cache
def _sql(anzahl: int) -> str:
    """All facts of so many cases, with the stored words beside them."""
    namen = {name: f'"{modell._meta.db_table}"' for name, modell in _TABELLEN.items()}
    wo = f"WHERE f.id IN ({', '.join(['%s'] * anzahl)})"
    teile = [
        f"""SELECT f.id, '{kreis}', '{art}', CAST({spalte} AS text) FROM "{Antrag._meta.db_table}" f
        {woher.format(**namen)} {wo}"""  # noqa: S608 - names of our own tables
        for kreis, art, spalte, woher in _QUELLEN
    ]
    teile.append(
        f"SELECT f.antrag_id, '', '{_GESPEICHERT}', f.worte FROM {namen['woerter']} f "  # noqa: S608
        f"{wo.replace('f.id', 'f.antrag_id')}"
    )
    return " UNION ALL ".join(teile)


def _stapel(faelle: Iterable[int]) -> Iterator[list[int]]:
    stapel: list[int] = []
    for fall in faelle:
        stapel.append(fall)
        if len(stapel) == STAPEL:
            yield stapel
            stapel = []
    if stapel:
        yield stapel
