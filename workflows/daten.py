"""Loads the city's units, budget, sites and programmes from fixtures/; what exists stays as it is.

Money comes in through the ledger and programmes are released by a second person, as everywhere else.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from antraege.angebote.models import Einrichtung, Standort, Themenfeld
from antraege.gremien.models import Gremium
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from antraege.programme import services as programme
from antraege.programme.models import Festwert, Foerderprogramm, Richtlinie
from rollen import protokoll, stellen, uhr
from rollen.mitgliedschaften import gruppe_fuer
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from rollen.tabelle import Rolle

VERZEICHNIS = Path(settings.BASE_DIR) / "fixtures"


def lies(name: str) -> Any:
    """The content of one file of fixtures/."""
    return json.loads((VERZEICHNIS / f"{name}.json").read_text(encoding="utf-8"))


@transaction.atomic
def lade() -> None:
    """Load everything, or nothing when one part fails."""
    lade_stellen()
    lade_angebote()
    lade_haushalt()
    lade_festwerte()
    lade_programme()
    lade_gremien()


def lade_stellen() -> None:
    """The tree, from the root down."""
    for zeile in lies("stellen"):
        eltern = Stelle.objects.get(kuerzel=zeile["eltern"]) if zeile["eltern"] else None
        if not Stelle.objects.filter(kuerzel=zeile["kuerzel"]).exists():
            stellen.speichere(Stelle(**zeile | {"eltern": eltern}))


def lade_angebote() -> None:
    """The six topics, and the two sites with their institutions."""
    daten = lies("angebote")
    for zeile in daten["themenfelder"]:
        koordination = Stelle.objects.filter(kuerzel__in=zeile.pop("koordination"))
        themenfeld, neu = Themenfeld.objects.get_or_create(kuerzel=zeile["kuerzel"], defaults=zeile)
        if neu:
            themenfeld.koordination.set(koordination)
    for zeile in daten["standorte"]:
        _lade_standort(zeile)


def _lade_standort(zeile: dict[str, Any]) -> None:
    standort, _ = Standort.objects.get_or_create(
        stelle=_stelle(zeile["stelle"]), defaults={"quartier": zeile["quartier"], "merkmal": zeile["merkmal"]}
    )
    for einrichtung in zeile["einrichtungen"]:
        ogs = einrichtung["ogs_traeger"]
        Einrichtung.objects.get_or_create(
            stelle=_stelle(einrichtung["stelle"]),
            defaults={
                "standort": standort,
                "merkmal": einrichtung["merkmal"],
                "ogs_traeger": _stelle(ogs) if ogs else None,
            },
        )


def lade_haushalt() -> None:
    """The years, every budget line with its Ansatz per year, the Deckungen; fixed keys book each once."""
    daten = lies("haushalt")
    for jahr, tag in daten["jahre"].items():
        in_kraft_ab = date.fromisoformat(tag) if tag else None
        Haushaltsjahr.objects.get_or_create(jahr=int(jahr), defaults={"in_kraft_ab": in_kraft_ab})
    akteur = _person("haushalt-fb40")
    for zeile in daten["zeilen"]:
        stelle, je_jahr = _stelle(zeile.pop("stelle")), zeile.pop("ansatz")
        for jahr, betrag in je_jahr.items():
            _lade_ansatz(zeile | {"stelle": stelle, "jahr": int(jahr)}, Decimal(betrag), akteur)
    for deckung in daten["deckungen"]:
        _lade_deckung(deckung, akteur)


def _lade_ansatz(felder: dict[str, Any], betrag: Decimal, akteur: Benutzer) -> None:
    eindeutig = ("jahr", "produkt", "auftrag", "kostenstelle", "sachkonto", "bezeichnung")
    zeile, _ = Haushaltsstelle.objects.get_or_create(
        **{feld: felder[feld] for feld in eindeutig},
        defaults={feld: felder[feld] for feld in ("stelle", "bereich", "quelle")},
    )
    konto = "/".join(
        [felder["auftrag"] or felder["kostenstelle"], felder["sachkonto"], felder["bezeichnung"]]
    )
    haushalt.setze_ansatz(
        zeile, betrag, schluessel=f"daten/ansatz/{zeile.jahr}/{konto}", akteur=akteur, text=felder["quelle"]
    )


def _lade_deckung(deckung: dict[str, Any], akteur: Benutzer) -> None:
    jahr = deckung["jahr"]
    von = haushalt.finde(**deckung["von"], jahr=jahr)
    for zeile in deckung["zu"]:
        betrag = Decimal(zeile.pop("betrag"))
        zu = haushalt.finde(**zeile, jahr=jahr)
        schluessel = f"daten/deckung/{jahr}/{zu.sachkonto}/{zu.bezeichnung}"
        haushalt.decken(von, zu, betrag, schluessel=schluessel, akteur=akteur, text=deckung["text"])


def lade_festwerte() -> None:
    """The rates and limits that come with the product; later ones are entered and released by two people."""
    vorhanden = set(Festwert.objects.values_list("schluessel", "gueltig_ab"))
    jetzt = uhr.jetzt()
    alle = [
        Festwert(
            schluessel=zeile["schluessel"],
            gueltig_ab=date.fromisoformat(zeile["gueltig_ab"]),
            wert=Decimal(zeile["wert"]),
            quelle=zeile["quelle"],
            freigegeben_am=jetzt,
        )
        for zeile in lies("festwerte")
    ]
    Festwert.objects.bulk_create(w for w in alle if (w.schluessel, w.gueltig_ab) not in vorhanden)


def lade_programme() -> None:
    """The programmes with their first Richtlinie, released; `wie` takes questions and lists from another one."""
    je_kuerzel: dict[str, dict[str, Any]] = {}
    for zeile in lies("programme"):
        daten = je_kuerzel[zeile["kuerzel"]] = je_kuerzel.get(zeile.pop("wie", ""), {}) | zeile
        programm, _ = Foerderprogramm.objects.get_or_create(
            kuerzel=daten["kuerzel"],
            defaults={
                "name": daten["name"],
                "beschreibung": daten["beschreibung"],
                "stelle": _stelle(daten["stelle"]),
                "kooperation": daten.get("kooperation", False),
                "zeichen": daten.get("zeichen", "FK"),
            },
        )
        if not programm.richtlinien.filter(version=daten["richtlinie"]["version"]).exists():
            _gib_frei(_lege_richtlinie_an(programm, daten), **daten["freigabe"])


def lade_gremien() -> None:
    """Council and committees in the order of the council paper."""
    for zeile in lies("gremien"):
        Gremium.objects.get_or_create(name=zeile["name"], defaults=zeile)


def _lege_richtlinie_an(programm: Foerderprogramm, daten: dict[str, Any]) -> Richtlinie:
    erstellt_von = _person("richtlinienpflege")
    richtlinie = Richtlinie(programm=programm, erstellt_von=erstellt_von, **daten["richtlinie"])
    richtlinie.full_clean()
    richtlinie.save()
    for nr, frage in enumerate(daten["fragen"], 1):
        richtlinie.fragen.create(nr=nr, **frage)
    for nr, berichtsfrage in enumerate(daten["berichtsfragen"], 1):
        richtlinie.berichtsfragen.create(nr=nr, **berichtsfrage)
    for nr, unterlage in enumerate(daten["unterlagen"], 1):
        richtlinie.unterlagen.create(nr=nr, **unterlage)
    for art, punkte in daten["pruefpunkte"].items():
        for nr, punkt in enumerate(punkte, 1):
            richtlinie.pruefpunkte.create(art=art, nr=nr, **punkt)
    for kuerzel in daten["mitzeichnung"]:
        richtlinie.mitzeichnungsstellen.create(stelle=_stelle(kuerzel))
    for ebene, betrag in daten["wertgrenzen"].items():
        richtlinie.wertgrenzen.create(ebene=ebene, bis_betrag=Decimal(betrag))
    return richtlinie


def _gib_frei(richtlinie: Richtlinie, *, funktion: str, stelle: str) -> None:
    """Release as the Leitung would; the role it needs for that ends the same day."""
    akteur, pflege = _person(funktion), richtlinie.erstellt_von
    rollengruppe, heute = gruppe_fuer(_stelle(stelle), Rolle.LEITUNG), uhr.heute()
    Mitgliedschaft.objects.create(
        benutzer=akteur,
        gruppe=rollengruppe,
        von=heute,
        bis=heute,
        bestaetigt_von=pflege,
        bestaetigt_am=uhr.jetzt(),
    )
    protokoll.schreibe(
        kette=f"stelle/{rollengruppe.stelle_id}",
        aktion="rolle_bestaetigen",
        objekt=f"benutzer/{akteur.pk}",
        akteur=pflege,
        nachher={"rolle": rollengruppe.rolle, "von": heute, "bis": heute, "anlass": "Daten laden"},
        personen={"benutzer": akteur.name},
    )
    programme.freigeben(richtlinie, akteur=akteur)


def _stelle(kuerzel: str) -> Stelle:
    return Stelle.objects.get(kuerzel=kuerzel)


def _person(kuerzel: str) -> Benutzer:
    """A functional user, created without a usable password: nobody logs in as them."""
    email = f"{kuerzel}@funktion.kindercampus.example"
    vorhanden = Benutzer.objects.filter(email=email).first()
    return vorhanden or Benutzer.objects.create_user(
        email, name=lies("funktionen")[kuerzel], funktion="Datenpflege"
    )
