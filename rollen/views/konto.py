"""The own account: who I am here, what I may do, who stands in for whom, what I did."""

from typing import Any

from django.views.generic import TemplateView

from rollen import rechte, taten, uhr
from rollen.ansicht import ANGEMELDET, RechtMixin
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle, Traeger, Vertretung
from rollen.registrierung import registrierungen
from rollen.tabelle import Recht, Rolle
from rollen.traeger import pruefstelle
from rollen.views import zeilen
from rollen.views.basis import ich
from rollen.views.organisation import organisationen
from rollen.views.rechte import hat
from rollen.zustimmung import eigene, einladungen

ANZAHL_EINTRAEGE = 20


def rechte_in_worten(benutzer: Benutzer) -> list[dict[str, Any]]:
    """Per Stelle (and person deputised for) the names of the rights held there."""
    reihenfolge = {recht: nr for nr, recht in enumerate(Recht)}
    bloecke: dict[tuple[int, str], set[Recht]] = {}
    for b in rechte.berechtigungen(benutzer):
        vertretung = b.vertretung_fuer.name if b.vertretung_fuer else ""
        bloecke.setdefault((b.stelle_id, vertretung), set()).add(b.recht)
    namen = dict(Stelle.objects.filter(pk__in={stelle for stelle, _ in bloecke}).values_list("pk", "name"))
    return [
        {
            "stelle": namen[stelle],
            "vertretung": vertretung,
            "rechte": [recht.bezeichnung for recht in sorted(menge, key=reihenfolge.__getitem__)],
        }
        for (stelle, vertretung), menge in sorted(bloecke.items(), key=lambda b: (b[0][1], namen[b[0][0]]))
    ]


def eigene_eintraege(benutzer: Benutzer) -> list[dict[str, Any]]:
    """The newest acts of a person, as templates/teile/trail.html shows them."""
    eintraege = Eintrag.objects.filter(akteur=benutzer).select_related("stelle", "vertretung_fuer")
    return [
        {
            "zeit": e.zeitpunkt,
            "was": taten.in_worten(e.aktion),
            "text": e.objekt,
            "von": e.von,
            "nach": e.nach,
            "wer": benutzer.name,
            "rolle": Rolle(e.rolle).bezeichnung if e.rolle else "",
            "stelle": e.stelle,
            "vertretung": e.vertretung_fuer,
            "verweigert": e.verweigert,
        }
        for e in eintraege.order_by("-id")[:ANZAHL_EINTRAEGE]
    ]


def angebote_je_stelle(benutzer: Benutzer) -> list[dict[str, Any]]:
    """What waits for this person's yes: per Stelle the roles, who invites, and the name they were invited by."""
    offene = einladungen(benutzer).select_related("gruppe__stelle", "beantragt_von")
    bloecke: dict[Stelle, list[Mitgliedschaft]] = {}
    for mitgliedschaft in offene:
        bloecke.setdefault(mitgliedschaft.gruppe.stelle, []).append(mitgliedschaft)
    return [
        {
            "stelle": stelle,
            "rollen": [Rolle(m.gruppe.rolle).bezeichnung for m in angebotene],
            "einladend": angebotene[0].beantragt_von,
            "anders": next((m.eingeladen_als for m in angebotene if m.eingeladen_als != benutzer.name), ""),
        }
        for stelle, angebotene in bloecke.items()
    ]


def verlassbare(benutzer: Benutzer, wartende: list[Traeger]) -> set[int]:
    """The own roles with a way out of their own; a registration that waits is taken back as a whole."""
    rollen = eigene(benutzer).exclude(gruppe__stelle__in=[traeger.stelle_id for traeger in wartende])
    return set(rollen.values_list("pk", flat=True))


class Konto(RechtMixin, TemplateView):
    """Shows only what is one's own."""

    recht = ANGEMELDET
    template_name = "rollen/konto.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = ich(self.request)
        laufende = Vertretung.objects.filter(bis__gte=uhr.heute()).order_by("von", "pk")
        alle = zeilen.mitgliedschaften().filter(benutzer=person).order_by("-von", "-pk")
        offene = einladungen(person).order_by()
        wartende = list(registrierungen(person))
        return super().get_context_data(
            mitgliedschaften=[zeilen.zeile(m) for m in alle.exclude(pk__in=offene.values("pk"))],
            einladungen=angebote_je_stelle(person),
            verlassbar=verlassbare(person, wartende),
            pruefstelle=pruefstelle() if wartende else "",
            rechte=rechte_in_worten(person),
            organisationen=list(organisationen(person)),
            vertretungen=hat(person, Recht.VERTRETUNG_PFLEGEN),
            registrierungen=wartende,
            wird_vertreten=list(laufende.filter(vertretener=person).select_related("vertreter")),
            vertritt=list(laufende.filter(vertreter=person).select_related("vertretener")),
            eintraege=eigene_eintraege(person),
            **kwargs,
        )
