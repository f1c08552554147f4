from django.db import migrations

from antraege.haushalt.trigger import BUCHUNG_BLEIBT


class Migration(migrations.Migration):

    dependencies = [
        ("haushalt", "0003_hauptbuch"),
    ]

    operations = [
        BUCHUNG_BLEIBT,
    ]
