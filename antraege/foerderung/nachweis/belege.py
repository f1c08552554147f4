"""Vouchers of a regular proof, one by one: add, change, take out, attach the scan. Amounts in euro."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.fehler import DateiFehler
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Belegdatei, Planposition, Seite, Verwendungsnachweis
from antraege.foerderung.nachweis.aenderung import Nachweisaenderung, beginne
from antraege.foerderung.nachweis.bericht import regulaer, summiere_belege
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel, keine_oder
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.taten import Tat

MEISTE_BELEGE = 50_000
MEISTE_DATEIEN = 500
HOECHSTER_BETRAG = Decimal("99999999.99")
FRUEHESTER_TAG = date(2000, 1, 1)
EINFACH = "Dieses Programm verlangt keine Belegliste."


@dataclass(frozen=True)
class Belegwerte:
    """What the Träger says of one voucher; `planposition` is the id of the Einzelansatz."""

    planposition: int
    datum: date
    empfaenger: str
    zweck: str
    betrag: Decimal
    belegnummer: str = ""


def betragsfehler(betrag: Decimal) -> str:
    """Why an amount is no amount of a voucher; empty when it is one."""
    if betrag <= 0:
        return "Der Betrag muss höher als 0,00 sein. Gutschriften ziehen Sie beim Beleg ab."
    return f"Der Betrag ist höher als {zeige(HOECHSTER_BETRAG)}." if betrag > HOECHSTER_BETRAG else ""


def tagfehler(tag: date) -> str:
    """Why a day is no day of payment; empty when it is one."""
    if tag > uhr.heute():
        return f"Der {tag:%d.%m.%Y} liegt in der Zukunft."
    return f"Der {tag:%d.%m.%Y} liegt zu weit zurück." if tag < FRUEHESTER_TAG else ""


@transaction.atomic
def lege_an(antrag: Antrag, werte: Belegwerte, *, akteur: Benutzer) -> Beleg:
    """Add one voucher; two people may add at once. Raises Verweigert, Ueberholt, MaengelFehler."""
    aenderung = beginne_liste(antrag, akteur=akteur)
    nachweis = aenderung.nachweis
    keine_oder(_maengel(aenderung.antrag, werte))
    verlange_platz(nachweis, neue=1)
    beleg = Beleg.objects.create(
        nachweis=nachweis,
        nr=naechste_nr(nachweis),
        planposition_id=werte.planposition,
        **{name: wert for name, wert in asdict(werte).items() if name != "planposition"},
    )
    summiere_belege(nachweis)
    aenderung.schliesse_ab(Tat.BELEG_EINTRAGEN, nachher=in_worten(beleg))
    return beleg


@transaction.atomic
def aendere(beleg: Beleg, werte: Belegwerte, *, akteur: Benutzer, stand: int | None = None) -> Beleg:
    """Mend one voucher; what the office had cut or checked of it counts no more."""
    aenderung, frisch = _sperre(beleg, akteur=akteur, stand=stand)
    keine_oder(_maengel(aenderung.antrag, werte))
    vorher = in_worten(frisch)
    for name, wert in asdict(werte).items():
        setattr(frisch, "planposition_id" if name == "planposition" else name, wert)
    frisch.gekuerzt, frisch.kuerzungsgrund, frisch.geprueft_am = NULL, "", None
    frisch.save()
    frisch = Beleg.objects.select_related("planposition").get(pk=frisch.pk)
    summiere_belege(aenderung.nachweis)
    aenderung.schliesse_ab(Tat.BELEG_AENDERN, vorher=vorher, nachher=in_worten(frisch))
    return frisch


@transaction.atomic
def entferne(beleg: Beleg, *, akteur: Benutzer, stand: int | None = None) -> None:
    """Take one voucher off the list."""
    aenderung, frisch = _sperre(beleg, akteur=akteur, stand=stand)
    vorher = in_worten(frisch)
    frisch.delete()
    summiere_belege(aenderung.nachweis)
    aenderung.schliesse_ab(Tat.BELEG_ENTFERNEN, vorher=vorher)


@transaction.atomic
def hefte_an(
    beleg: Beleg, geprueft: GepruefteDatei, *, akteur: Benutzer, stand: int | None = None
) -> Belegdatei:
    """Store a checked file and attach it instead of an earlier one. Raises DateiFehler when there are too many."""
    aenderung, frisch = _sperre(beleg, akteur=akteur, stand=stand)
    if aenderung.nachweis.belegdateien.filter(belege__isnull=False).count() >= MEISTE_DATEIEN:
        raise DateiFehler(f"Ein Nachweis hat höchstens {MEISTE_DATEIEN} Dateien.")
    datei = Belegdatei(
        nachweis=aenderung.nachweis,
        name=geprueft.name,
        medientyp=geprueft.medientyp,
        groesse=geprueft.groesse,
        sha256=geprueft.sha256,
        hochgeladen_von=akteur,
    )
    datei.datei.save(geprueft.name, ContentFile(geprueft.inhalt), save=True)
    frisch.datei = datei
    frisch.save(update_fields=["datei"])
    nachher = {"beleg": frisch.nr, "datei": datei.name, "groesse": datei.groesse}
    aenderung.schliesse_ab(Tat.BELEG_ANHEFTEN, nachher=nachher, dokument_hash=datei.sha256)
    return datei


def beginne_liste(antrag: Antrag, *, akteur: Benutzer, stand: int | None = None) -> Nachweisaenderung:
    """As `beginne`, for a proof that has a list of vouchers. Raises MaengelFehler when it has none."""
    aenderung = beginne(antrag, akteur=akteur, stand=stand)
    if not regulaer(aenderung.antrag):
        keine_oder([Mangel(EINFACH, behebt="Träger")])
    return aenderung


def naechste_nr(nachweis: Verwendungsnachweis) -> int:
    """The number after the highest one."""
    return int(nachweis.belege.aggregate(hoechste=Max("nr"))["hoechste"] or 0) + 1


def verlange_platz(nachweis: Verwendungsnachweis, *, neue: int) -> None:
    """Raise MaengelFehler when the list would get too long."""
    if nachweis.belege.count() + neue > MEISTE_BELEGE:
        keine_oder([Mangel(f"Eine Belegliste hat höchstens {MEISTE_BELEGE:_} Belege.".replace("_", "."))])


def in_worten(beleg: Beleg) -> dict[str, Any]:
    """A voucher for the trail."""
    return {
        "beleg": beleg.nr,
        "belegnummer": beleg.belegnummer,
        "einzelansatz": beleg.planposition.bezeichnung,
        "datum": beleg.datum,
        "empfaenger": beleg.empfaenger,
        "zweck": beleg.zweck,
        "betrag": beleg.betrag,
    }


def _sperre(beleg: Beleg, *, akteur: Benutzer, stand: int | None) -> tuple[Nachweisaenderung, Beleg]:
    aenderung = beginne_liste(beleg.nachweis.antrag, akteur=akteur, stand=stand)
    frisch = aenderung.nachweis.belege.select_related("planposition").filter(pk=beleg.pk).first()
    if frisch is None:
        raise Ueberholt("Diesen Beleg gibt es nicht mehr.")
    return aenderung, frisch


def _maengel(antrag: Antrag, werte: Belegwerte) -> list[Mangel]:
    eigene = Planposition.objects.filter(antrag=antrag, seite=Seite.AUSGABE, pk=werte.planposition)
    saetze = [
        ("planposition", "" if eigene.exists() else "Diesen Einzelansatz hat der Finanzierungsplan nicht."),
        ("datum", tagfehler(werte.datum)),
        ("betrag", betragsfehler(werte.betrag)),
        ("empfaenger", "" if werte.empfaenger.strip() else "Bitte nennen Sie, wer das Geld bekommen hat."),
        ("zweck", "" if werte.zweck.strip() else "Bitte nennen Sie, wofür Sie gezahlt haben."),
    ]
    return [Mangel(satz, behebt="Träger", feld=feld) for feld, satz in saetze if satz]
