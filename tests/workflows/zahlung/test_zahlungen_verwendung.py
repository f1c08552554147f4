"""The two-month rule: the period, the declaration, the reminder once, the list of a Stelle."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from antraege.foerderung.models import Abrufstatus, Mittelabruf
from antraege.foerderung.zahlung import verwendung
from antraege.kern.maengel import MaengelFehler
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows.zahlung.zahlwelt import frisch, zahlfall
from workflows import tagwerk as fristen
from workflows.zahlung import verwendung as zahlungen_verwendung

NACH_ABLAUF = datetime(2023, 3, 17, 9)


@pytest.fixture
def gezahlt(welt: Welt) -> Mittelabruf:
    """Paid on 16 January 2023."""
    abruf = zahlfall(welt)
    welt.tu(abruf.antrag, "buchung", "kasse", belegnummer="B-1", bezahlt_am="2023-01-16")
    return frisch(abruf)


@pytest.fixture
def zeichnung(gezahlt: Mittelabruf) -> Benutzer:
    return person_mit(Rolle.TRAEGER_ZEICHNUNG, gezahlt.antrag.traeger)


def test_die_frist_endet_nach_zwei_monaten(gezahlt: Mittelabruf) -> None:
    assert verwendung.frist(gezahlt) == date(2023, 3, 16)
    assert [verwendung.abgelaufen(gezahlt, tag=date(2023, 3, tag)) for tag in (16, 17)] == [False, True]


def test_vor_der_zahlung_laeuft_keine_frist(welt: Welt) -> None:
    assert verwendung.frist(zahlfall(welt)) is None


def test_erklaeren_nimmt_die_zahlung_aus_der_liste(gezahlt: Mittelabruf, zeichnung: Benutzer) -> None:
    with uhr.gestellt(datetime(2023, 2, 1, 9)):
        zahlungen_verwendung.erklaere_verwendung(gezahlt.pk, verwendet_am=date(2023, 1, 31), akteur=zeichnung)
    assert (frisch(gezahlt).verwendet_am, list(verwendung.ungeklaerte())) == (date(2023, 1, 31), [])
    with pytest.raises(Ueberholt):
        zahlungen_verwendung.erklaere_verwendung(gezahlt.pk, verwendet_am=date(2023, 1, 31), akteur=zeichnung)


@pytest.mark.parametrize("tag", [date(2023, 1, 15), date(2023, 1, 17)])
def test_ein_tag_der_nicht_sein_kann(gezahlt: Mittelabruf, zeichnung: Benutzer, tag: date) -> None:
    with pytest.raises(MaengelFehler):
        zahlungen_verwendung.erklaere_verwendung(gezahlt.pk, verwendet_am=tag, akteur=zeichnung)
    assert frisch(gezahlt).verwendet_am is None


def test_fremde_erklaeren_nichts(welt: Welt, gezahlt: Mittelabruf) -> None:
    with pytest.raises(Verweigert):
        zahlungen_verwendung.erklaere_verwendung(
            gezahlt.pk, verwendet_am=date(2023, 1, 16), akteur=welt.neu("zeichnung")
        )
    assert frisch(gezahlt).verwendet_am is None


def test_erinnert_wird_einmal_und_erst_nach_ablauf(gezahlt: Mittelabruf) -> None:
    assert list(zahlungen_verwendung.erinnere()) == []
    with uhr.gestellt(NACH_ABLAUF):
        erste, zweite = list(fristen.pruefe()), list(zahlungen_verwendung.erinnere())
    satz = f"{gezahlt.antrag.aktenzeichen}: an die Verwendung von {gezahlt} erinnert."
    assert ([s for s in erste if "Verwendung von" in s], zweite) == ([satz], [])
    assert frisch(gezahlt).verwendung_erinnert_am == date(2023, 3, 17)
    assert gezahlt.antrag.nachrichten.filter(betreff="Haben Sie das Geld verwendet?").count() == 1


def test_die_liste_zeigt_der_stelle_nur_ihre(
    welt: Welt, gezahlt: Mittelabruf, als: Callable[[str], Client]
) -> None:
    with uhr.gestellt(NACH_ABLAUF):
        seite = als("sb").get(reverse("verwendungsliste"))
        fremd = als("fb51").get(reverse("verwendungsliste"))
        tabelle = als("sb").get(reverse("verwendungsliste"), {"format": "csv"})
    assert [(z["abruf"], z["abgelaufen"]) for z in seite.context["zeilen"]] == [(gezahlt, True)]
    assert fremd.context["zeilen"] == []
    zeilen = b"".join(tabelle.streaming_content).decode("utf-8-sig").splitlines()
    assert zeilen[1].split(";")[-3:] == ["16.01.2023", "16.03.2023", ""]


def test_die_seite_des_traegers_zweimal_gesendet_wirkt_einmal(
    gezahlt: Mittelabruf, zeichnung: Benutzer, welt: Welt
) -> None:
    client = Client()
    client.force_login(zeichnung)
    adresse = reverse("verwendung", args=[gezahlt.pk])
    falsch = client.post(adresse, {"verwendet_am": "2023-01-01"})
    antworten = [client.post(adresse, {"verwendet_am": "2023-01-16"}).status_code for _ in range(2)]
    assert (falsch.status_code, antworten, frisch(gezahlt).verwendet_am) == (
        422,
        [302, 409],
        date(2023, 1, 16),
    )
    client.force_login(welt.personen["zeichnung"])
    assert [client.get(adresse).status_code, client.post(adresse).status_code] == [404, 404]


def test_was_nicht_gezahlt_ist_hat_keine_seite(welt: Welt) -> None:
    abruf = zahlfall(welt, stand=Abrufstatus.ANGEORDNET)
    client = Client()
    client.force_login(person_mit(Rolle.TRAEGER_ZEICHNUNG, abruf.antrag.traeger))
    assert client.get(reverse("verwendung", args=[abruf.pk])).status_code == 404
