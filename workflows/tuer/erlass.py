"""What every letter of a case needs: its frame, the signing person, and the file that is kept for ever."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse

from antraege.antrag.models import Antrag, Schriftstueck, Schriftstueckart
from antraege.antrag.models.schriftstueck import INTERNE
from antraege.dokumente import fakten
from antraege.dokumente.bloecke import Dokument, als_daten
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.pdf.siegeln import siegle_wenn_eingerichtet
from antraege.dokumente.queries import fassung_am, texte_fuer
from antraege.foerderung import toepfe
from antraege.gremien import beschluesse
from rollen import uhr
from rollen.kanon import sha256_hex
from workflows.tuer.handlung import Handlung

# These letters show the split themselves, as a table or line by line.
MIT_EIGENER_AUFTEILUNG = frozenset(
    {
        Schriftstueckart.ZUWENDUNGSBESCHEID,
        Schriftstueckart.MITTELZUWEISUNG,
        Schriftstueckart.PRUEFVERMERK,
        Schriftstueckart.PRUEFVERMERK_NACHWEIS,
        Schriftstueckart.AUSZAHLUNGSANORDNUNG,
    }
)
GESIEGELT = (Schriftstueckart.KOOPERATIONSVEREINBARUNG, Schriftstueckart.NACHTRAG)


def antragstag(antrag: Antrag) -> date:
    """The day on which the request came in."""
    assert antrag.eingereicht_am is not None
    return uhr.tag_von(antrag.eingereicht_am)


def rahmen(handlung: Handlung, art: Schriftstueckart) -> fakten.Rahmen:
    """Letterhead, number and signature of one letter of this act."""
    antrag = handlung.antrag
    nr = antrag.schriftstuecke.count() + 1
    bearbeitung = antrag.sachbearbeitung
    return fakten.Rahmen(
        dokument_id=f"{antrag.aktenzeichen}-{art.value[:3].upper()}-{nr}",
        aktenzeichen=antrag.aktenzeichen or "",
        datum=uhr.heute(),
        absender=fakten.Absender(
            fachbereich=antrag.stelle.name,
            bearbeitung=bearbeitung.funktion if bearbeitung else "Sachbearbeitung",
            kontakt=tuple(filter(None, [antrag.stelle.email])),
        ),
        empfaenger=fakten.Empfaenger(
            name=antrag.traeger.name,
            anschrift=tuple(filter(None, antrag.traeger.anschrift.split(", "))),
            ist_stadt=antrag.intern,
        ),
        zeichnung=_zeichnung(handlung, art),
        entwurf=False,
        pruefadresse="" if art in INTERNE else settings.BASIS_URL + reverse("echtheit"),
        gemeinsam=() if art in MIT_EIGENER_AUFTEILUNG else tuple(_gemeinsam(antrag)),
    )


def _gemeinsam(antrag: Antrag) -> Iterator[fakten.Topfbetrag]:
    """Who bears a joint grant, as the ledger has it; before the grant as it is proposed. Nothing for one line."""
    vereinbart = {anteil.haushaltsstelle: anteil.betrag for anteil in toepfe.anteile(antrag)}
    traegt = (toepfe.traegt(antrag) or vereinbart) if vereinbart else {}
    for herkunft, zeile, betrag in toepfe.benannt(antrag, traegt):
        yield fakten.Topfbetrag(herkunft=herkunft, jahr=zeile.jahr, betrag=betrag)


def rechtsgrundlagen(antrag: Antrag) -> tuple[str, ...]:
    """What the decision rests on besides the law: the Richtlinie, and the Beschluss it carries out."""
    beschluss = beschluesse.satz(antrag)
    return (antrag.richtlinie.rechtsgrundlage, *([beschluss] if beschluss else []))


def grundangaben(handlung: Handlung, art: Schriftstueckart) -> dict[str, Any]:
    """What every letter after the Bescheid names: its frame, the project and the grant in euro."""
    antrag = handlung.antrag
    return {
        "rahmen": rahmen(handlung, art),
        "rechtsregime": fakten.Rechtsregime(antrag.richtlinie.rechtsregime),
        "projekt": antrag.titel,
        "programm": antrag.programm.name,
        "bescheid_vom": uhr.tag_von(antrag.bescheid.erlassen_am),
        "bewilligt": antrag.bewilligt,
    }


def _zeichnung(handlung: Handlung, art: Schriftstueckart) -> fakten.Zeichnung:
    """The acting person of the office; the receipt goes out by itself, so the Stelle answers for it."""
    if art == Schriftstueckart.EINGANGSBESTAETIGUNG:
        return fakten.Zeichnung(name="", funktion=handlung.antrag.stelle.name)
    if handlung.akteur is None:
        return fakten.Zeichnung(name=handlung.antrag.stelle.name, funktion="durch das Verfahren erstellt")
    return fakten.Zeichnung(name=handlung.person.name, funktion=handlung.person.funktion)


@dataclass(frozen=True)
class Brief:
    """A letter before it is written: its kind, who writes it, and its facts."""

    art: Schriftstueckart
    schreibe: Callable[..., Dokument]
    fakten: Any

    def dokument(self, *, tag: date | None = None) -> Dokument:
        """The text with the clauses of the day (today's) that its facts choose."""
        return self.schreibe(self.fakten, texte=texte_fuer(self.fakten, tag=tag or uhr.heute()))


def erlasse(handlung: Handlung, brief: Brief) -> Schriftstueck:
    """Write the letter with the texts of today, keep its file and hash, and note it for the trail.

    A signed agreement bears the city's seal where one is set up. Raises SiegelFehler.
    """
    dokument = brief.dokument()
    pdf = erzeuge_pdf(dokument)
    if brief.art in GESIEGELT:
        pdf = siegle_wenn_eingerichtet(pdf)
    stueck = Schriftstueck(
        antrag=handlung.antrag,
        art=brief.art,
        titel=dokument.titel,
        kennung=dokument.dokument_id,
        inhalt=als_daten(dokument),
        vorlagenversion=f"{dokument.vorlagenversion} {fassung_am(uhr.heute())}",
        sha256=sha256_hex(pdf),
        groesse=len(pdf),
        erlassen_von=handlung.akteur,
    )
    stueck.datei.save("", ContentFile(pdf), save=False)
    stueck.save()
    handlung.lege_bei(stueck)
    return stueck
