"""Stories of agreements: the one of the site Hörde-Clarenberg, an internal one, and each way they can end."""

from datetime import date, timedelta

from antraege.kern.fristen import naechster_werktag, plus_monate
from workflows.durchspielen.kalender import Kalender, letzter_tag
from workflows.durchspielen.kooperationsmuster import Kooperationsfall
from workflows.durchspielen.kooperationsspieler import Kooperationsspieler

HOERDE, WESTERFILDE = "hoerde-clarenberg", "westerfilde-bodelschwingh"


def angefragt(s: Kooperationsspieler) -> None:
    """The Servicestelle clears the need."""
    s.frage_an()


def in_abstimmung(s: Kooperationsspieler) -> None:
    """One party wants something changed, the others have not answered yet."""
    angefragt(s)
    s.klaere()
    s.stimme_ab(
        s.fall.parteien[-1],
        votum="aenderung",
        wunsch="Bitte donnerstags statt dienstags: Dann ist der Raum frei.",
    )


def vorgelegt(s: Kooperationsspieler) -> None:
    """All have agreed, the text lies before the Leitung."""
    angefragt(s)
    s.klaere()
    s.stimme_alle_ab()
    s.entwirf()


def in_zeichnung(s: Kooperationsspieler) -> None:
    """The first party has signed, the others are asked."""
    vorgelegt(s)
    s.gib_frei()
    s.zeichne(s.fall.parteien[0])


def geschlossen(s: Kooperationsspieler) -> None:
    """Signed by all in the portal; the first day of the term has come."""
    vorgelegt(s)
    s.gib_frei()
    s.zeichne_alle()
    s.lass_die_zeit_wirken(s.fall.von)


def hoerde_clarenberg(s: Kooperationsspieler) -> None:
    """Six parties sign in three ways, with an annex; a Nachtrag moves the day and adds a service."""
    angefragt(s)
    s.klaere()
    s.stimme_alle_ab()
    s.lege_anlage_bei("Leistungsbeschreibung")
    s.entwirf()
    s.gib_frei()
    s.zeichne("fb-40")
    s.zeichne("stift-grundschule")
    s.lade_scan_hoch("dobeq")
    s.erfasse_papier("awo-am-bruchheck")
    s.zeichne("fabido-clarenberg")
    s.zeichne("jfs-clarenberg")
    s.vergleiche_scans()
    s.lass_die_zeit_wirken(s.fall.von)
    s.warte_bis(s.fall.von + timedelta(days=58))
    wirksam = naechster_werktag(plus_monate(s.fall.von, 3))
    s.beginne_nachtrag(
        anlass="Dienstags ist der Mehrzweckraum belegt. DOBEQ richtet zusätzlich eine Leseecke ein.",
        wirksam_ab=wirksam,
        termine="donnerstags, 14:00 bis 16:00 Uhr | Angebot | bis 14 Kinder | Mehrzweckraum",
        leistungen_3="Führt das Angebot mit eigenem Personal durch\nSchließt die Betriebshaftpflicht ab\n"
        "Richtet eine Leseecke ein",
    )
    s.gib_frei(schritt="nachtragsfreigabe")
    s.zeichne_alle()
    s.lass_die_zeit_wirken(wirksam)


def gekuendigt(s: Kooperationsspieler) -> None:
    """The partner gives notice to the end of the school year; it has ended and waits for its evaluation."""
    geschlossen(s)
    schuljahresende = date(s.fall.von.year + 1, 7, 31)
    s.warte_bis(schuljahresende - timedelta(days=137))
    s.kuendige(s.fall.parteien[-1], gruende="Die Kulturwerkstatt gibt ihre Arbeit im Stadtteil auf.")
    s.lass_die_zeit_wirken(schuljahresende + timedelta(days=1))


def abgelaufen(s: Kooperationsspieler) -> None:
    """The term is over, evaluated, the file is closed."""
    geschlossen(s)
    s.lass_die_zeit_wirken(plus_monate(s.fall.bis, -6) + timedelta(days=1))
    s.lass_die_zeit_wirken(s.fall.bis + timedelta(days=1))
    s.werte_aus()


def spiele(fall: Kooperationsfall) -> Kooperationsspieler:
    """Play one agreement from the first request on."""
    spieler = Kooperationsspieler(fall)
    fall.geschichte(spieler)
    return spieler


def kooperationen(k: Kalender) -> tuple[Kooperationsfall, ...]:
    """The agreements as somebody meets them who loads the demo on the day of this calendar."""
    schuljahr, vorjahr, halbjahr = k.schuljahr(), k.schuljahr(-1), k.schulhalbjahr()
    return (
        Kooperationsfall(
            titel="Bildungscampus Hörde-Clarenberg",
            anfragende="stift-grundschule",
            parteien=(
                "fb-40",
                "stift-grundschule",
                "dobeq",
                "awo-am-bruchheck",
                "fabido-clarenberg",
                "jfs-clarenberg",
            ),
            standort=HOERDE,
            themenfeld="sozialkompetenz",
            gegenstand="Die Parteien gestalten Übergänge gemeinsam: von der Kita in die Schule, vom Unterricht in den "
            "Ganztag, von der Schule in die Freizeit.",
            ziele=("Kinder wechseln gut begleitet in die Schule.", "Familien kennen die Orte im Quartier."),
            zielgruppe="Vorschulkinder und Kinder der Klassen 1 und 2",
            ort="Stift-Grundschule und die Einrichtungen am Clarenberg",
            von=schuljahr,
            bis=letzter_tag(schuljahr, 24),
            angefragt_am=plus_monate(schuljahr, -5),
            geschichte=hoerde_clarenberg,
            ganztag=True,
        ),
        Kooperationsfall(
            titel="Vorlesestunde in der Kita Clarenberg",
            anfragende="fabido-clarenberg",
            parteien=("fb-40", "fabido-clarenberg"),
            standort=HOERDE,
            themenfeld="musik-kultur",
            gegenstand="Die Stadt stellt Bücherkisten bereit, die Kita liest jede Woche in kleinen Gruppen vor.",
            ziele=("Kinder hören jede Woche eine Geschichte.",),
            zielgruppe="Kinder von drei bis sechs Jahren",
            ort="FABIDO Kita und Familienzentrum Clarenberg",
            von=k.monatserster(-2),
            bis=letzter_tag(k.monatserster(-2), 11),
            angefragt_am=k.monatserster(-5),
            geschichte=geschlossen,
        ),
        Kooperationsfall(
            titel="Schulgarten im Quartier",
            anfragende="stift-grundschule",
            parteien=("stift-grundschule", "jfs-clarenberg", "awo-am-bruchheck"),
            standort=HOERDE,
            themenfeld="bne",
            gegenstand="Schule, Kita und Jugendfreizeitstätte legen einen Garten an und pflegen ihn gemeinsam.",
            ziele=("Kinder säen, pflegen und ernten.", "Familien treffen sich im Garten."),
            zielgruppe="Kinder von vier bis zehn Jahren",
            ort="Außengelände der Jugendfreizeitstätte",
            von=k.monatserster(-7),
            bis=letzter_tag(k.monatserster(-7), 12),
            angefragt_am=k.monatserster(-10),
            geschichte=geschlossen,
        ),
        Kooperationsfall(
            titel="Streitschlichtung an der Stift-Grundschule",
            anfragende="stift-grundschule",
            parteien=("fb-40", "stift-grundschule", "foerderverein-stift"),
            standort=HOERDE,
            themenfeld="sozialkompetenz",
            gegenstand="Der Förderverein bildet Kinder zu Streitschlichterinnen und Streitschlichtern aus.",
            ziele=("Kinder lösen Streit ohne Gewalt.",),
            zielgruppe="Kinder der Klassen 3 und 4",
            ort="Stift-Grundschule",
            von=k.tag(werktage=-40),
            bis=letzter_tag(k.tag(werktage=-40), 10),
            angefragt_am=k.tag(werktage=-75),
            geschichte=geschlossen,
            angebot="Streit schlichten lernen",
            zuwendung="Streit schlichten lernen",
            wert="1.500,00",
        ),
        Kooperationsfall(
            titel="Theater am Nachmittag",
            anfragende="westhausen-grundschule",
            parteien=("fb-40", "westhausen-grundschule", "kulturwerkstatt-phoenix"),
            standort=WESTERFILDE,
            themenfeld="musik-kultur",
            gegenstand="Die Kulturwerkstatt spielt einmal in der Woche Theater mit Kindern im Ganztag.",
            ziele=("Kinder stehen zusammen auf der Bühne.",),
            zielgruppe="Kinder der Klassen 2 bis 4",
            ort="Westhausen-Grundschule",
            von=vorjahr + timedelta(days=24),
            bis=letzter_tag(vorjahr, 24),
            angefragt_am=plus_monate(vorjahr, -3),
            geschichte=gekuendigt,
            angebot="Theater am Nachmittag",
            ganztag=True,
        ),
        Kooperationsfall(
            titel="Forschen im Ganztag",
            anfragende="westhausen-grundschule",
            parteien=("fb-40", "westhausen-grundschule", "ekk"),
            standort=WESTERFILDE,
            themenfeld="mint-digitales",
            gegenstand="Die Parteien richten im Ganztag eine wöchentliche Forscherwerkstatt ein.",
            ziele=("Kinder entdecken Naturwissenschaften.",),
            zielgruppe="Kinder der Klassen 3 und 4",
            ort="Forscherraum der Westhausen-Grundschule",
            von=k.schuljahr(-2) + timedelta(days=25),
            bis=letzter_tag(k.schuljahr(-2), 24),
            angefragt_am=plus_monate(k.schuljahr(-2), -3),
            geschichte=abgelaufen,
            angebot="Forscherwerkstatt",
            ganztag=True,
        ),
        Kooperationsfall(
            titel="Bewegte Pause mit dem TuS",
            anfragende="stift-grundschule",
            parteien=("fb-40", "stift-grundschule", "tus-musterhoerde"),
            standort=HOERDE,
            themenfeld="sport-gesundheit",
            gegenstand="Der Verein leitet in den Pausen Spiele an und bildet Kinder zu Spielleiterinnen aus.",
            ziele=("Kinder bewegen sich jeden Tag.",),
            zielgruppe="Alle Kinder der Schule",
            ort="Schulhof der Stift-Grundschule",
            von=halbjahr,
            bis=letzter_tag(halbjahr, 18),
            angefragt_am=k.tag(werktage=-26),
            geschichte=in_zeichnung,
            angebot="Bewegte Pause",
        ),
        Kooperationsfall(
            titel="Kinderparlament im Quartier",
            anfragende="stift-grundschule",
            parteien=("fb-40", "stift-grundschule", "jfs-clarenberg", "dobeq"),
            standort=HOERDE,
            themenfeld="demokratie",
            gegenstand="Kinder wählen ein Parlament und entscheiden über ein eigenes kleines Vorhaben.",
            ziele=("Kinder erleben, dass ihre Stimme zählt.",),
            zielgruppe="Kinder der Klassen 3 und 4",
            ort="Jugendfreizeitstätte am Clarenberg",
            von=halbjahr,
            bis=letzter_tag(halbjahr, 6),
            angefragt_am=k.tag(werktage=-16),
            geschichte=in_abstimmung,
        ),
        Kooperationsfall(
            titel="Klassenrat an der Westhausen-Grundschule",
            anfragende="westhausen-grundschule",
            parteien=("fb-40", "westhausen-grundschule", "jugendring-beispiel"),
            standort=WESTERFILDE,
            themenfeld="demokratie",
            gegenstand="Der Jugendring begleitet die Klassen 2 bis 4 auf dem Weg zu einem eigenen Klassenrat.",
            ziele=("Kinder beraten ihre Anliegen selbst.",),
            zielgruppe="Kinder der Klassen 2 bis 4",
            ort="Westhausen-Grundschule",
            von=halbjahr,
            bis=letzter_tag(halbjahr, 6),
            angefragt_am=k.tag(werktage=-8),
            geschichte=angefragt,
            angebot="Klassenrat von Anfang an",
            ganztag=True,
        ),
    )
