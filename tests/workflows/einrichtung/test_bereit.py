"""`manage.py bereit`: every gap is named with how to mend it; exit 1 while there is one. (None: test_gruendung.)"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from antraege.antrag.models import Antrag
from antraege.dokumente.models import Textbaustein
from antraege.haushalt.models import Haushaltsjahr
from antraege.programme.models import Festwert
from rollen import trigger, uhr
from rollen.models import Benutzer, Mitgliedschaft, Stelle
from rollen.tabelle import Rolle
from tests.datenbank import ohne_trigger, sql
from tests.fabriken import person_mit
from tests.welt import Welt
from tests.workflows.uebernahme import altfaelle as uebernahmewelt
from workflows.einrichtung import personaldecke
from workflows.einrichtung.bereitschaft import pruefe
from workflows.models import Lauf, Postausgang, Uebernahmelauf
from workflows.tuer.postausgang import PAUSEN
from workflows.uebernahme import tuer as uebernahme

pytestmark = pytest.mark.django_db


def gefunden(bereich: str) -> list[str]:
    return [punkt.fehlt for punkt in pruefe() if punkt.bereich == bereich]


def neu(bereich: str, tue: Callable[[], Any]) -> list[str]:
    """What is missing after the act that was not missing before."""
    vorher = gefunden(bereich)
    tue()
    return [satz for satz in gefunden(bereich) if satz not in vorher]


def test_an_empty_database_names_every_area_and_ends_with_1():
    ausgabe = StringIO()
    with pytest.raises(SystemExit) as ende:
        call_command("bereit", stdout=ausgabe)

    assert ende.value.code == 1
    text = ausgabe.getvalue()
    bereiche = ("Stellen", "Personen", "Texte", "Festwerte", "Richtlinien", "Haushalt", "E-Mail", "Läufe")
    assert [b for b in bereiche if f"\n{b}\n" not in text] == []
    assert text.count("  - ") == text.count("    So: ") > 10


def test_the_same_as_data():
    ausgabe = StringIO()
    with pytest.raises(SystemExit):
        call_command("bereit", json=True, stdout=ausgabe)

    daten = json.loads(ausgabe.getvalue())
    assert daten["bereit"] is False
    assert set(daten["fehlt"][0]) == {"bereich", "fehlt", "abhilfe"}


def test_tables_that_are_missing_are_the_only_thing_named(tmp_path: Path):
    umgebung = {
        "PATH": os.environ["PATH"],
        "KINDERCAMPUS_PROFIL": "test",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'leer.sqlite3'}",
        "PYTHONIOENCODING": "utf-8",
    }
    lauf = subprocess.run(
        [sys.executable, "manage.py", "bereit"],
        cwd=settings.BASE_DIR,
        env=umgebung,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (lauf.returncode, lauf.stdout.count("  - "), lauf.stderr) == (1, 1, "")
    assert "manage.py migrate" in lauf.stdout


@pytest.mark.beide_datenbanken
def test_a_trigger_that_is_gone_is_named():
    name = "buchung_bewegt_summen"
    tabelle = "" if connection.vendor == "sqlite" else " ON haushalt_buchung"
    sql(f"DROP TRIGGER {name}{tabelle}")

    assert trigger.fehlende() == [name]
    assert any(name in satz for satz in gefunden("Datenbank"))


def test_people_of_a_complete_city_are_enough(welt: Welt):
    assert list(personaldecke.luecken(welt.richtlinie)) == []


@pytest.mark.parametrize(
    ("person", "schritt"),
    [
        ("anordnung", "Anordnung"),
        ("kasse", "Buchung"),
        ("fb51", "Mitzeichnung"),
        ("fabido", "Mitzeichnung"),
    ],
)
def test_a_step_without_its_person_is_named(welt: Welt, person: str, schritt: str):
    def geht() -> None:
        Mitgliedschaft.objects.filter(benutzer=welt.personen[person]).update(bis=uhr.heute() - timedelta(1))

    [satz] = [s for s in neu("Personen", geht) if "Kindercampus" in s]
    assert f"„{schritt}" in satz


def test_who_has_not_chosen_a_password_does_not_count(welt: Welt):
    def ohne_passwort() -> None:
        person = Benutzer.objects.get(pk=welt.personen["anordnung"].pk)
        person.set_unusable_password()
        person.save()

    assert any("Anordnung" in satz for satz in neu("Personen", ohne_passwort))


def test_one_person_for_everything_is_not_enough(welt: Welt):
    """Every step has somebody, but the four eyes shut this one person out."""
    Mitgliedschaft.objects.filter(gruppe__stelle=welt.stellen["fb40"]).update(bis=uhr.heute() - timedelta(1))
    alles = person_mit(Rolle.SACHBEARBEITUNG, welt.stellen["fb40"])
    for rolle in (Rolle.LEITUNG, Rolle.ANORDNUNG, Rolle.FINANZEN):
        zweite = person_mit(
            rolle, welt.stellen["fb40"], "fachbereichsleitung" if rolle != Rolle.FINANZEN else ""
        )
        Mitgliedschaft.objects.filter(benutzer=zweite).update(benutzer=alles)

    [satz] = personaldecke.luecken(welt.richtlinie)
    assert "nicht genug verschiedene Personen" in satz


def test_a_level_that_is_too_low_is_named(welt: Welt):
    def nur_gruppenleitung() -> None:
        Mitgliedschaft.objects.filter(benutzer=welt.personen["leitung"]).update(ebene="gruppenleitung")

    [satz] = neu("Personen", nur_gruppenleitung)
    assert "Entscheidung" in satz
    assert "bis 10.000,00 €" in satz.replace("\xa0", " ")


def test_texts_that_are_missing_are_named(welt: Welt):
    def ohne() -> None:
        with ohne_trigger():
            Textbaustein.objects.filter(schluessel="briefkopf.stadt").delete()

    assert neu("Texte", ohne)[0].startswith("1 Texte der Schreiben fehlen, zum Beispiel briefkopf.stadt")


def test_a_rate_that_nobody_has_released_is_named(welt: Welt):
    def ohne() -> None:
        with ohne_trigger():
            Festwert.objects.filter(schluessel="basiszins", gueltig_ab__year__gte=2023).delete()

    assert any("Für dieses Halbjahr fehlt" in satz for satz in neu("Festwerte", ohne))


def test_budget_not_in_force_is_named(welt: Welt):
    def ohne() -> None:
        Haushaltsjahr.objects.update(in_kraft_ab=None)

    assert neu("Haushalt", ohne) == ["Die Haushaltssatzung 2023 ist nicht eingetragen."]


def test_jobs_that_stopped_are_named(welt: Welt):
    call_command("fristen_pruefen", stdout=StringIO())
    call_command("postausgang_senden", stdout=StringIO())
    assert not any("fristen_pruefen" in satz or "postausgang" in satz for satz in gefunden("Läufe"))

    with uhr.gestellt(uhr.jetzt() + timedelta(days=2)):
        zu_alt = gefunden("Läufe")
    assert "fristen_pruefen ist zu lange nicht gelaufen." in zu_alt
    assert "postausgang_senden ist zu lange nicht gelaufen." in zu_alt
    assert Lauf.objects.count() == 2


def test_mail_that_cannot_go_out_is_named(welt: Welt, settings: Any):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    Postausgang.objects.create(an="a@stadt.de", betreff="x", text="y", versuche=len(PAUSEN))

    saetze = gefunden("E-Mail")

    assert any(satz.startswith("Der Mailserver 127.0.0.1:1 antwortet nicht") for satz in saetze)
    assert "1 E-Mails sind endgültig gescheitert." in saetze
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "E-Mails werden nicht verschickt, nur abgelegt." in gefunden("E-Mail")


def test_it_changes_nothing(welt: Welt):
    zahlen = [m.objects.count() for m in (Antrag, Stelle, Benutzer, Postausgang, Lauf)]
    pruefe()
    assert [m.objects.count() for m in (Antrag, Stelle, Benutzer, Postausgang, Lauf)] == zahlen


def test_a_released_list_that_nobody_takes_over_is_named(welt: Welt):
    def lies() -> Uebernahmelauf:
        lauf = uebernahmewelt.lies_ein(welt, uebernahmewelt.zeile(welt))
        uebernahme.gib_frei(lauf.pk, akteur=welt.neu("leitung"))
        return lauf

    assert neu("Läufe", lies) == []  # it has been released just now
    lauf = Uebernahmelauf.objects.get()
    Uebernahmelauf.objects.update(freigegeben_am=uhr.jetzt() - timedelta(minutes=11))
    (satz,) = [s for s in gefunden("Läufe") if "Übernahme" in s]
    assert "liegt still (1 Zeilen offen): uebernahmen_ausfuehren lief noch nie." in satz
    Lauf.objects.create(befehl="uebernahmen_ausfuehren", zuletzt=uhr.jetzt() - timedelta(days=1))
    assert any("lief zuletzt am" in s for s in gefunden("Läufe"))
    while uebernahme.uebernimm_naechste(lauf.pk):
        pass
    assert not [s for s in gefunden("Läufe") if "Übernahme" in s]
