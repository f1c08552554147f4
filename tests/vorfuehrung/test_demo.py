"""The demo tells the truth on the day on which it is loaded: nothing lies ahead, and everybody has work."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone

from antraege.antrag.models import Antrag, Schriftstueck
from antraege.foerderung.models import Bescheidart, Rueckforderung, Verwendungsnachweis
from antraege.foerderung.zahlung import abrufe, gates
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.fristen import ist_werktag
from antraege.kern.verteilung import auf_haushaltsjahre
from antraege.programme.models import Festwert
from fixtures.management.commands import demo_laden
from fixtures.vorfuehrung.annahmen import VORLAGE_BIS
from fixtures.vorfuehrung.demofaelle import faelle
from fixtures.vorfuehrung.demofaelle_geld import geldfaelle
from fixtures.vorfuehrung.demofaelle_gremien import gremienfaelle
from fixtures.vorfuehrung.demofall import KC
from fixtures.vorfuehrung.geschichten import abgelehnt, spaet_zurueckgezogen, zurueckgezogen
from fixtures.vorfuehrung.kalender import Kalender
from rollen.models import Benutzer, Eintrag, Mitgliedschaft
from rollen.rechte import darf
from rollen.tabelle import Recht, Rolle
from tests.vorfuehrung.besucher import Besucher
from tests.vorfuehrung.uhren import GELADEN, um_zehn
from workflows.models import Aufgabe
from workflows.zahlung import tore as zahlungstore

# Days that may lie ahead: plans, terms and deadlines. Every other day and every moment has happened.
VORAUS = {
    "rollen.Mitgliedschaft": {"bis"},
    "haushalt.Haushaltsjahr": {"in_kraft_ab"},
    "programme.Festwert": {"gueltig_ab"},
    "programme.Richtlinie": {"gueltig_bis"},
    "programme.Aufruf": {"von", "bis"},
    "antrag.Antrag": {"beginn", "ende", "nachweis_faellig_am"},
    "antrag.Nachforderung": {"frist"},
    "foerderung.Mittelabruf": {"faellig_am"},
    "foerderung.Aenderung": {"neues_ende", "neuer_zeitraum_bis", "bekannt_am", "bestandskraeftig_ab"},
    "foerderung.Bescheid": {"zeitraum_von", "zeitraum_bis", "bekannt_am", "bestandskraeftig_ab"},
    "foerderung.Rate": {"faellig_am"},
    "foerderung.Rueckforderung": {
        *("anhoerung_frist", "bekannt_am", "faellig_am", "bestandskraeftig_ab", "gestundet_bis"),
        *("verjaehrt_am", "unwirksam_ab"),
    },
    "foerderung.Massnahme": {"bis"},
    "foerderung.Verwendungsnachweis": {"rueckfrage_frist"},
    "angebote.Angebot": {"gueltig_bis"},
    "programme.ExternesProgramm": {"antrag_von", "antrag_bis", "gueltig_von", "gueltig_bis"},
    "foerderberatung.Beratungsvermerk": {"wiedervorlage"},
    "angebote.Termin": {"am", "buchbar_bis"},
    "kooperation.Vereinbarung": {"laufzeit_von", "laufzeit_bis", "zeichnungsfrist"},
    "kooperation.Laufzeiterinnerung": {"laufzeit_bis"},
    "kooperation.Kuendigung": {"wirksam_zum"},
    "gremien.Beratung": {"geplant_am"},
    "gremien.Sitzung": {"am"},
    "campus.Campuseintrag": {"tag", "bis"},
    "campus.Campusfrist": {"tag"},
    "campus.Indikator": {"zieltag"},
    "foerderung.Weiterleitung": {"nachweis_bis"},
    "workflows.Aufgabe": {"faellig_am"},
    "sessions.Session": {"expire_date"},
}
NUR_EINSICHT = {Rolle.RECHNUNGSPRUEFUNG, Rolle.DATENSCHUTZ}
# Stories of money that must not flow: a second person has to confirm the account, a report does not match.
FESTGEHALTEN = {"foerderverein-stift"}
ZAHLUNGSSCHRITTE = (
    "sachliche_feststellung",
    "rechnerische_feststellung",
    "anordnung",
    "buchung",
    "mittelabruf",
)

alle_uhren = pytest.mark.parametrize("demo_am", GELADEN, indirect=True)


@alle_uhren
def test_nichts_liegt_in_der_zukunft(demo_am: date) -> None:
    assert [fund for modell in apps.get_models() for fund in _kuenftiges(modell, demo_am)] == []


def _kuenftiges(modell: type[models.Model], heute: date) -> Iterator[str]:
    for feld in modell._meta.concrete_fields:
        if not isinstance(feld, models.DateField) or feld.name in VORAUS.get(modell._meta.label, ()):
            continue
        spaetestes = modell._base_manager.aggregate(wert=Max(feld.name))["wert"]
        tag = timezone.localdate(spaetestes) if isinstance(spaetestes, datetime) else spaetestes
        if tag is not None and tag > heute:
            yield f"{modell._meta.label}.{feld.name}: {spaetestes}"


@alle_uhren
def test_die_geschichten_enden_am_tag_davor_und_geschehen_an_werktagen(demo_am: date) -> None:
    faelle_ = Eintrag.objects.filter(kette__startswith="antrag/")
    tage = {timezone.localdate(zeit) for zeit in faelle_.values_list("zeitpunkt", flat=True)}
    assert [tag for tag in sorted(tage) if not ist_werktag(tag)] == []
    assert max(tage) == Kalender(demo_am).zuletzt


@alle_uhren
def test_nichts_geschieht_schneller_als_das_recht_und_ein_amt_es_erlauben(demo_am: date) -> None:
    bewilligt = Antrag.objects.filter(bescheid__isnull=False).exclude(bescheid__art=Bescheidart.ABLEHNUNG)
    dauern = {
        a.titel: a.bescheid.erlassen_am - a.eingereicht_am for a in bewilligt.select_related("bescheid")
    }
    assert len(dauern) > 40
    assert {titel: dauer for titel, dauer in dauern.items() if dauer < timedelta(days=14)} == {}
    for forderung in Rueckforderung.objects.exclude(entschieden_am=None):
        tag = timezone.localdate(forderung.entschieden_am)
        assert forderung.stellungnahme_am or forderung.anhoerung_frist < tag, str(forderung)
    eingereichte = Verwendungsnachweis.objects.exclude(eingereicht_am=None)
    assert eingereichte.count() > 15
    assert not eingereichte.filter(eingereicht_am__date__lte=F("antrag__bescheid__zeitraum_bis")).exists()


@alle_uhren
def test_kein_eintrag_und_kein_schreiben_nennt_einen_fall_den_es_noch_nicht_gab(demo_am: date) -> None:
    seit = dict(Antrag.objects.exclude(aktenzeichen=None).values_list("aktenzeichen", "eingereicht_am"))
    muster = re.compile("|".join(re.escape(zeichen) for zeichen in sorted(seit, key=len, reverse=True)))
    texte: list[tuple[datetime, Any]] = list(Eintrag.objects.values_list("zeitpunkt", "nachher"))
    texte += list(Schriftstueck.objects.values_list("erlassen_am", "inhalt"))
    zu_frueh = {
        (str(wann), zeichen)
        for wann, inhalt in texte
        for zeichen in muster.findall(json.dumps(inhalt, ensure_ascii=False, default=str))
        if seit[zeichen] > wann
    }
    assert zu_frueh == set()


@alle_uhren
def test_nur_wenige_aufgaben_sind_ueberfaellig(demo_am: date) -> None:
    offene = Aufgabe.objects.filter(finished__isnull=True, flow_task_type="HUMAN")
    ueberfaellig = offene.filter(faellig_am__lt=demo_am)
    assert offene.count() >= 60
    assert set(ueberfaellig.values_list("antrag__titel", flat=True)) == {
        "Rad fahren ohne Angst",
        "Chor der Kulturen",
    }


@alle_uhren
def test_wer_geld_erwartet_kann_es_heute_bekommen(demo_am: date) -> None:
    offene = Aufgabe.objects.filter(finished__isnull=True, schritt__in=ZAHLUNGSSCHRITTE)
    offene = offene.exclude(antrag__traeger__kuerzel__in=FESTGEHALTEN).select_related("antrag")
    assert {a.schritt for a in offene} == set(ZAHLUNGSSCHRITTE)
    with um_zehn(demo_am):
        gehindert = {a.antrag.titel: _hindernisse(a) for a in offene}
    assert {titel: gruende for titel, gruende in gehindert.items() if gruende} == {}


def _hindernisse(aufgabe: Aufgabe) -> list[str]:
    antrag = Antrag.objects.get(pk=aufgabe.antrag_id)
    if aufgabe.schritt != "mittelabruf":
        return [m.text for m in zahlungstore.maengel(antrag, abruf=abrufe.laufender(antrag))]
    # The Träger waives the remedy with the call; what the next year pays waits for that year.
    tore = gates.zahlungshindernisse(antrag, betrag=Decimal("1.00"))
    return [tor.text for tor in tore if not tor.erfuellt and tor.schluessel not in ("bescheid", "betrag")]


@alle_uhren
def test_jede_rolle_hat_heute_etwas_zu_tun(demo_am: date) -> None:
    with um_zehn(demo_am):
        ohne = [rolle for rolle in Rolle if rolle not in NUR_EINSICHT and not _hat_zu_tun(rolle, demo_am)]
    assert ohne == []


def _hat_zu_tun(rolle: Rolle, heute: date) -> bool:
    menschen = Benutzer.objects.filter(groups__rollengruppe__rolle=rolle.value).distinct()
    if rolle == Rolle.CAMPUS_MANAGEMENT:
        return Antrag.objects.filter(status="entwurf", angelegt_von__in=menschen).exists()
    if rolle == Rolle.ADMINISTRATION:
        wartende = Mitgliedschaft.objects.filter(bestaetigt_am=None)
        return any(wartende.exclude(beantragt_von=mensch).exists() for mensch in menschen)
    offene = Aufgabe.objects.filter(finished__isnull=True, stelle__isnull=False).select_related("stelle")
    offene = offene.filter(Q(faellig_am=None) | Q(faellig_am__gte=heute))
    return any(_kann(mensch, aufgabe) for mensch in menschen for aufgabe in offene)


def _kann(mensch: Benutzer, aufgabe: Aufgabe) -> bool:
    """The page of the task lets this person send its form."""
    if aufgabe.owner not in (None, mensch) or not darf(mensch, Recht(aufgabe.recht), aufgabe.stelle):
        return False
    besucher = Besucher(mensch.email.partition("@")[0])
    besucher.geh(f"/aufgaben/{aufgabe.pk}/")
    return "hindernisse" not in besucher.seite.kennungen


@alle_uhren
def test_was_niemand_weiss_ist_als_annahme_gekennzeichnet_und_freigegeben(demo_am: date) -> None:
    basiszins = Festwert.objects.filter(schluessel="basiszins")
    annahmen = basiszins.filter(quelle__startswith="Annahme")
    bekannte = {z["gueltig_ab"] for z in _fixture("festwerte") if z["schluessel"] == "basiszins"}
    assert {str(w.gueltig_ab) for w in basiszins.exclude(pk__in=annahmen)} == bekannte
    assert basiszins.latest("gueltig_ab").gueltig_ab > demo_am
    assert not annahmen.filter(Q(freigegeben_von=None) | Q(freigegeben_von=F("erfasst_von"))).exists()
    spaetere = Haushaltsstelle.objects.filter(jahr__gt=VORLAGE_BIS, auftrag="400303020400")
    assert set(spaetere.values_list("jahr", flat=True)) == set(range(VORLAGE_BIS + 1, demo_am.year + 3))
    assert all(zeile.quelle.startswith("Annahme der Vorführung") for zeile in spaetere)
    vorlage = Haushaltsstelle.objects.filter(jahr__lte=VORLAGE_BIS, auftrag="400303020400", ansatz__gt=0)
    assert {zeile.quelle[:11] for zeile in vorlage} == {"DS 24046-22"}


def _fixture(name: str) -> Any:
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("am_bildschirm", "zeilen", "zaehler"), [(False, 4, 0), (True, 1, 77)])
def test_das_laden_sagt_wie_weit_es_ist(am_bildschirm: bool, zeilen: int, zaehler: int) -> None:  # noqa: FBT001
    ausgabe = StringIO()
    ausgabe.isatty = lambda: am_bildschirm  # type: ignore[method-assign]
    befehl = demo_laden.Command(stdout=ausgabe)
    for nr in range(1, 78):
        befehl._melde(nr, 77)
    assert (ausgabe.getvalue().count("\n"), ausgabe.getvalue().count("\r")) == (zeilen, zaehler)
    assert ausgabe.getvalue().endswith("77/77 Fälle gespielt\n")


def test_der_ansatz_reicht_an_jedem_tag_an_dem_geladen_wird() -> None:
    """A year of loading days: what the stories want of each line and year is there, and 2023 stays free."""
    ohne_geld = (abgelehnt, zurueckgezogen, spaet_zurueckgezogen)
    grenzen = {KC: 10_000, "bildungspartnerschaften": 60_000, "kooperativer-ganztag": 600_000}
    grenzen |= {"kultur-und-schule": 20_000, "aktionsplan-teilhabe": 400_000}
    for nr in range(0, 366, 4):
        k = Kalender(date(2026, 11, 30) + timedelta(days=nr))
        summen: dict[tuple[str, int], Decimal] = {}
        for fall in (*faelle(k), *geldfaelle(k), *gremienfaelle(k)):
            if fall.geschichte in ohne_geld:
                continue
            teile = auf_haushaltsjahre(Decimal(fall.betrag), von=fall.beginn, bis=fall.ende).teile
            for jahr, teil in teile.items():
                schluessel = (fall.programm, int(jahr))
                summen[schluessel] = summen.get(schluessel, Decimal(0)) + teil
        zu_viel = {s: summe for s, summe in summen.items() if summe > grenzen[s[0]]}
        assert (k.heute, zu_viel, summen.get((KC, 2023))) == (k.heute, {}, None)
