"""What keeps an agreement from being released, each in words with who can mend it."""

from collections.abc import Iterator

from antraege.kern.maengel import Mangel
from antraege.kooperation.models import Partei, Parteirolle, Vereinbarung
from rollen.stellen import traeger_von

ENTWURF = "Servicestelle oder Sachbearbeitung (Entwurf)"


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
