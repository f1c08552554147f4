"""Every condition of a payment, met and not met; unmet ones stop order and handing over, not the look."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Bescheid, Mittelabruf, Zahlungsunterlage
from antraege.foerderung.zahlung import gates
from antraege.kern.maengel import MaengelFehler
from antraege.programme.models import Richtlinie
from rollen import bankverbindung, uhr
from rollen.models import Bankverbindung, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.datenbank import ohne_trigger
from tests.fabriken import TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.zahlwelt import frisch, zahlfall
from workflows import zahlungen

PAPIER = GepruefteDatei("verzicht.pdf", "application/pdf", 4, "a" * 64, b"%PDF")


def unerfuellt(abruf: Mittelabruf) -> list[str]:
    """The keys of what is not met."""
    neu = frisch(abruf)
    antrag = Antrag.objects.select_related("richtlinie", "bescheid", "traeger").get(pk=abruf.antrag_id)
    return [g.schluessel for g in gates.zahlungshindernisse(antrag, abruf=neu) if not g.erfuellt]


def regeln(welt: Welt, **felder: Any) -> None:
    """Other rules, past the release that keeps them."""
    with ohne_trigger():
        Richtlinie.objects.filter(pk=welt.richtlinie.pk).update(**felder)


def test_alle_erfuellt_stehen_als_liste_da(welt: Welt) -> None:
    abruf = zahlfall(welt)
    tore = gates.zahlungshindernisse(abruf.antrag, abruf=abruf)
    assert [g.schluessel for g in tore] == [
        *("bescheid", "vereinbarung", "nachweis", "konto", "anordnung", "doppelt", "faellig", "betrag")
    ]
    assert all(g.erfuellt for g in tore)


def test_bestandskraft_verzicht_und_beides_nicht(welt: Welt) -> None:
    abruf = zahlfall(welt)
    Bescheid.objects.update(verzicht_am=None)
    assert unerfuellt(abruf) == ["bescheid"]
    with uhr.gestellt(datetime(2023, 2, 17, 9)):
        assert unerfuellt(abruf) == []


def test_ein_anderer_nachweis_ist_ueberfaellig(welt: Welt) -> None:
    frueher = zahlfall(welt)
    abruf = zahlfall(welt, traeger=frueher.antrag.traeger)
    Antrag.objects.filter(pk=frueher.antrag_id).update(nachweis_faellig_am=date(2023, 1, 15))
    assert unerfuellt(abruf) == ["nachweis"]
    regeln(welt, sperre_bei_saeumnis=False)
    assert unerfuellt(abruf) == []


def test_konto_wartet_fehlt_wurde_geaendert(welt: Welt) -> None:
    abruf = zahlfall(welt)
    zeichnung = person_mit(Rolle.TRAEGER_ZEICHNUNG, abruf.antrag.traeger)
    neu = bankverbindung.erfasse(
        abruf.antrag.traeger, iban="DE89370400440532013000", kontoinhaber="Neu", akteur=zeichnung
    )
    assert unerfuellt(abruf) == ["konto"]
    bankverbindung.bestaetige(neu.pk, akteur=welt.neu("fi"))
    assert unerfuellt(abruf) == ["anordnung"]
    Bankverbindung.objects.filter(stelle=abruf.antrag.traeger).delete()
    assert unerfuellt(abruf) == ["konto"]


def test_doppelte_iban_sperrt_nur_die_neuere(welt: Welt) -> None:
    aeltere = zahlfall(welt)
    konto = bankverbindung.geltende(aeltere.antrag.traeger)
    assert konto is not None
    neuere = zahlfall(welt, traeger=TraegerFactory(iban=konto.iban).stelle)
    assert (unerfuellt(aeltere), unerfuellt(neuere)) == ([], ["doppelt"])
    zweites = bankverbindung.geltende(neuere.antrag.traeger)
    assert zweites is not None
    bankverbindung.klaere_doppelte(zweites.pk, begruendung="Dachverband", akteur=welt.neu("fi"))
    assert unerfuellt(neuere) == []


def test_rate_vor_der_faelligkeit_und_betrag_ueber_dem_rest(welt: Welt) -> None:
    abruf = zahlfall(welt, faellig_am=date(2023, 1, 17))
    assert unerfuellt(abruf) == ["faellig"]
    with uhr.gestellt(datetime(2023, 1, 17, 0, 1)):
        assert unerfuellt(abruf) == []
    Mittelabruf.objects.filter(pk=abruf.pk).update(betrag=Decimal("1000.01"), faellig_am=None)
    assert unerfuellt(abruf) == ["betrag"]


def test_interne_zuweisung_braucht_kein_konto(welt: Welt) -> None:
    abruf = zahlfall(welt)
    Bankverbindung.objects.all().delete()
    Antrag.objects.filter(pk=abruf.antrag_id).update(art="mittelzuweisung")
    assert unerfuellt(abruf) == []


def test_der_verzicht_auf_papier(welt: Welt) -> None:
    abruf = zahlfall(welt)
    Bescheid.objects.update(verzicht_am=None)
    unterlage = zahlungen.erfasse_unterlage(
        abruf.antrag_id, PAPIER, art="verzicht", vom=date(2023, 1, 16), akteur=welt.neu("sb")
    )
    assert (unterlage.anlage.sha256, unerfuellt(abruf)) == (PAPIER.sha256, [])
    assert Eintrag.objects.filter(kette=abruf.antrag.kette, aktion="zahlungsunterlage erfassen").count() == 1


def test_die_vereinbarung_auf_papier_und_die_neuere_ersetzt_sie(welt: Welt) -> None:
    abruf = zahlfall(welt)
    regeln(welt, vereinbarung_noetig=True)
    assert unerfuellt(abruf) == ["vereinbarung"]
    for _ in range(2):
        zahlungen.erfasse_unterlage(
            abruf.antrag_id, PAPIER, art="vereinbarung", vom=date(2023, 1, 10), akteur=welt.neu("sb")
        )
    assert unerfuellt(abruf) == []
    assert Zahlungsunterlage.objects.filter(ersetzt_am=None).count() == 1


@pytest.mark.parametrize(
    ("wer", "vom", "fehler"),
    [
        ("kasse", date(2023, 1, 16), Verweigert),
        ("zeichnung", date(2023, 1, 16), Verweigert),
        ("sb", date(2023, 1, 17), MaengelFehler),
        ("sb", date(2023, 1, 15), MaengelFehler),
    ],
)
def test_ein_papier_das_nicht_sein_kann(welt: Welt, wer: str, vom: date, fehler: type[Exception]) -> None:
    abruf = zahlfall(welt)
    Bescheid.objects.update(verzicht_am=None)
    with pytest.raises(fehler):
        zahlungen.erfasse_unterlage(abruf.antrag_id, PAPIER, art="verzicht", vom=vom, akteur=welt.neu(wer))
    assert (unerfuellt(abruf), Zahlungsunterlage.objects.count()) == (["bescheid"], 0)


def test_unerfuelltes_stoppt_anordnung_nicht_die_feststellung(welt: Welt) -> None:
    abruf = zahlfall(welt, stand=Abrufstatus.ANGEFORDERT, angeordnet_am=None, angeordnet_von=None)
    Bescheid.objects.update(verzicht_am=None)
    welt.tu(abruf.antrag, "sachliche_feststellung", "sb", ergebnis="richtig")
    welt.tu(abruf.antrag, "rechnerische_feststellung", "fi", richtig="on")
    with pytest.raises(MaengelFehler):
        welt.tu(abruf.antrag, "anordnung", "anordnung", anordnen="on")
    assert frisch(abruf).status == Abrufstatus.RECHNERISCH_RICHTIG


def test_zu_viel_stoppt_schon_die_rechnerische_feststellung(welt: Welt) -> None:
    abruf = zahlfall(welt, betrag="1000.01", bewilligt="1000.00", stand=Abrufstatus.SACHLICH_RICHTIG)
    with pytest.raises(MaengelFehler):
        welt.tu(abruf.antrag, "rechnerische_feststellung", "fi", richtig="on")
    assert frisch(abruf).status == Abrufstatus.SACHLICH_RICHTIG


def test_die_anordnung_haelt_konto_fest_und_schreibt_das_schriftstueck(welt: Welt) -> None:
    abruf = zahlfall(
        welt,
        stand=Abrufstatus.RECHNERISCH_RICHTIG,
        iban="",
        kontoinhaber="",
        angeordnet_am=None,
        angeordnet_von=None,
        sachlich_von=welt.personen["sb"],
        sachlich_am=uhr.jetzt(),
        rechnerisch_von=welt.personen["fi"],
        rechnerisch_am=uhr.jetzt(),
    )
    welt.tu(abruf.antrag, "anordnung", "anordnung", anordnen="on")
    neu, konto = frisch(abruf), bankverbindung.geltende(abruf.antrag.traeger)
    assert konto is not None
    assert (neu.iban, neu.kontoinhaber) == (konto.iban, konto.kontoinhaber)
    stueck = abruf.antrag.schriftstuecke.get(art="auszahlungsanordnung")
    assert "Stadtkasse" in str(stueck.inhalt)
    assert Eintrag.objects.get(kette=abruf.antrag.kette, aktion="anordnung").dokument_hash == stueck.sha256
