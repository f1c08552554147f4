"""Who reads which notes, and what of them stands between a person and a case."""

from datetime import date

from django.db.models import Q, QuerySet

from antraege.antrag.models import Antrag
from antraege.foerderberatung.models import Beratungsvermerk
from rollen import rechte
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht, Rolle

MIT = ("stelle", "organisation", "antrag", "verfasst_von")
WORTE = 6


def im_amt_der_servicestelle(benutzer: Benutzer) -> list[Berechtigung]:
    """The rights by which this person advises for the Servicestelle, which bundles all advice."""
    eigene = rechte.berechtigungen(benutzer)
    return [b for b in eigene if b.recht == Recht.BERATEN and b.rolle == Rolle.SERVICESTELLE]


def beratende(benutzer: Benutzer) -> QuerySet[Stelle]:
    """In whose name this person advises: the Servicestelle, or the Stellen at which they hold the right themselves."""
    buendelnd = im_amt_der_servicestelle(benutzer)
    alle = [b for b in rechte.berechtigungen(benutzer) if b.recht == Recht.BERATEN]
    dort = Q(pk__in={b.stelle_id for b in alle if b not in buendelnd})
    zentral = Q(art=Stellenart.SERVICESTELLE) & rechte.reichweite(buendelnd)
    return Stelle.objects.filter(dort | zentral, aktiv=True)


def sichtbare(benutzer: Benutzer) -> QuerySet[Beratungsvermerk]:
    """The Servicestelle reads all notes; everybody else what their own Stellen have given."""
    if im_amt_der_servicestelle(benutzer):
        return Beratungsvermerk.objects.all()
    return Beratungsvermerk.objects.filter(stelle__in=rechte.stellen_mit(benutzer, Recht.BERATEN))


def gesucht(vermerke: QuerySet[Beratungsvermerk], suche: str) -> QuerySet[Beratungsvermerk]:
    """Those in which every word occurs: in the topic, the code, or who it was with."""
    for wort in suche.split()[:WORTE]:
        vermerke = vermerke.filter(
            Q(thema__icontains=wort)
            | Q(mit_wem__icontains=wort)
            | Q(code__istartswith=wort)
            | Q(organisation__name__icontains=wort)
        )
    return vermerke


def in_stand(vermerke: QuerySet[Beratungsvermerk], stand: str, am: date) -> QuerySet[Beratungsvermerk]:
    """Open ones, those whose day has come, or all."""
    offene = vermerke.filter(erledigt_am__isnull=True)
    return {"offen": offene, "faellig": offene.filter(wiedervorlage__lte=am)}.get(stand, vermerke)


def ungeklaerte(benutzer: Benutzer, antrag: Antrag) -> list[Beratungsvermerk]:
    """Own open notes on talks with this applicant that nobody has given to a case or closed; one query."""
    return ungeklaerte_mit(benutzer, antrag.traeger)


def ungeklaerte_mit(benutzer: Benutzer, organisation: Stelle) -> list[Beratungsvermerk]:
    """Own open notes on talks with this organisation, or with one it belongs to; one query."""
    eigene = Beratungsvermerk.objects.filter(berater=benutzer, antrag__isnull=True, erledigt_am__isnull=True)
    return list(eigene.filter(organisation__in=organisation.vorfahren))
