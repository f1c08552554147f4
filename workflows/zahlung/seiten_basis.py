"""What the pages of the Kasse share: who gets in, the tabs, the form for a reason."""

from typing import Any

from django import forms
from django.urls import reverse

from antraege.foerderung.models import Klaerungsstatus, Zahlungsklaerung
from antraege.foerderung.zahlung import laeufe
from antraege.kooperation.forms import langtext
from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.blaettern import gezaehlt
from rollen.models import Stelle, Stellenart
from rollen.tabelle import Recht
from rollen.views.basis import ich

REITER = {
    "zahlungen": "Zur Übergabe",
    "zahlungslaeufe": "Zahlungsläufe",
    "buchungsdateien": "Bestätigungen",
    "zahlungsklaerungen": "Klärungen",
}
HOECHSTENS = 99


class KasseMixin(RechtMixin):
    """The right to book at the Stadtkasse itself; elsewhere it opens nothing here."""

    recht = Recht.BUCHEN
    reiter = ""

    def betrete(self) -> None:
        """Raises Verweigert for who books elsewhere."""
        super().betrete()
        if (wo := Stelle.objects.filter(art=Stellenart.KASSE).first()) is None:
            raise rechte.Verweigert(
                "Die Stadt hat noch keine Stadtkasse. Sie wird unter Stammdaten angelegt."
            )
        rechte.verlange(ich(self.request), Recht.BUCHEN, wo)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs with what is waiting."""
        wartet = {"zahlungen": gezaehlt(laeufe.uebergebbare()), "zahlungsklaerungen": offene_klaerungen()}
        reiter = [
            {
                "name": name,
                "url": reverse(ziel),
                "aktiv": ziel == self.reiter,
                "zaehler": wartet.get(ziel, ""),
            }
            for ziel, name in REITER.items()
        ]
        kontext: dict[str, Any] = super().get_context_data(reiter=reiter, **kwargs)  # type: ignore[misc]
        return kontext


def offene_klaerungen() -> str:
    """How many mismatches wait for a person, up to "99+"."""
    return gezaehlt(Zahlungsklaerung.objects.filter(status=Klaerungsstatus.OFFEN))


class GrundFormular(forms.Form):
    """Why something is taken back."""

    grund = langtext("Grund", required=True, help_text="Der Grund steht im Protokoll.", hoechstens=500)
