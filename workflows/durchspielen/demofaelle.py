"""About forty cases in every state, each a short story: how far it went and what was special."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from antraege.kern.finanzierung import Position
from workflows.durchspielen import besetzungen
from workflows.durchspielen.geschichten import (
    Geschichte,
    abgelehnt,
    abgerufen,
    abgeschlossen,
    angeordnet,
    ausgezahlt,
    bewilligt,
    eingereicht,
    entwurf,
    festgestellt,
    geprueft,
    in_fachpruefung,
    kontrolliert,
    mit_bedenken,
    mitzeichnung_offen,
    nachgefordert,
    nachgereicht,
    nachgewiesen,
    nachweis_geprueft,
    spaet_zurueckgezogen,
    teilbewilligt,
    teilweise_ausgezahlt,
    vier_augen_verweigert,
    zurueckgezogen,
)
from workflows.durchspielen.geschichten_aenderung import (
    intern_abgeschlossen,
    intern_bericht_geprueft,
    intern_kontrolliert,
)
from workflows.durchspielen.geschichten_erstattung import mit_erstattung
from workflows.durchspielen.spieler import Spieler

KC, AP = "kindercampus-projekte", "aktionsplan-teilhabe"
HOERDE, WESTERFILDE = "hoerde-clarenberg", "westerfilde-bodelschwingh"


@dataclass(frozen=True)
class Demofall:
    """One case: who asks for what, from when, and its story."""

    programm: str
    traeger: str
    titel: str
    betrag: str
    beginn: date
    monate: int
    geschichte: Geschichte
    standort: str | None = None
    im_auftrag: str = ""
    ende: date | None = None
    einheiten: int | None = None


def spiele(fall: Demofall) -> Spieler:
    """Play one case from the first draft on, 45 days before it begins."""
    besetzung = besetzungen.fuer(fall.programm, fall.traeger, im_auftrag=fall.im_auftrag)
    spieler = Spieler(besetzung, beginn=fall.beginn - timedelta(days=45))
    spieler.entwerfe(
        programm=fall.programm,
        traeger=fall.traeger,
        titel=fall.titel,
        positionen=_plan(fall),
        beginn=fall.beginn,
        ende=fall.ende or min(fall.beginn + timedelta(days=30 * fall.monate), date(fall.beginn.year, 12, 31)),
        einheiten=fall.einheiten,
        standort=fall.standort,
    )
    fall.geschichte(spieler)
    return spieler


def _plan(fall: Demofall) -> list[Position]:
    """Costs in two lines; the Aktionsplan wants a fifth of own and third-party money."""
    zuwendung = Decimal(fall.betrag)
    eigen = Decimal("0.00") if fall.programm == KC else (zuwendung / 4).quantize(Decimal("0.01"))
    honorare = ((zuwendung + eigen) * 7 / 10).quantize(Decimal("0.01"))
    zeilen = [
        Position("ausgabe", "ausgabe", "Honorare", honorare),
        Position("ausgabe", "ausgabe", "Material", zuwendung + eigen - honorare),
        Position("deckung", "zuwendung", "Beantragte Zuwendung", zuwendung),
    ]
    return [*zeilen, Position("deckung", "eigenmittel", "Eigenmittel", eigen)] if eigen else zeilen


FAELLE: tuple[Demofall, ...] = (
    Demofall(KC, "dobeq", "Leseclub am Clarenberg", "4000.00", date(2022, 10, 3), 2, abgeschlossen, HOERDE),
    Demofall(
        KC,
        "foerderverein-stift",
        "Elterncafé mit Vorlesen",
        "3000.00",
        date(2024, 3, 4),
        4,
        abgeschlossen,
        HOERDE,
    ),
    Demofall(KC, "tus-musterhoerde", "Bewegte Pause", "2500.00", date(2024, 4, 8), 3, mit_erstattung, HOERDE),
    Demofall(
        KC, "ekk", "Forscherwerkstatt im Ganztag", "4500.00", date(2024, 9, 2), 3, abgeschlossen, WESTERFILDE
    ),
    Demofall(
        KC,
        "stift-grundschule",
        "Lernort Quartier",
        "3500.00",
        date(2025, 2, 10),
        4,
        intern_abgeschlossen,
        HOERDE,
    ),
    Demofall(
        KC,
        "fabido-clarenberg",
        "Übergang Kita–Schule",
        "3000.00",
        date(2025, 3, 3),
        4,
        intern_kontrolliert,
        HOERDE,
    ),
    Demofall(KC, "dobeq", "Theater in den Ferien", "3500.00", date(2025, 7, 14), 2, ausgezahlt, HOERDE),
    Demofall(
        KC,
        "westhausen-grundschule",
        "Schulgarten für alle",
        "2000.00",
        date(2026, 3, 2),
        5,
        intern_bericht_geprueft,
        WESTERFILDE,
    ),
    Demofall(KC, "ekk", "Musik verbindet", "1800.00", date(2026, 4, 13), 4, nachgewiesen, WESTERFILDE),
    Demofall(
        KC,
        "foerderverein-stift",
        "Streit schlichten lernen",
        "1500.00",
        date(2026, 9, 1),
        3,
        teilweise_ausgezahlt,
        HOERDE,
    ),
    Demofall(
        KC, "dobeq", "Kinderrat Clarenberg", "1200.00", date(2026, 11, 2), 1, vier_augen_verweigert, HOERDE
    ),
    Demofall(KC, "fabido-clarenberg", "Familienfrühstück", "900.00", date(2026, 11, 16), 1, geprueft, HOERDE),
    Demofall(KC, "awo", "Vorlesepaten", "800.00", date(2026, 11, 23), 1, mit_bedenken, HOERDE),
    Demofall(
        KC,
        "kulturwerkstatt-phoenix",
        "Trommeln im Hof",
        "700.00",
        date(2026, 11, 30),
        1,
        mitzeichnung_offen,
        WESTERFILDE,
    ),
    Demofall(
        KC, "tus-musterhoerde", "Fußball und Fairness", "600.00", date(2026, 12, 7), 1, nachgefordert, HOERDE
    ),
    Demofall(KC, "ekk", "Märchen aus aller Welt", "950.00", date(2026, 12, 14), 1, nachgereicht, WESTERFILDE),
    Demofall(
        KC,
        "westhausen-grundschule",
        "Robotik-Woche",
        "900.00",
        date(2026, 12, 21),
        1,
        eingereicht,
        WESTERFILDE,
    ),
    Demofall(
        KC,
        "stift-grundschule",
        "Bücherkiste",
        "500.00",
        date(2026, 12, 28),
        1,
        entwurf,
        HOERDE,
        "campus-hoerde",
    ),
    Demofall(
        KC, "kulturwerkstatt-phoenix", "Wandbild", "5000.00", date(2025, 5, 5), 2, abgelehnt, WESTERFILDE
    ),
    Demofall(KC, "awo", "Kochen mit Eltern", "1000.00", date(2025, 9, 8), 2, zurueckgezogen, HOERDE),
    Demofall(AP, "tus-musterhoerde", "Schwimmen lernen", "9000.00", date(2023, 4, 3), 6, abgeschlossen),
    Demofall(
        AP, "jugendring-beispiel", "Ferienfreizeit für alle", "12000.00", date(2023, 6, 19), 3, mit_erstattung
    ),
    Demofall(
        AP, "kulturwerkstatt-phoenix", "Hip-Hop gegen Hass", "6000.00", date(2024, 2, 5), 6, abgeschlossen
    ),
    Demofall(AP, "awo", "Sprachpaten", "7500.00", date(2024, 8, 19), 6, abgeschlossen),
    Demofall(
        AP, "jugendring-beispiel", "Demokratiewerkstatt", "8000.00", date(2025, 1, 13), 6, abgeschlossen
    ),
    Demofall(AP, "dobeq", "Lernferien", "15000.00", date(2025, 6, 30), 2, mit_erstattung),
    Demofall(AP, "tus-musterhoerde", "Rad fahren ohne Angst", "4000.00", date(2025, 4, 7), 3, ausgezahlt),
    Demofall(AP, "ekk", "Chor der Kulturen", "5200.00", date(2025, 8, 25), 4, kontrolliert),
    Demofall(AP, "kulturwerkstatt-phoenix", "Graffiti legal", "3600.00", date(2025, 5, 12), 4, ausgezahlt),
    Demofall(AP, "awo", "Gesund kochen", "4800.00", date(2026, 2, 2), 6, nachweis_geprueft),
    Demofall(
        AP, "jugendring-beispiel", "Jugend debattiert", "6600.00", date(2026, 5, 4), 7, teilweise_ausgezahlt
    ),
    Demofall(AP, "dobeq", "Nachhilfe im Quartier", "14000.00", date(2026, 9, 7), 4, angeordnet),
    Demofall(AP, "awo", "Inklusives Turnen", "5000.00", date(2026, 10, 5), 4, festgestellt),
    Demofall(AP, "ekk", "Digitale Helden", "8800.00", date(2026, 11, 2), 4, abgerufen),
    Demofall(AP, "kulturwerkstatt-phoenix", "Kinderkino", "3000.00", date(2026, 11, 16), 3, teilbewilligt),
    Demofall(AP, "awo", "Eltern-Kind-Turnen", "2400.00", date(2026, 11, 30), 4, bewilligt),
    Demofall(AP, "jugendring-beispiel", "Wahlwerkstatt", "7000.00", date(2026, 12, 7), 5, geprueft),
    Demofall(AP, "dobeq", "Winterlesen", "5600.00", date(2026, 12, 14), 4, in_fachpruefung),
    Demofall(AP, "tus-musterhoerde", "Schach macht schlau", "1900.00", date(2027, 1, 4), 5, nachgefordert),
    Demofall(AP, "ekk", "Zirkuswoche", "9900.00", date(2027, 2, 1), 3, eingereicht),
    Demofall(
        AP, "kulturwerkstatt-phoenix", "Filmwerkstatt", "3300.00", date(2027, 2, 8), 3, spaet_zurueckgezogen
    ),
    Demofall(AP, "jugendring-beispiel", "Messebesuch", "2000.00", date(2026, 6, 1), 1, abgelehnt),
)
