"""Everything that keeps a draft from being submitted, said at once."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from antraege.antrag.models import Antrag
from antraege.antrag.services import speichere_antworten, speichere_vorhaben
from antraege.foerderung.services import maengel_des_antrags, speichere_plan
from antraege.kern.finanzierung import Position
from antraege.programme.models import Richtlinie
from rollen.models import Traeger
from tests.antraege.antrag import entwuerfe
from tests.antraege.antrag.entwuerfe import PLAN, alles, entwurf, fertiger_entwurf


def befund(antrag: Antrag, **anders) -> list[tuple[str, str]]:
    frisch = Antrag.objects.get(pk=antrag.pk)
    return [(mangel.feld, mangel.text) for mangel in maengel_des_antrags(frisch, **anders)]


def mit_vorhaben(welt, beginn: date, ende: date) -> Antrag:
    antrag = fertiger_entwurf(welt)
    return speichere_vorhaben(antrag, titel="Leseclub", beginn=beginn, ende=ende, akteur=welt.person)


def test_vollstaendiger_entwurf_hat_keine(welt):
    antrag = fertiger_entwurf(welt)
    vorher = alles()
    assert befund(antrag) == []
    assert alles() == vorher


def test_leerer_entwurf_nennt_alle_zugleich(welt):
    assert befund(entwurf(welt)) == [
        ("antrag_vorhaben#id_beginn", "Bitte geben Sie an, wann das Vorhaben beginnt."),
        ("antrag_vorhaben#id_ende", "Bitte geben Sie an, wann das Vorhaben endet."),
        ("antrag_angaben/1#id_frage-ziele", "Bitte beantworten Sie: „Frage nach ziele?“"),
        ("antrag_angaben/1#id_frage-kinder", "Bitte beantworten Sie: „Frage nach kinder?“"),
        ("antrag_angaben/2#id_frage-ganztag", "Bitte beantworten Sie: „Frage nach ganztag?“"),
        ("antrag_angaben/2#id_frage-thema", "Bitte beantworten Sie: „Frage nach thema?“"),
        ("antrag_angaben/3#id_frage-kein_beginn", "Bitte bestätigen Sie: „Frage nach kein_beginn?“"),
        ("antrag_plan#ausgaben", "Bitte tragen Sie mindestens eine Ausgabe ein."),
        ("antrag_plan#deckung", "Bitte tragen Sie ein, welche Zuwendung Sie beantragen."),
        ("antrag_unterlagen#unterlage-satzung", "Es fehlt die Unterlage „Satzung“."),
    ]


VZM = (
    "Das Vorhaben beginnt am 15.01.2023, vor dem Antrag. Ein vorzeitiger Beginn schließt "
    "die Förderung aus. Bitte wählen Sie einen späteren Beginn."
)


@pytest.mark.parametrize(
    ("beginn", "ende", "erwartet"),
    [
        (date(2023, 1, 16), date(2023, 1, 16), []),
        (date(2023, 1, 15), date(2023, 6, 30), [("antrag_vorhaben#id_beginn", VZM)]),
        (
            date(2023, 6, 2),
            date(2023, 6, 1),
            [("antrag_vorhaben#id_ende", "Das Ende liegt vor dem Beginn.")],
        ),
        (
            date(2023, 6, 1),
            date(2024, 1, 1),
            [("antrag_vorhaben#id_ende", "Für 2024 gibt es keine Haushaltsstelle.")],
        ),
        (
            date(2027, 3, 1),
            date(2027, 6, 1),
            [("antrag_vorhaben#id_beginn", "Für 2027 gibt es keine Haushaltsstelle.")],
        ),
    ],
)
def test_zeitraum(welt, beginn, ende, erwartet):
    assert befund(mit_vorhaben(welt, beginn, ende)) == erwartet


def test_zeitraum_liegt_in_der_geltung_der_richtlinie(db):
    welt = entwuerfe.welt(gueltig_bis=date(2023, 6, 30))
    antrag = mit_vorhaben(welt, date(2023, 3, 1), date(2023, 7, 1))
    assert befund(antrag) == [
        ("antrag_vorhaben#id_ende", "Die Richtlinie gilt bis zum 30.06.2023. Das Ende liegt danach.")
    ]


def test_beginn_vor_der_richtlinie(db):
    welt = entwuerfe.welt(gueltig_von=date(2023, 1, 16))
    antrag = mit_vorhaben(welt, date(2023, 1, 1), date(2023, 7, 1))
    assert [feld for feld, _ in befund(antrag)] == ["antrag_vorhaben#id_beginn", "antrag_vorhaben#id_beginn"]
    assert befund(antrag)[1][1] == "Die Richtlinie gilt erst ab dem 16.01.2023. Der Beginn liegt davor."


def test_ohne_haushaltsstelle_im_programm_darf_es_ins_naechste_jahr_gehen(db):
    welt = entwuerfe.welt(auftrag="", sachkonto="", haushaltsbezeichnung="")
    assert befund(mit_vorhaben(welt, date(2026, 8, 1), date(2027, 7, 31))) == []


def test_antragsfrist(db):
    welt = entwuerfe.welt(aufrufe=[(date(2023, 1, 2), date(2023, 1, 31))])
    antrag = fertiger_entwurf(welt)
    assert befund(antrag, heute=date(2023, 1, 31)) == []
    assert befund(antrag, heute=date(2023, 2, 1)) == [("", "Die Antragsfrist ist am 31.01.2023 abgelaufen.")]
    assert befund(antrag, heute=date(2023, 1, 1)) == [
        (
            "",
            "Anträge sind erst ab dem 02.01.2023 möglich (Aufruf „Aufruf 1“ vom 02.01.2023 bis zum 31.01.2023).",
        )
    ]


def test_ein_entwurf_aus_dem_ersten_aufruf_wartet_auf_den_zweiten(db):
    welt = entwuerfe.welt(
        aufrufe=[(date(2023, 1, 2), date(2023, 1, 31)), (date(2023, 2, 10), date(2023, 2, 20))]
    )
    antrag = fertiger_entwurf(welt)
    naechster = "Der nächste Aufruf „Aufruf 2“ läuft vom 10.02.2023 bis zum 20.02.2023."
    assert befund(antrag, heute=date(2023, 2, 1)) == [
        ("", f"Die Antragsfrist ist am 31.01.2023 abgelaufen. {naechster}")
    ]
    assert befund(antrag, heute=date(2023, 2, 10)) == []


def test_nach_dem_einreichen_zaehlt_der_tag_des_einreichens(db):
    welt = entwuerfe.welt(aufrufe=[(date(2023, 1, 1), date(2023, 1, 31))])
    antrag = fertiger_entwurf(welt)
    Antrag.objects.update(eingereicht_am=datetime(2023, 1, 31, 20, tzinfo=UTC))
    assert befund(antrag, heute=date(2023, 6, 1)) == []


def test_verifizierung_wurde_zurueckgenommen(welt):
    antrag = fertiger_entwurf(welt)
    Traeger.objects.update(verifiziert_am=None)
    assert befund(antrag) == [("", "Ihre Organisation ist noch nicht verifiziert.")]


def position(seite: str, art: str, betrag: str) -> Position:
    return Position(seite, art, art, Decimal(betrag))


@pytest.mark.parametrize(
    ("plan", "erwartet"),
    [
        (
            [*PLAN, position("ausgabe", "ausgabe", "0.01")],
            [
                (
                    "antrag_plan#deckung",
                    (
                        "Die Ausgaben sind um 0,01\u00a0€ höher als die Deckung: Ausgaben 11.000,01\u00a0€, "
                        "Deckung 11.000,00\u00a0€. Beide Seiten müssen gleich sein."
                    ),
                )
            ],
        ),
        (
            [position("ausgabe", "ausgabe", "10000"), position("deckung", "zuwendung", "10000")],
            [
                (
                    "antrag_plan#deckung",
                    (
                        "Die Eigenmittel müssen mindestens 5,00 % der Ausgaben betragen, das sind "
                        "500,00\u00a0€. Eingetragen sind 0,00\u00a0€."
                    ),
                )
            ],
        ),
        (
            [
                position("ausgabe", "ausgabe", "11000"),
                position("deckung", "zuwendung", "10000.01"),
                position("deckung", "eigenmittel", "999.99"),
            ],
            [
                (
                    "antrag_plan#deckung",
                    (
                        "Die Zuwendung darf höchstens 10.000,00\u00a0€ betragen. "
                        "Beantragt sind 10.000,01\u00a0€."
                    ),
                )
            ],
        ),
        (
            [position("ausgabe", "ausgabe", "100"), position("deckung", "eigenmittel", "100")],
            [("antrag_plan#deckung", "Bitte tragen Sie ein, welche Zuwendung Sie beantragen.")],
        ),
    ],
)
def test_plan(welt, plan, erwartet):
    antrag = speichere_plan(fertiger_entwurf(welt), plan, akteur=welt.person)
    assert befund(antrag) == erwartet


def test_beantragt_muss_zum_plan_passen(welt):
    antrag = fertiger_entwurf(welt)
    Antrag.objects.update(beantragt=Decimal(9_000))
    assert befund(antrag) == [
        (
            "antrag_plan#deckung",
            (
                "Im Plan stehen 10.000,00\u00a0€ Zuwendung, beantragt sind 9.000,00\u00a0€. "
                "Bitte speichern Sie den Plan noch einmal."
            ),
        )
    ]


def test_entfernte_unterlage_fehlt(welt):
    antrag = fertiger_entwurf(welt)
    antrag.anlagen.update(entfernt_am=datetime(2023, 1, 16, tzinfo=UTC))
    assert befund(antrag) == [("antrag_unterlagen#unterlage-satzung", "Es fehlt die Unterlage „Satzung“.")]


def test_leere_antwort_ist_keine(welt):
    antrag = fertiger_entwurf(welt)
    speichere_antworten(antrag, {"ziele": None}, akteur=welt.person)
    Antrag.objects.filter(pk=antrag.pk).update(antworten={**Antrag.objects.get().antworten, "kinder": None})
    assert [feld for feld, _ in befund(antrag)] == [
        "antrag_angaben/1#id_frage-ziele",
        "antrag_angaben/1#id_frage-kinder",
    ]


def test_null_und_nein_sind_antworten(welt):
    antrag = fertiger_entwurf(welt)
    speichere_antworten(antrag, {"kinder": 0, "ganztag": False}, akteur=welt.person)
    assert befund(antrag) == []


def test_pruefen_kostet_immer_gleich_viel(welt, django_assert_num_queries):
    for antrag in (entwurf(welt), fertiger_entwurf(welt)):
        frisch = Antrag.objects.select_related("richtlinie", "traeger").get(pk=antrag.pk)
        with django_assert_num_queries(
            7 if frisch.beginn else 6
        ):  # calls, verified, line, questions, plan, papers 2
            maengel_des_antrags(frisch)
    assert Richtlinie.objects.count() == 1
