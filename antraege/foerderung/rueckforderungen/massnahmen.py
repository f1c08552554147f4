"""What the city may do with a claim that is not paid (§ 27 KomHVO NRW): proposed by one, decided by another."""

from datetime import date

from antraege.foerderung.models import Forderungsstatus, Massnahme, Massnahmenart, Rueckforderung
from antraege.foerderung.rueckforderungen import fristen, konto
from antraege.kern.maengel import Mangel, keine_oder
from rollen import uhr
from rollen.models import Benutzer

MIT_TAG = (Massnahmenart.STUNDUNG, Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET)


def offene(forderung: Rueckforderung) -> Massnahme | None:
    """The measure that waits for its decision."""
    return forderung.massnahmen.filter(entschieden_am__isnull=True).first()


def hindernisse(forderung: Rueckforderung) -> list[Mangel]:
    """Why nothing can be proposed now."""
    maengel = []
    if not forderung.offen:
        maengel.append(Mangel("Die Forderung ist nicht festgesetzt oder schon beendet."))
    if offene(forderung) is not None:
        maengel.append(Mangel("Über eine Maßnahme ist noch nicht entschieden.", behebt="Leitung"))
    return maengel


def traegt_zinsen(forderung: Rueckforderung) -> bool:
    """True while further interest runs."""
    verzichtet = forderung.zinsverzicht or konto.zinsfrei_ab(forderung)
    return forderung.zinsbeginn is not None and forderung.zinskapital is None and not verzichtet


def schlage_vor(
    forderung: Rueckforderung,
    *,
    art: Massnahmenart,
    bis: date | None,
    antrag_vom: date | None,
    grund: str,
    akteur: Benutzer,
) -> Massnahme:
    """Propose a measure, on request of the Träger or without; raises MaengelFehler."""
    maengel = hindernisse(forderung)
    if art == Massnahmenart.STUNDUNG and antrag_vom is None:
        text = "Gestundet wird nur auf Antrag. Bitte nennen Sie dessen Tag."
        maengel.append(Mangel(text, feld="antrag_vom"))
    if antrag_vom is not None and antrag_vom > uhr.heute():
        maengel.append(Mangel("Der Tag des Antrags liegt in der Zukunft.", feld="antrag_vom"))
    if art in MIT_TAG and (bis is None or bis <= uhr.heute()):
        maengel.append(Mangel("Bitte geben Sie einen Tag in der Zukunft an.", feld="bis"))
    if art == Massnahmenart.ZINSVERZICHT and not traegt_zinsen(forderung):
        maengel.append(Mangel("Diese Forderung trägt keine Zinsen.", feld="art"))
    if art in MIT_TAG and forderung.status == Forderungsstatus.AUSGESETZT:
        maengel.append(Mangel("Die Forderung ist schon befristet niedergeschlagen.", feld="art"))
    keine_oder(maengel)
    return Massnahme.objects.create(
        rueckforderung=forderung,
        art=art,
        bis=bis if art in MIT_TAG else None,
        antrag_vom=antrag_vom,
        grund=grund,
        vorgeschlagen_von=akteur,
    )


def lehne_ab(massnahme: Massnahme, *, entscheidung: str, akteur: Benutzer) -> None:
    """The claim stays as it is."""
    _entscheide(massnahme, angenommen=False, entscheidung=entscheidung, akteur=akteur)


def nimm_an(massnahme: Massnahme, *, entscheidung: str, akteur: Benutzer) -> None:
    """Decide and let it work on the claim; raises MaengelFehler when its day is over or nothing is open."""
    forderung = massnahme.rueckforderung
    if not forderung.offen:
        keine_oder([Mangel("Die Forderung ist schon beendet.")])
    if massnahme.bis is not None and massnahme.bis <= uhr.heute():
        keine_oder([Mangel("Der vorgeschlagene Tag ist vorbei. Bitte lehnen Sie ab.")])
    _entscheide(massnahme, angenommen=True, entscheidung=entscheidung, akteur=akteur)
    _wirke(forderung, massnahme, akteur=akteur)


def _entscheide(massnahme: Massnahme, *, angenommen: bool, entscheidung: str, akteur: Benutzer) -> None:
    massnahme.angenommen, massnahme.entscheidung = angenommen, entscheidung
    massnahme.entschieden_am, massnahme.entschieden_von = uhr.jetzt(), akteur
    massnahme.save()


def _wirke(forderung: Rueckforderung, massnahme: Massnahme, *, akteur: Benutzer) -> None:
    match massnahme.art:
        case Massnahmenart.STUNDUNG:
            forderung.gestundet_bis = massnahme.bis
            forderung.mahnstufe, forderung.gemahnt_am = 0, None
            forderung.stunden()
        case Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET:
            forderung.gestundet_bis = None
            forderung.aussetzen()
        case Massnahmenart.NIEDERSCHLAGUNG:
            forderung.niederschlagen()
        case Massnahmenart.ERLASS:
            forderung.erlassen()
        case Massnahmenart.ZINSVERZICHT:
            konto.verrechne_neu(forderung, akteur=akteur)
            if forderung.offen and konto.auszug(forderung, am=uhr.heute()).offen == 0:
                forderung.begleichen()
    forderung.save()


def ausgesetzt_bis(forderung: Rueckforderung) -> date | None:
    """Until when the claim is not pursued; None when it is. One taken over bears the day itself."""
    if forderung.status != Forderungsstatus.AUSGESETZT:
        return None
    letzte = forderung.massnahmen.filter(art=Massnahmenart.NIEDERSCHLAGUNG_BEFRISTET, angenommen=True).last()
    return letzte.bis if letzte else forderung.gestundet_bis


def nimm_wieder_auf(forderung: Rueckforderung) -> None:
    """The claim is pursued again; dunning begins anew."""
    forderung.mahnstufe, forderung.gemahnt_am = 0, None
    forderung.wieder_aufnehmen()
    forderung.save()


def beende_stundung(forderung: Rueckforderung) -> None:
    """The deferral has run out: the claim is due on the day after."""
    forderung.faellig_am = forderung.gestundet_bis
    forderung.gestundet_bis = None
    forderung.faellig_stellen()
    forderung.save()


def verjaehre(forderung: Rueckforderung) -> None:
    """A person notes that the limitation has run out; raises MaengelFehler before."""
    if not forderung.offen:
        keine_oder([Mangel("Die Forderung ist nicht festgesetzt oder schon beendet.")])
    if not fristen.ist_verjaehrt(forderung):
        keine_oder([Mangel(f"Die Forderung verjährt erst mit Ablauf des {forderung.verjaehrt_am:%d.%m.%Y}.")])
    forderung.verjaehren()
    forderung.save()
