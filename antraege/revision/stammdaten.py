"""A finding that is not closed keeps the audited Stelle and the organisation it is about from being closed."""

from django.db.models import Q
from django.urls import reverse

from antraege.revision.models import Feststellung, Feststellungsstatus
from rollen.stammdaten.sache import Bindung, melde

melde(
    Bindung(
        "Feststellungen der Rechnungsprüfung, die nicht geschlossen sind",
        lambda s: Feststellung.objects.filter(Q(stelle=s) | Q(organisation=s)).exclude(
            status=Feststellungsstatus.GESCHLOSSEN
        ),
        lambda f: reverse("feststellung", args=[f.pk]),
        rat="Beantworten Sie zuerst die Feststellung, und lassen Sie die Rechnungsprüfung sie schließen.",
    )
)
