"""Facts of an order to pay over two budget years."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from antraege.dokumente.fakten.grund import Bankkonto, Empfaenger, Kontierung, Rechtsregime, Zeichen
from antraege.dokumente.fakten.zahlung import Anordnungsfakten, Anordnungszeichen
from tests.antraege.dokumente.beispiele.grund import RAHMEN

KASSE = replace(
    RAHMEN, empfaenger=Empfaenger(name="Stadtkasse und Steueramt", anschrift=("Im Hause",), ist_stadt=True)
)
SACHLICH = Zeichen(
    name="S. Beispiel",
    funktion="Sachbearbeitung Förderung",
    zeitpunkt=datetime(2023, 2, 3, 8, 10, tzinfo=UTC),
)
RECHNERISCH = Zeichen(
    name="R. Probe", funktion="Finanzsachbearbeitung", zeitpunkt=datetime(2023, 2, 3, 9, 30, tzinfo=UTC)
)
ANORDNUNG = Anordnungszeichen(
    name="M. Muster",
    funktion="Bereichsleitung",
    zeitpunkt=datetime(2023, 2, 6, 7, 45, tzinfo=UTC),
    grenze=Decimal("25000.00"),
)


def kontierung(jahr: int, betrag: str) -> Kontierung:
    """Euro from the Auftrag of the Kindercampus."""
    return Kontierung(
        jahr=jahr,
        produkt="40_0030303",
        auftrag="400303020400",
        kostenstelle="400101",
        sachkonto="529100",
        bezeichnung="Projekte",
        betrag=Decimal(betrag),
    )


def anordnungsfakten(**anders: Any) -> Anordnungsfakten:
    """The second instalment of a grant of 10.000 euro."""
    eigene = {
        "rahmen": KASSE,
        "rechtsregime": Rechtsregime.VWVFG,
        "projekt": "Forschen im Quartier",
        "programm": "Kindercampus-Projektmittel",
        "bescheid_vom": date(2022, 12, 12),
        "bewilligt": Decimal("10000.00"),
        "kreditor": "Lernfreude Hörde e. V.",
        "kreditor_nr": "4711008",
        "konto": Bankkonto(
            inhaber="Lernfreude Hörde e. V.",
            iban="DE02120300000000202051",
            bic="BYLADEM1001",
            bank="Musterbank",
        ),
        "gegenstand": "2. Mittelabruf",
        "betrag": Decimal("4500.00"),
        "faellig_am": date(2023, 2, 20),
        "kontierungen": (kontierung(2022, "1500.00"), kontierung(2023, "3000.00")),
        "verwendungszweck": "40/5-KC-2023-00017 Forschen im Quartier, 2. Mittelabruf",
        "bisher": Decimal("3000.00"),
        "sachlich": SACHLICH,
        "rechnerisch": RECHNERISCH,
        "anordnung": ANORDNUNG,
    }
    return Anordnungsfakten(**{**eigene, **anders})
