"""Blocks of a page, so that a template writes only what differs: page head, form, table, notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template import Context, Engine, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, render_value_in_context, token_kwargs
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
TABELLE = "offene_tabelle"  # where the cells of a table find it in the context


class Baustein(Node):
    """A block in named parts, put together by a template in `teile/`."""

    def __init__(
        self, art: "Art", angaben: Mapping[str, FilterExpression], teile: Mapping[str, NodeList]
    ) -> None:
        self.art = art
        self.angaben = angaben
        self.teile = teile

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        """A page may fill a {% block %} that lies inside one of the parts."""
        innen = [node for teil in self.teile.values() for node in teil.get_nodes_by_type(nodetype)]
        return [*super().get_nodes_by_type(nodetype), *innen]

    def render(self, context: Context) -> SafeString:
        """The template with what the tag was given as `teil`; a part that is blank or not there is empty."""
        werte = dict.fromkeys((*self.art.angaben, *self.art.teile), "")
        werte |= {name: wert.resolve(context) for name, wert in self.angaben.items()}
        werte |= {name: _fertig(teil.render(context)) for name, teil in self.teile.items()}
        with context.push(teil=werte):
            return Engine.get_default().get_template(self.art.vorlage).render(context)


@dataclass(frozen=True)
class Art:
    """What a block's opening tag takes as `name=value`, and its parts: `inhalt`, then each from {% part %} on."""

    vorlage: str
    angaben: tuple[str, ...] = ()
    teile: tuple[str, ...] = ()
    klasse: type[Baustein] = Baustein

    def __call__(self, parser: Parser, token: Token) -> Baustein:
        """Raises TemplateSyntaxError for any other argument, and for a part that stands there twice."""
        tag, *rest = token.split_contents()
        angaben = token_kwargs(rest, parser)
        if fremd := [*rest, *(angaben.keys() - self.angaben)]:
            raise template.TemplateSyntaxError(f"{tag}: {fremd[0]} gibt es hier nicht, nur {self.angaben}.")
        teile: dict[str, NodeList] = {}
        teil = "inhalt"
        while teil != f"end{tag}":
            if teil in teile:
                raise template.TemplateSyntaxError(f"{tag}: {teil} steht zweimal da.")
            teile[teil] = parser.parse((*self.teile, f"end{tag}"))
            teil = parser.next_token().contents
        return self.klasse(self, angaben, teile)


@dataclass(frozen=True)
class Spalte:
    """A column: the heading as shown, and the name its cells carry where rows are stacked on narrow screens."""

    kopf: str
    name: str
    zahl: bool
    sortiert: str = ""


@dataclass
class Tabelle:
    """The table that is being drawn: its columns, and how many of the row's cells are already there."""

    spalten: list[Spalte] = field(default_factory=list)
    platz: int = 0

    def naechste(self, spannt: int) -> Spalte:
        """The column of the row's next cell, which spans so many. Raises IndexError behind the last column."""
        spalte = self.spalten[self.platz]
        self.platz += spannt
        return spalte


class TabellenBaustein(Baustein):
    """A block whose parts fill the columns and cells of one table."""

    def render(self, context: Context) -> SafeString:
        with context.push(**{TABELLE: Tabelle()}):
            return super().render(context)


ARTEN = {
    "seitenkopf": Art("teile/seitenkopf.html", teile=("vorzeile", "zusatz", "rechts")),
    "formular": Art(
        "teile/formular.html", ("klasse", "datei", "stand", "art", "gefahr"), ("knopf", "daneben")
    ),
    "tabelle": Art(
        "teile/tabelle.html", ("still", "klasse", "gross", "kopflos"), ("zeilen", "summen"), TabellenBaustein
    ),
    "meldung": Art("teile/meldung.html", ("art", "titel")),
    "leer": Art("teile/leer.html", ("url", "aktion"), ("text",)),
}
for name, art in ARTEN.items():
    register.tag(name, art)


@register.simple_tag(takes_context=True)
def spalten(context: Context, *namen: str) -> str:
    """`{% spalten "Fall" "Stand" %}`: the next columns by their headings."""
    context[TABELLE].spalten.extend(Spalte(name, name, zahl=False) for name in namen)
    return ""


@register.simple_tag(takes_context=True)
def zahlspalten(context: Context, *namen: str) -> str:
    """`{% zahlspalten "Betrag" %}`: the same for columns of figures, which stand at the right."""
    context[TABELLE].spalten.extend(Spalte(name, name, zahl=True) for name in namen)
    return ""


@register.simple_block_tag(takes_context=True)
def spalte(context: Context, content: str, name: str, *, zahl: bool = False, sortiert: str = "") -> str:
    """`{% spalte "Frist" sortiert=wie %}<a …>Frist</a>{% endspalte %}`: a heading that is more than its name."""
    context[TABELLE].spalten.append(Spalte(_fertig(content), name, zahl, sortiert))
    return ""


@register.simple_block_tag(takes_context=True)
def zeile(context: Context, content: str, *, klasse: str = "", tasten: bool = False) -> str:
    """A row; with `tasten` the keys of the Postkorb reach it."""
    context[TABELLE].platz = 0
    return format_html(
        '<tr class="kern-table__row{}{}"{}>{}</tr>',
        klasse and " ",
        klasse,
        SafeString(" data-zeile" if tasten else ""),
        content,
    )


@register.simple_block_tag(takes_context=True)
def zeilenkopf(context: Context, content: str, *, benannt: bool = False, spannt: int = 1) -> str:
    """The cell that names its row; with `benannt` it carries the name of its column like any other cell."""
    spalte = context[TABELLE].naechste(spannt)
    return format_html(
        '<th scope="row" class="kern-table__header"{}{}>{}</th>',
        _angabe("data-label", spalte.name if benannt else ""),
        _angabe("colspan", spannt if spannt > 1 else ""),
        _fertig(content),
    )


@register.simple_block_tag(takes_context=True)
def zelle(
    context: Context, content: str, *, benannt: bool = True, aktion: bool = False, spannt: int = 1
) -> str:
    """A cell; more than one child in it needs one `<span>` around them, for it becomes a row of name and value.

    It carries the name of its column, if that has one, unless it spans several or is told not to.
    """
    return _zelle(context, _fertig(content), benannt=benannt, aktion=aktion, spannt=spannt)


@register.simple_tag(takes_context=True)
def zellen(context: Context, *werte: Any) -> str:
    """`{% zellen antrag.titel betrag|euro "" %}`: the next cells, each with one value."""
    return format_html_join(
        "", "{}", ((_zelle(context, render_value_in_context(wert, context)),) for wert in werte)
    )


@register.simple_block_tag
def gesperrt(content: str, wenn: object) -> str:
    """Fields that nobody can fill in as long as there is something in the way."""
    return format_html('<fieldset class="app-gesperrt" disabled>{}</fieldset>', content) if wenn else content


def _fertig(gezeichnet: str) -> SafeString:
    """What Django has rendered, without the space around it."""
    return SafeString(gezeichnet.strip())


def _zelle(
    context: Context, inhalt: str, *, benannt: bool = True, aktion: bool = False, spannt: int = 1
) -> SafeString:
    spalte = context[TABELLE].naechste(spannt)
    return format_html(
        '<td class="kern-table__cell{}{}"{}{}>{}</td>',
        " kern-table__cell--numeric" if spalte.zahl else "",
        " kern-table__cell--action" if aktion else "",
        _angabe("data-label", spalte.name if benannt and spannt == 1 else ""),
        _angabe("colspan", spannt if spannt > 1 else ""),
        inhalt,
    )


def _angabe(name: str, wert: object) -> SafeString:
    """` name="wert"`, or nothing without a value."""
    return format_html(' {}="{}"', name, wert) if wert else SafeString()
