from django.db import migrations, models

from antraege.haushalt.trigger import ERSTE_SUMMEN, hauptbuch


class Migration(migrations.Migration):

    dependencies = [
        ("haushalt", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="haushaltsstelle",
            name="letzte_buchung",
            field=models.BigIntegerField(
                default=0, editable=False, help_text="Die Buchung, die die Summen zuletzt geändert hat."
            ),
        ),
        hauptbuch(ERSTE_SUMMEN),
    ]
