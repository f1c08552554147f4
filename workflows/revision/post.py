"""What is written to the Leitung of an audited Stelle: a finding waits for its answer."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from antraege.revision.feststellungen import ueberfaellige
from antraege.revision.models import Feststellung
from rollen import rechte, uhr
from rollen.akt import EIGENES, akt
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Postausgang


def schreibe(feststellung: Feststellung, satz: str) -> None:
    """One e-mail to everybody who may answer, or to the Stelle where there is nobody."""
    stelle = feststellung.stelle
    personen = rechte.personen_mit(Recht.FESTSTELLUNG_BEANTWORTEN, stelle)
    adresse = settings.BASIS_URL + reverse("feststellung", args=[feststellung.pk])
    an = {person.email for person in personen} or {stelle.email}
    Postausgang.objects.bulk_create(
        Postausgang(
            an=adressat,
            betreff=f"Prüfungsfeststellung {feststellung.kennung}",
            text=f"{satz} Bitte antworten Sie bis zum {feststellung.antwort_bis:%d.%m.%Y}.\n\n{adresse}\n",
        )
        for adressat in sorted(filter(None, an))
    )


def erinnere() -> Iterator[str]:
    """Remind once of every answer that is late; yields in German what was done. A second run does nothing."""
    for pk in list(ueberfaellige(uhr.heute()).values_list("pk", flat=True)):
        zeile = Feststellung.objects.select_related("stelle").filter(pk=pk)
        with akt(Tat.FESTSTELLUNG_ERINNERN, zeile, EIGENES, akteur=None) as handlung:
            feststellung = handlung.objekt
            feststellung.erinnert_am = uhr.heute()
            schreibe(feststellung, "Die Antwort auf eine Feststellung der Rechnungsprüfung ist überfällig.")
            handlung.nenne(nachher={"frist": feststellung.antwort_bis})
        yield f"{feststellung.kennung}: an die Antwort bis {feststellung.antwort_bis:%d.%m.%Y} erinnert."
