"""What several documents share: letterhead, texts of a case, numbered sections, tables, signature."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.dokumente.bloecke import (
    Ausrichtung,
    Block,
    Briefkopf,
    Dokument,
    Dokumentart,
    Liste,
    Tabelle,
    Ueberschrift,
    Unterschrift,
)
from antraege.dokumente.fakten.bewilligung import Entscheidungsfakten, Ratenfakt
from antraege.dokumente.fakten.grund import (
    Bankkonto,
    Fallfakten,
    Jahresbetrag,
    PlanZeile,
    Pruefantwort,
    Rahmen,
    Rechtsregime,
    Topfbetrag,
    Zeichen,
)
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import iban, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert
from antraege.kern import geld
from antraege.kern.geld import zeige

LINKS, RECHTS = Ausrichtung.LINKS, Ausrichtung.RECHTS
Abschnitt = tuple[str, tuple[Block, ...]]
Zelle = str | Decimal | date | None
Zeile = tuple[str, Zelle]
SEITEN = (("ausgabe", "Ausgaben"), ("deckung", "Deckung der Ausgaben"))
VORLAGENVERSION = {Dokumentart.ZUWENDUNGSBESCHEID: 2}  # partial: the others are 1


@dataclass(frozen=True)
class Brief(Textquelle):
    """The texts of one letter, and the frame they stand in."""

    rahmen: Rahmen

    def dokument(
        self, art: Dokumentart, *, titel: str, bezug: tuple[str, ...], bloecke: Iterable[Block]
    ) -> Dokument:
        """The blocks in the letterhead of the city."""
        rahmen = self.rahmen
        return Dokument(
            art=art,
            titel=titel,
            bezug=bezug,
            briefkopf=Briefkopf(
                stadt=self.satz("briefkopf.stadt"),
                leitung=self.satz("briefkopf.leitung"),
                fachbereich=rahmen.absender.fachbereich,
                bearbeitung=rahmen.absender.bearbeitung,
                kontakt=rahmen.absender.kontakt,
                aktenzeichen=rahmen.aktenzeichen,
                datum=rahmen.datum,
                ruecksendezeile=self.satz("briefkopf.ruecksendezeile"),
                anschrift_empfaenger=(rahmen.empfaenger.name, *rahmen.empfaenger.anschrift),
                fusszeilen=self.zeilen("briefkopf.fusszeilen"),
                pruefadresse=rahmen.pruefadresse,
            ),
            bloecke=self.mit_anteilen(tuple(bloecke)),
            dokument_id=rahmen.dokument_id,
            entwurf=rahmen.entwurf,
            vorlagenversion=f"{art.value}/{VORLAGENVERSION.get(art, 1)}",
        )

    def mit_anteilen(self, bloecke: tuple[Block, ...]) -> tuple[Block, ...]:
        """Before the signature who bears the joint grant, where the letter has no table of it."""
        if not self.rahmen.gemeinsam:
            return bloecke
        anteile = "; ".join(
            f"{topf.herkunft} {topf.jahr}: {zeige(topf.betrag)}" for topf in self.rahmen.gemeinsam
        )
        satz = self.bloecke("gemeinsam.anteile", anteile=anteile)
        nr = next((nr for nr, block in enumerate(bloecke) if isinstance(block, Unterschrift)), len(bloecke))
        return (*bloecke[:nr], *satz, *bloecke[nr:])

    def bescheid(
        self,
        art: Dokumentart,
        *,
        titel: str,
        bezug: tuple[str, ...],
        abschnitte: Iterable[Abschnitt],
        regime: Rechtsregime,
        intern: bool = False,
        anlagen: Iterable[Block] = (),
    ) -> Dokument:
        """A decision in numbered sections; an internal one greets nobody and is no Verwaltungsakt."""
        bloecke = (
            *(() if intern else self.bloecke("bescheid.anrede")),
            *nummeriert(abschnitte),
            self.unterschrift("schluss.intern" if intern else f"schluss.namenswiedergabe.{regime}"),
            *anlagen,
        )
        return self.dokument(art, titel=titel, bezug=bezug, bloecke=bloecke)

    def unterschrift(self, hinweis: str) -> Unterschrift:
        """The signature; hinweis is the key of the line under it."""
        wer = self.rahmen.zeichnung
        return Unterschrift(self.satz("schluss.formel"), wer.name, wer.funktion, self.satz(hinweis))


def quelle(texte: Mapping[str, str], *, rahmen: Rahmen, werte: Mapping[str, Wert]) -> Brief:
    """The texts with the values of the letter and of this kind of document."""
    ohne_anschrift = Textquelle(texte, {"fachbereich": rahmen.absender.fachbereich})
    stadt, anschrift = (ohne_anschrift.satz(f"briefkopf.{name}") for name in ("stadt", "anschrift"))
    kopf: dict[str, Wert] = {**ohne_anschrift.werte, "stadt": stadt, "anschrift": anschrift}
    return Brief(texte, {**kopf, **werte}, rahmen)


def entscheidungsquelle(
    fakten: Entscheidungsfakten, *, texte: Mapping[str, str], werte: Mapping[str, Wert]
) -> Brief:
    """The texts with the values every decision knows, and those of this kind of decision."""
    alle: dict[str, Wert] = {
        "antrag_vom": fakten.antrag_vom,
        "beantragt": fakten.beantragt,
        "programm": fakten.programm,
        "projekt": fakten.projekt,
        "richtlinie": fakten.richtlinie,
    }
    return quelle(texte, rahmen=fakten.rahmen, werte={**alle, **werte})


def bezug_antrag(fakten: Entscheidungsfakten) -> tuple[str, ...]:
    """The lines under the subject of a decision."""
    return (f"Projekt „{fakten.projekt}“", f"Ihr Antrag vom {tag(fakten.antrag_vom)}")


def nummeriert(abschnitte: Iterable[Abschnitt]) -> tuple[Block, ...]:
    """Sections with running numbers; a section without blocks does not apply and is left out."""
    belegt = [abschnitt for abschnitt in abschnitte if abschnitt[1]]
    return tuple(
        block
        for nummer, (titel, bloecke) in enumerate(belegt, start=1)
        for block in (Ueberschrift(f"{nummer}. {titel}"), *bloecke)
    )


def rechtsgrundlagen(fakten: Entscheidungsfakten, *, texte: Textquelle) -> tuple[Block, ...]:
    """The law of the regime, and what the Richtlinie names besides."""
    gesetze = texte.zeilen(f"rechtsgrundlagen.{fakten.rechtsregime}")
    return (Liste((*gesetze, *fakten.rechtsgrundlagen)),)


def finanzierungsplan(plan: tuple[PlanZeile, ...]) -> tuple[Block, ...]:
    """Both sides of the plan as tables with their sums in euro."""
    return tuple(
        tabelle(
            beschriftung,
            ("Art", "Bezeichnung", "Betrag"),
            ((z.art_bezeichnung, z.bezeichnung, z.betrag) for z in plan if z.seite == seite),
            summe=("Summe", "", summe(plan, seite=seite)),
            rechts=(2,),
        )
        for seite, beschriftung in SEITEN
    )


def summe(plan: tuple[PlanZeile, ...], *, seite: str) -> Decimal:
    """Sum of one side in euro."""
    return geld.summe(zeile.betrag for zeile in plan if zeile.seite == seite)


def jahrestabelle(jahresbetraege: tuple[Jahresbetrag, ...]) -> Tabelle:
    """Euro per budget year."""
    zeilen = ((str(teil.jahr), teil.betrag) for teil in jahresbetraege)
    return tabelle("Beträge nach Haushaltsjahren", ("Haushaltsjahr", "Betrag"), zeilen, rechts=(1,))


def faelligkeit(rate: Ratenfakt) -> str:
    """When the instalment is paid, in words."""
    teile = ("nach Nachweis" if rate.nach_nachweis else "", tag(rate.faellig_am) if rate.faellig_am else "")
    return ", frühestens ".join(teil for teil in teile if teil)


def topftabelle(toepfe: tuple[Topfbetrag, ...], bewilligt: Decimal) -> tuple[Block, ...]:
    """A joint grant in euro, split by who bears it; nothing where one line pays."""
    if not toepfe:
        return ()
    beschriftung = "Gemeinsame Förderung: wer die Zuwendung trägt"
    zeilen = ((f"davon {topf.herkunft}", str(topf.jahr), topf.betrag) for topf in toepfe)
    kopf, letzte = ("Mittel", "Haushaltsjahr", "Betrag"), ("Summe", "", bewilligt)
    return (tabelle(beschriftung, kopf, zeilen, summe=letzte, rechts=(2,)),)


def in_spaeteren_jahren(rahmen: Rahmen, jahresbetraege: tuple[Jahresbetrag, ...]) -> bool:
    """Whether money falls into a budget year after the one of the letter."""
    return any(teil.jahr > rahmen.datum.year for teil in jahresbetraege)


def fallquelle(fakten: Fallfakten, *, texte: Mapping[str, str], werte: Mapping[str, Wert]) -> Brief:
    """The texts with the values every document about a grant knows, and those of this kind of document."""
    fall: dict[str, Wert] = {
        "bescheid_vom": fakten.bescheid_vom,
        "bewilligt": fakten.bewilligt,
        "programm": fakten.programm,
        "projekt": fakten.projekt,
    }
    return quelle(texte, rahmen=fakten.rahmen, werte={**fall, **werte})


def bezug_bescheid(fakten: Fallfakten, *, wort: str = "Zuwendungsbescheid") -> tuple[str, ...]:
    """The lines under the subject."""
    return (f"Projekt „{fakten.projekt}“", f"{wort} vom {tag(fakten.bescheid_vom)}")


def angaben(beschriftung: str, *zeilen: Zeile, rechts: bool = False) -> Tabelle:
    """Names and values in two columns; what is empty is left out, money and days are written out."""
    gefuellt = tuple((name, geschrieben(wert)) for name, wert in zeilen if wert not in (None, ""))
    return Tabelle(
        kopf=("Angabe", "Betrag" if rechts else "Inhalt"),
        zeilen=gefuellt,
        ausrichtung=(LINKS, RECHTS if rechts else LINKS),
        beschriftung=beschriftung,
    )


def geschrieben(wert: Zelle) -> str:
    """A value as people read it; nothing is a dash."""
    match wert:
        case Decimal():
            return zeige(wert)
        case date():
            return tag(wert)
    return wert or "–"


def tabelle(
    beschriftung: str,
    kopf: tuple[str, ...],
    zeilen: Iterable[tuple[Zelle, ...]],
    *,
    summe: tuple[Zelle, ...] | None = None,
    rechts: tuple[int, ...] = (),
) -> Tabelle:
    """A table of values; rechts are the numbers of the columns of figures, summe its last row."""
    letzte = () if summe is None else (summe,)
    return Tabelle(
        kopf=kopf,
        zeilen=tuple(
            tuple("" if wert is None or wert == "" else geschrieben(wert) for wert in zeile)
            for zeile in (*zeilen, *letzte)
        ),
        ausrichtung=tuple(RECHTS if nr in rechts else LINKS for nr in range(len(kopf))),
        beschriftung=beschriftung,
        summenzeile=summe is not None,
    )


def vermerke(beschriftung: str, zeilen: Iterable[tuple[str, Zeichen | None]]) -> Tabelle:
    """Who signed what, in which function and when; an open signature says so."""
    return tabelle(
        beschriftung,
        ("Vermerk", "Name", "Funktion", "Zeitpunkt"),
        (
            (was, zeichen.name, zeichen.funktion, zeitpunkt(zeichen.zeitpunkt))
            if zeichen
            else (was, "noch offen", "", "")
            for was, zeichen in zeilen
        ),
    )


def pruefliste(beschriftung: str, antworten: Iterable[Pruefantwort]) -> Tabelle:
    """A checklist with the ground of each answer; a column nobody has filled is left out."""
    alle = tuple(antworten)
    spalten = {"frage": "Frage", "antwort": "Ergebnis", "grundlage": "Grundlage", "bemerkung": "Bemerkung"}
    belegt = [name for name in spalten if name == "antwort" or any(getattr(eine, name) for eine in alle)]
    zeilen = (tuple(getattr(eine, name) for name in belegt) for eine in alle)
    return tabelle(beschriftung, tuple(spalten[name] for name in belegt), zeilen)


def bankverbindung(konto: Bankkonto) -> str:
    """The account on one line."""
    teile = (konto.inhaber, f"IBAN {iban(konto.iban)}", f"BIC {konto.bic}" if konto.bic else "", konto.bank)
    return ", ".join(teil for teil in teile if teil)
