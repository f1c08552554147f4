"""Money inside the city: internal Mittelzuweisung and its way back, VILV between units."""

import pytest

from antraege.haushalt import services
from antraege.haushalt.models import Bereich, Haushaltsstelle
from rollen.models import Eintrag
from rollen.taten import Tat
from tests.antraege.haushalt.konten import AZ, FREMD, D, erwartet, stand
from tests.fabriken import StelleFactory

pytestmark = pytest.mark.beide_datenbanken


@pytest.fixture
def fremde(stelle, akteur) -> Haushaltsstelle:
    """A line of another Fachbereich, without money."""
    return Haushaltsstelle.objects.create(
        stelle=StelleFactory(kuerzel="fb-10", name="FB 10"),
        jahr=2023,
        bereich=Bereich.BUERO,
        kostenstelle="100101",
        sachkonto="529980",
        bezeichnung="Technik",
    )


@pytest.fixture
def eigene(neue_zeile) -> Haushaltsstelle:
    return neue_zeile("0", bezeichnung="Schule")


@pytest.fixture
def umbuchen(zeile, akteur):
    def ruf(zu, betrag, *, tun=services.umbuchen, schluessel="u", aktenzeichen=AZ, **wie):
        return tun(
            zeile,
            zu,
            D(betrag),
            aktenzeichen=aktenzeichen,
            schluessel=schluessel,
            akteur=akteur,
            text="Zuweisung",
            **wie,
        )

    return ruf


def test_umschichtung_uses_the_bindung_and_gives_the_money(zeile, eigene, buche, umbuchen):
    buche(services.binden, "400")
    ab, an = umbuchen(eigene, "300", weg=services.Weg.UMSCHICHTUNG)
    assert [(b.art, b.aktenzeichen, b.wirkungen) for b in (ab, an)] == [
        ("umbuchung", AZ, [("gebunden", D("-300")), ("ausgezahlt", D("300"))]),
        ("umbuchung", AZ, [("deckung", D("300"))]),
    ]
    assert umbuchen(eigene, "300", weg=services.Weg.UMSCHICHTUNG) == (ab, an)
    assert stand(zeile) == erwartet(gebunden="100", ausgezahlt="300", frei="600")
    assert stand(eigene) == erwartet(ansatz="0", deckung="300", frei="300")
    assert services.bestaende(AZ) == [services.Bestand(zeile, D("0"), D("100"), D("300"), D("0"))]
    assert list(Eintrag.objects.exclude(aktion=Tat.ANSATZ_SETZEN)) == []
    assert services.abgleich() == []


def test_between_units_it_is_vilv_and_nothing_else(zeile, eigene, fremde, buche, umbuchen, nichts_geschieht):
    buche(services.binden, "400")
    assert services.passender_weg(zeile, eigene) is services.Weg.UMSCHICHTUNG
    assert services.passender_weg(zeile, fremde) is services.Weg.VILV
    satz = nichts_geschieht(services.FalscherWeg, umbuchen, fremde, "100", weg=services.Weg.UMSCHICHTUNG)
    assert satz == (
        "Von „Amt“ zu „FB 10“ führt nur dieser Weg: Verwaltungsinterne Leistungsverrechnung. "
        "Gewählt ist: Umschichtung im eigenen Haushalt."
    )
    nichts_geschieht(services.FalscherWeg, umbuchen, eigene, "100", weg=services.Weg.VILV)
    assert [b.art for b in umbuchen(fremde, "100", weg=services.Weg.VILV)] == ["vilv", "vilv"]


def test_a_bereich_belongs_to_its_fachbereich(stelle):
    fachbereich = StelleFactory(kuerzel="fb-40")
    bereich = StelleFactory(kuerzel="40-5", art="bereich", eltern=fachbereich)
    assert services.einheit(bereich) == services.einheit(fachbereich) == fachbereich


def test_never_more_than_the_case_has_bound(zeile, eigene, buche, umbuchen, nichts_geschieht):
    buche(services.binden, "500", aktenzeichen=FREMD)
    buche(services.binden, "100")
    satz = nichts_geschieht(
        services.NichtVorhanden, umbuchen, eigene, "100.01", weg=services.Weg.UMSCHICHTUNG
    )
    assert satz == f"Für {AZ} sind 100,00\xa0€ gebunden. Verlangt sind 100,01\xa0€."
    assert stand(eigene) == erwartet(ansatz="0", frei="0")


def test_unused_money_flows_back_once(zeile, eigene, buche, umbuchen, nichts_geschieht):
    buche(services.binden, "400")
    umbuchen(eigene, "400", weg=services.Weg.UMSCHICHTUNG)
    zurueck = umbuchen(eigene, "150", tun=services.zurueckfuehren, schluessel="z")
    assert umbuchen(eigene, "150", tun=services.zurueckfuehren, schluessel="z") == zurueck
    assert stand(zeile) == erwartet(ausgezahlt="400", erstattet="150", frei="750")
    assert stand(eigene) == erwartet(ansatz="0", deckung="250", frei="250")
    satz = nichts_geschieht(
        services.NichtVorhanden, umbuchen, eigene, "250.01", tun=services.zurueckfuehren, schluessel="y"
    )
    assert satz == f"Für {AZ} sind 250,00\xa0€ umgebucht. Verlangt sind 250,01\xa0€."
    assert services.abgleich() == []


def test_money_the_recipient_has_spent_does_not_flow_back(
    zeile, eigene, buche, umbuchen, akteur, nichts_geschieht
):
    buche(services.binden, "400")
    umbuchen(eigene, "400", weg=services.Weg.UMSCHICHTUNG)
    services.binden(eigene, D("300"), aktenzeichen=FREMD, schluessel="f", akteur=akteur)
    nichts_geschieht(
        services.MittelReichenNicht, umbuchen, eigene, "100.01", tun=services.zurueckfuehren, schluessel="z"
    )
    assert stand(eigene) == erwartet(ansatz="0", deckung="400", gebunden="300", frei="100")


def test_vilv_charges_the_unit_whose_technik_fb_10_paid(neue_zeile, fremde, akteur):
    """Council paper DS 24046-22: 1.431 + 2.451 + 324 = 4.206 euro."""
    belastet = [neue_zeile(betrag, bezeichnung=betrag) for betrag in ("1431", "2451", "324")]
    for nr, zeile in enumerate(belastet):
        for _ in range(2):
            services.vilv(zeile, fremde, zeile.ansatz, schluessel=f"v{nr}", akteur=akteur, text="DS 24046-22")
    assert stand(fremde) == erwartet(ansatz="0", deckung="4206", frei="4206")
    assert [stand(z) for z in belastet] == [
        erwartet(ansatz=b, ausgezahlt=b, frei="0") for b in ("1431", "2451", "324")
    ]
    eintraege = Eintrag.objects.filter(kette="haushalt", aktion=Tat.VILV).order_by("nr")
    assert [e.nachher["betrag"] for e in eintraege] == ["1431.00", "2451.00", "324.00"]
    assert services.abgleich() == []


def test_vilv_within_a_unit_or_beyond_the_money_is_refused(zeile, eigene, fremde, akteur, nichts_geschieht):
    def ruf(zu, betrag):
        services.vilv(zeile, zu, D(betrag), schluessel="v", akteur=akteur, text="")

    nichts_geschieht(services.FalscherWeg, ruf, eigene, "1")
    nichts_geschieht(services.MittelReichenNicht, ruf, fremde, "1000.01")
    nichts_geschieht(services.HaushaltFehler, ruf, zeile, "1")
