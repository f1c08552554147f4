"""Signing: in the portal or as a scan, and the look at the scan."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.fragen import DateiFeld
from antraege.antrag.models import Antrag
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import zeichnen
from antraege.kooperation.models import Fassung, Zeichnung
from antraege.kooperation.zeichnen import Unterschrift
from rollen import uhr
from rollen.forms.zweitfaktor import Codefeld
from rollen.formulare import Wenn, tag
from rollen.tabelle import Recht
from workflows.kooperation.post import schreibe_parteien
from workflows.kooperation.schritt import Vereinbarungsschritt, partei_der, vereinbarung_von
from workflows.tuer.handlung import Handlung
from workflows.tuer.schritt import Formular
from workflows.tuer.zweitfaktor import richte_codefeld_ein, verlange_code

if TYPE_CHECKING:
    from workflows.models import Aufgabe


PORTAL = ("portal", "Hier im Portal, bestätigt mit dem Code meines zweiten Faktors")
UNTERSCHRIFT = ("name", "funktion", "ort", "unterschrieben_am")
SCAN = ("scan", "Auf Papier; ich lade den unterschriebenen Scan hoch")
GEAENDERT = (
    "Der Text hat sich geändert, seit Sie diese Seite geöffnet haben. Bitte lesen Sie die neue Fassung."
)


@dataclass(frozen=True)
class Zeichnungsangaben:
    """Which text is signed and how: by a code, or by a scan with who has signed it."""

    pruefsumme: str
    weg: str
    gelesen: bool
    ort: str
    code: str = ""
    unterschrift: Unterschrift | None = None
    datei: GepruefteDatei | None = None


class ZeichnungFormular(Formular):
    """How the party signs; the hash says which text the page has shown.

    Without a second factor only the scan is offered. The portal stays a known answer, which the door refuses.
    """

    werte = Zeichnungsangaben
    bedingt = (
        Wenn("code", "weg", ("portal",)),
        *(Wenn(feld, "weg", ("scan",)) for feld in ("name", "unterschrieben_am", "datei")),
    )
    pruefsumme = forms.CharField(widget=forms.HiddenInput, max_length=64)
    weg = forms.ChoiceField(label="Wie zeichnen Sie?", choices=[PORTAL, SCAN], widget=forms.RadioSelect)
    gelesen = forms.BooleanField(label="Ich habe den Text gelesen und darf für diese Partei zeichnen.")
    ort = forms.CharField(label="Ort", max_length=80, initial="Dortmund")
    code = Codefeld(required=False)
    name = forms.CharField(label="Wer hat unterschrieben?", required=False, max_length=160)
    funktion = forms.CharField(label="In welcher Funktion?", required=False, max_length=160)
    unterschrieben_am = tag("Unterschrieben am")
    datei = DateiFeld(
        label="Scan der unterschriebenen Vereinbarung",
        required=False,
        help_text="Alle Seiten. Die Stelle vergleicht den Scan mit dem Text.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fassung: Fassung | None = vereinbarung_von(self.antrag).fassung
        self.initial["pruefsumme"] = self.fassung.sha256 if self.fassung else ""
        if not richte_codefeld_ein(self, self.akteur):
            self.initial["weg"] = SCAN[0]
            self.fields["weg"].widget.choices = [SCAN]

    def clean_pruefsumme(self) -> str:
        """The page has shown the text that is signed now."""
        wert = str(self.cleaned_data["pruefsumme"])
        if self.fassung is None or wert != self.fassung.sha256:
            raise forms.ValidationError(GEAENDERT)
        return wert

    def clean(self) -> dict[str, Any]:
        """Nobody has signed yet tomorrow."""
        daten = super().clean()
        am = daten.get("unterschrieben_am")
        if am and am > uhr.heute():
            self.add_error("unterschrieben_am", "Dieser Tag liegt in der Zukunft.")
        return daten

    def weitere(self) -> dict[str, Any]:
        """Who has signed the scan."""
        daten = self.cleaned_data
        if daten["weg"] != SCAN[0]:
            return {}
        return {"unterschrift": Unterschrift(**{f: daten[f] for f in UNTERSCHRIFT})}


class Parteizeichnung(Vereinbarungsschritt):
    """The signature of one party outside the offices."""

    name = "parteizeichnung"
    titel = "Vereinbarung zeichnen"
    frage = "Zeichnen Sie diese Vereinbarung?"
    knopf = "Verbindlich zeichnen"
    oeffentlich = "Sie sind dran: Bitte lesen und zeichnen Sie die Vereinbarung."
    danach = "Haben alle gezeichnet, gilt die Vereinbarung ab ihrem ersten Tag."
    recht = Recht.VEREINBARUNG_ZEICHNEN
    taetigkeit = Taetigkeit.ZEICHNEN
    zustaende = frozenset({Status.GEPRUEFT, Status.BEWILLIGT})
    formular = ZeichnungFormular
    fakten = ("pruefsumme", "weg", "gelesen", "ort")
    mit_stand = False  # the page names the text itself by its hash; the other parties sign meanwhile
    vorlage = "kooperation/schritte/zeichnung.html"
    beim_traeger = True

    def faellig_am(self, antrag: Antrag) -> Any:
        """The day the Leitung has set."""
        return vereinbarung_von(antrag).zeichnungsfrist

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """There is a text that can be signed."""
        fassung = vereinbarung_von(antrag).fassung
        if fassung is None or fassung.entwurf:
            return [Mangel("Es liegt kein freigegebener Text vor.", behebt="Servicestelle")]
        return []

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The party that signs."""
        return {**super().kontext(antrag, aufgabe), "partei": partei_der(antrag, aufgabe)}

    def ausfuehren(self, handlung: Handlung, angaben: Zeichnungsangaben) -> None:
        """Sign in the portal, or hand in the scan."""
        partei = partei_der(handlung.antrag, handlung.aufgabe)
        fassung = vereinbarung_von(handlung.antrag).fassung
        assert fassung is not None
        if angaben.unterschrift and angaben.datei:
            von, datei = angaben.unterschrift, angaben.datei
            scan = zeichnen.hinterlege_scan(partei, fassung, datei, von, akteur=handlung.person)
            handlung.vermerke(
                unterschrieben_am=von.unterschrieben_am, datei=datei.name, scan_pruefsumme=scan.datei_sha256
            )
            handlung.nenne(name=von.name, funktion=von.funktion)
        else:
            verlange_code(handlung, angaben.code, ohne="weg")
            zeichnen.zeichne_im_portal(partei, fassung, akteur=handlung.person, ort=angaben.ort)
        handlung.vermerke(partei=partei.stelle.name, fassung=fassung.nr, kennung=fassung.kennung)


class Stadtzeichnung(Parteizeichnung):
    """The signature for the city (§ 64 GO NRW); never by whoever advised or drafted."""

    name = "stadtzeichnung"
    titel = "Vereinbarung für die Stadt zeichnen"
    frage = "Zeichnen Sie diese Vereinbarung für die Stadt?"
    oeffentlich = "Die Leitung zeichnet für die Stadt."
    recht = Recht.VEREINBARUNG_FREIGEBEN
    taetigkeit = Taetigkeit.STADT_ZEICHNEN
    beim_traeger = False


ANTWORTEN = [("stimmt", "Der Scan zeigt diesen Text mit Unterschrift"), ("stimmt_nicht", "Er stimmt nicht")]


@dataclass(frozen=True)
class Scanurteil:
    """Whether one scan shows the text, or why not."""

    scan: Zeichnung
    stimmt: bool
    grund: str


@dataclass(frozen=True)
class Scanurteile:
    """One answer per scan."""

    urteile: list[Scanurteil]


class ScanvergleichFormular(Formular):
    """One answer per scan; a no has its reason."""

    werte = Scanurteile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scans = zeichnen.zu_vergleichen(vereinbarung_von(self.antrag))
        for scan in self.scans:
            self.fields[f"scan_{scan.pk}"] = forms.ChoiceField(
                label=scan.partei.stelle.name, choices=ANTWORTEN, widget=forms.RadioSelect
            )
            self.fields[f"grund_{scan.pk}"] = forms.CharField(
                label=f"Was stimmt nicht? {scan.partei.stelle.name}", required=False, max_length=500
            )

    @property
    def scanfelder(self) -> list[tuple[Zeichnung, BoundField, BoundField]]:
        """Scan, answer and reason, for the page."""
        return [(scan, self[f"scan_{scan.pk}"], self[f"grund_{scan.pk}"]) for scan in self.scans]

    def clean(self) -> dict[str, Any]:
        """A no needs a reason: the party reads it."""
        daten = super().clean()
        for scan in self.scans:
            if daten.get(f"scan_{scan.pk}") == "stimmt_nicht":
                self.verlange(f"grund_{scan.pk}", "Bitte schreiben Sie, was nicht stimmt.")
        return daten

    def weitere(self) -> dict[str, Any]:
        """The answers, scan by scan."""
        daten = self.cleaned_data
        return {
            "urteile": [
                Scanurteil(s, daten[f"scan_{s.pk}"] == "stimmt", daten[f"grund_{s.pk}"]) for s in self.scans
            ]
        }


class Scanvergleich(Vereinbarungsschritt):
    """A scan that does not show the text is void; its party signs again."""

    name = "scanvergleich"
    titel = "Scans vergleichen"
    frage = "Zeigen die Scans den Text und die Unterschrift?"
    knopf = "Vergleich abschließen"
    oeffentlich = "Die Stelle vergleicht die unterschriebenen Scans mit dem Text."
    danach = "Stimmt alles und haben alle gezeichnet, ist die Vereinbarung geschlossen."
    recht = Recht.VEREINBARUNG_ENTWERFEN
    taetigkeit = Taetigkeit.ENTWERFEN
    zustaende = frozenset({Status.GEPRUEFT, Status.BEWILLIGT})
    formular = ScanvergleichFormular
    vorlage = "kooperation/schritte/scanvergleich.html"
    frist_feld = "tage_zahlung"

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The scans beside the text."""
        return {
            **super().kontext(antrag, aufgabe),
            "scans": zeichnen.zu_vergleichen(vereinbarung_von(antrag)),
        }

    def ausfuehren(self, handlung: Handlung, angaben: Scanurteile) -> None:
        """Accept, or make void and ask again."""
        for eines in angaben.urteile:
            scan = eines.scan
            zeichnen.vergleiche(scan, stimmt=eines.stimmt, grund=eines.grund, akteur=handlung.person)
            if not eines.stimmt:
                text = f"Ihr Scan zählt nicht: {eines.grund} Bitte zeichnen Sie noch einmal."
                schreibe_parteien(
                    handlung, betreff="Bitte zeichnen Sie noch einmal", text=text, parteien=[scan.partei]
                )
        handlung.vermerke(
            scans={u.scan.partei.stelle.name: "stimmt" if u.stimmt else u.grund for u in angaben.urteile}
        )
