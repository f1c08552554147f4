from django.db import migrations

from rollen.trigger import NurAnfuegen


class Migration(migrations.Migration):
    dependencies = [("kooperation", "0001_initial")]

    operations = [
        NurAnfuegen("kooperation_fassung", meldung="Eine Fassung wird nie geändert."),
        NurAnfuegen("kooperation_abstimmung", meldung="Eine Abstimmung wird nie geändert."),
        NurAnfuegen("kooperation_freigabe", meldung="Eine Freigabe wird nie geändert."),
    ]
