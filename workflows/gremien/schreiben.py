"""The paper for council and committees, as the Leitung has signed it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from antraege.antrag.models import Antrag, Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.bloecke import Dokument
from antraege.dokumente.inhalt.gremien import gremienvorlage as schreibe_vorlage
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.queries import texte_fuer
from antraege.foerderung import mittel
from antraege.gremien import dienst, zahlen
from antraege.gremien.models import Gremienvorlage, Vorlagenstatus
from antraege.kern.beratung import Beratungsart
from antraege.kern.geld import NULL
from workflows.tuer.erlass import Brief, rahmen
from workflows.tuer.handlung import Handlung


def gremienvorlage(handlung: Handlung, vorlage: Gremienvorlage) -> Brief:
    """A public paper is for everybody who sees the case, one that is not stays in the house. Raises FaktenFehler."""
    art = Schriftstueckart.GREMIENVORLAGE if vorlage.oeffentlich else Schriftstueckart.GREMIENVORLAGE_INTERN
    aufwand = tuple(_aufwand(handlung.antrag))
    return Brief(art, schreibe_vorlage, _fakten(vorlage, rahmen(handlung, art), aufwand))


def verwaltungsvorlage(vorlage: Gremienvorlage) -> Dokument:
    """A paper without a case, with the texts of its day: the same data give the same document, whenever asked."""
    assert vorlage.stelle is not None
    assert vorlage.datum is not None
    kopf = fakten.Rahmen(
        dokument_id=f"DS-{vorlage.drucksache}",
        aktenzeichen=f"DS {vorlage.drucksache}",
        datum=vorlage.datum,
        absender=fakten.Absender(
            fachbereich=vorlage.stelle.name,
            bearbeitung=vorlage.verantwortlich[0],
            kontakt=(vorlage.stelle.email,) if vorlage.stelle.email else (),
        ),
        empfaenger=fakten.Empfaenger(name="", anschrift=(), ist_stadt=True),
        zeichnung=fakten.Zeichnung(name=", ".join(vorlage.gezeichnet), funktion=""),
        entwurf=vorlage.status == Vorlagenstatus.ENTWURF,
    )
    inhalt = _fakten(vorlage, kopf, zahlen.tabellen(vorlage))
    return schreibe_vorlage(inhalt, texte=texte_fuer(inhalt, tag=vorlage.datum))


@lru_cache(maxsize=16)
def als_pdf(dokument: Dokument) -> bytes:
    """The file of a paper without a case; equal documents give equal bytes, so it is made once per process."""
    return erzeuge_pdf(dokument)


def _fakten(
    vorlage: Gremienvorlage, kopf: fakten.Rahmen, aufwand: tuple[fakten.Aufwandstabelle, ...]
) -> fakten.Gremienfakten:
    folge = dienst.beratungsfolge(vorlage)
    organ = next(b.gremium for b in folge if b.art == Beratungsart.BESCHLUSS)
    return fakten.Gremienfakten(
        rahmen=replace(kopf, empfaenger=fakten.Empfaenger(name=organ.name, anschrift=(), ist_stadt=True)),
        drucksache=vorlage.drucksache,
        oeffentlich=vorlage.oeffentlich,
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
        stellen=zahlen.stellen(vorlage),
        finanziell=vorlage.finanziell,
        aufwand=aufwand,
        klimarelevanz=vorlage.klimarelevanz,
        begruendung=zahlen.abschnitte(vorlage.begruendung),
        zustaendigkeit=vorlage.zustaendigkeit,
        gezeichnet=tuple(vorlage.gezeichnet),
    )


def _aufwand(antrag: Antrag) -> Iterator[fakten.Aufwandstabelle]:
    """What each line of the budget pays in each year; money of an agreement has a case of its own."""
    anteile = {} if antrag.kooperation else mittel.vorgeschlagene_anteile(antrag)
    if not anteile:
        return
    jahre = tuple(sorted(anteile))
    konten: dict[tuple[str, str, str], dict[int, Decimal]] = {}
    for zeile, betrag in mittel.auf_zeilen(antrag, anteile):
        konto = (zeile.auftrag or zeile.kostenstelle, zeile.sachkonto, zeile.bezeichnung)
        konten.setdefault(konto, {})[zeile.jahr] = betrag
    yield fakten.Aufwandstabelle(
        beschriftung="Zuwendung je Haushaltsjahr",
        kopf=(fakten.Kontoangabe.AUFTRAG, fakten.Kontoangabe.SACHKONTO),
        jahre=jahre,
        zeilen=tuple(
            fakten.Aufwandszeile(
                konto=(auftrag, sachkonto),
                bezeichnung=bezeichnung,
                betraege=tuple(je_jahr.get(jahr, NULL) for jahr in jahre),
            )
            for (auftrag, sachkonto, bezeichnung), je_jahr in konten.items()
        ),
    )
