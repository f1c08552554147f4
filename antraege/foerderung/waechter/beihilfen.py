"""De-minimis aids over the whole group of companies: declared, granted, and never above the limit."""

from datetime import date
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beihilfe
from antraege.foerderung.waechter.funde import verbund
from antraege.kern import deminimis
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen.models import Benutzer


def bisherige(antrag: Antrag) -> list[Beihilfe]:
    """Every aid of the group but the one of this request itself, the oldest first."""
    alle = Beihilfe.objects.filter(stelle__in=verbund(antrag.traeger)).select_related("stelle", "antrag")
    return [b for b in alle if b.antrag_id != antrag.pk]


def pruefe(antrag: Antrag, betrag: Decimal, *, tag: date) -> deminimis.Deminimis:
    """What the group would hold with `betrag` euro granted on that day (Verordnung (EU) 2023/2831)."""
    return deminimis.pruefe_deminimis(
        deminimis.Beihilfe(tag, betrag),
        bisher=[deminimis.Beihilfe(b.datum, b.betrag) for b in bisherige(antrag)],
        grenze=festwerte.wert_am(Festwertart.DEMINIMIS, tag),
    )


def maengel(antrag: Antrag, betrag: Decimal, *, tag: date) -> list[Mangel]:
    """Why this amount must not be granted on that day; empty when the programme is no De-minimis aid."""
    if not antrag.richtlinie.deminimis or betrag == 0:
        return []
    ergebnis = pruefe(antrag, betrag, tag=tag)
    if ergebnis.zulaessig:
        return []
    grenze = festwerte.wert_am(Festwertart.DEMINIMIS, tag)
    moeglich = max(NULL, grenze - (ergebnis.summe - betrag))
    return [
        Mangel(
            f"De-minimis: In drei Jahren wären es {zeige(ergebnis.summe)}. Erlaubt sind {zeige(grenze)}. "
            f"Möglich sind noch {zeige(moeglich)}.",
            behebt="Sachbearbeitung: weniger vorschlagen",
        )
    ]


def vermerke(antrag: Antrag, *, tag: date, akteur: Benutzer) -> Beihilfe | None:
    """The grant of this request becomes an aid of the group on the day of the decision, not of the payment."""
    if not antrag.richtlinie.deminimis:
        return None
    keine_oder(maengel(antrag, antrag.bewilligt, tag=tag))
    return trage_ein(antrag, tag=tag, akteur=akteur)


def trage_ein(antrag: Antrag, *, tag: date, akteur: Benutzer) -> Beihilfe:
    """The grant as an aid of the group, whatever it held before: what was granted elsewhere is a fact."""
    beihilfe, _ = Beihilfe.objects.update_or_create(
        antrag=antrag,
        defaults={
            "stelle": antrag.traeger,
            "datum": tag,
            "betrag": antrag.bewilligt,
            "geber": antrag.stelle.name,
            "erfasst_von": akteur,
        },
    )
    return beihilfe


def erklaere(antrag: Antrag, *, datum: date, betrag: Decimal, geber: str, akteur: Benutzer) -> Beihilfe:
    """An aid of another grantor that the applicant has declared; runs inside the door."""
    return Beihilfe.objects.create(
        stelle=antrag.traeger, datum=datum, betrag=betrag, geber=geber, erfasst_von=akteur
    )
