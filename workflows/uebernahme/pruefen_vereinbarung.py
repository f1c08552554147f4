"""Judges one row of the sheet of agreements: one that can be adopted, or every fault as column and sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from antraege.foerderung.nachweis.spalten import Zellfehler
from antraege.kern.altvereinbarung import Altvereinbarung, widersprueche
from antraege.kooperation.models import Kuendigungsart
from antraege.kooperation.uebernahme import Herkunft
from antraege.programme.models import Foerderprogramm, Richtlinie
from rollen import rechte
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from workflows.uebernahme.blaetter import PARTEIEN, VEREINBARUNGEN
from workflows.uebernahme.pruefen import Fehler, Leser, lies_zellen, stand_leser
from workflows.uebernahme.spalten import Spalte
from workflows.uebernahme.stammdaten import Stammdaten, namen, schlicht

ARTEN = {"ordentlich": Kuendigungsart.ORDENTLICH, "außerordentlich": Kuendigungsart.AUSSERORDENTLICH}
JA_NEIN = {"ja": True, "nein": False}
UEBLICHE_FRIST = 3  # months, as a new agreement begins with
_GERUEST = ("stand", "geschlossen_am", "laufzeit_von", "laufzeit_bis")


def _eines_von(worte: Mapping[str, Any]) -> Any:
    def lies(text: str, _: Spalte) -> Any:
        if schlicht(text) not in worte:
            raise Zellfehler(f"„{text}“ gibt es hier nicht. Möglich sind: {namen(worte)}.")
        return worte[schlicht(text)]

    return lies


_LESER: Leser = {
    "stand": stand_leser(VEREINBARUNGEN),
    "kuendigungsart": _eines_von(ARTEN),
    "ganztag": _eines_von(JA_NEIN),
}


@dataclass(frozen=True)
class Vereinbarungszeile:
    """A row without fault: what it says, with what it refers to; the first party leads the agreement."""

    fremdzeichen: str
    titel: str
    programm: Foerderprogramm
    richtlinie: Richtlinie
    parteien: tuple[Stelle, ...]
    standort: Stelle | None
    sachbearbeitung: Benutzer | None
    alt: Altvereinbarung
    von: Herkunft


class Vereinbarungspruefung:
    """Judges rows one after the other."""

    def __init__(self, stamm: Stammdaten, *, quelle: str, heute: date) -> None:
        self.stamm, self.quelle, self.heute = stamm, quelle, heute

    def pruefe(self, zellen: Mapping[str, str]) -> tuple[Vereinbarungszeile | None, Fehler]:
        """The agreement, or every fault of its row."""
        werte, funde = lies_zellen(VEREINBARUNGEN, zellen, _LESER)
        parteien, unklare = self._parteien(werte)
        funde += unklare
        kuendigende = next(
            (p for p in parteien if schlicht(werte["gekuendigt_von"] or "") in _namen_von(p)), None
        )
        if werte["gekuendigt_von"] and kuendigende is None and not unklare:
            funde.append(("gekuendigt_von", f"„{werte['gekuendigt_von']}“ ist keine der Parteien."))
        funde += self._bezuege(werte)
        if any(werte[feld] is None for feld in _GERUEST):
            return None, VEREINBARUNGEN.in_spalten(funde)
        alt = Altvereinbarung(
            lage=werte["stand"],
            geschlossen_am=werte["geschlossen_am"],
            von=werte["laufzeit_von"],
            bis=werte["laufzeit_bis"],
            frist=UEBLICHE_FRIST if werte["kuendigungsfrist"] is None else werte["kuendigungsfrist"],
            parteien=len([1 for nr in range(1, PARTEIEN + 1) if werte[f"partei_{nr}"]]),
            zugegangen_am=werte["zugegangen_am"],
            wirksam_zum=werte["wirksam_zum"],
            von_partei=bool(werte["gekuendigt_von"]),
        )
        schon = {feld for feld, _ in funde}
        funde += [fund for fund in widersprueche(alt, heute=self.heute) if fund[0] not in schon]
        if funde:
            return None, VEREINBARUNGEN.in_spalten(funde)
        return self._zeile(werte, alt, parteien, kuendigende), []

    def _parteien(self, werte: Mapping[str, Any]) -> tuple[list[Stelle], Fehler]:
        gefunden: list[Stelle] = []
        funde: Fehler = []
        for feld in (f"partei_{nr}" for nr in range(1, PARTEIEN + 1)):
            if (name := werte[feld]) is None:
                continue
            treffer = list({s.pk: s for s in self.stamm.parteien.get(schlicht(name), [])}.values())
            if not treffer:
                text = f"„{name}“ gibt es hier nicht. Stellen legt die Servicestelle an, Träger registrieren sich."
                funde.append((feld, text))
            elif len(treffer) > 1:
                funde.append((feld, f"„{name}“ heißen mehrere: {namen(t.kuerzel for t in treffer)}."))
            elif treffer[0] in gefunden:
                funde.append((feld, f"„{name}“ steht schon als Partei da."))
            else:
                gefunden.append(treffer[0])
        return gefunden, funde

    def _bezuege(self, werte: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        stamm, name = self.stamm, werte["programm"]
        programm = stamm.programme.get(schlicht(name or ""))
        kooperationen = sorted({str(p) for p in stamm.programme.values() if p.kooperation})
        if name and (programm is None or not programm.kooperation):
            yield (
                "programm",
                f"Unter „{name}“ werden hier keine Vereinbarungen geführt. Bekannt: {namen(kooperationen)}.",
            )
        elif programm:
            recht = Recht.VEREINBARUNG_ENTWERFEN
            if not rechte.darf(stamm.akteur, recht, programm.stelle):
                yield (
                    "programm",
                    f"Wer einliest, braucht bei „{programm.stelle}“ das Recht „{recht.bezeichnung}“.",
                )
            elif werte["geschlossen_am"] and stamm.richtlinie(programm, werte["geschlossen_am"]) is None:
                yield "programm", f"Für „{programm}“ ist noch keine Richtlinie freigegeben."
            adresse = werte["sachbearbeitung"]
            if adresse and stamm.betreuung(adresse, programm.stelle, recht) is None:
                text = f"Niemand mit der Adresse „{adresse}“ darf bei „{programm.stelle}“ Vereinbarungen entwerfen."
                yield "sachbearbeitung", text
        if werte["standort"] and schlicht(werte["standort"]) not in stamm.standorte:
            yield "standort", f"Den Standort „{werte['standort']}“ gibt es hier nicht."
        if werte["themenfeld"] and schlicht(werte["themenfeld"]) not in stamm.themenfelder:
            yield "themenfeld", f"Das Themenfeld „{werte['themenfeld']}“ gibt es hier nicht."

    def _zeile(
        self,
        werte: Mapping[str, Any],
        alt: Altvereinbarung,
        parteien: list[Stelle],
        kuendigende: Stelle | None,
    ) -> Vereinbarungszeile:
        stamm = self.stamm
        programm = stamm.programme[schlicht(werte["programm"])]
        richtlinie = stamm.richtlinie(programm, alt.geschlossen_am)
        assert richtlinie is not None
        adresse = werte["sachbearbeitung"]
        themenfeld = stamm.themenfelder.get(schlicht(werte["themenfeld"] or ""))
        return Vereinbarungszeile(
            fremdzeichen=werte["fremdzeichen"],
            titel=werte["titel"],
            programm=programm,
            richtlinie=richtlinie,
            parteien=tuple(parteien),
            standort=stamm.standorte.get(schlicht(werte["standort"] or "")),
            sachbearbeitung=stamm.betreuung(adresse, programm.stelle, Recht.VEREINBARUNG_ENTWERFEN)
            if adresse
            else None,
            alt=alt,
            von=Herkunft(
                themenfeld=themenfeld.pk if themenfeld else None,
                zielgruppe=werte["zielgruppe"] or "",
                pauschale=werte["pauschale"] or None,
                ganztag=bool(werte["ganztag"]),
                schulkonferenz_am=werte["schulkonferenz_am"],
                zeichen=f"{self.quelle}, {werte['fremdzeichen']}",
                kuendigungsart=werte["kuendigungsart"] or Kuendigungsart.ORDENTLICH,
                kuendigende=kuendigende.pk if kuendigende else None,
            ),
        )


def _namen_von(stelle: Stelle) -> set[str]:
    return {schlicht(stelle.name), schlicht(stelle.kuerzel)} - {""}
