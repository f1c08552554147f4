"""What keeps an agreement from being released, each in words with who can mend it."""

from collections.abc import Iterator
from decimal import Decimal

from antraege.antrag.models import Antrag
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel
from antraege.kooperation.models import Partei, Parteirolle, Vereinbarung
from rollen.stellen import traeger_von

ENTWURF = "Servicestelle oder Sachbearbeitung (Entwurf)"
NULL = Decimal("0.00")


def freigabemaengel(vereinbarung: Vereinbarung) -> list[Mangel]:
    """Every hard reason against a release: parties, Ganztag, Schulkonferenz, text."""
    parteien = list(vereinbarung.parteien.select_related("stelle"))
    return [
        *_zahl(parteien),
        *_gewinn(vereinbarung, parteien),
        *_schule(vereinbarung, parteien),
        *_text(vereinbarung),
    ]


def _zahl(parteien: list[Partei]) -> Iterator[Mangel]:
    if not 2 <= sum(partei.zeichnet for partei in parteien) <= 12:
        yield Mangel("Zeichnen müssen zwei bis zwölf Parteien.", behebt=ENTWURF)


def _gewinn(vereinbarung: Vereinbarung, parteien: list[Partei]) -> Iterator[Mangel]:
    """Only non-profit partners work in the Ganztag (Ganztagserlass BASS 12-63 Nr. 2)."""
    for partei in parteien:
        if partei.stelle.staedtisch:
            continue
        traeger = traeger_von(partei.stelle)
        if traeger is None or traeger.verifiziert_am is None:
            text = f"{partei.stelle.name} ist noch nicht als Träger verifiziert."
            yield Mangel(text, behebt="Servicestelle (Träger prüfen)")
        elif vereinbarung.ganztag and not traeger.gemeinnuetzig:
            text = f"{partei.stelle.name} ist nicht gemeinnützig. Im Ganztag ist das ausgeschlossen."
            yield Mangel(text, behebt="niemand: bitte einen anderen Partner wählen")


def _schule(vereinbarung: Vereinbarung, parteien: list[Partei]) -> Iterator[Mangel]:
    bindet = any(partei.rolle == Parteirolle.SCHULE for partei in parteien)
    if bindet and vereinbarung.schulkonferenz_am is None:
        yield Mangel("Die Zustimmung der Schulkonferenz fehlt (§ 65 SchulG NRW).", behebt=ENTWURF)


def _text(vereinbarung: Vereinbarung) -> Iterator[Mangel]:
    if vereinbarung.fassung is None or vereinbarung.fassung.entwurf:
        yield Mangel("Es gibt noch keinen fertigen Text.", behebt=ENTWURF)


def hoechste_wertgrenze(antrag: Antrag) -> Decimal:
    """Up to how many euro a level of the administration decides under these rules."""
    return max((grenze.bis_betrag for grenze in antrag.richtlinie.wertgrenzen.all()), default=NULL)


def braucht_beschluss(vereinbarung: Vereinbarung) -> bool:
    """True above the highest Wertgrenze: a committee decides before the Leitung releases."""
    return (vereinbarung.wert or NULL) > hoechste_wertgrenze(vereinbarung.antrag)


def beschlusshinweis(vereinbarung: Vereinbarung) -> str:
    """Why a decision of the committee is needed; empty when it is not."""
    if not braucht_beschluss(vereinbarung):
        return ""
    grenze = zeige(hoechste_wertgrenze(vereinbarung.antrag))
    return f"Der Wert liegt mit {zeige(vereinbarung.wert or NULL)} über {grenze}. Der Ausschuss entscheidet."
