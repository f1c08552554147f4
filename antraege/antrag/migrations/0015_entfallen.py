"""What falls away of a grant becomes a number of its own; cases that have come to their end get it now."""

from decimal import Decimal

from django.db import migrations, models
from django.db.models import F

import antraege.haushalt.felder


def hole_nach(apps, _):
    beendete = apps.get_model("antrag", "Antrag").objects.filter(
        status__in=["kontrolliert", "widerrufen", "abgeschlossen"]
    )
    beendete.update(entfallen=F("bewilligt") - F("ausgezahlt"))


class Migration(migrations.Migration):

    dependencies = [
        ("antrag", "0014_gremienvorlage"),
    ]

    operations = [
        migrations.AddField(
            model_name="antrag",
            name="entfallen",
            field=antraege.haushalt.felder.EuroField(
                default=Decimal("0.00"),
                help_text="Teil der Bewilligung, der nicht mehr ausgezahlt wird: Verzicht, Abrechnung oder Widerruf.",
                verbose_name="entfallen",
            ),
        ),
        migrations.RunPython(hole_nach, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="antrag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bewilligt__gte", F("ausgezahlt") + F("entfallen")), ("entfallen__gte", 0)
                ),
                name="antrag_bewilligt_deckt_alles",
            ),
        ),
    ]
