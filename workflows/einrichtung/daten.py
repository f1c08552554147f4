"""Loads units, budget, sites, texts and programmes from `settings.DATEN`; what exists stays as it is.

For a city these are its own units and lines, without money, people or releases: those are made in the browser.
For demo and tests Träger, amounts and releases come along: money through the ledger, and every programme released
by a second person, as everywhere else.
"""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from antraege.angebote.models import Einrichtung, Standort, Themenfeld
from antraege.dokumente.models import Textbaustein
from antraege.gremien.models import Gremium
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from antraege.programme import mitgeliefert
from antraege.programme import services as programme
from antraege.programme.models import ExternesProgramm, Festwert, Foerderprogramm, Richtlinie
from antraege.programme.regelwerk import lege_richtlinie_an, neue_richtlinie
from antraege.programme.regelwerk import stelle as _stelle
from rollen import stellen, uhr
from rollen.akt import EIGENES, akt
from rollen.lieferung import eigene, lies
from rollen.mitgliedschaften import gruppe_fuer
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from rollen.tabelle import Rolle
from rollen.taten import Tat
from workflows.einrichtung.campus import lade_campus
from workflows.einrichtung.vorlagen import lade_vorlagen

TEXTE = Path(settings.BASE_DIR) / "antraege" / "dokumente" / "fixtures" / "textbausteine.json"


@transaction.atomic
def lade() -> None:
    """Load everything for demo and tests, or nothing when one part fails."""
    lade_texte()
    lade_stellen(lies("stellen"))
    lade_angebote()
    lade_haushalt()
    lade_festwerte()
    lade_programme()
    lade_externe()
    lade_gremien()
    lade_vorlagen()
    lade_campus()


@transaction.atomic
def lade_stammdaten() -> None:
    """What a city begins with, all or nothing; no person, no amount, nothing released. Raises LieferFehler."""
    lade_texte()
    lade_stellen(eigene("stellen"))
    lade_angebote()
    lade_haushaltszeilen()
    lade_festwerte(freigegeben=False)
    for daten in mitgeliefert.programme():
        mitgeliefert.lege_programm_an(daten)
    lade_externe()
    lade_gremien()
    lade_vorlagen()
    lade_campus()


def lade_texte() -> None:
    """The texts of all letters, as delivered; a version that is there stays as it is."""
    zeilen = [zeile["fields"] for zeile in json.loads(TEXTE.read_text(encoding="utf-8"))]
    vorhanden = set(Textbaustein.objects.values_list("schluessel", "version"))
    neue = [z for z in zeilen if (z["schluessel"], z["version"]) not in vorhanden]
    Textbaustein.objects.bulk_create(Textbaustein(**felder) for felder in neue)


def lade_stellen(zeilen: list[dict[str, Any]]) -> None:
    """The tree, from the root down."""
    for zeile in zeilen:
        zeile.pop("vorfuehrung", None)
        eltern = _stelle(zeile["eltern"]) if zeile["eltern"] else None
        if not Stelle.objects.filter(kuerzel=zeile["kuerzel"]).exists():
            stellen.speichere(Stelle(**zeile | {"eltern": eltern}))


KONTAKT = ("name", "aktenzeichen", "anschrift", "email")


@transaction.atomic
def gleiche_stellen_an() -> list[str]:
    """Take names and addresses of existing Stellen over from the file; returns the names of what changed."""
    geaendert = []
    for zeile in eigene("stellen"):
        stelle = Stelle.objects.filter(kuerzel=zeile["kuerzel"]).first()
        neu = {feld: zeile[feld] for feld in KONTAKT}
        if stelle is None or neu == (vorher := {feld: getattr(stelle, feld) for feld in KONTAKT}):
            continue
        with akt(Tat.STELLE_AENDERN, stelle, EIGENES, akteur=None) as aenderung:
            for feld, wert in neu.items():
                setattr(stelle, feld, wert)
            stelle.full_clean()
            aenderung.nenne(vorher=vorher, nachher=neu)
        geaendert.append(stelle.name)
    return geaendert


def lade_angebote() -> None:
    """The six topics, and the two sites with their institutions."""
    daten = lies("angebote")
    for zeile in daten["themenfelder"]:
        koordination = Stelle.objects.filter(kuerzel__in=zeile.pop("koordination"))
        themenfeld, neu = Themenfeld.objects.get_or_create(kuerzel=zeile["kuerzel"], defaults=zeile)
        if neu:
            themenfeld.koordination.set(koordination)
    for zeile in daten["standorte"]:
        # A site; an institution of a Träger comes when that Träger is there.
        standort, _ = Standort.objects.get_or_create(
            stelle=_stelle(zeile["stelle"]),
            defaults={"quartier": zeile["quartier"], "merkmal": zeile["merkmal"]},
        )
        da = {stelle.kuerzel: stelle for stelle in Stelle.objects.all()}
        for einrichtung in zeile["einrichtungen"]:
            if einrichtung["stelle"] in da:
                Einrichtung.objects.get_or_create(
                    stelle=da[einrichtung["stelle"]],
                    defaults={
                        "standort": standort,
                        "merkmal": einrichtung["merkmal"],
                        "ogs_traeger": da.get(einrichtung["ogs_traeger"]),
                    },
                )


def lade_haushaltszeilen() -> None:
    """Every line that still runs, for this year and the next, without money; two people enter the Ansatz."""
    heute = uhr.heute().year
    zeilen = [zeile for zeile in lies("haushalt")["zeilen"] if not zeile.pop("vorfuehrung", False)]
    letztes = max((int(jahr) for zeile in zeilen for jahr in zeile["ansatz"]), default=heute)
    for jahr in (heute, heute + 1):
        Haushaltsjahr.objects.get_or_create(jahr=jahr)
    for zeile in zeilen:
        laeuft = max(int(jahr) for jahr in zeile["ansatz"]) >= min(heute, letztes)
        for jahr in (heute, heute + 1) if laeuft else ():
            _lade_zeile(zeile | {"stelle": _stelle(zeile["stelle"]), "jahr": jahr})


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
    zeile = _lade_zeile(felder)
    konto = "/".join(
        [felder["auftrag"] or felder["kostenstelle"], felder["sachkonto"], felder["bezeichnung"]]
    )
    haushalt.setze_ansatz(
        zeile, betrag, schluessel=f"daten/ansatz/{zeile.jahr}/{konto}", akteur=akteur, text=felder["quelle"]
    )


def _lade_zeile(felder: dict[str, Any]) -> Haushaltsstelle:
    eindeutig = ("jahr", "produkt", "auftrag", "kostenstelle", "sachkonto", "bezeichnung")
    zeile, _ = Haushaltsstelle.objects.get_or_create(
        **{feld: felder[feld] for feld in eindeutig},
        defaults={feld: felder[feld] for feld in ("stelle", "bereich", "quelle")},
    )
    return zeile


def _lade_deckung(deckung: dict[str, Any], akteur: Benutzer) -> None:
    jahr = deckung["jahr"]
    von = haushalt.finde(**deckung["von"], jahr=jahr)
    for zeile in deckung["zu"]:
        betrag = Decimal(zeile.pop("betrag"))
        zu = haushalt.finde(**zeile, jahr=jahr)
        schluessel = f"daten/deckung/{jahr}/{zu.sachkonto}/{zu.bezeichnung}"
        haushalt.decken(von, zu, betrag, schluessel=schluessel, akteur=akteur, text=deckung["text"])


def lade_festwerte(*, freigegeben: bool = True) -> None:
    """The rates and limits that come with the product; in a city they are proposals for two people."""
    vorhanden = set(Festwert.objects.values_list("schluessel", "gueltig_ab"))
    jetzt = uhr.jetzt()
    alle = [
        Festwert(
            schluessel=zeile["schluessel"],
            gueltig_ab=date.fromisoformat(zeile["gueltig_ab"]),
            wert=Decimal(zeile["wert"]),
            quelle=zeile["quelle"],
            freigegeben_am=jetzt if freigegeben else None,
        )
        for zeile in lies("festwerte")
    ]
    Festwert.objects.bulk_create(w for w in alle if (w.schluessel, w.gueltig_ab) not in vorhanden)


def lade_programme() -> None:
    """The programmes with their first Richtlinie, released as the Leitung would."""
    for daten in mitgeliefert.programme():
        programm = mitgeliefert.lege_programm_an(daten)
        if not programm.richtlinien.filter(version=daten["richtlinie"]["version"]).exists():
            pflege = _person("richtlinienpflege")
            richtlinie = lege_richtlinie_an(neue_richtlinie(programm, daten, erstellt_von=pflege), daten)
            _gib_frei(richtlinie, **daten["freigabe"])


def lade_externe() -> None:
    """Programmes of other funders as delivered; nobody sees one before the Servicestelle has checked it."""
    vorhanden = set(ExternesProgramm.objects.values_list("kuerzel", flat=True))
    for zeile in lies("externe_programme"):
        if zeile["kuerzel"] not in vorhanden:
            programm = Foerderprogramm.objects.filter(kuerzel=zeile.pop("programm", "")).first()
            extern = ExternesProgramm(**zeile, programm=programm)
            extern.clean_fields(exclude=["geprueft_am", "geprueft_von", "beendet_am"])
            extern.save()


def lade_gremien() -> None:
    """Council and committees in the order of the council paper."""
    for zeile in lies("gremien"):
        Gremium.objects.get_or_create(name=zeile["name"], defaults=zeile)


def _gib_frei(richtlinie: Richtlinie, *, funktion: str, stelle: str) -> None:
    """Release as the Leitung would; the role it needs for that ends the same day."""
    akteur, pflege = _person(funktion), richtlinie.erstellt_von
    rollengruppe, heute = gruppe_fuer(_stelle(stelle), Rolle.LEITUNG), uhr.heute()
    with akt(Tat.ROLLE_BESTAETIGEN, f"benutzer/{akteur.pk}", EIGENES, akteur=pflege) as bestaetigung:
        Mitgliedschaft.objects.create(
            benutzer=akteur,
            gruppe=rollengruppe,
            von=heute,
            bis=heute,
            bestaetigt_von=pflege,
            bestaetigt_am=uhr.jetzt(),
        )
        bestaetigung.nenne(
            kette=f"stelle/{rollengruppe.stelle_id}",
            nachher={"rolle": rollengruppe.rolle, "von": heute, "bis": heute, "anlass": "Daten laden"},
            personen={"benutzer": akteur.name},
        )
    programme.freigeben(richtlinie, akteur=akteur)


def _person(kuerzel: str) -> Benutzer:
    """A functional user, created without a usable password: nobody logs in as them."""
    email = f"{kuerzel}@funktion.kindercampus.example"
    vorhanden = Benutzer.objects.filter(email=email).first()
    return vorhanden or Benutzer.objects.create_user(
        email, name=lies("funktionen")[kuerzel], funktion="Datenpflege"
    )
