"""The trail as an auditor reads it: every entry in words with before and after, the search, the download."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from antraege.antrag import trailworte
from antraege.antrag.models import Antrag, Schriftstueck
from antraege.foerderung.models import Weiterleitung
from antraege.haushalt.felder import KETTE as HAUSHALT
from antraege.haushalt.models import Buchung, Haushaltsstelle, Mittelbewegung
from antraege.kern.status import Status
from antraege.revision.models import Feststellung
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
HOECHSTENS_ZEILEN = 200
# The acts by which money on a budget line is reserved, committed, paid, moved and given back.
BUCHENDE = (
    Tat.FACHLICHE_PRUEFUNG,
    Tat.ENTSCHEIDUNG,
    Tat.BUCHUNG,
    Tat.UMBUCHUNG,
    Tat.ZAHLUNGSEINGANG,
    Tat.NACHWEISZEICHNUNG,
    Tat.RUECKFORDERUNGSENTSCHEIDUNG,
)
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
    """The entries that fit: person, aktion, von, bis (days), aktenzeichen, verweigert; what is empty fits all.

    `haushaltsstelle` is a part of an Auftrag, a Kostenstelle or a name; `dokument` a Dokument-ID or a SHA-256.
    """
    q = Q()
    for name, bedingung in _FILTER.items():
        if wert := werte.get(name):
            q &= bedingung(wert)
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


def _zum_fall(aktenzeichen: str) -> Q:
    faelle = Antrag.objects.filter(aktenzeichen=aktenzeichen).values_list("pk", flat=True)
    return Q(kette__in=[f"antrag/{pk}" for pk in faelle])


def _der_person(wort: str) -> Q:
    person = Q(name__icontains=wort) | Q(email__icontains=wort)
    personen = Benutzer.objects.filter(person).values_list("pk", flat=True)[:HOECHSTENS_PERSONEN]
    return Q(akteur__in=list(personen))


def _zur_haushaltsstelle(wort: str) -> Q:
    """What was done to a budget line, the movements from and to it, and the acts that book on it in its cases."""
    teile = Q(bezeichnung__icontains=wort) | Q(auftrag__startswith=wort) | Q(kostenstelle__startswith=wort)
    zeilen = list(Haushaltsstelle.objects.filter(teile).values_list("pk", flat=True)[:HOECHSTENS_ZEILEN])
    bewegungen = Mittelbewegung.objects.filter(Q(von__in=zeilen) | Q(zu__in=zeilen)).values_list(
        "pk", flat=True
    )
    objekte = [f"haushaltsstelle/{pk}" for pk in zeilen] + [f"mittelbewegung/{pk}" for pk in bewegungen]
    gebucht = (
        Buchung.objects.filter(haushaltsstelle__in=zeilen).exclude(aktenzeichen="").values("aktenzeichen")
    )
    ketten = Antrag.objects.filter(aktenzeichen__in=gebucht).annotate(
        kette_des_falls=Concat(Value("antrag/"), Cast("pk", CharField()))
    )
    return Q(kette=HAUSHALT, objekt__in=objekte) | Q(
        kette__in=ketten.values("kette_des_falls"), aktion__in=BUCHENDE
    )


def _zum_dokument(wort: str) -> Q:
    """Every entry that names the hash of this file, in the chain where it was issued."""
    stuecke = Schriftstueck.objects.filter(Q(kennung__iexact=wort) | Q(sha256=wort.lower()))
    orte = [(f"antrag/{antrag}", sha) for antrag, sha in stuecke.values_list("antrag", "sha256")]
    for klasse in (Weiterleitung, Feststellung):
        orte += [(zeile.kette, zeile.sha256) for zeile in klasse.objects.filter(sha256=wort.lower())]
    q = Q(pk__in=[])
    for kette, sha in orte:
        q |= Q(kette=kette, dokument_hash=sha)
    return q


def _beginn(tag: Any) -> datetime:
    return timezone.make_aware(datetime.combine(tag, time.min))


def _status(wert: str) -> str:
    return Status(wert).bezeichnung if wert in set(Status) else wert


_FILTER: dict[str, Callable[[Any], Q]] = {
    "aktenzeichen": _zum_fall,
    "person": _der_person,
    "aktion": lambda wert: Q(aktion=wert),
    "von": lambda tag: Q(zeitpunkt__gte=_beginn(tag)),
    "bis": lambda tag: Q(zeitpunkt__lt=_beginn(tag + timedelta(days=1))),
    "verweigert": lambda _: Q(verweigert=True),
    "haushaltsstelle": _zur_haushaltsstelle,
    "dokument": _zum_dokument,
}
