"""What every played agreement says, and who acts for which party."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from antraege.kooperation.models import Partei, Parteirolle

if TYPE_CHECKING:
    from workflows.durchspielen.kooperationsspieler import Kooperationsspieler

# Who signs for a party, by its Stelle; the city is signed for by a Leitung.
PERSONEN = {
    "stift-grundschule": "stift-grundschule",
    "westhausen-grundschule": "westhausen-grundschule",
    "dobeq": "dobeq",
    "ekk": "ekk",
    "awo-am-bruchheck": "awo",
    "fabido-clarenberg": "kita-clarenberg",
    "jfs-clarenberg": "jfs-clarenberg",
    "kulturwerkstatt-phoenix": "kulturwerkstatt-phoenix",
    "foerderverein-stift": "foerderverein-stift",
    "tus-musterhoerde": "tus-musterhoerde",
}
STADT_STIMMT = "sachbearbeitung2-fb40"
KOORDINIERENDE = {"40-5": "leitung-40-5", "40-6": "leitung-40-6", "fb-51": "sachbearbeitung-fb51"}
KOORDINATION = {
    "sport-gesundheit": ("40-5",),
    "mint-digitales": ("40-6",),
    "demokratie": ("40-5", "fb-51"),
    "sozialkompetenz": ("40-5", "fb-51"),
    "bne": ("40-5",),
    "musik-kultur": ("40-5",),
}
ANFRAGE = {"partner": "Bitte sprechen Sie die Einrichtungen am Standort an.", "datenschutz": True}
LEISTUNGEN = {  # partial: the parties of the demo
    Parteirolle.SCHULTRAEGER: "Koordiniert über das Campus-Management am Standort\nStellt Räume unentgeltlich bereit",
    Parteirolle.SCHULE: "Benennt die Gruppen und begleitet den Übergang\nStellt den Mehrzweckraum am Nachmittag",
    Parteirolle.TRAEGER: "Führt das Angebot mit eigenem Personal durch\nSchließt die Betriebshaftpflicht ab",
    Parteirolle.KITA: "Bringt die künftigen Schulkinder einmal im Monat mit\nLädt Eltern zu den Treffen ein",
    Parteirolle.JUGENDARBEIT: "Öffnet Werkraum und Außengelände\nBegleitet die Ferienaktionen",
}
# Where "Kita" would not say which one.
IM_TEXT = {"awo-am-bruchheck": "AWO Kita", "fabido-clarenberg": "FABIDO Kita"}
ZEITEN = "dienstags, 14:00 bis 16:00 Uhr | Angebot | bis 14 Kinder | Mehrzweckraum"


@dataclass(frozen=True)
class Kooperationsfall:
    """One agreement of the demo: who asks, who takes part, what for, how long, and its story."""

    titel: str
    anfragende: str
    parteien: tuple[str, ...]
    standort: str
    themenfeld: str
    gegenstand: str
    ziele: tuple[str, ...]
    zielgruppe: str
    ort: str
    von: date
    bis: date
    angefragt_am: date
    geschichte: "Callable[[Kooperationsspieler], None]"
    ganztag: bool = False
    zuwendung: str = ""
    wert: str = ""
    angebot: str = ""


def leistungen(fall: Kooperationsfall, kuerzel: str) -> str:
    """What a party brings in, by what it is."""
    rollen = {
        "stift-grundschule": Parteirolle.SCHULE,
        "westhausen-grundschule": Parteirolle.SCHULE,
        "fabido-clarenberg": Parteirolle.KITA,
        "awo-am-bruchheck": Parteirolle.KITA,
        "jfs-clarenberg": Parteirolle.JUGENDARBEIT,
        "fb-40": Parteirolle.SCHULTRAEGER,
    }
    return LEISTUNGEN[rollen.get(kuerzel, Parteirolle.TRAEGER)]


def entwurf(
    fall: Kooperationsfall, parteien: Sequence[Partei], *, konferenz: date, zuwendung: str
) -> dict[str, Any]:
    """Everything the form of the text asks for."""
    pauschale = fall.wert if fall.wert and not zuwendung else ""
    mit_schule = any(partei.rolle == Parteirolle.SCHULE for partei in parteien)
    eigene = {f"leistungen_{p.nr}": leistungen(fall, p.stelle.kuerzel) for p in parteien}
    return {
        "titel": fall.titel,
        "gegenstand": fall.gegenstand,
        "ziele": "\n".join(fall.ziele),
        "zielgruppe": fall.zielgruppe,
        "ort": fall.ort,
        "termine": ZEITEN,
        "ferien": "In den Schulferien ruht das Angebot. Ferienaktionen stimmen die Parteien vorher ab.",
        "raeume": "Die Räume am Standort stehen unentgeltlich bereit.",
        "material": "Material beschafft, wer das Angebot durchführt.",
        "verpflegung": "Die Kinder bringen Getränke mit."
        if not fall.ganztag
        else "Es gilt das Mittagessen im Ganztag.",
        "steuerrunde": "Einmal im Schulhalbjahr trifft sich die Steuerrunde. Das Campus-Management lädt ein.",
        "schulische_gremien": "Die Partner nehmen auf Einladung an der Schulkonferenz teil."
        if mit_schule
        else "",
        "qualifikation": "Mindestens eine Kraft je Gruppe ist pädagogisch ausgebildet.",
        "vertretung": "Bei Ausfall stellt die durchführende Partei Ersatz oder sagt bis 8:00 Uhr ab.",
        "aufsicht": "Während des Angebots führt die durchführende Partei die Aufsicht.",
        "fuehrungszeugnis": "on",
        "fachkraft_kinderschutz": "Fachstelle Kinderschutz des Jugendamtes",
        "vereinbarung_72a_vom": "2021-09-01" if any(not p.stelle.staedtisch for p in parteien) else "",
        "datenschutz": "getrennt",
        "daten": "Vorname und Klasse oder Gruppe der Kinder, Notfallnummer der Eltern",
        **({"haftpflicht": "on"} if any(not p.stelle.staedtisch for p in parteien) else {}),
        "finanzierung": "zuwendung" if zuwendung else "pauschale" if pauschale else "keine",
        "zuwendung": zuwendung,
        "pauschale": pauschale,
        "laufzeit_von": fall.von,
        "laufzeit_bis": fall.bis,
        "kuendigungsfrist": 3,
        "verlaengerung": "Die Parteien sprechen sechs Monate vor dem Ende über eine Verlängerung.",
        "indikatoren": "Zahl der Kinder je Woche\nAusgefallene Termine\nRückmeldung der Eltern",
        "evaluation_am": fall.bis,
        "schulkonferenz_am": konferenz if mit_schule else "",
        "anlagen": "",
        **eigene,
    }
