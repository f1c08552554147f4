"""The account of the applicant that another organisation has too."""

from collections.abc import Iterator

from antraege.antrag.models import Antrag
from antraege.foerderung.models.waechter import Hinweisart
from antraege.foerderung.waechter.fund import Fund
from rollen import bankverbindung
from rollen.models import Bankverbindung


def gleiches_konto(antrag: Antrag) -> Iterator[Fund]:
    """Other organisations that are paid on the same account."""
    konto = Bankverbindung.objects.filter(stelle=antrag.traeger_id).first()
    if konto is None:
        return
    for anderes in bankverbindung.doppelte(konto):
        yield Fund(
            Hinweisart.IBAN,
            f"stelle/{anderes.stelle_id}",
            f"{anderes.stelle.name} nutzt dasselbe Konto ({konto.maskiert}).",
        )
