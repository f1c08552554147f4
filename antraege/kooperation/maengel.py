"""What keeps an agreement from being released, each in words with who can mend it."""

from collections.abc import Iterator

from antraege.kern.maengel import Mangel
from antraege.kooperation.models import Partei, Parteirolle, Vereinbarung
from rollen.stellen import traeger_von

ENTWURF = "Servicestelle oder Sachbearbeitung (Entwurf)"


def freigabemaengel(vereinbarung: Vereinbarung) -> list[Mangel]:
    """Every hard reason against a release: parties, Ganztag, Schulkonferenz, text."""
    parteien = list(vereinbarung.parteien.select_related("stelle"))
    maengel: list[Mangel] = []
    if not 2 <= sum(partei.zeichnet for partei in parteien) <= 12:
        maengel.append(Mangel("Zeichnen müssen zwei bis zwölf Parteien.", behebt=ENTWURF))
    maengel += _gewinn(vereinbarung, parteien)
    bindet = any(partei.rolle == Parteirolle.SCHULE for partei in parteien)
    if bindet and vereinbarung.schulkonferenz_am is None:
        text = "Die Zustimmung der Schulkonferenz fehlt (§ 65 SchulG NRW)."
        maengel.append(Mangel(text, behebt=ENTWURF))
    if vereinbarung.fassung is None or vereinbarung.fassung.entwurf:
        maengel.append(Mangel("Es gibt noch keinen fertigen Text.", behebt=ENTWURF))
    return maengel


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
