"""A sample application under rules that are still being written, through the real door – and nothing of it stays.

Everything happens in one transaction that is rolled back, its files are taken away, and its sample people and
organisation with it. What comes back says what happened, or what stopped it.
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from antraege.antrag import services as antragsdienst
from antraege.antrag.antworten import beispiel, gestellte
from antraege.antrag.dateien import DateiFehler, pruefe_datei
from antraege.antrag.models import Antrag
from antraege.foerderung import services as foerderdienst
from antraege.foerderung import waechter
from antraege.haushalt.hauptbuch.fehler import HaushaltFehler
from antraege.kern.finanzierung import Position
from antraege.kern.fristen import naechster_werktag
from antraege.kern.geld import CENT, NULL, zeige, zeige_zahl
from antraege.kern.maengel import MaengelFehler
from antraege.programme.models import Finanzierungsart, Frageart, Pruefart, Richtlinie
from antraege.programme.queries import ein_antragstag, freigabemaengel
from rollen import rechte, stellen, uhr
from rollen.ablage import nur_zur_probe
from rollen.fehler import Ueberholt
from rollen.mitgliedschaften import gruppe_fuer
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart, Traeger
from rollen.rechte import Verweigert
from rollen.tabelle import Recht, Rolle
from workflows.antrag import tuer as antragstuer
from workflows.models import Aufgabe
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler
from workflows.tuer.verzeichnis import SCHRITTE

TITEL = "Probelauf"
BETRAG = Decimal("1000.00")
VORLAUF, DAUER = timedelta(days=30), timedelta(days=60)
MEISTE_SCHRITTE = 12
# One white pixel: what a paper or a file that answers a question is in a trial run.
BILD = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC"
)
HALT = (MaengelFehler, Verweigert, Ueberholt, DateiFehler, HaushaltFehler, Eingabefehler)


@dataclass(frozen=True)
class Station:
    """One step of the run: who did what, or why it stopped there."""

    was: str
    wer: str = ""
    text: str = ""
    gelungen: bool = True


def spiele(richtlinie: Richtlinie) -> list[Station]:
    """Play an application from the draft to the decision; the last Station says where it ended."""
    if maengel := freigabemaengel(richtlinie):
        return [Station("Regeln prüfen", text=m.text, gelungen=False) for m in maengel]
    stationen: list[Station] = []
    with nur_zur_probe(), transaction.atomic():
        _Probe(richtlinie, stationen.append).spiele()
        transaction.set_rollback(True)
    return stationen


class _Probe:
    """One run, inside the transaction of its caller."""

    def __init__(self, richtlinie: Richtlinie, melde: Callable[[Station], None]) -> None:
        self.richtlinie, self.melde = richtlinie, melde
        self.antrag = Antrag()
        r = richtlinie
        tag = ein_antragstag(r, ab=max(uhr.heute(), r.gueltig_von))
        self.zeit = datetime.combine(naechster_werktag(tag), time(9))

    def spiele(self) -> None:
        """Draft, hand in, then every task that opens, as the person who may do it."""
        with uhr.gestellt(self.zeit):
            person = self._antragsteller()
            self._gib_frei(person)
            if not self._versuche("Antrag entwerfen", person.name, lambda: self._entwirf(person)):
                return
            if not self._versuche("Antrag einreichen", person.name, lambda: self._reiche_ein(person)):
                return
            for _ in range(MEISTE_SCHRITTE):
                if not self._tu_das_naechste():
                    break

    def _versuche(self, was: str, wer: str, tat: Callable[[], str]) -> bool:
        try:
            with transaction.atomic():
                text = tat()
        except HALT as fehler:
            self.melde(Station(was, wer, str(fehler), gelungen=False))
            return False
        self.melde(Station(was, wer, text))
        return True

    def _antragsteller(self) -> Benutzer:
        """A sample organisation of the first kind that may apply, with one person who signs for it."""
        art = self.richtlinie.antragsberechtigt[0]
        intern = art != Stellenart.TRAEGER
        wurzel = Stelle.objects.filter(art=Stellenart.STADT).first() if intern else None
        stelle = stellen.speichere(
            Stelle(kuerzel="probelauf", name="Probeorganisation", art=art, staedtisch=intern, eltern=wurzel)
        )
        person = Benutzer.objects.create_user(
            "probelauf@probe.invalid", name="Probeperson", funktion="Antrag"
        )
        zweite = Benutzer.objects.create_user("zweite@probe.invalid", name="Zweite Probeperson")
        Mitgliedschaft.objects.create(
            benutzer=person,
            gruppe=gruppe_fuer(stelle, Rolle.EINRICHTUNG if intern else Rolle.TRAEGER_ZEICHNUNG),
            von=uhr.heute(),
            bestaetigt_von=zweite,
            angenommen_am=uhr.jetzt(),
        )
        if not intern:
            Traeger.objects.create(
                stelle=stelle,
                rechtsform="Verein",
                registriert_von=person,
                verifiziert_am=uhr.jetzt(),
                verifiziert_von=zweite,
            )
        self.stelle = stelle
        return person

    def _gib_frei(self, person: Benutzer) -> None:
        """The version counts, inside this transaction only."""
        if self.richtlinie.freigegeben_am is None:
            jetzt = {"freigegeben_von": person, "freigegeben_am": uhr.jetzt()}
            Richtlinie.objects.filter(pk=self.richtlinie.pk).update(**jetzt)

    def _entwirf(self, person: Benutzer) -> str:
        r = self.richtlinie
        beginn = self.zeit.date() + VORLAUF
        ende = min(beginn + DAUER, r.gueltig_bis or date.max)
        antrag = antragsdienst.lege_an(programm=r.programm, traeger=self.stelle, titel=TITEL, akteur=person)
        standort = (
            Stelle.objects.filter(art=Stellenart.STANDORT, aktiv=True).first() if antrag.kooperation else None
        )
        antrag = antragsdienst.speichere_vorhaben(
            antrag, titel=TITEL, beginn=beginn, ende=ende, akteur=person, standort=standort
        )
        antworten = self._antworten()
        antrag = antragsdienst.speichere_antworten(antrag, antworten, akteur=person)
        text = f"Beantwortet: {len(antworten)} Fragen."
        if not antrag.kooperation:
            positionen, einheiten = _plan(r)
            antrag = foerderdienst.speichere_plan(antrag, positionen, akteur=person, einheiten=einheiten)
            text += f" Beantragt: {zeige(antrag.beantragt)}."
        for unterlage in r.unterlagen.filter(pflicht=True):
            antragsdienst.hinterlege(antrag, _bild(), akteur=person, unterlage=unterlage)
        self.antrag = antrag
        return text

    def _antworten(self) -> dict[str, Any]:
        antworten: dict[str, Any] = {}
        for frage in self.richtlinie.fragen.all():
            antworten[frage.schluessel] = (
                pruefe_datei(_bild()) if frage.art == Frageart.DATEI else beispiel(frage)
            )
        gefragt = {f.schluessel for f in gestellte(self.richtlinie.fragen.all(), antworten)}
        return {schluessel: wert for schluessel, wert in antworten.items() if schluessel in gefragt}

    def _reiche_ein(self, person: Benutzer) -> str:
        self.antrag = antragstuer.einreichen(self.antrag.pk, akteur=person, stand=None)
        return f"Eingegangen unter {self.antrag.aktenzeichen}."

    def _tu_das_naechste(self) -> bool:
        offene = Aufgabe.objects.filter(antrag=self.antrag, finished__isnull=True).exclude(schritt="")
        aufgabe = next((a for a in offene.order_by("pk") if a.schritt in EINGABEN), None)
        if aufgabe is None:
            return False
        schritt = SCHRITTE[aufgabe.schritt]
        assert aufgabe.stelle is not None
        was = f"{schritt.titel} ({aufgabe.stelle.name})"
        wer, grund = _wer(aufgabe)
        if wer is None:
            self.melde(Station(was, text=grund, gelungen=False))
            return False

        def tat() -> str:
            eingaben = EINGABEN[aufgabe.schritt](self.antrag)
            self.antrag = aufgaben.erledigen(
                aufgabe.pk, akteur=wer, eingaben=eingaben, stand=self.antrag.stand
            )
            return f"Danach: {self.antrag.zustand.bezeichnung}."

        return self._versuche(was, wer.funktion or wer.name, tat)


def _wer(aufgabe: Aufgabe) -> tuple[Benutzer | None, str]:
    """Somebody who may do the task, or why nobody can."""
    assert aufgabe.stelle is not None
    recht = Recht(aufgabe.recht)
    gruende = ""
    for person in rechte.personen_mit(recht, aufgabe.stelle):
        maengel = SCHRITTE[aufgabe.schritt].hindernisse(aufgabe, akteur=person)
        if not maengel:
            return person, ""
        gruende = gruende or f"{person.funktion or person.name}: {maengel[0].text}"
    satz = f"Niemand an der Stelle „{aufgabe.stelle}“ kann das: Recht „{recht.bezeichnung}“."
    return None, f"{satz} {gruende}".strip()


def _bild() -> ContentFile:
    return ContentFile(BILD, name="Probe.png")


def _plan(r: Richtlinie) -> tuple[list[Position], int | None]:
    """Costs and cover that keep the limits, as small as they allow."""
    einheiten, betrag = None, max(r.mindestbetrag or NULL, min(BETRAG, r.hoechstbetrag or BETRAG))
    if r.finanzierungsart == Finanzierungsart.EINHEITEN and r.einheitensatz:
        einheiten = max(
            1, int(((r.mindestbetrag or NULL) / r.einheitensatz).to_integral_value(ROUND_CEILING))
        )
        betrag = r.einheitensatz * einheiten
    quote = min(r.foerdersatz_max or Decimal(100), 100 - (r.eigenanteil_min or NULL))
    kosten = (betrag * 100 / quote).quantize(CENT, ROUND_CEILING)
    if r.eigenanteil_min and (kosten - betrag) * 100 < kosten * r.eigenanteil_min:
        kosten += CENT
    eigen = kosten - betrag
    return [
        Position("ausgabe", "ausgabe", "Probekosten", kosten),
        Position("deckung", "zuwendung", "Zuwendung", betrag),
        *([Position("deckung", "eigenmittel", "Eigenmittel", eigen)] if eigen else []),
    ], einheiten


def _liste(antrag: Antrag, art: Pruefart) -> dict[str, str]:
    return {f"punkt_{p.schluessel}": "ja" for p in antrag.richtlinie.pruefpunkte.filter(art=art)}


def _fachlich(antrag: Antrag) -> dict[str, Any]:
    klaerungen = {f"klaerung_{nr}": TITEL for nr, _ in enumerate(waechter.offene(antrag), start=1)}
    vorschlag = {"vorschlag": zeige_zahl(antrag.beantragt), "vermerk": TITEL}
    return {**_liste(antrag, Pruefart.FACHLICH), **klaerungen, **vorschlag}


def _entscheidung(antrag: Antrag) -> dict[str, Any]:
    return {
        "entscheidung": "bewilligen",
        "betrag": zeige_zahl(antrag.vorgeschlagen),
        "zeitraum_von": antrag.beginn,
        "zeitraum_bis": antrag.ende,
        "auflagen": "\n".join(n.text for n in antrag.richtlinie.nebenbestimmungen.all()),
        "begruendung": "",
    }


# What is entered at each step; the run ends at the first task that is not here.
EINGABEN: dict[str, Callable[[Antrag], dict[str, Any]]] = {
    "formale_pruefung": lambda antrag: {**_liste(antrag, Pruefart.FORMAL), "ergebnis": "vollstaendig"},
    "fachliche_pruefung": _fachlich,
    "mitzeichnung": lambda _: {"votum": "einverstanden"},
    "entscheidung": _entscheidung,
}
