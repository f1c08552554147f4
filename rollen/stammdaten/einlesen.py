"""A directory is read, shown row by row, and taken over: new Stellen as proposals, changes at once, nothing deleted."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import QuerySet

from rollen import rechte, uhr
from rollen.akt import Wer, akt
from rollen.fehler import Ueberholt
from rollen.kanon import sha256_hex
from rollen.models import Benutzer, Stammdatenaenderung, Stelle, Stellenart, Verzeichnis, Verzeichnisimport
from rollen.stammdaten import aenderungen, verzeichnis
from rollen.stammdaten.stelle import STELLE
from rollen.stammdaten.stellenformulare import uebergeordnete
from rollen.stammdaten.verzeichnis import Zeile
from rollen.tabelle import Recht
from rollen.taten import Tat

NEU, GEAENDERT, GLEICH, WARTET, FEHLERHAFT = "neu", "geaendert", "gleich", "wartet", "fehlerhaft"
GENANNTE_FREMDE = 20
HAT_SICH_BEWEGT = "Seit dem Einlesen hat sich etwas geändert. Bitte lesen Sie die Datei noch einmal ein."


@dataclass(frozen=True)
class Befund:
    """What one row would do (`was`), in words, and which Stelle it means."""

    nr: int
    was: str
    nummer: str
    name: str
    worte: list[str]
    stelle: int | None = None
    eltern: int | None = None


def lies(inhalt: bytes, art: Verzeichnis) -> dict[str, Any]:
    """What a file would change, as it is stored and shown. Raises Dateifehler."""
    gelesen = verzeichnis.lies(inhalt, art)
    ort = Stelle.objects.get(art=Stellenart.STADT, eltern=None).name.removeprefix("Stadt ")
    eigene: list[Zeile] = []
    fremde: list[Zeile] = []
    for zeile in gelesen.zeilen:
        (eigene if zeile.ort.casefold() in ("", ort.casefold()) else fremde).append(zeile)
    nummern = {zeile.nummer for zeile in gelesen.zeilen}
    fehlend = Stelle.objects.filter(art=art, aktiv=True, nummer__gt="").exclude(nummer__in=nummern)
    return {
        "ort": ort,
        "zeilen": [asdict(zeile) for zeile in eigene],
        "befunde": [asdict(befund) for befund in pruefe(eigene, art)],
        "fremd": len(fremde),
        "fremde": [[zeile.nr, zeile.name, zeile.ort] for zeile in fremde[:GENANNTE_FREMDE]],
        "unbekannt": gelesen.unbekannt,
        "fehlend": [[stelle.pk, stelle.name, stelle.nummer] for stelle in fehlend],
    }


def pruefe(zeilen: Iterable[Zeile], art: Verzeichnis) -> list[Befund]:
    """Each row against the Stellen as they are now; three queries, however many rows."""
    alle = list(Stelle.objects.filter(art=art, aktiv=True).select_related("eltern"))
    nach_nummer = {stelle.nummer: stelle for stelle in alle if stelle.nummer}
    nach_namen = {stelle.name.casefold(): stelle for stelle in alle if not stelle.nummer}
    traeger = {stelle.name.casefold(): stelle for stelle in uebergeordnete()}
    traeger |= {stelle.kuerzel.casefold(): stelle for stelle in traeger.values()}
    wartend = _wartende(art)
    befunde = []
    for zeile in zeilen:
        da = nach_nummer.get(zeile.nummer) or nach_namen.get(zeile.name.casefold())
        befund = _befund(zeile, da, traeger, wartend, art)
        aehnlich = [stelle for name, stelle in nach_namen.items() if name in zeile.name.casefold()]
        if befund.was == NEU and aehnlich:
            satz = f"„{aehnlich[0]}“ gibt es schon ohne Nummer. Tragen Sie dort zuerst die Nummer {zeile.nummer} ein."
            befund = replace(befund, was=FEHLERHAFT, worte=[satz])
        befunde.append(befund)
    return befunde


def _wartende(art: Verzeichnis) -> set[str]:
    offene = Stammdatenaenderung.objects.filter(sache="stelle", handlung="anlegen", **aenderungen.OFFEN)
    eingaben = [e for e in offene.values_list("eingaben", flat=True) if e.get("art") == [art.value]]
    return {nummer for e in eingaben for nummer in e.get("nummer", ()) if nummer}


def _befund(
    zeile: Zeile, da: Stelle | None, traeger: dict[str, Stelle], wartend: set[str], art: Verzeichnis
) -> Befund:
    kopf: dict[str, Any] = {"nr": zeile.nr, "nummer": zeile.nummer, "name": zeile.name}
    if zeile.fehler:
        return Befund(was=FEHLERHAFT, worte=zeile.fehler, **kopf)
    oben, satz = _eltern(zeile, traeger, art)
    if da is None:
        if zeile.nummer in wartend:
            return Befund(was=WARTET, worte=["Ist schon vorgeschlagen und wartet auf die Freigabe."], **kopf)
        if oben is None:
            return Befund(was=FEHLERHAFT, worte=[satz], **kopf)
        worte = [f"Gehört zu: {oben}", f"Anschrift: {zeile.anschrift}"]
        if zeile.email:
            worte.append(f"E-Mail: {zeile.email}")
        return Befund(was=NEU, worte=worte, eltern=oben.pk, **kopf)
    worte = [
        f"{wort}: {alt or '–'} → {neu}"
        for wort, alt, neu in (
            ("Name", da.name, zeile.name),
            ("Nummer", da.nummer, zeile.nummer),
            ("Anschrift", da.anschrift, zeile.anschrift),
            ("E-Mail", da.email, zeile.email),
        )
        if neu and alt != neu
    ]
    was = GEAENDERT if worte else GLEICH
    if oben is not None and oben.pk != da.eltern_id:
        satz = "Der Träger ist hier „{}“, im Verzeichnis „{}“. Bitte verschieben Sie die Stelle selbst."
        worte.append(satz.format(da.eltern, oben))
    return Befund(was=was, worte=worte, stelle=da.pk, **kopf)


def _eltern(zeile: Zeile, traeger: dict[str, Stelle], art: Verzeichnis) -> tuple[Stelle | None, str]:
    """Below which Stelle it stands; the directory of schools names private Träger by number only."""
    if zeile.traeger:
        gefunden = traeger.get(zeile.traeger.casefold())
        return (
            gefunden,
            f"Den Träger „{zeile.traeger}“ gibt es hier nicht. Er registriert sich zuerst selbst.",
        )
    if art == Verzeichnis.SCHULE and not zeile.privat:
        return next((s for s in traeger.values() if s.art == Stellenart.STADT), None), ""
    return (
        None,
        "Die Schule gehört nicht der Stadt, und die Datei nennt keinen Träger. Bitte legen Sie sie einzeln an.",
    )


def lies_ein(inhalt: bytes, *, art: Verzeichnis, name: str, akteur: Benutzer) -> Verzeichnisimport:
    """Read a file and keep what it would change. Raises Verweigert, Dateifehler."""
    gelesen = Verzeichnisimport(art=art, name=name[-120:], sha256=sha256_hex(inhalt), gelesen_von=akteur)
    with akt(Tat.VERZEICHNIS_EINLESEN, gelesen, PFLEGE, akteur=akteur) as einlesen:
        gelesen.ergebnis = lies(inhalt, art)
        nachher = {"datei": gelesen.name, "zeilen": len(gelesen.ergebnis["zeilen"])}
        einlesen.nenne(nachher=nachher, dokument_hash=gelesen.sha256)
    return gelesen


def uebernimm(import_id: int, *, akteur: Benutzer) -> tuple[int, int]:
    """Propose every new Stelle and change the others at once; how many of each. Faulty rows stay outside.

    Raises Verweigert, Ueberholt when it is done, discarded, or would do something else by now.
    """
    with akt(Tat.VERZEICHNIS_UEBERNEHMEN, _zeile(import_id), PFLEGE, akteur=akteur) as handlung:
        gelesen = handlung.objekt
        _verlange_offen(gelesen)
        zeilen = [Zeile(**zeile) for zeile in gelesen.ergebnis["zeilen"]]
        befunde = pruefe(zeilen, Verzeichnis(gelesen.art))
        if [asdict(befund) for befund in befunde] != gelesen.ergebnis["befunde"]:
            raise Ueberholt(HAT_SICH_BEWEGT)
        neue = geaenderte = 0
        for zeile, befund in zip(zeilen, befunde, strict=True):
            if befund.was == NEU:
                _schlage_vor(gelesen, zeile, befund, akteur)
                neue += 1
            elif befund.was == GEAENDERT:
                geaenderte += _aendere(gelesen, zeile, befund, akteur)
        gelesen.uebernommen_am = uhr.jetzt()
        fehlerhaft = sum(befund.was == FEHLERHAFT for befund in befunde)
        nachher = {"datei": gelesen.name, "neu": neue, "geaendert": geaenderte, "fehlerhaft": fehlerhaft}
        handlung.nenne(nachher=nachher, dokument_hash=gelesen.sha256)
    return neue, geaenderte


def verwirf(import_id: int, *, akteur: Benutzer) -> None:
    """Nothing of it is taken over. Raises Verweigert, Ueberholt."""
    with akt(Tat.VERZEICHNIS_VERWERFEN, _zeile(import_id), PFLEGE, akteur=akteur) as handlung:
        _verlange_offen(handlung.objekt)
        handlung.objekt.verworfen_am = uhr.jetzt()
        handlung.nenne(nachher={"datei": handlung.objekt.name})


def _schlage_vor(gelesen: Verzeichnisimport, zeile: Zeile, befund: Befund, akteur: Benutzer) -> None:
    eingaben = {
        "art": gelesen.art,
        "name": zeile.name,
        "eltern": str(befund.eltern),
        "nummer": zeile.nummer,
        "anschrift": zeile.anschrift,
        "email": zeile.email,
    }
    _tue("anlegen", None, eingaben, gelesen, akteur)


def _aendere(gelesen: Verzeichnisimport, zeile: Zeile, befund: Befund, akteur: Benutzer) -> int:
    stelle = Stelle.objects.get(pk=befund.stelle or 0)
    angaben = {
        "nummer": zeile.nummer,
        "anschrift": zeile.anschrift or stelle.anschrift,
        "email": zeile.email or stelle.email,
    }
    if {name: getattr(stelle, name) for name in angaben} != angaben:
        _tue("angaben", stelle, angaben, gelesen, akteur)
    if stelle.name != zeile.name:
        _tue("umbenennen", Stelle.objects.get(pk=stelle.pk), {"name": zeile.name}, gelesen, akteur)
    return 1


def _tue(
    name: str, stelle: Stelle | None, eingaben: dict[str, str], gelesen: Verzeichnisimport, akteur: Benutzer
) -> None:
    """As if a person had typed it. Raises Ueberholt when it does not fit any more."""
    handlung = STELLE.handlung(name)
    assert handlung is not None
    werte = {**eingaben, "gilt_ab": uhr.heute().isoformat(), "grund": str(gelesen)}
    form = handlung.gebunden({n: [wert] for n, wert in werte.items()}, stelle)
    if not form.is_valid():
        satz = " ".join(str(m) for meldungen in form.errors.values() for m in meldungen)
        raise Ueberholt(f"{eingaben.get('name') or stelle}: {satz}")
    aenderungen.schlage_vor(STELLE, handlung, form, akteur=akteur, stapel=gelesen)


def _verlange_offen(gelesen: Verzeichnisimport) -> None:
    if gelesen.uebernommen_am or gelesen.verworfen_am:
        raise Ueberholt("Darüber ist schon entschieden.")


def _zeile(import_id: int) -> QuerySet[Verzeichnisimport]:
    return Verzeichnisimport.objects.filter(pk=import_id)


PFLEGE: Wer[Verzeichnisimport] = Wer(
    lambda _, akteur: rechte.verlange_irgendwo(akteur, Recht.STAMMDATEN_PFLEGEN)
)
