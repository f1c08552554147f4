"""The share of each Haushaltsjahr as form fields: given by hand, or spread by months or by the proposal."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.forms.boundfield import BoundField

from antraege.haushalt.felder import EuroFormField
from antraege.kern.finanzierung import pruefe_jahre
from antraege.kern.geld import NULL, aufteilen, cent, zeige
from workflows.tuer.schritt import Formular


class MitJahren(Formular):
    """One field per year when there are several; left empty, the money follows `grundlage`."""

    grundlage: Mapping[int, Decimal]

    def fuege_jahre_ein(self, grundlage: Mapping[int, Decimal]) -> None:
        """What each year shall bear."""
        self.grundlage = grundlage
        for jahr, betrag in grundlage.items() if len(grundlage) > 1 else ():
            self.fields[f"jahr_{jahr}"] = EuroFormField(
                label=f"Davon im Haushaltsjahr {jahr}",
                help_text=f"Bleiben alle Jahre leer, wird verteilt wie hier: {zeige(betrag)}.",
                required=False,
            )

    @property
    def jahresfelder(self) -> list[BoundField]:
        """The fields of the years, for the page."""
        return [self[name] for name in self.fields if name.startswith("jahr_")]

    def lies_anteile(self, betrag: Decimal) -> dict[int, Decimal]:
        """The shares that were given, or `betrag` euro spread like `grundlage`; defects become errors of the fields."""
        gegeben = {jahr: self.cleaned_data.get(f"jahr_{jahr}") for jahr in self.grundlage}
        if all(wert is None for wert in gegeben.values()):
            return spreize(betrag, self.grundlage)
        jahre = {jahr: wert or NULL for jahr, wert in gegeben.items()}
        for mangel in pruefe_jahre(betrag, jahre):
            self.add_error(f"jahr_{max(jahre)}", mangel.text)
        return jahre


def spreize(betrag: Decimal, grundlage: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Spread euro in the proportions of `grundlage`; without any, all falls into the first year."""
    summe = sum(grundlage.values(), NULL)
    if summe == 0:
        return {jahr: betrag if jahr == min(grundlage) else NULL for jahr in grundlage}
    brueche = [Fraction(cent(wert), cent(summe)) for wert in grundlage.values()]
    return dict(zip(grundlage, aufteilen(betrag, anteile=brueche), strict=True))


def in_worten(anteile: Mapping[int, Decimal]) -> dict[str, str]:
    """The shares for the trail."""
    return {str(jahr): zeige(betrag) for jahr, betrag in anteile.items()}
