"""Co-signing opens the request and the Prüfvermerk while it lasts, nothing else, and nothing afterwards."""

from collections.abc import Iterator
from itertools import product

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from antraege.antrag import services as antragsdienst
from antraege.antrag.models import Antrag, Schriftstueck
from antraege.antrag.queries import auffindbar_fuer, sichtbar_fuer
from rollen.tabelle import Rolle
from tests.antraege.antrag.dateiproben import pdf
from tests.fabriken import StelleFactory, person_mit
from tests.welt import Welt
from tests.workflows.besuch import als, aufgabe_von, hole, text
from tests.workflows.kooperation.kooperationswelt import Kooperationswelt
from tests.workflows.wege import FACHLICH, gehe
from workflows.antrag import tuer as antragstuer
from workflows.models import Aufgabe

# About the own Stelle, not about cases.
OHNE_FALL = {"rechte_stelle"}
Offen = set[tuple[str, tuple[int, ...]]]


def mit_papier(welt: Welt) -> Antrag:
    """A submitted request with a paper."""
    entwurf = welt.antrag()
    datei = ContentFile(pdf(), name="Konzept.pdf")
    unterlage = welt.richtlinie.unterlagen.get()
    antragsdienst.hinterlege(entwurf, datei, akteur=welt.neu("antrag"), unterlage=unterlage)
    return antragstuer.einreichen(entwurf.pk, akteur=welt.neu("zeichnung"))


def muster(adressen: URLResolver) -> Iterator[tuple[str, list[str]]]:
    """Name and arguments of every address of the product that takes numbers."""
    for eines in adressen.url_patterns:
        if isinstance(eines, URLResolver):
            yield from muster(eines)
        elif eines.name and set(eines.pattern.converters) - {"schluessel", "kuerzel", "token", "art"}:
            yield eines.name, list(eines.pattern.converters)


def was_offen_ist(welt: Welt, antrag: Antrag, person: str) -> Offen:
    """Every address of the case that answers this person, and does not answer a clerk of another office."""
    nummern = {
        "aufgabe": list(Aufgabe.objects.filter(antrag=antrag).values_list("pk", flat=True)),
        "nachweis_pruefen": list(Aufgabe.objects.filter(antrag=antrag).values_list("pk", flat=True)),
        "dokument": list(antrag.schriftstuecke.values_list("pk", flat=True)),
        "anlage": list(antrag.anlagen.values_list("pk", flat=True)),
        "verwendung": list(antrag.mittelabrufe.values_list("pk", flat=True)),
    }
    ich, andere = als(welt.personen[person]), als(welt.personen["fb10"])
    offen: Offen = set()
    for name, argumente in muster(get_resolver()):
        if name in OHNE_FALL or "uidb64" in argumente:
            continue
        faelle = nummern.get(name.removesuffix("_pdf"), nummern.get(name.split("_")[0], [antrag.pk]))
        for werte in product(*([faelle] + [[1]] * (len(argumente) - 1))):
            adresse = reverse(name, args=werte)
            if _antwortet(ich, adresse) and not _antwortet(andere, adresse):
                offen.add((name, werte))
    return offen


def _antwortet(client: Client, adresse: str) -> bool:
    antwort = client.get(adresse)
    antwort.close()
    return antwort.status_code == 200


def test_vorher_nichts_waehrenddessen_der_antrag_danach_nur_die_eigene_stimme(welt: Welt) -> None:
    welt.personen["fb10"] = person_mit(Rolle.SACHBEARBEITUNG, StelleFactory(name="FB 10"))
    antrag = mit_papier(welt)
    assert was_offen_ist(welt, antrag, "fb51") == set()

    gehe(welt, antrag, bis="mitzeichnung")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    anlage = antrag.anlagen.get()
    erste = {("fall", (antrag.pk,)), ("aufgabe", (aufgabe.pk,)), ("anlage", (anlage.pk,))}
    erste |= {("aufgabe_wiedervorlegen", (aufgabe.pk,))}
    assert was_offen_ist(welt, antrag, "fb51") == erste

    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="bedenken", begruendung="Zu teuer.")
    danach = {("aufgabe", (aufgabe.pk,)), ("aufgabe_wiedervorlegen", (aufgabe.pk,))}
    assert was_offen_ist(welt, antrag, "fb51") == danach

    gehe(welt, antrag, bis="entscheidung")
    assert was_offen_ist(welt, antrag, "fb51") == danach
    welt.tu(antrag, "entscheidung", "leitung", entscheidung="zurueckgeben", begruendung="Bitte klären.")
    zweite = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    vermerk = Schriftstueck.objects.get(antrag=antrag, art="pruefvermerk")
    dazu = {("fall", (antrag.pk,)), ("anlage", (anlage.pk,)), ("aufgabe", (zweite.pk,))}
    dazu |= {("aufgabe_wiedervorlegen", (zweite.pk,))}
    dazu |= {("dokument", (vermerk.pk,)), ("dokument_pdf", (vermerk.pk,))}
    assert was_offen_ist(welt, antrag, "fb51") == danach | dazu

    gehe(welt, antrag)  # to the end of the case: letters, payments, proof
    danach |= {(name, (zweite.pk,)) for name in ("aufgabe", "aufgabe_wiedervorlegen")}
    assert antrag.schriftstuecke.count() > 3
    assert was_offen_ist(welt, antrag, "fb51") == danach


def test_die_seiten_der_mitzeichnung_zeigen_antrag_und_pruefung_und_sonst_nichts(welt: Welt) -> None:
    antrag = mit_papier(welt)
    gehe(welt, antrag, bis="fachliche_pruefung")
    welt.tu(antrag, "fachliche_pruefung", "sb", **FACHLICH)
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    for seite, pk in (("fall", antrag.pk), ("aufgabe", aufgabe.pk)):
        html = text(hole(welt.personen["fb51"], seite, pk))
        da = ("Lesen macht stark.", "Honorare", "Konzept", "Formale Prüfung", "Förderwürdig.")
        assert [wort for wort in da if wort not in html] == []
        weg = (
            "Eingangsbestätigung",
            "Protokoll des Falls",
            "Nachrichten zum Fall",
            "DE0",
            "Im Haushalt",
        )
        assert [wort for wort in weg if wort in html] == []


def test_die_eigene_stimme_bleibt_in_worten_und_der_rest_ist_zu(welt: Welt) -> None:
    antrag = mit_papier(welt)
    gehe(welt, antrag, bis="mitzeichnung")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="bedenken", begruendung="Zu teuer.")
    html = text(hole(welt.personen["fb51"], "aufgabe", aufgabe.pk))
    assert [wort in html for wort in ("Bedenken", "Zu teuer.", "Jugendamt")] == [True] * 3
    weg = ("Lesen macht stark.", "Honorare", "Konzept", "Formale Prüfung", reverse("fall", args=[antrag.pk]))
    assert [wort for wort in weg if wort in html] == []
    # Who sees the whole case anyway still gets the whole page of the task.
    assert "Lesen macht stark." in text(hole(welt.personen["sb"], "aufgabe", aufgabe.pk))


def test_eine_weggefallene_mitzeichnung_zeigt_nichts(welt: Welt) -> None:
    antrag = mit_papier(welt)
    gehe(welt, antrag, bis="mitzeichnung")
    aufgabe = welt.aufgabe(antrag, "mitzeichnung", "fb51")
    antragstuer.zurueckziehen(antrag.pk, akteur=welt.neu("zeichnung"), grund="Keine Zeit.")
    html = text(hole(welt.personen["fb51"], "aufgabe", aufgabe.pk))
    assert "Diese Aufgabe ist weggefallen" in html
    assert "Lesen macht stark." not in html


def test_liste_suche_sprung_und_ausfuhr_folgen_derselben_regel(welt: Welt) -> None:
    antrag = mit_papier(welt)
    az = antrag.aktenzeichen or ""

    def gefunden() -> list[bool]:
        client = als(welt.personen["fb51"])
        liste = client.get(reverse("faelle"), {"suche": az})
        ausfuhr = b"".join(client.get(reverse("faelle"), {"format": "csv"}).streaming_content)  # type: ignore[attr-defined]
        sprung = client.get(reverse("fall_zum_aktenzeichen"), {"az": az}).status_code == 302
        return [reverse("fall", args=[antrag.pk]) in text(liste), az in ausfuhr.decode(), sprung]

    assert gefunden() == [False] * 3
    gehe(welt, antrag, bis="mitzeichnung")
    assert gefunden() == [True] * 3
    welt.tu(antrag, "mitzeichnung", "fb51", "fb51", votum="einverstanden")
    assert gefunden() == [False] * 3
    assert sorted(p for p in ("fb51", "fabido") if antrag in auffindbar_fuer(welt.neu(p))) == ["fabido"]
    assert antrag not in sichtbar_fuer(welt.neu("fabido"))


def test_die_liste_kostet_bei_vielen_mitzeichnungen_gleich_viel(
    welt: Welt, django_assert_num_queries
) -> None:
    def koste(client) -> int:
        with django_assert_num_queries(9, exact=False) as abfragen:
            client.get(reverse("faelle"))
        return len(abfragen)

    gehe(welt, welt.eingereicht(), bis="mitzeichnung")
    eine = koste(als(welt.personen["fb51"]))
    for nr in range(3):
        gehe(welt, welt.eingereicht(titel=f"Fall {nr}"), bis="mitzeichnung")
    assert koste(als(welt.personen["fb51"])) == eine


def test_die_koordination_eines_themas_sieht_die_anfrage_bis_zu_ihrem_votum(welt: Welt) -> None:
    koop = Kooperationswelt(welt)
    antrag = antragstuer.einreichen(koop.entwurf().pk, akteur=welt.personen["schule"])
    seiten = [
        ("fall", antrag.pk),
        ("vereinbarung", antrag.pk),
        ("aufgabe", aufgabe_von(antrag, "mitzeichnung").pk),
    ]

    def staende() -> list[int]:
        return [hole(welt.personen["fb51"], name, pk).status_code for name, pk in seiten]

    assert staende() == [200, 404, 200]
    koop.tu(antrag, "mitzeichnung", "fb51", votum="einverstanden")
    assert staende() == [404, 404, 200]
