"""Facts of the paper DS 24046-22, with its real figures and without its persons."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.gremien import (
    Aufwandstabelle,
    Aufwandszeile,
    Beratung,
    Gremienfakten,
    Kontoangabe,
    Stellenbedarf,
)
from antraege.dokumente.fakten.grund import Empfaenger
from antraege.kern.beratung import Beratungsart
from tests.antraege.dokumente.beispiele.grund import RAHMEN

JAHRE = (2022, 2023, 2024, 2025, 2026)
AUFTRAG = "400303020400"
E, B, K = Beratungsart.EMPFEHLUNG, Beratungsart.BESCHLUSS, Beratungsart.KENNTNISNAHME
BERATUNGEN = (
    ("Ausschuss für Personal, Organisation und Digitalisierung", date(2022, 4, 28), E),
    ("Schulausschuss", date(2022, 5, 4), E),
    ("Ausschuss für Finanzen, Beteiligungen und Liegenschaften", date(2022, 5, 5), E),
    ("Betriebsausschuss FABIDO", date(2022, 5, 6), E),
    ("Ausschuss für Kinder, Jugend und Familie", date(2022, 5, 11), E),
    ("Hauptausschuss und Ältestenrat", date(2022, 5, 12), E),
    ("Rat der Stadt", date(2022, 5, 12), B),
    ("Integrationsrat", date(2022, 6, 7), K),
)


def zeile(konto: tuple[str, ...], bezeichnung: str, *betraege: int) -> Aufwandszeile:
    """One line in full euro."""
    return Aufwandszeile(konto=konto, bezeichnung=bezeichnung, betraege=tuple(Decimal(b) for b in betraege))


PERSONAL = Aufwandstabelle(
    beschriftung="Personalaufwendungen",
    kopf=(Kontoangabe.KOSTENSTELLE, Kontoangabe.SACHKONTO),
    jahre=JAHRE,
    zeilen=(
        zeile(("400101", "500200"), "Beschäftigtenentgelt", 81100, 200300, 205100, 210100, 215100),
        zeile(("400096", "500210"), "Sonderzuwendung", 4700, 11500, 11800, 12100, 12400),
        zeile(("400101", "501200"), "Beiträge Versorgungskasse", 6700, 16400, 16800, 17200, 17600),
        zeile(("400101", "502200"), "Sozialversicherungsbeiträge", 17400, 43000, 44000, 45000, 46100),
    ),
    erlaeuterung="Eine Kompensation mit anderen Stellen ist nicht möglich.",
)
SACH = Aufwandstabelle(
    beschriftung="Sachaufwendungen",
    kopf=(Kontoangabe.AUFTRAG, Kontoangabe.SACHKONTO),
    jahre=JAHRE,
    zeilen=(
        zeile((AUFTRAG, "529900"), "Prozessbegleitung/Moderation und Evaluation", 6250, *[15000] * 4),
        zeile((AUFTRAG, "529100"), "Projekte", 4167, *[10000] * 4),
        zeile((AUFTRAG, "540200"), "Fortbildungen", 1250, *[3000] * 4),
        zeile((AUFTRAG, "524900"), "Materialien", 417, *[1000] * 4),
        zeile((AUFTRAG, "529100"), "Veranstaltungen", 500, *[1200] * 4),
    ),
)


def gremienfakten(**anders: Any) -> Gremienfakten:
    """Two Modellstandorte and the Servicestelle."""
    eigene = {
        "rahmen": replace(
            RAHMEN,
            aktenzeichen="40/5-GR-2022-00001",
            datum=date(2022, 3, 23),
            dokument_id="DOK-2022-000004",
            empfaenger=Empfaenger(name="Rat der Stadt Dortmund", anschrift=(), ist_stadt=True),
        ),
        "drucksache": "24046-22",
        "oeffentlich": True,
        "fachbereiche": ("40", "51", "57"),
        "dezernat": "Dezernat 4 – Schule, Jugend, FABIDO",
        "verantwortlich": ("Leitung Fachbereich 40", "Leitung Fachbereich 51", "Leitung FABIDO"),
        "beratungsfolge": tuple(Beratung(gremium=wer, am=am, art=art) for wer, am, art in BERATUNGEN),
        "tagesordnungspunkt": "Entwicklung von zwei Modellstandorten „Kindercampus“ und Entwicklung einer "
        "„Servicestelle Bildungspartnerschaften“",
        "beschlussorgan": "Der Rat der Stadt Dortmund",
        "beschluss": (
            "die Entwicklung von zwei Modellstandorten „Kindercampus“ und drei Planstellen bis 08/2026,",
            "den schrittweisen Aufbau einer „Servicestelle Bildungspartnerschaften“,",
            "die Beträge im Rahmen der Haushaltsplanaufstellung 2023 ff. zu berücksichtigen.",
        ),
        "personell": "Die Planstellen werden im Vorgriff auf den Stellenplan 2023 besetzt.",
        "stellen": (
            Stellenbedarf(
                bezeichnung="Projektleitung",
                wertigkeit="EG 14 TVöD-V",
                umfang=Decimal("1.00"),
                befristet_bis="08/2026",
            ),
            Stellenbedarf(
                bezeichnung="Campus-Manager*innen",
                wertigkeit="EG 12/S 18 TVöD SuE",
                umfang=Decimal("2.00"),
                befristet_bis="08/2026",
            ),
        ),
        "finanziell": "Im Fachbereich 40 entstehen zusätzliche Aufwendungen:",
        "aufwand": (PERSONAL, SACH),
        "deckung": "Die Mehraufwendungen 2022 werden durch Minderaufwendungen von 12.584 € gedeckt "
        "(§ 8 der Haushaltssatzung).",
        "klimarelevanz": "Keine.",
        "begruendung": (
            ("1. Ausgangslage", "Die Stadt will bestmögliche Bedingungen für das Aufwachsen aller Kinder."),
            ("2. Projekte und Maßnahmen", "Zwei Projekte greifen ineinander."),
        ),
        "zustaendigkeit": "Die Zuständigkeit des Rates ergibt sich aus § 41 Abs. 1 Buchst. h und t GO NRW.",
    }
    return Gremienfakten(**{**eigene, **anders})
