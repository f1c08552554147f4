"""Tables of a paper as a clerk types or pastes them: rows of cells, a head on top; and rows drawn from the ledger.

The text is what a spreadsheet gives when it is copied (tabs) or saved (semicolons). What is read is what
`Gremienvorlage.tabellen` and `stellen` keep: euro as text, sums never stored.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from antraege.dokumente.fakten.gremien import Kontoangabe
from antraege.haushalt.models import Bereich, Haushaltsstelle
from antraege.kern.geld import NULL, GeldFehler, euro, lies_betrag, summe, zeige, zeige_zahl
from antraege.kern.maengel import MaengelFehler, Mangel, keine_oder

TITEL: Mapping[Bereich, str] = {
    Bereich.PERSONAL: "Personalaufwendungen",
    Bereich.SACH: "Sachaufwendungen",
    Bereich.BUERO: "Büroausstattung",
    Bereich.DECKUNG: "Minderaufwendungen",
}
KONTO: Mapping[Bereich, tuple[Kontoangabe, ...]] = {
    Bereich.PERSONAL: (Kontoangabe.KOSTENSTELLE, Kontoangabe.SACHKONTO),
    Bereich.SACH: (Kontoangabe.AUFTRAG, Kontoangabe.SACHKONTO),
    Bereich.BUERO: (Kontoangabe.KOSTENSTELLE, Kontoangabe.SACHKONTO),
    Bereich.DECKUNG: (Kontoangabe.PRODUKT, Kontoangabe.AUFTRAG, Kontoangabe.SACHKONTO),
}
SPALTEN: Mapping[Kontoangabe, str] = {
    Kontoangabe.PRODUKT: "produkt",
    Kontoangabe.AUFTRAG: "auftrag",
    Kontoangabe.KOSTENSTELLE: "kostenstelle",
    Kontoangabe.SACHKONTO: "sachkonto",
}
BEZEICHNUNG, SUMME = "Bezeichnung", "Summe"
STELLENKOPF = (BEZEICHNUNG, "Wertigkeit", "vzv", "befristet bis")
MEISTE_ZEILEN, MEISTE_JAHRE, LAENGSTE_ZELLE = 60, 10, 160
_JAHR = re.compile(r"20\d\d")


def lies_tabelle(text: str) -> dict[str, Any]:
    """Head, years and rows of a table; none of them for an empty text.

    Raises MaengelFehler with a sentence for each row that cannot be read. A row "Summe" is compared, not kept.
    """
    zeilen = _zellen(text)
    if not zeilen:
        return {}
    kopf, jahre = _kopf(zeilen[0][1])
    gelesen: list[dict[str, Any]] = []
    maengel: list[Mangel] = []
    for nr, zellen in zeilen[1:]:
        if SUMME in zellen[: len(kopf) + 1]:
            maengel += _summe_stimmt(nr, zellen[-len(jahre) :], jahre, gelesen)
            continue
        fehlt = [Mangel(satz) for satz in _zeilenmaengel(zellen, kopf, jahre)]
        maengel += [Mangel(f"Zeile {nr}: {mangel.text}") for mangel in fehlt]
        if not fehlt:
            betraege = [str(_betrag(zelle)) for zelle in zellen[len(kopf) + 1 :]]
            gelesen.append(
                {"konto": zellen[: len(kopf)], "bezeichnung": zellen[len(kopf)], "betraege": betraege}
            )
    if not gelesen and not maengel:
        maengel.append(Mangel("Unter dem Kopf steht noch keine Zeile."))
    keine_oder(maengel)
    return {"kopf": [str(angabe) for angabe in kopf], "jahre": jahre, "zeilen": gelesen}


def schreibe_tabelle(tabelle: Mapping[str, Any]) -> str:
    """The same table as text, as one types it."""
    kopf = [*tabelle["kopf"], BEZEICHNUNG, *map(str, tabelle["jahre"])]
    zeilen = (
        [*z["konto"], z["bezeichnung"], *(zeige_zahl(euro(betrag)) for betrag in z["betraege"])]
        for z in tabelle["zeilen"]
    )
    return _text([kopf, *zeilen])


def lies_stellen(text: str) -> list[dict[str, Any]]:
    """The posts of a paper; umfang in vzv. Raises MaengelFehler with a sentence for each row."""
    zeilen = _zellen(text)
    if zeilen and zeilen[0][1][0] == BEZEICHNUNG:
        zeilen = zeilen[1:]
    maengel: list[Mangel] = []
    stellen: list[dict[str, Any]] = []
    for nr, zellen in zeilen:
        try:
            stellen.append(_stelle([*zellen, ""] if len(zellen) == len(STELLENKOPF) - 1 else zellen))
        except ValueError as fehler:
            maengel.append(Mangel(f"Zeile {nr}: {fehler}"))
    keine_oder(maengel)
    return stellen


def schreibe_stellen(stellen: Iterable[Mapping[str, Any]]) -> str:
    """The same posts as text; empty for none."""
    zeilen = [
        [
            s["bezeichnung"],
            s["wertigkeit"],
            s["umfang"].replace(".", ","),
            f"{date.fromisoformat(s['befristet_bis']):%d.%m.%Y}" if s.get("befristet_bis") else "",
        ]
        for s in stellen
    ]
    return _text([list(STELLENKOPF), *zeilen]) if zeilen else ""


def aus_dem_haushalt(zeilen: Iterable[Haushaltsstelle], bereich: Bereich) -> str:
    """These lines of the ledger as the text of a table: what is planned for each year, cover by others included."""
    angaben = KONTO[bereich]
    je_konto: dict[tuple[str, ...], dict[int, Decimal]] = {}
    for zeile in zeilen:
        schluessel = (*(str(getattr(zeile, SPALTEN[angabe])) for angabe in angaben), zeile.bezeichnung)
        je_jahr = je_konto.setdefault(schluessel, {})
        je_jahr[zeile.jahr] = je_jahr.get(zeile.jahr, NULL) + zeile.ansatz + zeile.deckung
    jahre = sorted({jahr for je_jahr in je_konto.values() for jahr in je_jahr})[-MEISTE_JAHRE:]
    kopf = [*(str(angabe) for angabe in angaben), BEZEICHNUNG, *map(str, jahre)]
    return _text(
        [
            kopf,
            *([*konto, *(zeige_zahl(j.get(jahr, NULL)) for jahr in jahre)] for konto, j in je_konto.items()),
        ]
    )


def _zellen(text: str) -> list[tuple[int, list[str]]]:
    """Number and cells of each line that is not empty. Raises MaengelFehler for far too many, and for broken quotes."""
    trenner = "\t" if "\t" in text else ";"
    try:
        zeilen = list(csv.reader(text.splitlines(), delimiter=trenner, strict=True))
    except csv.Error as fehler:
        raise MaengelFehler([Mangel("Ein Anführungszeichen in der Tabelle hat kein Ende.")]) from fehler
    zeilen_mit_nr = [
        (nr, [zelle.strip() for zelle in zellen])
        for nr, zellen in enumerate(zeilen, start=1)
        if any(zelle.strip() for zelle in zellen)
    ]
    if len(zeilen_mit_nr) > MEISTE_ZEILEN + 1:
        raise MaengelFehler([Mangel(f"Höchstens {MEISTE_ZEILEN} Zeilen. Bitte fassen Sie zusammen.")])
    return zeilen_mit_nr


def _kopf(zellen: Sequence[str]) -> tuple[tuple[Kontoangabe, ...], list[int]]:
    """The account columns and the years. Raises MaengelFehler."""
    namen = {str(angabe): angabe for angabe in Kontoangabe}
    if BEZEICHNUNG not in zellen:
        muster = ";".join([*namen][2:])
        satz = f"Die erste Zeile nennt die Spalten, zum Beispiel: {muster};{BEZEICHNUNG};2026;2027."
        raise MaengelFehler([Mangel(satz)])
    nr = list(zellen).index(BEZEICHNUNG)
    konten, jahre = zellen[:nr], zellen[nr + 1 :]
    maengel = [
        Mangel(f"„{name}“ ist keine Spalte. Möglich sind: {', '.join(namen)}.")
        for name in konten
        if name not in namen
    ]
    maengel += [Mangel(f"„{jahr}“ ist kein Jahr.") for jahr in jahre if not _JAHR.fullmatch(jahr)]
    if len(set(konten)) < len(konten):
        maengel.append(Mangel("Eine Spalte steht doppelt da."))
    if not konten or not jahre:
        maengel.append(Mangel(f"Vor „{BEZEICHNUNG}“ stehen die Konten, danach die Jahre."))
    if list(jahre) != sorted(set(jahre)):
        maengel.append(Mangel("Die Jahre stehen jedes einmal und in ihrer Reihenfolge da."))
    if len(jahre) > MEISTE_JAHRE:
        maengel.append(Mangel(f"Höchstens {MEISTE_JAHRE} Jahre."))
    keine_oder(maengel)
    return tuple(namen[name] for name in konten), [int(jahr) for jahr in jahre]


def _zeilenmaengel(zellen: Sequence[str], kopf: Sequence[Kontoangabe], jahre: Sequence[int]) -> Iterator[str]:
    breite = len(kopf) + 1 + len(jahre)
    if len(zellen) != breite:
        yield f"{len(zellen)} Felder, der Kopf hat {breite}."
        return
    if not zellen[len(kopf)]:
        yield "Die Bezeichnung fehlt."
    if any(len(zelle) > LAENGSTE_ZELLE for zelle in zellen):
        yield f"Ein Feld hat mehr als {LAENGSTE_ZELLE} Zeichen."
    for jahr, zelle in zip(jahre, zellen[len(kopf) + 1 :], strict=True):
        try:
            if _betrag(zelle) < 0:
                yield f"Der Betrag für {jahr} ist kleiner als null."
        except GeldFehler:
            yield f"„{zelle}“ ist kein Betrag ({jahr})."


def _summe_stimmt(
    nr: int, zellen: Sequence[str], jahre: Sequence[int], gelesen: Sequence[Mapping[str, Any]]
) -> Iterator[Mangel]:
    """What was pasted as the sum, against what the rows above it give."""
    for spalte, (jahr, zelle) in enumerate(zip(jahre, zellen, strict=False)):
        gerechnet = summe(euro(zeile["betraege"][spalte]) for zeile in gelesen)
        try:
            genannt = _betrag(zelle)
        except GeldFehler:
            yield Mangel(f"Zeile {nr}: „{zelle}“ ist kein Betrag ({jahr}).")
            continue
        if genannt != gerechnet:
            satz = f"Die Summe {jahr} ist {zeige(genannt)}, die Zeilen ergeben {zeige(gerechnet)}."
            yield Mangel(f"Zeile {nr}: {satz}")


def _betrag(zelle: str) -> Decimal:
    """Euro; an empty cell is none. Raises GeldFehler."""
    return lies_betrag(zelle) if zelle else NULL


def _stelle(zellen: Sequence[str]) -> dict[str, Any]:
    """Raises ValueError with what is wrong with this post."""
    if len(zellen) != len(STELLENKOPF):
        raise ValueError(
            f"{len(zellen)} Felder, gebraucht werden {len(STELLENKOPF)}: {'; '.join(STELLENKOPF)}."
        )
    bezeichnung, wertigkeit, umfang, bis = zellen
    if not bezeichnung or not wertigkeit:
        raise ValueError("Bezeichnung oder Wertigkeit fehlt.")
    try:
        vzv = Decimal(umfang.replace(",", "."))
    except InvalidOperation:
        vzv = Decimal("NaN")
    if not vzv.is_finite() or not 0 < vzv <= 100 or vzv != round(vzv, 2):
        raise ValueError(f"„{umfang}“ ist kein Umfang in vzv, zum Beispiel 1,0 oder 0,5.")
    ende = ""
    if bis:
        try:
            ende = datetime.strptime(bis, "%d.%m.%Y").date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError as fehler:
            raise ValueError(f"„{bis}“ ist kein Tag, zum Beispiel 31.08.2026.") from fehler
    return {"bezeichnung": bezeichnung, "wertigkeit": wertigkeit, "umfang": str(vzv), "befristet_bis": ende}


def _text(zeilen: Iterable[Sequence[str]]) -> str:
    """Lines of cells, divided by semicolons, quoted where a cell holds one."""
    return "\n".join(
        ";".join(f'"{z.replace(chr(34), chr(34) * 2)}"' if set(z) & {";", '"'} else z for z in zeile)
        for zeile in zeilen
    )
