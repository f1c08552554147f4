"""The request and the budget, year by year: which line pays, reserve, commit, pay, release, take back. Euro.

Each Haushaltsjahr of the request has its own line, or several that share it (`toepfe`); what a year has left over
stays with that year. Several lines of one year give and take in proportion to what they hold, to the cent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderung import toepfe
from antraege.foerderung.models import Jahresanteil, Mittelabruf
from antraege.haushalt import services as haushalt
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import NULL
from antraege.kern.maengel import Mangel
from antraege.kern.toepfe import entnimm, spaetestes_jahr_zuerst
from antraege.kern.uebernahme import Anteil as Uebernahmeanteil
from antraege.kern.verteilung import auf_haushaltsjahre, nach_anteilen
from rollen import uhr
from rollen.models import Benutzer

Anteile = Mapping[int, Decimal]
_Stueck = tuple[Haushaltsstelle, Decimal]


def haushaltsstelle(antrag: Antrag, jahr: int | None = None) -> Haushaltsstelle:
    """The line that pays for this request in that year, or in its first; raises KeineHaushaltsstelle."""
    r = antrag.richtlinie
    return haushalt.finde(
        auftrag=r.auftrag,
        sachkonto=r.sachkonto,
        bezeichnung=r.haushaltsbezeichnung,
        jahr=jahr or antrag.haushaltsjahr or 0,
    )


def jahre(antrag: Antrag, *, bis: date | None = None) -> list[int]:
    """The Haushaltsjahre of the project, or of a period that goes on until `bis`."""
    ende = bis or antrag.ende
    if antrag.beginn is None or ende is None:
        return [antrag.haushaltsjahr] if antrag.haushaltsjahr else []
    return list(range(antrag.beginn.year, ende.year + 1))


def verteile(antrag: Antrag, betrag: Decimal) -> dict[int, Decimal]:
    """Spread euro over the years of the project by its months: August to July gives 5/12 and 7/12."""
    if antrag.beginn is None or antrag.ende is None:
        return dict.fromkeys(jahre(antrag), betrag)
    teile = auf_haushaltsjahre(betrag, von=antrag.beginn, bis=antrag.ende).teile
    return {int(jahr): teil for jahr, teil in teile.items()}


def maengel(antrag: Antrag) -> list[Mangel]:
    """Why no money can be reserved for this request: a year without its line."""
    gefunden = []
    for jahr in jahre(antrag) or [0]:
        try:
            haushaltsstelle(antrag, jahr)
        except haushalt.KeineHaushaltsstelle as fehler:
            gefunden.append(Mangel(str(fehler), behebt="Kämmerei oder Haushaltssachbearbeitung"))
    return gefunden


def verpflichtungshindernisse(anteile: Anteile) -> list[Mangel]:
    """Why the city may not commit itself today for these years (§ 82 GO NRW)."""
    heute = uhr.heute()
    jahre_mit_geld = [jahr for jahr, betrag in anteile.items() if betrag > 0]
    return [m for jahr in jahre_mit_geld for m in haushalt.verpflichtungshindernisse(jahr, tag=heute)]


def buche(
    bewegung: Callable[..., Any],
    antrag: Antrag,
    *was: Haushaltsstelle | Decimal,
    schluessel: str,
    akteur: Benutzer,
    **mehr: Any,
) -> None:
    """One movement of euro on its line (or lines) for this request, under a key that is the request's own."""
    az = antrag.aktenzeichen or ""
    bewegung(*was, aktenzeichen=az, schluessel=f"{az}/{schluessel}", akteur=akteur, **mehr)


def auf_zeilen(antrag: Antrag, anteile: Anteile) -> list[_Stueck]:
    """The lines that bear these euro of each year: that of the Richtlinie, or the pots by their proposed shares."""
    gemeinsam = toepfe.anteile(antrag)
    return [
        (zeile, teil)
        for jahr, betrag in anteile.items()
        if betrag > 0
        for zeile, teil in nach_anteilen(
            betrag,
            {a.haushaltsstelle: a.betrag for a in gemeinsam if a.haushaltsstelle.jahr == jahr}
            or {haushaltsstelle(antrag, jahr): betrag},
        ).items()
        if teil
    ]


def merke_vor(
    antrag: Antrag,
    anteile: Anteile,
    *,
    aus: Sequence[toepfe.Topf] = (),
    schluessel: str,
    akteur: Benutzer,
) -> None:
    """Reserve each year's share instead of what was reserved before; raises MittelReichenNicht, JahrGesperrt.

    `aus` names the pots that bear it, together each year's share to the cent; without them one line pays.
    """
    toepfe.speichere(antrag, aus, akteur=akteur)
    haushalt.sperre(*(zeile for zeile, _ in auf_zeilen(antrag, anteile)), *_gehaltene(antrag))
    gib_vormerkung_frei(antrag, anlass=f"{schluessel}/ersetzt", akteur=akteur)
    merke_mehr_vor(antrag, anteile, schluessel=schluessel, akteur=akteur)
    antrag.jahresanteile.all().delete()
    Jahresanteil.objects.bulk_create(
        Jahresanteil(antrag=antrag, jahr=jahr, vorgeschlagen=betrag) for jahr, betrag in anteile.items()
    )


def merke_mehr_vor(antrag: Antrag, anteile: Anteile, *, schluessel: str, akteur: Benutzer) -> None:
    """Reserve further euro of each year; raises MittelReichenNicht, JahrGesperrt."""
    merke_auf_zeilen_vor(antrag, auf_zeilen(antrag, anteile), schluessel=schluessel, akteur=akteur)


def merke_auf_zeilen_vor(
    antrag: Antrag, stuecke_der_zeilen: list[_Stueck], *, schluessel: str, akteur: Benutzer
) -> None:
    """Reserve euro on these lines; raises MittelReichenNicht, JahrGesperrt."""
    for zeile, betrag in _gesperrt(stuecke_der_zeilen):
        buche(haushalt.vormerken, antrag, zeile, betrag, schluessel=_auf(schluessel, zeile), akteur=akteur)


def vorgeschlagene_anteile(antrag: Antrag) -> dict[int, Decimal]:
    """What the check has proposed for each year."""
    return dict(antrag.jahresanteile.values_list("jahr", "vorgeschlagen"))


def bewilligte_anteile(antrag: Antrag) -> dict[int, Decimal]:
    """What was granted for each year."""
    return dict(antrag.jahresanteile.values_list("jahr", "bewilligt"))


def binde(antrag: Antrag, anteile: Anteile, *, akteur: Benutzer) -> None:
    """Commit each year's share and release what was reserved beyond it; raises MittelReichenNicht, JahrGesperrt."""
    binde_mehr(antrag, anteile, schluessel="bindung", akteur=akteur)
    gib_vormerkung_frei(antrag, anlass="bewilligung", akteur=akteur)


def binde_mehr(antrag: Antrag, anteile: Anteile, *, schluessel: str, akteur: Benutzer) -> None:
    """Commit further euro for each year, first out of the case's own reserve."""
    for zeile, betrag in _gesperrt(auf_zeilen(antrag, anteile)):
        buche(haushalt.binden, antrag, zeile, betrag, schluessel=_auf(schluessel, zeile), akteur=akteur)
    for jahr, betrag in anteile.items():
        if betrag > 0:
            anteil, _ = antrag.jahresanteile.get_or_create(jahr=jahr)
            anteil.bewilligt += betrag
            anteil.save(update_fields=["bewilligt"])


def uebernimm(
    antrag: Antrag, anteile: Mapping[int, Uebernahmeanteil], *, akteur: Benutzer, text: str
) -> None:
    """Enter each year's share of a case from elsewhere.

    Raises KeineHaushaltsstelle, MittelReichenNicht, JahrGesperrt.
    """
    zeilen = {jahr: haushaltsstelle(antrag, jahr) for jahr, anteil in anteile.items() if anteil.bewilligt > 0}
    haushalt.sperre(*zeilen.values())
    for jahr, zeile in zeilen.items():
        anteil = anteile[jahr]
        if anteil.gebunden + anteil.ausgezahlt:
            buche(
                haushalt.uebernehmen,
                antrag,
                zeile,
                gebunden=anteil.gebunden,
                ausgezahlt=anteil.ausgezahlt,
                erstattet=anteil.erstattet,
                schluessel=f"uebernahme/{jahr}",
                akteur=akteur,
                text=text,
            )
    Jahresanteil.objects.bulk_create(
        Jahresanteil(antrag=antrag, jahr=jahr, bewilligt=anteil.bewilligt) for jahr, anteil in anteile.items()
    )


def gib_bindung_frei(antrag: Antrag, anteile: Anteile, *, schluessel: str, akteur: Benutzer) -> None:
    """Release committed euro of each year (a lower grant); raises NichtVorhanden beyond what is committed.

    What was carried into a later year is released there.
    """
    gebunden = {b.haushaltsstelle: b.gebunden for b in _gesperrte(antrag) if b.haushaltsstelle}
    for jahr, betrag in sorted(anteile.items()):
        if betrag <= 0:
            continue
        vorrat = [(zeile, da) for zeile, da in gebunden.items() if zeile.jahr >= jahr]
        for zeile, teil in stuecke(betrag, vorrat):
            frei = _auf(f"{schluessel}/{jahr}", zeile) + "/frei"
            buche(haushalt.bindung_freigeben, antrag, zeile, teil, schluessel=frei, akteur=akteur)
            gebunden[zeile] -= teil
        anteil = antrag.jahresanteile.get(jahr=jahr)
        anteil.bewilligt -= betrag
        anteil.save(update_fields=["bewilligt"])


def verschiebe(
    antrag: Antrag,
    differenzen: Mapping[Haushaltsstelle, Decimal],
    je_jahr: Anteile,
    *,
    schluessel: str,
    akteur: Benutzer,
) -> None:
    """Let lines bear more or less (euro, below zero: less), and with them the years that the Bescheid names.

    What falls away is released first. Raises NichtVorhanden, MittelReichenNicht, JahrGesperrt.
    """
    gesperrt = _gesperrt([(zeile, diff) for zeile, diff in differenzen.items() if diff])
    for zeile, diff in gesperrt:
        if diff < 0:
            frei = _auf(schluessel, zeile) + "/frei"
            buche(haushalt.bindung_freigeben, antrag, zeile, -diff, schluessel=frei, akteur=akteur)
    for zeile, diff in gesperrt:
        if diff > 0:
            buche(haushalt.binden, antrag, zeile, diff, schluessel=_auf(schluessel, zeile), akteur=akteur)
    for jahr, diff in je_jahr.items():
        if diff:
            anteil, _ = antrag.jahresanteile.get_or_create(jahr=jahr)
            anteil.bewilligt += diff
            anteil.save(update_fields=["bewilligt"])


def abrufbar(antrag: Antrag, *, tag: date) -> Decimal:
    """Euro that may be paid on that day: committed, and not for a later Haushaltsjahr."""
    return sum((betrag for _, betrag in _zahlbar(antrag, tag=tag)), NULL)


def zahlbar_ab(antrag: Antrag, betrag: Decimal, *, tag: date) -> date | None:
    """The first day of the Haushaltsjahr in which so many euro may be paid; None when no year holds as much."""
    spaetere = {b.haushaltsstelle.jahr for b in _bestaende(antrag) if b.haushaltsstelle and b.gebunden > 0}
    erste_tage = (date(jahr, 1, 1) for jahr in sorted(spaetere) if jahr > tag.year)
    return next((erster for erster in erste_tage if abrufbar(antrag, tag=erster) >= betrag), None)


def zahle_aus(abruf: Mittelabruf, *, akteur: Benutzer) -> None:
    """Book one instalment once, whatever happens twice: from the oldest year on, never from a later one."""
    antrag = abruf.antrag
    for zeile, betrag in stuecke(abruf.betrag, _zahlbar(antrag, tag=uhr.heute())):
        eigener = _auf(f"abruf/{abruf.nr}", zeile)
        buche(haushalt.auszahlen, antrag, zeile, betrag, schluessel=eigener, akteur=akteur)


def kontierung(antrag: Antrag, betrag: Decimal, *, tag: date) -> list[_Stueck]:
    """Which lines a payment of that day falls on, with the euro of each."""
    return list(stuecke(betrag, _zahlbar(antrag, tag=tag)))


def gib_vormerkung_frei(antrag: Antrag, *, anlass: str, akteur: Benutzer) -> None:
    """Release everything reserved (refusal, withdrawal); nothing happens when nothing is reserved."""
    for bestand in _gesperrte(antrag):
        zeile, betrag = bestand.haushaltsstelle, bestand.vorgemerkt
        if betrag > 0 and zeile:
            frei = _auf(anlass, zeile) + "/frei"
            buche(haushalt.vormerkung_freigeben, antrag, zeile, betrag, schluessel=frei, akteur=akteur)


def gib_rest_frei(
    antrag: Antrag, *, akteur: Benutzer, bis_auf: Decimal = NULL, anlass: str = "rest"
) -> Decimal:
    """What the case gets beyond `bis_auf` falls away for good: nothing of it stays open, its budget is free again.

    Returns the euro released, the latest year first; the caller saves `antrag`.
    """
    antrag.entfallen += max(NULL, antrag.offen - bis_auf)
    gebunden = spaetestes_jahr_zuerst(
        (b.haushaltsstelle, b.gebunden) for b in _gesperrte(antrag) if b.haushaltsstelle
    )
    zuviel = max(NULL, sum((betrag for _, betrag in gebunden), NULL) - bis_auf)
    for zeile, betrag in stuecke(zuviel, gebunden):
        frei = _auf(anlass, zeile) + "/frei"
        buche(haushalt.bindung_freigeben, antrag, zeile, betrag, schluessel=frei, akteur=akteur)
    return zuviel


def erstatte(antrag: Antrag, betrag: Decimal, *, schluessel: str, akteur: Benutzer) -> None:
    """Book principal that came back, the latest year first; raises NichtVorhanden beyond what was paid."""
    draussen = spaetestes_jahr_zuerst(
        (b.haushaltsstelle, b.ausgezahlt - b.erstattet) for b in _gesperrte(antrag) if b.haushaltsstelle
    )
    for zeile, teil in stuecke(betrag, draussen):
        buche(haushalt.erstatten, antrag, zeile, teil, schluessel=_auf(schluessel, zeile), akteur=akteur)


def stuecke(betrag: Decimal, vorrat: Iterable[_Stueck]) -> Iterator[_Stueck]:
    """Take euro year by year in the order of the lines, within a year in proportion to what each of them holds.

    Raises NichtVorhanden when all together hold less.
    """
    da = list(vorrat)
    if betrag > sum((euro for _, euro in da), NULL):
        raise haushalt.NichtVorhanden(
            "In den Haushaltsjahren, auf die jetzt gebucht werden darf, ist für diesen Fall nicht genug gebunden."
        )
    yield from entnimm(betrag, da).items()


def _zahlbar(antrag: Antrag, *, tag: date) -> list[_Stueck]:
    return [
        (b.haushaltsstelle, b.gebunden)
        for b in _bestaende(antrag)
        if b.haushaltsstelle and b.haushaltsstelle.jahr <= tag.year
    ]


def _auf(schluessel: str, zeile: Haushaltsstelle) -> str:
    """The key of one movement on one of the lines it falls on."""
    return f"{schluessel}/{zeile.jahr}/{zeile.pk}"


def _gesperrt(teile: list[_Stueck]) -> list[_Stueck]:
    """The lines of these parts locked, in the one order that everybody keeps."""
    haushalt.sperre(*(zeile for zeile, _ in teile))
    return teile


def _gehaltene(antrag: Antrag) -> list[Haushaltsstelle]:
    return [b.haushaltsstelle for b in _bestaende(antrag) if b.haushaltsstelle]


def _gesperrte(antrag: Antrag) -> list[haushalt.Bestand]:
    """What the case holds, its lines locked in the one order that everybody keeps."""
    haushalt.sperre(*_gehaltene(antrag))
    return _bestaende(antrag)


def _bestaende(antrag: Antrag) -> list[haushalt.Bestand]:
    return haushalt.bestaende(antrag.aktenzeichen) if antrag.aktenzeichen else []
