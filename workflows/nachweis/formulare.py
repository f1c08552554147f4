"""The forms of the check of a proof: draw again, cut, ask, filter the vouchers."""

from django import forms

from antraege.foerderung.nachweis.formulare import BelegFilter
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import NULL


class StichprobeFormular(forms.Form):
    """Why to draw again."""

    use_required_attribute = False
    grund = forms.CharField(label="Grund der erneuten Ziehung", max_length=300)


class KuerzungFormular(forms.Form):
    """By how much, and why."""

    gekuerzt = EuroFormField(
        label="Kürzen um, in Euro", help_text="0,00 heißt: ganz anerkannt.", initial=NULL
    )
    grund = forms.CharField(
        label="Grund der Kürzung",
        help_text="Nötig, wenn Sie kürzen. Der Grund steht im Prüfvermerk.",
        max_length=300,
        required=False,
    )


class FrageFormular(forms.Form):
    """A question to the Träger."""

    frage = forms.CharField(
        label="Frage an den Träger",
        help_text="Sie geht erst hinaus, wenn Sie die Prüfung mit „Rückfrage“ abschließen.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class PruefBelegFilter(BelegFilter):
    """The list of the Träger, narrowed to the sample or to what was cut."""

    nur = forms.ChoiceField(
        label="Zeige",
        required=False,
        choices=[
            ("", "alle Belege"),
            ("stichprobe", "nur die Stichprobe"),
            ("offen", "Stichprobe, noch nicht geprüft"),
            ("gekuerzt", "nur gekürzte"),
        ],
    )
    field_order = ("nur", "einzelansatz", "suche", "sort")
