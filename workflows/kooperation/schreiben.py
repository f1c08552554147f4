"""Letters of agreements: the text itself, a notice, the printed register."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Schriftstueckart
from antraege.dokumente import fakten
from antraege.dokumente.bloecke import Dokument, Ueberschrift, als_daten, aus_daten
from antraege.dokumente.inhalt.gemeinsam import quelle
from antraege.dokumente.inhalt.kooperation import kooperationsvereinbarung, unterschriften
from antraege.dokumente.inhalt.kooperation import kuendigung as schreibe
from antraege.dokumente.inhalt.kooperation import nachtrag as schreibe_nachtrag
from antraege.dokumente.inhalt.register import jugendhilfeliste as schreibe_jugendhilfeliste
from antraege.dokumente.inhalt.register import vereinbarungsregister
from antraege.dokumente.pdf.erzeugen import erzeuge_pdf
from antraege.dokumente.queries import fassung_am, texte_am
from antraege.dokumente.schreibweise import monaten
from antraege.kern.status import Status
from antraege.kooperation import dienst
from antraege.kooperation.angaben import dateizeilen, zeilen
from antraege.kooperation.models import (
    Fassung,
    Kuendigung,
    Kuendigungsart,
    Nachtrag,
    Partei,
    Parteirolle,
    Vereinbarung,
    Zeichnungsweg,
)
from antraege.kooperation.zeichnen import GEZAEHLT
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.stellen import traeger_von
from workflows.kooperation.register import REGISTERRECHTE
from workflows.tuer.erlass import Brief, rahmen
from workflows.tuer.handlung import Handlung

UNTERSCHRIFTEN = "Unterschriften"
BEWILLIGTE = (Status.BEWILLIGT, Status.AUSGEZAHLT, Status.KONTROLLIERT, Status.ABGESCHLOSSEN)
TAGE = ("vereinbarung_72a_vom", "probezeit_bis", "schulkonferenz_am")
TEXTE = (
    *("praeambel", "gegenstand", "zielgruppe", "ort", "ferien", "raeume", "material", "verpflegung"),
    *("steuerrunde", "schulische_gremien", "qualifikation", "vertretung", "aufsicht", "fuehrungszeugnis"),
    *("lebensmittel", "fachkraft_kinderschutz", "daten", "fotos", "haftpflicht", "oeffentlichkeit"),
    *("verlaengerung", "kuendigungsfrist", "nebenabreden"),
)
AMTLICH = (Stellenart.DEZERNAT, Stellenart.FACHBEREICH, Stellenart.BEREICH, Stellenart.SERVICESTELLE)


def vereinbarungstext(
    handlung: Handlung, vereinbarung: Vereinbarung, daten: Mapping[str, Any], *, entwurf: bool
) -> Brief:
    """The agreement with empty lines for every signature; a draft carries that word across each page."""
    einfache: dict[str, Any] = {
        **{name: tuple(daten[name]) for name in ("ziele", "indikatoren")},
        "anlagen": (*daten["anlagen"], *dateizeilen(daten["dateien"])),
        **{name: date.fromisoformat(daten[name]) if daten[name] else None for name in TAGE},
        **{name: daten[name] for name in TEXTE},
    }
    inhalt = fakten.Kooperationsfakten(
        rahmen=_rahmen(handlung, vereinbarung, entwurf=entwurf),
        parteien=parteien_von(vereinbarung),
        titel=daten["titel"],
        themenfeld=vereinbarung.themenfeld.name if vereinbarung.themenfeld else "",
        standort=vereinbarung.antrag.standort.name if vereinbarung.antrag.standort else "",
        laufzeit=fakten.Zeitraum(
            von=date.fromisoformat(daten["laufzeit_von"]), bis=date.fromisoformat(daten["laufzeit_bis"])
        ),
        leistungen=tuple(
            fakten.Leistung(partei=kuerzel, beschreibung=zeile)
            for kuerzel, zeilen in daten["leistungen"].items()
            for zeile in zeilen
        ),
        termine=tuple(
            fakten.Termin(wann=wann, was=was, gruppe=gruppe, ort=ort)
            for wann, was, gruppe, ort in daten["termine"]
        ),
        datenschutz=fakten.Datenschutzrolle(daten["datenschutz"]),
        finanzierung=fakten.Finanzierungsweg(daten["finanzierung"]),
        bescheid=daten["zuwendung"] or "",
        pauschale=Decimal(daten["pauschale"]) if daten["pauschale"] else None,
        vorbehalt=unter_vorbehalt(vereinbarung),
        evaluation_am=date.fromisoformat(daten["evaluation_am"]),
        **einfache,
    )
    return Brief(Schriftstueckart.KOOPERATIONSVEREINBARUNG, kooperationsvereinbarung, inhalt)


def nachtragstext(handlung: Handlung, eintrag: Nachtrag) -> Brief:
    """Old beside new, with empty lines for every signature."""
    vereinbarung = handlung.antrag.vereinbarung
    inhalt = fakten.Nachtragsfakten(
        rahmen=_rahmen(handlung, vereinbarung, entwurf=False),
        parteien=parteien_von(vereinbarung),
        nr=eintrag.nr,
        titel=vereinbarung.antrag.titel,
        vereinbarung_vom=abschlusstag(vereinbarung),
        vereinbarung_kennung=ursprung(vereinbarung).kennung,
        wirksam_ab=eintrag.wirksam_ab,
        anlass=eintrag.anlass,
        aenderungen=tuple(fakten.Aenderung(**zeile) for zeile in eintrag.aenderungen),
    )
    return Brief(Schriftstueckart.NACHTRAG, schreibe_nachtrag, inhalt)


def ursprung(vereinbarung: Vereinbarung) -> Fassung:
    """The text of the agreement itself that was signed, before any Nachtrag."""
    return vereinbarung.fassungen.filter(art="vereinbarung").latest("nr")


def abschlusstag(vereinbarung: Vereinbarung) -> date:
    """The day of the last signature under the agreement itself."""
    assert vereinbarung.gezeichnet_am is not None
    return uhr.tag_von(vereinbarung.gezeichnet_am)


def gezeichnete_datei(handlung: Handlung, fassung: Fassung) -> Brief:
    """The signed text, word for word, with the page of all signatures; a letter of the case."""
    nachtrag = fassung.nachtrag_nr is not None
    art = Schriftstueckart.NACHTRAG if nachtrag else Schriftstueckart.KOOPERATIONSVEREINBARUNG
    kopf = replace(rahmen(handlung, art), empfaenger=_an_alle(intern=handlung.antrag.vereinbarung.intern))
    stand = fakten.Zeichnungsstand(
        rahmen=kopf,
        parteien=gespeicherte_parteien(fassung),
        fassung=fassung.kennung,
        zeichnungen=tuple(_zeichnungen(fassung)),
    )

    def schreibe(inhalt: fakten.Zeichnungsstand, *, texte: Mapping[str, str]) -> Dokument:
        gezeichnet = aus_daten(fassung.inhalt)
        seite = tuple(unterschriften(inhalt, worte=quelle(texte, rahmen=kopf, werte={})))
        return replace(
            gezeichnet,
            bloecke=(*_bis_zu_den_unterschriften(gezeichnet), *seite),
            dokument_id=kopf.dokument_id,
        )

    return Brief(art, schreibe, stand)


def _bis_zu_den_unterschriften(dokument: Dokument) -> tuple[Any, ...]:
    """Everything up to the heading of the last section, that heading included."""
    stellen = [
        nr
        for nr, block in enumerate(dokument.bloecke)
        if isinstance(block, Ueberschrift) and block.text.endswith(UNTERSCHRIFTEN)
    ]
    return dokument.bloecke[: stellen[-1] + 1]


def als_entwurf(fassung: Fassung) -> bytes:
    """The file of a text that is not released yet, with that word across each page."""
    return erzeuge_pdf(replace(aus_daten(fassung.inhalt), entwurf=True))


def parteien_von(vereinbarung: Vereinbarung) -> tuple[fakten.Partei, ...]:
    """The parties as the text names them."""
    return tuple(_partei(partei) for partei in vereinbarung.parteien.select_related("stelle__eltern"))


def gespeicherte_parteien(fassung: Fassung) -> tuple[fakten.Partei, ...]:
    """The parties as they stood in the text when it was made."""
    return tuple(
        fakten.Partei(**{**partei, "anschrift": tuple(partei["anschrift"])})
        for partei in fassung.daten["parteien"]
    )


def mit_parteien(vereinbarung: Vereinbarung, daten: dict[str, Any]) -> dict[str, Any]:
    """The data of a version with its parties, so that it stands for itself."""
    parteien = [{**asdict(p), "anschrift": list(p.anschrift)} for p in parteien_von(vereinbarung)]
    return {**daten, "parteien": parteien}


def _partei(partei: Partei) -> fakten.Partei:
    stelle, traeger = partei.stelle, traeger_von(partei.stelle)
    return fakten.Partei(
        name=parteiname(stelle),
        kuerzel=partei.kuerzel,
        anschrift=tuple(teil for teil in stelle.anschrift.split(", ") if teil),
        rechtsform=_rechtsform(stelle, traeger.rechtsform if traeger else ""),
        register=traeger.register if traeger else "",
        vertreten_durch=partei.vertreten_durch,
        ansprechperson=partei.ansprechperson,
        kontakt=partei.kontakt,
        ist_stadt=stelle.staedtisch,
        ist_schule=partei.rolle == Parteirolle.SCHULE,
    )


def parteiname(stelle: Stelle) -> str:
    """The name in a text; an office names the city, for which it acts."""
    if stelle.art not in AMTLICH:
        return stelle.name
    return f"{Stelle.objects.get(pk=stelle.vorfahren[0]).name}, {stelle.name}"


def _rechtsform(stelle: Stelle, rechtsform: str) -> str:
    if stelle.art in AMTLICH or stelle.art == Stellenart.STADT:
        return "Gebietskörperschaft"
    if stelle.art == Stellenart.SCHULE:
        return "Schule in städtischer Trägerschaft" if stelle.staedtisch else "Schule"
    if stelle.eltern and stelle.art != Stellenart.TRAEGER:
        return f"Einrichtung: {stelle.eltern.name}" + (f" ({rechtsform})" if rechtsform else "")
    return rechtsform or "Eigenbetrieb der Stadt"


def _zeichnungen(fassung: Fassung) -> Iterable[fakten.Parteizeichnung]:
    for eine in fassung.zeichnungen.filter(GEZAEHLT).select_related("partei").order_by("partei__nr"):
        yield fakten.Parteizeichnung(
            partei=eine.partei.kuerzel,
            name=eine.name,
            funktion=eine.funktion,
            ort=eine.ort,
            zeitpunkt=eine.gezeichnet_am,
            weg=fakten.Zeichnungsweg(eine.weg),
            sha256=eine.sha256,
            nachweis=f"Scan (SHA-256): {eine.datei_sha256}" if eine.weg == Zeichnungsweg.SCAN else "",
        )


def unter_vorbehalt(vereinbarung: Vereinbarung) -> bool:
    """True when the linked grant is not approved yet."""
    zuwendung = vereinbarung.zuwendung
    return zuwendung is not None and zuwendung.zustand not in BEWILLIGTE


def _rahmen(handlung: Handlung, vereinbarung: Vereinbarung, *, entwurf: bool) -> fakten.Rahmen:
    kennung = f"{handlung.antrag.aktenzeichen}-F{dienst.naechste_nr(vereinbarung)}"
    return replace(
        rahmen(handlung, Schriftstueckart.KOOPERATIONSVEREINBARUNG),
        dokument_id=kennung,
        empfaenger=_an_alle(intern=vereinbarung.intern),
        entwurf=entwurf,
    )


def _an_alle(*, intern: bool) -> fakten.Empfaenger:
    return fakten.Empfaenger(name="An alle Parteien", anschrift=(), ist_stadt=intern)


def als_text(brief: Brief, *, texte_vom: date) -> dienst.Text:
    """The text and its file, with the clauses of that day: the parties have agreed to them."""
    dokument = brief.dokument(tag=texte_vom)
    return dienst.Text(
        titel=dokument.titel,
        kennung=dokument.dokument_id,
        inhalt=als_daten(dokument),
        vorlagenversion=f"{dokument.vorlagenversion} {fassung_am(texte_vom)}",
        pdf=erzeuge_pdf(dokument),
        entwurf=dokument.entwurf,
    )


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
            empfaenger=_an_alle(intern=vereinbarung.intern),
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


def register(leser: Benutzer, zeilen: Sequence[tuple[Any, ...]]) -> bytes:
    """The rows of `workflows.register.export` as a tagged PDF."""
    eintraege = tuple(
        fakten.Registerzeile(
            aktenzeichen=nummer or "",
            titel=titel,
            thema=thema,
            standort=ort,
            parteien=parteien,
            von=von,
            bis=bis,
            stand=stand,
        )
        for nummer, titel, thema, ort, parteien, _, von, bis, stand in zeilen
    )
    brief = fakten.Registerfakten(rahmen=_kopf_des_registers(leser, "REGISTER"), zeilen=eintraege)
    return erzeuge_pdf(vereinbarungsregister(brief, texte=texte_am(uhr.heute())))


def jugendhilfeliste(leser: Benutzer, zeilen: Sequence[tuple[Any, ...]]) -> bytes:
    """The rows of `workflows.jugendhilfeliste.export` as a tagged PDF."""
    eintraege = tuple(
        fakten.Jugendhilfezeile(
            schule=schule, traeger=traeger, aktenzeichen=nummer or "", stand=stand, von=von, bis=bis
        )
        for schule, traeger, nummer, stand, von, bis in zeilen
    )
    brief = fakten.Jugendhilfefakten(rahmen=_kopf_des_registers(leser, "JUGENDHILFE"), zeilen=eintraege)
    return erzeuge_pdf(schreibe_jugendhilfeliste(brief, texte=texte_am(uhr.heute())))


def _kopf_des_registers(leser: Benutzer, was: str) -> fakten.Rahmen:
    """The letterhead names the Stelle for which the person reads."""
    stelle = next(b.stelle_id for b in rechte.berechtigungen(leser) if b.recht in REGISTERRECHTE)
    eigene = Stelle.objects.get(pk=stelle)
    return fakten.Rahmen(
        dokument_id=f"{was}-{uhr.heute():%Y%m%d}",
        aktenzeichen="Register",
        datum=uhr.heute(),
        absender=fakten.Absender(
            fachbereich=eigene.name,
            bearbeitung=leser.funktion or "Auszug aus dem Register",
            kontakt=tuple(filter(None, [eigene.email])),
        ),
        empfaenger=fakten.Empfaenger(
            name=eigene.name,
            anschrift=tuple(filter(None, eigene.anschrift.split(", "))),
            ist_stadt=eigene.staedtisch,
        ),
        zeichnung=fakten.Zeichnung(name="", funktion=eigene.name),
        entwurf=False,
    )
