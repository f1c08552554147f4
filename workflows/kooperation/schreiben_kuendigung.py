"""The notice of one party to all others."""

from dataclasses import replace

from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.inhalt.kooperation import kuendigung as schreibe
from antraege.dokumente.schreibweise import monaten
from antraege.kooperation.angaben import zeilen
from antraege.kooperation.models import Kuendigung, Kuendigungsart
from workflows.kooperation.schreiben import abschlusstag, parteiname, ursprung
from workflows.tuer.erlass import Brief, rahmen
from workflows.tuer.handlung import Handlung


def kuendigungsschreiben(handlung: Handlung, kuendigung: Kuendigung) -> Brief:
    """What the party has declared; a clerk's name stands under a letter that came in on paper."""
    vereinbarung = handlung.antrag.vereinbarung
    andere = vereinbarung.parteien.exclude(pk=kuendigung.partei_id).select_related("stelle")
    ausserordentlich = kuendigung.art == Kuendigungsart.AUSSERORDENTLICH
    zuwendung = vereinbarung.zuwendung
    art = Schriftstueckart.KUENDIGUNG
    brief = fakten.Kuendigungsfakten(
        rahmen=replace(
            rahmen(handlung, art),
            empfaenger=fakten.Empfaenger(
                name="An alle Parteien", anschrift=(), ist_stadt=vereinbarung.intern
            ),
        ),
        titel=handlung.antrag.titel,
        vereinbarung_vom=abschlusstag(vereinbarung),
        vereinbarung_kennung=ursprung(vereinbarung).kennung,
        kuendigende=parteiname(kuendigung.partei.stelle),
        empfangende=tuple(parteiname(partei.stelle) for partei in andere),
        ausserordentlich=ausserordentlich,
        erklaert_am=kuendigung.erklaert_am,
        zugegangen_am=kuendigung.zugegangen_am,
        wirksam_zum=kuendigung.wirksam_zum,
        frist=""
        if ausserordentlich
        else f"{monaten(vereinbarung.kuendigungsfrist)} zum Ende des Schuljahres",
        gruende=kuendigung.gruende,
        folgen=tuple(zeilen(kuendigung.folgen)),
        bescheid=zuwendung.aktenzeichen or "" if zuwendung else "",
        intern=vereinbarung.intern,
    )
    return Brief(art, schreibe, brief)
