"""Every condition of a payment, met and not met; unmet ones stop the first certificate and all that follows."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from antraege.antrag.dateien import GepruefteDatei
from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufstatus, Bescheid, Mittelabruf, Zahlungsunterlage
from antraege.foerderung.zahlung import gates
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.maengel import MaengelFehler
from antraege.programme.models import Richtlinie
from rollen import bankverbindung, uhr
from rollen.models import Bankverbindung, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.datenbank import ohne_trigger
from tests.fabriken import TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.besuch import bild, hole, sende, text
from tests.workflows.wege import gehe
from tests.workflows.zahlung.zahlwelt import frisch, zahlfall
from workflows.zahlung import laeufe as zahlungen

Stoerung = Callable[[Welt, Mittelabruf], None]
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
    assert Eintrag.objects.filter(kette=abruf.antrag.kette, aktion="zahlungsunterlage_erfassen").count() == 1


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


def _ohne_bestandskraft(_welt: Welt, _abruf: Mittelabruf) -> None:
    Bescheid.objects.update(verzicht_am=None)


def _ohne_vereinbarung(welt: Welt, _abruf: Mittelabruf) -> None:
    regeln(welt, vereinbarung_noetig=True)


def _ohne_nachweis(_welt: Welt, abruf: Mittelabruf) -> None:
    Antrag.objects.filter(pk=abruf.antrag_id).update(nachweis_faellig_am=date(2023, 1, 15))


def _ohne_konto(_welt: Welt, abruf: Mittelabruf) -> None:
    Bankverbindung.objects.filter(stelle=abruf.antrag.traeger).delete()


def _zu_viel(_welt: Welt, abruf: Mittelabruf) -> None:
    Mittelabruf.objects.filter(pk=abruf.pk).update(betrag=Decimal("1000.01"))


def _spaeteres_jahr(_welt: Welt, abruf: Mittelabruf) -> None:
    with ohne_trigger():
        Haushaltsstelle.objects.update(jahr=2024)
    Antrag.objects.filter(pk=abruf.antrag_id).update(haushaltsjahr=2024)


STOERUNGEN = [_ohne_bestandskraft, _ohne_vereinbarung, _ohne_nachweis, _ohne_konto, _zu_viel, _spaeteres_jahr]
BEIM_TRAEGER = [eine for eine in STOERUNGEN if eine is not _zu_viel]  # that one is told at the field
STUFEN = [
    (Abrufstatus.ANGEFORDERT, "sachliche_feststellung", "sb", "richtig"),
    (Abrufstatus.SACHLICH_RICHTIG, "rechnerische_feststellung", "fi", "richtig"),
    (Abrufstatus.RECHNERISCH_RICHTIG, "anordnung", "anordnung", "anordnen"),
]


@pytest.mark.parametrize("stoere", STOERUNGEN, ids=lambda f: f.__name__)
@pytest.mark.parametrize(("stand", "schritt", "wer", "ergebnis"), STUFEN, ids=str)
def test_unerfuelltes_stoppt_schon_die_erste_feststellung_und_jede_weitere(
    welt: Welt, stand: str, schritt: str, wer: str, ergebnis: str, stoere: Stoerung
) -> None:
    abruf = zahlfall(welt, stand=stand, angeordnet_am=None, angeordnet_von=None)
    stoere(welt, abruf)
    vorher = (bild(), Mittelabruf.objects.values().get(pk=abruf.pk))
    aufgabe = welt.aufgabe(abruf.antrag, schritt)
    seite = hole(welt.personen[wer], "aufgabe", aufgabe.pk)
    antwort = sende(welt.personen[wer], aufgabe, ergebnis=ergebnis)
    (fehlendes,) = seite.context["zahlungsmaengel"]
    assert (seite.status_code, antwort.status_code) == (200, 422)
    assert fehlendes.text in text(seite)
    assert fehlendes.text in text(antwort)
    assert (bild(), Mittelabruf.objects.values().get(pk=abruf.pk)) == vorher


@pytest.mark.parametrize("stoere", BEIM_TRAEGER, ids=lambda f: f.__name__)
def test_was_fehlt_steht_beim_mittelabruf_und_haelt_ihn_nicht_auf(welt: Welt, stoere: Stoerung) -> None:
    """Only the money of another year cannot be asked for."""
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    Bescheid.objects.update(verzicht_am=date(2023, 1, 16))
    platzhalter = Mittelabruf(antrag=antrag, antrag_id=antrag.pk)
    aufgabe = welt.aufgabe(antrag, "mittelabruf")
    zeichnung = welt.personen["zeichnung"]
    assert "steht heute nichts entgegen" in text(hole(zeichnung, "aufgabe", aufgabe.pk))
    stoere(welt, platzhalter)
    html = text(hole(zeichnung, "aufgabe", aufgabe.pk))
    assert ("Heute ist nichts abrufbar" in html) == (stoere is _spaeteres_jahr)
    assert ("Abrufen können Sie schon jetzt" in html) == (stoere is not _spaeteres_jahr)
    antwort = sende(zeichnung, aufgabe, betrag="1000", zweck="Honorare")
    assert antwort.status_code == (422 if stoere is _spaeteres_jahr else 302)
    if antwort.status_code == 302:
        status = text(hole(zeichnung, "antrag_status", antrag.pk))
        assert "Wir zahlen aus, sobald auch das erfüllt ist" in status


def test_der_traeger_liest_wer_es_behebt_und_bis_wann(welt: Welt) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="mittelabruf")
    ab = antrag.bescheid.bestandskraeftig_ab
    html = text(hole(welt.personen["zeichnung"], "aufgabe", welt.aufgabe(antrag, "mittelabruf").pk))
    assert f"Der Bescheid ist erst ab {ab:%d.%m.%Y} bestandskräftig." in html
    assert "Sie (auf den Rechtsbehelf verzichten oder abwarten)." in html
    assert f"Von selbst erfüllt ist es am {ab:%d.%m.%Y}." in html


def test_der_traeger_liest_nicht_wer_dieselbe_iban_hat(welt: Welt) -> None:
    aeltere = zahlfall(welt)
    konto = bankverbindung.geltende(aeltere.antrag.traeger)
    assert konto is not None
    traeger = TraegerFactory(iban=konto.iban).stelle
    abruf = zahlfall(welt, traeger=traeger, stand=Abrufstatus.ANGEFORDERT, angeordnet_am=None)
    html = text(hole(person_mit(Rolle.TRAEGER_ZEICHNUNG, traeger), "antrag_status", abruf.antrag_id))
    assert "Zu Ihrer Bankverbindung ist noch eine Frage offen." in html
    assert aeltere.antrag.traeger.name not in html


def test_vor_dem_tag_der_rate_wird_festgestellt_aber_nicht_angeordnet(welt: Welt) -> None:
    abruf = zahlfall(
        welt,
        stand=Abrufstatus.ANGEFORDERT,
        faellig_am=date(2023, 1, 17),
        angeordnet_am=None,
        angeordnet_von=None,
    )
    welt.tu(abruf.antrag, "sachliche_feststellung", "sb", ergebnis="richtig")
    welt.tu(abruf.antrag, "rechnerische_feststellung", "fi", ergebnis="richtig")
    with pytest.raises(MaengelFehler, match=r"erst am 17\.01\.2023 fällig"):
        welt.tu(abruf.antrag, "anordnung", "anordnung", ergebnis="anordnen")
    assert frisch(abruf).status == Abrufstatus.RECHNERISCH_RICHTIG


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
    welt.tu(abruf.antrag, "anordnung", "anordnung", ergebnis="anordnen")
    neu, konto = frisch(abruf), bankverbindung.geltende(abruf.antrag.traeger)
    assert konto is not None
    assert (neu.iban, neu.kontoinhaber) == (konto.iban, konto.kontoinhaber)
    stueck = abruf.antrag.schriftstuecke.get(art="auszahlungsanordnung")
    assert "Stadtkasse" in str(stueck.inhalt)
    assert Eintrag.objects.get(kette=abruf.antrag.kette, aktion="anordnung").dokument_hash == stueck.sha256
