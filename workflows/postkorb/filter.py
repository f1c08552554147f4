"""The filter rows of the Postkorb and of the list of cases, as forms whose values stand in the address."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from antraege.kern.status import Status, als_choices
from rollen import uhr
from rollen.forms.filter import Filterformular, auswahl
from rollen.tabelle import Recht
from workflows.postkorb.keyset import LAENGEN
from workflows.postkorb.vorrat import REITER, SORTIERUNGEN
from workflows.tuer.verzeichnis import SCHRITTE

ERSTES_JAHR = 2022
_ZEILENZAHLEN = [(str(zahl), str(zahl)) for zahl in LAENGEN]
_ORDNUNGEN = [(f"{zeichen}{name}", name) for name in SORTIERUNGEN for zeichen in ("", "-")]


class Filter(Filterformular):
    """Every such list lets people choose how long a page is."""

    laenge = forms.ChoiceField(choices=_ZEILENZAHLEN, required=False, widget=forms.HiddenInput)


class PostkorbFilter(Filter):
    """View and order travel along hidden."""

    programm = auswahl("Programm", (), coerce=int)
    schritt = auswahl("Schritt", [(s.name, s.titel) for s in SCHRITTE.values()])
    ueberfaellig = forms.BooleanField(label="Nur überfällige", required=False)
    recht = auswahl("Recht")
    person = auswahl("Liegt bei")
    reiter = forms.ChoiceField(choices=list(REITER.items()), required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=_ORDNUNGEN, required=False, widget=forms.HiddenInput)
    field_order = ("suche", "person", "programm", "schritt", "ueberfaellig")

    def __init__(
        self,
        daten: QueryDict | None = None,
        *,
        programme: list[tuple[int, str]],
        personen: list[tuple[str, str]] | None = None,
        rechte: Iterable[Recht] = (),
        reiter: Mapping[str, str] = REITER,
        **kw: Any,
    ) -> None:
        """`personen` are those whose tasks a Leitung sees; without them nobody filters by person."""
        super().__init__(daten, **kw)
        self.fields["reiter"].choices = list(reiter.items())  # type: ignore[attr-defined]
        self.fields["recht"].choices = [("", ""), *((r.value, r.bezeichnung) for r in rechte)]  # type: ignore[attr-defined]
        self.fields["recht"].widget = forms.HiddenInput()
        self.fields["person"].choices = [("", "allen"), *(personen or [])]  # type: ignore[attr-defined]
        if personen is None:
            self.fields["person"].widget = forms.HiddenInput()
        self.fields["suche"].label = "Aktenzeichen oder Betreff"
        self.fields["programm"].choices = [("", "alle"), *programme]  # type: ignore[attr-defined]


class FaelleFilter(Filter):
    """Everything a list of cases is narrowed by."""

    status = auswahl("Status", als_choices(Status))
    programm = auswahl("Programm", (), coerce=int)
    stelle = auswahl("Zuständige Stelle", (), coerce=int)
    jahr = auswahl("Haushaltsjahr", (), coerce=int)
    traeger = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        choices=[("neu", "neu"), ("alt", "alt")], required=False, widget=forms.HiddenInput
    )
    field_order = ("suche", "status", "programm", "stelle", "jahr")

    def __init__(
        self,
        daten: QueryDict | None = None,
        *,
        programme: list[tuple[int, str]],
        stellen: list[tuple[int, str]],
        **kw: Any,
    ) -> None:
        super().__init__(daten, **kw)
        jahre = range(ERSTES_JAHR, uhr.heute().year + 2)
        self.fields["suche"].label = "Aktenzeichen, Titel, Träger"
        for name, werte in (
            ("programm", programme),
            ("stelle", stellen),
            ("jahr", [(j, str(j)) for j in jahre]),
        ):
            self.fields[name].choices = [("", "alle"), *werte]  # type: ignore[attr-defined]
