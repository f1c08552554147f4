"""The steps of a proof of use: handed in, checked, signed by a second person."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, mittel
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.nachweis.hinweise import namen, spaete_verwendung
from antraege.foerderung.nachweis.pruefung import maengel_der_pruefung
from antraege.foerderung.zahlung import abrufe
from antraege.kern.geld import NULL, zeige
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from antraege.programme.models import Pruefart, Pruefpunkt
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.graph.pruefliste import PrueflisteFormular, fuer_protokoll, halte_pruefung
from workflows.nachweis import schreiben as schriftstuecke
from workflows.nachweis import sicht as nachweisakte
from workflows.rueckforderung import tuer as rueckforderung
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Antwort, Formular, Schritt, wahl

if TYPE_CHECKING:
    from workflows.models import Aufgabe


@dataclass(frozen=True)
class Bestaetigungen:
    """What the person who signs has confirmed."""

    bestaetigung: bool
    ohne_ausgaben: bool | None = None


class NachweisFormular(Formular):
    """The confirmations of the person who signs."""

    werte = Bestaetigungen
    bestaetigung = forms.BooleanField(
        label="Die Ausgaben waren notwendig, wirtschaftlich und stimmen mit den Büchern überein."
    )
    ohne_ausgaben = forms.BooleanField(label="Es sind keine Ausgaben entstanden.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nachweis = nachweise.nachweis_von(self.antrag)
        leer = nachweise.regulaer(self.antrag) and not (nachweis and nachweis.belege.exists())
        if leer:
            self.fields["ohne_ausgaben"].help_text = "Ihre Belegliste ist leer."
        else:
            del self.fields["ohne_ausgaben"]


class Verwendungsnachweis(Schritt):
    """The proof of use, signed by the Träger."""

    name = "verwendungsnachweis"
    titel = "Verwendungsnachweis"
    frage = "Ist der Nachweis vollständig und richtig?"
    knopf = "Nachweis einreichen"
    oeffentlich = "Sie sind dran: Bitte weisen Sie die Verwendung nach."
    danach = "Zwei Personen der Stelle prüfen Ihren Nachweis."
    recht = Recht.NACHWEIS_EINREICHEN
    taetigkeit = Taetigkeit.NACHWEISEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = NachweisFormular
    fakten = ("bestaetigung", "ohne_ausgaben")
    vorlage = "nachweis/schritte/verwendungsnachweis.html"
    beim_traeger = True

    def faellig_am(self, antrag: Antrag) -> date | None:
        """The day the Bescheid names, or the one until which the office wants its answers."""
        nachweis = nachweise.nachweis_von(antrag)
        frist = nachweis.rueckfrage_frist if nachweis else None
        return frist or antrag.nachweis_faellig_am

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """What is missing, all at once; a change that runs is decided first."""
        return [*aenderungen.laufende_aenderung(antrag), *nachweise.maengel(antrag)]

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """What was prepared, and what the office has asked about an earlier try."""
        nachweis = nachweise.nachweis_von(antrag)
        if nachweis is None:
            return {"nachweis": None}
        nachweis.antrag = antrag
        staende = nachweise.ansaetze(nachweis)
        return {
            "nachweis": nachweis,
            "ansaetze": staende,
            "summe_plan": sum((s.plan for s in staende), NULL),
            "summe_ist": sum((s.ist for s in staende), NULL),
            "namen": namen(wert for wert in nachweis.antworten.values() if isinstance(wert, str)),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Bestaetigungen) -> None:
        """Hand in, write the document, tell the office."""
        nachweis = nachweise.reiche_ein(handlung.antrag, akteur=handlung.person)
        erlasse(handlung, schriftstuecke.verwendungsnachweis(handlung, nachweis))
        staende = nachweise.ansaetze(nachweis)
        handlung.vermerke(
            nachweis=nachweis.pk,
            ausgaben=sum((s.ist for s in staende), NULL),
            belege=sum(s.belege for s in staende),
        )
        schreibe_amt(
            handlung, betreff="Verwendungsnachweis eingereicht", text="Der Nachweis kann geprüft werden."
        )


FRAGEN = "Wir haben Fragen zu Ihrem Verwendungsnachweis. Sie finden sie im Nachweis unter „Rückfragen“."


@dataclass(frozen=True)
class Nachweisurteil:
    """The answered list with the findings, or what the Träger is asked."""

    ergebnis: str
    vermerk: str
    zweck: str
    zinsen: str
    rueckfrage: str
    ergebnisse: list[dict[str, str]]


class NachweispruefungFormular(PrueflisteFormular):
    """The check list, one point for each Auflage of the decision, the findings, the result."""

    werte = Nachweisurteil
    pruefart = Pruefart.NACHWEIS
    weiter = frozenset({"in_ordnung"})
    bedingt = (
        Wenn("zweck", "ergebnis", ("in_ordnung",)),
        Wenn("vermerk", "ergebnis", ("in_ordnung",)),
        Wenn("rueckfrage"),
    )
    ergebnis = wahl(
        "Ergebnis", in_ordnung="Geprüft – zur Zeichnung geben", rueckfrage="Rückfrage an den Träger"
    )
    zweck = langtext(
        "Ist der Zweck erreicht?",
        help_text="Ihre Feststellung zum Sachbericht. Nötig, wenn Sie zur Zeichnung geben.",
        zeilen=10,
    )
    zinsen = langtext(
        "Verspätete Verwendung",
        help_text="Ihre Feststellung, wenn Geld zu spät verwendet wurde (§ 49a Abs. 4 VwVfG NRW).",
        zeilen=10,
        hoechstens=2000,
    )
    vermerk = langtext(
        "Prüfvermerk", help_text="Nötig, wenn Sie den Nachweis zur Zeichnung geben.", zeilen=10
    )
    rueckfrage = langtext(
        "Anschreiben zur Rückfrage",
        help_text="Der Träger liest es mit Ihren Fragen. Nötig, wenn Sie keine einzelnen Fragen notiert haben.",
        zeilen=10,
        hoechstens=2000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        auflagen = (zeile.strip() for zeile in self.antrag.bescheid.auflagen.splitlines())
        for nr, text in enumerate((a for a in auflagen if a), start=1):
            punkt = Pruefpunkt(
                schluessel=f"auflage-{nr}",
                text=f"Auflage erfüllt: {text}",
                grundlage="Nebenbestimmung des Bescheids",
            )
            self.punkte.append(punkt)
            self.fuege_ein(punkt)

    def clean(self) -> dict[str, Any]:
        """A question needs words, here or noted before; a result needs a finished check."""
        daten = super().clean()
        if daten.get("ergebnis") == "in_ordnung":
            for mangel in maengel_der_pruefung(self.antrag.nachweis):
                self.add_error("ergebnis", mangel.text)
        notiert = self.antrag.nachweis.rueckfragen.filter(gestellt_am=None)
        if daten.get("ergebnis") == "rueckfrage" and not notiert.exists():
            self.verlange("rueckfrage", "Bitte schreiben Sie, was Sie wissen möchten.")
        return daten


class Nachweispruefung(Schritt):
    """The first of the two persons of the control; reckons the final grant."""

    name = "nachweispruefung"
    titel = "Prüfung des Verwendungsnachweises"
    frage = "Wurde das Geld zweckentsprechend verwendet?"
    knopf = "Prüfung abschließen"
    oeffentlich = "Die Stelle prüft Ihren Verwendungsnachweis."
    danach = "Eine zweite Person zeichnet die Prüfung."
    recht = Recht.NACHWEIS_PRUEFEN
    taetigkeit = Taetigkeit.NACHWEIS_PRUEFEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    formular = NachweispruefungFormular
    fakten = ("ergebnis", "vermerk", "zweck", "zinsen", "rueckfrage")
    vorlage = "nachweis/schritte/nachweispruefung.html"
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The proof with plan, actual and cuts side by side, and the reckoning as it stands."""
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        return {
            "nachweis": nachweis,
            **nachweisakte.kontext(nachweis),
            "abrechnung": nachweise.rechne_ab(nachweis),
            "offen_pruefung": maengel_der_pruefung(nachweis),
            "spaet": spaete_verwendung(nachweis) if nachweise.regulaer(antrag) else [],
        }

    def ausfuehren(self, handlung: Handlung, angaben: Nachweisurteil) -> None:
        """Accept with the final grant, or ask the Träger."""
        antrag = handlung.antrag
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        handlung.vermerke(**fuer_protokoll(angaben.ergebnisse))
        if angaben.ergebnis == "rueckfrage":
            text = angaben.rueckfrage or FRAGEN
            fragen = list(nachweis.rueckfragen.filter(gestellt_am=None).values_list("worum", flat=True))
            nachweise.frage_zurueck(nachweis, frage=text)
            handlung.vermerke(fragen=fragen)
            schreibe_traeger(handlung, betreff="Rückfrage zum Verwendungsnachweis", text=text)
            return
        halte_pruefung(handlung, Pruefart.NACHWEIS, angaben)
        nachweis.zweck, nachweis.zinsen = angaben.zweck, angaben.zinsen
        nachweise.pruefe(nachweis, vermerk=angaben.vermerk, akteur=handlung.person)
        handlung.vermerke(rechenweg=list(nachweis.rechenweg))


class ZeichnungFormular(Formular):
    """Sign, or back with a reason."""

    werte = Antwort
    bedingt = (Wenn("grund", "ergebnis", ("zurueck",), "Bitte nennen Sie den Grund."),)
    ergebnis = wahl("Zeichnung", zeichnen="Zeichnen", zurueck="Zur Prüfung zurückgeben")
    grund = langtext("Grund der Rückgabe", help_text="Nötig beim Zurückgeben.", zeilen=10, hoechstens=2000)


class Nachweiszeichnung(Schritt):
    """The second of the two persons: the request is controlled, the unused rest is free again."""

    name = "nachweiszeichnung"
    titel = "Zeichnung der Nachweisprüfung"
    frage = "Ist die Prüfung des Nachweises richtig?"
    knopf = "Zeichnung abgeben"
    oeffentlich = "Eine zweite Person zeichnet die Prüfung Ihres Nachweises."
    danach = "Danach wird ein Rest gezahlt oder die Akte geschlossen."
    recht = Recht.NACHWEIS_ZEICHNEN
    taetigkeit = Taetigkeit.NACHWEIS_ZEICHNEN
    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    uebergaenge = frozenset({"kontrollieren"})
    formular = ZeichnungFormular
    fakten = ("ergebnis", "grund")
    vorlage = "nachweis/schritte/nachweiszeichnung.html"
    frist_feld = "tage_entscheidung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The checked proof."""
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        return {
            "nachweis": nachweis,
            "geprueft_von": akte.person(nachweis.geprueft_von),
            **nachweisakte.kontext(nachweis),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Sign: pay the rest, begin a claim or be done; or give back."""
        antrag = handlung.antrag
        nachweis = antrag.nachweis
        nachweis.antrag = antrag
        if angaben.ergebnis == "zurueck":
            nachweise.gib_zurueck(nachweis, grund=angaben.grund)
            return
        erlasse(handlung, schriftstuecke.pruefvermerk(handlung, nachweis))
        nachweise.zeichne(nachweis, akteur=handlung.person)
        antrag.abgerechnet = nachweis.zuwendung
        rest, zurueck = nachweis.restzahlung or NULL, nachweis.rueckforderung or NULL
        frei = mittel.gib_rest_frei(antrag, akteur=handlung.person, bis_auf=rest)
        handlung.vermerke(zuwendung=antrag.abgerechnet, freigegeben=frei)
        # Tell the Träger the result; a claim comes with its own hearing.
        saetze = [f"Die endgültige Zuwendung beträgt {zeige(handlung.antrag.abgerechnet or NULL)}."]
        if rest:
            saetze.append(f"Wir zahlen Ihnen noch {zeige(rest)}.")
        if zurueck:
            saetze.append(f"Ausgezahlt wurden {zeige(zurueck)} mehr. Wir melden uns dazu bei Ihnen.")
        schreibe_traeger(handlung, betreff="Ihr Verwendungsnachweis ist geprüft", text=" ".join(saetze))
        if rest:
            abruf = abrufe.fordere_rest_an(antrag, rest)
            handlung.vermerke(restzahlung=rest, abruf=abruf.nr)
            return
        handlung.bewege(Antrag.kontrollieren)
        if zurueck:
            rueckforderung.eroeffne_aus_nachweis(handlung, betrag=zurueck)
