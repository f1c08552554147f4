"""Links that are shown only to who may open their page."""

from django import template
from django.template import RequestContext

from rollen import ansicht

register = template.Library()


@register.simple_tag(takes_context=True)
def weg(context: RequestContext, name: str, *args: object) -> str:
    """`{% weg 'fall' antrag.pk as ziel %}`: the address, or nothing when the page would refuse this person."""
    return ansicht.weg(context.request.user, name, *args)
