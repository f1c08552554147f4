"""Facts of agreements: the agreement itself, Nachtrag, Kündigung, and the lists of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from antraege.dokumente.fakten.aenderung import Aenderung
from antraege.dokumente.fakten.grund import Geprueft, Rahmen, Schreibenfakten, Zeitraum, leer


class Zeichnungsweg(StrEnum):
    """How a party signs: in the portal by a second factor (once by password), on paper uploaded or in the office."""

    FAKTOR = "faktor"
    PORTAL = "portal"
    SCAN = "scan"
    PAPIER = "papier"


class Datenschutzrolle(StrEnum):
    """Who answers for personal data: each alone, jointly (Art. 26 DSGVO), one for another (Art. 28)."""

    GETRENNT = "getrennt"
    GEMEINSAM = "gemeinsam"
    AUFTRAG = "auftrag"


class Finanzierungsweg(StrEnum):
    """How the cooperation is paid: not at all, by a grant of its own, by a lump sum."""

    KEINE = "keine"
    ZUWENDUNG = "zuwendung"
    PAUSCHALE = "pauschale"


@dataclass(frozen=True, kw_only=True)
class Partei:
    """One party; kuerzel is how the text calls it ("die Schule"), ist_schule binds the Schulkonferenz."""

    name: str
    kuerzel: str
    anschrift: tuple[str, ...]
    rechtsform: str
    register: str = ""
    vertreten_durch: str
    ansprechperson: str
    kontakt: str = ""
    ist_stadt: bool
    ist_schule: bool = False


@dataclass(frozen=True, kw_only=True)
class Leistung:
    """What one party brings in; partei is its kuerzel, umfang hours or amounts in words."""

    partei: str
    beschreibung: str
    umfang: str = ""


@dataclass(frozen=True, kw_only=True)
class Termin:
    """One line of the timetable in words."""

    wann: str
    was: str
    gruppe: str
    ort: str


@dataclass(frozen=True, kw_only=True)
class Parteizeichnung:
    """A signature that is in: on the text with this sha256; zeitpunkt aware, nachweis names the scan."""

    partei: str
    name: str
    funktion: str
    ort: str
    zeitpunkt: datetime
    weg: Zeichnungsweg
    sha256: str
    nachweis: str = ""


@dataclass(frozen=True, kw_only=True)
class Zeichnungsstand(Geprueft):
    """The parties and who has signed; a document may go out with open signatures, on paper or as a draft.

    fassung is the id of the text that was signed, where it differs from the id of this document.
    """

    rahmen: Rahmen
    parteien: tuple[Partei, ...]
    fassung: str = ""
    zeichnungen: tuple[Parteizeichnung, ...] = ()
    zeichnungsfrist: date | None = None

    @property
    def intern(self) -> bool:
        """Whether only parts of the city take part: then it is no contract."""
        return all(partei.ist_stadt for partei in self.parteien)

    def widersprueche(self) -> Iterator[str]:
        """Number and names of the parties, signatures of strangers, different texts signed."""
        yield from super().widersprueche()
        kuerzel = [partei.kuerzel for partei in self.parteien]
        if not 2 <= len(kuerzel) <= 12 or len(set(kuerzel)) < len(kuerzel):
            yield "Eine Vereinbarung hat zwei bis zwölf verschiedene Parteien."
        gezeichnet = [zeichnung.partei for zeichnung in self.zeichnungen]
        if len(set(gezeichnet)) < len(gezeichnet) or not set(gezeichnet) <= set(kuerzel):
            yield "Jede Partei zeichnet einmal, und nur Parteien zeichnen."
        if len({zeichnung.sha256 for zeichnung in self.zeichnungen}) > 1:
            yield "Die Parteien haben verschiedene Fassungen gezeichnet."


@dataclass(frozen=True, kw_only=True)
class Kooperationsfakten(Zeichnungsstand):
    """Facts of a Kooperationsvereinbarung; optional texts that are empty leave their clause out.

    bescheid names the linked grant, vorbehalt says that it is not approved yet. pauschale is euro a year.
    kuendigungsfrist in months to the end of the school year (31.07.).
    """

    titel: str
    themenfeld: str
    standort: str
    praeambel: str = ""
    gegenstand: str
    ziele: tuple[str, ...]
    zielgruppe: str
    ort: str
    leistungen: tuple[Leistung, ...]
    termine: tuple[Termin, ...] = ()
    ferien: str = ""
    raeume: str = ""
    material: str = ""
    verpflegung: str = ""
    steuerrunde: str
    schulische_gremien: str = ""
    qualifikation: str
    vertretung: str
    aufsicht: str
    fuehrungszeugnis: bool
    lebensmittel: bool = False
    fachkraft_kinderschutz: str
    vereinbarung_72a_vom: date | None = None
    datenschutz: Datenschutzrolle
    daten: str
    fotos: bool = False
    haftpflicht: bool
    finanzierung: Finanzierungsweg
    bescheid: str = ""
    vorbehalt: bool = False
    pauschale: Decimal | None = None
    oeffentlichkeit: str = ""
    laufzeit: Zeitraum
    probezeit_bis: date | None = None
    verlaengerung: str = ""
    kuendigungsfrist: int
    indikatoren: tuple[str, ...]
    evaluation_am: date
    schulkonferenz_am: date | None = None
    nebenabreden: str = ""
    anlagen: tuple[str, ...] = ()

    def widersprueche(self) -> Iterator[str]:
        """Services of strangers, money without way, dates outside the term, school without its Konferenz."""
        yield from super().widersprueche()
        kuerzel = {partei.kuerzel for partei in self.parteien}
        if {leistung.partei for leistung in self.leistungen} != kuerzel:
            yield "Jede Partei bringt eine Leistung ein, und nur Parteien bringen Leistungen ein."
        if (self.finanzierung is Finanzierungsweg.ZUWENDUNG) == leer(self.bescheid):
            yield "Die Finanzierung aus einer Zuwendung nennt den Vorgang, und nur sie nennt ihn."
        if (self.finanzierung is Finanzierungsweg.PAUSCHALE) != (self.pauschale is not None):
            yield "Eine Pauschale hat genau die Finanzierung durch eine Pauschale."
        if self.vorbehalt and self.finanzierung is not Finanzierungsweg.ZUWENDUNG:
            yield "Ein Vorbehalt der Bewilligung setzt eine Zuwendung voraus."
        if self.probezeit_bis and not self.laufzeit.von <= self.probezeit_bis <= self.laufzeit.bis:
            yield "Die Probezeit endet nicht in der Laufzeit."
        if self.evaluation_am < self.laufzeit.von or self.kuendigungsfrist < 1 or not self.indikatoren:
            yield "Auswertung oder Kündigungsfrist fehlen."
        schule = any(partei.ist_schule for partei in self.parteien)
        if schule and not self.rahmen.entwurf and self.schulkonferenz_am is None:
            yield "Bindet sich eine Schule, braucht die Vereinbarung die Zustimmung der Schulkonferenz."


@dataclass(frozen=True, kw_only=True)
class Nachtragsfakten(Zeichnungsstand):
    """Facts of a Nachtrag: what changes from wirksam_ab on; everything else stays."""

    nr: int
    titel: str
    vereinbarung_vom: date
    vereinbarung_kennung: str
    wirksam_ab: date
    anlass: str
    aenderungen: tuple[Aenderung, ...]

    def widersprueche(self) -> Iterator[str]:
        """Nothing changes, nobody knows why."""
        yield from super().widersprueche()
        if not self.aenderungen:
            yield "Der Nachtrag ändert nichts."
        if leer(self.anlass) or self.nr < 1:
            yield "Anlass oder Nummer des Nachtrags fehlen."


@dataclass(frozen=True, kw_only=True)
class Kuendigungsfakten(Schreibenfakten):
    """Facts of a Kündigung by one party; gruende are necessary when it is ausserordentlich.

    kuendigende and empfangende are names of parties. zugegangen_am is None while receipt is open. folgen
    says in points what happens to services, data, rooms and a linked grant.
    """

    titel: str
    vereinbarung_vom: date
    vereinbarung_kennung: str
    kuendigende: str
    empfangende: tuple[str, ...]
    ausserordentlich: bool
    erklaert_am: date
    zugegangen_am: date | None
    wirksam_zum: date
    frist: str = ""
    gruende: str = ""
    folgen: tuple[str, ...]
    bescheid: str = ""
    intern: bool = False

    def widersprueche(self) -> Iterator[str]:
        """No cause, no time, no recipient."""
        yield from super().widersprueche()
        if self.ausserordentlich and leer(self.gruende):
            yield "Eine außerordentliche Kündigung nennt ihren wichtigen Grund."
        if not self.ausserordentlich and (leer(self.frist) or self.wirksam_zum <= self.erklaert_am):
            yield "Eine ordentliche Kündigung hält eine Frist ein."
        if not self.empfangende or not self.folgen:
            yield "Die Kündigung nennt die anderen Parteien und die Folgen."
        if self.zugegangen_am and self.zugegangen_am < self.erklaert_am:
            yield "Der Zugang liegt vor der Erklärung."


@dataclass(frozen=True, kw_only=True)
class Uebernahmeblattfakten(Schreibenfakten):
    """Facts of the sheet that stands for an agreement concluded elsewhere, whose words lie in the old file.

    `frist` is the period of notice in words; the three days of a notice are None where nobody gave one.
    """

    titel: str
    quelle: str
    fremdzeichen: str
    stand_vom: date
    lage: str
    geschlossen_am: date
    laufzeit: Zeitraum
    frist: str
    parteien: tuple[str, ...]
    gekuendigt_von: str = ""
    zugegangen_am: date | None = None
    wirksam_zum: date | None = None

    def widersprueche(self) -> Iterator[str]:
        """One party alone, or nothing by which the old file can be found."""
        yield from super().widersprueche()
        if len(self.parteien) < 2:
            yield "Eine Vereinbarung hat mindestens zwei Parteien."
        if leer(self.quelle) or leer(self.fremdzeichen):
            yield "Das Blatt nennt das bisherige Verfahren und das alte Aktenzeichen."


@dataclass(frozen=True, kw_only=True)
class Registerzeile:
    """One agreement; days are empty while they are not settled."""

    aktenzeichen: str
    titel: str
    thema: str
    standort: str
    parteien: str
    von: date | None
    bis: date | None
    stand: str


@dataclass(frozen=True, kw_only=True)
class Registerfakten:
    """The register as somebody sees it on a day."""

    rahmen: Rahmen
    zeilen: tuple[Registerzeile, ...]


@dataclass(frozen=True, kw_only=True)
class Jugendhilfezeile:
    """One agreement of a school with a recognised Träger."""

    schule: str
    traeger: str
    aktenzeichen: str
    stand: str
    von: date | None
    bis: date | None


@dataclass(frozen=True, kw_only=True)
class Jugendhilfefakten:
    """The list of a day, in the order of the schools."""

    rahmen: Rahmen
    zeilen: tuple[Jugendhilfezeile, ...]
