"""About forty cases in every state, each a short story: how far it went and what was special."""

from workflows.durchspielen.demofall import AP, HOERDE, KC, WESTERFILDE, Demofall, entworfen
from workflows.durchspielen.geschichten import (
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
    sachlich_richtig,
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
from workflows.durchspielen.kalender import Kalender, erster_tag


def faelle(k: Kalender) -> tuple[Demofall, ...]:
    """The cases as somebody meets them who loads the demo on the day of this calendar."""
    return (*_kindercampus(k), *_aktionsplan(k))


def _kindercampus(k: Kalender) -> tuple[Demofall, ...]:
    """All on one line of 10.000 € a year, of which the year 2023 belongs to `fall_durchspielen`."""
    return (
        Demofall(
            KC, "dobeq", "Leseclub am Clarenberg", "3000.00", k.tag(monate=-32), 2, abgeschlossen, HOERDE
        ),
        Demofall(
            KC,
            "foerderverein-stift",
            "Elterncafé mit Vorlesen",
            "2000.00",
            k.tag(monate=-29),
            4,
            abgeschlossen,
            HOERDE,
        ),
        Demofall(
            KC, "tus-musterhoerde", "Bewegte Pause", "2500.00", k.tag(monate=-26), 3, mit_erstattung, HOERDE
        ),
        Demofall(
            KC,
            "ekk",
            "Forscherwerkstatt im Ganztag",
            "2400.00",
            k.tag(monate=-21),
            3,
            abgeschlossen,
            WESTERFILDE,
        ),
        Demofall(
            KC,
            "stift-grundschule",
            "Lernort Quartier",
            "2500.00",
            k.tag(monate=-17),
            4,
            intern_abgeschlossen,
            HOERDE,
        ),
        Demofall(
            KC, "kulturwerkstatt-phoenix", "Wandbild", "5000.00", k.tag(monate=-15), 2, abgelehnt, WESTERFILDE
        ),
        Demofall(KC, "awo", "Kochen mit Eltern", "1000.00", k.tag(monate=-14), 2, zurueckgezogen, HOERDE),
        Demofall(
            KC,
            "fabido-clarenberg",
            "Übergang Kita–Schule",
            "900.00",
            erster_tag(k.tag(werktage=-26), 4),
            4,
            intern_kontrolliert,
            HOERDE,
        ),
        Demofall(
            KC,
            "westhausen-grundschule",
            "Schulgarten für alle",
            "900.00",
            erster_tag(k.tag(werktage=-22), 5),
            5,
            intern_bericht_geprueft,
            WESTERFILDE,
        ),
        Demofall(
            KC,
            "ekk",
            "Musik verbindet",
            "800.00",
            erster_tag(k.tag(werktage=-16), 4),
            4,
            nachgewiesen,
            WESTERFILDE,
        ),
        Demofall(KC, "dobeq", "Theater in den Ferien", "1200.00", k.tag(monate=-5), 2, ausgezahlt, HOERDE),
        Demofall(
            KC,
            "foerderverein-stift",
            "Streit schlichten lernen",
            "1500.00",
            k.tag(monate=-3),
            3,
            teilweise_ausgezahlt,
            HOERDE,
        ),
        Demofall(
            KC, "dobeq", "Kinderrat Clarenberg", "700.00", entworfen(k, 21), 1, vier_augen_verweigert, HOERDE
        ),
        Demofall(
            KC, "fabido-clarenberg", "Familienfrühstück", "500.00", entworfen(k, 23), 1, geprueft, HOERDE
        ),
        Demofall(KC, "awo", "Vorlesepaten", "450.00", entworfen(k, 25), 1, mit_bedenken, HOERDE),
        Demofall(
            KC,
            "kulturwerkstatt-phoenix",
            "Trommeln im Hof",
            "400.00",
            entworfen(k, 14),
            1,
            mitzeichnung_offen,
            WESTERFILDE,
        ),
        Demofall(
            KC, "stift-grundschule", "Bewegungsbaustelle", "400.00", entworfen(k, 25), 1, bewilligt, HOERDE
        ),
        Demofall(
            KC,
            "tus-musterhoerde",
            "Fußball und Fairness",
            "500.00",
            entworfen(k, 9),
            1,
            nachgefordert,
            HOERDE,
        ),
        Demofall(
            KC, "ekk", "Märchen aus aller Welt", "550.00", entworfen(k, 14), 1, nachgereicht, WESTERFILDE
        ),
        Demofall(
            KC,
            "westhausen-grundschule",
            "Robotik-Woche",
            "450.00",
            entworfen(k, 5),
            1,
            eingereicht,
            WESTERFILDE,
        ),
        Demofall(
            KC,
            "stift-grundschule",
            "Bücherkiste",
            "300.00",
            entworfen(k, 1),
            1,
            entwurf,
            HOERDE,
            "campus-hoerde",
        ),
    )


def _aktionsplan(k: Kalender) -> tuple[Demofall, ...]:
    return (
        Demofall(AP, "tus-musterhoerde", "Schwimmen lernen", "9000.00", k.tag(monate=-43), 6, abgeschlossen),
        Demofall(
            AP,
            "jugendring-beispiel",
            "Ferienfreizeit für alle",
            "12000.00",
            k.tag(monate=-41),
            3,
            mit_erstattung,
        ),
        Demofall(
            AP,
            "kulturwerkstatt-phoenix",
            "Hip-Hop gegen Hass",
            "6000.00",
            k.tag(monate=-33),
            6,
            abgeschlossen,
        ),
        Demofall(AP, "awo", "Sprachpaten", "7500.00", k.tag(monate=-27), 6, abgeschlossen),
        Demofall(
            AP, "jugendring-beispiel", "Demokratiewerkstatt", "8000.00", k.tag(monate=-22), 6, abgeschlossen
        ),
        Demofall(AP, "dobeq", "Lernferien", "15000.00", k.tag(monate=-17), 2, mit_erstattung),
        Demofall(
            AP, "tus-musterhoerde", "Rad fahren ohne Angst", "4000.00", k.tag(monate=-10), 3, ausgezahlt
        ),
        Demofall(AP, "kulturwerkstatt-phoenix", "Graffiti legal", "3600.00", k.tag(monate=-9), 4, ausgezahlt),
        Demofall(
            AP, "ekk", "Chor der Kulturen", "5200.00", erster_tag(k.tag(werktage=-40), 4), 4, kontrolliert
        ),
        Demofall(
            AP, "awo", "Gesund kochen", "4800.00", erster_tag(k.tag(werktage=-25), 6), 6, nachweis_geprueft
        ),
        Demofall(AP, "jugendring-beispiel", "Messebesuch", "2000.00", k.tag(monate=-6), 1, abgelehnt),
        Demofall(
            AP,
            "jugendring-beispiel",
            "Jugend debattiert",
            "6600.00",
            k.tag(monate=-4),
            7,
            teilweise_ausgezahlt,
        ),
        Demofall(AP, "dobeq", "Nachhilfe im Quartier", "14000.00", entworfen(k, 47), 4, angeordnet),
        Demofall(
            AP, "kulturwerkstatt-phoenix", "Inklusives Turnen", "5000.00", entworfen(k, 46), 4, festgestellt
        ),
        Demofall(AP, "jugendring-beispiel", "Bühne frei", "3200.00", entworfen(k, 44), 4, sachlich_richtig),
        Demofall(AP, "ekk", "Digitale Helden", "8800.00", entworfen(k, 44), 4, abgerufen),
        Demofall(AP, "kulturwerkstatt-phoenix", "Kinderkino", "3000.00", entworfen(k, 30), 3, teilbewilligt),
        Demofall(AP, "awo", "Eltern-Kind-Turnen", "2400.00", entworfen(k, 26), 4, bewilligt),
        Demofall(AP, "jugendring-beispiel", "Wahlwerkstatt", "7000.00", entworfen(k, 19), 5, geprueft),
        Demofall(AP, "dobeq", "Winterlesen", "5600.00", entworfen(k, 9), 4, in_fachpruefung),
        Demofall(
            AP, "tus-musterhoerde", "Schach macht schlau", "1900.00", entworfen(k, 10), 5, nachgefordert
        ),
        Demofall(AP, "ekk", "Zirkuswoche", "9900.00", entworfen(k, 4), 3, eingereicht),
        Demofall(
            AP,
            "kulturwerkstatt-phoenix",
            "Filmwerkstatt",
            "3300.00",
            entworfen(k, 30),
            3,
            spaet_zurueckgezogen,
        ),
    )
