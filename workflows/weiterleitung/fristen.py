"""Reminders of the city's own proof: when the last proofs are due, before its end, and after it; each once."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from antraege.foerderung.models import Weiterleitung, Weiterleitungsstatus
from antraege.foerderung.weiterleitung.stand import offene, pruefzeit
from antraege.kern.weiterleitung import anlass
from rollen import rechte, uhr
from rollen.akt import EIGENES, akt
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Postausgang

OFFENE = (Weiterleitungsstatus.BESTAETIGT, Weiterleitungsstatus.NACHWEIS_VORGELEGT)


def erinnere() -> Iterator[str]:
    """Write to whoever checks proofs at the Stelle; yields in German what was done. A second run does nothing."""
    laufende = Weiterleitung.objects.filter(status__in=OFFENE).order_by("pk")
    if not laufende.exists():
        return
    tage = pruefzeit()
    for pk, bis, erinnert in list(laufende.values_list("pk", "nachweis_bis", "erinnert_am")):
        tag = anlass(bis, tage=tage, am=uhr.heute())
        if tag is not None and (erinnert is None or erinnert < tag):
            yield _erinnere(pk)


def _erinnere(pk: int) -> str:
    zeile = Weiterleitung.objects.select_related("stelle").filter(pk=pk)
    with akt(Tat.WEITERLEITUNG_ERINNERN, zeile, EIGENES, akteur=None) as handlung:
        weiterleitung = handlung.objekt
        weiterleitung.erinnert_am = uhr.heute()
        offen = offene(weiterleitung).count()
        bis = f"{weiterleitung.nachweis_bis:%d.%m.%Y}"
        text = f"Die Stadt weist „{weiterleitung.name}“ bis zum {bis} nach. Noch nicht geprüfte Nachweise: {offen}."
        adresse = settings.BASIS_URL + reverse("weiterleitung", args=[pk])
        personen = rechte.personen_mit(Recht.NACHWEIS_PRUEFEN, weiterleitung.stelle)
        an = {person.email for person in personen} or {weiterleitung.stelle.email}
        Postausgang.objects.bulk_create(
            Postausgang(
                an=adressat,
                betreff=f"Nachweis bis {bis} an {weiterleitung.geber}",
                text=f"{text}\n\n{adresse}\n",
            )
            for adressat in sorted(filter(None, an))
        )
        handlung.nenne(nachher={"nachweis_bis": weiterleitung.nachweis_bis, "offen": str(offen)})
    return f"{weiterleitung.name}: an den Nachweis der Stadt bis {bis} erinnert."
