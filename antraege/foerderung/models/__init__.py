"""The tables of the money side of a request."""

from .abruf import Abrufart, Abrufstatus, Mittelabruf
from .aenderung import Aenderung, Aenderungsart, Aenderungsposition, Aenderungsstatus
from .beleg import Beleg, Belegdatei, Belegimport, Stichprobe
from .bescheid import Bescheid, Bescheidart
from .jahr import Jahresanteil, Rate
from .massnahme import Massnahme, Massnahmenart, Rechtsbehelf, Rechtsbehelfsart, Rechtsbehelfsausgang
from .mittelanteil import Aenderungsanteil, Mittelanteil, Topfanteil
from .nachweis import (
    Nachweiserinnerung,
    Nachweisposition,
    Nachweisrueckfrage,
    Nachweisstatus,
    Verwendungsnachweis,
)
from .plan import Deckungsart, Planposition, Seite
from .rueckforderung import (
    BEENDETE_FORDERUNG,
    OFFENE_FORDERUNG,
    Aufhebungsgrund,
    Forderungsgrund,
    Forderungsstatus,
    Rueckforderung,
)
from .veroeffentlichung import Veroeffentlichungssperre
from .waechter import Beihilfe, Hinweisart, Pruefhinweis
from .weiterleitung import (
    GELTENDE_WEITERLEITUNG,
    Geberzahlung,
    Geberzahlungsart,
    OffenerNachweis,
    Speisung,
    Weiterleitung,
    Weiterleitungsstatus,
)
from .zahlung import (
    Buchungsdatei,
    Buchungszeile,
    Klaerungsgrund,
    Klaerungsstatus,
    Laufstatus,
    Zahlungsdatei,
    Zahlungsdateiart,
    Zahlungsklaerung,
    Zahlungslauf,
    Zahlungsposition,
    Zahlungsunterlage,
    Zahlungsunterlagenart,
    Zeilenergebnis,
)
from .zahlungseingang import Zahlungseingang

__all__ = [
    "BEENDETE_FORDERUNG",
    "GELTENDE_WEITERLEITUNG",
    "OFFENE_FORDERUNG",
    "Abrufart",
    "Abrufstatus",
    "Aenderung",
    "Aenderungsanteil",
    "Aenderungsart",
    "Aenderungsposition",
    "Aenderungsstatus",
    "Aufhebungsgrund",
    "Beihilfe",
    "Beleg",
    "Belegdatei",
    "Belegimport",
    "Bescheid",
    "Bescheidart",
    "Buchungsdatei",
    "Buchungszeile",
    "Deckungsart",
    "Forderungsgrund",
    "Forderungsstatus",
    "Geberzahlung",
    "Geberzahlungsart",
    "Hinweisart",
    "Jahresanteil",
    "Klaerungsgrund",
    "Klaerungsstatus",
    "Laufstatus",
    "Massnahme",
    "Massnahmenart",
    "Mittelabruf",
    "Mittelanteil",
    "Nachweiserinnerung",
    "Nachweisposition",
    "Nachweisrueckfrage",
    "Nachweisstatus",
    "OffenerNachweis",
    "Planposition",
    "Pruefhinweis",
    "Rate",
    "Rechtsbehelf",
    "Rechtsbehelfsart",
    "Rechtsbehelfsausgang",
    "Rueckforderung",
    "Seite",
    "Speisung",
    "Stichprobe",
    "Topfanteil",
    "Veroeffentlichungssperre",
    "Verwendungsnachweis",
    "Weiterleitung",
    "Weiterleitungsstatus",
    "Zahlungsdatei",
    "Zahlungsdateiart",
    "Zahlungseingang",
    "Zahlungsklaerung",
    "Zahlungslauf",
    "Zahlungsposition",
    "Zahlungsunterlage",
    "Zahlungsunterlagenart",
    "Zeilenergebnis",
]
