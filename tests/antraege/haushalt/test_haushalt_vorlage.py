"""Every figure and every sum of the council paper DS 24046-22, computed from the database after loading."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db.models import Sum

from antraege.angebote.models import Einrichtung, Themenfeld
from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Buchung, Haushaltsstelle
from antraege.programme.models import Pruefart, Richtlinie
from rollen.models import Benutzer, Eintrag, Mitgliedschaft, Stelle
from rollen.pruefung import pruefe_kette
from tests.gedaechtnis import gemerkt

JAHRE = [2022, 2023, 2024, 2025, 2026]
CAMPUS = "400303020400"
ZEILEN = {
    ("400101", "500200", "Beschäftigtenentgelt"): [81100, 200300, 205100, 210100, 215100],
    ("400096", "500210", "Sonderzuwendung"): [4700, 11500, 11800, 12100, 12400],
    ("400101", "501200", "Beiträge Versorgungskasse"): [6700, 16400, 16800, 17200, 17600],
    ("400101", "502200", "Sozialversicherungsbeiträge"): [17400, 43000, 44000, 45000, 46100],
    (CAMPUS, "529900", "Prozessbegleitung/Moderation und Evaluation"): [6250, *[15000] * 4],
    (CAMPUS, "529100", "Projekte"): [4167, *[10000] * 4],
    (CAMPUS, "540200", "Fortbildungen"): [1250, *[3000] * 4],
    (CAMPUS, "524900", "Materialien"): [417, *[1000] * 4],
    (CAMPUS, "529100", "Veranstaltungen"): [500, *[1200] * 4],
    ("400101", "529970", "Aufwand GwG (60-250 EUR netto)"): [1431],
    ("400101", "529980", "Aufwand GwG (250,01-800 EUR netto)"): [2451],
    ("400101", "524800", "Technisches IT-Material"): [324],
    ("4003010100PA", "529700", "Sach- und Dienstleistung Schülerbeförderungskosten"): [0],
}
SUMMEN = {
    Bereich.PERSONAL: [109900, 271200, 277700, 284400, 291200],
    Bereich.SACH: [12584, 30200, 30200, 30200, 30200],
    Bereich.BUERO: [4206],
    Bereich.DECKUNG: [0],
}


@pytest.fixture
def der_vorlage(geladen):
    return Haushaltsstelle.objects.exclude(quelle__startswith="Beispiel").order_by("jahr")


def test_every_line_of_the_paper(der_vorlage):
    gefunden: dict[tuple[str, str, str], list[Decimal]] = {}
    for zeile in der_vorlage:
        konto = (zeile.auftrag or zeile.kostenstelle, zeile.sachkonto, zeile.bezeichnung)
        gefunden.setdefault(konto, []).append(zeile.frei)
    assert gefunden == ZEILEN


def test_every_sum_of_the_paper(der_vorlage):
    je_jahr = der_vorlage.order_by("jahr").values_list("bereich", "jahr")
    gefunden: dict[str, dict[int, Decimal]] = {}
    for bereich, jahr, ansatz, deckung in je_jahr.annotate(a=Sum("ansatz"), d=Sum("deckung")):
        gefunden.setdefault(bereich, {})[jahr] = ansatz + deckung
    assert gefunden == {b: dict(zip(JAHRE, betraege, strict=False)) for b, betraege in SUMMEN.items()}
    gesamt = {bereich: sum(betraege.values()) for bereich, betraege in gefunden.items()}
    assert gesamt == {"personal": 1_234_400, "sach": 133_384, "buero": 4_206, "deckung": 0}
    assert sum(gesamt.values()) == 1_371_990


def test_the_deckung_of_2022(der_vorlage):
    quelle = der_vorlage.get(bereich=Bereich.DECKUNG)
    assert (quelle.produkt, quelle.ansatz, quelle.deckung) == ("40_0030101", 12584, -12584)
    gedeckt = der_vorlage.filter(jahr=2022, bereich=Bereich.SACH)
    assert sorted(gedeckt.values_list("ansatz", "deckung")) == [
        (0, 417),
        (0, 500),
        (0, 1250),
        (0, 4167),
        (0, 6250),
    ]
    assert services.abgleich() == []


def test_the_second_programme_has_lines_until_2027_and_the_first_until_2026(geladen):
    zweites = Haushaltsstelle.objects.filter(auftrag="510206010100").order_by("jahr")
    assert list(zweites.values_list("jahr", "ansatz", "quelle")) == [
        (jahr, 400_000, "Beispiel, nicht aus der Vorlage") for jahr in range(2022, 2028)
    ]
    with pytest.raises(services.KeineHaushaltsstelle):
        services.finde(auftrag=CAMPUS, sachkonto="529100", bezeichnung="Projekte", jahr=2027)


def test_loading_twice_changes_nothing(geladen):
    def bestand() -> list[object]:
        modelle = (
            Stelle,
            Einrichtung,
            Themenfeld,
            Haushaltsstelle,
            Buchung,
            Richtlinie,
            Benutzer,
            Mitgliedschaft,
        )
        return [*(list(m.objects.order_by("pk").values()) for m in modelle), Eintrag.objects.count()]

    vorher = bestand()
    gemerkt(call_command, "daten_laden", verbosity=0)
    assert bestand() == vorher


def test_every_programme_is_released_by_a_second_person(geladen):
    for richtlinie in Richtlinie.objects.all():
        assert richtlinie.freigegeben_von not in (None, richtlinie.erstellt_von)
        assert not richtlinie.freigegeben_von.has_usable_password()


def test_every_programme_of_money_is_complete_and_knows_its_budget_line(geladen):
    for richtlinie in Richtlinie.objects.filter(programm__kooperation=False):
        arten = [richtlinie.pruefpunkte.filter(art=art).count() for art in Pruefart]
        assert (richtlinie.fragen.count(), arten, richtlinie.wertgrenzen.count()) == (11, [5, 5, 5], 4)
        assert [u.schluessel for u in richtlinie.unterlagen.filter(pflicht=True)] == ["projektbeschreibung"]
        assert services.finde(
            auftrag=richtlinie.auftrag,
            sachkonto=richtlinie.sachkonto,
            bezeichnung=richtlinie.haushaltsbezeichnung,
            jahr=2023,
        )


def test_the_agreement_without_money_has_checks_but_no_budget_line(geladen):
    richtlinie = Richtlinie.objects.get(programm__kooperation=True)
    arten = [richtlinie.pruefpunkte.filter(art=art).count() for art in Pruefart]
    assert (richtlinie.fragen.count(), arten, richtlinie.wertgrenzen.count()) == (9, [3, 8, 0], 4)
    assert (richtlinie.auftrag, richtlinie.sachkonto) == ("", "")


def test_the_tree_knows_what_belongs_to_the_city(geladen):
    fremd = Stelle.objects.filter(staedtisch=False).exclude(art="traeger")
    assert [s.kuerzel for s in fremd] == ["awo-am-bruchheck"]
    assert all(s.pfad == f"{s.eltern.pfad if s.eltern else ''}{s.pk}." for s in Stelle.objects.all())
    wurzeln = Stelle.objects.filter(eltern=None).exclude(art="traeger")
    assert [s.kuerzel for s in wurzeln] == ["stadt"]


def test_the_trail_of_loading_verifies(geladen):
    for kette in Eintrag.objects.values_list("kette", flat=True).distinct():
        assert pruefe_kette(kette).heil
