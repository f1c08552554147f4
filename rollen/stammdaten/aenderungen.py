"""A change on its way: proposed, released by a second person where it must be, in force from its day on."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from rollen import rechte, uhr
from rollen.akt import EIGENES, GEAENDERT, WEG, Akt, Wer, akt, wer_schon_darf
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stammdatenaenderung, Verzeichnisimport
from rollen.rechte import Berechtigung, Verweigert
from rollen.stammdaten.sache import SACHEN, Handlung, Sache, Stammdatenformular
from rollen.taten import Tat

UNVERAENDERT = "Es hat sich nichts geändert."
SCHON_OFFEN = "Dafür gibt es schon einen offenen Vorschlag. Bitte entscheiden Sie zuerst über ihn."
VORGESCHLAGEN = "Sie haben das vorgeschlagen. Freigeben muss eine zweite Person."
GEWINNT = "Sie bekämen dadurch selbst Rechte. Freigeben muss eine andere Person."
OFFEN = {"wirksam_am": None, "verworfen_am": None}


@transaction.atomic
def schlage_vor(
    sache: Sache,
    handlung: Handlung,
    form: Stammdatenformular,
    *,
    akteur: Benutzer,
    stapel: Verzeichnisimport | None = None,
) -> Stammdatenaenderung:
    """Propose what a valid form says; what needs no second person counts at once, or from its day on.

    Raises Verweigert, ValidationError when nothing differs or a proposal of the same kind is open.
    """
    berechtigung = sache.verlange(sache.pflege, form.orte() if sache.vor_ort else (), akteur)
    vorher, nachher = form.worte()
    if not nachher and not vorher:
        raise ValidationError(UNVERAENDERT)
    pk = form.instance.pk
    gleiche = Stammdatenaenderung.objects.filter(sache=sache.schluessel, handlung=handlung.name, **OFFEN)
    if pk and gleiche.filter(objekt_id=pk).exists():
        raise ValidationError(SCHON_OFFEN)
    aenderung = Stammdatenaenderung(
        sache=sache.schluessel,
        handlung=handlung.name,
        objekt_id=pk,
        bezeichnung=f"{handlung.titel}: {benannt(sache, form)}"[:300],
        frueherer_name=vorher.get(sache.name, ""),
        eingaben=form.eingaben(),
        ausgang=form.ausgang(),
        vorher=vorher,
        nachher=nachher,
        gilt_ab=form.cleaned_data["gilt_ab"],
        grund=form.cleaned_data["grund"],
        braucht_freigabe=handlung.zwei,
        stapel=stapel,
        erfasst_von=akteur,
    )
    tat = Tat.STAMMDATEN_VORSCHLAGEN if handlung.zwei else Tat.STAMMDATEN_VORMERKEN
    with akt(tat, aenderung, wer_schon_darf(berechtigung), akteur=akteur) as vorschlag:
        vorschlag.nenne(**_fakten(aenderung))
        if aenderung.faellig(uhr.heute()):
            wirke(vorschlag)
    return aenderung


def benannt(sache: Sache, form: Stammdatenformular) -> str:
    """What the thing is called as long as the change does not count."""
    if form.instance.pk is None:
        return str(form.cleaned_data.get(sache.name) or form.instance)
    return str(sache.modell._base_manager.get(pk=form.instance.pk))


def gib_frei(aenderung_id: int, *, akteur: Benutzer) -> Stammdatenaenderung:
    """The second person agrees; it counts at once, or from its day on.

    Raises Verweigert, Ueberholt when it is decided, and when the thing has changed since or it no longer fits.
    """
    with akt(Tat.STAMMDATEN_FREIGEBEN, zeile(aenderung_id), FREIGABE, akteur=akteur) as freigabe:
        aenderung = freigabe.objekt
        if not aenderung.wartet:
            raise Ueberholt("Darüber ist schon entschieden.")
        aenderung.freigegeben_von, aenderung.freigegeben_am = akteur, uhr.jetzt()
        aenderung.gilt_ab = max(aenderung.gilt_ab, uhr.heute())
        freigabe.nenne(**_fakten(aenderung))
        if aenderung.faellig(uhr.heute()):
            wirke(freigabe)
    return aenderung


@transaction.atomic
def gib_stapel_frei(stapel: Verzeichnisimport, *, akteur: Benutzer) -> int:
    """All open proposals of one directory, or none; how many. Raises like `gib_frei`, Ueberholt for none."""
    offene = Stammdatenaenderung.objects.filter(
        stapel=stapel, freigegeben_am=None, braucht_freigabe=True, **OFFEN
    )
    ids = list(offene.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise Ueberholt("Darüber ist schon entschieden.")
    for aenderung_id in ids:
        gib_frei(aenderung_id, akteur=akteur)
    return len(ids)


def verwirf(aenderung_id: int, *, akteur: Benutzer) -> Stammdatenaenderung:
    """Take back what does not count yet; the row stays. Raises Verweigert, Ueberholt."""
    with akt(Tat.STAMMDATEN_VERWERFEN, zeile(aenderung_id), VERWERFEN, akteur=akteur) as verwerfen:
        aenderung = verwerfen.objekt
        if not aenderung.offen:
            raise Ueberholt("Darüber ist schon entschieden.")
        aenderung.verworfen_von, aenderung.verworfen_am = akteur, uhr.jetzt()
        verwerfen.nenne(**_fakten(aenderung))
    return aenderung


def fuehre_aus() -> Iterator[str]:
    """What is released and whose day has come takes effect; yields in German what happened.

    What does not fit any more stays, says why on its page, and is tried again the next day.
    """
    faellige = Stammdatenaenderung.objects.filter(gilt_ab__lte=uhr.heute(), **OFFEN).order_by("gilt_ab", "pk")
    for aenderung in [a for a in faellige if a.faellig(uhr.heute())]:
        try:
            with akt(Tat.STAMMDATEN_VORMERKEN, aenderung, EIGENES, akteur=None) as wirkung:
                wirkung.unveraendert = not aenderung.faellig(uhr.heute())
                if not wirkung.unveraendert:
                    wirkung.nenne(**_fakten(aenderung))
                    wirke(wirkung)
        except Ueberholt as fehler:
            if str(fehler) != aenderung.hindernis:
                zeile(aenderung.pk).update(hindernis=str(fehler))
            yield f"{aenderung}: konnte nicht wirksam werden. {fehler}"
        else:
            yield f"{aenderung}: gilt."


def formular(aenderung: Stammdatenaenderung, *, sperre: bool = False) -> Stammdatenformular:
    """The form as it was proposed, on the thing as it is now. Raises Ueberholt when that is gone."""
    sache = SACHEN[aenderung.sache]
    handlung = sache.handlung(aenderung.handlung)
    if handlung is None:
        raise Ueberholt(WEG)
    objekt = None
    if not handlung.neu:
        zeilen = sache.modell._base_manager.filter(pk=aenderung.objekt_id)
        objekt = (zeilen.select_for_update(of=("self",)) if sperre else zeilen).first()
        if objekt is None:
            raise Ueberholt(WEG)
    return handlung.gebunden(aenderung.eingaben, objekt, gespeichert=True)


def namen_vor(sache: str, ids: list[int]) -> dict[int, list[str]]:
    """What each of these things was called before, the newest name first; one query."""
    alle: dict[int, list[str]] = {}
    frueher = Stammdatenaenderung.objects.filter(sache=sache, objekt_id__in=ids, wirksam_am__isnull=False)
    for pk, name in frueher.exclude(frueherer_name="").values_list("objekt_id", "frueherer_name"):
        alle.setdefault(pk or 0, []).append(name)
    return alle


def frueher_genannt(sache: str, suche: str) -> QuerySet[Stammdatenaenderung, Any]:
    """The ids of things that once had a name like this."""
    frueher = Stammdatenaenderung.objects.filter(sache=sache, wirksam_am__isnull=False)
    return frueher.filter(frueherer_name__icontains=suche).order_by().values("objekt_id")


def wirke(wirkung: Akt[Stammdatenaenderung]) -> None:
    """Make it so: the act becomes what is done to the thing, in the chain of the thing. Raises Ueberholt."""
    aenderung = wirkung.objekt
    sache = SACHEN[aenderung.sache]
    form = formular(aenderung, sperre=True)
    if form.ausgang() != aenderung.ausgang:
        raise Ueberholt(f"{GEAENDERT} Bitte verwerfen Sie den Vorschlag und machen Sie einen neuen.")
    if not form.is_valid():
        raise Ueberholt(" ".join(str(m) for meldungen in form.errors.values() for m in meldungen))
    form.akteur, form.berechtigung = wirkung.akteur, wirkung.berechtigung
    try:
        with transaction.atomic():
            objekt = form.speichere()
    except ValidationError as fehler:
        raise Ueberholt(" ".join(fehler.messages)) from fehler
    except IntegrityError as fehler:
        raise Ueberholt("Das gibt es inzwischen schon.") from fehler
    aenderung.objekt_id, aenderung.wirksam_am, aenderung.hindernis = objekt.pk, uhr.jetzt(), ""
    handlung = sache.handlung(aenderung.handlung)
    assert handlung is not None
    wirkung.tat = handlung.tat
    wirkung.nenne(kette=sache.kette(objekt) if sache.kette else aenderung.kette)


def _darf_freigeben(aenderung: Stammdatenaenderung, akteur: Benutzer) -> Berechtigung:
    sache, form = SACHEN[aenderung.sache], formular(aenderung)
    if not form.is_valid():
        raise Ueberholt(" ".join(str(m) for meldungen in form.errors.values() for m in meldungen))
    berechtigung = sache.verlange(sache.freigabe, form.orte(), akteur)
    if akteur.pk in form.gewinner():
        raise Verweigert(GEWINNT)
    return berechtigung


def _darf_verwerfen(aenderung: Stammdatenaenderung, akteur: Benutzer) -> Berechtigung:
    sache = SACHEN[aenderung.sache]
    return rechte.verlange_irgendwo(akteur, sache.pflege, sache.freigabe)


FREIGABE = Wer(_darf_freigeben, nicht={"erfasst_von": VORGESCHLAGEN})
VERWERFEN = Wer(_darf_verwerfen)


def zeile(aenderung_id: int) -> QuerySet[Stammdatenaenderung]:
    """The one change, with the people on it."""
    return Stammdatenaenderung.objects.select_related("erfasst_von", "freigegeben_von").filter(
        pk=aenderung_id
    )


def _fakten(aenderung: Stammdatenaenderung) -> dict[str, Any]:
    """What the trail keeps: before and after in words, from which day on and why, and who proposed it."""
    wann: dict[str, str | date] = {"gueltig_ab": aenderung.gilt_ab}
    if aenderung.grund:
        wann["grund"] = aenderung.grund
    fakten: dict[str, Any] = {"vorher": aenderung.vorher, "nachher": {**aenderung.nachher, **wann}}
    if aenderung.freigegeben_von_id:
        fakten["personen"] = {"vorgeschlagen_von": aenderung.erfasst_von.name}
    return fakten
