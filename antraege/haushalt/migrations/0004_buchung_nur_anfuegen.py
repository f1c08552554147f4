from django.db import migrations

from rollen.trigger import NurAnfuegen


class Migration(migrations.Migration):

    dependencies = [
        ("haushalt", "0003_hauptbuch"),
    ]

    operations = [
        NurAnfuegen("haushalt_buchung", "Eine Buchung bleibt stehen; eine Korrektur ist eine Gegenbuchung."),
    ]
