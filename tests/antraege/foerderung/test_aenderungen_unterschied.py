"""The difference between two versions, in words and in euro."""

from decimal import Decimal
from typing import Any

from antraege.foerderung.aenderungen.unterschied import neuerungen, planunterschied


def _stand(**werte: Any) -> dict[str, Any]:
    return {
        "traeger": "Alter Verein",
        "ende": "2023-06-30",
        "zeitraum_bis": "2023-08-31",
        "nachweis_bis": "2024-02-29",
        "bewilligt": "6000.00",
        "jahre": {"2023": "6000.00"},
    } | werte


def test_gleiche_staende_haben_keinen_unterschied() -> None:
    assert neuerungen(_stand(), _stand()) == []


def test_unterschiede_in_worten_und_in_fester_folge() -> None:
    neu = _stand(
        ende="2023-09-30", bewilligt="7000.00", jahre={"2023": "6000.00", "2024": "1000.00"}, traeger="Neuer"
    )
    assert [(n.was, n.bisher, n.neu) for n in neuerungen(_stand(), neu)] == [
        ("Träger", "Alter Verein", "Neuer"),
        ("Zuwendung", "6.000,00\xa0€", "7.000,00\xa0€"),
        ("Anteil 2024", "–", "1.000,00\xa0€"),
        ("Ende des Vorhabens", "30.06.2023", "30.09.2023"),
    ]


def test_fassungen_nennen_fragen_unterlagen_und_nichts_doppelt() -> None:
    alt = {
        "antrag": {"traeger": "Verein", "ende": "2023-06-30", "beantragt": "6000.00"},
        "antworten": {"ziel": {"frage": "Was ist das Ziel, z. B. Lesen?", "antwort": "Lesen."}},
        "anlagen": [{"name": "plan.v1.pdf", "sha256": "a" * 64}],
        "plan": {},
    }
    neu = {
        "antrag": {"traeger": "Verein", "ende": "2023-09-30", "beantragt": "6000.00"},
        "antworten": {"ziel": {"frage": "Was ist das Ziel, z. B. Lesen?", "antwort": "Lesen und schreiben."}},
        "anlagen": [{"name": "plan.v1.pdf", "sha256": "b" * 64}],
        "plan": {},
        "bewilligung": _stand(ende="2023-09-30"),
    }
    gefunden = {n.was: (n.bisher, n.neu) for n in neuerungen(alt, neu)}
    assert gefunden["Ende des Vorhabens"] == ("30.06.2023", "30.09.2023")
    assert gefunden["Was ist das Ziel, z. B. Lesen?"] == ("Lesen.", "Lesen und schreiben.")
    assert gefunden["Unterlage plan.v1.pdf"] == ("a" * 12, "b" * 12)
    assert gefunden["Zuwendung"] == ("–", "6.000,00\xa0€")
    assert "Träger" not in gefunden


def _plan(**betraege: str) -> dict[str, Any]:
    ausgaben = [{"bezeichnung": name, "betrag": betrag} for name, betrag in betraege.items()]
    return {"plan": {"ausgaben": ausgaben, "deckung": []}}


def test_planunterschied_zeigt_jede_zeile_mit_ihrer_art() -> None:
    ausgaben, deckung = planunterschied(
        _plan(Honorare="4000.00", Material="2000.00", Raum="100.00"),
        _plan(Honorare="1500.00", Raum="100.00", Buecher="4500.00"),
    )
    assert [(z.bezeichnung, z.differenz, z.art_der_aenderung) for z in ausgaben.zeilen] == [
        ("Honorare", Decimal("-2500.00"), "weniger"),
        ("Material", Decimal("-2000.00"), "entfällt"),
        ("Raum", Decimal("0.00"), ""),
        ("Buecher", Decimal("4500.00"), "neu"),
    ]
    assert (ausgaben.summe.bisher, ausgaben.summe.neu, ausgaben.summe.differenz) == (
        Decimal("6100.00"),
        Decimal("6100.00"),
        Decimal("0.00"),
    )
    assert (ausgaben.geaendert, deckung.geaendert) == (True, False)
