"""The guards: what a check must look at before it proposes money, found over all units of the city."""

from collections.abc import Mapping

from antraege.antrag.models import Antrag
from antraege.foerderung.models import Pruefhinweis
from antraege.foerderung.waechter.funde import Fund, doppelfoerderung, gleiches_konto, stadtgeld, stueckelung
from rollen.models import Benutzer

_WAECHTER = (doppelfoerderung, stadtgeld, stueckelung, gleiches_konto)


def ermittle(antrag: Antrag) -> list[Fund]:
    """Everything noticed about a request now, cleared or not."""
    return [fund for waechter in _WAECHTER for fund in waechter(antrag)]


def offene(antrag: Antrag) -> list[Fund]:
    """What was noticed and nobody has cleared yet."""
    geklaert = set(antrag.pruefhinweise.values_list("art", "schluessel"))
    return [fund for fund in ermittle(antrag) if (fund.art, fund.schluessel) not in geklaert]


def klaere(antrag: Antrag, klaerungen: Mapping[Fund, str], *, akteur: Benutzer) -> None:
    """Store why each of them does not stand against the grant; runs inside the door."""
    Pruefhinweis.objects.bulk_create(
        Pruefhinweis(
            antrag=antrag,
            art=fund.art,
            schluessel=fund.schluessel,
            text=fund.text,
            klaerung=klaerung,
            geklaert_von=akteur,
        )
        for fund, klaerung in klaerungen.items()
    )
