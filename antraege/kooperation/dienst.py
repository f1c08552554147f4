"""What is done to an agreement until it counts; only the steps and the door in `workflows` call this."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from antraege.antrag.models import Antrag
from antraege.kooperation import angaben, zeichnen
from antraege.kooperation.models import (
    Abstimmung,
    Abstimmungsvotum,
    Fassung,
    Fassungsart,
    Freigabe,
    Freigabeergebnis,
    Nachtrag,
    Partei,
    Vereinbarung,
    Vereinbarungsstatus,
)
from rollen import uhr
from rollen.kanon import sha256_hex
from rollen.models import Benutzer, Stelle


@dataclass(frozen=True)
class Parteiangabe:
    """One party as the Bedarfsklärung names it."""

    stelle: Stelle
    rolle: str
    kuerzel: str
    vertreten_durch: str
    ansprechperson: str = ""
    zeichnet: bool = True


@dataclass(frozen=True)
class Text:
    """A text that is made: what stands in it, as blocks and as a file."""

    titel: str
    kennung: str
    inhalt: dict[str, Any]
    vorlagenversion: str
    pdf: bytes
    entwurf: bool


def eroeffne(antrag: Antrag, *, themenfeld: int | None) -> Vereinbarung:
    """The request has come in: its agreement begins, with what the request says."""
    antworten = antrag.antworten
    vereinbarung = Vereinbarung(
        antrag=antrag,
        themenfeld_id=themenfeld,
        zielgruppe=str(antworten.get("zielgruppe", ""))[:300],
        laufzeit_von=antrag.beginn,
        laufzeit_bis=antrag.ende,
        mit_geld=bool(antworten.get("mit_geld", False)),
        ganztag=bool(antworten.get("ganztag", False)),
    )
    vereinbarung.save()
    vereinbarung.bewege(Vereinbarung.klaeren)
    return vereinbarung


def klaere(
    vereinbarung: Vereinbarung,
    felder: Mapping[str, Any],
    parteien: Iterable[Parteiangabe],
    *,
    angebote: Iterable[int] = (),
) -> Vereinbarung:
    """The need is there: topic, term, parties in their order, the offers it rests on; every party is asked next."""
    vereinbarung.angebote.set(angebote)
    for name, wert in felder.items():
        setattr(vereinbarung, name, wert)
    vereinbarung.parteien.all().delete()
    Partei.objects.bulk_create(
        Partei(
            vereinbarung=vereinbarung,
            nr=nr,
            stelle=eine.stelle,
            rolle=eine.rolle,
            kuerzel=eine.kuerzel,
            vertreten_durch=eine.vertreten_durch,
            ansprechperson=eine.ansprechperson,
            zeichnet=eine.zeichnet,
        )
        for nr, eine in enumerate(parteien, start=1)
    )
    vereinbarung.bewege(Vereinbarung.abstimmen)
    return vereinbarung


def partei_von(vereinbarung: Vereinbarung, stelle: Stelle | int | None) -> Partei:
    """The party that this Stelle is. Raises Partei.DoesNotExist."""
    return vereinbarung.parteien.select_related("stelle").get(stelle=stelle)


def runde(vereinbarung: Vereinbarung) -> int:
    """The number of the round of votes that runs, or ran last."""
    letzte = Abstimmung.objects.filter(partei__vereinbarung=vereinbarung).order_by("-runde").first()
    if letzte is None:
        return 1
    fertig = abstimmungen(vereinbarung, letzte.runde) >= vereinbarung.parteien.count()
    return letzte.runde + (1 if fertig and vereinbarung.status == Vereinbarungsstatus.ABSTIMMUNG else 0)


def abstimmungen(vereinbarung: Vereinbarung, nr: int) -> int:
    """How many parties have answered in a round."""
    return Abstimmung.objects.filter(partei__vereinbarung=vereinbarung, runde=nr).count()


@dataclass(frozen=True)
class Stimme:
    """What a party contributes, who stands for it, and what it says to the text."""

    leistungen: str
    vertreten_durch: str
    ansprechperson: str
    kontakt: str
    votum: str
    wunsch: str


def stimme_ab(partei: Partei, stimme: Stimme, *, akteur: Benutzer) -> Abstimmung:
    """What a party contributes and says; after the last one the text is drafted."""
    vereinbarung, nr = partei.vereinbarung, runde(partei.vereinbarung)
    partei.ansprechperson, partei.kontakt = stimme.ansprechperson, stimme.kontakt
    partei.vertreten_durch = stimme.vertreten_durch
    partei.save(update_fields=["ansprechperson", "kontakt", "vertreten_durch"])
    abgegeben = Abstimmung.objects.create(
        partei=partei,
        fassung=vereinbarung.fassung,
        runde=nr,
        votum=stimme.votum,
        wunsch=stimme.wunsch,
        leistungen=stimme.leistungen,
        abgegeben_von=akteur,
    )
    if abstimmungen(vereinbarung, nr) == vereinbarung.parteien.count():
        vereinbarung.bewege(Vereinbarung.entwerfen)
    return abgegeben


def letzte_stimmen(vereinbarung: Vereinbarung) -> dict[int, Abstimmung]:
    """The newest vote of each party by its id."""
    stimmen = Abstimmung.objects.filter(partei__vereinbarung=vereinbarung).order_by("id")
    return {stimme.partei_id: stimme for stimme in stimmen.select_related("abgegeben_von", "fassung")}


def einig(vereinbarung: Vereinbarung) -> bool:
    """True when every party has agreed in its last vote."""
    stimmen = letzte_stimmen(vereinbarung)
    return len(stimmen) == vereinbarung.parteien.count() and all(
        stimme.votum == Abstimmungsvotum.EINVERSTANDEN for stimme in stimmen.values()
    )


def lege_ab(
    vereinbarung: Vereinbarung,
    text: Text,
    daten: Mapping[str, Any],
    *,
    akteur: Benutzer,
    anlass: str = "",
    nachtrag: Nachtrag | None = None,
) -> Fassung:
    """Keep a text for ever and make it the one that is worked on."""
    fassung = Fassung(
        vereinbarung=vereinbarung,
        nr=naechste_nr(vereinbarung),
        art=Fassungsart.NACHTRAG if nachtrag else Fassungsart.VEREINBARUNG,
        nachtrag_nr=nachtrag.nr if nachtrag else None,
        kennung=text.kennung,
        titel=text.titel,
        daten=dict(daten),
        inhalt=text.inhalt,
        vorlagenversion=text.vorlagenversion,
        entwurf=text.entwurf,
        sha256=sha256_hex(text.pdf),
        groesse=len(text.pdf),
        anlass=anlass[:500],
        erstellt_von=akteur,
    )
    fassung.datei.save("", ContentFile(text.pdf), save=False)
    fassung.save()
    vereinbarung.fassung = fassung
    vereinbarung.save()
    return fassung


def naechste_nr(vereinbarung: Vereinbarung) -> int:
    """The number of the next version, over agreement and all Nachträge."""
    return vereinbarung.fassungen.count() + 1


def uebernimm(vereinbarung: Vereinbarung, daten: Mapping[str, Any], *, zuwendung: Antrag | None) -> None:
    """What lists and deadlines read of the text; the caller saves."""
    vereinbarung.laufzeit_von, vereinbarung.laufzeit_bis = angaben.laufzeit(daten)
    vereinbarung.zielgruppe = daten["zielgruppe"]
    vereinbarung.kuendigungsfrist = daten["kuendigungsfrist"]
    konferenz = daten["schulkonferenz_am"]
    vereinbarung.schulkonferenz_am = date.fromisoformat(konferenz) if konferenz else None
    vereinbarung.zuwendung = zuwendung
    vereinbarung.mit_geld = daten["finanzierung"] != "keine"
    if daten["pauschale"]:
        vereinbarung.wert = Decimal(daten["pauschale"])


def entscheide(
    vereinbarung: Vereinbarung,
    ergebnis: Freigabeergebnis,
    *,
    akteur: Benutzer,
    punkte: list[dict[str, str]] | None = None,
    begruendung: str = "",
    beschluss: str = "",
) -> Freigabe:
    """Keep what the Leitung has decided on the text that lies before it."""
    return Freigabe.objects.create(
        vereinbarung=vereinbarung,
        fassung=vereinbarung.fassung,
        ergebnis=ergebnis,
        punkte=punkte or [],
        begruendung=begruendung,
        beschluss=beschluss,
        entschieden_von=akteur,
    )


def gib_frei(vereinbarung: Vereinbarung, *, feste_reihenfolge: bool, zeichnungsfrist: Any) -> None:
    """The text is frozen and goes to the parties."""
    vereinbarung.feste_reihenfolge, vereinbarung.zeichnungsfrist = feste_reihenfolge, zeichnungsfrist
    vereinbarung.bewege(Vereinbarung.freigeben)
    vereinbarung.bewege(Vereinbarung.zeichnen_lassen)


def brich_ab(vereinbarung: Vereinbarung) -> None:
    """Who has asked withdraws; signatures that are in become void."""
    if vereinbarung.fassung:
        zeichnen.erklaere_ungueltig(vereinbarung.fassung, grund="Die Anfrage wurde zurückgezogen.")
    vereinbarung.bewege(Vereinbarung.abbrechen)


def schliesse_ab(vereinbarung: Vereinbarung) -> None:
    """The last signature is in: the text counts, from its first day on."""
    vereinbarung.geltende, vereinbarung.gezeichnet_am = vereinbarung.fassung, uhr.jetzt()
    vereinbarung.bewege(Vereinbarung.zeichnen_beenden)
    aktiviere(vereinbarung)


def aktiviere(vereinbarung: Vereinbarung) -> bool:
    """Begin when the first day has come; False when it has not, or has been done."""
    beginn = vereinbarung.laufzeit_von
    if vereinbarung.status != Vereinbarungsstatus.GEZEICHNET or beginn is None or beginn > uhr.heute():
        return False
    vereinbarung.aktiv_seit = max(beginn, uhr.tag_von(vereinbarung.gezeichnet_am or uhr.jetzt()))
    vereinbarung.bewege(Vereinbarung.aktivieren)
    return True
