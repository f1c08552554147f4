"""The daily seal over all new entries of all chains, and its copy kept outside the database."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from rollen import uhr
from rollen.kanon import KanonFehler, kanonisch
from rollen.kette import SIEGELFELDER, siegel_hash
from rollen.models import Eintrag, Siegel

_LEER = Siegel(bis_eintrag=0, hash="")


class SiegelFehler(ValueError):
    """A day cannot be sealed, or a file of seals cannot be read."""


@transaction.atomic
def siegle(tag: date) -> Siegel:
    """Seal everything written until the end of a day that no earlier seal covers; a day is sealed once.

    Raises SiegelFehler for a day to come and for one before the last seal.
    """
    if connection.vendor == "postgresql":
        # A writer still at work may hold a smaller id than one that has finished: wait for all of them.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE rollen_siegel IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("LOCK TABLE rollen_eintrag IN SHARE MODE")
    vorhanden = Siegel.objects.filter(tag=tag).first()
    if vorhanden is not None:
        return vorhanden
    letztes = Siegel.objects.order_by("-tag").first() or _LEER
    if tag > uhr.heute() or (letztes.pk and tag < letztes.tag):
        raise SiegelFehler(
            "Gesiegelt wird ein vergangener Tag oder heute, und kein Tag vor dem letzten Siegel."
        )
    siegel = Siegel(tag=tag, vorgaenger=letztes.hash, erstellt_am=uhr.jetzt())
    ende = timezone.make_aware(datetime.combine(tag + timedelta(days=1), time.min))
    neue = Eintrag.objects.filter(pk__gt=letztes.bis_eintrag, zeitpunkt__lt=ende)
    siegel.bis_eintrag = neue.aggregate(letzter=Max("pk"))["letzter"] or letztes.bis_eintrag
    siegel.wurzel, siegel.anzahl = wurzel(letztes.bis_eintrag, siegel.bis_eintrag)
    siegel.hash = siegel_hash(siegel)
    siegel.save(force_insert=True)
    return siegel


def wurzel(nach: int, bis: int) -> tuple[str, int]:
    """SHA-256 over `id:hash` lines of all entries with nach < id ≤ bis in order of id, and their number."""
    summe, anzahl = hashlib.sha256(), 0
    eintraege = Eintrag.objects.filter(pk__gt=nach, pk__lte=bis).order_by("pk")
    for pk, eintrag in eintraege.values_list("pk", "hash").iterator(chunk_size=5000):
        summe.update(f"{pk}:{eintrag}\n".encode())
        anzahl += 1
    return summe.hexdigest(), anzahl


def pruefe_siegel(aussen: Path | None = None) -> tuple[int, str, list[str]]:
    """Recompute every seal and compare with the copy outside: their number, the last hash, what is wrong."""
    fehler: list[str] = []
    letztes = _LEER
    anzahl = 0
    for siegel in Siegel.objects.order_by("tag"):
        was = _mangel(siegel, letztes)
        if was:
            fehler.append(f"Siegel vom {siegel.tag:%d.%m.%Y}: {was}")
        letztes, anzahl = siegel, anzahl + 1
    return anzahl, letztes.hash, fehler + (vergleiche(aussen) if aussen else [])


def ergaenze(datei: Path) -> int:
    """Append the seals that the file does not have yet, one JSON object a line; how many there were.

    Raises SiegelFehler when a seal in the file is not the one in the database.
    """
    abweichung = vergleiche(datei) if datei.exists() else []
    if abweichung:
        raise SiegelFehler(abweichung[0])
    bekannt = {zeile["tag"] for zeile in _lies(datei)} if datei.exists() else set()
    neu = [zeile for zeile in _zeilen() if json.loads(zeile)["tag"] not in bekannt]
    with datei.open("a", encoding="utf-8") as ziel:
        ziel.writelines(f"{zeile}\n" for zeile in neu)
    return len(neu)


def vergleiche(datei: Path) -> list[str]:
    """What the seals kept outside say against the database. Raises SiegelFehler for an unreadable file."""
    hier = {json.loads(zeile)["tag"]: json.loads(zeile) for zeile in _zeilen()}
    return [
        f"Siegel vom {zeile['tag']}: Die Datenbank weicht von der Abschrift ab."
        for zeile in _lies(datei)
        if hier.get(zeile["tag"]) != zeile
    ]


def _zeilen() -> Iterator[str]:
    for siegel in Siegel.objects.order_by("tag"):
        yield kanonisch({feld: getattr(siegel, feld) for feld in (*SIEGELFELDER, "hash")})


def _lies(datei: Path) -> list[dict[str, object]]:
    try:
        zeilen = [json.loads(zeile) for zeile in datei.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as fehler:
        raise SiegelFehler(f"Die Datei {datei} lässt sich nicht lesen.") from fehler
    if not all(isinstance(zeile, dict) and "tag" in zeile for zeile in zeilen):
        raise SiegelFehler(f"Die Datei {datei} ist keine Abschrift der Siegel.")
    return zeilen


def _mangel(siegel: Siegel, letztes: Siegel) -> str:
    try:
        if siegel_hash(siegel) != siegel.hash:
            return "Das Siegel passt nicht zu seiner Prüfsumme."
    except KanonFehler:
        return "Das Siegel ist nicht lesbar."
    if siegel.vorgaenger != letztes.hash:
        return "Das Siegel schließt nicht an das Siegel davor an."
    gefunden, anzahl = wurzel(letztes.bis_eintrag, siegel.bis_eintrag)
    if anzahl != siegel.anzahl:
        return f"Gesiegelt wurden {siegel.anzahl} Einträge, gefunden wurden {anzahl}."
    return "" if gefunden == siegel.wurzel else "Gesiegelte Einträge wurden verändert."
