"""Units and institutions: make, rename, move. Rights follow the tree, so two people change it."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import slugify

from rollen import rechte, stellen, uhr
from rollen.models import Mitgliedschaft, Stammdatenaenderung, Stelle, Stellenart
from rollen.models.stelle import EINRICHTUNGEN
from rollen.stammdaten.sache import MEISTE_GENANNTE, Folge, Stammdatenformular, offenes
from rollen.tabelle import RECHTE, Rolle

EINHEITEN = (
    Stellenart.DEZERNAT,
    Stellenart.FACHBEREICH,
    Stellenart.BEREICH,
    Stellenart.EIGENBETRIEB,
    Stellenart.SERVICESTELLE,
)
SCHULNUMMER = re.compile(r"[0-9]{6}")
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def weg_zur_stelle(stelle: Stelle) -> str:
    return reverse("stammdatum", args=["stelle", stelle.pk])


def uebergeordnete() -> QuerySet[Stelle]:
    """Below which another Stelle can stand: units and organisations that are in use."""
    return Stelle.objects.filter(aktiv=True).exclude(art__in=[*EINRICHTUNGEN, Stellenart.STANDORT])


def massgeblich(ort: Stelle) -> Stelle:
    """Where the right to change the tree is asked for: outside the city it is the city itself that keeps the data."""
    stadt = Stelle.objects.get(art=Stellenart.STADT, eltern=None)
    return ort if ort.pfad.startswith(stadt.pfad) else stadt


def rechtewechsel(
    alt: Iterable[int], neu: Iterable[int]
) -> tuple[list[Mitgliedschaft], list[Mitgliedschaft]]:
    """Who gains and who loses rights over what moves from below these Stellen to below those. One query."""
    vorher, nachher = set(alt), set(neu)
    betroffen = Mitgliedschaft.objects.filter(
        rechte.gueltig(uhr.heute()), gruppe__stelle__in=vorher ^ nachher, benutzer__is_active=True
    ).select_related("benutzer", "gruppe__stelle")
    alle = [m for m in betroffen.order_by("benutzer__name", "pk") if RECHTE[Rolle(m.gruppe.rolle)]]
    gewinnt = [m for m in alle if m.gruppe.stelle_id in nachher - vorher]
    return gewinnt, [m for m in alle if m.gruppe.stelle_id in vorher - nachher]


def rollenzeilen(mitgliedschaften: Iterable[Mitgliedschaft]) -> list[tuple[str, str]]:
    return [
        (f"{m.benutzer}, {Rolle(m.gruppe.rolle).bezeichnung} an „{m.gruppe.stelle}“", "")
        for m in mitgliedschaften
    ]


class Stellenformular(Stammdatenformular):
    """Saves through the tree."""

    class Meta:
        model = Stelle
        fields: tuple[str, ...] = ()

    def speichere(self) -> Stelle:
        """Raises ValidationError when it would come to stand below itself."""
        return stellen.speichere(self.instance)

    def clean_name(self) -> str:
        """One space between words; what people see must be there."""
        return " ".join(self.cleaned_data["name"].split())

    def _pruefe_nummer(self, art: str) -> None:
        nummer = self.cleaned_data.get("nummer", "")
        if not nummer:
            return
        if art not in EINRICHTUNGEN:
            self.add_error("nummer", "Eine Nummer haben nur Schulen und andere Einrichtungen.")
        elif art == Stellenart.SCHULE and not SCHULNUMMER.fullmatch(nummer):
            self.add_error("nummer", "Eine Schulnummer hat sechs Ziffern, zum Beispiel 123456.")
        else:
            gleiche = Stelle.objects.filter(art=art, nummer=nummer).exclude(pk=self.instance.pk).first()
            if gleiche:
                self.add_error("nummer", f"Diese Nummer hat schon „{gleiche}“.")

    def _pruefe_zeichen(self) -> None:
        zeichen = self.cleaned_data.get("aktenzeichen", "")
        if not zeichen or zeichen == self.initial.get("aktenzeichen"):
            return
        jetzt = Stelle.objects.filter(aktenzeichen=zeichen).exclude(pk=self.instance.pk)
        frueher = Stammdatenaenderung.objects.filter(
            sache="stelle", vorher__aktenzeichen=zeichen, wirksam_am__isnull=False
        )
        if jetzt.exists() or frueher.exists():
            self.add_error("aktenzeichen", "Unter diesem Kürzel laufen schon Aktenzeichen einer Stelle.")


class Anlegen(Stellenformular):
    """A new unit or institution below another Stelle."""

    class Meta(Stellenformular.Meta):
        fields = ("art", "name", "eltern", "aktenzeichen", "nummer", "anschrift", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wahl = [(art.value, art.label) for art in (*EINHEITEN, *EINRICHTUNGEN)]
        self.fields["art"].choices = [("", "Bitte wählen"), *wahl]  # type: ignore[attr-defined]
        eltern: Any = self.fields["eltern"]
        eltern.queryset, eltern.required, eltern.empty_label = uebergeordnete(), True, "Bitte wählen"
        eltern.help_text = "Bei einer Kita ihr Träger, bei einer städtischen Schule die Stadt."
        for name in ("aktenzeichen", "nummer"):
            self.fields[name].bedingt = True  # type: ignore[attr-defined]
        self.fields[
            "aktenzeichen"
        ].help_text = "Nur für Ämter und Bereiche, die Fälle führen, zum Beispiel 40/5."

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        art, name, eltern = daten.get("art"), daten.get("name"), daten.get("eltern")
        if art:
            self._pruefe_nummer(art)
            if art in EINRICHTUNGEN and daten.get("aktenzeichen"):
                self.add_error("aktenzeichen", "Einrichtungen führen keine Aktenzeichen.")
        self._pruefe_zeichen()
        if name and eltern and Stelle.objects.filter(name__iexact=name, eltern=eltern, aktiv=True).exists():
            self.add_error("name", f"Unter „{eltern}“ gibt es diese Stelle schon.")
        return daten

    def orte(self) -> list[Stelle]:
        return [massgeblich(self.cleaned_data["eltern"])]

    def folgen(self) -> list[Folge]:
        gewinnt, _ = rechtewechsel([], self.cleaned_data["eltern"].vorfahren)
        return [Folge("Diese Personen haben Rechte an der neuen Stelle", rollenzeilen(gewinnt))]

    def speichere(self) -> Stelle:
        stelle: Stelle = self.instance
        stelle.staedtisch = self.cleaned_data["eltern"].staedtisch
        stelle.kuerzel = kuerzel(stelle)
        return stellen.speichere(stelle)


def kuerzel(stelle: Stelle) -> str:
    """A short name nobody else has, made of its kind and number or its name."""
    grund = f"{stelle.art}-{stelle.nummer}" if stelle.nummer else stelle.name.casefold().translate(_UMLAUTE)
    stamm = slugify(grund)[:34] or "stelle"
    vergeben = set(Stelle.objects.filter(kuerzel__startswith=stamm).values_list("kuerzel", flat=True))
    return next(
        k
        for nr in range(1, len(vergeben) + 2)
        if (k := stamm if nr == 1 else f"{stamm}-{nr}") not in vergeben
    )


class Umbenennen(Stellenformular):
    """Another name from a day on. Letters that were issued keep the old one, and the old one is still found."""

    rueckwirkend = True

    class Meta(Stellenformular.Meta):
        fields = ("name", "aktenzeichen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.art not in EINHEITEN:
            del self.fields["aktenzeichen"]
        else:
            self.fields["aktenzeichen"].help_text = "Gilt für neue Fälle. Laufende behalten ihr Aktenzeichen."

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        self._pruefe_zeichen()
        return daten

    def clean_gilt_ab(self) -> Any:
        ab = super().clean_gilt_ab()
        letzte = Stammdatenaenderung.objects.filter(
            sache="stelle", objekt_id=self.instance.pk, handlung="umbenennen", wirksam_am__isnull=False
        ).exclude(frueherer_name="")
        if (davor := letzte.order_by("-gilt_ab").values_list("gilt_ab", flat=True).first()) and ab < davor:
            raise ValidationError(f"Seit dem {davor:%d.%m.%Y} gilt schon ein anderer Name.")
        return ab


class Angaben(Stellenformular):
    """Where it is and how it is reached."""

    class Meta(Stellenformular.Meta):
        fields = ("nummer", "anschrift", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.art not in EINRICHTUNGEN:
            del self.fields["nummer"]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        self._pruefe_nummer(self.instance.art)
        return daten


class Verschieben(Stellenformular):
    """Below another Stelle, with everything that stands below it."""

    class Meta(Stellenformular.Meta):
        fields = ("eltern",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eltern: Any = self.fields["eltern"]
        eltern.label, eltern.required, eltern.empty_label = "Gehört künftig zu", True, "Bitte wählen"
        eltern.queryset = uebergeordnete().exclude(pfad__startswith=self.instance.pfad)

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        ziel = daten.get("eltern")
        if ziel and ziel.staedtisch != self.instance.staedtisch:
            offen = [f"{bindung.wort} ({zahl})" for bindung, zahl, _ in offenes(self.instance) if bindung.rat]
            if offen:
                text = "Dadurch wechselt die Stelle zwischen Stadt und Träger. Vorher muss erledigt sein: {}."
                self.add_error("eltern", text.format(", ".join(offen)))
        return daten

    def orte(self) -> list[Stelle]:
        alt = Stelle.objects.get(pk=self.initial["eltern"])
        return [massgeblich(ort) for ort in (self.cleaned_data["eltern"], alt)]

    def _wechsel(self) -> tuple[list[Mitgliedschaft], list[Mitgliedschaft]]:
        alt = Stelle.objects.get(pk=self.initial["eltern"])
        return rechtewechsel(alt.vorfahren, self.cleaned_data["eltern"].vorfahren)

    def gewinner(self) -> set[int]:
        return {m.benutzer_id for m in self._wechsel()[0]}

    def folgen(self) -> list[Folge]:
        gewinnt, verliert = self._wechsel()
        unten = Stelle.objects.filter(pfad__startswith=self.instance.pfad).exclude(pk=self.instance.pk)
        ziel = self.cleaned_data["eltern"]
        folgen = [
            Folge("Bekommt Rechte an dieser Stelle", rollenzeilen(gewinnt), warnt=True),
            Folge("Verliert Rechte an dieser Stelle", rollenzeilen(verliert), warnt=True),
            Folge(
                "Zieht mit um", [(str(eine), weg_zur_stelle(eine)) for eine in unten[: MEISTE_GENANNTE + 1]]
            ),
        ]
        if ziel.staedtisch != self.instance.staedtisch:
            wort = "gehört zur Stadt" if ziel.staedtisch else "gehört nicht mehr zur Stadt"
            was = "bekommt Mittel zugewiesen" if ziel.staedtisch else "bekommt einen Bescheid"
            folgen.append(Folge("Rechtsform", [(f"Die Stelle {wort} und {was}.", "")], warnt=True))
        return folgen

    def speichere(self) -> Stelle:
        stelle = super().speichere()
        staedtisch = self.cleaned_data["eltern"].staedtisch
        Stelle.objects.filter(pfad__startswith=stelle.pfad).update(staedtisch=staedtisch)
        return stelle
