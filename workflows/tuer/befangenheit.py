"""Who applied or advised never decides: one rule, asked of every act on a case but those named here as no decision.

The frame of the door asks before the body runs, so a new act is asked without doing anything for it. Steps and
acts of both sides ask for themselves through `hindernisse.befangen`, with what they count as.
"""

from collections.abc import Collection
from typing import Any

from antraege.antrag.models import Antrag
from antraege.foerderberatung.queries import ungeklaerte, ungeklaerte_mit
from antraege.gremien.models import Beratung
from antraege.kern.maengel import Mangel
from antraege.kern.status import ENDZUSTAENDE
from antraege.kern.vieraugen import AMTSSEITE, Taetigkeit, schon_getan
from rollen import rechte
from rollen.models import Bankverbindung, Benutzer, Stelle, Stellenart
from rollen.tabelle import Recht
from rollen.taten import Tat

# Acts of the applicant or of a party.
ANDERE_SEITE = frozenset({Tat.EINREICHEN, Tat.ZURUECKZIEHEN, Tat.VERWENDUNG_ERKLAEREN})
# Acts that say nothing about the case: where a task lies, what people write to each other, which note belongs here.
ORDNUNG = frozenset(
    {
        Tat.AUFNEHMEN,
        Tat.AUFGABE_UEBERNEHMEN,
        Tat.AUFGABE_ABGEBEN,
        Tat.AUFGABE_ZUWEISEN,
        Tat.WIEDERVORLEGEN,
        Tat.NACHRICHT_SCHREIBEN,
        Tat.BERATUNG_ZUORDNEN,
        Tat.FALL_UEBERNEHMEN,
    }
)
# Whoever stands between the sides drafts for both and keeps the papers; the city releases and signs by other people,
# and a Beschluss from elsewhere counts once the office of the bodies has confirmed it.
ENTWURF = frozenset(
    {
        Tat.VEREINBARUNG_UEBERARBEITEN,
        Tat.VEREINBARUNGSANLAGE_BEILEGEN,
        Tat.VEREINBARUNGSANLAGE_ENTFERNEN,
        Tat.NACHTRAG_BEGINNEN,
        Tat.NACHTRAG_UEBERARBEITEN,
        Tat.NACHTRAG_ZURUECKZIEHEN,
        Tat.PAPIERZEICHNUNG_ERFASSEN,
        Tat.BESCHLUSS_ERFASSEN,
        Tat.GREMIENVORLAGE_SCHREIBEN,
        Tat.GREMIENVORLAGE_ZURUECKZIEHEN,
    }
)
OHNE_ENTSCHEIDUNG = ANDERE_SEITE | ORDNUNG | ENTWURF
# Acts of both sides, and one that is asked row by row: the body asks, and the frame makes sure that it has.
FRAGEN_SELBST = frozenset(
    {
        Tat.AENDERUNG_BEANTRAGEN,
        Tat.AENDERUNG_ZURUECKZIEHEN,
        Tat.VEREINBARUNG_KUENDIGEN,
        Tat.ZAHLUNG_UEBERGEBEN,
    }
)


def fragt_der_rahmen(tat: Tat) -> bool:
    """Whether the frame itself asks before this act of a person."""
    return tat not in OHNE_ENTSCHEIDUNG | FRAGEN_SELBST


def eigener_antrag(akteur: Benutzer, taetigkeit: Taetigkeit, antrag: Antrag) -> list[Mangel]:
    """Nobody acts for the office on a request of their own organisation (§ 20 VwVfG NRW).

    FABIDO co-signs, but never checks, decides or controls what its own Kitas ask for.
    """
    if taetigkeit not in AMTSSEITE:
        return []
    traeger = antrag.traeger
    betreiber = _betreiber(traeger)
    for berechtigung in rechte.berechtigungen(akteur):
        if berechtigung.vertretung_fuer is not None:
            continue
        antragsseitig = berechtigung.recht == Recht.ANTRAG_BEARBEITEN
        betrieblich = taetigkeit != Taetigkeit.MITZEICHNEN and berechtigung.stelle_id in betreiber
        if (antragsseitig and traeger.pfad.startswith(berechtigung.pfad)) or betrieblich:
            return [
                Mangel(
                    f"{traeger.name} gehört zu Ihrer eigenen Stelle. Sie dürfen hier nicht für die Stadt handeln.",
                    behebt="eine Person ohne Verbindung zum Antragsteller",
                )
            ]
    return []


def _betreiber(traeger: Stelle) -> set[int]:
    """The applicant itself and the Eigenbetrieb that runs it."""
    if not traeger.staedtisch:
        return {traeger.pk}
    eigenbetriebe = Stelle.objects.filter(pk__in=traeger.vorfahren, art=Stellenart.EIGENBETRIEB)
    return {traeger.pk, *eigenbetriebe.values_list("pk", flat=True)}


def im_amt(person: Benutzer, antrag: Antrag, *, bisher: Collection[Taetigkeit]) -> list[Mangel]:
    """Why this person does nothing for the city in this case: their own application, or they advised."""
    return eigener_antrag(person, Taetigkeit.PRUEFEN, antrag) + beratend(person, antrag, bisher=bisher)


def beratend(person: Benutzer, antrag: Antrag, *, bisher: Collection[Taetigkeit]) -> list[Mangel]:
    """Why this person, who advised, decides and certifies nothing here; empty when they did not. One query."""
    getan = [schon_getan(Taetigkeit.BERATEN)] if Taetigkeit.BERATEN in bisher else []
    return getan + ungeklaerte_beratung(person, antrag)


def ungeklaerte_beratung(person: Benutzer, antrag: Antrag) -> list[Mangel]:
    """Own open notes on talks with the applicant.

    As long as nobody has said whether a note belongs to this case, its author acts for the office nowhere in it.
    """
    return [
        Mangel(
            f"Sie haben {antrag.traeger.name} am {vermerk.eingang_am:%d.%m.%Y} beraten ({vermerk.code})."
            " Ordnen Sie den Vermerk diesem Antrag zu, oder schließen Sie ihn ab, wenn er nicht dazu gehört.",
            behebt="Sie selbst unter „Beratung“, oder eine andere Person",
        )
        for vermerk in ungeklaerte(person, antrag)
    ]


def einwand(objekt: Any, person: Benutzer) -> list[str]:
    """What speaks against a decision on a row beside the cases that a case hangs on, in sentences.

    The account that money of a running case goes to; the minutes on a paper of a case.
    """
    if isinstance(objekt, Bankverbindung):
        return _am_konto(objekt, person)
    if isinstance(objekt, Beratung) and objekt.vorlage.antrag is not None:
        antrag = objekt.vorlage.antrag
        taten = antrag.beteiligungen.filter(benutzer=person).values_list("taetigkeit", flat=True)
        return [m.text for m in beratend(person, antrag, bisher={Taetigkeit(tat) for tat in taten})]
    return []


def _am_konto(konto: Bankverbindung, person: Benutzer) -> list[str]:
    faelle = Antrag.objects.filter(
        traeger=konto.stelle_id, beteiligungen__benutzer=person, beteiligungen__taetigkeit=Taetigkeit.BERATEN
    ).exclude(status__in=[status.value for status in ENDZUSTAENDE])
    zeichen = [antrag.aktenzeichen or antrag.titel for antrag in faelle.order_by("pk")[:3]]
    saetze = []
    if zeichen:
        saetze.append(
            f"Sie haben {konto.stelle.name} beraten ({', '.join(zeichen)}). "
            "Über das Konto entscheidet eine andere Person."
        )
    codes = [vermerk.code for vermerk in ungeklaerte_mit(person, konto.stelle)]
    if codes:
        saetze.append(
            f"Sie haben {konto.stelle.name} beraten ({', '.join(codes)}). Ordnen Sie den Vermerk zu, oder "
            "schließen Sie ihn ab; sonst entscheidet eine andere Person."
        )
    return saetze
