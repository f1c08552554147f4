"""Writing a version of a programme's rules: begin, change, lay before a second person, take back, give up.

Every act locks the version, asks the right at the Stelle in charge, counts the change, remembers who wrote, and
says in the trail what is different. A released version never changes (`services.freigeben`).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from antraege.dokumente.models import Textbaustein
from antraege.kern.maengel import keine_oder
from antraege.programme.festwerte import wertgrenzen_am
from antraege.programme.models import Finanzierungsart, Foerderprogramm, Rechtsregime, Richtlinie
from antraege.programme.queries import freigabemaengel
from antraege.programme.redaktion.abschnitte import Abschnitt
from antraege.programme.redaktion.unterschied import unterschied
from antraege.programme.regelwerk import Daten, als_daten, lege_richtlinie_an, neue_richtlinie
from rollen import rechte, uhr
from rollen.akt import Akt, Wer, akt
from rollen.fehler import Ueberholt
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat

FREIGEGEBEN = "Diese Fassung ist freigegeben und ändert sich nicht mehr. Beginnen Sie eine neue Fassung."
VORGELEGT = "Diese Fassung ist vorgelegt. Holen Sie sie zurück, wenn Sie etwas ändern wollen."
OFFENE_FASSUNG = "An diesem Programm schreibt schon jemand eine neue Fassung. Arbeiten Sie dort weiter."
LEER: Daten = {
    "richtlinie": {
        "titel": "Richtlinie",
        "rechtsgrundlage": "§§ 23, 44 LHO NRW entsprechend",
        "rechtsregime": Rechtsregime.VWVFG.value,
        "finanzierungsart": Finanzierungsart.FESTBETRAG.value,
        "antragsberechtigt": [],
    },
    **{
        liste: []
        for liste in (
            *("fragen", "berichtsfragen", "unterlagen", "aufrufe", "mitzeichnung", "nebenbestimmungen"),
        )
    },
    "pruefpunkte": {},
    "wertgrenzen": {},
}


def _darf_schreiben(richtlinie: Richtlinie, akteur: Benutzer) -> Berechtigung:
    return rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, richtlinie.programm.stelle)


def _darf_zurueckholen(richtlinie: Richtlinie, akteur: Benutzer) -> Berechtigung:
    """Who writes takes it back, who should release gives it back."""
    stelle = richtlinie.programm.stelle
    freigebend = rechte.berechtigung_fuer(akteur, Recht.RICHTLINIE_FREIGEBEN, stelle)
    return freigebend or rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, stelle)


GRUENDEN: Wer[Foerderprogramm] = Wer(
    lambda programm, akteur: rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, programm.stelle)
)
SCHREIBEN: Wer[Richtlinie] = Wer(_darf_schreiben)
ZURUECKHOLEN: Wer[Richtlinie] = Wer(_darf_zurueckholen)


@transaction.atomic
def lege_programm_an(*, name: str, stelle: Stelle, akteur: Benutzer, **felder: Any) -> Richtlinie:
    """A new programme with a first version, empty but for the Wertgrenzen of the city. Raises Verweigert."""
    grenzen = {ebene: str(betrag) for ebene, betrag in wertgrenzen_am(uhr.heute()).items()}
    anfang = {**LEER["richtlinie"], "titel": f"Richtlinie {name}"}
    leer = {**LEER, "richtlinie": anfang, "wertgrenzen": grenzen}
    return gruende(Foerderprogramm(name=name, stelle=stelle, **felder), leer, akteur=akteur)


@transaction.atomic
def gruende(programm: Foerderprogramm, daten: Daten, *, akteur: Benutzer, **quelle: str) -> Richtlinie:
    """A new programme with its first version to write on from these data. Raises Verweigert."""
    with akt(Tat.PROGRAMM_ANLEGEN, programm, GRUENDEN, akteur=akteur) as anlegen:
        programm.kuerzel = freies_kuerzel(programm.name)
        anlegen.nenne(nachher={"name": programm.name, "stelle": programm.stelle.name, **quelle})
    return beginne(programm, daten, akteur=akteur)


def freies_kuerzel(name: str) -> str:
    """The part of the address, made of the name, that no programme has yet."""
    stamm = slugify(name)[:36].strip("-") or "programm"
    vergeben = set(
        Foerderprogramm.objects.filter(kuerzel__startswith=stamm).values_list("kuerzel", flat=True)
    )
    nummern = (f"{stamm}-{nr}" for nr in range(2, len(vergeben) + 3))
    return stamm if stamm not in vergeben else next(k for k in nummern if k not in vergeben)


def neue_fassung(programm: Foerderprogramm, *, akteur: Benutzer) -> Richtlinie:
    """The next version, as a copy of the newest one that was released; calls that are over stay behind.

    Raises Verweigert, Ueberholt.
    """
    vorbild = programm.richtlinien.filter(freigegeben_am__isnull=False).order_by("-version").first()
    if vorbild is None:
        raise Ueberholt("Von diesem Programm ist noch keine Fassung freigegeben.")
    daten = als_daten(vorbild)
    heute = f"{uhr.heute():%Y-%m-%d}"
    daten["richtlinie"].update(gueltig_von=heute, gueltig_bis=None)
    daten["aufrufe"] = [aufruf for aufruf in daten["aufrufe"] if not aufruf["bis"] or aufruf["bis"] >= heute]
    return beginne(programm, daten, akteur=akteur)


@transaction.atomic
def beginne(programm: Foerderprogramm, daten: Daten, *, akteur: Benutzer) -> Richtlinie:
    """A version to write on from these data. Raises Verweigert, Ueberholt while another one is open."""
    programm = Foerderprogramm.objects.select_for_update(of=("self",)).get(pk=programm.pk)
    rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, programm.stelle)
    if programm.richtlinien.filter(freigegeben_am__isnull=True).exists():
        raise Ueberholt(OFFENE_FASSUNG)
    hoechste = programm.richtlinien.aggregate(hoechste=Max("version"))["hoechste"] or 0
    beginn = {"gueltig_von": daten["richtlinie"].get("gueltig_von") or uhr.heute()}
    neu = neue_richtlinie(
        programm, daten, erstellt_von=akteur, version=hoechste + 1, vorgelegt_am=None, **beginn
    )
    with akt(Tat.RICHTLINIE_BEGINNEN, neu, SCHREIBEN, akteur=akteur) as beginnen:
        lege_richtlinie_an(neu, daten)
        beginnen.nenne(nachher={"version": neu.version, "titel": neu.titel})
    return neu


@contextmanager
def _geschrieben(pk: int, akteur: Benutzer, stand: int) -> Iterator[Richtlinie]:
    with akt(Tat.RICHTLINIE_AENDERN, _eine(pk), SCHREIBEN, akteur=akteur, stand=stand) as schreiben:
        richtlinie = schreiben.objekt
        _verlange_offen(richtlinie)
        vorher = als_daten(richtlinie)
        yield richtlinie
        _vermerke(schreiben, vorher)


def _vermerke(schreiben: Akt[Richtlinie], vorher: Daten) -> None:
    assert schreiben.akteur is not None
    schreiben.objekt.mitwirkende.add(schreiben.akteur)
    aenderungen = unterschied(vorher, als_daten(schreiben.objekt))
    saetze = [f"{aenderung.abschnitt}: {aenderung.satz}" for aenderung in aenderungen]
    schreiben.nenne(nachher={"version": schreiben.objekt.version, "geaendert": saetze})


def _eine(pk: int) -> Any:
    return Richtlinie.objects.select_related("programm__stelle").filter(pk=pk)


def _verlange_offen(richtlinie: Richtlinie) -> None:
    if richtlinie.freigegeben_am:
        raise Ueberholt(FREIGEGEBEN)
    if richtlinie.vorgelegt_am:
        raise Ueberholt(VORGELEGT)


def speichere_felder(pk: int, werte: Mapping[str, Any], *, akteur: Benutzer, stand: int) -> None:
    """Fields of the version itself. Raises Verweigert, Ueberholt."""
    with _geschrieben(pk, akteur, stand) as richtlinie:
        for feld, wert in werte.items():
            setattr(richtlinie, feld, wert)


def speichere_programm(pk: int, werte: Mapping[str, Any], *, akteur: Benutzer, stand: int) -> None:
    """What the programme is called and who is in charge, until its first release. Raises Verweigert, Ueberholt."""
    with _geschrieben(pk, akteur, stand) as richtlinie:
        programm = richtlinie.programm
        if not programm_offen(programm):
            raise Ueberholt("Name, Stelle und Zeichen stehen seit der ersten Freigabe fest.")
        rechte.verlange(akteur, Recht.RICHTLINIE_BEARBEITEN, werte["stelle"])
        for feld, wert in werte.items():
            setattr(programm, feld, wert)
        programm.save()


def programm_offen(programm: Foerderprogramm) -> bool:
    """Whether its name and Stelle may still change: nobody outside has seen it."""
    return not programm.richtlinien.filter(freigegeben_am__isnull=False).exists()


def speichere_zeile(
    pk: int,
    abschnitt: Abschnitt,
    zeile: int | None,
    werte: Mapping[str, Any],
    *,
    akteur: Benutzer,
    stand: int,
) -> None:
    """A row of a list, new at its end without `zeile`. Raises Verweigert, Ueberholt, ObjectDoesNotExist."""
    with _geschrieben(pk, akteur, stand) as richtlinie:
        zeilen = abschnitt.zeilen(richtlinie)
        neu = zeilen.model(richtlinie=richtlinie, **abschnitt.nur)
        if abschnitt.beweglich:
            neu.nr = (zeilen.aggregate(letzte=Max("nr"))["letzte"] or 0) + 1
        objekt = zeilen.get(pk=zeile) if zeile else neu
        for feld, wert in werte.items():
            setattr(objekt, feld, wert)
        objekt.save()


def uebernimm_texte(
    pk: int, abschnitt: Abschnitt, texte: Iterable[Textbaustein], *, akteur: Benutzer, stand: int
) -> None:
    """Nebenbestimmungen in the words of these texts, at the end; one of an older version takes the newer words.

    Raises Verweigert, Ueberholt.
    """
    with _geschrieben(pk, akteur, stand) as richtlinie:
        zeilen = abschnitt.zeilen(richtlinie)
        letzte = zeilen.aggregate(letzte=Max("nr"))["letzte"] or 0
        for nr, text in enumerate(texte, letzte + 1):
            werte = {"text": text.text, "herkunft_version": text.version}
            zeilen.update_or_create(
                richtlinie=richtlinie,
                herkunft=text.schluessel,
                defaults=werte,
                create_defaults={**werte, "nr": nr},
            )


def verschiebe(
    pk: int, abschnitt: Abschnitt, zeile: int, *, hoch: bool, akteur: Benutzer, stand: int
) -> None:
    """Change places with the row before or after it; nothing at an end. Raises as `speichere_zeile`."""
    with _geschrieben(pk, akteur, stand) as richtlinie:
        zeilen = list(abschnitt.zeilen(richtlinie))
        hier = next(
            nr for nr, z in enumerate(zeilen) if z.pk == abschnitt.zeilen(richtlinie).get(pk=zeile).pk
        )
        dort = hier - 1 if hoch else hier + 1
        if 0 <= dort < len(zeilen):
            zeilen[hier], zeilen[dort] = zeilen[dort], zeilen[hier]
        for nr, eine in enumerate(zeilen, 1):
            if eine.nr != nr:
                eine.nr = nr
                eine.save(update_fields=["nr"])


def entferne_zeile(pk: int, abschnitt: Abschnitt, zeile: int, *, akteur: Benutzer, stand: int) -> None:
    """Take a row out. Raises as `speichere_zeile`."""
    with _geschrieben(pk, akteur, stand) as richtlinie:
        abschnitt.zeilen(richtlinie).get(pk=zeile).delete()


def lege_vor(pk: int, *, akteur: Benutzer, stand: int) -> Richtlinie:
    """Done: a second person may release it. Raises Verweigert, Ueberholt, MaengelFehler with all that is missing."""
    with akt(Tat.RICHTLINIE_VORLEGEN, _eine(pk), SCHREIBEN, akteur=akteur, stand=stand) as vorlegen:
        _verlange_offen(vorlegen.objekt)
        keine_oder(freigabemaengel(vorlegen.objekt))
        vorlegen.objekt.vorgelegt_am = uhr.jetzt()
        vorlegen.objekt.mitwirkende.add(akteur)
        vorlegen.nenne(nachher={"version": vorlegen.objekt.version, "titel": vorlegen.objekt.titel})
    return vorlegen.objekt


def hole_zurueck(pk: int, *, akteur: Benutzer, stand: int, grund: str = "") -> Richtlinie:
    """Back to writing, by who wrote it or by who should release it. Raises Verweigert, Ueberholt."""
    with akt(Tat.RICHTLINIE_ZURUECKHOLEN, _eine(pk), ZURUECKHOLEN, akteur=akteur, stand=stand) as holen:
        if holen.objekt.freigegeben_am or not holen.objekt.vorgelegt_am:
            raise Ueberholt("Diese Fassung ist nicht mehr vorgelegt.")
        holen.objekt.vorgelegt_am = None
        holen.nenne(nachher={"version": holen.objekt.version, "grund": grund})
    return holen.objekt


def verwirf(pk: int, *, akteur: Benutzer, stand: int) -> None:
    """Give up a version nobody has released, and a programme that never had another. Raises Verweigert, Ueberholt."""
    with akt(Tat.RICHTLINIE_VERWERFEN, _eine(pk), SCHREIBEN, akteur=akteur, stand=stand) as verwerfen:
        _verlange_offen(verwerfen.objekt)
        programm = verwerfen.objekt.programm
        verwerfen.nenne(nachher={"version": verwerfen.objekt.version, "titel": verwerfen.objekt.titel})
        verwerfen.entfaellt = True
    if not programm.richtlinien.exists():
        programm.delete()
