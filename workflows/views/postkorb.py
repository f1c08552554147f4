"""The Postkorb page: four views, filter, search, sort, keyset pages, keyboard."""

import re
from datetime import date
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from antraege.programme.models import Foerderprogramm
from rollen.ansicht import RechtMixin
from rollen.views.basis import ich
from workflows import export
from workflows.queries import POSTKORBRECHTE, REITER, SORTIERUNGEN, Auswahl, arme, gesperrte, seite, zaehler
from workflows.schritte import SCHRITTE

LAENGE = 25
EXPORT_HOECHSTENS = 10_000
PROGRAMME_SEKUNDEN = 60
SPALTEN = ("Aktenzeichen", "Betreff", "Schritt", "Stelle", "fällig am", "Betrag", "liegt bei")
SORTNAMEN = {"frist": "Frist", "betrag": "Betrag aufsteigend", "-betrag": "Betrag absteigend", "programm": "Programm"}


class Postkorb(RechtMixin, TemplateView):
    """What lies with me, what nobody has taken, what waits for others, what is put aside."""

    recht = POSTKORBRECHTE
    template_name = "workflows/postkorb.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the current filter as a file."""
        if schreibe := export.schreiber(request.GET.get("format", "")):
            auswahl = auswahl_aus(request)
            teile = arme(ich(request), auswahl.reiter)
            zeilen = seite(teile, auswahl=auswahl, laenge=EXPORT_HOECHSTENS)[:EXPORT_HOECHSTENS]
            return schreibe("postkorb", SPALTEN, map(_als_zellen, zeilen))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        benutzer, auswahl = ich(self.request), auswahl_aus(self.request)
        ab = _ab(self.request, auswahl)
        zeilen = seite(arme(benutzer, auswahl.reiter), auswahl=auswahl, ab=ab, laenge=LAENGE)
        blatt = zeilen[:LAENGE]
        verboten = gesperrte(benutzer, blatt) if auswahl.reiter == "frei" else set()
        return super().get_context_data(
            auswahl=auswahl,
            reiter=self._reiter(auswahl),
            zeilen=[_zeile(a, benutzer.pk, gesperrt=a.pk in verboten) for a in blatt],
            weiter=_weiter(self.request, auswahl, blatt) if len(zeilen) > LAENGE else "",
            export_adresse=self.request.GET.urlencode(),
            anfang=_adresse(self.request) if ab else "",
            programme=cache.get_or_set("programme", lambda: list(Foerderprogramm.objects.all()), PROGRAMME_SEKUNDEN),
            schritte=[s for s in SCHRITTE.values() if not s.beim_traeger],
            sortierungen=SORTNAMEN,
            **kwargs,
        )

    def _reiter(self, auswahl: Auswahl) -> list[dict[str, Any]]:
        zahlen = zaehler(ich(self.request))
        return [
            {"name": titel, "url": f"?reiter={name}", "aktiv": name == auswahl.reiter, "zaehler": zahlen[name]}
            for name, titel in REITER.items()
        ]


def auswahl_aus(request: HttpRequest) -> Auswahl:
    """Filter and order from the address; what is unknown is left out."""
    werte = request.GET
    reiter, programm = werte.get("reiter", "meine"), werte.get("programm", "")
    return Auswahl(
        reiter=reiter if reiter in REITER else "meine",
        sort=werte.get("sort", "frist") if werte.get("sort") in SORTIERUNGEN else "frist",
        programm=int(programm) if programm.isascii() and programm.isdigit() and len(programm) < 10 else None,
        schritt=werte.get("schritt", "") if werte.get("schritt") in SCHRITTE else "",
        suche=werte.get("suche", "").strip()[:80].replace("\x00", ""),
        nur_ueberfaellig=bool(werte.get("ueberfaellig")),
    )


def _zeile(aufgabe: Any, ich_pk: int, *, gesperrt: bool) -> dict[str, Any]:
    return {
        "aufgabe": aufgabe,
        "schritt": SCHRITTE[aufgabe.schritt],
        "gesperrt": gesperrt,
        "fuer": aufgabe.owner if aufgabe.owner_id and aufgabe.owner_id != ich_pk else None,
    }


def _als_zellen(a: Any) -> tuple[Any, ...]:
    titel = SCHRITTE[a.schritt].titel
    return (a.aktenzeichen, a.betreff, titel, a.stelle.name, a.faellig_am, a.betrag, a.owner and a.owner.name)


def _ab(request: HttpRequest, auswahl: Auswahl) -> tuple[str, int] | None:
    """The row after which this page begins; anything that does not fit the order is left out."""
    wert, _, pk = request.GET.get("ab", "").rpartition("~")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    if auswahl.sort in ("betrag", "-betrag"):
        return (wert, int(pk)) if re.fullmatch(r"\d{1,12}\.\d\d", wert) else None
    programm, strich, tag = wert.rpartition("|")
    try:
        date.fromisoformat(tag)
    except ValueError:
        return None
    passt = programm.isascii() and programm.isdigit() and len(programm) < 10 if auswahl.sort == "programm" else not strich
    return (wert, int(pk)) if passt else None


def _weiter(request: HttpRequest, auswahl: Auswahl, blatt: list[Any]) -> str:
    letzte = blatt[-1]
    werte = {
        "betrag": letzte.betrag,
        "-betrag": letzte.betrag,
        "programm": f"{letzte.programm_id}|{letzte.faellig_am}",
    }
    return _adresse(request, ab=f"{werte.get(auswahl.sort, letzte.faellig_am)}~{letzte.pk}")


def _adresse(request: HttpRequest, **stelle: str) -> str:
    werte = request.GET.copy()
    werte.pop("ab", None)
    for name, wert in stelle.items():
        werte[name] = wert
    return f"?{werte.urlencode()}"


