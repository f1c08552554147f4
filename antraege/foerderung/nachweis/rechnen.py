"""The final grant of a proof as it stands, with all cuts, by the rules of kern. Amounts in euro."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from antraege.foerderung.models import Deckungsart, Planposition, Seite, Verwendungsnachweis
from antraege.kern.einheiten import abrechnung_einheiten
from antraege.kern.einzelansaetze import Anerkennung, Einzelansatz, anerkenne
from antraege.kern.geld import NULL
from antraege.kern.nachweis import Abrechnung, Deckung, abrechnung, gleiche_aus
from antraege.programme.models import Finanzierungsart

_DRITT = (Deckungsart.DRITTMITTEL, Deckungsart.TEILNAHMEBEITRAEGE)


@dataclass(frozen=True)
class Ansatzstand:
    """One Einzelansatz: planned, spent, what vouchers and the line itself were cut by, and why."""

    planposition: Planposition
    ist: Decimal
    belegkuerzung: Decimal
    kuerzung: Decimal
    grund: str
    belege: int = 0

    @property
    def name(self) -> str:
        """What the line is called."""
        return self.planposition.bezeichnung

    @property
    def plan(self) -> Decimal:
        """Planned euro."""
        return self.planposition.betrag

    @property
    def gekuerzt(self) -> Decimal:
        """All that is not eligible; never more than was spent."""
        return min(self.ist, self.belegkuerzung + self.kuerzung)

    @property
    def anerkannt(self) -> Decimal:
        """Eligible euro before the 20 % rule."""
        return self.ist - self.gekuerzt

    @property
    def abweichung(self) -> Decimal:
        """Actual minus plan."""
        return self.ist - self.plan


def ansaetze(nachweis: Verwendungsnachweis) -> list[Ansatzstand]:
    """Every Einzelansatz of the plan with what was spent and cut; lines without a figure cost nothing."""
    zeilen = {p.planposition_id: p for p in nachweis.positionen.all()}
    je_ansatz = {
        pk: (anzahl, gekuerzt)
        for pk, anzahl, gekuerzt in nachweis.belege.order_by()
        .values_list("planposition")
        .annotate(anzahl=Sum(1), gekuerzt=Sum("gekuerzt"))
    }
    staende = []
    for ansatz in nachweis.antrag.planpositionen.filter(seite=Seite.AUSGABE):
        zeile = zeilen.get(ansatz.pk)
        anzahl, gekuerzt = je_ansatz.get(ansatz.pk, (0, NULL))
        staende.append(
            Ansatzstand(
                ansatz,
                ist=zeile.betrag if zeile else NULL,
                belegkuerzung=gekuerzt,
                kuerzung=zeile.gekuerzt if zeile else NULL,
                grund=zeile.kuerzungsgrund if zeile else "",
                belege=anzahl,
            )
        )
    return staende


def summe(betraege: Iterable[Decimal | None]) -> Decimal:
    """Sum in euro; what is missing counts nothing."""
    return sum((betrag for betrag in betraege if betrag is not None), NULL)


def zwanzig_prozent(nachweis: Verwendungsnachweis, staende: Iterable[Ansatzstand]) -> Anerkennung:
    """What of the overruns of single lines is recognised (ANBest-P Nr. 1.2, B17 and B18)."""
    zeilen = (Einzelansatz(s.name, s.plan, s.anerkannt) for s in staende)
    return anerkenne(zeilen, toleranz=nachweis.antrag.richtlinie.toleranz_prozent)


def geplante_deckung(nachweis: Verwendungsnachweis) -> Deckung:
    """The cover of the accepted plan: what was granted less than asked for, the Träger bears as own money."""
    antrag = nachweis.antrag
    plan = list(antrag.planpositionen.all())
    ausgaben = summe(p.betrag for p in plan if p.seite == Seite.AUSGABE)
    eigen = summe(p.betrag for p in plan if p.art == Deckungsart.EIGENMITTEL)
    dritt = summe(p.betrag for p in plan if p.art in _DRITT)
    return Deckung(eigen=max(eigen, ausgaben - dritt - antrag.bewilligt), dritt=dritt)


def rechne_ab(nachweis: Verwendungsnachweis) -> Abrechnung:
    """The final grant with every step in words (ANBest-P Nr. 1.2 and 2; §§ per unit: B12, B13)."""
    richtlinie = nachweis.antrag.richtlinie
    if richtlinie.finanzierungsart == Finanzierungsart.EINHEITEN:
        return _je_einheit(nachweis)
    antrag, staende = nachweis.antrag, ansaetze(nachweis)
    return abrechnung(
        finanzierungsart=richtlinie.finanzierungsart,
        bewilligt=antrag.bewilligt,
        ausgaben_plan=summe(s.plan for s in staende),
        ausgaben_ist=summe(s.ist for s in staende),
        nicht_zuwendungsfaehig=summe(s.gekuerzt for s in staende),
        deckung_plan=geplante_deckung(nachweis),
        deckung_ist=Deckung(
            eigen=summe([nachweis.eigenmittel]),
            dritt=summe([nachweis.drittmittel, nachweis.teilnahmebeitraege]),
        ),
        ausgezahlt=antrag.ausgezahlt - antrag.erstattet,
        bagatelle=richtlinie.bagatelle or NULL,
        einzelansaetze=zwanzig_prozent(nachweis, staende),
        ueberfinanzierung_kuerzen=richtlinie.ueberfinanzierung_kuerzen,
    )


def _je_einheit(nachweis: Verwendungsnachweis) -> Abrechnung:
    """Rate times units delivered, never above what was granted."""
    antrag = nachweis.antrag
    ausgezahlt = antrag.ausgezahlt - antrag.erstattet
    ergebnis = abrechnung_einheiten(
        satz=antrag.richtlinie.einheitensatz or NULL,
        geplant=antrag.einheiten or 0,
        geleistet=nachweis.einheiten or 0,
        ausgezahlt=ausgezahlt,
    )
    if ergebnis.zuwendung <= antrag.bewilligt:
        return ergebnis
    return gleiche_aus(
        antrag.bewilligt,
        bewilligt=antrag.bewilligt,
        zuwendungsfaehig=ergebnis.zuwendungsfaehig,
        ausgezahlt=ausgezahlt,
        schritte=[*ergebnis.schritte[:-1], "Höchstbetrag: Mehr als bewilligt wird nicht gezahlt."],
    )
