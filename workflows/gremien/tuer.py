"""The door for papers: write one, record a Beschluss from elsewhere, withdraw; a paper ends with its case."""

from collections.abc import Mapping
from typing import Any

from antraege.gremien import dienst
from antraege.gremien.models import Gremienvorlage
from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from rollen import rechte
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.gremien.formulare import Beschlussformular
from workflows.gremien.schritte import Vorlagenformular
from workflows.gremien.verfahren import Gremienverfahren
from workflows.tuer import befangenheit, hindernisse
from workflows.tuer.abbruch import brich_begleitende_ab
from workflows.tuer.fehler import lies
from workflows.tuer.handlung import Handlung, geoeffnet, pruefe_stand, verlange_grund


def beginne(
    antrag_id: int, *, akteur: Benutzer, eingaben: Mapping[str, Any], stand: int | None = None
) -> Gremienvorlage:
    """Write the paper and lay it before the Leitung."""
    with geoeffnet(Tat.GREMIENVORLAGE_SCHREIBEN, antrag_id, akteur) as handlung:
        _verlange_reif(handlung, stand=stand)
        text = lies(Vorlagenformular(eingaben, antrag=handlung.antrag))
        vorlage = dienst.beginne(handlung.antrag, text.felder, text.folge, akteur=akteur)
        _eroeffne(handlung, vorlage)
    return vorlage


def erfasse_beschluss(
    antrag_id: int, *, akteur: Benutzer, eingaben: Mapping[str, Any], stand: int | None = None
) -> Gremienvorlage:
    """Record a Beschluss taken on a paper from elsewhere; it counts once the office of the bodies confirms it."""
    with geoeffnet(Tat.BESCHLUSS_ERFASSEN, antrag_id, akteur) as handlung:
        _verlange_reif(handlung, stand=stand)
        gefasst = lies(Beschlussformular(eingaben, antrag=handlung.antrag))
        vorlage = dienst.nimm_beschluss_auf(
            handlung.antrag, gefasst.felder, gremium=gefasst.gremium, am=gefasst.am, akteur=akteur
        )
        handlung.vermerke(gremium=gefasst.gremium.name, am=gefasst.am)
        _eroeffne(handlung, vorlage)
    return vorlage


def ziehe_zurueck(antrag_id: int, *, akteur: Benutzer, grund: str) -> Gremienvorlage:
    """The office no longer wants it: no body deals with it any more."""
    with geoeffnet(Tat.GREMIENVORLAGE_ZURUECKZIEHEN, antrag_id, akteur) as handlung:
        verlange_schreibrecht(handlung)
        vorlage = dienst.laufende(handlung.antrag)
        if vorlage is None:
            raise Ueberholt("Es läuft keine Gremienvorlage mehr.")
        verlange_grund(grund)
        handlung.beteilige(Taetigkeit.VORLEGEN)
        beende_gremienlauf(handlung, grund=grund)
        handlung.vermerke(grund=grund)
        vorlage.refresh_from_db()
    return vorlage


def verlange_schreibrecht(handlung: Handlung) -> None:
    """The right to write at the competent Stelle, by somebody who decides nothing here. Raises Verweigert."""
    handlung.berechtigung = rechte.verlange(
        handlung.person, Recht.GREMIENVORLAGE_SCHREIBEN, handlung.antrag.stelle
    )
    hindernisse.verlange_ohne(
        [
            *befangenheit.eigener_antrag(handlung.person, Taetigkeit.VORLEGEN, handlung.antrag),
            *hindernisse.vieraugen(handlung, Taetigkeit.VORLEGEN),
        ]
    )


def _verlange_reif(handlung: Handlung, *, stand: int | None) -> None:
    """Right, outdated page, whether the case is ripe; only then counts what was typed."""
    verlange_schreibrecht(handlung)
    pruefe_stand(handlung.antrag, stand)
    keine_oder(dienst.hindernisse(handlung.antrag))


def _eroeffne(handlung: Handlung, vorlage: Gremienvorlage) -> None:
    handlung.beteilige(Taetigkeit.VORLEGEN)
    handlung.vermerke(
        drucksache=vorlage.drucksache,
        tagesordnungspunkt=vorlage.tagesordnungspunkt,
        beschlussvorschlag=vorlage.beschlussvorschlag,
        betrag=vorlage.betrag,
    )
    Gremienverfahren.eingang.run(handlung=handlung)


def beende_gremienlauf(handlung: Handlung, *, grund: str) -> None:
    """Withdraw a running paper and close every task of the bodies; nothing happens where there is none."""
    vorlage = dienst.laufende(handlung.antrag)
    if vorlage is not None:
        dienst.ziehe_zurueck(vorlage, grund=grund)
        handlung.vermerke(gremienvorlage_zurueckgezogen=vorlage.drucksache)
    brich_begleitende_ab(handlung.antrag)
