"""The one way to change a proof while it is with the Träger: lock, right, state, stand – then count and record."""

from dataclasses import dataclass
from typing import Any

from antraege.antrag.fehler import GEAENDERT
from antraege.antrag.models import Antrag, Beteiligung
from antraege.foerderung.models import Nachweisstatus, Verwendungsnachweis
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.akt import halte_fest, unterschied
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat

NACHWEISBAR = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
NICHT_OFFEN = "Der Nachweis ist eingereicht. Hier kann nichts mehr geändert werden."
NOCH_NICHT = "Ein Nachweis ist erst nach der Bewilligung möglich."


@dataclass(frozen=True)
class Nachweisaenderung:
    """A proof under the lock of its request, who changes it and by which right."""

    nachweis: Verwendungsnachweis
    akteur: Benutzer
    berechtigung: Berechtigung

    @property
    def antrag(self) -> Antrag:
        """The locked request."""
        return self.nachweis.antrag

    def schliesse_ab(
        self,
        aktion: Tat = Tat.NACHWEIS_BEARBEITEN,
        *,
        vorher: dict[str, Any] | None = None,
        nachher: dict[str, Any] | None = None,
        dokument_hash: str = "",
    ) -> Verwendungsnachweis:
        """Count the change and write to the trail what differs."""
        self.antrag.stand += 1
        self.antrag.save(update_fields=["stand"])
        Beteiligung.objects.get_or_create(
            antrag=self.antrag, benutzer=self.akteur, taetigkeit=Taetigkeit.NACHWEISEN
        )
        halte_fest(
            aktion,
            self.antrag,
            self.akteur,
            self.berechtigung,
            dokument_hash=dokument_hash,
            **unterschied(vorher, nachher),
        )
        return self.nachweis


def beginne(antrag: Antrag, *, akteur: Benutzer, stand: int | None = None) -> Nachweisaenderung:
    """Lock the request for a change of its proof, inside the caller's transaction; the first change begins it.

    Raises Verweigert, and Ueberholt for an outdated `stand` or a proof that is handed in.
    """
    gesperrt = Antrag.objects.select_for_update(of=("self",)).select_related("richtlinie", "traeger")
    frisch = gesperrt.get(pk=antrag.pk)
    berechtigung = rechte.verlange(akteur, Recht.NACHWEIS_BEARBEITEN, frisch.traeger)
    if frisch.zustand not in NACHWEISBAR:
        raise Ueberholt(NOCH_NICHT)
    if stand is not None and stand != frisch.stand:
        raise Ueberholt(GEAENDERT)
    nachweis, _ = Verwendungsnachweis.objects.get_or_create(antrag=frisch)
    if nachweis.status != Nachweisstatus.ENTWURF:
        raise Ueberholt(NICHT_OFFEN)
    nachweis.antrag = frisch
    return Nachweisaenderung(nachweis, akteur, berechtigung)


def offen(antrag: Antrag) -> bool:
    """Whether the Träger may work on the proof now."""
    nachweis = getattr(antrag, "nachweis", None)
    return antrag.zustand in NACHWEISBAR and (nachweis is None or nachweis.status == Nachweisstatus.ENTWURF)
