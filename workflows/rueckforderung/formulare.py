"""The forms of the claim's pages."""

from datetime import date
from typing import Any

from django import forms

from antraege.foerderung.models import (
    Forderungsgrund,
    Massnahmenart,
    Rechtsbehelfsausgang,
    Rueckforderung,
)
from antraege.foerderung.rueckforderungen import Absicht, Verspaetung, rechtsbehelfe
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import BedingtesFormular, Wenn, tag

VON_HAND = (
    (Forderungsgrund.WIDERRUF, "Widerruf der ganzen Bewilligung"),
    (Forderungsgrund.TEILWIDERRUF, "Teilwiderruf"),
    (Forderungsgrund.RUECKNAHME, "Rücknahme einer rechtswidrigen Bewilligung, ganz oder zum Teil"),
    (Forderungsgrund.ZWISCHENZINSEN, "Nur Zinsen: Geld zu spät verwendet (§ 49a Abs. 4 VwVfG NRW)"),
)


NUR_ZINSEN = (Forderungsgrund.ZWISCHENZINSEN,)


class Beginn(BedingtesFormular):
    """Which kind of claim, on which facts, known since when."""

    bedingt = (
        Wenn("verbleibt"),
        Wenn("zinskapital", "grund", NUR_ZINSEN),
        Wenn("zinsbeginn", "grund", NUR_ZINSEN),
        Wenn("zinsende", "grund", NUR_ZINSEN),
    )
    grund = forms.ChoiceField(
        label="Was ist beabsichtigt?",
        choices=[(g.value, wort) for g, wort in VON_HAND],
        widget=forms.RadioSelect,
    )
    sachverhalt = langtext(
        "Sachverhalt",
        required=True,
        help_text="Was ist geschehen? Sie können den Text vor der Anhörung noch ändern.",
        zeilen=10,
        hoechstens=8000,
    )
    kenntnis_am = tag(
        "Alle Tatsachen bekannt seit",
        required=True,
        help_text="Ab hier läuft die Jahresfrist (§ 48 Abs. 4, § 49 Abs. 3 VwVfG NRW; § 45 Abs. 4 SGB X).",
    )
    verbleibt = EuroFormField(
        label="Zuwendung, die verbleibt, in Euro",
        help_text="Nötig bei Teilwiderruf und Rücknahme zum Teil.",
        required=False,
    )
    zinskapital = EuroFormField(
        label="Zu spät verwendeter Betrag in Euro", help_text="Nur bei Zinsen.", required=False
    )
    zinsbeginn = tag("Ausgezahlt am", help_text="Nur bei Zinsen.")
    zinsende = tag("Verwendet am", help_text="Nur bei Zinsen.")

    def clean_kenntnis_am(self) -> date:
        """A day that has come."""
        seit: date = self.cleaned_data["kenntnis_am"]
        if seit > uhr.heute():
            raise forms.ValidationError("Der Tag liegt in der Zukunft.")
        return seit

    def clean(self) -> dict[str, Any]:
        """Each kind has its own figures."""
        daten = super().clean()
        if daten.get("grund") == Forderungsgrund.TEILWIDERRUF and daten.get("verbleibt") is None:
            self.verlange("verbleibt")
        beginn, ende = daten.get("zinsbeginn"), daten.get("zinsende")
        if beginn and ende and ende <= beginn:
            self.add_error("zinsende", "Die Verwendung liegt nicht nach der Auszahlung.")
        return daten

    def absicht(self) -> Absicht:
        """What the door takes."""
        daten = self.cleaned_data
        grund = Forderungsgrund(daten["grund"])
        nur_zinsen = grund == Forderungsgrund.ZWISCHENZINSEN
        return Absicht(
            grund=grund,
            sachverhalt=daten["sachverhalt"],
            kenntnis_am=daten["kenntnis_am"],
            verbleibt=NULL if grund == Forderungsgrund.WIDERRUF else daten["verbleibt"] or NULL,
            verspaetung=Verspaetung(daten["zinskapital"], daten["zinsbeginn"], daten["zinsende"])
            if nur_zinsen
            else None,
        )


class _Forderungsformular(BedingtesFormular):
    """Knows its claim."""

    def __init__(self, *args: Any, forderung: Rueckforderung, **kwargs: Any) -> None:
        self.forderung = forderung
        super().__init__(*args, **kwargs)


class MassnahmeFormular(_Forderungsformular):
    """What shall happen to the claim, until when, why."""

    bedingt = (Wenn("bis"), Wenn("antrag_vom"))
    art = forms.ChoiceField(label="Maßnahme", choices=Massnahmenart.choices, widget=forms.RadioSelect)
    bis = tag("Bis", help_text="Nötig bei Stundung und befristeter Niederschlagung.")
    antrag_vom = tag("Antrag des Trägers vom", help_text="Nötig bei Stundung.")
    grund = langtext(
        "Begründung", required=True, help_text="§ 27 KomHVO NRW: Warum ist das geboten?", zeilen=10
    )

    def clean_art(self) -> Massnahmenart:
        """As the door takes it."""
        return Massnahmenart(self.cleaned_data["art"])


class RechtsbehelfFormular(_Forderungsformular):
    """Which remedy, when; a Widerspruch is offered only where the law has one."""

    art = forms.ChoiceField(label="Rechtsbehelf", widget=forms.RadioSelect)
    eingegangen_am = tag("Eingegangen am", required=True)
    vermerk = langtext("Vermerk", zeilen=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        arten = rechtsbehelfe.moegliche_arten(self.forderung)
        self.fields["art"].choices = [(art.value, art.label) for art in arten]  # type: ignore[attr-defined]
        self.fields["art"].initial = arten[0].value


class RechtsbehelfEnde(_Forderungsformular):
    """The outcome; abgeholfen names what remains of the claim."""

    bedingt = (Wenn("neuer_betrag"),)
    ausgang = forms.ChoiceField(
        label="Wie ist es ausgegangen?", choices=Rechtsbehelfsausgang.choices, widget=forms.RadioSelect
    )
    beendet_am = tag("Beendet am", required=True)
    neuer_betrag = EuroFormField(
        label="Neue Hauptforderung in Euro",
        help_text="Nur wenn abgeholfen oder stattgegeben ist. Null beendet die Forderung.",
        required=False,
    )
    vermerk = langtext("Vermerk", zeilen=10)
