"""What is entered to draw a sample, and in the working paper of an item."""

import secrets
from typing import Any

from django import forms

from antraege.haushalt.felder import EuroFormField
from antraege.kern.status import als_choices
from antraege.kern.stichprobe import Verfahren
from antraege.kooperation.forms import langtext
from antraege.programme.models import Foerderprogramm
from antraege.revision.models import Grundgesamtheit, Postenergebnis
from antraege.revision.stichproben import MEISTE_POSTEN, Ziehung
from rollen.models import Stelle


class Ziehungsformular(forms.Form):
    """From what, by which filter, how, how many; the seed is proposed and may be typed to repeat a draw."""

    titel = forms.CharField(label="Titel", max_length=160)
    art = forms.ChoiceField(label="Woraus?", choices=Grundgesamtheit.choices, widget=forms.RadioSelect)
    stelle = forms.ModelChoiceField(
        label="Stelle", queryset=Stelle.objects.none(), required=False, empty_label="alle"
    )
    programm = forms.ModelChoiceField(
        label="Programm", queryset=Foerderprogramm.objects.all(), required=False, empty_label="alle"
    )
    jahr = forms.IntegerField(label="Haushaltsjahr", min_value=2000, max_value=2100, required=False)
    ab_betrag = EuroFormField(label="Ab einem Betrag von (Euro)", required=False)
    verfahren = forms.ChoiceField(
        label="Wie?", choices=als_choices(Verfahren), widget=forms.RadioSelect, initial=Verfahren.ZUFALL.value
    )
    umfang = forms.IntegerField(
        label="Wie viele?",
        min_value=1,
        max_value=MEISTE_POSTEN,
        initial=25,
        help_text=f"Höchstens {MEISTE_POSTEN}. Bei „alle, die zum Filter passen“ zählt diese Angabe nicht.",
    )
    startwert = forms.CharField(
        label="Startwert",
        max_length=32,
        help_text="Mit demselben Startwert und derselben Grundgesamtheit kommt dieselbe Stichprobe heraus.",
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        mit_faellen = Stelle.objects.filter(haushaltsstellen__isnull=False).distinct()
        self.fields["stelle"].queryset = mit_faellen  # type: ignore[attr-defined]
        self.fields["startwert"].initial = secrets.token_hex(8)

    def ziehung(self) -> Ziehung:
        """What was entered, as values."""
        w = self.cleaned_data
        worte = (
            *([w["stelle"].name] if w["stelle"] else []),
            *([w["programm"].name] if w["programm"] else []),
            *([f"Haushaltsjahr {w['jahr']}"] if w["jahr"] else []),
            *([f"ab {self['ab_betrag'].value()} Euro"] if w["ab_betrag"] else []),
        )
        auswahl = {
            "stelle": w["stelle"].pk if w["stelle"] else None,
            "programm": w["programm"].pk if w["programm"] else None,
            "jahr": w["jahr"],
            "ab_betrag": str(w["ab_betrag"]) if w["ab_betrag"] else None,
        }
        return Ziehung(
            titel=w["titel"],
            art=w["art"],
            verfahren=Verfahren(w["verfahren"]),
            umfang=w["umfang"],
            startwert=w["startwert"],
            filter=", ".join(worte)[:300],
            auswahl={name: wert for name, wert in auswahl.items() if wert},
        )


class Postenformular(forms.Form):
    """The working paper."""

    ergebnis = forms.ChoiceField(label="Ergebnis", choices=Postenergebnis.choices, widget=forms.RadioSelect)
    notiz = langtext(
        "Arbeitspapier",
        required=True,
        zeilen=6,
        help_text="Was haben Sie geprüft, woran, mit welchem Ergebnis?",
    )
