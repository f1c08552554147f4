"""A sample: drawn and drawn again, its working papers, from an item to a finding, closed; nothing from nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from antraege.kern.maengel import MaengelFehler
from antraege.kern.stichprobe import Verfahren
from antraege.revision import stichproben
from antraege.revision.models import Feststellung, Pruefposten, Pruefstichprobe, Stichprobenstatus
from rollen import uhr
from rollen.fehler import Ueberholt
from rollen.models import Eintrag
from rollen.pruefung import pruefe_kette
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from tests.fabriken import rolle_geben
from tests.welt import Welt
from tests.workflows.revision.revisionswelt import fall, zahlung
from workflows.revision.grundgesamtheit import beschreibe, elemente

pytestmark = pytest.mark.django_db
V = Verfahren
Als = Callable[[str], Client]


def _ziehe(welt: Welt, person: str = "pruefung", **anders: Any) -> Pruefstichprobe:
    werte: dict[str, Any] = {
        "titel": "Zahlungen 2022",
        "art": "zahlung",
        "verfahren": V.ZUFALL,
        "umfang": 2,
        "startwert": "abc",
        "filter": "",
        "auswahl": {},
    }
    ziehung = stichproben.Ziehung(**{**werte, **anders})
    menge = elemente(ziehung.art, ziehung.auswahl, ziehung.verfahren, uhr.heute())
    return stichproben.ziehe_stichprobe(
        ziehung, menge, beschreibe=lambda pks: beschreibe(ziehung.art, pks), akteur=welt.neu(person)
    )


def _bearbeite(welt: Welt, posten: Pruefposten, **anders: Any) -> Pruefposten:
    werte = {
        "ergebnis": "ohne",
        "notiz": "Bescheid und Anordnung verglichen.",
        "stand": posten.stand,
        **anders,
    }
    return stichproben.bearbeite(posten.pk, **werte, akteur=welt.neu("pruefung"))


def _stand() -> tuple[Any, ...]:
    return tuple(Pruefstichprobe.objects.values()), tuple(Pruefposten.objects.values())


@pytest.mark.beide_datenbanken
@pytest.mark.parametrize("art", ["fall", "zahlung"])
@pytest.mark.parametrize("verfahren", V)
def test_derselbe_startwert_gibt_dieselbe_stichprobe(welt: Welt, art: str, verfahren: Verfahren) -> None:
    for _ in range(4):
        zahlung(fall(welt))  # without a Bescheid: each breaks a rule
    erste = _ziehe(welt, art=art, verfahren=verfahren)
    zweite = _ziehe(welt, art=art, verfahren=verfahren)
    gezogen = [list(s.posten.values_list("schluessel", "anlass", "bezug")) for s in (erste, zweite)]
    assert gezogen[0] == gezogen[1]
    assert len(gezogen[0]) == (4 if verfahren is V.ALLE else 2)
    assert (erste.anzahl, erste.summe, erste.pruefsumme) == (4, Decimal("8000.00"), zweite.pruefsumme)
    menge = elemente(art, {}, verfahren, uhr.heute())
    assert stichproben.nachgezogen(erste, menge)
    zahlung(fall(welt))
    assert not stichproben.nachgezogen(erste, elemente(art, {}, verfahren, uhr.heute()))


def test_von_der_ziehung_ueber_das_arbeitspapier_zur_feststellung(welt: Welt, als: Als) -> None:
    for betrag in ("2000.00", "500.00"):
        zahlung(fall(welt, haushaltsjahr=2022), betrag=Decimal(betrag))
    client = als("pruefung")
    eingaben = {
        "titel": "Zahlungen 2022",
        "art": "zahlung",
        "jahr": "2022",
        "ab_betrag": "1.000,00",
        "verfahren": "zufall",
        "umfang": "25",
        "startwert": "abc",
    }
    antwort = client.post(reverse("stichprobe_ziehen"), eingaben)
    s = Pruefstichprobe.objects.get()
    assert antwort.headers["Location"] == reverse("stichprobe", args=[s.pk])
    assert (s.filter, s.anzahl) == ("Haushaltsjahr 2022, ab 1.000,00 Euro", 1)
    posten = s.posten.get()
    seite = client.get(f"{reverse('stichprobe', args=[s.pk])}?nachrechnen=1")
    assert (seite.context["gleich"], seite.context["stichprobe"].fertig) == (True, 0)
    papier = reverse("pruefposten", args=[posten.pk])
    werte = {"ergebnis": "mit", "notiz": "Der Bescheid fehlt.", "stand": posten.stand}
    assert client.post(papier, werte).status_code == 302
    weiter = client.get(papier).context["feststellen"]
    assert weiter == f"{reverse('feststellung_neu')}?zahlung={posten.schluessel}&posten={posten.pk}"
    feststellung = {
        "stelle": welt.stellen["fb40"].pk,
        "titel": "Kein Bescheid",
        "sachverhalt": "Es gibt keinen.",
        "grundlage": "§ 31 KomHVO NRW",
        "antwort_bis": "2023-02-13",
    }
    assert client.post(weiter, feststellung).status_code == 302
    posten.refresh_from_db()
    assert posten.feststellung == Feststellung.objects.get()
    assert client.get(papier).context["feststellen"] == ""
    assert client.post(weiter, feststellung).status_code == 409  # one finding for an item
    assert Feststellung.objects.count() == 1
    s.refresh_from_db()
    client.post(reverse("stichprobe_abschliessen", args=[s.pk]), {"stand": s.stand})
    s.refresh_from_db()
    assert s.status == Stichprobenstatus.ABGESCHLOSSEN
    csv = b"".join(client.get(f"{reverse('stichprobe', args=[s.pk])}?format=csv")).decode()  # type: ignore[arg-type]
    assert "Der Bescheid fehlt." in csv
    assert pruefe_kette(s.kette).heil
    assert list(Eintrag.objects.filter(kette=s.kette).values_list("aktion", flat=True)) == [
        *("pruefstichprobe_ziehen", "pruefposten_bearbeiten", "pruefposten_bearbeiten"),
        "pruefstichprobe_abschliessen",
    ]
    assert client.get(reverse("stichproben")).status_code == 200


def test_aus_einer_leeren_grundgesamtheit_wird_ein_satz(welt: Welt, als: Als) -> None:
    fall(welt, bewilligt=Decimal("0.00"), ausgezahlt=Decimal("0.00"))
    client = als("pruefung")
    eingaben = {"titel": "Leer", "art": "zahlung", "verfahren": "zufall", "umfang": "5", "startwert": "x"}
    antwort = client.post(reverse("stichprobe_ziehen"), eingaben)
    text = antwort.content.decode()
    assert (antwort.status_code, "Die Grundgesamtheit ist leer" in text, 'value="Leer"' in text) == (
        422,
        True,
        True,
    )
    for verfahren, satz in ((V.BETRAG, "Betrag über null"), (V.RISIKO, "Prüfregel")):
        with pytest.raises(MaengelFehler, match=satz):
            _ziehe(welt, art="fall", verfahren=verfahren)
    assert client.post(reverse("stichprobe_ziehen"), {**eingaben, "umfang": "501"}).status_code == 422
    assert not Pruefstichprobe.objects.exists()


def test_schlechte_eingaben_aendern_nichts(welt: Welt) -> None:
    zahlung(fall(welt))
    s = _ziehe(welt)
    posten = s.posten.get()
    vorher = _stand()
    with pytest.raises(MaengelFehler, match="geprüft"):
        _bearbeite(welt, posten, notiz=" ")
    with pytest.raises(Ueberholt):
        _bearbeite(welt, posten, stand=7)
    with pytest.raises(MaengelFehler, match="1 Posten"):
        stichproben.schliesse_ab(s.pk, stand=s.stand, akteur=welt.neu("pruefung"))
    with pytest.raises(Verweigert):
        stichproben.bearbeite(posten.pk, ergebnis="ohne", notiz="Ich.", stand=0, akteur=welt.neu("leitung"))
    with pytest.raises(Verweigert):
        _ziehe(welt, "sb")
    assert _stand() == vorher
    _bearbeite(welt, posten)
    s = stichproben.schliesse_ab(s.pk, stand=s.stand, akteur=welt.neu("pruefung"))
    posten.refresh_from_db()
    vorher = _stand()
    with pytest.raises(Ueberholt):
        _bearbeite(welt, posten)
    assert _stand() == vorher


def test_wer_selbst_gehandelt_hat_schreibt_kein_arbeitspapier(welt: Welt, als: Als) -> None:
    rolle_geben(welt.personen["zeichnung"], Rolle.RECHNUNGSPRUEFUNG, welt.stellen["stadt"])
    eigener = welt.eingereicht()
    s = _ziehe(welt, "zeichnung", art="fall")
    posten = s.posten.get(antrag=eigener)
    papier = reverse("pruefposten", args=[posten.pk])
    seite = als("zeichnung").get(papier)
    assert "selbst gehandelt" in seite.context["hinderung"]
    werte = {"ergebnis": "ohne", "notiz": "In Ordnung.", "stand": posten.stand}
    antwort = als("zeichnung").post(papier, werte)
    assert (antwort.status_code, "selbst gehandelt" in antwort.content.decode()) == (403, True)
    posten.refresh_from_db()
    assert posten.ergebnis == ""
    assert Eintrag.objects.filter(kette=s.kette, verweigert=True).count() == 1
    assert als("pruefung").post(papier, werte).status_code == 302


def test_der_fall_ist_weg_und_das_arbeitspapier_bleibt(welt: Welt, als: Als) -> None:
    antrag = fall(welt, beginn=date(2022, 1, 1))
    s = _ziehe(welt, art="fall", verfahren=V.ALLE)
    posten = s.posten.get()
    worte = posten.bezug
    antrag.delete()
    seite = als("pruefung").get(reverse("pruefposten", args=[posten.pk]))
    assert (seite.status_code, worte in seite.content.decode().replace("&quot;", '"')) == (200, True)
    assert seite.context["feststellen"] == ""
    posten.refresh_from_db()
    _bearbeite(welt, posten, ergebnis="nicht_pruefbar")


@pytest.mark.parametrize("person", ["sb", "leitung", "zeichnung"])
def test_andere_sehen_keine_stichprobe(person: str, als: Als) -> None:
    client = als(person)
    for name in ("stichproben", "stichprobe_ziehen"):
        assert client.get(reverse(name)).status_code == 403
