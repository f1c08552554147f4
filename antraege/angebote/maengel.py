"""What keeps an offer from being written, handed in or published, each in words with who can mend it."""

from antraege.angebote.models import Angebot, Angebotsort
from antraege.kern.maengel import Mangel
from rollen import uhr
from rollen.models import Stelle
from rollen.stellen import traeger_von


def angebotsmaengel(angebot: Angebot) -> list[Mangel]:
    """Everything that stands against publishing it today."""
    gefunden = anbietermaengel(angebot.anbieter, ganztag=angebot.ganztag)
    if angebot.ort == Angebotsort.STANDORTE and not angebot.standorte.exists():
        text = "Bitte nennen Sie mindestens einen Standort."
        gefunden.append(Mangel(text, behebt="Anbieter", feld="standorte"))
    if angebot.gueltig_bis and angebot.gueltig_bis < uhr.heute():
        text = f"Das Angebot galt nur bis {angebot.gueltig_bis:%d.%m.%Y}."
        gefunden.append(Mangel(text, behebt="Anbieter", feld="gueltig_bis"))
    return gefunden


def anbietermaengel(anbieter: Stelle, *, ganztag: bool) -> list[Mangel]:
    """Only the city and verified organisations offer; in the Ganztag only those without profit (BASS 12-63 Nr. 2)."""
    if not anbieter.aktiv:
        return [Mangel(f"„{anbieter.name}“ ist nicht mehr aktiv.", feld="anbieter")]
    if anbieter.staedtisch:
        return []
    traeger = traeger_von(anbieter)
    if traeger is None or traeger.verifiziert_am is None:
        text = f"„{anbieter.name}“ ist noch nicht als Träger verifiziert."
        return [Mangel(text, behebt="Servicestelle (Träger prüfen)", feld="anbieter")]
    if ganztag and not traeger.gemeinnuetzig:
        text = (
            f"„{anbieter.name}“ ist nicht gemeinnützig. Im Ganztag ist das ausgeschlossen (BASS 12-63 Nr. 2)."
        )
        return [Mangel(text, feld="ganztag")]
    return []
