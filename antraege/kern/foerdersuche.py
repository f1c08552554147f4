"""Which funding fits what somebody has in mind: a pure verdict on one programme, with its reasons in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from antraege.kern.aufrufe import Antragszeit, abweisung, naechste, offene
from antraege.kern.geld import zeige, zeige_zahl

INTERN = (
    "Ihre Einrichtung gehört zur Stadt. Sie bekommt deshalb keinen Bescheid, sondern eine interne"
    " Mittelzuweisung (§ 6 Abs. 3 SchulG NRW, Eigenbetrieb)."
)
REGISTRIEREN = (
    "Registrieren Sie zuerst Ihre Organisation. Während die Servicestelle prüft, entwerfen Sie schon Ihren"
    " Antrag; einreichen können Sie ihn danach."
)


class Gruppe(StrEnum):
    """Who may get a funding, named as kinds of Stellen are; families are no Stelle."""

    TRAEGER = "traeger"
    SCHULE = "schule"
    KITA = "kita"
    JUGENDFREIZEIT = "jugendfreizeit"
    FAMILIE = "familie"

    @property
    def bezeichnung(self) -> str:
        """The German word for many of them."""
        return _GRUPPEN[self]


_GRUPPEN = {
    Gruppe.TRAEGER: "Vereine und andere Träger",
    Gruppe.SCHULE: "Schulen",
    Gruppe.KITA: "Kitas",
    Gruppe.JUGENDFREIZEIT: "Jugendfreizeitstätten",
    Gruppe.FAMILIE: "Eltern und Familien",
}


class Wer(StrEnum):
    """Who asks, as far as it changes the answer."""

    TRAEGER = "traeger"
    NEUER_TRAEGER = "neuer_traeger"
    STADTSCHULE = "stadtschule"
    FREIE_SCHULE = "freie_schule"
    FABIDO = "fabido"
    FREIE_KITA = "freie_kita"
    JUGENDFREIZEIT = "jugendfreizeit"
    FAMILIE = "familie"

    @property
    def bezeichnung(self) -> str:
        """The answer as people read it."""
        return _WER[self][0]

    @property
    def gruppe(self) -> Gruppe:
        """As what they may get a funding."""
        return _WER[self][1]

    @property
    def staedtisch(self) -> bool:
        """True for the city itself, which cannot give itself a Bescheid."""
        return self in (Wer.STADTSCHULE, Wer.FABIDO, Wer.JUGENDFREIZEIT)


_WER = {
    Wer.TRAEGER: ("Verein oder anderer Träger, hier schon registriert", Gruppe.TRAEGER),
    Wer.NEUER_TRAEGER: ("Verein oder anderer Träger, hier noch nicht registriert", Gruppe.TRAEGER),
    Wer.STADTSCHULE: ("Schule der Stadt", Gruppe.SCHULE),
    Wer.FREIE_SCHULE: ("Schule eines anderen Trägers", Gruppe.SCHULE),
    Wer.FABIDO: ("Kita von FABIDO", Gruppe.KITA),
    Wer.FREIE_KITA: ("Kita eines anderen Trägers", Gruppe.KITA),
    Wer.JUGENDFREIZEIT: ("Jugendfreizeitstätte der Stadt", Gruppe.JUGENDFREIZEIT),
    Wer.FAMILIE: ("Eltern oder Familie", Gruppe.FAMILIE),
}


class Zweck(StrEnum):
    """What money is for; which programme serves which is data."""

    PROJEKT = "projekt"
    PARTNERSCHAFT = "partnerschaft"
    GANZTAG = "ganztag"
    KULTUR = "kultur"
    FAMILIE = "familie"
    SCHULE = "schule"
    PRAEVENTION = "praevention"
    JUGENDARBEIT = "jugendarbeit"
    EINZELHILFE = "einzelhilfe"
    VEREINBARUNG = "vereinbarung"

    @property
    def bezeichnung(self) -> str:
        """The German words people choose by."""
        return _ZWECKE[self]


_ZWECKE = {
    Zweck.PROJEKT: "Projekt oder Angebot mit Kindern",
    Zweck.PARTNERSCHAFT: "Zusammenarbeit mit Schule oder Kita über ein Schuljahr",
    Zweck.GANZTAG: "Offener Ganztag",
    Zweck.KULTUR: "Kunst und Kultur mit Kindern",
    Zweck.FAMILIE: "Eltern und Familien unterstützen",
    Zweck.SCHULE: "Eine Schule stärken: Unterricht, Räume, Team",
    Zweck.PRAEVENTION: "Kinderarmut vorbeugen, Hilfen vernetzen",
    Zweck.JUGENDARBEIT: "Jugendverband oder offene Jugendarbeit",
    Zweck.EINZELHILFE: "Hilfe für ein einzelnes Kind",
    Zweck.VEREINBARUNG: "Kooperation vereinbaren, ohne Geld",
}


class Weg(StrEnum):
    """How one comes by a funding."""

    HIER = "hier"
    VEREINBARUNG = "vereinbarung"
    BEIM_GEBER = "beim_geber"
    UEBER_STADT = "ueber_stadt"
    EINZELANSPRUCH = "einzelanspruch"

    @property
    def bezeichnung(self) -> str:
        """The way in a sentence."""
        return _WEGE[self]


_WEGE = {
    Weg.HIER: "Sie stellen den Antrag in diesem Portal.",
    Weg.VEREINBARUNG: "Sie fragen in diesem Portal eine Kooperation an. Geld gibt es dafür nicht.",
    Weg.BEIM_GEBER: "Sie wenden sich direkt an den Geber.",
    Weg.UEBER_STADT: "Den Antrag stellt die Stadt. Sprechen Sie mit der Servicestelle.",
    Weg.EINZELANSPRUCH: "Eltern beantragen es für ihr Kind. Es ist ein Anspruch, keine Zuwendung.",
}


@dataclass(frozen=True)
class Anliegen:
    """The four answers; None where a question was left open. The amount is what is needed, in euro."""

    wer: Wer | None = None
    zweck: Zweck | None = None
    beginn: date | None = None
    betrag: Decimal | None = None


@dataclass(frozen=True)
class Foerderung:
    """What the verdict needs of a programme: amounts in euro, own share in percent; None is no limit."""

    weg: Weg
    gruppen: frozenset[Gruppe]
    zwecke: frozenset[Zweck]
    mindestens: Decimal | None = None
    hoechstens: Decimal | None = None
    eigenanteil: Decimal | None = None
    zeiten: tuple[Antragszeit, ...] = ()
    zeitraum_von: date | None = None
    zeitraum_bis: date | None = None

    def offen_am(self, tag: date) -> bool:
        """True when requests are taken on the day."""
        return not abweisung(self.zeiten, tag)

    @property
    def betragsrahmen(self) -> str:
        """From how much to how much, in words; empty where nothing is said."""
        if self.mindestens and self.hoechstens:
            return f"{zeige(self.mindestens)} bis {zeige(self.hoechstens)}"
        if self.hoechstens:
            return f"bis {zeige(self.hoechstens)}"
        return f"ab {zeige(self.mindestens)}" if self.mindestens else ""


class Eignung(StrEnum):
    """The verdict."""

    PASST = "passt"
    VIELLEICHT = "vielleicht"
    NICHT = "nicht"

    @property
    def bezeichnung(self) -> str:
        """The heading people read."""
        return _EIGNUNGEN[self]


_EIGNUNGEN = {
    Eignung.PASST: "Das passt",
    Eignung.VIELLEICHT: "Das passt vielleicht",
    Eignung.NICHT: "Das passt nicht",
}


@dataclass(frozen=True)
class Befund:
    """What speaks for a programme, what has to be settled first, what rules it out, and what to know."""

    dafuer: tuple[str, ...]
    vorbehalte: tuple[str, ...]
    dagegen: tuple[str, ...]
    hinweise: tuple[str, ...]

    @property
    def eignung(self) -> Eignung:
        """One reason against rules it out; an open point makes it a perhaps."""
        if self.dagegen:
            return Eignung.NICHT
        return Eignung.VIELLEICHT if self.vorbehalte else Eignung.PASST


class _Urteil(StrEnum):
    DAFUER = "dafuer"
    VORBEHALT = "vorbehalt"
    DAGEGEN = "dagegen"
    HINWEIS = "hinweis"


def beurteile(anliegen: Anliegen, foerderung: Foerderung, *, am: date) -> Befund:
    """The verdict on this day; a question left open speaks neither for nor against."""
    urteile = [
        *_wer(anliegen, foerderung),
        *_zweck(anliegen, foerderung),
        *_frist(foerderung, am),
        *_beginn(anliegen, foerderung, am),
        *_betrag(anliegen, foerderung),
    ]

    def saetze(art: _Urteil) -> tuple[str, ...]:
        return tuple(satz for welches, satz in urteile if welches == art)

    return Befund(*map(saetze, _Urteil))


def kommt_infrage(anliegen: Anliegen, foerderung: Foerderung) -> bool:
    """True when who asks, what for and how much rule nothing out, whatever the day."""
    urteile = [*_wer(anliegen, foerderung), *_zweck(anliegen, foerderung), *_betrag(anliegen, foerderung)]
    return all(art != _Urteil.DAGEGEN for art, _ in urteile)


def _wer(anliegen: Anliegen, f: Foerderung) -> Iterator[tuple[_Urteil, str]]:
    wer = anliegen.wer
    if wer is None:
        return
    if wer.gruppe in f.gruppen:
        yield _Urteil.DAFUER, f"Gedacht für: {wer.gruppe.bezeichnung}."
    elif f.weg == Weg.EINZELANSPRUCH:
        yield _Urteil.VORBEHALT, "Nicht für Ihre Einrichtung: Weisen Sie Eltern darauf hin."
    else:
        yield _Urteil.DAGEGEN, f"Nur für: {aufzaehlung(f.gruppen)}."
        return
    if f.weg == Weg.UEBER_STADT:
        yield _Urteil.VORBEHALT, Weg.UEBER_STADT.bezeichnung
    if f.weg == Weg.HIER and wer.staedtisch:
        yield _Urteil.HINWEIS, INTERN
    if f.weg in (Weg.HIER, Weg.VEREINBARUNG) and wer == Wer.NEUER_TRAEGER:
        yield _Urteil.HINWEIS, REGISTRIEREN


def aufzaehlung(gruppen: Iterable[Gruppe]) -> str:
    """Groups in words, in the order of the enum."""
    vorhanden = set(gruppen)
    return ", ".join(gruppe.bezeichnung for gruppe in Gruppe if gruppe in vorhanden)


def _zweck(anliegen: Anliegen, f: Foerderung) -> Iterator[tuple[_Urteil, str]]:
    if anliegen.zweck is None:
        return
    if not f.zwecke:
        yield _Urteil.VORBEHALT, "Ob Ihr Vorhaben dazu passt, sagt die Stelle."
    elif anliegen.zweck in f.zwecke:
        yield _Urteil.DAFUER, f"Passt zum Zweck: {anliegen.zweck.bezeichnung}."
    else:
        namen = "; ".join(zweck.bezeichnung for zweck in Zweck if zweck in f.zwecke)
        yield _Urteil.DAGEGEN, f"Für einen anderen Zweck: {namen}."


def _frist(f: Foerderung, am: date) -> Iterator[tuple[_Urteil, str]]:
    offen = offene(f.zeiten, am)
    if satz := abweisung(f.zeiten, am):
        yield (_Urteil.VORBEHALT if naechste(f.zeiten, am) else _Urteil.DAGEGEN), satz
    elif offen and offen.bis:
        yield _Urteil.DAFUER, f"Anträge sind bis zum {offen.bis:%d.%m.%Y} möglich."


def _beginn(anliegen: Anliegen, f: Foerderung, am: date) -> Iterator[tuple[_Urteil, str]]:
    beginn = anliegen.beginn
    if beginn is None or f.weg in (Weg.EINZELANSPRUCH, Weg.VEREINBARUNG):
        return
    if beginn <= am:
        satz = "Wer vor der Entscheidung beginnt, wird in der Regel nicht gefördert (VV Nr. 1.3 zu § 44 LHO)."
        yield _Urteil.DAGEGEN, satz
    elif f.zeitraum_von and beginn < f.zeitraum_von:
        yield _Urteil.DAGEGEN, f"Gefördert wird erst ab dem {f.zeitraum_von:%d.%m.%Y}."
    elif f.zeitraum_bis and beginn > f.zeitraum_bis:
        satz = f"Die Regeln gelten bis zum {f.zeitraum_bis:%d.%m.%Y}. Was danach gilt, steht noch nicht fest."
        yield _Urteil.VORBEHALT, satz
    else:
        yield _Urteil.DAFUER, f"Der Beginn am {beginn:%d.%m.%Y} liegt im Förderzeitraum."


def _betrag(anliegen: Anliegen, f: Foerderung) -> Iterator[tuple[_Urteil, str]]:
    betrag = anliegen.betrag
    if betrag is None or f.weg == Weg.EINZELANSPRUCH:
        return
    if f.weg == Weg.VEREINBARUNG:
        if betrag:
            yield _Urteil.DAGEGEN, "Hier gibt es kein Geld, sondern eine Vereinbarung."
        return
    if f.mindestens and betrag < f.mindestens:
        yield _Urteil.DAGEGEN, f"Gefördert wird erst ab {zeige(f.mindestens)}."
    elif f.hoechstens and betrag > f.hoechstens:
        fehlt = zeige(betrag - f.hoechstens)
        yield (
            _Urteil.VORBEHALT,
            f"Es gibt höchstens {zeige(f.hoechstens)}. Für {fehlt} brauchen Sie anderes Geld.",
        )
    elif f.betragsrahmen:
        yield _Urteil.DAFUER, f"Ihr Betrag liegt im Rahmen: {f.betragsrahmen}."
    if f.eigenanteil:
        yield (
            _Urteil.HINWEIS,
            f"Mindestens {zeige_zahl(f.eigenanteil)} % der Ausgaben zahlen Sie aus eigenem Geld.",
        )


def wer_ist(gruppe: str, *, staedtisch: bool) -> Wer | None:
    """Who a known Stelle is, by its kind; None for kinds that apply for nothing."""
    je_gruppe = {
        Gruppe.TRAEGER.value: Wer.TRAEGER,
        Gruppe.SCHULE.value: Wer.STADTSCHULE if staedtisch else Wer.FREIE_SCHULE,
        Gruppe.KITA.value: Wer.FABIDO if staedtisch else Wer.FREIE_KITA,
        Gruppe.JUGENDFREIZEIT.value: Wer.JUGENDFREIZEIT,
    }
    return je_gruppe.get(gruppe)
