"""What is done to a paper on its way through the bodies; only the steps and the door in `workflows` call this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.gremien.models import (
    LAUFENDE_VORLAGE,
    Beratung,
    Gremienvorlage,
    Gremium,
    Sitzung,
    Vorlagenstatus,
)
from antraege.kern import beratung as regeln
from antraege.kern.beratung import Beratungsart, Ergebnis
from antraege.kern.maengel import Mangel
from antraege.kern.status import Status
from rollen import uhr
from rollen.models import Benutzer

Folge = Sequence[tuple[Gremium, Beratungsart, date]]
BEGINNBAR = frozenset({Status.GEPRUEFT, Status.BEWILLIGT, Status.AUSGEZAHLT})
GREMIENBUERO = "Gremiengeschäftsführung"
JA = (Ergebnis.BESCHLOSSEN, Ergebnis.GEAENDERT)


def hindernisse(antrag: Antrag) -> list[Mangel]:
    """Why no paper can begin now: the case is not ripe, or another one is still on its way."""
    if antrag.zustand not in BEGINNBAR:
        return [Mangel(f"Im Stand „{antrag.zustand.bezeichnung}“ ist keine Gremienvorlage möglich.")]
    return offen(antrag)


def offen(antrag: Antrag) -> list[Mangel]:
    """What the newest paper still waits for: its Beschluss, or bodies that take note of it afterwards."""
    letzte = antrag.gremienvorlagen.last()
    if letzte is None:
        return []
    if letzte.laeuft:
        wer = f"{GREMIENBUERO}, oder wer schreibt (zurückziehen)"
        return [Mangel(f"{letzte} läuft noch ({letzte.get_status_display()}).", behebt=wer)]
    naechste = naechste_beratung(letzte)
    return [Mangel(f"{letzte}: {naechste} steht noch aus.", behebt=GREMIENBUERO)] if naechste else []


def laufende(antrag: Antrag) -> Gremienvorlage | None:
    """The paper that is written or consulted on."""
    return antrag.gremienvorlagen.filter(status__in=LAUFENDE_VORLAGE).first()


def neueste(antrag: Antrag) -> Gremienvorlage:
    """The last one begun. Raises Gremienvorlage.DoesNotExist."""
    vorlage = antrag.gremienvorlagen.latest("nr")
    vorlage.antrag = antrag
    return vorlage


def beratungsfolge(vorlage: Gremienvorlage) -> list[Beratung]:
    """Every entry in the order in which the bodies come."""
    return regeln.geordnet(vorlage.beratungen.select_related("gremium"))


def naechste_beratung(vorlage: Gremienvorlage) -> Beratung | None:
    """Whose result is recorded next; None when nobody has to speak any more."""
    if vorlage.status not in (Vorlagenstatus.EINGEBRACHT, Vorlagenstatus.BESCHLOSSEN):
        return None
    return regeln.naechste(beratungsfolge(vorlage))


def beginne(antrag: Antrag, felder: Mapping[str, Any], folge: Folge, *, akteur: Benutzer) -> Gremienvorlage:
    """A new paper with its planned Beratungsfolge."""
    vorlage = Gremienvorlage.objects.create(
        antrag=antrag, nr=antrag.gremienvorlagen.count() + 1, geschrieben_von=akteur, **felder
    )
    lege_folge_an(vorlage, folge)
    return vorlage


def schreibe_neu(
    vorlage: Gremienvorlage, felder: Mapping[str, Any], folge: Folge, *, akteur: Benutzer
) -> None:
    """Other content for a paper that the Leitung has given back."""
    for name, wert in {**felder, "grund": "", "geschrieben_von": akteur}.items():
        setattr(vorlage, name, wert)
    vorlage.save()
    vorlage.beratungen.all().delete()
    lege_folge_an(vorlage, folge)


def lege_folge_an(vorlage: Gremienvorlage, folge: Folge) -> None:
    """The planned way of a paper, in the order given."""
    Beratung.objects.bulk_create(
        Beratung(vorlage=vorlage, nr=nr, gremium=gremium, art=art, geplant_am=am)
        for nr, (gremium, art, am) in enumerate(folge, start=1)
    )


def gib_zurueck(vorlage: Gremienvorlage, *, grund: str) -> None:
    """The Leitung wants it written anew; it stays a draft."""
    vorlage.grund = grund
    vorlage.save(update_fields=["grund"])


def bringe_ein(vorlage: Gremienvorlage, *, akteur: Benutzer) -> None:
    """Signed: from now on who looks after the bodies sees the case."""
    vorlage.eingebracht_von, vorlage.eingebracht_am = akteur, uhr.jetzt()
    vorlage.bewege(Gremienvorlage.einbringen)
    for beratung in vorlage.beratungen.all():
        setze_an(beratung.gremium_id, beratung.geplant_am)
    if vorlage.antrag:
        vorlage.antrag.im_gremium = True


def setze_an(gremium: int, am: date) -> None:
    """A paper is on the way to this body on that day: the day stands in the calendar."""
    Sitzung.objects.get_or_create(gremium_id=gremium, am=am)


def nimm_beschluss_auf(
    antrag: Antrag, felder: Mapping[str, Any], *, gremium: Gremium, am: date, akteur: Benutzer
) -> Gremienvorlage:
    """A Beschluss on a paper from elsewhere; it counts once a second person has confirmed it."""
    folge = [(gremium, Beratungsart.BESCHLUSS, am)]
    vorlage = beginne(antrag, {**felder, "auswaertig": True}, folge, akteur=akteur)
    antrag.im_gremium = True
    return vorlage


def bestaetige(vorlage: Gremienvorlage, *, akteur: Benutzer) -> Beratung:
    """The minutes say the same: it counts."""
    beratung = vorlage.beratungen.select_related("gremium").get()
    beratung.nimm_ergebnis_auf(Ergebnis.BESCHLOSSEN, am=beratung.geplant_am, akteur=akteur)
    vorlage.entschieden_am = beratung.tatsaechlich_am
    vorlage.bewege(Gremienvorlage.bestaetigen)
    return beratung


@dataclass(frozen=True)
class Beratungsergebnis:
    """What one body has said; `betrag` in euro and `wortlaut` of a Beschluss that was changed."""

    ergebnis: str
    tatsaechlich_am: date | None
    neuer_termin: date | None
    vermerk: str
    wortlaut: str = ""
    betrag: Decimal | None = None


def erfasse(
    vorlage: Gremienvorlage, beratung: Beratung, gesagt: Beratungsergebnis, *, akteur: Benutzer
) -> None:
    """The result of one body; deferred, it comes again on its new day. The Beschluss moves the paper."""
    ergebnis = Ergebnis(gesagt.ergebnis)
    beratung.nimm_ergebnis_auf(ergebnis, am=gesagt.tatsaechlich_am, vermerk=gesagt.vermerk, akteur=akteur)
    if ergebnis == Ergebnis.VERTAGT:
        assert gesagt.neuer_termin is not None
        Beratung.objects.create(
            vorlage=vorlage,
            nr=vorlage.beratungen.count() + 1,
            gremium=beratung.gremium,
            art=beratung.art,
            geplant_am=gesagt.neuer_termin,
        )
        setze_an(beratung.gremium_id, gesagt.neuer_termin)
    elif beratung.art == Beratungsart.BESCHLUSS:
        vorlage.entschieden_am = beratung.tatsaechlich_am
        if ergebnis == Ergebnis.GEAENDERT:
            assert gesagt.betrag is not None
            vorlage.betrag, vorlage.wortlaut = gesagt.betrag, gesagt.wortlaut
        vorlage.bewege(Gremienvorlage.beschliessen if ergebnis in JA else Gremienvorlage.ablehnen)


def ziehe_zurueck(vorlage: Gremienvorlage, *, grund: str) -> None:
    """Nobody wants it any more, or its case has ended."""
    vorlage.grund = grund
    vorlage.bewege(Gremienvorlage.zurueckziehen)
