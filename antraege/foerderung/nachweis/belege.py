"""Vouchers of a regular proof, one by one: add, change, take out, attach the scan. Amounts in euro."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from antraege.antrag.anlagen import hebe_auf
from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.fehler import DateiFehler
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Belegdatei, Planposition, Seite, Verwendungsnachweis
from antraege.foerderung.nachweis.aenderung import bearbeitung
from antraege.foerderung.nachweis.bericht import regulaer, summiere_belege
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel, keine_oder
from rollen import uhr
from rollen.akt import Akt
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


def lege_an(antrag: Antrag, werte: Belegwerte, *, akteur: Benutzer) -> Beleg:
    """Add one voucher; two people may add at once. Raises Verweigert, Ueberholt, MaengelFehler."""
    with listenbearbeitung(Tat.BELEG_EINTRAGEN, antrag, akteur=akteur) as handlung:
        nachweis = handlung.objekt.nachweis
        keine_oder(_maengel(handlung.objekt, werte))
        verlange_platz(nachweis, neue=1)
        [beleg] = neue_belege(nachweis, [werte])
        beleg.save()
        summiere_belege(nachweis)
        handlung.nenne(nachher=in_worten(beleg))
    return beleg


def aendere(beleg: Beleg, werte: Belegwerte, *, akteur: Benutzer, stand: int | None = None) -> Beleg:
    """Mend one voucher; what the office had cut or checked of it counts no more."""
    antrag = beleg.nachweis.antrag
    with listenbearbeitung(Tat.BELEG_AENDERN, antrag, akteur=akteur, stand=stand) as handlung:
        frisch = _frisch(handlung.objekt, beleg)
        keine_oder(_maengel(handlung.objekt, werte))
        vorher = in_worten(frisch)
        for name, wert in asdict(werte).items():
            setattr(frisch, "planposition_id" if name == "planposition" else name, wert)
        frisch.gekuerzt, frisch.kuerzungsgrund, frisch.geprueft_am = NULL, "", None
        frisch.save()
        frisch = Beleg.objects.select_related("planposition").get(pk=frisch.pk)
        summiere_belege(handlung.objekt.nachweis)
        handlung.nenne(vorher=vorher, nachher=in_worten(frisch))
    return frisch


def entferne(beleg: Beleg, *, akteur: Benutzer, stand: int | None = None) -> None:
    """Take one voucher off the list."""
    antrag = beleg.nachweis.antrag
    with listenbearbeitung(Tat.BELEG_ENTFERNEN, antrag, akteur=akteur, stand=stand) as handlung:
        frisch = _frisch(handlung.objekt, beleg)
        handlung.nenne(vorher=in_worten(frisch))
        frisch.delete()
        summiere_belege(handlung.objekt.nachweis)


def hefte_an(
    beleg: Beleg, geprueft: GepruefteDatei, *, akteur: Benutzer, stand: int | None = None
) -> Belegdatei:
    """Store a checked file and attach it instead of an earlier one. Raises DateiFehler when there are too many."""
    antrag = beleg.nachweis.antrag
    with listenbearbeitung(Tat.BELEG_ANHEFTEN, antrag, akteur=akteur, stand=stand) as handlung:
        frisch, nachweis = _frisch(handlung.objekt, beleg), handlung.objekt.nachweis
        if nachweis.belegdateien.filter(belege__isnull=False).count() >= MEISTE_DATEIEN:
            raise DateiFehler(f"Ein Nachweis hat höchstens {MEISTE_DATEIEN} Dateien.")
        datei = hebe_auf(Belegdatei, geprueft, akteur=akteur, nachweis=nachweis)
        frisch.datei = datei
        frisch.save(update_fields=["datei"])
        nachher = {"beleg": frisch.nr, "datei": datei.name, "groesse": datei.groesse}
        handlung.nenne(nachher=nachher, dokument_hash=datei.sha256)
    return datei


@contextmanager
def listenbearbeitung(
    tat: Tat, antrag: Antrag, *, akteur: Benutzer, stand: int | None = None
) -> Iterator[Akt[Antrag]]:
    """A change of a proof that has a list of vouchers. Raises MaengelFehler when it has none."""
    with bearbeitung(tat, antrag, akteur=akteur, stand=stand) as handlung:
        if not regulaer(handlung.objekt):
            keine_oder([Mangel(EINFACH, behebt="Träger")])
        yield handlung


def neue_belege(nachweis: Verwendungsnachweis, neue: Iterable[Belegwerte]) -> list[Beleg]:
    """Vouchers not yet stored, numbered on from the highest one."""
    hoechste = int(nachweis.belege.aggregate(hoechste=Max("nr"))["hoechste"] or 0)
    return [
        Beleg(
            nachweis=nachweis,
            nr=nr,
            planposition_id=werte.planposition,
            datum=werte.datum,
            empfaenger=werte.empfaenger,
            zweck=werte.zweck,
            betrag=werte.betrag,
            belegnummer=werte.belegnummer,
        )
        for nr, werte in enumerate(neue, start=hoechste + 1)
    ]


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


def _frisch(antrag: Antrag, beleg: Beleg) -> Beleg:
    frisch: Beleg | None = antrag.nachweis.belege.select_related("planposition").filter(pk=beleg.pk).first()
    if frisch is None:
        raise Ueberholt("Diesen Beleg gibt es nicht mehr.")
    return frisch


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
