"""Confirmations read back: what fits is booked once, everything else is a task; nothing half done."""

from datetime import date
from decimal import Decimal

import pytest

from antraege.foerderung.models import Abrufstatus, Buchungsdatei, Buchungszeile, Zahlungsklaerung
from antraege.haushalt import services as haushalt
from antraege.kern.status import Status
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from tests.welt import Welt
from tests.workflows.zahlung.zahlwelt import bestaetigung, eroeffne_konto, frisch, lauf, zahlfall
from workflows.tuer import aufgaben
from workflows.zahlung import bestaetigungen as zahlungen_buchen
from workflows.zahlung.bestaetigungen import Bilanz, SchonEingelesen

HEUTE = "16.01.2023"


def lies(welt: Welt, inhalt: bytes) -> Buchungsdatei:
    return zahlungen_buchen.lies_ein(inhalt, name="buchungen.csv", akteur=welt.neu("kasse"))


def verarbeite(welt: Welt, datei: Buchungsdatei) -> Bilanz:
    return zahlungen_buchen.verarbeite(datei.pk, akteur=welt.neu("kasse"))


def klaerungen() -> list[tuple[int, str]]:
    return list(Zahlungsklaerung.objects.order_by("zeile__nr").values_list("zeile__nr", "art"))


def test_was_passt_wird_gebucht_mit_beleg_und_tag(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt, betrag="1234.56")
    lauf(welt, abruf)
    datei = lies(welt, bestaetigung((abruf, "1.234,56", HEUTE, "B-17")))
    assert frisch(abruf).status == Abrufstatus.UEBERGEBEN
    assert verarbeite(welt, datei) == Bilanz(gebucht=1, klaerung=0)
    neu = frisch(abruf)
    assert (neu.status, neu.belegnummer, neu.bezahlt_am) == (Abrufstatus.GEBUCHT, "B-17", date(2023, 1, 16))
    assert (neu.antrag.status, neu.antrag.ausgezahlt) == (Status.AUSGEZAHLT, Decimal("1234.56"))
    assert haushalt.bestand(neu.antrag.aktenzeichen or "").ausgezahlt == Decimal("1234.56")
    assert klaerungen() == []


def test_unbekannt_doppelt_abweichend_unlesbar_und_nicht_uebergeben_werden_klaerungen(welt: Welt) -> None:
    eroeffne_konto(welt)
    gut, anders, nie = zahlfall(welt), zahlfall(welt, betrag="500.00"), zahlfall(welt)
    lauf(welt, gut, anders)
    inhalt = bestaetigung(
        (gut, "1000,00", HEUTE, "B-1"),
        (gut, "1000,00", HEUTE, "B-2"),
        (anders, "500,01", HEUTE, "B-3"),
        ("KC-99999999-00", "10,00", HEUTE, "B-4"),
        (nie, "1000,00", HEUTE, "B-5"),
        (anders, "1000000000000000", HEUTE, "B-6"),
        (anders, "500,00", "17.01.2023", "B-7"),
    )
    assert verarbeite(welt, lies(welt, inhalt)) == Bilanz(gebucht=1, klaerung=6)
    assert klaerungen() == [
        (3, "doppelt"),
        (4, "betrag"),
        (5, "unbekannt"),
        (6, "nicht_uebergeben"),
        (7, "unlesbar"),
        (8, "abgelehnt"),
    ]
    assert [frisch(a).status for a in (gut, anders, nie)] == ["gebucht", "uebergeben", "angeordnet"]
    assert frisch(gut).belegnummer == "B-1"


def test_dieselbe_datei_zweimal_wird_abgewiesen(welt: Welt) -> None:
    inhalt = bestaetigung(("KC-00000001-00", "1,00", HEUTE, "B"))
    datei = lies(welt, inhalt)
    with pytest.raises(SchonEingelesen) as fehler:
        lies(welt, inhalt)
    assert (fehler.value.datei, Buchungsdatei.objects.count(), Buchungszeile.objects.count()) == (datei, 1, 1)


def test_zweimal_verarbeiten_wirkt_einmal(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    lauf(welt, abruf)
    inhalt = bestaetigung((abruf, "1000,00", HEUTE, "B-1"), ("X", "1,00", HEUTE, "B-2"))
    datei = lies(welt, inhalt)
    assert [verarbeite(welt, datei), verarbeite(welt, datei)] == [Bilanz(1, 1), Bilanz(0, 0)]
    assert (frisch(abruf).antrag.ausgezahlt, len(klaerungen())) == (Decimal("1000.00"), 1)
    assert Eintrag.objects.filter(kette=datei.kette, aktion="buchungsdatei_verarbeiten").count() == 1


def test_was_die_tuer_ablehnt_wird_klaerung_und_aendert_nichts(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    lauf(welt, abruf)
    andere = Benutzer.objects.create_user("kasse2@kindercampus.example", name="Kasse 2")
    aufgabe = welt.aufgabe(abruf.antrag, "buchung")
    aufgabe.owner, aufgabe.status = andere, "ASSIGNED"
    aufgabe.save()
    datei = lies(welt, bestaetigung((abruf, "1000,00", HEUTE, "B-1")))
    assert verarbeite(welt, datei) == Bilanz(gebucht=0, klaerung=1)
    assert "Kasse 2" in Zahlungsklaerung.objects.get().text
    assert (frisch(abruf).status, frisch(abruf).antrag.ausgezahlt) == ("uebergeben", Decimal("0.00"))


def test_klaeren_einmal_mit_loesung(welt: Welt) -> None:
    datei = lies(welt, bestaetigung(("X", "1,00", HEUTE, "B")))
    verarbeite(welt, datei)
    klaerung = Zahlungsklaerung.objects.get()
    zahlungen_buchen.klaere(klaerung.pk, loesung="Fehlbuchung, storniert.", akteur=welt.neu("kasse"))
    with pytest.raises(Ueberholt):
        zahlungen_buchen.klaere(klaerung.pk, loesung="noch einmal", akteur=welt.neu("kasse"))
    klaerung = Zahlungsklaerung.objects.get()
    assert (klaerung.status, klaerung.loesung) == ("geklaert", "Fehlbuchung, storniert.")


@pytest.mark.parametrize("wer", ["sb", "anordnung", "fi", "zeichnung"])
def test_nur_die_kasse_liest_ein(welt: Welt, wer: str) -> None:
    with pytest.raises(Verweigert):
        zahlungen_buchen.lies_ein(bestaetigung(("X", "1,00", HEUTE, "B")), name="x.csv", akteur=welt.neu(wer))
    assert Buchungsdatei.objects.count() == 0


def test_von_hand_gebucht_wird_nur_was_alle_voraussetzungen_hat(welt: Welt) -> None:
    gut, gesperrt = zahlfall(welt), zahlfall(welt, iban="DE89370400440532013000")
    welt.tu(gut.antrag, "buchung", "kasse", belegnummer="B-1")
    assert frisch(gut).bezahlt_am == date(2023, 1, 16)
    aufgabe = welt.aufgabe(gesperrt.antrag, "buchung")
    with pytest.raises(Exception, match="Bankverbindung"):
        aufgaben.erledigen(aufgabe.pk, akteur=welt.neu("kasse"), eingaben={"belegnummer": "B-2"})
    assert frisch(gesperrt).status == Abrufstatus.ANGEORDNET
