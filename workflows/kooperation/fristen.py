"""Days of agreements: the first, the last, the day a Nachtrag or a notice counts; what runs out is told before."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q

from antraege.kern.kooperation import monate_vorher
from antraege.kern.status import Status
from antraege.kooperation import beendigung, dienst, nachtraege, zeichnen
from antraege.kooperation.models import (
    Laufzeiterinnerung,
    Nachtrag,
    Nachtragsstatus,
    Vereinbarung,
    Vereinbarungsstatus,
)
from antraege.kooperation.models.vereinbarung import GELTENDE
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr
from rollen.taten import Tat
from workflows.kooperation.abschluss import melde_allen, setze_auswertung_neu
from workflows.kooperation.verbund import frage_nach_folgen, melde_der_zuwendung
from workflows.models import Nachricht
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.post import schreibe_amt

BEENDETE_ZUWENDUNG = (Status.WIDERRUFEN, Status.ABGELEHNT, Status.ZURUECKGEZOGEN)
OHNE_ZEICHNUNGSRECHT = "Eine Partei kann nicht im Portal zeichnen"


def pruefe_vereinbarungen(nur: int | None = None) -> Iterator[str]:
    """Act and remind in all cases, or in one; yields in German what was done. A second run does nothing."""
    auslaufende = Vereinbarung.objects.filter(
        status__in=GELTENDE, laufzeit_bis__gte=uhr.heute(), kuendigung__isnull=True
    )
    mit_beendeter = Vereinbarung.objects.filter(
        status__in=GELTENDE, zuwendung__status__in=[s.value for s in BEENDETE_ZUWENDUNG]
    )
    beginnende = Vereinbarung.objects.filter(
        status=Vereinbarungsstatus.GEZEICHNET, laufzeit_von__lte=uhr.heute()
    )
    nachtraege_der = Nachtrag.objects.filter(vereinbarung=OuterRef("pk"))
    faelliger = nachtraege_der.filter(status=Nachtragsstatus.GEZEICHNET, wirksam_ab__lte=uhr.heute())
    vorbei = Q(laufzeit_bis__lt=uhr.heute()) | Q(kuendigung__wirksam_zum__lt=uhr.heute())
    gezeichneter = nachtraege_der.filter(status=Nachtragsstatus.ZEICHNUNG)
    in_zeichnung = Q(status=Vereinbarungsstatus.ZEICHNUNG) | Exists(gezeichneter)
    for auswahl, tue, tat in (
        (beginnende, _aktiviere, Tat.VEREINBARUNG_AKTIVIEREN),
        (
            Vereinbarung.objects.filter(Exists(faelliger), status__in=GELTENDE),
            _lasse_wirken,
            Tat.NACHTRAG_WIRKSAM,
        ),
        (Vereinbarung.objects.filter(vorbei, status__in=GELTENDE), _beende, Tat.VEREINBARUNG_BEENDEN),
        (auslaufende, _erinnere, Tat.ERINNERN),
        (mit_beendeter, _melde_zuwendung, Tat.VERBUNDENER_FALL),
        (Vereinbarung.objects.filter(in_zeichnung), _melde_ohne_recht, Tat.ERINNERN),
    ):
        faellige = auswahl if nur is None else auswahl.filter(antrag=nur)
        # One transaction per case; under its lock everything is looked at anew.
        for antrag_id in list(faellige.order_by("id").values_list("antrag", flat=True)):
            with geoeffnet(tat, antrag_id, None) as handlung:
                was = tue(handlung)
                if not was:
                    handlung.tat = None
            if was:
                yield f"{handlung.antrag.aktenzeichen}: {was}"


def _aktiviere(handlung: Handlung) -> str:
    vereinbarung = handlung.antrag.vereinbarung
    if not dienst.aktiviere(vereinbarung):
        return ""
    melde_allen(handlung, betreff="Die Vereinbarung gilt", text="Heute ist der erste Tag der Laufzeit.")
    return "Vereinbarung ist aktiv."


def _lasse_wirken(handlung: Handlung) -> str:
    vereinbarung = handlung.antrag.vereinbarung
    faellige: Iterable[Nachtrag] = vereinbarung.nachtraege.filter(
        status=Nachtragsstatus.GEZEICHNET, wirksam_ab__lte=uhr.heute()
    ).order_by("nr")
    namen = [str(eine) for eine in faellige if nachtraege.wirke(vereinbarung, eine)]
    if not namen:
        return ""
    setze_auswertung_neu(handlung)
    handlung.vermerke(nachtraege=namen)
    melde_allen(handlung, betreff=f"{', '.join(namen)} wirksam", text="Die Änderung gilt ab heute.")
    return f"{', '.join(namen)} ist wirksam."


def _beende(handlung: Handlung) -> str:
    vereinbarung = handlung.antrag.vereinbarung
    if not beendigung.beende(vereinbarung):
        return ""
    text = (
        f"Die Vereinbarung ist am {vereinbarung.beendet_am:%d.%m.%Y} beendet: {vereinbarung.beendet_durch}."
    )
    handlung.vermerke(beendet_am=vereinbarung.beendet_am, durch=vereinbarung.beendet_durch)
    setze_auswertung_neu(handlung)
    melde_allen(handlung, betreff="Die Vereinbarung ist beendet", text=f"{text} Jetzt wird sie ausgewertet.")
    melde_der_zuwendung(handlung, betreff="Verbundene Vereinbarung beendet", text=text)
    return "Vereinbarung ist beendet."


def _monate_vorher() -> list[int]:
    arten = (Festwertart.LAUFZEIT_MONATE_FRUEH, Festwertart.LAUFZEIT_MONATE_SPAET)
    return sorted({festwerte.einstellung(art) for art in arten}, reverse=True)


def _erinnere(handlung: Handlung) -> str:
    """Some months before the end, twice, as the city has set it; who was told late is told once."""
    vereinbarung, heute = handlung.antrag.vereinbarung, uhr.heute()
    bis = vereinbarung.laufzeit_bis
    if bis is None:
        return ""
    gesagt = set(vereinbarung.laufzeiterinnerungen.filter(laufzeit_bis=bis).values_list("monate", flat=True))
    faellige = [monate for monate in _monate_vorher() if monate_vorher(bis, monate=monate) <= heute]
    neue = [monate for monate in faellige if monate not in gesagt]
    beginn = vereinbarung.laufzeit_von
    if not neue or beginn is None or monate_vorher(bis, monate=neue[-1]) < beginn:
        return ""
    Laufzeiterinnerung.objects.bulk_create(
        Laufzeiterinnerung(vereinbarung=vereinbarung, laufzeit_bis=bis, monate=monate) for monate in neue
    )
    handlung.vermerke(laufzeit_bis=bis, monate=neue[-1])
    text = f"Die Vereinbarung endet am {bis:%d.%m.%Y}. Soll sie verlängert werden? Dann braucht es einen Nachtrag."
    melde_allen(handlung, betreff=f"Läuft in {neue[-1]} Monaten aus", text=text)
    return f"an das Ende am {bis:%d.%m.%Y} erinnert."


def _melde_zuwendung(handlung: Handlung) -> str:
    zuwendung = handlung.antrag.vereinbarung.zuwendung
    if zuwendung is None or zuwendung.zustand not in BEENDETE_ZUWENDUNG:
        return ""
    betreff = f"Verbundene Förderung {zuwendung.aktenzeichen}: {zuwendung.zustand.bezeichnung}"
    text = (
        "Bitte prüfen Sie, ob die Vereinbarung angepasst oder gekündigt wird. Von selbst ändert sich nichts."
    )
    if gesagt := _einmal(handlung, betreff=betreff, text=text):
        frage_nach_folgen(handlung)
    return gesagt


def _melde_ohne_recht(handlung: Handlung) -> str:
    """A party has lost everybody who may sign for it."""
    offene = zeichnen.offene(handlung.antrag.vereinbarung)
    maengel = zeichnen.ohne_zeichnungsrecht(offene)
    if not maengel:
        return ""
    text = " ".join(f"{mangel.text} Das kann ändern: {mangel.behebt}." for mangel in maengel)
    return _einmal(handlung, betreff=OHNE_ZEICHNUNGSRECHT, text=text)


def _einmal(handlung: Handlung, *, betreff: str, text: str) -> str:
    """Tell the office, unless it was told the same before."""
    if Nachricht.objects.filter(antrag=handlung.antrag, betreff=betreff, text=text).exists():
        return ""
    schreibe_amt(handlung, betreff=betreff, text=text)
    handlung.vermerke(betreff=betreff)
    return f"{betreff}."
