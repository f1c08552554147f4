"""The rules of a Kooperationsvereinbarung: cooperation, staff, protection, data, money, term, evaluation."""

from antraege.dokumente.bloecke import Block, Liste
from antraege.dokumente.fakten import Finanzierungsweg, Kooperationsfakten
from antraege.dokumente.inhalt.gemeinsam import Abschnitt
from antraege.dokumente.inhalt.textquelle import Textquelle, freitext
from antraege.dokumente.schreibweise import monaten

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
