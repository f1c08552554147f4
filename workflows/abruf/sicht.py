"""What pages show of an Abruf: its facts, its way, with whom it lies, what one can do, what has happened."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from antraege.angebote import abrufe
from antraege.angebote.models import Abruf, Abrufstand
from antraege.maschine import Uebergang
from rollen.akt import Wer
from rollen.models import Benutzer, Eintrag
from rollen.tabelle import Rolle
from rollen.taten import Tat
from workflows.abruf import formulare, tuer
from workflows.akte.akte import person

WEG = (
    Abrufstand.ANGEFRAGT,
    Abrufstand.ZUGEORDNET,
    Abrufstand.ZUGESAGT,
    Abrufstand.TERMINIERT,
    Abrufstand.DURCHGEFUEHRT,
    Abrufstand.RUECKGEMELDET,
)
ARTEN: Mapping[str, str] = {
    Abrufstand.ANGEFRAGT: "info",
    Abrufstand.WARTELISTE: "warning",
    Abrufstand.ZUGEORDNET: "info",
    Abrufstand.ZUGESAGT: "info",
    Abrufstand.TERMINIERT: "success",
    Abrufstand.DURCHGEFUEHRT: "success",
    Abrufstand.RUECKGEMELDET: "success",
    Abrufstand.ABGESAGT: "danger",
    Abrufstand.ABGELEHNT: "danger",
}


@dataclass(frozen=True)
class Handgriff:
    """One act on an Abruf: who may, which transition, what is asked, what is done, what it says afterwards."""

    name: str
    titel: str
    wer: Wer[Abruf]
    uebergang: Uebergang
    formular: type[formulare.Handgriffformular]
    tue: Callable[..., Abruf]
    aktion: Tat
    erfolg: str
    beendet: bool = False


HANDGRIFFE = (
    Handgriff(
        "zuordnen",
        "Zuordnen",
        tuer.KOORDINATION,
        Abruf.zuordnen,
        formulare.Zuordnungsformular,
        tuer.ordne_zu,
        Tat.ABRUF_ZUORDNEN,
        "Der Abruf liegt jetzt beim Anbieter.",
    ),
    Handgriff(
        "zusagen",
        "Zusagen",
        tuer.ANBIETER,
        Abruf.zusagen,
        formulare.Zusageformular,
        tuer.sage_zu,
        Tat.ABRUF_ZUSAGEN,
        "Zugesagt. Die Einrichtung ist benachrichtigt.",
    ),
    Handgriff(
        "terminieren",
        "Termin festlegen",
        tuer.ANBIETER,
        Abruf.terminieren,
        formulare.Terminwahl,
        tuer.terminiere,
        Tat.ABRUF_TERMINIEREN,
        "Der Termin steht fest. Die Einrichtung ist benachrichtigt.",
    ),
    Handgriff(
        "durchfuehren",
        "Durchführung bestätigen",
        tuer.ANBIETER,
        Abruf.durchfuehren,
        formulare.Durchfuehrungsformular,
        tuer.fuehre_durch,
        Tat.ABRUF_DURCHFUEHREN,
        "Danke. Die Einrichtung meldet jetzt zurück, wie es war.",
    ),
    Handgriff(
        "rueckmelden",
        "Rückmeldung geben",
        tuer.EINRICHTUNG,
        Abruf.rueckmelden,
        formulare.Rueckmeldeformular,
        tuer.melde_rueck,
        Tat.ABRUF_RUECKMELDEN,
        "Danke für Ihre Rückmeldung.",
    ),
    Handgriff(
        "ablehnen",
        "Ablehnen",
        tuer.ABLEHNUNG,
        Abruf.ablehnen,
        formulare.Ablehnungsformular,
        tuer.lehne_ab,
        Tat.ABRUF_ABLEHNEN,
        "Abgelehnt. Die Einrichtung liest den Grund.",
        beendet=True,
    ),
    Handgriff(
        "absagen",
        "Absagen",
        tuer.ABSAGE,
        Abruf.absagen,
        formulare.Absageformular,
        tuer.sage_ab,
        Tat.ABRUF_ABSAGEN,
        "Abgesagt. Wer auf der Warteliste steht, rückt nach.",
        beendet=True,
    ),
)


def handgriffe(abruf: Abruf, benutzer: Benutzer) -> Iterator[Handgriff]:
    """What this person can do now."""
    for handgriff in HANDGRIFFE:
        if not abruf.unerfuellt(handgriff.uebergang) and not handgriff.wer.hindernisse(abruf, benutzer):
            yield handgriff


def mit_allem(zeilen: QuerySet[Abruf]) -> QuerySet[Abruf]:
    """With everything a row or a page shows."""
    return zeilen.select_related(*tuer.MIT, "angefragt_von")


def bei_wem(abruf: Abruf) -> str:
    """With whom it lies, in a sentence; empty when it has ended."""
    anbieter, einrichtung = abruf.anbieter.name, abruf.einrichtung.name
    return {
        Abrufstand.ANGEFRAGT: "Die Koordination des Themas ordnet den Abruf zu.",
        Abrufstand.WARTELISTE: f"Platz {abrufe.wartet_als(abruf)} der Warteliste."
        " Wird ein Platz frei, rücken Sie nach und bekommen Post."
        if abruf.status == Abrufstand.WARTELISTE
        else "",
        Abrufstand.ZUGEORDNET: f"{anbieter} sagt zu oder ab.",
        Abrufstand.ZUGESAGT: f"{anbieter} legt den Termin fest.",
        Abrufstand.TERMINIERT: f"Der Termin: {abruf.termin}. Danach bestätigt {anbieter}, dass er stattfand.",
        Abrufstand.DURCHGEFUEHRT: f"{einrichtung} meldet zurück, wie es war.",
        Abrufstand.RUECKGEMELDET: "",
        Abrufstand.ABGESAGT: "",
        Abrufstand.ABGELEHNT: "",
    }[Abrufstand(abruf.status)]


def phasen(abruf: Abruf) -> list[tuple[str, str]]:
    """The way of an Abruf for templates/teile/phasen.html; nothing for one that ended early."""
    if abruf.status in (Abrufstand.ABGESAGT, Abrufstand.ABGELEHNT):
        return []
    jetzt = WEG.index(Abrufstand(abruf.status)) if abruf.status in WEG else 0
    fertig = abruf.status == Abrufstand.RUECKGEMELDET
    return [
        (stand.label, "erledigt" if nr < jetzt or fertig else "aktuell" if nr == jetzt else "offen")
        for nr, stand in enumerate(WEG)
    ]


def fakten(abruf: Abruf) -> list[tuple[str, Any]]:
    """Who, what and when, for templates/teile/fakten.html."""
    paare: list[tuple[str, Any]] = [
        ("Einrichtung", abruf.einrichtung.name),
        ("Gruppe", f"{abruf.gruppe}, {abruf.kinder} Kinder"),
        ("Wann", abruf.wann),
        ("Anbieter", abruf.anbieter.name),
        ("Ansprechbar", abruf.kontakt),
        ("Ganztag", "ja" if abruf.ganztag else "nein"),
        ("Kosten", abruf.angebot.kosten_in_worten),
    ]
    weitere = (
        ("Besonderer Bedarf", abruf.bedarf),
        ("Hinweis der Koordination", abruf.hinweis),
        ("Beendet durch", abruf.get_beendet_durch_display()),
        ("Grund", abruf.grund),
    )
    return [*paare, *((name, wert) for name, wert in weitere if wert)]


def verlauf(abruf: Abruf) -> list[dict[str, Any]]:
    """Its trail in words for templates/teile/trail.html; people by their function."""
    staende = dict(Abrufstand.choices)
    return [
        {
            "zeit": e.zeitpunkt,
            "was": Tat(e.aktion).label,
            "von": staende.get(e.von, ""),
            "nach": staende.get(e.nach, ""),
            "wer": person(e.akteur, nach_aussen=True) if e.akteur else "System",
            "rolle": Rolle(e.rolle).bezeichnung if e.rolle else "",
            "stelle": e.stelle.name if e.stelle else "",
            "text": e.nachher.get("grund", ""),
        }
        for e in Eintrag.objects.filter(kette=abruf.kette, verweigert=False)
        .select_related("akteur", "stelle")
        .order_by("-nr")
    ]
