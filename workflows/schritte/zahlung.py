"""What the steps of one instalment have in common."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from antraege.antrag.models import Antrag
from antraege.foerderung import abrufe, mittel
from antraege.foerderung.models import Mittelabruf
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from rollen import bankverbindung
from workflows import akte
from workflows.schritte.basis import Schritt

if TYPE_CHECKING:
    from workflows.models import Aufgabe


class Zahlungsschritt(Schritt):
    """A step on one instalment: its amount, its obstacles, its page."""

    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    vorlage = "workflows/schritte/zahlung.html"
    frist_feld = "tage_zahlung"
    oeffentlich = "Die Stelle zahlt Ihren Abruf aus."
    danach = "Das Geld kommt auf Ihr Konto. Ist alles abgerufen, folgt der Verwendungsnachweis."

    def betrag(self, antrag: Antrag) -> Decimal:
        """The instalment in euro."""
        return abrufe.laufender(antrag).betrag

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """The task points to its instalment."""
        assert aufgabe.antrag is not None
        aufgabe.mittelabruf = abrufe.laufender(aufgabe.antrag)

    def bedingungen(self, antrag: Antrag) -> list[Mangel]:
        """What stands against paying now."""
        return abrufe.zahlungshindernisse(antrag, betrag=self.betrag(antrag))

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The instalment with what is left, the account, the certificates and the effect on the budget."""
        mit = ("sachlich_von", "rechnerisch_von", "angeordnet_von", "gebucht_von")
        abruf = antrag.mittelabrufe.select_related(*mit).get(pk=aufgabe.mittelabruf_id)
        stelle = mittel.haushaltsstelle(antrag)
        konto = bankverbindung.geltende(antrag.traeger)
        return {
            "abruf": abruf,
            "rest": antrag.offen - abruf.betrag,
            "bescheid": antrag.bescheid,
            "empfaenger": konto.kontoinhaber if konto else antrag.traeger.name,
            "iban": konto.iban if konto else "",
            "vermerke": _vermerke(abruf),
            "haushaltsstelle": stelle,
            "wirkung": akte.wirkung(stelle, gebunden=-abruf.betrag, ausgezahlt=abruf.betrag),
            "wirkung_text": "So wirkt die Buchung der Kasse.",
        }


def _vermerke(abruf: Mittelabruf) -> list[tuple[str, str, datetime | None]]:
    """The certificates of an instalment: what, who, when."""
    zeilen = [
        ("sachlich richtig", abruf.sachlich_von, abruf.sachlich_am),
        ("rechnerisch richtig", abruf.rechnerisch_von, abruf.rechnerisch_am),
        ("angeordnet", abruf.angeordnet_von, abruf.angeordnet_am),
        ("gebucht", abruf.gebucht_von, abruf.gebucht_am),
    ]
    return [(name, akte.person(wer) if wer else "", wann) for name, wer, wann in zeilen]
