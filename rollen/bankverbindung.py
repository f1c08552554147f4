"""Bank accounts: enter, confirm, refuse, and clear an IBAN that two organisations name."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from rollen import rechte, uhr
from rollen.akt import Wer, akt, wer_ueberall
from rollen.einladung import zeichnende
from rollen.fehler import Ueberholt
from rollen.kontopost import sende
from rollen.models import Bankverbindung, Benutzer, Stelle, Traeger
from rollen.models.bankverbindung import GILT, OFFEN
from rollen.models.stelle import VORGELEGT
from rollen.tabelle import Recht
from rollen.taten import Tat

FALSCH = "Diese IBAN stimmt nicht. Bitte vergleichen Sie sie mit Ihrem Kontoauszug, Zeichen für Zeichen."


def lies_iban(text: str) -> str:
    """Return the IBAN without blanks, checked by its check digits; ValidationError in German."""
    try:
        return IBAN(text).compact
    except SchwiftyException as fehler:
        raise ValidationError(FALSCH) from fehler


def bic_zu(iban: str) -> str:
    """The BIC of the bank that keeps the account; empty when the directory does not know it."""
    return str(IBAN(iban).bic or "")


def vorgelegte() -> QuerySet[Bankverbindung]:
    """All accounts but those of registrations that nobody has proved to be theirs."""
    unbelegt = Traeger.objects.exclude(VORGELEGT)
    return Bankverbindung.objects.exclude(stelle__in=unbelegt.order_by().values("stelle"))


def geltende(stelle: Stelle) -> Bankverbindung | None:
    """The confirmed account to which money goes today."""
    return stelle.bankverbindungen.filter(GILT).first()


def offene(stelle: Stelle) -> Bankverbindung | None:
    """The account that waits for a second person."""
    return stelle.bankverbindungen.filter(OFFEN).first()


def doppelte(konto: Bankverbindung) -> list[Bankverbindung]:
    """Accounts of other Stellen with the same IBAN that are in force or wait, the oldest first."""
    gleiche = vorgelegte().filter(GILT | OFFEN, iban=konto.iban).exclude(stelle=konto.stelle_id)
    return list(gleiche.select_related("stelle").order_by("id"))


def ungeklaerte(konto: Bankverbindung) -> list[Bankverbindung]:
    """Who named this IBAN before and is not cleared; the newer account of a pair has to be cleared."""
    if konto.doppelt_am:
        return []
    return [anderes for anderes in doppelte(konto) if anderes.pk < konto.pk]


@transaction.atomic
def erfasse(stelle: Stelle, *, iban: str, kontoinhaber: str, akteur: Benutzer) -> Bankverbindung:
    """Enter another account; it counts once a second person confirms it, until then nothing is paid.

    What waited before is given up. Raises Verweigert, ValidationError on `iban`.
    """
    konto = Bankverbindung(stelle=stelle, kontoinhaber=kontoinhaber.strip(), erfasst_von=akteur)
    with akt(Tat.BANKVERBINDUNG_ERFASSEN, konto, ERFASSUNG, akteur=akteur) as erfassung:
        try:
            konto.iban = lies_iban(iban)
        except ValidationError as fehler:
            raise ValidationError({"iban": fehler.messages}) from fehler
        konto.bic = bic_zu(konto.iban)
        Stelle.objects.select_for_update().get(pk=stelle.pk)
        gleiche = stelle.bankverbindungen.filter(iban=konto.iban, kontoinhaber=konto.kontoinhaber)
        if gleiche.filter(GILT | OFFEN).exists():
            raise ValidationError({"iban": "Diese Bankverbindung ist schon eingetragen."})
        gib_offene_auf(stelle, akteur=akteur)
        erfassung.nenne(**_fakten(konto))
    for person in Benutzer.objects.filter(pk__in=zeichnende(stelle)):
        sende("bankverbindung_erfasst", an=person, betreff="Neue Bankverbindung", fakten={"konto": konto})
    return konto


def gib_offene_auf(stelle: Stelle, *, akteur: Benutzer) -> None:
    """Give up the account that waits, for another one in its place."""
    stelle.bankverbindungen.filter(OFFEN).update(
        abgelehnt_am=uhr.jetzt(), abgelehnt_von=akteur, grund="Durch neue Angaben ersetzt."
    )


def lege_an(stelle: Stelle, *, iban: str, kontoinhaber: str, akteur: Benutzer) -> Bankverbindung:
    """Store a checked IBAN as waiting, without asking for a right."""
    return Bankverbindung.objects.create(
        stelle=stelle, iban=iban, bic=bic_zu(iban), kontoinhaber=kontoinhaber, erfasst_von=akteur
    )


def bestaetige(konto_id: int, *, akteur: Benutzer, begruendung: str = "") -> Bankverbindung:
    """Put an account in force; an IBAN that another Stelle names needs written reasons.

    Raises Verweigert without the right, for who entered it and for one's own organisation; Ueberholt when it
    is decided, ValidationError on `begruendung`.
    """
    with entscheidung(
        Tat.BANKVERBINDUNG_BESTAETIGEN, konto_id, "Ihre Bankverbindung ist bestätigt", akteur=akteur
    ) as konto:
        if ungeklaerte(konto):
            _klaere(konto, begruendung, akteur)
        konto.bestaetigt_von, konto.bestaetigt_am = akteur, uhr.jetzt()
        konto.stelle.bankverbindungen.filter(GILT).update(ersetzt_am=konto.bestaetigt_am)
    return konto


def lehne_ab(konto_id: int, *, grund: str, akteur: Benutzer) -> Bankverbindung:
    """Refuse an account; the one in force stays. Raises as `bestaetige` does."""
    with entscheidung(
        Tat.BANKVERBINDUNG_ABLEHNEN, konto_id, "Ihre Bankverbindung ist nicht bestätigt", akteur=akteur
    ) as konto:
        if not grund.strip():
            raise ValidationError({"begruendung": "Bitte nennen Sie den Grund. Die Organisation liest ihn."})
        konto.abgelehnt_von, konto.abgelehnt_am, konto.grund = akteur, uhr.jetzt(), grund.strip()
    return konto


@contextmanager
def entscheidung(tat: Tat, konto_id: int, betreff: str, *, akteur: Benutzer) -> Iterator[Bankverbindung]:
    """One decision on an account that waits; who entered it reads it. Raises Verweigert, Ueberholt."""
    with akt(tat, _zeile(konto_id), ENTSCHEIDUNG, akteur=akteur) as handlung:
        konto = handlung.objekt
        if konto.stand != "offen":
            raise Ueberholt("Über diese Bankverbindung ist schon entschieden.")
        yield konto
        handlung.nenne(**_fakten(konto))
        sende("bankverbindung_entschieden", an=konto.erfasst_von, betreff=betreff, fakten={"konto": konto})


def klaere_doppelte(konto_id: int, *, begruendung: str, akteur: Benutzer) -> Bankverbindung:
    """Write down why an account in force may have the IBAN of another Stelle. Raises as `bestaetige` does."""
    with akt(Tat.BANKVERBINDUNG_KLAEREN, _zeile(konto_id), ENTSCHEIDUNG, akteur=akteur) as klaerung:
        konto = klaerung.objekt
        if not ungeklaerte(konto):
            raise Ueberholt("Hier ist keine doppelte IBAN mehr zu klären.")
        _klaere(konto, begruendung, akteur)
        klaerung.nenne(**_fakten(konto))
    return konto


def hinderung(konto: Bankverbindung, akteur: Benutzer) -> str:
    """Why this person may not decide on this account, as a sentence; empty when they may."""
    if konto.erfasst_von_id == akteur.pk:
        return "Wer eine Bankverbindung erfasst hat, bestätigt sie nicht. Das macht eine andere Person."
    if rechte.gehoert_zu(akteur, konto.stelle_id):
        return "Über das Konto der eigenen Stelle entscheidet eine andere Person."
    return ""


ERFASSUNG: Wer[Bankverbindung] = Wer(
    lambda konto, akteur: rechte.verlange(akteur, Recht.BANKVERBINDUNG_AENDERN, konto.stelle)
)
ENTSCHEIDUNG = wer_ueberall(Recht.BANKVERBINDUNG_BESTAETIGEN, hinderung, entscheidet=True)


def _zeile(konto_id: int) -> QuerySet[Bankverbindung]:
    return vorgelegte().select_related("stelle", "erfasst_von").filter(pk=konto_id)


def _klaere(konto: Bankverbindung, begruendung: str, akteur: Benutzer) -> None:
    if not begruendung.strip():
        text = "Diese IBAN nennt auch eine andere Organisation. Bitte schreiben Sie, warum das richtig ist."
        raise ValidationError({"begruendung": text})
    konto.doppelt_begruendung, konto.doppelt_von = begruendung.strip(), akteur
    konto.doppelt_am = uhr.jetzt()


def _fakten(konto: Bankverbindung) -> dict[str, dict[str, str]]:
    return {
        "nachher": {
            "iban": konto.maskiert,
            "stand": konto.stand,
            "grund": konto.grund,
            "klaerung": konto.doppelt_begruendung,
        },
        "personen": {"kontoinhaber": konto.kontoinhaber},
    }
