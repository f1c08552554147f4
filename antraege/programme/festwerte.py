"""Which value counts on a day, and how one comes to count: proposed by one person, released by another.

Only released values count, and a missing one is an error, never a guess.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder
from antraege.kern.wertgrenzen import widerspruch
from antraege.programme.models import Festwert, Festwertart
from antraege.programme.models.festwert import EINSTELLUNGEN, WERTGRENZEN
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.models.mitgliedschaft import Ebene
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

NICHT_VORGELEGT = (
    "Diesen mitgelieferten Wert hat noch niemand vorgelegt. Das macht zuerst eine andere Person."
)
VERANTWORTLICH = "Richtlinien bearbeiten und freigeben (Festwerte)"


def reihe(schluessel: str) -> list[tuple[date, Decimal]]:
    """All released values with the day they begin, the oldest first."""
    return list(freigegebene(schluessel).order_by("gueltig_ab").values_list("gueltig_ab", "wert"))


def neueste(*, je: int) -> list[Festwert]:
    """Of every value the newest ones that are released, with the people on them. One query, however many there are."""
    teile = ((art, freigegebene(art).order_by("-gueltig_ab").values("pk")[:je]) for art in Festwertart)
    erster, *weitere = (freigegebene(art).filter(pk__in=teil).order_by() for art, teil in teile)
    return sorted(erster.union(*weitere, all=True), key=lambda wert: wert.gueltig_ab, reverse=True)


def wert_am(schluessel: str, tag: date) -> Decimal:
    """The released value that counts on the day. Raises MaengelFehler when there is none."""
    werte = freigegebene(schluessel).filter(gueltig_ab__lte=tag).order_by("-gueltig_ab")
    gefunden = werte.values_list("wert", flat=True).first()
    if gefunden is None:
        name = Festwertart(schluessel).label
        raise MaengelFehler(
            [Mangel(f"Für den {tag:%d.%m.%Y} ist kein Wert hinterlegt: {name}.", behebt=VERANTWORTLICH)]
        )
    return gefunden


def einstellung(schluessel: Festwertart) -> int:
    """Whole days, months or percent that the city has set for today, or those that came with the product."""
    werte = freigegebene(schluessel).filter(gueltig_ab__lte=uhr.heute()).order_by("-gueltig_ab")
    gesetzt = werte.values_list("wert", flat=True).first()
    return EINSTELLUNGEN[schluessel] if gesetzt is None else int(gesetzt)


def wertgrenzen_am(tag: date) -> dict[Ebene, Decimal]:
    """Up to how many euro each level decides in a new programme, the lowest first; only what the city has set."""
    werte = freigegebene(*WERTGRENZEN.values()).filter(gueltig_ab__lte=tag).order_by("gueltig_ab")
    gesetzt = dict(werte.values_list("schluessel", "wert"))
    return {ebene: gesetzt[art] for ebene, art in WERTGRENZEN.items() if art in gesetzt}


def schlage_vor(
    *, schluessel: str, wert: Decimal, gueltig_ab: date, quelle: str, akteur: Benutzer
) -> Festwert:
    """Propose a value from a day on.

    Raises Verweigert, and MaengelFehler when that day has one already or a Wertgrenze does not fit the others.
    """
    festwert = Festwert(
        schluessel=schluessel, wert=wert, gueltig_ab=gueltig_ab, quelle=quelle, erfasst_von=akteur
    )
    with akt(Tat.FESTWERT_VORSCHLAGEN, festwert, VORSCHLAG, akteur=akteur) as vorschlag:
        if Festwert.objects.filter(schluessel=schluessel, gueltig_ab=gueltig_ab).exists():
            satz = f"Für den {gueltig_ab:%d.%m.%Y} gibt es diesen Wert schon."
            keine_oder([Mangel(f"{satz} Bitte wählen Sie einen anderen Beginn.", feld="gueltig_ab")])
        _verlange_steigend(festwert, Q(erfasst_von__isnull=False) | Q(freigegeben_am__isnull=False))
        vorschlag.nenne(nachher=_fakten(festwert))
    return festwert


def mitgelieferte() -> QuerySet[Festwert]:
    """Values that came with the product and that nobody here has laid before a second person yet."""
    return Festwert.objects.filter(erfasst_von__isnull=True, freigegeben_am__isnull=True)


@transaction.atomic
def lege_mitgelieferte_vor(*, akteur: Benutzer) -> int:
    """Propose all delivered values, as read by this person; how many. Raises Verweigert, Ueberholt for none."""
    rechte.verlange_irgendwo(akteur, Recht.RICHTLINIE_BEARBEITEN)
    offene = list(mitgelieferte().select_for_update(of=("self",)))
    if not offene:
        raise Ueberholt("Die mitgelieferten Werte sind schon vorgelegt.")
    for festwert in offene:
        with akt(Tat.FESTWERT_VORSCHLAGEN, festwert, VORSCHLAG, akteur=akteur) as vorschlag:
            festwert.erfasst_von, festwert.erfasst_am = akteur, uhr.jetzt()
            vorschlag.nenne(nachher=_fakten(festwert))
    return len(offene)


@transaction.atomic
def gib_alle_frei(festwert_ids: Iterable[int], *, akteur: Benutzer) -> int:
    """Release exactly these, all or none; raises like `gib_frei`, and Ueberholt when one is gone."""
    ids = sorted(festwert_ids)
    if not ids or Festwert.objects.filter(pk__in=ids).count() != len(ids):
        raise Ueberholt("Diese Vorschläge haben sich inzwischen geändert.")
    for festwert_id in ids:
        gib_frei(festwert_id, akteur=akteur)
    return len(ids)


def gib_frei(festwert_id: int, *, akteur: Benutzer) -> Festwert:
    """A second person makes the value count.

    Raises Verweigert for the one who proposed it, Ueberholt, MaengelFehler for a Wertgrenze that does not fit.
    """
    zeile = Festwert.objects.filter(pk=festwert_id)
    with akt(Tat.FESTWERT_FREIGEBEN, zeile, FREIGABE, akteur=akteur) as freigabe:
        festwert = freigabe.objekt
        _verlange_offen(festwert)
        _verlange_steigend(festwert, Q(freigegeben_am__isnull=False))
        festwert.freigegeben_von, festwert.freigegeben_am = akteur, uhr.jetzt()
        freigabe.nenne(nachher=_fakten(festwert))
    return festwert


def verwirf(festwert_id: int, *, akteur: Benutzer) -> None:
    """Take back a proposal that nobody has released; the trail keeps it. Raises Verweigert, Ueberholt."""
    zeile = Festwert.objects.filter(pk=festwert_id)
    with akt(Tat.FESTWERT_VERWERFEN, zeile, VERWERFEN, akteur=akteur) as verwerfen:
        _verlange_offen(verwerfen.objekt)
        verwerfen.nenne(nachher=_fakten(verwerfen.objekt))
        verwerfen.entfaellt = True


def _verlange_offen(festwert: Festwert) -> None:
    if festwert.freigegeben_am:
        raise Ueberholt("Dieser Wert ist bereits freigegeben.")


def _verlange_steigend(neu: Festwert, neben: Q) -> None:
    """A Wertgrenze fits those beside it on every day. Raises MaengelFehler."""
    if neu.schluessel not in WERTGRENZEN.values():
        return
    reihen: dict[str, list[tuple[date, Decimal]]] = {art: [] for art in WERTGRENZEN.values()}
    andere = Festwert.objects.filter(neben, schluessel__in=reihen).exclude(pk=neu.pk)
    for schluessel, ab, wert in andere.values_list("schluessel", "gueltig_ab", "wert"):
        reihen[schluessel].append((ab, wert))
    reihen[neu.schluessel].append((neu.gueltig_ab, neu.wert))
    if gefunden := widerspruch(reihen):
        tag, untere, obere = gefunden
        satz = (
            f"Ab dem {tag:%d.%m.%Y} wäre die {Festwertart(obere).label} nicht höher als die "
            f"{Festwertart(untere).label}. Heben Sie zuerst die höhere Ebene an, oder senken Sie zuerst die niedrigere."
        )
        keine_oder([Mangel(satz, feld="wert")])


def _darf_freigeben(festwert: Festwert, akteur: Benutzer) -> Berechtigung:
    """These values count for the whole city: the right at any of its Stellen is enough, two people are needed."""
    berechtigung = rechte.verlange_irgendwo(akteur, Recht.RICHTLINIE_FREIGEBEN)
    if festwert.erfasst_von_id is None:
        raise Verweigert(NICHT_VORGELEGT)
    return berechtigung


VORSCHLAG: Wer[Festwert] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.RICHTLINIE_BEARBEITEN)
)
FREIGABE = Wer(
    _darf_freigeben,
    nicht={
        "erfasst_von": "Wer einen Wert erfasst hat, gibt ihn nicht frei. Bitte fragen Sie eine zweite Person."
    },
)
VERWERFEN: Wer[Festwert] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(
        akteur, Recht.RICHTLINIE_BEARBEITEN, Recht.RICHTLINIE_FREIGEBEN
    )
)


def freigegebene(*schluessel: str) -> QuerySet[Festwert]:
    """The values of these kinds that a second person has released, with the people on them."""
    alle = Festwert.objects.filter(schluessel__in=schluessel, freigegeben_am__isnull=False)
    return alle.select_related("erfasst_von", "freigegeben_von")


def _fakten(festwert: Festwert) -> dict[str, Any]:
    return {
        "wert": festwert.schluessel,
        "hoehe": festwert.wert,
        "gueltig_ab": festwert.gueltig_ab,
        "quelle": festwert.quelle,
    }
