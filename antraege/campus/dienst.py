"""What is written down about a site: entries, indicators, values; and what became of a deadline.

Everything raises Verweigert without the right, Ueberholt when the page was outdated; each act is one entry in the
chain of the site, a deadline's in the chain of the unit that answers for the council paper.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.angebote.models import Standort
from antraege.campus.models import Campuseintrag, Campusfrist, Indikator, Messwert
from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat

INHALT = ("tag", "titel", "text", "intern", "erkenntnisart", "fuer_wen", "bis", "abgeschlossen_am")
WER_PFLEGT: Wer[Any] = Wer(  # an entry or an indicator
    lambda ding, akteur: rechte.verlange(akteur, Recht.CAMPUS_PFLEGEN, ding.standort.stelle)
)


def _darf_entscheiden(frist: Campusfrist, akteur: Benutzer) -> Berechtigung:
    assert frist.vorlage.stelle is not None  # a paper that sets deadlines has no case
    return rechte.verlange(akteur, Recht.GREMIENVORLAGE_EINBRINGEN, frist.vorlage.stelle)


WER_ENTSCHEIDET: Wer[Campusfrist] = Wer(_darf_entscheiden)


def trage_ein(standort: Standort, felder: Mapping[str, Any], *, akteur: Benutzer) -> Campuseintrag:
    """A new entry of the site."""
    eintrag = Campuseintrag(standort=standort, erfasst_von=akteur, **felder)
    with akt(Tat.CAMPUSEINTRAG_SCHREIBEN, eintrag, WER_PFLEGT, akteur=akteur) as handlung:
        handlung.nenne(nachher=_bild(eintrag))
    return eintrag


def aendere(eintrag: int, felder: Mapping[str, Any], *, stand: int, akteur: Benutzer) -> Campuseintrag:
    """Other words for an entry; its kind, its task and its goal stay."""
    zeile = Campuseintrag.objects.select_related("standort__stelle").filter(pk=eintrag)
    with akt(Tat.CAMPUSEINTRAG_AENDERN, zeile, WER_PFLEGT, akteur=akteur, stand=stand) as handlung:
        vorher = _bild(handlung.objekt)
        if felder.get("bis", handlung.objekt.bis) != handlung.objekt.bis:
            handlung.objekt.erinnert_am = None  # another day has reminders of its own
        for name in INHALT:
            if name in felder:
                setattr(handlung.objekt, name, felder[name])
        handlung.nenne(vorher=vorher, nachher=_bild(handlung.objekt))
    return handlung.objekt


def streiche(eintrag: int, *, stand: int, akteur: Benutzer) -> None:
    """It goes from the page; the trail keeps its words."""
    zeile = Campuseintrag.objects.select_related("standort__stelle").filter(pk=eintrag)
    with akt(Tat.CAMPUSEINTRAG_STREICHEN, zeile, WER_PFLEGT, akteur=akteur, stand=stand) as handlung:
        handlung.nenne(vorher=_bild(handlung.objekt))
        handlung.entfaellt = True


def _bild(eintrag: Campuseintrag) -> dict[str, Any]:
    """The entry as the trail keeps it, with the task or goal it belongs to."""
    bezug = {"aufgabe": eintrag.aufgabe and str(eintrag.aufgabe), "ziel": eintrag.ziel and str(eintrag.ziel)}
    werte = {"art": eintrag.get_art_display(), **bezug, **{name: getattr(eintrag, name) for name in INHALT}}
    return {name: wert for name, wert in werte.items() if wert not in (None, "")}


def lege_indikator_an(standort: Standort, felder: Mapping[str, Any], *, akteur: Benutzer) -> Indikator:
    """What the site counts for a goal. Raises MaengelFehler when it counts that already."""
    indikator = Indikator(standort=standort, erfasst_von=akteur, **felder)
    with akt(Tat.INDIKATOR_ANLEGEN, indikator, WER_PFLEGT, akteur=akteur) as handlung:
        if standort.indikatoren.filter(ziel=felder["ziel"], name=felder["name"]).exists():
            raise MaengelFehler([Mangel("Das zählt der Standort für dieses Ziel schon.", feld="name")])
        handlung.nenne(nachher={**felder, "ziel": str(indikator.ziel)})
    return indikator


def miss(indikator: Indikator, tag: date, wert: Decimal, bemerkung: str, *, akteur: Benutzer) -> Messwert:
    """The value of a day; one that is there already is replaced, and the trail says by what."""
    with akt(Tat.MESSWERT_EINTRAGEN, indikator, WER_PFLEGT, akteur=akteur) as handlung:
        bisher = indikator.werte.filter(tag=tag).first()
        neu = {"wert": wert, "bemerkung": bemerkung, "erfasst_von": akteur, "erfasst_am": uhr.jetzt()}
        messwert, _ = Messwert.objects.update_or_create(indikator=indikator, tag=tag, defaults=neu)
        handlung.nenne(
            vorher={"messwert": bisher.wert, "bemerkung": bisher.bemerkung} if bisher else {},
            nachher={"indikator": str(indikator), "tag": tag, "messwert": wert, "bemerkung": bemerkung},
        )
    return messwert


def erledige(frist: int, *, ergebnis: str, stand: int, akteur: Benutzer) -> Campusfrist:
    """Say what was decided; from then on nobody is told of it any more."""
    zeile = Campusfrist.objects.select_related("vorlage__stelle").filter(pk=frist)
    with akt(Tat.CAMPUSFRIST_ERLEDIGEN, zeile, WER_ENTSCHEIDET, akteur=akteur, stand=stand) as handlung:
        handlung.objekt.erledigt_am, handlung.objekt.ergebnis = uhr.heute(), ergebnis
        handlung.nenne(nachher={"titel": handlung.objekt.titel, "ergebnis": ergebnis})
    return handlung.objekt
