"""What is done to an offer: written, handed in, returned, published by a second person, replaced, withdrawn.

Everything raises Verweigert without the right, Ueberholt when the page was outdated, MaengelFehler for
what stands against it; each act is one entry in the chain of the Stelle that offers.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from antraege.angebote.maengel import anbietermaengel, angebotsmaengel
from antraege.angebote.models import OEFFENTLICHE_FELDER, Angebot, Angebotsstatus, Standort, Themenfeld
from antraege.angebote.queries import koordinierende
from antraege.kern.maengel import Mangel, keine_oder
from antraege.maschine import Uebergang
from rollen import rechte, uhr
from rollen.akt import Akt, Wer, akt, unterschied, wer_schon_darf
from rollen.fehler import Ueberholt
from rollen.kontopost import sende
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

GEAENDERT = "Das Angebot wurde geändert, seit Sie diese Seite geöffnet haben."
OFFEN = (Angebotsstatus.ENTWURF, Angebotsstatus.VORGELEGT)
VERGEBEN = (Angebotsstatus.VEROEFFENTLICHT, Angebotsstatus.ZURUECKGEZOGEN)


@transaction.atomic
def lege_an(
    anbieter: Stelle, felder: Mapping[str, Any], *, standorte: Collection[Standort] = (), akteur: Benutzer
) -> Angebot:
    """Write a new offer as a draft."""
    berechtigung = rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, anbieter)
    keine_oder(anbietermaengel(anbieter, ganztag=felder["ganztag"]))
    return _schreibe_neu(Angebot(anbieter=anbieter), felder, standorte, akteur, berechtigung)


def bearbeite(
    angebot_id: int,
    felder: Mapping[str, Any],
    *,
    standorte: Collection[Standort] = (),
    stand: int | None,
    akteur: Benutzer,
) -> Angebot:
    """Change a draft. What was in the catalogue stays as it is: its successor is written, and returned here."""
    weg = Angebot.bearbeiten
    with _schritt(Tat.ANGEBOT_AENDERN, angebot_id, PFLEGE, weg, stand=stand, akteur=akteur) as schritt:
        angebot = schritt.objekt
        keine_oder(anbietermaengel(angebot.anbieter, ganztag=felder["ganztag"]))
        if angebot.status in VERGEBEN:
            if offene_fassung(angebot):
                raise Ueberholt("Zu diesem Angebot gibt es schon eine neue Fassung in Arbeit.")
            schritt.unveraendert = True
            neu = Angebot(anbieter=angebot.anbieter, stamm_id=angebot.stamm_id_oder_selbst)
            return _schreibe_neu(neu, felder, standorte, akteur, schritt.berechtigung)
        vorher = inhalt(angebot)
        _uebernimm(angebot, felder)
        angebot.standorte.set(standorte)
        angebot.verfasst_von.add(akteur)
        schritt.nenne(**unterschied(vorher, inhalt(angebot)))
    return angebot


def lege_vor(angebot_id: int, *, stand: int | None, akteur: Benutzer) -> Angebot:
    """Ask a second person to publish."""
    weg = Angebot.vorlegen
    with _schritt(Tat.ANGEBOT_VORLEGEN, angebot_id, PFLEGE, weg, stand=stand, akteur=akteur) as schritt:
        angebot = schritt.objekt
        keine_oder(angebotsmaengel(angebot))
        angebot.vorgelegt_am, angebot.vorgelegt_von, angebot.rueckgabegrund = uhr.jetzt(), akteur, ""
    return angebot


def ziehe_zurueck(angebot_id: int, *, stand: int | None, akteur: Benutzer) -> Angebot:
    """Take a draft back, or a published offer out of the catalogue; agreements that rest on it stay."""
    weg = Angebot.zurueckziehen
    with _schritt(Tat.ANGEBOT_ZURUECKZIEHEN, angebot_id, PFLEGE, weg, stand=stand, akteur=akteur) as schritt:
        schritt.objekt.beendet_am, schritt.objekt.beendet_von = uhr.jetzt(), akteur
    return schritt.objekt


def gib_zurueck(angebot_id: int, *, grund: str, stand: int | None, akteur: Benutzer) -> Angebot:
    """Send it back to those who wrote it, with a reason they read."""
    weg = Angebot.zurueckgeben
    with _schritt(Tat.ANGEBOT_ZURUECKGEBEN, angebot_id, PRUEFUNG, weg, stand=stand, akteur=akteur) as schritt:
        angebot = schritt.objekt
        if not grund.strip():
            keine_oder([Mangel("Bitte nennen Sie den Grund. Der Anbieter liest ihn.", feld="grund")])
        angebot.rueckgabegrund, angebot.zurueckgegeben_am = grund.strip(), uhr.jetzt()
        _melde(angebot, "Ihr Angebot kommt zurück")
        schritt.nenne(nachher={"grund": grund.strip()})
    return angebot


def veroeffentliche(angebot_id: int, *, stand: int | None, akteur: Benutzer) -> Angebot:
    """Put it into the catalogue, in the place of the version before."""
    weg = Angebot.veroeffentlichen
    with _schritt(
        Tat.ANGEBOT_VEROEFFENTLICHEN, angebot_id, PRUEFUNG, weg, stand=stand, akteur=akteur
    ) as schritt:
        angebot = schritt.objekt
        keine_oder(angebotsmaengel(angebot))
        stamm = angebot.stamm_id_oder_selbst
        bisherige = Angebot.objects.select_for_update().filter(status=Angebotsstatus.VEROEFFENTLICHT)
        ersetzt = [*bisherige.filter(stamm=stamm), *bisherige.filter(pk=stamm)]
        for alte in ersetzt:
            alte.beendet_am, alte.beendet_von = uhr.jetzt(), akteur
            alte.stand += 1
            alte.bewege(Angebot.ersetzen)
        angebot.veroeffentlicht_am, angebot.veroeffentlicht_von = uhr.jetzt(), akteur
        _melde(angebot, "Ihr Angebot ist veröffentlicht")
        schritt.nenne(nachher={"ersetzt": [f"angebot/{alte.pk}" for alte in ersetzt]})
    return angebot


def offene_fassung(angebot: Angebot) -> Angebot | None:
    """The version of this offer that is being written or waits for publication."""
    andere = Angebot.objects.filter(stamm=angebot.stamm_id_oder_selbst, status__in=OFFEN)
    return andere.exclude(pk=angebot.pk).first()


def hinderung(angebot: Angebot, akteur: Benutzer) -> str:
    """Why this person may not decide on this offer, as a sentence; empty when they may."""
    if angebot.vorgelegt_von_id == akteur.pk or angebot.verfasst_von.filter(pk=akteur.pk).exists():
        return "Wer ein Angebot geschrieben oder vorgelegt hat, veröffentlicht es nicht. Das macht eine zweite Person."
    return ""


def inhalt(angebot: Angebot) -> dict[str, Any]:
    """What the offer says, as the trail keeps it."""
    werte = {name: getattr(angebot, name) for name in OEFFENTLICHE_FELDER}
    orte = sorted(str(standort) for standort in angebot.standorte.all())
    return {**werte, "themenfeld": str(angebot.themenfeld), "standorte": orte}


def _schreibe_neu(
    angebot: Angebot,
    felder: Mapping[str, Any],
    standorte: Collection[Standort],
    akteur: Benutzer,
    berechtigung: Berechtigung | None,
) -> Angebot:
    with akt(Tat.ANGEBOT_ANLEGEN, angebot, wer_schon_darf(berechtigung), akteur=akteur) as anlage:
        _uebernimm(angebot, felder)
        angebot.erstellt_von = akteur
        angebot.save()
        angebot.standorte.set(standorte)
        angebot.verfasst_von.add(akteur)
        anlage.nenne(nachher=inhalt(angebot))
    return angebot


def _uebernimm(angebot: Angebot, felder: Mapping[str, Any]) -> None:
    for name in OEFFENTLICHE_FELDER:
        setattr(angebot, name, felder[name])
    angebot.verschlagworte()


@contextmanager
def _schritt(
    tat: Tat, angebot_id: int, wer: Wer[Angebot], weg: Uebergang, *, stand: int | None, akteur: Benutzer
) -> Iterator[Akt[Angebot]]:
    """One step of one version, the first of its versions locked before: one act at a time per offer."""
    alle = Angebot.objects.filter(pk=angebot_id)
    with transaction.atomic():
        if stamm := alle.values_list("stamm", flat=True).first():
            Angebot.objects.select_for_update(of=("self",)).get(pk=stamm)
        zeile = alle.select_related("anbieter", "themenfeld", "vorgelegt_von")
        with akt(tat, zeile, wer, akteur=akteur, zugleich=True) as schritt:
            angebot = schritt.objekt
            if stand is not None and stand != angebot.stand:
                raise Ueberholt(GEAENDERT)
            yield schritt
            if not schritt.unveraendert:
                keine_oder(angebot.unerfuellt(weg))
                weg(angebot)
                schritt.nenne(nachher={"titel": angebot.titel, **schritt.fakten.get("nachher", {})})


def verlange_veroeffentlichung(angebot: Angebot, akteur: Benutzer) -> Berechtigung:
    """The right at one of the deciding Stellen, by somebody who has not written it. Raises Verweigert."""
    berechtigung = verlange_koordination(akteur, Recht.ANGEBOT_VEROEFFENTLICHEN, angebot.themenfeld)
    if grund := hinderung(angebot, akteur):
        raise Verweigert(grund)
    return berechtigung


PFLEGE: Wer[Angebot] = Wer(
    lambda angebot, akteur: rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, angebot.anbieter)
)
PRUEFUNG: Wer[Angebot] = Wer(verlange_veroeffentlichung)


def verlange_koordination(akteur: Benutzer, recht: Recht, themenfeld: Themenfeld) -> Berechtigung:
    """The right at one of the Stellen that coordinate the topic, or at the Servicestelle. Raises Verweigert."""
    stellen = koordinierende(themenfeld)
    gefunden = (rechte.berechtigung_fuer(akteur, recht, stelle) for stelle in stellen)
    if berechtigung := next(filter(None, gefunden), None):
        return berechtigung
    namen = ", ".join(dict.fromkeys(stelle.name for stelle in stellen))
    raise Verweigert(f"Über „{themenfeld}“ entscheidet: {namen}.", rechte.wer_darf(recht))


def _melde(angebot: Angebot, betreff: str) -> None:
    if angebot.vorgelegt_von is not None:
        sende("angebot_entschieden", an=angebot.vorgelegt_von, betreff=betreff, fakten={"angebot": angebot})
