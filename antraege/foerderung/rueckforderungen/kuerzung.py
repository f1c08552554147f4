"""Cutting a grant after a partial Widerruf: the amount, its years, its instalments; euro."""

from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.models import Abrufstatus, Rate
from antraege.haushalt import services as haushalt
from antraege.kern.geld import NULL
from antraege.kern.toepfe import spaetestes_jahr_zuerst
from rollen.models import Benutzer


def kuerze(antrag: Antrag, verbleibt: Decimal, *, schluessel: str, akteur: Benutzer) -> Decimal:
    """Lower the grant to what remains, never below what was paid; returns what is free again in the budget."""
    neu = max(verbleibt, antrag.ausgezahlt)
    if neu >= antrag.bewilligt:
        return NULL
    gebunden = spaetestes_jahr_zuerst(
        (b.haushaltsstelle, b.gebunden)
        for b in haushalt.bestaende(antrag.aktenzeichen or "")
        if b.haushaltsstelle
    )
    zuviel = max(NULL, sum((betrag for _, betrag in gebunden), NULL) - (neu - antrag.ausgezahlt))
    anteile: dict[int, Decimal] = {}
    for zeile, betrag in mittel.stuecke(zuviel, gebunden):
        anteile[zeile.jahr] = anteile.get(zeile.jahr, NULL) + betrag
    mittel.gib_bindung_frei(antrag, anteile, schluessel=schluessel, akteur=akteur)
    antrag.bewilligt, antrag.entfallen = neu, min(antrag.entfallen, neu - antrag.ausgezahlt)
    _kuerze_raten(antrag)
    return zuviel


def _kuerze_raten(antrag: Antrag) -> None:
    """What the Bescheid promised beyond the new amount falls away, the last instalment first."""
    offene = Rate.objects.filter(bescheid__antrag=antrag).exclude(mittelabruf__status=Abrufstatus.GEBUCHT)
    zuviel = sum((rate.betrag for rate in offene), NULL) - antrag.offen
    for rate in offene.filter(mittelabruf__isnull=True).order_by("-nr"):
        if zuviel <= 0:
            return
        if rate.betrag <= zuviel:
            zuviel -= rate.betrag
            rate.delete()
        else:
            rate.betrag, zuviel = rate.betrag - zuviel, NULL
            rate.save(update_fields=["betrag"])
