"""The trail of a case as a printout."""

from collections.abc import Iterable

from django.utils import timezone

from antraege.antrag import trailworte
from antraege.antrag.models import Antrag
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.ausdruck import ausdruck
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.queries import texte_am
from rollen import protokoll as trail_der_stadt
from rollen import uhr
from rollen.models import Benutzer, Eintrag, Stelle
from workflows.akte import trail

KOPF = ("Nr., Zeitpunkt", "Wer", "Was", "Einzelheiten")


def protokoll(antrag: Antrag, eintraege: Iterable[Eintrag], *, leser: Benutzer) -> bytes:
    """Every entry in words with the verdict on the chain, as PDF."""
    zeilen = tuple(_zeile(z) for z in trail.zeilen(eintraege))
    befund = trail_der_stadt.pruefe_kette(antrag.kette)
    abschnitte = (
        fakten.Druckabschnitt(titel="Befund", saetze=(f"{befund}.",)),
        fakten.Druckabschnitt(titel="Einträge", kopf=KOPF, zeilen=zeilen),
    )
    return drucke(
        antrag.stelle,
        leser=leser,
        kennung=f"PROTOKOLL-{antrag.pk}-{len(zeilen)}",
        zeichen=antrag.aktenzeichen or "Entwurf",
        titel="Protokoll des Falls",
        bezug=(antrag.titel, f"Stand: {uhr.heute():%d.%m.%Y}"),
        abschnitte=abschnitte,
    )


def _zeile(zeile: trail.Zeile) -> tuple[str, ...]:
    e = zeile.eintrag
    wer = "\n".join(filter(None, (zeile.wer, zeile.rolle, e.stelle.name if e.stelle else "")))
    was = "\n".join(
        filter(
            None,
            (
                zeile.was,
                "verweigert" if e.verweigert else "",
                f"{zeile.von} → {zeile.nach}" if zeile.nach and zeile.von != zeile.nach else "",
            ),
        )
    )
    worte = [*zeile.gruende, *(trailworte.in_einer_zeile(*eine) for eine in zeile.aenderungen)]
    if e.dokument_hash:
        worte.append(f"Dokument {e.dokument_hash}")
    return (f"{e.nr}\n{timezone.localtime(e.zeitpunkt):%d.%m.%Y, %H:%M}", wer, was, "\n".join(worte) or "–")


def drucke(
    stelle: Stelle,
    *,
    leser: Benutzer,
    kennung: str,
    zeichen: str,
    titel: str,
    bezug: tuple[str, ...],
    abschnitte: tuple[fakten.Druckabschnitt, ...],
) -> bytes:
    """Sections in the letterhead of a Stelle, as PDF."""
    rahmen = fakten.Rahmen(
        dokument_id=kennung,
        aktenzeichen=zeichen,
        datum=uhr.heute(),
        absender=fakten.Absender(
            fachbereich=stelle.name,
            bearbeitung="Aus dem System erzeugt",
            kontakt=tuple(filter(None, [stelle.email])),
        ),
        empfaenger=fakten.Empfaenger(name=leser.name, anschrift=(), ist_stadt=True),
        zeichnung=fakten.Zeichnung(name=stelle.name, funktion="aus dem System erzeugt"),
        entwurf=False,
    )
    blatt = fakten.Ausdruckfakten(rahmen=rahmen, titel=titel, bezug=bezug, abschnitte=abschnitte)
    return erzeuge_pdf(ausdruck(blatt, texte=texte_am(uhr.heute())))
