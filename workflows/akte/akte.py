"""The file of a case as pages show it: facts, answers, plan, papers, checks, votes, money."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from antraege.antrag.antworten import gestellte, in_worten
from antraege.antrag.models import Abgabe, Antrag, Nachforderung, Schriftstueckart
from antraege.antrag.models.nachforderung import Bezugsart
from antraege.antrag.models.schriftstueck import INTERNE
from antraege.antrag.queries import abschnitte
from antraege.foerderung.models import Nachweisstatus, Planposition, Seite, Verwendungsnachweis
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import zeige
from antraege.kern.status import ENDZUSTAENDE, phasen_stand
from antraege.programme.models import Frage
from rollen import uhr
from rollen.models import Benutzer
from rollen.templatetags.anzeige import datum, frist, zeitpunkt
from workflows.graph import pruefliste as pruefergebnisse

SPALTEN = ("bewilligt", "ausgezahlt", "offen", "entfallen")
NULL = Decimal("0.00")
ZUR_MITZEICHNUNG = (Schriftstueckart.PRUEFVERMERK,)  # the only letters open to who co-signs


@dataclass(frozen=True)
class PlanIst:
    """One row of plan and actual in euro; above 120 % of its Einzelansatz it needs a look (ANBest-P Nr. 1.2)."""

    name: str
    plan: Decimal
    ist: Decimal

    @property
    def abweichung(self) -> Decimal:
        """Actual minus plan in euro."""
        return self.ist - self.plan


@dataclass(frozen=True)
class Planseite:
    """One side of the Finanzierungsplan with its sum in euro."""

    name: str
    positionen: list[Planposition]

    @property
    def summe(self) -> Decimal:
        """Sum in euro."""
        return sum((p.betrag for p in self.positionen), NULL)


def person(benutzer: Benutzer | None, *, nach_aussen: bool = False) -> str:
    """Name and function; to outsiders the function only."""
    if benutzer is None:
        return "noch niemand"
    if nach_aussen:
        return benutzer.funktion or "Sachbearbeitung"
    return f"{benutzer.name}, {benutzer.funktion}" if benutzer.funktion else benutzer.name


def fakten(antrag: Antrag, *, nach_aussen: bool = False) -> list[tuple[str, Any]]:
    """Who, what, when and where, as pairs for templates/teile/fakten.html."""
    zeitraum = format_html("{} bis {}", datum(antrag.beginn), datum(antrag.ende))
    paare: list[tuple[str, Any]] = [
        ("Antragsteller", antrag.traeger.name),
        ("Programm", antrag.programm.name),
        ("Standort", antrag.standort.name if antrag.standort else None),
        ("Zeitraum des Vorhabens", zeitraum),
        ("Beantragt", None if antrag.kooperation else zeige(antrag.beantragt)),
        ("Im Auftrag erstellt von", antrag.im_auftrag_von),
        ("Auf Papier eingegangen", datum(antrag.papiereingang_am) if antrag.papiereingang_am else None),
        ("Eingereicht", zeitpunkt(antrag.eingereicht_am)),
        ("Zuständig", antrag.stelle.name),
        ("Sachbearbeitung", person(antrag.sachbearbeitung, nach_aussen=nach_aussen)),
    ]
    if not nach_aussen:
        paare += [
            ("Abgegeben", _abgabe_in_worten(eine))
            for eine in Abgabe.objects.filter(antrag=antrag).select_related("von", "an")
        ]
    if antrag.uebernommen_am:
        zeile = antrag.uebernahme
        alt = f"{zeile.quelle}, Aktenzeichen {zeile.fremdzeichen}, am {datum(antrag.uebernommen_am)}"
        paare.append(("Übernommen aus", f"{alt}. Was vorher geschah, steht in der alten Akte."))
    if antrag.nachweis_faellig_am:
        nachweis = getattr(antrag, "nachweis", None)
        liegt_vor = nachweis is not None and nachweis.status != Nachweisstatus.ENTWURF
        zeige_tag = datum if liegt_vor or antrag.zustand in ENDZUSTAENDE else frist
        paare.append(("Verwendungsnachweis bis", zeige_tag(antrag.nachweis_faellig_am)))
    return [(name, wert) for name, wert in paare if wert]


def _abgabe_in_worten(abgabe: Abgabe) -> str:
    tag = f"{uhr.tag_von(abgabe.abgegeben_am):%d.%m.%Y}"
    return f"von {abgabe.von.name} an {abgabe.an.name} am {tag}: {abgabe.grund}"


def geld(antrag: Antrag) -> dict[str, Decimal | None]:
    """The columns of money: bewilligt is the sum of the others; before the decision there are no amounts."""
    if antrag.entschieden_am is None:
        return dict.fromkeys(SPALTEN)
    return {spalte: getattr(antrag, spalte) for spalte in SPALTEN}


def phasen(antrag: Antrag) -> list[tuple[str, str]]:
    """The five phases for templates/teile/phasen.html."""
    hat_geld = antrag.bewilligt > 0 or (antrag.entschieden_am is None and not antrag.kooperation)
    staende = phasen_stand(antrag.status, hat_geld=hat_geld, gezahlt=antrag.ausgezahlt > 0)
    return [(name, stand.replace("ä", "ae")) for name, stand in staende]


def fragen(antrag: Antrag) -> list[Frage]:
    """The questions of the case's own Richtlinie version that its answers leave to be asked."""
    return gestellte(antrag.richtlinie.fragen.all(), antrag.antworten)


def antworten(antrag: Antrag, gestellte: Iterable[Frage]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The application in words: per Abschnitt questions and answers."""
    return [
        (a.name, [(f.text, in_worten(f, antrag.antworten.get(f.schluessel)) or "–") for f in a.fragen])
        for a in abschnitte(gestellte)
    ]


def plan(antrag: Antrag) -> list[Planseite]:
    """Both sides of the Finanzierungsplan."""
    zeilen = list(antrag.planpositionen.all())
    return [Planseite(str(seite.label), [z for z in zeilen if z.seite == seite]) for seite in Seite]


def dokumente(
    antrag: Antrag, *, verlinkt: bool = True, nach_aussen: bool = False, nur: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The issued letters, the newest first; to outsiders none that stay in the house, `nur` these kinds."""
    alle = antrag.schriftstuecke.exclude(art__in=INTERNE if nach_aussen else ())
    if nur is not None:
        alle = alle.filter(art__in=nur)
    return [
        {
            "titel": stueck.titel,
            "url": reverse("dokument", args=[stueck.pk]) if verlinkt else "",
            "format": "PDF",
            "groesse": stueck.groesse,
            "datum": stueck.erlassen_am,
            "hinweis": stueck.kennung,
        }
        for stueck in alle.defer("inhalt").order_by("-id")
    ]


def anlagen(antrag: Antrag, *, verlinkt: bool = True) -> list[dict[str, Any]]:
    """The papers of the applicant."""
    vorhanden = antrag.anlagen.filter(entfernt_am__isnull=True).select_related("unterlage")
    return [
        {
            "titel": anlage.unterlage.bezeichnung if anlage.unterlage else anlage.name,
            "url": reverse("anlage", args=[anlage.pk]) if verlinkt else "",
            "format": anlage.name.rpartition(".")[2].upper(),
            "groesse": anlage.groesse,
            "datum": anlage.hochgeladen_am,
            "hinweis": anlage.name if anlage.unterlage else "",
        }
        for anlage in vorhanden
    ]


def aufnahme(antrag: Antrag) -> dict[str, Any] | None:
    """The newest snapshot: number, moment, occasion, hash."""
    return antrag.momentaufnahmen.order_by("-nr").values("nr", "anlass", "erstellt_am", "sha256").first()  # type: ignore[return-value]


def nachforderungen(antrag: Antrag, gestellte: Iterable[Frage]) -> list[dict[str, Any]]:
    """What was asked for again, with the answers as a difference, the newest first."""
    je_schluessel = {frage.schluessel: frage for frage in gestellte}
    alle = antrag.nachforderungen.prefetch_related("punkte__anlagen").order_by("-id")
    return [{"nachforderung": n, "punkte": _punkte(n, je_schluessel)} for n in alle]


def _punkte(nachforderung: Nachforderung, je_schluessel: dict[str, Frage]) -> list[dict[str, Any]]:
    def worte(punkt: Any, wert: Any) -> str:
        frage = je_schluessel.get(punkt.schluessel)
        if punkt.bezug != Bezugsart.FRAGE or frage is None:
            return ""
        return in_worten(frage, wert) or "–"

    return [
        {
            "punkt": punkt,
            "vorher": worte(punkt, punkt.vorher),
            "nachher": worte(punkt, punkt.nachher) if nachforderung.beantwortet_am else "",
            "anlagen": [anlage.name for anlage in punkt.anlagen.all()],
        }
        for punkt in nachforderung.punkte.all()
    ]


def pruefungen(antrag: Antrag) -> list[dict[str, Any]]:
    """The finished checks with their answered lists, the newest first."""
    return [
        {
            "pruefung": pruefung,
            "von": person(pruefung.geprueft_von),
            "punkte": pruefergebnisse.in_worten(pruefung.ergebnisse),
        }
        for pruefung in antrag.pruefungen.select_related("geprueft_von").order_by("-id")
    ]


def verneint(antrag: Antrag) -> list[dict[str, Any]]:
    """Every no of the check lists, with who has found it."""
    return [{"nein": nein, "von": person(nein.von)} for nein in pruefergebnisse.verneint(antrag)]


def hinweise(antrag: Antrag) -> list[dict[str, Any]]:
    """What the guards had noticed and how it was cleared."""
    alle = antrag.pruefhinweise.select_related("geklaert_von")
    return [{"hinweis": hinweis, "von": person(hinweis.geklaert_von)} for hinweis in alle]


def verbundene(antrag: Antrag) -> list[dict[str, Any]]:
    """The grant of an agreement, or the agreements of a grant, each with where it stands."""
    if antrag.kooperation:
        zuwendung = antrag.vereinbarung.zuwendung if antrag.aktenzeichen else None
        return [_verbunden(zuwendung, "fall", zuwendung.zustand.bezeichnung)] if zuwendung else []
    vereinbarungen = antrag.vereinbarungen.select_related("antrag").order_by("id")
    return [_verbunden(eine.antrag, "vereinbarung", eine.get_status_display()) for eine in vereinbarungen]


def _verbunden(fall: Antrag, seite: str, stand: str) -> dict[str, Any]:
    return {
        "aktenzeichen": fall.aktenzeichen or "",
        "titel": fall.titel,
        "stand": stand,
        "seite": seite,
        "pk": fall.pk,
    }


def mitzeichnungen(antrag: Antrag) -> list[dict[str, Any]]:
    """The votes of the further Stellen in order."""
    return [
        {
            "stimme": stimme,
            "von": person(stimme.gezeichnet_von)
            if stimme.gezeichnet_von
            else "ohne Zeichnung, nach Fristablauf",
            "beantwortet_von": person(stimme.beantwortet_von) if stimme.beantwortet_von else "",
        }
        for stimme in antrag.mitzeichnungen.select_related("stelle", "gezeichnet_von", "beantwortet_von")
    ]


def plan_und_ist(nachweis: Verwendungsnachweis) -> dict[str, Any]:
    """Planned and actual costs row by row, and their sums."""
    ist = {p.planposition_id: p.betrag for p in nachweis.positionen.all()}
    ausgaben = nachweis.antrag.planpositionen.filter(seite=Seite.AUSGABE)
    zeilen = [PlanIst(p.bezeichnung, p.betrag, ist.get(p.pk, NULL)) for p in ausgaben]
    summe = PlanIst("Summe", sum((z.plan for z in zeilen), NULL), sum((z.ist for z in zeilen), NULL))
    return {"planist": zeilen, "planist_summe": summe}


def wirkung(
    stelle: Haushaltsstelle,
    *,
    vorgemerkt: Decimal = NULL,
    gebunden: Decimal = NULL,
    ausgezahlt: Decimal = NULL,
) -> list[tuple[str, Decimal, Decimal]]:
    """What changes on a budget line, in euro: name, now, afterwards."""
    verbraucht = vorgemerkt + gebunden + ausgezahlt
    return [
        ("vorgemerkt", stelle.vorgemerkt, stelle.vorgemerkt + vorgemerkt),
        ("gebunden", stelle.gebunden, stelle.gebunden + gebunden),
        ("ausgezahlt", stelle.ausgezahlt, stelle.ausgezahlt + ausgezahlt),
        ("frei", stelle.frei, stelle.frei - verbraucht),
    ]
