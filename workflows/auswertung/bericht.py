"""The yearly report: the figures of the other pages for one year, on a page and as a PDF for the committees."""

from dataclasses import dataclass
from decimal import Decimal

from antraege.dokumente import fakten
from antraege.dokumente.fakten import Berichtstabelle
from antraege.dokumente.inhalt.auswertung import jahresbericht
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.queries import texte_am
from antraege.haushalt import uebersicht
from antraege.kern.geld import NULL
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from workflows.auswertung import dauer, faelle, mittel, module


@dataclass(frozen=True)
class Bericht:
    """The figures of one year as one person may see them."""

    jahr: int
    stellen: list[str]
    posten: list[mittel.Posten]
    summe: mittel.Posten
    programme: list[faelle.Gruppe]
    zahlen: list[faelle.Zahl]
    dauern: list[dauer.Dauer]
    nachweise: list[tuple[str, int, str]]
    auslaufende: list[module.Auslauf]
    themen: list[module.Thema]


def stelle_zusammen(benutzer: Benutzer, jahr: int) -> Bericht:
    """Ask every page for its figures."""
    posten = mittel.posten(uebersicht.sichtbar(benutzer), jahr=jahr, gruppe="auftrag", auftrag="")
    return Bericht(
        jahr,
        _stellen(benutzer),
        posten,
        mittel.summe(posten, jahr=jahr, auftrag=""),
        faelle.gruppen(benutzer, jahr=jahr, feld="programm"),
        [faelle.zahl(benutzer, was, jahr) for was in faelle.ENTSCHEIDUNGEN],
        dauer.dauern(benutzer, jahr),
        faelle.ungepruefte(benutzer, jahr),
        module.auslaufende(benutzer),
        module.themen(benutzer, jahr),
    )


def pdf(leser: Benutzer, bericht: Bericht) -> bytes:
    """The report as a tagged PDF in the letterhead of the reader's first Stelle."""
    brief = fakten.Jahresberichtfakten(
        rahmen=_kopf(leser, bericht.jahr),
        jahr=bericht.jahr,
        stellen=tuple(bericht.stellen),
        tabellen=tuple(_tabellen(bericht)),
    )
    return erzeuge_pdf(jahresbericht(brief, texte=texte_am(uhr.heute())))


def _tabellen(b: Bericht) -> list[Berichtstabelle]:
    return [
        Berichtstabelle(
            titel="Mittel je Auftrag",
            kopf=(
                "Auftrag",
                "Ansatz und Deckung",
                "gebunden",
                "ausgezahlt",
                "erstattet",
                "Prognose",
                "Vorjahr",
            ),
            zeilen=tuple(_mittel(p) for p in b.posten),
            summe=_mittel(b.summe),
        ),
        Berichtstabelle(
            titel="Zuwendungen je Programm",
            kopf=("Programm", "Fälle", "beantragt", "bewilligt", "ausgezahlt", "bewilligt im Vorjahr"),
            zeilen=tuple(
                (
                    g.name,
                    str(g.anzahl),
                    g.geld["beantragt"],
                    g.geld["bewilligt"],
                    g.geld["ausgezahlt"],
                    g.vorher,
                )
                for g in b.programme
            ),
            summe=(
                "Summe",
                str(sum(g.anzahl for g in b.programme)),
                *(
                    sum((g.geld[n] for g in b.programme), NULL)
                    for n in ("beantragt", "bewilligt", "ausgezahlt")
                ),
                sum((g.vorher for g in b.programme), NULL),
            ),
        ),
        Berichtstabelle(
            titel="Eingang und Entscheidungen",
            kopf=("Fälle", str(b.jahr), str(b.jahr - 1)),
            zeilen=tuple((z.name, str(z.jetzt), str(z.vorher)) for z in b.zahlen),
        ),
        Berichtstabelle(
            titel="Dauer der Schritte in Tagen",
            kopf=("Schritt", "erledigt", "Median", "Median im Vorjahr", "neun von zehn"),
            zeilen=tuple(
                (d.name, *(_wort(w) for w in (d.anzahl, d.median, d.vorher, d.p90))) for d in b.dauern
            ),
        ),
        Berichtstabelle(
            titel="Eingereichte, noch ungeprüfte Nachweise",
            kopf=("Alter", "Nachweise"),
            zeilen=tuple((name, str(anzahl)) for name, anzahl, _ in b.nachweise),
        ),
        Berichtstabelle(
            titel="Auslaufende Vereinbarungen",
            kopf=("läuft aus", "Vereinbarungen"),
            zeilen=tuple((f"in {a.monate} Monaten", str(a.anzahl)) for a in b.auslaufende),
        ),
        Berichtstabelle(
            titel="Abgerufene Module je Thema",
            kopf=("Thema", "angefragt", "durchgeführt", "erreichte Kinder", "angefragt im Vorjahr"),
            zeilen=tuple(
                (t.name, str(t.anzahl), str(t.stattgefunden), str(t.kinder), str(t.vorher)) for t in b.themen
            ),
        ),
    ]


def _mittel(p: mittel.Posten) -> tuple[str | Decimal, ...]:
    s = p.summen
    return (
        "\n".join(filter(None, (p.name, p.neben))),
        *(s["ansatz"] + s["deckung"], s["gebunden"], s["ausgezahlt"], s["erstattet"], p.prognose, p.vorjahr),
    )


def _wort(zahl: int | None) -> str:
    return "–" if zahl is None else str(zahl)


def _stellen(leser: Benutzer) -> list[str]:
    """The Stellen at which the person holds the right; those below them are meant too."""
    eigene = {b.stelle_id for b in rechte.berechtigungen(leser) if b.recht == Recht.AUSWERTUNGEN_SEHEN}
    return list(Stelle.objects.filter(pk__in=eigene).values_list("name", flat=True))


def _kopf(leser: Benutzer, jahr: int) -> fakten.Rahmen:
    recht = Recht.AUSWERTUNGEN_SEHEN
    eigene = Stelle.objects.get(
        pk=next(b.stelle_id for b in rechte.berechtigungen(leser) if b.recht == recht)
    )
    return fakten.Rahmen(
        dokument_id=f"JAHRESBERICHT-{jahr}-{uhr.heute():%Y%m%d}",
        aktenzeichen=f"Jahresbericht {jahr}",
        datum=uhr.heute(),
        absender=fakten.Absender(
            fachbereich=eigene.name,
            bearbeitung=leser.funktion or "Auswertung",
            kontakt=tuple(filter(None, [eigene.email])),
        ),
        empfaenger=fakten.Empfaenger(
            name=eigene.name,
            anschrift=tuple(filter(None, eigene.anschrift.split(", "))),
            ist_stadt=eigene.staedtisch,
        ),
        zeichnung=fakten.Zeichnung(name="", funktion=eigene.name),
        entwurf=False,
    )
