from django.db import migrations

from antraege.programme.festwert_trigger import freigegebener_wert_bleibt


class Migration(migrations.Migration):

    dependencies = [
        ("programme", "0005_berichtsfragen"),
    ]

    operations = [
        freigegebener_wert_bleibt(),
    ]
