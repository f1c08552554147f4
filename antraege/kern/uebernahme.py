"""A running case from elsewhere: in which state it comes, what it must say for that, how its payments fall on years."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from antraege.kern.geld import NULL, summe, zeige

Zahlung = tuple[date, Decimal]
Befund = tuple[str, str]  # name of the value, German sentence


class Altstand(StrEnum):
    """Where a case stands elsewhere, as far as it can go on from there here."""

    BEANTRAGT = "beantragt"
    IN_PRUEFUNG = "in_pruefung"
    BEWILLIGT = "bewilligt"
    TEILWEISE_AUSGEZAHLT = "teilweise_ausgezahlt"
    AUSGEZAHLT = "ausgezahlt"
    NACHWEIS_FAELLIG = "nachweis_faellig"
    NACHWEIS_EINGEREICHT = "nachweis_eingereicht"
    RUECKFORDERUNG_OFFEN = "rueckforderung_offen"
    ABGESCHLOSSEN = "abgeschlossen"

    @property
    def bezeichnung(self) -> str:
        """The word in the list."""
        return _WORTE[self][0]

    @property
    def folge(self) -> str:
        """What happens to the case here."""
        return _WORTE[self][1]


_PRUEFT_NEU = "Die Prüfung beginnt hier von vorn mit der formalen Prüfung."
_WORTE: dict[Altstand, tuple[str, str]] = {
    Altstand.BEANTRAGT: ("beantragt", _PRUEFT_NEU),
    Altstand.IN_PRUEFUNG: ("in Prüfung", f"{_PRUEFT_NEU} Was anderswo geprüft ist, steht in der alten Akte."),
    Altstand.BEWILLIGT: ("bewilligt", "Der Betrag wird gebunden. Der Träger kann Mittel abrufen."),
    Altstand.TEILWEISE_AUSGEZAHLT: ("teilweise ausgezahlt", "Der Träger kann den Rest abrufen."),
    Altstand.AUSGEZAHLT: ("ausgezahlt", "Der Träger weist die Verwendung nach."),
    Altstand.NACHWEIS_FAELLIG: (
        "Nachweis fällig",
        "Der Träger weist die Verwendung nach. Er ruft nichts mehr ab; ein Rest bleibt bis zur Prüfung gebunden.",
    ),
    Altstand.NACHWEIS_EINGEREICHT: (
        "Nachweis eingereicht",
        "Die Stelle prüft den Nachweis mit den Summen dieser Liste. Er selbst liegt in der alten Akte.",
    ),
    Altstand.RUECKFORDERUNG_OFFEN: (
        "Rückforderung offen",
        "Die Verwendung ist anderswo geprüft. Offen ist nur die Rückforderung; danach schließt die Stelle die Akte.",
    ),
    Altstand.ABGESCHLOSSEN: (
        "abgeschlossen",
        "Es ist nichts mehr zu tun. Ausgezahlt weniger erstattet ist die endgültige Zuwendung.",
    ),
}
VOR_DER_ENTSCHEIDUNG = frozenset({Altstand.BEANTRAGT, Altstand.IN_PRUEFUNG})
GEPRUEFT = frozenset({Altstand.RUECKFORDERUNG_OFFEN, Altstand.ABGESCHLOSSEN})  # the use is settled elsewhere
OHNE_REST = frozenset({Altstand.NACHWEIS_FAELLIG, Altstand.NACHWEIS_EINGEREICHT})  # nothing more is called


@dataclass(frozen=True)
class Anteil:
    """One Haushaltsjahr of an adopted grant in euro: granted, still committed, paid, come back."""

    bewilligt: Decimal
    gebunden: Decimal = NULL
    ausgezahlt: Decimal = NULL
    erstattet: Decimal = NULL


@dataclass(frozen=True)
class Altfall:
    """What the list says of one case; amounts in euro."""

    stand: Altstand
    antrag_vom: date
    beginn: date
    ende: date
    beantragt: Decimal
    gesamtausgaben: Decimal | None = None
    drittmittel: Decimal | None = None
    bewilligt: Decimal | None = None
    anteile: Mapping[int, Decimal] = field(default_factory=dict)
    zahlungen: Sequence[Zahlung] = ()
    erstattet: Decimal | None = None
    bescheid_vom: date | None = None
    bekannt_am: date | None = None
    verzicht_am: date | None = None
    zeitraum_von: date | None = None
    zeitraum_bis: date | None = None
    nachweis_bis: date | None = None
    nachweis_am: date | None = None
    nachweis_ausgaben: Decimal | None = None
    nachweis_eigenmittel: Decimal | None = None
    nachweis_drittmittel: Decimal | None = None

    @property
    def entschieden(self) -> bool:
        """Whether something was granted."""
        return self.stand not in VOR_DER_ENTSCHEIDUNG

    @property
    def ausgezahlt(self) -> Decimal:
        """All payments in euro."""
        return summe(betrag for _, betrag in self.zahlungen)

    @property
    def entfallen(self) -> Decimal:
        """Euro granted that nobody pays any more: the rest of a case whose use is settled."""
        if self.stand not in GEPRUEFT:
            return NULL
        return (self.bewilligt or NULL) - self.ausgezahlt


def verteile(fall: Altfall) -> dict[int, Anteil]:
    """Which year bears what: payments from the oldest year on, never from a later one.

    What came back is taken from the latest year first.

    Raises ValueError with a German sentence when the years until a payment hold less than was paid.
    """
    offen = dict(sorted(fall.anteile.items()))
    gezahlt = dict.fromkeys(offen, NULL)
    for tag, betrag in sorted(fall.zahlungen):
        rest = betrag
        for jahr in [jahr for jahr in offen if jahr <= tag.year]:
            teil = min(rest, offen[jahr])
            offen[jahr], gezahlt[jahr], rest = offen[jahr] - teil, gezahlt[jahr] + teil, rest - teil
        if rest > 0:
            raise ValueError(
                f"Bis {tag.year} sind {zeige(rest)} mehr gezahlt, als die Haushaltsjahre bis dahin hergeben. "
                "Bitte prüfen Sie „Haushaltsjahr“ oder „Bewilligt je Haushaltsjahr“."
            )
    zurueck, rest = dict.fromkeys(offen, NULL), fall.erstattet or NULL
    for jahr in reversed(offen):
        zurueck[jahr] = min(rest, gezahlt[jahr])
        rest -= zurueck[jahr]
    zu_ende = fall.stand in GEPRUEFT
    return {
        jahr: Anteil(bewilligt, NULL if zu_ende else offen[jahr], gezahlt[jahr], zurueck[jahr])
        for jahr, bewilligt in sorted(fall.anteile.items())
    }


def widersprueche(fall: Altfall, *, heute: date) -> list[Befund]:
    """Everything in a case that cannot be, each with the value it belongs to; empty when it can go on."""
    pruefungen = (_antrag, _verfrueht, _entscheidung, _tage, _zahlungen, _jahre, _stand, _nachweis)
    return [befund for pruefung in pruefungen for befund in pruefung(fall, heute)]


def _antrag(fall: Altfall, heute: date) -> Iterator[Befund]:
    if fall.ende < fall.beginn:
        yield "ende", f"Das Ende liegt vor dem Beginn ({fall.beginn:%d.%m.%Y})."
    if fall.antrag_vom > heute:
        yield "antrag_vom", _zukunft(fall.antrag_vom)
    if fall.beantragt <= 0:
        yield "beantragt", "Der Betrag muss größer als null sein."
    plan = fall.beantragt + (fall.drittmittel or NULL)
    if fall.gesamtausgaben is not None and fall.gesamtausgaben < plan:
        text = f"Beantragt und Drittmittel ergeben {zeige(plan)}. Die Gesamtausgaben sind niedriger."
        yield "gesamtausgaben", text


def _verfrueht(fall: Altfall, heute: date) -> Iterator[Befund]:
    """What cannot be there before the decision."""
    if fall.entschieden:
        return
    spaetere = {
        "bewilligt": fall.bewilligt,
        "bescheid_vom": fall.bescheid_vom,
        "zahlung_1": fall.zahlungen,
        "nachweis_am": fall.nachweis_am,
    }
    for name in (name for name, wert in spaetere.items() if wert):
        yield name, f"Im Stand „{fall.stand.bezeichnung}“ gibt es das noch nicht."


def _entscheidung(fall: Altfall, heute: date) -> Iterator[Befund]:
    if not fall.entschieden:
        return
    fehlend = [
        n for n in ("bewilligt", "bescheid_vom", "zeitraum_von", "zeitraum_bis") if not getattr(fall, n)
    ]
    for name in fehlend:
        yield name, f"Im Stand „{fall.stand.bezeichnung}“ ist diese Angabe nötig."
    if fall.bewilligt is not None and fall.bewilligt > fall.beantragt:
        yield "bewilligt", f"Bewilligt ist mehr als beantragt ({zeige(fall.beantragt)})."
    if fall.zeitraum_von and fall.zeitraum_bis and fall.zeitraum_bis < fall.zeitraum_von:
        yield "zeitraum_bis", f"Das Ende liegt vor dem Anfang ({fall.zeitraum_von:%d.%m.%Y})."


def _tage(fall: Altfall, heute: date) -> Iterator[Befund]:
    if fall.bescheid_vom is None:
        return
    if fall.bescheid_vom > heute:
        yield "bescheid_vom", _zukunft(fall.bescheid_vom)
    if fall.bescheid_vom < fall.antrag_vom:
        yield "bescheid_vom", f"Der Bescheid liegt vor dem Antrag ({fall.antrag_vom:%d.%m.%Y})."
    for name in ("bekannt_am", "verzicht_am"):
        tag = getattr(fall, name)
        if tag and tag < fall.bescheid_vom:
            yield name, f"Der Tag liegt vor dem Bescheid ({fall.bescheid_vom:%d.%m.%Y})."


def _zahlungen(fall: Altfall, heute: date) -> Iterator[Befund]:
    for nr, (tag, betrag) in enumerate(fall.zahlungen, start=1):
        if betrag <= 0:
            yield f"zahlung_{nr}", "Der Betrag muss größer als null sein."
        if tag > heute:
            yield f"zahlung_{nr}_am", _zukunft(tag)
        if fall.bescheid_vom and tag < fall.bescheid_vom:
            yield f"zahlung_{nr}_am", f"Die Zahlung liegt vor dem Bescheid ({fall.bescheid_vom:%d.%m.%Y})."
    if fall.bewilligt is not None and fall.ausgezahlt > fall.bewilligt:
        text = f"Ausgezahlt sind {zeige(fall.ausgezahlt)}, bewilligt nur {zeige(fall.bewilligt)}."
        yield f"zahlung_{len(fall.zahlungen)}", text
    if (fall.erstattet or NULL) > fall.ausgezahlt:
        yield "erstattet", f"Erstattet ist mehr als ausgezahlt ({zeige(fall.ausgezahlt)})."


def _jahre(fall: Altfall, heute: date) -> Iterator[Befund]:
    if fall.bewilligt is None or not fall.entschieden:
        return
    if (zusammen := summe(fall.anteile.values())) != fall.bewilligt:
        text = f"Die Haushaltsjahre ergeben {zeige(zusammen)}. Bewilligt sind {zeige(fall.bewilligt)}."
        yield "anteile", text
    elif fall.ausgezahlt <= fall.bewilligt:
        try:
            verteile(fall)
        except ValueError as fehler:
            yield "haushaltsjahr", str(fehler)


_VERLANGT: dict[Altstand, tuple[Callable[[Altfall], bool], str]] = {  # partial: the others demand nothing
    Altstand.BEWILLIGT: (lambda f: not f.ausgezahlt, "Es ist schon etwas ausgezahlt."),
    Altstand.TEILWEISE_AUSGEZAHLT: (
        lambda f: 0 < f.ausgezahlt < (f.bewilligt or NULL),
        "Die Zahlungen müssen über null und unter dem bewilligten Betrag liegen.",
    ),
    Altstand.AUSGEZAHLT: (
        lambda f: f.ausgezahlt == f.bewilligt,
        "Die Zahlungen ergeben nicht den bewilligten Betrag.",
    ),
    Altstand.NACHWEIS_FAELLIG: (lambda f: f.ausgezahlt > 0, "Es ist noch nichts ausgezahlt."),
    Altstand.NACHWEIS_EINGEREICHT: (lambda f: f.ausgezahlt > 0, "Es ist noch nichts ausgezahlt."),
    Altstand.RUECKFORDERUNG_OFFEN: (
        lambda f: f.ausgezahlt > (f.erstattet or NULL),
        "Es ist nichts mehr da, was zurückkommen könnte.",
    ),
}


def _stand(fall: Altfall, heute: date) -> Iterator[Befund]:
    passt, satz = _VERLANGT.get(fall.stand, (bool, ""))
    if not passt(fall):
        yield "stand", f"Das passt nicht zu „{fall.stand.bezeichnung}“: {satz}"
    if fall.stand in OHNE_REST and fall.ende > heute:
        text = f"Das Vorhaben läuft noch bis {fall.ende:%d.%m.%Y}. Wählen Sie einen früheren Stand."
        yield "stand", text


def _nachweis(fall: Altfall, heute: date) -> Iterator[Befund]:
    namen = ("nachweis_am", "nachweis_ausgaben", "nachweis_eigenmittel", "nachweis_drittmittel")
    if fall.stand == Altstand.NACHWEIS_EINGEREICHT:
        for name in namen:
            if getattr(fall, name) is None:
                yield name, "Für einen eingereichten Nachweis ist diese Angabe nötig; wenn nichts: 0,00."
    if fall.nachweis_am and fall.nachweis_am > heute:
        yield "nachweis_am", _zukunft(fall.nachweis_am)


def _zukunft(tag: date) -> str:
    return f"Der {tag:%d.%m.%Y} liegt in der Zukunft."
