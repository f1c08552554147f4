"""`/suche/`: the one box of the head, for everybody who sees any case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from antraege.kern.fallsuche import Suchfehler, anfrage, lesbar
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.views.basis import ich
from workflows.akte import sicht
from workflows.postkorb import fallliste, keyset
from workflows.postkorb.keyset import Ordnung, Ziel
from workflows.seiten.fall import Faelle
from workflows.suche.suche import teile

ORDNUNG = Ordnung(("id",), absteigend=True)


class Suche(RechtMixin, TemplateView):
    """What was found, or a sentence that says why nothing can be looked for."""

    recht = sicht.AKTENRECHTE
    template_name = "suche/suche.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 422 for what cannot be looked for."""
        wort = request.GET.get("wort", "")
        if not wort.strip():
            return self.render_to_response(self.get_context_data())
        try:
            gesucht = anfrage(wort)
        except Suchfehler as fehler:
            kontext = self.get_context_data(kopfsuche=lesbar(wort), fehler=str(fehler))
            return self.render_to_response(kontext, status=422)
        person, ziel = ich(request), Ziel.aus(request)
        blatt = keyset.blatt(fallliste.zeilen(), teile(person, gesucht), ordnung=ORDNUNG, ziel=ziel)
        ids = [antrag.pk for antrag in blatt.zeilen]
        orte = fallliste.orte(ids) if ids else {}
        kontext = self.get_context_data(
            kopfsuche="" if gesucht.iban else wort.strip(),
            zeilen=[(antrag, orte.get(antrag.pk, [])) for antrag in blatt.zeilen],
            im_amt=sicht.im_amt(person, blatt.zeilen) if ids else set(),
            mit_geld=any(not antrag.kooperation for antrag in blatt.zeilen),
            seiten=keyset.seiten(request, blatt, ORDNUNG),
            gesucht_wurde=True,
            traegerlink=any(b.recht in Faelle.recht for b in rechte.berechtigungen(person)),
        )
        return self.render_to_response(kontext)
