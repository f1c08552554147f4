"""The rules that come with the product: a proposal in a file until one person lays them before a second one."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from antraege.kern.maengel import Mangel, keine_oder
from antraege.programme.models import Foerderprogramm, Programmzwecke, Richtlinie
from antraege.programme.regelwerk import lege_richtlinie_an, neue_richtlinie, stelle
from rollen import rechte, uhr
from rollen.akt import akt, wer_schon_darf
from rollen.fehler import Ueberholt
from rollen.lieferung import lies
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat

FEHLT = "Zu diesem Programm ist keine Richtlinie mitgeliefert."


def programme() -> list[dict[str, Any]]:
    """The delivered programmes with their rules; `wie` takes questions and lists from another one."""
    je_kuerzel: dict[str, dict[str, Any]] = {}
    for zeile in lies("programme"):
        je_kuerzel[zeile["kuerzel"]] = je_kuerzel.get(zeile.pop("wie", ""), {}) | zeile
    return list(je_kuerzel.values())


def lege_programm_an(daten: dict[str, Any]) -> Foerderprogramm:
    """The programme of a delivered row without its rules; one that exists stays as it is."""
    programm, neu = Foerderprogramm.objects.get_or_create(
        kuerzel=daten["kuerzel"],
        defaults={
            "name": daten["name"],
            "beschreibung": daten["beschreibung"],
            "stelle": stelle(daten["stelle"]),
            "kooperation": daten.get("kooperation", False),
            "zeichen": daten.get("zeichen", "FK"),
        },
    )
    if neu and daten.get("zwecke"):
        Programmzwecke.objects.create(programm=programm, zwecke=daten["zwecke"])
    return programm


def ohne_richtlinie(stellen: QuerySet[Stelle]) -> list[Foerderprogramm]:
    """Programmes of these Stellen that have no rules at all although some were delivered."""
    offene = Foerderprogramm.objects.filter(stelle__in=stellen, richtlinien__isnull=True)
    if not offene.exists():
        return []
    geliefert = {daten["kuerzel"] for daten in programme()}
    return [programm for programm in offene.select_related("stelle") if programm.kuerzel in geliefert]


@transaction.atomic
def lege_vor(programm: Foerderprogramm, *, akteur: Benutzer) -> Richtlinie:
    """Lay the delivered rules before whoever releases them; they begin today at the earliest.

    Raises Verweigert, Ueberholt when it has rules already, MaengelFehler when none were delivered, LieferFehler.
    """
    berechtigung = rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, programm.stelle)
    programm = Foerderprogramm.objects.select_for_update(of=("self",)).get(pk=programm.pk)
    if programm.richtlinien.exists():
        raise Ueberholt("Zu diesem Programm ist schon eine Richtlinie vorgelegt.")
    daten = next((zeile for zeile in programme() if zeile["kuerzel"] == programm.kuerzel), None)
    if daten is None:
        keine_oder([Mangel(FEHLT)])
        raise AssertionError
    daten["richtlinie"]["gueltig_von"] = max(daten["richtlinie"]["gueltig_von"], f"{uhr.heute():%Y-%m-%d}")
    richtlinie = neue_richtlinie(programm, daten, erstellt_von=akteur)
    wer = wer_schon_darf(berechtigung)
    with akt(Tat.RICHTLINIE_VORLEGEN, richtlinie, wer, akteur=akteur) as vorlage:
        lege_richtlinie_an(richtlinie, daten)
        vorlage.nenne(nachher={"version": richtlinie.version, "titel": richtlinie.titel})
    return richtlinie
