"""Forms of papers for council and committees: the paper itself, a Beschluss taken elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField

from antraege.antrag.models import Antrag
from antraege.gremien import tabellen
from antraege.gremien.dienst import Folge
from antraege.gremien.models import Gremienvorlage, Gremium, Sitzung
from antraege.haushalt.felder import EuroFormField
from antraege.kern.beratung import Beratungsart, folgefehler
from antraege.kern.maengel import MaengelFehler
from antraege.kern.status import als_choices
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import tag
from rollen.models import Stelle
from workflows.gremien import muster as gremienmuster

ZEILEN = "Je Zeile ein Eintrag."
LISTEN = ("fachbereiche", "verantwortlich", "beschlussvorschlag")
RANG = list(Beratungsart)
NAECHSTE = 3  # so many sessions of a body are named beside its day


class Vorlagenkopf(forms.Form):
    """What a paper from here and one from elsewhere have in common."""

    drucksache = forms.RegexField(
        r"^\d{3,6}-\d{2}(-[A-Z0-9]{1,3})?$",
        label="Nummer der Drucksache",
        max_length=20,
        help_text="Zum Beispiel 24046-22.",
        error_messages={"invalid": "Bitte geben Sie die Nummer so an: 24046-22."},
    )
    tagesordnungspunkt = forms.CharField(label="Tagesordnungspunkt", max_length=300)
    beschlussvorschlag = langtext(
        "Beschlussvorschlag", required=True, zeilen=5, help_text=f"{ZEILEN} Es geht weiter nach „beschließt“."
    )
    betrag = EuroFormField(
        label="Betrag in Euro, den der Beschluss deckt", help_text="Bis dahin darf bewilligt werden."
    )


class Vorlagenfelder(Vorlagenkopf):
    """Every part of the paper; `stelle_ein` adds for each body whether, as what and when it deals with it."""

    oeffentlich = forms.BooleanField(
        label="Öffentlich beraten",
        required=False,
        help_text="Eine öffentliche Vorlage liest auch der Träger in seinem Portal (§ 48 Abs. 2 GO NRW).",
    )
    dezernat = forms.CharField(label="Dezernat", max_length=160)
    fachbereiche = langtext("Fachbereiche", required=True, help_text=ZEILEN, zeilen=2)
    verantwortlich = langtext(
        "Verantwortlich", required=True, help_text=f"{ZEILEN} Funktionen, keine Namen.", zeilen=2
    )
    dringlichkeit = forms.CharField(label="Dringlichkeit", max_length=200, required=False)
    personell = langtext("Personelle Auswirkungen", help_text="Leer heißt: keine.", zeilen=2)
    finanziell = langtext("Finanzielle Auswirkungen", required=True)
    klimarelevanz = langtext("Klimarelevanz", required=True, zeilen=2)
    begruendung = langtext("Begründung", required=True, zeilen=10, hoechstens=12000)
    zustaendigkeit = langtext("Zuständigkeit", required=True, zeilen=2)

    gremien: Sequence[Gremium] = ()

    def stelle_ein(self, antrag: Antrag | None, vorlage: Gremienvorlage | None) -> None:
        """One row per body, and what is known: from the paper as it was written, or from its case."""
        self.gremien = list(Gremium.objects.filter(aktiv=True))
        sitzungen = _kommende_sitzungen()
        for gremium in self.gremien:
            self.fields[f"art_{gremium.pk}"] = forms.ChoiceField(
                label=f"{gremium.name}: Zuständigkeit",
                choices=[("", "nicht beteiligt"), *als_choices(Beratungsart)],
                required=False,
            )
            termine = ", ".join(sitzungen.get(gremium.pk, []))
            self.fields[f"am_{gremium.pk}"] = tag(
                f"{gremium.name}: Termin", help_text=f"Sitzungen: {termine}" if termine else ""
            )
            for name in ("art", "am"):
                self.fields[f"{name}_{gremium.pk}"].bedingt = True  # type: ignore[attr-defined]
        muster = gremienmuster.vorbelegung if antrag or vorlage else gremienmuster.ohne_fall
        self.initial = {**muster(antrag, vorlage, self.gremien), **self.initial}

    @property
    def folgefelder(self) -> list[tuple[Gremium, BoundField, BoundField]]:
        """Kind and day of each body, for the page."""
        return [(g, self[f"art_{g.pk}"], self[f"am_{g.pk}"]) for g in self.gremien]

    def clean(self) -> dict[str, Any]:
        """The Beratungsfolge keeps its order, every day lies ahead, and money is named."""
        daten = super().clean() or self.cleaned_data
        for gremium in self.gremien:
            art, am = daten.get(f"art_{gremium.pk}"), daten.get(f"am_{gremium.pk}")
            if art and am is None:
                self.add_error(f"am_{gremium.pk}", f"Bitte nennen Sie den Termin: {gremium.name}.")
            elif am and not art:
                self.add_error(f"art_{gremium.pk}", f"Bitte sagen Sie, was zu tun ist: {gremium.name}.")
            elif am and am <= uhr.heute():
                self.add_error(f"am_{gremium.pk}", f"Der Termin liegt nicht in der Zukunft: {gremium.name}.")
        if not self.errors:
            for satz in folgefehler([(art, am) for _, art, am in self.folge()]):
                self.add_error(None, satz)
        return daten

    def folge(self) -> Folge:
        """The bodies that take part, by day and kind."""
        gewaehlte = (
            (gremium, Beratungsart(art), self.cleaned_data[f"am_{gremium.pk}"])
            for gremium in self.gremien
            if (art := self.cleaned_data.get(f"art_{gremium.pk}"))
        )
        return sorted(gewaehlte, key=lambda zeile: (zeile[2], RANG.index(zeile[1]), zeile[0].reihenfolge))

    def felder(self) -> dict[str, Any]:
        """What the paper keeps."""
        return _felder(self.cleaned_data, Vorlagenfelder)


@dataclass(frozen=True)
class Beschluss:
    """What a body has decided on a paper from elsewhere, by the name of its columns, and when."""

    felder: Mapping[str, Any]
    gremium: Gremium
    am: date


class Tabellenfelder(forms.Form):
    """The posts and the tables of a paper as rows; `haushalt_…` names what shall be drawn from the ledger."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stellen"] = langtext(
            "Planstellen",
            help_text=f"Je Zeile eine: {'; '.join(tabellen.STELLENKOPF)} (TT.MM.JJJJ oder leer).",
        )
        for bereich, titel in tabellen.TITEL.items():
            kopf = ";".join([*tabellen.KONTO[bereich], tabellen.BEZEICHNUNG, "2026", "2027"])
            self.fields[f"einleitung_{bereich}"] = langtext(f"{titel}: Text davor", zeilen=2)
            self.fields[f"tabelle_{bereich}"] = langtext(
                f"{titel}: Tabelle", help_text=f"Der Kopf zuerst: {kopf}", zeilen=6, hoechstens=12000
            )
            self.fields[f"haushalt_{bereich}"] = forms.CharField(
                label=f"{titel}: aus dem Haushalt",
                max_length=40,
                required=False,
                help_text="Auftrag, Kostenstelle oder Produkt.",
            )
            self.fields[f"erlaeuterung_{bereich}"] = langtext(f"{titel}: Text danach", zeilen=2)

    def belege_tabellen(self, vorlage: Gremienvorlage) -> None:
        """What the paper holds, as rows."""
        werte = {"stellen": tabellen.schreibe_stellen(vorlage.stellen)}
        for daten in vorlage.tabellen:
            bereich = daten["bereich"]
            werte[f"tabelle_{bereich}"] = tabellen.schreibe_tabelle(daten)
            for name in ("einleitung", "erlaeuterung"):
                werte[f"{name}_{bereich}"] = daten[name]
        self.initial = {**werte, **self.initial}

    @property
    def tabellengruppen(self) -> list[tuple[str, str, list[BoundField]]]:
        """Name, heading and fields of each table, for the page."""
        namen = ("einleitung", "tabelle", "haushalt", "erlaeuterung")
        return [
            (bereich.value, titel, [self[f"{name}_{bereich}"] for name in namen])
            for bereich, titel in tabellen.TITEL.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Every table is read; each of its faults stands at its field."""
        daten = super().clean() or self.cleaned_data
        self._lies("stellen", tabellen.lies_stellen)
        for bereich in tabellen.TITEL:
            gelesen = self._lies(f"tabelle_{bereich}", tabellen.lies_tabelle)
            texte = (f"einleitung_{bereich}", f"erlaeuterung_{bereich}")
            if gelesen == {} and any(daten.get(name) for name in texte):
                satz = (
                    "Zu diesen Texten fehlt die Tabelle. Sonst gehören sie zu den finanziellen Auswirkungen."
                )
                self.add_error(f"tabelle_{bereich}", satz)
        return daten

    def _lies(self, name: str, lies: Callable[[str], Any]) -> Any:
        """The field as what it means; None when it cannot be read."""
        try:
            self.cleaned_data[name] = lies(self.cleaned_data.get(name, ""))
        except MaengelFehler as fehler:
            for mangel in fehler.maengel:
                self.add_error(name, mangel.text)
            return None
        return self.cleaned_data[name]

    def gelesene_tabellen(self) -> dict[str, Any]:
        """The posts and the tables, as the paper keeps them."""
        daten = self.cleaned_data
        return {
            "stellen": daten["stellen"],
            "tabellen": [
                {
                    "bereich": bereich.value,
                    "ueberschrift": titel,
                    "beschriftung": titel,
                    "einleitung": daten[f"einleitung_{bereich}"],
                    "erlaeuterung": daten[f"erlaeuterung_{bereich}"],
                    **daten[f"tabelle_{bereich}"],
                }
                for bereich, titel in tabellen.TITEL.items()
                if daten[f"tabelle_{bereich}"]
            ],
        }


class Verwaltungsformular(Vorlagenfelder, Tabellenfelder):
    """A paper without a case: the same parts, whose it is, and its tables."""

    stelle = forms.ModelChoiceField(
        Stelle.objects.none(), label="Wer bringt die Vorlage ein?", empty_label=None
    )
    datum = tag("Datum der Vorlage", required=True)

    def __init__(
        self, *args: Any, vorlage: Gremienvorlage | None, stellen: QuerySet[Stelle], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stelle"].queryset = stellen  # type: ignore[attr-defined]
        self.stelle_ein(None, vorlage)
        self.initial.setdefault("datum", vorlage.datum if vorlage else uhr.heute())
        if vorlage:
            del self.fields["stelle"]
            self.belege_tabellen(vorlage)

    def felder(self) -> dict[str, Any]:
        """What the paper keeps."""
        return {**super().felder(), "datum": self.cleaned_data["datum"], **self.gelesene_tabellen()}


def _kommende_sitzungen() -> dict[int, list[str]]:
    """The next days of every body, as the form names them. One query."""
    je_gremium: dict[int, list[str]] = {}
    kommende = Sitzung.objects.filter(am__gt=uhr.heute(), abgesagt=False).order_by("am")
    for gremium, am in kommende.values_list("gremium", "am"):
        je_gremium.setdefault(gremium, []).append(f"{am:%d.%m.%Y}")
    return {gremium: tage[:NAECHSTE] for gremium, tage in je_gremium.items()}


class Beschlussformular(Vorlagenkopf):
    """A Beschluss that was taken on a paper from elsewhere."""

    gremium = forms.ModelChoiceField(Gremium.objects.all(), label="Welches Gremium hat beschlossen?")
    am = tag("Tag des Beschlusses", required=True)

    def __init__(self, *args: Any, antrag: Antrag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beschlussvorschlag"].label = "Wortlaut des Beschlusses"
        muster = gremienmuster.vorbelegung(antrag, None, [])
        self.initial = {**{name: muster[name] for name in ("tagesordnungspunkt", "betrag")}, **self.initial}

    def clean_am(self) -> date:
        """Not in the future."""
        am: date = self.cleaned_data["am"]
        if am > uhr.heute():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return am

    def angaben(self) -> Beschluss:
        """What the paper keeps, and who has said so when."""
        daten = self.cleaned_data
        return Beschluss(_felder(daten, Vorlagenkopf), daten["gremium"], daten["am"])


class Rueckzugsformular(forms.Form):
    """Why, and a moment to think."""

    grund = langtext("Grund", required=True, help_text="Er steht im Protokoll.", hoechstens=2000)


def _felder(daten: dict[str, Any], von: type[forms.Form]) -> dict[str, Any]:
    """The entered values by the name of their column; lists line by line."""
    felder = {name: daten[name] for name in von.base_fields}
    for name in felder.keys() & set(LISTEN):
        felder[name] = [zeile.strip() for zeile in felder[name].splitlines() if zeile.strip()]
    return felder
