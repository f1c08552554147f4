from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("rollen", "0006_bankverbindung_daten")]
    operations = [
        migrations.RemoveField(model_name="traeger", name="iban"),
        migrations.RemoveField(model_name="traeger", name="kontoinhaber"),
    ]
