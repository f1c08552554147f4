"""The daily seal over all new entries of all chains: signed with a key and kept in a copy outside the database."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from rollen import siegelschluessel, uhr
from rollen.kanon import KanonFehler, kanonisch
from rollen.kette import SIEGELFELDER, siegel_hash
from rollen.models import Eintrag, Siegel, Siegelunterschrift

_LEER = Siegel(bis_eintrag=0, hash="")


class SiegelFehler(ValueError):
    """A day cannot be sealed, or a file of seals cannot be read."""


@dataclass(frozen=True)
class Siegelbefund:
    """What the seals say: how many, the last hash, what is wrong, until when a key vouches, what came after."""

    anzahl: int
    kopf: str
    fehler: tuple[str, ...]
    verankert_am: date | None
    danach: int

    @property
    def reichweite(self) -> str:
        """How far the proof reaches, in words."""
        if self.verankert_am is None:
            return (
                "Noch ist nichts verankert: Kein Siegel trägt eine gültige Unterschrift. Wer die Datenbank beherrscht, "
                "könnte alles neu gerechnet haben."
            )
        bis = f"Verankert ist alles bis zum unterschriebenen Siegel vom {self.verankert_am:%d.%m.%Y}."
        if not self.danach:
            return f"{bis} Danach steht kein Eintrag."
        wie_viele = "Ein Eintrag danach ist" if self.danach == 1 else f"{self.danach} Einträge danach sind"
        return f"{bis} {wie_viele} noch nicht verankert."


def anker_datei() -> Path | None:
    """Where the copy of the seals is kept outside the database; None where the settings name no place."""
    return Path(settings.PROTOKOLL_ANKER) if settings.PROTOKOLL_ANKER else None


def ende_des_tages(tag: date) -> datetime:
    """Midnight after a day in the city's time zone."""
    return timezone.make_aware(datetime.combine(tag + timedelta(days=1), time.min))


def verankere(tag: date, datei: Path | None = None) -> tuple[Siegel, int]:
    """Seal a day, sign the seal, copy what is new to the file outside: the seal and how many lines were added.

    Nothing is sealed upon seals that the file contradicts. Raises SiegelFehler; SchluesselFehler for a broken key.
    """
    datei = datei or anker_datei()
    if datei and datei.exists() and (abweichung := vergleiche(datei)):
        raise SiegelFehler(abweichung[0])
    siegel = siegle(tag)
    _unterschreibe(siegel, datei)
    return siegel, ergaenze(datei) if datei else 0


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
    neue = Eintrag.objects.filter(pk__gt=letztes.bis_eintrag, zeitpunkt__lt=ende_des_tages(tag))
    siegel.bis_eintrag = neue.aggregate(letzter=Max("pk"))["letzter"] or letztes.bis_eintrag
    siegel.wurzel, siegel.anzahl = wurzel(letztes.bis_eintrag, siegel.bis_eintrag)
    siegel.hash = siegel_hash(siegel)
    siegel.save(force_insert=True)
    return siegel


def _unterschreibe(siegel: Siegel, datei: Path | None) -> None:
    """Sign a seal that has no signature; never one that follows an unsigned seal after the first signature.

    Otherwise whoever rebuilds the seals in the database would have them signed in the next night.
    """
    if hasattr(siegel, "unterschrift"):
        return
    davor = _mit_unterschrift().filter(tag__lt=siegel.tag).last()
    schluessel = siegelschluessel.oeffentliche()
    schon = Siegelunterschrift.objects.exists() or any("unterschrift" in z for z in _zeilen_aus(datei))
    if davor is not None and schon and not _unterschrieben(davor, schluessel):
        raise SiegelFehler(
            f"Das Siegel vom {davor.tag:%d.%m.%Y} trägt keine gültige Unterschrift. Klären Sie mit protokoll_pruefen, "
            "was geschehen ist; bis dahin wird nichts unterschrieben."
        )
    if gezeichnet := siegelschluessel.unterschreibe(siegel.hash):
        siegel.unterschrift = Siegelunterschrift.objects.create(
            siegel=siegel, schluessel=gezeichnet[0], wert=gezeichnet[1], gezeichnet_am=uhr.jetzt()
        )


def wurzel(nach: int, bis: int) -> tuple[str, int]:
    """SHA-256 over `id:hash` lines of all entries with nach < id ≤ bis in order of id, and their number."""
    summe, anzahl = hashlib.sha256(), 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT id, hash FROM rollen_eintrag WHERE id > %s AND id <= %s ORDER BY id", [nach, bis]
        )
        while zeilen := cursor.fetchmany(5000):
            summe.update("".join(f"{pk}:{eintrag}\n" for pk, eintrag in zeilen).encode())
            anzahl += len(zeilen)
    return summe.hexdigest(), anzahl


def pruefe_siegel(aussen: Path | None = None) -> Siegelbefund:
    """Recompute every seal, check the signatures and compare with the copy outside.

    Raises SiegelFehler when the copy cannot be read, SchluesselFehler for a broken file of public keys.
    """
    fehler: list[str] = []
    schluessel = siegelschluessel.oeffentliche()
    letztes, verankert, anzahl = _LEER, _LEER, 0
    for siegel in _mit_unterschrift():
        was = _mangel(siegel, letztes)
        if not was and _unterschrieben(siegel, schluessel):
            verankert = siegel
        elif not was and hasattr(siegel, "unterschrift"):
            was = "Die Unterschrift stimmt nicht oder ist von einem fremden Schlüssel."
        if was:
            fehler.append(f"Siegel vom {siegel.tag:%d.%m.%Y}: {was}")
        letztes, anzahl = siegel, anzahl + 1
    fehler += _gegen_die_abschrift(verankert, letztes, aussen)
    danach = Eintrag.objects.filter(pk__gt=verankert.bis_eintrag).count()
    return Siegelbefund(anzahl, letztes.hash, tuple(fehler), verankert.tag if verankert.pk else None, danach)


def _gegen_die_abschrift(verankert: Siegel, letztes: Siegel, aussen: Path | None) -> Iterator[str]:
    if verankert.pk and verankert.tag < letztes.tag:
        yield (
            f"Nach dem unterschriebenen Siegel vom {verankert.tag:%d.%m.%Y} stehen Siegel ohne gültige Unterschrift."
        )
    datei = aussen or anker_datei()
    if datei and (aussen or datei.exists()):
        yield from vergleiche(datei)
    elif datei and verankert.pk:
        yield f"Die Abschrift der Siegel fehlt: {datei}."


def unverankert(kette: str) -> int | None:
    """How many entries of a chain stand after the last signed seal; None where no seal is signed."""
    letztes = Siegel.objects.filter(unterschrift__isnull=False).order_by("-tag").first()
    if letztes is None:
        return None
    return Eintrag.objects.filter(kette=kette, pk__gt=letztes.bis_eintrag).count()


def ergaenze(datei: Path) -> int:
    """Append the seals that the file does not have yet, one JSON object a line; how many there were.

    Raises SiegelFehler when a seal in the file is not the one in the database, or the file cannot be written.
    """
    abweichung = vergleiche(datei) if datei.exists() else []
    if abweichung:
        raise SiegelFehler(abweichung[0])
    bekannt = {(zeile["tag"], zeile.get("unterschrift")) for zeile in _zeilen_aus(datei)}
    neu = [zeile for zeile in _zeilen() if (zeile["tag"], zeile.get("unterschrift")) not in bekannt]
    try:
        datei.parent.mkdir(parents=True, exist_ok=True)
        with datei.open("a", encoding="utf-8") as ziel:
            ziel.writelines(f"{kanonisch(zeile)}\n" for zeile in neu)
    except OSError as fehler:
        raise SiegelFehler(
            f"Die Abschrift {datei} lässt sich nicht schreiben: {fehler.strerror}."
        ) from fehler
    return len(neu)


def vergleiche(datei: Path) -> list[str]:
    """What the seals kept outside say against the database. Raises SiegelFehler for an unreadable file."""
    hier = {zeile["tag"]: zeile for zeile in _zeilen()}
    draussen = _lies(datei)
    fremd = [zeile for zeile in draussen if not _gleich(hier.get(zeile["tag"], {}), zeile)]
    if len(draussen) > 1 and len(fremd) == len(draussen) and not _von_hier(draussen):
        andere = (
            f"Keines der {len(draussen)} Siegel in {datei.name} steht in dieser Datenbank, und keines hat ein "
            "hiesiger Schlüssel unterschrieben: Die Abschrift gehört vermutlich zu einer anderen Datenbank."
        )
        return [andere]
    return [f"Siegel vom {zeile['tag']}: Die Datenbank weicht von der Abschrift ab." for zeile in fremd]


def zeile_von(siegel: Siegel) -> dict[str, Any]:
    """What the copy outside says of a seal."""
    werte = json.loads(kanonisch({feld: getattr(siegel, feld) for feld in (*SIEGELFELDER, "hash")}))
    if hasattr(siegel, "unterschrift"):
        werte |= {"schluessel": siegel.unterschrift.schluessel, "unterschrift": siegel.unterschrift.wert}
    return werte


def _mit_unterschrift() -> QuerySet[Siegel]:
    return Siegel.objects.select_related("unterschrift").order_by("tag")


def _unterschrieben(siegel: Siegel, schluessel: dict[str, Ed25519PublicKey]) -> bool:
    unterschrift = getattr(siegel, "unterschrift", None)
    return unterschrift is not None and siegelschluessel.gilt(
        schluessel, unterschrift.schluessel, siegel.hash, unterschrift.wert
    )


def _von_hier(zeilen: list[dict[str, Any]]) -> bool:
    """Whether a key of ours has signed one of the lines."""
    schluessel = siegelschluessel.oeffentliche()
    return any(
        siegelschluessel.gilt(
            schluessel, str(zeile.get("schluessel")), str(zeile.get("hash")), str(zeile.get("unterschrift"))
        )
        for zeile in zeilen
    )


def _gleich(hier: dict[str, Any], draussen: dict[str, Any]) -> bool:
    """A line outside may lack the signature, which may have come later; what it says must be so here."""
    return all(hier.get(feld) == draussen.get(feld) for feld in {*SIEGELFELDER, "hash", *draussen})


def _zeilen() -> Iterator[dict[str, Any]]:
    return map(zeile_von, _mit_unterschrift())


def _zeilen_aus(datei: Path | None) -> list[dict[str, Any]]:
    return _lies(datei) if datei and datei.exists() else []


def _lies(datei: Path) -> list[dict[str, Any]]:
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
