"""The list of what nobody holds, for a page of a lower room."""

from typing import Any

from django import template

from workflows.einrichtung import besetzung

register = template.Library()


@register.inclusion_tag("einrichtung/teile/vakanzen.html")
def vakanzen() -> dict[str, Any]:
    """Every right and level the procedures need and nobody holds."""
    return {"vakanzen": besetzung.vakanzen()}
