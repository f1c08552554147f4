"""Who advised never decides: asked of every act there is, by its name."""

import ast
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from antraege.antrag.models import Antrag, Beteiligung
from antraege.foerderung.models import Zahlungsunterlage
from antraege.foerderung.models.waechter import Beihilfe
from antraege.gremien.models import Beratung, Gremienvorlage
from antraege.kern.vieraugen import AMTSSEITE, Taetigkeit, vier_augen
from antraege.programme.models import Richtlinie
from rollen import bankverbindung, uhr
from rollen.akt import EINWAENDE
from rollen.models import Bankverbindung, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import RichtlinieFactory, person_mit
from tests.welt import Welt
from tests.workflows.foerderberatung.beratungswelt import vermerk
from workflows.antrag import tuer as antragstuer
from workflows.tuer import befangenheit
from workflows.tuer.handlung import geoeffnet
from workflows.tuer.verzeichnis import SCHRITTE
from workflows.zahlung import bestaetigungen, laeufe

Anmelden = Callable[[str], Client]
RAHMEN = {"geoeffnet", "sperre_aufgabe", "geoeffnete_forderung", "_in_pruefung"}
BERATEN = "den Antragsteller beraten oder den Antrag im Auftrag entworfen"
# Acts on rows beside a case that decide or certify what a case hangs on: each is asked through `Wer.entscheidet`,
# or by its own body (the row of a clearing is not what is locked).
AN_EINEM_FALL = {
    Tat.BANKVERBINDUNG_BESTAETIGEN,
    Tat.BANKVERBINDUNG_ABLEHNEN,
    Tat.BANKVERBINDUNG_KLAEREN,
    Tat.AUSZUG_HINTERLEGEN,
    Tat.ZAHLUNGSKLAERUNG_ERLEDIGEN,
}
# What no single case hangs on, by the words an act begins with: who people are, rules, the budget, offers, sites,
# money of Land and Bund as a whole, lists and runs whose rows each come through the door, notes of advice, drafts
# and proofs of the applicant, and what the calendar does by itself.
OHNE_FALL = (
    "ersteinrichtung",
    "stelle_",
    "stammdaten_",
    "verzeichnis_",
    "zustaendigkeit_",
    "adresse_",
    "konto_",
    "anmelde",
    "anmeldung_",
    "zweitfaktor_",
    "ersatzcode",
    "kalender_",
    "rolle_",
    "einladung_",
    "vertretung_",
    "traeger_",
    "verbund_",
    "bankverbindung_erfassen",
    "programm_",
    "richtlinie_",
    "festwert_",
    "zwecke_",
    "extern_",
    "text_",
    "themenfeld_",
    "koordination_",
    "standort_",
    "einrichtung_",
    "angebot_",
    "termin_",
    "abruf_",
    "bedarf_",
    "beratung_anfragen",
    "beratung_vermerken",
    "beratung_aendern",
    "beratung_beantworten",
    "beratung_bestaetigen",
    "beratung_abschliessen",
    "beratung_nachtragen",
    "haushalt",
    "ansatz_",
    "decken",
    "vilv",
    "mittelbewegung_",
    "jahreswechsel_",
    "antrag_anlegen",
    "antrag_bearbeiten",
    "anlage_",
    "uebernahme_einlesen",
    "uebernahme_freigeben",
    "uebernahme_verwerfen",
    "uebernahme_beenden",
    "nachweis_bearbeiten",
    "beleg_eintragen",
    "beleg_aendern",
    "beleg_entfernen",
    "beleg_anheften",
    "belege_",
    "rueckfragen_beantworten",
    "zahlungslauf_",
    "buchungsdatei_",
    "weiterleitung_",
    "geberzahlung_",
    "gremium_",
    "sitzung_",
    "campus",
    "indikator_",
    "messwert_",
    "verweigert",
    *("notiz_", "schlagwort_", "veroeffentlichung_"),
    *("feststellung_", "pruefstichprobe_", "pruefposten_"),  # who audits is asked by a rule of its own
)
DER_KALENDER = {
    Tat.ERINNERN,
    Tat.FRIST_ABGELAUFEN,
    Tat.VERBUNDENER_FALL,
    Tat.ANHOERUNG_ABGELAUFEN,
    Tat.STUNDUNG_BEENDET,
    Tat.NIEDERSCHLAGUNG_ABGELAUFEN,
    Tat.ZAHLUNGSERINNERUNG,
    Tat.MAHNUNG,
    Tat.VOR_VERJAEHRUNG_GEWARNT,
    Tat.VERJAEHRUNG_VERMERKEN,
    Tat.VEREINBARUNG_AKTIVIEREN,
    Tat.VEREINBARUNG_BEENDEN,
    Tat.NACHTRAG_WIRKSAM,
}


def _taten_der_tuer() -> Iterator[Tat]:
    """Every act that the code opens a case for."""
    for datei in Path(settings.BASE_DIR, "workflows").rglob("*.py"):
        for knoten in ast.walk(ast.parse(datei.read_text(encoding="utf-8"))):
            if not isinstance(knoten, ast.Call) or not knoten.args:
                continue
            name = getattr(knoten.func, "id", getattr(knoten.func, "attr", ""))
            erstes = knoten.args[0]
            if name in RAHMEN and isinstance(erstes, ast.Attribute) and erstes.attr in Tat.__members__:
                yield Tat[erstes.attr]


AN_DER_TUER = sorted(set(_taten_der_tuer()) - DER_KALENDER)
GEFRAGT = [tat for tat in AN_DER_TUER if befangenheit.fragt_der_rahmen(tat)]


def test_jede_tat_ist_eingeordnet() -> None:
    """A new act is a step, comes through the door, is asked beside it, or is named as none on a case."""
    schritte = {Tat(name) for name in SCHRITTE}
    bekannt = schritte | set(AN_DER_TUER) | AN_EINEM_FALL | DER_KALENDER
    uebrig = [tat for tat in Tat if tat not in bekannt and not tat.value.startswith(OHNE_FALL)]
    assert uebrig == []
    assert len(GEFRAGT) > 10
    assert set(AN_DER_TUER) >= befangenheit.OHNE_ENTSCHEIDUNG | befangenheit.FRAGEN_SELBST
    doppelt = [tat for tat in AN_EINEM_FALL if tat.value.startswith(OHNE_FALL)]
    assert doppelt == []


def test_jeder_schritt_der_stadt_fragt_mit_seiner_taetigkeit() -> None:
    """Steps ask as what they count; drafting stands between the sides, writing a paper for the council proposes."""
    frei = {Taetigkeit.VORLEGEN}
    for schritt in SCHRITTE.values():
        gruende = vier_augen(schritt.taetigkeit, bisher={Taetigkeit.BERATEN})
        assert bool(gruende) == (schritt.taetigkeit in AMTSSEITE - frei), schritt.name


@pytest.mark.parametrize("tat", GEFRAGT)
@pytest.mark.parametrize("wie", ["zugeordnet", "ungeklaert"])
def test_wer_beraten_hat_tut_keine_tat_der_stadt(welt: Welt, tat: Tat, wie: str) -> None:
    antrag = welt.eingereicht()
    stand = antrag.stand
    if wie == "zugeordnet":
        Beteiligung.objects.create(antrag=antrag, benutzer=welt.personen["sb"], taetigkeit=Taetigkeit.BERATEN)
    else:
        vermerk(welt)
    with pytest.raises(Verweigert), geoeffnet(tat, antrag.pk, welt.neu("sb")):
        pytest.fail("the frame has opened")
    assert Antrag.objects.get(pk=antrag.pk).stand == stand
    assert Eintrag.objects.get(kette=antrag.kette, verweigert=True).akteur == welt.personen["sb"]


@pytest.mark.parametrize("tat", sorted(befangenheit.OHNE_ENTSCHEIDUNG))
def test_was_nichts_entscheidet_bleibt_offen(welt: Welt, tat: Tat) -> None:
    antrag = welt.eingereicht()
    Beteiligung.objects.create(antrag=antrag, benutzer=welt.personen["sb"], taetigkeit=Taetigkeit.BERATEN)
    with geoeffnet(tat, antrag.pk, welt.neu("sb")) as handlung:
        handlung.tat = None


@pytest.mark.parametrize("tat", sorted(befangenheit.FRAGEN_SELBST))
def test_eine_tat_beider_seiten_die_nicht_fragt_geht_nicht_zu_ende(welt: Welt, tat: Tat) -> None:
    antrag = welt.eingereicht()
    with pytest.raises(RuntimeError, match="advised"), geoeffnet(tat, antrag.pk, welt.neu("sb")):
        pass
    assert not Eintrag.objects.filter(kette=antrag.kette, aktion=tat).exists()


def test_das_system_fragt_niemanden(welt: Welt) -> None:
    antrag = welt.eingereicht()
    with geoeffnet(Tat.ERINNERN, antrag.pk, None):
        pass
    assert Eintrag.objects.filter(kette=antrag.kette, aktion=Tat.ERINNERN).exists()


# the two that had asked for the right only


def _berate(welt: Welt, antrag: Antrag, person: str = "sb") -> None:
    Beteiligung.objects.create(antrag=antrag, benutzer=welt.personen[person], taetigkeit=Taetigkeit.BERATEN)


def test_wer_beraten_hat_erfasst_kein_zahlungspapier(welt: Welt) -> None:
    antrag = welt.eingereicht()
    _berate(welt, antrag)
    papier = SimpleNamespace(name="verzicht.pdf", sha256="0" * 64)
    with pytest.raises(Verweigert, match=BERATEN):
        laeufe.erfasse_unterlage(
            antrag.pk, papier, art="verzicht", vom=date(2023, 1, 16), akteur=welt.neu("sb")
        )
    assert not Zahlungsunterlage.objects.exists()


def _mit_deminimis(welt: Welt) -> Richtlinie:
    return RichtlinieFactory(programm=welt.programm, version=99, deminimis=True)


def test_wer_beraten_hat_traegt_keine_beihilfe_ein(welt: Welt, als: Anmelden) -> None:
    antrag = welt.eingereicht(richtlinie=_mit_deminimis(welt))
    werte: dict[str, Any] = {"datum": date(2023, 1, 16), "betrag": Decimal("100.00"), "geber": "Land"}
    _berate(welt, antrag)
    with pytest.raises(Verweigert, match=BERATEN):
        antragstuer.erklaere(antrag.pk, **werte, akteur=welt.neu("sb"))
    assert not Beihilfe.objects.exists()
    adresse = f"/faelle/{antrag.pk}/beihilfen/"
    seite = als("sb").get(adresse).content.decode()
    assert BERATEN in seite
    assert 'name="geber"' not in seite
    assert (
        als("sb").post(adresse, {"datum": "2023-01-16", "betrag": "100", "geber": "Land"}).status_code == 403
    )
    assert not Beihilfe.objects.exists()
    assert 'name="geber"' in als("sb2").get(adresse).content.decode()


# rows beside a case


def _konto(welt: Welt) -> Bankverbindung:
    welt.personen["fin"] = person_mit(Rolle.FINANZEN, welt.stellen["fb40"], name="Finanzen")
    konto = Bankverbindung.objects.filter(stelle=welt.traeger).first()
    konto = konto or Bankverbindung(stelle=welt.traeger, iban="DE02120300000000202051", kontoinhaber="Verein")
    konto.pk, konto.bestaetigt_am, konto.bestaetigt_von, konto.ersetzt_am = None, None, None, None
    konto.erfasst_von = welt.personen["antrag"]
    with suppress(AttributeError):
        konto.erfasst_am = uhr.jetzt()
    konto.save()
    return konto


@pytest.mark.parametrize("wie", ["zugeordnet", "ungeklaert"])
def test_wer_beraten_hat_bestaetigt_kein_konto_des_traegers(welt: Welt, wie: str) -> None:
    konto = _konto(welt)
    antrag = welt.eingereicht()
    assert bankverbindung.ENTSCHEIDUNG.hindernisse(konto, welt.neu("fin")) == []
    if wie == "zugeordnet":
        _berate(welt, antrag, "fin")
    else:
        vermerk(welt).berater.set([welt.personen["fin"]])
    with pytest.raises(Verweigert, match="beraten"):
        bankverbindung.bestaetige(konto.pk, akteur=welt.neu("fin"), begruendung="x")
    konto.refresh_from_db()
    assert konto.bestaetigt_am is None
    assert len(bankverbindung.ENTSCHEIDUNG.hindernisse(konto, welt.neu("fin"))) == 1


def test_beratung_in_einem_beendeten_fall_hindert_am_konto_nicht(welt: Welt) -> None:
    konto = _konto(welt)
    antrag = welt.eingereicht()
    _berate(welt, antrag, "fin")
    Antrag.objects.filter(pk=antrag.pk).update(status="abgelehnt")
    assert bankverbindung.ENTSCHEIDUNG.hindernisse(konto, welt.neu("fin")) == []


def test_wer_beraten_hat_legt_keinen_auszug_zu_seinem_fall(welt: Welt) -> None:
    antrag = welt.eingereicht()
    beratung = Beratung(vorlage=Gremienvorlage(antrag=antrag))
    assert [einwand(beratung, welt.neu("sb")) for einwand in EINWAENDE] == [[]]
    _berate(welt, antrag)
    assert BERATEN in EINWAENDE[0](beratung, welt.neu("sb"))[0]


def test_wer_beraten_hat_klaert_keine_zahlung_des_falls(welt: Welt) -> None:
    antrag = welt.eingereicht()
    klaerung = SimpleNamespace(zeile=SimpleNamespace(mittelabruf=SimpleNamespace(antrag=antrag)))
    bestaetigungen._verlange_unbefangen(klaerung, welt.neu("kasse"))
    _berate(welt, antrag, "kasse")
    with pytest.raises(Verweigert, match=BERATEN):
        bestaetigungen._verlange_unbefangen(klaerung, welt.neu("kasse"))
