"""What must be true before money leaves the city: each condition as a line, met or not, with who mends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.foerderung import mittel
from antraege.foerderung.models import (
    Abrufart,
    Abrufstatus,
    Mittelabruf,
    Zahlungsunterlage,
    Zahlungsunterlagenart,
)
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from rollen import bankverbindung, uhr
from rollen.models import Bankverbindung

STELLE = "Sachbearbeitung"
TRAEGER = "Träger"
FINANZEN = "Finanz-Sachbearbeitung"


@dataclass(frozen=True)
class Gate:
    """One condition of a payment: who meets it, how, and the day on which it is met by itself.

    `nach_aussen` is the sentence for the Träger where theirs must differ; a `faelligkeit` stops only the order.
    """

    schluessel: str
    text: str
    erfuellt: bool
    wer: str = ""
    wie: str = ""
    ab: date | None = None
    nach_aussen: str = ""
    faelligkeit: bool = False

    @property
    def behebt(self) -> str:
        """Who can meet it, and how."""
        return f"{self.wer}: {self.wie}"

    @property
    def mangel(self) -> Mangel:
        """The same as a defect that blocks."""
        return Mangel(self.text, behebt=self.behebt)

    @property
    def mangel_fuer_traeger(self) -> Mangel:
        """The same in words for the Träger, with the day on which waiting is enough."""
        wer = "Sie" if self.wer == TRAEGER else self.wer
        bis = f" Von selbst erfüllt ist es am {self.ab:%d.%m.%Y}." if self.ab else ""
        return Mangel(self.nach_aussen or self.text, behebt=f"{wer} ({self.wie}).{bis}")


def zahlungshindernisse(
    antrag: Antrag,
    *,
    betrag: Decimal | None = None,
    abruf: Mittelabruf | None = None,
    tag: date | None = None,
) -> list[Gate]:
    """Every condition for paying `betrag` euro, or this instalment, on that day (today when left out)."""
    am = tag or uhr.heute()
    summe = abruf.betrag if abruf is not None else betrag
    if summe is None:
        raise TypeError("Either the amount or the instalment is needed.")
    tore = [_bescheid(antrag, am), _vereinbarung(antrag), _saeumnis(antrag, abruf, am)]
    tore += _konto(antrag, abruf)
    if abruf is not None and abruf.faellig_am:
        tore.append(_faellig(abruf.faellig_am, am))
    return [*tore, _betrag(antrag, summe, am)]


def vereinbarung(antrag: Antrag) -> Zahlungsunterlage | None:
    """The signed agreement this case rests on: today the paper that the office has recorded."""
    return unterlage(antrag, Zahlungsunterlagenart.VEREINBARUNG)


def unterlage(antrag: Antrag, art: str) -> Zahlungsunterlage | None:
    """The signed paper of this kind that counts."""
    return antrag.zahlungsunterlagen.filter(art=art, ersetzt_am=None).select_related("anlage").first()


def _bescheid(antrag: Antrag, am: date) -> Gate:
    bescheid = antrag.bescheid
    if antrag.intern:
        return Gate("bescheid", "Interne Mittelzuweisung: Es gibt keinen Rechtsbehelf.", erfuellt=True)
    if not antrag.richtlinie.bestandskraft_noetig:
        return Gate("bescheid", "Das Programm zahlt auch vor der Bestandskraft.", erfuellt=True)
    if bescheid.verzicht_am:
        text = f"Der Träger hat am {bescheid.verzicht_am:%d.%m.%Y} auf Rechtsbehelfe verzichtet."
        return Gate("bescheid", text, erfuellt=True)
    ab = bescheid.bestandskraeftig_ab
    if bescheid.bestandskraeftig(am=am):
        return Gate("bescheid", f"Der Bescheid ist seit dem {ab:%d.%m.%Y} bestandskräftig.", erfuellt=True)
    return Gate(
        "bescheid",
        f"Der Bescheid ist erst ab {ab:%d.%m.%Y} bestandskräftig.",
        erfuellt=False,
        wer=TRAEGER,
        wie="auf den Rechtsbehelf verzichten oder abwarten",
        ab=ab,
    )


def _vereinbarung(antrag: Antrag) -> Gate:
    if not antrag.richtlinie.vereinbarung_noetig:
        return Gate("vereinbarung", "Eine Kooperationsvereinbarung ist nicht nötig.", erfuellt=True)
    papier = vereinbarung(antrag)
    if papier:
        return Gate(
            "vereinbarung", f"Die Vereinbarung ist am {papier.vom:%d.%m.%Y} gezeichnet.", erfuellt=True
        )
    text = "Die gezeichnete Kooperationsvereinbarung fehlt."
    return Gate("vereinbarung", text, erfuellt=False, wer=STELLE, wie="die gezeichnete Vereinbarung erfassen")


def _saeumnis(antrag: Antrag, abruf: Mittelabruf | None, am: date) -> Gate:
    if not antrag.richtlinie.sperre_bei_saeumnis:
        return Gate("nachweis", "Das Programm sperrt nicht bei überfälligen Nachweisen.", erfuellt=True)
    rest = abruf is not None and abruf.art == Abrufart.REST
    ueberfaellige = nachweise.ueberfaellig(antrag.traeger, antrag.programm, am)
    offene = [anderer for anderer in ueberfaellige if not (rest and anderer.pk == antrag.pk)]
    if not offene:
        return Gate("nachweis", "Kein Verwendungsnachweis des Trägers ist überfällig.", erfuellt=True)
    zeichen = []
    for anderer in offene:  # until when the proof was to come, or the answer to a question about it
        frist = getattr(nachweise.nachweis_von(anderer), "rueckfrage_frist", None)
        zeichen.append(f"{anderer.aktenzeichen} (Frist {frist or anderer.nachweis_faellig_am:%d.%m.%Y})")
    text = f"Der Verwendungsnachweis ist überfällig: {', '.join(zeichen)}."
    return Gate("nachweis", text, erfuellt=False, wer=TRAEGER, wie="den Nachweis einreichen")


def _konto(antrag: Antrag, abruf: Mittelabruf | None) -> Iterator[Gate]:
    if antrag.intern:
        yield Gate("konto", "Die Stadt bucht intern um. Eine Bankverbindung ist nicht nötig.", erfuellt=True)
        return
    konto = bankverbindung.geltende(antrag.traeger)
    yield _bestaetigt(antrag, konto)
    if konto is None:
        return
    if abruf is not None and abruf.status in (Abrufstatus.ANGEORDNET, Abrufstatus.UEBERGEBEN):
        gleich = (abruf.iban, abruf.kontoinhaber) == (konto.iban, konto.kontoinhaber)
        text = "Die Bankverbindung hat sich nach der Anordnung geändert."
        if gleich:
            text = "Angeordnet ist die Zahlung auf dieses Konto."
        wer, wie = ("", "") if gleich else ("Kasse", "zurückgeben, dann neu anordnen")
        yield Gate("anordnung", text, erfuellt=gleich, wer=wer, wie=wie)
    yield _doppelt(konto)


def _bestaetigt(antrag: Antrag, konto: Bankverbindung | None) -> Gate:
    if bankverbindung.offene(antrag.traeger):
        text = "Eine neue Bankverbindung wartet auf Bestätigung."
        return Gate("konto", text, erfuellt=False, wer=FINANZEN, wie="die Bankverbindung bestätigen")
    if konto is None:
        text = "Der Träger hat keine bestätigte Bankverbindung."
        return Gate("konto", text, erfuellt=False, wer=TRAEGER, wie="die Bankverbindung eintragen")
    return Gate("konto", f"Die Bankverbindung {konto.maskiert} ist bestätigt.", erfuellt=True)


def _doppelt(konto: Bankverbindung) -> Gate:
    andere = bankverbindung.ungeklaerte(konto)
    if andere:
        namen = ", ".join(anderes.stelle.name for anderes in andere)
        text = f"Dieselbe IBAN hat auch: {namen}."
        return Gate(
            "doppelt",
            text,
            erfuellt=False,
            wer=FINANZEN,
            wie="die doppelte IBAN klären",
            nach_aussen="Zu Ihrer Bankverbindung ist noch eine Frage offen.",
        )
    if konto.doppelt_am:
        return Gate("doppelt", f"Doppelte IBAN geklärt: {konto.doppelt_begruendung}", erfuellt=True)
    return Gate("doppelt", "Kein anderer Träger hat diese IBAN früher genannt.", erfuellt=True)


def _faellig(faellig_am: date, am: date) -> Gate:
    if am >= faellig_am:
        return Gate("faellig", f"Die Rate ist seit dem {faellig_am:%d.%m.%Y} fällig.", erfuellt=True)
    text = f"Die Rate ist erst am {faellig_am:%d.%m.%Y} fällig."
    return Gate(
        "faellig", text, erfuellt=False, wer="niemand", wie="bitte abwarten", ab=faellig_am, faelligkeit=True
    )


def _betrag(antrag: Antrag, betrag: Decimal, am: date) -> Gate:
    rest = min(antrag.offen, mittel.abrufbar(antrag, tag=am))
    if betrag <= rest:
        return Gate("betrag", f"Auszahlbar sind noch {zeige(rest)}.", erfuellt=True)
    ab = mittel.zahlbar_ab(antrag, betrag, tag=am) if betrag <= antrag.offen else None
    if ab:
        text = f"Das Geld gehört zu einem späteren Haushaltsjahr. Heute auszahlbar sind {zeige(rest)}."
        return Gate("betrag", text, erfuellt=False, wer="niemand", wie="bitte abwarten", ab=ab)
    text = f"Der Betrag ist höher als der auszahlbare Rest von {zeige(rest)}."
    return Gate("betrag", text, erfuellt=False, wer=TRAEGER, wie="neu abrufen")
