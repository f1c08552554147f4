"""What a Träger wants to know of a request: with whom it lies, until when, what comes next, what is to be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from viewflow.workflow.status import STATUS

from antraege.antrag.models import Antrag
from antraege.antrag.queries import bearbeitbar_fuer
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.programme.queries import antragsschluss
from rollen import rechte, uhr
from rollen.models import Benutzer
from rollen.tabelle import Recht
from workflows.akte import akte, verlauf
from workflows.models import Aufgabe, Nachricht, Richtung
from workflows.tuer.verzeichnis import SCHRITTE, traegerschritte

OFFEN = (STATUS.NEW, STATUS.ASSIGNED)
VOR_DER_ENTSCHEIDUNG = frozenset({Status.ENTWURF, Status.EINGEREICHT, Status.NACHFORDERUNG, Status.GEPRUEFT})
HOECHSTENS_ZU_TUN = 12
_SIE_SIND_DRAN = "Sie sind dran: "

_RUHT = {  # partial: the others go on
    Status.ABGESCHLOSSEN: ("Das Verfahren ist abgeschlossen.", "Es ist nichts mehr zu tun."),
    Status.ABGELEHNT: (
        "Der Antrag ist abgelehnt. Die Gründe stehen im Bescheid.",
        "Es ist nichts mehr zu tun.",
    ),
    Status.ZURUECKGEZOGEN: (
        "Der Antrag ist zurückgezogen.",
        "Sie können jederzeit einen neuen Antrag stellen.",
    ),
    Status.WIDERRUFEN: (
        "Die Bewilligung ist aufgehoben. Die Gründe stehen im Bescheid.",
        "Bitte lesen Sie den Bescheid.",
    ),
}


@dataclass(frozen=True)
class Ort:
    """One place where a request lies now; people appear by function and Stelle, never by name."""

    bei: str
    was: str
    bis: date | None = None
    aufgabe: Aufgabe | None = None
    hinweis: str = ""


@dataclass(frozen=True)
class Lage:
    """Bei wem liegt es, bis wann, was kommt danach; `orte` is empty when it has come to an end."""

    orte: tuple[Ort, ...]
    danach: str
    ruht: str = ""

    @property
    def bis(self) -> date | None:
        """The day on which the last of those who work on it should be done."""
        return max((ort.bis for ort in self.orte if ort.bis), default=None)

    @property
    def bei(self) -> list[str]:
        """With whom it lies, each named once."""
        return list(dict.fromkeys(ort.bei for ort in self.orte))


@dataclass(frozen=True)
class ZuTun:
    """Something the applicant's side can do now; `hinweis` says who may when the person may not."""

    antrag: Antrag
    was: str
    bis: date | None = None
    aufgabe: Aufgabe | None = None
    hinweis: str = ""


def offene_aufgaben(antraege: Iterable[Antrag]) -> dict[int, list[Aufgabe]]:
    """The open tasks of these requests by request, in one query."""
    nach_antrag: dict[int, list[Aufgabe]] = {}
    zeilen = Aufgabe.objects.filter(antrag__in=list(antraege), status__in=OFFEN, stelle__isnull=False)
    for aufgabe in zeilen.select_related("stelle", "owner").order_by("id"):
        nach_antrag.setdefault(aufgabe.antrag_id or 0, []).append(aufgabe)
    return nach_antrag


def lage(antrag: Antrag, aufgaben: Iterable[Aufgabe], *, fuer: Benutzer) -> Lage:
    """Where the request lies, in words for this person of the applicant's side."""
    zustand = antrag.zustand
    if zustand == Status.ENTWURF:
        entwurf = Ort(
            _beim_traeger(antrag, fuer),
            "Der Antrag ist noch nicht abgeschickt.",
            antragsschluss(antrag.richtlinie, uhr.heute()),
        )
        return Lage((entwurf,), "Nach dem Abschicken prüft die Stelle, ob Ihr Antrag vollständig ist.")
    if zustand in _RUHT:
        ruht, danach = _RUHT[zustand]
        return Lage((), danach, ruht)
    offene = [a for a in aufgaben if a.schritt in SCHRITTE]
    danach = dict.fromkeys(SCHRITTE[a.schritt].danach for a in offene)  # type: ignore[assignment]
    return Lage(tuple(_ort(antrag, aufgabe, fuer) for aufgabe in offene), " ".join(danach))


def unbesetzt(antrag: Antrag, aufgaben: Iterable[Aufgabe]) -> list[str]:
    """That nobody at the office can go on with this request at present, in sentences."""
    for aufgabe in aufgaben:
        aufgabe.antrag = antrag
    saetze = (verlauf.unbesetzt(aufgabe) for aufgabe in aufgaben if aufgabe.schritt in SCHRITTE)
    return list(dict.fromkeys(satz for satz in saetze if satz))


def _ort(antrag: Antrag, aufgabe: Aufgabe, fuer: Benutzer) -> Ort:
    schritt = SCHRITTE[aufgabe.schritt]
    if schritt.beim_traeger and aufgabe.stelle and aufgabe.stelle_id != antrag.traeger_id:
        was = f"{aufgabe.stelle.name} ist dran: {schritt.oeffentlich.removeprefix(_SIE_SIND_DRAN)}"
        return Ort(aufgabe.stelle.name, was, aufgabe.faellig_am)
    if schritt.beim_traeger:
        was = schritt.oeffentlich
        if not _gehoert_dazu(antrag, fuer):
            was = f"Der Träger ist dran: {was.removeprefix(_SIE_SIND_DRAN)}"
        hinweis = _nicht_berechtigt(aufgabe, fuer)
        return Ort(_beim_traeger(antrag, fuer), was, aufgabe.faellig_am, aufgabe, hinweis)
    stelle = aufgabe.stelle.name if aufgabe.stelle else ""
    funktion = aufgabe.owner.funktion if aufgabe.owner else ""
    return Ort(f"{funktion}, {stelle}" if funktion else stelle, schritt.oeffentlich, aufgabe.faellig_am)


def _beim_traeger(antrag: Antrag, fuer: Benutzer) -> str:
    return "Ihnen" if _gehoert_dazu(antrag, fuer) else antrag.traeger.name


def _gehoert_dazu(antrag: Antrag, benutzer: Benutzer) -> bool:
    return rechte.darf(benutzer, Recht.ANTRAG_SEHEN, antrag.traeger)


def _nicht_berechtigt(aufgabe: Aufgabe, benutzer: Benutzer) -> str:
    """Who may do the task when this person may not; empty when they may."""
    recht = Recht(aufgabe.recht)
    if aufgabe.stelle and rechte.darf(benutzer, recht, aufgabe.stelle):
        return ""
    return f"Dafür braucht es das Recht „{recht.bezeichnung}“ beim Träger."


def zu_tun(benutzer: Benutzer) -> list[ZuTun]:
    """Open tasks at the own organisation, the most urgent first, then drafts to finish; three queries."""
    eigene = rechte.stellen_mit(benutzer, Recht.ANTRAG_SEHEN)
    aufgaben = Aufgabe.objects.filter(
        stelle__in=eigene, schritt__in=traegerschritte(), status__in=OFFEN
    ).select_related("antrag", "stelle")
    punkte = [
        ZuTun(a.antrag, SCHRITTE[a.schritt].titel, a.faellig_am, a, _nicht_berechtigt(a, benutzer))
        for a in aufgaben.order_by("sortierfrist", "id")[:HOECHSTENS_ZU_TUN]
        if a.antrag and (a.stelle_id == a.antrag.traeger_id or not _nicht_berechtigt(a, benutzer))
    ]
    entwuerfe = (
        bearbeitbar_fuer(benutzer).filter(status=Status.ENTWURF).select_related("richtlinie", "traeger")
    )
    reste = entwuerfe.prefetch_related("richtlinie__aufrufe").order_by("-id")[
        : HOECHSTENS_ZU_TUN - len(punkte)
    ]
    return [
        *punkte,
        *(ZuTun(a, "Entwurf fertigstellen", antragsschluss(a.richtlinie, uhr.heute())) for a in reste),
    ]


def ungelesen(antraege: Iterable[Antrag]) -> dict[int, int]:
    """How many messages the Träger has not read, by request, in one query."""
    neue = Nachricht.objects.filter(
        antrag__in=list(antraege), richtung=Richtung.AN_TRAEGER, gelesen_am__isnull=True
    )
    return dict(neue.values_list("antrag").annotate(Count("id")).order_by())


def phase(antrag: Antrag) -> str:
    """The phase that is being worked on, e.g. `Schritt 2 von 5`; empty for drafts and ended requests."""
    staende = [stand for _, stand in akte.phasen(antrag)]
    if antrag.zustand == Status.ENTWURF or "aktuell" not in staende:
        return ""
    return f"Schritt {staende.index('aktuell') + 1} von {len(staende)}"


def rueckzugshindernisse(antrag: Antrag, benutzer: Benutzer) -> list[Mangel]:
    """Why this person cannot withdraw the request now, each with who can mend it."""
    if antrag.zustand not in VOR_DER_ENTSCHEIDUNG:
        text = "Nach der Entscheidung können Sie den Antrag nicht mehr zurückziehen."
        return [Mangel(text, behebt="die zuständige Stelle. Schreiben Sie ihr eine Nachricht.")]
    if not rechte.darf(benutzer, Recht.ANTRAG_ZURUECKZIEHEN, antrag.traeger):
        text = f"Ihnen fehlt das Recht „{Recht.ANTRAG_ZURUECKZIEHEN.bezeichnung}“."
        return [Mangel(text, behebt=f"eine Person mit Zeichnungsrecht bei {antrag.traeger.name}")]
    return []
