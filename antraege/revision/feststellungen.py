"""Acts on a finding: raised by the Rechnungsprüfung, answered by the Stelle, asked again, followed up, closed.

Every act locks the row, asks the right, counts and writes one entry. Raises Verweigert, Ueberholt, MaengelFehler.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.kern.maengel import Mangel, keine_oder
from antraege.maschine import Uebergang
from antraege.revision import unabhaengig
from antraege.revision.models import Beitrag, Beitragsart, Feststellung, Feststellungsstatus, Gegenstand
from rollen import rechte, uhr
from rollen.akt import Akt, Wer, akt
from rollen.fehler import Ueberholt
from rollen.kanon import sha256_hex
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat

S = Feststellungsstatus
ANDERS = "Der Stand hat sich geändert. Bitte laden Sie die Seite neu."


@dataclass(frozen=True)
class Bezug:
    """What a finding is about, in words and as what leads there."""

    gegenstand: Gegenstand
    worte: str
    antrag: Antrag | None = None
    organisation: Stelle | None = None
    regel: str = ""


@dataclass(frozen=True)
class Angaben:
    """What the auditor writes."""

    stelle: Stelle
    titel: str
    sachverhalt: str
    grundlage: str
    empfehlung: str
    antwort_bis: date


PRUEFUNG: Wer[Feststellung] = Wer(lambda f, person: unabhaengig.verlange(person, f.antrag, f.organisation))
ANTWORT: Wer[Feststellung] = Wer(
    lambda f, person: rechte.verlange(person, Recht.FESTSTELLUNG_BEANTWORTEN, f.stelle),
    nicht={"erhoben_von": "Sie haben diese Feststellung getroffen. Antworten muss die geprüfte Stelle."},
)


def sichtbare(person: Benutzer) -> QuerySet[Feststellung]:
    """All findings for who audits the city; for others those at the Stellen for which they answer."""
    alle = Feststellung.objects.select_related("stelle", "antrag", "organisation", "erhoben_von")
    if rechte.ueberall(person, Recht.REVISION):
        return alle
    eigene = rechte.stellen_mit(person, Recht.FESTSTELLUNG_BEANTWORTEN)
    return alle.filter(stelle__in=eigene)


def zu_beantworten(person: Benutzer) -> QuerySet[Feststellung]:
    """What waits for the answer of this person's Stellen, the earliest deadline first."""
    eigene = rechte.stellen_mit(person, Recht.FESTSTELLUNG_BEANTWORTEN)
    offene = Feststellung.objects.filter(status=S.OFFEN, stelle__in=eigene)
    return offene.select_related("stelle").order_by("antwort_bis", "pk")


def erhebe(angaben: Angaben, bezug: Bezug, *, akteur: Benutzer) -> Feststellung:
    """A new finding; from now on it waits for the answer of its Stelle."""
    feststellung = Feststellung(
        **vars(angaben),
        gegenstand=bezug.gegenstand,
        bezug=bezug.worte[:400],
        antrag=bezug.antrag,
        organisation=bezug.organisation,
        regel=bezug.regel,
        erhoben_von=akteur,
    )
    with akt(Tat.FESTSTELLUNG_ERHEBEN, feststellung, PRUEFUNG, akteur=akteur) as handlung:
        if angaben.antwort_bis <= uhr.heute():
            keine_oder([Mangel("Bitte nennen Sie einen Tag in der Zukunft.", feld="antwort_bis")])
        feststellung.save()
        handlung.nenne(
            nachher={
                "stelle": angaben.stelle.name,
                "bezug": feststellung.bezug,
                "titel": angaben.titel,
                "sachverhalt": angaben.sachverhalt,
                "grundlage": angaben.grundlage,
                "empfehlung": angaben.empfehlung,
                "frist": angaben.antwort_bis,
            }
        )
    return feststellung


def beantworte(pk: int, *, text: str, stand: int, akteur: Benutzer) -> Feststellung:
    """The Stelle says what it has to say."""
    with akt(Tat.FESTSTELLUNG_BEANTWORTEN, _zeile(pk), ANTWORT, akteur=akteur, stand=stand) as handlung:
        _bewege(handlung, Feststellung.beantworte)
        _sage(handlung, Beitragsart.ANTWORT, text, akteur)
    return handlung.objekt


def frage_nach(pk: int, *, text: str, antwort_bis: date, stand: int, akteur: Benutzer) -> Feststellung:
    """The answer is not enough: the Stelle answers again until another day."""
    with akt(Tat.FESTSTELLUNG_NACHFRAGEN, _zeile(pk), PRUEFUNG, akteur=akteur, stand=stand) as handlung:
        _bewege(handlung, Feststellung.frage_nach)
        if antwort_bis <= uhr.heute():
            keine_oder([Mangel("Bitte nennen Sie einen Tag in der Zukunft.", feld="antwort_bis")])
        handlung.objekt.antwort_bis, handlung.objekt.erinnert_am = antwort_bis, None
        _sage(handlung, Beitragsart.NACHFRAGE, text, akteur, frist=antwort_bis)
    return handlung.objekt


def verfolge_nach(pk: int, *, text: str, umsetzung_bis: date, stand: int, akteur: Benutzer) -> Feststellung:
    """What the Stelle has promised is looked at on a day."""
    with akt(Tat.FESTSTELLUNG_NACHVERFOLGEN, _zeile(pk), PRUEFUNG, akteur=akteur, stand=stand) as handlung:
        _bewege(handlung, Feststellung.verfolge_nach)
        if umsetzung_bis <= uhr.heute():
            keine_oder([Mangel("Bitte nennen Sie einen Tag in der Zukunft.", feld="umsetzung_bis")])
        handlung.objekt.umsetzung_bis = umsetzung_bis
        _sage(handlung, Beitragsart.NACHVERFOLGUNG, text, akteur, frist=umsetzung_bis)
    return handlung.objekt


def schliesse(
    pk: int, *, text: str, schreibe: Callable[[Feststellung], bytes], stand: int, akteur: Benutzer
) -> Feststellung:
    """The finding ends; its report is kept with its hash and never changes."""
    with akt(Tat.FESTSTELLUNG_SCHLIESSEN, _zeile(pk), PRUEFUNG, akteur=akteur, stand=stand) as handlung:
        feststellung = handlung.objekt
        _bewege(handlung, Feststellung.schliesse)
        feststellung.geschlossen_von, feststellung.geschlossen_am = akteur, uhr.jetzt()
        _sage(handlung, Beitragsart.ABSCHLUSS, text, akteur)
        pdf = schreibe(feststellung)
        feststellung.sha256 = sha256_hex(pdf)
        feststellung.datei.save("", ContentFile(pdf), save=False)
        handlung.nenne(dokument_hash=feststellung.sha256)
    return feststellung


def ueberfaellige(tag: date) -> QuerySet[Feststellung]:
    """Findings whose answer is late and of which nobody was reminded since it was due."""
    spaet = Feststellung.objects.filter(status=S.OFFEN, antwort_bis__lt=tag)
    return spaet.filter(Q(erinnert_am__isnull=True)).order_by("pk")


def _zeile(pk: int) -> Any:
    return Feststellung.objects.select_related("stelle", "antrag__traeger", "organisation").filter(pk=pk)


def _bewege(handlung: Akt[Feststellung], uebergang: Uebergang) -> None:
    if handlung.objekt.unerfuellt(uebergang):
        raise Ueberholt(ANDERS)
    uebergang(handlung.objekt)


def _sage(handlung: Akt[Feststellung], art: Beitragsart, text: str, von: Benutzer, **fakten: Any) -> None:
    """One more thing said; it stands in the trail as it was said."""
    if not text.strip():
        keine_oder([Mangel("Bitte schreiben Sie etwas.", feld="text")])
    Beitrag.objects.create(feststellung=handlung.objekt, art=art, text=text, von=von)
    handlung.nenne(nachher={"text": text, **fakten})
