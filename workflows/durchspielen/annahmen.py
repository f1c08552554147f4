"""What nobody knows yet and the demo needs: later budget years and the next Basiszins, marked as assumptions."""

from datetime import date, datetime, time

from antraege.haushalt import jahrespflege
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Bereich, Haushaltsjahr, Haushaltsstelle
from antraege.kern.fristen import naechster_werktag, plus_monate
from antraege.programme import festwerte
from antraege.programme.models import Festwert, Festwertart
from rollen import uhr
from workflows.durchspielen.kalender import Kalender
from workflows.durchspielen.personen import person

VORLAGE_BIS = 2026  # the last year of DS 24046-22
JAHRE_VORAUS = 2  # what is planned now may begin next year and end in the year after
KONTO = ("produkt", "auftrag", "kostenstelle", "sachkonto", "bezeichnung", "stelle", "bereich")


def lade(k: Kalender) -> None:
    """Add what is missing up to the day of the calendar and the time after it; does nothing twice."""
    for jahr in range(VORLAGE_BIS + 1, k.heute.year + JAHRE_VORAUS + 1):
        with uhr.gestellt(_am(date(jahr - 1, 12, 1), k)):
            _schreibe_fort(jahr)
    for geplantes in Haushaltsjahr.objects.filter(in_kraft_ab=None, jahr__lte=k.heute.year + 1):
        _setze_in_kraft(geplantes.jahr, k)
    while (letzter := _letzter_basiszins()).gueltig_ab <= k.heute:
        _nimm_basiszins_an(letzter, k)


def _schreibe_fort(jahr: int) -> None:
    """Every line of the year before, with the same Ansatz."""
    finanzen = person("finanzen-fb40")
    if not Haushaltsjahr.objects.filter(jahr=jahr).exists():
        jahrespflege.plane_jahr(jahr, akteur=finanzen)
    text = f"Annahme der Vorführung: wie {jahr - 1}, kein beschlossener Ansatz"
    for vorher in Haushaltsstelle.objects.filter(jahr=jahr - 1, bereich=Bereich.SACH):
        konto = {feld: getattr(vorher, feld) for feld in KONTO}
        zeile, neu = Haushaltsstelle.objects.get_or_create(**konto, jahr=jahr, defaults={"quelle": text})
        if neu:
            schluessel = f"annahme/ansatz/{jahr}/{zeile.pk}"
            haushalt.setze_ansatz(zeile, vorher.ansatz, schluessel=schluessel, akteur=finanzen, text=text)


def _setze_in_kraft(jahr: int, k: Kalender) -> None:
    """As if the council had decided on the budget in time: proposed by one, released by another."""
    tag = date(jahr, 1, 1)
    with uhr.gestellt(_am(date(jahr - 1, 12, 15), k)):
        jahrespflege.schlage_inkrafttreten_vor(jahr, tag, akteur=person("finanzen-fb40"))
        jahrespflege.gib_inkrafttreten_frei(jahr, tag, akteur=person("leitung-fb40"))


def _letzter_basiszins() -> Festwert:
    return Festwert.objects.filter(schluessel=Festwertart.BASISZINS).latest("gueltig_ab")


def _nimm_basiszins_an(letzter: Festwert, k: Kalender) -> None:
    """The next half-year has the rate of the last one; proposed by one, released by another."""
    ab = plus_monate(letzter.gueltig_ab, 6)
    with uhr.gestellt(_am(ab, k)):
        festwert = festwerte.schlage_vor(
            schluessel=Festwertart.BASISZINS,
            wert=letzter.wert,
            gueltig_ab=ab,
            quelle="Annahme der Vorführung: unverändert. Die Bekanntgabe der Bundesbank steht aus",
            akteur=person("sachbearbeitung-fb40"),
        )
        festwerte.gib_frei(festwert.pk, akteur=person("leitung-fb40"))


def _am(tag: date, k: Kalender) -> datetime:
    """That day, or the last working day when it is still to come."""
    return datetime.combine(min(naechster_werktag(tag), k.zuletzt), time(9))
