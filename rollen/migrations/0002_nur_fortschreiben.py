from django.db import migrations

from rollen.trigger import NurAnfuegen, NurWachsend


class Migration(migrations.Migration):
    dependencies = [("rollen", "0001_initial")]

    operations = [
        NurAnfuegen("rollen_eintrag"),
        NurAnfuegen("rollen_siegel", meldung="Ein Siegel wird nie geändert."),
        NurWachsend(
            "rollen_kettenkopf", schluessel="kette", zahl="nr", meldung="Eine Kette wird nur fortgeschrieben."
        ),
    ]
