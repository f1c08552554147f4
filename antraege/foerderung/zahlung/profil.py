"""The booking list for the finance system: one row per instalment and budget line, as CSV."""

import csv
import io

from antraege.foerderung import mittel
from antraege.foerderung.models import Zahlungslauf, Zahlungsposition
from antraege.haushalt.export import zelle
from antraege.kern.geld import zeige_zahl

KOPF = (
    *("Zahlungslauf", "Referenz", "Aktenzeichen", "Empfänger", "IBAN", "Betrag", "Währung"),
    *("Haushaltsjahr", "Produkt", "Auftrag", "Kostenstelle", "Sachkonto", "Buchungstext", "Ausführung"),
)


def profil(lauf: Zahlungslauf, positionen: list[Zahlungsposition]) -> bytes:
    """UTF-8 with BOM, semicolons, German amounts and days; nothing in it becomes a formula."""
    text = io.StringIO()
    schreibe = csv.writer(text, delimiter=";", lineterminator="\r\n")
    schreibe.writerow(KOPF)
    for position in positionen:
        antrag = position.mittelabruf.antrag
        tag = lauf.ausfuehrung_am
        for zeile, betrag in mittel.kontierung(antrag, position.betrag, tag=tag):
            werte = [
                *(lauf.kennung, position.referenz, antrag.aktenzeichen or "", position.kontoinhaber),
                *(position.iban, zeige_zahl(betrag), "EUR"),
                *(str(zeile.jahr), zeile.produkt, zeile.auftrag, zeile.kostenstelle, zeile.sachkonto),
                *(position.zweck, f"{tag:%d.%m.%Y}"),
            ]
            schreibe.writerow([zelle(wert) for wert in werte])
    return text.getvalue().encode("utf-8-sig")
