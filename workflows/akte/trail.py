"""The trail as an auditor reads it: every entry in words with before and after, the search, the download."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from antraege.antrag import trailworte
from antraege.antrag.models import Antrag
from antraege.kern.status import Status
from rollen.kette import FELDER
from rollen.models import Benutzer, Eintrag
from rollen.protokoll import Befund
from rollen.tabelle import Rolle
from rollen.taten import Tat, in_worten

KOPF = (
    *("Nr.", "Zeitpunkt (UTC)", "Wer", "Funktion", "Rolle", "Stelle", "in Vertretung für", "Aktion"),
    *("von", "nach", "verweigert", "Änderungen", "Dokument (SHA-256)", "Vorgänger", "Prüfsumme"),
)
HOECHSTENS_PERSONEN = 200
LETZTE = 8


@dataclass(frozen=True)
class Zeile:
    """One entry in words; `fall` is the request of its chain, `gebrochen` what the check found wrong with it."""

    eintrag: Eintrag
    was: str
    von: str
    nach: str
    wer: str
    funktion: str
    rolle: str
    gruende: tuple[str, ...]
    aenderungen: list[tuple[str, str, str]]
    fall: Antrag | None = None
    gebrochen: str = ""


def zeilen(
    eintraege: Iterable[Eintrag], *, faelle: Mapping[str, Antrag] | None = None, befund: Befund | None = None
) -> list[Zeile]:
    """The entries of a page; needs akteur, stelle and vertretung_fuer loaded."""
    return [_zeile(e, (faelle or {}).get(e.kette), befund) for e in eintraege]


def _zeile(e: Eintrag, fall: Antrag | None, befund: Befund | None) -> Zeile:
    gruende = e.nachher.get("gruende", ()) if e.verweigert else ()
    nachher = {
        name: wert for name, wert in {**e.nachher, **e.personen}.items() if name != "gruende" or not gruende
    }
    return Zeile(
        eintrag=e,
        was=in_worten(e.aktion),
        von=_status(e.von),
        nach=_status(e.nach),
        wer=e.akteur.name if e.akteur else "System",
        funktion=e.akteur.funktion if e.akteur else "",
        rolle=Rolle(e.rolle).bezeichnung if e.rolle else "",
        gruende=tuple(gruende),
        aenderungen=trailworte.aenderungen(e.vorher, nachher),
        fall=fall,
        gebrochen=befund.was if befund and befund.nr == e.nr else "",
    )


def letzte(antrag: Antrag) -> list[dict[str, Any]]:
    """The end of the trail of a case, the newest first, for templates/teile/trail.html."""
    alle = Eintrag.objects.filter(kette=antrag.kette).select_related("akteur", "stelle", "vertretung_fuer")
    gezeigte = ((z, z.eintrag) for z in zeilen(alle.order_by("-nr")[:LETZTE]))
    return [
        {
            **vars(z),
            "zeit": e.zeitpunkt,
            "stelle": e.stelle,
            "vertretung": e.vertretung_fuer,
            "verweigert": e.verweigert,
            "text": " ".join(z.gruende),
            "hash": f"{e.hash} · Dokument {e.dokument_hash}" if e.dokument_hash else e.hash,
        }
        for z, e in gezeigte
    ]


def taten() -> list[tuple[str, str]]:
    """Every kind of act with its words, in alphabetical order."""
    return sorted(Tat.choices, key=lambda paar: paar[1])


def faelle_zu(eintraege: Iterable[Eintrag]) -> dict[str, Antrag]:
    """The requests whose chains these entries belong to, in one query."""
    nummern = {e.kette.removeprefix("antrag/") for e in eintraege if e.kette.startswith("antrag/")}
    return {antrag.kette: antrag for antrag in Antrag.objects.filter(pk__in=nummern)}


def suche(werte: Mapping[str, Any]) -> QuerySet[Eintrag]:
    """The entries that fit: person, aktion, von, bis (days), aktenzeichen, verweigert; what is empty fits all."""
    q = Q()
    if werte.get("aktenzeichen"):
        faelle = Antrag.objects.filter(aktenzeichen=werte["aktenzeichen"]).values_list("pk", flat=True)
        q &= Q(kette__in=[f"antrag/{pk}" for pk in faelle])
    if werte.get("person"):
        person = Q(name__icontains=werte["person"]) | Q(email__icontains=werte["person"])
        personen = Benutzer.objects.filter(person).values_list("pk", flat=True)[:HOECHSTENS_PERSONEN]
        q &= Q(akteur__in=list(personen))
    if werte.get("aktion"):
        q &= Q(aktion=werte["aktion"])
    if werte.get("von"):
        q &= Q(zeitpunkt__gte=_beginn(werte["von"]))
    if werte.get("bis"):
        q &= Q(zeitpunkt__lt=_beginn(werte["bis"] + timedelta(days=1)))
    if werte.get("verweigert"):
        q &= Q(verweigert=True)
    return Eintrag.objects.filter(q).select_related("akteur", "stelle", "vertretung_fuer")


def als_daten(e: Eintrag) -> dict[str, Any]:
    """Everything the hash of an entry covers, the hash itself, and the names; fit to verify it elsewhere."""
    return {
        **{feld: getattr(e, feld) for feld in FELDER},
        "personen": e.personen,
        "hash": e.hash,
        "akteur": e.akteur.name if e.akteur else None,
        "stelle": e.stelle.name if e.stelle else None,
    }


def als_tabellenzeile(zeile: Zeile) -> list[Any]:
    """The cells under KOPF."""
    e = zeile.eintrag
    aenderungen = "; ".join(trailworte.in_einer_zeile(*eine) for eine in zeile.aenderungen)
    return [
        *(e.nr, e.zeitpunkt.isoformat(), zeile.wer, zeile.funktion, zeile.rolle, e.stelle, e.vertretung_fuer),
        *(
            zeile.was,
            zeile.von,
            zeile.nach,
            "ja" if e.verweigert else "",
            " ".join(zeile.gruende) or aenderungen,
        ),
        *(e.dokument_hash, e.vorgaenger, e.hash),
    ]


def _beginn(tag: Any) -> datetime:
    return timezone.make_aware(datetime.combine(tag, time.min))


def _status(wert: str) -> str:
    return Status(wert).bezeichnung if wert in set(Status) else wert
