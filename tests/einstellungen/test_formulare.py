from datetime import date

import pytest
from django import forms

from einstellungen.formulare import KernFeld


class Probe(forms.Form):
    titel = forms.CharField(label="Titel", help_text="Steht im <Bescheid>.")
    beginn = forms.DateField(label="Beginn")
    art = forms.ChoiceField(label="Art", choices=[("v", "Verein"), ("g", "gGmbH")], widget=forms.RadioSelect)
    ort = forms.ChoiceField(label="Ort", choices=[("h", "Hörde")], required=False)
    tage = forms.MultipleChoiceField(
        label="Tage", choices=[("mo", "Montag")], widget=forms.CheckboxSelectMultiple, required=False
    )
    anlage = forms.FileField(label="Satzung")
    sicher = forms.BooleanField(label="Bestätigung")
    geheim = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("name", "art", "sprungziel"),
    [
        ("titel", "eingabe", "id_titel"),
        ("beginn", "eingabe", "id_beginn"),
        ("art", "gruppe", "id_art_0"),
        ("ort", "auswahl", "id_ort"),
        ("tage", "gruppe", "id_tage_0"),
        ("anlage", "eingabe", "id_anlage"),
        ("sicher", "haken", "id_sicher"),
    ],
)
def test_jedes_feld_kennt_seine_art_und_sein_sprungziel(name, art, sprungziel):
    feld = Probe()[name]
    assert isinstance(feld, KernFeld)
    assert (feld.art, feld.sprungziel) == (art, sprungziel)


def test_datum_steht_iso_im_eigenen_feld_des_browsers():
    assert str(Probe(initial={"beginn": date(2023, 4, 1)})["beginn"]) == (
        '<input type="date" name="beginn" value="2023-04-01" required class="kern-form-input__input"'
        ' id="id_beginn">'
    )


def test_deutsches_datum_wird_weiter_gelesen():
    assert Probe({"beginn": "01.04.2023"})["beginn"].form.fields["beginn"].clean("01.04.2023") == date(
        2023, 4, 1
    )


def test_fehler_und_hinweis_sind_mit_dem_feld_verbunden():
    html = str(Probe({})["titel"])
    assert html == (
        '<input type="text" name="titel" required aria-invalid="true" '
        'aria-describedby="id_titel_helptext id_titel_error" '
        'class="kern-form-input__input kern-form-input__input--error" id="id_titel">'
    )


def test_eigene_klasse_bleibt_erhalten():
    formular = Probe()
    formular.fields["titel"].widget.attrs["class"] = "kern-form-input__input--kurz"
    assert formular["titel"].build_widget_attrs({})["class"] == (
        "kern-form-input__input kern-form-input__input--kurz"
    )


def test_hinweistext_ist_text_und_kein_html():
    assert "Steht im &lt;Bescheid&gt;." in Probe()["titel"].as_field_group()


def test_formular_zeichnet_jedes_feld_einmal_und_verstecktes_ohne_rahmen():
    html = str(Probe())
    assert html.count("app-feld") == 7
    assert html.count("<fieldset") == 2
    assert html.count('<input type="hidden" name="geheim" id="id_geheim">') == 1
    assert html.count("– freiwillig") == 2
