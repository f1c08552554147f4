"""The paper for council and committees, as the Leitung has signed it."""

from collections.abc import Iterator
from dataclasses import replace

from antraege.antrag.models import Antrag, Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.gremien import gremienvorlage as schreibe_vorlage
from antraege.foerderung import mittel
from antraege.gremien import dienst
from antraege.gremien.models import Gremienvorlage
from antraege.kern.beratung import Beratungsart
from workflows.tuer.erlass import Brief, rahmen
from workflows.tuer.handlung import Handlung


def gremienvorlage(handlung: Handlung, vorlage: Gremienvorlage) -> Brief:
    """A public paper is for everybody who sees the case, one that is not stays in the house. Raises FaktenFehler."""
    oeffentlich = vorlage.oeffentlich
    art = Schriftstueckart.GREMIENVORLAGE if oeffentlich else Schriftstueckart.GREMIENVORLAGE_INTERN
    folge = dienst.beratungsfolge(vorlage)
    organ = next(b.gremium for b in folge if b.art == Beratungsart.BESCHLUSS)
    inhalt = fakten.Gremienfakten(
        rahmen=replace(
            rahmen(handlung, art),
            empfaenger=fakten.Empfaenger(name=organ.name, anschrift=(), ist_stadt=True),
        ),
        drucksache=vorlage.drucksache,
        oeffentlich=oeffentlich,
        fachbereiche=tuple(vorlage.fachbereiche),
        dezernat=vorlage.dezernat,
        verantwortlich=tuple(vorlage.verantwortlich),
        dringlichkeit=vorlage.dringlichkeit,
        beratungsfolge=tuple(
            fakten.Beratung(gremium=b.gremium.name, am=b.geplant_am, art=Beratungsart(b.art)) for b in folge
        ),
        tagesordnungspunkt=vorlage.tagesordnungspunkt,
        beschlussorgan=organ.organ,
        beschluss=tuple(vorlage.beschlussvorschlag),
        personell=vorlage.personell,
        finanziell=vorlage.finanziell,
        aufwand=tuple(_aufwand(handlung.antrag)),
        klimarelevanz=vorlage.klimarelevanz,
        begruendung=(("", vorlage.begruendung),),
        zustaendigkeit=vorlage.zustaendigkeit,
    )
    return Brief(art, schreibe_vorlage, inhalt)


def _aufwand(antrag: Antrag) -> Iterator[fakten.Aufwandstabelle]:
    """What each year's line of the budget pays; money of an agreement has a case of its own."""
    anteile = {} if antrag.kooperation else mittel.vorgeschlagene_anteile(antrag)
    if not anteile:
        return
    jahre = tuple(sorted(anteile))
    konto = mittel.haushaltsstelle(antrag, jahre[0])
    yield fakten.Aufwandstabelle(
        beschriftung="Zuwendung je Haushaltsjahr",
        kopf=(fakten.Kontoangabe.AUFTRAG, fakten.Kontoangabe.SACHKONTO),
        jahre=jahre,
        zeilen=(
            fakten.Aufwandszeile(
                konto=(konto.auftrag, konto.sachkonto),
                bezeichnung=konto.bezeichnung,
                betraege=tuple(anteile[jahr] for jahr in jahre),
            ),
        ),
    )
