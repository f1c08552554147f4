"""The Postkorb page: four views, a fifth for a Leitung, filter, search, sort, keyset pages, keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict

from antraege.haushalt import export
from antraege.kern.maengel import Mangel
from antraege.revision.feststellungen import zu_beantworten
from antraege.revision.models import Feststellung
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.views.basis import ich
from workflows.akte import sicht
from workflows.akte.liste import Listenseite
from workflows.models import Aufgabe
from workflows.postkorb import keyset, leitung, sammeln
from workflows.postkorb.filter import PostkorbFilter
from workflows.postkorb.vorrat import NIEMAND, Arbeitsvorrat, Auswahl, postkorbrechte, zeilen
from workflows.seiten.erinnerungen import reiter
from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import SCHRITTE

SPALTEN = (
    "Aktenzeichen",
    "Betreff",
    "Träger",
    "Programm",
    "Schritt",
    "Stelle",
    "Betrag",
    "fällig am",
    "Wiedervorlage am",
    "liegt bei",
)
KOPF = (("frist", "Frist"), ("betrag", "Betrag"), ("programm", "Programm"))
LEER = {
    "meine": ("Sie haben keine offene Aufgabe.", "Übernehmen Sie eine Aufgabe, die noch niemand hat."),
    "frei": ("Nichts ist frei.", "Neue Aufgaben erscheinen hier, sobald ein Fall bei Ihrer Stelle ankommt."),
    "wartend": (
        "Kein Fall wartet auf andere.",
        "Hier stehen Fälle, die Sie betreuen und die gerade woanders liegen.",
    ),
    "wiedervorlage": (
        "Nichts ist zurückgestellt.",
        "Auf der Seite einer Aufgabe können Sie einen Tag festlegen.",
    ),
    "stelle": ("In Ihrer Stelle ist nichts offen.", "Hier steht alles, was Ihre Stelle noch zu tun hat."),
}

MEISTE_FESTSTELLUNGEN = 5


@dataclass(frozen=True)
class Zeile:
    """One task as the list shows it to one person."""

    aufgabe: Aufgabe
    schritt: Schritt
    programm: str
    vertretung: Benutzer | None
    sperren: list[Mangel]
    waehlbar: bool


class Postkorb(RechtMixin, Listenseite):
    """`/postkorb/`: everything it shows stands in the address."""

    recht = postkorbrechte()
    template_name = "postkorb/postkorb.html"
    dateiname = "postkorb"
    kopf = SPALTEN

    @cached_property
    def vorrat(self) -> Arbeitsvorrat:
        """The queues of the person who looks."""
        return Arbeitsvorrat(ich(self.request))

    @cached_property
    def auswahl(self) -> Auswahl:
        """What the address asks for."""
        werte = self._filter(self.request.GET).gelesen()
        werte.pop("laenge", None)
        return Auswahl(**werte)

    def _filter(self, daten: QueryDict | None = None, **anfangs: Any) -> PostkorbFilter:
        return PostkorbFilter(
            daten,
            programme=self.vorrat.programme,
            personen=self.personen,
            rechte=postkorbrechte(),
            reiter=self.vorrat.reiter,
            **anfangs,
        )

    @cached_property
    def personen(self) -> list[tuple[str, str]] | None:
        """Whose tasks the view of a Leitung can be narrowed to; None in every other view."""
        if self.request.GET.get("reiter") != "stelle" or not self.vorrat.leitet:
            return None
        leute = leitung.leute(ich(self.request), self.vorrat.geleitete)
        return [(NIEMAND, "noch niemandem"), *((str(p.pk), p.name) for p in leute)]

    def alle(self) -> Iterator[tuple[Any, ...]]:
        namen = dict(self.vorrat.programme)
        for a in self.vorrat.alle(self.auswahl).iterator(chunk_size=export.BLOCK):
            yield (
                *(a.aktenzeichen, a.betreff, a.antrag.traeger.name if a.antrag else None),
                *(
                    namen.get(a.programm_id or 0),
                    SCHRITTE[a.schritt].titel,
                    a.stelle.name if a.stelle else None,
                ),
                *(a.betrag, a.faellig_am, a.wiedervorlage_am, a.owner.name if a.owner else None),
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nine queries at most, session and person included."""
        vorrat, auswahl, ziel = self.vorrat, self.auswahl, keyset.Ziel.aus(self.request)
        teile = [teil.filter(auswahl.bedingung()) for teil in vorrat.teile(auswahl)]
        blatt = keyset.blatt(zeilen(), teile, ordnung=auswahl.ordnung, ziel=ziel)
        anfangs = {**vars(auswahl), "laenge": ziel.laenge}
        return super().get_context_data(
            auswahl=auswahl,
            zeilen=self._zeilen(blatt.zeilen),
            reiter=reiter(ich(self.request), vorrat, auswahl.reiter),
            filter=self._filter(initial=anfangs),
            seiten=keyset.seiten(self.request, blatt, auswahl.ordnung),
            laengen=keyset.laengen(self.request, ziel),
            kopf=self._kopf(),
            csv=keyset.adresse(self.request, format="csv"),
            xlsx=keyset.adresse(self.request, format="xlsx"),
            ohne_filter=f"?reiter={auswahl.reiter}",
            leer=LEER[auswahl.reiter],
            weiter=self._weiter(),
            feststellungen=self._feststellungen(),
            sammeltaten=sammeln.angebotene(auswahl.reiter, ich(self.request)),
            **kwargs,
        )

    def _weiter(self) -> dict[str, Any] | None:
        """The task that is offered after the last one was done, while it is still open."""
        nummer = self.request.GET.get("weiter", "")
        if not (nummer.isascii() and nummer.isdigit() and len(nummer) < 19):
            return None
        try:
            aufgabe = sicht.aufgabe_fuer(ich(self.request), int(nummer))
        except Http404:
            return None
        return {"aufgabe": aufgabe, "titel": SCHRITTE[aufgabe.schritt].titel} if aufgabe.offen else None

    def _feststellungen(self) -> list[Feststellung]:
        """What the Rechnungsprüfung waits for, the earliest deadlines; no query for who does not answer."""
        person = ich(self.request)
        if not any(b.recht == Recht.FESTSTELLUNG_BEANTWORTEN for b in rechte.berechtigungen(person)):
            return []
        return list(zu_beantworten(person)[:MEISTE_FESTSTELLUNGEN])

    def _zeilen(self, aufgaben: list[Aufgabe]) -> list[Zeile]:
        ansicht = self.auswahl.reiter
        sperren = self.vorrat.sperren(aufgaben) if ansicht in ("meine", "frei") and aufgaben else {}
        namen = dict(self.vorrat.programme)
        return [
            Zeile(
                a,
                SCHRITTE[a.schritt],
                namen.get(a.programm_id or 0, ""),
                vertretung=None if ansicht in ("wartend", "stelle") else self.vorrat.vertretung(a),
                sperren=sperren.get(a.pk, []),
                waehlbar=a.pk not in sperren,
            )
            for a in aufgaben
        ]

    def _kopf(self) -> dict[str, dict[str, str]]:
        """For each column that sorts: its link, and how it sorts at present."""
        jetzt = self.auswahl.sort
        wie = {jetzt.removeprefix("-"): "descending" if jetzt.startswith("-") else "ascending"}
        return {
            name: {
                "titel": titel,
                "url": keyset.adresse(self.request, sort=f"-{name}" if jetzt == name else name),
                "wie": wie.get(name, ""),
            }
            for name, titel in KOPF
        }
