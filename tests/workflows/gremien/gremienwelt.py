"""The small city with its council, two committees and somebody who looks after them; a grant above every Wertgrenze."""

from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.gremien.models import Beratung, Gremienart, Gremienvorlage, Gremium
from antraege.haushalt import services as haushalt
from rollen.tabelle import Rolle
from tests.fabriken import person_mit
from tests.gedaechtnis import gemerkt
from tests.welt import Welt
from tests.workflows.rueckforderung.forderungswelt import am, regeln
from tests.workflows.wege import BEWILLIGEN, FACHLICH, FORMAL, klaerungen
from workflows.gremien import tuer as gremien
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN

BETRAG = "300.000,00"
VORLAGE: dict[str, Any] = {
    "drucksache": "24046-23",
    "oeffentlich": "on",
    "betrag": BETRAG,
    "dezernat": "Dezernat 4",
    "fachbereiche": "Fachbereich Schule",
    "verantwortlich": "Leitung Fachbereich Schule",
    "tagesordnungspunkt": "Zuwendung für den Leseclub",
    "beschlussvorschlag": "die Zuwendung zu bewilligen,\ndie Beträge im Haushalt zu berücksichtigen.",
    "finanziell": "Die Zuwendung ist vorgemerkt.",
    "klimarelevanz": "Keine.",
    "begruendung": "Lesen macht stark.",
    "zustaendigkeit": "§ 41 Abs. 1 GO NRW.",
}
BESCHLUSS: dict[str, Any] = {
    "drucksache": "11111-22",
    "tagesordnungspunkt": "Leseclub",
    "beschlussvorschlag": "die Zuwendung zu bewilligen.",
    "betrag": BETRAG,
    "am": "2023-01-10",
}
BEWILLIGUNG = {**BEWILLIGEN, "betrag": BETRAG}


class Gremienwelt:
    """Plays a paper through the door: Schulausschuss and Finanzausschuss recommend, the Rat decides, one takes note."""

    def __init__(self, welt: Welt) -> None:
        self.welt = welt
        welt.personen["gremien"] = person_mit(
            Rolle.GREMIEN, welt.stellen["stadt"], name="Gremiengeschäftsführung", funktion="Schriftführung"
        )
        welt.personen["gremien2"] = person_mit(Rolle.GREMIEN, welt.stellen["stadt"], name="Zweite Gremien")
        namen = ("Schulausschuss", "Finanzausschuss", "Rat der Stadt", "Integrationsrat")
        arten = (Gremienart.AUSSCHUSS, Gremienart.AUSSCHUSS, Gremienart.RAT, Gremienart.BEIRAT)
        self.gremien = {
            name: Gremium.objects.create(name=name, organ=f"Der {name}", art=art, reihenfolge=nr)
            for nr, (name, art) in enumerate(zip(namen, arten, strict=True))
        }
        haushalt.setze_ansatz(
            welt.haushaltsstelle,
            Decimal("900000.00"),
            schluessel="ansatz/gremien",
            akteur=welt.personen["leitung"],
            text="Test",
        )
        self.richtlinie = regeln(welt)

    def geprueft(self, betrag: str = "300000.00") -> Antrag:
        """A grant that waits for its decision."""
        antrag = self.welt.eingereicht(betrag=betrag, richtlinie=self.richtlinie)
        self.welt.tu(antrag, "formale_pruefung", "sb", **FORMAL)
        pruefung = {**FACHLICH, "vorschlag": betrag, **klaerungen(antrag)}
        self.welt.tu(antrag, "fachliche_pruefung", "sb", **pruefung)
        for wer in ("fb51", "fabido"):
            self.welt.tu(antrag, "mitzeichnung", wer, wer, votum="einverstanden")
        return Antrag.objects.get(pk=antrag.pk)

    def vorlage(self, **anders: Any) -> dict[str, Any]:
        """What the form of a paper sends."""
        folge = {
            **self.termin("Schulausschuss", "empfehlung", "2023-01-25"),
            **self.termin("Finanzausschuss", "empfehlung", "2023-01-26"),
            **self.termin("Rat der Stadt", "beschluss", "2023-02-02"),
            **self.termin("Integrationsrat", "kenntnisnahme", "2023-02-16"),
        }
        return {**VORLAGE, **folge, **anders}

    def termin(self, name: str, art: str, tag: str) -> dict[str, Any]:
        """One row of the Beratungsfolge."""
        return {f"art_{self.gremien[name].pk}": art, f"am_{self.gremien[name].pk}": tag}

    def geschrieben(self, antrag: Antrag | None = None, wer: str = "sb", **anders: Any) -> Antrag:
        """The paper lies before the Leitung."""
        antrag = antrag or self.geprueft()
        gemerkt(gremien.beginne, antrag.pk, akteur=self.welt.neu(wer), eingaben=self.vorlage(**anders))
        return Antrag.objects.get(pk=antrag.pk)

    def eingebracht(self, antrag: Antrag | None = None, **anders: Any) -> Antrag:
        """Signed; the first body is asked."""
        antrag = self.geschrieben(antrag, **anders)
        return self.welt.tu(antrag, "einbringung", "leitung", ergebnis="einbringen")

    def berate(self, antrag: Antrag, tag: str, ergebnis: str, **anders: Any) -> Antrag:
        """Record the next result on the day of the session."""
        with am(tag):
            eingaben = {"ergebnis": ergebnis, "tatsaechlich_am": tag, **anders}
            return self.welt.tu(antrag, "beratung", "gremien", **eingaben)

    def empfohlen(self, antrag: Antrag | None = None) -> Antrag:
        """Both committees have recommended it; the Rat is next."""
        antrag = antrag or self.eingebracht()
        self.berate(antrag, "2023-01-25", "empfohlen")
        return self.berate(antrag, "2023-01-26", "empfohlen")

    def beschlossen(self, antrag: Antrag | None = None, **anders: Any) -> Antrag:
        """The Rat has said yes; the Integrationsrat is asked to take note."""
        return self.berate(self.empfohlen(antrag), "2023-02-02", "beschlossen", **anders)

    def bewillige(self, antrag: Antrag, wer: str = "leitung", **anders: Any) -> Antrag:
        """The administration carries the Beschluss out."""
        with am("2023-02-06"):
            return self.welt.tu(antrag, "entscheidung", wer, **{**BEWILLIGUNG, **anders})

    def anderswo(self, antrag: Antrag, wer: str = "sb", **anders: Any) -> Antrag:
        """A Beschluss on a paper from elsewhere is recorded."""
        eingaben = {**BESCHLUSS, "gremium": self.gremien["Rat der Stadt"].pk, **anders}
        gemerkt(gremien.erfasse_beschluss, antrag.pk, akteur=self.welt.neu(wer), eingaben=eingaben)
        return Antrag.objects.get(pk=antrag.pk)


def vorlage_von(antrag: Antrag) -> Gremienvorlage:
    """The newest paper as it is stored now."""
    return Gremienvorlage.objects.filter(antrag=antrag).latest("nr")


def folge(antrag: Antrag) -> list[tuple[str, str, str]]:
    """Body, planned day and result of every entry, in the order of creation."""
    zeilen = (
        Beratung.objects.filter(vorlage__antrag=antrag).select_related("gremium").order_by("vorlage", "nr")
    )
    return [(b.gremium.name, b.geplant_am.isoformat(), b.ergebnis) for b in zeilen]


def offene(antrag: Antrag) -> list[str]:
    """The steps on the paper that somebody has to do."""
    namen = ("gremienentwurf", "einbringung", "beratung", "beschlussbestaetigung")
    zeilen = Aufgabe.objects.filter(OFFEN, antrag=antrag, schritt__in=namen)
    return list(zeilen.order_by("id").values_list("schritt", flat=True))


__all__ = ["BETRAG", "BEWILLIGUNG", "Gremienwelt", "am", "folge", "offene", "vorlage_von"]
