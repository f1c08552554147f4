"""What the office does with a proof while it checks: sample, cuts, questions. The door has locked the request.

All amounts in euro. Every function raises MaengelFehler when the proof is not being checked.
"""

import secrets
from decimal import Decimal
from typing import Any

from antraege.foerderung.models import (
    Beleg,
    Nachweisposition,
    Nachweisrueckfrage,
    Nachweisstatus,
    Stichprobe,
    Verwendungsnachweis,
)
from antraege.foerderung.nachweis.maengel import zeitraum
from antraege.foerderung.nachweis.stichprobe import VERFAHREN, Parameter, Ziehbeleg, ziehe
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from rollen import uhr
from rollen.models import Benutzer

SACHBEARBEITUNG = "Sachbearbeitung"


def ziehe_stichprobe(nachweis: Verwendungsnachweis, *, akteur: Benutzer, grund: str = "") -> Stichprobe:
    """Draw vouchers by the parameters of the Richtlinie; drawing again needs a reason and a new seed."""
    _verlange_in_pruefung(nachweis)
    nr = nachweis.stichproben.count() + 1
    if nr > 1 and not grund.strip():
        keine_oder([Mangel("Bitte begründen Sie, warum Sie erneut ziehen.", SACHBEARBEITUNG, "grund")])
    richtlinie = nachweis.antrag.richtlinie
    belege = [Ziehbeleg(*z) for z in nachweis.belege.values_list("nr", "betrag", "datum", "empfaenger")]
    if not belege:
        keine_oder([Mangel("Die Belegliste ist leer. Es gibt nichts zu ziehen.", SACHBEARBEITUNG)])
    parameter = Parameter(
        secrets.token_hex(8),
        richtlinie.stichprobe_prozent,
        richtlinie.stichprobe_ab,
        zeitraum(nachweis.antrag)[1],
    )
    gezogen = ziehe(belege, parameter)
    # Marks the vouchers drawn, one statement per reason; what was checked before stays checked.
    nachweis.belege.filter(in_stichprobe=True).update(in_stichprobe=False, anlass="")
    je_anlass: dict[str, list[int]] = {}
    for gezogener, anlass in gezogen.items():
        je_anlass.setdefault(anlass[:160], []).append(gezogener)
    for anlass, nummern in je_anlass.items():
        for ab in range(0, len(nummern), 500):
            nachweis.belege.filter(nr__in=nummern[ab : ab + 500]).update(in_stichprobe=True, anlass=anlass)
    return Stichprobe.objects.create(
        nachweis=nachweis,
        nr=nr,
        startwert=parameter.startwert,
        prozent=parameter.prozent,
        ab_betrag=parameter.ab_betrag,
        verfahren=VERFAHREN,
        grundgesamtheit=len(belege),
        umfang=len(gezogen),
        grund=grund.strip(),
        gezogen_von=akteur,
    )


def pruefe_beleg(beleg: Beleg, *, gekuerzt: Decimal, grund: str) -> dict[str, Any]:
    """One voucher was looked at and is recognised, or cut with a reason. Returns the facts for the trail."""
    _verlange_in_pruefung(beleg.nachweis)
    keine_oder(_kuerzungsmaengel(gekuerzt, grund, hoechstens=beleg.betrag))
    beleg.gekuerzt, beleg.kuerzungsgrund = gekuerzt, grund.strip() if gekuerzt else ""
    beleg.geprueft_am = uhr.jetzt()
    beleg.save(update_fields=["gekuerzt", "kuerzungsgrund", "geprueft_am"])
    return {"beleg": beleg.nr, "gekuerzt": gekuerzt, "grund": beleg.kuerzungsgrund}


def kuerze_ansatz(
    nachweis: Verwendungsnachweis, planposition: int, *, gekuerzt: Decimal, grund: str
) -> dict[str, Any]:
    """Cut a whole line, beside the cuts of its vouchers; 0 takes the cut back. Returns the facts."""
    _verlange_in_pruefung(nachweis)
    zeile = nachweis.positionen.select_related("planposition").filter(planposition=planposition).first()
    if zeile is None:
        keine_oder([Mangel("Zu diesem Einzelansatz wurde nichts ausgegeben.", SACHBEARBEITUNG)])
    assert isinstance(zeile, Nachweisposition)
    belegkuerzung = sum(
        nachweis.belege.filter(planposition=planposition).values_list("gekuerzt", flat=True), Decimal("0.00")
    )
    keine_oder(_kuerzungsmaengel(gekuerzt, grund, hoechstens=zeile.betrag - belegkuerzung))
    zeile.gekuerzt, zeile.kuerzungsgrund = gekuerzt, grund.strip() if gekuerzt else ""
    zeile.save(update_fields=["gekuerzt", "kuerzungsgrund"])
    return {
        "einzelansatz": zeile.planposition.bezeichnung,
        "gekuerzt": gekuerzt,
        "grund": zeile.kuerzungsgrund,
    }


def _kuerzungsmaengel(gekuerzt: Decimal, grund: str, *, hoechstens: Decimal) -> list[Mangel]:
    if gekuerzt < 0:
        return [Mangel("Eine Kürzung ist nicht negativ.", SACHBEARBEITUNG, "gekuerzt")]
    if gekuerzt > hoechstens:
        return [Mangel(f"Kürzen können Sie höchstens {zeige(hoechstens)}.", SACHBEARBEITUNG, "gekuerzt")]
    if gekuerzt and not grund.strip():
        return [Mangel("Bitte begründen Sie die Kürzung.", SACHBEARBEITUNG, "grund")]
    return []


def notiere_frage(
    nachweis: Verwendungsnachweis,
    *,
    frage: str,
    akteur: Benutzer,
    planposition: int | None = None,
    beleg: Beleg | None = None,
) -> Nachweisrueckfrage:
    """Note a question about a voucher, a line or the whole; it goes out when the proof is given back."""
    _verlange_in_pruefung(nachweis)
    ansatz = nachweis.antrag.planpositionen.filter(pk=planposition).first() if planposition else None
    worum = "Sachbericht und ganzer Nachweis"
    if beleg is not None:
        worum = f"Beleg {beleg.nr} vom {beleg.datum:%d.%m.%Y}, {beleg.empfaenger}, {zeige(beleg.betrag)}"
    elif ansatz is not None:
        worum = f"Einzelansatz „{ansatz.bezeichnung}“"
    return Nachweisrueckfrage.objects.create(
        nachweis=nachweis,
        beleg=beleg,
        planposition=ansatz,
        worum=worum[:300],
        frage=frage.strip(),
        notiert_von=akteur,
    )


def streiche_frage(nachweis: Verwendungsnachweis, frage: int) -> dict[str, Any]:
    """Take back a question that has not gone out. Raises MaengelFehler when it has."""
    _verlange_in_pruefung(nachweis)
    gefunden = nachweis.rueckfragen.filter(pk=frage, gestellt_am__isnull=True).first()
    if gefunden is None:
        keine_oder([Mangel("Diese Frage ist schon gestellt oder gestrichen.", SACHBEARBEITUNG)])
    assert gefunden is not None
    gefunden.delete()
    return {"worum": gefunden.worum, "frage": gefunden.frage}


def maengel_der_pruefung(nachweis: Verwendungsnachweis) -> list[Mangel]:
    """Why the check cannot be finished yet."""
    saetze = []
    if nachweis.belege.exists():
        if not nachweis.stichproben.exists():
            saetze.append("Die Stichprobe der Belege ist noch nicht gezogen.")
        elif offen := nachweis.belege.filter(in_stichprobe=True, geprueft_am__isnull=True).count():
            saetze.append(f"Noch nicht geprüfte Belege der Stichprobe: {offen}.")
    if nachweis.rueckfragen.filter(gestellt_am__isnull=True).exists():
        saetze.append("Es gibt Fragen, die noch nicht gestellt sind. Stellen oder streichen Sie sie.")
    return [Mangel(satz, SACHBEARBEITUNG, "ergebnis") for satz in saetze]


def _verlange_in_pruefung(nachweis: Verwendungsnachweis) -> None:
    if nachweis.status != Nachweisstatus.EINGEREICHT:
        keine_oder([Mangel("Der Nachweis wird gerade nicht geprüft.", SACHBEARBEITUNG)])
