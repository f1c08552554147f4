"""One case, played step by step through the door with a clock of its own."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from viewflow.workflow.status import STATUS

from antraege.antrag import services as antragsdienst
from antraege.antrag.models import Antrag
from antraege.foerderung import mittel, waechter
from antraege.foerderung import services as foerderdienst
from antraege.haushalt.fehler import KeineHaushaltsstelle
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.finanzierung import Position
from antraege.kern.fristen import naechster_werktag, werktage_spaeter
from antraege.kern.geld import zeige_zahl
from antraege.programme.models import Foerderprogramm, Pruefart
from rollen import uhr
from rollen.models import Stelle
from workflows import nachweispruefung, services
from workflows.durchspielen import nachweis
from workflows.durchspielen.ereignisse import NULL, Besetzung, Ereignis, Haushaltsstand
from workflows.durchspielen.kalender import TAGE
from workflows.durchspielen.muster import antworten, papier
from workflows.durchspielen.personen import person
from workflows.models import Aufgabe


class Spieler:
    """Plays one case; every step goes through the same door as a click in the browser."""

    def __init__(
        self, besetzung: Besetzung, *, beginn: date, melde: Callable[[Ereignis], None] = lambda _: None
    ) -> None:
        self.besetzung = besetzung
        self.zeit = datetime.combine(naechster_werktag(beginn), time(9))
        self.melde = melde
        self.antrag: Antrag = Antrag()

    def entwerfe(
        self,
        *,
        programm: str,
        traeger: str,
        titel: str,
        positionen: list[Position],
        beginn: date,
        ende: date,
        standort: str | None = None,
        einheiten: int | None = None,
    ) -> None:
        """Draft with answers, plan and paper."""
        wer = person(self.besetzung.antrag)
        with self._uhr():
            antrag = antragsdienst.lege_an(
                programm=Foerderprogramm.objects.get(kuerzel=programm),
                traeger=Stelle.objects.get(kuerzel=traeger),
                titel=titel,
                akteur=wer,
                standort=Stelle.objects.get(kuerzel=standort) if standort else None,
                im_auftrag=not wer.mitgliedschaften.filter(gruppe__stelle__kuerzel=traeger).exists(),
            )
            antrag = antragsdienst.speichere_vorhaben(
                antrag, titel=titel, beginn=beginn, ende=ende, akteur=wer, standort=antrag.standort
            )
            antrag = antragsdienst.speichere_antworten(antrag, antworten(antrag), akteur=wer)
            antrag = foerderdienst.speichere_plan(antrag, positionen, akteur=wer, einheiten=einheiten)
            for unterlage in antrag.richtlinie.unterlagen.filter(pflicht=True):
                antragsdienst.hinterlege(antrag, papier(), akteur=wer, unterlage=unterlage)
            self.antrag = antrag
            self._melde(wer.name, "entwirft den Antrag", self._haushalt())

    def reiche_ein(self) -> None:
        """Sign and send."""
        self.handle(
            self.besetzung.zeichnung, "reicht den Antrag ein", services.einreichen, tage=TAGE["einreichen"]
        )

    def ziehe_zurueck(self, grund: str) -> None:
        """The Träger no longer wants it."""
        self.handle(self.besetzung.zeichnung, "zieht den Antrag zurück", services.zurueckziehen, grund=grund)

    def pruefe_formal(self) -> None:
        """Complete."""
        self.tu(
            "formale_pruefung",
            self.besetzung.pruefung,
            **self._liste(Pruefart.FORMAL),
            ergebnis="vollstaendig",
        )

    def fordere_nach(self, *, frage: str, warum: str, tage: int = 14) -> None:
        """Something is missing."""
        frist = werktage_spaeter(self.zeit.date(), 1) + timedelta(days=tage)
        eingaben = {f"fehlt_frage_{frage}": warum, "frist": frist.isoformat(), "ergebnis": "nachfordern"}
        self.tu("formale_pruefung", self.besetzung.pruefung, **self._liste(Pruefart.FORMAL), **eingaben)

    def reiche_nach(self, antwort: str) -> None:
        """Answer every open item."""
        punkte = self.antrag.nachforderungen.get(beantwortet_am=None, abgelaufen_am=None).punkte.all()
        eingaben = {f"neu_{p.pk}": antwort for p in punkte} | {f"antwort_{p.pk}": "Ergänzt." for p in punkte}
        self.tu("nachforderung", self.besetzung.zeichnung, **eingaben)

    def pruefe_fachlich(self, *, vorschlag: Decimal | None = None, vermerk: str = "Förderwürdig.") -> None:
        """Expert check with proposal; reserves the money."""
        betrag = zeige_zahl(self.antrag.beantragt if vorschlag is None else vorschlag)
        liste = self._liste(Pruefart.FACHLICH)
        for nr, _ in enumerate(waechter.offene(self.antrag), start=1):
            liste[f"klaerung_{nr}"] = "Andere Gruppe und andere Ausgaben, mit dem Träger besprochen."
        self.tu("fachliche_pruefung", self.besetzung.pruefung, **liste, vorschlag=betrag, vermerk=vermerk)

    def zeichne_mit(self, *, votum: str = "einverstanden", begruendung: str = "", nur: str = "") -> None:
        """Every further Stelle votes."""
        for stelle, wer in self.besetzung.mitzeichnung.items():
            if not nur or nur == stelle:
                self.tu("mitzeichnung", wer, stelle=stelle, votum=votum, begruendung=begruendung)

    def bewillige(self, *, betrag: Decimal | None = None, auflagen: str = "", begruendung: str = "") -> None:
        """Approve in full or in part, for the period of the project."""
        self.tu(
            "entscheidung",
            self.besetzung.leitung,
            entscheidung="bewilligen",
            betrag=zeige_zahl(self.antrag.vorgeschlagen if betrag is None else betrag),
            zeitraum_von=self.antrag.beginn,
            zeitraum_bis=self.antrag.ende,
            auflagen=auflagen,
            begruendung=begruendung,
        )

    def gib_zurueck(self, begruendung: str) -> None:
        """The Leitung wants it checked again."""
        self.tu("entscheidung", self.besetzung.leitung, entscheidung="zurueckgeben", begruendung=begruendung)

    def lehne_ab(self, begruendung: str) -> None:
        """Refuse with reasons and discretion."""
        self.tu(
            "entscheidung",
            self.besetzung.leitung,
            entscheidung="ablehnen",
            begruendung=begruendung,
            ermessen="Andere Vorhaben erreichen mehr Kinder. Das Geld reicht nicht für alle.",
        )

    def rufe_ab(self, betrag: Decimal, *, zweck: str = "Honorare und Material") -> None:
        """Ask for an instalment and waive the legal remedy; not before the project begins."""
        assert self.antrag.beginn
        self.warte_bis(self.antrag.beginn)
        self.tu(
            "mittelabruf",
            self.besetzung.zeichnung,
            betrag=zeige_zahl(betrag),
            zweck=zweck,
            verzicht="on",
        )

    def beende_abruf(self) -> None:
        """Nothing more is needed."""
        self.tu("mittelabruf", self.besetzung.zeichnung, vorhaben="beenden", sicher="on")

    def stelle_fest(self) -> None:
        """Both certificates by two people."""
        self.tu("sachliche_feststellung", self.besetzung.pruefung, ergebnis="richtig")
        self.tu("rechnerische_feststellung", self.besetzung.rechnerisch, ergebnis="richtig")

    def ordne_an(self) -> None:
        """Order."""
        self.tu("anordnung", self.besetzung.anordnung, ergebnis="anordnen")

    def buche(self) -> None:
        """Book."""
        nr = f"{self.zeit:%Y}-{self.antrag.pk:05d}-{self.antrag.mittelabrufe.count()}"
        self.tu("buchung", self.besetzung.kasse, belegnummer=nr)

    def zahle_aus(self, betrag: Decimal) -> None:
        """One instalment from request to booking."""
        self.rufe_ab(betrag)
        self.stelle_fest()
        self.ordne_an()
        self.buche()

    def weise_nach(self, *, anteil: Decimal = Decimal(1)) -> None:
        """Prove the use; `anteil` is which part of each planned cost was spent."""
        assert self.antrag.ende is not None
        self.warte_bis(werktage_spaeter(self.antrag.ende, 10))
        with self._uhr():
            nachweis.bereite_vor(self.antrag, akteur=person(self.besetzung.zeichnung), anteil=anteil)
        self.reiche_nachweis_ein()

    def reiche_nachweis_ein(self) -> None:
        """Sign and hand in what was prepared."""
        self.tu("verwendungsnachweis", self.besetzung.zeichnung, bestaetigung="on")

    def pruefe_nachweis(self, *, vermerk: str = "Zweck erreicht, Belege stichprobenweise geprüft.") -> None:
        """The first person of the control: draws the sample, looks at it, concludes."""
        self.ziehe_stichprobe()
        auflagen = [zeile for zeile in self.antrag.bescheid.auflagen.splitlines() if zeile.strip()]
        self.tu(
            "nachweispruefung",
            self.besetzung.pruefung,
            **self._liste(Pruefart.NACHWEIS),
            **{f"punkt_auflage-{nr}": "ja" for nr in range(1, len(auflagen) + 1)},
            ergebnis="in_ordnung",
            zweck="Der Bericht zeigt: Der Zweck ist erreicht.",
            vermerk=vermerk,
        )

    def ziehe_stichprobe(self) -> None:
        """Draw the sample of a list of vouchers and recognise what nobody has looked at yet."""
        aufgabe, akteur = self.aufgabe("nachweispruefung"), person(self.besetzung.pruefung)
        belege = self.antrag.nachweis.belege
        self.warte_bis(self.zeit.date())
        with self._uhr():
            if belege.exists() and not self.antrag.nachweis.stichproben.exists():
                nachweispruefung.ziehe_stichprobe(aufgabe.pk, akteur=akteur)
            for beleg in belege.filter(in_stichprobe=True, geprueft_am=None):
                nachweispruefung.pruefe_beleg(aufgabe.pk, beleg.pk, akteur=akteur, gekuerzt=NULL)

    def zeichne_nachweis(self) -> None:
        """The second person of the control."""
        self.tu("nachweiszeichnung", self.besetzung.kontrolle, ergebnis="zeichnen")

    def schliesse(self) -> None:
        """Close the file."""
        self.tu("abschluss", self.besetzung.pruefung, schliessen="on")

    def aufgabe(self, schritt: str, stelle: str = "") -> Aufgabe:
        """The open task of a step."""
        offene = Aufgabe.objects.filter(
            antrag=self.antrag, schritt=schritt, status__in=[STATUS.NEW, STATUS.ASSIGNED]
        ).select_related("stelle")
        return offene.get(stelle__kuerzel=stelle) if stelle else offene.get()

    def tu(self, schritt: str, wer: str, *, stelle: str = "", **eingaben: Any) -> None:
        """Do the open task of a step as this person, after the working days that the step takes."""
        aufgabe = self.aufgabe(schritt, stelle)
        titel = services.SCHRITTE[schritt].titel
        was = f"{titel} ({aufgabe.stelle.name})" if stelle and aufgabe.stelle else titel
        self.handle(
            wer, was, services.erledigen, ziel=aufgabe.pk, tage=TAGE.get(schritt, 1), eingaben=eingaben
        )

    def handle(
        self,
        wer: str,
        was: str,
        tat: Callable[..., Antrag],
        *,
        ziel: int | None = None,
        tage: int = 1,
        **kw: Any,
    ) -> None:
        """Go through a function of the door as this person, so many working days after the last step."""
        self.warte_bis(werktage_spaeter(self.zeit.date(), tage))
        akteur = person(wer)
        vorher = self._haushalt()
        with self._uhr():
            self.antrag = tat(ziel or self.antrag.pk, akteur=akteur, **kw)
        self._melde(akteur.name, was, vorher)

    def _melde(self, wer: str, was: str, vorher: Haushaltsstand) -> None:
        self.melde(
            Ereignis(
                zeit=self.zeit,
                wer=wer,
                was=was,
                status=self.antrag.zustand.bezeichnung,
                aktenzeichen=self.antrag.aktenzeichen or "",
                vorher=vorher,
                nachher=self._haushalt(),
            )
        )

    def _haushalt(self) -> Haushaltsstand:
        try:
            stelle: Haushaltsstelle = mittel.haushaltsstelle(self.antrag)
        except KeineHaushaltsstelle:
            return Haushaltsstand()
        return Haushaltsstand(stelle.frei, stelle.vorgemerkt, stelle.gebunden, stelle.ausgezahlt)

    def warte_bis(self, tag: date) -> None:
        """Let the clock of the case go on to that day, or to the next on which people work."""
        tag = naechster_werktag(tag)
        self.zeit = max(datetime.combine(tag, time(9, 30)), self.zeit + timedelta(minutes=5))

    def _uhr(self) -> AbstractContextManager[None]:
        return uhr.gestellt(self.zeit)

    def _liste(self, art: Pruefart) -> dict[str, str]:
        punkte = self.antrag.richtlinie.pruefpunkte.filter(art=art)
        return {f"punkt_{punkt.schluessel}": "ja" for punkt in punkte}
