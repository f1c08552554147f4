"""Acts on a sample: drawn once, a working paper for every item, closed when each has its result.

Every act locks the row, asks the right, counts and writes one entry. Raises Verweigert, Ueberholt, MaengelFehler.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.kern.geld import aus_cent
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.stichprobe import Element, Verfahren, pruefsumme, ziehe
from antraege.revision import unabhaengig
from antraege.revision.models import (
    Feststellung,
    Postenergebnis,
    Pruefposten,
    Pruefstichprobe,
    Stichprobenstatus,
)
from rollen import uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.taten import Tat

MEISTE_POSTEN = 500
LEER = "Die Grundgesamtheit ist leer: Zu diesem Filter gibt es nichts. Bitte nehmen Sie einen Filter heraus."
NICHTS = {  # partial: by lot and by filter something is always drawn
    Verfahren.BETRAG: "Kein Element hat einen Betrag über null. Wählen Sie ein anderes Verfahren.",
    Verfahren.RISIKO: "Kein Element trifft eine Prüfregel. Wählen Sie ein anderes Verfahren.",
}
FERTIG = "Diese Stichprobe ist abgeschlossen."


@dataclass(frozen=True)
class Ziehung:
    """What the auditor wants: from what, how, how many; the filter in words and as ids; the seed."""

    titel: str
    art: str
    verfahren: Verfahren
    umfang: int
    startwert: str
    filter: str
    auswahl: Mapping[str, Any]


@dataclass(frozen=True)
class Beschreibung:
    """A drawn item in words, its case, its euro."""

    worte: str
    antrag: Antrag
    betrag: Decimal


PRUEFUNG: Wer[Pruefstichprobe] = Wer(lambda _, person: unabhaengig.verlange(person, None, None))
# A working paper on what somebody did themselves is refused.
PAPIER: Wer[Pruefposten] = Wer(lambda posten, person: unabhaengig.verlange(person, posten.antrag, None))


def alle() -> QuerySet[Any]:
    """Every sample with how many items it has and how many have a result."""
    fertig = Count("posten", filter=~Q(posten__ergebnis=""))
    zeilen = Pruefstichprobe.objects.select_related("gezogen_von")
    return zeilen.annotate(zahl=Count("posten"), fertig=fertig)


def ziehe_stichprobe(
    ziehung: Ziehung,
    elemente: Sequence[Element],
    *,
    beschreibe: Callable[[Sequence[int]], Mapping[int, Beschreibung]],
    akteur: Benutzer,
) -> Pruefstichprobe:
    """Draw and keep it. Raises MaengelFehler for an empty population, one of which nothing fits, or too many items."""
    stichprobe = Pruefstichprobe(
        titel=ziehung.titel,
        art=ziehung.art,
        verfahren=ziehung.verfahren,
        filter=ziehung.filter,
        auswahl=dict(ziehung.auswahl),
        umfang=ziehung.umfang,
        startwert=ziehung.startwert,
        anzahl=len(elemente),
        summe=aus_cent(sum(e.cent for e in elemente)),
        pruefsumme=pruefsumme(elemente),
        gezogen_von=akteur,
    )
    with akt(Tat.PRUEFSTICHPROBE_ZIEHEN, stichprobe, PRUEFUNG, akteur=akteur) as handlung:
        if not elemente:
            raise MaengelFehler([Mangel(LEER)])
        gezogene = ziehe(ziehung.verfahren, elemente, umfang=ziehung.umfang, startwert=ziehung.startwert)
        if not gezogene:
            keine_oder([Mangel(NICHTS[ziehung.verfahren], feld="verfahren")])
        if len(gezogene) > MEISTE_POSTEN:
            satz = f"Das sind {len(gezogene)} Posten, höchstens {MEISTE_POSTEN} sind möglich."
            keine_oder([Mangel(f"{satz} Filtern Sie enger, oder ziehen Sie nach Zufall.", feld="verfahren")])
        stichprobe.save()
        worte = beschreibe([g.schluessel for g in gezogene])
        Pruefposten.objects.bulk_create(
            Pruefposten(
                stichprobe=stichprobe,
                nr=nr,
                schluessel=g.schluessel,
                bezug=worte[g.schluessel].worte[:400],
                antrag=worte[g.schluessel].antrag,
                betrag=worte[g.schluessel].betrag,
                anlass=g.anlass,
            )
            for nr, g in enumerate(gezogene, start=1)
        )
        handlung.nenne(
            nachher={
                "titel": ziehung.titel,
                "art": ziehung.art,
                "massnahme": ziehung.verfahren.bezeichnung,
                "startwert": ziehung.startwert,
                "umfang": len(gezogene),
                "grundgesamtheit": len(elemente),
                "pruefsumme": stichprobe.pruefsumme,
            }
        )
    return stichprobe


def nachgezogen(stichprobe: Pruefstichprobe, elemente: Sequence[Element]) -> bool:
    """Whether the population is the same today and gives the same sample again."""
    if pruefsumme(elemente) != stichprobe.pruefsumme:
        return False
    verfahren = Verfahren(stichprobe.verfahren)
    gezogene = ziehe(verfahren, elemente, umfang=stichprobe.umfang, startwert=stichprobe.startwert)
    posten = stichprobe.posten.values_list("schluessel", "anlass")
    return [(g.schluessel, g.anlass) for g in gezogene] == list(posten)


def bearbeite(pk: int, *, ergebnis: str, notiz: str, stand: int, akteur: Benutzer) -> Pruefposten:
    """The working paper of one item: what was looked at, and what came of it."""
    zeile: Any = Pruefposten.objects.select_related("stichprobe", "antrag__traeger").filter(pk=pk)
    with akt(Tat.PRUEFPOSTEN_BEARBEITEN, zeile, PAPIER, akteur=akteur, stand=stand) as handlung:
        posten = handlung.objekt
        # A sample that is closed meanwhile is read under its own lock.
        stichprobe = Pruefstichprobe.objects.select_for_update().get(pk=posten.stichprobe_id)
        if stichprobe.status == Stichprobenstatus.ABGESCHLOSSEN:
            raise Ueberholt(FERTIG)
        if not notiz.strip():
            keine_oder([Mangel("Bitte schreiben Sie, was Sie geprüft haben.", feld="notiz")])
        vorher = {"ergebnis": posten.get_ergebnis_display(), "text": posten.notiz}
        posten.ergebnis, posten.notiz = Postenergebnis(ergebnis), notiz
        posten.bearbeitet_von, posten.bearbeitet_am = akteur, uhr.jetzt()
        handlung.nenne(vorher=vorher, nachher={"ergebnis": posten.get_ergebnis_display(), "text": notiz})
    return posten


def schliesse_ab(pk: int, *, stand: int, akteur: Benutzer) -> Pruefstichprobe:
    """Every item has its result; nothing changes any more. Raises MaengelFehler while one has none."""
    zeile = Pruefstichprobe.objects.filter(pk=pk)
    with akt(Tat.PRUEFSTICHPROBE_ABSCHLIESSEN, zeile, PRUEFUNG, akteur=akteur, stand=stand) as handlung:
        stichprobe = handlung.objekt
        if stichprobe.unerfuellt(Pruefstichprobe.lege_ab):
            raise Ueberholt(FERTIG)
        if offen := stichprobe.posten.filter(ergebnis="").count():
            keine_oder([Mangel(f"{offen} Posten haben noch kein Ergebnis.")])
        stichprobe.lege_ab()
        stichprobe.abgeschlossen_von, stichprobe.abgeschlossen_am = akteur, uhr.jetzt()
        zahlen = stichprobe.posten.values("ergebnis").annotate(zahl=Count("pk")).order_by("ergebnis")
        worte = dict(Postenergebnis.choices)
        handlung.nenne(nachher={"ergebnis": {worte[z["ergebnis"]]: str(z["zahl"]) for z in zahlen}})
    return stichprobe


def verbinde(pk: int, feststellung: Feststellung, *, akteur: Benutzer) -> None:
    """The finding that came of an item. Raises Ueberholt when there is one already."""
    zeile: Any = Pruefposten.objects.select_related("antrag__traeger").filter(pk=pk)
    with akt(Tat.PRUEFPOSTEN_BEARBEITEN, zeile, PAPIER, akteur=akteur, zugleich=True) as handlung:
        if handlung.objekt.feststellung_id:
            raise Ueberholt("Zu diesem Posten gibt es schon eine Feststellung.")
        handlung.objekt.feststellung = feststellung
        handlung.nenne(nachher={"massnahme": feststellung.kennung})
