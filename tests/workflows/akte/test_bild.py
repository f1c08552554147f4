"""The process picture: every procedure in columns, readable, nothing cut off, and the same as text."""

import re

import pytest

from workflows.akte import bild
from workflows.akte.verlauf import Prozessschritt
from workflows.tuer.verzeichnis import FLOWS, SCHRITTE

SCHMALSTE_SEITE = 320
ZEICHEN = {16: 9.2, 14: 7.6}  # widest mean of a character in pixels, by the size of the letters


def schritte(verfahren: type, offen: str = "") -> list[Prozessschritt]:
    namen = [name for name in SCHRITTE if name in {k.name for k in verfahren.instance.nodes()}]
    hier = namen.index(offen) if offen else -1
    staende = ["erledigt" if nr < hier else "offen" if nr == hier else "spaeter" for nr in range(len(namen))]
    return [Prozessschritt(n, SCHRITTE[n].titel, stand, []) for n, stand in zip(namen, staende, strict=True)]


@pytest.mark.parametrize("verfahren", FLOWS)
def test_kein_kasten_ragt_hinaus_oder_in_den_naechsten(verfahren: type) -> None:
    for bahn in bild.bahnen(verfahren, schritte(verfahren)):
        assert bild.BREITE + 64 <= SCHMALSTE_SEITE
        for davor, danach in zip(bahn.kaesten, bahn.kaesten[1:], strict=False):
            assert davor.unten + 20 <= danach.y
        assert bahn.kaesten[-1].unten <= bahn.hoehe
        for kasten in bahn.kaesten:
            zeilen = [*kasten.titelzeilen, *kasten.hinweise]
            assert all(kasten.y < zeile.y < kasten.unten for zeile in zeilen)
            assert all(len(z.text) * ZEICHEN[16] <= bild.KASTEN - 16 for z in kasten.titelzeilen), (
                kasten.titel
            )
            assert all(len(z.text) * ZEICHEN[14] <= bild.KASTEN for z in kasten.hinweise), kasten.titel
            assert [zeile.y for zeile in zeilen] == sorted(zeile.y for zeile in zeilen)


@pytest.mark.parametrize("verfahren", FLOWS)
def test_jeder_schritt_steht_einmal_da_und_als_text(verfahren: type) -> None:
    alle = schritte(verfahren)
    bahnen = bild.bahnen(verfahren, alle)
    assert sorted(k.titel for bahn in bahnen for k in bahn.kaesten) == sorted(s.titel for s in alle)
    text = bild.zeichne(verfahren, alle, kennung="x")
    kennungen = re.findall(r'id="([^"]+)"', text)
    assert len(kennungen) == len(set(kennungen)) == 2 * len(bahnen)
    assert all(f"{s.titel}: kommt noch" in text for s in alle)
    assert "style=" not in text


def test_was_war_ist_und_kommt() -> None:
    verfahren = next(v for v in FLOWS if v.__name__ == "Antragsverfahren")
    bahnen = bild.bahnen(verfahren, schritte(verfahren, offen="entscheidung"))
    assert [bahn.name for bahn in bahnen][:2] == ["Prüfung", "Entscheidung"]
    staende = {k.titel: k.stand for bahn in bahnen for k in bahn.kaesten}
    assert staende["Formale Prüfung"] == "erledigt"
    assert staende["Entscheidung"] == "offen"
    assert staende["Mittelabruf"] == "naechstes"
    assert staende["Buchung"] == "spaeter"
    worte = {k.titel: k.wort for bahn in bahnen for k in bahn.kaesten}
    assert "zugleich mit: Mitzeichnung" in worte["Fachliche Prüfung"]
    assert "oder zurück zu: " in worte["Entscheidung"]
