"""Deadlines and Maßnahmen of the Kindercampus are told: some time before, and once more when they have passed.

A deadline says itself how many months before; for a Maßnahme it is the city's setting for every deadline.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from antraege.campus import fristen
from antraege.campus.fristen import Naehe
from antraege.campus.models import Campuseintrag, Campusfrist
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import rechte, uhr
from rollen.akt import EIGENES, Akt, akt
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Postausgang


def erinnere() -> Iterator[str]:
    """Tell who answers for it; yields in German what was done. A second run does nothing."""
    for pk in list(fristen.zu_erinnern().values_list("pk", flat=True)):
        if gesagt := _erinnere(pk):
            yield gesagt
    tage = festwerte.einstellung(Festwertart.ERINNERUNG_TAGE)
    for pk in list(fristen.offene_massnahmen(uhr.heute(), tage=tage).values_list("pk", flat=True)):
        if gesagt := _erinnere_an_massnahme(pk, tage):
            yield gesagt


def _erinnere(pk: int) -> str:
    zeile, heute = Campusfrist.objects.select_related("vorlage__stelle").filter(pk=pk), uhr.heute()
    with akt(Tat.ERINNERN, zeile, EIGENES, akteur=None) as erinnerung:
        frist = erinnerung.objekt
        if frist.erledigt_am or not fristen.ist_zu_erinnern(frist, heute):
            erinnerung.unveraendert = True
            return ""
        an = _zustaendige(frist.vorlage.stelle, *fristen.WER_VORLAGEN_BRINGT)
        ueberfaellig = fristen.lage(frist, heute).naehe == Naehe.UEBERFAELLIG
        betreff = f"{'Überfällig' if ueberfaellig else f'Bis {frist.tag:%d.%m.%Y}'}: {frist.titel}"
        return _sage(
            erinnerung, an, betreff, frist.text, reverse("campusfrist", args=[frist.pk]), bis=frist.tag
        )


def _erinnere_an_massnahme(pk: int, tage: int) -> str:
    zeile, heute = Campuseintrag.objects.select_related("standort__stelle").filter(pk=pk), uhr.heute()
    with akt(Tat.ERINNERN, zeile, EIGENES, akteur=None) as erinnerung:
        massnahme = erinnerung.objekt
        bis, standort = massnahme.bis, massnahme.standort.stelle
        if bis is None or not fristen.massnahme_zu_erinnern(massnahme, heute, tage=tage):
            erinnerung.unveraendert = True
            return ""
        an = _zustaendige(standort, Recht.CAMPUS_PFLEGEN)
        betreff = f"{'Überfällig' if heute > bis else f'Bis {bis:%d.%m.%Y}'}: {massnahme.titel}"
        text = f"Die Maßnahme am Standort {standort} ist noch offen. Ist sie fertig, tragen Sie den Tag bitte ein."
        seite = reverse("campuseintrag", args=[standort.kuerzel, massnahme.pk])
        return _sage(erinnerung, an, betreff, text, seite, bis=bis)


def _sage(erinnerung: Akt[Any], an: list[Benutzer], betreff: str, text: str, seite: str, *, bis: date) -> str:
    """Write it and remember that it was written."""
    text = f"{text}\n\n{settings.BASIS_URL}{seite}\n"
    Postausgang.objects.bulk_create(Postausgang(an=wer.email, betreff=betreff, text=text) for wer in an)
    erinnerung.objekt.erinnert_am, erinnerung.ungezaehlt = uhr.heute(), True
    titel = erinnerung.objekt.titel
    erinnerung.nenne(nachher={"titel": titel, "tag": bis}, personen={"an": [wer.name for wer in an]})
    return f"Kindercampus: an „{titel}“ bis {bis:%d.%m.%Y} erinnert."


def _zustaendige(stelle: Stelle, *die_rechte: Recht) -> list[Benutzer]:
    """Everybody who has one of these rights at the unit or the site."""
    wer = {person.pk: person for recht in die_rechte for person in rechte.personen_mit(recht, stelle)}
    return list(wer.values())
