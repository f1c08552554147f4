"""What the pages of the Rechnungsprüfung share."""

from django.urls import reverse

from rollen import rechte
from rollen.ansicht import RechtMixin
from rollen.tabelle import Recht
from rollen.views.basis import ich


def krumen(seite: str, *dazwischen: tuple[str, str]) -> list[dict[str, str]]:
    """Where a page stands below the entry page: pages between by name and address."""
    wege = (("Rechnungsprüfung", reverse("revision")), *dazwischen, (seite, ""))
    return [{"name": name, "url": url} for name, url in wege]


class Revisionsseite(RechtMixin):
    """A page over all cases of the city: only for who audits the whole city."""

    recht = Recht.REVISION

    def betrete(self) -> None:
        """Raises Verweigert for an auditor of a part."""
        super().betrete()
        if not rechte.ueberall(ich(self.request), Recht.REVISION):
            raise rechte.Verweigert("Fallübergreifend prüft nur, wer dieses Recht für die ganze Stadt hat.")
