"""Messages of a case: both sides read and write, nobody else does; the auditor reads along."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from antraege.antrag.models import Antrag
from rollen.models import Eintrag
from rollen.tabelle import Rolle
from tests.fabriken import TraegerFactory, person_mit
from tests.welt import Welt
from tests.workflows.wege import NACHFORDERN, beantworte, gehe
from workflows.models import Nachricht, Postausgang, Richtung

Als = Callable[[str], Client]
FRAGE = {"betreff": "Raum", "text": "Welcher Raum ist es?"}


def _adresse(antrag: Antrag, name: str = "nachrichten") -> str:
    return reverse(name, args=[antrag.pk])


def _stand() -> tuple[int, int, int]:
    return Nachricht.objects.count(), Postausgang.objects.count(), Eintrag.objects.count()


def test_traeger_schreibt_an_die_sachbearbeitung_und_sie_antwortet(welt: Welt, als: Als) -> None:
    antrag = gehe(welt, welt.eingereicht(), bis="fachliche_pruefung")
    assert als("antrag").post(_adresse(antrag), FRAGE).status_code == 302
    assert als("sb").post(_adresse(antrag), {"betreff": "Re: Raum", "text": "Raum 3."}).status_code == 302
    hin, zurueck = Nachricht.objects.order_by("id")[1:]
    assert (hin.richtung, hin.text, hin.verfasst_von) == (
        Richtung.AN_AMT,
        FRAGE["text"],
        welt.personen["antrag"],
    )
    assert (zurueck.richtung, zurueck.verfasst_von) == (Richtung.AN_TRAEGER, welt.personen["sb"])
    assert list(hin.post.values_list("an", flat=True)) == [welt.personen["sb"].email]
    empfaenger = {welt.personen["antrag"].email, welt.personen["zeichnung"].email}
    assert set(zurueck.post.values_list("an", flat=True)) == empfaenger
    eintrag = Eintrag.objects.filter(kette=antrag.kette).latest("nr")
    assert (eintrag.aktion, eintrag.rolle, eintrag.nachher["betreff"]) == (
        "nachricht_schreiben",
        "sb",
        "Re: Raum",
    )


def test_ohne_text_kommt_alles_getippte_zurueck(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    vorher = _stand()
    antwort = als("antrag").post(_adresse(antrag), {"betreff": "Raum <b>", "text": ""})
    assert (antwort.status_code, _stand()) == (422, vorher)
    assert 'value="Raum &lt;b&gt;"' in antwort.content.decode()


def test_gelesen_wird_nur_was_die_seite_zeigte_und_nur_der_eigene_eingang(welt: Welt, als: Als) -> None:
    antrag, client = welt.eingereicht(), als("antrag")
    client.post(_adresse(antrag), FRAGE)
    seite = client.get(_adresse(antrag))
    assert (seite.context["neueste"], seite.context["eingang"]) == (
        Nachricht.objects.earliest("id").pk,
        "an_traeger",
    )
    als("leitung").post(_adresse(antrag), {"betreff": "Später", "text": "Nach dem Öffnen."})
    assert client.get(_adresse(antrag, "nachrichten_gelesen")).status_code == 405
    client.post(_adresse(antrag, "nachrichten_gelesen"), {"bis": seite.context["neueste"]})
    gelesen = Nachricht.objects.filter(gelesen_am__isnull=False).values_list("betreff", flat=True)
    assert list(gelesen) == ["Ihr Antrag ist eingegangen"]
    assert client.post(_adresse(antrag, "nachrichten_gelesen"), {"bis": "abc"}).status_code == 302
    assert Nachricht.objects.filter(gelesen_am__isnull=False).count() == 1


@pytest.mark.parametrize("person", ["pruefung", "fi", "anordnung"])
def test_wer_nur_mitliest_schreibt_nicht_und_markiert_nicht(welt: Welt, als: Als, person: str) -> None:
    antrag = welt.eingereicht()
    als("antrag").post(_adresse(antrag), FRAGE)
    client = als(person)
    seite = client.get(_adresse(antrag))
    assert (seite.status_code, "Sie lesen hier nur mit:" in seite.content.decode()) == (200, True)
    nachrichten, post, eintraege = _stand()
    assert client.post(_adresse(antrag), FRAGE).status_code == 403
    assert client.post(_adresse(antrag, "nachrichten_gelesen"), {"bis": "99999"}).status_code == 403
    assert _stand() == (nachrichten, post, eintraege + 1)
    assert Eintrag.objects.latest("id").verweigert
    assert Nachricht.objects.filter(gelesen_am__isnull=False).count() == 0


def test_fremde_und_unbeteiligte_finden_keine_nachrichten(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    fremd = Client()
    fremd.force_login(person_mit(Rolle.TRAEGER_ZEICHNUNG, TraegerFactory().stelle))
    vorher = _stand()
    for client in (fremd, als("fb51"), als("kita")):
        assert client.get(_adresse(antrag)).status_code == 404
        assert client.post(_adresse(antrag), FRAGE).status_code == 404
        assert client.post(_adresse(antrag, "nachrichten_gelesen"), {"bis": "99999"}).status_code == 404
    assert _stand() == vorher


def test_zu_einem_entwurf_gibt_es_keine_nachrichten(welt: Welt, als: Als) -> None:
    entwurf = welt.antrag()
    assert als("antrag").get(_adresse(entwurf)).status_code == 404
    assert als("antrag").post(_adresse(entwurf), FRAGE).status_code == 404
    assert _stand()[:2] == (0, 0)


def test_hinweise_des_systems_an_das_amt_sieht_der_traeger_nicht(welt: Welt, als: Als) -> None:
    antrag = welt.eingereicht()
    welt.tu(antrag, "formale_pruefung", "sb", **NACHFORDERN)
    beantworte(welt, antrag)
    eingang, fehlt, beantwortet = (
        "Ihr Antrag ist eingegangen",
        "Zu Ihrem Antrag fehlt noch etwas",
        "Nachforderung beantwortet",
    )
    gesehen = {
        person: [n.betreff for n in als(person).get(_adresse(antrag)).context["nachrichten"]]
        for person in ("antrag", "sb")
    }
    assert gesehen == {"antrag": [fehlt, eingang], "sb": [beantwortet, fehlt, eingang]}
    assert beantwortet not in als("antrag").get(_adresse(antrag, "antrag_status")).content.decode()
