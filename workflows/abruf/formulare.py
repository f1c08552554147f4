"""The forms of an Abruf: book, assign, promise, fix, end, report back; the filters of its lists."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from antraege.angebote import abrufe, queries, termine
from antraege.angebote.models import Abruf, Abrufstand, Angebot, Bedarf, Bedarfsstand, Passung, Termin
from rollen import uhr
from rollen.forms.filter import Filterformular, auswahl
from rollen.formulare import BedingtesFormular, Wenn
from rollen.models import Benutzer, Stelle

WUNSCH = "wunsch"
MEISTE_ANGEBOTE = 50
OFFEN, ALLE = "offen", "alle"


def _zahl(label: str, **wie: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "kern-form-input__input--kurz"})
    return forms.IntegerField(label=label, max_value=500, widget=widget, **wie)


def _text(label: str, *, required: bool = True, help_text: str = "", laenge: int = 1000) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=laenge, widget=widget
    )


def waehle_einrichtung(feld: Any, benutzer: Benutzer) -> None:
    """Offer the person's institutions; the only one is chosen already."""
    feld.queryset = abrufe.abrufende(benutzer)
    einzige = list(feld.queryset[:2])
    if len(einzige) == 1:
        feld.initial, feld.empty_label = einzige[0], None


class Wahlformular(BedingtesFormular):
    """First page: in whose name, and when."""

    einrichtung = forms.ModelChoiceField(
        Stelle.objects.none(), label="Für welche Einrichtung?", empty_label="Bitte wählen"
    )
    termin = forms.ChoiceField(label="Welcher Termin?", widget=forms.RadioSelect)
    wunsch = forms.CharField(
        label="Wann passt es Ihnen?",
        help_text="Zum Beispiel: dienstags ab 10 Uhr, im März.",
        max_length=300,
        required=False,
    )
    bedingt = (Wenn("wunsch", "termin", (WUNSCH,), "Bitte schreiben Sie, wann es Ihnen passt."),)

    def __init__(self, *args: Any, angebot: Angebot, benutzer: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waehle_einrichtung(self.fields["einrichtung"], benutzer)
        self.termine = {
            str(termin.pk): termin
            for termin in termine.buchbare(uhr.heute()).filter(stamm=angebot.stamm_id_oder_selbst)
        }
        wahl = [(pk, f"{termin} – {termin.frei_in_worten}") for pk, termin in self.termine.items()]
        ohne = "Kein Termin passt: Ich schreibe, wann es geht." if wahl else "Ich schreibe, wann es geht."
        self.fields["termin"].choices = [*wahl, (WUNSCH, ohne)]  # type: ignore[attr-defined]
        if not wahl:
            self.fields["termin"].initial = WUNSCH


class Gruppenformular(forms.Form):
    """Second page: who comes, without a name."""

    gruppe = forms.CharField(
        label="Welche Gruppe kommt?",
        max_length=120,
        help_text="Zum Beispiel: Klasse 3b oder Vorschulkinder. Keine Namen von Kindern.",
    )
    kinder = _zahl("Wie viele Kinder?", min_value=1)
    ganztag = forms.BooleanField(
        label="Es findet im Offenen Ganztag statt.",
        required=False,
        help_text="Im Ganztag arbeiten nur gemeinnützige Partner mit (BASS 12-63 Nr. 2).",
    )
    kontakt = forms.CharField(
        label="Wer ist ansprechbar?",
        max_length=160,
        help_text="Eine Funktion, zum Beispiel: Klassenleitung 3b. Kein Name.",
    )
    bedarf = _text(
        "Was brauchen Sie besonders?",
        required=False,
        help_text="Zum Beispiel: ein Raum ohne Stufen. Schreiben Sie nichts über einzelne Kinder.",
    )


class Handgriffformular(BedingtesFormular):
    """What is said with one act on an Abruf."""

    knopf: ClassVar[str] = ""

    def __init__(self, *args: Any, abruf: Abruf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.abruf = abruf

    def angaben(self) -> dict[str, Any]:
        """What the door takes of it."""
        return self.cleaned_data


class Zuordnungsformular(Handgriffformular):
    """The same offer, or another of the topic."""

    knopf = "Zuordnen"
    angebot = forms.ModelChoiceField(
        Angebot.objects.none(), label="Welches Angebot?", empty_label=None, help_text="Dasselbe Thema."
    )
    hinweis = _text("Hinweis für den Anbieter", required=False, laenge=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        passende = queries.geltende(uhr.heute()).filter(themenfeld=self.abruf.themenfeld_id)
        passende = passende.filter(gruppe_bis__gte=self.abruf.kinder).exclude(
            anbieter=self.abruf.einrichtung_id
        )
        ids = [
            *passende.order_by("-pk").values_list("pk", flat=True)[:MEISTE_ANGEBOTE],
            self.abruf.angebot_id,
        ]
        feld: Any = self.fields["angebot"]
        feld.queryset = Angebot.objects.filter(pk__in=ids).select_related("anbieter").order_by("titel")
        feld.label_from_instance = lambda angebot: f"{angebot.titel} ({angebot.anbieter.name})"
        feld.initial = self.abruf.angebot_id


class Terminwahl(Handgriffformular):
    """One of the coming dates of the offer."""

    knopf = "Termin festlegen"
    termin = forms.ModelChoiceField(Termin.objects.none(), label="Welcher Termin?", empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["termin"]
        feld.queryset = termine.kommende(self.abruf.angebot)
        feld.label_from_instance = lambda termin: f"{termin} – {termin.frei_in_worten}"
        feld.initial = self.abruf.termin_id


class Zusageformular(Terminwahl):
    """The promise; the date may follow."""

    knopf = "Zusagen"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["termin"]
        feld.required, feld.empty_label = False, "Den Termin lege ich später fest"


class Durchfuehrungsformular(Handgriffformular):
    """A click is enough."""

    knopf = "Durchgeführt"


class Rueckmeldeformular(Handgriffformular):
    """A short guided report."""

    knopf = "Rückmeldung geben"
    kinder_erreicht = _zahl("Wie viele Kinder waren da?", min_value=0)
    passung = forms.ChoiceField(
        label="Wie gut hat das Angebot gepasst?", choices=Passung.choices, widget=forms.RadioSelect
    )
    gelungen = _text("Was ist gelungen?", help_text="Zwei, drei Sätze. Nennen Sie keine Kinder.")
    anders = _text("Was soll beim nächsten Mal anders sein?", required=False)

    def angaben(self) -> dict[str, Any]:
        """All of it is one report."""
        return {"rueckmeldung": self.cleaned_data}


class Grundformular(Handgriffformular):
    """Why it ends; the other side reads it."""

    grund = _text("Grund", laenge=500, help_text="Die andere Seite liest ihn.")


class Ablehnungsformular(Grundformular):
    """Nobody promises it."""

    knopf = "Ablehnen"


class Absageformular(Grundformular):
    """It does not take place."""

    knopf = "Absagen"


class Terminabsage(forms.Form):
    """Why a date is cancelled."""

    grund = _text("Grund", laenge=300, help_text="Alle, die gebucht haben, lesen ihn.")


class Abruffilter(Filterformular):
    """By state."""

    suche = None  # type: ignore[assignment]
    stand = auswahl("Stand", Abrufstand.choices)


class Koordinationsfilter(Abruffilter):
    """What is to be assigned, everything, or one state; by topic and site."""

    stand = auswahl("Stand")
    themenfeld = auswahl("Thema", coerce=int)
    standort = auswahl("Standort", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staende = [(OFFEN, "zuzuordnen"), (ALLE, "alle"), *Abrufstand.choices]
        self.fields["stand"].choices = staende  # type: ignore[attr-defined]


class Standortfilter(Abruffilter):
    """What is not over yet, everything, or one state; by topic."""

    stand = auswahl("Stand")
    themenfeld = auswahl("Thema", coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staende = [(OFFEN, "laufende"), (ALLE, "alle"), *Abrufstand.choices]
        self.fields["stand"].choices = staende  # type: ignore[attr-defined]


class Bedarfsformular(forms.ModelForm):
    """What an institution looks for."""

    einrichtung = forms.ModelChoiceField(
        Stelle.objects.none(), label="Für welche Einrichtung?", empty_label="Bitte wählen"
    )

    class Meta:
        model = Bedarf
        fields = ("einrichtung", "themenfeld", "titel", "zielgruppe", "wann", "wofuer")
        widgets = {"wofuer": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "titel": "Zum Beispiel: Trommeln mit Vorschulkindern.",
            "zielgruppe": "Zum Beispiel: 20 Kinder der Klasse 2. Keine Namen.",
            "wann": "Zum Beispiel: ab März, mittwochs am Vormittag.",
            "wofuer": "Was wollen Sie mit den Kindern erreichen? Schreiben Sie nichts über einzelne Kinder.",
        }

    def __init__(self, *args: Any, benutzer: Benutzer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waehle_einrichtung(self.fields["einrichtung"], benutzer)
        self.fields["themenfeld"].empty_label = "Bitte wählen"  # type: ignore[attr-defined]


class Antwortformular(BedingtesFormular):
    """An own offer, a few words, or both."""

    anbieter = forms.ModelChoiceField(Stelle.objects.none(), label="Wer antwortet?", empty_label=None)
    angebot = forms.ModelChoiceField(
        Angebot.objects.none(), label="Ihr Angebot dazu", required=False, empty_label="Keines, nur ein Text"
    )
    text = _text("Ihre Antwort", required=False, help_text="Nötig, wenn Sie kein Angebot nennen.")
    bedingt = (Wenn("text", "angebot", ("",), "Bitte wählen Sie ein Angebot, oder schreiben Sie etwas."),)

    def __init__(self, *args: Any, anbietende: QuerySet[Stelle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        felder: dict[str, Any] = self.fields
        felder["anbieter"].queryset = anbietende
        eigene = queries.geltende(uhr.heute()).filter(anbieter__in=anbietende).order_by("titel")
        felder["angebot"].queryset = eigene


class Bedarfsfilter(Koordinationsfilter):
    """Open needs, or all; by topic and site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand"].choices = [*Bedarfsstand.choices, (ALLE, "alle")]  # type: ignore[attr-defined]
