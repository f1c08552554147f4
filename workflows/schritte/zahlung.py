"""What the steps of one instalment have in common."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from antraege.antrag.models import Antrag, Schriftstueckart
from antraege.foerderung import abrufe, mittel
from antraege.foerderung.models import Mittelabruf
from antraege.foerderung.zahlung import gates
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from rollen import bankverbindung, uhr
from workflows import akte, zahlungstore
from workflows.schritte.basis import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Zahlungsschritt(Schritt):
    """A step on one instalment: its amount, its conditions, its page. `sperrend` names those that stop it."""

    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    vorlage = "workflows/schritte/zahlung.html"
    frist_feld = "tage_zahlung"
    oeffentlich = "Die Stelle zahlt Ihren Abruf aus."
    danach = "Das Geld kommt auf Ihr Konto. Ist alles abgerufen, folgt der Verwendungsnachweis."
    sperrend: ClassVar[frozenset[str] | None] = None

    def betrag(self, antrag: Antrag) -> Decimal:
        """The instalment in euro."""
        return abrufe.laufender(antrag).betrag

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """The task points to its instalment."""
        assert aufgabe.antrag is not None
        aufgabe.mittelabruf = abrufe.laufender(aufgabe.antrag)

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """What stands against paying now, as far as it stops this step."""
        tore = zahlungstore.zahlungshindernisse(antrag, abruf=abrufe.laufender(antrag))
        return [tor.mangel for tor in tore if not tor.erfuellt and self._sperrt(tor)]

    def _sperrt(self, tor: gates.Gate) -> bool:
        return self.sperrend is None or tor.schluessel in self.sperrend

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The instalment with what is left, its conditions, the account, certificates and the budget lines."""
        mit = ("sachlich_von", "rechnerisch_von", "angeordnet_von", "gebucht_von")
        abruf = antrag.mittelabrufe.select_related(*mit).get(pk=aufgabe.mittelabruf_id)
        konto = None if antrag.intern else bankverbindung.geltende(antrag.traeger)
        stelle = mittel.haushaltsstelle(antrag)
        return {
            "abruf": abruf,
            "anordnung": antrag.schriftstuecke.filter(art=Schriftstueckart.AUSZAHLUNGSANORDNUNG).last(),
            "gates": zahlungstore.zahlungshindernisse(antrag, abruf=abruf),
            "rest": antrag.offen - abruf.betrag,
            "bescheid": antrag.bescheid,
            "empfaenger": konto.kontoinhaber if konto else antrag.traeger.name,
            "iban": konto.iban if konto else "",
            "vermerke": _vermerke(abruf),
            "kontierung": _kontierung(antrag, abruf),
            "haushaltsstelle": stelle,
            "wirkung": akte.wirkung(stelle, gebunden=-abruf.betrag, ausgezahlt=abruf.betrag),
            "wirkung_text": "So wirkt die Buchung der Kasse.",
        }


def _kontierung(antrag: Antrag, abruf: Mittelabruf) -> list[tuple[str, Decimal]]:
    """The budget lines this payment falls on; empty while the lines hold less."""
    if abruf.betrag > mittel.abrufbar(antrag, tag=uhr.heute()):
        return []
    stuecke = mittel.kontierung(antrag, abruf.betrag, tag=uhr.heute())
    return [(str(zeile), betrag) for zeile, betrag in stuecke]


def _vermerke(abruf: Mittelabruf) -> list[tuple[str, str, datetime | None]]:
    """The certificates of an instalment: what, who, when."""
    zeilen = [
        ("sachlich richtig", abruf.sachlich_von, abruf.sachlich_am),
        ("rechnerisch richtig", abruf.rechnerisch_von, abruf.rechnerisch_am),
        ("angeordnet", abruf.angeordnet_von, abruf.angeordnet_am),
        ("gebucht", abruf.gebucht_von, abruf.gebucht_am),
    ]
    return [(name, akte.person(wer) if wer else "", wann) for name, wer, wann in zeilen]
