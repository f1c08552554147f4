"""The blocks of a page: what a template writes, and what comes out."""

import re

import pytest
from django.template import Context, Engine, TemplateSyntaxError

LADEN = "{% load bausteine %}"
TABELLE = """{% tabelle still=True klasse="app-plan" %}
  Zahlungen von {{ wer }}
  {% spalten "Zahlung" %}{% if mit_tag %}{% spalten "Tag" %}{% endif %}{% zahlspalten "Betrag" %}
  {% spalte "Stand" sortiert="ascending" %}<a href="?sort=stand">Stand heute</a>{% endspalte %}
  {% spalte "" %}Tun{% endspalte %}
  {% zeilen %}
  {% for name, betrag in posten %}
    {% zeile %}
      {% zeilenkopf %} {{ name }} {% endzeilenkopf %}
      {% if mit_tag %}{% zelle %}heute{% endzelle %}{% endif %}
      {% zellen betrag stand %}
      {% zelle aktion=True %} <button>los</button> {% endzelle %}
    {% endzeile %}
  {% endfor %}
  {% summen %}
  {% zeile klasse="summe" %}
    {% zeilenkopf benannt=True %}Summe{% endzeilenkopf %}
    {% zellen 3 %}{% zelle spannt=2 %}{% endzelle %}
  {% endzeile %}
{% endtabelle %}"""


def male(text: str, **werte: object) -> str:
    """What the template draws, without the space beside tags."""
    html = Engine.get_default().from_string(LADEN + text).render(Context(werte))
    return re.sub(r" ?(<|>) ?", r"\1", re.sub(r"\s+", " ", html)).strip()


def test_eine_tabelle_sagt_in_jeder_zelle_den_namen_ihrer_spalte() -> None:
    html = male(TABELLE, wer="A & B", stand="<b>", posten=[("Erste", 1), ("Zweite", 2)])
    kopf, _, rest = html.partition("<tbody")
    koerper, _, fuss = rest.partition("<tfoot>")
    assert '<table class="kern-table kern-table--small app-tabelle app-plan">' in kopf
    assert '<caption class="kern-sr-only">Zahlungen von A &amp; B</caption>' in kopf
    assert re.findall(r"<th [^>]*>.*?</th>", kopf) == [
        '<th scope="col" class="kern-table__header">Zahlung</th>',
        '<th scope="col" class="kern-table__header kern-table__header--numeric">Betrag</th>',
        '<th scope="col" class="kern-table__header" aria-sort="ascending"><a href="?sort=stand">Stand heute</a></th>',
        '<th scope="col" class="kern-table__header">Tun</th>',
    ]
    assert koerper.count("<tr ") == 2
    assert koerper.count('<td class="kern-table__cell" data-label="Stand">&lt;b&gt;</td>') == 2
    assert '<th scope="row" class="kern-table__header">Zweite</th>' in koerper
    assert '<td class="kern-table__cell kern-table__cell--numeric" data-label="Betrag">2</td>' in koerper
    assert '<td class="kern-table__cell kern-table__cell--action"><button>los</button></td>' in koerper
    assert fuss.startswith(
        '<tr class="kern-table__row summe"><th scope="row" class="kern-table__header" data-label="Zahlung">Summe</th>'
        '<td class="kern-table__cell kern-table__cell--numeric" data-label="Betrag">3</td>'
        '<td class="kern-table__cell" colspan="2"></td></tr></tfoot>'
    )


def test_eine_spalte_die_nur_manchmal_da_ist_verschiebt_keinen_namen() -> None:
    html = male(TABELLE, mit_tag=True, posten=[("Erste", 1)])
    assert 'data-label="Tag">heute</td>' in html
    assert 'data-label="Betrag">1</td>' in html


def test_eine_zelle_ohne_spalte_ist_ein_fehler_im_template() -> None:
    with pytest.raises(IndexError):
        male(
            '{% tabelle %}{% spalten "A" %}{% zeilen %}{% zeile %}{% zellen 1 2 %}{% endzeile %}{% endtabelle %}'
        )


def test_der_seitenkopf_zeigt_nur_was_da_ist() -> None:
    ganz = "{% seitenkopf %}Fall{% vorzeile %}{{ nr }}{% zusatz %}Titel{% rechts %}<p>rechts</p>{% endseitenkopf %}"
    assert male(ganz, nr="40-1") == (
        '<div class="app-seitenkopf"><div><p class="app-seitenkopf__vorzeile">40-1</p><h1>Fall</h1>'
        '<p class="app-seitenkopf__zusatz">Titel</p></div><p>rechts</p></div>'
    )
    assert male(
        "{% seitenkopf %}Fall{% zusatz %}{% if x %}ja{% endif %}{% endseitenkopf %}", zusatz="fremd"
    ) == ('<div class="app-seitenkopf"><div><h1>Fall</h1></div></div>')


def test_ein_formular_traegt_sein_geheimnis_den_stand_und_den_knopf() -> None:
    text = "{% formular stand=stand gefahr=True %}Feld{% knopf %}Löschen{% daneben %}<a>Zurück</a>{% endformular %}"
    html = male(text, stand=0, csrf_token="g", knopf="fremd")
    assert html == (
        '<form class="app-formular" method="post" novalidate>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="g">'
        '<input type="hidden" name="stand" value="0">Feld<div class="app-knoepfe">'
        '<button class="kern-btn kern-btn--primary kern-btn--gefahr" type="submit">'
        '<span class="kern-label">Löschen</span></button><a>Zurück</a></div></form>'
    )
    assert "<button" not in male("{% formular %}Feld{% endformular %}", knopf="fremd", stand=1)


def test_ein_block_der_seite_laesst_sich_im_baustein_fuellen() -> None:
    eltern = Engine.get_default().from_string(
        LADEN + "{% seitenkopf %}{% block a %}leer{% endblock %}{% endseitenkopf %}"
    )
    kind = Engine.get_default().from_string("{% extends eltern %}{% block a %}voll{% endblock %}")
    assert "<h1>voll</h1>" in kind.render(Context({"eltern": eltern}))


@pytest.mark.parametrize(
    "text",
    [
        "{% leer farbe=1 %}x{% endleer %}",
        '{% meldung "info" %}x{% endmeldung %}',
        "{% leer %}x{% text %}y{% text %}z{% endleer %}",
        "{% seitenkopf %}x",
    ],
)
def test_was_ein_baustein_nicht_kennt_faellt_beim_lesen_auf(text: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Engine.get_default().from_string(LADEN + text)
