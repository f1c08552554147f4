"""The way of an offer: written, handed in, published by a second person, replaced, withdrawn, refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from antraege.angebote import dienst, queries
from antraege.angebote.models import Angebot
from antraege.kern.maengel import MaengelFehler
from rollen.fehler import Ueberholt
from rollen.models import Eintrag, Traeger
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.angebotswelt import Angebotswelt, bild, inhalt
from tests.fabriken import StelleFactory, person_mit, rolle_geben


def taten(angebot: Angebot) -> list[str]:
    """The acts in the chain of the Stelle that offers."""
    return list(
        Eintrag.objects.filter(kette=f"stelle/{angebot.anbieter_id}").values_list("aktion", flat=True)
    )


def test_vom_entwurf_in_den_katalog_in_drei_taten(welt: Angebotswelt) -> None:
    angebot = welt.entwurf(kosten=Decimal("120.00"), kosten_worte="je Gruppe")
    assert (angebot.status, angebot.stand, str(angebot)) == ("entwurf", 1, "Forscherwerkstatt")
    assert angebot.kosten_in_worten == "120,00\N{NO-BREAK SPACE}€ je Gruppe"
    angebot = dienst.lege_vor(angebot.pk, stand=1, akteur=welt.antrag)
    assert (angebot.vorgelegt_von, angebot.stand) == (welt.antrag, 2)
    angebot = dienst.veroeffentliche(angebot.pk, stand=2, akteur=welt.buero)
    assert (angebot.status, angebot.veroeffentlicht_von) == ("veroeffentlicht", welt.buero)
    assert list(queries.geltende(date(2023, 1, 16))) == [angebot]
    assert taten(angebot) == ["angebot_anlegen", "angebot_vorlegen", "angebot_veroeffentlichen"]
    letzter = Eintrag.objects.filter(aktion=Tat.ANGEBOT_VEROEFFENTLICHEN).get()
    assert (letzter.von, letzter.nach, letzter.rolle) == ("vorgelegt", "veroeffentlicht", "lt")


def test_was_sich_aendert_steht_vorher_und_nachher_im_protokoll(welt: Angebotswelt) -> None:
    angebot = welt.entwurf()
    werte = inhalt(themenfeld=welt.demokratie, titel="Kinderrat")
    dienst.bearbeite(angebot.pk, werte, standorte=[welt.hoerde], stand=1, akteur=welt.zeichnung)
    eintrag = Eintrag.objects.get(aktion=Tat.ANGEBOT_AENDERN)
    assert eintrag.vorher == {"titel": "Forscherwerkstatt", "themenfeld": "MINT/Digitales", "standorte": []}
    assert eintrag.nachher == {
        "titel": "Kinderrat",
        "themenfeld": "Demokratieförderung",
        "standorte": ["Kindercampus Hörde"],
    }


@pytest.mark.beide_datenbanken
def test_eine_neue_fassung_ersetzt_die_alte_erst_mit_der_veroeffentlichung(welt: Angebotswelt) -> None:
    alt = welt.veroeffentlicht()
    neu = dienst.bearbeite(
        alt.pk, inhalt(themenfeld=welt.mint, titel="Neu"), stand=alt.stand, akteur=welt.antrag
    )
    assert (neu.pk != alt.pk, neu.stamm, neu.status) == (True, alt, "entwurf")
    assert [a.titel for a in queries.geltende(date(2023, 1, 16))] == ["Forscherwerkstatt"]
    dienst.lege_vor(neu.pk, stand=None, akteur=welt.antrag)
    dienst.veroeffentliche(neu.pk, stand=None, akteur=welt.service)
    assert [a.titel for a in queries.geltende(date(2023, 1, 16))] == ["Neu"]
    alt = Angebot.objects.get(pk=alt.pk)
    assert (alt.status, alt.beendet_von) == ("ersetzt", welt.service)
    dritte = dienst.bearbeite(
        neu.pk, inhalt(themenfeld=welt.mint, titel="Drei"), stand=None, akteur=welt.antrag
    )
    dienst.lege_vor(dritte.pk, stand=None, akteur=welt.antrag)
    dienst.veroeffentliche(dritte.pk, stand=None, akteur=welt.service)
    assert [(a.titel, a.status) for a in queries.alle_fassungen(alt)] == [
        ("Drei", "veroeffentlicht"),
        ("Neu", "ersetzt"),
        ("Forscherwerkstatt", "ersetzt"),
    ]


@pytest.mark.beide_datenbanken
def test_zwei_neue_fassungen_zugleich_gibt_es_nicht(welt: Angebotswelt) -> None:
    alt = welt.veroeffentlicht()
    dienst.bearbeite(alt.pk, inhalt(themenfeld=welt.mint), stand=alt.stand, akteur=welt.antrag)
    vorher = bild()
    with pytest.raises(Ueberholt, match="neue Fassung in Arbeit"):
        dienst.bearbeite(alt.pk, inhalt(themenfeld=welt.mint), stand=alt.stand, akteur=welt.zeichnung)
    assert bild() == vorher
    with pytest.raises(IntegrityError), transaction.atomic():
        Angebot.objects.create(
            anbieter=welt.traeger, stamm=alt, erstellt_von=welt.antrag, **inhalt(themenfeld=welt.mint)
        )


def test_zurueckgezogenes_kann_neu_aufgelegt_werden(welt: Angebotswelt) -> None:
    angebot = welt.veroeffentlicht()
    dienst.ziehe_zurueck(angebot.pk, stand=angebot.stand, akteur=welt.antrag)
    assert list(queries.geltende(date(2023, 1, 16))) == []
    neu = dienst.bearbeite(angebot.pk, inhalt(themenfeld=welt.mint), stand=None, akteur=welt.antrag)
    assert (neu.stamm, neu.status) == (angebot, "entwurf")


def test_mit_grund_zurueck_und_wieder_vorgelegt(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    with pytest.raises(MaengelFehler, match="Grund"):
        dienst.gib_zurueck(angebot.pk, grund=" ", stand=angebot.stand, akteur=welt.service)
    angebot = dienst.gib_zurueck(angebot.pk, grund="Bitte kürzer.", stand=angebot.stand, akteur=welt.service)
    assert (angebot.status, angebot.rueckgabegrund) == ("entwurf", "Bitte kürzer.")
    angebot = dienst.lege_vor(angebot.pk, stand=angebot.stand, akteur=welt.zeichnung)
    assert (angebot.status, angebot.rueckgabegrund) == ("vorgelegt", "")


def test_die_nachricht_nennt_den_grund(
    welt: Angebotswelt, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    angebot = welt.vorgelegt()
    with django_capture_on_commit_callbacks(execute=True):
        dienst.gib_zurueck(angebot.pk, grund="Bitte kürzer.", stand=None, akteur=welt.service)
    (nachricht,) = mailoutbox
    assert (nachricht.to, "Der Grund: Bitte kürzer." in nachricht.body) == ([welt.antrag.email], True)


def test_wer_es_geschrieben_oder_vorgelegt_hat_veroeffentlicht_es_nicht(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    rolle_geben(welt.antrag, Rolle.SERVICESTELLE, welt.servicestelle)
    rolle_geben(welt.zeichnung, Rolle.SERVICESTELLE, welt.servicestelle)
    vorher = bild()
    with pytest.raises(Verweigert, match="zweite Person"):
        dienst.veroeffentliche(angebot.pk, stand=None, akteur=neu(welt.antrag))
    assert bild() == vorher
    dienst.bearbeite(angebot.pk, inhalt(themenfeld=welt.mint), stand=None, akteur=neu(welt.zeichnung))
    dienst.lege_vor(angebot.pk, stand=None, akteur=neu(welt.antrag))
    with pytest.raises(Verweigert, match="zweite Person"):
        dienst.veroeffentliche(angebot.pk, stand=None, akteur=neu(welt.zeichnung))
    assert Angebot.objects.get().status == "vorgelegt"


def neu(person):
    """Freshly read, as at the start of a request."""
    return type(person).objects.get(pk=person.pk)


@pytest.mark.beide_datenbanken
def test_die_datenbank_haelt_die_vier_augen(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    with pytest.raises(IntegrityError), transaction.atomic():
        Angebot.objects.filter(pk=angebot.pk).update(
            status="veroeffentlicht", veroeffentlicht_von=welt.antrag, veroeffentlicht_am=angebot.vorgelegt_am
        )


def test_nur_wer_das_thema_koordiniert_oder_die_servicestelle_entscheidet(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    for fremd in (welt.jugend, welt.zeichnung, person_mit(Rolle.LEITUNG, StelleFactory())):
        with pytest.raises(Verweigert, match="Bildungsbüro, Servicestelle"):
            dienst.veroeffentliche(angebot.pk, stand=None, akteur=fremd)
    assert Angebot.objects.get().status == "vorgelegt"
    oben = person_mit(Rolle.SACHBEARBEITUNG, welt.amt)
    assert dienst.veroeffentliche(angebot.pk, stand=None, akteur=oben).status == "veroeffentlicht"


def test_fuer_eine_fremde_stelle_schreibt_niemand(welt: Angebotswelt) -> None:
    fremd = person_mit(Rolle.TRAEGER_ANTRAG, StelleFactory(staedtisch=True))
    angebot = welt.entwurf()
    vorher = bild()
    for tat in (
        lambda: welt.entwurf(akteur=fremd),
        lambda: dienst.bearbeite(angebot.pk, inhalt(themenfeld=welt.mint), stand=None, akteur=fremd),
        lambda: dienst.lege_vor(angebot.pk, stand=None, akteur=fremd),
        lambda: dienst.ziehe_zurueck(angebot.pk, stand=None, akteur=fremd),
    ):
        with pytest.raises(Verweigert):
            tat()
    assert bild() == vorher


@pytest.mark.parametrize(
    ("felder", "worte"),
    [
        ({"verifiziert_am": None, "verifiziert_von": None}, "noch nicht als Träger verifiziert"),
        ({"gemeinnuetzig": False}, "nicht gemeinnützig"),
    ],
)
def test_unverifiziert_oder_auf_gewinn_aus_bietet_im_ganztag_niemand_an(
    welt: Angebotswelt, felder: dict, worte: str
) -> None:
    vorgelegt = welt.vorgelegt(ganztag=True)
    Traeger.objects.update(**felder)
    vorher = bild()
    with pytest.raises(MaengelFehler, match=worte):
        welt.entwurf(ganztag=True)
    with pytest.raises(MaengelFehler, match=worte):
        dienst.veroeffentliche(vorgelegt.pk, stand=None, akteur=welt.service)
    assert bild() == vorher


def test_ausserhalb_des_ganztags_darf_auch_ein_anbieter_mit_gewinn(welt: Angebotswelt) -> None:
    Traeger.objects.update(gemeinnuetzig=False)
    assert welt.veroeffentlicht().status == "veroeffentlicht"


def test_eine_stelle_der_stadt_braucht_keine_verifizierung(welt: Angebotswelt) -> None:
    sb = person_mit(Rolle.SACHBEARBEITUNG, welt.bildungsbuero)
    angebot = welt.veroeffentlicht(anbieter=welt.bildungsbuero, akteur=sb, ganztag=True)
    assert angebot.anbieter == welt.bildungsbuero


@pytest.mark.parametrize(
    ("anders", "worte"),
    [
        ({"ort": "standorte"}, "mindestens einen Standort"),
        ({"gueltig_bis": date(2023, 1, 15)}, "galt nur bis 15.01.2023"),
    ],
)
def test_was_nicht_stimmt_wird_nicht_vorgelegt(welt: Angebotswelt, anders: dict, worte: str) -> None:
    angebot = welt.entwurf(**anders)
    vorher = bild()
    with pytest.raises(MaengelFehler, match=worte):
        dienst.lege_vor(angebot.pk, stand=None, akteur=welt.antrag)
    assert bild() == vorher


def test_eine_veraltete_seite_aendert_nichts(welt: Angebotswelt) -> None:
    angebot = welt.vorgelegt()
    dienst.bearbeite(angebot.pk, inhalt(themenfeld=welt.mint, titel="Anders"), stand=None, akteur=welt.antrag)
    dienst.lege_vor(angebot.pk, stand=None, akteur=welt.antrag)
    vorher = bild()
    with pytest.raises(Ueberholt):
        dienst.veroeffentliche(angebot.pk, stand=angebot.stand, akteur=welt.service)
    assert bild() == vorher


UNMOEGLICH: list[Callable[[int, Angebotswelt], Angebot]] = [
    lambda pk, welt: dienst.lege_vor(pk, stand=None, akteur=welt.antrag),
    lambda pk, welt: dienst.veroeffentliche(pk, stand=None, akteur=welt.service),
    lambda pk, welt: dienst.gib_zurueck(pk, grund="Grund", stand=None, akteur=welt.service),
]


@pytest.mark.parametrize("tat", UNMOEGLICH)
def test_was_veroeffentlicht_ist_wird_nur_ersetzt_oder_zurueckgezogen(welt: Angebotswelt, tat) -> None:
    angebot = welt.veroeffentlicht()
    vorher = bild()
    with pytest.raises(MaengelFehler, match="nicht möglich"):
        tat(angebot.pk, welt)
    assert bild() == vorher
