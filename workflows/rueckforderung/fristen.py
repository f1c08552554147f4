"""What the calendar does to claims: a hearing runs out, a deferral ends, reminders, Mahnung, warnings.

Nothing here decides: what is given up, set or noted as limited, a person does.
"""

from collections.abc import Callable, Iterable, Iterator

from antraege.foerderung import rueckforderungen
from antraege.foerderung.models import BEENDETE_FORDERUNG, Forderungsstatus, Rueckforderung
from antraege.foerderung.rueckforderungen import fristen, konto, massnahmen, rechtsbehelfe
from antraege.kern.fristen import fristende
from antraege.kern.geld import zeige
from antraege.kern.maengel import MaengelFehler
from antraege.programme import festwerte
from antraege.programme.models import Festwertart
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.taten import Tat
from workflows.models import Aufgabe
from workflows.models.vorgang import OFFEN
from workflows.rueckforderung import schreiben
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung, geoeffnet, sperre_aufgabe
from workflows.tuer.post import schreibe_amt, schreibe_traeger

Schritt = Callable[[Handlung, Rueckforderung], str]


def pruefe_fristen() -> Iterator[str]:
    """Act, remind and warn; yields in German what was done. Running it again the same day does nothing more."""
    zeilen = Aufgabe.objects.filter(OFFEN, schritt="stellungnahme", faellig_am__lt=uhr.heute())
    for aufgabe_id in list(zeilen.order_by("faellig_am", "id").values_list("pk", flat=True)):
        yield from _versuche(lambda pk=aufgabe_id: anhoerung_abgelaufen(pk))  # type: ignore[misc]
    for tat in (_beende_stundung, _mahne, _warne_vor_verjaehrung, _lege_wieder_vor):
        alle = Rueckforderung.objects.exclude(status__in=BEENDETE_FORDERUNG)
        for forderung_id in list(alle.order_by("id").values_list("pk", flat=True)):
            yield from _versuche(lambda pk=forderung_id, tat=tat: _tue(pk, tat))  # type: ignore[misc]


def anhoerung_abgelaufen(aufgabe_id: int) -> str:
    """Nobody answered in time: the office goes on with the file. Raises Ueberholt while there is time."""
    with sperre_aufgabe(Tat.ANHOERUNG_ABGELAUFEN, aufgabe_id, None) as (handlung, aufgabe):
        forderung = rueckforderungen.laufende(handlung.antrag)
        frist = forderung.anhoerung_frist if forderung else None
        if aufgabe.schritt != "stellungnahme" or forderung is None or frist is None or frist >= uhr.heute():
            raise Ueberholt("Die Frist läuft noch oder die Antwort ist schon da.")
        rueckforderungen.lasse_anhoerung_ablaufen(forderung)
        handlung.schliesse(aufgabe, von=None)
        handlung.vermerke(rueckforderung=forderung.nr, frist_abgelaufen=frist)
        text = "Es ist keine Antwort eingegangen. Die Stelle prüft nach Aktenlage weiter."
        for schreibe in (schreibe_amt, schreibe_traeger):
            schreibe(handlung, betreff="Frist der Anhörung abgelaufen", text=text)
        return (
            f"{handlung.antrag.aktenzeichen}: Frist der Anhörung abgelaufen, die Stelle prüft nach Aktenlage."
        )


def _versuche(tue: Callable[[], str]) -> Iterable[str]:
    """What somebody has done in the meantime is left alone; what cannot be done is said."""
    try:
        return [tue()]
    except Ueberholt:
        return []
    except MaengelFehler as fehler:
        return [f"Nicht möglich: {fehler}"]


def _tue(forderung_id: int, tat: Schritt) -> str:
    antrag_id = Rueckforderung.objects.values_list("antrag", flat=True).get(pk=forderung_id)
    with geoeffnet(None, antrag_id, None) as handlung:
        forderung = Rueckforderung.objects.get(pk=forderung_id)
        forderung.antrag = handlung.antrag
        if forderung.status in BEENDETE_FORDERUNG:
            raise Ueberholt("Die Forderung ist beendet.")
        was = tat(handlung, forderung)
        handlung.vermerke(rueckforderung=forderung.nr)
        forderung.save()
        return f"{handlung.antrag.aktenzeichen}: {was}"


def _beende_stundung(handlung: Handlung, forderung: Rueckforderung) -> str:
    bis = forderung.gestundet_bis
    if forderung.status != Forderungsstatus.GESTUNDET or bis is None or bis >= uhr.heute():
        raise Ueberholt("Die Stundung läuft noch.")
    massnahmen.beende_stundung(forderung)
    schreibe_amt(handlung, betreff="Stundung beendet", text=f"Die Forderung war am {bis:%d.%m.%Y} fällig.")
    handlung.tat = Tat.STUNDUNG_BEENDET
    return f"Stundung bis {bis:%d.%m.%Y} beendet."


def _mahne(handlung: Handlung, forderung: Rueckforderung) -> str:
    """Reminder, then Mahnung, each once; never while a remedy runs (§ 80 Abs. 1 VwGO)."""
    stufe = fristen.mahnstufe_heute(forderung)
    if stufe is None or rechtsbehelfe.laufender(forderung) is not None:
        raise Ueberholt("Es ist nichts zu mahnen.")
    forderung.mahnstufe, forderung.gemahnt_am = stufe, uhr.heute()
    if stufe == fristen.GEMAHNT:
        frist = fristende(uhr.heute(), tage=festwerte.einstellung(Festwertart.MAHNFRIST_TAGE))
        erlasse(handlung, schreiben.mahnung(handlung, forderung, frist=frist))
        schreibe_traeger(handlung, betreff="Mahnung", text="Das Schreiben finden Sie im Portal.")
        schreibe_amt(handlung, betreff="Forderung gemahnt", text="Bitte prüfen Sie die nächsten Schritte.")
        handlung.tat = Tat.MAHNUNG
        return "gemahnt."
    offen = konto.auszug(forderung, am=uhr.heute()).offen
    text = (
        f"Die Erstattung war am {forderung.faellig_am:%d.%m.%Y} fällig. Heute sind {zeige(offen)} offen. "
        f"Bitte zahlen Sie unter dem Kassenzeichen {forderung.kassenzeichen}."
    )
    schreibe_traeger(handlung, betreff="Zahlungserinnerung", text=text)
    handlung.tat = Tat.ZAHLUNGSERINNERUNG
    return f"an die Zahlung von {zeige(offen)} erinnert."


def _warne_vor_verjaehrung(handlung: Handlung, forderung: Rueckforderung) -> str:
    monate = fristen.zu_warnen(forderung)
    if monate is None:
        raise Ueberholt("Vor dieser Verjährung ist heute nicht zu warnen.")
    forderung.gewarnt_monate = monate
    frist = f"{forderung.verjaehrt_am:%d.%m.%Y}"
    spaetestens = "in einem Monat" if monate == 1 else f"in {monate} Monaten"
    text = (
        f"Sie verjährt mit Ablauf des {frist}, also spätestens {spaetestens}. Offen: {zeige(forderung.rest)}."
    )
    schreibe_amt(handlung, betreff=f"Verjährung droht am {frist}", text=text)
    handlung.tat = Tat.VOR_VERJAEHRUNG_GEWARNT
    return f"vor der Verjährung am {frist} gewarnt."


def _lege_wieder_vor(handlung: Handlung, forderung: Rueckforderung) -> str:
    """A limited Niederschlagung has come to its day: a person takes the claim up again."""
    bis = massnahmen.ausgesetzt_bis(forderung)
    heute = uhr.heute()
    if bis is None or bis >= heute or (forderung.gemahnt_am is not None and forderung.gemahnt_am > bis):
        raise Ueberholt("Die Niederschlagung läuft noch, oder es wurde schon erinnert.")
    forderung.gemahnt_am = heute
    text = f"Sie galt bis {bis:%d.%m.%Y}. Bitte nehmen Sie die Forderung wieder auf, oder schlagen Sie anderes vor."
    schreibe_amt(handlung, betreff="Niederschlagung abgelaufen", text=text)
    handlung.tat = Tat.NIEDERSCHLAGUNG_ABGELAUFEN
    return f"Niederschlagung bis {bis:%d.%m.%Y} abgelaufen, die Stelle ist erinnert."
