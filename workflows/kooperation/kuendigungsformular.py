"""The form of a notice."""

from dataclasses import fields
from typing import Any

from django import forms

from antraege.kooperation import beendigung
from antraege.kooperation.beendigung import Kuendigungserklaerung
from antraege.kooperation.forms import ZEILEN, langtext
from antraege.kooperation.models import Kuendigungsart, Vereinbarung
from rollen import uhr
from rollen.forms.zweitfaktor import Codefeld
from rollen.formulare import tag
from rollen.models import Benutzer
from workflows.tuer.zweitfaktor import richte_codefeld_ein

FOLGEN = """Die Leistungen enden mit diesem Tag.
Personenbezogene Daten werden gelöscht.
Schlüssel und Material werden zurückgegeben."""


class Kuendigungsformular(forms.Form):
    """Kind, cause and consequences; a party itself gives a code, a clerk the days of the letter.

    `selbst` is the person who gives notice for the party; None for the clerk.
    """

    art = forms.ChoiceField(
        label="Art der Kündigung", choices=Kuendigungsart.choices, widget=forms.RadioSelect
    )
    gruende = langtext("Gründe", help_text="Nötig bei einer Kündigung aus wichtigem Grund.")
    folgen = langtext("Folgen", required=True, help_text=f"Leistungen, Daten, Räume, Material. {ZEILEN}")
    wirksam_am = tag(
        "Wirksam am",
        help_text="Nur bei wichtigem Grund. Eine ordentliche Kündigung wirkt zum Ende des Schuljahres.",
    )
    erklaert_am = tag("Schreiben vom", required=True)
    zugegangen_am = tag("Eingegangen am", required=True)
    code = Codefeld()

    def __init__(
        self, *args: Any, vereinbarung: Vereinbarung, selbst: Benutzer | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vereinbarung, self.selbst = vereinbarung, selbst
        self.initial.setdefault("folgen", FOLGEN)
        richte_codefeld_ein(self, selbst)
        for name in ("erklaert_am", "zugegangen_am") if selbst else ():
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A cause where one is needed, days in their order, and the day the notice takes effect."""
        daten = super().clean() or self.cleaned_data
        for_cause = daten.get("art") == Kuendigungsart.AUSSERORDENTLICH
        if for_cause and not daten.get("gruende", "").strip():
            self.add_error("gruende", "Bitte nennen Sie den wichtigen Grund.")
        erklaert = daten.get("erklaert_am") or uhr.heute()
        zugang = daten.get("zugegangen_am") or uhr.heute()
        if zugang > uhr.heute():
            self.add_error("zugegangen_am", "Dieser Tag liegt in der Zukunft.")
        if erklaert > zugang:
            self.add_error("erklaert_am", "Das Schreiben ist jünger als sein Eingang.")
        gewuenscht = daten.get("wirksam_am") if for_cause else None
        if gewuenscht and gewuenscht < zugang:
            self.add_error("wirksam_am", "Die Kündigung wirkt nicht vor ihrem Eingang.")
        if not self.errors:
            self._setze_tage(daten, erklaert, zugang, gewuenscht)
        return daten

    def _setze_tage(self, daten: dict[str, Any], erklaert: Any, zugang: Any, gewuenscht: Any) -> None:
        zum = beendigung.wirksam_zum(
            self.vereinbarung, art=daten["art"], zugang=zugang, gewuenscht=gewuenscht
        )
        bis = self.vereinbarung.laufzeit_bis
        if bis and zum >= bis:
            self.add_error(
                None,
                f"Die Vereinbarung endet schon am {bis:%d.%m.%Y}. Die Kündigung wirkte erst zum {zum:%d.%m.%Y}.",
            )
        daten |= {"erklaert_am": erklaert, "zugegangen_am": zugang, "wirksam_zum": zum}

    def angaben(self) -> Kuendigungserklaerung:
        """What is kept of the notice."""
        namen = (feld.name for feld in fields(Kuendigungserklaerung))
        return Kuendigungserklaerung(**{name: self.cleaned_data[name] for name in namen})

    def eingegebener_code(self) -> str:
        """What the party itself proves who it is with."""
        return str(self.cleaned_data.get("code", ""))
