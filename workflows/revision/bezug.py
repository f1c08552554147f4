"""What a finding or a drawn item is about: read from an address, put into words that stay when the thing is gone."""

from collections.abc import Mapping

from django.http import Http404

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Beleg, Mittelabruf
from antraege.kern.geld import zeige
from antraege.revision.feststellungen import Bezug
from antraege.revision.models import Gegenstand
from rollen.models import Stelle
from workflows.revision.regeln import REGELN

G = Gegenstand


def lies(werte: Mapping[str, str]) -> Bezug:
    """`fall`, `zahlung`, `beleg` or `organisation` by id, and `regel` by name. Raises Http404 for anything else."""
    for gegenstand in G:
        wert = werte.get(gegenstand.value, "")
        if wert.isascii() and wert.isdigit() and len(wert) < 19:
            return _zu(gegenstand, int(wert), werte.get("regel", ""))
    raise Http404


def worte_zum_fall(antrag: Antrag) -> str:
    """Sign, title, organisation."""
    return f"{antrag.aktenzeichen or 'Entwurf'} „{antrag.titel}“, {antrag.traeger.name}"


def worte_zur_zahlung(abruf: Mittelabruf) -> str:
    """Which instalment of how many euro, and its case."""
    return f"{abruf} über {zeige(abruf.betrag)} zu {worte_zum_fall(abruf.antrag)}"


def worte_zum_beleg(beleg: Beleg) -> str:
    """Number, payee and euro of a voucher, and its case."""
    name = f"{beleg} an {beleg.empfaenger} über {zeige(beleg.betrag)}"
    return f"{name} zu {worte_zum_fall(beleg.nachweis.antrag)}"


def _zu(gegenstand: Gegenstand, pk: int, regel: str) -> Bezug:
    regel = regel if regel in REGELN else ""
    faelle = Antrag.objects.select_related("traeger", "stelle")
    if gegenstand == G.ORGANISATION:
        stelle = Stelle.objects.filter(pk=pk).first()
        if stelle is not None:
            return Bezug(gegenstand, stelle.name, organisation=stelle, regel=regel)
    elif gegenstand == G.FALL:
        fall = faelle.filter(pk=pk, aktenzeichen__isnull=False).first()
        if fall is not None:
            return Bezug(gegenstand, worte_zum_fall(fall), antrag=fall, regel=regel)
    elif gegenstand == G.ZAHLUNG:
        abruf = Mittelabruf.objects.filter(pk=pk).select_related("antrag__traeger", "antrag__stelle").first()
        if abruf is not None:
            return Bezug(gegenstand, worte_zur_zahlung(abruf), antrag=abruf.antrag, regel=regel)
    else:
        mit = ("nachweis__antrag__traeger", "nachweis__antrag__stelle")
        beleg = Beleg.objects.filter(pk=pk).select_related(*mit).first()
        if beleg is not None:
            return Bezug(gegenstand, worte_zum_beleg(beleg), antrag=beleg.nachweis.antrag, regel=regel)
    raise Http404
