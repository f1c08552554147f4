"""An Abruf from the request to the feedback, the waiting list, and everything that is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from antraege.angebote import abrufe
from antraege.angebote.models import Abruf, Abrufstand, Angebot, Termin
from antraege.kern.maengel import MaengelFehler
from rollen import protokoll
from rollen.fehler import Ueberholt
from rollen.models import Traeger
from rollen.rechte import Verweigert
from tests.angebotswelt import termin
from tests.workflows.abruf.abrufwelt import GEGEBEN, Abrufwelt, bild
from workflows.abruf import tuer
from workflows.models import Postausgang


def test_der_ganze_weg_steht_im_protokoll_und_jede_seite_bekommt_post(welt: Abrufwelt) -> None:
    abruf = welt.durchgefuehrt()
    abruf = tuer.melde_rueck(abruf.pk, GEGEBEN, stand=abruf.stand, akteur=welt.schulleitung)
    assert (abruf.status, abruf.kinder_erreicht, abruf.passung) == ("rueckgemeldet", 18, "gut")
    kette = protokoll.pruefe_kette(abruf.kette)
    kette = protokoll.pruefe_kette(abruf.kette)
    assert (kette.heil, kette.eintraege) == (True, 6)
    an = list(Postausgang.objects.order_by("pk").values_list("an", flat=True))
    assert an.count(welt.schulleitung.email) == 2
    assert an.count("schule@kindercampus.example") == 2
    assert an.count(welt.antrag.email) == an.count(welt.zeichnung.email) == 2
    assert an.count(welt.buero.email) == an.count(welt.service.email) == 1
    assert welt.jugend.email not in an


def test_ein_wunsch_bekommt_seinen_termin_vom_anbieter(welt: Abrufwelt) -> None:
    abruf = welt.zugeordnet(termin=None, wunsch="dienstags im März")
    abruf = tuer.sage_zu(abruf.pk, stand=abruf.stand, akteur=welt.antrag)
    assert (abruf.status, abruf.wann) == ("zugesagt", "Wunsch: dienstags im März")
    abruf = tuer.terminiere(abruf.pk, termin=welt.termin, stand=abruf.stand, akteur=welt.antrag)
    welt.termin.refresh_from_db()
    assert (abruf.status, welt.termin.belegt) == ("terminiert", 1)


@pytest.mark.beide_datenbanken
def test_wer_zu_spaet_kommt_wartet_und_rueckt_nach(welt: Abrufwelt) -> None:
    erster, zweiter = welt.angefragt(), welt.angefragt(gruppe="Klasse 4a")
    dritter = welt.angefragt(einrichtung=welt.andere)
    vierter = welt.angefragt(einrichtung=welt.andere, gruppe="Klasse 1")
    assert [a.status for a in (erster, zweiter, dritter, vierter)] == ["angefragt"] * 2 + ["warteliste"] * 2
    assert (abrufe.wartet_als(dritter), abrufe.wartet_als(vierter)) == (1, 2)
    Postausgang.objects.all().delete()
    tuer.sage_ab(erster.pk, grund="Klassenfahrt", stand=erster.stand, akteur=welt.schulleitung)
    dritter.refresh_from_db()
    vierter.refresh_from_db()
    assert (dritter.status, vierter.status, abrufe.wartet_als(vierter)) == ("angefragt", "warteliste", 1)
    assert Termin.objects.get().belegt == 2
    assert Postausgang.objects.filter(
        an=welt.andere_leitung.email, betreff__startswith="Nachgerückt"
    ).exists()
    assert protokoll.pruefe_kette(dritter.kette).eintraege == 2


def test_mehr_plaetze_lassen_nachruecken(welt: Abrufwelt) -> None:
    for klasse in "abc":
        letzter = welt.angefragt(gruppe=klasse)
    werte = {name: getattr(welt.termin, name) for name in ("am", "von", "bis", "ort", "art", "buchbar_bis")}
    tuer.aendere_termin(welt.termin.pk, {**werte, "plaetze": 3}, stand=1, akteur=welt.antrag)
    letzter.refresh_from_db()
    assert letzter.status == "angefragt"
    with pytest.raises(MaengelFehler):
        tuer.aendere_termin(welt.termin.pk, {**werte, "plaetze": 2}, stand=2, akteur=welt.antrag)
    assert Termin.objects.get().plaetze == 3


def test_einzelne_kinder_zaehlen_und_eine_kleinere_gruppe_rueckt_vor(welt: Abrufwelt) -> None:
    welt.termin = termin(welt.angebot, art="kinder", plaetze=30, ort="Labor")
    erster = welt.angefragt(kinder=28)
    grosse = welt.angefragt(kinder=29, gruppe="4a")
    kleine = welt.angefragt(kinder=5, gruppe="4b")
    assert (grosse.status, kleine.status) == ("warteliste", "warteliste")
    abruf = welt.angefragt(kinder=2, gruppe="4c")
    assert abruf.status == "angefragt"
    tuer.sage_ab(erster.pk, grund="krank", stand=erster.stand, akteur=welt.schulleitung)
    assert [Abruf.objects.get(pk=a.pk).status for a in (grosse, kleine)] == ["warteliste", "angefragt"]


def test_die_koordination_gibt_einen_wartenden_an_ein_anderes_angebot(welt: Abrufwelt) -> None:
    for klasse in "abc":
        abruf = welt.angefragt(gruppe=klasse)
    anderes = welt.veroeffentlicht(titel="Robotik", gruppe_bis=25)
    with pytest.raises(MaengelFehler) as gefangen:
        tuer.ordne_zu(abruf.pk, stand=abruf.stand, akteur=welt.buero)
    assert "kein Platz frei" in str(gefangen.value)
    abruf = tuer.ordne_zu(abruf.pk, angebot=anderes, stand=abruf.stand, akteur=welt.buero)
    assert (abruf.status, abruf.angebot, abruf.termin) == ("zugeordnet", anderes, None)
    assert "01.02.2023" in abruf.wunsch


def test_ein_abgesagter_termin_sagt_alles_ab_und_sagt_warum(welt: Abrufwelt) -> None:
    abruf, wartend = welt.terminiert(), [welt.angefragt(gruppe=klasse) for klasse in "xy"][1]
    Postausgang.objects.all().delete()
    tuer.sage_termin_ab(welt.termin.pk, grund="Kraft erkrankt", stand=1, akteur=welt.antrag)
    for eins in (abruf, wartend):
        eins.refresh_from_db()
        assert (eins.status, eins.beendet_durch) == ("abgesagt", "anbieter")
        assert "Kraft erkrankt" in eins.grund
    da = Termin.objects.get()
    assert (da.belegt, da.absagegrund) == (0, "Kraft erkrankt")
    assert Postausgang.objects.filter(an=welt.schulleitung.email).count() == 3
    with pytest.raises(Ueberholt):
        tuer.sage_termin_ab(welt.termin.pk, grund="Noch einmal", stand=2, akteur=welt.antrag)


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        ({"kinder": 31}, "höchstens 30 Kinder"),
        ({"ganztag": True}, "nicht für den Ganztag"),
        ({"termin": None}, "wann es passt"),
        ({"gruppe": " Klasse 3b "}, "schon auf der Liste"),
    ],
)
def test_was_gegen_einen_abruf_spricht(welt: Abrufwelt, anders: dict[str, Any], satz: str) -> None:
    welt.angefragt()
    vorher = bild()
    with pytest.raises(MaengelFehler) as gefangen:
        welt.angefragt(**anders)
    assert satz in str(gefangen.value)
    assert bild() == vorher


def test_kein_gewinn_im_ganztag(welt: Abrufwelt) -> None:
    Angebot.objects.filter(pk=welt.angebot.pk).update(ganztag=True)
    Traeger.objects.update(gemeinnuetzig=False)
    with pytest.raises(MaengelFehler) as gefangen:
        welt.angefragt(ganztag=True)
    assert "nicht gemeinnützig" in str(gefangen.value)
    assert Abruf.objects.count() == 0
    assert welt.angefragt().status == "angefragt"


def test_nur_an_den_genannten_standorten_und_nicht_beim_eigenen_angebot(welt: Abrufwelt) -> None:
    dort = welt.veroeffentlicht(ort="standorte", standorte=[welt.westerfilde], gruppe_bis=30)
    eigenes = welt.veroeffentlicht(anbieter=welt.schule, akteur=welt.schulleitung, gruppe_bis=30)
    for angebot, satz in ((dort, "nur an: Kindercampus Westerfilde"), (eigenes, "Ihr eigenes Angebot")):
        anfrage = welt.anfrage(termin=None, wunsch="bald")
        with pytest.raises(MaengelFehler) as gefangen:
            tuer.frage_an(angebot.pk, anfrage, akteur=welt.schulleitung)
        assert satz in str(gefangen.value)


def test_ein_termin_nach_der_frist_ist_nicht_buchbar(welt: Abrufwelt) -> None:
    zu = termin(welt.angebot, am=date(2023, 1, 20), buchbar_bis=date(2023, 1, 15))
    with pytest.raises(MaengelFehler) as gefangen:
        welt.angefragt(termin=zu)
    assert "nicht mehr buchen" in str(gefangen.value)


def test_jede_tat_hat_ihre_leute(welt: Abrufwelt) -> None:
    with pytest.raises(Verweigert):
        tuer.frage_an(welt.angebot.pk, welt.anfrage(), akteur=welt.andere_leitung)
    abruf = welt.angefragt()
    vorher = bild()
    for tat, wer in (
        (tuer.ordne_zu, welt.antrag),
        (tuer.ordne_zu, welt.jugend),
        (tuer.ordne_zu, welt.schulleitung),
        (tuer.sage_zu, welt.schulleitung),
        (tuer.fuehre_durch, welt.buero),
    ):
        with pytest.raises(Verweigert):
            tat(abruf.pk, stand=abruf.stand, akteur=wer)
    for ende, wer in ((tuer.lehne_ab, welt.antrag), (tuer.sage_ab, welt.antrag), (tuer.sage_ab, welt.buero)):
        with pytest.raises(Verweigert):
            ende(abruf.pk, grund="Nein", stand=abruf.stand, akteur=wer)
    with pytest.raises(Verweigert):
        tuer.sage_termin_ab(welt.termin.pk, grund="Nein", stand=1, akteur=welt.service)
    with pytest.raises(Ueberholt):
        tuer.ordne_zu(abruf.pk, stand=abruf.stand + 1, akteur=welt.buero)
    with pytest.raises(MaengelFehler):
        tuer.sage_zu(abruf.pk, stand=abruf.stand, akteur=welt.antrag)
    assert bild() == vorher


def test_ablehnen_darf_wer_es_gerade_hat_und_nur_mit_grund(welt: Abrufwelt) -> None:
    abruf = welt.angefragt()
    with pytest.raises(MaengelFehler):
        tuer.lehne_ab(abruf.pk, grund="  ", stand=abruf.stand, akteur=welt.buero)
    abruf = tuer.lehne_ab(abruf.pk, grund="Passt nicht zum Thema", stand=abruf.stand, akteur=welt.buero)
    assert (abruf.status, abruf.beendet_durch) == ("abgelehnt", "koordination")
    anderer = welt.zugeordnet()
    with pytest.raises(Verweigert):
        tuer.lehne_ab(anderer.pk, grund="Nein", stand=anderer.stand, akteur=welt.buero)
    anderer = tuer.lehne_ab(anderer.pk, grund="Keine Kraft", stand=anderer.stand, akteur=welt.antrag)
    assert (anderer.beendet_durch, Termin.objects.get().belegt) == ("anbieter", 0)


def test_vor_dem_tag_ist_nichts_durchgefuehrt(welt: Abrufwelt) -> None:
    abruf = welt.terminiert()
    with pytest.raises(MaengelFehler) as gefangen:
        tuer.fuehre_durch(abruf.pk, stand=abruf.stand, akteur=welt.antrag)
    assert "01.02.2023" in str(gefangen.value)
    abruf = tuer.sage_ab(abruf.pk, grund="Krank", stand=abruf.stand, akteur=welt.zeichnung)
    assert (abruf.status, abruf.beendet_durch) == ("abgesagt", "anbieter")


def test_ein_voller_termin_wird_nicht_festgelegt(welt: Abrufwelt) -> None:
    abruf = welt.zugeordnet(termin=None, wunsch="bald")
    for klasse in "ab":
        welt.angefragt(gruppe=klasse)
    with pytest.raises(MaengelFehler) as gefangen:
        tuer.sage_zu(abruf.pk, termin=welt.termin, stand=abruf.stand, akteur=welt.antrag)
    assert "nicht genug Plätze" in str(gefangen.value)
    abruf.refresh_from_db()
    assert (abruf.status, abruf.stand) == ("zugeordnet", 2)


@pytest.mark.beide_datenbanken
def test_die_datenbank_zaehlt_selbst_und_verweigert_den_platz_zu_viel(welt: Abrufwelt) -> None:
    erster, _zweiter, dritter = (welt.angefragt(gruppe=klasse) for klasse in "abc")
    with pytest.raises(IntegrityError), transaction.atomic():
        Abruf.objects.filter(pk=dritter.pk).update(status=Abrufstand.ANGEFRAGT)
    Abruf.objects.filter(pk=erster.pk).update(plaetze=2, status=Abrufstand.WARTELISTE)
    assert Termin.objects.get().belegt == 1
    erster.antraege.clear()
    Abruf.objects.all().delete()
    assert Termin.objects.get().belegt == 0


def test_ab_wann_es_eine_vereinbarung_braucht(welt: Abrufwelt) -> None:
    abruf = welt.terminiert()
    assert not abrufe.vereinbarung_noetig(abruf)
    Angebot.objects.update(vereinbarung_ab=1, kosten=Decimal("50.00"))
    abruf.angebot.refresh_from_db()
    assert abrufe.vereinbarung_noetig(abruf)
    Angebot.objects.update(vereinbarung_ab=2)
    abruf.angebot.refresh_from_db()
    assert not abrufe.vereinbarung_noetig(abruf)
    welt.terminiert(gruppe="Klasse 4")
    assert abrufe.vereinbarung_noetig(abruf)
