"""Council and committees: made, renamed, put in order and closed by the Gremiengeschäftsführung."""

from typing import Any

from antraege.gremien.models import LAUFENDE_VORLAGE, Beratung, Gremienvorlage, Gremium
from rollen.stammdaten.sache import Bindung, Handlung, Sache, Schlussformular, Stammdatenformular, melde
from rollen.tabelle import Recht
from rollen.taten import Tat


class Angaben(Stammdatenformular):
    """What it is called, in papers and in a Beschluss, and where it stands in lists."""

    class Meta:
        model = Gremium
        fields = ("name", "organ", "art", "reihenfolge")


class Schliessen(Schlussformular):
    """Papers that lie before it are dealt with first."""

    class Meta:
        model = Gremium
        fields = ()

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        offen = Beratung.objects.filter(
            gremium=self.instance, ergebnis="", vorlage__status__in=LAUFENDE_VORLAGE
        )
        if vorlagen := [str(beratung.vorlage) for beratung in offen.select_related("vorlage")]:
            self.add_error(
                None,
                f"Dort liegen noch Vorlagen: {', '.join(vorlagen)}. Bitte erfassen Sie zuerst, was daraus wird.",
            )
        return daten


class Oeffnen(Schlussformular):
    """A body that was closed by mistake, or comes back."""

    wieder = True

    class Meta:
        model = Gremium
        fields = ()


melde(
    Sache(
        schluessel="gremium",
        einzahl="Gremium",
        mehrzahl="Gremien",
        modell=Gremium,
        pflege=Recht.GREMIENLAUF_PFLEGEN,
        freigabe=Recht.GREMIENLAUF_PFLEGEN,
        ordnung=("reihenfolge", "name", "pk"),
        erklaerung="Rat, Ausschüsse und Beiräte, in der Reihenfolge, in der Vorlagen sie nennen.",
        spalten=(
            ("Art", Gremium.get_art_display),
            ("Reihenfolge", lambda g: g.reihenfolge),
            ("Stand", lambda g: "im Amt" if g.aktiv else "geschlossen"),
        ),
        fakten=lambda g: (
            ("Name im Beschluss", g.organ),
            ("Art", g.get_art_display()),
            ("Reihenfolge", g.reihenfolge),
            ("Stand", "im Amt" if g.aktiv else "geschlossen"),
        ),
        ende=lambda g: not g.aktiv,
        handlungen=(
            Handlung("anlegen", "Neues Gremium", Tat.GREMIUM_ANLEGEN, Angaben, zwei=False, neu=True),
            Handlung(
                "aendern",
                "Umbenennen und ordnen",
                Tat.GREMIUM_AENDERN,
                Angaben,
                zwei=False,
                passt=lambda g: g.aktiv,
                erklaerung="Vorlagen und Beschlüsse, die schon geschrieben sind, behalten den alten Namen.",
            ),
            Handlung(
                "schliessen",
                "Schließen",
                Tat.GREMIUM_SCHLIESSEN,
                Schliessen,
                zwei=False,
                gefahr=True,
                passt=lambda g: g.aktiv,
                erklaerung="Alte Vorlagen nennen es weiter, neue nicht mehr.",
            ),
            Handlung(
                "oeffnen",
                "Wieder einsetzen",
                Tat.GREMIUM_OEFFNEN,
                Oeffnen,
                zwei=False,
                passt=lambda g: not g.aktiv,
            ),
        ),
    ),
    Bindung(
        "Vorlagen ohne Fall, die noch beraten werden",
        lambda s: Gremienvorlage.objects.filter(stelle=s, status__in=LAUFENDE_VORLAGE),
        rat="Die Gremien beraten sie zuerst zu Ende, oder sie werden zurückgezogen.",
    ),
)
