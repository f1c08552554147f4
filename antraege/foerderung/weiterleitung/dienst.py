"""Acts on an incoming grant: entered by one person, confirmed by a second; the city's own proof likewise.

Every act locks the row, asks the right, counts and writes one entry. Raises Verweigert, Ueberholt, MaengelFehler.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from antraege.foerderung.models import (
    Geberzahlung,
    OffenerNachweis,
    Speisung,
    Weiterleitung,
    Weiterleitungsstatus,
)
from antraege.foerderung.weiterleitung import stand as stand_der
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.kanon import sha256_hex
from rollen.models import Benutzer, Stelle
from rollen.tabelle import Recht
from rollen.taten import Tat

S = Weiterleitungsstatus
ANDERS = "Der Stand hat sich geändert. Bitte laden Sie die Seite neu."


@dataclass(frozen=True)
class Zeile:
    """A Haushaltsstelle that is fed, with its euro; `nr` is its row in the form."""

    nr: int
    haushaltsstelle: Haushaltsstelle
    betrag: Decimal


@dataclass(frozen=True)
class Angaben:
    """What the Bescheid of Land or Bund says."""

    stelle: Stelle
    name: str
    geber: str
    zeichen: str
    bescheid_vom: date
    zweck: str
    nachweis_bis: date
    nebenbestimmungen: str
    monate_verwendung: int
    zeilen: Sequence[Zeile]


def _wer(recht: Recht, **nicht: str) -> Wer[Weiterleitung]:
    return Wer(lambda w, akteur: rechte.verlange(akteur, recht, w.stelle), nicht=nicht)


ERFASSUNG = _wer(Recht.HAUSHALT_BEWIRTSCHAFTEN)
BESTAETIGUNG = _wer(
    Recht.HAUSHALT_FREIGEBEN,
    erfasst_von="Sie haben diese Weiterleitung erfasst. Bestätigen muss eine zweite Person.",
)
NACHWEIS = _wer(Recht.NACHWEIS_PRUEFEN)
ABSCHLUSS = _wer(
    Recht.NACHWEIS_ZEICHNEN,
    nachweis_von="Sie haben diesen Nachweis vorgelegt. Abschließen muss eine zweite Person.",
)


def erfasse(angaben: Angaben, *, akteur: Benutzer) -> Weiterleitung:
    """Enter an incoming grant; it binds nobody before a second person confirms it."""
    weiterleitung = Weiterleitung(erfasst_von=akteur, **_felder(angaben))
    with akt(Tat.WEITERLEITUNG_ERFASSEN, weiterleitung, ERFASSUNG, akteur=akteur) as erfassung:
        keine_oder(_maengel(angaben, weiterleitung, akteur))
        weiterleitung.save()
        _speise(weiterleitung, angaben.zeilen)
        erfassung.nenne(nachher=_fakten(angaben))
    return weiterleitung


def aendere(pk: int, angaben: Angaben, *, stand: int, akteur: Benutzer) -> Weiterleitung:
    """Enter it anew after it was given back; whoever does so is who has entered it."""
    with akt(Tat.WEITERLEITUNG_ERFASSEN, _zeile(pk), ERFASSUNG, akteur=akteur, stand=stand) as erfassung:
        weiterleitung = erfassung.objekt
        _verlange(weiterleitung, S.ZURUECKGEGEBEN)
        keine_oder(_maengel(angaben, weiterleitung, akteur))
        for name, wert in _felder(angaben).items():
            setattr(weiterleitung, name, wert)
        weiterleitung.erfasst_von, weiterleitung.erfasst_am = akteur, uhr.jetzt()
        weiterleitung.lege_vor()
        weiterleitung.speisungen.all().delete()
        _speise(weiterleitung, angaben.zeilen)
        erfassung.nenne(nachher=_fakten(angaben))
    return weiterleitung


def bestaetige(pk: int, *, stand: int, akteur: Benutzer) -> Weiterleitung:
    """A second person has compared it with the Bescheid: from now on it binds what its lines pay."""
    with akt(Tat.WEITERLEITUNG_BESTAETIGEN, _zeile(pk), BESTAETIGUNG, akteur=akteur, stand=stand) as handlung:
        weiterleitung = handlung.objekt
        _verlange(weiterleitung, S.VORGELEGT)
        weiterleitung.bestaetige()
        weiterleitung.bestaetigt_von, weiterleitung.bestaetigt_am = akteur, uhr.jetzt()
    return weiterleitung


def gib_zurueck(pk: int, *, grund: str, stand: int, akteur: Benutzer) -> Weiterleitung:
    """Something is not as the Bescheid says."""
    with akt(
        Tat.WEITERLEITUNG_ZURUECKGEBEN, _zeile(pk), BESTAETIGUNG, akteur=akteur, stand=stand
    ) as handlung:
        _verlange(handlung.objekt, S.VORGELEGT)
        _verlange_grund(grund)
        handlung.objekt.gib_zurueck()
        handlung.objekt.grund = grund
        handlung.nenne(nachher={"grund": grund})
    return handlung.objekt


def erfasse_zahlung(
    pk: int, *, art: str, betrag: Decimal, tag: date, belegnummer: str, stand: int, akteur: Benutzer
) -> Geberzahlung:
    """Money came from the Land or went back to it, in euro; each voucher once."""
    with akt(Tat.GEBERZAHLUNG_ERFASSEN, _zeile(pk), ERFASSUNG, akteur=akteur, stand=stand) as handlung:
        weiterleitung = handlung.objekt
        if weiterleitung.status not in (S.BESTAETIGT, S.NACHWEIS_VORGELEGT):
            raise Ueberholt(ANDERS)
        if tag > uhr.heute():
            keine_oder([Mangel("Die Wertstellung liegt in der Zukunft.", feld="tag")])
        if Geberzahlung.objects.filter(belegnummer=belegnummer).exists():
            keine_oder([Mangel("Diese Belegnummer ist schon erfasst.", feld="belegnummer")])
        zahlung = Geberzahlung.objects.create(
            weiterleitung=weiterleitung,
            art=art,
            betrag=betrag,
            tag=tag,
            belegnummer=belegnummer,
            erfasst_von=akteur,
        )
        handlung.nenne(nachher={"art": art, "betrag": betrag, "tag": tag, "belegnummer": belegnummer})
    return zahlung


def lege_nachweis_vor(
    pk: int, *, sachbericht: str, gruende: Mapping[int, str], stand: int, akteur: Benutzer
) -> Weiterleitung:
    """The city's proof: a report, and for every sub-grant (by id) whose proof is not checked why it is open."""
    with akt(Tat.WEITERLEITUNG_NACHWEISEN, _zeile(pk), NACHWEIS, akteur=akteur, stand=stand) as handlung:
        weiterleitung = handlung.objekt
        _verlange(weiterleitung, S.BESTAETIGT)
        offene = list(stand_der.offene(weiterleitung))
        keine_oder(_nachweismaengel(sachbericht, offene, gruende))
        weiterleitung.lege_nachweis_vor()
        weiterleitung.sachbericht = sachbericht
        weiterleitung.nachweis_von, weiterleitung.nachweis_am = akteur, uhr.jetzt()
        weiterleitung.offene.all().delete()
        OffenerNachweis.objects.bulk_create(
            OffenerNachweis(weiterleitung=weiterleitung, antrag=a, grund=gruende[a.pk].strip())
            for a in offene
        )
        handlung.nenne(
            nachher={"sachbericht": sachbericht, **{f"grund_{a.aktenzeichen}": gruende[a.pk] for a in offene}}
        )
    return weiterleitung


def _nachweismaengel(sachbericht: str, offene: Sequence[Any], gruende: Mapping[int, str]) -> Iterator[Mangel]:
    if not sachbericht.strip():
        yield Mangel("Bitte schreiben Sie den Sachbericht.", feld="sachbericht")
    for antrag in offene:
        if not gruende.get(antrag.pk, "").strip():
            text = (
                f"Der Nachweis zu {antrag.aktenzeichen} ist noch nicht geprüft. Bitte nennen Sie den Grund."
            )
            yield Mangel(text, feld=f"grund_{antrag.pk}")


def gib_nachweis_zurueck(pk: int, *, grund: str, stand: int, akteur: Benutzer) -> Weiterleitung:
    """The second person wants the proof written anew."""
    with akt(Tat.WEITERLEITUNG_ZURUECKGEBEN, _zeile(pk), ABSCHLUSS, akteur=akteur, stand=stand) as handlung:
        _verlange(handlung.objekt, S.NACHWEIS_VORGELEGT)
        _verlange_grund(grund)
        handlung.objekt.gib_nachweis_zurueck()
        handlung.objekt.grund = grund
        handlung.nenne(nachher={"grund": grund})
    return handlung.objekt


def schliesse_ab(
    pk: int, *, schreibe: Callable[[Weiterleitung], bytes], stand: int, akteur: Benutzer
) -> Weiterleitung:
    """A second person signs; the file that goes to the Land is kept with its hash and never changes.

    Raises MaengelFehler when a sub-grant has been opened since the proof was written that it does not name.
    """
    with akt(Tat.WEITERLEITUNG_ABSCHLIESSEN, _zeile(pk), ABSCHLUSS, akteur=akteur, stand=stand) as handlung:
        weiterleitung = handlung.objekt
        _verlange(weiterleitung, S.NACHWEIS_VORGELEGT)
        genannt = weiterleitung.offene.values("antrag")
        keine_oder(
            Mangel(f"{antrag.aktenzeichen} ist offen und im Nachweis nicht genannt: bitte zurückgeben.")
            for antrag in stand_der.offene(weiterleitung).exclude(pk__in=genannt)
        )
        weiterleitung.zeichne_nachweis()
        weiterleitung.abgeschlossen_von, weiterleitung.abgeschlossen_am = akteur, uhr.jetzt()
        pdf = schreibe(weiterleitung)
        weiterleitung.sha256 = sha256_hex(pdf)
        weiterleitung.datei.save("", ContentFile(pdf), save=False)
        alle, anzahl = stand_der.summen(weiterleitung), stand_der.zugewendete(weiterleitung).count()
        handlung.nenne(
            nachher={"anzahl": anzahl, "ausgezahlt": alle.ausgezahlt, "anerkannt": alle.anerkannt},
            dokument_hash=weiterleitung.sha256,
        )
    return weiterleitung


def _zeile(pk: int) -> Any:
    return Weiterleitung.objects.select_related("stelle").filter(pk=pk)


def _verlange(weiterleitung: Weiterleitung, status: Weiterleitungsstatus) -> None:
    if weiterleitung.status != status:
        raise Ueberholt(ANDERS)


def _verlange_grund(grund: str) -> None:
    if not grund.strip():
        keine_oder([Mangel("Bitte nennen Sie den Grund.", feld="grund")])


def _felder(angaben: Angaben) -> dict[str, Any]:
    return {name: wert for name, wert in vars(angaben).items() if name != "zeilen"}


def _maengel(angaben: Angaben, weiterleitung: Weiterleitung, akteur: Benutzer) -> Iterator[Mangel]:
    if angaben.bescheid_vom > uhr.heute():
        yield Mangel("Der Bescheid liegt in der Zukunft.", feld="bescheid_vom")
    if angaben.nachweis_bis <= angaben.bescheid_vom:
        yield Mangel("Der Nachweis liegt vor dem Bescheid.", feld="nachweis_bis")
    if Weiterleitung.objects.filter(zeichen=angaben.zeichen).exclude(pk=weiterleitung.pk).exists():
        yield Mangel("Dieser Bescheid ist schon erfasst.", feld="zeichen")
    yield from _zeilenmaengel(angaben.zeilen, weiterleitung, akteur)


def _zeilenmaengel(
    zeilen: Sequence[Zeile], weiterleitung: Weiterleitung, akteur: Benutzer
) -> Iterator[Mangel]:
    if not zeilen:
        yield Mangel("Bitte nennen Sie mindestens eine Haushaltsstelle mit ihrem Betrag.", feld="zeile_1")
    gespeiste = Speisung.objects.filter(haushaltsstelle__in=[z.haushaltsstelle for z in zeilen])
    belegt = set(gespeiste.exclude(weiterleitung=weiterleitung.pk).values_list("haushaltsstelle", flat=True))
    genannt: set[int] = set()
    for zeile in zeilen:
        pk, feld = zeile.haushaltsstelle.pk, f"zeile_{zeile.nr}"
        if pk in genannt:
            yield Mangel("Jede Haushaltsstelle bitte nur einmal nennen.", feld=feld)
        if pk in belegt:
            yield Mangel("Diese Haushaltsstelle speist schon ein anderer Bescheid.", feld=feld)
        if not rechte.darf(akteur, Recht.HAUSHALT_BEWIRTSCHAFTEN, zeile.haushaltsstelle.stelle):
            yield Mangel("Diese Haushaltsstelle gehört nicht zu Ihrer Stelle.", feld=feld)
        genannt.add(pk)


def _speise(weiterleitung: Weiterleitung, zeilen: Sequence[Zeile]) -> None:
    Speisung.objects.bulk_create(
        Speisung(weiterleitung=weiterleitung, haushaltsstelle=z.haushaltsstelle, betrag=z.betrag)
        for z in zeilen
    )


def _fakten(angaben: Angaben) -> dict[str, Any]:
    felder = _felder(angaben) | {"stelle": angaben.stelle.name}
    return {**felder, "haushaltsstellen": [f"{z.haushaltsstelle}: {zeige(z.betrag)}" for z in angaben.zeilen]}
