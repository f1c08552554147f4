"""Kooperationsvereinbarung, Nachtrag, Kündigung, and the page the parties sign."""

from collections.abc import Iterator, Mapping
from datetime import date

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
    Parteizeichnung,
    Zeichnungsstand,
    Zeichnungsweg,
)
from antraege.dokumente.inhalt.gemeinsam import Abschnitt, angaben, dokument, nummeriert, quelle, tabelle
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import monaten, tag, zeitpunkt
from antraege.dokumente.textpflege.platzhalter import Wert

VERSION = 1


def kooperationsvereinbarung(fakten: Kooperationsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The agreement with its page of signatures; clauses that do not apply are left out."""
    worte = quelle(texte, rahmen=fakten.rahmen, werte={"fachkraft": fakten.fachkraft_kinderschutz})
    abschnitte = (
        *_grundlagen(fakten, worte=worte),
        *regeln(fakten, worte=worte),
        ("Anlagen", (*_anlagen(fakten, worte=worte), Seitenumbruch())),
        ("Unterschriften", tuple(unterschriften(fakten, worte=worte))),
    )
    return dokument(
        Dokumentart.KOOPERATIONSVEREINBARUNG,
        titel="Interne Kooperationsvereinbarung" if fakten.intern else "Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Standort {fakten.standort}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=nummeriert(abschnitte),
        version=VERSION,
    )


def _grundlagen(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    intern = ".intern" if fakten.intern else ""
    parteien = (
        *worte.bloecke(f"koop.parteien{intern}"),
        parteientabelle(fakten.parteien),
        *worte.bloecke("koop.zeichnungsrecht"),
    )
    praeambel = (
        *(worte.bloecke("koop.praeambel.intern") if fakten.intern else ()),
        *worte.bloecke("koop.praeambel"),
        *freitext(fakten.praeambel),
    )
    return (
        ("Parteien", parteien),
        ("Präambel", praeambel),
        ("Gegenstand", _gegenstand(fakten, worte=worte)),
        ("Leistungen", tuple(_leistungen(fakten, worte=worte))),
    )


def _gegenstand(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    eckdaten = angaben(
        "Gegenstand",
        ("Angebot", fakten.titel),
        ("Themenfeld", fakten.themenfeld),
        ("Zielgruppe", fakten.zielgruppe),
        ("Ort", fakten.ort),
        ("Laufzeit", f"{tag(fakten.laufzeit.von)} bis {tag(fakten.laufzeit.bis)}"),
    )
    return (*freitext(fakten.gegenstand), eckdaten, *worte.bloecke("koop.ziele"), Liste(fakten.ziele))


def _leistungen(fakten: Kooperationsfakten, *, worte: Textquelle) -> Iterator[Block]:
    yield from worte.bloecke("koop.leistungen")
    for partei in fakten.parteien:
        eigene = (leistung for leistung in fakten.leistungen if leistung.partei == partei.kuerzel)
        yield Ueberschrift(partei.kuerzel, ebene=2)
        yield Liste(tuple(f"{eine.beschreibung}{_umfang(eine.umfang)}" for eine in eigene))
    yield Ueberschrift("Zeiten", ebene=2)
    yield from _zeiten(fakten, worte=worte)
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


def _umfang(umfang: str) -> str:
    return f" (Umfang: {umfang})" if umfang else ""


def _zeiten(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.termine:
        return worte.bloecke("koop.termine.keine")
    plan = tabelle(
        "Zeitplan",
        ("Wann", "Was", "Gruppe", "Ort"),
        ((termin.wann, termin.was, termin.gruppe, termin.ort) for termin in fakten.termine),
    )
    return (*worte.bloecke("koop.termine"), plan)


def _anlagen(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.anlagen:
        return worte.bloecke("koop.anlagen.keine")
    return (*worte.bloecke("koop.anlagen"), Liste(fakten.anlagen, nummeriert=True))


Bloecke = tuple[Block, ...]


def regeln(fakten: Kooperationsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    """Sections 5 to 14."""
    return (
        ("Zusammenarbeit", _zusammenarbeit(fakten, worte=worte)),
        ("Personal", _personal(fakten, worte=worte)),
        ("Kinderschutz", _kinderschutz(fakten, worte=worte)),
        ("Datenschutz", _datenschutz(fakten, worte=worte)),
        ("Haftung und Versicherung", _haftung(fakten, worte=worte)),
        ("Finanzierung", _finanzierung(fakten, worte=worte)),
        (
            "Öffentlichkeitsarbeit",
            (*worte.bloecke("koop.oeffentlichkeit"), *freitext(fakten.oeffentlichkeit)),
        ),
        ("Laufzeit und Kündigung", _laufzeit(fakten, worte=worte)),
        ("Auswertung", _auswertung(fakten, worte=worte)),
        ("Schlussbestimmungen", _schluss(fakten, worte=worte)),
    )


def _wenn(bedingung: object, bloecke: Bloecke) -> Bloecke:
    return bloecke if bedingung else ()


def _mit_schule(fakten: Kooperationsfakten) -> bool:
    return any(partei.ist_schule for partei in fakten.parteien)


def _zusammenarbeit(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    return (
        *worte.bloecke("koop.zusammenarbeit"),
        *freitext(fakten.steuerrunde),
        *freitext(fakten.schulische_gremien),
        *worte.bloecke("koop.konflikt"),
    )


def _personal(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    return (
        *worte.bloecke("koop.personal"),
        *freitext(fakten.qualifikation),
        *freitext(fakten.vertretung),
        *freitext(fakten.aufsicht),
        *_wenn(fakten.fuehrungszeugnis, worte.bloecke("koop.fuehrungszeugnis")),
        *worte.bloecke("koop.infektionsschutz"),
        *_wenn(fakten.lebensmittel, worte.bloecke("koop.lebensmittel")),
    )


def _kinderschutz(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    vom = fakten.vereinbarung_72a_vom
    return (
        *worte.bloecke("koop.kinderschutz"),
        *_wenn(_mit_schule(fakten), worte.bloecke("koop.kinderschutz.schule")),
        *(() if vom is None else worte.bloecke("koop.kinderschutz.vereinbarung", von=vom)),
    )


def _datenschutz(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    return (
        *worte.bloecke("koop.datenschutz"),
        *freitext(fakten.daten),
        *worte.bloecke(f"koop.datenschutz.{fakten.datenschutz}"),
        *worte.bloecke("koop.datenschutz.regeln"),
        *worte.bloecke(f"koop.datenschutz.{'fotos' if fakten.fotos else 'keine_fotos'}"),
    )


def _haftung(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    return (
        *worte.bloecke("koop.haftung.intern" if fakten.intern else "koop.haftung"),
        *_wenn(_mit_schule(fakten), worte.bloecke("koop.haftung.schule")),
        *_wenn(fakten.haftpflicht, worte.bloecke("koop.haftung.haftpflicht")),
    )


def _finanzierung(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    if fakten.pauschale is not None:
        return worte.bloecke("koop.finanzierung.pauschale", betrag=fakten.pauschale)
    if fakten.finanzierung is Finanzierungsweg.KEINE:
        return worte.bloecke("koop.finanzierung.keine")
    return (
        *worte.bloecke("koop.finanzierung.zuwendung", bescheid=fakten.bescheid),
        *_wenn(fakten.vorbehalt, worte.bloecke("koop.finanzierung.vorbehalt")),
    )


def _laufzeit(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    probe, zeit = fakten.probezeit_bis, fakten.laufzeit
    return (
        *worte.bloecke("koop.laufzeit", von=zeit.von, bis=zeit.bis),
        *(() if probe is None else worte.bloecke("koop.probezeit", bis=probe)),
        *freitext(fakten.verlaengerung),
        *worte.bloecke("koop.kuendigung", zeitspanne=monaten(fakten.kuendigungsfrist)),
    )


def _auswertung(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    return (*worte.bloecke("koop.evaluation", bis=fakten.evaluation_am), Liste(fakten.indikatoren))


def _schluss(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    return (
        *worte.bloecke("koop.schluss"),
        *_wenn(fakten.nebenabreden, (*worte.bloecke("koop.nebenabreden"), *freitext(fakten.nebenabreden))),
        *_wenn(not fakten.intern, worte.bloecke("koop.schluss.salvatorisch")),
        *_schulkonferenz(fakten, worte=worte),
    )


def _schulkonferenz(fakten: Kooperationsfakten, *, worte: Textquelle) -> Bloecke:
    if fakten.schulkonferenz_am:
        return worte.bloecke("koop.schluss.schulkonferenz", von=fakten.schulkonferenz_am)
    return _wenn(_mit_schule(fakten), worte.bloecke("koop.schluss.schulkonferenz.offen"))


def nachtrag(fakten: Nachtragsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The change with its page of signatures."""
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
    abschnitte = (
        (
            "Parteien",
            (
                *worte.bloecke("koop.parteien.intern" if fakten.intern else "koop.parteien"),
                parteientabelle(fakten.parteien),
            ),
        ),
        ("Gegenstand", (Kasten(worte.satz("nachtrag.gegenstand")),)),
        ("Anlass", freitext(fakten.anlass)),
        ("Änderungen", (*worte.bloecke("nachtrag.aenderungen"), gegenueber)),
        ("Was unverändert bleibt", worte.bloecke("nachtrag.rest")),
        ("Unterschriften", tuple(unterschriften(fakten, worte=worte))),
    )
    return dokument(
        Dokumentart.NACHTRAG,
        titel=f"{fakten.nr}. Nachtrag zur Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Vereinbarung vom {tag(fakten.vereinbarung_vom)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=nummeriert(abschnitte),
        version=VERSION,
    )


def kuendigung(fakten: Kuendigungsfakten, *, texte: Mapping[str, str]) -> Dokument:
    """The notice to all other parties; a linked grant is never ended by it."""
    werte: dict[str, Wert] = {
        "partei": fakten.kuendigende,
        "titel": fakten.titel,
        "vereinbarung": fakten.vereinbarung_kennung,
    }
    worte = quelle(texte, rahmen=fakten.rahmen, werte=werte)
    zeichnung = fakten.rahmen.zeichnung
    return dokument(
        Dokumentart.KUENDIGUNG,
        titel="Kündigung einer Kooperationsvereinbarung",
        bezug=(f"„{fakten.titel}“", f"Vereinbarung vom {tag(fakten.vereinbarung_vom)}"),
        rahmen=fakten.rahmen,
        texte=worte,
        bloecke=(
            *worte.bloecke("bescheid.anrede"),
            *nummeriert(_abschnitte(fakten, worte=worte)),
            Unterschrift(
                f"Für: {fakten.kuendigende}",
                zeichnung.name,
                zeichnung.funktion,
                worte.satz("schluss.intern"),
            ),
        ),
        version=VERSION,
    )


def _abschnitte(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Abschnitt, ...]:
    art = "ausserordentlich" if fakten.ausserordentlich else "ordentlich"
    erklaerung = worte.satz(f"kuendigung.{art}", von=fakten.vereinbarung_vom, bis=fakten.wirksam_zum)
    zuwendung = worte.bloecke("kuendigung.zuwendung", bescheid=fakten.bescheid) if fakten.bescheid else ()
    return (
        ("Kündigung", (Kasten(erklaerung), *_frist(fakten, worte=worte))),
        ("Gründe", _gruende(fakten, worte=worte)),
        ("Empfängerinnen und Empfänger", (Liste(fakten.empfangende),)),
        ("Zugang", _zugang(fakten, worte=worte)),
        ("Folgen", (Liste(fakten.folgen),)),
        ("Verbundene Zuwendung", zuwendung),
    )


def _frist(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    return worte.bloecke("kuendigung.frist", zeitspanne=fakten.frist) if fakten.frist else ()


def _gruende(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if not fakten.ausserordentlich:
        return freitext(fakten.gruende)
    recht = () if fakten.intern else worte.bloecke("kuendigung.recht")
    return (*worte.bloecke("kuendigung.grund"), *freitext(fakten.gruende), *recht)


def _zugang(fakten: Kuendigungsfakten, *, worte: Textquelle) -> tuple[Block, ...]:
    if fakten.zugegangen_am is None:
        return worte.bloecke("kuendigung.zugang.offen", von=fakten.erklaert_am)
    return worte.bloecke("kuendigung.zugang", von=fakten.erklaert_am, bis=fakten.zugegangen_am)


WEGE = {
    Zeichnungsweg.FAKTOR: "im Portal bestätigt (zweiter Faktor)",
    Zeichnungsweg.PORTAL: "elektronisch im Portal",
    Zeichnungsweg.SCAN: "unterschrieben, Scan hochgeladen",
    Zeichnungsweg.PAPIER: "unterschrieben auf Papier",
}


def parteientabelle(parteien: tuple[Partei, ...]) -> Tabelle:
    """Who takes part: legal name, form, address, representative, contact."""
    return tabelle(
        "Parteien",
        ("Im Text", "Partei", "Vertreten durch", "Ansprechperson"),
        ((p.kuerzel, _partei(p), p.vertreten_durch, _zeilen(p.ansprechperson, p.kontakt)) for p in parteien),
    )


def _partei(partei: Partei) -> str:
    return _zeilen(partei.name, partei.rechtsform, partei.register, *partei.anschrift)


def _zeilen(*teile: str) -> str:
    return "\n".join(teil for teil in teile if teil)


def unterschriften(stand: Zeichnungsstand, *, worte: Textquelle) -> Iterator[Block]:
    """The signatures that are in, then a line for every party that has not signed yet."""
    if stand.zeichnungen:
        pruefsumme = stand.zeichnungen[0].sha256
        kennung = stand.fassung or stand.rahmen.dokument_id
        yield from worte.bloecke("koop.zeichnungen", pruefsumme=pruefsumme, fassung=kennung)
        yield _gezeichnet(stand)
    if offene := _offene(stand):
        yield from worte.bloecke("koop.zeichnungen.offen") if stand.zeichnungen else ()
        yield from _frist_zeichnungen(stand.zeichnungsfrist, worte=worte)
        for partei in offene:
            yield Unterschriftsfeld(f"Ort, Datum, Unterschrift\n{partei.name}, {partei.vertreten_durch}")


def _frist_zeichnungen(frist: date | None, *, worte: Textquelle) -> tuple[Block, ...]:
    return () if frist is None else worte.bloecke("koop.zeichnungen.frist", frist=frist)


def _offene(stand: Zeichnungsstand) -> tuple[Partei, ...]:
    gezeichnet = {zeichnung.partei for zeichnung in stand.zeichnungen}
    return tuple(partei for partei in stand.parteien if partei.kuerzel not in gezeichnet)


def _gezeichnet(stand: Zeichnungsstand) -> Tabelle:
    namen = {partei.kuerzel: partei.name for partei in stand.parteien}
    return tabelle(
        "Zeichnungen",
        ("Partei", "Gezeichnet von", "Ort und Zeit", "Weg"),
        ((namen[z.partei], _zeilen(z.name, z.funktion), _ort(z), _weg(z)) for z in stand.zeichnungen),
    )


def _ort(zeichnung: Parteizeichnung) -> str:
    return _zeilen(zeichnung.ort, zeitpunkt(zeichnung.zeitpunkt))


def _weg(zeichnung: Parteizeichnung) -> str:
    return _zeilen(WEGE[zeichnung.weg], zeichnung.nachweis)
