"""The payment file pain.001.001.09, built by sepaxml and checked against the official schema it carries."""

import re

from defusedxml import ElementTree
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError as SchemaFehler
from sepaxml.validation import try_valid_xml

from antraege.foerderung.models import Zahlungslauf, Zahlungsposition
from antraege.kern.geld import cent

SCHEMA = "pain.001.001.09"
_NS = f"{{urn:iso:std:iso:20022:tech:xsd:{SCHEMA}}}"
_UMLAUTE = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "&": "+"}
    | dict.fromkeys("„“”‚‘’»«", "'")
    | dict.fromkeys("–—", "-")
)
_UNERLAUBT = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


class ZahlungsdateiFehler(ValueError):
    """The file does not fit the schema and must not leave the house."""


def pain(lauf: Zahlungslauf, positionen: list[Zahlungsposition]) -> bytes:
    """The file of a run, the same bytes each time. Raises ZahlungsdateiFehler when the schema refuses it."""
    konto = {"name": sepa_text(lauf.kontoinhaber), "IBAN": lauf.iban, "currency": "EUR", "batch": True}
    if lauf.bic:
        konto["BIC"] = lauf.bic
    datei = SepaTransfer(konto, schema=SCHEMA, clean=True)
    for position in positionen:
        datei.add_payment(
            {
                "name": sepa_text(position.kontoinhaber),
                "IBAN": position.iban,
                "amount": cent(position.betrag),
                "execution_date": lauf.ausfuehrung_am,
                "description": sepa_text(position.zweck),
                "endtoend_id": position.referenz,
            }
        )
    try:
        xml = _mit_festen_kennungen(datei.export(validate=False), lauf)
        try_valid_xml(xml, SCHEMA)
    except SchemaFehler as fehler:
        raise ZahlungsdateiFehler(str(fehler.__cause__ or fehler)) from fehler
    return xml


def sepa_text(text: str) -> str:
    """Umlauts written out, everything else as far as possible in the characters banks accept (EPC217-08)."""
    return text.translate(_UMLAUTE)


def _mit_festen_kennungen(xml: bytes, lauf: Zahlungslauf) -> bytes:
    """Our ids and clock instead of random ones, and no character outside the SEPA set."""
    wurzel = ElementTree.fromstring(xml)
    wurzel.find(f".//{_NS}MsgId").text = lauf.kennung
    wurzel.find(f".//{_NS}CreDtTm").text = lauf.erstellt_am.strftime("%Y-%m-%dT%H:%M:%SZ")
    for nr, sammler in enumerate(wurzel.iter(f"{_NS}PmtInfId"), start=1):
        sammler.text = f"{lauf.kennung}-{nr}"
    for name, laenge in (("Nm", 70), ("Ustrd", 140)):
        for element in wurzel.iter(f"{_NS}{name}"):
            element.text = _UNERLAUBT.sub(" ", element.text or "")[:laenge].strip() or "-"
    inhalt: bytes = ElementTree.tostring(wurzel, encoding="UTF-8", xml_declaration=True)
    return inhalt
