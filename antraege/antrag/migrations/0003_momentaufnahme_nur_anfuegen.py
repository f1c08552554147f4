from django.db import migrations

from rollen.trigger import NurAnfuegen


class Migration(migrations.Migration):
    dependencies = [("antrag", "0002_initial")]

    operations = [NurAnfuegen("antrag_momentaufnahme", meldung="Eine Momentaufnahme wird nie geändert.")]
