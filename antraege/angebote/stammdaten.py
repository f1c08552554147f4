"""Topics with the units that coordinate them, sites with their institutions; what keeps a Stelle from being closed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from antraege.angebote.models import Angebot, Angebotsstatus, Einrichtung, Standort, Themenfeld
from antraege.angebote.models.abruf import LAUFEND, Abruf
from antraege.angebote.models.bedarf import Bedarf, Bedarfsstand
from rollen import stellen
from rollen.models import Stelle, Stellenart
from rollen.models.stelle import EINRICHTUNGEN
from rollen.stammdaten.sache import Bindung, Folge, Handlung, Sache, Stammdatenformular, Uebergabe, melde
from rollen.stammdaten.stellenformulare import (
    kuerzel,
    massgeblich,
    rechtewechsel,
    rollenzeilen,
    uebergeordnete,
)
from rollen.tabelle import Recht
from rollen.taten import Tat

GEENDET = (Angebotsstatus.ERSETZT, Angebotsstatus.ZURUECKGEZOGEN)


class Themenformular(Stammdatenformular):
    """What a topic is called, where it stands in lists."""

    class Meta:
        model = Themenfeld
        fields: tuple[str, ...] = ("name", "reihenfolge")

    def speichere(self) -> Themenfeld:
        self.instance.kuerzel = self.instance.kuerzel or slugify(self.instance.name)[:40]
        thema: Themenfeld = self.save()
        return thema

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        gleiche = Themenfeld.objects.exclude(pk=self.instance.pk)
        neu = self.instance.pk is None
        if gleiche.filter(name__iexact=name).exists() or (
            neu and gleiche.filter(kuerzel=slugify(name)[:40]).exists()
        ):
            raise ValidationError("Dieses Themenfeld gibt es schon.")
        return name


class Koordination(Themenformular):
    """Which units coordinate a topic: they co-sign its agreements, and so see the cases."""

    class Meta(Themenformular.Meta):
        fields = ("koordination",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["koordination"]
        feld.queryset = uebergeordnete().exclude(art__in=[Stellenart.TRAEGER, Stellenart.STADT])
        feld.widget = forms.CheckboxSelectMultiple(choices=feld.choices)
        feld.label = "Koordinierende Stellen"

    def orte(self) -> list[Stelle]:
        neu = set(self.cleaned_data["koordination"])
        return [
            massgeblich(ort)
            for ort in sorted(neu ^ set(self.initial.get("koordination", ())), key=lambda s: s.pk)
        ]


class Themenanlage(Koordination):
    """A new topic with the units that coordinate it."""

    class Meta(Themenformular.Meta):
        fields = ("name", "reihenfolge", "koordination")


class Standortangaben(Stammdatenformular):
    """What a site is called and where it lies; its name is that of its Stelle."""

    name = forms.CharField(label="Name", max_length=200)

    class Meta:
        model = Standort
        fields: tuple[str, ...] = ("quartier", "merkmal")

    field_order = ("name", "eltern", "quartier", "merkmal")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = self.instance.stelle.name

    def speichere(self) -> Standort:
        stelle = self.instance.stelle
        stelle.name = self.cleaned_data["name"]
        stellen.speichere(stelle)
        standort: Standort = self.save()
        return standort


class Standortanlage(Standortangaben):
    """A new site: a Stelle of its own, so that somebody can hold rights on it."""

    eltern = forms.ModelChoiceField(Stelle.objects.none(), label="Gehört zu", empty_label="Bitte wählen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eltern: Any = self.fields["eltern"]
        eltern.queryset = uebergeordnete().exclude(art=Stellenart.TRAEGER)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Stelle.objects.filter(art=Stellenart.STANDORT, name__iexact=name, aktiv=True).exists():
            raise ValidationError("Diesen Standort gibt es schon.")
        return name

    def orte(self) -> list[Stelle]:
        return [massgeblich(self.cleaned_data["eltern"])]

    def folgen(self) -> list[Folge]:
        gewinnt, _ = rechtewechsel([], self.cleaned_data["eltern"].vorfahren)
        return [Folge("Diese Personen haben Rechte am neuen Standort", rollenzeilen(gewinnt))]

    def speichere(self) -> Standort:
        eltern = self.cleaned_data["eltern"]
        stelle = Stelle(
            name=self.cleaned_data["name"],
            art=Stellenart.STANDORT,
            eltern=eltern,
            staedtisch=eltern.staedtisch,
        )
        stelle.kuerzel = kuerzel(stelle)
        self.instance.stelle = stellen.speichere(stelle)
        standort: Standort = self.save()
        return standort


class Einrichtungsangaben(Stammdatenformular):
    """To which site an institution belongs, if to one, and who runs its Offener Ganztag."""

    class Meta:
        model = Einrichtung
        fields: tuple[str, ...] = ("standort", "merkmal", "ogs_traeger")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        felder: dict[str, Any] = self.fields
        felder["standort"].queryset = Standort.objects.filter(stelle__aktiv=True).select_related("stelle")
        felder["standort"].empty_label = "gehört zu keinem Standort"
        felder["ogs_traeger"].label = "Träger des Offenen Ganztags (OGS)"
        felder["ogs_traeger"].queryset = Stelle.objects.filter(aktiv=True, art=Stellenart.TRAEGER)
        felder["ogs_traeger"].empty_label = "keiner"


class Aufnahme(Einrichtungsangaben):
    """The first that is written down of an institution."""

    class Meta(Einrichtungsangaben.Meta):
        fields = ("stelle", "standort", "merkmal", "ogs_traeger")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stelle: Any = self.fields["stelle"]
        stelle.queryset = Stelle.objects.filter(aktiv=True, art__in=EINRICHTUNGEN, einrichtung=None)
        stelle.label, stelle.empty_label = "Einrichtung", "Bitte wählen"

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if not any(daten.get(name) for name in Einrichtungsangaben.Meta.fields):
            self.add_error(None, "Bitte nennen Sie Standort, Merkmal oder Träger des Offenen Ganztags.")
        return daten


class Herausnahme(Stammdatenformular):
    """An institution leaves its site; what else is known of it stays."""

    class Meta:
        model = Einrichtung
        fields = ()

    def worte(self) -> tuple[dict[str, str], dict[str, str]]:
        return {"standort": str(self.instance.standort)}, {"standort": ""}

    def speichere(self) -> Einrichtung:
        einrichtung: Einrichtung = self.instance
        einrichtung.standort = None
        einrichtung.save()
        return einrichtung


def _uebergib_themen(themen: QuerySet[Themenfeld], uebergabe: Uebergabe) -> None:
    for thema in list(themen):
        with uebergabe.akt(Tat.KOORDINATION_AENDERN, thema) as wechsel:
            thema.koordination.remove(uebergabe.von)
            thema.koordination.add(uebergabe.an)
            wechsel.nenne(**uebergabe.worte("koordination"))


melde(
    Sache(
        schluessel="themenfeld",
        einzahl="Themenfeld",
        mehrzahl="Themenfelder",
        modell=Themenfeld,
        pflege=Recht.STAMMDATEN_PFLEGEN,
        freigabe=Recht.ROLLEN_VERGEBEN,
        alle=lambda _: Themenfeld.objects.prefetch_related("koordination"),
        ordnung=("reihenfolge", "pk"),
        erklaerung="Worum es in Kooperationen geht, und welche Stellen das Thema koordinieren.",
        spalten=(
            ("Koordination", lambda t: ", ".join(s.name for s in t.koordination.all()) or "–"),
            ("Reihenfolge", lambda t: t.reihenfolge),
        ),
        fakten=lambda t: (
            ("Koordination", ", ".join(s.name for s in t.koordination.all()) or "–"),
            ("Reihenfolge", t.reihenfolge),
        ),
        handlungen=(
            Handlung(
                "anlegen", "Neues Themenfeld", Tat.THEMENFELD_ANLEGEN, Themenanlage, zwei=True, neu=True
            ),
            Handlung(
                "umbenennen", "Umbenennen und ordnen", Tat.THEMENFELD_AENDERN, Themenformular, zwei=False
            ),
            Handlung(
                "koordination",
                "Koordination ändern",
                Tat.KOORDINATION_AENDERN,
                Koordination,
                zwei=True,
                erklaerung="Wer koordiniert, zeichnet mit und sieht dazu die Fälle. Laufende bleiben, wo sie sind.",
            ),
        ),
    ),
    Sache(
        schluessel="standort",
        einzahl="Standort",
        mehrzahl="Standorte",
        modell=Standort,
        pflege=Recht.STAMMDATEN_PFLEGEN,
        freigabe=Recht.ROLLEN_VERGEBEN,
        suche="stelle__name",
        kette=lambda s: s.stelle.kette,
        alle=lambda _: Standort.objects.select_related("stelle"),
        ordnung=("stelle__name", "pk"),
        erklaerung="Wo ein Kindercampus ist. Das Campus-Management hat seine Rechte am Standort.",
        spalten=(("Quartier", lambda s: s.quartier), ("Merkmal", lambda s: s.merkmal or "–")),
        fakten=lambda s: (("Quartier", s.quartier), ("Merkmal", s.merkmal or "–")),
        ende=lambda s: not s.stelle.aktiv,
        handlungen=(
            Handlung("anlegen", "Neuer Standort", Tat.STANDORT_ANLEGEN, Standortanlage, zwei=True, neu=True),
            Handlung(
                "aendern",
                "Umbenennen und ändern",
                Tat.STANDORT_AENDERN,
                Standortangaben,
                zwei=False,
                passt=lambda s: s.stelle.aktiv,
            ),
        ),
    ),
    Sache(
        schluessel="einrichtung",
        einzahl="Einrichtung",
        mehrzahl="Angaben zu Einrichtungen",
        modell=Einrichtung,
        pflege=Recht.STAMMDATEN_PFLEGEN,
        freigabe=Recht.ROLLEN_VERGEBEN,
        suche="stelle__name",
        kette=lambda e: e.stelle.kette,
        alle=lambda _: Einrichtung.objects.select_related("stelle", "standort__stelle", "ogs_traeger"),
        ordnung=("stelle__name", "pk"),
        erklaerung="Merkmal und Offener Ganztag einer Einrichtung, und zu welchem Standort sie gehört, falls zu einem.",
        spalten=(
            ("Standort", lambda e: e.standort or "–"),
            ("Merkmal", lambda e: e.merkmal or "–"),
            ("Offener Ganztag", lambda e: e.ogs_traeger or "–"),
        ),
        ende=lambda e: not e.stelle.aktiv,
        fakten=lambda e: (
            ("Standort", e.standort or "–"),
            ("Merkmal", e.merkmal or "–"),
            ("Träger des Offenen Ganztags", e.ogs_traeger or "–"),
        ),
        handlungen=(
            Handlung(
                "anlegen",
                "Angaben zu einer Einrichtung",
                Tat.EINRICHTUNG_AUFNEHMEN,
                Aufnahme,
                zwei=False,
                neu=True,
                erklaerung="Die Einrichtung selbst legen Sie unter „Stellen und Einrichtungen“ an.",
            ),
            Handlung("aendern", "Ändern", Tat.EINRICHTUNG_AENDERN, Einrichtungsangaben, zwei=False),
            Handlung(
                "herausnehmen",
                "Aus dem Standort nehmen",
                Tat.EINRICHTUNG_HERAUSNEHMEN,
                Herausnahme,
                zwei=False,
                gefahr=True,
                passt=lambda e: e.standort_id is not None,
                erklaerung="Merkmal und Offener Ganztag bleiben stehen.",
            ),
        ),
    ),
    Bindung(
        "Angebote",
        lambda s: Angebot.objects.filter(anbieter=s).exclude(status__in=GEENDET),
        lambda a: reverse("angebot", args=[a.pk]),
        rat="Angebote werden zuerst zurückgezogen; wer sie weiterführt, schreibt sie als eigene.",
    ),
    Bindung(
        "Themenfelder, die sie koordiniert",
        lambda s: Themenfeld.objects.filter(koordination=s),
        lambda t: reverse("stammdatum", args=["themenfeld", t.pk]),
        _uebergib_themen,
    ),
    Bindung(
        "Zugehörigkeit zu einem Standort",
        lambda s: Einrichtung.objects.filter(stelle=s, standort__isnull=False).select_related(
            "standort__stelle"
        ),
        lambda e: reverse("stammdatum", args=["einrichtung", e.pk]),
        rat="Nehmen Sie die Einrichtung zuerst aus ihrem Standort.",
        worte=lambda e: str(e.standort),
    ),
    Bindung(
        "Einrichtungen am Standort",
        lambda s: Einrichtung.objects.filter(standort__stelle=s).select_related("stelle"),
        lambda e: reverse("stammdatum", args=["einrichtung", e.pk]),
        rat="Nehmen Sie zuerst die Einrichtungen aus dem Standort.",
    ),
    Bindung(
        "Einrichtungen, deren Offenen Ganztag sie trägt",
        lambda s: Einrichtung.objects.filter(ogs_traeger=s, stelle__aktiv=True).select_related("stelle"),
        lambda e: reverse("stammdatum", args=["einrichtung", e.pk]),
        rat="Nennen Sie zuerst einen anderen Träger des Offenen Ganztags.",
    ),
    Bindung(
        "laufende Abrufe",
        lambda s: Abruf.objects.filter(Q(einrichtung=s) | Q(anbieter=s), status__in=LAUFEND),
        lambda a: reverse("abruf", args=[a.pk]),
        rat="Abrufe werden zuerst durchgeführt oder abgesagt.",
    ),
    Bindung(
        "offene Bedarfe",
        lambda s: Bedarf.objects.filter(einrichtung=s, status=Bedarfsstand.OFFEN),
        lambda b: reverse("bedarf", args=[b.pk]),
        rat="Bedarfe werden zuerst zurückgezogen.",
    ),
)
