"""Form fields made from the questions of a Richtlinie; what they give back is what is stored."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from antraege.antrag.antworten import GROESSTE_ZAHL, MEISTE_ZEILEN, ZELLE_ZEICHEN
from antraege.antrag.dateien import DateiFehler, GepruefteDatei, pruefe_datei
from antraege.haushalt.felder import EuroFormField
from antraege.programme.models import Frageart, Fragebasis

MEISTE_PUNKTE = 6
FREIE_ZEILEN = 3
DATEIARTEN = "PDF, JPEG, PNG, XLSX oder DOCX, höchstens 10 MB."
_ZAHL = re.compile(r"\d+|[1-9]\d{0,2}(?:[. ]\d{3})+")


class ZahlFeld(forms.CharField):
    """A whole number from 0; reads `1200` and `1.200`, gives an int or None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "kern-form-input__input--kurz"})

    def clean(self, value: Any) -> int | None:
        """Refuses signs, fractions and what is no number."""
        text = super().clean(value)
        if not text:
            return None
        if not _ZAHL.fullmatch(text) or int(re.sub(r"\D", "", text)) > GROESSTE_ZAHL:
            raise ValidationError("Bitte geben Sie eine ganze Zahl ab 0 ein, zum Beispiel 24.", code="zahl")
        return int(re.sub(r"\D", "", text))


class LangtextFeld(forms.CharField):
    """Several lines; a line end counts as one character, and nothing is cut off while typing."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Browsers send line ends as two characters."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: it would silently cut what is pasted."""
        return {}


class JaNeinFeld(forms.TypedChoiceField):
    """Yes or no; gives True, False or None."""

    def __init__(self, **kwargs: Any) -> None:
        wahl = [("ja", "Ja"), ("nein", "Nein")]
        werte = {"coerce": lambda wert: wert == "ja", "empty_value": None, "widget": forms.RadioSelect}
        super().__init__(choices=wahl, **{**werte, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """Stored answers are True or False."""
        return {True: "ja", False: "nein"}.get(value, value) if isinstance(value, bool) else value


class ErklaerungFeld(forms.BooleanField):
    """A declaration; gives True when it is made and None when it is not."""

    def clean(self, value: Any) -> bool | None:
        """What is not declared is no answer."""
        return super().clean(value) or None


class WahlFeld(forms.TypedChoiceField):
    """One of several; gives the key or None."""

    def __init__(self, *, auswahl: list[tuple[str, str]], **kwargs: Any) -> None:
        wenige = len(auswahl) <= MEISTE_PUNKTE
        wahl = auswahl if wenige else [("", "Bitte wählen"), *auswahl]
        widget = forms.RadioSelect if wenige else forms.Select
        super().__init__(choices=wahl, widget=widget, empty_value=None, **kwargs)


class BetragFeld(EuroFormField):
    """Euro; gives `1234.50` or None."""

    def prepare_value(self, value: Any) -> Any:
        """Stored answers are text; what a person typed otherwise stays as typed."""
        gespeichert = isinstance(value, str) and re.fullmatch(r"\d+\.\d\d", value)
        return super().prepare_value(Decimal(value) if gespeichert else value)

    def clean(self, value: Any) -> str | None:  # type: ignore[override]
        """As it is stored."""
        betrag = super().clean(value)
        return None if betrag is None else f"{betrag:.2f}"


class DatumFeld(forms.DateField):
    """A day; gives `2026-03-01` or None."""

    widget = forms.DateInput

    def clean(self, value: Any) -> str | None:
        """As it is stored."""
        tag = super().clean(value)
        return tag.isoformat() if tag else None


class Tabelleneingabe(forms.Widget):
    """Rows of single-line inputs under named columns; after each saving there are free rows again."""

    template_name = "formular/tabelle.html"
    use_fieldset = True

    def __init__(self, spalten: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.spalten = spalten

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        """Every row that was sent, also the empty ones between."""
        zeilen = range(MEISTE_ZEILEN)
        gesendet = [z for z in zeilen if any(f"{name}-{z}-{k}" in data for k, _ in self.spalten)]
        return [{k: str(data.get(f"{name}-{z}-{k}", "")) for k, _ in self.spalten} for z in gesendet]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """A table nobody sent is empty."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The stored rows and some free ones."""
        context = super().get_context(name, None, attrs)
        zeilen = [zeile for zeile in value or [] if any(zeile.values())]
        zeilen = [*zeilen, *({} for _ in range(FREIE_ZEILEN))][:MEISTE_ZEILEN]
        context["widget"] |= {
            "label": "",
            "spalten": [titel for _, titel in self.spalten],
            "zeilen": [list(self._zellen(name, nr, zeile)) for nr, zeile in enumerate(zeilen)],
        }
        return context

    def _zellen(self, name: str, nr: int, zeile: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        for schluessel, titel in self.spalten:
            yield {
                "name": f"{name}-{nr}-{schluessel}",
                "wert": zeile.get(schluessel, ""),
                "spalte": titel,
                "bezeichnung": f"{titel}, Zeile {nr + 1}",
                "zeichen": ZELLE_ZEICHEN,
            }


class TabellenFeld(forms.Field):
    """Rows by the keys of their columns; gives those with something in them, or None."""

    def __init__(self, *, spalten: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(widget=Tabelleneingabe(spalten), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]] | None:
        """Refuses a cell that is too long."""
        zeilen = [{k: zelle.strip() for k, zelle in zeile.items()} for zeile in value or []]
        gefuellt = [zeile for zeile in zeilen if any(zeile.values())]
        super().clean(gefuellt or None)
        if any(len(zelle) > ZELLE_ZEICHEN for zeile in gefuellt for zelle in zeile.values()):
            raise ValidationError(
                f"Jedes Feld der Tabelle hat höchstens {ZELLE_ZEICHEN} Zeichen.", code="lang"
            )
        return gefuellt or None


class DateiFeld(forms.FileField):
    """An upload that is what it says; gives a GepruefteDatei."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.xlsx,.docx"})
        leer = {"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."}
        super().__init__(**{"widget": widget, "error_messages": leer, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> GepruefteDatei | None:
        """Refuses in words."""
        datei = cast("UploadedFile | None", super().clean(data, None))
        try:
            return pruefe_datei(datei) if datei else None
        except DateiFehler as fehler:
            raise ValidationError(str(fehler), code="datei") from fehler


class DateiantwortFeld(DateiFeld):
    """A file that answers a question; says which one is there already."""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """A stored answer is named in the help."""
        if vorhanden := form.get_initial_for_field(self, field_name):
            self.help_text = (
                f"Hochgeladen ist „{vorhanden['name']}“. Eine neue Datei ersetzt sie; "
                f"entfernen können Sie sie bei den Unterlagen. {self.help_text}"
            )
        return super().get_bound_field(form, field_name)


def feld_fuer(frage: Fragebasis, *, bedingung: str = "") -> forms.Field:
    """The form field that takes the answer to one question; `help_text` says when, how and why it is asked.

    Not required by itself: the form that uses it says when an answer is demanded.
    """
    grundlage = f"Rechtsgrundlage: {frage.grundlage}." if frage.grundlage else ""
    hilfe = " ".join(filter(None, (bedingung, frage.hilfe, frage.warum, grundlage)))
    gemeinsam: dict[str, Any] = {"label": frage.text, "help_text": hilfe, "required": False}
    return _FELDER[Frageart(frage.art)](frage, **gemeinsam)


def _langtext(frage: Fragebasis, *, help_text: str, **gemeinsam: Any) -> forms.Field:
    hilfe = f"{help_text} Höchstens {frage.max_zeichen} Zeichen.".strip()
    return LangtextFeld(max_length=frage.max_zeichen, empty_value=None, help_text=hilfe, **gemeinsam)


def _datei(_frage: Fragebasis, *, help_text: str, **gemeinsam: Any) -> forms.Field:
    return DateiantwortFeld(help_text=f"{help_text} {DATEIARTEN}".strip(), **gemeinsam)


_FELDER: dict[Frageart, Callable[..., forms.Field]] = {
    Frageart.TEXT: lambda frage, **g: forms.CharField(max_length=frage.max_zeichen, empty_value=None, **g),
    Frageart.LANGTEXT: _langtext,
    Frageart.ZAHL: lambda _, **g: ZahlFeld(**g),
    Frageart.BETRAG: lambda _, **g: BetragFeld(**g),
    Frageart.DATUM: lambda _, **g: DatumFeld(**g),
    Frageart.JA_NEIN: lambda _, **g: JaNeinFeld(**g),
    Frageart.AUSWAHL: lambda frage, **g: WahlFeld(auswahl=[(k, t) for k, t in frage.auswahl], **g),
    Frageart.TABELLE: lambda frage, **g: TabellenFeld(spalten=[(k, t) for k, t in frage.auswahl], **g),
    Frageart.DATEI: _datei,
    Frageart.ERKLAERUNG: lambda _, **g: ErklaerungFeld(**g),
}
