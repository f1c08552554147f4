"""The first page of everybody in the office: what waits for me, and for a Leitung, what is overdue at its Stelle."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.views.generic import TemplateView

from rollen.ansicht import RechtMixin, weg
from rollen.blaettern import in_worten
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.models import Aufgabe
from workflows.models.vorgang import FREI
from workflows.postkorb import leitung
from workflows.postkorb.leitung import HOECHSTENS, Stau
from workflows.postkorb.vorrat import NIEMAND, Arbeitsvorrat, Auswahl, zaehle
from workflows.seiten import wartelisten

NICHTS = "0"


@dataclass(frozen=True)
class Kachel:
    """How much of something waits, and the list it stands in."""

    name: str
    zahl: str
    url: str
    dringend: bool = False


class Ueberblick(RechtMixin, TemplateView):
    """`/ueberblick/`: every figure leads to its list. The number of queries does not depend on what is open."""

    recht = (
        Recht.FALL_SEHEN,
        Recht.STANDORT_SEHEN,
        Recht.BUCHEN,
        Recht.GREMIENLAUF_PFLEGEN,
        Recht.ROLLEN_VERGEBEN,
    )
    template_name = "seiten/ueberblick.html"

    @cached_property
    def vorrat(self) -> Arbeitsvorrat:
        """The queues of the person who looks."""
        return Arbeitsvorrat(ich(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tiles of what waits, and the state of the Stelle for who leads one."""
        kacheln = self._kacheln(ich(self.request))
        return super().get_context_data(
            wartend=[k for k in kacheln if k.zahl != NICHTS],
            ruhig=[k for k in kacheln if k.zahl == NICHTS],
            lage=self._lage() if self.vorrat.leitet else None,
            **kwargs,
        )

    def _kacheln(self, person: Benutzer) -> list[Kachel]:
        """Own tasks, free tasks by right, and everything else that waits. One query for all the figures."""
        zeilen: dict[Kachel, list[Any]] = {}
        if weg(person, "postkorb"):
            meine = self.vorrat.teile(Auswahl("meine"))
            spaet = Auswahl("meine", ueberfaellig=True)
            zeilen[Kachel("Meine Aufgaben", "", _postkorb(reiter="meine"))] = meine
            url = _postkorb(reiter="meine", ueberfaellig="on")
            zeilen[Kachel("Davon überfällig", "", url, dringend=True)] = [
                teil.filter(spaet.bedingung()) for teil in meine
            ]
        for recht in sorted({r for rechte_, _ in self.vorrat.gruppen for r in rechte_}):
            stellen = [s for rechte_, hier in self.vorrat.gruppen if recht in rechte_ for s in hier]
            frei = Aufgabe.objects.filter(FREI, stelle__in=stellen, recht=recht)
            name = f"Noch nicht vergeben: {recht.bezeichnung}"
            zeilen[Kachel(name, "", _postkorb(reiter="frei", recht=recht.value))] = [frei]
        for liste in wartelisten.fuer(person):
            if url := weg(person, liste.ziel):
                zeilen[Kachel(liste.name, "", url + liste.frage)] = [liste.zeilen(person)]
        return [Kachel(k.name, in_worten(zahl), k.url, k.dringend) for k, zahl in zaehle(zeilen).items()]

    def _lage(self) -> dict[str, Any]:
        """What is overdue at the Stellen this person leads, by person and by step, and what lies with whom."""
        spaet = leitung.ueberfaellig(self.vorrat)
        personen = leitung.mit_last(ich(self.request), self.vorrat, spaet)
        je_schritt = sorted(spaet.je_schritt.values(), key=lambda stau: (-stau.zahl, stau.name))
        return {
            "zahl": f"mehr als {HOECHSTENS}" if spaet.mehr else str(spaet.zahl),
            "seit": spaet.seit,
            "unvollstaendig": spaet.mehr,
            "url": _stelle(ueberfaellig="on"),
            "schritte": [
                (s, in_worten(s.zahl), _stelle(schritt=s.schluessel, ueberfaellig="on")) for s in je_schritt
            ],
            "personen": [
                {
                    "person": p,
                    "spaet": _zahl(p.ueberfaellig),
                    "url": _stelle(person=str(p.benutzer.pk)),
                    "url_spaet": _stelle(person=str(p.benutzer.pk), ueberfaellig="on"),
                }
                for p in personen
            ],
            "niemand": spaet.je_person.get(None),
            "niemand_zahl": _zahl(spaet.je_person.get(None)),
            "niemand_url": _stelle(person=NIEMAND, ueberfaellig="on"),
        }


def _zahl(stau: Stau | None) -> str:
    return in_worten(stau.zahl) if stau else NICHTS


def _postkorb(**werte: str) -> str:
    return f"{reverse('postkorb')}?{urlencode(werte)}"


def _stelle(**werte: str) -> str:
    return _postkorb(reiter="stelle", **werte)
