"""The door for the check of a proof: sample, vouchers, cuts and questions, each an act of the open task."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from viewflow.workflow.status import STATUS

from antraege.foerderung.models import Beleg, Nachweisrueckfrage, Stichprobe, Verwendungsnachweis
from antraege.foerderung.nachweis import pruefung
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.taten import Tat
from workflows.tuer import hindernisse
from workflows.tuer.handlung import Handlung, pruefe_stand, sperre_aufgabe
from workflows.tuer.verzeichnis import SCHRITTE

SCHRITT = "nachweispruefung"


def ziehe_stichprobe(
    aufgabe_id: int, *, akteur: Benutzer, grund: str = "", stand: int | None = None
) -> Stichprobe:
    """Draw the vouchers to look at; again only with a reason. Raises MaengelFehler, Verweigert, Ueberholt."""
    with _in_pruefung(Tat.STICHPROBE_ZIEHEN, aufgabe_id, akteur, stand) as (handlung, nachweis):
        gezogen = pruefung.ziehe_stichprobe(nachweis, akteur=akteur, grund=grund)
        handlung.vermerke(
            stichprobe=gezogen.nr,
            startwert=gezogen.startwert,
            umfang=gezogen.umfang,
            grundgesamtheit=gezogen.grundgesamtheit,
            grund=gezogen.grund,
        )
    return gezogen


def pruefe_beleg(
    aufgabe_id: int,
    beleg_id: int,
    *,
    akteur: Benutzer,
    gekuerzt: Decimal,
    grund: str = "",
    stand: int | None = None,
) -> Beleg:
    """Recognise a voucher, or cut it by euro with a reason."""
    with _in_pruefung(Tat.BELEG_PRUEFEN, aufgabe_id, akteur, stand) as (handlung, nachweis):
        beleg = _beleg(nachweis, beleg_id)
        handlung.vermerke(**pruefung.pruefe_beleg(beleg, gekuerzt=gekuerzt, grund=grund))
    return beleg


def kuerze_ansatz(
    aufgabe_id: int,
    planposition: int,
    *,
    akteur: Benutzer,
    gekuerzt: Decimal,
    grund: str = "",
    stand: int | None = None,
) -> None:
    """Cut a whole line by euro with a reason; 0 takes the cut back."""
    with _in_pruefung(Tat.EINZELANSATZ_KUERZEN, aufgabe_id, akteur, stand) as (handlung, nachweis):
        handlung.vermerke(**pruefung.kuerze_ansatz(nachweis, planposition, gekuerzt=gekuerzt, grund=grund))


def frage(
    aufgabe_id: int,
    text: str,
    *,
    akteur: Benutzer,
    planposition: int | None = None,
    beleg_id: int | None = None,
    stand: int | None = None,
) -> Nachweisrueckfrage:
    """Note a question; it goes out when the check ends with a Rückfrage."""
    with _in_pruefung(Tat.RUECKFRAGE_NOTIEREN, aufgabe_id, akteur, stand) as (handlung, nachweis):
        if not text.strip():
            keine_oder([Mangel("Bitte schreiben Sie Ihre Frage.", feld="frage")])
        beleg = _beleg(nachweis, beleg_id) if beleg_id else None
        notiert = pruefung.notiere_frage(
            nachweis, frage=text, akteur=akteur, planposition=planposition, beleg=beleg
        )
        handlung.vermerke(worum=notiert.worum, frage=notiert.frage)
    return notiert


def streiche_frage(aufgabe_id: int, frage_id: int, *, akteur: Benutzer, stand: int | None = None) -> None:
    """Take back a question that has not gone out."""
    with _in_pruefung(Tat.RUECKFRAGE_STREICHEN, aufgabe_id, akteur, stand) as (handlung, nachweis):
        handlung.vermerke(**pruefung.streiche_frage(nachweis, frage_id))


@contextmanager
def _in_pruefung(
    tat: Tat, aufgabe_id: int, akteur: Benutzer, stand: int | None
) -> Iterator[tuple[Handlung, Verwendungsnachweis]]:
    """Under the lock, by the right of the task and its four eyes; one entry in the trail."""
    with sperre_aufgabe(tat, aufgabe_id, akteur) as (handlung, aufgabe):
        if aufgabe.schritt != SCHRITT:
            raise Ueberholt("Der Nachweis wird gerade nicht geprüft.")
        eigene = {akteur.pk, *(person.pk for person in rechte.vertretene(akteur))}
        if aufgabe.status != STATUS.NEW and aufgabe.owner_id not in eigene:
            raise Ueberholt(f"Die Aufgabe liegt nicht bei Ihnen, sondern bei: {aufgabe.owner}.")
        handlung.berechtigung = hindernisse.verlange_fuer(SCHRITTE[SCHRITT], handlung, aufgabe)
        pruefe_stand(handlung.antrag, stand)
        nachweis = handlung.antrag.nachweis
        nachweis.antrag = handlung.antrag
        yield handlung, nachweis
        handlung.beteilige(Taetigkeit.NACHWEIS_PRUEFEN)


def _beleg(nachweis: Verwendungsnachweis, beleg_id: int) -> Beleg:
    beleg = nachweis.belege.select_related("planposition").filter(pk=beleg_id).first()
    if beleg is None:
        raise Ueberholt("Diesen Beleg gibt es nicht mehr.")
    beleg.nachweis = nachweis
    return beleg
