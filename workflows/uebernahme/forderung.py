"""One open claim is taken over into its case: what is owed, what was paid, and who waits for the rest."""

from antraege.antrag.models import Antrag
from antraege.foerderung import uebernahme
from antraege.foerderung.models import Rueckforderung
from antraege.kern.altforderung import passt_zum_fall
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.models import Uebernahmelauf
from workflows.rueckforderung.verfahren import Rueckforderungsverfahren
from workflows.tuer.handlung import geoeffnet
from workflows.uebernahme.herkunft import herkunft
from workflows.uebernahme.pruefen_forderung import Forderungszeile


def uebernimm(zeile: Forderungszeile, lauf: Uebernahmelauf, nr: int, akteur: Benutzer) -> Rueckforderung:
    """The act itself, in the chain of its case. Raises MaengelFehler, Verweigert; then nothing is left of it."""
    alt = zeile.alt
    assert zeile.schuldner.antrag is not None
    with geoeffnet(Tat.FORDERUNG_UEBERNEHMEN, zeile.schuldner.antrag.pk, akteur) as handlung:
        antrag = handlung.antrag
        handlung.berechtigung = rechte.verlange(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, antrag.stelle)
        handlung.beteilige(Taetigkeit.UEBERNEHMEN)
        zeichen = f"{lauf.quelle}, {zeile.fremdzeichen}"
        forderung = uebernahme.trage_forderung_ein(
            antrag, alt, grund=zeile.grund, zeichen=zeichen, akteur=akteur
        )
        befunde = passt_zum_fall(
            alt, getilgt=forderung.getilgt, ausgezahlt=antrag.ausgezahlt, erstattet=antrag.erstattet
        )
        keine_oder(Mangel(satz) for _, satz in befunde)
        _rechne_ab(antrag, forderung)
        Rueckforderungsverfahren.aufnahme.run(handlung=handlung)
        handlung.vermerke(
            **herkunft(lauf, nr, zeile.fremdzeichen, stand=alt.lage.bezeichnung),
            rueckforderung=forderung.nr,
            anlass=forderung.get_grund_display(),
            zu_erstatten=forderung.betrag,
            getilgt=forderung.getilgt,
            zinsen_seit=alt.zinsen_seit,
            faellig_am=forderung.faellig_am,
            verjaehrt_am=forderung.verjaehrt_am,
        )
        handlung.nenne(freigegeben_von=str(lauf.freigegeben_von))
    return forderung


def _rechne_ab(antrag: Antrag, forderung: Rueckforderung) -> None:
    """Where the use is settled, the final grant is what remains once the claim is paid."""
    if antrag.zustand == Status.KONTROLLIERT:
        antrag.abgerechnet = antrag.ausgezahlt - antrag.erstattet - forderung.rest
