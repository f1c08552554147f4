"""The end of an agreement: notice, end of the term, evaluation."""

from dataclasses import dataclass
from datetime import date, timedelta

from antraege.kern.kooperation import ordentlich_kuendbar_zum
from antraege.kern.maengel import Mangel
from antraege.kooperation.models import (
    Evaluation,
    Kuendigung,
    Kuendigungsart,
    Partei,
    Vereinbarung,
    Vereinbarungsstatus,
)
from rollen import uhr
from rollen.models import Benutzer

ABLAUF = "Ablauf der Laufzeit"
KUENDBAR = (Vereinbarungsstatus.GEZEICHNET, Vereinbarungsstatus.AKTIV)


def kuendigungshindernisse(vereinbarung: Vereinbarung) -> list[Mangel]:
    """Why nobody can give notice now."""
    if vereinbarung.status in KUENDBAR:
        return []
    return [Mangel(f"Im Stand „{vereinbarung.get_status_display()}“ kann niemand kündigen.")]


def wirksam_zum(vereinbarung: Vereinbarung, *, art: str, zugang: date, gewuenscht: date | None) -> date:
    """When a notice takes effect: at the end of a school year, or for cause at once or on a later day.

    In the time of trial an ordinary notice needs two weeks.
    """
    if art == Kuendigungsart.AUSSERORDENTLICH:
        return gewuenscht or zugang
    probe = vereinbarung.geltende.daten.get("probezeit_bis") if vereinbarung.geltende else None
    if probe and zugang <= date.fromisoformat(probe):
        return zugang + timedelta(weeks=2)
    return ordentlich_kuendbar_zum(zugang, monate=vereinbarung.kuendigungsfrist)


@dataclass(frozen=True)
class Kuendigungserklaerung:
    """What a notice says, and when it was declared, came in and takes effect."""

    art: str
    gruende: str
    folgen: str
    erklaert_am: date
    zugegangen_am: date
    wirksam_zum: date


def kuendige(
    vereinbarung: Vereinbarung, partei: Partei, was: Kuendigungserklaerung, *, akteur: Benutzer
) -> Kuendigung:
    """Record the notice of a party; the agreement binds until it takes effect."""
    kuendigung = Kuendigung.objects.create(
        vereinbarung=vereinbarung,
        partei=partei,
        art=was.art,
        erklaert_am=was.erklaert_am,
        zugegangen_am=was.zugegangen_am,
        wirksam_zum=was.wirksam_zum,
        gruende=was.gruende,
        folgen=was.folgen,
        erfasst_von=akteur,
    )
    vereinbarung.bewege(Vereinbarung.kuendigen)
    return kuendigung


def ende(vereinbarung: Vereinbarung) -> tuple[date | None, str]:
    """The last day on which the agreement binds, and why it ends then."""
    kuendigung = Kuendigung.objects.filter(vereinbarung=vereinbarung).first()
    bis = vereinbarung.laufzeit_bis
    if kuendigung and (bis is None or kuendigung.wirksam_zum <= bis):
        return kuendigung.wirksam_zum, f"Kündigung: {kuendigung.partei.stelle.name}"
    return bis, ABLAUF


def beende(vereinbarung: Vereinbarung) -> bool:
    """End what has run out; False when it still binds or has ended before."""
    letzter, grund = ende(vereinbarung)
    if not vereinbarung.gilt or letzter is None or letzter >= uhr.heute():
        return False
    vereinbarung.beendet_am, vereinbarung.beendet_durch = letzter, grund
    vereinbarung.bewege(Vereinbarung.beenden)
    return True


def evaluationshindernisse(vereinbarung: Vereinbarung) -> list[Mangel]:
    """Why the evaluation cannot be finished yet."""
    if vereinbarung.status == Vereinbarungsstatus.BEENDET:
        return []
    letzter, _ = ende(vereinbarung)
    bis = f" Sie läuft bis zum {letzter:%d.%m.%Y}." if letzter else ""
    return [Mangel(f"Die Vereinbarung ist noch nicht beendet.{bis}", behebt="niemand: bitte abwarten")]


def evaluiere(
    vereinbarung: Vereinbarung,
    indikatoren: list[dict[str, str]],
    *,
    bericht: str,
    empfehlung: str,
    akteur: Benutzer,
) -> Evaluation:
    """Keep what became of it."""
    evaluation = Evaluation.objects.create(
        vereinbarung=vereinbarung,
        indikatoren=indikatoren,
        bericht=bericht,
        empfehlung=empfehlung,
        erstellt_von=akteur,
    )
    vereinbarung.bewege(Vereinbarung.evaluieren)
    return evaluation
