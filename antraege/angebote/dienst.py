"""What is done to an offer: written, handed in, returned, published by a second person, replaced, withdrawn.

Everything raises Verweigert without the right, Ueberholt when the page was outdated, MaengelFehler for
what stands against it; each act is one entry in the chain of the Stelle that offers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from antraege.angebote.maengel import anbietermaengel, angebotsmaengel
from antraege.angebote.models import OEFFENTLICHE_FELDER, Angebot, Angebotsstatus, Standort
from antraege.kern.maengel import Mangel, keine_oder
from antraege.maschine import Uebergang
from rollen import rechte, uhr
from rollen.akt import halte_fest
from rollen.fehler import Ueberholt
from rollen.kontopost import sende
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

GEAENDERT = "Das Angebot wurde geändert, seit Sie diese Seite geöffnet haben."
OFFEN = (Angebotsstatus.ENTWURF, Angebotsstatus.VORGELEGT)
VERGEBEN = (Angebotsstatus.VEROEFFENTLICHT, Angebotsstatus.ZURUECKGEZOGEN)


@dataclass(frozen=True)
class _Tat:
    """A locked offer, who acts and by which right; `von` is the state before."""

    angebot: Angebot
    akteur: Benutzer
    berechtigung: Berechtigung
    von: str

    def schliesse_ab(
        self, uebergang: Uebergang, aktion: Tat, *, vorher: dict[str, Any] | None = None, **fakten: Any
    ) -> Angebot:
        """Move, count, save, record."""
        angebot = self.angebot
        angebot.stand += 1
        angebot.bewege(uebergang)
        _protokolliere(
            angebot, aktion, self.akteur, self.berechtigung, von=self.von, vorher=vorher, nachher=fakten
        )
        return angebot


@transaction.atomic
def lege_an(
    anbieter: Stelle, felder: Mapping[str, Any], *, standorte: Collection[Standort] = (), akteur: Benutzer
) -> Angebot:
    """Write a new offer as a draft."""
    berechtigung = rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, anbieter)
    keine_oder(anbietermaengel(anbieter, ganztag=felder["ganztag"]))
    return _schreibe_neu(Angebot(anbieter=anbieter), felder, standorte, akteur, berechtigung)


@transaction.atomic
def bearbeite(
    angebot_id: int,
    felder: Mapping[str, Any],
    *,
    standorte: Collection[Standort] = (),
    stand: int | None,
    akteur: Benutzer,
) -> Angebot:
    """Change a draft. What was in the catalogue stays as it is: its successor is written, and returned here."""
    tat = _beginne(angebot_id, stand, akteur)
    angebot = tat.angebot
    keine_oder(anbietermaengel(angebot.anbieter, ganztag=felder["ganztag"]))
    if angebot.status in VERGEBEN:
        if offene_fassung(angebot):
            raise Ueberholt("Zu diesem Angebot gibt es schon eine neue Fassung in Arbeit.")
        neu = Angebot(anbieter=angebot.anbieter, stamm_id=angebot.stamm_id_oder_selbst)
        return _schreibe_neu(neu, felder, standorte, akteur, tat.berechtigung)
    vorher = inhalt(angebot)
    _uebernimm(angebot, felder)
    angebot.standorte.set(standorte)
    angebot.verfasst_von.add(akteur)
    nachher = inhalt(angebot)
    geaendert = {name: wert for name, wert in nachher.items() if wert != vorher[name]}
    bisher = {name: vorher[name] for name in geaendert}
    return tat.schliesse_ab(Angebot.bearbeiten, Tat.ANGEBOT_AENDERN, vorher=bisher, **geaendert)


@transaction.atomic
def lege_vor(angebot_id: int, *, stand: int | None, akteur: Benutzer) -> Angebot:
    """Ask a second person to publish."""
    tat = _beginne(angebot_id, stand, akteur)
    keine_oder(angebotsmaengel(tat.angebot))
    tat.angebot.vorgelegt_am, tat.angebot.vorgelegt_von = uhr.jetzt(), akteur
    tat.angebot.rueckgabegrund = ""
    return tat.schliesse_ab(Angebot.vorlegen, Tat.ANGEBOT_VORLEGEN)


@transaction.atomic
def ziehe_zurueck(angebot_id: int, *, stand: int | None, akteur: Benutzer) -> Angebot:
    """Take a draft back, or a published offer out of the catalogue; agreements that rest on it stay."""
    tat = _beginne(angebot_id, stand, akteur)
    _beende(tat.angebot, akteur)
    return tat.schliesse_ab(Angebot.zurueckziehen, Tat.ANGEBOT_ZURUECKZIEHEN)


@transaction.atomic
def gib_zurueck(angebot_id: int, *, grund: str, stand: int | None, akteur: Benutzer) -> Angebot:
    """Send it back to those who wrote it, with a reason they read."""
    tat = _beginne_pruefung(angebot_id, stand, akteur)
    if not grund.strip():
        keine_oder([Mangel("Bitte nennen Sie den Grund. Der Anbieter liest ihn.", feld="grund")])
    tat.angebot.rueckgabegrund, tat.angebot.zurueckgegeben_am = grund.strip(), uhr.jetzt()
    _melde(tat.angebot, "Ihr Angebot kommt zurück")
    return tat.schliesse_ab(Angebot.zurueckgeben, Tat.ANGEBOT_ZURUECKGEBEN, grund=grund.strip())


@transaction.atomic
def veroeffentliche(angebot_id: int, *, stand: int | None, akteur: Benutzer) -> Angebot:
    """Put it into the catalogue, in the place of the version before."""
    tat = _beginne_pruefung(angebot_id, stand, akteur)
    angebot = tat.angebot
    keine_oder(angebotsmaengel(angebot))
    ersetzt = _ersetze_bisherige(angebot, akteur)
    angebot.veroeffentlicht_am, angebot.veroeffentlicht_von = uhr.jetzt(), akteur
    _melde(angebot, "Ihr Angebot ist veröffentlicht")
    return tat.schliesse_ab(Angebot.veroeffentlichen, Tat.ANGEBOT_VEROEFFENTLICHEN, ersetzt=ersetzt)


def offene_fassung(angebot: Angebot) -> Angebot | None:
    """The version of this offer that is being written or waits for publication."""
    andere = Angebot.objects.filter(stamm=angebot.stamm_id_oder_selbst, status__in=OFFEN)
    return andere.exclude(pk=angebot.pk).first()


def hinderung(angebot: Angebot, akteur: Benutzer) -> str:
    """Why this person may not decide on this offer, as a sentence; empty when they may."""
    if angebot.vorgelegt_von_id == akteur.pk or angebot.verfasst_von.filter(pk=akteur.pk).exists():
        return "Wer ein Angebot geschrieben oder vorgelegt hat, veröffentlicht es nicht. Das macht eine zweite Person."
    return ""


def veroeffentlichende(angebot: Angebot) -> list[Stelle]:
    """Who decides: the Stellen that coordinate the topic, and the Servicestelle."""
    servicestellen = Stelle.objects.filter(art=Stellenart.SERVICESTELLE, aktiv=True)
    return [*angebot.themenfeld.koordination.all(), *servicestellen]


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
    berechtigung: Berechtigung,
) -> Angebot:
    _uebernimm(angebot, felder)
    angebot.erstellt_von = akteur
    angebot.save()
    angebot.standorte.set(standorte)
    angebot.verfasst_von.add(akteur)
    _protokolliere(angebot, Tat.ANGEBOT_ANLEGEN, akteur, berechtigung, nachher=inhalt(angebot))
    return angebot


def _uebernimm(angebot: Angebot, felder: Mapping[str, Any]) -> None:
    for name in OEFFENTLICHE_FELDER:
        setattr(angebot, name, felder[name])
    angebot.suchtext = f"{angebot.titel} {angebot.beschreibung} {angebot.zielgruppe}".casefold()


def _beginne(angebot_id: int, stand: int | None, akteur: Benutzer) -> _Tat:
    angebot = _gesperrt(angebot_id)
    berechtigung = rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, angebot.anbieter)
    _pruefe_stand(angebot, stand)
    return _Tat(angebot, akteur, berechtigung, angebot.status)


def _beginne_pruefung(angebot_id: int, stand: int | None, akteur: Benutzer) -> _Tat:
    angebot = _gesperrt(angebot_id)
    berechtigung = verlange_veroeffentlichung(angebot, akteur)
    _pruefe_stand(angebot, stand)
    return _Tat(angebot, akteur, berechtigung, angebot.status)


def verlange_veroeffentlichung(angebot: Angebot, akteur: Benutzer) -> Berechtigung:
    """The right at one of the deciding Stellen, by somebody who has not written it. Raises Verweigert."""
    recht = Recht.ANGEBOT_VEROEFFENTLICHEN
    stellen = veroeffentlichende(angebot)
    gefunden = (rechte.berechtigung_fuer(akteur, recht, stelle) for stelle in stellen)
    berechtigung = next(filter(None, gefunden), None)
    if berechtigung is None:
        namen = ", ".join(dict.fromkeys(stelle.name for stelle in stellen))
        raise Verweigert(f"Über dieses Angebot entscheidet: {namen}.", rechte.wer_darf(recht))
    if grund := hinderung(angebot, akteur):
        raise Verweigert(grund)
    return berechtigung


def _gesperrt(angebot_id: int) -> Angebot:
    """The offer under its lock, the first of its versions locked before: one act at a time per offer."""
    stamm = Angebot.objects.filter(pk=angebot_id).values_list("stamm", flat=True).first()
    sperre = Angebot.objects.select_for_update(of=("self",))
    if stamm is not None:
        sperre.get(pk=stamm)
    return sperre.select_related("anbieter", "themenfeld", "vorgelegt_von").get(pk=angebot_id)


def _pruefe_stand(angebot: Angebot, stand: int | None) -> None:
    if stand is not None and stand != angebot.stand:
        raise Ueberholt(GEAENDERT)


def _ersetze_bisherige(angebot: Angebot, akteur: Benutzer) -> list[str]:
    stamm = angebot.stamm_id_oder_selbst
    bisherige = Angebot.objects.select_for_update().filter(status=Angebotsstatus.VEROEFFENTLICHT)
    ersetzt = [*bisherige.filter(stamm=stamm), *bisherige.filter(pk=stamm)]
    for alte in ersetzt:
        _beende(alte, akteur)
        alte.stand += 1
        alte.bewege(Angebot.ersetzen)
    return [f"angebot/{alte.pk}" for alte in ersetzt]


def _beende(angebot: Angebot, akteur: Benutzer) -> None:
    angebot.beendet_am, angebot.beendet_von = uhr.jetzt(), akteur


def _melde(angebot: Angebot, betreff: str) -> None:
    if angebot.vorgelegt_von is not None:
        sende("angebot_entschieden", an=angebot.vorgelegt_von, betreff=betreff, fakten={"angebot": angebot})


def _protokolliere(
    angebot: Angebot,
    aktion: Tat,
    akteur: Benutzer,
    berechtigung: Berechtigung,
    *,
    von: str = "",
    vorher: dict[str, Any] | None = None,
    nachher: dict[str, Any],
) -> None:
    halte_fest(
        aktion,
        f"angebot/{angebot.pk}",
        akteur,
        berechtigung,
        kette=f"stelle/{angebot.anbieter_id}",
        von=von,
        nach=angebot.status,
        vorher=vorher,
        nachher={"titel": angebot.titel, **nachher},
    )
