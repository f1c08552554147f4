"""Runs to the finance system: schema, once only, wholly or not at all, taken back with a reason."""

from decimal import Decimal
from uuid import uuid4

import pytest
from defusedxml import ElementTree

from antraege.foerderung.models import Abrufstatus, Mittelabruf, Zahlungslauf, Zahlungsposition
from antraege.foerderung.zahlung import abrufe, pain
from antraege.foerderung.zahlung.referenz import referenz
from antraege.kern.maengel import MaengelFehler
from rollen import bankverbindung, uhr
from rollen.fehler import Ueberholt
from rollen.kanon import sha256_hex
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows.zahlung.zahlwelt import KONTO_DER_STADT, eroeffne_konto, frisch, inhalt, lauf, zahlfall
from workflows.zahlung import laeufe as zahlungen

NS = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def test_ein_lauf_uebergibt_und_schreibt_beide_dateien(welt: Welt) -> None:
    eroeffne_konto(welt)
    eine, andere = zahlfall(welt, betrag="1000.10"), zahlfall(welt, betrag="2000.20")
    neuer = lauf(welt, eine, andere)
    assert (neuer.anzahl, neuer.summe) == (2, Decimal("3000.30"))
    assert [frisch(a).status for a in (eine, andere)] == [Abrufstatus.UEBERGEBEN] * 2
    dateien = {d.art: d for d in neuer.dateien.all()}
    for datei in dateien.values():
        assert sha256_hex(inhalt(neuer, datei.art)) == datei.sha256
    eintrag = Eintrag.objects.get(kette=neuer.kette)
    assert eintrag.nachher["dateien"] == {d.name: d.sha256 for d in dateien.values()}
    for abruf in (eine, andere):
        assert Eintrag.objects.filter(kette=abruf.antrag.kette, aktion="zahlung_uebergeben").count() == 1


def test_die_zahlungsdatei_passt_zum_schema_und_nennt_alles(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt, betrag="1000.10", kontoinhaber="Träger „Öffnung“ & Söhne gGmbH – Straße")
    konto = bankverbindung.geltende(abruf.antrag.traeger)
    assert konto is not None
    type(konto).objects.filter(pk=konto.pk).update(kontoinhaber=abruf.kontoinhaber)
    neuer = lauf(welt, abruf)
    wurzel = ElementTree.fromstring(inhalt(neuer, "pain"))

    def text(name: str) -> str | None:
        return wurzel.find(f".//p:{name}", NS).text

    assert [text(n) for n in ("MsgId", "NbOfTxs", "CtrlSum", "EndToEndId", "InstdAmt")] == [
        neuer.kennung,
        "1",
        "1000.10",
        referenz(abruf.pk),
        "1000.10",
    ]
    assert wurzel.find(".//p:DbtrAcct/p:Id/p:IBAN", NS).text == KONTO_DER_STADT
    assert wurzel.find(".//p:CdtrAcct/p:Id/p:IBAN", NS).text == abruf.iban
    assert wurzel.find(".//p:Cdtr/p:Nm", NS).text == "Traeger 'Oeffnung' + Soehne gGmbH - Strasse"
    assert wurzel.find(".//p:Ustrd", NS).text.endswith("1. Mittelabruf Leseclub fuer Maedchen + Jungen")


def test_dieselben_zeilen_geben_dieselben_bytes(welt: Welt) -> None:
    eroeffne_konto(welt)
    neuer = lauf(welt, zahlfall(welt))
    positionen = list(neuer.positionen.all())
    assert pain.pain(neuer, positionen) == pain.pain(neuer, positionen)
    assert pain.pain(neuer, positionen) == inhalt(neuer, "pain")


def test_was_nicht_zum_schema_passt_verlaesst_das_haus_nicht(welt: Welt) -> None:
    eroeffne_konto(welt)
    neuer = lauf(welt, zahlfall(welt))
    (position,) = neuer.positionen.all()
    position.iban = "keine IBAN"
    with pytest.raises(pain.ZahlungsdateiFehler):
        pain.pain(neuer, [position])


def test_die_buchungsliste_nennt_die_kontierung_und_keine_formel(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt, betrag="1000.10", kontoinhaber="=1+1")
    konto = bankverbindung.geltende(abruf.antrag.traeger)
    assert konto is not None
    type(konto).objects.filter(pk=konto.pk).update(kontoinhaber="=1+1")
    zeilen = inhalt(lauf(welt, abruf), "csv").decode("utf-8-sig").splitlines()
    assert zeilen[0].startswith("Zahlungslauf;Referenz;Aktenzeichen;Empfänger;IBAN;Betrag")
    assert zeilen[1].split(";")[3:6] == ["'=1+1", abruf.iban, "1.000,10"]
    assert zeilen[1].split(";")[7:12] == ["2023", "", "400303020400", "", "529100"]


def test_dasselbe_formular_zweimal_ist_ein_lauf(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf, schluessel = zahlfall(welt), uuid4()
    laeufe = [
        zahlungen.erstelle_lauf(
            [abruf.pk], schluessel=schluessel, ausfuehrung_am=uhr.heute(), akteur=welt.neu("kasse")
        )
        for _ in range(2)
    ]
    assert (laeufe[0], Zahlungslauf.objects.count(), Zahlungsposition.objects.count()) == (laeufe[1], 1, 1)


def test_eine_zahlung_kommt_nie_in_zwei_laeufe(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    lauf(welt, abruf)
    with pytest.raises(MaengelFehler):
        lauf(welt, abruf)
    assert (Zahlungslauf.objects.count(), Zahlungsposition.objects.count()) == (1, 1)


def test_ein_gesperrter_verhindert_den_ganzen_lauf(welt: Welt) -> None:
    eroeffne_konto(welt)
    gut, gesperrt = zahlfall(welt), zahlfall(welt, iban="DE89370400440532013000")
    with pytest.raises(MaengelFehler) as fehler:
        lauf(welt, gut, gesperrt)
    assert [m.text for m in fehler.value.maengel] == [
        f"{gesperrt.antrag.aktenzeichen}: Die Bankverbindung hat sich nach der Anordnung geändert."
    ]
    assert [frisch(a).status for a in (gut, gesperrt)] == [Abrufstatus.ANGEORDNET] * 2
    assert (
        Zahlungslauf.objects.count(),
        Eintrag.objects.filter(kette__startswith="zahlungslauf").count(),
    ) == (0, 0)


def test_ohne_konto_der_stadt_und_ohne_auswahl_kein_lauf(welt: Welt) -> None:
    abruf = zahlfall(welt)
    with pytest.raises(MaengelFehler):
        lauf(welt, abruf)
    eroeffne_konto(welt)
    with pytest.raises(MaengelFehler):
        lauf(welt)
    assert Zahlungslauf.objects.count() == 0


def test_wer_angeordnet_hat_uebergibt_nicht(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    person = person_mit(Rolle.KASSE, welt.stellen["kasse"])
    abruf.antrag.beteiligungen.create(benutzer=person, taetigkeit="anordnen")
    with pytest.raises(MaengelFehler):
        zahlungen.erstelle_lauf([abruf.pk], schluessel=uuid4(), ausfuehrung_am=uhr.heute(), akteur=person)
    assert frisch(abruf).status == Abrufstatus.ANGEORDNET


@pytest.mark.parametrize("wer", ["sb", "anordnung", "zeichnung", "pruefung"])
def test_nur_die_kasse_uebergibt(welt: Welt, wer: str) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    with pytest.raises(Verweigert):
        zahlungen.erstelle_lauf(
            [abruf.pk], schluessel=uuid4(), ausfuehrung_am=uhr.heute(), akteur=welt.neu(wer)
        )
    assert frisch(abruf).status == Abrufstatus.ANGEORDNET


def test_zurueckziehen_gibt_alle_anordnungen_zurueck_einmal(welt: Welt) -> None:
    eroeffne_konto(welt)
    eine, andere = zahlfall(welt), zahlfall(welt)
    erster = lauf(welt, eine, andere)
    zahlungen.ziehe_lauf_zurueck(erster.pk, grund="Datei beschädigt", akteur=welt.neu("kasse"))
    assert [frisch(a).status for a in (eine, andere)] == [Abrufstatus.ANGEORDNET] * 2
    with pytest.raises(Ueberholt):
        zahlungen.ziehe_lauf_zurueck(erster.pk, grund="noch einmal", akteur=welt.neu("kasse"))
    zweiter = lauf(welt, eine, andere)
    assert Zahlungsposition.objects.filter(entfallen_am=None, lauf=zweiter).count() == 2


def test_nach_der_ersten_buchung_nur_noch_einzeln(welt: Welt) -> None:
    eroeffne_konto(welt)
    gebucht, offen = zahlfall(welt), zahlfall(welt)
    neuer = lauf(welt, gebucht, offen)
    welt.tu(gebucht.antrag, "buchung", "kasse", belegnummer="B-1", bezahlt_am="2023-01-16")
    with pytest.raises(MaengelFehler):
        zahlungen.ziehe_lauf_zurueck(neuer.pk, grund="?", akteur=welt.neu("kasse"))
    position = neuer.positionen.get(mittelabruf=offen)
    zahlungen.nimm_position_zurueck(position.pk, grund="Konto erloschen", akteur=welt.neu("kasse"))
    with pytest.raises(Ueberholt):
        zahlungen.nimm_position_zurueck(position.pk, grund="Konto erloschen", akteur=welt.neu("kasse"))
    assert [frisch(a).status for a in (gebucht, offen)] == [Abrufstatus.GEBUCHT, Abrufstatus.ANGEORDNET]


def test_interne_zuweisungen_gehen_in_keinen_lauf(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    type(abruf.antrag).objects.filter(pk=abruf.antrag_id).update(art="mittelzuweisung")
    with pytest.raises(MaengelFehler):
        lauf(welt, abruf)
    assert Mittelabruf.objects.get(pk=abruf.pk).status == Abrufstatus.ANGEORDNET


def test_geaendertes_konto_sperrt_bis_neu_angeordnet_ist(welt: Welt) -> None:
    eroeffne_konto(welt)
    abruf = zahlfall(welt)
    zeichnung = person_mit(Rolle.TRAEGER_ZEICHNUNG, abruf.antrag.traeger)
    neu = bankverbindung.erfasse(
        abruf.antrag.traeger, iban="DE89370400440532013000", kontoinhaber="Neu", akteur=zeichnung
    )
    with pytest.raises(MaengelFehler):
        lauf(welt, abruf)
    bankverbindung.bestaetige(neu.pk, akteur=welt.neu("fi"))
    with pytest.raises(MaengelFehler):
        lauf(welt, abruf)
    welt.tu(abruf.antrag, "buchung", "kasse", ergebnis="zurueck", grund="Neues Konto")
    assert abrufe.laufender(abruf.antrag).status == Abrufstatus.RECHNERISCH_RICHTIG
    Mittelabruf.objects.filter(pk=abruf.pk).update(
        sachlich_von=welt.personen["sb"],
        sachlich_am=uhr.jetzt(),
        rechnerisch_von=welt.personen["fi"],
        rechnerisch_am=uhr.jetzt(),
    )
    welt.tu(abruf.antrag, "anordnung", "anordnung", ergebnis="anordnen")
    neuer = lauf(welt, abruf)
    assert neuer.positionen.get().iban == "DE89370400440532013000"
