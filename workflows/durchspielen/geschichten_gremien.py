"""Stories of council and committees: a grant that the Rat decides on, an agreement that waits for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from antraege.antrag.models import Antrag
from antraege.gremien.models import Gremium
from antraege.kern.beratung import Beratungsart, Ergebnis
from antraege.kern.fristen import werktage_spaeter
from rollen import uhr
from workflows import gremien, gremienmuster
from workflows.durchspielen.geschichten import geprueft
from workflows.durchspielen.geschichten_kooperation import vorgelegt
from workflows.durchspielen.kooperationsspieler import Kooperationsspieler
from workflows.durchspielen.spieler import Spieler

GREMIENBUERO, DEZERNAT = "gremien", "leitung-dezernat"
SCHULE, FINANZEN = "Schulausschuss", "Ausschuss für Finanzen, Beteiligungen und Liegenschaften"
RAT, INTEGRATION = "Rat der Stadt", "Integrationsrat"
Folge = Mapping[str, tuple[Beratungsart, date]]
E, B, K = Beratungsart.EMPFEHLUNG, Beratungsart.BESCHLUSS, Beratungsart.KENNTNISNAHME


def vom_rat_beschlossen(s: Spieler) -> None:
    """Recommended, deferred once, decided; the Leitung carries it out, the Integrationsrat takes note."""
    geprueft(s)
    schule, finanzen, nochmals, rat, integration = _sitzungen(s, 10, 11, 16, 21, 29)
    folge = {SCHULE: (E, schule), FINANZEN: (E, finanzen), RAT: (B, rat), INTEGRATION: (K, integration)}
    schreibe_vorlage(s, _drucksache(s, 31417), folge, wer=s.besetzung.pruefung)
    berate(s, schule, Ergebnis.EMPFOHLEN)
    berate(
        s,
        finanzen,
        Ergebnis.VERTAGT,
        neuer_termin=nochmals,
        vermerk="Der Ausschuss bittet um die Beträge je Haushaltsjahr.",
    )
    berate(s, nochmals, Ergebnis.EMPFOHLEN)
    berate(s, rat, Ergebnis.BESCHLOSSEN)
    s.besetzung = replace(s.besetzung, leitung=DEZERNAT)
    s.bewillige()
    berate(s, integration, Ergebnis.ZUR_KENNTNIS)


def beim_rat(s: Kooperationsspieler) -> None:
    """The text lies before the Leitung, which waits for the Beschluss."""
    vorgelegt(s)
    schule, rat = _sitzungen(s, 15, 21)
    schreibe_vorlage(s, _drucksache(s, 31502), {SCHULE: (E, schule), RAT: (B, rat)}, wer="servicestelle")


def _sitzungen(s: Spieler, *werktage: int) -> list[date]:
    """The days on which the bodies meet, counted from today."""
    return [werktage_spaeter(s.zeit.date(), anzahl) for anzahl in werktage]


def _drucksache(s: Spieler, nr: int) -> str:
    """As the council numbers its papers."""
    return f"{nr}-{s.zeit:%y}"


def schreibe_vorlage(s: Spieler, drucksache: str, folge: Folge, *, wer: str) -> None:
    """The paper as the case suggests it, signed by the Leitung."""
    alle = {gremium.name: gremium for gremium in Gremium.objects.all()}
    with uhr.gestellt(s.zeit):
        eingaben: dict[str, Any] = {**gremienmuster.vorbelegung(s.antrag, None, []), "drucksache": drucksache}
    for name, (art, tag) in folge.items():
        eingaben |= {f"art_{alle[name].pk}": art.value, f"am_{alle[name].pk}": tag}

    def schreibe(antrag_id: int, *, akteur: Any) -> Antrag:
        gremien.beginne(antrag_id, akteur=akteur, eingaben=eingaben)
        return Antrag.objects.get(pk=antrag_id)

    s.handle(wer, "schreibt eine Gremienvorlage", schreibe)
    s.tu("einbringung", s.besetzung.leitung, ergebnis="einbringen")


def berate(s: Spieler, tag: date, ergebnis: Ergebnis, **anders: Any) -> None:
    """The office of the bodies records the session on the next working day."""
    s.warte_bis(tag)
    s.tu("beratung", GREMIENBUERO, ergebnis=ergebnis.value, tatsaechlich_am=tag, **anders)
