"""Nobody meets an error: what the demo shows to somebody opens, and no address breaks on an empty form."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import get_resolver, resolve, reverse

from fixtures.messung.rundgang import Ergebnis, besucher, ohne_spuren, rundgang
from fixtures.vorfuehrung.personen import lies, person
from rollen.models import Benutzer
from rollen.tabelle import Rolle
from tests.test_architektur import alle_muster

pytestmark = pytest.mark.usefixtures("demo")
JE_ANSICHT = 5  # addresses of one view that each person opens; `manage.py rundgang` opens all
JE_FORMULAR = 2
OHNE_WEG = {
    "abmelden": "takes POST only",
    "anmelden_code": "between password and code",
    "beratung_angefragt": "after the form",
    "kalenderdatei": "its address is a secret of the person",
    "passwort_gesendet": "after the form",
    "passwort_neu": "its address comes by e-mail",
    "traeger_registriert": "after the form",
}


def eine_je_rolle() -> list[str]:
    """The person of each role that `demo_logins` prints."""
    erste: dict[str, str] = {}
    for zeile in lies():
        for rolle, _stelle, _ebene in zeile["rollen"]:
            erste.setdefault(rolle, zeile["person"])
    return list(dict.fromkeys(erste[rolle] for rolle in Rolle))


@pytest.mark.parametrize("kurz", [None, *eine_je_rolle()])
def test_was_gezeigt_wird_oeffnet_sich_und_ein_leeres_formular_ist_kein_fehler(kurz: str | None) -> None:
    wer = person(kurz) if kurz else None
    ergebnis = rundgang([wer], je_ansicht=JE_ANSICHT)
    assert [str(fund) for fund in ergebnis.funde] == []
    assert ergebnis.anzahl > 10
    assert list(_zerbrochene_formulare(ergebnis, wer)) == []


def _zerbrochene_formulare(ergebnis: Ergebnis, wer: Benutzer | None) -> Iterator[str]:
    client = besucher(wer)
    for adresse in _formularadressen(ergebnis):
        with ohne_spuren():
            antwort = client.post(adresse)
        if antwort.status_code >= 500:
            yield f"{adresse} → {antwort.status_code} {antwort.exc_info[:2]}"


def _formularadressen(ergebnis: Ergebnis) -> Iterator[str]:
    """Where forms are sent; and for every view that takes one the ids that were seen beside it."""
    (klicks,), (gesendet,) = ergebnis.klicks.values(), ergebnis.gesendet.values()
    alle = dict.fromkeys((*sorted(gesendet), *_erdachte({*klicks, *gesendet}), *klicks))
    je_name: Counter[str | None] = Counter()
    for adresse in alle:
        name = resolve(adresse.partition("?")[0]).url_name
        je_name[name] += 1
        if je_name[name] <= JE_FORMULAR and name != "abmelden":
            yield adresse


def _erdachte(gesehene: set[str]) -> Iterator[str]:
    """`/antraege/<pk>/pruefen/` for each pk of `/antraege/<pk>/…` that was seen, shown or not."""
    ids: dict[str, set[int]] = {}
    for _, vorne, pk, *_rest in (adresse.split("/") for adresse in gesehene if adresse.count("/") > 2):
        if pk.isdigit():
            ids.setdefault(vorne, set()).add(int(pk))
    for adresse, muster in alle_muster(get_resolver()):
        if (
            hasattr(muster.callback.view_class, "post")
            and adresse.count("<") == adresse.count("<int:pk>") == 1
        ):
            for pk in sorted(ids.get(adresse.split("/")[0], ())):
                yield f"/{adresse.replace('<int:pk>', str(pk))}"


def test_jede_oeffentliche_seite_liegt_drei_klicks_neben_der_startseite() -> None:
    (klicks,) = rundgang([None]).klicks.values()
    nah = {resolve(adresse.partition("?")[0]).url_name for adresse, anzahl in klicks.items() if anzahl <= 3}
    oeffentlich = {
        muster.name
        for _, muster in alle_muster(get_resolver())
        if getattr(muster.callback.view_class, "oeffentlich", False)
    }
    assert oeffentlich - nah == set(OHNE_WEG)


def test_ein_neuer_antrag_fuehrt_zur_seite_seines_programms() -> None:
    client = besucher(person("dobeq"))
    for seite in (reverse("antrag_neu"), reverse("antrag_beginnen", args=[1])):
        assert 'href="/programme/kindercampus-projekte/"' in client.get(seite).content.decode()
