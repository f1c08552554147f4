"""Plays one agreement through the door: request, need, votes, text, release, signatures, and what comes after."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile

from antraege.angebote import anfrage
from antraege.angebote.models import Angebot, Themenfeld
from antraege.antrag import services as antragsdienst
from antraege.antrag.dateien import pruefe_datei
from antraege.antrag.models import Antrag
from antraege.dokumente.bloecke import aus_daten
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.kern.fristen import werktage_frueher
from antraege.kooperation import zeichnen
from antraege.kooperation.models import Partei, Vereinbarung
from antraege.programme.models import Foerderprogramm, Pruefart
from antraege.programme.queries import gueltige_richtlinie
from rollen import uhr
from rollen.models import Stelle
from rollen.vorfuehrung import frischer_code
from workflows import kooperation, kuendigung, nachtrag, services, vereinbarungsanlagen
from workflows.durchspielen.besetzungen import KINDERCAMPUS
from workflows.durchspielen.kooperationsmuster import (
    ANFRAGE,
    IM_TEXT,
    KOORDINATION,
    KOORDINIERENDE,
    PERSONEN,
    STADT_STIMMT,
    Kooperationsfall,
    entwurf,
    leistungen,
)
from workflows.durchspielen.muster import papier
from workflows.durchspielen.personen import person
from workflows.durchspielen.spieler import Spieler
from workflows.kooperationsfristen import pruefe_vereinbarungen

SERVICESTELLE, LEITUNG = "servicestelle", "leitung-fb40"
ZEICHNUNGSSCHRITTE = ("parteizeichnung", "stadtzeichnung")


class Kooperationsspieler(Spieler):
    """One agreement; `fall` says who, what and when."""

    def __init__(self, fall: Kooperationsfall) -> None:
        super().__init__(KINDERCAMPUS, beginn=fall.angefragt_am)
        self.fall = fall

    @property
    def vereinbarung(self) -> Vereinbarung:
        """Freshly read."""
        return Vereinbarung.objects.get(antrag=self.antrag.pk)

    def frage_an(self) -> None:
        """Draft and hand in."""
        fall, wer = self.fall, person(PERSONEN[self.fall.anfragende])
        with uhr.gestellt(self.zeit):
            antrag = self._lege_an(
                traeger=Stelle.objects.get(kuerzel=fall.anfragende),
                titel=fall.titel,
                akteur=wer,
                standort=Stelle.objects.get(kuerzel=fall.standort),
            )
            antrag = antragsdienst.speichere_vorhaben(
                antrag, titel=fall.titel, beginn=fall.von, ende=fall.bis, akteur=wer, standort=antrag.standort
            )
            angaben = {
                **ANFRAGE,
                "themenfeld": fall.themenfeld,
                "zielgruppe": fall.zielgruppe,
                "bedarf": fall.gegenstand,
                "ziele": "\n".join(fall.ziele),
                "ort": fall.ort,
                "ganztag": fall.ganztag,
                "mit_geld": bool(fall.zuwendung),
            }
            self.antrag = antragsdienst.speichere_antworten(antrag, angaben, akteur=wer)
        self.handle(PERSONEN[fall.anfragende], "fragt eine Kooperation an", services.einreichen)
        for stelle in KOORDINATION[fall.themenfeld]:
            self.tu(
                "mitzeichnung", KOORDINIERENDE[stelle], stelle=stelle, votum="einverstanden", begruendung=""
            )

    def klaere(self) -> None:
        """The Servicestelle names the parties."""
        fall = self.fall
        zeilen: dict[str, Any] = {}
        for nr, kuerzel in enumerate(fall.parteien, start=1):
            zeilen[f"partei_{nr}"] = Stelle.objects.get(kuerzel=kuerzel).name
            zeilen[f"kuerzel_{nr}"] = IM_TEXT.get(kuerzel, "")
        if self.angebot:
            zeilen["angebote"] = [self.angebot.pk]
        wert = {"mit_geld": "on", "wert": fall.wert} if fall.wert else {}
        self.tu(
            "bedarfsklaerung",
            SERVICESTELLE,
            **self._liste(Pruefart.FORMAL),
            ergebnis="abstimmen",
            themenfeld=Themenfeld.objects.get(kuerzel=fall.themenfeld).pk,
            zielgruppe=fall.zielgruppe,
            laufzeit_von=fall.von,
            laufzeit_bis=fall.bis,
            **({"ganztag": "on"} if fall.ganztag else {}),
            **wert,
            **zeilen,
        )

    @property
    def angebot(self) -> Angebot | None:
        """The offer of the catalogue from which the cooperation was asked for."""
        return Angebot.objects.filter(titel=self.fall.angebot, status="veroeffentlicht").first()

    def _lege_an(self, **werte: Any) -> Antrag:
        programm = Foerderprogramm.objects.get(kuerzel="kooperationsvereinbarung")
        if self.angebot is None:
            return antragsdienst.lege_an(programm=programm, **werte)
        richtlinie = gueltige_richtlinie(programm, self.zeit.date())
        assert richtlinie is not None
        return anfrage.frage_an(self.angebot, richtlinie, **werte)

    def stimme_ab(self, kuerzel: str, **anders: Any) -> None:
        """One party says what it brings in."""
        stelle = Stelle.objects.get(kuerzel=kuerzel)
        amt = zeichnen.ist_amt(stelle)
        partei = self.vereinbarung.parteien.get(stelle=stelle)
        eingaben = {
            "leistungen": leistungen(self.fall, kuerzel),
            "vertreten_durch": partei.vertreten_durch,
            "ansprechperson": partei.vertreten_durch,
            "kontakt": stelle.email,
            "votum": "einverstanden",
        }
        wer = STADT_STIMMT if amt else PERSONEN[kuerzel]
        schritt = "stadtabstimmung" if amt else "parteiabstimmung"
        self.tu(schritt, wer, stelle=kuerzel, **{**eingaben, **anders})

    def stimme_alle_ab(self) -> None:
        """Every party agrees."""
        for kuerzel in self.fall.parteien:
            self.stimme_ab(kuerzel)

    def lege_anlage_bei(self, bezeichnung: str) -> None:
        """The Servicestelle uploads a file that belongs to the text."""
        datei = pruefe_datei(papier())

        def tat(antrag_id: int, *, akteur: Any) -> Antrag:
            vereinbarungsanlagen.lege_bei(antrag_id, akteur=akteur, bezeichnung=bezeichnung, datei=datei)
            return Antrag.objects.get(pk=antrag_id)

        self.handle(SERVICESTELLE, "lädt eine Anlage der Vereinbarung hoch", tat)

    def entwirf(self, **anders: Any) -> None:
        """The Servicestelle makes the text."""
        self.tu("vereinbarungsentwurf", SERVICESTELLE, **{**self._entwurf(), "weiter": "vorlegen", **anders})

    def _entwurf(self) -> dict[str, Any]:
        parteien = list(self.vereinbarung.parteien.select_related("stelle"))
        konferenz = self.vereinbarung.schulkonferenz_am or werktage_frueher(self.zeit.date(), 1)
        zeichen = ""
        if self.fall.zuwendung:
            zuwendung = Antrag.objects.filter(titel=self.fall.zuwendung, aktenzeichen__isnull=False).first()
            zeichen = (zuwendung.aktenzeichen or "") if zuwendung else ""
        return entwurf(self.fall, parteien, konferenz=konferenz, zuwendung=zeichen)

    def gib_frei(self, *, schritt: str = "vereinbarungsfreigabe", **anders: Any) -> None:
        """The Leitung goes through the list and releases."""
        frist = self.zeit.date() + timedelta(days=30)
        eingaben = {**self._liste(Pruefart.FACHLICH), "ergebnis": "freigeben", "zeichnungsfrist": frist}
        self.tu(schritt, LEITUNG, **{**eingaben, **anders})

    def zeichne(self, kuerzel: str) -> None:
        """One party signs in the portal."""
        stelle = Stelle.objects.get(kuerzel=kuerzel)
        amt = zeichnen.ist_amt(stelle)
        wer = LEITUNG if amt else PERSONEN[kuerzel]
        eingaben = {**self._unterschrift(), "weg": "portal", "code": frischer_code(person(wer))}
        self.tu("stadtzeichnung" if amt else "parteizeichnung", wer, stelle=kuerzel, **eingaben)

    def lade_scan_hoch(self, kuerzel: str) -> None:
        """One party signs on paper and uploads the scan."""
        fassung = self.vereinbarung.fassung
        assert fassung is not None
        gesehen = aus_daten(fassung.inhalt)
        gezeichnet = erzeuge_pdf(replace(gesehen, bezug=(*gesehen.bezug, "unterschrieben (Vorführung)")))
        scan = ContentFile(gezeichnet, name="Vereinbarung-unterschrieben.pdf")
        wer = person(PERSONEN[kuerzel])
        eingaben = {
            **self._unterschrift(),
            "weg": "scan",
            "name": wer.name,
            "funktion": wer.funktion,
            "unterschrieben_am": self.zeit.date().isoformat(),
        }
        aufgabe = self.aufgabe("parteizeichnung", kuerzel)
        self.handle(
            PERSONEN[kuerzel],
            "lädt die unterschriebene Vereinbarung hoch",
            services.erledigen,
            ziel=aufgabe.pk,
            eingaben=eingaben,
            dateien={"datei": scan},
        )

    def vergleiche_scans(self) -> None:
        """A clerk compares every scan."""
        scans = zeichnen.zu_vergleichen(self.vereinbarung)
        antworten = {f"scan_{scan.pk}": "stimmt" for scan in scans}
        self.tu("scanvergleich", SERVICESTELLE, **antworten)

    def erfasse_papier(self, kuerzel: str) -> None:
        """A clerk records a signature on paper."""
        vereinbarung = self.vereinbarung
        partei = vereinbarung.parteien.get(stelle__kuerzel=kuerzel)
        wer = person(PERSONEN[kuerzel])
        assert vereinbarung.fassung is not None
        eingaben = {
            "name": wer.name,
            "funktion": wer.funktion,
            "unterschrieben_am": self.zeit.date(),
            "ort": "Dortmund",
            "kennung": vereinbarung.fassung.kennung,
        }
        self._an_der_tuer(
            SERVICESTELLE,
            "erfasst eine Unterschrift auf Papier",
            kooperation.erfasse_papier,
            partei,
            eingaben,
        )

    def zeichne_alle(self) -> None:
        """Every party that is asked signs in the portal."""
        for partei in zeichnen.offene(self.vereinbarung):
            self.zeichne(partei.stelle.kuerzel)

    def beginne_nachtrag(self, *, anlass: str, wirksam_ab: date, **anders: Any) -> None:
        """The Servicestelle writes a Nachtrag."""
        werte = {**self._entwurf(), "art": "nachtrag", "anlass": anlass, "wirksam_ab": wirksam_ab, **anders}

        def tat(antrag_id: int, *, akteur: Any) -> Antrag:
            nachtrag.beginne(antrag_id, akteur=akteur, eingaben=werte)
            return Antrag.objects.get(pk=antrag_id)

        self.handle(SERVICESTELLE, "legt einen Nachtrag vor", tat)

    def kuendige(self, kuerzel: str, *, gruende: str) -> None:
        """One party gives notice in the portal."""
        partei = self.vereinbarung.parteien.get(stelle__kuerzel=kuerzel)
        eingaben = {
            "art": "ordentlich",
            "gruende": gruende,
            "folgen": "Das Angebot endet mit dem Schuljahr.\nPersonenbezogene Daten werden gelöscht.",
            "code": frischer_code(person(PERSONEN[kuerzel])),
        }
        self._an_der_tuer(PERSONEN[kuerzel], "kündigt", kuendigung.kuendige, partei, eingaben)

    def _an_der_tuer(self, wer: str, was: str, tue: Any, partei: Partei, eingaben: dict[str, Any]) -> None:
        def tat(antrag_id: int, *, akteur: Any) -> Antrag:
            tue(antrag_id, partei.pk, akteur=akteur, eingaben=eingaben)
            return Antrag.objects.get(pk=antrag_id)

        self.handle(wer, was, tat)

    def werte_aus(self) -> None:
        """The Servicestelle evaluates and closes the file."""
        geltende = self.vereinbarung.geltende
        assert geltende is not None
        anzahl = len(geltende.daten["indikatoren"])
        eingaben = {f"ergebnis_{nr}": "wie geplant" for nr in range(1, anzahl + 1)}
        eingaben |= {f"erreicht_{nr}": "ja" for nr in range(1, anzahl + 1)}
        bericht = "Das Angebot fand regelmäßig statt. Kinder und Eltern nahmen es gut an."
        self.tu("evaluation", SERVICESTELLE, **eingaben, bericht=bericht, empfehlung="fortsetzen")
        self.tu("kooperationsabschluss", SERVICESTELLE, schliessen="on")

    def lass_die_zeit_wirken(self, tag: date) -> None:
        """What the daily job does with this case on that day."""
        self.warte_bis(tag)
        with uhr.gestellt(self.zeit):
            list(pruefe_vereinbarungen(self.antrag.pk))
        self.antrag = Antrag.objects.get(pk=self.antrag.pk)

    def _unterschrift(self) -> dict[str, Any]:
        fassung = self.vereinbarung.fassung
        assert fassung is not None
        return {"pruefsumme": fassung.sha256, "gelesen": "on", "ort": "Dortmund"}
