"""The dates of an offer: what the provider enters, changes and cancels, and which of them can still be booked.

Everything raises Verweigert without the right, Ueberholt when the page was outdated, MaengelFehler for what stands
against it. Each act is one entry in the chain of the Stelle that offers.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from antraege.angebote.models import LAUFEND, Angebot, Angebotsstatus, Termin
from antraege.kern.maengel import Mangel, keine_oder
from rollen import rechte, uhr
from rollen.akt import Wer, akt, unterschied, wer_schon_darf
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat

FELDER = ("am", "von", "bis", "ort", "art", "plaetze", "buchbar_bis")
FEST = ("am", "von", "bis", "ort", "art")  # what nobody changes under those who have booked
MEISTE = 60
GEZEIGT = 3  # dates of an offer in the catalogue

PFLEGE: Wer[Termin] = Wer(
    lambda termin, akteur: rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, termin.stamm.anbieter)
)


def buchbare(tag: date) -> QuerySet[Termin]:
    """The dates one may still ask for on that day, the full ones too."""
    return Termin.objects.filter(abgesagt_am__isnull=True, am__gte=tag, buchbar_bis__gte=tag)


def freie(tag: date) -> QuerySet[Termin]:
    """Those of them with places left."""
    return buchbare(tag).filter(belegt__lt=F("plaetze"))


def hat_freie(tag: date) -> Exists:
    """The condition on Angebot: it has a date with places left."""
    return Exists(freie(tag).filter(stamm=Coalesce(OuterRef("stamm"), OuterRef("pk"))))


def naechste(angebote: Iterable[Angebot], tag: date) -> dict[int, list[Termin]]:
    """The next dates with places left of each of these offers, by the id of their first version. One query."""
    staemme = [angebot.stamm_id_oder_selbst for angebot in angebote]
    zahl = Window(RowNumber(), partition_by="stamm", order_by=["am", "von", "id"])
    gefunden: dict[int, list[Termin]] = {}
    for termin in freie(tag).filter(stamm__in=staemme).annotate(nr=zahl).filter(nr__lte=GEZEIGT):
        gefunden.setdefault(termin.stamm_id, []).append(termin)
    return gefunden


def von(angebot: Angebot) -> QuerySet[Termin]:
    """Every date of an offer, of whatever version."""
    return Termin.objects.filter(stamm=angebot.stamm_id_oder_selbst)


def kommende(angebot: Angebot) -> QuerySet[Termin]:
    """The dates that are still to come, in order."""
    return von(angebot).filter(abgesagt_am__isnull=True, am__gte=uhr.heute())


def maengel(angebot: Angebot, felder: Mapping[str, Any], *, wochen: int = 1) -> list[Mangel]:
    """What stands against a date with these values."""
    gefunden = []
    if felder["am"] < uhr.heute():
        gefunden.append(Mangel("Der Tag liegt in der Vergangenheit.", feld="am"))
    if felder["buchbar_bis"] > felder["am"]:
        gefunden.append(Mangel("Buchen kann man höchstens bis zum Tag selbst.", feld="buchbar_bis"))
    if felder["bis"] <= felder["von"]:
        gefunden.append(Mangel("Das Ende liegt vor dem Beginn.", feld="bis"))
    letzter = felder["am"] + timedelta(weeks=wochen - 1)
    if angebot.gueltig_bis and letzter > angebot.gueltig_bis:
        text = f"Das Angebot gilt nur bis {angebot.gueltig_bis:%d.%m.%Y}."
        gefunden.append(Mangel(text, feld="am"))
    return gefunden


def trage_ein(
    angebot: Angebot, felder: Mapping[str, Any], *, wochen: int = 1, akteur: Benutzer
) -> list[Termin]:
    """Enter a date of a published offer, and the same in the weeks after it; `wochen` counts the first."""
    wer = wer_schon_darf(rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, angebot.anbieter))
    with akt(Tat.TERMIN_EINTRAGEN, f"angebot/{angebot.pk}", wer, akteur=akteur) as handlung:
        stamm = Angebot.objects.select_for_update().get(pk=angebot.stamm_id_oder_selbst)
        gefunden = maengel(angebot, felder, wochen=wochen)
        if angebot.status != Angebotsstatus.VEROEFFENTLICHT:
            gefunden.append(
                Mangel("Termine bekommt erst ein veröffentlichtes Angebot.", behebt="Servicestelle")
            )
        if kommende(angebot).count() + wochen > MEISTE:
            text = f"Ein Angebot hat höchstens {MEISTE} kommende Termine."
            gefunden.append(Mangel(text, feld="wochen"))
        keine_oder(gefunden)
        werte = {name: felder[name] for name in FELDER}
        termine = [
            Termin.objects.create(
                **{
                    **werte,
                    "stamm": stamm,
                    "am": felder["am"] + timedelta(weeks=woche),
                    "buchbar_bis": felder["buchbar_bis"] + timedelta(weeks=woche),
                    "eingetragen_von": akteur,
                }
            )
            for woche in range(wochen)
        ]
        handlung.nenne(
            kette=angebot.kette,
            nachher={"titel": angebot.titel, "termine": [in_worten(termin) for termin in termine]},
        )
    return termine


def aendere(termin_id: int, felder: Mapping[str, Any], *, stand: int | None, akteur: Benutzer) -> Termin:
    """Other values. Day, time and place of a date that somebody has booked stay: it has to be cancelled."""
    with akt(Tat.TERMIN_AENDERN, zeile(termin_id), PFLEGE, akteur=akteur, stand=stand) as aenderung:
        termin = aenderung.objekt
        keine_oder([*_feste(termin, felder), *maengel(termin.stamm, felder)])
        vorher = fakten(termin)
        for name in FELDER:
            setattr(termin, name, felder[name])
        aenderung.nenne(**unterschied(vorher, fakten(termin)))
    return termin


def _feste(termin: Termin, felder: Mapping[str, Any]) -> list[Mangel]:
    gefunden = []
    if termin.abgesagt_am or termin.vorbei:
        gefunden.append(Mangel("Ein abgesagter oder vergangener Termin ändert sich nicht mehr."))
    if felder["plaetze"] < termin.belegt:
        gefunden.append(Mangel(f"Es sind schon {termin.belegt} Plätze belegt.", feld="plaetze"))
    verlegt = any(felder[name] != getattr(termin, name) for name in FEST)
    if verlegt and termin.abrufe.filter(status__in=LAUFEND).exists():
        text = (
            "Für diesen Termin gibt es Abrufe. Tag, Zeit und Ort bleiben. Sonst sagen Sie ihn ab, mit Grund."
        )
        gefunden.append(Mangel(text, feld="am"))
    return gefunden


def zeile(termin_id: int) -> QuerySet[Termin]:
    """The one row an act locks."""
    return Termin.objects.select_related("stamm__anbieter").filter(pk=termin_id)


def in_worten(termin: Termin) -> str:
    """A date as the trail keeps it."""
    return f"{termin}, Plätze: {termin.plaetze}"


def fakten(termin: Termin) -> dict[str, Any]:
    """What the trail keeps of a change."""
    return {"termin": str(termin), "plaetze": termin.plaetze, "buchbar_bis": termin.buchbar_bis}
