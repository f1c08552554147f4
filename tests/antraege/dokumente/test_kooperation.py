"""Agreement, Nachtrag and Kündigung as data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from antraege.dokumente.bloecke import (
    Absatz,
    Dokument,
    Kasten,
    Liste,
    Seitenumbruch,
    Ueberschrift,
    Unterschriftsfeld,
)
from antraege.dokumente.fakten.grund import FaktenFehler
from antraege.dokumente.fakten.kooperation import Datenschutzrolle, Finanzierungsweg
from antraege.dokumente.inhalt.kooperation import kooperationsvereinbarung, kuendigung, nachtrag
from tests.antraege.dokumente.beispiele import (
    TEXTE,
    interne_kooperationsfakten,
    kooperationsfakten,
    kuendigungsfakten,
    nachtragsfakten,
)
from tests.antraege.dokumente.beispiele.kooperation import KOPF, PARTEIEN, SHA, VEREIN, ZEICHNUNGEN
from tests.antraege.dokumente.bloeckelesen import abschnitt, ganzer_text, tabellen, texte_von

SECHZEHN = [
    "Parteien",
    "Präambel",
    "Gegenstand",
    "Leistungen",
    "Zusammenarbeit",
    "Personal",
    "Kinderschutz",
    "Datenschutz",
    "Haftung und Versicherung",
    "Finanzierung",
    "Öffentlichkeitsarbeit",
    "Laufzeit und Kündigung",
    "Auswertung",
    "Schlussbestimmungen",
    "Anlagen",
    "Unterschriften",
]


def vereinbarung(**anders: Any) -> Dokument:
    return kooperationsvereinbarung(kooperationsfakten(**anders), texte=TEXTE)


def interne(**anders: Any) -> Dokument:
    return kooperationsvereinbarung(interne_kooperationsfakten(**anders), texte=TEXTE)


def klauseln(dokument: Dokument, titel: str) -> str:
    return texte_von(abschnitt(dokument, titel))


@pytest.mark.parametrize("dokument", [vereinbarung(), interne(anlagen=(), ferien="", material="")])
def test_every_agreement_has_sixteen_sections(dokument: Dokument):
    titel = [b.text for b in dokument.bloecke if isinstance(b, Ueberschrift) and b.ebene == 1]

    assert titel == [f"{nr}. {name}" for nr, name in enumerate(SECHZEHN, start=1)]


def test_parties_and_their_services():
    dokument = vereinbarung()

    assert tabellen(dokument)["Parteien"].zeilen[2] == (
        "Träger",
        (
            "Lernfreude Hörde e. V.\neingetragener Verein\nVR 9999, Amtsgericht Dortmund\n"
            "Beispielweg 12\n44263 Dortmund"
        ),
        "Vorsitz des Vorstands",
        "Projektleitung\nprojekt@lernfreude.example",
    )
    assert abschnitt(dokument, "Leistungen")[5:7] == [
        Ueberschrift("Träger", ebene=2),
        Liste(("führt die Werkstatt durch (Umfang: 36 Nachmittage zu 2 Stunden)",)),
    ]


def test_signatures_that_are_in_and_lines_for_the_others():
    dokument = vereinbarung()
    seite = abschnitt(dokument, "Unterschriften")

    assert seite[0] == Absatz(
        f"Folgende Parteien haben gezeichnet. Gezeichnet wurde die Fassung {dokument.dokument_id} "
        f"mit der Prüfsumme (SHA-256): {SHA}"
    )
    assert tabellen(dokument)["Zeichnungen"].zeilen == (
        (
            "Stadt Dortmund, Fachbereich Schule",
            "M. Muster\nLeitung des Fachbereichs Schule",
            "Dortmund\n10.05.2023, 10:15 Uhr",
            "elektronisch im Portal",
        ),
        (
            "Stift-Grundschule",
            "M. Muster\nSchulleitung",
            "Dortmund\n10.05.2023, 10:15 Uhr",
            "unterschrieben, Scan hochgeladen\nScan DOK-2023-000091",
        ),
    )
    assert [b for b in seite if isinstance(b, Unterschriftsfeld)] == [
        Unterschriftsfeld("Ort, Datum, Unterschrift\nLernfreude Hörde e. V., Vorsitz des Vorstands")
    ]
    assert (
        dokument.bloecke[list(dokument.bloecke).index(Ueberschrift("16. Unterschriften")) - 1]
        == Seitenumbruch()
    )


def test_on_paper_every_party_has_a_line():
    seite = abschnitt(vereinbarung(zeichnungen=(), zeichnungsfrist=None), "Unterschriften")

    assert [type(block) for block in seite] == [Unterschriftsfeld] * 3


def test_between_parts_of_the_city_it_is_no_contract():
    dokument = interne()

    assert dokument.titel == "Interne Kooperationsvereinbarung"
    assert klauseln(dokument, "Präambel").startswith("Alle Parteien sind Teil der Stadt Dortmund.")
    assert klauseln(dokument, "Haftung und Versicherung").startswith("Schäden innerhalb der Stadt")
    assert "unwirksam" not in klauseln(dokument, "Schlussbestimmungen")
    assert klauseln(dokument, "Finanzierung") == TEXTE["koop.finanzierung.keine"]


@pytest.mark.parametrize(
    ("anders", "titel", "schluessel"),
    [
        ({}, "Personal", "koop.fuehrungszeugnis"),
        ({"lebensmittel": True}, "Personal", "koop.lebensmittel"),
        ({}, "Haftung und Versicherung", "koop.haftung.haftpflicht"),
        ({}, "Datenschutz", "koop.datenschutz.fotos"),
        ({"fotos": False}, "Datenschutz", "koop.datenschutz.keine_fotos"),
        ({}, "Finanzierung", "koop.finanzierung.vorbehalt"),
        ({"termine": ()}, "Leistungen", "koop.termine.keine"),
    ],
)
def test_clause_that_applies_is_there(anders: dict, titel: str, schluessel: str):
    assert TEXTE[schluessel] in klauseln(vereinbarung(**anders), titel)


@pytest.mark.parametrize(
    ("anders", "titel", "schluessel"),
    [
        ({"fuehrungszeugnis": False}, "Personal", "koop.fuehrungszeugnis"),
        ({}, "Personal", "koop.lebensmittel"),
        ({"haftpflicht": False}, "Haftung und Versicherung", "koop.haftung.haftpflicht"),
        ({"vorbehalt": False}, "Finanzierung", "koop.finanzierung.vorbehalt"),
    ],
)
def test_clause_that_does_not_apply_is_left_out(anders: dict, titel: str, schluessel: str):
    assert TEXTE[schluessel] not in klauseln(vereinbarung(**anders), titel)


@pytest.mark.parametrize("rolle", Datenschutzrolle)
def test_every_role_in_data_protection_has_its_words(rolle: Datenschutzrolle):
    assert TEXTE[f"koop.datenschutz.{rolle}"] in klauseln(vereinbarung(datenschutz=rolle), "Datenschutz")


def test_lump_sum_names_the_amount():
    pauschal = {
        "finanzierung": Finanzierungsweg.PAUSCHALE,
        "pauschale": Decimal("1500.00"),
        "bescheid": "",
        "vorbehalt": False,
    }

    assert klauseln(vereinbarung(**pauschal), "Finanzierung").startswith(
        "Für das Angebot wird eine Pauschale von 1.500,00\u00a0€ je Schuljahr gezahlt."
    )


def test_term_names_days_and_notice():
    worte = klauseln(vereinbarung(), "Laufzeit und Kündigung")

    assert "gilt vom 01.08.2023 bis zum 31.07.2025" in worte
    assert "mit einer Frist von drei Monaten zum Ende des Schuljahres (31.07.)" in worte


def test_schulkonferenz_has_agreed_or_must_still():
    entwurf = {"rahmen": replace(KOPF, entwurf=True), "schulkonferenz_am": None}

    assert "am 19.04.2023 zugestimmt" in klauseln(vereinbarung(), "Schlussbestimmungen")
    assert "erst, wenn die Schulkonferenz" in klauseln(vereinbarung(**entwurf), "Schlussbestimmungen")


def test_twelve_parties_are_possible():
    weitere = tuple(replace(VEREIN, kuerzel=f"Partei {nr}", name=f"Verein {nr} e. V.") for nr in range(4, 13))
    alle = (*PARTEIEN, *weitere)
    leistungen = tuple(replace(kooperationsfakten().leistungen[0], partei=p.kuerzel) for p in alle)

    assert len(tabellen(vereinbarung(parteien=alle, leistungen=leistungen))["Parteien"].zeilen) == 12


def test_nachtrag_shows_old_and_new():
    dokument = nachtrag(nachtragsfakten(), texte=TEXTE)

    assert dokument.titel == "1. Nachtrag zur Kooperationsvereinbarung"
    assert abschnitt(dokument, "Gegenstand") == [
        Kasten(
            "Die Parteien ändern die Vereinbarung „Forschen im Quartier“ vom 08.05.2023 (40/5-KO-2023-00003). "
            "Die Änderungen gelten ab dem 01.02.2024."
        )
    ]
    assert tabellen(dokument)["Änderungen"].zeilen[1] == (
        "Zeit",
        "dienstags, 14:00 Uhr",
        "donnerstags, 14:30 Uhr",
    )


def test_kuendigung_keeps_the_notice_and_leaves_the_grant_alone():
    dokument = kuendigung(kuendigungsfakten(), texte=TEXTE)

    assert texte_von(abschnitt(dokument, "Kündigung")) == (
        f"{kuendigungsfakten().kuendigende} kündigt die Kooperationsvereinbarung „Forschen im Quartier“ "
        "vom 08.05.2023 (40/5-KO-2023-00003) zum 31.07.2024.\n"
        "Die vereinbarte Kündigungsfrist von drei Monaten zum Ende des Schuljahres ist eingehalten."
    )
    assert "Sie ist den anderen Parteien am 24.04.2024 zugegangen." in klauseln(dokument, "Zugang")
    assert "nicht von selbst" in klauseln(dokument, "Verbundene Zuwendung")


def test_kuendigung_for_cause_names_cause_and_law():
    grund = {"ausserordentlich": True, "frist": "", "gruende": "Die Aufsicht fehlte.", "zugegangen_am": None}
    dokument = kuendigung(kuendigungsfakten(**grund, bescheid=""), texte=TEXTE)
    intern = kuendigung(kuendigungsfakten(**grund, intern=True), texte=TEXTE)

    assert "aus wichtigem Grund" in klauseln(dokument, "Kündigung")
    assert "§ 314 BGB" in klauseln(dokument, "Gründe")
    assert "Bitte bestätigen Sie den Erhalt." in klauseln(dokument, "Zugang")
    assert "§ 314 BGB" not in ganzer_text(intern)


@pytest.mark.parametrize(
    ("fakten", "anders", "satz"),
    [
        (kooperationsfakten, {"parteien": PARTEIEN[:1]}, "zwei bis zwölf verschiedene Parteien"),
        (kooperationsfakten, {"parteien": (*PARTEIEN, VEREIN)}, "zwei bis zwölf verschiedene Parteien"),
        (kooperationsfakten, {"zeichnungen": ZEICHNUNGEN[:1] * 2}, "Jede Partei zeichnet einmal"),
        (
            kooperationsfakten,
            {"zeichnungen": (ZEICHNUNGEN[0], replace(ZEICHNUNGEN[1], sha256="0"))},
            "verschiedene Fassungen",
        ),
        (kooperationsfakten, {"leistungen": ()}, "Jede Partei bringt eine Leistung ein"),
        (kooperationsfakten, {"bescheid": ""}, "Die Finanzierung aus einer Zuwendung nennt den Vorgang"),
        (kooperationsfakten, {"pauschale": Decimal("1.00")}, "Eine Pauschale hat genau"),
        (
            kooperationsfakten,
            {"finanzierung": Finanzierungsweg.KEINE, "bescheid": ""},
            "Ein Vorbehalt der Bewilligung setzt eine Zuwendung voraus.",
        ),
        (
            kooperationsfakten,
            {"probezeit_bis": date(2025, 8, 1)},
            "Die Probezeit endet nicht in der Laufzeit.",
        ),
        (kooperationsfakten, {"indikatoren": ()}, "Auswertung oder Kündigungsfrist fehlen."),
        (kooperationsfakten, {"schulkonferenz_am": None}, "Zustimmung der Schulkonferenz"),
        (nachtragsfakten, {"aenderungen": ()}, "Der Nachtrag ändert nichts."),
        (nachtragsfakten, {"anlass": ""}, "Anlass oder Nummer des Nachtrags fehlen."),
        (kuendigungsfakten, {"ausserordentlich": True}, "nennt ihren wichtigen Grund"),
        (kuendigungsfakten, {"frist": ""}, "Eine ordentliche Kündigung hält eine Frist ein."),
        (kuendigungsfakten, {"folgen": ()}, "Die Kündigung nennt die anderen Parteien und die Folgen."),
        (kuendigungsfakten, {"zugegangen_am": date(2024, 4, 21)}, "Der Zugang liegt vor der Erklärung."),
    ],
)
def test_facts_refuse_contradictions(fakten: Callable[..., Any], anders: dict, satz: str):
    with pytest.raises(FaktenFehler, match=satz):
        fakten(**anders)
