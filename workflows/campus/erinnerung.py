"""Deadlines of the Kindercampus are told: so long before as the row says, and once more when they have passed."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from antraege.campus import fristen
from antraege.campus.fristen import Naehe
from antraege.campus.models import Campusfrist
from rollen import rechte, uhr
from rollen.akt import EIGENES, akt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Postausgang


def erinnere() -> Iterator[str]:
    """Tell who writes and who brings in council papers; yields in German what was done. A second run does nothing."""
    for pk in list(fristen.zu_erinnern().values_list("pk", flat=True)):
        if gesagt := _erinnere(pk):
            yield gesagt


def _erinnere(pk: int) -> str:
    zeile, heute = Campusfrist.objects.select_related("vorlage__stelle").filter(pk=pk), uhr.heute()
    with akt(Tat.ERINNERN, zeile, EIGENES, akteur=None) as erinnerung:
        frist = erinnerung.objekt
        if frist.erledigt_am or not fristen.ist_zu_erinnern(frist, heute):
            erinnerung.unveraendert = True
            return ""
        an = _zustaendige(frist)
        ueberfaellig = fristen.lage(frist, heute).naehe == Naehe.UEBERFAELLIG
        betreff = f"{'Überfällig' if ueberfaellig else f'Bis {frist.tag:%d.%m.%Y}'}: {frist.titel}"
        text = f"{frist.text}\n\n{settings.BASIS_URL}{reverse('campusfrist', args=[frist.pk])}\n"
        Postausgang.objects.bulk_create(Postausgang(an=wer.email, betreff=betreff, text=text) for wer in an)
        frist.erinnert_am = heute
        personen = {"an": [wer.name for wer in an]}
        erinnerung.nenne(nachher={"titel": frist.titel, "tag": frist.tag}, personen=personen)
    return f"Kindercampus: an „{frist.titel}“ bis {frist.tag:%d.%m.%Y} erinnert."


def _zustaendige(frist: Campusfrist) -> list[Benutzer]:
    """Everybody who writes or brings in papers at the unit that answers for this one."""
    assert frist.vorlage.stelle is not None
    wer = {
        person.pk: person
        for recht in (Recht.GREMIENVORLAGE_EINBRINGEN, Recht.GREMIENVORLAGE_SCHREIBEN)
        for person in rechte.personen_mit(recht, frist.vorlage.stelle)
    }
    return list(wer.values())
