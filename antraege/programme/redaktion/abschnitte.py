"""The sections of a version, in the order in which one writes it: each a page with a form, or a list of rows."""

from dataclasses import dataclass, field
from typing import Any

from django import forms

from antraege.programme.models import Pruefart, Richtlinie
from antraege.programme.redaktion.aufrufformular import Aufrufformular
from antraege.programme.redaktion.formulare import (
    Berechtigtenformular,
    Berichtsfragenformular,
    Fragenformular,
    Haushaltsformular,
    Mitzeichnungsformular,
    Nachweisformular,
    Nebenbestimmungsformular,
    Pruefpunktformular,
    Richtlinienformular,
    Unterlagenformular,
    Wertgrenzenformular,
    Zeilenformular,
)


@dataclass(frozen=True)
class Abschnitt:
    """One entry of the task list: `felder` of the version on one form, or the rows of `liste`."""

    kuerzel: str
    name: str
    wozu: str
    felder: tuple[str, ...] = ()
    formular: type[Richtlinienformular] = Richtlinienformular
    liste: str = ""
    nur: dict[str, str] = field(default_factory=dict)
    zeile: type[Zeilenformular] = Zeilenformular
    eine: str = ""

    @property
    def beweglich(self) -> bool:
        """True for rows that stand in an order somebody gives them."""
        return any(f.name == "nr" for f in self.zeile._meta.model._meta.concrete_fields)

    def zeilen(self, richtlinie: Richtlinie) -> Any:
        """The rows of a version."""
        return getattr(richtlinie, self.liste).filter(**self.nur)

    def formularklasse(self) -> type[forms.ModelForm]:
        """The form of its fields."""
        return forms.modelform_factory(Richtlinie, form=self.formular, fields=self._gezeigte())

    def _gezeigte(self) -> tuple[str, ...]:
        """What the form brings under a name of its own is not shown twice."""
        return () if self.formular is Haushaltsformular else self.felder


ABSCHNITTE = (
    Abschnitt(
        "grunddaten",
        "Grunddaten",
        "Titel, Recht und Gültigkeit dieser Fassung.",
        felder=("titel", "rechtsgrundlage", "rechtsregime", "mittelherkunft", "gueltig_von", "gueltig_bis"),
    ),
    Abschnitt(
        "antragsberechtigte",
        "Wer darf beantragen",
        "Welche Organisationen und Einrichtungen Anträge stellen dürfen.",
        felder=("antragsberechtigt", "deminimis"),
        formular=Berechtigtenformular,
    ),
    Abschnitt(
        "finanzierung",
        "Finanzierung",
        "Art der Förderung, Grenzen, Anteile, Betrag je Einheit.",
        felder=(
            *("finanzierungsart", "foerdersatz_max", "eigenanteil_min", "mindestbetrag", "hoechstbetrag"),
            *("einheit", "einheitensatz", "gemeinkosten_max", "bagatelle", "toleranz_prozent"),
            "ueberfinanzierung_kuerzen",
        ),
    ),
    Abschnitt(
        "aufrufe",
        "Aufrufe",
        "Von wann bis wann Anträge möglich sind. Ohne Aufruf sind sie jederzeit möglich.",
        liste="aufrufe",
        zeile=Aufrufformular,
        eine="Aufruf",
    ),
    Abschnitt(
        "fristen",
        "Bearbeitungszeiten",
        "Wie lange jeder Schritt dauert.",
        felder=(
            *("tage_pruefung", "tage_fachlich", "tage_mitzeichnung"),
            *("tage_entscheidung", "tage_zahlung", "tage_nachforderung"),
            *("mitzeichnung_nach_vorschlag", "tage_mitzeichnung_gilt", "tage_eskalation"),
        ),
    ),
    Abschnitt(
        "haushalt",
        "Haushaltsstelle",
        "Woher das Geld kommt.",
        felder=("auftrag", "sachkonto", "haushaltsbezeichnung"),
        formular=Haushaltsformular,
    ),
    Abschnitt(
        "auszahlung",
        "Auszahlung",
        "Wann Geld fließt und wer es feststellt.",
        felder=(
            *("auszahlungsart", "bestandskraft_noetig", "vereinbarung_noetig", "sperre_bei_saeumnis"),
            *("monate_verwendung", "feststellung_eine_person"),
        ),
    ),
    Abschnitt(
        "mitzeichnung",
        "Mitzeichnung",
        "Welche Stellen vor der Entscheidung mitzeichnen.",
        liste="mitzeichnungsstellen",
        zeile=Mitzeichnungsformular,
        eine="Stelle",
    ),
    Abschnitt(
        "wertgrenzen",
        "Wertgrenzen",
        "Bis zu welchem Betrag welche Ebene entscheidet. Darüber entscheidet ein Gremium.",
        liste="wertgrenzen",
        zeile=Wertgrenzenformular,
        eine="Wertgrenze",
    ),
    Abschnitt(
        "fragen",
        "Fragen im Antrag",
        "Was Antragstellende beantworten. Jeder Abschnitt wird eine Seite.",
        liste="fragen",
        zeile=Fragenformular,
        eine="Frage",
    ),
    Abschnitt(
        "unterlagen",
        "Unterlagen",
        "Welche Dateien Antragstellende beilegen müssen oder dürfen.",
        liste="unterlagen",
        zeile=Unterlagenformular,
        eine="Unterlage",
    ),
    *(
        Abschnitt(
            art.value,
            f"Prüfliste: {art.label}",
            "Aussagen, deren Ja in Ordnung ist. Jedes Nein spricht gegen den Fall.",
            liste="pruefpunkte",
            nur={"art": art.value},
            zeile=Pruefpunktformular,
            eine="Prüfpunkt",
        )
        for art in Pruefart
    ),
    Abschnitt(
        "nebenbestimmungen",
        "Nebenbestimmungen",
        "Was zusätzlich zu den allgemeinen Texten in jedem Bescheid dieses Programms steht.",
        liste="nebenbestimmungen",
        zeile=Nebenbestimmungsformular,
        eine="Nebenbestimmung",
    ),
    Abschnitt(
        "nachweisregeln",
        "Verwendungsnachweis",
        "In welcher Form, bis wann, wie viele Belege geprüft werden.",
        felder=(
            *("nachweisform", "monate_nachweis", "nachweis_erinnerungen", "jahre_belege"),
            *("stichprobe_prozent", "stichprobe_ab"),
        ),
        formular=Nachweisformular,
    ),
    Abschnitt(
        "berichtsfragen",
        "Fragen im Sachbericht",
        "Was Träger nach dem Vorhaben berichten.",
        liste="berichtsfragen",
        zeile=Berichtsfragenformular,
        eine="Berichtsfrage",
    ),
    Abschnitt(
        "erstattung",
        "Erstattung und Zinsen",
        "Was gilt, wenn Geld zurückkommt.",
        felder=("zinsmethode", "tage_anhoerung", "monate_zahlungsziel", "kleinbetrag"),
    ),
)
JE_KUERZEL = {abschnitt.kuerzel: abschnitt for abschnitt in ABSCHNITTE}
