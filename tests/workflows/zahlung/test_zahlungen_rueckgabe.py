"""Rechnerisch richtig and Anordnung give back with a reason: to whom it belongs, and everything anew from there."""

from typing import Any

import pytest
from django.db.models import Q

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Abrufart, Abrufstatus, Mittelabruf
from antraege.kern.geld import NULL
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import rolle_geben
from tests.welt import Welt
from tests.workflows.besuch import bild, hole, sende, text
from tests.workflows.wege import gehe, offene
from tests.workflows.zahlung.zahlwelt import eroeffne_konto, frisch, lauf, zahlfall
from workflows.graph.abgleich_aufgaben import pruefe_verfahren
from workflows.models import Nachricht, Postausgang
from workflows.tuer import aufgaben
from workflows.tuer.fehler import Eingabefehler

GRUND = "Die Kontierung passt nicht zum Bescheid."
SACHLICH, RECHNERISCH, ANORDNUNG = "sachliche_feststellung", "rechnerische_feststellung", "anordnung"
# From which step, by whom, to where: the step and the status of the instalment, and what is void.
WEGE = [
    (RECHNERISCH, "fi", "sachlich", SACHLICH, Abrufstatus.ANGEFORDERT, ["sachlich richtig"]),
    (RECHNERISCH, "fi", "traeger", "mittelabruf", Abrufstatus.ZURUECKGEWIESEN, ["sachlich richtig"]),
    (
        ANORDNUNG,
        "anordnung",
        "sachlich",
        SACHLICH,
        Abrufstatus.ANGEFORDERT,
        ["sachlich richtig", "rechnerisch richtig"],
    ),
    (
        ANORDNUNG,
        "anordnung",
        "rechnerisch",
        RECHNERISCH,
        Abrufstatus.SACHLICH_RICHTIG,
        ["rechnerisch richtig"],
    ),
    (SACHLICH, "sb", "traeger", "mittelabruf", Abrufstatus.ZURUECKGEWIESEN, []),
]


def bei(welt: Welt, schritt: str) -> tuple[Antrag, Mittelabruf]:
    """A case that has come to this step of its first instalment by the ordinary way."""
    antrag = gehe(welt, welt.eingereicht(), bis=schritt)
    return antrag, antrag.mittelabrufe.get()


def stand(abruf: Mittelabruf) -> tuple[dict[str, Any], Any]:
    """Everything that a refusal leaves as it was."""
    return bild(), list(Mittelabruf.objects.filter(pk=abruf.pk).values())


@pytest.mark.parametrize(("von", "wer", "an", "ziel", "status", "hinfaellig"), WEGE)
def test_zurueck_an_wen_es_gehoert_und_alles_von_da_an_neu(
    welt: Welt, von: str, wer: str, an: str, ziel: str, status: str, hinfaellig: list[str]
) -> None:
    antrag, abruf = bei(welt, von)
    antrag = welt.tu(antrag, von, wer, ergebnis=an, grund=GRUND)
    neu = frisch(abruf)
    assert (neu.status, offene(antrag), pruefe_verfahren()) == (status, [ziel], [])
    assert (neu.zurueckgegeben_von, neu.grund) == (welt.personen[wer], GRUND)
    assert (neu.rechnerisch_von, neu.rechnerisch_am, neu.angeordnet_am) == (None, None, None)
    assert (neu.sachlich_von is None) == ("sachlich richtig" in hinfaellig or von == SACHLICH)
    eintrag = Eintrag.objects.filter(kette=antrag.kette, aktion=von).latest("nr")
    assert (eintrag.nachher["grund"], eintrag.nachher["aufgehoben"]) == (GRUND, hinfaellig)
    # The same people certify again, and the case goes on to its end.
    antrag = gehe(welt, antrag)
    assert (antrag.status, pruefe_verfahren()) == ("abgeschlossen", [])


@pytest.mark.parametrize(("von", "wer", "an", "ziel"), [(w[0], w[1], w[2], w[3]) for w in WEGE])
def test_wer_es_zurueckbekommt_liest_wer_und_warum(
    welt: Welt, von: str, wer: str, an: str, ziel: str
) -> None:
    antrag, _ = bei(welt, von)
    welt.tu(antrag, von, wer, ergebnis=an, grund=GRUND)
    leser = {"mittelabruf": "zeichnung", SACHLICH: "sb", RECHNERISCH: "fi"}[ziel]
    html = text(hole(welt.personen[leser], "aufgabe", welt.aufgabe(antrag, ziel).pk))
    assert GRUND in html
    nachricht = Nachricht.objects.latest("pk")
    assert GRUND in nachricht.text
    if ziel == "mittelabruf":
        assert welt.personen[wer].name not in html
        assert nachricht.richtung == "an_traeger"
    else:
        assert welt.personen[wer].name in html
        post = Postausgang.objects.filter(nachricht=nachricht)
        assert list(post.values_list("an", flat=True)) == [welt.personen[leser].email]


def test_der_traeger_liest_nie_warum_im_haus_zurueckgegeben_wurde(welt: Welt) -> None:
    antrag, abruf = bei(welt, ANORDNUNG)
    welt.tu(antrag, ANORDNUNG, "anordnung", ergebnis="sachlich", grund=GRUND)
    zeichnung = welt.personen["zeichnung"]
    assert GRUND not in text(hole(zeichnung, "antrag_status", antrag.pk))
    assert GRUND not in text(hole(zeichnung, "nachrichten", antrag.pk))
    gehe(welt, antrag, bis="buchung")
    welt.tu(antrag, "buchung", "kasse", ergebnis="zurueck", grund=GRUND)
    assert frisch(abruf).zurueckgegeben_von == welt.personen["kasse"]
    assert GRUND in text(hole(welt.personen["anordnung"], "aufgabe", welt.aufgabe(antrag, ANORDNUNG).pk))
    Mittelabruf.objects.filter(pk=abruf.pk).update(betrag="4000.00")
    gehe(welt, antrag, bis="mittelabruf")
    assert GRUND not in text(hole(zeichnung, "aufgabe", welt.aufgabe(antrag, "mittelabruf").pk))


@pytest.mark.parametrize(("von", "wer", "an"), [(w[0], w[1], w[2]) for w in WEGE])
@pytest.mark.parametrize("grund", ["", "   ", "x" * 1001])
def test_ohne_grund_bleibt_alles(welt: Welt, von: str, wer: str, an: str, grund: str) -> None:
    antrag, abruf = bei(welt, von)
    vorher = stand(abruf)
    antwort = sende(welt.personen[wer], welt.aufgabe(antrag, von), ergebnis=an, grund=grund)
    assert antwort.status_code == 422
    assert antwort.context["form"].errors["grund"]
    assert stand(abruf) == vorher


@pytest.mark.parametrize(
    ("von", "wer", "an"),
    [
        (SACHLICH, "sb", "rechnerisch"),
        (RECHNERISCH, "fi", "rechnerisch"),
        (ANORDNUNG, "anordnung", "traeger"),
        (ANORDNUNG, "anordnung", "richtig"),
        (ANORDNUNG, "anordnung", ""),
    ],
)
def test_wohin_es_nicht_gehoert_geht_es_nicht(welt: Welt, von: str, wer: str, an: str) -> None:
    antrag, abruf = bei(welt, von)
    vorher = stand(abruf)
    assert sende(welt.personen[wer], welt.aufgabe(antrag, von), ergebnis=an, grund=GRUND).status_code == 422
    assert stand(abruf) == vorher


@pytest.mark.parametrize("art", [Abrufart.RATE, Abrufart.REST])
def test_was_niemand_abgerufen_hat_geht_nicht_an_den_traeger(welt: Welt, art: str) -> None:
    antrag, abruf = bei(welt, RECHNERISCH)
    Mittelabruf.objects.filter(pk=abruf.pk).update(art=art)
    vorher = stand(abruf)
    with pytest.raises(Eingabefehler):
        welt.tu(antrag, RECHNERISCH, "fi", ergebnis="traeger", grund=GRUND)
    assert stand(abruf) == vorher
    welt.tu(antrag, RECHNERISCH, "fi", ergebnis="sachlich", grund=GRUND)
    assert offene(antrag) == [SACHLICH]


def test_vier_augen_gelten_ueber_die_rueckgabe_hinaus(welt: Welt) -> None:
    """Who has certified once never orders, who has ordered once never certifies, whatever became void."""
    antrag, abruf = bei(welt, ANORDNUNG)
    rolle_geben(welt.personen["anordnung"], Rolle.SACHBEARBEITUNG, welt.stellen["fb40"])
    rolle_geben(welt.personen["sb"], Rolle.FINANZEN, welt.stellen["fb40"])
    welt.tu(antrag, ANORDNUNG, "anordnung", ergebnis="sachlich", grund=GRUND)
    vorher = stand(abruf)
    Antrag.objects.filter(pk=antrag.pk).update(sachbearbeitung=None)
    antrag.aufgaben.filter(Q(schritt=SACHLICH, finished=None)).update(owner=None, status="NEW")
    with pytest.raises(Verweigert, match="Vier-Augen"):
        welt.tu(antrag, SACHLICH, "anordnung", ergebnis="richtig")
    assert stand(abruf)[1] == vorher[1]
    welt.tu(antrag, SACHLICH, "sb", ergebnis="richtig")
    with pytest.raises(Verweigert, match="Vier-Augen"):
        welt.tu(antrag, RECHNERISCH, "sb", ergebnis="richtig")
    welt.tu(antrag, RECHNERISCH, "fi", ergebnis="richtig")
    welt.tu(antrag, ANORDNUNG, "anordnung", ergebnis="anordnen")
    assert offene(antrag) == ["buchung"]


def test_was_angeordnet_oder_uebergeben_ist_geht_nicht_zurueck(welt: Welt) -> None:
    eroeffne_konto(welt)
    antrag, abruf = bei(welt, ANORDNUNG)
    aufgabe = welt.aufgabe(antrag, ANORDNUNG)
    welt.tu(antrag, ANORDNUNG, "anordnung", ergebnis="anordnen")
    for _ in ("angeordnet", "übergeben"):
        vorher = stand(abruf)
        antwort = sende(welt.personen["anordnung"], aufgabe, ergebnis="sachlich", grund=GRUND)
        assert (antwort.status_code, stand(abruf)) == (409, vorher)
        if frisch(abruf).status == Abrufstatus.ANGEORDNET:
            lauf(welt, frisch(abruf))
    with pytest.raises(Eingabefehler):
        welt.tu(antrag, "buchung", "kasse", ergebnis="zurueck", grund=GRUND)
    assert frisch(abruf).status == Abrufstatus.UEBERGEBEN


def test_mit_offenen_voraussetzungen_geht_es_nur_zurueck(welt: Welt) -> None:
    abruf = zahlfall(welt, stand=Abrufstatus.RECHNERISCH_RICHTIG, angeordnet_am=None, angeordnet_von=None)
    abruf.antrag.traeger.bankverbindungen.all().delete()
    welt.tu(abruf.antrag, ANORDNUNG, "anordnung", ergebnis="rechnerisch", grund=GRUND)
    welt.tu(abruf.antrag, RECHNERISCH, "fi", ergebnis="sachlich", grund=GRUND)
    welt.tu(abruf.antrag, SACHLICH, "sb", ergebnis="traeger", grund=GRUND)
    assert (frisch(abruf).status, abruf.antrag.ausgezahlt) == (Abrufstatus.ZURUECKGEWIESEN, NULL)


def test_zweimal_absenden_gibt_einmal_zurueck(welt: Welt) -> None:
    antrag, abruf = bei(welt, ANORDNUNG)
    aufgabe = welt.aufgabe(antrag, ANORDNUNG)
    welt.tu(antrag, ANORDNUNG, "anordnung", ergebnis="rechnerisch", grund=GRUND)
    with pytest.raises(Ueberholt):
        aufgaben.erledigen(
            aufgabe.pk, akteur=welt.neu("anordnung"), eingaben={"ergebnis": "sachlich", "grund": GRUND}
        )
    assert frisch(abruf).status == Abrufstatus.SACHLICH_RICHTIG
