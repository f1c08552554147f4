"""What leaves the system of a case leaves an entry in its trail first."""

from collections.abc import Iterator

from antraege.kern.maengel import MaengelFehler, Mangel
from rollen import rechte
from rollen.ablage import unveraendert
from rollen.models import Benutzer, Eintrag
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.pruefakte import packen, stoff, xdomea
from workflows.tuer.handlung import Handlung, geoeffnet


def packe_pruefakte(antrag_id: int, *, akteur: Benutzer, ohne_namen: bool = False) -> Iterator[bytes]:
    """The Prüfakte as a stream; the trail in it ends with this act. Raises Verweigert, Http404."""
    with geoeffnet(Tat.PRUEFAKTE_PACKEN, antrag_id, akteur) as handlung:
        _verlange(handlung)
        anzahl = sum(1 for _ in stoff.dateien(handlung.antrag))
        umfang = "Protokoll ohne Namen" if ohne_namen else "Protokoll mit Namen"
        handlung.vermerke(anzahl=anzahl, umfang=umfang)
    bis = Eintrag.objects.filter(kette=handlung.antrag.kette, aktion=Tat.PRUEFAKTE_PACKEN).latest("nr").nr
    return packen.pruefakte(handlung.antrag, leser=akteur, bis_nr=bis, ohne_namen=ohne_namen)


def gib_ab(antrag_id: int, *, akteur: Benutzer) -> Iterator[bytes]:
    """The xdomea package as a stream. Raises Verweigert, Http404, MaengelFehler for a file that is not whole."""
    with geoeffnet(Tat.AKTE_ABGEBEN, antrag_id, akteur) as handlung:
        _verlange(handlung)
        stuecke = list(stoff.dateien(handlung.antrag))
        if maengel := [_beschaedigt(s) for s in stuecke if not _heil(s)]:
            raise MaengelFehler(maengel)
        handlung.vermerke(anzahl=len(stuecke), empfaenger="E-Akte")
    return xdomea.abgabe(handlung.antrag)


def _verlange(handlung: Handlung) -> None:
    handlung.berechtigung = rechte.verlange(handlung.person, Recht.AKTE_AUSGEBEN, handlung.antrag.stelle)


def _heil(stueck: stoff.Aktenstueck) -> bool:
    return unveraendert(stueck.ablage, stueck.sha256) is not None


def _beschaedigt(stueck: stoff.Aktenstueck) -> Mangel:
    return Mangel(
        f"Die Datei „{stueck.name}“ fehlt oder ist verändert. Bitte lassen Sie sie aus der Sicherung "
        "zurückholen; vorher wird nichts abgegeben."
    )
