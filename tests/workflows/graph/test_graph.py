"""Walks every flow graph: what is lawful, what is offered, what can be reached, what may never be renamed."""

from collections.abc import Iterable
from typing import Any

import pytest

from antraege.antrag.models import Antrag
from antraege.kern.status import ENDZUSTAENDE, Status
from rollen.taten import Tat
from workflows.aenderung.verfahren import Aenderungsverfahren
from workflows.antrag.antragsverfahren import Antragsverfahren
from workflows.antrag.mittelzuweisungsverfahren import Mittelzuweisungsverfahren
from workflows.graph.abgleich_aufgaben import LAUFEND, erlaubt
from workflows.gremien.verfahren import Gremienverfahren
from workflows.kooperation.nachtragsverfahren import Nachtragsverfahren
from workflows.kooperation.verbund import Verbundverfahren
from workflows.kooperation.verfahren import Kooperationsverfahren
from workflows.rueckforderung.massnahmenverfahren import Massnahmenverfahren
from workflows.rueckforderung.verfahren import Rueckforderungsverfahren
from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import FLOWS, SCHRITTE, Verzeichnis

# Names stand in the rows of tasks: a published one may be joined by others, never renamed or removed.
KNOTEN = {
    "abgerufen": "Weiche",
    "abschluss": "Schrittknoten",
    "alle_geantwortet": "Join",
    "alle_geprueft": "Join",
    "vorschlag_steht": "Weiche",
    "mitzeichnende": "JeStelle",
    "angeordnet": "Verzweigung",
    "anordnung": "Schrittknoten",
    "aufnahme": "StartHandle",
    "buchung": "Schrittknoten",
    "eingang": "StartHandle",
    "einordnung": "Verzweigung",
    "einvernehmen": "Schrittknoten",
    "einvernehmlich": "Weiche",
    "ende": "End",
    "entscheidung": "Schrittknoten",
    "entschieden": "Verzweigung",
    "fachliche_pruefung": "Schrittknoten",
    "formale_pruefung": "Schrittknoten",
    "geld": "Weiche",
    "geprueft": "Systemschritt",
    "kontrolliert": "Verzweigung",
    "mehrere_toepfe": "Weiche",
    "mitfinanzierende": "JeStelle",
    "mittelabruf": "Schrittknoten",
    "mitzeichnung": "Schrittknoten",
    "nachforderung": "Schrittknoten",
    "nachweis_geprueft": "Weiche",
    "nachweispruefung": "Schrittknoten",
    "nachweiszeichnung": "Schrittknoten",
    "pruefungen": "JeStelle",
    "rate": "Systemschritt",
    "rechnerisch_richtig": "Verzweigung",
    "rechnerische_feststellung": "Schrittknoten",
    "rest_gezahlt": "Systemschritt",
    "sachlich_richtig": "Weiche",
    "sachliche_feststellung": "Schrittknoten",
    "verwendungsnachweis": "Schrittknoten",
    "vollstaendig": "Weiche",
    "gezahlt": "Weiche",
    "weiter_abrufen": "Weiche",
    "weiter_zahlen": "Verzweigung",
}
KNOTEN_INTERN = {
    "abschluss": "Schrittknoten",
    "alle_geantwortet": "Join",
    "alle_geprueft": "Join",
    "vorschlag_steht": "Weiche",
    "mitzeichnende": "JeStelle",
    "aufnahme": "StartHandle",
    "bericht_geprueft": "Weiche",
    "berichtspruefung": "Schrittknoten",
    "berichtszeichnung": "Schrittknoten",
    "eingang": "StartHandle",
    "einordnung": "Verzweigung",
    "einvernehmen": "Schrittknoten",
    "einvernehmlich": "Weiche",
    "ende": "End",
    "entscheidung": "Schrittknoten",
    "entschieden": "Verzweigung",
    "fachliche_pruefung": "Schrittknoten",
    "formale_pruefung": "Schrittknoten",
    "geprueft": "Systemschritt",
    "kontrolliert": "Weiche",
    "mehrere_toepfe": "Weiche",
    "mitfinanzierende": "JeStelle",
    "mitzeichnung": "Schrittknoten",
    "nachforderung": "Schrittknoten",
    "pruefungen": "JeStelle",
    "umbuchung": "Schrittknoten",
    "verwendungsbericht": "Schrittknoten",
    "vollstaendig": "Weiche",
    "weiter_umbuchen": "Weiche",
}
KNOTEN_RUECKFORDERUNG = {
    "abschluss": "Schrittknoten",
    "anhoerung": "Schrittknoten",
    "aufnahme": "StartHandle",
    "beglichen": "Verzweigung",
    "beschieden": "Verzweigung",
    "eingang": "StartHandle",
    "ende": "End",
    "rueckforderungsentscheidung": "Schrittknoten",
    "rueckforderungspruefung": "Schrittknoten",
    "stellungnahme": "Schrittknoten",
    "zahlungseingang": "Schrittknoten",
}
KNOTEN_MASSNAHME = {"eingang": "StartHandle", "ende": "End", "massnahmenentscheidung": "Schrittknoten"}
KNOTEN_AENDERUNG = {
    "aenderungseinvernehmen": "Schrittknoten",
    "aenderungsentscheidung": "Schrittknoten",
    "aenderungspruefung": "Schrittknoten",
    "alle_geantwortet": "Join",
    "eingang": "StartHandle",
    "einvernehmlich": "Weiche",
    "ende": "End",
    "entschieden": "Verzweigung",
    "mehr_aus_toepfen": "Weiche",
    "mitfinanzierende": "JeStelle",
    "zur_pruefung": "Systemschritt",
    "uebernahmeerklaerung": "Schrittknoten",
    "uebernommen": "Weiche",
    "wechsel": "Weiche",
}
KNOTEN_KOOPERATION = {
    "abgestimmt": "Join",
    "abstimmungen": "JeStelle",
    "aufnahme": "StartHandle",
    "bedarfsklaerung": "Schrittknoten",
    "eingang": "StartHandle",
    "einordnung": "Verzweigung",
    "ende": "End",
    "evaluation": "Schrittknoten",
    "freigegeben": "Verzweigung",
    "geklaert": "Weiche",
    "geschlossen": "Systemschritt",
    "gezeichnet": "Verzweigung",
    "kooperationsabschluss": "Schrittknoten",
    "koordination": "JeStelle",
    "koordiniert": "Join",
    "mitzeichnung": "Schrittknoten",
    "parteiabstimmung": "Schrittknoten",
    "parteizeichnung": "Schrittknoten",
    "scanvergleich": "Schrittknoten",
    "stadtabstimmung": "Schrittknoten",
    "stadtzeichnung": "Schrittknoten",
    "themenfeld": "Weiche",
    "unterschrieben": "Join",
    "vereinbarungsentwurf": "Schrittknoten",
    "vereinbarungsfreigabe": "Schrittknoten",
    "vorgelegt": "Weiche",
    "zeichnungen": "JeStelle",
}
KNOTEN_NACHTRAG = {
    "aufnahme": "StartHandle",
    "eingang": "StartHandle",
    "ende": "End",
    "freigegeben": "Verzweigung",
    "geschlossen": "Systemschritt",
    "gezeichnet": "Verzweigung",
    "nachtragsentwurf": "Schrittknoten",
    "nachtragsfreigabe": "Schrittknoten",
    "parteizeichnung": "Schrittknoten",
    "scanvergleich": "Schrittknoten",
    "stadtzeichnung": "Schrittknoten",
    "unterschrieben": "Join",
    "zeichnungen": "JeStelle",
}
KNOTEN_VERBUND = {
    "betroffen": "Weiche",
    "eingang": "StartHandle",
    "ende": "End",
    "vereinbarungsfolgen": "Schrittknoten",
    "zuwendungsfolgen": "Schrittknoten",
}
KNOTEN_GREMIEN = {
    "beraten": "Weiche",
    "beratung": "Schrittknoten",
    "beschlussbestaetigung": "Schrittknoten",
    "einbringung": "Schrittknoten",
    "eingang": "StartHandle",
    "eingebracht": "Weiche",
    "ende": "End",
    "gremienentwurf": "Schrittknoten",
    "herkunft": "Weiche",
}
# Transitions that no step offers: the door's own acts.
DER_TUER = {
    "einreichen",
    "zurueckziehen",
    "uebernimm_abgeschlossen",
    "uebernimm_ausgezahlt",
    "uebernimm_beantragt",
    "uebernimm_bewilligt",
    "uebernimm_kontrolliert",
}


def _knoten(flow: Any) -> dict[str, Any]:
    return {knoten.name: knoten for knoten in flow.instance.nodes()}


def _nachfolger(flow: Any) -> dict[str, set[str]]:
    return {name: {kante.dst.name for kante in k._outgoing()} for name, k in _knoten(flow).items()}


def _erreichbar(kanten: dict[str, set[str]], von: Iterable[str]) -> set[str]:
    gesehen: set[str] = set()
    offen = list(von)
    while offen:
        if (name := offen.pop()) not in gesehen:
            gesehen.add(name)
            offen += kanten[name]
    return gesehen


def _uebergaenge() -> dict[str, set[str]]:
    """Of each transition of a request the states it starts from."""
    feld: Any = Antrag._meta.get_field("status")
    quellen: dict[str, set[str]] = {}
    for uebergang in feld.get_all_transitions(Antrag):
        quellen.setdefault(uebergang.name, set()).add(uebergang.source)
    return quellen


@pytest.mark.parametrize(
    ("flow", "knoten"),
    [
        (Antragsverfahren, KNOTEN),
        (Mittelzuweisungsverfahren, KNOTEN_INTERN),
        (Aenderungsverfahren, KNOTEN_AENDERUNG),
        (Rueckforderungsverfahren, KNOTEN_RUECKFORDERUNG),
        (Massnahmenverfahren, KNOTEN_MASSNAHME),
        (Kooperationsverfahren, KNOTEN_KOOPERATION),
        (Nachtragsverfahren, KNOTEN_NACHTRAG),
        (Verbundverfahren, KNOTEN_VERBUND),
        (Gremienverfahren, KNOTEN_GREMIEN),
    ],
)
def test_kein_veroeffentlichter_knoten_verschwindet(flow: Any, knoten: dict[str, str]) -> None:
    assert {name: type(k).__name__ for name, k in _knoten(flow).items()} == knoten


@pytest.mark.parametrize("flow", FLOWS)
def test_jeder_schritt_steht_im_graphen(flow: Any) -> None:
    schritte = {name for name, k in _knoten(flow).items() if isinstance(getattr(k, "schritt", None), Schritt)}
    assert schritte <= set(SCHRITTE)


def test_jeder_schritt_steht_in_einem_graphen() -> None:
    assert {name for flow in FLOWS for name in _knoten(flow) if name in SCHRITTE} == set(SCHRITTE)


@pytest.mark.parametrize("flow", FLOWS)
def test_alles_ist_erreichbar_und_nichts_ist_eine_sackgasse(flow: Any) -> None:
    kanten = _nachfolger(flow)
    alle = set(kanten)
    rueckwaerts = {name: {von for von, nach in kanten.items() if name in nach} for name in alle}
    assert _erreichbar(kanten, ["eingang"]) == alle - {"aufnahme", "einordnung"}
    if not flow.nebenverfahren:
        assert _erreichbar(kanten, ["aufnahme"]) == alle - {"eingang"}
    assert _erreichbar(rueckwaerts, ["ende"]) == alle


@pytest.mark.parametrize("schritt", SCHRITTE.values(), ids=lambda s: s.name)
def test_jeder_uebergang_eines_schritts_ist_in_jedem_seiner_zustaende_erlaubt(schritt: Schritt) -> None:
    erlaubt = _uebergaenge()
    verboten = {
        (uebergang, str(zustand))
        for uebergang in schritt.uebergaenge
        for zustand in schritt.zustaende
        if zustand not in erlaubt[uebergang]
    }
    # A claim goes on after the control, but then revokes the grant only in part: its form refuses the rest.
    ausnahmen = {("widerrufen", "kontrolliert")} if schritt.name == "rueckforderungsentscheidung" else set()
    assert verboten == ausnahmen


def test_jeder_uebergang_des_antrags_wird_irgendwo_angeboten() -> None:
    angeboten = {uebergang for schritt in SCHRITTE.values() for uebergang in schritt.uebergaenge}
    assert angeboten.isdisjoint(DER_TUER)
    assert angeboten | DER_TUER == set(_uebergaenge())


def test_jeder_laufende_zustand_hat_schritte_und_kein_anderer() -> None:
    assert {status for status, schritte in erlaubt().items() if schritte} == set(LAUFEND)
    assert set(LAUFEND) | ENDZUSTAENDE | {Status.ENTWURF} == set(Status)


@pytest.mark.parametrize("schritt", SCHRITTE.values(), ids=lambda s: s.name)
def test_jeder_schritt_hat_worte_fuer_den_traeger(schritt: Schritt) -> None:
    saetze = [schritt.titel, schritt.frage, schritt.oeffentlich, schritt.danach]
    assert all(saetze)
    assert schritt.frage.endswith("?")
    assert schritt.oeffentlich.startswith("Sie sind dran") == schritt.beim_traeger


def test_jeder_schritt_ist_eine_tat_mit_den_worten_seines_titels() -> None:
    assert {name: Tat(name).label for name in SCHRITTE} == {n: s.titel for n, s in SCHRITTE.items()}


def test_ein_noch_nicht_gefuelltes_verzeichnis_zaehlt_nichts_auf() -> None:
    leer = Verzeichnis()
    for frage in (list, lambda v: list(v.values()), set):
        with pytest.raises(RuntimeError, match="not all there yet"):
            frage(leer)  # type: ignore[operator]
    leer.fuelle(SCHRITTE.values())
    assert list(leer) == list(SCHRITTE)
