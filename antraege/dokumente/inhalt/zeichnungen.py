"""Parties of an agreement and the page they sign: in the portal, by scan or on paper."""

from collections.abc import Iterator
from datetime import date

from antraege.dokumente.bloecke import Block, Tabelle, Unterschriftsfeld
from antraege.dokumente.fakten import Partei, Parteizeichnung, Zeichnungsstand, Zeichnungsweg
from antraege.dokumente.inhalt.fall import tabelle
from antraege.dokumente.inhalt.textquelle import Textquelle
from antraege.dokumente.schreibweise import zeitpunkt

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
        yield from _frist(stand.zeichnungsfrist, worte=worte)
        for partei in offene:
            yield Unterschriftsfeld(f"Ort, Datum, Unterschrift\n{partei.name}, {partei.vertreten_durch}")


def _frist(frist: date | None, *, worte: Textquelle) -> tuple[Block, ...]:
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
