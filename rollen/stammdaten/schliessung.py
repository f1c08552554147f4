"""A Stelle closes: nothing may be open, or another Stelle follows and takes work, people and old files over."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from rollen import stellen, uhr
from rollen.mitgliedschaften import fakten, gruppe_fuer, mache_wirksam
from rollen.models import Mitgliedschaft, Stammdatenaenderung, Stelle, Stellenart
from rollen.models.stelle import EINRICHTUNGEN
from rollen.stammdaten.sache import BINDUNGEN, Folge, Uebergabe, offenes
from rollen.stammdaten.stellenformulare import Stellenformular, massgeblich, rechtewechsel, rollenzeilen
from rollen.tabelle import Rolle
from rollen.taten import Tat

NICHT_SCHLIESSBAR = (Stellenart.STADT, Stellenart.KASSE)


class Schliessen(Stellenformular):
    """No longer in use from a day on; open work goes to the Stelle that follows, or must be done before."""

    nachfolge = forms.ModelChoiceField(
        Stelle.objects.none(),
        label="Nachfolge",
        required=False,
        empty_label="keine",
        help_text="Die Stelle, die offene Arbeit, Personen und alte Akten übernimmt. Ohne sie darf nichts offen sein.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gleiche = (
            Q(art__in=EINRICHTUNGEN) if self.instance.art in EINRICHTUNGEN else ~Q(art__in=EINRICHTUNGEN)
        )
        folgende = Stelle.objects.filter(gleiche, aktiv=True, staedtisch=self.instance.staedtisch)
        nachfolge: Any = self.fields["nachfolge"]
        nachfolge.queryset = folgende.exclude(pfad__startswith=self.instance.pfad).exclude(
            art=Stellenart.STANDORT
        )

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if not self.instance.aktiv:
            self.add_error(None, "Diese Stelle ist schon geschlossen.")
            return daten
        offen = offenes(self.instance)
        an = daten.get("nachfolge")
        bleibt = [b for b in offen if an is None or b[0].uebergib is None]
        if bleibt and "nachfolge" not in self.errors:
            was = ", ".join(f"{bindung.wort} ({zahl})" for bindung, zahl, _ in bleibt)
            rat = " ".join(dict.fromkeys(bindung.rat for bindung, _, _ in bleibt if bindung.rat))
            nachsatz = "" if an else " Oder nennen Sie die Stelle, die folgt."
            self.add_error(None, f"Noch offen: {was}. {rat or 'Bitte erledigen Sie das zuerst.'}{nachsatz}")
        return daten

    def worte(self) -> tuple[dict[str, str], dict[str, str]]:
        nachfolge = self.cleaned_data.get("nachfolge")
        return {"stand": "offen"}, {"stand": "geschlossen"} | (
            {"nachfolge": str(nachfolge)} if nachfolge else {}
        )

    def orte(self) -> list[Stelle]:
        nachfolge = self.cleaned_data.get("nachfolge")
        return [massgeblich(ort) for ort in (self.instance, nachfolge) if ort]

    def gewinner(self) -> set[int]:
        return {m.benutzer_id for m in self._gewinnende()}

    def _gewinnende(self) -> list[Mitgliedschaft]:
        nachfolge = self.cleaned_data.get("nachfolge")
        return rechtewechsel(self.instance.vorfahren, nachfolge.vorfahren)[0] if nachfolge else []

    def folgen(self) -> list[Folge]:
        folgen = [
            Folge(
                f"{bindung.wort} ({zahl})",
                [(bindung.worte(zeile), bindung.weg(zeile)) for zeile in zeilen],
                warnt=bindung.uebergib is None,
            )
            for bindung, zahl, zeilen in offenes(self.instance)
        ]
        if not hasattr(self, "cleaned_data"):
            return folgen
        return [
            *folgen,
            Folge("Bekommt Rechte an den alten Akten", rollenzeilen(self._gewinnende()), warnt=True),
        ]

    def speichere(self) -> Stelle:
        stelle: Stelle = self.instance
        nachfolge = self.cleaned_data.get("nachfolge")
        if nachfolge:
            von = Stammdatenaenderung.objects.filter(
                sache="stelle", objekt_id=stelle.pk, handlung="schliessen", wirksam_am=None, verworfen_am=None
            ).select_related("erfasst_von")
            vorschlag = von.first()
            uebergabe = Uebergabe(
                stelle,
                nachfolge,
                self.akteur,
                self.berechtigung,
                uhr.heute(),
                vorschlag.erfasst_von if vorschlag else None,
            )
            for bindung in BINDUNGEN:
                if bindung.uebergib and (zeilen := bindung.offen(stelle)).exists():
                    bindung.uebergib(zeilen, uebergabe)
            stelle.eltern = nachfolge  # rights over the old files go with the work
        stelle.aktiv = False
        return stellen.speichere(stelle)


class Oeffnen(Stellenformular):
    """In use again."""

    def worte(self) -> tuple[dict[str, str], dict[str, str]]:
        return {"stand": "geschlossen"}, {"stand": "offen"}

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if self.instance.aktiv:
            self.add_error(None, "Diese Stelle ist schon in Gebrauch.")
        oben = Stelle.objects.filter(pk__in=self.instance.vorfahren, aktiv=False).exclude(pk=self.instance.pk)
        if zu := oben.first():
            self.add_error(None, f"„{zu}“ darüber ist geschlossen. Öffnen Sie zuerst diese Stelle.")
        return daten

    def orte(self) -> list[Stelle]:
        return [massgeblich(self.instance)]

    def speichere(self) -> Stelle:
        self.instance.aktiv = True
        return stellen.speichere(self.instance)


def laufende_rollen(stelle: Stelle) -> QuerySet[Mitgliedschaft]:
    laufend = Q(bis__isnull=True) | Q(bis__gte=uhr.heute())
    return Mitgliedschaft.objects.filter(laufend, gruppe__stelle=stelle).select_related(
        "benutzer", "gruppe__stelle"
    )


def uebergib_rollen(zeilen: QuerySet[Mitgliedschaft], uebergabe: Uebergabe) -> None:
    """Each role ends the day before and begins at the next Stelle; who has proposed or released waits for a third."""
    beteiligt = {person.pk for person in (uebergabe.akteur, uebergabe.erfasst_von) if person}
    for alt in list(zeilen):
        neu = Mitgliedschaft(
            benutzer=alt.benutzer,
            gruppe=gruppe_fuer(uebergabe.an, Rolle(alt.gruppe.rolle)),
            ebene=alt.ebene,
            von=max(alt.von, uebergabe.ab),
            bis=alt.bis,
            beantragt_von=uebergabe.erfasst_von or alt.beantragt_von,
            angenommen_am=alt.angenommen_am,
            eingeladen_als=alt.eingeladen_als,
        )
        if alt.bestaetigt_von_id and uebergabe.akteur and alt.benutzer_id not in beteiligt:
            neu.bestaetigt_von, neu.bestaetigt_am = uebergabe.akteur, uhr.jetzt()
        _beende(alt, uebergabe)
        doppelt = Mitgliedschaft.objects.filter(benutzer=alt.benutzer, gruppe=neu.gruppe)
        if not doppelt.filter(Q(bis__isnull=True) | Q(bis__gte=neu.von)).exists():
            tat = Tat.ROLLE_BESTAETIGEN if neu.bestaetigt_von_id else Tat.ROLLE_BEANTRAGEN
            with uebergabe.akt(tat, neu) as beginn:
                beginn.nenne(**fakten(neu))
        mache_wirksam(neu)


def _beende(alt: Mitgliedschaft, uebergabe: Uebergabe) -> None:
    bis = uebergabe.ab - timedelta(days=1)
    entfaellt = bis < alt.von
    with uebergabe.akt(Tat.ROLLE_ENTFERNEN if entfaellt else Tat.ROLLE_BEENDEN, alt) as ende:
        ende.entfaellt, alt.bis = entfaellt, bis
        ende.nenne(**fakten(alt))


def uebergib_kinder(zeilen: QuerySet[Stelle], uebergabe: Uebergabe) -> None:
    """What stands below stands below the next Stelle."""
    for kind in list(zeilen):
        with uebergabe.akt(Tat.STELLE_VERSCHIEBEN, kind) as umzug:
            kind.eltern = uebergabe.an
            stellen.speichere(kind)
            umzug.nenne(**uebergabe.worte("eltern"))
