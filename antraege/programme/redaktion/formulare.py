"""The forms of the editor: of a version's own fields, and of one row of each of its lists."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.utils.text import slugify

from antraege.haushalt.models import Haushaltsstelle
from antraege.programme.models import (
    BEDINGEND,
    JA,
    NEIN,
    Berichtsfrage,
    Foerderprogramm,
    Frage,
    Frageart,
    Fragebasis,
    Mitzeichnungsstelle,
    Nebenbestimmung,
    Pruefpunkt,
    Richtlinie,
    Unterlage,
    Wertgrenze,
)
from rollen import rechte, uhr
from rollen.models import Benutzer, Stelle, Stellenart
from rollen.tabelle import Recht

BEANTRAGENDE = (
    *(Stellenart.TRAEGER, Stellenart.SCHULE, Stellenart.KITA, Stellenart.JUGENDFREIZEIT),
    *(Stellenart.FACHBEREICH, Stellenart.BEREICH, Stellenart.EIGENBETRIEB),
)
AEMTER = (
    *(Stellenart.DEZERNAT, Stellenart.FACHBEREICH, Stellenart.BEREICH),
    *(Stellenart.EIGENBETRIEB, Stellenart.SERVICESTELLE),
)


def federfuehrende(person: Benutzer) -> Any:
    """The offices at which this person looks after programmes."""
    return rechte.stellen_mit(person, Recht.RICHTLINIE_BEARBEITEN).filter(art__in=AEMTER, aktiv=True)


class Programmformular(forms.ModelForm):
    """What the programme is called and who is in charge; fixed with the first release."""

    class Meta:
        model = Foerderprogramm
        fields = ("name", "beschreibung", "stelle", "zeichen", "kooperation")
        widgets: ClassVar[dict[str, Any]] = {"beschreibung": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar[dict[str, str]] = {
            "beschreibung": "Ein, zwei Sätze in einfacher Sprache. Sie stehen in der Liste der Programme.",
            "zeichen": "Steht in jedem Aktenzeichen, zum Beispiel FK in 40/5-FK-2026-00001.",
        }

    def __init__(self, *args: Any, person: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stelle = cast("forms.ModelChoiceField[Stelle]", self.fields["stelle"])
        stelle.queryset, stelle.empty_label = federfuehrende(person), "Bitte wählen"


class Richtlinienformular(forms.ModelForm):
    """Some fields of a version; which ones says the section."""

    class Meta:
        model = Richtlinie
        fields = ()
        localized_fields = ("foerdersatz_max", "eigenanteil_min", "gemeinkosten_max", "toleranz_prozent")
        help_texts: ClassVar[dict[str, str]] = {
            "rechtsgrundlage": "Gesetz, Erlass, Beschluss: So steht es im Bescheid.",
            "gueltig_bis": "Leer lassen, wenn noch kein Ende feststeht.",
            "foerdersatz_max": "Anteil an den anerkannten Ausgaben, zum Beispiel 80.",
            "nachweisform": "Mit Belegliste prüft die Stelle eine Stichprobe.",
        }


class Berechtigtenformular(Richtlinienformular):
    """Who may apply, as ticks."""

    antragsberechtigt = forms.MultipleChoiceField(
        label="Wer darf Anträge stellen?",
        choices=[(art.value, art.label) for art in BEANTRAGENDE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Die Stadt selbst bekommt keinen Bescheid, sondern eine interne Mittelzuweisung.",
    )


class Nachweisformular(Richtlinienformular):
    """The rules of the proof, with its reminders as a row of days."""

    nachweis_erinnerungen = forms.CharField(
        label="Erinnerungen an den Nachweis",
        required=False,
        help_text="Tage ab der Fälligkeit, durch Komma getrennt; -30 heißt 30 Tage vorher.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["nachweis_erinnerungen"] = ", ".join(map(str, self.instance.nachweis_erinnerungen))

    def clean_nachweis_erinnerungen(self) -> list[int]:
        """Whole days, each once, in order."""
        try:
            tage = {
                int(teil) for teil in self.cleaned_data["nachweis_erinnerungen"].split(",") if teil.strip()
            }
        except ValueError:
            raise forms.ValidationError("Bitte nur ganze Tage, zum Beispiel: -30, -7, 1, 14.") from None
        if any(abs(tag) > 365 for tag in tage):
            raise forms.ValidationError("Bitte höchstens 365 Tage.")
        return sorted(tage)


class Haushaltsformular(Richtlinienformular):
    """The line the money comes from, out of those the Stelle in charge has."""

    haushaltsstelle = forms.ChoiceField(label="Haushaltsstelle", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stelle = self.instance.programm.stelle
        zeilen = Haushaltsstelle.objects.filter(jahr__gte=uhr.heute().year - 1, stelle__in=stelle.vorfahren)
        zeilen |= zeilen.model.objects.filter(
            jahr__gte=uhr.heute().year - 1, stelle__pfad__startswith=stelle.pfad
        )
        konten: dict[str, str] = {}
        for zeile in zeilen.exclude(auftrag="").order_by("auftrag", "sachkonto", "bezeichnung", "jahr"):
            name = f"{zeile.auftrag} / {zeile.sachkonto} {zeile.bezeichnung}"
            konten[_konto(zeile.auftrag, zeile.sachkonto, zeile.bezeichnung)] = name
        r = self.instance
        jetzt = _konto(r.auftrag, r.sachkonto, r.haushaltsbezeichnung)
        if r.auftrag and jetzt not in konten:
            konten[jetzt] = f"{r.auftrag} / {r.sachkonto} {r.haushaltsbezeichnung} (nicht bei dieser Stelle)"
        feld = cast("forms.ChoiceField", self.fields["haushaltsstelle"])
        feld.choices = [("", "Keine"), *konten.items()]
        feld.help_text = (
            "Zeilen der federführenden Stelle. Neue legt die Finanz-Sachbearbeitung im Haushalt an."
        )
        self.initial["haushaltsstelle"] = jetzt if r.auftrag else ""

    def clean(self) -> dict[str, Any]:
        """The parts of the account instead of the choice."""
        daten = super().clean() or self.cleaned_data
        teile = (daten.pop("haushaltsstelle", "") or "||").split("|")
        namen = ("auftrag", "sachkonto", "haushaltsbezeichnung")
        return {**daten, **dict(zip(namen, teile, strict=True))}


def _konto(*teile: str) -> str:
    return "|".join(teil.replace("|", " ") for teil in teile)


class Zeilenformular(forms.ModelForm):
    """One row of a list of a version; a new one gets a key made of its `worte`, and what is `einmalig` stands once."""

    worte: ClassVar[str] = ""
    einmalig: ClassVar[str] = ""

    def __init__(self, *args: Any, richtlinie: Richtlinie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.richtlinie = richtlinie
        for feld in self.fields.values():
            if (
                isinstance(feld, forms.TypedChoiceField)
                and (wahl := list(cast("Any", feld.choices)))[0][0] == ""
            ):
                feld.choices = [("", "Bitte wählen"), *wahl[1:]]

    @staticmethod
    def neben(_zeile: Any, /) -> str:
        """What stands beside the row in its list."""
        return ""

    def geschwister(self) -> Any:
        """The other rows of the same table of this version."""
        tabelle: Any = type(self.instance).objects
        return tabelle.filter(richtlinie=self.richtlinie).exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """Add the key; refuse what is there already."""
        daten = super().clean() or self.cleaned_data
        if self.worte and not self.instance.schluessel and daten.get(self.worte):
            vergeben = set(self.geschwister().values_list("schluessel", flat=True))
            daten["schluessel"] = neuer_schluessel(daten[self.worte], vergeben)
        if self.einmalig and self.geschwister().filter(**{self.einmalig: daten.get(self.einmalig)}).exists():
            self.add_error(self.einmalig, "Das steht schon in der Liste.")
        return daten


ANTWORTZEICHEN = 120


FRAGENFELDER = (
    *("abschnitt", "text", "art", "auswahl", "pflicht", "hilfe", "warum", "grundlage"),
    *("bedingung", "max_zeichen"),
)
FRAGENHILFE = {
    "abschnitt": "Fragen desselben Abschnitts stehen zusammen auf einer Seite.",
    "text": "So, wie Antragstellende sie lesen.",
    "warum": "Ein Satz. Fragen Sie nur, was Sie für die Entscheidung brauchen.",
    "max_zeichen": "Für Texte.",
}


class Fragenformular(Zeilenformular):
    """A question with its kind, its reason and when it is asked."""

    worte = "text"
    auswahl = forms.CharField(
        label="Antworten der Auswahl oder Spalten der Tabelle",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=4000,
        help_text="Eine je Zeile. Bei anderen Arten bleibt das Feld leer.",
    )
    bedingung = forms.ChoiceField(
        label="Nur fragen, wenn so geantwortet wurde",
        required=False,
        help_text="Geht bei Fragen mit Ja oder Nein und bei einer Auswahl, die davor stehen.",
    )

    @staticmethod
    def neben(zeile: Any, /) -> str:
        """Page, kind, whether it is demanded, and on what it hangs."""
        teile = (
            getattr(zeile, "abschnitt", ""),
            zeile.get_art_display(),
            "" if zeile.pflicht else "freiwillig",
            "mit Bedingung" if zeile.wenn_frage else "",
        )
        return " · ".join(filter(None, teile))

    class Meta:
        model = Frage
        fields = FRAGENFELDER
        help_texts = FRAGENHILFE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frage = cast("Fragebasis", self.instance)
        self.initial["auswahl"] = "\n".join(text for _, text in frage.auswahl)
        if frage.wenn_frage:
            self.initial["bedingung"] = f"{frage.wenn_frage}={frage.wenn_antwort}"
        cast("forms.ChoiceField", self.fields["bedingung"]).choices = [
            ("", "Immer fragen"),
            *self._bedingungen(frage),
        ]
        if "abschnitt" in self.fields:
            namen = self.richtlinie.fragen.values_list("abschnitt", flat=True)
            self.fields["abschnitt"].initial = list(namen)[-1] if namen else "Ihr Vorhaben"

    def _bedingungen(self, frage: Fragebasis) -> Sequence[tuple[str, str]]:
        davor = self.geschwister().filter(art__in=BEDINGEND)
        if frage.pk:
            davor = davor.filter(nr__lt=frage.nr)
        wahl = [
            (f"{f.schluessel}={k}", f"„{f.text}“: {antwort}")
            for f in davor
            for k, antwort in ([(JA, "Ja"), (NEIN, "Nein")] if f.art == Frageart.JA_NEIN else f.auswahl)
        ]
        jetzt = f"{frage.wenn_frage}={frage.wenn_antwort}"
        if frage.wenn_frage and jetzt not in dict(wahl):
            wahl.append((jetzt, "(die bisherige Bedingung; sie passt nicht mehr)"))
        return wahl

    def clean_auswahl(self) -> list[list[str]]:
        """Pairs of a key and the text; a text that was there keeps its key."""
        bisher = {text: schluessel for schluessel, text in self.instance.auswahl}
        texte = [" ".join(zeile.split()) for zeile in self.cleaned_data["auswahl"].splitlines()]
        texte = list(dict.fromkeys(text for text in texte if text))
        if zulang := next((text for text in texte if len(text) > ANTWORTZEICHEN), ""):
            raise forms.ValidationError(f"„{zulang[:30]} …“ ist länger als {ANTWORTZEICHEN} Zeichen.")
        vergeben: list[str] = []
        for text in texte:
            vergeben.append(bisher.get(text) or neuer_schluessel(text, {*vergeben, *bisher.values()}))
        return [[schluessel, text] for schluessel, text in zip(vergeben, texte, strict=True)]

    def clean(self) -> dict[str, Any]:
        """The condition as its two parts."""
        daten = super().clean() or self.cleaned_data
        if daten.get("art") not in (Frageart.AUSWAHL, Frageart.TABELLE):
            daten["auswahl"] = []
        daten["wenn_frage"], _, daten["wenn_antwort"] = (daten.pop("bedingung", "") or "").partition("=")
        return daten


class Berichtsfragenformular(Fragenformular):
    """A question of the report: no declarations, no files."""

    class Meta:
        model = Berichtsfrage
        fields = FRAGENFELDER[1:]
        help_texts = FRAGENHILFE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        art = cast("forms.ChoiceField", self.fields["art"])
        ohne = (Frageart.ERKLAERUNG, Frageart.DATEI)
        art.choices = [(k, t) for k, t in cast("Any", art.choices) if k not in ohne]


class Unterlagenformular(Zeilenformular):
    """A paper."""

    worte = "bezeichnung"

    @staticmethod
    def neben(zeile: Any, /) -> str:
        """Whether it is demanded."""
        return "nötig" if zeile.pflicht else "freiwillig"

    class Meta:
        model = Unterlage
        fields = ("bezeichnung", "warum", "pflicht")


class Pruefpunktformular(Zeilenformular):
    """A point of a check list."""

    worte = "text"

    @staticmethod
    def neben(zeile: Any, /) -> str:
        """On what it rests."""
        return str(zeile.grundlage)

    class Meta:
        model = Pruefpunkt
        fields = ("text", "grundlage")
        help_texts: ClassVar[dict[str, str]] = {"text": "Zum Beispiel: Das Vorhaben hat noch nicht begonnen."}


class Mitzeichnungsformular(Zeilenformular):
    """A further Stelle."""

    einmalig = "stelle"

    class Meta:
        model = Mitzeichnungsstelle
        fields = ("stelle",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stelle = cast("forms.ModelChoiceField[Stelle]", self.fields["stelle"])
        stelle.queryset = Stelle.objects.filter(art__in=AEMTER, aktiv=True)
        stelle.empty_label = "Bitte wählen"


class Wertgrenzenformular(Zeilenformular):
    """Up to how much a level decides."""

    einmalig = "ebene"

    class Meta:
        model = Wertgrenze
        fields = ("ebene", "bis_betrag")


class Nebenbestimmungsformular(Zeilenformular):
    """A condition of every Bescheid in words of one's own; words that are changed come from no text any more."""

    @staticmethod
    def neben(zeile: Any, /) -> str:
        """Where its words come from."""
        return f"aus den Texten, Version {zeile.herkunft_version}" if zeile.herkunft else "eigener Wortlaut"

    class Meta:
        model = Nebenbestimmung
        fields = ("text",)
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        """The words, and that they are one's own."""
        return {**super().clean(), "herkunft": "", "herkunft_version": None}


def neuer_schluessel(text: str, vergeben: set[str]) -> str:
    """A key of at most 40 characters that reads like the text and is not taken yet."""
    stamm = slugify(text)[:36].strip("-") or "neu"
    nr, schluessel = 1, stamm
    while schluessel in vergeben:
        nr += 1
        schluessel = f"{stamm}-{nr}"
    return schluessel
