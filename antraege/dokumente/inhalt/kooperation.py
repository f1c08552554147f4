"""Kooperationsvereinbarung, Nachtrag, Kündigung, and the page the parties sign."""

from collections.abc import Iterator, Mapping

from antraege.dokumente.bloecke import (
    Block,
    Dokument,
    Dokumentart,
    Kasten,
    Liste,
    Seitenumbruch,
    Tabelle,
    Ueberschrift,
    Unterschrift,
    Unterschriftsfeld,
)
from antraege.dokumente.fakten.kooperation import (
    Finanzierungsweg,
    Kooperationsfakten,
    Kuendigungsfakten,
    Nachtragsfakten,
    Partei,
    Uebernahmeblattfakten,
    Zeichnungsstand,
    Zeichnungsweg,
)
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, Brief, angaben, nummeriert, quelle, tabelle
from antraege.dokumente.inhalt.textquelle import freitext
from antraege.dokumente.schreibweise import monaten, spanne, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert

WEGE = {
    Zeichnungsweg.FAKTOR: "im Portal bestätigt (zweiter Faktor)",
    Zeichnungsweg.PORTAL: "elektronisch im Portal",
    Zeichnungsweg.SCAN: "unterschrieben, Scan hochgeladen",
    Zeichnungsweg.PAPIER: "unterschrieben auf Papier",
}
Bloecke = tuple[Block, ...]


def kooperationsvereinbarung(fakten: Kooperationsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The agreement in sixteen sections with its page of signatures; between parts of the city an internal one.

    Clauses that do not apply are left out.
    """
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"fachkraft": fakten.fachkraft_kinderschutz})
    anlagen = worte.bloecke("koop.anlagen" if fakten.anlagen else "koop.anlagen.keine")
    if fakten.anlagen:
        anlagen += (Liste(fakten.anlagen, nummeriert=True),)
    abschnitte = (
        *grundlagen(fakten, worte=worte),
        *umgang(fakten, worte=worte),
        *bedingungen(fakten, worte=worte),
        ("Anlagen", (*anlagen, Seitenumbruch())),
        ("Unterschriften", tuple(unterschriften(fakten, worte=worte))),
    )
    return worte.dokument(
        Dokumentart.KOOPERATIONSVEREINBARUNG,
        titel="Interne Kooperationsvereinbarung" if fakten.intern else "Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Standort {fakten.standort}"),
        bloecke=nummeriert(abschnitte),
    )


def grundlagen(fakten: Kooperationsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """Sections 1 to 4: who, why, what, and who does which part of it."""
    parteien = (
        *worte.bloecke("koop.parteien.intern" if fakten.intern else "koop.parteien"),
        parteientabelle(fakten.parteien),
        *worte.bloecke("koop.zeichnungsrecht"),
    )
    praeambel = (
        *(worte.bloecke("koop.praeambel.intern") if fakten.intern else ()),
        *worte.bloecke("koop.praeambel"),
        *freitext(fakten.praeambel),
    )
    eckdaten = angaben(
        "Gegenstand",
        ("Angebot", fakten.titel),
        ("Themenfeld", fakten.themenfeld),
        ("Zielgruppe", fakten.zielgruppe),
        ("Ort", fakten.ort),
        ("Laufzeit", spanne(fakten.laufzeit.von, fakten.laufzeit.bis)),
    )
    gegenstand = (*freitext(fakten.gegenstand), eckdaten, *worte.bloecke("koop.ziele"), Liste(fakten.ziele))
    return (
        ("Parteien", parteien),
        ("Präambel", praeambel),
        ("Gegenstand", gegenstand),
        ("Leistungen", tuple(leistungen(fakten, worte=worte))),
    )


def leistungen(fakten: Kooperationsfakten, *, worte: Brief) -> Iterator[Block]:
    """What each party gives; when and where; holidays, material and meals where they are settled."""
    yield from worte.bloecke("koop.leistungen")
    for partei in fakten.parteien:
        eigene = (leistung for leistung in fakten.leistungen if leistung.partei == partei.kuerzel)
        yield Ueberschrift(partei.kuerzel, ebene=2)
        yield Liste(
            tuple(f"{e.beschreibung} (Umfang: {e.umfang})" if e.umfang else e.beschreibung for e in eigene)
        )
    yield Ueberschrift("Zeiten", ebene=2)
    yield from worte.bloecke("koop.termine" if fakten.termine else "koop.termine.keine")
    if fakten.termine:
        zeilen = ((termin.wann, termin.was, termin.gruppe, termin.ort) for termin in fakten.termine)
        yield tabelle("Zeitplan", ("Wann", "Was", "Gruppe", "Ort"), zeilen)
    yield Ueberschrift("Räume", ebene=2)
    yield from (*worte.bloecke("koop.raeume"), *freitext(fakten.raeume))
    for titel, text in (
        ("Ferien", fakten.ferien),
        ("Material", fakten.material),
        ("Verpflegung", fakten.verpflegung),
    ):
        if text:
            yield Ueberschrift(titel, ebene=2)
            yield from freitext(text)


def umgang(fakten: Kooperationsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """Sections 5 to 9: cooperation, staff, protection, data, liability."""
    mit_schule = any(partei.ist_schule for partei in fakten.parteien)
    zusammenarbeit = (
        *worte.bloecke("koop.zusammenarbeit"),
        *freitext(fakten.steuerrunde),
        *freitext(fakten.schulische_gremien),
        *worte.bloecke("koop.konflikt"),
    )
    personal = (
        *worte.bloecke("koop.personal"),
        *freitext(fakten.qualifikation),
        *freitext(fakten.vertretung),
        *freitext(fakten.aufsicht),
        *wenn(fakten.fuehrungszeugnis, worte.bloecke("koop.fuehrungszeugnis")),
        *worte.bloecke("koop.infektionsschutz"),
        *wenn(fakten.lebensmittel, worte.bloecke("koop.lebensmittel")),
    )
    vom = fakten.vereinbarung_72a_vom
    kinderschutz = (
        *worte.bloecke("koop.kinderschutz"),
        *wenn(mit_schule, worte.bloecke("koop.kinderschutz.schule")),
        *(() if vom is None else worte.bloecke("koop.kinderschutz.vereinbarung", von=vom)),
    )
    datenschutz = (
        *worte.bloecke("koop.datenschutz"),
        *freitext(fakten.daten),
        *worte.bloecke(f"koop.datenschutz.{fakten.datenschutz}"),
        *worte.bloecke("koop.datenschutz.regeln"),
        *worte.bloecke(f"koop.datenschutz.{'fotos' if fakten.fotos else 'keine_fotos'}"),
    )
    haftung = (
        *worte.bloecke("koop.haftung.intern" if fakten.intern else "koop.haftung"),
        *wenn(mit_schule, worte.bloecke("koop.haftung.schule")),
        *wenn(fakten.haftpflicht, worte.bloecke("koop.haftung.haftpflicht")),
    )
    return (
        ("Zusammenarbeit", zusammenarbeit),
        ("Personal", personal),
        ("Kinderschutz", kinderschutz),
        ("Datenschutz", datenschutz),
        ("Haftung und Versicherung", haftung),
    )


def bedingungen(fakten: Kooperationsfakten, *, worte: Brief) -> tuple[Abschnitt, ...]:
    """Sections 10 to 14: money, publicity, term, evaluation, and what closes an agreement."""
    probe, zeit = fakten.probezeit_bis, fakten.laufzeit
    laufzeit = (
        *worte.bloecke("koop.laufzeit", von=zeit.von, bis=zeit.bis),
        *(() if probe is None else worte.bloecke("koop.probezeit", bis=probe)),
        *freitext(fakten.verlaengerung),
        *worte.bloecke("koop.kuendigung", zeitspanne=monaten(fakten.kuendigungsfrist)),
    )
    mit_schule = any(partei.ist_schule for partei in fakten.parteien)
    konferenz = wenn(mit_schule, worte.bloecke("koop.schluss.schulkonferenz.offen"))
    if fakten.schulkonferenz_am:
        konferenz = worte.bloecke("koop.schluss.schulkonferenz", von=fakten.schulkonferenz_am)
    schluss = (
        *worte.bloecke("koop.schluss"),
        *wenn(fakten.nebenabreden, (*worte.bloecke("koop.nebenabreden"), *freitext(fakten.nebenabreden))),
        *wenn(not fakten.intern, worte.bloecke("koop.schluss.salvatorisch")),
        *konferenz,
    )
    oeffentlichkeit = (*worte.bloecke("koop.oeffentlichkeit"), *freitext(fakten.oeffentlichkeit))
    auswertung = (*worte.bloecke("koop.evaluation", bis=fakten.evaluation_am), Liste(fakten.indikatoren))
    return (
        ("Finanzierung", finanzierung(fakten, worte=worte)),
        ("Öffentlichkeitsarbeit", oeffentlichkeit),
        ("Laufzeit und Kündigung", laufzeit),
        ("Auswertung", auswertung),
        ("Schlussbestimmungen", schluss),
    )


def finanzierung(fakten: Kooperationsfakten, *, worte: Brief) -> Bloecke:
    """A lump sum, nothing, or a grant."""
    if fakten.pauschale is not None:
        return worte.bloecke("koop.finanzierung.pauschale", betrag=fakten.pauschale)
    if fakten.finanzierung is Finanzierungsweg.KEINE:
        return worte.bloecke("koop.finanzierung.keine")
    return (
        *worte.bloecke("koop.finanzierung.zuwendung", bescheid=fakten.bescheid),
        *wenn(fakten.vorbehalt, worte.bloecke("koop.finanzierung.vorbehalt")),
    )


def wenn(bedingung: object, bloecke: Bloecke) -> Bloecke:
    """The clause, if it applies."""
    return bloecke if bedingung else ()


def nachtrag(fakten: Nachtragsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """Old and new side by side, with the page of signatures."""
    werte: dict[str, Wert] = {
        "bis": fakten.wirksam_ab,
        "titel": fakten.titel,
        "vereinbarung": fakten.vereinbarung_kennung,
        "von": fakten.vereinbarung_vom,
    }
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    gegenueber = tabelle(
        "Änderungen",
        ("Was sich ändert", "Bisher", "Neu"),
        ((eine.was, eine.bisher, eine.neu) for eine in fakten.aenderungen),
    )
    parteien = worte.bloecke("koop.parteien.intern" if fakten.intern else "koop.parteien")
    abschnitte = (
        ("Parteien", (*parteien, parteientabelle(fakten.parteien))),
        ("Gegenstand", (Kasten(worte.satz("nachtrag.gegenstand")),)),
        ("Anlass", freitext(fakten.anlass)),
        ("Änderungen", (*worte.bloecke("nachtrag.aenderungen"), gegenueber)),
        ("Was unverändert bleibt", worte.bloecke("nachtrag.rest")),
        ("Unterschriften", tuple(unterschriften(fakten, worte=worte))),
    )
    return worte.dokument(
        Dokumentart.NACHTRAG,
        titel=f"{fakten.nr}. Nachtrag zur Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Vereinbarung vom {tag(fakten.vereinbarung_vom)}"),
        bloecke=nummeriert(abschnitte),
    )


def kuendigung(fakten: Kuendigungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The notice of one party to all others, ordinary or for cause; a linked grant is never ended by it."""
    werte: dict[str, Wert] = {
        "partei": fakten.kuendigende,
        "titel": fakten.titel,
        "vereinbarung": fakten.vereinbarung_kennung,
    }
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    aus_grund = fakten.ausserordentlich
    erklaerung = worte.satz(
        f"kuendigung.{'ausserordentlich' if aus_grund else 'ordentlich'}",
        von=fakten.vereinbarung_vom,
        bis=fakten.wirksam_zum,
    )
    recht = worte.bloecke("kuendigung.recht") if aus_grund and not fakten.intern else ()
    gruende = (
        *(worte.bloecke("kuendigung.grund") if aus_grund else ()),
        *freitext(fakten.gruende),
        *recht,
    )
    zugang = worte.bloecke("kuendigung.zugang.offen", von=fakten.erklaert_am)
    if fakten.zugegangen_am:
        zugang = worte.bloecke("kuendigung.zugang", von=fakten.erklaert_am, bis=fakten.zugegangen_am)
    frist = worte.bloecke("kuendigung.frist", zeitspanne=fakten.frist) if fakten.frist else ()
    zuwendung = worte.bloecke("kuendigung.zuwendung", bescheid=fakten.bescheid) if fakten.bescheid else ()
    abschnitte = (
        ("Kündigung", (Kasten(erklaerung), *frist)),
        ("Gründe", gruende),
        ("Empfängerinnen und Empfänger", (Liste(fakten.empfangende),)),
        ("Zugang", zugang),
        ("Folgen", (Liste(fakten.folgen),)),
        ("Verbundene Zuwendung", zuwendung),
    )
    wer, fuer = fakten.rahmen.zeichnung, f"Für: {fakten.kuendigende}"
    return worte.dokument(
        Dokumentart.KUENDIGUNG,
        titel="Kündigung einer Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Vereinbarung vom {tag(fakten.vereinbarung_vom)}"),
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(abschnitte),
            Unterschrift(fuer, wer.name, wer.funktion, worte.satz("schluss.intern")),
        ),
    )


def uebernahmeblatt(fakten: Uebernahmeblattfakten, *, texte: Mapping[str, str]) -> Dokument:
    """What is known here of an agreement concluded elsewhere; its words lie in the old file."""
    werte: dict[str, Wert] = {
        "quelle": fakten.quelle,
        "fremdzeichen": fakten.fremdzeichen,
        "von": fakten.geschlossen_am,
        "bis": fakten.stand_vom,
    }
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    bekanntes = angaben(
        "Angaben der Vereinbarung",
        ("Aktenzeichen", fakten.rahmen.aktenzeichen),
        ("Altes Aktenzeichen", f"{fakten.fremdzeichen} ({fakten.quelle})"),
        ("Stand", fakten.lage),
        ("Geschlossen am", fakten.geschlossen_am),
        ("Laufzeit von", fakten.laufzeit.von),
        ("Laufzeit bis", fakten.laufzeit.bis),
        ("Kündigungsfrist", fakten.frist),
        ("Gekündigt von", fakten.gekuendigt_von),
        ("Kündigung eingegangen am", fakten.zugegangen_am),
        ("Kündigung wirksam zum", fakten.wirksam_zum),
    )
    return worte.dokument(
        Dokumentart.UEBERNAHMEBLATT,
        titel="Übernahmeblatt einer Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Vereinbarung vom {tag(fakten.geschlossen_am)}"),
        bloecke=(
            *worte.bloecke("uebernahmeblatt.einleitung"),
            bekanntes,
            Ueberschrift("Parteien"),
            Liste(fakten.parteien),
            Kasten(worte.satz("uebernahmeblatt.wortlaut")),
            worte.unterschrift("schluss.intern"),
        ),
    )


def parteientabelle(parteien: tuple[Partei, ...]) -> Tabelle:
    """Who takes part: legal name, form, address, representative, contact."""
    return tabelle(
        "Parteien",
        ("Im Text", "Partei", "Vertreten durch", "Ansprechperson"),
        (
            (
                p.kuerzel,
                untereinander(p.name, p.rechtsform, p.register, *p.anschrift),
                p.vertreten_durch,
                untereinander(p.ansprechperson, p.kontakt),
            )
            for p in parteien
        ),
    )


def untereinander(*teile: str) -> str:
    """One line each, without what is empty."""
    return "\n".join(teil for teil in teile if teil)


def unterschriften(stand: Zeichnungsstand, *, worte: Brief) -> Iterator[Block]:
    """The signatures that are in (portal, scan, paper), then a line for every party that has not signed yet."""
    namen = {partei.kuerzel: partei.name for partei in stand.parteien}
    if stand.zeichnungen:
        pruefsumme = stand.zeichnungen[0].sha256
        kennung = stand.fassung or stand.rahmen.dokument_id
        yield from worte.bloecke("koop.zeichnungen", pruefsumme=pruefsumme, fassung=kennung)
        yield tabelle(
            "Zeichnungen",
            ("Partei", "Gezeichnet von", "Ort und Zeit", "Weg"),
            (
                (
                    namen[z.partei],
                    untereinander(z.name, z.funktion),
                    untereinander(z.ort, zeitpunkt(z.zeitpunkt)),
                    untereinander(WEGE[z.weg], z.nachweis),
                )
                for z in stand.zeichnungen
            ),
        )
    gezeichnet = {zeichnung.partei for zeichnung in stand.zeichnungen}
    offene = [partei for partei in stand.parteien if partei.kuerzel not in gezeichnet]
    if offene and stand.zeichnungen:
        yield from worte.bloecke("koop.zeichnungen.offen")
    if offene and stand.zeichnungsfrist is not None:
        yield from worte.bloecke("koop.zeichnungen.frist", frist=stand.zeichnungsfrist)
    for partei in offene:
        yield Unterschriftsfeld(f"Ort, Datum, Unterschrift\n{partei.name}, {partei.vertreten_durch}")
