"""Interne Mittelzuweisung: money moves between budget lines, is reported on in short, and flows back unused. Euro."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.models import Deckungsart, Nachweisposition, Seite, Verwendungsnachweis
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Buchung, Buchungsart, Haushaltsstelle, Weg
from antraege.kern.geld import NULL, zeige
from antraege.kern.toepfe import entnimm, spaetestes_jahr_zuerst
from rollen import uhr
from rollen.models import Benutzer, Stellenart

KURZBERICHT, ANZAHL = "kurzbericht", "anzahl"


@dataclass(frozen=True)
class Umbuchung:
    """One transfer as the ledger holds it."""

    schluessel: str
    von: Haushaltsstelle
    zu: Haushaltsstelle
    betrag: Decimal
    weg: str

    @property
    def jahr(self) -> int:
        """The Haushaltsjahr of both lines."""
        return self.von.jahr


def umzubuchen(antrag: Antrag) -> dict[Haushaltsstelle, Decimal]:
    """Euro that are granted and not transferred yet, by the line that bears them: pots of one year are several."""
    return {
        bestand.haushaltsstelle: bestand.gebunden
        for bestand in haushalt.bestaende(antrag.aktenzeichen or "")
        if bestand.haushaltsstelle and bestand.gebunden > 0
    }


def zielstellen(antrag: Antrag, von: Haushaltsstelle) -> list[Haushaltsstelle]:
    """The lines of the same year which may receive the money of this one, those of the recipient first."""
    hier, dort = haushalt.einheit(antrag.stelle), haushalt.einheit(antrag.traeger)
    zeilen = Haushaltsstelle.objects.filter(
        Q(stelle__pfad__startswith=hier.pfad) | Q(stelle__pfad__startswith=dort.pfad), jahr=von.jahr
    ).exclude(pk=von.pk)
    sachlich = zeilen.exclude(bereich__in=[Bereich.PERSONAL, Bereich.DECKUNG]).select_related("stelle")
    return sorted(sachlich, key=lambda z: (not gehoert_zu(antrag, z), z.stelle.name, z.konto, z.bezeichnung))


def gehoert_zu(antrag: Antrag, zeile: Haushaltsstelle) -> bool:
    """True when the line belongs to the recipient or names it."""
    return zeile.stelle_id == antrag.traeger_id or antrag.traeger.name in zeile.bezeichnung


def weg(antrag: Antrag, aus: Haushaltsstelle | None = None) -> Weg:
    """The way the money of a line will go: to the recipient's own line, or by whose unit the recipient belongs to."""
    von = aus or mittel.haushaltsstelle(antrag, antrag.haushaltsjahr or 0)
    eigene = next((z for z in zielstellen(antrag, von) if gehoert_zu(antrag, z)), None)
    if eigene is not None:
        return haushalt.passender_weg(von, eigene)
    fremd = haushalt.einheit(antrag.traeger).art == Stellenart.EIGENBETRIEB
    fremd |= haushalt.einheit(von.stelle) != haushalt.einheit(
        antrag.stelle
    )  # it is booked to a line of who leads
    return Weg.VILV if fremd else Weg.UMSCHICHTUNG


def buche_um(
    antrag: Antrag, ziele: Mapping[Haushaltsstelle, Haushaltsstelle], *, akteur: Benutzer
) -> list[Umbuchung]:
    """Transfer all that these lines (of a year, or several pots of it) bear; raises HaushaltFehler."""
    offen = umzubuchen(antrag)
    for von, zu in ziele.items():
        jahr = von.jahr
        bisher = sum(1 for eine in umbuchungen(antrag) if eine.jahr == jahr)
        mittel.buche(
            haushalt.umbuchen,
            antrag,
            von,
            zu,
            offen[von],
            schluessel=f"umbuchung/{jahr}/{bisher + 1}",
            akteur=akteur,
            text=f"Mittelzuweisung an {antrag.traeger.name}",
            weg=haushalt.passender_weg(von, zu),
        )
    return [eine for eine in umbuchungen(antrag) if eine.von in ziele]


def umbuchungen(antrag: Antrag) -> list[Umbuchung]:
    """What has been transferred for this case, the oldest first."""
    buchungen = Buchung.objects.filter(
        aktenzeichen=antrag.aktenzeichen or "", art__in=[Buchungsart.UMBUCHUNG, Buchungsart.VILV]
    ).select_related("haushaltsstelle__stelle")
    je_schluessel = {buchung.schluessel: buchung for buchung in buchungen}
    return [
        Umbuchung(
            schluessel=schluessel.removesuffix("/ab"),
            von=ab.haushaltsstelle,
            zu=je_schluessel[f"{schluessel.removesuffix('/ab')}/zu"].haushaltsstelle,
            betrag=ab.ausgezahlt,
            weg=str((Weg.VILV if ab.art == Buchungsart.VILV else Weg.UMSCHICHTUNG).label),
        )
        for schluessel, ab in je_schluessel.items()
        if schluessel.endswith("/ab")
    ]


def hat_andere_deckung(antrag: Antrag) -> bool:
    """True when the plan names other money than what is assigned."""
    andere = antrag.planpositionen.filter(seite=Seite.DECKUNG, betrag__gt=0)
    return andere.exclude(art=Deckungsart.ZUWENDUNG).exists()


def berichte(
    antrag: Antrag,
    *,
    ist: Mapping[int, Decimal],
    andere: Decimal,
    kurzbericht: str,
    anzahl: int,
    akteur: Benutzer,
) -> Verwendungsnachweis:
    """Store the short report where all proofs are: euro by the id of the Planposition, no vouchers."""
    bericht, _ = Verwendungsnachweis.objects.get_or_create(antrag=antrag)
    bericht.antworten = {KURZBERICHT: kurzbericht, ANZAHL: anzahl}
    bericht.eigenmittel = andere
    bericht.einreichen()
    bericht.eingereicht_am, bericht.eingereicht_von = uhr.jetzt(), akteur
    bericht.save()
    bericht.positionen.all().delete()
    Nachweisposition.objects.bulk_create(
        Nachweisposition(nachweis=bericht, planposition_id=position, betrag=betrag)
        for position, betrag in ist.items()
    )
    return bericht


def verwendet(bericht: Verwendungsnachweis, *, nicht_anerkannt: Decimal) -> tuple[Decimal, list[str]]:
    """Euro of the assignment that were used for its purpose, with the steps that led there."""
    ausgaben = sum((position.betrag for position in bericht.positionen.all()), NULL)
    andere, zugewiesen = bericht.eigenmittel or NULL, bericht.antrag.ausgezahlt
    schritte = [f"Ausgaben {zeige(ausgaben)}."]
    if nicht_anerkannt:
        schritte.append(f"Nicht anerkannt {zeige(nicht_anerkannt)}.")
    if andere:
        schritte.append(f"Aus anderen Mitteln bezahlt {zeige(andere)}.")
    genutzt = min(zugewiesen, max(NULL, ausgaben - nicht_anerkannt - andere))
    schritte.append(f"Zugewiesen {zeige(zugewiesen)}, davon verwendet {zeige(genutzt)}.")
    if zugewiesen > genutzt:
        schritte.append(f"Nicht verwendet {zeige(zugewiesen - genutzt)}: fließt ohne Zinsen zurück.")
    return genutzt, schritte


def pruefe(
    bericht: Verwendungsnachweis, *, nicht_anerkannt: Decimal, vermerk: str, akteur: Benutzer
) -> list[str]:
    """The first person's check; stores what was used and the steps. There is no claim and no interest."""
    genutzt, schritte = verwendet(bericht, nicht_anerkannt=nicht_anerkannt)
    bericht.pruefen()
    bericht.nicht_zuwendungsfaehig, bericht.vermerk = nicht_anerkannt, vermerk
    bericht.zuwendung, bericht.restzahlung, bericht.rueckforderung = genutzt, NULL, NULL
    bericht.rechenweg = schritte
    bericht.geprueft_von, bericht.geprueft_am = akteur, uhr.jetzt()
    bericht.save()
    return schritte


def frage_zurueck(bericht: Verwendungsnachweis, *, frage: str) -> None:
    """Give the report back with a question."""
    bericht.zurueckfragen()
    bericht.rueckfrage = frage
    bericht.save()


def zeichne(bericht: Verwendungsnachweis, antrag: Antrag, *, akteur: Benutzer) -> Decimal:
    """The second person signs; unused money flows back to its lines. Returns it; the caller saves `antrag`."""
    bericht.zeichnen()
    bericht.gezeichnet_von, bericht.gezeichnet_am = akteur, uhr.jetzt()
    bericht.save()
    rest = antrag.ausgezahlt - (bericht.zuwendung or NULL)
    gegangen = spaetestes_jahr_zuerst((eine, eine.betrag) for eine in umbuchungen(antrag))
    zurueck = min(rest, sum((betrag for _, betrag in gegangen), NULL))
    for eine, teil in entnimm(
        zurueck, gegangen
    ).items():  # to the lines from which it came, pots in proportion
        haushalt.zurueckfuehren(
            eine.von,
            eine.zu,
            teil,
            aktenzeichen=antrag.aktenzeichen or "",
            schluessel=f"{eine.schluessel}/rueckfluss",
            akteur=akteur,
            text=f"Nicht verwendet: {antrag.traeger.name}",
        )
    antrag.erstattet, antrag.abgerechnet = rest, bericht.zuwendung
    return rest
