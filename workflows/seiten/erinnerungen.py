"""Reminders: what lies still with this person although it belongs to no case, the longest first."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import TemplateView

from antraege.angebote import abrufe
from antraege.angebote.models import Abruf
from antraege.campus import fristen
from antraege.campus.models import Campuseintrag
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import rechte, uhr
from rollen.ansicht import RechtMixin
from rollen.blaettern import in_worten
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.abruf import sicht
from workflows.abruf.erinnerung import BITTEN
from workflows.postkorb import keyset
from workflows.postkorb.vorrat import Arbeitsvorrat, postkorbrechte

ANSICHT = "erinnerungen"
ABRUFRECHTE = (Recht.ABRUF_ZUORDNEN, Recht.ANGEBOT_PFLEGEN, Recht.ABRUF_STELLEN)
WER = (*ABRUFRECHTE, *fristen.WER_VORLAGEN_BRINGT, Recht.CAMPUS_PFLEGEN)
ORDNUNG = keyset.Ordnung(("seit", "id"))
MEISTE_MASSNAHMEN = 50


class Erinnerungen(RechtMixin, TemplateView):
    """`/erinnerungen/`: the fifth view of the Postkorb, and the only one for those who have no tasks in cases."""

    recht = WER
    template_name = "seiten/erinnerungen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, ziel = ich(self.request), keyset.Ziel.aus(self.request)
        voll = sicht.mit_allem(Abruf.objects.all())
        blatt = keyset.blatt(voll, abrufe.erinnerte(person), ordnung=ORDNUNG, ziel=ziel)
        return super().get_context_data(
            zeilen=[(abruf, sicht.ARTEN[abruf.status], BITTEN[abruf.status][1]) for abruf in blatt.zeilen],
            seiten=keyset.seiten(self.request, blatt, ORDNUNG),
            lagen=fristen.draengende(person, uhr.heute()),
            entscheidet=self._entscheidet(person),
            massnahmen=list(massnahmen(person)[:MEISTE_MASSNAHMEN]),
            reiter=reiter(person, Arbeitsvorrat(person), ANSICHT) if self._hat_aufgaben(person) else [],
            **kwargs,
        )

    def _entscheidet(self, person: Benutzer) -> set[int]:
        """The Stellen for which this person brings in papers, by id."""
        stellen = rechte.stellen_mit(person, Recht.GREMIENVORLAGE_EINBRINGEN)
        return set(stellen.values_list("pk", flat=True))

    def _hat_aufgaben(self, person: Benutzer) -> bool:
        """True for whoever has the other views of the Postkorb too."""
        return any(b.recht in postkorbrechte() for b in rechte.berechtigungen(person))


def reiter(person: Benutzer, vorrat: Arbeitsvorrat, aktiv: str) -> list[dict[str, Any]]:
    """The views of the Postkorb with how much stands in each, for templates/teile/reiter.html."""
    zahlen = vorrat.zaehler(erinnerungen=abrufe.erinnerte(person))
    zahlen["erinnerungen"] += zum_kindercampus(person)
    titel_der = dict(vorrat.reiter)
    if any(b.recht in WER for b in rechte.berechtigungen(person)):
        titel_der[ANSICHT] = "Erinnerungen"
    postkorb = reverse("postkorb")
    adressen = {
        **{name: f"{postkorb}?reiter={name}" for name in vorrat.reiter},
        ANSICHT: reverse("erinnerungen"),
    }
    return [
        {
            "name": titel,
            "url": adressen[name],
            "aktiv": name == aktiv,
            "zaehler": in_worten(zahlen[name]),
        }
        for name, titel in titel_der.items()
    ]


def zum_kindercampus(person: Benutzer) -> int:
    """How many deadlines and Maßnahmen press on this person. A query for each only with the right to act on it."""
    eigene = {b.recht for b in rechte.berechtigungen(person)}
    lagen = fristen.draengende(person, uhr.heute()) if eigene & {*fristen.WER_VORLAGEN_BRINGT} else []
    offene = list(massnahmen(person)[:MEISTE_MASSNAHMEN]) if Recht.CAMPUS_PFLEGEN in eigene else []
    return len(lagen) + len(offene)


def massnahmen(person: Benutzer) -> QuerySet[Campuseintrag]:
    """The open Maßnahmen of this person's sites that are due soon, or were."""
    tage = festwerte.einstellung(Festwertart.ERINNERUNG_TAGE)
    return fristen.eigene_massnahmen(person, uhr.heute(), tage=tage)
