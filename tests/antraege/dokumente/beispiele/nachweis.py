"""Facts of a proof of use with vouchers (worked example B18), and of its check."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.grund import Nachweisart, Pruefantwort, Zeichen, Zeichnung, Zeitraum
from antraege.dokumente.fakten.nachweis import (
    Ansatzpruefung,
    Beleg,
    Belegkuerzung,
    Berichtsantwort,
    Inventar,
    Nachweispruefungsfakten,
    Nachweiszeile,
    Stichprobe,
    Verwendungsnachweisfakten,
    Zaehlwert,
)
from tests.antraege.dokumente.beispiele.grund import AKTE, FALL, RAHMEN

PLAN_IST = (
    ("Personalausgaben", "Koordination", "12000.00", "11150.00"),
    ("Honorare", "Kursleitungen", "4000.00", "4900.00"),
    ("Sachkosten", "Material", "3000.00", "2960.40"),
    ("Verwaltung", "Büro und Porto", "1000.00", "1000.00"),
)
DECKUNG = (
    ("Eigenmittel", "Eigenanteil", "4000.00", "4010.40"),
    ("Drittmittel", "Stiftung", "2000.00", "2000.00"),
    ("Zuwendung", "Stadt Dortmund", "14000.00", "14000.00"),
)

STICHPROBE = Stichprobe(
    verfahren="Zufall nach Betrag, größter Beleg immer",
    startwert="40/5-KC-2023-00017/1",
    grundgesamtheit=4,
    umfang=2,
    belege=("2", "4"),
    betrag=Decimal("10005.20"),
)


def nachweiszeilen() -> tuple[Nachweiszeile, ...]:
    """Both sides of the plan P with what was spent."""
    return tuple(
        Nachweiszeile(seite=seite, art_bezeichnung=art, bezeichnung=was, plan=Decimal(plan), ist=Decimal(ist))
        for seite, zeilen in (("ausgabe", PLAN_IST), ("deckung", DECKUNG))
        for art, was, plan, ist in zeilen
    )


def belege(anzahl: int = 4, *, gesamt: Decimal = Decimal("20010.40")) -> tuple[Beleg, ...]:
    """So many vouchers over the year; the last one takes what is left of the sum."""
    teil = (gesamt / anzahl).quantize(Decimal("0.01"))
    return tuple(
        Beleg(
            nr=str(nr),
            datum=date(2023, 4, 3) + timedelta(days=(nr * 7) % 230),
            empfaenger="Musterhandel für Lernmaterial GmbH",
            zweck=f"Material für Woche {nr}",
            betrag=teil if nr < anzahl else gesamt - teil * (anzahl - 1),
            einzelansatz="Material",
        )
        for nr in range(1, anzahl + 1)
    )


def verwendungsnachweisfakten(**anders: Any) -> Verwendungsnachweisfakten:
    """A regular proof of use with four vouchers."""
    traeger = replace(
        RAHMEN,
        datum=date(2024, 3, 28),
        zeichnung=Zeichnung(name="V. Vorstand", funktion="Vorsitz des Vereins"),
    )
    eigene = {
        "rahmen": traeger,
        "zeitraum": Zeitraum(von=date(2023, 3, 1), bis=date(2023, 12, 31)),
        "eingereicht": datetime(2024, 3, 28, 13, 2, tzinfo=UTC),
        "ausgezahlt": Decimal("14000.00"),
        "nachweisart": Nachweisart.REGULAER,
        "sachbericht": (
            Berichtsantwort(
                frage="Was haben Sie getan?",
                antwort="36 Werkstatt-Nachmittage.\n\nZwei Ausstellungen im Quartier.",
            ),
            Berichtsantwort(frage="Was hat sich anders entwickelt als geplant?", antwort=""),
        ),
        "zaehlwerte": (
            Zaehlwert(bezeichnung="Teilnehmende Kinder", anzahl=48),
            Zaehlwert(bezeichnung="Stunden", anzahl=1080),
        ),
        "zeilen": nachweiszeilen(),
        "belege": belege(),
        "inventar": (
            Inventar(
                bezeichnung="Mikroskop",
                angeschafft_am=date(2023, 4, 17),
                betrag=Decimal("890.00"),
                zweckbindung_bis=date(2028, 4, 17),
            ),
        ),
        "bestaetigungen": (
            "Die Ausgaben waren notwendig. Wir haben wirtschaftlich und sparsam gehandelt.",
            "Die Angaben stimmen mit den Büchern und Belegen überein.",
            "Wir sind nicht zum Vorsteuerabzug berechtigt.",
        ),
        "anlagen": ("Teilnahmeliste ohne Namen.pdf",),
    }
    return Verwendungsnachweisfakten(**{**FALL, **eigene, **anders})


def nachweispruefungsfakten(**anders: Any) -> Nachweispruefungsfakten:
    """B18: 100 euro of the Honorare are above the 20 % limit; the grant stays because of the Bagatelle."""
    ansaetze = tuple(
        Ansatzpruefung(bezeichnung=was, plan=Decimal(plan), ist=Decimal(ist), anerkannt=Decimal(ist))
        for _, was, plan, ist in PLAN_IST
    )
    eigene = {
        "rahmen": replace(AKTE, datum=date(2024, 5, 6)),
        "eingereicht_am": date(2024, 3, 28),
        "faellig_am": date(2024, 4, 2),
        "nachweisart": Nachweisart.REGULAER,
        "vollstaendigkeit": (
            Pruefantwort(
                frage="Liegt ein Sachbericht vor?", antwort="ja", grundlage="Nr. 6 der Nebenbestimmungen"
            ),
            Pruefantwort(frage="Liegt eine Belegliste vor?", antwort="ja", bemerkung="4 Belege"),
        ),
        "stichprobe": STICHPROBE,
        "ansaetze": (ansaetze[0], replace(ansaetze[1], anerkannt=Decimal("4800.00")), *ansaetze[2:]),
        "belegkuerzungen": (
            Belegkuerzung(
                beleg_nr="2",
                einzelansatz="Kursleitungen",
                betrag=Decimal("100.00"),
                grund="Mehr als 20 Prozent über dem Einzelansatz, ohne vorherige Zustimmung",
            ),
        ),
        "zwanzig_prozent": ("Kursleitungen: 4.900,00 € statt 4.000,00 €, zulässig sind 4.800,00 €.",),
        "rechenschritte": (
            "Zuwendungsfähige Ausgaben: 20.010,40 € − 100,00 € = 19.910,40 €.",
            "Bagatelle: Die Änderung von 89,60 € übersteigt 500,00 € nicht. Die Zuwendung bleibt bei 14.000,00 €.",
        ),
        "zweck": "Der Zweck ist erreicht.",
        "endgueltig": Decimal("14000.00"),
        "ausgezahlt": Decimal("14000.00"),
        "begruendung": "Die Kürzung ändert den Betrag der Zuwendung nicht.",
        "erstpruefung": Zeichen(
            name="S. Beispiel",
            funktion="Sachbearbeitung Förderung",
            zeitpunkt=datetime(2024, 5, 3, 9, 0, tzinfo=UTC),
        ),
        "zweitpruefung": Zeichen(
            name="M. Muster", funktion="Bereichsleitung", zeitpunkt=datetime(2024, 5, 6, 8, 30, tzinfo=UTC)
        ),
    }
    return Nachweispruefungsfakten(**{**FALL, **eigene, **anders})
