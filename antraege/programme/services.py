"""Releasing rules: a second person makes a version of a Richtlinie valid, and it never changes again."""

from django.db import transaction

from antraege.kern.maengel import Mangel, keine_oder
from antraege.programme.models import Richtlinie
from antraege.programme.queries import freigabemaengel
from rollen import protokoll, rechte, uhr
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat


def freigeben(richtlinie: Richtlinie, *, akteur: Benutzer) -> Richtlinie:
    """Release a version: right RICHTLINIE_FREIGEBEN at the programme's Stelle, and not the author.

    Raises Verweigert (noted in the trail) or MaengelFehler with everything that is missing.
    """
    try:
        return _freigeben(richtlinie, akteur)
    except Verweigert as fehler:
        with transaction.atomic():
            _protokolliere(richtlinie, akteur, verweigert=True, nachher={"gruende": list(fehler.gruende)})
        raise


def verlange_freigabe(richtlinie: Richtlinie, *, akteur: Benutzer) -> Berechtigung:
    """The right to release these rules. Raises Verweigert without the right and for the author."""
    berechtigung = rechte.verlange(akteur, Recht.RICHTLINIE_FREIGEBEN, richtlinie.programm.stelle)
    if akteur.pk == richtlinie.erstellt_von_id:
        raise Verweigert(
            "Wer eine Richtlinie erstellt hat, gibt sie nicht frei. Bitte fragen Sie eine zweite Person."
        )
    return berechtigung


@transaction.atomic
def _freigeben(richtlinie: Richtlinie, akteur: Benutzer) -> Richtlinie:
    gesperrt = Richtlinie.objects.select_for_update(of=("self",)).select_related("programm__stelle")
    richtlinie = gesperrt.get(pk=richtlinie.pk)
    berechtigung = verlange_freigabe(richtlinie, akteur=akteur)
    if richtlinie.freigegeben_am:
        keine_oder([Mangel("Diese Richtlinie ist bereits freigegeben.")])
    keine_oder(freigabemaengel(richtlinie))
    richtlinie.freigegeben_von, richtlinie.freigegeben_am = akteur, uhr.jetzt()
    richtlinie.save(update_fields=["freigegeben_von", "freigegeben_am"])
    _protokolliere(richtlinie, akteur, berechtigung=berechtigung, nachher={"version": richtlinie.version})
    return richtlinie


def _protokolliere(
    richtlinie: Richtlinie,
    akteur: Benutzer,
    *,
    nachher: dict[str, object],
    berechtigung: Berechtigung | None = None,
    verweigert: bool = False,
) -> None:
    protokoll.schreibe(
        kette=f"programm/{richtlinie.programm_id}",
        aktion=Tat.RICHTLINIE_FREIGEBEN,
        objekt=f"richtlinie/{richtlinie.pk}",
        akteur=akteur,
        berechtigung=berechtigung,
        nachher=nachher,
        verweigert=verweigert,
    )
